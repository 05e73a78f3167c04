"""What Rapport says on Slack: through the outbox once and never twice, and at once to whoever pressed or typed.

Slack has no key under which a message is taken only once, so each carries one by which it is found again (`search.py`).
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar, assert_never

from adapters.base import Draw, Found, Installation, Ref, Undeliverable, no_pictures
from adapters.mrkdwn.fields import Payload, child, words
from adapters.mrkdwn.ids import PLATFORM, instant
from adapters.slack.directory import Directory
from adapters.slack.envelope import Reply as Asker
from adapters.slack.errors import InDoubt, Refused
from adapters.slack.fields import private
from adapters.slack.lookup import Lookup
from adapters.slack.memory import remember
from adapters.slack.render import NO_PICTURES, blocks, home, text, view
from adapters.slack.search import Search, marked, parts_of, ref_of
from adapters.slack.web import Web, slack_id
from rules.effects import Post, Reply, Revise, Speech, Tell
from rules.message import Form, Message, Picture
from rules.model import MessageId, PlaceId

V = TypeVar("V")

TO_SHOW = 3.0
"""Seconds for uploading a picture; what is not there by then is said in words."""
BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments"})
"""How Slack says no to a picture it has not looked at yet."""
TO_PIN = 2.0
"""Seconds for the pin: the message stands already."""
AGAIN = timedelta(seconds=30)
"""When to try again to open a conversation, where the answer got lost."""
MANY = 5_000
"""Entries kept of what may be forgotten."""
HOME = "home"
"""What a press in App Home calls its card."""

_QUIETLY: dict[str, Any] = {"parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}
_NAMESPACE = uuid.UUID("6f5b2c34-8a0e-5d0b-9d2f-3b3f0f4f6a11")


class Mouth:
    """Says it through the installation that reaches there, and where that is closed to it through another one."""

    def __init__(self, web: Web, directory: Directory, lookup: Lookup, draw: Draw = no_pictures) -> None:
        self._draw = draw
        self._web = web
        self._directory = directory
        self._lookup = lookup
        self._search = Search(web, directory)
        self._directs: dict[tuple[str, str], str] = {}
        self._pressed: dict[str, Asker] = {}

    def link(self, place: PlaceId, message: MessageId) -> str:
        """The address of a message; "" where it is not on Slack, or where nobody knows.

        A question that was typed for Rapport alone stands nowhere before Rapport has posted it.
        """
        base = next((road.url for road in self._directory.roads(place) if road.url), "")
        if not (base and instant(message)) or not place.startswith(f"{PLATFORM}:"):
            return ""
        return f"{base.rstrip('/')}/archives/{slack_id(place)}/p{message.replace('.', '')}"

    # Through the outbox ----------------------------------------------------------------------------------------------

    async def deliver(self, speech: Post | Reply | Tell) -> Ref:
        """Say it and return where it stands; raises `Undeliverable`, or `InDoubt`."""
        match speech:
            case Post():
                return await _through(self._directory.roads(speech.place), lambda road: self._post(road, speech))
            case Reply():
                return await _through(self._directory.roads(speech.place), lambda road: self._reply(road, speech))
            case Tell():
                return await _through(self._directory.roads(speech.near), lambda road: self._tell(road, speech))
            case _:
                assert_never(speech)

    async def _post(self, road: Installation, speech: Post) -> Ref:
        ref = await self._say(road, slack_id(speech.place), speech.message, speech.key)
        if speech.pin:
            await self._pin(road, ref)
        return ref

    async def _reply(self, road: Installation, speech: Reply) -> Ref:
        if not instant(speech.thread):
            raise Undeliverable("what stands nowhere on Slack has no thread", permanent=True)
        return await self._say(road, slack_id(speech.place), speech.message, speech.key, speech.thread)

    async def _tell(self, road: Installation, speech: Tell) -> Ref:
        return await self._in_private(
            road, slack_id(speech.person), lambda channel: self._say(road, channel, speech.message, speech.key)
        )

    async def _say(
        self, road: Installation, channel: str, message: Message, key: str, thread: str | None = None
    ) -> Ref:
        arguments: dict[str, Any] = {
            "channel": channel,
            "thread_ts": thread,
            "metadata": marked(key),
            "client_msg_id": str(uuid.uuid5(_NAMESPACE, key)),  # Slack may take it for a key; no page says so
            **_QUIETLY,
        }
        answer = await self._with_pictures(road, "chat.postMessage", message, key, arguments)
        ts = words(answer.get("ts"))
        if not ts:
            raise InDoubt("chat.postMessage: taken, and nobody knows where it stands")
        return ref_of(road, words(answer.get("channel")) or channel, ts)

    async def _with_pictures(
        self, road: Installation, method: str, message: Message, card: str, arguments: Mapping[str, Any]
    ) -> Payload:
        """Say it with its pictures; where Slack does not take one of them, once more with their words instead.

        Only a definite no is followed by another try, so it is said once whatever happens.
        """
        pictures = await self._uploaded(road, message)
        if pictures:
            try:
                return await self._web.call(road, method, **arguments, **self._shown(message, card, pictures))
            except Refused as refusal:
                if refusal.error not in BAD_BLOCKS:
                    raise
        return await self._web.call(road, method, **arguments, **self._shown(message, card))

    async def _uploaded(self, road: Installation, message: Message) -> dict[Picture, str]:
        """The files of its pictures; whatever goes wrong, one is missing and the message is said nevertheless."""
        found: dict[Picture, str] = {}
        for picture in (part for part in message.parts if isinstance(part, Picture)):
            with suppress(Undeliverable, InDoubt, TimeoutError):
                drawn = await self._draw(picture)
                if drawn:
                    async with asyncio.timeout(TO_SHOW):
                        found[picture] = await self._web.picture(road, f"{picture.kind}.png", drawn, picture.alt)
        return {picture: file for picture, file in found.items() if file}

    def _shown(self, message: Message, card: str, pictures: Mapping[Picture, str] = NO_PICTURES) -> dict[str, Any]:
        return {"text": text(message), "blocks": blocks(message, card, self.link, pictures=pictures)}

    async def _pin(self, road: Installation, ref: Ref) -> None:
        """A message that is not pinned is said nevertheless."""
        _, channel, ts = parts_of(ref)
        with suppress(Undeliverable, InDoubt, TimeoutError):
            async with asyncio.timeout(TO_PIN):
                await self._web.call(road, "pins.add", channel=channel, timestamp=ts)

    async def revise(self, ref: Ref, speech: Revise) -> Ref:
        """Put this in the place of what stands under `ref`; to do so twice changes nothing."""
        installation, channel, ts = parts_of(ref)
        road = self._directory.of(installation)
        if road is None:
            raise Undeliverable("chat.update: that workspace has no Rapport any more", permanent=True)
        await self._update(road, channel, ts, speech.message, speech.revises)
        return ref

    async def _update(self, road: Installation, channel: str, ts: str, message: Message, card: str) -> None:
        shown = self._shown(message, card)
        await self._web.call(
            road, "chat.update", channel=channel, ts=ts, parse="none", link_names=False, metadata=marked(card), **shown
        )

    # Finding it again ------------------------------------------------------------------------------------------------

    async def find(self, speech: Speech, since: datetime) -> Ref | Found:
        """Whether it stands there. Raises `NotYet` or `InDoubt` where Slack does not say now; ask again."""
        match speech:
            case Post() | Reply():
                return await self._find_in_place(speech, since)
            case Tell():
                return await self._find_in_private(speech, since)
            case Revise():
                return Found.CANNOT_TELL  # whoever edits may edit again
            case _:
                assert_never(speech)

    async def _find_in_place(self, speech: Post | Reply, since: datetime) -> Ref | Found:
        """Everybody in a channel sees the same, so the first road that may look is enough."""
        root = speech.thread if isinstance(speech, Reply) else None
        for road in self._directory.roads(speech.place):
            found = await self._search.look(road, slack_id(speech.place), root, since, speech.key)
            if found is not Found.CANNOT_TELL:
                return found
        return Found.CANNOT_TELL

    async def _find_in_private(self, speech: Tell, since: datetime) -> Ref | Found:
        """Each installation has a conversation of its own with them."""
        result = Found.CANNOT_TELL
        for road in self._directory.roads(speech.near):
            try:
                channel = await self._direct(road, slack_id(speech.person))
            except Refused as refusal:
                if not refusal.closes_the_road:
                    raise
                continue
            found = await self._search.look(road, channel, None, since, speech.key)
            if not isinstance(found, Found):
                return found
            result = found if found is Found.ABSENT else result
        return result

    # At once ---------------------------------------------------------------------------------------------------------

    async def open_form(self, asker: Asker, form: Form, place: PlaceId | None) -> None:
        """Open a form before whoever pressed. Their press is remembered: what they send may replace the card."""
        if form.card and asker.message:
            remember(self._pressed, form.card, asker, MANY)
        await self._web.call(self._road(asker), "views.open", trigger_id=asker.trigger or "", view=view(form, place))

    async def tell(self, asker: Asker, message: Message, card: str) -> None:
        """Answer so that only they read it: in the channel where Slack shows that for sure, else in private.

        Slack says ok to an ephemeral message whoever is to see it; for people of other companies no page says that
        they do (docs.slack.dev/reference/methods/chat.postEphemeral).
        """
        road = self._road(asker)
        if asker.channel and not private(asker.channel) and self._lookup.is_at_home(road, asker.user):
            with suppress(Undeliverable):
                await self._whisper(road, asker, asker.channel, message, card)
                return
        thread = asker.thread if asker.channel and private(asker.channel) else None
        await self._in_private(
            road, asker.user, lambda channel: self._say(road, channel, message, card, thread), asker.channel
        )

    async def _whisper(self, road: Installation, asker: Asker, channel: str, message: Message, card: str) -> None:
        arguments: dict[str, Any] = {
            "channel": channel,
            "user": asker.user,
            "thread_ts": asker.thread,
            "parse": "none",
            "link_names": False,
        }
        await self._with_pictures(road, "chat.postEphemeral", message, card, arguments)

    async def replace(self, asker: Asker, message: Message, card: str) -> None:
        """Put this where the card stands whose button they pressed, now or before they filled in a form."""
        pressed = asker if asker.message else self._pressed.get(card, asker)
        if pressed.channel and pressed.message and not pressed.ephemeral:
            try:
                await self._update(self._road(pressed), pressed.channel, pressed.message, message, card)
                return
            except (Undeliverable, InDoubt):
                if not pressed.response_url:
                    raise
        if not pressed.response_url:
            raise Undeliverable("a card that was pressed is nowhere to be found", permanent=True)
        await self._web.respond(pressed.response_url, {"replace_original": True, **self._shown(message, card)})

    async def send_file(self, asker: Asker, name: str, content: str) -> None:
        """Give them a file in private."""
        road = self._road(asker)
        thread = asker.thread if asker.channel and private(asker.channel) else None
        await self._in_private(
            road, asker.user, lambda channel: self._web.upload(road, channel, name, content, thread), asker.channel
        )

    async def publish_home(self, installation: Installation, user: str, message: Message) -> None:
        """Show this in App Home; people of other companies never see it."""
        await self._web.call(installation, "views.publish", user_id=user, view=home(message, HOME, self.link))

    def _road(self, asker: Asker) -> Installation:
        road = self._directory.of(asker.installation)
        if road is None:
            raise Undeliverable("that workspace has no Rapport any more", permanent=True)
        return road

    # Private conversations -------------------------------------------------------------------------------------------

    async def _in_private(
        self, road: Installation, user: str, work: Callable[[str], Awaitable[V]], here: str | None = None
    ) -> V:
        """Do it in their conversation with Rapport: the one they are in, else the one that is remembered or opened."""
        if here and private(here):
            return await work(here)
        known = self._directs.get((road.id, user))
        try:
            return await work(known or await self._direct(road, user))
        except Refused as refusal:
            if known is None or refusal.error != "channel_not_found":
                raise
        self._directs.pop((road.id, user), None)
        return await work(await self._direct(road, user))

    async def _direct(self, road: Installation, user: str) -> str:
        """To open a conversation again opens it once; so a lost answer leaves nothing in doubt."""
        if known := self._directs.get((road.id, user)):
            return known
        try:
            answer = await self._web.call(road, "conversations.open", users=user)
        except InDoubt as doubt:
            raise Undeliverable(str(doubt), retry_after=AGAIN) from None
        channel = words(child(answer, "channel").get("id"))
        if not channel:
            raise Undeliverable("conversations.open: no conversation came back", retry_after=AGAIN)
        remember(self._directs, (road.id, user), channel, MANY)
        return channel


async def _through(roads: Iterable[Installation], say: Callable[[Installation], Awaitable[Ref]]) -> Ref:
    """The first road that is open. Only a definite no leads to the next one: else it might be said twice."""
    last = Undeliverable("no workspace with Rapport reaches there", permanent=True)
    for road in roads:
        try:
            return await say(road)
        except Refused as refusal:
            if not refusal.closes_the_road:
                raise
            last = refusal
    raise last
