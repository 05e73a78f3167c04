"""What a replay found, as one page for the browser that both companies can read: side totals, a picture, every item.

The page is a file of its own and fetches nothing. Its sentences stand in web/templates/replay.html; here are the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.figures import HOUR, Account, Longest, Nudge, Totals
from bot.picture import Waiting, day_said, picture
from bot.report import Period, per_hundred
from rules.model import Holder, Item, Kind, PlaceId, Relationship, Side, State, Turn
from rules.owed.nudging import TO_SPONSOR
from rules.wording.nudges import quoted
from rules.worktime import WEEKDAYS, Calendar, explain_measure, say_duration

ITEMS_SHOWN = 2_000
"""More than a browser shows at ease, or a person reads. The JSON report has them all."""
LONGEST_SHOWN = 10
HOLIDAYS_SHOWN = 12


class Page:
    """Collects while accounts stream by, in the order of asking; what it keeps is bounded."""

    def __init__(
        self,
        out: IO[str],
        relationship: Relationship,
        place_names: Mapping[PlaceId, str],
        period: Period,
        notes: Sequence[str] = (),
        complaints: Sequence[str] = (),
    ) -> None:
        self._out = out
        self._relationship = relationship
        self._period = period
        self._notes = notes
        self._complaints = complaints
        self._words = _Words(relationship, place_names, period.until)
        self._waiting = {side: Waiting(relationship.party(side).calendar) for side in Side}
        self._longest = Longest(LONGEST_SHOWN)
        self._first: list[Account] = []
        self._items = 0

    def add(self, account: Account) -> None:
        """Take one more item into account."""
        self._items += 1
        self._longest.add(account)
        if len(self._first) < ITEMS_SHOWN:
            self._first.append(account)
        for turn, end in _turns(account.item, self._period.until):
            if turn.holder.side:
                self._waiting[turn.holder.side].add(turn.at, end)

    def close(self, totals: Totals) -> None:
        """Write the whole page, as HTML."""
        calendar, period = self._relationship.client.calendar, self._period
        first, last = _local(period.first, calendar).date(), _local(period.until, calendar).date()
        page = template("replay.html").stream(
            sides=tuple(Side),
            client=self._relationship.client,
            vendor=self._relationship.vendor,
            party=self._relationship.party,
            first=first,
            last=last,
            until=self._words.moment(period.until, calendar),
            period=period,
            totals=totals,
            per_hundred=per_hundred(totals, period.messages),
            rows=tuple(_rows(totals)),
            picture=picture({side: waiting.by_day() for side, waiting in self._waiting.items()}, first, last),
            longest=[self._words.entry(account) for account in self._longest.accounts()],
            entries=map(self._words.entry, self._first),
            shown=len(self._first),
            items=self._items,
            measured=[self._words.measured(side, first, last) for side in Side],
            notes=self._notes,
            complaints=self._complaints,
        )
        self._out.writelines(page)


def template(name: str) -> Template:
    """A page whose words are escaped by default."""
    environment = Environment(
        loader=PackageLoader("bot", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=day_said, spent=_spent, capital=_capital)
    return environment.get_template(name)


# Totals -------------------------------------------------------------------------------------------------------------


def _rows(totals: Totals) -> Iterator[tuple[str, str, str]]:
    """What is said of the sides, in the same form of both: a row's name, the client's figure, the vendor's."""
    client, vendor = totals.client, totals.vendor
    yield "Questions asked of them", f"{client.opened:,}", f"{vendor.opened:,}"
    for state, said in _STATES.items():
        yield said.capitalize(), f"{client.states[state]:,}", f"{vendor.states[state]:,}"
    yield "Half were settled within", _within(client.p50()), _within(vendor.p50())
    yield "Three quarters within", _within(client.p75()), _within(vendor.p75())
    yield "Kept the other waiting", _spent(client.waited), _spent(vendor.waited)


_STATES = {
    State.ANSWERED: "answered",
    State.WITHDRAWN: "withdrawn",
    State.MOVED_ELSEWHERE: "moved elsewhere",
    State.LAPSED: "lapsed",
    State.OPEN: "open",
}


def _within(hours: float | None) -> str:
    return "–" if hours is None else _spent(timedelta(minutes=round(60 * hours)))


# Items --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TurnSaid:
    """Who had the ball, and what their clock measured; it is empty while a third party had it."""

    holder: str
    reason: str
    target: str
    clock: str


@dataclass(frozen=True, slots=True)
class NudgeSaid:
    """When a nudge would have gone out, and to whom by role; no role stands for the line in the thread."""

    at: str
    step: int
    role: str
    company: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the page shows it. Nobody is named but the asker."""

    label: str
    quote: str
    """Empty where the message was deleted."""
    asker: str
    asking: str
    side: Side | None
    waited_for: str
    place: str
    at: str
    state: str
    waited: str
    shares: tuple[tuple[str, str], ...]
    """What each company took of the waiting, where both did."""
    turns: tuple[TurnSaid, ...]
    acknowledged: str
    nudges: tuple[NudgeSaid, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """By what hours a side was measured."""

    company: str
    hours: str
    zone: str
    target: str
    holidays: tuple[str, ...]
    more_holidays: int


class _Words:
    """Puts items into words: companies for holders, local time for instants."""

    def __init__(self, relationship: Relationship, place_names: Mapping[PlaceId, str], until: datetime) -> None:
        self._relationship = relationship
        self._place_names = place_names
        self._until = until
        self._one_zone = str(relationship.client.calendar.zone) == str(relationship.vendor.calendar.zone)

    def entry(self, account: Account) -> Entry:
        """An item, with its clock and its nudges."""
        item, first = account.item, account.item.turns[0].holder
        asker = self._relationship.people.get(item.asker)
        shares = [(self._company(side), _spent(spent)) for side, spent in account.waited.items() if spent]
        return Entry(
            label=item.label,
            quote=quoted(item.text) if item.text.strip() else "",
            asker=asker.name if asker else "Someone",
            asking=self._company(item.asker_side),
            side=first.side,
            waited_for=self._named(first),
            place=self._place_names[item.place],
            at=self.moment(item.opened_at, self._calendar(first.side or item.asker_side.other)),
            state=_STATES[item.state],
            waited=_spent(account.all_waited),
            shares=tuple(shares) if len(shares) > 1 else (),
            turns=tuple(self._turn(turn, end, item) for turn, end in _turns(item, self._until)),
            acknowledged=self._acknowledged(item),
            nudges=tuple(self._nudge(nudge, item) for nudge in account.nudges),
        )

    def measured(self, side: Side, first: date, last: date) -> Measured:
        """The hours of a side, and its holidays between two days."""
        party, calendar = self._relationship.party(side), self._calendar(side)
        off = sorted(day for day in calendar.holidays if first <= day <= last and calendar.hours.week[day.weekday()])
        return Measured(
            company=party.company,
            hours=calendar.hours.short,
            zone=str(calendar.zone),
            target=say_duration(party.targets[Kind.QUESTION]),
            holidays=tuple(f"{day_said(day)} ({calendar.holidays[day]})" for day in off[:HOLIDAYS_SHOWN]),
            more_holidays=len(off[HOLIDAYS_SHOWN:]),
        )

    def moment(self, at: datetime, calendar: Calendar) -> str:
        """`Tue 6 Oct 2026, 10:12`, and the place whose time this is where the sides have two."""
        local = _local(at, calendar)
        place = "" if self._one_zone else " " + str(calendar.zone).rpartition("/")[2].replace("_", " ")
        return f"{WEEKDAYS[local.weekday()][:3]} {day_said(local)}, {local:%H:%M}{place}"

    def _turn(self, turn: Turn, end: datetime, item: Item) -> TurnSaid:
        side = turn.holder.side
        return TurnSaid(
            holder=self._named(turn.holder),
            reason=turn.reason,
            target=say_duration(item.targets[side]) if side else "",
            clock=explain_measure(turn.at, end, self._calendar(side)) if side else "",
        )

    def _acknowledged(self, item: Item) -> str:
        """When "looking into it" moved the next nudge; empty where nothing did."""
        side = item.holder.side
        return self.moment(item.clock_at, self._calendar(side)) if item.clock_moved and side else ""

    def _nudge(self, nudge: Nudge, item: Item) -> NudgeSaid:
        side = nudge.side or item.asker_side.other
        return NudgeSaid(
            at=self.moment(nudge.at, self._calendar(side)),
            step=nudge.step,
            role=_role(nudge, item),
            company=self._company(side),
        )

    def _named(self, holder: Holder) -> str:
        return self._company(holder.side) if holder.side else holder.third_party or "a third party"

    def _company(self, side: Side) -> str:
        return self._relationship.party(side).company

    def _calendar(self, side: Side) -> Calendar:
        return self._relationship.party(side).calendar


def _turns(item: Item, until: datetime) -> Iterable[tuple[Turn, datetime]]:
    """Each turn of the ball with its end."""
    last = min(until, item.closed_at) if item.closed_at else until
    return zip(item.turns, [turn.at for turn in item.turns[1:]] + [last], strict=True)


def _role(nudge: Nudge, item: Item) -> str:
    """Whom a private nudge went to, by role: a person is named to themselves only."""
    if nudge.to is None:
        return ""
    if nudge.step == TO_SPONSOR:
        return "sponsor"
    return "holder" if nudge.to == item.turns[nudge.turn - 1].holder.person else "go-between"


def _local(at: datetime, calendar: Calendar) -> datetime:
    return at.astimezone(calendar.zone)


def _spent(amount: timedelta) -> str:
    """`1 h 30 min`; from a hundred hours on nobody needs the minutes."""
    return say_duration(amount) if amount < 100 * HOUR else f"{amount / HOUR:,.0f} h"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
