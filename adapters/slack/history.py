"""Reading back what was said: pages of a channel and of a thread, and what was missed in a gap of hearing.

Apps that are sold outside Slack's Marketplace get fifteen messages a minute
(docs.slack.dev/reference/methods/conversations.history), so reading goes on where it stopped when it is asked again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from adapters.base import Clock, Installation, NotYet, Undeliverable
from adapters.mrkdwn.fields import Payload, children, words
from adapters.mrkdwn.ids import EPOCH, instant
from adapters.slack.errors import InDoubt, Refused
from adapters.slack.web import Web
from rules.model import MessageId

PAGE = 15
AGAIN = timedelta(seconds=30)
"""When to ask again, where an answer got lost."""
AHEAD = timedelta(hours=1)
"""By how much our clock may be behind Slack's."""
_THREAD_IS_GONE = ("thread_not_found", "message_not_found")


@dataclass(frozen=True, slots=True)
class Page:
    """Some messages, as Slack orders them: of a channel the newest first, of a thread the oldest."""

    messages: tuple[Payload, ...]
    more: bool

    @property
    def stamps(self) -> list[str]:
        """The `ts` of each that has one, oldest first."""
        return sorted((found[0] for each in self.messages if (found := instant(each.get("ts")))), key=micros)


async def newest(web: Web, installation: Installation, channel: str, oldest: str, latest: str) -> Page:
    """The newest messages between two times, both excluded; of a thread only the root."""
    return await _page(web, installation, "conversations.history", channel=channel, oldest=oldest, latest=latest)


async def replies(web: Web, installation: Installation, channel: str, root: str, oldest: str) -> Page:
    """The first replies in a thread after this time. Slack adds the root to them."""
    page = await _page(web, installation, "conversations.replies", channel=channel, ts=root, oldest=oldest)
    after = micros(oldest)
    return Page(tuple(each for each in page.messages if micros(words(each.get("ts"))) > after), page.more)


async def _page(web: Web, installation: Installation, method: str, **where: Any) -> Page:
    answer = await web.call(installation, method, limit=PAGE, include_all_metadata=True, **where)
    return Page(tuple(children(answer, "messages")), answer.get("has_more") is True)


def stamp(at: datetime) -> str:
    """An instant as Slack writes the `ts` of a message."""
    since = max(at - EPOCH, timedelta()) // timedelta(microseconds=1)
    return f"{since // 1_000_000}.{since % 1_000_000:06}"


def micros(ts: str) -> int:
    """The microseconds since 1970 of a `ts`; 0 where it is none."""
    found = instant(ts)
    return found[1] if found else 0


@dataclass(slots=True)
class _Reading:
    """How far a channel is read."""

    latest: str | None
    """What is older is still to be read; None: the channel is done."""
    found: dict[str, Payload] = field(default_factory=dict)
    read_to: dict[str, str | None] = field(default_factory=dict)
    """By thread: what is newer is still to be read; None: it is done."""


class History:
    """What was missed. It remembers how far it came, until it came to the end."""

    def __init__(self, web: Web, clock: Clock) -> None:
        self._web = web
        self._clock = clock
        self._readings: dict[tuple[str, str, datetime], _Reading] = {}

    async def missed(
        self, installation: Installation, channel: str, since: datetime, threads: Sequence[MessageId]
    ) -> AsyncIterator[Payload]:
        """What was said in a channel since then, in these threads and in those begun since: payloads of events.

        Oldest first, each once. Reactions, edits and deletions leave no trace there. Raises `Undeliverable` before the
        first: permanent where Slack will never tell, else ask again with the same arguments, then it goes on.
        """
        mark = (installation.id, channel, since)
        reading = self._readings.setdefault(mark, _Reading(stamp(self._clock() + AHEAD)))
        try:
            await self._read(installation, channel, stamp(since), reading, threads)
        except InDoubt:
            raise NotYet("nobody knows what Slack answered", retry_after=AGAIN) from None
        except Undeliverable as refusal:
            if refusal.permanent:
                self._readings.pop(mark, None)
            raise
        for ts in sorted(reading.found, key=micros):
            yield event_body(installation, channel, ts, reading.found[ts])
        self._readings.pop(mark, None)

    async def _read(
        self, installation: Installation, channel: str, since: str, reading: _Reading, threads: Sequence[MessageId]
    ) -> None:
        while reading.latest:
            page = await newest(self._web, installation, channel, since, reading.latest)
            _keep(reading, page)
            further = [ts for ts in page.stamps[:1] if page.more and micros(ts) < micros(reading.latest)]
            reading.latest = further[0] if further else None
        begun = [ts for ts, message in reading.found.items() if message.get("reply_count")]
        for root in dict.fromkeys((*threads, *sorted(begun, key=micros))):
            await self._read_thread(installation, channel, root, since, reading)

    async def _read_thread(
        self, installation: Installation, channel: str, root: str, since: str, reading: _Reading
    ) -> None:
        """A thread that is gone has nothing to tell."""
        after: str | None = reading.read_to.get(root, since)
        while after:
            try:
                page = await replies(self._web, installation, channel, root, after)
            except Refused as refusal:
                if refusal.error not in _THREAD_IS_GONE:
                    raise
                page = Page((), more=False)
            _keep(reading, page)
            after = page.stamps[-1] if page.more and page.stamps else None
            reading.read_to[root] = after


def _keep(reading: _Reading, page: Page) -> None:
    """What was broadcast from a thread stands in both."""
    for message in page.messages:
        if found := instant(message.get("ts")):
            reading.found.setdefault(found[0], message)


def event_body(installation: Installation, channel: str, ts: str, message: Payload) -> Payload:
    """A message of the history as the event it would have been (docs.slack.dev/apis/events-api)."""
    whole = installation.id.startswith("E")
    authorization = {
        "team_id": None if whole else installation.id,
        "enterprise_id": installation.id if whole else installation.enterprise,
        "user_id": installation.bot_user,
        "is_bot": True,
        "is_enterprise_install": whole,
    }
    return {
        "type": "event_callback",
        "authorizations": [authorization],
        "event_id": f"missed:{channel}:{ts}",
        "event_time": micros(ts) // 1_000_000,
        "event": {**message, "type": "message", "channel": channel, "ts": ts, "event_ts": ts},
    }
