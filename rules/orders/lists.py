"""What waits, and how things stand: the same for both sides, but for what waits on oneself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rules.effects import Listed
from rules.message import Message
from rules.model import Item, Party, Place, Side, State
from rules.orders import coming
from rules.orders.order import (
    Order,
    Outcome,
    is_agreed,
    may_decide,
    say,
    shared_places,
    still_open,
    visible,
)
from rules.owed import nudging
from rules.wording import lists as wording
from rules.wording import nudges
from rules.wording.nudges import with_company

MOST_LISTED = 20
"""Lines of one list; it counts the rest."""
MOST_AT_HOME = 10
"""Lines of each of the two lists that somebody begins with."""
MOST_CLAIMS = 8
"""As many as a card shows: each has buttons of its own."""


def home(order: Order) -> Outcome:
    """What waits on whoever asks, what they wait for, what comes next, and where to find the rest. Of this relationship
    alone."""
    mine = _longest_first([item for item in still_open(order.case) if _is_mine(item, order)], order)
    awaited = _longest_first([item for item in still_open(order.case) if _is_awaited(item, order)], order)
    shown = (*mine[:MOST_AT_HOME], *awaited[:MOST_AT_HOME])
    yield Listed(order.me.id, tuple(item.number for item in shown))
    claims = [(facts, _claimed_by(facts.item, order)) for facts in _facts(_claims(order), order)]
    waits = [(facts, _with_whom(facts.item, order)) for facts in _facts(awaited, order)]
    agreed, comes = is_agreed(order.case), list(coming.up(order))
    yield from say(wording.home(_facts(mine, order), waits, claims, comes, MOST_AT_HOME, is_set_up=agreed))


def _claims(order: Order) -> list[Item]:
    """Of what they asked: what somebody says is settled, and they have not said yes or *Not yet* to."""
    settled = [item for item in visible(order.case) if item.state is not State.OPEN and order.is_me(item.asker)]
    return [item for item in settled if item.claim and item.claim.confirmed is None][:MOST_CLAIMS]


def _claimed_by(item: Item, order: Order) -> str:
    assert item.claim
    by = item.claim.by
    side = order.relationship.side_of(by)
    return nudging.name_of(by, order.relationship) or order.relationship.party(side or item.asker_side.other).company


def _is_mine(item: Item, order: Order) -> bool:
    """With them by name; or with nobody by name, and they are the first contact for it, or nobody is."""
    if item.holder.person:
        return order.is_me(item.holder.person)
    return item.holder.side is order.side and (not order.party.go_betweens or _is_contact_for(item, order))


def _is_awaited(item: Item, order: Order) -> bool:
    """Somebody else has it, and they wait: they asked, or asked back."""
    return not _is_mine(item, order) and order.is_me(nudging.who_waits(item).person)


def _with_whom(item: Item, order: Order) -> str:
    """`Bea (Contoso)`, or whoever outside has it."""
    holder = item.holder
    if holder.side is None:
        return holder.third_party or order.others.company
    name = nudging.name_of(holder.person, order.relationship)
    return with_company(name, order.relationship.party(holder.side).company)


def _is_contact_for(item: Item, order: Order) -> bool:
    named = [each for each in order.party.go_betweens if each.topic == item.topic] or [
        each for each in order.party.go_betweens if each.topic is None
    ]
    return any(order.is_me(each.person) for each in named)


def waiting(order: Order) -> Outcome:
    """Everything open, by who has the ball, the longest wait first."""
    wanted = _sides_wanted(order)
    if wanted is None:
        yield from say(wording.client_or_vendor())
        return
    lanes = [(side, _of_lane(side, order)) for side in wanted]
    listed = [item for _, items in lanes for item in items][:MOST_LISTED]
    yield Listed(order.me.id, tuple(item.number for item in listed))
    said = [(_company(side, order), _facts(items, order)) for side, items in lanes]
    yield from say(wording.waiting(said, MOST_LISTED))


def _sides_wanted(order: Order) -> tuple[Side | None, ...] | None:
    """None for a word that names neither side."""
    word = order.rest.casefold()
    if not word:
        return (Side.CLIENT, Side.VENDOR, None)
    named = [side for side in Side if word in (side.value, order.relationship.party(side).company.casefold())]
    return tuple(named) or None


def _of_lane(side: Side | None, order: Order) -> list[Item]:
    return _longest_first([item for item in still_open(order.case) if item.holder.side is side], order)


def _company(side: Side | None, order: Order) -> str | None:
    return order.relationship.party(side).company if side else None


def _longest_first(items: Sequence[Item], order: Order) -> list[Item]:
    return sorted(items, key=lambda item: (-_age(item, order), item.number))


def _age(item: Item, order: Order) -> timedelta:
    return nudging.waited(item, order.relationship, order.now, by=item.holder.side)


def _facts(items: Sequence[Item], order: Order) -> list[nudges.Facts]:
    return [nudging.facts(item, order.relationship, order.now, order.me) for item in items]


# How things stand ----------------------------------------------------------------------------------------------------


def status(order: Order) -> Outcome:
    """Totals of the sides, never of a person; what is on and what is paused; what is heard; how often it was wrong."""
    yield from say(
        wording.status(
            order.relationship,
            [_total(side, order) for side in (Side.CLIENT, Side.VENDOR, None)],
            _places(order),
            order.case.trust,
            order.calendar,
            order.now,
            may_switch_on=_may_switch_on(order),
        )
    )


def _total(side: Side | None, order: Order) -> wording.Total:
    items = _of_lane(side, order)
    longest = _age(items[0], order) if items and side else None
    return wording.Total(_company(side, order), len(items), longest)


def _places(order: Order) -> Sequence[Place]:
    return shared_places(order.case)


def _may_switch_on(order: Order) -> bool:
    settings = order.relationship.settings
    return is_agreed(order.case) and order.side not in settings.live and may_decide(order)


# Who is who ----------------------------------------------------------------------------------------------------------


def people(order: Order) -> Message:
    """Both sides' people and whom to turn to; then those of whom nobody has said."""
    known = sorted(order.relationship.people.values(), key=lambda person: person.name.casefold())
    companies = [
        wording.Company(
            party.side,
            party.company,
            [person.name for person in known if person.side is party.side],
            _contacts(party, order),
            nudging.name_of(party.sponsor, order.relationship),
        )
        for party in (order.relationship.client, order.relationship.vendor)
    ]
    return wording.people(companies, [person.name for person in known if person.side is None])


def _contacts(party: Party, order: Order) -> list[wording.Contact]:
    named = [
        (
            nudging.name_of(each.person, order.relationship),
            nudging.name_of(each.deputy, order.relationship),
            each.topic,
        )
        for each in party.go_betweens
        if order.relationship.side_of(each.person) is party.side
    ]
    return [wording.Contact(name, deputy, topic) for name, deputy, topic in named if name]
