"""The Web API methods of the fake Slack: arguments → what changes in the workspace → the answer.

Shapes, argument names and error codes are those of https://docs.slack.dev/reference/methods.
"""

from __future__ import annotations

import json
import math
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from tests.adapters.slack.workspace import APP, Channel, Json, Message, Person, Team

if TYPE_CHECKING:
    from tests.adapters.slack.fake import FakeSlack


class Refused(Exception):
    """`ok: false` with this error."""

    def __init__(self, error: str, *details: str) -> None:
        super().__init__(error)
        self.error = error
        self.details = details


@dataclass(frozen=True)
class Call:
    """One call: who calls, with which arguments."""

    fake: FakeSlack
    method: str
    team: Team
    arguments: Json

    def text(self, name: str) -> str:
        """A required argument."""
        given = self.arguments.get(name)
        if given is None or given == "":
            raise Refused("invalid_arguments", f"[ERROR] missing required field: {name}")
        return str(given)

    def flag(self, name: str) -> bool:
        return self.arguments.get(name) in (True, 1, "1", "true", "True")

    def json(self, name: str, default: Any = None) -> Any:
        """JSON, or a string of it: forms have nothing else."""
        given = self.arguments.get(name, default)
        if not isinstance(given, str):
            return given
        try:
            return json.loads(given)
        except ValueError:
            raise Refused(f"invalid_{name}", f"{name} is not JSON") from None

    def channel(self, name: str = "channel", *, to_speak: bool = False) -> Channel:
        """One the bot can see; to speak there it must be a member, and it must not be archived."""
        found = self._channel(self.text(name))
        if to_speak and found.is_archived:
            raise Refused("is_archived")
        if to_speak and self.team.bot_user not in found.members:
            raise Refused("not_in_channel")
        return found

    def _channel(self, id: str) -> Channel:
        if id.startswith(("U", "W")):
            return self.open_direct(id)
        found = self.fake.workspace.channels.get(id)
        if found is None or self.team.id not in found.teams:
            raise Refused("channel_not_found")
        if found.is_private and self.team.bot_user not in found.members:
            raise Refused("channel_not_found")
        return found

    def open_direct(self, person: str) -> Channel:
        found = self.person(person)
        if found.is_bot:
            raise Refused("cannot_dm_bot")
        if found.is_deleted:
            raise Refused("user_disabled")
        return self.fake.workspace.direct(self.team.id, person)

    def person(self, id: str) -> Person:
        """One the team can see: its own, and those of other companies with whom it shares a channel."""
        found = self.fake.workspace.people.get(id)
        if found is None:
            raise Refused("user_not_found")
        if not self.fake.workspace.may_see(self.team.id, id):
            raise Refused("user_not_visible")
        return found


Method = Callable[[Call], Json]
METHODS: dict[str, Method] = {}
POSTS = frozenset({"chat.postMessage", "chat.postEphemeral"})
"""What counts against one post a second in a channel."""


def method(name: str) -> Callable[[Method], Method]:
    def keep(run: Method) -> Method:
        METHODS[name] = run
        return run

    return keep


# Who we are ----------------------------------------------------------------------------------------------------------


@method("auth.test")
def auth_test(call: Call) -> Json:
    team = call.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": "rapport",
        "team_id": team.id,
        "user_id": team.bot_user,
        "bot_id": team.bot,
        "is_enterprise_install": False,
    } | ({"enterprise_id": team.enterprise} if team.enterprise else {})


@method("auth.revoke")
def auth_revoke(call: Call) -> Json:
    call.fake.workspace.expire(call.team.id, "token_revoked")
    return {"revoked": True}


@method("team.info")
def team_info(call: Call) -> Json:
    """The own one, or one with which a channel is shared."""
    wanted = str(call.arguments.get("team") or call.team.id)
    shared = (channel for channel in call.fake.workspace.channels.values() if call.team.id in channel.teams)
    if wanted != call.team.id and not any(wanted in channel.teams for channel in shared):
        raise Refused("team_not_found")
    team = call.fake.workspace.teams[wanted]
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": ""}}


@method("apps.event.authorizations.list")
def event_authorizations(call: Call) -> Json:
    channel = call.fake.workspace.channels.get(call.text("event_context"))
    teams = [call.fake.workspace.teams[team] for team in (channel.teams if channel else [])]
    return {"authorizations": [authorization(team) for team in teams if team.token]}


def authorization(team: Team) -> Json:
    return {
        "enterprise_id": team.enterprise,
        "team_id": team.id,
        "user_id": team.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }


# People --------------------------------------------------------------------------------------------------------------


@method("users.info")
def users_info(call: Call) -> Json:
    return {"user": user(call.person(call.text("user")), call.team)}


def user(person: Person, seen_from: Team) -> Json:
    """Somebody of another company has no e-mail address, locale or zone, and the name only in the profile."""
    is_ours = person.team == seen_from.id
    profile = {"real_name": person.real_name, "display_name": person.name, "team": person.team}
    shown: Json = {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "deleted": person.is_deleted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 1_760_000_000,
    }
    if not is_ours:
        return shown | {"is_stranger": False, "profile": profile}
    return shown | {
        "real_name": person.real_name,
        "tz": person.zone,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "profile": profile | {"email": person.email},
    }


# Channels ------------------------------------------------------------------------------------------------------------


@method("conversations.open")
def conversations_open(call: Call) -> Json:
    channel = call.open_direct(call.text("users").split(",")[0])
    return {"channel": {"id": channel.id}}


@method("conversations.info")
def conversations_info(call: Call) -> Json:
    return {"channel": channel_json(call.channel(), call.team)}


def channel_json(channel: Channel, seen_from: Team) -> Json:
    if channel.im:
        return {"id": channel.id, "is_im": True, "user": channel.im, "is_ext_shared": False}
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_shared": channel.is_shared,
        "is_ext_shared": channel.is_shared,
        "is_org_shared": False,
        "is_member": seen_from.bot_user in channel.members,
        "context_team_id": seen_from.id,
        "connected_team_ids": [team for team in channel.teams if team != seen_from.id],
        "conversation_host_id": channel.teams[0],
    }


@method("conversations.members")
def conversations_members(call: Call) -> Json:
    members, cursor = _page(call, call.channel().members)
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


@method("conversations.list")
@method("users.conversations")
def conversations_list(call: Call) -> Json:
    every = [channel for channel in call.fake.workspace.channels.values() if call.team.id in channel.teams]
    ours = [channel for channel in every if not channel.im and call.team.bot_user in channel.members]
    channels, cursor = _page(call, [channel_json(each, call.team) for each in ours])
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join")
def conversations_join(call: Call) -> Json:
    channel = call.channel()
    if call.team.bot_user not in channel.members:
        channel.members.append(call.team.bot_user)
    return {"channel": channel_json(channel, call.team)}


def _page(call: Call, every: list[Any], most: int = 1000) -> tuple[list[Any], str]:
    """One page, and the cursor of the next; an empty one is the last page's."""
    limit = min(int(call.arguments.get("limit") or 100), most)
    cursor = str(call.arguments.get("cursor") or "")
    if cursor and not cursor.startswith("from:"):
        raise Refused("invalid_cursor")
    start = int(cursor.removeprefix("from:") or 0)
    end = start + limit
    return every[start:end], f"from:{end}" if end < len(every) else ""


# What was said -------------------------------------------------------------------------------------------------------


@method("conversations.history")
def conversations_history(call: Call) -> Json:
    """The open channel, newest first; replies are in their threads."""
    channel = _readable(call)
    roots = [each for each in channel.standing() if each.thread in (None, each.ts) or each.is_broadcast]
    return _messages(call, sorted(_between(call, roots), key=lambda each: each.ts, reverse=True))


@method("conversations.replies")
def conversations_replies(call: Call) -> Json:
    """A thread, oldest first, its root included."""
    channel, ts = _readable(call), call.text("ts")
    if channel.find(ts) is None:
        raise Refused("thread_not_found")
    return _messages(call, [each for each in _between(call, list(channel.standing()), root=ts) if _is_in(each, ts)])


def _is_in(message: Message, root: str) -> bool:
    return root in (message.ts, message.thread)


def _readable(call: Call) -> Channel:
    channel = call.channel()
    if call.team.bot_user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _between(call: Call, messages: list[Message], root: str | None = None) -> Iterator[Message]:
    oldest, latest = call.arguments.get("oldest"), call.arguments.get("latest")
    low = float(oldest) if oldest else -math.inf
    high = float(latest) if latest else math.inf
    inclusive = call.flag("inclusive")
    for message in messages:
        at = float(message.ts)
        if low < at < high or (inclusive and at in (low, high)) or message.ts == root:
            yield message


def _messages(call: Call, messages: list[Message]) -> Json:
    page, cursor = _page(call, messages, call.fake.history_most)
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [_with_replies(call, each, with_metadata) for each in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _with_replies(call: Call, message: Message, with_metadata: bool) -> Json:
    shown = message.as_json(with_metadata=with_metadata)
    replies = [each.ts for each in call.channel().standing() if each.thread == message.ts and each.ts != message.ts]
    if not replies:
        return shown
    return shown | {"thread_ts": message.ts, "reply_count": len(replies), "latest_reply": replies[-1]}


# What we say ---------------------------------------------------------------------------------------------------------


@method("chat.postMessage")
def chat_post_message(call: Call) -> Json:
    channel = call.channel(to_speak=True)
    message = _ours(call)
    channel.messages.append(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json()}


@method("chat.postEphemeral")
def chat_post_ephemeral(call: Call) -> Json:
    """Slack says ok also where nobody will see it; here a member does."""
    channel = call.channel(to_speak=True)
    person = call.text("user")
    if person not in channel.members:
        raise Refused("user_not_in_channel")
    message = _ours(call)
    message.only_for = person
    channel.messages.append(message)
    return {"message_ts": message.ts}


def _ours(call: Call) -> Message:
    blocks, text = call.json("blocks", []), str(call.arguments.get("text") or "")
    if not blocks and not text:
        raise Refused("no_text")
    thread = call.arguments.get("thread_ts")
    call.fake.check(call.method, call.arguments)
    return Message(
        call.fake.workspace.stamp(),
        call.team.bot_user,
        call.team.id,
        text,
        blocks,
        thread=str(thread) if thread else None,
        bot=call.team.bot,
        metadata=call.json("metadata"),
        is_broadcast=call.flag("reply_broadcast"),
    )


@method("chat.update")
def chat_update(call: Call) -> Json:
    channel, message = _own_message(call, "cant_update_message")
    blocks, text = call.json("blocks", []), str(call.arguments.get("text") or "")
    if not blocks and not text:
        raise Refused("no_text")
    call.fake.check(call.method, call.arguments)
    message.text, message.blocks = text, blocks
    message.metadata = call.json("metadata", message.metadata)
    message.edited = call.fake.workspace.stamp()
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": message.as_json()}


@method("chat.delete")
def chat_delete(call: Call) -> Json:
    channel, message = _own_message(call, "cant_delete_message")
    message.is_gone = True
    return {"channel": channel.id, "ts": message.ts}


def _own_message(call: Call, not_ours: str) -> tuple[Channel, Message]:
    channel = call.channel()
    message = channel.find(call.text("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.bot != call.team.bot:
        raise Refused(not_ours)
    return channel, message


@method("chat.getPermalink")
def chat_get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = channel.find(call.text("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    link = f"https://{call.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread and message.thread != message.ts:
        link += f"?thread_ts={message.thread}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


@method("pins.add")
def pins_add(call: Call) -> Json:
    channel, ts = call.channel(to_speak=True), call.text("timestamp")
    if channel.find(ts) is None:
        raise Refused("message_not_found")
    if ts in channel.pins:
        raise Refused("already_pinned")
    channel.pins.append(ts)
    return {}


@method("reactions.add")
def reactions_add(call: Call) -> Json:
    message = call.channel().find(call.text("timestamp"))
    if message is None:
        raise Refused("message_not_found")
    who = message.reactions.setdefault(call.text("name"), [])
    if call.team.bot_user in who:
        raise Refused("already_reacted")
    who.append(call.team.bot_user)
    return {}


# Views ---------------------------------------------------------------------------------------------------------------


@dataclass
class OpenView:
    """A modal that a person has before them."""

    id: str
    team: str
    """Where the app is installed that opened it."""
    person: str
    view: Json
    hash: str

    def as_json(self, fake: FakeSlack) -> Json:
        team = fake.workspace.teams[self.team]
        more = {"id": self.id, "hash": self.hash, "root_view_id": self.id, "previous_view_id": None}
        installed = {"app_id": APP, "bot_id": team.bot, "app_installed_team_id": team.id}
        person = fake.workspace.people[self.person]
        return {"state": {"values": {}}} | self.view | more | installed | {"team_id": person.team}


@method("views.open")
@method("views.push")
def views_open(call: Call) -> Json:
    person = call.fake.use_trigger(call.text("trigger_id"), call.team.id)
    view = _modal(call)
    opened = OpenView(f"V{secrets.token_hex(5).upper()}", call.team.id, person, view, _hash())
    call.fake.views[opened.id] = opened
    return {"view": opened.as_json(call.fake)}


@method("views.update")
def views_update(call: Call) -> Json:
    opened = call.fake.views.get(str(call.arguments.get("view_id")))
    if opened is None or opened.team != call.team.id:
        raise Refused("not_found")
    _check_hash(call, opened.hash)
    opened.view, opened.hash = _modal(call), _hash()
    return {"view": opened.as_json(call.fake)}


def _modal(call: Call) -> Json:
    view: Json = call.json("view", {})
    if view.get("type") != "modal":
        raise Refused("invalid_arguments", "[ERROR] a view of type modal is needed")
    call.fake.check(call.method, call.arguments)
    return view


@method("views.publish")
def views_publish(call: Call) -> Json:
    """Taken for somebody of another company too, who sees nothing of it."""
    person, view = call.person(call.text("user_id")), call.json("view", {})
    if view.get("type") != "home":
        raise Refused("invalid_arguments", "[ERROR] a view of type home is needed")
    call.fake.check(call.method, call.arguments)
    old = call.fake.workspace.homes.get((call.team.id, person.id), {})
    _check_hash(call, old.get("hash"))
    home = view | {"id": f"VH{person.id}", "hash": _hash(), "app_installed_team_id": call.team.id}
    call.fake.workspace.homes[call.team.id, person.id] = home
    return {"view": home}


def _check_hash(call: Call, now: str | None) -> None:
    given = call.arguments.get("hash")
    if given and given != now:
        raise Refused("hash_conflict")


def _hash() -> str:
    return secrets.token_hex(8)


# Files ---------------------------------------------------------------------------------------------------------------


@dataclass
class File:
    """A file on its way, or there."""

    id: str
    team: str
    name: str
    data: bytes | None = None
    title: str = ""


@method("files.getUploadURLExternal")
def files_get_upload_url(call: Call) -> Json:
    call.text("length")
    file = File(f"F{secrets.token_hex(5).upper()}", call.team.id, call.text("filename"))
    call.fake.files[file.id] = file
    return {"file_id": file.id, "upload_url": f"{call.fake.url}/upload/v1/{file.id}"}


@method("files.completeUploadExternal")
def files_complete_upload(call: Call) -> Json:
    files = [_uploaded(call, given) for given in call.json("files", [])]
    shown = [{"id": file.id, "name": file.name, "title": file.title, "size": len(file.data or b"")} for file in files]
    for id in _shared_into(call):
        channel = Call(call.fake, call.method, call.team, {"channel": id}).channel(to_speak=True)
        text, thread = str(call.arguments.get("initial_comment") or ""), call.arguments.get("thread_ts")
        message = Message(call.fake.workspace.stamp(), call.team.bot_user, call.team.id, text, files=shown)
        message.bot, message.thread = call.team.bot, str(thread) if thread else None
        channel.messages.append(message)
    return {"files": shown}


def _uploaded(call: Call, given: Json) -> File:
    file = call.fake.files.get(given.get("id", ""))
    if file is None or file.team != call.team.id or file.data is None:
        raise Refused("file_not_found")
    file.title = given.get("title") or file.name
    return file


def _shared_into(call: Call) -> Iterator[str]:
    several = str(call.arguments.get("channels") or "").split(",")
    return islice((id for id in (str(call.arguments.get("channel_id") or ""), *several) if id), 100)
