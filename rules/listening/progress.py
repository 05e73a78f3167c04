"""What listening remembers of one open item, so that no old text is ever read again."""

from __future__ import annotations

from dataclasses import dataclass

WORDS_KEPT = 12
"""Content words kept of a question, each cut to a stem: enough to know an answer, too little to read."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Compact state, advanced message by message: 2 kB at most as JSON; only strings, booleans, a number and tuples.

    Every field has a default that means "not known": items opened by a command or a reaction start with nothing.
    """

    words: tuple[str, ...] = ()
    """Stems of what it is about (`content.py`), the asker's afterthoughts included."""
    wants: str = ""
    """What would answer it: `time`, `yes` (or no), `deed`; empty for anything else."""
    problem: bool = False
    """A problem told, not a question put: a colleague who says "same here" does not settle it."""
    called: str | None = None
    """The person of the other side who was called by name, if anybody was."""
    again: str | None = None
    """The message that asked it last, where it was chased or gone on with: from there the talk is followed."""
    promised: str | None = None
    """Who of the other side acknowledged it: what they say next of substance is probably about it."""
    asked_back: str | None = None
    """Who of the other side asked back, while the ball lies with the asker's side."""
    band: str = ""
    """How loudly a nudge about it may be said (`bands.py`); empty where somebody said that it is a question."""
    expects: float = 1.0
    """How likely it seemed to expect an answer, when it was heard; beyond doubt where somebody said so."""
