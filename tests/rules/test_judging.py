"""The judge beside: what it is shown, when it is asked, and how little follows from what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rules.effects import Consult, Effect, Keep
from rules.events import Event, Judged
from rules.listening.bands import PUBLIC_FROM, Band
from rules.listening.judging import LINES_BEFORE, LONGEST_LINE, Opinion, shown
from rules.listening.progress import Progress
from rules.model import Item, Level, MessageId, PersonId, Place, Relationship, RelationshipId, Said, Side, State
from tests.rules.cases import (
    ANNA,
    ARUN,
    ASHA,
    BEA,
    BEN,
    DANA,
    MONDAY,
    SHARED,
    case,
    decided,
    knowing,
    posted,
    question,
    reacted,
    relationship,
)

JUDGE = "small-judge at judge.example.com"
NOON = MONDAY + timedelta(hours=3)
MAYBE = "I wonder which region it is"
"""What listening is unsure about."""


def agreed(of: Relationship | None = None, judge: str = JUDGE) -> Relationship:
    of = of or relationship()
    return replace(of, agreement=replace(of.agreement, judge=judge))


def said(*lines: tuple[PersonId, str]) -> list[Said]:
    return [
        Said(MessageId(f"s{n}"), None, who, MONDAY + timedelta(minutes=n), text) for n, (who, text) in enumerate(lines)
    ]


# What it is shown ----------------------------------------------------------------------------------------------------


def test_people_are_a_side_and_a_letter_wherever_they_are_named() -> None:
    talk = said(
        (ASHA, "@Bea, did Ben send Contoso the list?"),
        (DANA, "arun has it, asha"),
        (BEA, "Anna of northwind was told."),
    )
    assert shown(talk, relationship()) == (
        "vendor A: client B, did client C send the client the list?",
        "someone D: vendor E has it, vendor A",
        "client B: vendor F of the vendor was told.",
    )


def test_a_part_of_a_name_is_a_name_and_a_part_of_a_word_is_none() -> None:
    of = knowing(relationship(), BEN, name="Ben van Dyke")
    assert shown(said((ASHA, "Dyke, or ben van dyke, or Ben? Not Benjamin.")), of) == (
        "vendor A: client B, or client B, or client B? Not Benjamin.",
    )


def test_whoever_was_forgotten_leaves_the_words_alone() -> None:
    of = knowing(relationship(), BEN, name="someone at Contoso")
    assert shown(said((ASHA, "Is someone at Contoso at work?")), of) == ("vendor A: Is someone at the client at work?",)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see https://contoso.example/a?token=1 now", "see [address] now"),
        ("see www.contoso.example now", "see [address] now"),
        ("write to bea.b@contoso.example, please", "write to [address], please"),
        ("call +49 (0)30 123 456-78 today", "call [number] today"),
        ("account 12345678", "account [number]"),
        ("use `password = hunter2` or ```\nsecret\n``` there", "use [code] or [code] there"),
        ("it ends ```in the middle", "it ends [code]"),
        ("on 12 May at 10:30, 3 of 400", "on 12 May at 10:30, 3 of 400"),
        ("two\nlines", "two lines"),
    ],
)
def test_code_addresses_and_long_numbers_are_left_out(text: str, left: str) -> None:
    assert shown(said((ASHA, text)), relationship()) == (f"vendor A: {left}",)


def test_it_is_the_message_and_a_few_lines_before_it_none_of_them_long() -> None:
    talk = said(*((ASHA, f"line {n} " + "word " * 400) for n in range(20)))
    lines = shown(talk, relationship())
    assert len(lines) == LINES_BEFORE + 1
    assert [line.split()[3] for line in lines] == [str(n) for n in range(20 - LINES_BEFORE - 1, 20)]
    assert all(len(line) <= LONGEST_LINE + len("vendor A: ") for line in lines)


def test_companies_that_nobody_has_named_yet_hide_nothing() -> None:
    of = relationship()
    of = replace(of, client=replace(of.client, company=""), vendor=replace(of.vendor, company=""))
    assert shown(said((ASHA, "is it there?")), of) == ("vendor A: is it there?",)


# When it is asked ----------------------------------------------------------------------------------------------------


def effects(event: Event, given: Any) -> tuple[Effect, ...]:
    return decided(event, given).effects


def consulted(found: Iterable[Effect]) -> list[Consult]:
    return [effect for effect in found if isinstance(effect, Consult)]


def test_it_is_asked_about_what_is_unsure() -> None:
    found = effects(posted(ASHA, MAYBE, NOON), case(of=agreed()))
    kept = next(effect.item for effect in found if isinstance(effect, Keep))
    assert kept.progress.band == Band.PRIVATE
    assert consulted(found) == [Consult(RelationshipId(7), kept.number, JUDGE)]


@pytest.mark.parametrize("text", ["@Bea Which region should the bucket be in?", "Thanks, the bucket is there."])
def test_it_is_not_asked_about_what_is_sure(text: str) -> None:
    assert consulted(effects(posted(ASHA, text, NOON), case(of=agreed()))) == []


def test_nor_where_the_two_did_not_agree_to_it() -> None:
    assert consulted(effects(posted(ASHA, MAYBE, NOON), case(of=relationship()))) == []


@pytest.mark.parametrize(
    "place",
    [
        Place(SHARED, "shared", level=Level.FLAGGED),
        Place(SHARED, "shared", level=Level.SUGGEST),
        Place(SHARED, "shared", agreed=frozenset({Side.CLIENT})),
        Place(SHARED, "shared", private_to=Side.VENDOR),
    ],
    ids=["flagged", "suggest", "not agreed to", "private"],
)
def test_nor_about_what_is_not_tracked(place: Place) -> None:
    assert consulted(effects(posted(ASHA, MAYBE, NOON), case(of=agreed(), place=place))) == []


# What follows --------------------------------------------------------------------------------------------------------

UNSURE = question(progress=Progress(band=Band.PRIVATE, expects=0.58))


def judged(opinion: Opinion, item: Item | None = UNSURE, of: Relationship | None = None) -> tuple[Effect, ...]:
    event = Judged(at=NOON, relationship=RelationshipId(7), item=UNSURE.number, judge=JUDGE, opinion=opinion)
    return effects(event, case(item=item, of=of or agreed()))


@pytest.mark.parametrize(
    ("opinion", "band", "expects"), [(Opinion.YES, Band.PUBLIC, PUBLIC_FROM), (Opinion.NO, Band.SILENT, 0.58)]
)
def test_it_only_changes_how_loudly_may_be_asked(opinion: Opinion, band: Band, expects: float) -> None:
    progress = replace(UNSURE.progress, band=band.value, expects=expects)
    assert judged(opinion) == (Keep(replace(UNSURE, progress=progress)),)


def test_unsure_changes_nothing() -> None:
    assert judged(Opinion.UNSURE) == ()


@pytest.mark.parametrize("opinion", [Opinion.YES, Opinion.NO])
@pytest.mark.parametrize(
    "item",
    [
        None,
        *(replace(UNSURE, state=state) for state in State if state is not State.OPEN),
        question(),
        question(progress=Progress(band=Band.PUBLIC)),
        question(progress=Progress(band=Band.SILENT)),
    ],
)
def test_it_neither_opens_nor_closes_and_says_nothing_of_what_is_sure(opinion: Opinion, item: Item | None) -> None:
    assert judged(opinion, item) == ()


@pytest.mark.parametrize("of", [relationship(), agreed(judge="another at judge.example.com")])
def test_what_it_says_after_the_two_ended_it_changes_nothing(of: Relationship) -> None:
    assert judged(Opinion.YES, of=of) == ()


@pytest.mark.parametrize("band", [Band.PRIVATE, Band.SILENT, Band.PUBLIC])
def test_somebodys_mark_beats_it(band: Band) -> None:
    item = question(progress=Progress(band=band.value, expects=0.3))
    [keep] = effects(reacted(ANNA, "question", NOON), case(item=item, of=agreed()))
    assert isinstance(keep, Keep)
    assert keep.item == replace(item, progress=Progress())
    assert judged(Opinion.NO, keep.item) == ()
    assert effects(reacted(ARUN, "question", NOON), case(item=keep.item, of=agreed())) == ()
