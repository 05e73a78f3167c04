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

from sqlalchemy import Row, and_, bindparam, case, delete, or_, select, update

from adapters.base import Adapter, Found, NotYet, Ref, Undeliverable
from bot import gaps
from bot.clock import Clock, monotonic
from bot.ledger import Ledger
from bot.tables import outbox
from bot.writer import Rank, Writer
from rules.effects import Post, Reply, Revise, Speech, Tell
from rules.message import from_json
from rules.model import ItemNumber, MessageId, PersonId, PlaceId, asked_under, is_asked_under

log = logging.getLogger(__name__)

AT_ONCE = 20
TIMEOUT = timedelta(seconds=10)
LEASE = timedelta(seconds=30)
SETTLE = timedelta(seconds=90)
"""How long a platform may take to show what it took; longer than any request can still be under way."""
CLOCKS_APART = timedelta(seconds=5)
"""So much earlier than it was tried it is looked for: the platform's clock is not ours."""
STALE_INTENT = 5.0
"""Seconds between the commit of "sending" and the sending: later than that, the lease may be somebody else's."""
BACK_OFF = timedelta(seconds=30)
MOST_ATTEMPTS = 8

_other = outbox.alias("other")
# An edit waits for what it edits to stand there, and for an earlier edit of the same that is still on its way.
_in_its_way = (
    select(_other.c.id)
    .where(
        or_(
            and_(_other.c.key == outbox.c.revises, _other.c.state.in_(("ready", "sending", "doubtful"))),
            and_(_other.c.revises == outbox.c.revises, _other.c.state.in_(("sending", "doubtful"))),
        ),
        _other.c.id != outbox.c.id,
    )
    .exists()
)
_is_followed = select(_other.c.id).where(_other.c.revises == outbox.c.revises, _other.c.id > outbox.c.id).exists()
_STANDS = select(outbox.c.ref).where(outbox.c.key == bindparam("which"), outbox.c.state == "sent")
_edit_of = and_(outbox.c.revises.in_(bindparam("keys", expanding=True)), outbox.c.state == "ready")
_NEWER = select(outbox.c.revises, outbox.c.body).where(_edit_of).order_by(outbox.c.id)
_ABSORBED = delete(outbox).where(_edit_of)
_CLAIM = (
    select(outbox)
    .where(
        outbox.c.state == bindparam("in_state"),
        outbox.c.due_at <= bindparam("now"),
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= bindparam("now")),
        or_(outbox.c.revises.is_(None), ~_in_its_way),
        ~gaps.IS_HELD_BACK,
    )
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
    due_at: datetime
    attempted_at: datetime
    """When it was last tried."""
    stands: Ref | None = None
    """Of an edit: what it edits."""


def claim(ledger: Ledger, state: str, now: datetime) -> list[Outgoing]:
    """Take what is due in this state under a lease; the fence makes every later word of an earlier holder void."""
    wanted = {"in_state": state, "now": now, "silent_since": gaps.silent_since(now)}
    rows = ledger.connection.execute(_CLAIM, wanted).all()
    newer = _newest_words(ledger, [row.key for row in rows]) if state == "ready" else {}
    for row in rows:
        changes = {"state": "sending", "fence": row.fence + 1, "lease_until": now + LEASE, "due_at": now + SETTLE}
        if state == "ready":
            changes |= {"attempts": row.attempts + 1, "attempted_at": now, "body": newer.get(row.key, row.body)}
        _mark(ledger, row.id, row.fence, changes)
    tried_now = now if state == "ready" else None
    return [_outgoing(row, newer.get(row.key, row.body), _stands(ledger, row), tried_now) for row in rows]


def _newest_words(ledger: Ledger, keys: list[str]) -> dict[str, str]:
    """What is tried again is said as it now is: an edit that waits for it is made before it is said."""
    waiting = {row.revises: row.body for row in ledger.connection.execute(_NEWER, {"keys": keys})} if keys else {}
    if waiting:
        ledger.connection.execute(_ABSORBED, {"keys": list(waiting)})
    return waiting


def _stands(ledger: Ledger, row: Row[Any]) -> Ref | None:
    if row.revises is None:
        return None
    found = ledger.connection.scalar(_STANDS, {"which": row.revises})
    return Ref(found) if found else None


def doubt_lapsed(ledger: Ledger, now: datetime) -> int:
    """Leases that ran out: whoever held them is gone, and we do not know what was said."""
    return ledger.connection.execute(_LAPSED, {"now": now}).rowcount


def sent(ledger: Ledger, out: Outgoing, ref: Ref, message: MessageId | None = None) -> None:
    """It stands on the platform, as this message there; its words are erased here."""
    is_ours = _mark(ledger, out.id, out.fence, {"state": "sent", "ref": ref, "body": None, "lease_until": None})
    if is_ours and message and is_asked_under(out.speech.key):
        ledger.stands(out.speech.key, message)


def failed(ledger: Ledger, out: Outgoing, why: str) -> None:
    """It will not be said."""
    _mark(ledger, out.id, out.fence, {"state": "failed", "why": why, "body": None, "lease_until": None})


def again(ledger: Ledger, out: Outgoing, at: datetime, why: str) -> None:
    """The platform certainly did not take it: try later; not for ever."""
    if out.attempts >= MOST_ATTEMPTS:
        failed(ledger, out, why)
    else:
        _back(ledger, out, {"due_at": at, "why": why, "lease_until": None})


def not_yet(ledger: Ledger, out: Outgoing, until: datetime, why: str) -> None:
    """It was not its turn: that was no attempt, and it keeps its place before whatever fell due after it."""
    attempts = out.attempts - 1
    _back(ledger, out, {"due_at": out.due_at, "attempts": attempts, "why": why, "lease_until": until})


def _back(ledger: Ledger, out: Outgoing, changes: dict[str, Any]) -> None:
    """It waits again; but not what was taken back meanwhile, nor an edit that a newer one follows: it would undo that.

    Decided by the database in the one statement: an answer may take it back at this very moment.
    """
    over = or_(outbox.c.retracted, _is_followed)
    state, body = case((over, "failed"), else_="ready"), case((over, None), else_=outbox.c.body)
    _mark(ledger, out.id, out.fence, {"state": state, "body": body, **changes})


def doubtful(ledger: Ledger, out: Outgoing, why: str) -> None:
    """We do not know; ask the platform when its settle time is over."""
    _mark(ledger, out.id, out.fence, {"state": "doubtful", "why": why, "lease_until": None})


def _mark(ledger: Ledger, which: int, held: int, changes: dict[str, Any]) -> bool:
    """False if another one holds it now: then nothing changed."""
    return ledger.connection.execute(_FENCED.values(changes), {"which": which, "held": held}).rowcount > 0


def _outgoing(row: Row[Any], body: str, stands: Ref | None, tried_now: datetime | None) -> Outgoing:
    return Outgoing(
        id=row.id,
        fence=row.fence + 1,
        attempts=row.attempts + (tried_now is not None),
        platform=(row.person_id or row.place_id).partition(":")[0],
        speech=_speech(row, body),
        due_at=row.due_at,
        attempted_at=tried_now or row.attempted_at,
        stands=stands,
    )


def _speech(row: Row[Any], body: str) -> Speech:
    message = from_json(json.loads(body))
    about = ItemNumber(row.number) if row.number is not None else None
    place = PlaceId(row.place_id)
    if row.revises:
        return Revise(key=row.key, revises=row.revises, person=PersonId(row.person_id), near=place, message=message)
    if row.person_id:
        return Tell(key=row.key, person=PersonId(row.person_id), near=place, message=message, about=about)
    if row.thread:
        return Reply(key=row.key, place=place, thread=MessageId(row.thread), message=message, about=about)
    return Post(key=row.key, place=place, message=message, pin=row.pin, about=about)


async def _carry_out(out: Outgoing, adapter: Adapter) -> Ref:
    if isinstance(out.speech, Revise):
        assert out.stands
        return await adapter.revise(out.stands, out.speech)
    return await adapter.deliver(out.speech)


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
        elif isinstance(out.speech, Revise) and out.stands is None:
            await self._write(lambda ledger: failed(ledger, out, "what it edits does not stand there"))
        elif monotonic() - claimed_at > STALE_INTENT:
            await self._write(lambda ledger: again(ledger, out, self._clock(), "was too slow to start"))
        else:
            await self._deliver(out, adapter)

    async def _deliver(self, out: Outgoing, adapter: Adapter) -> None:
        try:
            async with asyncio.timeout(TIMEOUT.total_seconds()):
                ref = await _carry_out(out, adapter)
        except Undeliverable as refusal:
            await self._refused(out, refusal)
        except Exception as error:  # noqa: BLE001 - whatever broke, the platform may have taken it
            why = type(error).__name__
            log.warning("speech %s is in doubt: %s", out.speech.key, why)
            await self._write(lambda ledger: doubtful(ledger, out, why))
        else:
            await self._stands(out, ref, adapter.message_of(ref))

    async def _stands(self, out: Outgoing, ref: Ref, message: MessageId) -> None:
        """A question that stands from now on is its relationship's, which is locked before any row of the outbox."""
        key = out.speech.key
        whose = [asked_under(key)[0]] if is_asked_under(key) else []
        await self._writer.write(
            lambda ledger: sent(ledger, out, ref, message), rank=Rank.ALARM, relationships=lambda _: whose
        )

    async def _refused(self, out: Outgoing, refusal: Undeliverable) -> None:
        why = str(refusal)
        if refusal.permanent:
            log.warning("speech %s cannot be delivered", out.speech.key)
            await self._write(lambda ledger: self._give_up(ledger, out, why))
            return
        at = self._clock() + (refusal.retry_after or BACK_OFF * out.attempts)
        if isinstance(refusal, NotYet):
            await self._write(lambda ledger: not_yet(ledger, out, at, why))
            return
        await self._write(lambda ledger: again(ledger, out, at, why))

    def _give_up(self, ledger: Ledger, out: Outgoing, why: str) -> None:
        """What a card said finds another road (product.md, "no private road")."""
        failed(ledger, out, why)
        if isinstance(out.speech, Tell):
            ledger.no_road(out.speech.person, out.speech.key, self._clock())

    async def _look(self, out: Outgoing) -> None:
        if isinstance(out.speech, Revise):
            # An edit that was made twice is made once.
            await self._write(lambda ledger: again(ledger, out, self._clock(), "edited again, to be sure"))
            return
        adapter, since = self._adapters.get(out.platform), out.attempted_at - CLOCKS_APART
        try:
            async with asyncio.timeout(TIMEOUT.total_seconds()):
                found = await adapter.find(out.speech, since) if adapter else Found.CANNOT_TELL
        except Exception as error:  # noqa: BLE001 - asking can fail in as many ways as saying; ask again later
            why = type(error).__name__
            await self._write(lambda ledger: doubtful(ledger, out, why))
            return
        if isinstance(found, Found):
            await self._write(lambda ledger: self._decide(ledger, out, found))
            return
        assert adapter
        await self._stands(out, found, adapter.message_of(found))

    def _decide(self, ledger: Ledger, out: Outgoing, found: Found) -> None:
        if found is Found.ABSENT:
            again(ledger, out, self._clock(), "the platform never took it")
        else:
            failed(ledger, out, "nobody can tell whether it was said, and twice is worse than once missed")

    async def _write(self, run: Any) -> None:
        await self._writer.write(run, rank=Rank.ALARM)
