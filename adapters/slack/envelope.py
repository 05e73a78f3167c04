"""Pure: around what a payload says – through which installation it came, whose it is, where an answer goes.

Nothing here raises: what a payload does not say is simply not there. Slack names the installation, and the home of a
person, in another place for each kind of payload (docs.slack.dev/apis/slack-connect, docs.slack.dev/apis/events-api).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from adapters.mrkdwn.fields import NOTHING, Payload, child, children, words
from adapters.mrkdwn.ids import PLATFORM, instant
from adapters.mrkdwn.markup import Names, cut, plain
from adapters.mrkdwn.message import author_of, markup_in, thread_of
from adapters.slack.fields import carried, channel_in, id_in, user_in

MOST_MENTIONED = 20
"""People of one text who are looked up before it is read; any more go by their id."""
MESSAGES = ("message", "app_mention")
"""Events that carry a message."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Where an answer goes."""

    installation: str
    user: str
    """Who is answered."""
    channel: str | None = None
    message: str | None = None
    """The `ts` of the message whose button was pressed."""
    thread: str | None = None
    """The root of the thread it happened in."""
    trigger: str | None = None
    """Opens one form, within three seconds."""
    response_url: str | None = None
    view_id: str | None = None
    """The form or home page it happened in."""
    ephemeral: bool = False
    """The pressed message is one that only this person sees: it can be replaced by `response_url` alone."""
    in_response: bool = False
    """A slash command: the response itself may carry the answer."""


# Installation --------------------------------------------------------------------------------------------------------


def installation_in(body: Payload) -> str | None:
    """The team, or the enterprise, whose installation this came through.

    `authorizations` says it best; the outer `team_id` of an event may be the other company's (bolt-js issue 935).
    What happens in a form names its submitter's team everywhere but in `app_installed_team_id`.
    """
    if not isinstance(body, dict):
        return None
    for authorization in children(body, "authorizations"):
        return _installed(authorization)
    view_of = id_in(child(body, "view"), "app_installed_team_id")
    if view_of.startswith("E"):
        return view_of
    whole = id_in(child(body, "enterprise"), "id") if _is_whole(body) else ""
    return whole or view_of or id_in(child(body, "team"), "id") or _installed(body)


def _installed(payload: Payload) -> str | None:
    team, enterprise = id_in(payload, "team_id"), id_in(payload, "enterprise_id")
    return (enterprise or team if _is_whole(payload) else team or enterprise) or None


def _is_whole(payload: Payload) -> bool:
    """Whether a whole organisation installed it. A slash command says so in words."""
    return payload.get("is_enterprise_install") in (True, "true")


def bots_in(body: Payload) -> Mapping[str, str]:
    """Our own bot users whom the payload names: user id → installation."""
    if not isinstance(body, dict):
        return {}
    listed = (
        (user_in(each, "user_id"), each) for each in children(body, "authorizations") if each.get("is_bot") is True
    )
    return {user: installation for user, each in listed if user and (installation := _installed(each))}


# People --------------------------------------------------------------------------------------------------------------


def people_in(body: Payload, ours: Collection[str] | None = None) -> tuple[str, ...]:
    """Whose names are needed to read it: who did it, then whom its text mentions, each once.

    `ours` are bot users of ours, where they are known; else those the payload names.
    """
    if not isinstance(body, dict):
        return ()
    ours = bots_in(body) if ours is None else ours
    return tuple(dict.fromkeys(user for user in (*_actors(body), *_mentioned(body)) if user and user not in ours))


def present_in(body: Payload) -> frozenset[str]:
    """Who of them wrote there, or did something there; whoever is only mentioned may be somewhere else."""
    return frozenset(_actors(body)) if isinstance(body, dict) else frozenset()


def _actors(body: Payload) -> Iterator[str]:
    said, event = message_in(body), child(body, "event")
    if "command" in body:
        yield user_in(body, "user_id")
    elif event.get("type") in ("reaction_added", "member_joined_channel", "app_home_opened"):
        yield user_in(event, "user")
    else:
        yield user_in(child(body, "user"), "id")
        if author_of(said, ()):
            yield user_in(said, "user")


def _mentioned(body: Payload) -> list[str]:
    said = message_in(body)
    markup = words(body.get("text")) if "command" in body else markup_in(said) if author_of(said, ()) else ""
    if "<@" not in markup:
        return []  # most messages: it is read once more when names are known
    _, mentioned = plain(cut(markup), Names())
    return [user_in({"id": user}, "id") for user in mentioned[:MOST_MENTIONED]]


def message_in(body: Payload) -> Payload:
    """The message a payload carries: of an edit as it is now, of a shortcut the one it was chosen on."""
    event = child(body, "event")
    if event.get("type") in MESSAGES:
        return child(event, "message") if event.get("subtype") == "message_changed" else event
    return child(body, "message") if body.get("type") == "message_action" else NOTHING


def homes_in(body: Payload) -> Mapping[str, str]:
    """User id → home organisation, a team or an enterprise, of those of whom the payload says it."""
    if not isinstance(body, dict):
        return {}
    return {user: home for user, home in _homes(body) if user and home}


def _homes(body: Payload) -> Iterator[tuple[str, str]]:
    said, event, actor = message_in(body), child(body, "event"), child(body, "user")
    profile = child(event, "user")
    yield user_in(said, "user"), _home_of(said)
    # Of a press and a form only this is right: `team` is the installation's, or the other way round.
    yield user_in(actor, "id"), id_in(actor, "team_id")
    if "command" in body:
        yield user_in(body, "user_id"), id_in(body, "team_id")
    if event.get("type") == "member_joined_channel":
        yield user_in(event, "user"), id_in(event, "team")
    yield user_in(profile, "id"), id_in(profile, "team_id")


def _home_of(message: Payload) -> str:
    """`team` is where an `app_mention` was received; the others are there only for people of another company."""
    return id_in(message, "user_team") or id_in(child(message, "user_profile"), "team") or id_in(message, "team")


# The way back --------------------------------------------------------------------------------------------------------


def reply_in(body: Payload) -> Reply | None:
    """Where an answer to this goes; None where nobody is there to be answered."""
    installation, user = installation_in(body), _asker(body)
    if installation is None or not user:
        return None
    container, view = child(body, "container"), child(body, "view")
    return Reply(
        installation=installation,
        user=user,
        channel=_channel(body) or None,
        message=id_in(container, "message_ts") or None,
        thread=_thread(body),
        trigger=id_in(body, "trigger_id") or None,
        response_url=words(body.get("response_url")) or None,
        view_id=id_in(view, "id") or id_in(container, "view_id") or None,
        ephemeral=container.get("is_ephemeral") is True,
        in_response="command" in body,
    )


def _asker(body: Payload) -> str:
    if not isinstance(body, dict):
        return ""
    if "command" in body:
        return user_in(body, "user_id")
    return (
        user_in(child(body, "user"), "id") or user_in(message_in(body), "user") or user_in(child(body, "event"), "user")
    )


def _channel(body: Payload) -> str:
    event = child(body, "event")
    return (
        id_in(body, "channel_id")
        or channel_in(body)
        or id_in(child(body, "container"), "channel_id")
        or channel_in(event)
        or channel_in(child(event, "item"))
        or channel_carried(body)
    )


def channel_carried(body: Payload) -> str:
    """The channel whose card's button opened this form."""
    place = id_in(carried(child(body, "view").get("private_metadata")), "place")
    return place.removeprefix(f"{PLATFORM}:") if place.startswith(f"{PLATFORM}:") else ""


def _thread(body: Payload) -> str | None:
    said = message_in(body) or child(body, "message")
    if root := instant(child(body, "container").get("thread_ts")):
        return root[0]
    found = instant(said.get("ts"))
    return thread_of(said, found[0] if found else "")
