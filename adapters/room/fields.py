"""Reading what a page or a test posts: each function gives the type that was hoped for, or says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]

LONGEST_TEXT = 40_000
"""Characters of a message, as on Slack."""
QUOTED = 40
"""Characters of somebody's words that a complaint repeats."""


class Malformed(ValueError):
    """A payload makes no sense, or cannot be as things stand in the room. One sentence for people."""


def text(payload: Payload, key: str) -> str:
    """The text under `key`. Lone surrogates become U+FFFD and NULs go: no database takes either."""
    value = payload.get(key)
    if not isinstance(value, str):
        raise Malformed(f'"{key}" must be a text' if key in payload else f'"{key}" is missing')
    if len(value) > LONGEST_TEXT:
        raise Malformed(f'"{key}" is longer than {LONGEST_TEXT:,} characters')
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "")


def word(payload: Payload, key: str) -> str:
    """A text that is not empty."""
    if found := text(payload, key).strip():
        return found
    raise Malformed(f'"{key}" is empty')


def optional_word(payload: Payload, key: str) -> str | None:
    """A text that may be missing or null."""
    return None if payload.get(key) is None else word(payload, key)


def number(payload: Payload, key: str) -> int:
    """A whole number from nought on; nought if it is missing."""
    value = payload.get(key, 0)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise Malformed(f'"{key}" must be a whole number')


def flag(payload: Payload, key: str) -> bool | None:
    """True or false; None if it is missing."""
    value = payload.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise Malformed(f'"{key}" must be true or false')


def texts(payload: Payload, key: str) -> dict[str, str]:
    """An object of texts."""
    value = payload.get(key, {})
    if not isinstance(value, dict):
        raise Malformed(f'"{key}" must be an object')
    return {name: text(value, name) for name in value if isinstance(name, str)}


def quoted(words: str) -> str:
    return f'"{words}"' if len(words) <= QUOTED else f'"{words[:QUOTED]}…"'
