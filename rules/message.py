"""Platform-neutral message parts. Adapters render them; `plain` is the rendering of last resort and of transcripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, assert_never

from rules.model import MessageId, PlaceId


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words of ours or of a person; an adapter escapes them."""

    text: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link to a message of a place."""

    place: PlaceId
    message: MessageId
    label: str


Span = Words | Pointer


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Small:
    """A footnote, such as "why this?"."""

    text: str


Part = Line | Small


@dataclass(frozen=True, slots=True)
class Message:
    """Something Rapport says."""

    parts: tuple[Part, ...]


def plain(message: Message) -> str:
    """The message as plain text, a line for each part."""
    return "\n".join(_plain_part(part) for part in message.parts)


def _plain_part(part: Part) -> str:
    match part:
        case Line(spans):
            return "".join(_plain_span(span) for span in spans)
        case Small(text):
            return text
        case _:
            assert_never(part)


def _plain_span(span: Span) -> str:
    match span:
        case Words(text):
            return text
        case Pointer(_, _, label):
            return label
        case _:
            assert_never(span)


_KINDS: dict[str, type] = {kind.__name__: kind for kind in (Words, Pointer, Line, Small)}


def to_json(message: Message) -> list[Any]:
    """The message as JSON values, for the outbox."""
    return [_value(part) for part in message.parts]


def from_json(stored: list[Any]) -> Message:
    """What `to_json` made, as it was."""
    return Message(tuple(_part(value) for value in stored))


def _value(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_value(each) for each in part]
    if type(part).__name__ not in _KINDS:
        return part
    return [type(part).__name__, *(_value(getattr(part, name)) for name in part.__dataclass_fields__)]


def _part(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], str) and value[0] in _KINDS:
        return _KINDS[value[0]](*(_part(each) for each in value[1:]))
    return tuple(_part(each) for each in value)
