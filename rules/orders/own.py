"""Commands about what is kept: `my data`, `export`, `forget`.

An export is the same for both sides and holds no figure by person. Whoever is forgotten is "someone at Contoso"
everywhere from then on; only they themselves or their own side's go-between may ask for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from rules.effects import Answer, ForgetPerson, KeepParty, Undoable
from rules.model import Item, Kind, Party, Person, PersonId, Relationship, Side, SideTerms
from rules.orders import deeds
from rules.orders.order import Order, Outcome, leave_it_to, say, shared_places, speaks_for, visible, who
from rules.owed import nudging
from rules.record import Round
from rules.wording import orders as wording
from rules.wording.deeds import standing_no_suggestions
from rules.wording.feedback import you_answered_round
from rules.wording.lists import run_by

FORGET = "forget:"


# My data -------------------------------------------------------------------------------------------------------------


def data(order: Order) -> Outcome:
    """What is held about whoever asks, and about nobody else."""
    mine = visible(order.case)
    asked = [item.label for item in mine if order.is_me(item.asker)]
    held = [
        item.label
        for item in mine
        if order.is_me(item.closed_by) or any(order.is_me(turn.holder.person) for turn in item.turns)
    ]
    company = order.party.company if order.me.side else None
    relationship = order.relationship
    yield from say(
        wording.my_data(
            order.me.name,
            company,
            list(_standing(order)),
            asked,
            held,
            deeds.held(order),
            relationship.settings.retention_days,
            run_by(relationship),
        )
    )


def _standing(order: Order) -> Iterator[str]:
    me = order.me
    if me.facts and (said := wording.standing_account(me.facts)):
        yield said
    if me.calendar:
        yield wording.standing_hours(me.calendar)
    if me.away_until and me.is_away(order.now) and me.side:
        yield wording.standing_away(me.away_until, order.calendar)
    if me.quiet:
        yield wording.standing_quiet()
    if me.no_suggestions:
        yield standing_no_suggestions()
    if order.case.rounds and order.case.rounds.open and order.case.rounds.mine:
        yield you_answered_round(order.case.rounds.open.number)


# Export --------------------------------------------------------------------------------------------------------------


def export(order: Order) -> Outcome:
    """Everything both sides can see, in the same words for both."""
    items = visible(order.case)
    text = json.dumps(_document(items, order), ensure_ascii=False, indent=2)
    yield Answer(message=wording.export(len(items)), file=(_file_name(order.relationship), f"{text}\n"))


def _file_name(relationship: Relationship) -> str:
    names = (relationship.client.company, relationship.vendor.company)
    words = [re.sub(r"\W+", "-", name.casefold()).strip("-")[:40] or "company" for name in names]
    return f"{words[0]}-{words[1]}.json"


def _document(items: tuple[Item, ...], order: Order) -> dict[str, Any]:
    relationship = order.relationship
    return {
        "companies": {side.value: relationship.party(side).company for side in Side},
        "operator": relationship.operator,
        "exported_at": order.now.isoformat(),
        "agreement": _agreement(relationship),
        "places": [{"name": place.name, "listening": place.hears.value} for place in shared_places(order.case)],
        "items": [_item(item, relationship, order.now) for item in sorted(items, key=lambda item: item.number)],
        **deeds.exported(order),
        "rounds": [_round(found) for found in (order.case.rounds.results if order.case.rounds else ())],
    }


def _round(found: Round) -> dict[str, Any]:
    """What both companies were shown of it and is still kept."""
    return {
        "round": found.number,
        "opened_at": found.opened_at.isoformat(),
        "revealed_at": _when(found.revealed_at),
        "scores": {
            side.value: {"answers": each.answers, "means": {name: round(mean, 2) for name, mean in each.means.items()}}
            for side, each in found.scores.items()
        },
        "asked_to_change": [
            {
                "of": change.owner.value,
                "words": change.text,
                "taken_on": change.taken,
                "promise": f"{Kind.PROMISE.value[0]}{change.item}" if change.item else None,
            }
            for change in found.changes
        ],
    }


def _agreement(relationship: Relationship) -> dict[str, Any]:
    agreement = relationship.agreement
    terms = {side.value: _terms(agreement.of(side)) for side in Side}
    judge = {"judge": agreement.judge} if agreement.judge else {}
    return {"version": agreement.version, **terms, **judge}


def _terms(terms: SideTerms) -> dict[str, Any]:
    return {
        "zone": terms.zone,
        "hours": terms.hours,
        "holidays": list(terms.holidays),
        "targets_in_hours": {kind.value: _hours(target) for kind, target in terms.targets.items()},
    }


def _item(item: Item, relationship: Relationship, now: datetime) -> dict[str, Any]:
    return {
        "item": item.label,
        "kind": item.kind.value,
        "asked_by": _named(None if item.unnamed else item.asker, item.asker_side, relationship),
        "asked_at": _when(item.opened_at),
        "words": item.text,
        "topic": item.topic,
        "work_stops_on": item.blocked_on.isoformat() if item.blocked_on else None,
        "holds_up": item.holds_up or None,
        "wanted_by": _when(item.wanted_by),
        "promised_for": _when(item.promised_for),
        "state": item.state.value,
        "settled_at": _when(item.closed_at),
        "settled_by": nudging.name_of(item.closed_by, relationship),
        "history": [
            {
                "at": _when(turn.at),
                "with": turn.holder.third_party or _named(turn.holder.person, turn.holder.side, relationship),
                "why": turn.reason,
            }
            for turn in item.turns
        ],
        "waited_in_working_hours": {
            side.value: _hours(nudging.waited(item, relationship, now, by=side)) for side in Side
        },
    }


def _named(person: PersonId | None, side: Side | None, relationship: Relationship) -> Mapping[str, str | None]:
    company = relationship.party(side).company if side else None
    return {"person": nudging.name_of(person, relationship), "company": company}


def _when(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _hours(amount: timedelta) -> float:
    return round(amount / timedelta(hours=1), 2)


# Forgetting ----------------------------------------------------------------------------------------------------------


def forget(order: Order) -> Outcome:
    """Asks first: it cannot be taken back."""
    person = who(order.rest, order) if order.rest else None
    if person is None:
        yield from say(wording.nobody_called(order.rest) if order.rest else wording.not_understood("forget me|@name"))
    elif not _may_forget(person, order):
        yield _whose_to_forget(person, order)
    else:
        about = f"{order.relationship.id}:{FORGET}{person.id}"
        yield from say(wording.forget_first(person.name, _company(person, order), about, person.id == order.me.id))


def _may_forget(person: Person, order: Order) -> bool:
    if person.human == order.me.human:
        return True
    return person.side is not None and speaks_for(order.me, person.side, order.relationship)


def _whose_to_forget(person: Person, order: Order) -> Answer:
    if person.side is None:
        return Answer(message=wording.only_they_themselves(person.name))
    return leave_it_to(order, person.side)


def _company(person: Person, order: Order) -> str | None:
    return order.relationship.party(person.side).company if person.side else None


def forget_confirmed(order: Order) -> Outcome:
    """The button: who may is asked again."""
    subject = order.subject
    person = order.relationship.people.get(PersonId(subject.removeprefix(FORGET)))
    if person is None or not subject.startswith(FORGET):
        yield from say(wording.so_already())
    elif not _may_forget(person, order):
        yield _whose_to_forget(person, order)
    else:
        yield from (_without(party, person) for party in _parties(person, order))
        yield ForgetPerson(person.id, by_themselves=person.human == order.me.human)
        yield Undoable(order.me.id, "")
        done = wording.forgotten(_company(person, order))
        yield Answer(message=done, card=done)


def _parties(person: Person, order: Order) -> list[Party]:
    """Those whose contact they are."""
    both = (order.relationship.client, order.relationship.vendor)
    return [
        party
        for party in both
        if party.sponsor == person.id or any(person.id in (each.person, each.deputy) for each in party.go_betweens)
    ]


def _without(party: Party, person: Person) -> KeepParty:
    """A deputy takes their place."""
    kept = [
        replace(each, person=each.deputy, deputy=None) if each.person == person.id and each.deputy else each
        for each in party.go_betweens
        if each.person != person.id or each.deputy
    ]
    contacts = tuple(replace(each, deputy=None) if each.deputy == person.id else each for each in kept)
    return KeepParty(party.side, party.company, contacts, None if party.sponsor == person.id else party.sponsor)
