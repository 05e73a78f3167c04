"""Socket Mode: we reach Slack, where Slack cannot reach us. Rules: docs.slack.dev/apis/events-api/using-socket-mode.

The SDK's client renews a connection that was closed, or whose pings are not answered for four times `PING`. It has been
known to sit on a dead one all the same: it asks again and again for an address that has run out, or its tasks are gone.
So somebody listens here: after a minute in which nothing whatever was heard, the client is thrown away for a new one.

An envelope is acknowledged when the application answered 200, which it does after the commit. Slack sends the others
again.
"""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress
from datetime import timedelta
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

PING = timedelta(seconds=10)
"""How often the SDK asks Slack whether it is there."""
SILENCE = timedelta(seconds=60)
"""How long nothing may be heard, neither a hello nor an answer to a ping nor an event."""
LAST_WORDS = 5.0
"""Seconds a stopping process goes on with the envelopes it has taken."""


class _Discreet(logging.Filter):
    """The SDK's errors name the address of a connection, which is a key to it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = re.sub(r"wss?://\S+", "wss://…", record.getMessage())
        record.args, record.exc_info = (), None
        return True


SDK_LOG = logging.getLogger(f"{__name__}.sdk")
# Below this the SDK writes down whole events, with what people said.
SDK_LOG.setLevel(logging.INFO)
SDK_LOG.addFilter(_Discreet())


class Socket:
    """One connection to Slack for all workspaces. `start` returns at once, and whatever happens it goes on trying."""

    def __init__(
        self, app: AsyncApp, app_token: str, api_url: str, *, silence: timedelta = SILENCE, ping: timedelta = PING
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._api_url = api_url
        self._silence = silence.total_seconds()
        self._ping = ping.total_seconds()
        self._line: _Line | None = None
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Take nothing more, answer what was taken, and hang up."""
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching

    def hears(self) -> bool:
        """Whether what is said now would reach us: there is a connection, and it was heard three pings ago at most."""
        line = self._line
        return line is not None and line.is_open() and line.silent_for() < 3 * self._ping

    async def _watch(self) -> None:
        while True:
            line = self._line = _Line(self._app, self._app_token, self._api_url, self._ping)
            try:
                await line.listen(self._silence)
            finally:
                self._line = None
                await line.hang_up()
            log.warning("Slack was not heard by Socket Mode for %.0f s; connecting anew", self._silence)


class _Line:
    """One client of the SDK, from its first call to the last, and when something was heard through it."""

    def __init__(self, app: AsyncApp, app_token: str, api_url: str, ping: float) -> None:
        web = AsyncWebClient(base_url=api_url, logger=SDK_LOG, retry_handlers=[])
        self._handler = _Handler(app, app_token, logger=SDK_LOG, web_client=web, ping_interval=ping)
        self._client: Any = self._handler.client  # half of its methods have no types
        self._client.message_listeners.append(self._note)
        self._loop = asyncio.get_running_loop()
        self._ping = ping
        self._heard_at = self._loop.time()
        self._ponged_at: float | None = None
        self._greeted: Any = None

    def is_open(self) -> bool:
        """Whether Slack said hello through the connection that stands now."""
        session = self._client.current_session
        return session is not None and session is self._greeted and not session.closed

    def silent_for(self) -> float:
        """Seconds."""
        return self._loop.time() - self._heard_at

    async def listen(self, silence: float) -> None:
        """Connect, and stay until nothing was heard for so many seconds."""
        connecting = asyncio.create_task(self._connect(silence))
        try:
            while self.silent_for() < silence:
                await asyncio.sleep(min(self._ping, silence) / 5)
                self._note_pong()
        finally:
            connecting.cancel()
            # Whatever it died of, the next line begins anew.
            await asyncio.gather(connecting, return_exceptions=True)

    async def hang_up(self) -> None:
        """What was taken is finished first, so that it can be acknowledged. A dead connection is not waited for."""
        client = self._client
        client.closed, client.auto_reconnect_enabled = True, False
        for task in (client.message_receiver, client.current_session_monitor):
            if task:
                task.cancel()
        await self._handler.finish(LAST_WORDS)
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS):
                await client.close()
        client.message_processor.cancel()
        await client.aiohttp_client_session.close()

    async def _connect(self, silence: float) -> None:
        """The first time; later the SDK sees to it. Slack lets us ask for an address once a minute or so."""
        while not self._client.wss_uri:
            try:
                self._client.wss_uri = await self._client.issue_new_wss_url()
            except SlackApiError as error:
                log.error("Slack gives no connection for Socket Mode: %s", error.response.get("error"))
                await asyncio.sleep(silence / 2)
            except (aiohttp.ClientError, TimeoutError) as error:
                log.warning("Slack was not reached for Socket Mode: %s", type(error).__name__)
                await asyncio.sleep(silence / 4)
        await self._client.connect()

    async def _note(self, _client: object, message: dict[str, Any], _raw: str | None) -> None:
        """Anything Slack sends as words."""
        self._heard_at = self._loop.time()
        if message.get("type") == "hello":
            self._greeted = self._client.current_session

    def _note_pong(self) -> None:
        """The SDK keeps the time of the last ping that was answered. It makes up the first one of a connection."""
        was, self._ponged_at = self._ponged_at, self._client.last_ping_pong_time
        if was is not None and self._ponged_at is not None and was != self._ponged_at:
            self._heard_at = self._loop.time()


class _Handler(AsyncSocketModeHandler):
    """Bolt's, which remembers what is under way: so nothing is collected half way, and a stop can wait for it."""

    def __init__(self, app: AsyncApp, app_token: str, **more: Any) -> None:
        super().__init__(app, app_token, **more)
        self._under_way: set[asyncio.Task[Any]] = set()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            await super().handle(client, req)
        finally:
            self._under_way.discard(task)

    async def finish(self, seconds: float) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
