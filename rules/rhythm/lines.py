"""What the digest and the sponsors' briefs say of one thing, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from rules.model import Item, Relationship, State
from rules.owed import nudging
from rules.record import Deed
from rules.rhythm import deeds
from rules.wording import deeds as deed_wording
from rules.wording.nudges import Facts
from rules.worktime import local_date


def by_urgency(found: Iterable[Item], relationship: Relationship, now: datetime) -> list[Item]:
    """Bad news first."""

    def key(item: Item) -> tuple[date, timedelta, int]:
        waited = nudging.waited(item, relationship, now, by=item.holder.side)
        return item.blocked_on or date.max, nudging.target(item) - waited, item.number

    return sorted(found, key=key)


def facts_of(item: Item, relationship: Relationship, now: datetime) -> Facts:
    """With instants in the client's local time, for both read it."""
    return replace(nudging.facts(item, relationship, now), calendar=relationship.client.calendar)


def row_of(deed: Deed, relationship: Relationship, now: datetime) -> deed_wording.Row:
    """A deed with the names that its line needs, in the client's local time."""
    return deeds.row(deed, relationship, relationship.client.calendar, now)


def days_early(item: Item, relationship: Relationship) -> int | None:
    """How many days before work would have stopped it was answered; None where nothing hung on it, or it came late."""
    if item.state is not State.ANSWERED or item.blocked_on is None or item.closed_at is None:
        return None
    early = (item.blocked_on - local_date(item.closed_at, relationship.party(item.asker_side).calendar)).days
    return early if early >= 0 else None
