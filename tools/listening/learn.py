"""Logistic judges learnt in plain Python: the same numbers on every machine, and nothing to install."""

from __future__ import annotations

import random
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt

Example = tuple[Mapping[str, float], bool, float]
"""Clues, whether it is so, and how much it counts."""


@dataclass(frozen=True)
class Runs:
    """How much each bucket of word runs speaks for a question."""

    weights: array[float]
    bias: float


def sigmoid(logit: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def learn_runs(examples: Sequence[tuple[Sequence[int], bool]], buckets: int, *, rounds: int, rate: float) -> Runs:
    """AdaGrad over hashed runs; a bucket seen once or twice teaches nothing but chance."""
    seen = array("l", bytes(8 * buckets))
    for found, _ in examples:
        for bucket in found:
            seen[bucket] += 1
    kept = [(tuple(bucket for bucket in found if seen[bucket] > 2), so) for found, so in examples]
    weights, steps = array("d", bytes(8 * buckets)), array("d", [1.0]) * buckets
    bias, shuffled = 0.0, random.Random(1)
    for _ in range(rounds):
        shuffled.shuffle(kept)
        for found, so in kept:
            error = sigmoid(bias + sum([weights[bucket] for bucket in found])) - so
            bias -= 0.01 * error
            for bucket in found:
                slope = error + SHRINK * weights[bucket]
                steps[bucket] += slope * slope
                weights[bucket] -= rate * slope / sqrt(steps[bucket])
    return Runs(weights, bias)


SHRINK = 0.003


def learn_layer(examples: Sequence[Example], *, ridge: float, rounds: int = 400) -> tuple[dict[str, float], float]:
    """A ridge-penalised logistic layer, by accelerated gradient steps over all examples at once."""
    names = sorted({name for clues, _, _ in examples for name in clues})
    number = {name: n for n, name in enumerate(names)}
    rows = [([(number[name], much) for name, much in clues.items()], so, weight) for clues, so, weight in examples]
    total = sum(weight for _, _, weight in rows)
    steepest = 0.25 * max(sum(much * much for _, much in row) + 1 for row, _, _ in rows) + ridge / total
    step, weights, ahead = 1 / steepest, [0.0] * (len(names) + 1), [0.0] * (len(names) + 1)
    for n in range(rounds):
        slope = [ridge / total * weight for weight in ahead]
        slope[-1] = 0.0
        for row, so, weight in rows:
            error = weight / total * (sigmoid(ahead[-1] + sum([ahead[k] * much for k, much in row])) - so)
            slope[-1] += error
            for k, much in row:
                slope[k] += error * much
        following = [each - step * down for each, down in zip(ahead, slope, strict=True)]
        pace = n / (n + 3)
        ahead = [new + pace * (new - old) for new, old in zip(following, weights, strict=True)]
        weights = following
    return {name: weights[n] for name, n in number.items()}, weights[-1]
