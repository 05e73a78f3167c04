"""What a replay found, as JSON for programs and as a page of text for a manager.

The JSON is a contract (docs/replay.md, tests/bot/test_replay.py): names and meanings stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from bot.figures import Account, Longest, Nudge, SideTotals, Totals, hours
from bot.replay_record import Record, ToldDeed, ToldDigest
from rules.model import PlaceId, Relationship, Side, State
from rules.wording.digest import lanes_of
from rules.worktime import say_duration

LONGEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Period:
    """What was read: human messages, the places they stand in, the people who wrote them; and from when to when."""

    messages: int
    places: int
    people: int
    first: datetime
    until: datetime
    """The last message, unless somebody asked for another end."""


class JsonReport:
    """Writes the report item by item, so that a history of any length fits in memory."""

    def __init__(
        self, out: IO[str], period: Period, place_names: Mapping[PlaceId, str], record: Record | None = None
    ) -> None:
        self._out = out
        self._record = record
        self._place_names = place_names
        self._between = "\n"
        self._messages = period.messages
        counts = {"messages": period.messages, "places": period.places, "people": period.people}
        out.write(json.dumps(counts).removesuffix("}") + ', "items": [')

    def add(self, account: Account) -> None:
        """Write one more item."""
        self._out.write(self._between + json.dumps(self._item(account), ensure_ascii=False))
        self._between = ",\n"

    def close(self, totals: Totals) -> None:
        """Write the sums, and the end."""
        sums = {side.value: _side_totals(totals.of(side)) for side in Side} | {
            "bot": bot_totals(totals, self._messages)
        }
        self._list("deeds", map(self._deed, self._record.deeds if self._record else ()))
        self._list("digests", map(self._digest, self._record.digests if self._record else ()))
        self._out.write('\n], "totals": ' + json.dumps(sums) + "}\n")

    def _list(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """One by one, like the items: there may be as many."""
        self._out.write(f'\n], "{name}": [')
        for number, row in enumerate(rows):
            self._out.write((",\n" if number else "\n") + json.dumps(row, ensure_ascii=False))

    def _deed(self, deed: ToldDeed) -> dict[str, Any]:
        return {
            "place": self._place_names[deed.place],
            "ts": deed.message,
            "by": deed.by and _external(deed.by),
            "text": deed.text,
            "how": deed.how.value,
        }

    def _digest(self, digest: ToldDigest) -> dict[str, Any]:
        return {
            "place": self._place_names[digest.place],
            "at": rfc3339(digest.at),
            "lanes": lanes_of(digest.message),
        }

    def _item(self, account: Account) -> dict[str, Any]:
        item = account.item
        return {
            "id": item.label,
            "kind": item.kind.value,
            "place": self._place_names[item.place],
            "ts": item.message,
            "asked_by": _external(item.asker),
            "asker_side": item.asker_side.value,
            "holder_side": account.first_held_by and account.first_held_by.value,
            "text": item.text,
            "state": item.state.value,
            "closed_ts": item.closed_at and rfc3339(item.closed_at),
            "closed_by": item.closed_by and _external(item.closed_by),
            "closing_ts": item.closing,
            "waited_hours": hours(account.all_waited),
            "nudges": [_nudge(nudge) for nudge in account.nudges],
        }


class Summary:
    """A page of text a manager understands: who waited for whom, how long, and what Rapport would have said."""

    def __init__(self, out: IO[str], relationship: Relationship, period: Period, notes: Sequence[str]) -> None:
        self._out = out
        self._relationship = relationship
        self._period = period
        self._notes = notes
        self._longest = Longest(LONGEST_SHOWN)

    def add(self, account: Account) -> None:
        """Keep the longest waits."""
        self._longest.add(account)

    def close(self, totals: Totals) -> None:
        """Write it."""
        self._out.write(
            "\n".join([*self._head(), "", *_table(self._relationship, totals), "", *self._tail(totals)]) + "\n"
        )

    def _head(self) -> list[str]:
        read = self._period
        return [
            f"{_count(read.messages, 'message')} by {_count(read.people, 'person', 'people')} in "
            f"{_count(read.places, 'place')}, {_day(read.first)} to {_day(read.until)}.",
            *self._notes,
        ]

    def _tail(self, totals: Totals) -> list[str]:
        longest = [_wait(account, self._relationship) for account in self._longest.accounts()]
        return [
            _said_by_rapport(totals, self._period.messages),
            *(["", "The longest waits, in working time:", *longest] if longest else []),
        ]


def rfc3339(at: datetime) -> str:
    """An instant in UTC, to the second or as fine as it is: 2026-10-05T10:12:00Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _side_totals(totals: SideTotals) -> dict[str, Any]:
    return {
        "opened": totals.opened,
        "answered": totals.states[State.ANSWERED],
        "open": totals.states[State.OPEN],
        "waited_hours": hours(totals.waited),
        "p50_hours": totals.p50(),
        "p75_hours": totals.p75(),
    }


def bot_totals(totals: Totals, messages: int) -> dict[str, Any]:
    """What Rapport would have posted; in shared places, for every hundred messages of people there."""
    share = per_hundred(totals, messages)
    return {"cards": totals.cards, "public_lines": totals.public_nudges, "per_100_messages": share}


def per_hundred(totals: Totals, messages: int) -> float:
    """How often Rapport would have spoken in shared places, for every hundred messages of people."""
    return round(100 * totals.public_nudges / messages, 2) if messages else 0.0


def _said_by_rapport(totals: Totals, messages: int) -> str:
    privately = (
        f"{_times(totals.private_nudges)}, as {_count(totals.cards, 'card')}" if totals.private_nudges else "never"
    )
    return (
        f"Rapport would have nudged privately {privately}; in shared places it would have written "
        f"{_count(totals.public_nudges, 'line')}, {per_hundred(totals, messages):g} for every hundred messages."
    )


def _nudge(nudge: Nudge) -> dict[str, Any]:
    to = _external(nudge.to) if nudge.to else nudge.side and nudge.side.value
    return {"at": rfc3339(nudge.at), "to": to, "step": nudge.step, "private": nudge.to is not None}


def _external(known_as: str) -> str:
    """The platform's own id: `U061A5N1G` of `slack:U061A5N1G`."""
    return known_as.partition(":")[2]


def _table(relationship: Relationship, totals: Totals) -> list[str]:
    companies = [_capital(relationship.party(side).company) for side in Side]
    both = [totals.of(side) for side in Side]
    rows = [
        ("", *companies),
        ("was asked", *(_count(t.opened, "question") for t in both)),
        *(
            (label, *(str(t.states[state]) for t in both))
            for state, label in _STATES.items()
            if state in (State.ANSWERED, State.OPEN) or any(t.states[state] for t in both)
        ),
        ("half settled within", *(_hours(t.p50()) for t in both)),
        ("three of four within", *(_hours(t.p75()) for t in both)),
        ("kept the other waiting", *(_hours(hours(t.waited)) for t in both)),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [f"  {row[0]:<{widths[0]}}   {row[1]:>{widths[1]}}   {row[2]:>{widths[2]}}".rstrip() for row in rows]


_STATES = {
    State.ANSWERED: "answered",
    State.WITHDRAWN: "withdrawn by the asker",
    State.MOVED_ELSEWHERE: "moved to a call or DM",
    State.LAPSED: "lapsed",
    State.OPEN: "still open",
}


def _wait(account: Account, relationship: Relationship) -> str:
    item = account.item
    words = " ".join(item.text.split())
    quote = words if len(words) <= 70 else words[:69].rstrip() + "…"
    waiting = relationship.party(account.first_held_by).company if account.first_held_by else "a third party"
    return f"  {item.label:>5}  {say_duration(account.all_waited):>9}  on {waiting}: “{quote}” ({item.state.value})"


def _hours(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f} h"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _day(at: datetime) -> str:
    return f"{at.day} {at:%b %Y}"
