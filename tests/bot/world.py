"""A small relationship to try things on: Contoso (bea, ben) is the client, Northwind (asha, arun) the vendor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, Engine, Row, Table, delete, event, func, insert, select, text

from adapters.base import Profile
from bot import database, schema, tables
from bot.founding import found
from bot.ledger import Ledger, Memory
from bot.sides import sides_named
from bot.tables import metadata
from bot.writer import Writer
from rules.effects import Effect, Keep, Reply, Tell
from rules.events import Event, MessagePosted
from rules.message import Line, Message, Words
from rules.model import (
    Case,
    Holder,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    PersonId,
    Place,
    PlaceId,
    RelationshipId,
    Side,
    Turn,
)

T = TypeVar("T")

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
"""What was asked on Monday at nine and has a target of eight hours is due on Tuesday at nine."""
SHARED = PlaceId("room:shared")
OURS = RelationshipId(1)
"""The relationship's number in a database of its own."""
BEA, BEN, ASHA, ARUN = (PersonId(f"room:{name}") for name in ("bea", "ben", "asha", "arun"))
QUESTION = "@bea Which region should the new bucket be in?"
ANSWER = "@asha eu-west-1, as for the others."

on_postgresql = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
on_sqlite = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


# Databases -----------------------------------------------------------------------------------------------------------


def founded(database_url: str) -> tuple[Engine, RelationshipId]:
    """A migrated database with the relationship and its one shared place."""
    engine = database.writer(database_url)
    schema.migrate(engine)
    people = [Profile(PersonId(f"room:{name}"), name, frozenset({name})) for name in ("bea", "ben", "asha", "arun")]
    sides = sides_named(["bea", "ben"], ["asha", "arun"], people)
    with engine.begin() as connection:
        return engine, found(connection, sides, people, [Place(SHARED, "shared")], MONDAY)


def found_another(connection: Connection, name: str = "other") -> tuple[RelationshipId, PlaceId]:
    """A second relationship, of other people: `room:<name>` is its place, `room:<name>-c` and `-v` its people."""
    people = [Profile(PersonId(f"room:{name}-{end}"), f"{name}-{end}", frozenset({f"{name}-{end}"})) for end in "cv"]
    sides = sides_named([f"{name}-c"], [f"{name}-v"], people)
    place = PlaceId(f"room:{name}")
    return found(connection, sides, people, [Place(place, name)], MONDAY), place


def joins(connection: Connection, person: PersonId, side: Side, of: RelationshipId = OURS) -> int:
    """One more person on a side of a relationship; the number of the human they are."""
    human: int = connection.execute(
        insert(tables.humans).values(quiet=False).returning(tables.humans.c.id)
    ).scalar_one()
    connection.execute(insert(tables.people).values(id=person, human_id=human, name=person.partition(":")[2]))
    connection.execute(insert(tables.members).values(relationship_id=of, person_id=person, side=side.value))
    return human


Snapshot = list[tuple[Table, list[dict[str, Any]]]]


def snapshot(engine: Engine) -> Snapshot:
    """Every row of every table."""
    with engine.connect() as connection:
        found = metadata.sorted_tables
        return [(table, [dict(row._mapping) for row in connection.execute(select(table))]) for table in found]


def restore(engine: Engine, was: Snapshot) -> None:
    """Put every table back as it was: much faster than another database."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '5s'"))
        for table, _ in reversed(was):
            connection.execute(delete(table))
        for table, found in was:
            if found:
                connection.execute(insert(table), found)


@contextmanager
def transaction(engine: Engine) -> Iterator[Ledger]:
    """A ledger with nothing remembered, in a transaction of its own."""
    with engine.begin() as connection:
        yield Ledger(connection, Memory())


@contextmanager
def writing(engine: Engine) -> Iterator[Writer]:
    """A writer at work."""
    writer = Writer(engine)
    writer.start()
    try:
        yield writer
    finally:
        writer.stop()


def rows(engine: Engine, table: Table, *where: Any) -> Sequence[Row[Any]]:
    """What is committed."""
    with engine.connect() as connection:
        return connection.execute(select(table).where(*where).order_by(*table.primary_key.columns)).all()


def count(engine: Engine, table: Table, *where: Any) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0


@contextmanager
def commits(engine: Engine) -> Iterator[list[None]]:
    """Grows by one with every commit."""
    seen: list[None] = []

    def note(_connection: Connection) -> None:
        seen.append(None)

    event.listen(engine, "commit", note)
    yield seen
    event.remove(engine, "commit", note)


# Time ----------------------------------------------------------------------------------------------------------------


@dataclass
class SetClock:
    """A clock that stands until somebody moves it."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


def within_time(work: Coroutine[Any, Any, T], seconds: float = 60) -> T:
    """Run it to its end; a test may fail, but it must not hang."""
    return asyncio.run(asyncio.wait_for(work, seconds))


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for what another thread or process does."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what others commit sets no event here
            await asyncio.sleep(0.002)


# What happens --------------------------------------------------------------------------------------------------------


def says(
    author: PersonId, text: str, at: datetime = MONDAY, *, id: str = "", thread: str | None = None
) -> MessagePosted:
    """Somebody says something in the shared place; its id is its time unless given."""
    return MessagePosted(
        id=id or f"event:{at.isoformat()}:{author}",
        at=at,
        place=SHARED,
        message=MessageId(id or at.isoformat()),
        author=author,
        text=text,
        thread=MessageId(thread) if thread else None,
        mentions=tuple(who for who in (BEA, BEN, ASHA, ARUN) if f"@{who.partition(':')[2]}" in text),
    )


def asks(number: int = 1, at: datetime = MONDAY) -> MessagePosted:
    """Asha asks Bea something that surely becomes a question, each number another one, in a thread of its own."""
    return says(ASHA, f"@bea Which region should bucket {number} be in?", at, id=f"m{number}", thread=f"t{number}")


def answers(number: int = 1, at: datetime = MONDAY + HOUR) -> MessagePosted:
    """Bea answers what `asks` asked."""
    return says(BEA, "eu-west-1, as for the others.", at, id=f"answer:{number}", thread=f"t{number}")


# What is owed and what is said ---------------------------------------------------------------------------------------


def question(number: int = 1, **changes: Any) -> Item:
    """A question of Asha's to Bea, asked in the open channel on Monday at nine."""
    given: dict[str, Any] = {
        "number": ItemNumber(number),
        "kind": Kind.QUESTION,
        "place": SHARED,
        "message": MessageId(f"m{number}"),
        "thread": MessageId(f"m{number}"),
        "in_channel": True,
        "asker": ASHA,
        "asker_side": Side.VENDOR,
        "text": QUESTION,
        "opened_at": MONDAY,
        "targets": {Side.CLIENT: 8 * HOUR, Side.VENDOR: 4 * HOUR},
        "turns": (Turn(MONDAY, Holder(Side.CLIENT, BEA), "asked"),),
        "clock_at": MONDAY,
    }
    return Item(**(given | changes))


def words(text: str) -> Message:
    return Message((Line((Words(text),)),))


def tell(key: str = "nudge:1:1:1:1", text: str = QUESTION, *, person: PersonId = BEA, about: int | None = 1) -> Tell:
    return Tell(key=key, person=person, near=SHARED, message=words(text), about=ItemNumber(about) if about else None)


def reply(key: str = "nudge:1:1:1:3", text: str = QUESTION, *, about: int | None = 1) -> Reply:
    thread = MessageId("m1")
    number = ItemNumber(about) if about else None
    return Reply(key=key, place=SHARED, thread=thread, message=words(text), about=number)


def case_in(ledger: Ledger, event: Event | None = None) -> Case:
    """The case of an event; of small talk in the shared place, unless given."""
    case = ledger.case_for(event or says(BEA, "Good morning"))
    assert case
    return case


def put(ledger: Ledger, *effects: Effect, now: datetime = MONDAY) -> None:
    """Carry out effects in the small relationship, whatever decided them."""
    ledger.apply(case_in(ledger), effects, now)


def keep(ledger: Ledger, *items: Item) -> None:
    """Keep items: new ones, or such as this ledger has read."""
    put(ledger, *(Keep(item) for item in items))


# Rules to listen with ------------------------------------------------------------------------------------------------


@dataclass
class Listener:
    """A rule that wants nothing and writes down what it was asked."""

    NAME: str = "listener"
    heard: list[Event] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)

    def decide(self, event: Event, case: Case, now: datetime) -> tuple[Effect, ...]:
        self.heard.append(event)
        self.cases.append(case)
        return ()
