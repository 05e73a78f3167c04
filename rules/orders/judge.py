"""`agreement judge on|off`: whether a judge beside is asked about what listening is unsure about.

It is asked only while both companies agree to a page that names it. Either of them ends that alone, at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rules.effects import Effect, KeepProposal
from rules.model import Agreement, Proposal, Relationship, Side
from rules.orders.order import Order, Outcome, announce, is_agreed, leave_it_to, may_decide, say
from rules.orders.setup import agreement as show
from rules.orders.setup import post_page
from rules.orders.terms import next_version
from rules.wording import setup as wording
from rules.wording.orders import not_understood, so_already


def agreement(order: Order) -> Outcome:
    """The page; or what becomes of the judge on it."""
    word, _, wanted = order.rest.casefold().partition(" ")
    if word != "judge":
        return show(order)
    if wanted not in ("on", "off"):
        return say(not_understood("agreement judge on|off"))
    if not is_agreed(order.case):
        return say(wording.no_agreement())
    if not may_decide(order):
        return iter((leave_it_to(order),))
    return _propose(order) if wanted == "on" else _end(order)


def _propose(order: Order) -> Outcome:
    """A version that names it, which the other company has to agree to."""
    relationship, judge = order.relationship, order.case.judge
    newest = _newest(relationship)
    if not judge or judge == newest.judge:
        yield from say(so_already() if judge else wording.no_judge())
        return
    proposed = replace(newest, version=next_version(relationship), judge=judge)
    yield KeepProposal(Proposal(proposed, frozenset({order.side})))
    yield from post_page(order, proposed, frozenset({order.side}), relationship)
    yield from say(wording.saved())


def _end(order: Order) -> Outcome:
    relationship = order.relationship
    if not relationship.agreement.judge and not _newest(relationship).judge:
        yield from say(so_already())
        return
    yield from _without(relationship)
    said = wording.judge_ended(order.party.company)
    yield from announce(order, said)
    yield from say(said)


def _without(relationship: Relationship) -> Iterable[Effect]:
    """What holds, and what waits for a yes."""
    version = next_version(relationship)
    yield KeepProposal(Proposal(replace(relationship.agreement, version=version, judge=""), frozenset(Side)))
    if waits := relationship.proposed:
        yield KeepProposal(Proposal(replace(waits.agreement, version=version + 1, judge=""), waits.confirmed))


def _newest(relationship: Relationship) -> Agreement:
    return relationship.proposed.agreement if relationship.proposed else relationship.agreement
