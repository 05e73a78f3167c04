"""What becomes of a deed: who may say it, what follows from it, and what sounds like one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.ear import ear
from rules.effects import DropThanks, Effect, KeepDeed, KeepPerson, KeepThanks, Lay, SetAlarm, Settle, Undoable
from rules.events import ButtonPressed, DeedReported, MessageDeleted, MessageEdited, MessagePosted
from rules.message import plain
from rules.model import Case, Fate, GoBetween, Level, MessageId, Nudge, PersonId, Place, Relationship, Side, Told
from rules.owed import offers
from rules.record import Deed, DeedNumber, DeedState, Extra, How, Thanks, Trusted
from rules.rhythm import deeds
from tests.rules.cases import (
    ANNA,
    ARUN,
    ASHA,
    BEA,
    BEN,
    DANA,
    MONDAY,
    SHARED,
    at,
    behaving,
    case,
    command,
    decided,
    effects,
    knowing,
    posted,
    rang,
    reacted,
    relationship,
    said,
)

RESTARTED = "Restarted the feed"
M1 = MessageId("m1")
PLACE = Place(SHARED, "shared")
KEY = f"deed:7:{SHARED}:m1"


def deed(number: int = 1, **changes: Any) -> Deed:
    given: dict[str, Any] = {
        "number": DeedNumber(number),
        "place": SHARED,
        "by": ASHA,
        "side": Side.VENDOR,
        "text": RESTARTED,
        "at": MONDAY,
        "kept_at": MONDAY,
        "how": How.COMMAND,
    }
    return Deed(**(given | changes))


def of(**changes: Any) -> Relationship:
    """With a go-between on each side: Ben and Arun."""
    found = relationship(go_betweens=[GoBetween(BEN)])
    return replace(found, vendor=replace(found.vendor, go_betweens=(GoBetween(ARUN),)), **changes)


def around(*found: Deed, **changes: Any) -> Case:
    kept = max([each.number for each in found], default=0)
    given: dict[str, Any] = {"places": (PLACE,), "deeds": found, "deeds_kept": kept, "of": of(), "ear": ear()}
    return case(**(given | changes))


def kept(effects: tuple[Effect, ...]) -> list[Deed]:
    return [effect.deed for effect in effects if isinstance(effect, KeepDeed)]


def laid(effects: tuple[Effect, ...]) -> list[Nudge]:
    return [effect.nudge for effect in effects if isinstance(effect, Lay)]


def answer(who: PersonId, text: str, found: Case, when: datetime = MONDAY) -> str:
    told = decided(command(who, text, when), found).answer
    assert told
    assert told.message
    return plain(told.message)


def press(who: PersonId, action: str, about: str, when: datetime = MONDAY) -> ButtonPressed:
    return ButtonPressed(id="p", at=when, person=who, action=action, about=about, card="card:1")


# did -----------------------------------------------------------------------------------------------------------------


def test_what_somebody_did_is_logged_at_once_and_can_be_taken_back() -> None:
    found = effects(command(ASHA, "did restarted the feed"), around(deed(4)))
    assert kept(found) == [deed(5, text="restarted the feed")]
    assert Undoable(ASHA, "deeds drop d5") in found


def test_options_say_more_of_it() -> None:
    typed = (
        "did restarted it +extra once +seen +asked @Bea +undoable +workaround change board +link https://t.example/1"
    )
    (logged,) = kept(effects(command(ASHA, typed), around()))
    assert (logged.text, logged.extra, logged.seen_by_customers) == ("restarted it", Extra.ONCE, True)
    assert (logged.asked_by, logged.undoable, logged.workaround) == (BEA, True, "change board")
    assert logged.link == "https://t.example/1"


@pytest.mark.parametrize(
    "typed",
    [
        "did", "did ?", "did x +extra always", "did x +workaround", "did x +link ftp://x", "did x +link",
        "did x +seen by", "did x +asked @Arun", "did x +asked @Dana", "did x +asked", f"did {'x' * 501}",
        f"did x +workaround {'x' * 121}",
    ],
)  # fmt: skip
def test_what_is_not_understood_logs_nothing_and_says_why(typed: str) -> None:
    found = decided(command(ASHA, typed), around())
    assert not found.effects
    assert found.answer


def test_prose_stays_prose() -> None:
    (logged,) = kept(effects(command(ASHA, "did the extra report, 1 + 1 and the seen list +extra"), around()))
    assert (logged.text, logged.extra) == ("the extra report, 1 + 1 and the seen list", Extra.GLADLY)


def test_the_clients_own_help_is_done_together() -> None:
    (logged,) = kept(effects(command(BEA, "did sorted the addresses"), around()))
    assert logged.side is Side.CLIENT
    assert "done together" in answer(BEA, "did sorted the addresses", around())


def test_somebody_on_no_side_logs_nothing() -> None:
    assert not effects(command(DANA, "did restarted the feed"), around())


def test_what_is_said_in_a_place_of_one_side_stays_there() -> None:
    private = replace(PLACE, private_to=Side.VENDOR)
    assert not effects(command(ASHA, "did restarted the feed"), around(place=private, places=(private,)))


def test_what_is_said_to_rapport_alone_goes_with_the_first_place_both_share() -> None:
    alone = Place("room:dm", "", private_to=Side.VENDOR)  # type: ignore[arg-type]
    given = replace(command(ASHA, "did restarted the feed"), place=alone.id)
    (logged,) = kept(effects(given, around(place=alone)))
    assert logged.place == SHARED
    assert not effects(given, around(place=alone, places=()))


# 📝 and did this ------------------------------------------------------------------------------------------------------


def on(who: PersonId, author: PersonId, *found: Deed, **changes: Any) -> tuple[Effect, ...]:
    window = [said(author, RESTARTED)]
    return effects(reacted(who, "memo"), around(*found, window=window, **changes))


def this(who: PersonId, author: PersonId, *found: Deed, **changes: Any) -> Any:
    given = command(who, "did this")
    return decided(given, around(*found, said=said(author, RESTARTED), window=[said(author, RESTARTED)], **changes))


@pytest.mark.parametrize(("who", "author"), [(ASHA, ASHA), (ARUN, ASHA), (BEN, BEA)])
def test_by_its_authors_side_a_message_is_logged(who: PersonId, author: PersonId) -> None:
    for found in (on(who, author), this(who, author).effects):
        (logged,) = kept(found)
        assert (logged.state, logged.by, logged.message) == (DeedState.LOGGED, author, M1)
        assert Undoable(who, "deeds drop d1") in found
        assert not laid(found)


@pytest.mark.parametrize(("who", "author"), [(BEA, ASHA), (ASHA, BEA)])
def test_by_the_other_side_its_author_is_asked(who: PersonId, author: PersonId) -> None:
    for found in (on(who, author), this(who, author).effects):
        (offered,), (asked,) = kept(found), laid(found)
        assert (offered.state, offered.by) == (DeedState.OFFERED, author)
        assert (asked.why, asked.person, asked.key, asked.step) == (Told.DEED, author, KEY, deeds.MARKED)


@pytest.mark.parametrize("state", [DeedState.LOGGED, DeedState.OFFERED, DeedState.DENIED, DeedState.TAKEN_BACK])
def test_a_message_is_asked_about_once(state: DeedState) -> None:
    known = deed(message=M1, state=state)
    assert not on(BEA, ASHA, known)
    assert not this(BEA, ASHA, known).effects


def test_whose_side_nobody_knows_neither_marks_nor_is_marked() -> None:
    assert not on(DANA, ASHA)
    assert not on(ASHA, DANA)
    assert not this(ASHA, DANA).effects


def test_nothing_is_marked_where_nothing_is_heard_or_one_side_reads() -> None:
    for place in (replace(PLACE, level=Level.OFF), replace(PLACE, private_to=Side.VENDOR)):
        assert not on(ASHA, ASHA, place=place)
    assert on(ASHA, ASHA, place=replace(PLACE, level=Level.FLAGGED))


def test_a_message_is_cut_and_follows_its_edits_and_its_end() -> None:
    (logged,) = kept(effects(reacted(ASHA, "memo"), around(window=[said(ASHA, "x" * 300)])))
    assert logged.text == "x" * deeds.FROM_MESSAGE
    known = around(replace(logged, place=SHARED))
    edit = MessageEdited(id="e", at=MONDAY, place=SHARED, message=M1, author=ASHA, text="Moved it")
    assert [each.text for each in kept(effects(edit, known))] == ["Moved it"]
    gone = MessageDeleted(id="e", at=MONDAY, place=SHARED, message=M1)
    assert [(each.text, each.state) for each in kept(effects(gone, known))] == [("", DeedState.TAKEN_BACK)]


# The author's answer --------------------------------------------------------------------------------------------------

ABOUT = offers.about(relationship().id, SHARED, M1)


def test_its_author_logs_what_was_suggested() -> None:
    found = effects(press(ASHA, "deed.log", ABOUT), around(window=[said(ASHA, RESTARTED)]))
    (logged,) = kept(found)
    assert (logged.state, logged.how, logged.by) == (DeedState.LOGGED, How.SUGGESTED, ASHA)
    assert Settle(KEY) in found


def test_its_author_logs_what_the_others_marked_though_the_message_is_no_longer_remembered() -> None:
    offered = deed(3, message=M1, state=DeedState.OFFERED)
    (logged,) = kept(effects(press(ASHA, "deed.log", ABOUT, at("Fri 9:00")), around(offered)))
    assert logged == replace(offered, state=DeedState.LOGGED, kept_at=at("Fri 9:00"))


@pytest.mark.parametrize("action", ["deed.log", "deed.no"])
def test_nobody_else_says_so(action: str) -> None:
    offered = deed(3, message=M1, state=DeedState.OFFERED)
    for found in (around(offered), around(window=[said(ASHA, RESTARTED)])):
        for who in (BEA, ARUN):
            assert not effects(press(who, action, ABOUT), found)


def test_not_a_deed_takes_the_words_along() -> None:
    offered = deed(3, message=M1, state=DeedState.OFFERED)
    found = effects(press(ASHA, "deed.no", ABOUT), around(offered))
    assert kept(found) == [replace(offered, state=DeedState.DENIED, text="")]
    assert Settle(KEY) in found


def test_words_that_are_gone_cannot_be_logged() -> None:
    assert not effects(press(ASHA, "deed.log", ABOUT), around())


def test_stop_suggesting_is_kept_for_the_person_and_can_be_taken_back() -> None:
    found = effects(press(ASHA, "deed.stop", ABOUT), around(window=[said(ASHA, RESTARTED)]))
    assert [each.person.no_suggestions for each in found if isinstance(each, KeepPerson)] == [True]
    assert Undoable(ASHA, "deeds suggest on") in found
    stopped = knowing(of(), ASHA, no_suggestions=True)
    assert not laid(effects(posted(ASHA, RESTARTED), around(of=stopped)))
    on_again = effects(command(ASHA, "deeds suggest on"), around(of=stopped))
    assert [each.person.no_suggestions for each in on_again if isinstance(each, KeepPerson)] == [False]


# Suggestions ----------------------------------------------------------------------------------------------------------

STATED = (
    RESTARTED,
    "We have restarted the feed",
    "I've just renewed the certificate.",
    "Good morning, we moved the export to 3 am",
    "We tried a second cable and then replaced the switch",
    "Die zweite Leitung wurde freigeschaltet.",
    "Schlüssel abgeholt, Schrank wieder verschlossen.",
    "Sleutel opgehaald en in het kluisje gelegd.",
    "Las dos cuentas fueron eliminadas.",
    "Il cancello è stato riparato.",
    "Zamek został wymieniony.",
)
NOT_STATED = (
    "Have you restarted the feed?",
    "I will restart the feed",
    "Not restarted yet",
    "We haven't restarted the feed",
    "If we restarted the feed, would it help",
    "The feed is not back",
    "You restarted the feed",
    "They closed the ticket",
    "Restarted",
    "Done",
    "Thanks, fixed",
    "is back",
    "Good morning",
    "`restarted the feed`",
    "Looking into it",
    "The printer is down",
    "Never mind, found it",
    "wiz_keed: it is the one in the hall",
    "Die Leitung wird morgen freigeschaltet.",
    "Het pakket werd geweigerd.",
    "El contrato todavía no está firmado.",
    "enviaré el plano mañana",
    "Il cancello deve essere riparato.",
    "",
)


@pytest.mark.parametrize("text", STATED)
def test_what_states_that_something_is_done_is_heard(text: str) -> None:
    assert deeds.states_a_deed(text, ear())


@pytest.mark.parametrize("text", NOT_STATED)
def test_anything_else_is_not(text: str) -> None:
    assert not deeds.states_a_deed(text, ear())


@pytest.mark.parametrize("level", [Level.SUGGEST, Level.AUTO])
def test_it_is_suggested_to_its_author(level: Level) -> None:
    found = effects(posted(ASHA, RESTARTED), around(place=replace(PLACE, level=level)))
    (asked,) = laid(found)
    assert (asked.why, asked.person, asked.step, asked.message) == (Told.DEED, ASHA, deeds.SUGGESTED, "m2")
    assert not kept(found)


def test_it_is_not_suggested_to_the_client_to_strangers_or_where_less_is_heard() -> None:
    assert not laid(effects(posted(BEA, RESTARTED), around()))
    assert not laid(effects(posted(DANA, RESTARTED), around()))
    for place in (replace(PLACE, level=Level.FLAGGED), replace(PLACE, private_to=Side.VENDOR)):
        assert not laid(effects(posted(ASHA, RESTARTED), around(place=place)))
    assert not laid(effects(posted(ASHA, RESTARTED), around(of=behaving(of(), live=frozenset()))))
    with_file = replace(posted(ASHA, RESTARTED), files=1)
    assert isinstance(with_file, MessagePosted)
    assert not laid(effects(with_file, around()))


# Lists ----------------------------------------------------------------------------------------------------------------


def test_both_read_the_same_list_and_only_the_client_has_buttons() -> None:
    found = around(deed(1), deed(2, text="moved it"), deed(3, state=DeedState.OFFERED), deed(4, text="gone", place="x"))
    client, vendor = answer(BEA, "deeds", found), answer(ASHA, "deeds", found)
    assert [line for line in client.split("\n") if "[" not in line] == vendor.split("\n")
    assert "[Seen] [Thanks]" in client
    assert "d3" not in client


def test_a_list_shows_the_latest_ten_and_counts_the_rest() -> None:
    text = answer(ASHA, "deeds", around(*(deed(n) for n in range(1, 14))))
    assert [line.partition(",")[0] for line in text.split("\n")[:10]] == [f"d{n}" for n in range(13, 3, -1)]
    assert "And 3 more" in text


@pytest.mark.parametrize(("who", "may"), [(ASHA, True), (ARUN, True), (ANNA, False), (BEN, False)])
def test_whoever_did_it_takes_it_back_or_their_go_between(who: PersonId, may: bool) -> None:
    found = kept(effects(command(who, "deeds drop d1"), around(deed())))
    assert [each.state for each in found] == ([DeedState.TAKEN_BACK] if may else [])


def test_seen_and_thanks_are_the_clients() -> None:
    for action in ("deed.seen", "deed.thanks"):
        assert not effects(press(ARUN, action, "7:d1"), around(deed()))
        assert not effects(press(BEA, action, "7:d1"), around(deed(by=BEN, side=Side.CLIENT)))
        assert not effects(press(BEA, action, "7:d9"), around(deed()))
    (seen,) = kept(effects(press(BEA, "deed.seen", "7:d1"), around(deed())))
    assert seen.seen_at == MONDAY
    assert not effects(press(BEA, "deed.seen", "7:d1"), around(seen))


# Thanks ---------------------------------------------------------------------------------------------------------------


def test_thanks_are_kept_with_what_they_are_for_and_told_to_whoever_did_it() -> None:
    found = effects(command(BEA, "thanks d1 for the quick help"), around(deed()))
    (thanks,) = [each.thanks for each in found if isinstance(each, KeepThanks)]
    assert thanks == Thanks(BEA, Side.CLIENT, ASHA, "d1", MONDAY, "the quick help")
    (told,) = laid(found)
    assert (told.why, told.person) == (Told.THANKS, ASHA)
    assert [each.thanked_at for each in kept(found)] == [MONDAY]
    assert Undoable(BEA, "thanks drop d1") in found


def test_each_thanks_once_and_takes_back_their_own() -> None:
    mine = Thanks(BEA, Side.CLIENT, ASHA, "d1", MONDAY)
    thanked = around(deed(thanked_at=MONDAY), thanks=(mine,))
    assert not effects(command(BEA, "thanks d1"), thanked)
    assert effects(command(BEN, "thanks d1"), thanked)
    back = effects(command(BEA, "thanks drop d1"), thanked)
    assert DropThanks(mine) in back
    assert [each.thanked_at for each in kept(back)] == [None]
    assert not effects(command(BEN, "thanks drop d1"), thanked)


def test_thanks_go_to_the_other_company() -> None:
    for who, typed in ((ARUN, "thanks d1"), (BEA, "thanks @Ben for d1"), (BEA, "thanks d7"), (BEA, "thanks a lot")):
        assert not effects(command(who, typed), around(deed()))


def test_of_a_ticket_system_nobody_is_told() -> None:
    found = effects(command(BEA, "thanks d1"), around(deed(by=None)))
    assert not laid(found)
    assert any(isinstance(each, KeepThanks) for each in found)


# The prompt to thank --------------------------------------------------------------------------------------------------


def test_a_deed_of_the_vendor_sets_the_prompt_to_a_moment_that_stays() -> None:
    alarms = []
    for when in (MONDAY, MONDAY + timedelta(hours=5)):
        found = effects(command(ASHA, "did it twice", when), around())
        alarms += [each for each in found if isinstance(each, SetAlarm)]
    assert alarms[0] == alarms[1]
    assert alarms[0].at > MONDAY
    assert not [each for each in effects(command(BEA, "did it"), around()) if isinstance(each, SetAlarm)]


def prompted(*found: Deed, **changes: Any) -> list[Nudge]:
    return laid(effects(rang(at("+Mon 9:00"), "deeds", "thank"), around(*found, **changes)))


def test_it_goes_to_the_clients_go_between_and_quotes_the_best_deed() -> None:
    (note,) = prompted(deed(1), deed(2, text="moved it", seen_by_customers=True), deed(3))
    assert (note.why, note.person, note.key) == (Told.NOTE, BEN, "note:7:client:thank:d2")


@pytest.mark.parametrize(
    "changes",
    [
        {"thanked_at": MONDAY}, {"side": Side.CLIENT}, {"text": ""}, {"kept_at": MONDAY - timedelta(days=8)},
        {"state": DeedState.OFFERED},
    ],
)  # fmt: skip
def test_only_with_a_real_deed_of_these_two_weeks_that_nobody_thanked_for(changes: dict[str, Any]) -> None:
    assert not prompted(deed(**changes))
    assert not prompted()


def test_not_twice_in_two_weeks_nor_in_a_dry_run() -> None:
    before = Nudge(
        "note:7:client:thank:d1", Told.NOTE, None, 0, 0, Side.CLIENT, BEN, MONDAY, MONDAY,
        told_at=at("Wed 9:00"), fate=Fate.TOLD,
    )  # fmt: skip
    assert not prompted(deed(), prompted=(before,))
    assert not prompted(deed(), prompted=(replace(before, told_at=None, fate=Fate.WAITING),))
    assert not prompted(deed(), of=behaving(of(), live=frozenset()))
    again = effects(rang(at("+Mon 9:00"), "deeds", "thank"), around(deed(), prompted=(before,)))
    assert [each.at for each in again if isinstance(each, SetAlarm)] == [at("++Wed 9:00")]


# Procedures that do not fit -------------------------------------------------------------------------------------------


def round_it(number: int, days: float, procedure: str = "Change  board") -> Deed:
    return deed(number, workaround=procedure, kept_at=MONDAY - timedelta(days=days))


def asked(*before: Deed) -> list[PersonId | None]:
    found = effects(command(ASHA, "did it again +workaround the change board."), around(*before))
    return [each.person for each in laid(found)]


def test_the_third_way_round_one_procedure_asks_both_go_betweens() -> None:
    assert not asked(round_it(1, 3))
    assert not asked(round_it(1, 3), round_it(2, 2, "hall form"))
    assert asked(round_it(1, 3), round_it(2, 2)) == [BEN, ARUN]


def test_they_are_asked_once_in_ninety_days() -> None:
    assert not asked(round_it(1, 4), round_it(2, 3), round_it(3, 2))
    assert not asked(round_it(1, 95), round_it(2, 94))
    long_ago = [round_it(1, 120), round_it(2, 110), round_it(3, 100)]
    assert asked(*long_ago, round_it(4, 60), round_it(5, 30)) == [BEN, ARUN]
    assert not asked(round_it(1, 85), round_it(2, 84), round_it(3, 80), round_it(4, 30))


# Trust ----------------------------------------------------------------------------------------------------------------

TRUST = (Trusted("restart the feed", MONDAY),)


@pytest.mark.parametrize(
    ("text", "trusted"),
    [
        ("restarted the night feed", True), ("Restarting feeds", True), ("restarted the printer", False),
        ("the feed is blue", False),
    ],
)  # fmt: skip
def test_a_deed_that_has_the_words_of_an_entry_needs_no_asking(text: str, trusted: bool) -> None:
    (logged,) = kept(effects(command(ASHA, f"did {text}"), around(trusted=TRUST)))
    assert logged.trusted is trusted


def test_the_client_s_own_help_is_never_trusted() -> None:
    (logged,) = kept(effects(command(BEA, "did restart the feed"), around(trusted=TRUST)))
    assert not logged.trusted


# The ticket system ----------------------------------------------------------------------------------------------------


def reported(found: Case, **changes: Any) -> tuple[Effect, ...]:
    given: dict[str, Any] = {
        "id": "hook:7:1",
        "at": MONDAY,
        "relationship": relationship().id,
        "mark": MessageId("hook:1"),
        "text": RESTARTED,
    }
    return effects(DeedReported(**(given | changes)), found)


def test_a_report_is_logged_once() -> None:
    (logged,) = kept(reported(around(deed(6)), by="Asha", asked_by="@bea", extra="once"))
    assert (logged.number, logged.how, logged.by, logged.asked_by) == (7, How.WEBHOOK, ASHA, BEA)
    assert not reported(around(logged))


def test_a_name_of_the_other_side_is_nobody() -> None:
    (logged,) = kept(reported(around(), by="Bea", asked_by="Asha"))
    assert (logged.by, logged.asked_by) == (None, None)


def test_the_webhook_is_the_vendors_and_needs_a_key() -> None:
    for who in (BEN, ARUN):
        found = decided(command(who, "settings webhook on"), around())
        assert not found.effects
        assert found.answer
