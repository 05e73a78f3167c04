"""Plays a story for a test (bot/story.py says how they are written, docs/stories.md too)."""

from __future__ import annotations

from bot import player
from bot.player import OffScript
from bot.stage import staged
from bot.story import read_story
from bot.story_head import NotAStory

__all__ = ["NotAStory", "OffScript", "play"]


def play(story: str, database_url: str) -> None:
    """Play one story on an empty database; raises `OffScript` where it goes otherwise."""
    read = read_story(story)
    with staged(read.head, database_url) as stage:
        player.play(read, stage)
