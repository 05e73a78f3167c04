"""Rows into nouns, and nouns into rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from bot import tables
from bot.calendars import calendar_for
from rules.effects import Answer
from rules.listening.progress import Progress
from rules.message import from_json, to_json
from rules.model import (
    Agreement,
    Budgets,
    Card,
    Claim,
    Claimed,
    Facts,
    Fate,
    GoBetween,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    Level,
    MessageId,
    Nudge,
    Party,
    Person,
    PersonId,
    Place,
    PlaceId,
    Proposal,
    Relationship,
    RelationshipId,
    Settings,
    Side,
    SideTerms,
    State,
    Told,
    Turn,
)
from rules.worktime import Calendar

_PROGRESS = tuple(f.name for f in fields(Progress))


# Items -------------------------------------------------------------------------------------------------------------


def items_from(rows: Iterable[Row[Any]]) -> tuple[Item, ...]:
    """Items from rows of `statements.with_turns`: one row for each turn, an item's rows together and in order."""
    found: list[tuple[Row[Any], list[Turn]]] = []
    for row in rows:
        if not found or (found[-1][0].relationship_id, found[-1][0].number) != (row.relationship_id, row.number):
            found.append((row, []))
        found[-1][1].append(_turn_from(row))
    return tuple(_item_from(row, tuple(history)) for row, history in found)


def _turn_from(row: Row[Any]) -> Turn:
    side = Side(row.turn_side) if row.turn_side else None
    return Turn(row.turn_at, Holder(side, row.turn_person, row.turn_third_party), row.turn_reason, row.turn_words)


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
        unnamed=row.unnamed,
        climbed=row.climbed,
        climbed_at=row.climbed_at,
        state=State(row.state),
        closed_at=row.closed_at,
        closed_by=PersonId(row.closed_by) if row.closed_by else None,
        closing=MessageId(row.closing) if row.closing else None,
        progress=_progress_from(row.progress),
        topic=row.topic,
        blocked_on=row.blocked_on,
        holds_up=row.holds_up,
        wanted_by=row.wanted_by,
        promised_for=row.promised_for,
        snoozed_until=row.snoozed_until,
        alive_at=row.alive_at,
        claim=_claim_from(row),
    )


def _claim_from(row: Row[Any]) -> Claim | None:
    if row.claimed is None:
        return None
    return Claim(Claimed(row.claimed), PersonId(row.claimed_by), row.claimed_at, row.claim_words, row.claim_confirmed)


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
        "unnamed": item.unnamed,
        "climbed": item.climbed,
        "climbed_at": item.climbed_at,
        "state": item.state.value,
        "closed_at": item.closed_at,
        "closed_by": item.closed_by,
        "closing": item.closing,
        "progress": json.dumps({name: getattr(item.progress, name) for name in _PROGRESS}, ensure_ascii=False),
        "topic": item.topic,
        "blocked_on": item.blocked_on,
        "holds_up": item.holds_up,
        "wanted_by": item.wanted_by,
        "promised_for": item.promised_for,
        "snoozed_until": item.snoozed_until,
        "alive_at": item.alive_at,
        "claimed": item.claim and item.claim.what.value,
        "claimed_by": item.claim and item.claim.by,
        "claimed_at": item.claim and item.claim.at,
        "claim_words": item.claim and item.claim.words,
        "claim_confirmed": item.claim and item.claim.confirmed,
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
        "words": turn.words,
    }


def _progress_from(text: str) -> Progress:
    """Fields a newer version no longer knows are dropped: the state is a help, not a record."""
    stored: dict[str, Any] = {name: value for name, value in json.loads(text).items() if name in _PROGRESS}
    as_kept: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in stored.items()}
    return Progress(**as_kept)


# What lies in trays ------------------------------------------------------------------------------------------------


def nudge_from(row: Row[Any]) -> Nudge:
    return Nudge(
        key=row.key,
        why=Told(row.why),
        item=ItemNumber(row.number) if row.number is not None else None,
        turn=row.turn,
        step=row.step,
        side=Side(row.side) if row.side else None,
        person=PersonId(row.person_id) if row.person_id else None,
        laid_at=row.laid_at,
        show_from=row.show_from,
        told_at=row.told_at,
        fate=Fate(row.fate),
        wrong=row.wrong,
        place=PlaceId(row.place_id) if row.place_id else None,
        message=MessageId(row.message) if row.message else None,
        body=row.body,
        id=row.id,
        card=row.card,
    )


def nudge_values(nudge: Nudge) -> dict[str, Any]:
    """The columns of a nudge, but for the relationship, the human and its number."""
    return {
        "key": nudge.key,
        "why": nudge.why.value,
        "number": nudge.item,
        "turn": nudge.turn,
        "step": nudge.step,
        "side": nudge.side and nudge.side.value,
        "person_id": nudge.person,
        "laid_at": nudge.laid_at,
        "show_from": nudge.show_from,
        "told_at": nudge.told_at,
        "fate": nudge.fate.value,
        "wrong": nudge.wrong,
        "place_id": nudge.place,
        "message": nudge.message,
        "body": nudge.body,
        "card": nudge.card,
    }


def card_from(row: Row[Any]) -> Card:
    return Card(row.key, row.at, PersonId(row.person_id), Told(row.why), row.heeded, row.revision)


def answer_values(answer: Answer) -> dict[str, Any]:
    """What a repeated press hears again; a form is opened anew, never from here."""
    return {
        "message": answer.message and to_json(answer.message),
        "card": answer.card and to_json(answer.card),
        "errors": dict(answer.errors),
    }


def answer_from(stored: dict[str, Any]) -> Answer:
    message, card = stored["message"], stored["card"]
    return Answer(
        message=from_json(message) if message else None, card=from_json(card) if card else None, errors=stored["errors"]
    )


# Relationships -----------------------------------------------------------------------------------------------------


def place_from(row: Row[Any]) -> Place:
    return Place(
        id=PlaceId(row.id),
        name=row.name,
        private_to=Side(row.private_to) if row.private_to else None,
        level=Level(row.level),
        agreed=_sides(row.client_agreed, row.vendor_agreed),
        paused=row.paused,
        closed=row.closed,
        behind=row.behind_since is not None,
    )


def _sides(client: bool, vendor: bool) -> frozenset[Side]:
    return frozenset(side for side, holds in ((Side.CLIENT, client), (Side.VENDOR, vendor)) if holds)


def read_relationship(connection: Connection, wanted: RelationshipId) -> Relationship:
    """The two sides, their people, the agreement that holds and the settings."""
    return read_relationships(connection, [wanted])[wanted]


def read_relationships(
    connection: Connection, wanted: Collection[RelationshipId]
) -> dict[RelationshipId, Relationship]:
    """Several at once, in as many queries as one takes; those that are there."""
    rows = connection.execute(select(tables.relationships).where(tables.relationships.c.id.in_(wanted))).all()
    besides = [_by_relationship(connection, each, wanted) for each in (_AGREEMENTS, _PEOPLE, _SIDES, _CONTACTS)]
    return {RelationshipId(row.id): _relationship_from(row, *(found[row.id] for found in besides)) for row in rows}


def _by_relationship(
    connection: Connection, statement: Select[Any], wanted: Collection[RelationshipId]
) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(statement, {"ids": list(wanted)}):
        found[row.relationship_id].append(row)
    return found


def _relationship_from(
    row: Row[Any],
    agreements: Sequence[Row[Any]],
    people: Sequence[Row[Any]],
    sides: Sequence[Row[Any]],
    contacts: Sequence[Row[Any]],
) -> Relationship:
    agreement, proposed = _agreements(agreements)
    parties = {
        Side(each.side): _party(each, [named for named in contacts if named.side == each.side], agreement)
        for each in sides
    }
    return Relationship(
        id=RelationshipId(row.id),
        client=parties[Side.CLIENT],
        vendor=parties[Side.VENDOR],
        people=MappingProxyType({PersonId(each.id): _person_from(each, agreement) for each in people}),
        agreement=agreement,
        settings=_settings_from(row),
        operator=row.operator,
        proposed=proposed,
    )


def _settings_from(row: Row[Any]) -> Settings:
    return Settings(
        began_at=row.began_at,
        live=_sides(row.client_live, row.vendor_live),
        public_lines=row.public_lines,
        paused=_sides(row.client_paused, row.vendor_paused),
        hushed_until=row.hushed_until,
        retention_days=row.retention_days,
        feedback_weeks=row.feedback_weeks,
        digest_at=row.digest_at,
        quiet_line=_sides(row.client_quiet_weeks, row.vendor_quiet_weeks),
        webhook=row.hook is not None,
    )


def settings_values(settings: Settings) -> dict[str, Any]:
    """The columns of a relationship that are its settings."""
    return {
        "began_at": settings.began_at,
        "client_live": Side.CLIENT in settings.live,
        "vendor_live": Side.VENDOR in settings.live,
        "public_lines": settings.public_lines,
        "client_paused": Side.CLIENT in settings.paused,
        "vendor_paused": Side.VENDOR in settings.paused,
        "hushed_until": settings.hushed_until,
        "retention_days": settings.retention_days,
        "feedback_weeks": settings.feedback_weeks,
        "digest_at": settings.digest_at,
        "client_quiet_weeks": Side.CLIENT in settings.quiet_line,
        "vendor_quiet_weeks": Side.VENDOR in settings.quiet_line,
    }


_ids: Any = bindparam("ids", expanding=True)
_AGREEMENTS = (
    select(tables.agreements)
    .where(tables.agreements.c.relationship_id.in_(_ids))
    .order_by(tables.agreements.c.version.desc())
)
_SIDES = select(tables.sides).where(tables.sides.c.relationship_id.in_(_ids))
_CONTACTS = (
    select(tables.go_betweens)
    .where(tables.go_betweens.c.relationship_id.in_(_ids))
    .order_by(tables.go_betweens.c.topic)
)
_PEOPLE = (
    select(
        tables.people,
        tables.members.c.relationship_id,
        tables.members.c.side,
        tables.members.c.kept_out,
        tables.members.c.stand_in_id,
        tables.humans.c.quiet,
        tables.humans.c.away_until,
        tables.humans.c.no_suggestions,
    )
    .join(tables.members, tables.members.c.person_id == tables.people.c.id)
    .join(tables.humans, tables.humans.c.id == tables.people.c.human_id)
    .where(tables.members.c.relationship_id.in_(_ids))
)


def _agreements(rows: Sequence[Row[Any]]) -> tuple[Agreement, Proposal | None]:
    """The newest version both sides confirmed (else the first one), and a newer one that waits for a side's yes."""
    holds = next((row for row in rows if row.client_confirmed_at and row.vendor_confirmed_at), rows[-1])
    newest = rows[0]
    proposed = None
    if newest is not holds:
        confirmed = _sides(newest.client_confirmed_at is not None, newest.vendor_confirmed_at is not None)
        proposed = Proposal(agreement_from(newest.version, newest.terms), confirmed)
    return agreement_from(holds.version, holds.terms), proposed


def _party(row: Row[Any], contacts: Sequence[Row[Any]], agreement: Agreement) -> Party:
    side = Side(row.side)
    terms = agreement.of(side)
    return Party(
        side=side,
        company=row.company,
        calendar=calendar_for(terms),
        targets=terms.targets,
        go_betweens=tuple(GoBetween(g.person_id, g.deputy_id, g.topic or None) for g in contacts),
        sponsor=row.sponsor_id,
    )


def _person_from(row: Row[Any], agreement: Agreement) -> Person:
    side = Side(row.side) if row.side else None
    facts = Facts(row.name, row.home, row.company, row.domain, row.guest, row.home_zone)
    return Person(
        id=PersonId(row.id),
        name=row.name,
        human=HumanId(row.human_id),
        side=side,
        calendar=_own_calendar(row, side, agreement),
        quiet=row.quiet,
        reachable=row.reachable,
        away_until=row.away_until,
        stand_in=PersonId(row.stand_in_id) if row.stand_in_id else None,
        facts=facts if facts != Facts(row.name) else None,
        kept_out=row.kept_out,
        no_suggestions=row.no_suggestions,
    )


def _own_calendar(row: Row[Any], side: Side | None, agreement: Agreement) -> Calendar | None:
    """A person's own hours or zone where they differ; their side's holidays hold for them too."""
    if side is None or not (row.zone or row.hours):
        return None
    terms = agreement.of(side)
    return calendar_for(SideTerms(row.zone or terms.zone, row.hours or terms.hours, terms.holidays))


# Agreements --------------------------------------------------------------------------------------------------------


def agreement_from(version: int, terms: dict[str, Any]) -> Agreement:
    client, vendor = _terms_from(terms["client"]), _terms_from(terms["vendor"])
    return Agreement(version, client, vendor, Budgets(**terms["budgets"]), terms.get("judge", ""))


def _terms_from(stored: dict[str, Any]) -> SideTerms:
    targets = {Kind(kind): timedelta(seconds=seconds) for kind, seconds in stored["targets"].items()}
    return SideTerms(stored["zone"], stored["hours"], tuple(stored["holidays"]), MappingProxyType(targets))


def agreement_values(agreement: Agreement) -> dict[str, Any]:
    """An agreement's terms as JSON; targets in seconds of working time."""
    return {
        "client": _terms_values(agreement.client),
        "vendor": _terms_values(agreement.vendor),
        "budgets": asdict(agreement.budgets),
        "judge": agreement.judge,
    }


def _terms_values(terms: SideTerms) -> dict[str, Any]:
    return {
        "zone": terms.zone,
        "hours": terms.hours,
        "holidays": list(terms.holidays),
        "targets": {kind.value: int(target.total_seconds()) for kind, target in terms.targets.items()},
    }
