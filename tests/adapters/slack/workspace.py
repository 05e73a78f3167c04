"""What there is in the fake Slack: teams, people, channels and what was said in them, as each person sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from bot.clock import utc_now

Json = dict[str, Any]


@dataclass
class Team:
    """A workspace. Where an app is installed it has a bot user and a token."""

    id: str
    name: str
    domain: str
    enterprise: str | None = None
    bot_user: str = ""
    bot: str = ""
    token: str = ""
    """The newest one; empty where the app is not installed."""
    refresh_token: str = ""


@dataclass
class Person:
    """A user: a human, or the bot user of an installation."""

    id: str
    team: str
    name: str
    real_name: str = ""
    zone: str = "UTC"
    email: str = ""
    is_bot: bool = False
    is_guest: bool = False
    is_deleted: bool = False


@dataclass
class Message:
    """What stands in a channel; `only_for` is the one person who sees an ephemeral one."""

    ts: str
    user: str
    team: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread: str | None = None
    bot: str | None = None
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    edited: str | None = None
    only_for: str | None = None
    is_broadcast: bool = False
    is_gone: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> str | None:
        """The key in its metadata, by which its sender finds it again."""
        payload = (self.metadata or {}).get("event_payload", {})
        found: str | None = payload.get("key")
        return found

    def as_json(self, *, with_metadata: bool = True) -> Json:
        """As the Web API and events show it."""
        shown: Json = {"type": "message", "user": self.user, "team": self.team, "text": self.text, "ts": self.ts}
        shown |= {"blocks": self.blocks} if self.blocks else {}
        shown |= {"thread_ts": self.thread} if self.thread else {}
        shown |= {"bot_id": self.bot, "app_id": APP} if self.bot else {}
        shown |= {"files": self.files, "subtype": "file_share"} if self.files else {}
        shown |= {"subtype": "thread_broadcast"} if self.is_broadcast else {}
        shown |= {"edited": {"user": self.user, "ts": self.edited}} if self.edited else {}
        shown |= {"metadata": self.metadata} if self.metadata and with_metadata else {}
        if self.reactions:
            each = self.reactions.items()
            shown["reactions"] = [{"name": name, "users": list(who), "count": len(who)} for name, who in each]
        return shown


@dataclass
class Channel:
    """A channel, or a conversation of one person with the bot of one team (`im`)."""

    id: str
    name: str
    teams: list[str]
    """The host first; a channel of several is shared by Slack Connect."""
    members: list[str]
    is_private: bool = False
    is_archived: bool = False
    im: str | None = None
    """Of a direct message: the person."""
    messages: list[Message] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)

    @property
    def is_shared(self) -> bool:
        return len(self.teams) > 1

    @property
    def type(self) -> str:
        """`channel_type` of its messages."""
        return "im" if self.im else "group" if self.is_private else "channel"

    def standing(self) -> Iterator[Message]:
        """What everybody in it sees, in its order."""
        return (message for message in self.messages if not message.is_gone and not message.only_for)

    def find(self, ts: str | None) -> Message | None:
        return next((message for message in self.standing() if message.ts == ts), None)


APP = "A0RAPPORT"
"""The one app that is installed here."""


class Workspace:
    """All of it, with the questions that tests ask: who sees what."""

    def __init__(self, clock: Callable[[], datetime] = utc_now) -> None:
        self.clock = clock
        self.teams: dict[str, Team] = {}
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.homes: dict[tuple[str, str], Json] = {}
        """App Home by team and person, whoever sees it."""
        self.tokens: dict[str, str] = {}
        """By token, also such as were followed by another: the team, or the error that a call with it gets."""
        self._last = 0
        self._numbers = count(1)

    # Who and where

    def team(self, id: str, name: str, domain: str = "", *, enterprise: str | None = None) -> Team:
        return self.teams.setdefault(id, Team(id, name, domain or name.lower(), enterprise))

    def person(self, id: str, team: str, name: str, **more: Any) -> Person:
        email = f"{name}@{self.teams[team].domain}.example"
        person = Person(id, team, name, **{"real_name": name.title(), "email": email} | more)
        self.people[id] = person
        return person

    def channel(self, id: str, name: str, teams: list[str], members: list[str], **more: Any) -> Channel:
        self.channels[id] = Channel(id, name, teams, members, **more)
        return self.channels[id]

    def install(self, team: str, token: str = "") -> Team:
        """The app comes to a workspace, with a bot user of its own there."""
        installed = self.teams[team]
        short = team.removeprefix("T")
        self.give_token(team, token or f"xoxb-{short}-{next(self._numbers)}")
        installed.bot_user, installed.bot = f"UBOT{short}", f"BBOT{short}"
        self.person(installed.bot_user, team, "rapport", is_bot=True)
        return installed

    def invite_bot(self, team: str, *channels: str) -> None:
        for channel in channels:
            self.channels[channel].members.append(self.teams[team].bot_user)

    def give_token(self, team: str, token: str) -> None:
        self.teams[team].token = token
        self.tokens[token] = team

    def uninstall(self, team: str) -> None:
        """The app is removed from a workspace; its tokens are worth nothing."""
        self.expire(team, "account_inactive")
        self.teams[team].token = ""

    def expire(self, team: str, error: str = "token_expired") -> None:
        """Every token it was given so far is answered with this error."""
        self.tokens |= {token: error for token, whose in self.tokens.items() if whose == team}

    def share_a_channel(self, team: str, person: str) -> bool:
        """Whether somebody of another company is in a channel that this team is in."""
        shared = (each for each in self.channels.values() if each.im is None and team in each.teams)
        return any(person in channel.members for channel in shared)

    def may_see(self, team: str, person: str) -> bool:
        found = self.people.get(person)
        return found is not None and (found.team == team or self.share_a_channel(team, person))

    def direct(self, team: str, person: str) -> Channel:
        """The conversation of a person with the bot of that team."""
        id = f"D{team.removeprefix('T')}{person.removeprefix('U')}"
        if id not in self.channels:
            bot = self.teams[team].bot_user
            self.channel(id, "", [team], [bot, person], is_private=True, im=person)
        return self.channels[id]

    # What is said

    def stamp(self) -> str:
        """A ts that no other message has, at the clock's time."""
        self._last = max(self._last + 1, round(self.clock().timestamp() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06}"

    def say(self, person: str, channel: str, text: str, *, thread: str | None = None, **more: Any) -> Message:
        """A person writes something."""
        message = Message(self.stamp(), person, self.people[person].team, text, thread=thread, **more)
        self.channels[channel].messages.append(message)
        return message

    # Who sees what

    def seen_by(self, person: str, channel: str) -> list[Message]:
        """What a person sees in a channel, what only they see included."""
        found = self.channels[channel]
        if person not in found.members:
            return []
        return [each for each in found.messages if not each.is_gone and each.only_for in (None, person)]

    def ephemerals(self, person: str) -> list[Message]:
        every = (message for channel in self.channels.values() for message in channel.messages)
        return [message for message in every if message.only_for == person and not message.is_gone]

    def direct_messages(self, person: str) -> list[Message]:
        """What the app told a person in private, through whichever installation."""
        ours = [channel for channel in self.channels.values() if channel.im == person]
        return [message for channel in ours for message in channel.standing() if message.bot]

    def home(self, person: str) -> Json | None:
        """Their App Home. Slack takes one for somebody of another company, and shows them nothing of it."""
        return self.homes.get((self.people[person].team, person))

    def said_by_the_app(self) -> list[tuple[Channel, Message]]:
        """Everything that was ever taken from it, what was deleted since included."""
        every = ((channel, message) for channel in self.channels.values() for message in channel.messages)
        return [(channel, message) for channel, message in every if message.bot]


CLIENT, VENDOR = "T0CLIENT", "T0VENDOR"
BEA, BEN, ASHA, ARUN = "U0BEA", "U0BEN", "U0ASHA", "U0ARUN"
SHARED, OURS, THEIRS = "C0SHARED", "C0OURS", "C0THEIRS"


def contoso_and_northwind(clock: Callable[[], datetime] = utc_now) -> Workspace:
    """Contoso (bea, ben) is the client, Northwind (asha, arun) the vendor, who installed the app.

    `SHARED` belongs to both, with the app in it; `OURS` is Northwind's own, with the app; `THEIRS` is Contoso's own.
    """
    here = Workspace(clock)
    here.team(VENDOR, "Northwind")
    here.team(CLIENT, "Contoso")
    for id, team, name in ((BEA, CLIENT, "bea"), (BEN, CLIENT, "ben"), (ASHA, VENDOR, "asha"), (ARUN, VENDOR, "arun")):
        here.person(id, team, name)
    here.channel(SHARED, "shared", [VENDOR, CLIENT], [BEA, BEN, ASHA, ARUN])
    here.channel(OURS, "ours", [VENDOR], [ASHA, ARUN], is_private=True)
    here.channel(THEIRS, "theirs", [CLIENT], [BEA, BEN])
    here.install(VENDOR)
    here.invite_bot(VENDOR, SHARED, OURS)
    return here


@dataclass(frozen=True)
class Group:
    """People of both companies who share channels: a relationship to be."""

    clients: list[str]
    vendors: list[str]
    channels: list[str]


def crowd(groups: int, told: int = 0, *, clock: Callable[[], datetime] = utc_now) -> tuple[Workspace, list[Group]]:
    """Contoso and Northwind, with so many groups of four and four people in two channels.

    `told` is the size of one more group, the last: that many clients, one vendor and one channel.
    """
    here = Workspace(clock)
    here.team(VENDOR, "Northwind")
    here.team(CLIENT, "Contoso")
    here.install(VENDOR)
    made = [_group(here, number, clients=4, vendors=4, channels=2) for number in range(groups)]
    if told:
        made.append(_group(here, groups, clients=told, vendors=1, channels=1))
    return here, made


def _group(here: Workspace, number: int, *, clients: int, vendors: int, channels: int) -> Group:
    def people(letter: str, team: str, count: int) -> list[str]:
        each = [f"{letter}{number:03}{of:05}" for of in range(count)]
        return [here.person(f"U{id}", team, id.lower()).id for id in each]

    group = Group(people("C", CLIENT, clients), people("V", VENDOR, vendors), [])
    everybody = [*group.clients, *group.vendors, here.teams[VENDOR].bot_user]
    for of in range(channels):
        id = f"C{number:05}{of:03}"
        here.channel(id, f"shared-{number}-{of}", [VENDOR, CLIENT], everybody)
        group.channels.append(id)
    return group
