"""What an operator watches: each of these numbers is 0, or soon is again, while all is well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.tables import alarms, humans, outbox, places
from bot.web.metrics import Gauge

_BEHIND = select(func.count()).select_from(places).where(places.c.behind_since.is_not(None))
_DOUBTFUL = select(func.count()).select_from(outbox).where(outbox.c.state == "doubtful")
_WAITING = select(func.min(outbox.c.due_at)).where(outbox.c.state == "ready")
_FIRST_ALARM = select(func.min(alarms.c.at))
_FIRST_TRAY = select(func.min(humans.c.look_at))


def gauges(connection: Connection, now: datetime) -> Sequence[Gauge]:
    """Read beside the writer; what is not committed is not counted."""
    first = [connection.scalar(statement) for statement in (_FIRST_ALARM, _FIRST_TRAY)]
    return (
        Gauge(
            "rapport_places_behind",
            "Places in which something may have been missed and is not read yet.",
            connection.scalar(_BEHIND) or 0,
        ),
        Gauge(
            "rapport_outbox_doubtful",
            "Messages of which it is not known whether their platform took them.",
            connection.scalar(_DOUBTFUL) or 0,
        ),
        Gauge(
            "rapport_outbox_oldest_due_seconds",
            "For how long the oldest message has waited to be said.",
            _overdue([connection.scalar(_WAITING)], now),
        ),
        Gauge("rapport_alarms_oldest_due_seconds", "For how long the oldest alarm has been due.", _overdue(first, now)),
    )


def _overdue(moments: Sequence[datetime | None], now: datetime) -> float:
    return max([0.0, *((now - at).total_seconds() for at in moments if at)])
