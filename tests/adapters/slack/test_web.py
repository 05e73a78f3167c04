"""Every call to Slack: at its pace, and with one meaning for whatever comes back, or does not."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import traceback
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import aiohttp
import pytest

from adapters.base import NotYet, Undeliverable
from adapters.slack.errors import CLOSED, POSSIBLY_TAKEN, SENSELESS, InDoubt, Refused
from adapters.slack.web import Web
from tests.adapters.slack.bench import Bench, bench, installed, run
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.trouble import Fault, Odd
from tests.adapters.slack.workspace import CLIENT, OURS, SHARED, VENDOR

POST = "chat.postMessage"
SECRET_WORDS = "the merger is off"


async def post(here: Bench, channel: str = SHARED, **more: Any) -> Any:
    return await here.web.call(here.vendor, POST, channel=channel, text=SECRET_WORDS, **more)


async def raised(work: Awaitable[object]) -> Exception:
    try:
        await work
    except Exception as error:  # noqa: BLE001
        return error
    raise AssertionError("nothing was raised")


def after_odd(odd: Odd) -> Exception:
    """What a post raises that is answered like this."""
    found: list[Exception] = []

    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.odd[POST].append(odd)
            found.append(await raised(post(here)))

    run(scenario())
    return found[0]


def refused_with(error: str, **more: str) -> Exception:
    return after_odd(Odd(json.dumps({"ok": False, "error": error, **more})))


# What comes back -----------------------------------------------------------------------------------------------------


def test_what_slack_takes_comes_back_and_stands_there_as_it_was_given() -> None:
    async def scenario() -> None:
        async with bench() as here:
            words = "“Grüße” &amp; &lt;b&gt; 👩‍👩‍👧 \n + % ="
            blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "a&amp;b +%=", "verbatim": True}}]
            answer = await here.web.call(
                here.vendor, POST, channel=SHARED, text=words, blocks=blocks, thread_ts=None, unfurl_links=False
            )
            [called] = here.slack.called(POST)
            assert answer["ts"]
            assert called.arguments["text"] == words
            assert json.loads(called.arguments["blocks"]) == blocks
            assert called.arguments["unfurl_links"] == "false"
            assert "thread_ts" not in called.arguments

    run(scenario())


def test_all_installations_share_one_session_and_each_uses_its_own_token() -> None:
    async def scenario() -> None:
        async with bench() as here:
            opened: list[object] = []
            trace = aiohttp.TraceConfig()
            trace.on_connection_create_end.append(_noting(opened))
            trace.freeze()
            here.web.session.trace_configs.append(trace)
            client = await here.install(CLIENT, SHARED)
            for installation in (here.vendor, client, here.vendor):
                assert (await here.web.call(installation, "auth.test"))["team_id"] == installation.id
            assert len(opened) == 1
            here.slack.workspace.expire(VENDOR)
            here.slack.workspace.give_token(VENDOR, "xoxb-renewed")
            assert (await here.web.call(here.vendor, "auth.test"))["team_id"] == VENDOR

    run(scenario())


def _noting(opened: list[object]) -> Callable[..., Awaitable[None]]:
    async def note(*what: object) -> None:
        opened.append(what)

    return note


@pytest.mark.parametrize("error", sorted(CLOSED | SENSELESS))
def test_a_no_that_will_not_change_is_permanent(error: str) -> None:
    refusal = Refused(POST, error)
    assert refusal.permanent
    assert refusal.closes_the_road == (error in CLOSED)


@pytest.mark.parametrize("error", ["token_expired", "team_added_to_org", "message_limit_exceeded", "something_new"])
def test_a_no_that_may_pass_or_that_nobody_knows_is_definite_but_not_permanent(error: str) -> None:
    refusal = refused_with(error)
    assert isinstance(refusal, Refused)
    assert (refusal.error, refusal.permanent, refusal.closes_the_road) == (error, False, False)


def test_a_missing_scope_says_which() -> None:
    assert str(refused_with("missing_scope", needed="channels:history")) == f"{POST}: missing_scope (channels:history)"


@pytest.mark.parametrize("error", sorted(POSSIBLY_TAKEN))
def test_an_error_after_which_it_may_stand_there_is_doubt(error: str) -> None:
    doubt = refused_with(error)
    assert isinstance(doubt, InDoubt)
    assert not isinstance(doubt, Undeliverable)


@pytest.mark.parametrize(
    "odd",
    [
        Odd("<html>Please log in to the guest network</html>", content_type="text/html"),
        Odd("<html>broken</html>"),
        Odd(""),
        Odd("", content_type="text/plain"),
        Odd("ok", content_type="text/plain"),
        Odd("null"),
        Odd("[]"),
        Odd('"ok"'),
        Odd("{}"),
        Odd('{"ok": false}'),
        Odd('{"ok": false, "error": ""}'),
        Odd('{"ok": false, "error": {"a": 1}}'),
        Odd('{"ok": null, "error": "channel_not_found"}'),
        Odd('{"ok": true', status=200),
        Odd("[" * 200_000),
        Odd('{"ok": true}', status=502),
        Odd('{"ok": false, "error": "channel_not_found"}', status=503),
        Odd("Bad Gateway", status=502, content_type="text/html"),
        Odd("", status=408),
        Odd("", status=301),
    ],
)
def test_an_answer_that_says_neither_yes_nor_no_is_doubt(odd: Odd) -> None:
    assert isinstance(after_odd(odd), InDoubt)


@pytest.mark.parametrize("status", [400, 403, 404, 407, 413])
def test_a_proxy_that_lets_nothing_through_is_a_definite_no(status: int) -> None:
    refusal = after_odd(Odd("<html>no</html>", status=status, content_type="text/html"))
    assert isinstance(refusal, Refused)
    assert (refusal.error, refusal.permanent) == (f"http_{status}", False)


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault.is_ambiguous and "HANG" not in fault.name])
def test_a_lost_answer_is_doubt_and_is_never_asked_for_twice(fault: Fault) -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.script(POST, fault)
            assert isinstance(await raised(post(here)), InDoubt)
            assert len(here.slack.called(POST)) == 1

    run(scenario())


def test_no_answer_in_time_is_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        monkeypatch.setattr("adapters.slack.web.TIMEOUT", 0.2)
        async with bench() as here:
            here.slack.faults.script(POST, Fault.HANG_TAKEN)
            assert str(await raised(post(here))) == f"{POST}: TimeoutError"

    run(scenario())


def test_a_connection_that_cannot_be_opened_is_a_definite_no_for_now() -> None:
    async def scenario() -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        for address in (f"http://127.0.0.1:{port}/api/", "http://no-such-host.invalid/api/"):
            async with Web(address) as web:
                error = await raised(web.call(installed(FakeSlack()), POST, channel=SHARED))
                assert isinstance(error, NotYet)
                assert error.retry_after
                assert timedelta(seconds=1) < error.retry_after < timedelta(minutes=1)

    run(scenario())


def test_what_is_closed_can_be_used_again() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.web.call(here.vendor, "auth.test")
            await here.web.close()
            assert (await here.web.call(here.vendor, "auth.test"))["ok"]

    run(scenario())


# Secrets -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    [
        Odd(json.dumps({"ok": False, "error": "xoxb-not a code", "message": SECRET_WORDS})),
        Odd(SECRET_WORDS),
        Odd(SECRET_WORDS, content_type="text/html"),
        Odd(json.dumps({"ok": False, "error": "channel_not_found", "needed": SECRET_WORDS})),
        Odd("", status=429),
        Odd("[]"),
    ],
)
def test_neither_tokens_nor_words_are_in_what_is_raised_or_logged(odd: Odd, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("aiohttp").setLevel(logging.INFO)

    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.odd[POST].append(odd)
            error = await raised(post(here))
            assert error.__context__ is None
            assert error.__cause__ is None
            told = "".join(traceback.format_exception(error)) + repr(error) + str(vars(error)) + caplog.text
            assert here.vendor.token not in told
            assert SECRET_WORDS not in told

    run(scenario())


def test_a_token_is_in_no_repr() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.web.call(here.vendor, "auth.test")
            assert here.vendor.token not in repr(here.web) + repr(here.vendor) + repr(vars(here.web))

    run(scenario())


# Pace ----------------------------------------------------------------------------------------------------------------


def test_fifty_posts_at_once_to_three_channels_come_a_second_apart_in_each() -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.workspace.channel("C0THIRD", "third", [VENDOR], [here.vendor.bot_user])
            time = _Stepped()
            here.slack.watch.now = time
            async with Web(here.slack.api_url, time, time.sleep) as web:
                channels = [(SHARED, OURS, "C0THIRD")[n % 3] for n in range(50)]
                posts = [
                    asyncio.ensure_future(web.call(here.vendor, POST, wait=60, channel=channel, text=str(n)))
                    for n, channel in enumerate(channels)
                ]
                await time.run_until(posts, lambda: len(here.slack.called(POST)), at_first=3)
            for channel in set(channels):
                times = [each.at for each in here.slack.called(POST) if each.arguments["channel"] == channel]
                gaps = [later - earlier for earlier, later in pairwise(times)]
                assert len(times) == channels.count(channel)
                assert all(1 <= gap <= 1.3 for gap in gaps), gaps
                said = [int(each.text) for each in here.slack.workspace.channels[channel].messages]
                assert said == sorted(said)
            assert here.slack.watch.too_fast == []

    run(scenario())


class _Stepped:
    """A clock that goes on to whoever wakes next, once everybody who woke before was heard by the server."""

    def __init__(self) -> None:
        self.at = 50.0
        self._sleeping: list[tuple[float, asyncio.Event]] = []

    def __call__(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        wakes = asyncio.Event()
        self._sleeping.append((self.at + seconds, wakes))
        await wakes.wait()

    async def run_until(self, posts: Sequence[asyncio.Future[Any]], heard: Callable[[], int], at_first: int) -> None:
        woken = at_first
        while not all(each.done() for each in posts):
            await asyncio.sleep(0.001)
            if heard() < woken or not self._sleeping:
                continue
            self.at = min(at for at, _ in self._sleeping)
            for _, wakes in [each for each in self._sleeping if each[0] <= self.at]:
                wakes.set()
                woken += 1
            self._sleeping = [each for each in self._sleeping if each[0] > self.at]
        await asyncio.gather(*posts)


def test_a_post_that_would_wait_too_long_is_told_when_to_come_again() -> None:
    async def scenario() -> None:
        async with bench() as here, Web(here.slack.api_url, lambda: 100.0, here.seconds.sleep) as web:
            posts = (web.call(here.vendor, POST, channel=SHARED, text="a") for _ in range(20))
            outcomes = await asyncio.gather(*posts, return_exceptions=True)
            waits = [each.retry_after for each in outcomes if isinstance(each, NotYet)]
            assert len(here.slack.called(POST)) == 3
            assert waits == [timedelta(seconds=3 * 1.25)] * 17

    run(scenario())


def test_a_channel_that_was_quiet_for_a_while_does_not_wait() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await post(here)
            here.seconds.at += 5
            await post(here)
            await post(here)
            assert here.seconds.slept == [pytest.approx(1.25)]

    run(scenario())


def test_other_channels_and_what_posts_nothing_do_not_wait() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await post(here)
            await post(here, OURS)
            await here.web.call(here.vendor, "conversations.history", channel=SHARED)
            await here.web.call(here.vendor, "conversations.history", channel=SHARED)
            assert here.seconds.slept == []

    run(scenario())


def test_a_rate_limit_blocks_this_method_of_this_workspace_until_it_is_over() -> None:
    async def scenario() -> None:
        async with bench() as here:
            client = await here.install(CLIENT, SHARED)
            here.slack.faults.retry_after = 7
            here.slack.faults.script(POST, Fault.RATE_LIMITED)
            first = await raised(post(here, OURS))
            here.seconds.at += 2
            second = await raised(post(here, OURS))
            for error, wait in ((first, 7), (second, 5)):
                assert isinstance(error, NotYet)
                assert error.retry_after == timedelta(seconds=wait)
            assert len(here.slack.called(POST)) == 1
            await here.web.call(client, POST, channel=SHARED, text="of another workspace")
            await here.web.call(here.vendor, "auth.test")
            here.seconds.at += 5
            assert (await post(here, OURS))["ok"]
            assert here.slack.watch.over_limit == []

    run(scenario())


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        (None, 30),
        ("soon", 30),
        ("", 30),
        ("-1", 30),
        ("nan", 30),
        ("1e9", 30),
        ("9" * 400, 30),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 30),
        ("0", 1),
        ("2.5", 2.5),
        (" 4 ", 4),
        ("999999", 3600),
    ],
)
@pytest.mark.parametrize("status", [429, 200])
def test_a_rate_limit_says_how_long_or_half_a_minute_is_waited(given: str | None, seconds: float, status: int) -> None:
    body = '{"ok": false, "error": "ratelimited"}' if status == 200 else "<html>slow down</html>"
    error = after_odd(Odd(body, status=status, headers={} if given is None else {"Retry-After": given}))
    assert isinstance(error, NotYet)
    assert error.retry_after == timedelta(seconds=seconds)


# Files and response URLs ---------------------------------------------------------------------------------------------


def test_a_file_is_put_into_a_channel() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.web.upload(here.vendor, SHARED, "record.csv", "a,b\n1,ü", None)
            [file] = here.slack.files.values()
            assert file.data is not None
            assert (file.name, file.data.decode()) == ("record.csv", "a,b\n1,ü")
            [message] = here.slack.workspace.channels[SHARED].messages
            assert message.files[0]["name"] == "record.csv"

    run(scenario())


def test_a_file_that_is_refused_says_why() -> None:
    async def scenario() -> None:
        async with bench() as here:
            error = await raised(here.web.upload(here.vendor, "C0NOWHERE", "record.csv", "a", None))
            assert isinstance(error, Refused)
            assert error.error == "channel_not_found"

    run(scenario())


def test_a_response_url_takes_a_message_five_times() -> None:
    async def scenario() -> None:
        async with bench() as here:
            url = here.slack.response_url(SHARED, "U0BEA")
            for _ in range(5):
                await here.web.respond(url, {"text": "Done."})
            error = await raised(here.web.respond(url, {"text": "Done."}))
            assert isinstance(error, Refused)
            assert (error.error, error.permanent) == ("used_url", True)
            assert url.rsplit("/", 1)[1] not in str(error)

    run(scenario())


@pytest.mark.parametrize(
    "url",
    [
        "http://no-such-host.invalid/secret-part",
        "nonsense secret-part",
        "http://[secret-part",
        "http://127.0.0.1:1/secret-part",
        "http://hooks.slack.com/secret-part",
        "https://hooks.slack.com.example/secret-part",
        "https://hooks.slack.com@127.0.0.1/secret-part",
        "",
    ],
)
def test_a_response_url_that_is_not_slacks_is_not_called(url: str) -> None:
    async def scenario() -> None:
        async with bench() as here:
            error = await raised(here.web.respond(url, {"text": SECRET_WORDS}))
            assert isinstance(error, Undeliverable)
            assert error.permanent
            assert "secret-part" not in repr(error)

    run(scenario())


def test_the_session_keeps_no_cookies() -> None:
    async def scenario() -> None:
        async with bench() as here:
            assert isinstance(here.web.session.cookie_jar, aiohttp.DummyCookieJar)

    run(scenario())
