"""Ringing what is due. An alarm is a row; ringing deletes it and asks the rules to look again, in one transaction.

Lock order is relationship, then alarm, then outbox: claiming the alarm first deadlocks against an answer coming in.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select

from bot.clock import Clock
from bot.handler import take
from bot.ledger import Ledger
from bot.tables import alarms
from bot.writer import Rank, Writer
from rules.events import AlarmRang

log = logging.getLogger(__name__)

AT_ONCE = 100
PUT_OFF = timedelta(hours=1)
"""How long an alarm that breaks a rule is put off: it never loops, and it is never lost."""

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
_EARLIEST = select(func.min(alarms.c.at))


def due(ledger: Ledger, now: datetime, most: int = AT_ONCE) -> list[AlarmRang]:
    """The most overdue alarms, the longest first."""
    rows = ledger.connection.execute(_DUE, {"now": now, "most": most})
    return [AlarmRang(at=r.at, relationship=r.relationship_id, rule=r.rule, subject=r.subject) for r in rows]


def earliest(ledger: Ledger) -> datetime | None:
    """When the next alarm is due."""
    found: datetime | None = ledger.connection.scalar(_EARLIEST)
    return found


def ring(ledger: Ledger, alarm: AlarmRang, now: datetime) -> bool:
    """Look again, if the alarm still stands; False if somebody was faster. A rule that breaks looks again later."""
    ledger.lock([alarm.relationship])
    if not _claim(ledger, alarm):
        return False
    decision = take(ledger, alarm, now)
    if decision and any(fault.rule == alarm.rule for fault in decision.faults):
        ledger.set_alarm(alarm.relationship, alarm.rule, alarm.subject, now + PUT_OFF)
    return True


def put_off(ledger: Ledger, alarm: AlarmRang, now: datetime) -> None:
    """Move an alarm that could not be rung an hour on."""
    ledger.lock([alarm.relationship])
    if _claim(ledger, alarm):
        ledger.set_alarm(alarm.relationship, alarm.rule, alarm.subject, now + PUT_OFF)


def _claim(ledger: Ledger, alarm: AlarmRang) -> bool:
    key = {"of": alarm.relationship, "by": alarm.rule, "about": alarm.subject, "when": alarm.at}
    return ledger.connection.execute(_TAKE, key).rowcount == 1


@dataclass(frozen=True, slots=True)
class Bell:
    """Rings through the writer, as `bot/timers.py` asks it to."""

    writer: Writer
    clock: Clock

    async def ring(self) -> int:
        """Ring what is due now; how many did. Many that fell due together share a transaction."""
        now = self.clock()
        found = await self.writer.write(lambda ledger: due(ledger, now), rank=Rank.ALARM)
        return sum(await asyncio.gather(*(self._ring_one(alarm) for alarm in found)))

    async def _ring_one(self, alarm: AlarmRang) -> bool:
        now = self.clock()
        try:
            return await self.writer.write(
                lambda ledger: ring(ledger, alarm, now), rank=Rank.ALARM, relationships=lambda _: [alarm.relationship]
            )
        except Exception:
            log.exception("%s could not be rung, put off", alarm.id)
            await self.writer.write(lambda ledger: put_off(ledger, alarm, now), rank=Rank.ALARM)
            return False
