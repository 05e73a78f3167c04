"""/metrics: numbers that are 0 while all is well, in a format that monitors read."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy import Engine, text, update

from bot import database, tables
from bot.gauges import gauges
from bot.web import web_app
from bot.web.metrics import metrics_route
from rules.effects import SetAlarm
from tests.bot.world import HOUR, MONDAY, TUESDAY, keep, put, question, tell, transaction, within_time


def page(engine: Engine) -> httpx.Response:
    """As a monitor gets it."""

    def read() -> object:
        with engine.connect() as connection:
            return gauges(connection, TUESDAY)

    app = web_app(dict, [metrics_route(read)])  # type: ignore[arg-type]

    async def get() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://rapport") as client:
            return await client.get("/metrics")

    return within_time(get())


def numbers(engine: Engine) -> dict[str, float]:
    lines = page(engine).text.splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines if not line.startswith("#"))}


def test_where_all_is_well_all_are_zero(engine: Engine) -> None:
    assert numbers(engine) == {
        "rapport_places_behind": 0,
        "rapport_outbox_doubtful": 0,
        "rapport_outbox_oldest_due_seconds": 0,
        "rapport_alarms_oldest_due_seconds": 0,
    }


def test_what_is_stuck_is_seen(engine: Engine) -> None:
    with transaction(engine) as ledger:
        keep(ledger, question())
        put(ledger, SetAlarm("questions", "item:1", TUESDAY - 2 * HOUR), tell("k"), tell("doubtful"), now=MONDAY)
        ledger.trays.look([1], TUESDAY - 3 * HOUR)
        ledger.connection.execute(update(tables.places).values(behind_from=MONDAY, behind_since=MONDAY))
        ledger.connection.execute(
            update(tables.outbox).where(tables.outbox.c.key == "doubtful").values(state="doubtful")
        )
    assert numbers(engine) == {
        "rapport_places_behind": 1,
        "rapport_outbox_doubtful": 1,
        "rapport_outbox_oldest_due_seconds": 24 * 3_600,
        "rapport_alarms_oldest_due_seconds": 3 * 3_600,
    }


def test_what_is_due_later_is_not_due(engine: Engine) -> None:
    with transaction(engine) as ledger:
        keep(ledger, question())
        put(ledger, SetAlarm("questions", "item:1", TUESDAY + HOUR))
    assert numbers(engine)["rapport_alarms_oldest_due_seconds"] == 0


def test_it_is_the_text_format_of_prometheus(engine: Engine) -> None:
    """Every number has its line of help and its type (prometheus.io/docs/instrumenting/exposition_formats)."""
    found = page(engine)
    assert found.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    one = r"# HELP (\w+) .+\n# TYPE \1 gauge\n\1 \d+(\.\d+)?\n"
    assert re.fullmatch(f"({one})+".replace(r"\1", r"\2"), found.text)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_database_that_does_not_answer_is_no_metrics(founded_url: str) -> None:
    engine = database.writer(founded_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alarms"))
    assert (page(engine).status_code, page(engine).text) == (503, "")
    engine.dispose()
