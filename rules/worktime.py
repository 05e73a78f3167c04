"""Working time: the agreed hours of a side, in its time zone, less its holidays (product.md, Words).

The one definition everything here follows: an instant is working when its local wall-clock time lies in a span of
its local weekday and its local date is not a holiday. So a repeated hour counts twice if it lies in the hours, and a
skipped one does not exist.

Instants are aware and come back in UTC; naive ones raise ValueError. Nothing else in `rules/` knows local time. Zones
and holidays are values; bot/calendars.py makes them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

Minutes = tuple[int, int]
"""Part of a local day: first minute and the minute after the last one, counted from midnight; 1440 ends the day."""
Span = tuple[datetime, datetime]
"""Working time without a break, in UTC: the first instant and the one after the last."""

DAY = timedelta(days=1)
LONGEST_PAUSE = 3 * 366
"""Days without any working time after which a search gives up."""
FURTHEST = 50 * 366
"""Days after which it gives up in any case: one minute a week must not cost the writer thread its afternoon."""
BLOCK = 4
"""Days that are computed and remembered together. Fewer than lie between any two changes of one zone's clocks: in the
tz database 2026 the closest are 167 hours apart."""
REMEMBERED = 500
"""Blocks a calendar remembers before it starts afresh; about 0.5 MB."""
LONGEST = timedelta(hours=9999)
"""More than a year of hours around the clock: a longer duration is a slip of the fingers."""

AFTERNOON = time(13)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_TIMES = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?-([0-9]{1,2})(?::([0-9]{2}))?")
_DURATION = re.compile(
    r"(?=.)(?:([0-9]{1,9}(?:\.[0-9]{1,9})?) ?h(?:ours?)?)? ?(?:([0-9]{1,9}) ?m(?:in(?:utes?)?)?)?", re.IGNORECASE
)


class NoWorkingTime(ValueError):
    """No working time in three years, or not enough in fifty: hours and holidays leave too little."""


# Hours


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a week, in local time. Make one with `parse`; equal hours are equal however they were written."""

    week: tuple[tuple[Minutes, ...], ...]
    """For each weekday from Monday on its spans, in order, without overlap or touch."""

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Reads `Mon-Thu 09:00-12:00,13:00-17:00; Fri 22:00-06:00`.

        Parts are separated by `;`, days and spans by `,`. A day is at least the first three letters of its English
        name. Spans of a day add up; one past midnight ends on the next day. Raises ValueError with one sentence for
        people.
        """
        days: list[list[Minutes]] = [[] for _ in WEEKDAYS]
        for part in _normal(text).split(";"):
            names, _, spans = part.partition(" ")
            for weekday, minutes in _placed(_read_days(names), _read_spans(spans, part)):
                days[weekday].append(minutes)
        return cls(tuple(_merged(day) for day in days))

    def __str__(self) -> str:
        """The canonical text: `Mon-Fri 09:00-17:00`. It parses back to an equal value."""
        return "; ".join(
            f"{_days_said(days, '-')} {','.join(f'{_clock(start)}-{_clock(end)}' for start, end in spans)}"
            for days, spans in _grouped(self.week)
        )

    @property
    def short(self) -> str:
        """For sentences: `Mon–Thu 9–12 and 13–17, Fri 9–15`."""
        return ", ".join(
            f"{_days_said(days, '–')} {_listed([f'{_short_clock(start)}–{_short_clock(end)}' for start, end in spans])}"
            for days, spans in _grouped(self.week)
        )


def _normal(text: str) -> str:
    dashes = re.sub("[–—]", "-", " ".join(text.split()))
    return re.sub(" ?([-,;]) ?", r"\1", dashes)


def _unreadable(why: str) -> ValueError:
    return ValueError(f'{why}; write hours like "Mon-Fri 09:00-17:00" or "Mon-Thu 9-12,13-17; Fri 9-15".')


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= 40 else f'"{text[:39]}…"'


def _read_days(text: str) -> set[int]:
    if not text:
        raise _unreadable("A part of the hours is empty")
    return {weekday for one in text.split(",") for weekday in _read_day_range(one)}


def _read_day_range(text: str) -> Iterator[int]:
    first, dash, last = text.partition("-")
    weekday, end = _read_weekday(first), _read_weekday(last if dash else first)
    yield weekday
    while weekday != end:
        weekday = (weekday + 1) % 7
        yield weekday


def _read_weekday(text: str) -> int:
    for weekday, name in enumerate(WEEKDAYS):
        if len(text) >= 3 and name.casefold().startswith(text.casefold()):
            return weekday
    raise _unreadable(f"{_quoted(text)} is not a day of the week")


def _read_spans(text: str, part: str) -> list[Minutes]:
    if not text:
        raise _unreadable(f"{_quoted(part)} needs days and then times")
    return [_read_span(one) for one in text.split(",")]


def _read_span(text: str) -> Minutes:
    """Start and end in minutes after midnight; an end at or before the start is on the next day."""
    found = _TIMES.fullmatch(text)
    if not found:
        raise _unreadable(f"{_quoted(text)} is not a span of time")
    start, end = _read_time(found[1], found[2]), _read_time(found[3], found[4])
    if start == 1440:
        raise _unreadable(f"{_quoted(text)} starts at 24:00, which can only be an end")
    if start == end:
        raise _unreadable(f"{_quoted(text)} has no length (a whole day is 00:00-24:00)")
    return start, end


def _read_time(hour: str, minute: str | None) -> int:
    minutes = int(hour) * 60 + int(minute or 0)
    if minutes > 1440 or int(minute or 0) > 59:
        raise _unreadable(f'"{hour}:{minute or "00"}" is not a time of day')
    return minutes


def _placed(weekdays: Iterable[int], spans: Sequence[Minutes]) -> Iterator[tuple[int, Minutes]]:
    """Every span on every weekday, the one past midnight cut in two."""
    for weekday in weekdays:
        for start, end in spans:
            yield weekday, (start, end if start < end else 1440)
            if 0 < end < start:
                yield (weekday + 1) % 7, (0, end)


def _merged(spans: Iterable[Minutes]) -> tuple[Minutes, ...]:
    merged: list[Minutes] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _grouped(week: Sequence[Sequence[Minutes]]) -> Iterator[tuple[set[int], tuple[Minutes, ...]]]:
    """Weekdays that are written alike, with their spans; one past midnight is whole again and starts its day."""
    groups: dict[tuple[Minutes, ...], set[int]] = {}
    for weekday in range(7):
        before, today, after = week[weekday - 1], week[weekday], week[(weekday + 1) % 7]
        started = today[1:] if _runs_on(before, today) else today
        if _runs_on(today, after):
            started = (*started[:-1], (started[-1][0], after[0][1]))
        groups.setdefault(tuple(started), set()).add(weekday)
    return ((days, spans) for spans, days in groups.items() if spans)


def _runs_on(today: Sequence[Minutes], after: Sequence[Minutes]) -> bool:
    """Whether the last span goes on past midnight, and so briefly that its end cannot be taken for the same day."""
    return bool(today and after) and today[-1][1] == 1440 and after[0][0] == 0 and after[0][1] < today[-1][0]


def _days_said(days: set[int], dash: str) -> str:
    """`Mon-Wed,Fri`; a run may go past Sunday: `Sun-Thu`."""
    starts = [day for day in sorted(days) if (day - 1) % 7 not in days] or [0]
    return ",".join(_run_said(start, days, dash) for start in starts)


def _run_said(start: int, days: set[int], dash: str) -> str:
    length = next((n for n in range(1, 7) if (start + n) % 7 not in days), 7)
    first, last = WEEKDAYS[start][:3], WEEKDAYS[(start + length - 1) % 7][:3]
    return first if length == 1 else f"{first}{dash}{last}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _short_clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}" if minutes % 60 else f"{minutes // 60}"


# Calendar


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """When a side, or one person, works. Values that never change; what was computed of them is remembered inside."""

    zone: tzinfo
    hours: Hours
    holidays: Mapping[date, str] = field(default_factory=dict, repr=False)
    """Local dates off, with the name of the holiday."""
    _known: dict[int, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False)

    def minutes_on(self, day: date) -> tuple[Minutes, ...]:
        """The hours of a local date; none on a holiday."""
        return () if day in self.holidays else self.hours.week[day.weekday()]

    def spans_in(self, block: int) -> tuple[Span, ...]:
        """Working time of the UTC days `BLOCK * block` and following (proleptic Gregorian ordinals), in order.

        By UTC days, because local dates may overlap: where the clocks go back over midnight one date ends, the next
        begins, and the first comes back.
        """
        known = self._known.get(block)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[block] = tuple(_spans(block, self))
        return known


def _utc(at: datetime) -> datetime:
    if at.tzinfo is UTC:
        return at
    if at.utcoffset() is None:
        raise ValueError(f"{at} has no time zone; instants are aware, in UTC.")
    return at.astimezone(UTC)


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _block(at: datetime) -> int:
    return at.toordinal() // BLOCK


def _stretches(block: int, zone: tzinfo) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """A block, cut where the clocks of the zone change: from, until, and the offset from UTC in between."""
    since = datetime.combine(date.fromordinal(block * BLOCK), time(), UTC)
    end = since + BLOCK * DAY
    while since < end:
        offset = _offset(since, zone)
        until = end if _offset(end, zone) == offset else _next_change(since, end, zone)
        yield since, until, offset
        since = until


def _next_change(after: datetime, latest: datetime, zone: tzinfo) -> datetime:
    """The first second in (after, latest] with another offset than `after`, which must be a whole second."""
    before = _offset(after, zone)
    seconds = range((latest - after) // timedelta(seconds=1))
    changed = bisect_left(seconds, True, key=lambda n: _offset(after + timedelta(seconds=n), zone) != before)
    return after + timedelta(seconds=changed)


def _spans(block: int, calendar: Calendar) -> Iterator[Span]:
    for since, until, offset in _stretches(block, calendar.zone):
        for day in _dates((since + offset).date(), (until + offset).date()):
            midnight = datetime.combine(day, time(), UTC) - offset
            for start, end in calendar.minutes_on(day):
                opens = max(since, midnight + timedelta(minutes=start))
                closes = min(until, midnight + timedelta(minutes=end))
                if opens < closes:
                    yield opens, closes


def _dates(first: date, last: date) -> Iterator[date]:
    """Both included."""
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


# Arithmetic


def is_open(at: datetime, calendar: Calendar) -> bool:
    """Whether `at` is working time. The end of a span is not: at 17:00 a 9–17 day is over."""
    at = _utc(at)
    return any(opens <= at < closes for opens, closes in calendar.spans_in(_block(at)))


def next_open(at: datetime, calendar: Calendar) -> datetime:
    """The first working instant from `at` on; `at` itself if it is one. Raises NoWorkingTime."""
    at = _utc(at)
    for opens, _ in _spans_after(at, calendar):
        return max(opens, at)
    raise _too_little_after(_local(at, calendar), calendar)


def add(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The earliest instant by which `amount` of working time has passed since `start`.

    So Mon 09:00 + 8 h, 9–17, is Mon 17:00, not Tue 09:00, and adding nothing gives `start`, working or not.
    Raises NoWorkingTime, and ValueError for an amount below zero.
    """
    if amount < timedelta():
        raise ValueError(f"Working time can only be added, not {amount}.")
    start = _utc(start)
    if not amount:
        return start
    for opens, closes in _spans_after(start, calendar):
        since = max(opens, start)
        if amount <= closes - since:
            return since + amount
        amount -= closes - since
    raise _too_little_after(_local(start, calendar), calendar)


def measure(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """The working time between two instants; zero when `end` is not after `start`."""
    start, end = _utc(start), _utc(end)
    total = timedelta()
    if end <= start:
        return total
    for block in range(_block(start), _block(end) + 1):
        for opens, closes in calendar.spans_in(block):
            if start < closes and opens < end:
                total += min(closes, end) - max(opens, start)
    return total


def add_days(start: datetime, days: int, calendar: Calendar) -> datetime:
    """The same local time of day `days` working days later, moved on to the next working instant if closed.

    A working day is a local date with any working time; the date of `start` does not count. With 0 days it is
    `next_open`. Of a repeated time of day the first is meant; for a skipped one, the moment the clocks jump to.
    Raises NoWorkingTime, and ValueError for days below zero.
    """
    if days < 0:
        raise ValueError(f"Working days can only be added, not {days}.")
    if days == 0:
        return next_open(start, calendar)
    local = _local(start, calendar)
    target = _working_date(local.date(), days, calendar)
    return next_open(_first_instant(target, local.time(), calendar.zone), calendar)


def local_date(at: datetime, calendar: Calendar) -> date:
    """The date that the calendar's place writes at this instant."""
    return _local(at, calendar).date()


def at_clock(day: date, clock: time, calendar: Calendar) -> datetime:
    """The instant of a local date and time of day; of repeated and skipped ones the same is meant as in `add_days`."""
    return _first_instant(day, clock, calendar.zone)


def working_day(day: date, calendar: Calendar) -> Span | None:
    """From the first working instant of a local date to the end of its last; None where it has no working time.

    Asks the spans and not the hours alone: Apia had no 30 December 2011 to work on.
    """
    if not calendar.minutes_on(day):
        return None
    blocks = range((day.toordinal() - 1) // BLOCK, (day.toordinal() + 1) // BLOCK + 1)
    spans = [span for block in blocks for span in calendar.spans_in(block) if local_date(span[0], calendar) == day]
    return (spans[0][0], spans[-1][1]) if spans else None


def next_slot(at: datetime, calendar: Calendar) -> datetime:
    """The next time to look into a tray: the start of a working day, or its first working instant from 13:00 on.

    `at` itself if it is one (product.md, "One calm card"). Raises NoWorkingTime.
    """
    at = _utc(at)
    day = local_date(next_open(at, calendar), calendar)
    while True:
        for clock in (time(), AFTERNOON):
            slot = next_open(at_clock(day, clock, calendar), calendar)
            if slot >= at and (clock == time() or local_date(slot, calendar) == day):
                return slot
        day += DAY


def _spans_after(at: datetime, calendar: Calendar) -> Iterator[Span]:
    """Working time that ends after `at`, in order. Stops after `LONGEST_PAUSE` without any, or at `FURTHEST`."""
    block = found = _block(at)
    furthest = block + FURTHEST // BLOCK
    while block <= min(found + LONGEST_PAUSE // BLOCK, furthest):
        for span in calendar.spans_in(block):
            if at < span[1]:
                yield span
                found = block
        block += 1


def _too_little_after(day: date, calendar: Calendar) -> NoWorkingTime:
    since, hours = _date_said(day, year=True), calendar.hours.short or "none"
    return NoWorkingTime(f"There is not enough working time after {since} (hours: {hours}).")


def _working_date(after: date, count: int, calendar: Calendar) -> date:
    """The `count`-th local date after `after` that has working time."""
    day = found = after
    while count:
        day += DAY
        if working_day(day, calendar):
            count, found = count - 1, day
        if (day - found).days > LONGEST_PAUSE or (day - after).days > FURTHEST:
            raise _too_little_after(after, calendar)
    return day


def _first_instant(day: date, clock: time, zone: tzinfo) -> datetime:
    """When the local clock first shows this, or first shows something later because this is skipped."""
    wall = datetime.combine(day, clock.replace(fold=0), zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone) == wall:
        return instant
    # In a gap fold=0 reads the clock as it ran before the change and fold=1 as it runs after it (PEP 495):
    # the one is too late by then, the other too early.
    return _next_change(wall.replace(fold=1, microsecond=0).astimezone(UTC), instant, zone)


# In words


def explain_add(start: datetime, amount: timedelta, calendar: Calendar) -> str:
    """`Fri 16:30 + 1 h, Mon–Fri 9–17 Berlin → Mon 09:30, because Fri has 30 min left and Sat and Sun are …`.

    Times are local to the calendar, whose place is named since readers may sit elsewhere. Raises as `add` does.
    """
    end = add(start, amount, calendar)
    since, until = say_when(start, calendar, end), say_when(end, calendar, start)
    return f"{since} + {say_duration(amount)}, {say_hours(calendar)} → {until}{_why(start, end, calendar)}"


def explain_measure(start: datetime, end: datetime, calendar: Calendar) -> str:
    """`Fri 16:30 to Mon 09:30 is 1 h, Mon–Fri 9–17 Berlin, because …`; as `explain_add`."""
    amount = say_duration(measure(start, end, calendar))
    since, until = say_when(start, calendar, end), say_when(end, calendar, start)
    return f"{since} to {until} is {amount}, {say_hours(calendar)}{_why(start, end, calendar)}"


def say_when(at: datetime, calendar: Calendar, seen_from: datetime | None = None) -> str:
    """`Fri 16:30` in local time; `Fri 2 Oct 16:30` for a reader a week or more away, with the year if it is another."""
    local = _local(at, calendar)
    reader = _local(seen_from, calendar) if seen_from else local
    if abs(local.date() - reader.date()) < 7 * DAY:
        return f"{_weekday_said(local)} {local:%H:%M}"
    return f"{_date_said(local, year=local.year != reader.year)} {local:%H:%M}"


def say_hours(calendar: Calendar) -> str:
    """`Mon–Fri 9–17 Berlin`: a zone goes by its place, or by its offset where it has none."""
    return f"{calendar.hours.short} {str(calendar.zone).rpartition('/')[2].replace('_', ' ')}"


def say_calendar(start: datetime, end: datetime, calendar: Calendar) -> str:
    """`Mon–Fri 9–17 Berlin, 3 Oct is a holiday`: the hours, and the holidays between two instants."""
    days = list(_dates(_local(start, calendar).date(), _local(end, calendar).date()))
    holidays = [said.partition(":")[0] for said in _holidays_said(days, calendar)]
    return ", ".join([say_hours(calendar), *holidays])


def say_duration(amount: timedelta) -> str:
    """`9 h`, `1 h 30 min`, `45 min`; seconds are dropped. For amounts of zero or more."""
    hours, minutes = divmod(amount // timedelta(minutes=1), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def parse_duration(text: str) -> timedelta:
    """Reads `8h`, `90m`, `1h30m`, `1h 30m`, `1.5h` and what `say_duration` says. Raises ValueError for people."""
    found = _DURATION.fullmatch(" ".join(text.split()))
    if not found:
        raise ValueError(f'{_quoted(text)} is not a duration; write it like "8h", "90m" or "1h30m".')
    amount = timedelta(hours=float(found[1] or 0), minutes=int(found[2] or 0))
    if amount > LONGEST:
        raise ValueError(f'{_quoted(text)} is too long; the longest duration is "{LONGEST // timedelta(hours=1)}h".')
    return amount


def _why(start: datetime, end: datetime, calendar: Calendar) -> str:
    """Why more time went by than working time."""
    if _utc(end) <= _utc(start):
        return ""
    first, last = _local(start, calendar), _local(end, calendar)
    days = list(_dates(first.date(), last.date()))
    said = [*_first_day_said(first, days, calendar), *_days_off_said(days, calendar), *_holidays_said(days, calendar)]
    because = f", because {_listed(said)}" if said else ""
    return because + _changes_said(list(_changes(_utc(start), _utc(end), calendar.zone)), calendar)


def _first_day_said(first: datetime, days: list[date], calendar: Calendar) -> Iterator[str]:
    """`Fri has 30 min left`, unless it is a day off, the only day, or one of many."""
    if not calendar.minutes_on(first.date()):
        return
    if not is_open(first, calendar):
        yield f"{_weekday_said(first)} {first:%H:%M} is outside these hours"
    elif 1 < len(days) <= 7:
        left = measure(first, _first_instant(days[1], time(), calendar.zone), calendar)
        yield f"{_weekday_said(first)} has {say_duration(left)} left"


def _days_off_said(days: list[date], calendar: Calendar) -> Iterator[str]:
    """`Sat and Sun are not working days`: weekdays without hours, each named once."""
    off = sorted({day.weekday() for day in days if not calendar.hours.week[day.weekday()]})
    if off:
        which = _listed(_first_three([WEEKDAYS[weekday][:3] for weekday in off]))
        yield f"{which} {'is not a working day' if len(off) == 1 else 'are not working days'}"


def _holidays_said(days: list[date], calendar: Calendar) -> Iterator[str]:
    """`3 Oct is a holiday: German Unity Day`. A holiday on a day without hours explains nothing."""
    off = [day for day in days if day in calendar.holidays and calendar.hours.week[day.weekday()]]
    if off:
        names = list(dict.fromkeys(calendar.holidays[day] for day in off[:3])) + ["…"] * (len(off) > 3)
        which = _listed(_first_three([_day_said(day) for day in off]))
        yield f"{which} {'is a holiday' if len(off) == 1 else 'are holidays'}: {', '.join(names)}"


def _changes_said(changes: list[tuple[datetime, timedelta]], calendar: Calendar) -> str:
    if not changes:
        return ""
    if len(changes) > 1:
        return f"; the clocks changed {len(changes)} times in between"
    [(at, change)] = changes
    way = "forward" if change > timedelta() else "back"
    return f"; the clocks went {way} {say_duration(abs(change))} on {_date_said(_local(at, calendar))}"


def _changes(start: datetime, end: datetime, zone: tzinfo) -> Iterator[tuple[datetime, timedelta]]:
    """When the clocks of a zone change in (start, end], and by how much."""
    blocks = range(_block(start), _block(end) + 1)
    for (_, at, before), (_, _, after) in pairwise(piece for block in blocks for piece in _stretches(block, zone)):
        if before != after and start < at <= end:
            yield at, after - before


def _local(at: datetime, calendar: Calendar) -> datetime:
    return _utc(at).astimezone(calendar.zone)


def _weekday_said(day: date) -> str:
    return WEEKDAYS[day.weekday()][:3]


def _day_said(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _date_said(day: date, *, year: bool = False) -> str:
    return f"{_weekday_said(day)} {_day_said(day)}" + (f" {day.year}" if year else "")


def _first_three(words: list[str]) -> list[str]:
    return words if len(words) <= 3 else [*words[:3], f"{len(words) - 3} more"]


def _listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
