"""How fast we may go: one post a second in a channel, and nothing of a kind that Slack asked us to wait with.

Slack counts per method, workspace and app, and posts per channel besides; the wait it asks for is in `Retry-After`
(docs.slack.dev/apis/web-api/rate-limits).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from adapters.base import NotYet

SPACING = 1.25
"""Seconds between two posts in one channel: Slack's second, and more, for no two take equally long to get there."""
MANY = 1_000
"""Entries above which those that are over are thrown away."""

Monotonic = Callable[[], float]
"""Seconds on a clock that is never set back."""
Sleep = Callable[[float], Awaitable[None]]


def loop_time() -> float:
    """The clock that sleeping goes by."""
    return asyncio.get_running_loop().time()


class Pace:
    """Whose turn it is. One process; where there are several, Slack itself tells the others to wait."""

    def __init__(self, monotonic: Monotonic = loop_time, sleep: Sleep = asyncio.sleep) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._next_post: dict[str, float] = {}
        self._blocked: dict[tuple[str, str], float] = {}

    async def turn(self, channel: str, wait: float) -> None:
        """Wait for a post's turn in this channel; `NotYet` where that takes longer than `wait` seconds."""
        now = self._monotonic()
        at = max(now, self._next_post.get(channel, now))
        if at - now > wait:
            raise NotYet("one post a second in a channel", retry_after=timedelta(seconds=at - now))
        if len(self._next_post) >= MANY:
            self._next_post = {each: then for each, then in self._next_post.items() if then > now}
        self._next_post[channel] = at + SPACING  # taken before anybody else can run
        if at > now:
            await self._sleep(at - now)

    def block(self, installation: str, method: str, seconds: float) -> NotYet:
        """Slack said not to call this for so long; what to tell whoever just did."""
        now = self._monotonic()
        if len(self._blocked) >= MANY:
            self._blocked = {each: until for each, until in self._blocked.items() if until > now}
        self._blocked[installation, method] = max(now + seconds, self._blocked.get((installation, method), now))
        return _slow_down(method, seconds)

    def check(self, installation: str, method: str) -> None:
        """`NotYet` while this is not to be called."""
        left = self._blocked.get((installation, method), 0) - self._monotonic()
        if left > 0:
            raise _slow_down(method, left)


def _slow_down(method: str, seconds: float) -> NotYet:
    return NotYet(f"{method}: Slack asks to wait", retry_after=timedelta(seconds=seconds))
