"""What a press of a button, or a form, does to an item (product.md, "Buttons", "The other side's question").

First whose it is to say: a nudge's buttons are the side's that has the ball, a claim's are the asker's, an offer's its
author's. Then what it does, which stands in moves.py. Whoever pressed always hears at once what came of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches

from rules.dates import opening, read_moment
from rules.effects import Answer, Effect, HavePatience, Keep, Settle, Undoable
from rules.events import AlarmRang, ButtonPressed, Event, FormSent
from rules.message import Message
from rules.model import (
    Case,
    Claimed,
    Holder,
    Item,
    MessageId,
    Nudge,
    Patience,
    Person,
    PersonId,
    PlaceId,
    Relationship,
    Side,
    State,
    Told,
)
from rules.owed import moves, nudging, offers, questions, rights
from rules.wording import presses as wording
from rules.worktime import DAY, Calendar, NoWorkingTime, local_date, say_duration

NAME = "presses"

LONGEST_WORDS = 1_000
"""Characters somebody may write into a form."""
LONGEST_NAME = 80
NEAREST = 3
"""Names that are offered for one that was not understood."""
A_WEEK = timedelta(days=7)
"""*In a week*: how long nobody is asked."""


@dataclass(frozen=True, slots=True)
class _Press:
    """Who pressed what, and where things stand."""

    event: ButtonPressed | FormSent
    case: Case
    person: Person
    side: Side
    now: datetime

    @property
    def relationship(self) -> Relationship:
        return self.case.relationship

    @property
    def item(self) -> Item:
        """Only once a gate saw that there is one."""
        assert self.case.item
        return self.case.item

    @property
    def at(self) -> datetime:
        return self.event.at

    @property
    def calendar(self) -> Calendar:
        return calendar_of(self.person, self.relationship)

    def typed(self, field: str) -> str:
        return tidied(self.event.values.get(field, "")) if isinstance(self.event, FormSent) else ""


Wanted = Iterable[Effect | Answer]


def decide(event: Event, case: Case, now: datetime) -> Wanted:
    """What this press does; and what becomes of a claim that nobody answered while work is blocked."""
    if isinstance(event, AlarmRang):
        return _silent_about(case) if event.rule == moves.CLAIMS else ()
    if not isinstance(event, ButtonPressed | FormSent) or event.action not in _ACTIONS:
        return ()
    person = case.relationship.people.get(event.person)
    if person is None or person.side is None:
        return (Answer(wording.no_side()),)
    gate, act = _ACTIONS[event.action]
    press = _Press(event, case, person, person.side, max(now, event.at))
    refused = gate(press)
    return (Answer(refused),) if refused else act(press)


def why(item: Item, case: Case, person: Person, now: datetime) -> Message:
    """*Why am I seeing this*: rule, promise, clock and calendar, in the person's local time. For both sides."""
    facts = nudging.facts(item, case.relationship, now, person)
    return wording.why(facts, _reasons(item, case, person, now))


def calendar_of(person: Person, relationship: Relationship) -> Calendar:
    """Their own, or their side's; of somebody without a side the client's."""
    return person.calendar or relationship.party(person.side or Side.CLIENT).calendar


def tidied(text: str) -> str:
    """What somebody typed, without what no database keeps and what would turn the words around it."""
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    return "".join(char for char in kept if char not in _TURNS_AROUND).strip()


_TURNS_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction of writing for what follows, beyond the words they stand in."""


# Whose it is to say --------------------------------------------------------------------------------------------------


def _no_gate(_: _Press) -> Message | None:
    return None


def _of_any_item(press: _Press) -> Message | None:
    return None if press.case.item else wording.gone()


def _of_the_holding_side(press: _Press) -> Message | None:
    """The side that has the ball, while it is open."""
    return _of_an_open_item(press) or (None if press.item.holder.side is press.side else _elsewhere(press))


def _of_who_follows_it(press: _Press) -> Message | None:
    """The same, or whoever follows up a third party."""
    refused, holder = _of_an_open_item(press), press.case.item.holder if press.case.item else None
    if refused or holder is None or holder.side is press.side:
        return refused
    chases = holder.side is None and holder.person is not None
    if chases and rights.is_same_human(press.person.id, holder.person or press.person.id, press.relationship):
        return None
    return _elsewhere(press)


def _of_an_open_item(press: _Press) -> Message | None:
    refused = _of_any_item(press)
    return refused or (None if press.item.state is State.OPEN else wording.settled_already(press.item.label))


def _elsewhere(press: _Press) -> Message:
    return wording.with_others(press.item.label, _whose_ball(press.item, press.relationship))


def _of_the_asker(press: _Press) -> Message | None:
    item = press.case.item
    if item is None:
        return wording.gone()
    if not rights.may_confirm(item, press.case, press.person.id):
        asker, company = _name_of_asker(press), press.relationship.party(item.asker_side).company
        return wording.for_the_asker(item.label, asker, company)
    if item.claim is None or item.claim.confirmed is not None or item.state is State.OPEN:
        return wording.no_claim(item.label, item.state is State.OPEN)
    return None


def _of_the_author(press: _Press) -> Message | None:
    """Of a message that is still remembered, and not tracked yet."""
    if press.case.item:
        return wording.tracked_already(press.case.item.label)
    named = offers.message_of(press.event.about)
    said = next((said for said in press.case.window if named and said.message == named[1]), None)
    if said is None or named is None or named[0] != press.case.place.id:
        return wording.words_are_gone()
    is_author = rights.is_same_human(press.person.id, said.author, press.relationship)
    return None if is_author else wording.for_its_author()


def _of_no_other_author(press: _Press) -> Message | None:
    """Declining is the author's too, whether or not the message is still remembered."""
    named = offers.message_of(press.event.about)
    said = next((said for said in press.case.window if named and said.message == named[1]), None)
    is_author = said is None or rights.is_same_human(press.person.id, said.author, press.relationship)
    return None if is_author else wording.for_its_author()


# Nudges --------------------------------------------------------------------------------------------------------------


def _promise(press: _Press) -> Wanted:
    try:
        until = read_moment(press.typed("when"), press.now, press.calendar).at
    except ValueError as error:
        return _errors(when=str(error) if press.typed("when") else wording.say_when_you_will())
    item, asked_in = press.item, _calendar_of_asker(press)
    stops_later = item.blocked_on and local_date(press.now, asked_in) <= item.blocked_on
    if item.blocked_on and stops_later and local_date(until, asked_in) > item.blocked_on:
        return _errors(when=wording.after_work_stops(until, item.blocked_on, press.calendar))
    promised = moves.promise(item, press.case, press.at, until, press.person.id)
    return (*promised, Answer(wording.promised(item.label, until, press.calendar)))


def _answered_elsewhere(press: _Press) -> Wanted:
    if len(press.typed("words")) > LONGEST_WORDS:
        return _errors(words=wording.too_long(LONGEST_WORDS))
    return _settle(press, Claimed.ANSWERED_ELSEWHERE, wording.how_answered(press.typed("how"), press.typed("words")))


def _not_a_question(press: _Press) -> Wanted:
    return _settle(press, Claimed.NOT_A_QUESTION)


def _settle(press: _Press, what: Claimed, words: str = "") -> Wanted:
    item, of = press.item, press.relationship.id
    verdict = rights.settle_by(item, press.case, press.person.id, press.at, words, what)
    if isinstance(verdict, Message):
        return (Answer(verdict),)
    kept = (effect.item.claim for effect in verdict if isinstance(effect, Keep))
    is_claim = any(claim and claim.confirmed is None for claim in kept)
    said = wording.claimed(item.label, _name_of_asker(press), of) if is_claim else wording.settled(item.label, of)
    return (*verdict, Undoable(press.person.id, f"reopen {item.label}"), Answer(said))


def _someone_else(press: _Press) -> Wanted:
    who, third = press.typed("who"), press.typed("third")
    if bool(who) == bool(third):
        return _errors(who=wording.name_one())
    return _to_third_party(press, third) if third else _to_colleague(press, who)


def _to_third_party(press: _Press, name: str) -> Wanted:
    companies = [press.relationship.party(side).company for side in Side]
    one_of_us = next((company for company in companies if company.casefold() == name.casefold()), None)
    if one_of_us or len(name) > LONGEST_NAME:
        return _errors(third=wording.not_outside(one_of_us) if one_of_us else wording.too_long(LONGEST_NAME))
    name = " ".join(name.split())
    if name == press.item.holder.third_party:
        return _errors(third=wording.has_it_already(name))
    passed = moves.turn(press.item, press.case, press.at, Holder(None, press.person.id, name), "third party")
    return (*passed, Answer(wording.with_third_party(press.item.label, name)))


def _to_colleague(press: _Press, typed: str) -> Wanted:
    found = _named(typed, press)
    if isinstance(found, str):
        return _errors(who=found)
    item, holder = press.item, press.item.holder
    if found.human == press.person.human:
        return _errors(who=wording.that_is_you())
    if holder.person and rights.is_same_human(found.id, holder.person, press.relationship):
        return _errors(who=wording.has_it_already(found.name))
    if holder.side is None:
        passed = moves.turn(item, press.case, press.at, replace(holder, person=found.id), "somebody else")
    else:
        passed = moves.hand_over(item, press.case, press.at, found.id)
    return (*passed, Answer(wording.passed_on(item.label, found.name)))


def _need(press: _Press) -> Wanted:
    words, item = press.typed("what"), press.item
    if not words or len(words) > LONGEST_WORDS:
        return _errors(what=wording.too_long(LONGEST_WORDS) if words else wording.say_what_you_need())
    asked = Holder(item.asker_side, item.asker)
    holder = asked if press.side is not item.asker_side else moves.holder_before(item)
    turned = moves.turn(item, press.case, press.at, holder, "needs something first", words)
    return (*turned, Answer(wording.turned(item.label, _said(holder, press.relationship))))


def _snooze(press: _Press) -> Wanted:
    item, calendar = press.item, press.calendar
    try:
        until = next_morning(press.now, calendar)
    except NoWorkingTime:
        return (Answer(wording.no_morning()),)
    if item.blocked_on and local_date(until, _calendar_of_asker(press)) > item.blocked_on:
        return (Answer(wording.not_past_the_day(item.label, item.blocked_on)),)
    snoozed = moves.snooze(item, press.case, _as_addressed(press), until)
    return (*snoozed, Answer(wording.put_off(item.label, until, calendar)))


def next_morning(now: datetime, calendar: Calendar) -> datetime:
    """The first working instant of the next working day. Raises NoWorkingTime."""
    return opening(local_date(now, calendar) + DAY, now, calendar)


def _as_addressed(press: _Press) -> PersonId:
    """The account of theirs in whose name it lies in their tray."""
    laid = [nudge.person for nudge in press.case.nudges if nudge.person]
    own = [person for person in laid if rights.is_same_human(person, press.person.id, press.relationship)]
    return own[-1] if own else press.person.id


def _why(press: _Press) -> Wanted:
    return (Answer(why(press.item, press.case, press.person, press.now)),)


# Names ---------------------------------------------------------------------------------------------------------------


def _named(typed: str, press: _Press) -> Person | str:
    """The one person of the presser's own side who is called so, or a sentence. Nobody of the other side is listed."""
    own = [person for person in press.relationship.people.values() if person.side is press.side]
    wanted = " ".join(typed.split()).removeprefix("@").casefold()
    found = _of_humans([person for person in own if person.name.casefold() == wanted]) or _of_humans(
        [person for person in own if wanted in person.name.casefold().split()]
    )
    if len(found) == 1:
        return found[0]
    if found:
        return wording.several_of_that_name(typed, sorted({person.name for person in found})[:NEAREST])
    company = press.relationship.party(press.side).company
    return wording.nobody_of_that_name(typed, company, _nearest(wanted, own))


def _of_humans(people: Iterable[Person]) -> list[Person]:
    """One account of each human, one that can be reached if there is any."""
    return list({person.human: person for person in sorted(people, key=lambda person: person.reachable)}.values())


def _nearest(wanted: str, people: Iterable[Person]) -> list[str]:
    by_word = {word: person.name for person in people for word in (person.name.casefold(), *_words(person.name))}
    near = get_close_matches(wanted[:LONGEST_NAME], by_word, n=NEAREST, cutoff=0.6)
    return list(dict.fromkeys(by_word[word] for word in near))


def _words(name: str) -> list[str]:
    return name.casefold().split()


# Claims --------------------------------------------------------------------------------------------------------------


def _yes(press: _Press) -> Wanted:
    item = press.item
    undo = Undoable(press.person.id, f"reopen {item.label}")
    return (*moves.confirm(item, press.at), undo, Answer(wording.settled(item.label, press.relationship.id)))


def _not_yet(press: _Press) -> Wanted:
    return (*moves.restore(press.item, press.case), Answer(wording.restored(press.item.label)))


def _silent_about(case: Case) -> Iterable[Effect]:
    """Nobody's yes, while work is blocked (product.md, "Fair by construction")."""
    item = case.item
    if item and item.blocked_on and item.state is not State.OPEN and item.claim and item.claim.confirmed is None:
        yield from moves.restore(item, case)


# Offers --------------------------------------------------------------------------------------------------------------


def _track(press: _Press) -> Wanted:
    named = offers.message_of(press.event.about)
    assert named
    opened = tuple(questions.track(named[1], press.case))
    kept = next((effect.item for effect in opened if isinstance(effect, Keep)), None)
    if kept is None:
        return (Answer(wording.no_side()),)
    company = press.relationship.party(kept.asker_side.other).company
    return (*opened, _answered(press, named), Answer(wording.tracked(kept.label, company)))


def _no_need(press: _Press) -> Wanted:
    named = offers.message_of(press.event.about)
    settled = (_answered(press, named),) if named else ()
    return (*settled, Answer(wording.not_tracked()))


def _answered(press: _Press, offered: tuple[PlaceId, MessageId]) -> Settle:
    return Settle(offers.key(press.relationship.id, *offered))


# Patience ------------------------------------------------------------------------------------------------------------


def _keep_asking(press: _Press) -> Wanted:
    return (HavePatience(press.person.human, Patience.KEEP), Answer(wording.goes_on()))


def _ask_later(press: _Press) -> Wanted:
    until = press.at + A_WEEK
    patience = HavePatience(press.person.human, Patience.LATER, until)
    return (patience, Answer(wording.goes_on_later(until, press.calendar)))


def _stop_asking(press: _Press) -> Wanted:
    patience = HavePatience(press.person.human, Patience.STOP)
    undo = Undoable(press.person.id, "resume me")
    return (patience, undo, Answer(wording.stops_asking(press.relationship.id)))


# Why -----------------------------------------------------------------------------------------------------------------


def _reasons(item: Item, case: Case, person: Person, now: datetime) -> wording.Reasons:
    relationship, holder = case.relationship, item.holder
    told = _last_told(item, case)
    own = person.side is not None and person.side is _side_of_holder(item, relationship)
    asked = told.person if told and own and told.why is not Told.LINE else None
    party = relationship.party(_side_of_holder(item, relationship))
    turns = sum(turn.holder.side is holder.side for turn in item.turns)
    waited = nudging.waited(item, relationship, now, by=holder.side)
    return wording.Reasons(
        with_whom=_whose_ball(item, relationship),
        named_by=nudging.name_of_waiting(item, relationship),
        was_asked=told is not None,
        in_thread=told is not None and told.why is Told.LINE,
        asked=nudging.name_of(asked, relationship),
        asked_reader=asked is not None and rights.is_same_human(asked, person.id, relationship),
        as_go_between=asked is not None and rights.is_go_between(asked, party, relationship),
        is_live=relationship.settings.is_live,
        expected_by=_expected_by(item, relationship),
        in_all=say_duration(waited) if turns > 1 and holder.side else None,
        shows_snooze=own,
    )


def _last_told(item: Item, case: Case) -> Nudge | None:
    """The last step of the present turn that was told, or in a trial run would have been."""
    told = [nudge for nudge in case.nudges if nudge.turn == len(item.turns) and nudge.step and nudge.told_at]
    return told[-1] if told else None


def _expected_by(item: Item, relationship: Relationship) -> datetime | None:
    try:
        return nudging.late_at(item, relationship) if item.holder.side else None
    except NoWorkingTime:
        return None


def _side_of_holder(item: Item, relationship: Relationship) -> Side:
    """Of a third party: the side of whoever follows it up."""
    chased_by = relationship.side_of(item.holder.person) if item.holder.person else None
    return item.holder.side or chased_by or item.asker_side.other


# Small things --------------------------------------------------------------------------------------------------------


def _errors(**errors: str) -> tuple[Answer]:
    return (Answer(errors=errors),)


def _whose_ball(item: Item, relationship: Relationship) -> str:
    return item.holder.third_party or _said(item.holder, relationship)


def _said(holder: Holder, relationship: Relationship) -> str:
    assert holder.side
    return wording.holder_said(nudging.name_of(holder.person, relationship), relationship.party(holder.side).company)


def _name_of_asker(press: _Press) -> str | None:
    return nudging.name_of_asker(press.item, press.relationship)


def _calendar_of_asker(press: _Press) -> Calendar:
    """In which the day work stops is a day."""
    asker = press.relationship.people.get(press.item.asker)
    return (asker and asker.calendar) or press.relationship.party(press.item.asker_side).calendar


_Gate = Callable[[_Press], Message | None]
_Act = Callable[[_Press], Wanted]

_ACTIONS: Mapping[str, tuple[_Gate, _Act]] = {
    "nudge.promise": (_of_the_holding_side, _promise),
    "nudge.elsewhere": (_of_who_follows_it, _answered_elsewhere),
    "nudge.someone": (_of_who_follows_it, _someone_else),
    "nudge.need": (_of_the_holding_side, _need),
    "nudge.snooze": (_of_who_follows_it, _snooze),
    "nudge.not_question": (_of_who_follows_it, _not_a_question),
    "nudge.why": (_of_any_item, _why),
    "claim.yes": (_of_the_asker, _yes),
    "claim.not_yet": (_of_the_asker, _not_yet),
    "offer.track": (_of_the_author, _track),
    "offer.no": (_of_no_other_author, _no_need),
    "patience.keep": (_no_gate, _keep_asking),
    "patience.later": (_no_gate, _ask_later),
    "patience.stop": (_no_gate, _stop_asking),
}
