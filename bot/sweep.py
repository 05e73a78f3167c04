"""Housekeeping: what is kept for a while only, goes when the while is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, tuple_

from bot.ledger import WINDOW_AGE, Ledger
from bot.statements import WINDOW_MESSAGES
from bot.tables import heard, seen

SEEN_FOR = timedelta(days=7)
"""Longer than any platform repeats an event, and longer than a catch-up looks back."""

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


def sweep(ledger: Ledger, now: datetime) -> None:
    """Trim every place's window to 50 messages and 3 days (product.md, Walls), and forget events long acted on."""
    ledger.connection.execute(_OLD_SEEN, {"before": now - SEEN_FOR})
    ledger.connection.execute(_OLD_HEARD, {"before": now - WINDOW_AGE})
    ledger.connection.execute(_TOO_MANY)
