"""What a process remembers of the talk in a place: its last messages, and what is open there.

Every message reads both, and most of them change neither for the next. What is remembered holds as long as nobody else
has written there: each transaction that changes what is heard or owed in a relationship raises its `touched`, which is
read with its lock; a raised `version` (who is who, which place is which) makes all of it be read again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from rules.model import Item, ItemNumber, MessageId, PersonId, PlaceId, Said, State

PLACES = 1_000
"""Places of one relationship that are remembered, the last ones used. Fewer are worse than none where all are busy."""
RELATIONSHIPS = 500
"""Relationships; beyond that all are read again."""
MOST_OPEN = 100
"""Items: a place in which more is open is read each time."""
MOST_UNTOLD = 5_000
"""Items; beyond that all are looked up again."""


@dataclass(slots=True)
class Talk:
    """Of one place. None: it is to be read."""

    longest: int
    """Messages of a window."""
    window: list[Said] | None = None
    open: dict[ItemNumber, Item] | None = None

    def recent(self, since: datetime, until: datetime) -> list[Said] | None:
        """The window as of `until`, oldest first; None where what is remembered does not reach back so far."""
        if self.window is None or (self.window and until < self.window[-1].at):
            return None
        begins = bisect_left(self.window, since, key=lambda said: said.at)
        return self.window[begins:]

    def hear(self, said: Said) -> None:
        """The next message. One that comes too late, or twice, makes the window be read again."""
        if self.window is None:
            return
        last = self.window[-1] if self.window else None
        if last and (said.at, said.message) <= (last.at, last.message):
            self.window = None
            return
        self.window.append(said)
        del self.window[: -self.longest]

    def keep(self, item: Item) -> None:
        """An item as it now is."""
        if self.open is None:
            return
        if item.state is State.OPEN:
            self.open[item.number] = item
        else:
            self.open.pop(item.number, None)
        if len(self.open) > MOST_OPEN:
            self.open = None

    def in_thread(self, thread: MessageId | None) -> tuple[Item, ...] | None:
        """What is open in a thread, in the order of numbers."""
        if self.open is None:
            return None
        return _ordered(item for item in self.open.values() if item.thread == thread)

    def in_channel(self, youngest: int, named: Collection[PersonId]) -> tuple[Item, ...] | None:
        """What was asked in the open channel: the youngest, and those whose asker or some holder is named."""
        if self.open is None:
            return None
        asked = sorted(
            (item for item in self.open.values() if item.in_channel), key=lambda item: item.opened_at, reverse=True
        )
        more = (item for item in asked[youngest:] if named and _concerns(item, named))
        return _ordered((*asked[:youngest], *more))


def _ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.number))


def _concerns(item: Item, named: Collection[PersonId]) -> bool:
    return item.asker in named or any(turn.holder.person in named for turn in item.turns)


@dataclass(slots=True)
class Talks:
    """Of one relationship, as of one state of it."""

    version: int
    touched: int
    untold: set[ItemNumber] = field(default_factory=set)
    """Items opened while we remember and never laid before anybody: nothing has to be taken out of a tray for them."""
    _places: OrderedDict[PlaceId, Talk] = field(default_factory=OrderedDict)

    def of(self, place: PlaceId, longest: int) -> Talk:
        talk = self._places.pop(place, None) or Talk(longest)
        self._places[place] = talk
        if len(self._places) > PLACES:
            self._places.popitem(last=False)
        return talk

    def opened(self, item: ItemNumber) -> None:
        """A new one, which is nobody's to be told of yet."""
        if len(self.untold) >= MOST_UNTOLD:
            self.untold.clear()
        self.untold.add(item)

    def forget(self, place: PlaceId) -> None:
        """What is remembered of it is out of date."""
        self._places.pop(place, None)
