"""A workspace adds Rapport by itself, in a browser, over real HTTP; and tokens that run out are renewed."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from cryptography.fernet import Fernet
from sqlalchemy import Engine, text
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from adapters.base import Installation
from adapters.slack.install import Installer, NotRefreshed
from adapters.slack.manifest import CALLBACK, INSTALL, SCOPES
from bot import database, schema
from bot.installations import KeptInstallations
from bot.writer import Writer
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.workspace import CLIENT, VENDOR

KEY = Fernet.generate_key().decode()
NOON = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


@dataclass
class Now:
    """A clock that stands until it is moved."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Scene:
    """A server of ours, and Slack."""

    slack: FakeSlack
    store: KeptInstallations
    engine: Engine
    now: Now
    installer: Installer
    browser: httpx.AsyncClient

    async def begin(self, **query: str) -> tuple[str, str]:
        """Somebody opens our page: the state in the address they are sent to, and their cookie."""
        answer = await self.browser.get(INSTALL, params=query)
        assert answer.status_code == 302
        return state_of(answer), cookie_of(answer)

    async def come_back(self, cookie: str = "", **query: str) -> httpx.Response:
        return await self.browser.get(CALLBACK, params=query, headers={"Cookie": cookie} if cookie else {})

    async def kept(self) -> dict[str, Installation]:
        return {each.id: each for each in await self.store.all()}

    async def install(self, team: str = CLIENT) -> httpx.Response:
        state, cookie = await self.begin()
        return await self.come_back(cookie, code=self.slack.code_for(team), state=state)


def state_of(answer: httpx.Response) -> str:
    return parse_qs(urlsplit(answer.headers["location"]).query)["state"][0]


def cookie_of(answer: httpx.Response) -> str:
    return str(answer.headers["set-cookie"]).partition(";")[0]


@asynccontextmanager
async def served(routes: Iterable[BaseRoute]) -> AsyncIterator[str]:
    """A web server on a free port; its address."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=list(routes)), port=0, lifespan="off", log_config=None))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn sets no event
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def scene(api_url: str | None = None) -> AsyncIterator[Scene]:
    now = Now()
    with TemporaryDirectory() as folder:
        engine = database.writer(f"sqlite:///{folder}/ledger.db")
        schema.migrate(engine)
        writer = Writer(engine)
        writer.start()
        store = KeptInstallations(writer, [KEY], now)
        async with FakeSlack().running() as slack:
            installer = Installer(slack.client_id, slack.client_secret, store, now, api_url=api_url or slack.api_url)
            async with served(installer.routes) as url, httpx.AsyncClient(base_url=url) as browser:
                yield Scene(slack, store, engine, now, installer, browser)
        writer.stop()
        engine.dispose()


def within_time(work: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(30):
            await work

    asyncio.run(bounded())


# The way in ----------------------------------------------------------------------------------------------------------


def test_our_page_leads_to_slack_with_every_scope_and_a_cookie_for_ten_minutes() -> None:
    async def story() -> None:
        async with scene() as here:
            answer = await here.browser.get(INSTALL)
            to = urlsplit(answer.headers["location"])
            assert f"{to.scheme}://{to.netloc}{to.path}" == f"{here.slack.url}/oauth/v2/authorize"
            asked = parse_qs(to.query)
            assert asked["scope"] == [",".join(SCOPES)]
            assert asked["client_id"] == [here.slack.client_id]
            cookie = answer.headers["set-cookie"].lower()
            assert all(word in cookie for word in ("secure", "httponly", "max-age=600", "samesite=lax"))

    within_time(story())


def test_a_workspace_that_installs_it_is_kept_with_its_token() -> None:
    async def story() -> None:
        async with scene() as here:
            answer = await here.install()
            assert answer.status_code == 200
            assert "Rapport is installed in Contoso." in answer.text
            team = here.slack.workspace.teams[CLIENT]
            kept = (await here.kept())[CLIENT]
            assert (kept.token, kept.bot_user, kept.bot, kept.name) == (team.token, team.bot_user, team.bot, "Contoso")
            assert (kept.expires_at, kept.refresh_token, kept.enterprise) == (None, None, None)
            assert kept.url.endswith("/")
            assert kept.scopes == here.slack.scopes

    within_time(story())


def test_where_a_workspace_is_named_slack_is_told_and_nothing_else_gets_into_the_address() -> None:
    async def story() -> None:
        async with scene() as here:
            named = await here.browser.get(INSTALL, params={"team": CLIENT})
            assert parse_qs(urlsplit(named.headers["location"]).query)["team"] == [CLIENT]
            for odd in ("T1&redirect_uri=https://elsewhere.example", "T1\r\nSet-Cookie: a=b", "'", ""):
                answer = await here.browser.get(INSTALL, params={"team": odd})
                assert "team" not in parse_qs(urlsplit(answer.headers["location"]).query)

    within_time(story())


def test_for_a_whole_organisation_it_goes_by_the_organisation() -> None:
    async def story() -> None:
        async with scene() as here:
            here.slack.workspace.team("T0GRID", "Grid", enterprise="E0GRID")
            here.slack.for_all = True
            answer = await here.install("T0GRID")
            assert "Rapport is installed in Grid Group." in answer.text
            kept = (await here.kept())["E0GRID"]
            assert (kept.id, kept.enterprise, kept.name) == ("E0GRID", "E0GRID", "Grid Group")

    within_time(story())


def test_two_workspaces_are_kept_side_by_side_and_one_that_installs_again_has_its_new_token() -> None:
    async def story() -> None:
        async with scene() as here:
            await here.install(CLIENT)
            await here.install(VENDOR)
            first = (await here.kept())[CLIENT].token
            await here.install(CLIENT)
            assert set(await here.kept()) == {CLIENT, VENDOR}
            assert (await here.kept())[CLIENT].token not in ("", first)

    within_time(story())


# Ways that lead nowhere ----------------------------------------------------------------------------------------------


async def nothing_came_of_it(here: Scene, answer: httpx.Response, said: str) -> None:
    assert answer.status_code < 500
    assert said in answer.text
    assert 'href="install"' in answer.text
    assert await here.kept() == {}


def test_who_says_no_to_slack_is_told_that_nothing_was_kept() -> None:
    async def story() -> None:
        async with scene() as here:
            state, cookie = await here.begin()
            answer = await here.come_back(cookie, error="access_denied", state=state)
            await nothing_came_of_it(here, answer, "Rapport is not installed, and nothing was kept")

    within_time(story())


def test_a_state_works_once() -> None:
    async def story() -> None:
        async with scene() as here:
            state, cookie = await here.begin()
            assert (await here.come_back(cookie, code="wrong", state=state)).status_code == 401
            answer = await here.come_back(cookie, code=here.slack.code_for(CLIENT), state=state)
            await nothing_came_of_it(here, answer, "works once")
            assert len(here.slack.called("oauth.v2.access")) == 1

    within_time(story())


def test_a_state_holds_for_ten_minutes() -> None:
    async def story() -> None:
        async with scene() as here:
            state, cookie = await here.begin()
            here.now.at += timedelta(minutes=10, seconds=1)
            answer = await here.come_back(cookie, code=here.slack.code_for(CLIENT), state=state)
            await nothing_came_of_it(here, answer, "ten minutes")

    within_time(story())


def test_a_state_is_good_in_the_browser_that_got_it_and_in_no_other() -> None:
    async def story() -> None:
        async with scene() as here:
            state, _ = await here.begin()
            _, another = await here.begin()
            for cookie in ("", another, "slack-app-oauth-state=", "other=1"):
                answer = await here.come_back(cookie, code=here.slack.code_for(CLIENT), state=state)
                await nothing_came_of_it(here, answer, "cannot tell that it was you")

    within_time(story())


def test_a_state_that_somebody_made_up_is_none() -> None:
    async def story() -> None:
        async with scene() as here:
            state, _ = await here.begin()
            expiry, nonce, signature = state.split(".")
            later = int(expiry) + 3600
            made_up = ["x", "..", f"{later}.{nonce}.{signature}", f"{expiry}.{nonce}.", f"{expiry}.{nonce}.{'0' * 64}"]
            for each in made_up:
                cookie = f"slack-app-oauth-state={each}"
                answer = await here.come_back(cookie, code=here.slack.code_for(CLIENT), state=each)
                await nothing_came_of_it(here, answer, "works once")

    within_time(story())


def test_a_code_that_slack_does_not_know_comes_to_nothing() -> None:
    async def story() -> None:
        async with scene() as here:
            for query in ({"code": "made-up"}, {"code": ""}, {}):
                state, cookie = await here.begin()
                answer = await here.come_back(cookie, state=state, **query)
                await nothing_came_of_it(here, answer, "Slack did not confirm the installation")

    within_time(story())


def test_where_slack_does_not_answer_that_is_said() -> None:
    async def story() -> None:
        async with scene("http://127.0.0.1:9/api/") as here:
            await nothing_came_of_it(here, await here.install(), "Slack did not confirm the installation")

    within_time(story())


def test_where_it_cannot_be_kept_that_is_said_without_a_traceback() -> None:
    async def story() -> None:
        async with scene() as here:
            with here.engine.begin() as connection:
                connection.execute(text("ALTER TABLE installations RENAME TO elsewhere"))
            answer = await here.install()
            assert answer.status_code == 500
            assert "I could not write it down" in answer.text
            assert "installations" not in answer.text

    within_time(story())


@pytest.mark.parametrize(
    "query",
    [
        {"error": "<script>alert(1)</script>"},
        {"state": "x" * 5_000, "code": "y"},
        {"state": "é☃", "code": "☃"},
        {"state": "\x00", "code": "\n"},
        {"code": "only"},
        {},
    ],
)
def test_whatever_comes_back_the_page_is_polite_and_repeats_none_of_it(query: dict[str, str]) -> None:
    async def story() -> None:
        async with scene() as here:
            answer = await here.come_back("slack-app-oauth-state=" + "x" * 20, **query)
            assert answer.status_code < 500
            assert "<script" not in answer.text
            assert await here.kept() == {}

    within_time(story())


def test_a_request_with_a_body_that_is_no_text_is_answered_like_any_other() -> None:
    async def story() -> None:
        async with scene() as here:
            answer = await here.browser.request("GET", CALLBACK, content=b"\xff\xfe")
            assert answer.status_code == 400

    within_time(story())


def test_the_page_keeps_the_code_in_its_address_to_itself() -> None:
    async def story() -> None:
        async with scene() as here:
            answer = await here.install()
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["cache-control"] == "no-store"
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert not re.search(r"https?://", answer.text)

    within_time(story())


# Tokens that run out -------------------------------------------------------------------------------------------------


@asynccontextmanager
async def rotating() -> AsyncIterator[Scene]:
    """Contoso installed it half a day ago less two hours."""
    async with scene() as here:
        here.slack.rotates = True
        await here.install()
        here.now.at += timedelta(hours=10, seconds=1)
        yield here


def test_a_token_that_runs_out_is_kept_with_the_time_and_what_renews_it() -> None:
    async def story() -> None:
        async with scene() as here:
            here.slack.rotates = True
            await here.install()
            kept = (await here.kept())[CLIENT]
            assert kept.expires_at == NOON + timedelta(hours=12)
            assert kept.refresh_token == here.slack.workspace.teams[CLIENT].refresh_token

    within_time(story())


def test_a_token_is_renewed_two_hours_before_it_runs_out_and_not_earlier() -> None:
    async def story() -> None:
        async with rotating() as here:
            was = (await here.kept())[CLIENT]
            assert await here.installer.refresh_due(here.now() - timedelta(seconds=2)) == 0
            assert await here.installer.refresh_due(here.now()) == 1
            kept = (await here.kept())[CLIENT]
            assert kept.token == here.slack.workspace.teams[CLIENT].token != was.token
            assert kept.expires_at == here.now() + timedelta(hours=12)
            assert replace(kept, token="", refresh_token="", expires_at=None) == replace(
                was, token="", refresh_token="", expires_at=None
            )
            assert await here.installer.refresh_due(here.now()) == 0

    within_time(story())


def test_two_processes_use_a_refresh_token_once() -> None:
    async def story() -> None:
        async with rotating() as here:
            refreshed = await asyncio.gather(*(here.installer.refresh_due(here.now()) for _ in range(5)))
            assert sum(refreshed) == 1
            assert len(here.slack.called("oauth.v2.access")) == 2  # the installation, and this
            here.now.at += timedelta(minutes=2)
            assert await here.installer.refresh_due(here.now()) == 0

    within_time(story())


def test_a_refusal_changes_nothing_and_is_tried_again_after_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with rotating() as here:
            kept = (await here.kept())[CLIENT]
            await here.store.keep(replace(kept, refresh_token="xoxe-made-up"))
            assert await here.installer.refresh_due(here.now()) == 0
            assert (await here.kept())[CLIENT].token == kept.token
            assert f"the token of {CLIENT} runs out and was not renewed: invalid_refresh_token" in caplog.text
            await here.store.keep(kept)
            assert await here.installer.refresh_due(here.now()) == 0
            here.now.at += timedelta(minutes=1)
            assert await here.installer.refresh_due(here.now()) == 1

    within_time(story())


def test_where_slack_does_not_answer_nothing_is_renewed() -> None:
    async def story() -> None:
        async with scene("http://127.0.0.1:9/api/") as here:
            with pytest.raises(NotRefreshed, match="ClientConnectorError"):
                await here.installer.refresh(Installation("T1", "U1", token="t", refresh_token="r"))

    within_time(story())


def test_no_token_code_or_secret_is_in_any_page_or_log_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story() -> None:
        async with rotating() as here:
            page = (await here.install()).text
            state, cookie = await here.begin()
            page += (await here.come_back(cookie, state=state, code="wrong-code")).text
            was = (await here.kept())[CLIENT]
            here.now.at += timedelta(hours=11)
            await here.installer.refresh_due(here.now())
            await here.store.keep(replace((await here.kept())[CLIENT], refresh_token="xoxe-made-up"))
            here.now.at += timedelta(hours=11)
            await here.installer.refresh_due(here.now())
            kept = (await here.kept())[CLIENT]
            written = page + "\n".join(
                record.getMessage() + repr(record.exc_info)
                for record in caplog.records
                if not record.name.startswith(("httpx", "httpcore", "uvicorn"))  # the browser's, and the server's own
            )
            made_up = ("xoxe-made-up", "wrong-code")
            secrets = (was.token, was.refresh_token, kept.token, KEY, here.slack.client_secret, *made_up)
            assert [secret for secret in secrets if secret and secret in written] == []

    within_time(story())
