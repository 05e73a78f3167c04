"""The moments people type, read in somebody's local time; never one before now."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from rules.dates import Moment, NotADate, counts_time, opening, read_day, read_moment, split_day
from rules.worktime import Calendar, Hours, NoWorkingTime, say_when

BERLIN = ZoneInfo("Europe/Berlin")
ASCENSION = {date(2026, 5, 14): "Christi Himmelfahrt"}
OFFICE = Calendar(BERLIN, Hours.parse("Mon-Fri 09:00-17:00"), ASCENSION)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


NOW = at("2026-05-05 10:00")
"""A Tuesday; the Thursday of the week after is a holiday."""


def local(moment: datetime) -> str:
    return moment.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-05-05 17:00"),
        ("eod", "2026-05-05 17:00"),
        ("end of the day", "2026-05-05 17:00"),
        ("tomorrow", "2026-05-06 17:00"),
        ("fri", "2026-05-08 17:00"),
        ("Friday", "2026-05-08 17:00"),
        ("this friday.", "2026-05-08 17:00"),
        ("until Fri", "2026-05-08 17:00"),
        ("by “fri”", "2026-05-08 17:00"),
        ("tue", "2026-05-12 17:00"),
        ("mon", "2026-05-11 17:00"),
        ("thurs", "2026-05-07 17:00"),
        ("next wed", "2026-05-13 17:00"),
        ("next tue", "2026-05-12 17:00"),
        ("next mon", "2026-05-11 17:00"),
        ("sat", "2026-05-09 23:59"),
        ("14 may", "2026-05-14 23:59"),
        ("12 may", "2026-05-12 17:00"),
        ("12. May", "2026-05-12 17:00"),
        ("12th may", "2026-05-12 17:00"),
        ("the 12th of May", "2026-05-12 17:00"),
        ("may 12", "2026-05-12 17:00"),
        ("May 12th, 2026", "2026-05-12 17:00"),
        ("12 sept", "2026-09-12 23:59"),
        ("12.5.", "2026-05-12 17:00"),
        ("12.5", "2026-05-12 17:00"),
        ("12.05.2026", "2026-05-12 17:00"),
        ("2026-05-12", "2026-05-12 17:00"),
        ("tue 12 may", "2026-05-12 17:00"),
        ("on Tuesday, the 12th of May 2026", "2026-05-12 17:00"),
        ("5 may", "2026-05-05 17:00"),
        ("4 may", "2027-05-04 17:00"),
        ("29 feb", "2028-02-29 17:00"),
        ("1 week", "2026-05-12 17:00"),
        ("in a week", "2026-05-12 17:00"),
        ("in 2 weeks", "2026-05-19 17:00"),
        ("end of week", "2026-05-08 17:00"),
        ("EOW", "2026-05-08 17:00"),
        ("end of next week", "2026-05-15 17:00"),
    ],
)
def test_a_day_without_a_time_lasts_until_work_ends(text: str, expected: str) -> None:
    moment = read_moment(text, NOW, OFFICE)
    assert (local(moment.at), moment.timed) == (expected, False)
    assert moment.day == read_day(text, NOW, OFFICE) == date.fromisoformat(expected[:10])
    assert moment.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:00", "2026-05-05 14:00"),
        ("9:00", "2026-05-06 09:00"),
        ("at 2pm", "2026-05-05 14:00"),
        ("12 am", "2026-05-06 00:00"),
        ("12:30 pm", "2026-05-05 12:30"),
        ("today 14:00", "2026-05-05 14:00"),
        ("tomorrow 9am", "2026-05-06 09:00"),
        ("9am tomorrow", "2026-05-06 09:00"),
        ("fri 14:00", "2026-05-08 14:00"),
        ("fri at 14:00", "2026-05-08 14:00"),
        ("14:00 on fri", "2026-05-08 14:00"),
        ("next mon, 8:30am", "2026-05-11 08:30"),
        ("12 may 14:00", "2026-05-12 14:00"),
        ("may 12 at 2 pm", "2026-05-12 14:00"),
        ("12.5. 14:00", "2026-05-12 14:00"),
        ("2026-05-12T14:00", "2026-05-12 14:00"),
        ("in 2 days at 9:00", "2026-05-07 09:00"),
        ("3h", "2026-05-05 13:00"),
        ("in 3 hours", "2026-05-05 13:00"),
        ("an hour", "2026-05-05 11:00"),
        ("90m", "2026-05-05 11:30"),
        ("30 mins", "2026-05-05 10:30"),
        ("1h30m", "2026-05-05 11:30"),
        ("1.5 hrs", "2026-05-05 11:30"),
        ("8h", "2026-05-06 10:00"),
        ("2 days", "2026-05-07 10:00"),
        ("in 2 days", "2026-05-07 10:00"),
        ("2 working days", "2026-05-07 10:00"),
        ("2d", "2026-05-07 10:00"),
        ("a day", "2026-05-06 10:00"),
        ("4 days", "2026-05-11 10:00"),
        ("7 working days", "2026-05-15 10:00"),
    ],
)
def test_a_time_is_taken_as_it_is_and_a_duration_is_working_time(text: str, expected: str) -> None:
    moment = read_moment(text, NOW, OFFICE)
    assert (local(moment.at), moment.timed) == (expected, True)
    assert moment.day == read_day(text, NOW, OFFICE)


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2026-05-05 18:00", "today", "2026-05-05 23:59"),
        ("2026-05-08 18:00", "9am", "2026-05-11 09:00"),
        ("2026-05-08 18:00", "end of week", "2026-05-15 17:00"),
        ("2026-05-09 10:00", "eow", "2026-05-15 17:00"),
        ("2026-05-10 10:00", "next tue", "2026-05-12 17:00"),
        ("2026-05-11 10:00", "next tue", "2026-05-19 17:00"),
        ("2026-05-13 10:00", "2 days", "2026-05-18 10:00"),
        ("2026-12-31 10:00", "1 jan", "2027-01-01 17:00"),
        ("2026-12-31 10:00", "tomorrow", "2027-01-01 17:00"),
    ],
)
def test_what_is_over_today_means_the_next_one(now: str, text: str, expected: str) -> None:
    assert local(read_moment(text, at(now), OFFICE).at) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-29 02:30", "2026-03-29 03:00"),  # skipped: the moment the clocks jump to
        ("sun 2:30", "2026-03-29 03:00"),
        ("2026-10-25 02:30", "2026-10-25 02:30"),
        ("29 mar", "2026-03-29 23:59"),
        ("mon", "2026-03-30 17:00"),
        ("8h", "2026-03-30 10:00"),
        ("1 day", "2026-03-30 10:00"),
    ],
)
def test_the_clocks_may_change_in_between(text: str, expected: str) -> None:
    assert local(read_moment(text, at("2026-03-27 10:00"), OFFICE).at) == expected


def test_of_a_repeated_time_the_first_is_meant() -> None:
    assert read_moment("2026-10-25 02:30", NOW, OFFICE).at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_shift_past_midnight_ends_the_day_where_its_date_ends() -> None:
    nights = Calendar(BERLIN, Hours.parse("Mon-Fri 22:00-06:00"))
    assert local(read_moment("wed", NOW, nights).at) == "2026-05-06 23:59"
    assert local(read_moment("sat", NOW, nights).at) == "2026-05-09 06:00"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2020-05-12", '"2020-05-12" is past already'),
        ("0001-01-01", "is past already"),
        ("today 9:00", '"today 9:00" is past already'),
        ("0h", "is past already"),
        ("31 feb", '"31 feb" is not in any calendar'),
        ("31.2.", "is not in any calendar"),
        ("2027-02-29", "is not in any calendar"),
        ("2027-13-01", "is not in any calendar"),
        ("wed 12 may", '"wed 12 may" does not fit together: 12 May 2026 is a Tuesday'),
        ("fri 25:00", "has no time of day I know"),
        ("fri 13pm", "has no time of day I know"),
        ("9999-12-31", "more than ten years away"),
        ("9999h", "more than ten years away"),
        ("99999h", '"99999h" is too long'),
    ],
)
def test_a_moment_that_cannot_be_meant_is_refused_in_one_sentence(text: str, part: str) -> None:
    short = Calendar(BERLIN, Hours.parse("Mon 9-19")) if text == "9999h" else OFFICE
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the text is compared
        read_moment(text, NOW, short)
    assert part in str(caught.value)
    assert not isinstance(caught.value, NotADate)
    with pytest.raises(ValueError, match=re.escape(str(caught.value))):
        read_day(text, NOW, short)


NO_DATES = [
    *["", " ", "until", "soon", "next", "next week", "12", "12/5", "5/12/2026", "2 fri", "may", "12 mayo", "14"],
    *["fri sat", "0 days", "-2 days", "a", "week", "next 12 may", "the migration", "ماي", "🥗"],
]


@pytest.mark.parametrize(
    "text",
    [*NO_DATES, "12 may " * 5_000],
)
def test_what_is_no_date_is_answered_with_dates_that_can_be_read(text: str) -> None:
    with pytest.raises(NotADate) as caught:
        read_moment(text, NOW, OFFICE)
    assert str(caught.value).endswith('is not a date I can read; write it like "fri 14:00", "12 may" or "2 days".')
    assert len(str(caught.value)) < 130
    assert all(read_moment(right, NOW, OFFICE) for right in ("fri 14:00", "12 may", "2 days", "2pm"))


def test_without_working_time_durations_are_refused_and_dates_are_not() -> None:
    closed = Calendar(BERLIN, Hours.parse("Mon 9-17"), {date(2026, 5, 4) + timedelta(n): "" for n in range(3_700)})
    assert local(read_moment("fri", NOW, closed).at) == "2026-05-08 23:59"
    assert local(read_moment("end of week", NOW, closed).at) == "2026-05-17 23:59"
    for text in ("2 days", "3h", "9:00"):
        with pytest.raises(NoWorkingTime):
            read_moment(text, NOW, closed)


# The day a text begins with


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("12 may the migration", "2026-05-12", "the migration"),
        ("12 May", "2026-05-12", ""),
        ("12 may, the  migration\nof the bucket", "2026-05-12", "the migration of the bucket"),
        ("12 may: the migration", "2026-05-12", "the migration"),
        ("fri – the migration", "2026-05-08", "the migration"),
        ("fri 12 servers go", "2026-05-08", "12 servers go"),
        ("may 12 servers go", "2026-05-12", "servers go"),
        ("next wed the move", "2026-05-13", "the move"),
        ("the 12th of may 2026 the move", "2026-05-12", "the move"),
        ("on tue the 12th of may 2026 the move", "2026-05-12", "the move"),
        ("end of next week all of it", "2026-05-15", "all of it"),
        ("tomorrow 9am the call", "2026-05-06", "the call"),
        ("2 working days the move", "2026-05-07", "the move"),
        ("3h maintenance", "2026-05-05", "maintenance"),
        ("fri " + "x" * 40_000, "2026-05-08", "x" * 40_000),
    ],
)
def test_the_longest_beginning_that_is_a_day_is_split_off(text: str, day: str, rest: str) -> None:
    assert split_day(text, NOW, OFFICE) == (date.fromisoformat(day), rest)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "is not a date I can read"),
        ("the migration on 12 may", '"the migration on 12 may" is not a date I can read'),
        ("31 feb the migration", '"31 feb" is not in any calendar'),
        ("2020-05-12 the migration", "is past already"),
    ],
)
def test_a_text_that_begins_with_no_day_is_refused(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        split_day(text, NOW, OFFICE)


def test_until_a_day_means_until_work_begins_on_it_or_after_it() -> None:
    for day, expected in {5: "05 10:00", 8: "08 09:00", 9: "11 09:00", 14: "15 09:00"}.items():
        assert local(opening(date(2026, 5, day), NOW, OFFICE)) == f"2026-05-{expected}"


def test_words_that_count_time_are_known() -> None:
    assert all(counts_time(word) for word in ["days", "H", "may", "September", "working", "pm"])
    assert not any(counts_time(word) for word in ["", "ma", "q17", "phone", "until", "mayor"])


# Whatever is typed

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "America/Santiago",
    "Asia/Beirut",
]
HOURS = ["Mon-Fri 09:00-17:00", "Mon-Fri 22:00-06:00", "Sun-Thu 8-12,13-17", "Sat 0-24", "Mon-Sun 00:00-24:00"]
calendars = st.builds(
    lambda zone, hours: Calendar(ZoneInfo(zone), Hours.parse(hours)), st.sampled_from(ZONES), st.sampled_from(HOURS)
)
nows = st.integers(1_577_836_800, 2_208_988_800).map(lambda second: datetime.fromtimestamp(second, UTC))
PIECES = (
    "today tomorrow next this fri saturday may 12 31 29 feb 12.5. 12.5.2026 2026-05-12 at 14:00 2:30 9am 12pm in a 2 "
    "working days day hours 3h weeks week end of the until by eod eow 99 9999 , . : th"
).split()
typed = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join) | st.text(max_size=20)


def attempt(text: str, now: datetime, calendar: Calendar) -> Moment | str:
    try:
        return read_moment(text, now, calendar)
    except ValueError as problem:
        return str(problem)


@given(typed, nows, calendars)
@example("sun 2:30", at("2026-03-27 10:00"), OFFICE)
@example("today 2:30", at("2026-10-25 02:45"), OFFICE)
@example("tomorrow 0:00", datetime(2026, 9, 5, 12, tzinfo=UTC), Calendar(ZoneInfo("America/Santiago"), OFFICE.hours))
@example("tomorrow", datetime(2011, 12, 30, 5, tzinfo=UTC), Calendar(ZoneInfo("Pacific/Apia"), OFFICE.hours))
def test_no_moment_is_before_now_and_nothing_but_a_sentence_is_raised(
    text: str, now: datetime, calendar: Calendar
) -> None:
    read = attempt(text, now, calendar)
    if isinstance(read, str):
        assert read.endswith(".")
        assert len(read) < 160
        return
    assert read.at > now
    assert read.at.tzinfo is UTC
    assert read_day(text, now, calendar) == read.day >= now.astimezone(calendar.zone).date()


@given(nows, st.integers(0, 3_000), calendars)
def test_every_date_is_read_as_itself_however_it_is_written(now: datetime, days: int, calendar: Calendar) -> None:
    today = now.astimezone(calendar.zone).date()
    day = today + timedelta(days)
    assume(now.astimezone(calendar.zone).time() < time(23, 58))
    for written in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day:%d %b %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%a %d %b %Y}",
    ):
        assert read_day(written, now, calendar) == day
        assert split_day(f"{written} the move", now, calendar) == (day, "the move")
    if days < 365:
        assert read_day(f"{day:%d %B}", now, calendar) == day


@given(nows, st.integers(1, 3_000 * 24 * 60), calendars)
def test_our_own_echo_is_read_as_the_moment_it_says(now: datetime, minutes: int, calendar: Calendar) -> None:
    then = now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    wall = then.astimezone(calendar.zone)
    assume(then > now)
    assume(wall.date() != now.astimezone(calendar.zone).date())  # "fri" said on a Friday is the next one
    assume(
        wall.replace(fold=1).utcoffset() == wall.replace(fold=0).utcoffset()
    )  # of a repeated time the first is meant
    assert read_moment(say_when(then, calendar, now), now, calendar).at == then
