"""What Rapport says on Slack: once, quietly, through whichever workspace reaches there, and found again by its key."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from adapters.base import Found, NotYet, Ref, Undeliverable
from adapters.slack.envelope import Reply as Asker
from adapters.slack.errors import InDoubt, Refused
from rules.effects import Post, Reply, Revise, Speech, Tell
from rules.message import Button, Buttons, Form, Line, Message, Pointer, TextField, Words, say
from rules.model import MessageId, PersonId, PlaceId
from tests.adapters.slack.bench import NOON, Bench, bench, clocked, person, place, run
from tests.adapters.slack.trouble import Fault, Odd
from tests.adapters.slack.workspace import ASHA, BEA, BEN, CLIENT, OURS, SHARED, THEIRS, VENDOR

POST, UPDATE, OPEN = "chat.postMessage", "chat.update", "conversations.open"
WORDS = say("Which region?")
CARD = Message((Line((Words("Which region?"),)), Buttons((Button("Done", "nudge.done", "1:7"),))))
FORM = Form("nudge.elsewhere", "1:7", "Answered elsewhere", (), (TextField("how", "How?"),), "Send", card="card:1")


def tell(user: str = BEA, message: Message = WORDS, key: str = "k1", near: str = SHARED) -> Tell:
    return Tell(key=key, person=person(user), near=place(near), message=message)


def post(channel: str = SHARED, message: Message = WORDS, key: str = "k1", *, pin: bool = False) -> Post:
    return Post(key=key, place=place(channel), message=message, pin=pin)


def reply(thread: str, message: Message = WORDS, key: str = "k1") -> Reply:
    return Reply(key=key, place=place(SHARED), thread=MessageId(thread), message=message)


def revise(message: Message, key: str = "k1") -> Revise:
    return Revise(key=f"{key}~1", revises=key, person=person(BEA), near=place(SHARED), message=message)


def asker(user: str = ASHA, installation: str = VENDOR, **more: Any) -> Asker:
    return Asker(installation=installation, user=user, **more)


def whispered(here: Bench, user: str) -> list[str]:
    return [each.text for each in here.slack.workspace.direct_messages(user)]


def shown(here: Bench, user: str) -> list[str]:
    return [each.text for each in here.slack.workspace.ephemerals(user)]


# Saying --------------------------------------------------------------------------------------------------------------


def test_a_post_a_reply_and_a_private_word_stand_where_they_belong() -> None:
    async def scenario() -> None:
        async with bench() as here:
            root = here.slack.workspace.say(BEA, SHARED, "a question")
            posted = await here.mouth.deliver(post(message=say("posted")))
            here.seconds.at += 2
            replied = await here.mouth.deliver(reply(root.ts, say("replied"), "k2"))
            told = await here.mouth.deliver(tell(message=say("told"), key="k3"))
            seen = here.slack.workspace.seen_by(ASHA, SHARED)
            assert [(each.text, each.thread) for each in seen[1:]] == [("posted", None), ("replied", root.ts)]
            assert posted == f"{VENDOR}/{SHARED}/{seen[1].ts}"
            assert replied == f"{VENDOR}/{SHARED}/{seen[2].ts}"
            assert whispered(here, BEA) == ["told"]
            assert told.startswith(f"{VENDOR}/D")
            assert whispered(here, ASHA) == []

    run(scenario())


def test_nothing_is_unfurled_linked_or_broadcast_and_each_carries_a_key_that_says_nothing() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.mouth.deliver(post(key="nudge:1:17:1:1"))
            [called] = here.slack.called(POST)
            quiet = ("parse", "link_names", "unfurl_links", "unfurl_media")
            assert [called.arguments[name] for name in quiet] == ["none", "false", "false", "false"]
            metadata = json.loads(called.arguments["metadata"])
            assert metadata["event_type"] == "rapport_speech"
            assert list(metadata["event_payload"]) == ["key"]
            assert len(metadata["event_payload"]["key"]) == 32
            assert "nudge" not in json.dumps(metadata)
            assert len(called.arguments["client_msg_id"]) == 36

    run(scenario())


def test_a_key_is_the_same_each_time_and_another_for_another_speech() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for key in ("k1", "k1", "k2"):
                here.seconds.at += 2
                await here.mouth.deliver(post(key=key))
            for name in ("metadata", "client_msg_id"):
                first, again, other = (call.arguments[name] for call in here.slack.called(POST))
                assert first == again != other

    run(scenario())


def test_a_private_conversation_is_opened_once() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for key in ("k1", "k2"):
                here.seconds.at += 2
                await here.mouth.deliver(tell(key=key))
            assert len(here.slack.called(OPEN)) == 1

    run(scenario())


def test_a_conversation_that_is_there_no_more_is_opened_anew() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.mouth.deliver(tell(key="k1"))
            here.seconds.at += 2
            here.slack.faults.odd[POST].append(Odd('{"ok": false, "error": "channel_not_found"}'))
            await here.mouth.deliver(tell(key="k2"))
            assert len(here.slack.called(OPEN)) == 2
            assert len(whispered(here, BEA)) == 2

    run(scenario())


def test_a_post_is_pinned_and_one_that_cannot_be_is_said_nevertheless(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        async with bench() as here:
            monkeypatch.setattr("adapters.slack.mouth.TO_PIN", 0.2)
            faults = (None, Fault.RATE_LIMITED, Fault.RESET_BEFORE, Fault.BEFORE, Fault.HANG)
            for n, fault in enumerate(faults):
                here.seconds.at += 5
                if fault:
                    here.slack.faults.script("pins.add", fault)
                ref = await here.mouth.deliver(post(key=f"k{n}", pin=True))
                assert ref
            assert len(here.slack.workspace.channels[SHARED].messages) == len(faults)
            assert len(here.slack.workspace.channels[SHARED].pins) == 1

    run(scenario())


def test_a_pointer_leads_to_the_message() -> None:
    async def scenario() -> None:
        async with bench() as here:
            pointer = Pointer(place(SHARED), MessageId("1759651200.000100"), "here")
            elsewhere = Pointer(PlaceId("teams:19"), MessageId("1"), "there")
            await here.mouth.deliver(post(message=Message((Line((pointer, Words(" "), elsewhere)),))))
            [message] = here.slack.workspace.channels[SHARED].messages
            address = f"https://northwind.slack.com/archives/{SHARED}/p1759651200000100"
            assert message.blocks[0]["text"]["text"] == f"<{address}|here> there"
            assert here.mouth.link(place("C0UNKNOWN"), MessageId("1.2")).endswith("/C0UNKNOWN/p12")

    run(scenario())


@pytest.mark.parametrize(
    "speech",
    [post("C0NOWHERE"), post(THEIRS), tell("U0NOBODY"), tell("UBOTVENDOR"), tell("UBOT0VENDOR")],
)
def test_what_reaches_nobody_is_undeliverable_for_good(speech: Post | Tell) -> None:
    async def scenario() -> None:
        async with bench() as here:
            with pytest.raises(Undeliverable) as refusal:
                await here.mouth.deliver(speech)
            assert refusal.value.permanent
            assert len(here.slack.called(POST)) <= 1

    run(scenario())


def test_what_stands_nowhere_on_slack_has_no_thread_and_no_address() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for nowhere in ("asked:1:7", "1337.42.abcdef", ""):
                with pytest.raises(Undeliverable) as refusal:
                    await here.mouth.deliver(reply(nowhere))
                assert refusal.value.permanent
                assert here.mouth.link(place(SHARED), MessageId(nowhere)) == ""
            assert here.slack.called(POST) == []

    run(scenario())


def test_an_archived_channel_takes_nothing() -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.workspace.channels[SHARED].is_archived = True
            with pytest.raises(Refused) as refusal:
                await here.mouth.deliver(post())
            assert (refusal.value.error, refusal.value.permanent) == ("is_archived", True)

    run(scenario())


def test_without_a_workspace_there_is_no_road() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.directory.drop(VENDOR)
            for speech in (post(), tell()):
                with pytest.raises(Undeliverable) as refusal:
                    await here.mouth.deliver(speech)
                assert refusal.value.permanent

    run(scenario())


def test_a_lost_answer_is_doubt_and_leaves_nothing_said_twice() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.install(CLIENT, SHARED)
            for fault in (Fault.AFTER, Fault.RESET):
                here.seconds.at += 2
                here.slack.faults.script(POST, fault)
                with pytest.raises(InDoubt):
                    await here.mouth.deliver(post(key=fault.name))
            assert len(here.slack.called(POST)) == 2

    run(scenario())


def test_an_answer_without_a_place_is_doubt() -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.odd[POST].append(Odd('{"ok": true}'))
            with pytest.raises(InDoubt):
                await here.mouth.deliver(post())

    run(scenario())


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.BEFORE])
def test_a_conversation_of_which_nobody_heard_whether_it_was_opened_leaves_no_doubt(fault: Fault) -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.script(OPEN, fault)
            with pytest.raises(Undeliverable) as refusal:
                await here.mouth.deliver(tell())
            assert not refusal.value.permanent
            assert refusal.value.retry_after
            assert await here.mouth.deliver(tell())

    run(scenario())


def test_a_rate_limit_says_when_to_come_again() -> None:
    async def scenario() -> None:
        async with bench() as here:
            here.slack.faults.retry_after = 9
            here.slack.faults.script(POST, Fault.RATE_LIMITED)
            with pytest.raises(NotYet) as wait:
                await here.mouth.deliver(post())
            assert wait.value.retry_after == timedelta(seconds=9)

    run(scenario())


# Several roads -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["not_in_channel", "account_inactive", "token_revoked", "missing_scope"])
def test_where_one_workspace_may_not_speak_the_other_one_does(error: str) -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.install(CLIENT, SHARED)
            here.slack.faults.odd[POST].append(Odd(json.dumps({"ok": False, "error": error})))
            here.slack.faults.odd[OPEN].append(Odd(json.dumps({"ok": False, "error": error})))
            assert (await here.mouth.deliver(post())).startswith(f"{CLIENT}/{SHARED}/")
            assert (await here.mouth.deliver(tell())).startswith(f"{CLIENT}/D")
            assert here.slack.workspace.channels[SHARED].messages[0].bot == here.slack.workspace.teams[CLIENT].bot

    run(scenario())


@pytest.mark.parametrize("error", ["msg_too_long", "invalid_blocks", "something_new", "token_expired"])
def test_what_another_workspace_could_not_help_is_not_tried_there(error: str) -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.install(CLIENT, SHARED)
            here.slack.faults.odd[POST].append(Odd(json.dumps({"ok": False, "error": error})))
            with pytest.raises(Refused) as refusal:
                await here.mouth.deliver(post())
            assert refusal.value.error == error
            assert len(here.slack.called(POST)) == 1

    run(scenario())


def test_where_all_roads_are_closed_it_is_undeliverable_for_good() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.install(CLIENT, SHARED)
            here.slack.workspace.channels[SHARED].members = [BEA, ASHA]
            with pytest.raises(Refused) as refusal:
                await here.mouth.deliver(post())
            assert refusal.value.permanent
            assert {call.team for call in here.slack.calls if call.method == POST} == {VENDOR, CLIENT}

    run(scenario())


# Editing -------------------------------------------------------------------------------------------------------------


def test_an_edit_stands_in_the_place_of_what_it_edits_and_can_still_be_found_and_pressed() -> None:
    async def scenario() -> None:
        async with bench() as here:
            ref = await here.mouth.deliver(tell(message=CARD))
            for _ in range(2):
                assert await here.mouth.revise(ref, revise(CARD)) == ref
            [message] = here.slack.workspace.direct_messages(BEA)
            assert message.edited
            assert [block["block_id"] for block in message.blocks if "block_id" in block] == ["1|k1"]
            assert await here.mouth.find(tell(), here.slack.workspace.clock()) == ref

    run(scenario())


@pytest.mark.parametrize("ref", ["", "1.000001", f"{VENDOR}/{SHARED}/1.000001", "T0GONE/C/1.0", "a/b/c/d"])
def test_an_edit_of_what_is_not_there_is_undeliverable_for_good(ref: str) -> None:
    async def scenario() -> None:
        async with bench() as here:
            with pytest.raises(Undeliverable) as refusal:
                await here.mouth.revise(Ref(ref), revise(WORDS))
            assert refusal.value.permanent

    run(scenario())


def test_an_edit_goes_through_the_workspace_that_said_it() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.install(CLIENT, SHARED)
            here.slack.faults.odd[OPEN].append(Odd('{"ok": false, "error": "account_inactive"}'))
            ref = await here.mouth.deliver(tell())
            await here.mouth.revise(ref, revise(say("Nothing waits.")))
            assert whispered(here, BEA) == ["Nothing waits."]
            assert [call.team for call in here.slack.called(UPDATE)] == [CLIENT]

    run(scenario())


# Finding again -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", [WORDS, CARD])
@pytest.mark.parametrize("fault", [Fault.AFTER, Fault.RESET, Fault.BEFORE, Fault.RESET_BEFORE])
@pytest.mark.parametrize("kind", ["post", "reply", "tell"])
def test_after_doubt_it_is_found_if_and_only_if_it_stands_there(kind: str, fault: Fault, message: Message) -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            root = here.slack.workspace.say(BEA, SHARED, "a question")
            kinds: dict[str, Speech] = {
                "post": post(message=message),
                "reply": reply(root.ts, message),
                "tell": tell(message=message),
            }
            speech = kinds[kind]
            assert not isinstance(speech, Revise)
            here.slack.faults.script(POST, fault)
            with pytest.raises(InDoubt):
                await here.mouth.deliver(speech)
            stands = [each.ts for _, each in here.slack.workspace.said_by_the_app()]
            found = await here.mouth.find(speech, NOON)
            if fault in (Fault.AFTER, Fault.RESET):
                assert not isinstance(found, Found)
                assert found.rpartition("/")[2] == stands[0]
                assert await here.mouth.revise(found, revise(WORDS)) == found
            else:
                assert found is Found.ABSENT

    run(scenario())


def test_another_speech_is_not_found_nor_what_a_person_says() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            await here.mouth.deliver(post(key="k1", message=CARD))
            forged = here.slack.workspace.say(BEA, SHARED, "I am a bot")
            forged.blocks = [{"type": "actions", "block_id": "0|k2", "elements": []}]
            assert await here.mouth.find(post(key="k2"), NOON) is Found.ABSENT
            assert await here.mouth.find(tell(key="k1"), NOON) is Found.ABSENT

    run(scenario())


def test_in_a_busy_channel_it_is_found_on_a_later_page_at_one_page_a_minute() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            ref = await here.mouth.deliver(post())
            root = here.slack.workspace.channels[SHARED].messages[0]
            for n in range(100):
                here.slack.workspace.say(BEA, SHARED, f"m{n}")
                here.slack.workspace.say(BEA, SHARED, f"r{n}", thread=root.ts)
            here.seconds.at += 5
            replied = await here.mouth.deliver(reply(root.ts, key="k2"))
            for speech, expected in ((post(), ref), (reply(root.ts, key="k2"), replied)):
                found: Ref | Found | None = None
                minutes = 0
                while found is None:
                    _limit(here)
                    try:
                        found = await here.mouth.find(speech, NOON)
                    except NotYet:
                        here.seconds.at += 60
                        minutes += 1
                assert found == expected
                assert 5 <= minutes <= 8

    run(scenario())


def _limit(here: Bench) -> None:
    here.slack.faults.retry_after = 60
    for method in ("conversations.history", "conversations.replies"):
        here.slack.faults.scripted[method].clear()
        here.slack.faults.script(method, None, Fault.RATE_LIMITED)


@pytest.mark.parametrize("error", ["missing_scope", "channel_not_found", "account_inactive"])
def test_where_nobody_may_look_nobody_can_tell(error: str) -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            odd = Odd(json.dumps({"ok": False, "error": error}))
            here.slack.faults.odd["conversations.history"].extend([odd, odd])
            assert await here.mouth.find(post(), NOON) is Found.CANNOT_TELL
            assert await here.mouth.find(tell(), NOON) is Found.CANNOT_TELL
            assert await here.mouth.find(tell("U0NOBODY"), NOON) is Found.CANNOT_TELL

    run(scenario())


def test_where_one_workspace_may_not_look_the_other_one_does_and_says_who_may_edit_it() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            ref = await here.mouth.deliver(post())
            await here.install(CLIENT, SHARED)
            here.slack.faults.odd["conversations.history"].append(Odd('{"ok": false, "error": "not_in_channel"}'))
            assert await here.mouth.find(post(), NOON) == ref
            assert ref.startswith(VENDOR)

    run(scenario())


def test_a_private_word_is_looked_for_in_the_conversations_of_both_workspaces() -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            await here.install(CLIENT, SHARED)
            here.slack.faults.odd[OPEN].append(Odd('{"ok": false, "error": "user_not_visible"}'))
            ref = await here.mouth.deliver(tell())
            assert ref.startswith(CLIENT)
            assert await here.mouth.find(tell(), NOON) == ref

    run(scenario())


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.BEFORE, Fault.RATE_LIMITED])
def test_a_question_of_which_nobody_heard_the_answer_is_asked_again(fault: Fault) -> None:
    async def scenario() -> None:
        async with bench(clocked()) as here:
            ref = await here.mouth.deliver(post())
            here.slack.faults.script("conversations.history", fault)
            with pytest.raises((InDoubt, NotYet)):
                await here.mouth.find(post(), NOON)
            here.seconds.at += 60
            assert await here.mouth.find(post(), NOON) == ref

    run(scenario())


def test_an_edit_is_not_looked_for() -> None:
    async def scenario() -> None:
        async with bench() as here:
            assert await here.mouth.find(revise(WORDS), NOON) is Found.CANNOT_TELL
            assert here.slack.calls == []

    run(scenario())


# Answers -------------------------------------------------------------------------------------------------------------


def test_at_home_an_answer_is_shown_in_the_channel_or_thread_to_whoever_asked() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.lookup.person(here.vendor, ASHA)
            root = here.slack.workspace.say(BEA, SHARED, "a question")
            await here.mouth.tell(asker(channel=SHARED, thread=root.ts), WORDS, "answer:1")
            assert shown(here, ASHA) == ["Which region?"]
            assert shown(here, BEA) == []
            assert whispered(here, ASHA) == []
            [called] = here.slack.called("chat.postEphemeral")
            assert called.arguments["thread_ts"] == root.ts

    run(scenario())


@pytest.mark.parametrize("user", [BEA, BEN])
def test_people_of_other_companies_are_answered_in_private(user: str) -> None:
    async def scenario() -> None:
        async with bench() as here:
            if user == BEA:
                await here.lookup.person(here.vendor, user)
            await here.mouth.tell(asker(user, channel=SHARED), WORDS, "answer:1")
            assert whispered(here, user) == ["Which region?"]
            assert shown(here, user) == []

    run(scenario())


def test_what_is_asked_in_private_is_answered_there_and_in_its_thread() -> None:
    async def scenario() -> None:
        async with bench() as here:
            direct = here.slack.workspace.direct(VENDOR, ASHA)
            await here.lookup.person(here.vendor, ASHA)
            await here.mouth.tell(asker(channel=direct.id), WORDS, "answer:1")
            here.seconds.at += 2
            await here.mouth.tell(asker(channel=direct.id, thread="1759651200.000100"), WORDS, "answer:2")
            await here.mouth.tell(asker(BEA), WORDS, "answer:3")
            assert [each.thread for each in direct.messages] == [None, "1759651200.000100"]
            assert len(here.slack.called(OPEN)) == 1
            assert whispered(here, BEA) == ["Which region?"]

    run(scenario())


@pytest.mark.parametrize("error", ["user_not_in_channel", "not_in_channel", "ratelimited"])
def test_an_answer_that_cannot_be_shown_is_given_in_private(error: str) -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.lookup.person(here.vendor, ASHA)
            here.slack.faults.odd["chat.postEphemeral"].append(Odd(json.dumps({"ok": False, "error": error})))
            await here.mouth.tell(asker(channel=SHARED), WORDS, "answer:1")
            assert whispered(here, ASHA) == ["Which region?"]

    run(scenario())


def test_an_answer_that_may_have_been_shown_is_not_given_twice() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.lookup.person(here.vendor, ASHA)
            here.slack.faults.script("chat.postEphemeral", Fault.RESET)
            with pytest.raises(InDoubt):
                await here.mouth.tell(asker(channel=SHARED), WORDS, "answer:1")
            assert whispered(here, ASHA) == []

    run(scenario())


def test_a_form_opens_before_whoever_pressed() -> None:
    async def scenario() -> None:
        async with bench() as here:
            trigger = here.slack.trigger(VENDOR, BEA)
            await here.mouth.open_form(asker(BEA, trigger=trigger), FORM, place(SHARED))
            [opened] = here.slack.open_views(BEA)
            assert opened.view["callback_id"] == FORM.action
            assert json.loads(opened.view["private_metadata"])["place"] == place(SHARED)
            with pytest.raises(Refused) as refusal:
                await here.mouth.open_form(asker(BEA, trigger=trigger), FORM, None)
            assert refusal.value.permanent

    run(scenario())


def test_a_card_that_is_pressed_is_replaced_where_it_stands() -> None:
    async def scenario() -> None:
        async with bench() as here:
            ref = await here.mouth.deliver(tell(message=CARD, key="card:1"))
            _, channel, ts = ref.split("/")
            await here.mouth.replace(asker(BEA, channel=channel, message=ts), say("Thank you."), "card:1")
            assert whispered(here, BEA) == ["Thank you."]
            assert here.slack.keys()

    run(scenario())


def test_a_card_is_replaced_after_the_form_that_its_button_opened_was_sent() -> None:
    async def scenario() -> None:
        async with bench() as here:
            ref = await here.mouth.deliver(tell(message=CARD, key="card:1"))
            _, channel, ts = ref.split("/")
            pressed = asker(BEA, channel=channel, message=ts, trigger=here.slack.trigger(VENDOR, BEA))
            await here.mouth.open_form(pressed, FORM, None)
            await here.mouth.replace(asker(BEA), say("Thank you."), "card:1")
            assert whispered(here, BEA) == ["Thank you."]
            with pytest.raises(Undeliverable):
                await here.mouth.replace(asker(BEA), say("Thank you."), "card:2")

    run(scenario())


def test_a_card_that_only_one_person_sees_is_replaced_by_its_response_url() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.lookup.person(here.vendor, ASHA)
            await here.mouth.tell(asker(channel=SHARED), CARD, "answer:1")
            [card] = here.slack.workspace.ephemerals(ASHA)
            url = here.slack.response_url(SHARED, ASHA, card.ts)
            pressed = asker(channel=SHARED, message=card.ts, response_url=url, ephemeral=True)
            await here.mouth.replace(pressed, say("Thank you."), "answer:1")
            assert shown(here, ASHA) == ["Thank you."]
            assert here.slack.called(UPDATE) == []

    run(scenario())


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.RESET, Fault.BEFORE])
def test_a_card_that_cannot_be_edited_is_replaced_by_its_response_url(fault: Fault) -> None:
    async def scenario() -> None:
        async with bench() as here:
            ref = await here.mouth.deliver(tell(message=CARD, key="card:1"))
            _, channel, ts = ref.split("/")
            here.slack.faults.script(UPDATE, fault)
            url = here.slack.response_url(channel, BEA, ts)
            pressed = asker(BEA, channel=channel, message=ts, response_url=url)
            await here.mouth.replace(pressed, say("Thank you."), "card:1")
            assert whispered(here, BEA) == ["Thank you."]

    run(scenario())


@pytest.mark.parametrize("where", [SHARED, None])
def test_a_file_is_given_in_private(where: str | None) -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.mouth.send_file(asker(BEA, channel=where), "record.csv", "a,b")
            assert [file.data for file in here.slack.files.values()] == [b"a,b"]
            [message] = here.slack.workspace.direct_messages(BEA)
            assert message.files[0]["name"] == "record.csv"
            assert here.slack.workspace.channels[SHARED].messages == []

    run(scenario())


def test_the_home_tab_shows_what_it_is_given() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.mouth.publish_home(here.vendor, ASHA, CARD)
            home = here.slack.workspace.home(ASHA)
            assert home
            assert "Which region?" in json.dumps(home)

    run(scenario())


def test_who_was_uninstalled_answers_nobody() -> None:
    async def scenario() -> None:
        async with bench() as here:
            await here.directory.drop(VENDOR)
            with pytest.raises(Undeliverable):
                await here.mouth.tell(asker(channel=SHARED), WORDS, "answer:1")

    run(scenario())


# Limits --------------------------------------------------------------------------------------------------------------


def test_whatever_is_said_slack_minds_nothing() -> None:
    async def scenario() -> None:
        async with bench() as here:
            for n, words in enumerate(["Which region? " * 3_000, "& < > " * 2_000, "<!channel> @here", "🙂" * 5_000]):
                here.seconds.at += 2
                await here.mouth.deliver(post(OURS, say(words), f"k{n}"))
            assert here.slack.watch.malformed == []
            assert here.slack.watch.over_limit == []

    run(scenario())


def test_no_id_of_another_platform_reaches_slack() -> None:
    async def scenario() -> None:
        async with bench() as here:
            with pytest.raises(Undeliverable) as refusal:
                await here.mouth.deliver(Tell(key="k", person=PersonId("slack:"), near=place(SHARED), message=WORDS))
            assert isinstance(refusal.value, Undeliverable)

    run(scenario())
