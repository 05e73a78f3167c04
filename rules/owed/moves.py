"""Every way an item changes hands or state, in one place: what listening, buttons, reactions and commands all use.

Whoever may do what is decided before, by the rule that calls. Here is what it does: to the item, to its alarm, and to
what lies about it in people's trays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from rules.effects import ClearAlarm, Effect, Forget, Keep, Lay, MarkWrong, Post, PutOff, Reply, SetAlarm, TakeOut
from rules.listening.progress import Progress
from rules.model import (
    POSTED,
    Case,
    Claim,
    Claimed,
    Fate,
    Holder,
    Item,
    Kind,
    MessageId,
    Nudge,
    Party,
    PersonId,
    Side,
    State,
    Told,
    Turn,
    key_of_post,
)
from rules.owed import nudging
from rules.wording import items as wording
from rules.wording.nudges import with_company
from rules.worktime import add

RULE = "questions"
"""The name under which an item's own alarm is set."""
CLAIMS = "claims"
"""The name under which a claim on blocked work is looked at again."""
TEXT_KEPT = 1_000
"""Characters of a question that the ledger keeps."""
CLAIM_STANDS = timedelta(hours=8)
"""Working time of the asker's side after which nobody's yes restores the clock of blocked work (product.md, "Fair")."""

_ASKS = frozenset({Told.NUDGE, Told.TURNED, Told.CHASE, Told.BRIEF})
_STATES = {
    Claimed.ANSWERED: State.ANSWERED,
    Claimed.ANSWERED_ELSEWHERE: State.ANSWERED,
    Claimed.NOT_A_QUESTION: State.WITHDRAWN,
}


# Opening -------------------------------------------------------------------------------------------------------------


def open_item(
    case: Case,
    *,
    message: MessageId,
    thread: MessageId | None,
    asker: PersonId,
    text: str,
    at: datetime,
    addressee: PersonId | None,
    progress: Progress,
    topic: str | None = None,
    blocked_on: date | None = None,
    holds_up: str = "",
    wanted_by: datetime | None = None,
    is_posted: bool = False,
) -> Iterable[Effect]:
    """A new question of the asker's side to the other; nothing where nobody knows the asker's side.

    What nobody could read yet `is_posted`: its message is the key of the post until that stands.
    """
    side = case.relationship.side_of(asker)
    if side is None:
        return
    if is_posted:
        message = MessageId(key_of_post(case.relationship.id, case.next_number))
    item = Item(
        number=case.next_number,
        kind=Kind.QUESTION,
        place=case.place.id,
        message=message,
        thread=thread or message,
        in_channel=thread is None,
        asker=asker,
        asker_side=side,
        text=text[:TEXT_KEPT],
        opened_at=at,
        targets={each: case.relationship.party(each).targets[Kind.QUESTION] for each in Side},
        turns=(Turn(at, Holder(side.other, addressee), POSTED if is_posted else "asked"),),
        clock_at=at,
        progress=progress,
        topic=topic or topic_of(text, case.relationship.party(side.other)),
        blocked_on=blocked_on,
        holds_up=holds_up,
        wanted_by=wanted_by,
    )
    yield Keep(item)
    if is_posted:
        yield post(item, case, text)
    yield from nudging.look_again(item, case, RULE)


def post(item: Item, case: Case, text: str) -> Post | Reply:
    """What nobody could read, said in its asker's name where both sides read; what it becomes is the item's message.

    In the thread it was asked in, if it was in one.
    """
    of = case.relationship
    addressee = item.turns[0].holder.person
    message = wording.posted(
        with_company(nudging.name_of(item.asker, of), of.party(item.asker_side).company),
        nudging.name_of(addressee, of) or of.party(item.asker_side.other).company,
        text,
        item.label,
    )
    key = str(item.message)
    if item.in_channel:
        return Post(key=key, place=item.place, message=message, about=item.number)
    return Reply(key=key, place=item.place, thread=item.thread, message=message, about=item.number)


def topic_of(text: str, party: Party) -> str | None:
    """The first of the side's topics that the text names."""
    topics = [named.topic for named in party.go_betweens if named.topic]
    return next((topic for topic in topics if re.search(rf"\b{re.escape(topic)}\b", text, re.IGNORECASE)), None)


# Settling ------------------------------------------------------------------------------------------------------------


def close(
    item: Item,
    case: Case,
    state: State,
    at: datetime,
    by: PersonId | None,
    closing: MessageId | None = None,
    said: Claim | None = None,
) -> Iterable[Effect]:
    """Settled: no alarm, no word that still waits to be said, and what was told is done."""
    yield from nudging.fall_silent(item, case, RULE)
    yield ClearAlarm(CLAIMS, item.subject)
    yield Keep(replace(item, state=state, closed_at=at, closed_by=by, closing=closing, claim=said))


def claim(item: Item, case: Case, what: Claimed, by: PersonId, at: datetime, words: str = "") -> Iterable[Effect]:
    """Somebody but the asker says it is settled. It is, unless the asker says *Not yet*."""
    said = Claim(what, by, at, words)
    closed = replace(item, state=_STATES[what], closed_at=at, closed_by=by, closing=None, claim=said)
    yield from nudging.fall_silent(item, case, RULE)
    yield Keep(closed)
    if what is Claimed.NOT_A_QUESTION:
        yield MarkWrong(item.number, True)
    if case.relationship.settings.is_live:
        yield Lay(_question_to_the_asker(closed, case, at))
    if item.blocked_on:
        yield SetAlarm(CLAIMS, item.subject, add(at, CLAIM_STANDS, case.relationship.party(item.asker_side).calendar))


def deny(item: Item, case: Case, by: PersonId, at: datetime) -> Iterable[Effect]:
    """Its asker's own side says that it is no question: nobody has to be asked whether that is so."""
    said = Claim(Claimed.NOT_A_QUESTION, by, at, confirmed=True)
    yield from close(item, case, State.WITHDRAWN, at, by, said=said)
    yield MarkWrong(item.number, True)


def confirm(item: Item, at: datetime) -> Iterable[Effect]:
    """*Yes*: the claim stands."""
    assert item.claim
    yield ClearAlarm(CLAIMS, item.subject)
    yield TakeOut(item.number, frozenset({Told.CLAIM}))
    yield Keep(replace(item, closed_at=item.closed_at or at, claim=replace(item.claim, confirmed=True)))


def restore(item: Item, case: Case) -> Iterable[Effect]:
    """*Not yet*, or nobody's yes while work is blocked: the clock is as if nothing had been claimed."""
    assert item.claim
    yield ClearAlarm(CLAIMS, item.subject)
    yield MarkWrong(item.number, False)
    yield from reopen(replace(beyond_doubt(item), claim=replace(item.claim, confirmed=False)), case)


def beyond_doubt(item: Item) -> Item:
    """Somebody says that it is a question: what was heard in it, or judged of it, no longer counts."""
    return replace(item, progress=replace(item.progress, band="", expects=1.0))


def reopen(item: Item, case: Case) -> Iterable[Effect]:
    """It is open again, and has been all the time."""
    yield TakeOut(item.number, frozenset({Told.CLAIM}))
    opened = replace(item, state=State.OPEN, closed_at=None, closed_by=None, closing=None)
    if nudging.is_dropped(item, case):
        opened = replace(opened, climbed=item.climbed - 1, climbed_at=None)  # nobody was told of that step: once more
    yield Keep(opened)
    if not opened.stands:
        yield post(opened, case, opened.text)  # it was taken back before anybody read it
    yield from nudging.look_again(opened, case, RULE)


def forget(item: Item, case: Case) -> Iterable[Effect]:
    """It never was an item."""
    yield from nudging.fall_silent(item, case, RULE)
    yield ClearAlarm(CLAIMS, item.subject)
    yield Forget(item)


def _question_to_the_asker(item: Item, case: Case, at: datetime) -> Nudge:
    assert item.claim
    return Nudge(
        key=f"claim:{case.relationship.id}:{item.number}:{at.isoformat()}",
        why=Told.CLAIM,
        item=item.number,
        turn=len(item.turns),
        step=0,
        side=item.asker_side,
        person=item.asker,
        laid_at=at,
        show_from=at,
    )


# Passing the ball ----------------------------------------------------------------------------------------------------


def turn(item: Item, case: Case, at: datetime, holder: Holder, reason: str, words: str = "") -> Iterable[Effect]:
    """The ball goes to the other side, or to a third party: the ladder starts again there."""
    yield from nudging.take_back(item, case)
    yield TakeOut(item.number, _ASKS)
    turned = replace(
        item,
        turns=(*item.turns, Turn(at, holder, reason, words)),
        clock_at=at,
        clock_moved=False,
        climbed=0,
        climbed_at=None,
        promised_for=None,
        snoozed_until=None,
        alive_at=None,
        # What they asked back is over, however the ball came back to them.
        progress=item.progress if holder.side is item.asker_side else replace(item.progress, asked_back=None),
    )
    yield Keep(turned)
    passed_on = bool(holder.third_party and item.holder.third_party)
    if (passed_on or (words and holder.side)) and holder.person:
        yield Lay(_word_of_the_turn(turned, case, at, holder.person))
    yield from nudging.look_again(turned, case, RULE)


def hand_over(item: Item, case: Case, at: datetime, person: PersonId) -> Iterable[Effect]:
    """Somebody else of the same side should answer. The side's clock runs on; the new holder is told at once."""
    yield from nudging.take_back(item, case)
    yield TakeOut(item.number, _ASKS)
    yield MarkWrong(item.number, True)
    handed = replace(
        item,
        turns=(*item.turns, Turn(at, Holder(item.holder.side, person), "somebody else")),
        climbed=0,
        climbed_at=None,
        promised_for=None,
        snoozed_until=None,
        alive_at=None,
    )
    yield Keep(handed)
    yield from nudging.look_again(handed, case, RULE)


def holder_before(item: Item) -> Holder:
    """Who held the ball on the other side before the asker was asked back."""
    return next(turn.holder for turn in reversed(item.turns) if turn.holder.side is item.asker_side.other)


def _word_of_the_turn(item: Item, case: Case, at: datetime, person: PersonId) -> Nudge:
    return Nudge(
        key=f"turned:{case.relationship.id}:{item.number}:{len(item.turns)}",
        why=Told.TURNED if item.holder.side else Told.CHASE,
        item=item.number,
        turn=len(item.turns),
        step=0,
        side=item.holder.side,
        person=person,
        laid_at=at,
        show_from=at,
        fate=Fate.WAITING if case.relationship.settings.is_live else Fate.DRY,
        told_at=None if case.relationship.settings.is_live else at,
    )


def begin_anew(item: Item, case: Case) -> Iterable[Effect]:
    """The ladder starts again: what a dry run would have said was said to nobody."""
    fresh = replace(item, climbed=0, climbed_at=None)
    yield Keep(fresh)
    yield from nudging.look_again(fresh, replace(case, nudges=()), RULE)


# Signs of life -------------------------------------------------------------------------------------------------------


def acknowledge(item: Item, case: Case, at: datetime) -> Iterable[Effect]:
    """ "Looking into it" closes nothing; it moves the clock, once.

    The ladder starts again. A step that was told already is not told again, for its key is taken; one that still waits
    to be told is taken back, and will be.
    """
    if item.clock_moved:
        yield from note_life(item, at)
        return
    yield from nudging.take_back(item, case)
    yield TakeOut(item.number, _ASKS)
    moved = replace(item, clock_at=at, clock_moved=True, climbed=0, climbed_at=None, alive_at=at)
    yield Keep(moved)
    yield from nudging.look_again(moved, case, RULE)


def promise(item: Item, case: Case, at: datetime, until: datetime, by: PersonId) -> Iterable[Effect]:
    """*I'll answer by …*: until then nobody is asked; after it the ladder starts again with the one who promised."""
    yield from nudging.take_back(item, case)
    yield TakeOut(item.number, _ASKS)
    taken = () if item.holder.person == by else (Turn(at, Holder(item.holder.side, by), "promised"),)
    promised = replace(
        item,
        turns=(*item.turns, *taken),
        promised_for=until,
        clock_moved=True,
        climbed=0,
        climbed_at=None,
        alive_at=at,
    )
    yield Keep(promised)
    yield from nudging.look_again(promised, case, RULE)


def note_life(item: Item, at: datetime) -> Iterable[Effect]:
    """The holder's side said something about it that settles nothing."""
    yield TakeOut(item.number, _ASKS, keep_waiting=True)
    yield Keep(replace(item, alive_at=at))


def snooze(item: Item, case: Case, person: PersonId, until: datetime) -> Iterable[Effect]:
    """Not before then, for this person; the ladder waits as long, and the waiting is counted all the time."""
    snoozed = replace(item, snoozed_until=until)
    yield Keep(snoozed)
    yield PutOff(item.number, person, until)
    yield from nudging.look_again(snoozed, case, RULE)
