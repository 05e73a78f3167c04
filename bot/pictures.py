"""Where pictures are drawn: in a process beside this one, when they are delivered.

Drawing takes a tenth of a second of computing; on a Monday morning many are drawn, and nobody who waits for an answer
shall wait for them.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from rules.message import Picture

log = logging.getLogger(__name__)

TIMEOUT = 4.0
"""Seconds; what is not drawn by then is said in words. The outbox gives a delivery ten."""
KEPT = 64
"""Pictures: the same one goes to two go-betweens and to the channel."""


class Studio:
    """Draws what it is given, one after another. The process starts with the first picture; `close` ends it."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._drawn: dict[Picture, bytes] = {}

    async def __call__(self, picture: Picture) -> bytes | None:
        """A PNG; None where it could not be drawn: then its words stand for it."""
        if picture in self._drawn:
            return self._drawn[picture]
        try:
            async with asyncio.timeout(TIMEOUT):
                made = await asyncio.get_running_loop().run_in_executor(self._started(), draw, picture)
        except BrokenProcessPool:
            log.warning("the process that draws pictures ended; the next picture starts another")
            self.close()
            return None
        except Exception:  # whatever goes wrong, the message is said without its picture
            log.exception("a picture could not be drawn")
            return None
        while len(self._drawn) >= KEPT:
            self._drawn.pop(next(iter(self._drawn)))
        self._drawn[picture] = made
        return made

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: this process has threads.
            self._pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
        return self._pool

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def draw(picture: Picture) -> bytes:
    """A PNG, drawn here and now."""
    from bot.charts import png  # noqa: PLC0415 - the library is large, and nobody else needs it

    return png(picture)
