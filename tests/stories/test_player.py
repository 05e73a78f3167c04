"""The player notices when it goes otherwise than the story tells: else no story could fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.player import OffScript, play

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
ASKED = "Mon 10:00 Asha: @Bea which region should the new bucket be in?\n"
SAID = (
    "Asha (Northwind) needs one thing from you: “@Bea which region should the new bucket be in?” (asked Mon 10:00, q1)"
)
WHY = "Why this? It has waited 8 h of working time; you agreed on 8 h (Mon–Fri 9–17 UTC)."
LINE = "This one still waits for Contoso, 24 h of working time so far."


def run(lines: str, scratch: Path) -> None:
    play(HEAD + lines, f"sqlite:///{scratch / 'ledger.db'}", scratch)


def test_a_story_that_is_right_plays_to_its_end(tmp_path: Path) -> None:
    run(
        f"{ASKED}= q1 open, with Bea, waited 0 h (client 0 h, vendor 0 h)\n"
        f"Tue 6 Oct 10:00 bot → Bea: {SAID}\n{WHY}\n"
        f"Wed 10:00 bot → Ben: Asha (Northwind) needs one thing from Contoso: …\nThu 10:00 bot ↳ @Bea which: {LINE}\n"
        "Thu (quiet)   # it has said all there is to say\n1 week (quiet)\n"
        "Fri 10:00 Bea ↳ @Bea which region: eu-west-1, as for the others.\n"
        "= q1 answered by Bea, waited 72 h\n= q1 lay with Bea (asked)\n= nothing open\n"
        "Fri 11:00 Asha commands: ask @Bea Which size?\nFri 11:00 bot ⇒ Noted as q2. …\n= q2 open, with Bea",
        tmp_path,
    )


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (f"{ASKED}Tue (quiet)", "at Tue 06 Oct 10:00 Rapport said: → room:Bea"),
        (f"{ASKED}2 weeks (quiet)", "at Tue 06 Oct 10:00 Rapport said: → room:Bea"),
        (f"{ASKED}Wed 09:00 Asha: Good morning", "at Tue 06 Oct 10:00 Rapport said: → room:Bea"),
        (f"{ASKED}Mon 12:00 bot → Bea: {SAID}", "had said: \\[\\]"),
        (f"{ASKED}Tue 10:01 bot → Bea: {SAID}", "at Tue 06 Oct 10:00 Rapport had said: \\['→ room:Bea"),
        (f"{ASKED}Tue 09:59 bot → Bea: {SAID}", "had said: \\[\\]"),
        (f"{ASKED}Tue 10:00 bot → Ben: {SAID}", "said it elsewhere: → room:Bea"),
        (f"{ASKED}Tue 10:00 bot ↳ @Bea which: {SAID}", "said it elsewhere: → room:Bea"),
        (f"{ASKED}Tue 10:00 bot → Bea: {SAID}!", "Rapport said: Asha"),
        (f"{ASKED}Tue 10:00 bot → Bea: {SAID[:40]}", "Rapport said: Asha"),
        (f"{ASKED}Tue 10:00 bot → Bea: Arun (Northwind) …", "Rapport said: Asha"),
        (f"{ASKED}Tue 10:00 bot → Bea: …\n{WHY.replace('8 h', '9 h')}", "It has waited 8 h"),
        (f"{ASKED}Tue 7 Oct 10:00 bot → Bea: {SAID}", "the next Tue is 2026-10-06"),
        (f"{ASKED}Mon 12:00 Asha: Good morning\n= q1 open, waited 3 h", "waited: 2:00"),
        (f"{ASKED}Mon 12:00 Asha: Good morning\n= q1 open, waited 2 h (client 1 h, vendor 1 h)", "client: 2:00"),
        (f"{ASKED}= q1 answered", "state: open"),
        (f"{ASKED}= q1 open, with Ben", "holder: Bea"),
        (f"{ASKED}= q1 open, with Contoso", "holder: Bea"),
        (f"{ASKED}= q1 open by Bea", "by: "),
        (f"{ASKED}= q1 lay with Bea (asked), Asha (asked back)", "path: Bea \\(asked\\)"),
        (f"{ASKED}= q2 open", "there is only \\['q1'\\]"),
        (f"{ASKED}= nothing open", "open: \\['q1'\\]"),
        (f"{ASKED}= nothing was ever owed", "owed: \\['q1'\\]"),
        (f"{ASKED}= all is well", "not a claim"),
        ("Mon 10:00 Asha commands: ask @Bea Which size?", "Rapport said: Noted as q1"),
        ("Mon 10:00 Asha commands: ask @Bea Which size?\nMon 10:00 bot ⇒ Noted as q2. …", "Rapport said: Noted as q1"),
        ("Mon 10:00 Asha: Good morning\nMon 10:00 bot ⇒ Noted as q1. …", "Rapport said: None"),
        ("Mon 10:00 Bea ↳ Which region: eu-west-1", "nobody said 'Which region'"),
        ("Mon 10:00 Asha waves", "not something that can happen"),
        ("On Monday Asha waves", "not a line a story knows"),
    ],
)
def test_a_story_that_is_wrong_is_noticed(lines: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(OffScript, match=complaint):
        run(lines, tmp_path)
