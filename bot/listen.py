"""Plays windows of messages through listening, as the engine would, and asks of every message what became of it.

What sounds like a question opens an item, as in the engine. What does not is judged as if it had: the window is played
once more from there, with that item besides (`rapport listen`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from rules.events import MessagePosted
from rules.listening.ear import Ear
from rules.listening.read import Reading, Sign, read, read_as_asking
from rules.listening.scene import Scene, scene_of
from rules.model import (
    Agreement,
    Case,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    Party,
    Person,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Said,
    Settings,
    Side,
    SideTerms,
    Turn,
)
from rules.worktime import Calendar, Hours

PLACE = Place(PlaceId("listen:place"), "listen")
WINDOW, WINDOW_AGE, YOUNGEST = 50, timedelta(days=3), 20
"""As much of the past as the ledger would give."""
NAMED = "@"
FILE = "📎"
SETTLED_BY = frozenset({"white_check_mark", "heavy_check_mark", "ballot_box_with_check"})
SEEN_BY = frozenset({"eyes", "+1", "thumbsup", "ok_hand"})


class State(StrEnum):
    """How it stands with a message that expects an answer."""

    OPEN = "open"
    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    WAITING_FOR_ASKER = "waiting_for_asker"
    WITHDRAWN = "withdrawn"
    MOVED_ELSEWHERE = "moved_elsewhere"


CLOSED = frozenset({State.ANSWERED, State.WITHDRAWN, State.MOVED_ELSEWHERE})
AFTER = {
    Sign.ANSWERED: State.ANSWERED,
    Sign.INTERNAL: State.ANSWERED,
    Sign.WITHDRAWN: State.WITHDRAWN,
    Sign.MOVED_ELSEWHERE: State.MOVED_ELSEWHERE,
    Sign.ACKNOWLEDGED: State.ACKNOWLEDGED,
    Sign.TURNED: State.WAITING_FOR_ASKER,
    Sign.RETURNED: State.OPEN,
}
STANDS_FOR = frozenset({Sign.PINGED, Sign.CONTINUED, Sign.TURNED})
"""A message that asks and yet opens nothing: its status is that of the item it is about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a window."""

    i: int
    at: datetime
    user: str
    side: Side | None
    thread: int | None
    text: str
    context: bool = False
    system: bool = False
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Step(NamedTuple):
    """From when on a message is in a state, and which message brought it there."""

    at: datetime
    state: State
    by: int | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What listening made of one line."""

    line: Line
    reading: Reading | None
    """None for what no person wrote."""
    steps: tuple[Step, ...] = ()

    def state_at(self, at: datetime) -> Step:
        """How it stood then, judged from what had been said by then."""
        past = [step for step in self.steps if step.at <= at]
        return past[-1] if past else Step(self.line.at, State.OPEN, None)


@dataclass(frozen=True, slots=True)
class Floor:
    """What is open, and what was said, before a message."""

    items: tuple[Item, ...] = ()
    said: tuple[Said, ...] = ()


def listen(lines: Sequence[Line], ear: Ear) -> list[Heard]:
    """Every line of one window, in order."""
    room = Room(lines, ear)
    return [room.heard(n) for n in range(len(lines))]


class Room:
    """One window, its people, and how far it was played."""

    def __init__(self, lines: Sequence[Line], ear: Ear) -> None:
        self._ear = ear
        self.lines = [line for line in lines if not line.system]
        self.at = {line.i: n for n, line in enumerate(self.lines)}
        self._all = lines
        sides: dict[str, Side | None] = {}
        for line in self.lines:
            sides[line.user] = sides.get(line.user) or line.side
        self._seen_from = {user: relationship_of(sides, user) for user in sides}
        self.events = [event_of(line, sides) for line in self.lines]
        self.floors, self.readings = self._play()

    def heard(self, n: int) -> Heard:
        line = self._all[n]
        if line.system:
            return Heard(line, None)
        at = self.at[line.i]
        return Heard(line, self.readings[at], () if line.context else tuple(self._became_of(at)))

    def _play(self) -> tuple[list[Floor], list[Reading]]:
        floor, floors, readings = Floor(), [], []
        for n in range(len(self.events)):
            floors.append(floor)
            reading = self._read(n, floor)
            readings.append(reading)
            floor = self._after(n, floor, reading)
        return floors, readings

    def _read(self, n: int, floor: Floor) -> Reading:
        return read(self.events[n], self.case(n, floor))

    def scene(self, n: int, floor: Floor) -> Scene:
        """A message among what was said before it."""
        case = self.case(n, floor)
        side = case.relationship.side_of(self.events[n].author)
        assert side
        return scene_of(self.events[n], case, side)

    def case(self, n: int, floor: Floor) -> Case:
        event, seen = self.events[n], self._seen_from[self.lines[n].user]
        here = [item for item in floor.items if is_here(item, event)]
        window = [said for said in floor.said if event.at - said.at <= WINDOW_AGE and _is_near(said, event)]
        return Case(
            relationship=seen,
            place=PLACE,
            next_number=ItemNumber(n + 1),
            items=tuple(_recast(item, seen) for item in here[-YOUNGEST:]),
            window=tuple(window[-WINDOW:]),
            ear=self._ear,
        )

    def _after(self, n: int, floor: Floor, reading: Reading, *, asks: bool = False) -> Floor:
        event = self.events[n]
        changed = {item.number: _turned(item, sign, event) for item, sign in reading.signs}
        kept = [changed.get(item.number, item) for item in floor.items]
        items = [item for item in kept if item]
        if reading.asks or asks:
            items.append(self.item(n, floor, reading))
        said = Said(event.message, event.thread, event.author, event.at, event.text)
        return Floor(tuple(items), (*floor.said[-4 * WINDOW :], said))

    def item(self, n: int, floor: Floor, reading: Reading) -> Item:
        event, case = self.events[n], self.case(n, floor)
        if not reading.asks:
            reading = read_as_asking(event, replace(case, items=()))
        side = case.relationship.side_of(event.author)
        assert side
        return Item(
            number=ItemNumber(n + 1),
            kind=Kind.QUESTION,
            place=PLACE.id,
            message=event.message,
            thread=event.thread or event.message,
            in_channel=event.thread is None,
            asker=event.author,
            asker_side=side,
            text="",
            opened_at=event.at,
            targets={},
            turns=(Turn(event.at, Holder(side.other, reading.addressee), "asked"),),
            clock_at=event.at,
            progress=reading.progress,
        )

    def _became_of(self, n: int) -> Iterable[Step]:
        """Play on from there, and follow the item that stands for the message."""
        floor, reading = self.floors[n], self.readings[n]
        stands_for = next(((item, sign) for item, sign in reading.signs if sign in STANDS_FOR), None)
        followed = stands_for[0].number if stands_for else ItemNumber(n + 1)
        asks_back = stands_for is not None and stands_for[1] is Sign.TURNED
        floor = self._after(n, floor, reading, asks=stands_for is None)
        state = State.OPEN
        for later in range(n + 1, len(self.events)):
            reading = self._read(later, floor)
            signs = {item.number: sign for item, sign in reading.signs}
            floor = self._after(later, floor, reading)
            sign = signs.get(followed)
            own = self.events[later].author == self.events[n].author
            now = _answered_back(sign, own=own) if asks_back else AFTER.get(sign) if sign else None
            if now is None or (now is state and now is not State.ACKNOWLEDGED):
                continue
            state = now
            yield Step(self.events[later].at, state, self.lines[later].i)
            if state in CLOSED:
                return
        yield from self._reacted(self.lines[n])

    def _reacted(self, line: Line) -> Iterable[Step]:
        """A reaction carries no time, so it counts only in the end."""
        names = {name for name, users in line.reactions if set(users) - {line.user}}
        if names & SETTLED_BY:
            yield Step(END, State.ANSWERED, None)
        elif names & SEEN_BY:
            yield Step(END, State.ACKNOWLEDGED, None)


END = datetime(9000, 1, 1, tzinfo=UTC)


def _answered_back(sign: Sign | None, *, own: bool) -> State | None:
    """Of a question put back: what returns the ball answers it, unless its own author does without."""
    match sign:
        case Sign.RETURNED | Sign.ANSWERED if not own:
            return State.ANSWERED
        case Sign.WITHDRAWN:
            return State.WITHDRAWN
        case Sign.MOVED_ELSEWHERE:
            return State.MOVED_ELSEWHERE
        case _:
            return None


def is_here(item: Item, event: MessagePosted) -> bool:
    return item.in_channel if event.thread is None else item.thread == event.thread


def _is_near(said: Said, event: MessagePosted) -> bool:
    return said.thread is None if event.thread is None else event.thread in (said.thread, said.message)


def _turned(item: Item, sign: Sign, event: MessagePosted) -> Item | None:
    """The item after a sign; None once it is settled."""
    if AFTER.get(sign) in CLOSED:
        return None
    if sign is Sign.TURNED:
        return replace(item, turns=(*item.turns, Turn(event.at, Holder(item.asker_side, item.asker), "asked back")))
    if sign is Sign.RETURNED:
        return replace(item, turns=(*item.turns, Turn(event.at, Holder(item.asker_side.other), "told")))
    return item


# Sides ---------------------------------------------------------------------------------------------------------------


def relationship_of(sides: Mapping[str, Side | None], author: str) -> Relationship:
    """The people as one author sees them: who is not known to be a colleague may owe them an answer."""
    own = sides[author]
    ours = own or Side.VENDOR

    def seen(user: str) -> Side:
        known = sides[user]
        return ours if user == author else known if own and known else ours.other

    people = {person_of(user): Person(person_of(user), user, HumanId(0), seen(user)) for user in sides}
    calendar = Calendar(UTC, Hours.parse("Mon-Fri 09:00-17:00"))
    parties = [Party(side, side.value, calendar, {}) for side in Side]
    return Relationship(
        id=RelationshipId(1),
        client=parties[0],
        vendor=parties[1],
        people=people,
        agreement=Agreement(1, SideTerms(), SideTerms()),
        settings=Settings(datetime(1970, 1, 1, tzinfo=UTC), live=frozenset(Side)),
        operator="vendor",
    )


def _recast(item: Item, seen: Relationship) -> Item:
    """The item as the author sees it, where not everybody's side is known."""
    side = seen.side_of(item.asker)
    if side is None or side is item.asker_side:
        return item
    turns = tuple(replace(turn, holder=_across(turn.holder)) for turn in item.turns)
    return replace(item, asker_side=side, turns=turns)


def _across(holder: Holder) -> Holder:
    return replace(holder, side=holder.side.other) if holder.side else holder


def person_of(user: str) -> PersonId:
    return PersonId(f"listen:{user}")


def event_of(line: Line, users: Iterable[str]) -> MessagePosted:
    text = line.text.lower() if NAMED in line.text else ""
    named = (person_of(user) for user in sorted(users, key=len, reverse=True) if text and f"@{user}".lower() in text)
    return MessagePosted(
        id=str(line.i),
        at=line.at,
        place=PLACE.id,
        message=MessageId(str(line.i)),
        author=person_of(line.user),
        text=line.text,
        thread=MessageId(str(line.thread)) if line.thread is not None else None,
        mentions=tuple(named),
        files=line.text.count(FILE),
    )
