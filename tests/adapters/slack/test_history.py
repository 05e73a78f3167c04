"""What was said in a gap of hearing is read back: all of it, once, in its order, at fifteen messages a minute."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from adapters.base import Installation, NotYet, Undeliverable
from adapters.mrkdwn.markup import Names
from adapters.slack import inbound
from adapters.slack.errors import Refused
from adapters.slack.history import event_body, micros, stamp
from rules.events import CommandGiven, MessagePosted
from rules.model import MessageId
from tests.adapters.slack.bench import NOON, Bench, bench, clocked, installed, run
from tests.adapters.slack.trouble import Fault, Odd
from tests.adapters.slack.workspace import ASHA, BEA, SHARED, THEIRS, Message

HISTORY, REPLIES = "conversations.history", "conversations.replies"


def say(here: Bench, text: str, *, after: float = 1, thread: str | None = None, who: str = BEA) -> Message:
    """Somebody says something, so many seconds after noon."""
    message = here.slack.workspace.say(who, SHARED, text, thread=thread)
    message.ts = stamp(NOON + timedelta(seconds=after))
    return message


async def read(here: Bench, threads: Sequence[str] = (), channel: str = SHARED) -> list[Any]:
    roots = [MessageId(root) for root in threads]
    return [body async for body in here.history.missed(here.vendor, channel, NOON, roots)]


def texts(bodies: list[Any]) -> list[str]:
    return [body["event"]["text"] for body in bodies]


# All of it, once, in its order ---------------------------------------------------------------------------------------


def test_what_was_said_since_comes_oldest_first_and_what_was_said_before_does_not() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            say(here, "before", after=-1)
            for n in range(5):
                say(here, f"m{n}", after=n + 1)
            assert texts(await read(here)) == ["m0", "m1", "m2", "m3", "m4"]
            assert len(here.slack.called(HISTORY)) == 1

    run(scenario())


@pytest.mark.parametrize("many", [0, 1, 14, 15, 16, 30, 31, 100])
def test_a_channel_is_read_to_its_end_in_pages_of_fifteen(many: int) -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            for n in range(many):
                say(here, f"m{n}", after=n + 1)
            assert texts(await read(here)) == [f"m{n}" for n in range(many)]
            assert {call.arguments["limit"] for call in here.slack.called(HISTORY)} == {"15"}

    run(scenario())


def test_threads_that_were_begun_since_and_those_that_were_named_are_read_too() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            old = say(here, "an old question", after=-1_000)
            say(here, "an old answer", after=-500, thread=old.ts)
            new = say(here, "a new question", after=1)
            say(here, "a new answer", after=2, thread=new.ts, who=ASHA)
            for n in range(40):
                say(here, f"late {n}", after=10 + n, thread=old.ts, who=ASHA)
            quiet = say(here, "a quiet one", after=-2_000)
            found = texts(await read(here, [old.ts, quiet.ts, new.ts]))
            assert found == ["a new question", "a new answer", *(f"late {n}" for n in range(40))]

    run(scenario())


def test_a_reply_that_was_sent_to_the_channel_too_comes_once() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            root = say(here, "a question", after=1)
            say(here, "an answer for all", after=2, thread=root.ts).is_broadcast = True
            assert texts(await read(here, [root.ts])) == ["a question", "an answer for all"]

    run(scenario())


def test_a_thread_that_is_gone_has_nothing_to_tell() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            say(here, "a question", after=1)
            assert texts(await read(here, [stamp(NOON - timedelta(hours=1))])) == ["a question"]

    run(scenario())


# One page a minute ---------------------------------------------------------------------------------------------------


def test_at_one_call_a_minute_it_comes_to_the_end_and_nothing_is_lost_or_doubled() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            here.slack.history_most = 15
            roots = [say(here, f"q{n}", after=n * 10 + 1) for n in range(20)]
            for n, root in enumerate(roots[:3]):
                for m in range(20):
                    say(here, f"q{n}a{m}", after=n * 10 + 2 + m / 10, thread=root.ts)
            expected = [each.text for each in sorted(here.slack.workspace.channels[SHARED].messages, key=_at)]
            found, minutes = None, 0
            while found is None:
                _limit(here)
                try:
                    found = texts(await read(here))
                except NotYet:
                    here.seconds.at += 60
                    minutes += 1
            assert found == expected
            assert minutes <= 2 + 3 * 2

    run(scenario())


def _at(message: Message) -> int:
    return micros(message.ts)


def _limit(here: Bench) -> None:
    """One call of each method a minute: the second one is told to wait."""
    here.slack.faults.retry_after = 60
    for method in (HISTORY, REPLIES):
        here.slack.faults.scripted[method].clear()
        here.slack.faults.script(method, None, Fault.RATE_LIMITED)


def test_what_is_said_meanwhile_is_heard_and_need_not_be_read() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            for n in range(20):
                say(here, f"m{n}", after=n + 1)
            here.slack.faults.script(HISTORY, None, Fault.RATE_LIMITED)
            with pytest.raises(NotYet):
                await read(here)
            say(here, "heard live", after=100)
            here.seconds.at += 60
            assert texts(await read(here)) == [f"m{n}" for n in range(20)]

    run(scenario())


def test_whoever_stops_half_way_gets_all_of_it_again() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            for n in range(20):
                say(here, f"m{n}", after=n + 1)
            stopped = here.history.missed(here.vendor, SHARED, NOON, [])
            assert (await anext(stopped))["event"]["text"] == "m0"
            await stopped.aclose()  # type: ignore[attr-defined]
            assert texts(await read(here)) == [f"m{n}" for n in range(20)]
            assert len(here.slack.called(HISTORY)) == 2

    run(scenario())


def test_a_second_gap_is_read_anew() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            say(here, "first", after=1)
            await read(here)
            say(here, "second", after=2)
            assert texts(await read(here)) == ["first", "second"]

    run(scenario())


# When Slack does not tell --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.BEFORE, Fault.RESET, Fault.RATE_LIMITED])
@pytest.mark.parametrize("method", [HISTORY, REPLIES])
def test_an_answer_that_got_lost_is_asked_for_again(fault: Fault, method: str) -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            root = say(here, "a question", after=1)
            say(here, "an answer", after=2, thread=root.ts)
            here.slack.faults.script(method, fault)
            with pytest.raises(NotYet) as wait:
                await read(here)
            assert wait.value.retry_after
            assert wait.value.__cause__ is None
            here.seconds.at += 60
            assert texts(await read(here)) == ["a question", "an answer"]

    run(scenario())


def test_a_channel_that_may_not_be_read_will_never_be() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            for error in (THEIRS, "C0NOWHERE"):
                with pytest.raises(Refused) as refusal:
                    await read(here, channel=error)
                assert refusal.value.permanent

    run(scenario())


def test_what_may_pass_is_no_end() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            say(here, "a question", after=1)
            here.slack.faults.odd[HISTORY].append(Odd('{"ok": false, "error": "token_expired"}'))
            with pytest.raises(Undeliverable) as refusal:
                await read(here)
            assert not refusal.value.permanent
            assert texts(await read(here)) == ["a question"]

    run(scenario())


@pytest.mark.parametrize(
    "page",
    [
        {"has_more": True},
        {"has_more": True, "messages": []},
        {"has_more": True, "messages": [{"ts": "nonsense"}, 7, {"text": "no ts"}]},
        {"has_more": "yes", "messages": "none"},
    ],
)
def test_a_page_that_makes_no_sense_ends_it(page: dict[str, Any]) -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            here.slack.faults.odd[HISTORY].append(Odd(json.dumps({"ok": True} | page)))
            assert await read(here) == []

    run(scenario())


def test_a_slack_that_gives_the_same_page_for_ever_is_left() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            page = {"ok": True, "has_more": True, "messages": [{"ts": stamp(NOON + timedelta(hours=2)), "text": "a"}]}
            for method in (HISTORY, REPLIES):
                here.slack.faults.odd[method].extend([Odd(json.dumps(page))] * 10)
            await read(here, ["1759651200.000100"])
            assert len(here.slack.called(HISTORY)) + len(here.slack.called(REPLIES)) < 5

    run(scenario())


# As events -----------------------------------------------------------------------------------------------------------


def test_what_is_read_back_is_the_event_it_would_have_been() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            root = say(here, f"<@{ASHA}> which region?", after=1)
            say(here, "eu-west-1", after=2, thread=root.ts, who=ASHA)
            say(here, f"<@{here.vendor.bot_user}> waiting", after=3)
            await here.web.call(here.vendor, "chat.postMessage", channel=SHARED, text="of Rapport's own")
            names, bots = Names({ASHA: "asha"}), here.directory.bots
            bodies = await read(here)
            own, asked, answered, command = (inbound.read(body, names, bots, NOON) for body in bodies)
            assert isinstance(asked, MessagePosted)
            assert (asked.id, asked.text) == (f"slack:{SHARED}:{root.ts}", "@asha which region?")
            assert asked.at == NOON + timedelta(seconds=1)
            assert isinstance(answered, MessagePosted)
            assert answered.thread == root.ts
            assert isinstance(command, CommandGiven)
            assert command.text == "waiting"
            assert own is None
            assert inbound.installation_in(bodies[0]) == here.vendor.id
            assert inbound.homes_in(bodies[1]) == {BEA: "T0CLIENT"}

    run(scenario())


def test_an_organisation_that_installed_it_as_a_whole_is_named_by_its_own_id() -> None:
    for installation in (Installation("E0BIG", "U0BOT"), installed(clocked())):
        body = event_body(installation, SHARED, "1759651200.000100", {"text": "a", "user": BEA})
        assert inbound.installation_in(body) == installation.id


@pytest.mark.parametrize("ts", ["1759651200.000100", "0.000001", "1.999999", "1759651200.000000"])
def test_a_stamp_is_exact(ts: str) -> None:
    assert stamp(NOON + timedelta(microseconds=micros(ts) - micros(stamp(NOON)))) == ts
