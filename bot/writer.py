"""The one thread that writes. What waits when it is free becomes one transaction: one commit for many events.

If a group fails, it is rolled back and run again one job at a time, so that nobody pays for a neighbour and nothing is
acknowledged that did not commit. Why a thread and not an async driver: docs/decisions/0004-one-writer-thread.md.
"""

from __future__ import annotations

import heapq
import threading
from asyncio import wrap_future
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.ledger import Ledger, Memory
from rules.model import RelationshipId

T = TypeVar("T")

LARGEST_GROUP = 200
TRIES_ALONE = 3
"""A job that lost a deadlock or met a busy database is tried again; one that fails by itself fails at once."""


class Rank(IntEnum):
    """Who goes first: somebody who waits for an answer, then what happened, then what is to be looked at again."""

    INTERACTIVE = 0
    EVENT = 1
    ALARM = 2


class Stopped(Exception):
    """The writer takes no more work: this process is shutting down."""


@dataclass(order=True, slots=True)
class _Job:
    rank: Rank
    order: int
    run: Callable[[Ledger], Any] = field(compare=False)
    relationships: Callable[[Ledger], Iterable[RelationshipId]] = field(compare=False)
    done: Future[Any] = field(compare=False, default_factory=Future)


def _none(_ledger: Ledger) -> Iterable[RelationshipId]:
    return ()


class Writer:
    """Feeds the writer thread. `after_commit` is called there after every commit, with what was committed."""

    def __init__(self, engine: Engine, after_commit: Callable[[Ledger], None] = lambda _: None) -> None:
        self._engine = engine
        self._after_commit = after_commit
        self._memory = Memory()
        self._jobs: list[_Job] = []
        self._order = count()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish what is queued, then end the thread. Later work is refused."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join()

    async def write(
        self,
        run: Callable[[Ledger], T],
        *,
        rank: Rank = Rank.EVENT,
        relationships: Callable[[Ledger], Iterable[RelationshipId]] = _none,
    ) -> T:
        """Run in a transaction and return what it returned, once committed. Raises what it raised, rolled back."""
        job = _Job(rank, next(self._order), run, relationships)
        with self._changed:
            if self._stopping:
                raise Stopped("the writer is shutting down")
            heapq.heappush(self._jobs, job)
            self._changed.notify()
        result: T = await wrap_future(job.done)
        return result

    def _work(self) -> None:
        while group := self._next_group():
            self._settle(group)

    def _next_group(self) -> list[_Job]:
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._stopping)
            size = min(LARGEST_GROUP, len(self._jobs))
            return [heapq.heappop(self._jobs) for _ in range(size)]

    def _settle(self, group: list[_Job]) -> None:
        try:
            self._commit(group)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is handed to whoever waits for the job
            self._memory.forget()
            if len(group) > 1:
                for job in group:
                    self._settle([job])
            else:
                self._try_again(group[0], error)

    def _try_again(self, job: _Job, error: Exception) -> None:
        for _ in range(TRIES_ALONE - 1):
            if not _worth_another_try(error):
                break
            try:
                self._commit([job])
            except Exception as again:  # noqa: BLE001 - as above
                error = again
            else:
                return
        if not job.done.cancelled():
            job.done.set_exception(error)

    def _commit(self, group: list[_Job]) -> None:
        """Run a group in one transaction and, once it is committed, tell everybody who waits."""
        with self._engine.begin() as connection:
            ledger = Ledger(connection, self._memory)
            ledger.lock([wanted for job in group for wanted in job.relationships(ledger)])
            results = [job.run(ledger) for job in group]
        for job, result in zip(group, results, strict=True):
            if not job.done.cancelled():
                job.done.set_result(result)
        self._after_commit(ledger)


def _worth_another_try(error: Exception) -> bool:
    """Deadlock, serialisation failure, a lost connection or a busy file; never a mistake in the job itself."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state in ("40001", "40P01") or "locked" in str(error.orig)
