"""The bad habits of the fake Slack, and what it notes down of those who call it wrongly."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from bot.clock import monotonic

EVERY_CHANNEL = 1.0
"""Seconds between two posts in one channel (https://docs.slack.dev/apis/web-api/rate-limits)."""
TOLERANCE = 0.05
"""Seconds by which two requests may come closer than they were sent."""
ON_ITS_WAY = 0.25
"""Seconds within which a call after a 429 had been sent before its sender could know."""


class Fault(Enum):
    """What can go wrong with a call."""

    RATE_LIMITED = "429 with Retry-After; this method of this team is blocked so long"
    BEFORE = "500, and it was not taken"
    AFTER = "500, and it was taken"
    LATE = "500, and it is taken a while later"
    RESET_BEFORE = "the connection breaks, and it was not taken"
    RESET = "the connection breaks, and it was taken"
    HANG = "no answer, and it was not taken"
    HANG_TAKEN = "no answer, and it was taken"

    @property
    def is_ambiguous(self) -> bool:
        """Whether the caller cannot know if it was taken."""
        return self is not Fault.RATE_LIMITED


@dataclass(frozen=True)
class Odd:
    """An answer that Slack never wrote, as of something on the way to it."""

    body: str = ""
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Faults:
    """Which faults come how often. Without any, and without latency, the fake behaves."""

    seed: int = 0
    shares: dict[Fault, float] = field(default_factory=dict)
    """Of every call, in parts of 1."""
    methods: frozenset[str] = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update"})
    """Whose calls have the faults above."""
    retry_after: int = 1
    """Seconds; a 429 says so."""
    hangs_for: float = 15
    """Seconds after which a call that hangs is dropped."""
    late_by: float = 1
    """Seconds until a late call is taken."""
    latency: tuple[float, float] = (0, 0)
    """Seconds before a call is looked at: at least and at most."""
    scripted: dict[str, deque[Fault | None]] = field(default_factory=lambda: defaultdict(deque))
    """By method: what the next calls come to, before chance has a say; None: nothing."""
    odd: dict[str, deque[Odd]] = field(default_factory=lambda: defaultdict(deque))
    """By method: what the next calls are answered, without being looked at."""
    counts: dict[Fault, int] = field(default_factory=lambda: defaultdict(int))
    """What came so far."""

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def script(self, method: str, *faults: Fault | None) -> None:
        """The next calls of this method end like this."""
        self.scripted[method].extend(faults)

    def odd_answer(self, method: str) -> Odd | None:
        waiting = self.odd.get(method)
        return waiting.popleft() if waiting else None

    def delay(self) -> float:
        return self._chance.uniform(*self.latency)

    def next(self, method: str) -> Fault | None:
        """What this call comes to."""
        waiting = self.scripted.get(method)
        fault = waiting.popleft() if waiting else self._by_chance(method)
        if fault:
            self.counts[fault] += 1
        return fault

    def _by_chance(self, method: str) -> Fault | None:
        if method not in self.methods or not self.shares:
            return None
        drawn = self._chance.random()
        for fault, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                return fault
        return None

    @property
    def ambiguous(self) -> int:
        """Answers from which nobody can tell whether a call was taken."""
        return sum(times for fault, times in self.counts.items() if fault.is_ambiguous)


@dataclass
class Watch:
    """Notes down what Slack would mind. The times are a monotonic clock's, in seconds."""

    now: Callable[[], float] = monotonic
    too_fast: list[str] = field(default_factory=list)
    """Two posts within a second in one channel."""
    while_blocked: list[str] = field(default_factory=list)
    """Calls of a method that a 429 had blocked for that team."""
    malformed: list[str] = field(default_factory=list)
    """Messages and views that break a limit of Block Kit."""
    _last_post: dict[str, float] = field(default_factory=dict)
    _blocked: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    @property
    def over_limit(self) -> list[str]:
        return [*self.too_fast, *self.while_blocked]

    def block(self, team: str, method: str, seconds: float) -> None:
        """A call that is on its way while the 429 goes out is nobody's mistake."""
        now = self.now()
        self._blocked[team, method] = (now + ON_ITS_WAY, now + seconds)

    def blocked_for(self, team: str, method: str, came: float) -> float:
        """Seconds from when the call came; 0: it is not blocked."""
        noted_from, until = self._blocked.get((team, method), (0.0, 0.0))
        if noted_from <= came < until - TOLERANCE:
            self.while_blocked.append(f"{method} of {team}, {until - came:.3f} s too early")
        return max(0.0, until - came)

    def post(self, channel: str, came: float) -> None:
        """Somebody posts in a channel, whatever comes of it."""
        since = came - self._last_post.get(channel, float("-inf"))
        if since < EVERY_CHANNEL - TOLERANCE:
            self.too_fast.append(f"{channel}, {since:.3f} s after the last post")
        self._last_post[channel] = came
