"""What Rapport makes of what happens: pure judgement, no I/O (docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from rules.effects import Answer, Effect
from rules.events import Event
from rules.model import Case
from rules.owed import presses, questions
from rules.rhythm import deeds, digest, feedback

from . import orders, people, places


class Rule(Protocol):
    """A rule is a module with a name and a verdict."""

    NAME: str

    def decide(self, event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
        """What this rule wants done about the event; nothing, most of the time."""
        ...


RULES: tuple[Rule, ...] = (questions, presses, orders, deeds, digest, feedback, people, places)
"""The whole registry, in the order in which rules are heard."""
