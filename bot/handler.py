"""What happens, happens here: one event, one transaction, one decision."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.clock import Clock
from bot.ledger import Ledger
from bot.writer import Rank, Writer
from rules.effects import Answer
from rules.engine import Decision, decide
from rules.events import Event

log = logging.getLogger(__name__)


def take(ledger: Ledger, event: Event, now: datetime) -> Decision | None:
    """Seen-mark, case, decision, state, alarms, outbox rows. None for what was seen before or is nobody's business."""
    if not ledger.first_time(event, now):
        return None
    case = ledger.case_for(event)
    if case is None:
        return None
    decision = decide(event, case, now)
    for fault in decision.faults:
        log.error("rule %s broke on event %s: %s", fault.rule, event.id, fault.error)
    ledger.note(event)
    ledger.apply(case, decision.effects, now)
    return decision


class Handler:
    """Hands events to the writer. When `handle` returns, the decision is committed: acknowledge the platform then."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock

    async def handle(self, event: Event, *, interactive: bool = False) -> Answer | None:
        """Decide and commit. Raises what the database raised: then nothing happened; let the platform send again."""
        now = self._clock()

        def run(ledger: Ledger) -> Decision | None:
            return take(ledger, event, now)

        decision = await self._writer.write(
            run,
            rank=Rank.INTERACTIVE if interactive else Rank.EVENT,
            relationships=lambda ledger: filter(None, [ledger.relationship_of(event)]),
        )
        return decision.answer if decision else None
