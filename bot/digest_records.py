"""What digests told and what go-betweens corrected: written in the ledger's transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite

from bot.tables import corrections, told
from rules.effects import DropCorrections, KeepCorrection, KeepTold
from rules.model import RelationshipId


def _or_replace(table: Table, *columns: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert)):
        statement: Any = insert(table)
        newer = {column: statement.excluded[column] for column in columns}
        made[dialect] = statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=newer)
    return made


_TELL = _or_replace(told, "at", "mark")
_CORRECT = _or_replace(corrections, "side", "text", "at")
_DROP = delete(corrections).where(
    corrections.c.relationship_id == bindparam("of"), corrections.c.at <= bindparam("until")
)

DigestEffect = KeepTold | KeepCorrection | DropCorrections


def write(connection: Connection, of: RelationshipId, effect: DigestEffect) -> None:
    """Carry out what the digest wants to be written down."""
    dialect = connection.dialect.name
    match effect:
        case KeepTold(at, marks):
            rows = [{"relationship_id": of, "subject": s, "at": at, "mark": m} for s, m in sorted(marks.items())]
            connection.execute(_TELL[dialect], rows)
        case KeepCorrection(correction):
            row = {"subject": correction.subject, "side": correction.side.value, "text": correction.text}
            connection.execute(_CORRECT[dialect], {"relationship_id": of, "at": correction.at, **row})
        case DropCorrections(until):
            connection.execute(_DROP, {"of": of, "until": until})
