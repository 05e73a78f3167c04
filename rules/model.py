"""The nouns (product.md, Words). Frozen values; the ledger keeps them, rules return changed copies.

Instants are aware UTC; local time exists only inside `rules/worktime.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NewType

from rules.almanac import NOTHING_KNOWN, Almanac
from rules.listening.ear import UNTAUGHT, Ear
from rules.listening.progress import Progress
from rules.worktime import Calendar

if TYPE_CHECKING:
    from rules.record import Deed, DigestFacts, Hook, LastDigest, Rounds, Thanks, Trusted

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
_POSTS = re.compile("asked:[0-9]+:[0-9]+")
POSTED = "asked through Rapport"
"""Why somebody has the ball where Rapport posted the question, in the history of holders."""


class Side(StrEnum):
    """One of the two companies of a relationship."""

    CLIENT = "client"
    VENDOR = "vendor"

    @property
    def other(self) -> Side:
        return Side.VENDOR if self is Side.CLIENT else Side.CLIENT


BOTH = frozenset(Side)


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


class Level(StrEnum):
    """How much Rapport hears in a place (product.md, "Listening levels")."""

    OFF = "off"
    """Nothing: the notice is not agreed to yet. Commands still work, for they are addressed to Rapport."""
    FLAGGED = "flagged"
    """Reactions, mentions and commands only."""
    SUGGEST = "suggest"
    """What it hears becomes a private offer to its author."""
    AUTO = "auto"
    """What it hears is tracked."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a platform says of a person; each may be unknown."""

    name: str
    """What people there call them."""
    home: str | None = None
    """Their home organisation's id on the platform: a Slack team or enterprise, a tenant."""
    company: str | None = None
    """What their home organisation is called."""
    domain: str | None = None
    """The part of their e-mail address behind the @, in lower case."""
    guest: bool = False
    """A guest in their home organisation's workspace: then `home` does not say whom they work for."""
    zone: str | None = None
    """Their time zone, by its name in the tz database."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on one platform, as one relationship sees them; `side` is None while nobody has said."""

    id: PersonId
    name: str
    human: HumanId
    side: Side | None = None
    calendar: Calendar | None = None
    """Their own hours where they differ from their side's."""
    quiet: bool = False
    """They asked for no private word of Rapport's own accord (`quiet me`, *stop asking*, `pause me`)."""
    reachable: bool = True
    """Whether their platform has a private road to them."""
    away_until: datetime | None = None
    stand_in: PersonId | None = None
    """Who answers for them while they are away."""
    facts: Facts | None = None
    """What their platform says of them, where it said more than their name."""
    kept_out: bool = False
    """Somebody said that they are on no side: then nothing their platform says of them puts them on one."""
    no_suggestions: bool = False
    """They asked not to be asked whether what they wrote was a deed (*Stop suggesting*)."""

    def is_away(self, now: datetime) -> bool:
        return self.away_until is not None and now < self.away_until

    def may_be_told(self, now: datetime) -> bool:
        """Whether a private word of Rapport's own accord may go to them now or soon."""
        return self.reachable and not self.quiet and not self.is_away(now)


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
    judge: str = ""
    """Who is asked about what listening is unsure about, by model and host (rules/listening/judging.py); or nobody."""

    def of(self, side: Side) -> SideTerms:
        return self.client if side is Side.CLIENT else self.vendor


@dataclass(frozen=True, slots=True)
class Proposal:
    """A version of the agreement that is not confirmed by both sides yet."""

    agreement: Agreement
    confirmed: frozenset[Side] = frozenset()


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
class Settings:
    """How Rapport behaves in one relationship. Either go-between may change it; both sides see it."""

    began_at: datetime
    live: frozenset[Side] = frozenset()
    """The sides whose go-betweens have switched it on: both, or it is a dry run."""
    public_lines: bool = True
    """Whether the third step may speak in a thread; never in the first month (product.md, "Ladder")."""
    paused: frozenset[Side] = frozenset()
    """Sides whose people are told nothing of Rapport's own accord."""
    hushed_until: datetime | None = None
    """It was wrong too often: until then it only lists in the digest (product.md, "its own precision")."""
    retention_days: int = 365
    """Days for which the text and the holder's name of a settled item are kept."""
    digest_at: str = "Fri 15:00"
    """When the digest is posted, in the client's zone; empty: never."""
    quiet_line: frozenset[Side] = BOTH
    """The sides that want a line in a week without news; silence only where neither does."""
    feedback_weeks: int = 4
    """A round of feedback begins every so many weeks; 0: none do."""
    webhook: bool = False
    """A ticket system may report deeds (`settings webhook on`)."""

    @property
    def is_live(self) -> bool:
        return self.live == BOTH


@dataclass(frozen=True, slots=True)
class Relationship:
    """One client company and one vendor company, with the people of both."""

    id: RelationshipId
    client: Party
    vendor: Party
    people: Mapping[PersonId, Person]
    agreement: Agreement
    """The newest that both sides confirmed; at first the terms it was founded with."""
    settings: Settings
    operator: str
    """The company that runs this installation."""
    proposed: Proposal | None = None
    """A newer version that one side has still to confirm."""

    @property
    def agreement_version(self) -> int:
        return self.agreement.version

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
    level: Level = Level.AUTO
    agreed: frozenset[Side] = BOTH
    """The sides whose go-between said yes to the notice; nothing is heard before both did."""
    paused: bool = False
    closed: bool = False
    """Archived, deleted or no longer shared: nothing can be said there."""
    behind: bool = False
    """There was a gap in hearing: what was said there may have been missed, and is not read yet."""

    @property
    def hears(self) -> Level:
        """The level that holds now."""
        return self.level if self.agreed == BOTH else Level.OFF


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
    words: str = ""
    """What whoever passed the ball needs first, in their words."""


class Claimed(StrEnum):
    """What somebody says of a question that is not theirs to settle (product.md, "not yours to erase")."""

    ANSWERED = "answered"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    NOT_A_QUESTION = "not_a_question"


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says it is settled; the asker may say *Not yet*. Silence is a yes, unless work is blocked."""

    what: Claimed
    by: PersonId
    at: datetime
    words: str = ""
    """How it was answered, as they put it."""
    confirmed: bool | None = None
    """The asker's yes or no; None while they have not said."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something one side owes the other."""

    number: ItemNumber
    kind: Kind
    place: PlaceId
    message: MessageId
    """Of a question that Rapport posts and that does not stand there yet, the key of the post (`key_of_post`)."""
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
    unnamed: bool = False
    """The asker stands for their company: nobody is named as asking."""
    progress: Progress = Progress()
    topic: str | None = None
    """A topic for which the holding side has a go-between of its own."""
    blocked_on: date | None = None
    """The day work stops without an answer, in the asker's calendar."""
    holds_up: str = ""
    """What stops then, in the asker's words."""
    wanted_by: datetime | None = None
    """When the asker wants it (`ask … +by`): instead of the target, it is late then."""
    promised_for: datetime | None = None
    """*I'll answer by …*"""
    snoozed_until: datetime | None = None
    alive_at: datetime | None = None
    """The last sign of life on it from the side that holds it."""
    claim: Claim | None = None

    @property
    def label(self) -> str:
        """What people call it: `q17`."""
        return f"{self.kind.value[0]}{self.number}"

    @property
    def stands(self) -> bool:
        """Whether people can read it where it was asked; what Rapport posts does once its platform has taken it."""
        return not is_asked_under(self.message)

    @property
    def is_posted(self) -> bool:
        """Whether it was typed for Rapport alone, which posts it in its asker's name."""
        return self.turns[0].reason == POSTED

    @property
    def subject(self) -> str:
        """What an alarm about it is set on."""
        return f"item:{self.number}"

    @property
    def holder(self) -> Holder:
        return self.turns[-1].holder

    @property
    def wanted(self) -> datetime | None:
        """When the asker wants it, while that binds the holder.

        It does not bind the asker who was asked back; and what came back after it, or was acknowledged, has its target.
        """
        binds = self.wanted_by and self.holder.side is not self.asker_side and self.wanted_by > self.clock_at
        return self.wanted_by if binds else None


def item_number(subject: str) -> ItemNumber | None:
    """The item an alarm's subject names; None for any other subject."""
    kind, _, number = subject.partition(":")
    return ItemNumber(int(number)) if kind == "item" and number.isdecimal() and len(number) < 10 else None


def key_of_post(of: RelationshipId, number: ItemNumber) -> str:
    """Under which a question is posted that was typed for Rapport alone."""
    return f"asked:{of}:{number}"


def is_asked_under(key: str) -> bool:
    """Whether this is such a key."""
    return _POSTS.fullmatch(key) is not None


def asked_under(key: str) -> tuple[RelationshipId, ItemNumber]:
    """Whose question is posted under such a key, and which."""
    _, of, number = key.split(":")
    return RelationshipId(int(of)), ItemNumber(int(number))


class Told(StrEnum):
    """Why something lies in somebody's tray."""

    NUDGE = "nudge"
    """A step of the ladder."""
    TURNED = "turned"
    """The other side needs something first: the ball came back."""
    CLAIM = "claim"
    """Somebody says it is settled; is it?"""
    OFFER = "offer"
    """This sounded like a question: shall it be tracked?"""
    CHASE = "chase"
    """A third party has the ball, and this person chases it."""
    DEED = "deed"
    """This sounded like something done for the other side, or they say that it was: shall it be logged?"""
    THANKS = "thanks"
    """Somebody of the other side thanks this person."""
    BRIEF = "brief"
    """For the sponsor: the go-betweens could not move it; or, about no item, the short form of the digest."""
    PREVIEW = "preview"
    """For a go-between: the digest before it is posted. It is told within its hour or not at all."""
    LINE = "line"
    """The line in the thread. It lies in nobody's tray; it is written down because it was said."""
    ROUND = "round"
    """A round of feedback asks this person. Not a nudge; its reminders stand on the calm card (`step` counts them)."""
    NOTE = "note"
    """Something about Rapport itself, such as the report of a dry run. Not a nudge."""


class Fate(StrEnum):
    """What became of what was laid into a tray."""

    WAITING = "waiting"
    TOLD = "told"
    DONE = "done"
    """A sign of life, a press or an answer came after it was told."""
    DROPPED = "dropped"
    """It was settled, or went to somebody else, before it was told."""
    DRY = "dry"
    """What a dry run would have said."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """One message to one holder about one item: what lies, or lay, in a tray (docs/architecture.md)."""

    key: str
    """Deterministic and unique: deciding twice lays it once."""
    why: Told
    item: ItemNumber | None
    turn: int
    """Which turn of the item's history, from 1; 0 where it is about no turn."""
    step: int
    """Which step of the ladder, from 1; 0 beside the ladder."""
    side: Side | None
    """Whose ball it was."""
    person: PersonId | None
    """None for the line in the thread."""
    laid_at: datetime
    show_from: datetime
    """Not before then: it was snoozed."""
    told_at: datetime | None = None
    fate: Fate = Fate.WAITING
    wrong: bool = False
    """Somebody said *not a question* or *wrong person*, and nobody refuted it."""
    place: PlaceId | None = None
    message: MessageId | None = None
    """Of an offer: what sounded like a question, and where."""
    body: Any = None
    """Of a note: its message, as JSON."""
    id: int = 0
    """The ledger's number of it; 0 before it is kept."""
    card: str | None = None
    """The key of the card that told it."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How often the nudges of a relationship were right: the last 50 within 90 days (product.md, "precision")."""

    nudges: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float | None:
        """None while there are fewer than twenty to judge by."""
        return 1 - self.wrong / self.nudges if self.nudges >= 20 else None


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
    """The subject's own row: of an alarm, or asked by a message that was edited, deleted, reacted to or is `said`."""
    window: tuple[Said, ...] = ()
    """What was lately said in the place, oldest first: at most 50 messages and 3 days.

    For what is written now: of that, its own conversation (the thread with its root, or the open channel)."""
    nudges: tuple[Nudge, ...] = ()
    """Of the subject's own item: what was laid into trays, oldest first. Of a dry run's end: all it would have said."""
    trust: Trust = Trust()
    """Loaded for alarms."""
    misheard: int = 0
    """How often, in this place and within 30 days, somebody said *Not a question*, and nobody refuted it. Loaded for
    the alarms of items."""
    messages: int = 0
    """What people wrote in the shared places since the beginning."""
    lines: int = 0
    """How often Rapport spoke there of its own accord."""
    owed: tuple[Item, ...] = ()
    """For commands: every open item of the relationship, oldest first, and what the command names besides."""
    listed: tuple[ItemNumber, ...] = ()
    """What the last list shown to whoever gave the command named, in its order."""
    undo: str | None = None
    """The command that takes back this person's last one."""
    off_record: bool = False
    """Whether a command is given in a thread that somebody took off the record, or asks for a message of one."""
    places: tuple[Place, ...] = ()
    """All places of the relationship: for commands."""
    said: Said | None = None
    """The message that a command may be about: chosen from its menu, linked to, or the root of its thread."""
    ear: Ear = UNTAUGHT
    """What listening has learnt."""
    almanac: Almanac = NOTHING_KNOWN
    """Which zones and holiday regions there are: for commands and forms."""
    deeds: tuple[Deed, ...] = ()
    """The deeds the event may be about, oldest first: told in its message, named, or, for a list, the latest. For a
    command that logs one: those that went round a procedure."""
    deeds_kept: int = 0
    """The number of the last deed; loaded where one may be logged."""
    trusted: tuple[Trusted, ...] = ()
    """What the vendor may do without asking: where a deed may be logged, and for the lists."""
    thanks: tuple[Thanks, ...] = ()
    """For thanks: those for the same thing. For whoever asks what is kept: all."""
    prompted: tuple[Nudge, ...] = ()
    """Of the prompt to thank: those that wait or were laid in the last weeks."""
    digest: DigestFacts | None = None
    """For the digest's alarms, commands, buttons and forms: what there is to tell."""
    last_digest: LastDigest | None = None
    """For whoever looks at what waits on them; None before the first."""
    rounds: Rounds | None = None
    """For what is about rounds of feedback, and for whoever asks what is kept."""
    judge: str = ""
    """For commands: the judge that this installation could ask; empty: there is none."""
    new_hook: Hook | None = None
    """For `settings webhook on`: an address and a secret nobody knows yet; None where no secret can be kept."""


@dataclass(frozen=True, slots=True)
class Card:
    """A private message Rapport sent of its own accord."""

    key: str
    at: datetime
    person: PersonId
    why: Told
    """`NUDGE` for the calm card, whatever it gathers; `NOTE` and `BRIEF` are no nudges."""
    heeded: bool
    """A press, an answer or another sign of life came after it."""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a human's tray, with what is needed to tell it."""

    nudge: Nudge
    relationship: Relationship
    item: Item | None
    place: Place | None
    quote: str = ""
    """Of an offer: the words that sounded like a question."""
    near: PlaceId = PlaceId("")
    """Through whose platform it is told: where it happened, else any place of the relationship."""


class Patience(StrEnum):
    """What a human answered when asked whether to go on after three ignored nudges."""

    ASKED = "asked"
    KEEP = "keep"
    LATER = "later"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the rules may look at for one human: their tray, across relationships."""

    human: HumanId
    entries: tuple[Entry, ...]
    """What waits to be told, what stands on cards that have to be edited, and the latest of what was told and waits."""
    seats: tuple[tuple[Relationship, Person], ...]
    """Who they are in each relationship."""
    cards: tuple[Card, ...]
    """The latest of what Rapport sent them, all of the last 14 days that was no nudge, and what has to be edited;
    oldest first."""
    told: int = 0
    """How many things they were told of in these days still wait; of the older ones there is no entry."""
    patience: Patience | None = None
    patience_until: datetime | None = None
    """*Later* ends then."""
