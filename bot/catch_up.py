"""After a gap: what was said while nobody listened is heard after all, place by place.

How a gap is noticed and what waits for it: bot/gaps.py. What is read again and was acted on before is recognised by
the names its messages have (`ledger.first_time`), so that reading too much does no harm, and reading may begin anew
whenever it was cut short: the mark stays until a place has been read to its end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from adapters.base import Adapter, Handle, Undeliverable
from bot import gaps
from bot.clock import Clock
from bot.gaps import LEASE, Behind
from bot.ledger import Ledger
from bot.timers import Job
from bot.writer import Rank, Writer
from rules.model import PlaceId, RelationshipId

T = TypeVar("T")

log = logging.getLogger(__name__)

PULSE = timedelta(seconds=30)
CATCH_UP = timedelta(seconds=10)
AT_ONCE = 4
"""Places that are read at the same time: where one company's limit is used up, another's may not be."""
AGAIN = timedelta(minutes=1)
"""When to ask again where the platform does not say."""
AT_MOST = LEASE - timedelta(minutes=1)
"""A reading that takes longer is cut short, before somebody else begins."""


class CatchUp:
    """Feels the pulse of every platform, and reads what was missed. Any number of processes may do so at once."""

    def __init__(self, writer: Writer, adapters: Mapping[str, Adapter], handle: Handle, clock: Clock) -> None:
        self._writer = writer
        self._adapters = adapters
        self._handle = handle
        self._clock = clock
        self._begun: dict[PlaceId, datetime] = {}
        """By place whose reading was cut short: since when its platform was heard as it began. An adapter goes on where
        it stopped, and what was missed since then it has not read."""

    def jobs(self) -> Sequence[tuple[str, Job, timedelta]]:
        """The standing jobs, for `Timers`."""
        return (("pulse", self.feel, PULSE), ("catch up", self.catch_up, CATCH_UP))

    async def feel(self) -> int:
        """Note who is heard, and mark the places of who was not; how many are newly behind.

        Once before anything rings or is said, then every 30 s.
        """
        return sum([await self._feel(adapter) for adapter in self._adapters.values()])

    async def _feel(self, adapter: Adapter) -> int:
        now, name, hears = self._clock(), adapter.name, adapter.hears()

        def whose(ledger: Ledger) -> Sequence[RelationshipId]:
            return gaps.changed_by(ledger, name, now)

        marked = await self._writer.write(lambda ledger: gaps.feel(ledger, name, hears, now), relationships=whose)
        if marked:
            log.warning("%s was not heard for a while: places behind %d", name, marked)
        return marked

    async def catch_up(self) -> int:
        """Read what was missed in every place that is behind and whose turn it is; how many were caught up with."""
        heard = [adapter for adapter in self._adapters.values() if adapter.hears()]
        return sum(await asyncio.gather(*(self._one_by_one(adapter) for adapter in heard for _ in range(AT_ONCE))))

    async def _one_by_one(self, adapter: Adapter) -> int:
        done = 0
        while behind := await self._next(adapter):
            done += await self._read(adapter, behind)
        return done

    async def _next(self, adapter: Adapter) -> Behind | None:
        now = self._clock()
        behind = await self._writer.write(lambda ledger: gaps.next_behind(ledger, adapter.name, now), rank=Rank.ALARM)
        return behind and replace(behind, unbroken=self._begun.setdefault(behind.place, behind.unbroken))

    async def _read(self, adapter: Adapter, behind: Behind) -> bool:
        """Whether the place is behind no longer."""
        try:
            async with asyncio.timeout(AT_MOST.total_seconds()):
                await self._hear(adapter, behind)
        except Undeliverable as refusal:
            return await self._refused(behind, refusal)
        except Exception as error:  # noqa: BLE001 - reading can fail in as many ways as saying; go on later
            log.warning("catching up with %s goes on later: %s", behind.place, type(error).__name__)
            await self._put_off(behind, AGAIN)
            return False
        return await self._caught_up(behind)

    async def _hear(self, adapter: Adapter, behind: Behind) -> None:
        """As if it had just been said. Nobody waits for the answer to a command any more."""
        async for event in adapter.missed(behind.place, behind.since, behind.threads):
            await self._handle(event)

    async def _refused(self, behind: Behind, refusal: Undeliverable) -> bool:
        if not refusal.permanent:
            await self._put_off(behind, refusal.retry_after or AGAIN)
            return False
        self._begun.pop(behind.place, None)
        log.warning("%s cannot be caught up with: its platform tells nothing of it", behind.place)
        await self._write(behind, lambda ledger: gaps.give_up(ledger, behind.place))
        return True

    async def _caught_up(self, behind: Behind) -> bool:
        now = self._clock()
        self._begun.pop(behind.place, None)
        return await self._write(behind, lambda ledger: gaps.caught_up(ledger, behind, now))

    async def _put_off(self, behind: Behind, by: timedelta) -> None:
        until = self._clock() + by
        await self._write(behind, lambda ledger: gaps.put_off(ledger, behind.place, until))

    async def _write(self, behind: Behind, run: Callable[[Ledger], T]) -> T:
        return await self._writer.write(
            run, rank=Rank.ALARM, relationships=lambda ledger: gaps.whose(ledger, behind.place)
        )
