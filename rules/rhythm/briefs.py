"""The short form of the digest for a sponsor, every fortnight, in quiet weeks too (product.md D1); and once a month a
mirror of their own side, which nobody else is shown (D1b).

A brief lies in the sponsor's tray: it comes in their hours, and counts in their budget (rules/owed/cards.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from rules.effects import Effect, KeepTold, Lay
from rules.message import Message, Span, to_json
from rules.model import Case, Item, Nudge, Person, Side, Told
from rules.owed import nudging
from rules.record import Deed, DigestFacts
from rules.rhythm.lines import by_urgency, row_of
from rules.wording import digest as wording

FORTNIGHT, MONTH = timedelta(days=14), timedelta(days=28)
A_LITTLE = timedelta(days=1)
"""A digest that was late does not put off the brief by another week."""
FREES = 3
"""Answers that the mirror names."""


def lay(case: Case, facts: DigestFacts, now: datetime) -> Iterable[Effect]:
    """Into each sponsor's tray, where the last one was two weeks ago."""
    if not case.relationship.settings.is_live:
        return
    for side in Side:
        sponsor = _sponsor(case, side)
        if sponsor is None or not _is_time(f"brief:{side}", FORTNIGHT, facts, now):
            continue
        with_mirror = _is_time(f"mirror:{side}", MONTH, facts, now)
        mirror = _mirror(case, facts, side, now) if with_mirror else None
        yield _laid(case, side, sponsor, wording.brief(_brief(case, facts, side, now), mirror), now)
        marks = {f"brief:{side}": "1", **({f"mirror:{side}": "1"} if with_mirror else {})}
        yield KeepTold(now, marks)


def _sponsor(case: Case, side: Side) -> Person | None:
    sponsor = case.relationship.party(side).sponsor
    known = case.relationship.people.get(sponsor) if sponsor else None
    return known if known and known.side is side else None


def _is_time(subject: str, every: timedelta, facts: DigestFacts, now: datetime) -> bool:
    last = facts.told_at.get(subject)
    return last is None or now - last >= every - A_LITTLE


def _laid(case: Case, side: Side, sponsor: Person, message: Message, now: datetime) -> Lay:
    return Lay(
        Nudge(
            key=f"brief:{case.relationship.id}:{side}:{now:%Y%m%d}",
            why=Told.BRIEF,
            item=None,
            turn=0,
            step=0,
            side=side,
            person=sponsor.id,
            laid_at=now,
            show_from=now,
            body=to_json(message),
        )
    )


# What it says --------------------------------------------------------------------------------------------------------


def _brief(case: Case, facts: DigestFacts, side: Side, now: datetime) -> wording.Brief:
    lately = [each for each in facts.spent if each.closed_at > now - FORTNIGHT]
    own = _own(case, facts, side, now)
    return wording.Brief(
        company=case.relationship.party(side).company,
        other=case.relationship.party(side.other).company,
        thank_for=_thank_for(case, facts, side, now),
        decide=_waits(own[0], case, now) if own else (),
        settled=len(lately),
        first_level=sum(each.first_level for each in lately),
        waiting=len(own),
    )


def _own(case: Case, facts: DigestFacts, side: Side, now: datetime) -> list[Item]:
    """What waits for their side, what stops work first."""
    return by_urgency([item for item in facts.open if item.holder.side is side], case.relationship, now)


def _waits(item: Item, case: Case, now: datetime) -> tuple[Span, ...]:
    return wording.waits(nudging.facts(item, case.relationship, now))


def _thank_for(case: Case, facts: DigestFacts, side: Side, now: datetime) -> tuple[Span, ...]:
    """The best that the other side did: beyond the agreement, or seen by customers, else the latest."""
    found = [deed for deed in facts.deeds if deed.side is side.other and deed.at > now - FORTNIGHT]
    best = max(found, key=_worth, default=None)
    return wording.done(row_of(best, case.relationship, now)) if best else ()


def _worth(deed: Deed) -> tuple[bool, bool, datetime]:
    return deed.extra is not None, deed.seen_by_customers, deed.at


def _mirror(case: Case, facts: DigestFacts, side: Side, now: datetime) -> wording.Mirror:
    """Their share of the waiting in a month, and what of theirs would free most of it."""
    spent = {each: _spent(case, facts, each, now) for each in Side}
    both = spent[Side.CLIENT] + spent[Side.VENDOR]
    own = [item for item in facts.open if item.holder.side is side]
    longest = sorted(own, key=lambda item: (-nudging.waited(item, case.relationship, now, by=side), item.number))
    return wording.Mirror(
        company=case.relationship.party(side).company,
        share=round(100 * (spent[side] / both)) if both else None,
        spent=spent[side],
        frees=[_waits(item, case, now) for item in longest[:FREES]],
    )


def _spent(case: Case, facts: DigestFacts, side: Side, now: datetime) -> timedelta:
    """Of what was settled in the month, and of what still waits."""
    settled = [each.waited for each in facts.spent if each.side is side and each.closed_at > now - MONTH]
    still = [nudging.waited(item, case.relationship, now, by=side) for item in facts.open]
    return sum((*settled, *still), timedelta(0))
