"""Makes the weights of listening anew, byte for byte: `python -m tools.listening.train`.

Learns from the files beside (README.md says what they hold and under which licences); needs nothing installed and
takes about a minute. `--from` learns from other labelled files instead, to judge on what was kept apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.ear import WEIGHTS
from bot.listen import STANDS_FOR, Floor, Room, is_here
from bot.listen_command import line_of, window_of
from rules.listening.clues import clues
from rules.listening.deeds import deed_clues
from rules.listening.ear import Clues, Ear, Layer
from rules.listening.fit import fit_clues, partners_in
from rules.listening.grams import BUCKETS, grams
from rules.listening.hear import by_phrases, deed_of, hear, languages_of
from rules.listening.normalise import normalise
from rules.listening.putoffs import putoff_clues
from rules.listening.scene import LANGUAGE_FROM, Scene, where
from rules.model import Item
from tools.listening.learn import Example, learn_layer, learn_runs

Row = dict[str, Any]
HERE = Path(__file__).parent
SENTENCES, LABELLED = HERE / "sentences.txt.gz", HERE / "labelled.jsonl.gz"
DEEDS, PUTOFFS, LINKS = HERE / "deeds.jsonl.gz", HERE / "putoffs.jsonl.gz", HERE / "links.jsonl.gz"
LINKED = 0.08
"""How much a reply that is linked to a question counts, beside one that is known to answer it."""
WRITTEN = 3.0
"""How much a sentence counts that was written to show what a put-off is, beside a message of chat."""
IMPLIED = 0.3
"""How much a problem told counts as asking, beside a question that counts one."""
RIDGE = {"asks": 10.0, "deeds": 1.0, "putoffs": 1.0, "replies": 3.0}
FOLLOWED = 40
"""Messages after a question that are shown as not answering it."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="labelled", type=Path, nargs="+", default=[LABELLED, DEEDS, PUTOFFS])
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="the folder of the weights")
    given = parser.parse_args(arguments)
    ear, runs = _runs()
    rows = [row for path in given.labelled for row in rows_of(path)]
    scenes = list(_scenes(rows, ear))
    deeds = learn_layer(list(_deeds(rows)), ridge=RIDGE["deeds"])
    asks = learn_layer(list(_asking(scenes, ear)), ridge=RIDGE["asks"])
    ear = replace(ear, asks=Layer(*asks), deeds=Layer(*deeds))  # a put-off near a question shows what does not answer
    layers = {
        "asks": asks,
        "deeds": deeds,
        "putoffs": learn_layer(list(_putoffs(rows, ear)), ridge=RIDGE["putoffs"]),
        "replies": learn_layer(
            [*_replies(rows, ear, 1.0), *_replies(rows_of(LINKS), ear, LINKED)], ridge=RIDGE["replies"]
        ),
    }
    stored: Row = {"runs": {"scale": runs.scale, "bias": round(runs.bias, 6)}}
    stored |= {name: {"bias": round(bias, 4), "weights": _rounded(weights)} for name, (weights, bias) in layers.items()}
    given.to.mkdir(exist_ok=True)
    (given.to / "runs.bin").write_bytes(runs.runs)
    (given.to / "listening.json").write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(weights: dict[str, float]) -> dict[str, float]:
    """Four digits: what is left out is far below what any two machines might compute differently."""
    return {name: round(weight, 4) for name, weight in sorted(weights.items()) if abs(weight) >= 0.001}


def rows_of(path: Path) -> list[Row]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in text.decode().splitlines()]


# How a question sounds ------------------------------------------------------------------------------------------------


def _runs() -> tuple[Ear, Ear]:
    """Which runs of words stand in sentences that people ended in a question mark: the mark itself is not shown."""
    examples = []
    for line in gzip.decompress(SENTENCES.read_bytes()).decode().splitlines():
        asked, _, clauses = line.partition("\t")
        examples.append((sorted(set(grams([clause.split() for clause in clauses.split("|")]))), asked == "1"))
    learnt = learn_runs(examples, BUCKETS, rounds=2, rate=0.05)
    scale = round(max(map(abs, learnt.weights)) / 127, 8)
    ear = Ear(bytes(round(weight / scale) + 128 for weight in learnt.weights), scale, round(learnt.bias, 6))
    return ear, ear


# What the layers are shown --------------------------------------------------------------------------------------------


def _scenes(rows: Iterable[Row], ear: Ear) -> Iterator[tuple[Row, Scene]]:
    for room, group in _rooms(rows, ear):
        for row in group:
            if not row.get("ctx") and not row.get("sys"):
                at = room.at[row["i"]]
                yield row, room.scene(at, room.floors[at])


def _rooms(rows: Iterable[Row], ear: Ear) -> Iterator[tuple[Room, list[Row]]]:
    """Every window, heard by its phrases alone: the layers are not there yet."""
    for _, found in groupby((row for row in rows if "win" in row), key=window_of):
        group = list(found)
        yield Room([line_of(row) for row in group], ear), group


def _asking(scenes: Iterable[tuple[Row, Scene]], ear: Ear) -> Iterator[Example]:
    for row, scene in scenes:
        if row["q"] in ("q", "n", "p"):
            yield _asking_clues(scene, ear), row["q"] != "n", IMPLIED if row["q"] == "p" else 1.0


def _asking_clues(scene: Scene, ear: Ear) -> Clues:
    spoken = languages_of(scene.plain, (said.text for said in scene.flow[:LANGUAGE_FROM]))
    place = where(scene.event, scene.case, scene.side, scene.called, scene.flow)
    deed = deed_of(scene.plain, spoken, ear)
    return clues(scene.plain, *by_phrases(scene.plain, spoken), ear, spoken=spoken, place=place, deed=deed)


def _deeds(rows: Iterable[Row]) -> Iterator[Example]:
    for row in rows:
        if row.get("act") in ("x", "n") and not row.get("ctx") and not row.get("sys"):
            plain = normalise(row["text"])
            yield deed_clues(plain, languages_of(plain)), row["act"] == "x", 1.0


def _putoffs(rows: Iterable[Row], ear: Ear) -> Iterator[Example]:
    """What only thanks, greets or says yes needs no judge, and the labels call it now this, now that."""
    for row in rows:
        if row.get("ack") is not None and not row.get("ctx") and not row.get("sys"):
            plain = normalise(row["text"])
            spoken = languages_of(plain)
            heard, _ = by_phrases(plain, spoken)
            said = hear(row["text"], ear)
            if not (said.thanks or said.bare or said.consents):
                deed = deed_of(plain, spoken, ear)
                yield putoff_clues(plain, heard, spoken, deed=deed), row["ack"], 1.0 if "win" in row else WRITTEN


def _replies(rows: Iterable[Row], ear: Ear, weight: float) -> Iterator[Example]:
    for room, group in _rooms((row for row in rows if row.get("t") is not None), ear):
        for row in group:
            labelled = row["q"] in ("q", "p") and row["ans"] not in (None, "unclear") and row.get("thread") is None
            if labelled and not row.get("ctx") and not row.get("sys"):
                yield from ((found, so, weight) for found, so in _pairs(row, room))


def _pairs(row: Row, room: Room) -> Iterator[tuple[Clues, bool]]:
    """The question and each later message of the open channel that says something, to its last acceptable answer."""
    at, answers = room.at[row["i"]], {*row["ans"]} if isinstance(row["ans"], list) else set()
    if any(sign in STANDS_FOR for _, sign in room.readings[at].signs):
        return
    asked, shown = room.item(at, room.floors[at], room.readings[at]), 0
    for later in range(at + 1, len(room.events)):
        i = room.lines[later].i
        if shown > FOLLOWED or (answers and i > max(answers)):
            return
        for scene, item, items in _about(room, later, asked):
            shown += 1
            yield fit_clues(scene, item, items, partners_in(scene)), i in answers


def _about(room: Room, later: int, asked: Item) -> Iterator[tuple[Scene, Item, list[Item]]]:
    """The message beside the question, which is taken to be open still."""
    floor = room.floors[later]
    others = [item for item in floor.items if item.number != asked.number]
    if is_here(asked, room.events[later]):
        scene = room.scene(later, Floor(tuple(sorted([*others, asked], key=lambda item: item.number)), floor.said))
        theirs = [item for item in scene.case.items if item.asker_side is not scene.side]
        item = next((each for each in theirs if each.number == asked.number), None)
        if item and scene.verdict.answers:
            yield scene, item, theirs


if __name__ == "__main__":
    main()
