"""Installations: kept as they were told, tokens unreadable at rest, and what may be used once is not used twice."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, insert

from adapters.base import Installation, Installations
from bot import database, tables
from bot.installations import REFRESHING, KeptInstallations, WrongKey
from bot.writer import Writer
from rules.model import PlaceId
from tests.bot.world import HOUR, MONDAY, SetClock, count, on_postgresql, on_sqlite, rows, within_time, writing

KEY, OLDER, ANOTHER = (Fernet.generate_key().decode() for _ in range(3))
SECOND = timedelta(seconds=1)
NORTHWIND = Installation(
    id="T1",
    bot_user="U1",
    bot="B1",
    app="A1",
    enterprise="E1",
    name="Northwind",
    url="https://northwind.slack.example/",
    scopes="chat:write,users:read",
    token="xoxe.xoxb-secret-1",
    refresh_token="xoxe-secret-1",
    expires_at=MONDAY + 12 * HOUR,
)
CONTOSO = Installation(id="T2", bot_user="U2", token="xoxb-secret-2")
SHARED, OTHER = PlaceId("slack:C1"), PlaceId("slack:C2")


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    with writing(engine) as running:
        yield running


def kept(writer: Writer, *keys: str, clock: SetClock | None = None) -> KeptInstallations:
    return KeptInstallations(writer, keys or (KEY,), clock or SetClock())


def keep(store: Installations, *installations: Installation) -> None:
    for each in installations:
        within_time(store.keep(each))


def all_of(store: Installations) -> Sequence[Installation]:
    return within_time(store.all())


# Kept ----------------------------------------------------------------------------------------------------------------


def test_what_was_installed_is_there_as_it_was_told_the_oldest_first(writer: Writer) -> None:
    clock = SetClock(MONDAY)
    store: Installations = kept(writer, clock=clock)
    keep(store, NORTHWIND)
    clock.move(-SECOND)
    keep(store, CONTOSO)
    assert all_of(store) == [CONTOSO, NORTHWIND]


def test_the_newer_word_replaces_the_older_and_its_place_in_the_order_stays(writer: Writer) -> None:
    clock = SetClock(MONDAY)
    store = kept(writer, clock=clock)
    keep(store, NORTHWIND)
    clock.move(SECOND)
    keep(store, CONTOSO)
    clock.move(SECOND)
    newer = replace(NORTHWIND, token="xoxe.xoxb-secret-3", refresh_token=None, name="Northwind Ltd", expires_at=None)
    keep(store, newer)
    assert all_of(store) == [newer, CONTOSO]


def test_what_was_uninstalled_is_gone_with_its_tokens_and_roads(writer: Writer, engine: Engine) -> None:
    store = kept(writer)
    keep(store, NORTHWIND, CONTOSO)
    within_time(store.keep_road(SHARED, "T1"))
    within_time(store.keep_road(SHARED, "T2"))
    for _ in range(2):
        within_time(store.drop("T1"))
        assert all_of(store) == [CONTOSO]
        assert within_time(store.roads()) == [(SHARED, "T2")]
    assert count(engine, tables.installations) == 1


def test_roads_are_known_once_the_oldest_first(writer: Writer) -> None:
    clock = SetClock(MONDAY)
    store = kept(writer, clock=clock)
    keep(store, NORTHWIND, CONTOSO)
    for place, through in ((SHARED, "T2"), (OTHER, "T1"), (SHARED, "T1"), (SHARED, "T2")):
        within_time(store.keep_road(place, through))
        clock.move(SECOND)
    assert within_time(store.roads()) == [(SHARED, "T2"), (OTHER, "T1"), (SHARED, "T1")]


def test_a_road_through_what_was_uninstalled_meanwhile_is_not_kept(writer: Writer) -> None:
    store = kept(writer)
    within_time(store.keep_road(SHARED, "T1"))
    assert within_time(store.roads()) == []


# At rest -------------------------------------------------------------------------------------------------------------


def test_no_token_can_be_read_in_the_database_or_in_what_is_logged(
    writer: Writer, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    store = kept(writer)
    with caplog.at_level(logging.DEBUG):
        keep(store, NORTHWIND, CONTOSO)
        within_time(store.renew())
        all_of(store)
    assert "secret" not in str([tuple(row) for row in rows(engine, tables.installations)])
    assert "secret" not in caplog.text + repr(all_of(store))


def test_what_an_older_key_closed_is_closed_with_the_newest_at_the_next_start(writer: Writer, engine: Engine) -> None:
    keep(kept(writer, OLDER), NORTHWIND, CONTOSO)
    keep(kept(writer, KEY), replace(CONTOSO, id="T3"))
    both = kept(writer, KEY, OLDER)
    assert len(all_of(both)) == 3
    assert within_time(both.renew()) == 2
    only_the_newest = kept(writer, KEY)
    assert all_of(only_the_newest) == [NORTHWIND, CONTOSO, replace(CONTOSO, id="T3")]
    before = rows(engine, tables.installations)
    assert within_time(only_the_newest.renew()) == 0
    assert rows(engine, tables.installations) == before


@pytest.mark.parametrize("keys", [(ANOTHER,), (KEY, ANOTHER)])
def test_keys_that_do_not_fit_are_refused_in_one_sentence_that_names_the_setting(
    writer: Writer, engine: Engine, keys: tuple[str, ...]
) -> None:
    keep(kept(writer, KEY), CONTOSO)
    keep(kept(writer, OLDER), NORTHWIND)
    before = rows(engine, tables.installations)
    store = KeptInstallations(writer, keys, SetClock())
    for work in (store.renew, store.all):
        with pytest.raises(WrongKey, match=r"^RAPPORT_SECRET_KEYS does not open the tokens in the database; [^.\n]+$"):
            within_time(work())
    assert rows(engine, tables.installations) == before


def test_without_keys_no_token_is_kept_and_none_is_read(writer: Writer, engine: Engine) -> None:
    none = KeptInstallations(writer, (), SetClock())
    assert within_time(none.renew()) == 0
    with pytest.raises(WrongKey, match=r"^RAPPORT_SECRET_KEYS is not set"):
        within_time(none.keep(NORTHWIND))
    assert count(engine, tables.installations) == 0
    keep(none, replace(CONTOSO, token=""))  # the environment gives it
    assert all_of(none) == [replace(CONTOSO, token="")]
    assert within_time(none.renew()) == 0
    keep(kept(writer), NORTHWIND)
    assert within_time(none.renew()) == 0  # whoever goes back to the one workspace of the environment may
    with pytest.raises(WrongKey, match=r"^RAPPORT_SECRET_KEYS is not set"):
        all_of(none)


@on_sqlite
def test_a_server_with_a_wrong_key_refuses_to_start_with_one_line(
    founded_url: str, writer: Writer, tmp_path: Path
) -> None:
    keep(kept(writer, KEY), NORTHWIND)
    writer.stop()
    slack = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s", "SLACK_SIGNING_SECRET": "s", "SECRET_KEYS": ANOTHER}
    ours = {"RAPPORT_DATABASE_URL": founded_url, **{f"RAPPORT_{name}": value for name, value in slack.items()}}
    others = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}
    command = [sys.executable, "-m", "bot", "serve", "--port", "1"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=others | ours, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert done.stderr.startswith("rapport: RAPPORT_SECRET_KEYS does not open the tokens in the database; ")


def test_a_row_that_was_tampered_with_is_refused_not_trusted(writer: Writer, engine: Engine) -> None:
    keep(kept(writer), CONTOSO)
    (row,) = rows(engine, tables.installations)
    forged = {**row._mapping, "id": "T9", "token": row.token[:-6] + "AAAA=="}
    with engine.begin() as connection:
        connection.execute(insert(tables.installations).values(forged))
    with pytest.raises(WrongKey):
        all_of(kept(writer))


# Once ----------------------------------------------------------------------------------------------------------------


def test_a_mark_is_made_once(writer: Writer) -> None:
    store = kept(writer)
    assert [within_time(store.once(mark)) for mark in ("a", "a", "b", "a")] == [True, False, True, False]


def test_a_token_may_be_refreshed_once_a_minute_and_each_on_its_own(writer: Writer) -> None:
    clock = SetClock()
    store = kept(writer, clock=clock)
    keep(store, NORTHWIND, CONTOSO)
    assert [within_time(store.may_refresh(id)) for id in ("T1", "T1", "T2", "T9")] == [True, False, True, False]
    keep(store, replace(NORTHWIND, token="xoxe.xoxb-secret-3"))
    clock.move(REFRESHING - SECOND)
    assert not within_time(store.may_refresh("T1"))
    clock.move(SECOND)
    assert within_time(store.may_refresh("T1"))
    assert not within_time(store.may_refresh("T1"))


@on_postgresql
@pytest.mark.parametrize("what", ["may_refresh", "once"])
def test_of_two_processes_at_the_same_moment_exactly_one_wins(engine: Engine, founded_url: str, what: str) -> None:
    other = database.writer(founded_url)
    with writing(engine) as one, writing(other) as two:
        stores = [kept(one), kept(two)]
        keep(stores[0], *(replace(CONTOSO, id=f"T{number}") for number in range(40)))
        won: list[list[bool]] = [[], []]
        together = threading.Barrier(2)

        def ask(store: KeptInstallations, answers: list[bool]) -> None:
            for number in range(40):
                together.wait(10)
                answers.append(within_time(getattr(store, what)(f"T{number}")))

        asking = [threading.Thread(target=ask, args=pair) for pair in zip(stores, won, strict=True)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join(60)
    other.dispose()
    assert [sorted(each) for each in zip(*won, strict=True)] == [[False, True]] * 40


@on_postgresql
def test_a_token_that_another_process_refreshes_while_keys_are_renewed_is_not_undone(
    engine: Engine, founded_url: str
) -> None:
    """It waits for the row, and closes what it then finds there."""
    other = database.writer(founded_url)
    newer = replace(CONTOSO, token="xoxb-secret-9")
    with writing(engine) as one, writing(other) as two:
        keep(kept(one, OLDER), CONTOSO)
        done: list[Any] = []
        with engine.begin() as holds:
            holds.execute(tables.installations.select().with_for_update())
            renewing = threading.Thread(target=lambda: done.append(within_time(kept(two, KEY, OLDER).renew())))
            renewing.start()
            renewing.join(0.3)
            assert renewing.is_alive()
            closed = kept(one, OLDER)._row(newer)["token"]
            holds.execute(tables.installations.update().values(token=closed))
        renewing.join(20)
        assert done == [1]
        assert all_of(kept(one, KEY)) == [newer]
    other.dispose()
