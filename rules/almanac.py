"""Which time zones and holiday regions there are: names that people type, checked before they are kept.

The tables themselves are values of `bot/calendars.py`, which makes one `Almanac` of them; a case carries it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType

QUOTED = 40
"""Characters of somebody's words that an error repeats."""
ALIKE = 0.8
"""How alike two names must be (difflib) for the one to be offered for the other."""


@dataclass(frozen=True, slots=True)
class Almanac:
    """The names that mean something. An empty one knows none, and refuses all."""

    zones: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What people may write, in small letters, and the name it stands for: `europe/berlin`."""
    regions: frozenset[str] = frozenset()
    """Countries and their parts, in capitals: `DE`, `DE-BY`."""
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Older names of zones and what they are called today: `Asia/Calcutta` is `Asia/Kolkata`."""
    countries: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The country whose time a zone keeps, by its name of today, where its holidays are known."""
    holidays: Mapping[str, Mapping[date, str]] = field(default_factory=lambda: MappingProxyType({}))
    """The days off of each region."""

    def zone_today(self, name: str) -> str | None:
        """What a platform calls a zone, by its name of today; None for what is no zone."""
        known = self.zones.get(name.casefold())
        return self.links.get(known, known) if known else None

    def days_off(self, entries: Iterable[str]) -> Mapping[date, str]:
        """All days off that regions and single days make together, as a calendar of them has it."""
        entries = list(entries)
        off = {day: name for each in entries if each in self.regions for day, name in self.holidays[each].items()}
        off |= {date.fromisoformat(each[1:]): "" for each in entries if each.startswith("+")}
        worked = {date.fromisoformat(each[1:]) for each in entries if each.startswith("-")}
        return {day: name for day, name in off.items() if day not in worked}

    def zone(self, text: str) -> str:
        """The zone as the table spells it; a city alone will do. Raises ValueError with one sentence for people."""
        name = "_".join(text.split()).casefold()
        known = self.zones.get(name) or self._of_city(name)
        if known is None:
            raise ValueError(f"{_quoted(text)} is not a known time zone; {self._zone_hint(name)}")
        return known

    def holiday(self, text: str) -> str:
        """A region in capitals, or a single day as it stands (`+2026-12-24`). Raises ValueError as `zone` does."""
        entry = text.strip()
        if entry.startswith(("+", "-")):
            return _day(entry)
        if entry.upper() not in self.regions:
            raise ValueError(f"{_quoted(entry)} is not a known country or region; {self._region_hint(entry)}")
        return entry.upper()

    def _of_city(self, name: str) -> str | None:
        found = [zone for known, zone in self.zones.items() if name and known.rpartition("/")[2] == name]
        return found[0] if len(found) == 1 else None

    def _zone_hint(self, name: str) -> str:
        near = get_close_matches(name[:QUOTED], list(self.zones), n=1, cutoff=ALIKE)
        return f'did you mean "{self.zones[near[0]]}"?' if near else 'write for example "Europe/Berlin".'

    def _region_hint(self, entry: str) -> str:
        near = get_close_matches(entry[:QUOTED].upper(), sorted(self.regions), n=1, cutoff=ALIKE)
        if near:
            return f'did you mean "{near[0]}"?'
        return 'write "DE" for a country, "DE-BY" for a part of it, "+2026-12-24" for a day off.'


NOTHING_KNOWN = Almanac()


def _day(entry: str) -> str:
    try:
        day = date.fromisoformat(entry[1:])
    except ValueError:
        day = None
    # Other ISO forms, such as 2026-W52-4, are read too; people would not know what they said.
    if day is None or day.isoformat() != entry[1:]:
        raise ValueError(f'{_quoted(entry)} is not a day; write "+2026-12-24" (off) or "-2026-10-03" (worked).')
    return entry


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= QUOTED else f'"{text[:QUOTED]}…"'
