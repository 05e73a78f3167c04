"""A storm over Slack: people talk, the server is killed, Slack refuses, breaks off and hangs; all is said once.

    python bench/storm.py --platform slack --minutes 3 [--seed 7] [--database postgres]

    speeches=… sent=… dropped_in_doubt=… lost=0 double=0 over_limit=0        the last line

Exit status 1 unless at least 1,000 speeches were to be made, nothing is lost, said twice or against Slack's limits, and
no more was dropped in doubt than Slack left in doubt. `over_limit` counts two posts within a second in one channel and
calls of what a 429 had blocked. After the storm it waits until nothing is left to say.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import json
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import httpx
from sqlalchemy import Engine, Row, select

from bench.slack_load import Chat, fake_process, postgres, texts
from bot import alarms as ringing
from bot import database
from bot.clock import utc_now
from bot.handler import take
from bot.ledger import Ledger, Memory
from bot.tables import outbox
from rules.effects import Post, Reply, Tell
from rules.events import MessagePosted
from rules.message import Line, Message, Words
from rules.model import MessageId, PersonId, PlaceId
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.sender import Sender
from tests.adapters.slack.served import Server, found_groups, say_soon, settings_for
from tests.adapters.slack.workspace import Group, Json, crowd

GROUPS, TOLD = 20, 400
"""Groups of people who talk, and people who are only told something."""
LEAST = 1_000
"""Speeches that make a storm."""
A_MINUTE = 600
"""Speeches a minute, in a longer one."""
EVENTS = 10.0
"""Events a second."""
KILLED_EVERY = 20.0
"""Seconds between two kills, on average."""
SETTLES_IN = 900
"""Seconds after which the rest is given up."""
TROUBLE = {"RATE_LIMITED": 0.01, "BEFORE": 0.03, "AFTER": 0.03, "RESET": 0.03, "RESET_BEFORE": 0.02}
HANGS = {"HANG": 0.003, "HANG_TAKEN": 0.003, "LATE": 0.005}
ENDED = ("sent", "failed")


def main() -> int:
    wanted = arguments()
    print(f"seed={wanted.seed}", flush=True)
    with Stage(wanted) as stage:
        asyncio.run(storm(stage, wanted))
        return tell(stage, wanted)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platform", choices=["slack"], default="slack")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--least", type=int, default=LEAST, help="speeches that make a storm (default: %(default)s)")
    parser.add_argument("--groups", type=int, default=GROUPS, help="of people who talk (default: %(default)s)")
    parser.add_argument("--calm", action="store_true", help="Slack only asks to slow down, and nobody is killed")
    return parser.parse_args()


# What there is -------------------------------------------------------------------------------------------------------


class Stage(ExitStack):
    """The fake Slack in a process of its own, a database in which much is about to be said, and the server."""

    def __init__(self, wanted: argparse.Namespace) -> None:
        super().__init__()
        self.chance = random.Random(wanted.seed)
        self._wanted = wanted

    def __enter__(self) -> Stage:
        super().__enter__()
        here, self.groups = crowd(self._wanted.groups, TOLD)
        self.slack = FakeSlack(here)
        self.slack.url = self.enter_context(fake_process("--groups", str(self._wanted.groups), "--told", str(TOLD)))
        folder = Path(self.enter_context(tempfile.TemporaryDirectory(prefix="storm-")))
        on_sqlite = f"sqlite:///{folder / 'ledger.db'}"
        url = self.enter_context(postgres()) if self._wanted.database == "postgres" else on_sqlite
        found_groups(url, here, self.groups)
        self.engine = database.writer(url)
        self.callback(self.engine.dispose)
        self.server = Server(url, settings_for(self.slack), folder / "serve.log")
        self.callback(self.server.kill)
        return self

    @property
    def talking(self) -> Sequence[Group]:
        return self.groups[:-1]

    def post(self, path: str, body: Json | list[Json]) -> None:
        httpx.post(f"{self.slack.url}{path}", json=body, trust_env=False).raise_for_status()

    def state(self) -> Json:
        """What the fake has seen."""
        found: Json = httpx.get(f"{self.slack.url}/_state", trust_env=False, timeout=60).json()
        return found


# The storm -----------------------------------------------------------------------------------------------------------


async def storm(stage: Stage, wanted: argparse.Namespace) -> None:
    """Everything at once for so many minutes; then quiet, until all is said."""
    shares = {"RATE_LIMITED": 0.01} if wanted.calm else TROUBLE | HANGS
    stage.post("/_faults", {"seed": wanted.seed, "shares": shares, "latency": [0, 0.04]})
    seconds = wanted.minutes * 60
    # A few more, for some are taken back before they are said: what they ask is answered.
    lay_out(stage, int(1.05 * max(wanted.least, wanted.minutes * A_MINUTE)), seconds)
    stage.server.start()
    async with httpx.AsyncClient(trust_env=False) as client:
        until = time.monotonic() + seconds
        killing = asyncio.create_task(kill(stage, until)) if not wanted.calm else None
        await talk(stage, Sender(stage.slack, stage.server.events_url, client), until)
        if killing:
            await killing
    stage.post("/_faults", {"shares": {}})
    await settled(stage.engine)


def working_day_before(moment: datetime, hour: int) -> datetime:
    """That hour of the last weekday on which it is over; UTC."""
    day = moment.replace(hour=hour, minute=0, second=0, microsecond=0)
    while day >= moment or day.weekday() > 4:
        day -= timedelta(days=1)
    return day


DUE = working_day_before(utc_now(), 13)
ASKED = working_day_before(DUE.replace(hour=0), 9)
"""A card says in the afternoon what was asked on the morning of the day before."""


def lay_out(stage: Stage, speeches: int, seconds: float) -> None:
    """So many speeches that fall due one after another: questions' cards first, then whatever may be said."""
    for group in stage.talking:
        ask_in(stage.engine, group)
        stage.post("/_say", [root(stage, group, asker, holder) for asker in group.vendors for holder in group.clients])
    laid = len(rows(stage.engine))
    print(f"{laid} cards of questions, which are edited when somebody answers", flush=True)
    began = utc_now()
    for number in range(speeches - laid):
        due = began + timedelta(seconds=seconds * number / speeches)
        say_soon(stage.engine, speech(stage, number), at=due)


def ask_in(engine: Engine, group: Group) -> None:
    """Each vendor asks each client, in threads of their own; a day later it is on a card of theirs."""
    for asker in group.vendors:
        for holder in group.clients:
            event = question(group.channels[0], asker, holder)
            with engine.begin() as connection:
                take(Ledger(connection, Memory()), event, ASKED)
    due: list[ringing.Due] = [None]  # type: ignore[list-item]
    while due:
        with engine.begin() as connection:
            ledger = Ledger(connection, Memory())
            due = ringing.due(ledger, DUE)
            for alarm in due:
                ringing.ring(ledger, alarm, DUE)


def question(channel: str, asker: str, holder: str) -> MessagePosted:
    ts = root_of(asker, holder)
    return MessagePosted(
        id=f"slack:{channel}:{ts}",
        at=ASKED,
        place=PlaceId(f"slack:{channel}"),
        message=MessageId(ts),
        author=PersonId(f"slack:{asker}"),
        text=f"@{holder} Which region should the bucket be in?",
        thread=MessageId(ts),
        mentions=(PersonId(f"slack:{holder}"),),
    )


def root(stage: Stage, group: Group, asker: str, holder: str) -> Json:
    """The question as it stands in the fake."""
    team = stage.slack.workspace.people[asker].team
    said = {"ts": root_of(asker, holder), "user": asker, "team": team, "text": "Which region should the bucket be in?"}
    return {"channel": group.channels[0], **said}


def root_of(asker: str, holder: str) -> str:
    """The ts of a question."""
    number = int(hashlib.sha256(f"{asker}{holder}".encode()).hexdigest()[:5], 16)
    return f"{int(ASKED.timestamp())}.{number % 1_000_000:06}"


def speech(stage: Stage, number: int) -> Post | Reply | Tell:
    """A private card, a line in a thread, or a post."""
    words = Message((Line((Words(f"Storm {number}: Asha waits for an answer, & hopes for <one>."),)),))
    key, many = f"storm:{number}", stage.groups[-1]
    if stage.chance.random() < 0.6:
        person, near = stage.chance.choice(many.clients), many.channels[0]
        return Tell(key=key, person=PersonId(f"slack:{person}"), near=PlaceId(f"slack:{near}"), message=words)
    group = stage.chance.choice(stage.talking)
    if stage.chance.random() < 0.2:
        place = PlaceId(f"slack:{stage.chance.choice(group.channels)}")
        return Post(key=key, place=place, message=words, pin=stage.chance.random() < 0.5)
    place = PlaceId(f"slack:{group.channels[0]}")
    thread = MessageId(root_of(stage.chance.choice(group.vendors), stage.chance.choice(group.clients)))
    return Reply(key=key, place=place, thread=thread, message=words)


async def talk(stage: Stage, sender: Sender, until: float) -> None:
    """People chat, answer what they were asked, and give commands; Slack sends again what was not acknowledged."""
    chat, answers = Chat(sender, stage.talking, *texts()), answering(stage)
    pending: set[asyncio.Task[None]] = set()
    while time.monotonic() < until:
        chance = stage.chance.random()
        if chance < 0.8:
            request = chat.next()
        elif chance < 0.95 and (answer := next(answers, None)):
            request = chat.say(*answer)
        else:
            request = chat.command("waiting")
        task = asyncio.create_task(insist(sender, request))
        pending.add(task)
        task.add_done_callback(pending.discard)
        await asyncio.sleep(stage.chance.expovariate(EVENTS))
    await asyncio.gather(*pending)


def answering(stage: Stage) -> Iterator[tuple[str, str, str, str]]:
    """Who answers what, where and in which thread: half of the questions."""
    for group in stage.talking:
        for asker in group.vendors[::2]:
            for holder in group.clients:
                yield holder, group.channels[0], "eu-west-1, as for the others.", root_of(asker, holder)


async def insist(sender: Sender, request: Any) -> None:
    """Until it is acknowledged: while the server is down nobody hears it."""
    for attempt in range(60):
        with contextlib.suppress(httpx.TransportError):
            if (await sender.send(request, retry=min(attempt, 3))).is_success:
                return
        await asyncio.sleep(1)
    raise AssertionError("an event was not acknowledged within a minute")


async def kill(stage: Stage, until: float) -> None:
    """At random moments, and up again at once."""
    kills = 0
    while (pause := stage.chance.uniform(0.3, 1.7) * KILLED_EVERY) + time.monotonic() < until:
        await asyncio.sleep(pause)
        stage.server.kill()
        kills += 1
        await asyncio.to_thread(stage.server.start)
    print(f"killed {kills} times", flush=True)


async def settled(engine: Engine) -> None:
    """Until nothing waits to be said; what is in doubt takes a minute and a half."""
    began = time.monotonic()
    while time.monotonic() - began < SETTLES_IN:
        if not [row for row in rows(engine) if row.state not in ENDED]:
            break
        await asyncio.sleep(1)
    print(f"settled within {time.monotonic() - began:.0f} s", flush=True)


# What came of it -----------------------------------------------------------------------------------------------------


def rows(engine: Engine) -> Sequence[Row[Any]]:
    with engine.connect() as connection:
        return connection.execute(select(outbox).order_by(outbox.c.id)).all()


@dataclass(frozen=True)
class Outcome:
    """What was to be said, and what stands."""

    speeches: int
    sent: int
    dropped: int
    lost: tuple[str, ...]
    double: tuple[str, ...]

    @classmethod
    def of(cls, found: Sequence[Row[Any]], standing: Json) -> Outcome:
        """`standing` says how often something stands under a key; edits count only where the last one is missing."""
        firsts = [row for row in found if row.revises is None and not (row.state == "failed" and row.retracted)]
        dropped = {row.key for row in firsts if row.state == "failed" and (row.why or "").startswith("nobody can tell")}
        times = {row.key: standing.get(marked(row.key), 0) for row in firsts}
        last_edits = {row.revises: row for row in found if row.revises}.values()
        lost = [key for key, count in times.items() if not count and key not in dropped]
        lost += [row.key for row in last_edits if row.state != "sent" and row.revises not in dropped]
        sent = sum(row.state == "sent" for row in firsts)
        return cls(
            len(firsts), sent, len(dropped), tuple(lost), tuple(key for key, count in times.items() if count > 1)
        )


def marked(key: str) -> str:
    """What stands in a message's metadata for the key of a speech."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def tell(stage: Stage, wanted: argparse.Namespace) -> int:
    """The exit status."""
    state, found = stage.state(), rows(stage.engine)
    outcome = Outcome.of(found, state["keys"])
    over_limit = [*state["too_fast"], *state["while_blocked"]]
    by_key = {row.key: row for row in found}
    for what, keys in (("lost", outcome.lost), ("double", outcome.double)):
        print("\n".join(f"{what}: {by_key[key].state} {by_key[key].why} {key}" for key in keys[:10]))
    print("\n".join([*over_limit[:10], *state["malformed"][:10]]))
    print(f"{len([row for row in found if row.revises])} edits, {json.dumps(state['calls'])}")
    print(f"{state['ambiguous']} answers of Slack left in doubt whether it took the call")
    print(
        f"speeches={outcome.speeches} sent={outcome.sent} dropped_in_doubt={outcome.dropped} "
        f"lost={len(outcome.lost)} double={len(outcome.double)} over_limit={len(over_limit)}"
    )
    enough = outcome.speeches >= wanted.least and outcome.dropped <= state["ambiguous"]
    return 0 if enough and not (outcome.lost or outcome.double or over_limit or state["malformed"]) else 1


if __name__ == "__main__":
    sys.exit(main())
