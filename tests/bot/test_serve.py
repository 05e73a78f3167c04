"""`rapport serve` as its operator meets it: in a process of its own, on a real port, until told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from bot import database
from bot.app import Rapport
from bot.clock import utc_now
from bot.config import Settings
from bot.tables import outbox
from tests.bot.platform import Hangs, Platform
from tests.bot.world import on_postgresql, put, rows, tell, transaction, until, within_time

ROOT = Path(__file__).parents[2]
SOON = 20.0
"""Seconds after which what a command does within one or two is given up, on a machine that has much else to do."""


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int
    errors: Path

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=SOON)

    def said(self) -> str:
        return self.errors.read_text()


def rapport(url: str, *arguments: str, errors: Path) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}
    with errors.open("wb") as stderr:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env=environment | {"RAPPORT_DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )


@contextmanager
def serving(url: str, folder: Path) -> Iterator[Served]:
    """A server that answers."""
    port = free_port()
    errors = folder / "stderr"
    served = Served(rapport(url, "serve", "--port", str(port), errors=errors), port, errors)
    try:
        wait_until(lambda: served.process.poll() is not None or answers(served))
        assert served.process.poll() is None, served.said()
        yield served
    finally:
        served.process.kill()
        served.process.wait()


def answers(served: Served) -> bool:
    try:
        return served.get("/healthz").is_success
    except httpx.TransportError:
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    until = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < until, "that took too long"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def refusals(folder: Path, *commands: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    """Run commands side by side, each a database's address and its arguments; exit status and lines of each."""
    files = [folder / f"refusal {number}" for number in range(len(commands))]
    running = [rapport(*command, errors=file) for command, file in zip(commands, files, strict=True)]
    statuses = [each.wait(SOON) for each in running]
    return [(status, file.read_text().splitlines()) for status, file in zip(statuses, files, strict=True)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on SQLite, for all who do it no harm."""
    folder = tmp_path_factory.mktemp("served")
    with serving(f"sqlite:///{folder / 'ledger.db'}", folder) as running:
        yield running


def url_of(served: Served) -> str:
    return f"sqlite:///{served.errors.with_name('ledger.db')}"


def test_a_fresh_database_is_served_and_a_stop_that_was_asked_for_is_a_success(
    database_url: str, tmp_path: Path
) -> None:
    with serving(database_url, tmp_path) as served, httpx.Client(base_url=f"http://127.0.0.1:{served.port}") as idle:
        assert idle.get("/healthz").json() == {"alive": True}
        ready = idle.get("/readyz")
        assert (ready.status_code, ready.json()) == (200, {"running": True, "clock": True, "database": True})
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(5) == 0
        assert "Traceback" not in served.said()
        assert "ERROR" not in served.said()


@on_postgresql
def test_a_stop_in_the_middle_of_a_tick_is_a_success_too(database_url: str, tmp_path: Path) -> None:
    """Somebody holds up the database; ringing waits; then the stop comes."""
    engine = create_engine(database_url)
    with serving(database_url, tmp_path) as served:
        with engine.begin() as holds_up, engine.connect().execution_options(isolation_level="AUTOCOMMIT") as looks:
            holds_up.execute(text("LOCK TABLE alarms IN ACCESS EXCLUSIVE MODE"))
            waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND database = :here")
            here = looks.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
            wait_until(lambda: bool(looks.scalar(waiting, {"here": here})))
            served.process.send_signal(signal.SIGTERM)
            wait_until(lambda: "Finished server process" in served.said())  # of the web server; ours comes next
        assert served.process.wait(5) == 0
        assert "Traceback" not in served.said()
    engine.dispose()


def test_who_else_wants_the_file_meanwhile_is_refused_in_one_sentence(served: Served, tmp_path: Path) -> None:
    url = url_of(served)
    refused = refusals(tmp_path, (url, "serve", "--port", str(free_port())), (url, "migrate"))
    file = url.removeprefix("sqlite:///")
    assert refused == [(2, [f"rapport: another Rapport process serves {file}; stop it first"])] * 2
    assert served.get("/readyz").is_success


def test_a_port_in_use_is_refused_with_a_line_that_says_so(served: Served, tmp_path: Path) -> None:
    another = f"sqlite:///{tmp_path / 'another.db'}"
    ((status, lines),) = refusals(tmp_path, (another, "serve", "--port", str(served.port)))
    assert status not in (0, None)
    assert [line for line in lines if f"{served.port}" in line and "address already in use" in line]
    assert not [line for line in lines if "Traceback" in line]
    assert served.get("/healthz").is_success


def test_a_server_on_a_schema_that_is_not_its_own_is_alive_but_not_ready(served: Served) -> None:
    engine = database.writer(url_of(served))
    with engine.begin() as connection:
        was = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ready = served.get("/readyz")
    assert (ready.status_code, ready.json()["database"]) == (503, False)
    assert served.get("/healthz").status_code == 200
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :was"), {"was": was})
    engine.dispose()
    assert served.get("/readyz").status_code == 200


def test_a_database_that_makes_no_sense_is_refused_in_one_line_without_its_password(tmp_path: Path) -> None:
    refused = refusals(
        tmp_path,
        ("mysql://rapport:secret@localhost/rapport", "serve"),
        ("postgresql://rapport:secret@127.0.0.1:1/rapport", "serve"),
        (f"sqlite:///{tmp_path}/no/such/folder/ledger.db", "migrate"),
    )
    for status, lines in refused:
        assert (status, len(lines)) == (2, 1), lines
        assert lines[0].startswith("rapport: ")
        assert "secret" not in lines[0]


def test_a_stopping_process_finishes_what_it_is_saying(founded_url: str) -> None:
    slow = Hangs(taken=True)
    platform = Platform(deque([slow]))
    engine = database.writer(founded_url)
    with transaction(engine) as ledger:
        put(ledger, tell("k"))

    async def scenario() -> None:
        async with Rapport(Settings(founded_url), utc_now, {"room": platform}).running():
            await until(lambda: bool(platform.tried))
            asyncio.get_running_loop().call_later(0.1, slow.let_go.set)

    within_time(scenario())
    assert [(row.state, row.ref) for row in rows(engine, outbox)] == [("sent", "said:k")]
    engine.dispose()
