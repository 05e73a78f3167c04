"""Every sentence of docs/questions.md has a story that shows it, and every story shows one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs/questions.md"
SAYS = tomllib.loads((HERE / "coverage.toml").read_text(encoding="utf-8"))["says"]


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def sentences() -> list[str]:
    """Arrows of the diagram, rows of the table, and sentences, cut also at colons, semicolons and middle dots."""
    found: list[str] = []
    for block in PAGE.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().splitlines()
        if block.startswith("```mermaid"):
            found += [line.strip() for line in lines if "-->" in line]
        elif block.startswith("|"):
            found += lines[2:]
        elif not block.startswith("#"):
            found += re.split(r"(?<=[.;:]) | · ", in_one_line(block))
    return found


def test_the_page_is_cut_into_sentences() -> None:
    """Else the next test could not fail."""
    found = sentences()
    assert sum("-->" in sentence for sentence in found) > 5
    assert sum(sentence.startswith("|") for sentence in found) >= 4
    assert "Targets are frozen when a question is opened." in found


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_of_the_page_is_shown(sentence: str) -> None:
    assert any(sentence in says["text"] for says in SAYS)


@pytest.mark.parametrize("says", SAYS, ids=lambda says: says["id"])
def test_what_is_shown_stands_on_the_page_and_has_its_stories(says: dict[str, str]) -> None:
    assert in_one_line(says["text"]) in in_one_line(PAGE.read_text(encoding="utf-8"))
    assert says["story"]
    assert [name for name in says["story"] if not (HERE / f"{name}.txt").exists()] == []


def test_every_id_is_given_once() -> None:
    assert [id for id, times in Counter(says["id"] for says in SAYS).items() if times > 1] == []


def test_every_story_shows_something() -> None:
    named = {name for says in SAYS for name in says["story"]}
    assert sorted({story.stem for story in HERE.glob("*.txt")} - named) == []


@pytest.mark.parametrize("story", sorted(HERE.glob("*.txt")), ids=lambda story: story.stem)
def test_every_story_says_first_what_it_shows(story: Path) -> None:
    first = story.read_text(encoding="utf-8").partition("\n")[0]
    assert re.fullmatch(r"# .{10,118}[.]", first)
