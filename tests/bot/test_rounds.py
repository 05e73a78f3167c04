"""Rounds of feedback in the ledger, on both databases: nothing of an answer is handed out before its time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot import alarms, round_records, tables
from bot.handler import take
from bot.sweep import sweep
from rules.effects import ForgetPerson
from rules.events import AlarmRang, ButtonPressed, CommandGiven, FormSent
from rules.model import Fate, MessageId, PersonId, Side
from rules.rhythm.feedback import NAME
from tests.bot.world import ARUN, ASHA, BEA, BEN, HOUR, MONDAY, OURS, SHARED, founded, rows, says, transaction

CLOSES = MONDAY + timedelta(days=7)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Bea, Ben, Asha and Arun wrote something on Monday; then a round was started."""
    made, _ = founded(database_url)
    with transaction(made) as ledger:
        for n, who in enumerate((BEA, BEN, ASHA, ARUN)):
            take(ledger, says(who, "Good morning", MONDAY, id=f"m{n}"), MONDAY)
    command(made, BEA, "feedback start")
    yield made
    made.dispose()


def command(engine: Engine, who: PersonId, text: str, at: datetime = MONDAY) -> Any:
    event = CommandGiven(
        id=f"c:{who}:{text}:{at}", at=at, place=SHARED, author=who, text=text, message=MessageId(f"c{at}{text}")
    )
    with transaction(engine) as ledger:
        return take(ledger, event, at)


def press(engine: Engine, who: PersonId, action: str, about: str = "round:1", at: datetime = MONDAY + HOUR) -> Any:
    event = ButtonPressed(id="b", at=at, person=who, action=action, about=f"{OURS}:{about}", card="card:1")
    with transaction(engine) as ledger:
        return take(ledger, event, at)


def send(engine: Engine, who: PersonId, at: datetime = MONDAY + HOUR, **values: str) -> Any:
    event = FormSent(
        id=f"f:{who}:{at}:{len(values)}",
        at=at,
        person=who,
        action="feedback.give",
        about=f"{OURS}:round:1",
        values=values,
    )
    with transaction(engine) as ledger:
        return take(ledger, event, at)


def ring(engine: Engine, until: datetime) -> None:
    """Everything that is due by then, each at its own time."""
    for _ in range(200):
        with transaction(engine) as ledger:
            at = alarms.earliest(ledger)
            if at is None or at > until:
                return
            for alarm in alarms.due(ledger, at):
                alarms.ring(ledger, alarm, at)
    raise AssertionError("it rings for ever")


def answered_by_all(engine: Engine) -> None:
    for n, who in enumerate((BEA, BEN, ASHA, ARUN)):
        send(engine, who, MONDAY + HOUR, trust=str(n + 1), change=f"Change {n}")
    ring(engine, MONDAY + HOUR)


def said(engine: Engine) -> list[str]:
    return [row.body or "" for row in rows(engine, tables.outbox) if row.person_id is None]


# Before the reveal ---------------------------------------------------------------------------------------------------


def test_who_is_asked_stands_in_the_ledger_and_in_trays(engine: Engine) -> None:
    asked = rows(engine, tables.respondents)
    assert {(row.person_id, row.side) for row in asked} == {
        (BEA, "client"), (BEN, "client"), (ASHA, "vendor"), (ARUN, "vendor"),
    }  # fmt: skip
    assert [row.why for row in rows(engine, tables.nudges)] == ["round"] * 4


def test_an_answer_stands_in_one_column_and_nowhere_else(engine: Engine) -> None:
    send(engine, BEA, keep="Zebras", trust="2")
    ring(engine, MONDAY + timedelta(days=4))
    for table in tables.metadata.sorted_tables:
        for row in rows(engine, table):
            kept = dict(row._mapping)
            if table is tables.respondents:
                kept.pop("answer")
            assert "Zebras" not in json.dumps(kept, default=str)
    assert [row.answer["keep"] for row in rows(engine, tables.respondents) if row.answer] == ["Zebras"]


def test_nobody_is_handed_an_answer_but_whoever_gave_it(engine: Engine) -> None:
    send(engine, BEA, keep="Zebras")
    with transaction(engine) as ledger:
        connection = ledger.connection
        assert round_records.rounds_of(connection, OURS, person=ASHA).mine is None
        assert round_records.rounds_of(connection, OURS, person=BEN).mine is None
        mine = round_records.rounds_of(connection, OURS, person=BEA).mine
        assert mine
        assert mine.keep == "Zebras"
        for over_at in (None, MONDAY, CLOSES - HOUR):
            assert round_records.rounds_of(connection, OURS, over_at=over_at).answers is None
        for event in (
            AlarmRang(at=MONDAY, relationship=OURS, rule=NAME, subject="round:1"),
            AlarmRang(at=MONDAY, relationship=OURS, rule="digest", subject="weekly"),
            says(ASHA, "Good morning", id="m9"),
        ):
            assert "Zebras" not in str(ledger.case_for(event))
        assert round_records.last_revealed(connection, OURS) is None


def test_a_second_answer_takes_the_place_of_the_first(engine: Engine) -> None:
    send(engine, BEA, keep="Zebras")
    send(engine, BEA, MONDAY + 2 * HOUR, change="Lions", signed="yes")
    (row,) = (row for row in rows(engine, tables.respondents) if row.answer)
    assert (row.answer["keep"], row.answer["change"], row.answer["signed"]) == ("", "Lions", True)
    assert not row.short


def test_the_same_human_under_another_account_sees_their_answer(engine: Engine) -> None:
    send(engine, BEA, keep="Zebras")
    with engine.begin() as connection:
        human = connection.scalar(select(tables.people.c.human_id).where(tables.people.c.id == BEA))
        connection.execute(tables.people.update().where(tables.people.c.id == BEN).values(human_id=human))
        connection.execute(tables.relationships.update().values(version=99))
    assert "Zebras" in str(press(engine, BEN, "feedback.give").answer.form)


def test_whoever_answered_is_not_reminded(engine: Engine) -> None:
    send(engine, BEA, keep="Zebras")
    press(engine, BEN, "feedback.skip")
    ring(engine, CLOSES - HOUR)
    laid = [(row.person_id, row.step, row.fate) for row in rows(engine, tables.nudges) if row.step]
    assert {who for who, _, _ in laid} == {ASHA, ARUN}
    assert max(step for _, step, _ in laid) == 2
    over = {row.fate for row in rows(engine, tables.nudges) if row.person_id in (BEA, BEN)}
    assert over <= {Fate.DONE.value, Fate.DROPPED.value}


# The reveal ----------------------------------------------------------------------------------------------------------


def test_when_all_have_answered_the_result_is_posted_and_the_answers_are_gone(engine: Engine) -> None:
    answered_by_all(engine)
    (row,) = rows(engine, tables.rounds)
    assert row.revealed_at == MONDAY + HOUR
    assert row.scores == {"client": {"answers": 2, "means": {}}, "vendor": {"answers": 2, "means": {}}}
    assert [row.answer for row in rows(engine, tables.respondents)] == [None] * 4
    (told,) = (body for body in said(engine) if "Round 1 of feedback" in body)
    assert all(f"Change {n}" in told for n in range(4))


def test_the_last_revealed_round_is_read_without_its_case(engine: Engine) -> None:
    answered_by_all(engine)
    with transaction(engine) as ledger:
        found = round_records.last_revealed(ledger.connection, OURS)
    assert found
    assert found.number == 1
    assert found.has_result
    assert [(change.owner, change.text) for change in found.changes] == [
        (Side.VENDOR, "Change 0"),
        (Side.CLIENT, "Change 2"),
    ]


def test_a_window_that_closes_reveals_what_is_there(engine: Engine) -> None:
    send(engine, BEA, keep="Zebras")
    send(engine, ASHA, keep="Lions")
    ring(engine, CLOSES)
    assert sum("Zebras" in body and "Lions" in body for body in said(engine)) == 1


def test_an_alarm_that_rings_late_reveals_too(engine: Engine) -> None:
    """It was set for a reminder; meanwhile the window closed."""
    send(engine, BEA, keep="Zebras")
    send(engine, ASHA, keep="Lions")
    for _ in range(30):
        with transaction(engine) as ledger:
            for alarm in alarms.due(ledger, CLOSES + HOUR):
                alarms.ring(ledger, alarm, CLOSES + HOUR)
    assert sum("Zebras" in body and "Lions" in body for body in said(engine)) == 1


def test_an_answer_after_the_reveal_is_not_kept(engine: Engine) -> None:
    answered_by_all(engine)
    found = send(engine, BEA, MONDAY + 3 * HOUR, keep="Zebras")
    assert "This round is over" in found.answer.text
    assert [row.answer for row in rows(engine, tables.respondents)] == [None] * 4


def test_a_change_that_is_taken_on_is_a_promise_in_the_ledger(engine: Engine) -> None:
    answered_by_all(engine)
    press(engine, ASHA, "feedback.take", "round:1:vendor", MONDAY + 2 * HOUR)
    (item,) = rows(engine, tables.items)
    assert (item.kind, item.text, item.unnamed, item.asker_side) == ("promise", "Change 0", True, "client")
    with transaction(engine) as ledger:
        rounds = round_records.rounds_of(ledger.connection, OURS)
    assert [kept.label for kept in rounds.promised] == ["p1"]
    assert rounds.results[-1].changes[0].taken


def test_who_gave_only_scores_rests_in_the_next_round(engine: Engine) -> None:
    send(engine, BEA, trust="4")
    send(engine, BEN, trust="4", keep="All")
    send(engine, ASHA, keep="All")
    ring(engine, CLOSES)
    command(engine, BEN, "feedback start", CLOSES + HOUR)
    asked = {row.person_id for row in rows(engine, tables.respondents, tables.respondents.c.round == 2)}
    assert asked == {BEN, ASHA, ARUN}


# Whom it asks --------------------------------------------------------------------------------------------------------


def test_it_is_noted_once_a_day_who_was_there(engine: Engine) -> None:
    days = {row.person_id: row.active_on for row in rows(engine, tables.members)}
    assert days == dict.fromkeys((BEA, BEN, ASHA, ARUN), MONDAY.date())
    with transaction(engine) as ledger:
        take(ledger, says(BEN, "Good evening", MONDAY + timedelta(days=2), id="later"), MONDAY)
    assert (
        rows(engine, tables.members, tables.members.c.person_id == BEN)[0].active_on
        == (MONDAY + timedelta(days=2)).date()
    )


def test_whom_a_go_between_named_is_kept_for_their_side(engine: Engine) -> None:
    command(engine, BEA, f"feedback people @{BEN}")
    assert {row.person_id for row in rows(engine, tables.members) if row.asked} == {BEN}
    command(engine, BEA, "undo", MONDAY + HOUR)
    assert not any(row.asked for row in rows(engine, tables.members))


# Forgetting ----------------------------------------------------------------------------------------------------------


def forget(engine: Engine, who: PersonId, at: datetime) -> None:
    with transaction(engine) as ledger:
        case = ledger.case_for(AlarmRang(at=at, relationship=OURS, rule=NAME, subject="round"))
        assert case
        ledger.apply(case, [ForgetPerson(who)], at)


def test_whoever_is_forgotten_takes_their_answer_along(engine: Engine) -> None:
    send(engine, BEN, keep="Zebras")
    forget(engine, BEN, MONDAY + HOUR)
    assert BEN not in {row.person_id for row in rows(engine, tables.respondents)}
    assert "Zebras" not in str([row.answer for row in rows(engine, tables.respondents)])


def test_their_name_goes_from_what_was_offered(engine: Engine) -> None:
    send(engine, BEA, change="Let ben call")
    send(engine, ASHA, keep="All")
    ring(engine, CLOSES)
    forget(engine, BEN, CLOSES + HOUR)
    assert rows(engine, tables.rounds)[0].changes[0]["text"].startswith("Let someone at ")


def test_what_stands_for_a_company_stays_when_its_speaker_is_forgotten(engine: Engine) -> None:
    answered_by_all(engine)
    press(engine, ASHA, "feedback.take", "round:1:vendor", MONDAY + 2 * HOUR)
    forget(engine, BEA, MONDAY + 3 * HOUR)
    assert rows(engine, tables.items)[0].text == "Change 0"


def test_after_the_retention_only_the_scores_are_left(engine: Engine) -> None:
    answered_by_all(engine)
    with transaction(engine) as ledger:
        sweep(ledger, MONDAY + timedelta(days=364))
    assert len(rows(engine, tables.respondents)) == 4
    with transaction(engine) as ledger:
        sweep(ledger, MONDAY + timedelta(days=367))
    (row,) = rows(engine, tables.rounds)
    assert rows(engine, tables.respondents) == []
    assert (row.changes, row.scores["client"]["answers"]) == (None, 2)
    with transaction(engine) as ledger:
        assert round_records.last_revealed(ledger.connection, OURS)
