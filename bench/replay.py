"""How much memory and time a long history takes to replay, and whether ten times the messages take ten times the time.

    python bench/replay.py --sample EXPORT [--messages 100000 1000000]

Makes an export of each size out of the texts of a real one (bench/make_export.py) and replays it in a process of its
own. Exit status 1 if one of them needs 300 MB, or if a tenfold history takes more than 11 times as long.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

MOST_MEMORY = 300
"""Megabytes (of 1,000,000 bytes) at the peak."""
SLACK = 1.1
"""A history ten times as long may take 11 times as long."""
RAPPORT = Path(sys.executable).parent / "rapport"
MAKE_EXPORT = Path(__file__).with_name("make_export.py")


@dataclass(frozen=True, slots=True)
class Cost:
    """What replaying a history took."""

    messages: int
    items: int
    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of the program and of the system for it."""
    peak: float
    """Megabytes of memory at once."""


def main() -> int:
    wanted = _arguments()
    costs = []
    print(f"{'messages':>10}  {'items':>8}  {'wall':>8}  {'CPU':>8}  {'peak':>8}")
    for messages in sorted(wanted.messages):
        with tempfile.TemporaryDirectory(prefix="bench-replay-", dir=wanted.work) as folder:
            costs.append(_cost(_made(Path(folder) / "export", messages, wanted.places, wanted.sample), messages))
        print(_row(costs[-1]), flush=True)
    return _judged(costs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=Path, required=True, help="the export whose texts are used")
    parser.add_argument("--messages", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--places", type=int, default=1_000)
    parser.add_argument("--work", type=Path, help="a folder with room for the exports (default: the usual one)")
    return parser.parse_args()


def _made(out: Path, messages: int, places: int, sample: Path) -> Path:
    sizes = ["--messages", str(messages), "--places", str(places)]
    subprocess.run([sys.executable, MAKE_EXPORT, out, *sizes, "--sample", sample], check=True)
    return out


def _cost(export: Path, messages: int) -> Cost:
    report = export.with_name("report.json")
    sides = ["--client", "T0CLIENT", "--vendor", "T0VENDOR"]
    command = [str(word) for word in (RAPPORT, "replay", export, *sides, "--json", report, "--quiet")]
    begun = time.perf_counter()
    # Not `subprocess`: only `wait4` tells what this one child used. Its peak is at least ours, a few megabytes.
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    if status:
        raise SystemExit(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    items = _items(report, messages)
    return Cost(messages, items, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1_024 / 1e6)


def _items(report: Path, messages: int) -> int:
    """How many the report lists, one a line. It is not read as a whole: the next process would begin with our peak."""
    with report.open(encoding="utf-8") as lines:
        if not next(lines).startswith(f'{{"messages": {messages}, '):
            raise SystemExit(f"{report} is not of {messages:,} messages")
        return sum(line.startswith('{"id": ') for line in lines)


def _row(cost: Cost) -> str:
    return f"{cost.messages:>10,}  {cost.items:>8,}  {cost.wall:>6.1f} s  {cost.cpu:>6.1f} s  {cost.peak:>5.0f} MB"


def _judged(costs: Sequence[Cost]) -> int:
    """Says how time grows with length; the exit status."""
    failures = [f"{cost.messages:,} messages need {cost.peak:.0f} MB" for cost in costs if cost.peak >= MOST_MEMORY]
    for less, more in pairwise(costs):
        longer, wall, cpu = more.messages / less.messages, more.wall / less.wall, more.cpu / less.cpu
        said = f"{longer:.1f} times the messages take {wall:.2f} times the time ({cpu:.2f} times the CPU)"
        print(said)
        if wall > longer * SLACK:
            failures.append(said)
    for failure in failures:
        print(f"TOO MUCH: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
