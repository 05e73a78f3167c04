"""Who is who in an export: what the lists say of people, and what the messages do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from adapters.base import Profile
from adapters.mrkdwn.fields import Payload, child, words
from adapters.mrkdwn.ids import person_id
from adapters.mrkdwn.message import SLACKBOT

Moment = tuple[int, str]
"""When and where something was said: the latest word wins, whatever the order of the files."""
Names = tuple[str, ...]
"""What somebody is called, the best first: display name, user name, real name."""

Fact = TypeVar("Fact", str, Names)


@dataclass(frozen=True, slots=True)
class Card:
    """What `users.json` says of a person."""

    names: Names = ()
    team: str | None = None
    domain: str | None = None


NOBODY = Card()


@dataclass(slots=True)
class People:
    """Everybody an export speaks of. Bots are known, so that they are not taken for people."""

    bots: set[str] = field(default_factory=lambda: {SLACKBOT})
    _listed: dict[str, Card] = field(default_factory=dict)
    _homes: dict[str, tuple[Moment, str]] = field(default_factory=dict)
    _heard_names: dict[str, tuple[Moment, Names]] = field(default_factory=dict)
    _heard_teams: dict[str, tuple[Moment, str]] = field(default_factory=dict)

    def enlist(self, user: Payload) -> bool:
        """Takes one entry of `users.json`; False if it has no id."""
        id_ = words(user.get("id"))
        if user.get("is_bot") is True:
            self.bots.add(id_)
        elif id_ and id_ != SLACKBOT:
            self._listed.setdefault(id_, _listed(user))
        return bool(id_)

    def hear(self, author: str, message: Payload, moment: Moment) -> None:
        """Takes what a message says of its author. People of other companies may be in no list (Slack Connect)."""
        _keep(self._homes, author, moment, words(message.get("user_team")))
        if author not in self._listed:
            profile = child(message, "user_profile")
            _keep(self._heard_names, author, moment, _names(*map(profile.get, ("display_name", "name", "real_name"))))
            _keep(self._heard_teams, author, moment, _away_team(message, profile))

    def names(self) -> dict[str, str]:
        """What people are called, of those who have a name: id → name."""
        heard = {id_: names[0] for id_, (_, names) in self._heard_names.items()}
        return heard | {id_: card.names[0] for id_, card in self._listed.items() if card.names}

    def profiles(self, seen: Mapping[str, int], members: Iterable[str]) -> tuple[Profile, ...]:
        """Everybody listed, heard or a member, by id; `seen` counts their messages."""
        everybody = {*self._listed, *seen, *members} - self.bots
        return tuple(self._profile(id_, seen.get(id_, 0)) for id_ in sorted(everybody))

    def _profile(self, id_: str, messages: int) -> Profile:
        card = self._listed.get(id_, NOBODY)
        names = card.names or _latest(self._heard_names, id_) or ()
        return Profile(
            id=person_id(id_),
            name=names[0] if names else id_,
            aliases=frozenset({id_, *names}),
            # Where somebody is a guest, users.json gives the host's team; their message gives their own.
            team=_latest(self._homes, id_) or card.team or _latest(self._heard_teams, id_),
            domain=card.domain,
            messages=messages,
        )


def _keep(known: dict[str, tuple[Moment, Fact]], id_: str, moment: Moment, fact: Fact) -> None:
    if fact and (id_ not in known or (moment, fact) > known[id_]):
        known[id_] = (moment, fact)


def _latest(known: Mapping[str, tuple[Moment, Fact]], id_: str) -> Fact | None:
    return known[id_][1] if id_ in known else None


def _listed(user: Payload) -> Card:
    profile = child(user, "profile")
    return Card(
        names=_names(profile.get("display_name"), user.get("name"), user.get("real_name"), profile.get("real_name")),
        team=words(user.get("team_id")) or words(profile.get("team")) or None,
        domain=words(profile.get("email")).partition("@")[2].strip().lower() or None,
    )


def _away_team(message: Payload, profile: Payload) -> str:
    """Weaker hints than `user_team`: the last two may be the team it was written in."""
    return words(profile.get("team")) or words(message.get("source_team")) or words(message.get("team"))


def _names(*values: object) -> Names:
    return tuple(dict.fromkeys(name for value in values if (name := words(value).strip())))
