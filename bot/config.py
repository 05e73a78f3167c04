"""Environment → frozen settings. Nonsense is refused at start, in a sentence that names the variable.

Any variable may be given as a file instead, for secrets: RAPPORT_DATABASE_URL_FILE=/run/secrets/database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DATABASES = ("sqlite", "postgresql")
SLACK = "https://slack.com/api/"
A_NEW_KEY = 'python3 -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
"""What a shell says to that is a key."""
ELSEWHERE = {"xapp-": "RAPPORT_SLACK_APP_TOKEN", "xoxb-": "RAPPORT_SLACK_BOT_TOKEN"}
"""How tokens begin that have a variable of their own (docs.slack.dev/authentication/tokens)."""
LONGEST_MODEL = 100
"""Characters of a model's name."""


class BadSettings(ValueError):
    """A setting makes no sense; the message says which and why, and never repeats a value that may hold a password."""


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack and be reached by it. Of the secrets none is ever shown."""

    signing_secret: str | None = field(default=None, repr=False)
    """What Slack signs its requests with; None: it sends none, but answers over a socket."""
    bot_token: str | None = field(default=None, repr=False)
    """Of the one workspace; None: workspaces install it themselves."""
    app_token: str | None = field(default=None, repr=False)
    """For Socket Mode."""
    api_url: str = SLACK
    """With a slash at its end."""
    client_id: str | None = None
    """With its secret: workspaces may install Rapport themselves (OAuth)."""
    client_secret: str | None = field(default=None, repr=False)
    secret_keys: tuple[str, ...] = field(default=(), repr=False)
    """What their tokens are encrypted with, the newest first."""


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """Whom to ask about what listening is unsure about: any endpoint that speaks OpenAI's chat completions."""

    url: str
    """Its base, without a slash at the end; `/chat/completions` follows."""
    model: str
    key: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """By which the two companies agree to it; another model or another host is another judge."""
        return f"{self.model} at {urlsplit(self.url).hostname}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment decides."""

    database_url: str
    operator: str = ""
    """The company that runs this installation: named on every private form."""
    slack: SlackSettings | None = None
    """None where nothing is said of Slack."""
    url: str = ""
    """Under which this server is reached from outside; empty where nobody said."""
    secret_keys: tuple[str, ...] = field(default=(), repr=False)
    """What is kept secret is encrypted with, the newest first."""
    judge: JudgeSettings | None = None
    """None: nobody is asked."""


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read and check everything at once."""
    return Settings(
        database_url=_database_url(environment),
        operator=(_value(environment, "RAPPORT_OPERATOR") or "").strip(),
        slack=_slack(environment),
        url=_url(environment),
        secret_keys=_secret_keys(environment),
        judge=_judge(environment),
    )


def _database_url(environment: Mapping[str, str]) -> str:
    name = "RAPPORT_DATABASE_URL"
    given = _value(environment, name) or "sqlite:///rapport.db"
    try:
        url = make_url(given)
    except ArgumentError:
        raise BadSettings(f"{name} is not a database address; for example sqlite:////data/rapport.db") from None
    if url.get_backend_name() not in DATABASES:
        raise BadSettings(f"{name} names the database {url.get_backend_name()!r}; Rapport runs on sqlite or postgresql")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise BadSettings(f"{name} names no file, and a ledger in memory would forget everything at the next start")
    return given


def _url(environment: Mapping[str, str]) -> str:
    name = "RAPPORT_URL"
    given = (_value(environment, name) or "").strip()
    if given and not _is_address(given):
        raise BadSettings(f"{name} is not the address of a server; for example https://rapport.example.com")
    return given.rstrip("/")


def _judge(environment: Mapping[str, str]) -> JudgeSettings | None:
    url = (_value(environment, "RAPPORT_JUDGE_URL") or "").strip()
    model = (_value(environment, "RAPPORT_JUDGE_MODEL") or "").strip()
    key = _secret(environment, "RAPPORT_JUDGE_KEY")
    if not url and not model and key is None:
        return None
    if not _is_address(url) or urlsplit(url).username:
        raise BadSettings("RAPPORT_JUDGE_URL is not the address of an API; for example https://api.example.com/v1")
    if not model or not model.isprintable() or len(model) > LONGEST_MODEL:
        raise BadSettings("RAPPORT_JUDGE_MODEL does not name a model; the two companies agree to it by that name")
    return JudgeSettings(url.rstrip("/"), model, key)


def _is_address(given: str) -> bool:
    """Of a server, with nothing behind its path."""
    try:
        url = urlsplit(given)
        usable = url.scheme in ("http", "https") and bool(url.hostname) and (url.port or 1) > 0
    except ValueError:
        return False
    return usable and not url.query and not url.fragment


# Slack ---------------------------------------------------------------------------------------------------------------


def _slack(environment: Mapping[str, str]) -> SlackSettings | None:
    settings = SlackSettings(
        signing_secret=_secret(environment, "RAPPORT_SLACK_SIGNING_SECRET"),
        bot_token=_secret(environment, "RAPPORT_SLACK_BOT_TOKEN"),
        app_token=_secret(environment, "RAPPORT_SLACK_APP_TOKEN"),
        api_url=_api_url(environment),
        client_id=_secret(environment, "RAPPORT_SLACK_CLIENT_ID"),
        client_secret=_secret(environment, "RAPPORT_SLACK_CLIENT_SECRET"),
        secret_keys=_secret_keys(environment),
    )
    if replace(settings, api_url=SLACK, secret_keys=()) == SlackSettings():
        return None
    _check_roads(settings)
    _check_installing(settings)
    return settings


def _check_roads(settings: SlackSettings) -> None:
    """Rapport has to speak as well as to hear."""
    if settings.bot_token is None and settings.client_id is None and settings.client_secret is None:
        raise BadSettings(
            "neither RAPPORT_SLACK_BOT_TOKEN nor RAPPORT_SLACK_CLIENT_ID is set: Rapport could say nothing in Slack; "
            "set the first for one workspace, the other to let workspaces install it"
        )
    if settings.signing_secret is None and settings.app_token is None:
        raise BadSettings(
            "neither RAPPORT_SLACK_SIGNING_SECRET nor RAPPORT_SLACK_APP_TOKEN is set: Rapport would hear nothing of "
            "Slack; set the first where Slack can reach this server, the other where it cannot (Socket Mode)"
        )


def _check_installing(settings: SlackSettings) -> None:
    if (settings.client_id is None) != (settings.client_secret is None):
        missing = "RAPPORT_SLACK_CLIENT_ID" if settings.client_id is None else "RAPPORT_SLACK_CLIENT_SECRET"
        raise BadSettings(f"{missing} is not set: workspaces can install Rapport only with both, the id and its secret")
    if settings.client_id and not settings.secret_keys:
        raise BadSettings(
            "RAPPORT_SECRET_KEYS is not set: the tokens of workspaces that install Rapport are kept encrypted; "
            f"make a key with {A_NEW_KEY}"
        )


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    """One word; nothing where it is empty, as Compose files leave what nobody filled in."""
    given = (_value(environment, name) or "").strip()
    if " " in given or not given.isascii() or not given.isprintable():
        raise BadSettings(f"{name} holds a space, a line break or a letter that no key has; it was copied wrongly")
    belongs = next((right for start, right in ELSEWHERE.items() if given.startswith(start)), name)
    if belongs != name:
        raise BadSettings(f"{name} holds what belongs in {belongs}")
    return given or None


def _api_url(environment: Mapping[str, str]) -> str:
    name = "RAPPORT_SLACK_API_URL"
    given = (_value(environment, name) or "").strip() or SLACK
    if not _is_address(given):
        raise BadSettings(f"{name} is not the address of a web API; for example {SLACK}")
    return given.rstrip("/") + "/"


def _secret_keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Separated by commas, the newest first."""
    name = "RAPPORT_SECRET_KEYS"
    keys = tuple(key.strip() for key in (_value(environment, name) or "").split(",") if key.strip())
    for number, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            which = f"no. {number} of {name}" if len(keys) > 1 else name
            raise BadSettings(f"{which} is not a key; make one with {A_NEW_KEY}") from None
    return keys


def _value(environment: Mapping[str, str], name: str) -> str | None:
    file = environment.get(f"{name}_FILE")
    if file is None:
        return environment.get(name)
    if name in environment:
        raise BadSettings(f"both {name} and {name}_FILE are set; keep one")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSettings(f"{name}_FILE cannot be read: {error.strerror}") from None
