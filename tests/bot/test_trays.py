"""Trays: what is laid before a human is told once, on one card, to whoever can be told; and what is settled is not."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, Row, insert, select, update

from bot import alarms as ringing
from bot import database, tables
from bot.alarms import Bell
from bot.handler import Handler, take
from bot.outbox import PostRoom
from bot.tables import cards, go_betweens, humans, nudges, outbox, people
from bot.writer import Writer
from rules.effects import Bounce, Effect, Forget, HavePatience, Keep, Lay, PutOff, Revise, SetAlarm, TakeOut, Tell
from rules.events import MessagePosted, Reacted
from rules.message import plain
from rules.model import (
    Desk,
    Fate,
    HumanId,
    ItemNumber,
    MessageId,
    Nudge,
    Patience,
    PersonId,
    Side,
    Told,
)
from tests.bot.platform import Conduct, Platform, Refuses
from tests.bot.world import (
    BEA,
    BEN,
    HOUR,
    MONDAY,
    OURS,
    SHARED,
    TUESDAY,
    SetClock,
    answers,
    asks,
    case_in,
    count,
    found_another,
    joins,
    keep,
    on_postgresql,
    put,
    question,
    rows,
    says,
    transaction,
    within_time,
    writing,
)

MINUTE = timedelta(minutes=1)
ONE_O_CLOCK = TUESDAY + 4 * HOUR
WEDNESDAY = TUESDAY + timedelta(days=1)


# A small office ------------------------------------------------------------------------------------------------------


@dataclass
class Office:
    """Everything that runs in a process, with a clock that stands, before a platform that does as it is told."""

    engine: Engine
    writer: Writer
    platform: Platform = field(default_factory=Platform)
    clock: SetClock = field(default_factory=lambda: SetClock(TUESDAY))

    def lays(self, *laid: Lay) -> None:
        self.puts(*laid)

    def puts(self, *effects: Effect) -> None:
        with transaction(self.engine) as ledger:
            put(ledger, *effects, now=self.clock())

    def happens(self, *events: Any) -> None:
        with transaction(self.engine) as ledger:
            for each in events:
                take(ledger, each, self.clock())
            ledger.finish()

    def rings(self) -> None:
        """Everything that is due now, as often as something is."""
        with transaction(self.engine) as ledger:
            while due := ringing.due(ledger, self.clock()):
                for each in due:
                    assert ringing.ring(ledger, each, self.clock())

    def speaks(self) -> None:
        """Rings, and says what there is to say until there is nothing more."""
        room = PostRoom(self.writer, {"room": self.platform}, self.clock)
        while True:
            self.rings()
            if not within_time(room.drain()):
                return

    def told(self, *conducts: Conduct) -> None:
        self.platform.conducts = deque(conducts)

    def fates(self) -> dict[str, str]:
        return {row.key: row.fate for row in rows(self.engine, nudges)}

    def look_at(self, person: PersonId = BEA) -> datetime | None:
        return self.human(person).look_at  # type: ignore[no-any-return]

    def human(self, person: PersonId = BEA) -> Row[Any]:
        with self.engine.connect() as connection:
            of = select(humans).join(people, people.c.human_id == humans.c.id).where(people.c.id == person)
            return connection.execute(of).one()

    def desk(self, person: PersonId = BEA) -> Desk:
        human = HumanId(self.human(person).id)
        with transaction(self.engine) as ledger:
            return ledger.desk_for(human, self.clock())

    def cards_to(self) -> list[tuple[PersonId, str]]:
        """To whom, and the words."""
        private = [speech for speech in self.platform.standing if isinstance(speech, Tell | Revise)]
        return [(speech.person, plain(speech.message)) for speech in private]


@pytest.fixture
def office(engine: Engine) -> Iterator[Office]:
    """Three questions of Asha's to Bea."""
    with transaction(engine) as ledger:
        keep(ledger, *(question(number, text=f"@bea Which region for bucket {number}?") for number in (1, 2, 3)))
    with writing(engine) as writer:
        yield Office(engine, writer)


def laid(number: int = 1, **changes: Any) -> Lay:
    """The first step of a question's ladder, laid before Bea on Tuesday at nine."""
    given: dict[str, Any] = {
        "key": f"nudge:{number}",
        "why": Told.NUDGE,
        "item": ItemNumber(number),
        "turn": 1,
        "step": 1,
        "side": Side.CLIENT,
        "person": BEA,
        "laid_at": TUESDAY,
        "show_from": TUESDAY,
    }
    return Lay(Nudge(**(given | changes)))


def answered(number: int, at: datetime = TUESDAY) -> MessagePosted:
    return says(BEA, "eu-west-1, as for the others.", at, id=f"answer:{number}", thread=f"m{number}")


def linked(engine: Engine, other: PersonId, to: PersonId = BEA) -> None:
    """The two are one human."""
    with engine.begin() as connection:
        human = select(people.c.human_id).where(people.c.id == to).scalar_subquery()
        connection.execute(update(people).where(people.c.id == other).values(human_id=human))


def names(engine: Engine, side: Side, person: PersonId, deputy: PersonId | None = None) -> None:
    """A go-between of ours; before any process has read the relationship."""
    row = {"relationship_id": OURS, "side": side.value, "topic": "", "person_id": person, "deputy_id": deputy}
    with engine.begin() as connection:
        connection.execute(insert(go_betweens).values(row))


# Laying --------------------------------------------------------------------------------------------------------------


def test_what_is_laid_waits_in_the_tray_and_the_tray_is_looked_into_at_once(office: Office) -> None:
    office.lays(laid())
    (entry,) = office.desk().entries
    stored = replace(laid().nudge, id=entry.nudge.id)
    assert (entry.nudge, entry.item and entry.item.number, entry.place and entry.place.id) == (stored, 1, SHARED)
    assert office.look_at() == TUESDAY
    assert count(office.engine, outbox) == 0


def test_what_is_laid_again_replaces_what_waits_there(office: Office) -> None:
    office.lays(laid())
    office.lays(laid(person=BEN, laid_at=TUESDAY + HOUR, show_from=TUESDAY + HOUR))
    assert office.desk(BEA).entries == ()
    (entry,) = office.desk(BEN).entries
    assert (entry.nudge.person, entry.nudge.laid_at) == (BEN, TUESDAY + HOUR)


@pytest.mark.parametrize("fate", [Fate.TOLD, Fate.DONE])
def test_what_is_laid_again_replaces_nothing_that_was_told(office: Office, fate: Fate) -> None:
    office.lays(laid(fate=fate, told_at=TUESDAY))
    office.lays(laid(person=BEN, laid_at=WEDNESDAY))
    (row,) = rows(office.engine, nudges)
    assert (row.person_id, row.laid_at, row.fate) == (BEA, TUESDAY, fate)


@pytest.mark.parametrize("fate", [Fate.TOLD, Fate.DRY])
def test_what_lies_in_nobodys_tray_is_only_written_down(office: Office, fate: Fate) -> None:
    office.lays(
        laid(fate=fate, told_at=TUESDAY), laid(2, why=Told.LINE, step=3, person=None, fate=fate, told_at=TUESDAY)
    )
    assert (office.look_at(), len(rows(office.engine, nudges))) == (None, 2)
    office.speaks()
    assert office.platform.standing == []


# Telling -------------------------------------------------------------------------------------------------------------


def test_what_waits_is_told_on_one_card(office: Office) -> None:
    office.lays(laid(1), laid(2), laid(3))
    office.speaks()
    ((person, words),) = office.cards_to()
    assert person == BEA
    assert [f"bucket {number}" in words for number in (1, 2, 3)] == [True] * 3
    (card,) = rows(office.engine, cards)
    assert (card.person_id, card.at, card.why, card.heeded, card.revision) == (BEA, TUESDAY, "nudge", False, 0)
    assert {(row.fate, row.told_at, row.card) for row in rows(office.engine, nudges)} == {("told", TUESDAY, card.key)}
    assert office.look_at() is None


def test_what_is_laid_between_two_cards_waits_for_the_next(office: Office) -> None:
    office.clock.now = TUESDAY + HOUR
    office.lays(laid(laid_at=office.clock()))
    office.speaks()
    assert (office.platform.standing, office.look_at()) == ([], ONE_O_CLOCK)
    office.clock.now = ONE_O_CLOCK - MINUTE
    office.speaks()
    assert office.platform.standing == []
    office.clock.now = ONE_O_CLOCK
    office.speaks()
    assert len(office.platform.standing) == 1


def test_what_was_told_before_stands_on_the_next_card_in_one_small_line(office: Office) -> None:
    office.lays(laid(1))
    office.speaks()
    office.clock.now = ONE_O_CLOCK
    office.lays(laid(2, laid_at=ONE_O_CLOCK))
    office.speaks()
    _, (_, words) = office.cards_to()
    assert "bucket 2" in words
    assert "bucket 1" not in words
    assert "Also still with you: q1." in words


def test_two_relationships_are_told_on_one_card(office: Office) -> None:
    with office.engine.begin() as connection:
        other, elsewhere = found_another(connection)
    theirs, asker = PersonId("room:other-c"), PersonId("room:other-v")
    linked(office.engine, theirs)
    with transaction(office.engine) as ledger:
        case = case_in(ledger, replace(says(asker, "Hello"), place=elsewhere))
        asked = question(place=elsewhere, asker=asker, text="Who signs the contract?")
        ledger.apply(case, [Keep(asked), laid(key="theirs", person=theirs)], TUESDAY)
    office.lays(laid())
    office.speaks()
    ((_, words),) = office.cards_to()
    assert "bucket 1" in words
    assert "Who signs the contract?" in words
    assert {row.relationship_id: row.fate for row in rows(office.engine, nudges)} == {OURS: "told", other: "told"}
    assert len({row.card for row in rows(office.engine, nudges)}) == count(office.engine, cards) == 1


def test_a_human_who_is_told_nothing_of_its_own_accord_bounces_it(office: Office) -> None:
    """`quiet me`: the item's own rule looks for another road, at once."""
    human = office.human().id
    with office.engine.begin() as connection:
        connection.execute(update(humans).where(humans.c.id == human).values(quiet=True))
    names(office.engine, Side.CLIENT, BEN)
    office.lays(laid())
    climbed(office, 1)
    office.speaks()
    assert [person for person, _ in office.cards_to()] == [BEN]


# Taking out ----------------------------------------------------------------------------------------------------------


def test_an_answer_takes_out_what_waits(office: Office) -> None:
    office.lays(laid(1), laid(2))
    office.happens(answered(1))
    office.speaks()
    assert office.fates() == {"nudge:1": "dropped", "nudge:2": "told"}
    ((_, words),) = office.cards_to()
    assert "bucket 2" in words
    assert "bucket 1" not in words


def test_an_answer_before_the_card_is_said_takes_it_off_the_card(office: Office) -> None:
    office.lays(laid(1), laid(2))
    office.rings()
    office.happens(answered(1))
    office.speaks()
    assert office.fates() == {"nudge:1": "dropped", "nudge:2": "told"}
    ((_, words),) = office.cards_to()
    assert "bucket 1" not in words
    assert count(office.engine, cards) == 1


def test_an_answer_before_a_card_of_one_is_said_leaves_nothing_to_say(office: Office) -> None:
    office.lays(laid(1))
    office.rings()
    office.happens(answered(1))
    office.speaks()
    assert (office.platform.standing, count(office.engine, cards)) == ([], 0)
    assert office.fates() == {"nudge:1": "dropped"}


def test_an_answer_after_the_card_edits_it_in_place(office: Office) -> None:
    office.lays(laid(1), laid(2))
    office.speaks()
    office.clock.move(HOUR)
    office.happens(answered(1, office.clock()))
    office.speaks()
    assert office.fates() == {"nudge:1": "done", "nudge:2": "told"}
    ((_, words),) = office.cards_to()
    assert "q1 is settled. Thank you." in words
    assert "bucket 1" not in words
    assert "bucket 2" in words
    (card,) = rows(office.engine, cards)
    assert (card.heeded, card.revision) == (True, 1)
    office.happens(answered(2, office.clock()))
    office.speaks()
    ((_, words),) = office.cards_to()
    assert "bucket" not in words
    assert rows(office.engine, cards)[0].revision == 2
    assert [speech.key for speech in office.platform.tried] == [card.key, f"{card.key}~1", f"{card.key}~2"]


def test_a_sign_of_life_heeds_the_card_and_leaves_what_waits(office: Office) -> None:
    office.lays(laid(1))
    office.speaks()
    office.clock.now = ONE_O_CLOCK - MINUTE
    office.lays(laid(1, key="second", step=2, laid_at=office.clock()))
    office.puts(TakeOut(ItemNumber(1), keep_waiting=True))
    assert office.fates() == {"nudge:1": "told", "second": "waiting"}
    assert rows(office.engine, cards)[0].heeded


def test_only_what_lies_there_for_that_reason_is_taken_out(office: Office) -> None:
    office.lays(laid(1), laid(1, key="claim", why=Told.CLAIM))
    office.puts(TakeOut(ItemNumber(1), frozenset({Told.CLAIM})))
    assert office.fates() == {"nudge:1": "waiting", "claim": "dropped"}


def test_what_never_was_an_item_lies_nowhere_and_its_card_no_longer_asks(office: Office) -> None:
    office.lays(laid(1), laid(2))
    office.speaks()
    office.lays(laid(1, key="second", step=2))
    office.puts(Forget(question(1)))
    office.speaks()
    assert office.fates().get("second") is None
    ((_, words),) = office.cards_to()
    assert "bucket 1" not in words
    assert "bucket 2" in words


def test_a_thread_off_the_record_leaves_no_words_on_a_card(office: Office) -> None:
    office.lays(laid(1))
    office.speaks()
    office.happens(
        Reacted(id="r", at=TUESDAY, place=SHARED, message=MessageId("m1"), person=BEN, emoji="zipper_mouth_face")
    )
    office.speaks()
    assert not any("bucket" in words for words in office.platform.shown)


# Putting off ---------------------------------------------------------------------------------------------------------


def test_what_is_put_off_is_told_again_then_and_not_before(office: Office) -> None:
    office.lays(laid(1), laid(2))
    office.speaks()
    office.puts(PutOff(ItemNumber(1), BEA, WEDNESDAY))
    office.speaks()
    assert office.fates() == {"nudge:1": "waiting", "nudge:2": "told"}
    assert office.look_at() == WEDNESDAY
    office.clock.now = WEDNESDAY
    office.speaks()
    assert "bucket 1" in office.platform.shown[-1]
    assert "bucket 2" not in office.platform.shown[-1]
    assert len(office.platform.standing) == 2


def test_what_is_put_off_for_one_person_still_waits_for_another(office: Office) -> None:
    office.lays(laid(1), laid(1, key="to ben", person=BEN, step=2))
    office.puts(PutOff(ItemNumber(1), BEA, WEDNESDAY))
    office.speaks()
    assert [person for person, _ in office.cards_to()] == [BEN]


# When a tray is looked into ------------------------------------------------------------------------------------------


def test_a_tray_is_looked_into_at_the_earliest_of_the_moments_wanted(office: Office) -> None:
    human = HumanId(office.human().id)
    with transaction(office.engine) as ledger:
        ledger.trays.look([human], ONE_O_CLOCK)
        ledger.trays.look([human], WEDNESDAY)
    assert office.look_at() == ONE_O_CLOCK
    with transaction(office.engine) as ledger:
        ledger.trays.look([human], TUESDAY)
        ledger.trays.look([], MONDAY)
    assert office.look_at() == TUESDAY


def test_an_empty_tray_is_not_looked_into_again(office: Office) -> None:
    human = HumanId(office.human().id)
    with transaction(office.engine) as ledger:
        ledger.trays.look([human], TUESDAY)
    office.speaks()
    assert (office.look_at(), office.platform.standing) == (None, [])


# No private road -----------------------------------------------------------------------------------------------------

NO_ROAD = Refuses("cannot_dm", permanent=True)


def climbed(office: Office, *numbers: int) -> None:
    """As the ladder leaves an item whose first step was laid."""
    with transaction(office.engine) as ledger:
        for number in numbers:
            item = ledger.item(OURS, ItemNumber(number))
            assert item
            keep(ledger, replace(item, climbed=1, climbed_at=TUESDAY))
            put(ledger, SetAlarm("questions", item.subject, WEDNESDAY))


def test_what_cannot_be_told_to_the_holder_is_told_to_the_go_between(office: Office) -> None:
    names(office.engine, Side.CLIENT, BEN)
    office.lays(laid(1), laid(2))
    climbed(office, 1, 2)
    office.told(NO_ROAD)
    office.speaks()
    ((person, words),) = office.cards_to()
    assert person == BEN
    assert ("bucket 1" in words, "bucket 2" in words) == (True, True)
    with office.engine.connect() as connection:
        assert connection.scalar(select(people.c.reachable).where(people.c.id == BEA)) is False
    assert [row.person_id for row in rows(office.engine, cards)] == [BEN]


def test_whoever_has_another_account_is_told_there(office: Office) -> None:
    elsewhere = PersonId("room:bea-at-home")
    with office.engine.begin() as connection:
        joins(connection, elsewhere, Side.CLIENT)
    linked(office.engine, elsewhere)
    names(office.engine, Side.CLIENT, BEN)
    office.lays(laid(1))
    climbed(office, 1)
    office.told(NO_ROAD)
    office.speaks()
    assert [person for person, _ in office.cards_to()] == [elsewhere]


def test_where_nobody_can_be_told_the_item_is_only_listed(office: Office) -> None:
    """And nobody tries in vain again and again."""
    names(office.engine, Side.CLIENT, BEN)
    office.lays(laid(1))
    climbed(office, 1)
    office.told(NO_ROAD, NO_ROAD)
    office.speaks()
    assert len(office.platform.tried) == 2
    assert {*office.fates().values()} == {"dropped"}
    office.speaks()
    assert len(office.platform.tried) == 2


def test_what_is_refused_for_now_is_no_reason_to_go_another_way(office: Office) -> None:
    office.lays(laid(1))
    office.told(Refuses("slow down", retry_after=MINUTE))
    office.speaks()
    office.clock.move(MINUTE)
    office.speaks()
    assert [person for person, _ in office.cards_to()] == [BEA]
    assert office.fates() == {"nudge:1": "told"}


def test_a_bounce_drops_what_waits_and_wakes_the_rule_of_the_item(office: Office) -> None:
    office.lays(laid(1), laid(2))
    climbed(office, 1, 2)
    human = HumanId(office.human().id)
    bounced = [Bounce(entry.nudge, OURS, entry.nudge.item == 1) for entry in office.desk().entries]
    with transaction(office.engine) as ledger:
        ledger.apply_to_tray(human, bounced, TUESDAY)
    assert {*office.fates().values()} == {"dropped"}
    assert {row.subject: row.at for row in rows(office.engine, tables.alarms)} == {
        "item:1": TUESDAY,
        "item:2": WEDNESDAY,
    }


# Patience ------------------------------------------------------------------------------------------------------------


def test_what_somebody_answered_about_being_asked_is_kept(office: Office) -> None:
    human = HumanId(office.human().id)
    office.puts(HavePatience(human, Patience.LATER, WEDNESDAY))
    assert (office.desk().patience, office.desk().patience_until) == (Patience.LATER, WEDNESDAY)
    assert not office.human().quiet
    office.puts(HavePatience(human, Patience.STOP))
    assert office.human().quiet
    assert office.desk().seats[0][1].quiet


# Several at once -----------------------------------------------------------------------------------------------------


@on_postgresql
def test_a_tray_that_several_ring_at_once_makes_one_card(engine: Engine, founded_url: str) -> None:
    numbers = range(1, 31)
    with transaction(engine) as ledger:
        for number in numbers:
            joins(ledger.connection, somebody(number), Side.CLIENT)
        keep(ledger, *(question(number) for number in numbers))
        put(ledger, *(laid(number, person=somebody(number)) for number in numbers), now=TUESDAY)
    with processes(founded_url, 3) as writers:

        async def scenario() -> list[int]:
            return await asyncio.gather(*(Bell(writer, SetClock(TUESDAY)).ring() for writer in writers))

        rung = within_time(scenario())
    assert sum(rung) == len(numbers)
    assert count(engine, cards) == count(engine, outbox) == len(numbers)
    assert Counter(row.card for row in rows(engine, nudges)).most_common(1)[0][1] == 1


@on_postgresql
def test_an_answer_that_races_the_card_is_never_followed_by_the_question(engine: Engine, founded_url: str) -> None:
    """Forty rounds: one process hears the answer while another makes the card. Whoever is first, nothing still asks."""
    chance = random.Random(5)
    with transaction(engine) as ledger:
        for number in range(1, 41):
            joins(ledger.connection, somebody(number), Side.CLIENT)

    async def later(seconds: float, work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        await asyncio.sleep(seconds)
        return await work()

    async def scenario(hearing: Writer, ringing_too: Writer) -> None:
        clock = SetClock(TUESDAY)
        handler, bell = Handler(hearing, clock), Bell(ringing_too, clock)
        for number in range(1, 41):
            who = somebody(number)
            await handler.handle(replace(asks(number), text=f"@{who} Which region?", mentions=(who,)))
            assert await bell.ring() == 1  # the alarm; the tray is next
            answer = replace(answers(number, TUESDAY), author=who)
            await asyncio.gather(
                later(chance.uniform(0, 0.004), partial(handler.handle, answer)),
                later(chance.uniform(0, 0.004), bell.ring),
            )
            while await bell.ring():
                pass
            (nudge,) = rows(engine, nudges, nudges.c.number == number)
            assert nudge.fate in ("done", "dropped"), number
            assert not [row.key for row in rows(engine, outbox) if row.body and "Which region" in row.body], number

    with processes(founded_url, 2) as (hearing, ringing_too):
        within_time(scenario(hearing, ringing_too))


def somebody(number: int) -> PersonId:
    return PersonId(f"room:somebody{number}")


@contextmanager
def processes(url: str, number: int) -> Iterator[list[Writer]]:
    """As many writers, each with an engine of its own."""
    with ExitStack() as stack:
        engines = [database.writer(url) for _ in range(number)]
        for each in engines:
            stack.callback(each.dispose)
        yield [stack.enter_context(writing(each)) for each in engines]
