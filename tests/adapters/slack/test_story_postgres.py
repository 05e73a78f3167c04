"""One long story on Slack over PostgreSQL; all of them over SQLite: `test_stories.py`."""

from __future__ import annotations

from pathlib import Path

from bot import database, schema
from bot.story import read_story
from tests.adapters.slack.stage import play, town
from tests.bot.world import on_postgresql

LADDER = Path(__file__).parents[2] / "stories" / "ladder.txt"


@on_postgresql
def test_the_whole_ladder_is_climbed_on_slack(database_url: str) -> None:
    engine = database.writer(database_url)
    schema.migrate(engine)
    engine.dispose()
    with town() as here:
        play(read_story(LADDER.read_text(encoding="utf-8")), here, database_url)
        assert here.complaints() == []
