"""Slack's ids and times, and what Rapport knows them by. The `ts` of a message is both: docs.slack.dev/messaging."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from rules.model import PersonId, PlaceId

PLATFORM = "slack"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_TS = re.compile(r"([0-9]{1,11})(?:\.([0-9]{1,6}))?", re.ASCII)
_TOO_LATE = 32_535_216_000 * 1_000_000
"""The year 3001, in microseconds since 1970: no `ts` of a message is there."""


def person_id(user: str) -> PersonId:
    return PersonId(f"{PLATFORM}:{user}")


def place_id(channel: str) -> PlaceId:
    return PlaceId(f"{PLATFORM}:{channel}")


def instant(ts: object) -> tuple[str, int] | None:
    """A `ts` as its id and its microseconds since 1970, exactly; None where it is none or absurd."""
    digits = _TS.fullmatch(spelled) if (spelled := _spelled(ts)) else None
    if not digits:
        return None
    seconds, fraction = digits.groups()
    at = int(seconds) * 1_000_000 + int((fraction or "0").ljust(6, "0"))
    return (spelled, at) if at < _TOO_LATE else None


def _spelled(ts: object) -> str:
    """Some tools write `ts` as a number; Slack's own spelling has six decimals."""
    if isinstance(ts, str):
        return ts
    return f"{ts:.6f}" if isinstance(ts, int | float) and not isinstance(ts, bool) and abs(ts) < 1e12 else ""


def moment(at: int) -> datetime:
    """Microseconds since 1970 as an aware UTC datetime, exactly."""
    return EPOCH + timedelta(microseconds=at)
