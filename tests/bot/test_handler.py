"""One event, one transaction, one decision: nothing twice, nothing by halves, and nobody's words in the log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.alarms import Bell
from bot.handler import Handler
from bot.ledger import Ledger
from bot.tables import alarms, cards, heard, items, nudges, outbox, presses, relationships, seen, turns
from rules import RULES
from rules import engine as rules_engine
from rules.effects import Answer, Effect, SetAlarm
from rules.events import ButtonPressed, CommandGiven, Event, FormSent
from rules.message import Button, Buttons, Message, say
from rules.model import Case, MessageId, PersonId, PlaceId, State
from tests.bot.world import (
    ASHA,
    BEA,
    BEN,
    MONDAY,
    OURS,
    QUESTION,
    SHARED,
    TUESDAY,
    Listener,
    SetClock,
    answers,
    asks,
    commits,
    count,
    found_another,
    on_sqlite,
    put,
    rows,
    says,
    transaction,
    within_time,
    writing,
)


class Broken:
    """A rule that breaks on everything, with the words of the message in its error."""

    NAME = "broken"

    def decide(self, event: Event, case: Case, now: datetime) -> tuple[Effect, ...]:
        raise ValueError(f"cannot make sense of {event}")


class Echo:
    """A rule that says a command back to whoever gave it."""

    NAME = "echo"

    def decide(self, event: Event, case: Case, now: datetime) -> tuple[Effect | Answer, ...]:
        return (Answer(say(event.text)),) if isinstance(event, CommandGiven) else ()


def handled(engine: Engine, *events: Event, clock: SetClock | None = None) -> list[Answer | None]:
    """Handle events one after the other; what each was answered."""

    async def scenario() -> list[Answer | None]:
        handler = Handler(writer, clock or SetClock())
        return [await handler.handle(event) for event in events]

    with writing(engine) as writer:
        return within_time(scenario())


# Once ----------------------------------------------------------------------------------------------------------------

ASKED = says(ASHA, QUESTION, id="m1")
COMMANDED = CommandGiven(
    id="command:1", at=MONDAY, place=SHARED, author=ASHA, text="ask Which region?", message=MessageId("c1")
)
RESENT = {"the very same event": ASKED, "under another event id": replace(ASKED, id="from the other workspace")}


@pytest.mark.parametrize("again", RESENT.values(), ids=RESENT.keys())
def test_a_question_that_is_posted_twice_is_one_item(engine: Engine, again: Event) -> None:
    handled(engine, ASKED, again)
    handled(engine, again)  # after a restart, too
    assert (count(engine, items), count(engine, turns), count(engine, alarms), count(engine, heard)) == (1, 1, 1, 1)


def test_a_question_that_arrives_twice_at_the_same_moment_is_one_item(engine: Engine) -> None:
    async def scenario() -> None:
        handler = Handler(writer, SetClock())
        await asyncio.gather(*(handler.handle(event) for event in [*RESENT.values()] * 5))

    with writing(engine) as writer:
        within_time(scenario())
    assert count(engine, items) == 1


def test_a_command_that_is_sent_twice_is_answered_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_engine, "RULES", (Echo(),))
    first, second = handled(engine, COMMANDED, COMMANDED)
    assert first
    assert first.text == "ask Which region?"
    assert second is None


# Presses -------------------------------------------------------------------------------------------------------------


@dataclass
class Presses:
    """A rule that answers every press with how many there were, and changes something unless it is a *why*."""

    NAME: str = "presses"
    heard: list[Event] = field(default_factory=list)

    def decide(self, event: Event, case: Case, now: datetime) -> tuple[Effect | Answer, ...]:
        if not isinstance(event, ButtonPressed | FormSent):
            return ()
        self.heard.append(event)
        card = Message((*say("It stands differently now.").parts, Buttons((Button("Undo", "undo", "1:undo"),))))
        answer = Answer(say(f"That was press {len(self.heard)}."), errors={"when": "Which day?"}, card=card)
        return (answer,) if event.action == "nudge.why" else (answer, SetAlarm("presses", "item:1", TUESDAY))


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> Presses:
    rule = Presses()
    monkeypatch.setattr(rules_engine, "RULES", (rule,))
    return rule


PRESS = ButtonPressed(id="press:1", at=MONDAY, person=BEA, action="nudge.snooze", about="1:1", card="card:7")
FORM = FormSent(id="form:1", at=MONDAY, person=BEA, action="nudge.promise", about="1:1", values={"when": "friday"})


@pytest.mark.parametrize("pressed", [PRESS, FORM], ids=["button", "form"])
def test_a_press_that_is_repeated_hears_the_same_and_changes_nothing(
    engine: Engine, listening: Presses, pressed: Event
) -> None:
    """Twice at once, and again after a restart."""
    first, second = handled(engine, pressed, pressed)
    (third,) = handled(engine, pressed)
    assert first
    assert (first.text, dict(first.errors)) == ("That was press 1.", {"when": "Which day?"})
    assert first == second == third
    assert (len(listening.heard), count(engine, presses)) == (1, 1)


def test_a_double_click_under_another_event_id_is_one_press(engine: Engine, listening: Presses) -> None:
    first, second = handled(engine, PRESS, replace(PRESS, id="press:2", at=TUESDAY))
    assert first == second
    assert len(listening.heard) == 1


def test_a_press_that_changed_nothing_is_judged_anew_when_it_is_repeated(engine: Engine, listening: Presses) -> None:
    """What was not theirs to say may be theirs by then."""
    why = replace(PRESS, action="nudge.why")
    answers = [answer.text if answer else None for answer in handled(engine, why, replace(why, id="press:2"))]
    assert answers == ["That was press 1.", "That was press 2."]
    assert [(row.action, row.person_id) for row in rows(engine, presses)] == [("nudge.why", BEA)] * 2


@pytest.mark.parametrize(
    "other",
    [
        replace(PRESS, id="2", person=BEN),
        replace(PRESS, id="2", action="nudge.not_question"),
        replace(PRESS, id="2", card="card:8"),
        replace(PRESS, id="2", about="1:2"),
    ],
    ids=["another person", "another button", "another card", "another question"],
)
def test_another_press_is_another(engine: Engine, listening: Presses, other: Event) -> None:
    answers = [answer.text if answer else None for answer in handled(engine, PRESS, other)]
    assert answers == ["That was press 1.", "That was press 2."]
    assert count(engine, presses) == 2


def test_every_press_is_kept_with_who_pressed_what(engine: Engine, listening: Presses) -> None:
    handled(engine, PRESS, replace(PRESS, id="2", action="undo", about="1:undo"))
    found = [(row.relationship_id, row.number, row.person_id, row.action, row.at) for row in rows(engine, presses)]
    assert found == [(OURS, 1, BEA, "nudge.snooze", MONDAY), (OURS, None, BEA, "undo", MONDAY)]


def test_a_card_whose_button_was_pressed_is_heeded(engine: Engine, listening: Presses) -> None:
    with transaction(engine) as ledger:
        put(ledger)
        human = ledger.relationship(OURS).people[BEA].human
        row = {"human_id": human, "person_id": BEA, "at": MONDAY, "why": "nudge"}
        ledger.connection.execute(insert(cards), [{"key": key, **row} for key in ("card:7", "card:8")])
    handled(engine, PRESS)
    assert {row.key: row.heeded for row in rows(engine, cards)} == {"card:7": True, "card:8": False}


def test_a_press_of_somebody_of_another_relationship_is_none_of_its_business(
    engine: Engine, listening: Presses
) -> None:
    """One relationship never sees another; they hear that they are not known here."""
    with engine.begin() as connection:
        found_another(connection)
    (answer,) = handled(engine, replace(PRESS, person=PersonId("room:other-c")))
    assert answer
    assert "press" not in answer.text
    assert (listening.heard, count(engine, presses)) == ([], 0)


@pytest.mark.parametrize("about", ["", "x", "99:1", "1", "1:", ":1", "1:1:1", "9999999999999:1"])
def test_a_button_that_no_card_of_ours_had_does_no_harm(engine: Engine, listening: Presses, about: str) -> None:
    handled(engine, replace(PRESS, about=about))
    assert [row.number for row in rows(engine, presses)] in ([], [None])


# Elsewhere -----------------------------------------------------------------------------------------------------------


def test_what_is_said_where_nobody_asked_us_to_listen_leaves_nothing_but_its_mark(engine: Engine) -> None:
    assert handled(engine, replace(ASKED, place=PlaceId("room:unknown"))) == [None]
    assert (count(engine, items), count(engine, heard), count(engine, alarms)) == (0, 0, 0)


def test_when_handle_returns_the_decision_is_committed(engine: Engine) -> None:
    async def scenario() -> None:
        handler = Handler(writer, SetClock())
        for n in range(1, 6):
            await handler.handle(asks(n))
            assert (count(engine, items), count(engine, alarms)) == (n, n)

    with writing(engine) as writer, commits(engine) as committed:
        within_time(scenario())
    assert len(committed) == 5


def test_an_answer_that_is_committed_takes_back_a_nudge_that_still_waits(engine: Engine) -> None:
    clock = SetClock(TUESDAY)

    async def scenario() -> None:
        handler, bell = Handler(writer, clock), Bell(writer, clock)
        await handler.handle(asks(1))
        await handler.handle(asks(2))
        assert await bell.ring() == 2
        assert [(row.number, row.fate) for row in rows(engine, nudges)] == [(1, "waiting"), (2, "waiting")]
        await handler.handle(answers(1, TUESDAY))
        await bell.ring()

    with writing(engine) as writer:
        within_time(scenario())
    assert [row.state for row in rows(engine, items)] == [State.ANSWERED, State.OPEN]
    assert [(row.number, row.fate) for row in rows(engine, nudges)] == [(1, "dropped"), (2, "told")]
    (card,) = rows(engine, outbox)
    assert "bucket 2" in card.body
    assert "bucket 1" not in card.body
    assert [row.subject for row in rows(engine, alarms)] == ["item:2"]


# A broken rule -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [True, False], ids=["asked first", "asked last"])
def test_a_broken_rule_is_logged_without_anybodys_words_and_its_neighbours_are_heard(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, first: bool
) -> None:
    monkeypatch.setattr(rules_engine, "RULES", (Broken(), *RULES) if first else (*RULES, Broken()))
    with caplog.at_level(logging.DEBUG):
        handled(engine, replace(ASKED, id="event-77"))
    assert [row.text for row in rows(engine, items)] == [QUESTION]
    (fault,) = [record for record in caplog.records if record.name.startswith("bot")]
    assert fault.levelno == logging.ERROR
    assert fault.getMessage() == "rule broken broke on event event-77: ValueError"
    assert "bucket" not in caplog.text


def test_an_event_that_broke_a_rule_is_not_decided_again(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    listener = Listener()
    monkeypatch.setattr(rules_engine, "RULES", (Broken(), listener))
    handled(engine, ASKED, ASKED)
    assert listener.heard == [ASKED]


# A database that fails -----------------------------------------------------------------------------------------------


def without_alarms(engine: Engine) -> Callable[[], None]:
    """Everything about a question can be written but its alarm, which comes last."""
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE alarms RENAME TO alarms_gone"))

    def well() -> None:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE alarms_gone RENAME TO alarms"))

    return well


def test_a_failing_database_raises_to_the_caller_and_leaves_nothing_by_halves(engine: Engine) -> None:
    well = without_alarms(engine)
    with pytest.raises(DBAPIError, match="alarms"):
        handled(engine, ASKED)
    assert [count(engine, table) for table in (seen, heard, items, turns)] == [0, 0, 0, 0]
    assert rows(engine, relationships)[0].items_opened == 0
    well()
    handled(engine, ASKED)
    assert [count(engine, table) for table in (seen, heard, items, turns, alarms)] == [1, 1, 1, 1, 1]


def test_the_process_that_met_a_failing_database_goes_on_when_it_is_well_again(engine: Engine) -> None:
    events = (says(BEA, "Good morning"), asks(2), answers(1), asks(3))

    async def scenario() -> None:
        handler = Handler(writer, SetClock())
        await handler.handle(asks(1))
        well = without_alarms(engine)
        results = await asyncio.gather(*(handler.handle(event) for event in events), return_exceptions=True)
        # What needs the missing table fails; what does not, does not pay for it.
        assert [isinstance(result, DBAPIError) for result in results] == [False, True, True, True]
        well()
        for event in events:
            await handler.handle(event)

    with writing(engine) as writer:
        within_time(scenario())
    assert [(row.number, row.state) for row in rows(engine, items)] == [(1, "answered"), (2, "open"), (3, "open")]
    assert [row.message for row in rows(engine, heard)] == sorted(["m1", events[0].message, "m2", "answer:1", "m3"])


@on_sqlite
def test_a_full_disk_refuses_one_event_and_takes_it_when_there_is_room(engine: Engine) -> None:
    def no_more_pages(ledger: Ledger) -> None:
        pages = ledger.connection.exec_driver_sql("PRAGMA page_count").scalar()
        ledger.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def room_again(ledger: Ledger) -> None:
        ledger.connection.exec_driver_sql(f"PRAGMA max_page_count = {2**30}")

    async def until_refused(handler: Handler) -> int:
        for number in range(1, 1_000):
            try:
                await handler.handle(asks(number))
            except OperationalError as error:
                if "full" not in str(error.orig):
                    raise
                return number
        raise AssertionError("the disk never filled up")

    async def scenario() -> int:
        handler = Handler(writer, SetClock())
        await writer.write(no_more_pages)
        refused = await until_refused(handler)
        assert count(engine, items) == count(engine, seen) == refused - 1
        await writer.write(room_again)
        await handler.handle(asks(refused))
        return refused

    with writing(engine) as writer:
        refused = within_time(scenario())
    assert [row.number for row in rows(engine, items)] == list(range(1, refused + 1))
