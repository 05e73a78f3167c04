"""Who is on which side: the sides file, the command line, and what is said when neither makes sense."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.base import Profile
from bot.sides import Sides, SidesError, people_listing, sides_file, sides_named
from rules.model import Kind, PersonId, Side, SideTerms


def person(
    id_: str, name: str, *aliases: str, team: str | None = None, domain: str | None = None, messages: int = 1
) -> Profile:
    return Profile(PersonId(f"slack:{id_}"), name, frozenset({id_, *aliases}), team, domain, messages)


BEA = person("U1", "Bea", "bea.k", "Bea Kern", team="T1", domain="contoso.example", messages=5)
SAM = person("U2", "sam", team="T1", domain="contoso.example", messages=7)
ASHA = person("U3", "asha", "Asha Rao", team="T2", domain="northwind.example", messages=1_200)
DEV = person("U4", "dev", team="T2", domain="northwind.example")
SAM_TOO = person("U5", "Sam", team="T2")
GUEST = person("U6", "guest", messages=0)
ROSTER = (BEA, SAM, ASHA, DEV, SAM_TOO, GUEST)

BOTH = '[client]\npeople = ["bea.k"]\n[vendor]\npeople = ["asha"]\n'


def described(tmp_path: Path, text: str, roster: Sequence[Profile] = ROSTER) -> Sides:
    path = tmp_path / "sides.toml"
    path.write_text(text, encoding="utf-8")
    return sides_file(path, roster)


def error_of(tmp_path: Path, text: str) -> str:
    with pytest.raises(SidesError) as wrong:
        described(tmp_path, text)
    return str(wrong.value)


def ids(*people: Profile) -> frozenset[PersonId]:
    return frozenset(profile.id for profile in people)


# The file.


def test_a_short_file_has_the_usual_terms(tmp_path: Path) -> None:
    sides = described(tmp_path, BOTH)
    assert (sides.client.company, sides.vendor.company) == ("the client", "the vendor")
    assert (sides.client.people, sides.vendor.people) == (ids(BEA), ids(ASHA))
    assert sides.client.terms == sides.vendor.terms == SideTerms()
    assert (sides.client.go_between, sides.client.deputy, sides.client.sponsor) == (None, None, None)


def test_a_full_file_is_kept_word_for_word(tmp_path: Path) -> None:
    text = """
        [client]
        name = "Contoso"
        domains = ["@Contoso.example"]
        zone = "Europe/Berlin"
        hours = "Mon-Fri 09:00-12:00,13:00-17:00"
        holidays = ["DE-BY", "+2026-12-24"]
        go_between = "@bea.k"
        deputy = "U2"
        sponsor = "guest"
        targets = {question = "4h"}
        [vendor]
        teams = ["t2"]
    """
    client = described(tmp_path, text).client
    assert client.company == "Contoso"
    assert client.people == ids(BEA, SAM, GUEST)
    assert (client.go_between, client.deputy, client.sponsor) == (BEA.id, SAM.id, GUEST.id)
    assert (client.terms.zone, client.terms.hours) == ("Europe/Berlin", "Mon-Fri 09:00-12:00,13:00-17:00")
    assert client.terms.holidays == ("DE-BY", "+2026-12-24")
    assert client.terms.targets == {Kind.QUESTION: timedelta(hours=4), Kind.CONCERN: timedelta(hours=4)}


@pytest.mark.parametrize("word", ["U1", "u1", "slack:U1", "bea", "BEA", "@bea.k", "Bea Kern", " bea kern "])
def test_people_are_known_by_id_user_name_display_name_or_real_name(tmp_path: Path, word: str) -> None:
    assert described(tmp_path, BOTH.replace("bea.k", word)).client.people == ids(BEA)


def test_an_id_is_its_persons_even_if_it_is_anothers_name(tmp_path: Path) -> None:
    roster = (BEA, ASHA, person("U9", "U1"))
    assert described(tmp_path, BOTH.replace("bea.k", "U1"), roster).client.people == ids(BEA)


def test_being_named_beats_being_matched(tmp_path: Path) -> None:
    sides = described(tmp_path, '[client]\npeople = ["dev", "bea"]\n[vendor]\nteams = ["T2"]')
    assert (sides.client.people, sides.vendor.people) == (ids(DEV, BEA), ids(ASHA, SAM_TOO))


def test_a_contact_whom_nothing_else_names_joins_the_side(tmp_path: Path) -> None:
    sides = described(tmp_path, BOTH.replace("[vendor]", 'sponsor = "guest"\n[vendor]'))
    assert sides.client.people == ids(BEA, GUEST)
    assert sides.side_of(GUEST.id) is Side.CLIENT


def test_a_contact_alone_makes_a_side(tmp_path: Path) -> None:
    sides = described(tmp_path, '[client]\ngo_between = "bea"\n[vendor]\ngo_between = "asha"')
    assert (sides.client.people, sides.vendor.people) == (ids(BEA), ids(ASHA))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert described(tmp_path, "\ufeff" + BOTH).client.people == ids(BEA)


def test_everybody_else_is_on_no_side(tmp_path: Path) -> None:
    sides = described(tmp_path, BOTH)
    assert [sides.side_of(profile.id) for profile in (BEA, ASHA, DEV)] == [Side.CLIENT, Side.VENDOR, None]
    assert (sides.of(Side.CLIENT), sides.of(Side.VENDOR)) == (sides.client, sides.vendor)


CLIENT_ONLY = '[client]\npeople = ["bea"]\n'
VENDOR_ONLY = '[vendor]\npeople = ["asha"]\n'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (BOTH.replace("asha", "ahsa"), '[vendor] people: nobody here is called "ahsa"; did you mean "asha"?'),
        (BOTH.replace("asha", "zzz"), '[vendor] people: nobody here is called "zzz".'),
        (BOTH.replace("asha", "SAM"), '[vendor] people: "SAM" may be Sam (U5) or sam (U2); write the id.'),
        (BOTH.replace("asha", "bea"), "[client] and [vendor] overlap: Bea (U1) is on both sides."),
        (
            '[client]\ndomains = ["contoso.example"]\n[vendor]\nteams = ["T1"]',
            "[client] and [vendor] overlap: Bea (U1) and sam (U2) are on both sides.",
        ),
        (
            CLIENT_ONLY + 'sponsor = "guest"\n' + VENDOR_ONLY + 'deputy = "guest"',
            "[client] and [vendor] overlap: guest (U6) is on both sides.",
        ),
        (CLIENT_ONLY, "[vendor]: nobody is on the vendor's side; name people, domains or teams."),
        (CLIENT_ONLY + "[vendor]", "[vendor]: nobody is on the vendor's side; name people, domains or teams."),
        ("", "[client]: nobody is on the client's side; name people, domains or teams."),
        (
            CLIENT_ONLY + '[vendor]\ndomains = ["northwnd.example"]',
            '[vendor] domains: nobody here has an e-mail address at "northwnd.example"; '
            'did you mean "northwind.example"?',
        ),
        (
            CLIENT_ONLY + '[vendor]\nteams = ["E9"]',
            '[vendor] teams: nobody here belongs to the team "E9".',
        ),
        (
            CLIENT_ONLY + 'go_between = "asha"\n' + VENDOR_ONLY,
            "[client] go_between: asha (U3) is on the vendor's side.",
        ),
        (CLIENT_ONLY + 'deputy = "nobdy"\n' + VENDOR_ONLY, '[client] deputy: nobody here is called "nobdy".'),
        (CLIENT_ONLY + 'holiday = ["DE"]', '[client] holiday: there is no such key; did you mean "holidays"?'),
        (
            CLIENT_ONLY + 'xyz = "DE"',
            "[client] xyz: there is no such key; known are name, people, domains, teams, zone, hours, holidays, "
            "go_between, deputy, sponsor, targets.",
        ),
        (CLIENT_ONLY + "name = 3", "[client] name: must be a text in quotes, not a number."),
        (CLIENT_ONLY + 'name = " "', "[client] name: must not be empty."),
        (CLIENT_ONLY + "zone = true", "[client] zone: must be a text in quotes, not true or false."),
        (CLIENT_ONLY + "hours = 2026-01-05", "[client] hours: must be a text in quotes, not a date or time."),
        (
            '[client]\npeople = "bea"',
            '[client] people: must be a list such as ["…", "…"], not a text.',
        ),
        ("[client]\npeople = [1.5]", "[client] people: must be a text in quotes, not a number."),
        ("client = 1", "[client]: must be a table, not a number."),
        ("[[client]]", "[client]: must be a table, not a list."),
        (CLIENT_ONLY + 'targets = "8h"', "[client] targets: must be a table, not a text."),
        (
            CLIENT_ONLY + "targets = {question = 8}",
            "[client] targets question: must be a text in quotes, not a number.",
        ),
        (
            CLIENT_ONLY + 'targets = {questions = "8h"}',
            '[client] targets questions: there is no such target; did you mean "question"?',
        ),
        (
            CLIENT_ONLY + 'targets = {deadline = "8h"}',
            "[client] targets deadline: there is no such target; known are question, concern.",
        ),
        (CLIENT_ONLY + 'targets = {concern = "0h"}', "[client] targets concern: a target must be longer than nothing."),
    ],
)
def test_what_makes_no_sense_is_said_with_its_table_and_key(tmp_path: Path, text: str, error: str) -> None:
    assert error_of(tmp_path, text) == error


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("zone", 'zone = "Europe/Berlim"'),
        ("hours", 'hours = "whenever"'),
        ("holidays", 'holidays = ["DE-XX"]'),
        ("targets question", 'targets = {question = "soon"}'),
    ],
)
def test_terms_that_no_calendar_can_keep_are_refused_under_their_key(tmp_path: Path, key: str, line: str) -> None:
    assert error_of(tmp_path, CLIENT_ONLY + line).startswith(f"[client] {key}: ")


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sides.toml"
    assert error_of(tmp_path, BOTH + "[vender]") == f'{path}: there is no table [vender]; did you mean "vendor"?'
    assert error_of(tmp_path, "title = 1") == f"{path}: there is no table [title]; known are [client] and [vendor]."


def test_a_file_that_is_not_there_or_not_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sides.toml"
    with pytest.raises(SidesError) as missing:
        sides_file(path, ROSTER)
    assert str(missing.value) == f"{path} cannot be read: No such file or directory."
    assert error_of(tmp_path, "[client").startswith(f"{path} is not valid TOML: ")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SidesError, match="is not valid TOML"):
        sides_file(path, ROSTER)


def test_many_candidates_are_not_all_listed(tmp_path: Path) -> None:
    roster = [person(f"U{n}", "sam") for n in range(8)]
    with pytest.raises(SidesError) as wrong:
        described(tmp_path, BOTH.replace("asha", "sam").replace("bea.k", "U0"), roster)
    assert str(wrong.value) == (
        '[vendor] people: "sam" may be sam (U0), sam (U1), sam (U2), sam (U3), sam (U4) or 3 more; write the id.'
    )


# The command line.


@pytest.mark.parametrize(
    ("client", "vendor"),
    [
        (["T1"], ["T2"]),
        (["contoso.example"], ["northwind.example", "U5"]),
        (["@Contoso.example"], ["asha", "U4", "slack:U5"]),
        (["bea.k", "U2"], ["t2"]),
    ],
)
def test_sides_are_named_by_user_id_domain_or_team(client: list[str], vendor: list[str]) -> None:
    sides = sides_named(client, vendor, ROSTER)
    assert (sides.client.people, sides.vendor.people) == (ids(BEA, SAM), ids(ASHA, DEV, SAM_TOO))
    assert (sides.client.company, sides.client.terms) == ("the client", SideTerms())


def test_on_the_command_line_too_being_named_beats_being_matched() -> None:
    sides = sides_named(["T1", "dev"], ["T2"], ROSTER)
    assert sides.client.people == ids(BEA, SAM, DEV)


@pytest.mark.parametrize(
    ("client", "vendor", "error"),
    [
        (["T1"], [], "--vendor: nobody is on the vendor's side; name people, domains or teams."),
        (["T1"], ["contoso.example"], "--client and --vendor overlap: Bea (U1) and sam (U2) are on both sides."),
        (["bea"], ["U1"], "--client and --vendor overlap: Bea (U1) is on both sides."),
        (["sam"], ["T2"], '--client: "sam" may be Sam (U5) or sam (U2); write the id.'),
        (
            ["T1"],
            ["northwind.exmple"],
            '--vendor: nobody here is called "northwind.exmple", nor is it a domain or team here; '
            'did you mean "northwind.example"?',
        ),
    ],
)
def test_words_that_name_no_sides_are_refused(client: list[str], vendor: list[str], error: str) -> None:
    with pytest.raises(SidesError) as wrong:
        sides_named(client, vendor, ROSTER)
    assert str(wrong.value) == error


# The listing.


def test_the_listing_shows_who_is_there_and_how_to_name_the_sides() -> None:
    assert (
        people_listing(ROSTER)
        == """\
6 people:

  name   id  team  domain             messages
  guest  U6  –     –                         0
  sam    U2  T1    contoso.example           7
  Bea    U1  T1    contoso.example           5
  Sam    U5  T2    –                         1
  asha   U3  T2    northwind.example     1,200
  dev    U4  T2    northwind.example         1

Teams:

  T2      3 people  1,202 messages
  T1      2 people     12 messages
  (none)  1 person      0 messages

Domains:

  northwind.example  2 people  1,201 messages
  contoso.example    2 people     12 messages
  (none)             2 people       1 message

Say who is the client and who the vendor, for example:

  rapport replay EXPORT --client T2 --vendor T1

Each may be a user name, an id, an e-mail domain or a team id, and may be given several times.
Or write a file and give it as `rapport replay EXPORT --sides sides.toml`:

  [client]
  name = "the client"
  teams = ["T2"]
  zone = "Europe/Berlin"
  hours = "Mon-Fri 09:00-17:00"
  holidays = ["DE"]

  [vendor]
  name = "the vendor"
  teams = ["T1"]"""
    )


NAMELESS = (person("U1", 'Bea "B" K\\', messages=3), person("U2", "sam", messages=2), person("U3", "zoe"))


@pytest.mark.parametrize("roster", [ROSTER, (BEA, ASHA), (BEA, SAM), NAMELESS, (BEA, SAM_TOO, GUEST)])
def test_what_the_listing_proposes_works(tmp_path: Path, roster: Sequence[Profile]) -> None:
    listing = people_listing(roster)
    (command,) = (line for line in listing.splitlines() if "--client" in line)
    words = shlex.split(command)
    client, vendor = words[words.index("--client") + 1], words[words.index("--vendor") + 1]
    named = sides_named([client], [vendor], roster)
    filed = described(tmp_path, listing[listing.index("  [client]") :], roster)
    assert (filed.client.people, filed.vendor.people) == (named.client.people, named.vendor.people)


def test_one_team_without_addresses_is_told_apart_by_people() -> None:
    listing = people_listing([person("U1", "bea", team="T1", messages=3), person("U2", "asha", team="T1", messages=9)])
    assert "Domains: none is known here." in listing
    assert "--client asha --vendor bea" in listing


def test_a_name_that_two_people_share_is_not_proposed() -> None:
    roster = [
        person("U1", "sam", messages=9),
        person("U2", "sam", messages=9),
        person("U3", "bea"),
        person("U4", "zoe"),
    ]
    assert "--client bea --vendor zoe" in people_listing(roster)


def test_a_name_cannot_break_the_table() -> None:
    listing = people_listing([person("U1", "a\n\tb" + "c" * 80), person("U2", "d")])
    assert "  a b" + "c" * 28 + "…  U1" in listing


def test_an_empty_roster_still_says_how() -> None:
    assert people_listing([]).startswith("0 people:")
