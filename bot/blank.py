"""The beginning of a relationship that nobody has described yet: `setup` in a channel that belongs to none."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from bot import tables
from bot.records import agreement_values
from rules.model import Agreement, PlaceId, Side, SideTerms


def found_blank(connection: Connection, place: PlaceId, now: datetime, operator: str) -> None:
    """Two companies without names, terms that nobody confirmed, nothing heard: a dry run has not even begun."""
    key = connection.execute(
        insert(tables.relationships).values(
            operator=operator, version=1, items_opened=0, began_at=now, client_live=False, vendor_live=False
        )
    ).inserted_primary_key
    assert key
    number = key[0]
    for side in Side:
        connection.execute(
            insert(tables.sides).values(relationship_id=number, side=side.value, company=f"the {side.value}")
        )
    terms = agreement_values(Agreement(1, SideTerms(), SideTerms()))
    connection.execute(insert(tables.agreements).values(relationship_id=number, version=1, made_at=now, terms=terms))
    name = place.partition(":")[2]
    connection.execute(
        insert(tables.places).values(
            id=place, relationship_id=number, name=name, level="auto", client_agreed=False, vendor_agreed=False
        )
    )
