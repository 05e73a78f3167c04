"""What our calls to Slack need around them: the fake, a session, installations, and clocks that tests move."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.base import Installation
from adapters.mrkdwn.ids import person_id, place_id
from adapters.slack.directory import Directory
from adapters.slack.history import History
from adapters.slack.lookup import Lookup
from adapters.slack.mouth import Mouth
from adapters.slack.web import Web
from rules.model import PersonId, PlaceId
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.workspace import OURS, SHARED, VENDOR, contoso_and_northwind

NOON = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 30))


@dataclass
class Now:
    """A clock that stands until it is moved."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Seconds:
    """A monotonic clock on which sleeping takes no time."""

    at: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
        await asyncio.sleep(0)


@dataclass
class Kept:
    """Installations in memory."""

    installations: dict[str, Installation] = field(default_factory=dict)
    known_roads: list[tuple[PlaceId, str]] = field(default_factory=list)

    async def all(self) -> list[Installation]:
        return list(self.installations.values())

    async def keep(self, installation: Installation) -> None:
        self.installations[installation.id] = installation

    async def drop(self, id: str) -> None:
        self.installations.pop(id, None)

    async def roads(self) -> list[tuple[PlaceId, str]]:
        return self.known_roads

    async def keep_road(self, place: PlaceId, installation: str) -> None:
        self.known_roads.append((place, installation))

    async def drop_road(self, place: PlaceId, installation: str) -> None:
        self.known_roads.remove((place, installation))

    async def once(self, mark: str) -> bool:
        return True

    async def may_refresh(self, id: str) -> bool:
        return True


def clocked() -> FakeSlack:
    """A Slack on whose clock it is noon."""
    return FakeSlack(contoso_and_northwind(lambda: NOON))


def installed(slack: FakeSlack, team: str = VENDOR) -> Installation:
    """As the workspace knows it."""
    found = slack.workspace.teams[team]
    return Installation(
        id=team,
        bot_user=found.bot_user,
        bot=found.bot,
        name=found.name,
        enterprise=found.enterprise,
        url=f"https://{found.domain}.slack.com/",
        token=found.token,
    )


@dataclass
class Bench:
    """Everything of ours that speaks to Slack, wired to one fake."""

    slack: FakeSlack
    now: Now
    seconds: Seconds
    web: Web
    directory: Directory
    lookup: Lookup
    mouth: Mouth
    history: History

    @property
    def vendor(self) -> Installation:
        return installed(self.slack)

    async def install(self, team: str, *channels: str) -> Installation:
        """Another workspace installs it too, and is in these channels."""
        self.slack.workspace.install(team)
        self.slack.workspace.invite_bot(team, *channels)
        installation = installed(self.slack, team)
        await self.directory.keep(installation)
        for channel in channels:
            await self.directory.note_road(place_id(channel), installation)
        return installation


@asynccontextmanager
async def bench(slack: FakeSlack | None = None, *, patience: float = 1.0) -> AsyncIterator[Bench]:
    """Contoso and Northwind, who installed it, on a clock of which sleeping takes no time."""
    now, seconds = Now(), Seconds()
    async with (slack or FakeSlack()).running() as fake, Web(fake.api_url, seconds, seconds.sleep) as web:
        fake.watch.now = seconds
        directory = Directory(Kept(), now)
        await directory.keep(installed(fake))
        for channel in (SHARED, OURS):
            await directory.note_road(place_id(channel), installed(fake))
        lookup = Lookup(web, now, patience)
        yield Bench(fake, now, seconds, web, directory, lookup, Mouth(web, directory, lookup), History(web, now))
        await lookup.close()


def person(user: str) -> PersonId:
    return person_id(user)


def place(channel: str) -> PlaceId:
    return place_id(channel)
