"""Every button and form about an item: what it does, and everybody it does nothing for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from bot import tables
from bot.handler import take
from rules.effects import (
    Answer,
    ClearAlarm,
    Effect,
    Fault,
    HavePatience,
    Keep,
    Lay,
    MarkWrong,
    PutOff,
    SetAlarm,
    Settle,
    TakeOut,
    Undoable,
)
from rules.engine import decide
from rules.events import ButtonPressed, FormSent, MessagePosted
from rules.message import Button, Buttons, Message, TextField, plain
from rules.model import (
    Case,
    Claim,
    Claimed,
    Fate,
    GoBetween,
    Holder,
    HumanId,
    Item,
    MessageId,
    Nudge,
    Patience,
    Person,
    PersonId,
    PlaceId,
    Relationship,
    Settings,
    Side,
    State,
    Told,
    Turn,
)
from rules.owed import forms, moves, offers, presses, rights
from rules.owed.nudging import waited
from rules.worktime import local_date
from tests.bot import world
from tests.rules.cases import (
    ANNA,
    ARUN,
    ASHA,
    BEA,
    BEN,
    CARL,
    DANA,
    HOUR,
    M1,
    MONDAY,
    QUESTION,
    SHARED,
    at,
    calendar,
    case,
    decided,
    question,
    rang,
    relationship,
    said,
    turned,
)

TUESDAY = at("Tue 10:00")
STRANGER = PersonId("room:stranger")
THIRD = Holder(None, BEA, "the landlord")
WITH_THIRD = turned(question(), at("Mon 11:00"), THIRD, "third party")
ASKED_BACK = turned(question(), at("Mon 11:00"), Holder(Side.VENDOR, ASHA))
BLOCKED = question(blocked_on=date(2026, 10, 7), holds_up="the migration")
FORMS = ("nudge.promise", "nudge.elsewhere", "nudge.someone", "nudge.need")
NUDGE = (*FORMS, "nudge.snooze", "nudge.not_question")
CLAIM = ("claim.yes", "claim.not_yet")
GOOD: dict[str, dict[str, str]] = {
    "nudge.promise": {"when": "tomorrow 14:00"},
    "nudge.elsewhere": {"how": "phone"},
    "nudge.someone": {"who": "Ben"},
    "nudge.need": {"what": "The account number"},
}
BAD = {
    "nothing": "",
    "blanks": " \n\t ",
    "40 kB": "x" * 40_000,
    "40 kB of words": "one two " * 5_000,
    "emoji": "👩‍🍳🥗",
    "right to left": "מתי מגיעים האורחים",
    "turned around": "\u202egnp.exe\u2066",
    "no text for a database": "\x00\x07\ud800",
    "markup": "<!channel> *now* `x`",
}


def press(action: str, who: PersonId = BEA, when: datetime = TUESDAY, about: str = "7:1") -> ButtonPressed:
    return ButtonPressed(id="p", at=when, person=who, action=action, about=about, card="card:1")


def sent(action: str, by: PersonId = BEA, moment: datetime = TUESDAY, /, **values: str) -> FormSent:
    filled = values or GOOD[action]
    return FormSent(id="f", at=moment, person=by, action=action, about="7:1", values=filled, card="card:1")


def pressed(action: str, who: PersonId = BEA, when: datetime = TUESDAY) -> ButtonPressed | FormSent:
    """The button, or its form filled in sensibly."""
    return sent(action, who, when) if action in GOOD else press(action, who, when)


def outcome(event: Any, given: Case, now: datetime | None = None) -> tuple[tuple[Effect, ...], Answer]:
    """The effects, and the one answer."""
    decision = decided(event, given, now)
    assert not decision.faults
    wanted = [one for one in presses.decide(event, given, now or event.at) if isinstance(one, Answer)]
    assert len(wanted) == 1
    assert decision.answer == wanted[0]
    return decision.effects, wanted[0]


def kept(effects: Iterable[Effect]) -> Item:
    """The one item that is kept."""
    [item] = [effect.item for effect in effects if isinstance(effect, Keep)]
    return item


def refused(event: Any, given: Case) -> str:
    """Nothing changes, and a sentence says why."""
    effects, answer = outcome(event, given)
    assert effects == ()
    assert answer.text
    assert not answer.errors
    return answer.text


def wrong(event: Any, given: Case) -> dict[str, str]:
    """Nothing changes, and the form stays open."""
    effects, answer = outcome(event, given)
    assert effects == ()
    assert answer.message is None
    assert all(answer.errors.values())
    return dict(answer.errors)


def with_people(**names: tuple[str, Side | None, int]) -> Relationship:
    """More people: id, name, side, human."""
    of = relationship()
    more = {
        PersonId(f"room:{key}"): Person(PersonId(f"room:{key}"), name, HumanId(human), side)
        for key, (name, side, human) in names.items()
    }
    return replace(of, people={**of.people, **more})


def vendor_go_between(of: Relationship | None = None) -> Relationship:
    of = of or relationship()
    return replace(of, vendor=replace(of.vendor, go_betweens=(GoBetween(ARUN, ANNA),)))


def nudge(step: int = 1, person: PersonId | None = BEA, **changes: Any) -> Nudge:
    given: dict[str, Any] = {
        "key": f"nudge:7:1:1:{step}",
        "why": Told.NUDGE,
        "item": question().number,
        "turn": 1,
        "step": step,
        "side": Side.CLIENT,
        "person": person,
        "laid_at": at("Tue 9:00"),
        "show_from": at("Tue 9:00"),
        "told_at": at("Tue 9:00"),
        "fate": Fate.TOLD,
    }
    return Nudge(**(given | changes))


# Forms ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", FORMS)
def test_a_press_that_opens_a_form_is_known_by_the_press_alone(action: str) -> None:
    form = forms.form_opened_by(press(action))
    assert form
    assert (form.action, form.about, form.card) == (action, "7:1", "card:1")
    assert len(form.title) <= 24
    assert form.intro[0] == "Rapport keeps this for both companies."
    assert len(form.intro) == 2


@pytest.mark.parametrize("action", ["nudge.snooze", "nudge.not_question", "nudge.why", "claim.yes", "x", ""])
def test_other_presses_open_none(action: str) -> None:
    assert forms.form_opened_by(press(action)) is None


def test_a_form_names_who_runs_this_where_that_is_known() -> None:
    form = forms.form_opened_by(press("nudge.need"), "Northwind")
    assert form
    assert form.intro[0] == "Rapport, run by Northwind, keeps this for both companies."
    assert form.fields == (TextField("what", "What do you need from them?", lines=4),)


# Whose it is to say --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", NUDGE)
@pytest.mark.parametrize("who", [ASHA, ARUN])
def test_the_side_that_waits_does_not_answer_for_the_one_that_holds(action: str, who: PersonId) -> None:
    assert refused(pressed(action, who), case(item=question())) == "q1 is with Bea (Contoso) now, so I changed nothing."


@pytest.mark.parametrize("action", NUDGE)
def test_the_ball_lies_elsewhere_meanwhile(action: str) -> None:
    text = refused(pressed(action, BEA), case(item=ASKED_BACK))
    assert text == "q1 is with Asha (Northwind) now, so I changed nothing."


@pytest.mark.parametrize("action", NUDGE)
def test_it_is_settled_meanwhile(action: str) -> None:
    done = question(state=State.ANSWERED, closed_at=at("Mon 12:00"))
    assert refused(pressed(action), case(item=done)).startswith("q1 is settled")


@pytest.mark.parametrize("action", [*NUDGE, *CLAIM, "nudge.why"])
def test_it_is_no_longer_kept(action: str) -> None:
    assert refused(pressed(action), case()).startswith("I no longer keep this one")


@pytest.mark.parametrize("who", [DANA, STRANGER])
@pytest.mark.parametrize("action", [*NUDGE, *CLAIM, "nudge.why", "offer.track", "offer.no", "patience.stop"])
def test_nobody_without_a_side_changes_anything(action: str, who: PersonId) -> None:
    assert refused(pressed(action, who), case(item=question())).startswith("I do not know yet which company")


@pytest.mark.parametrize("action", NUDGE)
def test_a_colleague_of_the_holder_may(action: str) -> None:
    """The go-between was asked too."""
    event = sent(action, BEN, who="Carl") if action == "nudge.someone" else pressed(action, BEN)
    effects, answer = outcome(event, case(item=question()))
    assert effects
    assert answer.message


@pytest.mark.parametrize("action", ["nudge.elsewhere", "nudge.someone", "nudge.snooze", "nudge.not_question"])
def test_whoever_follows_up_a_third_party_may_and_nobody_else(action: str) -> None:
    effects, _ = outcome(pressed(action, BEA), case(item=WITH_THIRD))
    assert effects
    for who in (BEN, ASHA):
        assert refused(pressed(action, who), case(item=WITH_THIRD)).startswith("q1 is with the landlord now")


@pytest.mark.parametrize("action", ["nudge.promise", "nudge.need"])
def test_nobody_promises_for_a_third_party(action: str) -> None:
    assert refused(pressed(action, BEA), case(item=WITH_THIRD)).startswith("q1 is with the landlord now")


@pytest.mark.parametrize(
    "action", ["run.on", "notice.yes", "undo", "agreement.confirm", "setup.begin", "", "nudge", "x.y"]
)
def test_what_is_not_about_an_item_is_left_to_others(action: str) -> None:
    assert tuple(presses.decide(press(action), case(item=question()), TUESDAY)) == ()


# I'll answer by … ----------------------------------------------------------------------------------------------------


def test_a_promise_is_kept_and_echoed_as_a_date() -> None:
    effects, answer = outcome(sent("nudge.promise", when="tomorrow 14:00"), case(item=question()))
    item = kept(effects)
    assert item.promised_for == at("Wed 14:00")
    assert item.turns == question().turns
    assert SetAlarm("questions", "item:1", at("Wed 14:00")) in effects
    assert answer.text == "Noted: you answer q1 by Wed 7 Oct 14:00. Until then I ask nobody."


def test_whoever_promises_has_it_from_then_on() -> None:
    effects, _ = outcome(sent("nudge.promise", BEN, when="fri"), case(item=question()))
    item = kept(effects)
    assert item.turns[-1] == Turn(TUESDAY, Holder(Side.CLIENT, BEN), "promised")
    assert item.promised_for == at("Fri 17:00")
    assert waited(item, relationship(), at("Thu 9:00")) == waited(question(), relationship(), at("Thu 9:00"))


def test_a_promise_is_read_in_the_hours_and_the_time_of_whoever_makes_it() -> None:
    own = calendar("Mon-Fri 10:00-15:00", ZoneInfo("America/New_York"))
    given = case(item=question(), of=relationship(own={BEA: own}))
    effects, answer = outcome(sent("nudge.promise", when="thu"), given)
    assert kept(effects).promised_for == at("Thu 19:00")
    assert "by Thu 8 Oct 15:00" in answer.text


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_is_no_moment_keeps_the_form_open(text: str) -> None:
    errors = wrong(sent("nudge.promise", when=text), case(item=question()))
    assert set(errors) == {"when"}
    assert len(errors["when"]) < 200


def test_a_moment_that_is_past_is_no_promise() -> None:
    assert "past already" in wrong(sent("nudge.promise", when="today 9:30"), case(item=question()))["when"]


def test_a_form_that_comes_late_is_read_when_it_is_decided() -> None:
    event = sent("nudge.promise", when="today 11:00")
    _, answer = outcome(event, case(item=question()), now=at("Tue 12:00"))
    assert "past already" in answer.errors["when"]


def test_a_promise_after_work_stops_is_no_help() -> None:
    errors = wrong(sent("nudge.promise", when="thu 10:00"), case(item=BLOCKED))
    assert errors["when"] == "Thu 8 Oct 10:00 is after work stops, on Wed 7 Oct. Write an earlier moment."


def test_a_promise_for_the_day_itself_is() -> None:
    effects, _ = outcome(sent("nudge.promise", when="wed 15:00"), case(item=BLOCKED))
    assert kept(effects).promised_for == at("Wed 15:00")


def test_the_day_work_stops_is_a_day_of_whoever_asked() -> None:
    of = relationship(vendor=calendar(zone=ZoneInfo("Pacific/Auckland")))
    assert wrong(sent("nudge.promise", when="wed 15:00"), case(item=BLOCKED, of=of))


def test_once_work_has_stopped_a_promise_is_welcome() -> None:
    effects, _ = outcome(sent("nudge.promise", when="fri"), case(item=BLOCKED), now=at("Thu 10:00"))
    assert kept(effects).promised_for == at("Fri 17:00")


# Answered elsewhere, not a question ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "words", "read"),
    [
        ("phone", "", "by phone"),
        ("call", "the first one", "in a call: the first one"),
        ("other", "I told Asha at lunch", "I told Asha at lunch"),
        ("other", "", "in another way"),
        ("", "", ""),
        ("nonsense", "so", "so"),
    ],
)
def test_answered_elsewhere_is_a_claim_with_its_words(how: str, words: str, read: str) -> None:
    effects, answer = outcome(sent("nudge.elsewhere", how=how, words=words), case(item=question()))
    item = kept(effects)
    assert item.state is State.ANSWERED
    assert item.claim == Claim(Claimed.ANSWERED_ELSEWHERE, BEA, TUESDAY, read)
    [laid] = [effect.nudge for effect in effects if isinstance(effect, Lay)]
    assert (laid.why, laid.person) == (Told.CLAIM, ASHA)
    assert answer.text.startswith("q1 is settled, unless Asha says “Not yet”.")
    assert Undoable(BEA, "reopen q1") in effects


def test_an_answer_can_be_taken_back_by_a_button() -> None:
    _, answer = outcome(press("nudge.not_question"), case(item=question()))
    assert answer.message
    assert answer.message.parts[-1] == Buttons((Button("Undo", "undo", "7:undo"),))


def test_not_a_question_is_a_claim_and_counts_as_wrong() -> None:
    effects, _ = outcome(press("nudge.not_question"), case(item=question()))
    item = kept(effects)
    assert item.state is State.WITHDRAWN
    assert item.claim == Claim(Claimed.NOT_A_QUESTION, BEA, TUESDAY)
    assert MarkWrong(item.number, True) in effects


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (sent("nudge.elsewhere", ASHA), State.ANSWERED),
        (press("nudge.not_question", ASHA), State.WITHDRAWN),
    ],
)
def test_whoever_asked_and_was_asked_back_settles_their_own_at_once(event: Any, state: State) -> None:
    effects, answer = outcome(event, case(item=ASKED_BACK))
    item = kept(effects)
    assert (item.state, item.closed_by) == (state, ASHA)
    assert item.claim is None or item.claim.confirmed
    assert not [effect for effect in effects if isinstance(effect, Lay)]
    assert answer.text.startswith("q1 is settled. Thank you.")


def test_a_novel_about_how_it_was_answered_keeps_the_form_open() -> None:
    assert set(wrong(sent("nudge.elsewhere", how="call", words="x" * 40_000), case(item=question()))) == {"words"}


@pytest.mark.parametrize("name", ["emoji", "right to left", "turned around", "no text for a database", "markup"])
def test_words_are_kept_as_they_were_typed_but_for_what_would_do_harm(name: str) -> None:
    effects, _ = outcome(sent("nudge.elsewhere", how="other", words=BAD[name]), case(item=question()))
    claim = kept(effects).claim
    assert claim
    assert claim.words == {"turned around": "gnp.exe", "no text for a database": "in another way"}.get(name, BAD[name])
    claim.words.encode()


# Someone else should -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ben", "ben", "@BEN", " @ben "])
def test_somebody_of_the_same_side_has_it_next(name: str) -> None:
    effects, answer = outcome(sent("nudge.someone", who=name), case(item=question()))
    item = kept(effects)
    assert item.holder == Holder(Side.CLIENT, BEN)
    assert MarkWrong(item.number, True) in effects
    assert answer.text == "q1 is with Ben now. I tell them."


def test_a_first_or_a_last_name_will_do() -> None:
    of = with_people(frida=("Frida Holm", Side.CLIENT, 20), jan=("Jan van Dyck", Side.CLIENT, 21))
    for name, who in [("frida", "frida"), ("HOLM", "frida"), ("Dyck", "jan"), ("jan van dyck", "jan")]:
        effects, _ = outcome(sent("nudge.someone", who=name), case(item=question(), of=of))
        assert kept(effects).holder.person == f"room:{who}"


def test_a_name_that_several_have_is_asked_for_in_full() -> None:
    of = with_people(a=("Ann Berg", Side.CLIENT, 20), b=("Ann Holm", Side.CLIENT, 21))
    errors = wrong(sent("nudge.someone", who="ann"), case(item=question(), of=of))
    assert errors == {"who": "“ann” may be Ann Berg or Ann Holm. Write the whole name."}


def test_the_exact_name_comes_before_a_part_of_another() -> None:
    of = with_people(a=("Ben Berg", Side.CLIENT, 20))
    effects, _ = outcome(sent("nudge.someone", who="ben"), case(item=question(), of=of))
    assert kept(effects).holder.person == BEN


def test_two_accounts_of_one_human_are_one() -> None:
    of = with_people(ann1=("Ann", Side.CLIENT, 20), ann2=("Ann", Side.CLIENT, 20))
    people = {**of.people, PersonId("room:ann2"): replace(of.people[PersonId("room:ann2")], reachable=False)}
    effects, _ = outcome(sent("nudge.someone", who="ann"), case(item=question(), of=replace(of, people=people)))
    assert kept(effects).holder.person == "room:ann1"


def test_a_slip_of_the_fingers_gets_the_nearest_name() -> None:
    assert wrong(sent("nudge.someone", who="carll"), case(item=question())) == {
        "who": "I know nobody at Contoso by the name of “carll”. Did you mean Carl?"
    }


@pytest.mark.parametrize("name", ["Asha", "asha", "Ashaa", "Arun", "@Anna", "Dana"])
def test_nobody_of_the_other_side_is_found_or_listed(name: str) -> None:
    [error] = wrong(sent("nudge.someone", who=name), case(item=question())).values()
    assert not re.search("Asha|Arun|Anna|Dana", error.replace(f"“{name}”", ""))
    assert error.startswith("I know nobody at Contoso by the name of ")


@pytest.mark.parametrize(
    ("who", "says", "error"),
    [(BEA, "Bea", "That is you."), (BEN, "Bea", "Bea has it already."), (BEN, "Ben", "That is you.")],
)
def test_it_is_not_passed_to_oneself_or_to_whoever_has_it(who: PersonId, says: str, error: str) -> None:
    assert wrong(sent("nudge.someone", who, who=says), case(item=question()))["who"].startswith(error)


@pytest.mark.parametrize("values", [{"who": "Ben", "third": "the landlord"}, {"who": " ", "third": ""}, {"x": "y"}])
def test_exactly_one_of_the_two_is_filled_in(values: dict[str, str]) -> None:
    assert set(wrong(sent("nudge.someone", **values), case(item=question()))) == {"who"}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
@pytest.mark.parametrize("field", ["who", "third"])
def test_a_name_that_is_none_never_breaks_anything(field: str, text: str) -> None:
    effects, answer = outcome(sent("nudge.someone", **{field: text}), case(item=question()))
    assert bool(effects) != bool(answer.errors)
    assert all(len(error) < 200 for error in answer.errors.values())
    assert field == "third" or not effects


def test_a_company_outside_has_it_and_somebody_follows_it_up() -> None:
    effects, answer = outcome(sent("nudge.someone", third=" the  landlord "), case(item=question()))
    item = kept(effects)
    assert item.turns[-1] == Turn(TUESDAY, Holder(None, BEA, "the landlord"), "third party")
    assert "neither company’s time counts" in answer.text
    assert waited(item, relationship(), at("Fri 17:00")) == 9 * HOUR


@pytest.mark.parametrize("name", ["Northwind", "northwind", "CONTOSO"])
def test_neither_of_the_two_companies_is_outside(name: str) -> None:
    assert set(wrong(sent("nudge.someone", third=name), case(item=question()))) == {"third"}


def test_somebody_else_may_follow_up_a_third_party() -> None:
    effects, _ = outcome(sent("nudge.someone", who="Ben"), case(item=WITH_THIRD))
    assert kept(effects).holder == Holder(None, BEN, "the landlord")
    assert not [effect for effect in effects if isinstance(effect, MarkWrong)]


# I need something first ----------------------------------------------------------------------------------------------


def test_what_is_needed_first_turns_the_ball_with_its_words() -> None:
    effects, answer = outcome(sent("nudge.need"), case(item=question()))
    item = kept(effects)
    assert item.turns[-1] == Turn(TUESDAY, Holder(Side.VENDOR, ASHA), "needs something first", "The account number")
    [laid] = [effect.nudge for effect in effects if isinstance(effect, Lay)]
    assert (laid.why, laid.person) == (Told.TURNED, ASHA)
    assert answer.text == "q1 is with Asha (Northwind) now, and your time does not count until they have answered."


def test_whoever_was_asked_back_may_need_something_too() -> None:
    effects, _ = outcome(sent("nudge.need", ASHA), case(item=ASKED_BACK))
    assert kept(effects).holder == Holder(Side.CLIENT, BEA)


@pytest.mark.parametrize("text", ["", "  ", "x" * 1_001, "x" * 40_000, "\x00"])
def test_a_need_has_words_and_not_too_many(text: str) -> None:
    assert set(wrong(sent("nudge.need", what=text), case(item=question()))) == {"what"}


# Snooze --------------------------------------------------------------------------------------------------------------


def test_a_snooze_lasts_until_the_next_working_morning_of_whoever_pressed() -> None:
    effects, answer = outcome(press("nudge.snooze"), case(item=question()))
    assert kept(effects).snoozed_until == at("Wed 9:00")
    assert PutOff(question().number, BEA, at("Wed 9:00")) in effects
    assert answer.text == "I come back to q1 on Wed 7 Oct 09:00."


@pytest.mark.parametrize(
    ("when", "until"),
    [("Tue 7:00", "Wed 9:00"), ("Tue 23:00", "Wed 9:00"), ("Fri 16:00", "+Mon 9:00"), ("Sat 12:00", "+Mon 9:00")],
)
def test_the_next_morning_is_one_of_another_working_day(when: str, until: str) -> None:
    effects, _ = outcome(press("nudge.snooze", when=at(when)), case(item=question()))
    assert kept(effects).snoozed_until == at(until)


def test_a_holiday_is_no_morning() -> None:
    of = relationship(client=calendar(holidays={date(2026, 10, 7): "Fair day"}))
    effects, _ = outcome(press("nudge.snooze"), case(item=question(), of=of))
    assert kept(effects).snoozed_until == at("Thu 9:00")


def test_nothing_is_put_off_beyond_the_day_work_stops() -> None:
    effects, _ = outcome(press("nudge.snooze"), case(item=BLOCKED))
    assert kept(effects).snoozed_until == at("Wed 9:00")
    text = refused(press("nudge.snooze", when=at("Wed 9:30")), case(item=BLOCKED))
    assert text.startswith("Work stops on Wed 7 Oct without q1, so I cannot put it off any further.")


def test_whoever_has_no_working_time_is_told_so() -> None:
    of = relationship(own={BEA: calendar("Mon-Fri 9-17", holidays=dict.fromkeys(_DAYS, "off"))})
    assert refused(press("nudge.snooze"), case(item=question(), of=of)).startswith("Your working hours have no")


_DAYS = [date(2026, 10, 1) + timedelta(days=n) for n in range(1_500)]


def test_the_other_account_of_whoever_was_told_may_put_it_off() -> None:
    of = with_people(bea2=("Bea", Side.CLIENT, 1))
    given = replace(case(item=question(), of=of), nudges=(nudge(),))
    effects, _ = outcome(press("nudge.snooze", PersonId("room:bea2")), given)
    assert PutOff(question().number, BEA, at("Wed 9:00")) in effects


moments = st.integers(0, 180 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
zones = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "America/Los_Angeles"])
weeks = st.sampled_from(
    ["Mon-Fri 09:00-17:00", "Mon-Thu 9-12,13-17; Fri 22:00-06:00", "Sun-Sat 00:00-24:00", "Wed 8-9"]
)
calendars = st.builds(lambda hours, zone: calendar(hours, ZoneInfo(zone)), weeks, zones)


@given(moments, calendars, calendars, st.integers(-5, 15))
def test_no_snooze_lasts_past_the_day_work_stops(when: datetime, client: Any, vendor: Any, days: int) -> None:
    stops = local_date(when, vendor) + timedelta(days=days)
    given = case(item=question(blocked_on=stops), of=relationship(client=client, vendor=vendor))
    effects, answer = outcome(press("nudge.snooze", when=when), given)
    if effects:
        until = kept(effects).snoozed_until
        assert until is not None
        assert when < until
        assert local_date(until, vendor) <= stops
    else:
        assert answer.text.startswith("Work stops on ")


@given(
    moments, calendars, calendars, st.integers(0, 15), st.sampled_from(["tomorrow", "fri 14:00", "3 days", "2h", "eow"])
)
def test_no_promise_lasts_past_the_day_work_stops(
    when: datetime, client: Any, vendor: Any, days: int, text: str
) -> None:
    stops = local_date(when, vendor) + timedelta(days=days)
    given = case(item=question(blocked_on=stops), of=relationship(client=client, vendor=vendor))
    effects, answer = outcome(sent("nudge.promise", BEA, when, when=text), given)
    if effects:
        until = kept(effects).promised_for
        assert until is not None
        assert when < until
        assert local_date(until, vendor) <= stops
    else:
        assert "after work stops" in answer.errors["when"]


# Claims --------------------------------------------------------------------------------------------------------------


def claimed(item: Item, what: Claimed = Claimed.ANSWERED, by: PersonId = BEA, when: datetime = TUESDAY) -> Item:
    return kept(moves.claim(item, case(item=item), what, by, when))


@pytest.mark.parametrize("action", CLAIM)
@pytest.mark.parametrize("who", [BEA, BEN, ARUN])
def test_only_the_asker_says_whether_it_is_settled(action: str, who: PersonId) -> None:
    text = refused(press(action, who), case(item=claimed(question())))
    assert text == "Whether q1 is settled is for Asha or a go-between of Northwind to say. I changed nothing."


@pytest.mark.parametrize("action", CLAIM)
@pytest.mark.parametrize("who", [ASHA, ARUN, ANNA])
def test_a_go_between_of_the_askers_side_or_a_deputy_may_too(action: str, who: PersonId) -> None:
    effects, _ = outcome(press(action, who), case(item=claimed(question()), of=vendor_go_between()))
    assert effects


def test_yes_lets_the_claim_stand() -> None:
    item = claimed(question())
    effects, _ = outcome(press("claim.yes", ASHA, at("Wed 9:00")), case(item=item))
    assert kept(effects) == replace(item, claim=replace(item.claim, confirmed=True))  # type: ignore[type-var]
    assert TakeOut(item.number, frozenset({Told.CLAIM})) in effects
    assert ClearAlarm("claims", "item:1") in effects


@pytest.mark.parametrize("what", Claimed)
def test_not_yet_restores_the_clock_as_if_nothing_had_been_claimed(what: Claimed) -> None:
    before = question(climbed=1, climbed_at=at("Tue 9:00"))
    effects, answer = outcome(press("claim.not_yet", ASHA, at("Wed 12:00")), case(item=claimed(before, what)))
    after = kept(effects)
    assert replace(after, claim=None) == before
    assert after.claim
    assert after.claim.confirmed is False
    for when in (at("Wed 12:00"), at("Fri 17:00"), at("+Fri 17:00")):
        assert waited(after, relationship(), when) == waited(before, relationship(), when)
    assert MarkWrong(before.number, False) in effects
    assert [effect for effect in effects if isinstance(effect, SetAlarm)]
    assert answer.text == "q1 is open again, and its clock is as before."


@pytest.mark.parametrize("action", CLAIM)
def test_what_was_said_once_is_not_said_again(action: str) -> None:
    item = claimed(question())
    assert item.claim
    confirmed = replace(item, claim=replace(item.claim, confirmed=True))
    open_again = replace(question(), claim=replace(item.claim, confirmed=False))
    assert refused(press(action, ASHA), case(item=confirmed)) == "q1 is settled already. Thank you."
    assert refused(press(action, ASHA), case(item=open_again)) == "q1 is open again, as before."
    assert refused(press(action, ASHA), case(item=replace(item, claim=None))) == "q1 is settled already. Thank you."


def test_nobodys_yes_restores_the_clock_of_blocked_work() -> None:
    item = claimed(BLOCKED)
    effects = decided(rang(at("Wed 10:00"), rule="claims"), case(item=item)).effects
    assert replace(kept(effects), claim=None) == BLOCKED


@pytest.mark.parametrize(
    "item",
    [
        claimed(question()),
        replace(claimed(BLOCKED), claim=Claim(Claimed.ANSWERED, BEA, TUESDAY, confirmed=True)),
        BLOCKED,
        replace(BLOCKED, state=State.ANSWERED),
    ],
)
def test_nothing_else_is_restored_by_silence(item: Item) -> None:
    assert decided(rang(at("Wed 10:00"), rule="claims"), case(item=item)).effects == ()
    assert decided(rang(at("Wed 10:00"), rule="claims"), case()).effects == ()


# Who may settle, withdraw and open again: commands and reactions ask the same ----------------------------------------


def test_the_asker_settles_and_everybody_else_claims() -> None:
    for who, is_claim in [(ASHA, False), (ARUN, True), (BEA, True)]:
        verdict = rights.settle_by(question(), case(), who, TUESDAY, "by phone")
        assert not isinstance(verdict, Message)
        assert bool(kept(verdict).claim) is is_claim
    assert isinstance(rights.settle_by(question(), case(), DANA, TUESDAY), Message)
    assert isinstance(rights.settle_by(question(state=State.LAPSED), case(), ASHA, TUESDAY), Message)


def test_the_askers_own_not_a_question_needs_nobodys_yes() -> None:
    verdict = rights.settle_by(question(), case(), ASHA, TUESDAY, what=Claimed.NOT_A_QUESTION)
    assert not isinstance(verdict, Message)
    assert kept(verdict).claim == Claim(Claimed.NOT_A_QUESTION, ASHA, TUESDAY, confirmed=True)
    assert verdict[-1] == MarkWrong(question().number, True)
    assert not any(isinstance(effect, Lay) for effect in verdict)


def test_the_askers_other_account_is_the_asker() -> None:
    of = with_people(asha2=("Asha", Side.VENDOR, 4))
    verdict = rights.settle_by(question(), case(of=of), PersonId("room:asha2"), TUESDAY)
    assert not isinstance(verdict, Message)
    assert kept(verdict).claim is None


def test_only_the_askers_side_withdraws() -> None:
    for who in (ASHA, ARUN):
        verdict = rights.withdraw_by(question(), case(), who, TUESDAY)
        assert not isinstance(verdict, Message)
        assert kept(verdict).state is State.WITHDRAWN
    for who in (BEA, DANA):
        assert isinstance(rights.withdraw_by(question(), case(), who, TUESDAY), Message)
    assert isinstance(rights.withdraw_by(question(state=State.ANSWERED), case(), ASHA, TUESDAY), Message)


@pytest.mark.parametrize(
    ("closed_by", "who", "may"),
    [
        (BEA, BEA, True),
        (BEA, BEN, True),
        (BEA, ASHA, True),
        (BEA, ARUN, True),
        (ASHA, BEA, False),
        (ASHA, ARUN, True),
        (None, BEA, True),
        (None, ASHA, True),
        (BEA, DANA, False),
    ],
)
def test_the_askers_side_and_the_side_that_settled_it_open_it_again(
    closed_by: PersonId | None, who: PersonId, may: bool
) -> None:
    item = question(state=State.ANSWERED, closed_at=TUESDAY, closed_by=closed_by)
    verdict = rights.reopen_by(item, case(item=item), who, at("Wed 9:00"))
    assert isinstance(verdict, Message) is not may
    if not isinstance(verdict, Message):
        assert kept(verdict) == question()


def test_what_is_open_is_not_opened() -> None:
    assert isinstance(rights.reopen_by(question(), case(), ASHA, TUESDAY), Message)


def test_a_claim_that_is_taken_back_restores_the_clock() -> None:
    verdict = rights.reopen_by(claimed(BLOCKED), case(), BEA, at("Wed 9:00"))
    assert not isinstance(verdict, Message)
    assert replace(kept(verdict), claim=None) == BLOCKED
    assert ClearAlarm("claims", "item:1") in verdict


def test_what_was_given_up_is_asked_anew_and_not_given_up_at_once() -> None:
    lapsed = question(state=State.LAPSED, closed_at=at("+Fri 9:00"), climbed=3, climbed_at=at("Thu 9:00"))
    verdict = rights.reopen_by(lapsed, case(), ASHA, at("+Fri 10:00"))
    assert not isinstance(verdict, Message)
    item = kept(verdict)
    assert (item.state, item.holder, item.climbed) == (State.OPEN, Holder(Side.CLIENT, BEA), 0)
    [alarm] = [effect.at for effect in verdict if isinstance(effect, SetAlarm)]
    assert alarm > at("+Fri 10:00")


# Offers --------------------------------------------------------------------------------------------------------------

OFFER = offers.about(relationship().id, SHARED, M1)


def test_an_offer_that_is_taken_makes_a_question_that_has_waited_since_it_was_written() -> None:
    given = case(window=[said(ASHA, QUESTION, at("Mon 9:00"))])
    effects, answer = outcome(press("offer.track", ASHA, about=OFFER), given)
    item = kept(effects)
    assert (item.asker, item.opened_at, item.text) == (ASHA, MONDAY, QUESTION)
    assert answer.text == "I keep track of it as q1. Contoso has it now."


@pytest.mark.parametrize("who", [ARUN, BEA])
def test_an_offer_is_its_authors_alone(who: PersonId) -> None:
    given = case(window=[said(ASHA, QUESTION)])
    assert refused(press("offer.track", who, about=OFFER), given).startswith("This is for whoever wrote")


@pytest.mark.parametrize(
    "about", ["7:offer:room:shared|m9", "7:offer:room:other|m1", "7:offer:", "7:offer:m1", "7:m1", "7:", "7:1"]
)
def test_an_offer_whose_words_are_gone_says_how_else(about: str) -> None:
    given = case(window=[said(ASHA, QUESTION)])
    assert refused(press("offer.track", ASHA, about=about), given).startswith("I no longer have the words")


def test_what_is_tracked_already_is_not_tracked_twice() -> None:
    given = case(item=question(), window=[said(ASHA, QUESTION)])
    assert refused(press("offer.track", ASHA, about=OFFER), given) == "I keep track of it already, as q1."


def test_no_need_is_thanked_for_and_the_offer_is_settled() -> None:
    decided = decide(press("offer.no", ASHA, about=OFFER), case(), MONDAY)
    assert decided.answer
    assert decided.answer.text == "I do not keep track of it. Thank you."
    [effect] = decided.effects
    assert isinstance(effect, Settle)


def test_an_offer_names_its_message_whatever_a_platform_calls_its_places() -> None:
    place, message = "teams:19:abc@thread.tacv2", "1696000000000"
    about = offers.about(relationship().id, place, message)  # type: ignore[arg-type]
    assert offers.message_of(about) == (place, message)
    assert len(about) <= 200


# In the ledger -------------------------------------------------------------------------------------------------------


def taken(engine: Engine, event: ButtonPressed | FormSent | MessagePosted) -> Answer | None:
    """What is answered once it is committed."""
    with world.transaction(engine) as ledger:
        decision = take(ledger, event, event.at)
        assert decision is None or not decision.faults
        return decision.answer if decision else None


def offered(who: PersonId, card: str, place: str = "room:shared") -> ButtonPressed:
    about = offers.about(world.OURS, PlaceId(place), MessageId("m7"))
    return ButtonPressed(id="p", at=at("Mon 9:30"), person=who, action="offer.track", about=about, card=card)


def test_the_ledger_finds_the_message_of_an_offer_and_what_became_of_it(engine: Engine) -> None:
    taken(engine, world.says(world.ASHA, "The colour of the frames.", id="m7"))
    other = taken(engine, offered(world.ASHA, "card:1", "room:other"))
    assert other
    assert other.text.startswith("I no longer have the words")
    assert (taken(engine, offered(world.BEA, "card:2")) or other).text.startswith("This is for whoever wrote")
    texts = [(taken(engine, offered(world.ASHA, card)) or other).text for card in ("card:3", "card:3", "card:4")]
    assert texts == [*["I keep track of it as q1. The client has it now."] * 2, "I keep track of it already, as q1."]
    assert world.count(engine, tables.items) == 1


def test_the_ledger_keeps_whatever_somebody_types(engine: Engine) -> None:
    with world.transaction(engine) as ledger:
        world.keep(ledger, world.question())
    words = "\x00\ud800 אתמול 👩‍🍳"
    event = replace(sent("nudge.elsewhere", world.BEA, how="other", words=words), about=f"{world.OURS}:1")
    assert taken(engine, event)
    [row] = world.rows(engine, tables.items)
    assert row.state == "answered"


def test_the_ledger_keeps_the_patience_of_whoever_pressed_and_of_nobody_else(engine: Engine) -> None:
    stop = ButtonPressed(
        id="p", at=TUESDAY, person=world.BEN, action="patience.stop", about=f"{world.OURS}:patience", card="card:1"
    )
    assert taken(engine, stop)
    taken(engine, replace(stop, person=STRANGER))
    with engine.connect() as connection:
        patient = connection.execute(
            select(tables.people.c.id).join(tables.humans).where(tables.humans.c.patience.is_not(None))
        ).scalars()
        assert list(patient) == [world.BEN]


# Patience ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "patience", "until"),
    [
        ("patience.keep", Patience.KEEP, None),
        ("patience.later", Patience.LATER, at("+Tue 10:00")),
        ("patience.stop", Patience.STOP, None),
    ],
)
def test_patience_is_of_whoever_pressed(action: str, patience: Patience, until: datetime | None) -> None:
    effects, answer = outcome(press(action, BEN, about="7:patience"), case())
    assert HavePatience(HumanId(2), patience, until) in effects
    assert answer.message
    assert (Undoable(BEN, "resume me") in effects) is (patience is Patience.STOP)


# Why am I seeing this ------------------------------------------------------------------------------------------------


def told_why(item: Item, who: PersonId = BEA, *nudges: Nudge, of: Relationship | None = None) -> str:
    given = replace(case(item=item, of=of), nudges=nudges)
    effects, answer = outcome(press("nudge.why", who), given)
    assert effects == ()
    return answer.text


def test_why_tells_rule_promise_clock_and_calendar() -> None:
    assert told_why(question(), BEA, nudge()).split("\n") == [
        "About q1: “@Bea Which region should the new bucket be in?”",
        "Bea (Contoso) has it since Mon 09:00, because Asha asked them by name. I asked you.",
        "Contoso answers within 8 h of working time; so it was agreed when this was asked. That is Mon 5 Oct 17:00.",
        "The clock: Mon 09:00 to Tue 10:00 is 9 h, Mon–Fri 9–17 UTC, because Mon has 8 h left.",
        "The rule: I ask whoever has it, then a go-between, then I write one line in the thread, then it stands in a "
        "note to the sponsor. Each step waits for working hours and for any word on it.",
    ]


def test_why_names_the_holidays_that_fell_in() -> None:
    of = relationship(client=calendar(holidays={date(2026, 10, 6): "Fair day"}))
    given = case(item=question(), of=of)
    _, answer = outcome(press("nudge.why", when=at("Wed 10:00")), given)
    assert "6 Oct is a holiday: Fair day" in answer.text


def test_why_is_written_in_the_readers_time() -> None:
    of = relationship(own={BEA: calendar(zone=ZoneInfo("Europe/Berlin"))})
    assert "has it since Mon 11:00" in told_why(question(), of=of)
    assert "has it since Mon 09:00" in told_why(question(), ASHA, of=of)


def test_why_tells_the_go_between_why_they_were_asked() -> None:
    of = relationship(go_betweens=[GoBetween(BEN)])
    assert "I asked you, as a go-between of Contoso." in told_why(question(), BEN, nudge(), nudge(2, BEN), of=of)


def test_the_other_side_does_not_read_who_was_asked_privately_or_what_was_put_off() -> None:
    of = relationship(go_betweens=[GoBetween(BEN)])
    item = question(snoozed_until=at("Wed 9:00"))
    text = told_why(item, ASHA, nudge(), nudge(2, BEN), of=of)
    assert "I asked Contoso." in text
    assert "Ben" not in text
    assert "put off" not in text
    assert "It is put off until Wed 7 Oct 09:00." in told_why(item, BEA, nudge(), of=of)


def test_a_colleague_reads_who_was_asked() -> None:
    assert "I asked Bea." in told_why(question(), CARL, nudge())


def test_whoever_follows_up_a_third_party_is_never_told_of_a_line_in_the_thread() -> None:
    third_time = nudge(3, turn=2, why=Told.CHASE, told_at=at("Tue 9:00"))
    text = told_why(WITH_THIRD, BEA, third_time)
    assert "I asked you." in text
    assert "every five working days" in text


def test_why_of_a_line_in_the_thread_is_the_same_for_both() -> None:
    line = nudge(3, None, why=Told.LINE)
    assert "I wrote one line about it in the thread." in told_why(question(), ASHA, nudge(), line)


def test_why_in_a_trial_run_says_that_nothing_was_sent() -> None:
    of = replace(relationship(), settings=Settings(began_at=MONDAY))
    assert "By now I would have asked you;" in told_why(question(), BEA, nudge(fate=Fate.DRY), of=of)


def test_why_of_what_was_only_laid_says_that_nobody_was_asked() -> None:
    assert "I have asked nobody" in told_why(question(), BEA, nudge(told_at=None, fate=Fate.WAITING))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (question(promised_for=at("Thu 14:00")), "Bea (Contoso) said they answer by Thu 8 Oct 14:00."),
        (question(wanted_by=at("Wed 12:00")), "Asha asked for it by Wed 7 Oct 12:00."),
        (question(clock_at=at("Mon 15:00"), clock_moved=True), "It counts from Mon 15:00, when there"),
        (BLOCKED, "Work stops on Wed 7 Oct without it: “the migration”."),
        (WITH_THIRD, "No clock runs while the landlord has it."),
        (ASKED_BACK, "Asha (Northwind) has it since Mon 11:00, because Bea asked them something first."),
        (question(turns=(Turn(MONDAY, Holder(Side.CLIENT), "asked"),)), "because Asha asked nobody by name."),
        (claimed(question()), "It was answered on Tue 6 Oct 10:00, unless whoever asked says “Not yet”."),
        (question(state=State.LAPSED, closed_at=TUESDAY), "because nothing was heard of it any more"),
        (question(text=""), "About q1.\n"),
        (question(text="x" * 40_000), "…”\n"),
    ],
    ids=str,
)  # fmt: skip
def test_why_tells_how_it_stands(item: Item, words: str) -> None:
    assert words in told_why(item)


def test_why_quotes_what_is_needed_first() -> None:
    effects, _ = outcome(sent("nudge.need"), case(item=question()))
    assert "needs something from them first (“The account number”)" in told_why(kept(effects), ASHA)


def test_why_sums_the_turns_of_a_side() -> None:
    back = turned(ASKED_BACK, at("Mon 13:00"), Holder(Side.CLIENT, BEA), "asked back, and told")
    assert "With earlier turns Contoso has had it for 7 h." in told_why(back)


def test_why_works_for_both_sides_and_for_what_is_settled() -> None:
    for who in (BEA, CARL, ASHA, ARUN):
        for item in (question(), WITH_THIRD, ASKED_BACK, claimed(question())):
            assert told_why(item, who)


# Whatever is pressed -------------------------------------------------------------------------------------------------

ITEMS = (question(), WITH_THIRD, ASKED_BACK, BLOCKED, claimed(question()), question(state=State.LAPSED), None)
texts = st.text(max_size=60) | st.sampled_from([*BAD.values(), "Ben", "fri", "tomorrow 14:00", "2 days"])


@given(
    st.sampled_from([*NUDGE, *CLAIM, "nudge.why", "offer.track", "offer.no", "patience.later", "x"]),
    st.sampled_from([BEA, BEN, ASHA, ARUN, DANA, STRANGER]),
    st.sampled_from(ITEMS),
    st.dictionaries(st.sampled_from(["when", "how", "words", "who", "third", "what"]), texts),
    moments,
)
def test_no_press_breaks_a_rule_or_goes_without_an_answer(
    action: str, who: PersonId, item: Item | None, values: dict[str, str], when: datetime
) -> None:
    event = FormSent(id="f", at=when, person=who, action=action, about="7:1", values=values)
    wanted = list(presses.decide(event, case(item=item), when))
    answers = [one for one in wanted if isinstance(one, Answer)]
    assert len(answers) == (action != "x")
    assert not [one for one in wanted if isinstance(one, Fault)]
    for answer in answers:
        text = re.sub("“.*?”", "“”", answer.text, flags=re.DOTALL)
        assert not re.search(r"overdue|fail|reminder|\blate\b|ignored|shame|!", text, re.IGNORECASE)
        assert answer.errors or plain(answer.message or Message(()))
