"""The walls around a round (tests/laws/walls.py) notice what crosses them: else `leaks=0` would say nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from bot import tables
from rules.effects import Answer, Post
from rules.events import CommandGiven
from rules.message import Button, say
from rules.model import MessageId, PersonId, Side
from tests.laws import walls
from tests.laws.chat import Chat
from tests.laws.ledger_laws import Broken
from tests.laws.run import history, live
from tests.laws.steps import ROUNDS, Step
from tests.laws.world import INSIDE, NORTH, ONE, SHARED, TWO, canary, correction_canary, founded
from tests.stories.head import person_id

AT_ONCE = timedelta(0)
ONCE = Step("", AT_ONCE, AT_ONCE, 0, 0, 0)
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


def given(chat: Chat, who: PersonId, *commands: str) -> None:
    for text in commands:
        chat.happen(AT_ONCE, command(who, text.replace("{}", canary(ONE))))


def command(who: PersonId, words: str) -> Callable[[Any, str], CommandGiven]:
    whom = (person_id("Bea"),) if "@Bea" in words else ()
    return lambda at, id: CommandGiven(
        id=id, at=at, place=SHARED, author=who, text=words, message=MessageId(id), mentions=whom
    )


def corrected(chat: Chat, who: PersonId) -> None:
    chat.push(Step("", AT_ONCE, AT_ONCE, 0, 0, 1), who, Button("", "digest.correct", f"{ONE}:digest"), "")


# The columns ---------------------------------------------------------------------------------------------------------


def test_of_every_column_of_text_it_is_said_whether_it_is_searched_and_if_not_why() -> None:
    listed = [*walls.SEARCHED, *walls.NAMED, *" ".join(walls.PUBLIC.values()).split()]
    assert [column for column, times in Counter(listed).items() if times > 1] == []
    assert set(listed) == walls.of_text()


def test_in_every_column_that_is_searched_there_is_a_word_to_find(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be said is erased once it is; so it is looked for before."""
    found: set[str] = set()
    say_it = chat.say_what_is_ready

    def look_and_say() -> None:
        found.update(walls.with_words(chat.connection))
        say_it()

    monkeypatch.setattr(chat, "say_what_is_ready", look_and_say)
    given(chat, ARUN, "ask @Bea Which {} door is it? +blocked 12 may the {} move")
    given(chat, ARUN, "did moved the {} export +workaround the {} board")
    given(chat, BEN, "thanks for d3, the {} one", "digest preview", "trusted add restart the {} feed")
    chat.push(ONCE, BEN, Button("", "undo", f"{ONE}:undo"), "")
    chat.happen(AT_ONCE, lambda at, id: chat.message(at, id, SHARED, "Asha", f"The {canary(ONE)} hall is open.", None))
    chat.push(ONCE, person_id("Bea"), Button("", "nudge.need", f"{ONE}:7"), "")
    given(chat, person_id("Asha"), "answered q7 by phone, the {} one", "reopen q7")
    given(chat, person_id("Bea"), "answered q7 by phone, the {} one")
    corrected(chat, BEN)
    answer(chat, ARUN)
    over(chat)
    assert walls.SEARCHED - found == set()


# A private place -----------------------------------------------------------------------------------------------------


def test_in_private_places_something_is_kept_that_could_be_let_out(chat: Chat) -> None:
    """No rule lets it come to be; so nothing else would show that digests, lists and exports leave it out."""
    kept = {
        (f"{table}.{name}", private)
        for table, row in walls.rows(chat.connection)
        for name, value in row.items()
        for private in (canary(ONE, Side.CLIENT), canary(ONE, Side.VENDOR), canary(TWO, Side.VENDOR))
        if private in str(value)
    }
    columns = {"items.text", "items.holds_up", "items.claim_words", "turns.words", "deeds.text", "deeds.workaround"}
    assert {column for column, _ in kept} == columns | {"places.name"}
    assert len(kept) == 3 * (len(columns) + 1)


def test_nobody_is_asked_to_thank_for_what_stands_in_a_private_place(chat: Chat) -> None:
    """It was seen by customers and went beyond the agreement: of two deeds it would be the one to thank for."""
    given(chat, ARUN, "did moved the {} export")
    chat.pass_by(timedelta(days=17))
    assert any("Nobody has thanked for it yet" in line for line in told_in_full(chat))


def told_in_full(chat: Chat) -> list[str]:
    bodies = chat.connection.execute(select(tables.nudges.c.body)).scalars()
    return [json.dumps(body) for body in bodies if body]


# A correction --------------------------------------------------------------------------------------------------------


def test_a_correction_is_read_in_the_digest_of_its_two_companies_and_nowhere_else(chat: Chat) -> None:
    fixed = say(f"Corrected by Contoso: “the {correction_canary(ONE)} one”")
    chat.laws.look()
    chat.laws.said(Post(key=f"digest:{ONE}:20261023T130000", place=SHARED, message=fixed), chat.now)
    for place, key in ((SHARED, "said:1:x"), (NORTH, f"digest:{TWO}:20261023T130000"), (INSIDE, "digest:1:x")):
        with pytest.raises(Broken, match="nothing crosses a wall"):
            chat.laws.said(Post(key=key, place=place, message=fixed), chat.now)


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


def heard(words: str, file: tuple[str, str] | None = None) -> Answer:
    return Answer(message=say(words), file=file)


EXPORTED = ("contoso.json", json.dumps({"items": [{"asker": "Asha"}], "rounds": [{"asked": ["room:Asha"]}]}))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("feedback people", heard("Of Northwind the next round asks Asha.")),
        ("why q7", heard("Northwind has it since Mon 10:12. I asked Asha, as a go-between of Northwind.")),
        ("export", heard("Six questions.", EXPORTED)),
    ],
    ids=["whom a round asks", "whom a nudge went to", "a file"],
)
def test_what_is_for_the_other_side_alone_is_noticed(typed: str, answer: Answer, chat: Chat) -> None:
    """Asha’s own people may read it, and so may anybody that she asked something."""
    others = chat.laws.others(BEN)
    chat.walls.answered(typed, answer, chat.laws.others(ARUN))
    chat.walls.answered("waiting", heard("q8 from Asha (Northwind)."), others)
    chat.walls.answered(f"{typed} @Asha", answer, others)
    with pytest.raises(Broken, match=walls.KEPT_FROM_THE_OTHERS):
        chat.walls.answered(typed, answer, others)


def test_whoever_asked_is_told_which_company_a_nudge_went_to_and_not_whom(chat: Chat) -> None:
    """Random histories seldom ask why so soon after a nudge; here the wall laws hear the answer as well."""
    given(chat, person_id("Asha"), "ask @Bea Which {} door is it?")
    chat.pass_by(timedelta(days=3))
    given(chat, person_id("Asha"), "why q7")
    assert "I asked Contoso." in chat.story[-1]
    given(chat, BEN, "why q7")
    assert "I asked you, as a go-between" in chat.story[-1]


def test_nobody_is_told_who_of_the_others_has_answered(chat: Chat) -> None:
    given(chat, ARUN, "feedback")
    assert "Round 1 of feedback is open" in chat.story[-1]


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
    found = [live(engines, history(8, number, ROUNDS)) for number in range(25)]
    assert [each[0] for each in found if each] == []
    assert walls.MET["results"] > 3
    assert walls.MET["corrections"] > 8
    assert walls.MET["exports"] > 4
    assert walls.MET["texts read with an answer in them"] > 20
