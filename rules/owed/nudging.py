"""The ladder every kind of item shares, in its first form: holder, go-between, thread.

(product.md, "How a nudge behaves")

Steps fall due in working time of the side that holds the ball: the first when its target has passed, the second 8 h
later, the third 16 h after the first; a step that came late puts off the next. Twenty working days after the last step
an item lapses.

An alarm never says "send", it says "look again": `climb` works everything out anew from the item.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from rules.effects import ClearAlarm, Effect, Keep, Reply, Retract, SetAlarm, Tell
from rules.model import Case, Holder, Item, Party, Person, PersonId, Relationship, Side, State
from rules.wording import nudges as wording
from rules.worktime import Calendar, add, add_days, is_open, measure, next_open

AFTER_TARGET = (timedelta(0), timedelta(hours=8), timedelta(hours=16))
"""When each step falls due, in working time after the target."""
APART = timedelta(hours=8)
"""Working time that whoever was asked has before the next is."""
IN_THREAD = 3
"""The step that speaks where both sides read."""
LAPSES_AFTER = 20
"""Working days after the last step."""


def look_again(item: Item, case: Case, rule: str) -> Iterable[Effect]:
    """Set the item's alarm to its next step; clear it where nobody's clock runs."""
    when = _next_due(item, case.relationship)
    yield ClearAlarm(rule, item.subject) if when is None else SetAlarm(rule, item.subject, when)


def fall_silent(item: Item, case: Case, rule: str) -> Iterable[Effect]:
    """Nothing more will be asked: no alarm, and no nudge that still waits to be said."""
    yield ClearAlarm(rule, item.subject)
    yield from take_back(item, case)


def take_back(item: Item, case: Case) -> Iterable[Effect]:
    """Do not say what still waits to be said in this turn."""
    for step in range(1, item.climbed + 1):
        yield Retract(_key(item, case.relationship, step))


def climb(item: Item, case: Case, now: datetime, rule: str) -> Iterable[Effect]:
    """Take the step that is due, if it still is; else say when to look again."""
    due = _next_due(item, case.relationship)
    if item.state is not State.OPEN or due is None:
        return
    if due > now:
        yield SetAlarm(rule, item.subject, due)
        return
    if item.climbed == IN_THREAD:
        yield Keep(replace(item, state=State.LAPSED, closed_at=now))
        return
    yield from _take_step(item, case, now, rule)


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


def split_key(key: str) -> tuple[int, int]:
    """The turn (from 1) and the step of the ladder that a nudge's key stands for."""
    _, _, _, turn, step = key.split(":")
    return int(turn), int(step)


def _take_step(item: Item, case: Case, now: datetime, rule: str) -> Iterable[Effect]:
    step = item.climbed + 1
    person = _whom(item, case.relationship, step)
    hours = (person and person.calendar) or _holding(item, case.relationship).calendar
    if not is_open(now, hours):
        yield SetAlarm(rule, item.subject, next_open(now, hours))
        return
    climbed = replace(item, climbed=step, climbed_at=now)
    yield Keep(climbed)
    if step == IN_THREAD:
        yield _line_in_thread(item, case, now)
    elif person:
        yield _private_word(item, case, now, person, step)
    yield from look_again(climbed, case, rule)


def _next_due(item: Item, relationship: Relationship) -> datetime | None:
    """When the next step, or after the last one the lapse, is due; None while no side's clock runs."""
    if item.holder.side is None:
        return None
    calendar = _holding(item, relationship).calendar
    if item.climbed == IN_THREAD:
        return add_days(item.climbed_at or item.clock_at, LAPSES_AFTER, calendar)
    due = add(item.clock_at, target(item) + AFTER_TARGET[item.climbed], calendar)
    if item.climbed_at:
        due = max(due, add(item.climbed_at, APART, calendar))
    # What is up at closing time is late at the next opening, not a moment before.
    return next_open(due, calendar)


def _holding(item: Item, relationship: Relationship) -> Party:
    assert item.holder.side
    return relationship.party(item.holder.side)


def _whom(item: Item, relationship: Relationship, step: int) -> Person | None:
    """Step 1: the holder, else the go-between. Step 2: the go-between; the deputy if that was asked first."""
    if step == IN_THREAD:
        return None
    asked_first = item.holder.person or _go_between(item, relationship, besides=None)
    wanted = asked_first if step == 1 else _go_between(item, relationship, besides=asked_first)
    return relationship.people.get(wanted) if wanted else None


def _go_between(item: Item, relationship: Relationship, besides: PersonId | None) -> PersonId | None:
    party = _holding(item, relationship)
    general = [named for named in party.go_betweens if named.topic is None]
    candidates = [who for named in general for who in (named.person, named.deputy) if who]
    return next((who for who in candidates if who != besides), None)


def _key(item: Item, relationship: Relationship, step: int) -> str:
    return f"nudge:{relationship.id}:{item.number}:{len(item.turns)}:{step}"


def _private_word(item: Item, case: Case, now: datetime, person: Person, step: int) -> Tell:
    facts = _facts(item, case, now, person.calendar)
    return Tell(
        key=_key(item, case.relationship, step),
        person=person.id,
        near=item.place,
        message=wording.private_word(facts, to_holder=person.id == item.holder.person),
        about=item.number,
    )


def _line_in_thread(item: Item, case: Case, now: datetime) -> Reply:
    return Reply(
        key=_key(item, case.relationship, IN_THREAD),
        place=item.place,
        thread=item.thread,
        message=wording.line_in_thread(_facts(item, case, now)),
        about=item.number,
    )


def _facts(item: Item, case: Case, now: datetime, readers: Calendar | None = None) -> wording.Facts:
    relationship = case.relationship
    holding = _holding(item, relationship)
    waiting = _who_waits(item)
    person = relationship.people.get(waiting.person) if waiting.person else None
    return wording.Facts(
        item=item,
        waiting=person.name if person else None,
        waiting_company=relationship.party(holding.side.other).company,
        holding_company=holding.company,
        now=now,
        waited=waited(item, relationship, now, by=holding.side),
        target=target(item),
        calendar=readers or holding.calendar,
        side_calendar=holding.calendar,
    )


def _who_waits(item: Item) -> Holder:
    """The asker; once asked back, whoever asked back."""
    if item.holder.side is not item.asker_side:
        return Holder(item.asker_side, item.asker)
    return next(turn.holder for turn in reversed(item.turns) if turn.holder.side is item.asker_side.other)
