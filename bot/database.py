"""The two databases. SQLite is the embedded default, for one process; PostgreSQL serves any number of replicas.

SQLite settings and their reasons: docs/decisions/0003-sqlite.md.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pysqlite3.dbapi2
from sqlalchemy import URL, Engine, StaticPool, create_engine, event, make_url


class Busy(Exception):
    """Another process serves this database."""


def writer(url: str) -> Engine:
    """Where the one writer thread writes."""
    target = _with_driver(url)
    if target.get_backend_name() != "sqlite":
        # No ping before each transaction: one that finds its connection lost is begun again (bot/writer.py).
        return create_engine(target, hide_parameters=True)
    return _sqlite(target, "BEGIN IMMEDIATE", _DURABLE)


@contextmanager
def thrown_away() -> Iterator[Engine]:
    """A ledger for the length of a replay, on disk but without a name there: however this process ends, it is gone."""
    with TemporaryDirectory(prefix="rapport-replay-") as folder:
        target = make_url(f"sqlite:///{Path(folder) / 'ledger.db'}")
        engine = _sqlite(target, "BEGIN IMMEDIATE", _THROWN_AWAY, poolclass=StaticPool)
        engine.connect().close()
    try:
        yield engine
    finally:
        engine.dispose()


def reader(url: str) -> Engine:
    """For pages, reports and other commands: they read beside the writer and never hold it up."""
    target = _with_driver(url)
    if target.get_backend_name() != "sqlite":
        return create_engine(
            target, pool_pre_ping=True, hide_parameters=True, execution_options={"postgresql_readonly": True}
        )
    return _sqlite(target, "BEGIN", _DURABLE)


@contextmanager
def only_process(url: str) -> Iterator[None]:
    """Hold a SQLite file for this process; `Busy` if another has it. PostgreSQL needs no such thing."""
    target = _with_driver(url)
    if target.get_backend_name() != "sqlite" or not target.database:
        yield
        return
    with Path(target.database + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another Rapport process serves {target.database}; stop it first") from None
        yield


def is_served(url: str) -> bool:
    """Whether another process holds this SQLite file now. Leaves nothing behind, whoever asks."""
    try:
        with Path(f"{_with_driver(url).database}.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _with_driver(url: str) -> URL:
    """`postgresql://` without a driver means psycopg, the one we ship."""
    target = make_url(url)
    if target.drivername in ("postgresql", "postgres"):
        return target.set(drivername="postgresql+psycopg")
    return target


_DURABLE = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "trusted_schema=OFF")
_THROWN_AWAY = ("journal_mode=MEMORY", "synchronous=OFF", "cache_size=-40000", "foreign_keys=ON", "trusted_schema=OFF")


def _sqlite(target: URL, begin: str, pragmas: Sequence[str], **more: Any) -> Engine:
    # A failed statement is logged without its parameters: they may be what somebody wrote.
    engine = create_engine(target, module=pysqlite3.dbapi2, hide_parameters=True, **more)

    def connect(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would do so too late, and lose updates.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
