"""The room's names, and the ids Rapport knows them by."""

from __future__ import annotations

from rules.model import PersonId, PlaceId

PLATFORM = "room"
PRIVATE = "dm-"
"""How the name of a private conversation with Rapport begins; the name of its person follows."""


def person_id(name: str) -> PersonId:
    return PersonId(f"{PLATFORM}:{name}")


def channel(name: str) -> PlaceId:
    return PlaceId(f"{PLATFORM}:{name}")


def conversation(person: PersonId) -> PlaceId:
    """Where this person and Rapport talk in private."""
    return PlaceId(f"{PLATFORM}:{PRIVATE}{name_in(person)}")


def is_private(place: PlaceId) -> bool:
    return name_in(place).startswith(PRIVATE)


def name_in(id: PersonId | PlaceId) -> str:
    """The name behind the platform's part of an id."""
    return id.partition(":")[2]
