"""The environment is read once and refused in a sentence that names the variable."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.config import A_NEW_KEY, SLACK, BadSettings, JudgeSettings, SlackSettings, settings_from

KEY, OLDER = (Fernet.generate_key().decode() for _ in range(2))


def test_the_default_is_a_file_beside_the_process() -> None:
    assert settings_from({}).database_url == "sqlite:///rapport.db"


@pytest.mark.parametrize("url", ["sqlite:////data/r.db", "postgresql://u:p@h/n", "postgresql+psycopg://u@h/n"])
def test_both_databases_are_taken_as_they_are_given(url: str) -> None:
    assert settings_from({"RAPPORT_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("hunter2", "is not a database address"),
        ("mysql://root:hunter2@h/n", "names the database 'mysql'"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_nonsense_is_refused_without_repeating_it(url: str, why: str) -> None:
    with pytest.raises(BadSettings, match=f"RAPPORT_DATABASE_URL {why}") as refusal:
        settings_from({"RAPPORT_DATABASE_URL": url})
    assert "hunter2" not in str(refusal.value)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "database"
    secret.write_text("sqlite:////data/r.db\n")
    assert settings_from({"RAPPORT_DATABASE_URL_FILE": str(secret)}).database_url == "sqlite:////data/r.db"


def test_a_missing_secret_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="RAPPORT_DATABASE_URL_FILE cannot be read: No such file"):
        settings_from({"RAPPORT_DATABASE_URL_FILE": str(tmp_path / "none")})


def test_a_setting_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="both RAPPORT_DATABASE_URL and"):
        settings_from({"RAPPORT_DATABASE_URL": "sqlite:///a.db", "RAPPORT_DATABASE_URL_FILE": str(tmp_path)})


# Slack ---------------------------------------------------------------------------------------------------------------

ONE_WORKSPACE = {"RAPPORT_SLACK_BOT_TOKEN": "xoxb-hunter2", "RAPPORT_SLACK_SIGNING_SECRET": "hunter2"}
TO_BE_INSTALLED = {
    "RAPPORT_SLACK_SIGNING_SECRET": "hunter2",
    "RAPPORT_SLACK_CLIENT_ID": "1.2",
    "RAPPORT_SLACK_CLIENT_SECRET": "hunter2",
    "RAPPORT_SECRET_KEYS": KEY,
}


def test_who_says_nothing_of_slack_has_none() -> None:
    assert settings_from({}).slack is None
    assert settings_from({"RAPPORT_SECRET_KEYS": KEY}).slack is None
    assert settings_from(dict.fromkeys((*ONE_WORKSPACE, *TO_BE_INSTALLED), "")).slack is None


def test_one_workspace_is_reached_with_a_token_and_heard_over_http_or_a_socket() -> None:
    over_http = settings_from(ONE_WORKSPACE).slack
    assert over_http == SlackSettings(signing_secret="hunter2", bot_token="xoxb-hunter2", api_url=SLACK)
    over_a_socket = settings_from({"RAPPORT_SLACK_BOT_TOKEN": "a-stand-ins-token", "RAPPORT_SLACK_APP_TOKEN": "xapp-1"})
    assert over_a_socket.slack == SlackSettings(bot_token="a-stand-ins-token", app_token="xapp-1")


def test_workspaces_may_install_it_themselves() -> None:
    keys = f" {KEY}, {OLDER},\n"
    slack = settings_from({**TO_BE_INSTALLED, "RAPPORT_SECRET_KEYS": keys}).slack
    assert slack
    assert (slack.client_id, slack.client_secret, slack.bot_token) == ("1.2", "hunter2", None)
    assert slack.secret_keys == (KEY, OLDER)


def test_no_secret_is_shown(tmp_path: Path) -> None:
    shown = repr(settings_from({**ONE_WORKSPACE, **TO_BE_INSTALLED, "RAPPORT_SLACK_APP_TOKEN": "xapp-hunter2"}))
    assert "hunter2" not in shown
    assert KEY not in shown


@pytest.mark.parametrize("name", [*ONE_WORKSPACE, *TO_BE_INSTALLED])
def test_every_secret_may_come_from_a_file(name: str, tmp_path: Path) -> None:
    given = {**ONE_WORKSPACE, **TO_BE_INSTALLED}
    secret = tmp_path / "secret"
    secret.write_text(f"{given.pop(name)}\n")
    assert settings_from({**given, f"{name}_FILE": str(secret)}) == settings_from({**ONE_WORKSPACE, **TO_BE_INSTALLED})


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("http://127.0.0.1:8100/api", "http://127.0.0.1:8100/api/"),
        (" https://slack.example/api// ", "https://slack.example/api/"),
        ("", SLACK),
    ],
)
def test_a_stand_in_may_take_the_place_of_slack(given: str, address: str) -> None:
    slack = settings_from({**ONE_WORKSPACE, "RAPPORT_SLACK_API_URL": given}).slack
    assert slack
    assert slack.api_url == address


@pytest.mark.parametrize(
    "address",
    ["slack.com/api", "ftp://slack.com/", "https://", "https://a:b/", "http://[", "https://a/?b", "https://a/#b"],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(BadSettings, match="RAPPORT_SLACK_API_URL is not the address of a web API"):
        settings_from({**ONE_WORKSPACE, "RAPPORT_SLACK_API_URL": address})


def without(given: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in given.items() if name not in names}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            without(ONE_WORKSPACE, "RAPPORT_SLACK_SIGNING_SECRET"),
            "neither RAPPORT_SLACK_SIGNING_SECRET nor RAPPORT_SLACK_APP_TOKEN is set: Rapport would hear nothing",
        ),
        (
            without(TO_BE_INSTALLED, "RAPPORT_SLACK_SIGNING_SECRET"),
            "neither RAPPORT_SLACK_SIGNING_SECRET nor RAPPORT_SLACK_APP_TOKEN is set: Rapport would hear nothing",
        ),
        (
            without(ONE_WORKSPACE, "RAPPORT_SLACK_BOT_TOKEN"),
            "neither RAPPORT_SLACK_BOT_TOKEN nor RAPPORT_SLACK_CLIENT_ID is set: Rapport could say nothing",
        ),
        ({"RAPPORT_SLACK_APP_TOKEN": "xapp-1"}, "neither RAPPORT_SLACK_BOT_TOKEN nor RAPPORT_SLACK_CLIENT_ID is set"),
        (without(TO_BE_INSTALLED, "RAPPORT_SLACK_CLIENT_SECRET"), "RAPPORT_SLACK_CLIENT_SECRET is not set"),
        (without(TO_BE_INSTALLED, "RAPPORT_SLACK_CLIENT_ID"), "RAPPORT_SLACK_CLIENT_ID is not set"),
        (without(TO_BE_INSTALLED, "RAPPORT_SECRET_KEYS"), "RAPPORT_SECRET_KEYS is not set"),
        ({**ONE_WORKSPACE, "RAPPORT_SLACK_BOT_TOKEN": "xapp-hunter2"}, "holds what belongs in RAPPORT_SLACK_APP_TOKEN"),
        ({**ONE_WORKSPACE, "RAPPORT_SLACK_APP_TOKEN": "xoxb-hunter2"}, "holds what belongs in RAPPORT_SLACK_BOT_TOKEN"),
        (
            {**ONE_WORKSPACE, "RAPPORT_SLACK_SIGNING_SECRET": "hunter2 hunter2"},
            "RAPPORT_SLACK_SIGNING_SECRET holds a space",
        ),
        ({**ONE_WORKSPACE, "RAPPORT_SLACK_BOT_TOKEN": "xoxb-\nhunter2"}, "RAPPORT_SLACK_BOT_TOKEN holds a space"),
        ({**ONE_WORKSPACE, "RAPPORT_SLACK_BOT_TOKEN": "xoxb-hunter2…"}, "RAPPORT_SLACK_BOT_TOKEN holds a space"),
        ({"RAPPORT_SECRET_KEYS": "hunter2"}, "^RAPPORT_SECRET_KEYS is not a key; make one with python3 -c"),
        ({"RAPPORT_SECRET_KEYS": f"{KEY},hunter2"}, r"^no\. 2 of RAPPORT_SECRET_KEYS is not a key; make one with"),
        ({"RAPPORT_SECRET_KEYS": "é" * 44}, "^RAPPORT_SECRET_KEYS is not a key"),
    ],
)
def test_what_cannot_work_is_refused_in_a_sentence_without_repeating_a_secret(given: dict[str, str], why: str) -> None:
    with pytest.raises(BadSettings, match=why) as refusal:
        settings_from(given)
    assert "hunter2" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_the_sentence_about_keys_tells_how_to_make_one() -> None:
    made = subprocess.run(shlex.split(A_NEW_KEY), capture_output=True, text=True, check=True).stdout
    assert settings_from({**TO_BE_INSTALLED, "RAPPORT_SECRET_KEYS": made}).slack


# The judge -----------------------------------------------------------------------------------------------------------

JUDGE = {
    "RAPPORT_JUDGE_URL": " https://judge.example.com/v1/ ",
    "RAPPORT_JUDGE_MODEL": "small-judge",
    "RAPPORT_JUDGE_KEY": "hunter2",
}


def test_there_is_no_judge_unless_somebody_names_one() -> None:
    assert settings_from({}).judge is None
    assert settings_from(dict.fromkeys(JUDGE, "")).judge is None


def test_a_judge_is_known_by_its_model_and_its_host(tmp_path: Path) -> None:
    judge = settings_from(JUDGE).judge
    assert judge == JudgeSettings("https://judge.example.com/v1", "small-judge", "hunter2")
    assert judge.name == "small-judge at judge.example.com"
    assert "hunter2" not in repr(judge)
    (tmp_path / "key").write_text("hunter2\n")
    from_file = {**JUDGE, "RAPPORT_JUDGE_KEY_FILE": str(tmp_path / "key")}
    del from_file["RAPPORT_JUDGE_KEY"]
    assert settings_from(from_file).judge == judge
    assert settings_from({**JUDGE, "RAPPORT_JUDGE_KEY": ""}).judge == JudgeSettings(judge.url, judge.model)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RAPPORT_JUDGE_URL", ""),
        ("RAPPORT_JUDGE_URL", "judge.example.com"),
        ("RAPPORT_JUDGE_URL", "ftp://judge.example.com"),
        ("RAPPORT_JUDGE_URL", "https://judge.example.com/v1?key=hunter2"),
        ("RAPPORT_JUDGE_URL", "https://me:hunter2@judge.example.com/v1"),
        ("RAPPORT_JUDGE_MODEL", ""),
        ("RAPPORT_JUDGE_MODEL", "hunter2" * 20),
        ("RAPPORT_JUDGE_MODEL", "two\nlines"),
        ("RAPPORT_JUDGE_KEY", "hunter2 hunter2"),
    ],
)
def test_a_judge_that_makes_no_sense_is_refused(name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=name) as refusal:
        settings_from({**JUDGE, name: value})
    assert "hunter2" not in str(refusal.value)
