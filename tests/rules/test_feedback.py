"""Rounds of feedback: whom they ask, when they are over, and what may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from rules.effects import (
    Answer,
    ClearAlarm,
    Effect,
    EraseAnswers,
    Keep,
    KeepAnswer,
    KeepAsked,
    KeepRound,
    KeepSettings,
    Lay,
    Post,
    SetAlarm,
    Settle,
    Tell,
)
from rules.events import ButtonPressed, FormSent
from rules.message import Picture, from_json, plain
from rules.model import (
    Case,
    Fate,
    GoBetween,
    HumanId,
    Kind,
    Nudge,
    Person,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    Side,
    State,
    Told,
)
from rules.record import (
    Change,
    Respondent,
    Round,
    RoundAnswer,
    RoundNumber,
    Rounds,
    SideScores,
    round_number,
)
from rules.rhythm import feedback
from rules.wording.feedback import LONGEST
from tests.rules.cases import (
    ANNA,
    ARUN,
    ASHA,
    BEA,
    BEN,
    CARL,
    HOUR,
    SHARED,
    at,
    behaving,
    calendar,
    card,
    case,
    command,
    decided,
    desk,
    effects,
    entry,
    knowing,
    looked,
    question,
    rang,
    relationship,
)

OPENED = at("Mon 9:00")
CLOSES = at("+Mon 9:00")
TODAY = OPENED.date()
LATER = at("Tue 10:00")
EVERYBODY = dict.fromkeys((BEA, BEN, CARL, ASHA, ARUN, ANNA), TODAY)


def asked(*people: PersonId, **changes: Any) -> tuple[Respondent, ...]:
    sides = {**dict.fromkeys((BEA, BEN, CARL), Side.CLIENT), **dict.fromkeys((ASHA, ARUN, ANNA), Side.VENDOR)}
    return tuple(Respondent(who, sides[who], **changes) for who in people)


def done(found: Round, *people: PersonId, skipped: bool = False) -> Round:
    return replace(
        found,
        respondents=tuple(
            replace(each, answered_at=None if skipped else OPENED + HOUR, skipped=skipped)
            if each.person in people
            else each
            for each in found.respondents
        ),
    )


def opened(*people: PersonId, number: int = 1, **changes: Any) -> Round:
    return replace(Round(RoundNumber(number), OPENED, CLOSES, asked(*(people or (BEA, ASHA)))), **changes)


def given(who: PersonId, **changes: Any) -> RoundAnswer:
    side = Side.CLIENT if who in (BEA, BEN, CARL) else Side.VENDOR
    return RoundAnswer(who, side, **changes)


def in_a_round(rounds: Rounds, of: Relationship | None = None, **changes: Any) -> Case:
    return case(of=of or with_contacts(), rounds=rounds, places=(Place(SHARED, "shared"),), **changes)


def with_contacts() -> Relationship:
    found = relationship(go_betweens=[GoBetween(BEA)])
    return replace(found, vendor=replace(found.vendor, go_betweens=(GoBetween(ASHA),)))


def look(rounds: Rounds, when: datetime, of: Relationship | None = None, **changes: Any) -> tuple[Effect, ...]:
    subject = rounds.last.subject if rounds.last else feedback.OPENING
    return effects(rang(when, feedback.NAME, subject), in_a_round(rounds, of, **changes))


def only(kind: type, found: Iterable[Any]) -> Any:
    hits = [each for each in found if isinstance(each, kind)]
    assert len(hits) == 1, hits
    return hits[0]


def revealed(*answers: RoundAnswer, people: Iterable[PersonId] | None = None) -> tuple[Effect, ...]:
    """What is decided when everybody has answered."""
    found = done(opened(*(people or [answer.person for answer in answers])), *(answer.person for answer in answers))
    return look(Rounds(last=found, answers=answers), at("Tue 10:00"))


# Whom it asks --------------------------------------------------------------------------------------------------------


def who_is_asked(rounds: Rounds, of: Relationship | None = None, now: datetime = OPENED) -> list[PersonId]:
    return [each.person for each in feedback.respondents(of or with_contacts(), rounds, now)]


def test_go_betweens_and_sponsors_are_always_asked() -> None:
    of = with_contacts()
    of = replace(of, vendor=replace(of.vendor, sponsor=ARUN))
    assert who_is_asked(Rounds(), of) == [BEA, ASHA, ARUN]


def test_whoever_wrote_or_acted_in_the_last_four_weeks_is_asked() -> None:
    lately = {BEN: TODAY - timedelta(days=28), CARL: TODAY - timedelta(days=29), ANNA: TODAY}
    assert who_is_asked(Rounds(lately=lately)) == [BEA, BEN, ASHA, ANNA]


def test_whom_a_go_between_named_is_asked_and_nobody_else_of_that_side() -> None:
    assert who_is_asked(Rounds(lately=EVERYBODY, chosen=frozenset({CARL}))) == [CARL, ASHA, ANNA, ARUN]


@pytest.mark.parametrize(
    "change",
    [{"quiet": True}, {"reachable": False}, {"away_until": at("++Mon 9:00")}, {"side": None}],
    ids=["quiet", "no road", "away as long as it is open", "on no side"],
)
def test_whom_nothing_private_may_reach_is_not_asked(change: dict[str, Any]) -> None:
    assert BEN not in who_is_asked(Rounds(lately=EVERYBODY), knowing(with_contacts(), BEN, **change))


def test_whoever_is_back_before_it_closes_is_asked() -> None:
    assert BEN in who_is_asked(Rounds(lately=EVERYBODY), knowing(with_contacts(), BEN, away_until=at("Wed 9:00")))


def test_a_human_is_asked_once_under_whichever_account() -> None:
    of = knowing(with_contacts(), BEN, human=HumanId(1))
    assert who_is_asked(Rounds(lately=EVERYBODY), of) == [BEA, CARL, ASHA, ANNA, ARUN]


def test_at_most_twelve_of_a_side_are_asked_the_latest_first() -> None:
    many = {PersonId(f"room:p{n:02}"): TODAY - timedelta(days=n) for n in range(20)}
    of = with_contacts()
    people = {who: Person(who, who, HumanId(100 + n), Side.CLIENT) for n, who in enumerate(many)}
    found = who_is_asked(Rounds(lately=many), replace(of, people={**of.people, **people}))
    assert found == [BEA, *sorted(many)[:11], ASHA]


def test_whoever_gave_a_short_answer_skips_the_next_round() -> None:
    assert who_is_asked(Rounds(lately=EVERYBODY, rest=frozenset({BEN, BEA}))) == [CARL, ASHA, ANNA, ARUN]


def test_where_nobody_else_is_there_they_are_asked_all_the_same() -> None:
    assert who_is_asked(Rounds(rest=frozenset({BEA}))) == [BEA, ASHA]


# When it begins ------------------------------------------------------------------------------------------------------


def test_a_round_is_opened_when_it_is_due_and_everybody_finds_it_in_their_tray() -> None:
    found = look(Rounds(lately=EVERYBODY), OPENED)
    begun = only(KeepRound, found).round
    assert (begun.number, begun.opened_at, begun.closes_at) == (1, OPENED, CLOSES)
    laid = [effect.nudge for effect in found if isinstance(effect, Lay)]
    assert [(nudge.person, nudge.why, nudge.step) for nudge in laid] == [
        (who, Told.ROUND, 0) for who in (BEA, BEN, CARL, ASHA, ANNA, ARUN)
    ]
    assert SetAlarm("feedback", "round:1", at("Wed 9:00")) in found
    assert SetAlarm("feedback", "round", OPENED + timedelta(weeks=4)) in found


def test_before_it_is_due_it_is_looked_at_again_then() -> None:
    last = opened(revealed_at=CLOSES)
    assert effects(rang(at("Tue 9:00"), "feedback", "round"), in_a_round(Rounds(last=last))) == (
        SetAlarm("feedback", "round", OPENED + timedelta(weeks=4)),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"of": behaving(with_contacts(), paused=frozenset({Side.CLIENT}))},
        {"places": (Place(SHARED, "shared", closed=True),)},
        {"places": (Place(SHARED, "shared", paused=True),)},
        {"places": (Place(SHARED, "inside", private_to=Side.VENDOR),)},
        {"of": relationship()},
    ],
    ids=["a side is paused", "the channel is closed", "the channel is paused", "no shared channel", "nobody to ask"],
)
def test_where_it_cannot_begin_it_is_tried_again_the_next_day(change: dict[str, Any]) -> None:
    usual: dict[str, Any] = {"of": with_contacts(), "places": (Place(SHARED, "shared"),), "rounds": Rounds()}
    stands = case(**usual | change)
    assert effects(rang(OPENED, "feedback", "round"), stands) == (SetAlarm("feedback", "round", at("Tue 9:00")),)


@pytest.mark.parametrize("change", [{"live": frozenset()}, {"feedback_weeks": 0}], ids=["a dry run", "no rounds"])
def test_where_there_are_no_rounds_none_begins(change: dict[str, Any]) -> None:
    assert look(Rounds(), OPENED, behaving(with_contacts(), **change)) == ()


def test_the_window_is_five_working_days_of_both_sides() -> None:
    of = with_contacts()
    of = replace(of, vendor=replace(of.vendor, calendar=calendar(holidays={date(2026, 10, 7): "A holiday"})))
    assert only(KeepRound, look(Rounds(), OPENED, of)).round.closes_at == at("+Tue 9:00")


# Reminders -----------------------------------------------------------------------------------------------------------


def reminded(found: Iterable[Effect]) -> list[tuple[PersonId | None, int]]:
    return [(effect.nudge.person, effect.nudge.step) for effect in found if isinstance(effect, Lay)]


def test_whoever_said_nothing_is_reminded_twice_and_no_more() -> None:
    first = look(Rounds(last=done(opened(BEA, BEN, ASHA), BEN)), at("Wed 9:00"))
    assert reminded(first) == [(BEA, 1), (ASHA, 1)]
    assert SetAlarm("feedback", "round:1", at("Fri 9:00")) in first
    second = look(Rounds(last=only(KeepRound, first).round), at("Fri 9:00"))
    assert reminded(second) == [(BEA, 2), (ASHA, 2)]
    assert SetAlarm("feedback", "round:1", CLOSES) in second
    assert reminded(look(Rounds(last=only(KeepRound, second).round), at("Fri 12:00"))) == []


def test_after_an_outage_one_reminder_stands_for_both() -> None:
    assert reminded(look(Rounds(last=opened()), at("Fri 12:00"))) == [(BEA, 2), (ASHA, 2)]


def test_the_days_are_those_of_the_side() -> None:
    of = with_contacts()
    of = replace(of, vendor=replace(of.vendor, calendar=calendar(holidays={date(2026, 10, 6): "A holiday"})))
    assert reminded(look(Rounds(last=opened()), at("Wed 9:00"), of)) == [(BEA, 1)]


def test_an_invitation_that_was_not_told_yet_becomes_the_reminder() -> None:
    invited = [nudge for nudge in _laid(opened()) if nudge.person == BEA]
    found = look(Rounds(last=opened()), at("Wed 9:00"), nudges=tuple(invited))
    again = next(effect.nudge for effect in found if isinstance(effect, Lay) and effect.nudge.person == BEA)
    assert (again.key, again.step) == (invited[0].key, 1)


def _laid(found: Round) -> list[Nudge]:
    begun = look(Rounds(), OPENED)
    return [effect.nudge for effect in begun if isinstance(effect, Lay)]


# The reveal ----------------------------------------------------------------------------------------------------------


def test_while_somebody_is_missing_nothing_is_revealed() -> None:
    found = look(Rounds(last=done(opened(), BEA)), at("Tue 10:00"))
    assert not any(isinstance(effect, Post | EraseAnswers) for effect in found)


def test_when_it_is_over_but_the_answers_are_not_there_it_rings_again_at_once() -> None:
    found = look(Rounds(last=done(opened(), BEA)), at("+Mon 9:30"))
    assert found == (SetAlarm("feedback", "round:1", at("+Mon 9:30")),)


def test_the_result_is_posted_once_and_the_answers_are_erased() -> None:
    found = revealed(given(BEA, keep="The calls"), given(ASHA, change="Two days ahead"))
    kept = only(KeepRound, found).round
    assert kept.revealed_at == at("Tue 10:00")
    assert kept.changes == (Change(Side.CLIENT, "Two days ahead"),)
    assert EraseAnswers(RoundNumber(1)) in found
    assert ClearAlarm("feedback", "round:1") in found
    assert only(Post, found).place == SHARED
    assert Settle("round:1:7:room:bea:0") in found


def test_where_a_side_gave_no_answer_both_read_only_that() -> None:
    found = revealed(given(BEA, keep="The calls", scores={"trust": 1}, may_show=True), people=(BEA, ASHA))
    kept = only(KeepRound, found).round
    assert kept.scores == {Side.VENDOR: SideScores(0)}
    assert kept.changes == ()
    assert kept.silent == (Side.VENDOR,)
    assert plain(only(Post, found).message) == "Round 1 of feedback: it closed without an answer from Northwind."


def test_where_neither_side_answered_both_are_named() -> None:
    found = look(Rounds(last=opened(), answers=()), CLOSES)
    assert plain(only(Post, found).message).endswith("without an answer from Contoso or Northwind.")


@pytest.mark.parametrize(
    ("scores", "agreed", "shown"),
    [
        ([4, 5, 3], [False, False, False], 4.0),
        ([4, 5, None], [False, False, False], None),
        ([4, 5, None], [True, False, False], 4.0),
        ([2, 5], [True, True], 3.5),
        ([5], [False], None),
        ([5], [True], 5.0),
    ],
    ids=["three", "two of three", "two, one agreed", "two agreed", "one", "one agreed"],
)
def test_the_minimum_of_three(scores: list[int | None], agreed: list[bool], shown: float | None) -> None:
    people = (BEA, BEN, CARL)[: len(scores)]
    answers = [
        given(who, scores={"trust": score} if score else {}, keep="Something", may_show=may)
        for who, score, may in zip(people, scores, agreed, strict=True)
    ]
    assert feedback.means(answers).get("trust") == shown


def test_nobody_is_named_who_did_not_sign() -> None:
    words = plain(
        only(
            Post,
            revealed(given(BEA, keep="The calls", signed=True), given(BEN, keep="The mails"), given(ASHA, keep="All")),
        ).message
    )
    assert "“The calls” (Bea); “The mails”" in words
    assert "Ben" not in words
    assert "Asha" not in words


def test_words_stand_in_no_order_that_tells_who_came_first() -> None:
    one = revealed(given(BEN, keep="B"), given(BEA, keep="A"), given(ASHA, keep="All"))
    other = revealed(given(BEA, keep="A"), given(BEN, keep="B"), given(ASHA, keep="All"))
    assert only(Post, one).message == only(Post, other).message


def test_the_trend_has_both_sides_and_a_gap_where_nothing_may_be_shown() -> None:
    before = opened(
        revealed_at=at("Tue 9:00"),
        scores={Side.CLIENT: SideScores(3, {"trust": 4.0, "clarity": 3.0}), Side.VENDOR: SideScores(2)},
    )
    last = done(opened(number=2), BEA, ASHA)
    answers = (given(BEA, scores={"trust": 5}, may_show=True), given(ASHA, keep="All"))
    found = look(Rounds(last=last, results=(before,), answers=answers), at("Tue 10:00"))
    picture = next(part for part in only(Post, found).message.parts if isinstance(part, Picture))
    assert picture.labels == ("Round 1", "Round 2")
    assert picture.series == (("Contoso of Northwind", (3.5, 5.0)), ("Northwind of Contoso", (None, None)))
    assert "Contoso of Northwind: 3.5, 5.0; Northwind of Contoso: none, none" in picture.alt


def test_what_customers_say_becomes_something_the_client_owes_and_names_nobody() -> None:
    found = revealed(given(BEA, keep="All"), given(ASHA, customers="Too slow"), given(ARUN, customers="Too dear."))
    item = only(Keep, found).item
    assert (item.kind, item.holder.side, item.asker_side, item.unnamed) == (
        Kind.QUESTION,
        Side.CLIENT,
        Side.VENDOR,
        True,
    )
    assert "Too dear. Too slow." in item.text
    assert not item.in_channel


def test_the_result_waits_until_somebody_works() -> None:
    last = done(opened(), BEA, ASHA)
    found = look(Rounds(last=last, answers=(given(BEA, keep="All"),)), at("Tue 20:00"))
    assert found == (SetAlarm("feedback", "round:1", at("Wed 9:00")),)


def test_without_a_place_both_read_it_waits() -> None:
    stands = case(
        of=with_contacts(),
        rounds=Rounds(last=done(opened(), BEA, ASHA), answers=(given(BEA, keep="All"),)),
        places=(Place(SHARED, "shared", closed=True),),
    )
    assert effects(rang(at("Tue 10:00"), "feedback", "round:1"), stands) == (
        SetAlarm("feedback", "round:1", at("Wed 10:00")),
    )


def test_an_alarm_of_another_round_does_nothing() -> None:
    stands = in_a_round(Rounds(last=opened(number=2)))
    assert effects(rang(at("Wed 9:00"), "feedback", "round:1"), stands) == ()
    over = in_a_round(Rounds(last=opened(revealed_at=CLOSES)))
    assert effects(rang(CLOSES, "feedback", "round:1"), over) == ()


# Answering -----------------------------------------------------------------------------------------------------------


def press(who: PersonId, action: str, rounds: Rounds, about: str = "7:round:1", when: datetime = LATER) -> Any:
    event = ButtonPressed(id="b", at=when, person=who, action=action, about=about, card="card:1")
    return decided(event, in_a_round(rounds))


def send(who: PersonId, rounds: Rounds, when: datetime = LATER, **values: str) -> Any:
    event = FormSent(id="f", at=when, person=who, action="feedback.give", about="7:round:1", values=values)
    return decided(event, in_a_round(rounds))


def test_the_form_says_who_runs_this_and_who_sees_what_above_the_first_field() -> None:
    form = press(BEA, "feedback.give", Rounds(last=opened())).answer.form
    assert form.intro[0] == "Rapport, run by Northwind, keeps this for both companies."
    assert form.intro[1].startswith("Nobody of Contoso or Northwind sees an answer before everybody has answered")
    assert [field.name for field in form.fields] == [
        "responsiveness", "clarity", "trust", "keep", "change", "coming", "signed", "may_show",
    ]  # fmt: skip
    vendors = press(ASHA, "feedback.give", Rounds(last=opened())).answer.form
    assert vendors.fields[5].name == "customers"


def test_the_form_begins_with_ones_own_earlier_answer() -> None:
    mine = given(BEA, scores={"trust": 2}, keep="The calls", signed=True)
    form = press(BEA, "feedback.give", Rounds(last=opened(), mine=mine)).answer.form
    initial = {field.name: field.initial for field in form.fields}
    assert (initial["trust"], initial["clarity"], initial["keep"], initial["signed"]) == (
        "2",
        "none",
        "The calls",
        "yes",
    )


def test_an_answer_is_kept_and_what_is_said_of_it_repeats_nothing() -> None:
    found = send(BEA, Rounds(last=opened()), trust="2", clarity="none", keep="Zebras", may_show="yes", customers="No")
    kept = only(KeepAnswer, found.effects)
    assert kept.answer == given(BEA, scores={"trust": 2}, keep="Zebras", may_show=True)
    assert only(KeepRound, found.effects).round.respondents[0].answered_at == at("Tue 10:00")
    assert "Zebras" not in repr([effect for effect in found.effects if effect is not kept]) + repr(found.answer)
    assert "Zebras" not in repr(kept)


def test_the_last_answer_lets_the_round_be_looked_at_at_once() -> None:
    found = send(BEA, Rounds(last=done(opened(), ASHA, skipped=True)), keep="All")
    assert SetAlarm("feedback", "round:1", at("Tue 10:00")) in found.effects
    still = send(BEA, Rounds(last=opened()), keep="All")
    assert not any(isinstance(effect, SetAlarm) for effect in still.effects)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {"keep"}),
        ({"trust": "none", "signed": "yes", "may_show": "yes"}, {"keep"}),
        ({"trust": "6"}, {"keep"}),
        ({"keep": "x" * (LONGEST + 1), "change": "y" * (LONGEST + 1)}, {"keep", "change"}),
    ],
    ids=["nothing", "no score", "no such score", "too long"],
)
def test_what_makes_no_sense_is_said_at_its_field_and_quotes_nothing(values: dict[str, str], errors: set[str]) -> None:
    found = send(BEA, Rounds(last=opened()), LATER, **values)
    assert found.effects == ()
    assert found.answer.errors.keys() == errors
    assert "xx" not in repr(found.answer)


def test_whoever_skips_is_done() -> None:
    found = press(BEA, "feedback.skip", Rounds(last=opened()))
    assert only(KeepRound, found.effects).round.respondents[0].skipped
    assert Settle("round:1:7:room:bea:2") in found.effects


def test_whoever_has_answered_does_not_skip() -> None:
    found = press(BEA, "feedback.skip", Rounds(last=done(opened(), BEA)))
    assert found.effects == ()
    assert "your answer stays" in found.answer.text


def test_whoever_skipped_may_still_answer() -> None:
    found = send(BEA, Rounds(last=done(opened(), BEA, skipped=True)), keep="All")
    assert not only(KeepRound, found.effects).round.respondents[0].skipped


def test_somebody_who_is_not_asked_may_join_as_long_as_there_is_room() -> None:
    found = send(BEN, Rounds(last=opened()), keep="All")
    assert only(KeepRound, found.effects).round.respondents[-1].person == BEN
    many = tuple(Respondent(PersonId(f"room:p{n}"), Side.CLIENT) for n in range(12))
    full = send(BEN, Rounds(last=replace(opened(), respondents=many)), keep="All")
    assert full.effects == ()


@pytest.mark.parametrize("last", [opened(revealed_at=CLOSES), opened(number=2), None], ids=["over", "another", "none"])
def test_after_the_round_nothing_is_kept(last: Round | None) -> None:
    for found in (send(BEA, Rounds(last=last), keep="All"), press(BEA, "feedback.give", Rounds(last=last))):
        assert found.effects == ()
        assert found.answer.text == "This round is over, and nothing is kept of what is sent now."


def test_somebody_who_changed_over_is_not_asked_as_who_they_were() -> None:
    of = knowing(with_contacts(), BEA, side=Side.VENDOR)
    assert feedback.asked_as(of.people[BEA], opened(), of) is None


# Promises ------------------------------------------------------------------------------------------------------------


def with_result(**changes: Any) -> Rounds:
    last = opened(
        revealed_at=at("Mon 12:00"),
        scores={side: SideScores(1) for side in Side},
        changes=(Change(Side.VENDOR, "Say it a day ahead", **changes), Change(Side.CLIENT, "Fewer calls")),
    )
    return Rounds(last=last, results=(last,))


def test_what_its_owner_takes_on_is_a_promise_wanted_by_the_next_round() -> None:
    found = press(ASHA, "feedback.take", with_result(), "7:round:1:vendor")
    item = only(Keep, found.effects).item
    assert (item.kind, item.label, item.holder.side, item.asker_side) == (Kind.PROMISE, "p1", Side.VENDOR, Side.CLIENT)
    assert (item.text, item.wanted_by, item.unnamed) == ("Say it a day ahead", OPENED + timedelta(weeks=4), True)
    assert only(KeepRound, found.effects).round.changes[0] == Change(
        Side.VENDOR, "Say it a day ahead", True, item.number
    )
    assert "Northwind takes this on" in plain(only(Post, found.effects).message)


def test_the_ladder_of_a_promise_begins_when_it_is_wanted() -> None:
    item = only(Keep, press(ASHA, "feedback.take", with_result(), "7:round:1:vendor").effects).item
    early = effects(rang(at("Fri 9:00")), case(item=item, of=with_contacts()))
    assert early == (SetAlarm("questions", "item:1", OPENED + timedelta(weeks=4)),)
    due = effects(rang(item.wanted_by), case(item=item, of=with_contacts()))
    laid = only(Lay, due).nudge
    assert (laid.person, laid.why) == (ASHA, Told.NUDGE)


@pytest.mark.parametrize("who", [BEA, ARUN], ids=["the other side", "not its go-between"])
def test_a_promise_is_its_owners_go_betweens_to_give(who: PersonId) -> None:
    for action in ("feedback.take", "feedback.decline"):
        found = press(who, action, with_result(), "7:round:1:vendor")
        assert found.effects == ()
        assert "Asha of Northwind" in found.answer.text


@pytest.mark.parametrize(("taken", "said"), [(True, "taken on already (p4)"), (False, "not taken on")])
def test_it_is_said_once(taken: bool, said: str) -> None:
    rounds = with_result(taken=taken, item=4 if taken else None)
    found = press(ASHA, "feedback.take", rounds, "7:round:1:vendor")
    assert found.effects == ()
    assert said in found.answer.text


def test_the_next_round_says_first_what_became_of_it() -> None:
    rounds = with_result(taken=True, item=1)
    kept = replace(question(kind=Kind.PROMISE), state=State.ANSWERED)
    lines = feedback.since_last(replace(rounds, promised=(kept,)), with_contacts())
    assert lines == [
        "“Say it a day ahead”: Northwind took it on (p1); it is done.",
        "“Fewer calls”: Contoso has not said whether to take it on.",
    ]
    begun = look(replace(rounds, promised=(kept,)), OPENED + timedelta(weeks=4))
    # `look` rings the alarm of the last round; the opening has its own.
    assert begun == ()
    stands = in_a_round(replace(rounds, promised=(kept,)))
    begun = effects(rang(OPENED + timedelta(weeks=4), "feedback", "round"), stands)
    asks = next(effect.nudge for effect in begun if isinstance(effect, Lay))
    assert plain(from_json(asks.body)).startswith("Since the last round:\n“Say it a day ahead”")


# Commands ------------------------------------------------------------------------------------------------------------


def typed(who: PersonId, text: str, rounds: Rounds | None = None, of: Relationship | None = None) -> Any:
    stands = in_a_round(rounds or Rounds(), of)
    return decided(command(who, text, at("Tue 10:00")), stands)


def test_a_go_between_starts_a_round_and_both_sides_read_it() -> None:
    found = typed(BEA, "feedback start")
    assert only(KeepRound, found.effects).round.number == 1
    assert "Contoso has started a round" in plain(only(Post, found.effects).message)
    assert typed(BEN, "feedback start").effects == ()
    assert typed(BEA, "feedback start", Rounds(last=opened())).effects == ()


def test_how_it_stands_tells_nothing_of_anybody_else() -> None:
    said = typed(ASHA, "feedback", Rounds(last=done(opened(BEA, BEN, ASHA), BEA))).answer.text
    assert "You have not answered yet" in said
    assert not any(name in said for name in ("Bea", "Ben", "of 3", "of 2"))


def test_a_go_between_names_whom_to_ask_of_their_own_side() -> None:
    found = typed(BEA, "feedback people @Ben @Carl")
    assert only(KeepAsked, found.effects) == KeepAsked(Side.CLIENT, frozenset({BEN, CARL}))
    assert not any(isinstance(effect, Post | Tell) for effect in found.effects)
    assert only(KeepAsked, typed(BEA, "feedback people all").effects) == KeepAsked(Side.CLIENT, frozenset())
    for words in ("feedback people @Asha", "feedback people nobody"):
        assert typed(BEA, words).effects == ()
    assert typed(BEN, "feedback people @Ben").effects == ()


@pytest.mark.parametrize(("words", "weeks"), [("2", 2), ("8 weeks", 8), ("off", 0)])
def test_how_often_is_a_setting(words: str, weeks: int) -> None:
    found = typed(BEA, f"settings feedback {words}")
    assert only(KeepSettings, found.effects).settings.feedback_weeks == weeks
    wanted = ClearAlarm("feedback", "round") if not weeks else SetAlarm("feedback", "round", at("Wed 10:00"))
    assert wanted in found.effects


@pytest.mark.parametrize("words", ["0", "27", "often", ""])
def test_what_is_no_number_of_weeks_is_refused(words: str) -> None:
    assert typed(BEA, f"settings feedback {words}").effects == ()


# In the tray ---------------------------------------------------------------------------------------------------------


def laid(step: int = 0, **changes: Any) -> Nudge:
    found = next(nudge for nudge in _laid(opened()) if nudge.person == BEA)
    return replace(found, step=step, id=changes.pop("id", 5), **changes)


def told(found: Iterable[Any]) -> list[str]:
    return [plain(effect.message).partition("\n")[0] for effect in found if isinstance(effect, Tell)]


def test_an_invitation_is_a_message_of_its_own_that_counts_in_the_week() -> None:
    found = looked(desk(entry(laid())), at("Mon 9:00"))
    assert told(found)[0].startswith("How do you find working with Northwind?")
    marked = [effect for effect in found if type(effect).__name__ == "MarkTold"]
    assert marked[0].card.why is Told.ROUND  # type: ignore[union-attr]


@pytest.mark.parametrize("why", [Told.NOTE, Told.BRIEF, Told.ROUND])
def test_it_waits_while_the_week_has_no_room(why: Told) -> None:
    had = card(at("Mon 9:00") - timedelta(days=2), why)
    assert told(looked(desk(entry(laid()), cards=[had]), at("Mon 9:00"))) == []


def test_and_goes_along_with_a_card_that_is_told_anyway() -> None:
    item = question(clock_at=at("Mon 9:00") - timedelta(days=7))
    waits = Nudge("nudge:7:1:1:1", Told.NUDGE, item.number, 1, 1, Side.CLIENT, BEA, OPENED, OPENED, id=3)
    had = card(at("Mon 9:00") - timedelta(days=2), Told.NOTE)
    found = looked(desk(entry(waits, item), entry(laid()), cards=[had]), at("Mon 9:00"))
    words = plain(next(effect.message for effect in found if isinstance(effect, Tell)))
    assert "needs one thing from you" in words
    assert "How do you find working with Northwind?" in words


def test_it_comes_before_a_note_that_can_wait() -> None:
    note = replace(laid(id=2), why=Told.NOTE, key="note:7:client:x")
    found = looked(desk(entry(note), entry(laid())), at("Mon 9:00"))
    marked = next(effect for effect in found if type(effect).__name__ == "MarkTold")
    assert marked.nudges == (5,)  # type: ignore[union-attr]


def test_a_reminder_stands_on_the_calm_card_even_while_the_week_has_no_room() -> None:
    had = card(at("Mon 9:00") - timedelta(days=2), Told.ROUND)
    found = looked(desk(entry(laid(step=1)), cards=[had]), at("Mon 9:00"))
    marked = next(effect for effect in found if type(effect).__name__ == "MarkTold")
    assert marked.card.why is Told.NUDGE  # type: ignore[union-attr]


def test_nothing_comes_outside_their_hours() -> None:
    assert told(looked(desk(entry(laid(step=1))), at("Mon 8:00"))) == []


def test_whoever_changed_over_meanwhile_is_not_told() -> None:
    of = knowing(relationship(), BEA, side=Side.VENDOR)
    assert told(looked(desk(entry(laid(), of=of)), at("Mon 9:00"))) == []


def test_the_card_is_edited_once_nothing_is_asked_any_more() -> None:
    over = laid(fate=Fate.DONE, card="card:round", told_at=OPENED)
    stands = card(OPENED, Told.ROUND, key="card:round")
    found = looked(desk(entry(over), cards=[stands]), at("Mon 12:00"))
    assert plain(found[0].message).startswith("This round of feedback asks nothing more of you.")  # type: ignore[union-attr]


# Small things --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "number"), [("round:3", 3), ("round:3:client", 3), ("round", None), ("item:3", None), ("round:x", None)]
)
def test_a_subject_names_a_round(subject: str, number: int | None) -> None:
    assert round_number(subject) == number


def test_a_private_place_is_no_place_for_a_result() -> None:
    private = Place(PlaceId("room:inside"), "inside", Side.CLIENT)
    assert feedback.where_to_tell(case(places=(private, Place(SHARED, "shared")))) == Place(SHARED, "shared")
    assert isinstance(typed(BEA, "feedback nonsense").answer, Answer)
