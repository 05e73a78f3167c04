"""A small relationship to try things on: Contoso (bea, ben) is the client, Northwind (asha, arun) the vendor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine

from adapters.base import Profile
from bot import database, schema
from bot.founding import found
from bot.ledger import Ledger, Memory
from bot.sides import sides_named
from rules.events import MessagePosted
from rules.model import MessageId, PersonId, Place, PlaceId, RelationshipId

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
SHARED = PlaceId("room:shared")
BEA, BEN, ASHA, ARUN = (PersonId(f"room:{name}") for name in ("bea", "ben", "asha", "arun"))


def founded(database_url: str, *, durable: bool = True) -> tuple[Engine, RelationshipId]:
    """A migrated database with the relationship and its one shared place."""
    engine = database.writer(database_url, durable=durable)
    schema.migrate(engine)
    people = [Profile(PersonId(f"room:{name}"), name, frozenset({name})) for name in ("bea", "ben", "asha", "arun")]
    sides = sides_named(["bea", "ben"], ["asha", "arun"], people)
    with engine.begin() as connection:
        return engine, found(connection, sides, people, [Place(SHARED, "shared")], MONDAY)


@contextmanager
def transaction(engine: Engine) -> Iterator[Ledger]:
    """A ledger with nothing remembered, in a transaction of its own."""
    with engine.begin() as connection:
        yield Ledger(connection, Memory())


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
