"""Waiting over time as a picture: for each side, by week (or month, quarter, year), how long it was waited for.

Only numbers and places on the page; the template draws them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from math import ceil

from bot.figures import HOUR
from rules.model import Side
from rules.worktime import MONTHS, Calendar, measure

MOST_BARS = 60
WIDEST_BAR = 5.0
"""Percent of the picture's width, so that a single week does not fill it."""
MOST_LINES = 3
"""Lines across the picture that one side needs at most."""
PLOT_HEIGHT = 240
"""Pixels."""
LABELS_WIDE, LABELS_NARROW = 10, 4
"""Dates under the picture that stand beside each other without touching, on a desk and on a phone."""


class Waiting:
    """The working time for which one side was waited for, by its own local days.

    Only the first and the last day of a wait are measured as it passes by. Of the days between, it is enough to know
    how many waits ran through each; so a wait of years costs as little as one of two days.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._measured: defaultdict[int, timedelta] = defaultdict(timedelta)
        self._through: Counter[int] = Counter()
        """How many more waits than the day before run through the whole of a day."""
        self._starts: dict[int, datetime] = {}

    def add(self, since: datetime, until: datetime) -> None:
        """Take one wait into account."""
        if until <= since:
            return
        first, last = self._day(since), self._day(until)
        if first == last:
            self._measured[first] += measure(since, until, self._calendar)
            return
        self._measured[first] += measure(since, self._start(first + 1), self._calendar)
        self._measured[last] += measure(self._start(last), until, self._calendar)
        self._through[first + 1] += 1
        self._through[last] -= 1

    def by_day(self) -> dict[date, timedelta]:
        """The working time of each day on which somebody waited. Their sum is that of all waits, to the microsecond."""
        days = sorted({*self._measured, *self._through})
        found: dict[date, timedelta] = {}
        through = 0
        for day in range(days[0], days[-1] + 1) if days else ():
            through += self._through.get(day, 0)
            spent = self._measured.get(day, timedelta())
            if through:
                spent += through * measure(self._start(day), self._start(day + 1), self._calendar)
            if spent:
                found[date.fromordinal(day)] = spent
        return found

    def _day(self, at: datetime) -> int:
        """The day an instant lies in. Where the clocks change at midnight its local date may be the one beside it."""
        day = at.astimezone(self._calendar.zone).toordinal()
        while at < self._start(day):
            day -= 1
        while at >= self._start(day + 1):
            day += 1
        return day

    def _start(self, day: int) -> datetime:
        start = self._starts.get(day)
        if start is None:
            midnight = datetime.combine(date.fromordinal(day), time(), self._calendar.zone)
            start = self._starts[day] = midnight.astimezone(UTC)
        return start


@dataclass(frozen=True, slots=True)
class Step:
    """How much time one bar stands for: a week from Monday on, or so many calendar months."""

    name: str
    months: int = 0

    def first_day(self, day: date) -> date:
        """Of the bar that a day belongs to."""
        if not self.months:
            return day - timedelta(days=day.weekday())
        return date(day.year, (day.month - 1) // self.months * self.months + 1, 1)

    def next(self, first: date) -> date:
        return self.first_day(first + timedelta(days=31 * self.months or 7))

    def said(self, first: date) -> str:
        """`week of 5 Jan 2026`, `Jan 2026`, `Jan to Mar 2026`, `2026`."""
        month = MONTHS[first.month - 1]
        match self.months:
            case 0:
                return f"week of {day_said(first)}"
            case 1:
                return f"{month} {first.year}"
            case 12:
                return str(first.year)
            case _:
                return f"{month} to {MONTHS[first.month + self.months - 2]} {first.year}"

    def label(self, first: date) -> str:
        """What stands under the bar, where the year is said in a line of its own."""
        match self.months:
            case 0:
                return f"{first.day} {MONTHS[first.month - 1]}"
            case 12:
                return str(first.year)
            case _:
                return MONTHS[first.month - 1]


STEPS = (Step("week"), Step("month", 1), Step("quarter", 3), Step("year", 12))


@dataclass(frozen=True, slots=True)
class Scale:
    """Time as height, in pixels: up from a middle line for the client and down for the vendor, alike for both."""

    unit: timedelta
    """The time between two lines across."""
    above: int
    below: int

    @classmethod
    def fitting(cls, client: timedelta, vendor: timedelta) -> Scale:
        """One that has room for so much of each."""
        unit = next(unit for unit in _round_times() if max(client, vendor) <= MOST_LINES * unit)
        return cls(unit, *(max(1, ceil(most / unit)) for most in (client, vendor)))

    @property
    def middle(self) -> float:
        return self.above * PLOT_HEIGHT / (self.above + self.below)

    def height(self, spent: timedelta) -> float:
        return spent / self.unit * PLOT_HEIGHT / (self.above + self.below)

    def lines(self) -> Iterator[tuple[float, timedelta]]:
        """Where the lines across lie, from the top, and how much time each stands for."""
        for n in range(self.above, -self.below - 1, -1):
            yield self.middle - n * self.height(self.unit), abs(n) * self.unit


def _round_times() -> Iterator[timedelta]:
    yield from (HOUR / 4, HOUR / 2)
    for zeros in count():
        yield from (leading * 10**zeros * HOUR for leading in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of time; `at` is where it stands, in percent of the picture's width."""

    said: str
    at: float
    spent: Mapping[Side, timedelta]


@dataclass(frozen=True, slots=True)
class Label:
    """A date below, in percent of the width; its year is said where the label before has another."""

    at: float
    said: str
    year: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Waiting over time, for both sides in the same form."""

    step: str
    bars: tuple[Bar, ...]
    scale: Scale
    wide: tuple[Label, ...]
    narrow: tuple[Label, ...]
    height: int = PLOT_HEIGHT

    @property
    def share(self) -> float:
        """Percent of the width that each step of time has."""
        return 100 / len(self.bars)

    @property
    def width(self) -> float:
        """Percent of the width that a bar takes."""
        return min(0.72 * self.share, WIDEST_BAR)

    def peak(self, side: Side) -> Bar:
        return max(self.bars, key=lambda bar: bar.spent[side])


def picture(days: Mapping[Side, Mapping[date, timedelta]], first: date, last: date) -> Picture | None:
    """What was waited from one day to another, by local days of each side; None where nobody waited."""
    waited = [day for side in Side for day in days[side]]
    if not waited:
        return None
    step, starts = _starts(min(first, *waited), max(last, *waited))
    spent = {side: _summed(days[side], step) for side in Side}
    return Picture(
        step=step.name,
        bars=tuple(
            Bar(step.said(start), 100 * n / len(starts), {side: spent[side][start] for side in Side})
            for n, start in enumerate(starts)
        ),
        scale=Scale.fitting(*(max(spent[side].values(), default=timedelta()) for side in Side)),
        wide=tuple(_labels(starts, step, LABELS_WIDE)),
        narrow=tuple(_labels(starts, step, LABELS_NARROW)),
    )


def _starts(first: date, last: date) -> tuple[Step, list[date]]:
    """The finest step that needs no more bars than can be told apart, with the first day of each bar."""
    for step in STEPS:
        starts = [step.first_day(first)]
        while (after := step.next(starts[-1])) <= last:
            starts.append(after)
        if len(starts) <= MOST_BARS:
            break
    return step, starts


def _summed(days: Mapping[date, timedelta], step: Step) -> defaultdict[date, timedelta]:
    summed: defaultdict[date, timedelta] = defaultdict(timedelta)
    for day, spent in days.items():
        summed[step.first_day(day)] += spent
    return summed


def _labels(starts: Sequence[date], step: Step, most: int) -> Iterator[Label]:
    """Evenly thinned dates."""
    year = None
    for n in range(0, len(starts), ceil(len(starts) / most)):
        start = starts[n]
        new_year = str(start.year) if start.year != year and step.months != 12 else ""
        yield Label(100 * (n + 0.5) / len(starts), step.label(start), new_year)
        year = start.year


def day_said(day: date) -> str:
    """`5 Oct 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
