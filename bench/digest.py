"""What a digest costs: its facts in a long year, and a Monday morning on which ten thousand fall due at once.

    python bench/digest.py [--json OUT] [--places 10000] [--events 100000] [--rate 40]

The year: one relationship with that many events in a year behind it (a tenth of them questions, a twentieth deeds, and
the nudges and digests that come of it); what `bot/digest_facts.py` takes to read it on a reader connection, on both
databases, the slower one counts. The Monday: that many relationships of an ordinary week, all due at 09:00; how long
until the last digest is in the outbox, while people go on writing (an open loop) and the post room says what is ready.
Each database has a process of its own, so that the memory told is that of one server.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from sqlalchemy import Connection, Engine, Table, event, func, insert, select, text

from adapters.base import Ref
from bench.slack_load import percentile, postgres
from bot import database, digest_facts, schema, tables
from bot.alarms import AT_ONCE, Bell
from bot.handler import Handler
from bot.outbox import PostRoom
from bot.records import agreement_values
from bot.serve_command import settle_memory
from bot.writer import Writer
from rules.effects import Speech
from rules.events import MessagePosted
from rules.model import Agreement, MessageId, PersonId, PlaceId, RelationshipId, SideTerms

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
NOW = MONDAY + timedelta(seconds=1)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
AT_A_TIME = 5_000
WAIT = 600
"""Seconds after which a Monday is given up."""
PEOPLE = ("bea", "ben", "asha", "arun")
REPEATED = 5


def main() -> int:
    wanted = arguments()
    logging.disable()
    if wanted.url:
        print(json.dumps(measure(wanted)))
        return 0
    found = {}
    with tempfile.TemporaryDirectory(prefix="bench-digest-") as folder, postgres() as url:
        for kind, where in (("sqlite", f"sqlite:///{folder}/ledger.db"), ("postgres", url)):
            found[kind] = in_a_process(wanted, where)
            print(f"{kind}: {found[kind]}", file=sys.stderr)
    sums = {
        "digest_ms_100k_events": max(each["year_ms"] for each in found.values()),
        "monday_10k_seconds_sqlite": found["sqlite"]["monday_seconds"],
        "monday_10k_seconds_postgres": found["postgres"]["monday_seconds"],
        "monday_ack_p99_ms": max(each["ack_p99_ms"] for each in found.values()),
        "monday_peak_mb": max(each["peak_mb"] for each in found.values()),
        "monday_longest_transaction_ms": max(each["longest_ms"] for each in found.values()),
    }
    for name, value in sums.items():
        print(f"{name:40} {value:>10}")
    if wanted.json:
        wanted.json.write_text(json.dumps(sums, indent=1) + "\n")
    return 0 if all(each["posted"] == wanted.places for each in found.values()) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="where to write what was found")
    parser.add_argument("--places", type=int, default=10_000, help="due on Monday at 09:00")
    parser.add_argument("--events", type=int, default=100_000, help="of the long year")
    parser.add_argument("--rate", type=float, default=40, help="messages of people a second")
    parser.add_argument("--url", help=argparse.SUPPRESS)
    return parser.parse_args()


def in_a_process(wanted: argparse.Namespace, url: str) -> dict[str, Any]:
    numbers = ["--places", str(wanted.places), "--events", str(wanted.events), "--rate", str(wanted.rate)]
    done = subprocess.run(
        [sys.executable, __file__, "--url", url, *numbers], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(wanted: argparse.Namespace) -> dict[str, Any]:
    engine = database.writer(wanted.url)
    schema.migrate(engine)
    with engine.begin() as connection:
        found_all(connection, wanted.places)
        live_a_year(connection, RelationshipId(wanted.places + 1), wanted.events)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    settle_memory()
    year = a_year(wanted.url, RelationshipId(wanted.places + 1))
    monday = asyncio.run(a_monday(engine, wanted))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"year_ms": year, **monday, "peak_mb": round(peak)}


# What there is -------------------------------------------------------------------------------------------------------


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    for first in range(0, len(rows), AT_A_TIME):
        connection.execute(insert(table), rows[first : first + AT_A_TIME])


def found_all(connection: Connection, count: int) -> None:
    """Relationships of an ordinary week; and one more, for the year."""
    everybody = range(1, count + 2)
    began = MONDAY - 60 * DAY
    put(
        connection,
        tables.relationships,
        [
            {
                "id": of,
                "operator": "Northwind",
                "version": 1,
                "items_opened": 6,
                "deeds_kept": 3,
                "began_at": began,
                "client_live": True,
                "vendor_live": True,
                "digest_at": "Mon 09:00",
            }
            for of in everybody
        ],
    )
    put(connection, tables.humans, [{"id": of * 4 + n} for of in everybody for n in range(4)])
    put(
        connection,
        tables.people,
        [{"id": who(of, n), "human_id": of * 4 + n, "name": PEOPLE[n]} for of in everybody for n in range(4)],
    )
    put(
        connection,
        tables.sides,
        [
            {"relationship_id": of, "side": side, "company": name}
            for of in everybody
            for side, name in (("client", f"Contoso {of}"), ("vendor", "Northwind"))
        ],
    )
    put(
        connection,
        tables.members,
        [
            {"relationship_id": of, "person_id": who(of, n), "side": "client" if n < 2 else "vendor"}
            for of in everybody
            for n in range(4)
        ],
    )
    put(
        connection,
        tables.go_betweens,
        [
            {"relationship_id": of, "side": side, "topic": "", "person_id": who(of, n)}
            for of in everybody
            for n, side in ((1, "client"), (3, "vendor"))
        ],
    )
    terms = agreement_values(Agreement(1, SideTerms(), SideTerms()))
    put(
        connection,
        tables.agreements,
        [{"relationship_id": of, "version": 1, "made_at": began, "terms": terms} for of in everybody],
    )
    put(
        connection,
        tables.places,
        [
            {
                "id": place(of),
                "relationship_id": of,
                "name": f"shared-{of}",
                "level": "auto",
                "client_agreed": True,
                "vendor_agreed": True,
            }
            for of in everybody
        ],
    )
    for first in range(1, count + 1, 1_000):
        live_a_week(connection, range(first, min(first + 1_000, count + 1)))
    alarm = {"rule": "digest", "subject": "weekly", "at": MONDAY}
    put(connection, tables.alarms, [{"relationship_id": of, **alarm} for of in range(1, count + 1)])


def live_a_week(connection: Connection, of: range) -> None:
    """Six questions, half of them open; three deeds; four nudges; the last digest a week ago."""
    dice = random.Random(of.start)
    asked = [question(each, n, MONDAY - WEEK + n * DAY * 0.9, n <= 3, dice) for each in of for n in range(1, 7)]
    put(connection, tables.items, [item for item, _ in asked])
    put(connection, tables.turns, [turn for _, turns in asked for turn in turns])
    put(connection, tables.deeds, [deed(each, n, MONDAY - n * DAY) for each in of for n in range(1, 4)])
    put(connection, tables.nudges, [nudge(each, n, MONDAY - n * DAY) for each in of for n in range(1, 5)])
    told = {"subject": "digest", "at": MONDAY - WEEK, "mark": "7"}
    put(connection, tables.told, [{"relationship_id": each, **told} for each in of])


def live_a_year(connection: Connection, of: RelationshipId, events: int) -> None:
    """A tenth of the events were questions, a twentieth deeds; nearly all is settled and told."""
    dice, number = random.Random(1), events // 10
    ago = [MONDAY - 365 * DAY * (n / number) for n in range(1, number + 1)]
    asked = [question(of, n, at, n > 150, dice) for n, at in enumerate(ago, start=1)]
    put(connection, tables.items, [item for item, _ in asked])
    put(connection, tables.turns, [turn for _, turns in asked for turn in turns])
    put(connection, tables.deeds, [deed(of, n, MONDAY - 365 * DAY * (2 * n / number)) for n in range(1, number // 2)])
    put(connection, tables.nudges, [nudge(of, n, MONDAY - 365 * DAY * (n / number)) for n in range(1, number)])
    marks = [{"subject": f"item:{n}", "at": MONDAY - WEEK, "mark": "1,,"} for n in range(20, number)]
    marks += [{"subject": f"deed:{n}", "at": MONDAY - WEEK, "mark": "x"} for n in range(20, number // 2)]
    marks.append({"subject": "digest", "at": MONDAY - WEEK, "mark": "52"})
    put(connection, tables.told, [{"relationship_id": of, **mark} for mark in marks])


def who(of: int, n: int) -> PersonId:
    return PersonId(f"bench:{PEOPLE[n]}-{of}")


def place(of: int) -> PlaceId:
    return PlaceId(f"bench:C{of}")


def question(
    of: int, number: int, at: datetime, settled: bool, dice: random.Random
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Asked by the vendor or the client in turn; a third of them was asked back once."""
    by_client = number % 2 == 0
    asker, holder = (who(of, 0), who(of, 2)) if by_client else (who(of, 2), who(of, 0))
    sides = ("client", "vendor") if by_client else ("vendor", "client")
    took = timedelta(hours=dice.randrange(1, 60))
    item = {
        "relationship_id": of,
        "number": number,
        "kind": "question",
        "place_id": place(of),
        "message": f"m{number}",
        "thread": f"m{number}",
        "in_channel": False,
        "asker_id": asker,
        "asker_side": sides[0],
        "text": f"Which region should bucket {number} of the new store be in, and who decides that?",
        "opened_at": at,
        "client_target": 28_800,
        "vendor_target": 14_400,
        "clock_at": at,
        "clock_moved": False,
        "climbed": number % 3,
        "state": "answered" if settled else "open",
        "closed_at": min(at + took, MONDAY) if settled else None,
        "closed_by": holder if settled else None,
        "progress": "{}",
        "promised_for": at + DAY if number % 5 == 0 else None,
    }
    turn = {"relationship_id": of, "number": number, "reason": "asked", "words": ""}
    turns = [{**turn, "seq": 0, "at": at, "side": sides[1], "person_id": holder}]
    if number % 3 == 0:
        turns.append({**turn, "seq": 1, "at": at + took / 2, "side": sides[0], "person_id": asker})
    return item, turns


def deed(of: int, number: int, at: datetime) -> dict[str, Any]:
    return {
        "relationship_id": of,
        "number": number,
        "place_id": place(of),
        "message": f"d{number}",
        "by_id": who(of, 2),
        "side": "vendor",
        "text": f"restarted feed {number}, all green",
        "at": at,
        "kept_at": at,
        "how": "command",
        "state": "logged",
    }


def nudge(of: int, number: int, at: datetime) -> dict[str, Any]:
    return {
        "key": f"nudge:{of}:{number}",
        "relationship_id": of,
        "why": "nudge",
        "number": number,
        "turn": 1,
        "step": 1,
        "side": "client",
        "person_id": who(of, 0),
        "human_id": of * 4,
        "laid_at": at,
        "show_from": at,
        "told_at": at,
        "fate": "done",
        "wrong": number % 9 == 0,
    }


# The year ------------------------------------------------------------------------------------------------------------


def a_year(url: str, of: RelationshipId) -> float:
    """Milliseconds in which the facts of the long year are read; the middle of several readings."""
    engine, took = database.reader(url), []
    with engine.connect() as connection:
        digest_facts.read(connection, [of], NOW)
        for _ in range(REPEATED):
            begun = time.perf_counter()
            read = digest_facts.read(connection, [of], NOW)[of]
            took.append(1_000 * (time.perf_counter() - begun))
            assert read.facts.waiting >= 100
    engine.dispose()
    return round(median(took), 1)


# The Monday ----------------------------------------------------------------------------------------------------------


class Mute:
    """A platform that takes everything at once."""

    name = "bench"

    async def deliver(self, speech: Speech) -> Ref:
        return Ref(speech.key)

    async def revise(self, ref: Ref, _speech: Speech) -> Ref:
        return ref


@dataclass
class Watched:
    """How long transactions take."""

    longest: float = 0.0
    begun: float = 0.0
    all: list[float] = field(default_factory=list)


@contextmanager
def watched(engine: Engine) -> Iterator[Watched]:
    """From the first lock to the commit of every transaction of the one thread that writes."""
    seen = Watched()

    def begin(_connection: Connection) -> None:
        seen.begun = time.perf_counter()

    def commit(_connection: Connection) -> None:
        seen.all.append(time.perf_counter() - seen.begun)

    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", commit)
    yield seen
    event.remove(engine, "begin", begin)
    event.remove(engine, "commit", commit)


async def a_monday(engine: Engine, wanted: argparse.Namespace) -> dict[str, Any]:
    """Ring as the timers do, with people writing and the post room at work."""
    writer, reader = Writer(engine), database.reader(wanted.url)
    writer.start()
    clock = lambda: NOW  # noqa: E731 - it is Monday, one second past nine
    bell, room = Bell(writer, clock, reader), PostRoom(writer, {"bench": Mute()}, clock)  # type: ignore[dict-item]
    with watched(engine) as seen:
        over = asyncio.Event()
        acks = asyncio.create_task(people_write(Handler(writer, clock), wanted, over))
        saying = asyncio.create_task(say(room, over))
        begun = time.perf_counter()
        while await bell.ring() >= AT_ONCE and time.perf_counter() - begun < WAIT:
            pass
        seconds = time.perf_counter() - begun
        over.set()
        took = await acks
        await saying
        longest = max(seen.all)
    writer.stop()
    with reader.connect() as connection:
        posted = connection.scalar(
            select(func.count()).select_from(tables.outbox).where(tables.outbox.c.key.like("digest:%"))
        )
    return {
        "monday_seconds": round(seconds, 1),
        "ack_p99_ms": round(1_000 * percentile(took, 0.99)),
        "acks": len(took),
        "longest_ms": round(1_000 * longest),
        "posted": posted,
    }


async def people_write(handler: Handler, wanted: argparse.Namespace, over: asyncio.Event) -> list[float]:
    """So many messages a second, whether or not the last one is acknowledged yet; how long each took."""
    dice, begun, took = random.Random(3), time.perf_counter(), list[float]()
    under_way: set[asyncio.Task[None]] = set()

    async def write(number: int) -> None:
        since = time.perf_counter()
        of = dice.randrange(1, wanted.places + 1)
        await handler.handle(
            MessagePosted(
                id=f"e{number}",
                at=NOW,
                place=place(of),
                message=MessageId(f"w{number}"),
                author=who(of, number % 4),
                text=f"Could somebody look at report {number} before noon?" if number % 5 == 0 else "Good morning",
            )
        )
        took.append(time.perf_counter() - since)

    number = 0
    while not over.is_set():
        await asyncio.sleep(max(0.0, begun + number / wanted.rate - time.perf_counter()))
        number += 1
        task = asyncio.create_task(write(number))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
    return took


async def say(room: PostRoom, over: asyncio.Event) -> None:
    while not over.is_set():
        if not await room.drain():
            await asyncio.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
