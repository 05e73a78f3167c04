"""What a ledger says about waiting, by item and by side. Every figure is a sum over the history of holders."""

from __future__ import annotations

import heapq
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection, Row, func, select

from bot import statements
from bot.records import items_from
from bot.tables import cards, members, nudges, people
from rules.model import Fate, Item, PersonId, Relationship, RelationshipId, Side, State, Told
from rules.owed.nudging import waited

HOUR = timedelta(hours=1)

LADDER = (Told.NUDGE, Told.LINE, Told.BRIEF)

_NudgeRow = Row[tuple[int | None, int, int, datetime | None, str | None]]


@dataclass(frozen=True, slots=True)
class Nudge:
    """A nudge that went out, or in a replay would have."""

    at: datetime
    turn: int
    """In which turn of the item's history, from 1."""
    step: int
    side: Side | None
    """Who held the ball."""
    to: PersonId | None
    """None for the line in the thread, which both sides read and which names no person."""


@dataclass(frozen=True, slots=True)
class Account:
    """An item with what it cost: how long the ball lay where, and who was nudged."""

    item: Item
    waited: dict[Side, timedelta]
    nudges: tuple[Nudge, ...]

    @property
    def first_held_by(self) -> Side | None:
        return self.item.turns[0].holder.side

    @property
    def all_waited(self) -> timedelta:
        return sum(self.waited.values(), timedelta(0))


@dataclass(slots=True)
class SideTotals:
    """The items first held by a side, and the working hours it kept the other waiting."""

    states: Counter[State] = field(default_factory=Counter)
    waited: timedelta = timedelta(0)
    settled: list[float] = field(default_factory=list)
    """Hours of each settled item."""

    @property
    def opened(self) -> int:
        return self.states.total()

    def p50(self) -> float | None:
        return round(statistics.median(self.settled), 2) if self.settled else None

    def p75(self) -> float | None:
        """The hours within which three of four were settled, between two items if need be."""
        if len(self.settled) < 2:
            return self.p50()
        return round(statistics.quantiles(self.settled, n=4, method="inclusive")[2], 2)


@dataclass(slots=True)
class Totals:
    """Both sides, in the same form."""

    client: SideTotals = field(default_factory=SideTotals)
    vendor: SideTotals = field(default_factory=SideTotals)
    private_nudges: int = 0
    public_nudges: int = 0
    cards: int = 0
    """Private messages of Rapport's own accord, however many nudges were on them."""

    def of(self, side: Side) -> SideTotals:
        return self.client if side is Side.CLIENT else self.vendor

    def add(self, account: Account) -> None:
        """Take one more item into account."""
        for side, spent in account.waited.items():
            self.of(side).waited += spent
        for nudge in account.nudges:
            self.private_nudges += nudge.to is not None
            self.public_nudges += nudge.to is None
        if account.first_held_by:
            totals = self.of(account.first_held_by)
            totals.states[account.item.state] += 1
            if account.item.state is not State.OPEN:
                totals.settled.append(hours(account.all_waited))


class Longest:
    """The items that waited longest, of all that pass by."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heap: list[tuple[timedelta, int, Account]] = []

    def add(self, account: Account) -> None:
        """Keep it if it belongs to the longest so far; of equal waits the earlier asked."""
        heapq.heappush(self._heap, (account.all_waited, -account.item.number, account))
        if len(self._heap) > self._most:
            heapq.heappop(self._heap)

    def accounts(self) -> list[Account]:
        """The longest first; none that did not wait."""
        return [account for waited, _, account in sorted(self._heap, reverse=True) if waited]


def accounts(connection: Connection, relationship: Relationship, until: datetime) -> Iterator[Account]:
    """Every item in the order it was opened, as a stream. Open ones are measured up to `until`."""
    for item, its in _beside(_items(connection, relationship.id), _nudges(connection, relationship.id)):
        waits = {side: waited(item, relationship, until, by=side) for side in Side}
        yield Account(item, waits, tuple(_nudge(row, item) for row in its))


def hours(duration: timedelta) -> float:
    """Hours, to two decimals."""
    return round(duration / HOUR, 2)


def _items(connection: Connection, of: RelationshipId) -> Iterator[Item]:
    rows = connection.execute(statements.ITEMS_OF.execution_options(yield_per=1_000), {"of": of})
    for _, together in groupby(rows, key=lambda row: row.number):
        yield from items_from(together)


def cards_sent(connection: Connection, of: RelationshipId) -> int:
    """How many private messages the people of a relationship got, the previews of its digest apart."""
    humans = select(people.c.human_id).join(members, members.c.person_id == people.c.id)
    wanted = select(func.count()).where(
        cards.c.human_id.in_(humans.where(members.c.relationship_id == of)), cards.c.why != Told.PREVIEW.value
    )
    return connection.scalar(wanted) or 0


def _nudges(connection: Connection, of: RelationshipId) -> Iterator[_NudgeRow]:
    wanted = (
        select(nudges.c.number, nudges.c.turn, nudges.c.step, nudges.c.told_at, nudges.c.person_id)
        .where(
            nudges.c.relationship_id == of,
            nudges.c.why.in_([why.value for why in LADDER]),
            nudges.c.number.is_not(None),
            nudges.c.told_at.is_not(None),
            nudges.c.fate != Fate.DRY,
        )
        .order_by(nudges.c.number, nudges.c.told_at, nudges.c.id)
    )
    return iter(connection.execute(wanted.execution_options(yield_per=1_000)))


def _beside(found: Iterator[Item], nudges: Iterator[_NudgeRow]) -> Iterator[tuple[Item, list[_NudgeRow]]]:
    """Each item with its nudges; both come in the order of numbers, and not every item was nudged.

    What turned out to be no item may have been told of, too.
    """
    waiting = next(nudges, None)
    for item in found:
        its: list[_NudgeRow] = []
        while waiting is not None and waiting.number < item.number:
            waiting = next(nudges, None)
        while waiting is not None and waiting.number == item.number:
            its.append(waiting)
            waiting = next(nudges, None)
        yield item, its


def _nudge(row: _NudgeRow, item: Item) -> Nudge:
    assert row.told_at
    person = PersonId(row.person_id) if row.person_id else None
    return Nudge(row.told_at, row.turn, row.step, item.turns[row.turn - 1].holder.side, person)
