"""The room passes what every platform must, and says clearly what is wrong with a payload."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.base import Adapter, Profile, Ref, Undeliverable
from adapters.room import (
    Change,
    Malformed,
    Room,
    answer_lines,
    channel,
    conversation,
    lines,
    link_to,
    name_in,
    page,
    page_form,
    person_id,
)
from adapters.room.lookup import Roster
from rules.effects import Answer, Post, Reply, Tell
from rules.events import CommandGiven, Event, FormSent, MemberChanged, MessageEdited, MessagePosted, PlaceChanged
from rules.message import (
    Button,
    Buttons,
    ChoiceField,
    Form,
    Line,
    Mention,
    Message,
    Picture,
    Pointer,
    Small,
    TextField,
    Words,
    plain,
    say,
)
from rules.model import Facts, MessageId, PersonId, Said
from tests.adapters.contract import FORM, AdapterContract, Bench, Seen

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
BEA, ASHA = person_id("Bea"), person_id("Asha")
SHARED = channel("shared")
PEOPLE = [Profile(person_id(name), name) for name in ("Bea", "Asha", "Bea Miller", "Zoë")]
SAYS = {"type": "message", "id": "m1", "person": "Bea", "place": "shared", "text": "Which region?"}


def made() -> Room:
    return Room(PEOPLE, [SHARED], lambda: NOW)


ACCOUNT = Facts("Asha", "T1", "Northwind", "north.example", zone="Asia/Kolkata")


def taken(**payload: Any) -> Event | None:
    room = Room(PEOPLE, [SHARED], lambda: NOW, accounts={ASHA: ACCOUNT})
    room.take(SAYS)
    return room.take({"id": "x", "place": "shared", **payload})


def test_whoever_joins_is_met_with_what_the_room_says_of_them() -> None:
    for person, facts in ((ASHA, ACCOUNT), (BEA, Facts("Bea"))):
        event = taken(type="joins", person=name_in(person))
        assert event == MemberChanged(id="room:x", at=NOW, person=person, facts=facts, place=SHARED)


def test_setup_says_who_is_present_and_no_other_command_does() -> None:
    setup, other = (taken(type="command", person="Bea", text=text) for text in ("setup", "people"))
    assert isinstance(setup, CommandGiven)
    assert dict(setup.present)[ASHA] == ACCOUNT
    assert len(setup.present) == len(PEOPLE)
    assert isinstance(other, CommandGiven)
    assert other.present == ()


def test_a_command_may_be_chosen_from_the_menu_of_a_message() -> None:
    event = taken(type="command", person="Asha", text="ask this", on="m1")
    assert isinstance(event, CommandGiven)
    assert event.said == Said(MessageId("m1"), None, BEA, NOW, "Which region?")
    with pytest.raises(Malformed, match="no such message"):
        taken(type="command", person="Asha", text="ask this", on="m9")


def test_a_channel_is_called_something_else_archived_and_opened_again() -> None:
    renamed = taken(type="channel", name="planning")
    assert renamed == PlaceChanged(id="room:x", at=NOW, place=SHARED, name="planning")
    room = made()
    room.take({"type": "channel", "id": "c1", "place": "shared", "closed": True})
    room.take({"type": "channel", "id": "c2", "place": "shared", "name": "still archived"})
    post = Post(key="p", place=SHARED, message=say("Hello."))
    with pytest.raises(Undeliverable, match="archived"):
        asyncio.run(room.deliver(post))
    room.take({"type": "channel", "id": "c3", "place": "shared", "closed": False})
    assert asyncio.run(room.deliver(post))


class RoomBench:
    """What a page would post, and draw."""

    def __init__(self) -> None:
        self.room = made()
        self.adapter: Adapter = self.room
        self.place, self.nowhere = SHARED, channel("nowhere")
        self.person, self.other, self.nobody = BEA, ASHA, person_id("Nobody")
        self.bot = "@Rapport"

    def seen_by(self, person: PersonId) -> Sequence[Seen]:
        return [
            Seen(
                ref=Ref(standing.id),
                place=None if standing.place == conversation(person) else standing.place,
                thread=standing.thread,
                text=plain(Message(tuple(part for part in standing.message.parts if isinstance(part, Line)))),
                labels=tuple(button.label for button in standing.buttons()),
                pinned=standing.pinned,
            )
            for standing in self.room.seen_by(person)
            if standing.author is None
        ]

    def says(self, id: str, text: str, thread: MessageId | None = None) -> Event | None:
        return self.post(type="message", id=id, place="shared", text=text, thread=thread)

    def edits(self, id: str, message: MessageId, text: str) -> Event | None:
        return self.post(type="edit", id=id, place="shared", message=message, text=text)

    def deletes(self, id: str, message: MessageId) -> Event | None:
        return self.post(type="delete", id=id, place="shared", message=message)

    def reacts(self, id: str, message: MessageId, emoji: str) -> Event | None:
        return self.post(type="reaction", id=id, place="shared", message=message, emoji=emoji)

    def whispers(self, id: str, text: str) -> Event | None:
        return self.post(type="message", id=id, place="dm-Bea", text=text)

    def mention(self, person: PersonId) -> str:
        return f"@{name_in(person)}"

    def presses(self, id: str, ref: Ref, label: str) -> Event | None:
        standing = self.room.standing(MessageId(ref))
        assert standing
        button = next(button for button in standing.buttons() if button.label == label)
        drawn = {"action": button.action, "about": button.about, "card": standing.key}
        return self.post(type="press", id=id, place=name_in(standing.place), **drawn)

    def answered(self, event: Event, answer: Answer) -> None:
        self.room.answer(event, answer)

    def fills(self, id: str, values: dict[str, str]) -> Event | None:
        drawn = page_form(self.room.forms[self.person])
        sent = {key: drawn[key] for key in ("action", "about", "card")}
        return self.post(type="form", id=id, values=values, **sent)

    def post(self, **payload: Any) -> Event | None:
        """As JSON, which is how a page sends it."""
        return self.room.take(json.loads(json.dumps({"person": "Bea", **payload})))


class TestRoom(AdapterContract):
    @pytest.fixture
    def bench(self) -> Bench:
        return RoomBench()


# What people post ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "complaint"),
    [
        ([], "a payload must be an object"),
        ({}, '"type" is missing'),
        ({**SAYS, "type": "shout"}, '"type" is "shout"; known are message, edit, delete'),
        ({**SAYS, "type": 3}, '"type" must be a text'),
        ({**SAYS, "id": ""}, '"id" is empty'),
        ({**SAYS, "person": "Carl"}, 'nobody here is called "Carl"'),
        ({**SAYS, "person": "x" * 99}, f'nobody here is called "{"x" * 40}…"'),
        ({**SAYS, "place": "secret"}, 'there is no channel "secret" here'),
        ({**SAYS, "place": "dm-Asha"}, '"dm-Asha" is somebody else\'s private conversation'),
        ({**SAYS, "text": " "}, "a message needs words or a file"),
        ({**SAYS, "text": None}, '"text" must be a text'),
        ({**SAYS, "text": "a" * 40_001}, '"text" is longer than 40,000 characters'),
        ({**SAYS, "files": -1}, '"files" must be a whole number'),
        ({**SAYS, "thread": ""}, '"thread" is empty'),
        ({**SAYS, "type": "edit"}, '"message" is missing'),
        ({**SAYS, "type": "edit", "message": "m9"}, "there is no such message"),
        ({**SAYS, "type": "delete", "message": "m9"}, "there is no such message"),
        ({**SAYS, "type": "reaction", "message": "m9", "emoji": "eyes"}, "there is no such message"),
        ({**SAYS, "type": "press"}, '"action" is missing'),
        ({**SAYS, "type": "form", "action": "a", "about": "1:1", "values": ["x"]}, '"values" must be an object'),
        ({**SAYS, "type": "form", "action": "a", "about": "1:1", "values": {"x": 1}}, '"x" must be a text'),
    ],
)
def test_a_payload_that_makes_no_sense_is_refused_in_a_sentence(payload: Any, complaint: str) -> None:
    with pytest.raises(Malformed) as refusal:
        made().take(payload)
    assert str(refusal.value).startswith(complaint)


@pytest.mark.parametrize("kind", ["edit", "delete"])
def test_nobody_changes_what_somebody_else_wrote(kind: str) -> None:
    room = made()
    room.take(SAYS)
    with pytest.raises(Malformed, match="only who wrote a message can change it"):
        room.take({**SAYS, "type": kind, "id": "e1", "message": "m1", "person": "Asha"})
    standing = room.standing(MessageId("m1"))
    assert standing
    assert plain(standing.message) == "Which region?"


def test_a_message_that_is_sent_twice_stands_once() -> None:
    room = made()
    room.take(SAYS)
    room.take(SAYS)
    assert [standing.id for standing in room.seen_by(ASHA)] == ["m1"]


def test_names_are_found_in_a_text_the_longest_first() -> None:
    roster = Roster.of(PEOPLE, [SHARED])
    text = "@bea miller and @ZOË, not @Beatrix or bea@asha.example: @Asha!"
    assert roster.mentioned(text) == (person_id("Bea Miller"), person_id("Zoë"), ASHA)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("@Rapport waiting", "waiting"),
        ("@rapport, waiting", "waiting"),
        (" @Rapport: waiting", "waiting"),
        ("@Rapport", ""),
        ("@Rapporteur waiting", None),
        ("Ask @Rapport", None),
    ],
)
def test_a_message_that_begins_with_its_name_is_a_command(text: str, command: str | None) -> None:
    event = made().take({**SAYS, "text": text})
    assert (event.text if isinstance(event, CommandGiven) else None) == command


def test_a_link_in_a_command_leads_to_its_message() -> None:
    address = link_to(SHARED, MessageId("1759651200.000100"))
    event = made().take({**SAYS, "type": "command", "text": f"answered {address} please"})
    assert isinstance(event, CommandGiven)
    assert event.links == ((SHARED, "1759651200.000100"),)


def test_a_slash_command_is_read_by_nobody() -> None:
    room = made()
    typed = room.take({**SAYS, "type": "command"})
    assert isinstance(typed, CommandGiven)
    assert typed.unseen
    assert room.seen_by(BEA) == room.seen_by(ASHA) == []


def test_what_happens_in_private_is_nothing_but_commands() -> None:
    room = made()
    private = {**SAYS, "place": "dm-Bea"}
    assert isinstance(room.take(private), CommandGiven)
    more = {**private, "message": "m1", "emoji": "eyes"}
    assert [room.take({**more, "id": kind, "type": kind}) for kind in ("reaction", "edit", "delete")] == [None] * 3
    assert room.seen_by(ASHA) == []


def test_a_command_that_is_reworded_is_not_given_again() -> None:
    room = made()
    room.take({**SAYS, "text": "@Rapport waiting"})
    assert room.take({**SAYS, "type": "edit", "id": "e1", "message": "m1", "text": "@Rapport status"}) is None
    assert isinstance(room.take({**SAYS, "type": "edit", "id": "e2", "message": "m1"}), MessageEdited)


def test_a_file_needs_no_words_and_odd_letters_do_no_harm() -> None:
    event = made().take({**SAYS, "text": "", "files": 2})
    assert isinstance(event, MessagePosted)
    assert event.files == 2
    event = made().take({**SAYS, "text": "a\x00b\ud83d"})
    assert isinstance(event, MessagePosted)
    assert event.text == "ab\ufffd"


# What stands there ---------------------------------------------------------------------------------------------------


def test_what_is_in_a_deleted_channel_is_gone_and_nothing_can_be_said_there() -> None:
    room = made()
    room.take(SAYS)
    room.close(SHARED)
    assert room.seen_by(BEA) == []
    for speech in (
        Post(key="k1", place=SHARED, message=say("Hello")),
        Reply(key="k2", place=SHARED, thread=MessageId("m1"), message=say("Hello")),
    ):
        with pytest.raises(Undeliverable) as refusal:
            asyncio.run(room.deliver(speech))
        assert refusal.value.permanent
    with pytest.raises(Malformed, match="no channel"):
        room.take({**SAYS, "id": "m2"})


def test_who_has_no_private_road_is_told_nothing_in_private() -> None:
    room = made()
    room.part(BEA)
    with pytest.raises(Undeliverable) as refusal:
        asyncio.run(room.deliver(Tell(key="k1", person=BEA, near=SHARED, message=say("Hello"))))
    assert refusal.value.permanent
    assert room.seen_by(BEA) == []


def test_a_form_with_errors_stays_open_and_one_that_was_taken_does_not() -> None:
    room = made()
    sent = FormSent(id="f1", at=NOW, person=BEA, action=FORM.action, about=FORM.about)
    room.forms[BEA] = FORM
    room.answer(sent, Answer(errors={"how": "Say how, please."}))
    assert room.forms == {BEA: FORM}
    room.answer(sent, None)
    assert room.forms == {}


def test_whoever_watches_sees_every_change() -> None:
    seen: list[tuple[Change, str]] = []
    room = Room(PEOPLE, [SHARED], lambda: NOW, lambda change, standing: seen.append((change, plain(standing.message))))
    room.take(SAYS)
    room.take({**SAYS, "type": "edit", "id": "e1", "message": "m1", "text": "Which zone?"})
    room.take({**SAYS, "type": "delete", "id": "d1", "message": "m1"})
    assert seen == [
        (Change.SAID, "Which region?"),
        (Change.EDITED, "Which zone?"),
        (Change.DELETED, "Which zone?"),
    ]


# How it is drawn -----------------------------------------------------------------------------------------------------

CARD = Message(
    (
        Line((Words("For <you>: "), Pointer(SHARED, MessageId("m1"), "q7"), Words(" "), Mention(BEA, "Bea"))),
        Buttons((Button("Yes", "claim.yes", "1:7"),), (Button("Later", "nudge.snooze", "1:7"),)),
        Small("Why this?"),
    )
)


CHART = Picture("waiting", "Half within 3 h.", (("Contoso", (3.0,)),), ("5 Oct",), ())


def test_a_page_gets_a_picture_as_png_beside_its_words_and_where_it_could_not_be_drawn_its_words() -> None:
    async def draw(_: Picture) -> bytes:
        return b"PNG"

    room = Room(PEOPLE, [SHARED], lambda: NOW, draw=draw)
    asyncio.run(room.deliver(Post(key="digest:1:x", place=SHARED, message=Message((CHART,)))))
    [standing] = room.seen_by(BEA)
    words = {"part": "picture", "alt": "Half within 3 h."}
    assert page(standing.message, room.pictures) == [words | {"png": "UE5H"}]
    assert page(standing.message) == [words]


def test_a_page_gets_every_part_with_its_words_as_they_are() -> None:
    assert page(CARD) == [
        {
            "part": "line",
            "spans": [
                {"text": "For <you>: "},
                {"text": "q7", "place": "shared", "message": "m1"},
                {"text": " "},
                {"text": "@Bea", "person": "Bea"},
            ],
        },
        {
            "part": "buttons",
            "shown": [{"label": "Yes", "action": "claim.yes", "about": "1:7"}],
            "more": [{"label": "Later", "action": "nudge.snooze", "about": "1:7"}],
        },
        {"part": "small", "text": "Why this?"},
    ]
    json.dumps(page(CARD))


def test_a_page_gets_a_form_with_what_to_send_back() -> None:
    drawn = page_form(FORM)
    assert (drawn["action"], drawn["about"], drawn["card"]) == (FORM.action, FORM.about, FORM.card)
    assert [field["name"] for field in drawn["fields"]] == ["how", "when"]
    assert drawn["fields"][1]["options"] == [["now", "Now"], ["ago", "Before"]]


def test_a_terminal_gets_lines() -> None:
    assert lines(CARD) == ["For <you>: q7 Bea", "[Yes] [More]", "Why this?"]
    assert answer_lines(None) == answer_lines(Answer(card=CARD)) == []
    assert answer_lines(Answer(message=say("a", "b"))) == ["a", "b"]
    assert answer_lines(Answer(errors={"how": "Say how, please."})) == ["how: Say how, please."]
    assert answer_lines(Answer(file=("held.json", "{\n}"))) == ['file "held.json"', "{", "}"]
    form = Form(
        "a", "1:1", "When", ("Asha sees it.",), (TextField("by", "By when?", required=False, hint="fri"),), "OK"
    )
    assert answer_lines(Answer(form=form)) == ['form "When"', "Asha sees it.", "by: By when? (fri), or nothing", "[OK]"]
    choice = ChoiceField("who", "Who?", (("1", "Bea"), ("2", "Ben")))
    assert answer_lines(Answer(form=Form("a", "1:1", "Who", (), (choice,), "OK")))[1] == "who: Who? Bea / Ben"
