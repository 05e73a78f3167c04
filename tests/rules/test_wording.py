"""Every sentence Rapport says, on one page (tests/golden/wording.md), and what none of them may say.

After a change of wording: RAPPORT_GOLDEN=write .venv/bin/python -m pytest tests/rules/test_wording.py
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rules.commands import WORDS
from rules.message import Button, Buttons, Form, Line, Mention, Message, Picture, Pointer, Small, Words, plain, say
from rules.model import (
    Claim,
    Claimed,
    Holder,
    Kind,
    Level,
    MessageId,
    Place,
    PlaceId,
    RelationshipId,
    Side,
    SideTerms,
    State,
    Trust,
    Turn,
)
from rules.model import Facts as Account
from rules.record import (
    Change,
    Deed,
    DeedNumber,
    Extra,
    Figures,
    How,
    LastDigest,
    Respondent,
    Round,
    RoundAnswer,
    RoundNumber,
    SideScores,
    Trusted,
    Week,
)
from rules.wording import (
    commands,
    deeds,
    digest,
    feedback,
    help,
    installing,
    items,
    lists,
    nudges,
    orders,
    people,
    presses,
    setup,
)
from rules.wording.nudges import QUOTED, Facts, quoted
from tests.rules.cases import ASHA, BEA, BEN, HOUR, SHARED, at, calendar, question, relationship, turned

PAGE = Path(__file__).parent.parent / "golden/wording.md"
WRITTEN_OUT = (digest, help, nudges)
"""What each of their functions says is called below by hand."""
SAMPLED = (commands, deeds, feedback, installing, items, lists, orders, people, presses, setup)
"""Their functions are called with what `samples` has for each parameter."""
MODULES = (*WRITTEN_OUT, *SAMPLED)

BERLIN = calendar(zone=ZoneInfo("Europe/Berlin"))
ODD_HOURS = calendar(
    "Mon-Thu 09:00-12:00,13:00-17:30; Fri 22:00-06:00",
    ZoneInfo("America/Argentina/Buenos_Aires"),
    {date(2026, 10, 6): ""},
)
SENSIBLE = Facts(
    item=question(text="@Bea Which region should the new bucket be in?", opened_at=at("Mon 8:12")),
    relationship=RelationshipId(7),
    waiting="Asha",
    waiting_company="Northwind",
    holding_company="Contoso",
    holder="Bea",
    now=at("Tue 9:12"),
    waited=9 * HOUR,
    target=8 * HOUR,
    calendar=BERLIN,
    side_calendar=BERLIN,
)
ASKS = "Could you confirm the menu, the drinks and the number of chairs? "


LANDLORD, NO_NAME = Holder(None, BEA, "the landlord"), Holder(None, BEA)
NEEDED = replace(
    SENSIBLE.item,
    turns=(*SENSIBLE.item.turns, Turn(at("Mon 11:00"), Holder(Side.VENDOR, ASHA), "needs", "Which account?")),
)


def asking(text: str, **changes: Any) -> Facts:
    return replace(SENSIBLE, item=replace(SENSIBLE.item, text=text, **changes))


FACTS = {
    "as usual": SENSIBLE,
    "a question of 140 characters": asking((ASKS * 3)[:139] + "?"),
    "a question of 141 characters": asking((ASKS * 3)[:140] + "?"),
    "a question of 2,000 characters": asking((ASKS * 40)[:2_000]),
    "a question on several lines": asking("Two things:\n\n1. the key\n2. the code\n\twhere are they?"),
    "no words at all": asking(""),
    "Hebrew and emoji": asking("@Bea מתי מגיעים האורחים? 👩‍🍳🥗"),
    "an emoji of several characters where the quote ends": asking("x" * (QUOTED - 3) + "👩‍👩‍👧‍👦 and so on"),
    "words that would be markup": asking("*Why* does <!channel> not work, `rm -rf`? “Really” & truly!"),
    "a problem told": asking("The printer in hall 3 failed again!"),
    "nobody by name": replace(SENSIBLE, waiting=None),
    "nobody by name of a company without one": replace(SENSIBLE, waiting=None, waiting_company="the vendor"),
    "asked back": replace(
        SENSIBLE,
        item=turned(SENSIBLE.item, at("Mon 11:00"), Holder(Side.VENDOR, ASHA)),
        waiting="Bea",
        waiting_company="Contoso",
        holding_company="Northwind",
    ),
    "something is needed first": asking("@Bea Which region?", turns=NEEDED.turns),
    "work stops": asking("Which region?", blocked_on=date(2026, 10, 8)),
    "work stops, and which": asking("Which region?", blocked_on=date(2026, 10, 8), holds_up="Thursday’s migration"),
    "it holds something up": asking("Which region?", holds_up="the migration"),
    "wanted by a moment": asking("Which region?", wanted_by=at("Tue 9:00")),
    "promised": asking("Which region?", promised_for=at("Tue 9:00")),
    "snoozed": asking("Which region?", snoozed_until=at("Thu 9:00")),
    "with a third party": asking("Which region?", turns=turned(SENSIBLE.item, at("Mon 11:00"), LANDLORD).turns),
    "a company without a name": asking("Which region?", turns=turned(SENSIBLE.item, at("Mon 11:00"), NO_NAME).turns),
    "answered": asking("Which region?", state=State.ANSWERED, closed_at=at("Tue 8:00")),
    "long names": replace(
        SENSIBLE,
        waiting="Maria Antonieta de las Nieves Gómez Rodríguez",
        waiting_company="Müller, Söhne & Töchter Anlagenbau GmbH & Co. KG",
        holding_company="Городская клиническая больница № 1",
    ),
    "a short target, just passed": replace(SENSIBLE, waited=timedelta(minutes=15), target=timedelta(minutes=15)),
    "a very long wait": replace(SENSIBLE, waited=timedelta(hours=1_234, minutes=5)),
    "hours that nobody else has": replace(SENSIBLE, calendar=ODD_HOURS, side_calendar=ODD_HOURS),
}


def claimed(what: Claimed, words: str = "", **changes: Any) -> Callable[[Facts], Any]:
    claim = Claim(what, BEN, at("Mon 12:00"), words)
    return lambda facts: nudges.claimed(replace(facts, item=replace(facts.item, claim=claim)), "Ben", **changes)


def pointers(count: int) -> list[Pointer]:
    return [Pointer(SHARED, MessageId(f"m{n}"), f"q{n}") for n in range(1, count + 1)]


def rarely_right(facts: Facts) -> Message:
    return nudges.fell_quiet(Trust(20, 9), at("Tue 9:00"), at("++++Mon 9:00"), relationship().client)


THERE = Pointer(SHARED, MessageId("m9"), "the message")

SAYINGS: dict[str, Callable[[Facts], Any]] = {
    "nudges.private_word, to the holder": lambda facts: nudges.private_word(facts, to_holder=True),
    "nudges.private_word, to the go-between": lambda facts: nudges.private_word(facts, to_holder=False),
    "nudges.why": nudges.why,
    "nudges.buttons": lambda facts: (nudges.buttons(facts), *nudges.buttons(facts).more),
    "nudges.line_in_thread": nudges.line_in_thread,
    "nudges.claimed, answered": claimed(Claimed.ANSWERED),
    "nudges.claimed, answered elsewhere": claimed(Claimed.ANSWERED_ELSEWHERE, "by phone: the first one"),
    "nudges.claimed, not a question": claimed(Claimed.NOT_A_QUESTION),
    "nudges.claimed, beside the question": claimed(Claimed.ANSWERED, quote=False),
    "nudges.offered": lambda facts: nudges.offered(facts.item.text, facts.holding_company, "7:offer:m9", THERE),
    "nudges.chased": nudges.chased,
    "nudges.brief, one thing": lambda facts: nudges.brief([facts], facts.holding_company),
    "nudges.brief, two things": lambda facts: nudges.brief([facts, SENSIBLE], facts.holding_company),
    "nudges.also_with_you, one": lambda _: nudges.also_with_you(pointers(1)),
    "nudges.also_with_you, many": lambda _: nudges.also_with_you(pointers(8), 3),
    "nudges.several": lambda _: nudges.several(3),
    "nudges.more_waits": lambda _: nudges.more_waits(3),
    "nudges.settled": lambda facts: nudges.settled(facts.item.label),
    "nudges.moved_on": lambda facts: nudges.moved_on(facts.item.label),
    "nudges.noted": lambda facts: nudges.noted(facts.item.label),
    "nudges.expected": lambda facts: nudges.expected(facts.item.label, at("+Thu 15:00"), facts),
    "nudges.offer_over": lambda _: nudges.offer_over(replace(THERE, label="A message")),
    "nudges.keep_asking": lambda facts: nudges.keep_asking(facts.relationship),
    "nudges.fell_quiet": rarely_right,
    "nudges.quoted": lambda facts: quoted(facts.item.text),
    "nudges.pointer": lambda facts: nudges.pointer(facts.item),
    "nudges.with_company": lambda facts: nudges.with_company(facts.waiting, facts.waiting_company),
    "nudges.with_company, forgotten": lambda facts: nudges.with_company("someone at Contoso", "Contoso"),
    "help.overview": lambda _: help.overview(),
    **{f"help.of_word, {word.name}": lambda _, word=word: help.of_word(word.name) for word in WORDS},  # type: ignore[misc]
    "help.unknown": lambda _: help.unknown("wating", "waiting"),
    "help.unknown, like nothing": lambda _: help.unknown("supercalifragilisticexpialidocious", None),
}


RESTARTED = Deed(
    number=DeedNumber(12),
    place=SHARED,
    by=ASHA,
    side=Side.VENDOR,
    text="Restarted the feed",
    at=at("Mon 10:12"),
    kept_at=at("Mon 10:12"),
    how=How.REACTION,
    message=MessageId("m9"),
)
DEEDS: dict[str, dict[str, Any]] = {
    "with everything": {
        "extra": Extra.ONCE,
        "workaround": "change board",
        "seen_by_customers": True,
        "undoable": False,
        "asked_by": BEA,
        "link": "https://tickets.example/12",
        "trusted": True,
        "thanked_at": at("Mon 12:00"),
    },
    "gladly": {"extra": Extra.GLADLY, "undoable": True, "how": How.COMMAND, "message": None},
    "together": {"side": Side.CLIENT, "by": BEA, "seen_by_customers": True},
    "of a ticket system": {"by": None, "how": How.WEBHOOK},
    "whose words are gone": {"text": "", "by": None},
}
"""What may be special about a deed."""


def row(facts: Facts, **changes: Any) -> deeds.Row:
    deed = replace(RESTARTED, **changes)
    ours, theirs = facts.waiting_company, facts.holding_company
    company, other = (ours, theirs) if deed.side is Side.VENDOR else (theirs, ours)
    by = None if deed.by is None else facts.waiting or facts.holder
    asked = "Bea" if deed.asked_by else None
    return deeds.Row(deed, by, company, other, asked, facts.relationship, facts.calendar, facts.now)


# Functions that are called with samples ------------------------------------------------------------------------------


OVER = Round(
    RoundNumber(3),
    opened_at=at("Mon 9:00"),
    closes_at=at("+Mon 9:00"),
    respondents=(Respondent(BEA, Side.CLIENT), Respondent(ASHA, Side.VENDOR)),
    revealed_at=at("Fri 10:00"),
    scores={
        Side.CLIENT: SideScores(3, {"responsiveness": 4.0, "clarity": 3.5, "trust": 4.25}),
        Side.VENDOR: SideScores(2, {"trust": 3.0}),
    },
    changes=(Change(Side.VENDOR, "Say it a day ahead"), Change(Side.CLIENT, "Answer by mail", taken=False)),
)
"""A round that is over."""
GIVEN = RoundAnswer(BEA, Side.CLIENT, {"trust": 4}, keep="The Friday call", signed=True)
RESULTS = (
    feedback.SideResult(
        "Contoso",
        OVER.scores[Side.CLIENT],
        keep=[feedback.Said("The Friday call", "Bea"), feedback.Said("The short mails")],
        change=[feedback.Said("Say it a day ahead")],
        coming=[feedback.Said("A stall at the fair")],
    ),
    feedback.SideResult("Northwind", OVER.scores[Side.VENDOR], customers=[feedback.Said("The form is hard to find")]),
)


def samples(facts: Facts) -> dict[str, Any]:
    """A value for every parameter, by its name; or by its name and type where one name is used for two things."""
    of, here = relationship(), Place(PlaceId("room:shared"), "north")
    claim = Claim(Claimed.ANSWERED, BEN, at("Mon 12:00"))
    terms, days_off = SideTerms(holidays=("DE-BY",)), setup.DaysOff(13, date(2026, 12, 25))
    page = setup.SidePage(Side.CLIENT, "Contoso", terms, "Ben", "Carl", confirmed=True, days_off=days_off)
    reasons = presses.Reasons(
        with_whom="Bea (Contoso)",
        named_by=facts.waiting,
        was_asked=True,
        in_thread=False,
        asked="Bea",
        asked_reader=False,
        as_go_between=False,
        is_live=True,
        expected_by=at("Mon 17:00"),
        in_all="12 h",
        shows_snooze=True,
    )
    return {
        "about": "7:1",
        "action": "setup.terms",
        "account": Account("Bea", "T2", "Contoso", "con.example", zone="Europe/Berlin"),
        "again": True,
        "closes": at("+Mon 9:00"),
        "companies: Sequence[str]": ["Contoso"],
        "done: str": "You have not answered yet.",
        "found: Round": OVER,
        "given: RoundAnswer": GIVEN,
        "item: Item | None": replace(facts.item, kind=Kind.PROMISE),
        "label: str | None": "p4",
        "last: Sequence[str]": ["Round 3, Fri 9 Oct:", "Trust: Contoso gives Northwind 4.2, Northwind shows none."],
        "next_at": at("+++Mon 9:00"),
        "owner": "Northwind",
        "revealed": OVER,
        "sides: Sequence[SideResult]": RESULTS,
        "since": ["“Say it a day ahead”: Northwind took it on (p4); it is done."],
        "taken": True,
        "trend": [replace(OVER, number=RoundNumber(2)), OVER],
        "asked: Sequence[str]": ["q1", "q4"],
        "asker": facts.waiting or facts.waiting_company,
        "at": at("Fri 15:00"),
        "awaited": [(facts, "Bea (Contoso)")],
        "blocked_on": date(2026, 10, 8),
        "by": "Ben",
        "calendar": facts.calendar,
        "card": "card:1",
        "claims": [(replace(facts, item=replace(facts.item, claim=claim)), "Ben")],
        "client": of.client,
        "command": "side @ben vendor",
        "companies": [lists.Company(Side.CLIENT, "Contoso", ["Bea"], [lists.Contact("Ben", "Carl", None)], "Eve")],
        "company": facts.holding_company,
        "day": date(2026, 10, 8),
        "days: int": 14,
        "days: DaysOff": days_off,
        "deeds: Sequence[str]": ["d1", "d4"],
        "deputy": "Carl",
        "done": facts.waiting_company,
        "entries": ["DE-BY", "+2026-12-24"],
        "extra": "always",
        "facts": facts,
        "filled": setup.Filled("Contoso", terms, "8 h", "Ben", "Carl", days_off),
        "found": of.settings,
        "held": [],
        "holder": "Bea (Contoso)",
        "holds_up": "the migration",
        "how": "phone",
        "inner": say("q17 is open again."),
        "is_open": True,
        "items": 12,
        "label": "q17",
        "labels": ["q1", "q4"],
        "lanes": [("Contoso", [facts]), ("Northwind", []), (None, [facts])],
        "least": 30,
        "lines": 1,
        "lists": [("Contoso", ["DE"], [(date(2026, 10, 3), "German Unity Day")]), ("Northwind", [], [])],
        "may_agree": True,
        "may_change": True,
        "may_switch_on": True,
        "mine: Sequence[Facts]": [facts],
        "mine: str": "Contoso",
        "claims: Sequence[tuple[Facts, str]]": [],
        "mine: Calendar | None": facts.calendar,
        "most": 80,
        "name": facts.waiting or "Bea",
        "names": ["Ben", "Carl"],
        "nearest": ["Bea", "Ben"],
        "nobodys": ["Dana"],
        "now": facts.now,
        "number": 12,
        "operator": "Northwind",
        "other": facts.waiting_company,
        "person": of.people[BEN],
        "pages": [page, replace(page, side=Side.VENDOR, company="Northwind", deputy=None, confirmed=False)],
        "place": here,
        "places": [
            here,
            replace(here, name="south", level=Level.FLAGGED, paused=True),
            replace(here, name="east", closed=True),
        ],
        "private": 3,
        "reasons": reasons,
        "relationship: Relationship": of,
        "relationship: RelationshipId": facts.relationship,
        "retention_days": 365,
        "run_by": "Northwind runs this.",
        "side": Side.VENDOR,
        "sentence": "I write no lines in threads.",
        "sentences": ["q17 is answered.", "There is no q18 here."],
        "standing": ["Away until Fri 9 Oct 17:00."],
        "address": "https://rapport.example.com/hooks/deeds/x",
        "client: str": facts.holding_company,
        "given": ["d12"],
        "got": ["q17"],
        "is_on": True,
        "listed: Sequence[Trusted]": [Trusted("restart the feed", at("Mon 9:00"))],
        "more": 3,
        "option": "seen",
        "pointer": THERE,
        "procedure": "change board",
        "reader": Side.CLIENT,
        "row": row(facts),
        "rows": [row(facts), row(facts, **DEEDS["with everything"]), row(facts, **DEEDS["together"])],
        "secret": "hunter2",
        "text": "Bee",
        "vendor: str": facts.waiting_company,
        "third": "City Gas",
        "to": facts.waiting_company,
        "topic": "billing",
        "topics": ["invoices", "menus"],
        "totals": [lists.Total("Contoso", 2, 9 * HOUR), lists.Total("Northwind", 0, None)],
        "trust": Trust(11, 1),
        "typed": "Bee",
        "until": at("Fri 15:00"),
        "usage": "snooze <id> [until]",
        "vendor": of.vendor,
        "version": 2,
        "wanted_by": at("Thu 12:00"),
        "what": "a company",
        "whom": "Bea",
        "wished": at("+Mon 9:00"),
        "words": "the first one",
        "yourself": True,
        "judge": "small-judge at judge.example.com",
        "is_set_up": True,
        "coming": digest.still_to_correct(RelationshipId(7)),
    }


def functions_of(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """What a module says: its functions without an underscore."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def sample(parameter: inspect.Parameter, given: dict[str, Any]) -> Any:
    typed = f"{parameter.name}: {parameter.annotation}"
    return given[typed] if typed in given else given[parameter.name]


def called(function: Callable[..., Any], **instead: Any) -> Callable[[Facts], Any]:
    """With a sample for each parameter, or what is given instead."""
    wanted = inspect.signature(function).parameters

    def saying(facts: Facts) -> Any:
        given = samples(facts)
        return function(**{name: sample(each, given) for name, each in wanted.items()} | instead)

    return saying


def sampled() -> Iterator[tuple[str, Callable[[Facts], Any]]]:
    """Each function as it is called at its fullest, and with each thing that may be missing or otherwise."""
    for name, function in (pair for module in SAMPLED for pair in functions_of(module).items()):
        yield name, called(function)
        for parameter in inspect.signature(function).parameters.values():
            if "None" in str(parameter.annotation) and "Sequence" not in str(parameter.annotation):
                yield f"{name}, no {parameter.name}", called(function, **{parameter.name: None})
            if str(parameter.annotation) == "bool":
                yield f"{name}, not {parameter.name}", called(function, **{parameter.name: False})
            if str(parameter.annotation).startswith("Sequence["):
                yield f"{name}, {parameter.name} empty", called(function, **{parameter.name: []})


NEVER_EMPTY = {
    "setup.agreement, pages empty",
    "presses.several_of_that_name, names empty",
    "items.which_of, labels empty",
    "items.told, sentences empty",
    "lists.people, companies empty",
    "lists.status, totals empty",
    "orders.holidays, lists empty",
    "orders.settings, places empty",
    "feedback.result, sides empty",
    "feedback.since_last, since empty",
}
"""Nobody calls them so."""
WHYS: dict[str, dict[str, Any]] = {
    "a go-between": {"asked": "Ben", "as_go_between": True},
    "the reader": {"asked_reader": True},
    "nobody yet": {"was_asked": False, "asked": None},
    "in the thread": {"in_thread": True},
    "a trial run": {"is_live": False},
}
"""Whom was told before, beside the holder."""


def why_told(changes: dict[str, Any]) -> Callable[[Facts], Any]:
    return lambda facts: presses.why(facts, replace(samples(facts)["reasons"], **changes))


SAYINGS |= {f"presses.why, {name}": why_told(changes) for name, changes in WHYS.items()}
SAYINGS |= {name: saying for name, saying in sampled() if name not in NEVER_EMPTY}
SAYINGS |= {
    f"deeds.{function.__name__}, {name}": lambda facts, function=function, changes=changes: function(  # type: ignore[misc]
        row(facts, **changes)
    )
    for function in (deeds.logged, deeds.line, deeds.prompt)
    for name, changes in DEEDS.items()
}

# The digest ----------------------------------------------------------------------------------------------------------


def lanes(facts: Facts) -> dict[str, list[digest.Entry]]:
    """With more on the first than is shown."""
    waits = digest.Entry("item:1", "open", digest.waits(facts))
    corrected = digest.with_correction(waits, "Contoso", "Answered in the call")
    deed = digest.Entry(
        "deed:12", "", digest.done(row(facts)), own=Side.VENDOR, buttons=digest.deed_buttons(row(facts))
    )
    return {
        digest.WAITING: [waits, *(replace(corrected, subject=f"item:{n}") for n in range(2, 3 + digest.LANE))],
        digest.DONE: [deed, digest.Entry("item:40", "", digest.freed(facts, "Bea", "Contoso", 3))],
        digest.KNOW: [digest.Entry("thanks:12", "", digest.thanked("Contoso", "Northwind", "d12"))],
    }


def of_digest(facts: Facts, **changes: Any) -> digest.Page:
    given: dict[str, Any] = {
        "relationship": facts.relationship,
        "client": facts.holding_company,
        "vendor": facts.waiting_company,
        "lanes": lanes(facts),
        "counts": digest.Counts(client=7, vendor=1, third=1),
        "figures": {Side.CLIENT: Figures(12, 11, 3 * HOUR, 7 * HOUR, promised=4, kept=3), Side.VENDOR: Figures()},
        "weeks": {
            Side.CLIENT: [Week(date(2026, 9, 28), 5, 4 * HOUR), Week(date(2026, 10, 5), 7, 3 * HOUR)],
            Side.VENDOR: [Week(date(2026, 9, 28)), Week(date(2026, 10, 5))],
        },
        "targets": {Side.CLIENT: 8 * HOUR, Side.VENDOR: None},
        "nudges": 9,
        "wrong": 1,
        "at": at("Fri 15:00"),
        "following": at("+Fri 15:00"),
        "calendar": facts.calendar,
        "stamp": "20261009",
    }
    return digest.Page(**(given | changes))


NO_NEWS: dict[str, Any] = {"lanes": {lane: [] for lane in digest.LANES}, "counts": digest.Counts(0, 0, 0), "nudges": 0}
PAGES: dict[str, dict[str, Any]] = {
    "as usual": {},
    "no news": NO_NEWS,
    "one waits as before": NO_NEWS | {"counts": digest.Counts(1, 0, 0)},
    "wanted now, the last one": {"asked_for_by": "Contoso", "following": None, "figures_said": "We moved offices."},
}
WITH_PAGE: dict[str, Callable[[digest.Page], Any]] = {
    "digest": digest.digest,
    "quiet": digest.quiet,
    "picture": digest.picture,
    "picture_in_words": digest.picture_in_words,
    "preview": lambda page: digest.preview(page, "Fri 15:00", may_correct=True, silent=False),
    "correct_form": lambda page: digest.correct_form(page, "7:20261009", "Northwind"),
    "state": lambda page: digest.state(page, on=True, quiet_line=["Contoso"]),
}


def brief(facts: Facts, **changes: Any) -> digest.Brief:
    given = digest.Brief("Contoso", "Northwind", digest.done(row(facts)), digest.waits(facts), 12, 11, 2)
    return replace(given, **changes)


MIRROR = digest.Mirror("Contoso", 60, 41 * HOUR, [digest.waits(SENSIBLE)])
SAYINGS |= {
    f"digest.{name}, {kind}": lambda facts, says=says, changes=changes: says(of_digest(facts, **changes))  # type: ignore[misc]
    for name, says in WITH_PAGE.items()
    for kind, changes in PAGES.items()
}
SAYINGS |= {
    f"digest.done, {name}": lambda facts, changes=changes: digest.done(row(facts, **changes))  # type: ignore[misc]
    for name, changes in DEEDS.items()
}
SAYINGS |= {
    "digest.preview, silent": lambda facts: digest.preview(
        of_digest(facts), "Fri 15:00", may_correct=False, silent=True
    ),
    "digest.state, off": lambda facts: digest.state(of_digest(facts), on=False, quiet_line=[]),
    "digest.state, silent": lambda facts: digest.state(of_digest(facts), on=True, quiet_line=[]),
    "digest.lanes_of": lambda facts: digest.lanes_of(digest.digest(of_digest(facts))),
    "digest.more": lambda facts: digest.more(lanes(facts)[digest.WAITING][5:]),
    "digest.more, gone": lambda _: digest.more([]),
    "digest.waits": digest.waits,
    "digest.lapsed": digest.lapsed,
    "digest.deed_buttons": lambda facts: digest.deed_buttons(row(facts)),
    "digest.freed": lambda facts: digest.freed(facts, "Bea", "Contoso", 1),
    "digest.freed, by nobody known": lambda facts: digest.freed(facts, None, "Contoso", 0),
    "digest.settled": lambda facts: digest.settled([facts, facts]),
    "digest.thanked": lambda _: digest.thanked("Contoso", "Northwind", "d12"),
    "digest.round_told": lambda _: digest.round_told(OVER, {Side.CLIENT: "Contoso", Side.VENDOR: "Northwind"}),
    "digest.trusted": lambda _: digest.trusted("Contoso", "Northwind", 4, 2),
    "digest.figures": lambda facts: digest.figures("Contoso", of_digest(facts).figures[Side.CLIENT], 8 * HOUR),
    "digest.figures, one": lambda _: digest.figures("Contoso", Figures(1, 1, HOUR, HOUR), None),
    "digest.corrected_figures": lambda _: digest.corrected_figures("Contoso", "We moved offices."),
    "digest.bot_line": lambda _: digest.bot_line(9, 1),
    "digest.bot_line, none": lambda _: digest.bot_line(0, 0),
    "digest.nothing_to_correct": lambda _: digest.nothing_to_correct(),
    "digest.corrected": lambda _: digest.corrected(),
    "digest.left_out": lambda _: digest.left_out(),
    "digest.which_line": lambda _: digest.which_line(),
    "digest.line_is_gone": lambda _: digest.line_is_gone(),
    "digest.only_your_deeds": lambda _: digest.only_your_deeds(),
    "digest.at_home": lambda _: digest.at_home(
        at("Fri 15:00"), "#shared", LastDigest(at("Mon 15:00"), 3, 1, 2), BERLIN
    ),
    "digest.at_home, one thing": lambda _: digest.at_home(
        at("Fri 15:00"), "#shared", LastDigest(at("Mon 15:00"), 1), BERLIN
    ),
    "digest.at_home, quiet": lambda _: digest.at_home(at("Fri 15:00"), "#shared", LastDigest(at("Mon 15:00")), BERLIN),
    "digest.at_home, first": lambda _: digest.at_home(at("Fri 15:00"), "#shared", None, BERLIN),
    "digest.still_to_correct": lambda _: digest.still_to_correct(RelationshipId(7)),
    "digest.posted": lambda _: digest.posted("Contoso"),
    "digest.no_place": lambda _: digest.no_place(),
    "digest.not_live": lambda _: digest.not_live(),
    "digest.preview_or_now": lambda _: digest.preview_or_now(),
    "digest.digest_said": lambda _: digest.digest_said("Fri 15:00"),
    "digest.digest_said, off": lambda _: digest.digest_said(""),
    "digest.quiet_said": lambda _: digest.quiet_said(["Contoso", "Northwind"]),
    "digest.quiet_said, by nobody": lambda _: digest.quiet_said([]),
    "digest.not_a_weekly_time": lambda _: digest.not_a_weekly_time(),
    "digest.brief": lambda facts: digest.brief(brief(facts), MIRROR),
    "digest.brief, nothing": lambda _: digest.brief(digest.Brief("Contoso", "Northwind"), None),
    "digest.brief, nobody waited": lambda facts: digest.brief(
        brief(facts, waiting=0), digest.Mirror("Contoso", None, timedelta(), [])
    ),
    "digest.with_correction": lambda facts: lanes(facts)[digest.WAITING][1].line,
}

FRAGMENTS = re.compile(
    r"digest\.(correct_form|deed_buttons|lanes_of|more|waits)|deeds\.(marks|held|hook_on)|feedback\.answer_form|installing\.begin_again|nudges\.(pointer|buttons|with_company)|orders\.(undo_label|levels)|lists\.channel|setup\.(another_waits|holidays_said|\w+_form)"
    r"|presses\.(how_answered|on_date|day_said|holder_said|\w+_form)"
)
"""They end otherwise than sentences: labels, parts of a sentence, forms."""


# The page ------------------------------------------------------------------------------------------------------------


def said(saying: str, facts: Facts) -> str:
    return in_plain(SAYINGS[saying](facts))


def in_plain(words: Any) -> str:
    """Whatever a function of wording gives, as somebody reads it."""
    match words:
        case str():
            return words
        case Message():
            return "\n".join(in_plain(part) for part in words.parts)
        case Buttons():
            return plain(Message((words,)))
        case Button():
            return f"[{words.label}]"
        case Line() | Small() | Picture():
            return plain(Message((words,)))
        case Words() | Pointer() | Mention():
            return plain(Message((Line((words,)),)))
        case Form():
            fields = [
                f"{each.label}: [{getattr(each, 'hint', '') or '…'}]{each.initial and f' = {each.initial}'}"
                for each in words.fields
            ]
            return "\n".join([words.title, *words.intro, *fields, f"[{words.submit}]"])
        case _:
            return "\n".join(in_plain(each) for each in words)


def shown_for(saying: str) -> Iterable[tuple[str, Facts]]:
    """A variant of a function that is called with samples is shown once."""
    is_variant = "," in saying and not saying.startswith(tuple(module.__name__[14:] for module in WRITTEN_OUT))
    return [("as usual", SENSIBLE)] if is_variant else FACTS.items()


def page() -> Iterator[str]:
    yield "# What Rapport says\n\nWritten by tests/rules/test_wording.py; not by hand."
    for saying in SAYINGS:
        yield f"## {saying}"
        known: set[str] = set()
        for name, facts in shown_for(saying):
            words = said(saying, facts)
            if words not in known:
                known.add(words)
                yield f"{name}:\n\n" + "\n".join(f"> {line}" for line in words.split("\n"))


def ours(text: str) -> str:
    """Without the words of others."""
    return re.sub("“[^”]*”", "“”", re.sub("“.*”", "“”", text))


def last_sentence(text: str) -> str:
    return next((line for line in reversed(text.split("\n")) if not line.startswith("[")), "")


def test_the_page_of_everything_rapport_says_is_up_to_date() -> None:
    text = "\n\n".join(page()) + "\n"
    if os.environ.get("RAPPORT_GOLDEN") == "write":
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text


def test_every_function_that_says_something_is_on_the_page() -> None:
    functions = {name for module in MODULES for name in functions_of(module)}
    assert len(functions) > 100
    assert functions == {saying.partition(",")[0] for saying in SAYINGS}


def test_every_module_of_wording_is_on_the_page() -> None:
    folder = Path(str(nudges.__file__)).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == {
        module.__name__.rpartition(".")[2] for module in MODULES
    }


@pytest.mark.parametrize("saying", SAYINGS)
def test_nothing_is_said_that_shames_shouts_or_calls_a_channel(saying: str) -> None:
    for name, facts in FACTS.items():
        text = ours(said(saying, facts))
        assert not re.search(r"overdue|fail|reminder|\blate\b|ignored|shame|!|<|@(?!bea)", text, re.IGNORECASE), name
        assert FRAGMENTS.match(saying) or last_sentence(text)[-1] in ".)”?", name


@pytest.mark.parametrize("saying", SAYINGS)
def test_no_quote_is_longer_than_140_characters_or_goes_over_lines(saying: str) -> None:
    for facts in FACTS.values():
        for line in said(saying, facts).split("\n"):
            for quote in re.findall("“([^”]*)”", line):
                assert len(quote) <= QUOTED == 140


@pytest.mark.parametrize("saying", [saying for saying in SAYINGS if saying.partition(",")[0].endswith("_form")])
def test_a_form_fits_its_platform_and_asks_each_thing_once(saying: str) -> None:
    form = SAYINGS[saying](SENSIBLE)
    assert isinstance(form, Form)
    assert len(form.title) <= 24
    assert form.intro
    assert len({field.name for field in form.fields}) == len(form.fields)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_every_word_has_a_short_help_with_an_example(word: Any) -> None:
    text = said(f"help.of_word, {word.name}", SENSIBLE)
    assert len(text) < 400
    assert "For example: “" in text


@pytest.mark.parametrize("name", FACTS)
def test_the_line_in_the_thread_names_the_company_and_no_person(name: str) -> None:
    facts = FACTS[name]
    text = said("nudges.line_in_thread", facts)
    assert facts.holding_company in text
    assert not re.search(r"Asha|Bea|Maria", text)
    assert "“" not in text


@pytest.mark.parametrize("name", FACTS)
def test_a_private_word_says_who_asks_what_since_when_and_why_it_comes(name: str) -> None:
    facts = FACTS[name]
    for saying in ("nudges.private_word, to the holder", "nudges.private_word, to the go-between"):
        text = said(saying, facts)
        assert text.startswith(
            f"{facts.waiting} ({facts.waiting_company}) " if facts.waiting else ("Northwind ", "The ")
        )
        assert quoted(facts.item.text) in text or not facts.item.text
        assert "(asked Mon " in text
        assert "q1)" in text
        assert "\nWhy this? It has waited " in text
        assert text.endswith("[I’ll answer by…] [Answered elsewhere] [Someone else should] [More]")


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("Why?", "“Why?”"),
        ("  Why\n\tnot ? ", "“Why not ?”"),
        ("x" * 140, f"“{'x' * 140}”"),
        ("x" * 141, f"“{'x' * 139}…”"),
        ("x" * 138 + " yz", f"“{'x' * 138}…”"),
        ("", "“”"),
    ],
)
def test_a_quote_is_on_one_line_and_ends_in_an_ellipsis_where_it_is_cut(words: str, quote: str) -> None:
    assert quoted(words) == quote


def test_a_message_without_words_is_not_quoted_as_nothing() -> None:
    """A picture that somebody marked as a question."""
    for saying in ("nudges.private_word, to the holder", "nudges.private_word, to the go-between"):
        assert "“”" not in said(saying, FACTS["no words at all"])
