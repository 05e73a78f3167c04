"""Calendars from what people type: zones, hours, countries, regions and single days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import YEARS, calendar_for
from rules.model import Kind, SideTerms
from rules.worktime import add, is_open


def days_off(*entries: str) -> Mapping[date, str]:
    return calendar_for(SideTerms(holidays=entries)).holidays


def error_for(terms: SideTerms) -> str:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
        calendar_for(terms)
    return str(caught.value)


def test_terms_become_zone_hours_and_holidays() -> None:
    calendar = calendar_for(SideTerms("Europe/Berlin", "mon-fri 9-17", ("DE",)))
    assert calendar.zone == ZoneInfo("Europe/Berlin")
    assert str(calendar.hours) == "Mon-Fri 09:00-17:00"
    thursday_afternoon = datetime(2025, 10, 2, 14, 30, tzinfo=UTC)
    assert add(thursday_afternoon, timedelta(hours=1), calendar) == datetime(2025, 10, 6, 7, 30, tzinfo=UTC)


def test_terms_that_nobody_changed_are_office_hours_in_utc() -> None:
    calendar = calendar_for(SideTerms())
    assert is_open(datetime(2026, 10, 5, 9, 0, tzinfo=UTC), calendar)
    assert not calendar.holidays


def test_equal_terms_share_one_calendar_whatever_their_targets() -> None:
    one = calendar_for(SideTerms(holidays=("DE-BY",)))
    other = calendar_for(SideTerms(holidays=("DE-BY",), targets={Kind.QUESTION: timedelta(hours=2)}))
    assert one is other


@pytest.mark.parametrize(
    ("region", "day", "name"),
    [
        ("DE", date(2026, 10, 3), "German Unity Day"),
        ("DE-BY", date(2026, 1, 6), "Epiphany"),
        ("de-by", date(2026, 1, 6), "Epiphany"),
        (" DE-BY ", date(2026, 1, 6), "Epiphany"),
        ("GB-ENG", date(2026, 4, 6), "Easter Monday"),
        ("GB-ENG", date(2026, 12, 28), "Boxing Day (observed)"),
        ("US-TX", date(2026, 11, 26), "Thanksgiving Day"),
        ("IN", date(2026, 1, 26), "Republic Day"),
        ("JP", date(2026, 9, 22), "National Holiday"),
        ("NZ", date(2026, 2, 6), "Waitangi Day"),
        ("DE-Augsburg", date(2026, 8, 8), "Augsburg Peace Festival"),
    ],
)
def test_holidays_of_countries_and_regions_have_english_names(region: str, day: date, name: str) -> None:
    assert days_off(region)[day] == name


def test_names_do_not_depend_on_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    assert days_off("DE-HH")[date(2026, 10, 3)] == "German Unity Day"


def test_a_region_has_no_holidays_of_another_region() -> None:
    assert date(2026, 1, 6) not in days_off("DE-BE")
    assert date(2026, 4, 6) not in days_off("GB-SCT")


def test_the_table_covers_all_its_years() -> None:
    years = {day.year for day in days_off("DE")}
    assert years == set(YEARS)


def test_years_the_library_does_not_know_are_left_out_quietly() -> None:
    assert max(days_off("LK")).year < 2060
    assert days_off("IN")[date(2050, 1, 26)] == "Republic Day"


def test_holidays_of_two_regions_add_up_and_the_first_names_a_common_day() -> None:
    both = days_off("GB-ENG", "DE")
    assert both[date(2026, 12, 26)] == "Boxing Day"
    assert days_off("DE", "GB-ENG")[date(2026, 12, 26)] == "Second Day of Christmas"
    assert both.keys() == days_off("DE").keys() | days_off("GB-ENG").keys()


def test_a_single_day_is_taken_off() -> None:
    assert days_off("+2026-12-24") == {date(2026, 12, 24): "agreed day off"}


def test_a_day_off_that_is_a_holiday_anyway_keeps_its_name() -> None:
    assert days_off("+2026-10-03", "DE")[date(2026, 10, 3)] == "German Unity Day"


@pytest.mark.parametrize("entries", [("DE", "-2026-10-03"), ("-2026-10-03", "DE")])
def test_a_holiday_is_worked_wherever_it_stands_in_the_list(entries: tuple[str, ...]) -> None:
    assert date(2026, 10, 3) not in days_off(*entries)
    assert date(2027, 10, 3) in days_off(*entries)


def test_one_sides_worked_holiday_stays_a_holiday_for_others() -> None:
    days_off("DE", "-2026-10-03")
    assert date(2026, 10, 3) in days_off("DE")


def test_a_day_that_is_no_holiday_can_be_worked() -> None:
    assert not days_off("-2026-10-05")


@pytest.mark.parametrize("zone", ["europe/berlin", "EUROPE/BERLIN", " Europe/Berlin "])
def test_capitals_of_a_zone_do_not_matter(zone: str) -> None:
    assert calendar_for(SideTerms(zone)).zone == ZoneInfo("Europe/Berlin")


EXAMPLE = 'write for example "Europe/Berlin".'


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("Europe/Berln", 'did you mean "Europe/Berlin"?'),
        ("Berlin", 'did you mean "Europe/Berlin"?'),
        ("new york", 'did you mean "America/New_York"?'),
        ("CEST", EXAMPLE),
        ("", EXAMPLE),
        (".", EXAMPLE),
        ("../etc", EXAMPLE),
        ("/etc/passwd", EXAMPLE),
        ("Europe", EXAMPLE),
        ("Europe/\0", EXAMPLE),
        ("\ud800", EXAMPLE),
        ("localtime", EXAMPLE),
        ("right/UTC", EXAMPLE),
    ],
)
def test_an_unknown_zone_is_named_with_the_nearest_known_one(zone: str, hint: str) -> None:
    assert error_for(SideTerms(zone)) == f'"{zone}" is not a known time zone; {hint}'


def test_a_zone_as_long_as_a_novel_is_cut() -> None:
    assert error_for(SideTerms("a" * 10_000)) == f'"{"a" * 40}…" is not a known time zone; {EXAMPLE}'


REGION_EXAMPLE = 'write "DE" for a country, "DE-BY" for a part of it, "+2026-12-24" for a day off.'


@pytest.mark.parametrize(
    ("region", "hint"),
    [
        ("Germany", 'did you mean "DE"?'),
        ("germny", 'did you mean "DE"?'),
        ("DEU", 'did you mean "DE"?'),
        ("UK", 'did you mean "GB"?'),
        ("DE-Bayern", 'did you mean "DE-BY"?'),
        ("DE-BYY", 'did you mean "DE-BY"?'),
        ("US-Texas", 'did you mean "US-TX"?'),
        ("gb-england", 'did you mean "GB-ENG"?'),
        ("XX", REGION_EXAMPLE),
        ("XX-BY", REGION_EXAMPLE),
        ("DE-XX", REGION_EXAMPLE),
        ("DE-", REGION_EXAMPLE),
        ("", REGION_EXAMPLE),
        ("2026-12-24", REGION_EXAMPLE),
    ],
)
def test_an_unknown_region_is_named_with_the_nearest_known_one(region: str, hint: str) -> None:
    assert error_for(SideTerms(holidays=(region,))) == f'"{region}" is not a known country or region; {hint}'


@pytest.mark.parametrize("day", ["+2026-02-30", "-2026-13-01", "+20261224", "+2026-W52-4", "+24.12.2026", "+", "-DE"])
def test_a_day_that_is_none_is_named_with_a_right_example(day: str) -> None:
    example = 'write "+2026-12-24" (off) or "-2026-10-03" (worked).'
    assert error_for(SideTerms(holidays=(day,))) == f'"{day}" is not a day; {example}'


def test_unreadable_hours_are_explained() -> None:
    assert error_for(SideTerms(hours="9 to 5")).startswith('"9" is not a day of the week; write hours like ')
