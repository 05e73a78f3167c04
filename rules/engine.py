"""One pure function between what happens and what we do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rules import RULES
from rules.effects import Answer, Effect, Fault, TrayEffect
from rules.events import Event, TrayRang
from rules.model import Case, Desk
from rules.owed import cards


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules want done about one event, and what the person who caused it hears at once."""

    effects: tuple[Effect, ...]
    answer: Answer | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The rules that broke, if any."""
        return tuple(effect for effect in self.effects if isinstance(effect, Fault))


def decide(event: Event, case: Case, now: datetime) -> Decision:
    """Ask every rule in order. Same event, same case, same now: same decision."""
    effects: list[Effect] = []
    answer: Answer | None = None
    for rule in RULES:
        try:
            wanted = tuple(rule.decide(event, case, now))
        except Exception as error:  # noqa: BLE001 - a broken rule must not silence its neighbours, whatever broke it
            wanted = (Fault(rule.NAME, type(error).__name__),)
        for effect in wanted:
            if isinstance(effect, Answer):
                answer = answer or effect
            else:
                effects.append(effect)
    return Decision(tuple(effects), answer)


def decide_tray(event: TrayRang, desk: Desk, now: datetime) -> tuple[TrayEffect, ...]:
    """What to tell one human of what lies in their tray. One rule, for one card: the budgets are kept in one place."""
    try:
        return tuple(cards.decide(event, desk, now))
    except Exception as error:  # noqa: BLE001 - as above
        return (Fault(cards.NAME, type(error).__name__),)
