"""Every sentence Rapport says, on one page (tests/golden/wording.md), and what none of them may say.

After a change of wording: RAPPORT_GOLDEN=write .venv/bin/python -m pytest tests/rules/test_wording.py
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rules.message import Message, plain
from rules.model import Holder, Side
from rules.wording import commands, nudges
from rules.wording.nudges import QUOTED, Facts, quoted
from tests.rules.cases import ASHA, HOUR, at, calendar, question, turned

PAGE = Path(__file__).parent.parent / "golden/wording.md"
MODULES = (commands, nudges)

BERLIN = calendar(zone=ZoneInfo("Europe/Berlin"))
ODD_HOURS = calendar(
    "Mon-Thu 09:00-12:00,13:00-17:30; Fri 22:00-06:00",
    ZoneInfo("America/Argentina/Buenos_Aires"),
    {date(2026, 10, 6): ""},
)
SENSIBLE = Facts(
    item=question(text="@Bea Which region should the new bucket be in?", opened_at=at("Mon 8:12")),
    waiting="Asha",
    waiting_company="Northwind",
    holding_company="Contoso",
    now=at("Tue 9:12"),
    waited=9 * HOUR,
    target=8 * HOUR,
    calendar=BERLIN,
    side_calendar=BERLIN,
)
ASKS = "Could you confirm the menu, the drinks and the number of chairs? "


def asking(text: str) -> Facts:
    return replace(SENSIBLE, item=replace(SENSIBLE.item, text=text))


FACTS = {
    "as usual": SENSIBLE,
    "a question of 140 characters": asking((ASKS * 3)[:139] + "?"),
    "a question of 141 characters": asking((ASKS * 3)[:140] + "?"),
    "a question of 2,000 characters": asking((ASKS * 40)[:2_000]),
    "a question on several lines": asking("Two things:\n\n1. the key\n2. the code\n\twhere are they?"),
    "no words at all": asking(""),
    "Hebrew and emoji": asking("@Bea מתי מגיעים האורחים? 👩‍🍳🥗"),
    "an emoji of several characters where the quote ends": asking("x" * (QUOTED - 3) + "👩‍👩‍👧‍👦 and so on"),
    "words that would be markup": asking("*Why* does <!channel> not work, `rm -rf`? “Really” & truly!"),
    "a problem told": asking("The printer in hall 3 failed again!"),
    "nobody by name": replace(SENSIBLE, waiting=None),
    "nobody by name of a company without one": replace(SENSIBLE, waiting=None, waiting_company="the vendor"),
    "asked back": replace(
        SENSIBLE,
        item=turned(SENSIBLE.item, at("Mon 11:00"), Holder(Side.VENDOR, ASHA)),
        waiting="Bea",
        waiting_company="Contoso",
        holding_company="Northwind",
    ),
    "long names": replace(
        SENSIBLE,
        waiting="Maria Antonieta de las Nieves Gómez Rodríguez",
        waiting_company="Müller, Söhne & Töchter Anlagenbau GmbH & Co. KG",
        holding_company="Городская клиническая больница № 1",
    ),
    "a short target, just passed": replace(SENSIBLE, waited=timedelta(minutes=15), target=timedelta(minutes=15)),
    "a very long wait": replace(SENSIBLE, waited=timedelta(hours=1_234, minutes=5)),
    "hours that nobody else has": replace(SENSIBLE, calendar=ODD_HOURS, side_calendar=ODD_HOURS),
}

SAYINGS: dict[str, Callable[[Facts], Message | str]] = {
    "nudges.private_word, to the holder": lambda facts: nudges.private_word(facts, to_holder=True),
    "nudges.private_word, to the go-between": lambda facts: nudges.private_word(facts, to_holder=False),
    "nudges.line_in_thread": nudges.line_in_thread,
    "nudges.quoted": lambda facts: quoted(facts.item.text),
    "commands.asked": lambda facts: commands.asked(facts.item.label, facts.holding_company),
    "commands.ask_what": lambda _: commands.ask_what(),
    "commands.ask_the_others": lambda facts: commands.ask_the_others(facts.holding_company),
    "commands.no_side": lambda _: commands.no_side(),
}


def said(saying: str, facts: Facts) -> str:
    words = SAYINGS[saying](facts)
    return words if isinstance(words, str) else plain(words)


def page() -> Iterator[str]:
    yield "# What Rapport says\n\nWritten by tests/rules/test_wording.py; not by hand."
    for saying in SAYINGS:
        yield f"## {saying}"
        known: set[str] = set()
        for name, facts in FACTS.items():
            words = said(saying, facts)
            if words not in known:
                known.add(words)
                yield f"{name}:\n\n" + "\n".join(f"> {line}" for line in words.split("\n"))


EVERYTHING = [(saying, name) for saying in SAYINGS for name in FACTS]


def ours(text: str) -> str:
    """Without the words of others."""
    return re.sub("“.*”", "“”", text)


def test_the_page_of_everything_rapport_says_is_up_to_date() -> None:
    text = "\n\n".join(page()) + "\n"
    if os.environ.get("RAPPORT_GOLDEN") == "write":
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text


def test_every_function_that_says_something_is_on_the_page() -> None:
    functions = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert len(functions) > 5
    assert functions == {saying.partition(",")[0] for saying in SAYINGS}


def test_every_module_of_wording_is_on_the_page() -> None:
    folder = Path(str(nudges.__file__)).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == {
        module.__name__.rpartition(".")[2] for module in MODULES
    }


@pytest.mark.parametrize(("saying", "name"), EVERYTHING)
def test_nothing_is_said_that_shames_shouts_or_calls_a_channel(saying: str, name: str) -> None:
    text = ours(said(saying, FACTS[name]))
    assert not re.search(r"overdue|fail|reminder|\blate\b|ignored|shame|!|<|@(?!bea)", text, re.IGNORECASE)
    assert text[-1] in ".)”?"


@pytest.mark.parametrize(("saying", "name"), EVERYTHING)
def test_no_quote_is_longer_than_140_characters_or_goes_over_lines(saying: str, name: str) -> None:
    for line in said(saying, FACTS[name]).split("\n"):
        for quote in re.findall("“(.*)”", line):
            assert len(quote) <= QUOTED == 140


@pytest.mark.parametrize("name", FACTS)
def test_the_line_in_the_thread_names_the_company_and_no_person(name: str) -> None:
    facts = FACTS[name]
    text = said("nudges.line_in_thread", facts)
    assert facts.holding_company in text
    assert not re.search(r"Asha|Bea|Maria", text)
    assert "“" not in text


@pytest.mark.parametrize("name", FACTS)
def test_a_private_word_says_who_asks_what_since_when_and_why_it_comes(name: str) -> None:
    facts = FACTS[name]
    for saying in ("nudges.private_word, to the holder", "nudges.private_word, to the go-between"):
        text = said(saying, facts)
        assert text.startswith(
            f"{facts.waiting} ({facts.waiting_company}) " if facts.waiting else ("Northwind ", "The ")
        )
        assert quoted(facts.item.text) in text or not facts.item.text
        assert "(asked Mon " in text
        assert "q1)" in text
        assert "\nWhy this? It has waited " in text


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("Why?", "“Why?”"),
        ("  Why\n\tnot ? ", "“Why not ?”"),
        ("x" * 140, f"“{'x' * 140}”"),
        ("x" * 141, f"“{'x' * 139}…”"),
        ("x" * 138 + " yz", f"“{'x' * 138}…”"),
        ("", "“”"),
    ],
)
def test_a_quote_is_on_one_line_and_ends_in_an_ellipsis_where_it_is_cut(words: str, quote: str) -> None:
    assert quoted(words) == quote


def test_a_message_without_words_is_not_quoted_as_nothing() -> None:
    """A picture that somebody marked as a question."""
    for saying in ("nudges.private_word, to the holder", "nudges.private_word, to the go-between"):
        assert "“”" not in said(saying, FACTS["no words at all"])
