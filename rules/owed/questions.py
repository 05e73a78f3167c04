"""Questions between the two sides, from the asking to the last word (product.md M4, M8, "How a nudge behaves").

Opened by listening, by `ask` or by ❓. An answer closes a question; an acknowledgement moves its clock once; a
counter-question passes the ball to the asker; "never mind" withdraws it. Two people of one side talking are no item.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import assert_never

from rules.effects import Answer, Effect, Forget, Keep
from rules.events import AlarmRang, CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted, Reacted
from rules.listening.hear import hear
from rules.listening.progress import Progress
from rules.listening.read import Sign, read, read_as_asking
from rules.model import Case, Holder, Item, Kind, MessageId, PersonId, Said, Side, State, Turn
from rules.owed import nudging
from rules.wording import commands as wording

NAME = "questions"

TEXT_KEPT = 1_000
"""Characters of a question that the ledger keeps."""

ANSWERED = frozenset({"white_check_mark", "heavy_check_mark", "ballot_box_with_check"})
ACKNOWLEDGED = frozenset({"eyes"})
TRACK = frozenset({"question", "grey_question"})
NOT_A_QUESTION = frozenset({"no_entry_sign", "no_entry"})


def decide(event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
    """What this event does to the questions between the two sides."""
    if case.place.private_to is not None:
        return ()
    match event:
        case MessagePosted():
            return _posted(event, case)
        case MessageEdited():
            return _edited(event, case)
        case MessageDeleted():
            return _deleted(event, case)
        case Reacted():
            return _reacted(event, case)
        case CommandGiven():
            return _asked_by_command(event, case)
        case AlarmRang(rule=rule):
            return nudging.climb(case.item, case, now, NAME) if case.item and rule == NAME else ()
        case _:
            assert_never(event)


# What people write --------------------------------------------------------------------------------------------------


def _posted(event: MessagePosted, case: Case) -> Iterable[Effect]:
    reading = read(event, case)
    for item, sign in reading.signs:
        yield from _take_sign(item, sign, event, case)
    if reading.asks:
        yield from _open(event, case, reading.addressee, reading.progress)


def _take_sign(item: Item, sign: Sign, event: MessagePosted, case: Case) -> Iterable[Effect]:
    match sign:
        case Sign.ANSWERED:
            yield from _close(item, case, State.ANSWERED, event.at, event.author, event.message)
        case Sign.WITHDRAWN:
            yield from _close(item, case, State.WITHDRAWN, event.at, event.author, event.message)
        case Sign.MOVED_ELSEWHERE:
            yield from _close(item, case, State.MOVED_ELSEWHERE, event.at, event.author, event.message)
        case Sign.ACKNOWLEDGED:
            yield from _acknowledge(item, case, event.at)
        case Sign.TURNED:
            yield from _turn(item, case, event.at, Holder(item.asker_side, item.asker), "asked back")
        case Sign.RETURNED:
            yield from _turn(item, case, event.at, _holder_before(item), "asked back, and told")
        case Sign.INTERNAL:
            yield from nudging.fall_silent(item, case, NAME)
            yield Forget(item)
        case Sign.PINGED | Sign.CONTINUED | Sign.NOTED:
            yield Keep(item)
        case _:
            assert_never(sign)


def _open(asked: MessagePosted, case: Case, addressee: PersonId | None, progress: Progress) -> Iterable[Effect]:
    side = case.relationship.side_of(asked.author)
    if side is None:
        return
    item = Item(
        number=case.next_number,
        kind=Kind.QUESTION,
        place=case.place.id,
        message=asked.message,
        thread=asked.thread or asked.message,
        in_channel=asked.thread is None,
        asker=asked.author,
        asker_side=side,
        text=asked.text[:TEXT_KEPT],
        opened_at=asked.at,
        targets={each: case.relationship.party(each).targets[Kind.QUESTION] for each in Side},
        turns=(Turn(asked.at, Holder(side.other, addressee), "asked"),),
        clock_at=asked.at,
        progress=progress,
    )
    yield Keep(item)
    yield from nudging.look_again(item, case, NAME)


def _acknowledge(item: Item, case: Case, at: datetime) -> Iterable[Effect]:
    """ "Looking into it" closes nothing; it moves the clock, once.

    The ladder starts again. A step that was said already is not said again, for its key is taken; one that still waits
    to be said is taken back, and will be.
    """
    if item.clock_moved:
        yield Keep(item)
        return
    yield from nudging.take_back(item, case)
    moved = replace(item, clock_at=at, clock_moved=True, climbed=0, climbed_at=None)
    yield Keep(moved)
    yield from nudging.look_again(moved, case, NAME)


def _turn(item: Item, case: Case, at: datetime, holder: Holder, reason: str) -> Iterable[Effect]:
    yield from nudging.take_back(item, case)
    turned = replace(
        item, turns=(*item.turns, Turn(at, holder, reason)), clock_at=at, clock_moved=False, climbed=0, climbed_at=None
    )
    yield Keep(turned)
    yield from nudging.look_again(turned, case, NAME)


def _holder_before(item: Item) -> Holder:
    """Who held the ball on the other side before the asker was asked back."""
    return next(turn.holder for turn in reversed(item.turns) if turn.holder.side is not item.asker_side)


def _close(
    item: Item, case: Case, state: State, at: datetime, by: PersonId | None, closing: MessageId | None
) -> Iterable[Effect]:
    yield from nudging.fall_silent(item, case, NAME)
    yield Keep(replace(item, state=state, closed_at=at, closed_by=by, closing=closing))


# What people change -------------------------------------------------------------------------------------------------


def _edited(event: MessageEdited, case: Case) -> Iterable[Effect]:
    """Judged again, both ways: a question may appear, change its words or vanish; an answer may stop being one."""
    item, now = case.item, hear(event.text)
    if now.ack or now.bare:
        for closed in case.items:
            yield from _reopen(closed, case)
    if item is None:
        yield from _open_if_asking_now(event, case)
    elif item.state is State.OPEN and hear(item.text).kind and not now.kind:
        yield from _close(item, case, State.WITHDRAWN, event.at, event.author, event.message)
    else:
        yield Keep(replace(item, text=event.text[:TEXT_KEPT]))


def _open_if_asking_now(event: MessageEdited, case: Case) -> Iterable[Effect]:
    as_posted = MessagePosted(
        id=event.id,
        at=event.at,
        place=event.place,
        message=event.message,
        author=event.author,
        text=event.text,
        thread=event.thread,
        mentions=event.mentions,
    )
    was = next((said for said in case.window if said.message == event.message), None)
    if was and hear(was.text).asks:
        return  # it asked before, and there was a reason why it opened nothing
    reading = read(as_posted, replace(case, items=(), window=_before(event.message, case)))
    if reading.asks:
        yield from _open(as_posted, case, reading.addressee, reading.progress)


def _deleted(event: MessageDeleted, case: Case) -> Iterable[Effect]:
    """A deleted answer leaves its questions open; a deleted question is withdrawn, and its words go."""
    for closed in case.items:
        yield from _reopen(closed, case)
    item = case.item
    if item is None:
        return
    if item.state is State.OPEN:
        yield from nudging.fall_silent(item, case, NAME)
        item = replace(item, state=State.WITHDRAWN, closed_at=event.at, closed_by=item.asker)
    yield Keep(replace(item, text="", progress=Progress()))


def _reopen(item: Item, case: Case) -> Iterable[Effect]:
    """Unless the question itself is gone: then there is nothing left to wait for."""
    if item.state is State.OPEN or not item.text:
        return
    opened = replace(item, state=State.OPEN, closed_at=None, closed_by=None, closing=None)
    yield Keep(opened)
    yield from nudging.look_again(opened, case, NAME)


# What people press and type -----------------------------------------------------------------------------------------


def _reacted(event: Reacted, case: Case) -> Iterable[Effect]:
    side = case.relationship.side_of(event.person)
    item = case.item
    if side is None:
        return
    if item is None:
        if event.emoji in TRACK:
            yield from _track(event, case)
    elif item.state is not State.OPEN:
        return
    elif event.emoji in ANSWERED:
        yield from _close(item, case, State.ANSWERED, event.at, event.person, None)
    elif event.emoji in ACKNOWLEDGED and side is item.holder.side:
        yield from _acknowledge(item, case, event.at)
    elif event.emoji in NOT_A_QUESTION and side is item.asker_side:
        yield from _close(item, case, State.WITHDRAWN, event.at, event.person, None)


def _track(event: Reacted, case: Case) -> Iterable[Effect]:
    """❓ makes a question of a message that did not sound like one; it has waited since it was written."""
    said = next((said for said in case.window if said.message == event.message), None)
    if said:
        yield from _open_as_asked(_as_posted(said, case), replace(case, window=_before(said.message, case)))


def _open_as_asked(asked: MessagePosted, case: Case) -> Iterable[Effect]:
    reading = read_as_asking(asked, case)
    yield from _open(asked, case, reading.addressee, reading.progress)


def _before(message: MessageId, case: Case) -> tuple[Said, ...]:
    """What had been said when this message was."""
    return tuple(takewhile(lambda said: said.message != message, case.window))


def _as_posted(said: Said, case: Case) -> MessagePosted:
    return MessagePosted(
        id=f"said:{said.message}",
        at=said.at,
        place=case.place.id,
        message=said.message,
        author=said.author,
        text=said.text,
        thread=said.thread,
        mentions=tuple(who for who, person in case.relationship.people.items() if f"@{person.name}" in said.text),
    )


def _asked_by_command(event: CommandGiven, case: Case) -> Iterable[Effect | Answer]:
    """`ask @who …` opens a question whatever it sounds like."""
    verb, _, words = event.text.strip().partition(" ")
    if verb.lower() != "ask":
        return
    side = case.relationship.side_of(event.author)
    if side is None:
        yield Answer(wording.no_side())
    elif all(word.startswith("@") for word in words.split()):
        yield Answer(wording.ask_what())
    elif event.mentions and not any(case.relationship.side_of(who) is side.other for who in event.mentions):
        yield Answer(wording.ask_the_others(case.relationship.party(side.other).company))
    else:
        yield from _open_as_asked(_as_typed(event, words.strip(), case), case)
        yield Answer(wording.asked(f"q{case.next_number}", case.relationship.party(side.other).company))


def _as_typed(event: CommandGiven, words: str, case: Case) -> MessagePosted:
    return MessagePosted(
        id=event.id,
        at=event.at,
        place=case.place.id,
        message=event.message,
        author=event.author,
        text=words,
        thread=event.thread,
        mentions=event.mentions,
    )
