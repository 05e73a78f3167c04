"""Looks from outside at everything Slack needs to be told, and says of each whether it is right or how to mend it.

Nothing is changed at Slack's, nothing is said in a channel, and no token is ever part of what is found.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from adapters.base import Clock
from adapters.slack.install import SDK_LOG
from adapters.slack.manifest import EVENTS, INSTALL, SCOPES

CLOCK_MAY_BE_OFF = timedelta(seconds=60)
"""Slack's signatures hold for five minutes; before it comes to that somebody should hear of it."""
ANSWERS_IN = 10
"""Seconds for which anybody is waited for."""
OF_THE_ENVIRONMENT = "RAPPORT_SLACK_BOT_TOKEN"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    said: str
    """How it is; where it is wrong, what to do about it, in one sentence."""
    is_fine: bool = True


@dataclass(frozen=True, slots=True)
class Access:
    """What was set up. `tokens` by where they are from: the setting's name, or the company that installed Rapport."""

    api_url: str
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    url: str | None = None
    """Where Slack reaches the server, if somebody said."""


async def check(access: Access, clock: Clock) -> list[Finding]:
    """Everything, in the order in which it is best mended."""
    web = AsyncWebClient(base_url=access.api_url, timeout=ANSWERS_IN, logger=SDK_LOG, retry_handlers=[])
    found: list[Finding] = []
    for source, token in access.tokens.items():
        found += await _token(web, source, token)
    return [
        *(found or [_nobody_installed(access)]),
        await _clock(access.api_url, clock),
        *_signing_secret(access),
        *await _socket_mode(web, access),
        *await _events(access, clock),
        *_client(access),
    ]


# Tokens and scopes ---------------------------------------------------------------------------------------------------


async def _token(web: AsyncWebClient, source: str, token: str) -> list[Finding]:
    kind = _WRONG_KINDS.get(token.partition("-")[0])
    if kind and source == OF_THE_ENVIRONMENT:
        return [_wrong("token", f"{source} holds {kind}; {_HOW[source]}.")]
    if token.startswith("xoxe.") and source == OF_THE_ENVIRONMENT:
        return [_wrong("token", f"{source} runs out within 12 h; make an app without token rotation, or use OAuth.")]
    try:
        who = await web.auth_test(token=token)
    except SlackApiError as error:
        return [_wrong("token", f"Slack says {_word(error)} to that of {source}; {_mended(source)}.")]
    except (aiohttp.ClientError, TimeoutError):
        return [_wrong("token", f"{web.base_url} was not reached; let this machine out to it on port 443.")]
    if not who.get("bot_id"):
        return [_wrong("token", f"that of {source} is a person's and not a bot's; {_mended(source)}.")]
    return [
        Finding("token", f"Rapport is @{who.get('user')} in {who.get('team')}"),
        _scopes(source, str(who.get("team")), who.headers),
    ]


_WRONG_KINDS = {"xapp": "an app-level token", "xoxp": "a person's token", "xoxe": "a refresh or configuration token"}
_HOW = {OF_THE_ENVIRONMENT: "copy the Bot User OAuth Token, xoxb-…, from OAuth & Permissions"}


def _mended(source: str) -> str:
    return _HOW.get(source, f"somebody there has to install Rapport again, at {INSTALL}")


def _scopes(source: str, team: str, headers: Mapping[str, str]) -> Finding:
    """Slack says with every answer what a token may do (docs.slack.dev/authentication/tokens)."""
    said = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    if said is None:
        return Finding("scopes", f"not compared in {team}: Slack did not say what the token may do")
    missing = sorted(set(SCOPES) - {scope.strip() for scope in said.split(",")})
    if not missing:
        return Finding("scopes", f"all {len(SCOPES)} in {team}")
    how = "install Rapport again from OAuth & Permissions" if source == OF_THE_ENVIRONMENT else _mended(source)
    return _wrong(
        "scopes", f"{', '.join(missing)} missing in {team}; bring the app up to `rapport slack manifest`, then {how}."
    )


def _nobody_installed(access: Access) -> Finding:
    if access.client_id:
        return Finding("token", f"nobody has installed Rapport yet; the way is {INSTALL}")
    return _wrong("token", f"there is none; {_HOW[OF_THE_ENVIRONMENT]} into {OF_THE_ENVIRONMENT}.")


# Clock and secrets ---------------------------------------------------------------------------------------------------


async def _clock(api_url: str, clock: Clock) -> Finding:
    try:
        async with httpx.AsyncClient(timeout=ANSWERS_IN) as http:
            answer = await http.post(f"{api_url}api.test")
        theirs = parsedate_to_datetime(answer.headers.get("date", ""))
    except (httpx.HTTPError, ValueError):
        return Finding("clock", "not compared: Slack was not reached, or did not say what time it is")
    off = abs(clock() - theirs)
    if off <= CLOCK_MAY_BE_OFF:
        return Finding("clock", "goes with Slack's")
    return _wrong("clock", f"{off.total_seconds():.0f} s off, and from 300 s on nothing is heard; set it by NTP.")


def _signing_secret(access: Access) -> Sequence[Finding]:
    """Only its shape can be told here. That it is the right one, Slack alone can say, by an event that gets through."""
    secret = access.signing_secret
    if secret is None:
        return [] if access.app_token else [_wrong("signing secret", f"there is none; {_FROM_BASIC_INFORMATION}.")]
    if access.client_secret == secret:
        return [_wrong("signing secret", f"it is the client secret; {_FROM_BASIC_INFORMATION}.")]
    if not re.fullmatch(r"[0-9a-z]{32}", secret):
        return [_wrong("signing secret", f"it should be 32 letters and digits; {_FROM_BASIC_INFORMATION}.")]
    return [Finding("signing secret", "of the right shape; an event that gets through shows that it is the right one")]


_FROM_BASIC_INFORMATION = "copy it from Basic Information › App Credentials into RAPPORT_SLACK_SIGNING_SECRET"


def _client(access: Access) -> Sequence[Finding]:
    if not access.client_id:
        return []
    if OF_THE_ENVIRONMENT in access.tokens:
        return [
            Finding("client", f"not used: {OF_THE_ENVIRONMENT} names the one workspace; without it others may come")
        ]
    if re.fullmatch(r"\d+\.\d+", access.client_id) and access.client_secret:
        return [Finding("client", f"workspaces can install Rapport at {INSTALL}")]
    return [_wrong("client", "copy Client ID, two numbers with a dot, and Client Secret from Basic Information again.")]


# Ways in -------------------------------------------------------------------------------------------------------------


async def _socket_mode(web: AsyncWebClient, access: Access) -> Sequence[Finding]:
    if access.app_token is None:
        return []
    try:
        await web.apps_connections_open(app_token=access.app_token)
    except SlackApiError as error:
        return [
            _wrong(
                "Socket Mode",
                f"Slack says {_word(error)}; switch Socket Mode on, and make an app-level token, xapp-…, with"
                " connections:write at Basic Information for RAPPORT_SLACK_APP_TOKEN.",
            )
        ]
    except (aiohttp.ClientError, TimeoutError):
        return [_wrong("Socket Mode", f"{web.base_url} was not reached; let this machine out to it on port 443.")]
    return [Finding("Socket Mode", "Slack gives us a connection")]


async def _events(access: Access, clock: Clock) -> Sequence[Finding]:
    """Asks our own server what Slack asks it when an address is entered, signed with our own secret."""
    if access.url is None:
        return [] if access.app_token else [Finding("events", "not tried; say --url https://… to try that address")]
    if access.signing_secret is None:
        return [_wrong("events", "without a signing secret no server answers there; set RAPPORT_SLACK_SIGNING_SECRET.")]
    url = access.url.rstrip("/").removesuffix(EVENTS) + EVENTS
    challenge = secrets.token_hex(16)
    body = f'{{"type": "url_verification", "token": "", "challenge": "{challenge}"}}'
    try:
        async with httpx.AsyncClient(timeout=ANSWERS_IN) as http:
            answer = await http.post(url, content=body, headers=_signed(access.signing_secret, body, clock))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return [
            _wrong("events", f"{url} was not reached ({type(error).__name__}); see to its address and certificate.")
        ]
    if answer.status_code == 200 and challenge in answer.text:
        return [
            Finding(
                "events", f"{url} answers, with this signing secret; Slack's Event Subscriptions must say Verified too"
            )
        ]
    return [_wrong("events", f"{url} answered {answer.status_code}; {_BY_STATUS.get(answer.status_code, _ELSE)}.")]


_BY_STATUS = {
    200: "something else answers there, so lead that address to `rapport serve`",
    301: "Slack follows no redirect, so give the address it leads to",
    302: "Slack follows no redirect, so give the address it leads to",
    308: "Slack follows no redirect, so give the address it leads to",
    401: "that server has another signing secret, or its clock is off",
    404: "lead that address to `rapport serve`, started with a Slack token and signing secret",
    502: "nothing stands behind that proxy, so start `rapport serve`",
    503: "the server is not ready; its /readyz says why",
}
_ELSE = "lead that address to `rapport serve`"


def _signed(secret: str, body: str, clock: Clock) -> dict[str, str]:
    now = str(int(clock().timestamp()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=now, body=body)
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": signature or "",
    }


def _wrong(what: str, said: str) -> Finding:
    return Finding(what, said, is_fine=False)


def _word(error: SlackApiError) -> str:
    return str(error.response.get("error") or error.response.status_code)
