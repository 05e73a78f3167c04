"""The walls of docs/architecture.md: import contracts hold, and can break; deciding touches nothing outside itself."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("rules", "adapters", "bot", "migrations"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_the_import_contracts_hold() -> None:
    assert lint(ROOT).returncode == 0


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("rules/owed/questions.py", "import logging"),
        ("rules/worktime.py", "from random import choice"),
        ("rules/engine.py", "import sqlalchemy"),
        ("adapters/archive/reader.py", "import bot.clock"),
        ("adapters/archive/reader.py", "import adapters.slack.inbound"),
        ("adapters/mrkdwn/fields.py", "import adapters.archive.source"),
        ("adapters/room/fields.py", "import adapters.mrkdwn.fields"),
        ("bot/handler.py", "import adapters.archive"),
    ],
)
def test_a_wall_that_is_broken_is_noticed(copy: Path, file: str, line: str) -> None:
    path = copy / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert lint(copy).returncode == 1


def test_only_the_clock_reads_the_time() -> None:
    banned = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.(time|time_ns|monotonic)\(")
    files = [file for package in ("rules", "adapters", "bot") for file in (ROOT / package).rglob("*.py")]
    assert len(files) > 20
    assert [str(f) for f in files if f.name != "clock.py" and banned.search(f.read_text(encoding="utf-8"))] == []


def test_every_sentence_for_people_stands_in_wording() -> None:
    """`Words("…")` and `Answer("…")` with a literal belong in rules/wording/, and nowhere else."""
    spoken = re.compile(r"\b(Words|Small|Answer)\(\s*f?\"")
    files = [*(ROOT / "rules").rglob("*.py"), *(ROOT / "adapters").rglob("*.py")]
    elsewhere = [
        file for file in files if file.parent.name != "wording" and spoken.search(file.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []


def test_ten_thousand_decisions_touch_nothing() -> None:
    """No decision opens a file, a socket, a database or a process. In a process of its own: an audit hook stays."""
    script = ROOT / "tests" / "decide_under_audit.py"
    told = subprocess.run([sys.executable, script, "10000"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout.strip() == "decisions=10000 touched=none", told.stderr
