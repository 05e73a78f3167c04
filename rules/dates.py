"""Reads the moments people type: `fri`, `12 may 14:00`, `in 2 days`, as instants of somebody's calendar.

What was understood is always echoed as a date (`worktime.say_when`), so an unusual reading is seen and taken back.

- A weekday is the next one, today only where it is called `today`; `next tue` is the one of next week, from Monday on.
- A date without a year is the next such date, today included.
- A date without a time lasts until the end of that day's working time. Where it has none, or that is over, it lasts
  until 23:59, so that the echo names the day that was typed.
- A time without a date is today's or, where that is over, the next working day's.
- Hours, minutes and days are working time (`worktime.add`, `worktime.add_days`); weeks are weeks of the almanac.
- What is past, does not exist or cannot be read is a ValueError with one sentence for people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from rules.worktime import (
    DAY,
    WEEKDAYS,
    Calendar,
    add,
    add_days,
    at_clock,
    local_date,
    next_open,
    parse_duration,
    working_day,
)

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

LONGEST_TEXT = 100
"""Characters; no moment is written longer."""
WORDS_OF_A_DAY = 7
"""The most words a moment has at the beginning of a sentence: `on fri the 12th of may 2026`."""
FURTHEST = 10 * 366 * DAY
"""Further ahead nobody plans: it is a slip of the fingers."""
LAST_MINUTE = time(23, 59)

_LEAD = re.compile(r"(?:(?:until|till|by|on|from) )+")
_FORMAT = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\"'`“”„‘’«»]")
"""Marks that carry no meaning here: quotation marks, and what steers the direction of writing."""
_DATE_T_TIME = re.compile(r"(?<=[0-9])t(?=[0-9])")

_CLOCK = r"(?:at )?(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))? ?(?P<half>am|pm)?"
_CLOCK_FIRST = re.compile(_CLOCK + r"(?: on)?(?: (?P<day>.+))?")
_CLOCK_LAST = re.compile(rf"(?P<day>.+?) {_CLOCK}")

_MINUTES = "m(?:in(?:ute)?s?)?"
_HOURS = re.compile(rf"(?:in )?((?:[0-9.]+|an?) ?(?:h(?:(?:ou)?rs?)?|{_MINUTES})(?: ?[0-9]+ ?{_MINUTES})?)")
_DAYS = re.compile(r"(?:in )?([1-9][0-9]{0,2}|an?) ?(?:working |business )?(?:d|days?)")
_WEEKS = re.compile(r"(?:in )?([1-9][0-9]?|an?) ?(?:w|weeks?)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})(?:\. ?([0-9]{4})?)?")
_NTH = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_NAMED = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?: (?P<year>2[0-9]{3}))?"
_DAY_MONTH = re.compile(rf"{_NTH}(?: of)? ?{_NAMED}{_YEAR}")
_MONTH_DAY = re.compile(rf"{_NAMED} {_NTH}{_YEAR}")
_UNIT = re.compile(r"h|hours?|m|mins?|minutes?|d|days?|w|weeks?|working|business|am|pm|of")

_TODAY = frozenset({"today", "eod", "end of day", "end of the day", "end of today"})
_THIS_WEEK = frozenset({"eow", "end of week", "end of the week", "end of this week"})
_NEXT_WEEK = frozenset({"end of next week", "end of the next week"})


@dataclass(frozen=True, slots=True)
class Moment:
    """What somebody typed, understood."""

    at: datetime
    """In UTC; of a date without a time the end of that day's working time."""
    day: date
    """Its local date."""
    timed: bool
    """Whether a time of day was given, if only as a duration."""


class NotADate(ValueError):
    """Nothing in the text is a moment at all; other errors are about a moment that is read but cannot be meant."""


def read_moment(text: str, now: datetime, calendar: Calendar) -> Moment:
    """The moment a text means, always after `now`. Raises ValueError with one sentence for people."""
    words = _normal(text)
    at = _duration(words, now, calendar)
    timed = at is not None
    if at is None:
        said, clock = _split_clock(words)
        timed = clock is not None
        at = _next(clock, now, calendar) if clock and not said else _at_day(said, clock, now, calendar)
    if at is None:
        raise _unreadable(text)
    if at <= now:
        raise _past(text)
    if at - now > FURTHEST:
        raise _too_far(text)
    return Moment(at, local_date(at, calendar), timed)


def read_day(text: str, now: datetime, calendar: Calendar) -> date:
    """The local date a text means, today or later; of a moment its date. Raises as `read_moment` does."""
    return read_moment(text, now, calendar).day


def split_day(text: str, now: datetime, calendar: Calendar) -> tuple[date, str]:
    """The longest beginning of a text that means a day, and the words after it: `12 may the migration`."""
    ends = [word.end() for _, word in zip(range(WORDS_OF_A_DAY), re.finditer(r"\S+", text), strict=False)]
    for end in reversed(ends):
        try:
            day = read_day(text[:end].rstrip(",;:–—-"), now, calendar)
        except NotADate:
            continue
        return day, " ".join(text[end:].split()).lstrip(",;:–—- ")
    raise _unreadable(text)


def opening(day: date, now: datetime, calendar: Calendar) -> datetime:
    """When somebody who is away or left alone "until" that day is back: its first working moment, or the next there is.

    Never before `now`. Raises NoWorkingTime.
    """
    return next_open(max(now, at_clock(day, time(), calendar)), calendar)


def month(word: str) -> int | None:
    """The number of the month whose English name begins so, with three letters at least."""
    short = word.casefold()
    return next((n for n, name in enumerate(MONTHS, 1) if len(short) >= 3 and name.startswith(short)), None)


def counts_time(word: str) -> bool:
    """Whether a number before this word is part of a date or a duration: `2 days`, `12 may`."""
    return bool(_UNIT.fullmatch(word.casefold())) or month(word) is not None


# Words ----------------------------------------------------------------------------------------------------------------


def _normal(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise _unreadable(text)
    words = " ".join(_FORMAT.sub("", text).casefold().replace(",", " ").split()).rstrip(".!?;: ")
    return _DATE_T_TIME.sub(" ", _LEAD.sub("", words, count=1) if _LEAD.match(words) else words)


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f'"{words}"' if len(words) <= 40 else f'"{words[:39]}…"'


def _unreadable(text: str) -> NotADate:
    return NotADate(f'{_quoted(text)} is not a date I can read; write it like "fri 14:00", "12 may" or "2 days".')


def _too_far(text: str) -> ValueError:
    return ValueError(f"{_quoted(text)} is more than ten years away; write an earlier date.")


def _past(text: str) -> ValueError:
    return ValueError(f'{_quoted(text)} is past already; write a moment to come, like "fri 14:00" or "12 may".')


# Durations and times of day -------------------------------------------------------------------------------------------


def _duration(words: str, now: datetime, calendar: Calendar) -> datetime | None:
    if hours := _HOURS.fullmatch(words):
        amount = re.sub("([hm])[a-z]+", r"\1", re.sub("^an? ?", "1 ", hours[1]))
        return add(now, parse_duration(amount), calendar)
    if days := _DAYS.fullmatch(words):
        return add_days(now, _count(days[1]), calendar)
    return None


def _count(number: str) -> int:
    return int(number) if number.isdigit() else 1


def _split_clock(words: str) -> tuple[str, time | None]:
    """The words without the time of day before or after them, and that time."""
    for pattern in (_CLOCK_FIRST, _CLOCK_LAST):
        found = pattern.fullmatch(words)
        if found and (found["minute"] or found["half"]):
            return found["day"] or "", _clock(found, words)
    return words, None


def _clock(found: re.Match[str], words: str) -> time:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 23 or minute > 59 or (found["half"] and not 1 <= hour <= 12):
        raise ValueError(f'{_quoted(words)} has no time of day I know; write it like "14:00" or "2pm".')
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    return time(hour, minute)


def _next(clock: time, now: datetime, calendar: Calendar) -> datetime:
    """A time of day alone."""
    today = local_date(now, calendar)
    at = at_clock(today, clock, calendar)
    return at if at > now else at_clock(_working_date(today, 1, calendar), clock, calendar)


def _at_day(words: str, clock: time | None, now: datetime, calendar: Calendar) -> datetime | None:
    day = _day(words, now, calendar)
    if not day:
        return None
    if clock:
        return at_clock(day, clock, calendar)
    last = at_clock(day, LAST_MINUTE, calendar)
    worked = working_day(day, calendar)
    return min(worked[1], last) if worked and worked[1] > now else last


# Days -----------------------------------------------------------------------------------------------------------------


def _day(words: str, now: datetime, calendar: Calendar) -> date | None:
    today = local_date(now, calendar)
    day = _day_from_now(words, today, now, calendar) or _weekday(words, today) or _with_weekday(words, today)
    if day and day < today:
        raise _past(words)
    if day and day - today > FURTHEST:
        raise _too_far(words)
    return day


def _day_from_now(words: str, today: date, now: datetime, calendar: Calendar) -> date | None:
    if words in _TODAY:
        return today
    if words == "tomorrow":
        return today + DAY
    if words in _THIS_WEEK or words in _NEXT_WEEK:
        return _end_of_week(today, now, calendar, later=words in _NEXT_WEEK)
    if days := _DAYS.fullmatch(words):
        return _working_date(today, _count(days[1]), calendar)
    weeks = _WEEKS.fullmatch(words)
    return today + _count(weeks[1]) * 7 * DAY if weeks else None


def _working_date(today: date, days: int, calendar: Calendar) -> date:
    """So many working days after today, whatever time it is."""
    return local_date(add_days(at_clock(today, time(), calendar), days, calendar), calendar)


def _end_of_week(today: date, now: datetime, calendar: Calendar, *, later: bool) -> date:
    """The last day with working time to come, Monday to Sunday; if this week has none left, next week's."""
    monday = today - today.weekday() * DAY
    for start in [monday + 7 * DAY] if later else [monday, monday + 7 * DAY]:
        for day in (start + n * DAY for n in range(6, -1, -1)):
            worked = working_day(day, calendar)
            if worked and worked[1] > now:
                return day
    return monday + 13 * DAY


def _weekday(words: str, today: date) -> date | None:
    way, _, name = words.rpartition(" ")
    number = _weekday_number(name)
    if number is None or way not in ("", "this", "next"):
        return None
    if way == "next":
        return today + (7 - today.weekday() + number) * DAY
    return today + ((number - today.weekday() - 1) % 7 + 1) * DAY


def _weekday_number(name: str) -> int | None:
    return next((n for n, day in enumerate(WEEKDAYS) if len(name) >= 3 and day.casefold().startswith(name)), None)


def _with_weekday(words: str, today: date) -> date | None:
    """A date, and perhaps its weekday before it, as in our own echo."""
    name, _, rest = words.partition(" ")
    number = _weekday_number(name)
    day = _date(words if number is None else rest, today)
    if day and number is not None and day.weekday() != number:
        said = f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year} is a {WEEKDAYS[day.weekday()]}"
        raise ValueError(f"{_quoted(words)} does not fit together: {said}. Write one of the two.")
    return day


def _date(words: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(words):
        return _exact(int(iso[1]), int(iso[2]), int(iso[3]), words)
    if dotted := _DOTTED.fullmatch(words):
        number, day, year = int(dotted[2]), int(dotted[1]), dotted[3]
    elif named := _DAY_MONTH.fullmatch(words) or _MONTH_DAY.fullmatch(words):
        number, day, year = month(named["month"]) or 0, int(named["day"]), named["year"]
    else:
        return None
    if not 1 <= number <= 12:
        return None
    return _exact(int(year), number, day, words) if year else _next_such(number, day, today, words)


def _exact(year: int, number: int, day: int, words: str) -> date:
    try:
        return date(year, number, day)
    except ValueError:
        raise _not_in_the_calendar(words) from None


def _next_such(number: int, day: int, today: date, words: str) -> date:
    for year in range(today.year, today.year + 9):  # a 29 February may be eight years away
        try:
            found = date(year, number, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise _not_in_the_calendar(words)


def _not_in_the_calendar(words: str) -> ValueError:
    return ValueError(f'{_quoted(words)} is not in any calendar; write a date like "12 may" or "2026-05-12".')
