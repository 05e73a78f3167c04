"""Commands about working time and about how Rapport behaves: `hours`, `holidays`, `settings`.

Hours, zone and holidays are a side's own facts: its go-between changes them alone, and both sides read it. A target is
a promise to the other side, so both have to agree (`rules/orders/setup.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from rules.effects import Effect, KeepPerson, KeepPlace, KeepProposal, KeepSettings
from rules.model import Agreement, Level, Party, Place, Proposal, Relationship, Side, SideTerms
from rules.orders import deeds, digest, feedback
from rules.orders.order import (
    Order,
    Outcome,
    announce,
    echo,
    leave_it_to,
    may_decide,
    place_meant,
    say,
    shared_places,
)
from rules.wording import orders as wording
from rules.worktime import Hours, local_date

LONGEST_WORDS = 200
"""Characters of hours or holidays that anybody types."""
SHOWN = 3
"""Holidays to come that are listed for each company."""
RETENTION = range(7, 3_651)
"""Days for which the words of a settled item may be kept."""
MOST_ENTRIES = 60
"""Regions and single days of one side's calendar."""


# The agreement -------------------------------------------------------------------------------------------------------


def with_terms(agreement: Agreement, side: Side, terms: SideTerms, version: int) -> Agreement:
    if side is Side.CLIENT:
        return replace(agreement, version=version, client=terms)
    return replace(agreement, version=version, vendor=terms)


def next_version(relationship: Relationship) -> int:
    waiting = relationship.proposed.agreement.version if relationship.proposed else 0
    return max(relationship.agreement.version, waiting) + 1


def keep_facts(relationship: Relationship, side: Side, terms: SideTerms) -> Iterable[Effect]:
    """A side's hours, zone and holidays hold at once; a proposal that waits waits on, with them in it."""
    holds, waits, version = relationship.agreement, relationship.proposed, next_version(relationship)
    facts = replace(terms, targets=holds.of(side).targets)
    yield KeepProposal(Proposal(with_terms(holds, side, facts, version), frozenset(Side)))
    if waits:
        proposed = replace(terms, targets=waits.agreement.of(side).targets)
        yield KeepProposal(Proposal(with_terms(waits.agreement, side, proposed, version + 1), waits.confirmed))


# Hours ---------------------------------------------------------------------------------------------------------------


def hours(order: Order) -> Outcome:
    """Shows by which hours is counted; or changes one's own, or one's side's."""
    found = re.fullmatch(r"(?:my|our) (?:side|company)\s*(.*)", order.rest, re.IGNORECASE)
    relationship = order.relationship
    if not order.rest:
        return say(wording.hours(order.me.calendar, relationship.client, relationship.vendor))
    if len(order.rest) > LONGEST_WORDS:
        return say(wording.not_understood("hours Mon-Fri 9-17"))
    return _side_hours(order, found[1]) if found else _own_hours(order, order.rest)


def _own_hours(order: Order, words: str) -> Outcome:
    before = order.me.calendar
    back = f"hours zone {before.zone}\nhours {before.hours}" if before else "hours off"
    if words.casefold() in ("off", "none"):
        if before is None:
            yield from say(wording.so_already())
            return
        yield KeepPerson(replace(order.me, calendar=None), hours="", zone="")
        yield from echo(order, wording.own_hours(None), back)
        return
    try:
        zone, week = _read(words, order)
    except ValueError as unreadable:
        yield from say(wording.cannot_read(str(unreadable)))
        return
    yield KeepPerson(order.me, hours=str(week) if week else None, zone=zone)
    yield from echo(order, wording.own_hours(week.short if week else zone), back)


def _read(words: str, order: Order) -> tuple[str | None, Hours | None]:
    """A zone or hours. Raises ValueError with a sentence for people."""
    found = re.fullmatch(r"zone\b\s*(.*)", words, re.IGNORECASE)
    if found:
        return order.case.almanac.zone(found[1]), None
    return None, Hours.parse(words)


def _side_hours(order: Order, words: str) -> Outcome:
    if not may_decide(order):
        yield leave_it_to(order)
        return
    before = order.relationship.agreement.of(order.side)
    try:
        zone, week = _read(words, order)
    except ValueError as unreadable:
        yield from say(wording.cannot_read(str(unreadable)))
        return
    after = replace(before, zone=zone or before.zone, hours=str(week) if week else before.hours)
    yield from keep_facts(order.relationship, order.side, after)
    said = wording.side_hours(order.party.company, f"{Hours.parse(after.hours).short} ({after.zone})")
    yield from announce(order, said)
    back = f"zone {before.zone}" if zone else before.hours
    yield from echo(order, said, f"hours my side {back}")


# Holidays ------------------------------------------------------------------------------------------------------------


def holidays(order: Order) -> Outcome:
    """Shows both companies' holidays; or changes one's own side's."""
    if not order.rest:
        return say(wording.holidays([_holidays_of(party, order) for party in (order.party, order.others)]))
    if len(order.rest) > LONGEST_WORDS * 2:
        return say(wording.not_understood("holidays DE-BY +2026-12-24"))
    return _change_holidays(order)


def _holidays_of(party: Party, order: Order) -> tuple[str, Sequence[str], Sequence[tuple[date, str]]]:
    today = local_date(order.now, party.calendar)
    coming = sorted((day, name) for day, name in party.calendar.holidays.items() if day >= today)
    return party.company, order.relationship.agreement.of(party.side).holidays, coming[:SHOWN]


def _change_holidays(order: Order) -> Outcome:
    if not may_decide(order):
        yield leave_it_to(order)
        return
    before = order.relationship.agreement.of(order.side)
    try:
        after = _entries(order.rest, before.holidays, order)
    except ValueError as unreadable:
        yield from say(wording.cannot_read(str(unreadable)))
        return
    if after == before.holidays:
        yield from say(wording.so_already())
        return
    yield from keep_facts(order.relationship, order.side, replace(before, holidays=after))
    said = wording.side_holidays(order.party.company, after)
    yield from announce(order, said)
    yield from echo(order, said, f"holidays only {' '.join(before.holidays)}".rstrip())


def _entries(words: str, before: tuple[str, ...], order: Order) -> tuple[str, ...]:
    """A region stands instead of the regions before it; a single day is added to those before it."""
    first, *others = words.casefold().split()
    if first in ("off", "none") and not others:
        return ()
    only = first == "only"
    typed = read_holidays(words.partition(" ")[2] if only else words, order)
    regions = [entry for entry in typed if _is_region(entry)]
    days = [entry for entry in typed if not _is_region(entry)]
    if not only:
        regions = regions or [entry for entry in before if _is_region(entry)]
        replaced = {entry[1:] for entry in days}
        days = [entry for entry in before if not _is_region(entry) and entry[1:] not in replaced] + days
    return (*dict.fromkeys(regions), *sorted(dict.fromkeys(days), key=lambda entry: entry[1:]))[:MOST_ENTRIES]


def read_holidays(words: str, order: Order) -> tuple[str, ...]:
    """Regions and single days, as they are written down. Raises ValueError with a sentence for people."""
    return tuple(order.case.almanac.holiday(entry) for entry in re.split(r"[\s,;]+", words.strip()) if entry)


def _is_region(entry: str) -> bool:
    return not entry.startswith(("+", "-"))


# Settings ------------------------------------------------------------------------------------------------------------


def settings(order: Order) -> Outcome:
    """Shows how Rapport behaves here; either side's go-between changes it, and both read it."""
    word, _, rest = order.rest.partition(" ")
    if not word:
        return say(wording.settings(order.relationship, shared_places(order.case)))
    change = {
        "listening": _listening,
        "public": _public,
        "retention": _retention,
        "webhook": deeds.webhook,
        "digest": digest.settings,
        "feedback": feedback.cadence,
    }.get(word.casefold())
    if change is None:
        return say(wording.not_understood("settings listening|public|retention|digest|feedback|webhook"))
    return change(order, rest) if may_decide(order) else iter((leave_it_to(order),))


def _listening(order: Order, words: str) -> Outcome:
    wanted, _, where = words.partition(" ")
    level = next((level for level in Level if level.value == wanted.casefold() and level is not Level.OFF), None)
    place = place_meant(where or "here", order)
    if level is None:
        return say(wording.not_understood(f"settings listening {'|'.join(wording.levels())}"))
    if place is None or place.private_to is not None:
        return say(wording.say_it_there())
    return say(wording.so_already()) if place.level is level else _listen(order, place, level)


def _listen(order: Order, place: Place, level: Level) -> Outcome:
    changed = replace(place, level=level)
    yield KeepPlace(changed)
    said = wording.listening_changed(order.party.company, changed)
    yield from announce(order, said, place)
    yield from echo(order, said, f"settings listening {place.level.value} {place.id}")


def _public(order: Order, words: str) -> Outcome:
    found = order.relationship.settings
    if words.casefold() not in ("on", "off"):
        yield from say(wording.not_understood("settings public on|off"))
        return
    on = words.casefold() == "on"
    if found.public_lines is on:
        yield from say(wording.so_already())
        return
    changed = replace(found, public_lines=on)
    yield KeepSettings(changed)
    said = wording.setting_changed(order.party.company, wording.lines_said(changed))
    yield from announce(order, said)
    yield from echo(order, said, f"settings public {'off' if on else 'on'}")


def _retention(order: Order, words: str) -> Outcome:
    found = order.relationship.settings
    number = re.fullmatch(r"([0-9]{1,5})(?: days?)?", words.casefold())
    if number is None or int(number[1]) not in RETENTION:
        yield from say(wording.days_between(RETENTION[0], RETENTION[-1]))
        return
    changed = replace(found, retention_days=int(number[1]))
    if changed == found:
        yield from say(wording.so_already())
        return
    yield KeepSettings(changed)
    said = wording.setting_changed(order.party.company, wording.retention_said(changed))
    yield from announce(order, said)
    yield from echo(order, said, f"settings retention {found.retention_days}")
