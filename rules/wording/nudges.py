"""What is said to somebody who is waited for (product.md, "How a nudge behaves": anatomy and wording)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.message import Button, Buttons, Line, Message, Part, Pointer, Small, Words
from rules.model import Claimed, Item, Kind, Party, RelationshipId, Trust
from rules.worktime import MONTHS, WEEKDAYS, Calendar, say_calendar, say_duration, say_hours, say_when

QUOTED = 140
"""Characters of a question that a nudge quotes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence about an item needs to know."""

    item: Item
    relationship: RelationshipId
    waiting: str | None
    """The name of the person who waits: the asker or, where the asker was asked back, whoever asked back."""
    waiting_company: str
    holding_company: str
    holder: str | None
    """The name of whoever has the ball."""
    now: datetime
    waited: timedelta
    target: timedelta
    calendar: Calendar
    """In whose local time instants are written."""
    side_calendar: Calendar
    """By whose working time the item is measured."""

    @property
    def about(self) -> str:
        """What a button about the item says."""
        return f"{self.relationship}:{self.item.number}"


# The anatomy of a nudge ----------------------------------------------------------------------------------------------


def private_word(facts: Facts, to_holder: bool) -> tuple[Part, ...]:
    """To the holder, or to the go-between of the holder's side."""
    who = _named(facts)
    whom = "you" if to_holder else facts.holding_company
    first = " first" if facts.item.holder.side is facts.item.asker_side else ""
    link = ", to answer " if first else ": "
    opening = f"{who} needs one thing from {whom}{first}{_to_keep(facts)}{_about(facts.item.text, link)}"
    if facts.item.kind is Kind.PROMISE:
        opening = f"{facts.holding_company} promised {facts.waiting_company} one thing{_about(facts.item.text, ': ')}"
    parts: list[Part] = [Line((Words(opening), *_asked(facts)))]
    if facts.item.turns[-1].words:
        parts.append(Line((Words(f"What is needed: {quoted(facts.item.turns[-1].words)}"),)))
    return (*parts, _why(facts), buttons(facts))


def buttons(facts: Facts) -> Buttons:
    """Three and *More* (product.md, "Anatomy", "Buttons")."""
    about = facts.about
    return Buttons(
        (
            Button("I’ll answer by…", "nudge.promise", about),
            Button("Answered elsewhere", "nudge.elsewhere", about),
            Button("Someone else should", "nudge.someone", about),
        ),
        (
            Button("I need something from them first", "nudge.need", about),
            Button("Snooze", "nudge.snooze", about),
            Button("Not a question", "nudge.not_question", about),
            Button("Why am I seeing this?", "nudge.why", about),
        ),
    )


def line_in_thread(facts: Facts) -> Message:
    """In the thread, to the company and never to a person."""
    waiting = f"This one still waits for {facts.holding_company}, {say_duration(facts.waited)} of working time so far."
    promised = f"Why this? The two companies agreed on {say_duration(facts.target)} ({say_hours(facts.side_calendar)})."
    return Message((Line((Words(waiting),)), Small(promised)))


# What else lies on a card --------------------------------------------------------------------------------------------


def claimed(facts: Facts, by: str, quote: bool = True) -> tuple[Part, ...]:
    """One quiet line to the asker: is it settled?"""
    claim = facts.item.claim
    assert claim
    said = {
        Claimed.ANSWERED: "this is answered",
        Claimed.ANSWERED_ELSEWHERE: "answered elsewhere",
        Claimed.NOT_A_QUESTION: "this needs no answer",
    }[claim.what]
    how = f", {quoted(claim.words)}" if claim.words else ""
    line = f"{by} says: {said}{how}. Is that so?"
    return (
        Line(
            (
                Words(line),
                Words(f" {quoted(facts.item.text)}" if facts.item.text.strip() and quote else ""),
                *_asked(facts),
            )
        ),
        Buttons((Button("Yes", "claim.yes", facts.about), Button("Not yet", "claim.not_yet", facts.about))),
    )


def offered(words: str, company: str, about: str, pointer: Pointer) -> tuple[Part, ...]:
    """To its author: it sounded like a question."""
    return (
        Line(
            (
                Words(f"This sounded like a question to {company}: {quoted(words)} ("),
                pointer,
                Words("). Shall I keep track of it?"),
            )
        ),
        Buttons((Button("Keep track", "offer.track", about), Button("No need", "offer.no", about))),
    )


def chased(facts: Facts) -> tuple[Part, ...]:
    """To whoever chases a third party."""
    third = _capital(facts.item.holder.third_party or "a third party")
    since = say_when(facts.item.turns[-1].at, facts.calendar, facts.now)
    line = f"{third} has had this one since {since}, and you follow it up{_about(facts.item.text, ': ')}"
    return (
        Line((Words(line), *_asked(facts))),
        Buttons(
            (
                Button("Answered elsewhere", "nudge.elsewhere", facts.about),
                Button("Someone else should", "nudge.someone", facts.about),
                Button("Snooze", "nudge.snooze", facts.about),
            ),
            (Button("Why am I seeing this?", "nudge.why", facts.about),),
        ),
    )


def brief(waiting: Sequence[Facts], company: str) -> Message:
    """To the sponsor: what the go-betweens could not move."""
    first = f"For you as {company}’s sponsor: {_count(len(waiting))} that the go-betweens could not move."
    why_this = (
        "Why this? It was asked of the go-between first, and then in the thread. At most one such note in two weeks."
    )
    return Message((Line((Words(first),)), *map(_in_brief, waiting), Small(why_this)))


def _in_brief(facts: Facts) -> Line:
    waits = f"{_named(facts)} waits for {facts.holding_company}, {say_duration(facts.waited)}"
    return Line((Words(waits + _about(facts.item.text, ": ")), *_asked(facts)))


def _named(facts: Facts) -> str:
    return _capital(with_company(facts.waiting, facts.waiting_company))


def with_company(name: str | None, company: str) -> str:
    """`Bea (Contoso)`; of somebody who was forgotten, `someone at Contoso` says it all."""
    if name is None or name == f"someone at {company}":
        return name or company
    return f"{name} ({company})"


def _count(number: int) -> str:
    return "one thing" if number == 1 else f"{number} things"


def also_with_you(pointers: Sequence[Pointer], more: int = 0) -> Line:
    """What was told before and still waits."""
    spans: list[Words | Pointer] = [Words("Also still with you: ")]
    for n, pointer in enumerate(pointers):
        spans += [Words(", ")] if n else []
        spans.append(pointer)
    return Line((*spans, Words(f" and {more} more; “waiting” lists them." if more else ".")))


def more_waits(number: int) -> Line:
    """A card shows so many, and counts the others."""
    return Line((Words(f"And {number} more; “waiting” lists them."),))


def several(number: int) -> Line:
    return Line((Words(f"{number} things wait for you."),))


def settled(label: str) -> Line:
    """On a card that is edited: nothing more is wanted here."""
    return Line((Words(f"{label} is settled. Thank you."),))


def moved_on(label: str) -> Line:
    """On a card that is edited: it lies with somebody else now."""
    return Line((Words(f"{label} is with somebody else now."),))


def noted(label: str) -> Line:
    """On a card that is edited: what was pressed is noted."""
    return Line((Words(f"{label} is noted. Thank you."),))


def expected(label: str, by: datetime, facts: Facts) -> Line:
    """On a card that is edited: its holder said when they answer."""
    when = say_when(by, facts.calendar, facts.now)
    return Line((Words(f"{label} will be answered by {when}. Until then I ask nobody."),))


def offer_over(pointer: Pointer) -> Line:
    """On a card that is edited: the offer was taken up, declined, or its message is gone."""
    return Line((pointer, Words(" that sounded like a question: nothing is left to do.")))


def keep_asking(relationship: RelationshipId) -> tuple[Part, ...]:
    """Once, after three cards in a row that nobody touched. Any relationship they are in does: it is about them."""
    about = f"{relationship}:patience"
    return (
        Line((Words("My last three notes may have come at a bad time. Shall I go on?"),)),
        Buttons(
            (
                Button("Keep asking", "patience.keep", about),
                Button("In a week", "patience.later", about),
                Button("Stop asking", "patience.stop", about),
            )
        ),
    )


def fell_quiet(trust: Trust, now: datetime, until: datetime, party: Party) -> Message:
    """To the go-betweens, when it was wrong too often."""
    first = f"{trust.wrong} of my last {trust.nudges} nudges were marked wrong. That is too many."
    then = (
        f"I stop nudging and only list what waits, until {say_when(until, party.calendar, now)}. "
        "Commands and reactions work as before."
    )
    return Message((Line((Words(first),)), Line((Words(then),))))


# Small things --------------------------------------------------------------------------------------------------------


def quoted(text: str) -> str:
    """At most 140 characters of somebody's words, on one line, between quotation marks."""
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= QUOTED else f"“{words[: QUOTED - 1].rstrip()}…”"


def why(facts: Facts) -> str:
    """Rule, promise, clock and calendar, in one sentence."""
    item = facts.item
    calendar = say_calendar(item.turns[-1].at, facts.now, facts.side_calendar)
    promise = f"you agreed on {say_duration(facts.target)}"
    if item.promised_for:
        promise = f"it was promised for {say_when(item.promised_for, facts.calendar, facts.now)}"
    elif item.wanted:
        promise = f"it was asked for by {say_when(item.wanted, facts.calendar, facts.now)}"
    return f"It has waited {say_duration(facts.waited)} of working time; {promise} ({calendar})."


def _to_keep(facts: Facts) -> str:
    """What it holds up."""
    day = facts.item.blocked_on
    if day is None:
        return f" for {facts.item.holds_up}" if facts.item.holds_up else ""
    when = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}"
    return f" to keep {facts.item.holds_up} ({when})" if facts.item.holds_up else f" before work stops on {when}"


def _about(text: str, link: str) -> str:
    """A question may have no words: a file, or a message that was deleted."""
    return link + quoted(text) if text.strip() else ""


def _asked(facts: Facts) -> tuple[Words | Pointer, ...]:
    when = say_when(facts.item.opened_at, facts.calendar, facts.now)
    how = "promised" if facts.item.kind is Kind.PROMISE else "asked"
    return Words(f" ({how} {when}, "), pointer(facts.item), Words(")")


def pointer(item: Item) -> Pointer:
    return Pointer(item.place, item.message, item.label)


def _why(facts: Facts) -> Small:
    return Small(f"Why this? {why(facts)}")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
