"""Makes calendars (rules/worktime.py) of the terms that people type: a zone, hours, countries and single days.

Zones come from the tz database, holidays from the `holidays` library. What it does not know it leaves out: Sri Lanka
has no dates after 2026, India no movable feasts after 2035.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

import holidays
from holidays.registry import COUNTRIES

from rules.almanac import Almanac
from rules.model import SideTerms
from rules.worktime import Calendar, Hours

YEARS = range(2000, 2061)
"""Years a region's table covers: replayed archives and every date still to come. 5 ms (17 at most) and 0.15 MB each."""

DAY_OFF = "agreed day off"
QUOTED = 40
"""Characters of somebody's words that an error repeats."""


def calendar_for(terms: SideTerms) -> Calendar:
    """The working time of a side. Equal terms give the same calendar, which remembers what it has worked out.

    Regions come first and single days after them, so `-2026-10-03` is worked wherever it stands in the list. Raises
    ValueError with one sentence for people on an unknown zone, country, region or day, and on unreadable hours.
    """
    return _calendar(terms.zone, terms.hours, tuple(terms.holidays))


@lru_cache(maxsize=1024)
def _calendar(zone: str, hours: str, entries: tuple[str, ...]) -> Calendar:
    return Calendar(_zone(zone), Hours.parse(hours), _days_off(entries))


@lru_cache
def almanac() -> Almanac:
    """What zones and regions are called and what belongs to them, for the rules to check and to guess."""
    countries, links = _zone_table(), _links()
    return Almanac(
        MappingProxyType(_zones()),
        frozenset(_regions()),
        MappingProxyType(
            {alias: zone for alias, zone in links.items() if zone in countries and alias not in countries}
        ),
        MappingProxyType({zone: country for zone, country in countries.items() if country in _regions()}),
        _DaysOff(),
    )


class _DaysOff(Mapping[str, Mapping[date, str]]):
    """Each region's days off, worked out when somebody first asks."""

    def __getitem__(self, region: str) -> Mapping[date, str]:
        return _table(*_regions()[region])

    def __iter__(self) -> Iterator[str]:
        return iter(_regions())

    def __len__(self) -> int:
        return len(_regions())


def _zone_table() -> dict[str, str]:
    """Which country's time a zone keeps, by `zone.tab` of the tz database: one country for each zone."""
    rows = (line.split("\t") for line in _tz_file("zone.tab") if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def _links() -> dict[str, str]:
    """Names of zones that stand for another, by the compact form of the tz database: `L Asia/Kolkata Asia/Calcutta`."""
    rows = (line.split() for line in _tz_file("tzdata.zi") if line.startswith("L "))
    return {alias: zone for _, zone, alias in rows}


def _tz_file(name: str) -> list[str]:
    """Of the package `tzdata`, which is the same everywhere; a machine's own copy may be old or cut down."""
    return resources.files("tzdata.zoneinfo").joinpath(name).read_text(encoding="utf-8").splitlines()


def _days_off(entries: Iterable[str]) -> Mapping[date, str]:
    entries = [entry.strip() for entry in entries]
    off: dict[date, str] = {}
    for entry in entries:
        if not entry.startswith(("+", "-")):
            off = {**_region(entry), **off}
    for entry in entries:
        if entry.startswith("+"):
            off.setdefault(_day(entry), DAY_OFF)
        elif entry.startswith("-"):
            off.pop(_day(entry), None)
    return MappingProxyType(off)


def _day(entry: str) -> date:
    try:
        day = date.fromisoformat(entry[1:])
    except ValueError:
        day = None
    # Python 3.11 reads other ISO forms too, such as 2026-W52-4; people would not know what they said.
    if day is None or day.isoformat() != entry[1:]:
        raise ValueError(f'{_quoted(entry)} is not a day; write "+2026-12-24" (off) or "-2026-10-03" (worked).')
    return day


def _region(entry: str) -> Mapping[date, str]:
    known = _regions().get(entry.upper())
    if known is None:
        raise ValueError(f"{_quoted(entry)} is not a known country or region; {_regions_hint(entry)}")
    return _table(*known)


@lru_cache
def _regions() -> dict[str, tuple[str, str | None]]:
    """What people may write, in capitals, with the library's words for it."""
    countries = holidays.list_supported_countries(include_aliases=False)
    whole = {country: (country, None) for country in countries}
    return whole | {f"{c}-{region}".upper(): (c, region) for c, regions in countries.items() for region in regions}


@lru_cache(maxsize=256)
def _table(country: str, region: str | None) -> Mapping[date, str]:
    with warnings.catch_warnings():
        # The library warns of the years it does not know (see above).
        warnings.simplefilter("ignore", UserWarning)
        # Without a language it takes the machine's; one it lacks for a country gives that country's own names.
        found = holidays.country_holidays(country, region, years=YEARS, expand=False, language="en_US")
    return MappingProxyType(dict(found.items()))


def _regions_hint(entry: str) -> str:
    country = entry.upper().partition("-")[0]
    near = _nearest(entry, _names_of_regions(country) if country in _regions() else _names_of_countries())
    if near:
        return f'did you mean "{near}"?'
    return 'write "DE" for a country, "DE-BY" for a part of it, "+2026-12-24" for a day off.'


def _names_of_countries() -> dict[str, str]:
    """What people may have meant by a country (DE, DEU, Germany), with the code to write."""
    return {name: code for own, code, *others in COUNTRIES.values() for name in (own, code, *others)}


def _names_of_regions(country: str) -> dict[str, str]:
    entity = holidays.country_holidays(country)
    codes = {code: code for code in entity.subdivisions} | entity.subdivisions_aliases
    return {f"{country}-{name}": f"{country}-{code}" for name, code in codes.items()}


def _zone(name: str) -> ZoneInfo:
    """Looks the name up in the list: ZoneInfo itself answers a wrong one with any of four kinds of exception."""
    known = _zones().get(name.strip().casefold())
    if known is None:
        raise ValueError(f"{_quoted(name)} is not a known time zone; {_zone_hint(name)}")
    return ZoneInfo(known)


@lru_cache
def _zones() -> dict[str, str]:
    """What people may write, in small letters. `localtime` is left out: it is whatever the machine is set to."""
    return {zone.casefold(): zone for zone in sorted(available_timezones() - {"localtime"})}


def _zone_hint(name: str) -> str:
    places = [zone for zone in _zones().values() if "/" in zone]
    near = _nearest(name, {zone.rpartition("/")[2]: zone for zone in places} | {zone: zone for zone in places})
    return f'did you mean "{near}"?' if near else 'write for example "Europe/Berlin".'


def _nearest(text: str, meant: Mapping[str, str]) -> str | None:
    """The value of the key most like `text`, if one is nearly it; capitals do not matter."""
    folded = {key.casefold(): value for key, value in meant.items()}
    near = get_close_matches(text[:QUOTED].strip().casefold(), folded, n=1, cutoff=0.8)
    return folded[near[0]] if near else None


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= QUOTED else f'"{text[:QUOTED]}…"'
