"""Pure: slash commands, message shortcuts, buttons and forms → events (docs.slack.dev/interactivity)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType

from adapters.mrkdwn.fields import Payload, child, children, words
from adapters.mrkdwn.ids import person_id, place_id
from adapters.mrkdwn.markup import LONGEST
from adapters.mrkdwn.message import author_of, markup_in
from adapters.slack.envelope import channel_carried
from adapters.slack.fields import Malformed, carried, channel_in, id_in, moment_of, needed, private, user_in, word_in
from adapters.slack.said import Known, ordered, root, shown, when
from rules.events import ButtonPressed, CommandGiven, FormSent
from rules.model import MessageId, PersonId, PlaceId, Said

SHORTCUTS: Mapping[str, str] = MappingProxyType({"track": "ask this", "deed": "did this"})
"""The callback id of a message shortcut → the command it stands for."""
FIELD = "value"
"""The action id of every field of our forms; its block id is the field's name."""


def slash(body: Payload, known: Known) -> CommandGiven:
    """`/rapport …`. It says no time of its own."""
    channel, trigger = needed(id_in(body, "channel_id"), "channel_id"), needed(id_in(body, "trigger_id"), "trigger_id")
    text, mentions, links = ordered(words(body.get("text")), known)
    return CommandGiven(
        id=f"slack:slash:{trigger}",
        at=known.now,
        place=place_id(channel),
        author=person_id(needed(user_in(body, "user_id"), "user_id")),
        text=text,
        message=MessageId(trigger),
        mentions=mentions,
        links=links,
        private=private(channel),
        unseen=True,
    )


def shortcut(body: Payload, known: Known) -> CommandGiven | None:
    """Chosen from the menu of a message. A bot's message is no message to Rapport: then `said` is None."""
    text = SHORTCUTS.get(word_in(body, "callback_id"))
    if text is None:
        return None
    channel, trigger = needed(channel_in(body), "channel"), needed(id_in(body, "trigger_id"), "trigger_id")
    message = child(body, "message")
    ts, _ = when(message)
    return CommandGiven(
        id=f"slack:shortcut:{trigger}",
        at=moment_of(body.get("action_ts")) or known.now,
        place=place_id(channel),
        author=_person(body),
        text=text,
        message=MessageId(trigger),
        thread=root(message, ts),
        private=private(channel),
        unseen=True,
        said=said_in(message, known),
    )


def said_in(message: Payload, known: Known) -> Said | None:
    author = user_in(message, "user") if author_of(message, known.bots) else ""
    if not author:
        return None
    (ts, at), (text, _) = when(message), shown(markup_in(message), known)
    return Said(MessageId(ts), root(message, ts), person_id(author), at, text)


def pressed(body: Payload, known: Known) -> ButtonPressed | None:
    """A button, or an entry of a menu. What it carries is ours (`render.py`), or it is nothing to Rapport."""
    for action in children(body, "actions"):
        return _pressed(body, action, known)
    raise Malformed("there is no action")


def _pressed(body: Payload, action: Payload, known: Known) -> ButtonPressed | None:
    ours = carried(action.get("value") or child(action, "selected_option").get("value"))
    _, mark, card = word_in(action, "block_id").partition("|")
    if not mark or not (meant := word_in(ours, "a")):
        return None
    return ButtonPressed(
        id=f"slack:press:{needed(id_in(body, 'trigger_id'), 'trigger_id')}",
        at=moment_of(action.get("action_ts")) or known.now,
        person=_person(body),
        action=meant,
        about=word_in(ours, "b"),
        card=card,
        place=_shared(channel_in(body) or id_in(child(body, "container"), "channel_id")),
    )


def sent(body: Payload, known: Known) -> FormSent | None:
    """A form of ours. It says no time of its own."""
    view = child(body, "view")
    ours, action = carried(view.get("private_metadata")), word_in(view, "callback_id")
    if "about" not in ours or not action:
        return None
    values = _values(view)
    return FormSent(
        id=f"slack:form:{needed(id_in(view, 'id'), 'id of the view')}:{_digest(values)}",
        at=known.now,
        person=_person(body),
        action=action,
        about=word_in(ours, "about"),
        values=values,
        card=word_in(ours, "card"),
        place=_shared(channel_carried(body)),
    )


def fields_in(body: Payload) -> tuple[str, ...]:
    """The fields of the form that was sent, filled in or not, in their order."""
    state = child(child(child(body, "view"), "state"), "values")
    return tuple(name for name in state if isinstance(name, str))


def _values(view: Payload) -> dict[str, str]:
    """What was typed or chosen, by field; what was left empty is missing."""
    fields = child(child(view, "state"), "values")
    found = ((words(name), child(fields, name)) for name in fields if isinstance(name, str))
    typed = ((name, _value(child(elements, FIELD))) for name, elements in found)
    return {name: value[:LONGEST] for name, value in typed if name and value}


def _value(element: Payload) -> str:
    return words(element.get("value")) or words(child(element, "selected_option").get("value"))


def _digest(values: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _person(body: Payload) -> PersonId:
    return person_id(needed(user_in(child(body, "user"), "id"), "user"))


def _shared(channel: str) -> PlaceId | None:
    """None in private, and on the home page."""
    return place_id(channel) if channel and not private(channel) else None
