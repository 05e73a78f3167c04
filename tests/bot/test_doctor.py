"""`rapport doctor` as somebody meets it whose bot does not answer; Slack and our own server are real ones over HTTP."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import uvicorn
from cryptography.fernet import Fernet
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.routing import Route

from adapters.base import Installation
from adapters.slack.guard import Guard
from adapters.slack.manifest import EVENTS, SCOPES
from bot import database, schema
from bot.app import SlackAccess, check_slack
from bot.cli import main
from bot.clock import utc_now
from bot.installations import KeptInstallations
from bot.writer import Writer
from tests.adapters.slack.fake import FakeSlack, in_thread
from tests.adapters.slack.workspace import CLIENT, VENDOR
from tests.bot.endpoint import endpoint
from tests.bot.world import on_postgresql

SECRET = "0123456789abcdef0123456789abcdef"
KEY = Fernet.generate_key().decode()
CLIENT_SECRET = "f" * 32
NOBODY = "http://127.0.0.1:9"


@dataclass
class Doctor:
    """Everything is right, until a test makes something wrong."""

    slack: FakeSlack
    set: Callable[[str, str | None], None]
    ledger: str
    read: Callable[[], str]
    said: str = field(default="", init=False)

    def visit(self, *arguments: str) -> int:
        status = main(["doctor", *arguments])
        self.said = self.read()
        secrets = (self.slack.workspace.teams[VENDOR].token, self.slack.app_token, SECRET, KEY, CLIENT_SECRET)
        assert [secret for secret in secrets if secret in self.said] == []
        return status

    def line(self, what: str) -> str:
        """The one line about this."""
        (found,) = [line for line in self.said.splitlines() if line[5:].startswith(f"{what} ")]
        return found

    def finds_wrong(self, what: str, why: str, *arguments: str) -> None:
        """Only this, and it says why and what to do."""
        assert self.visit(*arguments) == 1, self.said
        assert [line for line in self.said.splitlines() if line.startswith("FIX")] == [self.line(what)], self.said
        assert why in self.line(what), self.said


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeSlack]:
    with in_thread(FakeSlack()) as beside:
        yield beside.slack


@pytest.fixture
def doctor(
    fake: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Doctor:
    def set_to(name: str, value: str | None) -> None:
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)

    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    engine = database.writer(url)
    schema.migrate(engine)
    engine.dispose()
    fake.scopes = ",".join(SCOPES)
    set_to("RAPPORT_DATABASE_URL", url)
    set_to("RAPPORT_SLACK_API_URL", fake.api_url)
    set_to("RAPPORT_SLACK_BOT_TOKEN", fake.workspace.teams[VENDOR].token)
    set_to("RAPPORT_SLACK_SIGNING_SECRET", SECRET)
    for name in ("RAPPORT_SLACK_APP_TOKEN", "RAPPORT_SLACK_CLIENT_ID", "RAPPORT_SLACK_CLIENT_SECRET"):
        set_to(name, None)
    for name in ("RAPPORT_JUDGE_URL", "RAPPORT_JUDGE_MODEL", "RAPPORT_JUDGE_KEY"):
        set_to(name, None)
    return Doctor(fake, set_to, url, lambda: capsys.readouterr().out)


@contextmanager
def served(secret: str, path: str = EVENTS, app: Any = None) -> Iterator[str]:
    """A server that takes what Slack sends, in a thread of its own; its address."""

    async def anybody(**_more: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None)

    bolt = AsyncSlackRequestHandler(AsyncApp(authorize=anybody, request_verification_enabled=False), path)
    guard = app or Guard(cast(Any, bolt), secret, utc_now)
    config = uvicorn.Config(Starlette(routes=[Route(path, guard)]), port=0, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


# All is well ---------------------------------------------------------------------------------------------------------


def test_where_all_is_well_every_line_says_so(doctor: Doctor) -> None:
    with served(SECRET) as url:
        assert doctor.visit("--url", url) == 0, doctor.said
    assert all(line.startswith("ok   ") for line in doctor.said.splitlines())
    for what in ("settings", "database", "token", "scopes", "clock", "signing secret", "events"):
        assert doctor.line(what)
    assert "Rapport is @rapport in Northwind" in doctor.said


def test_with_slashes_or_the_whole_path_the_address_is_the_same(doctor: Doctor) -> None:
    with served(SECRET) as url:
        assert [doctor.visit("--url", f"{url}{end}") for end in ("/", EVENTS)] == [0, 0]


def test_without_an_address_it_says_how_to_try_one(doctor: Doctor) -> None:
    assert doctor.visit() == 0
    assert "say --url https://" in doctor.line("events")


def test_in_socket_mode_slack_is_asked_for_a_connection(doctor: Doctor) -> None:
    doctor.set("RAPPORT_SLACK_SIGNING_SECRET", None)
    doctor.set("RAPPORT_SLACK_APP_TOKEN", doctor.slack.app_token)
    assert doctor.visit() == 0, doctor.said
    assert "Slack gives us a connection" in doctor.line("Socket Mode")
    assert "signing secret" not in doctor.said


# Settings and tokens -------------------------------------------------------------------------------------------------


def test_settings_that_make_no_sense_are_the_first_thing_to_mend(doctor: Doctor) -> None:
    doctor.set("RAPPORT_SLACK_SIGNING_SECRET", None)
    doctor.finds_wrong("settings", "neither RAPPORT_SLACK_SIGNING_SECRET nor RAPPORT_SLACK_APP_TOKEN is set")


def test_where_nothing_is_said_of_slack_that_is_it(doctor: Doctor) -> None:
    for name in ("RAPPORT_SLACK_SIGNING_SECRET", "RAPPORT_SLACK_BOT_TOKEN"):
        doctor.set(name, None)
    doctor.finds_wrong("Slack", "nothing is set; docs/slack.md says what")


def test_a_token_that_slack_does_not_know(doctor: Doctor) -> None:
    doctor.set("RAPPORT_SLACK_BOT_TOKEN", "xoxb-unknown")
    doctor.finds_wrong("token", "invalid_auth to that of RAPPORT_SLACK_BOT_TOKEN; copy the Bot User OAuth Token")


@pytest.mark.parametrize(
    ("token", "why"),
    [("xoxp-1", "a person's token"), ("xoxe-1", "a refresh"), ("xoxe.xoxb-1", "runs out within 12 h")],
)
def test_a_token_of_another_kind(token: str, why: str, doctor: Doctor) -> None:
    doctor.set("RAPPORT_SLACK_BOT_TOKEN", token)
    doctor.finds_wrong("token", why)


def test_scopes_that_the_app_has_got_since(doctor: Doctor) -> None:
    doctor.slack.scopes = ",".join(set(SCOPES) - {"pins:write", "team:read"})
    doctor.finds_wrong("scopes", "pins:write, team:read missing in Northwind; bring the app up to `rapport slack man")
    assert "install Rapport again from OAuth & Permissions" in doctor.line("scopes")


def test_where_slack_cannot_be_reached(doctor: Doctor) -> None:
    doctor.set("RAPPORT_SLACK_API_URL", f"{NOBODY}/api/")
    doctor.finds_wrong("token", f"{NOBODY}/api/ was not reached; let this machine out to it")
    assert "not compared" in doctor.line("clock")


def test_an_app_token_that_slack_does_not_know(doctor: Doctor) -> None:
    doctor.set("RAPPORT_SLACK_APP_TOKEN", "xapp-1-unknown")
    doctor.finds_wrong("Socket Mode", "invalid_auth; switch Socket Mode on, and make an app-level token")


def test_a_secret_that_is_no_signing_secret(doctor: Doctor) -> None:
    doctor.set("RAPPORT_SLACK_SIGNING_SECRET", "too-short")
    doctor.finds_wrong("signing secret", "should be 32 letters and digits; copy it from Basic Information")


def test_the_client_secret_in_the_place_of_the_signing_secret(doctor: Doctor) -> None:
    doctor.set("RAPPORT_SLACK_SIGNING_SECRET", CLIENT_SECRET)
    doctor.set("RAPPORT_SLACK_CLIENT_SECRET", CLIENT_SECRET)
    doctor.set("RAPPORT_SLACK_CLIENT_ID", "1111.2222")
    doctor.set("RAPPORT_SECRET_KEYS", KEY)
    doctor.finds_wrong("signing secret", "it is the client secret")
    assert "not used: RAPPORT_SLACK_BOT_TOKEN names the one workspace" in doctor.line("client")


def test_a_client_id_that_is_none(installed: Doctor) -> None:
    installed.set("RAPPORT_SLACK_CLIENT_ID", "A0RAPPORT")
    installed.finds_wrong("client", "copy Client ID, two numbers with a dot")


def test_a_clock_that_is_more_than_a_minute_off(doctor: Doctor) -> None:
    access = SlackAccess(doctor.slack.api_url, signing_secret=SECRET)

    def said(off: float) -> str:
        found = asyncio.run(check_slack(access, lambda: utc_now() + timedelta(seconds=off)))
        return next(each.said for each in found if each.what == "clock")

    assert said(0) == "goes with Slack's"
    assert said(50) == "goes with Slack's"
    assert "s off, and from 300 s on nothing is heard; set it by NTP." in said(-120)


# Our own server ------------------------------------------------------------------------------------------------------


def test_a_server_that_runs_with_another_secret(doctor: Doctor) -> None:
    with served("another") as url:
        doctor.finds_wrong("events", "answered 401; that server has another signing secret", "--url", url)


def test_an_address_at_which_something_else_answers(doctor: Doctor) -> None:
    with served(SECRET, path="/elsewhere") as url:
        doctor.finds_wrong("events", "answered 404; lead that address to `rapport serve`", "--url", url)


@pytest.mark.parametrize("url", [NOBODY, "rapport.example.com", "http://[::1", "//"])
def test_an_address_at_which_nothing_answers(url: str, doctor: Doctor) -> None:
    doctor.finds_wrong("events", "was not reached", "--url", url)


# Workspaces that installed it ----------------------------------------------------------------------------------------


@pytest.fixture
def installed(doctor: Doctor) -> Doctor:
    """Northwind and Contoso installed Rapport by themselves."""
    doctor.set("RAPPORT_SLACK_BOT_TOKEN", None)
    doctor.set("RAPPORT_SLACK_CLIENT_ID", "1111.2222")
    doctor.set("RAPPORT_SLACK_CLIENT_SECRET", CLIENT_SECRET)
    doctor.set("RAPPORT_SECRET_KEYS", KEY)
    return doctor


def keep(url: str, *installations: Installation) -> None:
    async def kept() -> None:
        for each in installations:
            await KeptInstallations(writer, [KEY], utc_now).keep(each)

    engine = database.writer(url)
    writer = Writer(engine)
    writer.start()
    asyncio.run(kept())
    writer.stop()
    engine.dispose()


def test_nobody_installed_it_yet(installed: Doctor) -> None:
    assert installed.visit() == 0, installed.said
    assert "nobody has installed Rapport yet; the way is /slack/install" in installed.line("token")
    assert "workspaces can install Rapport at /slack/install" in installed.line("client")


def test_each_workspace_that_installed_it_is_looked_at(installed: Doctor) -> None:
    token = installed.slack.workspace.teams[VENDOR].token
    keep(
        installed.ledger,
        Installation(VENDOR, "U1", name="Northwind", token=token),
        Installation(CLIENT, "U2", name="Contoso", token="xoxb-revoked"),
    )
    assert installed.visit() == 1
    assert "Rapport is @rapport in Northwind" in installed.said
    assert f"invalid_auth to that of Contoso ({CLIENT}); somebody there has to install Rapport again" in installed.said


def test_keys_that_do_not_open_what_is_kept(installed: Doctor) -> None:
    keep(installed.ledger, Installation(VENDOR, "U1", name="Northwind", token="xoxb-1"))
    installed.set("RAPPORT_SECRET_KEYS", Fernet.generate_key().decode())
    assert installed.visit() == 1
    assert "FIX  settings        RAPPORT_SECRET_KEYS does not open the tokens in the database" in installed.said


# The database --------------------------------------------------------------------------------------------------------


def test_a_database_that_is_not_there_yet_is_not_made(doctor: Doctor, tmp_path: Path) -> None:
    doctor.set("RAPPORT_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert doctor.visit() == 0
    assert "there is none yet; `rapport serve` makes" in doctor.line("database")
    assert not (tmp_path / "new.db").exists()


def test_a_folder_that_is_not_there(doctor: Doctor, tmp_path: Path) -> None:
    doctor.set("RAPPORT_DATABASE_URL", f"sqlite:///{tmp_path}/no/ledger.db")
    doctor.finds_wrong("database", "make that folder writable")


@pytest.mark.parametrize(
    ("revision", "why"), [("0001", "`rapport serve` and `rapport migrate` bring it up"), ("9999", "a newer release")]
)
def test_a_schema_of_another_release(revision: str, why: str, doctor: Doctor) -> None:
    engine = database.writer(doctor.ledger)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()
    doctor.finds_wrong("database", why)


def test_a_file_that_is_no_database(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("This is no database, whatever its name says. " * 100)
    doctor.set("RAPPORT_DATABASE_URL", f"sqlite:///{tmp_path / 'no.db'}")
    doctor.finds_wrong("database", "it cannot be opened (file is not a database)")


def test_a_running_rapport_is_named_and_nothing_is_wrong_with_it(doctor: Doctor) -> None:
    assert doctor.visit() == 0
    assert "no Rapport serves it now" in doctor.line("database")
    with database.only_process(doctor.ledger):
        assert doctor.visit() == 0
        assert "a Rapport serves it now" in doctor.line("database")


def test_somebody_who_never_lets_go_of_the_file(doctor: Doctor) -> None:
    engine = database.writer(doctor.ledger)
    with engine.begin():
        doctor.finds_wrong("database", "it cannot be written (database is locked); find who holds it with `fuser`")
    engine.dispose()


@on_postgresql
def test_postgresql_is_looked_at_as_well(doctor: Doctor, database_url: str) -> None:
    doctor.set("RAPPORT_DATABASE_URL", database_url)
    doctor.finds_wrong("database", "it is of an older release, or empty")
    engine = database.writer(database_url)
    schema.migrate(engine)
    engine.dispose()
    assert doctor.visit() == 0, doctor.said
    assert doctor.line("database").endswith("opens, and is of this release")


def test_a_password_in_the_address_of_a_database_is_never_shown(doctor: Doctor) -> None:
    doctor.set("RAPPORT_DATABASE_URL", "postgresql://rapport:hunter2@127.0.0.1:1/rapport")
    doctor.finds_wrong("database", "it cannot be opened")
    assert "hunter2" not in doctor.said


# The judge -----------------------------------------------------------------------------------------------------------


def test_a_judge_is_asked_something_that_nobody_wrote(doctor: Doctor) -> None:
    with endpoint() as beside:
        doctor.set("RAPPORT_JUDGE_URL", beside.url)
        doctor.set("RAPPORT_JUDGE_MODEL", "small-judge")
        doctor.set("RAPPORT_JUDGE_KEY", SECRET)
        assert doctor.visit() == 0, doctor.said
        assert "small-judge at 127.0.0.1 answers" in doctor.line("judge")
        assert len(beside.asked) == 1
        beside.status = 401
        doctor.finds_wrong("judge", "has no opinion (it answers 401); see to RAPPORT_JUDGE_URL")


def test_where_there_is_none_nothing_is_said_of_it(doctor: Doctor) -> None:
    assert doctor.visit() == 0
    assert "judge" not in doctor.said
