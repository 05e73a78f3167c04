"""The laws of the ledger, each a sentence: what must be true at any moment of items, alarms, trays and counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import exists, select

from bot import statements, tables
from bot.ledger import Ledger
from bot.records import items_from
from rules.events import Event, MessageDeleted, MessageEdited, MessagePosted
from rules.model import (
    Claim,
    Claimed,
    HumanId,
    Item,
    ItemNumber,
    PersonId,
    Relationship,
    RelationshipId,
    Side,
    State,
    Told,
)
from rules.owed.nudging import waited as reckoned
from rules.worktime import Calendar, local_date, measure
from tests.laws.world import ONE, TWO
from tests.stories.head import person_id

Which = tuple[RelationshipId, ItemNumber]
Settled = tuple[datetime | None, Calendar, Calendar]


_nudges, _humans = tables.nudges.c, tables.humans.c
_VERSIONS = select(tables.relationships.c.id, tables.relationships.c.version, tables.relationships.c.lines)
_ITEMS = statements.with_turns(select(tables.items))
_UNSAID = exists().where(tables.outbox.c.key == _nudges.card, tables.outbox.c.state == "ready")
_ALARMS = select(tables.alarms)
_TRAYS = (
    select(_humans.id, _humans.look_at, _nudges.key)
    .select_from(tables.humans.outerjoin(tables.nudges, (_nudges.human_id == _humans.id) & (_nudges.fate == "waiting")))
    .where(_humans.look_at.is_not(None) | _nudges.key.is_not(None))
)
_TOLD = (
    select(_nudges.relationship_id, _nudges.number, _nudges.key)
    .where(_nudges.why == "nudge", _nudges.told_at.is_not(None), ~_UNSAID)
    .order_by(_nudges.told_at, _nudges.id)
)
_WRONG = select(_nudges.key, _nudges.wrong)


class Broken(AssertionError):
    """A law does not hold."""

    def __init__(self, law: str, what: object = None) -> None:
        super().__init__(f"{law}: {what}" if what is not None else law)
        self.law = law


MET: Counter[str] = Counter()
"""How often each law was held against something, in this process."""


def hold(law: str, holds: bool, what: object = None) -> None:
    MET[law] += 1
    if not holds:
        raise Broken(law, what)


@dataclass(frozen=True, slots=True)
class Sent:
    """A private message that was said of Rapport's own accord."""

    at: datetime
    why: Told
    breaks_in: bool


@dataclass(slots=True)
class LedgerLaws:
    """Remembers what was, and holds what is against it."""

    ledger: Callable[[], Ledger]
    clock: Callable[[], datetime]
    written: Callable[[], int]
    """How many rows were ever written: where that is as before, nothing is read again."""
    versions: dict[RelationshipId, int] = field(default_factory=dict)
    looked_at: int = -1
    held_at: int = -1
    alarms: list[Any] = field(default_factory=list)
    trays: list[Any] = field(default_factory=list)
    stood: list[Any] = field(default_factory=list)
    """The rows of all items and turns, as the file holds them: while they are the same, so are the items."""
    items: dict[RelationshipId, dict[ItemNumber, Item]] = field(default_factory=lambda: {ONE: {}, TWO: {}})
    relationships: dict[RelationshipId, Relationship] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    cards: dict[HumanId, list[Sent]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[RelationshipId, int] = field(default_factory=dict)
    settled: dict[Which, tuple[Settled, timedelta]] = field(default_factory=dict)
    """When and by which hours it was seen settled, and how long it had waited."""
    before_claim: dict[Which, Item] = field(default_factory=dict)
    wrong: dict[str, set[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(set))
    """The presses that called a nudge wrong, by its key."""
    told_last: dict[Which, str] = field(default_factory=dict)
    stood_in: set[tuple[RelationshipId, PersonId, PersonId]] = field(default_factory=set)
    """Whoever stood in for somebody, at any time: what was laid for them then may be told them now."""
    contacts: dict[tuple[RelationshipId, Side], set[PersonId]] = field(default_factory=lambda: defaultdict(set))
    """Whoever was a go-between or a deputy of a side, at any time."""
    sponsors: dict[tuple[RelationshipId, Side], set[PersonId]] = field(default_factory=lambda: defaultdict(set))
    gone: set[Which] = field(default_factory=set)

    # Reading ---------------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Read the items and the relationships as they now are, if anything was written since."""
        written = self.written()
        if written == self.looked_at:
            return
        self.looked_at = written
        stand = [self.raw(f"SELECT * FROM {table}") for table in ("items", "turns")]
        kept = _by_relationship(self._rows(_ITEMS)) if stand != self.stood else None
        self.stood = stand
        for row in self._rows(_VERSIONS):
            self._look_at(RelationshipId(row.id), row, items_from(kept[row.id]) if kept is not None else None)

    def _look_at(self, of: RelationshipId, row: Any, found: Iterable[Item] | None) -> None:
        if self.versions.get(of) != row.version:
            self.versions[of] = row.version
            self.relationships[of] = self.ledger().relationship(of)
            self._look_who_is_meant(of, self.relationships[of])
        self.lines.setdefault(of, row.lines)
        if found is not None:
            now = {item.number: item for item in found}
            self._compare(of, self.items[of], now)
            self.items[of] = now

    def _look_who_is_meant(self, of: RelationshipId, one: Relationship) -> None:
        self.stood_in |= {(of, each.id, each.stand_in) for each in one.people.values() if each.stand_in}
        for side in Side:
            party = one.party(side)
            named = [who for each in party.go_betweens for who in (each.person, each.deputy)]
            self.contacts[of, side] |= {who for who in named if who}
            self.sponsors[of, side] |= {party.sponsor} if party.sponsor else set()

    @property
    def humans(self) -> list[HumanId]:
        return sorted({person.human for one in self.relationships.values() for person in one.people.values()})

    def side(self, of: RelationshipId, name: str) -> Side | None:
        if of not in self.relationships:
            self.look()
        return self.relationships[of].side_of(person_id(name))

    def is_forgotten(self, who: PersonId) -> bool:
        """What they pressed is no longer known to be theirs."""
        return any(
            one.people[who].name.startswith("someone") for one in self.relationships.values() if who in one.people
        )

    def raw(self, statement: str) -> list[Any]:
        """Past what makes nouns of rows, which takes longer than to read them."""
        cursor: Any = self.ledger().connection.connection.cursor()
        return list(cursor.execute(statement).fetchall())

    def _rows(self, statement: Any) -> list[Any]:
        return list(self.ledger().connection.execute(statement).all())

    # Items -----------------------------------------------------------------------------------------------------------

    def _compare(self, of: RelationshipId, before: dict[ItemNumber, Item], now: dict[ItemNumber, Item]) -> None:
        for number, item in now.items():
            was = before.get(number)
            if was == item:
                continue
            self._turns_are_only_added(was, item)
            self._nothing_is_put_off_past_the_day_work_stops(of, item)
            if was:
                self._claims(of, was, item)
        self.gone |= {(of, number) for number in before.keys() - now.keys()}

    def _turns_are_only_added(self, was: Item | None, item: Item) -> None:
        known = was.turns if was else ()
        times = [turn.at for turn in item.turns]
        hold("turns are only added", [turn.at for turn in known] == times[: len(known)], (known, item.turns))
        held = [turn.holder for turn in known] == [turn.holder for turn in item.turns[: len(known)]]
        hold("turns are only added", held, (known, item.turns))
        hold("turns are in order of time", times == sorted(times), times)
        hold("the first turn is the other side's", item.turns[0].holder.side is item.asker_side.other, item)
        hold("the first turn begins with the item", item.turns[0].at == item.opened_at, item)
        alike = [a for a, b in pairwise(item.turns) if a.holder == b.holder and b.reason != "reopened"]
        hold("every turn gives the ball to somebody else", not alike, item.turns)

    def _nothing_is_put_off_past_the_day_work_stops(self, of: RelationshipId, item: Item) -> None:
        if item.blocked_on is None or item.state is not State.OPEN:
            return
        asker = self.relationships[of].people[item.asker]
        calendar = asker.calendar or self.relationships[of].party(item.asker_side).calendar
        for until in (item.snoozed_until, item.promised_for):
            stops = until is None or until < item.clock_at or local_date(until, calendar) <= item.blocked_on
            # Once the day is over, a promise may well be for a later one.
            over = local_date(self.clock(), calendar) > item.blocked_on
            hold("nothing is put off past the day work stops", stops or over, item)

    def _claims(self, of: RelationshipId, was: Item, item: Item) -> None:
        which = (of, item.number)
        if (
            item.claim
            and item.claim.confirmed is not False
            and was.state is State.OPEN
            and item.state is not State.OPEN
        ):
            self.before_claim[which] = was
            if item.claim.what is Claimed.NOT_A_QUESTION:
                self._called_wrong(which, item.claim.at)
        if (
            item.state is State.OPEN
            and was.state is not State.OPEN
            and was.claim
            and item.claim
            and was.claim.confirmed is not item.claim.confirmed
        ):
            self._restored(which, item, was.claim)
        if len(item.turns) > len(was.turns) and item.turns[-1].reason == "somebody else":
            self._passed_on(which, was, item)

    def _restored(self, which: Which, item: Item, claim: Claim) -> None:
        before = self.before_claim[which]
        same = ("turns", "clock_at", "clock_moved", "promised_for", "snoozed_until", "wanted_by", "blocked_on")
        kept = [name for name in same if getattr(before, name) != getattr(item, name)]
        hold("a refuted claim restores the waiting exactly", not kept, (kept, before, item))
        hold("a refuted claim restores the waiting exactly", item.closed_at is None, item)
        for marks in self.wrong.values():
            marks.discard((which, claim.at))

    def _passed_on(self, which: Which, was: Item, item: Item) -> None:
        if item.holder.side and item.holder.side is was.holder.side:
            self._called_wrong(which, len(item.turns))

    def _called_wrong(self, which: Which, by: object) -> None:
        """Of an item what was told last is meant."""
        if which in self.told_last:
            self.wrong[self.told_last[which]].add((which, by))

    # An event --------------------------------------------------------------------------------------------------------

    def before(self, event: Event) -> None:
        """What was told last about each item, which a press may call wrong."""
        self.look()
        if not isinstance(event, MessagePosted | MessageEdited | MessageDeleted):
            rows = self._rows(_TOLD)
            self.told_last = {(row.relationship_id, row.number): row.key for row in rows}

    def _what_is_counted_wrong_was_pressed_and_not_refuted(self) -> None:
        kept = self._rows(_WRONG)
        wrong = {row.key for row in kept if row.wrong}
        pressed = ({key for key, marks in self.wrong.items() if marks} | _before(wrong)) & {row.key for row in kept}
        hold("what is counted wrong was pressed and not refuted", wrong == pressed, (wrong, pressed))

    # A moment --------------------------------------------------------------------------------------------------------

    def now_hold(self, now: datetime) -> None:
        """Everything that is due was rung; whatever is to happen next lies ahead."""
        self.look()
        written = self.written()
        if written != self.held_at:
            self.held_at = written
            self.alarms, self.trays = self._rows(_ALARMS), self._rows(_TRAYS)
            self._what_is_counted_wrong_was_pressed_and_not_refuted()
        self._every_open_item_is_looked_at_again(now)
        self._every_tray_in_which_something_waits_is_looked_into(now)
        for of in (ONE, TWO):
            for item in self.items[of].values():
                self._waits_add_up(of, item, now)

    def _every_open_item_is_looked_at_again(self, now: datetime) -> None:
        rows = self.alarms
        hold("alarms are ahead of now", all(row.at > now for row in rows), rows)
        own = {(row.relationship_id, row.subject) for row in rows if row.rule == "questions"}
        items = [(of, item) for of in (ONE, TWO) for item in self.items[of].values()]
        is_open = {(of, item.subject) for of, item in items if item.state is State.OPEN}
        hold("an open item has an alarm, a settled one has none", own == is_open, own ^ is_open)
        claims = {(row.relationship_id, row.subject) for row in rows if row.rule == "claims"}
        undecided = {
            (of, item.subject)
            for of, item in items
            if item.state is not State.OPEN and item.claim and item.claim.confirmed is None and item.blocked_on
        }
        hold("a claim on blocked work is looked at again", claims == undecided, claims ^ undecided)

    def _every_tray_in_which_something_waits_is_looked_into(self, now: datetime) -> None:
        rows = self.trays
        blind = [row for row in rows if row.key and row.look_at is None]
        hold("a tray in which something waits is looked into", not blind, blind)
        hold("trays are looked into ahead of now", all(row.look_at is None or row.look_at > now for row in rows), rows)

    def _waits_add_up(self, of: RelationshipId, item: Item, now: datetime) -> None:
        one, which = self.relationships[of], (of, item.number)
        told = reckoned(item, one, now)
        if item.state is State.OPEN:
            self.settled.pop(which, None)
        else:
            hold("what is settled was settled before now", item.closed_at is not None and item.closed_at <= now, item)
            settled = (item.closed_at, one.client.calendar, one.vendor.calendar)
            known, self.settled[which] = self.settled.get(which), (settled, told)
            if known and known[0] == settled:
                hold("what is settled waits no longer", known[1] == told, item)
        both = [self.waited(of, item, now, side) for side in Side]
        hold("nobody waits less than nothing", min(both) >= timedelta(0), item)
        hold("the waits of the two sides are all the waiting", sum(both, timedelta(0)) == told, (both, told, item))

    def waited(self, of: RelationshipId, item: Item, now: datetime, by: Side) -> timedelta:
        end = item.closed_at or now
        calendar, total = self.relationships[of].party(by).calendar, timedelta(0)
        for turn, stop in zip(item.turns, [*(turn.at for turn in item.turns[1:]), end], strict=True):
            if turn.holder.side is by:
                total += measure(turn.at, stop, calendar)
        return total


def _before(wrong: set[str]) -> set[str]:
    """What was wrong before the history began."""
    return {key for key in wrong if key.startswith("before:")}


def _by_relationship(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {ONE: [], TWO: []}
    for row in rows:
        found[row.relationship_id].append(row)
    return found
