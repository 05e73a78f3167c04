"""What Slack would refuse, worked out without our renderer: by slack_sdk's own models, and by what those do not know.

Sources: docs.slack.dev/reference/block-kit and /reference/views; "house" is a rule of ours. `slack_sdk` checks neither
the number of blocks of a message, nor ids, nor markup, nor what may stand where.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

NEEDED = {
    "chat.postMessage": ("channel",),
    "chat.update": ("channel", "ts"),
    "chat.postEphemeral": ("channel", "user"),
    "views.open": ("trigger_id", "view"),
    "views.update": ("view",),
    "views.publish": ("user_id", "view"),
}
"""The methods that are looked at, and what each cannot do without."""
IN_MESSAGES = {"section", "context", "actions", "divider", "header", "image", "rich_text"}
IN_VIEWS = IN_MESSAGES | {"input"}
TEXTS = {
    ("section", "text"): 3_000,
    ("header", "text"): 150,
    ("button", "text"): 75,
    ("option", "text"): 75,
    ("input", "label"): 2_000,
    ("input", "hint"): 2_000,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("plain_text_input", "placeholder"): 150,
    ("static_select", "placeholder"): 150,
}
"""The most characters of a text object, by what it belongs to and its key there."""
PLAIN = set(TEXTS) - {("section", "text")}
"""Where no markup is taken."""
STRINGS = {
    "block_id": 255,
    "action_id": 255,
    "callback_id": 255,
    "external_id": 255,
    "private_metadata": 3_000,
    "initial_value": 3_000,
    "url": 3_000,
}
OPTIONS = {"overflow": 5, "static_select": 100, "radio_buttons": 10, "checkboxes": 10}
WRONG_PEOPLE = re.compile(r"(multi_)?(users|conversations|channels)_select")
CONTROL = re.compile(r"<[@#!]")
LINK = re.compile(r"<https://[^\s<>|]+\|[^\n<>]+>")
LOOSE = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
ALL_TEXT = 12_000


def problems(method: str, args: Mapping[str, Any]) -> list[str]:
    """All that is wrong with these arguments of a method of the Web API; nothing about methods it does not know."""
    if method not in NEEDED:
        return []
    missing = [f"{name} is missing" for name in NEEDED[method] if not args.get(name)]
    if method.startswith("chat."):
        return [*missing, *_of_message(args)]
    return [*missing, *_of_view(_read(args.get("view")) or {}, home=method == "views.publish")]


def _read(value: Any) -> Any:
    """Arguments are sent as JSON, or as JSON in a string."""
    return json.loads(value) if isinstance(value, str) else value


# Messages and views --------------------------------------------------------------------------------------------------


def _of_message(args: Mapping[str, Any]) -> Iterator[str]:
    words, blocks = args.get("text") or "", _read(args.get("blocks")) or []
    if not words.strip():
        yield "no text: nobody is notified of anything, and a screen reader has nothing to read"
    if len(words) > 4_000:
        yield f"text of {len(words)} characters"
    yield from _of_markup("text", words)
    if len(blocks) > 50:
        yield f"{len(blocks)} blocks in a message"
    if (size := sum(len(text["text"]) for block in blocks for text in _texts(block))) > ALL_TEXT:
        yield f"msg_blocks_too_long: {size} characters in all blocks"
    yield from (f"{block.get('type')} in a message" for block in blocks if block.get("type") not in IN_MESSAGES)
    yield from _of_blocks(blocks)


def _of_view(view: Mapping[str, Any], home: bool) -> Iterator[str]:
    blocks = view.get("blocks") or []
    if view.get("type") != ("home" if home else "modal"):
        yield f"a view of type {view.get('type')}"
    if not 1 <= len(blocks) <= 100:
        yield f"{len(blocks)} blocks in a view"
    if not home and "title" not in view:
        yield "a modal without a title"
    if "submit" not in view and any(block.get("type") == "input" for block in blocks):
        yield "fields without submit"
    yield from _of_object({key: value for key, value in view.items() if key != "blocks"})
    yield from (f"{block.get('type')} in a view" for block in blocks if block.get("type") not in IN_VIEWS)
    yield from _of_blocks(blocks)
    yield from _of_sdk("view", lambda: View(**view), view)


# Blocks --------------------------------------------------------------------------------------------------------------


def _of_blocks(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    yield from (f"block_id {id!r} is there {times} times" for id, times in ids.items() if times > 1)
    for block in blocks:
        yield from _of_block(block)
        yield from (problem for each in _objects(block) for problem in _of_object(each))
        yield from (problem for each in _texts(block) for problem in _of_text(each))
        yield from _of_sdk(f"block {block.get('type')}", partial(Block.parse, dict(block)), block)


def _of_block(block: Mapping[str, Any]) -> Iterator[str]:
    kind, elements = block.get("type"), block.get("elements") or []
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield "a section without words"
    if len(block.get("fields") or []) > 10:
        yield "more than 10 fields"
    yield from (f"a field of {len(each['text'])}" for each in block.get("fields") or [] if len(each["text"]) > 2_000)
    most = {"actions": 25, "context": 10}.get(str(kind))
    if most and not 1 <= len(elements) <= most:
        yield f"{len(elements)} elements in {kind}"
    if kind == "input" and not (block.get("block_id") and (block.get("element") or {}).get("action_id")):
        yield "house: a field that nobody could read back"
    if kind == "actions":
        yield from _of_elements(block)


def _of_elements(block: Mapping[str, Any]) -> Iterator[str]:
    actions = Counter(each.get("action_id") for each in block["elements"])
    yield from (f"action_id {id!r} is there {times} times" for id, times in actions.items() if times > 1)
    if "|" not in block.get("block_id", ""):
        yield "house: buttons of which nobody could tell the card"


def _of_object(each: Mapping[str, Any]) -> Iterator[str]:
    """Of a block, an element, an option or a view."""
    kind = str(each.get("type") or "option")
    for (owner, key), most in TEXTS.items():
        if owner == kind and key in each:
            yield from _of_length(f"{key} of a {kind}", each[key]["text"], most)
            if (owner, key) in PLAIN and each[key]["type"] != "plain_text":
                yield f"markup in {key} of a {kind}"
    for key, most in STRINGS.items():
        if isinstance(each.get(key), str):
            yield from _of_length(key, each[key], most)
    if "value" in each:
        yield from _of_length(f"value of a {kind}", each["value"], 2_000 if kind == "button" else 150)
    if "url" in each and not each["url"].startswith("https://"):
        yield f"an address that is not https: {each['url']}"
    if WRONG_PEOPLE.fullmatch(kind):
        yield f"house: a {kind} shows the wrong people where two companies share a channel"
    yield from _of_options(kind, each)


def _of_options(kind: str, each: Mapping[str, Any]) -> Iterator[str]:
    if kind not in OPTIONS:
        return
    options = each.get("options") or []
    if not 1 <= len(options) <= OPTIONS[kind]:
        yield f"{len(options)} options in {kind}"
    values = Counter(option.get("value") for option in options)
    yield from (f"{times} options of one value in {kind}" for times in values.values() if times > 1)
    if "initial_option" in each and each["initial_option"] not in options:
        yield f"the first choice in {kind} is none of its options"


def _of_length(what: str, words: str, most: int) -> Iterator[str]:
    if not 1 <= len(words) <= most:
        yield f"{what}: {len(words)} characters, of at most {most}"


# Text ----------------------------------------------------------------------------------------------------------------


def _of_text(each: Mapping[str, Any]) -> Iterator[str]:
    yield from _of_length(each["type"], each["text"], 3_000)
    if not each["text"].strip():
        yield f"{each['type']} without words"
    if each["type"] == "mrkdwn":
        yield from _of_markup("mrkdwn", each["text"])
        if each.get("verbatim") is not True:
            yield "house: mrkdwn that is not verbatim makes links and mentions of words"


def _of_markup(what: str, words: str) -> Iterator[str]:
    """Nothing but links is marked up; what wakes somebody is named first."""
    if found := CONTROL.search(words):
        yield f"{what} would mention somebody: {words[found.start() : found.start() + 20]!r}"
    elif found := LOOSE.search(LINK.sub("", words)):
        yield f"{what} has a loose {found[0]!r}"


def _texts(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every text object in it."""
    return (each for each in _objects(value) if each.get("type") in ("plain_text", "mrkdwn"))


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """It and every object in it."""
    if isinstance(value, Mapping):
        yield value
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for each in inside:
        yield from _objects(each)


def _of_sdk(what: str, parse: Callable[[], Any], given: Mapping[str, Any]) -> Iterator[str]:
    """What slack_sdk's models refuse, or do not know."""
    try:
        parsed = parse()
        if parsed is None:
            yield f"{what} is nothing slack_sdk knows"
        elif json.loads(json.dumps(parsed.to_dict())) != given:
            yield f"{what} has something that slack_sdk does not know"
    except (SlackObjectFormationError, TypeError) as refusal:
        yield f"{what}: {refusal}"
