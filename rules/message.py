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
class Pointer:
    """A link to a message of a place."""

    place: PlaceId
    message: MessageId
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person by name; an adapter mentions them only where that wakes nobody who is not meant to be woken."""

    person: PersonId
    name: str


Span = Words | Pointer | Mention


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Small:
    """A footnote, such as "why this?"."""

    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press. What comes back is a `ButtonPressed` with the same action and subject."""

    label: str
    action: str
    about: str
    """`<relationship>:<item number or another subject>`; at most 200 characters."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons; those behind `more` are shown in a menu called *More*."""

    shown: tuple[Button, ...]
    more: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart. Its figures are kept; it is drawn when it is delivered, where a platform shows pictures."""

    kind: str
    """Which chart: `waiting` or `round` (`bot/pictures.py`)."""
    alt: str
    """Says the same in words; it stands in the picture's place where there is none."""
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    """A name and its values, in the order of `labels`."""
    labels: tuple[str, ...]
    targets: tuple[float | None, ...] = ()
    """For each series a line across the chart: what was agreed on."""


Part = Line | Small | Buttons | Picture


@dataclass(frozen=True, slots=True)
class Message:
    """Something Rapport says."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TextField:
    """Somebody types."""

    name: str
    label: str
    required: bool = True
    lines: int = 1
    initial: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """Somebody chooses one of a few: (value, label)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    initial: str = ""


Field = TextField | ChoiceField


@dataclass(frozen=True, slots=True)
class Form:
    """A private form. What comes back is a `FormSent` with the same action and subject."""

    action: str
    about: str
    title: str
    """At most 24 characters (Slack's limit for a modal)."""
    intro: tuple[str, ...]
    """Above the first field: who runs this, who sees what."""
    fields: tuple[Field, ...]
    submit: str
    card: str = ""
    """The card whose button opened it."""


def say(*sentences: str) -> Message:
    """A message of plain lines."""
    return Message(tuple(Line((Words(sentence),)) for sentence in sentences))


def plain(message: Message) -> str:
    """The message as plain text, a line for each part."""
    return "\n".join(_plain_part(part) for part in message.parts)


def _plain_part(part: Part) -> str:
    match part:
        case Line(spans):
            return "".join(_plain_span(span) for span in spans)
        case Small(text):
            return text
        case Buttons(shown, more):
            labels = [f"[{button.label}]" for button in shown] + (["[More]"] if more else [])
            return " ".join(labels)
        case Picture():
            return part.alt
        case _:
            assert_never(part)


def _plain_span(span: Span) -> str:
    match span:
        case Words(text):
            return text
        case Pointer(_, _, label):
            return label
        case Mention(_, name):
            return name
        case _:
            assert_never(span)


_KINDS: dict[str, type] = {
    kind.__name__: kind for kind in (Words, Pointer, Mention, Line, Small, Button, Buttons, Picture)
}


def to_json(message: Message) -> list[Any]:
    """The message as JSON values, for the outbox."""
    return [_value(part) for part in message.parts]


def from_json(stored: list[Any]) -> Message:
    """What `to_json` made, as it was."""
    return Message(tuple(_part(value) for value in stored))


def _value(part: Any) -> Any:
    if isinstance(part, tuple):
        # What begins with a text of somebody's is marked: it may read like the name of a kind.
        return [*(("",) if part and isinstance(part[0], str) else ()), *(_value(each) for each in part)]
    if type(part).__name__ not in _KINDS:
        return part
    return [type(part).__name__, *(_value(getattr(part, name)) for name in part.__dataclass_fields__)]


def _part(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], str) and value[0] in _KINDS:
        return _KINDS[value[0]](*(_part(each) for each in value[1:]))
    if value and value[0] == "":
        value = value[1:]
    return tuple(_part(each) for each in value)
