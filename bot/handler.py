"""What happens, happens here: one event, one transaction, one decision."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.clock import Clock
from bot.ledger import Ledger, natural_key
from bot.writer import Rank, Writer
from rules.commands import sets_up
from rules.effects import Answer, Consult
from rules.engine import Decision, decide
from rules.events import ButtonPressed, CommandGiven, Event, FormSent, MemberChanged
from rules.owed.forms import form_opened_by
from rules.wording.commands import broken, stranger

log = logging.getLogger(__name__)

Interactive = ButtonPressed | FormSent | CommandGiven
"""Somebody waits for the answer."""


def take(ledger: Ledger, event: Event, now: datetime, operator: str = "") -> Decision | None:
    """Seen-mark, case, decision, state, alarms, outbox rows. None for what was seen before or is nobody's business."""
    if not ledger.first_time(event, now):
        return _as_before(ledger, event)
    if isinstance(event, CommandGiven) and not event.private and sets_up(event.text) and ledger.is_nobodys(event.place):
        ledger.found_here(event, now, operator)
    case = ledger.case_for(event)
    decision = decide(event, case, now) if case else None
    if isinstance(event, ButtonPressed) and not (decision and decision.effects):
        ledger.judge_anew(event)
    if case is None or decision is None:
        return Decision((), Answer(stranger())) if isinstance(event, Interactive) else None
    for fault in decision.faults:
        log.error("rule %s broke on event %s: %s", fault.rule, event.id, fault.error)
    ledger.note(event, case)
    ledger.apply(case, decision.effects, now)
    if isinstance(event, ButtonPressed | FormSent) and _counts_as_pressed(decision):
        ledger.press(
            event, case.relationship.id, decision.answer, changed=bool(decision.effects) or isinstance(event, FormSent)
        )
    if isinstance(event, Interactive) and decision.faults and decision.answer is None:
        return Decision(decision.effects, Answer(broken()))
    return decision


def _counts_as_pressed(decision: Decision) -> bool:
    """Of what only opens a form, the form that comes back counts; and what nobody understands is no press of ours."""
    return bool(decision.effects) or (decision.answer is not None and decision.answer.form is None)


def _as_before(ledger: Ledger, event: Event) -> Decision | None:
    """A repeated press (same person, card, action) gets the same answer, and changes nothing."""
    if isinstance(event, ButtonPressed | FormSent):
        before = ledger.answered_before(event)
        return Decision((), before or (Answer(stranger()) if ledger.case_for(event) is None else None))
    return None


class Handler:
    """Hands events to the writer. When `handle` returns, the decision is committed: acknowledge the platform then."""

    def __init__(
        self, writer: Writer, clock: Clock, operator: str = "", consult: Callable[[Consult], None] | None = None
    ) -> None:
        self._writer = writer
        self._clock = clock
        self._operator = operator
        self._consult = consult

    async def handle(self, event: Event) -> Answer | None:
        """Decide and commit. Raises what the database raised: then nothing happened; let the platform send again.

        A press that only opens a form reads and writes nothing.
        """
        if isinstance(event, ButtonPressed) and (form := form_opened_by(event, self._operator)):
            return Answer(form=form)
        now = self._clock()

        def run(ledger: Ledger) -> Decision | None:
            return take(ledger, event, now, self._operator)

        waited_for = isinstance(event, Interactive)
        decision = await self._writer.write(
            run,
            rank=Rank.INTERACTIVE if waited_for else Rank.EVENT,
            relationships=lambda ledger: filter(None, [ledger.relationship_of(event)]),
            mark=None if isinstance(event, MemberChanged) else natural_key(event),
        )
        for effect in decision.effects if decision else ():
            if isinstance(effect, Consult) and self._consult:
                self._consult(effect)
        return decision.answer if decision else None
