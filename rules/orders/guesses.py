"""What the forms of `setup` begin with: guessed from what their platform says of the people in the channel.

A guess stands in a form for whoever fills it in to change; nothing is kept of it before they send it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rules.almanac import Almanac
from rules.model import Person, PersonId, Relationship, Side, SideTerms
from rules.people import guessed_side, may_be_guessed, own_domain, own_home

LONGEST_NAME = 60
"""Characters of a company's name."""


@dataclass(frozen=True, slots=True)
class Companies:
    """The two, as the first form begins; a name is empty where there is nothing to go by."""

    mine: str = ""
    other: str = ""
    side: Side = Side.VENDOR
    """Of whoever fills in. Whoever brings Rapport along is mostly the vendor."""


def companies(me: Person, relationship: Relationship) -> Companies:
    """The two most common home organisations, that of whoever asks first."""
    people = list(relationship.people.values())
    organisations = _organisations(people)
    mine = organisations.get(me.id)
    if mine is None:
        return Companies()
    others = Counter(each for each in organisations.values() if each != mine)
    names = {each: _name_of(each, people, organisations) for each in (mine, *others)}
    most = sorted(others, key=lambda each: (-others[each], names[each]))
    other = next((names[each] for each in most if names[each].casefold() != names[mine].casefold()), "")
    runs_it = relationship.operator.casefold()
    is_client = bool(other) and other.casefold() == runs_it != names[mine].casefold()
    return Companies(names[mine], other, Side.CLIENT if is_client else Side.VENDOR)


def _organisations(people: Iterable[Person]) -> dict[PersonId, str]:
    """Whom each works for: their home organisation, or the one whose people have their domain, or the domain itself."""
    people = list(people)
    of_domain: dict[str, str] = {}
    for person in people:
        home, domain = own_home(person.facts), own_domain(person.facts)
        if home and domain:
            of_domain.setdefault(domain, home)
    found = {}
    for person in people:
        home, domain = own_home(person.facts), own_domain(person.facts)
        organisation = home or (of_domain.get(domain, f"@{domain}") if domain else None)
        if organisation:
            found[person.id] = organisation
    return found


def _name_of(organisation: str, people: Iterable[Person], organisations: Mapping[PersonId, str]) -> str:
    """As its platform calls it, else the first part of its people's domain; empty where there is neither."""
    theirs = [person.facts for person in people if person.facts and organisations.get(person.id) == organisation]
    called = _most([facts.company for facts in theirs if facts.company and not facts.guest])
    domain = _most([domain for facts in theirs if (domain := own_domain(facts))]) or ""
    label = domain.partition(".")[0]
    return (called or label[:1].upper() + label[1:])[:LONGEST_NAME]


def terms(side: Side, me: Person, relationship: Relationship, before: SideTerms, almanac: Almanac) -> SideTerms:
    """A side's zone as most of its people have it, with the holidays of its country; the rest as it is."""
    people = [person for person in relationship.people.values() if person.side is side] or [
        me,
        *colleagues(replace(me, side=side), relationship),
    ]
    zones = [
        zone for each in people if each.facts and each.facts.zone and (zone := almanac.zone_today(each.facts.zone))
    ]
    zone = _most(zones)
    if zone is None:
        return before
    country = almanac.countries.get(zone)
    return replace(before, zone=zone, holidays=(country,) if country else ())


def colleagues(me: Person, relationship: Relationship) -> list[Person]:
    """Everybody on no side whose account says that they are of the company of this person, who is on a side."""
    with_me = replace(relationship, people={**relationship.people, me.id: me})
    others = [person for person in relationship.people.values() if person.id != me.id and may_be_guessed(person)]
    return [person for person in others if guessed_side(person, with_me) is me.side]


def _most(values: Iterable[str]) -> str | None:
    """The most common; of several the first by name."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None
