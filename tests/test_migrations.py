"""The migrations make the very tables of bot/tables.py, on both databases, and go back down again."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from bot import database, schema
from bot.tables import metadata


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
