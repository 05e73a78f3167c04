"""The post room: what was decided is said, once.

`ready → sending (under a lease) → sent | failed | doubtful`. A lease that ran out or a connection that broke means that
we do not know: after a settle time the platform is asked; where it cannot tell, a nudge is dropped, for twice is worse
than once missed. The times and the order are measured (docs/decisions/0005-saying-things-once.md): keep them together.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, case, select, update

from adapters.base import Adapter, Found, Ref, Undeliverable
from bot.clock import Clock, monotonic
from bot.ledger import Ledger
from bot.tables import outbox
from bot.writer import Rank, Writer
from rules.effects import Reply, Speech, Tell
from rules.message import from_json
from rules.model import ItemNumber, MessageId, PersonId, PlaceId

log = logging.getLogger(__name__)

AT_ONCE = 20
TIMEOUT = timedelta(seconds=10)
LEASE = timedelta(seconds=30)
SETTLE = timedelta(seconds=90)
"""How long a platform may take to show what it took; longer than any request can still be under way."""
STALE_INTENT = 5.0
"""Seconds between the commit of "sending" and the sending: later than that, the lease may be somebody else's."""
BACK_OFF = timedelta(seconds=30)
MOST_ATTEMPTS = 8

_CLAIM = (
    select(outbox)
    .where(outbox.c.state == bindparam("in_state"), outbox.c.due_at <= bindparam("now"))
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(AT_ONCE)
    .with_for_update(skip_locked=True)  # renders nothing on SQLite, where BEGIN IMMEDIATE already keeps others out
)
_LAPSED = (
    update(outbox)
    .where(outbox.c.state == "sending", outbox.c.lease_until < bindparam("now"))
    .values(state="doubtful", lease_until=None)
)
_FENCED = update(outbox).where(outbox.c.id == bindparam("which"), outbox.c.fence == bindparam("held"))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed row: what to say, under which fence, and how often it was tried."""

    id: int
    fence: int
    attempts: int
    platform: str
    speech: Speech


def claim(ledger: Ledger, state: str, now: datetime) -> list[Outgoing]:
    """Take what is due in this state under a lease; the fence makes every later word of an earlier holder void."""
    rows = ledger.connection.execute(_CLAIM, {"in_state": state, "now": now}).all()
    for row in rows:
        changes = {"state": "sending", "fence": row.fence + 1, "lease_until": now + LEASE, "due_at": now + SETTLE}
        if state == "ready":
            changes |= {"attempts": row.attempts + 1, "attempted_at": now}
        _mark(ledger, row.id, row.fence, changes)
    return [_outgoing(row, tried=state == "ready") for row in rows]


def doubt_lapsed(ledger: Ledger, now: datetime) -> int:
    """Leases that ran out: whoever held them is gone, and we do not know what was said."""
    return ledger.connection.execute(_LAPSED, {"now": now}).rowcount


def sent(ledger: Ledger, out: Outgoing, ref: Ref) -> None:
    """It stands on the platform; its words are erased here."""
    _mark(ledger, out.id, out.fence, {"state": "sent", "ref": ref, "body": None, "lease_until": None})


def failed(ledger: Ledger, out: Outgoing, why: str) -> None:
    """It will not be said."""
    _mark(ledger, out.id, out.fence, {"state": "failed", "why": why, "body": None, "lease_until": None})


def again(ledger: Ledger, out: Outgoing, at: datetime, why: str) -> None:
    """The platform certainly did not take it: try later; not for ever, and not what was taken back meanwhile."""
    if out.attempts >= MOST_ATTEMPTS:
        failed(ledger, out, why)
        return
    # Decided by the database in the one statement: an answer may take it back at this very moment.
    state, body = (
        case((outbox.c.retracted, "failed"), else_="ready"),
        case((outbox.c.retracted, None), else_=outbox.c.body),
    )
    _mark(ledger, out.id, out.fence, {"state": state, "body": body, "due_at": at, "why": why, "lease_until": None})


def doubtful(ledger: Ledger, out: Outgoing, why: str) -> None:
    """We do not know; ask the platform when its settle time is over."""
    _mark(ledger, out.id, out.fence, {"state": "doubtful", "why": why, "lease_until": None})


def _mark(ledger: Ledger, which: int, held: int, changes: dict[str, Any]) -> None:
    ledger.connection.execute(_FENCED.values(changes), {"which": which, "held": held})


def _outgoing(row: Row[Any], tried: bool) -> Outgoing:
    message = from_json(json.loads(row.body))
    about = ItemNumber(row.number) if row.number is not None else None
    place = PlaceId(row.place_id)
    speech: Speech
    if row.person_id:
        speech = Tell(key=row.key, person=PersonId(row.person_id), near=place, message=message, about=about)
    else:
        speech = Reply(key=row.key, place=place, thread=MessageId(row.thread), message=message, about=about)
    platform = (row.person_id or row.place_id).partition(":")[0]
    return Outgoing(row.id, row.fence + 1, row.attempts + tried, platform, speech)


class PostRoom:
    """Drains the outbox through the adapters. Any number of processes may do so at once on PostgreSQL."""

    def __init__(self, writer: Writer, adapters: Mapping[str, Adapter], clock: Clock) -> None:
        self._writer = writer
        self._adapters = adapters
        self._clock = clock

    async def drain(self) -> int:
        """Say what is ready; how many were taken up."""
        now = self._clock()
        claimed_at = monotonic()
        ready = await self._writer.write(lambda ledger: claim(ledger, "ready", now), rank=Rank.ALARM)
        await asyncio.gather(*(self._say(out, claimed_at) for out in ready))
        return len(ready)

    async def settle(self) -> int:
        """Find out about what we do not know; how many were looked at."""
        now = self._clock()
        await self._writer.write(lambda ledger: doubt_lapsed(ledger, now), rank=Rank.ALARM)
        unknown = await self._writer.write(lambda ledger: claim(ledger, "doubtful", now), rank=Rank.ALARM)
        await asyncio.gather(*(self._look(out) for out in unknown))
        return len(unknown)

    async def _say(self, out: Outgoing, claimed_at: float) -> None:
        adapter = self._adapters.get(out.platform)
        if adapter is None:
            await self._write(lambda ledger: failed(ledger, out, f"no adapter for {out.platform}"))
        elif monotonic() - claimed_at > STALE_INTENT:
            await self._write(lambda ledger: again(ledger, out, self._clock(), "was too slow to start"))
        else:
            await self._deliver(out, adapter)

    async def _deliver(self, out: Outgoing, adapter: Adapter) -> None:
        try:
            async with asyncio.timeout(TIMEOUT.total_seconds()):
                ref = await adapter.deliver(out.speech)
        except Undeliverable as refusal:
            await self._refused(out, refusal)
        except Exception as error:  # noqa: BLE001 - whatever broke, the platform may have taken it
            why = type(error).__name__
            log.warning("speech %s is in doubt: %s", out.speech.key, why)
            await self._write(lambda ledger: doubtful(ledger, out, why))
        else:
            await self._write(lambda ledger: sent(ledger, out, ref))

    async def _refused(self, out: Outgoing, refusal: Undeliverable) -> None:
        why = str(refusal)
        if refusal.permanent:
            log.warning("speech %s cannot be delivered", out.speech.key)
            await self._write(lambda ledger: failed(ledger, out, why))
            return
        at = self._clock() + (refusal.retry_after or BACK_OFF * out.attempts)
        await self._write(lambda ledger: again(ledger, out, at, why))

    async def _look(self, out: Outgoing) -> None:
        adapter = self._adapters.get(out.platform)
        try:
            async with asyncio.timeout(TIMEOUT.total_seconds()):
                found = await adapter.find(out.speech) if adapter else Found.CANNOT_TELL
        except Exception as error:  # noqa: BLE001 - asking can fail in as many ways as saying; ask again later
            why = type(error).__name__
            await self._write(lambda ledger: doubtful(ledger, out, why))
            return
        await self._write(lambda ledger: self._decide(ledger, out, found))

    def _decide(self, ledger: Ledger, out: Outgoing, found: Ref | Found) -> None:
        if found is Found.ABSENT:
            again(ledger, out, self._clock(), "the platform never took it")
        elif found is Found.CANNOT_TELL:
            failed(ledger, out, "nobody can tell whether it was said, and twice is worse than once missed")
        else:
            sent(ledger, out, found)

    async def _write(self, run: Any) -> None:
        await self._writer.write(run, rank=Rank.ALARM)
