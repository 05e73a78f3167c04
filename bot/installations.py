"""Where platforms keep their installations: the tokens encrypted at rest, and through which of them places are reached.

Why, and how keys are changed: docs/decisions/0009-gaps-and-tokens.md. No token is ever logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Insert, Row, String, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from adapters.base import Installation
from bot import statements as sql
from bot.clock import Clock
from bot.config import BadSettings
from bot.ledger import Ledger
from bot.tables import Utc, installations, roads
from bot.writer import Writer
from rules.model import PlaceId

REFRESHING = timedelta(minutes=1)
"""Who refreshes a token has so long for it; then somebody else may try."""

_TOLD = ("bot_user", "bot", "app", "enterprise", "name", "url", "scopes", "expires_at")
"""What is kept as the platform says it."""
_this = installations.c.id == bindparam("which")
_ALL = select(installations).order_by(installations.c.installed_at, installations.c.id)
_ALL_LOCKED = _ALL.with_for_update()  # renders nothing on SQLite, where BEGIN IMMEDIATE already keeps others out
_CLOSE_ANEW = (
    update(installations).where(_this).values(token=bindparam("closed"), refresh_token=bindparam("closed_refresh"))
)
_DROP = delete(installations).where(_this)
_ROADS = select(roads.c.place_id, roads.c.installation_id).order_by(
    roads.c.at, roads.c.place_id, roads.c.installation_id
)
_DROP_ROAD = delete(roads).where(
    roads.c.place_id == bindparam("place"), roads.c.installation_id == bindparam("through")
)
_CLAIM_REFRESH = (
    update(installations)
    .where(_this, or_(installations.c.refreshing_until.is_(None), installations.c.refreshing_until <= bindparam("now")))
    .values(refreshing_until=bindparam("until"))
)


def _keep(insert: Any) -> Insert:
    """The newer word replaces the older; only when it was first installed stays."""
    newer = {name: insert.excluded[name] for name in (*_TOLD, "token", "refresh_token")}
    kept: Insert = insert.on_conflict_do_update(index_elements=["id"], set_=newer)
    return kept


_KEEP = {"sqlite": _keep(sqlite.insert(installations)), "postgresql": _keep(postgresql.insert(installations))}
_road = select(bindparam("place", type_=String()), installations.c.id, bindparam("now", type_=Utc())).where(
    installations.c.id == bindparam("through")
)
_KEEP_ROAD = {
    "sqlite": sqlite.insert(roads).from_select(["place_id", "installation_id", "at"], _road).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(roads)
    .from_select(["place_id", "installation_id", "at"], _road)
    .on_conflict_do_nothing(),
}


class WrongKey(BadSettings):
    """The keys given do not open what is in the database."""


class Keys:
    """Closes secrets with the newest key, and opens what any of them closed."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._all = MultiFernet([Fernet(key) for key in keys]) if keys else None
        self._newest = Fernet(keys[0]) if keys else None

    def close(self, secret: str | None) -> str | None:
        """Nothing is closed where there is nothing to keep: the one token that the environment gives is not kept."""
        if not secret:
            return secret
        return self._ring().encrypt(secret.encode()).decode()

    def open(self, closed: str | None) -> str | None:
        """Raises `WrongKey`."""
        if not closed:
            return closed
        try:
            return self._ring().decrypt(closed).decode()
        except InvalidToken:
            raise WrongKey(
                "RAPPORT_SECRET_KEYS does not open the tokens in the database; "
                "add the key that closed them, after the one you use now"
            ) from None

    def __bool__(self) -> bool:
        return self._all is not None

    def is_newest(self, closed: str | None) -> bool:
        """Whether the newest key closed it."""
        try:
            return not closed or self._newest is None or bool(self._newest.decrypt(closed))
        except InvalidToken:
            return False

    def _ring(self) -> MultiFernet:
        if self._all is None:
            raise WrongKey(
                "RAPPORT_SECRET_KEYS is not set, and there are tokens to keep; give it the key that closes them"
            )
        return self._all


class KeptInstallations:
    """`adapters.base.Installations`, over the writer."""

    def __init__(self, writer: Writer, keys: Sequence[str], clock: Clock) -> None:
        self._writer = writer
        self._keys = Keys(keys)
        self._clock = clock

    async def renew(self) -> int:
        """Close every token with the newest key; how many installations had an older one. Raises `WrongKey`.

        At each start: then whoever reads tokens later finds that every key they need is there. Where no key is set the
        environment gives the one token there is, and nobody reads what is kept.
        """
        return await self._writer.write(self._renew) if self._keys else 0

    async def all(self) -> Sequence[Installation]:
        """The oldest first. Raises `WrongKey`."""
        rows = await self._writer.write(lambda ledger: ledger.connection.execute(_ALL).all())
        return [self._installation(row) for row in rows]

    async def keep(self, installation: Installation) -> None:
        row = self._row(installation)
        await self._writer.write(lambda ledger: ledger.connection.execute(_KEEP[ledger.connection.dialect.name], row))

    async def drop(self, id: str) -> None:
        await self._writer.write(lambda ledger: ledger.connection.execute(_DROP, {"which": id}))

    async def roads(self) -> Sequence[tuple[PlaceId, str]]:
        rows = await self._writer.write(lambda ledger: ledger.connection.execute(_ROADS).all())
        return [(PlaceId(place), installation) for place, installation in rows]

    async def keep_road(self, place: PlaceId, installation: str) -> None:
        """Nothing is kept of a road through an installation that is gone."""
        road = {"place": place, "through": installation, "now": self._clock()}
        await self._writer.write(
            lambda ledger: ledger.connection.execute(_KEEP_ROAD[ledger.connection.dialect.name], road)
        )

    async def drop_road(self, place: PlaceId, installation: str) -> None:
        gone = {"place": place, "through": installation}
        await self._writer.write(lambda ledger: ledger.connection.execute(_DROP_ROAD, gone))

    async def once(self, mark: str) -> bool:
        """Remembered for seven days (bot/sweep.py); made for what is good for minutes."""
        made = {"key": f"once:{mark}", "at": self._clock()}
        return await self._writer.write(
            lambda ledger: ledger.connection.execute(sql.SEE[ledger.connection.dialect.name], made).first() is not None
        )

    async def may_refresh(self, id: str) -> bool:
        """True for one of all who ask within a minute, in whatever process."""
        now = self._clock()
        claim = {"which": id, "now": now, "until": now + REFRESHING}
        return await self._writer.write(lambda ledger: ledger.connection.execute(_CLAIM_REFRESH, claim).rowcount == 1)

    def _renew(self, ledger: Ledger) -> int:
        rows = ledger.connection.execute(_ALL_LOCKED).all()
        opened = [self._installation(row) for row in rows]
        old = [
            installation
            for row, installation in zip(rows, opened, strict=True)
            if not (self._keys.is_newest(row.token) and self._keys.is_newest(row.refresh_token))
        ]
        for each in old:
            closed, closed_refresh = (self._keys.close(secret) for secret in (each.token, each.refresh_token))
            ledger.connection.execute(
                _CLOSE_ANEW, {"which": each.id, "closed": closed, "closed_refresh": closed_refresh}
            )
        return len(old)

    def _row(self, installation: Installation) -> dict[str, Any]:
        secrets = {name: self._keys.close(getattr(installation, name)) for name in ("token", "refresh_token")}
        told = {name: getattr(installation, name) for name in _TOLD}
        return {"id": installation.id, **told, **secrets, "installed_at": self._clock()}

    def _installation(self, row: Row[Any]) -> Installation:
        told = {name: getattr(row, name) for name in _TOLD}
        token, refresh_token = (self._keys.open(closed) for closed in (row.token, row.refresh_token))
        return Installation(id=row.id, **told, token=token or "", refresh_token=refresh_token)
