"""What stands above the line of a story: a few keys of its own, and who is on which side, as in a sides file.

    starts = 2026-10-05                         # the first day
    zone = "Europe/Berlin"                      # of all times in the story; default: UTC
    began = 2026-09-28                          # when the relationship was founded; default: a year before
    live = false                                # a dry run; default: both sides have switched it on
    digest = "fri 15:00"                        # when the weekly digest comes; default: never
    listening = "suggest"                       # in the channel; default: auto
    agreed = ["client"]                         # who said yes to the notice; default: both sides
    private_to = "vendor"                       # only this side reads the channel; default: both do
    private = { internal = "vendor" }           # channels beside it that one side reads: #internal
    joins = ["planning"]                        # channels beside it that both read, before anybody said yes there
    founded = false                             # the channel is nobody's yet; default: the two are founded
    others = ["Dana"]                           # people on neither side
    own_hours = { Bea = "Mon-Fri 14:00-17:00" }
    topics = { billing = "Ben" }                # who is the go-between of a topic
    linked = { Arun = "Asha" }                  # two accounts of one human
    accounts = { Dana = { domain = "con.example" } }  # what the platform says; also: home, company, zone, guest
    [client]
    name = "Contoso"
    people = ["Bea", "Ben"]
    go_between = "Bea"
    [vendor]
    name = "Northwind"
    people = ["Asha", "Arun"]
    [also.north.client]                         # a second relationship, in a channel of its own: #north
    people = ["Nora"]
    [also.north.vendor]
    people = ["Asha"]

Only `starts` and somebody on each side must be there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from adapters.base import Profile
from bot.app import channel, person_id
from bot.calendars import calendar_for
from bot.founding import found
from bot.sides import Sides, SidesError, sides_of
from bot.tables import go_betweens, people
from rules.model import Facts, Level, PersonId, Place, RelationshipId, Side, SideTerms
from rules.rhythm.digest import read_weekly

T = TypeVar("T")

SHARED = "shared"
"""The name of the first channel."""
ACCOUNT = frozenset({"home", "company", "domain", "zone", "guest"})
"""What `accounts` may say of somebody."""
KEYS = (
    "starts",
    "zone",
    "began",
    "live",
    "digest",
    "listening",
    "agreed",
    "private_to",
    "private",
    "joins",
    "founded",
    "others",
    "own_hours",
    "topics",
    "linked",
    "accounts",
    "client",
    "vendor",
    "also",
)


class NotAStory(ValueError):
    """A file is no story, or not a whole one. One sentence for people."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a story."""

    sides: Sides
    places: tuple[Place, ...]
    """The first of them is its channel."""
    people: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Who is who, where, and from when."""

    starts: datetime
    began: datetime
    founded: bool
    live: bool
    digest_at: str
    """`Fri 15:00`; empty: there is no digest."""
    zone: ZoneInfo
    """Of all times in the story."""
    people: tuple[Profile, ...]
    own_hours: Mapping[PersonId, str]
    topics: Mapping[str, PersonId]
    linked: Mapping[PersonId, PersonId]
    """Two accounts of one human."""
    accounts: Mapping[PersonId, Facts]
    """What the room says of people, beside their names."""
    relations: tuple[Relation, ...]

    @property
    def operator(self) -> str:
        """Who runs Rapport: as where a relationship is founded from a sides file, the vendor."""
        return self.relations[0].sides.vendor.company

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(profile.name for profile in self.people)

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(place.name for place in self.places)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for relation in self.relations for place in relation.places)

    def found(self, connection: Connection) -> dict[str, RelationshipId]:
        """Write everything down on an empty database; the relationship of each channel, the first first."""
        numbers: dict[str, RelationshipId] = {}
        if not self.founded:
            return numbers
        for relation in self.relations:
            number = found(
                connection,
                relation.sides,
                relation.people,
                relation.places,
                now=self.starts,
                began_at=self.began,
                live=self.live,
                digest_at=self.digest_at,
            )
            numbers |= {place.name: number for place in relation.places}
            self._add_topics(connection, number, relation.sides)
        for person, hours in self.own_hours.items():
            connection.execute(update(people).where(people.c.id == person).values(hours=hours))
        for one, other in self.linked.items():
            human = select(people.c.human_id).where(people.c.id == other).scalar_subquery()
            connection.execute(update(people).where(people.c.id == one).values(human_id=human))
        return numbers

    def _add_topics(self, connection: Connection, number: RelationshipId, sides: Sides) -> None:
        for topic, person in self.topics.items():
            if side := sides.side_of(person):
                row = {"relationship_id": number, "side": side.value, "topic": topic, "person_id": person}
                connection.execute(insert(go_betweens).values(row))


def read_head(text: str) -> Head:
    """Reads the head of a story; raises `NotAStory`."""
    told = _document(text)
    zone, others, live = _zone(told), _texts(told, "others"), _is(told, "live", bool, True)
    starts = _midnight(told, "starts", zone)
    began = _midnight(told, "began", zone) if "began" in told else starts - timedelta(days=365)
    relations = tuple(_relations(told, others))
    everybody = {profile.id: profile for relation in relations for profile in relation.people}
    return Head(
        starts=starts,
        began=began,
        founded=_is(told, "founded", bool, True),
        live=live,
        digest_at=_digest_at(told),
        zone=zone,
        people=tuple(sorted(everybody.values(), key=lambda profile: profile.name)),
        own_hours=dict(_of_people(told, "own_hours", everybody)),
        linked={
            _person(one, "linked", everybody): _person(other, "linked", everybody)
            for one, other in _is(told, "linked", dict, {}).items()
        },
        accounts=dict(_accounts(told, everybody)),
        topics={topic: _person(name, "topics", everybody) for topic, name in _is(told, "topics", dict, {}).items()},
        relations=relations,
    )


def _document(text: str) -> Mapping[str, Any]:
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise NotAStory(f"what stands above the line is not valid TOML: {broken}.") from None
    for key in told:
        if key not in KEYS:
            raise NotAStory(f"{key}: there is no such key; known are {', '.join(KEYS)}.")
    return told


def _relations(told: Mapping[str, Any], others: list[str]) -> Iterator[Relation]:
    first = Place(
        channel(SHARED),
        SHARED,
        _side(told["private_to"], "private_to") if "private_to" in told else None,
        level=_choice(Level, _is(told, "listening", str, Level.AUTO.value), "listening"),
        agreed=frozenset(_side(name, "agreed") for name in _texts(told, "agreed", tuple(Side))),
    )
    private = [
        Place(channel(name), name, _side(side, "private")) for name, side in _is(told, "private", dict, {}).items()
    ]
    joins = [Place(channel(name), name, agreed=frozenset()) for name in _texts(told, "joins")]
    yield _relation(told, (first, *private, *joins), others)
    for name, tables in _is(told, "also", dict, {}).items():
        if not isinstance(tables, dict):
            raise NotAStory(f"also: write [also.{name}.client] and [also.{name}.vendor].")
        yield _relation(tables, (Place(channel(name), name),), others)


def _relation(told: Mapping[str, Any], places: tuple[Place, ...], others: list[str]) -> Relation:
    tables = {side.value: _is(told, side.value, dict, {}) for side in Side}
    names = {name for table in tables.values() for name in _texts(table, "people")}
    profiles = tuple(Profile(person_id(name), name, frozenset({name})) for name in sorted({*names, *others}))
    try:
        return Relation(sides_of(tables, profiles), places, profiles)
    except SidesError as error:
        raise NotAStory(str(error)) from None


def _digest_at(told: Mapping[str, Any]) -> str:
    words = _is(told, "digest", str, "")
    found = read_weekly(words) if words else ""
    if found is None:
        raise NotAStory('digest: write a weekday and a time, such as "fri 15:00".')
    return found


def _zone(told: Mapping[str, Any]) -> ZoneInfo:
    try:
        zone = calendar_for(SideTerms(zone=_is(told, "zone", str, "UTC"))).zone
    except ValueError as error:
        raise NotAStory(f"zone: {error}") from None
    assert isinstance(zone, ZoneInfo)
    return zone


def _midnight(told: Mapping[str, Any], key: str, zone: ZoneInfo) -> datetime:
    day = told.get(key)
    if not isinstance(day, date) or isinstance(day, datetime):
        raise NotAStory(f"{key}: a story needs its first day, such as 2026-10-05 without quotes.")
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _of_people(told: Mapping[str, Any], key: str, everybody: Iterable[PersonId]) -> Iterator[tuple[PersonId, str]]:
    for name, words in _is(told, key, dict, {}).items():
        yield _person(name, key, everybody), str(words)


def _accounts(told: Mapping[str, Any], everybody: Iterable[PersonId]) -> Iterator[tuple[PersonId, Facts]]:
    for name, account in _is(told, "accounts", dict, {}).items():
        if not isinstance(account, dict) or not {*account} <= ACCOUNT:
            raise NotAStory(f"accounts: of {name} may be said {', '.join(sorted(ACCOUNT))}.")
        words = {key: _is(account, key, str, "") or None for key in ACCOUNT - {"guest"}}
        yield _person(name, "accounts", everybody), Facts(name=name, guest=_is(account, "guest", bool, False), **words)


def _person(name: object, key: str, everybody: Iterable[PersonId]) -> PersonId:
    person = person_id(str(name))
    if person not in everybody:
        raise NotAStory(f"{key}: nobody in the story is called {name}.")
    return person


def _side(name: object, key: str) -> Side:
    return _choice(Side, name, key)


def _choice(kind: Callable[[Any], T], value: object, key: str) -> T:
    try:
        return kind(value)
    except ValueError:
        raise NotAStory(f"{key}: {value} is not known here.") from None


def _is(told: Mapping[str, Any], key: str, kind: type[T], usual: T) -> T:
    value = told.get(key, usual)
    if not isinstance(value, kind):
        raise NotAStory(f"{key}: this is not what stands there in a story.")
    return value


def _texts(told: Mapping[str, Any], key: str, usual: Iterable[str] = ()) -> list[str]:
    value = told.get(key, list(usual))
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise NotAStory(f'{key}: must be a list such as ["Bea", "Ben"].')
    return value
