"""What listening has learnt: weights for named clues, and for runs of words. A value, made by `tools/`, passed in.

Without weights (`UNTAUGHT`) the known phrases judge alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

from rules.listening.grams import grams

Clues = dict[str, float]
"""What speaks for or against, by name, and how strongly."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A logistic judge over named clues."""

    weights: Mapping[str, float] = field(default_factory=dict)
    bias: float = 0.0

    def logit(self, clues: Clues) -> float:
        known = self.weights
        return self.bias + sum([known[name] * much for name, much in clues.items() if name in known])

    def probability(self, clues: Clues) -> float:
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.logit(clues)))))

    def strongest(self, clues: Clues, *, speaking_for: bool) -> str:
        """The clue that counted most for, or against."""
        parts = {name: self.weights[name] * much for name, much in clues.items() if name in self.weights}
        if not parts:
            return ""
        return max(parts, key=lambda name: (parts[name] if speaking_for else -parts[name], name))


@dataclass(frozen=True, slots=True, eq=False)
class Ear:
    """All that was learnt. One byte a bucket keeps it small; `scale` is what the greatest byte stands for.

    A process reads it once: one is another only if it is the same object, so that verdicts can be remembered by it.
    """

    runs: bytes = b""
    scale: float = 0.0
    bias: float = 0.0
    asks: Layer | None = None
    deeds: Layer | None = None
    putoffs: Layer | None = None
    replies: Layer | None = None

    def sounds_asking(self, clauses: Sequence[Sequence[str]]) -> float:
        """How much a sentence without its mark sounds like a question; 0 is undecided."""
        if not self.runs:
            return 0.0
        return self.bias + self.scale * _sum(self.runs, set(grams(clauses)))


UNTAUGHT = Ear()


def _sum(runs: bytes, buckets: Iterable[int]) -> int:
    return sum([runs[bucket] - 128 for bucket in buckets])
