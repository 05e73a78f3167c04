"""The weekly digest: what waits, what was done, what is good to know; told once, bad news first.

(product.md, "How the digest behaves") An alarm never says "post": it is worked out anew whether one is due. An hour
before, the go-betweens of both sides see it; what they correct stands in it. Every fortnight the sponsors get its short
form (rules/rhythm/briefs.py).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from rules.effects import Answer, ClearAlarm, DropCorrections, Effect, KeepTold, Lay, Post, SetAlarm
from rules.events import AlarmRang, Event
from rules.message import Message, to_json
from rules.model import (
    Case,
    Item,
    Kind,
    Nudge,
    Party,
    Person,
    Place,
    Relationship,
    Side,
    State,
    Told,
)
from rules.owed import nudging
from rules.record import Correction, Deed, DigestFacts, Figures, Spent, Week
from rules.rhythm import briefs
from rules.rhythm.lines import by_urgency, days_early, facts_of, row_of
from rules.wording import digest as wording
from rules.wording.digest import Entry, Page
from rules.worktime import (
    DAY,
    WEEKDAYS,
    Calendar,
    NoWorkingTime,
    at_clock,
    is_open,
    local_date,
    say_when,
    working_day,
)

NAME = "digest"
WEEKLY = "weekly"
"""The subject of the alarm at which it is posted; `preview:client` and `preview:vendor` come before it."""
PREVIEW = "preview:"
BEFORE = timedelta(hours=1)
"""So long before it is posted it may be corrected."""
TOO_LATE = timedelta(days=2)
"""After an outage it is posted no later; then the next one tells it all."""
WEEKS_SHOWN = 8
SETTLED, LAPSED, LEFT_OUT = "settled", "lapsed", "-"
"""Marks: how something stood when it was told."""
STAMP = "%Y%m%dT%H%M%S"
"""How the buttons of a digest call it."""

_AT = re.compile(r"(?P<day>[a-z]{3,9})\s+(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?", re.IGNORECASE)


def decide(event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
    """What its alarms ask for; commands, buttons and forms are answered by `rules/orders/digest.py`."""
    if not isinstance(event, AlarmRang) or event.rule != NAME or case.digest is None:
        return ()
    if event.subject == WEEKLY:
        return _weekly(event, case, case.digest, now)
    side = next((side for side in Side if event.subject == f"{PREVIEW}{side}"), None)
    return _preview(case, case.digest, side, now) if side else ()


# When ----------------------------------------------------------------------------------------------------------------


def begin(case: Case, now: datetime) -> Iterable[Effect]:
    """Both sides have switched Rapport on, or the hour was changed: look at the next one."""
    following = next_after(now, case.relationship)
    if following is None:
        yield ClearAlarm(NAME, WEEKLY)
        for side in Side:
            yield ClearAlarm(NAME, f"{PREVIEW}{side}")
        return
    yield SetAlarm(NAME, WEEKLY, following)
    for side in Side:
        seen_at = preview_at(case.relationship.party(side), case.relationship, following)
        if seen_at > now:
            yield SetAlarm(NAME, f"{PREVIEW}{side}", seen_at)


def read_weekly(words: str) -> str | None:
    """`Fri 15:00` of what somebody typed; None where that is no weekday with a time."""
    found = _AT.fullmatch(words.strip())
    if not found:
        return None
    day = next((name for name in WEEKDAYS if name.casefold().startswith(found["day"].casefold())), None)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    return f"{day[:3]} {hour:02}:{minute:02}" if day and hour < 24 and minute < 60 else None


def next_after(after: datetime, relationship: Relationship) -> datetime | None:
    """When the next digest comes, in the client's zone; None where there is none."""
    return next((at for at in _moments(after, relationship) if at > after), None)


def _last_until(until: datetime, relationship: Relationship) -> datetime | None:
    return next((at for at in reversed(_moments(until - 7 * DAY, relationship)) if at <= until), None)


def _moments(around: datetime, relationship: Relationship) -> list[datetime]:
    """The digests of the days around an instant."""
    given = read_weekly(relationship.settings.digest_at)
    if given is None:
        return []
    weekday = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(given[:3]))
    clock = time(int(given[4:6]), int(given[7:9]))
    calendar = relationship.client.calendar
    first = local_date(around, calendar) - DAY
    days = (first + n * DAY for n in range(16))
    return [at_clock(day, clock, calendar) for day in days if day.weekday() == weekday]


def preview_at(party: Party, relationship: Relationship, posted_at: datetime) -> datetime:
    """An hour before; where their working day is over by then, in its last hour."""
    person = next((each.person for each in party.go_betweens), None)
    known = relationship.people.get(person) if person else None
    calendar = (known and known.calendar) or party.calendar
    usual = posted_at - BEFORE
    try:
        if is_open(usual, calendar):
            return usual
        for day in (local_date(usual, calendar), local_date(usual, calendar) - DAY):
            span = working_day(day, calendar)
            if span and span[1] <= usual:
                return max(span[0], span[1] - BEFORE)
    except NoWorkingTime:
        pass
    return usual


# Posting -------------------------------------------------------------------------------------------------------------


def _weekly(event: AlarmRang, case: Case, facts: DigestFacts, now: datetime) -> Iterable[Effect]:
    if not case.relationship.settings.digest_at:
        return
    if _is_due(event, case.relationship, facts, now):
        yield from post(case, facts, now)
        yield from briefs.lay(case, facts, now)
    elif facts.last is None:
        yield KeepTold(_to_the_second(now), {"digest": "0"})
    yield from begin(case, max(now, event.at))


def _is_due(event: AlarmRang, relationship: Relationship, facts: DigestFacts, now: datetime) -> bool:
    """Also where its alarm was put off, or rings late."""
    scheduled = _last_until(event.at, relationship)
    if scheduled is None or now - scheduled >= TOO_LATE or not relationship.settings.is_live:
        return False
    return scheduled == event.at or (facts.last is not None and facts.last < scheduled)


def post(case: Case, facts: DigestFacts, now: datetime, asked_for_by: str = "") -> Iterable[Effect]:
    """Say it where both sides read it, and write down what is told; nothing where it cannot be said."""
    place = place_for(case)
    if place is None:
        return
    made = compose(case, facts, now, asked_for_by)
    told_at = _to_the_second(now)
    if not made.page.is_quiet or asked_for_by or case.relationship.settings.quiet_line:
        key = f"digest:{case.relationship.id}:{told_at:{STAMP}}"
        message = wording.quiet(made.page) if made.page.is_quiet else wording.digest(made.page)
        yield Post(key=key, place=place.id, message=message)
    yield KeepTold(told_at, {**made.marks, "digest": str(facts.number + 1)})
    if facts.last:
        yield DropCorrections(facts.last)


def place_for(case: Case) -> Place | None:
    """The place of the case, if both sides read it and Rapport may speak there; else another such place."""
    places = (case.place, *case.places)
    fit = (each for each in places if each.private_to is None and not each.closed and not each.paused)
    return next((each for each in fit if each.agreed == frozenset(Side)), None)


def _to_the_second(at: datetime) -> datetime:
    """A button names the digest it belongs to by its second."""
    return at.replace(microsecond=0)


# Before it is posted -------------------------------------------------------------------------------------------------


def _preview(case: Case, facts: DigestFacts, side: Side, now: datetime) -> Iterable[Effect]:
    """To the go-between of a side, in their tray; cards.py tells it within the hour or not at all."""
    relationship = case.relationship
    party, following = relationship.party(side), next_after(now, relationship)
    person = _go_between(party, relationship, now)
    if person is None or following is None or not relationship.settings.is_live or place_for(case) is None:
        return
    if compose(case, facts, now).page.is_quiet:
        return  # one line, of which nothing is to be corrected
    yield Lay(
        Nudge(
            key=f"preview:{relationship.id}:{side}:{following:{STAMP}}",
            why=Told.PREVIEW,
            item=None,
            turn=0,
            step=0,
            side=side,
            person=person.id,
            laid_at=now,
            show_from=now,
            body=to_json(preview(case, facts, now, person, may_correct=True)),
        ),
        look_at=now,
    )


def _go_between(party: Party, relationship: Relationship, now: datetime) -> Person | None:
    """The first contact of a side, or the deputy, whoever may be told something now."""
    named = [who for each in party.go_betweens for who in (each.person, each.deputy) if who and each.topic is None]
    people = (relationship.people.get(who) for who in named)
    return next((each for each in people if each and each.side is party.side and each.may_be_told(now)), None)


def preview(case: Case, facts: DigestFacts, now: datetime, reader: Person, *, may_correct: bool) -> Message:
    """The digest as it would be posted now; when it is, in the reader's local time."""
    page = compose(case, facts, now).page
    silent = page.is_quiet and not case.relationship.settings.quiet_line
    posted_at = page.following
    page = replace(page, following=next_after(posted_at, case.relationship) if posted_at else None)
    calendar = reader.calendar or case.relationship.party(reader.side or Side.CLIENT).calendar
    when = say_when(posted_at, calendar, now) if posted_at else ""
    return wording.preview(page, when, may_correct=may_correct and not page.is_quiet, silent=silent)


# What it says --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """A digest, and what of it counts as told from now on."""

    page: Page
    marks: Mapping[str, str]


def compose(case: Case, facts: DigestFacts, now: datetime, asked_for_by: str = "") -> Made:
    """Everything that changed since it was told last."""
    waiting, done, know = (list(lane(case, facts, now)) for lane in (_waiting, _done, _know))
    settled = _settled_since(facts)
    if settled:
        know.insert(0, _settled_entry(settled, case, now))
    marks = {entry.subject: entry.mark for entry in (*waiting, *done, *know) if entry.mark}
    marks |= {f"item:{item.number}": SETTLED for item in settled}
    said = {lane: _corrected(entries, case, facts) for lane, entries in _named(waiting, done, know)}
    marks |= {subject: f"{LEFT_OUT}{marks[subject]}" for subject in _left_out(facts) if subject in marks}
    return Made(_page(case, facts, now, said, asked_for_by), marks)


def _named(*lanes: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    return zip(wording.LANES, lanes, strict=True)


def _page(
    case: Case, facts: DigestFacts, now: datetime, lanes: Mapping[str, Sequence[Entry]], asked_for_by: str
) -> Page:
    relationship = case.relationship
    calendar = relationship.client.calendar
    lately = [spent for spent in facts.spent if spent.closed_at > facts.since]
    told_of = _corrections(facts).get("figures")
    return Page(
        relationship=relationship.id,
        client=relationship.client.company,
        vendor=relationship.vendor.company,
        lanes=lanes,
        counts=_counts(facts),
        figures={side: figures([each for each in lately if each.side is side]) for side in Side},
        weeks={side: weeks([each for each in facts.spent if each.side is side], now, calendar) for side in Side},
        targets={side: relationship.party(side).targets.get(Kind.QUESTION) for side in Side},
        nudges=facts.nudges,
        wrong=facts.wrong,
        at=now,
        following=next_after(now, relationship),
        calendar=calendar,
        stamp=f"{facts.retold or _to_the_second(now):{STAMP}}",
        asked_for_by=asked_for_by,
        figures_said=wording.corrected_figures(relationship.party(told_of.side).company, told_of.text)
        if told_of
        else "",
    )


def _counts(facts: DigestFacts) -> wording.Counts:
    by = [item.holder.side for item in facts.open]
    return wording.Counts(by.count(Side.CLIENT), by.count(Side.VENDOR), by.count(None))


def _is_new(subject: str, mark: str, facts: DigestFacts) -> bool:
    """Told once; later only if it changed. Or, for whoever asks for more of a digest: what that one told."""
    before = facts.told.get(subject)
    if facts.retold:
        return before is not None and facts.told_at.get(subject) == facts.retold and not before.startswith(LEFT_OUT)
    return before is None or before.removeprefix(LEFT_OUT) != mark


# Waiting -------------------------------------------------------------------------------------------------------------


def _waiting(case: Case, facts: DigestFacts, now: datetime) -> Iterable[Entry]:
    """What stops work first, then what is late for longest."""
    found = [item for item in facts.open if _is_new(_subject(item), _mark(item), facts)]
    for item in by_urgency(found, case.relationship, now):
        yield Entry(_subject(item), _mark(item), wording.waits(facts_of(item, case.relationship, now)))


def _subject(item: Item) -> str:
    return f"item:{item.number}"


def _mark(item: Item) -> str:
    """What is told again if it changes: who has it, when work stops, what was promised."""
    promised = f"{item.promised_for:%Y%m%dT%H%M}" if item.promised_for else ""
    return f"{len(item.turns)},{item.blocked_on or ''},{promised}"


# Done ----------------------------------------------------------------------------------------------------------------


def _done(case: Case, facts: DigestFacts, now: datetime) -> Iterable[Entry]:
    """What customers saw comes first (product.md A13), then what went beyond the agreement or round a procedure."""
    found = [deed for deed in facts.deeds if _is_new(f"deed:{deed.number}", _mark_of(deed), facts)]
    for deed in sorted(found, key=_weight):
        row = row_of(deed, case.relationship, now)
        yield Entry(
            f"deed:{deed.number}",
            _mark_of(deed),
            wording.done(row),
            own=deed.side,
            buttons=wording.deed_buttons(row),
        )
    yield from _freed(case, facts, now)


def _weight(deed: Deed) -> tuple[bool, bool, bool, datetime, int]:
    return not deed.seen_by_customers, deed.extra is None, not deed.workaround, deed.at, deed.number


def _mark_of(deed: Deed) -> str:
    """Its words are not in it: they go when the message goes."""
    words = zlib.crc32(f"{deed.text}\n{deed.workaround}".encode())
    return f"{words:08x}{deed.extra or ''}{deed.seen_by_customers:d}"


def _freed(case: Case, facts: DigestFacts, now: datetime) -> Iterable[Entry]:
    """The client's answer that came before work would have stopped: its help is credited (product.md A12)."""
    for item in facts.settled:
        days = days_early(item, case.relationship)
        subject = f"freed:{item.number}"
        if days is None or facts.told.get(subject) or facts.retold:
            continue
        answered_by = nudging.name_of(item.closed_by, case.relationship)
        company = case.relationship.party(item.asker_side.other).company
        yield Entry(subject, "1", wording.freed(facts_of(item, case.relationship, now), answered_by, company, days))


# Good to know --------------------------------------------------------------------------------------------------------


def _know(case: Case, facts: DigestFacts, now: datetime) -> Iterable[Entry]:
    relationship = case.relationship
    for item in facts.settled:
        if item.state is State.LAPSED and _is_new(_subject(item), LAPSED, facts):
            yield Entry(_subject(item), LAPSED, wording.lapsed(facts_of(item, relationship, now)))
    if facts.round and _is_new(f"round:{facts.round.number}", "1", facts):
        companies = {side: relationship.party(side).company for side in Side}
        yield Entry(f"round:{facts.round.number}", "1", wording.round_told(facts.round, companies))
    for number, thanks in facts.thanks:
        if _is_new(f"thanks:{number}", "1", facts):
            company, other = (relationship.party(side).company for side in (thanks.side, thanks.side.other))
            yield Entry(f"thanks:{number}", "1", wording.thanked(company, other, thanks.about))
    if facts.trusted > facts.trusted_before and not facts.retold:
        client, vendor = relationship.client.company, relationship.vendor.company
        yield Entry("trusted", "", wording.trusted(client, vendor, facts.trusted, facts.trusted_before))


def _settled_since(facts: DigestFacts) -> list[Item]:
    """What was told as waiting."""
    return [
        item
        for item in facts.settled
        if item.state is not State.LAPSED
        and _subject(item) in facts.told
        and _is_new(_subject(item), SETTLED, facts)
        and (not facts.retold or facts.told[_subject(item)] == SETTLED)
    ]


def _settled_entry(found: Sequence[Item], case: Case, now: datetime) -> Entry:
    return Entry("settled", "", wording.settled([facts_of(item, case.relationship, now) for item in found]))


# Corrections ---------------------------------------------------------------------------------------------------------


def _corrections(facts: DigestFacts) -> Mapping[str, Correction]:
    """Of the digest that is to come; or, for whoever asks for more of one, of that."""
    if facts.retold:
        return {subject: each for subject, each in facts.corrections.items() if each.at <= facts.retold}
    return {s: each for s, each in facts.corrections.items() if facts.last is None or each.at > facts.last}


def _left_out(facts: DigestFacts) -> list[str]:
    return [subject for subject, each in _corrections(facts).items() if not each.text]


def _corrected(entries: Iterable[Entry], case: Case, facts: DigestFacts) -> list[Entry]:
    """One's own deed says what one wants it to say; of anything else both versions stand there."""
    corrections, deeds = _corrections(facts), {f"deed:{deed.number}": deed for deed in facts.deeds}
    said: list[Entry] = []
    for entry in entries:
        correction = corrections.get(entry.subject)
        if correction is None:
            said.append(entry)
        elif entry.own is not correction.side:
            company = case.relationship.party(correction.side).company
            said.append(wording.with_correction(entry, company, correction.text))
        elif correction.text:
            deed = replace(deeds[entry.subject], text=correction.text)
            said.append(replace(entry, spans=wording.done(row_of(deed, case.relationship, correction.at))))
    return said


# Figures -------------------------------------------------------------------------------------------------------------


def figures(found: Iterable[Spent]) -> Figures:
    """Of the answers among them: how many, in time, medians; and of what was promised what was kept."""
    answered = [each for each in found if each.answered]
    took = sorted(each.waited for each in answered)
    promised = [each.kept for each in answered if each.kept is not None]
    return Figures(
        settled=len(answered),
        in_time=sum(each.in_time for each in answered),
        median=_within(took, 2),
        three_quarters=_within(took, 3),
        promised=len(promised),
        kept=sum(promised),
    )


def _within(took: Sequence[timedelta], quarters: int) -> timedelta | None:
    """The time within which so many quarters of them lie; between two of them if need be. They are in order."""
    if not took:
        return None
    whole, part = divmod((len(took) - 1) * quarters, 4)
    return took[whole] + (took[min(whole + 1, len(took) - 1)] - took[whole]) * part / 4


def weeks(found: Iterable[Spent], now: datetime, calendar: Calendar) -> tuple[Week, ...]:
    """The last weeks, from Monday on in the client's local time: what half of the answers took."""
    today = local_date(now, calendar)
    this_week = today - today.weekday() * DAY
    took: dict[date, list[timedelta]] = {this_week - n * 7 * DAY: [] for n in reversed(range(WEEKS_SHOWN))}
    for each in found:
        day = local_date(each.closed_at, calendar)
        begins = day - day.weekday() * DAY
        if each.answered and begins in took:
            took[begins].append(each.waited)
    return tuple(Week(begins, len(its), _within(sorted(its), 2)) for begins, its in took.items())
