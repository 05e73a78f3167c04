"""`rapport listen`: what listening makes of messages in a file, one verdict a line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.ear import ear
from bot.listen import END, Heard, Line, listen
from bot.listen_score import score
from rules.listening.bands import Band
from rules.listening.heat import heat_of
from rules.model import Side

TIMES = "10m,60m,2h,end"
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
Row = dict[str, Any]


class NotMessages(Exception):
    """The input is not what `rapport listen` reads; the text says which line and why."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "listen",
        help="what listening makes of messages: one JSON message a line in, one verdict a line out",
        description=(
            "Reads messages, one JSON object a line (win, i, t, user, side, thread, text, ctx), and writes one verdict "
            "a line: whether an answer is expected, how loudly that may be said, and how it stood after each time."
        ),
    )
    parser.add_argument("--at", type=_times, default=_times(TIMES), metavar="TIMES", help=f"default: {TIMES}")
    parser.add_argument(
        "--explain", action="store_true", help="say in words why, and how heated it is, in fields of their own"
    )
    parser.add_argument("--score", type=Path, metavar="FILE", help="a file with labels: print how well it is heard")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Exit status: 0 done, 2 the input is not what is read."""
    try:
        if given.score:
            rows = list(_rows(given.score.read_text(encoding="utf-8").splitlines()))
            print("\n".join(score(rows, dict(verdicts(rows, given.at, given.explain)))))
            return 0
        for _, verdict in verdicts(_rows(sys.stdin), given.at, given.explain):
            print(json.dumps(verdict, ensure_ascii=False))
    except (NotMessages, UnicodeDecodeError) as error:
        print(f"rapport listen: {error}", file=sys.stderr)
        return 2
    return 0


def _times(text: str) -> dict[str, timedelta | None]:
    """`10m,2h,end` as how long after a message; None for the end."""
    return {name: _after(name) for name in text.split(",")}


def _after(name: str) -> timedelta | None:
    if name == "end":
        return None
    if name[:-1].isdecimal() and name[-1] in UNITS:
        return timedelta(seconds=int(name[:-1]) * UNITS[name[-1]])
    raise argparse.ArgumentTypeError(f"{name!r} is no time: write 10m, 2h, 3d or end")


def _rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, text in enumerate(lines, 1):
        if text.strip():
            try:
                row = json.loads(text)
                line_of(row)
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
                raise NotMessages(f"line {number} is no message: {error!r}") from None
            yield row


def line_of(row: Row) -> Line:
    return Line(
        i=int(row["i"]),
        at=datetime.fromtimestamp(float(row["t"] or 0), UTC),
        user=str(row["user"]),
        side=Side(row["side"]) if row.get("side") in list(Side) else None,
        thread=None if row.get("thread") in (None, row["i"]) else int(row["thread"]),
        text=str(row["text"]),
        context=bool(row.get("ctx")),
        system=bool(row.get("sys")),
        reactions=tuple((str(name), tuple(users)) for name, users in row.get("reactions") or ()),
    )


def verdicts(
    rows: Iterable[Row], times: dict[str, timedelta | None], explain: bool
) -> Iterator[tuple[tuple[Any, int], Row]]:
    """Window by window, so that what was heard of one is said before the next is read."""
    for (win, _), group in groupby(rows, key=window_of):
        for heard in listen([line_of(row) for row in group], ear()):
            yield (win, heard.line.i), _verdict(win, heard, times, explain)


def window_of(row: Row) -> tuple[Any, Any]:
    """Messages without a time are each alone."""
    return row["win"], row["i"] if row["t"] is None else None


def _verdict(win: Any, heard: Heard, times: dict[str, timedelta | None], explain: bool) -> Row:
    said: Row = {"win": win, "i": heard.line.i}
    if heard.reading is None:
        return said | {"expects": 0.0, "kind": None, "band": Band.SILENT, "deed": 0.0, "ack": False, "promise": False}
    verdict = heard.reading.verdict
    said |= {
        "expects": round(verdict.expects, 4),
        "kind": verdict.kind,
        "band": verdict.band,
        "deed": round(verdict.deed, 4),
        "ack": verdict.ack or verdict.thanks,
        "promise": verdict.promise,
    }
    if not heard.line.context:
        said["status"] = {name: _status(heard, after) for name, after in times.items()}
    if explain:
        heat = heat_of(heard.line.text)
        said |= {"why": verdict.why, "heat": heat.level, "blames": heat.blames, "heat_why": list(heat.why)}
    return said


def _status(heard: Heard, after: timedelta | None) -> Row:
    step = heard.state_at(END if after is None else heard.line.at + after)
    return {"state": step.state, "by": step.by}
