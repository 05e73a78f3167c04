"""The nouns (product.md, Words). Frozen values; the ledger keeps them, rules return changed copies.

Instants are aware UTC; local time exists only inside `rules/worktime.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from rules.listening.progress import Progress
from rules.worktime import Calendar

RelationshipId = NewType("RelationshipId", int)
HumanId = NewType("HumanId", int)
PersonId = NewType("PersonId", str)
"""A person on one platform, `<platform>:<their id there>`: `slack:U061A5N1G`."""
PlaceId = NewType("PlaceId", str)
"""A channel or chat on one platform, `<platform>:<its id there>`: `slack:C061A0WJG`."""
MessageId = NewType("MessageId", str)
"""The platform's id of a message inside its place; on Slack its `ts`."""
ItemNumber = NewType("ItemNumber", int)
"""An item's number inside its relationship; people see it as `q17`."""


class Side(StrEnum):
    """One of the two companies of a relationship."""

    CLIENT = "client"
    VENDOR = "vendor"

    @property
    def other(self) -> Side:
        return Side.VENDOR if self is Side.CLIENT else Side.CLIENT


class Kind(StrEnum):
    """What sort of thing one side owes the other."""

    QUESTION = "question"
    CONCERN = "concern"
    HEADS_UP = "heads_up"
    PROPOSAL = "proposal"
    DECISION = "decision"
    PROMISE = "promise"
    DEADLINE = "deadline"


class State(StrEnum):
    """Where an item stands. Everything but `OPEN` is settled."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    MOVED_ELSEWHERE = "moved_elsewhere"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on one platform, as one relationship sees them; `side` is None while nobody has said."""

    id: PersonId
    name: str
    human: HumanId
    side: Side | None = None
    calendar: Calendar | None = None
    """Their own hours where they differ from their side's."""


@dataclass(frozen=True, slots=True)
class GoBetween:
    """A named first contact of a side, for one topic or (topic None) for all others."""

    person: PersonId
    deputy: PersonId | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class SideTerms:
    """What one side promises in the agreement, in the words people type."""

    zone: str = "UTC"
    hours: str = "Mon-Fri 09:00-17:00"
    holidays: tuple[str, ...] = ()
    """Countries and regions (`DE`, `DE-BY`) and single days (`+2026-12-24` off, `-2026-10-03` worked)."""
    targets: Mapping[Kind, timedelta] = field(
        default_factory=lambda: MappingProxyType({Kind.QUESTION: timedelta(hours=8), Kind.CONCERN: timedelta(hours=4)})
    )
    """Response targets, in the working time of this side."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """The most Rapport starts by itself (product.md, "Budget")."""

    per_human_a_day: int = 3
    per_human_a_week_beside_nudges: int = 1
    posts_per_place_a_day: int = 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """The two sides' written expectations; a new version for every change."""

    version: int
    client: SideTerms
    vendor: SideTerms
    budgets: Budgets = Budgets()

    def of(self, side: Side) -> SideTerms:
        return self.client if side is Side.CLIENT else self.vendor


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a relationship: the company, its working time and whom to turn to."""

    side: Side
    company: str
    calendar: Calendar
    targets: Mapping[Kind, timedelta]
    go_betweens: tuple[GoBetween, ...] = ()
    sponsor: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Relationship:
    """One client company and one vendor company, with the people of both."""

    id: RelationshipId
    client: Party
    vendor: Party
    people: Mapping[PersonId, Person]
    agreement_version: int

    def party(self, side: Side) -> Party:
        return self.client if side is Side.CLIENT else self.vendor

    def side_of(self, person: PersonId) -> Side | None:
        known = self.people.get(person)
        return known.side if known else None


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or chat; `private_to` is None where both sides read it."""

    id: PlaceId
    name: str
    private_to: Side | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a place's recent window."""

    message: MessageId
    thread: MessageId | None
    author: PersonId
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the ball: a side (and where known the person), or a named third party whom `person` chases."""

    side: Side | None
    person: PersonId | None = None
    third_party: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One entry of the append-only history of holders."""

    at: datetime
    holder: Holder
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something one side owes the other."""

    number: ItemNumber
    kind: Kind
    place: PlaceId
    message: MessageId
    thread: MessageId
    """Root of the conversation it is answered in: its own message, unless it was asked in a thread."""
    in_channel: bool
    """Asked in the open channel, so that an answer may come there too."""
    asker: PersonId
    asker_side: Side
    text: str
    opened_at: datetime
    targets: Mapping[Side, timedelta]
    """Frozen at opening: the working time each side has while it holds the ball."""
    turns: tuple[Turn, ...]
    clock_at: datetime
    """From when the present target runs: the last turn, or the one acknowledgement that moved it."""
    clock_moved: bool = False
    climbed: int = 0
    """The last step of the ladder taken in the present turn; 0 before the first."""
    climbed_at: datetime | None = None
    """When that was."""
    state: State = State.OPEN
    closed_at: datetime | None = None
    closed_by: PersonId | None = None
    closing: MessageId | None = None
    progress: Progress = Progress()

    @property
    def label(self) -> str:
        """What people call it: `q17`."""
        return f"{self.kind.value[0]}{self.number}"

    @property
    def subject(self) -> str:
        """What an alarm about it is set on."""
        return f"item:{self.number}"

    @property
    def holder(self) -> Holder:
        return self.turns[-1].holder


def item_number(subject: str) -> ItemNumber | None:
    """The item an alarm's subject names; None for any other subject."""
    kind, _, number = subject.partition(":")
    return ItemNumber(int(number)) if kind == "item" else None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the rules may look at for one event. The event's subject decides what the ledger loads."""

    relationship: Relationship
    place: Place
    next_number: ItemNumber
    items: tuple[Item, ...] = ()
    """Open items of the thread; in the open channel the youngest, and those whose asker or holder is named.

    For a message that was edited or deleted: the items it closed."""
    item: Item | None = None
    """The subject's own row: of an alarm, or asked by a message that was edited, deleted or reacted to."""
    window: tuple[Said, ...] = ()
    """What was lately said in the place, oldest first: at most 50 messages and 3 days."""
