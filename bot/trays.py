"""Trays: what was laid before a human, what they were told, and when to look again. The ledger's transaction is ours.

A human's row is locked after the relationship's, never before (docs/architecture.md, "Time, locks and the outbox").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot import records
from bot import statements as sql
from rules.effects import Bounce, Lay, MarkTold, MarkWrong, PutOff, TakeOut
from rules.model import (
    Card,
    Desk,
    Entry,
    Fate,
    HumanId,
    Item,
    ItemNumber,
    Nudge,
    Patience,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Told,
    Trust,
)

TRUST_REACHES = timedelta(days=90)
CARDS_REACH = timedelta(days=15)
LATEST_CARDS = 8
"""More than the budgets of any two days hold, by whichever calendar one counts them."""
MOST_STILL = 10
"""Of what was told and still waits, so much is read; the rest is only counted."""
BOUNCE_TO = "questions"
"""The rule that finds another road for what could not be told."""


@dataclass(frozen=True, slots=True)
class Sources:
    """How the desk of a human reads what stands beside the tray, without locking it."""

    relationship: Callable[[RelationshipId], Relationship]
    items: Callable[[RelationshipId, Iterable[ItemNumber]], Iterable[Item]]
    place: Callable[[PlaceId], Place | None]
    somewhere: Callable[[RelationshipId], PlaceId]
    words: Callable[[PlaceId, str], str]
    deed: Callable[[PlaceId, str], str]
    """What a deed says that its author is asked about, where the message is no longer remembered."""


class Trays:
    """Reads and writes trays in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    # Reading -------------------------------------------------------------------------------------------------------

    def of_item(self, relationship: RelationshipId, number: ItemNumber) -> tuple[Nudge, ...]:
        rows = self._connection.execute(sql.NUDGES_OF, {"of": relationship, "which": number})
        return tuple(records.nudge_from(row) for row in rows)

    def of_items(self, relationship: RelationshipId, numbers: Sequence[int]) -> tuple[Nudge, ...]:
        rows = self._connection.execute(sql.NUDGES_OF_SEVERAL, {"of": relationship, "numbers": list(numbers)})
        return tuple(records.nudge_from(row) for row in rows)

    def of_dry_run(self, relationship: RelationshipId) -> tuple[Nudge, ...]:
        return tuple(records.nudge_from(row) for row in self._connection.execute(sql.DRY_NUDGES, {"of": relationship}))

    def trust(self, relationship: Relationship, now: datetime) -> Trust:
        """The last nudges; after it fell silent for being wrong too often, only those since."""
        hushed = relationship.settings.hushed_until
        since = max(now - TRUST_REACHES, hushed) if hushed else now - TRUST_REACHES
        wrong = self._connection.execute(sql.LATELY, {"of": relationship.id, "since": since}).scalars().all()
        return Trust(len(wrong), sum(wrong))

    def desk(self, human: HumanId, now: datetime, sources: Sources) -> Desk:
        """Lock the human, and read everything about them that a rule may look at."""
        row = self._connection.execute(sql.LOCK_HUMAN, {"which": human}).one()
        lately = {"whose": human, "since": now - CARDS_REACH}
        stale = self._connection.execute(sql.STALE, lately).scalars().all()
        laid, told = self._laid(lately, stale, only_edited=row.next_at is not None and row.next_at > now)
        seats = self._connection.execute(sql.SEATS, {"whose": human}).all()
        return Desk(
            human=human,
            entries=tuple(_entries(laid, sources)),
            seats=tuple(_seats(seats, sources)),
            cards=self._cards(lately, stale),
            told=told,
            patience=Patience(row.patience) if row.patience else None,
            patience_until=row.patience_until,
        )

    def _laid(self, lately: dict[str, Any], stale: Sequence[str], only_edited: bool) -> tuple[list[Row[Any]], int]:
        """What waits, what stands on cards that have to be edited, and of what still waits there the latest.

        Where it is looked into only to edit a card, nothing else can be due: what waits is not read then.
        """
        found = () if only_edited else self._connection.execute(sql.WAITING, {"whose": lately["whose"]}).all()
        if not found and not stale:
            return [], 0
        on_cards = self._connection.execute(sql.ON_CARDS, {"keys": stale}).all() if stale else ()
        still = self._connection.execute(sql.STILL, {**lately, "most": MOST_STILL}).all()
        told = self._connection.scalar(sql.STILL_IN_ALL, lately) or 0
        together = {row.id: row for row in (*found, *on_cards, *still)}
        return [together[number] for number in sorted(together)], told

    def _cards(self, lately: dict[str, Any], stale: Sequence[str]) -> tuple[Card, ...]:
        rows = self._connection.execute(sql.CARDS, {**lately, "most": LATEST_CARDS, "keys": stale})
        return tuple(records.card_from(row) for row in rows)

    # Writing: of a relationship ------------------------------------------------------------------------------------

    def lay(self, relationship: RelationshipId, effect: Lay, now: datetime) -> None:
        nudge = effect.nudge
        human = self._human_of(nudge.person) if nudge.person else None
        row = {"relationship_id": relationship, "human_id": human, **records.nudge_values(nudge)}
        self._connection.execute(sql.LAY[self._dialect], row)
        if human is not None and nudge.fate is Fate.WAITING:
            self.look([human], effect.look_at or now)

    def take_out(self, relationship: RelationshipId, effect: TakeOut, now: datetime) -> None:
        """What is told is done, and its card is looked at again; what waits is dropped."""
        about = {"of": relationship, "which": effect.item, "whys": [why.value for why in effect.whys]}
        if not self._lock_trays(relationship, effect.item):
            return  # nobody was ever told of it: so it is with most questions
        telling = self._connection.execute(sql.TELLING, about).all()
        if self._take_back(row.card for row in telling):
            self.look(sorted({row.human_id for row in telling}), now)
        if telling:
            self._connection.execute(sql.HEEDED, {"keys": sorted({row.card for row in telling})})
        if effect.keep_waiting:
            return
        self._connection.execute(sql.DONE, about)
        self._connection.execute(sql.DROPPED, about)
        self._over(row.card for row in telling)
        self.look_to_edit(sorted({row.human_id for row in telling}), now)

    def settle(self, key: str, now: datetime) -> None:
        """One thing that is about no item, such as an offer, needs no word any more."""
        found = self._connection.execute(sql.LAID_AS, {"which": key}).first()
        if found:
            self._connection.execute(sql.SETTLED, {"which": key})
            self._connection.execute(sql.HEEDED, {"keys": [found.card] if found.card else []})
            self.look([found.human_id], now)

    def put_off(self, relationship: RelationshipId, effect: PutOff, now: datetime) -> None:
        found = self._connection.execute(
            sql.LAID_FOR, {"of": relationship, "which": effect.item, "who": effect.person}
        ).all()
        if found:
            self._connection.execute(sql.PUT_OFF, {"ids": [row.id for row in found], "until": effect.until})
            self.look(sorted({row.human_id for row in found}), now)

    def mark_wrong(self, relationship: RelationshipId, effect: MarkWrong) -> None:
        last = self._connection.scalar(sql.LAST_TOLD, {"of": relationship, "which": effect.item})
        if last is not None:
            self._connection.execute(sql.WRONG if effect.wrong else sql.NOT_WRONG, {"which": last})

    def unlay(self, relationship: RelationshipId, number: ItemNumber, now: datetime) -> None:
        """It never was an item: nothing of it lies anywhere, and what tells of it is edited."""
        about = {"of": relationship, "which": number, "whys": [why.value for why in Told]}
        self._lock_trays(relationship, number)
        telling = self._connection.execute(sql.TELLING, about).all()
        self._take_back(row.card for row in telling)
        self._connection.execute(sql.DONE, about)
        self._connection.execute(sql.UNLAY, {"of": relationship, "which": number})
        self._over(row.card for row in telling)
        self.look(sorted({row.human_id for row in telling}), now)

    def _lock_trays(self, relationship: RelationshipId, number: ItemNumber) -> bool:
        """Whoever is making a card of it is through before we look, or begins when we are. False if nobody can be."""
        return bool(self._connection.execute(sql.LOCK_TRAYS, {"of": relationship, "which": number}).all())

    def _over(self, cards: Iterable[str]) -> None:
        if keys := sorted(set(cards)):
            self._connection.execute(sql.OVER, {"keys": keys})

    def _take_back(self, cards: Iterable[str]) -> bool:
        """A card that still waits to be said is not said as it stands: what it told lies in the tray again."""
        unsaid = [
            card for card in sorted(set(cards)) if self._connection.execute(sql.RETRACT, {"which": card}).rowcount
        ]
        for card in unsaid:
            self._connection.execute(sql.UNTOLD, {"which": card})
            self._connection.execute(sql.UNCARD, {"which": card})
        return bool(unsaid)

    def look(self, humans: Sequence[int], at: datetime) -> None:
        """Look into these trays at that time, or sooner where that stands already."""
        if humans:
            self._connection.execute(sql.LOOK, {"ids": list(humans), "when": at})

    def _human_of(self, person: PersonId) -> int:
        found: int = self._connection.execute(sql.HUMAN_OF, {"who": person}).scalar_one()
        return found

    # Writing: of a human -------------------------------------------------------------------------------------------

    def told(self, human: HumanId, effect: MarkTold) -> None:
        card = effect.card
        self._connection.execute(sql.TOLD, {"ids": list(effect.nudges), "when": card.at, "by": card.key})
        self._connection.execute(
            sql.CARD,
            {
                "key": card.key,
                "human_id": human,
                "person_id": card.person,
                "at": card.at,
                "why": card.why.value,
                "heeded": card.heeded,
            },
        )

    def revised(self, card: str, revision: str) -> None:
        self._connection.execute(sql.REVISED, {"which": card, "to": int(revision.rpartition("~")[2])})

    def look_to_edit(self, humans: Sequence[int], at: datetime) -> None:
        """Look at what stands on cards; what waits is looked at when it would have been."""
        if humans:
            self._connection.execute(sql.LOOK_TO_EDIT, {"ids": list(humans), "when": at})

    def bounce(
        self, effect: Bounce, set_alarm: Callable[[RelationshipId, str, str, datetime], None], now: datetime
    ) -> None:
        self._connection.execute(sql.BOUNCED, {"which": effect.nudge.key})
        if effect.look_for_another and effect.nudge.item is not None:
            set_alarm(effect.relationship, BOUNCE_TO, f"item:{effect.nudge.item}", now)

    def have_patience(self, human: HumanId, patience: Patience, until: datetime | None) -> None:
        self._connection.execute(
            sql.PATIENCE,
            {"which": human, "answer": patience.value, "ends": until, "silent": patience is Patience.STOP},
        )
        if patience is Patience.STOP:
            self._connection.execute(sql.CHANGED_HUMAN, {"whose": human})

    def no_road(self, person: PersonId, card: str, now: datetime) -> None:
        """The platform has no private road to them: what the card said was not told, and finds another way."""
        self._connection.execute(sql.UNREACHABLE, {"who": person})
        self._connection.execute(sql.CHANGED, {"who": person})
        self._connection.execute(sql.UNTOLD, {"which": card})
        self._connection.execute(sql.UNCARD, {"which": card})
        self.look([self._human_of(person)], now)


def _entries(rows: Sequence[Row[Any]], sources: Sources) -> Iterable[Entry]:
    relationships = {of: sources.relationship(of) for of in {RelationshipId(row.relationship_id) for row in rows}}
    items = {
        (of, item.number): item
        for of in relationships
        for item in sources.items(of, {row.number for row in rows if row.relationship_id == of and row.number})
    }
    for row in rows:
        relationship = relationships[row.relationship_id]
        yield _entry(row, relationship, items.get((relationship.id, row.number)), sources)


def _entry(row: Row[Any], relationship: Relationship, item: Item | None, sources: Sources) -> Entry:
    nudge = records.nudge_from(row)
    where = item.place if item else nudge.place
    quote = sources.words(nudge.place, nudge.message) if nudge.place and nudge.message else ""
    if nudge.why is Told.DEED and not quote and nudge.place and nudge.message:
        quote = sources.deed(nudge.place, nudge.message)
    place, near = sources.place(where) if where else None, where or sources.somewhere(relationship.id)
    return Entry(nudge, relationship, item, place, quote, near)


def _seats(rows: Iterable[Any], sources: Sources) -> Iterable[tuple[Relationship, Any]]:
    for row in rows:
        relationship = sources.relationship(RelationshipId(row.relationship_id))
        yield relationship, relationship.people[PersonId(row.person_id)]
