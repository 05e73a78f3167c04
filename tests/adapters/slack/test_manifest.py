"""The app manifest is one that Slack takes, and `rapport slack manifest` prints it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from adapters.slack import inbound
from adapters.slack.manifest import CALLBACK, EVENTS, EVENTS_HEARD, SCOPES, manifest
from bot.cli import main

ROOT = Path(__file__).parents[3]
URL = "https://rapport.example.com"

NEEDS = {
    "app_mention": {"app_mentions:read"},
    "channel_archive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_left": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "group_archive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "group_rename": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "user_change": {"users:read"},
}
"""Scopes by event; those that are missing need none (https://docs.slack.dev/reference/events)."""

CALLED = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "channels:history",
    "conversations.info": "channels:read",
    "conversations.members": "channels:read",
    "conversations.open": "im:write",
    "conversations.replies": "channels:history",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files_upload_v2": "files:write",
    "pins.add": "pins:write",
    "team.info": "team:read",
    "users.info": "users:read",
}
"""Scopes by method (https://docs.slack.dev/reference/methods); some others need none."""
NEED_NONE = {"api.test", "auth.test", "apps.connections.open", "oauth.v2.access", "views.open", "views.publish"}


def test_every_event_comes_with_the_scope_it_needs() -> None:
    needed = {scope for event in EVENTS_HEARD for scope in NEEDS.get(event, set())}
    assert needed <= set(SCOPES)


def test_what_is_subscribed_to_is_what_is_read() -> None:
    assert {event.partition(".")[0] for event in EVENTS_HEARD} == set(inbound._EVENTS)


def test_every_method_that_is_called_comes_with_the_scope_it_needs() -> None:
    assert {CALLED[method] for method in methods_called() - NEED_NONE} <= set(SCOPES)


def methods_called() -> set[str]:
    """Every literal in our code that is the name of a method of the Web API."""
    named = re.compile(
        r"(chat|conversations|files|pins|team|users|views|reactions|bots|bookmarks|usergroups)\.[a-zA-Z]+"
    )
    files = (ROOT / "adapters/slack").glob("*.py")
    return {word for file in files for word in literals(file.read_text(encoding="utf-8")) if named.fullmatch(word)}


def literals(source: str) -> set[str]:
    nodes = ast.walk(ast.parse(source))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_over_http_slack_has_one_address_for_everything_and_one_to_come_back_to() -> None:
    made = manifest(f"{URL}/", socket=False)
    events = f"{URL}{EVENTS}"
    assert made["settings"]["event_subscriptions"]["request_url"] == events
    assert made["settings"]["interactivity"] == {"is_enabled": True, "request_url": events}
    assert [command["url"] for command in made["features"]["slash_commands"]] == [events]
    assert made["oauth_config"]["redirect_urls"] == [f"{URL}{CALLBACK}"]
    assert made["settings"]["socket_mode_enabled"] is False


def test_in_socket_mode_there_is_no_address_anywhere() -> None:
    made = manifest(None, socket=True)
    assert "http" not in json.dumps(made)
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["settings"]["interactivity"] == {"is_enabled": True}


def test_in_socket_mode_workspaces_may_install_it_by_themselves_all_the_same() -> None:
    made = manifest(URL, socket=True)
    assert made["oauth_config"]["redirect_urls"] == [f"{URL}{CALLBACK}"]
    assert "request_url" not in made["settings"]["event_subscriptions"]


def test_people_can_write_to_the_bot_and_mentions_in_a_command_keep_their_ids() -> None:
    features = manifest(URL, socket=False)["features"]
    assert features["app_home"]["messages_tab_enabled"]
    assert not features["app_home"]["messages_tab_read_only_enabled"]
    (command,) = features["slash_commands"]
    assert command["command"] == "/rapport"
    assert command["should_escape"] is True


def test_both_message_shortcuts_are_there() -> None:
    shortcuts = manifest(URL, socket=False)["features"]["shortcuts"]
    assert {each["callback_id"]: each["name"] for each in shortcuts} == {
        "track": "Track as question",
        "deed": "Log as deed",
    }


def test_tokens_do_not_rotate_unless_somebody_switches_that_on() -> None:
    assert manifest(URL, socket=False)["settings"]["token_rotation_enabled"] is False


@pytest.mark.parametrize("socket", [False, True])
def test_nothing_is_longer_than_slack_takes(socket: bool) -> None:
    """https://docs.slack.dev/reference/app-manifest"""
    made = manifest(URL, socket)
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert len(made["features"]["bot_user"]["display_name"]) <= 80
    for command in made["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in made["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_a_manifest_with_no_way_in_is_none() -> None:
    with pytest.raises(ValueError, match="either Slack reaches us"):
        manifest(None, socket=False)


# The command ---------------------------------------------------------------------------------------------------------


def test_the_command_prints_json_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["slack", "manifest", "--url", URL]) == 0
    assert json.loads(capsys.readouterr().out) == manifest(URL, socket=False)
    assert main(["slack", "manifest", "--socket"]) == 0
    assert json.loads(capsys.readouterr().out) == manifest(None, socket=True)


def test_without_an_address_an_example_stands_in_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["slack", "manifest"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == manifest("https://rapport.example.com", socket=False)
    assert "stands where your server's address belongs" in said.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--url", "http://rapport.example.com"], "not an address that Slack takes"),
        (["--url", "rapport.example.com"], "not an address that Slack takes"),
        (["--url", "https://rapport.example.com/?a=1"], "not an address that Slack takes"),
        (["--url", "https://[::1"], "not an address that Slack takes"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_in_one_line(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["slack", "manifest", *arguments]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert why in err
