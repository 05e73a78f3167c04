"""Platform-neutral message parts. Adapters render them; `plain` is the rendering of last resort and of transcripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, assert_never

from rules.model import MessageId, PersonId, PlaceId


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words of ours or of a person; an adapter escapes them."""

    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, by name; `name` is what is shown where the platform cannot link."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link to a message of a place."""

    place: PlaceId
    message: MessageId
    label: str


Span = Words | Mention | Pointer


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press; `action` names it, `value` says on what."""

    label: str
    action: str
    value: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Small:
    """A footnote, such as "why this?"."""

    text: str


Part = Line | Buttons | Small


@dataclass(frozen=True, slots=True)
class Message:
    """Something Rapport says."""

    parts: tuple[Part, ...]
