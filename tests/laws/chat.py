"""One history: steps happen through the real handler, bell and post room, in one transaction that is taken back.

After every step all that is due is rung, each alarm at its own time; whatever is said is held against the laws at the
moment it is said, and the ledger after every step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from adapters.base import Ref
from adapters.room import conversation
from bot import alarms, outbox, tables
from bot.handler import take
from bot.ledger import Ledger, Memory
from rules.effects import Answer, Revise, Tell
from rules.engine import decide, decide_tray
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
    TrayRang,
)
from rules.message import Button, Buttons, ChoiceField, Field, Form, Message, plain
from rules.model import Facts, Item, MessageId, PersonId, PlaceId, RelationshipId, State
from rules.owed.forms import form_opened_by
from tests.laws.laws import Laws, words_of
from tests.laws.ledger_laws import hold
from tests.laws.steps import (
    ASKS,
    COMMANDS,
    DATES,
    DAYS,
    DOMAINS,
    EMOJI,
    HOMES,
    HOURS,
    LEVELS,
    LOOK_UPS,
    PLACES,
    TEXTS,
    WHENS,
    WHISPERS,
    Step,
)
from tests.laws.walls import Walls
from tests.laws.world import NORTH, ONE, PEOPLE, ROOMS, SHARED, STARTS, TWO, Room, arrange, canary, form_canary
from tests.stories.head import person_id

_EARLIEST = select(
    select(func.min(tables.alarms.c.at)).scalar_subquery(), select(func.min(tables.humans.c.look_at)).scalar_subquery()
)
"""As `alarms.earliest`, in one go: it is asked all the time."""
ROOM_OF = {room.place: room for room in ROOMS}
FILLED_IN = frozenset({"feedback.give", "digest.correct"})
"""Forms that a rule opens, and whoever pressed fills in."""
SEARCHED_EVERY = 10
"""Steps, after which the whole ledger is searched for what must not be there."""
LATELY = 15
"""A button that is pressed is one of the last so many that were shown."""
RINGS_AT_MOST = 2_000
AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, what whoever caused it heard, whether it changed anything, and when it was decided."""

    event: Event
    answer: Answer | None
    changed: bool
    at: datetime


class Chat:
    """A fresh chat on a database in which the world is founded."""

    def __init__(self, engine: Engine) -> None:
        self.connection: Connection = engine.connect()
        self.connection.begin()
        self.memory = Memory()
        self.now = self.last = STARTS
        self.laws = Laws(self.ledger, lambda: self.now, self.written)
        self.walls = Walls(lambda: self.connection)
        self.reckoned_at = -1
        self.spoke = False
        self.rung = 0
        self.due: datetime | None = None
        self.events: list[Happened] = []
        self.messages: list[tuple[PlaceId, MessageId, MessageId, str]] = []
        """Place, message, root of its thread, and author."""
        self.buttons: list[tuple[PersonId | None, Button, str]] = []
        """Who sees it (None: everybody), and on which card it stands."""
        self.story: list[str] = []
        """What happened, for people."""

    def close(self) -> None:
        self.connection.rollback()
        self.connection.close()

    def arrange(self, random: Random) -> None:
        self.story += arrange(self.connection, random)
        self.memory.forget()
        self.pass_by(AT_ONCE)

    def live(self, steps: Sequence[Step]) -> None:
        """Raises `Broken` where a law breaks."""
        for n, step in enumerate(steps, start=1):
            getattr(self, step.kind)(step)
            self.laws.now_hold(self.now)
            if n % SEARCHED_EVERY == 0 or n == len(steps):
                self.walls.search()

    # What happens ----------------------------------------------------------------------------------------------------

    def say(self, step: Step) -> None:
        self.pass_by(step.after)
        self.happen(step.lag, self.posted(step, TEXTS[step.b % len(TEXTS)]))

    def ask(self, step: Step) -> None:
        """Something that sounds like a question, often to somebody by name."""
        self.pass_by(step.after)
        self.happen(step.lag, self.posted(step, TEXTS[step.b % ASKS]))

    def answer(self, step: Step) -> None:
        """Somebody of the side that holds it says something in the thread of something open."""
        self.pass_by(step.after)
        item = self.an_item(step.a, is_open=True)
        if item is None:
            return
        of, open_item = item
        sides = [name for name in PEOPLE[of] if self.laws.side(of, name) is open_item.holder.side]
        who = sides[step.c % len(sides)] if sides and step.c % 5 else PEOPLE[of][step.c % len(PEOPLE[of])]
        text = TEXTS[step.b % len(TEXTS)].format(ROOM_OF[open_item.place].canary)
        self.happen(step.lag, lambda at, id: self.message(at, id, open_item.place, who, text, open_item.thread))

    def edit(self, step: Step) -> None:
        self.pass_by(step.after)
        if self.messages:
            place, message, root, author = self.messages[-1 - step.a % min(len(self.messages), LATELY)]
            text = TEXTS[step.b % len(TEXTS)].format(ROOM_OF[place].canary)
            thread = None if root == message else root
            self.happen(
                step.lag,
                lambda at, id: MessageEdited(
                    id=id, at=at, place=place, message=message, author=person_id(author), text=text, thread=thread
                ),
            )

    def delete(self, step: Step) -> None:
        self.pass_by(step.after)
        if self.messages:
            place, message, _, _ = self.messages[-1 - step.a % min(len(self.messages), LATELY)]
            self.happen(step.lag, lambda at, id: MessageDeleted(id=id, at=at, place=place, message=message))

    def react(self, step: Step) -> None:
        """On the message of something tracked, or on any."""
        self.pass_by(step.after)
        item = self.an_item(step.a)
        message = self.messages[-1 - step.a % LATELY :][:1]
        if item and step.a % 4:
            place, where = item[1].place, item[1].message
        elif message:
            place, where = message[0][0], message[0][1]
        else:
            return
        who, emoji = self.somebody(ROOM_OF[place], step.b), EMOJI[step.c % len(EMOJI)]
        self.happen(
            step.lag,
            lambda at, id: Reacted(id=id, at=at, place=place, message=where, person=person_id(who), emoji=emoji),
        )

    def press(self, step: Step) -> None:
        """Whoever sees a button presses it; a form that opens is filled in."""
        self.pass_by(step.after)
        if self.buttons:
            reader, button, card = self.buttons[-1 - step.a % min(len(self.buttons), LATELY)]
            self.push(step, reader or self.anybody(step.b), button, card)

    def misuse(self, step: Step) -> None:
        """Somebody presses what was shown to another."""
        self.pass_by(step.after)
        if self.buttons:
            _, button, card = self.buttons[-1 - step.a % min(len(self.buttons), LATELY)]
            self.push(step, self.anybody(step.b), button, card)

    def send(self, step: Step) -> None:
        """A form is filled in and sent."""
        self.pass_by(step.after)
        forms = [each for each in self.buttons if form_opened_by(pressed(STARTS, "", each[0] or "", each[1], each[2]))]
        if forms:
            reader, button, card = forms[-1 - step.a % min(len(forms), LATELY)]
            self.push(step, reader or self.anybody(step.b), button, card)

    def order(self, step: Step) -> None:
        """A command, in a channel or in private."""
        self.pass_by(step.after)
        room, thread = ROOM_OF[PLACES[step.a % len(PLACES)]], None
        who = self.somebody(room, step.b)
        if step.a % 3 == 0 and who in PEOPLE[ONE]:
            room = ROOM_OF[PLACES[0]]  # in private, the oldest of their relationships is meant
        item = self.an_item(step.b // 7, of=room.of)
        place = room.place if step.a % 3 else conversation(person_id(who))
        if item and item[1].place == place and step.a % 2:
            thread = item[1].thread
        whom = self.somebody(room, step.b // 11)
        words = COMMANDS[step.c % len(COMMANDS)].format(
            item=item[1].label if item else "q1",
            deed=f"d{1 + step.b % 5}",
            when=WHENS[step.b % len(WHENS)],
            day=DAYS[step.b % len(DAYS)],
            who=whom,
            whom=self.somebody(room, step.b // 13),
            hours=HOURS[step.b % len(HOURS)],
            date=DATES[step.b % len(DATES)],
            level=LEVELS[step.b % len(LEVELS)],
            here=room.canary if place == room.place else canary(room.of),
            form=form_canary(room.of),
        )
        self.happen(
            step.lag,
            lambda at, id: CommandGiven(
                id=id,
                at=at,
                place=place,
                author=person_id(who),
                text=words,
                message=MessageId(id),
                thread=thread,
                private=place != room.place,
                unseen=step.b % 2 == 0,
                mentions=(person_id(whom),) if f"@{whom}" in words else (),
            ),
        )

    def start_round(self, step: Step) -> None:
        """A go-between starts a round of feedback."""
        self.pass_by(step.after)
        room = ROOM_OF[(SHARED, NORTH)[step.a % 2]]
        contacts = sorted(who for (of, _), people in self.laws.contacts.items() if of == room.of for who in people)
        if contacts:
            who = contacts[step.b % len(contacts)]
            self.happen(
                AT_ONCE,
                lambda at, id: CommandGiven(
                    id=id, at=at, place=room.place, author=who, text="feedback start", message=MessageId(id)
                ),
            )

    def answer_round(self, step: Step) -> None:
        """Somebody who is asked in an open round answers, or skips; sometimes somebody who is not asked."""
        self.pass_by(step.after if step.b % 4 == 0 else timedelta(minutes=step.b % 50))
        table = tables.rounds.c
        is_open = select(table.relationship_id, table.number).where(table.revealed_at.is_(None))
        rounds = self.connection.execute(is_open).all()
        if not rounds:
            return
        of, number = rounds[step.a % len(rounds)]
        asked = select(tables.respondents.c.person_id).where(
            tables.respondents.c.relationship_id == of, tables.respondents.c.round == number
        )
        people = sorted(self.connection.execute(asked.order_by(tables.respondents.c.person_id)).scalars())
        who = PersonId(people[step.b % len(people)]) if people and step.c % 9 else self.anybody(step.b)
        action = "feedback.skip" if step.c % 5 == 0 else "feedback.give"
        self.push(step, who, Button("", action, f"{of}:round:{number}"), "")

    def correct(self, step: Step) -> None:
        """A go-between corrects a line of the digest that is to come."""
        self.pass_by(step.after if step.b % 4 == 0 else timedelta(minutes=step.b % 50))
        of = (ONE, TWO)[step.a % 3 == 2]
        contacts = sorted(who for (whose, _), people in self.laws.contacts.items() if whose == of for who in people)
        if contacts:
            who = contacts[step.b % len(contacts)]
            self.push(step, who, Button("", "digest.correct", f"{of}:digest"), "")

    def read_digest(self, step: Step) -> None:
        """Somebody of either company looks at the digest that is to come, or at what comes."""
        self.pass_by(step.after if step.b % 4 == 0 else timedelta(minutes=step.b % 50))
        room = ROOM_OF[(SHARED, NORTH)[step.a % 2]]
        who, words = person_id(self.somebody(room, step.b)), ("digest preview", "digest preview", "")[step.c % 3]
        self.happen(
            AT_ONCE,
            lambda at, id: CommandGiven(id=id, at=at, place=room.place, author=who, text=words, message=MessageId(id)),
        )

    def look_up(self, step: Step) -> None:
        """Somebody of either company reads what Rapport keeps: where both read, in a place of their own, or alone."""
        self.pass_by(step.after if step.b % 4 == 0 else timedelta(minutes=step.b % 50))
        room = ROOM_OF[PLACES[step.a % len(PLACES)]]
        who = person_id(self.somebody(room, step.b))
        nudged = [f"q{number}" for of, number in self.laws.told_last if of == room.of and number]
        words = LOOK_UPS[step.c % len(LOOK_UPS)].format(nudged=nudged[step.b % len(nudged)] if nudged else "q1")
        self.happen(
            AT_ONCE,
            lambda at, id: CommandGiven(id=id, at=at, place=room.place, author=who, text=words, message=MessageId(id)),
        )

    def whisper(self, step: Step) -> None:
        """Somebody types in a place of their own side what goes only where both read."""
        self.pass_by(step.after if step.b % 4 == 0 else timedelta(minutes=step.b % 50))
        rooms = [room for room in ROOMS if room.private_to]
        room = rooms[step.a % len(rooms)]
        who, whom = self.somebody(room, step.b), PEOPLE[room.of][step.c % len(PEOPLE[room.of])]
        words = WHISPERS[step.c % len(WHISPERS)].format(here=room.canary, who=whom)
        thread = MessageId(f"kept:{room.place}:0") if step.a % 2 else None
        self.happen(
            AT_ONCE,
            lambda at, id: CommandGiven(
                id=id,
                at=at,
                place=room.place,
                author=person_id(who),
                text=words,
                message=MessageId(id),
                thread=thread,
                mentions=(person_id(whom),) if f"@{whom}" in words else (),
            ),
        )

    def meet(self, step: Step) -> None:
        """A platform says something of somebody: they join a place, or their account changed."""
        self.pass_by(step.after)
        room = ROOM_OF[PLACES[step.a % len(PLACES)]]
        who = PEOPLE[room.of][step.b % len(PEOPLE[room.of])]
        home, domain = HOMES[step.c % len(HOMES)], DOMAINS[step.b % len(DOMAINS)]
        facts = Facts(who, home=home, domain=domain, guest=step.c % 5 == 0)
        place = room.place if step.a % 3 else None
        self.happen(
            step.lag, lambda at, id: MemberChanged(id=id, at=at, person=person_id(who), facts=facts, place=place)
        )

    def archive(self, step: Step) -> None:
        """A channel is archived, or open again."""
        self.pass_by(step.after)
        place = PLACES[step.a % len(PLACES)]
        closed = step.b % 3 == 0
        self.happen(step.lag, lambda at, id: PlaceChanged(id=id, at=at, place=place, closed=closed))

    def wait(self, step: Step) -> None:
        self.pass_by(step.after)

    def be_down(self, step: Step) -> None:
        """Rapport is down: what fell due meanwhile rings at once, late."""
        self.now += step.after
        self.pass_by(AT_ONCE)

    def be_faster(self, step: Step) -> None:
        """What is due next rings, and before anything is said somebody answers or reacts."""
        due = alarms.earliest(self.ledger())
        if due and due < self.now + timedelta(days=7):
            self.now = max(self.now, due)
            while self.ring():
                pass
        item = self.an_item(step.a, is_open=True)
        if item is None:
            self.say_what_is_ready()
        elif step.b % 2:
            of, place, message = item[0], item[1].place, item[1].message
            who, emoji = person_id(PEOPLE[of][step.c % len(PEOPLE[of])]), EMOJI[step.b % len(EMOJI)]
            self.happen(
                AT_ONCE, lambda at, id: Reacted(id=id, at=at, place=place, message=message, person=who, emoji=emoji)
            )
        else:
            self.answer(Step("answer", AT_ONCE, AT_ONCE, step.a, step.b, step.c))

    # What must change nothing ----------------------------------------------------------------------------------------

    def repeat(self, step: Step) -> None:
        """A platform sends again what it thinks we missed."""
        if not self.events:
            return
        happened = self.events[-1 - step.a % min(len(self.events), 60)]
        event, before = happened.event, self.written()
        if isinstance(event, ButtonPressed) and not happened.changed:
            self.press_in_vain_again(happened)
            return
        if isinstance(event, MemberChanged):
            return  # what a platform says of somebody holds whenever it says so
        again = take(self.ledger(), event, self.now)
        hold("a repeated event changes nothing", self.written() == before, event)
        said = again.answer if again else None
        if not isinstance(event, ButtonPressed | FormSent):
            hold("a repeated event is not decided", again is None, event)
        elif said or not self.laws.is_forgotten(event.person):
            hold("a repeated press is answered the same", same(happened.answer, said), (happened, said))

    def press_in_vain_again(self, happened: Happened) -> None:
        """What changed nothing is judged anew: the same as long as nothing else happens."""
        if happened is self.events[-1] and happened.at == self.now:
            again = take(self.ledger(), happened.event, self.now)
            said = again.answer if again else None
            hold("a repeated press is answered the same", same(happened.answer, said), (happened, said))
            hold("a press in vain changes nothing", not (again and again.effects), happened)

    def ring_for_nothing(self, step: Step) -> None:
        """An alarm never says "send", it says "look again"."""
        before = self.written()
        for of in (ONE, TWO):
            for item in self.laws.items[of].values():
                alarm = AlarmRang(at=self.now, relationship=of, rule="questions", subject=item.subject)
                hold("an alarm that is not set rings nothing", not alarms.ring(self.ledger(), alarm, self.now), alarm)
        for human in self.laws.humans:
            tray = TrayRang(at=self.now, human=human)
            hold("a tray that is not due rings nothing", not alarms.ring(self.ledger(), tray, self.now), tray)
        hold("ringing for nothing changes nothing", self.written() == before)

    # How it is done --------------------------------------------------------------------------------------------------

    def posted(self, step: Step, text: str) -> Callable[[Any, str], Event]:
        room = ROOM_OF[PLACES[step.a % len(PLACES)]]
        who, whom = self.somebody(room, step.c), self.somebody(room, step.c // 17)
        here = [root for place, _, root, _ in self.messages if place == room.place]
        thread = here[-1 - step.b % min(len(here), LATELY)] if here and step.c % 4 == 0 else None
        words = f"@{whom} {text}" if step.b % 3 else text
        return lambda at, id: self.message(at, id, room.place, who, words.format(room.canary), thread)

    def message(self, at: Any, id: str, place: PlaceId, who: str, text: str, thread: MessageId | None) -> Event:
        self.messages.append((place, MessageId(id), thread or MessageId(id), who))
        mentions = tuple(person_id(name) for name in PEOPLE[ROOM_OF[place].of] if f"@{name}" in text)
        return MessagePosted(
            id=id,
            at=at,
            place=place,
            message=MessageId(id),
            thread=thread,
            author=person_id(who),
            text=text,
            mentions=mentions,
        )

    def push(self, step: Step, who: PersonId, button: Button, card: str) -> None:
        form = form_opened_by(pressed(self.now, "", who, button, card))
        if form is None:
            self.happen(step.lag, lambda at, id: pressed(at, id, who, button, card))
            answer = self.events[-1].answer
            form = answer.form if answer else None
            if form is None or form.action not in FILLED_IN:
                return
            values = self.walls.filled_in(form, step.c)
        else:
            values = {field.name: self.filled_in(field, form, step) for field in form.fields}
        self.happen(
            step.lag,
            lambda at, id: FormSent(
                id=id, at=at, person=who, action=form.action, about=form.about, values=values, card=card
            ),
        )

    def filled_in(self, field: Field, form: Form, step: Step) -> str:
        if isinstance(field, ChoiceField):
            return field.options[step.c % len(field.options)][0]
        of = form.about.partition(":")[0]
        if step.b % 3 and field.initial:
            return field.initial
        return {
            "hours": HOURS[step.c % len(HOURS)],
            "target": f"{1 + step.c % 16}h",
            "holidays": f"+{DATES[step.c % len(DATES)]}",
            "go_between": self.anybody(step.c).partition(":")[2],
            "deputy": self.anybody(step.b).partition(":")[2],
            "when": WHENS[step.c % len(WHENS)],
            "who": self.anybody(step.c).partition(":")[2] if step.c % 3 else "",
            "third": "" if step.c % 3 else "Acme",
        }.get(field.name) or ("" if field.name in ("who", "third") else f"the zq{of}form one {step.c % 5}")

    def happen(self, lag: timedelta, made: Callable[[Any, str], Event]) -> None:
        """It happened a while ago, though never before what was already told."""
        self.last = max(self.last, self.now - lag)
        event = made(self.last, f"{len(self.events)}")
        self.story.append(f"{self.now:%a %d %b %H:%M} {told(event)}")
        self.laws.before(event)
        ledger = self.ledger()
        if len(self.events) % 4 == 0:
            self.decide_twice(event)
        decision = take(ledger, event, self.now)
        ledger.finish()
        self.spoke |= ledger.spoke
        answer = decision.answer if decision else None
        self.events.append(Happened(event, answer, bool(decision and decision.effects), self.now))
        if decision:
            hold("no rule breaks", not decision.faults, decision.faults)
        if answer:
            self.hear(event, answer)
        self.laws.look()
        self.walls.look()
        self.say_what_is_ready()
        self.pass_by(AT_ONCE)

    def decide_twice(self, event: Event) -> None:
        case = self.ledger().case_for(event)
        if case:
            first, second = decide(event, case, self.now), decide(event, case, self.now)
            hold("deciding twice gives the same decision", first == second, event)

    def hear(self, event: Event, answer: Answer) -> None:
        assert isinstance(event, ButtonPressed | FormSent | CommandGiven)
        who = event.author if isinstance(event, CommandGiven) else event.person
        typed = event.text if isinstance(event, CommandGiven) else " ".join(getattr(event, "values", {}).values())
        self.laws.answered(who, typed, answer)
        self.walls.read(words_of(answer), who, self.laws.human, typed)
        self.walls.answered(typed, answer, self.laws.others(who))
        for message in (answer.message, answer.card):
            if message:
                self.story.append(f"    to {who}: {plain(message)[:150]!r}")
                self.show(message, who, f"answer:{event.id}")

    def pass_by(self, time: timedelta) -> None:
        """Ring every alarm at its own time, or now if that is over."""
        until = self.now + time
        for rung in count():
            due = self.earliest()
            if due is None or due > until:
                break
            hold("it does not ring for ever", rung < RINGS_AT_MOST)
            self.now = max(self.now, due)
            self.ring()
            self.say_what_is_ready()
        self.now = until

    def earliest(self) -> datetime | None:
        written = self.written()
        if written != self.reckoned_at:
            row = self.connection.execute(_EARLIEST).one()
            self.reckoned_at, self.due = written, min((at for at in row if at), default=None)
        return self.due

    def ring(self) -> int:
        """Ring what is due now; how many did."""
        due = alarms.due(self.ledger(), self.now)
        for alarm in due:
            ledger = self.ledger()
            self.rung += 1
            if isinstance(alarm, TrayRang) and self.rung % 3 == 0:
                desk = ledger.desk_for(alarm.human, self.now)
                first, second = (decide_tray(alarm, desk, self.now) for _ in range(2))
                hold("deciding twice about a tray tells the same", first == second, alarm)
                hold("no tray breaks", not any(type(effect).__name__ == "Fault" for effect in first), first)
            hold("an alarm that is due rings", alarms.ring(ledger, alarm, self.now), alarm)
            ledger.finish()
            self.spoke |= ledger.spoke
        return len(due)

    def say_what_is_ready(self) -> None:
        if not self.spoke:
            return
        self.spoke = False
        while ready := outbox.claim(self.ledger(), "ready", self.now):
            for out in ready:
                speech = out.speech
                whom = speech.person if isinstance(speech, Tell | Revise) else speech.place
                kind = f"{type(speech).__name__} {speech.key}"
                self.story.append(f"{self.now:%a %d %b %H:%M} {kind} to {whom}: {plain(speech.message)[:200]!r}")
                self.laws.said(speech, self.now)
                reader = speech.person if isinstance(speech, Tell | Revise) else None
                self.walls.read(plain(speech.message), reader, self.laws.human)
                self.walls.result(speech.key, plain(speech.message))
                key = speech.revises if isinstance(speech, Revise) else speech.key
                self.show(speech.message, speech.person if isinstance(speech, Tell | Revise) else None, key)
                outbox.sent(self.ledger(), out, Ref(speech.key), MessageId(f"said:{speech.key}"))

    def show(self, message: Message, reader: PersonId | None, card: str) -> None:
        rows = [part for part in message.parts if isinstance(part, Buttons)]
        self.buttons += [(reader, button, card) for row in rows for button in (*row.shown, *row.more)]

    # Choosing --------------------------------------------------------------------------------------------------------

    def an_item(
        self, number: int, *, is_open: bool = False, of: RelationshipId | None = None
    ) -> tuple[RelationshipId, Item] | None:
        """One of the last items; sometimes one that is kept in a private place, of which nobody says anything new."""
        is_private = number % 8 == 0 and not is_open
        found = [
            (whose, item)
            for whose in (ONE, TWO)
            for item in self.laws.items[whose].values()
            if of in (None, whose) and (item.state is State.OPEN or not is_open)
            if (ROOM_OF[item.place].private_to is not None) is is_private
        ]
        return found[-1 - number % min(len(found), 6)] if found else None

    def somebody(self, room: Room, number: int) -> str:
        """Of those who read this place."""
        names = [
            name for name in PEOPLE[room.of] if room.private_to in (None, self.laws.side(room.of, name))
        ] or PEOPLE[room.of]
        return names[number % len(names)]

    def anybody(self, number: int) -> PersonId:
        names = sorted({*PEOPLE[ONE], *PEOPLE[TWO]})
        return person_id(names[number % len(names)])

    # The ledger ------------------------------------------------------------------------------------------------------

    def ledger(self) -> Ledger:
        """A new one each time: what one transaction remembers of items must not be needed by the next."""
        return Ledger(self.connection, self.memory)

    def written(self) -> int:
        """How many rows were ever written on this connection."""
        return int(self.connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]


def pressed(at: Any, id: str, who: str, button: Button, card: str) -> ButtonPressed:
    return ButtonPressed(id=id, at=at, person=PersonId(who), action=button.action, about=button.about, card=card)


def same(one: Answer | None, other: Answer | None) -> bool:
    """A form that is sent again hears again what stood on the screen; a file is not kept."""
    first, second = one or Answer(), other or Answer()
    return (first.message, first.card, dict(first.errors)) == (second.message, second.card, dict(second.errors))


def told(event: Event) -> str:
    """What happened, on one line."""
    match event:
        case MessagePosted():
            return f"{event.author} in {event.place} ({event.message}, thread {event.thread}): {event.text!r}"
        case MessageEdited():
            return f"{event.author} edits {event.message}: {event.text!r}"
        case MessageDeleted():
            return f"{event.message} is deleted"
        case Reacted():
            return f"{event.person} puts {event.emoji} on {event.message}"
        case CommandGiven():
            return f"{event.author} in {event.place} (thread {event.thread}) types {event.text!r}"
        case ButtonPressed():
            return f"{event.person} presses {event.action} about {event.about} on {event.card}"
        case FormSent():
            return f"{event.person} sends {event.action} about {event.about}: {dict(event.values)}"
        case MemberChanged():
            return f"{event.person} is met in {event.place}: {event.facts}"
        case PlaceChanged():
            return f"{event.place} is {'closed' if event.closed else 'open'}"
        case DeedReported():
            return f"a ticket system reports {event.mark}: {event.text!r}"
        case AlarmRang() | Judged():
            return event.id
