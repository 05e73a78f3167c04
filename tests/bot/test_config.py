"""The environment is read once and refused in a sentence that names the variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import BadSettings, settings_from


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
