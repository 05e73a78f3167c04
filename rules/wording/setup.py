"""What is said on the way from the first `setup` to an agreement that both companies confirmed, and about a dry run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rules.listening.judging import LINES_BEFORE
from rules.message import Button, Buttons, ChoiceField, Form, Line, Message, Part, Small, TextField, Words, say
from rules.model import Kind, Place, Relationship, Side, SideTerms
from rules.wording.lists import channel, heard, run_by
from rules.wording.presses import day_said, on_date
from rules.worktime import Calendar, Hours, say_duration

NOT_THE_CONTRACT = "A guidance note, not the contract: nothing here is notice or admission under the contract."


@dataclass(frozen=True, slots=True)
class DaysOff:
    """What a side's holidays come to within a year from now."""

    number: int = 0
    next: date | None = None


@dataclass(frozen=True, slots=True)
class SidePage:
    """One company on the page of the agreement."""

    side: Side
    company: str
    terms: SideTerms
    go_between: str | None
    deputy: str | None
    confirmed: bool
    days_off: DaysOff


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the second form when it opens."""

    company: str
    terms: SideTerms
    target: str
    go_between: str
    deputy: str
    days_off: DaysOff


# Forms ---------------------------------------------------------------------------------------------------------------


def begin_form(about: str, mine: str = "", other: str = "", side: Side = Side.VENDOR) -> Form:
    return Form(
        action="setup.begin",
        about=about,
        title="Two companies",
        intro=("Both companies can see what you write here.",),
        fields=(
            TextField("mine", "Your company", initial=mine),
            TextField("other", "The other company", initial=other),
            ChoiceField(
                "side", "Which one is yours?", (("client", "The client"), ("vendor", "The vendor")), initial=side
            ),
        ),
        submit="Next",
    )


def terms_form(about: str, filled: Filled, action: str = "setup.terms") -> Form:
    """Whatever stands in it is sent as it stands, if nobody changes it."""
    terms = filled.terms
    days = holidays_said(terms.holidays, filled.days_off)
    return Form(
        action=action,
        about=about,
        title="Your company",
        intro=(
            f"This is for {filled.company}. Both companies can see what you write here, and both confirm it.",
            "What you leave empty stays as it is.",
            *([f"Holidays: {days}."] if terms.holidays else []),
        ),
        fields=(
            TextField("zone", "Your time zone", required=False, initial=terms.zone, hint="Europe/Berlin"),
            TextField("hours", "Your working hours", required=False, initial=terms.hours, hint="Mon-Fri 09:00-17:00"),
            TextField(
                "holidays",
                "Your holidays",
                required=False,
                initial=", ".join(terms.holidays) or "none",
                hint="DE-BY, +2026-12-24, -2026-10-03, or none",
            ),
            TextField(
                "target",
                "You answer questions within",
                required=False,
                initial=filled.target,
                hint="8h of working time",
            ),
            TextField(
                "go_between",
                "Your go-between",
                required=False,
                initial=filled.go_between,
                hint="a name; you, if left empty",
            ),
            TextField("deputy", "Their deputy", required=False, initial=filled.deputy, hint="a name, or none"),
        ),
        submit="Save",
    )


def holidays_said(entries: Sequence[str], days: DaysOff) -> str:
    """`DE (11 public holidays a year, next Fri 25 Dec)`; no more than `DE` where the days to come are not known."""
    if not entries or not days.next:
        return ", ".join(entries) or "none"
    regions = all(not entry.startswith(("+", "-")) for entry in entries)
    one, many = ("public holiday", "public holidays") if regions else ("day off", "days off")
    count = f"{days.number} {one if days.number == 1 else many} a year"
    return f"{', '.join(entries)} ({count}, next {day_said(days.next)})"


def write_a_name() -> str:
    return "Write the name of the company."


def shorter(most: int) -> str:
    return f"Write it in {most} characters or fewer."


def two_companies() -> str:
    return "These are two companies; write two names."


def one_of_both() -> str:
    return "Choose one of the two."


def longer_than_nothing() -> str:
    return "A target is longer than nothing, and at most 400h of working time."


def nobody_called(text: str) -> str:
    return f"I do not know who “{' '.join(text.split())[:30]}” is. Write the name as it stands in this chat."


def not_of_your_side(name: str, company: str) -> str:
    return f"{name} is not of {company}."


def two_people() -> str:
    return "A deputy is somebody else."


# On the way ----------------------------------------------------------------------------------------------------------


def begin(relationship: Relationship) -> Message:
    """To whoever types `setup` first."""
    return Message(
        (
            _line("I keep track of what two companies ask each other. First I need to know who the two are."),
            _line("Then each of them fills in its hours, and both confirm one page. Nothing is heard before."),
            _button("Set it up", "setup.begin", relationship, "setup"),
        )
    )


def invite_me_first() -> Message:
    return say("Invite me to a channel that both companies share first; there I can show both the same page.")


def fill_in_yours(relationship: Relationship, company: str) -> Message:
    """To somebody whose side has not said its terms."""
    return Message(
        (
            _line(f"{company} has its hours, holidays and a go-between to fill in."),
            _button(f"Fill in for {company}"[:75], "setup.terms", relationship, "terms"),
        )
    )


def your_turn(relationship: Relationship, done: str, company: str) -> Message:
    """In the channel: one company has filled in, the other is asked to."""
    return Message(
        (
            _line(f"{done} has filled in its part of how the two companies work together here."),
            _line(f"{company} has hours, holidays and a go-between to fill in; somebody of {company} may do it."),
            _button(f"Fill in for {company}"[:75], "setup.terms", relationship, "terms"),
        )
    )


def waits_for(company: str) -> Message:
    return say(f"Noted. Now it is {company}’s turn; I asked in the channel.")


def saved() -> Message:
    return say("Noted. The page stands in the channel, for both companies to confirm.")


def saved_facts() -> Message:
    return say("Noted. It holds from now on, and both companies can read it.")


def saved_contacts() -> Message:
    return say("Noted. “agreement” shows the page as it stands.")


def who_are_you() -> Message:
    return say("I do not know yet which side you are on: “side client” or “side vendor” tells me.")


def side_is_taken(company: str) -> Message:
    return say(f"{company} has filled in its part already; its go-between changes it.")


def names_stand() -> Message:
    return say("The two companies are named already. “agreement” shows the page.")


# The page ------------------------------------------------------------------------------------------------------------


def agreement(
    relationship: Relationship,
    version: int,
    pages: Sequence[SidePage],
    places: Sequence[Place],
    judge: str,
    *,
    may_agree: bool,
    may_change: bool,
) -> Message:
    """The whole page: both sides' terms, what is heard, how long it is kept, and who runs this."""
    client, vendor = (page.company for page in pages)
    parts: list[Part] = [_line(f"How {client} and {vendor} work together here, version {version}.")]
    parts += [_line(_terms(page)) for page in pages]
    parts += [_line(sentence) for sentence in notice(relationship, places)]
    parts += [_line(judge_said(judge))] if judge else []
    parts += [_line(_confirmed(pages)), Small(NOT_THE_CONTRACT)]
    agree = Button("We agree", "agreement.confirm", f"{relationship.id}:agreement:{version}")
    change = Button("Change", "agreement.change", f"{relationship.id}:terms")
    buttons = (*([agree] if may_agree else []), *([change] if may_change else []))
    return Message((*parts, Buttons(buttons)) if buttons else tuple(parts))


def _terms(page: SidePage) -> str:
    terms = page.terms
    question, concern = terms.targets.get(Kind.QUESTION), terms.targets.get(Kind.CONCERN)
    answers = f"answers questions within {say_duration(question)}" if question else "answers questions"
    concerns = f" and concerns within {say_duration(concern)}" if concern else ""
    works = f"{Hours.parse(terms.hours).short} ({terms.zone}), holidays: {holidays_said(terms.holidays, page.days_off)}"
    deputy = f", deputy {page.deputy}" if page.deputy else ""
    first = f" Go-between: {page.go_between}{deputy}." if page.go_between else ""
    return f"{page.company} ({page.side}) {answers}{concerns} of its working time. It works {works}.{first}"


def notice(relationship: Relationship, places: Sequence[Place]) -> list[str]:
    """What is heard, how long it is kept, and who runs this (product.md, "Listening levels")."""
    days = relationship.settings.retention_days
    return [
        *(heard_if_agreed(place) for place in places),
        f"What I keep track of keeps its words for {days} days after it is settled. Of each channel I remember the "
        "last 50 messages or 3 days, which no page or export shows. A 🤐 on a message drops its thread.",
        run_by(relationship),
    ]


def heard_if_agreed(place: Place) -> str:
    """What both companies say yes to."""
    return heard(Place(place.id, place.name, place.private_to, place.level))


def judge_said(judge: str) -> str:
    """What leaves this installation, where to, and what comes of it (rules/listening/judging.py)."""
    return (
        f"Where I am not sure whether a message asks something, {judge} is asked: it is sent that message and at most "
        f"{LINES_BEFORE} before it, people as “client A” and “vendor B”, without code, addresses and long numbers. It "
        "says yes, no or unsure, and that only changes how loudly I may ask. Either company ends this with “agreement "
        "judge off”."
    )


def no_judge() -> Message:
    return say("Whoever runs me has named no judge that could be asked.")


def judge_ended(company: str) -> Message:
    return say(f"{company} wants no judge to be asked any more. From now on nothing is sent to one.")


def _confirmed(pages: Sequence[SidePage]) -> str:
    yes, no = [page.company for page in pages if page.confirmed], [page.company for page in pages if not page.confirmed]
    if not no:
        return "Both companies agreed to it."
    return f"{yes[0]} agreed to it; {no[0]} has yet to." if yes else "A go-between of each company has to agree to it."


def no_agreement() -> Message:
    return say("The two companies have not agreed on a page yet. “setup” begins.")


def another_waits() -> Message:
    return say("Another version waits for a yes:")


def stale() -> Message:
    return say("This page was changed since. “agreement” shows how it stands now.")


def holds_already() -> Message:
    return say("Both companies agreed to this page already.")


def agreed_already(company: str, other: str) -> Message:
    return say(f"{company} agreed already; {other} has yet to.")


def agreed(other: str) -> Message:
    return say(f"Noted. {other} has yet to agree.")


def agreed_by_both() -> Message:
    return say("Noted. Both companies have agreed.")


def begins(relationship: Relationship, until: datetime, calendar: Calendar) -> Message:
    """In the channel, once both agreed for the first time."""
    client, vendor = relationship.client.company, relationship.vendor.company
    return say(
        f"{client} and {vendor} have agreed. From now on I listen here.",
        f"Until {on_date(until, calendar)} this is a dry run: I send nobody anything of my own accord, and write down "
        "what I would have sent. Then each company’s go-between sees that of their own side, and both switch me on. "
        "Commands and reactions work at once: “help” shows them.",
    )


def holds_from_now(version: int) -> Message:
    return say(f"Both companies agreed to version {version}. What is open keeps the target it was asked under.")


# The notice of one more place ----------------------------------------------------------------------------------------


def listening_notice(relationship: Relationship, place: Place) -> Message:
    """Pinned in a place that joins later: nothing is heard there before both said yes."""
    return Message(
        (
            _line(f"I would listen in {channel(place)} too, once a go-between of each company says yes."),
            *(_line(sentence) for sentence in notice(relationship, [place])),
            Small(NOT_THE_CONTRACT),
            _button("Yes", "notice.yes", relationship, f"notice:{place.id}"),
        )
    )


def notice_noted(other: str) -> Message:
    return say(f"Noted. {other} has yet to say yes.")


def listens_now(place: Place) -> Message:
    return say(f"Both companies said yes. {heard(place)}")


def notice_posted() -> Message:
    return say("I put the notice into this channel. I listen here once a go-between of each company said yes.")


# The dry run ---------------------------------------------------------------------------------------------------------


def dry_run_report(
    relationship: Relationship, company: str, private: int, lines: int, labels: Sequence[str], days: int
) -> Message:
    """To a go-between, about their own side: what would have been said."""
    about = f" It was about {', '.join(labels[:20])}{f' and {len(labels) - 20} more' if len(labels) > 20 else ''}."
    return Message(
        (
            _line(
                f"My first {days} days here were a dry run. To people of {company} I would have sent "
                f"{_words(private)}, and written {_lines(lines)} in a thread.{about if labels else ''}"
            ),
            _line("I speak of my own accord once a go-between of each company switches me on."),
            _button("Switch on", "run.on", relationship, "run"),
        )
    )


def switched_on(other: str) -> Message:
    return say(f"Noted. I begin once {other} switches me on too.")


def switched_on_already() -> Message:
    return say("Your company has switched me on already.")


def live() -> Message:
    return say(
        "Both companies have switched me on: I tell people privately what waits on them, in their working hours."
    )


def no_run_yet() -> Message:
    return say("First both companies agree on a page: “setup” begins.")


def _words(number: int) -> str:
    return f"{number or 'no'} private {'word' if number == 1 else 'words'}"


def _lines(number: int) -> str:
    return f"{number or 'no'} {'line' if number == 1 else 'lines'}"


# Small things --------------------------------------------------------------------------------------------------------


def _line(text: str) -> Line:
    return Line((Words(text),))


def _button(label: str, action: str, relationship: Relationship, subject: str) -> Buttons:
    return Buttons((Button(label, action, f"{relationship.id}:{subject}"),))
