"""Commands and buttons about deeds: `did`, `deeds`, `thanks`, `trusted`, `voice`, and the ticket system's webhook.

What follows from a deed is `rules/rhythm/deeds.py`; here is who may say what of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from rules.commands import references
from rules.effects import (
    Answer,
    DropThanks,
    Effect,
    Keep,
    KeepDeed,
    KeepHook,
    KeepPerson,
    KeepThanks,
    KeepTrusted,
    Lay,
    Settle,
)
from rules.events import CommandGiven
from rules.listening.read import read_as_asking
from rules.message import Message, to_json
from rules.model import Item, MessageId, Nudge, PersonId, Place, Said, Side, Told
from rules.orders.items import as_posted, cannot_ask
from rules.orders.order import (
    Order,
    Outcome,
    announce,
    echo,
    here,
    leave_it_to,
    may_decide,
    say,
    shared_place,
    speaks_for,
    visible,
    who,
)
from rules.owed import moves, nudging, offers
from rules.owed.presses import tidied
from rules.record import Deed, DeedState, Extra, How, Thanks, Trusted
from rules.rhythm import deeds
from rules.wording import deeds as wording
from rules.wording import items as item_wording
from rules.wording import orders as order_wording
from rules.worktime import add_days

MOST_LISTED = 10
LONGEST = 500
"""Characters of what was done, or of thanks."""
LONGEST_NAME = 120
"""Characters of a procedure, or of something that is trusted."""
LONGEST_LINK = 500
MOST_TRUSTED = 50
VOICE_DAYS = 10
"""Working days of the client for an answer to what its customers say."""
FLAGS = ("seen", "undoable")

_DEED = re.compile(r"#?d(\d{1,9})", re.IGNORECASE)
_ABOUT = re.compile(r"(?<!\w)#?([a-z])(\d{1,9})(?!\w)", re.IGNORECASE)


# did -----------------------------------------------------------------------------------------------------------------


def did(order: Order) -> Outcome:
    """Something was done for the other company: by a person of the vendor, or together, by one of the client."""
    wishes = _wishes(order)
    if isinstance(wishes, Message):
        return say(wishes)
    if _is_about_a_message(order):
        return _did_this(order, wishes)
    return _did(order, wishes)


def _is_about_a_message(order: Order) -> bool:
    named = references(order.rest)
    this = [reference.this for reference in named.items]
    return not named.rest and (this, named.links) in (([True], 0), ([], 1))


def _did(order: Order, wishes: deeds.Wishes) -> Outcome:
    text, place = tidied(order.rest), _place_of(order)
    refusal = _cannot_log(text, place)
    if refusal or place is None:
        return say(refusal or wording.in_the_shared_channel())
    deed = deeds.new(order.case, place.id, text, order.me.id, order.side, order.at, order.now, How.COMMAND, wishes)
    return _logged(order, deed)


def _place_of(order: Order) -> Place | None:
    """Where both read; said to Rapport alone it goes with the first place they share."""
    place = here(order.case)
    return shared_place(order.case) if place is None else place if place.private_to is None else None


def _cannot_log(text: str, place: Place | None) -> Message | None:
    if place is None:
        return wording.in_the_shared_channel()
    if not text.strip(" .,:;?!"):
        return wording.did_what()
    return wording.too_long(LONGEST) if len(text) > LONGEST else None


def _logged(order: Order, deed: Deed) -> Iterator[Effect | Answer]:
    yield from deeds.log(deed, order.case, order.now)
    shown = deeds.row(deed, order.relationship, order.calendar, order.now)
    yield from echo(order, wording.logged(shown), f"deeds drop {deed.label}")


def _did_this(order: Order, wishes: deeds.Wishes) -> Outcome:
    """As 📝 on the message does: of one's own side it is logged, of the other side its author is asked."""
    said, place = order.case.said, here(order.case)
    if order.case.off_record:
        return say(item_wording.off_the_record())
    if place is None or place.private_to is not None:
        return say(wording.in_the_shared_channel())
    if said is None:
        return say(wording.which_message())
    before = deeds.of_message(said.message, order.case)
    if before and before.state is DeedState.LOGGED:
        return say(wording.logged_already(before.label))
    return _mark_this(order, said, wishes)


def _mark_this(order: Order, said: Said, wishes: deeds.Wishes) -> Outcome:
    author = nudging.name_of(said.author, order.relationship)
    deed = deeds.from_message(said, order.case, order.now, How.COMMAND, wishes)
    if deed is None:
        yield from say(wording.not_their_deed(author))
    elif deed.side is order.side:
        yield from _logged(order, deed)
        yield Settle(deeds.key(order.relationship, order.case.place.id, said.message))
    else:
        yield from deeds.mark(said, order.me.id, order.case, order.now, wishes)
        yield from say(wording.author_is_asked(author, order.others.company))


def _wishes(order: Order) -> deeds.Wishes | Message:
    """What the options say, or the sentence about the one that was not understood."""
    options = order.command.options
    for refusal in _refusals(order):
        return refusal
    asked = who(options["asked"], order) if "asked" in options else None
    return deeds.Wishes(
        extra=Extra(options["extra"].casefold() or Extra.GLADLY) if "extra" in options else None,
        workaround=tidied(options.get("workaround", "")),
        seen_by_customers="seen" in options,
        undoable=True if "undoable" in options else None,
        link=options.get("link", ""),
        asked_by=asked.id if asked else None,
    )


def _refusals(order: Order) -> Iterator[Message]:
    options = order.command.options
    extra, link = options.get("extra", ""), options.get("link", "")
    if extra.casefold() not in ("", *Extra):
        yield wording.extra_how(extra)
    if "workaround" in options and not 0 < len(tidied(options["workaround"])) <= LONGEST_NAME:
        yield wording.which_procedure()
    if "link" in options and not (re.fullmatch(r"https?://\S+", link) and len(link) <= LONGEST_LINK):
        yield wording.which_link()
    for flag in FLAGS:
        if options.get(flag):
            yield wording.nothing_behind(flag, options[flag])
    if "asked" in options:
        asked = who(options["asked"], order)
        if asked is None or asked.side is not order.side.other:
            yield wording.asked_by_the_others(order.others.company)


# deeds ---------------------------------------------------------------------------------------------------------------


def listed(order: Order) -> Outcome:
    """The latest that was done, for both companies the same; one of them; or what becomes of one."""
    word, _, rest = order.rest.partition(" ")
    match word.casefold():
        case "suggest" if rest in ("on", "off"):
            return _suggesting(order, rest == "on")
        case "drop":
            return _drop(order, rest)
        case named if _DEED.fullmatch(named):
            return _one(order, named)
        case _:
            return _list(order)


def _list(order: Order) -> Outcome:
    sides = _sides(order)
    if sides is None:
        return say(order_wording.not_understood("deeds [client|vendor|d12]"))
    found = [deed for deed in reversed(_on_record(order)) if deed.side in sides]
    shown = [_row(deed, order) for deed in found[:MOST_LISTED]]
    return say(wording.listed(shown, len(found) - len(shown), order.side))


def _sides(order: Order) -> tuple[Side, ...] | None:
    if not order.rest:
        return tuple(Side)
    word = order.rest.casefold()
    return (
        tuple(side for side in Side if word in (side.value, order.relationship.party(side).company.casefold())) or None
    )


def _on_record(order: Order) -> list[Deed]:
    """What both sides may see, the same for both."""
    private = {place.id for place in order.case.places if place.private_to is not None}
    return [deed for deed in order.case.deeds if deed.state is DeedState.LOGGED and deed.place not in private]


def _row(deed: Deed, order: Order) -> wording.Row:
    return deeds.row(deed, order.relationship, order.calendar, order.now)


def _named(label: str, order: Order) -> Deed | None:
    found = _DEED.fullmatch(label.strip())
    number = int(found[1]) if found else 0
    return next((deed for deed in _on_record(order) if deed.number == number), None)


def _one(order: Order, label: str) -> Outcome:
    deed = _named(label, order)
    return say(wording.one(_row(deed, order), order.side) if deed else wording.no_such_deed(label.casefold()))


def _drop(order: Order, label: str) -> Outcome:
    """Whoever did it takes it back, or their company's go-between."""
    deed = _named(label, order)
    if deed is None:
        yield from say(wording.no_such_deed(label.casefold()))
    elif not _may_drop(deed, order):
        yield from say(wording.whose_to_drop(deed.label, order.relationship.party(deed.side).company))
    else:
        yield KeepDeed(deeds.without_words(deed, DeedState.TAKEN_BACK))
        yield Settle(f"note:{order.relationship.id}:client:{deeds.prompt_about(deed)}")
        yield from echo(order, wording.taken_off(deed.label), "")


def _may_drop(deed: Deed, order: Order) -> bool:
    if order.side is not deed.side:
        return False
    return order.is_me(deed.by) or speaks_for(order.me, deed.side, order.relationship)


def _suggesting(order: Order, on: bool) -> Outcome:
    if order.me.no_suggestions is not on:
        yield from say(order_wording.so_already())
        return
    yield KeepPerson(replace(order.me, no_suggestions=not on))
    said = wording.suggests_again() if on else wording.stops_suggesting()
    yield from echo(order, said, f"deeds suggest {'off' if on else 'on'}")


# Buttons under a deed ------------------------------------------------------------------------------------------------


def seen_pressed(order: Order) -> Outcome:
    """Somebody of the client has seen it."""
    deed = _named(order.subject, order)
    refusal = _not_for_them(deed, order)
    if refusal or deed is None:
        yield from say(refusal or wording.no_such_deed(order.subject))
        return
    if deed.seen_at is None:
        yield KeepDeed(replace(deed, seen_at=order.at))
    yield from say(wording.seen(deed.label))


def _not_for_them(deed: Deed | None, order: Order) -> Message | None:
    if deed is None:
        return wording.no_such_deed(order.subject)
    if order.side is not Side.CLIENT or deed.side is not Side.VENDOR:
        return wording.for_the_client(order.relationship.client.company)
    return None


def thanks_pressed(order: Order) -> Outcome:
    """Thanks without words, to whoever did it."""
    deed = _named(order.subject, order)
    refusal = _not_for_them(deed, order)
    if refusal or deed is None:
        return say(refusal or wording.no_such_deed(order.subject))
    return _thank(order, _Thanked(deed.label, deed.text, deed.by, deed.side, deed), "")


# Buttons on the card of an author ------------------------------------------------------------------------------------


def log_pressed(order: Order) -> Outcome:
    """Its author says that it is one."""
    offered = offers.message_of(f"{order.relationship.id}:{order.subject}")
    before = deeds.of_message(offered[1], order.case) if offered else None
    if before and before.state is DeedState.LOGGED:
        return say(wording.logged_already(before.label))
    if offered is None or not _is_authors(order, offered[1], before):
        return say(wording.for_its_author())
    deed = _to_log(order, offered[1], before)
    if deed is None:
        return say(wording.words_are_gone())
    return (Settle(deeds.key(order.relationship, *offered)), *_logged(order, deed))


def _to_log(order: Order, message: MessageId, before: Deed | None) -> Deed | None:
    if before and before.text.strip():
        return replace(before, kept_at=order.now)
    said = _said(order, message)
    return deeds.from_message(said, order.case, order.now, How.SUGGESTED) if said else None


def _said(order: Order, message: MessageId) -> Said | None:
    return next((said for said in order.case.window if said.message == message), None)


def _is_authors(order: Order, message: MessageId, before: Deed | None) -> bool:
    """Where neither the message nor the deed is remembered any more, nothing can come of it."""
    said = _said(order, message)
    author = said.author if said else before.by if before else None
    return author is None or order.is_me(author)


def no_pressed(order: Order) -> Outcome:
    """Its author says that it is none."""
    offered = offers.message_of(f"{order.relationship.id}:{order.subject}")
    before = deeds.of_message(offered[1], order.case) if offered else None
    if offered is None or not _is_authors(order, offered[1], before):
        yield from say(wording.for_its_author())
        return
    if before and before.state is DeedState.OFFERED:
        yield KeepDeed(deeds.without_words(before, DeedState.DENIED))
    yield Settle(deeds.key(order.relationship, *offered))
    yield from say(wording.not_logged())


def stop_pressed(order: Order) -> Outcome:
    """Of this person nobody asks such things any more; what was said to be a deed by the others is still asked."""
    offered = offers.message_of(f"{order.relationship.id}:{order.subject}")
    if offered and _is_authors(order, offered[1], deeds.of_message(offered[1], order.case)):
        yield Settle(deeds.key(order.relationship, *offered))
    yield KeepPerson(replace(order.me, no_suggestions=True))
    yield from echo(order, wording.stops_suggesting(), "deeds suggest on")


# thanks --------------------------------------------------------------------------------------------------------------


class _Thanked(NamedTuple):
    """What somebody is thanked for."""

    label: str
    text: str
    to: PersonId | None
    side: Side
    """Of whoever is thanked."""
    deed: Deed | None


def thanks(order: Order) -> Outcome:
    """For a deed, or for something asked or answered: the thanks stand on record with what they are for."""
    word, _, rest = order.rest.partition(" ")
    if word.casefold() == "drop":
        return _thanks_back(order, rest)
    found = _ABOUT.search(order.rest)
    if found is None:
        return say(wording.thank_for_what())
    thanked = _thanked(order, found[1].casefold(), int(found[2]), order.rest[: found.start()])
    if isinstance(thanked, Message):
        return say(thanked)
    words = tidied(order.rest[found.end() :]).removeprefix("for ").strip(" ,:;–—-")
    return say(wording.too_long(LONGEST)) if len(words) > LONGEST else _thank(order, thanked, words)


def _thanked(order: Order, letter: str, number: int, before: str) -> _Thanked | Message:
    named = _whom(before, order)
    if letter == "d":
        deed = _named(f"d{number}", order)
        if deed is None:
            return wording.no_such_deed(f"d{number}")
        found = _Thanked(deed.label, deed.text, named or deed.by, deed.side, deed)
    else:
        item = next((item for item in visible(order.case) if item.number == number), None)
        if item is None:
            return wording.no_such_deed(f"{letter}{number}")
        found = _Thanked(item.label, item.text, named or _helper(item, order), order.side.other, None)
    to_side = order.relationship.side_of(found.to) if found.to else found.side
    if order.side.other is not found.side or to_side is not found.side:
        return wording.thank_the_others(order.others.company)
    return found


def _whom(before: str, order: Order) -> PersonId | None:
    words = re.sub(r"\bfor\b\s*$", "", before.strip(), flags=re.IGNORECASE).strip()
    person = who(words, order) if words else None
    return person.id if person else None


def _helper(item: Item, order: Order) -> PersonId | None:
    """Whoever of the other side settled it, else whoever of them had it last."""
    side_of = order.relationship.side_of
    had = [item.closed_by, *(turn.holder.person for turn in reversed(item.turns)), item.asker]
    return next((person for person in had if person and side_of(person) is order.side.other), None)


def _thank(order: Order, thanked: _Thanked, words: str) -> Iterator[Effect | Answer]:
    mine = [each for each in order.case.thanks if each.about == thanked.label and order.is_me(each.by)]
    if mine:
        yield from say(wording.thanked_already(thanked.label))
        return
    yield KeepThanks(Thanks(order.me.id, order.side, thanked.to, thanked.label, order.at, words))
    if thanked.deed:
        yield KeepDeed(replace(thanked.deed, thanked_at=order.at, seen_at=thanked.deed.seen_at or order.at))
        yield Settle(f"note:{order.relationship.id}:client:{deeds.prompt_about(thanked.deed)}")
    if thanked.to:
        yield Lay(_told_of_thanks(order, thanked, words))
    name = nudging.name_of(thanked.to, order.relationship)
    said = wording.thanked(thanked.label, name, order.others.company)
    yield from echo(order, said, f"thanks drop {thanked.label}")


def _told_of_thanks(order: Order, thanked: _Thanked, words: str) -> Nudge:
    """On the next calm card of whoever is thanked."""
    said = wording.thanks_for_you(order.me.name, order.party.company, thanked.label, thanked.text, words)
    return Nudge(
        key=_key_of_thanks(order, thanked.label, sum(each.about == thanked.label for each in order.case.thanks)),
        why=Told.THANKS,
        item=None,
        turn=0,
        step=0,
        side=thanked.side,
        person=thanked.to,
        laid_at=order.at,
        show_from=order.at,
        body={"by": order.me.id, "parts": to_json(Message(said))},
    )


def _key_of_thanks(order: Order, label: str, nth: int) -> str:
    """No id of a person stands in a key: it outlives their name."""
    return f"thanks:{order.relationship.id}:{label}:{nth}"


def _thanks_back(order: Order, label: str) -> Outcome:
    mine = [each for each in order.case.thanks if each.about == label.strip().casefold()]
    nth = next((n for n, each in enumerate(mine) if order.is_me(each.by)), None)
    if nth is None:
        yield from say(order_wording.so_already())
        return
    yield DropThanks(mine[nth])
    deed = _named(label, order)
    if deed and len(mine) == 1:
        yield KeepDeed(replace(deed, thanked_at=None))
    yield Settle(_key_of_thanks(order, mine[nth].about, nth))
    yield from echo(order, wording.thanks_back(mine[nth].about), "")


# trusted -------------------------------------------------------------------------------------------------------------


def trusted(order: Order) -> Outcome:
    """What the vendor may do without asking: the client's go-between says it, both companies read it."""
    word, _, rest = order.rest.partition(" ")
    if word.casefold() in ("", "list"):
        return say(wording.trusted(order.case.trusted, order.relationship.vendor.company, order.calendar))
    if word.casefold() not in ("add", "remove"):
        return say(order_wording.not_understood("trusted [add|remove …]"))
    if order.side is not Side.CLIENT or not may_decide(order):
        return iter((leave_it_to(order, Side.CLIENT),))
    text = " ".join(tidied(rest).split()).strip(" .")
    if not 0 < len(text) <= LONGEST_NAME:
        return say(wording.trusted_with_what())
    return _trust(order, text) if word.casefold() == "add" else _trust_no_more(order, text)


def _trust(order: Order, text: str) -> Outcome:
    if _entry(text, order.case.trusted):
        yield from say(order_wording.so_already())
    elif len(order.case.trusted) >= MOST_TRUSTED:
        yield from say(wording.too_many_trusted(MOST_TRUSTED))
    else:
        yield KeepTrusted(Trusted(text, order.now))
        said = wording.trusted_added(order.party.company, order.others.company, text)
        yield from announce(order, said)
        yield from echo(order, said, f"trusted remove {text}")


def _trust_no_more(order: Order, text: str) -> Outcome:
    entry = _entry(text, order.case.trusted)
    if entry is None:
        yield from say(wording.not_trusted(text))
        return
    yield KeepTrusted(entry, until=order.now)
    said = wording.trusted_removed(order.party.company, order.others.company, entry.text)
    yield from announce(order, said)
    yield from echo(order, said, f"trusted add {entry.text}")


def _entry(text: str, entries: Sequence[Trusted]) -> Trusted | None:
    return next((entry for entry in entries if entry.text.casefold() == text.casefold()), None)


# voice ---------------------------------------------------------------------------------------------------------------


def voice(order: Order) -> Outcome:
    """The vendor passes on what the client's customers say; the client owes what it did with it."""
    words = tidied(order.rest)
    refusal = _cannot_pass_on(order, words)
    if refusal:
        yield from say(refusal)
        return
    assert isinstance(order.event, CommandGiven)
    until = add_days(order.at, VOICE_DAYS, order.relationship.client.calendar)
    opened = list(_owed(order, order.event, wording.customers_say(_sentence(words)), until))
    yield from opened
    label = next(effect.item.label for effect in opened if isinstance(effect, Keep))
    kept = wording.voice_kept(label, order.others.company, until, order.calendar)
    yield from echo(order, kept, f"withdraw {label}")


def _sentence(words: str) -> str:
    return words if words[-1:] in ".?!…" else f"{words}."


def _cannot_pass_on(order: Order, words: str) -> Message | None:
    if order.side is not Side.VENDOR:
        return wording.voice_is_the_vendors(order.relationship.vendor.company)
    if not words.strip(" .,:;?!"):
        return wording.voice_of_whom()
    return wording.too_long(LONGEST) if len(words) > LONGEST else cannot_ask(order)


def _owed(order: Order, event: CommandGiven, text: str, until: datetime) -> Iterable[Effect]:
    asked = replace(as_posted(order, event), text=text)
    reading = read_as_asking(asked, order.case)
    return moves.open_item(
        order.case,
        message=asked.message,
        thread=asked.thread,
        asker=asked.author,
        text=text,
        at=asked.at,
        addressee=None,
        progress=reading.progress,
        wanted_by=until,
    )


# The ticket system ---------------------------------------------------------------------------------------------------


def webhook(order: Order, words: str) -> Outcome:
    """`settings webhook on|off`: the vendor's go-between; the address and its secret are told once, to them only."""
    wanted, vendor = words.casefold(), order.relationship.vendor
    if wanted not in ("on", "off"):
        yield from say(wording.hook_usage())
    elif order.side is not Side.VENDOR:
        yield from say(wording.hook_is_the_vendors(vendor.company))
    elif wanted == "off":
        yield from _hook_off(order)
    elif order.case.new_hook is None:
        yield from say(wording.hook_needs_keys())
    else:
        hook = order.case.new_hook
        yield KeepHook(hook)
        yield from announce(order, wording.hook_said(vendor.company, is_on=True))
        yield from echo(order, wording.hook_on(hook.address, hook.secret), "settings webhook off")


def _hook_off(order: Order) -> Outcome:
    if not order.relationship.settings.webhook:
        yield from say(order_wording.so_already())
        return
    yield KeepHook(None)
    yield from announce(order, wording.hook_said(order.party.company, is_on=False))
    yield from echo(order, wording.hook_off(), "")


# What is held --------------------------------------------------------------------------------------------------------


def held(order: Order) -> Sequence[str]:
    """For `my data`: what is held about whoever asks, in sentences."""
    mine = [deed.label for deed in _on_record(order) if order.is_me(deed.by)]
    given = [each.about for each in order.case.thanks if order.is_me(each.by)]
    got = [each.about for each in order.case.thanks if order.is_me(each.to)]
    return wording.held(mine, given, got)


def exported(order: Order) -> dict[str, object]:
    """For `export`: the same for both sides; of thanks which company thanked, and no more."""
    relationship = order.relationship
    return {
        "deeds": [_exported(deed, order) for deed in _on_record(order)],
        "trusted": [{"words": each.text, "since": each.since.isoformat()} for each in order.case.trusted],
        "thanks": [
            {"from": relationship.party(each.side).company, "for": each.about, "at": each.at.isoformat()}
            for each in order.case.thanks
        ],
    }


def _exported(deed: Deed, order: Order) -> dict[str, object]:
    relationship = order.relationship
    return {
        "deed": deed.label,
        "done_by": {
            "person": nudging.name_of(deed.by, relationship),
            "company": relationship.party(deed.side).company,
        },
        "done_at": deed.at.isoformat(),
        "words": deed.text,
        "asked_by": nudging.name_of(deed.asked_by, relationship),
        "extra": deed.extra.value if deed.extra else None,
        "workaround": deed.workaround or None,
        "seen_by_customers": deed.seen_by_customers,
        "undoable": deed.undoable,
        "link": deed.link or None,
        "no_need_to_ask": deed.trusted,
        "seen_at": deed.seen_at.isoformat() if deed.seen_at else None,
        "thanked_at": deed.thanked_at.isoformat() if deed.thanked_at else None,
    }
