"""Plays a story: moves the clock, rings, drains, and fails if Rapport says anything that is not in the script.

A story is a transcript anyone can read. Above the line `---` stands who is who, as in a sides file, with the first day
and the zone of all times; below it each line is a moment (a weekday goes on to the next such day) and what happens:

    Mon 09:00 asha: Which region should the bucket be in?       in the open channel
    Mon 09:05 bea ↳ Which region: eu-west-1                     in the thread of the message that starts so
    Mon 09:06 bea reacts :eyes: to Which region
    Mon 09:07 asha edits Which region: Which region, by the way?
    Mon 09:08 asha deletes Which region
    Mon 09:09 asha commands: ask @bea Which size?
    Mon 09:09 bot ⇒ Noted as q2. …                              said at once to a command; … is the rest
    Tue 10:00 bot → bea: Asha (Northwind) needs one thing…      private
    Wed 10:00 bot ↳ Which region: This one still waits…         in the thread
    Thu (quiet)                                                 nothing is said until that day is over
    = q1 answered by bea, waited 5 min                          what the ledger holds; also "= q1 open, with bea"
    = nothing open
"""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from adapters.base import Found, Profile, Ref
from bot import alarms, database, schema
from bot.figures import Account, accounts
from bot.founding import found
from bot.handler import Handler
from bot.outbox import PostRoom
from bot.records import read_relationship
from bot.sides import sides_file
from bot.writer import Writer
from rules.effects import Reply, Speech, Tell
from rules.events import CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted, Reacted
from rules.message import plain
from rules.model import MessageId, PersonId, Place, PlaceId, RelationshipId, Side, State
from rules.worktime import parse_duration

PLACE = PlaceId("room:shared")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_MOMENT = re.compile(r"(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:(?P<hour>\d\d):(?P<minute>\d\d) (?P<what>.+)|\(quiet\))")
_SPOKEN = re.compile(r"(?P<who>\w+)(?: ↳ (?P<thread>[^:]+))?: (?P<words>.+)")
_REACTS = re.compile(r"(?P<who>\w+) reacts :(?P<emoji>[\w+-]+): to (?P<message>.+)")
_EDITS = re.compile(r"(?P<who>\w+) edits (?P<message>[^:]+): (?P<words>.+)")
_DELETES = re.compile(r"(?P<who>\w+) deletes (?P<message>.+)")
_COMMANDS = re.compile(r"(?P<who>\w+) commands(?: ↳ (?P<thread>[^:]+))?: (?P<words>.+)")
_BOT = re.compile(r"bot (?:→ (?P<person>\w+)|↳ (?P<thread>[^:]+)|(?P<answer>⇒))(?:: | )(?P<words>.+)")
_HOLDS = re.compile(
    r"(?P<label>q\d+) (?P<state>\w+)(?: by (?P<by>\w+))?(?:, with (?P<holder>\w+))?(?:, waited (?P<waited>.+))?"
)


class OffScript(AssertionError):
    """Rapport said or did something else than the story tells."""


@dataclass
class Room:
    """A chat platform of one room, in memory: what is said there is heard by the player."""

    name: str = "room"
    said: list[Speech] = field(default_factory=list)

    async def deliver(self, speech: Speech) -> Ref:
        self.said.append(speech)
        return Ref(f"{len(self.said)}")

    async def find(self, speech: Speech) -> Ref | Found:
        return Ref(speech.key) if any(each.key == speech.key for each in self.said) else Found.ABSENT

    def roster(self) -> tuple[Profile, ...]:
        return ()


@dataclass
class Head:
    """What stands above the line."""

    starts: datetime
    zone: ZoneInfo
    private_to: Side | None
    people: tuple[Profile, ...]


@dataclass
class Player:
    """One story on one database."""

    head: Head
    engine: Engine
    relationship: RelationshipId
    writer: Writer
    room: Room = field(default_factory=Room)
    messages: dict[str, MessageId] = field(default_factory=dict)
    """Text → id, the newest last."""
    answer: str | None = None

    def __post_init__(self) -> None:
        self.now = self.head.starts
        clock = lambda: self.now  # noqa: E731 - the one datetime every part of the engine reads
        self.handler = Handler(self.writer, clock)
        self.bell = alarms.Bell(self.writer, clock)
        self.post_room = PostRoom(self.writer, {"room": self.room}, clock)

    async def play(self, lines: list[str]) -> None:
        for line in lines:
            text = line.partition("   #")[0].strip()
            if text and not text.startswith("#"):
                try:
                    await self._line(text)
                except OffScript as error:
                    raise OffScript(f"{text}\n  {error}") from None
        self._nothing_unexpected()

    async def _line(self, line: str) -> None:
        if line.startswith("= "):
            self._holds(line[2:])
        elif moment := _MOMENT.fullmatch(line):
            await self._moment(moment)
        else:
            raise OffScript("is not a line a story knows")

    async def _moment(self, moment: re.Match[str]) -> None:
        what = moment["what"]
        if what is None:
            await self._until(self._at(moment["day"], time(23, 59)))
            self._nothing_unexpected()
            self.now += timedelta(minutes=1)
            return
        at = self._at(moment["day"], time(int(moment["hour"]), int(moment["minute"])))
        if expected := _BOT.fullmatch(what):
            await self._until(at + timedelta(seconds=59))
            self._said(expected, at)
        else:
            await self._until(at)
            self._nothing_unexpected()
            await self._happens(what)

    def _at(self, day: str, clock: time) -> datetime:
        """The next such moment from now on; within the minute that is now, now."""
        today = self.now.astimezone(self.head.zone).date()
        on = today + timedelta(days=(DAYS.index(day) - today.weekday()) % 7)
        at = datetime.combine(on, clock, self.head.zone).astimezone(UTC)
        if at < self.now.replace(second=0, microsecond=0):
            at = datetime.combine(on + timedelta(days=7), clock, self.head.zone).astimezone(UTC)
        return max(at, self.now) if at.replace(second=0) == self.now.replace(second=0, microsecond=0) else at

    async def _until(self, at: datetime) -> None:
        """Ring every alarm at its own time, and let Rapport speak, until something is said or the time has come."""
        while not self.room.said:
            due = await self.writer.write(alarms.earliest)
            if due is None or due > at:
                self.now = max(self.now, at)
                return
            self.now = max(self.now, due)
            await self.bell.ring()
            await self.post_room.drain()

    async def _happens(self, what: str) -> None:
        event = self._event(what)
        answer = await self.handler.handle(event)
        self.answer = answer.text if answer else None
        await self.post_room.drain()
        self.now += timedelta(seconds=1)

    def _event(self, what: str) -> Event:
        id = f"{self.now.timestamp():.6f}"
        if it := _REACTS.fullmatch(what):
            return Reacted(
                id=id,
                at=self.now,
                place=PLACE,
                message=self._find(it["message"]),
                person=_person(it["who"]),
                emoji=it["emoji"],
            )
        if it := _DELETES.fullmatch(what):
            return MessageDeleted(id=id, at=self.now, place=PLACE, message=self._find(it["message"]))
        if it := _EDITS.fullmatch(what):
            message = self._find(it["message"])
            return MessageEdited(
                id=id,
                at=self.now,
                place=PLACE,
                message=message,
                author=_person(it["who"]),
                text=it["words"],
                mentions=self._named(it["words"]),
            )
        if it := _COMMANDS.fullmatch(what):
            thread = self._find(it["thread"]) if it["thread"] else None
            return CommandGiven(
                id=id,
                at=self.now,
                place=PLACE,
                message=MessageId(id),
                thread=thread,
                author=_person(it["who"]),
                text=it["words"],
                mentions=self._named(it["words"]),
            )
        if it := _SPOKEN.fullmatch(what):
            thread = self._find(it["thread"]) if it["thread"] else None
            self.messages[it["words"]] = MessageId(id)
            return MessagePosted(
                id=id,
                at=self.now,
                place=PLACE,
                message=MessageId(id),
                thread=thread,
                author=_person(it["who"]),
                text=it["words"],
                mentions=self._named(it["words"]),
            )
        raise OffScript("is not something that can happen")

    def _named(self, words: str) -> tuple[PersonId, ...]:
        known = {profile.name: profile.id for profile in self.head.people}
        return tuple(known[name] for name in re.findall(r"@(\w+)", words) if name in known)

    def _find(self, beginning: str) -> MessageId:
        found = [message for text, message in self.messages.items() if text.startswith(beginning.removesuffix("…"))]
        if not found:
            raise OffScript(f"nobody said {beginning!r}")
        return found[-1]

    def _said(self, expected: re.Match[str], at: datetime) -> None:
        if expected["answer"]:
            heard, self.answer = self.answer, None
        else:
            heard = self._next_speech(expected, at)
        wanted = expected["words"]
        if heard is None or not (heard.startswith(wanted[:-1]) if wanted.endswith("…") else heard == wanted):
            raise OffScript(f"Rapport said: {heard}")

    def _next_speech(self, expected: re.Match[str], at: datetime) -> str | None:
        if not self.room.said or self.now.replace(second=0, microsecond=0) != at.replace(second=0, microsecond=0):
            raise OffScript(f"at {self._clock()} Rapport had said: {[self._shown(s) for s in self.room.said]}")
        speech = self.room.said.pop(0)
        match speech:
            case Tell() if speech.person == _person(expected["person"] or ""):
                pass
            case Reply() if expected["thread"] and speech.thread == self._find(expected["thread"]):
                pass
            case _:
                raise OffScript(f"Rapport said it elsewhere: {self._shown(speech)}")
        return plain(speech.message).split("\n")[0]

    def _nothing_unexpected(self) -> None:
        if self.room.said or self.answer:
            raise OffScript(f"at {self._clock()} Rapport said: {self.answer or self._shown(self.room.said[0])}")

    def _shown(self, speech: Speech) -> str:
        to = f"→ {speech.person}" if isinstance(speech, Tell) else "↳"
        return f"{to}: {plain(speech.message)}"

    def _clock(self) -> str:
        return f"{self.now.astimezone(self.head.zone):%a %H:%M}"

    def _holds(self, claim: str) -> None:
        found = self._accounts()
        if claim == "nothing open":
            wrong = [label for label, account in found.items() if account.item.state is State.OPEN]
            if wrong:
                raise OffScript(f"open: {wrong}")
            return
        if claim == "nothing was ever owed":
            if found:
                raise OffScript(f"owed: {sorted(found)}")
            return
        wanted = _HOLDS.fullmatch(claim)
        if wanted is None:
            raise OffScript("is not a claim a story knows")
        account = found.get(wanted["label"])
        if account is None:
            raise OffScript(f"there is only {sorted(found)}")
        for name, is_so in self._facts(account, wanted).items():
            if not is_so:
                raise OffScript(f"{name}: {account.item} waited {account.waited}")

    def _facts(self, account: Account, wanted: re.Match[str]) -> dict[str, bool]:
        item, by, holder = account.item, wanted["by"], wanted["holder"]
        return {
            "state": item.state.value == wanted["state"],
            "by": by is None or item.closed_by == _person(by),
            "holder": holder is None
            or holder in (str(item.holder.side), item.holder.person and item.holder.person[5:]),
            "waited": wanted["waited"] is None
            or abs(account.all_waited - parse_duration(wanted["waited"])) < timedelta(minutes=1),
        }

    def _accounts(self) -> Mapping[str, Account]:
        with self.engine.connect() as connection:
            relationship = read_relationship(connection, self.relationship)
            return {account.item.label: account for account in accounts(connection, relationship, self.now)}


def _person(name: str) -> PersonId:
    return PersonId(f"room:{name}")


def play(story: Path, database_url: str, scratch: Path) -> None:
    """Play one story on an empty database; raises `OffScript` where it goes otherwise."""
    above, _, below = story.read_text(encoding="utf-8").partition("\n---\n")
    head, sides_text = _head(above)
    sides_path = scratch / "sides.toml"
    sides_path.write_text(sides_text, encoding="utf-8")
    engine = database.writer(database_url)
    schema.migrate(engine)
    place = Place(PLACE, "shared", head.private_to)
    with engine.begin() as connection:
        relationship = found(connection, sides_file(sides_path, head.people), head.people, [place], head.starts)
    writer = Writer(engine)
    writer.start()
    try:
        asyncio.run(Player(head, engine, relationship, writer).play(below.splitlines()))
    finally:
        writer.stop()
        engine.dispose()


def _head(above: str) -> tuple[Head, str]:
    """The story's own keys, and the rest, which is a sides file."""
    own, _, sides = above.partition("[client]")
    sides = "[client]" + sides
    told = tomllib.loads(own)
    names = {name for side in tomllib.loads(sides).values() for name in side["people"]}
    zone = ZoneInfo(told.get("zone", "UTC"))
    starts: date = told["starts"]
    return (
        Head(
            starts=datetime.combine(starts, time(), zone).astimezone(UTC),
            zone=zone,
            private_to=Side(told["private_to"]) if "private_to" in told else None,
            people=tuple(
                Profile(_person(name), name, frozenset({name})) for name in sorted(names | set(told.get("others", [])))
            ),
        ),
        sides,
    )
