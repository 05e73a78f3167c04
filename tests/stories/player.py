"""Plays a story: moves the clock, rings, drains, and fails if Rapport says anything that is not in the script.

A story is a transcript anyone can read. Above the line `---` stands who is who, as in a sides file, with the first day
and the zone of all times; below it each line is a moment (a weekday goes on to the next such day, a date beside it is
checked) and what happens:

    Mon 09:00 Asha: Which region should the bucket be in?       in the open channel; ⏎ begins a new line
    Mon 09:05 Bea ↳ Which region: eu-west-1                     in the thread of the message that starts so
    Mon 09:06 Bea reacts :eyes: to Which region
    Mon 09:07 Asha edits Which region: Which region, by the way?
    Mon 09:08 Asha deletes Which region
    Mon 09:09 Asha commands: ask @Bea Which size?
    Mon 09:09 bot ⇒ Noted as q2. …                              said at once to a command; … is the rest
    Mon 09:10 both agree: client answers in 2h                  a new version of the agreement
    Tue 5 May 10:00 bot → Bea: Asha (Northwind) needs one…      private
    Why this? It has waited 8 h …                               the footnote of what was just said
    Wed 10:00 bot ↳ Which region: This one still waits…         in the thread
    Thu (quiet)                                                 nothing is said until that day is over
    4 weeks (quiet)                                             nothing is said for so long
    = q1 answered by Bea, waited 5 min                          what the ledger holds
    = q1 open, with Bea, waited 5 h (client 3 h, vendor 2 h)
    = q1 lay with Bea (asked), Asha (asked back)
    = nothing open                                              also: nothing was ever owed
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine, insert, select, update

from adapters.base import Found, Profile, Ref
from bot import alarms, database, schema, tables
from bot.figures import Account, accounts
from bot.handler import Handler
from bot.outbox import PostRoom
from bot.records import agreement_from, agreement_values, read_relationship
from bot.writer import Writer
from rules.effects import Reply, Speech, Tell
from rules.events import CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted, Reacted
from rules.message import plain
from rules.model import Holder, Kind, MessageId, PersonId, Relationship, RelationshipId, Side, State
from rules.worktime import parse_duration
from tests.stories.head import PLACE, Head, person_id, read_head

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MOMENT = re.compile(
    rf"(?P<day>{'|'.join(DAYS)})(?: (?P<date>\d+) (?P<month>{'|'.join(MONTHS)}))?"
    r" (?:(?P<hour>\d\d):(?P<minute>\d\d) (?P<what>.+)|\(quiet\))"
)
_WEEKS = re.compile(r"(\d+) weeks? \(quiet\)")
_SPOKEN = re.compile(r"(?P<who>\w+)(?: ↳ (?P<thread>[^:]+))?: (?P<words>.+)")
_REACTS = re.compile(r"(?P<who>\w+) reacts :(?P<emoji>[\w+-]+): to (?P<message>.+)")
_EDITS = re.compile(r"(?P<who>\w+) edits (?P<message>[^:]+): (?P<words>.+)")
_DELETES = re.compile(r"(?P<who>\w+) deletes (?P<message>.+)")
_COMMANDS = re.compile(r"(?P<who>\w+) commands(?: ↳ (?P<thread>[^:]+))?: (?P<words>.+)")
_AGREES = re.compile(r"both agree: (?P<side>client|vendor) answers in (?P<target>\w+)")
_BOT = re.compile(r"bot (?:→ (?P<person>\w+)|↳ (?P<thread>[^:]+)|(?P<answer>⇒))(?:: | )(?P<words>.+)")
_HOLDS = re.compile(
    r"(?P<label>q\d+) (?:lay with (?P<path>.+)|(?P<state>\w+)(?: by (?P<by>\w+))?(?:, with (?P<holder>\w+))?"
    r"(?:, waited (?P<waited>[^(]+?)(?: \(client (?P<client>.+), vendor (?P<vendor>.+)\))?)?)"
)
_REPEATED = re.compile(r"(.+) \[repeated to ([\d,]+) characters\]")


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
class Player:
    """One story on one database."""

    head: Head
    engine: Engine
    relationship: RelationshipId
    writer: Writer
    room: Room = field(default_factory=Room)
    messages: list[tuple[str, MessageId, MessageId | None]] = field(default_factory=list)
    """Every text with the id of its message and the thread it stands in, the newest last; an edit is one more."""
    answer: str | None = None
    footnote: str = ""
    """The small print of what was last said."""

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
        elif line.startswith("Why this?"):
            self._like(self.footnote, line)
        elif weeks := _WEEKS.fullmatch(line):
            await self._quiet(self.now + int(weeks[1]) * timedelta(weeks=1))
        elif moment := _MOMENT.fullmatch(line):
            await self._moment(moment)
        else:
            raise OffScript("is not a line a story knows")

    # The clock -------------------------------------------------------------------------------------------------------

    async def _moment(self, moment: re.Match[str]) -> None:
        what = moment["what"]
        if what is None:
            await self._quiet(self._at(moment, time(23, 59)))
            self.now += timedelta(minutes=1)
            return
        at = self._at(moment, time(int(moment["hour"]), int(moment["minute"])))
        if expected := _BOT.fullmatch(what):
            await self._until(at + timedelta(seconds=59))
            self._said(expected, at)
        else:
            await self._quiet(at)
            await self._happens(what)

    def _at(self, moment: re.Match[str], clock: time) -> datetime:
        """The next such moment from now on; within the minute that is now, now."""
        today = self.now.astimezone(self.head.zone).date()
        on = today + timedelta(days=(DAYS.index(moment["day"]) - today.weekday()) % 7)
        at = datetime.combine(on, clock, self.head.zone).astimezone(UTC)
        if at < self.now.replace(second=0, microsecond=0):
            on += timedelta(days=7)
            at = datetime.combine(on, clock, self.head.zone).astimezone(UTC)
        if moment["date"] and (on.day, MONTHS[on.month - 1]) != (int(moment["date"]), moment["month"]):
            raise OffScript(f"the next {moment['day']} is {on}")
        return max(at, self.now) if at == self.now.replace(second=0, microsecond=0) else at

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

    async def _quiet(self, at: datetime) -> None:
        await self._until(at)
        self._nothing_unexpected()

    # What happens ----------------------------------------------------------------------------------------------------

    async def _happens(self, what: str) -> None:
        if agreed := _AGREES.fullmatch(what):
            self._agree(Side(agreed["side"]), parse_duration(agreed["target"]))
        else:
            answer = await self.handler.handle(self._event(what))
            self.answer = answer.text if answer else None
            await self.post_room.drain()
        self.now += timedelta(seconds=1)

    def _event(self, what: str) -> Event:
        for pattern, made in (
            (_REACTS, self._reaction),
            (_DELETES, self._deletion),
            (_EDITS, self._edit),
            (_COMMANDS, self._command),
            (_SPOKEN, self._message),
        ):
            if it := pattern.fullmatch(what):
                return made(it, f"{self.now.timestamp():.6f}")
        raise OffScript("is not something that can happen")

    def _reaction(self, it: re.Match[str], id: str) -> Event:
        message, _ = self._find(it["message"])
        return Reacted(id=id, at=self.now, place=PLACE, message=message, person=person_id(it["who"]), emoji=it["emoji"])

    def _deletion(self, it: re.Match[str], id: str) -> Event:
        return MessageDeleted(id=id, at=self.now, place=PLACE, message=self._find(it["message"])[0])

    def _edit(self, it: re.Match[str], id: str) -> Event:
        message, thread = self._find(it["message"])
        words = _words(it["words"])
        self.messages.append((words, message, thread))
        return MessageEdited(
            id=id,
            at=self.now,
            place=PLACE,
            message=message,
            thread=thread,
            author=person_id(it["who"]),
            text=words,
            mentions=self._named(words),
        )

    def _command(self, it: re.Match[str], id: str) -> Event:
        return CommandGiven(
            id=id,
            at=self.now,
            place=PLACE,
            message=MessageId(id),
            thread=self._find(it["thread"])[0] if it["thread"] else None,
            author=person_id(it["who"]),
            text=it["words"],
            mentions=self._named(it["words"]),
        )

    def _message(self, it: re.Match[str], id: str) -> Event:
        thread = self._find(it["thread"])[0] if it["thread"] else None
        words = _words(it["words"])
        self.messages.append((words, MessageId(id), thread))
        return MessagePosted(
            id=id,
            at=self.now,
            place=PLACE,
            message=MessageId(id),
            thread=thread,
            author=person_id(it["who"]),
            text=words,
            mentions=self._named(words),
        )

    def _named(self, words: str) -> tuple[PersonId, ...]:
        known = {profile.name: profile.id for profile in self.head.people}
        return tuple(known[name] for name in re.findall(r"@(\w+)", words) if name in known)

    def _find(self, beginning: str) -> tuple[MessageId, MessageId | None]:
        """The newest message that starts so, and its thread."""
        found = [(message, thread) for text, message, thread in self.messages if text.startswith(beginning)]
        if not found:
            raise OffScript(f"nobody said {beginning!r}")
        return found[-1]

    def _agree(self, side: Side, target: timedelta) -> None:
        of = tables.agreements.c
        with self.engine.begin() as connection:
            row = connection.execute(select(tables.agreements).order_by(of.version.desc()).limit(1)).one()
            agreement = agreement_from(row.version, row.terms)
            terms = agreement.of(side)
            terms = replace(terms, targets={**terms.targets, Kind.QUESTION: target})
            newer = replace(agreement, client=terms) if side is Side.CLIENT else replace(agreement, vendor=terms)
            connection.execute(
                insert(tables.agreements).values(
                    relationship_id=self.relationship,
                    version=row.version + 1,
                    made_at=self.now,
                    terms=agreement_values(newer),
                )
            )
            version = tables.relationships.c.version + 1
            connection.execute(update(tables.relationships).values(version=version))

    # What is said ----------------------------------------------------------------------------------------------------

    def _said(self, expected: re.Match[str], at: datetime) -> None:
        if expected["answer"]:
            heard, self.answer = self.answer, None
        else:
            heard = self._next_speech(expected, at)
        self._like(heard, expected["words"])

    def _like(self, heard: str | None, wanted: str) -> None:
        if heard is None or not (heard.startswith(wanted[:-1]) if wanted.endswith("…") else heard == wanted):
            raise OffScript(f"Rapport said: {heard}")

    def _next_speech(self, expected: re.Match[str], at: datetime) -> str:
        if not self.room.said or self.now.replace(second=0, microsecond=0) != at.replace(second=0, microsecond=0):
            raise OffScript(f"at {self._clock()} Rapport had said: {[self._shown(s) for s in self.room.said]}")
        speech = self.room.said.pop(0)
        match speech:
            case Tell() if speech.person == person_id(expected["person"] or ""):
                pass
            case Reply() if expected["thread"] and speech.thread == self._find(expected["thread"])[0]:
                pass
            case _:
                raise OffScript(f"Rapport said it elsewhere: {self._shown(speech)}")
        said, _, self.footnote = plain(speech.message).partition("\n")
        return said

    def _nothing_unexpected(self) -> None:
        if self.room.said or self.answer:
            raise OffScript(f"at {self._clock()} Rapport said: {self.answer or self._shown(self.room.said[0])}")

    def _shown(self, speech: Speech) -> str:
        to = f"→ {speech.person}" if isinstance(speech, Tell) else "↳"
        return f"{to}: {plain(speech.message)}"

    def _clock(self) -> str:
        return f"{self.now.astimezone(self.head.zone):%a %d %b %H:%M}"

    # What the ledger holds -------------------------------------------------------------------------------------------

    def _holds(self, claim: str) -> None:
        relationship, found = self._accounts()
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
        if wanted["label"] not in found:
            raise OffScript(f"there is only {sorted(found)}")
        for name, fact in _facts(found[wanted["label"]], relationship).items():
            if wanted[name] is not None and not _is_so(fact, wanted[name]):
                raise OffScript(f"{name}: {fact}")

    def _accounts(self) -> tuple[Relationship, Mapping[str, Account]]:
        with self.engine.connect() as connection:
            relationship = read_relationship(connection, self.relationship)
            found = accounts(connection, relationship, self.now)
            return relationship, {account.item.label: account for account in found}


def _facts(account: Account, relationship: Relationship) -> dict[str, str | timedelta]:
    """What may be claimed of an item, and how it stands."""
    item = account.item
    return {
        "state": item.state.value,
        "by": _name(item.closed_by),
        "holder": _holder(item.holder, relationship),
        "path": ", ".join(f"{_holder(turn.holder, relationship)} ({turn.reason})" for turn in item.turns),
        "waited": account.all_waited,
        **{side.value: account.waited[side] for side in Side},
    }


def _is_so(fact: str | timedelta, claimed: str) -> bool:
    if isinstance(fact, timedelta):
        return abs(fact - parse_duration(claimed)) < timedelta(minutes=1)
    return fact == claimed


def _holder(holder: Holder, relationship: Relationship) -> str:
    """The person, else the company."""
    if holder.person or holder.side is None:
        return _name(holder.person) or str(holder.third_party)
    return relationship.party(holder.side).company


def _name(person: PersonId | None) -> str:
    return person.removeprefix("room:") if person else ""


def _words(text: str) -> str:
    """What a line of the story stands for: several lines, or a text nobody wants to read in full."""
    if repeated := _REPEATED.fullmatch(text):
        length = int(repeated[2].replace(",", ""))
        text = (f"{repeated[1]} " * length)[:length]
    return text.replace("⏎", "\n")


def play(story: str, database_url: str, scratch: Path) -> None:
    """Play one story on an empty database; raises `OffScript` where it goes otherwise."""
    above, _, below = story.partition("\n---\n")
    head = read_head(above)
    engine = database.writer(database_url)
    schema.migrate(engine)
    with engine.begin() as connection:
        relationship = head.found(connection, scratch)
    writer = Writer(engine)
    writer.start()
    try:
        asyncio.run(Player(head, engine, relationship, writer).play(below.splitlines()))
    finally:
        writer.stop()
        engine.dispose()
