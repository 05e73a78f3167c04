"""The player notices when it goes otherwise than the story tells: else no story could fail."""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from bot import story as story_module
from bot import story_head
from bot.story import read_act, read_story
from bot.story_head import read_head
from rules.model import Level, Side
from tests.stories.player import NotAStory, OffScript, play

PAGE = Path(__file__).parents[2] / "docs/stories.md"
HEAD = """\
# A story to go wrong.
starts = 2026-10-05
others = ["Dana"]
[client]
name = "Contoso"
people = ["Bea", "Ben"]
go_between = "Ben"
[vendor]
name = "Northwind"
people = ["Asha"]
---
"""
NORTH = """\
[also.north.client]
name = "Fernhill"
people = ["Nora"]
[also.north.vendor]
name = "Northwind"
people = ["Asha"]
---
"""
ASKED = "Mon 09:00 Asha: @Bea which region should the new bucket be in?\n"
SAID = (
    "Asha (Northwind) needs one thing from you: “@Bea which region should the new bucket be in?” (asked Mon 09:00, q1)"
)
WHY = "Why this? It has waited 8 h of working time; you agreed on 8 h (Mon–Fri 9–17 UTC)."
BUTTONS = "[I’ll answer by…] [Answered elsewhere] [Someone else should] [More]"
TOLD = f"{ASKED}Tue 09:00 bot → Bea: {SAID}\n"
LINE = "This one still waits for Contoso, …"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def test_a_story_that_is_right_plays_to_its_end(url: str) -> None:
    play(
        f"{HEAD}{ASKED}= q1 open, with Bea, waited 0 h (client 0 h, vendor 0 h)\n"
        f"Tue 6 Oct 09:00 bot → Bea: {SAID}\n  | {WHY}\n  | {BUTTONS}\n{WHY}\n"
        "Wed 09:00 bot -> Ben: Asha (Northwind) needs one thing from Contoso: …\n   …\n   [I’ll answer by…] …\n"
        f"Thu 09:00 bot ↳ q1: {LINE}\n"
        "Thu (quiet)   # it has said all there is to say\n1 week (quiet)\n"
        "Fri 10:00 Bea > @Bea which region: eu-west-1, as for the others.\n"
        "= q1 answered by Bea, waited 73 h\n= q1 lay with Bea (asked)\n= nothing open\n",
        url,
    )


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (f"{ASKED}Tue (quiet)", "line 13: Tue \\(quiet\\)\n  at Tue 6 Oct 09:00 Rapport said:\n    bot → Bea: Asha"),
        (f"{ASKED}2 weeks (quiet)", "at Tue 6 Oct 09:00 Rapport said:\n    bot → Bea"),
        (f"{ASKED}Wed 09:00 Asha: Good morning", "at Tue 6 Oct 09:00 Rapport said:\n    bot → Bea"),
        (f"{ASKED}Mon 12:00 bot → Bea: {SAID}", "had said: nothing"),
        (f"{ASKED}Tue 09:01 bot → Bea: {SAID}", "at Tue 6 Oct 09:00 Rapport had said:\n    bot → Bea"),
        (f"{ASKED}Mon 16:59 bot → Bea: {SAID}", "had said: nothing"),
        (f"{ASKED}Tue 09:00 bot → Ben: {SAID}", "had said:\n    bot → Bea"),
        (f"{ASKED}Tue 09:00 bot ↳ @Bea which: {SAID}", "had said:\n    bot → Bea"),
        (f"{ASKED}Tue 09:00 bot ↳ q7: {SAID}", "had said:\n    bot → Bea"),
        (f"{ASKED}Tue 09:00 bot posts: {SAID}", "had said:\n    bot → Bea"),
        (f"{ASKED}Tue 09:00 bot edits → Bea: {SAID}", "had said:\n    bot → Bea"),
        (f"{ASKED}Tue 09:00 bot → Bea: {SAID}!", "Rapport said: Asha"),
        (f"{ASKED}Tue 09:00 bot → Bea: {SAID[:40]}", "Rapport said: Asha"),
        (f"{ASKED}Tue 09:00 bot → Bea: Arun (Northwind) …", "Rapport said: Asha"),
        (f"{TOLD}  | Why that? …", "Rapport said: Why this"),
        (f"{TOLD}  | {BUTTONS}", "Rapport said: Why this"),
        (f"{TOLD}  | …\n  | {BUTTONS}\n  | And more", "Rapport said: nothing"),
        (f"{TOLD}  | …\n  | [Undo]", "Rapport said: nothing"),
        (f"{TOLD}{WHY.replace('8 h', '9 h')}", "It has waited 8 h"),
        (f"{ASKED}Tue 7 Oct 09:00 bot → Bea: {SAID}", "the next Tue is 2026-10-06"),
        (f"{ASKED}Mon 11:00 Asha: Good morning\n= q1 open, waited 3 h", "waited: 2:00"),
        (f"{ASKED}Mon 11:00 Asha: Good morning\n= q1 open, waited 2 h (client 1 h, vendor 1 h)", "client: 2:00"),
        (f"{ASKED}= q1 answered", "state: open"),
        (f"{ASKED}= q1 open, with Ben", "holder: Bea"),
        (f"{ASKED}= q1 open, with Contoso", "holder: Bea"),
        (f"{ASKED}= q1 open by Bea", "by: "),
        (f"{ASKED}= q1 lay with Bea (asked), Asha (asked back)", "path: Bea \\(asked\\)"),
        (f"{ASKED}= q2 open", "there is only \\['q1'\\]"),
        (f"{ASKED}= nothing open", "open: \\['q1'\\]"),
        (f"{ASKED}= nothing was ever owed", "owed: \\['q1'\\]"),
        (f"{ASKED}= all is well", "not a claim"),
        ("Mon 10:00 Asha: Good morning\nMon 10:00 bot ⇒ Noted as q1. …", "Rapport said: nothing"),
        ("Mon 10:00 Bea ↳ Which region: eu-west-1", "Nobody said “Which region”"),
        ("Mon 10:00 Bea presses [Yes] on q1", "Bea sees no button \\[Yes\\] on q1"),
        (f"{TOLD}Tue 09:05 Ben presses 1", "Ben sees no button number 1"),
        (f"{TOLD}Tue 09:05 Bea presses [Answered elsewhere] on q2", "Bea sees no button .+ on q2"),
        (f"{TOLD}Tue 09:05 Bea presses 9", "Bea sees no button number 9"),
        ("Mon 10:00 Bea fills: how = by phone", "Bea has no form open"),
        (f"{ASKED}Mon 10:00 Bea edits @Bea which: Hello", "only who wrote a message can change it"),
        ("Mon 10:00 the channel is deleted\nMon 10:01 Asha: Hello", "there is no channel"),
    ],
)
def test_a_story_that_goes_otherwise_is_noticed(lines: str, complaint: str, url: str) -> None:
    with pytest.raises(OffScript, match=complaint):
        play(HEAD + lines, url)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("Mon 10:00 Asha waves", "line 12: “Mon 10:00 Asha waves” is not something that can happen."),
        ("\n# a remark\nOn Monday Asha waves", "line 14: “On Monday Asha waves” is not a line a story knows."),
        ("Mon 25:00 Asha: Hello", "has no such time of day"),
        ("Mon 10:00 Zoe: Hello", "speaks of Zoe; the people are Asha, Bea, Ben, Dana."),
        ("Mon 10:00 bot → Zoe: Hello", "speaks of Zoe"),
        ("Mon 10:00 bot waves: Hello", "does not say to whom"),
        ("Mon 10:00 #north Asha: Hello", "speaks of #north; the channels are #shared."),
        ("= #north nothing open", "speaks of #north"),
        ("Mon 10:00 Asha: Hello\n  | and more", "nothing that Rapport says comes before “| and more”"),
    ],
)
def test_what_is_no_story_is_refused_before_it_is_played(lines: str, complaint: str) -> None:
    with pytest.raises(NotAStory, match=re.escape(complaint)):
        read_story(HEAD + lines)


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ("starts = 2026-10-05", "\\[client\\]: nobody is on the client's side"),
        ("[client]", "starts: a story needs its first day"),
        ('starts = "Monday"', "starts: a story needs its first day"),
        ("starts = 2026-10-05\nend = 1", "end: there is no such key"),
        ("starts =", "not valid TOML"),
        ('starts = 2026-10-05\nzone = "Berlin"', 'zone: .+did you mean "Europe/Berlin"'),
        ('starts = 2026-10-05\nlive = "yes"', "live: "),
        ('starts = 2026-10-05\nlistening = "loud"', "listening: loud is not known here"),
        ('starts = 2026-10-05\nothers = "Dana"', "others: must be a list"),
        ('starts = 2026-10-05\nagreed = ["us"]', "agreed: us is not known here"),
    ],
)
def test_a_head_that_makes_no_sense_is_refused(head: str, complaint: str) -> None:
    with pytest.raises(NotAStory, match=complaint):
        read_head(head)


def test_a_file_without_a_line_is_no_story() -> None:
    with pytest.raises(NotAStory, match="there is no line ---"):
        read_story(HEAD.replace("---", ""))


def test_a_head_says_who_where_and_since_when() -> None:
    head = read_head(shown(story_head))
    assert head.names == ("Arun", "Asha", "Bea", "Ben", "Dana", "Nora")
    assert head.channels == ("shared", "internal", "planning", "north")
    assert (head.places[0].level, head.places[0].agreed) == (Level.SUGGEST, frozenset({Side.CLIENT}))
    assert (head.starts - head.began).days == 7
    assert not head.live


PRESSED = f"{TOLD}Tue 09:05 Bea presses [Answered elsewhere] on q1\n"
FORM = 'Tue 09:05 bot ⇒ form "Answered elsewhere"\n  | …\n  | [Save]\n'
FILLED = "Tue 09:06 Bea fills: how = by phone\nTue 09:06 bot ⇒ q1 is settled, …\n= q1 answered\n"


@pytest.mark.parametrize("lines", [PRESSED + FORM + FILLED, PRESSED + FILLED])
def test_a_form_is_opened_and_filled_in(lines: str, url: str) -> None:
    play(HEAD + lines, url)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (f"{PRESSED}Tue 09:30 Bea: Good morning", 'Rapport said:\n    bot ⇒ form "Answered elsewhere"'),
        (f"{PRESSED}{FORM.replace('elsewhere', 'here')}", 'Rapport said: form "Answered elsewhere"'),
        (f"{PRESSED}{FORM.replace('Save', 'Send')}", "Rapport said: nothing"),
        (f"{PRESSED}Tue 09:06 Bea fills: why = by phone", "The form asks for how"),
        (f"{PRESSED}{FILLED}Tue 09:07 Bea fills: how = by phone", "Bea has no form open"),
    ],
)
def test_a_form_that_goes_otherwise_is_noticed(lines: str, complaint: str, url: str) -> None:
    with pytest.raises(OffScript, match=complaint):
        play(HEAD + lines, url)


def test_two_relationships_share_the_people_who_are_in_both(url: str) -> None:
    play(
        HEAD.replace("---\n", NORTH)
        + "Mon 09:00 #north Nora: @Asha when do you deliver?\n= #north q1 open, with Asha\n= nothing was ever owed\n"
        "Tue 09:00 bot → Asha: Nora (Fernhill) needs one thing from you: …\n"
        "Tue 10:00 #north Asha ↳ q1: On Friday.\n= #north q1 answered by Asha\n",
        url,
    )


def test_an_edit_may_be_told_and_need_not_be(url: str) -> None:
    answered = f"{TOLD}Tue 09:30 Bea ↳ q1: eu-west-1\n"
    edited = "Tue 09:30 bot edits → Bea: q1 is settled. …\n"
    play(HEAD + answered + edited + "Tue (quiet)\n", url)


def test_an_edit_that_is_told_must_happen(url: str) -> None:
    with pytest.raises(OffScript, match="had said:\n    bot edits → Bea: q1 is settled"):
        play(f"{HEAD}{TOLD}Tue 09:30 Bea ↳ q1: eu-west-1\nTue 09:30 bot edits → Ben: …\n", url)


# Documentation -------------------------------------------------------------------------------------------------------


def shown(module: ModuleType) -> str:
    """What stands indented in a module's docstring; read from the source, for Python 3.13 dedents docstrings."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    lines = (ast.get_docstring(ast.parse(source), clean=False) or "").split("\n")[1:]
    return textwrap.dedent("\n".join(line for line in lines if line.startswith("    ")))


@pytest.mark.parametrize("module", [story_module, story_head], ids=["story", "head"])
def test_the_page_shows_every_line_a_story_knows(module: ModuleType) -> None:
    assert shown(module)
    assert shown(module) in PAGE.read_text(encoding="utf-8")


def test_every_line_of_the_page_is_one_that_a_story_knows() -> None:
    written = [re.split(r" {3,}", line)[0] for line in shown(story_module).splitlines()]
    assert len(written) > 25
    story = read_story(f"{shown(story_head)}\n---\n" + "\n".join(written))
    assert len({type(line.step) for line in story.lines}) == 5


def test_a_command_without_words_is_one() -> None:
    assert read_act("Bea commands:") is not None
    assert read_act("Bea commands in private:") is not None
