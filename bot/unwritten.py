"""Rows that a transaction has still to write: those of many events go together, one statement for each kind.

A statement costs nearly as much for one row as for ten. They are written before the connection executes anything that
might read them, and at the end of the transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.event import listen

from bot import statements as sql
from rules.model import ItemNumber, RelationshipId

Row = dict[str, Any]
ItemKey = tuple[RelationshipId, ItemNumber]
AlarmKey = tuple[RelationshipId, str, str]
"""Relationship, rule, subject."""


@dataclass(slots=True)
class Unwritten:
    """By what makes each row that row, where it may come again before it is written."""

    seen: dict[str, Row] = field(default_factory=dict)
    heard: list[Row] = field(default_factory=list)
    opened: dict[ItemKey, Row] = field(default_factory=dict)
    changed: dict[ItemKey, Row] = field(default_factory=dict)
    turns: list[Row] = field(default_factory=list)
    alarms: dict[AlarmKey, datetime | None] = field(default_factory=dict)
    """None: it is to be cleared."""

    def open(self, key: ItemKey, values: Row) -> None:
        self.opened[key] = {"relationship_id": key[0], "number": key[1], **values}

    def change(self, key: ItemKey, values: Row) -> None:
        """Where it stands is for the post room to say (`Ledger.stands`), perhaps at this very moment."""
        kept = {name: value for name, value in values.items() if name not in ("message", "thread")}
        if key in self.opened:
            self.opened[key].update(kept)
        else:
            self.changed[key] = {"of": key[0], "which": key[1], **kept}

    def watch(self, connection: Connection) -> None:
        """Whatever this connection executes finds in the database what was decided before it."""

        def first(
            _connection: Connection, statement: Any, several: Any, one: Any, options: Mapping[str, Any]
        ) -> tuple[Any, Any, Any]:
            if sql.BESIDE not in options:
                self.write(connection)
            return statement, several, one

        listen(connection, "before_execute", first, retval=True)

    def forget(self) -> None:
        """The transaction is rolled back."""
        for rows in (self.seen, self.heard, self.opened, self.changed, self.turns, self.alarms):
            rows.clear()

    def write(self, connection: Connection) -> None:
        """Everything, in an order that the foreign keys allow."""
        statements = self._statements(connection.dialect.name)
        self.forget()  # first: what is executed now looks here, too
        for statement, rows in statements:
            connection.execute(statement, rows)

    def _statements(self, dialect: str) -> list[tuple[Any, list[Row]]]:
        cleared = [key for key, at in self.alarms.items() if at is None]
        rung = [(*key, at) for key, at in self.alarms.items() if at]
        statements: tuple[tuple[Any, list[Row]], ...] = (
            (sql.SEE_NEW, list(self.seen.values())),
            (sql.HEAR[dialect], list(self.heard)),
            (sql.OPEN, list(self.opened.values())),
            (sql.CHANGE, list(self.changed.values())),
            (sql.TURN, list(self.turns)),
            (sql.CLEAR, [{"of": of, "by": rule, "about": subject} for of, rule, subject in cleared]),
            (sql.ALARM[dialect], [dict(zip(_ALARM, row, strict=True)) for row in rung]),
        )
        return [(statement, rows) for statement, rows in statements if rows]


_ALARM = ("relationship_id", "rule", "subject", "at")
