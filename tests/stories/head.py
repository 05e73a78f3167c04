"""What stands above the line of a story: its own keys, and a sides file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, update

from adapters.base import Profile
from bot.founding import found
from bot.sides import sides_file
from bot.tables import people
from rules.model import PersonId, Place, PlaceId, RelationshipId, Side

PLACE = PlaceId("room:shared")


@dataclass(frozen=True)
class Head:
    """Who is who, where, and from when."""

    starts: datetime
    zone: ZoneInfo
    """Of all times in the story."""
    private_to: Side | None
    people: tuple[Profile, ...]
    own_hours: Mapping[PersonId, str]
    sides: str
    """The text of the sides file."""

    def found(self, connection: Connection, scratch: Path) -> RelationshipId:
        """Write the relationship down on an empty database."""
        path = scratch / "sides.toml"
        path.write_text(self.sides, encoding="utf-8")
        place = Place(PLACE, "shared", self.private_to)
        number = found(connection, sides_file(path, self.people), self.people, [place], self.starts)
        for person, hours in self.own_hours.items():
            connection.execute(update(people).where(people.c.id == person).values(hours=hours))
        return number


def read_head(text: str) -> Head:
    """Reads `starts`, `zone`, `others` (on no side), `private_to` and `own_hours`; the tables below are the sides."""
    own, _, sides = text.partition("[client]")
    told, sides = tomllib.loads(own), "[client]" + sides
    names = {name for side in tomllib.loads(sides).values() for name in side["people"]}
    zone = ZoneInfo(told.get("zone", "UTC"))
    starts: date = told["starts"]
    return Head(
        starts=datetime.combine(starts, time(), zone).astimezone(UTC),
        zone=zone,
        private_to=Side(told["private_to"]) if "private_to" in told else None,
        people=tuple(
            Profile(person_id(name), name, frozenset({name})) for name in sorted(names | set(told.get("others", [])))
        ),
        own_hours={person_id(name): hours for name, hours in told.get("own_hours", {}).items()},
        sides=sides,
    )


def person_id(name: str) -> PersonId:
    return PersonId(f"room:{name}")
