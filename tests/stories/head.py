"""The head of a story, for tests that need a relationship and no story."""

from __future__ import annotations

from adapters.room import channel, person_id
from bot.story_head import SHARED, Head, read_head

__all__ = ["PLACE", "SHARED", "Head", "person_id", "read_head"]

PLACE = channel(SHARED)
