"""The digest and what belongs to it (product.md, "How the digest behaves").

It is read by both companies, in one time zone: the client's. Holders are named by their company; whoever did something
for the other side is named with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

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
    Span,
    TextField,
    Words,
    plain,
    say,
)
from rules.model import RelationshipId, Side, State
from rules.record import Figures, LastDigest, Round, Week
from rules.wording import deeds
from rules.wording.nudges import Facts, pointer, quoted
from rules.wording.presses import day_said, on_date, who_runs_this
from rules.worktime import MONTHS, WEEKDAYS, Calendar, say_duration, say_when

LANE = 5
"""Lines of a lane; the rest is behind a button."""
LEAST_WEEKS = 4
"""Of the picture: a line has to go somewhere."""
LABEL = 70
"""Characters of a line in the menu of a form."""
WAITING, DONE, KNOW = "waiting", "done", "know"
LANES = (WAITING, DONE, KNOW)
BULLET = "• "


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a lane."""

    subject: str
    """`item:17`, `deed:12`, `thanks:3`, `round:2`: what it is about."""
    mark: str
    """How that stands now."""
    spans: tuple[Span, ...]
    said_by: str = ""
    """The company that corrected it, where it is not all its own."""
    correction: str = ""
    own: Side | None = None
    """Whose own deed it is."""
    buttons: tuple[Button, ...] = ()

    @property
    def text(self) -> str:
        return plain(Message((self.line,)))

    @property
    def line(self) -> Line:
        said = f" Corrected by {self.said_by}: {quoted(self.correction)}" if self.correction else ""
        return Line((Words(BULLET), *self.spans, *([Words(said)] if said else [])))


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits in all, told before or not."""

    client: int
    vendor: int
    third: int

    @property
    def all(self) -> int:
        return self.client + self.vendor + self.third


@dataclass(frozen=True, slots=True)
class Page:
    """A digest with everything in it."""

    relationship: RelationshipId
    client: str
    vendor: str
    lanes: Mapping[str, Sequence[Entry]]
    counts: Counts
    figures: Mapping[Side, Figures]
    weeks: Mapping[Side, Sequence[Week]]
    targets: Mapping[Side, timedelta | None]
    nudges: int
    wrong: int
    at: datetime
    following: datetime | None
    """When the next one comes."""
    calendar: Calendar
    stamp: str
    """What its buttons call it."""
    asked_for_by: str = ""
    """The company whose go-between wanted it now."""
    figures_said: str = ""
    """What a company says of the figures."""

    def company(self, side: Side) -> str:
        return self.client if side is Side.CLIENT else self.vendor

    @property
    def is_quiet(self) -> bool:
        return not any(self.lanes.values())


# The digest ----------------------------------------------------------------------------------------------------------


def digest(page: Page) -> Message:
    """Bad news first; at most five lines a lane; then the figures with their picture, and what Rapport did."""
    parts: list[Part] = [_line(f"{page.client} and {page.vendor}, the week to {_day(page.at, page.calendar)}.")]
    for lane in LANES:
        parts += _lane(lane, page)
    parts += _in_figures(page)
    parts.append(Small(f"{bot_line(page.nudges, page.wrong)} {_next(page.following, page.calendar)}".strip()))
    if page.asked_for_by:
        parts.append(Small(f"Posted now because {page.asked_for_by} asked for it."))
    return Message(tuple(parts))


def quiet(page: Page) -> Message:
    """One line for a week in which nothing new is to be told."""
    waits = f"Nothing new; {_things(page.counts.all)} as told before." if page.counts.all else "Nothing waits."
    asked = f" Posted now because {page.asked_for_by} asked for it." if page.asked_for_by else ""
    return say(f"{waits} {_next(page.following, page.calendar)}".strip() + asked)


def _lane(lane: str, page: Page) -> list[Part]:
    entries = page.lanes[lane]
    if not entries:
        return [_line(_heading(lane, page))] if lane == WAITING else []
    shown = entries[:LANE]
    parts: list[Part] = [_line(_heading(lane, page)), *(entry.line for entry in shown)]
    buttons = tuple(button for entry in shown for button in entry.buttons)
    rest = len(entries) - len(shown)
    more = (Button(f"And {rest} more", "digest.more", f"{page.relationship}:{lane}:{page.stamp}"),) if rest else ()
    if buttons or more:
        parts.append(Buttons((*more, *buttons)))
    return parts


def _heading(lane: str, page: Page) -> str:
    if lane == WAITING:
        return _waiting_heading(page)
    return {DONE: f"Done in {page.client}’s name, and done together:", KNOW: "Good to know:"}[lane]


def _waiting_heading(page: Page) -> str:
    counts = page.counts
    on = ((page.client, counts.client), (page.vendor, counts.vendor), ("third parties", counts.third))
    said = ", ".join(f"{number} on {name}" for name, number in on if number)
    if not said:
        return "Nothing waits." if not page.lanes[WAITING] else "Waiting:"
    before = counts.all - len(page.lanes[WAITING])
    if not page.lanes[WAITING]:
        return f"Waiting, {said}: all as told before."
    return f"Waiting, {said}{f'; {before} as told before' if before > 0 else ''}:"


def lanes_of(message: Message) -> dict[str, list[str]]:
    """The lines of each lane of a digest as it stands, for a report."""
    found: dict[str, list[str]] = {lane: [] for lane in LANES}
    lane = ""
    for part in message.parts:
        text = plain(Message((part,)))
        if not isinstance(part, Line):
            lane = "" if isinstance(part, Small | Picture) else lane
        elif text.startswith(BULLET):
            found[lane or WAITING].append(text.removeprefix(BULLET))
        else:
            lane = DONE if text.startswith("Done in ") else KNOW if text.startswith("Good to know") else WAITING
    return found


def more(entries: Sequence[Entry]) -> Message:
    """The rest of a lane, to whoever asks."""
    parts: list[Part] = [entry.line for entry in entries]
    return Message(tuple(parts)) if parts else say("There is no more of it: what was left is settled or gone.")


# Lines of the lanes --------------------------------------------------------------------------------------------------


def waits(facts: Facts) -> tuple[Span, ...]:
    """What waits, on whom, how long, what it holds up."""
    item = facts.item
    if item.holder.side:
        whose = f" on {facts.holding_company}, {say_duration(facts.waited)}"
    else:
        since = say_when(item.turns[-1].at, facts.calendar, facts.now)
        whose = f" on {item.holder.third_party or 'a third party'}, since {since}"
    words = f": {quoted(item.text)}" if item.text.strip() else ""
    return (pointer(item), Words(f"{whose}{words}{_holds_up(facts)}{_expected(facts)}"))


def _holds_up(facts: Facts) -> str:
    day, what = facts.item.blocked_on, facts.item.holds_up
    on = f" on {day_said(day)}" if day else ""
    if what:
        return f" It holds up {quoted(what)}{on}."
    return f" Work stops{on}." if day else ""


def _expected(facts: Facts) -> str:
    by = facts.item.promised_for
    return f" An answer is promised for {on_date(by, facts.calendar)}." if by and by > facts.now else ""


def lapsed(facts: Facts) -> tuple[Span, ...]:
    """Shown once, then it is closed."""
    words = f": {quoted(facts.item.text)}" if facts.item.text.strip() else "."
    said = (
        f" is closed after twenty working days without a sign of life{words} To open it: “reopen {facts.item.label}”."
    )
    return (pointer(facts.item), Words(said))


def done(row: deeds.Row) -> tuple[Span, ...]:
    """A deed; who asked, or whose own initiative it was."""
    line = deeds.line(row).spans
    if row.asked_by or row.deed.asked_by:
        return line
    return (*line, Words(" Own initiative."))


def deed_buttons(row: deeds.Row) -> tuple[Button, ...]:
    """The client may thank for what was done for it."""
    if row.deed.side is Side.CLIENT or row.deed.thanked_at:
        return ()
    return (Button(f"Thanks for {row.deed.label}", "deed.thanks", row.about),)


def freed(facts: Facts, name: str | None, company: str, days: int) -> tuple[Span, ...]:
    """An answer that came before work would have stopped: done together."""
    what = f" for {quoted(facts.item.holds_up)}" if facts.item.holds_up else ""
    early = "on the day" if not days else "a day" if days == 1 else f"{days} days"
    when = f"{early} before work would have stopped" if days else "in time: work would have stopped that day"
    answer = f"{name}’s answer" if name and not name.startswith("someone at ") else f"An answer of {company}"
    return (Words(f"{answer} to "), pointer(facts.item), Words(f" came {when}{what}."))


def settled(found: Sequence[Facts]) -> tuple[Span, ...]:
    """What was told as waiting, and does not any more."""
    spans: list[Span] = [Words("Settled since: ")]
    for n, facts in enumerate(found):
        spans += [Words(", ")] if n else []
        spans.append(pointer(facts.item))
        if facts.item.state is not State.ANSWERED:
            spans.append(Words(f" ({_ENDED[facts.item.state]})"))
    return (*spans, Words("."))


_ENDED = {
    State.OPEN: "open",
    State.ANSWERED: "answered",
    State.WITHDRAWN: "withdrawn",
    State.MOVED_ELSEWHERE: "moved elsewhere",
    State.LAPSED: "closed without an answer",
}


def thanked(company: str, other: str, label: str) -> tuple[Span, ...]:
    """By company: whom they thank, and in which words, is for the thanked alone."""
    return (Words(f"{company} thanks {other} for {label}."),)


def round_told(found: Round, companies: Mapping[Side, str]) -> tuple[Span, ...]:
    """The result both have read, in a line."""
    sides = [side for side in Side if side in found.scores and found.scores[side].means]
    if not found.has_result or not sides:
        return (Words(f"Round {found.number} of feedback is over; its result stands in this channel."),)
    said = "; ".join(f"{companies[side]} gave {_scores(found.scores[side].means)}" for side in sides)
    return (Words(f"Round {found.number} of feedback: {said}, of 5."),)


def _scores(means: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {mean:.1f}" for name, mean in means.items())


def trusted(client: str, vendor: str, now: int, before: int) -> tuple[Span, ...]:
    """How trust grows."""
    things = "one thing" if now == 1 else f"{now} things"
    return (Words(f"{client} trusts {vendor} with {things} without asking, {before} before."),)


# Figures -------------------------------------------------------------------------------------------------------------


def _in_figures(page: Page) -> list[Part]:
    said = [
        figures(page.company(side), page.figures[side], page.targets.get(side))
        for side in Side
        if page.figures[side].settled
    ]
    if not said:
        return []
    corrected = f" {page.figures_said}" if page.figures_said else ""
    parts: list[Part] = [_line(" ".join(said) + corrected)]
    if any(week.waited is not None for weeks in page.weeks.values() for week in weeks):
        parts.append(picture(page))
    return parts


def figures(company: str, of: Figures, target: timedelta | None) -> str:
    """`Contoso settled 12, half within 3 h and three of four within 7 h (agreed: 8 h), 11 in time; kept 3 of 4…`"""
    within = ""
    if of.median is not None and of.three_quarters is not None:
        agreed = f" (agreed: {say_duration(target)})" if target else ""
        half, three = _took(of.median), _took(of.three_quarters)
        spread = (
            f"half within {half}, three of four within {three}"
            if half != three
            else f"{'three of four ' if of.settled > 1 else ''}within {half}"
        )
        within = f", {spread}{agreed}"
    kept = f"; kept {of.kept} of {of.promised} promised times" if of.promised else ""
    return f"{_capital(company)} answered {of.settled}{within}; {of.in_time} of {of.settled} in time{kept}."


def _took(time: timedelta) -> str:
    """Nobody reads that an answer took no time."""
    return say_duration(time) if time >= timedelta(minutes=1) else "a minute"


def corrected_figures(company: str, words: str) -> str:
    return f"Corrected by {company}: {quoted(words)}"


def picture(page: Page) -> Picture:
    """How long half of the answers took, by side and week, with what was agreed on."""
    shown = slice(_first_week(page), None)
    return Picture(
        kind="waiting",
        alt=picture_in_words(page),
        series=tuple(
            (page.company(side), tuple(_hours(week.waited) for week in page.weeks[side][shown])) for side in Side
        ),
        labels=tuple(_short(week.begins) for week in page.weeks[Side.CLIENT][shown]),
        targets=tuple(_hours(page.targets.get(side)) for side in Side),
    )


def _first_week(page: Page) -> int:
    """Weeks before anything was answered are left out, down to a month."""
    empty = [all(page.weeks[side][n].waited is None for side in Side) for n in range(len(page.weeks[Side.CLIENT]))]
    first = empty.index(False) if False in empty else 0
    return max(0, min(first, len(empty) - LEAST_WEEKS))


def picture_in_words(page: Page) -> str:
    """The same as the picture, for whoever does not see it."""
    return " ".join(_series_in_words(page, side) for side in Side)


def _series_in_words(page: Page, side: Side) -> str:
    target = page.targets.get(side)
    agreed = f" (agreed: {say_duration(target)})" if target else ""
    weeks = [(week.begins, week.waited) for week in page.weeks[side] if week.waited is not None]
    if not weeks:
        return f"{_capital(page.company(side))} settled nothing in these weeks{agreed}."
    said = ", ".join(f"{_short(begins)} {say_duration(waited)}" for begins, waited in weeks)
    return f"Half of {page.company(side)}’s answers came within, by week{agreed}: {said}."


def _hours(waited: timedelta | None) -> float | None:
    return None if waited is None else round(waited / timedelta(hours=1), 2)


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def bot_line(nudges: int, wrong: int) -> str:
    """How often Rapport itself was wrong."""
    if not nudges:
        return "I nudged nobody."
    return f"{nudges} {'nudge' if nudges == 1 else 'nudges'}, {wrong or 'none'} marked wrong."


# Before and besides --------------------------------------------------------------------------------------------------


def preview(page: Page, when: str, *, may_correct: bool, silent: bool) -> Message:
    """As it would be posted now, for the eyes of whoever asks; a go-between may correct a line."""
    inner = quiet(page) if page.is_quiet else digest(page)
    if silent:
        return say(f"As things stand I post nothing{f' on {when}' if when else ''}: nothing new is to be told.")
    posted = f"on {when}" if when else "only when somebody asks for it"
    first = f"This is what I post {posted}, as things stand."
    parts: list[Part] = [_line(first), *(part for part in inner.parts if not _is_thanks(part))]
    if may_correct:
        parts.append(_correct(page.relationship))
        parts.append(Small("Your own company’s deeds you may reword or leave out; anything else is marked as yours."))
    return Message(tuple(parts))


def _is_thanks(part: Part) -> bool:
    return isinstance(part, Buttons) and all(button.action == "deed.thanks" for button in part.shown)


def correct_form(page: Page, about: str, operator: str) -> Form:
    """Which line, and what it should say."""
    options = [
        (entry.subject, _label(entry)) for lane in LANES for entry in page.lanes[lane] if entry.subject.count(":") == 1
    ]
    if any(page.figures[side].settled for side in Side):
        options.append(("figures", "The line of figures"))
    return Form(
        action="digest.correct",
        about=about,
        title="Correct a line",
        intro=(
            who_runs_this(operator),
            "Both companies read the digest. Your company’s own deeds say what you write here; anything else "
            "keeps its line, and what you write stands behind it with your company’s name.",
        ),
        fields=(
            ChoiceField("line", "Which line", tuple(options)),
            TextField("words", "What it should say", required=False, lines=3, hint="Nothing: leave your own deed out"),
        ),
        submit="Correct",
    )


def _label(entry: Entry) -> str:
    words = entry.text.removeprefix(BULLET)
    return words if len(words) <= LABEL else f"{words[: LABEL - 1].rstrip()}…"


def nothing_to_correct() -> Message:
    return say("There is no line to correct: nothing new is to be told.")


def corrected() -> Message:
    return say("Noted. The digest says it so; “digest preview” shows how it reads.")


def left_out() -> Message:
    return say("Noted. The digest leaves it out; “digest preview” shows how it reads.")


def which_line() -> str:
    return "Choose a line of the digest."


def line_is_gone() -> str:
    return "That line is not in the digest any more. Ask for a new preview."


def only_your_deeds() -> str:
    return "Only a deed of your own company can be left out; write what this line should say."


def state(page: Page, *, on: bool, quiet_line: Sequence[str]) -> Message:
    """When the next one comes, and where."""
    if not on or page.following is None:
        return say("The digest is off. “settings digest fri 15:00” switches it on; “digest preview” shows one now.")
    lines = [f"The next digest comes on {on_date(page.following, page.calendar)}."]
    if len(quiet_line) < 1:
        lines.append("A week without news passes in silence.")
    return say(*lines, "“digest preview” shows how it stands, “digest now” posts it.")


def at_home(following: datetime, place: str, last: LastDigest | None, calendar: Calendar) -> Line:
    """When the next one comes and where, and what the last one told."""
    told = f" {_last_told(last, calendar)}" if last else ""
    return _line(f"The next digest comes on {on_date(following, calendar)} in {place}.{told}")


def _last_told(last: LastDigest, calendar: Calendar) -> str:
    """`The last one, on Fri 2 Oct: 3 waiting, 1 settled, 2 done.`"""
    counts = ((last.waiting, "waiting"), (last.settled, "settled"), (last.done, "done"))
    told = ", ".join(f"{number} {what}" for number, what in counts if number)
    return f"The last one, on {_day(last.at, calendar)}{f': {told}' if told else ', had nothing new'}."


def still_to_correct(relationship: RelationshipId) -> list[Part]:
    """For a go-between, from the preview on until it is posted."""
    return [_line("Before that you may correct it; “digest preview” shows how it reads."), _correct(relationship)]


def _correct(relationship: RelationshipId) -> Buttons:
    return Buttons((Button("Correct a line", "digest.correct", f"{relationship}:digest"),))


def posted(company: str) -> Message:
    return say(f"Posted, for {company}. Both companies read it.")


def no_place() -> Message:
    return say("There is no channel that both companies read and where I may speak.")


def not_live() -> Message:
    return say("Both companies have to switch me on first: until then I post nothing. “digest preview” shows one.")


def preview_or_now() -> Message:
    return say("I can show “digest preview”, or post it: “digest now”.")


# Settings ------------------------------------------------------------------------------------------------------------


def digest_said(digest_at: str) -> str:
    """As `settings` shows it."""
    if not digest_at:
        return "I post no weekly digest."
    day, _, clock = digest_at.partition(" ")
    full = next(name for name in WEEKDAYS if name.startswith(day))
    return f"I post the digest on {full}s at {clock}, in the client’s time zone."


def quiet_said(companies: Sequence[str]) -> str:
    """Whether a week without news gets a line."""
    if not companies:
        return "A week without news passes in silence."
    return (
        f"A week without news gets a line: {' and '.join(companies)} {'wants' if len(companies) == 1 else 'want'} it."
    )


def not_a_weekly_time() -> Message:
    return say("Write a weekday and a time, such as “settings digest fri 15:00”, or “settings digest off”.")


# Briefs --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brief:
    """What a sponsor reads every fortnight."""

    company: str
    other: str
    thank_for: tuple[Span, ...] = ()
    """One good deed of the other company."""
    decide: tuple[Span, ...] = ()
    """One thing that waits for somebody of theirs."""
    settled: int = 0
    first_level: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Mirror:
    """What a sponsor reads every month about their own side only."""

    company: str
    share: int | None
    """Percent of the working time waited in that month that lay with their side; None: nothing waited."""
    spent: timedelta
    frees: Sequence[tuple[Span, ...]]
    """The answers that would free most of what waits."""


def brief(of: Brief, mirror: Mirror | None) -> Message:
    """One good deed to thank for, one thing to decide, how much was settled at first level."""
    parts: list[Part] = [_line(f"{of.company} and {of.other}, the last two weeks.")]
    if of.thank_for:
        parts.append(Line((Words("One to thank for: "), *of.thank_for)))
    if of.decide:
        parts.append(Line((Words("One to decide: "), *of.decide)))
    parts.append(_line(_levels(of)))
    if mirror:
        parts += _mirror(mirror)
    parts.append(Small(f"Why this? You are {of.company}’s sponsor. At most one such note in two weeks."))
    return Message(tuple(parts))


def _levels(of: Brief) -> str:
    waiting = (
        "Nothing waits" if not of.waiting else "One thing waits" if of.waiting == 1 else f"{of.waiting} things wait"
    )
    if not of.settled:
        return f"Nothing was settled in these weeks. {waiting} on {of.company}."
    return f"Settled at first level: {of.first_level} of {of.settled}. {waiting} on {of.company}."


def _mirror(mirror: Mirror) -> list[Part]:
    parts: list[Part] = []
    if mirror.share is None:
        parts.append(_line(f"This month nobody waited for {mirror.company}."))
    else:
        spent = say_duration(mirror.spent)
        parts.append(
            _line(f"This month {mirror.share} % of the waiting lay with {mirror.company}, {spent}. Only you read this.")
        )
    if mirror.frees:
        parts.append(_line("These answers would free most of it:"))
        parts += [Line((Words(BULLET), *spans)) for spans in mirror.frees]
    return parts


# Small things --------------------------------------------------------------------------------------------------------


def _next(following: datetime | None, calendar: Calendar) -> str:
    return f"Next: {_weekday(following, calendar)}." if following else ""


def _weekday(at: datetime, calendar: Calendar) -> str:
    local = at.astimezone(calendar.zone)
    return f"{WEEKDAYS[local.weekday()][:3]} {local.day} {MONTHS[local.month - 1]}"


def _day(at: datetime, calendar: Calendar) -> str:
    return _weekday(at, calendar)


def _things(number: int) -> str:
    return "one thing waits" if number == 1 else f"{number} things wait"


def _line(text: str) -> Line:
    return Line((Words(_capital(text)),))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def with_correction(entry: Entry, company: str, words: str) -> Entry:
    """What another company says of a line stands behind it."""
    return replace(entry, said_by=company, correction=words)
