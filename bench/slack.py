"""What it costs to hear Slack, and how soon it has its answer.

    python bench/slack.py [--json OUT] [--events 2000] [--rounds 5] [--nudges 1000]

CPU seconds of the server process for a signed `message` event: `rapport serve`, on SQLite and on PostgreSQL, against a
Bolt app that does nothing but acknowledge, in the same run, in turns, over 32 connections: how many events it handles
for one that Bolt acknowledges. What of it is listening is left out, and told apart. Then the acknowledgements of 83
events a second, an open loop, while 1,000 cards are said.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, TypeVar
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent.parent))

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bench.slack_load import ROOT, Chat, Line, cpu_of, fake_process, percentile, postgres, texts
from bot import database
from bot.clock import utc_now
from bot.handler import Handler
from bot.tables import outbox
from bot.writer import Writer
from rules.effects import Tell
from rules.events import MessagePosted
from rules.message import Line as OneLine
from rules.message import Message, Words
from rules.model import MessageId, PersonId, PlaceId
from rules.owed import questions
from rules.rhythm import deeds
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.sender import Request, Sender
from tests.adapters.slack.served import Server, found_groups, free_port, say_soon, settings_for, wait_until
from tests.adapters.slack.workspace import Group, crowd
from tests.bot.world import count

T = TypeVar("T")

GROUPS = 10
CONNECTIONS = 32
RATE = 83
"""Events a second: ten times what Slack sends of a workspace at most, 30,000 an hour."""
LISTENING = ((questions, "hear"), (questions, "read"), (questions, "read_as_asking"), (deeds, "states_a_deed"))
"""Where the rules listen."""
SETTLED_IN = 600
"""Seconds within which all cards must stand."""


def main() -> int:
    wanted = arguments()
    if wanted.bare:
        bare_bolt(wanted.bare)
        return 0
    logging.disable()
    with Stage(wanted.nudges) as stage:
        found = costs(stage, wanted.events, wanted.rounds) | listening(stage, wanted.events)
        for kind in ("sqlite", "postgres"):
            handled = found["bare_bolt_us"] / (found[f"{kind}_us"] - found["listening_us"])
            found[f"handled_over_bare_bolt_{kind}"] = round(handled, 3)
        found |= asyncio.run(promptness(stage, wanted.nudges))
    for name, value in found.items():
        print(f"{name:40} {value:>10}")
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0 if found["cards_said"] == wanted.nudges else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="where to write what was found")
    parser.add_argument("--events", type=int, default=2_000, help="a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--nudges", type=int, default=1_000)
    parser.add_argument("--bare", type=int, metavar="PORT", help=argparse.SUPPRESS)
    return parser.parse_args()


# What there is -------------------------------------------------------------------------------------------------------


class Stage(ExitStack):
    """The fake Slack, a bare Bolt app and two servers, each in a process of its own; all at rest."""

    def __init__(self, told: int) -> None:
        super().__init__()
        self._told = told

    def __enter__(self) -> Stage:
        super().__enter__()
        here, self.groups = crowd(GROUPS, self._told)
        self.slack = FakeSlack(here)
        given = ("--groups", str(GROUPS), "--told", str(self._told), "--unchecked")
        self.slack.url = self.enter_context(fake_process(*given))
        self.folder = Path(self.enter_context(tempfile.TemporaryDirectory(prefix="bench-slack-")))
        self.urls = {"sqlite": f"sqlite:///{self.folder / 'ledger.db'}", "postgres": self.enter_context(postgres())}
        self.bare = self.enter_context(bare_process(self.slack.signing_secret))
        self.servers = {kind: self._served(kind, url) for kind, url in self.urls.items()}
        return self

    def _served(self, kind: str, url: str) -> Server:
        found_groups(url, self.slack.workspace, self.groups)
        server = Server(url, settings_for(self.slack), self.folder / f"{kind}.log")
        self.callback(server.kill)
        server.start()
        return server

    @property
    def talking(self) -> Sequence[Group]:
        """All but the group that is only told something."""
        return self.groups[:GROUPS]

    def chat(self) -> Chat:
        """Nobody of it has spoken yet; the sender only makes what `Line` sends."""
        return Chat(Sender(self.slack, "", None), self.talking, *texts())  # type: ignore[arg-type]


def bare_bolt(port: int) -> None:
    """A Bolt app for several workspaces that acknowledges, and no more."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-", bot_id="B0", bot_user_id="U0"
        )

    app = AsyncApp(signing_secret=sys.stdin.readline().strip(), authorize=authorize)

    @app.event("message")
    async def heard() -> None:
        pass

    served = AsyncSlackRequestHandler(app)
    uvicorn.run(served, port=port, loop="uvloop", http="httptools", lifespan="off", access_log=False, log_config=None)


@contextmanager
def bare_process(secret: str) -> Iterator[tuple[int, int]]:
    """Its process id and port."""
    port = free_port()
    process = subprocess.Popen([sys.executable, __file__, "--bare", str(port)], cwd=ROOT, stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(f"{secret}\n".encode())
    process.stdin.close()
    try:
        wait_until(lambda: answers(port))
        yield process.pid, port
    finally:
        process.kill()
        process.wait()


def answers(port: int) -> bool:
    async def ask() -> int:
        return await Line(port).post(Request(b"{}", "application/json"), "", 0)

    try:
        return asyncio.run(ask()) == 401
    except OSError:
        return False


# CPU -----------------------------------------------------------------------------------------------------------------


def costs(stage: Stage, events: int, rounds: int) -> dict[str, Any]:
    """Microseconds of the server's CPU for an event: the median of the rounds, which take turns."""
    others = {kind: (server.pid, server.port) for kind, server in stage.servers.items()}
    servers = {"bare_bolt": stage.bare} | others
    chats = {name: stage.chat() for name in servers}
    for name, (_, port) in servers.items():
        asyncio.run(say_all(port, stage.slack, [chats[name].next() for _ in range(chats[name].everybody_once)]))
    used: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(rounds):
        for name, (pid, port) in servers.items():
            requests = [chats[name].next() for _ in range(events)]
            before = cpu_of(pid)
            asyncio.run(say_all(port, stage.slack, requests))
            used[name].append((cpu_of(pid) - before) / events * 1e6)
    return {f"{name}_us": round(median(each)) for name, each in used.items()}


async def say_all(port: int, slack: FakeSlack, requests: Sequence[Request]) -> None:
    """One after another over each of the connections; every one must be acknowledged."""
    waiting = iter(requests)
    now = int(utc_now().timestamp())

    async def say() -> None:
        line = Line(port)
        for request in waiting:
            status = await line.post(request, slack.signing_secret, now)
            assert status == 200, status
        line.close()

    await asyncio.gather(*(say() for _ in range(CONNECTIONS)))


def listening(stage: Stage, events: int) -> dict[str, Any]:
    """What of that is listening: the same talk, decided here, with its thread's CPU clock read around it."""
    took: list[float] = []
    with ExitStack() as patched:
        for rule, name in LISTENING:
            listens = patch.object(rule, name, timed(getattr(rule, name), took))
            patched.enter_context(listens)
        asyncio.run(decide_here(stage, events, took))
    return {"listening_us": round(sum(took) / events * 1e6)}


def timed(work: Callable[..., T], took: list[float]) -> Callable[..., T]:
    def run(*given: Any, **more: Any) -> T:
        before = time.thread_time()
        try:
            return work(*given, **more)
        finally:
            took.append(time.thread_time() - before)

    return run


async def decide_here(stage: Stage, events: int, took: list[float]) -> None:
    """Only what comes after everybody has spoken once counts, as with the servers."""
    url = f"sqlite:///{stage.folder / 'here.db'}"
    found_groups(url, stage.slack.workspace, stage.talking)
    engine = database.writer(url)
    writer, chat = Writer(engine), stage.chat()
    writer.start()
    handler = Handler(writer, utc_now)
    for number in (chat.everybody_once, events):
        took.clear()
        lines = [as_event(chat.next()) for _ in range(number)]
        for start in range(0, number, CONNECTIONS):
            await asyncio.gather(*(handler.handle(line) for line in lines[start : start + CONNECTIONS]))
    await asyncio.to_thread(writer.stop)
    engine.dispose()


def as_event(request: Request) -> MessagePosted:
    said = json.loads(request.body)["event"]
    return MessagePosted(
        id=said["ts"],
        at=utc_now(),
        place=PlaceId(f"slack:{said['channel']}"),
        message=MessageId(said["ts"]),
        author=PersonId(f"slack:{said['user']}"),
        text=said["text"],
    )


# Acknowledgements ----------------------------------------------------------------------------------------------------


async def promptness(stage: Stage, nudges: int) -> dict[str, Any]:
    """How soon events are acknowledged while cards are said, on SQLite: the default."""
    server, engine = stage.servers["sqlite"], database.writer(stage.urls["sqlite"])
    lay_out(stage, nudges)
    load = OpenLoop(server.port, stage.slack, stage.chat())
    began = time.monotonic()
    done = False
    while not done and time.monotonic() - began < SETTLED_IN:
        await load.run(seconds=2)
        done = count(engine, outbox, outbox.c.state == "sent") >= nudges
    said = count(engine, outbox, outbox.c.state == "sent")
    engine.dispose()
    return {
        "ack_p50_ms_at_83_per_s": round(percentile(load.took, 50) * 1e3, 1),
        "ack_p99_ms_at_83_per_s": round(percentile(load.took, 99) * 1e3, 1),
        "ack_worst_ms_at_83_per_s": round(max(load.took) * 1e3, 1),
        "acked": len(load.took),
        "cards_said": said,
        "cards_took_s": round(time.monotonic() - began),
    }


def lay_out(stage: Stage, nudges: int) -> None:
    """A card for each of so many people."""
    (place,) = stage.groups[-1].channels
    engine = database.writer(stage.urls["sqlite"])
    words = Message((OneLine((Words("Asha waits for an answer: which region should the new bucket be in?"),)),))
    cards = [
        Tell(key=f"bench:{id}", person=PersonId(f"slack:{id}"), near=PlaceId(f"slack:{place}"), message=words)
        for id in stage.groups[-1].clients[:nudges]
    ]
    say_soon(engine, *cards)
    engine.dispose()


@dataclass
class OpenLoop:
    """Sends on the dot, whether or not the last ones were answered; each is timed from when it should have gone."""

    port: int
    slack: FakeSlack
    chat: Chat
    took: list[float] = field(default_factory=list)
    _free: list[Line] = field(default_factory=list)

    async def run(self, seconds: float) -> None:
        requests = [self.chat.next() for _ in range(int(RATE * seconds))]
        begun = time.perf_counter() + 0.05
        async with asyncio.TaskGroup() as under_way:
            for number, request in enumerate(requests):
                due = begun + number / RATE
                await asyncio.sleep(max(0, due - time.perf_counter()))
                under_way.create_task(self._send(request, due))

    async def _send(self, request: Request, due: float) -> None:
        line = self._free.pop() if self._free else Line(self.port)
        status = await line.post(request, self.slack.signing_secret, int(utc_now().timestamp()))
        self.took.append(time.perf_counter() - due)
        self._free.append(line)
        assert status == 200, status


if __name__ == "__main__":
    sys.exit(main())
