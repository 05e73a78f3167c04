"""The ladder: when each step is due, who is asked, what is said under which key, and when nobody is asked any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.effects import ClearAlarm, Effect, Keep, Reply, SetAlarm, Speech, Tell
from rules.message import plain
from rules.model import GoBetween, Holder, Item, MessageId, PersonId, Relationship, Side, State, Turn
from rules.owed.nudging import climb, fall_silent, look_again, split_key, target, waited
from rules.worktime import Calendar
from tests.rules.cases import (
    ARUN,
    ASHA,
    BEA,
    BEN,
    CARL,
    HOUR,
    MONDAY,
    at,
    calendar,
    case,
    question,
    relationship,
    turned,
)

RULE = "questions"
BERLIN, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
NOBODY = Holder(Side.CLIENT)
BEN_THEN_CARL = GoBetween(BEN, CARL)


def next_look(item: Item, of: Relationship | None = None) -> datetime:
    """When the item's alarm is set to."""
    [effect] = look_again(item, case(of=of), RULE)
    assert isinstance(effect, SetAlarm)
    assert (effect.rule, effect.subject) == (RULE, item.subject)
    return effect.at


def step(item: Item, now: datetime, of: Relationship | None = None) -> tuple[Effect, ...]:
    """What is done when the item's alarm rings."""
    return tuple(climb(item, case(of=of), now, RULE))


def speech(effects: tuple[Effect, ...]) -> Speech | None:
    [*spoken] = [effect for effect in effects if isinstance(effect, Tell | Reply)]
    assert len(spoken) < 2
    return spoken[0] if spoken else None


def heard_by(item: Item, now: datetime, of: Relationship) -> PersonId | str | None:
    """Who hears of it: a person, or "thread"; None if nobody does."""
    said = speech(step(item, now, of))
    if said is None:
        return None
    return said.person if isinstance(said, Tell) else "thread"


# When ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("Mon 9:30", ["Tue 9:30", "Wed 9:30", "Thu 9:30"]),
        ("Mon 9:00", ["Tue 9:00", "Wed 9:00", "Thu 9:00"]),  # up at closing time: said at the next opening
        ("Mon 18:00", ["Wed 9:00", "Thu 9:00", "Fri 9:00"]),
        ("Mon 3:00", ["Tue 9:00", "Wed 9:00", "Thu 9:00"]),
        ("Fri 16:00", ["+Mon 16:00", "+Tue 16:00", "+Wed 16:00"]),
        ("Sat 12:00", ["+Tue 9:00", "+Wed 9:00", "+Thu 9:00"]),
    ],
)
def test_steps_fall_due_eight_working_hours_apart_from_the_target_on(asked: str, due: list[str]) -> None:
    item = question(clock_at=at(asked))
    assert [next_look(replace(item, climbed=climbed)) for climbed in range(3)] == [at(each) for each in due]


@pytest.mark.parametrize(
    ("of", "asked", "due"),
    [
        (calendar(holidays={date(2026, 10, 6): "Fair"}), at("Mon 10:00"), at("Wed 10:00")),
        (calendar(holidays={date(2026, 10, 6): "Fair"}), at("Mon 9:00"), at("Wed 9:00")),
        (calendar("Mon-Fri 09:00-12:00,13:00-17:00"), at("Mon 9:00"), at("Tue 10:00")),
        (calendar("Mon-Fri 09:00-12:00,13:00-18:00"), at("Mon 9:00"), at("Tue 9:00")),
        (calendar("Mon-Fri 22:00-06:00"), at("Mon 22:00"), at("Tue 22:00")),
        (calendar(zone=BERLIN), at("Mon 9:00"), at("Tue 9:00")),
        (calendar(zone=KOLKATA), at("Mon 9:00"), at("Tue 9:00")),
        (calendar(zone=KOLKATA), at("Mon 12:00"), at("Wed 3:30")),
        (calendar("Mon-Sun 00:00-24:00"), at("Sat 20:00"), at("Sun 4:00")),
    ],
    ids=[
        "holiday",
        "holiday at closing",
        "lunch",
        "lunch and late",
        "night",
        "Berlin",
        "Pune",
        "Pune, evening",
        "always",
    ],
)
def test_the_first_step_is_due_in_the_hours_of_the_side_that_holds_it(
    of: Calendar, asked: datetime, due: datetime
) -> None:
    item = question(clock_at=asked)
    assert next_look(item, relationship(client=of, vendor=calendar("Sat-Sun 01:00-02:00"))) == due


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime(2026, 10, 23, 13, 0, tzinfo=UTC), datetime(2026, 10, 26, 14, 0, tzinfo=UTC)),  # back an hour
        (datetime(2027, 3, 26, 14, 0, tzinfo=UTC), datetime(2027, 3, 29, 13, 0, tzinfo=UTC)),  # forward an hour
    ],
    ids=["autumn", "spring"],
)
def test_three_in_the_afternoon_stays_three_when_the_clocks_change(asked: datetime, due: datetime) -> None:
    of = relationship(client=calendar(zone=BERLIN))
    assert (asked.astimezone(BERLIN).hour, due.astimezone(BERLIN).hour) == (15, 15)
    assert next_look(question(clock_at=asked), of) == due


def test_the_target_is_that_of_the_side_that_holds_it_as_it_was_agreed_when_it_was_asked() -> None:
    item = question(targets={Side.CLIENT: 2 * HOUR, Side.VENDOR: 5 * HOUR})
    back = turned(item, at("Mon 9:00"), Holder(Side.VENDOR, ASHA))
    assert (target(item), target(back)) == (2 * HOUR, 5 * HOUR)
    assert (next_look(item), next_look(back)) == (at("Mon 11:00"), at("Mon 14:00"))


def test_the_lapse_is_due_twenty_working_days_after_the_last_step() -> None:
    of = relationship(client=calendar(holidays={date(2026, 10, 20): "Fair"}))
    done = question(clock_at=at("Mon 10:00"), climbed=3, climbed_at=at("Thu 10:00"))
    assert next_look(done) == datetime(2026, 11, 5, 10, 0, tzinfo=UTC)
    assert next_look(done, of) == datetime(2026, 11, 6, 10, 0, tzinfo=UTC)


def test_while_a_third_party_has_the_ball_no_clock_runs() -> None:
    held = turned(question(), at("Mon 11:00"), Holder(None, BEN, "the landlord"))
    assert tuple(look_again(held, case(), RULE)) == (ClearAlarm(RULE, "item:1"),)
    assert step(held, at("+Fri 9:00")) == ()
    assert target(held) == timedelta(0)


# Who -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holder", "go_betweens", "asked"),
    [
        (BEA, [GoBetween(BEN)], [BEA, BEN, "thread"]),
        (BEA, [BEN_THEN_CARL], [BEA, BEN, "thread"]),
        (BEN, [BEN_THEN_CARL], [BEN, CARL, "thread"]),
        (CARL, [BEN_THEN_CARL], [CARL, BEN, "thread"]),
        (None, [BEN_THEN_CARL], [BEN, CARL, "thread"]),
        (None, [GoBetween(BEN)], [BEN, None, "thread"]),
        (BEN, [GoBetween(BEN)], [BEN, None, "thread"]),
        (BEA, [], [BEA, None, "thread"]),
        (None, [], [None, None, "thread"]),
        (None, [GoBetween(CARL, topic="invoices"), GoBetween(BEN)], [BEN, None, "thread"]),
    ],
)
def test_who_is_asked_at_each_step(
    holder: PersonId | None, go_betweens: list[GoBetween], asked: list[PersonId | str | None]
) -> None:
    item = question(turns=(Turn(MONDAY, Holder(Side.CLIENT, holder), "asked"),))
    of = relationship(go_betweens=go_betweens)
    days = (at("Tue 9:00"), at("Wed 9:00"), at("Thu 9:00"))
    assert [heard_by(replace(item, climbed=n), day, of) for n, day in enumerate(days)] == asked


def test_a_step_that_finds_nobody_to_ask_is_taken_in_silence() -> None:
    item = question(turns=(Turn(MONDAY, NOBODY, "asked"),))
    keep, alarm = step(item, at("Tue 9:00"))
    assert isinstance(keep, Keep)
    assert keep.item.climbed == 1
    assert alarm == SetAlarm(RULE, "item:1", at("Wed 9:00"))


def test_each_step_of_each_turn_has_its_key_and_the_thread_is_the_one_it_was_asked_in() -> None:
    of = relationship(go_betweens=[BEN_THEN_CARL])
    asked = question(thread=MessageId("root"))
    back = turned(turned(asked, MONDAY, Holder(Side.VENDOR, ASHA)), MONDAY, Holder(Side.CLIENT, BEA))
    for item, turn in ((asked, 1), (back, 3)):
        found = [
            speech(step(replace(item, climbed=n), day, of))
            for n, day in enumerate((at("Tue 9:00"), at("Wed 9:00"), at("Thu 9:00")))
        ]
        keys = [each.key for each in found if each]
        assert keys == [f"nudge:7:1:{turn}:{n}" for n in (1, 2, 3)]
        assert [split_key(key) for key in keys] == [(turn, n) for n in (1, 2, 3)]
        assert all(each.about == 1 for each in found if each)
        line = found[2]
        assert isinstance(line, Reply)
        assert (line.place, line.thread) == (item.place, "root")


def test_a_step_is_taken_kept_and_followed_by_the_next_look() -> None:
    keep, told, alarm = step(question(), at("Tue 9:00"))
    assert isinstance(keep, Keep)
    assert (keep.item.climbed, keep.item.turns, keep.item.clock_at) == (1, question().turns, question().clock_at)
    assert isinstance(told, Tell)
    assert alarm == SetAlarm(RULE, "item:1", at("Wed 9:00"))


# Looking again -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [1, 60, 24 * 60])
def test_an_alarm_that_rings_too_early_only_looks_again(minutes: int) -> None:
    """The clock was moved meanwhile; an alarm never says "send"."""
    acknowledged = question(clock_at=at("Tue 8:00"), clock_moved=True)
    early = at("Wed 9:00") - timedelta(minutes=minutes)
    assert step(acknowledged, early) == (SetAlarm(RULE, "item:1", at("Wed 9:00")),)


def test_somebody_with_hours_of_their_own_is_asked_when_they_next_work() -> None:
    of = relationship(own={BEA: calendar("Tue-Wed 14:00-18:00")})
    assert step(question(), at("Tue 9:00"), of) == (SetAlarm(RULE, "item:1", at("Tue 14:00")),)
    assert heard_by(question(), at("Tue 14:00"), of) == BEA
    assert heard_by(question(), at("Tue 17:30"), of) == BEA  # they still work, though their side does not


def test_the_line_in_the_thread_keeps_to_the_hours_of_the_side_that_reads_it() -> None:
    done = question(climbed=2)
    assert step(done, at("Thu 18:00")) == (SetAlarm(RULE, "item:1", at("Fri 9:00")),)
    assert heard_by(done, at("Fri 9:00"), relationship()) == "thread"


@pytest.mark.parametrize("late", ["Thu 9:30", "Fri 16:00", "+Wed 9:00"])
def test_a_step_that_comes_late_puts_off_the_next_ones(late: str) -> None:
    """Rapport was down, or the holder away, or the question was marked as one days later: nobody is asked and passed
    over in the same minute."""
    keep, _, alarm = step(question(), at(late), relationship(go_betweens=[BEN_THEN_CARL]))
    assert isinstance(keep, Keep)
    assert isinstance(alarm, SetAlarm)
    assert alarm.at > at(late)
    assert step(keep.item, at(late), relationship(go_betweens=[BEN_THEN_CARL])) == (alarm,)


def test_an_acknowledgement_after_the_first_step_puts_off_the_second() -> None:
    item = question(climbed=1, clock_at=at("Tue 12:00"), clock_moved=True)
    assert next_look(item) == at("Thu 12:00")


def test_what_nobody_answered_lapses_without_a_word() -> None:
    done = question(clock_at=at("Mon 10:00"), climbed=3, climbed_at=at("Thu 10:00"))
    lapse = datetime(2026, 11, 5, 10, 0, tzinfo=UTC)
    assert step(done, lapse - timedelta(minutes=1)) == (SetAlarm(RULE, "item:1", lapse),)
    assert step(done, lapse) == (Keep(replace(done, state=State.LAPSED, closed_at=lapse)),)


@pytest.mark.parametrize("state", [state for state in State if state is not State.OPEN])
def test_what_is_settled_is_never_asked_about(state: State) -> None:
    assert step(question(state=state, closed_at=at("Mon 12:00")), at("Tue 9:00")) == ()


def test_falling_silent_before_the_first_step_has_nothing_to_take_back() -> None:
    assert tuple(fall_silent(question(), case(), RULE)) == (ClearAlarm(RULE, "item:1"),)


# What is said --------------------------------------------------------------------------------------------------------


def test_the_holder_reads_what_is_needed_from_them_and_others_what_is_needed_from_their_company() -> None:
    of = relationship(go_betweens=[BEN_THEN_CARL])
    first, second = (
        speech(step(question(climbed=n), day, of)) for n, day in enumerate((at("Tue 9:00"), at("Wed 9:00")))
    )
    assert first
    assert second
    assert plain(first.message).startswith("Asha (Northwind) needs one thing from you: “@Bea Which region")
    assert plain(second.message).startswith("Asha (Northwind) needs one thing from Contoso: “@Bea Which region")


def test_times_are_said_on_the_clock_of_the_reader_and_waiting_in_the_hours_of_the_side() -> None:
    of = relationship(client=calendar(zone=BERLIN), own={BEA: calendar(zone=KOLKATA)})
    [told] = [e for e in step(question(), at("Tue 9:00"), of) if isinstance(e, Tell)]
    assert "(asked Mon 14:30, q1)" in plain(told.message)
    assert "It has waited 8 h of working time; you agreed on 8 h (Mon–Fri 9–17 Berlin)" in plain(told.message)


def test_what_was_asked_weeks_ago_is_said_with_its_date() -> None:
    """The ball went to and fro: "asked Mon 9:00" would be taken for this Monday."""
    back = turned(
        turned(question(), at("Mon 10:00"), Holder(Side.VENDOR, ASHA)), at("++Mon 9:00"), Holder(Side.CLIENT, BEA)
    )
    [told] = [e for e in step(back, at("++Tue 9:00")) if isinstance(e, Tell)]
    assert "(asked Mon 5 Oct 09:00, q1)" in plain(told.message)


def test_whoever_was_asked_back_is_not_told_that_they_need_something_from_themselves() -> None:
    back = turned(question(), at("Mon 11:00"), Holder(Side.VENDOR, ASHA))
    [told] = [e for e in step(back, at("Mon 15:00")) if isinstance(e, Tell)]
    assert told.person == ASHA
    assert not plain(told.message).startswith("Asha (Northwind) needs one thing from you")


def test_a_colleague_of_whoever_was_asked_back_is_not_told_that_they_need_something_from_their_own_company() -> None:
    of = relationship()
    of = replace(of, vendor=replace(of.vendor, go_betweens=(GoBetween(ARUN),)))
    back = turned(question(), at("Mon 11:00"), Holder(Side.VENDOR, ASHA))
    [told] = [e for e in step(replace(back, climbed=1), at("Tue 15:00"), of) if isinstance(e, Tell)]
    assert told.person == ARUN
    assert "(Northwind) needs one thing from Northwind" not in plain(told.message)


# Waiting -------------------------------------------------------------------------------------------------------------

TO_AND_FRO = turned(
    turned(question(), at("Mon 11:00"), Holder(Side.VENDOR, ASHA)), at("Tue 10:00"), Holder(Side.CLIENT, BEA)
)


def test_waiting_is_summed_over_turns_by_side() -> None:
    of, now = relationship(), at("Tue 12:30")
    assert waited(TO_AND_FRO, of, now, by=Side.CLIENT) == 4.5 * HOUR
    assert waited(TO_AND_FRO, of, now, by=Side.VENDOR) == 7 * HOUR
    assert waited(TO_AND_FRO, of, now) == 11.5 * HOUR


def test_each_side_waits_in_the_other_sides_hours() -> None:
    of = relationship(client=calendar("Mon-Fri 09:00-10:00"), vendor=calendar("Mon-Sun 00:00-24:00"))
    assert waited(TO_AND_FRO, of, at("Tue 12:30"), by=Side.CLIENT) == HOUR
    assert waited(TO_AND_FRO, of, at("Tue 12:30"), by=Side.VENDOR) == 23 * HOUR


def test_waiting_ends_with_the_item() -> None:
    done = replace(TO_AND_FRO, state=State.ANSWERED, closed_at=at("Tue 11:00"))
    assert waited(done, relationship(), at("+Fri 12:00")) == waited(done, relationship(), at("Tue 11:00")) == 10 * HOUR


def test_nobody_waits_for_a_side_while_a_third_party_has_the_ball() -> None:
    held = turned(question(), at("Mon 11:00"), Holder(None, BEN, "the landlord"))
    back = turned(held, at("Wed 11:00"), Holder(Side.CLIENT, BEA))
    assert waited(held, relationship(), at("Fri 17:00")) == 2 * HOUR
    assert waited(back, relationship(), at("Wed 12:00")) == 3 * HOUR


def test_an_acknowledgement_moves_the_clock_but_not_what_has_been_waited() -> None:
    acknowledged = question(clock_at=at("Mon 16:00"), clock_moved=True)
    assert waited(acknowledged, relationship(), at("Mon 17:00")) == 8 * HOUR
