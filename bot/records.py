"""Rows into nouns, and nouns into rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, select

from bot import tables
from bot.calendars import calendar_for
from rules.listening.progress import Progress
from rules.model import (
    Agreement,
    Budgets,
    GoBetween,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    Party,
    Person,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Side,
    SideTerms,
    State,
    Turn,
)
from rules.worktime import Calendar

_PROGRESS = frozenset(f.name for f in fields(Progress))


# Items -------------------------------------------------------------------------------------------------------------


def items_from(rows: Iterable[Row[Any]]) -> tuple[Item, ...]:
    """Items from rows of `statements._with_turns`: one row for each turn, an item's rows together and in order."""
    found: list[tuple[Row[Any], list[Turn]]] = []
    for row in rows:
        if not found or (found[-1][0].relationship_id, found[-1][0].number) != (row.relationship_id, row.number):
            found.append((row, []))
        found[-1][1].append(_turn_from(row))
    return tuple(_item_from(row, tuple(history)) for row, history in found)


def _turn_from(row: Row[Any]) -> Turn:
    side = Side(row.turn_side) if row.turn_side else None
    return Turn(row.turn_at, Holder(side, row.turn_person, row.turn_third_party), row.turn_reason)


def _item_from(row: Row[Any], history: tuple[Turn, ...]) -> Item:
    targets = {Side.CLIENT: timedelta(seconds=row.client_target), Side.VENDOR: timedelta(seconds=row.vendor_target)}
    return Item(
        number=ItemNumber(row.number),
        kind=Kind(row.kind),
        place=PlaceId(row.place_id),
        message=MessageId(row.message),
        thread=MessageId(row.thread),
        in_channel=row.in_channel,
        asker=PersonId(row.asker_id),
        asker_side=Side(row.asker_side),
        text=row.text,
        opened_at=row.opened_at,
        targets=MappingProxyType(targets),
        turns=history,
        clock_at=row.clock_at,
        clock_moved=row.clock_moved,
        climbed=row.climbed,
        climbed_at=row.climbed_at,
        state=State(row.state),
        closed_at=row.closed_at,
        closed_by=PersonId(row.closed_by) if row.closed_by else None,
        closing=MessageId(row.closing) if row.closing else None,
        progress=_progress_from(row.progress),
    )


def item_values(item: Item) -> dict[str, Any]:
    """The columns of an item, but for the key."""
    return {
        "kind": item.kind.value,
        "place_id": item.place,
        "message": item.message,
        "thread": item.thread,
        "in_channel": item.in_channel,
        "asker_id": item.asker,
        "asker_side": item.asker_side.value,
        "text": item.text,
        "opened_at": item.opened_at,
        "client_target": int(item.targets[Side.CLIENT].total_seconds()),
        "vendor_target": int(item.targets[Side.VENDOR].total_seconds()),
        "clock_at": item.clock_at,
        "clock_moved": item.clock_moved,
        "climbed": item.climbed,
        "climbed_at": item.climbed_at,
        "state": item.state.value,
        "closed_at": item.closed_at,
        "closed_by": item.closed_by,
        "closing": item.closing,
        "progress": json.dumps(asdict(item.progress), ensure_ascii=False),
    }


def turn_values(relationship: RelationshipId, number: ItemNumber, seq: int, turn: Turn) -> dict[str, Any]:
    return {
        "relationship_id": relationship,
        "number": number,
        "seq": seq,
        "at": turn.at,
        "side": turn.holder.side.value if turn.holder.side else None,
        "person_id": turn.holder.person,
        "third_party": turn.holder.third_party,
        "reason": turn.reason,
    }


def _progress_from(text: str) -> Progress:
    """Fields a newer version no longer knows are dropped: the state is a help, not a record."""
    stored: dict[str, Any] = {name: value for name, value in json.loads(text).items() if name in _PROGRESS}
    as_kept: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in stored.items()}
    return Progress(**as_kept)


# Relationships -----------------------------------------------------------------------------------------------------


def place_from(row: Row[Any]) -> Place:
    return Place(PlaceId(row.id), row.name, Side(row.private_to) if row.private_to else None)


def read_relationship(connection: Connection, wanted: RelationshipId) -> Relationship:
    """The two sides, their people and the newest agreement."""
    agreement = _newest_agreement(connection, wanted)
    people = _people(connection, wanted, agreement)
    return Relationship(
        id=wanted,
        client=_party(connection, wanted, Side.CLIENT, agreement),
        vendor=_party(connection, wanted, Side.VENDOR, agreement),
        people=MappingProxyType(people),
        agreement_version=agreement.version,
    )


def _newest_agreement(connection: Connection, wanted: RelationshipId) -> Agreement:
    table = tables.agreements
    row = connection.execute(
        select(table).where(table.c.relationship_id == wanted).order_by(table.c.version.desc()).limit(1)
    ).one()
    return agreement_from(row.version, row.terms)


def _party(connection: Connection, wanted: RelationshipId, side: Side, agreement: Agreement) -> Party:
    table = tables.sides
    row = connection.execute(select(table).where(table.c.relationship_id == wanted, table.c.side == side)).one()
    first = tables.go_betweens
    named = connection.execute(
        select(first).where(first.c.relationship_id == wanted, first.c.side == side).order_by(first.c.topic)
    )
    terms = agreement.of(side)
    return Party(
        side=side,
        company=row.company,
        calendar=calendar_for(terms),
        targets=terms.targets,
        go_betweens=tuple(GoBetween(g.person_id, g.deputy_id, g.topic or None) for g in named),
        sponsor=row.sponsor_id,
    )


def _people(connection: Connection, wanted: RelationshipId, agreement: Agreement) -> dict[PersonId, Person]:
    rows = connection.execute(
        select(tables.people, tables.members.c.side)
        .join(tables.members, tables.members.c.person_id == tables.people.c.id)
        .where(tables.members.c.relationship_id == wanted)
    )
    return {PersonId(row.id): _person_from(row, agreement) for row in rows}


def _person_from(row: Row[Any], agreement: Agreement) -> Person:
    side = Side(row.side) if row.side else None
    return Person(PersonId(row.id), row.name, HumanId(row.human_id), side, _own_calendar(row, side, agreement))


def _own_calendar(row: Row[Any], side: Side | None, agreement: Agreement) -> Calendar | None:
    """A person's own hours or zone where they differ; their side's holidays hold for them too."""
    if side is None or not (row.zone or row.hours):
        return None
    terms = agreement.of(side)
    return calendar_for(SideTerms(row.zone or terms.zone, row.hours or terms.hours, terms.holidays))


# Agreements --------------------------------------------------------------------------------------------------------


def agreement_from(version: int, terms: dict[str, Any]) -> Agreement:
    return Agreement(version, _terms_from(terms["client"]), _terms_from(terms["vendor"]), Budgets(**terms["budgets"]))


def _terms_from(stored: dict[str, Any]) -> SideTerms:
    targets = {Kind(kind): timedelta(seconds=seconds) for kind, seconds in stored["targets"].items()}
    return SideTerms(stored["zone"], stored["hours"], tuple(stored["holidays"]), MappingProxyType(targets))


def agreement_values(agreement: Agreement) -> dict[str, Any]:
    """An agreement's terms as JSON; targets in seconds of working time."""
    return {
        "client": _terms_values(agreement.client),
        "vendor": _terms_values(agreement.vendor),
        "budgets": asdict(agreement.budgets),
    }


def _terms_values(terms: SideTerms) -> dict[str, Any]:
    return {
        "zone": terms.zone,
        "hours": terms.hours,
        "holidays": list(terms.holidays),
        "targets": {kind.value: int(target.total_seconds()) for kind, target in terms.targets.items()},
    }
