"""The migrations make the very tables of bot/tables.py, on both databases, and go back down again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, func, inspect, select, text

from bot import database, schema
from bot.ledger import Ledger, Memory
from bot.records import agreement_values, item_values, read_relationship
from bot.tables import metadata
from rules.model import Agreement, ItemNumber, PersonId, RelationshipId, Side, SideTerms
from tests.bot.world import MONDAY, QUESTION, question

AGREEMENT = Agreement(1, SideTerms(), SideTerms())


def test_migrated_and_described_are_the_same(database_url: str) -> None:
    engine = database.writer(database_url)
    schema.migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        indexes = {i["name"] for table in metadata.tables for i in inspect(connection).get_indexes(table)}
    engine.dispose()
    assert indexes >= {index.name for table in metadata.tables.values() for index in table.indexes}


def test_down_leaves_nothing_and_up_works_again(database_url: str) -> None:
    engine = database.writer(database_url)
    schema.migrate(engine)
    with engine.begin() as connection:
        command.downgrade(schema.config_on(connection), "base")
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    schema.migrate(engine)
    with engine.connect() as connection:
        assert schema.is_current(connection)
    engine.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    engine = database.writer(database_url)
    schema.migrate(engine)
    schema.migrate(engine)
    with engine.connect() as connection:
        assert schema.is_current(connection)
    engine.dispose()


def test_a_database_of_a_newer_release_is_left_alone(database_url: str) -> None:
    engine = database.writer(database_url)
    schema.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerSchema, match="newer release"):
        schema.migrate(engine)
    engine.dispose()


# What stands there survives ------------------------------------------------------------------------------------------

BEFORE: list[tuple[str, dict[str, Any]]] = [
    ("humans", {"id": 1}),
    ("humans", {"id": 2}),
    ("people", {"id": "room:bea", "human_id": 1, "name": "Bea"}),
    ("people", {"id": "room:asha", "human_id": 2, "name": "Asha"}),
    ("relationships", {"id": 1, "operator": "Northwind", "version": 3, "items_opened": 1}),
    ("sides", {"relationship_id": 1, "side": "client", "company": "Contoso"}),
    ("sides", {"relationship_id": 1, "side": "vendor", "company": "Northwind"}),
    ("members", {"relationship_id": 1, "person_id": "room:bea", "side": "client"}),
    ("members", {"relationship_id": 1, "person_id": "room:asha", "side": "vendor"}),
    ("agreements", {"relationship_id": 1, "version": 1, "made_at": MONDAY, "terms": agreement_values(AGREEMENT)}),
    ("places", {"id": "room:shared", "relationship_id": 1, "name": "shared"}),
    (
        "items",
        {name: value for name, value in item_values(question()).items() if value is not None}
        | {"relationship_id": 1, "number": 1},
    ),
    ("turns", {"relationship_id": 1, "number": 1, "seq": 0, "at": MONDAY, "side": "client", "reason": "asked"}),
    ("heard", {"place_id": "room:shared", "message": "m1", "author_id": "room:asha", "at": MONDAY, "text": "Hello"}),
    ("alarms", {"relationship_id": 1, "rule": "questions", "subject": "item:1", "at": MONDAY}),
    (
        "outbox",
        {"id": 1, "key": "k", "relationship_id": 1, "place_id": "room:shared", "state": "sent", "made_at": MONDAY}
        | {"due_at": MONDAY, "attempts": 1, "fence": 1, "retracted": False},
    ),
    ("presses", {"id": 1, "relationship_id": 1, "number": 1, "action": "nudge.why", "at": MONDAY}),
]
"""A relationship as the first release kept it."""


def test_what_the_first_release_kept_is_there_after_every_step_up_and_down(database_url: str) -> None:
    engine = database.writer(database_url)
    with engine.begin() as connection:
        command.upgrade(schema.config_on(connection), "0001")
        as_it_was = MetaData()
        as_it_was.reflect(connection)
        for name, row in BEFORE:
            table = as_it_was.tables[name]
            values = {key: value for key, value in row.items() if key in table.c}
            connection.execute(metadata.tables[name].insert().inline().values(values))
    schema.migrate(engine)
    with engine.begin() as connection:
        assert counted(connection) == Counter(name for name, _ in BEFORE)
        found = read_relationship(connection, RelationshipId(1))
        assert (found.client.company, found.people[PersonId("room:bea")].name) == ("Contoso", "Bea")
        item = Ledger(connection, Memory()).item(RelationshipId(1), ItemNumber(1))
        assert item
        assert (item.text, item.holder.side, item.claim, item.alive_at) == (QUESTION, Side.CLIENT, None, None)
        command.downgrade(schema.config_on(connection), "0001")
        assert counted(connection) == Counter(name for name, _ in BEFORE)
    engine.dispose()


def counted(connection: Connection) -> Counter[str]:
    """By table that holds anything: how many rows."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    found = {name: connection.scalar(select(func.count()).select_from(text(name))) or 0 for name in names}
    return Counter({name: number for name, number in found.items() if number})
