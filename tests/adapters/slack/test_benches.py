"""The benches of Slack run small: hostile requests, a storm without faults that take minutes, what an event costs."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from pathlib import Path

from tests.adapters.slack.served import ROOT


def run(script: str, *arguments: str) -> tuple[int, str]:
    """Exit status, and everything it said."""
    command = [sys.executable, f"bench/{script}.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def test_nothing_comes_of_hostile_requests_neither_of_known_ones_nor_of_new_ones() -> None:
    for seed in ("1", str(secrets.randbelow(1 << 32))):
        status, said = run("hostile", "--cases", "150", "--seed", seed)
        assert said.endswith("cases=150 server_errors=0 state_changes=0 leaks=0\n"), said
        assert status == 0
        sys.stdout.write(f"seed={seed}\n")


def test_a_little_storm_is_weathered() -> None:
    status, said = run("storm", "--calm", "--minutes", "0.1", "--least", "60", "--groups", "6", "--seed", "1")
    assert status == 0, said
    assert said.endswith("dropped_in_doubt=0 lost=0 double=0 over_limit=0\n")


def test_what_an_event_costs_is_measured(tmp_path: Path) -> None:
    status, said = run("slack", "--events", "400", "--rounds", "1", "--nudges", "10", "--json", f"{tmp_path / 'found'}")
    assert status == 0, said
    found = json.loads((tmp_path / "found").read_text())
    wanted = ("handled_over_bare_bolt_sqlite", "handled_over_bare_bolt_postgres", "ack_p99_ms_at_83_per_s")
    assert all(found[name] > 0 for name in wanted)
