"""How well does listening hear and read? Scores the shipped rules on labelled chats; never shipped itself.

    python bench/listening.py LABELLED.jsonl …

One message a line, with its labels: `q` (q asks, p only implies, s soft, n not), `ans` (who answers first), `ctx`.
Every second window of a source is held apart: tune on the first half, believe the second. `hear` is scored as questions
against nothing (soft and implicit ones left out). For the status every labelled question between the sides opens an
item, as if it expected an answer, and `read` is driven over what follows as the engine would; a question that chases,
continues or asks back has the status of the item it is about.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from rules.events import MessagePosted
from rules.listening.hear import hear
from rules.listening.progress import Progress
from rules.listening.read import Sign, read
from rules.model import (
    Agreement,
    Case,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    Party,
    Person,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Said,
    Settings,
    Side,
    SideTerms,
    Turn,
)
from rules.worktime import Calendar

Row = dict[str, Any]
PLACE = Place(PlaceId("bench:place"), "bench")
TIMES = {"10m": timedelta(minutes=10), "2h": timedelta(hours=2), "end": timedelta(days=3650)}
WINDOW, WINDOW_AGE = 50, timedelta(days=3)
CLOSED = {Sign.ANSWERED, Sign.INTERNAL, Sign.WITHDRAWN, Sign.MOVED_ELSEWHERE}
STANDS_FOR = {Sign.PINGED, Sign.CONTINUED, Sign.TURNED}
"""A message that asks and yet opens nothing: its status is that of the item it is about."""


@dataclass
class Count:
    """True and false positives and negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0

    def add(self, *, gold: bool, said: bool) -> None:
        match gold, said:
            case True, True:
                self.tp += 1
            case False, True:
                self.fp += 1
            case True, False:
                self.fn += 1
            case _:
                self.tn += 1

    def __str__(self) -> str:
        p = self.tp / max(1, self.tp + self.fp)
        r = self.tp / max(1, self.tp + self.fn)
        f = 2 * p * r / (p + r) if p + r else 0.0
        right = (self.tp + self.tn) / max(1, self.tp + self.fp + self.fn + self.tn)
        return f"acc {right:.3f}  P {p:.3f}  R {r:.3f}  F1 {f:.3f}  ({self.tp + self.fn} of {self.total})"

    @property
    def total(self) -> int:
        return self.tp + self.fp + self.fn + self.tn


# Data ----------------------------------------------------------------------------------------------------------------


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def family(row: Row) -> str:
    """The kind of chat a row is from: business, sentences, ubuntu, gitter, slack."""
    source = str(row["source"])
    if source.startswith("tune-authored"):
        return "sentences" if row["win"] == "s" else "business"
    return source.partition("-")[0]


def halves(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Every second window of each family and language; loose sentences one by one."""
    order: dict[str, int] = {}
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for win, kind, lang in sorted({(row["win"], family(row), row["lang"]) for row in rows}):
        order[win] = seen[kind, lang] % 2
        seen[kind, lang] += 1
    tuning: list[Row] = []
    apart: list[Row] = []
    for row in rows:
        (apart if (row["i"] % 2 if row["win"] == "s" else order[row["win"]]) else tuning).append(row)
    return tuning, apart


def groups(row: Row) -> Iterator[str]:
    yield f"{family(row)} {'en' if row['lang'] == 'en' else 'other'}"
    yield f"ALL {'en' if row['lang'] == 'en' else 'other'}"
    if row["lang"] != "en":
        yield f"lang {row['lang']}"


# hear ----------------------------------------------------------------------------------------------------------------


def score_hearing(rows: Iterable[Row], wrong: list[str]) -> dict[str, Count]:
    counts: dict[str, Count] = defaultdict(Count)
    for row in rows:
        if row["ctx"] or row["q"] not in ("q", "n") or row.get("sys"):
            continue
        verdict = hear(row["text"])
        gold, said = row["q"] == "q", verdict.asks
        for group in groups(row):
            counts[group].add(gold=gold, said=said)
        if gold is not said:
            wrong.append(f"{'missed' if gold else 'false '} {family(row)}: {row['text'][:200]!r} ({verdict.why})")
    return counts


# read ----------------------------------------------------------------------------------------------------------------


@dataclass
class Channel:
    """One window played as the engine would, with one question forced open."""

    rows: Sequence[Row]
    asked: Row
    window: list[Said] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    closed_at: dict[int, datetime] = field(default_factory=dict)
    """When items left the open state, by their number."""
    followed: int = -1
    """The item that stands for the question: its own, or the one it chases, continues or asks back about."""
    asks_back: bool = False
    read: list[tuple[MessagePosted, Case]] = field(default_factory=list)
    """What was read, to read it again against the clock."""

    def __post_init__(self) -> None:
        side = self.side_of(self.asked)
        people = {
            person_of(row): Person(person_of(row), row["user"], HumanId(0), self.side_of(row, side))
            for row in self.rows
        }
        party = [Party(each, each.value, Calendar.__new__(Calendar), {}) for each in Side]
        self.relationship = Relationship(
            id=RelationshipId(1),
            client=party[0],
            vendor=party[1],
            people=people,
            agreement=Agreement(1, SideTerms(), SideTerms()),
            settings=Settings(datetime(1970, 1, 1, tzinfo=UTC), live=frozenset(Side)),
            operator="vendor",
        )

    def side_of(self, row: Row, asker: Side | None = None) -> Side:
        """Unknown sides: everybody but the asker is the other side."""
        if row["side"]:
            return Side(row["side"])
        return Side.CLIENT if asker is None or row["user"] == self.asked["user"] else asker.other

    def play(self) -> datetime | None:
        """When the question stopped being open, if it did."""
        for row in self.rows:
            if not row.get("sys"):
                self.hear(row)
        return self.closed_at.get(self.followed)

    def hear(self, row: Row) -> None:
        event = event_of(row, self.rows)
        self.read.append((event, self.case(event)))
        reading = read(*self.read[-1])
        for item, sign in reading.signs:
            self.take(item, sign, event)
        stands_for = [(item, sign) for item, sign in reading.signs if sign in STANDS_FOR]
        if row is self.asked:
            self.followed = stands_for[0][0].number if stands_for else row["i"]
            self.asks_back = bool(stands_for) and stands_for[0][1] is Sign.TURNED
        if reading.asks or (row is self.asked and not stands_for):
            self.open(row, event, reading.progress if reading.asks else progress_of(event, self.case(event)))
        said = Said(event.message, event.thread, event.author, event.at, event.text)
        self.window = [*self.window[-WINDOW + 1 :], said]

    def case(self, event: MessagePosted) -> Case:
        items = (
            [item for item in self.items if item.in_channel]
            if event.thread is None
            else [item for item in self.items if item.thread == event.thread]
        )
        window = tuple(said for said in self.window if event.at - said.at <= WINDOW_AGE)
        return Case(self.relationship, PLACE, ItemNumber(0), tuple(items[-20:]), window=window)

    def take(self, item: Item, sign: Sign, event: MessagePosted) -> None:
        kept = [each for each in self.items if each.number != item.number]
        if sign in CLOSED or (sign is Sign.RETURNED and self.asks_back and item.number == self.followed):
            self.closed_at.setdefault(item.number, event.at)
        if sign not in CLOSED:
            kept.append(turned(item, sign, event))
        self.items = sorted(kept, key=lambda each: each.number)

    def open(self, row: Row, event: MessagePosted, progress: Progress) -> None:
        side = self.relationship.side_of(event.author)
        assert side
        self.items.append(
            Item(
                number=ItemNumber(row["i"]),
                kind=Kind.QUESTION,
                place=PLACE.id,
                message=event.message,
                thread=event.thread or event.message,
                in_channel=event.thread is None,
                asker=event.author,
                asker_side=side,
                text="",
                opened_at=event.at,
                targets={},
                turns=(Turn(event.at, Holder(side.other), "asked"),),
                clock_at=event.at,
                progress=progress,
            )
        )


def turned(item: Item, sign: Sign, event: MessagePosted) -> Item:
    match sign:
        case Sign.TURNED:
            side = item.asker_side
        case Sign.RETURNED:
            side = item.asker_side.other
        case _:
            return item
    return replace(item, turns=(*item.turns, Turn(event.at, Holder(side), sign.value)))


def progress_of(event: MessagePosted, case: Case) -> Progress:
    """What would be remembered if the message asked, though it did not sound so."""
    asked = replace(event, text=event.text.rstrip(" .!?") + " ?", mentions=())
    return read(asked, replace(case, items=(), window=())).progress


def person_of(row: Row) -> PersonId:
    return PersonId(f"bench:{row['user']}")


def event_of(row: Row, rows: Sequence[Row]) -> MessagePosted:
    users = sorted({each["user"] for each in rows})
    mentions = tuple(PersonId(f"bench:{user}") for user in users if f"@{user}".lower() in row["text"].lower())
    return MessagePosted(
        id=str(row["i"]),
        at=datetime.fromtimestamp(row["t"], UTC),
        place=PLACE.id,
        message=MessageId(str(row["i"])),
        author=person_of(row),
        text=row["text"],
        thread=MessageId(str(row["thread"])) if row["thread"] is not None else None,
        mentions=mentions,
        files=row["text"].count("📎"),
    )


def answered_at(row: Row, rows: Sequence[Row]) -> datetime | None:
    times = [each["t"] for each in rows if each["i"] in row["ans"]]
    return datetime.fromtimestamp(min(times), UTC) if times else None


def windows(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The chats, without the loose sentences."""
    for win, group in groupby((row for row in rows if row["win"] != "s"), key=lambda row: str(row["win"])):
        yield win, list(group)


def score_reading(rows: Sequence[Row], wrong: list[str]) -> dict[str, Count]:
    counts: dict[str, Count] = defaultdict(Count)
    for _, window in windows(rows):
        for row in window:
            if (
                row["q"] in ("q", "p")
                and not row["ctx"]
                and row["ans"] not in (None, "unclear")
                and between(row, window)
            ):
                score_question(row, window, counts, wrong)
    return counts


def between(row: Row, window: Sequence[Row]) -> bool:
    """Two people of one side talking is never an item, so it has no status."""
    if row["side"] is None:
        return True
    called = set(event_of(row, window).mentions)
    sides = {each["side"] for each in window if person_of(each) in called}
    return sides != {row["side"]}


def score_question(row: Row, window: Sequence[Row], counts: dict[str, Count], wrong: list[str]) -> None:
    said = Channel(window, row).play()
    gold = None if isinstance(row["ans"], str) else answered_at(row, window)
    asked = datetime.fromtimestamp(row["t"], UTC)
    for name, after in TIMES.items():
        if row["ans"] == "self" and name != "end":
            continue
        unanswered = row["ans"] != "self" and (gold is None or gold > asked + after)
        still_open = said is None or said > asked + after
        for group in groups(row):
            counts[f"{name:4}{group}"].add(gold=unanswered, said=still_open)
        if name == "end" and unanswered is not still_open:
            state = "closed" if unanswered else "left open"
            wrong.append(f"{state} {row['win']} {row['i']}: {row['text'][:120]!r} => {row['ans']}")


# Report --------------------------------------------------------------------------------------------------------------


def timing(rows: Sequence[Row]) -> str:
    heard = [(row["text"],) for row in rows]
    read_before: list[tuple[MessagePosted, Case]] = []
    for _, window in windows(rows):
        channel = Channel(window, window[0])
        channel.play()
        read_before += channel.read
    return f"a message: hear {micros(hear, heard):.0f} µs, read {micros(read, read_before):.0f} µs"


def micros(judge: Callable[..., object], calls: Sequence[tuple[Any, ...]]) -> float:
    """Microseconds a call, the best of several rounds: other work on the machine only ever adds."""
    rounds = []
    for _ in range(7):
        start = time.perf_counter()
        for call in calls:
            judge(*call)
        rounds.append(time.perf_counter() - start)
    return min(rounds) / len(calls) * 1e6


def report(title: str, counts: dict[str, Count]) -> None:
    print(f"\n{title}")
    for name, count in sorted(counts.items()):
        print(f"  {name:28} {count}")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="show what went wrong, of the tuning half only")
    options = parser.parse_args(arguments)
    rows = [row for path in options.files for row in rows_of(path)]
    for name, half in zip(("tuning half", "held-apart half"), halves(rows), strict=True):
        wrong: list[str] = []
        report(f"{name}: hear, questions against nothing", score_hearing(half, wrong))
        report(f"{name}: read, unanswered at 10 min, 2 h, end", score_reading(half, wrong))
        if options.errors and name == "tuning half":
            print("\n".join(wrong))
    print(f"\n{timing(rows)}")


if __name__ == "__main__":
    main(sys.argv[1:])
