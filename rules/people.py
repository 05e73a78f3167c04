"""On which side somebody is of whom nobody has said it, as far as their account tells.

What somebody said stands. Else they are of the company whose people have an address of the same domain; else, unless
they are a guest there, of the one whose home organisation they share. Where that is not exactly one of the two, a
go-between is asked, once and in private, about somebody who is there and not only spoken of; what they press is the
command `side` (rules/orders/people.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from rules.effects import Answer, Effect, KeepPerson
from rules.events import Event, MemberChanged
from rules.model import Case, Facts, Nudge, Party, Person, PersonId, Relationship, Side
from rules.owed import nudging
from rules.wording import people as wording

NAME = "people"

_ASKS = "side:"
PUBLIC_DOMAINS = frozenset(
    """
    126.com 163.com aol.com duck.com fastmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
    googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr hotmail.it icloud.com laposte.net libero.it
    live.com live.co.uk live.nl mac.com mail.com mail.ru mailbox.org me.com msn.com naver.com orange.fr outlook.com
    outlook.de outlook.fr pm.me posteo.de proton.me protonmail.com qq.com rediffmail.com rocketmail.com seznam.cz
    sina.com t-online.de tutanota.com tuta.io virgilio.it wanadoo.fr web.de wp.pl yahoo.ca yahoo.co.in yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com
    zoho.com
    """.split()
)
"""Where anybody gets an address: it tells nothing about whom they work for. The large ones; a rare one only matters
where people of one side have it, and then joins somebody to them whom their go-between can send away."""


def decide(event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
    """Whoever is met, or whose account changed: they join a side, or somebody is asked."""
    if not isinstance(event, MemberChanged):
        return ()
    person = case.relationship.people.get(event.person)
    return place_on_a_side(person, case, now, may_ask=event.present) if person else ()


def place_on_a_side(person: Person, case: Case, now: datetime, *, may_ask: bool = True) -> Iterable[Effect]:
    """Nobody before there are two sides, and nobody of whom somebody has said it."""
    relationship = case.relationship
    if not may_be_guessed(person) or not all(_people_of(side, relationship) for side in Side):
        return
    side = guessed_side(person, relationship)
    if side:
        yield KeepPerson(on_side(person, side))
    elif may_ask:
        yield from _ask_once(person, case, now)


def may_be_guessed(person: Person) -> bool:
    """On no side, and nobody has said that this is so."""
    return person.side is None and not person.kept_out


def on_side(person: Person, side: Side) -> Person:
    """From now on."""
    return replace(person, side=side, kept_out=False)


def guessed_side(person: Person, relationship: Relationship) -> Side | None:
    """The one side whose people have the same e-mail domain; else the one with the same home organisation."""
    return _only(side for side in Side if _shares_domain(person, side, relationship)) or _only(
        side for side in Side if _shares_home(person, side, relationship)
    )


def _only(found: Iterable[Side]) -> Side | None:
    sides = list(found)
    return sides[0] if len(sides) == 1 else None


def _shares_domain(person: Person, side: Side, relationship: Relationship) -> bool:
    domain = own_domain(person.facts)
    return domain is not None and any(own_domain(each.facts) == domain for each in _people_of(side, relationship))


def _shares_home(person: Person, side: Side, relationship: Relationship) -> bool:
    home = own_home(person.facts)
    return home is not None and any(own_home(each.facts) == home for each in _people_of(side, relationship))


def own_domain(facts: Facts | None) -> str | None:
    """The domain of their e-mail address where it is their company's."""
    domain = facts.domain if facts else None
    return domain if domain and domain not in PUBLIC_DOMAINS else None


def own_home(facts: Facts | None) -> str | None:
    """Their home organisation, unless they are a guest in it."""
    return facts.home if facts and not facts.guest else None


def _people_of(side: Side, relationship: Relationship) -> list[Person]:
    return [person for person in relationship.people.values() if person.side is side]


# Asking --------------------------------------------------------------------------------------------------------------


def _ask_once(person: Person, case: Case, now: datetime) -> Iterable[Effect]:
    for party in _whom_to_ask(person, case.relationship):
        asked = tuple(ask(person, party, case, now, for_both=True))
        if asked:
            yield from asked
            return


def ask(person: Person, party: Party, case: Case, now: datetime, *, for_both: bool = False) -> Iterable[Effect]:
    """Put the question into the tray of this side's go-between, with a button for each answer."""
    message = wording.whose_is(person, case.relationship)
    return nudging.note_to(party, case, now, f"{_ASKS}{person.id}", message, for_both=for_both)


def asked_about(note: Nudge) -> PersonId | None:
    """Whose side a note asks for; None for a note about anything else."""
    about = note.key.split(":", 3)[-1]  # behind "note", the relationship and whose go-between is asked
    return PersonId(about.removeprefix(_ASKS)) if about.startswith(_ASKS) else None


def is_answered(note: Nudge, relationship: Relationship) -> bool:
    """Whether somebody said meanwhile what a note asks."""
    person = relationship.people.get(asked_about(note) or PersonId(""))
    return person is not None and not may_be_guessed(person)


def _whom_to_ask(person: Person, relationship: Relationship) -> Iterator[Party]:
    """Whoever has them as a guest; else the client; else the vendor."""
    host = next((side for side in Side if _is_guest_of(person, side, relationship)), None)
    for side in dict.fromkeys((host, Side.CLIENT, Side.VENDOR)):
        if side:
            yield relationship.party(side)


def _is_guest_of(person: Person, side: Side, relationship: Relationship) -> bool:
    facts = person.facts
    if facts is None or not facts.guest or facts.home is None:
        return False
    return any(own_home(each.facts) == facts.home for each in _people_of(side, relationship))
