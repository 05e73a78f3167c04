"""The one thread that writes. What waits when it is free becomes one transaction: one commit for many events.

If a group fails, it is rolled back and run again one job at a time, so that nobody pays for a neighbour and nothing is
acknowledged that did not commit. Why a thread and not an async driver: docs/decisions/0004-one-writer-thread.md.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from time import sleep
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.clock import monotonic
from bot.ledger import Ledger, Memory
from bot.unwritten import Unwritten
from rules.model import RelationshipId
from rules.record import Hook

log = logging.getLogger(__name__)

T = TypeVar("T")

LARGEST_GROUP = 200
LONGEST = 0.03
"""Seconds after which a transaction takes up no further job: whoever waits for an answer waits for it too."""
GATHERED_FOR = 0.003
"""Seconds that a transaction waits for further jobs where several came together before: much of what it costs it costs
once, however many they are (as PostgreSQL's `commit_delay`)."""
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
    mark: str | None = field(compare=False)
    """What it is about, if that is to be done once."""
    waiting: asyncio.Future[Any] = field(compare=False)
    """Who waits, in their own loop."""
    taken_back: bool = field(compare=False, default=False)
    """Nobody waits any more; too late once it runs."""
    result: Any = field(compare=False, default=None)
    error: Exception | None = field(compare=False, default=None)
    tries: int = field(compare=False, default=0)
    """How often it failed by itself."""


def _none(_ledger: Ledger) -> Iterable[RelationshipId]:
    return ()


class Writer:
    """Feeds the writer thread. `after_commit` is called there after every commit, with what was committed."""

    def __init__(self, engine: Engine, after_commit: Callable[[Ledger], None] = lambda _: None) -> None:
        self._engine = engine
        self._after_commit = after_commit
        self._connection: Connection | None = None
        """Of the writer's thread, and kept: one that was lost is connected anew by its next transaction."""
        self._memory = Memory()
        self._unwritten = Unwritten()
        self._jobs: list[_Job] = []
        self._order = count()
        self._changed = threading.Condition()
        self._stopping = False
        self._busy = False
        """Whether the last transaction was for several: then there will be more in a moment."""
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def make_hooks_with(self, make: Callable[[], Hook]) -> None:
        """Where a secret can be kept: how an address for a ticket system is made."""
        self._memory.new_hook = make

    def may_ask(self, judge: str) -> None:
        """Whom the two sides may agree to have asked."""
        self._memory.judge = judge

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
        mark: str | None = None,
    ) -> T:
        """Run in a transaction and return what it returned, once committed. Raises what it raised, rolled back."""
        waiting: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        job = _Job(rank, next(self._order), run, relationships, mark, waiting)
        with self._changed:
            if self._stopping:
                raise Stopped("the writer is shutting down")
            heapq.heappush(self._jobs, job)
            self._changed.notify()
        try:
            return await waiting
        except asyncio.CancelledError:
            job.taken_back = True
            raise

    def _work(self) -> None:
        try:
            while group := self._next_group():
                if wanted := [job for job in group if not job.taken_back]:
                    self._settle(wanted)
        finally:
            if self._connection:
                self._connection.close()

    def _next_group(self) -> list[_Job]:
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._stopping)
        if self._busy:
            sleep(GATHERED_FOR)
        with self._changed:
            size = min(LARGEST_GROUP, len(self._jobs))
            self._busy = size > 1
            return [heapq.heappop(self._jobs) for _ in range(size)]

    def _settle(self, group: list[_Job]) -> None:
        try:
            ledger, results = self._commit(group)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is handed to whoever waits for the job
            self._memory.forget()
            self._unwritten.forget()
            self._settle_alone(group, error)
        else:
            self._put_back(group[len(results) :])
            self._tell(group[: len(results)], ledger, results)

    def _put_back(self, jobs: list[_Job]) -> None:
        """For the next transaction; whoever comes meanwhile and goes first goes before them."""
        with self._changed:
            for job in jobs:
                heapq.heappush(self._jobs, job)

    def _settle_alone(self, group: list[_Job], error: Exception) -> None:
        if len(group) > 1:
            for job in group:
                self._settle([job])
            return
        job = group[0]
        job.tries += 1
        if job.tries < TRIES_ALONE and _worth_another_try(error):
            self._settle(group)
        else:
            job.error = error
            _wake([job])

    def _commit(self, group: list[_Job]) -> tuple[Ledger, list[Any]]:
        """What the first of them returned: as many as there was time for, and always one."""
        connection = self._connected()
        with connection.begin():
            ledger, begun = Ledger(connection, self._memory, self._unwritten), monotonic()
            ledger.lock([wanted for job in group for wanted in job.relationships(ledger)])
            ledger.look_for({job.mark for job in group if job.mark})
            results: list[Any] = []
            for job in group:
                if results and monotonic() - begun > LONGEST:
                    break
                results.append(job.run(ledger))
            ledger.finish()
            return ledger, results

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._unwritten.watch(self._connection)
        return self._connection

    def _tell(self, group: list[_Job], ledger: Ledger, results: list[Any]) -> None:
        """Everybody who waits hears of what is committed; nothing that goes wrong here may undo or repeat it."""
        for job, result in zip(group, results, strict=True):
            job.result = result
        _wake(group)
        try:
            self._after_commit(ledger)
        except Exception:
            log.exception("after a commit")


def _wake(group: list[_Job]) -> None:
    """Tell a loop once of all that it waits for: to wake it costs more than what it hears."""
    for loop in {job.waiting.get_loop(): None for job in group}:
        with suppress(RuntimeError):  # it is closed: nobody waits there any more
            loop.call_soon_threadsafe(_hand_over, [job for job in group if job.waiting.get_loop() is loop])


def _hand_over(group: list[_Job]) -> None:
    """In the loop of those who wait."""
    for job in group:
        if job.waiting.done():
            continue  # they were cancelled meanwhile
        if job.error:
            job.waiting.set_exception(job.error)
        else:
            job.waiting.set_result(job.result)


def _worth_another_try(error: Exception) -> bool:
    """Deadlock, serialisation failure, a lost connection or a busy file; never a mistake in the job itself."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state in ("40001", "40P01") or "locked" in str(error.orig)
