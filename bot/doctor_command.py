"""`rapport doctor`: why it does not answer. Looks at all that has to be right, and says how to mend what is not."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import httpx
from sqlalchemy import Engine, make_url, select, text
from sqlalchemy.exc import DBAPIError

from bot import database, schema
from bot.app import Finding, SlackAccess, check_slack
from bot.clock import utc_now
from bot.config import BadSettings, JudgeSettings, Settings, SlackSettings
from bot.installations import Keys
from bot.judge import NoOpinion, ask
from bot.tables import installations

SOMETHING_TO_FIX = 1
MOST = 20
"""Workspaces whose tokens are tried."""
LATEST = select(installations).order_by(installations.c.installed_at.desc()).limit(MOST)
HELD_UP = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND state = 'idle in transaction' AND state_change < now() - interval '1 minute'"
)
"""Sessions that hold what others wait for, and do nothing."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser], settings: Callable[[], Settings]) -> None:
    parser = commands.add_parser(
        "doctor",
        help="look at everything that has to be right, and say how to mend what is not",
        description="Look at the settings, at what Slack says of them, at the clock, at the database and, where one"
        " is set, at the judge. Changes nothing and says nothing in any channel. Exit status 1 if something is to be"
        " fixed.",
    )
    parser.add_argument("--url", metavar="URL", help="where Slack reaches this server: asks it what Slack would ask it")
    parser.set_defaults(run=lambda given: run(settings, given.url))


def run(settings: Callable[[], Settings], url: str | None) -> int:
    """Exit status: 0 all is well, 1 something is to be fixed."""
    try:
        found = settings()
    except BadSettings as error:
        return _told([Finding("settings", f"{error}.", is_fine=False)])
    return _told(_findings(found, url))


def _findings(settings: Settings, url: str | None) -> Iterator[Finding]:
    yield Finding("settings", "can be read")
    ledger = _database(settings.database_url)
    yield ledger
    if settings.judge:
        yield asyncio.run(_judge(settings.judge))
    if settings.slack is None:
        yield Finding("Slack", "nothing is set; docs/slack.md says what, and where it is found.", is_fine=False)
        return
    try:
        tokens = _tokens(settings.slack, settings.database_url if ledger.is_fine else None)
    except BadSettings as error:
        yield Finding("settings", f"{error}.", is_fine=False)
        tokens = {}
    yield from asyncio.run(check_slack(_access(settings.slack, tokens, url), utc_now))


def _told(findings: Iterable[Finding]) -> int:
    """Each as soon as it is known."""
    status = 0
    for finding in findings:
        print(f"{'ok ' if finding.is_fine else 'FIX'}  {finding.what:<15} {finding.said}", flush=True)
        status = status if finding.is_fine else SOMETHING_TO_FIX
    return status


# The database --------------------------------------------------------------------------------------------------------


def _database(url: str) -> Finding:
    if not _is_there(url):
        return _none_yet(Path(make_url(url).database or ""))
    reader, writer = database.reader(url), database.writer(url)
    try:
        return _schema(reader) or _locks(writer) or Finding("database", _in_use(url))
    except DBAPIError as error:
        return _wrong(f"it cannot be opened ({' '.join(str(error.orig).split())}); see to RAPPORT_DATABASE_URL.")
    except OSError as error:
        return _wrong(f"it cannot be opened ({error.strerror}); let the user of `rapport serve` own it.")
    finally:
        reader.dispose()
        writer.dispose()


def _is_there(url: str) -> bool:
    """Opening SQLite would make the file."""
    target = make_url(url)
    return target.get_backend_name() != "sqlite" or Path(target.database or "").exists()


def _none_yet(file: Path) -> Finding:
    if os.access(file.absolute().parent, os.W_OK):
        return Finding("database", f"there is none yet; `rapport serve` makes {file}")
    return _wrong(f"there is none, and nothing can be written in {file.absolute().parent}; make that folder writable.")


def _schema(reader: Engine) -> Finding | None:
    with reader.connect() as connection:
        if schema.is_newer(connection):
            return _wrong("it belongs to a newer release; run that one, or restore a backup.")
        if not schema.is_current(connection):
            return _wrong("it is of an older release, or empty; `rapport serve` and `rapport migrate` bring it up.")
    return None


def _locks(writer: Engine) -> Finding | None:
    """SQLite: somebody who never lets go. PostgreSQL: sessions that hold something and do nothing."""
    if writer.dialect.name == "sqlite":
        try:
            writer.connect().begin().close()
        except DBAPIError as error:
            return _wrong(
                f"it cannot be written ({error.orig}); find who holds it with `fuser`, and stop that process."
            )
        return None
    with writer.connect() as connection:
        idle = connection.scalar(HELD_UP)
    return _wrong(f"{idle} sessions hold a transaction open for over a minute; end them.") if idle else None


def _in_use(url: str) -> str:
    if make_url(url).get_backend_name() != "sqlite":
        return "opens, and is of this release"
    return f"opens, and is of this release; {'a' if database.is_served(url) else 'no'} Rapport serves it now"


def _wrong(said: str) -> Finding:
    return Finding("database", said, is_fine=False)


# The judge -----------------------------------------------------------------------------------------------------------


async def _judge(judge: JudgeSettings) -> Finding:
    """It is asked one question that nobody wrote."""
    try:
        async with httpx.AsyncClient() as client:
            await ask(client, judge, ["client A: Which of the two do you want?"])
    except NoOpinion as why:
        to_do = "see to RAPPORT_JUDGE_URL, RAPPORT_JUDGE_MODEL and RAPPORT_JUDGE_KEY."
        return Finding("judge", f"{judge.name} has no opinion ({why}); {to_do}", is_fine=False)
    return Finding("judge", f"{judge.name} answers; it is asked where both companies agreed to it")


# Slack ---------------------------------------------------------------------------------------------------------------


def _tokens(slack: SlackSettings, url: str | None) -> dict[str, str]:
    """The one of the environment, else those of the workspaces that came last. Raises `BadSettings`: a wrong key."""
    if slack.bot_token:
        return {"RAPPORT_SLACK_BOT_TOKEN": slack.bot_token}
    if url is None or not _is_there(url):
        return {}
    keys, reader = Keys(slack.secret_keys), database.reader(url)
    try:
        with reader.connect() as connection:
            rows = connection.execute(LATEST).all()
    finally:
        reader.dispose()
    return {f"{row.name} ({row.id})": keys.open(row.token) or "" for row in rows}


def _access(slack: SlackSettings, tokens: dict[str, str], url: str | None) -> SlackAccess:
    return SlackAccess(
        api_url=slack.api_url,
        tokens=tokens,
        signing_secret=slack.signing_secret,
        app_token=slack.app_token,
        client_id=slack.client_id,
        client_secret=slack.client_secret,
        url=url,
    )
