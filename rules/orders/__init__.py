"""Commands: one handler for slash command, mention and private message, and for the buttons and forms they lead to.

Whoever gave a command gets exactly one answer, which only they see. What both sides have to know is posted besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from rules.commands import Command, Unknown, parse
from rules.effects import Answer, Effect, Undoable
from rules.events import AlarmRang, ButtonPressed, CommandGiven, Event, FormSent
from rules.message import Buttons, Message
from rules.model import Case, MessageId, Person
from rules.orders import deeds, digest, feedback, items, judge, lists, own, people, setup, terms
from rules.orders.order import Order, Outcome, say
from rules.wording import help as helping
from rules.wording import orders as wording

NAME = setup.NAME

Handler = Callable[[Order], Outcome]


def decide(event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
    """What this command, button or form does; and the end of a dry run."""
    match event:
        case CommandGiven():
            return _commanded(event, case, now)
        case ButtonPressed() | FormSent():
            return _pressed(event, case, now)
        case AlarmRang():
            over = (event.rule, event.subject) == (NAME, setup.DRY_RUN)
            return setup.dry_run_over(event, case, now) if over else ()
        case _:
            return ()


# Commands ------------------------------------------------------------------------------------------------------------


def _commanded(event: CommandGiven, case: Case, now: datetime) -> Outcome:
    understood = parse(event.text)
    if isinstance(understood, Unknown):
        return say(helping.unknown(understood.word, understood.nearest))
    me = case.relationship.people.get(event.author)
    if me is None:
        return say(_help(understood) if understood.word == "help" else wording.unknown_person())
    return _carry_out(Order(event, understood, case, now, me))


def _carry_out(order: Order) -> Outcome:
    word = order.command.word
    if word in FOR_ANYONE:
        return FOR_ANYONE[word](order)
    return FOR_THE_TWO[word](order) if order.me.side else say(wording.no_side())


def _help(command: Command) -> Message:
    if not command.rest:
        return helping.overview()
    wanted = parse(command.rest)
    if isinstance(wanted, Unknown):
        return helping.unknown(wanted.word, wanted.nearest)
    return helping.of_word(wanted.word)


def _undo(order: Order) -> Outcome:
    """Gives the inverse command, once."""
    effects: list[Effect] = []
    said: list[Message] = []
    for line in (order.case.undo or "").splitlines():
        for each in _carry_out(_instead(order, line)):
            if isinstance(each, Answer):
                said += [each.message] if each.message else []
            elif not isinstance(each, Undoable):
                effects.append(each)
    if not said:
        yield from say(wording.nothing_to_undo())
        return
    answer = Message(tuple(part for message in said for part in message.parts if not isinstance(part, Buttons)))
    yield from effects
    if effects:
        yield Undoable(order.me.id, "")
    yield Answer(message=wording.taken_back(answer) if effects else answer)


def _instead(order: Order, line: str) -> Order:
    """The inverse as a command of its own; people stand in it by their ids, so that nobody is mentioned."""
    event, understood = order.event, parse(line)
    given = CommandGiven(
        id=event.id,
        at=event.at,
        place=order.case.place.id,
        author=order.me.id,
        text=line,
        message=MessageId(event.id),
    )
    assert isinstance(understood, Command)
    return replace(order, event=given, command=understood)


FOR_ANYONE: Mapping[str, Handler] = MappingProxyType(
    {
        "help": lambda order: say(_help(order.command)),
        "side": people.side,
        "quiet": people.quiet,
        "pause": people.pause,
        "resume": people.resume,
        "data": own.data,
        "forget": own.forget,
        "setup": setup.setup,
        "undo": _undo,
    }
)
"""What somebody may ask of whom nobody has said which side they are on: nothing of either side is in it."""

FOR_THE_TWO: Mapping[str, Handler] = MappingProxyType(
    {
        "home": lists.home,
        "waiting": lists.waiting,
        "status": lists.status,
        "ask": items.ask,
        "answered": items.answered,
        "snooze": items.snooze,
        "withdraw": items.withdraw,
        "reopen": items.reopen,
        "why": items.why,
        "people": people.people,
        "away": people.away,
        "hours": terms.hours,
        "holidays": terms.holidays,
        "settings": terms.settings,
        "export": own.export,
        "did": deeds.did,
        "deeds": deeds.listed,
        "thanks": deeds.thanks,
        "trusted": deeds.trusted,
        "voice": deeds.voice,
        "digest": digest.digest,
        "feedback": feedback.feedback,
        "agreement": judge.agreement,
    }
)


# Buttons and forms ---------------------------------------------------------------------------------------------------


def _pressed(event: ButtonPressed | FormSent, case: Case, now: datetime) -> Outcome:
    handler = PRESSED.get((type(event), event.action))
    me: Person | None = case.relationship.people.get(event.person)
    if handler is None:
        return ()
    if me is None:
        return say(wording.unknown_person())
    if me.side is None and event.action not in ("setup.begin", "setup.terms", "undo", "forget.yes"):
        return say(wording.no_side())
    return handler(Order(event, Command(event.action), case, now, me))


PRESSED: Mapping[tuple[type, str], Handler] = MappingProxyType(
    {
        (ButtonPressed, "undo"): _undo,
        (ButtonPressed, "forget.yes"): own.forget_confirmed,
        (ButtonPressed, "deed.log"): deeds.log_pressed,
        (ButtonPressed, "deed.no"): deeds.no_pressed,
        (ButtonPressed, "deed.stop"): deeds.stop_pressed,
        (ButtonPressed, "deed.seen"): deeds.seen_pressed,
        (ButtonPressed, "deed.thanks"): deeds.thanks_pressed,
        (ButtonPressed, "agreement.confirm"): setup.confirmed,
        (ButtonPressed, "notice.yes"): setup.notice_agreed,
        (ButtonPressed, "run.on"): setup.switched_on,
        (ButtonPressed, "side.client"): people.side_pressed,
        (ButtonPressed, "side.vendor"): people.side_pressed,
        (ButtonPressed, "side.neither"): people.side_pressed,
        (ButtonPressed, "digest.more"): digest.more,
        (ButtonPressed, "digest.correct"): digest.correct_opened,
        (FormSent, "digest.correct"): digest.corrected,
        (ButtonPressed, "feedback.give"): feedback.form_opened,
        (FormSent, "feedback.give"): feedback.form_sent,
        (ButtonPressed, "feedback.skip"): feedback.skipped,
        (ButtonPressed, "feedback.take"): feedback.taken,
        (ButtonPressed, "feedback.decline"): feedback.declined,
        (ButtonPressed, "setup.begin"): setup.begin_opened,
        (ButtonPressed, "setup.terms"): setup.terms_opened,
        (ButtonPressed, "agreement.change"): setup.terms_opened,
        (FormSent, "setup.begin"): setup.begun,
        (FormSent, "setup.terms"): setup.terms_sent,
        (FormSent, "agreement.change"): setup.terms_sent,
    }
)
