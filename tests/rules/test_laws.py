"""The laws (tests/laws/) hold in any chat.

A run has a fresh seed; where a law breaks, the seed and the shortest history found are told. `make laws CASES=10000`
looks longer; test_broken_laws.py shows that each law can be broken.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.laws import ledger_laws
from tests.laws.chat import Chat
from tests.laws.run import history, live, shortened
from tests.laws.world import founded


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[Engine, ...]]:
    with founded() as made:
        yield made


def test_the_laws_hold_in_any_chat(engines: tuple[Engine, ...]) -> None:
    seed = int(os.environ.get("RAPPORT_LAWS_SEED", secrets.randbelow(1 << 32)))
    for number in range(int(os.environ.get("RAPPORT_LAWS_CASES", "60"))):
        found = live(engines, history(seed, number))
        if found:
            short = live(engines, shortened(engines, history(seed, number), found[0])) or found
            pytest.fail(f"seed {seed}, history {number}:\n" + "\n".join(short[1]))


def test_a_history_can_be_told_again(engines: tuple[Engine, ...]) -> None:
    """Else its seed would be worth nothing."""
    told = []
    for _ in range(2):
        chat = Chat(engines[1])
        chat.live(history(3, 3).steps)
        told.append(chat.story)
        chat.close()
    assert told[0] == told[1]


def test_random_chats_come_to_what_the_laws_are_about(engines: tuple[Engine, ...]) -> None:
    ledger_laws.MET.clear()
    for number in range(60):
        live(engines, history(12, number))
    told = {f"a {why} was told" for why in ("nudge", "turned", "claim", "offer", "brief", "note", "deed")}
    assert told - ledger_laws.MET.keys() == set()
    rare = {
        "a refuted claim restores the waiting exactly",
        "a line stands in its own thread",
        "what is edited was said",
    }
    assert rare - ledger_laws.MET.keys() == set()
