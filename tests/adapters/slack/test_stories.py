"""Every story, played on Slack: signed requests in, calls of the Web API out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from bot import database, schema
from bot.player import OffScript
from bot.story import read_story
from tests.adapters.slack.stage import Town, play, town

OTHERWISE = {
    "fair_forget_me": "`my data` says what the account tells, and on Slack everybody has one",
    "wall_retention": "`my data` says what the account tells, and on Slack everybody has one",
    "round_forgotten": "`my data` says what the account tells, and on Slack everybody has one",
    "round_nothing_before_the_reveal": "`my data` says what the account tells, and on Slack everybody has one",
    "digest_brief": "people of the other company ask by mention there, where all see it: it is not posted once more",
    "people_by_account": "Slack tells neither the address of people of the other company nor whether they are guests",
    "setup_from_accounts": "Slack tells neither the address nor the time zone of people of the other company",
    "wall_window": "Slack tells what an older message says when somebody marks it",
}
"""Stories that go otherwise there, and why."""


def stories() -> Iterator[ParameterSet]:
    for path in sorted((Path(__file__).parents[2] / "stories").glob("*.txt")):
        why = OTHERWISE.get(path.stem, "")
        goes = [pytest.mark.xfail(raises=OffScript, strict=True, reason=why)] if why else []
        yield pytest.param(path, id=path.stem, marks=goes)


@pytest.fixture(scope="module")
def here() -> Iterator[Town]:
    with town() as made:
        yield made


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with nothing in it, to copy: migrating takes longer than most stories."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    engine = database.writer(f"sqlite:///{path}")
    schema.migrate(engine)
    engine.dispose()
    return path


@pytest.mark.parametrize("story", list(stories()))
def test_story(story: Path, here: Town, empty: Path, tmp_path: Path) -> None:
    ledger = shutil.copy(empty, tmp_path / "ledger.db")
    play(read_story(story.read_text(encoding="utf-8")), here, f"sqlite:///{ledger}")
    assert here.complaints() == []
