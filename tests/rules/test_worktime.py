"""Working time: hours as people write them, the arithmetic, its words, and a minute-by-minute oracle for all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rules.worktime import (
    REMEMBERED,
    Calendar,
    Hours,
    NoWorkingTime,
    add,
    add_days,
    explain_add,
    explain_measure,
    is_open,
    measure,
    next_open,
    parse_duration,
    say_duration,
    say_hours,
    say_when,
)

BERLIN = ZoneInfo("Europe/Berlin")
UNITY_DAY = {date(2025, 10, 3): "Tag der Deutschen Einheit"}
OFFICE = Calendar(BERLIN, Hours.parse("Mon-Fri 09:00-17:00"), UNITY_DAY)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    """A local time, `2026-10-02 16:30`, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def calendar(hours: str, zone: str = "Europe/Berlin", holidays: dict[date, str] | None = None) -> Calendar:
    return Calendar(ZoneInfo(zone), Hours.parse(hours), holidays or {})


# Hours as people write them


@pytest.mark.parametrize(
    ("written", "canonical", "short"),
    [
        ("Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00", "Mon–Fri 9–17"),
        ("mon-fri 9-17", "Mon-Fri 09:00-17:00", "Mon–Fri 9–17"),
        ("Monday – Friday 9:00–17:00", "Mon-Fri 09:00-17:00", "Mon–Fri 9–17"),
        ("  MON-FRI   9 - 17 ", "Mon-Fri 09:00-17:00", "Mon–Fri 9–17"),
        ("Mon-Fri 09:00-12:00,13:00-17:00", "Mon-Fri 09:00-12:00,13:00-17:00", "Mon–Fri 9–12 and 13–17"),
        ("Mon-Fri 13-17, 9-12", "Mon-Fri 09:00-12:00,13:00-17:00", "Mon–Fri 9–12 and 13–17"),
        ("Mon-Thu 9-17; Fri 9-15", "Mon-Thu 09:00-17:00; Fri 09:00-15:00", "Mon–Thu 9–17, Fri 9–15"),
        ("Mon,Wed,Fri 9:30-17", "Mon,Wed,Fri 09:30-17:00", "Mon,Wed,Fri 9:30–17"),
        ("Mon, Tues, Thurs 9-17", "Mon-Tue,Thu 09:00-17:00", "Mon–Tue,Thu 9–17"),
        ("Sat-Mon 10-12", "Sat-Mon 10:00-12:00", "Sat–Mon 10–12"),
        ("Sun-Thu 9-17", "Sun-Thu 09:00-17:00", "Sun–Thu 9–17"),
        ("Wed-Wed 9-17", "Wed 09:00-17:00", "Wed 9–17"),
        ("Mon-Sun 0-24", "Mon-Sun 00:00-24:00", "Mon–Sun 0–24"),
        ("Mon-Fri 22:00-06:00", "Mon-Fri 22:00-06:00", "Mon–Fri 22–6"),
        ("Mon 22:00-00:00", "Mon 22:00-24:00", "Mon 22–24"),
        ("Fri 22-24; Sat 0-6", "Fri 22:00-06:00", "Fri 22–6"),
        ("Sun 20-4", "Sun 20:00-04:00", "Sun 20–4"),
        ("Mon 12-24; Tue 0-13", "Mon 12:00-24:00; Tue 00:00-13:00", "Mon 12–24, Tue 0–13"),
        ("Mon 9-12,11-17", "Mon 09:00-17:00", "Mon 9–17"),
        ("Mon 9-12,12-17", "Mon 09:00-17:00", "Mon 9–17"),
        ("Mon-Tue 9-12; Tue-Wed 10-14", "Mon 09:00-12:00; Tue 09:00-14:00; Wed 10:00-14:00", None),
    ],
)
def test_hours_are_read_and_written_back(written: str, canonical: str, short: str | None) -> None:
    hours = Hours.parse(written)
    assert str(hours) == canonical
    assert Hours.parse(canonical) == hours
    assert short is None or hours.short == short


def test_hours_past_midnight_belong_to_the_next_day() -> None:
    night = Hours.parse("Sun 22:00-06:00")
    assert night.week[6] == ((1320, 1440),)
    assert night.week[0] == ((0, 360),)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("", "A part of the hours is empty"),
        ("   ", "A part of the hours is empty"),
        ("Mon 9-17;", "A part of the hours is empty"),
        ("Mon-Fri", '"Mon-Fri" needs days and then times'),
        ("9-17", '"9" is not a day of the week'),
        ("Mo-Fr 9-17", '"Mo" is not a day of the week'),
        ("Mon-Freitag 9-17", '"Freitag" is not a day of the week'),
        ("Mon- 9-17", '"9-17" is not a day of the week'),
        ("Mon,,Fri 9-17", '"" is not a day of the week'),
        ("Mon-Fri 9", '"9" is not a span of time'),
        ("Mon-Fri 9.00-17.00", '"9.00-17.00" is not a span of time'),
        ("Mon-Fri 9-17,Sat 10-12", '"Sat 10-12" is not a span of time'),
        ("Mon-Fri 9am-5pm", '"9am-5pm" is not a span of time'),
        ("Mon-Fri 9-17,", '"" is not a span of time'),
        ("Mon-Fri 9-25", '"25:00" is not a time of day'),
        ("Mon-Fri 9:60-17:00", '"9:60" is not a time of day'),
        ("Mon-Fri 9-24:01", '"24:01" is not a time of day'),
        ("Mon-Fri 24:00-06:00", '"24:00-06:00" starts at 24:00, which can only be an end'),
        ("Mon-Fri 9-9", '"9-9" has no length (a whole day is 00:00-24:00)'),
        ("Mon " + "9" * 100, f'"{"9" * 39}…" is not a span of time'),
    ],
)
def test_what_is_wrong_with_hours_is_said_with_a_right_example(written: str, complaint: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
        Hours.parse(written)
    right = ["Mon-Fri 09:00-17:00", "Mon-Thu 9-12,13-17; Fri 9-15"]
    assert str(caught.value) == f'{complaint}; write hours like "{right[0]}" or "{right[1]}".'
    assert all(Hours.parse(example) for example in right)


# The arithmetic


def test_a_day_that_ends_at_five_is_closed_at_five() -> None:
    assert is_open(at("2025-10-02 09:00"), OFFICE)
    assert is_open(at("2025-10-02 16:59:59.999999"), OFFICE)
    assert not is_open(at("2025-10-02 17:00"), OFFICE)
    assert not is_open(at("2025-10-02 08:59:59.999999"), OFFICE)


def test_a_holiday_and_a_weekend_are_closed() -> None:
    assert not is_open(at("2025-10-03 10:00"), OFFICE)
    assert not is_open(at("2025-10-04 10:00"), OFFICE)


def test_the_next_open_moment_is_now_while_it_is_open() -> None:
    now = at("2025-10-02 10:12:13.5")
    assert next_open(now, OFFICE) == now


def test_after_hours_the_next_open_moment_is_the_next_working_morning() -> None:
    assert next_open(at("2025-10-02 17:00"), OFFICE) == at("2025-10-06 09:00")


def test_eight_hours_from_nine_end_at_five_and_not_next_morning() -> None:
    assert add(at("2025-09-29 09:00"), 8 * HOUR, OFFICE) == at("2025-09-29 17:00")
    assert add(at("2025-09-29 09:00"), 8 * HOUR + timedelta(microseconds=1), OFFICE) == at("2025-09-30 09:00:00.000001")


def test_adding_nothing_stays_where_it_is_even_when_closed() -> None:
    sunday = at("2025-10-05 12:00")
    assert add(sunday, timedelta(), OFFICE) == sunday


def test_time_is_added_over_weekend_holiday_and_lunch() -> None:
    lunch = calendar("Mon-Fri 09:00-12:00,13:00-17:00", holidays=UNITY_DAY)
    assert add(at("2025-10-02 16:30"), HOUR, OFFICE) == at("2025-10-06 09:30")
    assert add(at("2025-10-02 11:30"), HOUR, lunch) == at("2025-10-02 13:30")
    assert measure(at("2025-10-02 11:30"), at("2025-10-06 09:30"), lunch) == timedelta(hours=5)


def test_it_has_waited_nine_working_hours() -> None:
    assert measure(at("2025-09-30 10:12"), at("2025-10-01 11:12"), OFFICE) == 9 * HOUR


def test_nothing_is_measured_backwards() -> None:
    morning, noon = at("2025-10-02 10:00"), at("2025-10-02 12:00")
    assert measure(noon, morning, OFFICE) == measure(noon, noon, OFFICE) == timedelta()


def test_twenty_working_days_are_four_weeks_and_the_holiday() -> None:
    assert add_days(at("2025-09-01 10:12"), 20, OFFICE) == at("2025-09-29 10:12")
    assert add_days(at("2025-09-08 10:12"), 20, OFFICE) == at("2025-10-07 10:12")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2025-09-27 12:00", 1, "2025-09-29 12:00"),  # a Saturday
        ("2025-09-26 20:00", 1, "2025-09-30 09:00"),  # Monday 20:00 is closed
        ("2025-09-26 07:00", 1, "2025-09-29 09:00"),
        ("2025-09-26 12:00", 0, "2025-09-26 12:00"),
        ("2025-09-27 12:00", 0, "2025-09-29 09:00"),
        ("2026-03-27 12:00", 1, "2026-03-30 12:00"),  # the clocks change in between
    ],
)
def test_working_days_keep_the_time_of_day(start: str, days: int, end: str) -> None:
    assert add_days(at(start), days, OFFICE) == at(end)


def test_both_passes_of_a_repeated_hour_count() -> None:
    nights = calendar("Sun 01:00-04:00")
    assert measure(at("2026-10-25 00:00"), at("2026-10-25 12:00"), nights) == 4 * HOUR
    assert add(at("2026-10-25 00:00"), 2 * HOUR, nights) == datetime(2026, 10, 25, 1, 0, tzinfo=UTC)


def test_a_skipped_hour_does_not_exist() -> None:
    nights = calendar("Sun 01:00-04:00")
    assert measure(at("2026-03-29 00:00"), at("2026-03-29 12:00"), nights) == 2 * HOUR


def test_hours_that_fall_into_the_skipped_hour_are_no_working_day() -> None:
    skipped = calendar("Sun 02:00-03:00")
    assert next_open(at("2026-03-28 12:00"), skipped) == at("2026-04-05 02:00")
    assert add_days(at("2026-03-28 02:30"), 1, skipped) == at("2026-04-05 02:30")


def test_a_skipped_time_of_day_becomes_the_moment_the_clocks_jump_to() -> None:
    assert add_days(at("2026-03-28 02:30:00.5"), 1, calendar("Mon-Sun 0-24")) == at("2026-03-29 03:00")


def test_a_repeated_time_of_day_means_its_first_pass() -> None:
    assert add_days(at("2026-10-24 02:30"), 1, calendar("Mon-Sun 0-24")) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_second_pass_of_an_hour_asks_for_no_second_pass_later() -> None:
    second_pass = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 again, and 22 Sundays on 02:30 is skipped
    assert add_days(second_pass, 22, calendar("Sun 0-24")) == at("2027-03-28 03:00")


@pytest.mark.parametrize(("zone", "hour"), [("Pacific/Kiritimati", 9), ("Pacific/Honolulu", 18)])
def test_far_from_greenwich_every_date_with_hours_is_a_working_day(zone: str, hour: int) -> None:
    there = ZoneInfo(zone)
    start, daily = at(f"2026-01-01 {hour:02}:30", there), calendar(f"Mon-Sun {hour}-{hour + 1}", zone)
    assert [add_days(start, n, daily) - start for n in range(1, 10)] == [timedelta(days=n) for n in range(1, 10)]


def test_apia_had_no_thirtieth_of_december_2011() -> None:
    apia = ZoneInfo("Pacific/Apia")
    office = Calendar(apia, Hours.parse("Mon-Fri 9-17"))
    assert measure(at("2011-12-29 09:00", apia), at("2012-01-02 09:00", apia), office) == 8 * HOUR
    assert add_days(at("2011-12-29 09:00", apia), 1, office) == at("2012-01-02 09:00", apia)


def test_a_date_that_comes_back_for_an_hour_is_worked_twice() -> None:
    """In St. John's the clocks went back at 00:01: an hour of Saturday came again after a minute of Sunday."""
    newfoundland = ZoneInfo("America/St_Johns")
    saturdays = Calendar(newfoundland, Hours.parse("Sat 23:00-24:00"))
    start = at("2006-10-28 12:00", newfoundland)
    assert measure(start, start + timedelta(days=1), saturdays) == timedelta(hours=1, minutes=59)
    assert add(start, 90 * MINUTE, saturdays) == datetime(2006, 10, 29, 3, 1, tzinfo=UTC)


def test_other_zones_than_utc_are_understood_and_answers_are_utc() -> None:
    local = datetime(2025, 10, 2, 16, 30, tzinfo=BERLIN)
    for answer in (
        add(local, HOUR, OFFICE),
        add(local, timedelta(), OFFICE),
        next_open(local, OFFICE),
        add_days(local, 1, OFFICE),
    ):
        assert answer.tzinfo is UTC
    assert add(local, HOUR, OFFICE) == at("2025-10-06 09:30")
    assert measure(local, datetime(2025, 10, 6, 3, 30, tzinfo=ZoneInfo("America/New_York")), OFFICE) == HOUR


def test_a_fixed_offset_is_a_zone_too() -> None:
    office = Calendar(timezone(timedelta(hours=5, minutes=45)), Hours.parse("Mon-Fri 9-17"))
    assert next_open(datetime(2025, 10, 2, 0, 0, tzinfo=UTC), office) == datetime(2025, 10, 2, 3, 15, tzinfo=UTC)


NAIVE = datetime(2025, 10, 2, 12, 0)  # noqa: DTZ001 - the point of it


@pytest.mark.parametrize(
    "ask",
    [
        lambda: is_open(NAIVE, OFFICE),
        lambda: next_open(NAIVE, OFFICE),
        lambda: add(NAIVE, HOUR, OFFICE),
        lambda: add(NAIVE, timedelta(), OFFICE),
        lambda: measure(NAIVE, at("2025-10-02 12:00"), OFFICE),
        lambda: measure(at("2025-10-02 12:00"), NAIVE, OFFICE),
        lambda: add_days(NAIVE, 1, OFFICE),
        lambda: explain_add(NAIVE, HOUR, OFFICE),
        lambda: explain_measure(NAIVE, NAIVE, OFFICE),
        lambda: say_when(NAIVE, OFFICE),
    ],
)
def test_an_instant_without_a_zone_is_refused(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        ask()


def test_time_is_not_added_backwards() -> None:
    with pytest.raises(ValueError, match="can only be added"):
        add(at("2025-10-02 12:00"), -HOUR, OFFICE)
    with pytest.raises(ValueError, match="can only be added"):
        add_days(at("2025-10-02 12:00"), -1, OFFICE)


ALWAYS_OFF = {date(2025, 1, 1) + timedelta(days=n): "sabbatical" for n in range(5 * 366)}


@pytest.mark.parametrize(
    "ask",
    [
        lambda never: next_open(at("2025-10-02 12:00"), never),
        lambda never: add(at("2025-10-02 12:00"), HOUR, never),
        lambda never: add_days(at("2025-10-02 12:00"), 1, never),
    ],
)
def test_three_years_without_working_time_end_the_search(ask: Callable[[Calendar], object]) -> None:
    with pytest.raises(NoWorkingTime, match="not enough working time after Thu 2 Oct 2025 "):
        ask(calendar("Mon-Fri 9-17", holidays=ALWAYS_OFF))


def test_a_minute_a_week_does_not_keep_a_search_busy_for_ever() -> None:
    minute = calendar("Wed 12:00-12:01")
    assert add(at("2025-10-02 12:00"), 10 * MINUTE, minute) == at("2025-12-10 12:01")
    with pytest.raises(NoWorkingTime):
        add(at("2025-10-02 12:00"), 9999 * HOUR, minute)
    with pytest.raises(NoWorkingTime):
        add_days(at("2025-10-02 12:00"), 99_999, minute)


def test_five_years_of_working_time_can_be_added() -> None:
    start = at("2025-10-02 12:00")
    assert measure(start, add(start, 9999 * HOUR, OFFICE), OFFICE) == 9999 * HOUR


def test_two_years_without_working_time_are_crossed() -> None:
    away = {day: name for day, name in ALWAYS_OFF.items() if day < date(2027, 1, 1)}
    assert add(at("2024-12-31 16:00"), 2 * HOUR, calendar("Mon-Fri 9-17", holidays=away)) == at("2027-01-01 10:00")


def test_what_a_calendar_remembers_does_not_change_its_answers() -> None:
    start, end = at("2020-01-01 00:00"), at("2030-01-01 00:00")
    worn, fresh = calendar("Mon-Fri 9-17"), calendar("Mon-Fri 9-17")
    total = measure(start, end, worn)
    assert 0 < len(worn._known) <= REMEMBERED
    assert measure(start, end, worn) == total
    assert sum(
        (measure(start + n * 73 * HOUR, start + (n + 1) * 73 * HOUR, fresh) for n in range(100)), timedelta()
    ) == (measure(start, start + 7300 * HOUR, worn))


# In words


@pytest.mark.parametrize(
    ("start", "amount", "said"),
    [
        (
            "2026-10-02 16:30",
            HOUR,
            "Fri 16:30 + 1 h, Mon–Fri 9–17 Berlin → Mon 09:30, "
            "because Fri has 30 min left and Sat and Sun are not working days",
        ),
        ("2026-10-05 09:00", 2 * HOUR, "Mon 09:00 + 2 h, Mon–Fri 9–17 Berlin → Mon 11:00"),
        (
            "2026-10-05 16:00",
            90 * MINUTE,
            "Mon 16:00 + 1 h 30 min, Mon–Fri 9–17 Berlin → Tue 09:30, because Mon has 1 h left",
        ),
        (
            "2026-10-05 07:30",
            HOUR,
            "Mon 07:30 + 1 h, Mon–Fri 9–17 Berlin → Mon 10:00, because Mon 07:30 is outside these hours",
        ),
        (
            "2026-10-02 18:00",
            HOUR,
            "Fri 18:00 + 1 h, Mon–Fri 9–17 Berlin → Mon 10:00, "
            "because Fri 18:00 is outside these hours and Sat and Sun are not working days",
        ),
        (
            "2026-10-03 12:00",
            HOUR,
            "Sat 12:00 + 1 h, Mon–Fri 9–17 Berlin → Mon 10:00, because Sat and Sun are not working days",
        ),
        (
            "2025-10-02 16:30",
            HOUR,
            "Thu 16:30 + 1 h, Mon–Fri 9–17 Berlin → Mon 09:30, because Thu has 30 min left, "
            "Sat and Sun are not working days and 3 Oct is a holiday: Tag der Deutschen Einheit",
        ),
        (
            "2026-03-27 16:30",
            HOUR,
            "Fri 16:30 + 1 h, Mon–Fri 9–17 Berlin → Mon 09:30, because Fri has 30 min left and "
            "Sat and Sun are not working days; the clocks went forward 1 h on Sun 29 Mar",
        ),
        (
            "2026-10-23 16:30",
            HOUR,
            "Fri 16:30 + 1 h, Mon–Fri 9–17 Berlin → Mon 09:30, because Fri has 30 min left and "
            "Sat and Sun are not working days; the clocks went back 1 h on Sun 25 Oct",
        ),
        ("2026-10-03 12:00", timedelta(), "Sat 12:00 + 0 min, Mon–Fri 9–17 Berlin → Sat 12:00"),
    ],
)
def test_an_addition_explains_itself(start: str, amount: timedelta, said: str) -> None:
    assert explain_add(at(start), amount, OFFICE) == said


def test_clocks_that_changed_before_or_after_are_not_mentioned() -> None:
    for day in range(22, 37):
        morning = at("2026-03-01 10:00") + timedelta(days=day - 1)
        explained = explain_measure(morning, morning + timedelta(hours=20), OFFICE)
        assert ("clocks" in explained) == (day == 28)


def test_a_measure_explains_itself() -> None:
    assert explain_measure(at("2026-10-02 16:30"), at("2026-10-05 09:30"), OFFICE) == (
        "Fri 16:30 to Mon 09:30 is 1 h, Mon–Fri 9–17 Berlin, "
        "because Fri has 30 min left and Sat and Sun are not working days"
    )


def test_a_long_measure_is_summarised() -> None:
    days = [date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26), date(2025, 12, 31)]
    names = ["Christmas Eve", "Christmas", "Christmas", "New Year's Eve"]
    off = dict(zip(days, names, strict=True)) | {date(2026, 1, 1): "New Year's Day", date(2026, 1, 4): "a Sunday"}
    office = calendar("Mon-Fri 9-17", holidays=off)
    assert explain_measure(at("2025-10-01 10:00"), at("2026-06-01 10:00"), office) == (
        "Wed 1 Oct 2025 10:00 to Mon 1 Jun 2026 10:00 is 1344 h, Mon–Fri 9–17 Berlin, because "
        "Sat and Sun are not working days and 24 Dec, 25 Dec, 26 Dec and 2 more are holidays: "
        "Christmas Eve, Christmas, …; the clocks changed 2 times in between"
    )


def test_at_most_three_weekdays_off_are_named() -> None:
    assert explain_add(at("2026-10-06 10:00"), 5 * HOUR, calendar("Tue 9-12")) == (
        "Tue 6 Oct 10:00 + 5 h, Tue 9–12 Berlin → Tue 13 Oct 12:00, "
        "because Mon, Wed, Thu and 3 more are not working days"
    )


def test_one_day_off_is_said_in_the_singular() -> None:
    explained = explain_add(at("2026-10-03 15:00"), 2 * HOUR, calendar("Mon-Sat 9-16"))
    assert explained.endswith("because Sat has 1 h left and Sun is not a working day")


def test_a_day_that_was_skipped_is_a_change_of_the_clocks() -> None:
    apia = ZoneInfo("Pacific/Apia")
    explained = explain_add(at("2011-12-29 16:00", apia), 2 * HOUR, Calendar(apia, Hours.parse("Mon-Sun 9-17")))
    assert explained == (
        "Thu 16:00 + 2 h, Mon–Sun 9–17 Apia → Sat 10:00, because Thu has 1 h left; "
        "the clocks went forward 24 h on Sat 31 Dec"
    )


def test_nothing_is_explained_of_a_measure_that_ends_before_it_starts() -> None:
    explained = explain_measure(at("2026-10-05 09:30"), at("2026-10-02 16:30"), OFFICE)
    assert explained == "Mon 09:30 to Fri 16:30 is 0 min, Mon–Fri 9–17 Berlin"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (ZoneInfo("America/New_York"), "New York"),
        (ZoneInfo("America/Argentina/Buenos_Aires"), "Buenos Aires"),
        (ZoneInfo("UTC"), "UTC"),
        (UTC, "UTC"),
        (timezone(timedelta(hours=5, minutes=30)), "UTC+05:30"),
    ],
)
def test_a_zone_goes_by_its_place(zone: ZoneInfo | timezone, said: str) -> None:
    assert say_hours(Calendar(zone, Hours.parse("Mon-Fri 9-17"))) == f"Mon–Fri 9–17 {said}"


def test_a_moment_is_said_with_as_much_date_as_its_reader_needs() -> None:
    moment = at("2025-12-30 10:12")
    assert say_when(moment, OFFICE) == "Tue 10:12"
    assert say_when(moment, OFFICE, at("2026-01-05 09:00")) == "Tue 10:12"
    assert say_when(moment, OFFICE, at("2025-12-22 09:00")) == "Tue 30 Dec 10:12"
    assert say_when(moment, OFFICE, at("2026-01-06 09:00")) == "Tue 30 Dec 2025 10:12"


@pytest.mark.parametrize(
    ("written", "amount", "said"),
    [
        ("8h", timedelta(hours=8), "8 h"),
        ("90m", timedelta(minutes=90), "1 h 30 min"),
        ("1h30m", timedelta(minutes=90), "1 h 30 min"),
        ("1h 30m", timedelta(minutes=90), "1 h 30 min"),
        ("1.5h", timedelta(minutes=90), "1 h 30 min"),
        (" 1 h 30 min ", timedelta(minutes=90), "1 h 30 min"),
        ("45 Minutes", timedelta(minutes=45), "45 min"),
        ("1 hour", timedelta(hours=1), "1 h"),
        ("0h", timedelta(), "0 min"),
        ("9999h", timedelta(hours=9999), "9999 h"),
    ],
)
def test_durations_are_read_and_said(written: str, amount: timedelta, said: str) -> None:
    assert parse_duration(written) == amount
    assert say_duration(amount) == said


def test_seconds_are_not_said() -> None:
    assert say_duration(timedelta(minutes=9, seconds=59)) == "9 min"


@pytest.mark.parametrize("written", ["", "h", "8", "-1h", "1,5h", "1.5m", "30m1h", "8h8h", "1d", "eight hours", "1.h"])
def test_what_is_no_duration_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
        parse_duration(written)
    assert str(caught.value) == f'"{written}" is not a duration; write it like "8h", "90m" or "1h30m".'


def test_a_duration_beyond_reason_is_refused() -> None:
    with pytest.raises(ValueError, match='"10000h" is too long; the longest duration is "9999h"'):
        parse_duration("10000h")


# The oracle: it walks the minutes and looks at the wall clock.

EXPLORE = settings(
    deadline=None,
    max_examples=80,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
WINDOW = 4 * 1440

CLOCK_CHANGES = [
    ("Europe/Berlin", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
    ("America/Chicago", datetime(2026, 3, 8, 8, 0, tzinfo=UTC)),
    ("America/Chicago", datetime(2026, 11, 1, 7, 0, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, 0, tzinfo=UTC)),  # half an hour back
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("America/Havana", datetime(2026, 3, 8, 5, 0, tzinfo=UTC)),  # midnight to one
    ("America/Havana", datetime(2026, 11, 1, 5, 0, tzinfo=UTC)),  # one to midnight
    ("America/Sao_Paulo", datetime(2018, 2, 18, 2, 0, tzinfo=UTC)),  # midnight to eleven in the evening
    ("America/Sao_Paulo", datetime(2018, 11, 4, 3, 0, tzinfo=UTC)),
    ("America/St_Johns", datetime(2006, 4, 2, 3, 31, tzinfo=UTC)),
    ("America/St_Johns", datetime(2006, 10, 29, 2, 31, tzinfo=UTC)),  # a minute past midnight back to the day before
    ("Asia/Pyongyang", datetime(2015, 8, 14, 15, 0, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(1985, 12, 31, 18, 30, tzinfo=UTC)),  # +5:30 to +5:45
    ("Antarctica/Troll", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # two hours
    ("Antarctica/Troll", datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
    ("Africa/Casablanca", datetime(2026, 2, 15, 2, 0, tzinfo=UTC)),  # Ramadan
    ("Africa/Casablanca", datetime(2026, 3, 22, 2, 0, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, 0, tzinfo=UTC)),  # a day skipped
    ("Pacific/Kwajalein", datetime(1969, 9, 30, 13, 0, tzinfo=UTC)),  # nearly a day repeated
    ("Pacific/Kwajalein", datetime(1993, 8, 21, 12, 0, tzinfo=UTC)),
    ("Pacific/Kiritimati", datetime(2026, 1, 1, 0, 0, tzinfo=UTC)),  # +14, and no change
    ("Pacific/Pago_Pago", datetime(2026, 1, 1, 0, 0, tzinfo=UTC)),  # -11
    ("Asia/Kolkata", datetime(2026, 1, 1, 0, 0, tzinfo=UTC)),
    ("UTC", datetime(2024, 2, 29, 0, 0, tzinfo=UTC)),
]

Week = tuple[tuple[tuple[int, int], ...], ...]
"""For each weekday its spans as people write them: minutes, overlapping, and past midnight where the end is smaller."""


@dataclass(frozen=True)
class Scene:
    """A calendar, and the minutes around a change of its clocks."""

    zone: ZoneInfo
    week: Week
    off: frozenset[date]
    start: datetime

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.zone, Hours.parse(written(self.week)), dict.fromkeys(self.off, "day off"))

    def walls(self) -> list[datetime]:
        """What the wall clock shows, minute by minute."""
        return [(self.start + n * MINUTE).astimezone(self.zone).replace(tzinfo=None) for n in range(WINDOW)]

    def open_minutes(self) -> list[bool]:
        worked = [minutes_of(self.week, weekday) for weekday in range(7)]
        return [
            wall.hour * 60 + wall.minute in worked[wall.weekday()] and wall.date() not in self.off
            for wall in self.walls()
        ]


def minutes_of(week: Week, weekday: int) -> set[int]:
    today = {n for start, end in week[weekday] for n in range(start, end if start < end else 1440)}
    return today | {n for start, end in week[weekday - 1] if end < start for n in range(end)}


def written(week: Week) -> str:
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return "; ".join(
        f"{name} {','.join(f'{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}' for start, end in spans)}"
        for name, spans in zip(names, week, strict=True)
        if spans
    )


times = st.integers(0, 96).map(lambda quarter: quarter * 15) | st.integers(0, 180) | st.integers(1320, 1440)
spans = st.tuples(times, times).filter(lambda span: span[0] != span[1] and span[0] < 1440)
weeks: st.SearchStrategy[Week] = st.tuples(*[st.lists(spans, max_size=3).map(tuple)] * 7).filter(any)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    zone, change = draw(st.sampled_from(CLOCK_CHANGES))
    start = change + draw(st.integers(-WINDOW + 60, 60)) * MINUTE
    off = draw(st.frozensets(st.integers(-4, 4).map(lambda n: (change + timedelta(days=n)).date()), max_size=2))
    return Scene(ZoneInfo(zone), draw(weeks), off, start)


@EXPLORE
@given(scenes())
def test_every_minute_is_open_or_closed_as_the_wall_clock_says(scene: Scene) -> None:
    calendar = scene.calendar
    assert [is_open(scene.start + n * MINUTE, calendar) for n in range(WINDOW)] == scene.open_minutes()


@EXPLORE
@given(scenes(), st.integers(0, WINDOW), st.integers(0, WINDOW))
def test_a_measure_counts_the_open_minutes(scene: Scene, first: int, last: int) -> None:
    counted = measure(scene.start + first * MINUTE, scene.start + last * MINUTE, scene.calendar)
    assert counted == sum(scene.open_minutes()[first:last]) * MINUTE


@EXPLORE
@given(scenes(), st.integers(0, WINDOW - 1), st.data())
def test_an_addition_ends_with_the_last_open_minute_it_needs(scene: Scene, first: int, data: st.DataObject) -> None:
    opened = [n for n, is_working in enumerate(scene.open_minutes()) if is_working and n >= first]
    assume(opened)
    amount = data.draw(st.integers(1, len(opened)))
    end = add(scene.start + first * MINUTE, amount * MINUTE, scene.calendar)
    assert end == scene.start + (opened[amount - 1] + 1) * MINUTE


@EXPLORE
@given(scenes(), st.integers(0, WINDOW - 1))
def test_the_next_open_moment_is_the_next_open_minute(scene: Scene, first: int) -> None:
    opened = next((n for n, is_working in enumerate(scene.open_minutes()) if is_working and n >= first), None)
    found = next_open(scene.start + first * MINUTE, scene.calendar)
    assert found == scene.start + opened * MINUTE if opened is not None else found >= scene.start + WINDOW * MINUTE


@EXPLORE
@given(scenes(), st.integers(0, 1440), st.integers(1, 3))
def test_working_days_are_the_dates_with_open_minutes(scene: Scene, first: int, days: int) -> None:
    walls, working = scene.walls(), scene.open_minutes()
    later = sorted({wall.date() for wall, is_working in zip(walls, working, strict=True) if is_working})
    later = [day for day in later if walls[first].date() < day < walls[-1].date()]
    assume(len(later) >= days)
    wanted = datetime.combine(later[days - 1], walls[first].time())
    shown = next(n for n, wall in enumerate(walls) if wall >= wanted)
    opened = next((n for n, is_working in enumerate(working) if is_working and n >= shown), None)
    assume(opened is not None)
    assert add_days(scene.start + first * MINUTE, days, scene.calendar) == scene.start + (opened or 0) * MINUTE


# Laws, to the microsecond and over years

ZONES = sorted({zone for zone, _ in CLOCK_CHANGES})
calendars = st.builds(
    lambda zone, week, off: Calendar(ZoneInfo(zone), Hours.parse(written(week)), dict.fromkeys(off, "day off")),
    st.sampled_from(ZONES),
    weeks,
    st.frozensets(st.dates(date(1990, 1, 1), date(2037, 12, 31)), max_size=5),
)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
a_while = st.timedeltas(timedelta(), timedelta(days=60))
amounts = st.timedeltas(timedelta(microseconds=1), timedelta(hours=100))


@EXPLORE
@given(calendars, instants, a_while, a_while)
def test_two_measures_make_one(calendar: Calendar, start: datetime, first: timedelta, second: timedelta) -> None:
    middle, end = start + first, start + first + second
    assert measure(start, middle, calendar) + measure(middle, end, calendar) == measure(start, end, calendar)
    assert measure(start, end, calendar) <= end - start


@EXPLORE
@given(calendars, instants, amounts)
def test_what_was_added_can_be_measured_and_not_a_moment_earlier(
    calendar: Calendar, start: datetime, amount: timedelta
) -> None:
    end, moment = add(start, amount, calendar), timedelta(microseconds=1)
    assert measure(start, end, calendar) == amount
    assert measure(start, end - moment, calendar) == amount - moment


@EXPLORE
@given(calendars, instants, amounts, amounts)
def test_two_additions_make_one(calendar: Calendar, start: datetime, first: timedelta, second: timedelta) -> None:
    assert add(add(start, first, calendar), second, calendar) == add(start, first + second, calendar)


@EXPLORE
@given(calendars, instants)
def test_no_working_time_passes_before_the_next_open_moment(calendar: Calendar, start: datetime) -> None:
    opened = next_open(start, calendar)
    assert is_open(opened, calendar)
    assert measure(start, opened, calendar) == timedelta()


@EXPLORE
@given(calendars, instants, st.integers(1, 5), st.integers(1, 5))
def test_working_days_fall_on_days_with_working_time(
    calendar: Calendar, start: datetime, first: int, more: int
) -> None:
    near, far = add_days(start, first, calendar), add_days(start, first + more, calendar)
    assert is_open(near, calendar)
    assert start < near <= far


@EXPLORE
@given(calendars, instants, a_while)
def test_explanations_stay_short_and_calm(calendar: Calendar, start: datetime, length: timedelta) -> None:
    said = explain_measure(start, start + length, calendar)
    assert "!" not in said
    assert "\n" not in said
    assert len(said) - len(calendar.hours.short) < 320


@EXPLORE
@given(weeks)
def test_canonical_hours_parse_back_to_equal_ones(week: Week) -> None:
    hours = Hours.parse(written(week))
    assert Hours.parse(str(hours)) == hours
    for weekday, spans in enumerate(hours.week):
        assert {n for start, end in spans for n in range(start, end)} == minutes_of(week, weekday)


@EXPLORE
@given(st.integers(0, 9999 * 60))
def test_what_is_said_of_a_duration_can_be_read_again(minutes: int) -> None:
    assert parse_duration(say_duration(minutes * MINUTE)) == minutes * MINUTE
