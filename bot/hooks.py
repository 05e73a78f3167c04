"""Where ticket systems report deeds: addresses nobody can guess, and secrets kept encrypted.

Of an address only its digest is kept, of a secret what `RAPPORT_SECRET_KEYS` closed: who reads the database can neither
report nor sign. Neither is ever logged.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine, select, update

from bot.deed_records import label_of_report, relationship_of_hook
from bot.installations import Keys, WrongKey
from bot.ledger import Ledger
from bot.tables import relationships
from bot.writer import Writer
from rules.model import MessageId, RelationshipId
from rules.record import Hook

log = logging.getLogger(__name__)

PATH = "/hooks/deeds/"
TOKEN_BYTES, SECRET_BYTES = 24, 32


@dataclass(frozen=True, slots=True)
class Door:
    """Whose ticket system reports here, and what it signs with."""

    relationship: RelationshipId
    secret: str = field(repr=False)


class Hooks:
    """Makes and knows them. Reads on the reader's connections: a report that is refused keeps no writer busy."""

    def __init__(self, writer: Writer, reader: Engine, keys: Sequence[str], url: str) -> None:
        self._writer = writer
        self._reader = reader
        self._keys = Keys(keys)
        self._url = url.rstrip("/")
        if self._keys:
            writer.make_hooks_with(self.new)

    def new(self) -> Hook:
        token, secret = secrets.token_urlsafe(TOKEN_BYTES), secrets.token_urlsafe(SECRET_BYTES)
        closed = self._keys.close(secret)
        assert closed
        return Hook(address=f"{self._url}{PATH}{token}", secret=secret, mark=mark_of(token), closed=closed)

    async def door(self, token: str) -> Door | None:
        """None for an address that is not, or no longer, in use. Raises `WrongKey`, or what the database raised."""
        return await asyncio.to_thread(self._door, mark_of(token))

    def _door(self, mark: str) -> Door | None:
        with self._reader.connect() as connection:
            found = relationship_of_hook(connection, mark)
        if found is None or not self._keys:
            return None
        return Door(found[0], self._keys.open(found[1]) or "")

    async def label(self, of: RelationshipId, mark: MessageId) -> str | None:
        """Of the deed that was reported under this id; None while there is none."""
        return await asyncio.to_thread(self._label, of, mark)

    def _label(self, of: RelationshipId, mark: MessageId) -> str | None:
        with self._reader.connect() as connection:
            return label_of_report(connection, of, mark)

    async def renew(self) -> None:
        """At each start: close every secret with the newest key, so that an older one is needed no longer."""
        if self._keys:
            await self._writer.write(self._renew)

    def _renew(self, ledger: Ledger) -> None:
        table = relationships.c
        kept = select(table.id, table.hook_secret).where(table.hook_secret.is_not(None)).with_for_update()
        for row in ledger.connection.execute(kept).all():
            if self._keys.is_newest(row.hook_secret):
                continue
            try:
                closed = self._keys.close(self._keys.open(row.hook_secret))
            except WrongKey:
                log.warning("RAPPORT_SECRET_KEYS does not open the webhook secret of relationship %s", row.id)
                continue
            ledger.connection.execute(update(relationships).where(table.id == row.id).values(hook_secret=closed))


def mark_of(token: str) -> str:
    """What of an address is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
