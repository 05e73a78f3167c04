"""What comes next, for whoever looks at what waits on them: the digest, and the round of feedback."""

from __future__ import annotations

from collections.abc import Iterator

from rules.message import Line, Part, Words
from rules.orders import feedback
from rules.orders.order import Order, may_decide
from rules.record import Rounds
from rules.rhythm import digest as digests
from rules.rhythm import feedback as rounds_of
from rules.wording import digest as digest_wording
from rules.wording import feedback as feedback_wording
from rules.wording.lists import channel


def up(order: Order) -> Iterator[Part]:
    """Nothing in a dry run: then nothing comes."""
    if order.relationship.settings.is_live:
        yield from _digest(order)
        yield from _round(order)


def _digest(order: Order) -> Iterator[Part]:
    relationship = order.relationship
    following, place = digests.next_after(order.now, relationship), rounds_of.where_to_tell(order.case)
    if following is None or place is None:
        return
    yield digest_wording.at_home(following, channel(place), order.case.last_digest, order.calendar)
    if may_decide(order) and order.now >= digests.preview_at(order.party, relationship, following):
        yield from digest_wording.still_to_correct(relationship.id)


def _round(order: Order) -> Iterator[Part]:
    """An open one for those whom it asks; else when the next begins. One that is due and cannot begin has no date."""
    relationship, rounds = order.relationship, order.case.rounds or Rounds()
    at = rounds_of.next_opening(relationship, rounds)
    if rounds.open is None and at and at > order.now:
        yield Line((Words(feedback_wording.next_round(at, order.calendar)),))
    elif rounds.open and (mine := rounds_of.asked_as(order.me, rounds.open, relationship)):
        yield from feedback_wording.open_at_home(relationship, order.side, rounds.open, feedback.done_said(mine))
