"""Histories by number: each its own seed, run, and where a law breaks made as short as it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import Engine

from tests.laws.chat import Chat
from tests.laws.steps import WEIGHTS, Step, steps


@dataclass(frozen=True, slots=True)
class History:
    """What happens in one history."""

    seed: str
    steps: tuple[Step, ...]


def history(seed: int, number: int, weights: Mapping[str, int] = WEIGHTS) -> History:
    name = f"{seed}:{number}"
    return History(name, tuple(steps(Random(name), weights=weights)))


def live(engines: Sequence[Engine], of: History) -> tuple[str, list[str]] | None:
    """The law that broke, and the story; None if every law held."""
    random = Random(f"{of.seed}:world")
    chat = Chat(random.choice(engines))
    try:
        chat.arrange(random)
        chat.laws.look()
        chat.live(of.steps)
    except Exception as error:  # noqa: BLE001 - what breaks the machine breaks the history
        law = getattr(error, "law", f"{type(error).__name__}: {error}")
        return law, [*chat.story, f"BROKEN {error}"]
    finally:
        chat.close()
    return None


def shortened(engines: Sequence[Engine], of: History, law: str) -> History:
    """The same history without the steps that do not matter: the law breaks in it as well."""
    kept, size = list(of.steps), len(of.steps) // 2
    while size:
        start = 0
        while start < len(kept):
            tried = History(of.seed, tuple(kept[:start] + kept[start + size :]))
            found = live(engines, tried)
            if found and found[0] == law:
                kept = list(tried.steps)
            else:
                start += size
        size //= 2
    return History(of.seed, tuple(kept))
