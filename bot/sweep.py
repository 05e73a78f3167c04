"""Housekeeping: what is kept for a while only, goes when the while is over. Counts stay (product.md, Walls)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, func, null, or_, select, tuple_, update

from bot import round_records
from bot.deed_records import sweep_deeds
from bot.ledger import WINDOW_AGE, Ledger
from bot.statements import WINDOW_MESSAGES
from bot.tables import IS_OPEN, cards, heard, items, nudges, presses, relationships, seen, turns

SEEN_FOR = timedelta(days=7)
"""Longer than any platform repeats an event, and longer than a catch-up looks back."""

PRESSERS_FOR = timedelta(days=90)
"""How long a press is kept with who pressed, and what they were answered."""
CARDS_FOR = timedelta(days=90)
"""Far longer than any budget looks back."""
NO_PROGRESS = "{}"

_OLD_SEEN = delete(seen).where(seen.c.at < bindparam("before"))
_OLD_HEARD = delete(heard).where(heard.c.at < bindparam("before"))
_ranked = select(
    heard.c.place_id,
    heard.c.message,
    func.row_number()
    .over(partition_by=heard.c.place_id, order_by=(heard.c.at.desc(), heard.c.message.desc()))
    .label("rank"),
).subquery("ranked")
_TOO_MANY = delete(heard).where(
    tuple_(heard.c.place_id, heard.c.message).in_(
        select(_ranked.c.place_id, _ranked.c.message).where(_ranked.c.rank > WINDOW_MESSAGES)
    )
)
_OLD_PRESSES = (
    update(presses)
    .where(presses.c.at < bindparam("before"), or_(presses.c.person_id.is_not(None), presses.c.key.is_not(None)))
    .values(person_id=None, key=None, answer=null())
)
_OLD_CARDS = delete(cards).where(cards.c.at < bindparam("before"))

_RETENTIONS = select(relationships.c.retention_days).distinct().order_by(relationships.c.retention_days)
_theirs = select(relationships.c.id).where(relationships.c.retention_days == bindparam("days"))
_long_settled = and_(items.c.relationship_id.in_(_theirs), ~IS_OPEN, items.c.closed_at < bindparam("before"))
_WORDS_OF_ITEMS = (
    update(items)
    .where(_long_settled, items.c.progress != NO_PROGRESS)
    .values(
        text="",
        holds_up="",
        progress=NO_PROGRESS,
        closed_by=None,
        claimed=None,
        claimed_by=None,
        claimed_at=None,
        claim_words=None,
        claim_confirmed=None,
    )
)
_HOLDERS = (
    update(turns)
    .where(
        or_(turns.c.person_id.is_not(None), turns.c.words != ""),
        tuple_(turns.c.relationship_id, turns.c.number).in_(
            select(items.c.relationship_id, items.c.number).where(_long_settled)
        ),
    )
    .values(person_id=None, words="")
)
_still_matters = (
    select(items.c.number)
    .where(
        items.c.relationship_id == nudges.c.relationship_id,
        items.c.number == nudges.c.number,
        or_(IS_OPEN, items.c.closed_at >= bindparam("before")),
    )
    .exists()
)
_WHO_WAS_NUDGED = (
    update(nudges)
    .where(
        nudges.c.relationship_id.in_(_theirs),
        nudges.c.laid_at < bindparam("before"),
        nudges.c.person_id.is_not(None),
        ~_still_matters,
    )
    .values(person_id=None, human_id=None, body=null())
)


def sweep(ledger: Ledger, now: datetime) -> None:
    """Forget what has been kept for long enough: windows and events, who pressed, and what is long settled."""
    trim(ledger, now)
    ledger.memory.talks.clear()  # what is not kept is not remembered either
    ledger.connection.execute(_OLD_PRESSES, {"before": now - PRESSERS_FOR})
    ledger.connection.execute(_OLD_CARDS, {"before": now - CARDS_FOR})
    retentions = ledger.connection.execute(_RETENTIONS).scalars().all()
    sweep_deeds(ledger.connection, now, retentions)
    round_records.sweep(ledger.connection, now)
    for days in retentions:
        for statement in (_WORDS_OF_ITEMS, _HOLDERS, _WHO_WAS_NUDGED):
            ledger.connection.execute(statement, {"days": days, "before": now - timedelta(days=days)})


def trim(ledger: Ledger, now: datetime) -> None:
    """Every place's window to 50 messages and 3 days (product.md, Walls), and events long acted on."""
    ledger.connection.execute(_OLD_SEEN, {"before": now - SEEN_FOR})
    ledger.connection.execute(_OLD_HEARD, {"before": now - WINDOW_AGE})
    ledger.connection.execute(_TOO_MANY)
