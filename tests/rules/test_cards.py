"""The calm card: when a tray is told, what stands on the card, what is never told, and what holds of any tray."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.effects import Bounce, Fault, HavePatience, LookAgainAt, MarkTold, Revise, Tell, TrayEffect
from rules.message import Buttons, Message, plain, say, to_json
from rules.model import (
    Card,
    Claim,
    Claimed,
    Desk,
    Entry,
    Fate,
    Holder,
    HumanId,
    ItemNumber,
    MessageId,
    Patience,
    Place,
    Relationship,
    RelationshipId,
    Side,
    State,
    Told,
    Turn,
)
from rules.owed.cards import MOST_SHOWN
from rules.worktime import Calendar, is_open, local_date
from tests.rules.cases import (
    BEA,
    BEN,
    CARL,
    MONDAY,
    SHARED,
    at,
    behaving,
    calendar,
    card,
    desk,
    entry,
    knowing,
    looked,
    nudge,
    question,
    relationship,
    told,
    turned,
)

BERLIN, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
NINE, ONE = at("Tue 9:00"), at("Tue 13:00")
A_MINUTE = timedelta(minutes=1)


def waits(number: int = 1, when: datetime = MONDAY, of: Relationship | None = None, **changes: Any) -> Entry:
    """A question to Bea in her tray since then, under its own number; `item` says what is different about it."""
    item = question(number=ItemNumber(number), message=MessageId(f"m{number}"), text=f"Which key is for door {number}?")
    # Late for long: when exactly, is the ladder's business.
    item = replace(item, **{"clock_at": MONDAY - timedelta(days=30), **changes.pop("item", {})})
    return entry(nudge(item, when=when, **{"id": number, **changes}), item, of)


def on_card(shown: Entry, when: datetime = MONDAY, key: str = "card:1") -> Entry:
    return replace(shown, nudge=told(shown.nudge, when, key))


def done(shown: Entry) -> Entry:
    return replace(shown, nudge=replace(shown.nudge, fate=Fate.DONE))


def tell(effects: Iterable[TrayEffect]) -> Tell | None:
    [*spoken] = [effect for effect in effects if isinstance(effect, Tell)]
    assert len(spoken) < 2
    return spoken[0] if spoken else None


def text(effects: Iterable[TrayEffect]) -> str:
    spoken = tell(effects)
    assert spoken
    return plain(spoken.message)


def revised(effects: Iterable[TrayEffect]) -> Revise:
    [revision] = [effect for effect in effects if isinstance(effect, Revise)]
    return revision


def marked(effects: Iterable[TrayEffect]) -> tuple[int, ...]:
    return next((effect.nudges for effect in effects if isinstance(effect, MarkTold)), ())


def again(effects: Iterable[TrayEffect]) -> datetime | None:
    return next((effect.at for effect in effects if isinstance(effect, LookAgainAt)), None)


def bounced(effects: Iterable[TrayEffect]) -> list[tuple[Told, bool]]:
    return [(each.nudge.why, each.look_for_another) for each in effects if isinstance(each, Bounce)]


def told_at(into: Desk, since: datetime) -> datetime:
    """When the tray is told, from then on."""
    now: datetime | None = since
    for _ in range(10):
        assert now
        effects = looked(into, now)
        if tell(effects):
            return now
        now = again(effects)
    raise AssertionError("it is never told")


# Slots ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "laid", "when"),
    [
        ("Mon-Fri 9-17", "Mon 9:00", "Mon 9:00"),
        ("Mon-Fri 9-17", "Mon 9:04", "Mon 9:04"),  # the alarm rang a little after opening time
        ("Mon-Fri 9-17", "Mon 9:06", "Mon 13:00"),
        ("Mon-Fri 9-17", "Mon 13:00", "Mon 13:00"),
        ("Mon-Fri 9-17", "Mon 13:06", "Tue 9:00"),
        ("Mon-Fri 9-17", "Mon 3:00", "Mon 9:00"),
        ("Mon-Fri 9-17", "Fri 15:00", "+Mon 9:00"),
        ("Mon-Fri 9-17", "Sat 12:00", "+Mon 9:00"),
        ("Mon-Fri 14-18", "Mon 10:00", "Mon 14:00"),
        ("Mon-Fri 14-18", "Mon 14:30", "Tue 14:00"),
        ("Mon-Fri 8-12", "Mon 9:00", "Tue 8:00"),
        ("Mon-Fri 9-12,14-17", "Mon 10:00", "Mon 14:00"),
        ("Mon-Fri 22-6", "Mon 12:00", "Mon 22:00"),
        ("Mon-Fri 22-6", "Mon 23:00", "Tue 0:00"),
        ("Mon-Fri 22-6", "Tue 1:00", "Tue 22:00"),
        ("Tue 9-17", "Tue 14:00", "+Tue 9:00"),
    ],
)
def test_it_is_told_at_the_start_of_the_working_day_or_in_the_early_afternoon(hours: str, laid: str, when: str) -> None:
    tray = desk(waits(when=at(laid), of=relationship(client=calendar(hours))))
    assert told_at(tray, at(laid)) == at(when)


def test_what_is_laid_a_little_after_a_card_waits_for_the_next() -> None:
    tray = desk(waits(when=at("Tue 9:02")), cards=[card(NINE)])
    assert told_at(tray, at("Tue 9:02")) == ONE
    noted = desk(waits(when=at("Tue 9:02")), cards=[card(NINE, Told.NOTE)])
    assert told_at(noted, at("Tue 9:02")) == at("Tue 9:02")


def test_after_a_sign_of_life_what_was_laid_before_waits_for_four_working_hours() -> None:
    """Laid on Monday afternoon; in the evening Ben wrote in the thread."""
    alive = {"alive_at": at("Mon 16:00")}
    assert told_at(desk(waits(when=at("Mon 14:00"), item=alive)), at("Mon 14:00")) == ONE
    turned_back = waits(when=at("Mon 14:00"), item=alive, why=Told.TURNED)
    assert told_at(desk(turned_back), at("Mon 14:00")) == NINE


def test_nothing_is_told_on_a_holiday() -> None:
    of = relationship(client=calendar(holidays={date(2026, 10, 6): "Fair"}))
    assert told_at(desk(waits(when=at("Mon 14:00"), of=of)), at("Mon 14:00")) == at("Wed 9:00")


def test_somebodys_own_hours_count_and_not_their_sides() -> None:
    of = relationship(own={BEA: calendar("Tue-Wed 15-18")})
    assert told_at(desk(waits(of=of)), MONDAY) == at("Tue 15:00")


@pytest.mark.parametrize(
    ("laid", "when"),
    [
        (datetime(2026, 10, 23, 13, 0, tzinfo=UTC), datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
        (datetime(2027, 3, 26, 14, 0, tzinfo=UTC), datetime(2027, 3, 29, 7, 0, tzinfo=UTC)),
    ],
    ids=["autumn", "spring"],
)
def test_nine_in_the_morning_stays_nine_when_the_clocks_change(laid: datetime, when: datetime) -> None:
    of = relationship(client=calendar(zone=BERLIN))
    assert told_at(desk(waits(when=laid, of=of)), laid) == when


def test_after_an_outage_it_is_told_when_rapport_is_back_within_hours() -> None:
    tray = desk(waits(when=at("Mon 9:30")))
    assert tell(looked(tray, at("Mon 13:00"), now=at("Mon 15:20")))
    assert again(looked(tray, at("Mon 13:00"), now=at("Mon 20:00"))) == NINE


def test_what_was_snoozed_is_not_told_before() -> None:
    tray = desk(waits(show_from=at("Thu 9:00")))
    assert told_at(tray, MONDAY) == at("Thu 9:00")
    assert tell(looked(desk(waits(2), waits(show_from=at("Thu 9:00"))), NINE))
    assert marked(looked(desk(waits(2), waits(show_from=at("Thu 9:00"))), NINE)) == (2,)


def test_what_was_snoozed_is_not_told_before_though_it_is_laid_anew() -> None:
    assert told_at(desk(waits(item={"snoozed_until": at("Thu 9:00")})), MONDAY) == at("Thu 9:00")


def test_an_empty_tray_is_not_looked_into_again() -> None:
    assert looked(desk(), NINE) == ()
    assert looked(desk(on_card(waits())), NINE) == ()


# One card ------------------------------------------------------------------------------------------------------------


def another(number: int = 8, company: str = "Fabrikam", **changes: Any) -> Relationship:
    """Another client of the same vendor, in which Bea works as well."""
    of = relationship(**changes)
    return replace(of, id=RelationshipId(number), client=replace(of.client, company=company))


def test_a_single_entry_stands_there_alone_with_its_buttons() -> None:
    effects = looked(desk(waits()), NINE)
    assert [type(effect) for effect in effects] == [Tell, MarkTold]
    spoken = tell(effects)
    assert spoken
    assert (spoken.person, spoken.near) == (BEA, SHARED)
    line, small, buttons = spoken.message.parts
    assert plain(Message((line,))).startswith("Asha (Northwind) needs one thing from you: “Which key is for door 1?”")
    assert plain(Message((small,))).startswith("Why this?")
    assert isinstance(buttons, Buttons)
    assert {button.about for button in (*buttons.shown, *buttons.more)} == {"7:1"}


def test_what_is_due_is_gathered_across_relationships() -> None:
    effects = looked(desk(waits(1), waits(2), waits(3, of=another())), NINE)
    assert text(effects).startswith("3 things wait for you.\nAsha (Northwind) needs one thing from you: “Which key is")
    assert all(f"door {n}?" in text(effects) for n in (1, 2, 3))
    assert marked(effects) == (1, 2, 3)
    assert again(effects) is None


def test_a_card_is_kept_as_it_was_said() -> None:
    effects = looked(desk(waits(1), waits(2)), NINE)
    [kept] = [effect.card for effect in effects if isinstance(effect, MarkTold)]
    spoken = tell(effects)
    assert spoken
    assert kept == Card(spoken.key, NINE, BEA, Told.NUDGE, heeded=False)


def test_somebody_who_is_asked_for_their_company_reads_that() -> None:
    held_by_ben = {"turns": (Turn(MONDAY, Holder(Side.CLIENT, BEN), "asked"),)}
    assert "needs one thing from Contoso: “Which" in text(looked(desk(waits(item=held_by_ben)), NINE))


def test_what_waits_for_the_next_slot_comes_along() -> None:
    """Laid in the same minute: it could wait until the afternoon, but a card is said now."""
    effects = looked(desk(waits(1), waits(2, when=at("Tue 9:10"))), NINE, now=at("Tue 9:15"))
    assert marked(effects) == (1, 2)


def test_where_another_company_does_not_work_yet_its_things_wait() -> None:
    late_riser = another(client=calendar("Mon-Fri 11-19"))
    effects = looked(desk(waits(1), waits(2, of=late_riser)), NINE)
    assert marked(effects) == (1,)
    assert again(effects) == at("Tue 11:00")


def test_two_reasons_to_tell_of_one_question_make_one_entry() -> None:
    """Turned back in the evening, late by the morning."""
    back = replace(turned(question(), at("Mon 11:00"), Holder(Side.CLIENT, BEA)), clock_at=MONDAY - timedelta(days=30))
    tray = desk(
        entry(nudge(back, id=1, step=0, key="turned:7:1:2", why=Told.TURNED), back), entry(nudge(back, id=2), back)
    )
    effects = looked(tray, NINE)
    assert marked(effects) == (1, 2)
    assert text(effects).count("Which region") == 1
    assert "things wait" not in text(effects)


def test_a_card_has_eight_entries_and_counts_the_others() -> None:
    effects = looked(desk(*(waits(n) for n in range(1, 12))), NINE)
    assert text(effects).count("needs one thing") == MOST_SHOWN == 8
    assert text(effects).startswith("11 things wait for you.")
    assert text(effects).endswith("And 3 more; “waiting” lists them.")
    assert marked(effects) == tuple(range(1, 12))


def test_what_was_told_before_and_still_waits_is_one_line() -> None:
    before = [on_card(waits(n), at("Mon 9:00"), "card:before") for n in (2, 3)]
    settled = on_card(waits(4, item={"state": State.ANSWERED}), at("Mon 9:00"))
    claimed = on_card(waits(5, why=Told.CLAIM, item=CLAIMED), at("Mon 9:00"))
    effects = looked(desk(waits(1), *before, settled, claimed), NINE)
    assert text(effects).split("\n")[-1] == "Also still with you: q2, q3."
    assert marked(effects) == (1,)


def test_the_line_of_what_still_waits_has_an_end() -> None:
    before = [on_card(waits(n), MONDAY, "card:before") for n in range(2, 15)]
    last = text(looked(desk(waits(1), *before), NINE)).split("\n")[-1]
    assert last == "Also still with you: q2, q3, q4, q5, q6, q7, q8, q9 and 5 more; “waiting” lists them."


def test_what_is_told_again_is_not_also_with_them() -> None:
    effects = looked(desk(on_card(waits(1)), waits(1, id=2, step=2)), NINE)
    assert "Also" not in text(effects)


def test_a_tray_that_rings_twice_in_one_instant_speaks_under_two_keys() -> None:
    first, second = looked(desk(waits(1)), NINE), looked(desk(on_card(waits(1), NINE), waits(2)), NINE)
    keys = {spoken.key for spoken in (tell(first), tell(second)) if spoken}
    assert len(keys) == 2
    assert looked(desk(waits(1)), NINE) == first


# What else stands on a card ------------------------------------------------------------------------------------------

CLAIMED = {
    "state": State.ANSWERED,
    "closed_at": at("Mon 12:00"),
    "claim": Claim(Claimed.ANSWERED_ELSEWHERE, BEN, at("Mon 12:00"), "by phone"),
}


def test_a_claim_is_one_quiet_line_with_yes_and_not_yet() -> None:
    effects = looked(desk(waits(why=Told.CLAIM, item=CLAIMED)), NINE)
    assert "Ben says" in text(effects)
    assert "“by phone”" in text(effects)
    assert text(effects).endswith("[Yes] [Not yet]")


@pytest.mark.parametrize(
    "item",
    [
        {"state": State.OPEN, "claim": None},
        {"state": State.OPEN, "claim": replace(CLAIMED["claim"], confirmed=False)},  # type: ignore[type-var]
        {"state": State.ANSWERED, "claim": replace(CLAIMED["claim"], confirmed=True)},  # type: ignore[type-var]
        {"state": State.ANSWERED, "claim": None},
    ],
    ids=["open", "refuted", "confirmed", "closed for good"],
)
def test_nobody_is_asked_about_a_claim_that_is_answered(item: dict[str, Any]) -> None:
    assert bounced(looked(desk(waits(why=Told.CLAIM, item=item)), NINE)) == [(Told.CLAIM, False)]


def offer(quote: str = "Which day suits you?", **changes: Any) -> Entry:
    given: dict[str, Any] = {
        "id": 5,
        "key": "offer:7:m9",
        "place": SHARED,
        "message": MessageId("m9"),
        "step": 0,
        "side": Side.CLIENT,
    }
    return entry(nudge(None, why=Told.OFFER, **(given | changes)), quote=quote)


def test_an_offer_quotes_its_message_and_leads_to_it() -> None:
    effects = looked(desk(offer()), NINE)
    assert "a question to Northwind: “Which day suits you?”" in text(effects)
    assert text(effects).endswith("[Keep track] [No need]")
    assert marked(effects) == (5,)


def test_an_offer_whose_message_is_gone_is_not_made() -> None:
    assert bounced(looked(desk(offer(quote="")), NINE)) == [(Told.OFFER, False)]


def test_a_chaser_reads_who_has_it_and_since_when() -> None:
    held = turned(question(), at("Mon 11:00"), Holder(None, BEA, "the landlord"))
    effects = looked(desk(entry(nudge(held, id=1, why=Told.CHASE), held)), NINE)
    assert text(effects).startswith("The landlord has")
    assert "Mon 11:00" in text(effects)


# Edited in place -----------------------------------------------------------------------------------------------------

SHOWN = card(MONDAY, key="card:1")
SETTLED: dict[str, Any] = {"state": State.ANSWERED, "closed_at": at("Mon 10:00")}


def test_a_card_is_edited_when_something_on_it_is_settled_and_nothing_new_is_said() -> None:
    tray = desk(done(on_card(waits(1, item=SETTLED))), on_card(waits(2)), on_card(waits(3)), cards=[SHOWN])
    effects = looked(tray, at("Mon 10:00"))
    revision = revised(effects)
    assert (revision.key, revision.revises, revision.person) == ("card:1~1", "card:1", BEA)
    assert tell(effects) is None
    lines = plain(revision.message).split("\n")
    assert lines[:2] == ["2 things wait for you.", "q1 is settled. Thank you."]
    assert sum("needs one thing" in line for line in lines) == 2


def test_a_card_is_edited_once_for_each_thing_that_is_over() -> None:
    over = [done(on_card(waits(n, item=SETTLED))) for n in (1, 2)]
    assert looked(desk(*over, cards=[replace(SHOWN, revision=2)]), NINE) == ()
    assert revised(looked(desk(*over, cards=[replace(SHOWN, revision=1)]), NINE)).key == "card:1~2"


@pytest.mark.parametrize(
    ("item", "why", "words"),
    [
        (SETTLED, Told.NUDGE, "q1 is settled."),
        ({"state": State.WITHDRAWN}, Told.NUDGE, "q1 is settled."),
        ({"turns": (*question().turns, Turn(MONDAY, Holder(Side.CLIENT, BEN), "somebody else"))}, Told.NUDGE, "q1 is"),
        ({"promised_for": at("Fri 12:00")}, Told.NUDGE, "q1 will be answered by Fri 12:00. Until then I ask nobody."),
        ({"clock_moved": True}, Told.NUDGE, "q1 is noted. Thank you."),
        ({**CLAIMED, "claim": replace(CLAIMED["claim"], confirmed=True)}, Told.CLAIM, "q1 is noted."),  # type: ignore[type-var]
    ],
    ids=["settled", "withdrawn", "with somebody else", "promised", "acknowledged", "a claim answered"],
)
def test_what_is_over_is_one_line_without_buttons(item: dict[str, Any], why: Told, words: str) -> None:
    shown = done(on_card(replace(waits(1, item=item), nudge=replace(waits(1).nudge, why=why))))
    revision = revised(looked(desk(shown, cards=[SHOWN]), NINE))
    [line] = revision.message.parts
    assert plain(Message((line,))).startswith(words)


def test_an_offer_that_was_taken_up_leaves_a_line_so_that_no_card_is_empty() -> None:
    revision = revised(looked(desk(done(on_card(offer())), cards=[SHOWN]), NINE))
    assert len(revision.message.parts) == 1
    assert "[" not in plain(revision.message)


def test_an_edited_card_still_says_what_else_was_with_them_when_it_was_said() -> None:
    earlier = on_card(waits(3), at("Mon 9:00"), "card:0")
    later = on_card(waits(4), at("Tue 13:00"), "card:2")
    tray = desk(
        done(on_card(waits(1, item=SETTLED), NINE)),
        on_card(waits(2), NINE),
        earlier,
        later,
        cards=[card(NINE, key="card:1")],
    )
    assert plain(revised(looked(tray, at("Wed 9:00"))).message).endswith("\nAlso still with you: q3.")


def test_a_card_may_be_edited_while_another_is_said() -> None:
    effects = looked(desk(done(on_card(waits(1, item=SETTLED))), waits(2), cards=[SHOWN]), NINE)
    assert [type(effect) for effect in effects] == [Revise, Tell, MarkTold]


# Breaking in ---------------------------------------------------------------------------------------------------------

SOON, LATER_ON = {"blocked_on": date(2026, 10, 7)}, {"blocked_on": date(2026, 10, 8)}


@pytest.mark.parametrize(
    ("item", "laid", "when"),
    [
        (SOON, "Mon 10:00", "Mon 10:00"),
        (LATER_ON, "Mon 10:00", "Mon 13:00"),
        (SOON, "Mon 17:30", "Tue 9:00"),
        (SOON, "Mon 3:00", "Mon 9:00"),
        ({"blocked_on": date(2026, 10, 13)}, "Fri 15:00", "Fri 15:00"),
        ({"blocked_on": date(2026, 10, 14)}, "Fri 15:00", "+Mon 9:00"),
        ({"blocked_on": date(2026, 10, 2)}, "Mon 10:00", "Mon 10:00"),
    ],
    ids=["in two days", "in three", "in the evening", "at night", "over a weekend", "after it", "work has stopped"],
)
def test_only_work_that_stops_within_two_working_days_does_not_wait_for_the_card(
    item: dict[str, Any], laid: str, when: str
) -> None:
    assert told_at(desk(waits(when=at(laid), item=item)), at(laid)) == at(when)


@pytest.mark.parametrize("why", [Told.NUDGE, Told.TURNED, Told.CHASE, Told.CLAIM])
def test_what_asks_to_act_breaks_in_and_a_claim_does_not(why: Told) -> None:
    item = SOON | (CLAIMED if why is Told.CLAIM else {})
    if why is Told.CHASE:
        item |= {"turns": (Turn(MONDAY, Holder(None, BEA, "the landlord"), "third party"),)}
    tray = desk(waits(when=at("Mon 10:00"), item=item, why=why))
    assert told_at(tray, at("Mon 10:00")) == (at("Mon 13:00") if why is Told.CLAIM else at("Mon 10:00"))


def test_what_breaks_in_takes_along_what_waits() -> None:
    tray = desk(waits(1, when=at("Mon 9:30")), waits(2, when=at("Mon 10:00"), item=SOON))
    assert marked(looked(tray, at("Mon 10:00"))) == (1, 2)


def test_a_date_comes_near_while_it_waits() -> None:
    """Laid on Monday afternoon for Tuesday's card; looked at again, it is two days off."""
    tray = desk(waits(when=at("Mon 14:00"), item=LATER_ON))
    assert again(looked(tray, at("Mon 14:00"))) == NINE
    assert tell(looked(tray, NINE))


# Budgets -------------------------------------------------------------------------------------------------------------

THREE = [card(at("Tue 9:00")), card(at("Tue 10:00"), Told.NOTE), card(at("Tue 11:00"))]


@pytest.mark.parametrize("item", [{}, SOON], ids=["on the card", "breaking in"])
def test_a_human_gets_three_messages_a_day_whatever_they_are_about(item: dict[str, Any]) -> None:
    tray = desk(waits(when=at("Tue 12:00"), item=item), cards=THREE)
    assert looked(tray, ONE) == (LookAgainAt(at("Wed 9:00")),)
    assert tell(looked(tray, at("Wed 9:00")))
    assert tell(looked(replace(tray, cards=tuple(THREE[:2])), ONE))


def test_a_day_is_the_readers_own() -> None:
    """Three messages before midnight in Pune, which is half past six in the evening here."""
    evening = relationship(client=calendar("Mon-Sun 16-22", KOLKATA))
    cards = [card(at("Tue 11:00")), card(at("Tue 12:00")), card(at("Tue 13:00"))]
    tray = desk(waits(when=at("Tue 14:00"), of=evening, item=SOON), cards=cards)
    assert told_at(tray, at("Tue 14:00")) == at("Wed 10:30")
    assert tell(looked(replace(tray, cards=tuple(cards[:2])), at("Tue 14:00")))


def test_three_messages_are_enough_by_whichever_of_their_calendars_a_day_is_counted() -> None:
    """At 20:00 UTC it is Wednesday in Pune, and still Tuesday in the other company's hours."""
    here, there = (
        relationship(client=calendar("Mon-Sun 0-24")),
        another(client=calendar("Mon-Sun 0-24", KOLKATA)),
    )
    cards = [card(at("Tue 9:00")), card(at("Tue 10:00")), card(at("Tue 11:00"))]
    tray = desk(
        waits(1, when=at("Tue 20:00"), of=there, item=SOON), cards=cards, seats=((here, here.people[BEA]), seat(there))
    )
    assert told_at(tray, at("Tue 20:00")) == at("Wed 0:00")


def seat(of: Relationship) -> tuple[Relationship, Any]:
    return of, of.people[BEA]


def note(when: datetime = MONDAY, number: int = 9) -> Entry:
    laid = nudge(None, id=number, key=f"note:{number}", why=Told.NOTE, step=0, laid_at=when, show_from=when)
    return entry(replace(laid, body=to_json(say(f"The report number {number}."))), place=None)


def brief(number: int = 6, of: Relationship | None = None, **changes: Any) -> Entry:
    return waits(number, of=of, why=Told.BRIEF, step=4, **changes)


def test_a_note_is_said_as_it_was_written() -> None:
    effects = looked(desk(note()), NINE)
    assert text(effects) == "The report number 9."
    [kept] = [effect.card for effect in effects if isinstance(effect, MarkTold)]
    assert kept.why is Told.NOTE
    spoken = tell(effects)
    assert spoken
    assert spoken.near == ""


def test_something_that_is_not_a_nudge_comes_once_a_week() -> None:
    tray = desk(note(), note(number=10))
    assert marked(looked(tray, NINE)) == (9,)
    assert again(looked(tray, NINE)) == at("+Tue 9:00")
    tray = desk(note(number=10), cards=[card(NINE, Told.NOTE)])
    assert looked(tray, at("Wed 9:00")) == (LookAgainAt(at("+Tue 9:00")),)
    assert tell(looked(tray, at("+Tue 9:00")))


def test_a_note_waits_for_a_while_after_a_card() -> None:
    effects = looked(desk(waits(1), note()), NINE)
    assert (marked(effects), again(effects)) == ((1,), at("Tue 10:00"))
    assert marked(looked(desk(on_card(waits(1), NINE), note(), cards=[card(NINE)]), at("Tue 10:00"))) == (9,)


def test_a_brief_comes_once_a_fortnight_and_a_week_after_a_note() -> None:
    assert "For you as Contoso’s sponsor" in text(looked(desk(brief()), NINE))
    after_brief = desk(brief(), cards=[card(NINE, Told.BRIEF)])
    assert looked(after_brief, at("+Tue 9:00")) == (LookAgainAt(at("++Tue 9:00")),)
    assert tell(looked(after_brief, at("++Tue 9:00")))
    assert tell(looked(desk(brief(), cards=[card(NINE, Told.NOTE)]), at("+Tue 9:00")))
    assert not tell(looked(desk(brief(), cards=[card(NINE, Told.NOTE)]), at("+Mon 9:00")))
    assert not tell(looked(desk(note(), cards=[card(NINE, Told.BRIEF)]), at("+Mon 9:00")))


def test_a_brief_names_all_that_waits_in_its_relationship_and_nothing_of_another() -> None:
    effects = looked(desk(brief(1), brief(2), brief(3, of=another())), NINE)
    assert marked(effects) == (1, 2)
    assert "2 things that the go-betweens could not move" in text(effects)
    assert "door 3" not in text(effects)
    assert again(effects) == at("++Tue 9:00")


def test_a_card_does_not_wait_because_a_note_was_said() -> None:
    assert tell(looked(desk(waits(1), cards=[card(at("Tue 9:00"), Told.NOTE)]), ONE))


# Ignored, and what they answered -------------------------------------------------------------------------------------


def ignored(*whys: Told, heeded: Sequence[int] = ()) -> list[Card]:
    days = ("Mon 9:00", "Mon 13:00", "Tue 9:00", "Tue 13:00")
    return [card(at(day), why, heeded=n in heeded) for n, (day, why) in enumerate(zip(days, whys, strict=False))]


def test_after_three_cards_in_a_row_that_nobody_touched_it_asks_whether_to_go_on() -> None:
    effects = looked(desk(waits(1), cards=ignored(*[Told.NUDGE] * 3)), at("Wed 9:00"))
    assert HavePatience(HumanId(1), Patience.ASKED) in effects
    assert text(effects).endswith("[Keep asking] [In a week] [Stop asking]")
    assert "needs one thing" in text(effects)


@pytest.mark.parametrize(
    ("cards", "patience"),
    [
        (ignored(Told.NUDGE, Told.NUDGE), None),
        (ignored(*[Told.NUDGE] * 3, heeded=[2]), None),
        (ignored(*[Told.NUDGE] * 3, heeded=[0]), None),
        (ignored(Told.NUDGE, Told.NOTE, Told.NUDGE), None),
        (ignored(*[Told.NUDGE] * 3), Patience.ASKED),
        (ignored(*[Told.NUDGE] * 4), Patience.KEEP),
        (ignored(*[Told.NUDGE] * 3), Patience.LATER),
    ],
    ids=["two", "the last was heeded", "one was", "a note is no card", "asked before", "keep", "later"],
)
def test_it_asks_once_and_only_after_three(cards: list[Card], patience: Patience | None) -> None:
    effects = looked(desk(waits(1), cards=cards, patience=patience), at("Wed 9:00"))
    assert not [effect for effect in effects if isinstance(effect, HavePatience)]
    assert "Keep asking" not in text(effects)


def test_a_note_between_them_does_not_begin_the_count_anew() -> None:
    cards = ignored(Told.NUDGE, Told.NUDGE, Told.NOTE, Told.NUDGE)
    assert "Keep asking" in text(looked(desk(waits(1), cards=cards), at("Wed 9:00")))


def test_in_a_week_means_that_nothing_is_said_until_then_not_even_what_would_break_in() -> None:
    tray = desk(waits(1), waits(2, item=SOON), note(), patience=Patience.LATER, patience_until=at("+Tue 10:00"))
    assert told_at(tray, NINE) == at("+Tue 10:00")


# Whom it does not reach ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [{"quiet": True}, {"away_until": at("Wed 9:00")}, {"reachable": False}, {"side": None}],
    ids=["quiet", "away", "unreachable", "on no side"],
)
@pytest.mark.parametrize("why", [Told.NUDGE, Told.CHASE, Told.TURNED, Told.BRIEF])
def test_what_somebody_may_not_be_told_goes_back_and_a_step_of_the_ladder_finds_another(
    changes: dict[str, Any], why: Told
) -> None:
    tray = desk(waits(1, of=knowing(relationship(), BEA, **changes), why=why))
    assert bounced(looked(tray, NINE)) == [(why, why in (Told.NUDGE, Told.CHASE))]
    assert len(looked(tray, NINE)) == 1


def test_stop_asking_holds_everywhere_and_away_in_one_company_only_there() -> None:
    away = knowing(another(), BEA, away_until=at("Fri 9:00"))
    effects = looked(desk(waits(1), waits(2, of=away)), NINE)
    assert (marked(effects), bounced(effects)) == ((1,), [(Told.NUDGE, True)])


def test_somebody_who_left_the_relationship_is_told_nothing() -> None:
    assert bounced(looked(desk(waits(1), seats=()), NINE)) == [(Told.NUDGE, True)]


def test_somebody_out_of_reach_here_is_told_on_their_other_account_of_the_same_relationship() -> None:
    of = knowing(knowing(relationship(), BEA, reachable=False), CARL, human=HumanId(1))
    tray = desk(waits(1, of=of), seats=((of, of.people[BEA]), (of, of.people[CARL])))
    spoken = tell(looked(tray, NINE))
    assert spoken
    assert spoken.person == CARL
    elsewhere = replace(another(), people=of.people)
    tray = desk(waits(1, of=of), seats=((of, of.people[BEA]), (elsewhere, of.people[CARL])))
    assert bounced(looked(tray, NINE)) == [(Told.NUDGE, True)]


def test_hours_that_never_open_silence_nobody_elses_things() -> None:
    closed = {MONDAY.date() + timedelta(days=day): "closed" for day in range(-10, 5_000)}
    effects = looked(desk(waits(1, of=another(client=calendar(holidays=closed))), waits(2)), NINE)
    assert (marked(effects), bounced(effects)) == ((2,), [(Told.NUDGE, True)])


@pytest.mark.parametrize(
    "item",
    [
        SETTLED,
        {"state": State.LAPSED},
        {"turns": (*question().turns, Turn(MONDAY, Holder(Side.CLIENT, BEN), "somebody else"))},
    ],
    ids=["settled", "lapsed", "with somebody else"],
)
def test_nothing_is_said_after_an_answer_nor_about_what_lies_with_somebody_else(item: dict[str, Any]) -> None:
    shown = replace(waits(1, item=item), nudge=waits(1).nudge)
    assert bounced(looked(desk(shown), NINE)) == [(Told.NUDGE, False)]


def test_what_was_told_or_is_done_is_not_told_again() -> None:
    assert looked(desk(on_card(waits(1)), done(on_card(waits(2))), cards=[]), NINE) == ()


# Paused and hushed ---------------------------------------------------------------------------------------------------


def paused_place(shown: Entry) -> Entry:
    return replace(shown, place=Place(SHARED, "shared", paused=True))


PAUSED_SIDE = behaving(another(), paused=frozenset({Side.CLIENT}))


CLOSED = replace(waits(2), place=Place(SHARED, "shared", closed=True))


@pytest.mark.parametrize(
    "silent", [waits(2, of=PAUSED_SIDE), paused_place(waits(2)), CLOSED], ids=["the side", "the place", "it is closed"]
)
def test_while_it_is_paused_it_waits_also_when_something_else_is_told_before_a_weekend(silent: Entry) -> None:
    assert looked(desk(silent), NINE) == (LookAgainAt(at("Wed 9:00")),)
    effects = looked(desk(waits(1), silent), at("Fri 13:00"))
    assert (marked(effects), again(effects)) == ((1,), at("+Mon 9:00"))


def test_what_was_laid_before_it_fell_silent_waits_until_it_may_nudge_again() -> None:
    hushed = behaving(relationship(), hushed_until=at("+++Tue 9:00"))
    assert looked(desk(waits(1, of=hushed)), NINE) == (LookAgainAt(at("+++Tue 9:00")),)
    assert tell(looked(desk(waits(1, of=hushed)), at("+++Tue 9:00")))
    assert tell(looked(desk(waits(1, of=hushed, why=Told.CLAIM, item=CLAIMED)), NINE))


# What holds of any tray ----------------------------------------------------------------------------------------------

CALENDARS = [
    calendar(),
    calendar("Mon-Fri 14-18"),
    calendar("Mon-Thu 9-12,13-17; Fri 9-15", BERLIN, {date(2026, 10, 6): "Fair", date(2026, 10, 28): "Fair"}),
    calendar("Mon-Sat 10-18", KOLKATA),
    calendar("Sun-Thu 22-6"),
    calendar("Mon-Sun 0-24"),
    calendar("Wed 10-11"),
]
moments = st.integers(-20 * 24 * 12, 20 * 24 * 12).map(lambda five: at("++Mon 9:00") + five * timedelta(minutes=5))
"""Three weeks back and forth, over a change of the clocks."""


IN_A_TRAY = [why for why in Told if why is not Told.LINE]
ABOUT_NO_ITEM = (Told.NOTE, Told.OFFER, Told.DEED)


@st.composite
def relationships(draw: st.DrawFn, number: int) -> Relationship:
    own = draw(st.none() | st.sampled_from(CALENDARS))
    of = relationship(client=draw(st.sampled_from(CALENDARS)), own={BEA: own} if own else {})
    of = knowing(
        of,
        BEA,
        quiet=draw(st.sampled_from([False] * 7 + [True])),
        reachable=draw(st.sampled_from([True] * 7 + [False])),
        away_until=draw(st.none() | st.none() | moments),
    )
    of = behaving(
        of,
        paused=frozenset(draw(st.sampled_from([(), (), (Side.CLIENT,), (Side.VENDOR,)]))),
        hushed_until=draw(st.none() | st.none() | moments),
    )
    return replace(of, id=RelationshipId(number))


@st.composite
def entries(draw: st.DrawFn, number: int, of: Relationship, now: datetime) -> Entry:
    why = draw(st.sampled_from([*IN_A_TRAY, Told.NUDGE, Told.NUDGE, Told.NUDGE]))
    laid = min(draw(moments), now)
    item = replace(
        question(number=ItemNumber(number), blocked_on=draw(st.none() | moments.map(datetime.date))),
        state=draw(st.sampled_from([State.OPEN, State.OPEN, State.ANSWERED])),
        claim=draw(st.none() | st.just(Claim(Claimed.ANSWERED, BEN, MONDAY))),
    )
    if draw(st.sampled_from([False, False, False, True])):
        item = turned(item, MONDAY, Holder(Side.CLIENT, CARL))
    given = nudge(item, when=laid, id=number, why=why, turn=1, key=f"n{number}", show_from=max(laid, draw(moments)))
    if draw(st.booleans()):
        given = replace(given, show_from=laid)
    if why in ABOUT_NO_ITEM:
        given = replace(given, item=None, body=to_json(say("So it is.")), place=SHARED, message=MessageId("m9"))
    if draw(st.sampled_from([False, False, True])):
        given = replace(given, fate=draw(st.sampled_from([Fate.TOLD, Fate.DONE])), told_at=laid, card="card:old")
    known = None if given.item is None else item
    return Entry(given, of, known, Place(SHARED, "shared"), draw(st.sampled_from(["", "Which day?"])))


@st.composite
def desks(draw: st.DrawFn) -> tuple[Desk, datetime]:
    now = draw(moments)
    worlds = [draw(relationships(n)) for n in range(7, 7 + draw(st.integers(1, 3)))]
    laid = [draw(entries(n, draw(st.sampled_from(worlds)), now)) for n in range(1, draw(st.integers(1, 13)))]
    before = sorted(min(draw(moments), now) for _ in range(draw(st.integers(0, 6))))
    cards = [
        card(
            when, draw(st.sampled_from([Told.NUDGE, Told.NUDGE, Told.NOTE, Told.BRIEF])), key=f"card:{n}", heeded=False
        )
        for n, when in enumerate(before)
    ]
    if draw(st.booleans()):
        cards.append(card(now, key="card:old"))
    tray = Desk(
        human=HumanId(1),
        entries=tuple(laid),
        seats=tuple(seat(of) for of in worlds),
        cards=tuple(cards),
        patience=draw(st.none() | st.sampled_from(Patience)),
        patience_until=draw(st.none() | moments),
    )
    return tray, now


def waiting(tray: Desk) -> dict[int, Entry]:
    return {each.nudge.id: each for each in tray.entries if each.nudge.fate is Fate.WAITING}


def hours_of(shown: Entry) -> Calendar:
    bea = shown.relationship.people[BEA]
    return bea.calendar or shown.relationship.client.calendar


def is_over(shown: Entry) -> bool:
    """Said without the code under test: nobody needs to hear this."""
    nudge, item = shown.nudge, shown.item
    if item is None:
        return nudge.why in (Told.OFFER, Told.DEED) and not shown.quote
    if nudge.why is Told.CLAIM:
        return item.state is State.OPEN or item.claim is None
    return item.state is not State.OPEN or nudge.turn != len(item.turns)


@settings(deadline=None)
@given(desks())
def test_every_entry_is_told_given_back_or_looked_at_again_later(given_: tuple[Desk, datetime]) -> None:
    tray, now = given_
    effects = looked(tray, now)
    assert not [effect for effect in effects if isinstance(effect, Fault)]
    assert looked(tray, now) == effects
    gone = [each.nudge.id for each in effects if isinstance(each, Bounce)]
    left = waiting(tray).keys() - set(marked(effects)) - set(gone)
    assert len(set(gone) | set(marked(effects))) == len(gone) + len(marked(effects))
    looks = [effect for effect in effects if isinstance(effect, LookAgainAt)]
    assert len(looks) == bool(left)
    assert all(each.at and each.at > now for each in looks)


@settings(deadline=None)
@given(desks())
def test_nothing_is_told_that_is_over_before_its_time_or_outside_the_readers_hours(
    given_: tuple[Desk, datetime],
) -> None:
    tray, now = given_
    effects = looked(tray, now)
    assert (tell(effects) is None) == (not marked(effects))
    for number in marked(effects):
        shown = waiting(tray)[number]
        bea = shown.relationship.people[BEA]
        assert not is_over(shown)
        assert is_open(now, hours_of(shown))
        assert max(shown.nudge.laid_at, shown.nudge.show_from) <= now
        assert bea.reachable
        assert not bea.quiet
        assert not bea.is_away(now)
        assert Side.CLIENT not in shown.relationship.settings.paused
        if tray.patience is Patience.LATER and tray.patience_until:
            assert tray.patience_until <= now


@settings(deadline=None)
@given(desks())
def test_the_budgets_hold_by_every_calendar(given_: tuple[Desk, datetime]) -> None:
    tray, now = given_
    effects = looked(tray, now)
    cards = [effect.card for effect in effects if isinstance(effect, MarkTold)]
    assert len(cards) < 2
    for new in cards:
        for of, bea in tray.seats:
            days = bea.calendar or of.client.calendar
            assert sum(local_date(each.at, days) == local_date(now, days) for each in tray.cards) < 3
        if new.why is not Told.NUDGE:
            beside = [each for each in tray.cards if each.why is not Told.NUDGE]
            assert all(each.at <= now - timedelta(days=7) for each in beside)
            briefs = [each for each in beside if each.why is Told.BRIEF]
            assert new.why is not Told.BRIEF or all(each.at <= now - timedelta(days=14) for each in briefs)


@settings(deadline=None, max_examples=50)
@given(desks())
def test_a_tray_is_empty_in_the_end_and_never_rings_for_ever(given_: tuple[Desk, datetime]) -> None:
    """Unless a side is paused: then it is looked at once a day."""
    tray, now = given_
    if any(of.settings.paused for of, _ in tray.seats):
        return
    for _ in range(200):
        effects = looked(tray, now)
        tray = after(tray, effects)
        moment = again(effects)
        if moment is None:
            break
        assert moment > now
        now = moment
    assert not waiting(tray)
    assert not [effect for effect in looked(tray, now) if isinstance(effect, Tell | Revise)]


def after(tray: Desk, effects: Iterable[TrayEffect]) -> Desk:
    """As the ledger carries it out."""
    for effect in effects:
        if isinstance(effect, MarkTold):
            told_now = {each.nudge.id for each in tray.entries} & set(effect.nudges)
            entries = tuple(
                on_card(each, effect.card.at, effect.card.key) if each.nudge.id in told_now else each
                for each in tray.entries
            )
            tray = replace(tray, entries=entries, cards=(*tray.cards, effect.card))
        elif isinstance(effect, Bounce):
            tray = replace(tray, entries=tuple(each for each in tray.entries if each.nudge.key != effect.nudge.key))
        elif isinstance(effect, Revise):
            cards = (
                replace(each, revision=int(effect.key.rpartition("~")[2])) if each.key == effect.revises else each
                for each in tray.cards
            )
            tray = replace(tray, cards=tuple(cards))
    return tray
