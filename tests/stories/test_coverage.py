"""Every sentence of docs/questions.md and docs/behaviour.md has a story that shows it, and every story shows one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"
QUESTIONS, BEHAVIOUR = DOCS / "questions.md", DOCS / "behaviour.md"
SAYS = [
    says
    for page in sorted(HERE.glob("coverage*.toml"))
    for says in tomllib.loads(page.read_text(encoding="utf-8"))["says"]
]


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def of_questions() -> list[str]:
    """Arrows of the diagram, rows of the table, and sentences, cut also at colons, semicolons and middle dots."""
    found: list[str] = []
    for block in QUESTIONS.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().splitlines()
        if block.startswith("```mermaid"):
            found += [line.strip() for line in lines if "-->" in line]
        elif block.startswith("|"):
            found += lines[2:]
        elif not block.startswith("#"):
            found += re.split(r"(?<=[.;:]) | · ", in_one_line(block))
    return found


def of_behaviour() -> list[str]:
    """Every entry of its lists is one."""
    blocks = BEHAVIOUR.read_text(encoding="utf-8").split("\n\n")
    lists = [block for block in blocks if block.lstrip().startswith("- ")]
    return [in_one_line(entry.removeprefix("- ")) for block in lists for entry in re.split(r"\n(?=- )", block.strip())]


SENTENCES = [*of_questions(), *of_behaviour()]


def test_the_pages_are_cut_into_sentences() -> None:
    """Else the next test could not fail."""
    assert sum("-->" in sentence for sentence in SENTENCES) > 5
    assert sum(sentence.startswith("|") for sentence in SENTENCES) >= 4
    assert "Targets are frozen when a question is opened." in SENTENCES
    assert "A repeated press changes nothing and hears the same." in SENTENCES
    assert len(of_behaviour()) > 60


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_the_pages_is_shown(sentence: str) -> None:
    assert any(sentence in says["text"] for says in SAYS)


@pytest.mark.parametrize("says", SAYS, ids=lambda says: says["id"])
def test_what_is_shown_stands_on_a_page_and_has_its_stories(says: dict[str, str]) -> None:
    pages = [in_one_line(page.read_text(encoding="utf-8")) for page in (QUESTIONS, BEHAVIOUR)]
    assert any(in_one_line(says["text"]) in page for page in pages)
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
