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

from rules.effects import Answer, Consult, Effect, Keep, Lay, OffTheRecord
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
from rules.listening.bands import PUBLIC_FROM, Band
from rules.listening.hear import hear
from rules.listening.judging import Opinion
from rules.listening.progress import Progress
from rules.listening.promises import promised_for
from rules.listening.read import Reading, Sign, read, read_as_asking
from rules.message import Message
from rules.model import (
    Case,
    Claimed,
    Fate,
    Holder,
    Item,
    ItemNumber,
    Level,
    MessageId,
    Nudge,
    Said,
    State,
    Told,
)
from rules.owed import moves, nudging, offers, rights

NAME = moves.RULE

ANSWERED = frozenset({"white_check_mark", "heavy_check_mark", "ballot_box_with_check"})
ACKNOWLEDGED = frozenset({"eyes"})
TRACK = frozenset({"question", "grey_question"})
NOT_A_QUESTION = frozenset({"no_entry_sign", "no_entry"})
OFF_THE_RECORD = frozenset({"zipper_mouth_face"})


def decide(event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
    """What this event does to the questions between the two sides."""
    if isinstance(event, AlarmRang):
        return nudging.climb(case.item, case, now, NAME) if case.item and event.rule == NAME else ()
    if case.place.private_to is not None:
        return ()
    if case.place.hears is Level.OFF and not isinstance(event, MessageDeleted):
        return ()  # only what is deleted is: its words go wherever they were heard
    match event:
        case MessagePosted():
            return _posted(event, case) if case.place.hears is not Level.FLAGGED else _followed(event, case)
        case MessageEdited():
            return _edited(event, case)
        case MessageDeleted():
            return _deleted(event, case)
        case Reacted():
            return _reacted(event, case)
        case CommandGiven() | ButtonPressed() | FormSent():
            return ()  # rules/orders and presses.py
        case MemberChanged() | PlaceChanged():
            return ()  # rules/people.py and places.py
        case DeedReported():
            return ()  # rules/rhythm/deeds.py
        case Judged():
            return _judged(event, case)
        case _:
            assert_never(event)


# What people write --------------------------------------------------------------------------------------------------


def _posted(event: MessagePosted, case: Case) -> Iterable[Effect]:
    reading = read(event, case)
    yield from _take_signs(reading, event, case)
    if not reading.asks:
        return
    if case.place.hears is Level.SUGGEST:
        yield from _offer(event, case)
    else:
        yield from _open(event, case, reading)
        yield from _consult(case, reading)


def _consult(case: Case, reading: Reading) -> Iterable[Effect]:
    """The judge is asked about what only probably asks, where both sides agreed to one."""
    of = case.relationship
    if of.agreement.judge and reading.progress.band == Band.PRIVATE:
        yield Consult(of.id, case.next_number, of.agreement.judge)


def _judged(event: Judged, case: Case) -> Iterable[Effect]:
    """It changes how loudly may be asked about what is still unsure, and nothing else.

    What it takes for a question may just be said in public: one *Not a question* in that place outweighs it.
    """
    item = case.item
    if item is None or item.state is not State.OPEN or event.judge != case.relationship.agreement.judge:
        return
    if item.progress.band == Band.PRIVATE and event.opinion is not Opinion.UNSURE:
        asks = event.opinion is Opinion.YES
        band, expects = (Band.PUBLIC, PUBLIC_FROM) if asks else (Band.SILENT, item.progress.expects)
        yield Keep(replace(item, progress=replace(item.progress, band=band.value, expects=expects)))


def _followed(event: MessagePosted, case: Case) -> Iterable[Effect]:
    """Nothing is heard here but what somebody flagged; what was flagged may still be answered."""
    return _take_signs(read(event, case), event, case)


def _take_signs(reading: Reading, event: MessagePosted, case: Case) -> Iterable[Effect]:
    for item, sign in reading.signs:
        until = _promised(item, event, case) if sign is Sign.ACKNOWLEDGED and reading.verdict.promise else None
        if until:
            yield from moves.promise(item, case, event.at, until, event.author)
        else:
            yield from _take_sign(item, sign, event, case)
    spoken_of = {item.number for item, _ in reading.signs}
    yield from _signs_of_life(event, case, spoken_of)


def _promised(item: Item, event: MessagePosted, case: Case) -> datetime | None:
    """When they said they will, by their own calendar; never after the day work stops."""
    person = case.relationship.people[event.author]
    side = case.relationship.side_of(event.author)
    if side is None or item.blocked_on:
        return None
    return promised_for(event.text, event.at, person.calendar or case.relationship.party(side).calendar)


def _signs_of_life(event: MessagePosted, case: Case, besides: set[ItemNumber]) -> Iterable[Effect]:
    """Whatever the holder's side says in the thread shows that it is at work (the second gate)."""
    side = case.relationship.side_of(event.author)
    if event.thread is None or side is None:
        return
    for item in case.items:
        if item.number not in besides and item.holder.side is side and item.asker != event.author:
            yield from moves.note_life(item, event.at)


def _take_sign(item: Item, sign: Sign, event: MessagePosted, case: Case) -> Iterable[Effect]:
    match sign:
        case Sign.ANSWERED:
            yield from moves.close(item, case, State.ANSWERED, event.at, event.author, event.message)
        case Sign.WITHDRAWN:
            yield from moves.close(item, case, State.WITHDRAWN, event.at, event.author, event.message)
        case Sign.MOVED_ELSEWHERE:
            yield from moves.close(item, case, State.MOVED_ELSEWHERE, event.at, event.author, event.message)
        case Sign.ACKNOWLEDGED:
            yield from moves.acknowledge(item, case, event.at)
        case Sign.TURNED:
            yield from moves.turn(item, case, event.at, Holder(item.asker_side, item.asker), "asked back")
        case Sign.RETURNED:
            yield from moves.turn(item, case, event.at, moves.holder_before(item), "asked back, and told")
        case Sign.INTERNAL:
            yield from moves.forget(item, case)
        case Sign.PINGED | Sign.CONTINUED | Sign.NOTED:
            yield Keep(item)
        case _:
            assert_never(sign)


def _open(asked: MessagePosted, case: Case, reading: Reading) -> Iterable[Effect]:
    heard = reading.progress
    return moves.open_item(
        case,
        message=asked.message,
        thread=asked.thread,
        asker=asked.author,
        text=asked.text,
        at=asked.at,
        addressee=reading.addressee,
        progress=replace(heard, expects=round(reading.verdict.expects, 3)) if heard.band else heard,
    )


def _offer(event: MessagePosted, case: Case) -> Iterable[Effect]:
    """It sounds like a question: its author is offered to have it tracked (product.md, level *suggest*)."""
    yield Lay(
        Nudge(
            key=offers.key(case.relationship.id, case.place.id, event.message),
            why=Told.OFFER,
            item=None,
            turn=0,
            step=0,
            side=case.relationship.side_of(event.author),
            person=event.author,
            laid_at=event.at,
            show_from=event.at,
            fate=Fate.WAITING if case.relationship.settings.is_live else Fate.DROPPED,
            place=case.place.id,
            message=event.message,
        )
    )


# What people change -------------------------------------------------------------------------------------------------


def _edited(event: MessageEdited, case: Case) -> Iterable[Effect]:
    """Judged again, both ways: a question may appear, change its words or vanish; an answer may stop being one."""
    item, now = case.item, hear(event.text, case.ear)
    if now.ack or now.bare:
        for closed in case.items:
            yield from _reopen(closed, case)
    if item is None:
        yield from _open_if_asking_now(event, case)
    elif item.state is State.OPEN and hear(item.text, case.ear).kind and not now.kind:
        yield from moves.close(item, case, State.WITHDRAWN, event.at, event.author, event.message)
    else:
        yield Keep(replace(item, text=event.text[: moves.TEXT_KEPT]))


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
    if was and hear(was.text, case.ear).asks:
        return  # it asked before, and there was a reason why it opened nothing
    reading = read(as_posted, replace(case, items=(), window=_before(event.message, case)))
    if reading.asks and case.place.hears is Level.AUTO:
        yield from _open(as_posted, case, reading)


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
    if item.state is not State.OPEN and item.text:
        yield from moves.reopen(item, case)


# What people put on a message -----------------------------------------------------------------------------------------


def _reacted(event: Reacted, case: Case) -> Iterable[Effect]:
    side, item = case.relationship.side_of(event.person), case.item
    if side is None:
        return
    if event.emoji in OFF_THE_RECORD:
        yield OffTheRecord(case.place.id, _thread_of(event.message, case, event.said))
    elif item is None or item.state is not State.OPEN:
        if event.emoji in TRACK and item is None:
            yield from track(event.message, case, event.said)
        elif event.emoji in ANSWERED and item and item.claim and rights.may_confirm(item, case, event.person):
            yield from moves.confirm(item, event.at)
    elif event.emoji in ANSWERED:
        yield from _effects(rights.settle_by(item, case, event.person, event.at))
    elif event.emoji in TRACK and item.progress.band:
        yield Keep(moves.beyond_doubt(item))
    elif event.emoji in ACKNOWLEDGED and side is item.holder.side:
        yield from moves.acknowledge(item, case, event.at)
    elif event.emoji in NOT_A_QUESTION and side is item.asker_side:
        yield from moves.deny(item, case, event.person, event.at)
    elif event.emoji in NOT_A_QUESTION:
        yield from _effects(rights.settle_by(item, case, event.person, event.at, what=Claimed.NOT_A_QUESTION))


def _effects(verdict: rights.Verdict) -> Iterable[Effect]:
    """A reaction gets no answer: what is not theirs to say changes nothing."""
    return () if isinstance(verdict, Message) else verdict


def _thread_of(message: MessageId, case: Case, said: Said | None) -> MessageId:
    said = _in_window(message, case) or said
    if said and said.thread:
        return said.thread
    return case.item.thread if case.item else message


def _in_window(message: MessageId, case: Case) -> Said | None:
    return next((said for said in case.window if said.message == message), None)


def track(message: MessageId, case: Case, said: Said | None = None) -> Iterable[Effect]:
    """❓ makes a question of a message that did not sound like one; it has waited since it was written.

    `said` is the message where it may be older than what is remembered.
    """
    said = _in_window(message, case) or said
    if said:
        asked, reading = taken_as_asked(said, case)
        yield from _open(asked, case, reading)


def taken_as_asked(said: Said, case: Case) -> tuple[MessagePosted, Reading]:
    """A message taken for a question, whatever it sounds like; read by what had been said before it."""
    asked, remembered = _as_posted(said, case), _in_window(said.message, case)
    before = replace(case, items=(), window=_before(said.message, case) if remembered else ())
    return asked, read_as_asking(asked, before)


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
