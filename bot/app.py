"""The composition root: the only file that names a concrete platform, and the process that `rapport serve` runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta

from sqlalchemy.exc import DBAPIError
from starlette.routing import BaseRoute

from adapters.archive import Archive, ArchivedPlace, Complaint, NotAnExport
from adapters.base import Adapter
from adapters.room import (
    Change,
    Malformed,
    Room,
    Standing,
    answer_lines,
    channel,
    conversation,
    lines,
    link_to,
    name_in,
    person_id,
)
from adapters.slack import Options, Slack
from adapters.slack.checkup import Access as SlackAccess
from adapters.slack.checkup import Finding
from adapters.slack.checkup import check as check_slack
from adapters.slack.manifest import manifest as slack_manifest
from bot import database, schema
from bot.alarms import Bell
from bot.catch_up import CatchUp
from bot.clock import Clock
from bot.config import Settings, SlackSettings
from bot.gauges import gauges
from bot.handler import Handler
from bot.hooks import Hooks
from bot.installations import KeptInstallations
from bot.judge import Judge
from bot.ledger import Ledger
from bot.outbox import AT_ONCE, PostRoom
from bot.pictures import Studio
from bot.sweep import sweep
from bot.timers import RING, Timers
from bot.web.hooks import hooks_route
from bot.web.metrics import Gauge, metrics_route
from bot.writer import Rank, Writer

__all__ = [
    "Archive",
    "ArchivedPlace",
    "Change",
    "Complaint",
    "Finding",
    "Malformed",
    "NotAnExport",
    "Rapport",
    "Room",
    "SlackAccess",
    "Standing",
    "answer_lines",
    "channel",
    "check_slack",
    "conversation",
    "lines",
    "link_to",
    "name_in",
    "person_id",
    "slack_manifest",
]

_NONE: Mapping[str, Adapter] = {}
LAST_WORDS = timedelta(seconds=10)
"""How long a stopping process goes on saying what it has begun to say."""


class Rapport:
    """A running engine: platforms, writer, alarms, post room and timers, over one database."""

    def __init__(self, settings: Settings, clock: Clock, adapters: Mapping[str, Adapter] = _NONE) -> None:
        self._settings = settings
        self._clock = clock
        self._engine = database.writer(settings.database_url)
        self._reader = database.reader(settings.database_url)
        self._writer = Writer(self._engine, after_commit=self._committed)
        self._judge = Judge(settings.judge, self._writer, clock) if settings.judge else None
        self.handler = Handler(self._writer, clock, settings.operator, self._judge.consult if self._judge else None)
        self._hooks = Hooks(self._writer, self._reader, settings.secret_keys, settings.url)
        self._studio = Studio()
        self._slack = self._slack_of(settings.slack) if settings.slack else None
        adapters = {**adapters, **({self._slack.name: self._slack} if self._slack else {})}
        self._bell = Bell(self._writer, clock, self._reader)
        self._post_room = PostRoom(self._writer, adapters, clock)
        self._catch_up = CatchUp(self._writer, adapters, self.handler.handle, clock)
        self._timers: Timers | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._saying: set[asyncio.Task[int]] = set()

    def _slack_of(self, settings: SlackSettings) -> Slack:
        self._installations = KeptInstallations(self._writer, settings.secret_keys, self._clock)
        options = Options(
            api_url=settings.api_url,
            signing_secret=settings.signing_secret,
            app_token=settings.app_token,
            bot_token=settings.bot_token,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
        )
        return Slack(options, self._installations, self.handler.handle, self._clock, draw=self._studio)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """What there is to be reached beside health: the figures of operation, and the platforms' own paths."""
        reports = hooks_route(self._hooks, self.handler.handle, self._clock)
        return [*(self._slack.routes if self._slack else ()), metrics_route(self._gauges), reports]

    def _gauges(self) -> Sequence[Gauge]:
        with self._reader.connect() as connection:
            return gauges(connection, self._clock())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Migrate, start, and at the end finish what was begun. Raises `Busy`, `NewerSchema` or `BadSettings`."""
        with database.only_process(self._settings.database_url):
            await asyncio.to_thread(schema.migrate, self._engine)
            self._loop = asyncio.get_running_loop()
            self._writer.start()
            timers = Timers(
                self._clock, ring=self._bell.ring, drain=self._drain, sweep=self._sweep, others=self._catch_up.jobs()
            )
            try:
                await self._hooks.renew()
                async with (
                    self._platforms(),
                    self._judge.sitting(self.handler.handle) if self._judge else nullcontext(),
                ):
                    # Before anything rings: what was missed while nobody listened may have answered it.
                    await self._catch_up.feel()
                    timers.start()
                    self._timers = timers
                    try:
                        yield
                    finally:
                        await self._fall_silent(timers)
            finally:
                await self._close()

    @asynccontextmanager
    async def _platforms(self) -> AsyncIterator[None]:
        if self._slack is None:
            yield
            return
        await self._installations.renew()
        async with self._slack.running():
            yield

    def ready(self) -> dict[str, bool]:
        """Whether each thing needed for work is there now."""
        timers = self._timers
        return {
            "running": timers is not None,
            "clock": timers is not None and self._clock() - timers.last_ring < 3 * RING + timedelta(seconds=1),
            "database": self._database_answers(),
        }

    def _database_answers(self) -> bool:
        try:
            with self._reader.connect() as connection:
                return schema.is_current(connection)
        except DBAPIError:
            return False

    async def _drain(self) -> None:
        """As long as there is more than fits into one turn; not while stopping."""
        while await self._say_some() == AT_ONCE and self._timers:
            pass
        await self._post_room.settle()

    async def _say_some(self) -> int:
        """Kept as a task of its own, so that stopping can wait for what is on its way."""
        task = asyncio.ensure_future(self._post_room.drain())
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)
        return await asyncio.shield(task)

    async def _sweep(self) -> None:
        now = self._clock()
        await self._writer.write(lambda ledger: sweep(ledger, now), rank=Rank.ALARM)

    def _committed(self, ledger: Ledger) -> None:
        """Called in the writer's thread."""
        if ledger.spoke and self._loop and self._timers:
            self._loop.call_soon_threadsafe(self._timers.poke)

    async def _fall_silent(self, timers: Timers) -> None:
        """Before the platforms hang up: what is being said is said to its end."""
        self._timers = None
        timers.stop()
        if self._saying:
            await asyncio.wait(self._saying, timeout=LAST_WORDS.total_seconds())

    async def _close(self) -> None:
        self._studio.close()
        await asyncio.to_thread(self._writer.stop)
        self._engine.dispose()
        self._reader.dispose()
