"""What was learnt: small, plain, and never louder than it may be."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from bot.ear import WEIGHTS, ear
from rules.listening.ear import UNTAUGHT, Layer
from rules.listening.hear import hear
from rules.listening.language import languages
from rules.listening.promises import promised_for
from rules.worktime import Calendar, Hours
from tools.listening.learn import learn_layer
from tools.listening.links import LEAST, MOST, stretches
from tools.listening.train import Row

CALENDAR = Calendar(UTC, Hours.parse("Mon-Fri 09:00-17:00"))
TUESDAY = datetime(2026, 10, 6, 10, tzinfo=UTC)


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 2_000_000


def test_without_weights_the_phrases_judge_alone() -> None:
    assert hear("Which one?", UNTAUGHT).asks
    assert hear("Which one?", ear()).asks


@pytest.mark.parametrize("text", ["How hard can it be?", "Who knew printers had feelings?", "Are you kidding me?"])
def test_a_rhetorical_question_is_never_loud_whatever_was_learnt(text: str) -> None:
    assert hear(text, ear()).band == "silent"


@pytest.mark.parametrize(
    "text",
    ["raising a ticket with the carrier", "muss Birgit sagen", "tengo que consultarlo con Marta", "ci sto lavorando"],
)
def test_a_put_off_that_no_phrase_knows_is_no_answer(text: str) -> None:
    assert hear(text, UNTAUGHT).answers
    assert not hear(text, ear()).answers


@pytest.mark.parametrize(
    "text",
    [
        "it is 5432, I'll update the doc",
        "checked with Rohan, it is the blue one",
        "you will find it under Account",
        "If you like we will look into it",
        "I'm looking into `retry.log` now",
    ],
)
def test_what_tells_or_offers_something_is_no_put_off_whatever_was_learnt(text: str) -> None:
    assert not hear(text, ear()).ack


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("where do the ladders go", "en"),
        ("könnt ihr uns die Zahlen schicken", "de"),
        ("pouvez vous nous renvoyer le devis", "fr"),
        ("podéis mandarnos el plano", "es"),
        ("vocês podem mandar a planilha", "pt"),
        ("avete ricevuto i campioni", "it"),
        ("kunnen jullie de factuur sturen", "nl"),
        ("czy możecie przesłać umowę", "pl"),
        ("bhai invoice bhej do", "hi-Latn"),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, spoken: str) -> None:
    assert spoken in languages(text.split())


def test_what_was_said_before_shows_the_language_of_a_word() -> None:
    assert languages(["perfetto"], ["avete ricevuto i campioni", "sì, li abbiamo ricevuti ieri"]) == ("en", "it")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("will send it by Friday", datetime(2026, 10, 9, 17, tzinfo=UTC)),
        ("I'll do it tomorrow EOD", datetime(2026, 10, 7, 17, tzinfo=UTC)),
        ("back in an hour", datetime(2026, 10, 6, 11, tzinfo=UTC)),
        ("ich melde mich bis Freitag", datetime(2026, 10, 9, 17, tzinfo=UTC)),
        ("will do", None),
        ("I looked yesterday", None),
    ],
)
def test_a_promise_names_its_moment(text: str, when: datetime | None) -> None:
    assert promised_for(text, TUESDAY, CALENDAR) == when


def test_a_busy_day_becomes_a_stretch_with_its_replies() -> None:
    day: list[Row] = [
        {"file": "day", "i": i, "t": i, "user": "bea" if i % 2 else "ann", "sys": False, "parents": [i - i % 2]}
        | {"text": "ann: under the stairs" if i % 2 else "where is the key?"}
        for i in range(200)
    ]
    made = list(stretches(day))
    assert LEAST <= len(made) <= MOST
    assert made == list(stretches(day))
    assert [row["ans"] for row in made[:2]] == [[1], None]
    assert all(first["t"] < then["t"] for first, then in pairwise(made))


def test_a_day_that_hardly_anybody_annotated_is_left_out() -> None:
    day: list[Row] = [{"file": "day", "i": 0, "t": 0, "user": "ann", "sys": False, "parents": [0], "text": "hi"}]
    assert not list(stretches(day))


def test_learning_is_the_same_every_time() -> None:
    examples = [({"a": 1.0}, True, 1.0), ({"b": 1.0}, False, 1.0), ({"a": 1.0, "b": 1.0}, True, 0.5)]
    first, again = (learn_layer(examples, ridge=0.1, rounds=50) for _ in range(2))
    assert first == again
    weights, bias = first
    assert Layer(weights, bias).probability({"a": 1.0}) > 0.5 > Layer(weights, bias).probability({"b": 1.0})
