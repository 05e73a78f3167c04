"""Environment → frozen settings. Nonsense is refused at start, in a sentence that names the variable.

Any variable may be given as a file instead, for secrets: RAPPORT_DATABASE_URL_FILE=/run/secrets/database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DATABASES = ("sqlite", "postgresql")


class BadSettings(ValueError):
    """A setting makes no sense; the message says which and why, and never repeats a value that may hold a password."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment decides."""

    database_url: str
    operator: str = ""
    """The company that runs this installation: named on every private form."""


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read and check everything at once."""
    return Settings(
        database_url=_database_url(environment), operator=(_value(environment, "RAPPORT_OPERATOR") or "").strip()
    )


def _database_url(environment: Mapping[str, str]) -> str:
    name = "RAPPORT_DATABASE_URL"
    given = _value(environment, name) or "sqlite:///rapport.db"
    try:
        url = make_url(given)
    except ArgumentError:
        raise BadSettings(f"{name} is not a database address; for example sqlite:////data/rapport.db") from None
    if url.get_backend_name() not in DATABASES:
        raise BadSettings(f"{name} names the database {url.get_backend_name()!r}; Rapport runs on sqlite or postgresql")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise BadSettings(f"{name} names no file, and a ledger in memory would forget everything at the next start")
    return given


def _value(environment: Mapping[str, str], name: str) -> str | None:
    file = environment.get(f"{name}_FILE")
    if file is None:
        return environment.get(name)
    if name in environment:
        raise BadSettings(f"both {name} and {name}_FILE are set; keep one")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSettings(f"{name}_FILE cannot be read: {error.strerror}") from None
