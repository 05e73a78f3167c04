"""Every way an item changes hands or state: what it does to the item, to its alarms and to what lies in trays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rules.effects import ClearAlarm, Effect, Forget, Keep, Lay, MarkWrong, PutOff, Retract, SetAlarm, TakeOut
from rules.listening.progress import Progress
from rules.model import (
    Claim,
    Claimed,
    Fate,
    GoBetween,
    Holder,
    Item,
    Kind,
    MessageId,
    Nudge,
    PersonId,
    Relationship,
    Side,
    State,
    Told,
    Turn,
)
from rules.owed import moves
from rules.owed.nudging import climb
from tests.rules.cases import (
    ARUN,
    ASHA,
    BEA,
    BEN,
    CARL,
    DANA,
    HOUR,
    MONDAY,
    at,
    behaving,
    calendar,
    case,
    nudge,
    question,
    relationship,
    told,
    turned,
)

NOON = at("Mon 12:00")
Q1 = question().number
ASKS = frozenset({Told.NUDGE, Told.TURNED, Told.CHASE, Told.BRIEF})
NO_ALARM, NO_CLAIM = ClearAlarm("questions", "item:1"), ClearAlarm("claims", "item:1")
LINE = Retract("nudge:7:1:1:3")
DRY = behaving(relationship(), live=frozenset())
SPENT: dict[str, Any] = {
    "climbed": 2,
    "climbed_at": at("Mon 11:00"),
    "clock_moved": True,
    "alive_at": at("Mon 11:00"),
    "snoozed_until": at("Tue 9:00"),
}
"""An item about which much has happened."""


def kept(effects: Iterable[Effect]) -> Item:
    [item] = [effect.item for effect in effects if isinstance(effect, Keep)]
    return item


def laid(effects: Iterable[Effect]) -> list[Nudge]:
    return [effect.nudge for effect in effects if isinstance(effect, Lay)]


def alarm(when: str) -> SetAlarm:
    return SetAlarm("questions", "item:1", at(when))


# Opening -------------------------------------------------------------------------------------------------------------


def opened(of: Relationship | None = None, asker: PersonId = ASHA, **changes: Any) -> list[Effect]:
    given: dict[str, Any] = {
        "message": MessageId("m1"),
        "thread": None,
        "text": "Which region?",
        "at": MONDAY,
        "addressee": BEA,
        "progress": Progress(),
    }
    return list(moves.open_item(case(of=of), asker=asker, **(given | changes)))


def test_an_item_is_opened_under_the_targets_of_both_sides_and_looked_at_when_it_is_late() -> None:
    effects = opened()
    item = kept(effects)
    assert effects == [Keep(item), alarm("Tue 9:00")]
    assert (item.kind, item.state, item.asker_side) == (Kind.QUESTION, State.OPEN, Side.VENDOR)
    assert item.targets == {Side.CLIENT: 8 * HOUR, Side.VENDOR: 4 * HOUR}
    assert item.turns == (Turn(MONDAY, Holder(Side.CLIENT, BEA), "asked"),)


def test_somebody_on_no_side_opens_nothing() -> None:
    assert opened(asker=DANA) == []


def test_what_is_wanted_sooner_than_the_target_is_looked_at_then() -> None:
    effects = opened(wanted_by=at("Mon 11:00"), blocked_on=date(2026, 10, 8), holds_up="the move")
    item = kept(effects)
    assert (item.wanted_by, item.blocked_on, item.holds_up) == (at("Mon 11:00"), date(2026, 10, 8), "the move")
    assert effects[1] == alarm("Mon 11:00")


TOPICS = [GoBetween(BEN), GoBetween(CARL, topic="menu"), GoBetween(BEN, topic="wi-fi"), GoBetween(BEN, topic="C++")]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What about the Menu?", "menu"),
        ("Which menus?", None),
        ("Does the wi-fi and the menu work?", "menu"),
        ("Is the wi-fi slow?", "wi-fi"),
        ("Which chairs?", None),
        ("", None),
    ],
)
def test_a_topic_is_the_first_of_the_other_sides_that_the_words_name(text: str, topic: str | None) -> None:
    assert kept(opened(relationship(go_betweens=TOPICS), text=text)).topic == topic
    assert kept(opened(relationship(go_betweens=TOPICS), text=text, asker=BEA, addressee=ASHA)).topic is None


def test_a_topic_that_is_named_counts_and_not_what_the_words_sound_like() -> None:
    assert kept(opened(relationship(go_betweens=TOPICS), text="The menu?", topic="wi-fi")).topic == "wi-fi"


# Settling ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in State if state is not State.OPEN])
@pytest.mark.parametrize(("climbed", "line"), [(0, ()), (2, ()), (3, (LINE,)), (4, (LINE,))])
def test_what_is_closed_has_no_alarm_no_word_in_a_tray_and_no_line_that_still_waits(
    state: State, climbed: int, line: tuple[Effect, ...]
) -> None:
    item = question(climbed=climbed, claim=Claim(Claimed.ANSWERED, BEA, MONDAY))
    effects = tuple(moves.close(item, case(), state, NOON, BEA, MessageId("m2")))
    assert effects[:-1] == (NO_ALARM, *line, TakeOut(Q1), NO_CLAIM)
    assert kept(effects) == replace(
        item, state=state, closed_at=NOON, closed_by=BEA, closing=MessageId("m2"), claim=None
    )  # fmt: skip


def test_what_never_was_an_item_leaves_no_trace() -> None:
    assert tuple(moves.forget(question(), case())) == (NO_ALARM, TakeOut(Q1), NO_CLAIM, Forget(question()))


@pytest.mark.parametrize(
    ("what", "state", "wrong"),
    [
        (Claimed.ANSWERED, State.ANSWERED, False),
        (Claimed.ANSWERED_ELSEWHERE, State.ANSWERED, False),
        (Claimed.NOT_A_QUESTION, State.WITHDRAWN, True),
    ],
)
def test_a_claim_settles_and_asks_the_asker(what: Claimed, state: State, wrong: bool) -> None:
    effects = tuple(moves.claim(question(climbed=1), case(), what, BEA, NOON, "by phone"))
    item = kept(effects)
    assert (item.state, item.closed_at, item.closed_by) == (state, NOON, BEA)
    assert item.claim == Claim(what, BEA, NOON, "by phone")
    assert item.climbed == 1
    assert (MarkWrong(Q1, True) in effects) is wrong
    [asked] = laid(effects)
    assert (asked.why, asked.person, asked.side, asked.show_from) == (Told.CLAIM, ASHA, Side.VENDOR, NOON)


def test_two_claims_on_one_item_are_asked_under_two_keys() -> None:
    keys = [laid(moves.claim(question(), case(), Claimed.ANSWERED, BEA, when))[0].key for when in (NOON, NOON + HOUR)]
    assert len(set(keys)) == 2


def test_a_claim_on_blocked_work_stands_for_eight_working_hours_of_the_askers_side() -> None:
    of = relationship(vendor=calendar("Mon-Fri 10-14"))
    blocked = question(blocked_on=date(2026, 10, 8))
    effects = tuple(moves.claim(blocked, case(of=of), Claimed.ANSWERED, BEA, NOON))
    assert SetAlarm("claims", "item:1", at("Wed 12:00")) in effects
    assert not [each for each in moves.claim(question(), case(), Claimed.ANSWERED, BEA, NOON) if type(each) is SetAlarm]


def test_in_a_dry_run_a_claim_stands_and_nobody_is_asked() -> None:
    assert laid(moves.claim(question(), case(of=DRY), Claimed.ANSWERED, BEA, NOON)) == []


CLAIMED = question(
    state=State.ANSWERED,
    closed_at=NOON,
    closed_by=BEA,
    climbed=1,
    climbed_at=at("Mon 11:00"),
    claim=Claim(Claimed.ANSWERED_ELSEWHERE, BEA, NOON),
)


def test_yes_confirms_the_claim_and_changes_nothing_else() -> None:
    effects = tuple(moves.confirm(CLAIMED, at("Mon 13:00")))
    assert effects[:2] == (NO_CLAIM, TakeOut(Q1, frozenset({Told.CLAIM})))
    assert CLAIMED.claim
    assert kept(effects) == replace(CLAIMED, claim=replace(CLAIMED.claim, confirmed=True))


def test_what_the_asker_says_is_no_answer_is_a_question_beyond_doubt() -> None:
    doubted = replace(CLAIMED, progress=replace(CLAIMED.progress, band="silent", expects=0.58))
    restored = kept(moves.restore(doubted, case()))
    assert (restored.progress.band, restored.progress.expects) == ("", 1.0)


def test_not_yet_restores_the_clock_and_takes_back_that_it_was_wrong_to_ask() -> None:
    effects = tuple(moves.restore(CLAIMED, case()))
    assert CLAIMED.claim
    refuted = replace(CLAIMED.claim, confirmed=False)
    assert effects == (
        NO_CLAIM,
        MarkWrong(Q1, False),
        TakeOut(Q1, frozenset({Told.CLAIM})),
        Keep(question(climbed=1, climbed_at=at("Mon 11:00"), claim=refuted)),
        alarm("Wed 9:00"),
    )


def test_a_step_that_a_claim_took_out_before_it_was_told_is_taken_once_more_with_the_same_person() -> None:
    """Bea's card was for the afternoon; Ben said at noon that it was answered; it was not."""
    unheard = replace(nudge(CLAIMED, BEA, at("Mon 11:00")), fate=Fate.DROPPED)
    of = relationship(go_betweens=[GoBetween(BEN)])
    opened = kept(moves.restore(CLAIMED, case(of=of, nudges=(unheard,))))
    assert (opened.climbed, opened.climbed_at) == (0, None)
    [again] = laid(climb(opened, case(of=of, nudges=(unheard,)), at("Tue 9:00"), "questions"))
    assert (again.person, again.step) == (BEA, 1)


def test_a_step_that_was_told_before_a_claim_is_not_taken_once_more() -> None:
    heard = replace(told(nudge(CLAIMED, BEA, at("Mon 11:00")), at("Mon 11:00")), fate=Fate.DONE)
    assert kept(moves.restore(CLAIMED, case(nudges=(heard,)))).climbed == 1


def test_what_is_opened_again_has_been_open_all_the_time() -> None:
    answered = question(state=State.ANSWERED, closed_at=NOON, closed_by=BEA, closing=MessageId("m2"))
    assert tuple(moves.reopen(answered, case())) == (
        TakeOut(Q1, frozenset({Told.CLAIM})),
        Keep(question()),
        alarm("Tue 9:00"),
    )


# Passing the ball ----------------------------------------------------------------------------------------------------


def test_turned_the_ladder_starts_again_on_the_other_side_and_nothing_of_before_counts() -> None:
    item = question(**SPENT, promised_for=at("Mon 11:30"))
    effects = tuple(moves.turn(item, case(), NOON, Holder(Side.VENDOR, ASHA), "asked back"))
    new = kept(effects)
    assert effects == (TakeOut(Q1, ASKS), Keep(new), alarm("Mon 16:00"))
    assert new.turns == (*item.turns, Turn(NOON, Holder(Side.VENDOR, ASHA), "asked back"))
    assert (new.clock_at, new.clock_moved, new.climbed, new.climbed_at) == (NOON, False, 0, None)
    assert (new.promised_for, new.snoozed_until, new.alive_at) == (None, None, None)


def test_what_is_needed_first_is_told_to_whoever_is_to_say_it() -> None:
    effects = tuple(moves.turn(question(), case(), NOON, Holder(Side.VENDOR, ASHA), "needs", "The account id"))
    assert kept(effects).turns[-1].words == "The account id"
    [word] = laid(effects)
    assert (word.why, word.person, word.turn, word.step, word.fate) == (Told.TURNED, ASHA, 2, 0, Fate.WAITING)


def test_in_a_dry_run_what_is_needed_first_is_only_written_down() -> None:
    [word] = laid(moves.turn(question(), case(of=DRY), NOON, Holder(Side.VENDOR, ASHA), "needs", "The account id"))
    assert (word.fate, word.told_at) == (Fate.DRY, NOON)


@pytest.mark.parametrize(
    "holder", [Holder(Side.VENDOR), Holder(None, BEN, "the landlord")], ids=["nobody by name", "a third party"]
)
def test_there_may_be_nobody_to_tell_what_is_needed(holder: Holder) -> None:
    assert laid(moves.turn(question(), case(), NOON, holder, "needs", "The account id")) == []


def test_whoever_is_to_chase_a_third_party_from_now_on_is_told() -> None:
    held = turned(question(), at("Mon 11:00"), Holder(None, BEN, "the landlord"))
    [word] = laid(moves.turn(held, case(), NOON, Holder(None, CARL, "the landlord"), "somebody else"))
    assert (word.why, word.person, word.turn, word.step, word.side) == (Told.CHASE, CARL, 3, 0, None)


def test_with_a_third_party_it_is_looked_at_after_five_working_days() -> None:
    effects = tuple(moves.turn(question(), case(), NOON, Holder(None, BEN, "the landlord"), "third party"))
    assert effects[-1] == alarm("+Mon 12:00")


def test_turning_takes_back_a_line_that_still_waits() -> None:
    item = question(climbed=3, climbed_at=at("Mon 11:00"))
    assert next(iter(moves.turn(item, case(), NOON, Holder(Side.VENDOR, ASHA), "asked back"))) == LINE
    assert next(iter(moves.hand_over(item, case(), NOON, CARL))) == LINE
    assert next(iter(moves.promise(item, case(), NOON, at("Fri 9:00"), BEA))) == LINE
    assert next(iter(moves.acknowledge(item, case(), NOON))) == LINE


def test_handed_to_a_colleague_the_sides_clock_runs_on_and_the_first_step_is_theirs() -> None:
    item = question(**SPENT, promised_for=at("Mon 11:30"))
    effects = tuple(moves.hand_over(item, case(), at("Wed 12:00"), CARL))
    handed = kept(effects)
    assert effects[:2] == (TakeOut(Q1, ASKS), MarkWrong(Q1, True))
    assert handed.holder == Holder(Side.CLIENT, CARL)
    assert (handed.clock_at, handed.climbed, handed.climbed_at) == (MONDAY, 0, None)
    assert (handed.promised_for, handed.snoozed_until, handed.alive_at) == (None, None, None)
    assert effects[-1] == alarm("Tue 9:00")  # it is late: they are told at their next card
    [first] = laid(climb(handed, case(), at("Wed 12:00"), "questions"))
    assert (first.person, first.turn, first.step) == (CARL, 2, 1)


def test_whoever_held_it_before_the_asker_was_asked_back() -> None:
    back = turned(question(), NOON, Holder(Side.VENDOR, ASHA))
    handed = turned(back, NOON, Holder(Side.VENDOR, ARUN))
    assert moves.holder_before(back) == moves.holder_before(handed) == Holder(Side.CLIENT, BEA)


# Signs of life -------------------------------------------------------------------------------------------------------


def test_an_acknowledgement_moves_the_clock_once_and_then_only_shows_life() -> None:
    item = question(climbed=1, climbed_at=at("Mon 11:00"))
    effects = tuple(moves.acknowledge(item, case(), NOON))
    moved = kept(effects)
    assert effects == (TakeOut(Q1, ASKS), Keep(moved), alarm("Tue 12:00"))
    assert (moved.clock_at, moved.clock_moved, moved.climbed, moved.alive_at) == (NOON, True, 0, NOON)
    again = tuple(moves.acknowledge(moved, case(), at("Tue 10:00")))
    assert again == (TakeOut(Q1, ASKS, keep_waiting=True), Keep(replace(moved, alive_at=at("Tue 10:00"))))


@pytest.mark.parametrize(("by", "turns"), [(BEA, 1), (BEN, 2)], ids=["the holder", "a colleague"])
def test_until_the_moment_somebody_promised_nobody_is_asked_and_then_they_are(by: PersonId, turns: int) -> None:
    item = question(climbed=1, climbed_at=at("Tue 9:00"))
    effects = tuple(moves.promise(item, case(), at("Tue 10:00"), at("Thu 15:00"), by))
    promised = kept(effects)
    assert effects == (TakeOut(Q1, ASKS), Keep(promised), alarm("Thu 15:00"))
    assert (promised.holder.person, len(promised.turns), promised.promised_for) == (by, turns, at("Thu 15:00"))
    [first] = laid(climb(promised, case(), at("Thu 15:00"), "questions"))
    assert (first.person, first.step) == (by, 1)
    assert first.key != nudge(item).key


def test_after_a_promise_an_acknowledgement_moves_no_clock() -> None:
    promised = kept(moves.promise(question(), case(), NOON, at("Thu 15:00"), BEA))
    assert kept(moves.acknowledge(promised, case(), at("Thu 14:00"))).clock_at == MONDAY


def test_a_sign_of_life_heeds_what_was_told_and_leaves_what_waits() -> None:
    effects = tuple(moves.note_life(question(), NOON))
    assert effects == (TakeOut(Q1, ASKS, keep_waiting=True), Keep(question(alive_at=NOON)))


def test_snoozed_it_is_put_off_for_the_one_who_did_and_its_ladder_waits_while_its_clock_runs() -> None:
    item = question(climbed=1, climbed_at=at("Tue 9:00"))
    effects = tuple(moves.snooze(item, case(), BEA, at("Thu 9:00")))
    snoozed = kept(effects)
    assert effects == (Keep(snoozed), PutOff(Q1, BEA, at("Thu 9:00")), alarm("Thu 9:00"))
    assert snoozed == replace(item, snoozed_until=at("Thu 9:00"))  # leaving it alone is no sign of life
    assert snoozed.clock_at == MONDAY


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1), timedelta(days=3)])
def test_a_snooze_that_was_told_again_gives_eight_hours_more(late: timedelta) -> None:
    item = question(climbed=1, climbed_at=at("Tue 9:00"), snoozed_until=at("Thu 9:00"), alive_at=at("Tue 10:00"))
    again = told(nudge(item, BEA, at("Tue 9:00")), at("Thu 9:00"))
    of = relationship(go_betweens=[GoBetween(BEN)])
    effects = tuple(climb(item, case(of=of, nudges=(again,)), at("Thu 9:00") + late, "questions"))
    if late < timedelta(days=1):
        assert effects == (alarm("Fri 9:00"),)
    else:
        assert effects == (alarm("+Mon 9:00"),)  # it rang on Sunday
