"""Pure: what people write and how they react → events. Which subtypes count: `adapters/mrkdwn/message.py`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from adapters.mrkdwn.fields import Payload, child
from adapters.mrkdwn.ids import instant, moment, person_id, place_id
from adapters.mrkdwn.markup import LONGEST, Names, cut, plain
from adapters.mrkdwn.message import author_of, files_of, markup_in, thread_of
from adapters.slack.fields import channel_in, id_in, moment_of, needed, private, stamp_of, user_in, word_in
from rules.events import CommandGiven, MessageDeleted, MessageEdited, MessagePosted, Reacted
from rules.model import MessageId, PersonId, PlaceId

BOT = "Rapport"
"""What people read where it is mentioned."""

_TO_SOMEBODY = re.compile(r"\s*<@(?P<user>[^<>|]*)(?:\|[^<>]*)?>\s*[,:]?\s*")
_ARCHIVED = (
    r"https://[\w.-]+\.slack(?:-gov)?\.com/archives/(?P<channel>[A-Z0-9]+)/p(?P<seconds>[0-9]{10})(?P<rest>[0-9]{6})"
)
_LINK = re.compile(_ARCHIVED)
_LABELLED = re.compile(rf"<(?P<link>{_ARCHIVED}[^<>|]*)\|[^<>]*>")


@dataclass(frozen=True, slots=True)
class Known:
    """What must be known beside a payload to read it."""

    names: Names
    bots: Collection[str]
    """Our own bot users, in all workspaces."""
    now: datetime


def shown(markup: str, known: Known) -> tuple[str, tuple[PersonId, ...]]:
    """A text as people read it, and whom it mentions, bots of ours left out."""
    kept = cut(markup)
    text, mentioned = plain(kept, known.names)
    if ours := {user: BOT for user in mentioned if user in known.bots}:
        text, _ = plain(kept, Names({**known.names.people, **ours}, known.names.places))
    people = (user_in({"id": user}, "id") for user in mentioned)
    # Names may be longer than the ids they stand for.
    return text[:LONGEST], tuple(person_id(user) for user in people if user and user not in known.bots)


def command_in(markup: str, channel: str, bots: Collection[str]) -> str | None:
    """What a message asks Rapport to do: in private all of it, elsewhere what follows its name at the beginning."""
    addressed = _TO_SOMEBODY.match(markup)
    if addressed and addressed["user"] in bots:
        return markup[addressed.end() :]
    return markup if private(channel) else None


def ordered(markup: str, known: Known) -> tuple[str, tuple[PersonId, ...], tuple[tuple[PlaceId, MessageId], ...]]:
    """The text of a command, whom it mentions, and the messages that its links lead to.

    A link to a message is shown by its address even if it has a label, for a command says by it what it is about.
    """
    text, mentions = shown(_LABELLED.sub(r"<\g<link>>", markup), known)
    found = ((place_id(link["channel"]), f"{link['seconds']}.{link['rest']}") for link in _LINK.finditer(text))
    return text.strip(), mentions, tuple((place, MessageId(ts)) for place, ts in found)


def when(message: Payload) -> tuple[str, datetime]:
    """The id of a message, and when it was written."""
    ts = message.get("ts")
    found = instant(ts) if isinstance(ts, str) else None  # a number is what exports of others have, never Slack
    ts = needed(found[0] if found else "", "usable ts")
    return ts, moment(found[1] if found else 0)


def root(message: Payload, ts: str) -> MessageId | None:
    thread = thread_of(message, ts)
    return MessageId(thread) if thread else None


# Messages ------------------------------------------------------------------------------------------------------------


def message(body: Payload, known: Known) -> MessagePosted | MessageEdited | MessageDeleted | CommandGiven | None:
    """An event `message` or `app_mention`: both come for one message, and are one event."""
    event = child(body, "event")
    match event.get("subtype"):
        case "message_changed":
            return _changed(body, event, known)
        case "message_deleted":
            return _deleted(event, known)
        case _:
            return _said(event, known)


def _said(event: Payload, known: Known) -> MessagePosted | CommandGiven | None:
    if author_of(event, known.bots) is None:
        return None
    author, channel = needed(user_in(event, "user"), "user"), needed(channel_in(event), "channel")
    (ts, at), markup = when(event), markup_in(event)
    command = command_in(markup, channel, known.bots)
    if command is not None:
        return _commanded(event, command, known)
    text, mentions = shown(markup, known)
    return MessagePosted(
        id=f"slack:{channel}:{ts}",
        at=at,
        place=place_id(channel),
        message=MessageId(ts),
        author=person_id(author),
        text=text,
        thread=root(event, ts),
        mentions=mentions,
        files=files_of(event),
    )


def _commanded(event: Payload, command: str, known: Known) -> CommandGiven:
    (ts, at), channel = when(event), channel_in(event)
    text, mentions, links = ordered(command, known)
    return CommandGiven(
        id=f"slack:command:{channel}:{ts}",
        at=at,
        place=place_id(channel),
        author=person_id(user_in(event, "user")),
        text=text,
        message=MessageId(ts),
        thread=root(event, ts),
        mentions=mentions,
        links=links,
        private=private(channel),
    )


def _changed(body: Payload, event: Payload, known: Known) -> MessageEdited | MessageDeleted | None:
    """Also comes when a link gets a preview, a thread a reply, our own message a new text: only new words count.

    A command that is reworded is not given again.
    """
    now, before = child(event, "message"), child(event, "previous_message")
    if now.get("subtype") == "tombstone":
        return _gone(event, now, before, known)
    if author_of(now, known.bots) is None:
        return None
    markup = markup_in(now)
    if markup == markup_in(before) or not (before or now.get("edited")):
        return None
    channel = needed(channel_in(event), "channel")
    if command_in(markup, channel, known.bots) is not None:
        return None
    (ts, _), (text, mentions) = when(now), shown(markup, known)
    edited = child(now, "edited").get("ts")
    stamp = found[0] if (found := instant(edited)) else stamp_of(body)
    return MessageEdited(
        id=f"slack:edited:{channel}:{ts}:{stamp}",
        at=moment_of(edited, event.get("event_ts"), event.get("ts")) or known.now,
        place=place_id(channel),
        message=MessageId(ts),
        author=person_id(needed(user_in(now, "user"), "user")),
        text=text,
        thread=root(now, ts),
        mentions=mentions,
    )


def _deleted(event: Payload, known: Known) -> MessageDeleted | None:
    return _gone(event, {"ts": event.get("deleted_ts")}, child(event, "previous_message"), known)


def _gone(event: Payload, gone: Payload, before: Payload, known: Known) -> MessageDeleted | None:
    """A root with replies is not taken away but turned into a `tombstone`, which Slackbot signs."""
    channel = needed(channel_in(event), "channel")
    if private(channel) or (before and author_of(before, known.bots) is None):
        return None
    ts, _ = when(gone if instant(gone.get("ts")) else before)
    return MessageDeleted(
        id=f"slack:deleted:{channel}:{ts}",
        at=moment_of(event.get("event_ts"), event.get("ts")) or known.now,
        place=place_id(channel),
        message=MessageId(ts),
    )


# Reactions -----------------------------------------------------------------------------------------------------------


def reacted(body: Payload, known: Known) -> Reacted | None:
    """An emoji on a message; the colour of its skin is dropped."""
    event = child(body, "event")
    item, user = child(event, "item"), id_in(event, "user")
    emoji = word_in(event, "reaction").partition("::")[0].strip(":")
    if item.get("type") != "message" or user in known.bots or not user_in(event, "user"):
        return None
    channel = needed(channel_in(item), "channel")
    if private(channel):
        return None
    ts, _ = when(item)
    return Reacted(
        id=f"slack:reacted:{channel}:{ts}:{user}:{needed(emoji, 'emoji')}:{stamp_of(body)}",
        at=moment_of(event.get("event_ts"), body.get("event_time")) or known.now,
        place=place_id(channel),
        message=MessageId(ts),
        person=person_id(user),
        emoji=emoji,
    )
