"""The one fake of the engine tests: a chat platform that does whatever platforms do to those who post there."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from adapters.base import Found, NotYet, Profile, Ref, Undeliverable
from rules.effects import Revise, Speech
from rules.events import Event
from rules.message import plain
from rules.model import MessageId, PersonId, PlaceId


@dataclass(frozen=True)
class Accepts:
    """Takes it and says so."""


@dataclass(frozen=True)
class Refuses:
    """Says no, for certain."""

    why: str = "not now"
    permanent: bool = False
    retry_after: timedelta | None = None


@dataclass(frozen=True)
class Waits:
    """Takes so much at a time, and no more: it is not its turn."""

    retry_after: timedelta


@dataclass(frozen=True)
class Breaks:
    """The connection breaks: nobody hears whether it was taken."""

    taken: bool
    error: Exception = field(default_factory=ConnectionResetError)


@dataclass(frozen=True)
class Hangs:
    """Takes it or not, and says nothing until it is let go."""

    taken: bool
    let_go: asyncio.Event = field(default_factory=asyncio.Event)


Conduct = Accepts | Refuses | Waits | Breaks | Hangs


@dataclass
class Platform:
    """Conducts itself as told, delivery by delivery; when nothing is told, it accepts."""

    conducts: deque[Conduct] = field(default_factory=deque)
    can_tell: bool = True
    """Whether it can say if a message stands there."""
    broken_when_asked: Exception | None = None
    name: str = "room"
    tried: list[Speech] = field(default_factory=list)
    """Every delivery that was begun."""
    standing: list[Speech] = field(default_factory=list)
    """What people read there."""
    asked: list[Speech] = field(default_factory=list)
    """What it was asked to find."""
    asked_since: list[datetime] = field(default_factory=list)
    """From when on it was asked to look for each of them."""
    listening: bool = True
    history: dict[PlaceId, list[Event | Exception]] = field(default_factory=dict)
    """What was said in each place while nobody listened; an error is raised once, where it stands."""
    read: list[tuple[PlaceId, datetime, tuple[MessageId, ...]]] = field(default_factory=list)
    """What it was asked for of what was missed."""

    async def deliver(self, speech: Speech) -> Ref:
        self.tried.append(speech)
        conduct = self.conducts.popleft() if self.conducts else Accepts()
        match conduct:
            case Accepts():
                return self._take(speech)
            case Refuses(why, permanent, retry_after):
                raise Undeliverable(why, permanent=permanent, retry_after=retry_after)
            case Waits(retry_after):
                raise NotYet("not its turn", retry_after=retry_after)
            case Breaks(taken, error):
                if taken:
                    self._take(speech)
                raise error
            case Hangs(taken, let_go):
                if taken:
                    self._take(speech)
                await let_go.wait()
                return self.ref(speech)
            case _:
                assert_never(conduct)

    async def revise(self, ref: Ref, speech: Revise) -> Ref:
        """Under the same conducts, one after another."""
        await self.deliver(speech)
        return ref

    def message_of(self, ref: Ref) -> MessageId:
        return MessageId(ref)

    async def lookup(self, person: PersonId) -> Profile | None:
        return None

    async def find(self, speech: Speech, since: datetime) -> Ref | Found:
        self.asked.append(speech)
        self.asked_since.append(since)
        if self.broken_when_asked:
            raise self.broken_when_asked
        if not self.can_tell:
            return Found.CANNOT_TELL
        return self.ref(speech) if speech.key in self.keys else Found.ABSENT

    def roster(self) -> tuple[Profile, ...]:
        return ()

    def hears(self) -> bool:
        return self.listening

    async def missed(self, place: PlaceId, since: datetime, threads: Sequence[MessageId]) -> AsyncIterator[Event]:
        self.read.append((place, since, tuple(threads)))
        said = self.history.get(place, [])
        for each in tuple(said):
            if isinstance(each, Exception):
                said.remove(each)
                raise each
            if each.at >= since:
                yield each

    @property
    def keys(self) -> list[str]:
        """The keys of what stands there, in the order in which it came."""
        return [speech.key for speech in self.standing]

    @property
    def shown(self) -> list[str]:
        """What people read there now."""
        return [plain(speech.message) for speech in self.standing]

    def ref(self, speech: Speech) -> Ref:
        return Ref(f"said:{speech.revises if isinstance(speech, Revise) else speech.key}")

    def _take(self, speech: Speech) -> Ref:
        """An edit stands where what it edits stood."""
        if isinstance(speech, Revise):
            self.standing = [speech if self.ref(each) == self.ref(speech) else each for each in self.standing]
        else:
            self.standing.append(speech)
        return self.ref(speech)
