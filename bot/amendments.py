"""Changes to who is who and to what is agreed: people, places, parties, settings, the agreement.

Each raises the relationship's version, so that every process reads it anew.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, func, insert, literal, select, update

from bot import round_records, tables
from bot import statements as sql
from bot.deed_records import NAMING, forget_deeds
from bot.records import agreement_values, settings_values
from rules.effects import ForgetPerson, KeepParty, KeepPerson, KeepPlace, KeepProposal, Listed, Undoable
from rules.model import Facts, PersonId, PlaceId, Relationship, Settings, Side


class Amendments:
    """Writes such changes in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def person(self, relationship: Relationship, effect: KeepPerson) -> None:
        person, of = effect.person, tables.members.c
        self._connection.execute(
            update(tables.members)
            .where(of.relationship_id == relationship.id, of.person_id == person.id)
            .values(side=person.side and person.side.value, kept_out=person.kept_out, stand_in_id=person.stand_in)
        )
        self._connection.execute(
            update(tables.humans)
            .where(tables.humans.c.id == person.human)
            .values(quiet=person.quiet, away_until=person.away_until, no_suggestions=person.no_suggestions)
        )
        own = {"hours": effect.hours, "zone": effect.zone}
        given = {column: words or None for column, words in own.items() if words is not None}
        if given:
            self._connection.execute(update(tables.people).where(tables.people.c.id == person.id).values(given))
        self._changed_everywhere(person.id)

    def meet(self, of: int, person: PersonId) -> None:
        """A member nobody has named a side for; under their id, until their platform says what they are called."""
        people = tables.people
        if self._connection.scalar(select(people.c.id).where(people.c.id == person)) is None:
            key = self._connection.execute(insert(tables.humans).values(quiet=False)).inserted_primary_key
            assert key
            name = person.partition(":")[2]
            self._connection.execute(insert(people).values(id=person, human_id=key[0], name=name, reachable=True))
        self._connection.execute(insert(tables.members).values(relationship_id=of, person_id=person))
        version = tables.relationships.c.version + 1
        self._connection.execute(
            update(tables.relationships).where(tables.relationships.c.id == of).values(version=version)
        )

    def learn(self, person: PersonId, facts: Facts) -> bool:
        """What a platform says of somebody who is known here; False if it is nothing new, or they are forgotten."""
        people = tables.people
        said = {
            "name": facts.name or person.partition(":")[2],
            "home": facts.home,
            "company": facts.company,
            "domain": facts.domain,
            "guest": facts.guest,
            "home_zone": facts.zone,
        }
        row = self._connection.execute(select(people).where(people.c.id == person)).one()
        if row.forgotten or all(row._mapping[column] == value for column, value in said.items()):
            return False
        self._connection.execute(update(people).where(people.c.id == person).values(said))
        self._changed_everywhere(person)
        return True

    def move(self, place: PlaceId, to: PlaceId) -> None:
        """The platform calls this place by another id from now on; nothing happens where that id is taken here.

        What is bound to the place follows by itself. What was acted on stays acted on, under the new id too.
        """
        places, roads, seen = tables.places, tables.roads, tables.seen
        if self._connection.scalar(select(places.c.id).where(places.c.id == to)) is not None:
            return
        self._connection.execute(update(places).where(places.c.id == place).values(id=to))
        there = select(roads.c.installation_id).where(roads.c.place_id == to).scalar_subquery()
        self._connection.execute(delete(roads).where(roads.c.place_id == place, roads.c.installation_id.in_(there)))
        for table in (tables.nudges, tables.outbox, roads):
            self._connection.execute(update(table).where(table.c.place_id == place).values(place_id=to))
        before = f"posted:{place}:"
        acted_on = literal(f"posted:{to}:") + func.substr(seen.c.key, len(before) + 1)
        again = select(acted_on, seen.c.at).where(seen.c.key.startswith(before, autoescape=True))
        self._connection.execute(sql.SEE_AGAIN[self._connection.dialect.name].from_select(["key", "at"], again))

    def place(self, effect: KeepPlace) -> None:
        place = effect.place
        self._connection.execute(
            update(tables.places)
            .where(tables.places.c.id == place.id)
            .values(
                name=place.name,
                private_to=place.private_to and place.private_to.value,
                level=place.level.value,
                client_agreed=Side.CLIENT in place.agreed,
                vendor_agreed=Side.VENDOR in place.agreed,
                paused=place.paused,
                closed=place.closed,
            )
        )

    def settings(self, relationship: Relationship, settings: Settings) -> None:
        self._connection.execute(
            update(tables.relationships)
            .where(tables.relationships.c.id == relationship.id)
            .values(settings_values(settings))
        )

    def party(self, relationship: Relationship, effect: KeepParty) -> None:
        of = tables.sides.c
        self._connection.execute(
            update(tables.sides)
            .where(of.relationship_id == relationship.id, of.side == effect.side.value)
            .values(company=effect.company, sponsor_id=effect.sponsor)
        )
        first = tables.go_betweens.c
        self._connection.execute(
            delete(tables.go_betweens).where(first.relationship_id == relationship.id, first.side == effect.side.value)
        )
        for named in effect.go_betweens:
            self._connection.execute(
                insert(tables.go_betweens).values(
                    relationship_id=relationship.id,
                    side=effect.side.value,
                    topic=named.topic or "",
                    person_id=named.person,
                    deputy_id=named.deputy,
                )
            )

    def proposal(self, relationship: Relationship, effect: KeepProposal, now: datetime) -> None:
        """A new version, or one more side's yes to it."""
        agreement, of = effect.proposal.agreement, tables.agreements.c
        here = (of.relationship_id == relationship.id, of.version == agreement.version)
        terms = agreement_values(agreement)
        if self._connection.scalar(select(of.version).where(*here)) is None:
            self._connection.execute(
                insert(tables.agreements).values(
                    relationship_id=relationship.id, version=agreement.version, made_at=now, terms=terms
                )
            )
        else:
            self._connection.execute(update(tables.agreements).where(*here).values(terms=terms))
        for side in effect.proposal.confirmed:
            at = of[f"{side.value}_confirmed_at"]
            self._connection.execute(
                update(tables.agreements).where(*here, at.is_(None)).values({f"{side.value}_confirmed_at": now})
            )

    def listed(self, relationship: Relationship, effect: Listed) -> None:
        of = tables.members.c
        self._connection.execute(
            update(tables.members)
            .where(of.relationship_id == relationship.id, of.person_id == effect.person)
            .values(listed=list(effect.items))
        )

    def undoable(self, relationship: Relationship, effect: Undoable) -> None:
        of = tables.members.c
        self._connection.execute(
            update(tables.members)
            .where(of.relationship_id == relationship.id, of.person_id == effect.person)
            .values(undo=effect.command)
        )

    def changed(self, relationship: Relationship) -> None:
        version = tables.relationships.c.version + 1
        self._connection.execute(
            update(tables.relationships).where(tables.relationships.c.id == relationship.id).values(version=version)
        )

    def forget(self, relationship: Relationship, effect: ForgetPerson) -> None:
        """Name and words go, here and wherever they were told; figures stay (product.md, Walls)."""
        person = relationship.people[effect.person]
        side = person.side
        anonymous = f"someone at {relationship.party(side).company}" if side else "someone"
        theirs = select(tables.members.c.relationship_id).where(tables.members.c.person_id == effect.person)
        where = list(self._connection.execute(theirs).scalars()) if effect.by_themselves else [relationship.id]
        self._unname(effect.person, person.name, anonymous, where)
        self._connection.execute(
            update(tables.people)
            .where(tables.people.c.id == effect.person)
            .values(
                name=anonymous,
                zone=None,
                hours=None,
                reachable=False,
                forgotten=True,
                home=None,
                company=None,
                domain=None,
                guest=False,
                home_zone=None,
            )
        )
        self._connection.execute(
            update(tables.members)
            .where(tables.members.c.person_id == effect.person)
            .values(listed=None, undo=None, stand_in_id=None)
        )
        forget_deeds(self._connection, effect.person, where)
        round_records.forget(self._connection, effect.person, where)
        places = select(tables.places.c.id).where(tables.places.c.relationship_id.in_(where))
        heard = tables.heard.c
        self._connection.execute(
            delete(tables.heard).where(heard.author_id == effect.person, heard.place_id.in_(places))
        )
        self._connection.execute(
            update(tables.presses).where(tables.presses.c.person_id == effect.person).values(person_id=None, key=None)
        )
        self._changed_everywhere(effect.person)

    def _unname(self, who: PersonId, name: str, anonymous: str, where: list[int]) -> None:
        """Their own words go; where others named them, the name does."""
        items, turns = tables.items, tables.turns
        here, before = items.c.relationship_id.in_(where), turns.alias("before")
        # Whoever passed the ball said what they need; it stands with whoever got it.
        passed = select(before.c.seq).where(
            before.c.relationship_id == turns.c.relationship_id,
            before.c.number == turns.c.number,
            before.c.seq == turns.c.seq - 1,
            before.c.person_id == who,
        )
        own = (
            update(items).where(here, items.c.asker_id == who, ~items.c.unnamed).values(text="", holds_up=""),
            update(items).where(here, items.c.claimed_by == who).values(claim_words=""),
            update(turns).where(turns.c.relationship_id.in_(where), passed.exists()).values(words=""),
        )
        for statement in own:
            self._connection.execute(statement)
        named = re.compile(rf"@?(?<!\w){re.escape(name)}\b", re.IGNORECASE)
        corrected = tables.corrections.c.text
        for column in (*NAMING, items.c.text, items.c.holds_up, items.c.claim_words, turns.c.words, corrected):
            self._replace(column, named, name, anonymous, where)
        round_records.unname(self._connection, where, named, anonymous)

    def _replace(
        self, column: Column[Any], named: re.Pattern[str], name: str, anonymous: str, where: list[int]
    ) -> None:
        table = column.table
        assert isinstance(table, Table)
        found = select(*table.primary_key.columns, column.label("words")).where(
            table.c.relationship_id.in_(where), column.icontains(name, autoescape=True)
        )
        for row in self._connection.execute(found).all():
            key = [each == row._mapping[each.name] for each in table.primary_key.columns]
            words = named.sub(lambda _: anonymous, row.words)
            self._connection.execute(update(table).where(*key).values({column.name: words}))

    def _changed_everywhere(self, person: PersonId) -> None:
        self._connection.execute(sql.CHANGED, {"who": person})
