"""Who may settle, withdraw and open again: one answer for buttons, commands and reactions.

Each returns the effects, or the sentence that says whose it is to say; `isinstance(verdict, Message)` tells which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from rules.effects import Effect
from rules.message import Message
from rules.model import Case, Claimed, Item, Party, PersonId, Relationship, State
from rules.owed import moves
from rules.wording import presses as wording

Verdict = tuple[Effect, ...] | Message


def settle_by(
    item: Item, case: Case, person: PersonId, at: datetime, words: str = "", what: Claimed = Claimed.ANSWERED
) -> Verdict:
    """The asker closes at once; anybody else of either side claims, and the asker may say *Not yet*."""
    if case.relationship.side_of(person) is None:
        return wording.no_side()
    if item.state is not State.OPEN:
        return wording.settled_already(item.label)
    if is_same_human(person, item.asker, case.relationship):
        if what is Claimed.NOT_A_QUESTION:
            return tuple(moves.deny(item, case, person, at))
        return tuple(moves.close(item, case, State.ANSWERED, at, person))
    return tuple(moves.claim(item, case, what, person, at, words))


def withdraw_by(item: Item, case: Case, person: PersonId, at: datetime) -> Verdict:
    """The asker's side alone: the other side's question is not yours to erase."""
    side = case.relationship.side_of(person)
    if side is None:
        return wording.no_side()
    if item.state is not State.OPEN:
        return wording.settled_already(item.label)
    if side is not item.asker_side:
        return wording.for_its_company(item.label, case.relationship.party(item.asker_side).company)
    return tuple(moves.close(item, case, State.WITHDRAWN, at, person))


def reopen_by(item: Item, case: Case, person: PersonId, at: datetime) -> Verdict:
    """The asker's side, and the side that settled it."""
    side = case.relationship.side_of(person)
    if side is None:
        return wording.no_side()
    if item.state is State.OPEN:
        return wording.not_settled(item.label)
    settled_by = case.relationship.side_of(item.closed_by) if item.closed_by else side
    if side not in (item.asker_side, settled_by):
        return wording.for_those_who_settled_it(item.label, case.relationship.party(item.asker_side).company)
    return tuple(_reopened(item, case, at))


def may_confirm(item: Item, case: Case, person: PersonId) -> bool:
    """*Yes* and *Not yet* are the asker's, or a go-between's of their side."""
    party = case.relationship.party(item.asker_side)
    own_side = case.relationship.side_of(person) is item.asker_side
    asked = is_same_human(person, item.asker, case.relationship)
    return own_side and (asked or is_go_between(person, party, case.relationship))


def is_go_between(person: PersonId, party: Party, relationship: Relationship) -> bool:
    """Of any topic, or a deputy."""
    return any(
        is_same_human(person, each, relationship)
        for named in party.go_betweens
        for each in (named.person, named.deputy)
        if each
    )


def is_same_human(one: PersonId, other: PersonId, relationship: Relationship) -> bool:
    """Whether two accounts are one human's."""
    first, second = relationship.people.get(one), relationship.people.get(other)
    return one == other or (first is not None and second is not None and first.human == second.human)


def _reopened(item: Item, case: Case, at: datetime) -> Iterator[Effect]:
    """What was given up is asked anew, for its ladder had ended; everything else goes on where it stood."""
    if item.state is State.LAPSED:
        opened = replace(item, state=State.OPEN, closed_at=None)
        yield from moves.turn(opened, case, at, item.holder, "reopened")
    elif item.claim:
        yield from moves.restore(item, case)
    else:
        yield from moves.reopen(item, case)
