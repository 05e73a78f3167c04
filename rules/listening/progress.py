"""What listening remembers of one open item, so that no old text is ever read again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Compact state (2 kB at most as JSON), advanced message by message. Only strings, numbers, booleans and tuples of them."""
