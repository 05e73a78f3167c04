"""Killed between every two steps, and at any moment: nothing is lost, and nobody is asked twice."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count as counting
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event

from adapters.base import Found, Profile, Ref, Undeliverable
from bot import alarms as ringing
from bot import database
from bot import outbox as post_room
from bot.alarms import Bell
from bot.handler import Handler, take
from bot.outbox import LEASE, SETTLE, PostRoom
from bot.tables import alarms, cards, heard, humans, items, nudges, outbox, seen, turns
from bot.writer import Writer
from rules.effects import Revise, Speech
from rules.events import Event, MessagePosted
from rules.model import MessageId, PersonId, PlaceId, Side
from tests.bot.platform import Accepts, Breaks, Conduct, Platform, Refuses
from tests.bot.world import (
    ASHA,
    BEA,
    MONDAY,
    QUESTION,
    TUESDAY,
    SetClock,
    Snapshot,
    asks,
    count,
    joins,
    on_sqlite,
    restore,
    rows,
    says,
    snapshot,
    tell,
    transaction,
    within_time,
    writing,
)

DAY = timedelta(days=1)
ASKED = says(ASHA, QUESTION, id="m1")


class Killed(BaseException):
    """The process died here. No `except Exception` sees it, and no clean-up of ours runs."""


class Process:
    """One life of Rapport on a database. From its n-th step on it is dead: it writes nothing and says nothing more."""

    def __init__(self, engine: Engine, platform: Platform, clock: SetClock, dies_at: int | None = None) -> None:
        self.dead = False
        self._steps = 0
        self._dies_at = dies_at
        self._engine = engine
        self._writer = Writer(engine)
        self.handler = Handler(self._writer, clock)
        self.bell = Bell(self._writer, clock)
        self.post_room = PostRoom(self._writer, {"room": _Watched(platform, self.step)}, clock)

    def step(self) -> None:
        self._steps += 1
        if self._dies_at is not None and self._steps >= self._dies_at:
            self.dead = True
            self._loop.call_soon_threadsafe(self._died.set)
            raise Killed

    def lives(self, life: Callable[[Process], Coroutine[Any, Any, None]]) -> bool:
        """Live that life; whether it got to its end."""
        within_time(self._live(life(self)))
        self._engine.dispose()  # the dead hang up
        return not self.dead

    async def _live(self, life: Coroutine[Any, Any, None]) -> None:
        self._loop, self._died = asyncio.get_running_loop(), asyncio.Event()
        self._writer.start()
        living, dying = asyncio.ensure_future(life), asyncio.ensure_future(self._died.wait())
        await asyncio.wait({living, dying}, return_when=asyncio.FIRST_COMPLETED)
        for task in (living, dying):
            task.cancel()
        await asyncio.wait({living, dying})
        await asyncio.to_thread(self._writer.stop)
        if not self.dead:
            living.result()


def mortal(url: str, step: Callable[[], None]) -> Engine:
    """An engine that takes a step before every statement, and before and after every commit."""
    engine = database.writer(url)
    event.listen(engine, "before_cursor_execute", lambda *_: step())
    dialect: Any = engine.dialect
    commit = dialect.do_commit

    def watched(connection: Any) -> None:
        step()
        commit(connection)
        step()

    dialect.do_commit = watched
    return engine


class _Watched:
    """The platform as a process sees it. Steps: before and after everything that is said or asked there."""

    name = "room"

    def __init__(self, platform: Platform, step: Callable[[], None]) -> None:
        self._platform = platform
        self._step = step

    async def deliver(self, speech: Speech) -> Ref:
        self._step()
        ref = await self._platform.deliver(speech)
        self._step()
        return ref

    async def revise(self, ref: Ref, speech: Revise) -> Ref:
        self._step()
        ref = await self._platform.revise(ref, speech)
        self._step()
        return ref

    def message_of(self, ref: Ref) -> MessageId:
        return MessageId(ref)

    async def lookup(self, person: PersonId) -> Profile | None:
        return None

    async def find(self, speech: Speech, since: datetime) -> Ref | Found:
        self._step()
        found = await self._platform.find(speech, since)
        self._step()
        return found

    def roster(self) -> tuple[Profile, ...]:
        return ()

    def hears(self) -> bool:
        return True

    async def missed(self, place: PlaceId, since: datetime, threads: Sequence[MessageId]) -> AsyncIterator[Event]:
        nothing: tuple[Event, ...] = ()
        for each in nothing:
            yield each


@pytest.fixture(autouse=True)
def _dead_threads_are_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    loud = threading.excepthook

    def silent_if_killed(died: threading.ExceptHookArgs) -> None:
        if died.exc_type is not Killed:
            loud(died)

    monkeypatch.setattr(threading, "excepthook", silent_if_killed)


# Killed between every two steps --------------------------------------------------------------------------------------


class Story:
    """A question, a night, a card: told again and again, each time with a death in another place."""

    def __init__(
        self, engine: Engine, url: str, *conducts: Conduct, can_tell: bool = True, from_the_card: bool = False
    ) -> None:
        self.engine = engine
        self._mortal = mortal(url, lambda: self._process.step())  # noqa: PLW0108 - of whichever process lives then
        self._conducts, self._can_tell = conducts, can_tell
        self._rung = from_the_card
        if from_the_card:
            self._ask_and_ring()
        self._was: Snapshot = snapshot(engine)
        self.begin_again()

    def _ask_and_ring(self) -> None:
        with transaction(self.engine) as ledger:
            take(ledger, ASKED, MONDAY)
            for _ in ("the alarm of the question", "the tray it was laid into"):
                (due,) = ringing.due(ledger, TUESDAY)
                assert ringing.ring(ledger, due, TUESDAY)

    def begin_again(self) -> None:
        restore(self.engine, self._was)
        self.clock = SetClock(MONDAY)
        self.platform = Platform(deque(self._conducts), self._can_tell)

    def process(self, dies_at: int | None = None) -> bool:
        """A new process on what the last one left; whether it got everything done."""
        self._process = Process(self._mortal, self.platform, self.clock, dies_at)
        return self._process.lives(self._life)

    async def _life(self, process: Process) -> None:
        if not self._rung:
            await process.handler.handle(ASKED)  # every time: the platform sends again what may have been missed
        self.clock.now = max(self.clock.now, TUESDAY)
        for _ in range(200):  # three will do, but PostgreSQL needs a moment to notice that somebody died with a lock
            await process.bell.ring()
            await process.post_room.drain()
            await process.post_room.settle()
            if self._quiet():
                return
            self.clock.move(LEASE + SETTLE)
        raise AssertionError("there is no end to it")

    def _quiet(self) -> bool:
        waiting = count(self.engine, outbox, outbox.c.state.not_in(["sent", "failed"]))
        due = (alarms, alarms.c.at), (humans, humans.c.look_at)
        return not waiting and not any(count(self.engine, table, at <= self.clock()) for table, at in due)

    def check(self, step: int) -> None:
        """One question, one card with its nudge on it, and the alarm for the next step."""
        told = f"killed at step {step}"
        assert [count(self.engine, table) for table in (items, turns, seen, heard)] == [1, 1, 1, 1], told
        assert [(row.number, row.state, row.climbed) for row in rows(self.engine, items)] == [(1, "open", 1)], told
        assert [(row.subject, row.at) for row in rows(self.engine, alarms)] == [("item:1", TUESDAY + DAY)], told
        (row,), (card,), (nudge,) = (rows(self.engine, table) for table in (outbox, cards, nudges))
        assert (nudge.fate, nudge.step, nudge.card, card.key) == ("told", 1, row.key, row.key), told
        if self._can_tell:
            assert (row.state, self.platform.keys) == ("sent", [row.key]), told
        else:
            assert len(self.platform.keys) <= 1, told
            assert row.state == "failed" or (row.state, self.platform.keys) == ("sent", [row.key]), told


def killed_at_every_step(story: Story) -> int:
    """Kill the first process at its first step, its second, and so on until it gets through; at how many it died."""
    for step in counting(1):
        story.begin_again()
        if story.process(dies_at=step):
            story.check(step)
            return step - 1
        story.process()
        story.check(step)
    raise AssertionError


def test_killed_between_any_two_steps_from_the_question_to_the_card(engine: Engine, founded_url: str) -> None:
    assert killed_at_every_step(Story(engine, founded_url)) > 60


ANSWERED = says(BEA, "eu-west-1, as for the others.", TUESDAY, id="a1", thread="m1")


class Sequel(Story):
    """The answer, after the card was said: it is edited in place, whoever dies meanwhile."""

    def __init__(self, engine: Engine, url: str, *conducts: Conduct) -> None:
        self._said: list[Speech] = []
        super().__init__(engine, url, *conducts, from_the_card=True)

    def _ask_and_ring(self) -> None:
        super()._ask_and_ring()
        with transaction(self.engine) as ledger:
            (out,) = post_room.claim(ledger, "ready", TUESDAY)
            post_room.sent(ledger, out, Platform().ref(out.speech))
        self._said = [out.speech]

    def begin_again(self) -> None:
        super().begin_again()
        self.platform.standing = list(self._said)

    async def _life(self, process: Process) -> None:
        await process.handler.handle(ANSWERED)
        await super()._life(process)

    def check(self, step: int) -> None:
        told = f"killed at step {step}"
        assert [(row.number, row.state) for row in rows(self.engine, items)] == [(1, "answered")], told
        assert (count(self.engine, alarms), count(self.engine, seen), count(self.engine, heard)) == (0, 2, 2), told
        (card,), (nudge,) = rows(self.engine, cards), rows(self.engine, nudges)
        assert (nudge.fate, card.heeded, card.revision) == ("done", True, 1), told
        assert {row.key: row.state for row in rows(self.engine, outbox)} == {
            card.key: "sent",
            f"{card.key}~1": "sent",
        }, told
        (shown,) = self.platform.shown
        assert "q1 is settled" in shown, told
        assert "bucket" not in shown, told


@pytest.mark.parametrize("conducts", [(), (Breaks(taken=True),), (Breaks(taken=False),), (Refuses(),)])
def test_killed_between_any_two_steps_from_the_answer_to_the_edited_card(
    engine: Engine, founded_url: str, conducts: tuple[Conduct, ...]
) -> None:
    assert killed_at_every_step(Sequel(engine, founded_url, *conducts)) > 40


FIRST_DELIVERY: dict[str, Conduct] = {
    "is taken, then the connection breaks": Breaks(taken=True),
    "breaks before it is taken": Breaks(taken=False),
    "is refused": Refuses(),
}


@pytest.mark.parametrize("conduct", FIRST_DELIVERY.values(), ids=FIRST_DELIVERY.keys())
def test_killed_between_any_two_steps_while_the_first_delivery(
    engine: Engine, founded_url: str, conduct: Conduct
) -> None:
    assert killed_at_every_step(Story(engine, founded_url, conduct, from_the_card=True)) > 20


@pytest.mark.parametrize("conducts", [(), (Breaks(taken=True),)], ids=["it takes it", "it takes it and breaks"])
def test_where_the_platform_cannot_tell_the_worst_is_a_nudge_too_few(
    engine: Engine, founded_url: str, conducts: tuple[Conduct, ...]
) -> None:
    story = Story(engine, founded_url, *conducts, can_tell=False, from_the_card=True)
    assert killed_at_every_step(story) > 15


def test_killed_again_while_recovering_from_being_killed(engine: Engine, founded_url: str) -> None:
    story, chance = Story(engine, founded_url, from_the_card=True), random.Random(11)
    for _ in range(25):
        story.begin_again()
        deaths = [chance.randint(1, 40) for _ in range(3)]
        for step in deaths:
            story.process(dies_at=step)
        story.process()
        story.check(deaths[-1])


# Killed at any moment ------------------------------------------------------------------------------------------------

QUESTIONS, KILLS = 40, 25
ROOT = Path(__file__).parents[2]


class Server(ThreadingHTTPServer):
    """The platform in a process of its own, with bad habits: it is slow, refuses, and breaks off before and after."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Requests)
        self.platform = Platform()
        self.unacknowledged = set(range(1, QUESTIONS + 1))
        self.lives = self.asked = 0
        self.chance = random.Random(5)
        self.trouble: list[BaseException | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def conduct(self) -> Conduct:
        refused: Conduct = Refuses(retry_after=timedelta(milliseconds=20))
        weighed = {Accepts(): 85, refused: 5, Breaks(taken=False): 5, Breaks(taken=True): 5}
        return self.chance.choices(list(weighed), list(weighed.values()))[0]

    def questions(self) -> list[int]:
        return sorted(number for number in self.unacknowledged if number <= self.asked)

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        if not isinstance(error, ConnectionError):  # those who are killed hang up
            self.trouble.append(error)


class Requests(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        asked = self.rfile.read(length)
        if len(asked) < length:
            return  # killed in the middle of a sentence
        (what,) = json.loads(asked)
        answer: Any = None
        match self.path:
            case "/born":
                self.server.lives += 1
                self.server.asked = (what + 1) * QUESTIONS // (KILLS + 1)  # something new to do in each life
            case "/questions":
                answer = self.server.questions()
            case "/acknowledged":
                self.server.unacknowledged.discard(what)  # a dead process may have said so too
            case "/deliver":
                time.sleep(self.server.chance.uniform(0, 0.02))
                self.server.platform.conducts.append(self.server.conduct())
                try:
                    answer = asyncio.run(self.server.platform.deliver(tell(what)))
                except Undeliverable:
                    answer = None
                except ConnectionResetError:
                    return  # hangs up
                time.sleep(self.server.chance.uniform(0, 0.02))
            case "/find":
                found = asyncio.run(self.server.platform.find(tell(what), MONDAY))
                answer = None if found is Found.ABSENT else found
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@dataclass
class Remote:
    """The adapter for that platform."""

    client: httpx.AsyncClient
    name: str = "room"

    async def ask(self, path: str, what: Any = None) -> Any:
        return (await self.client.post(path, json=[what])).json()

    async def deliver(self, speech: Speech) -> Ref:
        ref = await self.ask("/deliver", speech.key)
        if ref is None:
            raise Undeliverable("slow down", retry_after=timedelta(milliseconds=20))
        return Ref(ref)

    async def revise(self, ref: Ref, speech: Revise) -> Ref:
        raise AssertionError("nothing is answered here, so that no card changes")

    def message_of(self, ref: Ref) -> MessageId:
        return MessageId(ref)

    async def lookup(self, person: PersonId) -> Profile | None:
        return None

    async def find(self, speech: Speech, since: datetime) -> Ref | Found:
        ref = await self.ask("/find", speech.key)
        return Found.ABSENT if ref is None else Ref(ref)

    def roster(self) -> tuple[Profile, ...]:
        return ()

    def hears(self) -> bool:
        return True

    async def missed(self, place: PlaceId, since: datetime, threads: Sequence[MessageId]) -> AsyncIterator[Event]:
        nothing: tuple[Event, ...] = ()
        for each in nothing:
            yield each


@on_sqlite
def test_killed_at_any_moment_by_the_system_nothing_is_lost_and_nothing_said_twice(
    engine: Engine, founded_url: str
) -> None:
    with engine.begin() as connection:
        for number in range(1, QUESTIONS + 1):
            joins(connection, waited_for(number), Side.CLIENT)
    server = Server()
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    try:
        mother = subprocess.run(
            [sys.executable, "-m", "tests.bot.test_crashes", founded_url, server.url],
            cwd=ROOT,
            timeout=60,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
    status, why = mother.returncode, mother.stderr
    assert status == 0, why
    assert server.trouble == []
    assert server.lives == KILLS + 1
    assert server.platform.asked, "nothing was ever in doubt: the kills came at dull moments"
    assert [row.number for row in rows(engine, items)] == list(range(1, QUESTIONS + 1))
    told = rows(engine, nudges)
    assert sorted((row.number, row.fate) for row in told) == [(number, "told") for number in range(1, QUESTIONS + 1)]
    assert Counter(server.platform.keys) == Counter(row.card for row in told)  # a card for each, said once
    assert Counter(row.state for row in rows(engine, outbox)) == {"sent": QUESTIONS}


def waited_for(number: int) -> PersonId:
    """Somebody else for every question: one person is told everything on one card."""
    return PersonId(f"room:bea{number}")


def asks_each(number: int) -> MessagePosted:
    return replace(asks(number), text=f"@bea{number} Which region should it be in?", mentions=(waited_for(number),))


# The other process: what runs under `python -m tests.bot.test_crashes`


def bring_up_and_kill(url: str, platform: str) -> int:
    """Fork one life after another, kill each at a random moment, and let the last one finish."""
    post_room.TIMEOUT, post_room.LEASE = timedelta(seconds=0.3), timedelta(seconds=0.6)
    post_room.SETTLE, post_room.STALE_INTENT = timedelta(seconds=1.5), 0.2
    chance, began = random.Random(3), time.monotonic()
    for life in range(KILLS + 1):
        born, says_it_is = os.pipe()
        child = os.fork()
        if child == 0:
            os._exit(live(url, platform, began, life, lambda: os.write(says_it_is, b"!")))  # noqa: B023 - at once
        os.close(says_it_is)
        os.read(born, 1)
        os.close(born)
        if life < KILLS:
            time.sleep(chance.uniform(0, 0.15))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != (-signal.SIGKILL if life < KILLS else 0):
            return 1
    return 0


def live(url: str, platform: str, began: float, life: int, say_so: Callable[[], object]) -> int:
    try:
        within_time(_live(url, platform, began, life, say_so), 40)
    except BaseException:  # noqa: BLE001 - whatever it was, it must not run on in the mother's stead
        traceback.print_exc()
        return 1
    return 0


async def _live(url: str, platform: str, began: float, life: int, say_so: Callable[[], object]) -> None:
    engine = database.writer(url)

    def clock() -> datetime:
        return TUESDAY + timedelta(seconds=time.monotonic() - began)

    async with httpx.AsyncClient(base_url=platform, verify=False, timeout=10) as client:
        with writing(engine) as writer:
            remote = Remote(client)
            handler, bell, room = Handler(writer, clock), Bell(writer, clock), PostRoom(writer, {"room": remote}, clock)
            await remote.ask("/born", life)
            say_so()
            while True:
                questions = await remote.ask("/questions")
                for number in questions:
                    await handler.handle(asks_each(number))
                    await remote.ask("/acknowledged", number)
                await bell.ring()
                await room.drain()
                await room.settle()
                waiting = count(engine, outbox, outbox.c.state.not_in(["sent", "failed"]))
                if life == KILLS and not questions and not waiting:
                    return


if __name__ == "__main__":
    sys.exit(bring_up_and_kill(*sys.argv[1:]))
