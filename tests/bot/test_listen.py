"""`rapport listen`: messages in, verdicts out, by the engine's own listening."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

Row = dict[str, Any]
Listen = Callable[..., list[Row]]


def message(i: int, user: str, text: str, *, minute: int = 0, **more: Any) -> Row:
    sides = {"bea": "client", "ben": "client", "asha": "vendor", "arun": "vendor"}
    row = {"win": "w", "i": i, "t": 1_700_000_000 + 60 * minute, "user": user, "side": sides.get(user), "thread": None}
    return row | {"text": text, "ctx": False} | more


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Listen:
    def run(*rows: Row, options: tuple[str, ...] = ()) -> list[Row]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps(row) + "\n" for row in rows)))
        assert main(["listen", *options]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def states(verdict: Row) -> dict[str, str]:
    return {name: status["state"] for name, status in verdict["status"].items()}


def test_one_verdict_a_line_in_the_same_order(listen: Listen) -> None:
    verdicts = listen(
        message(0, "bea", "Which region should the bucket be in?"),
        message(1, "asha", "In eu-west-1.", minute=20),
    )
    assert [(verdict["win"], verdict["i"]) for verdict in verdicts] == [("w", 0), ("w", 1)]
    asked = verdicts[0]
    assert asked["expects"] >= 0.5
    assert (asked["kind"], asked["band"]) == ("question", "public")
    assert states(asked) == {"10m": "open", "60m": "answered", "2h": "answered", "end": "answered"}
    assert asked["status"]["60m"]["by"] == 1
    assert set(asked) == {"win", "i", "expects", "kind", "band", "deed", "ack", "promise", "status"}


def test_every_message_has_a_status_as_if_it_asked_but_context_has_none(listen: Listen) -> None:
    verdicts = listen(
        message(0, "bea", "Good morning", ctx=True),
        message(1, "bea", "The lamps are blue."),
        message(2, "asha", "Blue they are, all twelve lamps.", minute=1),
    )
    assert "status" not in verdicts[0]
    assert states(verdicts[1])["end"] == "answered"


def test_what_was_asked_back_is_not_answered_by_its_own_author(listen: Listen) -> None:
    verdicts = listen(
        message(0, "bea", "Can we get a printed proof before the 30th?"),
        message(1, "asha", "How many, and to which address?", minute=5),
        message(2, "asha", "The printer says the printed proof comes on Feb 3 at the earliest.", minute=50),
    )
    assert states(verdicts[0])["end"] == "answered"
    assert states(verdicts[1])["end"] == "open"


def test_a_colleague_who_was_called_by_name_answers_next(listen: Listen) -> None:
    verdicts = listen(
        message(0, "bea", "@ben who signs the permit now?"),
        message(1, "ben", "Rosa until April.", minute=5),
    )
    assert states(verdicts[0])["end"] == "answered"


def test_sides_may_be_unknown(listen: Listen) -> None:
    verdicts = listen(
        message(0, "zoe", "zack: where does the log live?"),
        message(1, "zack", "zoe: the log is in /var/log", minute=1),
    )
    assert states(verdicts[0])["10m"] == "answered"


def test_windows_do_not_hear_each_other(listen: Listen) -> None:
    verdicts = listen(message(0, "bea", "Which region?"), message(0, "asha", "eu-west-1", win="other"))
    assert states(verdicts[0])["end"] == "open"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("looking into it", "acknowledged"),
        ("which cabin do you mean?", "waiting_for_asker"),
        ("let's hop on a call", "moved_elsewhere"),
    ],
)
def test_how_it_stands_in_a_thread(listen: Listen, text: str, state: str) -> None:
    verdicts = listen(
        message(0, "bea", "Which colour should the cabin doors have?"),
        message(1, "asha", text, minute=1, thread=0),
    )
    assert states(verdicts[0])["10m"] == state


def test_never_mind_withdraws(listen: Listen) -> None:
    verdicts = listen(message(0, "bea", "Where is the key?"), message(1, "bea", "never mind, found it", minute=5))
    assert states(verdicts[0])["10m"] == "withdrawn"


def test_deeds_promises_and_acknowledgements(listen: Listen) -> None:
    deed, promise, ack = listen(
        message(0, "asha", "I've merged both accounts and cleared the cache."),
        message(1, "asha", "I'll send the report tomorrow", minute=1),
        message(2, "bea", "got it", minute=2),
    )
    assert deed["deed"] >= 0.5
    assert promise["promise"]
    assert promise["deed"] < 0.5
    assert ack["ack"]


def test_times_are_chosen_and_reasons_given(listen: Listen) -> None:
    (verdict,) = listen(message(0, "bea", "could you send it"), options=("--at", "30m,end", "--explain"))
    assert list(verdict["status"]) == ["30m", "end"]
    assert "could you" in verdict["why"]
    assert (verdict["heat"], verdict["blames"]) == (0.0, False)
    (angry,) = listen(message(0, "bea", "You broke it, this is unacceptable"), options=("--explain",))
    assert (angry["heat"], angry["blames"]) == (0.8, True)
    assert "angry: 'unacceptable'" in angry["heat_why"]


def test_what_no_person_wrote_is_silent(listen: Listen) -> None:
    (verdict,) = listen(message(0, "bot", "Have you filled in your hours?", sys=True))
    assert (verdict["expects"], verdict["band"]) == (0.0, "silent")


def test_what_is_no_message_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"win": 1}\n'))
    assert main(["listen"]) == 2
    assert "line 1" in capsys.readouterr().err


def test_a_labelled_file_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        message(0, "bea", "Which region?", q="q", act="n", ans=[1], lang="en", source="own"),
        message(1, "asha", "eu-west-1", minute=30, q="n", act="n", ans=None, lang="en", source="own"),
    ]
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["listen", "--score", str(path)]) == 0
    told = capsys.readouterr().out
    assert "a  English" in told
    assert "b  unanswered at 10m" in told
    assert "e  nudge at 60m" in told
