"""What can happen. Adapters make these from payloads; `bot/alarms.py` makes `AlarmRang` from the clock.

`id` is the platform's own id of the event: seen once, acted on once. `at` is when it happened (aware UTC),
which after an outage is not when it is decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rules.listening.judging import Opinion
from rules.model import Facts, HumanId, ItemNumber, MessageId, PersonId, PlaceId, RelationshipId, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted:
    """A human wrote something. Bots, joins and workflow messages never become events."""

    id: str
    at: datetime
    place: PlaceId
    message: MessageId
    author: PersonId
    text: str
    """Plain text: mentions as `@name`, links as their label or address, code between backticks."""
    thread: MessageId | None = None
    """The root it replies to; None in the open channel and for a root itself."""
    mentions: tuple[PersonId, ...] = ()
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited:
    """The text of a message changed."""

    id: str
    at: datetime
    place: PlaceId
    message: MessageId
    author: PersonId
    text: str
    thread: MessageId | None = None
    mentions: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted:
    """A message is gone; its excerpt goes too."""

    id: str
    at: datetime
    place: PlaceId
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted:
    """Somebody put an emoji on a message. `emoji` is the platform's short name without colons."""

    id: str
    at: datetime
    place: PlaceId
    message: MessageId
    person: PersonId
    emoji: str
    said: Said | None = None
    """What the message says, where the platform had to be asked for it: it may be older than what is remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven:
    """A command, by slash, mention or DM; `text` is what followed the bot's name."""

    id: str
    at: datetime
    place: PlaceId
    author: PersonId
    text: str
    message: MessageId
    """The message that gave it, or an id the platform gave the request."""
    thread: MessageId | None = None
    mentions: tuple[PersonId, ...] = ()
    links: tuple[tuple[PlaceId, MessageId], ...] = ()
    """Messages that links in the text lead to, in their order."""
    private: bool = False
    """Given in a private conversation with Rapport: then the place is no place of a relationship."""
    unseen: bool = False
    """Typed for Rapport alone: nobody in the place read it."""
    said: Said | None = None
    """The message it is about, where it was chosen from a menu of that message: `this` means it."""
    present: tuple[tuple[PersonId, Facts], ...] = ()
    """Everybody in the place, as the platform describes them: for `setup`, which guesses from it who the two are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed:
    """Somebody pressed a button of ours, or chose from a menu of ours."""

    id: str
    at: datetime
    person: PersonId
    action: str
    """As the button said (`message.Button.action`)."""
    about: str
    """As the button said: `<relationship>:<item number or another subject>`."""
    card: str
    """The key of the speech, or the id of the answer, that carried the button."""
    place: PlaceId | None = None
    """Where it stands; None in a private conversation with Rapport."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSent:
    """Somebody filled in a form of ours."""

    id: str
    at: datetime
    person: PersonId
    action: str
    about: str
    values: Mapping[str, str] = field(default_factory=dict)
    """By the name of the field; what was left empty is an empty text or missing."""
    card: str = ""
    """The card whose button opened the form."""
    place: PlaceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanged:
    """What a platform says of a person: when they are first met in a place, and whenever it changes."""

    id: str
    at: datetime
    person: PersonId
    facts: Facts
    place: PlaceId | None = None
    """Where they were met; None where only what is said of them changed."""
    present: bool = True
    """Whether they wrote there or came in: somebody who is only mentioned may be nobody of the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChanged:
    """A channel was renamed, got another id, or can no longer be spoken in (archived, deleted, no longer shared)."""

    id: str
    at: datetime
    place: PlaceId
    name: str | None = None
    """What it is called from now on."""
    moved_to: PlaceId | None = None
    """The id it has from now on."""
    closed: bool | None = None
    """Whether nothing can be said there any more; False: it can again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedReported:
    """A ticket system of the vendor reports a deed (`bot/web/hooks.py`)."""

    id: str
    """`hook:<relationship>:<its own id>`"""
    at: datetime
    """When it was done, as far as it says so; else when it is reported."""
    relationship: RelationshipId
    mark: MessageId
    """`hook:<its own id>`: the deed is known again by it."""
    text: str
    by: str = ""
    """A name, or a person's id; empty of one that did it itself."""
    asked_by: str = ""
    extra: str = ""
    """`gladly` or `once`."""
    workaround: str = ""
    seen: bool = False
    undoable: bool | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The judge has an opinion on whether an item asks for an answer (`effects.Consult`)."""

    at: datetime
    relationship: RelationshipId
    item: ItemNumber
    judge: str
    opinion: Opinion

    @property
    def id(self) -> str:
        return f"judged:{self.relationship}:{self.item}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRang:
    """A rule asked to look again at its subject. It never means "send"."""

    at: datetime
    relationship: RelationshipId
    rule: str
    subject: str

    @property
    def id(self) -> str:
        return f"alarm:{self.relationship}:{self.rule}:{self.subject}:{self.at.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayRang:
    """Time to look into a human's tray (`rules/owed/cards.py`). It never means "send"."""

    at: datetime
    human: HumanId

    @property
    def id(self) -> str:
        return f"tray:{self.human}:{self.at.isoformat()}"


Event = (
    MessagePosted
    | MessageEdited
    | MessageDeleted
    | Reacted
    | CommandGiven
    | ButtonPressed
    | FormSent
    | MemberChanged
    | PlaceChanged
    | DeedReported
    | Judged
    | AlarmRang
)
"""What happens in one relationship. A tray belongs to a human: `TrayRang` is decided apart (`engine.decide_tray`)."""
