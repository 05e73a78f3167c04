"""Who is in the room and which channels it has. Nothing here needs a network, so nothing is ever unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from adapters.base import Profile
from adapters.room.fields import Malformed, quoted
from adapters.room.ids import channel, conversation, is_private
from rules.model import Facts, MessageId, PersonId, PlaceId

BOT = "Rapport"
"""What people here call it."""

_TO_BOT = re.compile(rf"\s*@{BOT}\b[,:]?\s*", re.IGNORECASE)
_LINK = re.compile(r"\broom:([\w-]+)/([\w.:-]+)")


@dataclass(slots=True)
class Roster:
    """The people and channels of a room, by name."""

    people: dict[PersonId, Profile] = field(default_factory=dict)
    channels: set[PlaceId] = field(default_factory=set)
    accounts: dict[PersonId, Facts] = field(default_factory=dict)
    """What the room says of those of whom it knows more than their name."""
    _by_name: dict[str, PersonId] = field(default_factory=dict)

    @classmethod
    def of(
        cls, people: Iterable[Profile], channels: Iterable[PlaceId], accounts: Mapping[PersonId, Facts] | None = None
    ) -> Roster:
        roster = cls(channels=set(channels), accounts=dict(accounts or {}))
        for profile in people:
            roster.people[profile.id] = profile
            roster._by_name[profile.name.casefold()] = profile.id
        return roster

    def person(self, name: str) -> PersonId:
        """Whoever is called so; capitals do not matter."""
        found = self._by_name.get(name.casefold())
        if found is None:
            raise Malformed(f"nobody here is called {quoted(name)}")
        return found

    def facts(self, person: PersonId) -> Facts:
        """What the room says of them."""
        profile = self.people[person]
        return self.accounts.get(person) or Facts(profile.name, home=profile.team, domain=profile.domain)

    def present(self) -> tuple[tuple[PersonId, Facts], ...]:
        """Everybody: nobody here leaves a channel out."""
        return tuple((person, self.facts(person)) for person in self.people)

    def channel(self, name: str) -> PlaceId:
        place = channel(name)
        if place not in self.channels:
            raise Malformed(f"there is no channel {quoted(name)} here")
        return place

    def place(self, name: str, person: PersonId) -> PlaceId:
        """The channel of this name, or this person's own conversation with Rapport."""
        place = channel(name)
        if place in self.channels or place == conversation(person):
            return place
        if is_private(place):
            raise Malformed(f"{quoted(name)} is somebody else's private conversation")
        raise Malformed(f"there is no channel {quoted(name)} here")

    def mentioned(self, text: str) -> tuple[PersonId, ...]:
        """Who is called by `@name` in a text, in its order, each once."""
        if "@" not in text or not self._by_name:
            return ()
        names = sorted(self._by_name, key=len, reverse=True)
        pattern = rf"@({'|'.join(map(re.escape, names))})(?!\w)"
        found = (self._by_name.get(name.casefold()) for name in re.findall(pattern, text, re.IGNORECASE))
        return tuple(dict.fromkeys(person for person in found if person))


def command_in(text: str, place: PlaceId) -> str | None:
    """What a message asks Rapport to do: all of it in private, in a channel what follows its name at the beginning."""
    if addressed := _TO_BOT.match(text):
        return text[addressed.end() :].strip()
    return text.strip() if is_private(place) else None


def links_in(text: str) -> tuple[tuple[PlaceId, MessageId], ...]:
    """The messages that links in a text lead to, in its order."""
    return tuple((channel(place), MessageId(message)) for place, message in _LINK.findall(text))


def link_to(place: PlaceId, message: MessageId) -> str:
    """The address of a message, to be put into a text; a command takes it for a link by how it begins."""
    return f"https://rapport.invalid/{place}/{message}"
