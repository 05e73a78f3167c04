"""Finding again what Rapport said, by a key in its metadata: where nobody heard whether Slack took it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from adapters.base import Found, Installation, Ref, Undeliverable
from adapters.mrkdwn.fields import Payload, child, children, words
from adapters.slack.directory import Directory
from adapters.slack.errors import Refused
from adapters.slack.history import Page, micros, newest, replies, stamp
from adapters.slack.memory import remember
from adapters.slack.web import Web

KIND = "rapport_speech"
"""The type of the metadata."""
APART = timedelta(minutes=1)
"""How far apart our clock and Slack's may be."""
TAKEN_WITHIN = timedelta(minutes=5)
"""No later after its sending does a message appear; it is looked for after a minute and a half."""
MANY = 1_000
"""Searches that may be under way; those that were not asked for again are forgotten."""


def marked(key: str) -> dict[str, Any]:
    """Metadata for what is said under this key. Anybody in the workspace may read it, so it says nothing.

    docs.slack.dev/messaging/message-metadata
    """
    return {"event_type": KIND, "event_payload": {"key": _mark(key)}}


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def ref_of(road: Installation, channel: str, ts: str) -> Ref:
    """Slack's id of something Rapport said: through whom, where, and its `ts`."""
    return Ref(f"{road.id}/{channel}/{ts}")


def parts_of(ref: Ref) -> tuple[str, str, str]:
    """The installation's id, the channel and the `ts`; raises `Undeliverable` where it is none of Slack's."""
    parts = ref.split("/")
    if len(parts) != 3:
        raise Undeliverable("what was said there is not on Slack", permanent=True)
    return parts[0], parts[1], parts[2]


class Search:
    """Looks page by page, and goes on where it stopped: some apps may read but one page a minute."""

    def __init__(self, web: Web, directory: Directory) -> None:
        self._web = web
        self._directory = directory
        self._come_to: dict[tuple[str, ...], str] = {}

    async def look(
        self, road: Installation, channel: str, thread: str | None, since: datetime, key: str
    ) -> Ref | Found:
        """Whether it stands in this channel, or this thread of it; `CANNOT_TELL` where we may not look.

        Raises `NotYet` and `InDoubt`: ask again.
        """
        mark = (road.id, channel, thread or "", key)
        try:
            while True:
                page, further = await self._page(road, channel, thread, since, self._come_to.get(mark))
                found = [message for message in page.messages if _says(message, key)]
                if found or further is None:
                    break
                remember(self._come_to, mark, further, MANY)
        except Refused as refusal:
            if not refusal.permanent:
                raise
            self._come_to.pop(mark, None)
            return Found.CANNOT_TELL
        self._come_to.pop(mark, None)
        return ref_of(self._author(found[0]) or road, channel, words(found[0].get("ts"))) if found else Found.ABSENT

    async def _page(
        self, road: Installation, channel: str, thread: str | None, since: datetime, come_to: str | None
    ) -> tuple[Page, str | None]:
        """A page, and where the next one begins: a channel is read backwards, a thread forwards."""
        oldest, latest = stamp(since - APART), stamp(since + TAKEN_WITHIN)
        if thread is None:
            page = await newest(self._web, road, channel, oldest, come_to or latest)
            return page, page.stamps[0] if page.more and page.stamps else None
        page = await replies(self._web, road, channel, thread, come_to or oldest)
        goes_on = page.more and page.stamps and micros(page.stamps[-1]) < micros(latest)
        return page, page.stamps[-1] if goes_on else None

    def _author(self, message: Payload) -> Installation | None:
        """Through whom it was said: nobody else may edit it."""
        user = words(message.get("user"))
        return next((each for each in self._directory.all if user and each.bot_user == user), None)


def _says(message: Payload, key: str) -> bool:
    """Whether this is what was said under that key: by its metadata, or by the name of its buttons."""
    if not message.get("bot_id"):
        return False
    if child(child(message, "metadata"), "event_payload").get("key") == _mark(key):
        return True
    names = (words(block.get("block_id")).partition("|") for block in children(message, "blocks"))
    return any(mark and card == key for _, mark, card in names)
