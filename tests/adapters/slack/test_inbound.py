"""A payload in, an event out: every shape Slack is known to send, and any that it is not."""

from __future__ import annotations

import copy
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.mrkdwn.ids import person_id, place_id
from adapters.mrkdwn.markup import LONGEST, Names
from adapters.slack.inbound import (
    Heard,
    HomeOpened,
    Joined,
    Left,
    Malformed,
    ProfileChanged,
    Reply,
    Revoked,
    Uninstalled,
    bots_in,
    homes_in,
    installation_in,
    people_in,
    read,
    reply_in,
)
from rules.events import (
    ButtonPressed,
    CommandGiven,
    FormSent,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PlaceChanged,
    Reacted,
)
from rules.model import MessageId, Said

PAYLOADS = {path.stem: json.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "payloads").iterdir()}
NAMES = Names({"U0ASHA": "Asha", "U0BEA": "Bea Miller"})
BOTS = ("U0RAPPORT", "U0RAPPORT2")
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)

ASHA, BEA = person_id("U0ASHA"), person_id("U0BEA")
SHARED, PRIVATE = place_id("C0SHARED"), place_id("D0ASHA")
QUESTION, REPLY = MessageId("1790000000.000100"), MessageId("1790000060.000200")
ASKED_AT = datetime(2026, 9, 21, 14, 13, 20, 100, tzinfo=UTC)
INSTALLED, OTHER = "T0NORTHWIND", "T0CONTOSO"


def later(seconds: float) -> datetime:
    """So long after the question's whole second."""
    return ASKED_AT.replace(microsecond=0) + timedelta(seconds=seconds)


def payload(name: str, **event: Any) -> dict[str, Any]:
    """A fixture of its own to change, with some fields of its event set."""
    body: dict[str, Any] = copy.deepcopy(PAYLOADS[name])
    body.get("event", body).update(event)
    return body


def check(body: str | dict[str, Any], expected: Heard | None) -> None:
    """Payload in, event out; and the same again when Slack sends it again, under another event id."""
    body = payload(body) if isinstance(body, str) else body
    assert read(body, NAMES, BOTS, NOW) == expected
    if "event_id" in body:
        assert read({**body, "event_id": "Ev0RETRIED", "event_time": 1790009999}, NAMES, BOTS, NOW) == expected


# Messages ------------------------------------------------------------------------------------------------------------

POSTED = MessagePosted(
    id="slack:C0SHARED:1790000000.000100",
    at=ASKED_AT,
    place=SHARED,
    message=QUESTION,
    author=ASHA,
    text="Which region should the new bucket be in?",
)
ANSWERED = replace(
    POSTED,
    id="slack:C0SHARED:1790000060.000200",
    at=later(60.0002),
    message=REPLY,
    author=BEA,
    text="eu-west, please.",
    thread=QUESTION,
)


def test_a_message_is_posted() -> None:
    check("message", POSTED)


def test_somebody_of_the_other_company_writes_with_mentions_links_and_entities() -> None:
    text = "Which region should @Asha take & why? See the page"
    check("message_from_the_other_company", replace(POSTED, author=BEA, text=text, mentions=(ASHA,)))


def test_whoever_has_no_known_name_goes_by_their_id() -> None:
    text = "Which region should @U0ASHA take & why? See the page"
    heard = read(payload("message_from_the_other_company"), Names(), BOTS, NOW)
    assert heard == replace(POSTED, author=BEA, text=text, mentions=(ASHA,))


def test_a_reply_names_its_thread() -> None:
    check("message_in_a_thread", ANSWERED)


def test_a_reply_that_is_also_sent_to_the_channel_is_the_reply() -> None:
    check("thread_broadcast", ANSWERED)


def test_files_count_and_the_words_may_stand_in_blocks_only() -> None:
    check("file_share", replace(POSTED, author=BEA, text="The two plans, @Asha", mentions=(ASHA,), files=2))


def test_what_somebody_says_of_themselves_is_a_message() -> None:
    check("me_message", replace(POSTED, text="is on it"))


@pytest.mark.parametrize(
    "name",
    [
        "bot_message",
        "message_of_our_own",
        "message_of_our_other_bot",
        "message_of_slackbot",
        "message_hidden",
        "channel_join",
        "channel_name",
        "message_replied",
        "message_changed_by_a_preview",
        "message_changed_of_a_bot",
        "message_changed_command",
        "message_changed_in_private",
        "message_deleted_of_a_bot",
        "reaction_added_to_a_file",
        "reaction_added_in_private",
        "reaction_removed",
        "member_left_channel",
        "channel_unshared_with_one_of_several",
        "user_change_of_a_bot",
        "app_home_opened_messages",
        "tokens_revoked_of_people",
        "app_rate_limited",
        "url_verification",
        "unknown_event",
        "block_actions_link",
        "block_actions_of_another_app",
        "view_submission_of_another_app",
        "view_closed",
        "message_action_unknown",
        "shortcut",
    ],
)
def test_it_is_nothing_to_rapport(name: str) -> None:
    check(name, None)


def test_words_no_database_takes_are_replaced() -> None:
    body = payload("message", text="Which\x00 region\ud800?", blocks=[])
    check(body, replace(POSTED, text="Which region�?"))


def test_a_message_is_cut_where_slack_cuts_it_even_if_names_make_it_longer() -> None:
    heard = read(payload("message", text="<@U0BEA>" * 20_000), NAMES, BOTS, NOW)
    assert isinstance(heard, MessagePosted)
    assert len(heard.text) == LONGEST
    assert heard.mentions == (BEA,)


# Edits and deletions -------------------------------------------------------------------------------------------------

EDITED = MessageEdited(
    id="slack:edited:C0SHARED:1790000000.000100:1790000119.000000",
    at=later(119),
    place=SHARED,
    message=QUESTION,
    author=ASHA,
    text="Which region for @Bea Miller?",
    mentions=(BEA,),
)
DELETED = MessageDeleted(
    id="slack:deleted:C0SHARED:1790000000.000100", at=later(120.0003), place=SHARED, message=QUESTION
)


def test_new_words_are_an_edit() -> None:
    check("message_changed", EDITED)


def test_an_edit_that_does_not_say_when_is_dated_by_its_event() -> None:
    body = payload("message_changed")
    del body["event"]["message"]["edited"]
    id = "slack:edited:C0SHARED:1790000000.000100:1790000120.000300"
    check(body, replace(EDITED, id=id, at=later(120.0003)))


def test_a_message_is_deleted() -> None:
    check("message_deleted", DELETED)


def test_a_message_is_deleted_though_slack_no_longer_says_what_it_was() -> None:
    check(payload("message_deleted", previous_message=None), DELETED)


def test_a_question_with_replies_that_is_deleted_becomes_a_tombstone() -> None:
    check("message_tombstone", DELETED)


# Commands ------------------------------------------------------------------------------------------------------------

COMMAND = CommandGiven(
    id="slack:command:C0SHARED:1790000000.000100",
    at=ASKED_AT,
    place=SHARED,
    author=ASHA,
    text="ask @Bea Miller Which region? See "
    "https://northwind.slack.com/archives/C0SHARED/p1789000000000100?thread_ts=1789000000.000100&cid=C0SHARED",
    message=QUESTION,
    mentions=(BEA,),
    links=((SHARED, MessageId("1789000000.000100")),),
)


@pytest.mark.parametrize("name", ["app_mention", "message_with_mention"])
def test_a_message_that_begins_with_rapport_is_a_command_and_comes_twice_as_one_event(name: str) -> None:
    check(name, COMMAND)


@pytest.mark.parametrize("name", ["message_with_mention", "app_mention"])
def test_an_unlabelled_link_is_a_link_too(name: str) -> None:
    link = "https://contoso.enterprise.slack.com/archives/C0OTHER/p1789000000000200"
    body = payload(name, text=f"  <@U0RAPPORT|rapport>, why <{link}>")
    links = ((place_id("C0OTHER"), MessageId("1789000000.000200")),)
    check(body, replace(COMMAND, text=f"why {link}", mentions=(), links=links))


def test_the_other_company_may_command_by_mention() -> None:
    expected = replace(COMMAND, author=BEA, text="waiting", mentions=(), links=())
    check("app_mention_from_the_other_company", expected)


def test_rapport_mentioned_in_the_middle_is_a_message_and_no_person() -> None:
    check("app_mention_in_the_middle", replace(POSTED, text="I asked @Rapport about it"))


def test_every_word_in_private_is_a_command() -> None:
    expected = replace(
        COMMAND,
        id="slack:command:D0ASHA:1790000000.000100",
        place=PRIVATE,
        text="waiting client",
        mentions=(),
        links=(),
        private=True,
    )
    check("direct_message", expected)


SLASH = CommandGiven(
    id="slack:slash:111.444.abcdef",
    at=NOW,
    place=SHARED,
    author=ASHA,
    text="ask @Bea Miller Which region?",
    message=MessageId("111.444.abcdef"),
    mentions=(BEA,),
    unseen=True,
)


def test_a_slash_command_is_a_command() -> None:
    check("slash", SLASH)


def test_a_slash_command_may_be_given_in_private() -> None:
    check("slash_org_wide_install", replace(SLASH, place=PRIVATE, text="", mentions=(), private=True))


TRACK = CommandGiven(
    id="slack:shortcut:111.555.abcdef",
    at=later(300.123456),
    place=SHARED,
    author=ASHA,
    text="ask this",
    message=MessageId("111.555.abcdef"),
    thread=QUESTION,
    unseen=True,
    said=Said(REPLY, QUESTION, BEA, later(60.0002), "@Asha which region?"),
)


def test_a_message_is_tracked_from_its_menu() -> None:
    check("message_action_track", TRACK)


def test_a_message_is_made_a_deed_from_its_menu() -> None:
    said = Said(REPLY, None, ASHA, later(60.0002), "I restarted the feed")
    check("message_action_deed", replace(TRACK, text="did this", thread=None, said=said))


def test_a_bots_message_chosen_from_its_menu_is_a_command_about_nothing() -> None:
    check("message_action_on_a_bot", replace(TRACK, thread=None, said=None))


# Reactions -----------------------------------------------------------------------------------------------------------

REACTED = Reacted(
    id="slack:reacted:C0SHARED:1790000000.000100:U0BEA:question:1790000030.000100",
    at=later(30.0001),
    place=SHARED,
    message=QUESTION,
    person=BEA,
    emoji="question",
)


def test_a_reaction_is_a_reaction() -> None:
    check("reaction_added", REACTED)


def test_the_colour_of_a_thumb_is_dropped() -> None:
    check("reaction_added_with_a_skin", replace(REACTED, id=REACTED.id.replace("question", "+1"), emoji="+1"))


def test_our_own_tick_is_no_reaction() -> None:
    check(payload("reaction_added", user="U0RAPPORT2"), None)


# Buttons and forms ---------------------------------------------------------------------------------------------------

PRESSED = ButtonPressed(
    id="slack:press:111.222.abcdef",
    at=later(300.123456),
    person=BEA,
    action="snooze",
    about="7:17",
    card="nudge:7:17",
    place=SHARED,
)


def test_a_button_is_pressed_by_the_other_company() -> None:
    check("block_actions_from_the_other_company", PRESSED)


@pytest.mark.parametrize("name", ["block_actions_overflow", "block_actions_select"])
def test_an_entry_of_a_menu_is_a_press(name: str) -> None:
    check(name, replace(PRESSED, action="not_a_question"))


def test_a_message_only_one_person_sees_stands_in_its_channel() -> None:
    check("block_actions_ephemeral", replace(PRESSED, person=ASHA))


@pytest.mark.parametrize("name", ["block_actions_in_private", "block_actions_on_the_home_page"])
def test_a_press_in_private_has_no_place(name: str) -> None:
    check(name, replace(PRESSED, person=ASHA, place=None))


SENT = FormSent(
    id="slack:form:V0FORM:776a7289c4aac501",
    at=NOW,
    person=BEA,
    action="snooze",
    about="7:17",
    values={"until": "friday", "how": "all"},
    card="nudge:7:17",
    place=SHARED,
)


def test_a_form_is_sent_by_the_other_company() -> None:
    check("view_submission_from_the_other_company", SENT)


def test_a_form_opened_in_private_has_no_place() -> None:
    check("view_submission_in_private", replace(SENT, person=ASHA, place=None))


def test_a_form_sent_again_with_other_words_is_another_event() -> None:
    body = payload("view_submission_from_the_other_company")
    body["view"]["state"]["values"]["until"]["value"]["value"] = "monday"
    heard = read(body, NAMES, BOTS, NOW)
    assert isinstance(heard, FormSent)
    assert heard.id != SENT.id


# Places --------------------------------------------------------------------------------------------------------------

CHANGED = PlaceChanged(id="", at=later(200.0001), place=SHARED)


def test_a_channel_is_renamed() -> None:
    check("channel_rename", replace(CHANGED, id="slack:renamed:C0SHARED:1790000200.000100", name="migration"))


def test_a_private_channel_is_renamed_and_only_the_wrapper_says_when() -> None:
    body = payload("group_rename")
    id = f"slack:renamed:G0SHARED:{body['event_id']}"
    expected = PlaceChanged(id=id, at=later(1), place=place_id("G0SHARED"), name="migration")
    assert read(body, NAMES, BOTS, NOW) == expected


@pytest.mark.parametrize(
    "name",
    [
        "channel_archive",
        "group_archive",
        "channel_deleted",
        "group_deleted",
        "channel_unshared",
    ],
)
def test_nothing_can_be_said_there_any_more(name: str) -> None:
    check(name, replace(CHANGED, id="slack:closed:C0SHARED:1790000200.000100", closed=True))


@pytest.mark.parametrize("name", ["channel_left", "group_left"])
def test_rapport_is_taken_out_of_a_channel(name: str) -> None:
    check(name, Left(SHARED, later(200.0001), "slack:left:C0SHARED:1790000200.000100"))


@pytest.mark.parametrize(
    "name", ["channel_unarchive", "group_unarchive", "channel_shared", "member_joined_channel_rapport"]
)
def test_something_can_be_said_there_again(name: str) -> None:
    check(name, replace(CHANGED, id="slack:opened:C0SHARED:1790000200.000100", closed=False))


def test_a_channel_gets_another_id_when_it_is_shared() -> None:
    check(
        "channel_id_changed",
        PlaceChanged(id="slack:moved:G0OLD:C0NEW", at=later(200), place=place_id("G0OLD"), moved_to=place_id("C0NEW")),
    )


# People and the app --------------------------------------------------------------------------------------------------


def test_somebody_joins_a_channel() -> None:
    expected = Joined("U0BEA", SHARED, later(200.0001), "slack:joined:C0SHARED:U0BEA:1790000200.000100")
    check("member_joined_channel", expected)


def test_what_slack_says_of_a_person_changes() -> None:
    check("user_change", ProfileChanged("U0BEA", PAYLOADS["user_change"]["event"]["user"]))


def test_somebody_opens_the_home_page_whose_event_has_a_ts_without_a_dot() -> None:
    heard = read(payload("app_home_opened"), NAMES, BOTS, NOW)
    assert heard == HomeOpened("U0ASHA", PRIVATE, later(1), "slack:home:U0ASHA:1790000200000100")


def test_a_company_takes_rapport_out() -> None:
    check("app_uninstalled", Uninstalled(INSTALLED))


def test_our_token_is_revoked() -> None:
    check("tokens_revoked", Revoked(INSTALLED, ("U0RAPPORT",)))


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        payload("message", ts="yesterday"),
        payload("message", ts=None),
        payload("message", channel=None),
        payload("message", user="B0BOT"),
        payload("reaction_added", reaction=""),
        payload("channel_rename", channel={"id": "C0SHARED"}),
        payload("member_joined_channel", user=None),
        {"command": "/rapport"},
        {"type": "block_actions", "actions": []},
    ],
)
def test_what_makes_no_sense_is_said_to_be_malformed(body: Any) -> None:
    with pytest.raises(Malformed):
        read(body, NAMES, BOTS, NOW)


# Around it -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "installation"),
    [
        ("message", INSTALLED),
        ("message_from_the_other_company", INSTALLED),
        ("message_from_a_grid", INSTALLED),
        ("message_org_wide_install", "E0NORTH"),
        ("app_uninstalled", INSTALLED),
        ("block_actions_from_the_other_company", INSTALLED),
        ("block_actions_on_the_home_page", INSTALLED),
        ("view_submission_from_the_other_company", INSTALLED),
        ("message_action_track", INSTALLED),
        ("slash", INSTALLED),
        ("slash_org_wide_install", "E0NORTH"),
        ("url_verification", None),
    ],
)
def test_through_which_installation_it_came(name: str, installation: str | None) -> None:
    assert installation_in(payload(name)) == installation


@pytest.mark.parametrize(
    ("name", "homes"),
    [
        ("message", {"U0ASHA": INSTALLED}),
        ("message_from_the_other_company", {"U0BEA": OTHER}),
        ("message_from_a_grid", {"W0GRID": "E0GRID"}),
        ("app_mention", {"U0ASHA": INSTALLED}),
        ("app_mention_from_the_other_company", {"U0BEA": OTHER}),
        ("block_actions_from_the_other_company", {"U0BEA": OTHER}),
        ("view_submission_from_the_other_company", {"U0BEA": OTHER}),
        ("slash", {"U0ASHA": INSTALLED}),
        ("message_action_track", {"U0ASHA": INSTALLED, "U0BEA": OTHER}),
        ("member_joined_channel", {"U0BEA": OTHER}),
        ("user_change", {"U0BEA": OTHER}),
        ("reaction_added", {}),
    ],
)
def test_where_people_are_at_home(name: str, homes: Mapping[str, str]) -> None:
    assert homes_in(payload(name)) == homes


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("message", ("U0ASHA",)),
        ("message_from_the_other_company", ("U0BEA", "U0ASHA")),
        ("app_mention", ("U0ASHA", "U0BEA")),
        ("message_changed", ("U0ASHA", "U0BEA")),
        ("message_of_our_own", ()),
        ("message_deleted", ()),
        ("reaction_added", ("U0BEA",)),
        ("slash", ("U0ASHA", "U0BEA")),
        ("message_action_track", ("U0ASHA", "U0BEA")),
        ("message_action_on_a_bot", ("U0ASHA",)),
        ("block_actions_from_the_other_company", ("U0BEA",)),
        ("view_submission_from_the_other_company", ("U0BEA",)),
        ("member_joined_channel", ("U0BEA",)),
        ("member_joined_channel_rapport", ()),
        ("app_home_opened", ("U0ASHA",)),
        ("app_rate_limited", ()),
    ],
)
def test_whose_names_are_needed(name: str, people: tuple[str, ...]) -> None:
    assert people_in(payload(name)) == people


def test_a_text_that_mentions_everybody_does_not_make_us_look_up_everybody() -> None:
    body = payload("message", text="".join(f"<@U{number}>" for number in range(3_000)))
    assert len(people_in(body)) == 21


def test_which_bots_are_ours() -> None:
    assert bots_in(payload("message")) == {"U0RAPPORT": INSTALLED}
    assert bots_in(payload("message_org_wide_install")) == {"U0RAPPORT": "E0NORTH"}
    assert bots_in(payload("app_uninstalled")) == {}


ROOT = "1789000000.000100"


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("app_mention", Reply(INSTALLED, "U0ASHA", "C0SHARED")),
        ("message_in_a_thread", Reply(INSTALLED, "U0BEA", "C0SHARED", thread=QUESTION)),
        ("direct_message", Reply(INSTALLED, "U0ASHA", "D0ASHA")),
        ("reaction_added", Reply(INSTALLED, "U0BEA", "C0SHARED")),
        ("app_home_opened", Reply(INSTALLED, "U0ASHA", "D0ASHA")),
        (
            "slash",
            Reply(
                INSTALLED,
                "U0ASHA",
                "C0SHARED",
                trigger="111.444.abcdef",
                response_url="https://hooks.slack.com/commands/T0NORTHWIND/1/x",
                in_response=True,
            ),
        ),
        (
            "message_action_track",
            Reply(
                INSTALLED,
                "U0ASHA",
                "C0SHARED",
                thread=QUESTION,
                trigger="111.555.abcdef",
                response_url="https://hooks.slack.com/app/T0NORTHWIND/1/x",
            ),
        ),
        (
            "block_actions_from_the_other_company",
            Reply(
                INSTALLED,
                "U0BEA",
                "C0SHARED",
                message=QUESTION,
                thread=ROOT,
                trigger="111.222.abcdef",
                response_url="https://hooks.slack.com/actions/T0NORTHWIND/1/x",
            ),
        ),
        (
            "block_actions_ephemeral",
            Reply(
                INSTALLED,
                "U0ASHA",
                "C0SHARED",
                message="1790000290.000400",
                trigger="111.222.abcdef",
                response_url="https://hooks.slack.com/actions/T0NORTHWIND/1/x",
                ephemeral=True,
            ),
        ),
        ("block_actions_on_the_home_page", Reply(INSTALLED, "U0ASHA", trigger="111.222.abcdef", view_id="V0HOME")),
        (
            "view_submission_from_the_other_company",
            Reply(INSTALLED, "U0BEA", "C0SHARED", trigger="111.333.abcdef", view_id="V0FORM"),
        ),
        ("view_submission_in_private", Reply(INSTALLED, "U0ASHA", trigger="111.333.abcdef", view_id="V0FORM")),
        ("app_rate_limited", None),
    ],
)
def test_where_an_answer_goes(name: str, reply: Reply | None) -> None:
    assert reply_in(payload(name)) == reply


# Anything else -------------------------------------------------------------------------------------------------------

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(st.characters(), max_size=20),
    st.sampled_from(
        [
            "\ud800",
            "\x00",
            "U0\x00",
            "U0\ud800",
            "<@U0RAPPORT> <@U\ud800> \x00",
            "[" * 3000,
            '{"a":[],"about":{}}',
            "1" * 5000,
            "1790000000.000100",
            "USLACKBOT",
            "message_changed",
            "tombstone",
            "D0ASHA",
            {},
            [],
            [[]],
            [{}],
            {"id": "C\x00"},
            {"type": "rich_text", "elements": [None, {"type": []}]},
        ]
    ),
)


def spots(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) inside a payload."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [spot for key in keys for spot in [(value, key), *spots(value[key])]]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A fixture with a few of its fields taken away, or replaced by anything JSON can hold."""
    body = copy.deepcopy(PAYLOADS[draw(st.sampled_from(sorted(PAYLOADS)))])
    for _ in range(draw(st.integers(1, 4))):
        container, key = draw(st.sampled_from(spots(body) or [([None], 0)]))
        if isinstance(container, dict) and draw(st.booleans()):
            del container[key]
        else:
            container[key] = copy.deepcopy(draw(ODD))
    return body


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of the declared type, and every text in it one that a database takes."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return any(fits(value, each) for each in inside)
    if origin is tuple:
        several = inside[:1] * len(value) if inside[1:] == (Ellipsis,) else inside
        return isinstance(value, tuple) and len(value) == len(several) and all(map(fits, value, several))
    if origin is not None:
        return isinstance(value, Mapping) and all(fits(k, inside[0]) and fits(v, inside[1]) for k, v in value.items())
    kind = getattr(hint, "__supertype__", hint)
    if kind is str:
        return isinstance(value, str) and "\x00" not in value and value.encode("utf-8", "replace") == value.encode()
    if is_dataclass(kind):
        return isinstance(value, typing.cast(type, kind)) and is_sound(value)
    if kind is datetime:
        return isinstance(value, datetime) and value.tzinfo is UTC
    return type(value) is kind


def is_sound(made: Any) -> bool:
    hints = typing.get_type_hints(type(made))
    # A profile is handed on as it came.
    return all(
        fits(getattr(made, field.name), hints[field.name]) for field in fields(made) if hints[field.name] != PAYLOAD
    )


PAYLOAD = typing.get_type_hints(ProfileChanged)["payload"]


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_whatever_is_sent_it_is_an_event_of_the_declared_types_or_nothing(body: Any) -> None:
    try:
        heard = read(body, NAMES, BOTS, NOW)
    except Malformed:
        heard = None
    assert heard is None or is_sound(heard)
    reply = reply_in(body)
    assert reply is None or is_sound(reply)
    assert fits((people_in(body), installation_in(body)), tuple[tuple[str, ...], str | None])
    assert fits(homes_in(body), Mapping[str, str])
    assert fits(bots_in(body), Mapping[str, str])


@settings(max_examples=50, deadline=None)
@given(ODD)
def test_what_is_no_payload_at_all_is_malformed_or_nothing(body: Any) -> None:
    assert (people_in(body), homes_in(body), bots_in(body), installation_in(body)) == ((), {}, {}, None)
    assert reply_in(body) is None
    try:
        assert read(body, NAMES, BOTS, NOW) is None
    except Malformed:
        assert not isinstance(body, dict)


def test_every_payload_is_tested() -> None:
    assert [name for name in PAYLOADS if f'"{name}"' not in Path(__file__).read_text("utf-8")] == []
