"""How well a labelled file is heard: the benchmarks of listening, as a table (`rapport listen --score`).

Labels: `q` (q asks, p only implies, s soft, n not), `act` (x a deed, y either, n not), `ack`, and `ans`: who answers
first, `none`, `self` or `unclear`. What may be judged either way is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Row = dict[str, Any]
Verdicts = Mapping[tuple[Any, int], Row]
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
UNANSWERED = frozenset({"open", "acknowledged", "waiting_for_asker"})
PRECISE = 0.95


@dataclass
class Count:
    """Right and wrong, of what is and of what is not."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0

    def add(self, *, gold: bool, said: bool) -> None:
        self.tp += gold and said
        self.fp += said and not gold
        self.fn += gold and not said
        self.tn += not gold and not said

    @property
    def precision(self) -> float:
        return self.tp / max(1, self.tp + self.fp)

    @property
    def recall(self) -> float:
        return self.tp / max(1, self.tp + self.fn)

    @property
    def f1(self) -> float:
        return 2 * self.tp / max(1, 2 * self.tp + self.fp + self.fn)

    @property
    def accuracy(self) -> float:
        return (self.tp + self.tn) / max(1, self.tp + self.fp + self.fn + self.tn)

    def __str__(self) -> str:
        shares = f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  acc {self.accuracy:.3f}"
        return f"{shares}  ({self.tp + self.fn} of {self.tp + self.fp + self.fn + self.tn})"


def score(rows: Sequence[Row], verdicts: Verdicts) -> list[str]:
    """The table, line by line."""
    judged = [(row, verdicts[_key(row)]) for row in rows if not row.get("ctx") and not row.get("sys")]
    counts: dict[str, Count] = defaultdict(Count)
    for name, gold, said in (*_detection(judged), *_deeds(judged), *_answers(rows, verdicts)):
        counts[name].add(gold=gold, said=said)
    lines = [f"{name:44} {counts[name]}" for name in sorted(counts)]
    return [*lines, *_without_mark(judged)]


def _key(row: Row) -> tuple[Any, int]:
    return row["win"], int(row["i"])


Judged = Sequence[tuple[Row, Row]]
Point = tuple[str, bool, bool]


def _detection(judged: Judged) -> Iterator[Point]:
    for row, verdict in judged:
        label, said = row.get("q"), verdict["expects"] >= 0.5
        for group in _groups(row):
            if label in ("q", "n"):
                yield f"a  {group}", label == "q", said
                yield f"a  band public, {group}", label == "q", verdict["band"] == "public"
            if label in ("q", "n", "p"):
                yield f"a+p {group}", label != "n", said
        if label == "p":
            yield "a  problems: how many are heard", True, said
        if label == "s":
            yield "a  soft: how often it fires", True, said
        if label == "n" or (label == "q" and "?" not in row["text"]):
            yield "a  without a question mark", label == "q", said
        if row.get("ack") is not None:
            yield "ack", bool(row["ack"]), verdict["ack"] or verdict["promise"]


def _groups(row: Row) -> Iterator[str]:
    yield "all"
    language = row.get("lang") or "?"
    yield "English" if language == "en" else "other languages"
    if language != "en":
        yield f"  {language}"
    if row.get("source"):
        yield f"from {str(row['source']).partition('/')[0]}{' (sentences)' if row['t'] is None else ''}"


def _without_mark(judged: Judged) -> list[str]:
    """How many questions without a mark are found at the best point where everything said is precise."""
    curve = [(verdict["expects"], row["q"] == "q", "?" not in row["text"]) for row, verdict in judged if _is_clear(row)]
    curve.sort(key=lambda point: -point[0])
    right = found = best = 0
    for said, (_, asks, unmarked) in enumerate(curve, 1):
        right += asks
        found += asks and unmarked
        if right >= PRECISE * said:
            best = found
    marked = sum(asks and unmarked for _, asks, unmarked in curve)
    return [f"a  recall without a mark where P ≥ {PRECISE}: {best / max(1, marked):.3f} ({marked})"]


def _is_clear(row: Row) -> bool:
    return row.get("q") in ("q", "n")


def _deeds(judged: Judged) -> Iterator[Point]:
    for row, verdict in judged:
        if row.get("act") in ("x", "n"):
            for group in _groups(row):
                yield f"c  {group}", row["act"] == "x", verdict["deed"] >= 0.5


def _answers(rows: Sequence[Row], verdicts: Verdicts) -> Iterator[Point]:
    for _, group in groupby(rows, key=lambda row: row["win"]):
        window = list(group)
        for row in window:
            if row.get("t") is not None and not row.get("ctx") and not row.get("sys"):
                yield from _status(row, window, verdicts[_key(row)])


def _status(row: Row, window: Sequence[Row], verdict: Row) -> Iterator[Point]:
    asks = row.get("q") in ("q", "p")
    if row.get("q") not in ("q", "p", "n") or (asks and row.get("ans") in (None, "unclear")):
        return
    for name, status in verdict["status"].items():
        due = asks and _is_unanswered(row, window, name)
        for group in _places(row):
            if asks and not (row["ans"] == "self" and name != "end"):
                yield f"b  unanswered at {name}, {group}", due, status["state"] in UNANSWERED
                yield from _which(row, window, name, status, group)
            nudged = verdict["band"] == "public" and verdict["expects"] >= 0.5 and status["state"] == "open"
            yield f"e  nudge at {name}, {group}", due, nudged


def _places(row: Row) -> Iterator[str]:
    source = str(row.get("source") or "").partition("/")[0]
    yield f"{source} {'threads' if row.get('thread') is not None else 'channel'}"
    yield "business" if "authored" in source else "chat"
    if row.get("side") == "client":
        yield "asked by clients"


def _is_unanswered(row: Row, window: Sequence[Row], name: str) -> bool:
    if row["ans"] == "self":
        return name != "end"
    return not _answered_by(row, window, name)


def _answered_by(row: Row, window: Sequence[Row], name: str) -> set[int]:
    """The acceptable first answers given by then."""
    if isinstance(row["ans"], str):
        return set()
    until = float("inf") if name == "end" else row["t"] + int(name[:-1]) * SECONDS[name[-1]]
    return {each["i"] for each in window if each["i"] in row["ans"] and each["t"] <= until}


def _which(row: Row, window: Sequence[Row], name: str, status: Row, group: str) -> Iterator[Point]:
    """Precision and recall of the message that is taken for the answer."""
    right = _answered_by(row, window, name)
    said = status["by"] if status["state"] == "answered" else None
    if said is not None:
        yield f"b  which at {name}, {group}", said in right, True
    if right and said not in right:
        yield f"b  which at {name}, {group}", True, False
