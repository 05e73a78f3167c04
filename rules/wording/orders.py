"""What is said at once to somebody who gave a command about people, themselves or how I work here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rules.message import Button, Buttons, Line, Message, Part, Small, Words, say
from rules.model import Facts, Level, Party, Place, Relationship, Settings
from rules.wording.digest import digest_said
from rules.wording.feedback import weeks_said
from rules.wording.lists import channel, heard
from rules.wording.presses import day_said, on_date
from rules.worktime import Calendar, say_hours

# Everywhere ----------------------------------------------------------------------------------------------------------


def undo_label() -> str:
    return "Undo"


def for_the_go_between(company: str, names: Sequence[str]) -> Message:
    """Whose it is to decide."""
    who = f"{_either(names)} of {company}" if names else f"somebody of {company}"
    return say(f"That is for {who} to say. I changed nothing.")


def no_side() -> Message:
    """The first sentence is what everybody without a side hears, whatever they typed."""
    return say(
        "I do not know yet which side you are on, so I cannot tell who should answer.",
        "“side client” or “side vendor” tells me.",
    )


def unknown_person() -> Message:
    return say("I do not know you yet. Write once in a channel that the two companies share, and try again.")


def nobody_called(text: str) -> Message:
    return say(f"I do not know who {_shown(text)} is. Mention them, as in “@bea”; they may have to write here once.")


def not_understood(usage: str) -> Message:
    return say(f"I know “{usage}”.")


def cannot_read(sentence: str) -> Message:
    """What a date, an hour or a zone was not; the sentence is the reader's own."""
    return say(sentence)


def nothing_to_undo() -> Message:
    return say("There is nothing to take back.")


def taken_back(inner: Message) -> Message:
    """Before what the inverse command says."""
    return Message((Line((Words("Taken back."),)), *inner.parts))


# Sides ---------------------------------------------------------------------------------------------------------------


def sided(name: str, company: str, yourself: bool) -> Message:
    return say(f"{'You are' if yourself else f'{name} is'} on {company}’s side now.")


def sided_announced(name: str, company: str | None) -> Message:
    """Both sides read it."""
    return say(f"{name} is on {company}’s side now." if company else f"{name} is on no side now.")


def sided_already(name: str, company: str, yourself: bool) -> Message:
    return say(f"{'You are' if yourself else f'{name} is'} on {company}’s side already.")


def unsided(name: str, to: str | None) -> Message:
    then = f" {name}, or the go-between of {to}, says the rest." if to else ""
    return say(f"{name} is on no side now.{then}")


def contested(name: str, company: str, names: Sequence[str], command: str) -> Message:
    """Somebody who is on one side is claimed for the other: their present side's go-between confirms."""
    who = f"{_either(names)} of {company}" if names else f"somebody of {company}"
    return say(f"{name} is on {company}’s side. {who} has to say it: “{command}”")


# Contacts ------------------------------------------------------------------------------------------------------------


def contact_kept(company: str, name: str, deputy: str | None, topic: str | None) -> Message:
    about = f" for {topic}" if topic else ""
    second = f", with {deputy} as deputy" if deputy else ""
    return say(f"{name} is {company}’s go-between{about} now{second}.")


def contact_dropped(company: str, topic: str | None) -> Message:
    about = f" for {topic}" if topic else ""
    return say(f"{company} has no go-between{about} now.")


def sponsor_kept(company: str, name: str | None) -> Message:
    return say(f"{name} is {company}’s sponsor now." if name else f"{company} has no sponsor now.")


def not_of_your_side(name: str, company: str) -> Message:
    return say(f"{name} is not of {company}. “side” says who is on which side.")


def two_people() -> Message:
    return say("A deputy is somebody else.")


# Absence -------------------------------------------------------------------------------------------------------------


def away(until: datetime, deputy: str | None, calendar: Calendar) -> Message:
    instead = f" {deputy} hears from me instead." if deputy else " Your go-between hears from me instead."
    return say(f"You are away until {on_date(until, calendar)}.{instead}")


def back() -> Message:
    return say("Welcome back. I ask you as before.")


def away_now(until: datetime | None, calendar: Calendar) -> Message:
    if until is None:
        return say("You are here, as far as I know. “away until fri +deputy @ben” says otherwise.")
    return say(f"You are away until {on_date(until, calendar)}. “away off” ends it.")


# Quiet and paused ----------------------------------------------------------------------------------------------------


def quieted() -> Message:
    return say(
        "I send you no private messages of my own accord any more. What waits on you stays on the lists; "
        "“resume me” ends this."
    )


def resumed() -> Message:
    return say("I tell you again what waits on you.")


def only_yourself() -> Message:
    return say("You can quiet me for yourself: “quiet me”. “pause my side” and “pause here” are for more.")


def side_paused(company: str) -> Message:
    return say(f"{company} paused me: I tell its people nothing of my own accord until “resume my side”.")


def side_resumed(company: str) -> Message:
    return say(f"{company} resumed me: I tell its people again what waits.")


def place_paused(place: Place, by: str) -> Message:
    return say(f"{by} paused me in {channel(place)}: I nudge nobody about what was asked here until “resume here”.")


def place_resumed(place: Place, by: str) -> Message:
    return say(f"{by} resumed me in {channel(place)}.")


def so_already() -> Message:
    return say("It is so already.")


def say_it_there() -> Message:
    return say("Say this in the channel it is about.")


# Hours and holidays --------------------------------------------------------------------------------------------------


def hours(mine: Calendar | None, client: Party, vendor: Party) -> Message:
    """By which hours I count."""
    own = f"Your own: {say_hours(mine)}." if mine else "You have none of your own; your company’s hold for you."
    return Message(
        (
            *(Line((Words(f"{party.company}: {say_hours(party.calendar)}."),)) for party in (client, vendor)),
            Line((Words(own),)),
            Small("“hours Mon-Fri 9-17”, “hours zone Europe/Berlin” or “hours off” changes yours."),
        )
    )


def own_hours(words: str | None) -> Message:
    return say(f"Your hours are now: {words}." if words else "Your company’s hours hold for you now.")


def side_hours(company: str, words: str) -> Message:
    """Both sides read it."""
    return say(f"{company} works {words} from now on. What is open keeps the target it was asked under.")


def holidays(lists: Sequence[tuple[str, Sequence[str], Sequence[tuple[date, str]]]]) -> Message:
    """Each company, what its calendar is made of, and its next days off."""
    parts: list[Part] = []
    for company, made_of, coming in lists:
        entries = ", ".join(made_of) or "none"
        days = "; ".join(f"{day_said(day)} {day.year} {name}".strip() for day, name in coming)
        parts.append(Line((Words(f"{company}: {entries}.{f' Next: {days}.' if days else ''}"),)))
    parts.append(Small("“holidays DE-BY”, “holidays +2026-12-24” (off), “-2026-10-03” (worked) or “holidays off”."))
    return Message(tuple(parts))


def side_holidays(company: str, entries: Sequence[str]) -> Message:
    """Both sides read it."""
    return say(f"{company}’s holidays from now on: {', '.join(entries) or 'none'}.")


# Settings ------------------------------------------------------------------------------------------------------------


def settings(relationship: Relationship, places: Sequence[Place]) -> Message:
    """How I behave here; the same for both sides."""
    found = relationship.settings
    return Message(
        (
            *(Line((Words(heard(place)),)) for place in places),
            Line((Words(lines_said(found)),)),
            Line((Words(retention_said(found)),)),
            Line((Words(digest_said(found.digest_at)),)),
            Line((Words(weeks_said(found)),)),
            *([Line((Words("A ticket system of the vendor may report what was done."),))] if found.webhook else []),
            Small(
                "Either company’s go-between changes it, and both read it: “settings listening flagged”, “suggest” or "
                "“auto” in the channel it is about, “settings public off”, “settings retention 90”, “settings digest "
                "fri 15:00”; the vendor’s: “settings webhook on”."
            ),
        )
    )


def lines_said(found: Settings) -> str:
    if found.public_lines:
        return (
            "After two private words and a full working day I write one line in the thread, never in the first month."
        )
    return "I write no lines in threads."


def retention_said(found: Settings) -> str:
    return f"The words of what is settled are kept for {found.retention_days} days."


def setting_changed(by: str, sentence: str) -> Message:
    """Both sides read it."""
    return say(f"Changed by {by}: {sentence}")


def listening_changed(by: str, place: Place) -> Message:
    return setting_changed(by, heard(place))


def levels() -> Sequence[str]:
    return [level.value for level in (Level.FLAGGED, Level.SUGGEST, Level.AUTO)]


def days_between(least: int, most: int) -> Message:
    return say(f"Write a number of days from {least} to {most}, as in “settings retention 90”.")


# About oneself -------------------------------------------------------------------------------------------------------


def my_data(
    name: str,
    company: str | None,
    standing: Sequence[str],
    asked: Sequence[str],
    held: Sequence[str],
    deeds: Sequence[str],
    retention_days: int,
    run_by: str,
) -> Message:
    """What is held about whoever asks."""
    return say(
        f"You are {name}, {f'of {company}' if company else 'on no side yet'}.",
        *standing,
        f"Questions you asked: {_labels(asked)}.",
        f"Questions that are with you, or were answered by you: {_labels(held)}.",
        *deeds,
        f"Their words, and your name with them, are kept for {retention_days} days after they are settled.",
        "Buttons you press are counted, for a while with your name. Of each channel I keep the last 50 messages or 3 "
        "days, which no page or export shows.",
        f"{run_by} “forget me” takes your name and your words out of it.",
    )


def standing_account(account: Facts) -> str:
    """What a platform said of them, as far as it is kept; nothing where it is only their name."""
    guest = "a guest of " if account.guest else ""
    known = {
        "company": guest + (account.company or account.home or "") if account.company or account.home else None,
        "e-mail domain": account.domain,
        "time zone": account.zone,
    }
    said = [f"{what} {value}" for what, value in known.items() if value]
    return f"From your account: {', '.join(said)}." if said else ""


def standing_hours(calendar: Calendar) -> str:
    return f"Your own hours: {say_hours(calendar)}."


def standing_away(until: datetime, calendar: Calendar) -> str:
    return f"Away until {on_date(until, calendar)}."


def standing_quiet() -> str:
    return "You asked for no private messages."


def export(items: int) -> Message:
    return say(f"Everything both companies may see, the same for both: {items} {'item' if items == 1 else 'items'}.")


def forget_first(name: str, company: str | None, about: str, yourself: bool) -> Message:
    """Asks before it does."""
    whose = "your name and your words" if yourself else f"the name and the words of {name}"
    instead = f"someone at {company}" if company else "someone"
    return Message(
        (
            Line(
                (
                    Words(
                        f"This takes {whose} out of everything I hold, exports too; “{instead}” stands there then. "
                        "Figures stay. It cannot be taken back."
                    ),
                )
            ),
            Buttons((Button("Forget me" if yourself else "Forget them", "forget.yes", about),)),
        )
    )


def only_they_themselves(name: str) -> Message:
    return say(f"Only {name} can ask for that.")


def forgotten(company: str | None) -> Message:
    return say(f"Done. “{f'someone at {company}' if company else 'someone'}” stands there now.")


# Small things --------------------------------------------------------------------------------------------------------


def _labels(labels: Sequence[str]) -> str:
    return ", ".join(labels) or "none"


def _either(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= 30 else f"“{words[:29]}…”"
