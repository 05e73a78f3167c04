"""What is said at once to whoever pressed a button about an item, and what its forms ask (product.md, "Buttons")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rules.message import Button, Buttons, ChoiceField, Form, Line, Message, Part, Small, TextField, Words, say
from rules.model import POSTED, Item, RelationshipId, State
from rules.wording.nudges import Facts, pointer, quoted, with_company
from rules.worktime import MONTHS, WEEKDAYS, Calendar, explain_measure, local_date, say_duration, say_when

HOW = (
    ("phone", "by phone"),
    ("call", "in a call"),
    ("mail", "by mail"),
    ("chat", "in another chat"),
    ("other", "in another way"),
)
"""How something may have been answered elsewhere, in the words that whoever asked will read."""
SHOWN = 40
"""Characters of a name somebody typed that are repeated."""


# Forms ---------------------------------------------------------------------------------------------------------------


def who_runs_this(operator: str = "") -> str:
    """Stands above the first field of every private form."""
    by = f", run by {operator}," if operator else ""
    return f"Rapport{by} keeps this for both companies."


def promise_form(about: str, card: str) -> Form:
    return Form(
        action="nudge.promise",
        about=about,
        title="I’ll answer by…",
        intro=("Both companies can see the date. Until then I ask nobody.",),
        fields=(TextField("when", "When will you answer?", hint="tomorrow 14:00, fri, 12 may or 2 days"),),
        submit="Save",
        card=card,
    )


def elsewhere_form(about: str, card: str) -> Form:
    return Form(
        action="nudge.elsewhere",
        about=about,
        title="Answered elsewhere",
        intro=("Whoever asked sees what you write here, with your name, and can say “Not yet”.",),
        fields=(
            ChoiceField("how", "How was it answered?", HOW, initial="phone"),
            TextField("words", "Anything to add?", required=False, lines=2),
        ),
        submit="Save",
        card=card,
    )


def someone_form(about: str, card: str) -> Form:
    return Form(
        action="nudge.someone",
        about=about,
        title="Someone else should",
        intro=("Both companies can see whom you name. Fill in one of the two.",),
        fields=(
            TextField("who", "Somebody of your company", required=False, hint="a name"),
            TextField("third", "Or a company outside, which you follow up", required=False, hint="its name"),
        ),
        submit="Pass it on",
        card=card,
    )


def need_form(about: str, card: str) -> Form:
    return Form(
        action="nudge.need",
        about=about,
        title="I need something first",
        intro=("The other company sees what you write here. It has the ball then, and your time does not count.",),
        fields=(TextField("what", "What do you need from them?", lines=4),),
        submit="Send",
        card=card,
    )


def how_answered(how: str, words: str) -> str:
    """What whoever asked reads between quotation marks: `by phone: the first one`."""
    way = dict(HOW).get(how, "") if how != "other" or not words else ""
    return ": ".join(filter(None, (way, words)))


# What was not understood ---------------------------------------------------------------------------------------------


def say_when_you_will() -> str:
    return "Write a moment, like “tomorrow 14:00” or “fri”."


def after_work_stops(until: datetime, day: date, calendar: Calendar) -> str:
    return f"{on_date(until, calendar)} is after work stops, on {day_said(day)}. Write an earlier moment."


def say_what_you_need() -> str:
    return "Write what you need from them first."


def too_long(most: int) -> str:
    return f"Write it in {most:,} characters or fewer."


def name_one() -> str:
    return "Fill in one of the two: a name, or a company outside."


def nobody_of_that_name(typed: str, company: str, nearest: Sequence[str]) -> str:
    near = f" Did you mean {_either(nearest)}?" if nearest else " Write the name as it stands in this chat."
    return f"I know nobody at {company} by the name of {_shortened(typed)}.{near}"


def several_of_that_name(typed: str, names: Sequence[str]) -> str:
    return f"{_shortened(typed)} may be {_either(names)}. Write the whole name."


def that_is_you() -> str:
    return "That is you. “I’ll answer by…” says when."


def has_it_already(name: str) -> str:
    return f"{name} has it already."


def not_outside(company: str) -> str:
    return (
        f"{_capital(company)} is one of the two companies. “I need something from them first” passes it to the others."
    )


# Why nothing changes -------------------------------------------------------------------------------------------------


def no_side() -> Message:
    return say(
        "I do not know yet which company you belong to, so I changed nothing. “side client” or “side vendor” tells me."
    )


def gone() -> Message:
    return say("I no longer keep this one, so there is nothing left to do. Thank you.")


def settled_already(label: str) -> Message:
    return say(f"{label} is settled, so there is nothing left to do. Thank you.")


def not_settled(label: str) -> Message:
    return say(f"{label} is open already.")


def with_others(label: str, holder: str) -> Message:
    """The ball lies elsewhere: it was passed on, or it was never theirs."""
    return say(f"{label} is with {holder} now, so I changed nothing.")


def for_the_asker(label: str, asker: str | None, company: str) -> Message:
    who = f"{asker} or a go-between of {company}" if asker else f"{company}"
    return say(f"Whether {label} is settled is for {who} to say. I changed nothing.")


def no_claim(label: str, is_open: bool) -> Message:
    """Nobody says any more that it is settled, or that was answered before."""
    return say(f"{label} is open again, as before." if is_open else f"{label} is settled already. Thank you.")


def for_its_company(label: str, company: str) -> Message:
    """Withdrawing and reopening."""
    return say(f"That is for {company} to say of {label}. I changed nothing. “answered {label}” asks them.")


def for_those_who_settled_it(label: str, company: str) -> Message:
    return say(f"{_capital(company)} settled {label}; only they open it again. A new question: “ask …”")


def not_past_the_day(label: str, day: date) -> Message:
    return say(
        f"Work stops on {day_said(day)} without {label}, so I cannot put it off any further. "
        "“I’ll answer by…” keeps me quiet until the moment you name."
    )


def no_morning() -> Message:
    return say("Your working hours have no next morning, so I cannot put it off. “hours” shows them.")


def for_its_author() -> Message:
    return say("This is for whoever wrote the message to say. I changed nothing.")


def words_are_gone() -> Message:
    return say("I no longer have the words of that message. A ❓ on it, or “ask …”, lets me keep track of it.")


def tracked_already(label: str) -> Message:
    return say(f"I keep track of it already, as {label}.")


# What was done -------------------------------------------------------------------------------------------------------


def promised(label: str, until: datetime, calendar: Calendar) -> Message:
    return say(f"Noted: you answer {label} by {on_date(until, calendar)}. Until then I ask nobody.")


def put_off(label: str, until: datetime, calendar: Calendar) -> Message:
    return say(f"I come back to {label} on {on_date(until, calendar)}.")


def claimed(label: str, asker: str | None, relationship: RelationshipId) -> Message:
    who = asker or "whoever asked"
    return with_undo(f"{label} is settled, unless {who} says “Not yet”.", relationship)


def settled(label: str, relationship: RelationshipId) -> Message:
    return with_undo(f"{label} is settled. Thank you.", relationship)


def passed_on(label: str, name: str) -> Message:
    return say(f"{label} is with {name} now. I tell them.")


def with_third_party(label: str, third: str) -> Message:
    return say(f"{label} is with {third} now, and neither company’s time counts. I ask you from time to time.")


def turned(label: str, name: str) -> Message:
    return say(f"{label} is with {name} now, and your time does not count until they have answered.")


def restored(label: str) -> Message:
    return say(f"{label} is open again, and its clock is as before.")


def tracked(label: str, company: str) -> Message:
    return say(f"I keep track of it as {label}. {_capital(company)} has it now.")


def not_tracked() -> Message:
    return say("I do not keep track of it. Thank you.")


def goes_on() -> Message:
    return say("I go on as before. Thank you.")


def goes_on_later(until: datetime, calendar: Calendar) -> Message:
    return say(f"I am quiet until {on_date(until, calendar)}. “waiting” lists what waits.")


def stops_asking(relationship: RelationshipId) -> Message:
    return with_undo(
        "I send you no private messages of my own accord any more. “waiting” lists what waits, “resume me” ends this.",
        relationship,
    )


def with_undo(sentence: str, relationship: RelationshipId) -> Message:
    """An echo that can be taken back."""
    return Message((Line((Words(sentence),)), Buttons((Button("Undo", "undo", f"{relationship}:undo"),))))


# Why am I seeing this ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reasons:
    """What "why am I seeing this" tells beside the facts of the item."""

    with_whom: str
    """Who has the ball, for people: `Bea (Contoso)`."""
    named_by: str | None
    """Whoever gave it to them: the asker or, where they were asked back, whoever did."""
    was_asked: bool
    """Whether a step of the ladder was told."""
    in_thread: bool
    """The last one, where both sides read."""
    asked: str | None
    """Whom it was told privately; None for those who need not know."""
    asked_reader: bool
    as_go_between: bool
    is_live: bool
    expected_by: datetime | None
    """When it is late; None while a third party has it."""
    in_all: str | None
    """The waiting over all turns of the side, where there were several."""
    shows_snooze: bool


def why(facts: Facts, reasons: Reasons) -> Message:
    """Rule, promise, clock and calendar (product.md, "why am I seeing this")."""
    item = facts.item
    parts: list[Part] = [Line((Words("About "), pointer(item), Words(_colon(item.text))))]
    if item.state is State.OPEN:
        parts += [_line(_rule(facts, reasons)), _line(_promise(facts, reasons))]
    else:
        parts.append(_line(_end(facts)))
    parts.append(_line(_clock(facts, reasons)))
    return Message((*parts, Small(_ORDER if item.holder.side else _CHASE)))


def _rule(facts: Facts, reasons: Reasons) -> str:
    turn = facts.item.turns[-1]
    since = say_when(turn.at, facts.calendar, facts.now)
    by = reasons.named_by or facts.waiting_company
    asked = f"{by} asked {'them by name' if turn.holder.person else 'nobody by name'}"
    because = {
        "asked": asked,
        POSTED: asked,
        "asked back": f"{by} asked them something first",
        "asked back, and told": f"{by} answered what they had asked first",
        "needs something first": f"{by} needs something from them first",
        "somebody else": "a colleague passed it on",
        "third party": "it needs a company outside",
        "promised": "they said when they answer",
        "reopened": "it was opened again",
    }.get(turn.reason)
    needed = f" ({quoted(turn.words)})" if turn.words else ""
    said = f"{_capital(reasons.with_whom)} has it since {since}{f', because {because}' if because else ''}{needed}."
    return f"{said} {_asked(facts, reasons)}"


def _asked(facts: Facts, reasons: Reasons) -> str:
    """The step of the ladder, and why this person."""
    if not reasons.was_asked:
        return "I have asked nobody about it yet."
    if reasons.in_thread:
        return "I wrote one line about it in the thread."
    whom = "you" if reasons.asked_reader else reasons.asked or facts.holding_company
    role = f", as a go-between of {facts.holding_company}" if reasons.asked and reasons.as_go_between else ""
    if not reasons.is_live:
        return f"By now I would have asked {whom}{role}; this is a trial run, and I only write it down."
    return f"I asked {whom}{role}."


def _promise(facts: Facts, reasons: Reasons) -> str:
    """The target it was opened under, or what was wished or promised instead."""
    item = facts.item
    if item.holder.side is None:
        return f"No clock runs while {item.holder.third_party or 'a third party'} has it."
    if item.promised_for:
        promise = f"{_capital(reasons.with_whom)} said they answer by {on_date(item.promised_for, facts.calendar)}."
    elif item.wanted_by and item.wanted_by == reasons.expected_by:
        promise = f"{facts.waiting or facts.waiting_company} asked for it by {on_date(item.wanted_by, facts.calendar)}."
    else:
        promise = _agreed(facts, reasons)
    return " ".join(filter(None, (promise, _stops(item), _snoozed(facts, reasons))))


def _agreed(facts: Facts, reasons: Reasons) -> str:
    company, within = _capital(facts.holding_company), say_duration(facts.target)
    agreed = f"{company} answers within {within} of working time; so it was agreed when this was asked."
    until = f" That is {on_date(reasons.expected_by, facts.calendar)}." if reasons.expected_by else ""
    return f"{agreed}{_moved(facts)}{until}"


def _moved(facts: Facts) -> str:
    item = facts.item
    if not item.clock_moved or item.clock_at == item.turns[-1].at:
        return ""
    return f" It counts from {say_when(item.clock_at, facts.calendar, facts.now)}, when there was a first word."


def _stops(item: Item) -> str:
    if not item.blocked_on:
        return ""
    what = f": {quoted(item.holds_up)}" if item.holds_up else ""
    return f"Work stops on {day_said(item.blocked_on)} without it{what}."


def _snoozed(facts: Facts, reasons: Reasons) -> str:
    until = facts.item.snoozed_until
    if until is None or until <= facts.now or not reasons.shows_snooze:
        return ""
    return f"It is put off until {on_date(until, facts.calendar)}."


def _end(facts: Facts) -> str:
    item = facts.item
    how = {
        State.OPEN: "open",
        State.ANSWERED: "answered",
        State.WITHDRAWN: "withdrawn",
        State.MOVED_ELSEWHERE: "taken up elsewhere",
        State.LAPSED: "closed, because nothing was heard of it any more",
    }[item.state]
    claimed = ", unless whoever asked says “Not yet”" if item.claim and item.claim.confirmed is None else ""
    when = f" on {on_date(item.closed_at, facts.calendar)}" if item.closed_at else ""
    return f"It was {how}{when}{claimed}. I ask nobody about it any more."


def _clock(facts: Facts, reasons: Reasons) -> str:
    """The working time of the present turn; hours and holidays are in it."""
    item = facts.item
    end = item.closed_at or facts.now
    if item.holder.side is None:
        return f"It has waited {say_duration(facts.waited)} of working time for the two companies so far."
    all_in_all = (
        f" With earlier turns {facts.holding_company} has had it for {reasons.in_all}." if reasons.in_all else ""
    )
    return f"The clock: {explain_measure(item.turns[-1].at, end, facts.side_calendar)}.{all_in_all}"


_CHASE = "The rule: every five working days I ask whoever follows it up how it stands."
_ORDER = (
    "The rule: I ask whoever has it, then a go-between, then I write one line in the thread, then it stands in a note "
    "to the sponsor. Each step waits for working hours and for any word on it."
)


# Small things --------------------------------------------------------------------------------------------------------


def on_date(at: datetime, calendar: Calendar) -> str:
    """`Tue 6 Oct 14:00` in local time: what was understood is always echoed as a date."""
    clock = say_when(at, calendar).rpartition(" ")[2]
    return f"{day_said(local_date(at, calendar))} {clock}"


def day_said(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}"


def holder_said(name: str | None, company: str) -> str:
    return with_company(name, company)


def _line(sentence: str) -> Line:
    return Line((Words(sentence),))


def _colon(text: str) -> str:
    return f": {quoted(text)}" if text.strip() else "."


def _either(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _shortened(typed: str) -> str:
    words = " ".join(typed.split())
    return f"“{words}”" if len(words) <= SHOWN else f"“{words[: SHOWN - 1]}…”"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
