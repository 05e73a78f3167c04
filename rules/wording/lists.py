"""What is said to somebody who asks what waits, how things stand, or who is who."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.message import Button, Buttons, Line, Message, Part, Small, Words
from rules.model import Level, Place, Relationship, Side, Trust
from rules.wording.nudges import Facts, claimed, pointer, quoted
from rules.wording.presses import day_said, on_date
from rules.worktime import Calendar, say_duration, say_when

NAMED = 30
"""Names of one company that are written out."""


@dataclass(frozen=True, slots=True)
class Total:
    """What waits on a company (None: on third parties), and for how long the longest has."""

    company: str | None
    number: int
    longest: timedelta | None


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    deputy: str | None
    topic: str | None


@dataclass(frozen=True, slots=True)
class Company:
    side: Side
    name: str
    people: Sequence[str]
    contacts: Sequence[Contact]
    sponsor: str | None


# Lists ---------------------------------------------------------------------------------------------------------------


def home(
    mine: Sequence[Facts],
    awaited: Sequence[tuple[Facts, str]],
    claims: Sequence[tuple[Facts, str]],
    coming: Sequence[Part],
    most: int,
    *,
    is_set_up: bool,
) -> Message:
    """What waits on them, what they wait for and with whom, what waits for their yes, what comes, where the rest is."""
    parts: list[Part] = [_line("Nothing waits on you." if not mine else f"{_things(len(mine))} on you:")]
    parts += [_item(n, facts) for n, facts in enumerate(mine[:most], start=1)]
    parts += _and_more(len(mine) - most)
    if awaited:
        parts.append(_line(f"You wait for {'one thing' if len(awaited) == 1 else f'{len(awaited)} things'}:"))
    parts += [_item(n, facts, whom) for n, (facts, whom) in enumerate(awaited[:most], start=len(mine[:most]) + 1)]
    parts += _and_more(len(awaited) - most)
    for facts, by in claims:
        parts += claimed(facts, by)
    parts += coming
    if not is_set_up:
        parts.append(_line("The two companies have not agreed on how I work here yet: “setup” begins."))
    parts.append(Small("“waiting” lists what waits on both companies, “ask …” asks the others, “help” shows the rest."))
    return Message(tuple(parts))


def waiting(lanes: Sequence[tuple[str | None, Sequence[Facts]]], most: int) -> Message:
    """By who has the ball. The numbers name the items in the next command."""
    if not any(items for _, items in lanes):
        return Message((_line(_nothing([company for company, _ in lanes])),))
    return Message((*_lanes(lanes, most), Small("A number or a label names one of them: “answered 1”, “why q1”.")))


def _lanes(lanes: Sequence[tuple[str | None, Sequence[Facts]]], most: int) -> Iterator[Part]:
    listed = 0
    for company, items in lanes:
        if items:
            yield _line(f"On {company or 'others'}, {_things(len(items))}:")
        for facts in items[: most - listed]:
            listed += 1
            yield _item(listed, facts)
    yield from _and_more(sum(len(items) for _, items in lanes) - listed)


def _nothing(companies: Sequence[str | None]) -> str:
    if len(companies) == 1 and companies[0]:
        return f"Nothing waits on {companies[0]}."
    return "Nothing waits on either company."


def client_or_vendor() -> Message:
    return Message((_line("I can list “waiting”, “waiting client” or “waiting vendor”."),))


def _item(n: int, facts: Facts, whom: str = "") -> Line:
    """`1. q17, 9 h with Bea (Contoso): “Which region…” It holds up the migration, on Thu 8 Oct.`"""
    item = facts.item
    since = f"since {say_when(item.turns[-1].at, facts.calendar, facts.now)}"
    with_whom = f" with {whom}" if whom else ""
    age = (
        f"{say_duration(facts.waited)}{with_whom}"
        if item.holder.side
        else f"with {item.holder.third_party or 'others'} {since}"
    )
    words = f": {quoted(item.text)}" if item.text.strip() else ""
    return Line((Words(f"{n}. "), pointer(item), Words(f", {age}{words}{_holds_up(facts)}{_later(facts)}")))


def _holds_up(facts: Facts) -> str:
    day, what = facts.item.blocked_on, facts.item.holds_up
    if not day and not what:
        return ""
    on = f" on {day_said(day)}" if day else ""
    return f" It holds up {quoted(what)}{on}." if what else f" Work stops{on}."


def _later(facts: Facts) -> str:
    item = facts.item
    if item.promised_for and item.promised_for > facts.now:
        return f" An answer is promised for {on_date(item.promised_for, facts.calendar)}."
    if item.snoozed_until and item.snoozed_until > facts.now:
        return f" Left alone until {on_date(item.snoozed_until, facts.calendar)}."
    return ""


def _and_more(number: int) -> list[Part]:
    return [_line(f"And {number} more.")] if number > 0 else []


def _things(number: int) -> str:
    return "one thing waits" if number == 1 else f"{number} things wait"


# How things stand ----------------------------------------------------------------------------------------------------


def status(
    relationship: Relationship,
    totals: Sequence[Total],
    places: Sequence[Place],
    trust: Trust,
    calendar: Calendar,
    now: datetime,
    *,
    may_switch_on: bool,
) -> Message:
    """Totals of the sides, what is on, what is heard, and how often I was wrong."""
    parts: list[Part] = [_line(" ".join(_total(total) for total in totals if total.company or total.number))]
    parts += [_line(sentence) for sentence in _standing(relationship, calendar, now)]
    parts += [_line(heard(place)) for place in places]
    if trust.nudges:
        parts.append(_line(f"Of my last {trust.nudges} nudges {trust.wrong} {_were(trust.wrong)} marked wrong."))
    parts.append(Small(f"The agreement is version {relationship.agreement_version}. {run_by(relationship)}"))
    if may_switch_on:
        parts.append(Buttons((Button("Switch on", "run.on", f"{relationship.id}:run"),)))
    return Message(tuple(parts))


def _total(total: Total) -> str:
    longest = f", the longest {say_duration(total.longest)}" if total.longest is not None else ""
    return f"On {total.company or 'third parties'}: {total.number or 'nothing'}{longest}."


def _standing(relationship: Relationship, calendar: Calendar, now: datetime) -> Iterator[str]:
    settings = relationship.settings
    if not settings.is_live:
        on = [relationship.party(side).company for side in Side if side in settings.live]
        so_far = f" {on[0]} has; the other company has not yet." if on else ""
        yield f"This is a dry run: I say nothing of my own accord until both companies switch it on.{so_far}"
    for side in Side:
        if side in settings.paused:
            yield f"{relationship.party(side).company} has paused what I say to its people."
    if settings.hushed_until and settings.hushed_until > now:
        yield f"I was wrong too often, and only list what waits until {on_date(settings.hushed_until, calendar)}."


def heard(place: Place) -> str:
    """How much is heard in a place."""
    if place.closed:
        return f"{channel(place)}: it is archived or gone. I ask nobody about what was asked there."
    paused = " Paused: I say nothing here of my own accord." if place.paused else ""
    what = {
        Level.OFF: "I hear nothing before both companies said yes to the notice.",
        Level.FLAGGED: "I hear reactions, mentions and commands only.",
        Level.SUGGEST: "I hear what is written, and offer its author to keep track of a question.",
        Level.AUTO: "I hear what is written, and keep track of questions by myself.",
    }[place.hears]
    return f"{channel(place)}: {what}{paused}"


def channel(place: Place) -> str:
    return f"#{place.name.removeprefix('#')}" if place.name else "This channel"


def run_by(relationship: Relationship) -> str:
    """Who runs this stands wherever somebody reads what is kept."""
    return f"{relationship.operator or 'Whoever installed me'} runs this."


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


# Who is who ----------------------------------------------------------------------------------------------------------


def people(companies: Sequence[Company], nobodys: Sequence[str]) -> Message:
    """Both sides, and whom to turn to; then those of whom nobody has said."""
    parts: list[Part] = [_line(_company(company)) for company in companies]
    if nobodys:
        parts.append(_line(f"On no side yet: {_names(nobodys)}. “side @name client” or “side @name vendor” says it."))
    parts.append(
        Small("“people go-between @name” names your company’s first contact, “people sponsor @name” its sponsor.")
    )
    return Message(tuple(parts))


def _company(company: Company) -> str:
    who = _names(company.people) or "nobody yet"
    contacts = "".join(f" {_contact(contact)}" for contact in company.contacts)
    sponsor = f" Sponsor: {company.sponsor}." if company.sponsor else ""
    return f"{company.name} ({company.side}): {who}.{contacts}{sponsor}"


def _contact(contact: Contact) -> str:
    topic = f" for {contact.topic}" if contact.topic else ""
    deputy = f" (deputy {contact.deputy})" if contact.deputy else ""
    return f"Go-between{topic}: {contact.name}{deputy}."


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _line(text: str) -> Line:
    return Line((Words(text[:1].upper() + text[1:]),))
