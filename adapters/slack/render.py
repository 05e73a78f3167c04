"""Pure: what Rapport says → Slack's blocks, a form → a modal, wrong values → what Slack shows at their fields.

Everybody's words are escaped, so that they wake nobody and link nowhere (product.md, "Wakes nobody"); only a pointer
becomes a link. Whatever does not fit is cut, and a `…` says so: Slack takes all of a message or nothing of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, assert_never
from urllib.parse import quote

from adapters.slack.limits import (
    ALL_TEXT,
    ALT,
    BLOCK_ID,
    BLOCKS,
    BUTTON,
    CUT,
    LABEL,
    OPTION_VALUE,
    OVERFLOW,
    PLACEHOLDER,
    RADIO,
    SELECT,
    TEXT,
    TITLE,
    VIEW_BLOCKS,
    beginning,
    escaped,
    shortened,
    shortened_markup,
)
from rules.message import (
    Button,
    Buttons,
    ChoiceField,
    Field,
    Form,
    Line,
    Mention,
    Message,
    Picture,
    Pointer,
    Small,
    Span,
    TextField,
    Words,
    plain,
)
from rules.model import MessageId, PlaceId

Json = dict[str, Any]
Link = Callable[[PlaceId, MessageId], str]
"""The address of a message; "" where there is none."""

IN_A_ROW = 5
"""Buttons side by side."""
MORE = "More"
"""What a menu of further buttons is called."""
NO_PICTURES: Mapping[Picture, str] = MappingProxyType({})
VALUE = "value"
"""The action id of what somebody fills in; the block is called as the field."""

_NO_ADDRESS = re.compile(r"[\s<>|]")


# Messages ------------------------------------------------------------------------------------------------------------


def blocks(
    message: Message, card: str, link: Link, most: int = BLOCKS, pictures: Mapping[Picture, str] = NO_PICTURES
) -> list[Json]:
    """The message as blocks, never none; those with buttons are called `<number>|<card>`, so that a press tells.

    `pictures` are uploaded, by the ids of their files; of any other its words stand there.
    """
    made = _fitting(list(_blocks(message, link, pictures)), most) or [_section(CUT)]
    return [_named(block, number, card) for number, block in enumerate(made)]


def text(message: Message) -> str:
    """The words alone: for notifications, and for readers that do not see blocks. Never empty."""
    said = plain(Message(tuple(part for part in message.parts if not isinstance(part, Buttons))))
    words = said if said.strip() else plain(message)
    return shortened_markup(escaped(words), TEXT) if words.strip() else CUT


def home(message: Message, card: str, link: Link) -> Json:
    """The message as App Home."""
    return {"type": "home", "blocks": blocks(message, card, link, VIEW_BLOCKS)}


def _blocks(message: Message, link: Link, pictures: Mapping[Picture, str]) -> Iterator[Json]:
    lines: list[str] = []
    for part in message.parts:
        match part:
            case Line():
                lines.append(_line(part, link))
                continue
            case Small(words):
                further = [_context(words)] if words.strip() else []
            case Buttons():
                further = list(_rows(part))
            case Picture():
                further = [_image(part, pictures[part]) if part in pictures else _context(part.alt)]
            case _:
                assert_never(part)
        yield from _sections(lines)
        yield from further
        lines = []
    yield from _sections(lines)


def _image(picture: Picture, file: str) -> Json:
    """docs.slack.dev/reference/block-kit/blocks/image-block"""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": shortened(picture.alt, ALT)}


def _fitting(made: list[Json], most: int) -> list[Json]:
    """What Slack takes of them; cut between two blocks, so that no button stands below the words of another."""
    if len(made) <= most and sum(map(_size, made)) <= ALL_TEXT:
        return made
    kept, room = [], ALL_TEXT - len(CUT)
    for block in made[: most - 1]:
        room -= _size(block)
        if room < 0:
            break
        kept.append(block)
    return [*kept, _section(CUT)]


def _size(value: object) -> int:
    """How many characters of text are in a block."""
    match value:
        case {"type": "plain_text" | "mrkdwn", "text": str(words)}:
            return len(words)
        case dict():
            return sum(map(_size, value.values()))
        case list():
            return sum(map(_size, value))
        case _:
            return 0


def _named(block: Json, number: int, card: str) -> Json:
    return {**block, "block_id": f"{number}|{card}"[:BLOCK_ID]} if block["type"] == "actions" else block


# Words ---------------------------------------------------------------------------------------------------------------


def _sections(lines: Iterable[str]) -> Iterator[Json]:
    """Paragraphs that stand together share a section as long as there is room.

    One with a code fence stands alone: a fence that is never closed would swallow those after it.
    """
    together: list[str] = []
    for line in lines:
        if together and (len("\n".join((*together, line))) > TEXT or "```" in line or "```" in together[-1]):
            yield from _if_said("\n".join(together))
            together = []
        together.append(line)
    yield from _if_said("\n".join(together))


def _if_said(markup: str) -> Iterator[Json]:
    """Slack takes no section without words."""
    if markup.strip():
        yield _section(markup)


def _section(markup: str) -> Json:
    return {"type": "section", "text": _markup(markup)}


def _context(words: str) -> Json:
    return {"type": "context", "elements": [_markup(shortened_markup(escaped(words), TEXT))]}


def _markup(markup: str) -> Json:
    """Verbatim: Slack makes no link of an address or of the name of a channel (reference of the text object)."""
    return {"type": "mrkdwn", "text": markup, "verbatim": True}


def _words(words: str, most: int) -> Json:
    """Where Slack takes nothing but plain text, and never none."""
    return {"type": "plain_text", "text": shortened(words, most) if words.strip() else CUT}


def _line(line: Line, link: Link) -> str:
    spans = [(span, _span(span, link)) for span in line.spans]
    if sum(len(markup) for _, markup in spans) <= TEXT:
        return "".join(markup for _, markup in spans)
    kept, room = "", TEXT - len(CUT)
    for span, markup in spans:
        if len(kept) + len(markup) > room:
            # A link that does not fit is left out whole.
            return kept + (beginning(markup, room - len(kept)) if not isinstance(span, Pointer) else "") + CUT
        kept += markup
    return kept + CUT


def _span(span: Span, link: Link) -> str:
    match span:
        case Words(words):
            return escaped(words)
        case Pointer(place, message, label):
            return _pointer(link(place, message), label)
        case Mention(_, name):
            return escaped(name)  # a real mention would wake them
        case _:
            assert_never(span)


def _pointer(address: str, label: str) -> str:
    """A link, where there is an address; no line may break in it."""
    words = escaped(" ".join(label.splitlines()))
    if not address.startswith("https://") or not words.strip():
        return words
    return f"<{escaped(_NO_ADDRESS.sub(lambda found: quote(found[0]), address))}|{words}>"


# Buttons -------------------------------------------------------------------------------------------------------------


def _rows(buttons: Buttons) -> Iterator[Json]:
    """Rows of buttons, the last with a menu at its end; what Slack takes in no menu is shown."""
    menu = [button for button in buttons.more if len(_value(button)) <= OPTION_VALUE]
    shown = [*buttons.shown, *(button for button in buttons.more if button not in menu)]
    rows = [[*map(_button, shown[start : start + IN_A_ROW])] for start in range(0, len(shown), IN_A_ROW)] or [[]]
    rows[-1] += _menus(menu)
    for row in filter(None, rows):
        yield {"type": "actions", "elements": [{**each, "action_id": str(n)} for n, each in enumerate(row)]}


def _button(button: Button) -> Json:
    return {"type": "button", "text": _words(button.label, BUTTON), "value": _value(button)}


def _menus(menu: Sequence[Button]) -> Iterator[Json]:
    options = [_option(_value(button), button.label) for button in menu]
    if len(options) <= OVERFLOW:
        yield from [{"type": "overflow", "options": options}] if options else []
        return
    for start in range(0, len(options), SELECT):
        yield {
            "type": "static_select",
            "placeholder": _words(MORE, PLACEHOLDER),
            "options": options[start : start + SELECT],
        }


def _option(value: str, label: str) -> Json:
    return {"text": _words(label, BUTTON), "value": value}


def _value(button: Button) -> str:
    return _compact({"a": button.action, "b": button.about})


def _compact(value: Json) -> str:
    """JSON that comes back as it was: Slack escapes `&`, `<` and `>` in much of what it sends back."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


# Forms ---------------------------------------------------------------------------------------------------------------


def view(form: Form, place: PlaceId | None) -> Json:
    """The form as a modal, opened by a press in `place`; None: in private. What is sent brings it all back."""
    fields = [_field(field) for field in form.fields if not isinstance(field, ChoiceField) or field.options]
    intro = _sections(shortened_markup(escaped(sentence), TEXT) for sentence in form.intro)
    return {
        "type": "modal",
        "callback_id": form.action,
        "private_metadata": _compact({"about": form.about, "card": form.card, "place": place}),
        "title": _words(form.title, TITLE),
        "submit": _words(form.submit, TITLE),
        "blocks": [*intro, *fields] or [_section(CUT)],
    }


def errors(found: Mapping[str, str], fields: Collection[str]) -> Json:
    """What to answer to a form that was sent with these fields: each sentence at its field.

    Slack takes no field it does not know: a sentence about none of them stands at the first.
    """
    told: dict[str, str] = {}
    for name, sentence in found.items():
        field = name if name in fields else next(iter(fields), name)
        told[field] = shortened(" ".join(filter(None, (told.get(field), sentence))), LABEL)
    return {"response_action": "errors", "errors": told}


def _field(field: Field) -> Json:
    match field:
        case TextField():
            element, optional = _input(field), not field.required
            hint = field.hint if field.hint.strip() and "placeholder" not in element else ""
        case ChoiceField():
            element, optional, hint = _choice(field), False, ""
        case _:
            assert_never(field)
    return {
        "type": "input",
        "block_id": field.name,
        "label": _words(field.label, LABEL),
        "element": {**element, "action_id": VALUE},
        "optional": optional,
        **({"hint": _words(hint, LABEL)} if hint else {}),
    }


def _input(field: TextField) -> Json:
    """The hint stands in the empty field; below it where it is long, or where the field is not empty."""
    made: Json = {"type": "plain_text_input", "multiline": field.lines > 1, "max_length": TEXT}
    if field.initial:
        return made | {"initial_value": shortened(field.initial, TEXT)}
    if field.hint.strip() and len(field.hint) <= PLACEHOLDER:
        return made | {"placeholder": _words(field.hint, PLACEHOLDER)}
    return made


def _choice(field: ChoiceField) -> Json:
    """Never a menu of Slack's own people or channels: it shows the wrong ones where two companies share a channel."""
    options = [_option(value, label) for value, label in field.options[:SELECT]]
    chosen = [option for option in options if option["value"] == field.initial][:1]
    kind = "radio_buttons" if len(options) <= RADIO else "static_select"
    return {"type": kind, "options": options, **({"initial_option": chosen[0]} if chosen else {})}
