"""The figures of a ledger, on one that is written by hand: each item's waits and nudges, and the sums of each side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from bot import tables
from bot.figures import Account, Longest, Nudge, Totals, accounts, cards_sent, hours
from bot.ledger import Ledger, Memory
from bot.records import read_relationship
from rules import model as stored
from rules.effects import Forget, Keep, Lay
from rules.model import Fate, Holder, Item, ItemNumber, MessageId, PersonId, Side, State, Told, Turn
from tests.bot.world import (
    ARUN,
    ASHA,
    BEA,
    BEN,
    HOUR,
    MONDAY,
    OURS,
    TUESDAY,
    case_in,
    found_another,
    keep,
    put,
    question,
)

CLIENT, VENDOR = Side.CLIENT, Side.VENDOR
WEDNESDAY = MONDAY + timedelta(days=2)
NOON = MONDAY + 3 * HOUR
BY_BEA = Holder(CLIENT, BEA)
BY_ASHA = Holder(VENDOR, ASHA)


# Writing the ledger --------------------------------------------------------------------------------------------------


@pytest.fixture
def ledger(connection: Connection) -> Ledger:
    return Ledger(connection, Memory())


def held(number: int, *turns: Turn, **changes: object) -> Item:
    """A question that went from hand to hand."""
    return question(number, turns=turns, **changes)


def closed(number: int, after: timedelta, state: State = State.ANSWERED) -> Item:
    """A question of Monday at nine that is settled."""
    return question(number, state=state, closed_at=MONDAY + after, closed_by=BEA, closing=MessageId(f"a{number}"))


def nudged(number: int, step: int, turn: int = 1, at: datetime = TUESDAY, **changes: Any) -> Lay:
    """A step of the ladder that was told: the third in the thread, the others privately."""
    given: dict[str, Any] = {
        "key": f"nudge:{OURS}:{number}:{turn}:{step}",
        "why": {3: Told.LINE, 4: Told.BRIEF}.get(step, Told.NUDGE),
        "item": ItemNumber(number),
        "turn": turn,
        "step": step,
        "side": CLIENT,
        "person": None if step == 3 else BEA,
        "laid_at": at,
        "show_from": at,
        "told_at": at,
        "fate": Fate.TOLD,
    }
    return Lay(stored.Nudge(**(given | changes)))


def told(ledger: Ledger, until: datetime = WEDNESDAY) -> list[Account]:
    return list(accounts(ledger.connection, read_relationship(ledger.connection, OURS), until))


def waits(ledger: Ledger, until: datetime = WEDNESDAY) -> dict[str, tuple[float, float]]:
    """Label → working hours with the client and with the vendor."""
    return {a.item.label: (hours(a.waited[CLIENT]), hours(a.waited[VENDOR])) for a in told(ledger, until)}


def steps(ledger: Ledger) -> dict[str, list[int]]:
    return {account.item.label: [nudge.step for nudge in account.nudges] for account in told(ledger)}


# Accounts ------------------------------------------------------------------------------------------------------------


def test_a_ledger_without_items_has_no_accounts(ledger: Ledger) -> None:
    assert told(ledger) == []


def test_accounts_come_in_the_order_of_asking(ledger: Ledger) -> None:
    keep(ledger, *(question(number) for number in range(1, 13)))
    assert [account.item.number for account in told(ledger)] == list(range(1, 13))


def test_an_open_item_waits_until_the_end_and_a_settled_one_until_it_was(ledger: Ledger) -> None:
    keep(ledger, question(1), closed(2, 3 * HOUR), closed(3, timedelta(days=30), State.LAPSED))
    assert waits(ledger) == {"q1": (16.0, 0.0), "q2": (3.0, 0.0), "q3": (16.0, 0.0)}
    assert waits(ledger, until=NOON) == {"q1": (3.0, 0.0), "q2": (3.0, 0.0), "q3": (3.0, 0.0)}


def test_each_side_waits_for_the_turns_of_the_other(ledger: Ledger) -> None:
    back, forth = Turn(NOON, BY_ASHA, "asked back"), Turn(MONDAY + 5 * HOUR, BY_BEA, "told")
    keep(ledger, held(1, Turn(MONDAY, BY_BEA, "asked"), back, forth))
    (account,) = told(ledger, until=MONDAY + 6 * HOUR)
    assert account.waited == {CLIENT: 4 * HOUR, VENDOR: 2 * HOUR}
    assert account.all_waited == 6 * HOUR
    assert account.first_held_by is CLIENT


def test_while_a_third_party_has_it_neither_side_waits(ledger: Ledger) -> None:
    away = Turn(NOON, Holder(None, BEA, "the registrar"), "somebody else must act")
    keep(ledger, held(1, Turn(MONDAY, BY_BEA, "asked"), away))
    assert waits(ledger) == {"q1": (3.0, 0.0)}


def test_what_a_third_party_held_first_is_of_neither_side(ledger: Ledger) -> None:
    keep(ledger, held(1, Turn(MONDAY, Holder(None, BEA, "the registrar"), "asked")))
    (account,) = told(ledger)
    assert account.first_held_by is None
    totals = summed([account])
    assert (totals.client.opened, totals.vendor.opened) == (0, 0)


def test_a_nudge_says_when_to_whom_and_which_step(ledger: Ledger) -> None:
    keep(ledger, question(1))
    put(ledger, nudged(1, 3, at=WEDNESDAY), nudged(1, 1), nudged(1, 4, at=WEDNESDAY + HOUR, person=BEN))
    (account,) = told(ledger)
    assert account.nudges == (
        Nudge(TUESDAY, 1, 1, CLIENT, BEA),
        Nudge(WEDNESDAY, 1, 3, CLIENT, None),
        Nudge(WEDNESDAY + HOUR, 1, 4, CLIENT, BEN),
    )


def test_a_nudge_is_of_the_side_that_held_the_ball_then(ledger: Ledger) -> None:
    turns = Turn(MONDAY, BY_BEA, "asked"), Turn(TUESDAY, BY_ASHA, "asked back")
    keep(ledger, held(1, *turns))
    put(ledger, nudged(1, 1), nudged(1, 1, turn=2, person=ASHA), nudged(1, 3, turn=2))
    (account,) = told(ledger)
    assert [(nudge.turn, nudge.side) for nudge in account.nudges] == [(1, CLIENT), (2, VENDOR), (2, VENDOR)]


def test_nudges_stand_beside_their_own_item_and_not_every_item_has_any(ledger: Ledger) -> None:
    keep(ledger, *(question(number) for number in range(1, 6)))
    put(ledger, nudged(4, 1), nudged(2, 1), nudged(2, 2), nudged(4, 3))
    assert steps(ledger) == {"q1": [], "q2": [1, 2], "q3": [], "q4": [1, 3], "q5": []}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_item_that_was_dropped_takes_no_nudges_from_others(ledger: Ledger, number: int) -> None:
    """Said is said: yet what turned out to be internal is none of the items, and takes its nudges with it."""
    keep(ledger, question(1), question(2), question(3))
    put(ledger, nudged(1, 1), nudged(2, 1), nudged(3, 1))
    dropped = ledger.item(OURS, ItemNumber(number))
    assert dropped
    put(ledger, Forget(dropped))
    assert steps(ledger) == {f"q{other}": [1] for other in (1, 2, 3) if other != number}


def test_only_what_was_told_counts(ledger: Ledger) -> None:
    """And what was heeded since; not what waits, what was dropped, and what a dry run only would have said."""
    keep(ledger, question(1))
    put(
        ledger,
        nudged(1, 1, fate=Fate.DONE),
        nudged(1, 2, fate=Fate.WAITING, told_at=None),
        nudged(1, 1, turn=2, fate=Fate.DROPPED, told_at=None),
        nudged(1, 3, fate=Fate.DRY),
    )
    assert steps(ledger) == {"q1": [1]}


@pytest.mark.parametrize("why", [Told.TURNED, Told.CLAIM, Told.CHASE])
def test_what_is_told_about_an_item_but_is_no_step_of_the_ladder_does_not_count(ledger: Ledger, why: Told) -> None:
    keep(ledger, question(1))
    put(ledger, nudged(1, 0, why=why))
    assert steps(ledger) == {"q1": []}


def test_the_items_and_nudges_of_another_relationship_are_not_ours(ledger: Ledger) -> None:
    other, _ = found_another(ledger.connection)
    keep(ledger, question(1))
    ledger.lock([other])
    case = case_in(ledger)
    theirs = replace(case, relationship=replace(case.relationship, id=other))
    laid = nudged(1, 1, key=f"nudge:{other}:1:1:1", person=PersonId("room:other-c"))
    ledger.apply(theirs, [Keep(question(1, text="theirs")), laid], MONDAY)
    (account,) = told(ledger)
    assert account.item.text != "theirs"
    assert account.nudges == ()


def test_more_than_is_read_at_once_keeps_its_order(ledger: Ledger) -> None:
    """Two results of a thousand and some rows are read side by side, a thousand rows at a time."""
    many = range(1, 521)
    turns = Turn(MONDAY, BY_BEA, "asked"), Turn(NOON, BY_ASHA, "asked back")
    keep(ledger, *(held(number, *turns) for number in many))
    put(ledger, *(nudged(number, step) for number in many if number % 3 for step in (1, 2, 3)))
    found = told(ledger)
    assert [account.item.number for account in found] == list(many)
    assert {len(account.item.turns) for account in found} == {2}
    assert [len(account.nudges) for account in found] == [3 if number % 3 else 0 for number in many]


# Sums ----------------------------------------------------------------------------------------------------------------


def account(
    number: int, client: float = 0, vendor: float = 0, state: State = State.ANSWERED, first: Side = CLIENT
) -> Account:
    """An item with the hours each side took."""
    turn = Turn(MONDAY, BY_BEA if first is CLIENT else BY_ASHA, "asked")
    item = held(number, turn, state=state, closed_at=None if state is State.OPEN else WEDNESDAY)
    return Account(item, {CLIENT: client * HOUR, VENDOR: vendor * HOUR}, ())


def summed(found: Iterable[Account]) -> Totals:
    totals = Totals()
    for each in found:
        totals.add(each)
    return totals


def settled_in(*waited: float) -> Totals:
    return summed(account(number, each) for number, each in enumerate(waited, start=1))


def test_an_item_counts_for_the_side_that_held_it_first_and_its_hours_for_whoever_took_them() -> None:
    totals = summed([account(1, client=4, vendor=2), account(2, client=1, vendor=8, first=VENDOR)])
    assert (totals.client.opened, totals.vendor.opened) == (1, 1)
    assert (totals.client.waited, totals.vendor.waited) == (5 * HOUR, 10 * HOUR)
    assert (totals.client.settled, totals.vendor.settled) == ([6.0], [9.0])


def test_every_state_is_counted_and_an_open_item_is_not_settled() -> None:
    totals = summed(account(number, 2, state=state) for number, state in enumerate(State, start=1))
    assert dict(totals.client.states) == dict.fromkeys(State, 1)
    assert totals.client.opened == len(State)
    assert totals.client.settled == [2.0] * (len(State) - 1)
    assert totals.client.waited == 2 * HOUR * len(State)


def test_private_and_public_nudges_are_counted_apart() -> None:
    nudges = tuple(Nudge(TUESDAY, 1, step, CLIENT, to) for step, to in ((1, BEA), (2, BEN), (3, None)))
    totals = summed([replace(account(1), nudges=nudges), replace(account(2), nudges=nudges[:1])])
    assert (totals.private_nudges, totals.public_nudges) == (3, 1)


def test_where_nothing_is_settled_there_are_no_percentiles() -> None:
    totals = summed([account(1, 5, state=State.OPEN)])
    assert (totals.client.p50(), totals.client.p75()) == (None, None)
    assert (totals.vendor.p50(), totals.vendor.p75()) == (None, None)


@pytest.mark.parametrize(
    ("waited", "p50", "p75"),
    [
        ([3], 3.0, 3.0),
        ([1, 3], 2.0, 2.5),
        ([5, 1, 3], 3.0, 4.0),
        ([1, 2, 3, 4], 2.5, 3.25),
        ([5, 4, 3, 2, 1], 3.0, 4.0),
        ([0, 0, 0, 100], 0.0, 25.0),
        ([1 / 3, 1 / 3], 0.33, 0.33),
    ],
)
def test_percentiles_are_what_a_hand_calculation_gives(waited: list[float], p50: float, p75: float) -> None:
    side = settled_in(*waited).client
    assert (side.p50(), side.p75()) == (p50, p75)


@given(st.lists(st.integers(0, 2_000), min_size=1, max_size=40))
def test_half_are_settled_within_the_one_and_three_quarters_within_the_other(minutes: list[int]) -> None:
    """To two decimals; where the limit lies between two items, all but the later of them count."""
    side = settled_in(*(each / 60 for each in minutes)).client
    p50, p75, a_bit = side.p50() or 0, side.p75() or 0, 0.006
    assert min(side.settled) <= p50 <= p75 <= max(side.settled)
    assert sum(each <= p50 + a_bit for each in side.settled) >= len(minutes) / 2
    assert sum(each >= p50 - a_bit for each in side.settled) >= len(minutes) / 2
    assert sum(each <= p75 + a_bit for each in side.settled) >= 3 * (len(minutes) - 1) // 4 + 1
    assert sum(each >= p75 - a_bit for each in side.settled) >= len(minutes) / 4


def test_the_sums_of_a_ledger_are_those_of_its_accounts(ledger: Ledger) -> None:
    back = Turn(NOON, BY_ASHA, "asked back")
    to_vendor = Turn(MONDAY, Holder(VENDOR, ARUN), "asked")
    keep(
        ledger,
        held(1, Turn(MONDAY, BY_BEA, "asked"), back),
        closed(2, HOUR),
        closed(3, 2 * HOUR, State.WITHDRAWN),
        held(4, to_vendor, state=State.ANSWERED, closed_at=NOON, closed_by=ARUN),
    )
    put(ledger, nudged(1, 1), nudged(1, 3))
    totals = summed(told(ledger))
    assert (totals.client.opened, totals.vendor.opened) == (3, 1)
    assert (totals.client.waited, totals.vendor.waited) == (6 * HOUR, 16 * HOUR)
    assert (totals.client.p50(), totals.client.p75(), totals.vendor.p50()) == (1.5, 1.75, 3.0)
    assert (totals.private_nudges, totals.public_nudges) == (1, 1)


def test_the_messages_people_got_are_counted_however_many_nudges_stand_on_them(ledger: Ledger) -> None:
    """Of those who belong to the relationship; nobody else's."""
    other, _ = found_another(ledger.connection)
    assert cards_sent(ledger.connection, OURS) == 0
    for number, (person, whose) in enumerate([(BEA, OURS), (BEA, OURS), (ASHA, OURS), ("room:other-c", other)]):
        human = ledger.connection.scalar(select(tables.people.c.human_id).where(tables.people.c.id == person))
        card = {"key": f"card:{number}", "human_id": human, "person_id": person, "at": TUESDAY, "why": "nudge"}
        ledger.connection.execute(insert(tables.cards).values(card))
        assert cards_sent(ledger.connection, whose) > 0
    assert (cards_sent(ledger.connection, OURS), cards_sent(ledger.connection, other)) == (3, 1)


@pytest.mark.parametrize(("minutes", "said"), [(0, 0.0), (20, 0.33), (40, 0.67), (90, 1.5), (6_000, 100.0)])
def test_hours_have_two_decimals(minutes: int, said: float) -> None:
    assert hours(timedelta(minutes=minutes)) == said


# The longest waits ---------------------------------------------------------------------------------------------------


def longest(most: int, *found: Account) -> list[str]:
    kept = Longest(most)
    for each in found:
        kept.add(each)
    return [each.item.label for each in kept.accounts()]


def test_the_longest_wait_comes_first_and_no_more_are_kept_than_wanted() -> None:
    found = [account(number, waited) for number, waited in enumerate((3, 9, 1, 7, 5), start=1)]
    assert longest(3, *found) == ["q2", "q4", "q5"]
    assert longest(9, *found) == ["q2", "q4", "q5", "q1", "q3"]


def test_of_equal_waits_the_earlier_asked_come_first_and_are_kept() -> None:
    assert longest(3, *(account(number, 4) for number in range(1, 8))) == ["q1", "q2", "q3"]


def test_both_sides_hours_make_a_wait_long() -> None:
    assert longest(1, account(1, client=5), account(2, client=3, vendor=3)) == ["q2"]


def test_what_did_not_wait_is_none_of_the_longest() -> None:
    assert longest(5, account(1), account(2, 1), account(3)) == ["q2"]


@given(st.lists(st.integers(0, 20), max_size=30), st.integers(1, 8))
def test_the_longest_are_the_longest_of_all(waited: list[int], most: int) -> None:
    found = [account(number, each) for number, each in enumerate(waited, start=1)]
    by_hand = sorted((each for each in found if each.all_waited), key=lambda each: (-each.all_waited, each.item.number))
    assert longest(most, *found) == [each.item.label for each in by_hand[:most]]
