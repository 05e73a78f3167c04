"""The ladder: when each step is due, whom it asks, what is laid or said under which key, and when nobody is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rules.effects import ClearAlarm, Effect, Keep, KeepSettings, Lay, Reply, SetAlarm, TakeOut
from rules.listening.bands import Band
from rules.listening.progress import Progress
from rules.message import Message, from_json, plain
from rules.model import (
    Case,
    Fate,
    GoBetween,
    Holder,
    Item,
    MessageId,
    Nudge,
    PersonId,
    Place,
    Relationship,
    Side,
    State,
    Told,
    Trust,
    Turn,
)
from rules.owed.nudging import climb, facts, fall_silent, late_at, look_again, target, waited
from rules.wording.nudges import Facts, private_word
from rules.worktime import Calendar
from tests.rules.cases import (
    ANNA,
    ARUN,
    ASHA,
    BEA,
    BEN,
    CARL,
    HOUR,
    MONDAY,
    SHARED,
    at,
    behaving,
    calendar,
    case,
    knowing,
    nudge,
    question,
    relationship,
    told,
    turned,
)

RULE = "questions"
BERLIN, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
NOBODY = Holder(Side.CLIENT)
BEN_THEN_CARL = GoBetween(BEN, CARL)
LANDLORD = Holder(None, BEN, "the landlord")
DAYS = ("Tue 9:00", "Wed 9:00", "Thu 9:00", "Fri 9:00")
"""When the four steps of a question asked on Monday at nine fall due."""


def next_look(item: Item, of: Relationship | None = None, nudges: tuple[Nudge, ...] = ()) -> datetime:
    """When the item's alarm is set to."""
    [effect] = look_again(item, case(of=of, nudges=nudges), RULE)
    assert isinstance(effect, SetAlarm)
    assert (effect.rule, effect.subject) == (RULE, item.subject)
    return effect.at


def step(item: Item, now: datetime, of: Relationship | None = None, **around: Any) -> tuple[Effect, ...]:
    """What is done when the item's alarm rings."""
    return tuple(climb(item, case(of=of, **around), now, RULE))


def laid(effects: Iterable[Effect], why: Told | None = None) -> list[Nudge]:
    return [effect.nudge for effect in effects if isinstance(effect, Lay) and why in (None, effect.nudge.why)]


def one_laid(effects: Iterable[Effect]) -> Nudge:
    [nudge] = laid(effects)
    return nudge


def kept(effects: Iterable[Effect]) -> Item:
    [item] = [effect.item for effect in effects if isinstance(effect, Keep)]
    return item


def line(effects: Iterable[Effect]) -> Reply | None:
    return next((effect for effect in effects if isinstance(effect, Reply)), None)


def with_sponsor(of: Relationship, sponsor: PersonId = CARL) -> Relationship:
    return replace(of, client=replace(of.client, sponsor=sponsor))


def asked_along_the_ladder(item: Item, case: Case, days: Iterable[str] = DAYS) -> list[PersonId | str | None]:
    """Whom each step asks: a person, "thread", or nobody. Whoever was asked was told at once."""
    asked: list[PersonId | str | None] = []
    for day in days:
        effects = tuple(climb(item, case, at(day), RULE))
        item = kept(effects)
        found = laid(effects)
        asked.append(("thread" if line(effects) else found[0].person) if found else None)
        case = replace(case, nudges=(*case.nudges, *(told(each, at(day)) for each in found)))
    return asked


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


def test_with_a_sponsor_there_is_a_fourth_step() -> None:
    of = with_sponsor(relationship())
    assert next_look(question(climbed=3, climbed_at=at("Thu 9:00")), of) == at("Fri 9:00")


def test_the_lapse_is_due_twenty_working_days_after_the_last_step() -> None:
    of = relationship(client=calendar(holidays={date(2026, 10, 20): "Fair"}))
    done = question(clock_at=at("Mon 10:00"), climbed=3, climbed_at=at("Thu 10:00"))
    assert next_look(done) == datetime(2026, 11, 5, 10, 0, tzinfo=UTC)
    assert next_look(done, of) == datetime(2026, 11, 6, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("climbed", [4, 3])
def test_a_sponsor_who_comes_or_goes_changes_the_last_step(climbed: int) -> None:
    """With four steps taken and no sponsor any more, the ladder has ended; it does not run out of rungs."""
    done = question(climbed=climbed, climbed_at=at("Fri 9:00"))
    assert next_look(done) == datetime(2026, 11, 6, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("sign", ["alive_at", "snoozed_until"])
def test_a_sign_of_life_puts_off_the_lapse(sign: str) -> None:
    done = question(climbed=3, climbed_at=at("Thu 10:00"), **{sign: at("+Mon 10:00")})
    assert next_look(done) == datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


# The first two gates: late, and no sign of life ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "late"),
    [
        ({}, "Mon 17:00"),
        ({"clock_at": at("Mon 12:00")}, "Tue 12:00"),
        ({"wanted_by": at("Mon 12:00")}, "Mon 12:00"),
        ({"wanted_by": at("Thu 12:00")}, "Thu 12:00"),
        ({"promised_for": at("Wed 15:00")}, "Wed 15:00"),
        ({"promised_for": at("Wed 15:00"), "wanted_by": at("Mon 12:00")}, "Wed 15:00"),
        ({"wanted_by": at("Mon 12:00"), "clock_at": at("Mon 15:00")}, "Tue 15:00"),
    ],
    ids=[
        "target",
        "acknowledged",
        "wanted sooner",
        "wanted later",
        "promised",
        "wanted, promised",
        "wanted, came back",
    ],
)
def test_it_is_late_at_its_target_or_when_it_is_wanted_or_when_it_was_promised(
    changes: dict[str, Any], late: str
) -> None:
    assert late_at(question(**changes), relationship()) == at(late)


def test_what_the_asker_wanted_binds_the_others_and_not_the_asker_who_was_asked_back() -> None:
    back = turned(question(wanted_by=at("Mon 12:00")), at("Mon 11:00"), Holder(Side.VENDOR, ASHA))
    assert late_at(back, relationship()) == at("Mon 15:00")


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"wanted_by": at("Mon 12:00")}, "Mon 12:00"),
        ({"promised_for": at("Wed 15:00")}, "Wed 15:00"),
        ({"alive_at": at("Mon 16:00")}, "Tue 12:00"),
        ({"alive_at": at("Mon 10:00")}, "Tue 9:00"),
        ({"alive_at": at("Tue 15:00"), "climbed": 1, "climbed_at": at("Tue 9:00")}, "Wed 11:00"),
        ({"snoozed_until": at("Thu 9:00")}, "Thu 9:00"),
        ({"snoozed_until": at("Thu 9:00"), "climbed": 1, "climbed_at": at("Tue 9:00")}, "Thu 9:00"),
        ({"snoozed_until": at("Mon 12:00")}, "Tue 9:00"),
    ],
    ids=["wanted", "promised", "alive", "alive long ago", "alive after step 1", "snoozed", "snoozed after", "over"],
)
def test_nobody_is_asked_before_it_is_late_nor_soon_after_a_sign_of_life(changes: dict[str, Any], due: str) -> None:
    item = question(**changes)
    assert next_look(item) == at(due)
    assert step(item, at(due) - timedelta(minutes=1)) == (SetAlarm(RULE, "item:1", at(due)),)
    assert laid(step(item, at(due), relationship(go_betweens=[GoBetween(BEN)])))


def test_the_next_step_waits_until_the_last_one_was_told_and_eight_hours_more() -> None:
    """Laid on Tuesday morning, on the card in the afternoon: the go-between is asked on Wednesday afternoon."""
    item, of = question(climbed=1, climbed_at=at("Tue 9:00")), relationship(go_betweens=[GoBetween(BEN)])
    waiting = nudge(item, when=at("Tue 9:00"))
    assert step(item, at("Wed 9:00"), of, nudges=(waiting,)) == (SetAlarm(RULE, "item:1", at("Wed 13:00")),)
    in_the_afternoon = (told(waiting, at("Tue 13:00")),)
    assert next_look(item, of, in_the_afternoon) == at("Wed 13:00")
    assert step(item, at("Wed 9:00"), of, nudges=in_the_afternoon) == (SetAlarm(RULE, "item:1", at("Wed 13:00")),)
    assert one_laid(step(item, at("Wed 13:00"), of, nudges=in_the_afternoon)).person == BEN


@pytest.mark.parametrize("step_put_off", [1, 2])
def test_what_was_put_off_is_told_again_before_the_next_is_asked(step_put_off: int) -> None:
    item, of = question(climbed=2, climbed_at=at("Wed 9:00")), relationship(go_betweens=[GoBetween(BEN)])
    again = nudge(item, when=at("Tue 9:00"), step=step_put_off)
    assert step(item, at("Fri 9:00"), of, nudges=(again,)) == (SetAlarm(RULE, "item:1", at("Fri 13:00")),)


def test_a_snooze_says_itself_when_it_ends_and_a_later_sign_of_life_counts_from_then() -> None:
    snoozed = question(snoozed_until=at("Tue 9:00"), alive_at=at("Mon 16:00"))
    assert next_look(snoozed) == at("Tue 9:00")
    assert next_look(replace(snoozed, alive_at=at("Tue 10:00"))) == at("Tue 14:00")


def test_what_was_told_of_an_earlier_turn_puts_nothing_off() -> None:
    item = turned(turned(question(), at("Mon 10:00"), Holder(Side.VENDOR, ASHA)), at("Mon 11:00"), Holder(Side.CLIENT))
    before = nudge(question(), when=at("Mon 9:30"))
    assert next_look(replace(item, climbed=1, climbed_at=at("Tue 11:00")), nudges=(before,)) == at("Wed 11:00")


# Who: the third gate -------------------------------------------------------------------------------------------------


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
    assert asked_along_the_ladder(item, case(of=of), DAYS[:3]) == asked


TOPICS = [GoBetween(BEN), GoBetween(CARL, BEA, topic="invoices")]


@pytest.mark.parametrize(
    ("topic", "asked"),
    [("invoices", [CARL, BEA]), ("menus", [BEN, None]), (None, [BEN, None])],
)
def test_a_topics_go_between_comes_first_and_then_their_deputy(topic: str | None, asked: list[PersonId | None]) -> None:
    item = question(topic=topic, turns=(Turn(MONDAY, NOBODY, "asked"),))
    assert asked_along_the_ladder(item, case(of=relationship(go_betweens=TOPICS)), DAYS[:2]) == asked


def test_behind_the_topics_own_people_stand_those_for_everything_else() -> None:
    of = knowing(knowing(relationship(go_betweens=TOPICS), CARL, quiet=True), BEA, reachable=False)
    item = question(topic="invoices", turns=(Turn(MONDAY, NOBODY, "asked"),))
    assert one_laid(step(item, at("Tue 9:00"), of)).person == BEN


AWAY = {"away_until": at("+Mon 9:00")}


@pytest.mark.parametrize(
    ("people", "asked"),
    [
        ({BEA: AWAY}, [BEN, CARL]),
        ({BEA: {**AWAY, "stand_in": CARL}}, [CARL, BEN]),
        ({BEA: {**AWAY, "stand_in": CARL}, CARL: AWAY}, [BEN, None]),
        ({BEA: {**AWAY, "stand_in": ASHA}}, [BEN, CARL]),
        ({BEA: {**AWAY, "stand_in": BEN}}, [BEN, CARL]),
        ({BEA: {"away_until": at("Tue 9:00")}}, [BEA, BEN]),
        ({BEA: {"quiet": True}}, [BEN, CARL]),
        ({BEA: {"reachable": False}}, [BEN, CARL]),
        ({BEA: {"side": None}}, [BEN, CARL]),
        ({BEA: {"side": Side.VENDOR}}, [BEN, CARL]),
        ({BEN: AWAY}, [BEA, CARL]),
        ({BEN: {**AWAY, "stand_in": BEA}}, [BEA, CARL]),
        ({BEN: {"quiet": True}, CARL: {"quiet": True}}, [BEA, None]),
        ({BEA: AWAY, BEN: AWAY, CARL: AWAY}, [None, None]),
    ],
    ids=[
        "away",
        "away, somebody stands in",
        "both away",
        "the stand-in is of the other side",
        "the go-between stands in",
        "just back",
        "quiet",
        "unreachable",
        "on no side any more",
        "changed sides",
        "the go-between is away",
        "the holder stands in for the go-between",
        "nobody beside the holder",
        "nobody at all",
    ],
)
def test_somebody_who_is_away_quiet_out_of_reach_or_gone_is_not_asked_but_whoever_is_there_for_them(
    people: dict[PersonId, dict[str, Any]], asked: list[PersonId | None]
) -> None:
    of = relationship(go_betweens=[BEN_THEN_CARL])
    for who, changes in people.items():
        of = knowing(of, who, **changes)
    assert asked_along_the_ladder(question(), case(of=of), DAYS[:2]) == asked


def test_somebody_out_of_reach_is_asked_on_their_other_account() -> None:
    of = knowing(relationship(go_betweens=[GoBetween(BEN)]), BEA, reachable=False)
    linked = knowing(of, CARL, human=of.people[BEA].human)
    assert one_laid(step(question(), at("Tue 9:00"), linked)).person == CARL
    both_unreachable = knowing(linked, CARL, reachable=False)
    assert one_laid(step(question(), at("Tue 9:00"), both_unreachable)).person == BEN


def test_an_account_on_the_other_side_is_no_road_to_somebody() -> None:
    of = knowing(relationship(go_betweens=[GoBetween(BEN)]), BEA, reachable=False)
    linked = knowing(of, ASHA, human=of.people[BEA].human)
    assert one_laid(step(question(), at("Tue 9:00"), linked)).person == BEN


def test_of_several_accounts_that_of_the_side_which_holds_it_is_asked() -> None:
    of = knowing(relationship(), ASHA, reachable=False)
    for other in (BEN, ANNA):
        of = knowing(of, other, human=of.people[ASHA].human)
    back = turned(question(), at("Mon 11:00"), Holder(Side.VENDOR, ASHA))
    assert one_laid(step(back, at("Mon 15:00"), of)).person == ANNA


def test_a_step_that_finds_nobody_to_ask_is_taken_in_silence() -> None:
    keep, alarm = step(question(turns=(Turn(MONDAY, NOBODY, "asked"),)), at("Tue 9:00"))
    assert isinstance(keep, Keep)
    assert keep.item.climbed == 1
    assert alarm == SetAlarm(RULE, "item:1", at("Wed 9:00"))


# A step that could not be told ---------------------------------------------------------------------------------------


def test_a_step_that_could_not_be_told_finds_another_person_at_once() -> None:
    """The platform had no road to Bea after all: her tray gave it back, and Ben is asked the same minute."""
    item, of = question(climbed=1, climbed_at=at("Tue 9:00")), relationship(go_betweens=[BEN_THEN_CARL])
    bounced = replace(nudge(item, when=at("Tue 9:00")), fate=Fate.DROPPED)
    effects = step(item, at("Tue 9:01"), of, nudges=(bounced,))
    again = one_laid(effects)
    assert (again.person, again.step, again.key) == (BEN, 1, "nudge:7:1:1:1")
    assert (kept(effects).climbed, kept(effects).climbed_at) == (1, at("Tue 9:01"))
    assert effects[-1] == SetAlarm(RULE, "item:1", at("Wed 9:01"))


def test_a_step_that_nobody_could_be_told_of_is_taken_and_the_ladder_goes_on() -> None:
    item = question(climbed=1, climbed_at=at("Tue 9:00"))
    bounced = replace(nudge(item, when=at("Tue 9:00")), fate=Fate.DROPPED)
    effects = step(item, at("Tue 9:01"), nudges=(bounced,))
    assert laid(effects) == []
    later = step(kept(effects), at("Wed 9:01"), relationship(go_betweens=[GoBetween(BEN)]), nudges=(bounced,))
    assert (kept(later).climbed, one_laid(later).person) == (2, BEN)


def test_a_step_that_could_not_be_told_waits_for_working_time_too() -> None:
    item = question(climbed=1, climbed_at=at("Tue 9:00"))
    bounced = replace(nudge(item, when=at("Tue 9:00")), fate=Fate.DROPPED)
    assert step(item, at("Tue 20:00"), nudges=(bounced,)) == (SetAlarm(RULE, "item:1", at("Wed 9:00")),)


def test_a_brief_that_could_not_be_told_asks_nobody_else_and_the_item_lapses_in_the_end() -> None:
    of = knowing(with_sponsor(relationship()), CARL, quiet=True)
    item = question(climbed=4, climbed_at=at("Fri 9:00"))
    bounced = nudge(item, CARL, at("Fri 9:00"), step=4, why=Told.BRIEF, fate=Fate.DROPPED)
    effects = step(item, at("Fri 10:00"), of, nudges=(bounced,))
    assert laid(effects) == []
    assert effects[-1] == SetAlarm(RULE, "item:1", datetime(2026, 11, 6, 10, 0, tzinfo=UTC))


# What is laid, and what is said --------------------------------------------------------------------------------------


def test_a_private_step_says_nothing_but_lays_the_item_into_a_tray() -> None:
    keep, lay, alarm = step(question(), at("Tue 9:00"))
    assert isinstance(keep, Keep)
    assert (keep.item.climbed, keep.item.climbed_at) == (1, at("Tue 9:00"))
    assert (keep.item.turns, keep.item.clock_at) == (question().turns, question().clock_at)
    assert lay == Lay(
        Nudge(
            key="nudge:7:1:1:1",
            why=Told.NUDGE,
            item=question().number,
            turn=1,
            step=1,
            side=Side.CLIENT,
            person=BEA,
            laid_at=at("Tue 9:00"),
            show_from=at("Tue 9:00"),
        )
    )
    assert alarm == SetAlarm(RULE, "item:1", at("Wed 9:00"))


def test_the_third_step_is_said_in_the_thread_it_was_asked_in_and_lies_in_nobodys_tray() -> None:
    item = question(climbed=2, thread=MessageId("root"))
    effects = step(item, at("Thu 9:00"))
    written, said = one_laid(effects), line(effects)
    assert said
    assert (said.key, said.place, said.thread, said.about) == ("nudge:7:1:1:3", item.place, "root", 1)
    assert (written.why, written.person, written.fate, written.told_at) == (
        Told.LINE,
        None,
        Fate.TOLD,
        at("Thu 9:00"),
    )
    assert written.key == said.key
    assert "Contoso" in plain(said.message)
    assert "Bea" not in plain(said.message)


def test_the_fourth_step_is_the_sponsors_brief() -> None:
    item, of = question(climbed=3, climbed_at=at("Thu 9:00")), with_sponsor(relationship())
    brief = one_laid(step(item, at("Fri 9:00"), of))
    assert (brief.why, brief.step, brief.person, brief.fate) == (Told.BRIEF, 4, CARL, Fate.WAITING)
    assert asked_along_the_ladder(question(), case(of=of)) == [BEA, None, "thread", CARL]


def test_each_step_of_each_turn_and_of_each_promise_has_a_key_of_its_own() -> None:
    asked = question()
    back = turned(turned(asked, MONDAY, Holder(Side.VENDOR, ASHA)), MONDAY, Holder(Side.CLIENT, BEA))
    promised = replace(asked, promised_for=at("Mon 12:00"))
    again = replace(asked, promised_for=at("Mon 12:01"))
    keys = [
        one_laid(step(replace(item, climbed=n), at("+Fri 9:00"), relationship(go_betweens=[GoBetween(BEN)]))).key
        for item in (asked, back, promised, again)
        for n in range(3)
    ]
    assert keys[:6] == [f"nudge:7:1:{turn}:{n}" for turn in (1, 3) for n in (1, 2, 3)]
    assert len(set(keys)) == 12


def test_the_holder_reads_what_is_needed_from_them_and_others_what_is_needed_from_their_company() -> None:
    about = facts(question(), relationship(), at("Tue 9:00"))
    assert words(about, to_holder=True).startswith("Asha (Northwind) needs one thing from you: “@Bea Which region")
    assert words(about, to_holder=False).startswith("Asha (Northwind) needs one thing from Contoso: “@Bea Which")


def words(about: Facts, to_holder: bool) -> str:
    return plain(Message(private_word(about, to_holder)))


def test_times_are_said_on_the_clock_of_the_reader_and_waiting_in_the_hours_of_the_side() -> None:
    of = relationship(client=calendar(zone=BERLIN), own={BEA: calendar(zone=KOLKATA)})
    text = words(facts(question(), of, at("Tue 9:00"), of.people[BEA]), to_holder=True)
    assert "(asked Mon 14:30, q1)" in text
    assert "It has waited 8 h of working time; you agreed on 8 h (Mon–Fri 9–17 Berlin)" in text


def test_what_was_asked_weeks_ago_is_said_with_its_date() -> None:
    """The ball went to and fro: "asked Mon 9:00" would be taken for this Monday."""
    back = turned(
        turned(question(), at("Mon 10:00"), Holder(Side.VENDOR, ASHA)), at("++Mon 9:00"), Holder(Side.CLIENT, BEA)
    )
    assert "(asked Mon 5 Oct 09:00, q1)" in words(facts(back, relationship(), at("++Tue 9:00")), to_holder=True)


def test_whoever_was_asked_back_is_not_told_that_they_need_something_from_themselves() -> None:
    back = turned(question(), at("Mon 11:00"), Holder(Side.VENDOR, ASHA))
    assert one_laid(step(back, at("Mon 15:00"))).person == ASHA
    text = words(facts(back, relationship(), at("Mon 15:00")), to_holder=True)
    assert not text.startswith("Asha (Northwind) needs one thing from you")


def test_a_colleague_of_whoever_was_asked_back_is_not_told_that_they_need_something_from_their_own_company() -> None:
    of = relationship()
    of = replace(of, vendor=replace(of.vendor, go_betweens=(GoBetween(ARUN),)))
    back = replace(turned(question(), at("Mon 11:00"), Holder(Side.VENDOR, ASHA)), climbed=1)
    assert one_laid(step(back, at("Tue 15:00"), of)).person == ARUN
    assert "(Northwind) needs one thing from Northwind" not in words(facts(back, of, at("Tue 15:00")), to_holder=False)


# Looking again -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [1, 60, 24 * 60])
def test_an_alarm_that_rings_too_early_only_looks_again(minutes: int) -> None:
    """The clock was moved meanwhile; an alarm never says "send"."""
    acknowledged = question(clock_at=at("Tue 8:00"), clock_moved=True)
    early = at("Wed 9:00") - timedelta(minutes=minutes)
    assert step(acknowledged, early) == (SetAlarm(RULE, "item:1", at("Wed 9:00")),)


@pytest.mark.parametrize("climbed", range(4))
def test_every_step_is_taken_in_the_hours_of_the_side_that_holds_it(climbed: int) -> None:
    done = question(climbed=climbed)
    of = with_sponsor(relationship(go_betweens=[GoBetween(BEN)]))
    assert step(done, at("+Thu 18:00"), of) == (SetAlarm(RULE, "item:1", at("+Fri 9:00")),)
    assert laid(step(done, at("+Fri 9:00"), of))


@pytest.mark.parametrize("late", ["Thu 9:30", "Fri 16:00", "+Wed 9:00"])
def test_a_step_that_comes_late_puts_off_the_next_ones(late: str) -> None:
    """Rapport was down, or the question was marked as one days later: nobody is asked and passed over in the same
    minute."""
    of = relationship(go_betweens=[BEN_THEN_CARL])
    keep, lay, alarm = step(question(), at(late), of)
    assert isinstance(keep, Keep)
    assert isinstance(lay, Lay)
    assert isinstance(alarm, SetAlarm)
    assert alarm.at > at(late)
    assert step(keep.item, at(late), of, nudges=(told(lay.nudge, at(late)),)) == (alarm,)


def test_an_acknowledgement_after_the_first_step_puts_off_the_second() -> None:
    assert next_look(question(climbed=1, clock_at=at("Tue 12:00"), clock_moved=True)) == at("Thu 12:00")


def test_what_nobody_answered_lapses_without_a_word() -> None:
    done = question(clock_at=at("Mon 10:00"), climbed=3, climbed_at=at("Thu 10:00"))
    lapse = datetime(2026, 11, 5, 10, 0, tzinfo=UTC)
    assert step(done, lapse - timedelta(minutes=1)) == (SetAlarm(RULE, "item:1", lapse),)
    assert step(done, lapse) == (TakeOut(done.number), Keep(replace(done, state=State.LAPSED, closed_at=lapse)))


@pytest.mark.parametrize("state", [state for state in State if state is not State.OPEN])
def test_what_is_settled_is_never_asked_about(state: State) -> None:
    assert step(question(state=state, closed_at=at("Mon 12:00")), at("Tue 9:00")) == ()


def test_falling_silent_takes_everything_out_of_the_trays_and_has_no_line_to_take_back_before_the_third_step() -> None:
    assert tuple(fall_silent(question(climbed=2), case(), RULE)) == (
        ClearAlarm(RULE, "item:1"),
        TakeOut(question().number),
    )


# A third party -------------------------------------------------------------------------------------------------------

HELD = turned(question(), at("Mon 11:00"), LANDLORD)


def test_while_a_third_party_has_the_ball_no_clock_runs_and_its_chaser_is_asked_every_five_working_days() -> None:
    assert target(HELD) == timedelta(0)
    assert [next_look(replace(HELD, climbed=n)) for n in range(4)] == [
        at("+Mon 11:00"),
        at("++Mon 11:00"),
        at("+++Mon 11:00"),
        at("++++Mon 11:00"),
    ]
    effects = step(HELD, at("+Mon 11:00"))
    chase = one_laid(effects)
    assert (chase.why, chase.person, chase.side, chase.step, chase.turn) == (Told.CHASE, BEN, None, 1, 2)
    assert kept(effects).climbed == 1
    assert effects[-1] == SetAlarm(RULE, "item:1", at("++Mon 11:00"))
    assert step(HELD, at("Fri 9:00")) == (SetAlarm(RULE, "item:1", at("+Mon 11:00")),)


def test_what_a_third_party_never_answers_lapses_after_twenty_working_days() -> None:
    chased = replace(HELD, climbed=3, climbed_at=at("+++Mon 11:00"))
    end = at("++++Mon 11:00")
    assert step(chased, end) == (TakeOut(HELD.number), Keep(replace(chased, state=State.LAPSED, closed_at=end)))


def test_a_chaser_who_is_away_is_stood_in_for_and_one_who_cannot_be_told_is_passed_over_for_the_go_between() -> None:
    of = knowing(relationship(go_betweens=[GoBetween(CARL)]), BEN, away_until=at("+++Mon 9:00"))
    assert one_laid(step(HELD, at("+Mon 11:00"), of)).person == CARL
    assert one_laid(step(HELD, at("+Mon 11:00"), knowing(of, BEN, stand_in=BEA))).person == BEA
    chased = replace(HELD, climbed=1, climbed_at=at("+Mon 11:00"))
    bounced = nudge(chased, BEN, at("+Mon 11:00"), why=Told.CHASE, fate=Fate.DROPPED)
    effects = step(chased, at("+Mon 13:00"), relationship(go_betweens=[GoBetween(CARL)]), nudges=(bounced,))
    assert (one_laid(effects).person, one_laid(effects).why) == (CARL, Told.CHASE)
    assert kept(effects).climbed == 1


# The line in the thread ----------------------------------------------------------------------------------------------

THIRD = question(climbed=2, climbed_at=at("Wed 9:00"))
IN_PUBLIC = at("Thu 9:00")


@pytest.mark.parametrize(
    "of",
    [
        behaving(relationship(), public_lines=False),
        behaving(relationship(), began_at=IN_PUBLIC - timedelta(days=29, hours=23)),
        behaving(relationship(), hushed_until=at("Fri 9:00")),
    ],
    ids=["switched off", "the first month", "hushed"],
)
def test_the_line_is_not_said_when(of: Relationship) -> None:
    effects = step(THIRD, IN_PUBLIC, of)
    assert line(effects) is None
    assert laid(effects) == []
    assert kept(effects).climbed == 3


def test_nothing_is_said_in_public_about_a_question_that_stands_nowhere() -> None:
    unsaid = MessageId("asked:7:1")
    effects = step(replace(THIRD, message=unsaid, thread=unsaid), IN_PUBLIC)
    assert line(effects) is None
    assert laid(effects) == []
    assert kept(effects).climbed == 3
    assert line(step(THIRD, IN_PUBLIC))


def test_the_line_is_said_from_the_end_of_the_first_month_on() -> None:
    assert line(step(THIRD, IN_PUBLIC, behaving(relationship(), began_at=IN_PUBLIC - timedelta(days=30))))


@pytest.mark.parametrize(
    ("trust", "is_said"),
    [
        (Trust(19, 19), True),
        (Trust(20, 4), True),
        (Trust(50, 10), True),
        (Trust(50, 11), False),
        (Trust(20, 5), False),
        (Trust(20, 8), False),
    ],
    ids=["too few to judge", "0.80 of 20", "0.80 of 50", "0.78", "0.75", "0.60"],
)
def test_the_line_is_not_said_where_too_many_nudges_were_wrong(trust: Trust, is_said: bool) -> None:
    effects = step(THIRD, IN_PUBLIC, trust=trust)
    assert (line(effects) is not None) is is_said
    assert not any(isinstance(effect, KeepSettings) for effect in effects)


@pytest.mark.parametrize(
    ("band", "expects", "misheard", "is_said"),
    [
        (Band.PUBLIC, 0.66, 0, True),
        (Band.PUBLIC, 0.66, 1, False),
        (Band.PUBLIC, 0.71, 1, True),
        (Band.PUBLIC, 0.94, 6, False),
        (Band.PUBLIC, 0.96, 50, True),
        (Band.PRIVATE, 0.64, 0, False),
        ("", 1.0, 50, True),
    ],
)
def test_each_not_a_question_in_its_place_raises_what_a_line_takes(
    band: str, expects: float, misheard: int, is_said: bool
) -> None:
    item = replace(THIRD, progress=Progress(band=band, expects=expects))
    assert (line(step(item, IN_PUBLIC, misheard=misheard)) is not None) is is_said


def test_but_not_what_a_private_word_takes() -> None:
    item = question(progress=Progress(band=Band.PRIVATE, expects=0.5))
    assert one_laid(step(item, at("Tue 9:00"), misheard=50)).person == BEA


@pytest.mark.parametrize(
    ("lines", "messages", "is_said"),
    [(0, 0, True), (2, 10, True), (3, 10, False), (3, 199, False), (3, 200, True), (4, 249, False), (4, 250, True)],
)
def test_the_line_is_said_at_most_twice_for_a_hundred_messages_beyond_the_first_three_times(
    lines: int, messages: int, is_said: bool
) -> None:
    assert (line(step(THIRD, IN_PUBLIC, lines=lines, messages=messages)) is not None) is is_said


# Wrong too often -----------------------------------------------------------------------------------------------------

LOST = Trust(20, 9)


def with_go_betweens() -> Relationship:
    of = relationship(go_betweens=[GoBetween(BEN)])
    return replace(of, vendor=replace(of.vendor, go_betweens=(GoBetween(ARUN, ANNA),)))


def test_wrong_too_often_it_only_lists_for_thirty_days_and_says_so_to_the_go_betweens_of_both_sides() -> None:
    of, now = with_go_betweens(), at("Tue 9:00")
    effects = step(question(), now, of, trust=LOST)
    [settings] = [effect.settings for effect in effects if isinstance(effect, KeepSettings)]
    assert settings == replace(of.settings, hushed_until=now + timedelta(days=30))
    assert {(note.person, note.side, note.why, note.item) for note in laid(effects)} == {
        (BEN, Side.CLIENT, Told.NOTE, None),
        (ARUN, Side.VENDOR, Told.NOTE, None),
    }
    assert len({note.key for note in laid(effects)}) == 2
    assert "9 of my last 20 nudges were marked wrong" in plain(from_json(laid(effects)[0].body))
    assert kept(effects).climbed == 1


@pytest.mark.parametrize("trust", [Trust(20, 8), Trust(19, 19), Trust(0, 0)], ids=["0.60", "too few", "none"])
def test_it_goes_on_where_it_was_right_often_enough_or_nobody_can_say_yet(trust: Trust) -> None:
    assert one_laid(step(question(), at("Tue 9:00"), with_go_betweens(), trust=trust)).why is Told.NUDGE


@pytest.mark.parametrize("climbed", range(4))
def test_while_it_is_hushed_steps_are_taken_in_silence(climbed: int) -> None:
    of = behaving(with_sponsor(with_go_betweens()), hushed_until=at("++++Mon 9:00"))
    effects = step(question(climbed=climbed), at("Fri 9:00"), of, trust=LOST)
    assert kept(effects).climbed == climbed + 1
    assert [type(effect) for effect in effects] == [Keep, SetAlarm]


def test_nobody_chases_either_while_it_is_hushed() -> None:
    of = behaving(with_go_betweens(), hushed_until=at("++++Mon 9:00"))
    assert laid(step(HELD, at("+Mon 11:00"), of)) == []


def test_after_thirty_days_it_tries_private_nudges_again() -> None:
    of = behaving(with_go_betweens(), hushed_until=at("Tue 9:00"))
    assert one_laid(step(question(), at("Tue 9:00"), of)).person == BEA


# Paused, and in a dry run --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    [
        {"place": Place(SHARED, "shared", paused=True)},
        {"place": Place(SHARED, "shared", closed=True)},
        {"of": behaving(relationship(), paused=frozenset({Side.CLIENT}))},
    ],
    ids=["the place", "a place that is closed", "the side"],
)
@pytest.mark.parametrize("climbed", range(3))
def test_while_it_is_paused_nobody_is_asked_and_it_looks_again_after_half_a_day(
    around: dict[str, Any], climbed: int
) -> None:
    assert step(question(climbed=climbed), at("+Mon 9:00"), **around) == (SetAlarm(RULE, "item:1", at("+Mon 13:00")),)


def test_a_pause_of_the_other_side_changes_nothing() -> None:
    of = behaving(relationship(), paused=frozenset({Side.VENDOR}))
    assert one_laid(step(question(), at("Tue 9:00"), of)).person == BEA


@pytest.mark.parametrize("live", [frozenset(), frozenset({Side.CLIENT})], ids=["neither", "one side"])
def test_until_both_sides_switched_it_on_every_step_is_written_down_and_nothing_is_said(live: frozenset[Side]) -> None:
    of = behaving(with_sponsor(with_go_betweens()), live=live)
    item, found = question(), list[Nudge]()
    for day in DAYS:
        effects = step(item, at(day), of, nudges=tuple(found))
        assert not line(effects)
        item, found = kept(effects), [*found, *laid(effects)]
    assert [(each.person, each.why) for each in found] == [
        (BEA, Told.NUDGE),
        (BEN, Told.NUDGE),
        (None, Told.LINE),
        (CARL, Told.BRIEF),
    ]
    assert all(each.fate is Fate.DRY and each.told_at == each.laid_at for each in found)


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
