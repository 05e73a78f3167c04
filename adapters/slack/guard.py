"""In front of Bolt: what is not Slack's, or is no request at all, goes no further.

The SDK's verifier raises on odd headers and Bolt on odd bodies; either would be a 500, which Slack sends again. So the
shape is checked first, then the signature with the SDK's own code, and only then is anything parsed.
Rules: docs.slack.dev/authentication/verifying-requests-from-slack.
"""

from __future__ import annotations

import logging
import re

from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.base import Clock

log = logging.getLogger(__name__)

LARGEST = 1_000_000
"""Bytes of a request: Slack's own are far smaller."""

_SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}")
_TIMESTAMP = re.compile(rb"[0-9]{1,12}")


class _Refused(Exception):
    """This request is answered with a status, and nothing else happens."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Guard:
    """An ASGI application that lets signed and readable requests through to another one."""

    def __init__(self, app: ASGIApp, signing_secret: str, clock: Clock) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret, _Seconds(clock))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._let_through(scope, receive, send)
        except _Refused as refusal:
            await Response(status_code=refusal.status)(scope, receive, send)

    async def _let_through(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            raise _Refused(405)
        headers = dict(scope["headers"])
        body = await _body(headers, receive)
        self._verify(headers, body)
        begun = False

        async def note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, _again(body), note)
        except Exception as error:  # noqa: BLE001 - whatever Bolt may raise
            # Our own failures are answered further in (ears.py): this is what Bolt itself cannot take: no JSON, no
            # object, a number where it expects a text.
            log.warning("a signed request could not be read: %s", type(error).__name__)
            if not begun:
                raise _Refused(400) from None

    def _verify(self, headers: dict[bytes, bytes], body: bytes) -> None:
        signature, sent_at = headers.get(b"x-slack-signature", b""), headers.get(b"x-slack-request-timestamp", b"")
        if not (_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(sent_at)):
            raise _Refused(401)
        try:
            genuine = self._verifier.is_valid(body, sent_at.decode(), signature.decode())
        except UnicodeDecodeError:
            raise _Refused(401) from None
        if not genuine:
            raise _Refused(401)


class _Seconds(SdkClock):
    """Our clock, as the SDK's verifier reads one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()


async def _body(headers: dict[bytes, bytes], receive: Receive) -> bytes:
    announced = headers.get(b"content-length", b"0")
    if announced.isdigit() and int(announced[:12]) > LARGEST:
        raise _Refused(413)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise _Refused(400)  # they hung up
        body += message.get("body", b"")
        if len(body) > LARGEST:
            raise _Refused(413)
        if not message.get("more_body"):
            return bytes(body)


def _again(body: bytes) -> Receive:
    """The body that was read, for the next to read."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
