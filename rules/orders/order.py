"""What every command needs: who gives it, on which side they are, what they may do, and how it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rules.commands import Command
from rules.effects import Answer, Effect, Post, Undoable
from rules.events import ButtonPressed, CommandGiven, FormSent
from rules.message import Button, Buttons, Message
from rules.model import Case, Item, Party, Person, PersonId, Place, Relationship, Side, State
from rules.wording import orders as wording
from rules.worktime import Calendar

Outcome = Iterable[Effect | Answer]


@dataclass(frozen=True, slots=True)
class Order:
    """Somebody typed a command, pressed a button of ours or filled in a form of ours."""

    event: CommandGiven | ButtonPressed | FormSent
    command: Command
    """Of a button or a form: its action."""
    case: Case
    now: datetime
    me: Person

    @property
    def at(self) -> datetime:
        return self.event.at

    @property
    def rest(self) -> str:
        return self.command.rest

    @property
    def relationship(self) -> Relationship:
        return self.case.relationship

    @property
    def mentions(self) -> tuple[PersonId, ...]:
        return self.event.mentions if isinstance(self.event, CommandGiven) else ()

    @property
    def subject(self) -> str:
        """What the button or the form is about, after the relationship: `forget:slack:U1`."""
        return "" if isinstance(self.event, CommandGiven) else self.event.about.partition(":")[2]

    @property
    def side(self) -> Side:
        """Whoever has none is answered before anybody asks."""
        assert self.me.side
        return self.me.side

    @property
    def party(self) -> Party:
        return self.relationship.party(self.side)

    @property
    def others(self) -> Party:
        return self.relationship.party(self.side.other)

    @property
    def calendar(self) -> Calendar:
        """In whose local time dates are read, and written back."""
        return self.me.calendar or self.party.calendar

    def is_me(self, person: PersonId | None) -> bool:
        """Whether that is them, under whatever account."""
        known = self.relationship.people.get(person) if person else None
        return person == self.me.id or (known is not None and known.human == self.me.human)


# Rights --------------------------------------------------------------------------------------------------------------


def first_contacts(relationship: Relationship, side: Side) -> tuple[Person, ...]:
    """The go-betweens and deputies of a side, as far as they are still of it."""
    named = [who for each in relationship.party(side).go_betweens for who in (each.person, each.deputy) if who]
    people = [relationship.people[who] for who in dict.fromkeys(named) if who in relationship.people]
    return tuple(person for person in people if person.side is side)


def speaks_for(person: Person, side: Side, relationship: Relationship) -> bool:
    """Whether they may decide for their side: its go-betweens and deputies; anyone of it while none is named."""
    if person.side is not side:
        return False
    contacts = first_contacts(relationship, side)
    return not contacts or person.human in {contact.human for contact in contacts}


def may_decide(order: Order) -> bool:
    """Whether they speak for their own side."""
    return order.me.side is not None and speaks_for(order.me, order.me.side, order.relationship)


def leave_it_to(order: Order, side: Side | None = None) -> Answer:
    """Who may do it instead."""
    of = side or order.side
    party = order.relationship.party(of)
    return Answer(message=wording.for_the_go_between(party.company, _names(first_contacts(order.relationship, of))))


def _names(people: Iterable[Person]) -> list[str]:
    return [person.name for person in people]


# Answers -------------------------------------------------------------------------------------------------------------


def say(message: Message) -> Iterator[Answer]:
    """Nothing changes; this is what they read."""
    yield Answer(message=message)


def echo(order: Order, message: Message, inverse: str) -> Iterator[Effect | Answer]:
    """What was understood, with *Undo*; an empty inverse cannot be taken back, and nor can what was done before it."""
    yield Undoable(order.me.id, inverse)
    yield Answer(message=with_undo(message, order) if inverse else message)


def with_undo(message: Message, order: Order) -> Message:
    about = f"{order.relationship.id}:undo"
    return Message((*message.parts, Buttons((Button(wording.undo_label(), "undo", about),))))


def announce(
    order: Order, message: Message, where: Place | None = None, *, pin: bool = False, about: str = ""
) -> Iterator[Effect]:
    """Both sides read it: in that place, or where it happened, or else in the first place they share.

    A second one about the same event is named by what it is about.
    """
    place = where if where and not where.closed else shared_place(order.case)
    if place:
        key = f"said:{order.relationship.id}:{order.event.id}{f':{about}' if about else ''}"
        yield Post(key=key, place=place.id, message=message, pin=pin)


# Places and items ----------------------------------------------------------------------------------------------------


def shared_places(case: Case) -> tuple[Place, ...]:
    return tuple(place for place in case.places if place.private_to is None)


def here(case: Case) -> Place | None:
    """The place it is said in, where that is one of the relationship's; None in private with Rapport."""
    return next((place for place in case.places if place.id == case.place.id), None)


def place_meant(text: str, order: Order) -> Place | None:
    """`here`, or the place whose id that is: an inverse may be given elsewhere than the command."""
    if text.casefold() in ("here", "this channel"):
        return here(order.case)
    return next((place for place in order.case.places if place.id == text), None)


def shared_place(case: Case) -> Place | None:
    """This one, if both sides read it; else the first that both do. Nothing can be said in one that is closed."""
    found = here(case)
    still_open = [place for place in shared_places(case) if not place.closed]
    return found if found in still_open else next(iter(still_open), None)


def is_agreed(case: Case) -> bool:
    """Both companies said yes to an agreement, and to being heard in some place."""
    return any(place.agreed == frozenset(Side) for place in shared_places(case))


def visible(case: Case) -> tuple[Item, ...]:
    """What both sides may see, the same for both."""
    private = {place.id for place in case.places if place.private_to is not None}
    return tuple(item for item in case.owed if item.place not in private)


def still_open(case: Case) -> tuple[Item, ...]:
    return tuple(item for item in visible(case) if item.state is State.OPEN)


# Who is meant --------------------------------------------------------------------------------------------------------


def who(text: str, order: Order) -> Person | None:
    """Whom a text names: `@Bea`, `Bea`, `@slack:U1`, or `me`."""
    words = " ".join(text.split()).removesuffix(":")
    people = order.relationship.people
    if words.casefold() in ("me", "myself"):
        return order.me
    known = people.get(PersonId(words.removeprefix("@")))
    return known or _mentioned(words, order) or _called(words.removeprefix("@"), people.values())


def _mentioned(words: str, order: Order) -> Person | None:
    """The longest name that stands there; of two namesakes the one whom the platform says was mentioned."""
    named = [each for each in order.relationship.people.values() if is_mentioned(each.name, words)]
    named.sort(key=lambda person: (len(person.name), person.id in order.mentions), reverse=True)
    return named[0] if named else None


def is_mentioned(name: str, words: str) -> bool:
    """Whether `@name` stands there as a whole: `@Bea`, and not the beginning of `@Beatrice`."""
    return bool(re.search(rf"@{re.escape(name)}(?!\w)", words, re.IGNORECASE))


def _called(name: str, people: Iterable[Person]) -> Person | None:
    """The one person of that name, or of that first name."""
    folded, known = name.casefold(), list(people)
    full = [person for person in known if person.name.casefold() == folded]
    first = [person for person in known if person.name.casefold().partition(" ")[0] == folded]
    found = full or first
    return found[0] if len(found) == 1 else None
