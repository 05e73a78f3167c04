"""Slack passes what every platform must, end to end over HTTP: for people of the company that installed Rapport (home)
and for those of the other company of a shared channel (away)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import httpx
import pytest

from adapters.base import Adapter, Found, Profile, Ref
from adapters.mrkdwn.ids import person_id, place_id
from adapters.slack.manifest import EVENTS
from adapters.slack.search import parts_of
from adapters.slack.web import slack_id
from rules.effects import Answer, Post, Reply, Revise, Speech, Tell
from rules.events import Event, MemberChanged
from rules.model import MessageId, PersonId, PlaceId
from tests.adapters.contract import LONG_AGO, AdapterContract, Bench, Seen
from tests.adapters.slack.bench import Kept, Now, installed
from tests.adapters.slack.reading import labels, read_back
from tests.adapters.slack.sender import Request, Sender
from tests.adapters.slack.stage import Seconds, Town, answered, slack_in, town
from tests.adapters.slack.workspace import ASHA, BEA, SHARED, VENDOR, Channel, Message, contoso_and_northwind

T = TypeVar("T")

SHORTLY_AFTER = LONG_AGO + timedelta(minutes=1)
"""Everything happens in one moment. What was said is looked for not long after it was tried."""


@dataclass
class Noting(Sender):
    """A sender that keeps the last request, so that it can be sent again."""

    last: Request | None = None

    async def send(self, request: Request, *, retry: int = 0, timestamp: int | None = None) -> httpx.Response:
        self.last = request
        response = await super().send(request, retry=retry, timestamp=timestamp)
        assert response.status_code == 200
        return response


@dataclass
class Decided:
    """Stands where Rapport decides: keeps what it hears, and answers what the test says."""

    heard: list[Event] = field(default_factory=list)
    answer: Answer | None = None

    async def __call__(self, event: Event) -> Answer | None:
        if not isinstance(event, MemberChanged):
            self.heard.append(event)
        return self.answer


class Elsewhere:
    """An adapter that runs on a loop of its own, as a test without one can call it."""

    def __init__(self, adapter: Adapter, loop: asyncio.AbstractEventLoop) -> None:
        self.name = adapter.name
        self._adapter = adapter
        self._loop = loop

    async def _there(self, work: Coroutine[Any, Any, T]) -> T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def deliver(self, speech: Post | Reply | Tell) -> Ref:
        return await self._there(self._adapter.deliver(speech))

    async def revise(self, ref: Ref, speech: Revise) -> Ref:
        return await self._there(self._adapter.revise(ref, speech))

    async def find(self, speech: Speech, since: Any) -> Ref | Found:
        return await self._there(self._adapter.find(speech, since))

    def message_of(self, ref: Ref) -> MessageId:
        return self._adapter.message_of(ref)

    async def lookup(self, person: PersonId) -> Profile | None:
        return await self._there(self._adapter.lookup(person))

    def roster(self) -> Sequence[Profile]:
        return self._adapter.roster()

    def hears(self) -> bool:
        return self._adapter.hears()

    async def missed(self, place: PlaceId, since: Any, threads: Sequence[MessageId]) -> AsyncIterator[Event]:
        async def read() -> list[Event]:
            return [event async for event in self._adapter.missed(place, since, threads)]

        for event in await self._there(read()):
            yield event


class SlackBench:
    """Contoso and Northwind share a channel; Northwind installed Rapport. `person` does something, `other` is there."""

    def __init__(self, here: Town, person: str, other: str) -> None:
        clock = Now(SHORTLY_AFTER)
        self._town = here
        here.begin(contoso_and_northwind(clock), seconds := Seconds(clock))
        self._decided = Decided()
        self._slack = slack_in(here, Kept({VENDOR: installed(here.slack)}), self._decided, clock, seconds)
        self._sender = Noting(here.slack, f"{here.url}{EVENTS}", here.client)
        self._said: dict[str, Message] = {}
        self._requests: dict[str, Request] = {}
        """By event."""
        self._running: AbstractAsyncContextManager[None] = self._slack.running()
        self.adapter: Adapter = Elsewhere(self._slack, here.beside.loop)
        self.place, self.nowhere = place_id(SHARED), place_id("C0NOWHERE")
        self.person, self.other, self.nobody = person_id(person), person_id(other), person_id("U0NOBODY")
        self._me = person

    def open(self) -> None:
        """Begin, and let both come into the channel."""
        self._town.beside.do(self._running.__aenter__())
        for person in (self.person, self.other):
            self._town.beside.do(self._sender.joins(slack_id(person), SHARED))

    def close(self) -> None:
        self._town.beside.do(self._running.__aexit__(None, None, None))

    # What people do

    @property
    def bot(self) -> str:
        return f"<@{self._town.slack.workspace.teams[VENDOR].bot_user}>"

    def mention(self, person: PersonId) -> str:
        return f"<@{slack_id(person)}>"

    def says(self, id: str, text: str, thread: MessageId | None = None) -> Event | None:
        return self._write(id, SHARED, text, thread)

    def whispers(self, id: str, text: str) -> Event | None:
        return self._write(id, self._town.slack.workspace.direct(VENDOR, self._me).id, text, None)

    def _write(self, id: str, channel: str, text: str, thread: MessageId | None) -> Event | None:
        if id in self._said:
            return self._happens(self._sender.told_of(self._said[id], channel, retry=1))

        async def write() -> None:
            self._said[id], _ = await self._sender.says(self._me, channel, text, thread=thread)

        return self._happens(write())

    def edits(self, id: str, message: MessageId, text: str) -> Event | None:
        return self._happens(self._sender.edits(self._message(message)[1], SHARED, text))

    def deletes(self, id: str, message: MessageId) -> Event | None:
        return self._happens(self._sender.deletes(self._message(message)[1], SHARED))

    def reacts(self, id: str, message: MessageId, emoji: str) -> Event | None:
        return self._happens(self._sender.reacts(self._me, self._message(message)[1], SHARED, emoji))

    def presses(self, id: str, ref: Ref, label: str) -> Event | None:
        channel, message = self._message(parts_of(ref)[2])
        return self._happens(self._sender.presses(self._me, message, channel.id, label))

    def fills(self, id: str, values: dict[str, str]) -> Event | None:
        return self._happens(self._sender.submits(self._town.slack.open_views(self._me)[-1], values))

    def answered(self, event: Event, answer: Answer) -> None:
        """Slack sends it again, as if nobody had acknowledged it; this time there is an answer."""
        self._decided.answer = answer
        assert self._happens(self._sender.again(self._requests[event.id])) == event
        self._decided.answer = None

    def _happens(self, work: Coroutine[Any, Any, object]) -> Event | None:
        """What Rapport hears of it; a mention comes twice, as one event."""
        before = len(self._decided.heard)

        async def happen() -> None:
            await work
            await answered(self._slack)

        self._town.beside.do(happen())
        heard = self._decided.heard[before:]
        assert all(event == heard[0] for event in heard)
        if heard and self._sender.last:
            self._requests[heard[0].id] = self._sender.last
        return heard[0] if heard else None

    def _message(self, ts: str) -> tuple[Channel, Message]:
        channels = self._town.slack.workspace.channels.values()
        return next((channel, message) for channel in channels for message in channel.messages if message.ts == ts)

    # What people see

    def seen_by(self, person: PersonId) -> Sequence[Seen]:
        here = self._town.slack.workspace
        said = [
            (channel, message)
            for channel in here.channels.values()
            for message in here.seen_by(slack_id(person), channel.id)
            if message.bot
        ]
        return [_seen(channel, message, here.teams[VENDOR].id) for channel, message in said]


def _seen(channel: Channel, message: Message, team: str) -> Seen:
    return Seen(
        ref=Ref(f"{team}/{channel.id}/{message.ts}"),
        place=None if channel.im else place_id(channel.id),
        thread=MessageId(message.thread) if message.thread else None,
        text=read_back([block for block in message.blocks if block["type"] == "section"]),
        labels=labels(message.blocks),
        pinned=message.ts in channel.pins,
    )


@pytest.fixture(scope="module")
def here() -> Iterator[Town]:
    with town() as made:
        yield made


class TestSlackAtHome(AdapterContract):
    """Asha is of Northwind, which installed Rapport."""

    @pytest.fixture
    def bench(self, here: Town) -> Iterator[Bench]:
        yield from opened(SlackBench(here, ASHA, BEA))


class TestSlackAway(AdapterContract):
    """Bea is of Contoso, which shares the channel and has installed nothing."""

    @pytest.fixture
    def bench(self, here: Town) -> Iterator[Bench]:
        yield from opened(SlackBench(here, BEA, ASHA))


def opened(bench: SlackBench) -> Iterator[Bench]:
    bench.open()
    yield bench
    bench.close()
