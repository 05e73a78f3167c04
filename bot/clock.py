"""The only file that reads the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""What gives the present instant, aware UTC. Tests and replay bring their own."""


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds on a clock that is never set back: for how long something took."""
    return time.monotonic()
