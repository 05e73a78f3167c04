"""Each law (tests/laws/) can be broken: else it would say nothing.

What is lawful is changed in one respect, in the ledger or in the engine, and the law of that name notices.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, update

from bot import alarms, tables
from bot.ledger import Ledger
from rules.effects import Answer, Fault, Post, Retract
from rules.engine import Decision
from rules.events import MessageDeleted, TrayRang
from rules.message import Button, Line, Message, Pointer, Words, to_json
from rules.model import ItemNumber, MessageId, Told
from rules.owed import questions
from tests.laws import chat as chats
from tests.laws import ledger_laws
from tests.laws.chat import Chat, pressed
from tests.laws.ledger_laws import Broken, Sent
from tests.laws.steps import Step
from tests.laws.world import INSIDE, NORTH, ONE, SHARED, founded, told_before
from tests.stories.head import person_id

AT_ONCE = timedelta(0)
NOTHING = Step("wait", AT_ONCE, AT_ONCE, 0, 0, 0)
Tamper = Callable[[Chat], object]


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[Engine, ...]]:
    with founded() as made:
        yield made


@pytest.fixture
def asked(engines: tuple[Engine, ...]) -> Iterator[Chat]:
    """Asha asked Bea on Monday at ten: q7, for six are kept in private places from the first. It is late when Tuesday
    begins. Ben is the go-between."""
    chat = Chat(engines[1])
    chat.laws.look()
    chat.now += timedelta(hours=10)
    text = "@Bea which region should the new bucket be in?"
    chat.happen(AT_ONCE, lambda at, id: chat.message(at, id, SHARED, "Asha", text, None))
    yield chat
    chat.close()


def run_until_something_waits_to_be_said(chat: Chat, kind: str) -> None:
    """The card to Bea comes on Tuesday at nine; the line in the thread two working days later."""
    for _ in range(200):
        due = chat.earliest()
        assert due
        chat.now = max(chat.now, due)
        while chat.ring():
            pass
        row = chat.connection.execute(select(tables.outbox).where(tables.outbox.c.state == "ready")).first()
        if row and (row.thread is not None) == (kind == "line"):
            return
        chat.say_what_is_ready()
    raise AssertionError(f"no {kind} was said")


def changed(table: Any, **values: Any) -> Tamper:
    def tamper(chat: Chat) -> None:
        chat.connection.execute(update(table).values(values))
        if table is not tables.relationships:
            chat.connection.execute(update(tables.relationships).values(version=tables.relationships.c.version + 1))
        chat.memory.forget()

    return tamper


def settings(**values: Any) -> Tamper:
    return changed(tables.relationships, version=tables.relationships.c.version + 1, **values)


def now(**ahead: float) -> Tamper:
    def tamper(chat: Chat) -> None:
        chat.now += timedelta(**ahead)

    return tamper


def at_now(table: Any, column: str, **ahead: float) -> Tamper:
    return lambda chat: changed(table, **{column: chat.now + timedelta(**ahead)})(chat)


def says(*words: str) -> str:
    return json.dumps(to_json(Message(tuple(Line((Words(word),)) for word in words))))


def to(name: str) -> Tamper:
    def tamper(chat: Chat) -> None:
        changed(tables.outbox, person_id=person_id(name))(chat)
        changed(tables.nudges, person_id=person_id(name))(chat)

    return tamper


def contact(name: str) -> Tamper:
    return changed(tables.go_betweens, person_id=person_id(name))


def sponsor(name: str) -> Tamper:
    return changed(tables.sides, sponsor_id=person_id(name))


def next_turn(side: str | None, name: str, **ahead: float) -> Tamper:
    def tamper(chat: Chat) -> None:
        row = {"relationship_id": ONE, "number": 7, "seq": 1, "side": side, "person_id": person_id(name)}
        at = chat.now + timedelta(**ahead)
        chat.connection.execute(insert(tables.turns).values({**row, "at": at, "reason": "because"}))

    return tamper


def forget_items(chat: Chat) -> None:
    """The laws see everything for the first time."""
    chat.laws.items[ONE].clear()


def all_of(*tampers: Tamper) -> Tamper:
    def tamper(chat: Chat) -> None:
        for each in tampers:
            each(chat)

    return tamper


def had(*sent: tuple[timedelta, Told]) -> Tamper:
    """What Bea was told before."""

    def tamper(chat: Chat) -> None:
        human = chat.laws.relationships[ONE].people[person_id("Bea")].human
        chat.laws.cards[human] += [Sent(chat.now - ago, why, breaks_in=False) for ago, why in sent]

    return tamper


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANSWERED = {"state": "answered", "closed_at": datetime.fromisoformat("2026-10-19T12:00:00+00:00")}

CARDS: dict[str, tuple[str, Tamper]] = {
    "twice": ("a key is said once", lambda chat: chat.laws.keys.add(card_key(chat))),
    "about nothing": ("a card tells something", changed(tables.nudges, card=None)),
    "words of the vendor's channel": ("nothing crosses a wall", changed(tables.outbox, body=says("zq1vendor"))),
    "words of another relationship": ("nothing crosses a wall", changed(tables.outbox, body=says("zq2shared"))),
    "a name of another relationship": ("nothing crosses a wall", changed(tables.outbox, body=says("Nora asks"))),
    "to a colleague": ("no word to a bystander", to("Carl")),
    "to the asker": ("no word to a bystander", to("Asha")),
    "to another than was meant": ("whoever is told is meant", changed(tables.outbox, person_id=person_id("Ben"))),
    "to the other side": (
        "a private word stays on its side",
        all_of(to("Anna"), contact("Anna")),
    ),
    "quiet": ("nobody is told who is quiet or away", changed(tables.humans, quiet=True)),
    "away": ("nobody is told who is quiet or away", at_now(tables.humans, "away_until", days=1)),
    "unreachable": ("nobody is told who is quiet or away", changed(tables.people, reachable=False)),
    "at night": ("nobody is told outside their hours", now(hours=9)),
    "on Sunday": ("nobody is told outside their hours", now(days=5)),
    "on a holiday": ("nobody is told outside their hours", now(days=10)),
    "snoozed": ("nothing is told before its time", at_now(tables.nudges, "show_from", hours=1)),
    "dry run": ("a dry run tells nothing but notes", settings(vendor_live=False)),
    "side paused": ("nobody is told whose side is paused", settings(client_paused=True)),
    "place paused": ("nobody is told of a place that is paused", changed(tables.places, paused=True)),
    "place closed": ("nobody is told of a place that is closed", changed(tables.places, closed=True)),
    "answered": ("nothing is said after an answer", changed(tables.items, **ANSWERED)),
    "a claim that nobody made": (
        "nobody is asked about a claim that is decided",
        all_of(to("Asha"), changed(tables.nudges, why="claim")),
    ),
    "turned": ("nobody is told of what lies with another", changed(tables.nudges, turn=2)),
    "promised": ("nobody is nudged before it is late", at_now(tables.items, "promised_for", hours=1)),
    "early": ("nobody is nudged before it is late", at_now(tables.items, "clock_at", hours=-1)),
    "alive": ("nobody is nudged after a sign of life", at_now(tables.items, "alive_at", hours=-1)),
    "put off": ("nobody is nudged while it is put off", at_now(tables.items, "snoozed_until", hours=1)),
    "a fourth": ("three messages to a human a day", had(*[(HOUR, Told.NUDGE)] * 3)),
    "a third card": ("two cards a day beside what breaks in", had(*[(HOUR, Told.NUDGE)] * 2)),
    "about something unknown": ("a nudge is about something that is", changed(tables.nudges, number=77)),
    "an edit of nothing": ("what is edited was said", changed(tables.outbox, revises="nothing")),
    "two briefs a fortnight": (
        "one brief a fortnight",
        all_of(had((10 * DAY, Told.BRIEF)), changed(tables.nudges, why="brief"), sponsor("Bea")),
    ),
    "a brief of the others": (
        "a brief is of its own side",
        all_of(
            changed(tables.nudges, why="brief", step=0, number=None),
            sponsor("Bea"),
            changed(tables.outbox, body=says("One thing waits on Northwind.")),
        ),
    ),
    "two notes a week": (
        "one message a week that is no nudge",
        all_of(had((6 * DAY, Told.NOTE)), changed(tables.nudges, why="note", number=None), contact("Bea")),
    ),
}  # fmt: skip


def card_key(chat: Chat) -> str:
    return str(
        chat.connection.execute(select(tables.outbox.c.key).where(tables.outbox.c.state == "ready")).scalar_one()
    )


def test_a_card_to_bea_is_lawful(asked: Chat) -> None:
    """Else the tests below could be right for the wrong reason."""
    run_until_something_waits_to_be_said(asked, "card")
    asked.say_what_is_ready()
    asked.laws.now_hold(asked.now)


@pytest.mark.parametrize(("law", "tamper"), CARDS.values(), ids=CARDS)
def test_a_card_that_breaks_a_law_is_noticed(law: str, tamper: Tamper, asked: Chat) -> None:
    run_until_something_waits_to_be_said(asked, "card")
    tamper(asked)
    with pytest.raises(Broken, match=law):
        asked.say_what_is_ready()


def often_wrong(chat: Chat, wrong: int) -> None:
    rows = [told_before(ONE, number, number < wrong) for number in range(25)]
    chat.connection.execute(insert(tables.nudges).values(rows))


LINES: dict[str, tuple[str, Tamper]] = {
    "answered": ("a line is about something open", changed(tables.items, **ANSWERED)),
    "about nothing there": ("a line is about what stands somewhere", changed(tables.items, message="asked:1:7")),
    "another thread": ("a line stands in its own thread", changed(tables.outbox, thread="another")),
    "at night": ("a line is said in the holder's hours", now(hours=9)),
    "a name": ("nothing crosses a wall", changed(tables.outbox, body=says("Bea has not answered"))),
    "private words": ("nothing crosses a wall", changed(tables.outbox, body=says("zq1form"))),
    "a third party has it": ("a line is said while a side holds the ball", next_turn(None, "Bea")),
    "dry run": ("a dry run says no line", settings(client_live=False)),
    "first month": ("no line in the first month", lambda chat: settings(began_at=chat.now - 29 * DAY)(chat)),
    "lines are off": ("no line where they are off", settings(public_lines=False)),
    "side paused": ("no line of a side that is paused", settings(client_paused=True)),
    "place paused": ("no line in a place that is paused", changed(tables.places, paused=True)),
    "place closed": ("no line in a place that is closed", changed(tables.places, closed=True)),
    "hushed": ("no line while hushed", lambda chat: settings(hushed_until=chat.now + DAY)(chat)),
    "often wrong": ("no line while it is often wrong", lambda chat: often_wrong(chat, 8)),
    "too many": ("at most two lines for a hundred messages", lambda chat: chat.laws.lines.update({ONE: 3})),
    "before the card": ("a line comes after the private word", changed(tables.nudges, fate="waiting")),
    "right after the card": ("whoever was told had a working day", at_now(tables.nudges, "told_at", hours=-1)),
}


def test_a_line_is_lawful(asked: Chat) -> None:
    run_until_something_waits_to_be_said(asked, "line")
    asked.say_what_is_ready()


@pytest.mark.parametrize(("law", "tamper"), LINES.values(), ids=LINES)
def test_a_line_that_breaks_a_law_is_noticed(law: str, tamper: Tamper, asked: Chat) -> None:
    run_until_something_waits_to_be_said(asked, "line")
    tamper(asked)
    with pytest.raises(Broken, match=law):
        asked.say_what_is_ready()


def alarm(**values: Any) -> Tamper:
    return lambda chat: chat.connection.execute(
        insert(tables.alarms).values({"relationship_id": ONE, "at": chat.now + DAY, "subject": "item:7", **values})
    )


def waiting_unseen(chat: Chat) -> None:
    row = {"key": "n", "relationship_id": ONE, "why": "nudge", "number": 7, "turn": 1, "step": 1, "human_id": 1}
    times = {"laid_at": chat.now, "show_from": chat.now, "fate": "waiting"}
    chat.connection.execute(insert(tables.nudges).values(row | times))


LEDGERS: dict[str, tuple[str, Tamper]] = {
    "no alarm": ("an open item has an alarm", lambda chat: chat.connection.execute(delete(tables.alarms))),
    "an alarm that is over": ("alarms are ahead of now", at_now(tables.alarms, "at", hours=-1)),
    "an alarm of something settled": ("a settled one has none", changed(tables.items, **ANSWERED)),
    "an alarm of a claim that nobody made": ("a claim on blocked work", alarm(rule="claims")),
    "a tray nobody looks into": ("a tray in which something waits is looked into", waiting_unseen),
    "a tray that is over": ("trays are looked into ahead of now", at_now(tables.humans, "look_at", hours=-1)),
    "a turn at another time": ("turns are only added", at_now(tables.turns, "at", days=-3)),
    "a turn of another": ("turns are only added", changed(tables.turns, person_id=person_id("Ben"))),
    "a turn before the first": ("turns are in order of time", next_turn("vendor", "Asha", days=-3)),
    "a turn to the same": ("every turn gives the ball to somebody else", next_turn("client", "Bea")),
    "the asker's own turn": (
        "the first turn is the other side's",
        all_of(forget_items, changed(tables.turns, side="vendor")),
    ),
    "opened at another time": ("the first turn begins with the item", at_now(tables.items, "opened_at", days=-3)),
    "settled in time to come": ("was settled before now", all_of(
        changed(tables.items, state="answered"), at_now(tables.items, "closed_at", days=1),
        lambda chat: chat.connection.execute(delete(tables.alarms)),
    )),
    "put off past the day": ("nothing is put off past the day work stops", all_of(
        at_now(tables.items, "snoozed_until", days=9),
        lambda chat: changed(tables.items, blocked_on=chat.now.date() + DAY)(chat),
    )),
    "counted wrong": ("what is counted wrong was pressed", changed(tables.nudges, wrong=True)),
}  # fmt: skip


@pytest.mark.parametrize(("law", "tamper"), LEDGERS.values(), ids=LEDGERS)
def test_a_ledger_that_breaks_a_law_is_noticed(law: str, tamper: Tamper, asked: Chat) -> None:
    asked.pass_by(timedelta(days=1, hours=4))
    asked.laws.now_hold(asked.now)
    tamper(asked)
    with pytest.raises(Broken, match=law):
        asked.laws.now_hold(asked.now)


def test_what_is_settled_and_waits_on_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(tables.items, **ANSWERED)(asked)
    asked.connection.execute(delete(tables.alarms))
    asked.now += DAY
    asked.laws.now_hold(asked.now)
    monkeypatch.setattr(ledger_laws, "reckoned", lambda item, _, until: until - item.opened_at)
    with pytest.raises(Broken, match="what is settled waits no longer"):
        asked.laws.now_hold(asked.now)


def test_waits_that_do_not_add_up_are_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    asked.now += 2 * HOUR
    monkeypatch.setattr(ledger_laws, "reckoned", lambda *_: 7 * HOUR)
    with pytest.raises(Broken, match="the waits of the two sides are all the waiting"):
        asked.laws.now_hold(asked.now)


def test_less_than_no_waiting_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_laws, "measure", lambda *_: -HOUR)
    with pytest.raises(Broken, match="nobody waits less than nothing"):
        asked.laws.now_hold(asked.now)


def told_and_claimed(chat: Chat) -> None:
    """Bea says that it is no question; Asha is asked whether that is so."""
    chat.pass_by(timedelta(days=1, hours=4))
    press(chat, "Bea", "nudge.not_question")


def press(chat: Chat, name: str, action: str) -> None:
    button = Button("", action, f"{ONE}:7")
    card = f"by hand {name} {action}"
    chat.happen(AT_ONCE, lambda at, id: pressed(at, id, person_id(name), button, card))


def test_a_claim_that_is_refuted_restores_the_waiting(asked: Chat) -> None:
    told_and_claimed(asked)
    asked.pass_by(DAY)
    press(asked, "Asha", "claim.not_yet")
    asked.laws.now_hold(asked.now)


def test_a_clock_that_a_refuted_claim_moved_is_noticed(asked: Chat) -> None:
    told_and_claimed(asked)
    asked.pass_by(DAY)
    at_now(tables.items, "clock_at", hours=-1)(asked)
    with pytest.raises(Broken, match="a refuted claim restores the waiting exactly"):
        press(asked, "Asha", "claim.not_yet")


def test_a_press_that_is_not_counted_is_noticed(asked: Chat) -> None:
    told_and_claimed(asked)
    changed(tables.nudges, wrong=False)(asked)
    with pytest.raises(Broken, match="what is counted wrong was pressed and not refuted"):
        asked.laws.now_hold(asked.now)


def test_a_repeated_event_that_changes_something_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "first_time", lambda *_: True)
    with pytest.raises(Broken, match="a repeated event changes nothing"):
        asked.repeat(NOTHING)


def test_a_repeated_press_that_hears_another_answer_is_noticed(asked: Chat) -> None:
    told_and_claimed(asked)
    changed(tables.presses, answer=None)(asked)
    with pytest.raises(Broken, match="a repeated press is answered the same"):
        asked.repeat(NOTHING)


def test_a_repeated_event_that_is_decided_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chats, "take", lambda *_: Decision(()))
    with pytest.raises(Broken, match="a repeated event is not decided"):
        asked.repeat(NOTHING)


def test_a_press_in_vain_that_changes_something_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    press(asked, "Asha", "nudge.not_yet")
    answer = asked.events[-1].answer
    monkeypatch.setattr(chats, "take", lambda *_: Decision((Retract("a line"),), answer))
    with pytest.raises(Broken, match="a press in vain changes nothing"):
        asked.repeat(NOTHING)


def test_a_rule_that_breaks_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "decide", lambda *_: 1 / 0)
    with pytest.raises(Broken, match="no rule breaks"):
        asked.happen(AT_ONCE, lambda at, id: MessageDeleted(id=id, at=at, place=SHARED, message=MessageId("0")))


@pytest.mark.parametrize(
    ("law", "effects"),
    [
        ("deciding twice about a tray tells the same", lambda: [object()]),
        ("no tray breaks", lambda: [Fault("cards", "KeyError")]),
    ],
)
def test_a_tray_decided_badly_is_noticed(
    law: str, effects: Callable[[], Any], asked: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chats, "decide_tray", lambda *_: effects())
    asked.rung = 1  # the alarm comes first, then the tray: every third one is looked at twice
    with pytest.raises(Broken, match=law):
        asked.pass_by(2 * DAY)


def test_deciding_twice_and_differently_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chats, "decide", lambda *_: object())
    with pytest.raises(Broken, match="deciding twice gives the same decision"):
        asked.decide_twice(asked.events[0].event)


def writes(chat: Chat) -> bool:
    chat.connection.execute(update(tables.humans).values(quiet=False))
    return False


RINGS: dict[str, tuple[str, Callable[[Chat, Any], bool]]] = {
    "an alarm": ("an alarm that is not set rings nothing", lambda *_: True),
    "a tray": ("a tray that is not due rings nothing", lambda _, alarm: isinstance(alarm, TrayRang)),
    "a change": ("ringing for nothing changes nothing", lambda chat, _: writes(chat)),
}


@pytest.mark.parametrize(("law", "rings"), RINGS.values(), ids=RINGS)
def test_ringing_for_nothing_that_does_something_is_noticed(
    law: str, rings: Callable[[Chat, Any], bool], asked: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarms, "ring", lambda _, alarm, __: rings(asked, alarm))
    with pytest.raises(Broken, match=law):
        asked.ring_for_nothing(NOTHING)


def test_an_alarm_that_is_lost_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alarms, "ring", lambda *_: False)
    with pytest.raises(Broken, match="an alarm that is due rings"):
        asked.pass_by(2 * DAY)


def test_ringing_for_ever_is_noticed(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chat, "ring", lambda _: 1)
    with pytest.raises(Broken, match="it does not ring for ever"):
        asked.pass_by(2 * DAY)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (SHARED, "zq1client"),
        (SHARED, "zq2shared"),
        (SHARED, "zq1form"),
        (NORTH, "Contoso"),
        (INSIDE, "zq1vendor"),
    ],
)
def test_words_posted_over_a_wall_are_noticed(place: Any, words: str, asked: Chat) -> None:
    row = {"key": "p", "relationship_id": ONE, "place_id": place, "body": says(words), "state": "ready"}
    asked.connection.execute(
        insert(tables.outbox).values(row | {"made_at": asked.now, "due_at": asked.now, "attempts": 0, "fence": 0})
    )
    asked.spoke = True
    with pytest.raises(Broken, match="nothing crosses a wall"):
        asked.say_what_is_ready()


def test_words_posted_in_a_closed_place_are_noticed(asked: Chat) -> None:
    changed(tables.places, closed=True)(asked)
    post = Post(key="p", place=SHARED, message=Message((Line((Words("Good morning."),)),)))
    with pytest.raises(Broken, match="nothing is said in a place that is closed"):
        asked.laws.said(post, asked.now)


@pytest.mark.parametrize(
    ("law", "place", "tamper"),
    [
        ("a question is said while it is one", SHARED, changed(tables.items, message="another")),
        ("nothing is said in a place that is closed", SHARED, changed(tables.places, closed=True)),
        ("a question is asked where both sides read", INSIDE, changed(tables.items, place_id=INSIDE)),
        ("nothing crosses a wall", SHARED, lambda _: None),
    ],
)
def test_a_question_that_must_not_be_posted_is_noticed(law: str, place: Any, tamper: Tamper, asked: Chat) -> None:
    changed(tables.items, message="asked:1:7")(asked)
    tamper(asked)
    message = Message((Line((Words("Asha asks Bea: zq1vendor"),)),))
    with pytest.raises(Broken, match=law):
        asked.laws.said(Post(key="asked:1:7", place=place, message=message, about=ItemNumber(7)), asked.now)


def test_an_answer_over_a_wall_is_noticed(asked: Chat) -> None:
    told = Message((Line((Words("They wrote: "), Pointer(SHARED, MessageId("0"), "zq1vendor"))),))
    with pytest.raises(Broken, match="nothing crosses a wall"):
        asked.laws.answered(person_id("Bea"), "waiting", Answer(message=told))


def test_every_law_is_shown_to_be_breakable() -> None:
    laws = Path(chats.__file__).parent.glob("*.py")
    held = {law for file in laws for law in re.findall(r'hold\(\s*"([^"]+)"', file.read_text())}
    here = ast.walk(ast.parse(Path(__file__).read_text()))
    broken = {node.value for node in here if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert {law for law in held if not any(len(part) > 12 and part in law for part in broken)} == set()
