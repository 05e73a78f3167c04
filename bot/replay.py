"""Rapport on a chat's history: the same handler, a throw-away ledger, and a clock that goes as fast as it can.

Nothing is kept. What Rapport would have said is handed to `hear_rapport`, and counted as said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from adapters.base import Profile, Ref
from bot import alarms, database, founding, outbox, tables
from bot.handler import take
from bot.ledger import Ledger, Memory
from bot.sides import Sides
from bot.sweep import trim
from rules.effects import Effect, Speech
from rules.events import Event
from rules.model import Place, RelationshipId
from rules.rhythm.digest import NAME as DIGEST
from rules.rhythm.digest import WEEKLY as FIRST

EVENTS_A_COMMIT = 1_000
WEEKLY = "Fri 15:00"
"""When the digest would have come, in the client's zone."""
SWEEP_EVERY = timedelta(days=1)
START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class History:
    """What is replayed: who and where, and what happened in order of time."""

    people: Iterable[Profile]
    places: Iterable[Place]
    events: Iterable[Event]
    last: datetime
    """When to stop the clock."""


class Watch:
    """Who follows a replay while it runs; this one looks away."""

    def heard(self, event: Event) -> None:
        """Something happened in the history."""

    def decided(self, event: Event, effects: Sequence[Effect]) -> None:
        """Rapport would have done this about it."""

    def said(self, speech: Speech, at: datetime) -> None:
        """Rapport would have said this."""


@contextmanager
def replay(history: History, sides: Sides, watch: Watch) -> Iterator[tuple[Connection, RelationshipId]]:
    """Run the whole history; inside the block the ledger stands as it would at `history.last`. Then it is gone."""
    with database.thrown_away() as engine:
        tables.metadata.create_all(engine)
        with engine.begin() as connection:
            relationship = founding.found(connection, sides, history.people, history.places, START, digest_at=WEEKLY)
        with engine.connect() as connection:
            _Replay(connection, relationship, watch).run(history)
            yield connection, relationship


class _Replay:
    """A handler, a bell and a post room in one thread, in the order of simulated time."""

    def __init__(self, connection: Connection, relationship: RelationshipId, watch: Watch) -> None:
        self._connection = connection
        self._relationship = relationship
        self._has_begun = False
        self._watch = watch
        self._memory = Memory()
        self._swept = START
        self._next_alarm: datetime | None = None

    def run(self, history: History) -> None:
        for group in _grouped(history.events, history.last):
            with self._connection.begin():
                ledger = Ledger(self._connection, self._memory)
                for event in group:
                    self._until(ledger, event.at)
                    self._happen(ledger, event)
                ledger.finish()
        with self._connection.begin():
            self._until(Ledger(self._connection, self._memory), history.last + timedelta(microseconds=1))

    def _happen(self, ledger: Ledger, event: Event) -> None:
        if not self._has_begun:
            self._has_begun = True
            # The weeks are counted from the first message on, not from the year of the clock's beginning.
            ledger.set_alarm(self._relationship, DIGEST, FIRST, event.at)
        self._watch.heard(event)
        decision = take(ledger, event, event.at)
        if decision:
            self._watch.decided(event, decision.effects)
        self._after(ledger, event.at)

    def _until(self, ledger: Ledger, at: datetime) -> None:
        """Ring what is due before `at`, each alarm at its own time; what happens at that very moment comes first."""
        while self._next_alarm and self._next_alarm < at:
            now = self._next_alarm
            for alarm in alarms.due(ledger, now):
                alarms.ring(ledger, alarm, now)
            self._next_alarm = alarms.earliest(ledger)
            self._after(ledger, now)
        if at - self._swept >= SWEEP_EVERY:
            trim(ledger, at)  # what is old stays: the report is about it, and then the ledger is gone
            self._swept = at

    def _after(self, ledger: Ledger, now: datetime) -> None:
        if ledger.spoke:
            self._say(ledger, now)
        if ledger.earliest_alarm:
            self._next_alarm = min(filter(None, (self._next_alarm, ledger.earliest_alarm)))
            ledger.earliest_alarm = None

    def _say(self, ledger: Ledger, now: datetime) -> None:
        while ready := outbox.claim(ledger, "ready", now):
            for out in ready:
                self._watch.said(out.speech, now)
                outbox.sent(ledger, out, Ref(out.speech.key))
        ledger.spoke = False


def _grouped(events: Iterable[Event], last: datetime) -> Iterator[list[Event]]:
    group: list[Event] = []
    for event in events:
        if event.at > last:
            break
        group.append(event)
        if len(group) == EVENTS_A_COMMIT:
            yield group
            group = []
    if group:
        yield group
