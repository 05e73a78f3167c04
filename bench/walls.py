"""Look for leaks on many random ledgers, with rounds of feedback in them.

    python bench/walls.py --cases 1000 [--seed 7]      the last line says cases=1000 leaks=0 early_reveals=0

Every place, every private form and every answer of a round has words of its own. After each history all that was said
to anybody, and every row of the ledger, was searched for words that must not stand there (tests/laws/walls.py, and the
laws about walls). An answer that stands anywhere before its round is over is an early reveal; all else is a leak.
Exit status 1 if there was either; then the shortest history found is told. The seed gives the same histories again.
A history in which something else breaks is not searched to its end: it is told as well, and the status is 1.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import cache
from itertools import repeat
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from sqlalchemy import Engine

from tests.laws import walls
from tests.laws.run import history, live, shortened
from tests.laws.steps import ROUNDS
from tests.laws.world import founded

CASES = 1_000
AT_ONCE = 10
"""Histories one process takes at a time."""
SHOWN = 5
"""Leaks that are told in full."""


def main() -> int:
    wanted = arguments()
    print(f"seed={wanted.seed}", flush=True)
    began = time.monotonic()
    found: list[tuple[int, str]] = []
    met: Counter[str] = Counter()
    chunks = [range(first, min(first + AT_ONCE, wanted.cases)) for first in range(0, wanted.cases, AT_ONCE)]
    with ProcessPoolExecutor(wanted.processes) as pool:
        for leaked, happened in pool.map(try_out, repeat(wanted.seed), chunks):
            found += leaked
            met += happened
    early = [each for each in found if each[1] in walls.EARLY]
    leaks = [each for each in found if each[1] in walls.LAWS - walls.EARLY]
    tell(wanted.seed, found)
    took = time.monotonic() - began
    print(
        f"{took:.0f} s, {wanted.cases / took:.2f} cases a second; "
        + ", ".join(f"{happened}: {times}" for happened, times in sorted(met.items()))
    )
    if broke_off := len(found) - len(early) - len(leaks):
        print(f"{broke_off} were not searched to their end")
    print(f"cases={wanted.cases} leaks={len(leaks)} early_reveals={len(early)}")
    return 1 if found else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def try_out(seed: int, numbers: range) -> tuple[list[tuple[int, str]], Counter[str]]:
    """The histories of these numbers in which a law broke, and which; and how much there was to find."""
    gc.collect()
    walls.MET.clear()
    lived = [(number, live(_worlds(), history(seed, number, ROUNDS))) for number in numbers]
    return [(number, found[0]) for number, found in lived if found], Counter(walls.MET)


@cache
def _worlds() -> tuple[Engine, ...]:
    """Founded once in each process, and gone with it; every history is taken back."""
    logging.disable()
    gc.disable()
    return _KEPT.enter_context(founded())


_KEPT = ExitStack()


def tell(seed: int, found: list[tuple[int, str]]) -> None:
    """The first few in full."""
    for number, law in found[:SHOWN]:
        print(f"\n{law}, history {number}:")
        with founded() as engines:
            short = live(engines, shortened(engines, history(seed, number, ROUNDS), law))
        print("\n".join(f"  {line}" for line in (short[1] if short else ())))


if __name__ == "__main__":
    sys.exit(main())
