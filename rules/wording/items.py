"""What is said at once to somebody who gave a command about a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from rules.message import Line, Message, Words
from rules.wording.nudges import quoted
from rules.wording.presses import day_said, on_date
from rules.worktime import Calendar

MOST_POSTED = 2_500
"""Characters of a question that are posted: Slack shows 3,000 in one piece."""


def told(sentences: Sequence[str]) -> Message:
    """One sentence for each item."""
    return Message(tuple(Line((Words(sentence),)) for sentence in sentences))


def cannot_read(sentence: str) -> Message:
    """What a date or a duration was not; the sentence is the reader's own."""
    return told([sentence])


# Asking --------------------------------------------------------------------------------------------------------------


def asked(
    label: str,
    company: str,
    wanted_by: datetime | None,
    blocked_on: date | None,
    holds_up: str,
    calendar: Calendar,
) -> Message:
    """A question is kept; the dates as they were understood."""
    sentences = [f"Noted as {label}. {company} has it now."]
    if wanted_by:
        sentences.append(f"Wanted by {on_date(wanted_by, calendar)}.")
    if blocked_on:
        what = f": {quoted(holds_up)}" if holds_up else ""
        sentences.append(f"Without an answer work stops on {day_said(blocked_on)}{what}.")
    return told(sentences)


def posted(asker: str, whom: str, text: str, label: str) -> Message:
    """A question that nobody else could read, to everybody in the channel; without the name it begins with."""
    named = re.match(rf"\s*@{re.escape(whom)}(?!\w)[\s,:;–—-]*", text, re.IGNORECASE)
    words = text[named.end() if named else 0 :].strip()
    shown = words if len(words) <= MOST_POSTED else f"{words[: MOST_POSTED - 1].rstrip()}…"
    return told([f"{asker} asks {whom}: “{shown}” ({label})"])


def ask_what() -> Message:
    return told(["Ask what? For example: ask @bea Which region should the bucket be in?"])


def ask_the_others(company: str) -> Message:
    return told([f"I keep track of what the two companies ask each other. Name somebody of {company}, or nobody."])


def ask_in_the_channel() -> Message:
    return told(["Ask in a channel that both companies share, so that both can read it."])


def off_the_record() -> Message:
    return told(["This thread is off the record, so I keep track of nothing in it. Ask in the channel."])


def ask_where_it_is_read() -> Message:
    return told(["Nothing can be said in this channel any more, so nobody would read it. Ask in another one."])


def which_message() -> Message:
    """To `ask this` where nobody can tell what "this" is."""
    return told(
        ["Which message? Say “ask this” in its thread, or “ask” with a link to it, while I remember it (3 days)."]
    )


def not_heard_yet() -> Message:
    return told(["I keep track of what people write here once both companies said yes to that."])


def author_on_no_side(name: str | None) -> Message:
    return told([f"I do not know which side {name or 'its author'} is on. “side @name client” or “… vendor” says it."])


def no_such_topic(topic: str, company: str, topics: Sequence[str]) -> str:
    known = f" Known are: {', '.join(topics)}." if topics else " Leave “+topic” out."
    return f"{company} has no go-between for {quoted(topic)}.{known}"


# Which one -----------------------------------------------------------------------------------------------------------


def which_one() -> str:
    return "Which one? Name it by its label, such as q17, or by its number on the last list. “waiting” lists them."


def which_of(labels: Sequence[str]) -> str:
    return f"This thread has several: {', '.join(labels)}. Which one?"


def nothing_in_thread() -> str:
    return "Nothing is open in this thread. Name it by its label, such as q17; “waiting” lists what is open."


def no_such_item(label: str) -> str:
    return f"There is no {label} here."


def not_on_the_list(number: int) -> str:
    return f"The last list I showed you has no number {number}. “waiting” shows a new one."


def link_to_nothing() -> str:
    return "I keep track of nothing at that link."


# Settling ------------------------------------------------------------------------------------------------------------


def answered(label: str) -> str:
    return f"{label} is answered."


def agreed(label: str) -> str:
    return f"{label} is settled, as you say too."


def claimed(label: str, asker: str) -> str:
    return f"{label} is noted as answered. {asker} asked, and may say “not yet”."


def withdrawn(label: str) -> str:
    return f"{label} is withdrawn; nobody is asked about it any more."


def withdrawn_but_read(label: str) -> str:
    """Of a question that Rapport posted: what is said stays said."""
    return f"{withdrawn(label)} The question stays where I posted it."


def reopened(label: str) -> str:
    return f"{label} is open again, and counts as it did before."


def words_are_gone(label: str) -> str:
    return f"The words of {label} are gone, so there is nothing left to answer. A new “ask …” is a new start."


# Snoozing ------------------------------------------------------------------------------------------------------------


def snoozed(label: str, until: datetime, wished: datetime, calendar: Calendar) -> str:
    """With the moment it was understood as."""
    first = " That is when work stops." if until < wished else ""
    return f"{label} is left alone until {on_date(until, calendar)}; its clock runs on.{first}"


def awake(label: str) -> str:
    return f"{label} is no longer left alone."


def settled(label: str) -> str:
    return f"{label} is settled, so nobody is asked about it."


def not_snoozed(label: str) -> str:
    return f"{label} is not left alone now."


def work_stops_now(label: str) -> str:
    return f"Work stops for want of {label}, so it cannot be left alone any longer."


def holders_to_snooze(label: str, company: str) -> str:
    return f"{label} is with {company}; only whoever has it can leave it alone for a while."


def too_long_a_snooze(days: int) -> str:
    return f"I can leave it alone for {days} working days at most; write an earlier date."
