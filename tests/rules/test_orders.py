"""Every command: what it does, whom it does nothing for, what it answers, and that it can be taken back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot import tables
from bot.calendars import almanac
from bot.handler import take
from rules import orders
from rules.commands import WORDS
from rules.effects import (
    Answer,
    Fault,
    ForgetPerson,
    Keep,
    KeepParty,
    KeepPerson,
    KeepPlace,
    KeepProposal,
    KeepSettings,
    Lay,
    Listed,
    Post,
    Reply,
    Retract,
    SetAlarm,
    Undoable,
)
from rules.engine import Decision
from rules.events import ButtonPressed, CommandGiven, FormSent
from rules.listening.bands import Band
from rules.listening.progress import Progress
from rules.message import Button, Buttons, Form, Message, from_json, plain
from rules.model import (
    POSTED,
    Case,
    Claim,
    Claimed,
    Fate,
    GoBetween,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    Level,
    MessageId,
    Person,
    PersonId,
    Place,
    PlaceId,
    Proposal,
    Relationship,
    RelationshipId,
    Said,
    Settings,
    Side,
    SideTerms,
    State,
    Told,
    Trust,
    Turn,
)
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
    SHARED,
    at,
    behaving,
    calendar,
    case,
    decided,
    knowing,
    mentioned,
    nudge,
    question,
    rang,
    relationship,
    turned,
)

E = TypeVar("E")

TUESDAY = at("Tue 10:00")
PLACE = Place(SHARED, "shared")
PRIVATE = Place(PlaceId("room:ours"), "ours", Side.CLIENT)
TO_ASHA = question(
    number=ItemNumber(2), asker=BEN, asker_side=Side.CLIENT, text="When is the next release?", message=MessageId("m5"),
    thread=MessageId("m5"), turns=(Turn(MONDAY, Holder(Side.VENDOR, ASHA), "asked"),),
)  # fmt: skip
NAMED = (GoBetween(BEN, CARL),)
STRANGER = PersonId("room:stranger")


def the_two(client: tuple[GoBetween, ...] = NAMED, vendor: tuple[GoBetween, ...] = (GoBetween(ARUN),)) -> Relationship:
    """Ben (deputy Carl) is the client's go-between, Arun the vendor's."""
    of = relationship(go_betweens=client)
    return replace(of, vendor=replace(of.vendor, go_betweens=vendor))


def owing(*items: Item, of: Relationship | None = None, **changes: Any) -> Case:
    """What the ledger loads for a command."""
    given_: dict[str, Any] = {"owed": items, "places": (PLACE, PRIVATE), "almanac": almanac()}
    found = case(*items, of=of or the_two(), **(given_ | changes))
    return replace(found, items=changes.get("items", ()), next_number=ItemNumber(len(items) + 1))


def give(who: PersonId, text: str, where: Case, when: datetime = TUESDAY, **changes: Any) -> Decision:
    given_: dict[str, Any] = {
        "id": "c", "at": when, "place": where.place.id, "author": who, "text": text, "message": M1,
        "mentions": mentioned(text),
    }  # fmt: skip
    decision = decided(CommandGiven(**(given_ | changes)), where)
    assert not decision.faults
    return decision


def press(who: PersonId, action: str, where: Case, subject: str, when: datetime = TUESDAY) -> Decision:
    about = f"7:{subject}"
    decision = decided(
        ButtonPressed(id="p", at=when, person=who, action=action, about=about, card="card", place=where.place.id), where
    )
    assert not decision.faults
    return decision


def send(by: PersonId, action_: str, where: Case, when: datetime = TUESDAY, /, **values: str) -> Decision:
    event = FormSent(id="f", at=when, person=by, action=action_, about="7:terms", values=values, place=where.place.id)
    decision = decided(event, where)
    assert not decision.faults
    return decision


def said(decision: Decision) -> str:
    assert decision.answer
    return decision.answer.text


def all_of(decision: Decision, kind: type[E]) -> list[E]:
    return [effect for effect in decision.effects if isinstance(effect, kind)]


def the(decision: Decision, kind: type[E]) -> E:
    [found] = all_of(decision, kind)
    return found


def item_in(decision: Decision) -> Item:
    return the(decision, Keep).item


def buttons(message: Message | Answer | None) -> list[Button]:
    message = message.message if isinstance(message, Answer) else message
    assert message
    rows = [part for part in message.parts if isinstance(part, Buttons)]
    return [button for row in rows for button in (*row.shown, *row.more)]


def nothing_but_words(decision: Decision) -> bool:
    """It changed nothing."""
    return not [effect for effect in decision.effects if not isinstance(effect, Listed)] and bool(decision.answer)


# Home, help, unknown words -------------------------------------------------------------------------------------------


def test_home_shows_what_waits_on_whoever_asks_and_where_help_is() -> None:
    decision = give(BEA, "", owing(question(), TO_ASHA))
    assert said(decision).startswith("One thing waits on you:\n1. q1, ")
    assert "q2" not in said(decision)
    assert "“help”" in said(decision)
    assert the(decision, Listed).items == (1,)


def test_home_shows_too_what_somebody_waits_for_and_with_whom_it_is() -> None:
    decision = give(ASHA, "", owing(question(), TO_ASHA))
    first, mine, waits, theirs, *_ = said(decision).split("\n")
    assert (first, mine[:6]) == ("One thing waits on you:", "1. q2,")
    assert waits == "You wait for one thing:"
    assert re.match(r"2\. q1, \d+ h with Bea \(Contoso\): ", theirs)
    assert the(decision, Listed).items == (2, 1)
    back = turned(question(), MONDAY, Holder(Side.VENDOR, ASHA))
    assert "q1, " in said(give(BEA, "", owing(back))).partition("You wait for one thing:")[2]
    outside = turned(question(), MONDAY, Holder(None, BEA, "the landlord"))
    assert "with the landlord since" in said(give(ASHA, "", owing(outside)))
    assert "You wait" not in said(give(ARUN, "", owing(question())))
    many = [question(number=ItemNumber(n), message=MessageId(f"m{n}")) for n in range(1, 15)]
    assert "You wait for 14 things:" in said(give(ASHA, "", owing(*many)))
    assert "And 4 more." in said(give(ASHA, "", owing(*many)))


OLD = Said(MessageId("old"), None, ASHA, MONDAY, "The contract for 2027")


def test_ask_this_tracks_the_message_it_is_about_and_can_be_taken_back() -> None:
    for who, inverse in ((ARUN, "withdraw q1"), (BEN, "answered q1")):
        decision = give(who, "ask this +by thu", owing(said=OLD))
        item = item_in(decision)
        assert (item.asker, item.text, item.opened_at, item.message) == (ASHA, OLD.text, MONDAY, OLD.message)
        assert item.wanted_by == at("Thu 17:00")
        assert the(decision, Undoable).command == inverse
        assert said(decision).startswith("Noted as q1. Contoso has it now.\nWanted by Thu")


def test_ask_this_that_means_nothing_changes_nothing_and_says_why() -> None:
    for where, sentence in (
        (owing(), "Which message?"),
        (owing(said=replace(OLD, author=DANA)), "which side Dana is on"),
        (owing(said=OLD, item=question()), "already, as q1"),
        (owing(said=OLD, off_record=True), "off the record"),
        (owing(said=OLD, place=PRIVATE), "a channel that both companies share"),
        (owing(said=OLD, place=UNHEARD, places=(UNHEARD,)), "once both companies said yes"),
    ):
        decision = give(BEN, "ask this", where)
        assert nothing_but_words(decision)
        assert sentence in said(decision)
    assert item_in(give(BEN, "ask this thing: when does it end?", owing(said=OLD))).text.startswith("this thing")


def test_ask_this_puts_what_was_only_heard_beyond_doubt() -> None:
    doubted = question(progress=Progress(band=Band.SILENT, expects=0.58))
    decision = give(BEN, "ask this", owing(said=OLD, item=doubted))
    assert decision.effects == (Keep(replace(doubted, progress=Progress())),)
    assert "already, as q1" in said(decision)
    for settled in (State.WITHDRAWN, State.ANSWERED):
        assert nothing_but_words(give(BEN, "ask this", owing(said=OLD, item=replace(doubted, state=settled))))


def test_home_shows_the_go_between_what_lies_with_nobody_by_name() -> None:
    item = turned(question(), MONDAY, Holder(Side.CLIENT))
    assert "q1" in said(give(BEN, "", owing(item)))
    assert "Nothing waits on you." in said(give(BEA, "", owing(item)))
    billing = replace(item, topic="billing")
    of = the_two((*NAMED, GoBetween(BEA, topic="billing")))
    assert "q1" in said(give(BEA, "", owing(billing, of=of)))
    assert "q1" not in said(give(BEN, "", owing(billing, of=of)))


def test_home_shows_what_waits_on_another_account_of_the_same_human() -> None:
    other = PersonId("teams:bea")
    of = the_two()
    of = replace(of, people={**of.people, other: Person(other, "Bea B.", HumanId(1), Side.CLIENT)})
    assert "q1" in said(give(other, "", owing(question(), of=of)))


def claimed(by: PersonId = BEA) -> Item:
    claim = Claim(Claimed.ANSWERED_ELSEWHERE, by, at("Mon 14:00"), "by phone")
    return question(state=State.ANSWERED, closed_at=claim.at, closed_by=by, claim=claim)


def test_home_shows_the_asker_what_others_say_is_settled() -> None:
    shown = give(ASHA, "", owing(claimed())).answer
    assert shown
    assert "Bea says: answered elsewhere, “by phone”. Is that so?" in shown.text
    assert [(button.action, button.about) for button in buttons(shown)] == [
        ("claim.yes", "7:1"),
        ("claim.not_yet", "7:1"),
    ]


def test_home_shows_a_claim_to_nobody_but_the_asker_and_only_until_they_said() -> None:
    claim = claimed().claim
    assert claim
    said_yes = replace(claimed(), claim=replace(claim, confirmed=True))
    for who, item in ((BEA, claimed()), (BEN, claimed()), (ARUN, claimed()), (ASHA, said_yes)):
        assert buttons(give(who, "", owing(item)).answer) == []


def test_home_shows_so_many_claims_as_a_card_does() -> None:
    many = [replace(claimed(), number=ItemNumber(n)) for n in range(1, 20)]
    assert len(buttons(give(ASHA, "", owing(*many)).answer)) == 2 * 8


@pytest.mark.parametrize("word", [word.name for word in WORDS])
def test_help_knows_every_word_even_for_a_stranger(word: str) -> None:
    for who in (BEA, DANA, STRANGER):
        assert said(give(who, f"help {word}", owing()))


def test_an_unknown_word_is_answered_with_the_nearest() -> None:
    assert "Did you mean “waiting”?" in said(give(BEA, "wating", owing()))
    assert nothing_but_words(give(BEA, "thanks everybody", owing()))


def test_every_word_has_a_handler() -> None:
    for word in WORDS:
        decision = give(BEA, word.name, owing(question(), undo="withdraw q1"))
        assert decision.answer, word.name


# Lists ---------------------------------------------------------------------------------------------------------------


def test_waiting_lists_by_who_has_the_ball_and_numbers_the_items() -> None:
    third = turned(replace(question(number=ItemNumber(3))), MONDAY, Holder(None, BEA, "the landlord"))
    decision = give(ASHA, "waiting", owing(question(), TO_ASHA, third))
    text = said(decision)
    assert re.search(r"On Contoso, one thing waits:\n1\. q1, 9 h: “@Bea Which", text)
    assert "On Northwind, one thing waits:\n2. q2, 9 h:" in text
    assert "On others, one thing waits:\n3. q3, with the landlord since Mon 09:00" in text
    assert the(decision, Listed) == Listed(ASHA, (ItemNumber(1), ItemNumber(2), ItemNumber(3)))


@pytest.mark.parametrize("word", ["client", "CLIENT", "Contoso"])
def test_waiting_on_one_side(word: str) -> None:
    text = said(give(BEA, f"waiting {word}", owing(question(), TO_ASHA)))
    assert "q1" in text
    assert "q2" not in text


def test_both_sides_see_the_same_list() -> None:
    where = owing(question(blocked_on=date(2026, 10, 8), holds_up="the move"), TO_ASHA)
    assert said(give(BEA, "waiting", where)) == said(give(ASHA, "waiting", where))
    assert "It holds up “the move” on Thu 8 Oct." in said(give(BEA, "waiting", where))


def test_a_long_list_is_cut_and_counted() -> None:
    items = [question(number=ItemNumber(n)) for n in range(1, 31)]
    decision = give(BEA, "waiting", owing(*items))
    assert "And 10 more." in said(decision)
    assert len(the(decision, Listed).items) == 20


def test_a_quote_is_at_most_140_characters() -> None:
    text = said(give(BEA, "waiting", owing(question(text="x" * 1_000))))
    assert max(len(quote) for quote in re.findall("“(.*?)”", text)) <= 140


def test_what_was_asked_in_a_private_place_is_on_no_list() -> None:
    """Nothing is tracked there; a place may have become private since."""
    hidden = question(place=PRIVATE.id, text="CANARY")
    for who in (BEA, ASHA):
        for text in ("", "waiting", "status", "export", "my data", "why q1", "answered q1", "withdraw q1", "why 1"):
            decision = give(who, text, owing(hidden, listed=(ItemNumber(1),)))
            assert "CANARY" not in repr(decision)
            assert not all_of(decision, Keep)


def test_status_counts_sides_and_never_people() -> None:
    items = [question(), question(number=ItemNumber(2)), replace(TO_ASHA, number=ItemNumber(3))]
    text = said(give(BEA, "status", owing(*items, trust=Trust(30, 2))))
    assert "On Contoso: 2, the longest 9 h. On Northwind: 1, the longest 9 h." in text
    assert "Of my last 30 nudges 2 were marked wrong." in text
    assert not re.search("Bea|Asha|Ben", text)


def test_status_says_what_is_dry_paused_hushed_and_heard() -> None:
    of = behaving(
        the_two(), live=frozenset({Side.CLIENT}), paused=frozenset({Side.VENDOR}), hushed_until=at("+Mon 9:00")
    )
    quiet = replace(PLACE, level=Level.FLAGGED, paused=True)
    decision = give(ARUN, "status", owing(of=of, places=(quiet, PRIVATE)))
    text = said(decision)
    assert "dry run" in text
    assert "Contoso has; the other company has not yet." in text
    assert "Northwind has paused" in text
    assert "until Mon 12 Oct 09:00" in text
    assert "#shared: I hear reactions, mentions and commands only. Paused" in text
    assert "ours" not in text
    assert [button.action for button in buttons(decision.answer)] == ["run.on"]
    assert "[Switch on]" not in said(give(ASHA, "status", owing(of=of)))


def test_people_shows_sides_contacts_and_those_of_nobody() -> None:
    of = the_two((*NAMED, GoBetween(BEA, topic="billing")))
    of = replace(of, client=replace(of.client, sponsor=CARL))
    text = said(give(ASHA, "people", owing(of=of)))
    assert "Contoso (client): Bea, Ben, Carl. Go-between: Ben (deputy Carl). Go-between for billing: Bea." in text
    assert "Sponsor: Carl." in text
    assert "On no side yet: Dana." in text


# Asking --------------------------------------------------------------------------------------------------------------


def test_ask_opens_a_question_and_echoes_the_dates_as_they_were_understood() -> None:
    text = "ask @Bea Which region? +by fri +blocked 12 oct the move of the +1 server"
    decision = give(ASHA, text, owing())
    item = item_in(decision)
    assert (item.text, item.holder, item.message) == ("@Bea Which region?", Holder(Side.CLIENT, BEA), M1)
    assert (item.wanted_by, item.blocked_on) == (at("Fri 17:00"), date(2026, 10, 12))
    assert item.holds_up == "the move of the +1 server"
    assert said(decision) == (
        "Noted as q1. Contoso has it now.\nWanted by Fri 9 Oct 17:00.\n"
        "Without an answer work stops on Mon 12 Oct: “the move of the +1 server”.\n[Undo]"
    )
    assert the(decision, Undoable) == Undoable(ASHA, "withdraw q1")


UNSEEN = question(
    message=MessageId("asked:7:1"), thread=MessageId("asked:7:1"), asker=ASHA,
    turns=(Turn(MONDAY, Holder(Side.CLIENT, BEA), POSTED),),
)  # fmt: skip
"""It was typed for Rapport alone, and is not said yet."""


@pytest.mark.parametrize(
    ("text", "said_there"),
    [
        ("@Bea Which region? +by fri", "Asha (Northwind) asks Bea: “Which region?” (q1)"),
        ("@Bea, @Ben: which region?", "Asha (Northwind) asks Bea: “@Ben: which region?” (q1)"),
        ("May I ask @Bea?", "Asha (Northwind) asks Bea: “May I ask @Bea?” (q1)"),
        ("Which\n  region?", "Asha (Northwind) asks Contoso: “Which\n  region?” (q1)"),
        ("x" * 2_500, f"Asha (Northwind) asks Contoso: “{'x' * 2_500}” (q1)"),
        ("x" * 2_501, f"Asha (Northwind) asks Contoso: “{'x' * 2_499}…” (q1)"),
    ],
)
def test_a_question_that_nobody_else_reads_is_posted_in_its_askers_name(text: str, said_there: str) -> None:
    decision = give(ASHA, f"ask {text}", owing(), unseen=True)
    item, post = item_in(decision), the(decision, Post)
    assert (plain(post.message), post.place, post.about, post.pin) == (said_there, SHARED, item.number, False)
    assert post.key == item.message == item.thread == "asked:7:1"
    assert (item.stands, item.is_posted, item.in_channel) == (False, True, True)
    assert "Noted as q1" in said(decision)


def test_a_question_that_nobody_else_reads_is_said_in_its_thread() -> None:
    decision = give(ASHA, "ask @Bea Which region?", owing(), unseen=True, thread=MessageId("root"))
    reply = the(decision, Reply)
    assert (reply.thread, reply.key, reply.about) == ("root", "asked:7:1", 1)
    assert (item_in(decision).message, item_in(decision).thread) == ("asked:7:1", "root")


def test_a_question_that_everybody_reads_is_not_said_again() -> None:
    decision = give(ASHA, "ask @Bea Which region?", owing())
    assert not all_of(decision, Post)
    assert item_in(decision).stands
    assert not item_in(decision).is_posted
    assert not all_of(give(BEN, "ask this", owing(said=OLD), unseen=True), Post)


def test_nothing_is_asked_unseen_where_nothing_can_be_said() -> None:
    archived = replace(PLACE, closed=True)
    decision = give(ASHA, "ask @Bea Which?", owing(place=archived, places=(archived,)), unseen=True)
    assert "nobody would read it" in said(decision)
    assert decision.effects == ()
    for place in (PRIVATE, Place(PlaceId("room:dm-Asha"), "")):
        decision = give(ASHA, "ask @Bea Which?", owing(place=place), unseen=True, private=place is not PRIVATE)
        assert "a channel that both companies share" in said(decision)
        assert decision.effects == ()


def test_undo_takes_back_a_question_before_it_is_said_and_says_so_where_it_is() -> None:
    decision = give(ASHA, "undo", owing(UNSEEN, undo="withdraw q1"))
    assert Retract("asked:7:1") in decision.effects
    assert item_in(decision).state is State.WITHDRAWN
    assert said(decision) == "Taken back.\nq1 is withdrawn; nobody is asked about it any more."
    decision = give(ASHA, "undo", owing(replace(UNSEEN, message=M1, thread=M1), undo="withdraw q1"))
    assert not all_of(decision, Retract)
    assert said(decision).endswith("The question stays where I posted it.")


def test_a_question_that_was_taken_back_unsaid_is_said_when_it_is_opened_again() -> None:
    gone = replace(UNSEEN, state=State.WITHDRAWN, closed_at=TUESDAY, closed_by=ASHA)
    decision = give(ASHA, "reopen q1", owing(gone))
    assert (
        plain(the(decision, Post).message)
        == "Asha (Northwind) asks Bea: “Which region should the new bucket be in?” (q1)"
    )
    assert not all_of(give(ASHA, "reopen q1", owing(replace(gone, message=M1, thread=M1))), Post)


def test_why_says_of_a_posted_question_what_it_says_of_any() -> None:
    assert "because Asha asked them by name" in said(give(BEA, "why q1", owing(UNSEEN)))


def test_ask_may_name_a_topic_of_the_other_side() -> None:
    of = the_two((*NAMED, GoBetween(BEA, topic="billing")))
    assert item_in(give(ASHA, "ask When is it paid? +topic Billing", owing(of=of))).topic == "billing"
    assert "Known are: billing." in said(give(ASHA, "ask When is it paid? +topic food", owing(of=of)))


@pytest.mark.parametrize(
    ("who", "text", "sentence"),
    [
        (ASHA, "ask", "Ask what?"),
        (ASHA, "ask @Bea", "Ask what?"),
        (ASHA, "ask @Bea?", "Ask what?"),
        (ASHA, "ask @Arun Which paper?", "Name somebody of Contoso, or nobody."),
        (ASHA, "ask @Bea Which? +by yesterdayish", "is not a date I can read"),
        (ASHA, "ask @Bea Which? +by", "is not a date I can read"),
        (ASHA, "ask @Bea Which? +blocked", "is not a date I can read"),
        (ASHA, "ask @Bea Which? +by 1 may 2020", "past"),
        (DANA, "ask @Bea When?", "I do not know yet which side you are on"),
        (STRANGER, "ask @Bea When?", "I do not know you yet"),
    ],
)
def test_an_ask_that_asks_nothing_says_why(who: PersonId, text: str, sentence: str) -> None:
    decision = give(who, text, owing())
    assert sentence in said(decision)
    assert decision.effects == ()


def test_one_asks_where_both_can_read_it() -> None:
    for place in (PRIVATE, Place(PlaceId("room:dm-bea"), "", Side.CLIENT), Place(PlaceId("room:dm-x"), "")):
        decision = give(BEA, "ask @Asha When?", owing(place=place))
        assert "in a channel that both companies share" in said(decision)
        assert decision.effects == ()


# Settling ------------------------------------------------------------------------------------------------------------


def test_the_askers_own_answered_closes_at_once() -> None:
    decision = give(ASHA, "answered q1", owing(question()))
    item = item_in(decision)
    assert (item.state, item.closed_by, item.claim) == (State.ANSWERED, ASHA, None)
    assert the(decision, Undoable).command == "reopen q1"


@pytest.mark.parametrize("who", [BEA, BEN, ARUN])
def test_anybody_elses_answered_is_a_claim_that_the_asker_is_asked_about(who: PersonId) -> None:
    decision = give(who, "answered q1 by phone", owing(question()))
    claim = item_in(decision).claim
    assert claim == Claim(Claimed.ANSWERED_ELSEWHERE, who, TUESDAY, "by phone")
    assert the(decision, Lay).nudge.person == ASHA
    assert "Asha asked" in said(decision)


def test_the_askers_answered_is_a_yes_to_a_claim() -> None:
    claimed = question(
        state=State.ANSWERED, closed_at=MONDAY, closed_by=BEA, claim=Claim(Claimed.ANSWERED, BEA, MONDAY)
    )
    claim = item_in(give(ASHA, "answered q1", owing(claimed))).claim
    assert claim
    assert claim.confirmed is True
    assert nothing_but_words(give(BEN, "answered q1", owing(claimed)))


def test_only_the_askers_side_withdraws() -> None:
    for who in (ASHA, ARUN, ANNA):
        assert item_in(give(who, "withdraw q1", owing(question()))).state is State.WITHDRAWN
    for who in (BEA, BEN, CARL):
        assert nothing_but_words(give(who, "withdraw q1", owing(question())))


def test_the_askers_side_and_whoever_settled_it_open_it_again() -> None:
    closed = question(state=State.ANSWERED, closed_at=MONDAY, closed_by=ASHA)
    assert item_in(give(ARUN, "reopen q1", owing(closed))).state is State.OPEN
    assert nothing_but_words(give(BEA, "reopen q1", owing(closed)))
    claimed = replace(closed, closed_by=BEA, claim=Claim(Claimed.ANSWERED, BEA, MONDAY))
    assert item_in(give(BEA, "reopen q1", owing(claimed))).state is State.OPEN


def test_what_lapsed_starts_again_with_a_turn_of_its_own() -> None:
    lapsed = question(state=State.LAPSED, closed_at=TUESDAY, climbed=4, climbed_at=MONDAY)
    decision = give(ASHA, "reopen q1", owing(lapsed))
    assert (item_in(decision).state, item_in(decision).climbed) == (State.OPEN, 0)
    assert the(decision, SetAlarm).at > TUESDAY


def test_a_question_whose_words_are_gone_is_not_opened_again() -> None:
    gone = question(state=State.WITHDRAWN, closed_at=MONDAY, closed_by=ASHA, text="")
    assert nothing_but_words(give(ASHA, "reopen q1", owing(gone)))


def test_several_items_at_once_each_with_its_sentence() -> None:
    decision = give(ASHA, "answered q1, q2 and q9", owing(question(), TO_ASHA))
    assert {effect.item.number for effect in all_of(decision, Keep)} == {1, 2}
    assert said(decision).startswith("q1 is answered.\nq2 is noted as answered. Ben asked")
    assert "There is no q9 here." in said(decision)
    assert the(decision, Undoable).command == "reopen q1\nreopen q2"


# Which one is meant --------------------------------------------------------------------------------------------------


def test_an_item_goes_by_label_number_link_or_being_the_one_of_the_thread() -> None:
    where = owing(question(), TO_ASHA, listed=(ItemNumber(2), ItemNumber(1)))
    for text, changes in (
        ("withdraw q1", {}),
        ("withdraw #1", {}),
        ("withdraw 2", {}),
        ("withdraw https://x.example/m1", {"links": ((SHARED, M1),)}),
        ("withdraw", {"thread": M1}),
        ("withdraw this", {"thread": M1}),
    ):
        assert item_in(give(ASHA, text, where, **changes)).number == 1


@pytest.mark.parametrize(
    ("text", "changes", "sentence"),
    [
        ("withdraw", {}, "Which one?"),
        ("withdraw q99", {}, "There is no q99 here."),
        ("withdraw 7", {}, "has no number 7"),
        ("withdraw 0", {}, "has no number 0"),
        ("withdraw https://x.example/m9", {"links": ((SHARED, MessageId("m9")),)}, "nothing at that link"),
        ("withdraw https://x.example/", {}, "nothing at that link"),
        ("withdraw", {"thread": MessageId("m77")}, "Nothing is open in this thread."),
        ("withdraw", {"thread": M1}, "This thread has several: q1, q3. Which one?"),
    ],
)
def test_what_names_no_item_is_asked_back(text: str, changes: dict[str, Any], sentence: str) -> None:
    where = owing(question(), TO_ASHA, question(number=ItemNumber(3)))
    decision = give(ASHA, text, where, **changes)
    assert sentence in said(decision)
    assert decision.effects == ()


# Snoozing and why ----------------------------------------------------------------------------------------------------


def test_snooze_is_until_the_next_working_morning_unless_a_moment_is_named() -> None:
    for text, until in (
        ("", "Wed 9:00"),
        (" until fri", "Fri 9:00"),
        (" fri 14:00", "Fri 14:00"),
        (" 2h", "Tue 12:00"),
    ):
        decision = give(BEN, f"snooze q1{text}", owing(question()))
        assert item_in(decision).snoozed_until == at(until)
        assert the(decision, Undoable).command == "snooze q1 off"


def test_nothing_is_left_alone_past_the_day_work_stops() -> None:
    blocked = question(blocked_on=date(2026, 10, 8))
    decision = give(BEA, "snooze q1 until fri", owing(blocked))
    assert item_in(decision).snoozed_until == at("Thu 9:00")
    assert "until Thu 8 Oct 09:00" in said(decision)
    assert nothing_but_words(give(BEA, "snooze q1 until fri", owing(blocked), at("Thu 10:00")))


def test_nothing_is_left_alone_for_ever() -> None:
    assert "for 20 working days at most" in said(give(BEA, "snooze q1 until 2030-01-01", owing(question())))


def test_only_the_side_that_holds_it_leaves_it_alone() -> None:
    for who in (ASHA, ARUN):
        assert nothing_but_words(give(who, "snooze q1", owing(question())))
    third = turned(question(), MONDAY, Holder(None, BEA, "the landlord"))
    assert item_in(give(BEA, "snooze q1", owing(third))).snoozed_until
    assert nothing_but_words(give(BEN, "snooze q1", owing(third)))
    closed = question(state=State.ANSWERED, closed_at=MONDAY)
    assert nothing_but_words(give(BEA, "snooze q1", owing(closed)))


def test_a_snooze_may_be_ended_and_put_back_as_it_was() -> None:
    snoozed = question(snoozed_until=at("Thu 14:30"))
    decision = give(BEA, "snooze q1 off", owing(snoozed))
    assert item_in(decision).snoozed_until is None
    again = give(BEA, the(decision, Undoable).command, owing(question()))
    assert item_in(again).snoozed_until == at("Thu 14:30")


def test_why_tells_rule_promise_clock_and_calendar_to_both_sides() -> None:
    for who in (BEA, ASHA):
        text = said(give(who, "why q1", owing(question())))
        assert "q1" in text
        assert "8 h of working time" in text
        assert "Mon–Fri 9–17" in text


# Undo ----------------------------------------------------------------------------------------------------------------


def test_undo_gives_the_inverse_command_once() -> None:
    where = owing(question(), undo="withdraw q1")
    for decision in (give(ASHA, "undo", where), press(ASHA, "undo", where, "undo")):
        assert item_in(decision).state is State.WITHDRAWN
        assert the(decision, Undoable) == Undoable(ASHA, "")
        assert said(decision).startswith("Taken back.\nq1 is withdrawn")
        assert "[Undo]" not in said(decision)


@pytest.mark.parametrize("before", [None, ""])
def test_there_may_be_nothing_to_take_back(before: str | None) -> None:
    decision = give(ASHA, "undo", owing(question(), undo=before))
    assert said(decision) == "There is nothing to take back."
    assert nothing_but_words(decision)


def test_undo_does_nothing_that_its_giver_may_not_do_any_more() -> None:
    decision = give(BEA, "undo", owing(question(), undo="withdraw q1"))
    assert nothing_but_words(decision)
    assert "Taken back" not in said(decision)


# People --------------------------------------------------------------------------------------------------------------


def test_a_go_between_names_the_contacts_of_their_side() -> None:
    decision = give(BEN, "people go-between @Bea +topic billing +deputy @Carl", owing())
    kept = the(decision, KeepParty)
    assert kept.go_betweens == (*NAMED, GoBetween(BEA, CARL, "billing"))
    assert (kept.side, kept.company) == (Side.CLIENT, "Contoso")
    assert plain(the(decision, Post).message) == "Bea is Contoso’s go-between for billing now, with Carl as deputy."
    assert the(decision, Undoable).command == "people go-between none +topic billing"


def test_naming_a_go_between_again_replaces_and_can_be_taken_back() -> None:
    decision = give(CARL, "people go-between @Bea", owing())
    assert the(decision, KeepParty).go_betweens == (GoBetween(BEA),)
    back = give(CARL, the(decision, Undoable).command, owing(of=the_two((GoBetween(BEA), GoBetween(CARL, topic="x")))))
    assert set(the(back, KeepParty).go_betweens) == {GoBetween(CARL, topic="x"), *NAMED}


def test_while_none_is_named_anyone_of_the_side_may_name_one() -> None:
    of = the_two(client=())
    assert the(give(BEA, "people go-between @Ben", owing(of=of)), KeepParty).go_betweens == (GoBetween(BEN),)
    gone = knowing(the_two(client=(GoBetween(BEN),)), BEN, side=Side.VENDOR)
    assert all_of(give(BEA, "people go-between @Carl", owing(of=gone)), KeepParty)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (BEA, "people go-between @Bea"),
        (BEA, "people sponsor @Bea"),
        (ASHA, "people go-between @Asha"),
        (BEN, "people go-between @Asha"),
        (BEN, "people go-between @Bea +deputy @Asha"),
        (BEN, "people go-between @Bea +deputy @Bea"),
        (BEN, "people go-between @Nobody"),
        (BEN, "people go-between"),
        (BEN, "people go-between @Bea +deputy"),
        (BEN, "people go-between none +topic food"),
        (BEN, "people sponsor @Asha"),
        (BEN, "people sponsor"),
        (BEN, "people who is who"),
    ],
)
def test_a_contact_that_makes_no_sense_changes_nothing(who: PersonId, text: str) -> None:
    assert nothing_but_words(give(who, text, owing()))


def test_a_sponsor_is_named_and_taken_away() -> None:
    decision = give(BEN, "people sponsor @Dana", owing())
    assert the(decision, KeepParty).sponsor == DANA
    assert the(decision, KeepPerson).person.side is Side.CLIENT
    assert the(give(BEN, "people sponsor none", owing()), KeepParty).sponsor is None


def test_ones_side_is_ones_own_to_say_and_both_sides_read_it() -> None:
    for text in ("side client", "side me client", "side @Dana client", "side Contoso"):
        decision = give(DANA, text, owing())
        assert the(decision, KeepPerson).person == replace(the_two().people[DANA], side=Side.CLIENT)
        assert plain(the(decision, Post).message) == "Dana is on Contoso’s side now."
        assert the(decision, Undoable).command == f"side @{DANA} none"


@pytest.mark.parametrize(
    "item",
    [
        question(),
        question(
            turns=(
                Turn(MONDAY, Holder(Side.CLIENT, BEN), "asked"),
                Turn(MONDAY, Holder(Side.VENDOR, ASHA), "asked back"),
            )
        ),
    ],
    ids=["holds it", "held it"],
)
def test_nobody_changes_over_to_settle_what_they_asked_or_were_asked(item: Item) -> None:
    of = the_two()
    for who in (BEA, BEN):
        left = replace(of, people={**of.people, who: replace(of.people[who], side=None)})
        decision = give(who, "side vendor", owing(item, of=left))
        stood = any(turn.holder.person == who for turn in item.turns)
        assert bool(all_of(decision, KeepPerson)) is not stood
        assert all_of(give(who, "side client", owing(item, of=left)), KeepPerson)


def test_for_others_the_go_between_of_that_side_says_it() -> None:
    assert the(give(BEN, "side @Dana client", owing()), KeepPerson).person.side is Side.CLIENT
    for who, text in ((BEA, "side @Dana client"), (BEN, "side @Dana vendor"), (ARUN, "side @Dana client")):
        assert nothing_but_words(give(who, text, owing()))


def test_of_somebody_on_the_other_side_that_sides_go_between_lets_them_go_first() -> None:
    refused = give(BEN, "side @Asha client", owing())
    assert "Arun of Northwind has to say it: “side @Asha client”" in said(refused)
    assert nothing_but_words(refused)
    assert nothing_but_words(give(ASHA, "side client", owing()))
    let_go = give(ARUN, "side @Asha client", owing())
    assert the(let_go, KeepPerson).person.side is None
    assert "the go-between of Contoso, says the rest" in said(let_go)


def test_somebody_who_is_there_already_and_words_that_name_no_side() -> None:
    for text in ("side client", "side @Bea client", "side", "side @Bea", "side @Nobody client", "side @Bea both"):
        assert nothing_but_words(give(BEA, text, owing()))


def test_a_name_that_begins_another_is_not_taken_for_it() -> None:
    of = knowing(the_two(), DANA, name="Ann")
    assert nothing_but_words(give(ARUN, "side @Annabel vendor", owing(of=of)))


def test_somebody_away_says_until_when_and_who_answers() -> None:
    decision = give(BEA, "away until fri +deputy @Ben", owing())
    person = the(decision, KeepPerson).person
    assert (person.away_until, person.stand_in) == (at("Fri 9:00"), BEN)
    assert said(decision).startswith("You are away until Fri 9 Oct 09:00. Ben hears from me instead.")
    assert the(decision, Undoable).command == "away off"
    assert the(give(BEA, "away until fri 12:30", owing()), KeepPerson).person.away_until == at("Fri 12:30")


def test_back_again() -> None:
    gone = knowing(the_two(), BEA, away_until=at("Fri 9:00"), stand_in=BEN)
    decision = give(BEA, "away off", owing(of=gone))
    assert the(decision, KeepPerson).person == the_two().people[BEA]
    again = give(BEA, the(decision, Undoable).command, owing())
    assert the(again, KeepPerson).person == gone.people[BEA]


@pytest.mark.parametrize(
    "text", ["away", "away until", "away until foo", "away until fri +deputy @Asha", "away fri +deputy @Bea",
             "away fri +deputy", "away fri +deputy @Nobody", "away until 1 may 2020"],
)  # fmt: skip
def test_an_absence_that_makes_no_sense_changes_nothing(text: str) -> None:
    assert nothing_but_words(give(BEA, text, owing()))


# Quiet and paused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["quiet me", "quiet", "stop", "pause me", "pause"])
def test_anyone_may_be_left_alone_and_nobody_else_is_told(text: str) -> None:
    for who in (BEA, DANA):
        decision = give(who, text, owing())
        assert the(decision, KeepPerson).person.quiet
        assert not all_of(decision, Post)
        assert the(decision, Undoable).command == "resume me"


def test_nobody_quiets_somebody_else() -> None:
    for text in ("quiet @Bea", "quiet Bea", "pause @Bea"):
        assert nothing_but_words(give(BEN, text, owing()))


def test_quiet_ends() -> None:
    quiet = knowing(the_two(), BEA, quiet=True)
    for text in ("resume me", "resume", "quiet off"):
        assert not the(give(BEA, text, owing(of=quiet)), KeepPerson).person.quiet
    assert nothing_but_words(give(BEA, "resume me", owing()))
    assert nothing_but_words(give(BEA, "quiet me", owing(of=quiet)))


def test_a_go_between_pauses_their_side_and_both_sides_read_it() -> None:
    decision = give(CARL, "pause my side", owing())
    assert the(decision, KeepSettings).settings.paused == {Side.CLIENT}
    assert plain(the(decision, Post).message).startswith("Contoso paused me")
    paused = behaving(the_two(), paused=frozenset(Side))
    assert the(give(BEN, "resume my side", owing(of=paused)), KeepSettings).settings.paused == {Side.VENDOR}
    assert nothing_but_words(give(BEA, "pause my side", owing()))
    assert nothing_but_words(give(BEN, "resume my side", owing()))


def test_either_go_between_pauses_a_channel_and_both_sides_read_it_there() -> None:
    for who in (BEN, ARUN):
        decision = give(who, "pause here", owing())
        assert the(decision, KeepPlace).place == replace(PLACE, paused=True)
        assert the(decision, Post).place == SHARED
        assert the(decision, Undoable).command == f"resume {SHARED}"
    assert nothing_but_words(give(BEA, "pause here", owing()))
    assert nothing_but_words(give(BEN, "pause here", owing(place=PRIVATE)))
    assert nothing_but_words(give(BEN, "pause somewhere", owing()))
    assert nothing_but_words(give(DANA, "pause here", owing()))


# Hours, holidays, settings -------------------------------------------------------------------------------------------


def test_hours_shows_both_companies_and_ones_own() -> None:
    assert "Contoso: Mon–Fri 9–17 UTC." in said(give(ASHA, "hours", owing()))
    own = knowing(the_two(), BEA, calendar=calendar("Mon-Thu 08:00-12:00"))
    assert "Your own: Mon–Thu 8–12 UTC." in said(give(BEA, "hours", owing(of=own)))


def test_anyone_changes_their_own_hours_and_zone() -> None:
    week = the(give(BEA, "hours mon-thu 8-12", owing()), KeepPerson)
    assert (week.hours, week.zone) == ("Mon-Thu 08:00-12:00", None)
    zone = the(give(BEA, "hours zone lisbon", owing()), KeepPerson)
    assert (zone.hours, zone.zone) == (None, "Europe/Lisbon")
    own = knowing(the_two(), BEA, calendar=calendar("Mon-Thu 08:00-12:00"))
    off = give(BEA, "hours off", owing(of=own))
    assert (the(off, KeepPerson).hours, the(off, KeepPerson).zone) == ("", "")
    assert the(off, Undoable).command == "hours zone UTC\nhours Mon-Thu 08:00-12:00"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hours all day", "write hours like"),
        ("hours zone Atlantis", "is not a known time zone"),
        ("hours zone Europe/Berlim", "did you mean \"Europe/Berlin\"?"),
        ("hours zone", "is not a known time zone"),
        ("hours off", "It is so already."),
        ("hours Mon 9-9", "has no length"),
        ("hours " + "Mon 9-17;" * 5_000, "I know"),
        ("hours my side Mon-Fri 8-16", "That is for Ben or Carl of Contoso to say."),
        ("holidays DE", "That is for Ben or Carl of Contoso to say."),
    ],
)  # fmt: skip
def test_hours_that_make_no_sense_change_nothing(text: str, sentence: str) -> None:
    decision = give(BEA, text, owing())
    assert sentence in said(decision)
    assert nothing_but_words(decision)


def test_a_go_between_changes_the_hours_of_their_side_alone_and_both_sides_read_it() -> None:
    decision = give(BEN, "hours my side Mon-Fri 8-16", owing())
    kept = the(decision, KeepProposal).proposal
    assert (kept.agreement.version, kept.confirmed) == (2, frozenset(Side))
    assert kept.agreement.client == replace(SideTerms(), hours="Mon-Fri 08:00-16:00")
    assert kept.agreement.vendor == SideTerms()
    assert plain(the(decision, Post).message).startswith("Contoso works Mon–Fri 8–16 (UTC) from now on.")


def test_what_waits_for_a_yes_waits_on_with_the_new_hours_in_it() -> None:
    of = the_two()
    waits = replace(of.agreement, version=2, vendor=replace(SideTerms(), targets={Kind.QUESTION: 2 * HOUR}))
    of = replace(of, proposed=Proposal(waits, frozenset({Side.VENDOR})))
    holds, again = (effect.proposal for effect in all_of(give(BEN, "holidays DE-BY", owing(of=of)), KeepProposal))
    assert (holds.agreement.version, holds.confirmed) == (3, frozenset(Side))
    assert holds.agreement.vendor == SideTerms()
    assert (again.agreement.version, again.confirmed) == (4, frozenset({Side.VENDOR}))
    assert again.agreement.vendor == waits.vendor
    assert again.agreement.client.holidays == holds.agreement.client.holidays == ("DE-BY",)


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ((), "DE-BY", ("DE-BY",)),
        (("DE", "+2026-12-24"), "de-by", ("DE-BY", "+2026-12-24")),
        (("DE",), "+2026-12-24", ("DE", "+2026-12-24")),
        (("DE", "+2026-12-24"), "-2026-12-24", ("DE", "-2026-12-24")),
        (("DE",), "fr, -2026-10-03", ("FR", "-2026-10-03")),
        (("DE", "+2026-12-24"), "off", ()),
        (("DE", "+2026-12-24"), "only FR", ("FR",)),
        (("DE", "+2026-12-24"), "only", ()),
    ],
)
def test_holidays_are_regions_and_single_days(before: tuple[str, ...], text: str, after: tuple[str, ...]) -> None:
    of = the_two()
    of = replace(of, agreement=replace(of.agreement, client=replace(SideTerms(), holidays=before)))
    decision = give(BEN, f"holidays {text}", owing(of=of))
    assert the(decision, KeepProposal).proposal.agreement.client.holidays == after
    changed = replace(of, agreement=the(decision, KeepProposal).proposal.agreement)
    back = give(BEN, the(decision, Undoable).command, owing(of=changed))
    assert the(back, KeepProposal).proposal.agreement.client.holidays == before


@pytest.mark.parametrize("text", ["Atlantis", "DE-XX", "+2026-13-01", "2026-12-24", "+tomorrow", "off off", "🎄"])
def test_holidays_that_do_not_exist_change_nothing(text: str) -> None:
    assert nothing_but_words(give(BEN, f"holidays {text}", owing()))


def test_holidays_shows_the_next_days_off_of_both() -> None:
    off = {date(2026, 12, 25): "Christmas", date(2026, 10, 3): "past", date(2027, 1, 1): "New Year"}
    of = replace(the_two(), client=replace(the_two().client, calendar=calendar(holidays=off)))
    text = said(give(ASHA, "holidays", owing(of=of)))
    assert "Next: Fri 25 Dec 2026 Christmas; Fri 1 Jan 2027 New Year." in text
    assert "past" not in text


def test_settings_are_shown_to_both_sides_alike() -> None:
    where = owing()
    assert said(give(BEA, "settings", where)) == said(give(ASHA, "settings", where))
    assert "kept for 365 days" in said(give(BEA, "settings", where))


def test_either_go_between_changes_settings_and_both_sides_read_it() -> None:
    for who in (BEN, CARL, ARUN):
        listening = give(who, "settings listening flagged", owing())
        assert the(listening, KeepPlace).place == replace(PLACE, level=Level.FLAGGED)
        assert "#shared: I hear reactions, mentions and commands only." in plain(the(listening, Post).message)
        assert the(listening, Undoable).command == f"settings listening auto {SHARED}"
        public = give(who, "settings public off", owing())
        assert not the(public, KeepSettings).settings.public_lines
        assert the(public, Post)
        kept = give(who, "settings retention 90 days", owing())
        assert the(kept, KeepSettings).settings.retention_days == 90
        assert the(kept, Post)


@pytest.mark.parametrize(
    "text", ["listening", "listening off", "listening loud", "listening auto", "public", "public maybe", "public on",
             "retention", "retention 0", "retention 6", "retention 99999999", "retention 365", "colour blue"],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_changes_nothing(text: str) -> None:
    assert nothing_but_words(give(BEN, f"settings {text}", owing()))


@pytest.mark.parametrize("who", [BEA, ASHA, DANA])
@pytest.mark.parametrize("text", ["listening flagged", "public off", "retention 90"])
def test_nobody_else_changes_settings(who: PersonId, text: str) -> None:
    assert nothing_but_words(give(who, f"settings {text}", owing()))


def test_how_much_is_heard_is_said_in_the_channel_it_is_about() -> None:
    assert nothing_but_words(give(BEN, "settings listening flagged", owing(place=PRIVATE)))


# What is kept --------------------------------------------------------------------------------------------------------


def test_my_data_is_about_whoever_asks_and_nobody_else() -> None:
    of = knowing(the_two(), BEA, quiet=True, away_until=at("Fri 9:00"), calendar=calendar("Mon 09:00-12:00"))
    text = said(give(BEA, "my data", owing(question(), TO_ASHA, of=of)))
    assert text.startswith("You are Bea, of Contoso.")
    assert "that are with you, or were answered by you: q1." in text
    assert "q2" not in text
    assert "Your own hours: Mon 9–12 UTC." in text
    assert "Northwind runs this." in text
    assert not re.search("Asha|Ben", text)
    assert said(give(DANA, "my data", owing(question()))).startswith("You are Dana, on no side yet.")


def test_an_export_is_the_same_for_both_sides_and_holds_no_figure_by_person() -> None:
    where = owing(question(), TO_ASHA)
    files = [give(who, "export", where).answer for who in (BEA, ASHA)]
    assert files[0]
    assert files[1]
    assert files[0].file == files[1].file
    assert files[0].file
    name, text = files[0].file
    assert name == "contoso-northwind.json"
    document = json.loads(text)
    assert [item["item"] for item in document["items"]] == ["q1", "q2"]
    assert document["items"][0]["asked_by"] == {"person": "Asha", "company": "Northwind"}
    assert document["items"][0]["waited_in_working_hours"] == {"client": 9.0, "vendor": 0.0}
    assert not re.search(r"(Bea|Asha|Ben)[^}]*\d+\.\d", json.dumps(document["agreement"]))


def test_forgetting_is_asked_first_and_then_done() -> None:
    asked = give(BEA, "forget me", owing())
    assert asked.effects == ()
    [button] = buttons(asked.answer)
    assert (button.action, button.about) == ("forget.yes", f"7:forget:{BEA}")
    done = press(BEA, "forget.yes", owing(), f"forget:{BEA}")
    assert the(done, ForgetPerson).person == BEA
    assert "someone at Contoso" in said(done)


def test_whoever_is_forgotten_is_no_contact_any_more() -> None:
    done = press(BEN, "forget.yes", owing(), f"forget:{BEN}")
    assert the(done, KeepParty).go_betweens == (GoBetween(CARL),)
    deputy = press(BEN, "forget.yes", owing(), f"forget:{CARL}")
    assert the(deputy, KeepParty).go_betweens == (GoBetween(BEN),)


@pytest.mark.parametrize(
    ("who", "whom"), [(BEA, BEN), (BEN, ASHA), (ARUN, BEA), (BEN, DANA), (DANA, BEA), (BEA, STRANGER)]
)
def test_nobody_else_may_ask_to_be_forgotten(who: PersonId, whom: PersonId) -> None:
    name = whom.partition(":")[2].capitalize()
    assert not buttons(give(who, f"forget @{name}", owing()).answer)
    assert not all_of(press(who, "forget.yes", owing(), f"forget:{whom}"), ForgetPerson)


def test_a_go_between_may_ask_for_somebody_of_their_side() -> None:
    assert buttons(give(BEN, "forget @Bea", owing()).answer)
    assert the(press(CARL, "forget.yes", owing(), f"forget:{BEA}"), ForgetPerson).person == BEA


@pytest.mark.parametrize("subject", ["forget:", "forget:nobody", "", "1", "undo", f"{BEA}"])
def test_a_button_that_names_nobody_forgets_nobody(subject: str) -> None:
    assert not all_of(press(BEN, "forget.yes", owing(), subject), ForgetPerson)


# Setting up ----------------------------------------------------------------------------------------------------------

UNHEARD = replace(PLACE, agreed=frozenset())
NAMES = {"mine": "Contoso", "other": "Northwind", "side": "client"}


def blank() -> Relationship:
    of = relationship()
    nobody = {who: replace(person, side=None) for who, person in of.people.items()}
    client, vendor = (replace(of.party(side), company=f"the {side}") for side in Side)
    return replace(of, people=nobody, client=client, vendor=vendor, settings=Settings(began_at=MONDAY))


def unset(of: Relationship, **changes: Any) -> Case:
    return owing(of=of, places=(UNHEARD,), place=UNHEARD, **changes)


def carried_out(of: Relationship, decision: Decision) -> Relationship:
    """As the ledger would keep it."""
    for effect in decision.effects:
        match effect:
            case KeepPerson(person):
                of = replace(of, people={**of.people, person.id: person})
            case KeepParty(side, company, contacts, sponsor):
                party = replace(of.party(side), company=company, go_betweens=contacts, sponsor=sponsor)
                of = replace(of, client=party) if side is Side.CLIENT else replace(of, vendor=party)
            case KeepProposal(proposal) if proposal.confirmed == frozenset(Side):
                of = replace(of, agreement=proposal.agreement, proposed=None)
            case KeepProposal(proposal):
                of = replace(of, proposed=proposal)
            case KeepSettings(settings):
                of = replace(of, settings=settings)
            case _:
                pass
    return of


def test_the_way_from_the_first_setup_to_the_first_nudge() -> None:
    of = blank()
    first = give(BEA, "setup", unset(of))
    assert [button.action for button in buttons(first.answer)] == ["setup.begin"]
    named = send(BEA, "setup.begin", unset(of), **NAMES)
    of = carried_out(of, named)
    assert (of.client.company, of.vendor.company, of.side_of(BEA)) == ("Contoso", "Northwind", Side.CLIENT)
    filled = send(
        BEA, "setup.terms", unset(of), zone="berlin", hours="mon-fri 8-16", holidays="de-by +2026-12-24",
        target="4h", go_between="@Ben", deputy="Bea",
    )  # fmt: skip
    of = carried_out(of, filled)
    assert of.client.go_betweens == (GoBetween(BEN, BEA),)
    assert of.side_of(BEN) is Side.CLIENT
    invitation = the(filled, Post).message
    assert [button.action for button in buttons(invitation)] == ["setup.terms"]
    theirs = send(ASHA, "setup.terms", unset(of))
    of = carried_out(of, theirs)
    assert (of.side_of(ASHA), of.vendor.go_betweens) == (Side.VENDOR, (GoBetween(ASHA),))
    posted = the(theirs, Post)
    assert posted.pin
    text = plain(posted.message)
    assert "Contoso (client) answers questions within 4 h" in text
    assert "It works Mon–Fri 8–16 (Europe/Berlin), holidays: DE-BY, +2026-12-24 (" in text
    assert "Go-between: Ben, deputy Bea." in text
    assert "Northwind (vendor) answers questions within 8 h" in text
    assert "nothing here is notice or admission under the contract" in text
    assert "Northwind runs this." in text
    agree, change = buttons(posted.message)
    assert (agree.action, agree.about, change.action) == ("agreement.confirm", "7:agreement:3", "agreement.change")
    yes = press(ASHA, "agreement.confirm", unset(of), "agreement:3")
    of = carried_out(of, yes)
    assert the(yes, KeepPlace).place.agreed == {Side.VENDOR}
    assert not all_of(yes, SetAlarm)
    both = press(BEN, "agreement.confirm", unset(of), "agreement:3")
    of = carried_out(of, both)
    assert (of.agreement.version, of.proposed) == (3, None)
    assert the(both, KeepPlace).place.agreed == frozenset(Side)
    assert (of.settings.began_at, of.settings.is_live) == (TUESDAY, False)
    assert the(both, SetAlarm) == SetAlarm("orders", "dry_run", TUESDAY + timedelta(days=14))
    assert "this is a dry run" in plain(the(both, Post).message)
    assert both.answer
    assert both.answer.card
    assert "Both companies agreed to it." in plain(both.answer.card)
    assert [button.action for button in buttons(both.answer.card)] == ["agreement.change"]
    on = press(BEN, "run.on", owing(of=of), "run")
    of = carried_out(of, on)
    assert not of.settings.is_live
    of = carried_out(of, live := press(ASHA, "run.on", owing(of=of), "run"))
    assert of.settings.is_live
    assert all_of(live, Post)


def test_setup_goes_on_where_it_stands() -> None:
    of = carried_out(blank(), send(BEA, "setup.begin", unset(blank()), **NAMES))
    assert "Fill in for Contoso" in said(give(BEA, "setup", unset(of)))
    of = carried_out(of, send(BEA, "setup.terms", unset(of)))
    assert "Northwind’s turn" in said(give(BEA, "setup", unset(of)))
    assert "Fill in for Northwind" in said(give(ASHA, "setup", unset(of)))
    of = carried_out(of, send(ASHA, "setup.terms", unset(of)))
    assert "[We agree] [Change]" in said(give(BEA, "setup", unset(of)))
    assert "which side you are on" in said(give(DANA, "setup", unset(of)))
    assert "Invite me to a channel" in said(give(BEA, "setup", owing(of=of, places=())))


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"mine", "other", "side"}),
        (NAMES | {"mine": "  "}, {"mine"}),
        (NAMES | {"mine": "x" * 40_000}, {"mine"}),
        (NAMES | {"other": "CONTOSO"}, {"other"}),
        (NAMES | {"side": "both"}, {"side"}),
    ],
)
def test_names_that_make_no_sense_keep_the_form_open(values: dict[str, str], fields: set[str]) -> None:
    decision = send(BEA, "setup.begin", unset(blank()), **values)
    assert decision.effects == ()
    assert decision.answer
    assert set(decision.answer.errors) == fields


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("zone", "Atlantis"), ("hours", "always"), ("hours", "x" * 40_000), ("holidays", "XX"), ("target", "soon"),
        ("target", "0h"), ("target", "9000h"), ("go_between", "Nobody"), ("go_between", "@Asha"), ("deputy", "Ben"),
        ("deputy", "👩‍🍳"), ("deputy", "מתי"),
    ],
)  # fmt: skip
def test_terms_that_make_no_sense_keep_the_form_open(field: str, text: str) -> None:
    for action in ("setup.terms", "agreement.change"):
        decision = send(BEN, action, owing(), **{field: text})
        assert decision.effects == ()
        assert decision.answer
        assert set(decision.answer.errors) == {field}


def test_nobody_takes_a_side_that_has_filled_in_or_names_the_two_again() -> None:
    for of in (the_two(), knowing(the_two(), BEA, side=None)):
        assert nothing_but_words(send(DANA, "setup.terms", unset(of)))
        assert nothing_but_words(send(DANA, "agreement.change", unset(of)))
        assert nothing_but_words(send(BEN, "setup.begin", unset(of), **NAMES))
        assert nothing_but_words(send(DANA, "setup.begin", unset(of), **NAMES))
    assert nothing_but_words(send(DANA, "setup.terms", owing(of=the_two(vendor=()))))


JUDGE = "small-judge at judge.example.com"


def judged(of: Relationship) -> Relationship:
    return replace(of, agreement=replace(of.agreement, judge=JUDGE))


def test_a_judge_is_named_on_a_page_that_the_other_company_has_to_agree_to() -> None:
    asked = give(BEN, "agreement judge on", owing(judge=JUDGE))
    proposal = the(asked, KeepProposal).proposal
    assert (proposal.agreement.judge, proposal.agreement.version) == (JUDGE, 2)
    assert proposal.confirmed == {Side.CLIENT}
    posted = the(asked, Post)
    assert posted.pin
    assert f"{JUDGE} is asked: it is sent that message" in plain(posted.message)
    of = carried_out(the_two(), asked)
    assert of.agreement.judge == ""
    assert nothing_but_words(give(BEN, "agreement judge on", owing(of=of, judge=JUDGE)))
    of = carried_out(of, press(ARUN, "agreement.confirm", owing(of=of), "agreement:2"))
    assert of.agreement.judge == JUDGE
    assert JUDGE in said(give(BEA, "agreement", owing(of=of)))
    exported = give(BEA, "export", owing(of=of)).answer
    assert exported
    assert exported.file
    assert json.loads(exported.file[1])["agreement"]["judge"] == JUDGE
    assert nothing_but_words(give(BEN, "agreement judge on", owing(of=of, judge=JUDGE)))


@pytest.mark.parametrize("who", [BEN, ARUN])
def test_either_company_ends_the_judge_alone_and_at_once(who: PersonId) -> None:
    ended = give(who, "agreement judge off", owing(of=judged(the_two())))
    proposal = the(ended, KeepProposal).proposal
    assert (proposal.agreement.judge, proposal.agreement.version, proposal.confirmed) == ("", 2, frozenset(Side))
    assert "wants no judge to be asked any more" in plain(the(ended, Post).message)
    of = carried_out(judged(the_two()), ended)
    assert "judge" not in said(give(who, "agreement", owing(of=of)))
    assert nothing_but_words(give(who, "agreement judge off", owing(of=of)))


def test_what_waits_for_a_yes_loses_the_judge_too() -> None:
    of = the_two()
    waits = Proposal(replace(of.agreement, version=2, judge=JUDGE), frozenset({Side.CLIENT}))
    holds, still = all_of(give(ARUN, "agreement judge off", owing(of=replace(of, proposed=waits))), KeepProposal)
    assert (holds.proposal.agreement.judge, holds.proposal.agreement.version) == ("", 3)
    assert still.proposal == Proposal(replace(of.agreement, version=4), frozenset({Side.CLIENT}))


def test_another_model_or_host_is_another_judge() -> None:
    asked = give(BEN, "agreement judge on", owing(of=judged(the_two()), judge="large-judge at judge.example.com"))
    assert the(asked, KeepProposal).proposal.agreement.judge == "large-judge at judge.example.com"


@pytest.mark.parametrize(
    ("who", "text", "where"),
    [
        (BEA, "agreement judge on", owing(judge=JUDGE)),
        (BEA, "agreement judge off", owing(of=judged(the_two()))),
        (BEN, "agreement judge on", owing()),
        (BEN, "agreement judge on", unset(the_two(), judge=JUDGE)),
        (BEN, "agreement judge maybe", owing(judge=JUDGE)),
        (BEN, "agreement judge", owing(judge=JUDGE)),
    ],
    ids=["no go-between", "no go-between either", "there is none", "no agreement", "maybe", "no word"],
)
def test_the_judge_stays_as_it_is(who: PersonId, text: str, where: Case) -> None:
    assert nothing_but_words(give(who, text, where))


def test_a_change_of_the_page_keeps_the_judge() -> None:
    decision = send(BEN, "agreement.change", owing(of=judged(the_two())), target="2h", hours="Mon-Fri 8-16")
    assert [effect.proposal.agreement.judge for effect in all_of(decision, KeepProposal)] == [JUDGE, JUDGE]


def test_only_a_go_between_changes_the_page() -> None:
    for who in (BEA, ASHA):
        assert nothing_but_words(send(who, "agreement.change", owing(), target="1h"))


def test_a_target_waits_for_the_other_sides_yes_and_facts_hold_at_once() -> None:
    decision = send(BEN, "agreement.change", owing(), target="2h", hours="Mon-Fri 8-16")
    holds, waits = (effect.proposal for effect in all_of(decision, KeepProposal))
    assert (holds.agreement.version, holds.confirmed) == (2, frozenset(Side))
    assert holds.agreement.client == replace(SideTerms(), hours="Mon-Fri 08:00-16:00")
    assert (waits.agreement.version, waits.confirmed) == (3, frozenset({Side.CLIENT}))
    assert waits.agreement.client.targets[Kind.QUESTION] == 2 * HOUR
    assert waits.agreement.client.hours == "Mon-Fri 08:00-16:00"
    of = carried_out(the_two(), decision)
    assert "Another version waits for a yes:" in said(give(ASHA, "agreement", owing(of=of)))
    yes = press(ARUN, "agreement.confirm", owing(of=of), "agreement:3")
    assert the(yes, KeepProposal).proposal.confirmed == frozenset(Side)
    assert not all_of(yes, SetAlarm)
    assert not all_of(yes, KeepSettings)


def test_a_form_sent_as_it_was_changes_nothing() -> None:
    assert nothing_but_words(send(BEN, "agreement.change", owing()))


@pytest.mark.parametrize(
    ("who", "subject"),
    [(BEA, "agreement:2"), (ASHA, "agreement:2"), (BEN, "agreement:1"), (BEN, "agreement:9"), (BEN, "agreement:x"),
     (DANA, "agreement:2"), (ARUN, "agreement:2")],
)  # fmt: skip
def test_a_yes_that_is_not_theirs_or_not_to_this_page_changes_nothing(who: PersonId, subject: str) -> None:
    of = the_two()
    of = replace(of, proposed=Proposal(replace(of.agreement, version=2), frozenset({Side.VENDOR})))
    assert nothing_but_words(press(who, "agreement.confirm", owing(of=of), subject))


def test_before_anything_is_agreed_there_is_no_page() -> None:
    assert "have not agreed on a page yet" in said(give(BEN, "agreement", unset(the_two())))
    assert "“setup” begins" in said(give(BEN, "", unset(the_two())))


def test_a_channel_that_joins_later_has_a_notice_of_its_own() -> None:
    new = Place(PlaceId("room:new"), "new", agreed=frozenset())
    where = owing(place=new, places=(PLACE, new))
    posted = the(give(BEN, "setup", where), Post)
    assert (posted.place, posted.pin) == (new.id, True)
    [button] = buttons(posted.message)
    assert (button.action, button.about) == ("notice.yes", f"7:notice:{new.id}")
    yes = press(BEN, "notice.yes", where, f"notice:{new.id}")
    assert the(yes, KeepPlace).place.agreed == {Side.CLIENT}
    half = owing(place=new, places=(PLACE, replace(new, agreed=frozenset({Side.CLIENT}))))
    both = press(ARUN, "notice.yes", half, f"notice:{new.id}")
    assert the(both, KeepPlace).place.hears is Level.AUTO
    assert the(both, Post).place == new.id
    for who in (BEA, ASHA, DANA):
        assert nothing_but_words(press(who, "notice.yes", where, f"notice:{new.id}"))
    assert nothing_but_words(press(BEN, "notice.yes", half, f"notice:{new.id}"))
    assert nothing_but_words(press(BEN, "notice.yes", where, "notice:elsewhere"))


@pytest.mark.parametrize("action", ["setup.begin", "setup.terms", "agreement.change"])
def test_a_form_of_the_setup_opens_with_what_stands_and_changes_nothing(action: str) -> None:
    where = owing() if action == "agreement.change" else unset(blank() if action == "setup.begin" else named_only())
    decision = press(BEN, action, where, "terms")
    form = form_in(decision)
    assert decision.effects == ()
    assert (form.action, form.about, form.card) == (action, "7:terms", "card")
    assert form.intro[0].startswith("Rapport, run by Northwind,")
    assert len(form.title) <= 24
    sent = {field.name: field.initial for field in form.fields}
    if action == "agreement.change":
        assert (sent["zone"], sent["holidays"], sent["target"], sent["go_between"]) == ("UTC", "none", "8 h", "Ben")
        assert (sent["hours"], sent["deputy"]) == ("Mon-Fri 09:00-17:00", "Carl")
        assert nothing_but_words(send(BEN, action, where, **sent))


def test_a_form_of_the_setup_opens_for_nobody_whose_it_is_not() -> None:
    assert "That is for Ben or Carl of Contoso" in said(press(BEA, "agreement.change", owing(), "terms"))
    assert "named already" in said(press(BEA, "setup.begin", owing(), "setup"))
    assert "which side you are on" in said(press(DANA, "setup.terms", owing(), "terms"))
    assert "which side you are on" in said(press(DANA, "agreement.change", owing(), "terms"))


def form_in(decision: Decision) -> Form:
    assert decision.answer
    assert decision.answer.form
    return decision.answer.form


def named_only() -> Relationship:
    """Contoso and Northwind are named, Ben is the client's; nobody has said what either promises."""
    return knowing(blank(), BEN, side=Side.CLIENT)


# The dry run ---------------------------------------------------------------------------------------------------------


def test_at_its_end_each_go_between_hears_of_their_own_side() -> None:
    of = behaving(the_two(), live=frozenset())
    dry = [
        nudge(question(), fate=Fate.DRY),
        nudge(question(number=ItemNumber(3)), fate=Fate.DRY),
        nudge(question(), None, why=Told.LINE, step=3, fate=Fate.DRY),
        nudge(TO_ASHA, ASHA, fate=Fate.DRY),
    ]
    found = decided(rang(TUESDAY, "orders", "dry_run"), owing(of=of, nudges=tuple(dry))).effects
    notes = {lay.nudge.person: plain(from_json(lay.nudge.body)) for lay in found if isinstance(lay, Lay)}
    assert set(notes) == {BEN, ARUN}
    assert "people of Contoso I would have sent 2 private words, and written 1 line in a thread." in notes[BEN]
    assert "about q1, q3." in notes[BEN]
    assert "q2" not in notes[BEN]
    assert "people of Northwind I would have sent 1 private word, and written no lines in a thread." in notes[ARUN]
    assert "about q2." in notes[ARUN]
    assert "[Switch on]" in notes[ARUN]


def test_what_is_switched_on_gets_no_report() -> None:
    assert decided(rang(TUESDAY, "orders", "dry_run"), owing()).effects == ()
    assert decided(rang(TUESDAY, "orders", "other"), owing(of=behaving(the_two(), live=frozenset()))).effects == ()


def test_only_a_go_between_switches_it_on() -> None:
    dry = behaving(the_two(), live=frozenset())
    for who in (BEA, ASHA, DANA):
        assert nothing_but_words(press(who, "run.on", owing(of=dry), "run"))
    assert nothing_but_words(press(BEN, "run.on", unset(dry), "run"))
    assert nothing_but_words(press(BEN, "run.on", owing(), "run"))


# Walls ---------------------------------------------------------------------------------------------------------------

SILENT_FOR_STRANGERS = (
    "",
    "waiting",
    "status",
    "people",
    "agreement",
    "export",
    "settings",
    "hours",
    "why q1",
    "setup",
)


@pytest.mark.parametrize("who", [DANA, STRANGER])
@pytest.mark.parametrize("text", SILENT_FOR_STRANGERS)
def test_nobody_without_a_side_reads_anything_of_the_two(who: PersonId, text: str) -> None:
    decision = give(who, text, owing(question(text="CANARY")))
    assert decision.effects == ()
    assert not re.search("CANARY|Bea|Asha|Contoso|q1|9 h", said(decision))
    assert decision.answer
    assert decision.answer.file is None


@pytest.mark.parametrize("word", [word.name for word in WORDS])
def test_what_is_private_to_one_person_is_in_nobody_elses_answer(word: str) -> None:
    """Absence, quiet, own hours, stand-in and the name of a private place."""
    private = Place(PlaceId("room:canary"), "CANARY", Side.CLIENT)
    of = knowing(
        the_two(), BEA, quiet=True, away_until=at("Thu 11:11"), stand_in=CARL, calendar=calendar("Sun 03:33-04:44")
    )
    where = owing(question(holds_up="the move"), of=of, places=(PLACE, private))
    for who in (ASHA, ARUN):
        decision = give(who, f"{word} q1" if word == "why" else word, where)
        shown = said(decision) + str(decision.answer and decision.answer.file)
        assert not re.search("CANARY|11:11|03:33|3:33", shown), word


@pytest.mark.parametrize("word", [word.name for word in WORDS])
def test_nothing_is_posted_for_a_command_that_only_asks(word: str) -> None:
    assert not all_of(give(ASHA, word, owing(question())), Post)


@given(
    st.sampled_from([word.name for word in WORDS]),
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            ["x" * 40_000, "q1 " * 10_000, "@Bea " * 8_000, "👩‍👩‍👧‍👦" * 100, "שלום עולם", "\u202eq1", "+by +by +by"]
        ),
    ),
    st.sampled_from([BEA, BEN, ASHA, DANA, STRANGER]),
)
def test_whatever_is_typed_gets_exactly_one_answer_and_breaks_nothing(word: str, rest: str, who: PersonId) -> None:
    where = owing(question(), TO_ASHA, listed=(ItemNumber(2),), undo="withdraw q1")
    event = CommandGiven(id="c", at=TUESDAY, place=SHARED, author=who, text=f"{word} {rest}", message=M1)
    outcome = list(orders.decide(event, where, TUESDAY))
    [answer] = [each for each in outcome if isinstance(each, Answer)]
    assert answer.message
    assert len(answer.text) < 10_000 or rest.startswith(("q1", "@Bea"))
    assert not any(isinstance(each, Fault) for each in outcome)


@given(
    st.dictionaries(
        st.sampled_from(["mine", "other", "side", "zone", "hours", "holidays", "target", "go_between", "deputy"]),
        st.one_of(st.text(max_size=40), st.sampled_from(["x" * 40_000, "client", "8h", "@Ben", "Mon-Fri 9-17", "UTC"])),
    ),
    st.sampled_from(["setup.begin", "setup.terms", "agreement.change"]),
    st.sampled_from([BEA, BEN, ASHA, DANA]),
)
def test_whatever_is_filled_in_gets_exactly_one_answer(values: dict[str, str], action: str, who: PersonId) -> None:
    for where in (owing(), unset(blank()), unset(the_two(vendor=()))):
        event = FormSent(id="f", at=TUESDAY, person=who, action=action, about="7:terms", values=values)
        outcome = list(orders.decide(event, where, TUESDAY))
        assert sum(isinstance(each, Answer) for each in outcome) == 1


# In the ledger -------------------------------------------------------------------------------------------------------


def taken(engine: Engine, text: str, who: PersonId = world.BEN, number: int = 1) -> Answer:
    """What is answered once it is committed."""
    event = CommandGiven(
        id=f"c{number}", at=world.TUESDAY, place=world.SHARED, author=who, text=text, message=MessageId(f"c{number}")
    )
    with world.transaction(engine) as ledger:
        decision = take(ledger, event, event.at)
    assert decision
    assert not decision.faults
    assert decision.answer
    return decision.answer


def stands(engine: Engine, who: PersonId = world.BEN) -> tuple[Any, ...]:
    """Everything that a command may change, but for versions and the signs of life that a command is."""
    with world.transaction(engine) as ledger:
        found = ledger.case_for(
            CommandGiven(id="x", at=world.TUESDAY, place=world.SHARED, author=who, text="export", message=M1)
        )
    assert found
    of = found.relationship
    parties = [(p.company, p.go_betweens, p.sponsor, str(p.calendar.hours)) for p in (of.client, of.vendor)]
    people = {w: replace(p, calendar=None) for w, p in of.people.items()}
    own = {w: (str(p.calendar.hours), str(p.calendar.zone)) for w, p in of.people.items() if p.calendar}
    terms = [of.agreement.of(side) for side in Side]
    items = [replace(item, alive_at=None, claim=None) for item in found.owed]
    return parties, people, own, terms, of.settings, items, found.places


ROUND_TRIPS = (
    "answered q1", "withdraw q2", "snooze q1", "snooze q1 until thu 14:00",
    "people go-between @ben +deputy @bea", "people go-between @ben +topic billing", "people sponsor @bea",
    "away until thu +deputy @bea", "quiet me", "pause me", "pause my side", "pause here",
    "hours mon-thu 8-12", "hours zone europe/lisbon", "hours my side mon-fri 8-16", "hours my side zone berlin",
    "holidays DE-BY", "holidays +2026-12-24", "settings listening suggest", "settings public off",
    "settings retention 90", "side @bea none",
)  # fmt: skip


@pytest.fixture
def asked(engine: Engine) -> Engine:
    """q1 is Asha's to Bea, q2 Ben's to Asha."""
    with world.transaction(engine) as ledger:
        ours = world.question(2, asker=world.BEN, asker_side=Side.CLIENT, turns=TO_ASHA.turns)
        world.keep(ledger, world.question(1), ours)
    return engine


@world.on_sqlite
@pytest.mark.parametrize("text", ROUND_TRIPS)
def test_whatever_a_command_changed_undo_puts_back(text: str, asked: Engine) -> None:
    before = stands(asked)
    assert "[Undo]" in taken(asked, text).text
    assert stands(asked) != before
    assert taken(asked, "undo", number=2).text.startswith("Taken back.")
    assert stands(asked) == before
    assert taken(asked, "undo", number=3).text == "There is nothing to take back."
    assert stands(asked) == before


@world.on_sqlite
def test_reopening_is_taken_back_too(asked: Engine) -> None:
    taken(asked, "withdraw q2")
    withdrawn = stands(asked)
    taken(asked, "reopen q2", number=2)
    assert taken(asked, "undo", number=3).text.startswith("Taken back.")
    assert stands(asked) == withdrawn


@world.on_sqlite
def test_the_button_takes_back_what_the_command_did(asked: Engine) -> None:
    before = stands(asked)
    taken(asked, "withdraw q2")
    event = ButtonPressed(
        id="p",
        at=world.TUESDAY,
        person=world.BEN,
        action="undo",
        about=f"{world.OURS}:undo",
        card="c1",
        place=world.SHARED,
    )
    with world.transaction(asked) as ledger:
        decision = take(ledger, event, event.at)
    assert decision
    assert decision.answer
    assert decision.answer.text.startswith("Taken back.")
    assert stands(asked) == before


@world.on_sqlite
def test_a_closed_item_is_found_by_its_label_its_link_and_its_number_on_the_list(asked: Engine) -> None:
    assert "2. q2" in taken(asked, "waiting").text
    taken(asked, "withdraw 2", number=2)
    assert "is open again" in taken(asked, "reopen 2", number=3).text
    taken(asked, "withdraw q2", number=4)
    assert "is open again" in taken(asked, "reopen #2", number=5).text


def test_the_ledger_keeps_what_was_agreed_and_who_is_forgotten(asked: Engine) -> None:
    taken(asked, "ask @asha Which paper? +by thu +blocked 12 oct the print")
    assert "q3" in taken(asked, "export", number=2).file[1]  # type: ignore[index]
    event = ButtonPressed(
        id="p",
        at=world.TUESDAY,
        person=world.BEN,
        action="forget.yes",
        about=f"{world.OURS}:forget:{world.BEN}",
        card="c",
    )
    with world.transaction(asked) as ledger:
        decision = take(ledger, event, event.at)
    assert decision
    assert not decision.faults
    answer = taken(asked, "export", world.BEA, number=4)
    assert answer.file
    assert "someone at the client" in answer.file[1]
    assert '"ben"' not in answer.file[1]
    assert "Which paper" not in answer.file[1]


@world.on_sqlite
def test_who_names_somebody_else_first_has_nothing_to_take_back(asked: Engine) -> None:
    """From then on it is theirs to say."""
    assert "[Undo]" not in taken(asked, "people go-between @bea").text
    assert "nothing to take back" in taken(asked, "undo", number=2).text


def acted(engine: Engine, event: ButtonPressed | FormSent | CommandGiven) -> Answer:
    with world.transaction(engine) as ledger:
        decision = take(ledger, event, event.at)
    assert decision
    assert not decision.faults
    assert decision.answer
    return decision.answer


@world.on_sqlite
def test_a_channel_that_nobody_described_is_set_up_by_its_two_companies(engine: Engine) -> None:
    place, of = PlaceId("room:new"), 2
    mia, noor = PersonId("room:mia"), PersonId("room:noor")

    def typed(who: PersonId, text: str, number: int) -> Answer:
        message = MessageId(f"n{number}")
        return acted(
            engine,
            CommandGiven(id=f"n{number}", at=MONDAY, place=place, author=who, text=text, message=message),
        )

    def filled(who_: PersonId, action_: str, /, **values: str) -> Answer:
        event = FormSent(
            id=f"{who_}{action_}", at=MONDAY, person=who_, action=action_, about=f"{of}:x", values=values, place=place
        )
        return acted(engine, event)

    def pressed(who: PersonId, action: str, subject: str) -> Answer:
        event = ButtonPressed(
            id="p", at=MONDAY, person=who, action=action, about=f"{of}:{subject}", card="c", place=place
        )
        return acted(engine, event)

    assert [button.action for button in buttons(typed(mia, "setup", 1))] == ["setup.begin"]
    assert "Fill in for Contoso" in filled(mia, "setup.begin", **NAMES).text
    assert not filled(mia, "setup.terms", zone="berlin", holidays="DE-BY", target="2h").errors
    assert not filled(noor, "setup.terms", hours="Mon-Fri 8-16").errors
    assert "We agree" in typed(noor, "agreement", 2).text
    assert "has yet to agree" in pressed(mia, "agreement.confirm", "agreement:3").text
    assert "Both companies have agreed" in pressed(noor, "agreement.confirm", "agreement:3").text
    with world.transaction(engine) as ledger:
        found = ledger.relationship(RelationshipId(of))
        assert [str(found.party(side).calendar.zone) for side in Side] == ["Europe/Berlin", "UTC"]
        assert found.client.targets[Kind.QUESTION] == 2 * HOUR
        assert found.client.go_betweens == (GoBetween(mia),)
        assert not found.settings.is_live
    posts = [row.body for row in world.rows(engine, tables.outbox) if row.place_id == place]
    assert len(posts) == 3
    assert sum(row.pin for row in world.rows(engine, tables.outbox)) == 1
    assert {row.subject for row in world.rows(engine, tables.alarms)} == {"dry_run"}
    pressed(mia, "run.on", "run")
    pressed(noor, "run.on", "run")
    with world.transaction(engine) as ledger:
        assert ledger.relationship(RelationshipId(of)).settings.is_live


# The page ------------------------------------------------------------------------------------------------------------


def test_every_command_is_on_its_page_as_it_is_typed() -> None:
    page = (Path(__file__).parents[2] / "docs/commands.md").read_text(encoding="utf-8").replace("\\|", "|")
    shown = set(re.findall(r"`([^`]+)`", page))
    assert [word.name for word in WORDS if word.usage and not any(_begins(each, word.usage) for each in shown)] == []
    assert [name for word in WORDS for name in word.options if f"+{name}" not in page] == []


def _begins(shown: str, usage: str) -> bool:
    return shown.split(maxsplit=1)[0] == usage.split(maxsplit=1)[0]
