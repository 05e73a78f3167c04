"""Who is on which side: from a sides file, or from a few words on the command line.

A person is on a side because they are named there, or because their e-mail domain or home team is. Being named beats
being matched; anything else that puts somebody on both sides is an error, as is a word that fits nobody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from adapters.base import Profile
from bot.calendars import calendar_for
from bot.roster import NOBODY, Directory, People, nearest, people_listing
from rules.model import Kind, PersonId, Side, SideTerms
from rules.worktime import parse_duration

__all__ = ["OneSide", "Sides", "SidesError", "people_listing", "sides_file", "sides_named", "sides_of"]

CONTACTS = ("go_between", "deputy", "sponsor")
KEYS = ("name", "people", "domains", "teams", "zone", "hours", "holidays", *CONTACTS, "targets")
"""What a table of the sides file may hold; none is required."""


class SidesError(ValueError):
    """The sides make no sense as given. One sentence for people, with the table and key it is about."""


@dataclass(frozen=True, slots=True)
class OneSide:
    """One company as a relationship begins with it."""

    company: str
    people: People
    terms: SideTerms
    go_between: PersonId | None = None
    deputy: PersonId | None = None
    sponsor: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """Both companies: somebody on each, nobody on both."""

    client: OneSide
    vendor: OneSide

    def of(self, side: Side) -> OneSide:
        return self.client if side is Side.CLIENT else self.vendor

    def side_of(self, person: PersonId) -> Side | None:
        return next((side for side in Side if person in self.of(side).people), None)


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed for one side, before it is held against the claim for the other."""

    side: Side
    where: str
    """How its errors begin: `[client]` or `--client`."""
    named: People
    matched: People
    """By domain or team."""
    company: str
    terms: SideTerms = field(default_factory=SideTerms)
    contacts: Mapping[str, PersonId] = field(default_factory=dict)
    """Of `CONTACTS` those that are named."""


def sides_file(path: Path, roster: Sequence[Profile]) -> Sides:
    """The sides a TOML file describes in `[client]` and `[vendor]`; raises `SidesError`."""
    return sides_of(_document(path), roster)


def sides_of(tables: Mapping[str, Mapping[str, object]], roster: Sequence[Profile]) -> Sides:
    """The sides that the tables `client` and `vendor` describe; raises `SidesError`."""
    directory = Directory(roster)
    return _settled([_claim(side, tables[side], directory) for side in Side], directory)


def sides_named(client: Sequence[str], vendor: Sequence[str], roster: Sequence[Profile]) -> Sides:
    """The sides by user names, ids, e-mail domains and team ids; raises `SidesError`."""
    directory = Directory(roster)
    words = {Side.CLIENT: client, Side.VENDOR: vendor}
    return _settled([_spoken_claim(side, words[side], directory) for side in Side], directory)


# One side of the command line.


def _spoken_claim(side: Side, words: Iterable[str], directory: Directory) -> Claim:
    where = f"--{side}"
    with _at(where):
        found = [directory.anybody(word) for word in words]
    named = NOBODY.union(*(named for named, _ in found))
    matched = NOBODY.union(*(matched for _, matched in found))
    return Claim(side, where, named, matched, _unnamed(side))


def _unnamed(side: Side) -> str:
    return f"the {side}"


# One side of the file.


def _document(path: Path) -> Mapping[str, Mapping[str, object]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as refused:
        raise SidesError(f"{path} cannot be read: {refused.strerror or refused}.") from refused
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as broken:
        raise SidesError(f"{path} is not valid TOML: {broken}.") from broken
    for name in document:
        if name not in tuple(Side):
            known = "; known are [client] and [vendor]."
            raise SidesError(f"{path}: there is no table [{name}]{nearest(name, Side, known)}")
    return {side: _table(document.get(side, {}), f"[{side}]") for side in Side}


def _claim(side: Side, table: Mapping[str, object], directory: Directory) -> Claim:
    where = f"[{side}]"
    for key in table:
        if key not in KEYS:
            raise SidesError(f"{where} {key}: there is no such key{nearest(key, KEYS, _known(KEYS))}")
    return Claim(
        side=side,
        where=where,
        named=_found(table, "people", where, lambda word: frozenset({directory.person(word)})),
        matched=_found(table, "domains", where, directory.domain) | _found(table, "teams", where, directory.team),
        company=_text(table, "name", where, _unnamed(side)),
        terms=_terms(table, where),
        contacts=dict(_named_contacts(table, where, directory)),
    )


def _found(table: Mapping[str, object], key: str, where: str, find: Callable[[str], People]) -> People:
    with _at(f"{where} {key}"):
        return NOBODY.union(*map(find, _texts(table, key, where)))


def _named_contacts(table: Mapping[str, object], where: str, directory: Directory) -> Iterator[tuple[str, PersonId]]:
    for key in CONTACTS:
        if key in table:
            with _at(f"{where} {key}"):
                yield key, directory.person(_text(table, key, where))


def _terms(table: Mapping[str, object], where: str) -> SideTerms:
    usual = SideTerms()
    terms = SideTerms(
        zone=_text(table, "zone", where, usual.zone),
        hours=_text(table, "hours", where, usual.hours),
        holidays=tuple(_texts(table, "holidays", where)),
        targets=_targets(_table(table.get("targets", {}), f"{where} targets"), f"{where} targets"),
    )
    # One by one, since the calendar does not say which of them it could not use.
    for key in ("zone", "hours", "holidays"):
        with _at(f"{where} {key}"):
            calendar_for(replace(usual, **{key: getattr(terms, key)}))
    return terms


def _targets(table: Mapping[str, object], where: str) -> Mapping[Kind, timedelta]:
    targets = dict(SideTerms().targets)
    for key in table:
        if key not in targets:
            raise SidesError(f"{where} {key}: there is no such target{nearest(key, targets, _known(targets))}")
        with _at(f"{where} {key}"):
            targets[Kind(key)] = _target(_text(table, key, where))
    return MappingProxyType(targets)


def _target(text: str) -> timedelta:
    target = parse_duration(text)
    if not target:
        raise ValueError("a target must be longer than nothing.")
    return target


# Values of the file.


def _known(words: Iterable[str]) -> str:
    return f"; known are {', '.join(words)}."


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Says of an error what it is about."""
    try:
        yield
    except SidesError:
        raise
    except ValueError as wrong:
        raise SidesError(f"{where}: {wrong}") from wrong


def _table(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise SidesError(f"{where}: must be a table, not {_kind(value)}.")
    return value


def _text(table: Mapping[str, object], key: str, where: str, usual: str = "") -> str:
    value = table.get(key, usual)
    if not isinstance(value, str):
        raise SidesError(f"{where} {key}: must be a text in quotes, not {_kind(value)}.")
    if not value.strip():
        raise SidesError(f"{where} {key}: must not be empty.")
    return value.strip()


def _texts(table: Mapping[str, object], key: str, where: str) -> list[str]:
    values = table.get(key, [])
    if not isinstance(values, list):
        raise SidesError(f'{where} {key}: must be a list such as ["…", "…"], not {_kind(values)}.')
    return [_text({key: value}, key, where) for value in values]


def _kind(value: object) -> str:
    """What stands there instead, in a reader's words."""
    if isinstance(value, bool):
        return "true or false"
    kinds = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date or time")


# The two claims held against each other.


def _settled(claims: Sequence[Claim], directory: Directory) -> Sides:
    client, vendor = claims
    _refuse_both(client.named & vendor.named, claims, directory)
    clients, vendors = client.named | (client.matched - vendor.named), vendor.named | (vendor.matched - client.named)
    _refuse_both(clients & vendors, claims, directory)
    _refuse_strangers(client, vendors, directory)
    _refuse_strangers(vendor, clients, directory)
    clients, vendors = clients | _contacts(client), vendors | _contacts(vendor)
    _refuse_both(clients & vendors, claims, directory)
    return Sides(_one(client, clients), _one(vendor, vendors))


def _refuse_both(people: People, claims: Sequence[Claim], directory: Directory) -> None:
    if people:
        verb = "is" if len(people) == 1 else "are"
        tables = " and ".join(claim.where for claim in claims)
        raise SidesError(f"{tables} overlap: {directory.named(people)} {verb} on both sides.")


def _refuse_strangers(claim: Claim, others: People, directory: Directory) -> None:
    for key, person in claim.contacts.items():
        if person in others:
            raise SidesError(f"{claim.where} {key}: {directory.named([person])} is on the {claim.side.other}'s side.")


def _contacts(claim: Claim) -> People:
    """Somebody whom nothing else puts on a side joins the side whose contact they are."""
    return frozenset(claim.contacts.values())


def _one(claim: Claim, people: People) -> OneSide:
    if not people:
        raise SidesError(f"{claim.where}: nobody is on the {claim.side}'s side; name people, domains or teams.")
    return OneSide(claim.company, people, claim.terms, **claim.contacts)
