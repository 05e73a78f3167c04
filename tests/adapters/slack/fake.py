"""A small Slack: a real HTTP server, with the Web API, Socket Mode, OAuth and response URLs over one `Workspace`.

    async with FakeSlack(contoso_and_northwind()).running() as slack:   inside a test's loop
    with in_thread(FakeSlack(contoso_and_northwind())) as slack:        beside a test without one
    python -m tests.adapters.slack.fake [--port N]                      as a process; it prints its address

`slack.api_url` is what RAPPORT_SLACK_API_URL is set to. Whoever cannot look asks GET /_state, POST /_faults and /_say.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import binascii
import hmac
import json
import secrets
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from aiohttp import BodyPartReader, WSMsgType, web

from tests.adapters.slack.limits_check import problems
from tests.adapters.slack.methods import METHODS, POSTS, Call, File, OpenView, Refused
from tests.adapters.slack.trouble import Fault, Faults, Watch
from tests.adapters.slack.workspace import APP, Json, Message, Team, Workspace, contoso_and_northwind, crowd

T = TypeVar("T")

TRIGGER_LIVES = timedelta(seconds=3)
TOKEN_LIVES = 12 * 3600
"""Seconds, of a token that rotates (https://docs.slack.dev/authentication/using-token-rotation)."""
USES = 5
"""Of a response URL (https://docs.slack.dev/interactivity/handling-user-interaction)."""


@dataclass(frozen=True)
class Called:
    """A call that came in, and what it was answered; None: nothing."""

    team: str
    method: str
    arguments: Json
    at: float
    """Seconds on the watch's clock."""
    answer: Json | None = None


@dataclass
class Socket:
    """An open connection of Socket Mode."""

    web: web.WebSocketResponse
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    """By envelope: who waits for the acknowledgement."""


class FakeSlack:
    """The server. What it knows lies in `workspace`, what it did in `calls`, what it minds in `watch`."""

    def __init__(self, workspace: Workspace | None = None, *, faults: Faults | None = None) -> None:
        self.workspace = workspace or contoso_and_northwind()
        self.faults = faults or Faults()
        self.watch = Watch()
        self.calls: list[Called] = []
        self.views: dict[str, OpenView] = {}
        self.files: dict[str, File] = {}
        self.responses: list[Json] = []
        """What came to response URLs."""
        self.sockets: list[Socket] = []
        self.signing_secret = "8f742231b10e8888abcd99yyyzzz85a5"
        self.client_id, self.client_secret = "1111.2222", "a-client-secret"
        self.app_token = "xapp-1-A0RAPPORT-1"
        self.scopes = "chat:write,channels:history"
        """What every token may do, as the header of each answer says (https://docs.slack.dev/authentication/tokens)."""
        self.for_all = False
        """Whether it is installed for a whole organisation, where a team has one."""
        self.checks = True
        """Whether it refuses what breaks a limit of Block Kit; to look costs more than all the rest."""
        self.rotates = False
        """Whether tokens run out and are refreshed."""
        self.history_most = 999
        """Objects on a page of history; 15 for an app that is sold outside the Marketplace."""
        self.url = ""
        self._used: set[str] = set()
        self._uses: Counter[str] = Counter()
        self._codes: dict[str, str] = {}
        self._old_refresh_tokens: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[FakeSlack]:
        """Serve on a port of the loopback interface; 0: a free one."""
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            for socket in list(self.sockets):
                await socket.web.close()
            for task in self._tasks:
                task.cancel()
            await runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=20_000_000)
        application.router.add_route("*", "/api/{method}", self._api)
        application.router.add_post("/upload/v1/{file}", self._upload)
        application.router.add_post("/response/{what}", self._response)
        application.router.add_get("/socket/{ticket}", self._socket)
        application.router.add_get("/oauth/v2/authorize", self._authorize)
        application.router.add_get("/_state", self._state)
        application.router.add_post("/_faults", self._set_faults)
        application.router.add_post("/_say", self._say)
        return application

    # What tests ask

    def called(self, method: str) -> list[Called]:
        return [call for call in self.calls if call.method == method]

    def keys(self) -> Counter[str]:
        """How often something stands, or stood, under each key: 2 is a double."""
        return Counter(message.key for _, message in self.workspace.said_by_the_app() if message.key)

    def open_views(self, person: str) -> list[OpenView]:
        return [view for view in self.views.values() if view.person == person]

    # What senders need

    def trigger(self, team: str, person: str) -> str:
        """A trigger id: it is used once, within three seconds."""
        until = self.workspace.clock() + TRIGGER_LIVES
        return _packed({"team": team, "person": person, "until": until.timestamp(), "nonce": secrets.token_hex(4)})

    def use_trigger(self, trigger: str, team: str) -> str:
        """Whose it is."""
        given = _unpacked(trigger)
        if given is None or given.get("team") != team:
            raise Refused("invalid_trigger_id")
        if self.workspace.clock().timestamp() > given["until"]:
            raise Refused("expired_trigger_id")
        if trigger in self._used:
            raise Refused("exchanged_trigger_id")
        self._used.add(trigger)
        return str(given["person"])

    def whose(self, trigger: str) -> str:
        """Whose action a trigger id comes from; "" of what is none."""
        return str((_unpacked(trigger) or {}).get("person", ""))

    def response_url(self, channel: str, person: str, ts: str | None = None) -> str:
        what = {"channel": channel, "person": person, "ts": ts, "nonce": secrets.token_hex(4)}
        return f"{self.url}/response/{_packed(what)}"

    def check(self, method: str, arguments: Json) -> None:
        """Refuse what Slack would refuse of a message or a view, and remember it."""
        if self.checks and (found := problems(method, arguments)):
            self.watch.malformed += found
            raise Refused("invalid_arguments" if method.startswith("views.") else "invalid_blocks", *found)

    # The Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        arguments = await arguments_of(request)
        method, came = request.match_info["method"], self.watch.now()
        await asyncio.sleep(self.faults.delay())
        token = _bearer(request) or str(arguments.pop("token", ""))
        if method in _WITHOUT_A_TEAM:
            answer = getattr(self, _WITHOUT_A_TEAM[method])(request, arguments, token)
            self._note(Called("", method, arguments, self.watch.now(), answer))
            return web.json_response(answer)
        whose = self.workspace.tokens.get(token, "invalid_auth" if token else "not_authed")
        team = self.workspace.teams.get(whose)
        if team is None:
            self._note(Called("", method, arguments, self.watch.now(), {"ok": False, "error": whose}))
            return web.json_response({"ok": False, "error": whose})
        return await self._conducted(request, Call(self, method, team, arguments), came)

    async def _conducted(self, request: web.Request, call: Call, came: float) -> web.StreamResponse:
        """The call with whatever trouble it meets."""
        blocked = self.watch.blocked_for(call.team.id, call.method, came)
        if blocked:
            return self._slow_down(call, blocked)
        if odd := self.faults.odd_answer(call.method):
            self._note(Called(call.team.id, call.method, call.arguments, self.watch.now()))
            return web.Response(text=odd.body, status=odd.status, content_type=odd.content_type, headers=odd.headers)
        fault = self.faults.next(call.method)
        if fault is Fault.RATE_LIMITED:
            self.watch.block(call.team.id, call.method, self.faults.retry_after)
            return self._slow_down(call, self.faults.retry_after)
        self._watch_post(call, came)
        if fault is None:
            return web.json_response(self._answer(call), headers={"X-OAuth-Scopes": self.scopes})
        return await self._fail(request, call, fault)

    def _slow_down(self, call: Call, seconds: float) -> web.Response:
        answer = {"ok": False, "error": "ratelimited"}
        self._note(Called(call.team.id, call.method, call.arguments, self.watch.now(), answer))
        wait = str(max(1, -int(-seconds // 1)))
        return web.json_response(answer, status=429, headers={"Retry-After": wait})

    def _watch_post(self, call: Call, came: float) -> None:
        if call.method in POSTS:
            try:
                self.watch.post(call.channel().id, came)
            except Refused:
                return

    async def _fail(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        if fault in (Fault.AFTER, Fault.RESET, Fault.HANG_TAKEN):
            self._answer(call, told=False)
        else:
            self._note(Called(call.team.id, call.method, call.arguments, self.watch.now()))
        if fault is Fault.LATE:
            self._start(self._take_late(call))
        if fault in (Fault.HANG, Fault.HANG_TAKEN):
            await asyncio.sleep(self.faults.hangs_for)
        if fault in (Fault.AFTER, Fault.BEFORE, Fault.LATE):
            return web.Response(status=500, text="Server Error")
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def _take_late(self, call: Call) -> None:
        await asyncio.sleep(self.faults.late_by)
        self._answer(call, told=False)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _answer(self, call: Call, *, told: bool = True) -> Json:
        answer = _answered(call)
        self._note(Called(call.team.id, call.method, call.arguments, self.watch.now(), answer if told else None))
        return answer

    def _note(self, called: Called) -> None:
        self.calls.append(called)

    # Without a team's token

    def _open_connection(self, request: web.Request, arguments: Json, token: str) -> Json:
        """`apps.connections.open`: the address of a socket."""
        if token != self.app_token:
            return {"ok": False, "error": "invalid_auth"}
        return {"ok": True, "url": f"{self.url.replace('http', 'ws', 1)}/socket/{secrets.token_hex(8)}"}

    def _grant(self, request: web.Request, arguments: Json, token: str) -> Json:
        """`oauth.v2.access`: a code, or a refresh token, for a token."""
        if not self._knows_the_secret(request, arguments):
            return {"ok": False, "error": "bad_client_secret"}
        if arguments.get("grant_type") == "refresh_token":
            return self._refresh(str(arguments.get("refresh_token", "")))
        team = self._codes.pop(str(arguments.get("code", "")), None)
        if team is None:
            return {"ok": False, "error": "invalid_code"}
        return self._granted(self.workspace.install(team))

    def _knows_the_secret(self, request: web.Request, arguments: Json) -> bool:
        given = (str(arguments.get("client_id", "")), str(arguments.get("client_secret", "")))
        header = request.headers.get("Authorization", "")
        if header.startswith("Basic "):
            id, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
            given = (id, secret)
        return hmac.compare_digest(":".join(given), f"{self.client_id}:{self.client_secret}")

    def _refresh(self, refresh_token: str) -> Json:
        """A refresh token is good once."""
        team = next((team for team in self.workspace.teams.values() if team.refresh_token == refresh_token), None)
        if not refresh_token or team is None:
            used = refresh_token in self._old_refresh_tokens
            return {"ok": False, "error": "token_already_used" if used else "invalid_refresh_token"}
        self._old_refresh_tokens.add(refresh_token)
        self.workspace.give_token(team.id, f"xoxe.xoxb-{secrets.token_hex(8)}")
        return self._granted(team)

    def _granted(self, team: Team) -> Json:
        for_all, rotation = self.for_all and team.enterprise is not None, dict[str, Any]()
        if self.rotates:
            team.refresh_token = f"xoxe-{secrets.token_hex(8)}"
            rotation = {"refresh_token": team.refresh_token, "expires_in": TOKEN_LIVES}
        return {
            "ok": True,
            "app_id": APP,
            "authed_user": {"id": "U0INSTALLER"},
            "scope": self.scopes,
            "token_type": "bot",
            "access_token": team.token,
            "bot_user_id": team.bot_user,
            "team": None if for_all else {"id": team.id, "name": team.name},
            "enterprise": {"id": team.enterprise, "name": f"{team.name} Group"} if team.enterprise else None,
            "is_enterprise_install": for_all,
        } | rotation

    def code_for(self, team: str) -> str:
        """Somebody of that team agreed to install the app."""
        code = secrets.token_hex(8)
        self._codes[code] = team
        return code

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        """The page on which somebody allows the app; here they do so at once, for ?team= or the first team."""
        team = request.query.get("team") or next(iter(self.workspace.teams))
        given = {"code": self.code_for(team), "state": request.query.get("state", "")}
        raise web.HTTPFound(f"{request.query['redirect_uri']}?{urlencode(given)}")

    # Files and response URLs

    async def _upload(self, request: web.Request) -> web.Response:
        """The bytes as they are, or as a part of a form."""
        file = self.files[request.match_info["file"]]
        if request.content_type.startswith("multipart/"):
            part = await (await request.multipart()).next()
            assert isinstance(part, BodyPartReader)
            file.data = bytes(await part.read())
        else:
            file.data = await request.read()
        return web.Response(text=f"OK - {len(file.data)}")

    async def _response(self, request: web.Request) -> web.Response:
        url, given = request.match_info["what"], _unpacked(request.match_info["what"])
        self._uses[url] += 1
        if given is None or self._uses[url] > USES:
            return web.json_response({"ok": False, "error": "used_url" if given else "expired_url"}, status=404)
        body: Json = await request.json()
        self.responses.append(body)
        self._respond(given, body)
        return web.json_response({"ok": True})

    def _respond(self, given: Json, body: Json) -> None:
        """What a response URL does: change the message under it, or say something more to the one who acted."""
        channel = self.workspace.channels[given["channel"]]
        standing = next((each for each in channel.messages if each.ts == given["ts"]), None)
        blocks, text = body.get("blocks") or [], str(body.get("text") or "")
        if standing and body.get("delete_original"):
            standing.is_gone = True
        elif standing and body.get("replace_original"):
            standing.text, standing.blocks = text, blocks
        else:
            team = self.workspace.teams[channel.teams[0]]
            said = Message(self.workspace.stamp(), team.bot_user, team.id, text, blocks, bot=team.bot)
            said.only_for = None if body.get("response_type") == "in_channel" else given["person"]
            channel.messages.append(said)

    # Socket Mode

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        """One connection of the app's; it ends when either side hangs up."""
        response = web.WebSocketResponse()
        await response.prepare(request)
        socket = Socket(response)
        self.sockets.append(socket)
        await response.send_json({"type": "hello", "num_connections": len(self.sockets), "connection_info": {}})
        try:
            async for message in response:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(socket, json.loads(message.data))
        finally:
            self.sockets.remove(socket)
        return response

    @staticmethod
    def _acknowledged(socket: Socket, answer: Json) -> None:
        waiting = socket.waiting.pop(str(answer.get("envelope_id")), None)
        if waiting and not waiting.done():
            waiting.set_result(answer.get("payload") or {})

    async def envelope(self, type: str, payload: Json, *, retry: int = 0, wait: float = 3) -> Json | None:
        """Send an envelope over any socket; the payload of its acknowledgement, or None if there was none in time."""
        socket = self.sockets[-1]
        id = secrets.token_hex(8)
        acknowledged = socket.waiting[id] = asyncio.get_running_loop().create_future()
        more = {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""} if type == "events_api" else {}
        accepts = type != "events_api"
        await socket.web.send_json(
            {"envelope_id": id, "type": type, "payload": payload, "accepts_response_payload": accepts} | more
        )
        try:
            return await asyncio.wait_for(acknowledged, wait)
        except TimeoutError:
            return None

    async def hang_up(self, *, politely: bool = True) -> None:
        """Slack recycles its containers: it says so first, or it does not."""
        for socket in list(self.sockets):
            if politely:
                await socket.web.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
            else:
                await socket.web.close(code=1001)

    # As a process

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(self.state())

    def state(self) -> Json:
        """What was said, and what it minds; for whoever cannot look."""
        return {
            "keys": self.keys(),
            "said": [
                {"channel": channel.id, "only_for": message.only_for} | message.as_json()
                for channel, message in self.workspace.said_by_the_app()
            ],
            "calls": Counter(call.method for call in self.calls),
            "too_fast": self.watch.too_fast,
            "while_blocked": self.watch.while_blocked,
            "malformed": self.watch.malformed,
            "ambiguous": self.faults.ambiguous,
        }

    async def _set_faults(self, request: web.Request) -> web.Response:
        """{"seed": 1, "shares": {"AFTER": 0.03}, "latency": [0, 0.04], …}: the fields of `Faults`."""
        given: Any = await request.json()
        shares = {Fault[name]: share for name, share in given.pop("shares", {}).items()}
        counts = defaultdict(int, self.faults.counts)
        if "methods" in given:
            given["methods"] = frozenset(given["methods"])
        self.faults = Faults(shares=shares, counts=counts, **given)
        return web.json_response({"ok": True})

    async def _say(self, request: web.Request) -> web.Response:
        """[{"channel": …, "ts": …, "user": …, "team": …, "text": …}, …]: what people wrote, told to nobody."""
        for given in await request.json():
            channel = self.workspace.channels[given.pop("channel")]
            channel.messages.append(Message(**given))
        return web.json_response({"ok": True})


_WITHOUT_A_TEAM = {"apps.connections.open": "_open_connection", "oauth.v2.access": "_grant"}


def _answered(call: Call) -> Json:
    run = METHODS.get(call.method)
    if run is None:
        return {"ok": False, "error": "unknown_method", "req_method": call.method}
    try:
        return {"ok": True} | run(call)
    except Refused as refused:
        details = {"response_metadata": {"messages": list(refused.details)}} if refused.details else {}
        return {"ok": False, "error": refused.error} | details


async def arguments_of(request: web.Request) -> Json:
    """From the query string, a form or a JSON object: Slack takes all three."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        return arguments | (json.loads(body) if body else {})
    if request.method == "POST":
        form = await request.post()
        return arguments | {name: value for name, value in form.items() if isinstance(value, str)}
    return arguments


def _bearer(request: web.Request) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else ""


def _packed(what: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(what).encode()).decode()


def _unpacked(text: str) -> Json | None:
    try:
        found = json.loads(base64.urlsafe_b64decode(text))
    except (binascii.Error, ValueError):
        return None
    return found if isinstance(found, dict) else None


# In a thread, and as a process ---------------------------------------------------------------------------------------


class Beside:
    """A fake that runs in a thread of its own; `do` runs something in its loop."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack
        self.loop = asyncio.new_event_loop()

    def do(self, work: Coroutine[Any, Any, T], seconds: float = 30) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)


@contextmanager
def in_thread(slack: FakeSlack, port: int = 0) -> Iterator[Beside]:
    """The fake, served beside the test. To look at its lists from here is safe; to change them too."""
    beside = Beside(slack)
    thread = threading.Thread(target=beside.loop.run_forever, name="fake slack")
    thread.start()
    running = slack.running(port)
    try:
        beside.do(running.__aenter__())
        yield beside
    finally:
        beside.do(running.__aexit__(None, None, None))
        beside.loop.call_soon_threadsafe(beside.loop.stop)
        thread.join()
        beside.loop.close()


async def _serve(slack: FakeSlack, port: int) -> None:
    async with slack.running(port):
        sys.stdout.write(f"{slack.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="A small Slack, with Contoso and Northwind in it.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--groups", type=int, default=0, help="instead of the few: so many groups of eight people")
    parser.add_argument("--told", type=int, default=0, help="one more group, of so many people")
    parser.add_argument("--unchecked", action="store_true", help="take what breaks the limits of Block Kit")
    given = parser.parse_args()
    here = crowd(given.groups, given.told)[0] if given.groups else contoso_and_northwind()
    slack = FakeSlack(here)
    slack.checks = not given.unchecked
    asyncio.run(_serve(slack, given.port))


if __name__ == "__main__":
    main()
