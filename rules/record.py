"""The nouns of what comes round: deeds, thanks, rounds of feedback and digests (product.md, Words).

Frozen values; the ledger keeps them, rules return changed copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from rules.model import Item, ItemNumber, MessageId, PersonId, PlaceId, Side

DeedNumber = NewType("DeedNumber", int)
"""A deed's number inside its relationship; people see it as `d12`."""
RoundNumber = NewType("RoundNumber", int)
"""A round's number inside its relationship, from 1."""


# Deeds ---------------------------------------------------------------------------------------------------------------


class Extra(StrEnum):
    """Beyond the agreement; said so that it never reads as an invoice (product.md A1)."""

    GLADLY = "gladly"
    ONCE = "once"


class How(StrEnum):
    """How a deed came to be known."""

    COMMAND = "command"
    REACTION = "reaction"
    SUGGESTED = "suggested"
    WEBHOOK = "webhook"


class DeedState(StrEnum):
    """Where a deed stands."""

    OFFERED = "offered"
    """Somebody else, or listening, thinks that it is one: its author has still to say."""
    LOGGED = "logged"
    DENIED = "denied"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Deed:
    """An action taken on the client's behalf; or the client's own help, done together."""

    number: DeedNumber
    place: PlaceId
    by: PersonId | None
    """Who did it; None of a ticket system, and of somebody who was forgotten."""
    side: Side
    """Of whoever did it: the vendor, or the client (`done together`)."""
    text: str
    at: datetime
    """When it was done, as far as anybody said; else when it was told."""
    kept_at: datetime
    how: How
    state: DeedState = DeedState.LOGGED
    message: MessageId | None = None
    """The message it was told in, or taken from."""
    asked_by: PersonId | None = None
    """Who asked for it; None: own initiative."""
    extra: Extra | None = None
    workaround: str = ""
    """The procedure that did not fit."""
    seen_by_customers: bool = False
    undoable: bool | None = None
    link: str = ""
    trusted: bool = False
    """The vendor is trusted to do such things without asking."""
    seen_at: datetime | None = None
    """When somebody of the client pressed *Seen*."""
    thanked_at: datetime | None = None
    told_in: datetime | None = None
    """The digest that told it."""

    @property
    def label(self) -> str:
        """What people call it: `d12`."""
        return f"d{self.number}"


@dataclass(frozen=True, slots=True)
class Trusted:
    """Something the vendor may do without asking (product.md C7)."""

    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Thanks:
    """Somebody thanked somebody of the other side for something that stands on record."""

    by: PersonId
    side: Side
    """Of whoever thanks."""
    to: PersonId | None
    about: str
    """The label of the deed or item: `d12`, `q17`."""
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where a ticket system reports deeds, and what it signs them with."""

    address: str
    """As it is told to people, once."""
    secret: str = field(repr=False)
    """As it is told to people, once."""
    mark: str
    """What of the address is kept: enough to know it again."""
    closed: str = field(repr=False)
    """The secret as it is kept."""


# Rounds --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who is asked in a round."""

    person: PersonId
    side: Side
    reminders: int = 0
    answered_at: datetime | None = None
    skipped: bool = False

    @property
    def is_done(self) -> bool:
        return self.skipped or self.answered_at is not None


@dataclass(frozen=True, slots=True)
class RoundAnswer:
    """What one person wrote. Nobody but them is shown it before the reveal."""

    person: PersonId
    side: Side
    scores: Mapping[str, int] = field(default_factory=dict)
    """`responsiveness`, `clarity`, `trust`: 1 to 5; what was left out is missing."""
    keep: str = field(default="", repr=False)
    change: str = field(default="", repr=False)
    customers: str = field(default="", repr=False)
    """Of the vendor: what the client's customers say."""
    coming: str = field(default="", repr=False)
    """Of the client: what is coming."""
    signed: bool = False
    may_show: bool = False
    """Their scores may be shown although fewer than three of their side answered."""

    @property
    def is_empty(self) -> bool:
        return not (self.scores or self.words)

    @property
    def is_short(self) -> bool:
        """Scores, and not a word: who answers so is left alone in the next round."""
        return bool(self.scores) and not self.words

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.keep, self.change, self.customers, self.coming)))


@dataclass(frozen=True, slots=True)
class SideScores:
    """What one side gave in a revealed round: how many answers, and the mean of each question that may be shown."""

    answers: int
    means: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A "one thing to change" of a revealed round, offered to the side that can change it as a promise."""

    owner: Side
    text: str
    taken: bool | None = None
    """Whether a go-between of the owner took it on; None while nobody has said."""
    item: ItemNumber | None = None
    """The promise that came of it."""


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of the two-way feedback. Its answers are not part of it."""

    number: RoundNumber
    opened_at: datetime
    closes_at: datetime
    respondents: tuple[Respondent, ...]
    revealed_at: datetime | None = None
    """When its result, or that there is none, was told to both."""
    scores: Mapping[Side, SideScores] = field(default_factory=dict)
    """Kept at the reveal, for the trend. Where a side gave no answer, only that it gave none: of the other nothing."""
    changes: tuple[Change, ...] = ()
    """The two "one thing to change", as far as somebody wrote them."""

    @property
    def label(self) -> str:
        return f"round {self.number}"

    @property
    def subject(self) -> str:
        """What its alarm is set on, and what its buttons are about."""
        return f"round:{self.number}"

    @property
    def is_open(self) -> bool:
        return self.revealed_at is None

    @property
    def silent(self) -> tuple[Side, ...]:
        """Once revealed: the sides that gave no answer."""
        return tuple(side for side in Side if side in self.scores and not self.scores[side].answers)

    @property
    def has_result(self) -> bool:
        return not self.is_open and bool(self.scores) and not self.silent

    @property
    def promises(self) -> tuple[ItemNumber, ...]:
        """What was promised in it."""
        return tuple(change.item for change in self.changes if change.item)

    def is_over(self, at: datetime) -> bool:
        """Everybody has answered or skipped, or its window has closed: its answers may be looked at."""
        return at >= self.closes_at or all(each.is_done for each in self.respondents)


@dataclass(frozen=True, slots=True)
class Rounds:
    """What the rules may look at of the rounds of a relationship."""

    last: Round | None = None
    """The newest, open or not."""
    results: tuple[Round, ...] = ()
    """Those that were revealed with a result, oldest first: the latest twelve, for the trend."""
    promised: tuple[Item, ...] = ()
    """What was promised in the latest of them."""
    mine: RoundAnswer | None = None
    """In an open round: what whoever acts wrote themselves."""
    answers: tuple[RoundAnswer, ...] | None = None
    """All of them, for the reveal alone; None where nobody may look at them."""
    lately: Mapping[PersonId, date] = field(default_factory=dict)
    """When members were last seen to write or act; for the opening."""
    chosen: frozenset[PersonId] = frozenset()
    """Whom the go-betweens named to be asked (`feedback people`)."""
    rest: frozenset[PersonId] = frozenset()
    """Who gave a short answer in the last round."""

    @property
    def open(self) -> Round | None:
        return self.last if self.last and self.last.is_open else None


def round_number(subject: str) -> RoundNumber | None:
    """The round a subject names: 3 of `round:3`, and of `round:3:client`."""
    kind, _, number = subject.partition(":")
    number = number.partition(":")[0]
    return RoundNumber(int(number)) if kind == "round" and number.isdecimal() and len(number) < 10 else None


# The digest ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spent:
    """Something that was settled, as far as figures go."""

    side: Side
    """Whom it was asked of."""
    closed_at: datetime
    waited: timedelta
    """The working time that side had the ball."""
    answered: bool
    """Else it was withdrawn, or lapsed."""
    in_time: bool
    """Within the target it was opened under."""
    first_level: bool
    """No sponsor had to be told of it."""
    kept: bool | None = None
    """Whether it came by the moment somebody had promised; None: nobody had."""


@dataclass(frozen=True, slots=True)
class Week:
    """What one week came to, for the side that was asked."""

    begins: date
    settled: int = 0
    waited: timedelta | None = None
    """Half of what was settled in it had waited no longer, in working time; None: nothing was settled."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What some time came to, for the side that was asked: the same of both."""

    settled: int = 0
    in_time: int = 0
    median: timedelta | None = None
    three_quarters: timedelta | None = None
    promised: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """What a go-between wants a line of the coming digest to say."""

    subject: str
    """Which line: `item:17`, `deed:12`, `figures`."""
    side: Side
    text: str
    """Empty: leave the line out, which is for one's own deeds only."""
    at: datetime


@dataclass(frozen=True, slots=True)
class LastDigest:
    """The digest that came last, by how much it told; all nought in a quiet week."""

    at: datetime
    waiting: int = 0
    settled: int = 0
    """Of what an earlier one had told; also what lapsed."""
    done: int = 0


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """Everything a digest, and a sponsor's brief, is made of. Nothing of a place that is private to a side is in it."""

    since: datetime
    """The last digest; before the first a week ago."""
    last: datetime | None = None
    """The last digest, also one that had nothing to tell and was silent."""
    number: int = 0
    """How many there were."""
    open: tuple[Item, ...] = ()
    """What waits, the oldest first; no more than a page of it."""
    waiting: int = 0
    """How many wait in all."""
    settled: tuple[Item, ...] = ()
    """Of what was settled lately: what was told as waiting, what lapsed, and what work would have stopped for."""
    spent: tuple[Spent, ...] = ()
    """What was settled in the last weeks, for the figures."""
    deeds: tuple[Deed, ...] = ()
    """What was logged lately."""
    thanks: tuple[tuple[int, Thanks], ...] = ()
    """Since the last digest, each with its number."""
    round: Round | None = None
    """The last one whose result both have read, where that was since the last digest."""
    trusted: int = 0
    """How many things the vendor may do without asking."""
    trusted_before: int = 0
    """How many at the last digest."""
    nudges: int = 0
    """Since the last digest."""
    wrong: int = 0
    told: Mapping[str, str] = field(default_factory=dict)
    """How each of these subjects stood when a digest told it last."""
    told_at: Mapping[str, datetime] = field(default_factory=dict)
    """When; and when the last briefs were told."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    """By subject."""
    retold: datetime | None = None
    """Only what that digest told: for whoever asks for more of it."""
