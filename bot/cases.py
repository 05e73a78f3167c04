"""What the rules may look at for one event: `case_for` reads it, under the relationship's lock."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any, assert_never

from sqlalchemy import Connection

from bot import digest_facts, records, round_records
from bot import statements as sql
from bot.amendments import Amendments
from bot.calendars import almanac
from bot.deed_records import DeedRecords
from bot.digest_facts import Read
from bot.ear import ear
from bot.talk import MOST_OPEN, RELATIONSHIPS, Talk, Talks
from bot.trays import Sources, Trays
from rules.commands import Command, parse, references, sets_up
from rules.events import (
    AlarmRang,
    ButtonPressed,
    CommandGiven,
    DeedReported,
    Event,
    FormSent,
    Judged,
    MemberChanged,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PlaceChanged,
    Reacted,
)
from rules.model import (
    Case,
    Desk,
    Facts,
    HumanId,
    Item,
    ItemNumber,
    Level,
    MessageId,
    Nudge,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Said,
    item_number,
)
from rules.orders.digest import stamp_of
from rules.owed import offers
from rules.record import DigestFacts, Hook, Rounds
from rules.rhythm.deeds import LOGS
from rules.rhythm.deeds import NAME as DEEDS
from rules.rhythm.digest import NAME as DIGEST
from rules.rhythm.feedback import NAME as FEEDBACK

WINDOW_AGE = timedelta(days=3)
NOWHERE = PlaceId("nowhere:")
_LABELS = re.compile(r"(?:\b[a-z]|#)(\d{1,9})\b", re.IGNORECASE)
"""Item labels that a command may name: `q17`, `#17`."""
MISHEARD_REACHES = timedelta(days=30)
"""So long *Not a question* counts against the place it was said in."""
CLAIMS_SHOWN = timedelta(days=14)
"""How long somebody who asks what waits on them is shown a claim they did not answer."""
NAMES_ITEMS = frozenset({"undo", "run.on"})
"""Buttons about more than one item: what their presser did last is taken back; the dry run is over."""


ABOUT_ROUNDS = frozenset({"home", "feedback", "settings", "data", "export", "undo"})
"""Commands that may be about rounds of feedback."""


@dataclass(slots=True)
class Memory:
    """What a process remembers of relationships between transactions; a raised version makes it read again."""

    relationships: dict[RelationshipId, tuple[int, Relationship]] = field(default_factory=dict)
    places: dict[PlaceId, tuple[Place, RelationshipId]] = field(default_factory=dict)
    """As the relationship's remembered version has them."""
    off_record: dict[PlaceId, frozenset[str]] = field(default_factory=dict)
    """The threads of each place that nobody listens to; as of the same version."""
    talks: dict[RelationshipId, Talks] = field(default_factory=dict)
    active: dict[tuple[RelationshipId, PersonId], date] = field(default_factory=dict)
    """On which day somebody was last noted to write or act: it is written once a day."""
    new_hook: Callable[[], Hook] | None = None
    """Makes an address and a secret for a ticket system; None where no secret can be kept. Not forgotten."""
    judge: str = ""
    """Who could be asked about what listening is unsure about. Not forgotten."""

    def forget(self) -> None:
        self.relationships.clear()
        self.places.clear()
        self.off_record.clear()
        self.talks.clear()
        self.active.clear()


@dataclass(slots=True)
class Held:
    """A relationship this transaction has locked."""

    version: int
    opened: int
    messages: int
    lines: int
    touched: int
    moves: int
    changed: bool = False
    """Whether what is heard or owed there is no longer as it was, and that is not written yet."""
    moved: bool = False
    """Whether anything was decided there, and that is not written yet."""


class Cases:
    """Reads for one transaction, locking relationships as it goes. Not for sharing between threads."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self.connection = connection
        self.memory = memory
        self.trays = Trays(connection)
        self._amendments = Amendments(connection)
        self._deeds = DeedRecords(connection)
        self._prepared: dict[RelationshipId, Read] = {}
        """What was read beside the lock, and still holds."""
        self._held: dict[RelationshipId, Held] = {}
        """What this transaction has locked."""
        self._turns_kept: dict[tuple[RelationshipId, ItemNumber], int] = {}

    # Locks ---------------------------------------------------------------------------------------------------------

    def relationship_of(self, event: Event) -> RelationshipId | None:
        """Whose event this is; None for a place Rapport was never asked to listen in, or a person nobody knows."""
        match event:
            case AlarmRang() | DeedReported() | Judged():
                return event.relationship
            case ButtonPressed() | FormSent():
                return _relationship_in(event.about)
            case CommandGiven(private=True):
                return self._only_relationship_of(event.author)
            case MemberChanged():
                return self._where_met(event)
            case _:
                known = self._place(event.place)
                return known[1] if known else None

    def _only_relationship_of(self, person: PersonId) -> RelationshipId | None:
        """In a private conversation with Rapport: the relationship its author is in; the oldest of several."""
        found = self.connection.scalar(sql.MEMBERSHIPS, {"who": person})
        return RelationshipId(found) if found is not None else None

    def _where_met(self, event: MemberChanged) -> RelationshipId | None:
        """A heard place both sides share makes somebody known; of others only those who are known are any business."""
        known = self._place(event.place) if event.place else None
        if known and known[0].private_to is None and known[0].hears is not Level.OFF:
            return known[1]
        found = self.connection.scalar(sql.WHERE_UNDECIDED, {"who": event.person})
        return RelationshipId(found) if found is not None else None

    def lock(self, wanted: Iterable[RelationshipId]) -> None:
        """Take relationships for this transaction, always in id order, so that two groups never wait for each other."""
        missing = sorted(set(wanted) - self._held.keys())
        if not missing:
            return
        for row in self.connection.execute(sql.LOCK, {"ids": missing}):
            self._held[RelationshipId(row.id)] = Held(
                row.version, row.items_opened, row.messages, row.lines, row.touched, row.moves
            )

    def prepare(self, read: Read) -> bool:
        """Take what was read of a locked relationship beside the writer; False where it has moved since."""
        of = read.relationship.id
        held = self._held.get(of)
        if held is None or (held.version, held.moves) != (read.stamp.version, read.stamp.moves):
            return False
        self._prepared[of] = read
        return True

    # Reading -------------------------------------------------------------------------------------------------------

    def case_for(self, event: Event) -> Case | None:
        """Everything the rules may look at for this event; None where it is none of Rapport's business."""
        match event:
            case AlarmRang():
                return self._case_of_alarm(event)
            case MessagePosted():
                return self._case_of_talk(event)
            case CommandGiven():
                return self._case_of_command(event)
            case ButtonPressed() | FormSent():
                return self._case_of_press(event)
            case MemberChanged():
                return self._case_of_member(event)
            case DeedReported():
                return self._case_of_report(event)
            case Judged():
                item = self.item(event.relationship, event.item)
                return self._case(item.place, item=item) if item else None
            case PlaceChanged():
                return self._case_of_place(event)
            case MessageEdited() | MessageDeleted() | Reacted():
                return self._case_of_message(event)
            case _:
                assert_never(event)

    def _case_of_round(self, event: AlarmRang) -> Case | None:
        of = event.relationship
        case = self._case(self._somewhere(of), of=of)
        rounds = round_records.rounds_of(self.connection, of, over_at=event.at)
        told = round_records.told_of(self.connection, of, rounds.open.opened_at) if rounds.open else []
        nudges = tuple(records.nudge_from(row) for row in told)
        return replace(case, rounds=rounds, nudges=nudges, places=self._places_of(of)) if case else None

    def _rounds(self, of: RelationshipId, event: CommandGiven | ButtonPressed | FormSent) -> Rounds | None:
        """With nobody's answer but that of whoever acts."""
        if isinstance(event, CommandGiven):
            understood, who = parse(event.text), event.author
            is_wanted = isinstance(understood, Command) and understood.word in ABOUT_ROUNDS
        else:
            is_wanted, who = event.action.startswith("feedback.") or event.action in NAMES_ITEMS, event.person
        return round_records.rounds_of(self.connection, of, person=who) if is_wanted else None

    def _case_of_digest(self, event: AlarmRang) -> Case:
        of = event.relationship
        self.lock([of])
        held = self._held[of]
        if read := self._prepared.get(of):
            relationship, places, facts = read.relationship, read.places, read.facts
        else:
            relationship, places = self.relationship(of), self._places_of(of)
            facts = digest_facts.read_one(self.connection, relationship, event.at)
        return Case(
            relationship=relationship,
            place=_most_open(places) or Place(NOWHERE, ""),
            next_number=ItemNumber(held.opened + 1),
            messages=held.messages,
            lines=held.lines,
            places=places,
            digest=facts,
        )

    def _digest(self, of: RelationshipId, event: CommandGiven | ButtonPressed | FormSent) -> DigestFacts | None:
        """For whoever asks for the digest, or pressed a button of one."""
        if isinstance(event, CommandGiven):
            wanted, retold = _is(event.text, "digest"), None
        else:
            wanted = event.action.startswith("digest.")
            retold = stamp_of(event.about) if event.action == "digest.more" else None
        return digest_facts.read_one(self.connection, self.relationship(of), event.at, retold) if wanted else None

    def _case_of_alarm(self, event: AlarmRang) -> Case | None:
        if event.rule == FEEDBACK:
            return self._case_of_round(event)
        if event.rule == DIGEST:
            return self._case_of_digest(event)
        relationship, number = self.relationship(event.relationship), item_number(event.subject)
        if number is None:
            case = self._case(self._somewhere(relationship.id), of=relationship.id)
            if event.rule == DEEDS:
                return replace(case, **self._deeds.of_alarm(relationship.id, event.at)) if case else None
            return replace(case, nudges=self.trays.of_dry_run(relationship.id)) if case else None
        item = self.item(relationship.id, number)
        case = self._case(item.place, item=item) if item else None
        if case is None:
            return None
        return replace(
            case,
            nudges=self.trays.of_item(relationship.id, number),
            trust=self.trays.trust(relationship, event.at),
            misheard=self._misheard(relationship.id, case.place.id, event.at),
        )

    def _misheard(self, of: RelationshipId, place: PlaceId, at: datetime) -> int:
        since = {"of": of, "place": place, "since": at - MISHEARD_REACHES}
        return self.connection.execute(sql.MISHEARD, since).scalar_one()

    def _case_of_report(self, event: DeedReported) -> Case | None:
        of = event.relationship
        place = self._somewhere(of)
        case = self._case(place) if self._place(place) else None
        return replace(case, **self._deeds.of_report(of, place, event.mark, event.at)) if case else None

    def _case_of_member(self, event: MemberChanged) -> Case | None:
        of = self._where_met(event)
        if of is None:
            return None
        self._meet(of, event.person, event.facts)
        known = self._place(event.place) if event.place else None
        return self._case(known[0].id if known and known[1] == of else self._somewhere(of), of=of)

    def _case_of_place(self, event: PlaceChanged) -> Case | None:
        known = self._place(event.place)
        if known is None:
            return None
        self.relationship(known[1])
        case = self._case(event.place)
        return replace(case, places=self._places_of(known[1])) if case else None

    def _case_of_press(self, event: ButtonPressed | FormSent) -> Case | None:
        """None for a person who is not of that relationship: what they pressed was not meant for them."""
        of = _relationship_in(event.about)
        self.lock([of] if of is not None else [])
        if of is None or of not in self._held:
            return None
        if event.place and (known := self._place(event.place)) and known[1] == of:
            self._meet(of, event.person)
        relationship = self.relationship(of)
        if event.person not in relationship.people:
            return None
        number = item_number(f"item:{event.about.partition(':')[2]}")
        item = self.item(of, number) if number is not None else None
        offered = offers.message_of(event.about)
        place = item.place if item else offered[0] if offered else event.place
        known = self._place(place) if place else None
        where = place if place and known and known[1] == of else self._somewhere(of)
        if offered and where == offered[0]:
            asked = self._items(of, sql.ASKED_BY, {"place": where, "which": offered[1]})
            item = asked[0] if asked else None
        case = self._case(where, item=item, of=of)
        if case is None:
            return None
        nudges = self.trays.of_item(of, number) if number is not None and item else ()
        window = self._window(where, event.at)
        member = self._member(of, event.person)
        return replace(
            case,
            nudges=nudges,
            window=window,
            owed=self._owed(of, "", member) if event.action in NAMES_ITEMS else (),
            places=self._places_of(of),
            almanac=almanac(),
            digest=self._digest(of, event),
            rounds=self._rounds(of, event),
            **self._deeds.of_press(
                of, event.action, event.about, offered if offered and where == offered[0] else None, member["undo"]
            ),
            **member,
        )

    def _case_of_command(self, event: CommandGiven) -> Case | None:
        of = self.relationship_of(event)
        if of is None:
            return None
        self._meet(of, event.author)
        if sets_up(event.text) and not event.private:
            self._meet_all(of, event.present)
        said = self._said_before(of, event) if _is(event.text, "ask", "did") else None
        relationship = self.relationship(of)
        known = self._place(event.place)
        place = known[0] if known else _private_conversation(event, relationship)
        member = self._member(of, event.author)
        linked = self._linked(of, event)
        owed = self._owed(of, event.text, member, linked)
        if _is(event.text, "home"):
            owed += self._items(of, sql.CLAIMED, {"of": of, "since": event.at - CLAIMS_SHOWN})
        thread = self._open_in_thread(event, of) if event.thread else ()
        return Case(
            relationship=relationship,
            place=place,
            next_number=ItemNumber(self._held[of].opened + 1),
            items=thread or (self._open_in_channel(event, of) if known else ()),
            window=self._window(event.place, event.at) if known else (),
            nudges=self._told_of(of, event, owed, member, linked) if _is(event.text, "why") else (),
            trust=self.trays.trust(relationship, event.at),
            owed=owed,
            off_record=any(self._is_off_record(event.place, root) for root in _threads_of(event)),
            places=self._places_of(of),
            said=said,
            item=self._asked_by(of, event.place, said.message) if said else None,
            almanac=almanac(),
            ear=ear(),
            new_hook=self._new_hook(event),
            judge=self.memory.judge,
            digest=self._digest(of, event),
            last_digest=digest_facts.last_told(self.connection, of) if _is(event.text, "home") else None,
            rounds=self._rounds(of, event),
            **self._deeds.of_command(
                of, event.text, member["undo"], (event.place, said.message) if said else None, event.at
            ),
            **member,
        )

    def _new_hook(self, event: CommandGiven) -> Hook | None:
        """Only the command that may use it gets one."""
        understood = parse(event.text)
        wants = isinstance(understood, Command) and understood.rest.casefold() == "webhook on"
        return self.memory.new_hook() if wants and self.memory.new_hook else None

    def _said_before(self, of: RelationshipId, event: CommandGiven) -> Said | None:
        """The message `this` means: chosen from its menu, linked to, or the root of the thread."""
        known = self._place(event.place)
        if known is None or known[0].private_to is not None or known[0].hears is Level.OFF:
            return None
        linked = [message for place, message in event.links if place == event.place]
        which = linked[0] if linked else event.thread
        said = event.said or (self._remembered_message(event.place, which) if which else None)
        if said:
            self._meet(of, said.author)
        return said

    def _remembered_message(self, place: PlaceId, message: MessageId) -> Said | None:
        row = self.connection.execute(sql.SAID, {"place": place, "which": message}).first()
        return _said_from(row) if row else None

    def _asked_by(self, of: RelationshipId, place: PlaceId, message: MessageId) -> Item | None:
        return next(iter(self._items(of, sql.ASKED_BY, {"place": place, "which": message})), None)

    def _owed(
        self, of: RelationshipId, text: str, member: Mapping[str, Any], linked: Iterable[int] = ()
    ) -> tuple[Item, ...]:
        """What is open and what a command names, or its undoing; for whoever asks what is kept, all there ever was."""
        if _is(text, "data", "export"):
            return self._items(of, sql.ITEMS_OF, {"of": of})
        numbers = {*_named(text, member, linked), *_labels(member["undo"] or "")}
        return self._items(of, sql.OWED, {"of": of, "numbers": sorted(numbers)})

    def _told_of(
        self,
        of: RelationshipId,
        event: CommandGiven,
        owed: Iterable[Item],
        member: Mapping[str, Any],
        linked: Iterable[int],
    ) -> tuple[Nudge, ...]:
        """Of the items a command may mean: those it names, and those of its thread or of a thread it links to."""
        threads = {event.thread, *(message for _, message in event.links)}
        named = {*_named(event.text, member, linked), *(item.number for item in owed if item.thread in threads)}
        return self.trays.of_items(of, sorted(named))

    def _meet(self, of: RelationshipId, person: PersonId, facts: Facts | None = None) -> None:
        """Somebody who acts in a relationship's place belongs to it; on which side, somebody has still to say."""
        self._meet_all(of, [(person, facts)])

    def _meet_all(self, of: RelationshipId, people: Iterable[tuple[PersonId, Facts | None]]) -> None:
        known, is_news = self.relationship(of).people, False
        for person, facts in people:
            if person not in known:
                self._amendments.meet(of, person)
                is_news = True
            if facts:
                is_news |= self._amendments.learn(person, facts)
        if is_news:
            self._reread()

    def _reread(self) -> None:
        """What is remembered and locked here is out of date."""
        self.memory.forget()
        for row in self.connection.execute(sql.LOCK, {"ids": sorted(self._held)}).all():
            self._held[RelationshipId(row.id)].version = row.version

    def is_nobodys(self, place: PlaceId) -> bool:
        return self._place(place) is None

    def _linked(self, of: RelationshipId, event: CommandGiven) -> list[int]:
        if not event.links:
            return []
        messages = [message for _, message in event.links]
        return list(self.connection.execute(sql.LINKED, {"of": of, "messages": messages}).scalars())

    def _member(self, of: RelationshipId, person: PersonId) -> dict[str, Any]:
        row = self.connection.execute(sql.MEMBER, {"of": of, "who": person}).first()
        listed = tuple(ItemNumber(number) for number in (row.listed or ())) if row else ()
        return {"listed": listed, "undo": row.undo if row else None}

    def _places_of(self, of: RelationshipId) -> tuple[Place, ...]:
        return tuple(records.place_from(row) for row in self.connection.execute(sql.PLACES_OF, {"of": of}))

    def _somewhere(self, of: RelationshipId) -> PlaceId:
        """A place to stand for the relationship as a whole: a shared one, if it has any, that is still open."""
        first = _most_open(self._places_of(of))
        return first.id if first else NOWHERE

    def _case_of_talk(self, event: MessagePosted) -> Case | None:
        known = self._place(event.place)
        if known is None:
            return None
        self.relationship(known[1])  # what is remembered of the place hangs on its version
        if event.thread and self._is_off_record(event.place, event.thread):
            return None
        if known[0].private_to is None and known[0].hears is not Level.OFF:
            self._meet(known[1], event.author)
        found = self._open_in_thread(event, known[1]) if event.thread else self._open_in_channel(event, known[1])
        return self._case(event.place, items=found, window=self._conversation(event))

    def _case_of_message(self, event: MessageEdited | MessageDeleted | Reacted) -> Case | None:
        known = self._place(event.place)
        if known is None:
            return None
        self.relationship(known[1])
        if isinstance(event, MessageEdited) and self._is_off_record(event.place, event.thread or event.message):
            return None
        said = event.said if isinstance(event, Reacted) else None
        if said and self._is_off_record(event.place, said.thread or said.message):
            return None  # the platform remembers what was said there, Rapport does not
        where = {"place": event.place, "which": event.message}
        asked, closed = (self._items(known[1], statement, where) for statement in (sql.ASKED_BY, sql.CLOSED_BY))
        window = () if isinstance(event, MessageDeleted) else self._window(event.place, event.at)
        case = self._case(event.place, item=asked[0] if asked else None, items=closed, window=window)
        if case is None or (isinstance(event, Reacted) and event.emoji not in LOGS):
            return case
        return replace(case, **self._deeds.of_message(known[1], event.place, event.message))

    def _case(
        self,
        place: PlaceId,
        *,
        items: tuple[Item, ...] = (),
        item: Item | None = None,
        window: tuple[Said, ...] = (),
        of: RelationshipId | None = None,
    ) -> Case | None:
        known = self._place(place)
        if known is None and of is None:
            return None
        whose = known[1] if known else of
        assert whose is not None
        relationship = self.relationship(whose)
        known = self._place(place)  # read again if the relationship had changed
        return Case(
            relationship=relationship,
            place=known[0] if known else Place(place, ""),
            next_number=ItemNumber(self._held[whose].opened + 1),
            messages=self._held[whose].messages,
            lines=self._held[whose].lines,
            items=items,
            item=item,
            window=window,
            ear=ear(),
        )

    def relationship(self, wanted: RelationshipId) -> Relationship:
        """The relationship as it now stands, from memory if nothing about it changed."""
        self.lock([wanted])
        return self._remembered(wanted, self._held[wanted].version)

    def _remembered(self, wanted: RelationshipId, version: int) -> Relationship:
        remembered = self.memory.relationships.get(wanted)
        if remembered is None or remembered[0] != version:
            self.memory.places = {id: known for id, known in self.memory.places.items() if known[1] != wanted}
            self.memory.off_record.clear()
            remembered = (version, records.read_relationship(self.connection, wanted))
            self.memory.relationships[wanted] = remembered
        return remembered[1]

    def item(self, relationship: RelationshipId, number: ItemNumber) -> Item | None:
        found = self._items(relationship, sql.ITEM, {"of": relationship, "which": number})
        return found[0] if found else None

    def _is_off_record(self, place: PlaceId, thread: MessageId) -> bool:
        threads = self.memory.off_record.get(place)
        if threads is None:
            found = self.connection.execute(sql.OFF_RECORD, {"place": place}).scalars()
            threads = self.memory.off_record[place] = frozenset(found)
        return thread in threads

    def desk_for(self, human: HumanId, now: datetime) -> Desk:
        """Everything the rules may look at for one human, locked; the relationships are read, not locked."""
        sources = Sources(
            relationship=self._unlocked_relationship,
            items=self._unlocked_items,
            place=lambda place: known[0] if (known := self._place(place)) else None,
            somewhere=self._somewhere,
            words=self._words,
            deed=self._deeds.asked_about,
        )
        return self.trays.desk(human, now, sources)

    def _unlocked_relationship(self, wanted: RelationshipId) -> Relationship:
        version = self.connection.execute(sql.VERSION, {"which": wanted}).scalar_one()
        return self._remembered(wanted, version)

    def _unlocked_items(self, of: RelationshipId, numbers: Iterable[ItemNumber]) -> tuple[Item, ...]:
        return records.items_from(self.connection.execute(sql.NUMBERED, {"of": of, "numbers": sorted(numbers)}))

    def _words(self, place: PlaceId, message: str) -> str:
        return self.connection.scalar(sql.WORDS, {"place": place, "which": message}) or ""

    def _place(self, wanted: PlaceId) -> tuple[Place, RelationshipId] | None:
        if wanted not in self.memory.places:
            row = self.connection.execute(sql.PLACE, {"place": wanted}).first()
            if row is None:
                return None
            self.memory.places[wanted] = (records.place_from(row), RelationshipId(row.relationship_id))
        return self.memory.places[wanted]

    def _conversation(self, event: MessagePosted) -> tuple[Said, ...]:
        """What of the window was said in the event's thread, or in the open channel."""
        return _in_thread(event.thread, self._recent(event.place, event.at))

    def told_until(self, item: Item) -> tuple[Said, ...]:
        """What is still remembered of an item's conversation, up to its own message; nothing once that is gone."""
        own = self._remembered_message(item.place, item.message)
        if own is None:
            return ()
        before = takewhile(lambda said: said != own, self._said(sql.WINDOW, item.place, own.at))
        return (*_in_thread(own.thread, before), own)

    def _window(self, place: PlaceId, at: datetime) -> tuple[Said, ...]:
        return self._recent(place, at)

    def _talk(self, place: PlaceId) -> Talk | None:
        """What is remembered of a place whose relationship is locked."""
        known = self._place(place)
        return self._talks(known[1]).of(place, sql.WINDOW_MESSAGES) if known and known[1] in self._held else None

    def _talks(self, of: RelationshipId) -> Talks:
        """What is remembered of a locked relationship, as it now stands."""
        held, talks = self._held[of], self.memory.talks.get(of)
        if talks is None or (talks.version, talks.touched) != (held.version, held.touched):
            if len(self.memory.talks) >= RELATIONSHIPS:
                self.memory.talks.clear()
            talks = self.memory.talks[of] = Talks(held.version, held.touched)
        return talks

    def _recent(self, place: PlaceId, at: datetime) -> tuple[Said, ...]:
        """The window of a place, from memory where it is there."""
        talk = self._talk(place)
        if talk is None:
            return self._said(sql.WINDOW, place, at)
        recent = talk.recent(at - WINDOW_AGE, at)
        if recent is None:
            read = self._said(sql.WINDOW, place, at)
            if not self._is_later_heard(place, at):
                talk.window = list(read)
            return read
        return tuple(recent)

    def _is_later_heard(self, place: PlaceId, at: datetime) -> bool:
        """Whether something is remembered that was said after this moment: then this is not the end of the window."""
        return self.connection.scalar(sql.LATER, {"place": place, "until": at}) is not None

    def _open_here(self, of: RelationshipId, place: PlaceId) -> Talk | None:
        """What is open in a place, in memory; None where that is too much, or not ours to remember."""
        talk = self._talk(place)
        if talk is None:
            return None
        if talk.open is None:
            found = self._items(of, sql.OPEN_HERE, {"place": place})
            if len(found) > MOST_OPEN:
                return None
            talk.open = {item.number: item for item in found}
        return talk

    def _remembered_items(self, of: RelationshipId, found: tuple[Item, ...]) -> tuple[Item, ...]:
        for item in found:
            self._turns_kept[of, item.number] = len(item.turns)
        return found

    def _said(self, statement: Any, place: PlaceId, at: datetime, **more: MessageId) -> tuple[Said, ...]:
        rows = self.connection.execute(statement, {"place": place, "since": at - WINDOW_AGE, "until": at, **more}).all()
        return tuple(_said_from(row) for row in reversed(rows))

    def _open_in_thread(self, event: MessagePosted | CommandGiven, of: RelationshipId) -> tuple[Item, ...]:
        talk = self._open_here(of, event.place)
        found = talk.in_thread(event.thread) if talk else None
        if found is None:
            return self._items(of, sql.IN_THREAD, {"place": event.place, "thread": event.thread})
        return self._remembered_items(of, found)

    def _open_in_channel(self, event: MessagePosted | CommandGiven, of: RelationshipId) -> tuple[Item, ...]:
        """The youngest open items asked in the open channel, and those whose asker or holder is named."""
        talk = self._open_here(of, event.place)
        found = talk.in_channel(sql.YOUNGEST_ITEMS, event.mentions) if talk else None
        return self._read_in_channel(event, of) if found is None else self._remembered_items(of, found)

    def _read_in_channel(self, event: MessagePosted | CommandGiven, of: RelationshipId) -> tuple[Item, ...]:
        numbers = self.connection.execute(sql.YOUNGEST, {"place": event.place}).scalars().all()
        youngest = self._items(of, sql.NUMBERED, {"of": of, "numbers": sorted(numbers)}) if numbers else ()
        if not event.mentions or len(youngest) < sql.YOUNGEST_ITEMS:
            return youngest
        named = self._items(of, sql.NAMING, {"place": event.place, "people": list(event.mentions)})
        return tuple(sorted({item.number: item for item in (*youngest, *named)}.values(), key=lambda item: item.number))

    def _items(self, of: RelationshipId, statement: Any, parameters: dict[str, Any]) -> tuple[Item, ...]:
        found = records.items_from(self.connection.execute(statement, parameters))
        for item in found:
            self._turns_kept[of, item.number] = len(item.turns)
        return found


def _most_open(places: Iterable[Place]) -> Place | None:
    """Shared before private, open before closed."""
    return min(places, key=lambda place: (place.private_to is not None, place.closed, place.id), default=None)


def _in_thread(thread: MessageId | None, window: Iterable[Said]) -> tuple[Said, ...]:
    """Of a window; None: of the open channel."""
    if thread:
        return tuple(said for said in window if thread in (said.thread, said.message))
    return tuple(said for said in window if said.thread is None)


def _said_from(row: Any) -> Said:
    message, thread, author, at, text = row
    return Said(MessageId(message), MessageId(thread) if thread else None, PersonId(author), at, text)


def _is(text: str, *words: str) -> bool:
    """Whether a text is one of these commands."""
    understood = parse(text)
    return isinstance(understood, Command) and understood.word in words


def _threads_of(event: CommandGiven) -> list[MessageId]:
    """The threads a command may belong to: where it is given, of the message it is about, and where its link leads."""
    understood = parse(event.text)
    asks_for = references(understood.rest) if isinstance(understood, Command) and understood.word == "ask" else None
    links = asks_for.links if asks_for and not asks_for.rest else 0
    linked = (message for place, message in event.links[:links] if place == event.place)
    return [root for root in (event.thread, event.said and event.said.message, *linked) if root]


def _named(text: str, member: Mapping[str, Any], linked: Iterable[int]) -> set[int]:
    """The items a command names: by label, by their place in the list last shown, or by a link."""
    return {*_labels(text), *member["listed"], *linked}


def _labels(text: str) -> list[int]:
    return [int(number) for number in _LABELS.findall(text)]


def _relationship_in(about: str) -> RelationshipId | None:
    """`7` of `7:17`; None for what no button of ours says."""
    number = about.partition(":")[0]
    return RelationshipId(int(number)) if number.isdecimal() and len(number) < 10 else None


def _private_conversation(event: CommandGiven, relationship: Relationship) -> Place:
    """A DM with Rapport is a place of its author's side."""
    return Place(event.place, "", private_to=relationship.side_of(event.author))
