"""A sentence as numbers: its runs of one to three words, hashed. What the learnt part of listening looks at."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

from rules.listening.content import STEM

BUCKETS = 1 << 17
FIRST = 24
"""Words of a sentence that count: people ask in few, and what is long is pasted."""
BEGIN, END, PAUSE = "<", ">", ","


def grams(clauses: Sequence[Sequence[str]]) -> list[int]:
    """The buckets of a sentence: words alone, beside each other, cut to stems, and how it begins and ends."""
    words = [BEGIN]
    for clause in clauses:
        words += clause
        words.append(PAUSE)
    words = [*words[: FIRST + 1], END]
    texts = [*words[1:-1], *map(" ".join, pairwise(words))]
    texts += map(" ".join, zip(words, words[1:], words[2:], strict=False))
    stems = [word[:STEM] for word in words]
    texts += [f"{first}~{second}" for first, second in pairwise(stems)]
    texts += [f"{first}~~{third}" for first, third in zip(stems, stems[2:], strict=False)]
    return [crc32(text.encode()) % BUCKETS for text in texts]
