"""Sends what Slack sends: events, clicks, forms and commands, in its shapes, signed as it signs them.

The shapes are those of https://docs.slack.dev/reference/events and https://docs.slack.dev/reference/interaction-payloads;
those of Slack Connect follow the fixtures of bolt-python (tests/slack_bolt/request/test_internals.py).
The functions make payloads; `Sender` makes something happen in a `FakeSlack` and tells the app of it over HTTP.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.methods import OpenView, authorization, user
from tests.adapters.slack.workspace import APP, Channel, Json, Message, Team

SOON = 30.0
"""Seconds until a request is given up; Slack itself waits three."""


def signed(secret: str, body: bytes, timestamp: int | str) -> dict[str, str]:
    """The headers that prove a body is Slack's (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
    base = b"v0:" + str(timestamp).encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}


@dataclass(frozen=True)
class Request:
    """A request as it goes out, before it is signed."""

    body: bytes
    content_type: str


def as_json(payload: Json) -> Request:
    return Request(json.dumps(payload).encode(), "application/json")


def as_form(fields: Mapping[str, str]) -> Request:
    return Request(urlencode(fields).encode(), "application/x-www-form-urlencoded")


def interaction(payload: Json) -> Request:
    """A click, a form or a shortcut."""
    return as_form({"payload": json.dumps(payload)})


@dataclass
class Sender:
    """Slack's other half: it tells the app at `url` (…/slack/events) what happens in `slack`."""

    slack: FakeSlack
    url: str
    client: httpx.AsyncClient
    through: str = ""
    """The team whose installation is told; empty: the first in the channel that has one."""
    _ids: count[int] = field(default_factory=lambda: count(1))

    # Requests

    async def send(self, request: Request, *, retry: int = 0, timestamp: int | None = None) -> httpx.Response:
        """Signed, at the clock's time unless another is given."""
        at = self._now() if timestamp is None else timestamp
        proof = signed(self.slack.signing_secret, request.body, at)
        sent = {"Content-Type": request.content_type, **proof, **_retried(retry)}
        return await self.client.post(self.url, content=request.body, headers=sent, timeout=SOON)

    async def event(self, event: Json, channel: Channel | None = None, *, retry: int = 0) -> httpx.Response:
        """An event in the envelope of the Events API."""
        return await self.send(as_json(self.envelope(event, channel)), retry=retry)

    async def again(self, request: Request, retry: int = 1) -> httpx.Response:
        """The same once more, as Slack does when it had no answer within three seconds."""
        return await self.send(request, retry=retry)

    def _now(self) -> int:
        return int(self.slack.workspace.clock().timestamp())

    def envelope(self, event: Json, channel: Channel | None = None) -> Json:
        """`event_callback`; `authorizations` says whose installation is told."""
        team = self.told(channel)
        number = next(self._ids)
        return {
            "token": "verification",
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": team.enterprise,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{number:010}{team.id}",
            "event_time": self._now(),
            "authorizations": [authorization(team)],
            "is_ext_shared_channel": channel is not None and channel.is_shared,
            "event_context": channel.id if channel else "",
        }

    def told(self, channel: Channel | None) -> Team:
        """The installation that an event in this channel is delivered to."""
        teams = self.slack.workspace.teams
        if self.through:
            return teams[self.through]
        possible = [teams[id] for id in (channel.teams if channel else teams)]
        return next(team for team in possible if team.token)

    def _channel(self, id: str) -> Channel:
        return self.slack.workspace.channels[id]

    # What people write

    async def says(
        self, person: str, channel: str, text: str, *, thread: str | None = None, **more: Any
    ) -> tuple[Message, httpx.Response]:
        """A person writes something, and the app is told; a mention of it comes a second time, as `app_mention`."""
        message = self.slack.workspace.say(person, channel, text, thread=thread, **more)
        response = await self.told_of(message, channel)
        bot = self.told(self._channel(channel)).bot_user
        if f"<@{bot}>" in text and not self._channel(channel).im:
            response = await self.event(self.app_mention(message, channel), self._channel(channel))
        return message, response

    async def told_of(self, message: Message, channel: str, *, retry: int = 0) -> httpx.Response:
        """The app is told of a message that stands there."""
        return await self.event(self.posted(message, channel), self._channel(channel), retry=retry)

    async def tells_the_bot(self, person: str, text: str, team: str = "") -> tuple[Message, httpx.Response]:
        """Writes to the app's bot in private."""
        installed = team or self.told(None).id
        return await self.says(person, self.slack.workspace.direct(installed, person).id, text)

    def posted(self, message: Message, channel: str) -> Json:
        """`message`, with whose it is in `user_team` and where it was written in `source_team` (Slack Connect)."""
        found = self._channel(channel)
        event = message.as_json(with_metadata=False)
        event |= {"channel": channel, "channel_type": found.type, "event_ts": message.ts}
        if found.is_shared:
            event |= {"user_team": message.team, "source_team": message.team, "user_profile": self._profile(message)}
        if message.bot is None:
            event["client_msg_id"] = f"00000000-0000-4000-8000-{int(message.ts.replace('.', '')) % 10**12:012}"
        return event

    def _profile(self, message: Message) -> Json:
        person = self.slack.workspace.people[message.user]
        return {"name": person.name, "display_name": person.name, "real_name": person.real_name, "team": person.team}

    def app_mention(self, message: Message, channel: str) -> Json:
        """The same message again: the app's bot is mentioned in it."""
        event = self.posted(message, channel) | {"type": "app_mention"}
        return {name: value for name, value in event.items() if name not in ("channel_type", "user_profile")}

    async def edits(self, message: Message, channel: str, text: str) -> httpx.Response:
        """`message_changed`, whose own `ts` is not that of the message."""
        before = self.posted(message, channel)
        message.text, message.edited = text, self.slack.workspace.stamp()
        changed = {"message": self.posted(message, channel), "previous_message": before}
        return await self.event(self._hidden(channel, "message_changed") | changed, self._channel(channel))

    async def deletes(self, message: Message, channel: str) -> httpx.Response:
        before = self.posted(message, channel)
        message.is_gone = True
        gone = {"deleted_ts": message.ts, "previous_message": before}
        return await self.event(self._hidden(channel, "message_deleted") | gone, self._channel(channel))

    def _hidden(self, channel: str, subtype: str) -> Json:
        ts = self.slack.workspace.stamp()
        where = {"channel": channel, "channel_type": self._channel(channel).type}
        return {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, "event_ts": ts} | where

    async def reacts(
        self, person: str, message: Message, channel: str, emoji: str, *, removes: bool = False
    ) -> httpx.Response:
        """`reaction_added` or `reaction_removed`; neither says of which team the person is."""
        who = message.reactions.setdefault(emoji, [])
        if removes:
            who.remove(person)
        else:
            who.append(person)
        event = {
            "type": "reaction_removed" if removes else "reaction_added",
            "user": person,
            "reaction": emoji,
            "item": {"type": "message", "channel": channel, "ts": message.ts},
            "item_user": message.user,
            "event_ts": self.slack.workspace.stamp(),
        }
        return await self.event(event, self._channel(channel))

    # People and channels

    async def joins(self, person: str, channel: str, inviter: str | None = None) -> httpx.Response:
        """`member_joined_channel`: a person, or the app's own bot."""
        found = self._channel(channel)
        if person not in found.members:
            found.members.append(person)
        event = {
            "type": "member_joined_channel",
            "user": person,
            "channel": channel,
            "channel_type": "G" if found.is_private else "C",
            "team": self.slack.workspace.people[person].team,
            "event_ts": self.slack.workspace.stamp(),
        }
        return await self.event(event | ({"inviter": inviter} if inviter else {}), found)

    async def leaves(self, person: str, channel: str) -> httpx.Response:
        found = self._channel(channel)
        found.members.remove(person)
        event = {"type": "member_left_channel", "user": person, "channel": channel, "channel_type": "C"}
        event |= {"team": self.slack.workspace.people[person].team, "event_ts": self.slack.workspace.stamp()}
        return await self.event(event, found)

    async def profile_changes(self, person: str, **changes: Any) -> httpx.Response:
        """`user_change`, which carries the whole user."""
        found = self.slack.workspace.people[person]
        for name, value in changes.items():
            setattr(found, name, value)
        at = self._now()
        seen = user(found, self.told(None))
        return await self.event({"type": "user_change", "user": seen, "cache_ts": at, "event_ts": f"{at}.000000"})

    async def renames(self, channel: str, name: str) -> httpx.Response:
        found = self._channel(channel)
        found.name = name
        what = {"id": channel, "name": name, "name_normalized": name, "created": self._now(), "is_channel": True}
        event = {"type": "channel_rename", "channel": what, "event_ts": self.slack.workspace.stamp()}
        return await self.event(event, found)

    async def archives(self, channel: str, person: str, *, opens_again: bool = False) -> httpx.Response:
        """`channel_archive`, `channel_unarchive`, or those of a private channel."""
        found = self._channel(channel)
        found.is_archived = not opens_again
        kind = "group" if found.is_private else "channel"
        type = f"{kind}_{'unarchive' if opens_again else 'archive'}"
        event = {"type": type, "channel": channel, "user": person, "event_ts": self.slack.workspace.stamp()}
        return await self.event(event, found)

    async def gets_another_id(self, channel: str, new: str) -> httpx.Response:
        """`channel_id_changed`: sharing of a private channel began."""
        found = self.slack.workspace.channels.pop(channel)
        found.id = new
        self.slack.workspace.channels[new] = found
        event = {"type": "channel_id_changed", "old_channel_id": channel, "new_channel_id": new}
        return await self.event(event | {"event_ts": self.slack.workspace.stamp()}, found)

    async def is_no_longer_shared(self, channel: str, with_team: str) -> httpx.Response:
        """`channel_unshared`."""
        found = self._channel(channel)
        found.teams.remove(with_team)
        event = {
            "type": "channel_unshared",
            "previously_connected_team_id": with_team,
            "channel": channel,
            "is_ext_shared": found.is_shared,
            "event_ts": self.slack.workspace.stamp(),
        }
        return await self.event(event, found)

    async def uninstalls(self, team: str) -> list[httpx.Response]:
        """`tokens_revoked` and `app_uninstalled`, in this order; Slack promises none."""
        installed = self.slack.workspace.teams[team]
        events: list[Json] = [
            {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installed.bot_user]}},
            {"type": "app_uninstalled"},
        ]
        envelopes = [self.envelope(event) | {"team_id": team, "authorizations": []} for event in events]
        self.slack.workspace.uninstall(team)
        return [await self.send(as_json(envelope)) for envelope in envelopes]

    async def opens_home(self, person: str, tab: str = "home") -> httpx.Response:
        at = self.slack.workspace.stamp()
        direct = self.slack.workspace.direct(self.told(None).id, person).id
        return await self.event(
            {"type": "app_home_opened", "user": person, "channel": direct, "tab": tab, "event_ts": at}
        )

    # What people press and fill in

    async def presses(
        self, person: str, message: Message, channel: str, label: str, *, wait: bool = True
    ) -> httpx.Response:
        """A button, or a choice of a menu, by what is written on it."""
        return await self.send(interaction(self.press(person, message, channel, label)))

    def press(self, person: str, message: Message, channel: str, label: str) -> Json:
        """`block_actions` of a message; `team` is the installing one, `user.team_id` the person's own."""
        block, action = find_action(message.blocks, label)
        return self.block_actions(person, message, channel, {"block_id": block} | action)

    def block_actions(self, person: str, message: Message, channel: str, action: Json) -> Json:
        found, team = self._channel(channel), self._installed(message.team, channel)
        at = self.slack.workspace.stamp()
        container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel}
        container |= {"is_ephemeral": message.only_for is not None}
        container |= {"thread_ts": message.thread} if message.thread else {}
        return self._acts(person, team) | {
            "type": "block_actions",
            "container": container,
            "channel": {"id": channel, "name": "directmessage" if found.im else found.name},
            "message": message.as_json(),
            "state": {"values": {}},
            "response_url": self.slack.response_url(channel, person, message.ts),
            "actions": [action | {"action_ts": at}],
        }

    def press_at_home(self, person: str, label: str) -> Json:
        """`block_actions` in App Home: no channel, no message, no response URL."""
        home = self.slack.workspace.home(person)
        assert home, f"{person} sees no App Home"
        block, action = find_action(home["blocks"], label)
        team = self.slack.workspace.teams[str(home["app_installed_team_id"])]
        return self._acts(person, team) | {
            "type": "block_actions",
            "container": {"type": "view", "view_id": home["id"]},
            "view": home,
            "actions": [{"block_id": block, "action_ts": self.slack.workspace.stamp()} | action],
        }

    async def submits(self, opened: OpenView, values: Mapping[str, str]) -> httpx.Response:
        """Fills in a modal and sends it; if the answer has no errors it is closed."""
        response = await self.send(interaction(self.submission(opened, values)))
        if response.is_success and b'"errors"' not in response.content:
            self.slack.views.pop(opened.id, None)
        return response

    def submission(self, opened: OpenView, values: Mapping[str, str]) -> Json:
        """`view_submission`: `team` is the person's own, `view.app_installed_team_id` the installing one."""
        team = self.slack.workspace.teams[opened.team]
        view = opened.as_json(self.slack) | {"state": {"values": filled_in(opened.view, values)}}
        acts = self._acts(opened.person, team)
        return acts | {"type": "view_submission", "view": view, "team": self._home(opened.person), "response_urls": []}

    async def gives_slash(self, person: str, channel: str, text: str, command: str = "/rapport") -> httpx.Response:
        """A slash command: only people of the installing company can."""
        found, team = self._channel(channel), self._installed("", channel)
        fields = {
            "token": "verification",
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": channel,
            "channel_name": "directmessage" if found.im else found.name,
            "user_id": person,
            "user_name": self.slack.workspace.people[person].name,
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.slack.response_url(channel, person),
            "trigger_id": self.slack.trigger(team.id, person),
        }
        return await self.send(as_form(fields))

    async def chooses(self, person: str, message: Message, channel: str, callback: str) -> httpx.Response:
        """A message shortcut: only people of the installing company have it, on anybody's message."""
        return await self.send(interaction(self.shortcut(person, message, channel, callback)))

    def shortcut(self, person: str, message: Message, channel: str, callback: str) -> Json:
        """`message_action`."""
        found, team = self._channel(channel), self._installed("", channel)
        return self._acts(person, team) | {
            "type": "message_action",
            "action_ts": self.slack.workspace.stamp(),
            "callback_id": callback,
            "message_ts": message.ts,
            "message": message.as_json(),
            "channel": {"id": channel, "name": "directmessage" if found.im else found.name},
            "response_url": self.slack.response_url(channel, person),
        }

    def _installed(self, team: str, channel: str) -> Team:
        found = self.slack.workspace.teams.get(team)
        return found if found and found.token else self.told(self._channel(channel))

    def _acts(self, person: str, team: Team) -> Json:
        """Who acts, and through which installation."""
        found = self.slack.workspace.people[person]
        return {
            "user": {"id": person, "username": found.name, "name": found.name, "team_id": found.team},
            "api_app_id": APP,
            "token": "verification",
            "team": {"id": team.id, "domain": team.domain},
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self.slack.trigger(team.id, person),
        }

    def _home(self, person: str) -> Json:
        team = self.slack.workspace.teams[self.slack.workspace.people[person].team]
        return {"id": team.id, "domain": team.domain}

    # What Slack asks and tells

    async def verifies(self, challenge: str = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P") -> httpx.Response:
        """`url_verification`: the answer is the challenge."""
        return await self.send(as_json({"token": "verification", "challenge": challenge, "type": "url_verification"}))

    async def limits(self) -> httpx.Response:
        """`app_rate_limited`: no event comes for a minute; it is no event itself."""
        notice = {"token": "verification", "type": "app_rate_limited", "team_id": self.told(None).id, "api_app_id": APP}
        return await self.send(as_json(notice | {"minute_rate_limited": self._now() // 60 * 60}))


def _retried(number: int) -> dict[str, str]:
    return {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"} if number else {}


def find_action(blocks: list[Json], label: str) -> tuple[str, Json]:
    """The block and the action of what is written on a button or in a menu, as Slack sends it when it is chosen."""
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("type") == "button" and element["text"]["text"] == label:
                return block["block_id"], {name: element.get(name) for name in ("type", "action_id", "value", "text")}
            for option in element.get("options", []):
                if option["text"]["text"] == label:
                    return block["block_id"], {
                        "type": element["type"],
                        "action_id": element["action_id"],
                        "selected_option": option,
                    }
    raise AssertionError(f"there is no {label!r} in {json.dumps(blocks)}")


def filled_in(view: Json, values: Mapping[str, str]) -> Json:
    """`view.state.values`, by block and action; what is not named keeps its initial value."""
    state: Json = {}
    for block in view["blocks"]:
        if block.get("type") == "input":
            element = block["element"]
            given = values.get(block["block_id"])
            state[block["block_id"]] = {element["action_id"]: _entered(element, given)}
    return state


def _entered(element: Json, given: str | None) -> Json:
    if "options" not in element:
        value = element.get("initial_value") if given is None else given
        return {"type": element["type"], "value": value or None}
    wanted = (element.get("initial_option") or {}).get("value") if given is None else given
    chosen = next((option for option in element["options"] if option["value"] == wanted), None)
    return {"type": element["type"], "selected_option": chosen}
