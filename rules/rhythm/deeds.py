"""Deeds: what was done in the client's name, from the saying to the thanks (product.md A1 A2 A5 A6 A12 A13 C6 C7).

A vendor's own word is enough; what somebody else takes for a deed, its author is asked about. What an order does with
a deed is `rules/orders/deeds.py`; here is what follows from it, and what is heard in the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.effects import Answer, Effect, KeepDeed, Lay, SetAlarm, Settle, Undoable
from rules.events import (
    AlarmRang,
    DeedReported,
    Event,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Reacted,
)
from rules.listening.content import content
from rules.listening.ear import Ear
from rules.listening.hear import DEED_FROM, deed_of, languages_of
from rules.listening.normalise import normalise
from rules.model import Case, Fate, Level, MessageId, Nudge, Person, PersonId, Place, PlaceId, Relationship, Said, Side
from rules.model import Told as Why
from rules.owed import nudging, rights
from rules.record import Deed, DeedNumber, DeedState, Extra, How, Trusted
from rules.wording import deeds as wording
from rules.worktime import Calendar

NAME = "deeds"

LOGS = frozenset({"memo", "pencil"})
"""📝, by both of its short names (github.com/iamcal/emoji-data)."""
NAMES_WHAT = 2
"""Words of substance: what was done, and to what."""
FROM_MESSAGE = 200
"""Characters of a message that stand for the deed it tells of."""
PROCEDURE_AGAIN = timedelta(days=90)
"""Ways round one procedure are counted for so long, and its go-betweens are asked once in so long."""
TOO_OFTEN = 3
PROMPT_EVERY = timedelta(days=14)
"""The prompt to thank: at most so often, and about a deed no older."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is said of a deed beside its words."""

    extra: Extra | None = None
    workaround: str = ""
    seen_by_customers: bool = False
    undoable: bool | None = None
    link: str = ""
    asked_by: PersonId | None = None


PLAIN = Wishes()


def decide(event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
    """What is heard and marked in a place, what a ticket system reports, and when it is time to thank."""
    match event:
        case AlarmRang():
            return _prompt(case, now) if event.rule == NAME else ()
        case DeedReported():
            return _reported(event, case, now)
        case MessagePosted() if _hears(case.place, Level.SUGGEST, Level.AUTO):
            return _suggest(event, case)
        case MessageEdited():
            return _reworded(event, case)
        case MessageDeleted():
            return _unsaid(case)
        case Reacted() if event.emoji in LOGS and _hears(case.place, Level.FLAGGED, Level.SUGGEST, Level.AUTO):
            return _marked(event, case, now)
        case _:
            return ()


def _hears(place: Place, *levels: Level) -> bool:
    return place.private_to is None and place.hears in levels


# Logging -------------------------------------------------------------------------------------------------------------


def new(
    case: Case, place: PlaceId, text: str, by: PersonId | None, side: Side, at: datetime, now: datetime, how: How,
    wishes: Wishes = PLAIN, message: MessageId | None = None,
) -> Deed:  # fmt: skip
    """The next deed of the relationship."""
    return Deed(
        number=DeedNumber(case.deeds_kept + 1),
        place=place,
        by=by,
        side=side,
        text=text,
        at=at,
        kept_at=now,
        how=how,
        message=message,
        asked_by=wishes.asked_by,
        extra=wishes.extra,
        workaround=wishes.workaround,
        seen_by_customers=wishes.seen_by_customers,
        undoable=wishes.undoable,
        link=wishes.link,
        trusted=side is Side.VENDOR and is_trusted(text, case.trusted),
    )


def log(deed: Deed, case: Case, now: datetime) -> Iterator[Effect]:
    """It stands on record from now on; and what follows from that."""
    yield KeepDeed(replace(deed, state=DeedState.LOGGED))
    if deed.side is not Side.VENDOR:
        return
    yield SetAlarm(NAME, "thank", _next_prompt(case.relationship, now))
    if deed.workaround and case.relationship.settings.is_live:
        yield from _ask_to_fix(deed, case, now)


def of_message(message: MessageId, case: Case) -> Deed | None:
    """What is known of the deed that a message tells of."""
    return next((deed for deed in case.deeds if deed.message == message and deed.place == case.place.id), None)


def from_message(said: Said, case: Case, now: datetime, how: How, wishes: Wishes = PLAIN) -> Deed | None:
    """The deed a message tells of; None where nobody knows its author's side."""
    side = case.relationship.side_of(said.author)
    if side is None:
        return None
    before, text = of_message(said.message, case), said.text[:FROM_MESSAGE]
    deed = new(case, case.place.id, text, said.author, side, said.at, now, how, wishes, said.message)
    return replace(deed, number=before.number) if before else deed


def is_trusted(text: str, trusted: Iterable[Trusted]) -> bool:
    """Whether a deed is one that the vendor may do without asking: all the words of an entry are in it."""
    words = set(content(normalise(text)))
    return any(_covers(entry.text, text, words) for entry in trusted)


def _covers(entry: str, text: str, words: set[str]) -> bool:
    needed = set(content(normalise(entry)))
    if not needed:
        return entry.casefold() in text.casefold()
    return all(any(_is_same_word(one, other) for other in words) for one in needed)


def _is_same_word(one: str, other: str) -> bool:
    """Stems of five letters leave `feed` and `feeds` apart."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= 1


# 📝 on a message -----------------------------------------------------------------------------------------------------


def _marked(event: Reacted, case: Case, now: datetime) -> Iterator[Effect]:
    said = _remembered(event.message, case) or event.said
    if said is None or case.relationship.side_of(event.person) is None:
        return
    yield from mark(said, event.person, case, now)


def mark(said: Said, by: PersonId, case: Case, now: datetime, wishes: Wishes = PLAIN) -> Iterator[Effect]:
    """By its author's side it is logged; by the other side its author is asked. What stands on record stays."""
    before, deed = of_message(said.message, case), from_message(said, case, now, How.REACTION, wishes)
    own = deed is not None and case.relationship.side_of(by) is deed.side
    if deed is None or not deed.text.strip() or (before and before.state is DeedState.LOGGED):
        return
    if own:
        yield from log(deed, case, now)
        yield Settle(key(case.relationship, case.place.id, said.message))
        yield Undoable(by, f"deeds drop {deed.label}")
    elif before is None:
        yield KeepDeed(replace(deed, state=DeedState.OFFERED))
        yield Lay(_offer(said.author, said.message, case, now, step=MARKED, live=True))


def _remembered(message: MessageId, case: Case) -> Said | None:
    return next((said for said in case.window if said.message == message), None)


def _reworded(event: MessageEdited, case: Case) -> Iterator[Effect]:
    deed = of_message(event.message, case)
    if deed and deed.text and deed.state in (DeedState.LOGGED, DeedState.OFFERED):
        yield KeepDeed(replace(deed, text=event.text[:FROM_MESSAGE]))


def _unsaid(case: Case) -> Iterator[Effect]:
    """A deleted message deletes its excerpt, and with it what it told of."""
    for deed in case.deeds:
        if deed.state in (DeedState.LOGGED, DeedState.OFFERED):
            yield KeepDeed(without_words(deed, DeedState.TAKEN_BACK))


def without_words(deed: Deed, state: DeedState) -> Deed:
    """It no longer counts: what it said goes."""
    return replace(deed, state=state, text="", workaround="", link="")


# Suggestions ---------------------------------------------------------------------------------------------------------

SUGGESTED, MARKED = 0, 1
"""The step of what is laid: listening thought so, or the other side said so."""


def _suggest(event: MessagePosted, case: Case) -> Iterator[Effect]:
    person = case.relationship.people.get(event.author)
    if person is None or person.side is not Side.VENDOR or person.no_suggestions or event.files:
        return
    if case.relationship.settings.is_live and states_a_deed(event.text, case.ear):
        yield Lay(_offer(event.author, event.message, case, event.at, step=SUGGESTED, live=True))


def states_a_deed(text: str, ear: Ear) -> bool:
    """Whether its author may be asked: it says that something is done, and to what; a bare *done* is of no use."""
    plain = normalise(text)
    return len(content(plain)) >= NAMES_WHAT and deed_of(plain, languages_of(plain), ear) >= DEED_FROM


def _offer(author: PersonId, message: MessageId, case: Case, at: datetime, *, step: int, live: bool) -> Nudge:
    return Nudge(
        key=key(case.relationship, case.place.id, message),
        why=Why.DEED,
        item=None,
        turn=0,
        step=step,
        side=case.relationship.side_of(author),
        person=author,
        laid_at=at,
        show_from=at,
        fate=Fate.WAITING if live else Fate.DROPPED,
        place=case.place.id,
        message=message,
    )


def key(relationship: Relationship, place: PlaceId, message: MessageId) -> str:
    """Under which an author is asked: once for a message."""
    return f"deed:{relationship.id}:{place}:{message}"


# Procedures that do not fit ------------------------------------------------------------------------------------------


def _ask_to_fix(deed: Deed, case: Case, now: datetime) -> Iterator[Effect]:
    """Both go-betweens, when it is the third time."""
    counted = _round_it_lately(deed, case, now)
    if not counted:
        return
    labels = [each.label for each in counted]
    said = wording.fix_procedure(deed.workaround, labels, PROCEDURE_AGAIN.days)
    for side in Side:
        yield from nudging.note_to(case.relationship.party(side), case, now, f"fix:{deed.label}", said)


def _round_it_lately(deed: Deed, case: Case, now: datetime) -> Sequence[Deed]:
    """The three and more times if this is the time to ask; nothing if they were asked lately.

    Worked out from the deeds alone: whenever there were three within the time, they were asked.
    """
    before = [
        each
        for each in case.deeds
        if each.state is DeedState.LOGGED and each.number != deed.number and _same(each, deed)
    ]
    times, asked_at = [*sorted(before, key=lambda each: each.kept_at), replace(deed, kept_at=now)], None
    lately: list[Deed] = []
    for n, each in enumerate(times, start=1):
        lately = [one for one in times[:n] if one.kept_at > each.kept_at - PROCEDURE_AGAIN]
        is_time = len(lately) >= TOO_OFTEN and (asked_at is None or each.kept_at - asked_at >= PROCEDURE_AGAIN)
        asked_at = each.kept_at if is_time else asked_at
    return lately if asked_at == now else ()


def _same(one: Deed, other: Deed) -> bool:
    return _procedure(one.workaround) == _procedure(other.workaround)


def _procedure(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ").rstrip(".")


# The prompt to thank -------------------------------------------------------------------------------------------------


def _next_prompt(relationship: Relationship, now: datetime) -> datetime:
    """Every two weeks from the beginning on: deciding it again sets the same moment."""
    began = relationship.settings.began_at
    return began + PROMPT_EVERY * ((now - began) // PROMPT_EVERY + 1)


def _prompt(case: Case, now: datetime) -> Iterator[Effect]:
    """To the client's go-between, only where there is a real deed to quote."""
    told = [nudge.told_at for nudge in case.prompted if nudge.told_at]
    worth = [deed for deed in case.deeds if _is_worth_thanks(deed, now)]
    if not worth or not case.relationship.settings.is_live:
        return
    if any(nudge.fate is Fate.WAITING for nudge in case.prompted):
        return
    if told and max(told) + PROMPT_EVERY > now:
        yield SetAlarm(NAME, "thank", max(told) + PROMPT_EVERY)
        return
    best = max(worth, key=lambda deed: (deed.seen_by_customers, deed.extra is not None, deed.kept_at))
    client = case.relationship.client
    message = wording.prompt(row(best, case.relationship, client.calendar, now))
    yield from nudging.note_to(client, case, now, prompt_about(best), message)


def prompt_about(deed: Deed) -> str:
    """What the note is called by: whoever thanks settles it."""
    return f"thank:{deed.label}"


def _is_worth_thanks(deed: Deed, now: datetime) -> bool:
    is_fresh = deed.kept_at > now - PROMPT_EVERY
    stands = deed.state is DeedState.LOGGED and deed.side is Side.VENDOR and bool(deed.text.strip())
    return stands and is_fresh and deed.thanked_at is None


# What a ticket system reports ----------------------------------------------------------------------------------------


def _reported(event: DeedReported, case: Case, now: datetime) -> Iterator[Effect]:
    """Logged once for each of its ids; by a name nobody knows, by the company."""
    if of_message(event.mark, case) or case.place.private_to is not None:
        return
    people, vendor, client = case.relationship.people, Side.VENDOR, Side.CLIENT
    by = named(event.by, (person for person in people.values() if person.side is vendor))
    asked = named(event.asked_by, (person for person in people.values() if person.side is client))
    wishes = Wishes(
        extra=Extra(event.extra) if event.extra else None,
        workaround=event.workaround,
        seen_by_customers=event.seen,
        undoable=event.undoable,
        link=event.link,
        asked_by=asked.id if asked else None,
    )
    who = by.id if by else None
    deed = new(
        case, case.place.id, event.text, who, vendor, min(event.at, now), now, How.WEBHOOK, wishes, event.mark
    )  # fmt: skip
    yield from log(deed, case, now)


def named(name: str, people: Iterable[Person]) -> Person | None:
    """The one person of that name, first name or id."""
    folded, known = " ".join(name.split()).removeprefix("@").casefold(), list(people)
    if not folded:
        return None
    by_id = [person for person in known if person.id.casefold() == folded]
    full = [person for person in known if person.name.casefold() == folded]
    first = [person for person in known if person.name.casefold().partition(" ")[0] == folded]
    found = by_id or full or first
    return found[0] if len(found) == 1 else None


# Words ---------------------------------------------------------------------------------------------------------------


def row(deed: Deed, relationship: Relationship, calendar: Calendar, now: datetime) -> wording.Row:
    """What a sentence about a deed needs to know."""
    return wording.Row(
        deed=deed,
        by=nudging.name_of(deed.by, relationship),
        company=relationship.party(deed.side).company,
        other=relationship.party(deed.side.other).company,
        asked_by=nudging.name_of(deed.asked_by, relationship),
        relationship=relationship.id,
        calendar=calendar,
        now=now,
    )


def is_author(person: PersonId, author: PersonId | None, relationship: Relationship) -> bool:
    """Under whatever account."""
    return author is not None and rights.is_same_human(person, author, relationship)
