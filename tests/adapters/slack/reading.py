"""What somebody reads and presses in Slack, of the blocks that were posted. Without our renderer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Blocks = Sequence[Mapping[str, Any]]

_LINK = re.compile(r"<[^<>|]*\|([^<>]*)>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def read_back(blocks: Blocks) -> str:
    """The words, links as their labels; a line for each block of words. Buttons are not read but pressed."""
    return "\n".join(_shown(text) for block in blocks for text in _texts(block))


def labels(blocks: Blocks) -> tuple[str, ...]:
    """Of the buttons, those behind a menu last."""
    elements = sorted(_elements(blocks), key=lambda pair: pair[1]["type"] != "button")
    return tuple(shown["text"]["text"] for _, element in elements for shown in element.get("options", [element]))


def pressed(blocks: Blocks, label: str) -> dict[str, Any]:
    """What Slack sends under `actions` when somebody presses the first button of this label."""
    for block, element in _elements(blocks):
        for shown in element.get("options", [element]):
            if shown["text"]["text"] == label:
                what = {"selected_option": shown} if "options" in element else {"value": shown["value"]}
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                return {"type": element["type"], **ids, **what}
    raise KeyError(label)


def unescaped(markup: str) -> str:
    return re.sub("&(?:lt|gt|amp);", lambda entity: _ENTITIES[entity[0]], markup)


def _shown(text: Mapping[str, Any]) -> str:
    return unescaped(_LINK.sub(r"\1", text["text"])) if text["type"] == "mrkdwn" else str(text["text"])


def _texts(block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if block["type"] in ("section", "header"):
        yield block["text"]
    if block["type"] == "context":
        yield from block["elements"]


def _elements(blocks: Blocks) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    return ((block, element) for block in blocks if block["type"] == "actions" for element in block["elements"])
