"""The walls around a round of feedback: who may read what of an answer, and when (product.md, "How a round behaves").

Every answer carries a *mark*, a word of its own. So a word of it can be found wherever it stands: in anything that was
said to anybody, and in every row of the ledger. What may be shown is reckoned here from the answers alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import JSON, Connection, String, select

from bot import tables
from rules.effects import Answer
from rules.message import ChoiceField, Form, plain
from rules.model import PersonId, RelationshipId, Side
from tests.laws.ledger_laws import Broken
from tests.laws.world import NAMES, correction_canary, strange

QUESTIONS = ("responsiveness", "clarity", "trust")
WORDS = ("keep", "change", "customers", "coming")
_MARK = re.compile(r"zr\d+n\w+")
_OURS = re.compile(r"z[qr]\d(?!client|vendor)")
"""The beginning of every word that tells where it was written; but for what stood in private places from the first."""
_ASKED = re.compile(r"\bI (?:asked|would have asked) (\w+)")
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
KEPT_FROM_THE_OTHERS = "whom a round asks, and whom a nudge went to, is for their own side"
BY_OTHERS = frozenset(
    {
        "nothing crosses a wall",
        "no word to a bystander",
        "a private word stays on its side",
        "a brief is of its own side",
    }
)
"""Held by tests/laws/laws.py: of places, forms and relationships, and of what is said of Rapport's own accord."""
LAWS = EARLY | {ERASED, AGREED, SILENT, SIGNED, KEPT_FROM_THE_OTHERS} | BY_OTHERS
MET: Counter[str] = Counter()
"""How much there was to find anything in, in this process."""


# The columns ---------------------------------------------------------------------------------------------------------

SEARCHED = frozenset(
    {
        "corrections.text",
        "deeds.text",
        "deeds.workaround",
        "heard.text",
        "items.claim_words",
        "items.holds_up",
        "items.text",
        "members.undo",
        "nudges.body",
        "outbox.body",
        "places.name",
        "presses.answer",
        "respondents.answer",
        "rounds.changes",
        "thanks.words",
        "trusted.text",
        "turns.words",
    }
)
"""What somebody wrote stands here. In a history it has a word of its own, which is looked for in all that is said."""
NAMED = frozenset({"people.name", "sides.company"})
"""Looked for as they are: the names of one relationship in whatever another reads (tests/laws/world.py, `NAMES`)."""
PUBLIC: Mapping[str, str] = MappingProxyType(
    {
        "an id or a key: of a person, a place, a message, a thread, a card, or what is about one": """
            alarms.subject cards.key cards.person_id corrections.subject deeds.asked_by_id deeds.by_id deeds.message
            heard.author_id heard.message heard.thread items.claimed_by items.closing items.message items.thread
            members.stand_in_id nudges.card nudges.key nudges.message nudges.person_id nudges.place_id
            off_record.thread outbox.key outbox.person_id outbox.place_id outbox.ref outbox.revises outbox.thread
            people.id places.id presses.key presses.person_id roads.place_id seen.key thanks.about thanks.by_id
            thanks.to_id told.subject
        """,
        "one of our own words: a kind, a side, a state, a reason": """
            alarms.rule cards.why corrections.side deeds.extra deeds.how deeds.side deeds.state go_betweens.side
            humans.patience items.asker_side items.claimed items.kind items.state members.side nudges.fate nudges.side
            nudges.why outbox.state places.level places.private_to presses.action pulses.name relationships.digest_at
            respondents.side sides.side thanks.side turns.reason turns.side
        """,
        "figures, sums and numbers": "members.listed rounds.scores told.mark",
        "ids and times of what was a sign of life; no words": "items.progress",
        "both companies read and confirm it": "agreements.terms",
        "both companies read it: who runs this": "relationships.operator",
        "both companies read who is asked about what, and who outside has something": """
            go_betweens.topic items.topic turns.third_party
        """,
        "stands in the line of its deed, which is searched": "deeds.link",
        "what an account tells everybody who sees it on the platform": """
            people.company people.domain people.home people.home_zone people.hours people.zone
        """,
        "of no relationship, and said to nobody; its tokens are encrypted": """
            installations.app installations.bot installations.bot_user installations.enterprise installations.id
            installations.name installations.refresh_token installations.scopes installations.token installations.url
        """,
        "made by us, told once to whoever asked for it; the secret is encrypted": """
            relationships.hook relationships.hook_secret
        """,
        "why a platform refused something; said to nobody": "outbox.why",
    }
)
"""Why nothing is looked for in these columns."""


def of_text() -> set[str]:
    """Every column that could hold somebody's words; what refers to a row of another table does not."""
    return {
        f"{table.name}.{column.name}"
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | JSON) and not column.foreign_keys
    }


def with_words(connection: Connection) -> set[str]:
    """The columns in which, just now, a word stands that is looked for."""
    return {
        f"{table}.{name}"
        for table, row in rows(connection)
        for name, value in row.items()
        if isinstance(value, str) and _OURS.search(value)
    }


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
        foreign = strange(found, self.allowed | own | marks(typed))
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

    def answered(self, typed: str, answer: Answer, others: Set[str]) -> None:
        """Whoever typed this is told nothing of whom of the others a round asks, nor whom of them a nudge went to."""
        text = plain(answer.message) if answer.message else ""
        named = set(_ASKED.findall(text))
        if typed.startswith("feedback"):
            named |= set(re.findall(r"\w+", text))
        if answer.file:
            MET["exports"] += 1
            named |= set(re.findall(r"\w+", json.dumps(json.loads(answer.file[1])["rounds"])))
        if found := {name for name in named & others if name not in typed}:
            raise Broken(KEPT_FROM_THE_OTHERS, (typed, found, text))

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

    def filled_in(self, form: Form, chance: int) -> dict[str, str]:
        """An answer with a mark of its own in every word; or a correction of a line of the digest."""
        of, _, *number = form.about.split(":")
        if form.action == "digest.correct":
            MET["corrections"] += 1
            words = f"the {correction_canary(RelationshipId(int(of)))} one" if chance % 5 else ""
            return {"line": _picked(form, "line", chance), "words": words}
        self.given += 1
        MET["answers"] += 1
        mark = f"zr{of}n{number[0]}x{self.given}"
        values: dict[str, str] = {}
        for n, each in enumerate(form.fields):
            pick = chance // (n + 1)
            if isinstance(each, ChoiceField):
                values[each.name] = _picked(form, each.name, pick)
            elif pick % 3:
                values[each.name] = f"the {mark}{each.name}"
        return values


def _picked(form: Form, name: str, chance: int) -> str:
    """One of what is to choose from."""
    options = next(each.options for each in form.fields if isinstance(each, ChoiceField) and each.name == name)
    return options[chance % len(options)][0]


def rows(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table, as the file holds it."""
    cursor = connection.connection.cursor()
    for table, columns in _COLUMNS.items():
        for row in cursor.execute(f"SELECT * FROM {table}").fetchall():
            yield table, dict(zip(columns, row, strict=True))


_COLUMNS = {table.name: [column.name for column in table.columns] for table in tables.metadata.sorted_tables}
