"""The walls around a round (tests/laws/walls.py) notice what crosses them: else `leaks=0` would say nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from bot import tables
from rules.events import CommandGiven
from rules.message import Button
from rules.model import MessageId, PersonId
from tests.laws import walls
from tests.laws.chat import Chat
from tests.laws.ledger_laws import Broken
from tests.laws.run import history, live
from tests.laws.steps import ROUNDS, Step
from tests.laws.world import ONE, SHARED, founded
from tests.stories.head import person_id

AT_ONCE = timedelta(0)
BEN, ARUN = person_id("Ben"), person_id("Arun")
KEY = f"round:1:{ONE}:result"


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[Engine, ...]]:
    with founded() as made:
        yield made


@pytest.fixture
def chat(engines: tuple[Engine, ...]) -> Iterator[Chat]:
    """Ben has started a round and answered it; nobody else has yet."""
    chat = Chat(engines[1])
    chat.laws.look()
    chat.now += timedelta(hours=10)
    chat.happen(
        AT_ONCE,
        lambda at, id: CommandGiven(
            id=id, at=at, place=SHARED, author=BEN, text="feedback start", message=MessageId(id)
        ),
    )
    answer(chat, BEN)
    yield chat
    chat.close()


def answer(chat: Chat, who: PersonId, chance: int = 43) -> None:
    chat.push(Step("", AT_ONCE, AT_ONCE, 0, 0, chance), who, Button("", "feedback.give", f"{ONE}:round:1"), "")


def over(chat: Chat) -> None:
    chat.pass_by(timedelta(days=20))


def mark(chat: Chat) -> str:
    found = walls.marks(json.dumps(chat.walls.answers[ONE, 1][BEN]))
    return sorted(found)[0]


def changed(chat: Chat, table: Any, **values: Any) -> None:
    chat.connection.execute(update(table).values(values))


def read(who: PersonId | None) -> Callable[[Chat], None]:
    return lambda chat: chat.walls.read(f"It says {mark(chat)}.", who, chat.laws.human)


def test_what_is_lawful_is_let_through(chat: Chat) -> None:
    chat.walls.search()
    read(BEN)(chat)
    answer(chat, ARUN)
    over(chat)
    chat.walls.search()
    read(None)(chat)
    assert chat.walls.revealed


@pytest.mark.parametrize("who", [None, ARUN, person_id("Bea")], ids=["everybody", "the others", "a colleague"])
def test_an_answer_that_is_said_before_the_reveal_is_noticed(who: PersonId | None, chat: Chat) -> None:
    with pytest.raises(Broken, match=walls.SHOWN_EARLY):
        read(who)(chat)


@pytest.mark.parametrize(
    "kept",
    [
        lambda chat: changed(chat, tables.presses, answer={"message": mark(chat)}),
        lambda chat: changed(chat, tables.relationships, operator=mark(chat)),
        lambda chat: changed(chat, tables.rounds, changes=[{"text": mark(chat)}]),
        lambda chat: changed(chat, tables.outbox, body=mark(chat)),
    ],
    ids=["a press", "a relationship", "the round", "what is to be said"],
)
def test_an_answer_that_is_kept_elsewhere_is_noticed(kept: Callable[[Chat], None], chat: Chat) -> None:
    kept(chat)
    with pytest.raises(Broken, match=walls.KEPT_APART):
        chat.walls.search()


def test_a_round_that_is_revealed_while_somebody_is_missing_is_noticed(chat: Chat) -> None:
    changed(chat, tables.rounds, revealed_at=chat.now)
    with pytest.raises(Broken, match=walls.BEFORE_IT_IS_OVER):
        chat.walls.look()


def test_a_result_that_is_told_before_the_reveal_is_noticed(chat: Chat) -> None:
    with pytest.raises(Broken, match=walls.BEFORE_IT_IS_OVER):
        chat.walls.result(KEY, "Trust: 4")


def test_an_answer_that_is_not_erased_is_noticed(chat: Chat) -> None:
    kept = chat.connection.execute(select(tables.respondents.c.answer)).scalars().all()
    answer(chat, ARUN)
    over(chat)
    changed(chat, tables.respondents, answer=next(filter(None, kept)))
    with pytest.raises(Broken, match=walls.ERASED):
        chat.walls.search()


def test_a_score_that_nobody_agreed_to_show_is_noticed(chat: Chat) -> None:
    answer(chat, ARUN)
    changed(chat, tables.rounds, scores={"client": {"answers": 1, "means": {"trust": 1.5}}}, revealed_at=chat.now)
    changed(chat, tables.respondents, skipped=True)
    chat.walls.people.clear()
    with pytest.raises(Broken, match=walls.AGREED):
        chat.walls.look()


def test_a_name_that_was_not_signed_is_noticed(chat: Chat) -> None:
    answer(chat, ARUN, chance=0)
    over(chat)
    signed = {who for who, given in chat.walls.answers[ONE, 1].items() if given["signed"]}
    unsigned = "Cleo" if person_id("Cleo") not in signed else "Anna"
    with pytest.raises(Broken, match=walls.SIGNED):
        chat.walls.result(KEY, f"“Fewer calls” ({unsigned})")


def test_what_is_told_of_a_side_that_met_with_silence_is_noticed(chat: Chat) -> None:
    own = mark(chat)
    over(chat)
    with pytest.raises(Broken, match=walls.SILENT):
        chat.walls.result(KEY, f"Contoso says {own}")
    with pytest.raises(Broken, match=walls.SHOWN_EARLY):
        chat.walls.read(own, None, chat.laws.human)


def test_a_score_that_is_kept_of_a_side_that_met_with_silence_is_noticed(chat: Chat) -> None:
    scores = {"client": {"answers": 1, "means": {}}, "vendor": {"answers": 0, "means": {}}}
    changed(chat, tables.rounds, scores=scores, revealed_at=chat.now, closes_at=chat.now)
    with pytest.raises(Broken, match=walls.SILENT):
        chat.walls.look()


def test_random_histories_with_rounds_come_to_results_and_no_leaks(engines: tuple[Engine, ...]) -> None:
    walls.MET.clear()
    found = [live(engines, history(5, number, ROUNDS)) for number in range(25)]
    assert [each[0] for each in found if each and each[0] in walls.LAWS] == []
    assert walls.MET["results"] > 3
    assert walls.MET["texts read with an answer in them"] > 20
