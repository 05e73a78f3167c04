"""What Slack must be asked for: who somebody is, who is in a channel, what one message says.

Everything here waits at most a second, for somebody waits for an acknowledgement meanwhile, and Slack for three; what
comes later is there for the next question.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.base import Clock, Installation, Undeliverable
from adapters.mrkdwn.fields import Payload, child, children, texts, words
from adapters.mrkdwn.ids import person_id
from adapters.mrkdwn.markup import Names, cut, plain
from adapters.mrkdwn.message import SLACKBOT, markup_in
from adapters.slack.errors import InDoubt, Refused
from adapters.slack.fields import Malformed, id_in, user_in
from adapters.slack.memory import remember
from adapters.slack.pressed import said_in
from adapters.slack.said import Known
from adapters.slack.web import Web, slack_id
from rules.model import Facts, MessageId, PersonId, PlaceId, Said

FRESH = timedelta(hours=24)
"""How long what Slack said of a person or a company is taken for true."""
NOBODY_FOR = timedelta(minutes=10)
"""How long somebody of whom Slack said nothing is not asked for again."""
PATIENCE = 1.0
"""Seconds."""
MANY = 20_000
"""People who are remembered; whoever was learned of first is forgotten first."""
PAGE = 200
"""Members at once, as Slack recommends (docs.slack.dev/reference/methods/conversations.members)."""


@dataclass(slots=True)
class _Seen:
    """What was answered, and how long it holds; `facts` is None of a bot."""

    facts: Facts | None
    until: datetime
    enterprise: str | None = None
    """The organisation their workspace belongs to (Enterprise Grid)."""
    told: Facts | None = None
    """The same with what was learnt elsewhere, as it was last told."""


class Lookup:
    """Answers from memory where it can. `close` it before the web."""

    def __init__(self, web: Web, clock: Clock, patience: float = PATIENCE) -> None:
        self._web = web
        self._clock = clock
        self._patience = patience
        self._people: dict[str, _Seen] = {}
        self._nobody: dict[tuple[str, str], datetime] = {}
        self._homes: dict[str, str] = {}
        """What payloads say of those of whom `users.info` does not know it, or only from outside."""
        self._companies: dict[str, tuple[str | None, datetime]] = {}
        self._asking: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def close(self) -> None:
        """Stop asking."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    # People ----------------------------------------------------------------------------------------------------------

    async def person(self, installation: Installation, user: str, home: str | None = None) -> Facts | None:
        """Who that is; None of a bot, of nobody, and where Slack does not say so in time.

        `home` is their organisation as a payload names it: it says more than `users.info` of people of other companies.
        """
        if user == SLACKBOT:
            return None
        if not self._is_settled(installation, user):
            await asyncio.wait([self._ask(installation, user)], timeout=self._patience)
        if home:
            self._note_home(installation, user, home)
        return self.known(user)

    def known(self, user: str) -> Facts | None:
        """Who that is, from memory; old facts are better than none."""
        seen = self._people.get(user)
        if seen is None or seen.facts is None:
            return None
        home = self._homes.get(user, seen.facts.home)
        company, _ = self._companies.get(seen.facts.home or home or "", (None, None))
        told = seen.told
        if told is None or (told.home, told.company) != (home, company):
            told = seen.told = replace(seen.facts, home=home, company=company)
        return told

    def everybody(self) -> list[tuple[str, Facts]]:
        """Everybody who is known, by id."""
        return [(user, facts) for user in sorted(self._people) if (facts := self.known(user))]

    def learn(self, user: Payload) -> Facts | None:
        """Take in a user object that came by itself; what it says of them, None of a bot."""
        id = user_in(user, "id")
        if not id:
            return None
        remember(self._people, id, _seen(user, self._clock() + FRESH), MANY)
        return self.known(id)

    def is_at_home(self, installation: Installation, user: str) -> bool:
        """Whether somebody belongs to where Rapport is installed; False of everybody else, and if nobody knows."""
        seen = self._people.get(user)
        if seen is None or seen.facts is None:
            return False
        ours = {each for each in (installation.id, installation.enterprise) if each}
        return seen.facts.home in ours or seen.enterprise in ours

    def _is_settled(self, installation: Installation, user: str) -> bool:
        now, seen = self._clock(), self._people.get(user)
        if seen and now < seen.until:
            return True
        return now < self._nobody.get((installation.id, user), now)

    def _note_home(self, installation: Installation, user: str, home: str) -> None:
        """An organisation says more than one of its workspaces, and once it is known, it stays."""
        seen = self._people.get(user)
        if seen is None or seen.facts is None or (seen.facts.home and self.is_at_home(installation, user)):
            return
        if home.startswith("E") or not self._homes.get(user, "").startswith("E"):
            remember(self._homes, user, home, MANY)

    def _ask(self, installation: Installation, user: str) -> asyncio.Task[None]:
        """One question at a time about one person, whoever wants to know."""
        key = (installation.id, user)
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.ensure_future(self._inquire(installation, user))
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        return task

    async def _inquire(self, installation: Installation, user: str) -> None:
        try:
            answer = await self._web.call(installation, "users.info", user=user)
        except Refused as refusal:
            if refusal.permanent:
                remember(self._nobody, (installation.id, user), self._clock() + NOBODY_FOR, MANY)
            return
        except (Undeliverable, InDoubt):
            return
        self.learn({**child(answer, "user"), "id": user})
        seen = self._people.get(user)
        if seen and seen.facts and seen.facts.home:
            await self.company(installation, seen.facts.home)

    # Companies -------------------------------------------------------------------------------------------------------

    async def company(self, installation: Installation, team: str) -> str | None:
        """What a workspace's company is called; None where Slack does not say."""
        name, until = self._companies.get(team, (None, self._clock()))
        if self._clock() < until:
            return name
        name = installation.name if team == installation.id else await self._company(installation, team)
        self._companies[team] = (name or None, self._clock() + (FRESH if name else NOBODY_FOR))
        return name or None

    async def _company(self, installation: Installation, team: str) -> str:
        """Slack tells of the workspaces one shares a channel with; who is not told of gets the own one."""
        try:
            told = child(await self._web.call(installation, "team.info", team=team), "team")
        except (Undeliverable, InDoubt):
            return ""
        if team not in (told.get("id"), told.get("enterprise_id")):
            return ""
        return words(told.get("enterprise_name")).strip() or words(told.get("name")).strip()

    # Channels --------------------------------------------------------------------------------------------------------

    async def members(self, installation: Installation, place: PlaceId, most: int) -> list[tuple[PersonId, Facts]]:
        """Who is in a channel, without bots, at most so many; who cannot be looked up in time is not among them."""
        users: list[str] = []
        try:
            async with asyncio.timeout(self._patience):
                await self._read_members(installation, slack_id(place), most, users)
        except (Undeliverable, InDoubt, TimeoutError):
            pass  # those who were read are better than nobody
        found = await asyncio.gather(*(self.person(installation, user) for user in users[:most]))
        return [(person_id(user), facts) for user, facts in zip(users, found, strict=False) if facts]

    async def name_of(self, installation: Installation, place: PlaceId) -> str | None:
        """What a channel is called; None where Slack does not say so in time."""
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._web.call(installation, "conversations.info", channel=slack_id(place))
        except (Undeliverable, InDoubt, TimeoutError):
            return None
        return words(child(answer, "channel").get("name")).strip() or None

    async def _read_members(self, installation: Installation, channel: str, most: int, users: list[str]) -> None:
        cursor: str | None = None
        while len(users) < most and cursor != "":
            answer = await self._web.call(
                installation, "conversations.members", channel=channel, limit=min(most, PAGE), cursor=cursor
            )
            users += texts(answer, "members")
            cursor = words(child(answer, "response_metadata").get("next_cursor"))

    # Messages --------------------------------------------------------------------------------------------------------

    async def message(self, installation: Installation, place: PlaceId, message: MessageId) -> Said | None:
        """What a message says, be it in the channel or in a thread; None where no human said it, or in no time."""
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._web.call(
                    installation,
                    "conversations.replies",
                    channel=slack_id(place),
                    ts=message,
                    oldest=message,
                    latest=message,
                    inclusive=True,
                    limit=2,  # the root of a thread comes along
                )
        except (Undeliverable, InDoubt, TimeoutError):
            return None
        found = [each for each in children(answer, "messages") if each.get("ts") == message]
        return await self._said(installation, found[0]) if found else None

    async def _said(self, installation: Installation, message: Payload) -> Said | None:
        _, mentioned = plain(cut(markup_in(message)), Names())
        await asyncio.gather(*(self.person(installation, user) for user in mentioned if self.known(user) is None))
        try:
            said = said_in(message, Known(self.names(mentioned), {installation.bot_user}, self._clock()))
        except Malformed:
            return None
        return said if said and said.text.strip() else None

    def names(self, users: Iterable[str]) -> Names:
        """What these people are called, from memory; who is not in it goes by their id."""
        return Names({user: facts.name for user in users if (facts := self.known(user))})


def _seen(user: Payload, until: datetime) -> _Seen:
    """A user object (docs.slack.dev/reference/objects/user-object); of people of other companies most is absent."""
    if user.get("is_bot") is True or user.get("id") == SLACKBOT:
        return _Seen(None, until)
    profile = child(user, "profile")
    facts = Facts(
        name=_name(user, profile),
        home=id_in(user, "team_id") or id_in(profile, "team") or None,
        domain=words(profile.get("email")).partition("@")[2].strip().lower() or None,
        guest=user.get("is_restricted") is True or user.get("is_ultra_restricted") is True,
        zone=_zone(words(user.get("tz"))),
    )
    return _Seen(facts, until, id_in(child(user, "enterprise_user"), "enterprise_id") or None)


def _name(user: Payload, profile: Payload) -> str:
    """What people there call them. Never empty."""
    given = (
        profile.get("display_name"),
        profile.get("real_name"),
        user.get("real_name"),
        user.get("name"),
        user.get("id"),
    )
    return next(name for each in given if (name := " ".join(words(each).split())))


def _zone(name: str) -> str | None:
    """A time zone that is known here, too."""
    try:
        return ZoneInfo(name).key if name else None
    except (ValueError, KeyError, OSError):
        return None
