"""A story on Slack: what its people do becomes signed requests to Rapport, and what Slack then shows is what they read.

The fake Slack and the web server before Rapport are real HTTP servers on one loop (`Town`); handler, ledger, bells and
post room are those of `bot/stage.py`. A story speaks of the room's people and channels; the ledger knows Slack's.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

import httpx
import uvicorn
from sqlalchemy import Engine, select
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.base import Clock
from adapters.mrkdwn.ids import person_id as slack_person
from adapters.mrkdwn.ids import place_id as slack_place
from adapters.slack import Options, Slack
from adapters.slack.manifest import EVENTS
from adapters.slack.said import BOT
from adapters.slack.web import Web
from bot import database, tables
from bot.app import Change, Room, Standing, answer_lines, channel, conversation, lines, name_in, person_id
from bot.figures import Account
from bot.outbox import PostRoom
from bot.player import Player
from bot.sides import OneSide
from bot.stage import Impossible, Payload, Stage
from bot.story import Act, ChannelGone, LosesRoad, Story
from bot.story_head import SHARED, Head, Relation
from bot.writer import Writer
from rules.effects import Answer
from rules.message import Button, Buttons, ChoiceField, Field, Form, Line, Message, Part, Small, TextField, Words
from rules.model import Facts, MessageId, PersonId, PlaceId, Relationship, RelationshipId, Side
from tests.adapters.slack.bench import Kept, installed
from tests.adapters.slack.fake import Beside, FakeSlack, in_thread
from tests.adapters.slack.reading import read_back
from tests.adapters.slack.sender import Sender, interaction
from tests.adapters.slack.workspace import Channel, Json, Workspace
from tests.adapters.slack.workspace import Message as Said

T = TypeVar("T")

NOBODYS = "T0ELSEWHERE"
"""The workspace of people who are on neither side."""
MENU = {"ask this": "track", "did this": "deed"}
"""What is chosen from the menu of a message → the callback id of the shortcut."""
_ROOM_LINK = r"https://rapport\.invalid/(?P<place>room:[\w-]+)/(?P<message>[\d.]+)"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


# A Slack and a web server --------------------------------------------------------------------------------------------


class Door:
    """A web application that passes everything on to the one that is played with at the moment."""

    def __init__(self) -> None:
        self.leads_to: ASGIApp = Starlette()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.leads_to(scope, receive, send)


@dataclass
class Town:
    """What all tests of a module share: a loop in a thread, the fake Slack, and where it reaches Rapport."""

    beside: Beside
    door: Door
    url: str
    client: httpx.AsyncClient

    @property
    def slack(self) -> FakeSlack:
        return self.beside.slack

    def begin(self, here: Workspace, seconds: Callable[[], float]) -> None:
        """Another Slack, of which nothing is known yet."""
        slack = self.slack
        slack.workspace, slack.watch.now = here, seconds
        for noted in (slack.calls, slack.views, slack.files, slack.responses, slack.watch.malformed):
            noted.clear()

    def complaints(self) -> list[str]:
        """What Slack would mind of what Rapport said."""
        slack = self.slack
        twice = [f"{key} was said {times} times" for key, times in slack.keys().items() if times > 1]
        refused = [
            f"{call.method}: {call.answer['error']}"
            for call in slack.calls
            if call.answer and "error" in call.answer and call.method.startswith(("chat.", "files.", "pins.", "views."))
        ]
        every = slack.workspace.said_by_the_app()
        lost = [
            f"{message.thread} is no root in {channel.name}"
            for channel, message in every
            if message.thread and not any(each.ts == message.thread for each in channel.messages)
        ]
        return [*slack.watch.malformed, *twice, *refused, *lost]


@contextmanager
def town() -> Iterator[Town]:
    with in_thread(FakeSlack()) as beside:
        door = Door()
        serving = _serving(door)
        url = beside.do(serving.__aenter__())
        client = httpx.AsyncClient(trust_env=False)
        try:
            yield Town(beside, door, url, client)
        finally:
            beside.do(client.aclose())
            beside.do(serving.__aexit__(None, None, None))


@asynccontextmanager
async def _serving(app: ASGIApp) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn sets no event
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


@dataclass
class Seconds:
    """A monotonic clock that goes with another one, and on which sleeping takes no time."""

    clock: Clock
    slept: float = 0.0

    def __call__(self) -> float:
        return self.clock().timestamp() + self.slept

    async def sleep(self, seconds: float) -> None:
        until = self() + seconds
        await asyncio.sleep(0)
        self.slept += max(0.0, until - self())


def slack_in(town: Town, store: Kept, handle: Any, clock: Clock, seconds: Seconds) -> Slack:
    """Rapport's Slack, as `bot/app.py` makes it, behind the door of this town."""
    options = Options(town.slack.api_url, signing_secret=town.slack.signing_secret)
    slack = Slack(options, store, handle, clock, Web(town.slack.api_url, seconds, seconds.sleep))
    town.door.leads_to = Starlette(routes=list(slack.routes))
    return slack


async def answered(slack: Slack) -> None:
    """Wait until everything that follows an acknowledgement is done."""
    await slack._ears.stop()


# Who is who ----------------------------------------------------------------------------------------------------------


@dataclass
class Cast:
    """The people and channels of a story, in the room and on Slack. Only vendors have installed Rapport."""

    here: Workspace
    vendor: str = ""
    """The team that is asked when somebody writes to Rapport in private."""
    ids: dict[str, str] = field(default_factory=dict)
    """By the room's id: Slack's, with the name of the platform."""
    teams: dict[str, str] = field(default_factory=dict)
    """By company."""

    @property
    def names(self) -> dict[str, str]:
        """By Slack's id: the room's."""
        return {slack: room for room, slack in self.ids.items()}

    def user(self, name: str) -> str:
        return self.ids[person_id(name)].partition(":")[2]

    def channel(self, name: str) -> str:
        return self.ids[channel(name)].partition(":")[2]

    def where(self, payload: Payload) -> str:
        """The channel of a payload, or the conversation of its person with Rapport."""
        if payload["place"] == name_in(conversation(person_id(payload["person"]))):
            return self.here.direct(self.vendor, self.user(payload["person"])).id
        return self.channel(payload["place"])

    def is_at_home(self, name: str) -> bool:
        """Whether their company has installed Rapport."""
        return bool(self.here.teams[self.here.people[self.user(name)].team].token)

    def typed(self, text: str, user: str) -> str:
        """As Slack writes down what somebody types: whom they name and can see is mentioned, links lead somewhere."""
        team = self.here.people[user].team
        seen = [each for each in self.here.people.values() if not each.is_bot and self.here.may_see(team, each.id)]
        ids = {each.name.casefold(): each.id for each in seen} | {BOT.casefold(): self._bot}
        names = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))

        def of(found: re.Match[str]) -> str:
            if found["place"]:
                return f"<{self._address(found['place'], found['message'])}>"
            return f"<@{ids[found['name'].casefold()]}>" if found["name"] else _ENTITIES[found[0]]

        return re.sub(rf"{_ROOM_LINK}|@(?P<name>{names})(?!\w)|[&<>]", of, text, flags=re.IGNORECASE)

    @property
    def _bot(self) -> str:
        return self.here.teams[self.vendor].bot_user

    def _address(self, place: str, message: str) -> str:
        domain = self.here.teams[self.vendor].domain
        return f"https://{domain}.slack.com/archives/{name_in(PlaceId(self.ids[place]))}/p{message.replace('.', '')}"


def cast(head: Head, clock: Clock) -> Cast:
    """Everybody in the workspace of their company, and in the channels of their relationship."""
    made = Cast(Workspace(clock))
    sides = [(relation, side) for relation in head.relations for side in Side]
    for relation, side in sides:
        _add_company(made, head, relation.sides.of(side), side)
    for relation, side in sides:
        one = relation.sides.of(side)
        for person in sorted(one.people - made.ids.keys()):
            _add_person(made, name_in(person), made.teams[one.company], _account(made, head, person))
    made.here.team(NOBODYS, "Elsewhere")
    for person in sorted({profile.id for profile in head.people} - made.ids.keys()):
        _add_person(made, name_in(person), NOBODYS, head.accounts.get(person))
    for relation in head.relations:
        _add_channels(made, relation)
    return made


def _add_company(made: Cast, head: Head, one: OneSide, side: Side) -> None:
    """Their workspace: the home of whoever has an account that says so, else one of their own."""
    homes = [account.home for person in sorted(one.people) if (account := head.accounts.get(person)) and account.home]
    id = next(iter(homes), _slug("T", one.company))
    team = made.here.team(id, one.company, domain=_slug("", one.company).lower())
    made.teams[one.company] = team.id
    if side is Side.VENDOR and not team.token:
        made.here.install(team.id)
        made.vendor = made.vendor or team.id


def _account(made: Cast, head: Head, person: PersonId) -> Facts | None:
    """Where nothing is known of anybody: on Slack, all are guests in one workspace with addresses of no company."""
    if head.founded or head.accounts:
        return head.accounts.get(person)
    return Facts(name_in(person), home=made.vendor, domain="gmail.com", guest=True)


def _add_person(made: Cast, name: str, team: str, account: Facts | None) -> None:
    id = _slug("U", name)
    assert id not in made.here.people
    more: Json = {"real_name": name}
    if account:
        team = made.here.team(account.home or team, account.company or "Elsewhere").id
        more |= {"email": f"{name}@{account.domain}"} if account.domain else {}
        more |= {"zone": account.zone or "UTC", "is_guest": account.guest}
    made.here.person(id, team, name, **more)
    made.ids[person_id(name)] = slack_person(id)


def _add_channels(made: Cast, relation: Relation) -> None:
    for place in relation.places:
        sides = [place.private_to] if place.private_to else list(Side)
        everybody = [made.user(profile.name) for profile in relation.people]
        members = [
            user
            for user, profile in zip(everybody, relation.people, strict=True)
            if relation.sides.side_of(profile.id) in sides or place.private_to is None
        ]
        vendor, client = (made.teams[relation.sides.of(side).company] for side in (Side.VENDOR, Side.CLIENT))
        id = _slug("C", place.name)
        assert id not in made.here.channels
        strangers = {made.here.people[user].team for user in members} - {vendor, client}
        made.here.channel(
            id, place.name, [vendor, client, *sorted(strangers)], members, is_private=place.private_to is not None
        )
        made.here.invite_bot(vendor, id)
        made.ids[place.id] = slack_place(id)


def _slug(kind: str, name: str) -> str:
    return kind + "".join(letter if letter.isascii() and letter.isalnum() else "0" for letter in name).upper()


def renamed(value: T, names: Mapping[str, str]) -> T:
    """The same with other ids wherever one is in it."""
    found: Any = value
    match value:
        case str() if type(value) is str:
            found = names.get(value, value)
        case tuple() | frozenset():
            found = type(value)(renamed(each, names) for each in value)
        case Mapping():
            found = {renamed(key, names): renamed(each, names) for key, each in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            inside = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
            found = replace(value, **renamed(inside, names))
    return found  # type: ignore[no-any-return]


# What people do and read ---------------------------------------------------------------------------------------------


class Front(Room):
    """A room that is a Slack: `act` lets something happen there, `look` keeps what Rapport said there since."""

    def __init__(self, cast: Cast, head: Head, sender: Sender, slack: Slack, watch: Any) -> None:
        super().__init__(head.people, [place.id for place in head.places], cast.here.clock, watch, head.accounts)
        self._cast = cast
        self._sender = sender
        self._slack = slack

    async def act(self, payload: Payload) -> tuple[MessageId, list[str]]:
        """Let somebody do something; the message it is about, and what they read at once."""
        person = payload.get("person")
        user = self._cast.user(person) if person else ""
        opened = set(self._sender.slack.views)
        ts, response = await getattr(self, f"_{payload['type']}")(payload)
        assert response.status_code == 200, f"Rapport answered {response.status_code}"
        await answered(self._slack)
        return MessageId(ts), self._read(payload, user, opened, response)

    # What they do

    async def _message(self, payload: Payload) -> tuple[str, httpx.Response]:
        where, user = self._cast.where(payload), self._cast.user(payload["person"])
        await self._comes_in(user, where)
        text = self._cast.typed(payload["text"], user)
        said, response = await self._sender.says(user, where, text, thread=payload["thread"])
        return said.ts, response

    async def _edit(self, payload: Payload) -> tuple[str, httpx.Response]:
        where = self._cast.where(payload)
        said = self._said_in(where, payload["message"])
        text = self._cast.typed(payload["text"], self._cast.user(payload["person"]))
        return said.ts, await self._sender.edits(said, where, text)

    async def _delete(self, payload: Payload) -> tuple[str, httpx.Response]:
        said = self._said_in(self._cast.where(payload), payload["message"])
        return said.ts, await self._sender.deletes(said, self._cast.where(payload))

    async def _reaction(self, payload: Payload) -> tuple[str, httpx.Response]:
        said, user = self._said_in(self._cast.where(payload), payload["message"]), self._cast.user(payload["person"])
        return said.ts, await self._sender.reacts(user, said, self._cast.where(payload), payload["emoji"])

    async def _command(self, payload: Payload) -> tuple[str, httpx.Response]:
        """Where their company has not installed Rapport there is no slash command and no menu: they mention it."""
        user, where = self._cast.user(payload["person"]), self._cast.channel(payload["place"])
        await self._comes_in(user, where)
        at_home, text = self._cast.is_at_home(payload["person"]), self._cast.typed(payload["text"], user)
        if at_home and payload.get("on") and payload["text"] in MENU:
            said = self._said_in(where, payload["on"])
            return "", await self._sender.chooses(user, said, where, MENU[payload["text"]])
        if at_home and not (payload["thread"] or payload.get("on")):
            return "", await self._sender.gives_slash(user, where, text)
        mention = self._cast.typed(f"@Rapport {payload['text']}", user)
        thread = payload["thread"] or payload.get("on")
        return "", (await self._sender.says(user, where, mention, thread=thread))[1]

    async def _press(self, payload: Payload) -> tuple[str, httpx.Response]:
        where, said = self._anywhere(payload["card"])
        action = _action(said, payload["action"], payload["about"])
        pressed = self._sender.block_actions(self._cast.user(payload["person"]), said, where.id, action)
        return said.ts, await self._sender.send(interaction(pressed))

    async def _form(self, payload: Payload) -> tuple[str, httpx.Response]:
        opened = self._sender.slack.open_views(self._cast.user(payload["person"]))[-1]
        return "", await self._sender.submits(opened, payload["values"])

    async def _joins(self, payload: Payload) -> tuple[str, httpx.Response]:
        user, where = self._cast.user(payload["person"]), self._cast.channel(payload["place"])
        return "", await self._sender.joins(user, where)

    async def _channel(self, payload: Payload) -> tuple[str, httpx.Response]:
        where = self._cast.channel(payload["place"])
        if payload.get("name"):
            return "", await self._sender.renames(where, payload["name"])
        somebody = self._cast.here.channels[where].members[0]
        return "", await self._sender.archives(where, somebody, opens_again=not payload["closed"])

    async def deletes_channel(self, name: str) -> None:
        """Nobody sees it again; Slack says so."""
        gone = self._cast.here.channels.pop(self._cast.channel(name))
        event = {"type": "channel_deleted", "channel": gone.id, "event_ts": self._cast.here.stamp()}
        await self._sender.event(event, gone)
        self.close(channel(name))

    async def deactivates(self, name: str) -> None:
        """Their account is closed: nothing reaches them any more."""
        user = self._cast.user(name)
        for where in self._cast.here.channels.values():
            where.is_archived |= where.im == user
        await self._sender.profile_changes(user, is_deleted=True)

    async def _comes_in(self, user: str, where: str) -> None:
        """Nobody writes in a channel before they are in it."""
        if user not in self._cast.here.channels[where].members:
            await self._sender.joins(user, where)

    def _said_in(self, where: str, ts: str) -> Said:
        said = self._cast.here.channels[where].find(ts)
        if said is None:
            raise Impossible("There is no such message.")
        return said

    def _anywhere(self, ts: str) -> tuple[Channel, Said]:
        every = ((where, said) for where in self._cast.here.channels.values() for said in where.messages)
        return next((where, said) for where, said in every if said.ts == ts)

    # What they read

    def _read(self, payload: Payload, user: str, opened: set[str], response: httpx.Response) -> list[str]:
        """What is said at once to whoever acted, in the response or by a call."""
        told = response.json() if response.content else {}
        if errors := told.get("errors"):
            return [f"{name}: {sentence}" for name, sentence in errors.items()]
        if told.get("blocks"):
            self._show_in_response(told, user, self._cast.channel(payload["place"]))
        self.forms = self._open_forms()
        if form := [view.view for id, view in self._sender.slack.views.items() if id not in opened]:
            return answer_lines(Answer(form=_form_of(form[0])))
        return [line for said in self.look(at_once=True) for line in self._lines(said)]

    def _show_in_response(self, told: Json, user: str, where: str) -> None:
        """An answer to a slash command that only they see."""
        team = self._sender.told(self._cast.here.channels[where])
        said = Said(self._cast.here.stamp(), team.bot_user, team.id, told["text"], told["blocks"], bot=team.bot)
        said.only_for = user
        self._cast.here.channels[where].messages.append(said)

    def look(self, *, at_once: bool = False) -> list[Said]:
        """Keep what Rapport said or changed since the last look; what is new of it."""
        new = []
        for where, said in self._cast.here.said_by_the_app():
            was = self.standing(MessageId(said.ts))
            if was is None and not said.is_gone:
                self._keep(where, said, at_once)
                new.append(said)
            elif was and was.message != _message_of(said.blocks):
                self._change(replace(was, message=_message_of(said.blocks)))
        return sorted(new, key=lambda said: bool(said.files))

    def _keep(self, where: Channel, said: Said, at_once: bool) -> None:
        reader = self._person(where.im or said.only_for)
        self._stand(
            MessageId(said.ts),
            conversation(reader) if reader and where.im else PlaceId(self._cast.names[slack_place(where.id)]),
            _message_of(said.blocks),
            thread=MessageId(said.thread) if said.thread else None,
            only=reader,
            pinned=said.ts in where.pins,
            keys=() if at_once else (said.ts,),
        )

    def _person(self, user: str | None) -> PersonId | None:
        return PersonId(self._cast.names[slack_person(user)]) if user else None

    def _open_forms(self) -> dict[PersonId, Form]:
        every = self._sender.slack.views.values()
        return {person: _form_of(view.view) for view in every if (person := self._person(view.person))}

    def _lines(self, said: Said) -> Iterator[str]:
        for file in said.files:
            kept = self._sender.slack.files[file["id"]]
            yield f'file "{kept.name}"'
            yield from (kept.data or b"").decode().splitlines()
        if said.blocks:
            yield from lines(_message_of(said.blocks))


def _action(said: Said, action: str, about: str) -> Json:
    """What Slack sends of the button that means this, be it shown or in a menu."""
    for block in said.blocks:
        for element in block.get("elements", []):
            for shown in element.get("options", [element]):
                if "value" in shown and json.loads(shown["value"]) == {"a": action, "b": about}:
                    what = {"selected_option": shown} if "options" in element else {"value": shown["value"]}
                    ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    return {"type": element["type"], **ids, **what}
    raise Impossible("There is no such button.")


def _message_of(blocks: Sequence[Json]) -> Message:
    """What somebody sees, as parts of a message."""
    return Message(tuple(part for block in blocks for part in _parts(block)))


def _parts(block: Json) -> Iterable[Part]:
    if block["type"] == "actions":
        shown = [each for each in block["elements"] if each["type"] == "button"]
        more = [option for each in block["elements"] for option in each.get("options", [])]
        return [Buttons(tuple(map(_button, shown)), tuple(map(_button, more)))]
    words = read_back([block])
    return [Small(words)] if block["type"] == "context" else [Line((Words(line),)) for line in words.split("\n")]


def _button(shown: Json) -> Button:
    carried = json.loads(shown["value"])
    return Button(shown["text"]["text"], carried["a"], carried["b"])


def _form_of(view: Json) -> Form:
    carried = json.loads(view["private_metadata"])
    intro = [block for block in view["blocks"] if block["type"] != "input"]
    return Form(
        action=view["callback_id"],
        about=carried["about"],
        title=view["title"]["text"],
        intro=tuple(line for block in intro for line in read_back([block]).split("\n")),
        fields=tuple(_field(block) for block in view["blocks"] if block["type"] == "input"),
        submit=view["submit"]["text"],
        card=carried["card"],
    )


def _field(block: Json) -> Field:
    name, label, element = block["block_id"], block["label"]["text"], block["element"]
    if "options" in element:
        options = tuple((option["value"], option["text"]["text"]) for option in element["options"])
        return ChoiceField(name, label, options, element.get("initial_option", {}).get("value", ""))
    hint = element.get("placeholder") or block.get("hint") or {"text": ""}
    return TextField(
        name, label, not block["optional"], 1 + element["multiline"], element.get("initial_value", ""), hint["text"]
    )


# The stage -----------------------------------------------------------------------------------------------------------


class SlackStage(Stage):
    """A stage whose room is a Slack."""

    def __init__(
        self, town: Town, head: Head, engine: Engine, writer: Writer, relationships: dict[str, RelationshipId]
    ) -> None:
        super().__init__(head, engine, writer, relationships, lambda _moment, _lines: None)
        clock = lambda: self.now  # noqa: E731 - as in the stage itself
        self.cast = cast(head, clock)
        seconds = Seconds(clock)
        town.begin(self.cast.here, seconds)
        installations = {
            team.id: installed(town.slack, team.id) for team in self.cast.here.teams.values() if team.token
        }
        self.slack = slack_in(town, Kept(installations), self._handler.handle, clock, seconds)
        sender = Sender(town.slack, f"{town.url}{EVENTS}", town.client)
        self._front = self.room = Front(self.cast, head, sender, self.slack, self._changed)
        self._strangers = {profile.name for profile in head.people if self._is_stranger(profile.id)}
        self._post_room = PostRoom(writer, {self.slack.name: self.slack}, clock)

    def _is_stranger(self, person: PersonId) -> bool:
        """Somebody on neither side of whom the story does not say what their account tells."""
        on_a_side = any(relation.sides.side_of(person) for relation in self.head.relations)
        return not on_a_side and person not in self.head.accounts

    async def perform(self, act: Act, in_channel: str | None = None) -> list[str]:
        match act:
            case ChannelGone():
                await self._front.deletes_channel(in_channel or SHARED)
            case LosesRoad(who=who):
                await self._front.deactivates(who)
            case _:
                return await super().perform(act, in_channel)
        self.now += timedelta(seconds=1)
        await self.move_to(self.now)
        return []

    async def _happen(self, payload: Payload) -> list[str]:
        about, read = await self._front.act(payload)
        if payload["type"] in ("message", "edit"):
            self._texts.append((payload["text"], about, payload["thread"]))
        await self._speak()
        return read

    def _changed(self, change: Change, standing: Standing) -> None:
        """Slack names whoever writes: of somebody of neither company Rapport asks what a room never makes it ask."""
        first = lines(standing.message)[0] if standing.message.parts else ""
        if not any(first.startswith(f"{name} is in the channel, and I cannot tell") for name in self._strangers):
            super()._changed(change, standing)

    async def _speak(self) -> None:
        await super()._speak()
        self._front.look()

    def accounts(self, in_channel: str | None) -> tuple[Relationship, dict[str, Account]]:
        relationship, found = super().accounts(in_channel)
        return renamed(relationship, self.cast.names), renamed(found, self.cast.names)

    def _relationship(self, where: str) -> RelationshipId:
        if where not in self._relationships:
            with self._engine.connect() as connection:
                place = self.cast.ids[channel(where)]
                found = connection.scalar(select(tables.places.c.relationship_id).where(tables.places.c.id == place))
            if found is None:
                raise Impossible(f"Nobody has set anything up in #{where}.")
            self._relationships[where] = RelationshipId(found)
        return self._relationships[where]


@contextmanager
def staged(town: Town, head: Head, database_url: str) -> Iterator[SlackStage]:
    """A stage on an empty database, migrated already."""
    engine = database.writer(database_url)
    with engine.begin() as connection:
        ids = cast(head, lambda: head.starts).ids
        relationships = renamed(head, ids).found(connection)
    writer = Writer(engine)
    writer.start()
    try:
        yield SlackStage(town, head, engine, writer, relationships)
    finally:
        writer.stop()
        engine.dispose()


def play(story: Story, town: Town, database_url: str) -> SlackStage:
    """Play a story to its end; raises `OffScript` where it goes otherwise."""

    async def played(stage: SlackStage) -> None:
        async with stage.slack.running():
            await Player(stage).play(story.lines)

    with staged(town, story.head, database_url) as stage:
        town.beside.do(played(stage), 60)
        return stage
