"""How loudly a nudge may be said: where both sides read, to one person, or not at all (listening.md, 5.5)."""

from __future__ import annotations

from enum import StrEnum

PUBLIC_FROM, PRIVATE_FROM = 0.65, 0.5


class Band(StrEnum):
    """What a question may be nudged about in."""

    PUBLIC = "public"
    PRIVATE = "private"
    SILENT = "silent"


def band_of(expects: float) -> Band:
    """By how likely it is that somebody waits for an answer."""
    if expects >= PUBLIC_FROM:
        return Band.PUBLIC
    return Band.PRIVATE if expects >= PRIVATE_FROM else Band.SILENT
