"""Reading untyped payloads: whatever a file holds, these give the type that was hoped for or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]

NOTHING: Payload = {}


def words(value: object) -> str:
    """The value if it is text, else "". Lone surrogates become U+FFFD and NULs go: no database takes either."""
    if not isinstance(value, str):
        return ""
    if not value.isascii():
        value = _encodable(value)
    return value.replace("\x00", "") if "\x00" in value else value


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def child(payload: Payload, key: str) -> Payload:
    """The object under `key`, or an empty one."""
    value = payload.get(key)
    return value if isinstance(value, dict) else NOTHING


def children(payload: Payload, key: str) -> list[Payload]:
    """The objects of the list under `key`."""
    value = payload.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def texts(payload: Payload, key: str) -> list[str]:
    """The non-empty texts of the list under `key`."""
    value = payload.get(key)
    return [text for entry in value if (text := words(entry))] if isinstance(value, list) else []
