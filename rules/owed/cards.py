"""The calm card: what lies in a human's tray is told together, twice a working day, across relationships.

(product.md, "One calm card", "Budget") Everything Rapport says privately of its own accord passes here, so that the
budgets are kept in one place: three messages to a human a day, one a week that is not a nudge, nothing outside the
person's hours. Only work that stops within two working days breaks in.

A ring never means "send": `decide` works out anew what waits, what of it may be told now, and when to look again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rules import people
from rules.effects import Bounce, HavePatience, LookAgainAt, MarkTold, Revise, Tell, TrayEffect
from rules.events import TrayRang
from rules.message import Message, Part, Pointer, from_json
from rules.model import Card, Desk, Entry, Fate, Item, Patience, Person, PersonId, PlaceId, State, Told
from rules.owed import nudging, offers
from rules.wording import deeds as deed_wording
from rules.wording import nudges as wording
from rules.wording.feedback import over as round_over
from rules.worktime import DAY, Calendar, NoWorkingTime, at_clock, is_open, local_date, next_open, next_slot

NAME = "cards"

MOST_SUGGESTED = 3
"""Deeds that a card suggests: nobody wants a list of what they wrote."""
MOST_SHOWN = 8
"""Entries on a card; a page of buttons is no calm card, and Slack takes fifty blocks."""
A_WHILE = timedelta(hours=1)
"""Between a card and something else that waited for a quieter moment."""
IGNORED_IN_A_ROW = 3
CARDS_A_DAY = 2
"""Beside what breaks in, for somebody whose companies keep different hours: each has slots of its own."""
A_WEEK = timedelta(days=7)
BETWEEN_BRIEFS = timedelta(days=14)
PREVIEWED_FOR = timedelta(hours=1)
"""So long the digest may be corrected before it is posted: later nobody is shown what it will say."""
ON_THE_CARD = frozenset({Told.NUDGE, Told.TURNED, Told.CLAIM, Told.OFFER, Told.CHASE, Told.DEED, Told.THANKS})
ASKS_TO_ACT = frozenset({Told.NUDGE, Told.TURNED, Told.CHASE})


@dataclass(frozen=True, slots=True)
class _Due:
    """Something that waits to be told: to whom, and from when on."""

    entry: Entry
    person: Person
    calendar: Calendar
    since: datetime
    """Not before then: it was laid, snoozed or paused."""
    at: datetime
    """The slot at which it is due."""


def decide(event: TrayRang, desk: Desk, now: datetime) -> Iterable[TrayEffect]:
    """What to say to this human now, what to edit, and when to look again."""
    yield from _revisions(desk, now)
    waiting = [entry for entry in desk.entries if entry.nudge.fate is Fate.WAITING]
    due: list[_Due] = []
    for entry in waiting:
        found = _due(entry, desk, now)
        if found:
            due.append(found)
        else:
            another = entry.nudge.why in (Told.NUDGE, Told.CHASE) and _is_wanted(entry)
            yield Bounce(entry.nudge, entry.relationship.id, another)
    told = list(_tell(event, desk, due, now))
    yield from told
    said = {number for effect in told if isinstance(effect, MarkTold) for number in effect.nudges}
    left = [each for each in due if each.entry.nudge.id not in said]
    if left:
        yield LookAgainAt(min(_again(each, desk, told, now) for each in left))


# What may be told, and when ------------------------------------------------------------------------------------------


def _due(entry: Entry, desk: Desk, now: datetime) -> _Due | None:
    """None for what nobody needs to hear any more, or what this human may not or cannot be told."""
    person = _reader(entry, desk)
    if person is None or person.side is None or not person.may_be_told(now) or not _is_wanted(entry):
        return None
    party = entry.relationship.party(person.side)
    calendar = person.calendar or party.calendar
    try:
        since = max(_not_before(entry, person, desk, now))
        at = _moment(entry, desk, since, calendar, now)
        is_over = entry.nudge.why is Told.PREVIEW and max(at, now) >= entry.nudge.laid_at + PREVIEWED_FOR
        is_over |= entry.nudge.why is Told.ROUND and person.side is not entry.nudge.side  # they changed over
        return None if is_over else _Due(entry, person, calendar, since, at)
    except NoWorkingTime:
        return None


def _not_before(entry: Entry, person: Person, desk: Desk, now: datetime) -> Iterator[datetime]:
    nudge, settings = entry.nudge, entry.relationship.settings
    yield nudge.laid_at
    yield nudge.show_from
    if nudge.why is Told.NUDGE and entry.item:
        # Hours may have changed since the step was taken: it has to be late by those that hold now.
        yield nudging.late_at(entry.item, entry.relationship)
        if entry.item.alive_at:
            yield nudging.quiet_until(entry.item, entry.relationship)
    if nudge.why in ASKS_TO_ACT and entry.item and entry.item.snoozed_until:
        yield entry.item.snoozed_until
    if desk.patience is Patience.LATER and desk.patience_until:
        yield desk.patience_until
    if person.side in settings.paused or (entry.place and (entry.place.paused or entry.place.closed)):
        yield now + DAY
    if settings.hushed_until and nudge.why in (*ASKS_TO_ACT, Told.BRIEF) and entry.item:
        yield settings.hushed_until


def _moment(entry: Entry, desk: Desk, since: datetime, calendar: Calendar, now: datetime) -> datetime:
    if _breaks_in(entry, calendar, now) or entry.nudge.why is Told.PREVIEW:
        return next_open(since, calendar)
    slot = next_slot(since - nudging.A_MOMENT, calendar)
    is_out = any(slot <= card.at < since for card in desk.cards if card.why is Told.NUDGE)
    return next_slot(since, calendar) if is_out else max(since, slot)


def _breaks_in(entry: Entry, calendar: Calendar, now: datetime) -> bool:
    item = entry.item
    return item is not None and entry.nudge.why in ASKS_TO_ACT and nudging.stops_soon(item, now, calendar)


def _reader(entry: Entry, desk: Desk) -> Person | None:
    """Them as that relationship knows them; where their platform has no road, another account of theirs."""
    here = [person for relationship, person in desk.seats if relationship.id == entry.relationship.id]
    named = [person for person in here if person.id == entry.nudge.person]
    return next((person for person in (*named, *here) if person.reachable), None)


def _is_wanted(entry: Entry) -> bool:
    """Nothing is said after an answer; and nobody is asked about what lies with somebody else."""
    item, why = entry.item, entry.nudge.why
    if why is Told.NOTE:
        return not people.is_answered(entry.nudge, entry.relationship)
    if why is Told.OFFER:
        return bool(entry.quote)  # the message is gone, or too old
    if why is Told.PREVIEW or (why is Told.BRIEF and entry.nudge.item is None):
        return bool(entry.nudge.body)
    if why is Told.ROUND:
        return bool(entry.nudge.body)
    if why is Told.DEED:
        return bool(entry.quote) and not (_is_suggestion(entry) and _wants_no_suggestions(entry))
    if why is Told.THANKS:
        return bool(entry.nudge.body)  # whoever thanked was forgotten
    if item is None:
        return False
    if why is Told.CLAIM:
        return item.claim is not None and item.claim.confirmed is None and item.state is not State.OPEN
    return item.state is State.OPEN and entry.nudge.turn == len(item.turns)


def _is_suggestion(entry: Entry) -> bool:
    """Listening thought that it was a deed; nobody said so."""
    return entry.nudge.why is Told.DEED and not entry.nudge.step


def _wants_no_suggestions(entry: Entry) -> bool:
    person = entry.relationship.people.get(entry.nudge.person or PersonId(""))
    return person is not None and person.no_suggestions


def _again(due: _Due, desk: Desk, told: Sequence[TrayEffect], now: datetime) -> datetime:
    """The next moment at which this one may be told."""
    just_said = [effect.card for effect in told if isinstance(effect, MarkTold)]
    cards, at = [*desk.cards, *just_said], max(due.at, now)
    if not _is_on_the_card(due.entry):
        at = max(at, _room_for(due.entry.nudge.why, cards, now), now + A_WHILE if just_said else now)
    if _is_suggestion(due.entry) and _had_a_card(due, cards, at):
        at = at_clock(local_date(at, due.calendar) + DAY, time(), due.calendar)
    while full := [
        calendar
        for calendar in _calendars(desk)
        if _is_full(desk, cards, at, (calendar,)) or _had_both_cards(due, desk, cards, at, now, (calendar,))
    ]:
        at = max(at_clock(local_date(at, calendar) + DAY, time(), calendar) for calendar in full)
    return next_open(at, due.calendar)


# Budgets -------------------------------------------------------------------------------------------------------------


def _is_full(desk: Desk, cards: Sequence[Card], at: datetime, calendars: Iterable[Calendar]) -> bool:
    """A human gets three messages a day, whatever they are about; by whichever of their calendars one counts days.

    Where their agreements differ, the fewest hold.
    """
    most = min(relationship.agreement.budgets.per_human_a_day for relationship, _ in desk.seats)
    return any(
        sum(local_date(card.at, calendar) == local_date(at, calendar) for card in cards) >= most
        for calendar in calendars
    )


def _had_both_cards(
    due: _Due, desk: Desk, cards: Sequence[Card], at: datetime, now: datetime, calendars: Iterable[Calendar]
) -> bool:
    """A third card of a day only breaks in. Where all calendars are one, its two slots see to that."""
    mine = _calendars(desk)
    is_calm = _is_on_the_card(due.entry) and not _breaks_in(due.entry, due.calendar, now)
    if not is_calm or all(calendar == mine[0] for calendar in mine):
        return False
    told = [card.at for card in cards if card.why is Told.NUDGE]
    return any(
        sum(local_date(each, calendar) == local_date(at, calendar) for each in told) >= CARDS_A_DAY
        for calendar in calendars
    )


def _had_a_card(due: _Due, cards: Iterable[Card], at: datetime) -> bool:
    """On that day. A suggestion alone is no reason for a second one."""
    day = local_date(at, due.calendar)
    return any(card.why is Told.NUDGE and local_date(card.at, due.calendar) == day for card in cards)


def _calendars(desk: Desk) -> list[Calendar]:
    return [
        person.calendar or relationship.party(person.side).calendar
        for relationship, person in desk.seats
        if person.side
    ]


def _room_for(why: Told, cards: Sequence[Card], now: datetime) -> datetime:
    """From when on there is room for something that is not a nudge."""
    if why is Told.PREVIEW:
        return now  # it belongs to the digest, and is over when that is posted
    beside = [card.at for card in cards if card.why in (Told.NOTE, Told.BRIEF, Told.ROUND)]
    briefs = [card.at for card in cards if card.why is Told.BRIEF]
    room = [beside[-1] + A_WEEK] if beside else []
    if why is Told.BRIEF and briefs:
        room.append(briefs[-1] + BETWEEN_BRIEFS)
    return max(room, default=now)


# Telling -------------------------------------------------------------------------------------------------------------


def _tell(event: TrayRang, desk: Desk, due: Sequence[_Due], now: datetime) -> Iterator[TrayEffect]:
    """At most one message at a time: the card first; what is not a nudge waits for a quieter moment."""
    if not due or _is_full(desk, desk.cards, now, _calendars(desk)):
        return
    # All that may be told now goes on the one card, though it could have waited for the next slot.
    now_or_next = [each for each in due if each.since <= now and is_open(now, each.calendar)]
    ready = [
        each
        for each in now_or_next
        if each.at <= now and not _had_both_cards(each, desk, desk.cards, now, now, _calendars(desk))
    ]
    if any(_is_reason_for_a_card(each, desk, now) for each in ready):
        on_it = [each for each in now_or_next if _goes_on_the_card(each.entry, desk, now)]
        suggested = [each for each in on_it if _is_suggestion(each.entry)]
        asked = [each for each in on_it if each not in suggested]
        yield from _card(event, desk, [*asked, *suggested[:MOST_SUGGESTED]], now)
        return
    # A round closes: it comes before what can wait.
    for why in (Told.PREVIEW, Told.ROUND, Told.NOTE, Told.BRIEF):
        same = [each for each in ready if each.entry.nudge.why is why]
        if same and _room_for(why, desk.cards, now) <= now:
            yield from (_brief(event, same, now) if why is Told.BRIEF else _note(event, _together(same), now))
            return


def _is_reason_for_a_card(due: _Due, desk: Desk, now: datetime) -> bool:
    if _is_suggestion(due.entry) and _had_a_card(due, desk.cards, now):
        return False
    return _is_on_the_card(due.entry)


def _is_on_the_card(entry: Entry) -> bool:
    """Counted as a nudge: so is a round's reminder, whereas its invitation is a message of its own."""
    return entry.nudge.why in ON_THE_CARD or (entry.nudge.why is Told.ROUND and entry.nudge.step > 0)


def _goes_on_the_card(entry: Entry, desk: Desk, now: datetime) -> bool:
    """An invitation for which this week has no room goes along with a card that is told anyway."""
    has_no_room = entry.nudge.why is Told.ROUND and _room_for(Told.ROUND, desk.cards, now) > now
    return _is_on_the_card(entry) or has_no_room


def _card(event: TrayRang, desk: Desk, told: Sequence[_Due], now: datetime) -> Iterator[TrayEffect]:
    shown = [each.entry for each in told]
    asks = _is_ignored(desk)
    parts = [*_body(shown, desk, now), *_also(desk, shown, now)]
    if asks:
        parts += wording.keep_asking(told[0].entry.relationship.id)
        yield HavePatience(desk.human, Patience.ASKED)
    yield from _say(event, told, Message(tuple(parts)), Told.NUDGE, now)


def _together(notes: Sequence[_Due]) -> Sequence[_Due]:
    """One at a time; but who somebody works for is asked about everybody of whom that relationship does not know."""
    first = notes[0].entry
    if people.asked_about(first.nudge) is None:
        return notes[:1]
    of = first.relationship.id
    return [each for each in notes if people.asked_about(each.entry.nudge) and each.entry.relationship.id == of][
        :MOST_SHOWN
    ]


def _note(event: TrayRang, told: Sequence[_Due], now: datetime) -> Iterator[TrayEffect]:
    parts = [part for each in told for part in from_json(each.entry.nudge.body).parts]
    yield from _say(event, told, Message(tuple(parts)), told[0].entry.nudge.why, now)


def _brief(event: TrayRang, told: Sequence[_Due], now: datetime) -> Iterator[TrayEffect]:
    first = told[0]
    same = [each for each in told if each.entry.relationship.id == first.entry.relationship.id]
    facts = [
        nudging.facts(each.entry.item, each.entry.relationship, now, each.person) for each in same if each.entry.item
    ]
    assert first.person.side
    company = first.entry.relationship.party(first.person.side).company
    # Of several that waited, while the sponsor was away, the last one tells how things stand.
    fortnights = [from_json(each.entry.nudge.body).parts for each in same if each.entry.nudge.item is None][-1:]
    asked = wording.brief(facts, company).parts if facts else ()
    yield from _say(event, same, Message((*(part for parts in fortnights for part in parts), *asked)), Told.BRIEF, now)


def _say(event: TrayRang, told: Sequence[_Due], message: Message, why: Told, now: datetime) -> Iterator[TrayEffect]:
    person = told[0].person
    # A tray may ring twice in one instant: never for the same nudge, unless it could not be told to that account.
    key = f"card:{person.id}:{event.at:%Y%m%dT%H%M%S.%f}:{told[0].entry.nudge.id}"
    yield Tell(key=key, person=person.id, near=_near(told[0].entry), message=message)
    # Thanks ask for nothing: nobody ignores a card of them.
    card = Card(key, now, person.id, why, heeded=all(each.entry.nudge.why is Told.THANKS for each in told))
    yield MarkTold(tuple(each.entry.nudge.id for each in told), card)


def _near(entry: Entry) -> PlaceId:
    return entry.place.id if entry.place else entry.near


def _is_ignored(desk: Desk) -> bool:
    """Three in a row, and it never asked before."""
    last = [card for card in desk.cards if card.why is Told.NUDGE][-IGNORED_IN_A_ROW:]
    return desk.patience is None and len(last) == IGNORED_IN_A_ROW and not any(card.heeded for card in last)


# What a card says ----------------------------------------------------------------------------------------------------


def _body(entries: Sequence[Entry], desk: Desk, now: datetime) -> list[Part]:
    entries = list({_about(entry): entry for entry in entries}.values())
    if len(entries) > MOST_SHOWN:
        entries.sort(key=lambda entry: not _still_waits(entry))  # what is over makes room
    waits = sum(_still_waits(entry) for entry in entries)
    asked = sum(_still_waits(entry) for entry in entries if entry.nudge.why not in (Told.DEED, Told.THANKS))
    parts: list[Part] = [wording.several(asked)] if asked > 1 else []
    for entry in entries[:MOST_SHOWN]:
        parts += _entry(entry, desk, now)
    if waits > MOST_SHOWN:
        parts.append(wording.more_waits(waits - MOST_SHOWN))
    return parts


def _entry(entry: Entry, desk: Desk, now: datetime) -> tuple[Part, ...]:
    """What a card says of one thing, as it now stands."""
    item, why, person = entry.item, entry.nudge.why, _reader(entry, desk)
    if why is Told.OFFER:
        return _offer(entry)
    if why is Told.DEED:
        return _deed(entry)
    if why is Told.ROUND:
        return from_json(entry.nudge.body).parts if _still_waits(entry) else (round_over(),)
    if why is Told.THANKS:
        return from_json(entry.nudge.body["parts"]).parts if entry.nudge.body else ()
    if item is None:
        return (wording.settled(f"q{entry.nudge.item}"),)  # it turned out to be none
    facts = nudging.facts(item, entry.relationship, now, person)
    if not _still_waits(entry):
        return (_over(entry, item, facts),)
    if why is Told.CLAIM:
        assert item.claim
        return wording.claimed(facts, nudging.name_of(item.claim.by, entry.relationship) or facts.holding_company)
    if why is Told.CHASE:
        return wording.chased(facts)
    return wording.private_word(facts, to_holder=entry.nudge.person == item.holder.person)


def _still_waits(entry: Entry) -> bool:
    return _is_wanted(entry) and entry.nudge.fate is not Fate.DONE


def _over(entry: Entry, item: Item, facts: wording.Facts) -> Part:
    """Nothing more is wanted of them here."""
    if entry.nudge.why is Told.CLAIM:
        return wording.noted(item.label)
    if item.state is not State.OPEN:
        return wording.settled(item.label)
    if item.promised_for:
        return wording.expected(item.label, item.promised_for, facts)
    return wording.noted(item.label) if entry.nudge.turn == len(item.turns) else wording.moved_on(item.label)


def _offer(entry: Entry) -> tuple[Part, ...]:
    nudge = entry.nudge
    if not nudge.place or not nudge.message or not nudge.side:
        return ()
    if not _still_waits(entry):
        return (wording.offer_over(Pointer(nudge.place, nudge.message, "A message")),)
    company = entry.relationship.party(nudge.side.other).company
    about = offers.about(entry.relationship.id, nudge.place, nudge.message)
    return wording.offered(entry.quote, company, about, Pointer(nudge.place, nudge.message, "the message"))


def _deed(entry: Entry) -> tuple[Part, ...]:
    nudge = entry.nudge
    if not nudge.place or not nudge.message or not nudge.side:
        return ()
    if not _still_waits(entry):
        return (deed_wording.asked_and_over(Pointer(nudge.place, nudge.message, "A message")),)
    company = entry.relationship.party(nudge.side.other).company
    about = offers.about(entry.relationship.id, nudge.place, nudge.message)
    asks = deed_wording.suggested if _is_suggestion(entry) else deed_wording.marked
    return asks(entry.quote, company, about, Pointer(nudge.place, nudge.message, "the message"))


def _also(desk: Desk, shown: Sequence[Entry], before: datetime) -> list[Part]:
    """What was told before then and still waits, each once."""
    numbers = {_about(entry) for entry in shown}
    still = {
        _about(entry): entry.item
        for entry in desk.entries
        if entry.nudge.fate is Fate.TOLD and entry.nudge.why in ASKS_TO_ACT
        if _is_wanted(entry) and entry.nudge.told_at and entry.nudge.told_at < before
    }
    pointers = [wording.pointer(item) for about, item in still.items() if item and about not in numbers]
    if not pointers:
        return []
    others = max(len(pointers), desk.told - sum(entry.nudge.fate is Fate.TOLD for entry in shown))
    return [wording.also_with_you(pointers[:MOST_SHOWN], others - len(pointers[:MOST_SHOWN]))]


def _about(entry: Entry) -> tuple[int, int | str]:
    """What an entry is about: told for two reasons, it stands on a card once."""
    return entry.relationship.id, entry.nudge.item or entry.nudge.key


# Editing -------------------------------------------------------------------------------------------------------------


def _revisions(desk: Desk, now: datetime) -> Iterator[Revise]:
    """A card of which something was settled since is edited in place; it is never posted again."""
    for card in desk.cards:
        entries = [entry for entry in desk.entries if entry.nudge.card == card.key]
        over = sum(entry.nudge.fate is Fate.DONE for entry in entries)
        if card.why in (Told.NUDGE, Told.ROUND) and over > card.revision:
            yield Revise(
                key=f"{card.key}~{over}",
                revises=card.key,
                person=card.person,
                near=_near(entries[0]),
                message=Message((*_body(entries, desk, now), *_also(desk, entries, card.at))),
            )
