"""Whatever Rapport says, Slack takes it, shows the words as they are, and wakes nobody.

After a change of rendering: RAPPORT_GOLDEN=write .venv/bin/python -m pytest tests/adapters/slack/test_render.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.render import blocks, errors, home, text, view
from rules.message import (
    Button,
    Buttons,
    ChoiceField,
    Form,
    Line,
    Mention,
    Message,
    Part,
    Picture,
    Pointer,
    Small,
    TextField,
    Words,
    plain,
    say,
)
from rules.model import MessageId, PersonId, PlaceId
from rules.wording import nudges
from tests.adapters.contract import FORM, LONG, TEXTS
from tests.adapters.slack.limits_check import problems
from tests.adapters.slack.reading import labels, pressed, read_back, unescaped
from tests.rules.test_wording import FACTS, SAYINGS, SENSIBLE

PAGE = Path(__file__).parents[2] / "golden/slack.json"
PLACE, BEA = PlaceId("slack:C061A0WJG"), PersonId("slack:U02BEA")
YES = Button("Yes", "claim.yes", "7:1")
CARD = "card:slack:U02BEA:20261005T090000.000000:12"


def link(place: PlaceId, message: MessageId) -> str:
    return f"https://northwind.slack.com/archives/{place.partition(':')[2]}/p{message.replace('.', '')}"


def shown(message: Message, address: Callable[[PlaceId, MessageId], str] = link) -> list[dict[str, Any]]:
    """The blocks, which Slack takes, in whichever way they are said."""
    made = blocks(message, CARD, address)
    said = {"channel": "C061A0WJG", "text": text(message), "blocks": made}
    assert problems("chat.postMessage", said) == []
    assert problems("chat.update", said | {"ts": "1759651200.000100"}) == []
    assert problems("chat.postEphemeral", said | {"user": "U02BEA"}) == []
    assert problems("views.publish", {"user_id": "U02BEA", "view": home(message, CARD, address)}) == []
    return made


def opened(form: Form, place: PlaceId | None = None) -> dict[str, Any]:
    """The modal, which Slack takes."""
    made = view(form, place)
    assert problems("views.open", {"trigger_id": "1.2.3", "view": made}) == []
    return made


# Everything Rapport says ---------------------------------------------------------------------------------------------


def message_of(words: Any) -> Message:
    """Whatever a function of wording gives, as a message."""
    match words:
        case Message():
            return words
        case str():
            return say(words)
        case Line() | Small() | Buttons() | Picture():
            return Message((words,))
        case Button():
            return Message((Buttons((words,)),))
        case Words() | Pointer() | Mention():
            return Message((Line((words,)),))
        case _:
            return Message(tuple(part for each in words for part in message_of(each).parts))


@pytest.mark.parametrize("saying", SAYINGS)
def test_slack_takes_everything_rapport_says_and_shows_it_as_it_is(saying: str) -> None:
    for facts in FACTS.values():
        said = SAYINGS[saying](facts)
        if isinstance(said, Form):
            opened(said, PLACE)
            continue
        message = message_of(said)
        if not plain(message).strip():
            continue  # part of a sentence that may be missing
        words = Message(tuple(part for part in message.parts if not isinstance(part, Buttons)))
        assert read_back(shown(message)) == (plain(words) if words.parts else "")
        buttons = [each for part in message.parts if isinstance(part, Buttons) for each in (*part.shown, *part.more)]
        assert sorted(labels(blocks(message, CARD, link))) == sorted(button.label for button in buttons)


def full_card() -> Message:
    """Eight entries with all their buttons, more that waits, and the question whether to go on asking."""
    parts: list[Part] = [nudges.several(8)]
    for facts in list(FACTS.values())[:6]:
        parts += nudges.private_word(facts, to_holder=True)
    for saying in (
        "nudges.claimed, answered",
        "nudges.offered",
        "nudges.more_waits",
        "nudges.also_with_you, many",
        "nudges.keep_asking",
    ):
        parts += message_of(SAYINGS[saying](SENSIBLE)).parts
    return Message(tuple(parts))


def test_a_full_card_fits_with_all_its_buttons() -> None:
    message = full_card()
    made = shown(message)
    assert len(made) < 50
    assert read_back(made).split("\n")[-1] != "…"
    assert len(labels(made)) == sum(len(p.shown) + len(p.more) for p in message.parts if isinstance(p, Buttons))


GOLDEN: dict[str, Callable[[], Any]] = {
    "a card with several entries": full_card,
    "a claim": lambda: SAYINGS["nudges.claimed, answered elsewhere"](SENSIBLE),
    "the agreement": lambda: SAYINGS["setup.agreement"](SENSIBLE),
    "a long list": lambda: Message(message_of(SAYINGS["lists.waiting"](SENSIBLE)).parts * 40),
    "a public line": lambda: SAYINGS["nudges.line_in_thread"](SENSIBLE),
    "words that would be markup": lambda: say(*TEXTS.values()),
    "a very long word": lambda: say("x" * 4_000),
    "nothing": lambda: Message(()),
    **{f"the form {name}": partial(SAYINGS[name], SENSIBLE) for name in SAYINGS if name.endswith("_form")},
}


def golden() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, saying in GOLDEN.items():
        said = saying()
        if isinstance(said, Form):
            made[name] = opened(said, PLACE)
        else:
            made[name] = {"text": text(message_of(said)), "blocks": shown(message_of(said))}
    return made


def in_lines(made: dict[str, Any]) -> str:
    """As JSON, a line for each block."""

    def compact(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def entry(each: dict[str, Any]) -> str:
        head = "".join(f"{compact(key)}: {compact(value)},\n  " for key, value in each.items() if key != "blocks")
        return f'{{\n  {head}"blocks": [\n   ' + ",\n   ".join(map(compact, each["blocks"])) + "\n  ]\n }"

    return "{\n " + ",\n ".join(f"{compact(name)}: {entry(each)}" for name, each in made.items()) + "\n}\n"


def test_the_blocks_of_some_messages_and_all_forms_are_up_to_date() -> None:
    written = in_lines(golden())
    assert json.loads(written) == golden()
    if os.environ.get("RAPPORT_GOLDEN") == "write":
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written


# Words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS.keys())
def test_words_are_read_as_they_are(words: str) -> None:
    assert read_back(shown(say(words))) == words
    assert unescaped(text(say(words))) == words


def test_lines_that_stand_together_share_a_section_until_it_is_full() -> None:
    message = Message((*say("a", "", "b" * 2_990, "c" * 20).parts, Small("why"), *say("d").parts))
    made = shown(message)
    assert [block["type"] for block in made] == ["section", "section", "context", "section"]
    assert read_back(made) == plain(message)


def test_a_code_fence_that_is_never_closed_swallows_no_other_line() -> None:
    assert [read_back([block]) for block in shown(say("a", "“Why ```int x…”", "b", "c"))] == [
        "a",
        "“Why ```int x…”",
        "b\nc",
    ]


def test_a_line_that_is_too_long_is_cut_and_says_so() -> None:
    [block] = shown(say(LONG))
    said = read_back([block])
    assert said.endswith("…")
    assert LONG.startswith(said[:-1])
    assert len(said) == 3_000


@pytest.mark.parametrize("length", range(2_990, 3_002))
def test_no_entity_is_torn_in_two(length: int) -> None:
    words = "x" * length + "<&>" * 10
    for said in (read_back(shown(say(words))), read_back(shown(Message((Small(words),)))), unescaped(text(say(words)))):
        assert said.endswith("…")
        assert words.startswith(said[:-1])
        assert len(said) > 2_980


def test_a_message_that_is_too_long_ends_in_a_line_that_says_so() -> None:
    message = say(*(f"{n} " + "x" * 500 for n in range(100)))
    said = read_back(shown(message))
    assert said.endswith("\n…")
    assert plain(message).startswith(said[:-2])
    assert len(said) > 8_000


def test_a_message_of_too_many_parts_ends_in_a_line_that_says_so() -> None:
    entries = [part for n in range(40) for part in (*say(str(n)).parts, Buttons((YES,)))]
    made = shown(Message(tuple(entries)))
    assert len(made) == 50
    assert read_back(made).endswith("23\n24\n…")
    assert made[-2]["type"] == "section", "the words whose buttons do not fit any more"


@pytest.mark.parametrize("message", [Message(()), say(""), say("  \n "), Message((Small(""), Buttons(())))])
def test_where_nothing_is_said_there_still_is_a_message(message: Message) -> None:
    assert read_back(shown(message)) == text(message) == "…"


def test_a_message_of_buttons_alone_is_notified_by_their_labels() -> None:
    assert text(Message((Buttons((YES,)),))) == "[Yes]"
    assert text(Message((*say("So?").parts, Buttons((YES,)), Small("Why this?")))) == "So?\nWhy this?"


def test_a_pointer_is_a_link_and_a_name_wakes_nobody() -> None:
    spans = (Words("See "), Pointer(PLACE, MessageId("1759651200.000100"), "q7 <b|c>\nd"), Mention(BEA, "Bea <!here>"))
    [block] = shown(Message((Line(spans),)))
    assert block["text"]["text"] == (
        "See <https://northwind.slack.com/archives/C061A0WJG/p1759651200000100|q7 &lt;b|c&gt; d>Bea &lt;!here&gt;"
    )


@pytest.mark.parametrize(
    ("address", "markup"),
    [
        ("", "q7"),
        ("http://northwind.example/1", "q7"),
        ("javascript:alert(1)", "q7"),
        ("https://n.example/a b|c>d?e&f", "<https://n.example/a%20b%7Cc%3Ed?e&amp;f|q7>"),
    ],
)
def test_only_a_safe_address_becomes_a_link(address: str, markup: str) -> None:
    message = Message((Line((Pointer(PLACE, MessageId("1"), "q7"),)),))
    [block] = shown(message, lambda place, message: address)
    assert block["text"]["text"] == markup


def test_a_link_that_does_not_fit_is_left_out_whole() -> None:
    message = Message((Line((Words("x" * 2_990), Pointer(PLACE, MessageId("1"), "q7"), Words("y"))),))
    assert read_back(shown(message)) == "x" * 2_990 + "…"


# Buttons -------------------------------------------------------------------------------------------------------------


def several(count: int, about: str = "7:1") -> tuple[Button, ...]:
    return tuple(Button(f"Button {n}", f"action.{n}", about) for n in range(count))


def test_a_press_tells_the_button_and_its_card() -> None:
    press = pressed(shown(Message((*say("So?").parts, Buttons((YES,), several(2))))), "Yes")
    assert press["block_id"] == f"1|{CARD}"
    assert json.loads(press["value"]) == {"a": "claim.yes", "b": "7:1"}
    behind = pressed(shown(Message((Buttons((YES,), several(2)),))), "Button 1")
    assert json.loads(behind["selected_option"]["value"]) == {"a": "action.1", "b": "7:1"}


@pytest.mark.parametrize(
    ("visible", "more", "rows"),
    [
        (0, 0, []),
        (1, 0, [["button"]]),
        (3, 5, [["button"] * 3 + ["overflow"]]),
        (5, 1, [["button"] * 5 + ["overflow"]]),
        (0, 6, [["static_select"]]),
        (7, 101, [["button"] * 5, ["button"] * 2 + ["static_select"] * 2]),
    ],
)
def test_buttons_stand_in_rows_and_the_rest_in_a_menu_at_the_end(
    visible: int, more: int, rows: list[list[str]]
) -> None:
    made = shown(Message((*say("So?").parts, Buttons(several(visible), several(more)))))
    assert [[element["type"] for element in block["elements"]] for block in made[1:]] == rows


def test_what_slack_takes_in_no_menu_is_shown() -> None:
    long = Button("Long", "setup.choose", "x" * 200)
    message = Message((Buttons((YES,), (*several(2), long)),))
    assert labels(shown(message)) == ("Yes", "Long", "Button 0", "Button 1")
    assert json.loads(pressed(shown(message), "Long")["value"])["b"] == "x" * 200


def test_what_a_button_is_about_comes_back_even_from_slack_that_escapes() -> None:
    about = 'a & b < c > "d" é 👍 \u202e'
    value = pressed(shown(Message((Buttons((Button("Yes", "x", about),)),))), "Yes")["value"]
    assert not set("&<>") & set(value)
    assert json.loads(value)["b"] == about


# Forms ---------------------------------------------------------------------------------------------------------------


def test_a_form_carries_what_it_is_about() -> None:
    made = opened(FORM, PLACE)
    assert made["callback_id"] == FORM.action
    assert json.loads(made["private_metadata"]) == {"about": FORM.about, "card": FORM.card, "place": PLACE}
    assert json.loads(opened(FORM)["private_metadata"])["place"] is None
    assert read_back(made["blocks"]) == FORM.intro[0]
    fields = [block for block in made["blocks"] if block["type"] == "input"]
    assert [(field["block_id"], field["element"]["action_id"]) for field in fields] == [
        ("how", "value"),
        ("when", "value"),
    ]


def field(one: TextField | ChoiceField) -> dict[str, Any]:
    made: dict[str, Any] = opened(Form("act", "7:1", "Title", (), (one,), "Send"))["blocks"][0]
    return made


def test_a_text_field_has_its_hint_in_it_or_below_where_there_is_no_room() -> None:
    made = field(TextField("when", "When?", required=False, lines=2, hint="fri"))
    assert (made["optional"], made["element"]["multiline"]) == (True, True)
    assert made["element"]["placeholder"]["text"] == "fri"
    assert "hint" not in made
    assert field(TextField("when", "When?", hint="x" * 151))["hint"]["text"] == "x" * 151
    filled = field(TextField("when", "When?", initial="x" * 4_000, hint="fri"))
    assert filled["hint"]["text"] == "fri"
    assert len(filled["element"]["initial_value"]) == 3_000


def test_a_choice_is_made_by_radio_buttons_or_from_a_menu_where_there_are_many() -> None:
    few = tuple((str(n), f"Choice {n}") for n in range(10))
    made = field(ChoiceField("which", "Which?", few, initial="3"))["element"]
    assert (made["type"], made["initial_option"]["value"]) == ("radio_buttons", "3")
    many = tuple((str(n), f"Choice {n}") for n in range(120))
    made = field(ChoiceField("which", "Which?", many, initial="none"))["element"]
    assert (made["type"], len(made["options"]), "initial_option" in made) == ("static_select", 100, False)


def test_what_was_filled_in_wrong_is_told_at_its_field_or_at_the_first() -> None:
    assert errors({"b": "Write a date.", "z": "No."}, ("a", "b")) == {
        "response_action": "errors",
        "errors": {"b": "Write a date.", "a": "No."},
    }
    assert errors({"y": "Not now.", "z": "No."}, ("a", "b"))["errors"] == {"a": "Not now. No."}


# Any words of anybody ------------------------------------------------------------------------------------------------

ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
NASTY = st.sampled_from(
    [
        *TEXTS.values(),
        LONG,
        "&" * 3_001,
        "<" * 40_000,
        "👩‍👩‍👧" * 5_000,
        "<!channel>",
        "<@U1>",
        "<#C1|x>",
        "<!subteam^S1>",
        "```",
        "\n",
        " ",
    ]
)
WORDS = st.one_of(
    ANYTHING, NASTY, st.lists(st.one_of(ANYTHING, NASTY), max_size=4).map("".join).map(lambda text: text[:40_000])
)
IDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200)
SPANS = st.one_of(
    WORDS.map(Words),
    st.builds(Pointer, st.just(PLACE), IDS.map(MessageId), WORDS),
    st.builds(Mention, st.just(BEA), WORDS),
)
BUTTON = st.builds(Button, WORDS, IDS.map(lambda id: id[:40]), IDS)
BUTTONS = st.lists(BUTTON, max_size=8, unique_by=lambda button: (button.action, button.about)).map(tuple)
PARTS: st.SearchStrategy[Part] = st.one_of(
    st.lists(SPANS, max_size=4).map(tuple).map(Line), WORDS.map(Small), st.builds(Buttons, BUTTONS, BUTTONS)
)
MESSAGES = st.lists(PARTS, max_size=12).map(tuple).map(Message)
NAMES = st.lists(st.text("abcdefghij_", min_size=1, max_size=20), min_size=1, max_size=6, unique=True)
OPTIONS = st.lists(
    st.tuples(st.text("abcdefgh", min_size=1, max_size=12), WORDS), max_size=14, unique_by=lambda pair: pair[0]
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    fields = [
        draw(
            st.one_of(
                st.builds(TextField, st.just(name), WORDS, st.booleans(), st.integers(1, 5), WORDS, WORDS),
                st.builds(ChoiceField, st.just(name), WORDS, OPTIONS.map(tuple), WORDS),
            )
        )
        for name in draw(NAMES)
    ]
    intro = tuple(draw(st.lists(WORDS, max_size=3)))
    return Form(draw(IDS), draw(IDS), draw(WORDS), intro, tuple(fields), draw(WORDS), card=draw(IDS))


large = pytest.mark.filterwarnings("ignore:Generating overly large repr")


def is_said(words: str, said: str) -> bool:
    """Whole, or cut with a sign that it is."""
    return said == words or (said.endswith("…") and words.startswith(said[:-1]))


@settings(deadline=None, max_examples=150)
@given(WORDS)
def test_any_words_are_read_as_they_are_or_cut_with_a_sign(words: str) -> None:
    for message in (say(words), Message((Small(words),))):
        if words.strip():
            assert is_said(words, read_back(shown(message)))
            assert is_said(words, unescaped(text(message)))


@large
@settings(deadline=None, max_examples=150)
@given(MESSAGES)
def test_slack_takes_any_message_and_it_wakes_nobody(message: Message) -> None:
    shown(message)


@large
@settings(deadline=None, max_examples=100)
@given(forms(), st.sampled_from([None, PLACE]))
def test_slack_takes_any_form_and_it_brings_back_what_it_is_about(form: Form, place: PlaceId | None) -> None:
    carried = json.loads(opened(form, place)["private_metadata"])
    assert carried == {"about": form.about, "card": form.card, "place": place}


@large
@settings(deadline=None, max_examples=100)
@given(st.builds(Buttons, BUTTONS, BUTTONS))
def test_every_button_comes_back_as_it_is(buttons: Buttons) -> None:
    made = shown(Message((buttons,)))
    options = [
        each for block in made for element in block.get("elements", ()) for each in element.get("options", [element])
    ]
    found = [json.loads(each["value"]) for each in options if "value" in each]
    wanted = [{"a": button.action, "b": button.about} for button in (*buttons.shown, *buttons.more)]
    assert sorted(map(str, found)) == sorted(map(str, wanted))


# The check itself ----------------------------------------------------------------------------------------------------


def section(markup: str, **changes: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup, "verbatim": True} | changes}


def row(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "0|card", "elements": list(elements)}


def button(label: str = "Yes", **changes: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "0", "value": "1", "text": {"type": "plain_text", "text": label}} | changes


def menu(kind: str, count: int, value: str = "") -> dict[str, Any]:
    options = [{"text": {"type": "plain_text", "text": "x"}, "value": f"{n}{value}"} for n in range(count)]
    return {"type": kind, "action_id": "0", "options": options}


def asked(**changes: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": "When?"}
    element = {"type": "plain_text_input", "action_id": "value"}
    return {"type": "input", "block_id": "when", "label": label, "element": element} | changes


REFUSED: dict[str, list[dict[str, Any]]] = {
    "51 blocks": [section("x")] * 51,
    "characters in all blocks": [section("x" * 2_999)] * 5,
    "section: 3001 characters": [section("x" * 3_001)],
    "section: 0 characters": [section("")],
    "without words": [section(" ")],
    "not verbatim": [section("x", verbatim=False)],
    "a field of 2001": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2_001, "verbatim": True}]}],
    "mention somebody": [section("<!channel>")],
    "mention somebody: '<@U1>": [section("&lt;a <@U1>")],
    "mention somebody: '<#C1": [section("<#C1|general>")],
    "mention somebody: '<!subteam": [section("<!subteam^S1>")],
    "loose '<'": [section("<http://n.example|x>")],
    "loose '>'": [section("a > b")],
    "loose '&'": [section("a & b")],
    "is there 2 times": [section("x") | {"block_id": "a"}, section("y") | {"block_id": "a"}],
    "block_id: 256": [section("x") | {"block_id": "a" * 256}],
    "action_id '0'": [row(button(), button())],
    "26 elements": [row(*(button(action_id=str(n)) for n in range(26)))],
    "0 elements": [row()],
    "text of a button: 76": [row(button("x" * 76))],
    "value of a button: 2001": [row(button(value="x" * 2_001))],
    "not https": [row(button(url="http://n.example"))],
    "0 options": [row(menu("overflow", 0))],
    "6 options": [row(menu("overflow", 6))],
    "101 options": [row(menu("static_select", 101))],
    "11 options": [row(menu("radio_buttons", 11))],
    "value of a option: 151": [row(menu("overflow", 2, "x" * 150))],
    "wrong people": [row({"type": "users_select", "action_id": "0"})],
    "input in a message": [asked()],
    "could tell the card": [row(button()) | {"block_id": "0"}],
    "does not know": [section("x") | {"colour": "red"}],
    "nothing slack_sdk knows": [{"type": "sektion"}],
}
REFUSED_VIEWS: dict[str, dict[str, Any]] = {
    "fields without submit": {"blocks": [asked()]},
    "0 blocks": {"blocks": []},
    "101 blocks": {"blocks": [section("x")] * 101},
    "title of a modal: 25": {"title": {"type": "plain_text", "text": "x" * 25}},
    "submit of a modal: 25": {"submit": {"type": "plain_text", "text": "x" * 25}},
    "private_metadata: 3001": {"private_metadata": "x" * 3_001},
    "callback_id: 256": {"callback_id": "x" * 256},
    "a view of type home": {"type": "home"},
    "could read back": {"blocks": [asked(block_id="")]},
    "markup in label": {"blocks": [asked(label={"type": "mrkdwn", "text": "x", "verbatim": True})]},
    "label of a input: 2001": {"blocks": [asked(label={"type": "plain_text", "text": "x" * 2_001})]},
    "none of its options": {"blocks": [asked(element=menu("radio_buttons", 2) | {"initial_option": {"value": "9"}})]},
    "of one value": {"blocks": [asked(element=menu("radio_buttons", 1) | {"options": [{"value": "1"}] * 2})]},
    "initial_value: 3001": {"blocks": [asked(element={"type": "plain_text_input", "initial_value": "x" * 3_001})]},
}


def broken(method: str, args: dict[str, Any]) -> str:
    return "\n".join(problems(method, args))


@pytest.mark.parametrize("wrong", REFUSED)
def test_the_check_finds_what_is_wrong_with_a_message(wrong: str) -> None:
    assert wrong in broken("chat.postMessage", {"channel": "C1", "text": "x", "blocks": REFUSED[wrong]})
    assert wrong in broken(
        "chat.update", {"channel": "C1", "ts": "1", "text": "x", "blocks": json.dumps(REFUSED[wrong])}
    )


@pytest.mark.parametrize("wrong", REFUSED_VIEWS)
def test_the_check_finds_what_is_wrong_with_a_view(wrong: str) -> None:
    fine = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [section("x")]}
    assert broken("views.open", {"trigger_id": "1", "view": fine}) == ""
    assert wrong in broken("views.open", {"trigger_id": "1", "view": fine | REFUSED_VIEWS[wrong]})


def test_the_check_misses_nothing_that_a_method_cannot_do_without() -> None:
    assert "no text" in broken("chat.postMessage", {"channel": "C1", "blocks": [section("x")]})
    assert "mention somebody" in broken("chat.postMessage", {"channel": "C1", "text": "<!here>"})
    assert "text of 4001" in broken("chat.postMessage", {"channel": "C1", "text": "x" * 4_001})
    assert "channel is missing" in broken("chat.postMessage", {"text": "x"})
    assert "ts is missing" in broken("chat.update", {"channel": "C1", "text": "x"})
    assert "user is missing" in broken("chat.postEphemeral", {"channel": "C1", "text": "x"})
    assert "trigger_id is missing" in broken("views.open", {"view": {}})
    assert problems("chat.getPermalink", {}) == []
