"""The fake Slack, called by slack_sdk as our adapter calls it: what it answers, shows, minds and does wrong."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, in_thread
from tests.adapters.slack.sender import Sender
from tests.adapters.slack.trouble import Fault, Faults
from tests.adapters.slack.workspace import ASHA, BEA, BEN, CLIENT, OURS, SHARED, THEIRS, VENDOR, Json

ROOT = Path(__file__).parents[3]
BLOCKS: list[Json] = [
    {"type": "section", "block_id": "1", "text": {"type": "mrkdwn", "text": "Shall I?", "verbatim": True}},
    {
        "type": "actions",
        "block_id": "2|card",
        "elements": [
            {
                "type": "button",
                "action_id": "a",
                "value": "v",
                "text": {"type": "plain_text", "text": "Yes", "emoji": False},
            }
        ],
    },
]
MODAL: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "When", "emoji": False},
    "submit": {"type": "plain_text", "text": "Send", "emoji": False},
    "blocks": [
        {
            "type": "input",
            "block_id": "when",
            "label": {"type": "plain_text", "text": "When?", "emoji": False},
            "element": {"type": "plain_text_input", "action_id": "value"},
        }
    ],
}


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 30))


def client_of(slack: FakeSlack, team: str = VENDOR) -> AsyncWebClient:
    token = slack.workspace.teams[team].token
    return AsyncWebClient(token, base_url=slack.api_url, retry_handlers=[], timeout=2)


async def error_of(call: Coroutine[Any, Any, Any]) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


def test_what_is_posted_is_seen_by_who_is_there_and_found_by_its_metadata() -> None:
    async def scenario() -> None:
        async with FakeSlack().running() as slack:
            client = client_of(slack)
            metadata = {"event_type": "rapport_speech", "event_payload": {"key": "k1"}}
            posted = await client.chat_postMessage(channel=SHARED, text="Shall I?", blocks=BLOCKS, metadata=metadata)
            await client.chat_postEphemeral(channel=SHARED, user=BEA, text="Only you see this")
            seen = {person: [each.text for each in slack.workspace.seen_by(person, SHARED)] for person in (BEA, ASHA)}
            assert seen == {BEA: ["Shall I?", "Only you see this"], ASHA: ["Shall I?"]}
            assert slack.workspace.seen_by(BEA, OURS) == []
            found = await client.conversations_history(channel=SHARED, include_all_metadata=True)
            assert [(each["ts"], each["metadata"]) for each in found["messages"]] == [(posted["ts"], metadata)]
            assert "metadata" not in (await client.conversations_history(channel=SHARED))["messages"][0]
            assert slack.keys() == {"k1": 1}

    run(scenario())


def test_history_comes_newest_first_and_in_pages_a_thread_oldest_first() -> None:
    async def scenario() -> None:
        async with FakeSlack().running() as slack:
            client, here = client_of(slack), slack.workspace
            said = [here.say(ASHA, SHARED, f"line {number}") for number in range(5)]
            replies = [here.say(BEA, SHARED, f"reply {number}", thread=said[0].ts) for number in range(3)]
            texts = []
            async for page in await client.conversations_history(channel=SHARED, limit=2, oldest=said[0].ts):
                texts += [each["text"] for each in page["messages"]]
            assert texts == [f"line {number}" for number in (4, 3, 2, 1)]
            thread = await client.conversations_replies(
                channel=SHARED, ts=said[0].ts, oldest=replies[1].ts, inclusive=True
            )
            assert [each["text"] for each in thread["messages"]] == ["line 0", "reply 1", "reply 2"]
            assert thread["messages"][0]["reply_count"] == 3

    run(scenario())


def test_a_bot_sees_its_own_team_and_whoever_shares_a_channel_with_it() -> None:
    async def scenario() -> None:
        async with FakeSlack().running() as slack:
            client = client_of(slack)
            bea = (await client.users_info(user=BEA))["user"]
            assert (bea["team_id"], bea["profile"].get("email"), bea.get("tz")) == (CLIENT, None, None)
            asha = (await client.users_info(user=ASHA))["user"]
            assert (asha["team_id"], asha["profile"]["email"], asha["tz"]) == (VENDOR, "asha@northwind.example", "UTC")
            assert await error_of(client.conversations_info(channel=THEIRS)) == "channel_not_found"
            slack.workspace.channels[SHARED].teams.remove(VENDOR)
            assert await error_of(client.users_info(user=BEA)) == "user_not_visible"

    run(scenario())


def test_people_of_another_company_get_direct_messages_but_see_no_home() -> None:
    async def scenario() -> None:
        async with FakeSlack().running() as slack:
            client = client_of(slack)
            direct = (await client.conversations_open(users=BEA))["channel"]["id"]
            await client.chat_postMessage(channel=direct, text="In private")
            assert [each.text for each in slack.workspace.direct_messages(BEA)] == ["In private"]
            for person in (BEA, ASHA):
                await client.views_publish(user_id=person, view={"type": "home", "blocks": BLOCKS[:1]})
            assert slack.workspace.home(BEA) is None
            assert slack.workspace.home(ASHA)
            assert await error_of(client.chat_postMessage(channel=THEIRS, text="Hello")) == "channel_not_found"
            slack.workspace.channels[SHARED].is_archived = True
            assert await error_of(client.chat_postMessage(channel=SHARED, text="Hello")) == "is_archived"

    run(scenario())


def test_a_trigger_opens_one_view_and_a_message_that_slack_would_refuse_is_refused() -> None:
    async def scenario() -> None:
        async with FakeSlack().running() as slack:
            client, trigger = client_of(slack), slack.trigger(VENDOR, BEA)
            await client.views_open(trigger_id=trigger, view=MODAL)
            assert [view.person for view in slack.open_views(BEA)] == [BEA]
            assert await error_of(client.views_open(trigger_id=trigger, view=MODAL)) == "exchanged_trigger_id"
            assert await error_of(client.views_open(trigger_id="12345.98765", view=MODAL)) == "invalid_trigger_id"
            assert slack.watch.malformed == []
            long = [{**BLOCKS[0], "text": {**BLOCKS[0]["text"], "text": "x" * 3_001}}]
            assert await error_of(client.chat_postMessage(channel=SHARED, text="x", blocks=long)) == "invalid_blocks"
            assert len(slack.watch.malformed) >= 1

    run(scenario())


def test_a_file_is_uploaded_in_three_steps() -> None:
    async def scenario() -> None:
        async with FakeSlack().running() as slack:
            client = client_of(slack)
            direct = (await client.conversations_open(users=BEA))["channel"]["id"]
            await client.files_upload_v2(
                filename="list.csv", content="a,b\n", channel=direct, initial_comment="All of it"
            )
            (message,) = slack.workspace.direct_messages(BEA)
            assert (message.text, [file["name"] for file in message.files]) == ("All of it", ["list.csv"])
            assert [file.data for file in slack.files.values()] == [b"a,b\n"]

    run(scenario())


def test_two_posts_within_a_second_in_one_channel_and_calls_while_blocked_are_noted() -> None:
    async def scenario() -> None:
        faults = Faults()
        async with FakeSlack(faults=faults).running() as slack:
            client = client_of(slack)
            await client.chat_postMessage(channel=SHARED, text="One")
            await client.chat_postMessage(channel=OURS, text="Elsewhere")
            assert slack.watch.over_limit == []
            await client.chat_postMessage(channel=SHARED, text="Two")
            assert len(slack.watch.too_fast) == 1
            faults.script("users.info", Fault.RATE_LIMITED)
            with pytest.raises(SlackApiError) as refused:
                await client.users_info(user=BEA)
            assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "1")
            await asyncio.sleep(0.3)
            assert await error_of(client.users_info(user=BEA)) == "ratelimited"
            assert len(slack.watch.while_blocked) == 1
            await client.auth_test()
            await asyncio.sleep(1)
            await client.users_info(user=BEA)
            assert (len(slack.watch.over_limit), faults.ambiguous) == (2, 0)

    run(scenario())


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        (Fault.BEFORE, False),
        (Fault.AFTER, True),
        (Fault.RESET_BEFORE, False),
        (Fault.RESET, True),
        (Fault.HANG, False),
        (Fault.HANG_TAKEN, True),
    ],
)
def test_whoever_posts_cannot_know_whether_it_was_taken(fault: Fault, taken: bool) -> None:
    async def scenario() -> None:
        faults = Faults(hangs_for=0.2)
        faults.script("chat.postMessage", fault)
        async with FakeSlack(faults=faults).running() as slack:
            with pytest.raises((SlackApiError, aiohttp.ClientError, TimeoutError)):
                await client_of(slack).chat_postMessage(channel=SHARED, text="One")
            assert len(slack.workspace.seen_by(BEA, SHARED)) == int(taken)
            assert faults.ambiguous == 1

    run(scenario())


def test_faults_by_chance_are_the_same_for_the_same_seed() -> None:
    drawn = [Faults(seed, {Fault.AFTER: 0.2, Fault.RATE_LIMITED: 0.1}) for seed in (1, 1, 2)]
    first, same, other = ([faults.next("chat.postMessage") for _ in range(200)] for faults in drawn)
    assert first == same != other
    assert 20 < first.count(Fault.AFTER) < 60


def test_a_code_is_exchanged_for_a_token_and_a_refresh_token_is_good_once() -> None:
    async def scenario() -> None:
        async with FakeSlack().running() as slack:
            slack.rotates = True
            secret = {"client_id": slack.client_id, "client_secret": slack.client_secret}
            access = partial(AsyncWebClient(base_url=slack.api_url).api_call, "oauth.v2.access")
            granted = await access(data=secret | {"code": slack.code_for(CLIENT)})
            assert granted["team"]["id"] == CLIENT
            assert (await client_of(slack, CLIENT).auth_test())["user_id"] == granted["bot_user_id"]
            again = secret | {"grant_type": "refresh_token", "refresh_token": granted["refresh_token"]}
            fresh = await access(data=again)
            assert fresh["access_token"] == slack.workspace.teams[CLIENT].token != granted["access_token"]
            assert await error_of(access(data=again)) == "token_already_used"
            slack.workspace.expire(CLIENT)
            assert await error_of(client_of(slack, CLIENT).auth_test()) == "token_expired"

    run(scenario())


def test_envelopes_come_over_a_socket_and_are_acknowledged() -> None:
    async def scenario() -> None:
        async with FakeSlack().running() as slack:
            web_client = AsyncWebClient(slack.app_token, base_url=slack.api_url)
            client = SocketModeClient(slack.app_token, web_client=web_client, logger=logging.getLogger("quiet"))
            heard = []

            async def acknowledge(given: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
                heard.append((request.type, request.payload))
                await given.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "done"}))

            client.socket_mode_request_listeners.append(acknowledge)
            await client.connect()  # type: ignore[no-untyped-call]
            assert await slack.envelope("slash_commands", {"text": "open"}) == {"text": "done"}
            assert heard == [("slash_commands", {"text": "open"})]
            await client.close()  # type: ignore[no-untyped-call]

    run(scenario())


class App:
    """What an app hears: bodies and headers, each proved to be Slack's."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.headers: list[Any] = []

    async def hear(self, request: web.Request) -> web.Response:
        self.headers.append(request.headers)
        body = await request.read()
        form = await request.post()
        self.heard.append(json.loads(str(form["payload"]) if "payload" in form else body))
        return web.Response()


def test_the_sender_tells_of_what_people_do() -> None:
    async def scenario() -> None:
        app = App()
        application = web.Application()
        application.router.add_post("/slack/events", app.hear)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        async with FakeSlack().running() as slack, httpx.AsyncClient(trust_env=False) as http:
            sender = Sender(slack, url, http)
            question, _ = await sender.says(BEA, SHARED, "Which region?")
            await sender.reacts(ASHA, question, SHARED, "eyes")
            await client_of(slack).chat_postMessage(channel=SHARED, text="Shall I?", blocks=BLOCKS)
            standing = list(slack.workspace.channels[SHARED].standing())[-1]
            await sender.presses(BEA, standing, SHARED, "Yes")
            posted, reacted, pressed = app.heard
            assert (posted["event"]["user_team"], posted["is_ext_shared_channel"]) == (CLIENT, True)
            assert posted["authorizations"][0]["team_id"] == VENDOR
            assert "team" not in reacted["event"]
            assert (pressed["user"]["team_id"], pressed["team"]["id"]) == (CLIENT, VENDOR)
            assert pressed["actions"][0] | {"action_ts": ""} == {
                "type": "button",
                "block_id": "2|card",
                "action_id": "a",
                "value": "v",
                "text": {"type": "plain_text", "text": "Yes", "emoji": False},
                "action_ts": "",
            }
            await client_of(slack).views_open(trigger_id=pressed["trigger_id"], view=MODAL)
            await sender.submits(slack.open_views(BEA)[0], {"when": "tomorrow"})
            values = app.heard[-1]["view"]["state"]["values"]
            assert values == {"when": {"value": {"type": "plain_text_input", "value": "tomorrow"}}}
            assert slack.open_views(BEA) == []
        await runner.cleanup()

    run(scenario())


def test_it_runs_beside_a_test_and_as_a_process_of_its_own() -> None:
    with in_thread(FakeSlack()) as beside:
        assert httpx.get(f"{beside.slack.url}/_state", trust_env=False).json()["keys"] == {}
        beside.do(client_of(beside.slack).chat_postMessage(channel=SHARED, text="Hello"))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.slack.fake"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert httpx.post(f"{url}/_faults", json={"shares": {"AFTER": 1.0}}, trust_env=False).is_success
        assert httpx.get(f"{url}/_state", trust_env=False).json()["ambiguous"] == 0
    finally:
        process.kill()
        process.communicate()


def test_ben_is_nobody_to_northwind_until_they_share_a_channel() -> None:
    slack = FakeSlack()
    assert slack.workspace.may_see(VENDOR, BEN)
    slack.workspace.channels[SHARED].members.remove(BEN)
    assert not slack.workspace.may_see(VENDOR, BEN)
