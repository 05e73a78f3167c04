"""The room itself: what stands where. `take` is its way in, the methods of `Adapter` its way out.

What a platform may lack is answered here: somebody without a private road and a channel that is gone are
`Undeliverable` for good. Everything is found again by its key, so nothing is ever in doubt.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from itertools import count
from typing import assert_never

from adapters.base import Draw, Found, Profile, Ref, Undeliverable, no_pictures
from adapters.room.fields import Malformed, Payload, text, word
from adapters.room.ids import PLATFORM, conversation, name_in
from adapters.room.inbound import event_of
from adapters.room.lookup import Roster
from adapters.room.standing import Standing
from rules.effects import Answer, Post, Reply, Revise, Speech, Tell
from rules.events import ButtonPressed, CommandGiven, Event, FormSent, PlaceChanged
from rules.message import Form, Message, Picture, plain, say
from rules.model import Facts, MessageId, PersonId, PlaceId, Said


class Change(Enum):
    """What may happen to a message of the room."""

    SAID = "said"
    EDITED = "edited"
    DELETED = "deleted"


Watch = Callable[[Change, Standing], None]


class Room:
    """People, their channels, and a private conversation of each with Rapport."""

    name = PLATFORM

    def __init__(
        self,
        people: Iterable[Profile],
        channels: Iterable[PlaceId],
        clock: Callable[[], datetime],
        watch: Watch = lambda _change, _standing: None,
        accounts: Mapping[PersonId, Facts] | None = None,
        draw: Draw = no_pictures,
    ) -> None:
        self._draw = draw
        self._roster = Roster.of(people, channels, accounts)
        self._clock = clock
        self._watch = watch
        self._unreachable: set[PersonId] = set()
        self._archived: set[PlaceId] = set()
        self._standing: dict[MessageId, Standing] = {}
        self._numbers = count(1)
        self.forms: dict[PersonId, Form] = {}
        """The form each person has open."""
        self.pictures: dict[Picture, bytes] = {}
        """What was drawn, as PNG; a page shows it."""

    # What people do --------------------------------------------------------------------------------------------------

    def take(self, payload: Payload) -> Event | None:
        """Let it happen in the room, and say what it is to Rapport, if anything. Raises `Malformed`."""
        event = event_of(payload, self._roster, self._clock())
        match payload["type"]:
            case "message":
                self._people_say(payload)
            case "edit":
                self._change(replace(self._own(payload), message=_message(payload)))
            case "delete":
                gone = self._own(payload)
                del self._standing[gone.id]
                self._watch(Change.DELETED, gone)
            case "reaction" if MessageId(payload["message"]) not in self._standing:
                raise Malformed("there is no such message")
            case "channel" if isinstance(event, PlaceChanged) and event.closed is not None:
                (self._archived.add if event.closed else self._archived.discard)(event.place)
            case "command" if isinstance(event, CommandGiven) and payload.get("on") is not None:
                return replace(event, said=self._said(MessageId(word(payload, "on"))))
        return event

    def answer(self, event: Event, answer: Answer | None) -> None:
        """Show somebody what they get back at once. What makes up a form is not kept once it was taken."""
        if not isinstance(event, CommandGiven | ButtonPressed | FormSent):
            return
        person = event.author if isinstance(event, CommandGiven) else event.person
        if isinstance(event, FormSent) and not (answer and answer.errors):
            self.forms.pop(person, None)
        if answer is None:
            return
        if answer.form:
            self.forms[person] = answer.form
        if answer.card and not isinstance(event, CommandGiven):
            self._replace_card(event.card, answer.card)
        if answer.message:
            self._stand(
                MessageId(f"answer:{event.id}"), event.place or conversation(person), answer.message, only=person
            )

    def close(self, channel: PlaceId) -> None:
        """The channel is deleted, with everything in it."""
        self._roster.channels.discard(channel)
        self._standing = {id: standing for id, standing in self._standing.items() if standing.place != channel}

    def part(self, person: PersonId) -> None:
        """From now on Rapport has no private road to this person."""
        self._unreachable.add(person)

    # What people see -------------------------------------------------------------------------------------------------

    def seen_by(self, person: PersonId) -> list[Standing]:
        """Everything this person can read now, oldest first."""
        return [standing for standing in self._standing.values() if standing.is_for(person)]

    def standing(self, id: MessageId) -> Standing | None:
        return self._standing.get(id)

    # The adapter -----------------------------------------------------------------------------------------------------

    async def deliver(self, speech: Post | Reply | Tell) -> Ref:
        id = MessageId(f"said-{next(self._numbers)}")
        await self._hang(speech.message)
        match speech:
            case Tell():
                place = self._road_to(speech.person)
                self._stand(id, place, speech.message, only=speech.person, keys=(speech.key,))
            case Post():
                place = self._open_channel(speech.place)
                self._stand(id, place, speech.message, pinned=speech.pin, keys=(speech.key,))
            case Reply():
                place = self._open_channel(speech.place)
                self._stand(id, place, speech.message, thread=speech.thread, keys=(speech.key,))
            case _:
                assert_never(speech)
        return Ref(id)

    async def _hang(self, message: Message) -> None:
        """Draw what is to be seen before anybody reads it."""
        for part in message.parts:
            if isinstance(part, Picture) and part not in self.pictures and (drawn := await self._draw(part)):
                self.pictures[part] = drawn

    async def revise(self, ref: Ref, speech: Revise) -> Ref:
        was = self._standing.get(MessageId(ref))
        if was is None:
            raise Undeliverable("what was said there is gone", permanent=True)
        self._change(replace(was, message=speech.message, keys=(*was.keys, speech.key)))
        return ref

    async def find(self, speech: Speech, since: datetime) -> Ref | Found:  # noqa: ARG002 - it asks no clock
        """Whenever it was said: the room forgets nothing."""
        said = (standing.id for standing in self._standing.values() if speech.key in standing.keys)
        found = next(said, None)
        return Ref(found) if found else Found.ABSENT

    def message_of(self, ref: Ref) -> MessageId:
        return MessageId(ref)

    async def lookup(self, person: PersonId) -> Profile | None:
        return self._roster.people.get(person)

    def roster(self) -> Sequence[Profile]:
        return tuple(self._roster.people.values())

    def hears(self) -> bool:
        return True

    async def missed(
        self,
        place: PlaceId,  # noqa: ARG002 - as every adapter is asked
        since: datetime,  # noqa: ARG002
        threads: Sequence[MessageId],  # noqa: ARG002
    ) -> AsyncIterator[Event]:
        """Nothing, ever: who speaks here speaks to Rapport's own process."""
        nothing: tuple[Event, ...] = ()
        for event in nothing:
            yield event

    # Inside ----------------------------------------------------------------------------------------------------------

    def _open_channel(self, place: PlaceId) -> PlaceId:
        if place not in self._roster.channels:
            raise Undeliverable(f"there is no channel {name_in(place)}", permanent=True)
        if place in self._archived:
            raise Undeliverable(f"the channel {name_in(place)} is archived", permanent=True)
        return place

    def _road_to(self, person: PersonId) -> PlaceId:
        if person not in self._roster.people:
            raise Undeliverable("there is no such person", permanent=True)
        if person in self._unreachable:
            raise Undeliverable("there is no private road to them", permanent=True)
        return conversation(person)

    def _people_say(self, payload: Payload) -> None:
        """What is sent again already stands."""
        id, author = MessageId(word(payload, "id")), self._roster.person(word(payload, "person"))
        if id in self._standing:
            return
        place = self._roster.place(word(payload, "place"), author)
        only = author if place == conversation(author) else None
        thread = payload.get("thread")
        self._stand(id, place, _message(payload), author=author, thread=thread and MessageId(thread), only=only)

    def _said(self, id: MessageId) -> Said:
        """What somebody wrote there."""
        found = self._standing.get(id)
        if found is None or found.author is None:
            raise Malformed("there is no such message of anybody's")
        return Said(found.id, found.thread, found.author, found.at, plain(found.message))

    def _own(self, payload: Payload) -> Standing:
        """The message a payload is about, if its person wrote it."""
        found = self._standing.get(MessageId(word(payload, "message")))
        if found is None:
            raise Malformed("there is no such message")
        if found.author != self._roster.person(word(payload, "person")):
            raise Malformed("only who wrote a message can change it")
        return found

    def _stand(
        self,
        id: MessageId,
        place: PlaceId,
        message: Message,
        *,
        author: PersonId | None = None,
        thread: MessageId | None = None,
        only: PersonId | None = None,
        pinned: bool = False,
        keys: tuple[str, ...] = (),
    ) -> None:
        standing = Standing(id, place, self._clock(), message, author, thread, only, pinned, keys)
        self._standing[id] = standing
        self._watch(Change.SAID, standing)

    def _change(self, standing: Standing) -> None:
        self._standing[standing.id] = standing
        self._watch(Change.EDITED, standing)

    def _replace_card(self, card: str, message: Message) -> None:
        for standing in self._standing.values():
            if standing.author is None and card == standing.key:
                self._change(replace(standing, message=message))
                return


def _message(payload: Payload) -> Message:
    return say(*text(payload, "text").split("\n"))
