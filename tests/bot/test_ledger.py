"""The ledger's contract, the same on both databases: what is kept comes back, a case holds what its event calls for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, select, update
from sqlalchemy.exc import OperationalError, StatementError

from bot import alarms as ringing
from bot import gaps, tables
from bot import outbox as saying
from bot import statements as sql
from bot import sweep as sweeping
from bot.handler import take
from bot.ledger import TEXT_KEPT, Ledger, Memory
from bot.unwritten import Unwritten
from rules import engine as rules_engine
from rules.effects import ClearAlarm, Forget, Keep, Retract, SetAlarm
from rules.events import (
    AlarmRang,
    ButtonPressed,
    CommandGiven,
    Event,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Reacted,
)
from rules.listening.progress import Progress
from rules.model import (
    Case,
    Claim,
    Claimed,
    Holder,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    PersonId,
    PlaceId,
    RelationshipId,
    Side,
    State,
    Turn,
)
from tests.bot.world import (
    ARUN,
    ASHA,
    BEA,
    BEN,
    HOUR,
    MONDAY,
    OURS,
    QUESTION,
    SHARED,
    Listener,
    case_in,
    found_another,
    keep,
    on_sqlite,
    put,
    question,
    reply,
    says,
    tell,
    within_time,
    writing,
)

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def opened(connection: Connection) -> Ledger:
    """A ledger that remembers nothing: as another process would begin."""
    return Ledger(connection, Memory())


def kept(connection: Connection, *items: Item) -> None:
    keep(opened(connection), *items)


def noted(ledger: Ledger, *events: Event) -> None:
    for each in events:
        ledger.note(each, case_in(ledger, each))


def changed(connection: Connection, item: Item) -> None:
    """Keep an item that the ledger has read before, as every rule's item is."""
    ledger = opened(connection)
    ledger.item(OURS, item.number)
    keep(ledger, item)


def read(connection: Connection, number: int = 1) -> Item | None:
    return opened(connection).item(OURS, ItemNumber(number))


def numbers(case: Case | None) -> list[int]:
    assert case
    return [item.number for item in case.items]


def all_of(connection: Connection, column: Any) -> list[Any]:
    return list(connection.scalars(select(column).order_by(column)))


# Items ---------------------------------------------------------------------------------------------------------------

FULL = question(
    thread=MessageId("root"),
    in_channel=False,
    asker=BEA,
    asker_side=Side.CLIENT,
    opened_at=MONDAY + timedelta(microseconds=1),
    clock_at=MONDAY + timedelta(hours=3, microseconds=999_999),
    clock_moved=True,
    climbed=3,
    climbed_at=MONDAY + timedelta(hours=2, microseconds=7),
    topic="hosting",
    blocked_on=date(2026, 10, 8),
    holds_up="the migration, 🪣",
    wanted_by=MONDAY + timedelta(hours=4, microseconds=1),
    promised_for=MONDAY + timedelta(hours=5, microseconds=2),
    snoozed_until=MONDAY + timedelta(hours=6, microseconds=3),
    alive_at=MONDAY + timedelta(hours=7, microseconds=4),
    claim=Claim(Claimed.ANSWERED_ELSEWHERE, BEN, MONDAY + timedelta(hours=8), "by phone", confirmed=False),
    targets={Side.CLIENT: timedelta(minutes=1), Side.VENDOR: timedelta(days=9, seconds=1)},
    closed_at=MONDAY + DAY,
    closed_by=ARUN,
    closing=MessageId("m-closing"),
    turns=(
        Turn(MONDAY, Holder(Side.VENDOR), "asked"),
        Turn(MONDAY + HOUR, Holder(None, ASHA, "Hetzner support"), "waits for a third party"),
        Turn(MONDAY + 2 * HOUR, Holder(Side.CLIENT, BEN), "asked back", "the number of the invoice"),
    ),
    progress=Progress(
        ("regio", "bücket"), "yes", problem=True, called=ARUN, again="m2", promised=ASHA, asked_back=BEN, expects=0.623
    ),
)
ITEMS = {
    "as it is asked": question(),
    "with every field filled": FULL,
    "long": question(text="x" * 1_000),
    "unicode": question(text="Größe? ¿Cuál? 地域はどこ？ Ελλάδα, naïve, e\u0301 is not é"),
    "right to left": question(text="إلى أي منطقة؟ \u202bלאיזה אזור\u202c?"),
    "emoji": question(text="🤷🏽‍♀️ which one? 👩‍👩‍👧‍👦🏳️‍🌈"),
    "1,000 emoji": question(text="🪣" * 1_000),
    "awkward to quote": question(text='it\'s "quoted" \\ 100 % :of ?1 $1 {x}\n\ttab; DROP TABLE items; --'),
    "empty": question(text=""),
    **{kind.value: question(kind=kind) for kind in Kind},
    **{state.value: question(state=state) for state in State},
    **{
        f"claimed {what.value}": question(claim=Claim(what, BEA, MONDAY, confirmed=confirmed))
        for what, confirmed in zip(Claimed, (None, True, False), strict=True)
    },
}


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())
def test_an_item_comes_back_as_it_was_kept(connection: Connection, item: Item) -> None:
    kept(connection, item)
    assert read(connection) == item


def test_an_item_comes_back_as_it_was_changed(connection: Connection) -> None:
    kept(connection, question(thread=FULL.thread))  # where it stands is for the post room to say
    changed(connection, FULL)
    assert read(connection) == replace(FULL, turns=(question().turns[0], *FULL.turns[1:]))


def test_times_come_back_aware_and_in_utc(connection: Connection) -> None:
    berlin = timezone(2 * HOUR)
    kept(connection, question(clock_at=datetime(2026, 10, 5, 14, 0, 0, 123_456, tzinfo=berlin)))
    found = read(connection)
    assert found
    assert found.clock_at == datetime(2026, 10, 5, 12, 0, 0, 123_456, tzinfo=UTC)
    assert found.clock_at.tzinfo is UTC
    assert found.turns[0].at.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(connection: Connection) -> None:
    with pytest.raises(StatementError, match="needs its time zone"):
        kept(connection, question(clock_at=MONDAY.replace(tzinfo=None)))


def test_a_second_keep_adds_only_the_new_turn(connection: Connection) -> None:
    first = question()
    kept(connection, first)
    turn = Turn(MONDAY + HOUR, Holder(Side.VENDOR, ASHA), "asked back")
    changed(connection, replace(first, turns=(*first.turns, turn)))
    changed(connection, replace(first, turns=(*first.turns, turn)))
    assert all_of(connection, tables.turns.c.seq) == [0, 1]
    found = read(connection)
    assert found
    assert found.turns == (*first.turns, turn)


def test_what_stands_in_the_history_is_never_rewritten(connection: Connection) -> None:
    first = question()
    kept(connection, first)
    forged = Turn(MONDAY - DAY, Holder(Side.VENDOR, ARUN), "forged")
    changed(connection, replace(first, turns=(forged,)))
    found = read(connection)
    assert found
    assert found.turns == first.turns


def test_turns_grow_within_one_transaction_too(connection: Connection) -> None:
    ledger = opened(connection)
    item = question()
    keep(ledger, item)
    for hours in range(1, 4):
        item = replace(item, turns=(*item.turns, Turn(MONDAY + hours * HOUR, Holder(Side.VENDOR), f"turn {hours}")))
        keep(ledger, item)
    assert read(connection) == item


def test_numbers_rise_without_gaps_and_each_relationship_counts_its_own(connection: Connection) -> None:
    other, elsewhere = found_another(connection)
    theirs = PersonId("room:other-v")
    for number in range(1, 4):
        ledger = opened(connection)
        here = case_in(ledger)
        assert here.next_number == number
        ledger.apply(here, [Keep(question(number))], MONDAY)
        if number < 3:
            there = case_in(ledger, replace(says(theirs, "Hello"), place=elsewhere))
            assert (there.relationship.id, there.next_number) == (other, number)
            item = question(number, place=elsewhere, asker=theirs, turns=(Turn(MONDAY, Holder(Side.CLIENT), "asked"),))
            ledger.apply(there, [Keep(item)], MONDAY)
    found = connection.execute(select(tables.items.c.relationship_id, tables.items.c.number)).all()
    assert sorted(map(tuple, found)) == [(OURS, 1), (OURS, 2), (OURS, 3), (other, 1), (other, 2)]
    assert case_in(opened(connection)).next_number == 4


def test_forgetting_drops_the_item_its_history_and_what_waits_to_be_said_about_it(connection: Connection) -> None:
    ledger = opened(connection)
    keep(ledger, question(1), question(2))
    put(ledger, tell("waits", about=1), tell("said", about=1), tell("other item", about=2), tell("no item", about=None))
    _set_state(connection, "said", "sent")
    put(opened(connection), Forget(question(1)))
    assert (read(connection, 1), read(connection, 2)) == (None, question(2))
    assert all_of(connection, tables.turns.c.number) == [2]
    assert all_of(connection, tables.outbox.c.key) == ["no item", "other item", "said"]


def test_the_number_of_what_was_forgotten_is_not_given_again(connection: Connection) -> None:
    kept(connection, question(1))
    put(opened(connection), Forget(question(1)))
    assert case_in(opened(connection)).next_number == 2


def test_a_place_may_get_another_id_and_its_items_and_talk_go_with_it(connection: Connection) -> None:
    ledger = opened(connection)
    keep(ledger, question())
    noted(ledger, says(ASHA, QUESTION))
    moved = PlaceId("room:moved")
    connection.execute(update(tables.places).where(tables.places.c.id == SHARED).values(id=moved))
    assert read(connection) == question(place=moved)
    case = case_in(opened(connection), replace(says(BEA, "Hello", MONDAY + HOUR), place=moved))
    assert numbers(case) == [1]
    assert [said.text for said in case.window] == [QUESTION]
    assert opened(connection).case_for(says(BEA, "Hello")) is None


# What a case holds ---------------------------------------------------------------------------------------------------


def posted(at: datetime = MONDAY + DAY, **changes: Any) -> MessagePosted:
    return replace(says(BEA, "Hello", at), **changes)


def in_thread(number: int, thread: str, **changes: Any) -> Item:
    return question(number, thread=MessageId(thread), in_channel=False, **changes)


def in_channel(number: int, **changes: Any) -> Item:
    """The higher the number, the younger."""
    return question(number, opened_at=MONDAY + number * MINUTE, **changes)


def commands(**changes: Any) -> CommandGiven:
    given: dict[str, Any] = {
        "id": "c",
        "at": MONDAY + DAY,
        "place": SHARED,
        "author": BEA,
        "text": "ask",
        "message": MessageId("c"),
    }
    return CommandGiven(**(given | changes))


def edits(message: str, text: str = "Hello", **changes: Any) -> MessageEdited:
    given: dict[str, Any] = {
        "id": f"edit:{message}:{text}",
        "at": MONDAY + DAY,
        "place": SHARED,
        "author": BEA,
        "text": text,
    }
    return MessageEdited(message=MessageId(message), **(given | changes))


def deletes(message: str, **changes: Any) -> MessageDeleted:
    given: dict[str, Any] = {"id": f"delete:{message}", "at": MONDAY + DAY, "place": SHARED}
    return MessageDeleted(message=MessageId(message), **(given | changes))


def reacts(message: str, **changes: Any) -> Reacted:
    given: dict[str, Any] = {
        "id": f"react:{message}",
        "at": MONDAY + DAY,
        "place": SHARED,
        "person": BEA,
        "emoji": "eyes",
    }
    return Reacted(message=MessageId(message), **(given | changes))


def presses(action: str = "nudge.snooze", about: str = "1:1", **changes: Any) -> ButtonPressed:
    given: dict[str, Any] = {"id": f"press:{action}", "at": MONDAY + DAY, "person": BEA, "card": "card:1"}
    return ButtonPressed(action=action, about=about, **(given | changes))


def rings(subject: str, rule: str = "questions", of: RelationshipId = OURS) -> AlarmRang:
    return AlarmRang(at=MONDAY + DAY, relationship=of, rule=rule, subject=subject)


@pytest.mark.parametrize("happens", [posted, commands])
def test_in_a_thread_the_case_holds_what_is_open_there(connection: Connection, happens: Any) -> None:
    kept(
        connection,
        in_thread(1, "t1"),
        in_thread(2, "t1", state=State.ANSWERED),
        in_thread(3, "t2"),
        question(4),
        in_thread(5, "t1"),
    )
    assert numbers(opened(connection).case_for(happens(thread=MessageId("t1")))) == [1, 5]
    assert numbers(opened(connection).case_for(happens(thread=MessageId("m4")))) == [4]


def test_in_a_thread_where_nothing_is_open_talk_is_about_nothing_and_a_command_about_the_channel(
    connection: Connection,
) -> None:
    kept(connection, in_thread(1, "t1"), question(2))
    elsewhere = MessageId("nothing here")
    assert numbers(opened(connection).case_for(posted(thread=elsewhere))) == []
    assert numbers(opened(connection).case_for(commands(thread=elsewhere))) == [2]


@pytest.mark.parametrize("happens", [posted, commands])
def test_in_the_open_channel_it_holds_the_twenty_youngest(connection: Connection, happens: Any) -> None:
    kept(connection, *(in_channel(number) for number in range(1, 24)))
    changed(connection, in_channel(10, state=State.ANSWERED))
    kept(connection, in_thread(24, "t1", opened_at=MONDAY + HOUR))
    assert numbers(opened(connection).case_for(happens())) == [n for n in range(3, 24) if n != 10]


def test_it_holds_the_youngest_by_time_not_by_number(connection: Connection) -> None:
    kept(connection, *(question(n, opened_at=MONDAY - n * MINUTE) for n in range(1, 22)))
    assert numbers(opened(connection).case_for(posted())) == list(range(1, 21))


@pytest.mark.parametrize("happens", [posted, commands])
def test_it_also_holds_those_whose_asker_or_holder_is_named(connection: Connection, happens: Any) -> None:
    bens, aruns = (Turn(MONDAY, Holder(Side.CLIENT, BEN), "asked"),), {"asker": ARUN}
    kept(
        connection,
        in_channel(1),
        in_channel(2, turns=bens),
        in_channel(3, **aruns),
        in_channel(4, **aruns, state=State.ANSWERED),
        *(in_channel(number) for number in range(5, 25)),
    )
    youngest = list(range(5, 25))
    assert numbers(opened(connection).case_for(happens(mentions=(BEN,)))) == [2, *youngest]
    assert numbers(opened(connection).case_for(happens(mentions=(ARUN,)))) == [3, *youngest]
    assert numbers(opened(connection).case_for(happens(mentions=(ARUN, BEN)))) == [2, 3, *youngest]
    assert numbers(opened(connection).case_for(happens(mentions=(ASHA,)))) == [1, 2, *youngest]
    assert numbers(opened(connection).case_for(happens(mentions=(PersonId("room:nobody"),)))) == youngest


@pytest.mark.parametrize("another", [(), (question(2, asker=ARUN),)], ids=["alone", "beside one in the channel"])
def test_naming_somebody_brings_in_nothing_from_a_thread(connection: Connection, another: tuple[Item, ...]) -> None:
    kept(connection, in_thread(1, "t1"), *another)
    found = numbers(opened(connection).case_for(posted(mentions=(ASHA,))))
    assert found == [item.number for item in another]


@pytest.mark.parametrize("happens", [edits, deletes, reacts])
def test_what_becomes_of_a_message_is_judged_with_the_item_it_asked(connection: Connection, happens: Any) -> None:
    kept(connection, question(1), question(2, state=State.ANSWERED))
    assert case_in(opened(connection), happens("m1")).item == question(1)
    assert case_in(opened(connection), happens("m2")).item == question(2, state=State.ANSWERED)
    assert case_in(opened(connection), happens("m3")).item is None


@pytest.mark.parametrize("happens", [edits, deletes, reacts])
def test_and_with_every_item_it_closed(connection: Connection, happens: Any) -> None:
    closed = [question(number, state=State.ANSWERED, closing=MessageId("m3")) for number in (1, 2)]
    kept(connection, *closed, question(3))
    case = case_in(opened(connection), happens("m3"))
    assert (case.item, case.items) == (question(3), tuple(closed))


def test_an_alarm_is_judged_with_its_item(connection: Connection) -> None:
    kept(connection, question(1), question(2))
    case = case_in(opened(connection), rings("item:2"))
    assert (case.item, case.items, case.window) == (question(2), (), ())
    assert (case.relationship.id, case.place.id) == (OURS, SHARED)


def test_it_knows_how_often_its_place_was_told_that_something_was_no_question(connection: Connection) -> None:
    elsewhere = PlaceId("room:elsewhere")
    connection.execute(insert(tables.places).values(id=elsewhere, relationship_id=OURS, name="elsewhere"))

    def denied(number: int, ago: timedelta = DAY, **changes: Any) -> Item:
        then = MONDAY + DAY - ago
        said = Claim(changes.pop("what", Claimed.NOT_A_QUESTION), BEA, then, confirmed=changes.pop("confirmed", None))
        return question(number, **({"state": State.WITHDRAWN, "closed_at": then, "claim": said} | changes))

    counted = [denied(1), denied(2, confirmed=True), denied(3, ago=29 * DAY)]
    not_counted = [
        denied(4, ago=30 * DAY),
        denied(5, confirmed=False, state=State.LAPSED),
        denied(6, place=elsewhere),
        denied(7, what=Claimed.ANSWERED_ELSEWHERE, state=State.ANSWERED),
        question(8, state=State.WITHDRAWN, closed_at=MONDAY),
    ]
    kept(connection, *counted, *not_counted, question(9))
    assert case_in(opened(connection), rings("item:9")).misheard == len(counted)


def test_an_alarm_about_an_item_that_is_gone_has_no_case(connection: Connection) -> None:
    assert opened(connection).case_for(rings("item:7")) is None


def test_an_alarm_about_the_relationship_is_judged_without_an_item(connection: Connection) -> None:
    kept(connection, question(1))
    case = case_in(opened(connection), rings("another sort of subject"))
    assert (case.item, case.items, case.relationship.id, case.place.id) == (None, (), OURS, SHARED)


def test_items_of_another_place_stay_out_of_the_case(connection: Connection) -> None:
    _other, elsewhere = found_another(connection)
    kept(connection, question(1), in_thread(2, "t1"))
    there: dict[str, Any] = {"place": elsewhere}
    assert numbers(opened(connection).case_for(posted(**there, mentions=(ASHA, BEA)))) == []
    assert numbers(opened(connection).case_for(posted(**there, thread=MessageId("t1")))) == []
    assert case_in(opened(connection), reacts("m1", **there)).item is None


@pytest.mark.parametrize(
    "happens", [posted(), commands(), edits("m"), deletes("m"), reacts("m")], ids=lambda e: type(e).__name__
)
def test_a_place_nobody_asked_us_into_has_no_case(connection: Connection, happens: Any) -> None:
    elsewhere = replace(happens, place=PlaceId("room:unknown"))
    ledger = opened(connection)
    assert ledger.relationship_of(elsewhere) is None
    assert ledger.case_for(elsewhere) is None
    decision = take(ledger, elsewhere, MONDAY)
    # Whoever waits for an answer hears that there is none for them here; nobody else hears anything.
    assert (decision is not None) == isinstance(happens, CommandGiven)
    assert not (decision and decision.effects)
    assert all_of(connection, tables.heard.c.message) == []


# The recent window ---------------------------------------------------------------------------------------------------


def heard(connection: Connection, place: PlaceId, times: Iterable[datetime]) -> None:
    connection.execute(
        insert(tables.heard),
        [{"place_id": place, "message": f"w{at.isoformat()}", "author_id": BEA, "at": at, "text": "x"} for at in times],
    )


def test_the_window_is_the_last_fifty_messages_oldest_first(connection: Connection) -> None:
    times = [MONDAY + n * MINUTE for n in range(60)]
    heard(connection, SHARED, reversed(times))
    for happens in (posted(), commands(), edits("m"), reacts("m")):
        assert [said.at for said in case_in(opened(connection), happens).window] == times[-50:]


def test_the_window_is_the_last_three_days_and_ends_when_the_event_happened(connection: Connection) -> None:
    at, instant = MONDAY + 10 * DAY, timedelta(microseconds=1)
    inside = [at - 3 * DAY, at - DAY, at]
    heard(connection, SHARED, [at - 3 * DAY - instant, *inside, at + instant])
    for happens in (posted(at), commands(at=at), edits("m", at=at), reacts("m", at=at)):
        assert [said.at for said in case_in(opened(connection), happens).window] == inside


def test_the_window_is_of_the_place_alone(connection: Connection) -> None:
    _, elsewhere = found_another(connection)
    heard(connection, elsewhere, [MONDAY])
    assert case_in(opened(connection), posted()).window == ()


def test_what_is_written_sees_its_own_conversation_in_the_window(connection: Connection) -> None:
    ledger = opened(connection)
    talk = [("root", None), ("reply", "root"), ("other", "elsewhere"), ("open", None)]
    for n, (id, thread) in enumerate(talk):
        spoken = says(BEA, "x", MONDAY + n * MINUTE, id=id, thread=thread)
        ledger.note(spoken, case_in(ledger, spoken))
    later = MONDAY + 10 * MINUTE
    for happens, seen in (
        (says(BEA, "x", later, thread="root"), ["root", "reply"]),
        (says(BEA, "x", later), ["root", "open"]),
        (reacts("root", at=later), ["root", "reply", "other", "open"]),
    ):
        assert [said.message for said in case_in(opened(connection), happens).window] == seen


def test_what_was_said_comes_back_as_it_was_said(connection: Connection) -> None:
    said = says(ASHA, "¿Region? 🪣", thread="root")
    noted(opened(connection), said)
    (found,) = case_in(opened(connection), reacts("m")).window
    assert (found.message, found.thread, found.author, found.at, found.text) == (
        said.message,
        said.thread,
        said.author,
        said.at,
        said.text,
    )


def test_a_message_is_in_the_window_of_the_next_one_but_not_in_its_own(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener()
    monkeypatch.setattr(rules_engine, "RULES", (listener,))
    for n, text in enumerate(["one", "two", "three"]):
        take(opened(connection), says(BEA, text, MONDAY + n * MINUTE), MONDAY)
    assert [[said.text for said in case.window] for case in listener.cases] == [[], ["one"], ["one", "two"]]


def test_the_window_follows_posts_edits_and_deletions(connection: Connection) -> None:
    ledger = opened(connection)
    for n in range(3):
        noted(ledger, says(BEA, f"text {n}", MONDAY + n * MINUTE, id=f"m{n}"))
    noted(ledger, edits("m0", "other words"), deletes("m1"), edits("m7", "never heard of"))
    noted(ledger, reacts("m0"), commands(), presses(), rings("another sort of subject"))
    assert [said.text for said in case_in(opened(connection), posted()).window] == ["other words", "text 2"]


def test_the_window_keeps_the_beginning_of_a_very_long_message(connection: Connection) -> None:
    ledger = opened(connection)
    noted(ledger, says(BEA, "a" * (TEXT_KEPT + 1), id="m1"), says(BEA, "short", MONDAY + MINUTE, id="m2"))
    noted(ledger, edits("m2", "b" * (TEXT_KEPT + 1)))
    texts = [said.text for said in case_in(opened(connection), posted()).window]
    assert texts == ["a" * TEXT_KEPT, "b" * TEXT_KEPT]


# Seen once -----------------------------------------------------------------------------------------------------------


def test_a_message_is_new_once_whatever_the_event_about_it_is_called(connection: Connection) -> None:
    first = says(BEA, "Hello", id="m1")
    assert opened(connection).first_time(first, MONDAY)
    assert not opened(connection).first_time(first, MONDAY)
    assert not opened(connection).first_time(replace(first, id="the same from the other workspace"), MONDAY)


def test_the_same_message_id_in_another_place_is_another_message(connection: Connection) -> None:
    first = says(BEA, "Hello", id="m1")
    assert opened(connection).first_time(first, MONDAY)
    assert opened(connection).first_time(replace(first, place=PlaceId("room:other")), MONDAY)


@pytest.mark.parametrize(
    "happens", [commands(), edits("m1"), deletes("m1"), reacts("m1")], ids=lambda e: type(e).__name__
)
def test_any_other_event_is_new_once_by_its_id(connection: Connection, happens: Any) -> None:
    ledger = opened(connection)
    assert ledger.first_time(happens, MONDAY)
    assert not ledger.first_time(happens, MONDAY + DAY)
    assert ledger.first_time(replace(happens, id="another"), MONDAY)


def test_an_alarm_needs_no_mark_for_ringing_deletes_it(connection: Connection) -> None:
    ledger = opened(connection)
    assert ledger.first_time(rings("item:1"), MONDAY)
    assert ledger.first_time(rings("item:1"), MONDAY)
    assert all_of(connection, tables.seen.c.key) == []


# Alarms and speech ---------------------------------------------------------------------------------------------------


def standing(connection: Connection) -> set[tuple[str, str, datetime]]:
    table = tables.alarms
    return {(row.rule, row.subject, row.at) for row in connection.execute(select(table))}


def test_one_alarm_stands_for_a_rule_and_a_subject(connection: Connection) -> None:
    one, two, three = MONDAY, MONDAY + HOUR, MONDAY + DAY
    put(opened(connection), SetAlarm("a", "item:1", one), SetAlarm("a", "item:2", one), SetAlarm("b", "item:1", one))
    put(opened(connection), SetAlarm("a", "item:1", three), SetAlarm("a", "item:1", two))
    assert standing(connection) == {("a", "item:1", two), ("a", "item:2", one), ("b", "item:1", one)}


def test_clearing_an_alarm_clears_that_one(connection: Connection) -> None:
    put(opened(connection), *(SetAlarm(rule, f"item:{n}", MONDAY) for rule in "ab" for n in (1, 2)))
    put(opened(connection), ClearAlarm("a", "item:1"), ClearAlarm("c", "never set"))
    assert {alarm[:2] for alarm in standing(connection)} == {("a", "item:2"), ("b", "item:1"), ("b", "item:2")}


def test_two_relationships_have_alarms_of_their_own(connection: Connection) -> None:
    other, elsewhere = found_another(connection)
    ledger = opened(connection)
    put(ledger, SetAlarm("a", "item:1", MONDAY))
    there = case_in(ledger, replace(says(PersonId("room:other-c"), "Hello"), place=elsewhere))
    ledger.apply(there, [SetAlarm("a", "item:1", MONDAY + HOUR)], MONDAY)
    put(ledger, ClearAlarm("a", "item:1"))
    assert connection.execute(select(tables.alarms.c.relationship_id, tables.alarms.c.at)).all() == [
        (other, MONDAY + HOUR)
    ]


def test_the_ledger_knows_the_earliest_alarm_set_through_it(connection: Connection) -> None:
    ledger = opened(connection)
    put(
        ledger,
        SetAlarm("a", "item:1", MONDAY + HOUR),
        SetAlarm("a", "item:2", MONDAY),
        SetAlarm("a", "item:3", MONDAY + DAY),
    )
    assert ledger.earliest_alarm == MONDAY


def test_deciding_twice_speaks_once(connection: Connection) -> None:
    put(opened(connection), tell("k", "the first words"), reply("r", "in the thread"))
    put(opened(connection), tell("k", "other words"), reply("r", "other words"), now=MONDAY + DAY)
    found = connection.execute(select(tables.outbox).order_by(tables.outbox.c.key)).all()
    assert [(row.key, row.state, row.made_at) for row in found] == [("k", "ready", MONDAY), ("r", "ready", MONDAY)]
    assert "the first words" in found[0].body
    assert "in the thread" in found[1].body


@pytest.mark.parametrize("state", ["ready", "sending", "sent", "failed", "doubtful"])
def test_only_what_is_still_ready_can_be_retracted(connection: Connection, state: str) -> None:
    put(opened(connection), tell("k"), tell("another"))
    _set_state(connection, "k", state)
    put(opened(connection), Retract("k"), Retract("never said"))
    assert all_of(connection, tables.outbox.c.key) == (["another"] if state == "ready" else ["another", "k"])


def _set_state(connection: Connection, key: str, state: str) -> None:
    connection.execute(update(tables.outbox).where(tables.outbox.c.key == key).values(state=state))


# What is written together --------------------------------------------------------------------------------------------


def answered(item: Item) -> Item:
    """As it is after Bea asked back."""
    turns = (*item.turns, Turn(MONDAY + MINUTE, Holder(Side.VENDOR, ASHA), "asked back"))
    return replace(item, turns=turns, clock_moved=True)


def written_together(connection: Connection) -> Ledger:
    unwritten = Unwritten()
    unwritten.watch(connection)
    return Ledger(connection, Memory(), unwritten)


def test_what_is_read_sees_what_is_still_to_be_written(connection: Connection) -> None:
    together = written_together(connection)
    put(together, Keep(question()), SetAlarm("ladder", "item:1", MONDAY), SetAlarm("ladder", "item:2", MONDAY))
    put(together, Keep(answered(question())), ClearAlarm("ladder", "item:1"))
    assert read(connection) == answered(question())
    assert all_of(connection, tables.alarms.c.subject) == ["item:2"]


def test_what_waits_is_written_with_one_statement_of_a_kind(connection: Connection) -> None:
    together, executed = written_together(connection), list[str]()
    case_in(together)
    event.listen(connection, "before_cursor_execute", lambda *given: executed.append(given[2].split()[0]))
    for number in (1, 2, 3):
        put(together, Keep(question(number)), SetAlarm("ladder", f"item:{number}", MONDAY))
        put(together, Keep(answered(question(number))), ClearAlarm("ladder", f"item:{number}"))
    assert not executed
    together.finish()
    assert executed == ["INSERT", "INSERT", "DELETE", "UPDATE"]  # items, turns, alarms, and the relationship
    assert [read(connection, number) for number in (1, 2, 3)] == [answered(question(n)) for n in (1, 2, 3)]


# What a process remembers --------------------------------------------------------------------------------------------


def raise_version(connection: Connection) -> None:
    table = tables.relationships
    connection.execute(update(table).where(table.c.id == OURS).values(version=table.c.version + 1))


def rename(connection: Connection, person: PersonId, name: str) -> None:
    connection.execute(update(tables.people).where(tables.people.c.id == person).values(name=name))


def name_of(ledger: Ledger, person: PersonId) -> str:
    return ledger.relationship(OURS).people[person].name


def test_a_relationship_is_remembered_until_its_version_rises(connection: Connection) -> None:
    memory = Memory()
    assert name_of(Ledger(connection, memory), BEA) == "bea"
    rename(connection, BEA, "Beatrix")
    assert name_of(Ledger(connection, memory), BEA) == "bea"
    raise_version(connection)
    assert name_of(Ledger(connection, memory), BEA) == "Beatrix"


def test_a_place_is_read_again_too_when_the_version_rises(connection: Connection) -> None:
    """Else a place that became one side's own would go on being treated as shared."""
    memory = Memory()
    assert case_in(Ledger(connection, memory)).place.private_to is None
    connection.execute(update(tables.places).where(tables.places.c.id == SHARED).values(private_to=Side.CLIENT.value))
    raise_version(connection)
    assert case_in(Ledger(connection, memory)).place.private_to is Side.CLIENT


def test_what_was_read_in_a_transaction_that_failed_is_forgotten(engine: Engine) -> None:
    """Also when it failed again: another change may raise the version to the very same number."""

    def fails(ledger: Ledger) -> None:
        rename(ledger.connection, BEA, "Nobody")
        raise_version(ledger.connection)
        assert name_of(ledger, BEA) == "Nobody"
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    def succeeds(ledger: Ledger) -> None:
        rename(ledger.connection, BEA, "Beatrix")
        raise_version(ledger.connection)

    async def scenario() -> str:
        with pytest.raises(OperationalError):
            await writer.write(fails)
        await writer.write(succeeds)
        return await writer.write(lambda ledger: name_of(ledger, BEA))

    with writing(engine) as writer:
        assert within_time(scenario()) == "Beatrix"


# What is kept for a while only ---------------------------------------------------------------------------------------


def test_sweeping_trims_every_window_to_fifty_messages_and_three_days(connection: Connection) -> None:
    _, elsewhere = found_another(connection)
    now, instant = MONDAY + 10 * DAY, timedelta(microseconds=1)
    many = [now - n * MINUTE for n in range(60)]
    few = [now - 3 * DAY - instant, now - 3 * DAY, now]
    heard(connection, SHARED, many)
    heard(connection, elsewhere, few)
    sweeping.sweep(opened(connection), now)
    table = tables.heard
    assert set(connection.scalars(select(table.c.at).where(table.c.place_id == SHARED))) == set(many[:50])
    assert set(connection.scalars(select(table.c.at).where(table.c.place_id == elsewhere))) == set(few[1:])


def test_sweeping_forgets_events_after_a_week_and_nothing_else(connection: Connection) -> None:
    ledger = opened(connection)
    keep(ledger, question())
    put(ledger, SetAlarm("a", "item:1", MONDAY), tell())
    ledger.first_time(commands(id="old"), MONDAY)
    ledger.first_time(commands(id="young"), MONDAY + timedelta(seconds=1))
    sweeping.sweep(ledger, MONDAY + sweeping.SEEN_FOR + timedelta(seconds=1))
    assert all_of(connection, tables.seen.c.key) == ["young"]
    assert read(connection) == question()
    assert (len(standing(connection)), all_of(connection, tables.outbox.c.key)) == (1, [tell().key])


# Query plans ---------------------------------------------------------------------------------------------------------

HOT: dict[str, tuple[Any, dict[str, Any], set[str]]] = {
    "IN_THREAD": (
        sql.IN_THREAD,
        {"place": SHARED, "thread": "t"},
        {"SEARCH items USING INDEX ix_items_open_in_thread (place_id=? AND thread=?)"},
    ),
    "YOUNGEST": (
        sql.YOUNGEST,
        {"place": SHARED},
        {"SEARCH items USING INDEX ix_items_open_in_channel (place_id=?)"},
    ),
    "ASKED_BY": (
        sql.ASKED_BY,
        {"place": SHARED, "which": "m"},
        {"SEARCH items USING INDEX ix_items_message (place_id=? AND message=?)"},
    ),
    "CLOSED_BY": (
        sql.CLOSED_BY,
        {"place": SHARED, "which": "m"},
        {"SEARCH items USING INDEX ix_items_closing (place_id=? AND closing=?)"},
    ),
    "WINDOW": (
        sql.WINDOW,
        {"place": SHARED, "since": MONDAY - DAY, "until": MONDAY},
        {"SEARCH heard USING INDEX ix_heard_lately (place_id=? AND at>? AND at<?)"},
    ),
    "DUE": (ringing._DUE, {"now": MONDAY, "most": 100}, {"SEARCH alarms USING INDEX ix_alarms_at (at<?)"}),
    "CLAIM": (
        saying._CLAIM,
        {"in_state": "ready", "now": MONDAY, "silent_since": MONDAY - DAY},
        {"SEARCH outbox USING INDEX ix_outbox_waiting (state=? AND due_at<?)"},
    ),
    "TRAYS_DUE": (
        ringing._TRAYS_DUE,
        {"now": MONDAY, "most": 100},
        {"SEARCH humans USING COVERING INDEX ix_humans_look_at (look_at<?)"},
    ),
    "WAITING": (
        sql.WAITING,
        {"whose": 1},
        {"SEARCH nudges USING INDEX ix_nudges_tray (human_id=? AND fate=?)"},
    ),
    "STALE": (
        sql.STALE,
        {"whose": 1, "since": MONDAY},
        {
            "SEARCH cards USING INDEX ix_cards_human (human_id=? AND at>?)",
            "SEARCH nudges USING INDEX ix_nudges_card (card=?)",
        },
    ),
    "STILL": (
        sql.STILL,
        {"whose": 1, "most": 10},
        {"SEARCH nudges USING INDEX ix_nudges_tray (human_id=? AND fate=?)"},
    ),
    "CARDS": (
        sql.CARDS,
        {"whose": 1, "since": MONDAY, "most": 8, "keys": ["card:1"]},
        {"SEARCH cards USING INDEX ix_cards_human (human_id=? AND at>?)"},
    ),
    "NUDGES_OF": (
        sql.NUDGES_OF,
        {"of": OURS, "which": 1},
        {"SEARCH nudges USING INDEX ix_nudges_item (relationship_id=? AND number=?)"},
    ),
    "LATELY": (
        sql.LATELY,
        {"of": OURS, "since": MONDAY},
        {"SEARCH nudges USING INDEX ix_nudges_lately (relationship_id=? AND told_at>?)"},
    ),
    "DONE": (
        sql.DONE,
        {"of": OURS, "which": 1, "whys": ["nudge"]},
        {"SEARCH nudges USING INDEX ix_nudges_item (relationship_id=? AND number=?)"},
    ),
    "NEXT_BEHIND": (
        gaps._NEXT,
        {"ids": "room:%", "now": MONDAY},
        {"SEARCH places USING INDEX ix_places_behind_since (behind_since<?)"},
    ),
    "ITEM_WAITS": (
        gaps._ITEM_WAITS,
        {"of": OURS, "which": 1, "silent_since": MONDAY},
        {"SEARCH items USING INDEX sqlite_autoindex_items_1 (relationship_id=? AND number=?)"},
    ),
    "TRAY_WAITS": (
        gaps._TRAY_WAITS,
        {"whose": 1, "silent_since": MONDAY},
        {"SEARCH nudges USING INDEX ix_nudges_tray (human_id=? AND fate=?)"},
    ),
    "LAPSED": (saying._LAPSED, {"now": MONDAY}, {"SEARCH outbox USING INDEX ix_outbox_waiting (state=?)"}),
    "UNSAY": (
        sql.UNSAY,
        {"of": OURS, "which": 1},
        {"SEARCH outbox USING INDEX ix_outbox_item (relationship_id=? AND number=?)"},
    ),
}


@on_sqlite
@pytest.mark.parametrize(("statement", "parameters", "searches"), HOT.values(), ids=HOT.keys())
def test_what_is_asked_often_uses_its_index_and_scans_no_table(
    connection: Connection, statement: Any, parameters: dict[str, Any], searches: set[str]
) -> None:
    plan = plan_of(connection, statement, parameters)
    assert searches <= set(plan)
    names = {f"SCAN {table}" for table in tables.metadata.tables}
    assert not [step for step in plan if any(step.startswith(name) for name in names)], plan


@on_sqlite
@pytest.mark.parametrize("name", ["WINDOW", "CLAIM"])
def test_what_is_asked_in_order_comes_out_of_the_index_in_order(connection: Connection, name: str) -> None:
    statement, parameters, _ = HOT[name]
    assert not [step for step in plan_of(connection, statement, parameters) if "TEMP B-TREE FOR ORDER BY" in step]


@on_sqlite
def test_the_plan_of_a_statement_without_an_index_does_show_a_scan(connection: Connection) -> None:
    """The two tests above would notice."""
    text = select(tables.items).where(tables.items.c.text == "x")
    assert plan_of(connection, text, {}) == ["SCAN items"]


def plan_of(connection: Connection, statement: Any, parameters: dict[str, Any]) -> list[str]:
    """SQLite's plan for a statement as SQLAlchemy really sends it."""
    sent: list[tuple[str, Any]] = []

    def catch(_connection: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
        sent.append((text, values))

    event.listen(connection, "before_cursor_execute", catch)
    connection.execute(statement, parameters)
    event.remove(connection, "before_cursor_execute", catch)
    text, values = sent[-1]  # before it, the transaction began
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)]
