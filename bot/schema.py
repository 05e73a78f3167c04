"""Bringing a database to the schema of this release, and telling whether it is there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

import migrations

_SCRIPTS = str(Path(migrations.__file__).parent)
_MIGRATING = 7_277_677
"""Key of the PostgreSQL advisory lock under which one replica migrates while the others wait."""


class NewerSchema(Exception):
    """The database was migrated by a newer release than this one."""


def migrate(engine: Engine) -> None:
    """Bring the database to this release's schema; nothing to do if it is there. Raises `NewerSchema`."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        if is_newer(connection):
            raise NewerSchema("this database belongs to a newer release of Rapport; run that one, or restore a backup")
        command.upgrade(config_on(connection), "head")


def is_current(connection: Connection) -> bool:
    """Whether the database has exactly the schema this release was written for."""
    return MigrationContext.configure(connection).get_current_revision() == _head()


def is_newer(connection: Connection) -> bool:
    """Whether a newer release than this one migrated the database."""
    found = MigrationContext.configure(connection).get_current_revision()
    return found is not None and found not in _known()


def config_on(connection: Connection) -> Config:
    """What Alembic's commands want to know, for one connection and its transaction."""
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    config.attributes["connection"] = connection
    return config


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory(_SCRIPTS).walk_revisions()}


@cache
def _head() -> str | None:
    return ScriptDirectory(_SCRIPTS).get_current_head()
