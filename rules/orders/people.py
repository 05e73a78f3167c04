"""Commands about people: which side they are on, whom to turn to, who is away, who wants to be left alone.

One's side is one's own to say. For others the go-between of the side says it; of somebody who is on the other side,
that side's go-between lets them go first. Both sides read it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from rules import people as asking
from rules.dates import opening, read_moment
from rules.effects import Answer, Effect, KeepParty, KeepPerson, KeepPlace, KeepSettings
from rules.model import GoBetween, Party, Person, PersonId, Place, Side
from rules.orders import lists
from rules.orders.order import (
    Order,
    Outcome,
    announce,
    echo,
    first_contacts,
    leave_it_to,
    may_decide,
    place_meant,
    say,
    speaks_for,
    still_open,
    who,
)
from rules.owed import nudging
from rules.wording import orders as wording
from rules.wording import people as unsided

LONGEST_TOPIC = 40
NOBODY = frozenset({"none", "nobody", "off"})
USAGE = "people go-between @name [+topic billing] [+deputy @name]"


# Who is who ----------------------------------------------------------------------------------------------------------


def people(order: Order) -> Outcome:
    """Shows everybody; or names one's own side's go-between or sponsor."""
    word, _, rest = order.rest.partition(" ")
    match word.casefold():
        case "":
            return say(lists.people(order))
        case "go-between" | "gobetween" | "contact":
            return _name_contact(order, rest)
        case "sponsor":
            return _name_sponsor(order, rest)
        case _:
            return say(wording.not_understood(USAGE))


def _name_contact(order: Order, rest: str) -> Outcome:
    if not may_decide(order):
        yield leave_it_to(order)
        return
    topic = " ".join(order.command.options.get("topic", "").split())[:LONGEST_TOPIC] or None
    if rest.casefold() in NOBODY:
        yield from _drop_contact(order, topic)
        return
    person, deputy = who(rest, order), _deputy(order)
    if person is None or isinstance(deputy, str):
        yield from say(wording.nobody_called(rest if person is None else str(deputy)))
        return
    strangers = [each for each in (person, deputy) if each and each.side is order.side.other]
    if strangers:
        yield from say(wording.not_of_your_side(strangers[0].name, order.party.company))
    elif deputy and deputy.human == person.human:
        yield from say(wording.two_people())
    else:
        yield from _keep_contact(order, GoBetween(person.id, deputy.id if deputy else None, topic))


def _deputy(order: Order) -> Person | str | None:
    """The text where it names nobody."""
    text = order.command.options.get("deputy")
    if text is None or text.casefold() in NOBODY:
        return None
    return who(text, order) or text or "+deputy"


def _keep_contact(order: Order, named: GoBetween) -> Outcome:
    yield from joining(order, named)
    yield keep_contacts(order.party, with_contact(order.party, named))
    name = nudging.name_of(named.person, order.relationship) or ""
    deputy = nudging.name_of(named.deputy, order.relationship)
    said = wording.contact_kept(order.party.company, name, deputy, named.topic)
    yield from announce(order, said)
    yield from echo(order, said, _contact_as_before(order.party, named.topic) if _may_still(order, named) else "")


def _may_still(order: Order, named: GoBetween) -> bool:
    """Whether whoever named them may decide afterwards: until somebody is named, anyone of the side may."""
    known = bool(first_contacts(order.relationship, order.side))
    return known or order.is_me(named.person) or order.is_me(named.deputy)


def _drop_contact(order: Order, topic: str | None) -> Outcome:
    kept = tuple(each for each in order.party.go_betweens if each.topic != topic)
    if kept == order.party.go_betweens:
        yield from say(wording.so_already())
        return
    yield keep_contacts(order.party, kept)
    said = wording.contact_dropped(order.party.company, topic)
    yield from announce(order, said)
    yield from echo(order, said, _contact_as_before(order.party, topic))


def joining(order: Order, named: GoBetween, side: Side | None = None) -> Outcome:
    """Whoever is on no side joins the side whose contact they are."""
    for each in (named.person, named.deputy):
        person = order.relationship.people.get(each) if each else None
        if person and person.side is None:
            yield KeepPerson(asking.on_side(person, side or order.side))


def with_contact(party: Party, named: GoBetween) -> tuple[GoBetween, ...]:
    """One for each topic."""
    return (*(each for each in party.go_betweens if each.topic != named.topic), named)


def keep_contacts(party: Party, contacts: tuple[GoBetween, ...]) -> KeepParty:
    return KeepParty(party.side, party.company, contacts, party.sponsor)


def _contact_as_before(party: Party, topic: str | None) -> str:
    about = f" +topic {topic}" if topic else ""
    for each in party.go_betweens:
        if each.topic == topic:
            return f"people go-between @{each.person}{about}{f' +deputy @{each.deputy}' if each.deputy else ''}"
    return f"people go-between none{about}"


def _name_sponsor(order: Order, rest: str) -> Outcome:
    """Nobody is told: whoever wants to know asks `people`."""
    if not may_decide(order):
        yield leave_it_to(order)
        return
    person = None if rest.casefold() in NOBODY else who(rest, order)
    if person is None and rest.casefold() not in NOBODY:
        yield from say(wording.nobody_called(rest or "@"))
        return
    if person and person.side is order.side.other:
        yield from say(wording.not_of_your_side(person.name, order.party.company))
        return
    if person and person.side is None:
        yield KeepPerson(asking.on_side(person, order.side))
    party = order.party
    yield KeepParty(party.side, party.company, party.go_betweens, person.id if person else None)
    before = f"@{party.sponsor}" if party.sponsor else "none"
    yield from echo(
        order, wording.sponsor_kept(party.company, person.name if person else None), f"people sponsor {before}"
    )


# Sides ---------------------------------------------------------------------------------------------------------------


def side(order: Order) -> Outcome:
    """`side client` of oneself, `side @who vendor` of somebody else."""
    named, _, last = order.rest.rpartition(" ")
    wanted = _side_called(last, order)
    if wanted is None and last.casefold() not in NOBODY:
        yield from say(wording.not_understood("side @name client|vendor"))
        return
    person = who(named, order) if named else order.me
    if person is None:
        yield from say(wording.nobody_called(named))
    else:
        yield from _put(order, person, wanted)


def side_pressed(order: Order) -> Outcome:
    """The answer to "of which company are they?" does what `side` does; the other's go-between is asked in turn."""
    person = order.relationship.people.get(PersonId(order.subject.removeprefix("side:")))
    wanted = next((each for each in Side if order.command.word == f"side.{each}"), None)
    if person is None or not order.subject.startswith("side:"):
        yield from say(wording.so_already())
        return
    asked: list[Effect] = []
    if wanted and person.side is None and not speaks_for(order.me, wanted, order.relationship):
        asked = list(asking.ask(person, order.relationship.party(wanted), order.case, order.now))
    if wanted and asked:
        yield from asked
        yield Answer(message=unsided.passed_on(order.relationship.party(wanted).company))
    else:
        yield from _put(order, person, wanted)


def _put(order: Order, person: Person, wanted: Side | None) -> Outcome:
    """On that side; or (None) on neither."""
    if wanted is None and person.side is None:
        yield from _of_neither(order, person)
    elif wanted is None:
        yield from _leave(order, person, None)
    elif person.side is wanted:
        company = order.relationship.party(wanted).company
        yield from say(wording.sided_already(person.name, company, person.id == order.me.id))
    elif person.side is None:
        yield from _join(order, person, wanted)
    else:
        yield from _leave(order, person, wanted)


def _side_called(word: str, order: Order) -> Side | None:
    folded = word.casefold()
    companies = {order.relationship.party(each).company.casefold(): each for each in Side}
    return next((each for each in Side if each.value == folded), None) or companies.get(folded)


def _join(order: Order, person: Person, wanted: Side) -> Outcome:
    yourself = person.id == order.me.id
    may = speaks_for(order.me, wanted, order.relationship)
    if not may and (not yourself or _stood_on(wanted.other, order)):
        yield leave_it_to(order, wanted)
        return
    company = order.relationship.party(wanted).company
    yield KeepPerson(asking.on_side(person, wanted))
    yield from announce(order, wording.sided_announced(person.name, company))
    yield from echo(order, wording.sided(person.name, company, yourself), f"side @{person.id} none")


def _of_neither(order: Order, person: Person) -> Outcome:
    """They were on no side, and now somebody says so: their account has no say in it any more."""
    yourself = order.is_me(person.id)
    if person.kept_out:
        yield from say(wording.so_already())
    elif not yourself and not may_decide(order):
        yield leave_it_to(order, order.me.side or Side.CLIENT)
    else:
        yield KeepPerson(replace(person, kept_out=True))
        yield from echo(order, unsided.of_neither(person.name), "")


def _stood_on(side: Side, order: Order) -> bool:
    """Whether something is open that they asked, or were asked, on that side: nobody changes over to settle it."""
    return any(
        (item.asker_side is side and order.is_me(item.asker))
        or any(turn.holder.side is side and order.is_me(turn.holder.person) for turn in item.turns)
        for item in still_open(order.case)
    )


def _leave(order: Order, person: Person, to: Side | None) -> Outcome:
    """Their present side lets them go; whoever takes them, or they themselves, says the rest."""
    assert person.side
    party = order.relationship.party(person.side)
    yourself = person.id == order.me.id
    if not speaks_for(order.me, person.side, order.relationship) and not (yourself and to is None):
        names = [each.name for each in first_contacts(order.relationship, person.side)]
        command = f"side @{person.name} {(to.value if to else 'none')}"
        yield from say(wording.contested(person.name, party.company, names, command))
        return
    yield KeepPerson(replace(person, side=None, kept_out=True))
    yield from announce(order, wording.sided_announced(person.name, None))
    company = order.relationship.party(to).company if to else None
    yield from echo(order, wording.unsided(person.name, company), f"side @{person.id} {person.side.value}")


# Away ----------------------------------------------------------------------------------------------------------------


def away(order: Order) -> Outcome:
    """Until when, and who answers instead."""
    rest = order.rest.casefold()
    if rest in ("off", "back", "none"):
        yield KeepPerson(replace(order.me, away_until=None, stand_in=None))
        yield from echo(order, wording.back(), _away_as_before(order))
        return
    if not rest:
        until = order.me.away_until if order.me.is_away(order.now) else None
        yield from say(wording.away_now(until, order.calendar))
        return
    deputy = _deputy(order)
    if isinstance(deputy, str):
        yield from say(wording.nobody_called(deputy))
        return
    if deputy and deputy.side is not order.side:
        yield from say(wording.not_of_your_side(deputy.name, order.party.company))
        return
    if deputy and deputy.human == order.me.human:
        yield from say(wording.two_people())
        return
    yield from _go_away(order, deputy)


def _go_away(order: Order, deputy: Person | None) -> Outcome:
    try:
        moment = read_moment(order.rest, order.at, order.calendar)
        until = moment.at if moment.timed else opening(moment.day, order.at, order.calendar)
    except ValueError as unreadable:
        yield from say(wording.cannot_read(str(unreadable)))
        return
    yield KeepPerson(replace(order.me, away_until=until, stand_in=deputy.id if deputy else None))
    said = wording.away(until, deputy.name if deputy else None, order.calendar)
    yield from echo(order, said, _away_as_before(order))


def _away_as_before(order: Order) -> str:
    me = order.me
    if me.away_until is None or not me.is_away(order.at):
        return "away off"
    deputy = f" +deputy @{me.stand_in}" if me.stand_in else ""
    return f"away until {local_moment(me.away_until, order)}{deputy}"


def local_moment(at: datetime, order: Order) -> str:
    """As `dates.read_moment` reads it back."""
    return f"{at.astimezone(order.calendar.zone):%Y-%m-%d %H:%M}"


# Quiet and paused ----------------------------------------------------------------------------------------------------


def quiet(order: Order) -> Outcome:
    """Ends private messages to whoever says it; nobody says it for somebody else."""
    rest = order.rest.casefold()
    if rest in ("off", "end"):
        return _set_quiet(order, False)
    return _set_quiet(order, True) if rest in ("", "me") else say(wording.only_yourself())


def pause(order: Order) -> Outcome:
    return _pause(order, True)


def resume(order: Order) -> Outcome:
    return _pause(order, False)


def _pause(order: Order, on: bool) -> Outcome:
    what = re.sub(r"^(my|our) (company|side)$", "my side", order.rest.casefold())
    if what in ("", "me"):
        return _set_quiet(order, on)
    if order.me.side is None:
        return say(wording.no_side())
    if what in ("my side", "side"):
        return _pause_side(order, on)
    place = place_meant(order.rest, order)
    if place or what == "here":
        return _pause_place(order, place, on)
    return say(wording.not_understood(f"{order.command.word} [me|my side|here]"))


def _set_quiet(order: Order, on: bool) -> Outcome:
    if order.me.quiet is on:
        yield from say(wording.so_already())
        return
    yield KeepPerson(replace(order.me, quiet=on))
    yield from echo(order, wording.quieted() if on else wording.resumed(), "resume me" if on else "quiet me")


def _pause_side(order: Order, on: bool) -> Outcome:
    settings = order.relationship.settings
    if not may_decide(order):
        yield leave_it_to(order)
        return
    if (order.side in settings.paused) is on:
        yield from say(wording.so_already())
        return
    paused = settings.paused | {order.side} if on else settings.paused - {order.side}
    yield KeepSettings(replace(settings, paused=paused))
    said = (wording.side_paused if on else wording.side_resumed)(order.party.company)
    yield from announce(order, said)
    yield from echo(order, said, "resume my side" if on else "pause my side")


def _pause_place(order: Order, place: Place | None, on: bool) -> Outcome:
    if place is None or place.private_to is not None:
        yield from say(wording.say_it_there())
    elif not may_decide(order):
        yield leave_it_to(order)
    elif place.paused is on:
        yield from say(wording.so_already())
    else:
        yield KeepPlace(replace(place, paused=on))
        said = (wording.place_paused if on else wording.place_resumed)(place, order.party.company)
        yield from announce(order, said, place)
        yield from echo(order, said, f"{'resume' if on else 'pause'} {place.id}")
