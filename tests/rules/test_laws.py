"""Laws of clocks, turns and keys that hold in any chat: two sides of three people and a bystander talk at random.

Events go through the real handler, bell and outbox on a SQLite file, as in a replay. `RAPPORT_LAWS_CASES=2000` looks
longer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, currently_in_test_context, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, delete, select, update

from adapters.base import Ref
from bot import alarms, database, outbox, statements, tables
from bot.handler import take
from bot.ledger import Ledger, Memory
from bot.records import items_from
from rules.effects import Reply, Speech, Tell
from rules.engine import decide
from rules.events import AlarmRang, CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted, Reacted
from rules.message import plain
from rules.model import Item, ItemNumber, MessageId, Relationship, Side, State, Turn
from rules.owed.nudging import split_key, target, waited
from rules.worktime import Calendar, is_open, measure
from tests.stories.head import PLACE, person_id, read_head

PEOPLE = ("Bea", "Ben", "Carl", "Asha", "Arun", "Anna", "Dana")
HEAD = """\
starts = 2026-10-19
zone = "Europe/Berlin"
others = ["Dana"]
own_hours = {{ Carl = "Mon-Wed 14:00-20:00", Arun = "Thu 08:00-10:00" }}
[client]
name = "Contoso"
people = ["Bea", "Ben", "Carl"]
zone = "Europe/Berlin"
hours = "Mon-Thu 09:00-12:00,13:00-17:00; Fri 09:00-15:00"
holidays = ["DE-BY", "+2026-10-30"]
targets = {{ question = "6h" }}
{client}
[vendor]
name = "Northwind"
people = ["Asha", "Arun", "Anna"]
zone = "Asia/Kolkata"
hours = "Mon-Sat 10:00-18:00"
{vendor}
"""
WORLDS = {
    name: read_head(HEAD.format(client=client, vendor=vendor))
    for name, client, vendor in [
        ("nobody in between", "", ""),
        ("go-betweens", 'go_between = "Ben"', 'go_between = "Arun"'),
        ("deputies", 'go_between = "Bea"\ndeputy = "Carl"', 'go_between = "Asha"\ndeputy = "Anna"'),
    ]
}
STARTS = WORLDS["deputies"].starts

WORDS = [
    "Which region should the new bucket be in?",
    "could you send us the signed lease?",
    "When do you open on Sunday?",
    "Is the poster final",
    "The printer in hall 3 is not working",
    "eu-west-1, the region of all the other buckets.",
    "Here is the signed lease, and the poster is final.",
    "Sunday at ten",
    "Yes",
    "Looking into it",
    "I'll check tomorrow",
    "Which of the two do you mean?",
    "The one in Mill Street.",
    "Any update?",
    "Thanks!",
    "Never mind, found it.",
    "Sent you a DM.",
    "Let's jump on a call",
    "It works now",
    "Good morning all",
    "👍",
]
EMOJI = ["white_check_mark", "eyes", "question", "no_entry_sign", "tada"]
SECONDS = [20, 90, 600, 2 * 3600, 5 * 3600, 11 * 3600, 23 * 3600, 70 * 3600]

called = st.sampled_from(["", "", *(f"@{name} " for name in PEOPLE)])
texts = st.builds("{}{}".format, called, st.sampled_from(WORDS))
names = st.sampled_from(PEOPLE)
gaps = st.sampled_from(SECONDS).map(lambda seconds: timedelta(seconds=seconds))
lags = st.sampled_from([0, 0, 0, 120, 4 * 3600]).map(lambda seconds: timedelta(seconds=seconds))
nth = st.integers(0, 40)
somewhere = st.none() | nth

BETWEEN_STEPS = timedelta(hours=8)


class Chat(RuleBasedStateMachine):
    """One chat in one transaction, which is taken back at its end."""

    engine: Engine
    scratch: Path

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.connection.begin()
        self.memory = Memory()
        self.events: list[Event] = []
        self.messages: list[tuple[MessageId, MessageId, str]] = []
        """Each with the root of its thread, which may be itself, and its author."""
        self.said: dict[str, tuple[Speech, datetime]] = {}
        """What Rapport said, by key."""
        self.histories: dict[ItemNumber, tuple[Turn, ...]] = {}
        self.settled: dict[ItemNumber, tuple[State, timedelta]] = {}

    @initialize(world=st.sampled_from(list(WORLDS)))
    def begin(self, world: str) -> None:
        self.now = self.last = STARTS
        self.of = WORLDS[world].found(self.connection, self.scratch)

    def teardown(self) -> None:
        self.connection.rollback()
        self.connection.close()

    # What happens ----------------------------------------------------------------------------------------------------

    @rule(after=gaps, lag=lags, who=names, text=texts, thread=somewhere)
    def say(self, after: timedelta, lag: timedelta, who: str, text: str, thread: int | None) -> None:
        self.pass_by(after)
        self.happen(lag, self.posted(who, text, thread))

    @precondition(lambda self: self.histories)
    @rule(after=gaps, lag=lags, who=names, text=texts, which=nth)
    def reply(self, after: timedelta, lag: timedelta, who: str, text: str, which: int) -> None:
        """In the thread of something that is open, if anything is."""
        self.pass_by(after)
        threads = [item.thread for item in self.items() if item.state is State.OPEN]
        roots = [n for n, (_, root, _) in enumerate(self.messages) if root in threads]
        self.happen(lag, self.posted(who, text, roots[which % len(roots)] if roots else None))

    @rule(after=gaps, lag=lags, who=names, text=texts, thread=somewhere)
    def ask(self, after: timedelta, lag: timedelta, who: str, text: str, thread: int | None) -> None:
        self.pass_by(after)
        message = self.posted(who, text, thread)
        self.happen(
            lag,
            lambda at, id: CommandGiven(
                id=id,
                at=at,
                place=PLACE,
                author=person_id(who),
                text=f"ask {text}",
                message=MessageId(id),
                thread=message(at, id).thread,
                mentions=mentioned(text),
            ),
        )

    @precondition(lambda self: self.messages)
    @rule(after=gaps, lag=lags, which=nth, text=texts)
    def edit(self, after: timedelta, lag: timedelta, which: int, text: str) -> None:
        self.pass_by(after)
        message, root, author = self.messages[which % len(self.messages)]
        self.happen(
            lag,
            lambda at, id: MessageEdited(
                id=id,
                at=at,
                place=PLACE,
                message=message,
                author=person_id(author),
                text=text,
                thread=None if root == message else root,
                mentions=mentioned(text),
            ),
        )

    @precondition(lambda self: self.messages)
    @rule(after=gaps, lag=lags, which=nth)
    def delete(self, after: timedelta, lag: timedelta, which: int) -> None:
        self.pass_by(after)
        message, _, _ = self.messages[which % len(self.messages)]
        self.happen(lag, lambda at, id: MessageDeleted(id=id, at=at, place=PLACE, message=message))

    @precondition(lambda self: self.messages)
    @rule(after=gaps, lag=lags, which=nth, who=names, emoji=st.sampled_from(EMOJI))
    def react(self, after: timedelta, lag: timedelta, which: int, who: str, emoji: str) -> None:
        self.pass_by(after)
        message, _, _ = self.messages[which % len(self.messages)]
        self.happen(
            lag,
            lambda at, id: Reacted(id=id, at=at, place=PLACE, message=message, person=person_id(who), emoji=emoji),
        )

    @rule(days=st.sampled_from([1, 2, 4, 9, 40]))
    def nothing_happens(self, days: int) -> None:
        self.pass_by(timedelta(days=days))

    @rule(after=gaps)
    def rapport_is_down(self, after: timedelta) -> None:
        """Alarms ring late, all that fell due meanwhile at once."""
        self.now += after
        self.pass_by(timedelta(0))

    @rule(who=names, text=texts, thread=somewhere)
    def somebody_is_faster(self, who: str, text: str, thread: int | None) -> None:
        """The next alarm rings, and before anything is said somebody writes."""
        ledger = self.ledger()
        due = alarms.earliest(ledger)
        if due and due < self.now + timedelta(days=7):
            self.now = max(self.now, due)
            self.ring()
        self.happen(timedelta(0), self.posted(who, text, thread))

    # What must change nothing ----------------------------------------------------------------------------------------

    @precondition(lambda self: self.events)
    @rule(which=st.integers(0, 400))
    def the_same_again(self, which: int) -> None:
        before = self.everything()
        assert take(self.ledger(), self.events[which % len(self.events)], self.now) is None
        assert self.everything() == before

    @rule()
    def somebody_rings_for_nothing(self) -> None:
        """An alarm never says "send", it says "look again"."""
        before = self.everything()
        for item in self.items():
            alarm = AlarmRang(at=self.now, relationship=self.of, rule="questions", subject=item.subject)
            take(self.ledger(), alarm, self.now)
            assert not alarms.ring(self.ledger(), alarm, self.now)
        assert self.everything() == before

    # Laws ------------------------------------------------------------------------------------------------------------

    @invariant()
    def laws(self) -> None:
        items = self.items()
        self.an_open_item_is_looked_at_again_and_a_settled_one_never(items)
        self.turns_are_only_added_in_order_of_time_and_begin_with_the_other_side(items)
        self.the_waits_of_the_two_sides_are_all_the_waiting(items)
        self.what_is_settled_waits_no_longer(items)

    def an_open_item_is_looked_at_again_and_a_settled_one_never(self, items: tuple[Item, ...]) -> None:
        waiting = self.connection.execute(select(tables.alarms.c.subject, tables.alarms.c.at)).all()
        assert sorted(row.subject for row in waiting) == sorted(i.subject for i in items if i.state is State.OPEN)
        assert all(row.at > self.now for row in waiting)

    def turns_are_only_added_in_order_of_time_and_begin_with_the_other_side(self, items: tuple[Item, ...]) -> None:
        for item in items:
            known = self.histories.get(item.number, ())
            assert item.turns[: len(known)] == known
            assert item.turns[0].holder.side is item.asker_side.other
            assert item.turns[0].at == item.opened_at
            assert all(turn.at == self.last for turn in item.turns[max(1, len(known)) :])
            assert [turn.at for turn in item.turns] == sorted(turn.at for turn in item.turns)
            assert all(before.holder.side is not turn.holder.side for before, turn in pairwise(item.turns))
            if len(item.turns) > 1:
                note_that("the ball was passed")
            self.histories[item.number] = item.turns

    def the_waits_of_the_two_sides_are_all_the_waiting(self, items: tuple[Item, ...]) -> None:
        relationship = self.relationship()
        for item in items:
            waits = [waited(item, relationship, self.now, by=side) for side in Side]
            assert min(waits) >= timedelta(0)
            assert sum(waits, timedelta(0)) == waited(item, relationship, self.now)

    def what_is_settled_waits_no_longer(self, items: tuple[Item, ...]) -> None:
        relationship = self.relationship()
        before, self.settled = self.settled, {}
        for item in items:
            if item.state is State.OPEN:
                continue
            assert item.closed_at
            assert item.closed_at <= self.now
            note_that(f"something was {item.state}")
            self.settled[item.number] = now = (item.state, waited(item, relationship, self.now))
            earlier = before.get(item.number, now)
            assert earlier == now or earlier[0] is not item.state

    def lawful(self, speech: Speech) -> None:
        """What must be true of everything Rapport says, at the moment it says it."""
        assert speech.key not in self.said
        assert speech.about
        item = self.ledger().item(self.of, speech.about)
        assert item
        assert item.state is State.OPEN
        assert item.holder.side
        party = self.relationship().party(item.holder.side)
        turn, step = split_key(speech.key)
        assert turn == len(item.turns)
        assert step == item.climbed
        assert is_open(self.now, self.heard_by(speech, item))
        assert measure(item.clock_at, self.now, party.calendar) >= target(item) + (step - 1) * BETWEEN_STEPS
        self.follows(step, [key for key in self.said if key.startswith(speech.key[:-1])], party.calendar)
        if isinstance(speech, Tell):
            assert "“”" not in plain(speech.message)
        note_that(f"step {step} was said")

    def heard_by(self, speech: Speech, item: Item) -> Calendar:
        """In whose hours it is said; the side that holds the ball hears it, or the thread, and nobody else."""
        relationship = self.relationship()
        assert item.holder.side
        party = relationship.party(item.holder.side)
        if isinstance(speech, Reply):
            assert (speech.place, speech.thread) == (item.place, item.thread)
            assert all(name not in plain(speech.message) for name in PEOPLE)
            return party.calendar
        person = relationship.people[speech.person]
        assert person.side is item.holder.side
        assert person.id != item.asker or item.holder.side is item.asker_side
        return person.calendar or party.calendar

    def follows(self, step: int, keys: list[str], hours: Calendar) -> None:
        """Steps come in order, each once a turn, and nobody is passed over before they had a working day."""
        for key in keys:
            assert split_key(key)[1] < step
            assert measure(self.said[key][1], self.now, hours) >= BETWEEN_STEPS

    # How it is done --------------------------------------------------------------------------------------------------

    def posted(self, who: str, text: str, thread: int | None) -> Callable[[datetime, str], MessagePosted]:
        root = self.messages[thread % len(self.messages)][1] if thread is not None and self.messages else None
        return lambda at, id: MessagePosted(
            id=id,
            at=at,
            place=PLACE,
            message=MessageId(id),
            thread=root,
            author=person_id(who),
            text=text,
            mentions=mentioned(text),
        )

    def happen(self, lag: timedelta, made: Callable[[datetime, str], Event]) -> None:
        """It happened a while ago, though never before what was already told."""
        self.last = max(self.last, self.now - lag)
        happening = made(self.last, f"{len(self.events)}")
        if isinstance(happening, MessagePosted):
            author = happening.author.removeprefix("room:")
            self.messages.append((happening.message, happening.thread or happening.message, author))
        self.events.append(happening)
        case = self.ledger().case_for(happening)
        assert case
        decision = take(self.ledger(), happening, self.now)
        assert decision == decide(happening, case, self.now)
        assert decision
        assert not decision.faults
        self.say_what_is_ready()
        self.pass_by(timedelta(0))

    def pass_by(self, time: timedelta) -> None:
        """Ring every alarm at its own time, or now if that is over."""
        until = self.now + time
        for rung in count():
            due = alarms.earliest(self.ledger())
            if due is None or due > until:
                break
            assert rung < 1_000, "it rings for ever"
            self.now = max(self.now, due)
            self.ring()
            self.say_what_is_ready()
        self.now = until

    def ring(self) -> None:
        for alarm in alarms.due(self.ledger(), self.now):
            assert alarms.ring(self.ledger(), alarm, self.now)

    def say_what_is_ready(self) -> None:
        while ready := outbox.claim(self.ledger(), "ready", self.now):
            for out in ready:
                self.lawful(out.speech)
                self.said[out.speech.key] = (out.speech, self.now)
                outbox.sent(self.ledger(), out, Ref(out.speech.key))

    def ledger(self) -> Ledger:
        """A new one each time: what one transaction remembers of items must not be needed by the next."""
        return Ledger(self.connection, self.memory)

    def relationship(self) -> Relationship:
        return self.ledger().relationship(self.of)

    def items(self) -> tuple[Item, ...]:
        return items_from(self.connection.execute(statements.ITEMS_OF, {"of": self.of}))

    def everything(self) -> list[Any]:
        return [self.connection.execute(select(table)).all() for table in tables.metadata.sorted_tables]


def note_that(something: str) -> None:
    """For `pytest --hypothesis-show-statistics`: whether chats come to what the laws are about."""
    if currently_in_test_context():
        event(something)


def mentioned(text: str) -> tuple[Any, ...]:
    return tuple(person_id(name) for name in PEOPLE if f"@{name}" in text)


@pytest.fixture(scope="module")
def chats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[type[Chat]]:
    """Chats on a database of their own."""

    class ChatHere(Chat):
        scratch = tmp_path_factory.mktemp("laws")
        engine = database.writer(f"sqlite:///{scratch / 'ledger.db'}")

    tables.metadata.create_all(ChatHere.engine)
    yield ChatHere
    ChatHere.engine.dispose()


def test_the_laws_hold_in_any_chat(chats: type[Chat]) -> None:
    run_state_machine_as_test(
        chats,
        settings=settings(
            max_examples=int(os.environ.get("RAPPORT_LAWS_CASES", "60")),
            stateful_step_count=40,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


# The laws can be broken: else they would say nothing -----------------------------------------------------------------


@pytest.fixture
def asked(chats: type[Chat]) -> Iterator[Chat]:
    """Asha has asked Bea on Monday at ten, who will hear of it on Tuesday at nine: lunch is not working time."""
    chat = chats()
    chat.begin("go-betweens")
    chat.now += timedelta(hours=10)
    chat.happen(timedelta(0), chat.posted("Asha", "@Bea which region should the new bucket be in?", None))
    yield chat
    chat.teardown()


TO_TUESDAY_AT_NINE = timedelta(hours=23)


def test_a_chat_comes_to_every_step_and_to_the_lapse(asked: Chat) -> None:
    asked.pass_by(timedelta(days=7))
    assert sorted(asked.said) == [f"nudge:{asked.of}:1:1:{step}" for step in (1, 2, 3)]
    asked.laws()
    asked.pass_by(timedelta(days=60))
    assert [item.state for item in asked.items()] == [State.LAPSED]
    asked.laws()


TAMPERING = {
    "no alarm": delete(tables.alarms),
    "an alarm in the past": update(tables.alarms).values(at=STARTS),
    "a settled item with an alarm": update(tables.items).values(state="answered", closed_at=STARTS),
    "a turn that is gone": delete(tables.turns),
    "a turn that was rewritten": update(tables.turns).values(reason="because"),
    "a turn of the asker's side": update(tables.turns).values(side="vendor"),
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_a_ledger_that_breaks_a_law_is_noticed(statement: Any, asked: Chat) -> None:
    asked.laws()
    asked.connection.execute(statement)
    with pytest.raises((AssertionError, IndexError)):
        asked.laws()


@pytest.mark.parametrize(
    "changes",
    [
        {"person_id": "room:Asha"},
        {"person_id": "room:Arun"},
        {"person_id": "room:Dana"},
        {"key": "nudge:1:1:2:1"},
        {"key": "nudge:1:1:1:2"},
        {"number": None},
        {"number": 2},
        {"body": '[["Line", [["Words", "“”"]]]]'},
        {"person_id": None, "thread": "another"},
        {"person_id": None, "thread": "0", "body": '[["Line", [["Words", "Bea is late"]]]]'},
    ],
    ids=["asker", "other side", "bystander", "turn", "step", "no item", "unknown item", "no words", "thread", "name"],
)
def test_a_word_that_breaks_a_law_is_noticed(changes: dict[str, Any], asked: Chat) -> None:
    """A word to Bea on Tuesday at nine is lawful; changed, it is not."""
    asked.now += TO_TUESDAY_AT_NINE
    asked.ring()
    asked.connection.execute(update(tables.outbox).values(changes))
    with pytest.raises(AssertionError):
        asked.say_what_is_ready()


@pytest.mark.parametrize(
    "late", [timedelta(hours=3), timedelta(hours=9), timedelta(days=5)], ids=["lunch", "night", "Sunday"]
)
def test_a_word_outside_the_readers_hours_is_noticed(late: timedelta, asked: Chat) -> None:
    asked.now += TO_TUESDAY_AT_NINE
    asked.ring()
    asked.now += late
    with pytest.raises(AssertionError):
        asked.say_what_is_ready()


def test_a_word_to_bea_on_tuesday_at_nine_is_lawful(asked: Chat) -> None:
    """Else the tests above could be right for the wrong reason."""
    asked.now += TO_TUESDAY_AT_NINE
    asked.ring()
    asked.say_what_is_ready()
    assert len(asked.said) == 1


def test_two_steps_in_one_minute_are_noticed(asked: Chat) -> None:
    asked.pass_by(TO_TUESDAY_AT_NINE)
    with pytest.raises(AssertionError):
        asked.follows(2, list(asked.said), asked.relationship().client.calendar)
