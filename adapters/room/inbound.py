"""Pure: what a page or a test posts → the event it stands for. Anything else a payload may be is a `Malformed`.

A payload is an object with a `type` and an `id` of the sender's making, so that what is sent twice happens once:

    message   person, place, text; thread if it replies, files if it carries any
    edit      person, place, message, text; thread if it replied
    delete    person, place, message
    reaction  person, place, message, emoji
    command   person, place, text; thread: typed for Rapport alone, as a slash command is; on: of a message's menu
    press     person, action, about, card; place unless in private
    form      person, action, about, values; card and place as of the press that opened it
    joins     person, place: they are met there, with what the room says of them
    channel   place; name: what it is called from now on; closed: whether nothing can be said there (true, false)

People and places go by name. The private conversation of Bea with Rapport is the place `dm-Bea`. There, and after
`@Rapport` at the beginning of a message, every word is a command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from adapters.room.fields import Malformed, Payload, flag, number, optional_word, quoted, text, texts, word
from adapters.room.ids import PLATFORM, is_private
from adapters.room.lookup import Roster, command_in, links_in
from rules.commands import sets_up
from rules.events import (
    ButtonPressed,
    CommandGiven,
    Event,
    FormSent,
    MemberChanged,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PlaceChanged,
    Reacted,
)
from rules.model import MessageId, PersonId, PlaceId


def event_of(payload: object, roster: Roster, at: datetime) -> Event | None:
    """What happened at `at`; None where it is nothing to Rapport, as a reaction in private is."""
    if not isinstance(payload, dict):
        raise Malformed("a payload must be an object")
    kind = word(payload, "type")
    read = _READ.get(kind)
    if read is None:
        raise Malformed(f'"type" is {quoted(kind)}; known are {", ".join(_READ)}')
    return read(payload, roster, at)


def _id(payload: Payload) -> str:
    return f"{PLATFORM}:{word(payload, 'id')}"


def _person(payload: Payload, roster: Roster) -> PersonId:
    return roster.person(word(payload, "person"))


def _place(payload: Payload, roster: Roster) -> PlaceId:
    return roster.place(word(payload, "place"), _person(payload, roster))


def _where_pressed(payload: Payload, roster: Roster) -> PlaceId | None:
    """None in private."""
    place = None if payload.get("place") is None else _place(payload, roster)
    return None if place and is_private(place) else place


def _message(payload: Payload) -> MessageId:
    return MessageId(word(payload, "message"))


def _thread(payload: Payload) -> MessageId | None:
    root = optional_word(payload, "thread")
    return MessageId(root) if root else None


def _said(payload: Payload, roster: Roster, at: datetime) -> Event:
    place, words, files = _place(payload, roster), text(payload, "text"), number(payload, "files")
    if not words.strip() and not files:
        raise Malformed("a message needs words or a file")
    command = command_in(words, place)
    if command is not None:
        return _command(payload, roster, at, place, command)
    return MessagePosted(
        id=_id(payload),
        at=at,
        place=place,
        message=MessageId(word(payload, "id")),
        author=_person(payload, roster),
        text=words,
        thread=_thread(payload),
        mentions=roster.mentioned(words),
        files=files,
    )


def _commanded(payload: Payload, roster: Roster, at: datetime) -> Event:
    return _command(payload, roster, at, _place(payload, roster), text(payload, "text").strip(), unseen=True)


def _command(
    payload: Payload, roster: Roster, at: datetime, place: PlaceId, words: str, *, unseen: bool = False
) -> Event:
    return CommandGiven(
        id=_id(payload),
        at=at,
        place=place,
        author=_person(payload, roster),
        text=words,
        message=MessageId(word(payload, "id")),
        thread=_thread(payload),
        mentions=roster.mentioned(words),
        links=links_in(words),
        private=is_private(place),
        unseen=unseen,
        present=roster.present() if sets_up(words) and not is_private(place) else (),
    )


def _edited(payload: Payload, roster: Roster, at: datetime) -> Event | None:
    """A command that is reworded is not given again."""
    place, words = _place(payload, roster), text(payload, "text")
    if command_in(words, place) is not None:
        return None
    return MessageEdited(
        id=_id(payload),
        at=at,
        place=place,
        message=_message(payload),
        author=_person(payload, roster),
        text=words,
        thread=_thread(payload),
        mentions=roster.mentioned(words),
    )


def _deleted(payload: Payload, roster: Roster, at: datetime) -> Event | None:
    place = _place(payload, roster)
    return None if is_private(place) else MessageDeleted(id=_id(payload), at=at, place=place, message=_message(payload))


def _reacted(payload: Payload, roster: Roster, at: datetime) -> Event | None:
    place, emoji = _place(payload, roster), word(payload, "emoji").strip(":")
    if is_private(place):
        return None
    return Reacted(
        id=_id(payload), at=at, place=place, message=_message(payload), person=_person(payload, roster), emoji=emoji
    )


def _pressed(payload: Payload, roster: Roster, at: datetime) -> Event:
    return ButtonPressed(
        id=_id(payload),
        at=at,
        person=_person(payload, roster),
        action=word(payload, "action"),
        about=word(payload, "about"),
        card=word(payload, "card"),
        place=_where_pressed(payload, roster),
    )


def _filled(payload: Payload, roster: Roster, at: datetime) -> Event:
    return FormSent(
        id=_id(payload),
        at=at,
        person=_person(payload, roster),
        action=word(payload, "action"),
        about=word(payload, "about"),
        values=texts(payload, "values"),
        card=optional_word(payload, "card") or "",
        place=_where_pressed(payload, roster),
    )


def _joined(payload: Payload, roster: Roster, at: datetime) -> Event:
    person = _person(payload, roster)
    place = roster.channel(word(payload, "place"))
    return MemberChanged(id=_id(payload), at=at, person=person, facts=roster.facts(person), place=place)


def _channel_changed(payload: Payload, roster: Roster, at: datetime) -> Event:
    return PlaceChanged(
        id=_id(payload),
        at=at,
        place=roster.channel(word(payload, "place")),
        name=optional_word(payload, "name"),
        closed=flag(payload, "closed"),
    )


_READ: Mapping[str, Callable[[Payload, Roster, datetime], Event | None]] = MappingProxyType(
    {
        "message": _said,
        "edit": _edited,
        "delete": _deleted,
        "reaction": _reacted,
        "command": _commanded,
        "press": _pressed,
        "form": _filled,
        "joins": _joined,
        "channel": _channel_changed,
    }
)
