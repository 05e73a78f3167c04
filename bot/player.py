"""Plays a story on a stage: moves the clock, and fails where Rapport says anything else than the script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from bot.app import channel, conversation, person_id
from bot.claims import check
from bot.stage import Heard, Impossible, Stage
from bot.story import (
    Act,
    AtOnce,
    Fills,
    Footnote,
    Happens,
    Holds,
    InChannel,
    InThread,
    Line,
    Moment,
    Private,
    QuietDay,
    QuietWeeks,
    Story,
    Told,
    next_moment,
)
from bot.story_head import SHARED

REST = "…"
WITHIN = timedelta(seconds=59)
"""How long after the minute began it is still that minute."""


class OffScript(AssertionError):
    """Rapport said or did something else than the story tells."""


class Player:
    """One story on one stage. `happens` hears what people do before they do it."""

    def __init__(self, stage: Stage, happens: Callable[[str], None] = lambda _written: None) -> None:
        self._stage = stage
        self._happens = happens
        self._unheard: list[Heard] = []
        """What Rapport said and the story has not told yet."""
        self._edits: list[Heard] = []
        self._answer: Sequence[str] = ()
        self._last: Sequence[str] = ()
        """What was last told, line by line."""

    async def play(self, lines: Sequence[Line]) -> None:
        for line in lines:
            try:
                await self._play(line)
            except (OffScript, Impossible) as error:
                raise OffScript(f"line {line.number}: {line.text}\n  {error}") from None
        try:
            self._nothing_unexpected()
        except OffScript as error:
            raise OffScript(f"at the end: {error}") from None

    async def _play(self, line: Line) -> None:
        match line.step:
            case Told() as told:
                await self._told(told)
            case Happens(when, in_channel, act, written):
                self._form_is_told_by(act)
                await self._quiet(self._at(when))
                self._happens(written)
                self._answer = await self._stage.perform(act, in_channel)
                self._listen()
            case QuietDay(when):
                await self._quiet(self._at(when))
                self._stage.now += timedelta(minutes=1)
            case QuietWeeks(weeks):
                await self._quiet(self._stage.now + weeks * timedelta(weeks=1))
            case Holds() as holds:
                self._holds(holds)
            case Footnote(words):
                self._footnote(words)
            case _:
                assert_never(line.step)

    # The clock -------------------------------------------------------------------------------------------------------

    def _at(self, moment: Moment) -> datetime:
        """The next such moment from now on; within the minute that is now, now."""
        try:
            return next_moment(moment, self._stage.now, self._stage.head.zone)
        except ValueError as wrong:
            raise OffScript(str(wrong)) from None

    async def _quiet(self, at: datetime) -> None:
        self._nothing_unexpected()
        await self._stage.until(at)
        self._listen()
        self._nothing_unexpected()

    def _listen(self) -> None:
        self._unheard += self._stage.said
        self._edits += self._stage.edited
        self._stage.said.clear()
        self._stage.edited.clear()

    # What is said ----------------------------------------------------------------------------------------------------

    async def _told(self, told: Told) -> None:
        at = self._at(told.when)
        if isinstance(told.address, AtOnce):
            heard, self._answer = self._answer, ()
        elif isinstance(told.address, Private | InChannel) and told.address.edits:
            # Of several edits the latest: it is what people see.
            heard = (await self._wait_for(told, at, self._edits))[-1].lines
        else:
            found = (await self._wait_for(told, at, self._unheard))[0]
            self._unheard.remove(found)
            heard = found.lines
        self._compare(heard, told)

    def _form_is_told_by(self, act: Act) -> None:
        """Whoever fills in a form says that it opened."""
        if isinstance(act, Fills) and self._answer and self._answer[0].startswith("form "):
            self._answer = ()

    async def _wait_for(self, told: Told, at: datetime, pile: list[Heard]) -> list[Heard]:
        """What is said there in that minute; somebody else may be spoken to first."""
        more = True
        while True:
            if found := [each for each in pile if _minute(each.at) == _minute(at) and self._is_to(each, told)]:
                return found
            early = any(_minute(each.at) != _minute(at) for each in self._unheard)
            if early or not more:
                raise OffScript(f"at {self._stage.clock()} Rapport had said:{self._all(self._unheard or pile)}")
            more = await self._stage.until(at + WITHIN)
            self._listen()

    def _all(self, said: Sequence[Heard]) -> str:
        return "".join(f"\n    {line}" for each in said for line in self._stage.shown(each)) or " nothing"

    def _is_to(self, heard: Heard, told: Told) -> bool:
        in_channel = heard.only is None and heard.place == channel(told.channel or SHARED)
        match told.address:
            case Private(person=person):
                return heard.only == person_id(person) and heard.place == conversation(person_id(person))
            case InThread(thread=thread):
                return in_channel and self._stage.is_in_thread(heard, thread, told.channel)
            case InChannel(verb=verb):
                return in_channel and heard.thread is None and heard.pinned == (verb == "pins")
            case AtOnce():
                return False
            case _:
                assert_never(told.address)

    def _compare(self, heard: Sequence[str], told: Told) -> None:
        self._last = heard
        self._like(heard[0] if heard else None, told.first)
        rest, skip = list(heard[1:]), False
        for wanted in told.further:
            if wanted == REST:
                skip = True
                continue
            while skip and rest and not _is_like(rest[0], wanted):
                rest.pop(0)
            self._like(rest.pop(0) if rest else None, wanted)
            skip = False

    def _like(self, heard: str | None, wanted: str) -> None:
        if heard is None or not _is_like(heard, wanted):
            raise OffScript(f"Rapport said: {'nothing' if heard is None else heard}")

    def _nothing_unexpected(self) -> None:
        if self._answer:
            raise OffScript(f"at {self._stage.clock()} Rapport said:\n    bot ⇒ {self._answer[0]}")
        if self._unheard:
            raise OffScript(f"at {self._stage.clock()} Rapport said:{self._all(self._unheard)}")
        self._edits.clear()

    def _footnote(self, words: str) -> None:
        self._like(next((said for said in self._last if said.startswith(words[:9])), None), words)

    def _holds(self, holds: Holds) -> None:
        if complaint := check(holds.claim, *self._stage.accounts(holds.channel)):
            raise OffScript(complaint)


class Rehearsal(Player):
    """Lets the people of a story do what they do, whatever Rapport says."""

    async def _told(self, told: Told) -> None:
        await self._quiet(_minute(self._at(told.when)) + WITHIN)

    async def _quiet(self, at: datetime) -> None:
        await self._stage.move_to(at)

    def _nothing_unexpected(self) -> None:
        pass

    def _holds(self, holds: Holds) -> None:
        pass

    def _footnote(self, words: str) -> None:
        pass


def play(
    story: Story,
    stage: Stage,
    happens: Callable[[str], None] = lambda _written: None,
    player: type[Player] = Player,
) -> None:
    """Play a story to its end; raises `OffScript` where it goes otherwise."""
    asyncio.run(player(stage, happens).play(story.lines))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _is_like(heard: str, wanted: str) -> bool:
    """A story indents what belongs to a message, so its own indenting does not count."""
    heard = heard.strip()
    return heard.startswith(wanted[:-1]) if wanted.endswith(REST) else heard == wanted
