"""Deeds, thanks and trust in the ledger, the same on both databases: what is kept comes back, and goes when it must."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from bot.deed_records import deed_values, deeds_between, label_of_report, thanks_between, trusted_at
from bot.ledger import Ledger, Memory
from bot.sweep import sweep
from bot.tables import deeds, nudges, thanks
from rules.effects import DropThanks, Effect, ForgetPerson, KeepDeed, KeepPerson, KeepThanks, KeepTrusted, OffTheRecord
from rules.events import ButtonPressed, CommandGiven, MessageDeleted, Reacted
from rules.model import MessageId, PersonId, Side
from rules.owed import offers
from rules.record import Deed, DeedNumber, DeedState, Extra, How, Thanks, Trusted
from tests.bot.world import ARUN, ASHA, BEA, MONDAY, OURS, SHARED, case_in, found_another, put, says

DAY = timedelta(days=1)
M1 = MessageId("m1")


def deed(number: int = 1, **changes: Any) -> Deed:
    given: dict[str, Any] = {
        "number": DeedNumber(number),
        "place": SHARED,
        "by": ASHA,
        "side": Side.VENDOR,
        "text": "Restarted the feed",
        "at": MONDAY,
        "kept_at": MONDAY,
        "how": How.COMMAND,
    }
    return Deed(**(given | changes))


FULL = deed(
    how=How.REACTION,
    state=DeedState.OFFERED,
    message=M1,
    asked_by=BEA,
    extra=Extra.ONCE,
    workaround="change board",
    seen_by_customers=True,
    undoable=False,
    link="https://t.example/1",
    trusted=True,
    seen_at=MONDAY,
    thanked_at=MONDAY,
)


def opened(connection: Connection) -> Ledger:
    return Ledger(connection, Memory())


def keep(connection: Connection, *effects: Effect) -> None:
    put(opened(connection), *effects)


def kept(connection: Connection) -> list[Deed]:
    return list(deeds_between(connection, OURS, MONDAY - 400 * DAY, MONDAY + 400 * DAY))


def command(text: str, who: PersonId = ASHA, when: datetime = MONDAY) -> CommandGiven:
    return CommandGiven(id=f"c:{text}", at=when, place=SHARED, author=who, text=text, message=MessageId("c"))


@pytest.mark.parametrize("known", [deed(), replace(FULL, state=DeedState.LOGGED)])
def test_a_deed_comes_back_as_it_was_kept(connection: Connection, known: Deed) -> None:
    keep(connection, KeepDeed(known))
    assert kept(connection) == [known]


def test_a_deed_comes_back_as_it_was_changed(connection: Connection) -> None:
    keep(connection, KeepDeed(deed()), KeepDeed(deed(text="Moved it", seen_at=MONDAY)))
    assert kept(connection) == [deed(text="Moved it", seen_at=MONDAY)]


def test_only_what_stands_on_record_is_told_and_by_when_it_was_kept(connection: Connection) -> None:
    keep(connection, *(KeepDeed(deed(n, kept_at=MONDAY + n * DAY)) for n in (1, 2, 3)))
    keep(connection, KeepDeed(deed(4, state=DeedState.OFFERED, kept_at=MONDAY + 2 * DAY)))
    found = deeds_between(connection, OURS, MONDAY + 2 * DAY, MONDAY + 3 * DAY)
    assert [each.number for each in found] == [2]


def test_the_next_number_is_counted_in_the_relationship(connection: Connection) -> None:
    keep(connection, KeepDeed(deed(1)), KeepDeed(deed(2)), KeepDeed(deed(1, text="Moved it")))
    case = opened(connection).case_for(command("did it"))
    assert case
    assert case.deeds_kept == 2


def test_what_happens_to_a_message_is_judged_with_its_deed(connection: Connection) -> None:
    keep(connection, KeepDeed(FULL), KeepDeed(deed(2, message=MessageId("m2"))))
    for event in (
        Reacted(id="r", at=MONDAY, place=SHARED, message=M1, person=BEA, emoji="memo"),
        MessageDeleted(id="d", at=MONDAY, place=SHARED, message=M1),
        ButtonPressed(
            id="p", at=MONDAY, person=ASHA, action="deed.log", about=offers.about(OURS, SHARED, M1), card="card:1"
        ),
    ):
        case = opened(connection).case_for(event)
        assert case
        assert case.deeds == (FULL,)


def test_a_press_about_another_relationships_message_shows_nothing_of_it(connection: Connection) -> None:
    theirs, place = found_another(connection)
    foreign = {"relationship_id": theirs, "number": 1, **deed_values(replace(FULL, place=place))}
    connection.execute(insert(deeds).values(foreign))
    about = offers.about(OURS, place, M1)
    case = opened(connection).case_for(
        ButtonPressed(id="p", at=MONDAY, person=ASHA, action="deed.log", about=about, card="card:1")
    )
    assert case
    assert case.deeds == ()


def test_a_command_is_judged_with_what_it_names(connection: Connection) -> None:
    said = Thanks(BEA, Side.CLIENT, ASHA, "d2", MONDAY, "for the help")
    entry = Trusted("restart the feed", MONDAY)
    keep(connection, *(KeepDeed(deed(n)) for n in (1, 2, 3)), KeepThanks(said), KeepTrusted(entry))
    case = opened(connection).case_for(command("thanks d2", BEA))
    assert case
    assert [each.number for each in case.deeds] == [2]
    assert case.thanks == (said,)
    listed = opened(connection).case_for(command("deeds"))
    assert listed
    assert [each.number for each in listed.deeds] == [1, 2, 3]
    trusted = opened(connection).case_for(command("trusted"))
    assert trusted
    assert trusted.trusted == (entry,)
    exported = opened(connection).case_for(command("export"))
    assert exported
    assert (len(exported.deeds), len(exported.thanks), len(exported.trusted)) == (3, 1, 1)
    plain = opened(connection).case_for(command("waiting"))
    assert plain
    assert (plain.deeds, plain.thanks, plain.trusted) == ((), (), ())


def test_thanks_are_taken_back_one_at_a_time(connection: Connection) -> None:
    mine, others = Thanks(BEA, Side.CLIENT, ASHA, "d1", MONDAY), Thanks(ARUN, Side.VENDOR, None, "q1", MONDAY, "words")
    keep(connection, KeepThanks(mine), KeepThanks(others), DropThanks(mine))
    assert thanks_between(connection, OURS, MONDAY, MONDAY + DAY) == (others,)


def test_what_was_trusted_once_shows_how_trust_grew(connection: Connection) -> None:
    first, second = Trusted("restart the feed", MONDAY), Trusted("move the export", MONDAY + DAY)
    keep(connection, KeepTrusted(first), KeepTrusted(second), KeepTrusted(first, until=MONDAY + 2 * DAY))
    then = [trusted_at(connection, OURS, MONDAY + n * DAY) for n in range(3)]
    assert [{each.text for each in found} for found in then] == [
        {first.text}, {first.text, second.text}, {second.text},
    ]  # fmt: skip


def test_a_report_is_known_again_by_its_id(connection: Connection) -> None:
    keep(connection, KeepDeed(deed(7, how=How.WEBHOOK, by=None, message=MessageId("hook:1"))))
    assert label_of_report(connection, OURS, MessageId("hook:1")) == "d7"
    assert label_of_report(connection, OURS, MessageId("hook:2")) is None


def test_who_wants_no_suggestions_is_remembered(connection: Connection) -> None:
    person = opened(connection).relationship(OURS).people[ASHA]
    keep(connection, KeepPerson(replace(person, no_suggestions=True)))
    assert opened(connection).relationship(OURS).people[ASHA].no_suggestions


def test_off_the_record_drops_the_deeds_of_a_thread(connection: Connection) -> None:
    ledger = opened(connection)
    for message, thread in (("m1", None), ("m2", "m1"), ("m3", None)):
        event = says(ASHA, "Restarted the feed", MONDAY, id=message, thread=thread)
        ledger.note(event, case_in(ledger, event))
    keep(connection, *(KeepDeed(deed(n, message=MessageId(f"m{n}"))) for n in (1, 2, 3)))
    keep(connection, OffTheRecord(SHARED, M1))
    assert [each.number for each in kept(connection)] == [3]


def test_forgetting_takes_name_and_words_and_leaves_that_it_was_done(connection: Connection) -> None:
    keep(
        connection,
        KeepDeed(replace(FULL, state=DeedState.LOGGED)),
        KeepDeed(deed(2, by=ARUN, text="Sent asha home")),
        KeepThanks(Thanks(ASHA, Side.VENDOR, BEA, "q1", MONDAY, "for the help")),
        KeepThanks(Thanks(BEA, Side.CLIENT, ASHA, "d1", MONDAY, "asha was quick")),
    )
    row = {"key": "thanks:1:q1:0", "relationship_id": OURS, "why": "thanks", "turn": 0, "step": 0, "fate": "waiting"}
    told = {"laid_at": MONDAY, "show_from": MONDAY, "body": {"by": ASHA, "parts": []}}
    connection.execute(insert(nudges).values(row | told))
    keep(connection, ForgetPerson(ASHA))
    first, second = kept(connection)
    assert (first.by, first.text, first.workaround, first.link, first.number) == (None, "", "", "", 1)
    assert "asha" not in second.text
    given, got = thanks_between(connection, OURS, MONDAY, MONDAY + DAY)
    assert (given.by, given.words, got.to) == ("", "", None)
    assert "asha" not in got.words
    assert connection.execute(select(nudges.c.body).where(nudges.c.why == "thanks")).scalar_one() is None


def test_words_and_names_go_after_as_long_as_the_settings_say(connection: Connection) -> None:
    keep(
        connection,
        KeepDeed(replace(FULL, state=DeedState.LOGGED)),
        KeepDeed(deed(2, kept_at=MONDAY + 2 * DAY)),
        KeepThanks(Thanks(BEA, Side.CLIENT, ASHA, "d1", MONDAY, "for the help")),
        KeepTrusted(Trusted("restart the feed", MONDAY)),
        KeepTrusted(Trusted("move it", MONDAY)),
        KeepTrusted(Trusted("move it", MONDAY), until=MONDAY),
    )
    sweep(opened(connection), MONDAY + 366 * DAY)
    old, young = kept(connection)
    assert (old.text, old.by, old.asked_by, old.workaround, old.seen_by_customers) == ("", None, None, "", True)
    assert young == deed(2, kept_at=MONDAY + 2 * DAY)
    (said,) = thanks_between(connection, OURS, MONDAY, MONDAY + DAY)
    assert (said.by, said.to, said.words, said.about) == ("", None, "", "d1")
    assert [each.text for each in trusted_at(connection, OURS, MONDAY + DAY)] == ["restart the feed"]


def test_what_nobody_answered_is_no_deed_after_two_weeks(connection: Connection) -> None:
    keep(connection, KeepDeed(FULL))
    sweep(opened(connection), MONDAY + 13 * DAY)
    assert connection.execute(select(deeds.c.state)).scalar_one() == "offered"
    sweep(opened(connection), MONDAY + 15 * DAY)
    row = connection.execute(select(deeds)).one()
    assert (row.state, row.text) == ("denied", "")
    assert not connection.execute(select(thanks)).all()
