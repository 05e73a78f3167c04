"""What somebody types who tries Rapport by themselves: they speak for everybody, press buttons, and move the clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from difflib import get_close_matches

from bot.stage import Impossible, Stage
from bot.story import DAYS, Act, Moment, Presses, next_moment, read_act
from rules.model import Side

HELP = """\
Asha: Which region should the bucket be in?     say something in the channel (@Bea: to somebody)
Bea > q1: eu-west-1                             answer in a thread: of q1, or of the message that begins so
Bea reacts :eyes: to Which region               likewise: Bea edits Which region: …   Bea deletes Which region
Bea: @Rapport waiting                           a command everybody sees; Bea commands: waiting   for Bea's eyes only
Bea commands in private: waiting                the same in their own conversation with Rapport
Bea presses [Answered elsewhere] on q1          or: press 2 as Bea (of the newest buttons that Bea sees)
Bea fills: how = by phone; when = today         the form that a button opened
+2h  +30m  +3d  10:30  tomorrow 9:00  Thu       move the clock; Rapport speaks when its time comes
next                                            move it until Rapport says something
who                                             the people        quit   the end"""
AT_MOST = timedelta(weeks=8)
"""How far `next` looks."""
MORNING = time(9)
MORE = "More"

_AHEAD = re.compile(r"\+ ?(\d{1,3}) ?(m|min|h|d|w)", re.IGNORECASE)
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_TIME = re.compile(rf"(?:(?P<day>tomorrow|{'|'.join(DAYS)})\w*)? ?(?P<clock>\d{{1,2}}:\d\d)?", re.IGNORECASE)
_PRESS = re.compile(r"press (?P<number>\d{1,2}) as (?P<who>\w+)", re.IGNORECASE)
_WORDS = ("help", "who", "next", "tomorrow", "press", "quit")


class Prompt:
    """Carries out one typed line after another. `say` prints; what Rapport says comes by the stage's own road."""

    def __init__(self, stage: Stage, say: Callable[[str], None], *, echo: bool = False) -> None:
        self._stage = stage
        self._say = say
        self._echo = echo
        """Whether to show what people do, for a reader who did not see it typed."""
        self._names = {name.casefold(): name for name in stage.head.names}

    async def begin(self) -> None:
        """A working day begins."""
        await self._stage.move_to(self._stage.now + timedelta(hours=MORNING.hour))

    async def typed(self, line: str) -> None:
        """Do what this line says, or say what is wrong with it."""
        text = " ".join(line.split())
        try:
            await self._do(text)
        except Impossible as wrong:
            self._say(str(wrong))

    async def _do(self, text: str) -> None:
        if not text or text.startswith("#"):
            return
        if text.casefold() in ("help", "?"):
            self._say(HELP)
        elif text.casefold() == "who":
            self._who()
        elif text.casefold() == "next":
            await self._next()
        elif (moved_to := self._moment(text)) is not None:
            await self._stage.move_to(moved_to)
        else:
            await self._act(*self._read(text))

    # The clock -------------------------------------------------------------------------------------------------------

    def _moment(self, text: str) -> datetime | None:
        """What a line that moves the clock moves it to."""
        if ahead := _AHEAD.fullmatch(text):
            return self._stage.now + timedelta(**{_UNITS[ahead[2].lower()]: int(ahead[1])})
        found = _TIME.fullmatch(text)
        if found is None:
            return None
        clock = _clock(found["clock"]) if found["clock"] else MORNING
        now, zone = self._stage.now, self._stage.head.zone
        today = now.astimezone(zone)
        day = (found["day"] or "").title()
        if day == "Tomorrow":
            day = DAYS[(today.weekday() + 1) % 7]
        elif not day:
            day = DAYS[(today.weekday() + (clock <= today.time())) % 7]
        return next_moment(Moment(day, clock), now + timedelta(minutes=1), zone)

    async def _next(self) -> None:
        """Alarm by alarm, so that the clock stands still where nothing is due any more."""
        latest = self._stage.now + AT_MOST
        while (due := await self._stage.next_due()) and due <= latest:
            if await self._stage.until(due):
                return
        self._say("Nothing is due that Rapport would speak about.")

    # People ----------------------------------------------------------------------------------------------------------

    def _who(self) -> None:
        relationship, _ = self._stage.accounts(None)
        for side in Side:
            party = relationship.party(side)
            named = {go_between.person for go_between in party.go_betweens}
            people = sorted(
                f"{person.name} (go-between)" if person.id in named else person.name
                for person in relationship.people.values()
                if person.side is side
            )
            self._say(f"{party.company}, the {side}: {', '.join(people)}")
        if strangers := sorted(person.name for person in relationship.people.values() if person.side is None):
            self._say(f"On neither side: {', '.join(strangers)}")

    def _read(self, text: str) -> tuple[Act, str]:
        """As in a story, without the moment, and with names however they are capitalised."""
        if pressed := _PRESS.fullmatch(text):
            text = f"{pressed['who']} presses {pressed['number']}"
        text = re.sub(r"^\w+", lambda found: self._names.get(found[0].casefold(), found[0]), text)
        act = read_act(text)
        if act is None:
            near = get_close_matches(text.casefold(), _WORDS, n=1)
            raise Impossible(f"I do not know “{text}”; {f'did you mean “{near[0]}”?' if near else 'type help.'}")
        who = getattr(act, "who", None)
        if who is not None and who not in self._names.values():
            raise Impossible(f"Nobody here is called {who}; the people are {', '.join(self._names.values())}.")
        return act, text

    async def _act(self, act: Act, text: str) -> None:
        if self._echo:
            self._say(f"{self._stage.clock()} {text}")
        if isinstance(act, Presses) and act.label == MORE:
            labels = [f"[{button.label}]" for _, button in self._stage.buttons(act.who)]
            self._say(" ".join(labels) or f"{act.who} sees no button.")
        else:
            await self._stage.perform(act)


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text.rjust(5, "0"))
    except ValueError:
        raise Impossible(f"{text} is no time of day; write for example 10:30.") from None
