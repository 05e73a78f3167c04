"""What the ledger keeps of people and places as their platform describes them, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from bot import tables
from bot.handler import take
from bot.ledger import Ledger, Memory
from rules.effects import ForgetPerson
from rules.engine import Decision
from rules.events import CommandGiven, Event, MemberChanged, PlaceChanged, Reacted
from rules.model import Facts, MessageId, PersonId, Place, PlaceId, RelationshipId, Said, Side
from tests.bot.world import (
    ASHA,
    BEA,
    BEN,
    HOUR,
    MONDAY,
    OURS,
    SHARED,
    asks,
    found_another,
    says,
    tell,
)

DANA = PersonId("room:U7")
MOVED, NEW = PlaceId("room:moved"), PlaceId("room:new")
FACTS = Facts("Dana Diaz", "T2", "Contoso", "con.example", False, "Europe/Berlin")


@pytest.fixture
def ledger(connection: Connection) -> Ledger:
    return Ledger(connection, Memory())


def met(who: PersonId = DANA, facts: Facts = FACTS, place: PlaceId | None = SHARED, id: str = "m") -> MemberChanged:
    return MemberChanged(id=id, at=MONDAY, person=who, facts=facts, place=place)


def happen(ledger: Ledger, event: Event) -> Decision | None:
    decision = take(ledger, event, MONDAY, "Northwind")
    assert decision is None or not decision.faults
    ledger.finish()
    return decision


def person(ledger: Ledger, who: PersonId = DANA, of: RelationshipId = OURS) -> Any:
    return ledger.relationship(of).people.get(who)


def all_rows(ledger: Ledger, table: Any) -> list[Any]:
    return list(ledger.connection.execute(select(table)))


# People --------------------------------------------------------------------------------------------------------------


def test_whoever_is_met_in_a_heard_shared_place_is_kept_with_what_their_platform_says(ledger: Ledger) -> None:
    happen(ledger, met())
    assert (person(ledger).name, person(ledger).facts) == ("Dana Diaz", FACTS)


@pytest.mark.parametrize(
    "changes", [{"private_to": "vendor"}, {"client_agreed": False}, {"level": "off"}], ids=["private", "notice", "off"]
)
def test_of_a_stranger_anywhere_else_nothing_is_kept(ledger: Ledger, changes: dict[str, Any]) -> None:
    ledger.connection.execute(update(tables.places).values(changes))
    people, seen = all_rows(ledger, tables.people), all_rows(ledger, tables.seen)
    for place in (SHARED, PlaceId("room:elsewhere"), None):
        assert happen(ledger, met(place=place)) is None
    assert (all_rows(ledger, tables.people), all_rows(ledger, tables.seen)) == (people, seen)


def test_of_whoever_belongs_to_a_relationship_it_is_kept_wherever_they_are_met(ledger: Ledger) -> None:
    happen(ledger, met(BEA, Facts("Bea B.", "T2"), place=PlaceId("room:elsewhere")))
    happen(ledger, met(ASHA, Facts("Asha A.", zone="Asia/Kolkata"), place=None))
    assert (person(ledger, BEA).name, person(ledger, BEA).facts.home) == ("Bea B.", "T2")
    assert person(ledger, ASHA).facts.zone == "Asia/Kolkata"


def test_a_name_that_was_only_an_id_becomes_the_real_one_wherever_it_is_read(ledger: Ledger) -> None:
    happen(ledger, says(DANA, "Good morning"))
    assert person(ledger).name == "U7"
    of, place = found_another(ledger.connection)
    happen(ledger, replace(says(DANA, "Good morning", id="other"), place=place))
    happen(ledger, met())
    assert {person(ledger, of=each).name for each in (OURS, of)} == {"Dana Diaz"}


def test_the_same_again_changes_nothing_and_something_new_replaces_it(ledger: Ledger) -> None:
    happen(ledger, met())
    version = ledger.connection.scalar(select(tables.relationships.c.version))
    happen(ledger, met(id="again"))
    assert ledger.connection.scalar(select(tables.relationships.c.version)) == version
    married = replace(FACTS, name="Dana Dahl", domain=None)
    happen(ledger, met(facts=married, place=None))
    assert (person(ledger).name, person(ledger).facts) == ("Dana Dahl", married)


def test_whoever_is_met_joins_the_side_of_their_domain(ledger: Ledger) -> None:
    happen(ledger, met(BEN, replace(FACTS, name="ben")))
    happen(ledger, met())
    assert person(ledger).side is Side.CLIENT


def test_what_somebody_said_stands_against_their_account(ledger: Ledger) -> None:
    happen(ledger, met(BEN, replace(FACTS, name="ben")))
    happen(ledger, met())
    happen(ledger, command(BEN, f"side @{DANA} none"))
    assert (person(ledger).side, person(ledger).kept_out) == (None, True)
    happen(ledger, met(facts=replace(FACTS, name="Dana D.")))
    assert (person(ledger).side, person(ledger).name) == (None, "Dana D.")


def test_a_changed_account_is_looked_at_where_nobody_has_said_the_side(ledger: Ledger) -> None:
    of, place = found_another(ledger.connection)
    other = PersonId("room:other-c")
    happen(ledger, met(other, replace(FACTS, name="c", domain="fab.example", home=None), place))
    happen(ledger, replace(says(BEA, "Good morning", id="other"), place=place))
    happen(ledger, met(BEA, Facts("bea", domain="fab.example"), place=None))
    assert person(ledger, BEA, of).side is Side.CLIENT
    assert person(ledger, BEA).side is Side.CLIENT


def test_of_whoever_is_forgotten_nothing_is_kept_again(ledger: Ledger) -> None:
    happen(ledger, met())
    case = ledger.case_for(says(BEA, "hello", id="h"))
    assert case
    ledger.apply(case, [ForgetPerson(DANA)], MONDAY)
    happen(ledger, met(id="later"))
    assert (person(ledger).name, person(ledger).facts) == ("someone", None)
    kept = next(row for row in all_rows(ledger, tables.people) if row.id == DANA)
    assert (kept.home, kept.company, kept.domain, kept.guest, kept.home_zone) == (None, None, None, False, None)


# Who is present ------------------------------------------------------------------------------------------------------


def command(who: PersonId, text: str, place: PlaceId = SHARED, **more: Any) -> CommandGiven:
    id = f"c:{text}"
    return CommandGiven(id=id, at=MONDAY, place=place, author=who, text=text, message=MessageId(id), **more)


PRESENT = ((DANA, FACTS), (PersonId("room:U8"), Facts("Emil")))


def test_setup_meets_everybody_who_is_present_though_nothing_is_heard_yet(ledger: Ledger) -> None:
    happen(ledger, command(DANA, "setup", NEW, present=PRESENT))
    of = ledger.relationship_of(replace(says(BEA, "hello"), place=NEW))
    assert of
    assert {each.name for each in ledger.relationship(of).people.values()} == {"Dana Diaz", "Emil"}
    assert person(ledger, of=of).facts == FACTS


def test_no_other_command_meets_anybody_but_whoever_gives_it(ledger: Ledger) -> None:
    happen(ledger, command(BEA, "people", present=PRESENT))
    happen(ledger, command(BEA, "setup", PlaceId("room:dm-bea"), present=PRESENT, private=True))
    assert person(ledger) is None


# Places --------------------------------------------------------------------------------------------------------------


def place_changed(**changes: Any) -> PlaceChanged:
    return PlaceChanged(id=f"p:{changes}", at=MONDAY, place=changes.pop("place", SHARED), **changes)


def place(ledger: Ledger, id: PlaceId = SHARED) -> Place:
    known = ledger._place(id)
    assert known
    return known[0]


def test_a_place_is_renamed_closed_and_opened_again(ledger: Ledger) -> None:
    happen(ledger, place_changed(name="planning"))
    happen(ledger, place_changed(closed=True))
    assert (place(ledger).name, place(ledger).closed) == ("planning", True)
    happen(ledger, place_changed(closed=False))
    assert (place(ledger).name, place(ledger).closed) == ("planning", False)
    assert happen(ledger, place_changed(place=NEW, closed=True)) is None


def test_everything_that_names_a_place_follows_it_to_its_new_id(ledger: Ledger) -> None:
    happen(ledger, asks(1))
    happen(ledger, asks(2))
    happen(ledger, Reacted(id="r", at=MONDAY, place=SHARED, message=MessageId("m2"), person=BEA,
                           emoji="zipper_mouth_face"))  # fmt: skip
    case = ledger.case_for(says(BEA, "hello", id="h"))
    assert case
    ledger.apply(case, [tell()], MONDAY)
    connection = ledger.connection
    connection.execute(insert(tables.nudges).values(_nudge(SHARED)))
    _install(connection, "T1", "T2")
    connection.execute(
        insert(tables.roads), [{"place_id": p, "installation_id": i, "at": MONDAY} for p, i in
                               ((SHARED, "T1"), (SHARED, "T2"), (MOVED, "T2"))]
    )  # fmt: skip
    happen(ledger, place_changed(moved_to=MOVED))
    named = (tables.items, tables.heard, tables.off_record, tables.nudges, tables.outbox, tables.roads)
    for table in named:
        found = {row.place_id for row in all_rows(ledger, table)}
        assert found == {MOVED}, table.name
    assert {row.installation_id for row in all_rows(ledger, tables.roads)} == {"T1", "T2"}
    assert [row.id for row in all_rows(ledger, tables.places)] == [MOVED]
    assert ledger._place(SHARED) is None


def test_what_was_acted_on_before_a_move_is_not_acted_on_again_after_it(ledger: Ledger) -> None:
    happen(ledger, asks())
    happen(ledger, place_changed(moved_to=MOVED))
    items = all_rows(ledger, tables.items)
    assert happen(ledger, replace(asks(), place=MOVED)) is None
    assert all_rows(ledger, tables.items) == items
    answered = replace(says(BEA, "eu-west-1, as for the others.", MONDAY + HOUR, id="a", thread="t1"), place=MOVED)
    happen(ledger, answered)
    assert [row.state for row in all_rows(ledger, tables.items)] == ["answered"]


def test_a_place_does_not_move_onto_another(ledger: Ledger) -> None:
    _, other = found_another(ledger.connection)
    happen(ledger, asks())
    happen(ledger, place_changed(moved_to=other))
    assert {row.place_id for row in all_rows(ledger, tables.items)} == {SHARED}
    assert len(all_rows(ledger, tables.places)) == 2


def _install(connection: Connection, *ids: str) -> None:
    given = dict.fromkeys(("bot_user", "bot", "app", "name", "url", "scopes", "token"), "x")
    connection.execute(insert(tables.installations), [{"id": id, "installed_at": MONDAY, **given} for id in ids])


def _nudge(where: PlaceId) -> dict[str, Any]:
    return {
        "key": "offer:1", "relationship_id": OURS, "why": "offer", "turn": 0, "step": 0, "laid_at": MONDAY,
        "show_from": MONDAY, "fate": "waiting", "place_id": where, "message": "m1",
    }  # fmt: skip


# Messages that are older than what is remembered ---------------------------------------------------------------------

OLD = Said(MessageId("old"), None, ASHA, MONDAY - timedelta(days=20), "The contract for 2027")


def test_a_reaction_brings_along_the_message_that_is_not_remembered_any_more(ledger: Ledger) -> None:
    event = Reacted(
        id="r", at=MONDAY, place=SHARED, message=OLD.message, person=BEA, emoji="question", said=OLD
    )  # fmt: skip
    happen(ledger, event)
    [item] = all_rows(ledger, tables.items)
    assert (item.text, item.asker_id, item.opened_at) == (OLD.text, ASHA, OLD.at)
    happen(ledger, replace(event, id="again"))
    assert len(all_rows(ledger, tables.items)) == 1


def test_a_message_is_asked_by_its_menu_by_a_link_and_by_its_thread(ledger: Ledger) -> None:
    happen(ledger, says(ASHA, "The lease", id="m1"))
    happen(ledger, says(ASHA, "The poster", id="m2"))
    for number, given in enumerate(
        [
            command(BEA, "ask this", said=OLD),
            command(BEA, "ask https://x.example/m1", links=((SHARED, MessageId("m1")),)),
            command(BEA, "ask this one", thread=MessageId("m2")),
        ],
        start=1,
    ):
        decision = happen(ledger, given)
        assert decision
        assert decision.answer
        assert decision.answer.text.startswith(f"Noted as q{number}. the client has it now.")
    assert [row.message for row in all_rows(ledger, tables.items)] == ["old", "m1", "m2"]


def test_what_is_tracked_already_or_not_remembered_is_said(ledger: Ledger) -> None:
    happen(ledger, asks())
    link = ((SHARED, MessageId("m1")),)
    assert "already, as q1" in text(happen(ledger, command(BEA, "ask https://x.example/m1", links=link)))
    link = ((SHARED, MessageId("gone")),)
    assert "Which message?" in text(happen(ledger, command(BEA, "ask https://x.example/g", links=link)))
    link = ((PlaceId("room:elsewhere"), MessageId("m1")),)
    assert "Which message?" in text(happen(ledger, command(BEA, "ask https://x.example/e", links=link)))


def test_nobody_is_tracked_before_both_said_yes(ledger: Ledger) -> None:
    ledger.connection.execute(update(tables.places).values(client_agreed=False))
    assert "once both companies said yes" in text(happen(ledger, command(BEA, "ask this", said=OLD)))
    assert all_rows(ledger, tables.items) == []


def text(decision: Decision | None) -> str:
    assert decision
    assert decision.answer
    return decision.answer.text
