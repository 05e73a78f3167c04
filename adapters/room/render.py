"""Pure: a message, a form or an answer → the JSON a page draws, and lines of text for a terminal."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, assert_never

from adapters.room.ids import name_in
from rules.effects import Answer
from rules.message import (
    Button,
    Buttons,
    ChoiceField,
    Field,
    Form,
    Line,
    Mention,
    Message,
    Part,
    Picture,
    Pointer,
    Small,
    Span,
    TextField,
    Words,
    plain,
)

Json = dict[str, Any]
NO_PICTURES: Mapping[Picture, bytes] = MappingProxyType({})


# For a page ----------------------------------------------------------------------------------------------------------


def page(message: Message, pictures: Mapping[Picture, bytes] = NO_PICTURES) -> list[Json]:
    """Each part as an object; every text is plain, for the page to put in as text and never as markup.

    A picture has its words, and if it was drawn the PNG in base64, so that the page need fetch nothing.
    """
    return [_part(part, pictures) for part in message.parts]


def page_form(form: Form) -> Json:
    """A form as an object; what comes back is a `form` payload with the same action, about and card."""
    return {
        "action": form.action,
        "about": form.about,
        "card": form.card,
        "title": form.title,
        "intro": list(form.intro),
        "fields": [_field(field) for field in form.fields],
        "submit": form.submit,
    }


def _part(part: Part, pictures: Mapping[Picture, bytes]) -> Json:
    match part:
        case Line(spans):
            return {"part": "line", "spans": [_span(span) for span in spans]}
        case Small(text):
            return {"part": "small", "text": text}
        case Buttons(shown, more):
            return {"part": "buttons", "shown": [_button(each) for each in shown], "more": [_button(b) for b in more]}
        case Picture():
            png = {"png": b64encode(pictures[part]).decode()} if part in pictures else {}
            return {"part": "picture", "alt": part.alt, **png}
        case _:
            assert_never(part)


def _span(span: Span) -> Json:
    match span:
        case Words(text):
            return {"text": text}
        case Pointer(place, message, label):
            return {"text": label, "place": name_in(place), "message": message}
        case Mention(person, name):
            return {"text": f"@{name}", "person": name_in(person)}
        case _:
            assert_never(span)


def _button(button: Button) -> Json:
    return {"label": button.label, "action": button.action, "about": button.about}


def _field(field: Field) -> Json:
    match field:
        case TextField(name, label, required, lines, initial, hint):
            more: Json = {"required": required, "lines": lines, "hint": hint}
        case ChoiceField(name, label, options, initial):
            more = {"options": [list(option) for option in options]}
        case _:
            assert_never(field)
    return {"name": name, "label": label, "initial": initial, **more}


# For a terminal ------------------------------------------------------------------------------------------------------


def lines(message: Message) -> list[str]:
    """A line for each paragraph, footnote and row of buttons."""
    return plain(message).split("\n")


def answer_lines(answer: Answer | None) -> list[str]:
    """What somebody who pressed or typed reads; nothing where only their card changed."""
    if answer is None:
        return []
    if answer.form:
        return _form_lines(answer.form)
    if answer.errors:
        return [f"{field}: {sentence}" for field, sentence in answer.errors.items()]
    said = lines(answer.message) if answer.message else []
    if answer.file:
        name, content = answer.file
        said += [f'file "{name}"', *content.splitlines()]
    return said


def _form_lines(form: Form) -> list[str]:
    fields = [f"{field.name}: {_asked(field)}" for field in form.fields]
    return [f'form "{form.title}"', *form.intro, *fields, f"[{form.submit}]"]


def _asked(field: Field) -> str:
    match field:
        case TextField():
            hint, optional = field.hint and f" ({field.hint})", "" if field.required else ", or nothing"
            return f"{field.label}{hint}{optional}{field.initial and f' = {field.initial}'}"
        case ChoiceField():
            chosen = next((f" = {label}" for value, label in field.options if value == field.initial), "")
            return f"{field.label} {' / '.join(label for _, label in field.options)}{chosen}"
        case _:
            assert_never(field)
