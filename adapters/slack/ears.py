"""What Slack tells us, by HTTP or by Socket Mode: understood, decided and committed, and only then acknowledged.

Bolt acknowledges an event before its listener runs, and answers 404 where no listener matches; either would lose what
people said. So there are no listeners: one middleware takes everything, and what it returns is the acknowledgement.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any, assert_never
from urllib.parse import parse_qsl

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.base import Clock, Handle, Installation
from adapters.mrkdwn.fields import Payload
from adapters.mrkdwn.ids import person_id
from adapters.mrkdwn.markup import Names
from adapters.slack import inbound
from adapters.slack.directory import Directory
from adapters.slack.inbound import HomeOpened, Joined, Left, ProfileChanged, Reply, Revoked, Uninstalled
from adapters.slack.lookup import Lookup
from adapters.slack.memory import remember
from adapters.slack.mouth import Mouth
from adapters.slack.render import blocks, errors, text, view
from adapters.slack.web import slack_id
from rules.commands import sets_up
from rules.effects import Answer
from rules.events import (
    AlarmRang,
    ButtonPressed,
    CommandGiven,
    DeedReported,
    Event,
    FormSent,
    Judged,
    MemberChanged,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PlaceChanged,
    Reacted,
)
from rules.model import Facts, MessageId, PersonId, PlaceId
from rules.owed.questions import OFF_THE_RECORD, TRACK
from rules.wording.commands import broken

log = logging.getLogger(__name__)

MOST_PRESENT = 60
"""People of a channel whom `setup` looks at to guess who the two companies are."""
MOST_MET = 50_000
"""Meetings remembered; what is told again changes nothing."""
MOST_COMPLETED = 300
"""Events remembered of which Slack was asked something: it tells of a mention twice, and again where we were slow."""
LAST_WORDS = 5.0
"""Seconds a stopping process goes on answering whom it has begun to answer."""

Interactive = CommandGiven | ButtonPressed | FormSent
Notice = Joined | Left | ProfileChanged | HomeOpened | Uninstalled | Revoked


class Ears:
    """The one way in. `app` is what a transport dispatches to."""

    def __init__(self, handle: Handle, directory: Directory, lookup: Lookup, mouth: Mouth, clock: Clock) -> None:
        self._handle = handle
        self._directory = directory
        self._lookup = lookup
        self._mouth = mouth
        self._clock = clock
        self._met: dict[tuple[PersonId, PlaceId | None], tuple[Facts, bool]] = {}
        """As what they were told of, and whether as somebody present."""
        self._completing: dict[str, asyncio.Task[Event]] = {}
        """By the event's id: the event with what Slack was asked for."""
        self._answering: set[asyncio.Task[None]] = set()
        # The signature is checked in guard.py; our own messages are told apart in inbound.py, in all workspaces.
        self.app = AsyncApp(
            name="rapport",
            before_authorize=_Everything(self._take),
            authorize=_Anybody(),
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
        )

    async def stop(self) -> None:
        """Finish the answers that are under way."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=LAST_WORDS)

    # From request to acknowledgement ---------------------------------------------------------------------------------

    async def _take(self, req: AsyncBoltRequest) -> BoltResponse:
        # Bolt takes a form with the word "payload" in it for an interaction, and drops the rest.
        body = req.body or dict(parse_qsl(req.raw_body, keep_blank_values=True))
        try:
            return await self.hear(body)
        except inbound.Malformed as error:
            log.warning("a payload makes no sense: %s", error)
            return _ok()
        except Exception:
            log.exception("an event could not be decided; Slack is asked to send it again")
            return BoltResponse(status=503, body="")

    async def hear(self, body: Payload) -> BoltResponse:
        """Decide about one payload. Raises what the database raised."""
        installation = await self._directory.find(inbound.installation_in(body))
        for bot in inbound.bots_in(body):
            self._directory.note_bot(bot)
        if installation is None:
            return _ok()  # uninstalled, or never ours
        people = inbound.people_in(body, self._directory.bots)
        names = await self._names(installation, body, people)
        heard = inbound.read(body, names, self._directory.bots, self._clock())
        if heard is None:
            return _ok()
        if isinstance(heard, Notice):
            await self._notice(heard, installation)
            return _ok()
        return await self._decide(heard, body, people, installation)

    async def understood(self, body: Payload, installation: Installation) -> Sequence[Event]:
        """What a message that was missed is: itself, and what was done with it meanwhile."""
        people = inbound.people_in(body, self._directory.bots)
        names = await self._names(installation, body, people)
        heard = inbound.read_missed(body, names, self._directory.bots, self._clock())
        for event in heard[:1]:
            await self._meet(event, body, people, installation)
        return heard

    async def _decide(
        self, event: Event, body: Payload, people: Sequence[str], installation: Installation
    ) -> BoltResponse:
        await self._meet(event, body, people, installation)
        is_told_again = event.id in self._completing
        event = await self._completed(event, installation)
        if not isinstance(event, Interactive):
            await self._handle(event)
            return _ok()
        try:
            answer = await self._handle(event)
        except Exception:
            log.exception("%s could not be decided", event.id)
            answer = Answer(broken())
        if isinstance(event, CommandGiven) and _is_setup(event) and not is_told_again:
            self._in_a_moment(self._name(event.place, installation))
        reply = inbound.reply_in(body)
        return self._respond(event, answer, reply, inbound.fields_in(body)) if answer and reply else _ok()

    # What has to be known first --------------------------------------------------------------------------------------

    async def _names(self, installation: Installation, body: Payload, people: Sequence[str]) -> Names:
        """What the people of a payload are called; who cannot be looked up in time goes by their id."""
        known = {user: self._lookup.known(user) for user in people}
        if None in known.values():
            homes = inbound.homes_in(body)
            await asyncio.gather(*(self._lookup.person(installation, user, homes.get(user)) for user in people))
            known = {user: self._lookup.known(user) for user in people}
        return Names({user: facts.name for user, facts in known.items() if facts})

    async def _meet(self, event: Event, body: Payload, people: Sequence[str], installation: Installation) -> None:
        """Tell who the people of this event are, once, before it; and remember the road to its place."""
        place = _shared_place(event)
        if place is None:
            return
        await self._directory.note_road(place, installation)
        present = inbound.present_in(body)
        for user in people:
            await self._introduce(user, place, present=user in present)

    async def _introduce(self, user: str, place: PlaceId | None, *, present: bool) -> None:
        facts, person = self._lookup.known(user), person_id(user)
        if facts is None or user in self._directory.bots:
            return
        if self._met.get((person, place)) in ((facts, present), (facts, True)):
            return
        mark = hashlib.sha256(repr((person, place, facts, present)).encode()).hexdigest()[:32]
        id, now = f"slack:member:{mark}", self._clock()
        await self._handle(MemberChanged(id=id, at=now, person=person, facts=facts, place=place, present=present))
        if len(self._met) >= MOST_MET:
            self._met.clear()
        self._met[person, place] = (facts, present)

    async def _completed(self, event: Event, installation: Installation) -> Event:
        """With what Slack must be asked for. It is asked once, however often and however close Slack tells of it."""
        if not (_is_about_a_message(event) or _is_setup(event)):
            return event
        asking = self._completing.get(event.id)
        if asking is None:
            asking = asyncio.ensure_future(self._complete(event, installation))
            remember(self._completing, event.id, asking, MOST_COMPLETED)
        try:
            return await asyncio.shield(asking)
        except Exception:
            self._completing.pop(event.id, None)
            raise

    async def _complete(self, event: Event, installation: Installation) -> Event:
        """An older message that is tracked or off the record; the people of `setup`."""
        match event:
            case Reacted():
                said = await self._lookup.message(installation, event.place, event.message)
                if said:
                    await self._introduce(slack_id(said.author), event.place, present=True)
                return replace(event, said=said)
            case CommandGiven():
                members = await self._lookup.members(installation, event.place, MOST_PRESENT)
                return replace(event, present=tuple(members))
            case _:
                return event

    async def _name(self, place: PlaceId, installation: Installation) -> None:
        """What a channel is called stands in no event of its own, and on the page that both companies confirm."""
        if name := await self._lookup.name_of(installation, place):
            await self._handle(
                PlaceChanged(id=f"slack:named:{slack_id(place)}:{name}", at=self._clock(), place=place, name=name)
            )

    # Notices ---------------------------------------------------------------------------------------------------------

    async def _notice(self, notice: Notice, installation: Installation) -> None:
        match notice:
            case Joined(user, place, _, _):
                await self._directory.note_road(place, installation)
                await self._lookup.person(installation, user)
                await self._introduce(user, place, present=True)
            case ProfileChanged(user, payload):
                self._lookup.learn(payload)
                await self._introduce(user, None, present=False)
            case HomeOpened():
                self._in_a_moment(self._show_home(notice, installation))
            case Left(place, at, id):
                if not await self._directory.drop_road(place, installation):
                    await self._handle(PlaceChanged(id=id, at=at, place=place, closed=True))
            case Uninstalled():
                await self._directory.drop(installation.id)
            case Revoked(_, users):
                if installation.bot_user in users:
                    await self._directory.drop(installation.id)

    async def _show_home(self, opened: HomeOpened, installation: Installation) -> None:
        """Of the installing company only: people of another one never see it (platform-slack.md 1a)."""
        answer = await self._handle(
            CommandGiven(
                id=opened.id,
                at=opened.at,
                place=opened.place,
                author=person_id(opened.user),
                text="",
                message=MessageId(opened.id),
                private=True,
            )
        )
        if answer and answer.message:
            await self._mouth.publish_home(installation, opened.user, answer.message)

    # Answers ---------------------------------------------------------------------------------------------------------

    def _respond(self, event: Interactive, answer: Answer, reply: Reply, fields: Sequence[str]) -> BoltResponse:
        """In the response itself where Slack takes it there, else by a call that is made at once and never again."""
        card = f"answer:{event.id}"
        if isinstance(event, FormSent) and answer.errors:
            return _json(errors(answer.errors, fields))
        if isinstance(event, FormSent) and answer.form:
            return _json({"response_action": "update", "view": view(answer.form, event.place)})
        if answer.form:
            self._in_a_moment(self._mouth.open_form(reply, answer.form, event.place))
        if answer.card and not isinstance(event, CommandGiven):
            self._in_a_moment(self._mouth.replace(reply, answer.card, event.card))
        if answer.file:
            self._in_a_moment(self._mouth.send_file(reply, *answer.file))
        if answer.message and reply.in_response:
            shown = {"blocks": blocks(answer.message, card, self._mouth.link), "text": text(answer.message)}
            return _json({"response_type": "ephemeral", **shown})
        if answer.message:
            self._in_a_moment(self._mouth.tell(reply, answer.message, card))
        return _ok()

    def _in_a_moment(self, work: Coroutine[Any, Any, object]) -> None:
        """After the acknowledgement. Kept by a strong reference, so that it is not collected half way."""
        task = asyncio.ensure_future(_unharmed(work))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)


class _Everything(AsyncMiddleware):
    """Takes what comes before the rest of Bolt sees it, which breaks on a payload that is not as it expects.

    Only the question whether this is the right address (`url_verification`) goes on: Bolt knows the answer.
    """

    def __init__(self, take: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> None:
        self._take = take

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        if req.body.get("type") != "url_verification":
            return await self._take(req)
        await next()
        return resp


class _Anybody(AsyncAuthorize):
    """Bolt wants a token for every request and would ask Slack about it; who may do what is decided elsewhere."""

    def __init__(self) -> None:
        pass

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_more: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


async def _unharmed(work: Coroutine[Any, Any, object]) -> None:
    """An answer that cannot be given is lost; nothing else is."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - as many ways as the network has
        log.warning("an answer could not be given: %s", type(error).__name__)


def _shared_place(event: Event) -> PlaceId | None:
    """Where it happened; None in private, and where a channel is no longer what it was."""
    match event:
        case MessagePosted() | MessageEdited() | MessageDeleted() | Reacted() | ButtonPressed() | FormSent():
            return event.place
        case CommandGiven():
            return None if event.private else event.place
        case PlaceChanged():
            return event.moved_to
        case MemberChanged() | DeedReported() | Judged() | AlarmRang():
            return None
        case _:
            assert_never(event)


def _is_about_a_message(event: Event) -> bool:
    """A reaction that needs to know what it is on."""
    return isinstance(event, Reacted) and event.emoji in TRACK | OFF_THE_RECORD


def _is_setup(event: Event) -> bool:
    """In a channel: then it matters who is there."""
    return isinstance(event, CommandGiven) and not event.private and sets_up(event.text)


def _ok() -> BoltResponse:
    return BoltResponse(status=200, body="")


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=body)
