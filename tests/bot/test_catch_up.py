"""After a gap in hearing nobody is asked about what was answered in it, and what was said in it is heard after all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Row, update

from adapters.base import NotYet, Undeliverable
from bot import catch_up as catching
from bot import database, gaps, tables
from bot.alarms import UNTIL_CAUGHT_UP, Bell
from bot.catch_up import AGAIN, AT_ONCE, PULSE, CatchUp
from bot.gaps import BEFORE, GAP, LEASE, LOOKS_BACK, MOST_THREADS, SILENT_FOR
from bot.handler import Handler
from bot.outbox import PostRoom
from bot.sweep import SEEN_FOR
from bot.tables import heard, humans, items, nudges, outbox, places, pulses
from bot.writer import Writer
from rules.effects import Lay
from rules.events import CommandGiven, Event
from rules.model import Fate, MessageId, Nudge, PlaceId, Side, Told
from tests.bot.platform import Platform
from tests.bot.world import (
    ASHA,
    BEA,
    HOUR,
    MONDAY,
    SHARED,
    TUESDAY,
    SetClock,
    answers,
    asks,
    case_in,
    count,
    found_another,
    keep,
    put,
    question,
    reply,
    rows,
    says,
    tell,
    transaction,
    within_time,
    writing,
)

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
INSTANT = timedelta(microseconds=1)


@dataclass
class Process:
    """Everything a process does with a platform, when it is told to."""

    engine: Engine
    writer: Writer
    platform: Platform = field(default_factory=Platform)
    clock: SetClock = field(default_factory=SetClock)

    def __post_init__(self) -> None:
        self.handler = Handler(self.writer, self.clock)
        self.catching = CatchUp(self.writer, {"room": self.platform}, self.handler.handle, self.clock)
        self.bell = Bell(self.writer, self.clock)
        self.post_room = PostRoom(self.writer, {"room": self.platform}, self.clock)

    def restarts(self) -> Process:
        """Another one takes its place: all it knows is in the database."""
        return replace(self)

    def happens(self, *events: Event) -> None:
        for event in events:
            within_time(self.handler.handle(event))

    def feel(self) -> int:
        return within_time(self.catching.feel())

    def catch_up(self) -> int:
        return within_time(self.catching.catch_up())

    def lives(self, until: datetime) -> None:
        """It is heard, and time passes."""
        while self.clock.now < until:
            self.clock.now = min(self.clock.now + PULSE, until)
            self.feel()

    def work(self) -> None:
        """Ring and say what is due."""

        async def everything() -> None:
            while await self.bell.ring():
                pass
            await self.post_room.drain()
            await self.post_room.settle()

        within_time(everything())

    def misses(self, *happened: Event | Exception, place: PlaceId = SHARED) -> None:
        self.platform.history.setdefault(place, []).extend(happened)

    def gap(self, ends: datetime) -> None:
        """It is down until then, and what was missed is not read yet."""
        self.clock.now = ends
        self.feel()

    def place(self, which: PlaceId = SHARED) -> Row[Any]:
        (found,) = rows(self.engine, places, places.c.id == which)
        return found

    def is_behind(self, which: PlaceId = SHARED) -> bool:
        return self.place(which).behind_since is not None


@pytest.fixture
def process(engine: Engine) -> Iterator[Process]:
    with writing(engine) as writer:
        yield Process(engine, writer)


# Noticing ------------------------------------------------------------------------------------------------------------


def test_before_anything_was_ever_heard_nothing_was_missed(process: Process) -> None:
    assert process.feel() == 0
    assert not process.is_behind()
    assert [(row.name, row.since, row.at) for row in rows(process.engine, pulses)] == [("room", MONDAY, MONDAY)]


def test_who_was_never_heard_at_all_has_no_pulse(process: Process) -> None:
    process.platform.listening = False
    assert process.feel() == 0
    assert count(process.engine, pulses) == 0
    assert process.catch_up() == 0


def test_what_is_heard_all_the_time_is_never_behind(process: Process) -> None:
    process.feel()
    process.lives(MONDAY + 10 * MINUTE)
    assert not process.is_behind()
    assert [(row.since, row.at) for row in rows(process.engine, pulses)] == [(MONDAY, MONDAY + 10 * MINUTE)]


@pytest.mark.parametrize(("gap", "behind"), [(GAP, False), (GAP + INSTANT, True)])
def test_a_restart_within_a_minute_is_no_gap(process: Process, gap: timedelta, behind: bool) -> None:
    process.feel()
    process.clock.move(gap)
    again = process.restarts()
    assert (again.feel(), process.is_behind()) == (int(behind), behind)


def test_a_place_is_behind_from_half_a_minute_before_the_last_pulse(process: Process) -> None:
    process.feel()
    process.gap(MONDAY + HOUR)
    row = process.place()
    assert (row.behind_from, row.behind_since) == (MONDAY - BEFORE, MONDAY + HOUR)
    assert rows(process.engine, pulses)[0].at == MONDAY + HOUR


def test_of_a_long_gap_only_the_end_is_read_for_what_was_acted_on_is_remembered_for_a_week(process: Process) -> None:
    process.feel()
    process.gap(MONDAY + 30 * DAY)
    assert process.place().behind_from == MONDAY + 30 * DAY - LOOKS_BACK
    assert LOOKS_BACK < gaps.NOT_BEFORE < SEEN_FOR
    process.platform.history[SHARED] = [NotYet("not its turn", retry_after=4 * DAY)]
    process.catch_up()
    process.lives(process.clock.now)
    with process.engine.begin() as connection:
        connection.execute(update(places).values(behind_from=MONDAY))
    process.clock.move(4 * DAY)
    with process.engine.begin() as connection:
        connection.execute(update(pulses).values(at=process.clock.now))
    process.catch_up()
    assert process.platform.read[-1][1] == process.clock.now - gaps.NOT_BEFORE


def test_who_is_deaf_falls_behind_while_it_is_deaf_and_is_not_asked_before_it_hears(process: Process) -> None:
    process.feel()
    process.platform.listening = False
    process.lives(MONDAY + GAP)
    assert not process.is_behind()
    process.lives(MONDAY + 10 * MINUTE)
    assert process.is_behind()
    assert process.place().behind_since == MONDAY + GAP + PULSE
    assert (process.catch_up(), process.platform.read) == (0, [])
    process.platform.listening = True
    assert (process.catch_up(), process.platform.read) == (0, [])  # and it was not yet felt
    process.feel()
    assert process.catch_up() == 1
    assert not process.is_behind()
    assert process.platform.read == [(SHARED, MONDAY - BEFORE, ())]


def test_who_has_just_fallen_deaf_is_not_asked_what_was_missed(process: Process) -> None:
    process.feel()
    process.gap(MONDAY + HOUR)
    process.platform.listening = False
    assert (process.catch_up(), process.platform.read) == (0, [])


@pytest.mark.parametrize("change", [{"level": "off"}, {"client_agreed": False}, {"closed": True}])
def test_where_nobody_listened_nothing_was_missed(process: Process, change: dict[str, Any]) -> None:
    process.feel()
    with process.engine.begin() as connection:
        connection.execute(update(places).values(change))
    process.gap(MONDAY + HOUR)
    assert not process.is_behind()


def test_each_platform_has_its_own_gaps(engine: Engine) -> None:
    with writing(engine) as writer:
        room, pigeon = Platform(), Platform(name="pigeon")
        clock = SetClock()
        both = {"room": room, "pigeon": pigeon}
        catching = CatchUp(writer, both, Handler(writer, clock).handle, clock)
        within_time(catching.feel())
        room.listening = False
        clock.move(GAP + SECOND)
        with transaction(engine) as ledger:
            gaps.feel(ledger, "pigeon", True, clock())
        within_time(catching.feel())
        assert {row.name: row.at for row in rows(engine, pulses)} == {"room": MONDAY, "pigeon": clock()}
        assert [row.behind_since for row in rows(engine, places)] == [clock()]


def test_what_another_process_hears_is_no_gap(process: Process) -> None:
    """One of several restarts; the others took what came meanwhile."""
    process.feel()
    other = process.restarts()
    other.lives(MONDAY + HOUR)
    process.clock.now = MONDAY + HOUR + SECOND
    assert process.restarts().feel() == 0


# Hearing it after all ------------------------------------------------------------------------------------------------


def asked_and_answered_in_a_gap(process: Process) -> None:
    """A question stands; its answer and another question come while nobody listens, for a day."""
    process.feel()
    process.happens(asks(1))
    process.misses(answers(1), asks(2, MONDAY + 2 * HOUR))
    process.gap(TUESDAY)


def test_what_was_said_in_the_gap_is_heard_as_of_when_it_was_said(process: Process) -> None:
    asked_and_answered_in_a_gap(process)
    assert process.catch_up() == 1
    row = process.place()
    assert (row.behind_from, row.behind_since, row.catch_up_at) == (None, None, None)
    first, second = rows(process.engine, items)
    assert (first.state, first.closed_at) == ("answered", MONDAY + HOUR)
    assert (second.state, second.opened_at) == ("open", MONDAY + 2 * HOUR)
    assert (process.catch_up(), len(process.platform.read)) == (0, 1)


def test_a_platform_is_asked_for_the_threads_in_which_something_may_have_happened(process: Process) -> None:
    process.feel()
    process.happens(asks(1), asks(2, MONDAY + SECOND), answers(2, MONDAY + 2 * SECOND))
    process.happens(says(BEA, "Lovely weather.", MONDAY + MINUTE, id="m9", thread="t9"))
    with transaction(process.engine) as ledger:
        keep(ledger, question(3, opened_at=MONDAY + HOUR))
    process.gap(TUESDAY)
    process.catch_up()
    ((_, since, threads),) = process.platform.read
    assert since == MONDAY - BEFORE
    assert threads == ("m3", "t1", "t9", "t2")


def test_there_is_an_end_to_threads(process: Process) -> None:
    process.feel()
    for number in range(MOST_THREADS + 5):
        at = MONDAY + number * SECOND
        process.happens(says(BEA, "Lovely weather.", at, id=f"m{number}", thread=f"t{number}"))
    process.gap(TUESDAY)
    process.catch_up()
    ((_, _, threads),) = process.platform.read
    assert threads == tuple(f"t{number}" for number in reversed(range(5, MOST_THREADS + 5)))


def test_what_was_heard_before_is_not_heard_twice(process: Process) -> None:
    """Read once too often, and in the middle of it told once more by the platform itself."""
    asked_and_answered_in_a_gap(process)
    process.platform.history[SHARED] = [asks(1), answers(1), asks(2, MONDAY + 2 * HOUR)]
    process.happens(asks(2, MONDAY + 2 * HOUR))
    process.catch_up()
    for _ in range(2):
        with process.engine.begin() as connection:
            connection.execute(update(places).values(behind_from=MONDAY, behind_since=TUESDAY, catch_up_at=TUESDAY))
        assert process.restarts().catch_up() == 1
    assert [row.state for row in rows(process.engine, items)] == ["answered", "open"]
    assert count(process.engine, heard) == 3


def test_a_command_of_the_gap_is_carried_out_and_nobody_hears_its_answer(process: Process) -> None:
    process.feel()
    command = CommandGiven(
        id="room:command:1",
        at=MONDAY + HOUR,
        place=SHARED,
        message=MessageId("m1"),
        author=ASHA,
        text="ask @bea Which region should the bucket be in?",
        mentions=(BEA,),
    )
    process.misses(command, command)
    process.gap(TUESDAY)
    assert process.catch_up() == 1
    assert count(process.engine, items) == 1
    assert process.platform.standing == []


def test_every_place_that_is_behind_has_its_turn(process: Process) -> None:
    process.feel()
    names = [f"place{number}" for number in range(3 * AT_ONCE)]
    with process.engine.begin() as connection:
        where = [found_another(connection, name)[1] for name in names]
    process.gap(TUESDAY)
    assert process.catch_up() == len(names) + 1
    assert {place for place, _, _ in process.platform.read} == {SHARED, *where}
    assert not any(process.is_behind(place) for place in where)


# Where it is not that easy -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refusal", "wait"),
    [
        (NotYet("not its turn", retry_after=40 * SECOND), 40 * SECOND),
        (Undeliverable("busy", retry_after=5 * MINUTE), 5 * MINUTE),
        (Undeliverable("busy"), AGAIN),
        (ConnectionResetError(), AGAIN),
        (ValueError("something anybody said"), AGAIN),
    ],
)
def test_a_platform_that_is_not_ready_is_asked_again_when_it_says_so(
    process: Process, refusal: Exception, wait: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    asked_and_answered_in_a_gap(process)
    process.platform.history[SHARED].insert(1, refusal)
    assert process.catch_up() == 0
    assert rows(process.engine, items)[0].state == "answered"  # what came before is heard
    process.lives(TUESDAY + wait - SECOND)
    assert (process.catch_up(), process.is_behind(), len(process.platform.read)) == (0, True, 1)
    process.lives(TUESDAY + wait)
    assert (process.catch_up(), process.is_behind(), len(process.platform.read)) == (1, False, 2)
    assert process.platform.read[0][:2] == process.platform.read[1][:2]
    assert [row.state for row in rows(process.engine, items)] == ["answered", "open"]
    assert "anybody" not in caplog.text


def test_a_place_that_waits_for_its_turn_holds_up_no_other(process: Process) -> None:
    process.feel()
    with process.engine.begin() as connection:
        _, other = found_another(connection)
    process.misses(NotYet("not its turn", retry_after=MINUTE))
    process.gap(TUESDAY)
    assert process.catch_up() == 1
    assert (process.is_behind(), process.is_behind(other)) == (True, False)


def test_where_the_platform_will_never_tell_the_mark_goes_with_a_line_that_names_nothing_but_the_place(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    asked_and_answered_in_a_gap(process)
    process.platform.history[SHARED] = [Undeliverable("channel_not_found: Project Falcon", permanent=True)]
    with caplog.at_level(logging.INFO, "bot"):
        assert process.catch_up() == 1
    assert not process.is_behind()
    *_, line = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert "Falcon" not in caplog.text
    assert line == "room:shared cannot be caught up with: its platform tells nothing of it"


def test_what_was_not_read_to_its_end_is_still_behind_after_a_restart(process: Process) -> None:
    asked_and_answered_in_a_gap(process)
    process.platform.history[SHARED].insert(1, NotYet("not its turn", retry_after=MINUTE))
    process.catch_up()
    again = process.restarts()
    again.lives(TUESDAY + MINUTE)
    assert process.is_behind()
    assert again.catch_up() == 1
    assert [row.state for row in rows(process.engine, items)] == ["answered", "open"]


def test_what_a_process_was_reading_when_it_died_another_reads_after_its_lease(process: Process) -> None:
    asked_and_answered_in_a_gap(process)
    with transaction(process.engine) as ledger:
        assert gaps.next_behind(ledger, "room", TUESDAY)
    other = process.restarts()
    other.lives(TUESDAY + LEASE - SECOND)
    assert (other.catch_up(), other.platform.read) == (0, [])
    other.lives(TUESDAY + LEASE)
    assert other.catch_up() == 1


def test_a_reading_without_end_is_cut_short(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_and_answered_in_a_gap(process)
    monkeypatch.setattr(catching, "AT_MOST", timedelta(milliseconds=20))

    async def never(*_: Any) -> Any:
        await asyncio.sleep(60)
        yield

    monkeypatch.setattr(process.platform, "missed", never)
    assert process.catch_up() == 0
    assert process.place().catch_up_at == TUESDAY + AGAIN


def test_a_database_that_fails_loses_nothing(process: Process, caplog: pytest.LogCaptureFixture) -> None:
    """What the handler raises: nothing happened then."""
    asked_and_answered_in_a_gap(process)

    async def fails(_event: Event) -> None:
        raise OSError(28, "no space left for bea")

    process.catching._handle = fails  # type: ignore[assignment]
    assert (process.catch_up(), process.is_behind()) == (0, True)
    assert "bea" not in caplog.text
    again = process.restarts()
    again.lives(TUESDAY + AGAIN)
    assert again.catch_up() == 1
    assert [row.state for row in rows(process.engine, items)] == ["answered", "open"]


# A gap in the gap ----------------------------------------------------------------------------------------------------


def test_what_is_missed_while_it_is_read_is_read_too(process: Process) -> None:
    """The connection breaks while history is being read, and is back before the end is reached."""
    asked_and_answered_in_a_gap(process)
    handle = process.handler.handle

    async def breaks(event: Event) -> None:
        await handle(event)
        if process.platform.listening and len(process.platform.read) == 1 and event.id == answers(1).id:
            process.platform.listening = False
            process.clock.move(2 * MINUTE)
            await process.catching.feel()
            process.platform.listening = True
            process.misses(asks(3, TUESDAY + MINUTE))
            await process.catching.feel()

    process.catching._handle = breaks
    assert process.catch_up() == 1
    assert len(process.platform.read) == 2
    assert not process.is_behind()
    assert [row.state for row in rows(process.engine, items)] == ["answered", "open", "open"]


def test_a_reading_that_goes_on_where_it_stopped_does_not_know_what_was_missed_since(process: Process) -> None:
    """An adapter goes on where it stopped, before the second gap. So it is read once more, from the beginning."""
    asked_and_answered_in_a_gap(process)
    process.platform.history[SHARED].insert(1, NotYet("not its turn", retry_after=MINUTE))
    process.catch_up()
    process.gap(TUESDAY + HOUR)
    assert process.place().behind_since == TUESDAY  # one gap, as far as patience goes
    assert process.catch_up() == 1
    assert len(process.platform.read) == 3
    assert not process.is_behind()


# What waits for it ---------------------------------------------------------------------------------------------------


def test_nobody_is_asked_about_what_was_answered_in_the_gap(process: Process) -> None:
    asked_and_answered_in_a_gap(process)
    process.work()
    assert process.platform.standing == []
    assert rows(process.engine, tables.alarms)[0].at == TUESDAY + UNTIL_CAUGHT_UP
    process.catch_up()
    process.lives(TUESDAY + UNTIL_CAUGHT_UP)
    process.work()
    assert process.platform.standing == []


def test_who_was_not_answered_is_asked_about_as_soon_as_all_is_read(process: Process) -> None:
    process.feel()
    process.happens(asks(1))
    process.gap(TUESDAY)
    process.work()
    assert process.platform.standing == []
    process.catch_up()
    process.lives(TUESDAY + UNTIL_CAUGHT_UP)
    process.work()
    assert len(process.platform.standing) == 1


def never_caught_up(process: Process) -> None:
    process.platform.history[SHARED] = [NotYet("not its turn", retry_after=DAY) for _ in range(100)]


def test_after_two_hours_it_is_asked_in_private_all_the_same(process: Process) -> None:
    process.feel()
    process.happens(asks(1))
    process.gap(TUESDAY)
    never_caught_up(process)
    while process.clock.now < TUESDAY + SILENT_FOR:
        process.work()
        assert process.platform.standing == []
        process.clock.move(10 * MINUTE)
    for _ in range(3):  # with the card of the early afternoon
        process.work()
        process.clock.move(HOUR)
    assert len(process.platform.standing) == 1
    assert process.is_behind()


@pytest.mark.parametrize("behind", [True, False])
def test_nothing_is_said_in_public_where_a_place_is_behind_however_long(process: Process, behind: bool) -> None:
    """The third step of the ladder, a month after the relationship began."""
    began = MONDAY - 60 * DAY
    with process.engine.begin() as connection:
        connection.execute(update(tables.relationships).values(began_at=began))
    process.feel()
    process.happens(asks(1))
    for day in range(1, 5):
        if behind and day == 2:
            process.gap(MONDAY + day * DAY)
            never_caught_up(process)
        for hour in range(8):
            process.clock.now = MONDAY + day * DAY + hour * HOUR
            process.work()
    said = {row.why: row.told_at for row in rows(process.engine, nudges)}
    lines = [row for row in rows(process.engine, outbox) if row.thread]
    assert ("line" in said, len(lines)) == ((False, 0) if behind else (True, 1))


def test_a_tray_waits_while_what_lies_in_it_may_be_answered(process: Process) -> None:
    process.feel()
    process.happens(asks(1))
    process.clock.now = TUESDAY
    within_time(process.bell.ring())  # laid into the tray, and nobody has looked there yet
    process.feel()
    process.misses(answers(1, TUESDAY - MINUTE))
    (look_at,) = [row.look_at for row in rows(process.engine, humans) if row.look_at]
    assert (process.is_behind(), look_at) == (True, TUESDAY)
    assert within_time(process.bell.ring()) == 0
    assert [row.look_at for row in rows(process.engine, humans) if row.look_at] == [TUESDAY + UNTIL_CAUGHT_UP]
    process.catch_up()
    process.lives(TUESDAY + UNTIL_CAUGHT_UP)
    process.work()
    assert process.platform.standing == []


def test_a_tray_waits_for_the_place_of_an_offer_too(process: Process) -> None:
    process.feel()
    nudge = Nudge("offer:1", Told.OFFER, None, 0, 0, Side.VENDOR, ASHA, MONDAY, MONDAY, place=SHARED)
    with transaction(process.engine) as ledger:
        put(ledger, Lay(replace(nudge, message=MessageId("m1"), fate=Fate.WAITING)))
    process.gap(MONDAY + HOUR)
    assert within_time(process.bell.ring()) == 0


def test_what_is_of_other_places_does_not_wait(process: Process) -> None:
    process.feel()
    process.happens(asks(1))
    with process.engine.begin() as connection:
        found_another(connection)
        connection.execute(
            update(places)
            .where(places.c.id != SHARED)
            .values(behind_from=MONDAY, behind_since=TUESDAY, catch_up_at=TUESDAY + DAY)
        )
    process.clock.now = TUESDAY
    process.work()
    assert len(process.platform.standing) == 1


def test_what_was_decided_before_the_gap_and_not_said_yet_waits_too_and_an_answer_takes_it_back(
    process: Process,
) -> None:
    """The platform was down: it took nothing and told nothing."""
    process.feel()
    process.happens(asks(1))
    with transaction(process.engine) as ledger:
        put(ledger, tell("card"), reply("line", about=1))
    process.gap(MONDAY + HOUR)
    process.work()
    assert process.platform.standing == []
    process.clock.move(SILENT_FOR)
    process.work()
    assert process.platform.keys == ["card"]
    process.feel()
    process.clock.now = MONDAY + 4 * HOUR
    with transaction(process.engine) as ledger:
        gaps.give_up(ledger, SHARED)
    process.work()
    assert process.platform.keys == ["card", "line"]


def test_the_rules_know_that_a_place_is_behind(process: Process) -> None:
    def sees() -> bool:
        with transaction(process.engine) as ledger:
            return case_in(ledger).place.behind

    process.feel()
    process.happens(asks(1))  # the writer remembers the place as it was
    assert not sees()
    process.gap(TUESDAY)
    assert sees()
    assert within_time(process.writer.write(lambda ledger: case_in(ledger).place.behind))
    process.catch_up()
    assert not within_time(process.writer.write(lambda ledger: case_in(ledger).place.behind))


# Several processes ---------------------------------------------------------------------------------------------------


def test_two_that_read_at_the_same_time_read_different_places(engine: Engine, founded_url: str) -> None:
    with engine.begin() as connection:
        for number in range(10):
            found_another(connection, f"place{number}")
    platform, clock = Platform(), SetClock()
    other = database.writer(founded_url) if engine.dialect.name == "postgresql" else engine
    with writing(engine) as one, writing(other) as two:
        both = [CatchUp(each, {"room": platform}, Handler(each, clock).handle, clock) for each in (one, two)]

        async def scenario() -> list[int]:
            await asyncio.gather(*(each.feel() for each in both))
            clock.move(HOUR)
            assert sum(await asyncio.gather(*(each.feel() for each in both))) == 11
            return await asyncio.gather(*(each.catch_up() for each in both))

        assert sum(within_time(scenario())) == 11
    assert sorted(place for place, _, _ in platform.read) == sorted({place for place, _, _ in platform.read})
    assert len(platform.read) == 11
    if other is not engine:
        other.dispose()
