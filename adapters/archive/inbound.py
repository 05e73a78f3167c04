"""Pure: a payload of an export → what is kept of it → the event a live adapter would have made.

Two steps, because a name that a text mentions may be known only after the last file was read. Which messages count
as a human's: platform-slack.md 2b.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from adapters.archive.blocks import markup_of
from adapters.archive.fields import Payload, child, children, texts, words
from adapters.archive.markup import Names, plain, upload_comment
from rules.events import MessagePosted, Reacted
from rules.model import MessageId, PersonId, PlaceId

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HUMAN = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes a person writes; all others are Slack's own notices or a bot's."""
SLACKBOT = "USLACKBOT"

_TS = re.compile(r"([0-9]{1,11})(?:\.([0-9]{1,6}))?", re.ASCII)
_TOO_LATE = 32_535_216_000 * 1_000_000
"""The year 3001, in microseconds since 1970: no `ts` of a message is there."""


class Written(NamedTuple):
    """What is kept of one message. `author` is None where no human wrote it: then only its place in time counts."""

    ts: str
    at: int
    """Microseconds since 1970, UTC."""
    author: str | None = None
    thread: str | None = None
    text: str = ""
    """Slack's markup."""
    files: int = 0
    reactions: str | None = None
    """`[[emoji, user id], …]` as JSON, in the order of the export."""
    edited: int = 0
    """Microseconds since 1970, UTC; 0 if never."""


def written(payload: Payload, bots: Container[str]) -> Written | None:
    """What to keep of a message, or None where it has no usable `ts`."""
    moment = instant(payload.get("ts"))
    if moment is None:
        return None
    ts, at = moment
    author = _author(payload, bots)
    if author is None:
        return Written(ts, at)
    text, files = _markup(payload), _files(payload)
    return Written(ts, at, author, _thread(payload, ts), text, files, _reactions(payload, bots), _edited(payload))


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


def _author(payload: Payload, bots: Container[str]) -> str | None:
    if payload.get("bot_id") or payload.get("hidden") or payload.get("subtype") not in HUMAN:
        return None
    if payload.get("type") not in (None, "message"):
        return None
    author = words(payload.get("user"))
    return None if not author or author in bots or author == SLACKBOT else author


def _thread(payload: Payload, ts: str) -> str | None:
    root = instant(payload.get("thread_ts"))
    return root[0] if root and root[0] != ts else None


def _markup(payload: Payload) -> str:
    """The words of a message in Slack's markup: its text, else its blocks; of an old upload only the comment."""
    text = words(payload.get("text")).replace("\r\n", "\n")
    if payload.get("subtype") == "file_share" and (comment := upload_comment(text)) is not None:
        return comment or _initial_comment(payload)
    return text or markup_of(payload) or _initial_comment(payload)


def _initial_comment(payload: Payload) -> str:
    files = [child(payload, "file"), *children(payload, "files")]
    said = (words(child(file, "initial_comment").get("comment")) for file in files)
    return next((comment for comment in said if comment), "")


def _files(payload: Payload) -> int:
    return len(children(payload, "files")) or int(bool(child(payload, "file")))


def _reactions(payload: Payload, bots: Container[str]) -> str | None:
    if not payload.get("reactions"):
        return None
    made = dict.fromkeys(
        (emoji, user)
        for reaction in children(payload, "reactions")
        if (emoji := words(reaction.get("name")).partition("::")[0])
        for user in texts(reaction, "users")
        if user != SLACKBOT and user not in bots
    )
    return json.dumps(list(made)) if made else None


def _edited(payload: Payload) -> int:
    moment = instant(child(payload, "edited").get("ts"))
    return moment[1] if moment else 0


def person_id(user: str) -> PersonId:
    return PersonId(f"slack:{user}")


def place_id(channel: str) -> PlaceId:
    return PlaceId(f"slack:{channel}")


def moment(at: int) -> datetime:
    """Microseconds since 1970 as an aware UTC datetime, exactly."""
    return EPOCH + timedelta(microseconds=at)


def posted(message: Written, channel: str, names: Names) -> MessagePosted:
    """The event of a human's message in `channel`."""
    text, mentioned = plain(message.text, names)
    return MessagePosted(
        id=f"archive:{channel}:{message.ts}",
        at=moment(message.at),
        place=place_id(channel),
        message=MessageId(message.ts),
        author=person_id(message.author or ""),
        text=text,
        thread=MessageId(message.thread) if message.thread else None,
        mentions=tuple(person_id(user) for user in mentioned),
        files=message.files,
    )


def reacted(ts: str, channel: str, emoji: str, user: str, at: datetime) -> Reacted:
    """The event of one person's reaction to the message `ts` of `channel`."""
    return Reacted(
        id=f"archive:{channel}:{ts}:{emoji}:{user}",
        at=at,
        place=place_id(channel),
        message=MessageId(ts),
        person=person_id(user),
        emoji=emoji,
    )


def reactions_of(message: Written) -> Iterator[tuple[str, str]]:
    """(emoji, user id) of each reaction to a message."""
    return ((emoji, user) for emoji, user in json.loads(message.reactions)) if message.reactions else iter(())
