"""What a rule may ask for. The shell carries it out: state and alarms in the event's own transaction, speech after it.

Each speech has a deterministic `key`, unique in the outbox: deciding twice cannot speak twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rules.message import Message
from rules.model import Item, ItemNumber, MessageId, PersonId, PlaceId


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


@dataclass(frozen=True, slots=True)
class Retract:
    """Do not say what waits under this key; what is already said stays said."""

    key: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule broke on this event. Its neighbours were still heard; the shell logs it, without any text."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody who pressed or typed gets back at once, in the platform's own response: not queued, never late."""

    text: str


Speech = Reply | Tell
Effect = Keep | Forget | SetAlarm | ClearAlarm | Reply | Tell | Retract | Fault
