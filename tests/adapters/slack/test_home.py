"""App Home, end to end: the signed event that somebody opened it, the ledger, and what Slack then shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.slack.manifest import EVENTS
from bot import database, schema
from bot.player import Player
from bot.story import read_story
from tests.adapters.slack.reading import read_back
from tests.adapters.slack.sender import Sender, interaction
from tests.adapters.slack.stage import SlackStage, Town, answered, staged, town

STORY = (Path(__file__).parents[2] / "stories/home_what_comes.txt").read_text(encoding="utf-8")
BEFORE_IT_IS_POSTED = STORY.partition("Fri 9 Oct 14:12")[0]
"""Up to the hour in which go-betweens may correct the digest."""


@pytest.fixture(scope="module")
def here() -> Iterator[Town]:
    with town() as made:
        yield made


async def at_home(stage: SlackStage, sender: Sender, name: str) -> list[str]:
    """What somebody reads who opens it."""
    response = await sender.opens_home(stage.cast.user(name))
    assert response.status_code == 200
    await answered(stage.slack)
    home = sender.slack.workspace.home(stage.cast.user(name))
    return [line for block in home["blocks"] for line in read_back([block]).split("\n")] if home else []


def test_it_shows_the_next_digest_and_to_a_go_between_what_may_be_corrected(here: Town, tmp_path: Path) -> None:
    story, url = read_story(BEFORE_IT_IS_POSTED), f"sqlite:///{tmp_path / 'ledger.db'}"
    schema.migrate(database.writer(url))

    async def scenario(stage: SlackStage) -> None:
        sender = Sender(here.slack, f"{here.url}{EVENTS}", here.client)
        async with stage.slack.running():
            await Player(stage).play(story.lines)
            read, nobody_corrects = await at_home(stage, sender, "Arun"), await at_home(stage, sender, "Asha")
            assert read[:3] == [
                "Nothing waits on you.",
                "The next digest comes on Fri 9 Oct 15:00 in #shared.",
                "Before that you may correct it; “digest preview” shows how it reads.",
            ]
            assert "The next digest comes on Fri 9 Oct 15:00 in #shared." in nobody_corrects
            assert "correct" not in " ".join(nobody_corrects)
            await sender.send(interaction(sender.press_at_home(stage.cast.user("Arun"), "Correct a line")))
            await answered(stage.slack)
            [form] = here.slack.open_views(stage.cast.user("Arun"))
            assert "moved the export to the new board" in json.dumps(form.view, ensure_ascii=False)
            assert await at_home(stage, sender, "Ben") == []  # nobody of the other company sees an App Home

    with staged(here, story.head, url) as stage:
        here.beside.do(scenario(stage), 60)
    assert here.complaints() == []
