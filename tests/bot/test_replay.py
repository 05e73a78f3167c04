"""`rapport replay` from end to end: real exports on disk go in; the figures that come out were worked out by hand."""

from __future__ import annotations

import io
import json
import logging
import os
import random
import re
import resource
import shlex
import signal
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest

from adapters.archive import Archive
from bot.cli import main
from bot.figures import accounts
from bot.records import read_relationship
from bot.replay import History, Watch, replay
from bot.sides import sides_file
from rules.model import Place
from tests.adapters.test_archive import content, written, zipped

Json = Any
Files = dict[str, Json]

BEA, BEN, ASHA, ARUN, ZOE = "UBEA", "UBEN", "UASHA", "UARUN", "UZOE"
SHARED = "C0SHARED"
QUESTION = "Which region should the bucket be in?"
ANSWER = "The bucket should be in eu-west-1."
TO_BEA, TO_ASHA = f"<@{BEA}> {QUESTION}", f"<@{ASHA}> {QUESTION}"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
RAPPORT = Path(sys.executable).parent / "rapport"
SAMPLE = Path(__file__).parents[1] / "data" / "houston-datavis.zip"
SAMPLE_SIDES = SAMPLE.with_suffix(".sides.toml")


# Writing an export ---------------------------------------------------------------------------------------------------


def user(id_: str, name: str, team: str, domain: str) -> Json:
    profile = {"display_name": name, "email": f"{name.lower()}@{domain}"}
    return {"id": id_, "name": name.lower(), "team_id": team, "profile": profile}


USERS = [
    user(BEA, "Bea", "T0CONTOSO", "contoso.example"),
    user(BEN, "Ben", "T0CONTOSO", "contoso.example"),
    user(ASHA, "Asha", "T0NORTH", "northwind.example"),
    user(ARUN, "Arun", "T0NORTH", "northwind.example"),
    user(ZOE, "Zoe", "T0OTHER", "elsewhere.example"),
]


def at(when: str) -> datetime:
    """`Mon 5 Oct 09:00` of 2026, in UTC."""
    weekday, day, month, clock = when.split()
    found = datetime(2026, MONTHS.index(month) + 1, int(day), int(clock[:2]), int(clock[3:]), tzinfo=UTC)
    assert f"{found:%a}" == weekday, f"{when} is a {found:%A}"
    return found


def stamp(moment: datetime) -> str:
    """The `ts` of a moment."""
    return f"{int(moment.timestamp())}.{moment.microsecond:06}"


def ts(when: str) -> str:
    return stamp(at(when))


def says(when: str, who: str, text: str, thread: str | None = None, **rest: Json) -> Json:
    """A message; `thread` is when its root was written."""
    root = {"thread_ts": ts(thread)} if thread else {}
    return {"type": "message", "user": who, "text": text, "ts": ts(when), **root, **rest}


def days(folder: str, *messages: Json) -> Files:
    """The files of a channel, one a day, as Slack writes them."""
    files: Files = defaultdict(list)
    for message in messages:
        files[f"{folder}/{datetime.fromtimestamp(float(message['ts']), UTC).date()}.json"].append(message)
    return dict(files)


def channel(id_: str, name: str, *members: str) -> Json:
    return {"id": id_, "name": name, "members": list(members)}


def lists(*channels: Json) -> Files:
    return {"users.json": USERS, "channels.json": list(channels) or [channel(SHARED, "shared")]}


def export(*messages: Json) -> Files:
    """An export of one channel."""
    return lists() | days("shared", *messages)


def sides(client: str = "", vendor: str = "") -> str:
    """A sides file, with more lines for either side."""
    return (
        f'[client]\nname = "Contoso"\ndomains = ["contoso.example"]\ngo_between = "ben"\n{client}\n'
        f'[vendor]\nname = "Northwind"\ndomains = ["northwind.example"]\ngo_between = "arun"\n{vendor}\n'
    )


# Replaying it --------------------------------------------------------------------------------------------------------


def fresh(tmp_path: Path) -> Path:
    """A new folder for one export and what belongs to it."""
    return Path(tempfile.mkdtemp(dir=tmp_path))


def with_sides(tmp_path: Path, files: Mapping[str, Json], terms: str = sides()) -> list[str]:
    """An export and a sides file on disk, as arguments of `rapport replay`."""
    folder = fresh(tmp_path)
    (folder / "sides.toml").write_text(terms, encoding="utf-8")
    return [str(written(folder / "export", files)), "--sides", str(folder / "sides.toml")]


def status(*words: str | Path) -> int:
    """The exit status of `rapport replay`, in this process."""
    try:
        return main(["replay", *map(str, words)])
    except SystemExit as refused:  # argparse
        return refused.code if isinstance(refused.code, int) else 1


def raw_report(tmp_path: Path, *words: str | Path) -> bytes:
    out = fresh(tmp_path) / "report.json"
    assert status(*words, "--json", out, "--quiet") == 0
    return out.read_bytes()


def report(
    tmp_path: Path, files: Mapping[str, Json], *words: str | Path, client: str = "", vendor: str = ""
) -> dict[str, Json]:
    """What `--json` says of an export, with more lines for the sides."""
    found: dict[str, Json] = json.loads(
        raw_report(tmp_path, *with_sides(tmp_path, files, sides(client, vendor)), *words)
    )
    return found


def items_of(tmp_path: Path, *messages: Json, client: str = "", vendor: str = "", until: str = "") -> list[Json]:
    """The items of a history in one channel."""
    words = ["--until", at(until).isoformat()] if until else []
    found: list[Json] = report(tmp_path, export(*messages), *words, client=client, vendor=vendor)["items"]
    return found


def the_item(tmp_path: Path, *messages: Json, client: str = "", vendor: str = "", until: str = "") -> Json:
    (item,) = items_of(tmp_path, *messages, client=client, vendor=vendor, until=until)
    return item


def ladder(item: Json) -> list[str]:
    """The nudges of an item as `Tue 6 Oct 09:00 UBEA 1`: when, to whom, which step."""
    return [f"{said(nudge['at'])} {nudge['to']} {nudge['step']}" for nudge in item["nudges"]]


def said(rfc3339: str) -> str:
    moment = datetime.fromisoformat(rfc3339)
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def outcome(item: Json) -> tuple[str, str | None, float]:
    """State, who closed it, hours."""
    return item["state"], item["closed_by"], item["waited_hours"]


# Who waited for whom -------------------------------------------------------------------------------------------------


def test_an_answer_on_the_next_day_took_the_working_hours_between(tmp_path: Path) -> None:
    item = the_item(tmp_path, says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Tue 6 Oct 10:00", BEA, ANSWER))
    assert outcome(item) == ("answered", BEA, 9.0)
    assert (item["asked_by"], item["asker_side"], item["holder_side"]) == (ASHA, "vendor", "client")


def test_a_target_that_is_up_at_closing_time_is_late_at_the_next_opening(tmp_path: Path) -> None:
    item = the_item(tmp_path, says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Tue 6 Oct 10:00", BEA, ANSWER))
    assert ladder(item) == ["Tue 6 Oct 09:00 UBEA 1"]


@pytest.mark.parametrize(("answered", "nudges"), [("Tue 6 Oct 09:00", 0), ("Tue 6 Oct 09:01", 1)])
def test_what_happens_in_the_minute_a_nudge_is_due_comes_first(tmp_path: Path, answered: str, nudges: int) -> None:
    item = the_item(tmp_path, says("Mon 5 Oct 09:00", ASHA, TO_BEA), says(answered, BEA, ANSWER))
    assert len(ladder(item)) == nudges


def test_a_private_step_goes_out_with_the_next_card_and_the_others_eight_working_hours_after_it(tmp_path: Path) -> None:
    """Cards go out at the start of the working day and at 13:00; who was told has a working day from then on."""
    item = the_item(
        tmp_path, says("Mon 5 Oct 10:12", ASHA, TO_BEA), says("Mon 12 Oct 11:12", BEN, ANSWER, "Mon 5 Oct 10:12")
    )
    assert ladder(item) == ["Tue 6 Oct 13:00 UBEA 1", "Wed 7 Oct 13:00 UBEN 2", "Thu 8 Oct 13:00 client 3"]
    assert [nudge["private"] for nudge in item["nudges"]] == [True, True, False]
    assert outcome(item) == ("answered", BEN, 41.0)


def test_the_ladder_rests_at_the_weekend(tmp_path: Path) -> None:
    item = the_item(tmp_path, says("Thu 8 Oct 12:00", ASHA, TO_BEA), says("Wed 14 Oct 12:00", BEA, ANSWER))
    assert ladder(item) == ["Fri 9 Oct 13:00 UBEA 1", "Mon 12 Oct 13:00 UBEN 2", "Tue 13 Oct 13:00 client 3"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Mon 5 Oct 09:00", "Tue 6 Oct 09:00"),
        ("Mon 5 Oct 09:05", "Tue 6 Oct 09:05"),  # an alarm at opening time rings a little after it
        ("Mon 5 Oct 09:06", "Tue 6 Oct 13:00"),
        ("Mon 5 Oct 13:00", "Tue 6 Oct 13:00"),
        ("Mon 5 Oct 13:06", "Wed 7 Oct 09:00"),
        ("Thu 8 Oct 16:59", "Mon 12 Oct 09:00"),
    ],
)
def test_a_card_goes_out_at_the_start_of_the_working_day_or_at_one(tmp_path: Path, asked: str, told: str) -> None:
    item = the_item(tmp_path, says(asked, ASHA, TO_BEA), says("Mon 12 Oct 09:01", BEA, ANSWER, asked))
    assert ladder(item)[0] == f"{told} UBEA 1"


def test_what_is_due_for_one_person_is_told_on_one_card(tmp_path: Path) -> None:
    """Two questions of the morning, in two places, and one of the afternoon."""
    files = lists(channel("C1", "shared"), channel("C2", "ops"))
    files |= days("shared", says("Mon 5 Oct 10:00", ASHA, TO_BEA), says("Mon 5 Oct 15:00", ARUN, f"<@{BEA}> Who pays?"))
    files |= days("ops", says("Mon 5 Oct 11:00", ARUN, TO_BEA))
    found = report(tmp_path, files, "--until", at("Wed 7 Oct 10:00").isoformat())
    assert [ladder(item) for item in found["items"]] == [
        ["Tue 6 Oct 13:00 UBEA 1"],
        ["Tue 6 Oct 13:00 UBEA 1"],
        ["Wed 7 Oct 09:00 UBEA 1"],
    ]
    assert found["totals"]["bot"] == {"cards": 2, "public_lines": 0, "per_100_messages": 0.0}


def test_the_sponsor_is_the_last_step(tmp_path: Path) -> None:
    """Told when there is room for something that is no nudge; one brief in two weeks, with all that waits by then."""
    files = lists(channel("C1", "shared"), channel("C2", "ops"), channel("C3", "hr"))
    for folder, asked in (("shared", "Mon 5 Oct 09:00"), ("ops", "Mon 5 Oct 09:00"), ("hr", "Mon 12 Oct 09:00")):
        files |= days(folder, says(asked, ASHA, TO_BEA))
    files |= {"users.json": [*USERS, user("UCARL", "Carl", "T0CONTOSO", "contoso.example")]}
    found = report(tmp_path, files, "--until", at("Mon 26 Oct 17:00").isoformat(), client='sponsor = "carl"')
    steps = ["Tue 6 Oct 09:00 UBEA 1", "Wed 7 Oct 09:00 UBEN 2", "Thu 8 Oct 09:00 client 3", "Fri 9 Oct 09:00 UCARL 4"]
    assert [ladder(item) for item in found["items"][:2]] == [steps, steps]
    assert ladder(found["items"][2])[-1] == "Fri 23 Oct 09:00 UCARL 4"


def test_in_shared_places_it_writes_three_lines_and_then_two_for_a_hundred_messages(tmp_path: Path) -> None:
    files = lists()
    for room in range(5):
        files |= days(f"room-{room}", says(f"Mon 5 Oct 09:0{room}", ASHA, TO_BEA))
    few = report(tmp_path, files, "--until", at("Fri 9 Oct 17:00").isoformat())
    assert [len(item["nudges"]) for item in few["items"]] == [3, 3, 3, 2, 2]
    assert few["totals"]["bot"] == {"cards": 4, "public_lines": 3, "per_100_messages": 60.0}
    talk = [
        says("Mon 5 Oct 10:00", BEN, f"Part {n}.") | {"ts": f"{ts('Mon 5 Oct 10:00')[:10]}.{n:06}"} for n in range(195)
    ]
    many = report(tmp_path, files | days("talk", *talk), "--until", at("Fri 9 Oct 17:00").isoformat())
    assert many["totals"]["bot"] == {"cards": 4, "public_lines": 4, "per_100_messages": 2.0}


def test_where_nobody_is_named_the_go_between_is_asked_first_and_the_deputy_second(tmp_path: Path) -> None:
    messages = says("Mon 5 Oct 10:00", ASHA, QUESTION), says("Fri 9 Oct 10:00", BEA, ANSWER)
    item = the_item(tmp_path, *messages, client='deputy = "bea"')
    assert ladder(item) == ["Tue 6 Oct 13:00 UBEN 1", "Wed 7 Oct 13:00 UBEA 2", "Thu 8 Oct 13:00 client 3"]


def test_without_a_deputy_nobody_is_asked_twice(tmp_path: Path) -> None:
    item = the_item(tmp_path, says("Mon 5 Oct 10:00", ASHA, QUESTION), says("Fri 9 Oct 10:00", BEA, ANSWER))
    assert ladder(item) == ["Tue 6 Oct 13:00 UBEN 1", "Thu 8 Oct 13:00 client 3"]


def test_a_target_of_four_hours_is_kept_to(tmp_path: Path) -> None:
    messages = says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Thu 8 Oct 09:00", BEA, ANSWER)
    item = the_item(tmp_path, *messages, client='targets = { question = "4h" }')
    assert ladder(item) == ["Mon 5 Oct 13:00 UBEA 1", "Tue 6 Oct 13:00 UBEN 2", "Wed 7 Oct 13:00 client 3"]


def test_the_weekend_is_no_working_time(tmp_path: Path) -> None:
    item = the_item(tmp_path, says("Fri 2 Oct 16:30", ASHA, TO_BEA), says("Mon 5 Oct 09:30", BEA, ANSWER))
    assert item["waited_hours"] == 1.0


def test_a_holiday_of_the_region_is_no_working_time_and_no_time_for_a_nudge(tmp_path: Path) -> None:
    """Epiphany, Tue 6 Jan, is a holiday in Bavaria. 15:00 in Berlin is 14:00 UTC."""
    bavaria = 'zone = "Europe/Berlin"\nholidays = ["DE-BY"]\ntargets = { question = "2h" }'
    messages = says("Mon 5 Jan 14:00", ASHA, TO_BEA), says("Wed 7 Jan 09:00", BEA, ANSWER)
    item = the_item(tmp_path, *messages, client=bavaria)
    assert item["waited_hours"] == 3.0
    assert ladder(item) == ["Wed 7 Jan 08:00 UBEA 1"]


def test_the_holiday_of_one_side_is_a_working_day_of_the_other(tmp_path: Path) -> None:
    messages = says("Mon 5 Jan 14:00", BEA, TO_ASHA), says("Wed 7 Jan 09:00", ASHA, ANSWER)
    assert the_item(tmp_path, *messages, client='holidays = ["DE-BY"]')["waited_hours"] == 11.0


def test_single_days_are_off_or_worked_as_agreed(tmp_path: Path) -> None:
    """Epiphany is worked and the Wednesday after it is off: 3 h on Monday, 8 on Tuesday, 1 on Thursday."""
    messages = says("Mon 5 Jan 14:00", ASHA, TO_BEA), says("Thu 8 Jan 10:00", BEA, ANSWER)
    agreed = 'holidays = ["DE-BY", "-2026-01-06", "+2026-01-07"]'
    assert the_item(tmp_path, *messages, client=agreed)["waited_hours"] == 12.0


BERLIN, KOLKATA = 'zone = "Europe/Berlin"', 'zone = "Asia/Kolkata"'


def test_each_side_is_measured_where_it_works(tmp_path: Path) -> None:
    """9:00 is 07:00 UTC in Berlin and 03:30 UTC in Kolkata."""
    to_client = says("Mon 5 Oct 04:00", ASHA, TO_BEA), says("Mon 5 Oct 08:30", BEA, ANSWER)
    to_vendor = says("Mon 5 Oct 14:00", BEA, TO_ASHA), says("Tue 6 Oct 04:30", ASHA, ANSWER)
    items = items_of(tmp_path, *to_client, *to_vendor, client=BERLIN, vendor=KOLKATA)
    assert [(item["holder_side"], item["waited_hours"]) for item in items] == [("client", 1.5), ("vendor", 1.0)]


def test_nudges_go_out_in_the_hours_of_the_side_that_holds_the_ball(tmp_path: Path) -> None:
    """11:30 UTC is closing time in Kolkata, and 03:30 UTC the opening of the next day."""
    messages = says("Mon 5 Oct 03:30", BEA, TO_ASHA), says("Tue 6 Oct 12:00", ASHA, ANSWER)
    assert ladder(the_item(tmp_path, *messages, client=BERLIN, vendor=KOLKATA)) == ["Tue 6 Oct 03:30 UASHA 1"]


def test_the_clocks_change_and_an_hour_of_work_stays_an_hour(tmp_path: Path) -> None:
    """Fri 23 Oct 16:00 in Berlin is 14:00 UTC; after the Sunday on which the clocks go back, 10:00 is 09:00 UTC."""
    messages = says("Fri 23 Oct 14:00", ASHA, TO_BEA), says("Mon 26 Oct 09:00", BEA, ANSWER)
    assert the_item(tmp_path, *messages, client=BERLIN)["waited_hours"] == 2.0


def test_the_break_at_noon_is_no_working_time(tmp_path: Path) -> None:
    messages = says("Mon 5 Oct 11:00", ASHA, TO_BEA), says("Mon 5 Oct 14:00", BEA, ANSWER)
    assert the_item(tmp_path, *messages, client='hours = "Mon-Fri 09:00-12:00,13:00-17:00"')["waited_hours"] == 2.0


def test_what_falls_due_at_noon_is_said_after_the_break(tmp_path: Path) -> None:
    messages = says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Mon 5 Oct 16:00", BEA, ANSWER)
    agreed = 'hours = "Mon-Fri 09:00-12:00,13:00-17:00"\ntargets = { question = "3h" }'
    assert ladder(the_item(tmp_path, *messages, client=agreed)) == ["Mon 5 Oct 13:00 UBEA 1"]


def test_a_night_shift_counts_past_midnight(tmp_path: Path) -> None:
    messages = says("Mon 5 Oct 23:00", ASHA, TO_BEA), says("Tue 6 Oct 08:00", BEA, ANSWER)
    assert the_item(tmp_path, *messages, client='hours = "Mon-Fri 22:00-06:00"')["waited_hours"] == 7.0


def test_both_directions_are_measured(tmp_path: Path) -> None:
    messages = [
        says("Mon 5 Oct 09:00", ASHA, TO_BEA),
        says("Mon 5 Oct 11:00", BEA, ANSWER, thread="Mon 5 Oct 09:00"),
        says("Mon 5 Oct 12:00", BEN, f"<@{ARUN}> Who signs the contract?"),
        says("Tue 6 Oct 09:00", ARUN, "Carl signs the contract.", thread="Mon 5 Oct 12:00"),
    ]
    totals = report(tmp_path, export(*messages))["totals"]
    assert totals == {
        "client": {"opened": 1, "answered": 1, "open": 0, "waited_hours": 2.0, "p50_hours": 2.0, "p75_hours": 2.0},
        "vendor": {"opened": 1, "answered": 1, "open": 0, "waited_hours": 5.0, "p50_hours": 5.0, "p75_hours": 5.0},
        "bot": {"cards": 0, "public_lines": 0, "per_100_messages": 0.0},
    }


def test_percentiles_lie_between_items_where_they_must(tmp_path: Path) -> None:
    """Waits of 1, 2, 3 and 4 hours."""
    files = lists()
    for hours in (1, 2, 3, 4):
        asked, told = says("Mon 5 Oct 09:00", ASHA, TO_BEA), says(f"Mon 5 Oct {9 + hours:02}:00", BEA, ANSWER)
        files |= days(f"room-{hours}", asked, told)
    client = report(tmp_path, files)["totals"]["client"]
    assert (client["waited_hours"], client["p50_hours"], client["p75_hours"]) == (10.0, 2.5, 3.25)


@pytest.mark.parametrize("thread", [None, "Mon 5 Oct 09:00"])
def test_an_answer_counts_in_the_thread_and_in_the_open_channel(tmp_path: Path, thread: str | None) -> None:
    item = the_item(tmp_path, says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Mon 5 Oct 12:30", BEA, ANSWER, thread))
    assert outcome(item) == ("answered", BEA, 3.5)
    assert item["closing_ts"] == ts("Mon 5 Oct 12:30")


def test_a_question_in_a_thread_is_for_who_of_the_other_side_spoke_there_last(tmp_path: Path) -> None:
    root = "Mon 5 Oct 09:00"
    messages = [
        says(root, BEA, "The invoice has arrived."),
        says("Mon 5 Oct 10:00", ASHA, QUESTION, root),
        says("Tue 6 Oct 14:00", BEA, ANSWER, root),
    ]
    item = the_item(tmp_path, *messages)
    assert item["ts"] == ts("Mon 5 Oct 10:00")
    assert ladder(item) == ["Tue 6 Oct 13:00 UBEA 1"]


def test_an_acknowledgement_moves_the_target_but_not_the_waiting(tmp_path: Path) -> None:
    messages = [
        says("Mon 5 Oct 09:00", ASHA, TO_BEA),
        says("Mon 5 Oct 11:00", BEA, "Looking into it.", "Mon 5 Oct 09:00"),
        says("Tue 6 Oct 14:00", BEA, ANSWER, "Mon 5 Oct 09:00"),
    ]
    item = the_item(tmp_path, *messages)
    assert outcome(item) == ("answered", BEA, 13.0)
    assert ladder(item) == ["Tue 6 Oct 13:00 UBEA 1"]


def test_a_second_acknowledgement_moves_nothing(tmp_path: Path) -> None:
    messages = [
        says("Mon 5 Oct 09:00", ASHA, TO_BEA),
        says("Mon 5 Oct 11:00", BEA, "Looking into it.", "Mon 5 Oct 09:00"),
        says("Mon 5 Oct 16:00", BEA, "Looking into it.", "Mon 5 Oct 09:00"),
        says("Tue 6 Oct 14:00", BEA, ANSWER, "Mon 5 Oct 09:00"),
    ]
    assert ladder(the_item(tmp_path, *messages)) == ["Tue 6 Oct 13:00 UBEA 1"]


def test_a_sign_of_life_keeps_everybody_quiet_for_four_working_hours(tmp_path: Path) -> None:
    """Late at 11 on Tuesday; the word of 10:30 holds until 14:30, after the card of that day."""
    messages = [
        says("Mon 5 Oct 09:00", ASHA, TO_BEA),
        says("Mon 5 Oct 11:00", BEA, "Looking into it.", "Mon 5 Oct 09:00"),
        says("Tue 6 Oct 10:30", BEA, "Looking into it.", "Mon 5 Oct 09:00"),
        says("Wed 7 Oct 12:00", BEA, ANSWER, "Mon 5 Oct 09:00"),
    ]
    assert ladder(the_item(tmp_path, *messages)) == ["Wed 7 Oct 09:00 UBEA 1"]


ASKED_BACK = [
    says("Mon 5 Oct 09:00", ASHA, TO_BEA),
    says("Mon 5 Oct 11:00", BEA, "Which project is that for?", "Mon 5 Oct 09:00"),
    says("Mon 5 Oct 14:00", ASHA, "The billing project.", "Mon 5 Oct 09:00"),
    says("Tue 6 Oct 10:00", BEA, ANSWER, "Mon 5 Oct 09:00"),
]


def test_while_the_asker_is_asked_back_the_wait_is_theirs(tmp_path: Path) -> None:
    """Bea has it from 9 to 11, Asha from 11 to 14, Bea until the next morning at 10."""
    found = report(tmp_path, export(*ASKED_BACK))
    (item,) = found["items"]
    assert (item["asker_side"], item["holder_side"]) == ("vendor", "client")
    assert outcome(item) == ("answered", BEA, 9.0)
    assert [found["totals"][side]["waited_hours"] for side in ("client", "vendor")] == [6.0, 3.0]
    assert [found["totals"][side]["opened"] for side in ("client", "vendor")] == [1, 0]


def test_each_turn_is_measured_by_the_hours_of_its_side(tmp_path: Path) -> None:
    """The vendor works from 13 to 17: of its three hours only one counts."""
    found = report(tmp_path, export(*ASKED_BACK), vendor='hours = "Mon-Fri 13:00-17:00"')
    assert [found["totals"][side]["waited_hours"] for side in ("client", "vendor")] == [6.0, 1.0]
    assert found["items"][0]["waited_hours"] == 7.0


def test_the_ladder_begins_anew_for_whoever_is_asked_back(tmp_path: Path) -> None:
    """Bea is nudged on Tuesday; she asks back on Wednesday, and a working day later it is Asha's turn to be nudged."""
    root = "Mon 5 Oct 09:00"
    messages = [
        says(root, ASHA, TO_BEA),
        says("Tue 6 Oct 11:00", BEA, "Which project is that for?", root),
        says("Thu 8 Oct 09:00", ASHA, "The billing project.", root),
    ]
    assert ladder(the_item(tmp_path, *messages)) == ["Tue 6 Oct 09:00 UBEA 1", "Wed 7 Oct 13:00 UASHA 1"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Never mind.", "withdrawn"),
        ("I sent you a DM.", "moved_elsewhere"),
        ("Let's jump on a call.", "moved_elsewhere"),
    ],
)
def test_the_asker_may_end_it(tmp_path: Path, text: str, state: str) -> None:
    item = the_item(
        tmp_path, says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Mon 5 Oct 12:00", ASHA, text, "Mon 5 Oct 09:00")
    )
    assert outcome(item) == (state, ASHA, 3.0)


def test_a_check_mark_answers_without_a_message(tmp_path: Path) -> None:
    """An export does not date reactions: Bea's counts from when she next wrote."""
    checked = [{"name": "white_check_mark", "users": [BEA], "count": 1}]
    asked = says("Mon 5 Oct 09:00", ASHA, TO_BEA, reactions=checked)
    messages = asked, says("Mon 5 Oct 10:00", BEA, "Good morning.")
    item = the_item(tmp_path, *messages)
    assert outcome(item) == ("answered", BEA, 1.0)
    assert (item["closed_ts"], item["closing_ts"]) == ("2026-10-05T10:00:00Z", None)


def test_an_open_question_is_measured_to_the_last_message(tmp_path: Path) -> None:
    item = the_item(tmp_path, says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Wed 7 Oct 11:00", ARUN, "Good morning."))
    assert outcome(item) == ("open", None, 18.0)
    assert (item["closed_ts"], item["closing_ts"]) == (None, None)
    assert ladder(item) == ["Tue 6 Oct 09:00 UBEA 1", "Wed 7 Oct 09:00 UBEN 2"]


def test_an_open_question_may_be_measured_to_a_later_day(tmp_path: Path) -> None:
    item = the_item(tmp_path, says("Mon 5 Oct 09:00", ASHA, TO_BEA), until="Thu 8 Oct 09:00")
    assert outcome(item) == ("open", None, 24.0)
    assert ladder(item) == ["Tue 6 Oct 09:00 UBEA 1", "Wed 7 Oct 09:00 UBEN 2", "Thu 8 Oct 09:00 client 3"]


def test_what_was_said_after_the_day_to_measure_to_has_not_happened_yet(tmp_path: Path) -> None:
    messages = says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Wed 7 Oct 09:00", BEA, ANSWER)
    assert outcome(the_item(tmp_path, *messages, until="Tue 6 Oct 12:00")) == ("open", None, 11.0)


@pytest.mark.parametrize("until", ["2026-10-06", "2026-10-06T00:00Z", "2026-10-06T02:00+02:00"])
def test_until_is_a_day_or_a_moment_in_utc_unless_it_says_otherwise(tmp_path: Path, until: str) -> None:
    found = report(tmp_path, export(says("Mon 5 Oct 10:00", ASHA, TO_BEA)), "--until", until)
    assert found["items"][0]["waited_hours"] == 7.0


def test_twenty_working_days_after_the_last_step_a_question_lapses(tmp_path: Path) -> None:
    """Twenty working days after Wed 7 Oct 17:00 is Wed 4 Nov 17:00, closing time: said at the next opening."""
    messages = says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Mon 7 Dec 09:00", BEN, "Good morning.")
    item = the_item(tmp_path, *messages)
    assert outcome(item) == ("lapsed", None, 184.0)
    assert (item["closed_ts"], item["closing_ts"]) == ("2026-11-05T09:00:00Z", None)
    assert len(item["nudges"]) == 3


def test_people_of_one_side_owe_each_other_nothing(tmp_path: Path) -> None:
    messages = says("Mon 5 Oct 09:00", ASHA, f"<@{ARUN}> {QUESTION}"), says("Mon 5 Oct 10:00", ARUN, ANSWER)
    assert items_of(tmp_path, *messages) == []


def test_who_is_on_no_side_neither_asks_nor_answers(tmp_path: Path) -> None:
    messages = [
        says("Mon 5 Oct 09:00", ZOE, TO_BEA),
        says("Mon 5 Oct 10:00", ASHA, TO_BEA),
        says("Mon 5 Oct 11:00", ZOE, ANSWER, "Mon 5 Oct 10:00"),
        says("Mon 5 Oct 12:00", BEA, ANSWER, "Mon 5 Oct 10:00"),
    ]
    item = the_item(tmp_path, *messages)
    assert item["ts"] == ts("Mon 5 Oct 10:00")
    assert outcome(item) == ("answered", BEA, 2.0)


def test_a_question_that_turns_out_to_be_internal_takes_no_nudges_from_later_ones(tmp_path: Path) -> None:
    """Arun answers his colleague after the client was nudged: that never was an item, but the next question is."""
    messages = [
        says("Mon 5 Oct 09:00", ASHA, QUESTION),
        says("Tue 6 Oct 12:00", ARUN, ANSWER, "Mon 5 Oct 09:00"),
        says("Mon 12 Oct 10:00", ASHA, f"<@{BEA}> Who signs the contract?"),
        says("Wed 14 Oct 09:00", BEA, "Carl signs the contract.", "Mon 12 Oct 10:00"),
    ]
    item = the_item(tmp_path, *messages)
    assert item["ts"] == ts("Mon 12 Oct 10:00")
    assert ladder(item) == ["Tue 13 Oct 13:00 UBEA 1"]


# Places and people ---------------------------------------------------------------------------------------------------


def asked_and_told(folder: str) -> Files:
    return days(folder, says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Mon 5 Oct 10:00", BEA, ANSWER))


def test_every_place_is_listened_to_under_its_name(tmp_path: Path) -> None:
    files = {
        **lists(channel("C1", "shared"), channel("C2", "ops")),
        **asked_and_told("shared"),
        **asked_and_told("ops"),
        **asked_and_told("D1"),
        **asked_and_told("mpdm-asha--bea--ben-1"),
        "dms.json": [{"id": "D1", "members": [ASHA, BEA]}],
        "mpims.json": [{"id": "G1", "name": "mpdm-asha--bea--ben-1", "members": [ASHA, BEA, BEN]}],
    }
    found = report(tmp_path, files)
    assert (found["messages"], found["places"], found["people"]) == (8, 4, 2)
    assert sorted(item["place"] for item in found["items"]) == ["D1", "mpdm-asha--bea--ben-1", "ops", "shared"]
    assert {outcome(item) for item in found["items"]} == {("answered", BEA, 1.0)}


def test_places_are_replayed_side_by_side_in_the_order_of_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = days("shared", says("Mon 5 Oct 10:00", ASHA, TO_BEA), says("Mon 5 Oct 14:00", BEA, ANSWER))
    asked |= days("ops", says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Mon 5 Oct 12:00", BEA, ANSWER))
    out = tmp_path / "r.json"
    words = with_sides(tmp_path, lists(channel("C1", "shared"), channel("C2", "ops")) | asked)
    assert status(*words, "--timeline", "--quiet", "--json", out) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line[11:23].strip() for line in printed] == ["09:00  #ops", "10:00  #shar", "12:00  #ops", "14:00  #shar"]
    items = json.loads(out.read_text())["items"]
    assert [(item["id"], item["place"]) for item in items] == [("q1", "ops"), ("q2", "shared")]


def test_an_answer_in_another_place_answers_nothing(tmp_path: Path) -> None:
    asked = days("shared", says("Mon 5 Oct 09:00", ASHA, TO_BEA))
    told = days("ops", says("Mon 5 Oct 10:00", BEA, ANSWER))
    (item,) = report(tmp_path, lists(channel("C1", "shared"), channel("C2", "ops")) | asked | told)["items"]
    assert item["state"] == "open"


ONE_SIDE_TALKS = days("shared", says("Mon 5 Oct 09:00", BEA, QUESTION), says("Tue 6 Oct 12:00", BEN, "Good morning."))


def test_a_place_of_one_side_holds_no_items(tmp_path: Path) -> None:
    assert report(tmp_path, lists(channel(SHARED, "shared", BEA, BEN, ZOE)) | ONE_SIDE_TALKS)["items"] == []


@pytest.mark.parametrize("members", [(), (BEA, BEN, ASHA)])
def test_a_place_where_the_other_side_may_read_holds_items(tmp_path: Path, members: Sequence[str]) -> None:
    assert len(report(tmp_path, lists(channel(SHARED, "shared", *members)) | ONE_SIDE_TALKS)["items"]) == 1


def test_who_left_a_place_had_been_in_it(tmp_path: Path) -> None:
    files = lists(channel(SHARED, "shared", BEA, BEN)) | asked_and_told("shared")
    assert len(report(tmp_path, files)["items"]) == 1


def test_people_of_another_company_are_known_by_their_messages(tmp_path: Path) -> None:
    """With Slack Connect the other company's people are in no list."""
    cy = {"display_name": "Cy", "name": "cy"}
    asked = says("Mon 5 Oct 09:00", "UCY", TO_BEA, user_team="T0CONNECT", user_profile=cy)
    files = export(asked, says("Mon 5 Oct 10:00", BEA, ANSWER))
    found = json.loads(
        raw_report(tmp_path, written(tmp_path / "x", files), "--client", "contoso.example", "--vendor", "T0CONNECT")
    )
    (item,) = found["items"]
    assert (item["asked_by"], item["asker_side"], item["state"]) == ("UCY", "vendor", "answered")


NAMINGS = [
    ["--client", "bea", "--client", "ben", "--vendor", "asha", "--vendor", "arun"],
    ["--client", "@Bea", "--client", "UBEN", "--vendor", "uasha", "--vendor", "Arun"],
    ["--client", "bea,UBEN", "--vendor", "asha, arun"],
    ["--client", "contoso.example", "--vendor", "Northwind.Example"],
    ["--client", "T0CONTOSO", "--vendor", "T0NORTH"],
    ["--vendor", "asha", "--vendor", "T0NORTH", "--client", "contoso.example"],
]


def test_however_the_sides_are_named_the_result_is_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "x", export(*ASKED_BACK, says("Wed 7 Oct 09:00", ARUN, f"<@{BEN}> Who pays?")))
    tables = [
        '[client]\npeople = ["bea", "UBEN"]\n[vendor]\npeople = ["asha", "arun"]',
        '[client]\ndomains = ["contoso.example"]\n[vendor]\nteams = ["T0NORTH"]',
    ]
    forms = [*NAMINGS]
    for number, table in enumerate(tables):
        (tmp_path / f"{number}.toml").write_text(table)
        forms.append(["--sides", str(tmp_path / f"{number}.toml")])
    results = {raw_report(tmp_path, path, *words) for words in forms}
    assert len(results) == 1
    assert len(json.loads(results.pop())["items"]) == 2


# The contract of --json ----------------------------------------------------------------------------------------------

Check = Callable[[Json], bool]


def text_like(pattern: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def one_of(*values: str) -> Check:
    return lambda value: value in values


def or_null(check: Check) -> Check:
    return lambda value: value is None or check(value)


def is_count(value: Json) -> bool:
    return type(value) is int and value >= 0


def is_hours(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and round(value, 2) == value


def is_ts(value: Json) -> bool:
    return text_like(r"\d{10}\.\d{6}")(value)


def is_rfc3339(value: Json) -> bool:
    return text_like(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z")(value) and bool(datetime.fromisoformat(value))


def fits(shape: Mapping[str, Check]) -> Check:
    """An object with these keys and no others."""
    return lambda value: list(value) == list(shape) and all(check(value[key]) for key, check in shape.items())


def all_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


IS_SIDE, IS_PERSON = one_of("client", "vendor"), text_like(r"[UW][A-Z0-9]+")
NUDGE: dict[str, Check] = {
    "at": is_rfc3339,
    "to": lambda value: IS_SIDE(value) or IS_PERSON(value),
    "step": lambda value: value in (1, 2, 3, 4),
    "private": lambda value: isinstance(value, bool),
}
ITEM: dict[str, Check] = {
    "id": text_like(r"q[1-9]\d*"),
    "kind": one_of("question"),
    "place": text_like(r".+"),
    "ts": is_ts,
    "asked_by": IS_PERSON,
    "asker_side": IS_SIDE,
    "holder_side": IS_SIDE,
    "text": lambda value: isinstance(value, str),
    "state": one_of("open", "answered", "withdrawn", "moved_elsewhere", "lapsed"),
    "closed_ts": or_null(is_rfc3339),
    "closed_by": or_null(IS_PERSON),
    "closing_ts": or_null(is_ts),
    "waited_hours": is_hours,
    "nudges": all_of(fits(NUDGE)),
}
TOTALS: dict[str, Check] = {
    "opened": is_count,
    "answered": is_count,
    "open": is_count,
    "waited_hours": is_hours,
    "p50_hours": or_null(is_hours),
    "p75_hours": or_null(is_hours),
}
DEED: dict[str, Check] = {
    "place": text_like(r".+"),
    "ts": or_null(is_ts),
    "by": or_null(IS_PERSON),
    "text": lambda value: isinstance(value, str) and len(value) <= 200,
    "how": one_of("command", "reaction", "suggested"),
}
IS_LANE = all_of(text_like(r"(?s).+"))
DIGEST: dict[str, Check] = {
    "place": text_like(r".+"),
    "at": is_rfc3339,
    "lanes": fits({"waiting": IS_LANE, "done": IS_LANE, "know": IS_LANE}),
}
BOT: dict[str, Check] = {"cards": is_count, "public_lines": is_count, "per_100_messages": is_hours}
REPORT: dict[str, Check] = {
    "messages": is_count,
    "places": is_count,
    "people": is_count,
    "items": all_of(fits(ITEM)),
    "deeds": all_of(fits(DEED)),
    "digests": all_of(fits(DIGEST)),
    "totals": fits({"client": fits(TOTALS), "vendor": fits(TOTALS), "bot": fits(BOT)}),
}


def check_contract(found: Mapping[str, Json]) -> None:
    """The shape of a report, and what its parts say of each other."""
    for item in found["items"]:
        assert fits(ITEM)(item), item
        is_open = item["state"] == "open"
        assert (item["closed_ts"] is None) == is_open, item
        assert (item["closed_by"] is None) == (item["state"] in ("open", "lapsed")), item
        assert item["asker_side"] != item["holder_side"], item
        assert all(nudge["private"] == (nudge["to"] not in ("client", "vendor")) for nudge in item["nudges"]), item
        moments = [stamped(item), *(datetime.fromisoformat(nudge["at"]) for nudge in item["nudges"])]
        moments += [] if is_open else [datetime.fromisoformat(item["closed_ts"])]
        assert moments == sorted(moments), item
    assert fits(REPORT)(found)
    numbers = [int(item["id"][1:]) for item in found["items"]]
    assert numbers == sorted(set(numbers))
    for side in ("client", "vendor"):
        held = Counter(item["state"] for item in found["items"] if item["holder_side"] == side)
        total = found["totals"][side]
        assert (total["opened"], total["answered"], total["open"]) == (held.total(), held["answered"], held["open"])
        assert (total["p50_hours"] is None) == (held.total() == held["open"]) == (total["p75_hours"] is None)
    bot, nudges = found["totals"]["bot"], [nudge for item in found["items"] for nudge in item["nudges"]]
    assert bot["public_lines"] == sum(not nudge["private"] for nudge in nudges)
    assert bot["per_100_messages"] == round(100 * bot["public_lines"] / found["messages"], 2)
    # At least: what turned out to be no item takes its nudges with it, and the card was sent all the same.
    assert bot["cards"] >= len(cards_of(found))
    waited = sum(found["totals"][side]["waited_hours"] for side in ("client", "vendor"))
    assert waited == pytest.approx(sum(item["waited_hours"] for item in found["items"]), abs=0.005 * (len(numbers) + 2))


def cards_of(found: Mapping[str, Json]) -> set[tuple[str, str]]:
    """To whom and when: nudges that one person got at one moment stand on one card."""
    return {(nudge["to"], nudge["at"]) for item in found["items"] for nudge in item["nudges"] if nudge["private"]}


def stamped(item: Json) -> datetime:
    """When it was asked, exactly."""
    seconds, micros = item["ts"].split(".")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(micros))


def test_the_report_says_exactly_this(tmp_path: Path) -> None:
    asked = says("Mon 5 Oct 09:00", ASHA, TO_BEA) | {"ts": f"{ts('Mon 5 Oct 09:00')[:10]}.000200"}
    told = says("Tue 6 Oct 09:20", BEA, ANSWER) | {"ts": f"{ts('Tue 6 Oct 09:20')[:10]}.000300"}
    assert report(tmp_path, export(asked, told)) == {
        "messages": 2,
        "places": 1,
        "people": 2,
        "items": [
            {
                "id": "q1",
                "kind": "question",
                "place": "shared",
                "ts": asked["ts"],
                "asked_by": "UASHA",
                "asker_side": "vendor",
                "holder_side": "client",
                "text": "@Bea Which region should the bucket be in?",
                "state": "answered",
                "closed_ts": "2026-10-06T09:20:00.000300Z",
                "closed_by": "UBEA",
                "closing_ts": told["ts"],
                "waited_hours": 8.33,
                "nudges": [{"at": "2026-10-06T09:00:00.000200Z", "to": "UBEA", "step": 1, "private": True}],
            }
        ],
        "deeds": [],
        "digests": [],
        "totals": {
            "client": {
                "opened": 1,
                "answered": 1,
                "open": 0,
                "waited_hours": 8.33,
                "p50_hours": 8.33,
                "p75_hours": 8.33,
            },
            "vendor": {
                "opened": 0,
                "answered": 0,
                "open": 0,
                "waited_hours": 0.0,
                "p50_hours": None,
                "p75_hours": None,
            },
            "bot": {"cards": 1, "public_lines": 0, "per_100_messages": 0.0},
        },
    }


def test_a_history_without_questions_has_no_items_and_no_percentiles(tmp_path: Path) -> None:
    found = report(tmp_path, export(says("Mon 5 Oct 09:00", ASHA, "Good morning.")))
    nothing = {"opened": 0, "answered": 0, "open": 0, "waited_hours": 0.0, "p50_hours": None, "p75_hours": None}
    assert found == {
        "messages": 1,
        "places": 1,
        "people": 1,
        "items": [],
        "deeds": [],
        "digests": [],
        "totals": {
            "client": nothing,
            "vendor": nothing,
            "bot": {"cards": 0, "public_lines": 0, "per_100_messages": 0.0},
        },
    }


def test_open_items_wait_but_settle_nothing(tmp_path: Path) -> None:
    client = report(tmp_path, export(says("Mon 5 Oct 09:00", ASHA, TO_BEA)), "--until", "2026-10-06")["totals"][
        "client"
    ]
    assert (client["open"], client["waited_hours"], client["p50_hours"], client["p75_hours"]) == (1, 8.0, None, None)


def test_every_state_keeps_the_contract(tmp_path: Path) -> None:
    root = "Mon 5 Oct 09:00"
    endings = {
        "answered": [says("Tue 6 Oct 09:00", BEA, ANSWER, root)],
        "withdrawn": [says("Mon 5 Oct 10:00", ASHA, "Never mind.", root)],
        "moved_elsewhere": [says("Mon 5 Oct 10:00", ASHA, "I sent you a DM.", root)],
        "lapsed": [],
    }
    files = lists()
    for state, ending in endings.items():
        files |= days(state, says(root, ASHA, TO_BEA), *ending)
    files |= days("open", says("Mon 7 Dec 09:00", BEA, TO_ASHA))
    found = report(tmp_path, files)
    check_contract(found)
    assert {item["place"]: item["state"] for item in found["items"]} == {state: state for state in (*endings, "open")}


# An oracle that goes minute by minute --------------------------------------------------------------------------------

Hours = Mapping[int, Sequence[tuple[str, str]]]
"""Weekday (0 is Monday) → from and until on the clock."""
NINE_TO_FIVE: Hours = dict.fromkeys(range(5), (("09:00", "17:00"),))
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Wall:
    """The working minutes of a side between two moments, found by looking at the clock on its wall once a minute."""

    zone: ZoneInfo
    hours: Hours
    off: frozenset[date]
    start: datetime
    open: Sequence[bool]
    before: Sequence[int]
    """How many working minutes lie before each minute."""
    slots: Sequence[datetime]
    """When cards go out: the first working minute of each day, and its first from 13:00 on."""

    @classmethod
    def between(cls, start: datetime, end: datetime, zone: str, hours: Hours, off: frozenset[date]) -> Wall:
        clock = ZoneInfo(zone)
        known = {
            day: [(time.fromisoformat(a), time.fromisoformat(b)) for a, b in spans] for day, spans in hours.items()
        }

        def works(at: datetime) -> bool:
            now = at.astimezone(clock)
            spans = () if now.date() in off else known.get(now.weekday(), ())
            return any(opens <= now.time() < closes for opens, closes in spans)

        minutes = [works(start + n * MINUTE) for n in range((end - start) // MINUTE)]
        slots: dict[tuple[date, bool], datetime] = {}
        for at in (start + n * MINUTE for n, is_open in enumerate(minutes) if is_open):
            now = at.astimezone(clock)
            slots.setdefault((now.date(), False), at)
            if now.time() >= time(13):
                slots.setdefault((now.date(), True), at)
        return cls(clock, hours, off, start, minutes, [0, *accumulate(minutes)], sorted(set(slots.values())))

    def measured(self, since: datetime, until: datetime) -> float:
        """Working minutes between two moments, with the parts of the first and the last minute."""
        return self._until(until) - self._until(since) if until > since else 0.0

    def _until(self, at: datetime) -> float:
        whole, rest = divmod(at - self.start, MINUTE)
        return self.before[whole] + (rest / MINUTE if self.open[whole] else 0.0)

    def due(self, since: datetime, hours: float) -> datetime:
        """The first working minute from which on so much has passed since a whole minute."""
        passed = (self._passed(since, hours) - self.start) // MINUTE
        return self.start + MINUTE * next(n for n in range(passed, len(self.open)) if self.open[n])

    def card(self, laid: datetime) -> datetime:
        """When a card tells what is laid into a tray: at the next slot, or at once within five minutes after one."""
        return max(laid, self.slots[bisect_left(self.slots, laid - 5 * MINUTE)])

    def lapses(self, since: datetime, working_days: int) -> datetime:
        """The same time of day so many working days later, or the next opening after that."""
        passed = since.astimezone(self.zone)
        day = passed.date()
        while working_days:
            day += timedelta(days=1)
            working_days -= bool(self.hours.get(day.weekday())) and day not in self.off
        return self.due(datetime.combine(day, passed.time(), self.zone).astimezone(UTC), 0)

    def _passed(self, since: datetime, hours: float) -> datetime:
        first = (since - self.start) // MINUTE
        wanted = self.before[first] + round(hours * 60)
        return max(since, self.start + MINUTE * bisect_left(self.before, wanted))


def closed_at(item: Json, until: datetime) -> datetime:
    return datetime.fromisoformat(item["closed_ts"]) if item["closed_ts"] else until


EARLIEST, UNTIL, LATEST = at("Sun 1 Feb 00:00"), at("Fri 22 May 00:00"), at("Mon 15 Jun 00:00")


@cache
def bavaria() -> Wall:
    hours: Hours = dict.fromkeys(range(5), (("09:00", "12:00"), ("13:00", "17:00")))
    # Good Friday, Easter Monday, Labour Day, Ascension, Whit Monday, Corpus Christi.
    off = frozenset(date(2026, *day) for day in ((4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (6, 4)))
    return Wall.between(EARLIEST, LATEST, "Europe/Berlin", hours, off)


@cache
def new_york() -> Wall:
    hours: Hours = {**dict.fromkeys(range(4), (("08:00", "16:30"),)), 5: (("10:00", "13:00"),)}
    # Washington's Birthday, a day agreed on, and Memorial Day.
    off = frozenset(date(2026, *day) for day in ((2, 16), (3, 11), (5, 25)))
    return Wall.between(EARLIEST, LATEST, "America/New_York", hours, off)


TERMS = {
    "client": 'zone = "Europe/Berlin"\nhours = "Mon-Fri 09:00-12:00,13:00-17:00"\nholidays = ["DE-BY"]\n'
    'targets = { question = "5h" }',
    "vendor": 'zone = "America/New_York"\nhours = "Mon-Thu 08:00-16:30; Sat 10:00-13:00"\n'
    'holidays = ["US", "+2026-03-11"]\ntargets = { question = "8h" }',
}


def test_waits_and_nudges_are_what_counting_minutes_gives(tmp_path: Path) -> None:
    """Sixty questions at any time of day in the months in which the clocks change, each in a place of its own."""
    rng = random.Random(7)
    files, told = lists(), {}
    for number in range(60):
        asked = at("Mon 2 Feb 00:00") + rng.randrange(80 * 24 * 60) * MINUTE
        answered = asked + int(rng.lognormvariate(7.2, 1.5)) * MINUTE if rng.random() < 0.8 else None
        told[f"room-{number}"] = answered if answered and answered < UNTIL else None
        files |= days(f"room-{number}", *question_and_answer(rng, asked, told[f"room-{number}"]))
    found = report(tmp_path, files, "--until", UNTIL.isoformat(), client=TERMS["client"], vendor=TERMS["vendor"])
    check_contract(found)
    assert len(found["items"]) == len(told)
    states = Counter(item["state"] for item in found["items"])
    assert min(states["answered"], states["lapsed"], states["open"]) > 0, states
    ladders = {item["id"]: Ladder.of(item) for item in found["items"]}
    reached = [
        (ladders[item["id"]].line, f"item:{item['id'][1:]}", item["id"])
        for item in found["items"]
        if ladders[item["id"]].line < min(told[item["place"]] or LATEST, UNTIL)
    ]
    # With so few messages in the shared places it speaks there three times, and no more.
    spoken = {id for *_, id in sorted(reached)[:3]}
    for item in found["items"]:
        check_by_the_minute(item, told[item["place"]], ladders[item["id"]], item["id"] in spoken)
    assert found["totals"]["bot"]["public_lines"] == len(spoken) == 3
    assert found["totals"]["bot"]["cards"] == len(cards_of(found))


def question_and_answer(rng: random.Random, asked: datetime, answered: datetime | None) -> Iterator[Json]:
    """In either direction; the answer in the thread or in the open channel."""
    asker, holder, text = rng.choice([(ASHA, BEA, TO_BEA), (BEA, ASHA, TO_ASHA)])
    yield {"user": asker, "text": text, "ts": stamp(asked)}
    if answered:
        thread = rng.choice([{}, {"thread_ts": stamp(asked)}])
        yield {"user": holder, "text": ANSWER, "ts": stamp(answered), **thread}


@dataclass(frozen=True)
class Ladder:
    """When each step is told to whom, if nobody answers; a step comes a working day after the one before was told."""

    wall: Wall
    holder: datetime
    go_between: datetime
    line: datetime
    lapse: datetime

    @classmethod
    def of(cls, item: Json) -> Ladder:
        wall, target = {"client": (bavaria(), 5), "vendor": (new_york(), 8)}[item["holder_side"]]
        holder = wall.card(wall.due(stamped(item), target))
        go_between = wall.card(wall.due(holder, 8))
        line = wall.due(go_between, 8)
        return cls(wall, holder, go_between, line, wall.lapses(line, working_days=20))

    def steps(self, side: str, with_line: bool) -> Iterator[tuple[int, str, datetime]]:
        holder, go_between = {"client": (BEA, BEN), "vendor": (ASHA, ARUN)}[side]
        yield 1, holder, self.holder
        yield 2, go_between, self.go_between
        if with_line:
            yield 3, side, self.line


def check_by_the_minute(item: Json, answered: datetime | None, ladder: Ladder, with_line: bool) -> None:
    asked, ends = stamped(item), min(filter(None, (answered, ladder.lapse)))
    assert item["state"] == ("open" if ends > UNTIL else "answered" if ends == answered else "lapsed"), item
    assert closed_at(item, UNTIL) == min(ends, UNTIL), item
    assert item["waited_hours"] == round(ladder.wall.measured(asked, min(ends, UNTIL)) / 60, 2), item
    # What is answered in the very minute is not nudged about; at the very end of the history it still is.
    due = [step for step in ladder.steps(item["holder_side"], with_line) if step[2] < ends and step[2] <= UNTIL]
    told = [(nudge["step"], nudge["to"], datetime.fromisoformat(nudge["at"])) for nudge in item["nudges"]]
    assert told == due, item


def test_the_sample_waits_as_long_as_counting_minutes_says(tmp_path: Path) -> None:
    found = json.loads(raw_report(tmp_path, SAMPLE, "--sides", SAMPLE_SIDES))
    check_contract(found)
    turns, until = ledger_of(SAMPLE, SAMPLE_SIDES)
    assert turns.keys() == {item["id"] for item in found["items"]}
    off = frozenset(holidays.country_holidays("US", years=(2015, 2016)))
    first = min(map(stamped, found["items"])).replace(second=0, microsecond=0)
    wall = Wall.between(first, until + timedelta(days=1), "America/Chicago", NINE_TO_FIVE, off)
    never_turned = [item for item in found["items"] if turns[item["id"]] == 1]
    assert len(never_turned) > 30
    for item in never_turned:
        measured = wall.measured(stamped(item), closed_at(item, until))
        assert item["waited_hours"] == pytest.approx(measured / 60, abs=0.005 + 1e-9), item


def ledger_of(path: Path, terms: Path) -> tuple[dict[str, int], datetime]:
    """How many turns each item took, and until when the history goes."""
    with Archive.open(path) as archive:
        roster = archive.roster()
        places = [Place(place.id, place.name) for place in archive.places]
        assert archive.last
        history = History(roster, places, archive.events(), archive.last)
        with replay(history, sides_file(terms, roster), Watch()) as (connection, number):
            relationship = read_relationship(connection, number)
            found = accounts(connection, relationship, archive.last)
            return {account.item.label: len(account.item.turns) for account in found}, archive.last


# However an export is split ------------------------------------------------------------------------------------------


def busy_messages() -> dict[str, list[Json]]:
    """Two places and a direct message, six weeks of questions, answers, threads, small talk and reactions."""
    rng = random.Random(11)
    talk: dict[str, list[Json]] = {}
    for place in ("shared", "ops", "D0BEAASHA"):
        begun = [at("Mon 5 Oct 08:00") + timedelta(minutes=rng.randrange(60_000), microseconds=n) for n in range(30)]
        talk[place] = [message for moment in begun for message in exchange(rng, moment)]
    return talk


def exchange(rng: random.Random, moment: datetime) -> list[Json]:
    """Somebody says something, and others, or nobody, go on about it."""
    who, other = rng.sample([BEA, BEN, ASHA, ARUN, ZOE], 2)
    topic = rng.choice("invoice contract printer parcel garden password window ladder kitchen bridge".split())
    text = rng.choice([f"<@{other}> Who signs the {topic}?", f"Where is the {topic}?", f"The {topic} is here."])
    messages: list[Json] = [{"user": who, "text": text, "ts": stamp(moment)}]
    if rng.random() < 0.2:
        emoji = rng.choice(["eyes", "white_check_mark"])
        messages[0]["reactions"] = [{"name": emoji, "users": [other], "count": 1}]
    for reply in range(rng.choice([0, 0, 1, 2])):
        later = moment + timedelta(minutes=rng.randrange(1, 4_000), microseconds=100 + reply)
        told = rng.choice([f"The {topic} is in the office.", "Looking into it.", "Thanks!", "Never mind."])
        thread = {"thread_ts": stamp(moment)} if rng.random() < 0.7 else {}
        messages.append({"user": rng.choice([BEA, BEN, ASHA, ARUN]), "text": told, "ts": stamp(later), **thread})
    return messages


def split(talk: Mapping[str, Sequence[Json]], name: Callable[[datetime], str]) -> Files:
    files = {**lists(channel("C1", "shared"), channel("C2", "ops")), "dms.json": [{"id": "D0BEAASHA"}]}
    for place, messages in talk.items():
        for message in messages:
            moment = datetime.fromtimestamp(float(message["ts"]), UTC)
            files.setdefault(f"{place}/{name(moment)}.json", []).append(message)
    return files


def test_the_result_does_not_depend_on_how_the_export_is_split(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = busy_messages()
    rng = random.Random(3)
    shuffled = {place: rng.sample(messages, len(messages)) for place, messages in talk.items()}
    by_day = split(talk, lambda moment: f"{moment:%Y-%m-%d}")
    forms = {
        "by day": written(tmp_path / "day", by_day),
        "by week": written(tmp_path / "week", split(talk, lambda moment: f"{moment:%G-W%V}")),
        "one file": written(tmp_path / "one", split(talk, lambda moment: "all")),
        "other names": written(tmp_path / "names", split(talk, lambda day: f"{day.toordinal() * 7919 % 9973:04}")),
        "other order": written(tmp_path / "order", split(shuffled, lambda moment: f"{moment:%B}")),
        "zip": zipped(tmp_path / "x.zip", dict(reversed(by_day.items()))),
        "once more": tmp_path / "day",
    }
    (tmp_path / "sides.toml").write_text(sides(BERLIN, KOLKATA))
    results = {}
    for form, path in forms.items():
        words = "--sides", tmp_path / "sides.toml", "--json", tmp_path / "r.json", "--timeline"
        assert status(path, *words) == 0
        results[form] = (tmp_path / "r.json").read_bytes(), capsys.readouterr().out
    assert {form for form, result in results.items() if result != results["by day"]} == set()
    found = json.loads(results["by day"][0])
    check_contract(found)
    assert len(found["items"]) > 20
    assert {item["state"] for item in found["items"]} >= {"open", "answered", "withdrawn"}


# What the command prints ---------------------------------------------------------------------------------------------

UNANSWERED = [
    says("Mon 5 Oct 09:00", ASHA, f"<@{BEA}> Which region should the bucket be in?\nAnd how large?"),
    says("Mon 5 Oct 10:00", BEA, "Looking into it.", "Mon 5 Oct 09:00", reactions=[{"name": "+1", "users": [ASHA]}]),
    says("Fri 9 Oct 09:00", ARUN, "Here is the drawing.", files=[{"id": "F1"}]),
]


def test_the_transcript_has_the_lines_of_rapport_where_they_fall(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(*with_sides(tmp_path, export(*UNANSWERED)), "--timeline", "--quiet") == 0
    quote = "“@Bea Which region should the bucket be in? And how large?” (asked Mon 09:00, q1)"
    why = "Why this? It has waited {} h of working time; you agreed on 8 h (Mon–Fri 9–17 UTC)."
    buttons = "[I’ll answer by…] [Answered elsewhere] [Someone else should] [More]"
    assert capsys.readouterr().out.splitlines() == [
        "2026-10-05 09:00  #shared  Asha: @Bea Which region should the bucket be in?",
        "                  And how large?",
        "2026-10-05 10:00  #shared  ↳ Bea: Looking into it.",
        "2026-10-05 10:00  #shared  Asha :+1:",
        f"2026-10-06 13:00  #shared  Rapport → Bea, privately: Asha (Northwind) needs one thing from you: {quote}",
        f"                  {why.format(12)}",
        f"                  {buttons}",
        f"2026-10-07 13:00  #shared  Rapport → Ben, privately: Asha (Northwind) needs one thing from Contoso: {quote}",
        f"                  {why.format(20)}",
        f"                  {buttons}",
        "2026-10-08 13:00  #shared  ↳ Rapport: This one still waits for Contoso, 28 h of working time so far.",
        "                  Why this? The two companies agreed on 8 h (Mon–Fri 9–17 UTC).",
        "2026-10-09 09:00  #shared  Arun: Here is the drawing. 📎",
    ]


def test_the_summary_says_who_waited_for_whom(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*with_sides(tmp_path, export(*UNANSWERED))) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "3 messages by 3 people in 1 place, 5 Oct 2026 to 9 Oct 2026."
    assert [line.split() for line in printed if line.startswith("  still open")] == [["still", "open", "1", "0"]]
    kept_waiting = next(line for line in printed if line.startswith("  kept the other waiting"))
    assert kept_waiting.split()[-4:] == ["32.0", "h", "0.0", "h"]
    said = "Rapport would have nudged privately twice, as 2 cards; in shared places it would have written 1 line, 33.33"
    assert f"{said} for every hundred messages." in printed
    assert printed[-1].startswith(
        "     q1       32 h  on Contoso: “@Bea Which region should the bucket be in? And how large?”"
    )


def test_where_no_go_between_is_named_whoever_wrote_most_stands_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    messages = [*UNANSWERED, says("Fri 9 Oct 10:00", ARUN, "It is large.")]
    path = written(tmp_path / "x", export(*messages))
    assert status(path, "--client", "contoso.example", "--vendor", "northwind.example") == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[1:3] == [
        "No go-between is named for the client; Bea stands in.",
        "No go-between is named for the vendor; Arun stands in.",
    ]


def test_a_named_go_between_needs_no_stand_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*with_sides(tmp_path, export(*UNANSWERED))) == 0
    assert "stands in" not in capsys.readouterr().out


def test_all_forms_may_be_had_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to_json, to_html = tmp_path / "r.json", tmp_path / "r.html"
    words = with_sides(tmp_path, export(*UNANSWERED))
    assert status(*words, "--json", to_json, "--html", to_html, "--timeline") == 0
    printed = capsys.readouterr().out
    assert printed.index("Here is the drawing. 📎") < printed.index("3 messages by 3 people")
    assert to_json.read_bytes() == raw_report(tmp_path, *words)
    page = to_html.read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "And how large?" in page


def test_progress_goes_to_stderr_and_the_rest_to_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*with_sides(tmp_path, export(*UNANSWERED))) == 0
    printed = capsys.readouterr()
    assert "reading" in printed.err
    assert "replaying" in printed.err
    assert "replaying" not in printed.out
    assert "messages" not in printed.err


def test_quiet_prints_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "r.json"
    assert status(*with_sides(tmp_path, export(*UNANSWERED)), "--json", out, "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert len(json.loads(out.read_text())["items"]) == 1


def test_without_sides_it_says_who_is_there_and_how_to_name_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(written(tmp_path / "x", export(*UNANSWERED))) == 0
    printed = capsys.readouterr().out
    rows = {words[1]: words for line in printed.splitlines() if len(words := line.split()) == 5}
    assert rows[BEA] == ["Bea", BEA, "T0CONTOSO", "contoso.example", "1"]
    assert rows[ZOE] == ["Zoe", ZOE, "T0OTHER", "elsewhere.example", "0"]
    assert "rapport replay EXPORT --client" in printed
    assert "--sides sides.toml" in printed
    assert "[vendor]" in printed


ONE_TEAM = [{"id": id_, "name": name} for id_, name in ((BEA, "Lind, Bea"), (ASHA, "Rao, Asha"), (ARUN, 'Arun "AJ"'))]


@pytest.mark.parametrize("users", [USERS, ONE_TEAM])
def test_the_sides_it_proposes_are_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], users: Sequence[Json]
) -> None:
    path = written(tmp_path / "x", {**export(*UNANSWERED), "users.json": users})
    assert status(path, "--quiet") == 0
    printed = capsys.readouterr().out
    example = next(line for line in printed.splitlines() if line.startswith("  rapport replay EXPORT"))
    table = "\n".join(line.strip() for line in printed[printed.index("  [client]") :].splitlines())
    (tmp_path / "proposed.toml").write_text(table)
    assert status(path, "--sides", tmp_path / "proposed.toml", "--quiet") == 0
    assert status(path, *shlex.split(example)[3:], "--quiet") == 0


def test_a_terminal_that_lacks_a_letter_gets_all_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written_there = io.BytesIO()
    with io.TextIOWrapper(written_there, encoding="ascii") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        assert status(*with_sides(tmp_path, export(*UNANSWERED)), "--timeline", "--quiet") == 0
        terminal.flush()
        assert b"Bea: Looking into it." in written_there.getvalue()


# What makes no sense -------------------------------------------------------------------------------------------------


def refused(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    """The one line on stderr of a command that ends with status 2 and prints nothing else."""
    assert status(*words, "--quiet") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("\n")
    (line,) = printed.err.splitlines()
    assert line.startswith("rapport replay: ")
    return line.removeprefix("rapport replay: ")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--client", "bea", "--vendor", "bea"], "Bea (UBEA) is on both sides"),
        (["--client", "contoso.example", "--vendor", "T0CONTOSO"], "are on both sides"),
        (["--client", "contoso.example"], "--vendor: nobody is on the vendor's side"),
        (["--vendor", "northwind.example"], "--client: nobody is on the client's side"),
        (["--client", "beatrix", "--vendor", "asha"], '"beatrix"'),
        (["--client", "bea", "--vendor", "nowhere.example"], '"nowhere.example"'),
    ],
)
def test_sides_on_the_command_line_that_make_no_sense_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], named: str
) -> None:
    assert named in refused(capsys, written(tmp_path / "x", export(*UNANSWERED)), *words)


@pytest.mark.parametrize(
    ("terms", "named"),
    [
        ('[client]\npeople = ["bea"]\n[vendor]\npeople = ["bea", "asha"]', "Bea (UBEA) is on both sides"),
        ('[client]\npeople = ["bea"]', "[vendor]: nobody is on the vendor's side"),
        (sides(client='zone = "Europe/Berlim"'), '[client] zone: "Europe/Berlim"'),
        (sides(vendor='hours = "whenever"'), "[vendor] hours: "),
        (sides(client='holidays = ["XX"]'), '[client] holidays: "XX"'),
        (sides(vendor='colour = "red"'), "[vendor] colour: there is no such key"),
        (sides(client='targets = { question = "soon" }'), '[client] targets question: "soon"'),
        (sides(client='deputy = "nobody"'), '[client] deputy: nobody here is called "nobody"'),
        ("[client", "sides.toml is not valid TOML"),
        (sides() + "[guest]\n", "there is no table [guest]"),
    ],
)
def test_a_sides_file_that_makes_no_sense_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], terms: str, named: str
) -> None:
    assert named in refused(capsys, *with_sides(tmp_path, export(*UNANSWERED), terms))


def test_a_sides_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.toml"
    path = written(tmp_path / "x", export(*UNANSWERED))
    assert refused(capsys, path, "--sides", missing).startswith(f"{missing} cannot be read")


def test_two_ways_to_name_the_sides_are_one_too_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = with_sides(tmp_path, export(*UNANSWERED))
    assert refused(capsys, *words, "--client", "bea") == "give either --sides or --client and --vendor, not both"


def encrypted(path: Path) -> Path:
    raw = bytearray(zipped(path, export(*UNANSWERED)).read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for start in (found for found in range(len(raw)) if raw.startswith(signature, found)):
            raw[start + flags] |= 1
    path.write_bytes(raw)
    return path


def file_of(raw: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(raw)
        return path

    return make


def cut_short(path: Path) -> Path:
    return file_of(zipped(path, export(*UNANSWERED)).read_bytes()[:200])(path)


def empty_folder(path: Path) -> Path:
    path.mkdir()
    return path


NOT_EXPORTS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda path: path, "there is no such file or folder"),
    "text": (file_of(b"Dear all,\n"), "is neither a folder nor a readable zip file"),
    "empty file": (file_of(b""), "is neither a folder nor a readable zip file"),
    "cut short": (cut_short, "is neither a folder nor a readable zip file"),
    "empty zip": (lambda path: zipped(path, {}), "is not a Slack export"),
    "empty folder": (empty_folder, "is not a Slack export"),
    "other zip": (lambda path: zipped(path, {"notes.txt": b"?", "a/b.csv": b"?"}), "is not a Slack export"),
    "lists only": (lambda path: zipped(path, lists()), "is not a Slack export"),
    "encrypted": (encrypted, "is encrypted"),
    "all broken": (lambda path: zipped(path, {"shared/a.json": b"[{"}), "Nothing in"),
}


@pytest.mark.parametrize("what", NOT_EXPORTS)
@pytest.mark.parametrize("words", [[], ["--client", "bea", "--vendor", "asha"]])
def test_what_is_no_export_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str, words: list[str]
) -> None:
    make, why = NOT_EXPORTS[what]
    path = make(tmp_path / "x.zip")
    line = refused(capsys, path, *words)
    assert str(path) in line
    assert why in line


def test_an_export_of_bots_alone_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = export(says("Mon 5 Oct 09:00", BEA, "ping", bot_id="B1"))
    assert "holds no message that a person wrote" in refused(capsys, *with_sides(tmp_path, files))


@pytest.mark.parametrize("form", ["--json", "--html"])
@pytest.mark.parametrize("where", ["missing/report", "folder"])
def test_a_report_that_cannot_be_written_is_refused_before_the_replay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, where: str
) -> None:
    (tmp_path / "folder").mkdir()
    words = with_sides(tmp_path, export(*UNANSWERED))
    assert str(tmp_path / where) in refused(capsys, *words, form, tmp_path / where)
    assert status(*words, form, tmp_path / where, "--timeline") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "replaying" not in printed.err


@pytest.mark.parametrize("until", ["tomorrow", "2026-13-01", "", "9999-12-31T23:59:59.999999"])
def test_an_end_that_is_no_moment_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], until: str) -> None:
    assert status(*with_sides(tmp_path, export(*UNANSWERED)), "--quiet", "--until", until) == 2
    assert "Traceback" not in capsys.readouterr().err


# What is wrong inside an export --------------------------------------------------------------------------------------


def battered() -> Files:
    """An export in which something of every kind is wrong, around one good question and its answer."""
    asked, told = says("Mon 5 Oct 09:00", ASHA, TO_BEA), says("Mon 5 Oct 12:00", BEA, ANSWER, "Mon 5 Oct 09:00")
    latin = content([says("Fri 9 Oct 09:00", BEN, "We met in the cafe.")]).replace(b"cafe", b"caf\xe9")
    notices = [
        says("Mon 5 Oct 08:00", ASHA, "<@UASHA> has joined the channel", subtype="channel_join"),
        says("Mon 5 Oct 08:01", ASHA, "Build 7 failed, what now?", subtype="bot_message", bot_id="B1"),
        says("Mon 5 Oct 08:02", "USLACKBOT", "Who wants to know?"),
    ]
    return {
        **lists(),
        "shared/2026-10-05.json": [*notices, asked, told, asked, "odd", {"text": "no ts"}],
        "shared/2026-10-06.json": b'[{"type": "message", "text": "half a',
        "shared/2026-10-07.json": [
            says("Wed 7 Oct 09:00", "U0GHOST", "Good morning."),
            says("Wed 7 Oct 10:00", ARUN, "The parcel has arrived.", "Wed 30 Sep 09:00"),
        ],
        "shared/2026-10-08.json": [says("Thu 8 Oct 09:00", ASHA, f"<@{BEN}> Who signs the contract? " + "x" * 41_000)],
        "shared/2026-10-09.json": latin,
    }


def test_what_cannot_be_read_is_named_file_by_file_and_the_rest_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = report(tmp_path, battered())
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "",
        "Not everything in the export could be read as it stands:",
        "  shared/2026-10-05.json: 1 entry is not a message and was skipped",
        "  shared/2026-10-05.json: 1 message has no usable ts and was skipped",
        "  shared/2026-10-05.json: 1 message is there twice; one copy is kept",
        "  shared/2026-10-06.json: not valid JSON (Unterminated string starting at: line 1, column 30); "
        "the file was skipped",
        "  shared/2026-10-08.json: 1 message was cut at 40,000 characters",
        "  shared/2026-10-09.json: 1 character is not UTF-8 and was replaced",
        "  shared: 1 thread lacks its first message; the replies were read",
        "  users.json: 1 person is known only by their id",
    ]
    check_contract(found)
    assert (found["messages"], found["people"]) == (6, 5)
    answered, left = found["items"]
    assert outcome(answered) == ("answered", BEA, 3.0)
    assert left["text"].startswith("@Ben Who signs the contract? xxx")
    assert len(left["text"]) == 1_000


def test_what_cannot_be_read_is_also_named_where_no_sides_are_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(written(tmp_path / "x", battered())) == 0
    assert "shared/2026-10-06.json: not valid JSON" in capsys.readouterr().err


def test_the_page_names_what_could_not_be_read(tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    assert status(*with_sides(tmp_path, battered()), "--html", page, "--quiet") == 0
    assert "shared/2026-10-06.json" in page.read_text(encoding="utf-8")


def test_what_people_wrote_appears_in_no_log_and_not_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    words = with_sides(tmp_path, battered())
    reports = "--json", tmp_path / "r.json", "--html", tmp_path / "r.html"
    assert status(*words, *reports, "--timeline") == 0
    printed = capsys.readouterr()
    kept = "\n".join([*(record.getMessage() for record in caplog.records), printed.err])
    spoken = ["bucket", "eu-west-1", "contract", "parcel", "half a"]
    assert [word for word in spoken if word in printed.out] == spoken[:-1]
    assert [word for word in spoken if word in kept] == []


# Nothing is kept -----------------------------------------------------------------------------------------------------


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go while a test runs."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def open_in(folder: Path, process: str = "self") -> list[str]:
    """Files in there that a process has open, with or without a name."""
    held = [os.readlink(fd) for fd in Path(f"/proc/{process}/fd").iterdir() if fd.is_symlink()]
    return [name for name in held if name.startswith(f"{folder}/")]


class Looking(io.StringIO):
    """Where a transcript is printed while somebody looks into a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.open: list[str] = []

    def write(self, text: str) -> int:
        self.open += open_in(self.folder)
        return super().write(text)


def test_nothing_is_left_on_disk(tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looking = Looking(scratch)
    monkeypatch.setattr(sys, "stdout", looking)
    assert status(*with_sides(tmp_path, export(*UNANSWERED)), "--timeline", "--quiet") == 0
    assert looking.open, "the ledger lay somewhere else, so this test proves nothing"
    assert (left_in(scratch), open_in(scratch)) == ([], [])


def test_nothing_is_left_on_disk_after_an_error_in_the_middle(
    tmp_path: Path, scratch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk that is full is noticed only when the report is written."""
    assert "No space left on device" in refused(
        capsys, *with_sides(tmp_path, export(*UNANSWERED)), "--json", "/dev/full"
    )
    assert left_in(scratch) == []


def test_a_disk_without_room_for_the_ledger_is_said_to_be_full(
    tmp_path: Path, scratch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = with_sides(tmp_path, export(*UNANSWERED))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40 << 10, hard))
    try:
        line = refused(capsys, *words)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "room" in line
    assert left_in(scratch) == []


# A process of its own ------------------------------------------------------------------------------------------------


def long_talk() -> Files:
    """More than a pipe holds."""
    told = [says(f"Mon 5 Oct {9 + n // 60:02}:{n % 60:02}", ARUN, f"Part {n}: " + "word " * 200) for n in range(200)]
    return export(*told, *UNANSWERED[1:])


def environment() -> dict[str, str]:
    """Without what would make every print a write of its own."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def rapport(*words: str | Path, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RAPPORT, "replay", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment(),
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_replay_ends_with_status_0(tmp_path: Path, scratch: Path) -> None:
    """The command as the README has it, on the zip file Slack hands out."""
    out = tmp_path / "r.json"
    sides_at = with_sides(tmp_path, {})[2]
    done = rapport(zipped(tmp_path / "export.zip", export(*UNANSWERED)), "--sides", sides_at, "--json", out)
    assert done.returncode == 0
    assert done.stdout.startswith("3 messages by 3 people in 1 place")
    assert "Traceback" not in done.stderr
    check_contract(json.loads(out.read_text()))
    assert left_in(scratch) == []


def test_what_is_no_export_ends_with_status_2(tmp_path: Path) -> None:
    done = rapport(file_of(b"Dear all,\n")(tmp_path / "letter.txt"), "--quiet")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [["--timeline"], []])
def test_a_reader_who_has_read_enough_is_no_error(tmp_path: Path, scratch: Path, words: list[str]) -> None:
    """As in `rapport replay … | head -1`: with the transcript in the middle of the replay, else at its end."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        done = rapport(*with_sides(tmp_path, long_talk()), *words, stdout=write_end)
    finally:
        os.close(write_end)
    assert "Broken" not in done.stderr
    assert done.returncode == 0
    assert left_in(scratch) == []


@pytest.mark.parametrize("words", [["--timeline", "--quiet"], []])
def test_a_full_disk_under_what_is_printed_ends_with_status_2(tmp_path: Path, scratch: Path, words: list[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = rapport(*with_sides(tmp_path, long_talk()), *words, stdout=full.fileno())
    assert done.stderr.count("No space left on device") == 1
    assert done.stderr.splitlines()[-1].startswith("rapport")
    assert done.returncode == 2
    assert left_in(scratch) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_replay_that_is_interrupted_leaves_nothing_behind(
    tmp_path: Path, scratch: Path, number: signal.Signals
) -> None:
    """Nobody reads the transcript, so that the replay stands still in the middle."""
    command = [str(RAPPORT), "replay", *with_sides(tmp_path, long_talk()), "--timeline", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout
        assert process.stdout.read(1)
        assert open_in(scratch, str(process.pid))
        process.send_signal(number)
        _, printed = process.communicate(timeout=60)
    assert left_in(scratch) == []
    assert b"Traceback" not in printed
    assert process.returncode != 0


def test_a_replay_under_nohup_outlives_its_terminal(tmp_path: Path) -> None:
    """Who starts a command with the signal ignored means it."""
    replay_it = [str(RAPPORT), "replay", *with_sides(tmp_path, long_talk()), "--timeline", "--quiet"]
    ignoring = ["sh", "-c", "trap '' HUP; exec \"$@\"", "sh", *replay_it]
    with subprocess.Popen(ignoring, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout
        assert process.stdout.read(1)
        process.send_signal(signal.SIGHUP)
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Here is the drawing. 📎\n".encode() in printed
