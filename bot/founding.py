"""Writing down a new relationship: two companies, their people, their places and what they agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from adapters.base import Profile
from bot import tables
from bot.records import agreement_values
from bot.sides import Sides
from rules.model import Agreement, PersonId, Place, RelationshipId, Side


def found(
    connection: Connection,
    sides: Sides,
    people: Iterable[Profile],
    places: Iterable[Place],
    now: datetime,
    *,
    began_at: datetime | None = None,
    live: bool = True,
    digest_at: str = "",
) -> RelationshipId:
    """Keep a relationship with everything it needs to be listened to; its number.

    Its first month counts from `began_at` (default: now). It is `live` where both sides have switched it on; else it
    begins with a dry run (product.md, "Dry run"). At `digest_at` (`Fri 15:00`) it has a weekly digest; empty: none.
    """
    number = RelationshipId(
        _insert(
            connection,
            tables.relationships,
            operator=sides.vendor.company,
            version=1,
            items_opened=0,
            began_at=began_at or now,
            client_live=live,
            vendor_live=live,
            public_lines=True,
            client_paused=False,
            vendor_paused=False,
            retention_days=365,
            digest_at=digest_at,
        )
    )
    if live and digest_at:
        # Its rule finds out when the first one comes (rules/rhythm/digest.py).
        alarm = {"relationship_id": number, "rule": "digest", "subject": "weekly", "at": now}
        connection.execute(insert(tables.alarms).values(alarm))
    _keep_people(connection, number, sides, people)
    _keep_sides(connection, number, sides)
    agreement = Agreement(1, sides.client.terms, sides.vendor.terms)
    connection.execute(
        insert(tables.agreements).values(
            relationship_id=number, version=1, made_at=now, terms=agreement_values(agreement)
        )
    )
    rows = [
        {
            "id": p.id,
            "relationship_id": number,
            "name": p.name,
            "private_to": p.private_to,
            "level": p.level.value,
            "client_agreed": Side.CLIENT in p.agreed,
            "vendor_agreed": Side.VENDOR in p.agreed,
        }
        for p in places
    ]
    if rows:
        connection.execute(insert(tables.places), rows)
    return number


def _keep_people(connection: Connection, number: RelationshipId, sides: Sides, people: Iterable[Profile]) -> None:
    """Everybody is a human of their own until somebody links two of them."""
    for profile in people:
        if connection.scalar(select(tables.people.c.id).where(tables.people.c.id == profile.id)) is None:
            human = _insert(connection, tables.humans, quiet=False)
            connection.execute(insert(tables.people).values(id=profile.id, human_id=human, name=profile.name))
        side = sides.side_of(profile.id)
        connection.execute(
            insert(tables.members).values(relationship_id=number, person_id=profile.id, side=side and side.value)
        )


def _keep_sides(connection: Connection, number: RelationshipId, sides: Sides) -> None:
    for side in Side:
        party = sides.of(side)
        connection.execute(
            insert(tables.sides).values(
                relationship_id=number, side=side.value, company=party.company, sponsor_id=party.sponsor
            )
        )
        if party.go_between:
            connection.execute(
                insert(tables.go_betweens).values(
                    relationship_id=number,
                    side=side.value,
                    topic="",
                    person_id=party.go_between,
                    deputy_id=_second(party.go_between, party.deputy),
                )
            )


def _second(first: PersonId, second: PersonId | None) -> PersonId | None:
    return None if second == first else second


def _insert(connection: Connection, table: Table, **values: Any) -> int:
    """A new row; its number."""
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    assert key
    return int(key[0])
