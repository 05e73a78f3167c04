"""The grammar of commands: one text, one meaning, on every platform; and the help that goes with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.commands import ALIASES, BY_NAME, WORDS, Command, Reference, Unknown, parse, references
from rules.message import plain
from rules.model import ItemNumber
from rules.wording import help as wording

NTH = [Reference(nth=n) for n in range(20)]
THIS = Reference(this=True)
LINK = "https://contoso.slack.com/archives/C061A0WJG/p1759744800000100?thread_ts=1759744800.0001&cid=C061A0WJG"


def q(number: int) -> Reference:
    return Reference(number=ItemNumber(number))


# Words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("", "home", ""),
        (" \n\t\u200e", "home", ""),
        ("/", "home", ""),
        ("/rapport", "home", ""),
        ("waiting", "waiting", ""),
        ("  Waiting?  ", "waiting", ""),
        ("WAITING client", "waiting", "client"),
        ("waiting   vendor .", "waiting", "vendor"),
        ("/waiting client", "waiting", "client"),
        ("/rapport waiting client", "waiting", "client"),
        ("“waiting”", "waiting", ""),
        ("“waiting client”", "waiting", "client"),
        ("`waiting client`", "waiting", "client"),
        ("*waiting* client", "waiting", "client"),
        ("\u200fwaiting\u200f client\u200f", "waiting", "client"),
        ("waiting\u00a0client", "waiting", "client"),
        ("help", "help", ""),
        ("help!", "help", ""),
        ("?", "help", ""),
        ("help quiet me", "help", "quiet me"),
        ("status.", "status", ""),
        ("quiet me", "quiet", "me"),
        ("Stop!", "quiet", "me"),
        ("my data", "data", ""),
        ("My   data, please", "data", "please"),
        ("data", "data", ""),
        ("forget me", "forget", "me"),
        ("forget @bea", "forget", "@bea"),
        ("export my data", "export", "my data"),
        ("done q17", "answered", "q17"),
        ("cancel q17", "withdraw", "q17"),
        ("list", "waiting", ""),
        ("away until fri", "away", "until fri"),
        ("away off", "away", "off"),
        ("back", "away", "off"),
        ("pause my side", "pause", "my side"),
        ("resume here", "resume", "here"),
        ("side @bea client", "side", "@bea client"),
        ("holidays +2026-12-24", "holidays", "+2026-12-24"),
        ("why this?", "why", "this"),
        ("ask: @bea Which region?", "ask", "@bea Which region?"),
        ("ask @bea Send the file.", "ask", "@bea Send the file."),
        ("ask Two things:\n\n  1. the key?", "ask", "Two things:\n\n  1. the key?"),
        ("answered q17 We did it.", "answered", "q17 We did it."),
    ],
)
def test_a_command_is_understood(text: str, word: str, rest: str) -> None:
    assert parse(text) == Command(word, rest)


@pytest.mark.parametrize(
    ("text", "word", "nearest"),
    [
        ("wating", "wating", "waiting"),
        ("Wating client", "Wating", "waiting"),
        ("wait", "wait", "waiting"),
        ("hlep", "hlep", "help"),
        ("statsu", "statsu", "status"),
        ("anwsered q1", "anwsered", "answered"),
        ("answer q1", "answer", "answered"),
        ("snoze", "snoze", "snooze"),
        ("mydata", "mydata", "data"),
        ("unpause", "unpause", "pause"),
        ("agree", "agree", "agreement"),
        ("set", "set", "setup"),
        ("hello there", "hello", None),
        ("please send the file", "please", None),
        ("Is anybody here?", "Is", None),
        ("as I said", "as", None),
        ("my dear", "my", None),
        ("🥗", "🥗", None),
        ("!!!", "!!!", None),
        ("מה מחכה לי?", "מה", None),
        ("waiting" * 10_000, "waiting" * 10_000, None),
    ],
)
def test_an_unknown_word_gets_the_nearest_one_where_one_is_near(text: str, word: str, nearest: str | None) -> None:
    assert parse(text) == Unknown(word, nearest)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_every_word_is_understood_as_itself_by_its_name_and_its_usage(word: object) -> None:
    assert isinstance(word, type(WORDS[0]))
    for text in (word.usage, word.name, word.name.upper(), f"/{word.name}"):
        understood = parse(text)
        assert isinstance(understood, Command)
        assert understood.word == word.name


def test_every_alias_is_taken_for_a_word_and_hides_none() -> None:
    for alias in ALIASES:
        assert isinstance(parse(alias), Command)
        assert alias not in BY_NAME


# Options --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rest", "options"),
    [
        ("ask @bea Which region? +by fri", "@bea Which region?", {"by": "fri"}),
        (
            "ask @bea Which region? +by fri +blocked 12 may the migration",
            "@bea Which region?",
            {"by": "fri", "blocked": "12 may the migration"},
        ),
        (
            "ask Which? +BLOCKED 12 may\nthe move +By fri 14:00",
            "Which?",
            {"blocked": "12 may\nthe move", "by": "fri 14:00"},
        ),
        ("ask Which? +by: fri", "Which?", {"by": "fri"}),
        ("ask Which? +by", "Which?", {"by": ""}),
        ("ask Which? +by fri +by mon", "Which?", {"by": "mon"}),
        ("ask +by fri", "", {"by": "fri"}),
        ("ask is c++ +1 ok?", "is c++ +1 ok?", {}),
        ("ask is a+by fine?", "is a+by fine?", {}),
        ("ask is +bye fine, or +extra?", "is +bye fine, or +extra?", {}),
        ("ask is `-a +by b` fine? +by fri", "is `-a +by b` fine?", {"by": "fri"}),
        ("ask is it ` or +by fri", "is it ` or", {"by": "fri"}),
        ("ask Which? +by fri +extra", "Which?", {"by": "fri +extra"}),
        ("away until fri +deputy @ben", "until fri", {"deputy": "@ben"}),
        ("away until fri +by mon", "until fri +by mon", {}),
    ],
)
def test_options_trail_and_everything_else_stays_prose(text: str, rest: str, options: dict[str, str]) -> None:
    assert parse(text) == Command(text.partition(" ")[0], rest, options)


plain_words = st.text(st.characters(exclude_characters="+`", exclude_categories=["Cc", "Cs"]), max_size=30).map(
    str.strip
)


@given(plain_words, st.dictionaries(st.sampled_from(BY_NAME["ask"].options), plain_words))
def test_prose_and_options_come_back_as_they_were_typed(prose: str, options: dict[str, str]) -> None:
    typed = " ".join(["ask", prose, *(f"+{name} {value}" for name, value in options.items())])
    assert parse(typed) == Command("ask", prose, options)


anything = st.text() | st.lists(
    st.sampled_from([*BY_NAME, *ALIASES, "+by", "+", "/", "“", "`", "\u200f", "q17", "and", "🥗", "שלום", "\n", LINK])
).map(" ".join)


@given(anything)
@example("ask " + "`" * 40_000)
@example("ask " + "+by " * 10_000)
@example("/" + " " * 40_000 + "x")
@example("answered " + "q1," * 13_000)
@example("שלום " * 8_000)
@example("👩‍👩‍👧‍👦" * 4_000)
def test_any_text_is_either_a_command_with_its_own_options_or_unknown(text: str) -> None:
    understood = parse(text)
    match understood:
        case Command():
            assert understood.word in BY_NAME
            assert set(understood.options) <= set(BY_NAME[understood.word].options)
            references(understood.rest)
        case Unknown():
            assert understood.word in text or "\u200f" in text or not understood.word.isascii()
            assert understood.nearest is None or understood.nearest in BY_NAME


# Items ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "items", "links", "rest"),
    [
        ("", [], 0, ""),
        ("q17", [q(17)], 0, ""),
        ("Q17.", [q(17)], 0, ""),
        ("#17", [q(17)], 0, ""),
        ("#q17", [q(17)], 0, ""),
        ("“q17”", [q(17)], 0, ""),
        ("p3 and d4", [q(3), q(4)], 0, ""),
        ("q17,q18, q19 & c2", [q(17), q(18), q(19), q(2)], 0, ""),
        ("q17: by phone", [q(17)], 0, "by phone"),
        ("q17 – by phone, on Fri", [q(17)], 0, "by phone, on Fri"),
        ("q17 and told Bea", [q(17)], 0, "and told Bea"),
        ("2", [NTH[2]], 0, ""),
        ("1 2 3", [NTH[1], NTH[2], NTH[3]], 0, ""),
        ("2. by phone", [NTH[2]], 0, "by phone"),
        ("1 2 days", [NTH[1]], 0, "2 days"),
        ("2 until 12 may", [NTH[2]], 0, "until 12 may"),
        ("12 may", [], 0, "12 may"),
        ("2 hours", [], 0, "2 hours"),
        ("2h", [], 0, "2h"),
        ("1 14:00", [NTH[1]], 0, "14:00"),
        ("1 2026-05-12", [NTH[1]], 0, "2026-05-12"),
        ("1 12.5.", [NTH[1]], 0, "12.5."),
        ("q17 until fri", [q(17)], 0, "until fri"),
        ("this", [THIS], 0, ""),
        ("this?", [THIS], 0, ""),
        ("this one by phone", [THIS], 0, "by phone"),
        ("it", [THIS], 0, ""),
        ("by phone", [], 0, "by phone"),
        ("am I seeing this", [], 0, "am I seeing this"),
        ("z17", [], 0, "z17"),
        ("q" + "1" * 30, [], 0, "q" + "1" * 30),
        (LINK, [], 1, ""),
        (f"<{LINK}|the question> by phone", [], 1, "question> by phone"),
        (f"{LINK} {LINK} by phone", [], 2, "by phone"),
        (f"q17 and {LINK}, by phone", [q(17)], 1, "by phone"),
        (f"q17 as in {LINK}", [q(17)], 0, f"as in {LINK}"),
    ],
)
def test_items_are_named_before_anything_else_is_said(text: str, items: list[Reference], links: int, rest: str) -> None:
    named = references(text)
    assert (list(named.items), named.links, named.rest) == (items, links, rest)
    assert named.none == (not items and not links)


@given(st.lists(st.integers(1, 10**9 - 1), max_size=5), st.sampled_from([" ", ", ", ",", " and ", " & "]))
def test_any_number_of_items_may_be_named(numbers: list[int], between: str) -> None:
    assert references(between.join(f"q{number}" for number in numbers)).items == tuple(q(n) for n in numbers)


# Help -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_every_word_has_a_short_help_whose_example_works(word: object) -> None:
    assert isinstance(word, type(WORDS[0]))
    text = plain(wording.of_word(word.name))
    assert len(text) < 300
    assert word.usage in text
    example_ = parse(text.rpartition("For example: “")[2].removesuffix("”"))
    assert isinstance(example_, Command)
    assert example_.word == word.name
    assert set(example_.options) <= set(word.options)


def test_the_overview_names_every_word_in_few_lines() -> None:
    text = plain(wording.overview())
    assert len(text.split("\n")) <= 7
    for word in WORDS[2:]:
        assert re.search(rf"\b{word.name}\b", text)
    for shown in re.findall("“(.*?)”", text):
        assert isinstance(parse(shown), Command)


def test_an_unknown_word_is_answered_with_a_guess_that_works_and_with_help() -> None:
    assert plain(wording.unknown("wating", "waiting")).startswith("I do not know “wating”. Did you mean “waiting”?")
    assert "Did you mean “my data”?" in plain(wording.unknown("mydata", "data"))
    assert "Did you mean" not in plain(wording.unknown("🥗", None))
    assert len(plain(wording.unknown("x" * 40_000, None))) < 150
