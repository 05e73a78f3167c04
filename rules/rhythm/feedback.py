"""Rounds of feedback: when they begin, whom they ask, and the one moment at which answers are looked at.

(product.md, "How a round behaves") Nobody is shown an answer before everybody has answered or skipped, or the window
has closed. Until then the ledger does not even hand the answers to this rule (`Rounds.answers`); with the reveal they
are erased, and what stays are means. What a round asks privately passes through trays (rules/owed/cards.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from rules.effects import (
    Answer,
    ClearAlarm,
    Effect,
    EraseAnswers,
    Keep,
    KeepRound,
    Lay,
    Post,
    SetAlarm,
    Settle,
)
from rules.events import AlarmRang, Event
from rules.listening.progress import Progress
from rules.message import Message, to_json
from rules.model import (
    Case,
    Fate,
    MessageId,
    Nudge,
    Party,
    Person,
    PersonId,
    Place,
    Relationship,
    Side,
    Told,
)
from rules.owed import moves, nudging, rights
from rules.record import Change, Respondent, Round, RoundAnswer, RoundNumber, Rounds, SideScores, round_number
from rules.wording import feedback as wording
from rules.wording.deeds import customers_say
from rules.worktime import DAY, NoWorkingTime, add_days, is_open, next_open

NAME = "feedback"
OPENING = "round"
"""The subject of the alarm that opens the next round; an open one has its own (`Round.subject`)."""
WEEK = timedelta(days=7)
WINDOW = 5
"""Working days, of both sides, that a round is open."""
REMIND_AFTER = (2, 4)
"""Working days of the side after which whoever has not said anything is reminded."""
VOICE_DAYS = 10
"""Working days of the client for an answer to what its customers say, as with the command `voice`."""
LATELY = timedelta(days=28)
MOST_ASKED = 12
"""Of one side."""
FEW = 3
"""From so many scores on their mean is shown; of fewer only those whose authors agreed."""


def decide(event: Event, case: Case, now: datetime) -> Iterable[Effect | Answer]:
    """Opens a round that is due, reminds, and reveals."""
    if not isinstance(event, AlarmRang) or event.rule != NAME or case.rounds is None:
        return
    if event.subject == OPENING:
        yield from _open_if_due(case, case.rounds, now)
        return
    found = case.rounds.open
    if found and round_number(event.subject) == found.number:
        yield from _look(case, case.rounds, found, now)


# When ----------------------------------------------------------------------------------------------------------------


def next_opening(relationship: Relationship, rounds: Rounds) -> datetime | None:
    """When the next round is due, in the client's hours; None where there are no rounds."""
    weeks = relationship.settings.feedback_weeks
    if not weeks:
        return None
    since = rounds.last.opened_at if rounds.last else relationship.settings.began_at
    return in_hours(since + weeks * WEEK, relationship.client)


def schedule(relationship: Relationship, rounds: Rounds, now: datetime) -> Iterable[Effect]:
    """Set the alarm of the next round: where it could have been long ago, not before tomorrow."""
    due = next_opening(relationship, rounds)
    if due is None:
        yield ClearAlarm(NAME, OPENING)
    else:
        yield SetAlarm(NAME, OPENING, max(due, in_hours(now + DAY, relationship.client)))


def in_hours(at: datetime, party: Party) -> datetime:
    """The next working moment of that side, from then on."""
    try:
        return next_open(at, party.calendar)
    except NoWorkingTime:
        return at


def _days_later(at: datetime, days: int, party: Party) -> datetime:
    try:
        return add_days(at, days, party.calendar)
    except NoWorkingTime:
        return at + days * DAY


# Opening -------------------------------------------------------------------------------------------------------------


def _open_if_due(case: Case, rounds: Rounds, now: datetime) -> Iterable[Effect]:
    due = next_opening(case.relationship, rounds)
    if due is None or not case.relationship.settings.is_live:
        return  # whoever changes that sets the alarm anew
    if due > now:
        yield SetAlarm(NAME, OPENING, due)
    elif cannot_open(case, rounds, now):
        yield SetAlarm(NAME, OPENING, in_hours(now + DAY, case.relationship.client))
    else:
        yield from open_round(case, rounds, now)


def cannot_open(case: Case, rounds: Rounds, now: datetime) -> Message | None:
    """Why no round can begin now, for whoever wants to start one."""
    relationship = case.relationship
    if not relationship.settings.is_live:
        return wording.not_live()
    if rounds.open:
        return wording.open_already(rounds.open.number)
    if relationship.settings.paused:
        return wording.paused(
            [relationship.party(side).company for side in Side if side in relationship.settings.paused]
        )
    if where_to_tell(case) is None:
        return wording.nowhere()
    asked = respondents(case.relationship, rounds, now)
    nobody = next((side for side in Side if not any(each.side is side for each in asked)), None)
    return wording.nobody_to_ask(relationship.party(nobody).company) if nobody else None


def open_round(case: Case, rounds: Rounds, now: datetime) -> Iterable[Effect]:
    """Everybody who is asked finds it in their tray."""
    relationship = case.relationship
    number = RoundNumber(rounds.last.number + 1 if rounds.last else 1)
    closes = max(_days_later(now, WINDOW, relationship.party(side)) for side in Side)
    opened = Round(number, now, closes, respondents(relationship, rounds, now))
    yield KeepRound(opened)
    for each in opened.respondents:
        yield Lay(_asking(opened, each, case, rounds, now))
    yield SetAlarm(NAME, opened.subject, _next_look(opened, relationship, now))
    yield from schedule(relationship, replace(rounds, last=opened), now)


def where_to_tell(case: Case) -> Place | None:
    """The first place both sides read in which something can be said."""
    shared = [place for place in case.places if place.private_to is None and not place.closed and not place.paused]
    return next((place for place in shared if place.agreed == frozenset(Side)), None)


# Whom it asks --------------------------------------------------------------------------------------------------------


def respondents(relationship: Relationship, rounds: Rounds, now: datetime) -> tuple[Respondent, ...]:
    """Of each side whom its go-between named; else go-betweens, the sponsor, and whoever lately wrote or acted.

    Who gave a short answer last time is left alone, unless nobody else is there.
    """
    found: list[Respondent] = []
    for side in Side:
        people = _of_humans(_candidates(relationship, relationship.party(side), rounds, now), relationship, now)
        resting = {relationship.people[who].human for who in rounds.rest if who in relationship.people}
        rested = [person for person in people if person.human not in resting]
        found += [Respondent(person.id, side) for person in (rested or people)[:MOST_ASKED]]
    return tuple(found)


def _candidates(relationship: Relationship, party: Party, rounds: Rounds, now: datetime) -> Iterator[PersonId]:
    chosen = [who for who in rounds.chosen if relationship.side_of(who) is party.side]
    if chosen:
        yield from sorted(chosen)
        return
    yield from (named.person for named in party.go_betweens)
    if party.sponsor:
        yield party.sponsor
    since = (now - LATELY).date()
    lately = [(who, day) for who, day in rounds.lately.items() if day >= since]
    lately.sort(key=lambda each: (-each[1].toordinal(), each[0]))
    yield from (who for who, _ in lately if relationship.side_of(who) is party.side)


def _of_humans(wanted: Iterable[PersonId], relationship: Relationship, now: datetime) -> list[Person]:
    """Each human once, as far as something private may go to them while the round is open."""
    found: dict[int, Person] = {}
    for who in wanted:
        person = relationship.people.get(who)
        if person and person.human not in found and _may_be_asked(person, relationship, now):
            found[person.human] = person
    return list(found.values())


def _may_be_asked(person: Person, relationship: Relationship, now: datetime) -> bool:
    if person.side is None or person.quiet or person.is_away(now + WEEK):
        return False
    accounts = [each for each in relationship.people.values() if each.human == person.human]
    return any(each.reachable and each.side is person.side for each in accounts)


def asked_as(person: Person, found: Round, relationship: Relationship) -> Respondent | None:
    """Under whatever account of theirs they were asked; None of whom this round does not ask, or not on this side."""
    for each in found.respondents:
        if each.side is person.side and rights.is_same_human(each.person, person.id, relationship):
            return each
    return None


# Asking, and reminding ------------------------------------------------------------------------------------------------


def _look(case: Case, rounds: Rounds, found: Round, now: datetime) -> Iterable[Effect]:
    """Reveal what is over; else remind whoever has said nothing, and look again."""
    if rounds.answers is not None:
        yield from _reveal_in_hours(case, rounds, rounds.answers, found, now)
    elif found.is_over(now):
        yield SetAlarm(NAME, found.subject, now)  # set for an earlier time: the answers come with the next ring
    else:
        yield from _remind(case, rounds, found, now)


def _remind(case: Case, rounds: Rounds, found: Round, now: datetime) -> Iterable[Effect]:
    relationship = case.relationship
    reminded = [_reminded(each, found, relationship, now) for each in found.respondents]
    for before, after in zip(found.respondents, reminded, strict=True):
        if before != after:
            yield Lay(_asking(found, after, case, rounds, now))
    if tuple(reminded) != found.respondents:
        yield KeepRound(replace(found, respondents=tuple(reminded)))
    yield SetAlarm(NAME, found.subject, _next_look(found, relationship, now))


def _reminded(respondent: Respondent, found: Round, relationship: Relationship, now: datetime) -> Respondent:
    """After an outage once, not twice."""
    party = relationship.party(respondent.side)
    due = sum(_days_later(found.opened_at, days, party) <= now for days in REMIND_AFTER)
    return respondent if respondent.is_done else replace(respondent, reminders=max(due, respondent.reminders))


def _next_look(found: Round, relationship: Relationship, now: datetime) -> datetime:
    due = [_days_later(found.opened_at, days, relationship.party(side)) for side in Side for days in REMIND_AFTER]
    return min([at for at in due if at > now] + [found.closes_at])


def _asking(found: Round, respondent: Respondent, case: Case, rounds: Rounds, now: datetime) -> Nudge:
    """What lies in the tray. Where the word before was not told yet, this one takes its place."""
    keys = _keys(found, respondent.person, case.relationship)
    waits = [nudge.key for nudge in case.nudges if nudge.key in keys and nudge.fate is Fate.WAITING]
    return Nudge(
        key=waits[0] if waits else keys[respondent.reminders],
        why=Told.ROUND,
        item=None,
        turn=0,
        step=respondent.reminders,
        side=respondent.side,
        person=respondent.person,
        laid_at=now,
        show_from=now,
        body=to_json(
            wording.asking(
                case.relationship,
                respondent.side,
                found,
                since_last(rounds, case.relationship),
                again=respondent.reminders > 0,
            )
        ),
    )


def _keys(found: Round, person: PersonId, relationship: Relationship) -> list[str]:
    return [f"{found.subject}:{relationship.id}:{person}:{step}" for step in range(len(REMIND_AFTER) + 1)]


def take_out(found: Round, respondent: Respondent, relationship: Relationship) -> Iterator[Effect]:
    """Nothing more is asked of them in this round."""
    yield from (Settle(key) for key in _keys(found, respondent.person, relationship))


def with_respondent(found: Round, changed: Respondent) -> Round:
    """The round with this person as they now are; one who was not asked joins it."""
    others = [changed if each.person == changed.person else each for each in found.respondents]
    joined = () if changed.person in {each.person for each in found.respondents} else (changed,)
    return replace(found, respondents=(*others, *joined))


# What came of the last one --------------------------------------------------------------------------------------------


def since_last(rounds: Rounds, relationship: Relationship) -> list[str]:
    """What changed since the last round: how what it asked for stands."""
    items = {item.number: item for item in rounds.promised}
    last = rounds.results[-1] if rounds.results else None
    return [
        wording.change_stands(
            change.text,
            relationship.party(change.owner).company,
            change.taken,
            items.get(change.item) if change.item else None,
        )
        for change in (last.changes if last else ())
        if change.text
    ]


# The reveal ----------------------------------------------------------------------------------------------------------


def _reveal_in_hours(
    case: Case, rounds: Rounds, answers: tuple[RoundAnswer, ...], found: Round, now: datetime
) -> Iterable[Effect]:
    """Where both sides read it, while somebody works."""
    place, relationship = where_to_tell(case), case.relationship
    if place is None:
        yield SetAlarm(NAME, found.subject, in_hours(now + DAY, relationship.client))
    elif (
        not any(is_open(now, relationship.party(side).calendar) for side in Side)
        and in_hours(now, relationship.client) > now
    ):
        yield SetAlarm(NAME, found.subject, in_hours(now, relationship.client))
    else:
        yield from _reveal(replace(case, place=place), rounds, answers, found, now)


def _reveal(
    case: Case, rounds: Rounds, answers: tuple[RoundAnswer, ...], found: Round, now: datetime
) -> Iterable[Effect]:
    given = {side: [answer for answer in answers if answer.side is side] for side in Side}
    silent = [side for side in Side if not given[side]]
    if silent:
        # Nothing of the other's crosses the wall, not even that there is something.
        revealed = replace(found, revealed_at=now, scores={side: SideScores(0) for side in silent})
    else:
        scores = {side: SideScores(len(given[side]), means(given[side])) for side in Side}
        revealed = replace(found, revealed_at=now, scores=scores, changes=tuple(_changes(given)))
    yield KeepRound(revealed)
    yield EraseAnswers(found.number)
    yield ClearAlarm(NAME, found.subject)
    for each in found.respondents:
        yield from take_out(found, each, case.relationship)
    message = _told(revealed, given, case, rounds)
    yield Post(key=f"{found.subject}:{case.relationship.id}:result", place=case.place.id, message=message)
    if not silent:
        yield from _voices(given[Side.VENDOR], found, case, now)


def means(answers: Iterable[RoundAnswer]) -> Mapping[str, float]:
    """The mean of each question that may be shown."""
    found: dict[str, float] = {}
    for question in wording.QUESTIONS:
        given = [answer for answer in answers if question in answer.scores]
        shown = given if len(given) >= FEW else [answer for answer in given if answer.may_show]
        if shown:
            found[question] = sum(answer.scores[question] for answer in shown) / len(shown)
    return found


def _changes(given: Mapping[Side, list[RoundAnswer]]) -> Iterator[Change]:
    """What each side would have the other change: of several the first as they stand on the page."""
    for side in Side:
        words = sorted((answer.change for answer in given[side] if answer.change), key=str.casefold)
        if words:
            yield Change(side.other, words[0])


def _told(revealed: Round, given: Mapping[Side, list[RoundAnswer]], case: Case, rounds: Rounds) -> Message:
    relationship = case.relationship
    since = since_last(rounds, relationship)
    if revealed.silent:
        return wording.closed_without(
            revealed.number, [relationship.party(side).company for side in revealed.silent], since
        )
    sides = [_side_result(side, given[side], revealed, relationship) for side in Side]
    return wording.result(relationship, revealed, sides, since, [*rounds.results, revealed])


def _side_result(
    side: Side, given: list[RoundAnswer], revealed: Round, relationship: Relationship
) -> wording.SideResult:
    def said(field: str) -> list[wording.Said]:
        words = [
            wording.Said(text, nudging.name_of(answer.person, relationship) if answer.signed else None)
            for answer in given
            if (text := getattr(answer, field))
        ]
        return sorted(words, key=lambda each: each.text.casefold())  # in no order that tells who came first

    return wording.SideResult(
        company=relationship.party(side).company,
        scores=revealed.scores[side],
        keep=said("keep"),
        change=said("change"),
        customers=said("customers"),
        coming=said("coming"),
    )


# What comes of it ----------------------------------------------------------------------------------------------------


def _voices(given: Iterable[RoundAnswer], found: Round, case: Case, now: datetime) -> Iterable[Effect]:
    """What customers say becomes something the client owes an answer to."""
    words = sorted({answer.customers for answer in given if answer.customers}, key=str.casefold)
    asker = speaker(Side.VENDOR, case.relationship)
    if not words or asker is None:
        return
    said = " ".join(each if each[-1] in ".?!…" else f"{each}." for each in words)
    until = _days_later(now, VOICE_DAYS, case.relationship.client)
    yield from _owed(case, found.subject, asker, customers_say(said), now, until)


def _owed(case: Case, message: str, asker: PersonId, text: str, now: datetime, until: datetime) -> Iterable[Effect]:
    """In the company's name, and answered by a word about it, not by whatever is written in the channel next."""
    for effect in moves.open_item(
        case,
        message=MessageId(message),
        thread=MessageId(message),
        asker=asker,
        text=text,
        at=now,
        addressee=None,
        progress=Progress(),
        wanted_by=until,
    ):
        yield Keep(replace(effect.item, unnamed=True)) if isinstance(effect, Keep) else effect


def speaker(side: Side, relationship: Relationship) -> PersonId | None:
    """Who stands for a side where nobody is to be named: its go-between, its sponsor, else anybody of it."""
    party = relationship.party(side)
    others = sorted(who for who, person in relationship.people.items() if person.side is side)
    named = [each.person for each in party.go_betweens] + ([party.sponsor] if party.sponsor else [])
    return next((who for who in (*named, *others) if relationship.side_of(who) is side), None)
