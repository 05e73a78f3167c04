"""The world of the laws: two relationships that share a go-between, and every setting that changes what may be said.

Contoso and Northwind, Fabrikam and Northwind. Arun is a go-between of Northwind in both; Asha has an account of her own
in each, Bea two in one. Dana is on no side. Every text carries a *canary*: a word that tells where it was written, so
that a word of a place can be found wherever Rapport says it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, insert, update

from adapters.room import channel
from bot import database, tables
from bot.deed_records import deed_values
from bot.records import item_values, turn_values
from rules.model import (
    Claim,
    Claimed,
    Holder,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    PlaceId,
    RelationshipId,
    Side,
    State,
    Turn,
)
from rules.record import Deed, DeedNumber, Extra, How
from tests.stories.head import Head, person_id, read_head

ONE, TWO = RelationshipId(1), RelationshipId(2)
HEAD = """\
starts = 2026-10-19
zone = "Europe/Berlin"
digest = "fri 15:00"
private = {{ inside = "client", back = "vendor" }}
others = ["Dana"]
own_hours = {{ Carl = "Mon-Wed 14:00-20:00", Anna = "Thu 08:00-10:00", Bice = "Mon-Fri 07:00-15:00" }}
topics = {{ billing = "{topic}" }}
[client]
name = "Contoso"
people = ["Bea", "Bice", "Ben", "Carl", "Cleo"]
zone = "Europe/Berlin"
hours = "Mon-Thu 09:00-12:00,13:00-17:00; Fri 09:00-15:00"
holidays = ["DE-BY", "+2026-10-30"]
targets = {{ question = "6h" }}
sponsor = "Cleo"
{client}
[vendor]
name = "Northwind"
people = ["Asha", "Arun", "Anna", "Vera"]
zone = "Asia/Kolkata"
hours = "Mon-Sat 10:00-18:00"
sponsor = "Vera"
{vendor}
[also.north.client]
name = "Fabrikam"
people = ["Nora", "Nils"]
zone = "America/New_York"
go_between = "Nora"
[also.north.vendor]
name = "Northwind"
people = ["Aisha", "Arun"]
zone = "Asia/Kolkata"
hours = "Mon-Fri 09:00-12:00,14:00-19:00"
go_between = "Arun"
"""
HEADS = tuple(
    read_head(HEAD.format(topic=topic, client=client, vendor=vendor))
    for topic, client, vendor in (
        ("Carl", "", ""),
        ("Anna", 'go_between = "Ben"', 'go_between = "Arun"'),
        ("Carl", 'go_between = "Bea"\ndeputy = "Carl"', 'go_between = "Asha"\ndeputy = "Anna"'),
        ("Anna", 'go_between = "Carl"\ndeputy = "Ben"', 'go_between = "Arun"\ndeputy = "Asha"'),
    )
)
PEOPLE = {
    ONE: ("Bea", "Bice", "Ben", "Carl", "Cleo", "Asha", "Arun", "Anna", "Vera", "Dana"),
    TWO: ("Nora", "Nils", "Aisha", "Arun", "Dana"),
}
SAME_HUMAN = {"Aisha": "Asha", "Bice": "Bea"}


@dataclass(frozen=True, slots=True)
class Room:
    """A place of the world."""

    place: PlaceId
    of: RelationshipId
    private_to: Side | None = None

    @property
    def canary(self) -> str:
        return canary(self.of, self.private_to)


SHARED, INSIDE, BACK = channel("shared"), channel("inside"), channel("back")
NORTH, SOUTH = channel("north"), channel("south")
ROOMS = (
    Room(SHARED, ONE),
    Room(INSIDE, ONE, Side.CLIENT),
    Room(BACK, ONE, Side.VENDOR),
    Room(NORTH, TWO),
    Room(SOUTH, TWO, Side.VENDOR),
)

KEPT_IN_PRIVATE = {INSIDE: (1, 1), BACK: (4, 2), SOUTH: (1, 1)}
"""The first number of the questions and of the deed that are kept in a private place from the first."""

# Canaries ------------------------------------------------------------------------------------------------------------


def canary(of: RelationshipId, private_to: Side | None = None) -> str:
    """A word that no sentence of ours has."""
    return f"zq{of}{private_to.value if private_to else 'shared'}"


def form_canary(of: RelationshipId) -> str:
    """In what is typed into a private form: it is for the people of both sides, and for no channel."""
    return f"zq{of}form"


def correction_canary(of: RelationshipId) -> str:
    """In what a go-between corrects of the digest: both companies read it, in the digest and in its previews alone."""
    return f"zq{of}correction"


NAMES = {
    ONE: ("Contoso", "Bea", "Bice", "Ben", "Carl", "Cleo", "Asha", "Anna", "Vera"),
    TWO: ("Fabrikam", "Nora", "Nils", "Aisha"),
}
"""Names that only one of the two relationships knows."""
_TELLING = re.compile(r"zq\w+|\b(?:" + "|".join(name for names in NAMES.values() for name in names) + r")\b")


def telltales(text: str) -> set[str]:
    """The words in a text that tell where it comes from."""
    return set(_TELLING.findall(text))


def strange(words: Iterable[str], known: Collection[str]) -> set[str]:
    """Those that are not known. The beginning of one that is will do: a label may be cut in the middle of a word."""
    return {word for word in words if not any(each.startswith(word) for each in known)}


def known_in(of: RelationshipId, side: Side | None) -> set[str]:
    """What somebody of that side may read in private."""
    return {canary(of), form_canary(of), correction_canary(of), *NAMES[of]} | ({canary(of, side)} if side else set())


def known_at(room: Room) -> set[str]:
    """What may be said in that place."""
    return {canary(room.of), room.canary, *NAMES[room.of]}


# The database ---------------------------------------------------------------------------------------------------------


@contextmanager
def founded() -> Iterator[tuple[Engine, ...]]:
    """A throw-away ledger for each head, with the world in it; a history takes place in one transaction of its own."""
    with ExitStack() as stack:
        engines = tuple(stack.enter_context(database.thrown_away()) for _ in HEADS)
        for engine, head in zip(engines, HEADS, strict=True):
            tables.metadata.create_all(engine)
            with engine.begin() as connection:
                _found(connection, head)
        yield engines


def _found(connection: Connection, head: Head) -> None:
    head.found(connection)
    people = tables.people
    for second, first in SAME_HUMAN.items():
        human = connection.execute(
            people.select().where(people.c.id == person_id(first)).with_only_columns(people.c.human_id)
        ).scalar_one()
        connection.execute(update(people).where(people.c.id == person_id(second)).values(human_id=human))
    south = {"id": SOUTH, "relationship_id": TWO, "name": "south", "private_to": "vendor", "level": "auto"}
    connection.execute(insert(tables.places).values({**south, "client_agreed": True, "vendor_agreed": True}))
    for room in ROOMS:
        connection.execute(update(tables.places).where(tables.places.c.id == room.place).values(name=room.canary))
        if room.private_to:
            _keep_in_private(connection, room, room.private_to)


def _keep_in_private(connection: Connection, room: Room, side: Side) -> None:
    """What no rule lets come to be, and no reader may count on: questions and a deed in a side's private place.

    One question waits, promised for so late that no history comes to its nudges; the others are settled.
    """
    question, done = KEPT_IN_PRIVATE[room.place]
    own, at = person_id({Side.CLIENT: "Ben", Side.VENDOR: "Arun"}[side]), STARTS - timedelta(days=2)

    def item(nth: int, **more: Any) -> Item:
        message = MessageId(f"kept:{room.place}:{nth}")
        turn = Turn(at, Holder(side.other), "asked", f"the {room.canary} list first")
        return Item(
            ItemNumber(question + nth), Kind.QUESTION, room.place, message, message, False, own, side,
            f"Who has the {room.canary} key?", at, dict.fromkeys(Side, timedelta(hours=8)), (turn,), at,
            holds_up=f"the {room.canary} move", **more,
        )  # fmt: skip

    late = STARTS - timedelta(hours=1)
    settled = {"closed_at": late, "blocked_on": STARTS.date() + timedelta(days=9)}
    claim = Claim(Claimed.ANSWERED_ELSEWHERE, own, at, f"by the {room.canary} phone", confirmed=True)
    waits = item(0, promised_for=STARTS + timedelta(days=3_000))
    items = (waits, item(1, state=State.ANSWERED, **settled), item(2, state=State.ANSWERED, claim=claim, **settled))
    deed = Deed(
        DeedNumber(done), room.place, own, side, f"repaired the {room.canary} gate", late, late, How.COMMAND,
        extra=Extra.ONCE, workaround=f"the {room.canary} rota", seen_by_customers=True,
    )  # fmt: skip
    of = {"relationship_id": room.of}
    rings = {"rule": "questions", "subject": waits.subject, "at": waits.promised_for}
    rows = [{**of, "number": each.number, **item_values(each)} for each in items]
    connection.execute(insert(tables.items), rows)
    connection.execute(insert(tables.turns), [turn_values(room.of, each.number, 0, each.turns[0]) for each in items])
    connection.execute(insert(tables.alarms).values(**of, **rings))
    connection.execute(insert(tables.deeds).values(**of, number=deed.number, **deed_values(deed)))
    counted = update(tables.relationships).where(tables.relationships.c.id == room.of)
    connection.execute(counted.values(items_opened=items[-1].number, deeds_kept=deed.number))


STARTS: datetime = HEADS[0].starts


def arrange(connection: Connection, random: Random) -> list[str]:
    """How things stand when a history begins, drawn at random; most of it as usual. What was arranged, for people."""
    arranged: list[str] = []

    def change(what: str, statement: Any) -> None:
        arranged.append(what)
        connection.execute(statement)

    for of in (ONE, TWO):
        _arrange_relationship(of, random, change)
    for room in ROOMS:
        _arrange_place(room, random, change)
    for name in sorted({*PEOPLE[ONE], *PEOPLE[TWO]}):
        _arrange_person(name, random, change)
    return arranged


def _arrange_relationship(of: RelationshipId, random: Random, change: Any) -> None:
    row = tables.relationships.c
    here = update(tables.relationships).where(row.id == of)
    if random.random() < 0.2:
        side = random.choice(("client_live", "vendor_live"))
        change(f"{of}: {side} is off", here.values({side: False}))
    if random.random() < 0.3:
        change(f"{of}: began a week ago", here.values(began_at=STARTS - timedelta(days=7)))
    if random.random() < 0.15:
        change(f"{of}: no public lines", here.values(public_lines=False))
    if random.random() < 0.25:
        asked = [person_id(name) for name in random.sample(PEOPLE[of], 4)]
        members = tables.members.c
        chosen = update(tables.members).where(members.relationship_id == of, members.person_id.in_(asked))
        change(f"{of}: rounds ask {', '.join(asked)}", chosen.values(asked=True))
    if random.random() < 0.1:
        side = random.choice(("client_paused", "vendor_paused"))
        change(f"{of}: {side}", here.values({side: True}))
    if random.random() < 0.15:
        wrong = random.choice((2, 7, 14))
        rows = [told_before(of, number, number < wrong) for number in range(25)]
        change(f"{of}: {wrong} of 25 nudges were wrong", insert(tables.nudges).values(rows))
    if random.random() < 0.2:
        change(f"{of}: has spoken seven times", here.values(messages=random.choice((350, 400, 450)), lines=7))


def told_before(of: RelationshipId, number: int, wrong: bool) -> dict[str, Any]:
    """A nudge of last month, about something long settled."""
    at = STARTS - timedelta(days=number + 1)
    row = {"key": f"before:{of}:{number}", "relationship_id": of, "why": "nudge", "turn": 1, "step": 1}
    return row | {"laid_at": at, "show_from": at, "told_at": at, "fate": "done", "wrong": wrong}


def _arrange_place(room: Room, random: Random, change: Any) -> None:
    here = update(tables.places).where(tables.places.c.id == room.place)
    if random.random() < 0.25:
        level = random.choice(("suggest", "suggest", "flagged", "off"))
        change(f"{room.place}: {level}", here.values(level=level))
    if random.random() < 0.05:
        change(f"{room.place}: the client did not agree", here.values(client_agreed=False))
    if random.random() < 0.05:
        change(f"{room.place}: paused", here.values(paused=True))


def _arrange_person(name: str, random: Random, change: Any) -> None:
    who = person_id(name)
    human = tables.people.select().where(tables.people.c.id == who).with_only_columns(tables.people.c.human_id)
    here = update(tables.humans).where(tables.humans.c.id == human.scalar_subquery())
    if random.random() < 0.07:
        change(f"{name}: quiet", here.values(quiet=True))
    if random.random() < 0.07:
        change(f"{name}: unreachable", update(tables.people).where(tables.people.c.id == who).values(reachable=False))
    if random.random() < 0.1:
        until = STARTS + timedelta(days=random.choice((2, 9, 30)))
        change(f"{name}: away until {until:%d %b}", here.values(away_until=until))
        of = next(of for of, names in PEOPLE.items() if name in names)
        stand_in, members = person_id(random.choice(PEOPLE[of])), tables.members.c
        here = update(tables.members).where(members.person_id == who, members.relationship_id == of)
        change(f"{name}: {stand_in} stands in", here.values(stand_in_id=stand_in))
