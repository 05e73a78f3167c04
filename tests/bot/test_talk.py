"""What is remembered of the talk in a place is what the database says, whoever wrote there last (bot/talk.py)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot import alarms, cases, talk
from bot.handler import take
from bot.ledger import Ledger, Memory, natural_key
from bot.sweep import sweep
from bot.tables import nudges, relationships
from bot.unwritten import Unwritten
from rules.events import Event, MessageDeleted, MessageEdited, MessagePosted, Reacted
from rules.model import Case, Item, MessageId, Said
from tests.bot.world import ARUN, ASHA, BEA, BEN, MONDAY, OURS, SHARED, says

MINUTE = timedelta(minutes=1)
STEPS = 150
WORDS = (
    "@bea Which region should the new bucket be in?",
    "@ben Could you send me the invoice?",
    "@asha eu-west-1, as for the others.",
    "Good morning",
    "never mind",
    "I am looking into it",
)


class Chat:
    """Random talk in the shared place, in two processes on one database."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine = engine
        self.random = random.Random(seed)
        self.processes = (Memory(), Memory())
        self.now = MONDAY
        self.posted: list[MessagePosted] = []

    def step(self) -> None:
        self.now += self.random.choice((MINUTE, MINUTE, 90 * MINUTE))
        memory = self.random.choice(self.processes)
        event = self.happens()
        with self.engine.begin() as connection:
            unwritten = Unwritten()
            unwritten.watch(connection)
            ledger = Ledger(connection, memory, unwritten)
            ledger.lock(filter(None, [ledger.relationship_of(event)]))
            ledger.look_for([natural_key(event)])
            take(ledger, event, self.now)
            for alarm in alarms.due(ledger, self.now):
                alarms.ring(ledger, alarm, self.now)
            if self.random.random() < 0.03:
                sweep(ledger, self.now)
            ledger.finish()

    def happens(self) -> Event:
        kind, number = self.random.random(), len(self.posted)
        if kind < 0.75 or not self.posted:
            return self.says()
        about = self.random.choice(self.posted[-12:])
        id = f"event:{number}:{self.now.isoformat()}"
        if kind < 0.83:
            words = self.random.choice(WORDS)
            return MessageEdited(
                id=id, at=self.now, place=SHARED, message=about.message, author=about.author, text=words
            )
        if kind < 0.88:
            return MessageDeleted(id=id, at=self.now, place=SHARED, message=about.message)
        who, emoji = (
            self.random.choice((ASHA, BEA)),
            self.random.choice(("white_check_mark", "eyes", "zipper_mouth_face")),
        )
        return Reacted(id=id, at=self.now, place=SHARED, message=about.message, person=who, emoji=emoji)

    def says(self) -> MessagePosted:
        """Some of it comes late, and some in a thread."""
        late = self.random.choice((0, 0, 0, 0, 30)) * MINUTE
        roots = [each for each in self.posted if each.thread is None][-5:]
        root = self.random.choice(roots) if roots and self.random.random() < 0.4 else None
        who = self.random.choice((ASHA, ARUN, BEA, BEN))
        said = says(
            who,
            self.random.choice(WORDS),
            self.now - late,
            id=f"m{len(self.posted)}",
            thread=root.message if root else None,
        )
        self.posted.append(said)
        return said

    def case(self, memory: Memory, event: Event) -> Case | None:
        """As this process would read it, without leaving a trace in the database."""
        with self.engine.connect() as connection:
            ledger = Ledger(connection, memory)
            ledger.lock(filter(None, [ledger.relationship_of(event)]))
            case = ledger.case_for(event)
            connection.rollback()
            return case

    def told(self) -> set[int]:
        """The items of which somebody was told, or is about to be."""
        with self.engine.connect() as connection:
            laid = select(nudges.c.number).where(nudges.c.fate.in_(("waiting", "told")))
            return set(connection.scalars(laid)) - {None}

    def taken_for_untold(self) -> set[int]:
        """The items that some process, if it wrote now, would take for untold."""
        with self.engine.connect() as connection:
            now = connection.execute(select(relationships.c.version, relationships.c.touched)).one()
        talks = [memory.talks[OURS] for memory in self.processes if OURS in memory.talks]
        return {item for each in talks if (each.version, each.touched) == tuple(now) for item in each.untold}

    def probes(self) -> list[MessagePosted]:
        soon = self.now + MINUTE
        threads = [each.message for each in self.posted if each.thread is None][-2:]
        return [
            probe(soon, "Good morning", None),
            probe(soon, "@bea and @asha Good morning", None),
            *(probe(soon, "Good morning", thread) for thread in threads),
            probe(self.now - 20 * MINUTE, "Good morning", None),
        ]


def probe(at: datetime, text: str, thread: MessageId | None) -> MessagePosted:
    return says(BEA, text, at, id="probe", thread=thread)


def known(case: Case | None) -> tuple[Sequence[Said], Sequence[Item]]:
    """What of the talk a rule would see; nothing in a thread that is off the record."""
    return (case.window, case.items) if case else ((), ())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_processes_remember_what_the_database_says(
    engine: Engine, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed == 3:  # more is open there than is remembered
        for module in (talk, cases):
            monkeypatch.setattr(module, "MOST_OPEN", 4)
    chat = Chat(engine, seed)
    windows, items, told, untold = 0, 0, set[int](), set[int]()
    for _ in range(STEPS):
        chat.step()
        assert not chat.told() & chat.taken_for_untold()
        told, untold = told | chat.told(), untold | chat.taken_for_untold()
        for event in chat.probes():
            read = known(chat.case(Memory(), event))
            windows, items = max(windows, len(read[0])), max(items, len(read[1]))
            for memory in chat.processes:
                assert known(chat.case(memory, event)) == read
    assert windows > 10
    assert items > 3
    assert told & untold  # some were told of later
