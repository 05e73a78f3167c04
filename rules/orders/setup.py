"""From the first `setup` to an agreement that both sides confirmed, and through the dry run to the first nudge.

Who the two are (one form), what each side promises (the same form for both), one page that a go-between of each side
agrees to, and the listening notice with it. Then two weeks in which nothing is said, and both switch it on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from rules.effects import (
    Answer,
    Effect,
    KeepParty,
    KeepPerson,
    KeepPlace,
    KeepProposal,
    KeepSettings,
    Post,
    SetAlarm,
)
from rules.events import AlarmRang, ButtonPressed, FormSent
from rules.message import Form, Message
from rules.model import (
    Agreement,
    Case,
    GoBetween,
    Kind,
    Nudge,
    Party,
    Person,
    PersonId,
    Place,
    Proposal,
    Relationship,
    Side,
    SideTerms,
    State,
    Told,
)
from rules.orders import guesses
from rules.orders.guesses import LONGEST_NAME
from rules.orders.order import (
    Order,
    Outcome,
    announce,
    here,
    is_agreed,
    leave_it_to,
    may_decide,
    place_meant,
    say,
    shared_place,
    shared_places,
    speaks_for,
    who,
)
from rules.orders.people import keep_contacts, with_contact
from rules.orders.terms import keep_facts, next_version, read_holidays, with_terms
from rules.owed import moves, nudging
from rules.owed.forms import opened
from rules.owed.presses import tidied
from rules.people import on_side, place_on_a_side
from rules.record import Rounds
from rules.rhythm import digest, feedback
from rules.wording import orders as answers
from rules.wording import people as unsided
from rules.wording import setup as wording
from rules.worktime import Hours, local_date, parse_duration, say_duration

NAME = "orders"
DRY_RUN = "dry_run"
"""The subject of the alarm at the end of the dry run."""
DRY_RUN_LASTS = timedelta(days=14)
A_YEAR = timedelta(days=365)
LONGEST_FIELD = 800
"""Characters; as many as sixty single days off take."""
LONGEST_TARGET = timedelta(hours=400)
_NONE = frozenset({"none", "nobody", "-"})


# The command ---------------------------------------------------------------------------------------------------------


def setup(order: Order) -> Outcome:
    """The next step of the way, whichever that is."""
    case, relationship = order.case, order.relationship
    if not shared_places(case):
        return say(wording.invite_me_first())
    if is_agreed(case):
        return _notice_here(order) if _wants_notice(order) else _page_for(order)
    if _is_blank(relationship) or not _are_named(relationship):
        return say(wording.begin(relationship))
    side = order.me.side or _unnamed_side(relationship)
    if side is None:
        return say(wording.who_are_you())
    if not relationship.party(side).go_betweens:
        return say(wording.fill_in_yours(relationship, relationship.party(side).company))
    if not relationship.party(side.other).go_betweens:
        return say(wording.waits_for(relationship.party(side.other).company))
    return _page_for(order)


def _page_for(order: Order) -> Outcome:
    """Nobody reads what the two agreed on before they said which side they are on."""
    return agreement(order) if order.me.side else say(wording.who_are_you())


def _are_named(relationship: Relationship) -> bool:
    """Not "the client" and "the vendor", as a relationship is founded before anybody named them."""
    return all(relationship.party(side).company.casefold() not in ("", f"the {side}") for side in Side)


def _is_blank(relationship: Relationship) -> bool:
    """Nobody has said yet who the two are."""
    return all(person.side is None for person in relationship.people.values())


def _unnamed_side(relationship: Relationship) -> Side | None:
    """The one side that has not said its terms."""
    unnamed = [side for side in Side if not relationship.party(side).go_betweens]
    return unnamed[0] if len(unnamed) == 1 else None


# Who the two are -----------------------------------------------------------------------------------------------------


def begin_opened(order: Order) -> Outcome:
    """The first form, with the two names as they stand, or as accounts tell."""
    relationship = order.relationship
    if not _may_begin(order):
        yield Answer(message=wording.names_stand())
        return
    side = order.me.side
    if side and _are_named(relationship):
        named = guesses.Companies(order.party.company, order.others.company, side)
    else:
        named = guesses.companies(order.me, relationship)
    yield _open(order, wording.begin_form(_about(order), named.mine, named.other, named.side))


def _open(order: Order, form: Form) -> Answer:
    assert isinstance(order.event, ButtonPressed)
    return Answer(form=opened(form, order.event, order.relationship.operator))


def _about(order: Order) -> str:
    assert isinstance(order.event, ButtonPressed)
    return order.event.about


def begun(order: Order) -> Outcome:
    """The first form: the two names, and which is one's own."""
    if not _may_begin(order):
        yield Answer(message=wording.names_stand())
        return
    mine, other, side = (_typed(order, name) for name in ("mine", "other", "side"))
    errors = _errors_of_names(mine, other, side)
    if errors:
        yield Answer(errors=errors)
        return
    own = Side(side)
    me = on_side(order.me, own)
    yield KeepPerson(me)
    yield from _join_with(me, mine, order)
    for each, company in ((own, mine), (own.other, other)):
        party = order.relationship.party(each)
        yield KeepParty(each, company, party.go_betweens, party.sponsor)
    yield Answer(message=wording.fill_in_yours(order.relationship, mine))


def _join_with(me: Person, company: str, order: Order, besides: Collection[Person] = ()) -> Iterable[Effect]:
    """Whoever is by their account of the same company joins its side; both read how many."""
    joining = [person for person in guesses.colleagues(me, order.relationship) if person not in besides]
    yield from (KeepPerson(replace(person, side=me.side)) for person in joining)
    if joining:
        yield from announce(order, unsided.joined(company, len(joining)), about="joined")


def _may_begin(order: Order) -> bool:
    """While nobody has a side; or to mend the names, before any terms are given."""
    relationship = order.relationship
    if is_agreed(order.case) or any(relationship.party(side).go_betweens for side in Side):
        return False
    return _is_blank(relationship) or not _are_named(relationship) or order.me.side is not None


def _errors_of_names(mine: str, other: str, side: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    for field, name in (("mine", mine), ("other", other)):
        if not name:
            errors[field] = wording.write_a_name()
        elif len(name) > LONGEST_NAME:
            errors[field] = wording.shorter(LONGEST_NAME)
    if not errors and mine.casefold() == other.casefold():
        errors["other"] = wording.two_companies()
    if side not in tuple(Side):
        errors["side"] = wording.one_of_both()
    return errors


def _typed(order: Order, field: str) -> str:
    values = order.event.values if isinstance(order.event, FormSent) else {}
    return " ".join(tidied(values.get(field, "")).split())


# What each side promises ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Filled:
    """What somebody wrote for their side."""

    side: Side
    terms: SideTerms
    contact: GoBetween


def terms_opened(order: Order) -> Outcome:
    """The second form, with what stands; at first with what accounts tell."""
    side = _side_filled_in(order)
    if isinstance(side, Answer):
        yield side
        return
    relationship, terms = order.relationship, _standing_terms(order, side)
    is_guess = not relationship.party(side).go_betweens and not is_agreed(order.case)
    if is_guess:
        terms = guesses.terms(side, order.me, relationship, terms, order.case.almanac)
    contact = _standing_contact(order, side)
    filled = wording.Filled(
        relationship.party(side).company,
        terms,
        say_duration(terms.targets[Kind.QUESTION]),
        _name(contact.person, order),
        _name(contact.deputy, order),
        _days_off(terms, side, order),
    )
    yield _open(order, wording.terms_form(_about(order), filled, order.command.word))


def _side_filled_in(order: Order) -> Side | Answer:
    """For whom they fill in; or what they read if it is not theirs to do."""
    relationship = order.relationship
    side = order.me.side or (None if is_agreed(order.case) else _unnamed_side(relationship))
    if side is None or _is_blank(relationship):
        return Answer(message=wording.who_are_you())
    may = speaks_for(replace(order.me, side=side), side, relationship)
    return side if may else leave_it_to(order, side)


def _standing_terms(order: Order, side: Side) -> SideTerms:
    """As they hold; where a newer version waits for a yes, as they stand in that."""
    relationship = order.relationship
    newest = relationship.proposed.agreement if relationship.proposed else relationship.agreement
    return newest.of(side)


def _standing_contact(order: Order, side: Side) -> GoBetween:
    """The go-between of everything that has no topic; whoever fills in, where there is none."""
    contacts = order.relationship.party(side).go_betweens
    return next((each for each in contacts if each.topic is None), GoBetween(order.me.id))


def _name(person: PersonId | None, order: Order) -> str:
    return nudging.name_of(person, order.relationship) or ""


def _days_off(terms: SideTerms, side: Side, order: Order) -> wording.DaysOff:
    """What the holidays of these terms come to, within a year from today."""
    today = local_date(order.now, order.relationship.party(side).calendar)
    coming = sorted(day for day in order.case.almanac.days_off(terms.holidays) if today <= day < today + A_YEAR)
    return wording.DaysOff(len(coming), coming[0] if coming else None)


def terms_sent(order: Order) -> Outcome:
    """The second form, at setup and whenever somebody changes the page."""
    side = _side_filled_in(order)
    if isinstance(side, Answer):
        yield side
        return
    filled = _filled(order, side)
    if isinstance(filled, dict):
        yield Answer(errors=filled)
        return
    yield from _join(order, filled)
    yield from _changed(order, filled) if is_agreed(order.case) else _proposed(order, filled)


def _filled(order: Order, side: Side) -> _Filled | dict[str, str]:
    """What is written, or a sentence for each field that makes no sense."""
    errors: dict[str, str] = {}
    terms = _terms_typed(order, side, errors)
    contact = _contact_typed(order, side, errors)
    return errors or _Filled(side, terms, contact)


def _terms_typed(order: Order, side: Side, errors: dict[str, str]) -> SideTerms:
    """What is left empty stays as it is."""
    almanac, terms = order.case.almanac, _standing_terms(order, side)
    for field in ("zone", "hours", "holidays", "target"):
        text = _typed(order, field)
        try:
            if len(text) > LONGEST_FIELD:
                raise ValueError(wording.shorter(LONGEST_FIELD))
            if text and field == "zone":
                terms = replace(terms, zone=almanac.zone(text))
            elif text and field == "hours":
                terms = replace(terms, hours=str(Hours.parse(text)))
            elif text and field == "holidays":
                terms = replace(terms, holidays=() if text.casefold() in _NONE else read_holidays(text, order))
            elif text:
                terms = replace(terms, targets=_with_target(terms, parse_duration(text)))
        except ValueError as unreadable:
            errors[field] = str(unreadable)
    return terms


def _with_target(terms: SideTerms, target: timedelta) -> MappingProxyType[Kind, timedelta]:
    if not timedelta(0) < target <= LONGEST_TARGET:
        raise ValueError(wording.longer_than_nothing())
    return MappingProxyType({**terms.targets, Kind.QUESTION: target})


def _contact_typed(order: Order, side: Side, errors: dict[str, str]) -> GoBetween:
    """As typed; else as it was; else whoever fills in."""
    before = _standing_contact(order, side)
    first, second = _typed(order, "go_between"), _typed(order, "deputy")
    person = _person_typed(first, "go_between", before.person, order, side, errors)
    nobody = second.casefold() in _NONE
    deputy = None if nobody else _person_typed(second, "deputy", before.deputy, order, side, errors)
    chosen = person.id if person else before.person
    kept = before.deputy if not second and chosen == before.person else None
    if deputy and deputy.id == chosen:
        errors["deputy"] = wording.two_people()
    return GoBetween(chosen, deputy.id if deputy else kept)


def _person_typed(
    text: str, field: str, before: PersonId | None, order: Order, side: Side, errors: dict[str, str]
) -> Person | None:
    if not text or field in errors:
        return None
    # The name the form began with means who it was, whatever namesakes they have.
    is_as_before = before is not None and text == " ".join(_name(before, order).split())
    person = order.relationship.people.get(before) if before and is_as_before else who(text, order)
    if person is None:
        errors[field] = wording.nobody_called(text)
    elif person.side is side.other:
        errors[field] = wording.not_of_your_side(person.name, order.relationship.party(side).company)
    return person


def _join(order: Order, filled: _Filled) -> Iterable[Effect]:
    """Whoever fills in, and whoever is named, is of that side from now on."""
    relationship, side = order.relationship, filled.side
    named = dict.fromkeys((order.me.id, filled.contact.person, filled.contact.deputy))
    joining = [person for each in named if each and (person := relationship.people.get(each)) and person.side is None]
    yield from (KeepPerson(on_side(person, side)) for person in joining)
    if not is_agreed(order.case):
        yield from _join_with(replace(order.me, side=side), relationship.party(side).company, order, joining)
    party = relationship.party(side)
    contacts = with_contact(party, filled.contact)
    if set(contacts) != set(party.go_betweens):
        yield keep_contacts(party, contacts)


def _proposed(order: Order, filled: _Filled) -> Outcome:
    """On the way to the first agreement: a new version, which nobody has confirmed yet."""
    relationship, side = order.relationship, filled.side
    newest = relationship.proposed.agreement if relationship.proposed else relationship.agreement
    agreement = with_terms(newest, side, filled.terms, next_version(relationship))
    yield KeepProposal(Proposal(agreement))
    other = relationship.party(side.other)
    if other.go_betweens:
        yield from post_page(order, agreement, frozenset(), _with_contact(relationship, filled))
        yield Answer(message=wording.saved())
    else:
        company = relationship.party(side).company
        yield from announce(order, wording.your_turn(relationship, company, other.company))
        yield Answer(message=wording.waits_for(other.company))


def _changed(order: Order, filled: _Filled) -> Outcome:
    """A side's own facts hold at once; a target waits for the other side's yes."""
    relationship, side = order.relationship, filled.side
    now = relationship.agreement.of(side)
    newest = relationship.proposed.agreement if relationship.proposed else relationship.agreement
    facts: list[Effect] = []
    said: list[Message] = []
    if replace(filled.terms, targets=now.targets) != now:
        facts = list(keep_facts(relationship, side, filled.terms))
        yield from facts
        said.append(_facts_said(relationship, side, filled.terms))
    if filled.contact not in relationship.party(side).go_betweens:
        said.append(_contact_said(relationship, side, filled.contact))
    if said:
        yield from announce(order, Message(tuple(part for message in said for part in message.parts)))
    if filled.terms.targets == newest.of(side).targets:
        yield Answer(message=wording.saved_facts() if facts else wording.saved_contacts())
        return
    agreement = with_terms(newest, side, filled.terms, next_version(relationship) + len(facts))
    yield KeepProposal(Proposal(agreement, frozenset({side})))
    yield from post_page(order, agreement, frozenset({side}), _with_contact(relationship, filled))
    yield Answer(message=wording.saved())


def _facts_said(relationship: Relationship, side: Side, terms: SideTerms) -> Message:
    company = relationship.party(side).company
    hours = answers.side_hours(company, f"{Hours.parse(terms.hours).short} ({terms.zone})")
    return Message((*hours.parts, *answers.side_holidays(company, terms.holidays).parts))


def _contact_said(relationship: Relationship, side: Side, contact: GoBetween) -> Message:
    name = nudging.name_of(contact.person, relationship) or ""
    deputy = nudging.name_of(contact.deputy, relationship)
    return answers.contact_kept(relationship.party(side).company, name, deputy, contact.topic)


def _with_contact(relationship: Relationship, filled: _Filled) -> Relationship:
    """As it is once this is kept, for the page to name the right people."""
    party = relationship.party(filled.side)
    changed = replace(party, go_betweens=with_contact(party, filled.contact))
    client = filled.side is Side.CLIENT
    return replace(relationship, client=changed) if client else replace(relationship, vendor=changed)


# The page ------------------------------------------------------------------------------------------------------------


def agreement(order: Order) -> Outcome:
    """The page that holds, and the one that waits for a yes."""
    relationship, waits = order.relationship, order.relationship.proposed
    shown: list[Message] = []
    if is_agreed(order.case):
        shown.append(page(order, relationship, relationship.agreement, frozenset(Side), may_change=waits is None))
    if waits and all(relationship.party(side).go_betweens for side in Side):
        shown += [wording.another_waits()] if shown else []
        shown.append(page(order, relationship, waits.agreement, waits.confirmed))
    yield from say(Message(tuple(part for message in shown or [wording.no_agreement()] for part in message.parts)))


def page(
    order: Order,
    relationship: Relationship,
    agreement: Agreement,
    confirmed: frozenset[Side],
    *,
    may_change: bool = True,
) -> Message:
    """The agreement for people to read; with *We agree* until both did."""
    pages = [_side_page(order, relationship, agreement, side, side in confirmed) for side in Side]
    return wording.agreement(
        relationship,
        agreement.version,
        pages,
        shared_places(order.case),
        agreement.judge,
        may_agree=confirmed != frozenset(Side),
        may_change=may_change,
    )


def _side_page(
    order: Order, relationship: Relationship, agreement: Agreement, side: Side, confirmed: bool
) -> wording.SidePage:
    party = relationship.party(side)
    first = next((each for each in party.go_betweens if each.topic is None), None)
    return wording.SidePage(
        side,
        party.company,
        agreement.of(side),
        nudging.name_of(first.person if first else None, relationship),
        nudging.name_of(first.deputy if first else None, relationship),
        confirmed,
        _days_off(agreement.of(side), side, order),
    )


def post_page(
    order: Order, agreement: Agreement, confirmed: frozenset[Side], relationship: Relationship
) -> Iterator[Effect]:
    """Pinned where both sides read it."""
    place = shared_place(order.case)
    if place:
        yield Post(
            key=f"agreement:{relationship.id}:{agreement.version}",
            place=place.id,
            message=page(order, relationship, agreement, confirmed),
            pin=True,
        )


def confirmed(order: Order) -> Outcome:
    """*We agree*, by a go-between; the notice is agreed with it."""
    waits = order.relationship.proposed
    version = order.subject.removeprefix("agreement:")
    if not may_decide(order):
        yield leave_it_to(order)
    elif waits and version == str(waits.agreement.version):
        yield from _confirm(order, waits)
    else:
        holds = version == str(order.relationship.agreement.version) and is_agreed(order.case)
        yield Answer(message=wording.holds_already() if holds else wording.stale())


def _confirm(order: Order, waits: Proposal) -> Outcome:
    if order.side in waits.confirmed:
        yield Answer(message=wording.agreed_already(order.party.company, order.others.company))
        return
    yes = waits.confirmed | {order.side}
    yield KeepProposal(Proposal(waits.agreement, yes))
    yield from (KeepPlace(replace(place, agreed=place.agreed | yes)) for place in _still_to_agree(order, yes))
    both = yes == frozenset(Side)
    if both:
        yield from _begin(order) if not is_agreed(order.case) else _go_on(order, waits.agreement)
    card = page(order, order.relationship, waits.agreement, yes)
    said = wording.agreed_by_both() if both else wording.agreed(order.others.company)
    yield Answer(message=said, card=card)


def _still_to_agree(order: Order, yes: frozenset[Side]) -> list[Place]:
    return [place for place in shared_places(order.case) if not yes <= place.agreed]


def _begin(order: Order) -> Iterable[Effect]:
    """The first agreement: from now on it listens, and for two weeks it says nothing."""
    until = order.at + DRY_RUN_LASTS
    yield KeepSettings(replace(order.relationship.settings, began_at=order.at, live=frozenset()))
    yield SetAlarm(NAME, DRY_RUN, until)
    yield from announce(order, wording.begins(order.relationship, until, order.calendar))
    for person in order.relationship.people.values():
        if person.facts:
            yield from place_on_a_side(person, order.case, order.now)


def _go_on(order: Order, agreement: Agreement) -> Iterable[Effect]:
    yield from announce(order, wording.holds_from_now(agreement.version))


# The notice of one more place ----------------------------------------------------------------------------------------


def _wants_notice(order: Order) -> bool:
    place = here(order.case)
    return place is not None and place.private_to is None and place.agreed != frozenset(Side)


def _notice_here(order: Order) -> Outcome:
    """Asked for by a go-between, in the place it is about."""
    place = here(order.case)
    assert place
    if not may_decide(order):
        yield leave_it_to(order) if order.me.side else Answer(message=wording.who_are_you())
        return
    yield from announce(order, wording.listening_notice(order.relationship, place), place, pin=True)
    yield Answer(message=wording.notice_posted())


def notice_agreed(order: Order) -> Outcome:
    """*Yes* to the notice of a place, by a go-between of each side."""
    place = place_meant(order.subject.removeprefix("notice:"), order)
    if place is None or place.private_to is not None:
        yield from say(answers.say_it_there())
    elif not may_decide(order):
        yield leave_it_to(order)
    elif order.side in place.agreed:
        yield from say(answers.so_already())
    else:
        agreed = replace(place, agreed=place.agreed | {order.side})
        yield KeepPlace(agreed)
        if agreed.agreed == frozenset(Side):
            yield from announce(order, wording.listens_now(agreed), place)
        both = agreed.agreed == frozenset(Side)
        yield Answer(message=wording.listens_now(agreed) if both else wording.notice_noted(order.others.company))


# The dry run ---------------------------------------------------------------------------------------------------------


def switched_on(order: Order) -> Outcome:
    """*Switch on*, by a go-between of each side."""
    settings = order.relationship.settings
    if not may_decide(order):
        yield leave_it_to(order)
    elif not is_agreed(order.case):
        yield from say(wording.no_run_yet())
    elif order.side in settings.live:
        yield from say(wording.switched_on_already())
    else:
        live = settings.live | {order.side}
        yield KeepSettings(replace(settings, live=live))
        both = live == frozenset(Side)
        if both:
            yield from announce(order, wording.live())
            yield from digest.begin(order.case, order.now)
            yield from feedback.schedule(order.relationship, order.case.rounds or Rounds(), order.now)
            for item in order.case.owed:
                if item.state is State.OPEN:
                    yield from moves.begin_anew(item, order.case)
        yield Answer(message=wording.live() if both else wording.switched_on(order.others.company))


def dry_run_over(event: AlarmRang, case: Case, now: datetime) -> Iterable[Effect]:
    """To each side's go-between a report of their own side, and the button that switches it on."""
    if case.relationship.settings.is_live:
        return
    for side in Side:
        party = case.relationship.party(side)
        yield from nudging.note_to(party, case, now, f"{DRY_RUN}:{event.at.date()}", _report(party, case))


def _report(party: Party, case: Case) -> Message:
    own = [nudge for nudge in case.nudges if _side_of(nudge, case.relationship) is party.side]
    private = [nudge for nudge in own if nudge.why not in (Told.LINE, Told.NOTE)]
    lines = [nudge for nudge in own if nudge.why is Told.LINE]
    labels = [f"{Kind.QUESTION.value[0]}{number}" for number in sorted({nudge.item for nudge in own if nudge.item})]
    return wording.dry_run_report(
        case.relationship, party.company, len(private), len(lines), labels, DRY_RUN_LASTS.days
    )


def _side_of(nudge: Nudge, relationship: Relationship) -> Side | None:
    """Whose ball it was; of a third party: whose person follows it up."""
    return nudge.side or (relationship.side_of(nudge.person) if nudge.person else None)
