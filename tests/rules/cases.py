"""Cases built by hand: Contoso (Bea, Ben, Carl) is the client, Northwind (Asha, Arun, Anna) the vendor, Dana neither.

Office hours are Mon–Fri 9–17 UTC unless given; the client answers in 8 hours, the vendor in 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from rules.effects import Effect
from rules.engine import Decision, decide
from rules.events import AlarmRang, CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted, Reacted
from rules.listening.progress import Progress
from rules.model import (
    Case,
    GoBetween,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    Party,
    Person,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Said,
    Side,
    Turn,
)
from rules.worktime import Calendar, Hours

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
SHARED = PlaceId("room:shared")
BEA, BEN, CARL, ASHA, ARUN, ANNA, DANA = (
    PersonId(f"room:{name}") for name in ("bea", "ben", "carl", "asha", "arun", "anna", "dana")
)
SIDES: dict[PersonId, Side | None] = {
    **dict.fromkeys((BEA, BEN, CARL), Side.CLIENT),
    **dict.fromkeys((ASHA, ARUN, ANNA), Side.VENDOR),
    DANA: None,
}
QUESTION = "@Bea Which region should the new bucket be in?"
M1 = MessageId("m1")


def at(text: str) -> datetime:
    """`Tue 10:30` of the week that begins on Monday 5 October 2026; `+Tue 10:30` of the week after."""
    weeks, day, hour, minute = re.fullmatch(r"(\+*)(\w{3}) (\d+):(\d+)", text).groups()  # type: ignore[union-attr]
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].index(day) + 7 * len(weeks)
    return MONDAY.replace(hour=int(hour), minute=int(minute)) + timedelta(days=days)


# Who -----------------------------------------------------------------------------------------------------------------


def calendar(
    hours: str = "Mon-Fri 09:00-17:00", zone: tzinfo = UTC, holidays: Mapping[date, str] | None = None
) -> Calendar:
    return Calendar(zone, Hours.parse(hours), holidays or {})


def relationship(
    *,
    client: Calendar | None = None,
    vendor: Calendar | None = None,
    go_betweens: Iterable[GoBetween] = (),
    own: Mapping[PersonId, Calendar] | None = None,
) -> Relationship:
    """The two companies; `go_betweens` are the client's, `own` the calendars of single people."""
    client_targets, vendor_targets = {Kind.QUESTION: 8 * HOUR}, {Kind.QUESTION: 4 * HOUR}
    return Relationship(
        id=RelationshipId(7),
        client=Party(Side.CLIENT, "Contoso", client or calendar(), client_targets, tuple(go_betweens)),
        vendor=Party(Side.VENDOR, "Northwind", vendor or calendar(), vendor_targets),
        people={
            who: Person(who, _name(who), HumanId(n), side, (own or {}).get(who))
            for n, (who, side) in enumerate(SIDES.items(), start=1)
        },
        agreement_version=1,
    )


def _name(who: PersonId) -> str:
    return who.partition(":")[2].capitalize()


def mentioned(text: str) -> tuple[PersonId, ...]:
    return tuple(who for who in SIDES if f"@{_name(who)}" in text)


# What is owed --------------------------------------------------------------------------------------------------------


def question(**changes: Any) -> Item:
    """q1: Asha's question to Bea, asked in the open channel on Monday at nine."""
    given: dict[str, Any] = {
        "number": ItemNumber(1),
        "kind": Kind.QUESTION,
        "place": SHARED,
        "message": M1,
        "thread": M1,
        "in_channel": True,
        "asker": ASHA,
        "asker_side": Side.VENDOR,
        "text": QUESTION,
        "opened_at": MONDAY,
        "targets": {Side.CLIENT: 8 * HOUR, Side.VENDOR: 4 * HOUR},
        "turns": (Turn(MONDAY, Holder(Side.CLIENT, BEA), "asked"),),
        "clock_at": MONDAY,
        "progress": Progress(words=("bea", "regio", "bucke"), called=BEA),
    }
    return Item(**(given | changes))


def turned(item: Item, when: datetime, holder: Holder, reason: str = "asked back") -> Item:
    """The ball passed on."""
    return replace(item, turns=(*item.turns, Turn(when, holder, reason)), clock_at=when, climbed=0, clock_moved=False)


# What happens --------------------------------------------------------------------------------------------------------


def posted(who: PersonId, text: str, when: datetime = MONDAY, thread: MessageId | None = None) -> MessagePosted:
    return MessagePosted(
        id="e", at=when, place=SHARED, message=MessageId("m2"), author=who, text=text, thread=thread,
        mentions=mentioned(text),
    )  # fmt: skip


def edited(who: PersonId, text: str, when: datetime = MONDAY, message: MessageId = M1) -> MessageEdited:
    return MessageEdited(
        id="e", at=when, place=SHARED, message=message, author=who, text=text, mentions=mentioned(text)
    )


def deleted(when: datetime = MONDAY, message: MessageId = M1) -> MessageDeleted:
    return MessageDeleted(id="e", at=when, place=SHARED, message=message)


def reacted(who: PersonId, emoji: str, when: datetime = MONDAY, message: MessageId = M1) -> Reacted:
    return Reacted(id="e", at=when, place=SHARED, message=message, person=who, emoji=emoji)


def command(who: PersonId, text: str, when: datetime = MONDAY, thread: MessageId | None = None) -> CommandGiven:
    return CommandGiven(
        id="e", at=when, place=SHARED, author=who, text=text, message=M1, thread=thread, mentions=mentioned(text)
    )


def rang(when: datetime, rule: str = "questions", subject: str = "item:1") -> AlarmRang:
    return AlarmRang(at=when, relationship=RelationshipId(7), rule=rule, subject=subject)


def said(who: PersonId, text: str, when: datetime = MONDAY, message: str = "m1", thread: str | None = None) -> Said:
    return Said(MessageId(message), MessageId(thread) if thread else None, who, when, text)


# The case ------------------------------------------------------------------------------------------------------------


def case(
    *items: Item,
    item: Item | None = None,
    window: Iterable[Said] = (),
    private_to: Side | None = None,
    of: Relationship | None = None,
) -> Case:
    """`items` are open around the event, `item` is its subject's own row."""
    return Case(
        relationship=of or relationship(),
        place=Place(SHARED, "shared", private_to),
        next_number=ItemNumber(1 + len(items) + bool(item)),
        items=items,
        item=item,
        window=tuple(window),
    )


def effects(event: Event, case: Case, now: datetime | None = None) -> tuple[Effect, ...]:
    """What is decided, at the moment it happens unless given."""
    return decided(event, case, now).effects


def decided(event: Event, case: Case, now: datetime | None = None) -> Decision:
    return decide(event, case, now or event.at)
