"""What a rule may ask for. The shell carries it out: state and alarms in the event's own transaction, speech after it.

Each speech has a deterministic `key`, unique in the outbox: deciding twice cannot speak twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rules.message import Form, Message, plain
from rules.model import (
    Card,
    GoBetween,
    HumanId,
    Item,
    ItemNumber,
    MessageId,
    Nudge,
    Patience,
    Person,
    PersonId,
    Place,
    PlaceId,
    Proposal,
    RelationshipId,
    Settings,
    Side,
    Told,
)
from rules.record import Correction, Deed, Hook, Round, RoundAnswer, RoundNumber, Thanks, Trusted


@dataclass(frozen=True, slots=True)
class Keep:
    """Write this item as it now is; a turn that is new in its history is appended."""

    item: Item


@dataclass(frozen=True, slots=True)
class Forget:
    """It never was an item: drop it, its history and what was to be said about it."""

    item: Item


@dataclass(frozen=True, slots=True)
class SetAlarm:
    """Look again at `subject` at `at`; one alarm per rule and subject, the newer replaces the older."""

    rule: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClearAlarm:
    """No need to look again."""

    rule: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A line in a thread, read by everybody in the place."""

    key: str
    place: PlaceId
    thread: MessageId
    message: Message
    about: ItemNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """A private message to one person, near a place where the platform can."""

    key: str
    person: PersonId
    near: PlaceId
    message: Message
    about: ItemNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message in the open channel, read by everybody in the place; `pin` keeps it in sight."""

    key: str
    place: PlaceId
    message: Message
    pin: bool = False
    about: ItemNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revise:
    """Say this instead of what was said privately under `revises`: it is edited in place, never posted again."""

    key: str
    """Of this revision: `<revises>~<its number>`."""
    revises: str
    person: PersonId
    near: PlaceId
    message: Message


@dataclass(frozen=True, slots=True)
class Lay:
    """Lay this into the tray of the human `nudge.person` is; what lay there for the same turn and step is replaced.

    A nudge that is `TOLD` or `DRY` already lies in nobody's tray: it is only written down.
    """

    nudge: Nudge
    look_at: datetime | None = None
    """When the tray is to be looked into; None: at once, so that its rule finds out."""


@dataclass(frozen=True, slots=True)
class TakeOut:
    """What was laid about this item needs no word any more: what is told is done, what waits is dropped."""

    item: ItemNumber
    whys: frozenset[Told] = frozenset(Told)
    """Only what lies there for one of these reasons."""
    keep_waiting: bool = False
    """A sign of life, and no more: what was told was heeded; what waits still waits."""


@dataclass(frozen=True, slots=True)
class Settle:
    """What was laid under this key needs no word any more: an offer that was answered."""

    key: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """Not before then: what was laid about this item for this person."""

    item: ItemNumber
    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True)
class MarkWrong:
    """Whether what was last told about this item was wrong (product.md, "its own precision")."""

    item: ItemNumber
    wrong: bool


@dataclass(frozen=True, slots=True)
class KeepPerson:
    """Write this person as they now are: side, hours, absence, quiet."""

    person: Person
    hours: str | None = None
    """Their own hours, in the words people type; None leaves them, an empty text takes them away."""
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class KeepPlace:
    """Write this place as it now is: its name, its listening level, who agreed, whether it is paused or closed."""

    place: Place


@dataclass(frozen=True, slots=True)
class MovePlace:
    """Its platform calls this place by another id from now on."""

    place: PlaceId
    to: PlaceId


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Write the settings of the relationship as they now are."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class KeepParty:
    """Write a side's name and contacts as they now are. Its terms stand in the agreement."""

    side: Side
    company: str
    go_betweens: tuple[GoBetween, ...]
    sponsor: PersonId | None


@dataclass(frozen=True, slots=True)
class KeepProposal:
    """Write a version of the agreement; it holds once both sides confirmed it."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Replace a person by "someone at Contoso", everywhere; figures stay (product.md, Walls)."""

    person: PersonId
    by_themselves: bool = True
    """Else their go-between asked for it, whose word reaches no other relationship's words."""


@dataclass(frozen=True, slots=True)
class OffTheRecord:
    """Drop a thread: its items, and its words in the place's window; later words in it are not heard either."""

    place: PlaceId
    thread: MessageId


@dataclass(frozen=True, slots=True)
class KeepDeed:
    """Write this deed as it now is; one with the next number is new."""

    deed: Deed


@dataclass(frozen=True, slots=True)
class KeepTrusted:
    """The vendor may do this without asking; with `until`, no longer."""

    trusted: Trusted
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeepThanks:
    """Somebody thanked."""

    thanks: Thanks


@dataclass(frozen=True, slots=True)
class DropThanks:
    """Somebody takes back their thanks."""

    thanks: Thanks


@dataclass(frozen=True, slots=True)
class KeepHook:
    """A ticket system reports deeds here from now on; None: nowhere."""

    hook: Hook | None


@dataclass(frozen=True, slots=True)
class KeepTold:
    """A digest, or a brief, has told these: each subject with how it stood then."""

    at: datetime
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeepCorrection:
    """A go-between corrected a line of the coming digest."""

    correction: Correction


@dataclass(frozen=True, slots=True)
class DropCorrections:
    """What was corrected in an earlier digest, up to then, is not corrected in later ones."""

    until: datetime


@dataclass(frozen=True, slots=True)
class KeepRound:
    """Write this round as it now is, and who is asked in it; one with a new number is opened."""

    round: Round


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """What somebody answered in a round. It is kept apart until the reveal."""

    round: RoundNumber
    answer: RoundAnswer


@dataclass(frozen=True, slots=True)
class EraseAnswers:
    """A round is over: nobody will be able to tell who wrote what."""

    round: RoundNumber


@dataclass(frozen=True, slots=True)
class KeepAsked:
    """Whom the rounds of this side ask; nobody by name: whoever lately wrote or acted."""

    side: Side
    people: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class Undoable:
    """What this person just did is taken back by this command."""

    person: PersonId
    command: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The list this person now sees: `1` means its first item."""

    person: PersonId
    items: tuple[ItemNumber, ...]


@dataclass(frozen=True, slots=True)
class HavePatience:
    """What this human answered to "keep / later / stop asking"."""

    human: HumanId
    patience: Patience
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class MarkTold:
    """These nudges are told, by this card."""

    nudges: tuple[int, ...]
    card: Card


@dataclass(frozen=True, slots=True)
class LookAgainAt:
    """Look into this human's tray again then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Bounce:
    """This cannot, or need not, be told to this person."""

    nudge: Nudge
    relationship: RelationshipId
    look_for_another: bool
    """Let the item's own rule find another road, now."""


@dataclass(frozen=True, slots=True)
class Retract:
    """Do not say what waits under this key; what is already said stays said."""

    key: str


@dataclass(frozen=True, slots=True)
class Consult:
    """Ask the judge what it thinks of an item, after the commit. Nobody waits for it, and it need not answer."""

    relationship: RelationshipId
    item: ItemNumber
    judge: str
    """The one both sides agreed to, and no other."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule broke on this event. Its neighbours were still heard; the shell logs it, without any text."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody who pressed or typed gets back at once, in the platform's own response: not queued, never late."""

    message: Message | None = None
    """Seen by them only."""
    form: Form | None = None
    """Open this form."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """A sentence for each field that makes no sense; the form stays open."""
    card: Message | None = None
    """Stands from now on where the card stood whose button was pressed."""
    file: tuple[str, str] | None = None
    """A file for them only: its name and its text."""

    @property
    def text(self) -> str:
        """The message as plain text."""
        return plain(self.message) if self.message else ""


Speech = Post | Reply | Tell | Revise
Effect = (
    Keep
    | Forget
    | SetAlarm
    | ClearAlarm
    | Post
    | Reply
    | Tell
    | Retract
    | Lay
    | TakeOut
    | PutOff
    | Settle
    | MarkWrong
    | KeepPerson
    | KeepPlace
    | MovePlace
    | KeepSettings
    | KeepParty
    | KeepProposal
    | ForgetPerson
    | OffTheRecord
    | Undoable
    | Listed
    | KeepDeed
    | KeepTrusted
    | KeepThanks
    | DropThanks
    | KeepHook
    | KeepTold
    | KeepCorrection
    | DropCorrections
    | KeepRound
    | KeepAnswer
    | EraseAnswers
    | KeepAsked
    | HavePatience
    | Consult
    | Fault
)
TrayEffect = Tell | Revise | MarkTold | LookAgainAt | Bounce | HavePatience | Fault
"""What a rule may ask for when it looks into a human's tray."""
