"""The ledger's SQL, compiled once. Parameters have other names than columns, so that none is taken for a SET value."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.tables import (
    IS_OPEN,
    Utc,
    alarms,
    cards,
    heard,
    humans,
    items,
    members,
    nudges,
    off_record,
    outbox,
    people,
    places,
    presses,
    relationships,
    seen,
    turns,
)
from bot.talk import MOST_OPEN

WINDOW_MESSAGES = 50
YOUNGEST_ITEMS = 20

BESIDE = "beside"
"""An execution option of statements that need not see what is still unwritten (bot/unwritten.py)."""

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


def with_turns(which: Select[Any]) -> Select[Any]:
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
            turns.c.words.label("turn_words"),
        )
        .join(turns, and_(turns.c.relationship_id == found.c.relationship_id, turns.c.number == found.c.number))
        .order_by(found.c.relationship_id, found.c.number, turns.c.seq)
    )


def _open_at(*more: ColumnElement[bool]) -> Select[Any]:
    return select(items).where(items.c.place_id == bindparam("place"), IS_OPEN, *more)


LOCK = (
    select(
        relationships.c.id,
        relationships.c.version,
        relationships.c.items_opened,
        relationships.c.messages,
        relationships.c.lines,
        relationships.c.touched,
        relationships.c.moves,
    )
    .where(relationships.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(relationships.c.id)
    .with_for_update()  # renders nothing on SQLite, where BEGIN IMMEDIATE already keeps others out
)
PLACE = select(places).where(places.c.id == bindparam("place"))

# The row comes back only if it is new: drivers do not agree on what an INSERT that did nothing counts as.
SEE = {dialect: statement.returning(seen.c.key) for dialect, statement in _or_nothing(seen).items()}
SEEN = select(seen.c.key).where(seen.c.key.in_(bindparam("keys", expanding=True)))
SEE_NEW = insert(seen)
SEE_AGAIN = _or_nothing(seen)
UNSEE = delete(seen).where(seen.c.key == bindparam("which"))
HEAR = _or_nothing(heard)
WINDOW = (
    select(heard.c.message, heard.c.thread, heard.c.author_id, heard.c.at, heard.c.text)
    .where(heard.c.place_id == bindparam("place"), heard.c.at >= bindparam("since"), heard.c.at <= bindparam("until"))
    .order_by(heard.c.at.desc(), heard.c.message.desc())
    .limit(WINDOW_MESSAGES)
)
LATER = select(heard.c.message).where(heard.c.place_id == bindparam("place"), heard.c.at > bindparam("until")).limit(1)
_heard_here = and_(heard.c.place_id == bindparam("place"), heard.c.message == bindparam("which"))
REWORD = update(heard).where(_heard_here).values(text=bindparam("words"))
UNHEAR = delete(heard).where(_heard_here)

OFF_RECORD = select(off_record.c.thread).where(off_record.c.place_id == bindparam("place"))
DROP_RECORD = _or_nothing(off_record)
WORDS = select(heard.c.text).where(_heard_here)
UNHEAR_THREAD = delete(heard).where(
    heard.c.place_id == bindparam("place"),
    or_(heard.c.thread == bindparam("which"), heard.c.message == bindparam("which")),
)
ITEMS_OF_THREAD = with_turns(
    select(items).where(items.c.place_id == bindparam("place"), items.c.thread == bindparam("which"))
)
OWED = with_turns(
    select(items).where(
        items.c.relationship_id == bindparam("of"),
        or_(IS_OPEN, items.c.number.in_(bindparam("numbers", expanding=True))),
    )
)
CLAIMED = with_turns(
    select(items).where(
        items.c.relationship_id == bindparam("of"),
        items.c.claimed_at > bindparam("since"),
        items.c.claim_confirmed.is_(None),
        ~IS_OPEN,
    )
)
MISHEARD = select(func.count()).where(
    items.c.relationship_id == bindparam("of"),
    items.c.closed_at > bindparam("since"),
    items.c.place_id == bindparam("place"),
    items.c.claimed == "not_a_question",
    items.c.claim_confirmed.is_not(False),
)
LINKED = select(items.c.number).where(
    items.c.relationship_id == bindparam("of"), items.c.message.in_(bindparam("messages", expanding=True))
)
MEMBER = select(members.c.listed, members.c.undo).where(
    members.c.relationship_id == bindparam("of"), members.c.person_id == bindparam("who")
)
MEMBERSHIPS = (
    select(members.c.relationship_id).where(members.c.person_id == bindparam("who")).order_by(members.c.relationship_id)
)
# Where nobody has said which side they are on comes first: there what a platform says of them may tell.
WHERE_UNDECIDED = (
    select(members.c.relationship_id)
    .where(members.c.person_id == bindparam("who"))
    .order_by(members.c.side.is_not(None), members.c.relationship_id)
    .limit(1)
)
SAID = select(heard.c.message, heard.c.thread, heard.c.author_id, heard.c.at, heard.c.text).where(_heard_here)
PLACES_OF = select(places).where(places.c.relationship_id == bindparam("of")).order_by(places.c.id)

ITEM = with_turns(select(items).where(items.c.relationship_id == bindparam("of"), items.c.number == bindparam("which")))
ITEMS_OF = with_turns(select(items).where(items.c.relationship_id == bindparam("of")))
# One more than is remembered of a place: then it is known that there are too many (bot/talk.py).
OPEN_HERE = with_turns(_open_at().order_by(items.c.number).limit(MOST_OPEN + 1))
IN_THREAD = with_turns(_open_at(items.c.thread == bindparam("thread")))
# For a place with more open than is remembered. Numbers first: a limited subquery of whole items is dear.
YOUNGEST = (
    select(items.c.number)
    .where(items.c.place_id == bindparam("place"), IS_OPEN, items.c.in_channel)
    .order_by(items.c.opened_at.desc())
    .limit(YOUNGEST_ITEMS)
)
# The last turn is the present holder; naming an earlier one loads an item too many, which does no harm.
NAMING = with_turns(
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
ASKED_BY = with_turns(
    select(items).where(items.c.place_id == bindparam("place"), items.c.message == bindparam("which"))
)
CLOSED_BY = with_turns(
    select(items).where(
        items.c.place_id == bindparam("place"),
        items.c.closing == bindparam("which"),
        items.c.message != bindparam("which"),  # not a question that was edited away
    )
)

_item = and_(items.c.relationship_id == bindparam("of"), items.c.number == bindparam("which"))
OPEN = insert(items)
CHANGE = update(items).where(_item)
# Asked in a thread, it is one message more of that thread.
_stands_as = bindparam("stands_as", type_=items.c.message.type)
STANDS = (
    update(items)
    .where(_item, items.c.message == bindparam("posted"))
    .values(
        message=_stands_as,
        thread=case((items.c.thread == bindparam("posted"), _stands_as), else_=items.c.thread),
    )
)
DROP = delete(items).where(_item)
COUNT = update(relationships).where(relationships.c.id == bindparam("which")).values(items_opened=bindparam("opened"))
TOUCH = (
    update(relationships).where(relationships.c.id == bindparam("which")).values(touched=relationships.c.touched + 1)
)
TALLY = (
    update(relationships)
    .where(relationships.c.id == bindparam("which"))
    .values(
        messages=bindparam("heard"),
        lines=bindparam("said"),
        items_opened=bindparam("opened"),
        touched=bindparam("now_touched"),
        moves=bindparam("moved"),
    )
)
TURN = insert(turns)

ALARM = _or_replace(alarms, "at")
CLEAR = delete(alarms).where(
    alarms.c.relationship_id == bindparam("of"),
    alarms.c.rule == bindparam("by"),
    alarms.c.subject == bindparam("about"),
)

CLEAR_ALL = delete(alarms).where(alarms.c.relationship_id == bindparam("of"), alarms.c.subject == bindparam("about"))

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

# Trays ---------------------------------------------------------------------------------------------------------------

LOCK_HUMAN = select(humans).where(humans.c.id == bindparam("which")).with_for_update()
LOCK_TRAYS = (
    select(humans.c.id)
    .where(
        humans.c.id.in_(
            select(nudges.c.human_id).where(
                nudges.c.relationship_id == bindparam("of"), nudges.c.number == bindparam("which")
            )
        )
    )
    .order_by(humans.c.id)
    .with_for_update()
    .execution_options(**{BESIDE: True})
)
HUMAN_OF = select(people.c.human_id).where(people.c.id == bindparam("who")).execution_options(**{BESIDE: True})
VERSION = select(relationships.c.version).where(relationships.c.id == bindparam("which"))
NUDGES_OF = (
    select(nudges)
    .where(nudges.c.relationship_id == bindparam("of"), nudges.c.number == bindparam("which"))
    .order_by(nudges.c.id)
)
NUDGES_OF_SEVERAL = (
    select(nudges)
    .where(nudges.c.relationship_id == bindparam("of"), nudges.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(nudges.c.id)
)
DRY_NUDGES = (
    select(nudges)
    .where(nudges.c.relationship_id == bindparam("of"), nudges.c.fate == "dry")
    .order_by(nudges.c.id)
    .limit(1_000)
)
LATELY = (
    select(nudges.c.wrong)
    .where(
        nudges.c.relationship_id == bindparam("of"),
        nudges.c.why == "nudge",
        nudges.c.told_at > bindparam("since"),
        nudges.c.fate.in_(("told", "done")),
    )
    .order_by(nudges.c.told_at.desc())
    .limit(50)
)
WAITING = (
    select(nudges).where(nudges.c.human_id == bindparam("whose"), nudges.c.fate == "waiting").order_by(nudges.c.id)
)
_over_on_it = (
    select(func.count()).where(nudges.c.card == cards.c.key, nudges.c.fate == "done").correlate(cards).scalar_subquery()
)
# Something on it was settled since it was last written: it has to be edited.
STALE = select(cards.c.key).where(
    cards.c.human_id == bindparam("whose"), cards.c.at > bindparam("since"), _over_on_it > cards.c.revision
)
ON_CARDS = select(nudges).where(nudges.c.card.in_(bindparam("keys", expanding=True))).order_by(nudges.c.id)
_told_and_open = and_(
    nudges.c.human_id == bindparam("whose"),
    nudges.c.fate == "told",
    nudges.c.why.in_(("nudge", "turned", "chase")),
)
STILL = select(nudges).where(_told_and_open).order_by(nudges.c.told_at.desc(), nudges.c.id).limit(bindparam("most"))
# Counted up to a hundred: nobody reads on.
STILL_IN_ALL = select(func.count()).select_from(select(nudges.c.id).where(_told_and_open).limit(100).subquery("still"))
NUMBERED = with_turns(
    select(items).where(
        items.c.relationship_id == bindparam("of"), items.c.number.in_(bindparam("numbers", expanding=True))
    )
)
SEATS = (
    select(members.c.relationship_id, members.c.person_id)
    .join(people, people.c.id == members.c.person_id)
    .where(people.c.human_id == bindparam("whose"), members.c.side.is_not(None))
    .order_by(members.c.relationship_id, members.c.person_id)
)
# The budgets look at the latest and at what was no nudge; an edit needs its own.
_latest = (
    select(cards.c.key)
    .where(cards.c.human_id == bindparam("whose"))
    .order_by(cards.c.at.desc())
    .limit(bindparam("most"))
    .subquery("latest")
)
CARDS = (
    select(cards)
    .where(
        cards.c.human_id == bindparam("whose"),
        cards.c.at > bindparam("since"),
        or_(
            cards.c.key.in_(select(_latest.c.key)),
            cards.c.why.in_(("note", "brief", "round")),
            cards.c.key.in_(bindparam("keys", expanding=True)),
        ),
    )
    .order_by(cards.c.at, cards.c.key)
)
_lay_sqlite, _lay_postgresql = sqlite.insert(nudges), postgresql.insert(nudges)
_RELAID = ("person_id", "human_id", "step", "laid_at", "show_from", "fate", "told_at", "body")
_not_told = nudges.c.fate.in_(("waiting", "dropped", "dry"))
LAY: Upsert = {
    "sqlite": _lay_sqlite.on_conflict_do_update(
        index_elements=["key"], set_={name: _lay_sqlite.excluded[name] for name in _RELAID}, where=_not_told
    ).execution_options(**{BESIDE: True}),
    "postgresql": _lay_postgresql.on_conflict_do_update(
        index_elements=["key"], set_={name: _lay_postgresql.excluded[name] for name in _RELAID}, where=_not_told
    ).execution_options(**{BESIDE: True}),
}
_sooner = or_(humans.c.look_at.is_(None), humans.c.look_at > bindparam("when"))
_later_than_it = humans.c.next_at > bindparam("when")
LOOK = (
    update(humans)
    .where(humans.c.id.in_(bindparam("ids", expanding=True)), or_(_sooner, _later_than_it))
    .values(
        look_at=case((_sooner, bindparam("when", type_=Utc())), else_=humans.c.look_at),
        next_at=case((_later_than_it, bindparam("when", type_=Utc())), else_=humans.c.next_at),
    )
    .execution_options(**{BESIDE: True})
)
# While another look is due already, that one sees the card too.
LOOK_TO_EDIT = (
    update(humans)
    .where(humans.c.id.in_(bindparam("ids", expanding=True)), _sooner)
    .values(next_at=humans.c.look_at, look_at=bindparam("when"))
)
_laid_about = and_(
    nudges.c.relationship_id == bindparam("of"),
    nudges.c.number == bindparam("which"),
    nudges.c.why.in_(bindparam("whys", expanding=True)),
)
TELLING = select(nudges.c.human_id, nudges.c.card).where(
    _laid_about, nudges.c.fate.in_(("told", "waiting")), nudges.c.card.is_not(None)
)
DONE = update(nudges).where(_laid_about, nudges.c.fate == "told").values(fate="done")
# What was snoozed stands on the card that told it: there it is done, not dropped.
DROPPED = (
    update(nudges)
    .where(_laid_about, nudges.c.fate == "waiting")
    .values(fate=case((nudges.c.card.is_not(None), "done"), else_="dropped"))
)
UNLAY = delete(nudges).where(
    nudges.c.relationship_id == bindparam("of"), nudges.c.number == bindparam("which"), nudges.c.card.is_(None)
)
# What is over altogether is not tried again, should it turn out that it was never said.
OVER = (
    update(outbox)
    .where(
        outbox.c.key.in_(bindparam("keys", expanding=True)),
        _unsaid,
        ~select(nudges.c.id).where(nudges.c.card == outbox.c.key, nudges.c.fate == "told").exists(),
    )
    .values(retracted=True)
)
HEEDED = update(cards).where(cards.c.key.in_(bindparam("keys", expanding=True))).values(heeded=True)
LAID_FOR = select(nudges.c.id, nudges.c.human_id).where(
    nudges.c.relationship_id == bindparam("of"),
    nudges.c.number == bindparam("which"),
    nudges.c.person_id == bindparam("who"),
    nudges.c.fate.in_(("waiting", "told")),
)
LAID_AS = select(nudges.c.human_id, nudges.c.card).where(
    nudges.c.key == bindparam("which"), nudges.c.fate.in_(("waiting", "told"))
)
SETTLED = (
    update(nudges)
    .where(nudges.c.key == bindparam("which"), nudges.c.fate.in_(("waiting", "told")))
    .values(fate=case((nudges.c.fate == "told", "done"), else_="dropped"))
)
PUT_OFF = (
    update(nudges)
    .where(nudges.c.id.in_(bindparam("ids", expanding=True)))
    .values(show_from=bindparam("until"), fate="waiting")
)
LAST_TOLD = (
    select(nudges.c.id)
    .where(
        nudges.c.relationship_id == bindparam("of"),
        nudges.c.number == bindparam("which"),
        nudges.c.why == "nudge",
        nudges.c.told_at.is_not(None),
    )
    .order_by(nudges.c.told_at.desc(), nudges.c.id.desc())
    .limit(1)
)
WRONG = update(nudges).where(nudges.c.id == bindparam("which")).values(wrong=True)
# But for what went to the wrong person: it did, whatever became of the question since.
_passed_on = (
    select(turns.c.seq)
    .where(
        turns.c.relationship_id == nudges.c.relationship_id,
        turns.c.number == nudges.c.number,
        turns.c.seq == nudges.c.turn,
        turns.c.reason == "somebody else",
    )
    .exists()
)
NOT_WRONG = update(nudges).where(nudges.c.id == bindparam("which"), ~_passed_on).values(wrong=False)
TOLD = (
    update(nudges)
    .where(nudges.c.id.in_(bindparam("ids", expanding=True)))
    # What was snoozed and is told again was told when it first was: nobody gains time by snoozing.
    .values(fate="told", told_at=func.coalesce(nudges.c.told_at, bindparam("when")), card=bindparam("by"))
)
BOUNCED = update(nudges).where(nudges.c.key == bindparam("which"), nudges.c.fate == "waiting").values(fate="dropped")
UNTOLD = (
    update(nudges)
    .where(nudges.c.card == bindparam("which"), nudges.c.fate == "told")
    .values(fate="waiting", told_at=None, card=None)
)
REVISED = update(cards).where(cards.c.key == bindparam("which")).values(revision=bindparam("to"))
UNCARD = delete(cards).where(cards.c.key == bindparam("which"))
UNREACHABLE = update(people).where(people.c.id == bindparam("who")).values(reachable=False)


def _changed(human: Any) -> Update:
    """Every relationship that human is in, under whatever name."""
    theirs = select(people.c.id).where(people.c.human_id == human)
    of = select(members.c.relationship_id).where(members.c.person_id.in_(theirs))
    return update(relationships).where(relationships.c.id.in_(of)).values(version=relationships.c.version + 1)


CHANGED = _changed(HUMAN_OF.scalar_subquery())
CHANGED_HUMAN = _changed(bindparam("whose"))
_revision = and_(outbox.c.revises == bindparam("what"), outbox.c.state == "ready")
REWRITE = update(outbox).where(_this_speech, _waits).values(body=bindparam("words"))
SUPERSEDE = delete(outbox).where(_revision)

PRESSED = select(presses.c.answer).where(presses.c.key == bindparam("which"))
PRESS = _or_nothing(presses)

CARD = insert(cards)
PATIENCE = (
    update(humans)
    .where(humans.c.id == bindparam("which"))
    .values(
        patience=bindparam("answer"), patience_until=bindparam("ends"), quiet=or_(humans.c.quiet, bindparam("silent"))
    )
)
