"""The composition root: the only file that names a concrete platform, and the process that `rapport serve` runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy.exc import DBAPIError

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
from bot import database, schema
from bot.alarms import Bell
from bot.clock import Clock
from bot.config import Settings
from bot.handler import Handler
from bot.ledger import Ledger
from bot.outbox import PostRoom
from bot.sweep import sweep
from bot.timers import RING, Timers
from bot.writer import Rank, Writer

__all__ = [
    "Archive",
    "ArchivedPlace",
    "Change",
    "Complaint",
    "Malformed",
    "NotAnExport",
    "Rapport",
    "Room",
    "Standing",
    "answer_lines",
    "channel",
    "conversation",
    "lines",
    "link_to",
    "name_in",
    "person_id",
]

LAST_WORDS = timedelta(seconds=10)
"""How long a stopping process goes on saying what it has begun to say."""


class Rapport:
    """A running engine: writer, alarms, post room and timers, over one database."""

    def __init__(self, settings: Settings, adapters: Mapping[str, Adapter], clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._engine = database.writer(settings.database_url)
        self._reader = database.reader(settings.database_url)
        self._writer = Writer(self._engine, after_commit=self._committed)
        self._bell = Bell(self._writer, clock)
        self._post_room = PostRoom(self._writer, adapters, clock)
        self._timers: Timers | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._saying: set[asyncio.Task[int]] = set()
        self.handler = Handler(self._writer, clock, settings.operator)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Migrate, start, and at the end finish what was begun. Raises `Busy` or `NewerSchema`."""
        with database.only_process(self._settings.database_url):
            await asyncio.to_thread(schema.migrate, self._engine)
            self._loop = asyncio.get_running_loop()
            self._writer.start()
            timers = Timers(self._clock, ring=self._bell.ring, drain=self._drain, sweep=self._sweep)
            timers.start()
            self._timers = timers
            try:
                yield
            finally:
                await self._stop(timers)

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
        """Kept as a task of its own, so that stopping can wait for what is on its way."""
        task = asyncio.ensure_future(self._post_room.drain())
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)
        await asyncio.shield(task)
        await self._post_room.settle()

    async def _sweep(self) -> None:
        now = self._clock()
        await self._writer.write(lambda ledger: sweep(ledger, now), rank=Rank.ALARM)

    def _committed(self, ledger: Ledger) -> None:
        """Called in the writer's thread."""
        if ledger.spoke and self._loop and self._timers:
            self._loop.call_soon_threadsafe(self._timers.poke)

    async def _stop(self, timers: Timers) -> None:
        self._timers = None
        timers.stop()
        if self._saying:
            await asyncio.wait(self._saying, timeout=LAST_WORDS.total_seconds())
        await asyncio.to_thread(self._writer.stop)
        self._engine.dispose()
        self._reader.dispose()
