"""Slack's Web API: the one way through which every call goes, at Slack's pace, and what may come of it:

    it returns    Slack took it
    Refused       a definite no
    NotYet        a definite no that passes: a rate limit, or no connection could be opened
    InDoubt       it was sent, and nobody knows whether it was taken

Nothing of a request hangs on to what is raised: the SDK's own errors carry tokens and people's words.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.base import Installation, NotYet, Undeliverable
from adapters.mrkdwn.fields import NOTHING, Payload, children, words
from adapters.slack.errors import POSSIBLY_TAKEN, RATE_LIMITED, InDoubt, Refused
from adapters.slack.pace import Monotonic, Pace, Sleep, loop_time
from rules.model import PersonId, PlaceId

TIMEOUT = 8.0
"""Seconds for a whole call; the outbox gives up after 10."""
TO_CONNECT = 5.0
"""Seconds for opening a connection."""
CONNECTIONS = 30
"""At once to one host."""
PATIENCE = 3.0
"""Seconds a post waits for its turn before it is told to come again."""
UNREACHABLE = timedelta(seconds=5)
"""When to try again, where no connection could be opened."""
NO_WORD = 30.0
"""Seconds to wait where Slack asks to, and does not say how long."""
LONGEST_WAIT = 3600.0
"""Seconds: what asks for more is asked again after an hour."""

_POSTS = {"chat.postMessage": "channel", "chat.postEphemeral": "channel", "files.completeUploadExternal": "channel_id"}
"""What puts something into a channel, and which argument says where."""
_NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)
_CODE = re.compile(r"[\w.:,-]{1,80}", re.ASCII)
_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", re.ASCII)

# The SDK writes whole requests and answers to a logger that listens to everything.
_quiet = logging.getLogger("adapters.slack.sdk")
_quiet.setLevel(logging.WARNING)


def slack_id(id: PersonId | PlaceId) -> str:
    """Slack's own id of a person or place."""
    return id.partition(":")[2]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back over the wire; the body is empty where it was no JSON object."""

    status: int
    body: Payload
    retry_after: float = NO_WORD


class Web:
    """All calls of all installations, over one HTTP session. It opens with the first call; `close` it."""

    def __init__(self, api_url: str, monotonic: Monotonic = loop_time, sleep: Sleep = asyncio.sleep) -> None:
        self._api_url = api_url
        self._pace = Pace(monotonic, sleep)
        self._session: aiohttp.ClientSession | None = None
        self._clients: dict[str, AsyncWebClient] = {}

    async def __aenter__(self) -> Web:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close what is open. A later call opens it anew."""
        self._clients.clear()
        if self._session:
            await self._session.close()
            self._session = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The session. It keeps no cookies: they would carry one workspace's into another's calls."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit_per_host=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=TIMEOUT, connect=TO_CONNECT),
            )
        return self._session

    async def call(
        self, installation: Installation, method: str, *, wait: float = PATIENCE, **arguments: object
    ) -> Payload:
        """Call a method and return what it answers; a post first waits for its turn, at most `wait` seconds.

        Raises `Refused`, `NotYet` or `InDoubt`. Arguments that are None are left out.
        """
        await self._turn(installation, method, arguments, wait)
        # As a form: every method takes one, and not every method takes JSON.
        sent = self._client(installation).api_call(method, data=_encoded(arguments))
        return self._judged(installation, method, await _answer_to(method, sent))

    async def upload(self, installation: Installation, channel: str, name: str, text: str, thread: str | None) -> None:
        """Put a file into a channel. Raises as `call` does."""
        method = "files.completeUploadExternal"
        await self._turn(installation, method, {"channel_id": channel}, PATIENCE)
        sent = self._client(installation).files_upload_v2(
            filename=name, content=words(text), channel=channel, thread_ts=thread
        )
        self._judged(installation, method, await _answer_to(method, sent))

    async def picture(self, installation: Installation, name: str, data: bytes, alt: str) -> str:
        """Upload a picture that no channel shows yet; its id, for a message to show it. Raises as `call` does."""
        method = "files.completeUploadExternal"
        self._pace.check(installation.id, method)
        sent = self._client(installation).files_upload_v2(filename=name, content=data, title=name, alt_txt=words(alt))
        answer = self._judged(installation, method, await _answer_to(method, sent))
        return next((words(file.get("id")) for file in children(answer, "files")), "")

    async def respond(self, url: str, message: Mapping[str, Any]) -> None:
        """Answer through the address that came with an interaction. Raises as `call` does, but knows no pace.

        It holds for half an hour, and five times (docs.slack.dev/interactivity/handling-user-interaction).
        """
        if not self._is_slacks(url):
            raise Undeliverable("response_url: not an address of Slack", permanent=True)
        client = AsyncWebhookClient(url, session=self.session, retry_handlers=[], logger=_quiet)
        outcome = await _answer_to("response_url", _as_answer(client, message))
        if isinstance(outcome, Exception):
            raise outcome
        if outcome.status == 200:
            return
        if outcome.status == 429:
            raise NotYet("response_url: Slack asks to wait", retry_after=timedelta(seconds=outcome.retry_after))
        raise _no("response_url", outcome)

    def _is_slacks(self, url: str) -> bool:
        """What somebody else put into a payload must not make us call into our own network."""
        try:
            given, known = urlsplit(url), urlsplit(self._api_url)
        except ValueError:
            return False
        host = given.hostname or ""
        is_slack = given.scheme == "https" and (host == "slack.com" or host.endswith((".slack.com", ".slack-gov.com")))
        return is_slack or (given.scheme, given.netloc) == (known.scheme, known.netloc)

    async def _turn(
        self, installation: Installation, method: str, arguments: Mapping[str, object], wait: float
    ) -> None:
        self._pace.check(installation.id, method)
        channel = arguments.get(_POSTS[method]) if method in _POSTS else None
        if channel:
            await self._pace.turn(str(channel), wait)
            self._pace.check(installation.id, method)

    def _client(self, installation: Installation) -> AsyncWebClient:
        """One for each installation and token; without the SDK's own retries, for they may say a thing twice."""
        client = self._clients.get(installation.id)
        if client is None or client.token != installation.token or client.session is not self.session:
            client = AsyncWebClient(
                installation.token, self._api_url, session=self.session, retry_handlers=[], logger=_quiet
            )
            self._clients[installation.id] = client
        return client

    def _judged(self, installation: Installation, method: str, outcome: _Answer | Exception) -> Payload:
        if isinstance(outcome, Exception):
            raise outcome
        if outcome.status == 429 or _code(outcome.body.get("error")) in RATE_LIMITED:
            raise self._pace.block(installation.id, method, outcome.retry_after)
        if outcome.status == 200 and outcome.body.get("ok"):
            return outcome.body
        raise _no(method, outcome)


async def _answer_to(method: str, sent: Awaitable[Any]) -> _Answer | Exception:
    """What came back, or what is to be raised: by the caller, outside of any `except`, so that it has no context."""
    try:
        response = await sent
    except SlackApiError as refusal:
        return _answer(refusal.response)
    except _NEVER_SENT as error:
        return NotYet(f"{method}: no connection to Slack, {type(error).__name__}", retry_after=UNREACHABLE)
    except Exception as error:  # noqa: BLE001 - the network, and what no JSON parser takes, fail in many ways
        return InDoubt(f"{method}: {type(error).__name__}")
    return _answer(response)


def _answer(response: Any) -> _Answer:
    """Of the SDK's response, or where it was no JSON of the HTTP client's."""
    status = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    data = getattr(response, "data", None)
    return _Answer(int(status), data if isinstance(data, dict) else NOTHING, _retry_after(response.headers))


def _retry_after(headers: Mapping[str, str]) -> float:
    given = headers.get("Retry-After", "").strip()
    seconds = float(given) if _SECONDS.fullmatch(given) else NO_WORD
    return min(max(seconds, 1.0), LONGEST_WAIT)


async def _as_answer(client: AsyncWebhookClient, message: Mapping[str, Any]) -> Any:
    """A webhook answers in plain text, and in JSON what went wrong."""
    response = await client.send_dict(dict(message))
    try:
        data = json.loads(response.body)
    except ValueError:
        data = None
    return _Webhook(response.status_code, data, response.headers)


@dataclass(frozen=True, slots=True)
class _Webhook:
    """Shaped as a response of the Web API."""

    status_code: int
    data: Any
    headers: Mapping[str, str]


def _no(method: str, answer: _Answer) -> Exception:
    """What an answer means that is no yes. Who knows no better says it is in doubt."""
    error, status = _code(answer.body.get("error")), answer.status
    if status >= 500 or status == 408 or error in POSSIBLY_TAKEN:
        return InDoubt(f"{method}: {error or f'HTTP {status}'}")
    if answer.body.get("ok") is False and error:
        return Refused(method, error, _code(answer.body.get("needed")))
    if 400 <= status < 500:
        return Refused(method, error or f"http_{status}")
    return InDoubt(f"{method}: an answer that makes no sense, HTTP {status}")


def _code(value: object) -> str:
    """A code as it is; nothing else gets into an error or a log."""
    return value if isinstance(value, str) and _CODE.fullmatch(value) else ""


def _encoded(arguments: Mapping[str, object]) -> dict[str, str]:
    return {name: _value(value) for name, value in arguments.items() if value is not None}


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return words(value)
        case Mapping() | list() | tuple():
            return json.dumps(value)
        case _:
            return str(value)
