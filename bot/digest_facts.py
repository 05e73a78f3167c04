"""What digests and briefs are made of, read for many relationships at once, beside the writer.

Every query is bounded by a time that lies behind it or by a number of rows; where several relationships together have
more, each is read for itself. What is read is only as good as the ledger's `moves` of that moment: the transaction that
decides looks again (bot/alarms.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, or_, select

from bot.deed_records import deed_from, thanks_from
from bot.records import items_from, place_from, read_relationships
from bot.statements import with_turns
from bot.tables import (
    IS_OPEN,
    corrections,
    deeds,
    items,
    nudges,
    places,
    relationships,
    rounds,
    thanks,
    told,
    trusted,
    turns,
)
from rules.model import Place, Relationship, RelationshipId, Side, State
from rules.record import (
    Correction,
    Deed,
    DeedState,
    DigestFacts,
    LastDigest,
    Round,
    RoundNumber,
    SideScores,
    Spent,
)
from rules.rhythm.digest import LAPSED, LEFT_OUT, SETTLED
from rules.worktime import measure

T = TypeVar("T")

A_WEEK = timedelta(days=7)
WEEKS = 8
"""So far back figures go, and the picture."""
LATE_WORD = timedelta(days=14)
"""So long after it was done a deed may still be told of for the first time."""
MOST_OPEN = 200
"""Of what waits, so much is read; the rest is only counted."""
MOST_SETTLED = 100
MOST_SPENT = 3_000
MOST_DEEDS = 200
MOST_THANKS = 50
TO_SPONSOR = 4
"""The step of the ladder at which a sponsor is told (rules/owed/nudging.py)."""
BRIEFS = ("digest", "brief:client", "brief:vendor", "mirror:client", "mirror:vendor")


@dataclass(frozen=True, slots=True)
class Stamp:
    """How far a relationship had come."""

    version: int
    moves: int


@dataclass(frozen=True, slots=True)
class Read:
    """A relationship as it stood when it was read."""

    stamp: Stamp
    relationship: Relationship
    places: tuple[Place, ...]
    facts: DigestFacts


# Statements ----------------------------------------------------------------------------------------------------------


def _of(table: Any) -> Any:
    return table.c.relationship_id.in_(bindparam("ids", expanding=True))


_STAMPS = select(relationships.c.id, relationships.c.version, relationships.c.moves).where(
    relationships.c.id.in_(bindparam("ids", expanding=True))
)
_PLACES = select(places).where(_of(places)).order_by(places.c.id)
_shared = items.c.place_id.in_(select(places.c.id).where(_of(places), places.c.private_to.is_(None)))
_OPEN = with_turns(
    select(items).where(_of(items), IS_OPEN, _shared).order_by(items.c.opened_at).limit(bindparam("most"))
)
_WAITING = (
    select(items.c.relationship_id, func.count()).where(_of(items), IS_OPEN, _shared).group_by(items.c.relationship_id)
)
_was_told = (
    select(told.c.subject)
    .where(
        told.c.relationship_id == items.c.relationship_id,
        told.c.subject == func.concat("item:", items.c.number),
    )
    .exists()
)
_SETTLED = with_turns(
    select(items)
    .where(
        _of(items),
        items.c.closed_at > bindparam("since"),
        ~IS_OPEN,
        _shared,
        or_(items.c.state == State.LAPSED.value, items.c.blocked_on.is_not(None), _was_told),
    )
    .order_by(items.c.closed_at.desc())
    .limit(bindparam("most"))
)
_NAMED = with_turns(select(items).where(_of(items), items.c.number.in_(bindparam("numbers", expanding=True)), _shared))
_spent = (
    select(
        items.c.relationship_id,
        items.c.number,
        items.c.asker_side,
        items.c.closed_at,
        items.c.state,
        items.c.climbed,
        items.c.promised_for,
        items.c.client_target,
        items.c.vendor_target,
    )
    .where(_of(items), items.c.closed_at > bindparam("since"), ~IS_OPEN, _shared)
    .order_by(items.c.closed_at.desc())
    .limit(bindparam("most"))
    .subquery("spent")
)
_SPENT = (
    select(_spent, turns.c.at.label("turn_at"), turns.c.side.label("turn_side"))
    .join(turns, and_(turns.c.relationship_id == _spent.c.relationship_id, turns.c.number == _spent.c.number))
    .order_by(_spent.c.relationship_id, _spent.c.number, turns.c.seq)
)
_deed_is_shared = deeds.c.place_id.in_(select(places.c.id).where(_of(places), places.c.private_to.is_(None)))
_DEEDS = (
    select(deeds)
    .where(_of(deeds), deeds.c.at > bindparam("since"), deeds.c.state == DeedState.LOGGED.value, _deed_is_shared)
    .order_by(deeds.c.at.desc())
    .limit(bindparam("most"))
)
_NAMED_DEEDS = select(deeds).where(
    _of(deeds),
    deeds.c.number.in_(bindparam("numbers", expanding=True)),
    deeds.c.state == DeedState.LOGGED.value,
    _deed_is_shared,
)
_THANKS = (
    select(thanks).where(_of(thanks), thanks.c.at > bindparam("since")).order_by(thanks.c.id).limit(bindparam("most"))
)
_ROUNDS = select(rounds).where(_of(rounds), rounds.c.revealed_at > bindparam("since")).order_by(rounds.c.number)
_TRUSTED = select(trusted.c.relationship_id, trusted.c.since).where(_of(trusted), trusted.c.until.is_(None))
_NUDGES = select(nudges.c.relationship_id, nudges.c.told_at, nudges.c.wrong).where(
    _of(nudges),
    nudges.c.told_at > bindparam("since"),
    nudges.c.why.in_(("nudge", "line")),
    nudges.c.fate.in_(("told", "done")),
)
_TOLD = select(told.c.relationship_id, told.c.subject, told.c.mark, told.c.at).where(
    _of(told), told.c.subject.in_(bindparam("subjects", expanding=True))
)
_TOLD_THEN = select(told.c.subject).where(_of(told), told.c.at == bindparam("when"))
_CORRECTIONS = select(corrections).where(_of(corrections))
_last = (
    select(told.c.at)
    .where(told.c.relationship_id == bindparam("of"), told.c.subject == "digest", told.c.mark != "0")
    .scalar_subquery()
)
_TOLD_LAST = select(told.c.subject, told.c.mark, told.c.at).where(
    told.c.relationship_id == bindparam("of"), told.c.at == _last
)


# Reading -------------------------------------------------------------------------------------------------------------


class TooMany(Exception):
    """Several relationships together have more than one query brings back."""


@dataclass(slots=True)
class _Found:
    """Rows by relationship."""

    connection: Connection
    ids: list[int]
    now: datetime
    last: dict[int, datetime] = field(default_factory=dict)
    number: dict[int, int] = field(default_factory=dict)

    def rows(self, statement: Select[Any], most: int | None = None, **parameters: Any) -> dict[int, list[Row[Any]]]:
        """By relationship. Raises `TooMany` where the limit may have cut one off for the sake of another."""
        found: dict[int, list[Row[Any]]] = defaultdict(list)
        limit = {"most": most * len(self.ids)} if most else {}
        for row in self.connection.execute(statement, {"ids": self.ids, **limit, **parameters}):
            found[row.relationship_id].append(row)
        if most and len(self.ids) > 1 and any(_things(rows) >= most for rows in found.values()):
            raise TooMany
        return found

    @property
    def earliest(self) -> datetime:
        """The earliest of their last digests; no more than a few weeks ago."""
        since = [self.last.get(of, self.now - A_WEEK) for of in self.ids]
        return max(min(since), self.now - WEEKS * A_WEEK)

    def since(self, of: int) -> datetime:
        return max(self.last.get(of, self.now - A_WEEK), self.now - WEEKS * A_WEEK)


def _things(rows: Sequence[Row[Any]]) -> int:
    """Rows, or the items that rows of turns are of."""
    first = rows[0]._mapping
    return len({row.number for row in rows}) if "turn_at" in first else len(rows)


def read(connection: Connection, wanted: Collection[RelationshipId], now: datetime) -> dict[RelationshipId, Read]:
    """What there is to tell of these relationships; of one that is gone nothing."""
    ids = sorted(wanted)
    if not ids:
        return {}
    try:
        return _read(connection, ids, now)
    except TooMany:
        return {of: one for each in ids for of, one in _read(connection, [each], now).items()}


def read_one(
    connection: Connection, relationship: Relationship, now: datetime, retold: datetime | None = None
) -> DigestFacts:
    """The same of one that is known already. With `retold`: what that digest told."""
    found = _Found(connection, [relationship.id], now)
    return dict(_facts(found, {relationship.id: relationship}, retold))[relationship.id]


def _read(connection: Connection, ids: list[RelationshipId], now: datetime) -> dict[RelationshipId, Read]:
    stamps = {row.id: Stamp(row.version, row.moves) for row in connection.execute(_STAMPS, {"ids": list(ids)})}
    known = read_relationships(connection, [of for of in ids if of in stamps])
    found = _Found(connection, list(known), now)
    if not known:
        return {}
    all_places = found.rows(_PLACES)
    facts = dict(_facts(found, known, None))
    return {
        of: Read(stamps[of], relationship, tuple(place_from(row) for row in all_places[of]), facts[of])
        for of, relationship in known.items()
    }


def _facts(
    found: _Found, known: Mapping[RelationshipId, Relationship], retold: datetime | None
) -> Iterator[tuple[RelationshipId, DigestFacts]]:
    marks = found.rows(_TOLD, subjects=list(BRIEFS))
    for of, rows in marks.items():
        for row in rows:
            if row.subject == "digest":
                found.last[of], found.number[of] = row.at, int(row.mark)
    then = _told_then(found, retold)
    waiting = found.rows(_OPEN, MOST_OPEN) if retold is None else _named(found, _NAMED, "item", then)
    settled = found.rows(_SETTLED, MOST_SETTLED, since=found.earliest) if retold is None else waiting
    deeds_of = (
        found.rows(_DEEDS, MOST_DEEDS, since=found.earliest - LATE_WORD)
        if retold is None
        else _named(found, _NAMED_DEEDS, "deed", then)
    )
    thanked = found.rows(_THANKS, MOST_THANKS, since=found.earliest if retold is None else retold - LATE_WORD)
    numbers = {row.relationship_id: row[1] for row in found.connection.execute(_WAITING, {"ids": found.ids})}
    spent = found.rows(_SPENT, MOST_SPENT, since=found.now - WEEKS * A_WEEK)
    revealed = found.rows(_ROUNDS, since=found.earliest if retold is None else retold - LATE_WORD)
    may = found.rows(_TRUSTED)
    nudged = found.rows(_NUDGES, since=found.earliest)
    subjects = _subjects(waiting, settled, deeds_of, thanked, revealed)
    before = found.rows(_TOLD, subjects=subjects) if subjects else {}
    corrected = found.rows(_CORRECTIONS)
    for of, relationship in known.items():
        since = found.since(of)
        all_items = items_from(waiting.get(of, ()))
        rows = [*before.get(of, ()), *marks.get(of, ())]
        yield (
            of,
            DigestFacts(
                since=since,
                last=found.last.get(of),
                number=found.number.get(of, 0),
                open=tuple(item for item in all_items if item.state is State.OPEN),
                waiting=numbers.get(of, 0),
                settled=_settled(settled.get(of, ()), since if retold is None else None),
                spent=tuple(_spent_of(spent.get(of, ()), relationship)),
                deeds=_deeds(deeds_of.get(of, ()), since - LATE_WORD if of in found.last else since, retold),
                thanks=tuple((row.id, thanks_from(row)) for row in thanked.get(of, ()) if row.at > since or retold),
                round=_last_round(revealed.get(of, ()), since, retold),
                trusted=len(may.get(of, ())),
                trusted_before=sum(row.since <= since for row in may.get(of, ())),
                nudges=sum(row.told_at > since for row in nudged.get(of, ())),
                wrong=sum(row.told_at > since and row.wrong for row in nudged.get(of, ())),
                told={row.subject: row.mark for row in rows},
                told_at={row.subject: row.at for row in rows},
                corrections={row.subject: _correction(row) for row in corrected.get(of, ())},
                retold=retold,
            ),
        )


def _told_then(found: _Found, retold: datetime | None) -> list[str]:
    if retold is None:
        return []
    return list(found.connection.execute(_TOLD_THEN, {"ids": found.ids, "when": retold}).scalars())


def _named(found: _Found, statement: Select[Any], kind: str, subjects: Iterable[str]) -> dict[int, list[Row[Any]]]:
    numbers = [int(subject.partition(":")[2]) for subject in subjects if subject.startswith(f"{kind}:")]
    return found.rows(statement, numbers=numbers)


def _subjects(
    waiting: Mapping[int, Sequence[Row[Any]]],
    settled: Mapping[int, Sequence[Row[Any]]],
    deeds_of: Mapping[int, Sequence[Row[Any]]],
    thanked: Mapping[int, Sequence[Row[Any]]],
    revealed: Mapping[int, Sequence[Row[Any]]],
) -> list[str]:
    def all_of(rows: Mapping[int, Sequence[Row[Any]]], name: Callable[[Row[Any]], str]) -> set[str]:
        return {name(row) for several in rows.values() for row in several}

    return sorted(
        all_of(waiting, lambda row: f"item:{row.number}")
        | all_of(settled, lambda row: f"item:{row.number}")
        | all_of(deeds_of, lambda row: f"deed:{row.number}")
        | all_of(thanked, lambda row: f"thanks:{row.id}")
        | all_of(revealed, lambda row: f"round:{row.number}")
    )


def last_told(connection: Connection, of: RelationshipId) -> LastDigest | None:
    """How much the last digest told; None before the first."""
    rows = connection.execute(_TOLD_LAST, {"of": of}).all()
    if not rows:
        return None
    marks = [(row.subject.partition(":")[0], row.mark) for row in rows if not row.mark.startswith(LEFT_OUT)]
    ended = sum(kind == "item" and mark in (SETTLED, LAPSED) for kind, mark in marks)
    kinds = Counter(kind for kind, _ in marks)
    return LastDigest(rows[0].at, waiting=kinds["item"] - ended, settled=ended, done=kinds["deed"])


# Rows into nouns -----------------------------------------------------------------------------------------------------


def _settled(rows: Iterable[Row[Any]], since: datetime | None) -> tuple[Any, ...]:
    found = (item for item in items_from(rows) if item.state is not State.OPEN)
    return tuple(item for item in found if since is None or (item.closed_at and item.closed_at > since))


def _spent_of(rows: Iterable[Row[Any]], relationship: Relationship) -> Iterator[Spent]:
    """Without making items of them: there may be thousands."""
    for _, together in groupby(rows, key=lambda row: row.number):
        its = list(together)
        first = its[0]
        side = Side(first.asker_side).other
        calendar = relationship.party(side).calendar
        ends = [row.turn_at for row in its[1:]] + [first.closed_at]
        waited = sum(
            (
                measure(row.turn_at, end, calendar)
                for row, end in zip(its, ends, strict=True)
                if row.turn_side == side.value and end > row.turn_at
            ),
            timedelta(0),
        )
        target = first.client_target if side is Side.CLIENT else first.vendor_target
        yield Spent(
            side=side,
            closed_at=first.closed_at,
            waited=waited,
            answered=first.state in (State.ANSWERED.value, State.MOVED_ELSEWHERE.value),
            in_time=waited <= timedelta(seconds=target),
            first_level=first.climbed < TO_SPONSOR,
            kept=None if first.promised_for is None else first.closed_at <= first.promised_for,
        )


def _deeds(rows: Iterable[Row[Any]], since: datetime, retold: datetime | None) -> tuple[Deed, ...]:
    return tuple(deed_from(row) for row in rows if retold or row.at > since)


def _last_round(rows: Sequence[Row[Any]], since: datetime, retold: datetime | None) -> Round | None:
    last = next((row for row in reversed(rows) if row.revealed_at > since or retold), None)
    if last is None:
        return None
    scores = {
        Side(side): SideScores(given["answers"], given.get("means", {})) for side, given in (last.scores or {}).items()
    }
    return Round(RoundNumber(last.number), last.opened_at, last.closes_at, (), last.revealed_at, scores=scores)


def _correction(row: Row[Any]) -> Correction:
    return Correction(row.subject, Side(row.side), row.text, row.at)
