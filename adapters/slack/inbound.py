"""Pure: a payload of Slack's → what it is to Rapport.

Events: docs.slack.dev/reference/events. Slack sends an event again until it is acknowledged, and two of them for one
mention; so an event's id is made of what happened, never of the sending.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from adapters.mrkdwn.fields import Payload, child, children, texts
from adapters.mrkdwn.ids import place_id
from adapters.mrkdwn.markup import Names
from adapters.slack.envelope import Reply, bots_in, homes_in, installation_in, people_in, present_in, reply_in
from adapters.slack.fields import Malformed, channel_in, id_in, moment_of, needed, stamp_of, user_in, word_in
from adapters.slack.heard import Heard, HomeOpened, Joined, Left, ProfileChanged, Revoked, Uninstalled
from adapters.slack.pressed import fields_in, pressed, sent, shortcut, slash
from adapters.slack.said import Known, message, reacted
from rules.events import CommandGiven, Event, MessageEdited, MessagePosted, PlaceChanged, Reacted

__all__ = [
    "Heard",
    "HomeOpened",
    "Joined",
    "Left",
    "Malformed",
    "ProfileChanged",
    "Reply",
    "Revoked",
    "Uninstalled",
    "bots_in",
    "fields_in",
    "homes_in",
    "installation_in",
    "people_in",
    "present_in",
    "read",
    "read_missed",
    "reply_in",
]


def read(body: Payload, names: Names, bots: Collection[str], now: datetime) -> Heard | None:
    """What happened; None where it is nothing to Rapport: bots, notices of Slack's, buttons of others.

    `bots` are our own bot users, in all workspaces. Raises `Malformed` where a payload makes no sense, nothing else.
    """
    if not isinstance(body, dict):
        raise Malformed("a payload must be an object")
    known = Known(names, bots, now)
    if "command" in body:
        return slash(body, known)
    if body.get("type") == "event_callback":
        reading = _EVENTS.get(word_in(child(body, "event"), "type"))
    else:
        reading = _INTERACTIONS.get(word_in(body, "type"))
    return reading(body, known) if reading else None


def read_missed(body: Payload, names: Names, bots: Collection[str], now: datetime) -> Sequence[Event]:
    """A message out of the history, as events: that it was said, its last edit, and how people reacted to it.

    When they did so is not told: it is taken for now, so that nobody's wait is made to look shorter than it was.
    """
    said = child(body, "event")
    channel, ts, edited = channel_in(said), said.get("ts"), child(said, "edited")
    wholes: list[Payload] = [said]
    if edited:
        wholes.append({"type": "message", "subtype": "message_changed", "channel": channel, "message": said})
    for reaction in children(said, "reactions"):
        for user in texts(reaction, "users"):
            item = {"type": "message", "channel": channel, "ts": ts}
            wholes.append({"type": "reaction_added", "user": user, "reaction": reaction.get("name"), "item": item})
    heard = (read({**body, "event": event}, names, bots, now) for event in wholes)
    return [event for event in heard if isinstance(event, MessagePosted | MessageEdited | CommandGiven | Reacted)]


# Channels ------------------------------------------------------------------------------------------------------------


def _place_changed(
    body: Payload, known: Known, what: str, *, name: str | None = None, closed: bool | None = None
) -> PlaceChanged:
    channel = needed(channel_in(child(body, "event")), "channel")
    return PlaceChanged(
        id=f"slack:{what}:{channel}:{stamp_of(body)}",
        at=_at(body, known),
        place=place_id(channel),
        name=name,
        closed=closed,
    )


def _renamed(body: Payload, known: Known) -> PlaceChanged:
    name = needed(word_in(child(child(body, "event"), "channel"), "name"), "name")
    return _place_changed(body, known, "renamed", name=name)


def _closed(body: Payload, known: Known) -> PlaceChanged:
    return _place_changed(body, known, "closed", closed=True)


def _left(body: Payload, known: Known) -> Left:
    channel = needed(channel_in(child(body, "event")), "channel")
    return Left(place_id(channel), _at(body, known), f"slack:left:{channel}:{stamp_of(body)}")


def _opened(body: Payload, known: Known) -> PlaceChanged:
    return _place_changed(body, known, "opened", closed=False)


def _unshared(body: Payload, known: Known) -> PlaceChanged | None:
    """One company left. `is_ext_shared` says whether others are still there: docs.slack.dev/reference/events."""
    return _closed(body, known) if child(body, "event").get("is_ext_shared") is False else None


def _moved(body: Payload, known: Known) -> PlaceChanged:
    """A private channel gets another id the moment somebody begins to share it."""
    event = child(body, "event")
    old, new = needed(id_in(event, "old_channel_id"), "old id"), needed(id_in(event, "new_channel_id"), "new id")
    return PlaceChanged(id=f"slack:moved:{old}:{new}", at=_at(body, known), place=place_id(old), moved_to=place_id(new))


# People and the app --------------------------------------------------------------------------------------------------


def _joined(body: Payload, known: Known) -> Joined | PlaceChanged:
    """Rapport itself coming in means that it can speak there, again perhaps."""
    event = child(body, "event")
    user, channel = needed(user_in(event, "user"), "user"), needed(channel_in(event), "channel")
    if user in known.bots:
        return _opened(body, known)
    return Joined(user, place_id(channel), _at(body, known), f"slack:joined:{channel}:{user}:{stamp_of(body)}")


def _profile(body: Payload, known: Known) -> ProfileChanged | None:
    profile = child(child(body, "event"), "user")
    user = needed(user_in(profile, "id"), "user")
    return None if user in known.bots or profile.get("is_bot") is True else ProfileChanged(user, profile)


def _home(body: Payload, known: Known) -> HomeOpened | None:
    """The tab of messages opens with the same event."""
    event = child(body, "event")
    if event.get("tab") not in (None, "home"):
        return None
    user, channel = needed(user_in(event, "user"), "user"), needed(channel_in(event), "channel")
    return HomeOpened(user, place_id(channel), _at(body, known), f"slack:home:{user}:{stamp_of(body)}")


def _uninstalled(body: Payload, _known: Known) -> Uninstalled:
    return Uninstalled(needed(installation_in(body) or "", "team"))


def _revoked(body: Payload, _known: Known) -> Revoked | None:
    """Rapport holds tokens of bots only; those of people are none of its own."""
    users = tuple(texts(child(child(body, "event"), "tokens"), "bot"))
    return Revoked(needed(installation_in(body) or "", "team"), users) if users else None


def _at(body: Payload, known: Known) -> datetime:
    return moment_of(child(body, "event").get("event_ts"), body.get("event_time")) or known.now


Reading = Callable[[Payload, Known], Heard | None]

_EVENTS: Mapping[str, Reading] = MappingProxyType(
    {
        "message": message,
        "app_mention": message,
        "reaction_added": reacted,
        "member_joined_channel": _joined,
        "user_change": _profile,
        "channel_rename": _renamed,
        "group_rename": _renamed,
        "channel_archive": _closed,
        "group_archive": _closed,
        "channel_deleted": _closed,
        "group_deleted": _closed,
        "channel_left": _left,
        "group_left": _left,
        "channel_unarchive": _opened,
        "group_unarchive": _opened,
        "channel_shared": _opened,
        "channel_unshared": _unshared,
        "channel_id_changed": _moved,
        "app_home_opened": _home,
        "app_uninstalled": _uninstalled,
        "tokens_revoked": _revoked,
    }
)

_INTERACTIONS: Mapping[str, Reading] = MappingProxyType(
    {"block_actions": pressed, "message_action": shortcut, "view_submission": sent}
)
