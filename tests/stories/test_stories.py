"""Every story, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.player import play

STORIES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_story(story: Path, database_url: str) -> None:
    play(story.read_text(encoding="utf-8"), database_url)
