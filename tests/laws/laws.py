"""The laws, each a sentence: what must be true of whatever Rapport says, at the moment it says it.

They are reckoned here from the ledger's rows and from working time alone, not by asking the rules. tests/rules/
test_broken_laws.py shows that each can be broken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import bindparam, select

from bot import tables
from rules.effects import Answer, Post, Reply, Revise, Speech, Tell
from rules.message import Form, plain
from rules.model import (
    HumanId,
    Item,
    Person,
    PersonId,
    Relationship,
    RelationshipId,
    Side,
    State,
    Told,
    is_asked_under,
)
from rules.worktime import Calendar, add_days, is_open, local_date, measure
from tests.laws.ledger_laws import MET, LedgerLaws, Sent, hold
from tests.laws.world import NAMES, ONE, ROOMS, TWO, correction_canary, known_at, known_in, strange, telltales
from tests.stories.head import person_id

ASKS = (Told.NUDGE, Told.TURNED, Told.CHASE)
NOT_NUDGES = (Told.NOTE, Told.BRIEF, Told.ROUND)
WEEK = timedelta(days=7)
FIRST_MONTH = timedelta(days=30)
A_WORKING_DAY = timedelta(hours=8)
SIGN_OF_LIFE = timedelta(hours=4)
_WHOSE = re.compile(rf"\b(?:on|with|for) ({'|'.join({NAMES[ONE][0], NAMES[TWO][0], 'Northwind'})})\b")
"""Whose waiting a brief speaks of."""
_nudges = tables.nudges.c
_AUTHOR = select(tables.heard.c.author_id).where(
    tables.heard.c.place_id == bindparam("where"), tables.heard.c.message == bindparam("which")
)


class Laws(LedgerLaws):
    """And holds what is said against the laws."""

    # What is said ----------------------------------------------------------------------------------------------------

    def said(self, speech: Speech, now: datetime) -> None:
        """What must be true of everything Rapport says, at the moment it says it."""
        hold("a key is said once", speech.key not in self.keys, speech.key)
        self.keys.add(speech.key)
        self.look()
        match speech:
            case Tell():
                self._told(speech, now)
            case Revise():
                self._revised(speech)
            case Post() | Reply() if is_asked_under(speech.key):
                self._question(speech)
            case Reply():
                self._line(speech, now)
            case Post():
                known = self.ledger()._place(speech.place)
                hold("nothing is said in a place that is closed", known is not None and not known[0].closed, speech)
                room = _room(speech.place)
                is_digest = room.private_to is None and speech.key.startswith("digest:")
                corrected = {correction_canary(room.of)} if is_digest else set()
                self._over_no_wall(plain(speech.message), known_at(room) | corrected, speech)

    def answered(self, who: PersonId, typed: str, answer: Answer) -> None:
        """Whoever presses or types reads nothing that is not theirs to read; their own words they know."""
        self._over_no_wall(words_of(answer), self.known_to(who) | telltales(typed), (who, answer))

    def known_to(self, who: PersonId) -> set[str]:
        """The telltale words that a human may read: of every relationship they are in, and of their side."""
        human = self.human(who)
        known: set[str] = set()
        for of, one in self.relationships.items():
            for person in one.people.values():
                if person.human == human:
                    known |= known_in(of, person.side)
        return known

    def others(self, who: PersonId) -> set[str]:
        """Who is on the other side of somebody, by name; of somebody without a side nobody is."""
        found: set[str] = set()
        for of, one in self.relationships.items():
            if side := one.side_of(who):
                found |= {name for name in NAMES[of] if one.side_of(person_id(name)) is side.other}
        return found

    def human(self, who: PersonId) -> HumanId | None:
        """Who an account is."""
        return next((one.people[who].human for one in self.relationships.values() if who in one.people), None)

    def _over_no_wall(self, text: str, known: Collection[str], speech: object) -> None:
        hold("nothing crosses a wall", not (found := strange(telltales(text), known)), (found, speech))

    def _question(self, speech: Post | Reply) -> None:
        """What somebody asked through Rapport."""
        room, known = _room(speech.place), self.ledger()._place(speech.place)
        item = self.items[room.of].get(speech.about) if speech.about else None
        hold("a question is said while it is one", item is not None and item.message == speech.key, (speech, item))
        hold("nothing is said in a place that is closed", known is not None and not known[0].closed, speech)
        hold("a question is asked where both sides read", known is not None and known[0].private_to is None, speech)
        self._over_no_wall(plain(speech.message), known_at(room), speech)

    # A line in a thread

    def _line(self, speech: Reply, now: datetime) -> None:
        room = _room(speech.place)
        one = self.relationships[room.of]
        item = self.items[room.of].get(speech.about) if speech.about else None
        hold("a line is about something open", item is not None and item.state is State.OPEN, speech)
        assert item
        hold("a line is said while a side holds the ball", item.holder.side is not None, speech)
        assert item.holder.side
        party = one.party(item.holder.side)
        hold("a line is about what stands somewhere", item.stands, speech)
        hold("a line stands in its own thread", (speech.place, speech.thread) == (item.place, item.thread), speech)
        hold("a line is said in the holder's hours", is_open(now, party.calendar), speech)
        self._over_no_wall(plain(speech.message), known_at(room) - {*NAMES[ONE], *NAMES[TWO]} | {party.company}, speech)
        self._lines_are_switched_on(one, item, now)
        self._lines_are_few(room.of)
        self._private_before_public(room.of, item, now)

    def _lines_are_switched_on(self, one: Relationship, item: Item, now: datetime) -> None:
        settings = one.settings
        hold("a dry run says no line", settings.is_live)
        hold("no line in the first month", now >= settings.began_at + FIRST_MONTH)
        hold("no line where they are off", settings.public_lines)
        hold("no line of a side that is paused", item.holder.side not in settings.paused)
        known = self.ledger()._place(item.place)
        hold("no line in a place that is paused", known is not None and not known[0].paused, item)
        hold("no line in a place that is closed", known is not None and not known[0].closed, item)
        hold("no line while hushed", settings.hushed_until is None or settings.hushed_until <= now)

        precision = self._precision(one, now)
        hold("no line while it is often wrong", precision is None or precision >= 0.8, precision)

    def _precision(self, one: Relationship, now: datetime) -> float | None:
        """Of the last 50 nudges in 90 days, from 20 on; after a month of silence counted anew."""
        hushed = one.settings.hushed_until
        since = max(now - timedelta(days=90), hushed or one.settings.began_at - timedelta(days=365))
        told = select(_nudges.wrong).where(
            _nudges.relationship_id == one.id,
            _nudges.why == "nudge",
            _nudges.told_at > since,
            _nudges.fate.in_(("told", "done")),
        )
        rows = self._rows(told.order_by(_nudges.told_at.desc()).limit(50))
        return 1 - sum(row.wrong for row in rows) / len(rows) if len(rows) >= 20 else None

    def _lines_are_few(self, of: RelationshipId) -> None:
        row = self._tally(of)
        self.lines[of] += 1
        hold("at most two lines for a hundred messages", self.lines[of] <= max(3, row.messages * 0.02), row)

    def _tally(self, of: RelationshipId) -> Any:
        return self._rows(select(tables.relationships).where(tables.relationships.c.id == of))[0]

    def _private_before_public(self, of: RelationshipId, item: Item, now: datetime) -> None:
        rows = self._rows(
            select(tables.nudges).where(
                _nudges.relationship_id == of,
                _nudges.number == item.number,
                _nudges.turn == len(item.turns),
                _nudges.why == "nudge",
                _nudges.laid_at >= item.clock_at,
            )
        )
        assert item.holder.side
        hours = self.relationships[of].party(item.holder.side).calendar
        hold("a line comes after the private word", all(row.fate != "waiting" for row in rows), rows)
        told = [row.told_at for row in rows if row.told_at and row.fate != "dry"]
        hold("whoever was told had a working day", all(measure(at, now, hours) >= A_WORKING_DAY for at in told), rows)

    # A card

    def _told(self, speech: Tell, now: datetime) -> None:
        laid = tables.nudges
        rows = self._rows(select(laid).where(laid.c.card == speech.key).order_by(laid.c.id))
        hold("a card tells something", bool(rows), speech)
        self._over_no_wall(plain(speech.message), self.known_to(speech.person), speech)
        for row in rows:
            self._entry(row, speech, now)
            MET[f"a {row.why} was told"] += 1
        if len(rows) == 1 and rows[0].why == Told.BRIEF and rows[0].step == 0:
            self._a_brief_is_of_its_own_side(speech, rows[0])
        self._within_budget(speech, rows, now)

    def _a_brief_is_of_its_own_side(self, speech: Tell, row: Any) -> None:
        company = self.relationships[row.relationship_id].party(Side(row.side)).company
        spoken_of = set(_WHOSE.findall(plain(speech.message)))
        hold("a brief is of its own side", spoken_of <= {company}, (speech, spoken_of))

    def _entry(self, row: Any, speech: Tell, now: datetime) -> None:
        one, why = self.relationships[row.relationship_id], Told(row.why)
        item = self.items[one.id].get(row.number) if row.number is not None else None
        hold("a nudge is about something that is", row.number is None or item is not None, row)
        reader = one.people.get(speech.person) or one.people[row.person_id]
        hold("whoever is told is meant", one.people[row.person_id].human == reader.human, row)
        self._never_a_bystander(row, item, reader, one, now)
        hold("nobody is told who is quiet or away", reader.may_be_told(now) or reader.id != speech.person, reader)
        hold("nobody is told who is quiet or away", not reader.quiet and not reader.is_away(now), reader)
        hold("nobody is told outside their hours", is_open(now, self._hours(one, reader)), (row, speech))
        hold("nothing is told before its time", row.show_from <= now, row)
        by_people = why is Told.THANKS or (why is Told.DEED and row.step)  # what people say of each other's work
        hold("a dry run tells nothing but notes", one.settings.is_live or why is Told.NOTE or by_people, row)
        hold("nobody is told whose side is paused", reader.side not in one.settings.paused, row)
        if item and why is not Told.OFFER:
            self._still_wanted(row, item, one, now)

    def _hours(self, one: Relationship, person: Person) -> Calendar:
        assert person.side
        return person.calendar or one.party(person.side).calendar

    def _still_wanted(self, row: Any, item: Item, one: Relationship, now: datetime) -> None:
        if row.why == Told.CLAIM:
            undecided = item.claim is not None and item.claim.confirmed is None and item.state is not State.OPEN
            hold("nobody is asked about a claim that is decided", undecided, (row, item))
            return
        hold("nothing is said after an answer", item.state is State.OPEN, (row, item))
        hold("nobody is told of what lies with another", row.turn == len(item.turns), (row, item))
        known = self.ledger()._place(item.place)
        hold("nobody is told of a place that is paused", known is not None and not known[0].paused, (row, item))
        hold("nobody is told of a place that is closed", known is not None and not known[0].closed, (row, item))
        if row.why == Told.NUDGE:
            self._three_gates(item, one, now)

    def _three_gates(self, item: Item, one: Relationship, now: datetime) -> None:
        assert item.holder.side
        hours = one.party(item.holder.side).calendar
        if item.promised_for:
            late = now >= item.promised_for
        elif item.wanted_by and item.holder.side is not item.asker_side:
            late = now >= item.wanted_by
        else:
            late = measure(item.clock_at, now, hours) >= item.targets[item.holder.side]
        hold("nobody is nudged before it is late", late, item)
        put_off = item.alive_at and item.snoozed_until and item.alive_at < item.snoozed_until
        alive = item.alive_at and not put_off and measure(item.alive_at, now, hours) < SIGN_OF_LIFE
        hold("nobody is nudged after a sign of life", not alive, item)
        hold("nobody is nudged while it is put off", item.snoozed_until is None or item.snoozed_until <= now, item)

    def _never_a_bystander(self, row: Any, item: Item | None, reader: Person, one: Relationship, now: datetime) -> None:
        meant = set(self._meant(Told(row.why), row, item, one))
        meant |= {stand_in for of, person, stand_in in self.stood_in if of == one.id and person in meant}
        humans = {one.people[person].human for person in meant if person and person in one.people}
        hold("no word to a bystander", reader.human in humans, (row.why, reader.id, meant, row))
        side = item.asker_side if row.why == Told.CLAIM and item else Side(row.side) if row.side else None
        hold("a private word stays on its side", reader.side is side or row.why == Told.CHASE, (row, reader))

    def _meant(self, why: Told, row: Any, item: Item | None, one: Relationship) -> Iterable[PersonId | None]:
        chaser = one.side_of(item.holder.person) if item and item.holder.person else None
        side = Side(row.side) if row.side else chaser
        contacts = self.contacts[one.id, side] if side else set()
        if why in (Told.NOTE, Told.PREVIEW):
            return contacts
        if why is Told.BRIEF:
            return self.sponsors[one.id, Side(row.side)]
        if why in (Told.ROUND, Told.THANKS):
            return [row.person_id]
        if why in (Told.OFFER, Told.DEED):
            said = {"where": row.place_id, "which": row.message}
            found = self.ledger().connection.execute(_AUTHOR, said).all()
            return [each.author_id for each in found] or [row.person_id]
        assert item
        if why is Told.CLAIM:
            return [item.asker]
        if why in (Told.NUDGE, Told.CHASE):
            return [item.holder.person, *contacts]
        return [item.holder.person]

    def _within_budget(self, speech: Tell, rows: list[Any], now: datetime) -> None:
        one = next(one for one in self.relationships.values() if one.side_of(speech.person))
        reader = one.people[speech.person]
        human, hours = reader.human, self._hours(one, reader)
        alone = all(row.why in NOT_NUDGES and not (row.why == Told.ROUND and row.step) for row in rows)
        why = Told(rows[0].why) if alone else Told.NUDGE  # a reminder of a round counts as a nudge
        self.cards[human].append(Sent(now, why, any(self._breaks_in(row, now) for row in rows)))
        today = [card for card in self.cards[human] if local_date(card.at, hours) == local_date(now, hours)]
        hold("three messages to a human a day", len(today) <= 3, (speech.person, today))
        calm = [card for card in today if card.why is Told.NUDGE and not card.breaks_in]
        hold("two cards a day beside what breaks in", len(calm) <= 2, (speech.person, today))
        beside = [card.at for card in self.cards[human] if card.why in NOT_NUDGES]
        hold("one message a week that is no nudge", all(b - a >= WEEK for a, b in pairwise(beside)), beside)
        briefs = [card.at for card in self.cards[human] if card.why is Told.BRIEF]
        hold("one brief a fortnight", all(b - a >= 2 * WEEK for a, b in pairwise(briefs)), briefs)

    def _breaks_in(self, row: Any, now: datetime) -> bool:
        """Work stops within two working days of the one who is told; or it is the preview of a digest."""
        if row.why == Told.PREVIEW:
            return True  # it has its hour
        if Told(row.why) not in ASKS or row.number is None:
            return False
        one, item = self.relationships[row.relationship_id], self.items[row.relationship_id][row.number]
        hours = self._hours(one, one.people[row.person_id])
        return item.blocked_on is not None and item.blocked_on <= local_date(add_days(now, 2, hours), hours)

    def _revised(self, speech: Revise) -> None:
        hold("what is edited was said", speech.revises in self.keys, speech)
        self._over_no_wall(plain(speech.message), self.known_to(speech.person), speech)


def _room(place: str) -> Any:
    return next(room for room in ROOMS if room.place == place)


def words_of(answer: Answer) -> str:
    """Everything that whoever acted reads."""
    words = [answer.text, plain(answer.card) if answer.card else "", *answer.errors.values(), *(answer.file or ())]
    return "\n".join([*words, form_text(answer.form)] if answer.form else words)


def form_text(form: Form) -> str:
    """Everything a form shows."""
    shown = [form.title, *form.intro]
    for each in form.fields:
        shown += [each.label, getattr(each, "initial", ""), *(label for _, label in getattr(each, "options", ()))]
    return "\n".join(shown)
