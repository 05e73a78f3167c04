"""Rounds of feedback in the ledger. What people answer is read in two places only, and both stand here:
`_own_answer` for their own form, and `_answers` once the round is over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, null, select, update

from bot import statements as sql
from bot.records import items_from
from bot.tables import members, nudges, people, relationships, respondents, rounds
from rules.effects import EraseAnswers, KeepAnswer, KeepAsked, KeepRound
from rules.model import Item, ItemNumber, PersonId, RelationshipId, Side
from rules.record import Change, Respondent, Round, RoundAnswer, RoundNumber, Rounds, SideScores

TREND = 12
"""So many rounds with a result are shown over time."""
LATELY = timedelta(days=28)

_of = rounds.c.relationship_id == bindparam("of")
_this = (_of, rounds.c.number == bindparam("which"))
_LATEST = select(rounds).where(_of).order_by(rounds.c.number.desc()).limit(1)
_REVEALED = (
    select(rounds)
    .where(_of, rounds.c.revealed_at.is_not(None))
    .order_by(rounds.c.number.desc())
    .limit(bindparam("most"))
)
_who = respondents.c
_asked_in = (_who.relationship_id == bindparam("of"), _who.round == bindparam("which"))
_WHO = select(
    _who.person_id, _who.side, _who.reminders, _who.answered_at, _who.skipped
).where(*_asked_in).order_by(_who.side, _who.person_id)  # fmt: skip
_SHORT = select(_who.person_id).where(*_asked_in, _who.short)
_human_of = select(people.c.human_id).where(people.c.id == bindparam("whose")).scalar_subquery()
_MINE = (
    select(_who.person_id, _who.side, _who.answer)
    .join(people, people.c.id == _who.person_id)
    .where(*_asked_in, people.c.human_id == _human_of, _who.answered_at.is_not(None))
)
_ANSWERS = (
    select(_who.person_id, _who.side, _who.answer)
    .where(*_asked_in, _who.answered_at.is_not(None))
    .order_by(_who.answered_at, _who.person_id)
)
_MEMBERS = select(members.c.person_id, members.c.active_on, members.c.asked).where(
    members.c.relationship_id == bindparam("of")
)
_ACTIVE = (
    update(members)
    .where(members.c.relationship_id == bindparam("of"), members.c.person_id == bindparam("who"))
    .values(active_on=bindparam("day"))
)
_TOLD = (
    select(nudges)
    .where(nudges.c.relationship_id == bindparam("of"), nudges.c.why == "round", nudges.c.laid_at >= bindparam("since"))
    .order_by(nudges.c.id)
)
_respondent = (*_asked_in, _who.person_id == bindparam("who"))
_OPEN = insert(rounds)
_COUNT = update(relationships).where(relationships.c.id == bindparam("of")).values(rounds_opened=bindparam("which"))
_CHANGE = update(rounds).where(*_this)
_ASK = insert(respondents)
_NOTE = update(respondents).where(*_respondent)
_NO_LONGER = delete(respondents).where(*_asked_in, _who.person_id.not_in(bindparam("people", expanding=True)))
_ANSWERED = update(respondents).where(*_respondent).values(answer=bindparam("words"), short=bindparam("brief"))
_ERASE = update(respondents).where(*_asked_in).values(answer=null())
_CHOOSE = (
    update(members)
    .where(members.c.relationship_id == bindparam("of"), members.c.side == bindparam("whose"))
    .values(asked=members.c.person_id.in_(bindparam("people", expanding=True)))
)


# Reading -----------------------------------------------------------------------------------------------------------


def last_revealed(connection: Connection, of: RelationshipId) -> Round | None:
    """The newest round whose result, or that there is none (`Round.silent`), was told to both."""
    row = connection.execute(_REVEALED, {"of": of, "most": 1}).first()
    return _round_from(connection, row) if row else None


def rounds_of(
    connection: Connection, of: RelationshipId, *, person: PersonId | None = None, over_at: datetime | None = None
) -> Rounds:
    """The rounds, with what `person` answered themselves; with everybody's answers if the newest is over by then."""
    row = connection.execute(_LATEST, {"of": of}).first()
    last = _round_from(connection, row) if row else None
    revealed = [_round_from(connection, row) for row in connection.execute(_REVEALED, {"of": of, "most": TREND}).all()]
    results = tuple(each for each in reversed(revealed) if each.has_result)
    found = connection.execute(_MEMBERS, {"of": of}).all()
    may_look = last is not None and last.is_open and over_at is not None and last.is_over(over_at)
    return Rounds(
        last=last,
        results=results,
        promised=_promised(connection, of, results),
        mine=_own_answer(connection, of, last, person) if last and last.is_open and person else None,
        answers=_answers(connection, of, last) if last and may_look else None,
        lately={PersonId(row.person_id): row.active_on for row in found if row.active_on},
        chosen=frozenset(PersonId(row.person_id) for row in found if row.asked),
        rest=_short(connection, of, last) if last and not last.is_open else frozenset(),
    )


def told_of(connection: Connection, of: RelationshipId, since: datetime) -> list[Row[Any]]:
    """What was laid into trays about a round that was opened then."""
    return list(connection.execute(_TOLD, {"of": of, "since": since}))


def _round_from(connection: Connection, row: Row[Any]) -> Round:
    asked = connection.execute(_WHO, {"of": row.relationship_id, "which": row.number})
    return Round(
        number=RoundNumber(row.number),
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        respondents=tuple(
            Respondent(PersonId(who), Side(side), reminders, answered_at, skipped)
            for who, side, reminders, answered_at, skipped in asked
        ),
        revealed_at=row.revealed_at,
        scores={Side(side): SideScores(kept["answers"], kept["means"]) for side, kept in (row.scores or {}).items()},
        changes=tuple(
            Change(Side(kept["owner"]), kept["text"], kept["taken"], ItemNumber(kept["item"]) if kept["item"] else None)
            for kept in row.changes or ()
        ),
    )


def _promised(connection: Connection, of: RelationshipId, results: Iterable[Round]) -> tuple[Item, ...]:
    numbers = [number for each in list(results)[-1:] for number in each.promises]
    if not numbers:
        return ()
    return items_from(connection.execute(sql.NUMBERED, {"of": of, "numbers": sorted(numbers)}))


def _short(connection: Connection, of: RelationshipId, last: Round) -> frozenset[PersonId]:
    return frozenset(PersonId(who) for who in connection.execute(_SHORT, {"of": of, "which": last.number}).scalars())


def _own_answer(connection: Connection, of: RelationshipId, last: Round, person: PersonId) -> RoundAnswer | None:
    """Under whatever account they gave it."""
    row = connection.execute(_MINE, {"of": of, "which": last.number, "whose": person}).first()
    return _answer_from(row) if row and row.answer else None


def _answers(connection: Connection, of: RelationshipId, last: Round) -> tuple[RoundAnswer, ...]:
    """For the reveal."""
    rows = connection.execute(_ANSWERS, {"of": of, "which": last.number})
    return tuple(_answer_from(row) for row in rows if row.answer)


def _answer_from(row: Any) -> RoundAnswer:
    return RoundAnswer(PersonId(row.person_id), Side(row.side), **row.answer)


# Writing -----------------------------------------------------------------------------------------------------------


def write(
    connection: Connection, of: RelationshipId, effect: KeepRound | KeepAnswer | EraseAnswers | KeepAsked
) -> None:
    match effect:
        case KeepRound(kept):
            _keep_round(connection, of, kept)
        case KeepAnswer(number, answer):
            _keep_answer(connection, of, number, answer)
        case EraseAnswers(number):
            connection.execute(_ERASE, {"of": of, "which": number})
        case KeepAsked(side, chosen):
            connection.execute(_CHOOSE, {"of": of, "whose": side.value, "people": sorted(chosen)})
        case _:
            assert_never(effect)


def _keep_round(connection: Connection, of: RelationshipId, kept: Round) -> None:
    """As it now is; whoever is no longer asked goes with what they answered."""
    here = {"of": of, "which": kept.number}
    if connection.scalar(select(rounds.c.number).where(*_this), here) is None:
        connection.execute(_OPEN, {"relationship_id": of, "number": kept.number, **_round_values(kept)})
        connection.execute(_COUNT, here)
    else:
        connection.execute(_CHANGE, {**here, **_round_values(kept)})
    known = set(connection.execute(select(_who.person_id).where(*_asked_in), here).scalars())
    for each in kept.respondents:
        values = {
            "side": each.side.value,
            "reminders": each.reminders,
            "answered_at": each.answered_at,
            "skipped": each.skipped,
        }
        if each.person in known:
            connection.execute(_NOTE, {**here, "who": each.person, **values})
        else:
            row = {"relationship_id": of, "round": kept.number, "person_id": each.person, **values}
            connection.execute(_ASK, row)
    if known - {each.person for each in kept.respondents}:
        connection.execute(_NO_LONGER, {**here, "people": [each.person for each in kept.respondents]})


def _round_values(kept: Round) -> dict[str, Any]:
    return {
        "opened_at": kept.opened_at,
        "closes_at": kept.closes_at,
        "revealed_at": kept.revealed_at,
        "scores": {
            side.value: {"answers": each.answers, "means": dict(each.means)} for side, each in kept.scores.items()
        },
        "changes": [
            {"owner": each.owner.value, "text": each.text, "taken": each.taken, "item": each.item}
            for each in kept.changes
        ],
    }


def _keep_answer(connection: Connection, of: RelationshipId, number: RoundNumber, answer: RoundAnswer) -> None:
    words = {
        "scores": dict(answer.scores),
        "keep": answer.keep,
        "change": answer.change,
        "customers": answer.customers,
        "coming": answer.coming,
        "signed": answer.signed,
        "may_show": answer.may_show,
    }
    connection.execute(
        _ANSWERED, {"of": of, "which": number, "who": answer.person, "words": words, "brief": answer.is_short}
    )


def note_active(connection: Connection, of: RelationshipId, person: PersonId, at: datetime) -> None:
    connection.execute(_ACTIVE, {"of": of, "who": person, "day": at.date()})


# Forgetting --------------------------------------------------------------------------------------------------------


def forget(connection: Connection, who: PersonId, where: list[int]) -> None:
    """Whoever is forgotten was never asked: what they answered goes with them."""
    connection.execute(delete(respondents).where(_who.person_id == who, _who.relationship_id.in_(where)))
    connection.execute(
        update(members)
        .where(members.c.person_id == who, members.c.relationship_id.in_(where))
        .values(active_on=None, asked=False)
    )


def unname(connection: Connection, where: list[int], named: re.Pattern[str], anonymous: str) -> None:
    """Their name goes from what was offered, too."""
    for row in connection.execute(select(rounds).where(rounds.c.relationship_id.in_(where))).all():
        changed = [{**kept, "text": named.sub(lambda _: anonymous, kept["text"])} for kept in row.changes or ()]
        if changed != (row.changes or []):
            connection.execute(_CHANGE, {"of": row.relationship_id, "which": row.number, "changes": changed})


def sweep(connection: Connection, now: datetime) -> None:
    """After as many days as settings say: who was asked, and the words of what was offered. Scores stay.

    Answers of a round that nobody could be told of go as well.
    """
    kept = select(relationships.c.id, relationships.c.retention_days)
    for of, days in connection.execute(kept).all():
        old = select(rounds.c.number).where(
            rounds.c.relationship_id == of,
            func.coalesce(rounds.c.revealed_at, rounds.c.closes_at) < now - timedelta(days=days),
        )
        connection.execute(delete(respondents).where(_who.relationship_id == of, _who.round.in_(old)))
        connection.execute(
            update(rounds)
            .where(rounds.c.relationship_id == of, rounds.c.number.in_(old), rounds.c.changes.is_not(None))
            .values(changes=null())
        )
