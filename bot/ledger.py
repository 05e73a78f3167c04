"""What Rapport knows: `case_for` reads it for one event, `apply` writes what was decided; all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import Connection

from bot import records
from bot import statements as sql
from rules.effects import ClearAlarm, Effect, Fault, Forget, Keep, Reply, Retract, SetAlarm, Tell
from rules.events import AlarmRang, CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted, Reacted
from rules.message import to_json
from rules.model import (
    Case,
    Item,
    ItemNumber,
    MessageId,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Said,
    item_number,
)

WINDOW_AGE = timedelta(days=3)
TEXT_KEPT = 4_000
"""Characters of a message that the window keeps; a longer one is an attachment by another name."""


@dataclass(slots=True)
class Memory:
    """What a process remembers of relationships between transactions; a raised version makes it read again."""

    relationships: dict[RelationshipId, tuple[int, Relationship]] = field(default_factory=dict)
    places: dict[PlaceId, tuple[Place, RelationshipId]] = field(default_factory=dict)
    """As the relationship's remembered version has them."""

    def forget(self) -> None:
        self.relationships.clear()
        self.places.clear()


@dataclass(slots=True)
class _Held:
    """A relationship this transaction has locked."""

    version: int
    opened: int


class Ledger:
    """One transaction on the ledger. Not for sharing between threads."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self.connection = connection
        self.memory = memory
        self._dialect = connection.dialect.name
        self.spoke = False
        """Whether something new waits in the outbox."""
        self.earliest_alarm: datetime | None = None
        """The earliest alarm set through this ledger: a simulated clock must not run past it."""
        self._held: dict[RelationshipId, _Held] = {}
        self._turns_kept: dict[tuple[RelationshipId, ItemNumber], int] = {}

    # Locks ---------------------------------------------------------------------------------------------------------

    def relationship_of(self, event: Event) -> RelationshipId | None:
        """Whose event this is; None for a place Rapport was never asked to listen in."""
        if isinstance(event, AlarmRang):
            return event.relationship
        known = self._place(event.place)
        return known[1] if known else None

    def lock(self, wanted: Iterable[RelationshipId]) -> None:
        """Take relationships for this transaction, always in id order, so that two groups never wait for each other."""
        missing = sorted(set(wanted) - self._held.keys())
        if not missing:
            return
        for row in self.connection.execute(sql.LOCK, {"ids": missing}):
            self._held[RelationshipId(row.id)] = _Held(row.version, row.items_opened)

    # Reading -------------------------------------------------------------------------------------------------------

    def first_time(self, event: Event, now: datetime) -> bool:
        """Mark the event as seen; False if it was seen before. An alarm is seen once because ringing deletes it."""
        if isinstance(event, AlarmRang):
            return True
        mark = {"key": _natural_key(event), "at": now}
        return self.connection.execute(sql.SEE[self._dialect], mark).first() is not None

    def case_for(self, event: Event) -> Case | None:
        """Everything the rules may look at for this event; None where the place belongs to no relationship."""
        match event:
            case AlarmRang():
                return self._case_of_alarm(event)
            case MessagePosted() | CommandGiven():
                return self._case_of_talk(event)
            case MessageEdited() | MessageDeleted() | Reacted():
                return self._case_of_message(event)
            case _:
                assert_never(event)

    def _case_of_alarm(self, event: AlarmRang) -> Case | None:
        number = item_number(event.subject)
        item = self.item(event.relationship, number) if number else None
        return self._case(item.place, item=item) if item else None

    def _case_of_talk(self, event: MessagePosted | CommandGiven) -> Case | None:
        known = self._place(event.place)
        if known is None:
            return None
        found = self._open_in_thread(event, known[1]) if event.thread else self._open_in_channel(event, known[1])
        return self._case(event.place, items=found, window=self._window(event.place, event.at))

    def _case_of_message(self, event: MessageEdited | MessageDeleted | Reacted) -> Case | None:
        known = self._place(event.place)
        if known is None:
            return None
        where = {"place": event.place, "which": event.message}
        asked, closed = (self._items(known[1], statement, where) for statement in (sql.ASKED_BY, sql.CLOSED_BY))
        window = () if isinstance(event, MessageDeleted) else self._window(event.place, event.at)
        return self._case(event.place, item=asked[0] if asked else None, items=closed, window=window)

    def _case(
        self,
        place: PlaceId,
        *,
        items: tuple[Item, ...] = (),
        item: Item | None = None,
        window: tuple[Said, ...] = (),
    ) -> Case | None:
        known = self._place(place)
        if known is None:
            return None
        relationship = self.relationship(known[1])
        return Case(
            relationship=relationship,
            place=(self._place(place) or known)[0],  # read again if the relationship had changed
            next_number=ItemNumber(self._held[known[1]].opened + 1),
            items=items,
            item=item,
            window=window,
        )

    def relationship(self, wanted: RelationshipId) -> Relationship:
        """The relationship as it now stands, from memory if nothing about it changed."""
        self.lock([wanted])
        version = self._held[wanted].version
        remembered = self.memory.relationships.get(wanted)
        if remembered is None or remembered[0] != version:
            self.memory.places = {id: known for id, known in self.memory.places.items() if known[1] != wanted}
            remembered = (version, records.read_relationship(self.connection, wanted))
            self.memory.relationships[wanted] = remembered
        return remembered[1]

    def item(self, relationship: RelationshipId, number: ItemNumber) -> Item | None:
        found = self._items(relationship, sql.ITEM, {"of": relationship, "which": number})
        return found[0] if found else None

    def _place(self, wanted: PlaceId) -> tuple[Place, RelationshipId] | None:
        if wanted not in self.memory.places:
            row = self.connection.execute(sql.PLACE, {"place": wanted}).first()
            if row is None:
                return None
            self.memory.places[wanted] = (records.place_from(row), RelationshipId(row.relationship_id))
        return self.memory.places[wanted]

    def _window(self, place: PlaceId, at: datetime) -> tuple[Said, ...]:
        rows = self.connection.execute(sql.WINDOW, {"place": place, "since": at - WINDOW_AGE, "until": at}).all()
        return tuple(
            Said(MessageId(message), MessageId(thread) if thread else None, PersonId(author), when, text)
            for message, thread, author, when, text in reversed(rows)
        )

    def _open_in_thread(self, event: MessagePosted | CommandGiven, of: RelationshipId) -> tuple[Item, ...]:
        return self._items(of, sql.IN_THREAD, {"place": event.place, "thread": event.thread})

    def _open_in_channel(self, event: MessagePosted | CommandGiven, of: RelationshipId) -> tuple[Item, ...]:
        """The youngest open items asked in the open channel, and those whose asker or holder is named."""
        youngest = self._items(of, sql.IN_CHANNEL, {"place": event.place})
        if not event.mentions or len(youngest) < sql.YOUNGEST_ITEMS:
            return youngest
        named = self._items(of, sql.NAMING, {"place": event.place, "people": list(event.mentions)})
        return tuple(sorted({item.number: item for item in (*youngest, *named)}.values(), key=lambda item: item.number))

    def _items(self, of: RelationshipId, statement: Any, parameters: dict[str, Any]) -> tuple[Item, ...]:
        found = records.items_from(self.connection.execute(statement, parameters))
        for item in found:
            self._turns_kept[of, item.number] = len(item.turns)
        return found

    # Writing -------------------------------------------------------------------------------------------------------

    def note(self, event: Event) -> None:
        """Keep the place's recent window in step with what was said, edited and deleted."""
        match event:
            case MessagePosted():
                row = {
                    "place_id": event.place,
                    "message": event.message,
                    "thread": event.thread,
                    "author_id": event.author,
                    "at": event.at,
                    "text": event.text[:TEXT_KEPT],
                }
                self.connection.execute(sql.HEAR[self._dialect], row)
            case MessageEdited():
                self.connection.execute(
                    sql.REWORD, {"place": event.place, "which": event.message, "words": event.text[:TEXT_KEPT]}
                )
            case MessageDeleted():
                self.connection.execute(sql.UNHEAR, {"place": event.place, "which": event.message})
            case Reacted() | CommandGiven() | AlarmRang():
                pass
            case _:
                assert_never(event)

    def apply(self, case: Case, effects: Sequence[Effect], now: datetime) -> None:
        """Carry out a decision: state, alarms and outbox rows, all in this transaction."""
        relationship = case.relationship.id
        for effect in effects:
            match effect:
                case Keep(item):
                    self._keep(relationship, item)
                case Forget(item):
                    self._forget(relationship, item)
                case SetAlarm(rule, subject, at):
                    self.set_alarm(relationship, rule, subject, at)
                case ClearAlarm(rule, subject):
                    self.connection.execute(sql.CLEAR, {"of": relationship, "by": rule, "about": subject})
                case Reply() | Tell():
                    self._say(relationship, effect, now)
                case Retract(key):
                    self.connection.execute(sql.MARK_RETRACTED, {"which": key})
                    self.connection.execute(sql.RETRACT, {"which": key})
                case Fault():
                    pass  # the caller logs it: a decision says what it is about, an effect does not
                case _:
                    assert_never(effect)

    def _keep(self, relationship: RelationshipId, item: Item) -> None:
        held = self._held[relationship]
        values = records.item_values(item)
        if item.number > held.opened:
            self.connection.execute(sql.OPEN, {"relationship_id": relationship, "number": item.number, **values})
            self.connection.execute(sql.COUNT, {"which": relationship, "opened": item.number})
            held.opened = item.number
        else:
            self.connection.execute(sql.CHANGE, {"of": relationship, "which": item.number, **values})
        self._append_turns(relationship, item)

    def _append_turns(self, relationship: RelationshipId, item: Item) -> None:
        kept = self._turns_kept.get((relationship, item.number), 0)
        for seq, turn in enumerate(item.turns[kept:], start=kept):
            self.connection.execute(sql.TURN, records.turn_values(relationship, item.number, seq, turn))
        self._turns_kept[relationship, item.number] = len(item.turns)

    def _forget(self, relationship: RelationshipId, item: Item) -> None:
        self.connection.execute(sql.MARK_UNSAID, {"of": relationship, "which": item.number})
        self.connection.execute(sql.UNSAY, {"of": relationship, "which": item.number})
        self.connection.execute(sql.DROP, {"of": relationship, "which": item.number})

    def set_alarm(self, relationship: RelationshipId, rule: str, subject: str, at: datetime) -> None:
        """Look again at `at`, instead of whenever this rule wanted to look at this subject before."""
        self.connection.execute(
            sql.ALARM[self._dialect],
            {"relationship_id": relationship, "rule": rule, "subject": subject, "at": at},
        )
        if self.earliest_alarm is None or at < self.earliest_alarm:
            self.earliest_alarm = at

    def _say(self, relationship: RelationshipId, speech: Reply | Tell, now: datetime) -> None:
        row = {
            "key": speech.key,
            "relationship_id": relationship,
            "number": speech.about,
            "place_id": speech.place if isinstance(speech, Reply) else speech.near,
            "person_id": speech.person if isinstance(speech, Tell) else None,
            "thread": speech.thread if isinstance(speech, Reply) else None,
            "body": json.dumps(to_json(speech.message), ensure_ascii=False),
            "state": "ready",
            "made_at": now,
            "due_at": now,
            "attempts": 0,
            "fence": 0,
        }
        self.connection.execute(sql.SPEAK[self._dialect], row)
        self.spoke = True


def _natural_key(event: Event) -> str:
    """What makes this event this event. A message has a name of its own, whatever the event about it is called."""
    return f"posted:{event.place}:{event.message}" if isinstance(event, MessagePosted) else event.id
