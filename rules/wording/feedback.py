"""What is said in and about a round of feedback (product.md, "How a round behaves")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.message import (
    Button,
    Buttons,
    ChoiceField,
    Form,
    Line,
    Message,
    Part,
    Picture,
    Small,
    TextField,
    Words,
    say,
)
from rules.model import Item, Relationship, Settings, Side, State
from rules.record import Round, RoundAnswer, SideScores
from rules.wording.lists import run_by
from rules.wording.nudges import quoted
from rules.wording.presses import day_said, on_date
from rules.worktime import Calendar, local_date

QUESTIONS = {"responsiveness": "Responsiveness", "clarity": "Clarity", "trust": "Trust"}
"""What is asked, 1 to 5, by the names under which the ledger keeps it."""
NO_SCORE = "none"
LONGEST = 250
"""Characters of each answer in words."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words, and the name of whoever signed it."""

    text: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class SideResult:
    """What the people of one company gave."""

    company: str
    scores: SideScores
    keep: Sequence[Said] = ()
    change: Sequence[Said] = ()
    customers: Sequence[Said] = ()
    coming: Sequence[Said] = ()


# Asking --------------------------------------------------------------------------------------------------------------


def asking(relationship: Relationship, side: Side, found: Round, since: Sequence[str], *, again: bool) -> Message:
    """In private, to whoever is asked."""
    other, closes = relationship.party(side.other).company, on_date(found.closes_at, relationship.party(side).calendar)
    first = f"How do you find working with {other}? Five answers, all of them optional; this round closes on {closes}."
    later = f"This round of feedback closes on {closes}. A word from you on working with {other} is still welcome."
    return Message(
        (
            *(_line(sentence) for sentence in ([] if again else since_last(since))),
            _line(later if again else first),
            Small(f"{run_by(relationship)} {who_sees(relationship)}"),
            _buttons(relationship, found),
        )
    )


def since_last(since: Sequence[str]) -> list[str]:
    """What changed since the last round; it comes first, wherever a round speaks."""
    return ["Since the last round:", *since] if since else []


def who_sees(relationship: Relationship) -> str:
    """Above the first field, and wherever somebody is asked to fill it in."""
    client, vendor = relationship.client.company, relationship.vendor.company
    return (
        f"Nobody of {client} or {vendor} sees an answer before everybody has answered or skipped, or the round closes. "
        "Then both companies read what is written here, without names but of those who sign; the scores as a mean of "
        "three answers or more, of fewer only where their authors agree below. If one company gives no answer, "
        "nothing of the other’s is shown."
    )


def _buttons(relationship: Relationship, found: Round) -> Buttons:
    about = f"{relationship.id}:{found.subject}"
    return Buttons((Button("Answer", "feedback.give", about), Button("Skip this time", "feedback.skip", about)))


def over() -> Line:
    """On a card that is edited: nothing more is asked of them in this round."""
    return _line(
        "This round of feedback asks nothing more of you. As long as it is open, “feedback give” opens the form."
    )


def answer_form(
    about: str, relationship: Relationship, side: Side, found: Round, since: Sequence[str], given: RoundAnswer
) -> Form:
    """With what they answered before, until the reveal."""
    other = relationship.party(side.other).company
    closes = on_date(found.closes_at, relationship.party(side).calendar)
    return Form(
        action="feedback.give",
        about=about,
        title=f"Feedback, round {found.number}"[:24],
        intro=(who_sees(relationship), f"You can change it until {closes}.", *since_last(since)),
        fields=(
            *_scores(other, given),
            TextField("keep", f"One thing {other} should keep", required=False, lines=2, initial=given.keep),
            TextField("change", f"One thing {other} should change", required=False, lines=2, initial=given.change),
            _last(side, relationship, given),
            ChoiceField("signed", "Sign my answer", _YES_OR_NO, initial=_yes(given.signed)),
            ChoiceField(
                "may_show",
                "My scores may be shown if fewer than three answer",
                _YES_OR_NO,
                initial=_yes(given.may_show),
            ),
        ),
        submit="Save",
    )


_YES_OR_NO = (("no", "No"), ("yes", "Yes"))


def _yes(chosen: bool) -> str:
    return "yes" if chosen else "no"


def _scores(other: str, given: RoundAnswer) -> Iterator[ChoiceField]:
    asks = {
        "responsiveness": f"Responsiveness: how soon {other} answers",
        "clarity": f"Clarity: how clear {other} is",
        "trust": f"Trust: how far you rely on {other}",
    }
    ends = {1: "1, poor", 5: "5, excellent"}
    options = (*((str(n), ends.get(n, str(n))) for n in range(1, 6)), (NO_SCORE, "No score"))
    for question, label in asks.items():
        yield ChoiceField(question, label, options, initial=str(given.scores.get(question, NO_SCORE)))


def _last(side: Side, relationship: Relationship, given: RoundAnswer) -> TextField:
    client = relationship.client.company
    if side is Side.VENDOR:
        label = f"What {client}’s customers tell you; {client} will owe an answer to it"
        return TextField("customers", label, required=False, lines=2, initial=given.customers)
    label = f"What is coming that {relationship.vendor.company} should know"
    return TextField("coming", label, required=False, lines=2, initial=given.coming)


# What is answered at once ---------------------------------------------------------------------------------------------


def thanks(closes: datetime, calendar: Calendar) -> Message:
    return say(
        f"Thank you. Nobody sees it before the round is over; until then, {on_date(closes, calendar)} at the latest, "
        "“feedback give” changes it."
    )


def skipped() -> Message:
    return say("Noted: you skip this round. As long as it is open, “feedback give” opens the form.")


def answered_already() -> Message:
    return say("You have answered this round already; your answer stays. “feedback give” changes it.")


def closed() -> Message:
    return say("This round is over, and nothing is kept of what is sent now.")


def none_open() -> Message:
    return say("No round of feedback is open. A go-between begins one with “feedback start”.")


def enough(most: int, company: str) -> Message:
    return say(f"This round asks {most} people of {company}, and no more.")


def nothing_filled_in() -> str:
    return "Fill in one of these; or close the form and skip this round."


# Starting ------------------------------------------------------------------------------------------------------------


def started(by: str, found: Round, calendar: Calendar) -> Message:
    """Both sides read it."""
    return say(
        f"{by} has started a round of feedback, both ways. People of both companies are asked privately until "
        f"{on_date(found.closes_at, calendar)}; nobody sees an answer before the round is over."
    )


def not_live() -> Message:
    return say("First both companies switch me on: “status” shows who has. Until then I ask nobody anything.")


def open_already(number: int) -> Message:
    return say(f"Round {number} is open already. “feedback give” opens its form.")


def paused(companies: Sequence[str]) -> Message:
    return say(f"{' and '.join(companies)} asked for a pause, so nobody there can be asked now.")


def nowhere() -> Message:
    return say("There is no open channel that both companies share, so nobody could read the result.")


def nobody_to_ask(company: str) -> Message:
    return say(
        f"There is nobody of {company} to ask: “people go-between @name” or “feedback people @name” names somebody."
    )


# Whom it asks --------------------------------------------------------------------------------------------------------


def people_named(company: str, names: Sequence[str]) -> Message:
    """To their own side only."""
    if not names:
        return say(
            f"Of {company} the next round asks go-betweens, the sponsor, and whoever wrote or acted in the last four "
            "weeks."
        )
    return say(f"Of {company} the next round asks {', '.join(names)}.")


def at_most(most: int) -> Message:
    return say(f"A round asks at most {most} people of a company.")


def not_yours(name: str, company: str) -> Message:
    return say(f"{name} is not of {company}; each company names its own people.")


# How it stands -------------------------------------------------------------------------------------------------------


def stands_open(relationship: Relationship, side: Side, found: Round, done: str, since: Sequence[str]) -> Message:
    line, buttons = open_at_home(relationship, side, found, done)
    return Message(
        (
            *(_line(sentence) for sentence in since_last(since)),
            line,
            Small(f"{run_by(relationship)} {who_sees(relationship)}"),
            buttons,
        )
    )


def open_at_home(relationship: Relationship, side: Side, found: Round, done: str) -> tuple[Part, Part]:
    """Until when it may be answered, and whether they have."""
    closes = on_date(found.closes_at, relationship.party(side).calendar)
    said = _line(f"Round {found.number} of feedback is open until {closes}. {done}")
    return said, _buttons(relationship, found)


def you_answered() -> str:
    return "You have answered; “Answer” changes it."


def you_skipped() -> str:
    return "You skip it."


def you_have_not() -> str:
    return "You have not answered yet."


def stands(last: Sequence[str], next_at: datetime | None, calendar: Calendar) -> Message:
    """Between two rounds: the last result, and when the next begins."""
    coming = (
        next_round(next_at, calendar)
        if next_at
        else "No round is planned: “settings feedback 4” has one every four weeks."
    )
    return say(*(last or ["There was no round of feedback yet."]), coming)


def next_round(next_at: datetime, calendar: Calendar) -> str:
    return f"The next round of feedback begins on {on_date(next_at, calendar)}."


def last_round(relationship: Relationship, found: Round, calendar: Calendar) -> list[str]:
    """What stays of a round that is over."""
    day = day_said(local_date(found.revealed_at or found.closes_at, calendar))
    if found.silent:
        return [f"Round {found.number}, {day}: {_without([relationship.party(side).company for side in found.silent])}"]
    sides = [(relationship.party(side).company, found.scores[side]) for side in Side if side in found.scores]
    return [f"Round {found.number}, {day}:", *_gaps(sides)]


def weeks_said(found: Settings) -> str:
    """Stands among the settings."""
    if not found.feedback_weeks:
        return "There are no rounds of feedback."
    every = "week" if found.feedback_weeks == 1 else f"{found.feedback_weeks} weeks"
    return f"A round of feedback begins every {every}."


def weeks_between(least: int, most: int) -> Message:
    return say(
        f"“settings feedback 4” has a round every four weeks ({least} to {most} are possible), “settings feedback off” "
        "none."
    )


def you_answered_round(number: int) -> str:
    """In `my data`."""
    return f"Your answer in round {number}, which is open, is kept until the round is over, and then erased."


# The result ----------------------------------------------------------------------------------------------------------


def closed_without(number: int, companies: Sequence[str], since: Sequence[str]) -> Message:
    """If one side gave no answer, this is all that either reads."""
    return Message(
        (*(_line(each) for each in since_last(since)), _line(f"Round {number} of feedback: {_without(companies)}"))
    )


def _without(companies: Sequence[str]) -> str:
    return f"it closed without an answer from {' or '.join(companies)}."


def result(
    relationship: Relationship,
    revealed: Round,
    sides: Sequence[SideResult],
    since: Sequence[str],
    trend: Sequence[Round],
) -> Message:
    """One page to both: what changed, the gaps side by side, the trend, the words, and two things to promise."""
    counts = " and ".join(f"{_answers(each.scores.answers)} from {each.company}" for each in sides)
    parts: list[Part] = [_line(sentence) for sentence in since_last(since)]
    parts.append(_line(f"Round {revealed.number} of feedback: {counts}."))
    parts += [_line(sentence) for sentence in _gaps([(each.company, each.scores) for each in sides])]
    parts += _trend(relationship, trend)
    for each, other in zip(sides, reversed(sides), strict=True):
        parts += _words_of(each, other.company)
    for change in revealed.changes:
        parts += _offer(change.text, relationship, change.owner, revealed)
    parts.append(
        Small(
            "Scores are the mean of three answers or more, of fewer only those whose authors agreed. "
            "Only who signed is named."
        )
    )
    return Message(tuple(parts))


def _answers(number: int) -> str:
    return "one answer" if number == 1 else f"{number} answers"


def _gaps(sides: Sequence[tuple[str, SideScores]]) -> list[str]:
    """Both on one line, for each question."""
    (one, ours), (other, theirs) = sides
    found = []
    for question, label in QUESTIONS.items():
        mine, yours = ours.means.get(question), theirs.means.get(question)
        if mine is None and yours is None:
            continue
        apart = f"; {abs(mine - yours):.1f} apart" if mine is not None and yours is not None else ""
        found.append(f"{label}: {_scored(one, mine, other)}, {_scored(other, yours, one)}{apart}.")
    return found or ["No scores that may be shown were given."]


def _scored(company: str, mean: float | None, of: str) -> str:
    return f"{company} gives {of} {mean:.1f}" if mean is not None else f"{company} shows none"


def _trend(relationship: Relationship, trend: Sequence[Round]) -> list[Part]:
    labels = tuple(f"Round {each.number}" for each in trend)
    series = tuple(
        (f"{relationship.party(side).company} of {relationship.party(side.other).company}", _overall(side, trend))
        for side in Side
    )
    if not any(value is not None for _, values in series for value in values):
        return []
    told = "; ".join(f"{name}: {', '.join(_point(value) for value in values)}" for name, values in series)
    return [Picture("round", f"All scores over the last rounds, from 1 to 5. {told}.", series, labels)]


def _overall(side: Side, trend: Sequence[Round]) -> tuple[float | None, ...]:
    def mean(found: Round) -> float | None:
        values = list(found.scores[side].means.values()) if side in found.scores else []
        return round(sum(values) / len(values), 2) if values else None

    return tuple(mean(each) for each in trend)


def _point(value: float | None) -> str:
    return "none" if value is None else f"{value:.1f}"


def _words_of(result: SideResult, other: str) -> list[Part]:
    lines = (
        (f"{other} should keep, says {result.company}", result.keep),
        (f"{other} should change, says {result.company}", result.change),
        (f"What customers say, from {result.company}", result.customers),
        (f"What is coming, from {result.company}", result.coming),
    )
    return [_line(f"{label}: {'; '.join(_quoted(said) for said in told)}") for label, told in lines if told]


def _quoted(said: Said) -> str:
    words = f"“{' '.join(said.text.split())}”"
    return f"{words} ({said.by})" if said.by else words


def _offer(text: str, relationship: Relationship, owner: Side, revealed: Round) -> list[Part]:
    """To whoever speaks for the company that could change it."""
    company, about = relationship.party(owner).company, f"{relationship.id}:{revealed.subject}:{owner.value}"
    return [
        _line(f"For {company} to take on until the next round: {quoted(text)}"),
        Buttons((Button("We take it on", "feedback.take", about), Button("Not now", "feedback.decline", about))),
    ]


# Promises ------------------------------------------------------------------------------------------------------------


def taken_on(company: str, text: str, label: str, until: datetime, calendar: Calendar) -> Message:
    """Both sides read it."""
    return say(f"{company} takes this on: {quoted(text)} ({label}), until {on_date(until, calendar)}.")


def not_now() -> Message:
    return say("Noted. The next round will say that it was not taken on.")


def said_already(taken: bool, label: str | None) -> Message:
    return say(f"It was taken on already{f' ({label})' if label else ''}." if taken else "It was not taken on.")


def change_stands(text: str, owner: str, taken: bool | None, item: Item | None) -> str:
    """How one of the two things to change stands."""
    words = quoted(text)
    if not taken:
        return f"{words}: {owner} {'did not take it on' if taken is False else 'has not said whether to take it on'}."
    if item is None:
        return f"{words}: {owner} took it on."
    how = {
        State.OPEN: "it is still open",
        State.ANSWERED: "it is done",
        State.WITHDRAWN: "it is no longer needed",
        State.MOVED_ELSEWHERE: "it went elsewhere",
        State.LAPSED: "it lapsed",
    }
    return f"{words}: {owner} took it on ({item.label}); {how[item.state]}."


def _line(text: str) -> Line:
    return Line((Words(text),))
