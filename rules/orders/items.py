"""Commands about items: `ask` opens one; `answered`, `withdraw`, `reopen`, `snooze` and `why` are about those it names.

What the commands do to an item is `rules/owed/moves.py`; here is who may do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from rules.commands import Reference, References, references
from rules.dates import opening, read_moment, split_day
from rules.effects import Effect, Keep, PutOff
from rules.events import CommandGiven, MessagePosted
from rules.listening.read import Reading, read_as_asking
from rules.message import Message, plain
from rules.model import Case, Claimed, Item, Kind, Level, MessageId, PersonId, PlaceId, Side, State
from rules.orders.order import Order, Outcome, echo, here, say, visible
from rules.owed import moves, nudging, presses, questions, rights
from rules.wording import items as wording
from rules.wording.presses import tracked_already
from rules.worktime import add_days, at_clock, local_date, next_open

WORDS_KEPT = 300
"""Characters of how something was answered, or of what it holds up."""
LONGEST_SNOOZE = 20
"""Working days: longer than that the question of the others is not left alone but left."""


# Asking --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the options of `ask` say."""

    wanted_by: datetime | None = None
    blocked_on: date | None = None
    holds_up: str = ""
    topic: str | None = None


def ask(order: Order) -> Outcome:
    """A question to the other side, whatever it sounds like; where nobody else reads the command, it is posted."""
    assert isinstance(order.event, CommandGiven)
    if _is_about_a_message(order):
        yield from _ask_this(order)
        return
    refusal = cannot_ask(order)
    if refusal:
        yield from say(refusal)
        return
    try:
        wishes = _wishes(order)
    except ValueError as unreadable:
        yield from say(wording.cannot_read(str(unreadable)))
        return
    asked = as_posted(order, order.event)
    yield from _open(order, asked, read_as_asking(asked, order.case), wishes, is_posted=order.event.unseen)
    label = f"{Kind.QUESTION.value[0]}{order.case.next_number}"
    heard = wording.asked(
        label, order.others.company, wishes.wanted_by, wishes.blocked_on, wishes.holds_up, order.calendar
    )
    yield from echo(order, heard, f"withdraw {label}")


def _is_about_a_message(order: Order) -> bool:
    """`ask this`, or `ask` and a link, and nothing else."""
    named = references(order.rest)
    this = [reference.this for reference in named.items]
    return not named.rest and (this, named.links) in (([True], 0), ([], 1))


def _ask_this(order: Order) -> Outcome:
    """Keeps track of what somebody wrote, as ❓ on it does."""
    said, item = order.case.said, order.case.item
    if item and item.state is State.OPEN and item.progress.band:
        yield Keep(moves.beyond_doubt(item))
    refusal = _cannot_ask_this(order)
    if refusal or said is None:
        yield from say(refusal or wording.which_message())
        return
    try:
        wishes = _wishes(order)
    except ValueError as unreadable:
        yield from say(wording.cannot_read(str(unreadable)))
        return
    asked, reading = questions.taken_as_asked(said, order.case)
    opened = list(_open(order, asked, reading, wishes))
    kept = next((effect.item for effect in opened if isinstance(effect, Keep)), None)
    if kept is None:
        yield from say(wording.author_on_no_side(nudging.name_of(said.author, order.relationship)))
        return
    yield from opened
    company = order.relationship.party(kept.asker_side.other).company
    heard = wording.asked(kept.label, company, wishes.wanted_by, wishes.blocked_on, wishes.holds_up, order.calendar)
    # What the other side asked is not one's own to withdraw: that they need it no longer is for them to confirm.
    yield from echo(order, heard, f"{'withdraw' if kept.asker_side is order.side else 'answered'} {kept.label}")


def _cannot_ask_this(order: Order) -> Message | None:
    place = here(order.case)
    if order.case.off_record:
        return wording.off_the_record()
    if place is None or place.private_to is not None:
        return wording.ask_in_the_channel()
    if place.hears is Level.OFF:
        return wording.not_heard_yet()
    if order.case.item:
        return tracked_already(order.case.item.label)
    return None if order.case.said else wording.which_message()


def cannot_ask(order: Order) -> Message | None:
    place = here(order.case)
    if order.case.off_record:
        return wording.off_the_record()
    if not _without_names(order).strip(" .,:;?!"):
        return wording.ask_what()
    if (place or order.case.place).private_to is not None or place is None:
        return wording.ask_in_the_channel()
    if place.closed and isinstance(order.event, CommandGiven) and order.event.unseen:
        return wording.ask_where_it_is_read()
    sides = {order.relationship.side_of(person) for person in order.mentions}
    if order.mentions and order.side.other not in sides:
        return wording.ask_the_others(order.others.company)
    return None


def _without_names(order: Order) -> str:
    """The question without the people it mentions, whatever spaces their names have."""
    words = order.rest
    for name in sorted((person.name for person in order.relationship.people.values()), key=len, reverse=True):
        words = words.replace(f"@{name}", " ")
    return " ".join(word for word in words.split() if not word.startswith("@"))


def _wishes(order: Order) -> _Wishes:
    """Raises ValueError with a sentence for people."""
    options = order.command.options
    wanted = read_moment(options["by"], order.at, order.calendar).at if "by" in options else None
    blocked, what = split_day(options["blocked"], order.at, order.calendar) if "blocked" in options else (None, "")
    return _Wishes(wanted, blocked, what[:WORDS_KEPT], _topic(order))


def _topic(order: Order) -> str | None:
    wanted = order.command.options.get("topic")
    if wanted is None:
        return None
    topics = [named.topic for named in order.others.go_betweens if named.topic]
    found = [topic for topic in topics if topic.casefold() == wanted.casefold()]
    if not found:
        raise ValueError(wording.no_such_topic(wanted, order.others.company, topics))
    return found[0]


def as_posted(order: Order, event: CommandGiven) -> MessagePosted:
    return MessagePosted(
        id=event.id,
        at=event.at,
        place=order.case.place.id,
        message=event.message,
        author=event.author,
        text=order.rest,
        thread=event.thread,
        mentions=event.mentions,
    )


def _open(
    order: Order, asked: MessagePosted, reading: Reading, wishes: _Wishes, *, is_posted: bool = False
) -> Iterable[Effect]:
    return moves.open_item(
        order.case,
        message=asked.message,
        thread=asked.thread,
        asker=asked.author,
        text=asked.text,
        at=asked.at,
        addressee=reading.addressee,
        progress=reading.progress,
        topic=wishes.topic,
        blocked_on=wishes.blocked_on,
        holds_up=wishes.holds_up,
        wanted_by=wishes.wanted_by,
        is_posted=is_posted,
    )


# Which items are meant -----------------------------------------------------------------------------------------------


def meant(order: Order, named: References) -> tuple[list[Item], list[str]]:
    """The items a command names, each once, and a sentence for each name that means none."""
    if named.none:
        return _this(order)
    found: list[Item] = []
    unknown: list[str] = []
    for reference in named.items:
        items, sentences = _of_reference(reference, order)
        found += items
        unknown += sentences
    for place, message in _links(order)[: named.links]:
        linked = [item for item in visible(order.case) if item.place == place and item.message == message]
        linked = linked or [item for item in visible(order.case) if item.place == place and item.thread == message]
        found += linked[:1]
        unknown += [] if linked else [wording.link_to_nothing()]
    unknown += [wording.link_to_nothing()] * (named.links - len(_links(order)[: named.links]))
    return list({item.number: item for item in found}.values()), list(dict.fromkeys(unknown))


def _links(order: Order) -> tuple[tuple[PlaceId, MessageId], ...]:
    return order.event.links if isinstance(order.event, CommandGiven) else ()


def _of_reference(reference: Reference, order: Order) -> tuple[list[Item], list[str]]:
    if reference.this:
        return _this(order)
    number = reference.number
    if reference.nth is not None:
        listed = order.case.listed
        if not 1 <= reference.nth <= len(listed):
            return [], [wording.not_on_the_list(reference.nth)]
        number = listed[reference.nth - 1]
    items = [item for item in visible(order.case) if item.number == number]
    return items, [] if items else [wording.no_such_item(f"q{number}")]


def _this(order: Order) -> tuple[list[Item], list[str]]:
    """The one item of the thread it is said in."""
    thread = order.event.thread if isinstance(order.event, CommandGiven) else None
    if thread is None:
        return [], [wording.which_one()]
    private = {place.id for place in order.case.places if place.private_to is not None}
    around = (*order.case.items, *(item for item in visible(order.case) if item.place == order.case.place.id))
    items = {item.number: item for item in around if item.thread == thread and item.place not in private}
    if len(items) == 1:
        return list(items.values()), []
    return [], [wording.which_of([item.label for item in items.values()]) if items else wording.nothing_in_thread()]


# One after the other -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """What becomes of one item, in a sentence; `inverse` takes it back."""

    sentence: str
    effects: tuple[Effect, ...] = ()
    inverse: str = ""


def _each(order: Order, named: References, step: Callable[[Item], _Step]) -> Outcome:
    items, unknown = meant(order, named)
    steps = [step(item) for item in items]
    for taken in steps:
        yield from taken.effects
    told = wording.told([*(taken.sentence for taken in steps), *unknown])
    if any(taken.effects for taken in steps):
        yield from echo(order, told, "\n".join(taken.inverse for taken in steps if taken.inverse))
    else:
        yield from say(told)


def answered(order: Order) -> Outcome:
    """The asker's own word closes at once; anybody else's is a claim."""
    named = references(order.rest)
    return _each(order, named, lambda item: _answer(item, named.rest[:WORDS_KEPT], order))


def _answer(item: Item, how: str, order: Order) -> _Step:
    open_claim = item.state is not State.OPEN and item.claim is not None and item.claim.confirmed is None
    if open_claim and rights.may_confirm(item, order.case, order.me.id):
        return _Step(wording.agreed(item.label), tuple(moves.confirm(item, order.at)), f"reopen {item.label}")
    what = Claimed.ANSWERED_ELSEWHERE if how else Claimed.ANSWERED
    verdict = rights.settle_by(item, order.case, order.me.id, order.at, how, what)
    if isinstance(verdict, Message):
        return _Step(plain(verdict))
    return _Step(_said_of_answer(item, verdict, order), verdict, f"reopen {item.label}")


def _said_of_answer(item: Item, effects: tuple[Effect, ...], order: Order) -> str:
    if not any(isinstance(effect, Keep) and effect.item.claim for effect in effects):
        return wording.answered(item.label)
    asker = nudging.name_of_asker(item, order.relationship)
    return wording.claimed(item.label, asker or order.relationship.party(item.asker_side).company)


def withdraw(order: Order) -> Outcome:
    """The asker's side needs it no longer."""
    return _each(order, references(order.rest), lambda item: _withdraw(item, order))


def _withdraw(item: Item, order: Order) -> _Step:
    verdict = rights.withdraw_by(item, order.case, order.me.id, order.at)
    if isinstance(verdict, Message):
        return _Step(plain(verdict))
    is_read = item.is_posted and item.stands
    said = wording.withdrawn_but_read(item.label) if is_read else wording.withdrawn(item.label)
    return _Step(said, verdict, f"reopen {item.label}")


def reopen(order: Order) -> Outcome:
    """The asker's side, or the side that settled it: it takes back its own word."""
    return _each(order, references(order.rest), lambda item: _reopen(item, order))


def _reopen(item: Item, order: Order) -> _Step:
    verdict = rights.reopen_by(item, order.case, order.me.id, order.at)
    if isinstance(verdict, Message):
        return _Step(plain(verdict))
    if not item.text.strip():
        return _Step(wording.words_are_gone(item.label))
    back = "withdraw" if item.state is State.WITHDRAWN and item.claim is None else "answered"
    return _Step(wording.reopened(item.label), verdict, f"{back} {item.label}")


# Snoozing ------------------------------------------------------------------------------------------------------------


def snooze(order: Order) -> Outcome:
    """The side that holds it leaves it alone for a while, never past the day work stops."""
    named = references(order.rest)
    if named.rest.casefold() in ("off", "end"):
        yield from _each(order, named, lambda item: _wake(item, order))
        return
    try:
        until = _until(named.rest, order)
    except ValueError as unreadable:
        yield from say(wording.cannot_read(str(unreadable)))
        return
    yield from _each(order, named, lambda item: _snooze(item, until, order))


def _until(words: str, order: Order) -> datetime:
    """The next working morning, unless a moment is named; of a day its first working moment."""
    if not words:
        return presses.next_morning(order.at, order.calendar)
    moment = read_moment(words, order.at, order.calendar)
    until = moment.at if moment.timed else opening(moment.day, order.at, order.calendar)
    if until > add_days(order.at, LONGEST_SNOOZE, order.calendar):
        raise ValueError(wording.too_long_a_snooze(LONGEST_SNOOZE))
    return until


def _snooze(item: Item, until: datetime, order: Order) -> _Step:
    refusal = _cannot_snooze(item, order)
    if refusal:
        return _Step(refusal)
    latest = _before_work_stops(item, until, order)
    if latest <= order.at + timedelta(minutes=1):
        return _Step(wording.work_stops_now(item.label))
    effects = tuple(moves.snooze(item, order.case, order.me.id, latest))
    return _Step(wording.snoozed(item.label, latest, until, order.calendar), effects, _snoozed_as_before(item, order))


def _cannot_snooze(item: Item, order: Order) -> str | None:
    if item.state is not State.OPEN:
        return wording.settled(item.label)
    holder = item.holder
    if holder.side is order.side or (holder.side is None and order.is_me(holder.person)):
        return None
    return wording.holders_to_snooze(item.label, _holding_company(holder.side, holder.person, order))


def _holding_company(side: Side | None, chaser: PersonId | None, order: Order) -> str:
    of = side or (order.relationship.side_of(chaser) if chaser else None)
    return order.relationship.party(of or order.side.other).company


def _before_work_stops(item: Item, until: datetime, order: Order) -> datetime:
    """The first working moment of the day work stops, in the asker's calendar, if that comes before."""
    if item.blocked_on is None:
        return until
    theirs = order.relationship.party(item.asker_side).calendar
    stops = at_clock(item.blocked_on, time(), theirs)
    first = next_open(stops, order.calendar)
    return min(until, first if local_date(first, theirs) == item.blocked_on else stops)


def _snoozed_as_before(item: Item, order: Order) -> str:
    before = item.snoozed_until
    if before is None or before <= order.at:
        return f"snooze {item.label} off"
    local = before.astimezone(order.calendar.zone)
    return f"snooze {item.label} until {local:%Y-%m-%d %H:%M}"


def _wake(item: Item, order: Order) -> _Step:
    refusal = _cannot_snooze(item, order)
    if refusal:
        return _Step(refusal)
    if item.snoozed_until is None or item.snoozed_until <= order.at:
        return _Step(wording.not_snoozed(item.label))
    awake = replace(item, snoozed_until=None)
    effects = (
        Keep(awake),
        PutOff(item.number, order.me.id, order.at),
        *nudging.look_again(awake, order.case, moves.RULE),
    )
    return _Step(wording.awake(item.label), effects, _snoozed_as_before(item, order))


# Why -----------------------------------------------------------------------------------------------------------------


def why(order: Order) -> Outcome:
    """Rule, promise, clock and calendar."""
    items, unknown = meant(order, references(order.rest))
    reasons = [presses.why(item, _about(item, order.case), order.me, order.now) for item in items]
    parts = [part for message in (*reasons, wording.told(unknown)) for part in message.parts]
    yield from say(Message(tuple(parts)))


def _about(item: Item, case: Case) -> Case:
    return replace(case, nudges=tuple(nudge for nudge in case.nudges if nudge.item == item.number))
