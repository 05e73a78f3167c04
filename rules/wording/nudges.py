"""What is said to somebody who is waited for (product.md, "How a nudge behaves": anatomy and wording)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.message import Line, Message, Pointer, Small, Words
from rules.model import Item
from rules.worktime import Calendar, say_duration, say_hours, say_when

QUOTED = 140
"""Characters of a question that a nudge quotes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a nudge needs to know of its item."""

    item: Item
    waiting: str | None
    """The name of the person who waits: the asker or, where the asker was asked back, whoever asked back."""
    waiting_company: str
    holding_company: str
    now: datetime
    waited: timedelta
    target: timedelta
    calendar: Calendar
    """In whose local time instants are written."""
    side_calendar: Calendar
    """By whose working time the item is measured."""


def private_word(facts: Facts, to_holder: bool) -> Message:
    """To the holder, or to the go-between of the holder's side."""
    who = f"{facts.waiting} ({facts.waiting_company})" if facts.waiting else _capital(facts.waiting_company)
    whom = "you" if to_holder else facts.holding_company
    first = " first" if facts.item.holder.side is facts.item.asker_side else ""
    opening = f"{who} needs one thing from {whom}{first}{_about(facts.item.text, ', to answer ' if first else ': ')}"
    return Message((Line((Words(opening), *_asked(facts))), _why(facts)))


def line_in_thread(facts: Facts) -> Message:
    """In the thread, to the company and never to a person."""
    waiting = f"This one still waits for {facts.holding_company}, {say_duration(facts.waited)} of working time so far."
    return Message((Line((Words(waiting),)), _why(facts)))


def _about(text: str, link: str) -> str:
    """A question may have no words: a file, or a message that was deleted."""
    return link + quoted(text) if text.strip() else ""


def quoted(text: str) -> str:
    """At most 140 characters of somebody's words, on one line, between quotation marks."""
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= QUOTED else f"“{words[: QUOTED - 1].rstrip()}…”"


def _asked(facts: Facts) -> tuple[Words | Pointer, ...]:
    when = say_when(facts.item.opened_at, facts.calendar, facts.now)
    return Words(f" (asked {when}, "), Pointer(facts.item.place, facts.item.message, facts.item.label), Words(")")


def _why(facts: Facts) -> Small:
    waited, agreed = say_duration(facts.waited), say_duration(facts.target)
    return Small(
        f"Why this? It has waited {waited} of working time; you agreed on {agreed} ({say_hours(facts.side_calendar)})."
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
