"""Reading Slack's payloads beyond `mrkdwn.fields`: ids, times, and the JSON we gave Slack to give back to us."""

from __future__ import annotations

import json
import re
from datetime import datetime

from adapters.mrkdwn.fields import NOTHING, Payload, child, words
from adapters.mrkdwn.ids import instant, moment
from adapters.mrkdwn.message import SLACKBOT

LONGEST_CARRIED = 3_000
"""Characters of a view's private_metadata (docs.slack.dev/reference/views); a button's value has 2,000."""

_ID = re.compile(r"[!-.0-~]{1,255}")
"""Printable ASCII without spaces; and without slashes, which separate the parts of a `Ref`."""


class Malformed(ValueError):
    """A payload lacks what Slack always sends. It says which part; it never repeats what anybody wrote."""


def id_in(payload: Payload, key: str) -> str:
    """The id under `key`, or "" where there is nothing that can be one."""
    value = payload.get(key)
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def user_in(payload: Payload, key: str) -> str:
    """The id of a person or a bot user (`U…`, `W…`) under `key`, or ""."""
    user = id_in(payload, key)
    return user if user[:1] in ("U", "W") and user != SLACKBOT else ""


def channel_in(payload: Payload) -> str:
    """The id of the channel a payload names, be it by its id or by an object that has one; or ""."""
    return id_in(payload, "channel") or id_in(child(payload, "channel"), "id")


def needed(id: str, what: str) -> str:
    if id:
        return id
    raise Malformed(f"there is no {what}")


def private(channel: str) -> bool:
    """Whether it is a direct conversation of two (docs.slack.dev/apis/web-api/using-the-conversations-api)."""
    return channel.startswith("D")


def moment_of(*stamps: object) -> datetime | None:
    """The first of these that is a time: a `ts`, or seconds since 1970."""
    return next((moment(found[1]) for stamp in stamps if (found := instant(stamp))), None)


def stamp_of(body: Payload) -> str:
    """What tells this event from another of its kind, and is the same when it is sent again."""
    event = child(body, "event")
    stamp = id_in(event, "event_ts") or id_in(body, "event_id") or _seconds(body.get("event_time"))
    return needed(stamp, "event_ts, event_id or event_time")


def _seconds(value: object) -> str:
    found = instant(value)
    return found[0].partition(".")[0] if found else ""


def carried(text: object) -> Payload:
    """The JSON object that we gave a button or a form to carry; an empty one where it is none of ours."""
    if not isinstance(text, str) or len(text) > LONGEST_CARRIED:
        return NOTHING
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return NOTHING
    return value if isinstance(value, dict) else NOTHING


def word_in(payload: Payload, key: str) -> str:
    """The one-line text under `key`, without what surrounds it; "" where there is none that could be meant."""
    found = words(payload.get(key)).strip()
    return found if len(found) <= 255 else ""
