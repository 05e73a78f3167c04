"""The command `feedback`, and the buttons and the form of a round (product.md, "How a round behaves").

What somebody answers goes to one place, and into no word that is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from rules.effects import Answer, Effect, Keep, KeepAnswer, KeepAsked, KeepRound, KeepSettings, SetAlarm
from rules.events import ButtonPressed, FormSent
from rules.listening.progress import Progress
from rules.message import Message
from rules.model import Holder, Item, Kind, MessageId, Person, PersonId, Side, Turn
from rules.orders.order import (
    Order,
    Outcome,
    announce,
    echo,
    is_mentioned,
    leave_it_to,
    may_decide,
    say,
    speaks_for,
)
from rules.owed import moves, nudging
from rules.owed.forms import opened as as_it_opens
from rules.owed.presses import tidied
from rules.record import Change, Respondent, Round, RoundAnswer, Rounds, round_number
from rules.rhythm import feedback as rounds_of
from rules.wording import feedback as wording
from rules.wording import orders as answers
from rules.wording.setup import shorter

WEEKS = range(1, 27)
"""How many weeks may lie between two rounds."""
_FIELDS = ("keep", "change", "customers", "coming")


# The command ---------------------------------------------------------------------------------------------------------


def feedback(order: Order) -> Outcome:
    """How it stands, or one of its words."""
    word, _, rest = order.rest.partition(" ")
    match word.casefold():
        case "":
            return say(_stands(order))
        case "give":
            return say(_form_in_reach(order))
        case "start":
            return _start(order)
        case "people":
            return _people(order, rest)
        case _:
            return say(answers.not_understood("feedback give|start|people"))


def _rounds(order: Order) -> Rounds:
    return order.case.rounds or Rounds()


def _stands(order: Order) -> Message:
    rounds, relationship = _rounds(order), order.relationship
    if rounds.open:
        since, mine = (
            rounds_of.since_last(rounds, relationship),
            rounds_of.asked_as(order.me, rounds.open, relationship),
        )
        return wording.stands_open(relationship, order.side, rounds.open, done_said(mine), since)
    last = wording.last_round(relationship, rounds.last, order.calendar) if rounds.last else []
    coming = rounds_of.next_opening(relationship, rounds) if relationship.settings.is_live else None
    return wording.stands(last, max(coming, order.now) if coming else None, order.calendar)


def done_said(mine: Respondent | None) -> str:
    """Whether they answered."""
    if mine and mine.answered_at:
        return wording.you_answered()
    return wording.you_skipped() if mine and mine.skipped else wording.you_have_not()


def _form_in_reach(order: Order) -> Message:
    """Typed in a channel, it must not open there: a button does."""
    return _stands(order) if _rounds(order).open else wording.none_open()


def _start(order: Order) -> Outcome:
    """By a go-between, and both sides read it."""
    rounds = _rounds(order)
    refusal = rounds_of.cannot_open(order.case, rounds, order.now)
    if not may_decide(order):
        yield leave_it_to(order)
    elif refusal:
        yield from say(refusal)
    else:
        effects = list(rounds_of.open_round(order.case, rounds, order.now))
        begun = next(effect.round for effect in effects if isinstance(effect, KeepRound))
        said = wording.started(order.party.company, begun, order.calendar)
        yield from effects
        yield from announce(order, said, rounds_of.where_to_tell(order.case))
        yield from echo(order, said, "")


# Whom it asks --------------------------------------------------------------------------------------------------------


def _people(order: Order, words: str) -> Outcome:
    """One's own side; the other side never reads who of it is asked."""
    before = _chosen(order)
    if not words:
        yield from say(wording.people_named(order.party.company, _names(before)))
        return
    named = [] if words.casefold() in ("all", "everybody", "off", "none") else _named(words, order)
    refusal = _cannot_name(named, words, order)
    if refusal:
        yield refusal
        return
    yield KeepAsked(order.side, frozenset(person.id for person in named))
    back = " ".join(f"@{person.id}" for person in before) or "all"
    yield from echo(order, wording.people_named(order.party.company, _names(named)), f"feedback people {back}")


def _cannot_name(named: list[Person], words: str, order: Order) -> Answer | None:
    stranger = next((person for person in named if person.side is not order.side), None)
    if not may_decide(order):
        return leave_it_to(order)
    if stranger:
        return Answer(message=wording.not_yours(stranger.name, order.party.company))
    if len(named) > rounds_of.MOST_ASKED:
        return Answer(message=wording.at_most(rounds_of.MOST_ASKED))
    is_reset = words.casefold() in ("all", "everybody", "off", "none")
    return None if named or is_reset else Answer(message=answers.not_understood("feedback people @name @name"))


def _chosen(order: Order) -> list[Person]:
    people = order.relationship.people
    chosen = [people[who] for who in _rounds(order).chosen if who in people]
    return sorted((person for person in chosen if person.side is order.side), key=lambda person: person.name)


def _named(words: str, order: Order) -> list[Person]:
    """Everybody the words name, by mention or by id; of two namesakes whom the platform says was mentioned."""
    people = order.relationship.people
    by_id = [people[who] for token in words.split() if (who := PersonId(token.removeprefix("@"))) in people]
    called = [person for person in people.values() if is_mentioned(person.name, words)]
    if order.mentions:
        called = [person for person in called if person.id in order.mentions]
    return list({person.id: person for person in (*by_id, *called)}.values())


def _names(people: Iterable[Person]) -> list[str]:
    return [person.name for person in people]


# The form ------------------------------------------------------------------------------------------------------------


def _round_meant(order: Order) -> Round | None:
    """The open one, if the button is of that one."""
    found = _rounds(order).open
    return found if found and round_number(order.subject) == found.number else None


def _respondent(order: Order, found: Round) -> Respondent | None:
    """Whoever is asked; or one more of their side, as long as there is room."""
    known = rounds_of.asked_as(order.me, found, order.relationship)
    if known:
        return known
    full = sum(each.side is order.side for each in found.respondents) >= rounds_of.MOST_ASKED
    return None if full else Respondent(order.me.id, order.side)


def form_opened(order: Order) -> Outcome:
    """*Answer*: the form, with what they answered before."""
    assert isinstance(order.event, ButtonPressed)
    found, rounds, relationship = _round_meant(order), _rounds(order), order.relationship
    respondent = _respondent(order, found) if found else None
    if found is None or respondent is None:
        yield from say(wording.closed() if found is None else _no_room(order))
        return
    given = rounds.mine or RoundAnswer(respondent.person, order.side)
    since = rounds_of.since_last(rounds, relationship)
    form = wording.answer_form(order.event.about, relationship, order.side, found, since, given)
    yield Answer(form=as_it_opens(form, order.event, relationship.operator))


def _no_room(order: Order) -> Message:
    return wording.enough(rounds_of.MOST_ASKED, order.party.company)


def form_sent(order: Order) -> Outcome:
    """What they answer, kept for the reveal; until then they may send another."""
    found = _round_meant(order)
    respondent = _respondent(order, found) if found else None
    if found is None or respondent is None:
        yield from say(wording.closed() if found is None else _no_room(order))
        return
    answer = _read(order, respondent)
    errors = _errors(answer)
    if errors:
        yield Answer(errors=errors)
        return
    yield from _note(order, found, replace(respondent, answered_at=order.at, skipped=False), answer)
    yield Answer(message=wording.thanks(found.closes_at, order.calendar))


def _read(order: Order, respondent: Respondent) -> RoundAnswer:
    assert isinstance(order.event, FormSent)
    typed = {name: tidied(words) for name, words in order.event.values.items()}
    scores = {
        question: int(typed[question])
        for question in wording.QUESTIONS
        if re.fullmatch("[1-5]", typed.get(question, ""))
    }
    own = {Side.CLIENT: "coming", Side.VENDOR: "customers"}[respondent.side]
    words = {field: typed.get(field, "") for field in ("keep", "change", own)}
    return RoundAnswer(
        respondent.person,
        respondent.side,
        scores=scores,
        signed=typed.get("signed") == "yes",
        may_show=typed.get("may_show") == "yes",
        **words,
    )


def _errors(answer: RoundAnswer) -> dict[str, str]:
    """They quote nothing of what was written: what is answered to a press is kept."""
    if answer.is_empty:
        return {"keep": wording.nothing_filled_in()}
    return {field: shorter(wording.LONGEST) for field in _FIELDS if len(getattr(answer, field)) > wording.LONGEST}


def _note(order: Order, found: Round, changed: Respondent, answer: RoundAnswer | None = None) -> Iterator[Effect]:
    """They are done; and if everybody is, the round is looked at."""
    noted = rounds_of.with_respondent(found, changed)
    yield KeepRound(noted)
    if answer:
        yield KeepAnswer(found.number, answer)
    yield from rounds_of.take_out(found, changed, order.relationship)
    if noted.is_over(order.now):
        yield SetAlarm(rounds_of.NAME, found.subject, order.now)


def skipped(order: Order) -> Outcome:
    """*Skip this time*. Who has answered has answered."""
    found = _round_meant(order)
    mine = rounds_of.asked_as(order.me, found, order.relationship) if found else None
    if found is None:
        yield from say(wording.closed())
    elif mine and mine.answered_at:
        yield from say(wording.answered_already())
    elif mine is None or mine.skipped:
        yield from say(wording.skipped())
    else:
        yield from _note(order, found, replace(mine, skipped=True))
        yield Answer(message=wording.skipped())


# One thing to change --------------------------------------------------------------------------------------------------


def taken(order: Order) -> Outcome:
    """*We take it on*: a promise, wanted by the next round."""
    found = _change_meant(order)
    refusal = _cannot_say(order, found)
    if refusal or found is None:
        yield refusal or Answer(message=wording.closed())
        return
    revealed, change = found
    item = _promise(order, change)
    if item is None:
        yield Answer(message=wording.closed())
        return
    yield Keep(item)
    yield from nudging.look_again(item, order.case, moves.RULE)
    yield KeepRound(_with_change(revealed, change, replace(change, taken=True, item=item.number)))
    assert item.wanted_by
    said = wording.taken_on(order.party.company, change.text, item.label, item.wanted_by, order.calendar)
    yield from announce(order, said, rounds_of.where_to_tell(order.case))
    yield Answer(message=said)


def declined(order: Order) -> Outcome:
    """*Not now*: the next round says so."""
    found = _change_meant(order)
    refusal = _cannot_say(order, found)
    if refusal or found is None:
        yield refusal or Answer(message=wording.closed())
        return
    yield KeepRound(_with_change(found[0], found[1], replace(found[1], taken=False)))
    yield Answer(message=wording.not_now())


def _change_meant(order: Order) -> tuple[Round, Change] | None:
    """Of the latest round with a result."""
    results = _rounds(order).results
    revealed = results[-1] if results and results[-1].number == round_number(order.subject) else None
    owner = order.subject.rpartition(":")[2]
    change = next((each for each in revealed.changes if each.owner.value == owner), None) if revealed else None
    return (revealed, change) if revealed and change and change.text else None


def _cannot_say(order: Order, found: tuple[Round, Change] | None) -> Answer | None:
    if found is None:
        return Answer(message=wording.closed())
    change = found[1]
    if not speaks_for(order.me, change.owner, order.relationship):
        return leave_it_to(order, change.owner)
    if change.taken is not None:
        label = f"{Kind.PROMISE.value[0]}{change.item}" if change.item else None
        return Answer(message=wording.said_already(change.taken, label))
    return None


def _with_change(revealed: Round, before: Change, after: Change) -> Round:
    return replace(revealed, changes=tuple(after if each == before else each for each in revealed.changes))


def _promise(order: Order, change: Change) -> Item | None:
    """Held by the side that took it on; the other side waits, in its own name and nobody's."""
    place, asker = rounds_of.where_to_tell(order.case), rounds_of.speaker(change.owner.other, order.relationship)
    if place is None or asker is None:
        return None
    message = MessageId(order.event.id)
    return Item(
        number=order.case.next_number,
        kind=Kind.PROMISE,
        place=place.id,
        message=message,
        thread=message,
        in_channel=False,
        asker=asker,
        asker_side=change.owner.other,
        text=change.text,
        opened_at=order.at,
        targets={side: order.relationship.party(side).targets[Kind.QUESTION] for side in Side},
        turns=(Turn(order.at, Holder(change.owner), "promised in a round"),),
        clock_at=order.at,
        unnamed=True,
        progress=Progress(),
        wanted_by=_next_round(order),
    )


def _next_round(order: Order) -> datetime:
    """When what is promised is wanted; in four weeks where no round is to come."""
    coming = rounds_of.next_opening(order.relationship, _rounds(order))
    if coming and coming > order.at:
        return coming
    return rounds_of.in_hours(order.at + 4 * rounds_of.WEEK, order.relationship.client)


# Settings ------------------------------------------------------------------------------------------------------------


def cadence(order: Order, words: str) -> Outcome:
    """`settings feedback 4`, `settings feedback off`."""
    found = order.relationship.settings
    typed = re.fullmatch(r"([0-9]{1,3})(?: weeks?)?|(off|none)", words.casefold())
    weeks = int(typed[1] or 0) if typed else None
    if weeks is None or (weeks == 0 and not (typed and typed[2])) or (weeks and weeks not in WEEKS):
        yield from say(wording.weeks_between(WEEKS[0], WEEKS[-1]))
        return
    if weeks == found.feedback_weeks:
        yield from say(answers.so_already())
        return
    changed = replace(found, feedback_weeks=weeks)
    yield KeepSettings(changed)
    yield from rounds_of.schedule(replace(order.relationship, settings=changed), _rounds(order), order.now)
    said = answers.setting_changed(order.party.company, wording.weeks_said(changed))
    yield from announce(order, said)
    yield from echo(order, said, f"settings feedback {found.feedback_weeks or 'off'}")
