"""The walls around a round of feedback: who may read what of an answer, and when (product.md, "How a round behaves").

Every answer carries a *mark*, a word of its own. So a word of it can be found wherever it stands: in anything that was
said to anybody, and in every row of the ledger. What may be shown is reckoned here from the answers alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from bot import tables
from rules.message import ChoiceField, Form
from rules.model import PersonId, RelationshipId, Side
from tests.laws.ledger_laws import Broken
from tests.laws.world import NAMES

QUESTIONS = ("responsiveness", "clarity", "trust")
WORDS = ("keep", "change", "customers", "coming")
_MARK = re.compile(r"zr\d+n\w+")
_DECIMAL = re.compile(r"\b\d\.\d\b")

Which = tuple[int, int]
"""A relationship and the number of a round in it."""


BEFORE_IT_IS_OVER = "a round is revealed before it is over"
SHOWN_EARLY = "nobody is shown an answer before the rule allows"
KEPT_APART = "an answer is kept in one place only"
EARLY = frozenset({BEFORE_IT_IS_OVER, SHOWN_EARLY, KEPT_APART})
ERASED = "with the reveal the answers are erased"
AGREED = "scores of fewer than three only where their authors agree"
SILENT = "where a side is silent nothing of the other is shown"
SIGNED = "nobody is named who did not sign"
LAWS = EARLY | {ERASED, AGREED, SILENT, SIGNED, "nothing crosses a wall"}
"""The last is held by tests/laws/laws.py, of places, forms and relationships."""
MET: Counter[str] = Counter()
"""How much there was to find anything in, in this process."""


def marks(text: str) -> set[str]:
    return set(_MARK.findall(text))


@dataclass(slots=True)
class Walls:
    """What was answered, as far as somebody who sees everything knows it."""

    connection: Callable[[], Connection]
    answers: dict[Which, dict[PersonId, Mapping[str, Any]]] = field(default_factory=dict)
    """The newest answer of everybody, of each round that is not revealed yet; then as they were at the reveal."""
    people: dict[Which, list[Any]] = field(default_factory=dict)
    """Who was asked, as it stood before the reveal."""
    revealed: dict[Which, Any] = field(default_factory=dict)
    allowed: set[str] = field(default_factory=set)
    """The marks that everybody may read."""
    given: int = 0

    # What happened ---------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """After every step: which rounds are over, and what was answered in the others."""
        for row in self.connection().execute(select(tables.rounds)).all():
            which = (row.relationship_id, row.number)
            if which in self.revealed:
                continue
            if row.revealed_at is not None:
                self.revealed[which] = row
                self._is_over(which, row)
                self._is_kept_as_it_may_be_shown(which, row)
            else:
                self._remember(which)

    def _remember(self, which: Which) -> None:
        table = tables.respondents
        asked = select(table).where(table.c.relationship_id == which[0], table.c.round == which[1])
        rows = self.connection().execute(asked).all()
        self.people[which] = list(rows)
        self.answers[which] = {
            PersonId(row.person_id): {**row.answer, "side": row.side} for row in rows if row.answer and row.answered_at
        }

    def _is_over(self, which: Which, row: Any) -> None:
        everybody = all(each.answered_at or each.skipped for each in self.people.get(which, ()))
        if not (everybody or row.revealed_at >= row.closes_at):
            raise Broken(BEFORE_IT_IS_OVER, row)
        if self._has_result(which):
            MET["results"] += 1
            self.allowed |= marks(json.dumps(list(self.answers[which].values())))

    def _has_result(self, which: Which) -> bool:
        return {answer["side"] for answer in self.answers.get(which, {}).values()} == {side.value for side in Side}

    def _is_kept_as_it_may_be_shown(self, which: Which, row: Any) -> None:
        for side, kept in (row.scores or {}).items():
            if self._has_result(which):
                wanted = self.means(which, side)
                if kept["means"] != wanted:
                    raise Broken(AGREED, (kept, wanted))
            elif kept["answers"] or kept["means"]:
                raise Broken(SILENT, row.scores)

    def means(self, which: Which, side: str) -> dict[str, float]:
        """What may be shown of a side."""
        found = {}
        for question in QUESTIONS:
            given = [
                answer
                for answer in self.answers[which].values()
                if answer["side"] == side and question in answer["scores"]
            ]
            shown = given if len(given) >= 3 else [answer for answer in given if answer["may_show"]]
            if shown:
                found[question] = sum(answer["scores"][question] for answer in shown) / len(shown)
        return found

    # What is said ----------------------------------------------------------------------------------------------------

    def read(self, text: str, reader: PersonId | None, humans: Callable[[PersonId], object], typed: str = "") -> None:
        """Somebody reads this (None: everybody of a place). Their own answer is theirs to read."""
        found = marks(text)
        MET["texts read"] += 1
        if not found:
            return
        MET["texts read with an answer in them"] += 1
        self.look()
        own: set[str] = set()
        if reader is not None:
            for which, answers in self.answers.items():
                if which not in self.revealed:
                    mine = [answer for who, answer in answers.items() if humans(who) == humans(reader)]
                    own |= marks(json.dumps(mine))
        foreign = found - self.allowed - own - marks(typed)
        if foreign:
            raise Broken(SHOWN_EARLY, (reader, foreign))

    def result(self, key: str, text: str) -> None:
        """The page both read: nobody is named who did not sign, and no number stands there that may not."""
        if not (told := re.fullmatch(r"round:(\d+):(\d+):result", key)):
            return
        self.look()
        which = (int(told[2]), int(told[1]))
        answers = self.answers.get(which, {})
        signed = {who.partition(":")[2].casefold() for who, answer in answers.items() if answer["signed"]}
        people = set(NAMES[RelationshipId(which[0])][1:])
        named = {name for name in people if re.search(rf"\b{name}\b", text)}
        unsigned = {name for name in named if name.casefold() not in signed}
        if unsigned:
            raise Broken(SIGNED, unsigned)
        if which not in self.revealed:
            raise Broken(BEFORE_IT_IS_OVER, key)
        own = {mark for mark in marks(text) if mark.startswith(f"zr{which[0]}n{which[1]}x")}
        if not self._has_result(which) and (_DECIMAL.search(text) or own):
            raise Broken(SILENT, text)

    # What is kept ----------------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Every row of the ledger, but for the one column that holds answers until the reveal."""
        self.look()
        MET["searches of a ledger"] += 1
        for table, row in rows(self.connection()):
            values = {name: value for name, value in row.items() if (table, name) != ("respondents", "answer")}
            foreign = marks(json.dumps(values, default=str)) - self.allowed
            if foreign:
                raise Broken(KEPT_APART, (table, foreign))
        asked = tables.respondents.c
        kept = select(asked.relationship_id, asked.round, asked.answer)
        for of, number, answer in self.connection().execute(kept):
            if answer and (of, number) in self.revealed:
                raise Broken(ERASED, (of, number))

    # Answering -------------------------------------------------------------------------------------------------------

    def filled_in(self, form: Form, who: PersonId, chance: int) -> dict[str, str]:
        """An answer with a mark of its own in every word."""
        self.given += 1
        MET["answers"] += 1
        of, _, number = form.about.split(":")[:3]
        mark = f"zr{of}n{number}x{self.given}"
        values: dict[str, str] = {}
        for n, each in enumerate(form.fields):
            pick = chance // (n + 1)
            if isinstance(each, ChoiceField):
                values[each.name] = each.options[pick % len(each.options)][0]
            elif pick % 3:
                values[each.name] = f"the {mark}{each.name}"
        return values


def rows(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table."""
    for table in tables.metadata.sorted_tables:
        for row in connection.execute(select(table)).all():
            yield table.name, dict(row._mapping)
