"""The one thread that writes: few commits for many jobs, nobody pays for a neighbour, two processes lose nothing."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from bot import database
from bot.alarms import Bell
from bot.ledger import Ledger
from bot.outbox import PostRoom
from bot.tables import alarms, outbox, relationships, seen
from bot.writer import LARGEST_GROUP, TRIES_ALONE, Rank, Stopped, Writer
from bot.writer import _hand_over as hand_over
from rules import engine as rules_engine
from rules.effects import SetAlarm
from rules.model import RelationshipId
from tests.bot.platform import Platform
from tests.bot.world import (
    MONDAY,
    OURS,
    Listener,
    SetClock,
    commits,
    count,
    found_another,
    keep,
    on_postgresql,
    put,
    question,
    rows,
    tell,
    transaction,
    within_time,
    writing,
)

LONG = 30.0
"""Seconds after which something that should have happened did not."""


class Gate:
    """A job that keeps the writer busy until it is opened, so that others queue up behind it."""

    def __init__(self) -> None:
        self.entered, self.opened = threading.Event(), threading.Event()

    def __call__(self, _ledger: Ledger) -> None:
        self.entered.set()
        assert self.opened.wait(LONG)


def mark(key: str) -> Callable[[Ledger], str]:
    """A job that leaves a mark in the database and returns its key."""

    def run(ledger: Ledger) -> str:
        ledger.connection.execute(insert(seen).values(key=key, at=MONDAY))
        return key

    return run


def marks(engine: Engine) -> set[str]:
    return {row.key for row in rows(engine, seen)}


async def behind_a_gate(writer: Writer, *jobs: Callable[[], Any]) -> list[Any]:
    """Start writes while the writer is busy, so that it finds them all at once; what each returned or raised."""
    gate = Gate()
    first = asyncio.ensure_future(writer.write(gate))
    await asyncio.to_thread(gate.entered.wait, LONG)
    waiting = [asyncio.ensure_future(job()) for job in jobs]
    await asyncio.sleep(0)
    gate.opened.set()
    await first
    return await asyncio.gather(*waiting, return_exceptions=True)


# One process ---------------------------------------------------------------------------------------------------------


def test_many_waiting_jobs_become_few_transactions(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.writer.LONGEST", 60)  # however slow this machine is
    keys = [f"job {n}" for n in range(LARGEST_GROUP + 100)]
    with writing(engine) as writer, commits(engine) as committed:
        results = within_time(behind_a_gate(writer, *(lambda key=key: writer.write(mark(key)) for key in keys)))
    assert results == keys
    assert marks(engine) == set(keys)
    assert len(committed) == 1 + 2  # the gate, then two hundred, then a hundred


def test_a_job_that_finds_nobody_waiting_is_committed_at_once(engine: Engine) -> None:
    async def one_after_the_other() -> None:
        for n in range(3):
            await writer.write(mark(str(n)))

    with writing(engine) as writer, commits(engine) as committed:
        within_time(one_after_the_other())
    assert len(committed) == 3


def test_what_was_written_is_in_the_database_when_write_returns(engine: Engine, founded_url: str) -> None:
    reader = database.reader(founded_url)

    async def scenario() -> None:
        for n in range(20):
            await writer.write(mark(str(n)))
            assert count(reader, seen) == n + 1

    with writing(engine) as writer:
        within_time(scenario())
    reader.dispose()


def test_whoever_waits_for_an_answer_goes_first_then_what_happened_then_alarms(engine: Engine) -> None:
    ran: list[str] = []

    def noting(name: str, rank: Rank) -> Callable[[], Any]:
        return lambda: writer.write(lambda _: ran.append(name), rank=rank)

    queued = [
        noting("alarm 1", Rank.ALARM),
        noting("event 1", Rank.EVENT),
        noting("interactive 1", Rank.INTERACTIVE),
        noting("alarm 2", Rank.ALARM),
        noting("interactive 2", Rank.INTERACTIVE),
        noting("event 2", Rank.EVENT),
    ]
    with writing(engine) as writer:
        within_time(behind_a_gate(writer, *queued))
    assert ran == ["interactive 1", "interactive 2", "event 1", "event 2", "alarm 1", "alarm 2"]


def mistaken(_ledger: Ledger) -> None:
    raise LookupError("a mistake in the job")


def refused(ledger: Ledger) -> None:
    """Breaks in the database: on PostgreSQL that spoils the whole transaction."""
    mark("twice")(ledger)
    mark("twice")(ledger)


@pytest.mark.parametrize(("breaks", "error"), [(mistaken, LookupError), (refused, IntegrityError)])
def test_a_job_that_fails_fails_alone(engine: Engine, breaks: Callable[[Ledger], None], error: type[Exception]) -> None:
    def half_done(ledger: Ledger) -> None:
        mark("half done")(ledger)
        breaks(ledger)

    with writing(engine) as writer:
        good = [lambda key=key: writer.write(mark(key)) for key in "abcd"]
        results = within_time(behind_a_gate(writer, *good[:2], lambda: writer.write(half_done), *good[2:]))
    assert [result for result in results if not isinstance(result, Exception)] == ["a", "b", "c", "d"]
    assert isinstance(results[2], error)
    assert marks(engine) == set("abcd")


def test_a_job_with_a_mistake_of_its_own_is_tried_once(engine: Engine) -> None:
    tries: list[None] = []

    def fails(ledger: Ledger) -> None:
        tries.append(None)
        mistaken(ledger)

    with writing(engine) as writer, pytest.raises(LookupError):
        within_time(writer.write(fails))
    assert len(tries) == 1


def test_a_job_that_meets_a_busy_database_is_tried_again_but_not_for_ever(engine: Engine) -> None:
    tries: list[None] = []

    def busy(times: int) -> Callable[[Ledger], str]:
        def run(_ledger: Ledger) -> str:
            tries.append(None)
            if len(tries) <= times:
                raise OperationalError("INSERT", {}, Exception("database is locked"))
            return "done"

        return run

    with writing(engine) as writer:
        assert within_time(writer.write(busy(TRIES_ALONE - 1))) == "done"
        tries.clear()
        with pytest.raises(OperationalError):
            within_time(writer.write(busy(TRIES_ALONE)))
        assert len(tries) == TRIES_ALONE


def test_after_stopping_work_is_refused_and_all_that_was_queued_before_is_done(engine: Engine) -> None:
    writer = Writer(engine)
    writer.start()
    queued: list[asyncio.Future[str]] = []

    async def queue_until_refused() -> None:
        while True:
            late = asyncio.ensure_future(writer.write(mark(str(len(queued)))))
            await asyncio.sleep(0)
            if late.done():
                with pytest.raises(Stopped):
                    late.result()
                return
            queued.append(late)
            await asyncio.sleep(0.001)

    async def scenario() -> None:
        gate = Gate()
        first = asyncio.ensure_future(writer.write(gate))
        await asyncio.to_thread(gate.entered.wait, LONG)
        queued.append(asyncio.ensure_future(writer.write(mark("0"))))
        await asyncio.sleep(0)
        stopping = asyncio.ensure_future(asyncio.to_thread(writer.stop))
        async with asyncio.timeout(LONG):
            await queue_until_refused()
            assert not stopping.done()
            gate.opened.set()
            await asyncio.gather(first, stopping, *queued)

    within_time(scenario())
    assert len(queued) >= 1
    assert marks(engine) == {str(n) for n in range(len(queued))}


def test_somebody_who_no_longer_waits_is_no_trouble_to_those_who_do(engine: Engine) -> None:
    async def scenario() -> list[Any]:
        gate = Gate()
        first = asyncio.ensure_future(writer.write(gate))
        await asyncio.to_thread(gate.entered.wait, LONG)
        before, gone, after = (asyncio.ensure_future(writer.write(mark(key))) for key in ("before", "gone", "after"))
        await asyncio.sleep(0)
        gone.cancel()
        gate.opened.set()
        results = await asyncio.gather(first, before, gone, after, return_exceptions=True)
        return [*results, await writer.write(mark("later"))]

    with writing(engine) as writer:
        _, before, gone, after, later = within_time(scenario())
    assert (before, after, later) == ("before", "after", "later")
    assert isinstance(gone, asyncio.CancelledError)
    assert marks(engine) >= {"before", "after", "later"}


def test_somebody_who_gives_up_at_the_very_last_moment_does_not_end_the_writer(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the commit and the telling, a waiter's loop may cancel what the writer is about to tell."""

    def too_late(group: list[Any]) -> None:
        for job in group:
            job.waiting.cancel()
        hand_over(group)

    async def scenario() -> list[Any]:
        async with asyncio.timeout(1):
            both = await asyncio.gather(*(writer.write(mark(key)) for key in "ab"), return_exceptions=True)
            monkeypatch.undo()
            return [*both, await writer.write(mark("c"))]

    with writing(engine) as writer:
        monkeypatch.setattr("bot.writer._hand_over", too_late)
        assert within_time(scenario())[-1] == "c"
    assert marks(engine) == {"a", "b", "c"}


def test_what_goes_wrong_after_a_commit_neither_repeats_the_work_nor_ends_the_writer(engine: Engine) -> None:
    ran: list[str] = []

    def wakes_nobody(_ledger: Ledger) -> None:
        raise RuntimeError("Event loop is closed")

    def noting(key: str) -> Callable[[Ledger], str]:
        def run(ledger: Ledger) -> str:
            ran.append(key)
            return mark(key)(ledger)

        return run

    async def scenario() -> list[Any]:
        async with asyncio.timeout(1):
            both = await asyncio.gather(*(writer.write(noting(key)) for key in "ab"), return_exceptions=True)
            return [*both, await writer.write(noting("c"))]

    writer = Writer(engine, after_commit=wakes_nobody)
    writer.start()
    try:
        assert within_time(scenario()) == ["a", "b", "c"]
    finally:
        writer.stop()
    assert ran == ["a", "b", "c"]
    assert marks(engine) == {"a", "b", "c"}


# Several processes on PostgreSQL -------------------------------------------------------------------------------------


@contextmanager
def processes(url: str, number: int) -> Iterator[list[tuple[Engine, Writer]]]:
    """As many writers, each with an engine of its own."""
    with ExitStack() as stack:
        engines = [database.writer(url) for _ in range(number)]
        for each in engines:
            stack.callback(each.dispose)
        yield [(each, stack.enter_context(writing(each))) for each in engines]


@contextmanager
def errors_of(*engines: Engine) -> Iterator[list[str]]:
    """SQLSTATEs of what went wrong in the database meanwhile."""
    states: list[str] = []

    def note(context: Any) -> None:
        states.append(context.original_exception.sqlstate)

    for each in engines:
        event.listen(each, "handle_error", note)
    yield states


def more_relationships(engine: Engine, number: int) -> list[RelationshipId]:
    with engine.begin() as connection:
        return [OURS, *(found_another(connection, f"other{n}")[0] for n in range(1, number))]


def counts_up(wanted: Sequence[RelationshipId]) -> Callable[[Ledger], None]:
    """Reads each relationship's counter and writes it back, one higher: without a lock, some would get lost."""

    def run(ledger: Ledger) -> None:
        for one in wanted:
            ledger.lock([one])
            which = relationships.c.id == one
            now = ledger.connection.scalar(select(relationships.c.items_opened).where(which))
            assert now is not None
            ledger.connection.execute(update(relationships).where(which).values(items_opened=now + 1))

    return run


@on_postgresql
def test_two_processes_that_want_the_same_relationships_in_opposite_order_lose_nothing(
    engine: Engine, founded_url: str
) -> None:
    known = more_relationships(engine, 4)
    jobs, streams = 200, 20

    async def count_two(writer: Writer, two: list[RelationshipId]) -> None:
        await writer.write(counts_up(two), relationships=lambda _: two)

    async def many(writer: Writer, order: list[RelationshipId]) -> None:
        async def some(stream: int) -> None:
            for n in range(jobs // streams):
                await count_two(writer, [order[(stream + n) % 4], order[(stream + n + 1) % 4]])

        await asyncio.gather(*(some(stream) for stream in range(streams)))

    with processes(founded_url, 2) as ((one, first), (two, second)), errors_of(one, two) as errors:
        threads = [
            threading.Thread(target=within_time, args=[many(first, known)]),
            threading.Thread(target=within_time, args=[many(second, known[::-1])]),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LONG)
    assert errors == []
    assert sum(row.items_opened for row in rows(engine, relationships)) == 2 * jobs * 2


@on_postgresql
def test_whoever_finds_the_connection_lost_is_run_again_on_another(engine: Engine, founded_url: str) -> None:
    elsewhere = database.reader(founded_url)
    others = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )

    async def scenario() -> None:
        await writer.write(mark("before"))
        with elsewhere.connect() as connection:
            assert any(connection.scalars(others))
        assert await asyncio.gather(*(writer.write(mark(f"after {n}")) for n in range(3))) == [
            f"after {n}" for n in range(3)
        ]

    with writing(engine) as writer:
        within_time(scenario())
    elsewhere.dispose()
    assert marks(engine) == {"before", "after 0", "after 1", "after 2"}


@on_postgresql
def test_whoever_loses_a_deadlock_is_run_again(engine: Engine, founded_url: str) -> None:
    known = more_relationships(engine, 2)
    both_hold_one = threading.Barrier(2, timeout=LONG)
    one_is_through = threading.Event()

    def embrace(order: list[RelationshipId]) -> Callable[[Ledger], None]:
        tries: list[None] = []

        def run(ledger: Ledger) -> None:
            tries.append(None)
            if len(tries) > 1:
                assert one_is_through.wait(LONG)
            counts_up(order[:1])(ledger)
            if len(tries) == 1:
                both_hold_one.wait()
            counts_up(order[1:])(ledger)

        return run

    async def get_through(writer: Writer, order: list[RelationshipId]) -> None:
        await writer.write(embrace(order))
        one_is_through.set()

    async def scenario() -> None:
        await asyncio.gather(get_through(first, known), get_through(second, known[::-1]))

    with processes(founded_url, 2) as ((one, first), (two, second)), errors_of(one, two) as errors:
        within_time(scenario())
    assert errors == ["40P01"]
    assert [row.items_opened for row in rows(engine, relationships)] == [2, 2]


@on_postgresql
def test_a_job_whose_connection_is_cut_is_run_again(engine: Engine) -> None:
    tries: list[None] = []

    def run(ledger: Ledger) -> str:
        mark("once")(ledger)
        tries.append(None)
        if len(tries) == 1:
            ledger.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return "done"

    with writing(engine) as writer:
        assert within_time(writer.write(run)) == "done"
    assert len(tries) == 2
    assert marks(engine) == {"once"}


@on_postgresql
def test_several_ringers_ring_each_alarm_once(
    engine: Engine, founded_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener()
    monkeypatch.setattr(rules_engine, "RULES", (listener,))
    with transaction(engine) as ledger:
        keep(ledger, *(question(n) for n in range(1, 41)))
        put(ledger, *(SetAlarm("questions", f"item:{n}", MONDAY) for n in range(1, 41)))
    with processes(founded_url, 3) as running:
        bells = [Bell(writer, SetClock()) for _, writer in running]

        async def scenario() -> list[int]:
            return await asyncio.gather(*(bell.ring() for bell in bells))

        rung = within_time(scenario())
    assert sum(rung) == 40
    assert Counter(alarm.id for alarm in listener.heard).most_common(1)[0][1] == 1
    assert len(listener.heard) == 40
    assert count(engine, alarms) == 0


@on_postgresql
def test_several_post_rooms_say_each_thing_once(engine: Engine, founded_url: str) -> None:
    with transaction(engine) as ledger:
        put(ledger, *(tell(f"k{n}") for n in range(60)))
    platform = Platform()

    async def drain_all(room: PostRoom) -> int:
        taken = 0
        while now := await room.drain():
            taken += now
        return taken

    with processes(founded_url, 3) as running:
        rooms = [PostRoom(writer, {"room": platform}, SetClock()) for _, writer in running]

        async def scenario() -> list[int]:
            return await asyncio.gather(*(drain_all(room) for room in rooms))

        taken = within_time(scenario())
    assert sum(taken) == 60
    assert sorted(platform.keys) == sorted(f"k{n}" for n in range(60))
    assert Counter(row.state for row in rows(engine, outbox)) == {"sent": 60}
