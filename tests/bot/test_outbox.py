"""The post room: every step from ready to sent, and what becomes of what nobody saw the end of."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Row, text

from adapters.base import Ref
from bot import alarms
from bot import outbox as post_room
from bot.handler import take
from bot.outbox import AT_ONCE, BACK_OFF, CLOCKS_APART, LEASE, MOST_ATTEMPTS, SETTLE, STALE_INTENT, Outgoing, PostRoom
from bot.tables import items, outbox, relationships
from bot.writer import Writer
from rules.effects import Effect, Forget, Post, Reply, Retract, Revise, Tell
from rules.message import Line, Message, Pointer, Small, Words
from rules.model import HumanId, ItemNumber, MessageId, PersonId
from tests.bot.platform import Breaks, Conduct, Hangs, Platform, Refuses, Waits
from tests.bot.world import (
    BEA,
    MONDAY,
    OURS,
    QUESTION,
    SHARED,
    TUESDAY,
    SetClock,
    answers,
    asks,
    count,
    keep,
    on_postgresql,
    put,
    question,
    reply,
    rows,
    tell,
    transaction,
    until,
    within_time,
    words,
    writing,
)

SECOND = timedelta(seconds=1)
HUMAN = HumanId(1)


@dataclass
class Room:
    """A post room with a clock that stands, before a platform that does as it is told."""

    engine: Engine
    writer: Writer
    platform: Platform = field(default_factory=Platform)
    clock: SetClock = field(default_factory=SetClock)

    def decide(self, *speeches: Effect) -> None:
        with transaction(self.engine) as ledger:
            put(ledger, *speeches, now=self.clock())

    def drain(self) -> int:
        return within_time(self.room().drain())

    def settle(self) -> int:
        return within_time(self.room().settle())

    def room(self) -> PostRoom:
        return PostRoom(self.writer, {"room": self.platform}, self.clock)

    def told(self, *conducts: Conduct) -> None:
        self.platform.conducts = deque(conducts)

    def row(self, key: str = "k") -> Row[Any]:
        (found,) = rows(self.engine, outbox, outbox.c.key == key)
        return found

    def dies_holding(self, state: str = "ready") -> Outgoing:
        """Another process takes it up, and is never heard of again."""
        with transaction(self.engine) as ledger:
            (taken,) = post_room.claim(ledger, state, self.clock())
        return taken


@pytest.fixture
def post(engine: Engine) -> Iterator[Room]:
    with writing(engine) as writer:
        yield Room(engine, writer)


def in_doubt(post: Room, taken: bool) -> None:
    """A speech whose delivery broke in the middle."""
    post.decide(tell("k"))
    post.told(Breaks(taken=taken))
    post.drain()
    assert post.row().state == "doubtful"


# A question that nobody else could read ------------------------------------------------------------------------------

KEY = "asked:1:1"


def posts(post: Room, thread: str = KEY) -> None:
    """It is decided that a question be posted."""
    with transaction(post.engine) as ledger:
        keep(ledger, question(message=MessageId(KEY), thread=MessageId(thread), in_channel=thread == KEY))
    speech = Post(key=KEY, place=SHARED, message=words(QUESTION), about=ItemNumber(1))
    in_thread = Reply(key=KEY, place=SHARED, thread=MessageId(thread), message=words(QUESTION), about=ItemNumber(1))
    post.decide(speech if thread == KEY else in_thread)


def where_it_stands(post: Room) -> tuple[str, str]:
    (row,) = rows(post.engine, items)
    return row.message, row.thread


def test_a_question_that_is_posted_stands_where_the_platform_put_it(post: Room) -> None:
    posts(post)
    assert where_it_stands(post) == (KEY, KEY)
    post.drain()
    assert where_it_stands(post) == (f"said:{KEY}", f"said:{KEY}")


def test_in_a_thread_it_is_one_message_more_of_that_thread_and_no_line_of_ours(post: Room) -> None:
    posts(post, "root")
    post.drain()
    assert where_it_stands(post) == (f"said:{KEY}", "root")
    (row,) = rows(post.engine, relationships)
    assert row.lines == 0


def test_it_stands_there_too_when_nobody_heard_that_it_was_taken(post: Room) -> None:
    posts(post)
    post.told(Breaks(taken=True))
    post.drain()
    assert where_it_stands(post) == (KEY, KEY)
    post.clock.move(SETTLE)
    post.settle()
    assert where_it_stands(post) == (f"said:{KEY}", f"said:{KEY}")


def test_what_cannot_be_posted_stands_nowhere(post: Room) -> None:
    posts(post)
    post.told(Refuses(permanent=True))
    post.drain()
    assert where_it_stands(post) == (KEY, KEY)


def test_whoever_changes_it_meanwhile_does_not_change_where_it_stands(post: Room) -> None:
    posts(post)
    with transaction(post.engine) as ledger:
        was = ledger.item(OURS, ItemNumber(1))
        assert was
    post.drain()
    with transaction(post.engine) as ledger:
        keep(ledger, replace(was, holds_up="the move"))
    assert where_it_stands(post) == (f"said:{KEY}", f"said:{KEY}")


def test_only_who_holds_it_says_where_it_stands(post: Room) -> None:
    posts(post)
    late = post.dies_holding()
    post.clock.move(SETTLE + SECOND)
    post.settle()
    with transaction(post.engine) as ledger:
        post_room.sent(ledger, late, Ref("late"), MessageId("late"))
    assert where_it_stands(post) == (KEY, KEY)


def test_a_question_that_was_taken_back_is_not_posted(post: Room) -> None:
    posts(post)
    post.decide(Retract(KEY))
    post.drain()
    assert post.platform.standing == []


# Said ----------------------------------------------------------------------------------------------------------------

MESSAGE = Message(
    (
        Line(
            (
                Words('Asha needs one thing: “¿región? 🪣 "quoted"” ('),
                Pointer(SHARED, MessageId("m1"), "q1"),
                Words(")"),
            )
        ),
        Small("Why this? It has waited 8 h."),
    )
)


@pytest.mark.parametrize(
    "speech",
    [
        Tell(key="k", person=BEA, near=SHARED, message=MESSAGE, about=ItemNumber(1)),
        Reply(key="k", place=SHARED, thread=MessageId("m1"), message=MESSAGE, about=ItemNumber(1)),
        Tell(key="k", person=BEA, near=SHARED, message=MESSAGE),
        Post(key="k", place=SHARED, message=MESSAGE, about=ItemNumber(1)),
        Post(key="k", place=SHARED, message=MESSAGE, pin=True),
    ],
    ids=["told", "replied", "about nothing", "posted", "pinned"],
)
def test_what_was_decided_is_said_as_it_was_decided_and_its_words_are_erased(
    post: Room, speech: Tell | Reply | Post
) -> None:
    post.decide(speech)
    assert (post.row().state, post.drain()) == ("ready", 1)
    assert post.platform.standing == [speech]
    row = post.row()
    assert (row.state, row.ref, row.body, row.attempts, row.lease_until) == ("sent", "said:k", None, 1, None)
    assert row.attempted_at == MONDAY


def test_what_is_sent_is_left_alone(post: Room) -> None:
    post.decide(tell("k"))
    post.drain()
    post.clock.move(timedelta(days=1))
    assert (post.drain(), post.settle()) == (0, 0)
    assert (post.platform.keys, post.platform.asked) == (["k"], [])


def test_much_is_said_in_portions_the_oldest_first(post: Room) -> None:
    total = 2 * AT_ONCE + 3
    for n in range(total):
        post.decide(reply(f"k{n}"))
        post.clock.move(-SECOND)
    post.clock.now = MONDAY
    assert [post.drain() for _ in range(4)] == [AT_ONCE, AT_ONCE, 3, 0]
    said = [post.platform.keys[start : start + AT_ONCE] for start in range(0, total, AT_ONCE)]
    wanted = [f"k{n}" for n in reversed(range(total))]
    assert [set(portion) for portion in said] == [
        set(wanted[start : start + AT_ONCE]) for start in range(0, total, AT_ONCE)
    ]


def test_the_intent_is_committed_before_the_platform_hears_a_word_and_nobody_waits_for_the_platform(post: Room) -> None:
    post.decide(tell("slow"), tell("quick"))
    slow = Hangs(taken=True)
    post.told(slow)

    async def scenario() -> None:
        draining = asyncio.ensure_future(post.room().drain())
        await until(lambda: post.row("quick").state == "sent")
        # In the middle of a delivery: the intent stands in the database, and the writer is free.
        row = post.row("slow")
        assert (row.state, row.attempts, row.lease_until) == ("sending", 1, MONDAY + LEASE)
        await post.writer.write(lambda ledger: put(ledger, tell("meanwhile")))
        assert not draining.done()
        slow.let_go.set()
        await draining

    within_time(scenario())
    assert (post.row("slow").state, post.row("meanwhile").state) == ("sent", "ready")


# Refused -------------------------------------------------------------------------------------------------------------


def test_a_platform_that_says_when_is_asked_again_then_and_not_before(post: Room) -> None:
    post.decide(tell("k"))
    post.told(Refuses("slow down", retry_after=timedelta(minutes=5)))
    post.drain()
    row = post.row()
    assert (row.state, row.due_at, row.why, row.lease_until) == (
        "ready",
        MONDAY + timedelta(minutes=5),
        "slow down",
        None,
    )
    post.clock.move(timedelta(minutes=5) - SECOND)
    assert (post.drain(), post.settle()) == (0, 0)
    post.clock.move(SECOND)
    assert post.drain() == 1
    assert (post.row().state, post.row().attempts, post.platform.keys) == ("sent", 2, ["k"])


def test_a_platform_that_only_says_no_is_asked_more_and_more_seldom_and_then_no_more(
    post: Room, caplog: pytest.LogCaptureFixture
) -> None:
    post.decide(tell("k"))
    post.told(*[Refuses("busy")] * (MOST_ATTEMPTS + 1))
    for attempt in range(1, MOST_ATTEMPTS):
        assert post.drain() == 1
        assert (post.row().state, post.row().due_at) == ("ready", post.clock() + attempt * BACK_OFF)
        post.clock.move(attempt * BACK_OFF - SECOND)
        assert post.drain() == 0
        post.clock.move(SECOND)
    assert post.drain() == 1
    row = post.row()
    assert (row.state, row.attempts, row.body, row.why, row.lease_until) == (
        "failed",
        MOST_ATTEMPTS,
        None,
        "busy",
        None,
    )
    post.clock.move(timedelta(days=1))
    assert (post.drain(), post.settle(), len(post.platform.tried)) == (0, 0, MOST_ATTEMPTS)
    assert post.platform.standing == []


MINUTE = timedelta(minutes=1)


def test_what_had_to_wait_for_its_turn_however_often_was_not_tried(post: Room) -> None:
    post.decide(tell("k"))
    post.told(*[Waits(MINUTE)] * (3 * MOST_ATTEMPTS))
    for _ in range(3 * MOST_ATTEMPTS):
        assert post.drain() == 1
        row = post.row()
        assert (row.state, row.attempts, row.why) == ("ready", 0, "not its turn")
        post.clock.move(MINUTE - SECOND)
        assert post.drain() == 0
        post.clock.move(SECOND)
    assert post.drain() == 1
    assert (post.row().state, post.row().attempts, post.row().lease_until) == ("sent", 1, None)


def test_what_had_to_wait_for_its_turn_keeps_its_place(post: Room) -> None:
    post.decide(tell("first"))
    post.clock.move(SECOND)
    post.decide(tell("second"))
    post.told(Waits(MINUTE), Waits(MINUTE))
    assert post.drain() == 2
    post.clock.move(MINUTE / 2)
    post.decide(*(tell(f"later {number}") for number in range(AT_ONCE)))
    post.clock.move(MINUTE / 2)
    post.drain()
    assert post.platform.keys[:2] == ["first", "second"]


def test_those_that_wait_for_their_turn_hold_up_nobody_else(post: Room) -> None:
    """More than are taken up at once."""
    post.decide(*(tell(f"k{number}") for number in range(AT_ONCE)))
    post.told(*[Waits(MINUTE)] * AT_ONCE)
    assert post.drain() == AT_ONCE
    post.decide(tell("another"))
    assert post.drain() == 1
    assert post.platform.keys == ["another"]


def test_what_was_taken_back_while_it_waited_for_its_turn_is_not_said(post: Room) -> None:
    post.decide(tell("k"))
    on_its_way = post.dies_holding()
    with transaction(post.engine) as ledger:
        put(ledger, Retract("k"))
        post_room.not_yet(ledger, on_its_way, post.clock() + MINUTE, "not its turn")
    assert post.row().state == "failed"
    post.clock.move(MINUTE)
    assert (post.drain(), post.platform.standing) == (0, [])


def test_an_edit_that_has_to_wait_for_its_turn_is_made_then(post: Room) -> None:
    post.decide(tell("k", "as it was"))
    post.drain()
    edits(post, "as it is")
    post.told(Waits(MINUTE))
    assert (post.drain(), post.drain()) == (1, 0)
    post.clock.move(MINUTE)
    assert (post.drain(), post.platform.shown) == (1, ["as it is"])


def test_what_can_never_be_delivered_is_given_up_at_once(post: Room, caplog: pytest.LogCaptureFixture) -> None:
    post.decide(tell("k"))
    post.told(Refuses("channel_not_found", permanent=True))
    post.drain()
    row = post.row()
    assert (row.state, row.body, row.why, row.lease_until) == ("failed", None, "channel_not_found", None)
    post.clock.move(timedelta(days=1))
    assert (post.drain(), post.settle(), len(post.platform.tried)) == (0, 0, 1)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "bucket" not in caplog.text


def test_what_no_adapter_can_say_fails_and_says_why(post: Room) -> None:
    post.decide(tell("k", person=PersonId("pigeon:bea")), tell("another"))
    post.drain()
    assert (post.row().state, post.row().why, post.row().body) == ("failed", "no adapter for pigeon", None)
    assert post.row("another").state == "sent"


def test_whoever_was_too_slow_to_start_says_nothing_for_the_lease_may_be_somebody_elses(
    post: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.decide(tell("k"))
    seconds = iter([100.0, 100.0 + STALE_INTENT + 0.1, 200.0, 200.0 + STALE_INTENT])
    monkeypatch.setattr(post_room, "monotonic", lambda: next(seconds))
    assert post.drain() == 1
    assert (post.row().state, post.platform.tried) == ("ready", [])
    assert post.drain() == 1
    assert (post.row().state, post.platform.keys) == ("sent", ["k"])


# In doubt ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [ConnectionResetError("reset"), ValueError("odd"), KeyError("ts"), OSError(28, "disk")]
)
def test_any_error_that_is_no_certain_refusal_leaves_it_in_doubt(
    post: Room, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    post.decide(tell("k"))
    post.told(Breaks(taken=True, error=error))
    post.drain()
    row = post.row()
    assert (row.state, row.why, row.lease_until) == ("doubtful", type(error).__name__, None)
    assert row.body is not None
    assert (post.drain(), len(post.platform.tried)) == (0, 1)
    assert "bucket" not in caplog.text


def test_a_platform_that_does_not_answer_in_time_leaves_it_in_doubt(
    post: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post_room, "TIMEOUT", timedelta(milliseconds=20))
    post.decide(tell("k"))
    post.told(Hangs(taken=True))
    post.drain()
    assert (post.row().state, post.row().why) == ("doubtful", "TimeoutError")


def test_nobody_is_asked_before_the_settle_time_is_over(post: Room) -> None:
    in_doubt(post, taken=True)
    post.clock.move(SETTLE - SECOND)
    assert (post.settle(), post.drain(), post.platform.asked) == (0, 0, [])
    post.clock.move(SECOND)
    assert (post.settle(), len(post.platform.asked)) == (1, 1)


def test_what_is_found_is_sent_without_being_said_again(post: Room) -> None:
    in_doubt(post, taken=True)
    post.clock.move(SETTLE)
    assert post.settle() == 1
    row = post.row()
    assert (row.state, row.ref, row.body, row.attempts) == ("sent", "said:k", None, 1)
    assert (post.drain(), post.platform.keys) == (0, ["k"])


def test_what_is_absent_is_said_once(post: Room) -> None:
    in_doubt(post, taken=False)
    post.clock.move(SETTLE)
    assert (post.settle(), post.platform.keys) == (1, [])
    assert post.platform.asked_since == [MONDAY - CLOCKS_APART]
    assert (post.drain(), post.drain(), post.settle()) == (1, 0, 0)
    assert (post.row().state, post.row().attempts, post.platform.keys) == ("sent", 2, ["k"])


def test_what_is_absent_time_and_again_is_given_up(post: Room) -> None:
    post.decide(tell("k"))
    post.told(*[Breaks(taken=False)] * (MOST_ATTEMPTS + 1))
    for _ in range(MOST_ATTEMPTS):
        assert post.drain() == 1
        post.clock.move(SETTLE)
        assert post.settle() == 1
    assert (post.row().state, post.row().body) == ("failed", None)
    assert (post.drain(), len(post.platform.tried)) == (0, MOST_ATTEMPTS)


@pytest.mark.parametrize("taken", [True, False])
def test_where_the_platform_cannot_tell_it_is_dropped(post: Room, taken: bool) -> None:
    post.platform.can_tell = False
    in_doubt(post, taken)
    post.clock.move(SETTLE)
    assert post.settle() == 1
    assert (post.row().state, post.row().body) == ("failed", None)
    post.clock.move(timedelta(days=1))
    assert (post.drain(), post.settle(), len(post.platform.tried)) == (0, 0, 1)


def test_where_no_adapter_is_left_to_ask_it_is_dropped(post: Room) -> None:
    in_doubt(post, taken=True)
    post.clock.move(SETTLE)
    within_time(PostRoom(post.writer, {}, post.clock).settle())
    assert post.row().state == "failed"


@pytest.mark.parametrize("error", [ConnectionResetError(), TimeoutError(), ValueError()])
def test_a_platform_that_breaks_when_asked_is_asked_again_a_settle_time_later(post: Room, error: Exception) -> None:
    in_doubt(post, taken=True)
    post.platform.broken_when_asked = error
    post.clock.move(SETTLE)
    assert post.settle() == 1
    assert (post.row().state, post.row().why) == ("doubtful", type(error).__name__)
    post.platform.broken_when_asked = None
    post.clock.move(SETTLE - SECOND)
    assert post.settle() == 0
    post.clock.move(SECOND)
    assert post.settle() == 1
    assert (post.row().state, post.platform.keys) == ("sent", ["k"])


# Edited in place -----------------------------------------------------------------------------------------------------


def edits(post: Room, *texts: str, first: int = 1) -> None:
    """A human's tray wants what was said under `k` to say something else, again and again."""
    with transaction(post.engine) as ledger:
        for number, text in enumerate(texts, start=first):
            revision = Revise(key=f"k~{number}", revises="k", person=BEA, near=SHARED, message=words(text))
            ledger.apply_to_tray(HUMAN, [revision], post.clock())


def test_what_still_waits_is_said_with_its_newest_words(post: Room) -> None:
    post.decide(tell("k", "as it was"))
    edits(post, "as it became", "as it is")
    assert (post.drain(), post.drain()) == (1, 0)
    assert (post.platform.shown, post.platform.keys) == (["as it is"], ["k"])
    assert count(post.engine, outbox) == 1


def test_what_stands_is_edited_in_place(post: Room) -> None:
    post.decide(tell("k", "as it was"), tell("another"))
    post.drain()
    edits(post, "as it is")
    assert post.drain() == 1
    assert post.platform.shown == ["as it is", QUESTION]
    row = post.row("k~1")
    assert (row.state, row.ref, row.body, row.revises) == ("sent", "said:k", None, "k")


def test_of_several_edits_only_the_newest_is_made(post: Room) -> None:
    post.decide(tell("k", "as it was"))
    post.drain()
    edits(post, "as it became", "as it is")
    assert (post.drain(), post.drain()) == (1, 0)
    assert (post.platform.shown, post.platform.keys) == (["as it is"], ["k~2"])


def test_an_edit_waits_for_what_it_edits_while_that_is_on_its_way(post: Room) -> None:
    post.decide(tell("k", "as it was"))
    post.dies_holding()
    edits(post, "as it is")
    assert (post.drain(), post.platform.tried) == (0, [])


@pytest.mark.parametrize("taken", [True, False])
def test_an_edit_of_what_is_in_doubt_is_made_whatever_became_of_that(post: Room, taken: bool) -> None:
    """If it stands there it is edited; if it does not it is said with its newest words, and never with the old ones."""
    in_doubt(post, taken)
    edits(post, "as it became", "as it is")
    assert post.drain() == 0
    post.clock.move(SETTLE)
    post.settle()
    assert post.drain() == 1
    assert post.platform.shown == ["as it is"]
    assert len(post.platform.tried) == 2
    assert {row.state for row in rows(post.engine, outbox)} == {"sent"}


def test_an_edit_of_what_was_never_said_is_not_made(post: Room) -> None:
    post.decide(tell("k"))
    taken = post.dies_holding()
    edits(post, "as it is")
    with transaction(post.engine) as ledger:
        post_room.failed(ledger, taken, "channel_not_found")
    assert (post.drain(), post.row("k~1").state) == (1, "failed")
    assert post.platform.tried == []


def test_an_edit_waits_for_an_earlier_one_on_its_way(post: Room) -> None:
    post.decide(tell("k", "as it was"))
    post.drain()
    edits(post, "as it became")
    on_its_way = post.dies_holding()
    edits(post, "as it is", first=2)
    assert post.drain() == 0
    with transaction(post.engine) as ledger:
        post_room.sent(ledger, on_its_way, Ref("said:k"))
    assert (post.drain(), post.platform.shown) == (1, ["as it is"])


@pytest.mark.parametrize("conduct", [Breaks(taken=True), Breaks(taken=False), Refuses()])
def test_an_edit_that_failed_is_made_again(post: Room, conduct: Conduct) -> None:
    """An edit that was made twice is made once: nobody need be asked whether it was."""
    post.decide(tell("k", "as it was"))
    post.drain()
    edits(post, "as it is")
    post.told(conduct)
    for _ in range(3):
        post.drain()
        post.clock.move(SETTLE)
        post.settle()
    assert post.platform.shown == ["as it is"]
    assert post.platform.asked == []
    assert {row.state for row in rows(post.engine, outbox)} == {"sent"}


@pytest.mark.parametrize("conduct", [Breaks(taken=True), Breaks(taken=False), Refuses(retry_after=5 * 60 * SECOND)])
def test_an_edit_that_failed_while_a_newer_one_waited_does_not_undo_that(post: Room, conduct: Conduct) -> None:
    post.decide(tell("k", "as it was"))
    post.drain()
    edits(post, "as it became")
    first = post.dies_holding()
    edits(post, "as it is", first=2)
    with transaction(post.engine) as ledger:
        post_room.again(ledger, first, post.clock() + 5 * 60 * SECOND, "slow down")
    post.told(conduct)  # of the newer one, at first
    for _ in range(4):
        post.clock.move(5 * 60 * SECOND)
        post.settle()
        post.drain()
    assert post.platform.shown == ["as it is"]
    assert Counter(row.state for row in rows(post.engine, outbox)) == {"sent": 2, "failed": 1}


# Leases and fences ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["ready", "doubtful"])
def test_what_somebody_holds_is_nobody_elses_until_the_lease_runs_out(post: Room, state: str) -> None:
    if state == "ready":
        post.decide(tell("k"))
    else:
        in_doubt(post, taken=True)
        post.clock.move(SETTLE)
    post.dies_holding(state)
    taken_at = post.clock()
    for moment in (taken_at, taken_at + LEASE):
        post.clock.now = moment
        assert (post.drain(), post.settle(), post.row().state) == (0, 0, "sending")
    post.clock.now = taken_at + LEASE + SECOND
    assert (post.settle(), post.row().state) == (0, "doubtful")
    post.clock.now = taken_at + SETTLE - SECOND
    assert (post.drain(), post.settle()) == (0, 0)
    post.clock.now = taken_at + SETTLE
    assert post.settle() == 1
    assert post.row().state == ("sent" if state == "doubtful" else "ready")


LATE_WORDS: dict[str, Callable[[Any, Outgoing], None]] = {
    "it was sent": lambda ledger, out: post_room.sent(ledger, out, Ref("late")),
    "it failed": lambda ledger, out: post_room.failed(ledger, out, "late"),
    "try again": lambda ledger, out: post_room.again(ledger, out, MONDAY, "late"),
    "who knows": lambda ledger, out: post_room.doubtful(ledger, out, "late"),
}


@pytest.mark.parametrize("says", LATE_WORDS.values(), ids=LATE_WORDS.keys())
def test_the_late_word_of_a_paused_holder_is_void(post: Room, says: Callable[[Any, Outgoing], None]) -> None:
    post.decide(tell("k"))
    paused = post.dies_holding()
    post.clock.move(LEASE + SECOND)
    post.settle()
    post.clock.move(SETTLE)
    post.settle()  # absent: ready again

    def speaks_late() -> None:
        before = post.row()
        with transaction(post.engine) as ledger:
            says(ledger, paused)
        assert post.row() == before

    speaks_late()
    successor = post.dies_holding()
    assert successor.fence > paused.fence
    speaks_late()
    with transaction(post.engine) as ledger:
        post_room.sent(ledger, successor, Ref("by the successor"))
    speaks_late()
    assert (post.row().state, post.row().ref) == ("sent", "by the successor")


# Taken back ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("effect", [Retract("k"), Forget(question())], ids=["retracted", "forgotten"])
def test_what_was_taken_back_while_in_doubt_is_not_said_after_all(post: Room, effect: Retract | Forget) -> None:
    with transaction(post.engine) as ledger:
        keep(ledger, question())
    in_doubt(post, taken=False)
    with transaction(post.engine) as ledger:
        put(ledger, effect)
    post.clock.move(SETTLE)
    post.settle()
    post.drain()
    assert post.platform.standing == []


def test_what_was_taken_back_while_on_its_way_is_not_tried_again_when_the_platform_refuses(post: Room) -> None:
    post.decide(tell("k"))
    on_its_way = post.dies_holding()
    with transaction(post.engine) as ledger:
        put(ledger, Retract("k"))
    with transaction(post.engine) as ledger:
        post_room.again(ledger, on_its_way, post.clock(), "slow down")
    post.drain()
    assert post.platform.standing == []


def test_nobody_is_nudged_after_the_answer_because_a_process_died_before_it(post: Room) -> None:
    """The whole way: asked, rung, taken up by a process that dies, answered, settled."""

    def happens(event: Any, at: datetime) -> None:
        with transaction(post.engine) as ledger:
            take(ledger, event, at)

    happens(asks(), MONDAY)
    post.clock.now = TUESDAY
    ring_all(post, TUESDAY)
    post.dies_holding()
    happens(answers(at=TUESDAY + SECOND), TUESDAY + SECOND)
    post.clock.move(LEASE + SETTLE)
    for _ in range(3):
        ring_all(post, post.clock())
        post.settle()
        post.drain()
    assert post.platform.standing == []
    assert {row.state for row in rows(post.engine, outbox)} == {"failed"}


def ring_all(post: Room, now: datetime) -> None:
    """Alarms, then the trays they laid something into."""
    with transaction(post.engine) as ledger:
        while due := alarms.due(ledger, now):
            for each in due:
                alarms.ring(ledger, each, now)


@on_postgresql
@pytest.mark.parametrize("refused_first", [True, False], ids=["refused, then answered", "answered, then refused"])
def test_an_answer_and_a_refusal_at_the_same_moment_leave_nothing_to_say(post: Room, refused_first: bool) -> None:
    """Two processes: in one the platform says "later", in the other the answer comes in; the later waits for a lock."""
    post.decide(tell("k"))
    on_its_way = post.dies_holding()

    def refused() -> Iterator[None]:
        with transaction(post.engine) as ledger:
            post_room.again(ledger, on_its_way, post.clock(), "slow down")
            yield

    def answered() -> Iterator[None]:
        with transaction(post.engine) as ledger:
            put(ledger, Retract("k"))
            yield

    earlier, later = (refused(), answered()) if refused_first else (answered(), refused())
    next(earlier)
    waiting = threading.Thread(target=lambda: list(later))
    waiting.start()
    within_time(until(lambda: somebody_waits(post.engine) or not waiting.is_alive()))
    list(earlier)
    waiting.join()
    assert post.drain() == 0


def somebody_waits(engine: Engine) -> bool:
    """For a lock of PostgreSQL's."""
    with engine.connect() as connection:
        return bool(connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))
