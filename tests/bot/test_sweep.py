"""What is kept for a while only: names go, words go, and every count stays as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from bot import tables
from bot.figures import Totals, accounts
from bot.ledger import Ledger, Memory
from bot.records import read_relationship
from bot.sweep import CARDS_FOR, PRESSERS_FOR, sweep, trim
from rules.effects import Lay
from rules.listening.progress import Progress
from rules.message import say, to_json
from rules.model import (
    Claim,
    Claimed,
    Fate,
    Holder,
    Item,
    ItemNumber,
    MessageId,
    Nudge,
    PersonId,
    Side,
    State,
    Told,
    Turn,
)
from tests.bot.world import ASHA, BEA, BEN, HOUR, MONDAY, OURS, QUESTION, found_another, keep, put, question

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
YEAR = timedelta(days=365)
"""How long a relationship keeps what is settled, unless it says otherwise."""


@pytest.fixture
def ledger(connection: Connection) -> Ledger:
    return Ledger(connection, Memory())


def read(ledger: Ledger, number: int = 1) -> Item:
    found = Ledger(ledger.connection, Memory()).item(OURS, ItemNumber(number))
    assert found
    return found


def all_of(ledger: Ledger, table: Any) -> list[Any]:
    return list(ledger.connection.execute(select(table).order_by(*table.primary_key.columns)))


# Presses and cards ---------------------------------------------------------------------------------------------------


def pressed(ledger: Ledger, number: int, **changes: Any) -> None:
    answer: dict[str, Any] = {"message": to_json(say("Noted.")), "card": None, "errors": {}}
    row = {"key": f"press:{number}", "relationship_id": OURS, "number": 1, "person_id": BEA, "action": "nudge.why"}
    ledger.connection.execute(insert(tables.presses).values(row | {"at": MONDAY, "answer": answer} | changes))


def test_after_ninety_days_a_press_has_no_presser_any_more_but_stays(ledger: Ledger) -> None:
    pressed(ledger, 1)
    pressed(ledger, 2, at=MONDAY + INSTANT)
    sweep(ledger, MONDAY + PRESSERS_FOR + INSTANT)
    old, young = all_of(ledger, tables.presses)
    assert (old.key, old.person_id, old.answer) == (None, None, None)
    assert (old.action, old.number, old.at) == ("nudge.why", 1, MONDAY)
    assert (young.key, young.person_id) == ("press:2", BEA)
    assert young.answer


def test_many_presses_may_lack_their_presser(ledger: Ledger) -> None:
    for number in range(5):
        pressed(ledger, number)
    sweep(ledger, MONDAY + YEAR)
    assert [row.key for row in all_of(ledger, tables.presses)] == [None] * 5


def test_after_ninety_days_a_card_goes(ledger: Ledger) -> None:
    (human,) = ledger.connection.scalars(select(tables.people.c.human_id).where(tables.people.c.id == BEA))
    for number, at in enumerate((MONDAY, MONDAY + INSTANT)):
        row = {"key": f"card:{number}", "human_id": human, "person_id": BEA, "at": at, "why": "nudge"}
        ledger.connection.execute(insert(tables.cards).values(row))
    sweep(ledger, MONDAY + CARDS_FOR + INSTANT)
    assert [row.key for row in all_of(ledger, tables.cards)] == ["card:1"]


# What is settled -----------------------------------------------------------------------------------------------------


def settled(number: int = 1, **changes: Any) -> Item:
    given: dict[str, Any] = {
        "state": State.ANSWERED,
        "closed_at": MONDAY + 12 * HOUR,
        "closed_by": BEA,
        "closing": MessageId("a1"),
        "holds_up": "the migration",
        "progress": Progress(("regio", "bucke"), called=BEA),
        "claim": Claim(Claimed.ANSWERED_ELSEWHERE, BEA, MONDAY + 12 * HOUR, "by phone", confirmed=True),
        "turns": (
            Turn(MONDAY, Holder(Side.CLIENT, BEA), "asked"),
            Turn(MONDAY + 2 * HOUR, Holder(Side.VENDOR, ASHA), "asked back", "the number of the invoice"),
            Turn(MONDAY + 3 * HOUR, Holder(None, BEN, "the registrar"), "waits for a third party"),
        ),
    }
    return question(number, **(given | changes))


END = MONDAY + 12 * HOUR + YEAR


def test_the_words_and_holders_of_a_settled_item_go_when_its_time_is_over_and_not_before(ledger: Ledger) -> None:
    keep(ledger, settled())
    sweep(ledger, END)
    assert read(ledger) == settled()
    sweep(ledger, END + INSTANT)
    item = read(ledger)
    assert (item.text, item.holds_up, item.closed_by, item.claim, item.progress) == ("", "", None, None, Progress())
    assert [(turn.holder.person, turn.words) for turn in item.turns] == [(None, "")] * 3
    kept = tables.items, tables.turns
    found = str([tuple(row) for table in kept for row in all_of(ledger, table)])
    assert not [word for word in ("bucke", "migration", "phone", "invoice", BEA, BEN) if word in found]


def test_what_is_counted_stays(ledger: Ledger) -> None:
    """Who asked, which side had it how long, how it ended: all figures are as before."""
    keep(ledger, settled(1), settled(2, state=State.WITHDRAWN), question(3))
    relationship = read_relationship(ledger.connection, OURS)

    def figures() -> Totals:
        totals = Totals()
        for account in accounts(ledger.connection, relationship, MONDAY + 2 * YEAR):
            totals.add(account)
        return totals

    before = figures()
    sweep(ledger, MONDAY + 2 * YEAR)
    assert read(ledger).text == ""
    assert figures() == before
    item = read(ledger)
    assert [(turn.at, turn.holder.side, turn.holder.third_party) for turn in item.turns] == [
        (turn.at, turn.holder.side, turn.holder.third_party) for turn in settled().turns
    ]


def test_what_is_open_keeps_its_words_however_old_it_is(ledger: Ledger) -> None:
    keep(ledger, question(), settled(2))
    sweep(ledger, MONDAY + 5 * YEAR)
    assert (read(ledger, 1), read(ledger, 2).text) == (question(), "")


def test_each_relationship_keeps_things_as_long_as_it_wants(ledger: Ledger) -> None:
    other, elsewhere = found_another(ledger.connection)
    keep(ledger, settled())
    case = ledger.relationship(other)
    ledger.connection.execute(
        update(tables.relationships).where(tables.relationships.c.id == other).values(retention_days=7)
    )
    rows = [
        {**dict(row._mapping), "relationship_id": case.id, "place_id": elsewhere}
        for row in all_of(ledger, tables.items)
    ]
    ledger.connection.execute(insert(tables.items), rows)
    sweep(ledger, MONDAY + 8 * DAY)
    assert [(row.relationship_id, row.text) for row in all_of(ledger, tables.items)] == [(OURS, QUESTION), (other, "")]


# Who was nudged ------------------------------------------------------------------------------------------------------


def laid(number: int | None, key: str = "", **changes: Any) -> Lay:
    given: dict[str, Any] = {
        "key": key or f"nudge:{number}",
        "why": Told.NUDGE,
        "item": number and ItemNumber(number),
        "turn": 1,
        "step": 1,
        "side": Side.CLIENT,
        "person": BEA,
        "laid_at": MONDAY + 10 * HOUR,
        "show_from": MONDAY + 10 * HOUR,
        "told_at": MONDAY + 10 * HOUR,
        "fate": Fate.DONE,
    }
    return Lay(Nudge(**(given | changes)))


def nudged(ledger: Ledger) -> dict[str, PersonId | None]:
    return {row.key: row.person_id for row in all_of(ledger, tables.nudges)}


def test_who_was_nudged_goes_with_the_item_and_the_nudge_stays(ledger: Ledger) -> None:
    keep(ledger, settled(1), question(2))
    put(ledger, laid(1, wrong=True), laid(2))
    sweep(ledger, END)
    assert nudged(ledger) == {"nudge:1": BEA, "nudge:2": BEA}
    sweep(ledger, END + INSTANT)
    assert nudged(ledger) == {"nudge:1": None, "nudge:2": BEA}
    row = all_of(ledger, tables.nudges)[0]
    assert (row.human_id, row.fate, row.step, row.told_at, row.wrong) == (None, "done", 1, MONDAY + 10 * HOUR, True)


def test_what_was_told_about_no_item_goes_after_the_same_time(ledger: Ledger) -> None:
    put(ledger, laid(None, "note:1", why=Told.NOTE, body=to_json(say("Three questions waited."))))
    sweep(ledger, MONDAY + 10 * HOUR + YEAR)
    assert nudged(ledger) == {"note:1": BEA}
    sweep(ledger, MONDAY + 10 * HOUR + YEAR + INSTANT)
    assert nudged(ledger) == {"note:1": None}
    assert all_of(ledger, tables.nudges)[0].body is None


# Both together -------------------------------------------------------------------------------------------------------


def test_sweeping_twice_changes_nothing_more(ledger: Ledger) -> None:
    keep(ledger, settled())
    put(ledger, laid(1))
    pressed(ledger, 1)
    sweep(ledger, MONDAY + 2 * YEAR)
    tables_then = [all_of(ledger, table) for table in (tables.items, tables.turns, tables.nudges, tables.presses)]
    sweep(ledger, MONDAY + 2 * YEAR)
    assert [all_of(ledger, t) for t in (tables.items, tables.turns, tables.nudges, tables.presses)] == tables_then


def test_a_replay_trims_its_windows_and_keeps_what_it_is_to_report(ledger: Ledger) -> None:
    keep(ledger, settled())
    put(ledger, laid(1))
    trim(ledger, MONDAY + 5 * YEAR)
    assert read(ledger) == settled()
    assert nudged(ledger) == {"nudge:1": BEA}
