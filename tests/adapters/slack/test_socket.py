"""Socket Mode over real sockets: what is committed is acknowledged, and a dead connection is noticed and replaced."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.socket import Socket
from tests.adapters.slack.fake import FakeSlack

PING = timedelta(seconds=0.3)
SILENCE = timedelta(seconds=2)
SOON = 20.0
"""Seconds after which what takes one or two is given up, on a machine that has much else to do."""
SAID = {"type": "event_callback", "event": {"type": "message", "text": "a private word", "ts": "1.1"}}


@dataclass
class App:
    """What stands in for the rest of us: it takes everything, and answers when and as it is told."""

    status: int = 200
    body: str = ""
    go: asyncio.Event = field(default_factory=asyncio.Event)
    taken: list[dict[str, Any]] = field(default_factory=list)
    broken: bool = False

    def __post_init__(self) -> None:
        async def anybody(**_more: object) -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=None, team_id=None)

        self.go.set()
        self.bolt = AsyncApp(authorize=anybody, request_verification_enabled=False)
        self.bolt.use(self._take)

    async def _take(self, req: AsyncBoltRequest) -> BoltResponse:
        self.taken.append(dict(req.body))
        await self.go.wait()
        if self.broken:
            raise OSError("the database is gone")
        headers: Any = {"content-type": "application/json"} if self.body else {}
        return BoltResponse(status=self.status, body=self.body, headers=headers)


@asynccontextmanager
async def listening(slack: FakeSlack, app: App, *, silence: timedelta = SILENCE) -> AsyncIterator[Socket]:
    socket = Socket(app.bolt, slack.app_token, slack.api_url, silence=silence, ping=PING)
    await socket.start()
    try:
        yield socket
    finally:
        await socket.stop()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not condition():  # noqa: ASYNC110 - the SDK sets no event
            await asyncio.sleep(0.01)


def within_time(work: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(2 * SOON):
            await work

    asyncio.run(bounded())


# Acknowledging -------------------------------------------------------------------------------------------------------


def test_what_is_sent_is_taken_and_acknowledged() -> None:
    async def story() -> None:
        app = App()
        async with FakeSlack().running() as slack, listening(slack, app) as socket:
            await until(socket.hears)
            assert await slack.envelope("events_api", SAID, wait=SOON) == {}
            assert app.taken == [SAID]

    within_time(story())


def test_it_is_acknowledged_after_the_commit_and_not_before() -> None:
    async def story() -> None:
        app = App()
        app.go.clear()
        async with FakeSlack().running() as slack, listening(slack, app) as socket:
            await until(socket.hears)
            answer = asyncio.create_task(slack.envelope("events_api", SAID, wait=SOON))
            await until(lambda: bool(app.taken))
            await asyncio.sleep(0.3)
            assert not answer.done()
            app.go.set()
            assert await answer == {}

    within_time(story())


@pytest.mark.parametrize("broken", [False, True])
def test_what_could_not_be_committed_is_left_to_be_sent_again(broken: bool) -> None:
    async def story() -> None:
        app = App(status=503, broken=broken)
        async with FakeSlack().running() as slack, listening(slack, app) as socket:
            await until(socket.hears)
            assert await slack.envelope("events_api", SAID, wait=0.5) is None
            app.status, app.broken = 200, False
            assert await slack.envelope("events_api", SAID, retry=1, wait=SOON) == {}

    within_time(story())


def test_what_a_form_is_answered_goes_back_with_the_acknowledgement() -> None:
    async def story() -> None:
        errors = {"response_action": "errors", "errors": {"terms": "That is no day."}}
        app = App(body=json.dumps(errors))
        async with FakeSlack().running() as slack, listening(slack, app) as socket:
            await until(socket.hears)
            assert await slack.envelope("interactive", {"type": "view_submission"}, wait=SOON) == errors

    within_time(story())


# Staying connected ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("politely", [True, False])
def test_when_slack_hangs_up_it_is_called_again(politely: bool) -> None:
    async def story() -> None:
        app = App()
        async with FakeSlack().running() as slack, listening(slack, app) as socket:
            await until(socket.hears)
            first = slack.sockets[0]
            await slack.hang_up(politely=politely)
            await until(lambda: first not in slack.sockets and bool(slack.sockets) and socket.hears())
            assert await slack.envelope("events_api", SAID, wait=SOON) == {}

    within_time(story())


def test_it_does_not_claim_to_hear_while_nobody_is_there() -> None:
    async def story() -> None:
        slack, app = FakeSlack(), App()
        async with slack.running() as running, listening(running, app) as socket:
            assert not socket.hears()
            await until(socket.hears)
            port = int(running.url.rpartition(":")[2])
        socket = Socket(app.bolt, slack.app_token, slack.api_url, silence=SILENCE, ping=PING)
        await socket.start()
        await asyncio.sleep(0.3)
        assert not socket.hears()
        async with slack.running(port):
            await until(socket.hears)
            await socket.stop()
        assert not socket.hears()

    within_time(story())


@dataclass
class Odd:
    """A Slack that gives out dead addresses at first, or falls silent on whoever is connected."""

    dead: int = 0
    mute: bool = False
    opened: int = 0
    connected: int = 0
    url: str = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Odd]:
        application = web.Application()
        application.router.add_post("/api/apps.connections.open", self._open)
        application.router.add_get("/socket", self._socket)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _open(self, _request: web.Request) -> web.Response:
        self.opened += 1
        path = "run-out?ticket=a-secret" if self.opened <= self.dead else "socket?ticket=a-secret"
        return web.json_response({"ok": True, "url": f"{self.url.replace('http', 'ws')}/{path}"})

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        response = web.WebSocketResponse(autoping=not self.mute)
        await response.prepare(request)
        self.connected += 1
        await response.send_json({"type": "hello"})
        async for message in response:
            if message.type is WSMsgType.CLOSE:
                break
        return response


def test_an_address_that_has_run_out_is_given_up_after_the_silence() -> None:
    """The SDK would try the same one for ever."""

    async def story() -> None:
        app = App()
        async with Odd(dead=2).running() as odd:
            socket = Socket(app.bolt, "xapp-1", f"{odd.url}/api/", silence=timedelta(seconds=1), ping=PING)
            await socket.start()
            await until(socket.hears)
            assert odd.opened >= 3
            await socket.stop()

    within_time(story())


def test_a_connection_on_which_nobody_answers_any_more_is_not_heard_and_is_replaced() -> None:
    async def story() -> None:
        app = App()
        async with Odd(mute=True).running() as odd:
            socket = Socket(app.bolt, "xapp-1", f"{odd.url}/api/", silence=SILENCE, ping=PING)
            await socket.start()
            await until(lambda: odd.connected > 0 and not socket.hears())
            was, odd.mute = odd.connected, False
            await until(lambda: odd.connected > was and socket.hears())
            await asyncio.sleep(5 * PING.total_seconds())
            assert socket.hears()
            await socket.stop()

    within_time(story())


def test_an_idle_connection_stays_as_it_is() -> None:
    async def story() -> None:
        app = App()
        async with Odd().running() as odd:
            socket = Socket(
                app.bolt, "xapp-1", f"{odd.url}/api/", silence=timedelta(seconds=1.5), ping=timedelta(seconds=0.6)
            )
            await socket.start()
            await until(socket.hears)
            await asyncio.sleep(2)
            assert socket.hears()
            assert odd.connected == 1
            await socket.stop()

    within_time(story())


def test_a_token_that_slack_does_not_take_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        app = App()
        async with FakeSlack().running() as slack:
            right, slack.app_token = slack.app_token, "another"
            socket = Socket(app.bolt, right, slack.api_url, silence=SILENCE, ping=PING)
            await socket.start()
            await until(lambda: "Slack gives no connection for Socket Mode: invalid_auth" in caplog.text)
            assert not socket.hears()
            slack.app_token = right
            await until(socket.hears)
            await socket.stop()

    within_time(story())


# Stopping ------------------------------------------------------------------------------------------------------------


def test_a_stop_finishes_what_was_taken_and_leaves_nothing_behind() -> None:
    async def story() -> None:
        app = App()
        app.go.clear()
        async with FakeSlack().running() as slack:
            before = asyncio.all_tasks()
            socket = Socket(app.bolt, slack.app_token, slack.api_url, silence=SILENCE, ping=PING)
            await socket.start()
            await until(socket.hears)
            answer = asyncio.create_task(slack.envelope("events_api", SAID, wait=SOON))
            await until(lambda: bool(app.taken))
            asyncio.get_running_loop().call_later(0.2, app.go.set)
            await socket.stop()
            assert await answer == {}
            assert not socket.hears()
            await until(lambda: not slack.sockets)
            await until(lambda: not {task for task in asyncio.all_tasks() - before if "slack_sdk" in repr(task)})

    within_time(story())


def test_a_stop_before_anybody_was_reached_is_one_too() -> None:
    async def story() -> None:
        app = App()
        socket = Socket(app.bolt, "xapp-1", "http://127.0.0.1:9/api/", silence=SILENCE, ping=PING)
        await socket.stop()
        await socket.start()
        await asyncio.sleep(0.05)
        async with asyncio.timeout(5):
            await socket.stop()

    within_time(story())


def test_neither_words_nor_keys_are_logged_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story() -> None:
        app = App(status=503)
        async with FakeSlack().running() as slack, listening(slack, app) as socket:
            await until(socket.hears)
            await slack.envelope("events_api", SAID, wait=0.3)
            token = slack.app_token
        async with Odd(dead=1).running() as odd:
            socket = Socket(app.bolt, "xapp-1-secret", f"{odd.url}/api/", silence=timedelta(seconds=1), ping=PING)
            await socket.start()
            await until(socket.hears)
            await socket.stop()
        ours = [record for record in caplog.records if record.name.startswith("adapters.slack.socket")]
        written = "\n".join(record.getMessage() + repr(record.exc_info) + repr(record.args) for record in ours)
        assert "Failed to connect" in written
        assert [word for word in ("a private word", "a-secret", "xapp-1", token) if word in written] == []

    within_time(story())
