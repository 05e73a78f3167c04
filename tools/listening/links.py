"""Makes `links.jsonl.gz` out of annotated Ubuntu IRC: `python -m tools.listening.links FILE | gzip -9n`.

FILE holds one message a line: `file` (the day), `i`, `t` (seconds since midnight), `user`, `text`, `sys`, and
`parents`, the messages it replies to (null where nobody annotated it): the published raw and annotation files, side by
side. A busy channel becomes one like those Rapport sits in: of each day a few conversations are kept, and
time is stretched. Which lines ask is as `hear` says today; who answers is as annotated.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from random import Random

from bot.ear import ear
from rules.listening.hear import hear
from tools.listening.train import Row

LABELLED = frozenset({"2006-06-21.train-c", "2013-09-12.train-a"})
"""Days with messages in `labelled.jsonl.gz`."""
ANNOTATED_FROM, LEAST, MOST = 200, 25, 90
"""Annotated messages that a day needs, and how many a stretch holds."""
ONE_OF, STRETCHED, NAMELESS = (4, 6, 9), (6, 15, 40, 100), 0.6
"""One conversation of so many is kept, time is stretched so many times, and so often names called are left out."""
_CALLED = re.compile(r"^@?(\S+?)[:,;]?\s+(.*)$", re.DOTALL)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="gzipped JSON lines")
    with gzip.open(parser.parse_args(arguments).file, "rt", encoding="utf-8") as lines:
        for row in stretches(map(json.loads, lines)):
            print(json.dumps(row))


def stretches(rows: Iterable[Row], seed: int = 7) -> Iterator[Row]:
    """A stretch of each day; the same ones for the same seed."""
    chance = Random(seed)
    for day, found in groupby(rows, key=lambda row: str(row["file"])):
        annotated = {int(row["i"]): row for row in found if row["parents"] is not None}
        if len(annotated) >= ANNOTATED_FROM and day not in LABELLED:
            yield from _stretch(day, annotated, chance)


def _stretch(day: str, said: Mapping[int, Row], chance: Random) -> Iterator[Row]:
    parents = {i: [parent for parent in row["parents"] if parent != i] for i, row in said.items()}
    talks = conversations(said, parents)
    one_of, kept = chance.choice(ONE_OF), sorted(talks)
    chance.shuffle(kept)
    times, nameless = chance.choice(STRETCHED), chance.random() < NAMELESS
    picked = sorted(i for talk in kept[: max(3, len(kept) // one_of)] for i in talks[talk])[:MOST]
    if len(picked) < LEAST:
        return
    place = {i: n for n, i in enumerate(picked)}
    users = {said[i]["user"].lower() for i in picked}
    replies: dict[int, list[int]] = defaultdict(list)
    for i in picked:
        for parent in parents[i]:
            replies[parent].append(i)
    last = 0
    for i in picked:
        row = said[i]
        last = max(int(row["t"] * times) + chance.randrange(60), last + 1)
        text = without_name(row["text"], users) if nameless else row["text"]
        asks = hear(text, ear()).asks
        answers = sorted(place[reply] for reply in replies[i] if said[reply]["user"] != row["user"])
        yield {
            "win": f"links.{day}", "source": "ubuntu-links", "lang": "en", "i": place[i], "t": last,
            "user": row["user"], "side": None, "thread": None, "text": text, "q": "q" if asks else None,
            "act": None, "ack": False, "ans": (answers or "none") if asks else None, "ctx": False, "sys": False,
        }  # fmt: skip


def conversations(said: Mapping[int, Row], parents: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """What hangs together by replies, without the lines of the system."""
    root: dict[int, int] = {}

    def top(i: int) -> int:
        while root.setdefault(i, i) != i:
            i = root[i]
        return i

    for i, above in parents.items():
        for parent in above:
            root[top(i)] = top(parent)
    talks: dict[int, list[int]] = defaultdict(list)
    for i, row in said.items():
        if not row["sys"]:
            talks[top(i)].append(i)
    return talks


def without_name(text: str, users: Iterable[str]) -> str:
    """What is left of "bea: try again" where Bea takes part."""
    called = _CALLED.match(text)
    return called[2] if called and called[1].lower() in users else text


if __name__ == "__main__":
    main()
