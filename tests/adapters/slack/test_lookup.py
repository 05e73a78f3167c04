"""Who somebody is, who is in a channel, what a message says: from memory, or from Slack within a second."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest

from adapters.base import Installation
from adapters.slack.lookup import Lookup
from rules.model import Facts, MessageId
from tests.adapters.slack.bench import Bench, bench, person, place, run
from tests.adapters.slack.trouble import Fault, Odd
from tests.adapters.slack.workspace import ARUN, ASHA, BEA, BEN, CLIENT, OURS, SHARED, THEIRS, VENDOR

USERS_INFO = "users.info"


def asked(here: Bench, method: str = USERS_INFO) -> int:
    return len(here.slack.called(method))


def answers(here: Bench, user: Mapping[str, Any], method: str = USERS_INFO, name: str = "user") -> None:
    """What Slack says next, whoever is asked for."""
    here.slack.faults.odd[method].append(Odd(json.dumps({"ok": True, name: dict(user)})))


# People --------------------------------------------------------------------------------------------------------------


def test_somebody_of_the_own_workspace_is_known_with_everything() -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.workspace.people[ASHA].zone = "Asia/Kolkata"
            assert await here.lookup.person(here.vendor, ASHA) == Facts(
                name="asha", home=VENDOR, company="Northwind", domain="northwind.example", zone="Asia/Kolkata"
            )

    run(scenario())


def test_of_somebody_of_the_other_company_less_is_known() -> None:
    async def scenario() -> None:
        async with bench() as here:
            assert await here.lookup.person(here.vendor, BEA) == Facts(name="bea", home=CLIENT, company="Contoso")
            assert not here.lookup.is_at_home(here.vendor, BEA)

    run(scenario())


def test_a_person_is_asked_for_once_a_day() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for _ in range(3):
                await here.lookup.person(here.vendor, ASHA)
            assert asked(here) == 1
            here.now.later(hours=23, minutes=59)
            await here.lookup.person(here.vendor, ASHA)
            assert asked(here) == 1
            here.now.later(minutes=2)
            here.slack.workspace.people[ASHA].name = "asha r"
            facts = await here.lookup.person(here.vendor, ASHA)
            assert facts
            assert facts.name == "asha r"
            assert asked(here) == 2

    run(scenario())


def test_fifty_who_ask_at_once_are_one_question() -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.latency = (0.05, 0.05)
            found = await asyncio.gather(*(here.lookup.person(here.vendor, ASHA) for _ in range(50)))
            assert {facts.name for facts in found if facts} == {"asha"}
            assert None not in found
            assert asked(here) == 1

    run(scenario())


def test_who_does_not_come_in_time_is_nobody_now_and_there_for_the_next_question() -> None:
    async def scenario() -> None:
        async with bench(patience=0.05) as here:
            here.slack.faults.latency = (0.2, 0.2)
            assert await here.lookup.person(here.vendor, ASHA) is None
            await asyncio.sleep(0.6)
            assert here.lookup.known(ASHA)
            assert asked(here) == 1

    run(scenario())


def test_old_facts_are_better_than_none() -> None:
    async def scenario() -> None:
        async with bench() as here:
            before = await here.lookup.person(here.vendor, ASHA)
            here.now.later(hours=25)
            here.slack.faults.script(USERS_INFO, Fault.BEFORE)
            assert await here.lookup.person(here.vendor, ASHA) == before

    run(scenario())


@pytest.mark.parametrize("fault", [Fault.BEFORE, Fault.RESET, Fault.RATE_LIMITED])
def test_a_question_that_failed_is_asked_again(fault: Fault) -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.script(USERS_INFO, fault)
            assert await here.lookup.person(here.vendor, ASHA) is None
            here.seconds.at += 60
            assert await here.lookup.person(here.vendor, ASHA)

    run(scenario())


def test_nobody_is_asked_for_again_after_ten_minutes() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for _ in range(3):
                assert await here.lookup.person(here.vendor, "U0NOBODY") is None
            assert asked(here) == 1
            here.now.later(minutes=11)
            assert await here.lookup.person(here.vendor, "U0NOBODY") is None
            assert asked(here) == 2

    run(scenario())


def test_whom_one_workspace_does_not_see_another_one_may() -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.workspace.person("U0CAL", CLIENT, "cal")
            client = await here.install(CLIENT, SHARED)
            assert await here.lookup.person(here.vendor, "U0CAL") is None
            facts = await here.lookup.person(client, "U0CAL")
            assert facts
            assert (facts.name, facts.home) == ("cal", CLIENT)

    run(scenario())


def test_a_bot_is_nobody_and_is_not_asked_for_again() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for _ in range(2):
                assert await here.lookup.person(here.vendor, here.vendor.bot_user) is None
            assert asked(here) == 1
            assert await here.lookup.person(here.vendor, "USLACKBOT") is None
            assert asked(here) == 1

    run(scenario())


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"profile": {"display_name": "  Asha \n R ", "real_name": "Asha Rao"}, "name": "asha"}, "Asha R"),
        ({"profile": {"display_name": "", "real_name": "Asha Rao"}, "real_name": "A Rao", "name": "asha"}, "Asha Rao"),
        ({"profile": {"display_name": " "}, "real_name": "A Rao", "name": "asha"}, "A Rao"),
        ({"profile": None, "name": "asha"}, "asha"),
        ({"profile": {"display_name": 7, "real_name": ["x"]}, "name": None}, ASHA),
        ({"profile": {"display_name": "A\ud800B\x00"}}, "A�B"),
    ],
)
def test_people_are_called_as_they_call_themselves(user: dict[str, Any], name: str) -> None:
    async def scenario() -> None:
        async with bench() as here:
            answers(here, user)
            facts = await here.lookup.person(here.vendor, ASHA)
            assert facts
            assert facts.name == name

    run(scenario())


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ({"team_id": CLIENT, "profile": {"team": VENDOR}}, {"home": CLIENT}),
        ({"profile": {"team": CLIENT}}, {"home": CLIENT}),
        ({"team_id": "T0GRID", "enterprise_user": {"enterprise_id": "E0BIG"}}, {"home": "T0GRID"}),
        ({"team_id": 7, "profile": {"team": ""}}, {"home": None}),
        ({"is_restricted": True}, {"guest": True}),
        ({"is_ultra_restricted": True}, {"guest": True}),
        ({"is_restricted": "yes"}, {"guest": False}),
        ({"profile": {"email": "Asha@Mail.Contoso.Example "}}, {"domain": "mail.contoso.example"}),
        ({"profile": {"email": "no address"}}, {"domain": None}),
        ({"tz": "Europe/Berlin"}, {"zone": "Europe/Berlin"}),
        ({"tz": "../../etc/passwd"}, {"zone": None}),
        ({"tz": "Mars/Olympus"}, {"zone": None}),
        ({"tz": "Europe"}, {"zone": None}),
        ({"tz": 3600}, {"zone": None}),
    ],
)
def test_a_user_object_is_read_with_whatever_is_missing(user: dict[str, Any], expected: dict[str, Any]) -> None:
    async def scenario() -> None:
        async with bench() as here:
            answers(here, user)
            facts = await here.lookup.person(here.vendor, ASHA)
            assert {name: getattr(facts, name) for name in expected} == expected

    run(scenario())


@pytest.mark.parametrize("body", ["{}", '{"user": []}', '{"user": {"id": 1, "profile": "x", "is_bot": null}}'])
def test_an_answer_that_makes_no_sense_breaks_nothing(body: str) -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.odd[USERS_INFO].append(Odd(json.dumps({"ok": True} | json.loads(body))))
            facts = await here.lookup.person(here.vendor, ASHA)
            assert facts == Facts(name=ASHA)

    run(scenario())


def test_a_profile_that_comes_by_itself_is_taken_in() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.lookup.person(here.vendor, ASHA)
            learned = here.lookup.learn({"id": ASHA, "team_id": VENDOR, "profile": {"display_name": "Asha R"}})
            assert learned == Facts(name="Asha R", home=VENDOR, company="Northwind")
            assert here.lookup.known(ASHA) == learned
            assert here.lookup.learn({"id": "U0APP", "is_bot": True}) is None
            assert here.lookup.learn({"profile": {}}) is None
            assert asked(here) == 1

    run(scenario())


def test_whoever_was_learned_of_first_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        async with bench() as here:
            monkeypatch.setattr("adapters.slack.lookup.MANY", 3)
            for user in ("U1", "U2", "U1", "U3", "U4"):
                here.lookup.learn({"id": user, "name": user})
            assert [user for user in ("U1", "U2", "U3", "U4") if here.lookup.known(user)] == ["U1", "U3", "U4"]

    run(scenario())


# Homes ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user", "hint", "home"),
    [
        ({"team_id": CLIENT}, "E0CONTOSO", "E0CONTOSO"),
        ({"team_id": CLIENT}, "T0OTHER", "T0OTHER"),
        ({}, CLIENT, CLIENT),
        ({"team_id": VENDOR}, "E0OTHER", VENDOR),
        ({"team_id": CLIENT}, None, CLIENT),
        ({}, None, None),
    ],
)
def test_a_home_that_a_payload_names_fills_a_gap_and_wins_for_people_of_other_companies(
    user: dict[str, str], hint: str | None, home: str | None
) -> None:
    async def scenario() -> None:
        async with bench() as here:
            answers(here, user)
            facts = await here.lookup.person(here.vendor, BEA, hint)
            assert facts
            assert facts.home == home
            assert here.lookup.known(BEA) == facts

    run(scenario())


def test_the_organisation_of_a_person_stays_what_it_was_once_known() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for hint, home in (
                (None, CLIENT),
                (CLIENT, CLIENT),
                ("E0CONTOSO", "E0CONTOSO"),
                (CLIENT, "E0CONTOSO"),
                (None, "E0CONTOSO"),
            ):
                facts = await here.lookup.person(here.vendor, BEA, hint)
                assert facts
                assert (facts.home, facts.company) == (home, "Contoso")

    run(scenario())


def test_who_belongs_to_the_organisation_that_installed_it_is_at_home() -> None:
    async def scenario() -> None:
        async with bench() as here:
            grid = Installation("T0VENDOR", here.vendor.bot_user, enterprise="E0BIG", token=here.vendor.token)
            for user, at_home in (
                ({"team_id": VENDOR}, True),
                ({"team_id": "T0SISTER", "enterprise_user": {"enterprise_id": "E0BIG"}}, True),
                ({"team_id": "T0SISTER", "enterprise_user": {"enterprise_id": "E0OTHER"}}, False),
                ({"team_id": CLIENT}, False),
                ({"is_bot": True, "team_id": VENDOR}, False),
            ):
                here.lookup.learn({"id": "U0X", **user})
                assert here.lookup.is_at_home(grid, "U0X") == at_home, user
            assert not here.lookup.is_at_home(grid, "U0UNKNOWN")

    run(scenario())


# Companies -----------------------------------------------------------------------------------------------------------


def test_a_company_is_asked_for_once() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for user in (BEA, BEN, ASHA, ARUN):
                await here.lookup.person(here.vendor, user)
            assert asked(here, "team.info") == 1
            assert await here.lookup.company(here.vendor, CLIENT) == "Contoso"
            assert await here.lookup.company(here.vendor, VENDOR) == "Northwind"
            assert asked(here, "team.info") == 1

    run(scenario())


@pytest.mark.parametrize(
    ("team", "name"),
    [
        ({"id": CLIENT, "name": "contoso-eng", "enterprise_name": "Contoso"}, "Contoso"),
        ({"id": VENDOR, "name": "Northwind"}, None),
        ({"id": CLIENT, "name": " "}, None),
        ({}, None),
    ],
)
def test_a_company_is_named_only_by_an_answer_about_itself(team: dict[str, str], name: str | None) -> None:
    async def scenario() -> None:
        async with bench() as here:
            answers(here, team, "team.info", "team")
            assert await here.lookup.company(here.vendor, CLIENT) == name

    run(scenario())


def test_a_company_of_which_slack_says_nothing_is_asked_for_again_later() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for _ in range(2):
                assert await here.lookup.company(here.vendor, "T0STRANGE") is None
            assert asked(here, "team.info") == 1
            here.now.later(minutes=11)
            assert await here.lookup.company(here.vendor, "T0STRANGE") is None
            assert asked(here, "team.info") == 2

    run(scenario())


# Channels ------------------------------------------------------------------------------------------------------------


def test_everybody_in_a_channel_but_bots_is_listed() -> None:
    async def scenario() -> None:
        async with bench() as here:
            found = await here.lookup.members(here.vendor, place(SHARED), 60)
            assert [(who, facts.home) for who, facts in found] == [
                (person(BEA), CLIENT),
                (person(BEN), CLIENT),
                (person(ASHA), VENDOR),
                (person(ARUN), VENDOR),
            ]

    run(scenario())


def test_of_a_crowd_only_so_many_are_looked_at_page_by_page() -> None:
    async def scenario() -> None:
        async with bench() as here:
            crowd = [f"U0P{n}" for n in range(450)]
            for user in crowd:
                here.slack.workspace.person(user, VENDOR, user.lower())
            here.slack.workspace.channels[OURS].members += crowd
            users: list[str] = []
            await here.lookup._read_members(here.vendor, OURS, 420, users)
            assert len(users) >= 420
            assert asked(here, "conversations.members") == 3
            assert len(await here.lookup.members(here.vendor, place(OURS), 30)) <= 30

    run(scenario())


def test_a_channel_that_cannot_be_read_has_nobody_in_it() -> None:
    async def scenario() -> None:
        async with bench() as here:
            assert await here.lookup.members(here.vendor, place(THEIRS), 60) == []
            here.slack.faults.script("conversations.members", Fault.RESET)
            assert await here.lookup.members(here.vendor, place(SHARED), 60) == []

    run(scenario())


def test_a_slow_slack_gives_whoever_comes_in_time() -> None:
    async def scenario() -> None:
        async with bench(patience=0.05) as here:
            here.slack.faults.latency = (0.2, 0.2)
            started = asyncio.get_running_loop().time()
            assert await here.lookup.members(here.vendor, place(SHARED), 60) == []
            assert asyncio.get_running_loop().time() - started < 0.5

    run(scenario())


# Messages ------------------------------------------------------------------------------------------------------------


def test_a_message_says_who_wrote_what_in_the_channel_or_in_a_thread() -> None:
    async def scenario() -> None:
        async with bench() as here:
            root = here.slack.workspace.say(BEA, SHARED, f"<@{ASHA}> which region &amp; when?")
            reply = here.slack.workspace.say(ASHA, SHARED, "eu-west-1", thread=root.ts)
            here.slack.workspace.say(BEA, SHARED, "something else")
            asked_there = await here.lookup.message(here.vendor, place(SHARED), MessageId(root.ts))
            assert asked_there
            assert (asked_there.author, asked_there.thread) == (person(BEA), None)
            assert asked_there.text == "@asha which region & when?"
            answered = await here.lookup.message(here.vendor, place(SHARED), MessageId(reply.ts))
            assert answered
            assert (answered.message, answered.thread, answered.text) == (reply.ts, root.ts, "eu-west-1")

    run(scenario())


def test_what_a_bot_said_what_is_gone_and_what_says_nothing_is_no_message() -> None:
    async def scenario() -> None:
        async with bench() as here:
            ours = await here.web.call(here.vendor, "chat.postMessage", channel=SHARED, text="a card")
            empty = here.slack.workspace.say(BEA, SHARED, " ")
            for ts in (ours["ts"], empty.ts, "1759651200.000100", "nonsense"):
                assert await here.lookup.message(here.vendor, place(SHARED), MessageId(str(ts))) is None

    run(scenario())


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.RESET, Fault.BEFORE, Fault.HANG])
def test_a_message_that_does_not_come_in_time_is_none(fault: Fault) -> None:
    async def scenario() -> None:
        async with bench(patience=0.1) as here:
            here.slack.faults.hangs_for = 0.5
            message = here.slack.workspace.say(BEA, SHARED, "Which region?")
            here.slack.faults.script("conversations.replies", fault)
            assert await here.lookup.message(here.vendor, place(SHARED), MessageId(message.ts)) is None

    run(scenario())


def test_names_come_from_memory_alone() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.lookup.person(here.vendor, ASHA)
            assert here.lookup.names([ASHA, BEA]).people == {ASHA: "asha"}
            assert asked(here) == 1

    run(scenario())


def test_a_lookup_that_is_closed_asks_nothing_more() -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.latency = (0.3, 0.3)
            lookup = Lookup(here.web, here.now, patience=0.01)
            assert await lookup.person(here.vendor, ASHA) is None
            await lookup.close()
            await asyncio.sleep(0.4)
            assert lookup.known(ASHA) is None

    run(scenario())
