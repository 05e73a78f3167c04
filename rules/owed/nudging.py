"""The ladder every kind of item shares: holder, go-between, one line in the thread, the sponsor's brief.

(product.md, "How a nudge behaves")

Steps fall due in working time of the side that holds the ball: the first when its target has passed, the others 8, 16
and 24 h later; a step that came late puts off the next. Twenty working days after the last step an item lapses. A
private step does not speak: it lays the item into somebody's tray (rules/owed/cards.py).

An alarm never says "send", it says "look again": `climb` works everything out anew from the item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from rules.effects import ClearAlarm, Effect, Keep, KeepSettings, Lay, Reply, Retract, SetAlarm, TakeOut
from rules.listening.bands import Band, public_from
from rules.message import Message, to_json
from rules.model import (
    Case,
    Fate,
    Holder,
    Item,
    Nudge,
    Party,
    Person,
    PersonId,
    Relationship,
    Side,
    State,
    Told,
)
from rules.wording import nudges as wording
from rules.worktime import Calendar, NoWorkingTime, add, add_days, is_open, local_date, measure, next_open, next_slot

AFTER_LATE = (timedelta(0), timedelta(hours=8), timedelta(hours=16), timedelta(hours=24))
"""When each step falls due, in working time after the item is late."""
APART = timedelta(hours=8)
"""Working time that whoever was told has before the next is."""
LIFE = timedelta(hours=4)
"""Working time for which a sign of life keeps everybody quiet (the second gate)."""
LATER = timedelta(hours=4)
"""Working time after which it is looked at again while a step is not told yet, or its place is paused."""
IN_THREAD = 3
"""The step that speaks where both sides read."""
TO_SPONSOR = 4
FIRST_MONTH = timedelta(days=30)
"""Public lines are off for so long."""
LAPSES_AFTER = 20
"""Working days after the last step."""
A_MOMENT = timedelta(minutes=5)
"""What is laid so soon after a slot is told at once, if its card is not out: an alarm rings a little late."""
CHASE_EVERY = 5
"""Working days after which whoever chases a third party is asked how it stands."""
BREAKS_IN = 2
"""Working days before work stops in which a blocked item does not wait for the card."""
QUIET_FOR = timedelta(days=30)
"""How long it only lists, once it was wrong too often."""
FREE_LINES, LINES_PER_MESSAGE = 3, 0.02
"""It speaks in shared places at most twice for a hundred messages of people there, beyond the first three times."""
TRUSTED_IN_PUBLIC, TRUSTED_AT_ALL = 0.80, 0.60
UNDOUBTED = frozenset({"", Band.PUBLIC})
"""Only what surely asks is nudged about where both sides read: what listening found so, or somebody said themselves."""


def look_again(item: Item, case: Case, rule: str) -> Iterable[Effect]:
    """Set the item's alarm to its next step; nobody's clock needs none."""
    yield SetAlarm(rule, item.subject, _next_due(item, case))


def fall_silent(item: Item, case: Case, rule: str) -> Iterable[Effect]:
    """Nothing more will be asked: no alarm, nothing in a tray, and no line that still waits to be said.

    Nor is the question itself said, if it still waits to be.
    """
    yield ClearAlarm(rule, item.subject)
    yield from take_back(item, case)
    if not item.stands:
        yield Retract(str(item.message))
    yield TakeOut(item.number)


def take_back(item: Item, case: Case) -> Iterable[Effect]:
    """Do not say the line in the thread of this turn, if it still waits to be said."""
    if item.climbed >= IN_THREAD:
        yield Retract(_key(item, case.relationship, IN_THREAD))


def climb(item: Item, case: Case, now: datetime, rule: str) -> Iterable[Effect]:
    """Take the step that is due, if it still is; else say when to look again."""
    if item.state is not State.OPEN:
        return
    due = _next_due(item, case)
    if is_dropped(item, case):
        yield from _take_step(item, case, now, rule, item.climbed)
    elif due > now:
        yield SetAlarm(rule, item.subject, due)
    elif _is_paused(item, case) or _is_untold(item, case):
        yield SetAlarm(rule, item.subject, _later(item, case, now))
    elif item.climbed >= _last_step(item, case):
        yield TakeOut(item.number)
        yield Keep(replace(item, state=State.LAPSED, closed_at=now))
    else:
        yield from _take_step(item, case, now, rule, item.climbed + 1)


def waited(item: Item, relationship: Relationship, until: datetime, by: Side | None = None) -> timedelta:
    """The working time the ball lay with `by` (None: with either side), up to `until` or the item's end."""
    end = min(until, item.closed_at) if item.closed_at else until
    ends = [turn.at for turn in item.turns[1:]] + [end]
    return sum(
        (
            measure(turn.at, stop, relationship.party(turn.holder.side).calendar)
            for turn, stop in zip(item.turns, ends, strict=True)
            if turn.holder.side and by in (None, turn.holder.side)
        ),
        timedelta(0),
    )


def target(item: Item) -> timedelta:
    """The working time the present holder promised."""
    return item.targets[item.holder.side] if item.holder.side else timedelta(0)


def late_at(item: Item, relationship: Relationship) -> datetime:
    """When it is late: at the target, or when the asker wants it, or when the holder said they would answer."""
    expected = item.promised_for or item.wanted
    return expected or add(item.clock_at, target(item), _calendar(item, relationship))


def quiet_until(item: Item, relationship: Relationship) -> datetime:
    """The second gate: so long the last sign of life keeps everybody quiet."""
    assert item.alive_at
    if item.snoozed_until and item.alive_at < item.snoozed_until:
        return item.snoozed_until  # a snooze says itself when it ends
    return add(item.alive_at, LIFE, _calendar(item, relationship))


def stops_soon(item: Item, now: datetime, calendar: Calendar) -> bool:
    """Whether work stops within two working days: then it does not wait for the card (product.md, "breaks in")."""
    return item.blocked_on is not None and item.blocked_on <= local_date(add_days(now, BREAKS_IN, calendar), calendar)


# When ----------------------------------------------------------------------------------------------------------------


def _next_due(item: Item, case: Case) -> datetime:
    """When the next step, or after the last one the lapse, is due."""
    calendar = _calendar(item, case.relationship)
    if item.holder.side is None:
        since, days = item.turns[-1].at, CHASE_EVERY * (item.climbed + 1)
        return add_days(since, days, calendar)
    if item.climbed_at and item.climbed >= _last_step(item, case):
        seen = [at for at in (item.climbed_at, item.alive_at, item.snoozed_until) if at]
        due = add_days(max(seen), LAPSES_AFTER, calendar)
    else:
        due = _step_due(item, case, calendar)
    # What is up at closing time is late at the next opening, not a moment before.
    return next_open(due, calendar)


def _step_due(item: Item, case: Case, calendar: Calendar) -> datetime:
    """The first gate, late, and the second, a sign of life; then whoever was told has had their time."""
    due = [add(late_at(item, case.relationship), AFTER_LATE[item.climbed], calendar)]
    if item.climbed_at:
        told = [nudge.told_at for nudge in case.nudges if nudge.turn == len(item.turns) and nudge.told_at]
        due.append(add(max([item.climbed_at, *told]), APART, calendar))
    if item.alive_at:
        due.append(quiet_until(item, case.relationship))
    if item.snoozed_until:
        due.append(item.snoozed_until)
    return max(due)


def _last_step(item: Item, case: Case) -> int:
    if item.holder.side is None:
        return LAPSES_AFTER // CHASE_EVERY - 1
    return TO_SPONSOR if _holding(item, case.relationship).sponsor else IN_THREAD


def _laid(item: Item, case: Case, step: int) -> list[Nudge]:
    """What was laid for this step of the present turn, since it was taken."""
    since = item.climbed_at or item.clock_at
    return [
        nudge
        for nudge in case.nudges
        if (nudge.turn, nudge.step) == (len(item.turns), step) and nudge.laid_at >= since and nudge.step
    ]


def _is_untold(item: Item, case: Case) -> bool:
    """Whatever step it was laid for: what was put off is told again before anybody else is."""
    waiting = [nudge for nudge in case.nudges if nudge.fate is Fate.WAITING and nudge.why is Told.NUDGE]
    return any(nudge.turn == len(item.turns) for nudge in waiting)


def is_dropped(item: Item, case: Case) -> bool:
    """The present step was told to nobody: whom it was meant for could not be told, or it was taken out before."""
    laid = _laid(item, case, item.climbed)
    return bool(laid) and all(nudge.fate is Fate.DROPPED for nudge in laid)


def _is_paused(item: Item, case: Case) -> bool:
    """Nobody is asked about what they cannot answer where it was asked, either."""
    is_off = case.place.paused or case.place.closed
    return is_off or item.holder.side in case.relationship.settings.paused


def _later(item: Item, case: Case, now: datetime) -> datetime:
    calendar = _calendar(item, case.relationship)
    return next_open(add(now, LATER, calendar), calendar)


# Taking a step -------------------------------------------------------------------------------------------------------


def _take_step(item: Item, case: Case, now: datetime, rule: str, step: int) -> Iterable[Effect]:
    """A step nobody can be told of is taken all the same: the item is listed in the digest."""
    calendar = _calendar(item, case.relationship)
    if not is_open(now, calendar):
        yield SetAlarm(rule, item.subject, next_open(now, calendar))
        return
    climbed = replace(item, climbed=step, climbed_at=now)
    yield Keep(climbed)
    if _lost_trust(case, now):
        yield from _fall_quiet(case, now)
    elif not _is_hushed(case, now):
        yield from _chase(item, case, now, step) if item.holder.side is None else _tell(item, case, now, step)
    # Reckoned without what was laid before: a step that is taken again has its time from now on.
    yield from look_again(climbed, replace(case, nudges=()), rule)


def _tell(item: Item, case: Case, now: datetime, step: int) -> Iterable[Effect]:
    if item.progress.band == Band.SILENT:
        return
    if step == IN_THREAD:
        if item.stands and _surely_asks(item, case) and _may_speak_in_public(case, now):
            yield from _line_in_thread(item, case, now)
        return
    person = _whom(item, case, step, now)
    if person:
        why = Told.BRIEF if step == TO_SPONSOR else Told.NUDGE
        nudge = _nudge(item, case, now, step, why, person.id)
        yield Lay(nudge, look_at=_slot(item, person, _holding(item, case.relationship), now))


def _surely_asks(item: Item, case: Case) -> bool:
    """As sure as it takes in this place: each *Not a question* there makes the next one harder to believe."""
    heard = item.progress
    return heard.band in UNDOUBTED and heard.expects >= public_from(case.misheard)


def _slot(item: Item, person: Person, party: Party, now: datetime) -> datetime | None:
    """When to look into the person's tray; None: at once, where its rule has to find that out."""
    calendar = person.calendar or party.calendar
    try:
        at_once = stops_soon(item, now, calendar) or next_slot(now - A_MOMENT, calendar) <= now
        return None if at_once else next_slot(now, calendar)
    except NoWorkingTime:
        return None


def _may_speak_in_public(case: Case, now: datetime) -> bool:
    settings, precision = case.relationship.settings, case.trust.precision
    return (
        settings.public_lines
        and not case.place.closed
        and not case.place.behind
        and now >= settings.began_at + FIRST_MONTH
        and (precision is None or precision >= TRUSTED_IN_PUBLIC)
        and case.lines + 1 <= max(FREE_LINES, case.messages * LINES_PER_MESSAGE)
    )


def _is_hushed(case: Case, now: datetime) -> bool:
    until = case.relationship.settings.hushed_until
    return until is not None and now < until


def _lost_trust(case: Case, now: datetime) -> bool:
    precision = case.trust.precision
    return precision is not None and precision < TRUSTED_AT_ALL and not _is_hushed(case, now)


def _fall_quiet(case: Case, now: datetime) -> Iterable[Effect]:
    """Wrong too often: for thirty days it only lists in the digest, and says so to both sides' go-betweens."""
    until = now + QUIET_FOR
    yield KeepSettings(replace(case.relationship.settings, hushed_until=until))
    for side in Side:
        party = case.relationship.party(side)
        said = wording.fell_quiet(case.trust, now, until, party)
        yield from note_to(party, case, now, f"hushed:{now.isoformat()}", said)


def note_to(
    party: Party, case: Case, now: datetime, about: str, message: Message, *, for_both: bool = False
) -> Iterable[Effect]:
    """Something about Rapport itself for the go-between of a side, told when there is room for it.

    What is `for_both` sides is told to one of them only, once.
    """
    person = next(_go_betweens(party, case, now, topic=None), None)
    whose = "both" if for_both else party.side
    if person:
        yield Lay(
            Nudge(
                key=f"note:{case.relationship.id}:{whose}:{about}",
                why=Told.NOTE,
                item=None,
                turn=0,
                step=0,
                side=party.side,
                person=person.id,
                laid_at=now,
                show_from=now,
                body=to_json(message),
            )
        )


def _nudge(
    item: Item, case: Case, now: datetime, step: int, why: Told, person: PersonId | None, told: bool = False
) -> Nudge:
    live = case.relationship.settings.is_live
    return Nudge(
        key=_key(item, case.relationship, step),
        why=why,
        item=item.number,
        turn=len(item.turns),
        step=step,
        side=item.holder.side,
        person=person,
        laid_at=now,
        show_from=now,
        told_at=now if told or not live else None,
        fate=(Fate.TOLD if told else Fate.WAITING) if live else Fate.DRY,
    )


def _line_in_thread(item: Item, case: Case, now: datetime) -> Iterable[Effect]:
    yield Lay(_nudge(item, case, now, IN_THREAD, Told.LINE, None, told=True))
    if case.relationship.settings.is_live:
        yield Reply(
            key=_key(item, case.relationship, IN_THREAD),
            place=item.place,
            thread=item.thread,
            message=wording.line_in_thread(facts(item, case.relationship, now)),
            about=item.number,
        )


def _chase(item: Item, case: Case, now: datetime, step: int) -> Iterable[Effect]:
    """A third party has the ball: no side's clock runs, and one person is asked how it stands."""
    person = _whom(item, case, 1, now)
    if person:
        yield Lay(_nudge(item, case, now, step, Told.CHASE, person.id))


def _key(item: Item, relationship: Relationship, step: int) -> str:
    return f"{_ladder(item, relationship)}{step}"


def _ladder(item: Item, relationship: Relationship) -> str:
    """How the keys of this turn's steps begin. A promise starts the ladder anew, with words of its own."""
    promised = f"p{item.promised_for:%Y%m%d%H%M}" if item.promised_for else ""
    return f"nudge:{relationship.id}:{item.number}:{len(item.turns)}{promised}:"


# Whom: the third gate ------------------------------------------------------------------------------------------------


def _whom(item: Item, case: Case, step: int, now: datetime) -> Person | None:
    """Step 1: the holder, else the go-between. Step 2: the go-between, if they were not told. Step 4: the sponsor.

    Of what a third party has: whoever chases it, else their go-between.
    """
    party = _holding(item, case.relationship)
    if step == TO_SPONSOR:
        return _there(party.sponsor, party, case, now)
    besides = {nudge.person for nudge in _laid(item, case, item.climbed) if nudge.fate is Fate.DROPPED}
    if step == 1:
        candidates = [*_holder(item, party, case, now), *_go_betweens(party, case, now, item.topic)]
    else:
        # Whoever was asked is not asked again one step up; nor is the go-between who stood in for them.
        ladder = _ladder(item, case.relationship)
        besides |= {nudge.person for nudge in case.nudges if nudge.key.startswith(ladder) and nudge.told_at}
        candidates = list(_go_betweens(party, case, now, item.topic))
        besides.add(item.holder.person)
    return next((person for person in candidates if person.id not in besides), None)


def _holder(item: Item, party: Party, case: Case, now: datetime) -> Iterator[Person]:
    holder = _there(item.holder.person, party, case, now)
    if holder:
        yield holder


def _go_betweens(party: Party, case: Case, now: datetime, topic: str | None) -> Iterator[Person]:
    """Of the topic first, then of all others; each with their deputy behind them."""
    for wanted in dict.fromkeys((topic, None)):
        for named in party.go_betweens:
            if named.topic == wanted:
                for each in (named.person, named.deputy):
                    if person := _there(each, party, case, now):
                        yield person


def _there(wanted: PersonId | None, party: Party, case: Case, now: datetime) -> Person | None:
    """The person, or whoever stands in while they are away; None where nothing private may go to them."""
    people = case.relationship.people
    person = people.get(wanted) if wanted else None
    if person and person.is_away(now) and person.stand_in:
        person = people.get(person.stand_in)
    if person and not person.reachable:
        linked = (each for each in people.values() if each.human == person.human and each.side is party.side)
        person = next((each for each in linked if each.reachable), None)
    if person is None or person.side is not party.side or not person.may_be_told(now):
        return None
    return person


def _holding(item: Item, relationship: Relationship) -> Party:
    """The side that holds the ball; while a third party does, the side of whoever chases it."""
    side = item.holder.side or (relationship.side_of(item.holder.person) if item.holder.person else None)
    return relationship.party(side or item.asker_side.other)


def _calendar(item: Item, relationship: Relationship) -> Calendar:
    return _holding(item, relationship).calendar


# Words ---------------------------------------------------------------------------------------------------------------


def facts(item: Item, relationship: Relationship, now: datetime, reader: Person | None = None) -> wording.Facts:
    """What a sentence about the item needs to know; instants are written in the reader's local time."""
    calendar = _calendar(item, relationship)
    waiting = who_waits(item)
    side = item.holder.side or item.asker_side.other
    return wording.Facts(
        item=item,
        relationship=relationship.id,
        waiting=name_of_waiting(item, relationship),
        waiting_company=relationship.party(waiting.side or side.other).company,
        holding_company=relationship.party(side).company,
        holder=name_of(item.holder.person, relationship),
        now=now,
        waited=waited(item, relationship, now, by=item.holder.side),
        target=target(item),
        calendar=(reader and reader.calendar)
        or (relationship.party(reader.side).calendar if reader and reader.side else calendar),
        side_calendar=calendar,
    )


def name_of(person: PersonId | None, relationship: Relationship) -> str | None:
    known = relationship.people.get(person) if person else None
    return known.name if known else None


def name_of_waiting(item: Item, relationship: Relationship) -> str | None:
    """Whoever asked in their company's name is not named."""
    waiting = who_waits(item)
    is_asker = waiting.side is item.asker_side and waiting.person == item.asker
    return None if item.unnamed and is_asker else name_of(waiting.person, relationship)


def name_of_asker(item: Item, relationship: Relationship) -> str | None:
    """The same of who asked, wherever the ball is."""
    return None if item.unnamed else name_of(item.asker, relationship)


def who_waits(item: Item) -> Holder:
    """The asker; once asked back, whoever asked back."""
    if item.holder.side is not item.asker_side:
        return Holder(item.asker_side, item.asker)
    return next(turn.holder for turn in reversed(item.turns) if turn.holder.side is item.asker_side.other)
