"""Pure: a payload of an export → what is kept of it → the event a live adapter would have made.

Two steps, because a name that a text mentions may be known only after the last file was read. Which messages count
as a human's: `adapters/mrkdwn/message.py`.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from datetime import datetime
from typing import NamedTuple

from adapters.mrkdwn.fields import Payload, child, children, texts, words
from adapters.mrkdwn.ids import instant, moment, person_id, place_id
from adapters.mrkdwn.markup import Names, plain
from adapters.mrkdwn.message import SLACKBOT, author_of, files_of, markup_in, thread_of
from rules.events import MessagePosted, Reacted
from rules.model import MessageId


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
    text, files = markup_in(payload), files_of(payload)
    return Written(ts, at, author, thread_of(payload, ts), text, files, _reactions(payload, bots), _edited(payload))


def _author(payload: Payload, bots: Container[str]) -> str | None:
    return author_of(payload, bots) if payload.get("type") in (None, "message") else None


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
