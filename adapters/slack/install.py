"""Workspaces that add Rapport by themselves: OAuth v2, and the tokens that run out.

Bolt's flow goes the way (docs.slack.dev/authentication/installing-with-oauth); what it keeps, what it says and what it
logs is ours. A `state` is signed, holds for ten minutes, works once, and only in the browser that got it.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import aiohttp
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.installation_store import Installation as SdkInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from adapters.base import Clock, Installation, Installations
from adapters.slack.manifest import CALLBACK, INSTALL, SCOPES
from rules.message import Message, plain
from rules.wording import installing

log = logging.getLogger(__name__)

SDK_LOG = logging.getLogger(f"{__name__}.sdk")
# Below this the SDK writes down whole requests and answers, with the secrets in them.
SDK_LOG.setLevel(logging.INFO)

HOLDS_FOR = timedelta(minutes=10)
"""How long somebody may take between our page and Slack's."""
REFRESH_BEFORE = timedelta(hours=2)
"""How long before it runs out a token is renewed; Slack's hold for twelve hours."""
ANSWERS_IN = 10
"""Seconds for which Slack is waited for: less than the minute for which a refresh is claimed."""

Keep = Callable[[Installation], Awaitable[None]]
NO_ANSWER = (aiohttp.ClientError, TimeoutError)


class NotRefreshed(Exception):
    """Slack gave no new token; the message says why, in Slack's word for it."""


class Installer:
    """The two pages, and the refreshing. `keep` is told of every installation and of every new token."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        installations: Installations,
        clock: Clock,
        *,
        keep: Keep | None = None,
        api_url: str = "https://slack.com/api/",
    ) -> None:
        self._client_id = client_id
        self._client_secret = client_secret
        self._installations = installations
        self._clock = clock
        self._keep = keep or installations.keep
        # A code and a refresh token can be used once: whatever becomes of a call, it is not made a second time.
        self._client = AsyncWebClient(base_url=api_url, timeout=ANSWERS_IN, logger=SDK_LOG, retry_handlers=[])
        self._flow = _Flow(self._client, self._settings(api_url), clock)

    @property
    def routes(self) -> list[BaseRoute]:
        """For the one web server."""
        return [Route(INSTALL, self._begin, methods=["GET"]), Route(CALLBACK, self._end, methods=["GET"])]

    async def refresh(self, installation: Installation) -> Installation:
        """The same with a new token, which is not kept yet; the refresh token is used up. Raises `NotRefreshed`."""
        asked_at = self._clock()
        try:
            given = await _exchange(
                self._client,
                self._flow.settings,
                grant_type="refresh_token",
                refresh_token=installation.refresh_token or "",
            )
        except (SlackApiError, *NO_ANSWER) as error:
            raise NotRefreshed(_why(error)) from None
        if not given.get("access_token"):
            raise NotRefreshed("no token in the answer")
        return replace(
            installation,
            token=given["access_token"],
            refresh_token=given.get("refresh_token") or installation.refresh_token,
            expires_at=_runs_out(asked_at, given.get("expires_in")),
            scopes=given.get("scope") or installation.scopes,
        )

    async def refresh_due(self, now: datetime) -> int:
        """Renew what runs out within two hours, and say how many. One process at a time does so for an installation."""
        due = [each.id for each in await self._installations.all() if _is_due(each, now)]
        return sum([await self._refresh_one(id, now) for id in due])

    async def _refresh_one(self, id: str, now: datetime) -> bool:
        if not await self._installations.may_refresh(id):
            return False
        # Read again: while we waited for our turn another process may have had its own.
        installation = next((each for each in await self._installations.all() if each.id == id), None)
        if installation is None or not _is_due(installation, now):
            return False
        try:
            await self._keep(await self.refresh(installation))
        except NotRefreshed as error:
            log.warning("the token of %s runs out and was not renewed: %s", id, error)
            return False
        return True

    # Pages -----------------------------------------------------------------------------------------------------------

    async def _begin(self, request: Request) -> Response:
        return _served(await self._flow.handle_installation(to_async_bolt_request(request, b"")))

    async def _end(self, request: Request) -> Response:
        return _served(await self._flow.handle_callback(to_async_bolt_request(request, b"")))

    def _settings(self, api_url: str) -> AsyncOAuthSettings:
        return AsyncOAuthSettings(
            client_id=self._client_id,
            client_secret=self._client_secret,
            scopes=SCOPES,
            user_scopes=(),
            install_path=INSTALL,
            install_page_rendering_enabled=False,
            redirect_uri_path=CALLBACK,
            callback_options=AsyncCallbackOptions(_succeed, _fail),
            authorization_url=urljoin(api_url, "../oauth/v2/authorize"),
            installation_store=_Store(self._keep),
            state_store=_States(self._client_secret, self._installations, self._clock),
            state_expiration_seconds=int(HOLDS_FOR.total_seconds()),
            logger=SDK_LOG,
        )


# What Bolt calls -----------------------------------------------------------------------------------------------------


class _Flow(AsyncOAuthFlow):
    """Bolt's, without what it would log, and without an error of ours where Slack does not answer."""

    def __init__(self, client: AsyncWebClient, settings: AsyncOAuthSettings, clock: Clock) -> None:
        super().__init__(client=client, logger=SDK_LOG, settings=settings)
        self._clock = clock

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        """`?team=` says which workspace is meant; anything else in it would end up in the address."""
        team = request.query.get("team", [""])[0]
        meant = team if re.fullmatch(r"[TE][A-Z0-9]{1,20}", team) else None
        return self.settings.authorize_url_generator.generate(state=state, team=meant)

    async def run_installation(self, code: str) -> SdkInstallation | None:
        asked_at = self._clock()
        try:
            given = await _exchange(self.client, self.settings, code=code)
            if given.get("token_type") != "bot":
                raise BoltError("no bot token")
            bot = await self.client.auth_test(token=given["access_token"])
        except (SlackApiError, BoltError, *NO_ANSWER) as error:
            log.warning("an installation was not confirmed: %s", _why(error))
            return None
        team, enterprise = given.get("team") or {}, given.get("enterprise") or {}
        return SdkInstallation(
            app_id=given.get("app_id"),
            enterprise_id=enterprise.get("id"),
            enterprise_name=enterprise.get("name"),
            team_id=team.get("id"),
            team_name=team.get("name"),
            bot_token=given["access_token"],
            bot_id=bot.get("bot_id"),
            bot_user_id=given.get("bot_user_id") or bot.get("user_id"),
            bot_scopes=given.get("scope") or "",
            bot_refresh_token=given.get("refresh_token"),
            bot_token_expires_at=_runs_out(asked_at, given.get("expires_in")),
            user_id="",  # who installed it is not needed, so it is not asked
            is_enterprise_install=bool(given.get("is_enterprise_install")),
            custom_values={"url": bot.get("url") or ""},
        )


class _Store(AsyncInstallationStore):
    """Where Bolt puts an installation. It never asks for one here: who may do what is decided elsewhere."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    async def async_save(self, installation: SdkInstallation) -> None:
        try:
            await self._keep(_ours(installation))
        except Exception as error:
            log.exception("an installation could not be kept")
            raise BoltError("not kept") from error


class _States(AsyncOAuthStateStore):
    """`expiry.nonce.signature`: nothing has to be kept until one is used, and then only that it was."""

    def __init__(self, secret: str, installations: Installations, clock: Clock) -> None:
        self._key = hashlib.sha256(f"state of an installation:{secret}".encode()).digest()
        self._installations = installations
        self._clock = clock

    async def async_issue(self, *_args: object, **_more: object) -> str:
        holds_until = self._clock() + HOLDS_FOR
        said = f"{int(holds_until.timestamp())}.{secrets.token_urlsafe(24)}"
        return f"{said}.{self._signature(said)}"

    async def async_consume(self, state: str) -> bool:
        said, _, signature = state.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(said).encode()):
            return False
        expiry, _, nonce = said.partition(".")
        if self._clock().timestamp() > int(expiry):
            return False
        return await self._installations.once(f"slack:state:{nonce}")

    def _signature(self, said: str) -> str:
        return hmac.new(self._key, said.encode(), hashlib.sha256).hexdigest()


async def _exchange(client: AsyncWebClient, settings: AsyncOAuthSettings, **given: str) -> AsyncSlackResponse:
    """`oauth.v2.access`. The SDK's own call says who we are in a way that aiohttp is about to drop."""
    who = {"client_id": settings.client_id, "client_secret": settings.client_secret}
    return await client.api_call("oauth.v2.access", data=who | given)


# Between Slack's words and ours --------------------------------------------------------------------------------------


def _ours(installation: SdkInstallation) -> Installation:
    """One for a whole organisation goes by the organisation's id: it has no team."""
    for_all = bool(installation.is_enterprise_install)
    runs_out = installation.bot_token_expires_at
    return Installation(
        id=(installation.enterprise_id if for_all else installation.team_id) or "",
        bot_user=installation.bot_user_id or "",
        bot=installation.bot_id or "",
        app=installation.app_id or "",
        enterprise=installation.enterprise_id,
        name=_company(installation),
        url=(installation.custom_values or {}).get("url", ""),
        scopes=",".join(installation.bot_scopes or ()),
        token=installation.bot_token or "",
        refresh_token=installation.bot_refresh_token,
        expires_at=datetime.fromtimestamp(runs_out, UTC) if runs_out else None,
    )


def _company(installation: SdkInstallation) -> str:
    return installation.team_name or installation.enterprise_name or "your workspace"


def _is_due(installation: Installation, now: datetime) -> bool:
    runs_out = installation.expires_at
    return runs_out is not None and bool(installation.refresh_token) and runs_out - now < REFRESH_BEFORE


def _runs_out(asked_at: datetime, seconds: object) -> datetime | None:
    return asked_at + timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else None


def _why(error: Exception) -> str:
    """In a word: the whole of it may hold a code or a token."""
    if isinstance(error, SlackApiError):
        return str(error.response.get("error") or error.response.status_code)
    return type(error).__name__


# What people see -----------------------------------------------------------------------------------------------------


async def _succeed(args: AsyncSuccessArgs) -> BoltResponse:
    return _page(200, installing.installed(_company(args.installation)), args.settings.state_utils)


async def _fail(args: AsyncFailureArgs) -> BoltResponse:
    said = _FAILURES.get(args.reason, installing.not_confirmed)()
    return _page(args.suggested_status_code, said, args.settings.state_utils, again=True)


_FAILURES: dict[str, Callable[[], Message]] = {
    "access_denied": installing.declined,
    "invalid_browser": installing.other_browser,
    "invalid_state": installing.out_of_time,
    "storage_error": installing.not_kept,
}
"""By Bolt's word for it, or Slack's (docs.slack.dev/authentication/installing-with-oauth)."""

_HTML = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rapport</title>
<style>body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1rem }}</style>
</head>
<body>{body}</body>
</html>
"""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address holds a code
    "X-Content-Type-Options": "nosniff",
}


def _page(status: int, said: Message, state_utils: OAuthStateUtils, *, again: bool = False) -> BoltResponse:
    lines = [f"<p>{html.escape(line)}</p>" for line in plain(said).split("\n")]
    if again:
        lines.append(f'<p><a href="install">{html.escape(installing.begin_again())}</a></p>')
    headers: dict[str, str | Sequence[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Set-Cookie": state_utils.build_set_cookie_for_deletion(),
    }
    return BoltResponse(status=status, body=_HTML.format(body="\n".join(lines)), headers=headers)


def _served(answer: BoltResponse) -> Response:
    response = to_starlette_response(answer)
    response.headers.update(_HEADERS)
    return response
