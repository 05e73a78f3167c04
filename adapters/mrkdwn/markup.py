"""Slack's message markup → the neutral plain text of `rules.events.MessagePosted`.

Rules: docs.slack.dev/messaging/formatting-message-text. Angle brackets hold mentions and links; a literal `&`, `<` or
`>` comes as an entity. Code fences, backticks and quote lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST = 40_000
"""Characters kept of a message: Slack itself cuts there (docs.slack.dev, chat.postMessage)."""

_TOKEN = re.compile(r"<([^<>]*)>|&(?:lt|gt|amp);")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_TORN_ENTITY = re.compile(r"&[a-z]{0,3}\Z")
_UPLOAD = re.compile(
    r"<@[^<>]*> (?:uploaded|shared) (?:a|an) [^<>]{1,40}: <[^<>]*>(?: and commented: (?P<comment>.*))?\s*\Z", re.DOTALL
)
_SCHEMES = ("mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Names:
    """What people and places are called: id → name."""

    people: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def cut(markup: str) -> str:
    """The first 40,000 characters, without a bracket or entity torn in two at the end."""
    kept = markup[:LONGEST]
    if len(kept) == len(markup):
        return kept
    bracket = kept.rfind("<")
    if bracket > kept.rfind(">"):
        kept = kept[:bracket]
    return _TORN_ENTITY.sub("", kept)


def upload_comment(markup: str) -> str | None:
    """What was said with a file, where the text is the sentence old exports made of an upload; else None.

    `<@U1|n> uploaded a file: <url|title> and commented: words` → `words`; without a comment → "".
    """
    upload = _UPLOAD.match(markup)
    return upload and (upload["comment"] or "")


def plain(markup: str, names: Names) -> tuple[str, tuple[str, ...]]:
    """The text as people read it, and the ids of the people it mentions, each once, in order."""
    if "<" not in markup and "&" not in markup:
        return markup, ()
    mentioned: dict[str, None] = {}

    def shown(token: re.Match[str]) -> str:
        inside = token[1]
        if inside is None:
            return _ENTITIES[token[0]]
        if inside[:2] in ("@U", "@W"):
            mentioned[inside[1:].partition("|")[0]] = None
        return _bracket(inside, names)

    return _TOKEN.sub(shown, markup), tuple(mentioned)


def _bracket(inside: str, names: Names) -> str:
    target, _, label = inside.partition("|")
    label = _unescaped(label)
    match target[:1]:
        case "@":
            return "@" + (names.people.get(target[1:]) or label.removeprefix("@") or target[1:])
        case "#":
            return "#" + (label.removeprefix("#") or names.places.get(target[1:]) or target[1:])
        case "!":
            return _command(target[1:], label)
        case _:
            return label or _address(_unescaped(target))


def _command(target: str, label: str) -> str:
    """`here`, `channel`, `subteam^S1`, `date^1392734382^{date}`: a label says it best, and is a date's fallback."""
    name, _, rest = target.partition("^")
    if name == "date":
        return label
    return "@" + (label.removeprefix("@") or rest or name)


def _address(target: str) -> str:
    for scheme in _SCHEMES:
        target = target.removeprefix(scheme)
    return target


def _unescaped(text: str) -> str:
    return _TOKEN.sub(lambda token: _ENTITIES.get(token[0], token[0]), text) if "&" in text else text
