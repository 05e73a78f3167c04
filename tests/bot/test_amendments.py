"""Changes to who is who and to what is agreed: kept as they are, and every process reads them anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from bot import tables
from bot.ledger import Ledger, Memory
from rules.effects import (
    Effect,
    ForgetPerson,
    HavePatience,
    KeepParty,
    KeepPerson,
    KeepPlace,
    KeepProposal,
    KeepSettings,
    Listed,
    OffTheRecord,
    Undoable,
)
from rules.events import CommandGiven
from rules.model import (
    Agreement,
    Budgets,
    Claim,
    Claimed,
    GoBetween,
    Holder,
    ItemNumber,
    Kind,
    Level,
    MessageId,
    Patience,
    Person,
    PersonId,
    Place,
    Proposal,
    Relationship,
    Side,
    SideTerms,
    Turn,
)
from tests.bot.world import (
    ARUN,
    ASHA,
    BEA,
    BEN,
    HOUR,
    MONDAY,
    OURS,
    SHARED,
    TUESDAY,
    case_in,
    found_another,
    keep,
    put,
    question,
    says,
)

TERMS = SideTerms(
    "Europe/Berlin", "Mon-Thu 09:00-17:00", ("DE-BY",), MappingProxyType({Kind.QUESTION: 4 * HOUR, Kind.CONCERN: HOUR})
)


@pytest.fixture
def elsewhere(connection: Connection) -> Ledger:
    """Another process, which remembers the relationship as it was."""
    ledger = Ledger(connection, Memory())
    ledger.relationship(OURS)
    case_in(ledger)
    return ledger


def amended(connection: Connection, *effects: Effect) -> None:
    """One process carries it out."""
    put(Ledger(connection, Memory()), *effects, now=TUESDAY)


def as_seen(by: Ledger) -> Relationship:
    """In a transaction of its own, with what the process remembers."""
    return Ledger(by.connection, by.memory).relationship(OURS)


def person(by: Ledger, who: PersonId = BEA) -> Person:
    return as_seen(by).people[who]


# Kept, and read anew -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"side": Side.VENDOR},
        {"side": None},
        {"quiet": True},
        {"away_until": TUESDAY + timedelta(days=3)},
        {"away_until": TUESDAY + timedelta(days=3), "stand_in": BEN},
    ],
)
def test_a_person_is_as_they_were_kept(connection: Connection, elsewhere: Ledger, changes: dict[str, Any]) -> None:
    changed = replace(person(elsewhere), **changes)
    amended(connection, KeepPerson(changed))
    assert person(elsewhere) == changed


def test_a_person_may_have_hours_of_their_own_and_give_them_back(connection: Connection, elsewhere: Ledger) -> None:
    bea = person(elsewhere)
    amended(connection, KeepPerson(bea, hours="Mon-Wed 08:00-12:00", zone="Europe/Berlin"))
    own = person(elsewhere).calendar
    assert own
    assert (own.hours.short, str(own.zone)) == ("Mon–Wed 8–12", "Europe/Berlin")
    amended(connection, KeepPerson(bea))
    assert person(elsewhere).calendar == own
    amended(connection, KeepPerson(bea, hours="", zone=""))
    assert person(elsewhere).calendar is None


def test_a_human_who_is_away_or_quiet_is_so_in_every_relationship(connection: Connection, elsewhere: Ledger) -> None:
    """Also under another name there: they are one human."""
    other, _ = found_another(connection)
    theirs = PersonId("room:other-c")
    human = connection.scalar(select(tables.people.c.human_id).where(tables.people.c.id == BEA))
    connection.execute(update(tables.people).where(tables.people.c.id == theirs).values(human_id=human))
    assert not elsewhere.relationship(other).people[theirs].quiet
    amended(connection, KeepPerson(replace(person(elsewhere), quiet=True, away_until=TUESDAY)))
    found = Ledger(connection, elsewhere.memory).relationship(other).people[theirs]
    assert (found.quiet, found.away_until) == (True, TUESDAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"level": Level.FLAGGED},
        {"agreed": frozenset({Side.VENDOR})},
        {"agreed": frozenset[Side]()},
        {"paused": True},
        {"private_to": Side.CLIENT},
        {"name": "another name"},
    ],
)
def test_a_place_is_as_it_was_kept(connection: Connection, elsewhere: Ledger, changes: dict[str, Any]) -> None:
    changed = replace(case_in(elsewhere).place, **changes)
    amended(connection, KeepPlace(changed))
    assert case_in(Ledger(connection, elsewhere.memory)).place == changed


def test_nothing_is_heard_before_both_sides_said_yes(connection: Connection, elsewhere: Ledger) -> None:
    place: Place = case_in(elsewhere).place
    amended(connection, KeepPlace(replace(place, agreed=frozenset({Side.CLIENT}))))
    ledger = Ledger(connection, elsewhere.memory)
    said = says(BEA, "Nobody need know.")
    ledger.note(said, case_in(ledger, said))
    assert connection.execute(select(tables.heard)).all() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"live": frozenset({Side.CLIENT})},
        {"live": frozenset[Side]()},
        {"public_lines": False},
        {"paused": frozenset({Side.VENDOR})},
        {"hushed_until": TUESDAY},
        {"retention_days": 7},
        {"began_at": MONDAY - timedelta(days=1)},
    ],
)
def test_settings_are_as_they_were_kept(connection: Connection, elsewhere: Ledger, changes: dict[str, Any]) -> None:
    changed = replace(as_seen(elsewhere).settings, **changes)
    amended(connection, KeepSettings(changed))
    assert as_seen(elsewhere).settings == changed


def test_a_side_is_as_it_was_kept(connection: Connection, elsewhere: Ledger) -> None:
    named = (GoBetween(BEN, BEA), GoBetween(BEA, None, "hosting"))
    for company, contacts, sponsor in (("Contoso", named, BEN), ("Contoso Ltd", named[1:], None)):
        amended(connection, KeepParty(Side.CLIENT, company, contacts, sponsor))
        party = as_seen(elsewhere).client
        assert (party.company, set(party.go_betweens), party.sponsor) == (company, set(contacts), sponsor)
    assert as_seen(elsewhere).vendor.go_betweens == ()


# The agreement -------------------------------------------------------------------------------------------------------


def proposal(*confirmed: Side, version: int = 2, terms: SideTerms = TERMS) -> KeepProposal:
    return KeepProposal(
        Proposal(Agreement(version, terms, SideTerms(), Budgets(per_human_a_day=2)), frozenset(confirmed))
    )


def test_a_proposal_holds_once_both_sides_confirmed_it(connection: Connection, elsewhere: Ledger) -> None:
    before = as_seen(elsewhere).agreement
    for confirmed in ((), (Side.VENDOR,)):
        amended(connection, proposal(*confirmed))
        seen = as_seen(elsewhere)
        assert (seen.agreement, seen.proposed) == (before, proposal(*confirmed).proposal)
    amended(connection, proposal(Side.VENDOR, Side.CLIENT))
    seen = as_seen(elsewhere)
    assert (seen.agreement, seen.proposed) == (proposal().proposal.agreement, None)
    assert (seen.client.targets, str(seen.client.calendar.zone)) == (TERMS.targets, "Europe/Berlin")


def test_a_newer_proposal_takes_the_place_of_an_older_one(connection: Connection, elsewhere: Ledger) -> None:
    before = as_seen(elsewhere).agreement
    amended(connection, proposal(Side.VENDOR))
    amended(connection, proposal(Side.CLIENT, version=3, terms=replace(TERMS, zone="Europe/Paris")))
    seen = as_seen(elsewhere)
    assert seen.agreement == before
    assert seen.proposed
    assert (seen.proposed.agreement.version, seen.proposed.confirmed) == (3, frozenset({Side.CLIENT}))


def test_an_item_keeps_the_targets_it_was_opened_under(connection: Connection, elsewhere: Ledger) -> None:
    keep(Ledger(connection, Memory()), question())
    amended(connection, proposal(*Side))
    item = Ledger(connection, elsewhere.memory).item(OURS, ItemNumber(1))
    assert item
    assert item.targets == question().targets


# Forgetting somebody -------------------------------------------------------------------------------------------------


def everything_written(connection: Connection) -> str:
    """All that the ledger holds, but for the ids by which its rows hang together."""
    ids = {"asker_id", "person_id", "closed_by", "claimed_by", "author_id", "deputy_id", "sponsor_id", "id", "key"}
    found = []
    for table in tables.metadata.sorted_tables:
        for row in connection.execute(select(table)):
            found.append({name: value for name, value in row._mapping.items() if name not in ids})
    return str(found)


def test_a_person_who_is_forgotten_is_someone_at_their_company_everywhere(
    connection: Connection, elsewhere: Ledger
) -> None:
    ledger = Ledger(connection, Memory())
    put(ledger, KeepParty(Side.CLIENT, "Contoso", (), None))
    by_bea = Claim(Claimed.ANSWERED_ELSEWHERE, BEA, MONDAY, "I told arun on the phone")
    asked_back = Turn(MONDAY + HOUR, Holder(Side.VENDOR, ASHA), "asked back")
    passed_on = Turn(MONDAY + 2 * HOUR, Holder(Side.CLIENT, BEA), "asked back, and told", "bea's own words")
    keep(
        ledger,
        question(1, text="@bea Which region? bea knows, beatrix does not.", claim=by_bea),
        question(2, asker=BEA, asker_side=Side.CLIENT, text="Where is the contract?", holds_up="her holiday"),
        replace(question(3), turns=(*question().turns, asked_back, passed_on)),
    )
    said = says(BEA, "My number is 555")
    ledger.note(said, case_in(ledger, said))
    connection.execute(
        insert(tables.presses).values(key="press", relationship_id=OURS, person_id=BEA, action="nudge.why", at=MONDAY)
    )
    amended(connection, ForgetPerson(BEA))
    forgotten = person(elsewhere)
    assert (forgotten.name, forgotten.reachable, forgotten.side) == ("someone at Contoso", False, Side.CLIENT)
    items = [Ledger(connection, elsewhere.memory).item(OURS, ItemNumber(number)) for number in (1, 2, 3)]
    texts = [item.text if item else None for item in items]
    assert texts[:2] == ["someone at Contoso Which region? someone at Contoso knows, beatrix does not.", ""]
    written = everything_written(connection)
    gone = ["'bea'", "@bea", "bea knows", "on the phone", "contract", "her holiday", "bea's own words", "555"]
    assert [words for words in gone if words in written] == []
    (press,) = connection.execute(select(tables.presses)).all()
    assert (press.person_id, press.key, press.action) == (None, None, "nudge.why")


def test_what_others_said_and_every_figure_stays(connection: Connection, elsewhere: Ledger) -> None:
    keep(Ledger(connection, Memory()), question(1), question(2, asker=ARUN))
    amended(connection, ForgetPerson(ARUN))
    ledger = Ledger(connection, elsewhere.memory)
    assert ledger.item(OURS, ItemNumber(1)) == question(1)
    assert ledger.item(OURS, ItemNumber(2)) == question(2, asker=ARUN, text="")


# Off the record ------------------------------------------------------------------------------------------------------


def test_a_thread_off_the_record_is_dropped_and_heard_no_more(connection: Connection, elsewhere: Ledger) -> None:
    ledger, root = Ledger(connection, Memory()), MessageId("root")
    keep(ledger, question(1, thread=root, in_channel=False), question(2))
    for said in (says(ASHA, "first", id="root"), says(BEA, "second", MONDAY + HOUR, id="r1", thread="root")):
        ledger.note(said, case_in(ledger, said))
    other = says(BEA, "in the channel", MONDAY + HOUR, id="o1")
    ledger.note(other, case_in(ledger, other))
    amended(connection, OffTheRecord(SHARED, root))
    seen = Ledger(connection, elsewhere.memory)
    assert (seen.item(OURS, ItemNumber(1)), seen.item(OURS, ItemNumber(2))) == (None, question(2))
    assert list(connection.scalars(select(tables.heard.c.text))) == ["in the channel"]
    assert seen.case_for(says(BEA, "third", TUESDAY, id="r2", thread="root")) is None
    assert seen.case_for(says(BEA, "somewhere else", TUESDAY, id="x", thread="m2")) is not None
    amended(connection, OffTheRecord(SHARED, root))  # said twice


# Patience ------------------------------------------------------------------------------------------------------------


def test_whoever_said_stop_asking_is_quiet_in_every_process(connection: Connection, elsewhere: Ledger) -> None:
    amended(connection, HavePatience(person(elsewhere).human, Patience.STOP))
    assert person(elsewhere).quiet


# What only its owner sees --------------------------------------------------------------------------------------------


def commands(who: PersonId) -> CommandGiven:
    return CommandGiven(id="c", at=TUESDAY, place=SHARED, author=who, text="answered 1", message=MessageId("c"))


def test_the_last_list_and_the_way_back_are_ones_own(connection: Connection) -> None:
    ledger = Ledger(connection, Memory())
    keep(ledger, question(1), question(2))
    put(ledger, Listed(BEA, (ItemNumber(2), ItemNumber(1))), Undoable(BEA, "reopen q2"))
    hers, his = (case_in(Ledger(connection, Memory()), commands(who)) for who in (BEA, BEN))
    assert (hers.listed, hers.undo) == ((2, 1), "reopen q2")
    assert (his.listed, his.undo) == ((), None)


# Versions ------------------------------------------------------------------------------------------------------------

AMENDMENTS: dict[str, Callable[[Relationship, Place], Effect]] = {
    "person": lambda of, place: KeepPerson(of.people[BEA]),
    "place": lambda of, place: KeepPlace(place),
    "settings": lambda of, place: KeepSettings(of.settings),
    "party": lambda of, place: KeepParty(Side.CLIENT, "Contoso", (), None),
    "proposal": lambda of, place: proposal(),
    "forget": lambda of, place: ForgetPerson(BEA),
    "off the record": lambda of, place: OffTheRecord(SHARED, MessageId("m1")),
    "patience": lambda of, place: HavePatience(of.people[BEA].human, Patience.STOP),
}


@pytest.mark.parametrize("amendment", AMENDMENTS.values(), ids=AMENDMENTS.keys())
def test_every_amendment_raises_the_version_that_processes_remember_by(
    connection: Connection, elsewhere: Ledger, amendment: Callable[[Relationship, Place], Effect]
) -> None:
    version = select(tables.relationships.c.version).where(tables.relationships.c.id == OURS)
    before = connection.execute(version).scalar_one()
    amended(connection, amendment(as_seen(elsewhere), case_in(elsewhere).place))
    assert connection.execute(version).scalar_one() > before


def test_a_group_that_amends_goes_on_with_what_it_amended(connection: Connection) -> None:
    """In one transaction: what is read after the amendment is as it now is."""
    ledger = Ledger(connection, Memory())
    put(ledger, KeepSettings(replace(ledger.relationship(OURS).settings, retention_days=7)))
    assert ledger.relationship(OURS).settings.retention_days == 7
    keep(ledger, question())
    assert Ledger(connection, ledger.memory).relationship(OURS).settings.retention_days == 7
