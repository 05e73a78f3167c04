"""`rapport serve` on Slack, in a process of its own, over a database with Contoso and Northwind in it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx
from sqlalchemy import Engine

from adapters.base import Profile
from bot import database, schema
from bot.clock import utc_now
from bot.founding import found
from bot.ledger import Ledger, Memory
from bot.sides import sides_named
from rules.effects import Post, Reply, Tell
from rules.events import MessagePosted
from rules.model import MessageId, PersonId, Place, PlaceId, Side
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.workspace import ASHA, CLIENT, OURS, SHARED, VENDOR, Group, Workspace

ROOT = Path(__file__).parents[3]
SOON = 30.0
"""Seconds after which what takes a moment is given up, on a machine that has much else to do."""


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@dataclass
class Server:
    """A server that runs until it is killed, and can be started again on the same port."""

    database_url: str
    settings: dict[str, str]
    log: Path
    """Where it writes what it has to say."""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def events_url(self) -> str:
        return f"{self.url}/slack/events"

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def start(self) -> None:
        """Run, and wait until it answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=environment | {"RAPPORT_DATABASE_URL": self.database_url} | self.settings,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        wait_until(lambda: self._has_ended() or self._answers(), self.said)
        assert not self._has_ended(), self.said()

    def kill(self) -> None:
        """At once, with nothing finished."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=2, trust_env=False).is_success
        except httpx.TransportError:
            return False


@contextmanager
def serving(database_url: str, settings: dict[str, str], folder: Path, port: int | None = None) -> Iterator[Server]:
    """A server with these settings."""
    server = Server(database_url, settings, folder / "serve.log", port or free_port())
    server.start()
    try:
        yield server
    finally:
        server.kill()


def settings_for(slack: FakeSlack, team: str = VENDOR) -> dict[str, str]:
    """What a server needs to know of the fake: it belongs to the one team."""
    return {
        "RAPPORT_SLACK_BOT_TOKEN": slack.workspace.teams[team].token,
        "RAPPORT_SLACK_SIGNING_SECRET": slack.signing_secret,
        "RAPPORT_SLACK_API_URL": slack.api_url,
    }


def found_on_slack(database_url: str, here: Workspace) -> None:
    """A relationship of the two companies of `contoso_and_northwind`; `OURS` is the vendor's own place."""
    people = {
        team: [p.id for p in here.people.values() if p.team == team and not p.is_bot] for team in (CLIENT, VENDOR)
    }
    write_relationship(
        database_url,
        profiles(here, [*people[CLIENT], *people[VENDOR]]),
        people[CLIENT],
        people[VENDOR],
        [place(here, SHARED), place(here, OURS, Side.VENDOR)],
    )


def found_groups(database_url: str, here: Workspace, groups: Iterable[Group]) -> None:
    """A relationship for each group of a `crowd`."""
    for group in groups:
        people = profiles(here, [*group.clients, *group.vendors])
        places = [place(here, id) for id in group.channels]
        write_relationship(database_url, people, group.clients, group.vendors, places)


def profiles(here: Workspace, ids: Iterable[str]) -> list[Profile]:
    people = (here.people[id] for id in ids)
    return [Profile(PersonId(f"slack:{p.id}"), p.name, frozenset({p.id, p.name}), team=p.team) for p in people]


def place(here: Workspace, id: str, private_to: Side | None = None) -> Place:
    return Place(PlaceId(f"slack:{id}"), here.channels[id].name, private_to=private_to)


def write_relationship(
    database_url: str, people: list[Profile], client: list[str], vendor: list[str], places: list[Place]
) -> None:
    """One more relationship in a database, which is migrated first; both sides, by user name or id, are live."""
    engine = database.writer(database_url)
    schema.migrate(engine)
    with engine.begin() as connection:
        found(connection, sides_named(client, vendor, people), people, places, utc_now())
    engine.dispose()


def say_soon(engine: Engine, *speeches: Post | Reply | Tell, at: datetime | None = None) -> None:
    """Put these into the outbox of the first relationship, as if a rule had decided them; due now unless said."""
    with engine.begin() as connection:
        ledger = Ledger(connection, Memory())
        for speech in speeches:
            near = speech.near if isinstance(speech, Tell) else speech.place
            case = ledger.case_for(small_talk(near))
            assert case
            ledger.apply(case, [speech], at or utc_now())


def small_talk(place: PlaceId) -> MessagePosted:
    """What anybody may say there; nobody hears of it."""
    return MessagePosted(
        id="small talk",
        at=utc_now(),
        place=place,
        message=MessageId("1"),
        author=PersonId(f"slack:{ASHA}"),
        text="Good morning",
    )


def wait_until(condition: Callable[[], object], why: Callable[[], object] = str, seconds: float = SOON) -> None:
    """Wait for what another process does."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"that took too long: {why()}"
        time.sleep(0.02)
