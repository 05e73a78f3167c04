"""A Slack export in, events and complaints out."""

from __future__ import annotations

import io
import json
import resource
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.archive import Archive, Complaint, NotAnExport
from adapters.archive.elements import Broken, Decoded, elements
from adapters.base import Profile
from rules.events import MessagePosted, Reacted

Json = Any
Event = MessagePosted | Reacted

USERS = [
    {"id": "U1", "team_id": "T1", "name": "bea", "profile": {"display_name": "Bea", "email": "bea@Contoso.example"}},
    {"id": "U2", "team_id": "T1", "name": "asha", "real_name": "Asha Rao", "profile": {"display_name": ""}},
    {"id": "B0", "team_id": "T1", "name": "deploybot", "is_bot": True},
]
CHANNELS = [{"id": "C1", "name": "general", "members": ["U2", "U1"]}, {"id": "C2", "name": "ops", "members": []}]
DAY = "2026-01-05"


def message(ts: str = "1767603600.000100", user: str = "U1", text: str = "hello", **rest: Json) -> dict[str, Json]:
    return {"type": "message", "user": user, "text": text, "ts": ts, **rest}


def said(number: int, user: str = "U1", text: str = "hello", **rest: Json) -> dict[str, Json]:
    """The `number`th message of a day."""
    return message(f"17676036{number:02}.000000", user, text, **rest)


def export(**folders: Json) -> dict[str, Json]:
    """An export with the lists and one day's file for each folder."""
    lists = {"users.json": USERS, "channels.json": CHANNELS}
    return lists | {f"{folder}/{DAY}.json": messages for folder, messages in folders.items()}


def content(value: Json) -> bytes:
    """Bytes stay what they are; all else becomes JSON."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def written(path: Path, files: Mapping[str, Json]) -> Path:
    for name, value in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content(value))
    return path


def zipped(path: Path, files: Mapping[str, Json]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in files.items():
            archive.writestr(name, content(value))
    return path


def events_of(path: Path) -> list[Event]:
    with Archive.open(path) as archive:
        return list(archive.events())


def texts_of(path: Path) -> list[str]:
    return [event.text for event in events_of(path) if isinstance(event, MessagePosted)]


def complaints_of(path: Path) -> list[Complaint]:
    with Archive.open(path) as archive:
        return list(archive.complaints)


def roster_of(path: Path) -> dict[str, Profile]:
    with Archive.open(path) as archive:
        return {profile.id: profile for profile in archive.roster()}


def read(tmp_path: Path, *messages: Json) -> list[Event]:
    return events_of(written(tmp_path, export(general=list(messages))))


def the_message(tmp_path: Path, **fields: Json) -> MessagePosted:
    (event,) = read(tmp_path, message(**fields))
    assert isinstance(event, MessagePosted)
    return event


# What a message becomes.


def test_a_message_becomes_the_event_a_live_adapter_would_give(tmp_path: Path) -> None:
    posted = the_message(tmp_path, ts="1767603600.000123", text="Which region?", files=[{"id": "F1"}, {"id": "F2"}])
    assert posted.id == "archive:C1:1767603600.000123"
    assert posted.at == datetime(2026, 1, 5, 9, 0, 0, 123, tzinfo=UTC)
    assert (posted.place, posted.message, posted.author) == ("slack:C1", "1767603600.000123", "slack:U1")
    assert (posted.text, posted.thread, posted.mentions, posted.files) == ("Which region?", None, (), 2)


def test_time_is_exact_to_the_microsecond(tmp_path: Path) -> None:
    assert the_message(tmp_path, ts="1767603600.999999").at == datetime(2026, 1, 5, 9, 0, 0, 999999, tzinfo=UTC)


@pytest.mark.parametrize("ts", [1767603600.5, 1767603600])
def test_a_ts_that_is_a_number_is_spelled_as_slack_does(tmp_path: Path, ts: float) -> None:
    assert the_message(tmp_path, ts=ts).message == f"{ts:.6f}"


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast", "me_message"])
def test_what_a_person_writes_is_an_event(tmp_path: Path, subtype: str | None) -> None:
    assert the_message(tmp_path, subtype=subtype, bot_id=None).text == "hello"


@pytest.mark.parametrize(
    "fields",
    [
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"bot_id": "B1"},
        {"hidden": True},
        {"subtype": "tombstone"},
        {"subtype": ["me_message"]},
        {"user": "USLACKBOT"},
        {"user": "B0"},
        {"user": None},
        {"user": ""},
        {"type": "reply_broadcast"},
    ],
)
def test_what_no_person_wrote_is_never_an_event(tmp_path: Path, fields: dict[str, Json]) -> None:
    path = written(tmp_path, export(general=[message(**fields)]))
    with Archive.open(path) as archive:
        assert list(archive.events()) == []
        assert (archive.messages, archive.first, archive.last, archive.places) == (0, None, None, ())
        assert archive.complaints == ()


def test_a_reply_names_its_root_and_a_root_is_in_no_thread(tmp_path: Path) -> None:
    root, reply = said(1, thread_ts="1767603601.000000"), said(2, "U2", thread_ts="1767603601.000000")
    assert [event.thread for event in read(tmp_path, root, reply) if isinstance(event, MessagePosted)] == [
        None,
        "1767603601.000000",
    ]


def test_an_old_upload_has_one_file(tmp_path: Path) -> None:
    assert the_message(tmp_path, subtype="file_share", file={"id": "F1"}).files == 1


# Text.


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("<@U2> can you look?", "@asha can you look?"),
        ("<@U1|old.name> hi", "@Bea hi"),
        ("<@U9|guest> and <@U8>", "@guest and @U8"),
        ("see <#C2|ops> and <#C2> and <#C2|> and <#C9>", "see #ops and #ops and #ops and #C9"),
        ("<!here> <!channel> <!everyone> <!here|@here> <!group>", "@here @channel @everyone @here @group"),
        ("<!subteam^S1|@oncall> <!subteam^S1>", "@oncall @S1"),
        ("<!date^1392734382^{date_short}^https://x.example|Feb 18>, all right?", "Feb 18, all right?"),
        ("<https://x.example/a?b=1&amp;c=2|the page>", "the page"),
        ("<https://x.example/a?b=1&amp;c=2>", "https://x.example/a?b=1&c=2"),
        ("<mailto:a@b.example|a@b.example> <mailto:a@b.example> <tel:+491>", "a@b.example a@b.example +491"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;b&amp;gt; &quot;", "&lt;b&gt; &quot;"),
        ("<https://x.example|a &lt; b>", "a < b"),
        ("```\nif a &lt; b:\n    pass\n``` and `x`", "```\nif a < b:\n    pass\n``` and `x`"),
        ("&gt; they said\nwhy?", "> they said\nwhy?"),
        ("one\r\ntwo", "one\ntwo"),
        ("an open < bracket", "an open < bracket"),
        ("nul\x00 and half a \ud83d pair", "nul and half a \ufffd pair"),
        ("ünïcödé 😀", "ünïcödé 😀"),
    ],
)
def test_markup_becomes_plain_text(tmp_path: Path, markup: str, plain: str) -> None:
    assert the_message(tmp_path, text=markup).text == plain


def test_a_name_is_never_unescaped_or_read_as_markup(tmp_path: Path) -> None:
    users = [{"id": "U2", "name": "asha", "profile": {"display_name": "<#C2> &amp; Co"}}]
    path = written(tmp_path, {**export(general=[message(text="<@U2>")]), "users.json": users})
    assert texts_of(path) == ["@<#C2> &amp; Co"]


def test_mentions_are_the_people_once_each_in_order(tmp_path: Path) -> None:
    text = "<@U2> and <@W9|connect>, <@U2|asha>, <#C1|general>, <!here>, <@B0>"
    assert the_message(tmp_path, text=text).mentions == ("slack:U2", "slack:W9")


def test_a_name_that_only_a_later_file_tells_is_still_used(tmp_path: Path) -> None:
    later = said(2, "U7", user_profile={"display_name": "Cy"})
    files = {**export(), "general/a.json": [said(1, text="<@U7>?")], "general/b.json": [later]}
    assert texts_of(written(tmp_path, files)) == ["@Cy?", "hello"]


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (
            "<@U1|bea> uploaded a file: <https://x.example/f|f.png> and commented: see\nhere &amp; there",
            "see\nhere & there",
        ),
        ("<@U1|bea> uploaded a file: <https://x.example/f|f.png>", ""),
        ("<@U1> shared a file: <https://x.example/f|Untitled>", ""),
        ("<@U1|bea> uploaded an image: <https://x.example/f|f.png>", ""),
        ("words of their own", "words of their own"),
    ],
)
def test_an_old_upload_says_only_its_comment(tmp_path: Path, text: str, comment: str) -> None:
    posted = the_message(tmp_path, text=text, subtype="file_share", file={"id": "F1"})
    assert (posted.text, posted.files) == (comment, 1)


def test_an_old_upload_may_keep_its_comment_with_the_file(tmp_path: Path) -> None:
    file = {"id": "F1", "initial_comment": {"comment": "the <https://x.example|plan>"}}
    text = "<@U1|bea> uploaded a file: <https://x.example/f|f.png>"
    assert the_message(tmp_path, text=text, subtype="file_share", file=file).text == "the plan"


def rich(*elements: Json) -> list[Json]:
    return [{"type": "rich_text", "elements": list(elements)}]


def section(*spans: Json, kind: str = "rich_text_section") -> dict[str, Json]:
    return {"type": kind, "elements": list(spans)}


def word(text: str, **style: bool) -> dict[str, Json]:
    return {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}


@pytest.mark.parametrize(
    ("blocks", "plain"),
    [
        (
            rich(
                section({"type": "user", "user_id": "U2"}, word(" is 1 < 2 & <b>?"), {"type": "emoji", "name": "eyes"})
            ),
            "@asha is 1 < 2 & <b>?:eyes:",
        ),
        (
            rich(
                section({"type": "link", "url": "https://x.example/a|b"}, word(" or ")),
                section({"type": "link", "url": "https://x.example", "text": "this"}),
            ),
            "https://x.example/a%7Cb or \nthis",
        ),
        (
            rich(section({"type": "broadcast", "range": "here"}, {"type": "channel", "channel_id": "C2"})),
            "@here#ops",
        ),
        (
            rich(section({"type": "usergroup", "usergroup_id": "S1"}, {"type": "date", "fallback": " Monday"})),
            "@S1 Monday",
        ),
        (rich(section(word("x = 1", code=True))), "`x = 1`"),
        (rich(section(word("a\nb"), kind="rich_text_quote")), "> a\n> b"),
        (rich(section(word("x\ny"), kind="rich_text_preformatted")), "```\nx\ny\n```"),
        (
            rich({"type": "rich_text_list", "style": "bullet", "elements": [section(word("a")), section(word("b"))]}),
            "• a\n• b",
        ),
        (
            rich({"type": "rich_text_list", "style": "ordered", "elements": [section(word("a")), section(word("b"))]}),
            "1. a\n2. b",
        ),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "*hi* <@U2>"}}], "*hi* @asha"),
        ([{"type": "section", "fields": [{"type": "plain_text", "text": "a <b>"}, {"type": "mrkdwn"}]}], "a <b>"),
        ([{"type": "divider"}, "odd", {"type": "rich_text", "elements": "odd"}], ""),
        ("odd", ""),
    ],
)
def test_an_empty_text_is_taken_from_the_blocks(tmp_path: Path, blocks: Json, plain: str) -> None:
    posted = the_message(tmp_path, text="", blocks=blocks)
    assert posted.text == plain
    assert posted.mentions == (("slack:U2",) if "@asha" in plain else ())


def test_text_beats_blocks(tmp_path: Path) -> None:
    assert the_message(tmp_path, text="said", blocks=rich(section(word("drawn")))).text == "said"


@pytest.mark.parametrize(
    ("text", "length"),
    [("x" * 40_001, 40_000), ("x" * 39_990 + "<https://x.example>", 39_990), ("x" * 39_998 + "&amp;", 39_998)],
)
def test_a_giant_message_is_cut_between_words_of_markup_and_complained_of(
    tmp_path: Path, text: str, length: int
) -> None:
    path = written(tmp_path, export(general=[message(text=text)]))
    assert texts_of(path) == ["x" * length]
    assert complaints_of(path) == [Complaint(f"general/{DAY}.json", "1 message was cut at 40,000 characters")]


def test_forty_thousand_characters_are_kept_whole(tmp_path: Path) -> None:
    path = written(tmp_path, export(general=[message(text="x" * 40_000)]))
    assert texts_of(path) == ["x" * 40_000]
    assert complaints_of(path) == []


# Order and reactions.


def test_events_come_in_the_order_of_time_then_place(tmp_path: Path) -> None:
    files = export(ops=[said(3), said(1)], general=[said(2), said(3, "U2")])
    ids = [event.id for event in events_of(written(tmp_path, files))]
    assert ids == [
        "archive:C2:1767603601.000000",
        "archive:C1:1767603602.000000",
        "archive:C1:1767603603.000000",
        "archive:C2:1767603603.000000",
    ]


def lines(events: Sequence[Event]) -> list[str]:
    """`second author: text`, `second person emoji second of the message`."""
    return [
        f"{event.at.second} {event.author}: {event.text}"
        if isinstance(event, MessagePosted)
        else f"{event.at.second} {event.person} {event.emoji} {event.message[8:10]}"
        for event in events
    ]


def reaction(name: str, *users: str) -> dict[str, Json]:
    return {"name": name, "users": list(users), "count": len(users)}


def test_a_reaction_counts_as_made_just_before_the_person_wrote_again(tmp_path: Path) -> None:
    asked = said(1, text="Which?", reactions=[reaction("eyes", "U2")])
    events = read(tmp_path, asked, said(2, text="Anyone?"), said(3, "U2", "Eu."), said(4, "U2", "west"))
    assert lines(events) == [
        "1 slack:U1: Which?",
        "2 slack:U1: Anyone?",
        "3 slack:U2 eyes 01",
        "3 slack:U2: Eu.",
        "4 slack:U2: west",
    ]
    assert events[2].id == "archive:C1:1767603601.000000:eyes:U2"


def test_a_reaction_of_somebody_who_never_wrote_again_follows_the_message(tmp_path: Path) -> None:
    early = said(1, "U2", "morning")
    asked = said(2, text="Which?", reactions=[reaction("eyes", "U2", "U8"), reaction("+1", "U1")])
    assert lines(read(tmp_path, early, asked, said(3, text="well"))) == [
        "1 slack:U2: morning",
        "2 slack:U1: Which?",
        "2 slack:U2 eyes 02",
        "2 slack:U8 eyes 02",
        "3 slack:U1 +1 02",
        "3 slack:U1: well",
    ]


def test_writing_in_another_place_does_not_date_a_reaction(tmp_path: Path) -> None:
    files = export(general=[said(1, reactions=[reaction("eyes", "U2")])], ops=[said(2, "U2")])
    assert lines(events_of(written(tmp_path, files)))[1] == "1 slack:U2 eyes 01"


def test_skin_tones_make_no_second_reaction_and_bots_none(tmp_path: Path) -> None:
    reactions = [reaction("+1", "U1"), reaction("+1::skin-tone-2", "U1", "USLACKBOT", "B0"), "odd", {"name": 3}]
    assert lines(read(tmp_path, message(reactions=reactions)))[1:] == ["0 slack:U1 +1 00"]


def test_reactions_to_what_no_person_wrote_are_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, message(bot_id="B1", reactions=[reaction("+1", "U1")])) == []


# Places and people.


def test_places_have_the_ids_names_and_members_of_the_lists(tmp_path: Path) -> None:
    files = {
        **export(general=[message()], ops=[message(user="U2")], D7=[message()], **{"mpdm-a--b-1": [message()]}),
        "dms.json": [{"id": "D7", "members": ["U1", "U9"]}],
        "mpims.json": [{"id": "G7", "name": "mpdm-a--b-1", "members": ["U1"]}],
    }
    with Archive.open(written(tmp_path, files)) as archive:
        found = [(place.id, place.name, place.members, place.speakers) for place in archive.places]
    assert found == [
        ("slack:C1", "general", ("slack:U1", "slack:U2"), ("slack:U1",)),
        ("slack:C2", "ops", (), ("slack:U2",)),
        ("slack:D7", "D7", ("slack:U1", "slack:U9"), ("slack:U1",)),
        ("slack:G7", "mpdm-a--b-1", ("slack:U1",), ("slack:U1",)),
    ]


def test_a_folder_that_no_list_names_is_read_under_its_own_name(tmp_path: Path) -> None:
    path = written(tmp_path, export(secret=[message()], general=[said(9)]))
    assert events_of(path)[0].place == "slack:secret"
    assert complaints_of(path) == [
        Complaint("channels.json", "1 folder is in no list (secret); read under the folder's own name")
    ]


def test_two_folders_of_one_channel_are_one_place(tmp_path: Path) -> None:
    with Archive.open(written(tmp_path, export(general=[said(1)], C1=[said(2)]))) as archive:
        assert [place.id for place in archive.places] == ["slack:C1"]
        assert archive.messages == 2


def test_a_channel_listed_twice_is_one_place(tmp_path: Path) -> None:
    files = {**export(general=[said(1)], renamed=[said(2)]), "groups.json": [{"id": "C1", "name": "renamed"}]}
    with Archive.open(written(tmp_path, files)) as archive:
        assert [(place.id, place.name) for place in archive.places] == [("slack:C1", "general")]


def test_folders_that_a_mac_renamed_are_found(tmp_path: Path) -> None:
    channels = [{"id": "C5", "name": "caf\u00e9"}]
    files = {"channels.json": channels, f"cafe\u0301/{DAY}.json": [message()]}
    assert events_of(zipped(tmp_path / "x.zip", files))[0].place == "slack:C5"


def test_the_roster_is_everybody_listed_or_heard_or_a_member(tmp_path: Path) -> None:
    channels = [{"id": "C1", "name": "general", "members": ["U1", "U5"]}]
    files = {**export(general=[said(1, "U1"), said(2, "U1"), said(3, "U6")]), "channels.json": channels}
    roster = roster_of(written(tmp_path, files))
    assert {id_: profile.messages for id_, profile in roster.items()} == {
        "slack:U1": 2,
        "slack:U2": 0,
        "slack:U5": 0,
        "slack:U6": 1,
    }


def test_a_profile_has_every_name_the_team_and_the_domain(tmp_path: Path) -> None:
    roster = roster_of(written(tmp_path, export(general=[message()])))
    assert roster["slack:U1"] == Profile(
        "slack:U1",  # type: ignore[arg-type]
        name="Bea",
        aliases=frozenset({"U1", "bea", "Bea"}),
        team="T1",
        domain="contoso.example",
        messages=1,
    )
    assert roster["slack:U2"].name == "asha"
    assert roster["slack:U2"].aliases == {"U2", "asha", "Asha Rao"}
    assert roster["slack:U2"].domain is None


def test_people_of_a_grid_are_read_from_its_own_list(tmp_path: Path) -> None:
    files = {**export(general=[message(user="W1")]), "org_users.json": [{"id": "W1", "name": "wim", "team_id": "E1"}]}
    assert roster_of(written(tmp_path, files))["slack:W1"].name == "wim"


def test_people_of_other_companies_are_known_by_their_messages(tmp_path: Path) -> None:
    profile = {"display_name": "", "name": "cy", "real_name": "Cy Ng", "team": "T7"}
    guest = roster_of(written(tmp_path, export(general=[message(user="U7", user_profile=profile, team="T1")])))[
        "slack:U7"
    ]
    assert (guest.name, guest.aliases, guest.team) == ("cy", frozenset({"U7", "cy", "Cy Ng"}), "T7")


@pytest.mark.parametrize(
    ("fields", "team"),
    [
        ({"user_team": "T7", "user_profile": {"team": "T8"}, "source_team": "T9", "team": "T1"}, "T7"),
        ({"user_profile": {"team": "T8"}, "source_team": "T9", "team": "T1"}, "T8"),
        ({"source_team": "T9", "team": "T1"}, "T9"),
        ({"team": "T1"}, "T1"),
        ({}, None),
    ],
)
def test_the_best_hint_tells_the_home_team(tmp_path: Path, fields: dict[str, Json], team: str | None) -> None:
    path = written(tmp_path, export(general=[message(user="U7", **fields)]))
    assert roster_of(path)["slack:U7"].team == team


def test_a_message_beats_the_list_on_where_somebody_is_at_home(tmp_path: Path) -> None:
    path = written(tmp_path, export(general=[said(1, "U2", user_team="T7"), said(2, "U1", team="T7")]))
    roster = roster_of(path)
    assert (roster["slack:U2"].team, roster["slack:U1"].team) == ("T7", "T1")


def test_the_latest_message_tells_the_present_name(tmp_path: Path) -> None:
    old, new = (said(n, "U7", user_profile={"name": name}) for n, name in ((1, "old"), (2, "new")))
    nameless = said(3, "U7")
    files = {**export(), "general/a.json": [new], "general/b.json": [old, nameless]}
    assert roster_of(written(tmp_path, files))["slack:U7"].name == "new"


def test_people_known_only_by_their_id_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path, export(general=[said(1, "U7"), said(2, "U8")]))
    assert roster_of(path)["slack:U7"].name == "U7"
    assert complaints_of(path) == [Complaint("users.json", "2 people are known only by their id")]


def test_counts_and_span_are_of_distinct_messages_of_people(tmp_path: Path) -> None:
    files = {**export(general=[said(1), said(5), said(9, bot_id="B1")]), "general/again.json": [said(5)]}
    with Archive.open(written(tmp_path, files)) as archive:
        assert archive.messages == 2
        assert archive.first == datetime(2026, 1, 5, 9, 0, 1, tzinfo=UTC)
        assert archive.last == datetime(2026, 1, 5, 9, 0, 5, tzinfo=UTC)


# How exports come.


def test_a_zip_gives_what_its_folder_gives(tmp_path: Path) -> None:
    files = export(general=[said(1), said(2, "U2", reactions=[reaction("+1", "U1")])], ops=[said(3)])
    assert events_of(zipped(tmp_path / "x.zip", files)) == events_of(written(tmp_path / "x", files))


@pytest.mark.parametrize("wrap", ["houston/", "a b/houston/"])
@pytest.mark.parametrize("form", ["zip", "folder"])
def test_an_export_may_lie_a_folder_deep_among_what_a_mac_leaves(tmp_path: Path, wrap: str, form: str) -> None:
    files = {wrap + name: value for name, value in export(general=[message()]).items()}
    litter = {f"__MACOSX/{wrap}._users.json": b"\0", f"{wrap}.DS_Store": b"\0", f"{wrap}general/._{DAY}.json": b"\0"}
    path = (zipped if form == "zip" else written)(tmp_path / "x", {**files, **litter})
    assert [event.place for event in events_of(path)] == ["slack:C1"]
    assert complaints_of(path) == []


def test_without_lists_a_wrapped_export_is_still_seen_as_one(tmp_path: Path) -> None:
    path = written(tmp_path, {f"x/general/{DAY}.json": [said(1)], f"x/ops/{DAY}.json": [said(2)]})
    assert [event.place for event in events_of(path)] == ["slack:general", "slack:ops"]


def test_without_lists_folders_and_ids_stand_for_themselves(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {f"general/{DAY}.json": [message()]})
    assert [(event.place, event.id) for event in events_of(path)] == [
        ("slack:general", "archive:general:1767603600.000100")
    ]
    assert complaints_of(path) == [
        Complaint("users.json", "missing; people are known by what their messages say of them"),
        Complaint("channels.json", "missing; 1 folder is in no list (general); read under the folder's own name"),
        Complaint("users.json", "1 person is known only by their id"),
    ]


def test_other_files_at_the_root_are_ignored(tmp_path: Path) -> None:
    extra = {"integration_logs.json": b"{", "canvases.json": [message()], "notes.txt": b"?", "general/a.txt": b"?"}
    path = written(tmp_path, export(general=[message()]) | extra)
    assert len(events_of(path)) == 1
    assert complaints_of(path) == []


def test_zip_entries_that_lead_elsewhere_are_read_and_never_written(tmp_path: Path) -> None:
    inside = tmp_path / "deep" / "in"
    inside.mkdir(parents=True)
    names = [f"../general/{DAY}.json", f"/general/{DAY}-b.json", f"general\\{DAY}-c.json"]
    files = {name: [said(number)] for number, name in enumerate(names)}
    path = zipped(inside / "x.zip", {**export(), **files})
    assert len(events_of(path)) == 3
    assert sorted(found.name for found in tmp_path.rglob("*")) == ["deep", "in", "x.zip"]


def test_a_zip_with_one_name_twice_gives_both_files(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"general/{DAY}.json", content([said(1)]))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(f"general/{DAY}.json", content([said(2)]))
    assert len(events_of(path)) == 2


def test_names_in_utf_8_without_the_flag_are_read_as_such(tmp_path: Path) -> None:
    channels = [{"id": "C6", "name": "日本x"}]
    path = zipped(tmp_path / "x.zip", {"channels.json": channels, f"general/{DAY}.json": [message()]})
    path.write_bytes(path.read_bytes().replace(b"general", "日本x".encode()))
    assert events_of(path)[0].place == "slack:C6"


def test_nothing_is_left_behind_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(scratch))
    monkeypatch.setenv("TMPDIR", str(scratch))
    path = written(
        tmp_path / "x", export(general=[message(f"{second}.0", text="x" * 9_000) for second in range(2_000)])
    )
    assert len(events_of(path)) == 2_000
    assert list(scratch.iterdir()) == []


def test_a_full_disk_is_said_to_be_full(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x", export(general=[message(f"{second}.0", text="x" * 9_000) for second in range(3_000)])
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    try:
        with pytest.raises(OSError, match="There is no room to put down the messages of the export"):
            Archive.open(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_events_can_be_read_again_until_the_archive_is_closed(tmp_path: Path) -> None:
    with Archive.open(written(tmp_path, export(general=[message()]))) as archive:
        assert list(archive.events()) == list(archive.events())


def test_progress_counts_the_files(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = written(tmp_path, export(general=[said(1)], ops=[said(2)]))
    Archive.open(path, progress=lambda done, of: seen.append((done, of))).close()
    assert seen == [(1, 2), (2, 2)]


# What is wrong with an export.


def test_broken_json_skips_the_file_and_says_where_it_broke(tmp_path: Path) -> None:
    files = {**export(general=[message()]), "general/b.json": b'[{"ts": "1.0"},\n {"ts": ]'}
    path = written(tmp_path, files)
    assert len(events_of(path)) == 1
    what = "not valid JSON (Expecting value: line 2, column 9); the file was skipped"
    assert complaints_of(path) == [Complaint("general/b.json", what)]


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b'{"messages": []}', "not a list; the file was skipped"),
        (b"", "not valid JSON (Expecting value: line 1, column 1); the file was skipped"),
        (b"[" * 100_000, "not usable JSON ("),
        (b"[1" + b"0" * 5_000 + b"]", "not usable JSON ("),
    ],
)
def test_a_file_that_cannot_be_used_is_complained_of(tmp_path: Path, raw: bytes, what: str) -> None:
    path = written(tmp_path, {**export(general=[message()]), "ops/b.json": raw})
    (complaint,) = complaints_of(path)
    assert complaint.file == "ops/b.json"
    assert complaint.what.startswith(what)


def test_broken_lists_are_complained_of_and_the_rest_is_read(tmp_path: Path) -> None:
    files = {**export(general=[message()]), "users.json": b"[", "channels.json": [{"name": "no id"}, 3]}
    path = written(tmp_path, files)
    assert events_of(path)[0].place == "slack:general"
    assert [complaint.file for complaint in complaints_of(path)] == [
        "users.json",
        "channels.json",
        "channels.json",
        "users.json",
    ]


def test_entries_that_are_no_messages_are_counted_per_file(tmp_path: Path) -> None:
    absurd = [{"ts": ts} for ts in (None, "", "soon", "-1.0", "99999999999.0", "1.0000001", "١.0", True, 1e300)]
    raw = json.dumps([3, "text", None, message(), *absurd])[:-1] + ', {"ts": NaN}, {"ts": -5}]'
    path = written(tmp_path, {**export(), "general/odd.json": raw.encode()})
    assert len(events_of(path)) == 1
    assert complaints_of(path) == [
        Complaint("general/odd.json", "3 entries are not messages and were skipped"),
        Complaint("general/odd.json", "11 messages have no usable ts and were skipped"),
    ]


def test_bytes_that_are_not_utf_8_are_replaced_and_counted(tmp_path: Path) -> None:
    raw = json.dumps([message(text="caf? �?")], ensure_ascii=False).encode().replace(b"?", b"\xe9")
    path = written(tmp_path, {**export(), "general/latin.json": raw})
    assert texts_of(path) == ["caf\ufffd \ufffd\ufffd"]
    assert complaints_of(path) == [
        Complaint("general/latin.json", "2 characters are not UTF-8 and were replaced"),
    ]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = written(tmp_path, {**export(), "general/bom.json": b"\xef\xbb\xbf" + json.dumps([message()]).encode()})
    assert len(events_of(path)) == 1
    assert complaints_of(path) == []


EDITED: dict[str, Json] = {"edited": {"user": "U1", "ts": "1767603700.000000"}}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (message(text="short", **EDITED), message(text="a longer one")),
        (message(text="a longer one"), message(text="short")),
        (message(text="b"), message(text="a")),
        (message(text=""), message(text="This message was deleted.", subtype="tombstone")),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_copies_the_better_is_kept_whichever_comes_first(
    tmp_path: Path, better: Json, worse: Json, turned: bool
) -> None:
    first, second = (better, worse) if turned else (worse, better)
    path = written(tmp_path, {**export(), "general/a.json": [first], "general/b.json": [second]})
    assert texts_of(path) == [better["text"]]
    assert complaints_of(path) == [Complaint("general/b.json", "1 message is there twice; one copy is kept")]


def test_the_same_ts_in_another_place_is_another_message(tmp_path: Path) -> None:
    assert len(events_of(written(tmp_path, export(general=[message()], ops=[message()])))) == 2


def test_a_thread_without_its_root_is_counted_once_for_its_place(tmp_path: Path) -> None:
    lost = [said(n, thread_ts="1700000000.000000") for n in (1, 2)]
    of_a_bot = [said(3, bot_id="B1"), said(4, thread_ts="1767603603.000000")]
    path = written(tmp_path, export(general=lost + of_a_bot))
    assert len(events_of(path)) == 3
    assert complaints_of(path) == [Complaint("general", "1 thread lacks its first message; the replies were read")]


def test_complaints_do_not_grow_without_bound(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {**export(general=[message()]), **{f"ops/{n}.json": b"!" for n in range(300)}})
    complaints = complaints_of(path)
    assert len(complaints) == 201
    assert complaints[-1] == Complaint("…", "100 more complaints are left out here")


def test_no_complaint_repeats_what_was_written(tmp_path: Path) -> None:
    raw = b'[{"ts": "1.0", "text": "secret" "text"}]'
    path = written(tmp_path, {**export(general=[said(1), said(1, text="secret")]), "ops/b.json": raw})
    assert "secret" not in str(complaints_of(path))


def refusal(path: Path) -> str:
    with pytest.raises(NotAnExport) as refused:
        Archive.open(path)
    return str(refused.value)


def test_what_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    assert refusal(tmp_path / "x.zip") == f"{tmp_path / 'x.zip'}: there is no such file or folder."


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("hello")
    expected = f"{tmp_path / 'x.zip'} is neither a folder nor a readable zip file (File is not a zip file)."
    assert refusal(tmp_path / "x.zip") == expected


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", export(general=[message()]))
    raw = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for at in (found for found in range(len(raw)) if raw.startswith(signature, found)):
            raw[at + flags] |= 1
    path.write_bytes(raw)
    assert refusal(path) == f"{path} is encrypted: unpack it with its password and give the folder."


def test_an_export_without_messages_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, export())
    expected = f"{path} is not a Slack export: it has no folder of messages (one .json file a day) for any channel."
    assert refusal(path) == expected


def test_an_export_in_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, export(general=b"[", ops=b"{}"))
    assert refusal(path) == (
        f"Nothing in {path} can be read (general/{DAY}.json: not valid JSON (Expecting value: line 1, column 2); "
        "the file was skipped)."
    )


def test_a_damaged_entry_is_complained_of_and_the_rest_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", export(general=[message()], ops=[message()]))
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(f"ops/{DAY}.json")
    raw = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename)
    raw[start : start + entry.compress_size] = b"\xff" * entry.compress_size
    path.write_bytes(raw)
    assert [event.place for event in events_of(path)] == ["slack:C1"]
    (complaint,) = complaints_of(path)
    assert complaint.file == f"ops/{DAY}.json"
    assert complaint.what.startswith("cannot be read (")


# Files of any size.


def test_a_file_larger_than_what_is_held_at_once_is_read_like_a_small_one(tmp_path: Path) -> None:
    messages = [message(f"{second}.0", text="x" * 900) for second in range(1_500)]
    path = written(tmp_path, export(general=messages))
    assert len(events_of(path)) == 1_500


def test_a_large_file_that_breaks_at_its_end_is_skipped_as_a_whole(tmp_path: Path) -> None:
    messages = [message(f"{second}.0", user="U9", text="é" * 900) for second in range(1_500)]
    raw = json.dumps(messages, indent=1, ensure_ascii=False).encode()[:-2] + b",\n oops]"
    path = written(tmp_path, export(general=raw, ops=[message()]))
    assert [event.place for event in events_of(path)] == ["slack:C2"]
    line = raw.count(b"\n") + 1
    what = f"not valid JSON (Expecting value: line {line}, column 2); the file was skipped"
    assert complaints_of(path) == [Complaint(f"general/{DAY}.json", what)]
    assert "slack:U9" not in roster_of(path)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def parsed(raw: bytes, chunk: int) -> list[object] | None:
    try:
        return list(elements(Decoded(io.BytesIO(raw), chunk)))
    except Broken:
        return None


@given(st.lists(values, max_size=4), st.integers(1, 9), st.sampled_from([None, 1]), st.integers(0, 80))
def test_reading_in_pieces_gives_what_reading_whole_gives(
    listed: list[object], chunk: int, indent: int | None, cut_off: int
) -> None:
    raw = json.dumps(listed, indent=indent, ensure_ascii=False).encode("utf-8", "replace")
    raw = raw[: len(raw) - cut_off] if cut_off < 20 else raw
    assert parsed(raw, chunk) == parsed(raw, len(raw) + 1)


# However an export is split, it is the same export.

messages_strategy = st.lists(
    st.builds(
        lambda second, user, text, thread, edited, reactions, team: message(
            f"17676036{second:02}.000000",
            user,
            text,
            **({"thread_ts": f"17676036{thread:02}.000000"} if thread else {}),
            **({"edited": {"ts": f"17676037{edited:02}.000000"}} if edited else {}),
            **({"reactions": [reaction("eyes", *reactions)]} if reactions else {}),
            **({"user_team": team, "user_profile": {"name": f"{team}-{user}"}} if team else {}),
        ),
        second=st.integers(10, 20),
        user=st.sampled_from(["U1", "U2", "U7", "USLACKBOT"]),
        text=st.sampled_from(["", "one", "two", "three <@U7>"]),
        thread=st.sampled_from([0, 10, 12, 40]),
        edited=st.sampled_from([0, 10, 20]),
        reactions=st.lists(st.sampled_from(["U1", "U2", "U8"]), max_size=2),
        team=st.sampled_from(["", "T1", "T7"]),
    ),
    max_size=8,
)


def everything(path: Path) -> tuple[object, ...]:
    with Archive.open(path) as archive:
        span = (archive.messages, archive.first, archive.last)
        return list(archive.events()), archive.roster(), archive.places, span


@settings(max_examples=60, deadline=None)
@given(general=messages_strategy, ops=messages_strategy, data=st.data())
def test_the_result_does_not_depend_on_how_the_export_is_split(
    general: list[Json], ops: list[Json], data: st.DataObject
) -> None:
    names = st.sampled_from(["2026-01-05.json", "2019-12-31.json", "week 1.json", "part/2.JSON"])
    split: dict[str, Json] = export(general=[], ops=[])
    for folder, messages in (("general", general), ("ops", ops)):
        for one in data.draw(st.permutations(messages)):
            split.setdefault(f"{folder}/{data.draw(names)}", []).append(one)
    with tempfile.TemporaryDirectory() as scratch:
        whole = everything(written(Path(scratch, "whole"), export(general=general, ops=ops)))
        assert everything(written(Path(scratch, "split"), split)) == whole
        assert everything(zipped(Path(scratch, "split.zip"), split)) == whole
