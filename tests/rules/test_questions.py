"""What each event does to the questions between the two sides: effects, keys and alarm times, on hand-built cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rules import engine
from rules.effects import (
    Answer,
    ClearAlarm,
    Effect,
    Fault,
    Forget,
    Keep,
    Lay,
    MarkWrong,
    OffTheRecord,
    Retract,
    SetAlarm,
    TakeOut,
)
from rules.events import Event
from rules.listening.progress import Progress
from rules.message import say
from rules.model import (
    Case,
    Claim,
    Claimed,
    Fate,
    Holder,
    Item,
    Level,
    MessageId,
    Nudge,
    PersonId,
    Place,
    Side,
    State,
    Told,
    Turn,
)
from rules.owed import moves, questions
from tests.rules.cases import (
    ARUN,
    ASHA,
    BEA,
    BEN,
    DANA,
    HOUR,
    M1,
    MONDAY,
    QUESTION,
    SHARED,
    at,
    behaving,
    calendar,
    case,
    decided,
    deleted,
    edited,
    effects,
    posted,
    question,
    rang,
    reacted,
    relationship,
    said,
    turned,
)

ALARM, NO_ALARM = SetAlarm("questions", "item:1", at("Tue 9:00")), ClearAlarm("questions", "item:1")
NO_CLAIM = ClearAlarm("claims", "item:1")
ASKS, CLAIMS = frozenset({Told.NUDGE, Told.TURNED, Told.CHASE, Told.BRIEF}), frozenset({Told.CLAIM})
LEFT_FROM_BEFORE = {"promised_for": at("Mon 11:30"), "snoozed_until": at("Mon 11:30"), "alive_at": at("Mon 11:30")}
SAID = (said(ASHA, QUESTION),)
ASKED_BACK = turned(question(), at("Mon 11:00"), Holder(Side.VENDOR, ASHA))


def opened(event: Event, case: Case) -> tuple[Item, datetime]:
    """The item a decision opens, and when it looks again."""
    keep, alarm = effects(event, case)
    assert isinstance(keep, Keep)
    assert isinstance(alarm, SetAlarm)
    assert (alarm.rule, alarm.subject) == ("questions", keep.item.subject)
    return keep.item, alarm.at


def kept(found: Iterable[Effect]) -> Item:
    """The one item that is kept."""
    [item] = [effect.item for effect in found if isinstance(effect, Keep)]
    return item


def laid(found: Iterable[Effect]) -> list[Nudge]:
    return [effect.nudge for effect in found if isinstance(effect, Lay)]


def forgotten(found: Iterable[Effect]) -> Item:
    [item] = [effect.item for effect in found if isinstance(effect, Forget)]
    return item


def closed(item: Item, state: State, by: PersonId | None, when: datetime, closing: str | None = "m2") -> Item:
    return replace(
        item, state=state, closed_by=by, closed_at=when, closing=MessageId(closing) if closing else None
    )  # fmt: skip


# Opening a question --------------------------------------------------------------------------------------------------


def test_a_question_is_kept_with_all_it_needs_and_looked_at_again_when_its_target_has_passed() -> None:
    item, alarm = opened(posted(ASHA, QUESTION, at("Mon 9:30")), case())
    assert (item.number, item.label, item.message, item.thread, item.in_channel) == (1, "q1", "m2", "m2", True)
    assert (item.asker, item.asker_side, item.text, item.state) == (ASHA, Side.VENDOR, QUESTION, State.OPEN)
    assert item.opened_at == item.clock_at == at("Mon 9:30")
    assert item.turns == (Turn(at("Mon 9:30"), Holder(Side.CLIENT, BEA), "asked"),)
    assert item.targets == {Side.CLIENT: 8 * HOUR, Side.VENDOR: 4 * HOUR}
    assert not item.climbed
    assert alarm == at("Tue 9:30")


def test_the_client_asks_in_the_same_way_and_the_vendors_target_counts() -> None:
    item, alarm = opened(posted(BEA, "@Asha which oven makes the noise?", at("Mon 9:30")), case())
    assert (item.asker_side, item.holder) == (Side.CLIENT, Holder(Side.VENDOR, ASHA))
    assert alarm == at("Mon 13:30")


def test_a_question_in_a_thread_belongs_to_the_thread() -> None:
    item, _ = opened(posted(ASHA, QUESTION, thread=M1), case(window=[said(BEA, "The bucket is here")]))
    assert (item.message, item.thread, item.in_channel) == ("m2", "m1", False)


def test_a_long_question_is_kept_in_part() -> None:
    item, _ = opened(posted(ASHA, QUESTION + " Because." * 1_000), case())
    assert len(item.text) == moves.TEXT_KEPT


def test_a_question_asked_at_night_is_looked_at_in_the_hours_of_the_side_that_holds_it() -> None:
    _, alarm = opened(posted(ASHA, QUESTION, at("Mon 22:00")), case(of=relationship(client=calendar("Mon-Sun 6-14"))))
    assert alarm == at("Wed 6:00")


def test_a_mark_makes_a_question_that_has_waited_since_it_was_written() -> None:
    window = [said(ASHA, "The paper, matt or glossy.", at("Mon 10:00")), said(BEN, "Hello", at("Mon 10:05"), "m3")]
    item, alarm = opened(reacted(BEN, "question", at("Mon 12:00")), case(window=window))
    assert (item.asker, item.text, item.message) == (ASHA, "The paper, matt or glossy.", "m1")
    assert item.opened_at == item.turns[0].at == at("Mon 10:00")
    assert alarm == at("Tue 10:00")


def test_an_answer_may_be_marked_as_a_question_of_its_own() -> None:
    answered = closed(question(), State.ANSWERED, BEA, at("Mon 11:00"))
    window = [said(ASHA, QUESTION), said(BEA, "The same, or do you mind.", at("Mon 11:00"), "m2", "m1")]
    event = reacted(BEA, "question", at("Mon 12:00"), MessageId("m2"))
    item, _ = opened(event, case(answered, window=window))
    assert (item.number, item.asker, item.thread, item.holder.side) == (2, BEA, "m1", Side.VENDOR)


def test_a_marked_message_lies_with_whom_it_mentions() -> None:
    window = [said(ASHA, "@Bea the paper, matt or glossy.")]
    item, _ = opened(reacted(ASHA, "question", at("Mon 12:00")), case(window=window))
    assert item.holder == Holder(Side.CLIENT, BEA)


def test_a_marked_message_in_a_thread_lies_with_whom_it_was_said_to() -> None:
    window = [
        said(BEA, "The poster is ready.", at("Mon 9:00")),
        said(ASHA, "The paper, matt or glossy.", at("Mon 9:10"), "m2", "m1"),
        said(BEN, "And here is the invoice.", at("Mon 9:20"), "m3", "m1"),
    ]
    item, _ = opened(reacted(ASHA, "question", at("Mon 12:00"), MessageId("m2")), case(window=window))
    assert (item.thread, item.holder) == ("m1", Holder(Side.CLIENT, BEA))


NOTHING: list[tuple[str, Event, Case]] = [
    ("somebody on no side asks", posted(DANA, QUESTION), case()),
    ("small talk", posted(ASHA, "Good morning all"), case()),
    ("thanks", posted(ASHA, "Thanks a lot!"), case()),
    ("a colleague is asked by name", posted(ASHA, "@Arun can you look at this?"), case()),
    ("a message that no item hangs on is deleted", deleted(), case()),
    ("a message that asks nothing is edited", edited(ASHA, "Good morning, all"), case(window=[said(ASHA, "Morning")])),
    ("a mark from somebody on no side", reacted(DANA, "question"), case(window=SAID)),
    ("a mark on a message nobody remembers", reacted(BEN, "question"), case()),
    ("a mark on somebody on no side", reacted(BEN, "question"), case(window=[said(DANA, "The gate code.")])),
    ("a tick where nothing is open", reacted(BEN, "white_check_mark"), case(window=SAID)),
    ("another emoji on a question", reacted(BEA, "tada"), case(item=question())),
    ("a tick from somebody on no side", reacted(DANA, "white_check_mark"), case(item=question())),
    ("eyes of the asking side", reacted(ARUN, "eyes"), case(item=question())),
    ("a mark on what is a question already", reacted(BEN, "question"), case(item=question(), window=SAID)),
    ("somebody on no side answers", posted(DANA, "eu-west-1, as for the others", thread=M1), case(question())),
    ("another rule's alarm", rang(at("Tue 9:00"), rule="promises"), case(item=question())),
    ("an alarm whose item is gone", rang(at("Tue 9:00")), case()),
]


@pytest.mark.parametrize(("event", "given"), [n[1:] for n in NOTHING], ids=[n[0] for n in NOTHING])
def test_nothing_comes_of(event: Event, given: Case) -> None:
    assert decided(event, given) == engine.Decision(())


SETTLED = [closed(question(), state, BEA, at("Mon 10:00")) for state in State if state is not State.OPEN]


@pytest.mark.parametrize("item", SETTLED, ids=lambda item: item.state)
@pytest.mark.parametrize("emoji", ["white_check_mark", "eyes", "no_entry_sign"])
def test_a_reaction_changes_nothing_about_what_is_settled(item: Item, emoji: str) -> None:
    for who in (BEA, ASHA):
        assert effects(reacted(who, emoji), case(item=item)) == ()


@pytest.mark.parametrize("item", SETTLED, ids=lambda item: item.state)
def test_an_alarm_about_what_is_settled_says_nothing(item: Item) -> None:
    assert effects(rang(at("+Tue 9:00")), case(item=item)) == ()


# Settling it ---------------------------------------------------------------------------------------------------------

NOON = at("Mon 12:00")
CLOSING: list[tuple[str, Event, State, PersonId, str | None]] = [
    ("an answer", posted(BEA, "eu-west-1, as for the others.", NOON, M1), State.ANSWERED, BEA, "m2"),
    ("a colleague's answer", posted(BEN, "eu-west-1, as for the others.", NOON, M1), State.ANSWERED, BEN, "m2"),
    ("never mind", posted(ASHA, "Never mind, found it.", NOON, M1), State.WITHDRAWN, ASHA, "m2"),
    ("a direct message", posted(BEA, "Sent you a DM.", NOON, M1), State.MOVED_ELSEWHERE, BEA, "m2"),
    ("a call", posted(BEA, "Let's jump on a call.", NOON, M1), State.MOVED_ELSEWHERE, BEA, "m2"),
    ("a tick of the asker", reacted(ASHA, "white_check_mark", NOON), State.ANSWERED, ASHA, None),
    ("an edit", edited(ASHA, "@Bea the bucket is in eu-west-1.", NOON), State.WITHDRAWN, ASHA, "m1"),
]


@pytest.mark.parametrize(("event", "state", "by", "closing"), [c[1:] for c in CLOSING], ids=[c[0] for c in CLOSING])
def test_a_question_is_settled_by(event: Event, state: State, by: PersonId, closing: str | None) -> None:
    given = case(question(), item=question(), window=SAID)
    found = effects(event, given)
    assert found[:3] == (NO_ALARM, TakeOut(question().number), NO_CLAIM)
    assert replace(kept(found), progress=Progress()) == closed(question(progress=Progress()), state, by, NOON, closing)
    assert laid(found) == []


@pytest.mark.parametrize("event", [c[1] for c in CLOSING], ids=[c[0] for c in CLOSING])
def test_what_still_waits_to_be_said_is_not_said_once_it_is_settled_by(event: Event) -> None:
    """The line in the thread waits in the outbox when the answer comes; what lies in trays goes with it."""
    nudged = question(climbed=3)
    found = effects(event, case(nudged, item=nudged, window=SAID))
    assert found[:3] == (NO_ALARM, Retract("nudge:7:1:1:3"), TakeOut(nudged.number))


@pytest.mark.parametrize("climbed", range(3))
def test_there_is_no_line_to_take_back_before_it_was_said(climbed: int) -> None:
    found = effects(reacted(ASHA, "white_check_mark", NOON), case(item=question(climbed=climbed)))
    assert not [effect for effect in found if isinstance(effect, Retract)]


def test_a_deleted_question_is_withdrawn_and_its_words_go() -> None:
    assert effects(deleted(NOON), case(item=question())) == (
        NO_ALARM,
        TakeOut(question().number),
        Keep(closed(question(text="", progress=Progress()), State.WITHDRAWN, ASHA, NOON, None)),
    )


def test_the_words_of_a_settled_question_go_with_its_message_too() -> None:
    answered = closed(question(), State.ANSWERED, BEA, NOON)
    assert effects(deleted(at("Mon 13:00")), case(item=answered)) == (
        Keep(replace(answered, text="", progress=Progress())),
    )


def test_a_colleagues_answer_shows_that_it_never_was_an_item() -> None:
    item = question(text="Which region should the new bucket be in?", progress=Progress(words=("regio", "bucke")))
    found = effects(posted(ARUN, "eu-west-1, the region of the other bucket.", NOON, M1), case(item, window=SAID))
    assert found == (NO_ALARM, TakeOut(item.number), NO_CLAIM, Forget(forgotten(found)))
    assert forgotten(found).number == item.number


# Saying that it is settled: a claim ----------------------------------------------------------------------------------

CLAIMING = [
    ("a tick of the holder", reacted(BEA, "heavy_check_mark", NOON), Claimed.ANSWERED, State.ANSWERED, BEA),
    (
        "a tick of the asker's colleague",
        reacted(ARUN, "white_check_mark", NOON),
        Claimed.ANSWERED,
        State.ANSWERED,
        ARUN,
    ),
    ("not a question", reacted(BEN, "no_entry_sign", NOON), Claimed.NOT_A_QUESTION, State.WITHDRAWN, BEN),
]


@pytest.mark.parametrize(("event", "what", "state", "by"), [c[1:] for c in CLAIMING], ids=[c[0] for c in CLAIMING])
def test_the_others_may_only_say_that_it_is_settled_and_the_asker_is_asked(
    event: Event, what: Claimed, state: State, by: PersonId
) -> None:
    found = effects(event, case(item=question()))
    assert found[:2] == (NO_ALARM, TakeOut(question().number))
    assert kept(found) == replace(closed(question(), state, by, NOON, None), claim=Claim(what, by, NOON))
    [asked] = laid(found)
    assert (asked.why, asked.person, asked.side, asked.fate) == (Told.CLAIM, ASHA, Side.VENDOR, Fate.WAITING)
    assert (MarkWrong(question().number, True) in found) is (what is Claimed.NOT_A_QUESTION)
    assert not [effect for effect in found if isinstance(effect, SetAlarm)]


def test_a_claim_on_blocked_work_is_looked_at_again_after_eight_working_hours_of_the_asker() -> None:
    blocked = question(blocked_on=at("Thu 9:00").date())
    of = relationship(vendor=calendar("Mon-Fri 10-14"))
    found = effects(reacted(BEA, "white_check_mark", NOON), case(item=blocked, of=of))
    assert SetAlarm("claims", "item:1", at("Wed 12:00")) in found


def test_in_a_dry_run_the_asker_is_not_asked() -> None:
    found = effects(reacted(BEA, "white_check_mark", NOON), case(item=question(), of=DRY))
    assert kept(found).claim
    assert laid(found) == []


def test_not_a_question_says_the_askers_own_side_and_that_it_was_wrong_to_nudge() -> None:
    *found, last = effects(reacted(ARUN, "no_entry", NOON), case(item=question()))
    said = Claim(Claimed.NOT_A_QUESTION, ARUN, NOON, confirmed=True)
    assert kept(found) == replace(closed(question(), State.WITHDRAWN, ARUN, NOON, None), claim=said)
    assert last == MarkWrong(question().number, True)
    assert laid(found) == []


@pytest.mark.parametrize("state", [State.ANSWERED, State.WITHDRAWN])
def test_the_askers_own_tick_says_yes_to_a_claim_and_nobody_elses_does(state: State) -> None:
    claimed = replace(
        closed(question(), state, BEA, NOON, None), claim=Claim(Claimed.ANSWERED_ELSEWHERE, BEA, NOON, "by phone")
    )
    found = effects(reacted(ASHA, "white_check_mark", at("Mon 13:00")), case(item=claimed))
    assert found[:2] == (NO_CLAIM, TakeOut(claimed.number, CLAIMS))
    assert kept(found).claim == Claim(Claimed.ANSWERED_ELSEWHERE, BEA, NOON, "by phone", confirmed=True)
    assert kept(found).state is state
    for who in (BEA, BEN, ARUN):
        assert effects(reacted(who, "white_check_mark", at("Mon 13:00")), case(item=claimed)) == ()


# What is heard where -------------------------------------------------------------------------------------------------


def at_level(level: Level, **changes: Any) -> Place:
    return replace(Place(SHARED, "shared", level=level), **changes)


DRY = behaving(relationship(), live=frozenset())
NOT_AGREED = at_level(Level.AUTO, agreed=frozenset({Side.CLIENT}))


@pytest.mark.parametrize("place", [at_level(Level.OFF), NOT_AGREED], ids=["off", "not agreed by both"])
@pytest.mark.parametrize(
    "event",
    [
        posted(ASHA, QUESTION),
        posted(BEA, "eu-west-1, as for the others.", NOON, M1),
        edited(ASHA, QUESTION),
        reacted(BEA, "white_check_mark", NOON),
        reacted(BEA, "zipper_mouth_face", NOON),
    ],
    ids=lambda event: type(event).__name__,
)
def test_nothing_is_heard_before_both_sides_agreed(place: Place, event: Event) -> None:
    given = case(question(), item=question(), window=SAID, place=place)
    assert decided(event, given) == engine.Decision(())


def test_what_is_deleted_is_deleted_wherever_it_was_heard() -> None:
    found = effects(deleted(NOON), case(item=question(), place=at_level(Level.OFF)))
    assert (kept(found).text, kept(found).state) == ("", State.WITHDRAWN)


def test_at_flagged_nothing_opens_by_itself_but_what_was_flagged_may_be_answered() -> None:
    flagged = at_level(Level.FLAGGED)
    assert effects(posted(ASHA, QUESTION), case(place=flagged)) == ()
    assert effects(edited(ASHA, QUESTION), case(window=[said(ASHA, "Ready")], place=flagged)) == ()
    marked = effects(reacted(BEN, "question", NOON), case(window=SAID, place=flagged))
    assert kept(marked).text == QUESTION
    answered = effects(
        posted(BEA, "eu-west-1, as for the others.", NOON, M1), case(question(), window=SAID, place=flagged)
    )
    assert kept(answered).state is State.ANSWERED


def test_at_suggest_what_sounds_like_a_question_becomes_an_offer_to_its_author() -> None:
    found = effects(posted(ASHA, QUESTION), case(place=at_level(Level.SUGGEST)))
    [offer] = laid(found)
    assert len(found) == 1
    assert (offer.why, offer.person, offer.side, offer.item) == (Told.OFFER, ASHA, Side.VENDOR, None)
    assert (offer.place, offer.message, offer.fate) == (SHARED, "m2", Fate.WAITING)
    assert effects(edited(ASHA, QUESTION), case(window=[said(ASHA, "Ready")], place=at_level(Level.SUGGEST))) == ()


def test_in_a_dry_run_nothing_is_offered() -> None:
    [offer] = laid(effects(posted(ASHA, QUESTION), case(place=at_level(Level.SUGGEST), of=DRY)))
    assert offer.fate is Fate.DROPPED


@pytest.mark.parametrize(
    ("window", "thread"),
    [([*SAID, said(BEA, "Nobody knows.", at("Mon 11:00"), "m3", "m1")], "m1"), (SAID, "m3"), ([], "m3")],
    ids=["a reply", "no reply", "nobody remembers"],
)
def test_off_the_record_drops_the_thread_whoever_says_so(window: Iterable[Any], thread: str) -> None:
    for who in (BEA, ARUN):
        event = reacted(who, "zipper_mouth_face", NOON, MessageId("m3"))
        assert effects(event, case(window=window)) == (OffTheRecord(SHARED, MessageId(thread)),)
    assert effects(reacted(DANA, "zipper_mouth_face", NOON), case(item=question(), window=window)) == ()


def test_off_the_record_on_a_question_drops_the_thread_it_stands_in() -> None:
    asked = question(thread=MessageId("root"))
    assert effects(reacted(BEA, "zipper_mouth_face", NOON), case(item=asked)) == (
        OffTheRecord(SHARED, MessageId("root")),
    )


# Signs of life -------------------------------------------------------------------------------------------------------


def test_whatever_the_holders_side_says_in_the_thread_is_a_sign_of_life() -> None:
    found = effects(posted(BEN, "Good morning all.", NOON, M1), case(question(), window=SAID))
    assert TakeOut(question().number, ASKS, keep_waiting=True) in found
    assert [effect.item.alive_at for effect in found if isinstance(effect, Keep)][-1] == NOON


@pytest.mark.parametrize(
    "event",
    [
        posted(ARUN, "Good morning all.", NOON, M1),
        posted(DANA, "Good morning all.", NOON, M1),
        posted(BEN, "Good morning all.", NOON),
    ],
    ids=["the asking side", "a bystander", "in the open channel"],
)
def test_no_sign_of_life_is(event: Event) -> None:
    found = effects(event, case(question(), window=SAID))
    assert not [effect for effect in found if isinstance(effect, TakeOut)]
    assert all(effect.item.alive_at is None for effect in found if isinstance(effect, Keep))


# Moving its clock, passing the ball ----------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [posted(BEA, "Looking into it.", NOON, M1), reacted(BEN, "eyes", NOON)], ids=type)
def test_an_acknowledgement_moves_the_clock_once(event: Event) -> None:
    out, keep, alarm = effects(event, case(question(), item=question(), window=SAID))
    assert out == TakeOut(question().number, ASKS)
    assert alarm == replace(ALARM, at=at("Tue 12:00"))
    assert isinstance(keep, Keep)
    moved = keep.item
    assert (moved.clock_at, moved.clock_moved, moved.turns) == (NOON, True, question().turns)
    assert moved.alive_at == NOON

    later = replace(event, at=at("Tue 11:00"))
    heeded, again = effects(later, case(moved, item=moved, window=SAID))
    assert heeded == TakeOut(question().number, ASKS, keep_waiting=True)
    assert isinstance(again, Keep)
    assert replace(again.item, progress=moved.progress) == replace(moved, alive_at=at("Tue 11:00"))


@pytest.mark.parametrize("event", [posted(BEA, "Looking into it.", NOON, M1), reacted(BEN, "eyes", NOON)], ids=type)
def test_an_acknowledgement_takes_back_what_still_waits_to_be_said(event: Event) -> None:
    nudged = question(climbed=3, climbed_at=at("Mon 11:00"))
    found = effects(event, case(nudged, item=nudged, window=SAID))
    assert found == (
        Retract("nudge:7:1:1:3"),
        TakeOut(nudged.number, ASKS),
        Keep(kept(found)),
        replace(ALARM, at=at("Tue 12:00")),
    )
    assert (kept(found).climbed, kept(found).climbed_at) == (0, None)


def test_asked_back_the_ball_goes_to_the_asker_and_the_askers_clock_starts() -> None:
    nudged = question(climbed=3, climbed_at=at("Mon 11:00"), clock_moved=True, **LEFT_FROM_BEFORE)
    found = effects(posted(BEA, "Which of the buckets do you mean?", NOON, M1), case(nudged, window=SAID))
    item = kept(found)
    assert found == (
        Retract("nudge:7:1:1p202610051130:3"),
        TakeOut(item.number, ASKS),
        Keep(item),
        replace(ALARM, at=at("Mon 16:00")),
    )
    assert (item.promised_for, item.snoozed_until, item.alive_at) == (None, None, None)
    assert item.turns == (*nudged.turns, Turn(NOON, Holder(Side.VENDOR, ASHA), "asked back"))
    assert (item.clock_at, item.climbed, item.climbed_at, item.clock_moved) == (NOON, 0, None, False)


def test_told_the_ball_goes_back_to_whom_it_lay_with_and_the_clock_starts_anew() -> None:
    given = replace(ASKED_BACK, progress=replace(ASKED_BACK.progress, asked_back=BEA))
    window = [*SAID, said(BEA, "Which bucket do you mean?", at("Mon 11:00"), "m3", "m1")]
    found = effects(posted(ASHA, "The one in Mill Street.", NOON, M1), case(given, window=window))
    item = kept(found)
    assert found == (TakeOut(item.number, ASKS), Keep(item), replace(ALARM, at=at("Tue 12:00")))
    assert item.turns == (*given.turns, Turn(NOON, Holder(Side.CLIENT, BEA), "asked back, and told"))
    assert item.clock_at == NOON


def test_a_ping_leaves_the_clock_and_the_ball_alone() -> None:
    item = question(climbed=1)
    found = effects(posted(ASHA, "Any update?", NOON, M1), case(item, window=SAID))
    assert replace(kept(found), progress=item.progress) == item
    assert len(found) == 1


def test_a_turn_of_its_own_has_a_key_of_its_own() -> None:
    back = turned(ASKED_BACK, NOON, Holder(Side.CLIENT, BEA))
    [first] = laid(effects(rang(at("Tue 12:00")), case(item=back)))
    assert first.key == "nudge:7:1:3:1"


# Edits and deletions -------------------------------------------------------------------------------------------------


def test_a_question_that_is_worded_anew_keeps_its_clock() -> None:
    words = "@Bea Which region should the new bucket be in, and why?"
    assert effects(edited(ASHA, words, NOON), case(item=question(), window=SAID)) == (
        Keep(question(text=words)),
    )  # fmt: skip


def test_an_edit_may_make_a_question() -> None:
    window = [said(ASHA, "The bucket is ready")]
    item, alarm = opened(edited(ASHA, QUESTION, NOON), case(window=window))
    assert (item.message, item.opened_at, item.holder) == ("m1", NOON, Holder(Side.CLIENT, BEA))
    assert alarm == at("Tue 12:00")


@pytest.mark.parametrize(
    ("author", "before", "after"),
    [
        (ASHA, "Any update ?", "Any update?"),
        (BEA, "Wich bucket do you mean?", "Which bucket do you mean?"),
        (ASHA, "Is eu-west-1 to far away?", "Is eu-west-1 too far away?"),
        (ASHA, "@Arun can you lok at this?", "@Arun can you look at this?"),
    ],
    ids=["a ping", "asked back", "one breath", "between colleagues"],
)
def test_what_asked_before_and_opened_nothing_opens_nothing_when_a_letter_is_put_right(
    author: PersonId, before: str, after: str
) -> None:
    """What it was, was judged when it was posted, among what was open then; an edit does not see that."""
    window = [*SAID, said(author, before, at("Mon 11:00"), "m2", "m1")]
    event = replace(edited(author, after, NOON, MessageId("m2")), thread=M1)
    assert effects(event, case(window=window)) == ()


@pytest.mark.parametrize(
    ("asker", "before", "after"),
    [
        (ASHA, "The paper, matt or glosy.", "The paper, matt or glossy."),
        (BEA, "The printer in hall 3 is not working", "The printer in hall 3 is not working."),
    ],
    ids=["marked as a question", "a problem told"],
)
def test_what_is_owed_without_sounding_like_a_question_is_not_withdrawn_when_a_letter_is_put_right(
    asker: PersonId, before: str, after: str
) -> None:
    item = question(asker=asker, asker_side=Side.VENDOR if asker == ASHA else Side.CLIENT, text=before)
    [keep] = effects(edited(asker, after, NOON), case(item=item, window=[said(asker, before)]))
    assert keep == Keep(replace(item, text=after))


@pytest.mark.parametrize(
    "event",
    [deleted(at("Mon 13:00"), MessageId("m2")), edited(BEA, "I'll check", at("Mon 13:00"), MessageId("m2"))],
    ids=["deleted", "edited"],
)
def test_without_its_answer_a_question_is_open_again_and_has_been_all_the_time(event: Event) -> None:
    answered = closed(question(), State.ANSWERED, BEA, NOON)
    assert effects(event, case(answered)) == (TakeOut(answered.number, CLAIMS), Keep(question()), ALARM)


def test_an_answer_that_still_answers_after_an_edit_stays_one() -> None:
    answered = closed(question(), State.ANSWERED, BEA, NOON)
    event = edited(BEA, "eu-west-1, as for all the others.", at("Mon 13:00"), MessageId("m2"))
    assert effects(event, case(answered)) == ()


def test_a_deleted_question_stays_settled_when_its_answer_is_deleted_too() -> None:
    gone = closed(question(text="", progress=Progress()), State.ANSWERED, BEA, NOON)
    assert effects(deleted(at("Mon 14:00"), MessageId("m2")), case(gone)) == ()


# Laws of the engine --------------------------------------------------------------------------------------------------

EVERY_KIND: list[tuple[Event, Case]] = [
    (posted(ASHA, QUESTION), case()),
    (posted(BEA, "eu-west-1, as for the others.", NOON, M1), case(question(), window=SAID)),
    (edited(ASHA, QUESTION), case(window=[said(ASHA, "The bucket is ready")])),
    (deleted(), case(item=question())),
    (reacted(ASHA, "question"), case(window=SAID)),
    (reacted(BEA, "eyes", NOON), case(item=question())),
    (rang(at("Tue 9:00")), case(item=question())),
]
KINDS = [type(event).__name__ for event, _ in EVERY_KIND]


@pytest.mark.parametrize(("event", "given"), EVERY_KIND, ids=KINDS)
def test_the_same_event_in_the_same_case_is_decided_alike(event: Event, given: Case) -> None:
    first = decided(event, given)
    assert first.effects
    assert not first.faults
    assert decided(event, given) == first


@pytest.mark.parametrize(("event", "given"), EVERY_KIND[:-1], ids=KINDS[:-1])
def test_in_a_place_that_is_private_to_a_side_nothing_comes_of_it(event: Event, given: Case) -> None:
    for side in Side:
        private = replace(given, place=replace(given.place, private_to=side))
        assert decided(event, private) == engine.Decision(())


class Broken:
    """A rule that breaks on everything, after it has wanted something."""

    NAME = "broken"

    def decide(self, event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
        yield Retract("nudge:7:1:1:1")
        raise LookupError(case.relationship.client.company)


class Polite:
    """A rule that answers everything."""

    NAME = "polite"

    def __init__(self, words: str) -> None:
        self.words = words

    def decide(self, event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
        return (Answer(say(self.words)),)


def test_a_broken_rule_is_a_fault_without_any_words_and_its_neighbours_are_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = decided(posted(ASHA, QUESTION), case())
    monkeypatch.setattr(engine, "RULES", (Broken(), questions, Broken()))
    decision = decided(posted(ASHA, QUESTION), case())
    fault = Fault("broken", "LookupError")
    assert decision.effects == (fault, *alone.effects, fault)
    assert decision.faults == (fault, fault)
    assert len(alone.effects) == 2


def test_the_first_rule_that_answers_is_the_one_that_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "RULES", (questions, Polite("Gladly."), Polite("Not at all.")))
    decision = decided(posted(ASHA, QUESTION), case())
    assert decision.answer == Answer(say("Gladly."))
    assert [type(effect) for effect in decision.effects] == [Keep, SetAlarm]


def test_a_side_without_any_working_time_is_a_fault_and_no_crash() -> None:
    every_day_off = {MONDAY.date() + timedelta(days=day): "closed" for day in range(-10, 5_000)}
    closed_for_years = relationship(client=calendar(holidays=every_day_off))
    assert effects(posted(ASHA, QUESTION), case(of=closed_for_years)) == (Fault("questions", "NoWorkingTime"),)
