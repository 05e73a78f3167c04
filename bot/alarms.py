"""Ringing what is due. An alarm is a row; ringing deletes it and asks the rules to look again, in one transaction.

Lock order is relationship, then alarm, then outbox: claiming the alarm first deadlocks against an answer coming in.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TypeGuard

from sqlalchemy import Engine, bindparam, case, delete, func, select, update

from bot import digest_facts, gaps
from bot.clock import Clock
from bot.digest_facts import Read
from bot.handler import take
from bot.ledger import Ledger
from bot.tables import alarms, humans
from bot.writer import Rank, Writer
from rules.effects import Fault
from rules.engine import decide_tray
from rules.events import AlarmRang, TrayRang
from rules.model import HumanId, RelationshipId
from rules.rhythm.digest import NAME as DIGEST

log = logging.getLogger(__name__)

AT_ONCE = 100
PUT_OFF = timedelta(hours=1)
"""How long an alarm that breaks a rule is put off: it never loops, and it is never lost."""
READ_AGAIN = 3
"""How often a digest is read beside the writer, while its relationship goes on moving; then under its lock."""
UNTIL_CAUGHT_UP = timedelta(minutes=1)
"""How long an alarm is put off, again and again, while what was said in its place may have been missed."""

_DUE = (
    select(alarms.c.at, alarms.c.relationship_id, alarms.c.rule, alarms.c.subject)
    .where(alarms.c.at <= bindparam("now"))
    .order_by(alarms.c.at, alarms.c.relationship_id, alarms.c.rule, alarms.c.subject)
    .limit(bindparam("most"))
)
_TAKE = delete(alarms).where(
    alarms.c.relationship_id == bindparam("of"),
    alarms.c.rule == bindparam("by"),
    alarms.c.subject == bindparam("about"),
    alarms.c.at == bindparam("when"),  # compare-and-delete: an alarm that was moved meanwhile is another alarm
)
_TRAYS_DUE = (
    select(humans.c.id, humans.c.look_at)
    .where(humans.c.look_at <= bindparam("now"))
    .order_by(humans.c.look_at, humans.c.id)
    .limit(bindparam("most"))
)
# Looked into only to edit a card, it is looked into again when it would have been (bot/tables.py, `next_at`).
_TAKE_TRAY = (
    update(humans)
    .where(humans.c.id == bindparam("which"), humans.c.look_at == bindparam("when"))
    .values(look_at=case((humans.c.next_at > bindparam("now"), humans.c.next_at), else_=None))
)
_EARLIEST = select(func.min(alarms.c.at))
_EARLIEST_TRAY = select(func.min(humans.c.look_at))

Due = AlarmRang | TrayRang


def due(ledger: Ledger, now: datetime, most: int = AT_ONCE) -> list[Due]:
    """The most overdue, the longest first; trays after alarms, which lay into them what belongs on the same card."""
    rows = ledger.connection.execute(_DUE, {"now": now, "most": most})
    items = [AlarmRang(at=r.at, relationship=r.relationship_id, rule=r.rule, subject=r.subject) for r in rows]
    if items:
        return list(items)
    rows = ledger.connection.execute(_TRAYS_DUE, {"now": now, "most": most})
    return [TrayRang(at=row.look_at, human=HumanId(row.id)) for row in rows]


def earliest(ledger: Ledger) -> datetime | None:
    """When the next alarm is due, of an item or of a tray."""
    found = [ledger.connection.scalar(statement) for statement in (_EARLIEST, _EARLIEST_TRAY)]
    return min((at for at in found if at), default=None)


def ring(ledger: Ledger, alarm: Due, now: datetime) -> bool:
    """Look again, if the alarm still stands; False if somebody was faster. A rule that breaks looks again later."""
    if isinstance(alarm, TrayRang):
        return _ring_tray(ledger, alarm, now)
    ledger.lock([alarm.relationship])
    if not _claim(ledger, alarm):
        return False
    decision = take(ledger, alarm, now)
    if decision and any(fault.rule == alarm.rule for fault in decision.faults):
        ledger.set_alarm(alarm.relationship, alarm.rule, alarm.subject, now + PUT_OFF)
    return True


def _ring_tray(ledger: Ledger, alarm: TrayRang, now: datetime) -> bool:
    if not _claim_tray(ledger, alarm, now):
        return False
    effects = decide_tray(alarm, ledger.desk_for(alarm.human, now), now)
    faults = [effect for effect in effects if isinstance(effect, Fault)]
    for fault in faults:
        log.error("rule %s broke on %s: %s", fault.rule, alarm.id, fault.error)
        ledger.trays.look([alarm.human], now + PUT_OFF)
    ledger.apply_to_tray(alarm.human, effects, now)
    return True


def _claim_tray(ledger: Ledger, alarm: TrayRang, now: datetime) -> bool:
    return ledger.connection.execute(_TAKE_TRAY, {"which": alarm.human, "when": alarm.at, "now": now}).rowcount == 1


class Rang(Enum):
    """What came of ringing."""

    DONE = "done"
    NOT = "not"
    """It waits, or somebody was faster."""
    MOVED = "moved"
    """What was read for it beside the writer is out of date: it still stands, and needs to be read again."""


def ring_or_wait(ledger: Ledger, alarm: Due, now: datetime, read: Read | None = None) -> Rang:
    """Ring it, but not while its place is behind after a gap: it may be answered (bot/gaps.py).

    `read` is what was read for it beside the writer; without it all is read here.
    """
    if gaps.waits(ledger, alarm, now):
        put_off(ledger, alarm, now, UNTIL_CAUGHT_UP)
        return Rang.NOT
    if read:
        ledger.lock([read.relationship.id])
        if not ledger.prepare(read):
            return Rang.MOVED
    return Rang.DONE if ring(ledger, alarm, now) else Rang.NOT


def put_off(ledger: Ledger, alarm: Due, now: datetime, by: timedelta = PUT_OFF) -> None:
    """Move an alarm that cannot be rung an hour on, or as long as is said."""
    if isinstance(alarm, TrayRang):
        if _claim_tray(ledger, alarm, now):
            ledger.trays.look([alarm.human], now + by)
        return
    ledger.lock([alarm.relationship])
    if _claim(ledger, alarm):
        ledger.set_alarm(alarm.relationship, alarm.rule, alarm.subject, now + by)


def _claim(ledger: Ledger, alarm: AlarmRang) -> bool:
    key = {"of": alarm.relationship, "by": alarm.rule, "about": alarm.subject, "when": alarm.at}
    return ledger.connection.execute(_TAKE, key).rowcount == 1


@dataclass(frozen=True, slots=True)
class Bell:
    """Rings through the writer, as `bot/timers.py` asks it to."""

    writer: Writer
    clock: Clock
    reader: Engine | None = None
    """Where what a digest is made of is read, beside the writer; None: in the transaction that decides."""

    async def ring(self) -> int:
        """Ring what is due now; how many did. Many that fell due together share a transaction."""
        now = self.clock()
        found = await self.writer.write(lambda ledger: due(ledger, now), rank=Rank.ALARM)
        read = await self._read([alarm.relationship for alarm in found if _is_digest(alarm)], now)
        rings = (self._ring_one(alarm, read if _is_digest(alarm) else {}) for alarm in found)
        return sum(await asyncio.gather(*rings))

    async def _ring_one(self, alarm: Due, read: dict[RelationshipId, Read]) -> bool:
        now = self.clock()
        whose = [alarm.relationship] if isinstance(alarm, AlarmRang) else []
        try:
            for _ in range(READ_AGAIN):
                known = read.get(whose[0]) if whose else None
                rang = await self._write(alarm, now, whose, known)
                if rang is not Rang.MOVED:
                    return rang is Rang.DONE
                read = await self._read(whose, now)
            return await self._write(alarm, now, whose, None) is Rang.DONE
        except Exception:
            log.exception("%s could not be rung, put off", alarm.id)
            await self.writer.write(lambda ledger: put_off(ledger, alarm, now), rank=Rank.ALARM)
            return False

    async def _write(self, alarm: Due, now: datetime, whose: list[RelationshipId], read: Read | None) -> Rang:
        return await self.writer.write(
            lambda ledger: ring_or_wait(ledger, alarm, now, read), rank=Rank.ALARM, relationships=lambda _: whose
        )

    async def _read(self, whose: Sequence[RelationshipId], now: datetime) -> dict[RelationshipId, Read]:
        """In a thread: neither the loop nor the writer waits for it."""
        if self.reader is None or not whose:
            return {}
        return await asyncio.to_thread(_read_all, self.reader, whose, now)


def _is_digest(alarm: Due) -> TypeGuard[AlarmRang]:
    return isinstance(alarm, AlarmRang) and alarm.rule == DIGEST


def _read_all(reader: Engine, whose: Sequence[RelationshipId], now: datetime) -> dict[RelationshipId, Read]:
    with reader.connect() as connection:
        return digest_facts.read(connection, whose, now)
