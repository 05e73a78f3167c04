"""The page of a replay: what it says, what it never says, and that it fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise
from random import Random

import pytest

from bot.calendars import calendar_for
from bot.figures import Account, Nudge, Totals
from bot.page import ITEMS_SHOWN, Page
from bot.picture import LABELS_NARROW, LABELS_WIDE, MOST_BARS, PLOT_HEIGHT, Picture, Waiting, picture
from bot.report import Period
from rules.model import (
    Agreement,
    GoBetween,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    Party,
    Person,
    PersonId,
    PlaceId,
    Relationship,
    RelationshipId,
    Settings,
    Side,
    SideTerms,
    State,
    Turn,
)
from rules.owed.nudging import waited
from rules.worktime import measure

BEA, GUS = PersonId("slack:UBEA"), PersonId("slack:UGUS")
ASHA, HUGO = PersonId("slack:UASHA"), PersonId("slack:UHUGO")
PLACE = PlaceId("slack:C1")
BERLIN, KOLKATA = SideTerms("Europe/Berlin"), SideTerms("Asia/Kolkata")
CLIENT, VENDOR = Side.CLIENT, Side.VENDOR
HOUR = timedelta(hours=1)


# Making accounts ----------------------------------------------------------------------------------------------------


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


UNTIL = at("2026-03-27 17:00")


def between(
    client: str = "Contoso",
    vendor: str = "Northwind",
    terms: tuple[SideTerms, SideTerms] = (SideTerms(), SideTerms()),
    asker: str = "Asha Rao",
) -> Relationship:
    named = ((BEA, "Bea Lind", CLIENT), (GUS, "Gus Weiss", CLIENT), (ASHA, asker, VENDOR), (HUGO, "Hugo Sand", VENDOR))
    return Relationship(
        RelationshipId(1),
        Party(CLIENT, client, calendar_for(terms[0]), terms[0].targets, (GoBetween(GUS),)),
        Party(VENDOR, vendor, calendar_for(terms[1]), terms[1].targets, (GoBetween(HUGO),)),
        {id: Person(id, name, HumanId(n), side) for n, (id, name, side) in enumerate(named)},
        Agreement(1, *terms),
        Settings(began_at=at("2026-01-01 09:00"), live=frozenset(Side)),
        operator=vendor,
    )


def question(
    number: int = 1,
    *,
    asked: str = "2026-03-02 10:00",
    closed: str | None = "2026-03-02 13:00",
    by: Side = VENDOR,
    text: str = "Which region should the bucket be in?",
    state: State = State.ANSWERED,
    turns: Sequence[Turn] = (),
) -> Item:
    """One that `by` asked the other side."""
    first = Turn(at(asked), Holder(by.other, BEA if by is VENDOR else HUGO), "asked")
    return Item(
        number=ItemNumber(number),
        kind=Kind.QUESTION,
        place=PLACE,
        message=MessageId(str(number)),
        thread=MessageId(str(number)),
        in_channel=True,
        asker=ASHA if by is VENDOR else BEA,
        asker_side=by,
        text=text,
        opened_at=at(asked),
        targets=dict.fromkeys(Side, 8 * HOUR),
        turns=(first, *turns),
        clock_at=at(asked),
        state=state if closed else State.OPEN,
        closed_at=at(closed) if closed else None,
    )


def account(item: Item, relationship: Relationship, nudges: Iterable[Nudge] = (), until: datetime = UNTIL) -> Account:
    return Account(item, {side: waited(item, relationship, until, by=side) for side in Side}, tuple(nudges))


def page_of(
    *items: Item,
    relationship: Relationship | None = None,
    nudges: Iterable[Nudge] = (),
    complaints: Sequence[str] = (),
    place: str = "project-x",
    first: str = "2026-03-02 08:00",
    until: datetime = UNTIL,
    cards: int = 0,
) -> Read:
    """The page of these items; the nudges are the first one's."""
    relationship = relationship or between()
    out, totals = StringIO(), Totals(cards=cards)
    page = Page(out, relationship, {PLACE: place}, Period(1382, 1, 14, at(first), until), complaints=complaints)
    for n, item in enumerate(items):
        one = account(item, relationship, () if n else nudges, until)
        page.add(one)
        totals.add(one)
    page.close(totals)
    return Read(out.getvalue())


# Reading pages ------------------------------------------------------------------------------------------------------

EMPTY_TAGS = {"meta", "line", "rect", "path"}
"""Tags that this page never closes with one of their own: of HTML, and those of SVG it writes as `<x/>`."""


class Read(HTMLParser):
    """A page as a browser takes it in: its tags, and its text without style. Fails on tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self._texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.tags.append((tag, known))
        if tag not in EMPTY_TAGS:
            self._open.append(f"{tag}.{known.get('class', '')}#{known.get('id', '')}")
            self._texts.append((tuple(self._open), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY_TAGS:
            assert self._open.pop().startswith(f"{tag}.")
            self._texts.append((tuple(self._open), " " if tag in ("p", "td", "th", "li", "dt", "dd", "title") else ""))

    def handle_data(self, data: str) -> None:
        self._texts.append((tuple(self._open), data))

    def inside(self, opened: str) -> list[str]:
        """The text of each element that opens so, e.g. `p.facts` or `title.#picture-title`."""
        found: list[str] = []
        depth = 0
        for path, text in self._texts:
            if path and path[-1].startswith(opened) and not text and len(path) > depth:
                found.append("")
                depth = len(path)
            elif len(path) < depth:
                depth = 0
            if depth:
                found[-1] += text
        return [" ".join(text.split()) for text in found]

    @property
    def text(self) -> str:
        said = (text for path, text in self._texts if not any(each.startswith("style") for each in path))
        return " ".join("".join(said).split())

    @property
    def rows(self) -> dict[str, list[str]]:
        """The table of side totals and the picture's: what stands in each row."""
        lines = [self._cells(row) for row in re.findall("<tr>.*?</tr>", self.html, re.DOTALL)]
        return {first: rest for first, *rest in lines}

    @staticmethod
    def _cells(row: str) -> list[str]:
        cells = re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        return [" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in cells]

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [attrs for _, attrs in self.tags if name in attrs.get("class", "").split()]


# The head -----------------------------------------------------------------------------------------------------------


def test_the_head_says_who_when_and_how_much_was_read() -> None:
    read = page_of(question())
    assert read.inside("title.#")[0] == "Who waited for whom: Contoso and Northwind, 2 Mar 2026 to 27 Mar 2026"
    assert read.inside("p.who") == ["Contoso (client) and Northwind (vendor)"]
    assert read.inside("p.read") == ["2 Mar 2026 to 27 Mar 2026 · 1,382 messages · 1 place · 14 people"]


def test_companies_without_a_name_read_like_a_sentence() -> None:
    read = page_of(question(), relationship=between("the client", "the vendor"))
    assert read.inside("p.who") == ["The client and the vendor"]
    assert read.inside("p.sum")[0].startswith("The vendor waited for the client 3 h")


def test_both_sides_waiting_is_said_first_and_in_the_same_form() -> None:
    read = page_of(question(), question(2, by=CLIENT, closed="2026-03-02 12:00"))
    assert read.inside("p.sum") == [
        "Northwind waited for Contoso 3 h of Contoso’s working time",
        "Contoso waited for Northwind 2 h of Northwind’s working time",
    ]


def test_the_nudges_of_the_whole_time_are_counted_and_nobody_is_named() -> None:
    nudges = [Nudge(at("2026-03-03 10:00"), 1, 1, CLIENT, BEA), Nudge(at("2026-03-05 10:00"), 1, 3, CLIENT, None)]
    read = page_of(question(closed="2026-03-06 10:00"), nudges=nudges, cards=1)
    assert read.inside("p.nudged") == [
        "Rapport would have nudged once privately, on 1 card. "
        "In shared places it would have written 1 line, 0.07 for every hundred messages."
    ]
    assert page_of(question()).inside("p.nudged") == [
        "Rapport would have nudged nobody privately. In shared places it would have written nothing."
    ]


def test_several_nudges_may_stand_on_one_card() -> None:
    nudges = [Nudge(at(f"2026-03-0{day} 10:00"), 1, step, CLIENT, BEA) for day, step in ((3, 1), (4, 2), (5, 4))]
    (said,) = page_of(question(closed="2026-03-06 10:00"), nudges=nudges, cards=2).inside("p.nudged")
    assert said.startswith("Rapport would have nudged 3 times privately, on 2 cards. ")


def test_a_time_without_questions_gives_a_calm_page() -> None:
    read = page_of()
    assert read.inside("p.quiet") == [
        "Rapport found no question from one side to the other in this time. Nobody waited."
    ]
    assert not {"svg", "table", "ol", "details"} & {tag for tag, _ in read.tags}
    assert "How this was measured" in read.text


def test_questions_that_took_no_working_time_need_no_picture() -> None:
    read = page_of(question(asked="2026-03-07 10:00", closed="2026-03-07 12:00"))
    assert "svg" not in {tag for tag, _ in read.tags}
    assert read.rows["Kept the other waiting"] == ["0 min", "0 min"]
    assert len(read.inside("li.item")) == 1


# Totals -------------------------------------------------------------------------------------------------------------


def test_the_totals_say_the_same_of_both_sides() -> None:
    read = page_of(
        question(1, closed="2026-03-02 11:00"),
        question(2, closed="2026-03-02 12:00", state=State.WITHDRAWN),
        question(3, closed="2026-03-02 13:00", state=State.MOVED_ELSEWHERE),
        question(4, asked="2026-03-27 16:00", closed=None),
        question(5, closed="2026-03-02 14:30", state=State.LAPSED, by=CLIENT),
    )
    assert read.rows["Side totals"] == ["Contoso client", "Northwind vendor"]
    assert read.rows["Questions asked of them"] == ["4", "1"]
    assert read.rows["Answered"] == ["1", "0"]
    assert read.rows["Withdrawn"] == ["1", "0"]
    assert read.rows["Moved elsewhere"] == ["1", "0"]
    assert read.rows["Lapsed"] == ["0", "1"]
    assert read.rows["Open"] == ["1", "0"]
    assert read.rows["Half were settled within"] == ["2 h", "4 h 30 min"]
    assert read.rows["Three quarters within"] == ["2 h 30 min", "4 h 30 min"]
    assert read.rows["Kept the other waiting"] == ["7 h", "4 h 30 min"]


def test_what_nobody_settled_has_no_time_to_settle() -> None:
    assert page_of(question(closed=None)).rows["Half were settled within"] == ["–", "–"]


# The picture --------------------------------------------------------------------------------------------------------


def drawn(client: dict[str, float], vendor: dict[str, float], first: str, last: str) -> Picture:
    """The picture of so many hours a day."""
    days = {
        side: {date.fromisoformat(day): spent * HOUR for day, spent in each.items()}
        for side, each in ((CLIENT, client), (VENDOR, vendor))
    }
    found = picture(days, date.fromisoformat(first), date.fromisoformat(last))
    assert found
    return found


def test_a_wait_is_shown_in_the_weeks_in_which_it_was_waited() -> None:
    read = page_of(question(asked="2026-03-05 13:00", closed="2026-03-10 11:00"))
    assert read.rows["Week of 2 Mar 2026"] == ["12 h", "–"]
    assert read.rows["Week of 9 Mar 2026"] == ["10 h", "–"]
    assert read.rows["Week of 16 Mar 2026"] == ["–", "–"]


def test_a_week_begins_when_it_is_monday_for_the_side_that_has_the_ball() -> None:
    around_the_clock = SideTerms("Asia/Kolkata", "Mon-Sun 00:00-24:00")
    sunday_evening = question(by=CLIENT, asked="2026-03-08 18:00", closed="2026-03-08 19:30")
    read = page_of(sunday_evening, relationship=between(terms=(BERLIN, around_the_clock)))
    assert read.rows["Week of 2 Mar 2026"] == ["–", "30 min"]
    assert read.rows["Week of 9 Mar 2026"] == ["–", "1 h"]


def test_each_turn_of_the_ball_counts_for_the_side_that_had_it() -> None:
    back = Turn(at("2026-03-02 12:00"), Holder(VENDOR, ASHA), "asked back")
    away = Turn(at("2026-03-02 15:00"), Holder(None, None, "Fabrikam"), "waits for the carrier")
    read = page_of(question(turns=(back, away), closed="2026-03-04 12:00"))
    assert read.rows["Week of 2 Mar 2026"] == ["2 h", "3 h"]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia"])
@pytest.mark.parametrize("hours", ["Mon-Fri 09:00-17:00", "Mon-Sun 00:00-24:00"])
def test_what_the_days_show_adds_up_to_all_that_was_waited(zone: str, hours: str) -> None:
    """Also where the clocks change at midnight, and where a day was left out."""
    calendar, random = calendar_for(SideTerms(zone, hours)), Random(7)
    waiting, total = Waiting(calendar), timedelta()
    for _ in range(300):
        since = at("2011-09-01 00:00") + timedelta(seconds=random.randrange(400 * 86_400))
        until = since + timedelta(seconds=random.choice([300, 86_400, 40 * 86_400]) * random.random())
        waiting.add(since, until)
        total += measure(since, until, calendar)
    assert sum(waiting.by_day().values(), timedelta()) == total


def test_the_picture_says_in_words_what_it_shows() -> None:
    read = page_of(question(asked="2026-03-05 13:00", closed="2026-03-10 11:00"))
    assert read.inside("title.#picture-title") == ["Working hours that each side kept the other waiting, week by week"]
    assert read.inside("desc.#picture-words") == [
        "From 2 Mar 2026 to 27 Mar 2026. Contoso kept Northwind waiting 22 h, "
        "most of it in the week of 2 Mar 2026: 12 h. Northwind kept Contoso waiting 0 min."
    ]
    assert read.inside("g.bar")[0] == "Week of 2 Mar 2026: waiting for Contoso 12 h, for Northwind 0 min"
    assert "Up: Northwind waited for Contoso" in read.text
    assert "Down: Contoso waited for Northwind" in read.text


def test_both_sides_are_drawn_in_one_scale_with_a_few_round_lines() -> None:
    shown = drawn({"2026-03-02": 30}, {"2026-03-03": 7}, "2026-03-02", "2026-03-08")
    lines = list(shown.scale.lines())
    assert [spent / HOUR for _, spent in lines] == [30, 20, 10, 0, 10]
    assert lines[0][0] == 0
    assert lines[-1][0] == pytest.approx(PLOT_HEIGHT)
    assert shown.scale.height(30 * HOUR) == pytest.approx(shown.scale.middle)
    assert shown.scale.height(7 * HOUR) <= PLOT_HEIGHT - shown.scale.middle


@pytest.mark.parametrize("most", [0.01, 0.7, 1, 3, 3.1, 29, 301, 12_345, 9_999_999])
def test_whatever_the_longest_wait_a_few_lines_are_enough(most: float) -> None:
    scale = drawn({"2026-03-02": most}, {}, "2026-03-02", "2026-03-02").scale
    assert scale.height(most * HOUR) <= scale.middle + 0.001
    assert 3 <= len(list(scale.lines())) <= 5


@pytest.mark.parametrize(
    ("last", "step", "first_bar", "last_bar"),
    [
        ("2020-01-01", "week", "week of 30 Dec 2019", "week of 30 Dec 2019"),
        ("2021-02-21", "week", "week of 30 Dec 2019", "week of 15 Feb 2021"),
        ("2021-02-22", "month", "Jan 2020", "Feb 2021"),
        ("2025-01-01", "quarter", "Jan to Mar 2020", "Jan to Mar 2025"),
        ("2035-01-01", "year", "2020", "2035"),
    ],
)
def test_a_longer_time_is_shown_in_longer_steps(last: str, step: str, first_bar: str, last_bar: str) -> None:
    shown = drawn({"2020-01-01": 1}, {last: 1}, "2020-01-01", last)
    assert (shown.step, shown.bars[0].said, shown.bars[-1].said) == (step, first_bar, last_bar)
    assert len(shown.bars) <= MOST_BARS
    assert shown.bars[-1].spent[VENDOR] == HOUR


@pytest.mark.parametrize("weeks", range(1, 61))
def test_dates_under_the_picture_never_touch(weeks: int) -> None:
    last = date(2025, 9, 1) + timedelta(weeks=weeks - 1)
    shown = drawn({"2025-09-01": 1}, {}, "2025-09-01", last.isoformat())
    for labels, most in ((shown.wide, LABELS_WIDE), (shown.narrow, LABELS_NARROW)):
        assert all(after.at - before.at >= 100 / most - 0.001 for before, after in pairwise(labels))
        assert labels[0].year == "2025"
        assert sum(label.year == "2026" for label in labels) <= 1


def test_the_sides_differ_in_pattern_and_not_in_colour_alone() -> None:
    read = page_of(question(), question(2, by=CLIENT))
    assert "fill: url(#striped)" in read.html
    assert any(tag == "pattern" and attrs["id"] == "striped" for tag, attrs in read.tags)
    assert "prefers-color-scheme: dark" in read.html


# Items --------------------------------------------------------------------------------------------------------------


def test_an_item_says_who_asked_which_company_what_where_and_when() -> None:
    read = page_of(question(17))
    assert read.inside("p.label") == ["q17", "q17"]
    assert read.inside("blockquote")[0] == "“Which region should the bucket be in?”"
    assert read.inside("p.facts")[0] == "Asha Rao (Northwind) asked Contoso · project-x · Mon 2 Mar 2026, 10:00"
    assert read.inside("p.waited")[0] == "3 h answered"


def test_where_the_sides_have_two_zones_the_time_is_the_holders_and_says_so() -> None:
    relationship = between(terms=(BERLIN, KOLKATA))
    read = page_of(question(1), question(2, by=CLIENT), relationship=relationship)
    first, second = read.inside("p.facts")[-2:]
    assert first.endswith("Mon 2 Mar 2026, 11:00 Berlin")
    assert second.endswith("Mon 2 Mar 2026, 15:30 Kolkata")


def test_the_clock_of_each_turn_is_explained_with_its_reason() -> None:
    back = Turn(at("2026-03-09 09:30"), Holder(VENDOR, ASHA), "asked back")
    away = Turn(at("2026-03-09 15:00"), Holder(None, None, "Fabrikam"), "waits for the carrier")
    read = page_of(question(asked="2026-03-06 16:30", turns=(back, away), closed="2026-03-10 12:00"))
    clock = read.inside("dl")[0]
    assert "Contoso, asked Fri 16:30 to Mon 09:30 is 1 h, Mon–Fri 9–17 UTC, because Fri has 30 min left" in clock
    assert "Northwind, asked back Mon 09:30 to Mon 15:00 is 5 h 30 min, Mon–Fri 9–17 UTC. Target: 8 h." in clock
    assert "Fabrikam, waits for the carrier A third party had it; the clock of neither side ran." in clock
    assert "Together Contoso 1 h, Northwind 5 h 30 min." in clock


def test_an_open_item_is_measured_to_the_end_of_the_replay() -> None:
    read = page_of(question(asked="2026-03-27 10:00", closed=None))
    assert read.inside("p.waited")[0] == "7 h open"
    assert "Fri 10:00 to Fri 17:00 is 7 h" in read.text


def test_an_acknowledgement_is_said_to_have_moved_the_nudge_and_not_the_waiting() -> None:
    item = replace(question(closed=None), clock_at=at("2026-03-02 11:15"), clock_moved=True)
    assert "Acknowledged Mon 2 Mar 2026, 11:15. That moved the next nudge, once;" in page_of(item).text


def test_nudges_are_told_by_role_and_company() -> None:
    nudges = [
        Nudge(at("2026-03-03 10:00"), 1, 1, CLIENT, BEA),
        Nudge(at("2026-03-04 10:00"), 1, 2, CLIENT, GUS),
        Nudge(at("2026-03-05 10:00"), 1, 3, CLIENT, None),
        Nudge(at("2026-03-06 09:00"), 1, 4, CLIENT, GUS),
    ]
    read = page_of(question(closed="2026-03-06 10:00"), nudges=nudges)
    assert "Clock and 4 nudges" in read.inside("summary.")
    assert read.inside("dd.")[1:5] == [
        "Tue 3 Mar 2026, 10:00 · step 1 · privately to the holder at Contoso",
        "Wed 4 Mar 2026, 10:00 · step 2 · privately to the go-between at Contoso",
        "Thu 5 Mar 2026, 10:00 · step 3 · one line in the thread, to Contoso",
        "Fri 6 Mar 2026, 09:00 · step 4 · privately to the sponsor at Contoso",
    ]


def test_after_the_ball_was_handed_back_the_holder_is_who_has_it_then() -> None:
    back = Turn(at("2026-03-02 12:00"), Holder(VENDOR, ASHA), "asked back")
    nudges = [Nudge(at("2026-03-03 12:00"), 2, 1, VENDOR, ASHA)]
    read = page_of(question(turns=(back,), closed="2026-03-04 12:00"), nudges=nudges)
    assert "step 1 · privately to the holder at Northwind" in read.text


def test_nobody_is_named_but_the_asker() -> None:
    nudges = [Nudge(at("2026-03-03 10:00"), 1, 1, CLIENT, BEA), Nudge(at("2026-03-04 10:00"), 1, 2, CLIENT, GUS)]
    read = page_of(question(closed="2026-03-06 10:00"), question(2), nudges=nudges)
    for name in ("Bea Lind", "Gus Weiss", "Hugo Sand", "UBEA", "UASHA"):
        assert name not in read.html
    assert read.text.count("Asha Rao") == len(read.inside("li.item")) == 4


def test_a_deleted_message_leaves_its_figures_and_no_words() -> None:
    read = page_of(question(text="", state=State.WITHDRAWN))
    assert read.inside("p.gone")[0] == "The words of this message were deleted."
    assert not read.inside("blockquote")


def test_an_asker_whom_nobody_knows_is_someone() -> None:
    item = replace(question(), asker=PersonId("slack:UGONE"))
    assert page_of(item).inside("p.facts")[0].startswith("Someone (Northwind) asked Contoso")


def test_the_ten_longest_come_first_and_then_all_in_the_order_of_asking() -> None:
    items = [question(n, closed=f"2026-03-02 {10 + n % 7}:{n:02}") for n in range(1, 16)]
    read = page_of(*items)
    labels = read.inside("p.label")
    assert labels[:3] == ["q13", "q6", "q12"]
    assert labels[10:] == [f"q{n}" for n in range(1, 16)]
    ids = [attrs["id"] for tag, attrs in read.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_of_many_items_the_first_are_shown_and_the_rest_is_counted() -> None:
    items = [question(n, closed="2026-03-02 10:05", text="Ok?") for n in range(1, ITEMS_SHOWN + 6)]
    read = page_of(*items)
    assert "This page shows the first 2,000 of 2,005. The JSON report has the other 5 too." in read.text
    assert read.inside("p.label")[-1] == "q2000"
    assert read.rows["Questions asked of them"] == ["2,005", "0"]
    assert "JSON" not in page_of(question()).text


# What people wrote --------------------------------------------------------------------------------------------------


def test_a_long_text_is_cut_and_its_whitespace_collapsed() -> None:
    long = page_of(question(text="Is this\n\n  one\tlong? " + "blah " * 9_000)).inside("blockquote")[0]
    assert long.startswith("“Is this one long? blah")
    assert len(long.strip("“”")) <= 140
    assert long.endswith("…”")


def test_markup_in_anything_people_wrote_stays_text() -> None:
    evil = '<script>alert("1")</script>&amp;'
    back = Turn(at("2026-03-02 12:00"), Holder(VENDOR, ASHA), evil)
    away = Turn(at("2026-03-02 13:00"), Holder(None, None, evil), "asked a third party")
    read = page_of(
        question(text=evil, turns=(back, away), closed="2026-03-02 15:00"),
        relationship=between(evil, evil, asker=evil),
        place=evil,
        complaints=[evil],
    )
    assert "script" not in {tag for tag, _ in read.tags}
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)
    assert read.inside("blockquote")[0] == f"“{evil}”"
    assert read.inside("p.facts")[0] == f"{evil} ({evil}) asked {evil} · {evil} · Mon 2 Mar 2026, 10:00"
    assert evil in read.inside("title.#")[0]


def test_writing_from_right_to_left_turns_nothing_else_around() -> None:
    text, name = "متى ستكون النسخة جاهزة؟", "دانا \u202eحداد"
    read = page_of(question(text=text), relationship=between(asker=name))
    assert read.inside("blockquote")[0] == f"“{text}”"
    assert all(attrs.get("dir") == "auto" for tag, attrs in read.tags if tag == "blockquote")
    assert f"<bdi>{name}</bdi>" in read.html


# Itself -------------------------------------------------------------------------------------------------------------


def test_the_page_fetches_nothing() -> None:
    read = page_of(question(text="See https://example.com/a.png"), question(2, by=CLIENT))
    fetching = {
        "script",
        "link",
        "img",
        "image",
        "iframe",
        "object",
        "embed",
        "base",
        "video",
        "audio",
        "source",
        "use",
    }
    assert not fetching & {tag for tag, _ in read.tags}
    assert not {"src", "href", "srcset", "action", "data"} & {name for _, attrs in read.tags for name in attrs}
    assert set(re.findall(r"url\(([^)]*)\)", read.html)) == {"#striped"}
    assert "@import" not in read.html
    assert read.html.count("://") == read.html.count("https://example.com/a.png")


def test_the_browser_is_told_to_fetch_nothing_too() -> None:
    policies = [attrs["content"] for tag, attrs in page_of().tags if "http-equiv" in attrs]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


def test_the_page_is_whole_html() -> None:
    read = page_of(question())
    assert read.html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert read.html.endswith("</html>")


def test_the_page_blames_nobody() -> None:
    nudges = [Nudge(at("2026-03-03 10:00"), 1, 1, CLIENT, BEA)]
    read = page_of(question(closed=None), question(2, by=CLIENT), nudges=nudges, complaints=["day.json: not JSON"])
    shaming = r"(?i)\b(overdue|fail\w*|late|slow\w*|worst|best|rank\w*|scor\w*|reminder)\b|!"
    assert not re.search(shaming, read.text)


def test_the_foot_says_how_it_was_measured_and_that_nothing_is_kept() -> None:
    bavaria = SideTerms("Europe/Berlin", "Mon-Thu 09:00-12:00,13:00-17:00; Fri 09:00-15:00", ("DE-BY", "+2026-03-20"))
    foot = page_of(question(), relationship=between(terms=(bavaria, KOLKATA))).inside("footer")[0]
    assert "Contoso: Mon–Thu 9–12 and 13–17, Fri 9–15, Europe/Berlin; target for an answer 8 h." in foot
    assert "Holidays on working days in this time: 20 Mar 2026 (agreed day off)." in foot
    assert "Northwind: Mon–Fri 9–17, Asia/Kolkata; target for an answer 8 h." in foot
    assert "Open items are measured up to Fri 27 Mar 2026, 18:00 Berlin." in foot
    assert "Nothing was sent, and Rapport keeps nothing of the history it read." in foot
    assert "could not be read" not in foot


def test_many_holidays_are_counted_after_the_first_dozen() -> None:
    read = page_of(question(), relationship=between(terms=(SideTerms(holidays=("DE",)), KOLKATA)), first="2023-01-01")
    assert re.search(r"Holidays on working days in this time: .* and \d+ more\.", read.inside("footer")[0])


def test_complaints_about_the_export_are_listed() -> None:
    foot = page_of(complaints=["general/2026-03-02.json: broken JSON", "users.json: 2 people have no name"])
    assert foot.inside("footer")[0].endswith(
        "What could not be read as it stands general/2026-03-02.json: broken JSON users.json: 2 people have no name"
    )
