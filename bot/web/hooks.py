"""POST /hooks/deeds/<token>: a ticket system of the vendor reports what was done (docs/webhook.md).

Signed as many services sign (HMAC-SHA256 over the time and the body), good for five minutes, and logged once for each
of its ids. What cannot be taken is answered with a status and one sentence of JSON.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.hooks import PATH, Door, Hooks
from bot.installations import WrongKey
from rules.events import DeedReported
from rules.model import MessageId, RelationshipId
from rules.owed.presses import tidied
from rules.record import Extra

log = logging.getLogger(__name__)

HEADER = "X-Rapport-Signature"
GOOD_FOR = timedelta(minutes=5)
"""How far the time of a signature may be from now: longer, and somebody who overheard it could send it again."""
LARGEST = 16_384
"""Bytes of a report."""
A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 60
"""Reports of one relationship."""
LONGEST = {"id": 100, "text": 500, "by": 120, "asked_by": 120, "workaround": 120, "link": 500}
"""Characters of each text."""
OLDEST = timedelta(days=366)
"""What was done longer ago is not news."""
FIELDS = frozenset({*LONGEST, "at", "extra", "seen", "undoable"})

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_SIGNATURE = re.compile(r"t=(\d{1,12}),((?:v\d+=[0-9a-f]{1,128},?)+)")
_LINK = re.compile(r"https?://\S+")

Handle = Callable[[DeedReported], Awaitable[object]]


class _Refused(Exception):
    """Answered with a status and a sentence; nothing else happens."""

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = headers


def hooks_route(hooks: Hooks, handle: Handle, clock: Clock) -> Route:
    """`handle` takes the report as any other event; what it raised means that nothing happened."""
    pace = _Pace(clock)

    async def deeds(request: Request) -> Response:
        try:
            return await _take(request, hooks, handle, clock, pace)
        except _Refused as refused:
            return JSONResponse({"error": refused.sentence}, refused.status, refused.headers)
        except (DBAPIError, WrongKey) as error:
            log.warning("a report could not be taken: %s", type(error).__name__)
            return JSONResponse({"error": "Nothing was logged; send it again in a while."}, 503, {"Retry-After": "60"})

    return Route(f"{PATH}{{token}}", deeds, methods=["POST"])


async def _take(request: Request, hooks: Hooks, handle: Handle, clock: Clock, pace: _Pace) -> Response:
    body = await _body(request)
    token = request.path_params["token"]
    door = await hooks.door(token) if _TOKEN.fullmatch(token) else None
    if door is None:
        raise _Refused(404, "No ticket system reports here; “settings webhook on” makes a new address.")
    now = clock()
    verify(request.headers.get(HEADER, ""), body, door, now)
    pace.keep(door.relationship)
    event = report(body, door.relationship, now)
    before = await hooks.label(door.relationship, event.mark)
    if before is None:
        await handle(event)
    label = before or await hooks.label(door.relationship, event.mark)
    if label is None:
        raise _Refused(409, "The two companies share no channel yet, so there is nobody to tell; nothing was logged.")
    return JSONResponse({"deed": label}, 200 if before else 201)


async def _body(request: Request) -> bytes:
    """Raises `_Refused` before more than the most has been read."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise _Refused(413, f"A report has {LARGEST:,} bytes at most.")
    return bytes(body)


# Signatures ----------------------------------------------------------------------------------------------------------


def signature(secret: str, body: bytes, at: datetime) -> str:
    """The header of a report that is sent at that time."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_digest(secret, seconds, body)}"


def _digest(secret: str, seconds: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()


def verify(header: str, body: bytes, door: Door, now: datetime) -> None:
    """Raises `_Refused` unless whoever knows the secret signed this body within the last minutes."""
    found = _SIGNATURE.fullmatch(header.replace(" ", ""))
    if found is None:
        raise _Refused(401, f"The header {HEADER} reads t=<seconds since 1970>,v1=<hex of the HMAC-SHA256>.")
    seconds = int(found[1])
    given = [each.removeprefix("v1=") for each in found[2].split(",") if each.startswith("v1=")]
    genuine = _digest(door.secret, seconds, body)
    if not any(hmac.compare_digest(genuine, each) for each in given):
        raise _Refused(401, "The signature does not fit: sign “<t>.<body>” with the secret, the body byte for byte.")
    if abs(now.timestamp() - seconds) > GOOD_FOR.total_seconds():
        raise _Refused(401, "The signature is more than five minutes old, or this clock is wrong: sign it anew.")


class _Pace:
    """So many reports a minute of each relationship; of whoever could not sign none is counted."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lately: dict[RelationshipId, list[datetime]] = {}

    def keep(self, of: RelationshipId) -> None:
        now = self._clock()
        lately = [at for at in self._lately.get(of, []) if at > now - A_MINUTE]
        self._lately[of] = lately
        if len(lately) >= MOST_A_MINUTE:
            wait = int((lately[0] + A_MINUTE - now).total_seconds()) + 1
            raise _Refused(429, f"{MOST_A_MINUTE} reports a minute at most.", **{"Retry-After": str(wait)})
        lately.append(now)


# What is reported ----------------------------------------------------------------------------------------------------


def report(body: bytes, of: RelationshipId, now: datetime) -> DeedReported:
    """The event. Raises `_Refused` with the first thing that makes no sense."""
    given = _object(body)
    if unknown := sorted(given.keys() - FIELDS):
        _refuse(f"I know no field {unknown[0][:40]!r}; I know {', '.join(sorted(FIELDS))}.")
    texts = {name: _text(given, name) for name in LONGEST}
    for name in ("id", "text"):
        if not texts[name].strip():
            _refuse(f"“{name}” is missing: {_NEEDED[name]}.")
    if texts["link"] and not _LINK.fullmatch(texts["link"]):
        _refuse("“link” begins with http:// or https:// and has no spaces.")
    return DeedReported(
        id=f"hook:{of}:{texts['id']}",
        at=_moment(given.get("at"), now),
        relationship=of,
        mark=MessageId(f"hook:{texts['id']}"),
        text=texts["text"],
        by=texts["by"],
        asked_by=texts["asked_by"],
        extra=_extra(given.get("extra")),
        workaround=texts["workaround"],
        seen=_flag(given, "seen") or False,
        undoable=_flag(given, "undoable"),
        link=texts["link"],
    )


_NEEDED = {"id": "your own id of it, by which it is logged once", "text": "what was done, in your words"}


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        given = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        _refuse("The body is no JSON in UTF-8.")
    if not isinstance(given, dict):
        _refuse("The body is no JSON object.")
    return given


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        _refuse(f"“{name}” is a text.")
    if len(value) > LONGEST[name]:
        _refuse(f"“{name}” has {LONGEST[name]} characters at most.")
    return tidied(value)


def _flag(given: Mapping[str, Any], name: str) -> bool | None:
    value = given.get(name)
    if value is not None and not isinstance(value, bool):
        _refuse(f"“{name}” is true or false.")
    return value


def _extra(value: Any) -> str:
    if value in (None, False, ""):
        return ""
    if value not in (True, *Extra):
        _refuse("“extra” is “gladly” or “once”.")
    return Extra.GLADLY.value if value is True else str(value)


def _moment(value: Any, now: datetime) -> datetime:
    if value is None:
        return now
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo is None or not now - OLDEST <= at <= now + GOOD_FOR:
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        _refuse("“at” is a moment with its zone, like 2026-10-05T09:10:00+02:00, of the last year and not to come.")
    return min(at, now)


def _refuse(sentence: str) -> NoReturn:
    raise _Refused(400, sentence)
