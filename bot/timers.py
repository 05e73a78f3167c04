"""APScheduler as an egg-timer: a few standing jobs and nothing else. It remembers nothing; the ledger does.

Why no job for each nudge: docs/decisions/0006-alarms-are-rows.md.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import timedelta

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.alarms import AT_ONCE
from bot.clock import Clock

log = logging.getLogger(__name__)

RING = timedelta(seconds=1)
DRAIN = timedelta(seconds=1)
SWEEP = timedelta(minutes=5)

Job = Callable[[], Awaitable[object]]
Ring = Callable[[], Awaitable[int]]
"""How many rang."""


class Timers:
    """Rings, drains and sweeps until stopped; `last_ring` says when the clock was last looked at."""

    def __init__(
        self, clock: Clock, *, ring: Ring, drain: Job, sweep: Job, others: Iterable[tuple[str, Job, timedelta]] = ()
    ) -> None:
        self._clock = clock
        self.last_ring = clock()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        # A job still at work when its time comes again is normal here, and no news.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        ours = (("ring", self._ringing(ring), RING), ("drain", drain, DRAIN), ("sweep", sweep, SWEEP))
        for name, job, every in (*ours, *others):
            self._scheduler.add_job(_unharmed(name, job), "interval", seconds=every.total_seconds(), id=name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Start nothing more. What runs goes on; whoever stops us waits for it elsewhere."""
        self._scheduler.remove_all_jobs()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def poke(self) -> None:
        """Something waits to be said: drain now rather than at the next tick."""
        if self._scheduler.running:
            with suppress(JobLookupError):  # stopping
                self._scheduler.modify_job("drain", next_run_time=self._clock())

    def _ringing(self, ring: Ring) -> Job:
        async def ring_and_note() -> None:
            rang = AT_ONCE
            # On a Monday morning more is due than one look finds.
            while rang >= AT_ONCE and self._scheduler.running:
                rang = await ring()
                self.last_ring = self._clock()

        return ring_and_note


def _unharmed(name: str, job: Job) -> Job:
    """A tick that fails is logged; the next one tries again."""

    async def run() -> None:
        try:
            await job()
        except asyncio.CancelledError:
            log.info("%s was cut short: stopping", name)  # what it had written to the ledger is finished there
        except Exception:
            log.exception("%s failed", name)

    return run
