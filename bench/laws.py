"""Try the laws on many random histories.

    python bench/laws.py --cases 10000 [--seed 7]      the last line says cases=10000 broken=0

Exit status 1 if a law broke; then the shortest history found is told. The seed, which is printed, gives the same again.
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
from itertools import repeat
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.laws.run import history, live, shortened
from tests.laws.world import founded

CASES = 1_000
AT_ONCE = 50
"""Histories one process takes at a time."""
SHOWN = 12
"""Broken laws that are told in full."""


def main() -> int:
    wanted = arguments()
    print(f"seed={wanted.seed}", flush=True)
    began, broken = time.monotonic(), []
    chunks = [range(first, min(first + AT_ONCE, wanted.cases)) for first in range(0, wanted.cases, AT_ONCE)]
    with ProcessPoolExecutor(wanted.processes) as pool:
        for found in pool.map(try_out, repeat(wanted.seed), chunks):
            broken += found
    tell(wanted.seed, broken)
    took = time.monotonic() - began
    print(f"{took:.0f} s, {wanted.cases / max(took, 0.001):.0f} histories a second")
    print(f"cases={wanted.cases} broken={len(broken)}")
    return 1 if broken else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def try_out(seed: int, numbers: range) -> list[tuple[int, str]]:
    """The histories of these numbers in which a law broke, and which."""
    logging.disable()  # what a rule breaks on is told as a broken law
    gc.disable()  # a history leaves nothing behind that needs it; collected between two lots
    gc.collect()
    with founded() as engines:
        return [(number, found[0]) for number in numbers if (found := live(engines, history(seed, number)))]


def tell(seed: int, broken: list[tuple[int, str]]) -> None:
    """Each law that broke, how often, and for the first few the shortest history found."""
    laws = Counter(law for _, law in broken)
    for n, (law, times) in enumerate(laws.most_common()):
        print(f"\n{times} x {law}")
        if n < SHOWN:
            number = next(number for number, broke in broken if broke == law)
            with founded() as engines:
                short = shortened(engines, history(seed, number), law)
                found = live(engines, short)
            print(f"for example history {number}:")
            print("\n".join(f"  {line}" for line in (found[1] if found else ())))


if __name__ == "__main__":
    sys.exit(main())
