"""Slack, live: ears and mouth and what they share, wired together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from adapters.base import (
    Clock,
    Draw,
    Found,
    Handle,
    Installation,
    Installations,
    Profile,
    Ref,
    Undeliverable,
    no_pictures,
)
from adapters.mrkdwn.fields import words
from adapters.mrkdwn.ids import person_id
from adapters.slack.directory import Directory
from adapters.slack.ears import Ears
from adapters.slack.errors import InDoubt
from adapters.slack.guard import Guard
from adapters.slack.history import History
from adapters.slack.install import Installer
from adapters.slack.lookup import Lookup
from adapters.slack.manifest import EVENTS
from adapters.slack.mouth import Mouth
from adapters.slack.search import parts_of
from adapters.slack.socket import Socket
from adapters.slack.web import Web, slack_id
from rules.effects import Post, Reply, Revise, Speech, Tell
from rules.events import Event
from rules.model import Facts, MessageId, PersonId, PlaceId

log = logging.getLogger(__name__)

ASK_AGAIN = timedelta(seconds=15)
"""When to ask again who we are, where Slack did not say."""
REFRESH = timedelta(minutes=5)
"""How often it is looked whether a token runs out."""


@dataclass(frozen=True, slots=True)
class Options:
    """What Slack gave to whoever set this up."""

    api_url: str
    signing_secret: str | None = field(default=None, repr=False)
    """Slack reaches us by HTTP."""
    app_token: str | None = field(default=None, repr=False)
    """We reach Slack by Socket Mode."""
    bot_token: str | None = field(default=None, repr=False)
    """Of the one workspace that uses this; None: workspaces add Rapport by themselves."""
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)


class Slack:
    """The adapter. `running` holds its connections; its `routes` belong into the one web server."""

    name = "slack"

    def __init__(
        self,
        options: Options,
        store: Installations,
        handle: Handle,
        clock: Clock,
        web: Web | None = None,
        draw: Draw = no_pictures,
    ) -> None:
        self._options = options
        self._clock = clock
        only = Installation(id="own", bot_user="", token=options.bot_token) if options.bot_token else None
        self._directory = Directory(store, clock, only)
        self._web = web or Web(options.api_url)
        self._lookup = Lookup(self._web, clock)
        self._mouth = Mouth(self._web, self._directory, self._lookup, draw)
        self._ears = Ears(handle, self._directory, self._lookup, self._mouth, clock)
        self._history = History(self._web, clock)
        self._socket = Socket(self._ears.app, options.app_token, options.api_url) if options.app_token else None
        self._installer = self._may_be_installed(store)

    def _may_be_installed(self, store: Installations) -> Installer | None:
        client_id, client_secret = self._options.client_id, self._options.client_secret
        if self._options.bot_token or not (client_id and client_secret):
            return None  # whoever installed it would take the place of the one workspace
        keep, api_url = self._directory.keep, self._options.api_url
        return Installer(client_id, client_secret, store, self._clock, keep=keep, api_url=api_url)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Events, commands, buttons and forms on one path; and where Rapport is added to a workspace."""
        routes: list[BaseRoute] = []
        if self._options.signing_secret:
            bolt = cast(ASGIApp, AsyncSlackRequestHandler(self._ears.app, EVENTS))  # it is one, typed more narrowly
            routes.append(Route(EVENTS, Guard(bolt, self._options.signing_secret, self._clock)))
        return [*routes, *(self._installer.routes if self._installer else ())]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Learn who we are, listen, and at the end finish what was begun."""
        async with AsyncExitStack() as until_the_end:
            until_the_end.push_async_callback(self._web.close)
            until_the_end.push_async_callback(self._lookup.close)
            until_the_end.push_async_callback(self._ears.stop)
            await self._directory.load()
            if self._options.bot_token:
                until_the_end.push_async_callback(_cancel, asyncio.create_task(self._learn_who_we_are()))
            if self._installer:
                refreshing = _again_and_again(self._refresh, REFRESH)
                until_the_end.push_async_callback(_cancel, asyncio.create_task(refreshing))
            if self._socket:
                await self._socket.start()
                until_the_end.push_async_callback(self._socket.stop)
            yield

    async def _learn_who_we_are(self) -> None:
        """Until Slack says it; events name our own user too (`ears.py`), so nothing waits for this."""
        while True:
            if await self._is_known():
                return
            await asyncio.sleep(ASK_AGAIN.total_seconds())

    async def _is_known(self) -> bool:
        [own] = self._directory.all
        try:
            told = await self._web.call(own, "auth.test")
        except (Undeliverable, InDoubt) as error:
            log.error("Slack does not say who we are (%s); `rapport doctor` says more", error)
            return False
        await self._directory.keep(
            replace(
                own,
                id=words(told.get("team_id")) or own.id,
                bot_user=words(told.get("user_id")),
                bot=words(told.get("bot_id")),
                enterprise=words(told.get("enterprise_id")) or None,
                name=words(told.get("team")),
                url=words(told.get("url")),
            )
        )
        return True

    async def _refresh(self) -> None:
        assert self._installer
        await self._installer.refresh_due(self._clock())
        await self._directory.load()  # another process may have had its turn

    # The adapter -----------------------------------------------------------------------------------------------------

    async def deliver(self, speech: Post | Reply | Tell) -> Ref:
        return await self._mouth.deliver(speech)

    async def revise(self, ref: Ref, speech: Revise) -> Ref:
        return await self._mouth.revise(ref, speech)

    async def find(self, speech: Speech, since: datetime) -> Ref | Found:
        return await self._mouth.find(speech, since)

    def message_of(self, ref: Ref) -> MessageId:
        return MessageId(parts_of(ref)[2])

    async def lookup(self, person: PersonId) -> Profile | None:
        for installation in self._directory.all:
            if facts := await self._lookup.person(installation, slack_id(person)):
                return _profile(person, facts)
        return None

    def roster(self) -> Sequence[Profile]:
        return [_profile(person_id(user), facts) for user, facts in self._lookup.everybody()]

    def hears(self) -> bool:
        """By HTTP Slack sends again what it could not deliver, and says so in no other way."""
        return self._socket.hears() if self._socket else True

    async def missed(self, place: PlaceId, since: datetime, threads: Sequence[MessageId]) -> AsyncIterator[Event]:
        roads = self._directory.roads(place)
        if not roads:
            raise Undeliverable("no workspace with Rapport reaches there", permanent=True)
        async for body in self._history.missed(roads[0], slack_id(place), since, threads):
            for event in await self._ears.understood(body, roads[0]):
                yield event


def _profile(person: PersonId, facts: Facts) -> Profile:
    return Profile(person, facts.name, frozenset({slack_id(person), facts.name}), facts.home, facts.domain)


async def _again_and_again(work: Callable[[], Awaitable[None]], every: timedelta) -> None:
    while True:
        try:
            await work()
        except Exception:
            log.exception("a standing job failed; it goes on")
        await asyncio.sleep(every.total_seconds())


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])
