"""Message parts: into JSON and back as they were, and as plain text."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from rules.message import (
    Button,
    Buttons,
    Line,
    Mention,
    Message,
    Part,
    Picture,
    Pointer,
    Small,
    Words,
    from_json,
    plain,
    say,
    to_json,
)
from rules.model import MessageId, PersonId, PlaceId

# Texts that look like what the JSON is made of must come back as texts.
LOOK_ALIKES = ["Words", "Pointer", "Mention", "Line", "Small", "Button", "Buttons", "Picture", '["Words", "x"]', "[]"]
texts = st.text(max_size=20) | st.sampled_from(LOOK_ALIKES)
st.register_type_strategy(str, texts)
st.register_type_strategy(float, st.floats(allow_nan=False))

ASKED = Line((Words("Asha asks: “Which region?” ("), Pointer(PlaceId("p"), MessageId("m"), "q1"), Words(")")))
TO_BEN = Line((Mention(PersonId("room:ben"), "Ben"), Words(" has it now.")))
ROW = Buttons((Button("Yes", "claim.yes", "7:1"),), (Button("Why?", "nudge.why", "7:1"),))
EVERY_PART = Message((ASKED, TO_BEN, Small("Why this?"), ROW))


@given(st.from_type(Message))
def test_a_message_comes_back_from_json_as_it_was(message: Message) -> None:
    assert from_json(json.loads(json.dumps(to_json(message)))) == message


@given(st.from_type(Message))
def test_plain_text_has_the_words_of_every_part(message: Message) -> None:
    text = plain(message)
    for part in message.parts:
        assert all(words in text for words in words_of(part))


def words_of(part: Part) -> list[str]:
    """What somebody reads of it; a menu is only called by its name."""
    match part:
        case Line(spans):
            return [span.text if isinstance(span, Words) else label_of(span) for span in spans]
        case Small(text):
            return [text]
        case Picture():
            return [part.alt]
        case Buttons(shown, more):
            return [*(f"[{button.label}]" for button in shown), *(["[More]"] if more else [])]


def label_of(span: Pointer | Mention) -> str:
    return span.label if isinstance(span, Pointer) else span.name


def test_plain_text_has_a_line_for_each_part_and_a_label_for_each_link_name_and_button() -> None:
    assert plain(EVERY_PART) == (
        "Asha asks: “Which region?” (q1)\nBen has it now.\nWhy this?\n[Yes] [More]"
    )  # fmt: skip
    assert plain(Message((Buttons((Button("No need", "offer.no", "7:1"),)),))) == "[No need]"
    assert plain(Message(())) == ""
    assert plain(say("One.", "Two.")) == "One.\nTwo."


def test_the_json_of_a_message_is_what_the_outbox_keeps() -> None:
    """Rows written by one release are read by the next: a change here needs a thought about those."""
    assert to_json(EVERY_PART) == [
        ["Line", [["Words", "Asha asks: “Which region?” ("], ["Pointer", "p", "m", "q1"], ["Words", ")"]]],
        ["Line", [["Mention", "room:ben", "Ben"], ["Words", " has it now."]]],
        ["Small", "Why this?"],
        ["Buttons", [["Button", "Yes", "claim.yes", "7:1"]], [["Button", "Why?", "nudge.why", "7:1"]]],
    ]


def test_what_is_answered_to_a_press_is_kept_with_its_buttons() -> None:
    """A row of buttons without a menu says so: an empty menu is not left out."""
    message = Message((Buttons((Button("Undo", "undo", "7:undo"),)),))
    assert to_json(message) == [["Buttons", [["Button", "Undo", "undo", "7:undo"]], []]]
    assert from_json(to_json(message)) == message
