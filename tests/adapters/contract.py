"""What every platform must do, whichever it is. A platform joins with a subclass and a `Bench` of its own:

class TestRoom(AdapterContract):
    @pytest.fixture
    def bench(self) -> Bench: ...
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

import pytest

from adapters.base import Adapter, Found, Ref, Undeliverable
from rules.effects import Answer, Post, Reply, Revise, Tell
from rules.events import (
    ButtonPressed,
    CommandGiven,
    Event,
    FormSent,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Reacted,
)
from rules.message import (
    Button,
    Buttons,
    ChoiceField,
    Form,
    Line,
    Mention,
    Message,
    Pointer,
    Small,
    TextField,
    Words,
    say,
)
from rules.model import MessageId, PersonId, PlaceId

T = TypeVar("T")

YES, NO, LATER = (
    Button("Yes", "claim.yes", "1:7"),
    Button("No", "claim.not_yet", "1:7"),
    Button("Later", "later", "1:7"),
)
FORM = Form(
    action="nudge.elsewhere",
    about="1:7",
    title="Answered elsewhere",
    intro=("Northwind runs this. Asha sees what you write.",),
    fields=(
        TextField("how", "How was it answered?"),
        ChoiceField("when", "When?", (("now", "Now"), ("ago", "Before"))),
    ),
    submit="Send",
    card="card:1",
)
TEXTS = {
    "markup": "*bold* _it_ ~no~ `code` <b>&amp;</b> <@U1> <!channel> [a](http://b.example) | # > - 1. \\ ${x} {{y}}",
    "emoji": "👩‍👩‍👧 🇩🇪 👍🏽 :tada: ☑️",
    "right to left": "מתי תגיע המשאית? \u202eabc\u202c العربية",
    "lines": "one\ntwo\n\nthree",
    "spaces": "  a\tb  c\u00a0d",
    "mass mentions": "@channel @here @everyone",
    "quotes": "“a” 'b' \"c\" – …",
}
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
"""Before anything that happens on a bench."""
LONG = "Which region? " * 3_000
"""42,000 characters."""


@dataclass(frozen=True)
class Seen:
    """A message as somebody reads it."""

    ref: Ref
    place: PlaceId | None
    """None in private."""
    thread: MessageId | None
    text: str
    """Without buttons and footnotes of the platform's own making; a line for each part of ours."""
    labels: tuple[str, ...] = ()
    """Of the buttons, those behind a menu last."""
    pinned: bool = False


class Bench(Protocol):
    """A platform on the test bench: two people and a channel they share, and what people do there."""

    adapter: Adapter
    place: PlaceId
    person: PersonId
    other: PersonId
    nowhere: PlaceId
    """A channel that is not there."""
    nobody: PersonId
    """A person who is not there."""

    def seen_by(self, person: PersonId) -> Sequence[Seen]:
        """What Rapport said and this person can read now, oldest first."""
        ...

    def says(self, id: str, text: str, thread: MessageId | None = None) -> Event | None:
        """`person` writes in the channel; `id` is the platform's name of that happening, whenever it is told of it."""
        ...

    def edits(self, id: str, message: MessageId, text: str) -> Event | None: ...

    def deletes(self, id: str, message: MessageId) -> Event | None: ...

    def reacts(self, id: str, message: MessageId, emoji: str) -> Event | None: ...

    def whispers(self, id: str, text: str) -> Event | None:
        """`person` writes to Rapport in private."""
        ...

    def mention(self, person: PersonId) -> str:
        """How somebody who types calls this person, so that the platform knows."""
        ...

    @property
    def bot(self) -> str:
        """How somebody who types calls Rapport."""
        ...

    def presses(self, id: str, ref: Ref, label: str) -> Event | None:
        """`person` presses a button of what stands under `ref`."""
        ...

    def answered(self, event: Event, answer: Answer) -> None:
        """Rapport answers an event of `person` at once."""
        ...

    def fills(self, id: str, values: dict[str, str]) -> Event | None:
        """`person` fills in and sends the form that is open."""
        ...


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def message(text: str = "One thing waits for you.") -> Message:
    return say(text)


class AdapterContract:
    """Every test gets a fresh bench."""

    @pytest.fixture
    def bench(self) -> Bench:
        raise NotImplementedError

    # Delivering ------------------------------------------------------------------------------------------------------

    def test_what_is_told_in_private_is_read_by_that_person_and_by_nobody_else(self, bench: Bench) -> None:
        ref = run(bench.adapter.deliver(Tell(key="k1", person=bench.person, near=bench.place, message=message())))
        assert [(seen.ref, seen.place, seen.text) for seen in bench.seen_by(bench.person)] == [
            (ref, None, "One thing waits for you.")
        ]
        assert bench.seen_by(bench.other) == []

    def test_what_is_posted_is_read_by_everybody(self, bench: Bench) -> None:
        ref = run(bench.adapter.deliver(Post(key="k1", place=bench.place, message=message())))
        for person in (bench.person, bench.other):
            [seen] = bench.seen_by(person)
            assert (seen.ref, seen.place, seen.thread, seen.pinned) == (ref, bench.place, None, False)

    def test_what_is_pinned_stays_in_sight(self, bench: Bench) -> None:
        run(bench.adapter.deliver(Post(key="k1", place=bench.place, message=message(), pin=True)))
        assert [seen.pinned for seen in bench.seen_by(bench.other)] == [True]

    def test_a_reply_stands_in_its_thread(self, bench: Bench) -> None:
        asked = posted(bench.says("1759651200.000100", "Which region?"))
        run(bench.adapter.deliver(Reply(key="k1", place=bench.place, thread=asked.message, message=message())))
        assert [(seen.place, seen.thread) for seen in bench.seen_by(bench.other)] == [(bench.place, asked.message)]

    def test_people_answer_what_was_posted_in_a_thread_of_its_own(self, bench: Bench) -> None:
        ref = run(bench.adapter.deliver(Post(key="k1", place=bench.place, message=message())))
        root = bench.adapter.message_of(ref)
        assert posted(bench.says("1759651200.000100", "eu-west-1", root)).thread == root
        reacted = bench.reacts("r1", root, "eyes")
        assert isinstance(reacted, Reacted)
        assert reacted.message == root

    def test_buttons_are_all_there_and_in_their_order(self, bench: Bench) -> None:
        card = Message((Line((Words("Answered?"),)), Buttons((YES, NO), (LATER,)), Small("Why this? You asked.")))
        run(bench.adapter.deliver(Tell(key="k1", person=bench.person, near=bench.place, message=card)))
        assert [seen.labels for seen in bench.seen_by(bench.person)] == [("Yes", "No", "Later")]

    def test_pointers_and_names_are_read_as_words(self, bench: Bench) -> None:
        asked = posted(bench.says("1759651200.000100", "Which region?"))
        spans = (Words("See "), Pointer(bench.place, asked.message, "q7"), Words(" of "), Mention(bench.person, "Bea"))
        run(bench.adapter.deliver(Post(key="k1", place=bench.place, message=Message((Line(spans),)))))
        [seen] = bench.seen_by(bench.other)
        assert seen.text.replace("@", "").startswith("See q7 of Bea")

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
    def test_words_arrive_as_they_are_and_wake_nobody(self, bench: Bench, text: str) -> None:
        run(bench.adapter.deliver(Tell(key="k1", person=bench.person, near=bench.place, message=message(text))))
        run(bench.adapter.deliver(Post(key="k2", place=bench.place, message=message(text))))
        assert [seen.text for seen in bench.seen_by(bench.person)] == [text, text]

    def test_what_is_too_long_is_cut_with_a_sign_or_arrives_whole(self, bench: Bench) -> None:
        run(bench.adapter.deliver(Tell(key="k1", person=bench.person, near=bench.place, message=message(LONG))))
        [seen] = bench.seen_by(bench.person)
        assert seen.text == LONG or (
            seen.text.endswith("…") and LONG.startswith(seen.text[:-1]) and len(seen.text) > 500
        )

    def test_a_place_that_is_not_there_is_undeliverable_for_good(self, bench: Bench) -> None:
        for speech in (
            Post(key="k1", place=bench.nowhere, message=message()),
            Reply(key="k2", place=bench.nowhere, thread=MessageId("1"), message=message()),
        ):
            with pytest.raises(Undeliverable) as refusal:
                run(bench.adapter.deliver(speech))
            assert refusal.value.permanent

    def test_a_person_who_is_not_there_is_undeliverable_for_good(self, bench: Bench) -> None:
        with pytest.raises(Undeliverable) as refusal:
            run(bench.adapter.deliver(Tell(key="k1", person=bench.nobody, near=bench.place, message=message())))
        assert refusal.value.permanent

    # Finding again ---------------------------------------------------------------------------------------------------

    def test_what_stands_there_is_found_by_its_key(self, bench: Bench) -> None:
        tell = Tell(key="k1", person=bench.person, near=bench.place, message=message())
        post = Post(key="k2", place=bench.place, message=message())
        refs = [run(bench.adapter.deliver(speech)) for speech in (tell, post)]
        assert len(set(refs)) == 2
        assert run(bench.adapter.find(tell, LONG_AGO)) in (refs[0], Found.CANNOT_TELL)
        assert run(bench.adapter.find(post, LONG_AGO)) in (refs[1], Found.CANNOT_TELL)

    def test_what_was_never_said_is_not_found(self, bench: Bench) -> None:
        run(bench.adapter.deliver(Post(key="k1", place=bench.place, message=message())))
        other = Post(key="k2", place=bench.place, message=message())
        assert run(bench.adapter.find(other, LONG_AGO)) in (Found.ABSENT, Found.CANNOT_TELL)

    # Editing ---------------------------------------------------------------------------------------------------------

    def test_an_edit_stands_in_the_place_of_what_it_edits(self, bench: Bench) -> None:
        tell = Tell(key="k1", person=bench.person, near=bench.place, message=message())
        ref = run(bench.adapter.deliver(tell))
        assert run(bench.adapter.revise(ref, revision(bench, "k1~1", "Nothing waits."))) == ref
        assert [(seen.ref, seen.text) for seen in bench.seen_by(bench.person)] == [(ref, "Nothing waits.")]
        assert run(bench.adapter.find(tell, LONG_AGO)) in (ref, Found.CANNOT_TELL)

    def test_an_edit_that_is_made_twice_is_made_once(self, bench: Bench) -> None:
        ref = run(bench.adapter.deliver(Tell(key="k1", person=bench.person, near=bench.place, message=message())))
        for _ in range(2):
            run(bench.adapter.revise(ref, revision(bench, "k1~1", "Nothing waits.")))
        assert [seen.text for seen in bench.seen_by(bench.person)] == ["Nothing waits."]

    def test_an_edit_of_what_is_gone_is_undeliverable_for_good(self, bench: Bench) -> None:
        with pytest.raises(Undeliverable) as refusal:
            run(bench.adapter.revise(Ref("1.000001"), revision(bench, "k1~1", "Nothing waits.")))
        assert refusal.value.permanent

    # Hearing ---------------------------------------------------------------------------------------------------------

    def test_what_somebody_says_is_heard_with_who_where_and_whom_they_mean(self, bench: Bench) -> None:
        heard = posted(bench.says("1759651200.000100", f"{bench.mention(bench.other)} which region?"))
        assert (heard.place, heard.author, heard.thread) == (bench.place, bench.person, None)
        assert heard.mentions == (bench.other,)
        assert heard.text.endswith("which region?")
        assert heard.text.startswith("@")
        assert heard.at.tzinfo is not None

    def test_an_answer_in_a_thread_is_heard_there(self, bench: Bench) -> None:
        asked = posted(bench.says("1759651200.000100", "Which region?"))
        assert posted(bench.says("1759651201.000100", "eu-west-1", asked.message)).thread == asked.message

    def test_what_is_told_twice_is_the_same_event(self, bench: Bench) -> None:
        first, second = (posted(bench.says("1759651200.000100", "Which region?")) for _ in range(2))
        assert (first.id, first.message) == (second.id, second.message)

    @pytest.mark.parametrize("text", [TEXTS[name] for name in ("emoji", "right to left", "lines", "quotes")])
    def test_words_are_heard_as_they_are(self, bench: Bench, text: str) -> None:
        assert posted(bench.says("1759651200.000100", text)).text == text

    def test_a_message_that_is_reworded_deleted_or_reacted_to_is_named(self, bench: Bench) -> None:
        asked = posted(bench.says("1759651200.000100", "Which region?"))
        reacted = bench.reacts("1759651201.000100", asked.message, "eyes")
        edited = bench.edits("1759651202.000100", asked.message, "Which zone?")
        deleted = bench.deletes("1759651203.000100", asked.message)
        assert isinstance(reacted, Reacted)
        assert (reacted.message, reacted.person, reacted.emoji) == (asked.message, bench.person, "eyes")
        assert isinstance(edited, MessageEdited)
        assert (edited.message, edited.author, edited.text) == (asked.message, bench.person, "Which zone?")
        assert isinstance(deleted, MessageDeleted)
        assert (deleted.message, deleted.place) == (asked.message, bench.place)
        assert len({asked.id, reacted.id, edited.id, deleted.id}) == 4

    def test_what_is_said_to_rapport_is_a_command(self, bench: Bench) -> None:
        words = f"ask {bench.mention(bench.other)} which region?"
        for private, heard in (
            (False, bench.says("1759651200.000100", f"{bench.bot} {words}")),
            (True, bench.whispers("1759651201.000100", words)),
        ):
            assert isinstance(heard, CommandGiven)
            assert heard.private == private
            assert heard.author == bench.person
            assert heard.text.startswith("ask @")
            assert heard.mentions == (bench.other,)

    def test_what_was_missed_is_told_again_as_it_would_have_been_heard_or_not_at_all(self, bench: Bench) -> None:
        asked = posted(bench.says("1759651200.000100", "Which region?"))
        answered = posted(bench.says("1759651201.000100", "eu-west-1", asked.message))

        async def missed() -> list[Event]:
            return [event async for event in bench.adapter.missed(bench.place, LONG_AGO, [asked.message])]

        told = [(event.place, event.message, event.text) for event in map(posted, run(missed()))]
        heard = [(event.place, event.message, event.text) for event in (asked, answered)]
        assert set(told) <= set(heard)
        assert bench.adapter.hears() in (True, False)

    # Pressing and filling in -----------------------------------------------------------------------------------------

    def test_a_press_comes_back_with_what_its_button_says(self, bench: Bench) -> None:
        card = Message((Line((Words("Answered?"),)), Buttons((YES, NO), (LATER,))))
        ref = run(bench.adapter.deliver(Tell(key="card:1", person=bench.person, near=bench.place, message=card)))
        run(bench.adapter.revise(ref, Revise(**revised(bench, "card:1~1"), message=card)))
        for label, button in (("No", NO), ("Later", LATER)):
            pressed = bench.presses(f"press-{label}", ref, label)
            assert isinstance(pressed, ButtonPressed)
            assert (pressed.person, pressed.action, pressed.about) == (bench.person, button.action, button.about)
            assert (pressed.card, pressed.place) == ("card:1", None)

    def test_a_form_comes_back_with_what_was_filled_in(self, bench: Bench) -> None:
        card = Message((Line((Words("Answered?"),)), Buttons((YES,))))
        ref = run(bench.adapter.deliver(Tell(key="card:1", person=bench.person, near=bench.place, message=card)))
        pressed = bench.presses("press-1", ref, "Yes")
        assert pressed
        bench.answered(pressed, Answer(form=FORM))
        sent = bench.fills("form-1", {"how": "by phone\non “Monday” 👍", "when": "ago"})
        assert isinstance(sent, FormSent)
        assert (sent.person, sent.action, sent.about, sent.card) == (bench.person, FORM.action, FORM.about, FORM.card)
        assert sent.values == {"how": "by phone\non “Monday” 👍", "when": "ago"}

    def test_a_card_that_is_pressed_is_replaced_in_place(self, bench: Bench) -> None:
        card = Message((Line((Words("Answered?"),)), Buttons((YES,))))
        ref = run(bench.adapter.deliver(Tell(key="card:1", person=bench.person, near=bench.place, message=card)))
        pressed = bench.presses("press-1", ref, "Yes")
        assert pressed
        bench.answered(pressed, Answer(card=message("Thank you.")))
        assert [(seen.ref, seen.text) for seen in bench.seen_by(bench.person)] == [(ref, "Thank you.")]

    def test_what_is_answered_at_once_is_read_by_nobody_else(self, bench: Bench) -> None:
        for heard in (bench.says("1759651200.000100", f"{bench.bot} waiting"), bench.whispers("2", "waiting")):
            assert heard
            bench.answered(heard, Answer(message=message("Nothing waits.")))
        assert [seen.text for seen in bench.seen_by(bench.person)] == ["Nothing waits."] * 2
        assert bench.seen_by(bench.other) == []

    # People ----------------------------------------------------------------------------------------------------------

    def test_people_are_known_by_name(self, bench: Bench) -> None:
        known = run(bench.adapter.lookup(bench.person))
        assert known
        assert known.id == bench.person
        assert known.name
        assert run(bench.adapter.lookup(bench.nobody)) is None
        assert {bench.person, bench.other} <= {profile.id for profile in bench.adapter.roster()}

    def test_every_id_begins_with_the_name_of_the_platform(self, bench: Bench) -> None:
        heard = posted(bench.says("1759651200.000100", "Which region?"))
        assert all(id.startswith(f"{bench.adapter.name}:") for id in (heard.place, heard.author))


def revised(bench: Bench, key: str) -> dict[str, Any]:
    return {"key": key, "revises": key.partition("~")[0], "person": bench.person, "near": bench.place}


def revision(bench: Bench, key: str, text: str) -> Revise:
    return Revise(**revised(bench, key), message=message(text))


def posted(event: Event | None) -> MessagePosted:
    assert isinstance(event, MessagePosted)
    return event
