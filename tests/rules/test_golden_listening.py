"""What is heard in eight hundred sentences, reviewed by eye: a change of any verdict is a diff of one line.

`tests/golden/listening.txt` holds them; `python -m tests.rules.test_golden_listening` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from bot.ear import ear
from rules.listening.hear import Verdict, hear

GOLDEN = Path(__file__).parents[1] / "golden/listening.txt"


def said_of(verdict: Verdict) -> str:
    """The parts that matter, in few words."""
    parts = [verdict.kind or "-", verdict.band.value]
    parts += [
        name for name in ("ack", "promise", "thanks", "works", "withdraws", "moves", "ping") if _is(verdict, name)
    ]
    if verdict.deed >= 0.5:
        parts.append("deed")
    return " ".join(parts)


def _is(verdict: Verdict, name: str) -> bool:
    return bool(getattr(verdict, name))


def heard(text: str) -> str:
    return f"{said_of(hear(text, ear())):36} | {text}"


def sentences() -> list[str]:
    return [line.partition(" | ")[2] for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def test_every_sentence_is_heard_as_it_was_reviewed() -> None:
    assert [heard(text) for text in sentences()] == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_there_are_eight_hundred() -> None:
    assert len(set(sentences())) >= 800


if __name__ == "__main__":
    GOLDEN.write_text("".join(f"{heard(text)}\n" for text in sentences()), encoding="utf-8")
