"""`rapport try` as somebody meets it: typing, piping, playing a story."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli import main
from bot.stage import Impossible, filled
from rules.message import ChoiceField, Form, TextField

Typed = Callable[..., list[str]]
"""Types these lines, with these options; what was printed, line by line."""

ROOT = Path(__file__).parents[2]
HEAD = """\
starts = 2026-10-05
[client]
name = "Contoso"
people = ["Bea", "Ben"]
go_between = "Ben"
[vendor]
name = "Northwind"
people = ["Asha"]
---
"""
ASKED = "Mon 09:00 Asha: @Bea which region should the new bucket be in?\n"
TOLD = f"{ASKED}Tue 09:00 bot → Bea: Asha (Northwind) needs one thing from you: …\n"


def story(tmp_path: Path, text: str) -> str:
    path = tmp_path / "story.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    def run(lines: str, *options: str) -> list[str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        assert main(["try", *options]) == 0
        return capsys.readouterr().out.splitlines()

    return run


# Stories -------------------------------------------------------------------------------------------------------------


def test_a_story_that_is_right_is_printed_with_its_moments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", "--script", story(tmp_path, HEAD + TOLD)]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0] == "Mon 5 Oct 09:00 Asha: @Bea which region should the new bucket be in?"
    assert shown.out.splitlines()[1].startswith("Tue 6 Oct 09:00 bot → Bea: Asha (Northwind) needs one thing")
    assert "  | Why this? It has waited 8 h" in shown.out
    assert shown.err == ""


def test_what_it_prints_is_a_story_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", "--script", story(tmp_path, HEAD + TOLD)]) == 0
    again = story(tmp_path, HEAD + capsys.readouterr().out)
    assert main(["try", "--script", again]) == 0


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (f"{ASKED}Tue 09:00 bot → Ben: …\n", "line 11: Tue 09:00 bot → Ben: …\n  at Tue 6 Oct 09:00 Rapport had said:"),
        (f"{ASKED}Tue (quiet)\n", "line 11: Tue (quiet)\n  at Tue 6 Oct 09:00 Rapport said:\n    bot → Bea:"),
        (f"{TOLD}Tue 09:05 Ben presses [More]\n", "Ben sees no button [More]"),
    ],
)
def test_a_story_that_goes_otherwise_ends_with_its_line(
    lines: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["try", "--script", story(tmp_path, HEAD + lines)]) == 1
    shown = capsys.readouterr()
    assert complaint in shown.err
    assert shown.out.startswith("Mon 5 Oct 09:00 Asha: @Bea which")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "there is no line ---"),
        ("Dear diary", "there is no line ---"),
        (HEAD + "Dear diary", "line 10: “Dear diary” is not a line a story knows."),
        (HEAD.replace("Asha", "Bea"), "[client] and [vendor] overlap"),
        (HEAD.replace("[vendor]", "[seller]"), "seller: there is no such key"),
    ],
)
def test_a_file_that_is_no_story_is_refused_in_one_line(
    text: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["try", "--script", story(tmp_path, text)]) == 2
    shown = capsys.readouterr()
    assert complaint in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_a_file_that_is_not_text_or_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "picture").write_bytes(b"\x89PNG\xff")
    assert main(["try", "--script", str(tmp_path / "picture")]) == 2
    assert "is no story: it is not UTF-8" in capsys.readouterr().err
    assert main(["try", "--script", str(tmp_path / "none")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_story_may_be_shown_without_being_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = f"{ASKED}Mon 12:00 bot → Ben: Hello\n= nothing open\nWhy this? …\nTue (quiet)\n1 week (quiet)\n"
    assert main(["try", "--show", "--script", story(tmp_path, HEAD + lines)]) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if " bot " in line]
    assert [line.partition(":")[0] for line in said] == ["Tue 6 Oct 09", "Wed 7 Oct 09", "Thu 8 Oct 09"]


def test_every_option_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["try", "--help"])
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    page = (ROOT / "docs/stories.md").read_text(encoding="utf-8")
    assert options
    assert [option for option in options if option not in page] == []


# Typing --------------------------------------------------------------------------------------------------------------


def test_one_speaks_for_everybody_and_moves_the_clock(typed: Typed) -> None:
    shown = typed("asha: @Bea which region?\nnext\nBEA > q1: eu-west-1\n")
    assert shown[0] == "Mon 5 Oct 09:00 Asha: @Bea which region?"
    assert shown[1].startswith(
        "Tue 6 Oct 09:00 bot → Bea: Asha (Northwind) needs one thing from you: “@Bea which region?”"
    )
    assert "Tue 6 Oct 09:00 Bea > q1: eu-west-1" in shown
    assert shown[-1].startswith("Tue 6 Oct 09:00 bot edits → Bea: q1 is settled.")


@pytest.mark.parametrize(
    ("line", "now"),
    [
        ("+2h", "Mon 5 Oct 11:00"),
        ("+ 90 min", "Mon 5 Oct 10:30"),
        ("+1d", "Tue 6 Oct 09:00"),
        ("+1w", "Mon 12 Oct 09:00"),
        ("10:30", "Mon 5 Oct 10:30"),
        ("8:15", "Tue 6 Oct 08:15"),
        ("09:00", "Tue 6 Oct 09:00"),
        ("tomorrow", "Tue 6 Oct 09:00"),
        ("Tomorrow 7:30", "Tue 6 Oct 07:30"),
        ("thu 10:00", "Thu 8 Oct 10:00"),
        ("Thursday", "Thu 8 Oct 09:00"),
        ("Mon", "Mon 12 Oct 09:00"),
        ("Mon 10:00", "Mon 5 Oct 10:00"),
    ],
)
def test_the_clock_moves(typed: Typed, line: str, now: str) -> None:
    assert typed(f"{line}\nBea: Good morning\n") == [f"{now} Bea: Good morning"]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("nex", "I do not know “nex”; did you mean “next”?"),
        ("Bea waves", "I do not know “Bea waves”; type help."),
        ("zoe: hello", "Nobody here is called zoe; the people are Arun, Asha, Bea, Ben."),
        ("press 1 as zoe", "Nobody here is called zoe; the people are Arun, Asha, Bea, Ben."),
        ("25:00", "25:00 is no time of day; write for example 10:30."),
        ("bea > nothing: hello", "Nobody said “nothing”."),
        ("press 1 as bea", "Bea sees no button number 1."),
        ("bea presses [More]", "Bea sees no button."),
        ("bea fills: how = by phone", "Bea has no form open."),
        ("next", "Nothing is due that Rapport would speak about."),
    ],
)
def test_a_line_that_makes_no_sense_gets_a_sentence(typed: Typed, line: str, answer: str) -> None:
    assert typed(f"{line}\n\n# a remark\n")[-1] == answer


def test_help_and_who_say_what_there_is(typed: Typed) -> None:
    shown = typed("help\nwho\nquit\nfoo\n")
    assert "Contoso, the client: Bea, Ben (go-between)" in shown
    assert "Northwind, the vendor: Arun (go-between), Asha" in shown
    assert len(shown) > 10
    assert "foo" not in shown[-1]


def test_the_buttons_behind_more_are_listed(typed: Typed) -> None:
    shown = typed("Asha: @Bea which region?\nnext\nbea presses [More]\n")
    assert shown[-1].startswith("[I’ll answer by…] [Answered elsewhere] [Someone else should] [")


def test_other_people_may_be_cast(typed: Typed, tmp_path: Path) -> None:
    shown = typed("who\n", "--cast", story(tmp_path, HEAD.replace("Bea", "Dora")))
    assert shown[0] == "Contoso, the client: Ben (go-between), Dora"


def test_in_a_terminal_it_greets_and_asks(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "try"], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    shown = read_until(ours, "Oct 09:00> ")
    assert "Type help for the rest" in shown
    os.write(ours, b"Asha: @Bea which region?\nnext\n")
    assert "bot → Bea: Asha (Northwind)" in read_until(ours, "Tue 6 Oct 09:00> ")
    assert interrupted(process) == 130
    os.close(ours)


def interrupted(process: subprocess.Popen[bytes]) -> int:
    """Ctrl-C, and once more where the first came between the prompt and the waiting: nothing wakes readline then."""
    for _ in range(10):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(2)
    process.kill()
    return process.wait()


def read_until(terminal: int, wanted: str) -> str:
    shown = b""
    while wanted not in shown.decode(errors="replace"):
        ready, _, _ = select.select([terminal], [], [], 20)
        assert ready, shown
        shown += os.read(terminal, 65_536)
    return shown.decode(errors="replace")


# Forms ---------------------------------------------------------------------------------------------------------------

FORM = Form(
    "nudge.promise",
    "1:7",
    "When?",
    (),
    (
        TextField("how", "How was it answered?", initial="in the thread"),
        ChoiceField("who", "Who should?", (("room:Bea", "Bea"), ("room:Ben", "Ben")), initial="room:Bea"),
        TextField("note", "Note"),
    ),
    "Send",
)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("", ("in the thread", "room:Bea", "")),
        ("how = by phone", ("by phone", "room:Bea", "")),
        ("how = a = b; c; who = Ben", ("a = b; c", "room:Ben", "")),
        ("Who should? = room:Ben; note = one⏎two", ("in the thread", "room:Ben", "one\ntwo")),
        ("how = ", ("", "room:Bea", "")),
    ],
)
def test_a_form_is_filled_in_by_name_or_label(words: str, values: tuple[str, ...]) -> None:
    assert filled(FORM, words) == dict(zip(("how", "who", "note"), values, strict=True))


@pytest.mark.parametrize("words", ["by phone", "what = by phone", "x; how = by phone"])
def test_words_for_no_field_are_refused(words: str) -> None:
    with pytest.raises(Impossible, match="The form asks for how, who, note"):
        filled(FORM, words)
