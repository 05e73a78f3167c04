"""Cases built by hand: Contoso (Bea, Ben, Carl) is the client, Northwind (Asha, Arun, Anna) the vendor, Dana neither.

Office hours are Mon–Fri 9–17 UTC unless given; the client answers in 8 hours, the vendor in 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from rules.effects import Effect, TrayEffect
from rules.engine import Decision, decide, decide_tray
from rules.events import (
    AlarmRang,
    CommandGiven,
    Event,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Reacted,
    TrayRang,
)
from rules.listening.progress import Progress
from rules.model import (
    Agreement,
    Card,
    Case,
    Desk,
    Entry,
    Fate,
    GoBetween,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    Nudge,
    Party,
    Person,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Said,
    Settings,
    Side,
    SideTerms,
    Told,
    Turn,
)
from rules.record import DigestFacts
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
        agreement=Agreement(1, SideTerms(), SideTerms()),
        settings=Settings(began_at=MONDAY - timedelta(days=365), live=frozenset(Side)),
        operator="Northwind",
    )


def knowing(of: Relationship, who: PersonId, **changes: Any) -> Relationship:
    """The same companies, with this known of a person."""
    return replace(of, people={**of.people, who: replace(of.people[who], **changes)})


def behaving(of: Relationship, **changes: Any) -> Relationship:
    """The same companies under other settings."""
    return replace(of, settings=replace(of.settings, **changes))


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


# What was laid and told ----------------------------------------------------------------------------------------------


def nudge(item: Item | None = None, person: PersonId | None = BEA, when: datetime = MONDAY, **changes: Any) -> Nudge:
    """The first step of the item's present turn, laid then; it waits in the person's tray."""
    given: dict[str, Any] = {
        "key": f"nudge:7:{item.number if item else 0}:{len(item.turns) if item else 0}:{changes.get('step', 1)}",
        "why": Told.NUDGE,
        "item": item.number if item else None,
        "turn": len(item.turns) if item else 0,
        "step": 1,
        "side": item.holder.side if item else Side.CLIENT,
        "person": person,
        "laid_at": when,
        "show_from": when,
    }
    return Nudge(**(given | changes))


def told(laid: Nudge, when: datetime, card: str = "card:1") -> Nudge:
    return replace(laid, fate=Fate.TOLD, told_at=when, card=card)


def entry(laid: Nudge, item: Item | None = None, of: Relationship | None = None, **changes: Any) -> Entry:
    return Entry(laid, of or relationship(), item, changes.pop("place", Place(SHARED, "shared")), **changes)


def desk(*entries: Entry, cards: Iterable[Card] = (), who: PersonId = BEA, **changes: Any) -> Desk:
    """Bea's, or another's, with a seat in every relationship of the entries."""
    seats = {each.relationship.id: each.relationship for each in entries}
    seated = tuple((of, of.people[who]) for of in seats.values() if who in of.people)
    return Desk(HumanId(1), entries, changes.pop("seats", seated), tuple(cards), **changes)


def card(when: datetime, why: Told = Told.NUDGE, **changes: Any) -> Card:
    return replace(Card(f"card:{when:%d%H%M}", when, BEA, why, heeded=True), **changes)


def looked(into: Desk, when: datetime, now: datetime | None = None) -> tuple[TrayEffect, ...]:
    """What is decided when a tray rings."""
    return decide_tray(TrayRang(at=when, human=into.human), into, now or when)


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
    **changes: Any,
) -> Case:
    """`items` are open around the event, `item` is its subject's own row."""
    changes.setdefault("digest", DigestFacts(since=MONDAY - timedelta(days=7)))
    return Case(
        relationship=of or relationship(),
        place=changes.pop("place", Place(SHARED, "shared", private_to)),
        next_number=ItemNumber(1 + len(items) + bool(item)),
        items=items,
        item=item,
        window=tuple(window),
        **changes,
    )


def effects(event: Event, case: Case, now: datetime | None = None) -> tuple[Effect, ...]:
    """What is decided, at the moment it happens unless given."""
    return decided(event, case, now).effects


def decided(event: Event, case: Case, now: datetime | None = None) -> Decision:
    return decide(event, case, now or event.at)
