"""The documents say what the code does: every command, setting, table of the contract and link is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import config

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "tests/data/README.md",
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_documented() -> None:
    names = set(re.findall(r"\"(RAPPORT_[A-Z_]+)\"", Path(config.__file__).read_text(encoding="utf-8")))
    documented = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert names
    assert [name for name in names if f"`{name}`" not in documented] == []


def test_every_make_command_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named <= targets


def test_make_help_names_every_target_people_call() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("setup", "run", "demo", "test", "check", "test-all"):
        assert f"make {target} " in told


def test_every_option_of_replay_is_in_the_readme() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "bot", "replay", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z]+", told)) - {"--help"}
    assert [option for option in options if option not in readme] == []


def test_every_decision_is_listed() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs/decisions").glob("0*.md")}
    assert pages == set(re.findall(r"\((0\d+[^)]+)\)", index))


def test_every_library_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.partition("dependencies = [")[2].partition("\n]\n")[0]
    libraries = re.findall(r'^\s+"([a-z0-9-]+)', block, re.MULTILINE)
    reasons = (ROOT / "docs/decisions/0002-libraries.md").read_text(encoding="utf-8")
    assert len(libraries) > 5
    assert [library for library in libraries if library not in reasons] == []


def test_requirements_are_pinned_by_hash_and_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert pins
        assert all(re.match(r"[a-z0-9._\[\]-]+==\S+( ; .+)? \\$", pin) for pin in pins)
        assert not any("://" in line or line.startswith("-") for line in lines)
