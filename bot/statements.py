"""The ledger's SQL, compiled once. Parameters have other names than columns, so that none is taken for a SET value."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Insert, Select, Table, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.tables import IS_OPEN, alarms, heard, items, outbox, places, relationships, seen, turns

WINDOW_MESSAGES = 50
YOUNGEST_ITEMS = 20

Upsert = dict[str, Insert]
"""An INSERT by the name of the dialect: what to do on conflict is the one thing the two databases spell differently."""


def _or_nothing(table: Table) -> Upsert:
    return {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
    }


def _or_replace(table: Table, column: str) -> Upsert:
    to_sqlite, to_postgresql = sqlite.insert(table), postgresql.insert(table)
    key = list(table.primary_key.columns)
    return {
        "sqlite": to_sqlite.on_conflict_do_update(index_elements=key, set_={column: to_sqlite.excluded[column]}),
        "postgresql": to_postgresql.on_conflict_do_update(
            index_elements=key, set_={column: to_postgresql.excluded[column]}
        ),
    }


def _with_turns(which: Select[Any]) -> Select[Any]:
    """Items with their history of holders: a row for each turn, in order."""
    found = which.subquery("found")
    return (
        select(
            *[found.c[column.name] for column in items.c],
            turns.c.at.label("turn_at"),
            turns.c.side.label("turn_side"),
            turns.c.person_id.label("turn_person"),
            turns.c.third_party.label("turn_third_party"),
            turns.c.reason.label("turn_reason"),
        )
        .join(turns, and_(turns.c.relationship_id == found.c.relationship_id, turns.c.number == found.c.number))
        .order_by(found.c.relationship_id, found.c.number, turns.c.seq)
    )


def _open_at(*more: ColumnElement[bool]) -> Select[Any]:
    return select(items).where(items.c.place_id == bindparam("place"), IS_OPEN, *more)


LOCK = (
    select(relationships.c.id, relationships.c.version, relationships.c.items_opened)
    .where(relationships.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(relationships.c.id)
    .with_for_update()  # renders nothing on SQLite, where BEGIN IMMEDIATE already keeps others out
)
PLACE = select(places).where(places.c.id == bindparam("place"))

# The row comes back only if it is new: drivers do not agree on what an INSERT that did nothing counts as.
SEE = {dialect: statement.returning(seen.c.key) for dialect, statement in _or_nothing(seen).items()}
HEAR = _or_nothing(heard)
WINDOW = (
    select(heard.c.message, heard.c.thread, heard.c.author_id, heard.c.at, heard.c.text)
    .where(heard.c.place_id == bindparam("place"), heard.c.at >= bindparam("since"), heard.c.at <= bindparam("until"))
    .order_by(heard.c.at.desc(), heard.c.message.desc())
    .limit(WINDOW_MESSAGES)
)
_heard_here = and_(heard.c.place_id == bindparam("place"), heard.c.message == bindparam("which"))
REWORD = update(heard).where(_heard_here).values(text=bindparam("words"))
UNHEAR = delete(heard).where(_heard_here)

ITEM = _with_turns(
    select(items).where(items.c.relationship_id == bindparam("of"), items.c.number == bindparam("which"))
)
ITEMS_OF = _with_turns(select(items).where(items.c.relationship_id == bindparam("of")))
IN_THREAD = _with_turns(_open_at(items.c.thread == bindparam("thread")))
IN_CHANNEL = _with_turns(_open_at(items.c.in_channel).order_by(items.c.opened_at.desc()).limit(YOUNGEST_ITEMS))
# The last turn is the present holder; naming an earlier one loads an item too many, which does no harm.
NAMING = _with_turns(
    _open_at(
        items.c.in_channel,
        or_(
            items.c.asker_id.in_(bindparam("people", expanding=True)),
            select(turns.c.seq)
            .where(
                turns.c.relationship_id == items.c.relationship_id,
                turns.c.number == items.c.number,
                turns.c.person_id.in_(bindparam("people", expanding=True)),
            )
            .exists(),
        ),
    )
)
ASKED_BY = _with_turns(
    select(items).where(items.c.place_id == bindparam("place"), items.c.message == bindparam("which"))
)
CLOSED_BY = _with_turns(
    select(items).where(
        items.c.place_id == bindparam("place"),
        items.c.closing == bindparam("which"),
        items.c.message != bindparam("which"),  # not a question that was edited away
    )
)

_item = and_(items.c.relationship_id == bindparam("of"), items.c.number == bindparam("which"))
OPEN = insert(items)
CHANGE = update(items).where(_item)
DROP = delete(items).where(_item)
COUNT = update(relationships).where(relationships.c.id == bindparam("which")).values(items_opened=bindparam("opened"))
TURN = insert(turns)

ALARM = _or_replace(alarms, "at")
CLEAR = delete(alarms).where(
    alarms.c.relationship_id == bindparam("of"),
    alarms.c.rule == bindparam("by"),
    alarms.c.subject == bindparam("about"),
)

SPEAK = _or_nothing(outbox)
_this_speech = outbox.c.key == bindparam("which")
_about_it = and_(outbox.c.relationship_id == bindparam("of"), outbox.c.number == bindparam("which"))
_waits = outbox.c.state == "ready"
# What may be on its way cannot be called back, but must not be tried again. Marked first: that waits for whoever
# is just writing down how it went, and then sees what they wrote.
_unsaid = outbox.c.state.in_(("ready", "sending", "doubtful"))
RETRACT = delete(outbox).where(_this_speech, _waits)
MARK_RETRACTED = update(outbox).where(_this_speech, _unsaid).values(retracted=True)
UNSAY = delete(outbox).where(_about_it, _waits)
MARK_UNSAID = update(outbox).where(_about_it, _unsaid).values(retracted=True)
