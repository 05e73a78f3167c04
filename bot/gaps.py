"""Gaps in hearing: when a platform was last heard, which places are behind, and what has to wait for them.

A place is behind from the moment a gap is noticed until what was said in it is read (bot/catch_up.py). So long none of
its alarms speaks, for two hours at most; then in private only. Why: docs/decisions/0009-gaps-and-tokens.md.

Lock order is relationship, then pulse. A mark is taken away only if there was no other gap since the reading began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, func, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.ledger import Ledger
from bot.tables import IS_OPEN, heard, items, nudges, outbox, places, pulses, relationships
from rules.events import AlarmRang, TrayRang
from rules.model import Level, MessageId, PlaceId, RelationshipId, item_number

GAP = timedelta(seconds=60)
"""Whatever was not heard for longer may have been missed: two pulses."""
BEFORE = timedelta(seconds=30)
"""So much before the last pulse is read again: a pulse does not know what was on its way."""
LOOKS_BACK = timedelta(days=5)
"""Of a longer gap only the end is read: what was acted on is recognised for seven days (bot/sweep.py)."""
NOT_BEFORE = timedelta(days=6)
"""However long a place has been behind, nothing older is read, for the same reason."""
SILENT_FOR = timedelta(hours=2)
"""How long a place that is behind keeps its alarms from ringing."""
LEASE = timedelta(minutes=10)
"""Who reads what was missed in a place has so long for it; then somebody else may go on."""
MOST_THREADS = 100
"""A thread may cost a minute (docs/decisions/0009-gaps-and-tokens.md): those beyond are given up."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A place to catch up with, and what its platform is asked for."""

    place: PlaceId
    since: datetime
    threads: tuple[MessageId, ...]
    """Those with something open, then those in which somebody wrote lately; the youngest first."""
    unbroken: datetime
    """Since when the platform has been heard without a gap; if that changes, the place has to be read again."""


# Pulses --------------------------------------------------------------------------------------------------------------

_pulse_of = pulses.c.name == bindparam("which")
_PULSE = select(pulses.c.since, pulses.c.at).where(_pulse_of)
_LOCKED_PULSE = _PULSE.with_for_update()
_FIRST = {
    "sqlite": sqlite.insert(pulses).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(pulses).on_conflict_do_nothing(),
}
_BEAT = update(pulses).where(_pulse_of).values(at=bindparam("now"))
_BREAK = update(pulses).where(_pulse_of).values(since=bindparam("now"))

_theirs = places.c.id.like(bindparam("ids"))
_in_step = and_(
    _theirs,
    places.c.behind_since.is_(None),
    places.c.level != Level.OFF.value,
    places.c.client_agreed,
    places.c.vendor_agreed,
    ~places.c.closed,
)
_WHOSE = select(places.c.relationship_id).where(_in_step).distinct()
_MARK = (
    update(places)
    .where(_in_step)
    .values(behind_from=bindparam("missed_from"), behind_since=bindparam("now"), catch_up_at=bindparam("now"))
)
_CHANGED = (
    update(relationships)
    .where(relationships.c.id.in_(bindparam("which", expanding=True)))
    .values(version=relationships.c.version + 1)
)


def feel(ledger: Ledger, platform: str, hears: bool, now: datetime) -> int:
    """Note whether a platform is heard; mark its places after a gap, and during one. How many are newly behind."""
    pulse = ledger.connection.execute(_LOCKED_PULSE, {"which": platform}).first()
    marked = 0
    if pulse and _is_gap(pulse.at, now):
        ledger.connection.execute(_BREAK, {"which": platform, "now": now})
        marked = _mark(ledger, platform, max(pulse.at - BEFORE, now - LOOKS_BACK), now)
    if hears and pulse is None:
        ledger.connection.execute(_FIRST[ledger.connection.dialect.name], {"name": platform, "since": now, "at": now})
    elif hears:
        ledger.connection.execute(_BEAT, {"which": platform, "now": now})
    return marked


def changed_by(ledger: Ledger, platform: str, now: datetime) -> Sequence[RelationshipId]:
    """The relationships whose places `feel` would mark now."""
    pulse = ledger.connection.execute(_PULSE, {"which": platform}).first()
    return _in_step_of(ledger, platform) if pulse and _is_gap(pulse.at, now) else ()


def _is_gap(last: datetime, now: datetime) -> bool:
    return now - last > GAP


def _in_step_of(ledger: Ledger, platform: str) -> Sequence[RelationshipId]:
    found = ledger.connection.execute(_WHOSE, {"ids": f"{platform}:%"}).scalars()
    return [RelationshipId(number) for number in found]


def _mark(ledger: Ledger, platform: str, missed_from: datetime, now: datetime) -> int:
    whose = _in_step_of(ledger, platform)
    ledger.lock(whose)
    marked = ledger.connection.execute(_MARK, {"ids": f"{platform}:%", "missed_from": missed_from, "now": now}).rowcount
    _reread(ledger, whose)
    return marked


def _reread(ledger: Ledger, whose: Sequence[RelationshipId]) -> None:
    """Whether a place is behind is remembered with its relationship (`Place.behind`)."""
    ledger.connection.execute(_CHANGED, {"which": list(whose)})
    ledger.memory.forget()


# Catching up ---------------------------------------------------------------------------------------------------------

_NEXT = (
    select(places.c.id, places.c.behind_from)
    .where(places.c.behind_since <= bindparam("now"), places.c.catch_up_at <= bindparam("now"), _theirs)
    .order_by(places.c.behind_since, places.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)  # renders nothing on SQLite, where BEGIN IMMEDIATE already keeps others out
)
_here = places.c.id == bindparam("place")
_PUT_OFF = update(places).where(_here, places.c.behind_since.is_not(None)).values(catch_up_at=bindparam("until"))
_OF = select(places.c.relationship_id).where(_here)
_IN_STEP = (
    update(places)
    .where(_here, places.c.behind_since.is_not(None))
    .values(behind_from=null(), behind_since=null(), catch_up_at=null())
)
_OPEN_THREADS = (
    select(items.c.thread)
    .where(items.c.place_id == bindparam("place"), IS_OPEN)
    .group_by(items.c.thread)
    .order_by(func.max(items.c.opened_at).desc())
    .limit(MOST_THREADS)
)
_LATE_THREADS = (
    select(heard.c.thread)
    .where(heard.c.place_id == bindparam("place"), heard.c.thread.is_not(None))
    .group_by(heard.c.thread)
    .order_by(func.max(heard.c.at).desc())
    .limit(MOST_THREADS)
)


def next_behind(ledger: Ledger, platform: str, now: datetime) -> Behind | None:
    """Take a place to catch up with under a lease; None if there is none now, or the platform is not heard.

    What is said while it is not heard would be missed at once again.
    """
    pulse = ledger.connection.execute(_PULSE, {"which": platform}).first()
    if pulse is None or _is_gap(pulse.at, now):
        return None
    row = ledger.connection.execute(_NEXT, {"ids": f"{platform}:%", "now": now}).first()
    if row is None:
        return None
    put_off(ledger, row.id, now + LEASE)
    return Behind(row.id, max(row.behind_from, now - NOT_BEFORE), _threads(ledger, row.id), pulse.since)


def _threads(ledger: Ledger, place: PlaceId) -> tuple[MessageId, ...]:
    found = [
        ledger.connection.execute(each, {"place": place}).scalars().all() for each in (_OPEN_THREADS, _LATE_THREADS)
    ]
    distinct = dict.fromkeys(MessageId(thread) for threads in found for thread in threads)
    return tuple(distinct)[:MOST_THREADS]


def put_off(ledger: Ledger, place: PlaceId, until: datetime) -> None:
    """Go on with this place then."""
    ledger.connection.execute(_PUT_OFF, {"place": place, "until": until})


def caught_up(ledger: Ledger, behind: Behind, now: datetime) -> bool:
    """It is behind no longer; False if there was another gap meanwhile: then it is read again."""
    platform = behind.place.partition(":")[0]
    ledger.lock(whose(ledger, behind.place))
    pulse = ledger.connection.execute(_LOCKED_PULSE, {"which": platform}).first()
    if pulse is None or pulse.since != behind.unbroken or _is_gap(pulse.at, now):
        put_off(ledger, behind.place, now)
        return False
    give_up(ledger, behind.place)
    return True


def give_up(ledger: Ledger, place: PlaceId) -> None:
    """Take the mark away: nothing more can be learnt of what was missed."""
    ledger.connection.execute(_IN_STEP, {"place": place})
    _reread(ledger, whose(ledger, place))


def whose(ledger: Ledger, place: PlaceId) -> Sequence[RelationshipId]:
    found = ledger.connection.execute(_OF, {"place": place}).scalars()
    return [RelationshipId(number) for number in found]


# What waits ----------------------------------------------------------------------------------------------------------

_is_silent = places.c.behind_since > bindparam("silent_since")
_ITEM_WAITS = (
    select(places.c.id)
    .join(items, items.c.place_id == places.c.id)
    .where(items.c.relationship_id == bindparam("of"), items.c.number == bindparam("which"), _is_silent)
)
_TRAY_WAITS = (
    select(places.c.id)
    .select_from(nudges)
    .outerjoin(items, and_(items.c.relationship_id == nudges.c.relationship_id, items.c.number == nudges.c.number))
    .join(places, places.c.id == func.coalesce(items.c.place_id, nudges.c.place_id))
    .where(nudges.c.human_id == bindparam("whose"), nudges.c.fate == "waiting", _is_silent)
    .limit(1)
)
_is_nudge = and_(outbox.c.revises.is_(None), outbox.c.person_id.is_not(None))
IS_HELD_BACK: ColumnElement[bool] = (
    select(places.c.id)
    .where(
        places.c.id == outbox.c.place_id,
        places.c.behind_since.is_not(None),
        or_(outbox.c.thread.is_not(None), and_(_is_nudge, _is_silent)),
    )
    .exists()
)
"""Of a row of the outbox: what was decided before the gap was noticed waits too, a line in a thread for as long as it
takes. Wants `silent_since`."""


def silent_since(now: datetime) -> datetime:
    """A place that is behind for longer is silent no more."""
    return now - SILENT_FOR


def waits(ledger: Ledger, alarm: AlarmRang | TrayRang, now: datetime) -> bool:
    """Whether an alarm must not ring yet: it may have been answered where we did not hear it."""
    if isinstance(alarm, TrayRang):
        wanted = {"whose": alarm.human, "silent_since": silent_since(now)}
        return ledger.connection.execute(_TRAY_WAITS, wanted).first() is not None
    number = item_number(alarm.subject)
    about = {"of": alarm.relationship, "which": number, "silent_since": silent_since(now)}
    return number is not None and ledger.connection.execute(_ITEM_WAITS, about).first() is not None
