"""What is said about deeds, thanks and trust (product.md A1, A2, A5, A6, A12, A13, C6, C7, D3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.message import Button, Buttons, Line, Message, Part, Pointer, Small, Words, say
from rules.model import RelationshipId, Side
from rules.record import Deed, Extra, How, Trusted
from rules.wording.nudges import quoted, with_company
from rules.wording.presses import day_said, on_date
from rules.worktime import Calendar, local_date, say_when


@dataclass(frozen=True, slots=True)
class Row:
    """A deed with the names that a sentence about it needs."""

    deed: Deed
    by: str | None
    """The name of whoever did it; None of a ticket system, and of somebody who was forgotten."""
    company: str
    """Whose people did it."""
    other: str
    """The company it was done for."""
    asked_by: str | None
    relationship: RelationshipId
    calendar: Calendar
    """In whose local time instants are written."""
    now: datetime

    @property
    def about(self) -> str:
        """What a button about it says."""
        return f"{self.relationship}:{self.deed.label}"


# Logging -------------------------------------------------------------------------------------------------------------


def logged(row: Row) -> Message:
    """What was understood, to whoever logged it; the other company reads it in the list and in the digest."""
    deed = row.deed
    what = f"done for {row.other}" if deed.side is Side.VENDOR else f"done together with {row.other}"
    return _with_marks(f"Logged as {deed.label}, {what}: {_words(deed)}.", row)


def _with_marks(first: str, row: Row) -> Message:
    said = marks(row)
    return say(first, *([said] if said else []))


def marks(row: Row) -> str:
    """What is special about it, in short sentences; nothing about most."""
    deed = row.deed
    said = [
        {Extra.GLADLY: "Beyond the agreement, gladly.", Extra.ONCE: "Beyond the agreement, this once."}[deed.extra]
        if deed.extra
        else "",
        f"It went round the procedure {quoted(deed.workaround)}." if deed.workaround else "",
        f"{_clients_company(row)}’s customers saw it." if deed.seen_by_customers else "",
        f"Asked for by {row.asked_by}." if row.asked_by else "",
        "No need to ask: it is on the list of what is trusted." if deed.trusted else "",
        {True: "It can be undone.", False: "It cannot be undone."}[deed.undoable] if deed.undoable is not None else "",
        f"({deed.link})" if deed.link else "",
    ]
    return " ".join(sentence for sentence in said if sentence)


def _clients_company(row: Row) -> str:
    return row.other if row.deed.side is Side.VENDOR else row.company


def _words(deed: Deed) -> str:
    return quoted(deed.text) if deed.text.strip() else "its words are gone"


def did_what() -> Message:
    return say("Did what? For example: “did restarted the feed +seen”. Or “did this” in the menu of a message.")


def too_long(most: int) -> Message:
    return say(f"Write it in {most:,} characters or fewer; a link can say the rest: “+link https://…”.")


def extra_how(typed: str) -> Message:
    return say(f"Extra in which way? I know “+extra gladly” and “+extra once”, not {quoted(typed)}.")


def which_procedure() -> Message:
    return say("Which procedure did not fit? For example: “+workaround change board”.")


def which_link() -> Message:
    return say("A link begins with http:// or https:// and has no spaces.")


def nothing_behind(option: str, typed: str) -> Message:
    return say(f"Nothing stands behind “+{option}”; options come last. I do not know what {quoted(typed)} is there.")


def asked_by_the_others(company: str) -> Message:
    return say(f"“+asked” names somebody of {company}, who asked for it.")


def in_the_shared_channel() -> Message:
    return say("Say this in a channel that both companies share, or to me alone: what I log is for both to read.")


def which_message() -> Message:
    """To `did this` where nobody can tell what "this" is."""
    return say("Which message? Say “did this” in its thread, or “did” with a link to it, while I remember it (3 days).")


def logged_already(label: str) -> Message:
    return say(f"It is logged already, as {label}.")


def not_their_deed(name: str | None) -> Message:
    """The message is by somebody on neither side."""
    return say(f"I do not know which side {name or 'its author'} is on, so I cannot tell for whom it was done.")


def author_is_asked(name: str | None, company: str) -> Message:
    """Somebody marked what the other company's people wrote."""
    return say(f"I ask {with_company(name, company)} whether to log it.")


# Asking its author ---------------------------------------------------------------------------------------------------


def suggested(words: str, company: str, about: str, pointer: Pointer) -> tuple[Part, ...]:
    """To its author: it sounded like something done for the other company."""
    return (
        Line((Words(f"This sounded like something done for {company}: {quoted(words)} ("), pointer, Words(")."))),
        _log_it(about, stop=True),
    )


def marked(words: str, company: str, about: str, pointer: Pointer) -> tuple[Part, ...]:
    """To its author: somebody of the other company marked it with 📝."""
    return (
        Line((Words(f"{company} marked this as something done for them: {quoted(words)} ("), pointer, Words(")."))),
        _log_it(about, stop=False),
    )


def _log_it(about: str, *, stop: bool) -> Buttons:
    buttons = (Button("Log it", "deed.log", about), Button("Not a deed", "deed.no", about))
    return Buttons((*buttons, Button("Stop suggesting", "deed.stop", about)) if stop else buttons)


def asked_and_over(pointer: Pointer) -> Line:
    """On a card that is edited: it was logged, declined, or its message is gone."""
    return Line((pointer, Words(" that may have been a deed: nothing is left to do.")))


def not_logged() -> Message:
    return say("I do not log it. Thank you.")


def words_are_gone() -> Message:
    return say("I no longer remember that message. “did …” logs it in your words.")


def for_its_author() -> Message:
    return say("Only whoever wrote it can say that.")


def stops_suggesting() -> Message:
    return say("I suggest no deeds to you any more. “did …” and 📝 work as before; “deeds suggest on” ends this.")


def suggests_again() -> Message:
    return say("I ask you again where something you write sounds like a deed.")


# The list ------------------------------------------------------------------------------------------------------------


def listed(rows: Sequence[Row], more: int, reader: Side) -> Message:
    """The latest first; whoever is of the client can say *Seen* and *Thanks*."""
    if not rows:
        return say("Nothing is logged yet. “did restarted the feed” logs what was done; 📝 on a message does too.")
    parts: list[Part] = []
    for row in rows:
        parts += _listed(row, reader)
    if more:
        parts.append(Line((Words(f"And {more} more before these."),)))
    parts.append(Small("“deeds d12” shows one; “thanks d12” thanks for it. Both companies see the same list."))
    return Message(tuple(parts))


def _listed(row: Row, reader: Side) -> tuple[Part, ...]:
    buttons = _buttons(row, reader)
    return (line(row), Buttons(buttons)) if buttons else (line(row),)


def line(row: Row) -> Line:
    """`d12, Tue 6 Oct 10:12, Asha (Northwind): “Restarted the feed”. Beyond the agreement, gladly.`"""
    deed = row.deed
    when = say_when(deed.at, row.calendar, row.now)
    together = ", done together" if deed.side is Side.CLIENT else ""
    said = marks(row)
    rest = f", {when}, {with_company(row.by, row.company)}{together}: {_words(deed)}.{f' {said}' if said else ''}"
    return Line((_pointer(deed), Words(f"{rest}{_thanked(row)}")))


def _thanked(row: Row) -> str:
    return " Thanked for." if row.deed.thanked_at else ""


def _pointer(deed: Deed) -> Words | Pointer:
    """A link to the message it was told in, where there is one."""
    if deed.message and deed.how is not How.WEBHOOK:
        return Pointer(deed.place, deed.message, deed.label)
    return Words(deed.label)


def _buttons(row: Row, reader: Side) -> tuple[Button, ...]:
    """The client's only, about what the vendor did."""
    if reader is not Side.CLIENT or row.deed.side is not Side.VENDOR:
        return ()
    seen = () if row.deed.seen_at else (Button("Seen", "deed.seen", row.about),)
    return seen if row.deed.thanked_at else (*seen, Button("Thanks", "deed.thanks", row.about))


def one(row: Row, reader: Side) -> Message:
    """One deed, with everything that is known of it."""
    return Message(_listed(row, reader))


def no_such_deed(label: str) -> Message:
    return say(f"There is no {label} here. “deeds” lists what was done.")


def taken_off(label: str) -> Message:
    return say(f"{label} is taken off the list of what was done.")


def whose_to_drop(label: str, company: str) -> Message:
    return say(f"{label} is for whoever did it, or {company}’s go-between, to take back.")


def seen(label: str) -> Message:
    return say(f"Noted: {label} was seen.")


def for_the_client(company: str) -> Message:
    return say(f"That is for {company}’s people to say.")


# Thanks --------------------------------------------------------------------------------------------------------------


def thanked(label: str, name: str | None, company: str) -> Message:
    """Whoever is thanked hears it privately; both companies read only that one thanked the other."""
    told = f"{name} hears it from me" if name else f"{company} reads it in the digest"
    return say(f"Your thanks for {label} are noted; {told}.")


def thanked_already(label: str) -> Message:
    return say(f"You thanked for {label} already.")


def thank_for_what() -> Message:
    return say(
        "Thanks for what? Name a deed or a question: “thanks @bea for q17” or “thanks d12 for the quick help”. "
        "“deeds” lists what was done."
    )


def thank_the_others(company: str) -> Message:
    return say(f"Thanks go to the other company here: to somebody of {company}, for what they did.")


def thanks_back(label: str) -> Message:
    return say(f"Your thanks for {label} are taken back; what was told already stays told.")


def thanks_for_you(by: str, company: str, label: str, what: str, words: str) -> tuple[Part, ...]:
    """On the card of whoever is thanked."""
    quote = f", {quoted(what)}" if what.strip() else ""
    said = f": {quoted(words)}" if words.strip() else "."
    return (Line((Words(f"{with_company(by, company)} thanks you for {label}{quote}{said}"),)),)


def prompt(row: Row) -> Message:
    """To the client's go-between: a real deed of these two weeks that nobody thanked for."""
    why = "Why this? Nobody has thanked for it yet. At most one such note in two weeks, and only with a deed to quote."
    return Message(
        (
            Line((Words(f"{row.company} did this for you: {_words(row.deed)} ("), _pointer(row.deed), Words(")."))),
            *([Line((Words(said),))] if (said := marks(row)) else []),
            Buttons((Button("Thanks", "deed.thanks", row.about),)),
            Small(why),
        )
    )


# Procedures that do not fit ------------------------------------------------------------------------------------------


def fix_procedure(procedure: str, labels: Sequence[str], days: int) -> Message:
    """To both go-betweens, after the third way round one procedure."""
    return say(
        f"{len(labels)} times in {days} days the procedure {quoted(procedure)} did not fit: {', '.join(labels)}.",
        "Would you two look at it together? “deeds” shows what was done instead.",
    )


# Trust ---------------------------------------------------------------------------------------------------------------


def trusted(listed: Sequence[Trusted], vendor: str, calendar: Calendar) -> Message:
    """What the vendor may do without asking, and since when."""
    usage = Small(
        "The client’s go-between changes it: “trusted add restart the feed”, “trusted remove restart the feed”."
    )
    if not listed:
        return Message((Line((Words(f"Nothing is on the list yet of what {vendor} may do without asking."),)), usage))
    first = Line((Words(f"{vendor} may do this without asking ({len(listed)} in all):"),))
    entries = [Line((Words(f"{quoted(each.text)}, since {_day(each.since, calendar)}"),)) for each in listed]
    return Message((first, *entries, usage))


def _day(at: datetime, calendar: Calendar) -> str:
    day = local_date(at, calendar)
    return f"{day_said(day)} {day.year}"


def trusted_added(client: str, vendor: str, text: str) -> Message:
    """Both sides read it."""
    return say(f"{client} trusts {vendor} to do this without asking: {quoted(text)}.")


def trusted_removed(client: str, vendor: str, text: str) -> Message:
    """Both sides read it."""
    return say(f"{client} asks {vendor} to ask first from now on: {quoted(text)}.")


def trusted_with_what() -> Message:
    return say("Trusted with what? For example: “trusted add restart the feed”.")


def not_trusted(text: str) -> Message:
    return say(f"{quoted(text)} is not on the list. “trusted” shows it.")


def too_many_trusted(most: int) -> Message:
    return say(f"The list holds {most} entries at most; “trusted remove …” makes room.")


# What customers say --------------------------------------------------------------------------------------------------


def customers_say(words: str) -> str:
    """The question that comes of it: the client owes what it did with it."""
    return f"Your customers say: {words} What do you do with it?"


def voice_kept(label: str, client: str, until: datetime, calendar: Calendar) -> Message:
    return say(
        f"Noted as {label}. {client} owes an answer in words, what they did with it, by {on_date(until, calendar)}."
    )


def voice_of_whom() -> Message:
    return say("What do their customers say? For example: “voice three callers could not find the new form”.")


def voice_is_the_vendors(vendor: str) -> Message:
    return say(
        f"This is how {vendor} passes on what your customers tell it. What you know yourselves, “ask …” can say."
    )


# The ticket system ---------------------------------------------------------------------------------------------------


def hook_on(address: str, secret: str) -> Message:
    """To whoever switched it on, and to nobody else; said once."""
    return Message(
        (
            Line((Words(f"A ticket system may report deeds now. Its address: {address}"),)),
            Line((Words(f"What it signs with: {secret}"),)),
            Small("I show them this once. docs/webhook.md tells how to sign; “settings webhook off” ends it."),
        )
    )


def hook_off() -> Message:
    return say("No ticket system can report deeds any more; the address and its secret are gone.")


def hook_said(company: str, is_on: bool) -> Message:
    """Both sides read it."""
    if is_on:
        return say(f"Changed by {company}: its ticket system may report what was done.")
    return say(f"Changed by {company}: no ticket system reports what was done.")


def hook_is_the_vendors(company: str) -> Message:
    return say(f"A ticket system reports what {company} does, so its go-between switches it on.")


def hook_needs_keys() -> Message:
    return say(
        "I can keep no secret here: whoever runs me has to set RAPPORT_SECRET_KEYS first. I changed nothing.",
    )


def hook_usage() -> Message:
    return say("I know “settings webhook on” and “settings webhook off”.")


# What is held --------------------------------------------------------------------------------------------------------


def held(deeds: Sequence[str], given: Sequence[str], got: Sequence[str]) -> Sequence[str]:
    """Of whoever asks what is held about them; nothing of what there is none of."""
    said = (
        ("Deeds of yours", deeds),
        ("Thanks you gave, for", given),
        ("Thanks you got, for", got),
    )
    return [f"{what}: {', '.join(labels)}." for what, labels in said if labels]


def standing_no_suggestions() -> str:
    return "You asked not to be asked about deeds."
