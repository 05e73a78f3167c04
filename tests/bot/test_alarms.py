"""Alarms ring in order, once, and late rather than never; one that breaks its rule neither loops nor gets lost."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event, text, update

from bot import alarms as ringing
from bot import database
from bot.alarms import AT_ONCE, PUT_OFF, Bell
from bot.handler import Handler, take
from bot.tables import alarms, humans, items, nudges, outbox
from rules import RULES
from rules import engine as rules_engine
from rules.effects import Effect, SetAlarm
from rules.events import AlarmRang, Event
from rules.model import Case
from rules.owed import cards
from tests.bot.world import (
    HOUR,
    MONDAY,
    OURS,
    TUESDAY,
    Listener,
    SetClock,
    answers,
    asks,
    commits,
    count,
    keep,
    on_postgresql,
    put,
    question,
    rows,
    transaction,
    within_time,
    writing,
)

MINUTE = timedelta(minutes=1)


def alarmed(engine: Engine, times: dict[int, datetime], rule: str = "questions") -> None:
    """Questions with an alarm each."""
    with transaction(engine) as ledger:
        keep(ledger, *(question(number) for number in sorted(times)))
        put(ledger, *(SetAlarm(rule, f"item:{number}", at) for number, at in times.items()))


def rung(engine: Engine, *moments: datetime) -> list[int]:
    """Ring at each moment; how many alarms rang."""
    clock = SetClock()

    async def scenario() -> list[int]:
        bell = Bell(writer, clock)
        found = []
        for clock.now in moments:
            found.append(await bell.ring())
        return found

    with writing(engine) as writer:
        return within_time(scenario())


def standing(engine: Engine) -> dict[str, datetime]:
    return {row.subject: row.at for row in rows(engine, alarms)}


def subjects(heard: list[Event]) -> list[str]:
    return [alarm.subject for alarm in heard if isinstance(alarm, AlarmRang)]


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    """The only rule there is."""
    listening = Listener()
    monkeypatch.setattr(rules_engine, "RULES", (listening,))
    return listening


def without(engine: Engine, table: str) -> Callable[[], None]:
    """A database that lacks a table until it is well again."""
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_gone"))

    def well() -> None:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table}_gone RENAME TO {table}"))

    return well


class Poisoned:
    """A rule that breaks on one subject's alarm, with a person's words in its error."""

    NAME = "questions"

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.asked = 0

    def decide(self, event: Event, case: Case, now: datetime) -> tuple[Effect, ...]:
        if isinstance(event, AlarmRang) and event.subject == self.subject:
            self.asked += 1
            raise ValueError(f"cannot make sense of {case.item}")
        return ()


# Ringing -------------------------------------------------------------------------------------------------------------


def test_alarms_ring_in_the_order_in_which_they_fell_due(engine: Engine, listener: Listener) -> None:
    alarmed(engine, {1: MONDAY + 3 * MINUTE, 2: MONDAY + MINUTE, 3: MONDAY + 4 * MINUTE, 4: MONDAY + 2 * MINUTE})
    assert rung(engine, MONDAY + HOUR) == [4]
    assert subjects(listener.heard) == ["item:2", "item:4", "item:1", "item:3"]


def test_an_alarm_rings_when_it_is_due_and_not_a_moment_before(engine: Engine, listener: Listener) -> None:
    alarmed(engine, {1: MONDAY, 2: MONDAY + timedelta(microseconds=1)})
    instant = timedelta(microseconds=1)
    assert rung(engine, MONDAY - instant, MONDAY, MONDAY, MONDAY + instant) == [0, 1, 0, 1]
    assert subjects(listener.heard) == ["item:1", "item:2"]
    assert standing(engine) == {}


def test_many_that_fell_due_together_share_a_few_commits(
    engine: Engine, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.writer.LONGEST", 60)  # however slow this machine is
    alarmed(engine, dict.fromkeys(range(1, AT_ONCE + 1), MONDAY))
    with commits(engine) as committed:
        assert rung(engine, MONDAY) == [AT_ONCE]
    assert len(committed) <= 3


def test_after_a_week_of_downtime_every_alarm_rings_once(engine: Engine, listener: Listener) -> None:
    number = 2 * AT_ONCE + 50
    alarmed(engine, {n: MONDAY + n * 40 * MINUTE for n in range(1, number + 1)})
    back = MONDAY + timedelta(days=8)
    assert rung(engine, back, back, back, back) == [AT_ONCE, AT_ONCE, 50, 0]
    assert subjects(listener.heard) == [f"item:{n}" for n in range(1, number + 1)]


def test_the_clock_of_a_decision_is_that_of_the_ringing_not_that_of_the_alarm(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[datetime, datetime]] = []

    class Watch:
        NAME = "watch"

        def decide(self, event: Event, case: Case, now: datetime) -> tuple[Effect, ...]:
            seen.append((event.at, now))
            return ()

    monkeypatch.setattr(rules_engine, "RULES", (Watch(),))
    alarmed(engine, {1: MONDAY})
    rung(engine, TUESDAY)
    assert seen == [(MONDAY, TUESDAY)]


def test_an_alarm_about_an_item_that_is_gone_rings_into_the_void(engine: Engine, listener: Listener) -> None:
    with transaction(engine) as ledger:
        put(ledger, SetAlarm("questions", "item:7", MONDAY))
    assert rung(engine, MONDAY, MONDAY) == [1, 0]
    assert listener.heard == []


def test_the_next_alarm_is_known(engine: Engine) -> None:
    with transaction(engine) as ledger:
        assert ringing.earliest(ledger) is None
    alarmed(engine, {1: MONDAY + HOUR, 2: MONDAY})
    with transaction(engine) as ledger:
        assert ringing.earliest(ledger) == MONDAY


# Compare and delete --------------------------------------------------------------------------------------------------


def seen_by_the_ringer(engine: Engine, now: datetime = MONDAY) -> AlarmRang:
    """What the ringer read before something else happened."""
    with transaction(engine) as ledger:
        (found,) = ringing.due(ledger, now)
    assert isinstance(found, AlarmRang)
    return found


def test_an_alarm_that_was_moved_meanwhile_does_not_ring_at_its_old_time(engine: Engine, listener: Listener) -> None:
    alarmed(engine, {1: MONDAY})
    old = seen_by_the_ringer(engine)
    with transaction(engine) as ledger:
        put(ledger, SetAlarm("questions", "item:1", MONDAY + HOUR))
    with transaction(engine) as ledger:
        assert not ringing.ring(ledger, old, MONDAY)
        ringing.put_off(ledger, old, MONDAY)
    assert listener.heard == []
    assert standing(engine) == {"item:1": MONDAY + HOUR}


def test_an_alarm_whose_question_was_answered_meanwhile_does_not_ring(engine: Engine) -> None:
    with transaction(engine) as ledger:
        take(ledger, asks(), MONDAY)
    old = seen_by_the_ringer(engine, TUESDAY)
    with transaction(engine) as ledger:
        take(ledger, answers(), TUESDAY)
    with transaction(engine) as ledger:
        assert not ringing.ring(ledger, old, TUESDAY)
    assert (count(engine, nudges), count(engine, outbox), standing(engine)) == (0, 0, {})


def test_an_alarm_rings_for_the_first_who_takes_it(engine: Engine, listener: Listener) -> None:
    alarmed(engine, {1: MONDAY})
    found = seen_by_the_ringer(engine)
    with transaction(engine) as ledger:
        assert ringing.ring(ledger, found, MONDAY)
    with transaction(engine) as ledger:
        assert not ringing.ring(ledger, found, MONDAY)
    assert len(listener.heard) == 1


# Alarms that break ---------------------------------------------------------------------------------------------------


def test_an_alarm_whose_rule_breaks_is_put_off_an_hour_and_logged_and_its_neighbours_ring(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    poisoned, listener = Poisoned("item:2"), Listener()
    monkeypatch.setattr(rules_engine, "RULES", (poisoned, listener))
    alarmed(engine, dict.fromkeys((1, 2, 3), MONDAY))
    assert rung(engine, MONDAY, MONDAY, MONDAY + PUT_OFF - MINUTE) == [3, 0, 0]
    assert subjects(listener.heard) == ["item:1", "item:2", "item:3"]
    assert standing(engine) == {"item:2": MONDAY + PUT_OFF}
    (fault,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert fault.startswith("rule questions broke on event alarm:1:questions:item:2:")
    assert "bucket" not in caplog.text
    assert rung(engine, MONDAY + PUT_OFF) == [1]
    assert poisoned.asked == 2
    assert standing(engine) == {"item:2": MONDAY + 2 * PUT_OFF}


def test_an_alarm_that_cannot_even_be_read_is_put_off_too(
    engine: Engine, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    alarmed(engine, dict.fromkeys((1, 2, 3), MONDAY))
    with engine.begin() as connection:
        connection.execute(update(items).where(items.c.number == 3).values(progress="{half a"))
    assert rung(engine, MONDAY, MONDAY) == [2, 0]
    assert sorted(set(subjects(listener.heard))) == ["item:1", "item:2"]
    assert standing(engine) == {"item:3": MONDAY + PUT_OFF}
    assert "item:3" in caplog.text


def test_a_rule_that_breaks_on_others_alarms_does_not_put_those_off(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clumsy:
        NAME = "clumsy"

        def decide(self, event: Event, case: Case, now: datetime) -> tuple[Effect, ...]:
            raise ValueError

    monkeypatch.setattr(rules_engine, "RULES", (*RULES, Clumsy()))
    with transaction(engine) as ledger:
        take(ledger, asks(), MONDAY)
    assert rung(engine, TUESDAY, TUESDAY, TUESDAY) == [1, 1, 0]  # the alarm, then the tray it laid something into
    assert count(engine, outbox) == 1
    assert standing(engine) == {"item:1": TUESDAY + timedelta(days=1)}


def test_an_alarm_that_meets_a_failing_database_is_put_off_and_nobodys_words_are_logged(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction(engine) as ledger:
        take(ledger, asks(), MONDAY)
    well = without(engine, "nudges")
    with caplog.at_level(logging.DEBUG):
        assert rung(engine, TUESDAY) == [0]
    assert standing(engine) == {"item:1": TUESDAY + PUT_OFF}
    assert "alarm:1:questions:item:1:" in caplog.text
    assert "bucket" not in caplog.text
    well()
    assert rung(engine, TUESDAY + PUT_OFF) == [1]
    assert count(engine, nudges) == 1


# Trays ---------------------------------------------------------------------------------------------------------------


def looked_at(engine: Engine) -> dict[int, datetime]:
    """By human: when their tray is looked into."""
    return {row.id: row.look_at for row in rows(engine, humans) if row.look_at}


def test_trays_ring_after_the_alarms_that_lay_something_into_them(engine: Engine) -> None:
    """Two questions fell due together: they are told on one card."""
    with transaction(engine) as ledger:
        take(ledger, asks(1), MONDAY)
        take(ledger, asks(2), MONDAY)
    assert rung(engine, TUESDAY, TUESDAY, TUESDAY) == [2, 1, 0]
    assert [row.fate for row in rows(engine, nudges)] == ["told", "told"]
    assert count(engine, outbox) == 1


def test_the_next_alarm_may_be_a_trays(engine: Engine) -> None:
    alarmed(engine, {1: MONDAY + HOUR})
    with transaction(engine) as ledger:
        ledger.trays.look([1], MONDAY + MINUTE)
        assert ringing.earliest(ledger) == MONDAY + MINUTE
        ledger.trays.look([1], MONDAY + 2 * HOUR)  # sooner stays
        assert ringing.earliest(ledger) == MONDAY + MINUTE


def test_a_tray_that_was_looked_into_meanwhile_does_not_ring(engine: Engine) -> None:
    with transaction(engine) as ledger:
        ledger.trays.look([1], MONDAY)
    with transaction(engine) as ledger:
        (found,) = ringing.due(ledger, MONDAY)
    with transaction(engine) as ledger:
        assert ringing.ring(ledger, found, MONDAY)
    with transaction(engine) as ledger:
        assert not ringing.ring(ledger, found, MONDAY)
        ringing.put_off(ledger, found, MONDAY)
    assert looked_at(engine) == {}


def test_a_tray_whose_rule_breaks_is_put_off_an_hour_and_nobodys_words_are_logged(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_event: object, desk: object, _now: datetime) -> None:
        raise ValueError(f"cannot make sense of {desk}")

    with transaction(engine) as ledger:
        take(ledger, asks(), MONDAY)
    with monkeypatch.context() as patched:
        patched.setattr(cards, "decide", breaks)
        assert rung(engine, TUESDAY, TUESDAY, TUESDAY + PUT_OFF - MINUTE) == [1, 1, 0]
    (later,) = looked_at(engine).values()
    assert later == TUESDAY + PUT_OFF
    assert "rule cards broke on tray:" in caplog.text
    assert "bucket" not in caplog.text
    assert [row.fate for row in rows(engine, nudges)] == ["waiting"]


def test_a_tray_that_meets_a_failing_database_is_put_off_and_nobodys_words_are_logged(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction(engine) as ledger:
        take(ledger, asks(), MONDAY)
    assert rung(engine, TUESDAY) == [1]
    well = without(engine, "outbox")
    with caplog.at_level(logging.DEBUG):
        assert rung(engine, TUESDAY) == [0]
    assert [*looked_at(engine).values()] == [TUESDAY + PUT_OFF]
    assert "tray:" in caplog.text
    assert "bucket" not in caplog.text
    well()
    assert rung(engine, TUESDAY + PUT_OFF) == [1]  # the morning's card, late rather than never
    assert count(engine, outbox) == 1


# An answer and its alarm at the same moment --------------------------------------------------------------------------


@on_postgresql
def test_an_answer_that_races_its_alarm_never_deadlocks_and_is_never_nudged_about(
    engine: Engine, founded_url: str
) -> None:
    """Two processes, forty rounds: one hears the answer while the other rings."""
    ringers, chance = database.writer(founded_url), random.Random(7)
    trouble: list[str] = []
    for each in (engine, ringers):
        event.listen(each, "handle_error", lambda context: trouble.append(str(context.original_exception)))
    first: Counter[str] = Counter()

    async def later(seconds: float, work: Callable[[], Any]) -> Any:
        await asyncio.sleep(seconds)
        return await work()

    async def scenario() -> None:
        clock = SetClock(TUESDAY)
        handler, bell = Handler(hearing, clock), Bell(ringing_too, clock)
        for number in range(1, 41):
            await handler.handle(asks(number))
            answered, _ = await asyncio.gather(
                later(chance.uniform(0, 0.004), partial(handler.handle, answers(number, TUESDAY))),
                later(chance.uniform(0, 0.004), bell.ring),
            )
            assert answered is None
            fates = [row.fate for row in rows(engine, nudges, nudges.c.number == number)]
            first["alarm" if fates else "answer"] += 1
            assert fates in ([], ["dropped"])
            assert [row.state for row in rows(engine, items, items.c.number == number)] == ["answered"]
            assert await bell.ring() <= 1  # the tray, in which nothing waits any more
            assert count(engine, outbox) == 0
            assert count(engine, alarms) == 0

    with writing(engine) as hearing, writing(ringers) as ringing_too:
        within_time(scenario())
    ringers.dispose()
    assert trouble == []
    assert set(first) == {"alarm", "answer"}, first


def test_an_alarm_is_the_relationships_own(engine: Engine, listener: Listener) -> None:
    alarmed(engine, {1: MONDAY})
    rung(engine, MONDAY)
    (heard,) = listener.heard
    assert heard == AlarmRang(at=MONDAY, relationship=OURS, rule="questions", subject="item:1")
