"""How loudly a nudge may be said: where both sides read, to one person, or not at all (listening.md, 5.5)."""

from __future__ import annotations

from enum import StrEnum

PUBLIC_FROM, PRIVATE_FROM = 0.65, 0.5
EACH_PRESS, PUBLIC_FROM_AT_MOST = 0.05, 0.95
"""By so much *Not a question* raises what it takes to be said where both sides read, and no further than that."""


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


def public_from(misheard: int) -> float:
    """How likely it has to be in a place where so often, lately, what was tracked was said to be no question."""
    return min(PUBLIC_FROM + EACH_PRESS * misheard, PUBLIC_FROM_AT_MOST)
