"""`digest`, its preview, its corrections, the rest of its lanes, and the hour at which it comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from rules.effects import Answer, Effect, KeepCorrection, KeepSettings
from rules.events import ButtonPressed, FormSent
from rules.message import Message
from rules.model import Settings, Side
from rules.orders.order import Order, Outcome, announce, echo, leave_it_to, may_decide, say
from rules.owed.forms import opened
from rules.owed.presses import tidied
from rules.record import Correction, DigestFacts
from rules.rhythm import digest as rhythm
from rules.wording import digest as wording
from rules.wording import orders as answers
from rules.wording import presses

LONGEST = 300
"""Characters of a correction."""
NOT_POSTED = "next"
"""What a preview calls the digest that is to come."""


# The command ---------------------------------------------------------------------------------------------------------


def digest(order: Order) -> Outcome:
    """When it comes; `preview` shows it, `now` posts it."""
    word, facts = order.rest.casefold(), _facts(order)
    if word == "preview":
        return say(rhythm.preview(order.case, facts, order.now, order.me, may_correct=may_decide(order)))
    if word == "now":
        return _now(order, facts)
    return say(wording.preview_or_now()) if word else say(_state(order, facts))


def _facts(order: Order) -> DigestFacts:
    assert order.case.digest
    return order.case.digest


def _state(order: Order, facts: DigestFacts) -> Message:
    settings = order.relationship.settings
    page = rhythm.compose(order.case, facts, order.now).page
    return wording.state(page, on=bool(settings.digest_at), quiet_line=_companies(order, settings))


def _now(order: Order, facts: DigestFacts) -> Outcome:
    """A go-between's; both sides read who wanted it."""
    if not may_decide(order):
        yield leave_it_to(order)
    elif not order.relationship.settings.is_live:
        yield from say(wording.not_live())
    elif rhythm.place_for(order.case) is None:
        yield from say(wording.no_place())
    else:
        yield from rhythm.post(order.case, facts, order.now, asked_for_by=order.party.company)
        yield Answer(message=wording.posted(order.party.company))


# More of it ----------------------------------------------------------------------------------------------------------


def more(order: Order) -> Outcome:
    """What of a lane did not fit: as it now stands, for whoever asks."""
    lane = order.subject.partition(":")[0]
    if lane not in wording.LANES or order.case.digest is None:
        return
    entries = rhythm.compose(order.case, order.case.digest, order.now).page.lanes[lane]
    yield from say(wording.more(entries[wording.LANE :]))


def stamp_of(about: str) -> datetime | None:
    """Which digest a button is about: `7:waiting:20261009T130000`; None of one that is not posted yet."""
    try:
        return datetime.strptime(about.rpartition(":")[2], rhythm.STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


# Corrections ---------------------------------------------------------------------------------------------------------


def correct_opened(order: Order) -> Outcome:
    """The form with the lines as they stand."""
    assert isinstance(order.event, ButtonPressed)
    if not may_decide(order):
        yield leave_it_to(order)
        return
    form = wording.correct_form(_page(order), order.event.about, order.relationship.operator)
    if not any(field.name == "line" and getattr(field, "options", ()) for field in form.fields):
        yield from say(wording.nothing_to_correct())
        return
    yield Answer(form=replace(opened(form, order.event, order.relationship.operator), intro=form.intro))


def _page(order: Order) -> wording.Page:
    return rhythm.compose(order.case, _facts(order), order.now).page


def corrected(order: Order) -> Outcome:
    """Each their own deeds; of anything else both versions stand there, with the company that says otherwise."""
    assert isinstance(order.event, FormSent)
    if not may_decide(order):
        yield leave_it_to(order)
        return
    subject = order.event.values.get("line", "")
    words = " ".join(tidied(order.event.values.get("words", "")).split())
    errors = _wrong(order, subject, words)
    if errors:
        yield Answer(errors=errors)
        return
    yield KeepCorrection(Correction(subject, order.side, words, order.now))
    yield Answer(message=wording.corrected() if words else wording.left_out())


def _wrong(order: Order, subject: str, words: str) -> dict[str, str]:
    lines = {entry.subject: entry for lane in _page(order).lanes.values() for entry in lane}
    if not subject:
        return {"line": wording.which_line()}
    if subject != "figures" and subject not in lines:
        return {"line": wording.line_is_gone()}
    if len(words) > LONGEST:
        return {"words": presses.too_long(LONGEST)}
    is_own = subject in lines and lines[subject].own is order.side
    return {} if words or is_own else {"words": wording.only_your_deeds()}


# Settings ------------------------------------------------------------------------------------------------------------


def settings(order: Order, words: str) -> Outcome:
    """`settings digest fri 15:00`, `off`, `quiet line`, `quiet silent`."""
    first, _, rest = words.casefold().partition(" ")
    if first == "quiet":
        return _quiet(order, rest)
    wanted = "" if first == "off" and not rest else rhythm.read_weekly(words)
    if wanted is None:
        return say(wording.not_a_weekly_time())
    return _weekly(order, wanted)


def _weekly(order: Order, wanted: str) -> Outcome:
    found = order.relationship.settings
    if found.digest_at == wanted:
        yield from say(answers.so_already())
        return
    changed = replace(found, digest_at=wanted)
    yield KeepSettings(changed)
    yield from _look_again(order, changed)
    said = answers.setting_changed(order.party.company, wording.digest_said(wanted))
    yield from announce(order, said)
    yield from echo(order, said, f"settings digest {found.digest_at or 'off'}")


def _look_again(order: Order, changed: Settings) -> Iterable[Effect]:
    if changed.is_live:
        case = replace(order.case, relationship=replace(order.relationship, settings=changed))
        yield from rhythm.begin(case, order.now)


def _quiet(order: Order, words: str) -> Outcome:
    """A side's own wish; there is silence only where both want it."""
    found = order.relationship.settings
    if words not in ("line", "silent", "on", "off"):
        yield from say(answers.not_understood("settings digest quiet line|silent"))
        return
    wants = words in ("line", "on")
    if (order.side in found.quiet_line) is wants:
        yield from say(answers.so_already())
        return
    line = found.quiet_line | {order.side} if wants else found.quiet_line - {order.side}
    changed = replace(found, quiet_line=line)
    yield KeepSettings(changed)
    said = answers.setting_changed(order.party.company, wording.quiet_said(_companies(order, changed)))
    yield from announce(order, said)
    yield from echo(order, said, f"settings digest quiet {'silent' if wants else 'line'}")


def _companies(order: Order, settings: Settings) -> list[str]:
    return [order.relationship.party(side).company for side in Side if side in settings.quiet_line]
