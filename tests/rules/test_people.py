"""On which side somebody is, as far as their account tells; and what the forms of the setup begin with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.calendars import almanac
from rules.effects import Answer, Effect, KeepPerson, KeepPlace, Lay, MovePlace, Post, Undoable
from rules.events import ButtonPressed, CommandGiven, FormSent, MemberChanged, PlaceChanged
from rules.message import Buttons, Form, from_json, plain
from rules.model import (
    Case,
    Facts,
    Fate,
    GoBetween,
    MessageId,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    Settings,
    Side,
    SideTerms,
)
from rules.orders import guesses
from rules.people import asked_about, guessed_side
from tests.rules.cases import (
    ARUN,
    ASHA,
    BEA,
    BEN,
    CARL,
    DANA,
    MONDAY,
    SHARED,
    at,
    case,
    decided,
    desk,
    effects,
    entry,
    knowing,
    looked,
    nudge,
    relationship,
)

PLACE = Place(SHARED, "shared")
CONTOSO, NORTHWIND = {"home": "T2", "domain": "con.example"}, {"home": "T1", "domain": "north.example"}


def facts(name: str = "Dana", **said: Any) -> Facts:
    return Facts(name, **said)


def the_two(**dana: Any) -> Relationship:
    """Bea and Asha are known by their accounts; Ben is the client's go-between, Arun the vendor's."""
    of = relationship(go_betweens=[GoBetween(BEN)])
    of = replace(of, vendor=replace(of.vendor, go_betweens=(GoBetween(ARUN),)))
    of = knowing(of, BEA, facts=facts("Bea", company="Contoso", zone="Europe/Berlin", **CONTOSO))
    of = knowing(of, ASHA, facts=facts("Asha", company="Northwind", zone="Asia/Calcutta", **NORTHWIND))
    return knowing(of, DANA, facts=facts(**dana))


def met(of: Relationship, who: PersonId = DANA, *, present: bool = True) -> tuple[Effect, ...]:
    known = of.people[who].facts
    assert known
    event = MemberChanged(id="e", at=MONDAY, person=who, facts=known, place=SHARED, present=present)
    return effects(event, case(of=of))


def joined(found: Iterable[Effect]) -> Side | None:
    """The side of the one person who was put on one."""
    kept = [effect.person for effect in found if isinstance(effect, KeepPerson)]
    return kept[0].side if kept else None


def asked(found: Iterable[Effect]) -> list[PersonId | None]:
    return [effect.nudge.person for effect in found if isinstance(effect, Lay)]


# By their account ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "side"),
    [
        ({"domain": "con.example"}, Side.CLIENT),
        ({"domain": "north.example", "home": "T2"}, Side.VENDOR),
        ({"domain": "north.example", "home": "T2", "guest": True}, Side.VENDOR),
        ({"domain": "gmail.com", "home": "T1"}, Side.VENDOR),
        ({"home": "T2"}, Side.CLIENT),
        ({"home": "T2", "guest": True}, None),
        ({"home": "T2", "domain": "gmail.com", "guest": True}, None),
        ({"home": "T9", "domain": "third.example"}, None),
        ({}, None),
    ],
)
def test_the_domain_tells_first_and_then_the_home_organisation(account: dict[str, Any], side: Side | None) -> None:
    of = the_two(**account)
    assert guessed_side(of.people[DANA], of) is side
    assert joined(met(of)) is side


def test_of_whoever_is_only_mentioned_the_account_tells_and_nobody_is_asked() -> None:
    assert joined(met(the_two(domain="con.example"), present=False)) is Side.CLIENT
    assert met(the_two(), present=False) == ()
    assert asked(met(the_two())) == [BEN]


def test_an_address_that_anybody_can_have_tells_nothing_though_a_colleague_has_one() -> None:
    of = knowing(the_two(domain="gmail.com"), BEA, facts=facts("Bea", domain="gmail.com"))
    assert guessed_side(of.people[DANA], of) is None


def test_a_domain_of_both_tells_nothing_and_the_home_organisation_does() -> None:
    of = knowing(the_two(domain="con.example", home="T1"), ASHA, facts=facts("Asha", home="T1", domain="con.example"))
    assert guessed_side(of.people[DANA], of) is Side.VENDOR
    of = knowing(of, DANA, facts=facts(domain="con.example"))
    assert guessed_side(of.people[DANA], of) is None


def test_a_guests_home_is_nobodys_company() -> None:
    of = knowing(the_two(home="T5"), ASHA, facts=facts("Asha", home="T5", guest=True))
    assert guessed_side(of.people[DANA], of) is None


def test_whoever_is_on_a_side_stays_there_whatever_their_account_says() -> None:
    of = knowing(the_two(), CARL, facts=facts("Carl", **NORTHWIND))
    assert met(of, CARL) == ()


def test_whoever_was_said_to_be_on_no_side_is_not_put_on_one_and_nobody_is_asked() -> None:
    for account in (CONTOSO, {}):
        assert met(knowing(the_two(**account), DANA, kept_out=True)) == ()


def test_nobody_is_placed_or_asked_about_before_there_are_two_sides() -> None:
    of = the_two(**CONTOSO)
    one = {who: replace(each, side=None if each.side is Side.VENDOR else each.side) for who, each in of.people.items()}
    assert met(replace(of, people=one)) == ()


# Asking --------------------------------------------------------------------------------------------------------------


def test_the_go_between_of_the_host_is_asked_else_the_clients_else_the_vendors() -> None:
    assert asked(met(the_two(home="T1", guest=True))) == [ARUN]
    assert asked(met(the_two(home="T2", guest=True))) == [BEN]
    assert asked(met(the_two(home="T9"))) == [BEN]
    away = knowing(the_two(home="T9"), BEN, quiet=True)
    assert asked(met(away)) == [ARUN]
    assert asked(met(knowing(away, ARUN, quiet=True))) == []


def test_it_is_asked_once_whoever_is_asked() -> None:
    keys = {
        effect.nudge.key
        for of in (the_two(home="T9"), knowing(the_two(home="T9"), BEN, quiet=True))
        for effect in met(of)
        if isinstance(effect, Lay)
    }
    assert len(keys) == 1


def test_the_question_has_a_button_for_each_company_and_for_neither() -> None:
    [laid] = [effect.nudge for effect in met(the_two()) if isinstance(effect, Lay)]
    message = from_json(laid.body)
    [row] = [part for part in message.parts if isinstance(part, Buttons)]
    assert plain(message).startswith("Dana is in the channel, and I cannot tell of which company")
    assert [(each.label, each.action, each.about) for each in row.shown] == [
        ("Contoso", "side.client", f"7:side:{DANA}"),
        ("Northwind", "side.vendor", f"7:side:{DANA}"),
        ("Neither", "side.neither", f"7:side:{DANA}"),
    ]
    assert asked_about(laid) == DANA


def pressed(
    who: PersonId, answer: str, of: Relationship, about: str = f"side:{DANA}"
) -> tuple[tuple[Effect, ...], str]:
    event = ButtonPressed(id="p", at=MONDAY, person=who, action=f"side.{answer}", about=f"7:{about}", card="c")
    decision = decided(event, case(of=of, places=(PLACE,)))
    assert not decision.faults
    assert decision.answer
    return decision.effects, decision.answer.text


def test_the_answer_does_what_the_command_does_and_both_sides_read_it() -> None:
    found, answer = pressed(BEN, "client", the_two())
    assert joined(found) is Side.CLIENT
    assert [plain(effect.message) for effect in found if isinstance(effect, Post)] == ["Dana is on Contoso’s side now."]
    assert [effect.command for effect in found if isinstance(effect, Undoable)] == [f"side @{DANA} none"]
    assert answer.startswith("Dana is on Contoso’s side now.")


def test_for_the_other_side_its_own_go_between_is_asked_in_turn() -> None:
    found, answer = pressed(BEN, "vendor", the_two())
    assert joined(found) is None
    assert asked(found) == [ARUN]
    assert answer == "That is for Northwind to say. I asked its go-between."
    assert joined(pressed(ARUN, "vendor", the_two())[0]) is Side.VENDOR


def test_neither_is_kept_and_changes_nothing_else() -> None:
    found, answer = pressed(BEN, "neither", the_two())
    [kept] = [effect.person for effect in found if isinstance(effect, KeepPerson)]
    assert (kept.side, kept.kept_out) == (None, True)
    assert not [effect for effect in found if isinstance(effect, Post)]
    assert answer.startswith("Noted: Dana is of neither company.")
    again, answer = pressed(BEN, "neither", knowing(the_two(), DANA, kept_out=True))
    assert (again, answer) == ((), "It is so already.")


def test_whoever_may_not_decide_changes_nothing() -> None:
    for answer in ("client", "neither"):
        found, said = pressed(BEA, answer, the_two())
        assert joined(found) is None
        assert "That is for" in said
    assert pressed(BEN, "client", the_two(), about="side:room:ghost")[0] == ()
    assert pressed(BEN, "client", the_two(), about="other")[0] == ()
    on_a_side, said = pressed(BEN, "client", knowing(the_two(), DANA, side=Side.VENDOR))
    assert (on_a_side, "Arun of Northwind has to say it" in said) == ((), True)


def test_what_is_answered_meanwhile_is_not_asked_any_more() -> None:
    [laid] = [effect.nudge for effect in met(the_two()) if isinstance(effect, Lay)]
    waits = replace(laid, id=9)
    for of, is_told in ((the_two(), True), (knowing(the_two(), DANA, side=Side.CLIENT), False)):
        tray = desk(entry(waits, of=of, place=None), who=BEN)
        told = [effect for effect in looked(tray, at("Tue 9:00")) if hasattr(effect, "message")]
        assert bool(told) is is_told


def test_everybody_who_is_asked_about_stands_in_one_note_beside_nothing_else() -> None:
    [laid] = [effect.nudge for effect in met(the_two()) if isinstance(effect, Lay)]
    both = [entry(replace(laid, id=number, key=f"{laid.key}{end}"), of=the_two(), place=None) for number, end in
            ((1, ""), (2, "-2"))]  # fmt: skip
    report = nudge(None, BEN, id=3, key="note:7:client:dry_run", why=laid.why, step=0, body=laid.body)
    told = looked(desk(*both, entry(report, of=the_two(), place=None), who=BEN), at("Tue 9:00"))
    [marked] = [effect for effect in told if hasattr(effect, "nudges")]
    assert marked.nudges == (1, 2)
    assert report.fate is Fate.WAITING


def test_what_is_kept_of_ones_account_is_shown_to_oneself() -> None:
    given: dict[str, Any] = {"id": "c", "at": MONDAY, "place": SHARED, "text": "my data", "message": MessageId("c")}
    for account, shown in (
        (facts(company="Contoso", guest=True, home="T2", domain="con.example", zone="Europe/Berlin"),
         "company a guest of Contoso, e-mail domain con.example, time zone Europe/Berlin."),
        (facts(home="T2"), "From your account: company T2."),
    ):  # fmt: skip
        of = knowing(the_two(), DANA, facts=account)
        decision = decided(CommandGiven(author=DANA, **given), case(of=of, places=(PLACE,)))
        assert decision.answer
        assert shown in decision.answer.text


# Places --------------------------------------------------------------------------------------------------------------


def changed(**changes: Any) -> tuple[Effect, ...]:
    return effects(PlaceChanged(id="e", at=MONDAY, place=SHARED, **changes), case(place=PLACE))


def test_a_channel_is_called_something_else_has_another_id_or_is_closed() -> None:
    assert changed(name="new") == (KeepPlace(replace(PLACE, name="new")),)
    assert changed(closed=True) == (KeepPlace(replace(PLACE, closed=True)),)
    moved = PlaceId("room:moved")
    assert changed(moved_to=moved) == (MovePlace(SHARED, moved),)
    for nothing_new in ({}, {"name": "shared"}, {"name": ""}, {"closed": False}, {"moved_to": SHARED}):
        assert changed(**nothing_new) == ()


# What the forms of the setup begin with ------------------------------------------------------------------------------

UNHEARD = replace(PLACE, agreed=frozenset())


def blank(operator: str = "", **accounts: Any) -> Relationship:
    """Nobody is on a side, and the companies have no names; of whom something is said, that is known."""
    of = relationship()
    people = {}
    for who, person in of.people.items():
        said = accounts.get(person.name)
        people[who] = replace(person, side=None, facts=facts(person.name, **said) if said else None)
    client, vendor = (replace(of.party(side), company=f"the {side}") for side in Side)
    return replace(
        of, people=people, client=client, vendor=vendor, settings=Settings(began_at=MONDAY), operator=operator
    )


ACCOUNTS: dict[str, Any] = {
    "Asha": {"company": "Northwind", "zone": "Asia/Calcutta", **NORTHWIND},
    "Arun": {"company": "Northwind", "zone": "Asia/Kolkata", **NORTHWIND},
    "Anna": {"domain": "north.example", "home": "T2", "company": "Contoso", "guest": True, "zone": "Europe/Berlin"},
    "Bea": {"company": "Contoso", "zone": "Europe/Berlin", **CONTOSO},
    "Ben": {"company": "Contoso", "zone": "Europe/Berlin", **CONTOSO},
    "Dana": {"domain": "gmail.com", "zone": "UTC"},
}


def setting_up(of: Relationship) -> Case:
    return case(of=of, place=UNHEARD, places=(UNHEARD,), almanac=almanac())


def opened(who: PersonId, action: str, of: Relationship) -> dict[str, str]:
    """What stands in the form, by the name of its fields."""
    return {field.name: field.initial for field in form(who, action, of).fields}


def form(who: PersonId, action: str, of: Relationship) -> Form:
    event = ButtonPressed(id="p", at=MONDAY, person=who, action=action, about="7:setup", card="c", place=SHARED)
    decision = decided(event, setting_up(of))
    assert decision.effects == ()
    assert decision.answer
    assert decision.answer.form
    return decision.answer.form


def sent(who: PersonId, action: str, of: Relationship, values: dict[str, str]) -> tuple[tuple[Effect, ...], Answer]:
    event = FormSent(id="f", at=MONDAY, person=who, action=action, about="7:setup", values=values, place=SHARED)
    decision = decided(event, setting_up(of))
    assert not decision.faults
    assert decision.answer
    return decision.effects, decision.answer


def test_the_first_form_begins_with_the_two_most_common_companies_ones_own_first() -> None:
    assert opened(ASHA, "setup.begin", blank(**ACCOUNTS)) == {"mine": "Northwind", "other": "Contoso", "side": "vendor"}
    assert opened(BEA, "setup.begin", blank(**ACCOUNTS))["mine"] == "Contoso"
    nothing = {"mine": "", "other": "", "side": "vendor"}
    assert opened(ASHA, "setup.begin", blank()) == nothing
    assert opened(DANA, "setup.begin", blank(**ACCOUNTS)) == nothing


def test_a_company_without_a_name_is_called_by_its_domain() -> None:
    known: dict[str, Any] = {"Asha": {"domain": "north.example"}, "Bea": {"domain": "con.example", "home": "T2"}}
    assert opened(ASHA, "setup.begin", blank(**known)) == {"mine": "North", "other": "Con", "side": "vendor"}


def test_whoever_brings_rapport_along_is_the_vendor() -> None:
    assert opened(BEA, "setup.begin", blank("Northwind", **ACCOUNTS))["side"] == "client"
    assert opened(BEA, "setup.begin", blank("Contoso", **ACCOUNTS))["side"] == "vendor"
    assert opened(BEA, "setup.begin", blank("Somebody else", **ACCOUNTS))["side"] == "vendor"


def test_the_second_form_begins_with_the_zone_of_most_and_the_holidays_of_its_country() -> None:
    begun, _ = sent(ASHA, "setup.begin", blank(**ACCOUNTS), opened(ASHA, "setup.begin", blank(**ACCOUNTS)))
    kept = {effect.person.id: effect.person for effect in begun if isinstance(effect, KeepPerson)}
    assert {who: person.side for who, person in kept.items()} == dict.fromkeys(
        (ASHA, ARUN, PersonId("room:anna")), Side.VENDOR
    )
    of = blank(**ACCOUNTS)
    of = replace(
        of,
        people={**of.people, **kept},
        client=replace(of.client, company="Contoso"),
        vendor=replace(of.vendor, company="Northwind"),
    )
    mine = opened(ASHA, "setup.terms", of)
    assert mine == {
        "zone": "Asia/Kolkata",
        "hours": "Mon-Fri 09:00-17:00",
        "holidays": "IN",
        "target": "8 h",
        "go_between": "Asha",
        "deputy": "",
    }
    of = replace(of, vendor=replace(of.vendor, go_betweens=(GoBetween(ASHA),)))
    theirs = opened(BEA, "setup.terms", of)
    assert (theirs["zone"], theirs["holidays"], theirs["go_between"]) == ("Europe/Berlin", "DE", "Bea")
    assert any("Holidays: DE (" in line for line in form(BEA, "setup.terms", of).intro)


def test_whoever_is_of_the_same_company_joins_announced_by_number_and_not_by_name() -> None:
    begun, _ = sent(ASHA, "setup.begin", blank(**ACCOUNTS), opened(ASHA, "setup.begin", blank(**ACCOUNTS)))
    [announced] = [plain(effect.message) for effect in begun if isinstance(effect, Post)]
    assert announced.startswith("By their accounts 2 more people here are of Northwind.")
    assert "Arun" not in announced


def test_nobody_joins_who_was_said_to_be_on_no_side() -> None:
    of = knowing(blank(**ACCOUNTS), ARUN, kept_out=True)
    me = replace(of.people[ASHA], side=Side.VENDOR)
    assert [person.name for person in guesses.colleagues(me, of)] == ["Anna"]


def test_a_zone_of_no_country_has_no_holidays_and_an_unknown_one_changes_nothing() -> None:
    before, tables = SideTerms(zone="Europe/Paris", holidays=("FR",)), almanac()
    for said, zone, holidays in (("UTC", "UTC", ()), ("Mars/Olympus", "Europe/Paris", ("FR",))):
        of = blank(Asha={"zone": said})
        found = guesses.terms(Side.VENDOR, of.people[ASHA], of, before, tables)
        assert (found.zone, found.holidays) == (zone, holidays)


def test_namesakes_do_not_keep_a_form_open_that_is_saved_as_it_opened() -> None:
    of = blank(**ACCOUNTS)
    named = {
        ASHA: replace(of.people[ASHA], side=Side.VENDOR),
        DANA: replace(of.people[DANA], name="Asha", side=Side.VENDOR),
    }
    of = replace(
        of,
        people={**of.people, **named},
        client=replace(of.client, company="Contoso"),
        vendor=replace(of.vendor, company="Northwind"),
    )
    found, answer = sent(ASHA, "setup.terms", of, opened(ASHA, "setup.terms", of))
    assert answer.errors == {}
    assert found


# The almanac ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "today", "country"),
    [
        ("Asia/Calcutta", "Asia/Kolkata", "IN"),
        ("US/Pacific", "America/Los_Angeles", "US"),
        ("Europe/Oslo", "Europe/Oslo", "NO"),
        ("Europe/Kiev", "Europe/Kyiv", "UA"),
        ("UTC", "UTC", None),
        ("Etc/GMT-3", "Etc/GMT-3", None),
        ("Mars/Olympus", None, None),
    ],
)
def test_a_zone_is_known_by_its_name_of_today_and_by_its_country(
    zone: str, today: str | None, country: str | None
) -> None:
    tables = almanac()
    assert tables.zone_today(zone) == today
    assert tables.countries.get(today or "") == country


def test_every_country_of_a_zone_has_holidays_and_every_zone_is_one() -> None:
    tables = almanac()
    assert set(tables.countries.values()) <= tables.regions
    assert set(tables.countries) <= set(tables.zones.values())
    assert set(tables.links.values()) <= {*tables.zones.values()}


def test_regions_and_single_days_make_days_off_together() -> None:
    off = almanac().days_off(["DE", "+2026-12-24", "-2026-10-03"])
    assert date(2026, 12, 24) in off
    assert date(2026, 12, 25) in off
    assert date(2026, 10, 3) not in off
    assert almanac().days_off([]) == {}
