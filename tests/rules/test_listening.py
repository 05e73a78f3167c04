"""Listening, from both ends: what one sentence is, and what a message means for the open questions around it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.events import MessagePosted
from rules.listening.hear import hear
from rules.listening.normalise import normalise
from rules.listening.progress import Progress
from rules.listening.read import Reading, Sign, read
from rules.model import (
    Agreement,
    Case,
    Holder,
    HumanId,
    Item,
    ItemNumber,
    Kind,
    MessageId,
    Party,
    Person,
    PersonId,
    Place,
    PlaceId,
    Relationship,
    RelationshipId,
    Said,
    Settings,
    Side,
    SideTerms,
    Turn,
)
from rules.worktime import Calendar

# One text alone ------------------------------------------------------------------------------------------------------

QUESTIONS = (
    "Which region should the bucket be in?",
    "which invoice number do you mean",
    "Is the staging database backed up every night?",
    "are we meeting at the depot on thursday",
    "does the export include archived users",
    "Who approves the holiday calendar?",
    "who approves the holiday calendar",
    "when will the certificate arrive",
    "how long does a restore take",
    "what's the status of the Lisbon migration",
    "where do I find the delivery notes",
    "why was the second order rejected",
    "any idea why the totals differ",
    "any news from the customs broker",
    "anyone know the door code for building C",
    "Has anybody seen the new price list?",
    "thoughts on the second draft",
    "ETA?",
    "which one?",
    "ok to go ahead with option B?",
    "Bea, who signs for the parcels now that Tom is away",
    "For the flyer: do you prefer matt or glossy paper",
    "is it a bug or a feature",
    "We could start on Monday. Does that suit you?",
    "The link works, right?",
    "I was wondering whether the old tariff still applies",
    "curious if you kept the 2019 files",
    "is there a setting to mute alarms at night",
    "did you get my sketch of the lobby",
    "¿Cuándo llega el técnico?",
    "cuándo llega el técnico",
    "quem assina o contrato",
    "wann kommt der Techniker",
    "bis wann braucht ihr die Zahlen",
    "à quelle heure passe le transporteur",
    "qui valide le devis",
    "chi firma il verbale",
    "wanneer begint de cursus",
    "kiedy będzie nowa wersja",
    "kab tak milega",
)

REQUESTS = (
    "Could you upload the soil samples?",
    "could you upload the soil samples",
    "can you warm up the print server",
    "Please paint the door before the visit.",
    "pls resend the invoice",
    "kindly share the seating plan",
    "Let me know which paper you like best.",
    "let us know by the tenth",
    "Would you mind closing the side gate",
    "it would be lovely if someone painted the fence",
    "I'd like a copy of the floor plan",
    "we need your stamp on the permit",
    "We need the floor plan by Wednesday",
    "need the PO number from you",
    "Tell me how many seats you want.",
    "remind me who runs the museum shop",
    "send me the log of last night",
    "share the draft when it is done",
    "explain the last paragraph of the tender",
    "walk us through your timetable",
    "Looking for someone with a forklift licence.",
    "please don't deploy before noon",
    "make sure the gate is open at seven",
    "someone please unlock my account",
    "serial number please",
    "do let us know your shoe size",
    "request you to release the payment",
    "podéis mandarnos el plano",
    "por favor envíenos el contrato firmado",
    "pode me mandar a planilha",
    "könnt ihr uns die Zahlen schicken",
    "schickt uns bitte die Zahlen",
    "pouvez-vous renvoyer le devis",
    "merci de fermer le portail",
    "potete mandarci il preventivo",
    "kunnen jullie de factuur sturen",
    "graag een kopie van het rapport",
    "proszę o podpisaną umowę",
    "invoice bhej do",
)

PROBLEMS = (
    "The export button doesn't work",
    "I can't log in since this morning",
    "login fails with an error 403",
    "the scanner is stuck again",
    "we are unable to open the attachment",
    "The dashboard is blank for everybody in Oslo",
    "still no invoice for March",
    "getting an error when I save",
    "the file is missing",
    "we never received the blue folders",
    "not sure how to close the period",
    "la impresora no funciona",
    "der Drucker funktioniert nicht",
    "l'impression ne marche pas",
    "drukarka nie działa",
)

PINGS = (
    "any update?",
    "Any news?",
    "bump",
    "?",
    "??",
    "@Bea ?",
    "gentle reminder",
    "friendly reminder on the floor plan",
    "anyone?",
    "still waiting on this",
    "sorry to chase, is the crane booked?",
    "following up on this",
    "¿alguna novedad?",
    "schon was neues?",
    "des nouvelles ?",
)

ACKNOWLEDGEMENTS = (
    "looking into it",
    "on it",
    "will check",
    "Will do!",
    "will send it by Friday",
    "I'll ask our accountant",
    "let me check with the night shift",
    "noted",
    "Noted, thank you Mia",
    "ok",
    "OK, will do",
    "👍",
    ":+1:",
    "got it",
    "one sec",
    "one moment please",
    "good point, let me think",
    "we are checking with the supplier",
    "working on it",
    "understood",
    "sure, I'll look tonight",
    "cc @Bea",
    "Got your mail, I'll answer after lunch",
    "lo consulto con el taller",
    "vou verificar",
    "kläre ich bis morgen",
    "je vérifie avec l'atelier",
    "controllo subito",
    "ik kijk even",
    "sprawdzę jutro",
    "dekhta hu",
)

THANKS = (
    "thanks",
    "Thank you!",
    "thanks a lot Bea",
    "many thanks 🙏",
    "cheers",
    "ok thank you",
    "gracias",
    "danke",
    "merci",
)

WORKING = (
    "works now, thanks",
    "solved",
    "It works again",
    "that did the trick",
    "problem solved",
    "all good now",
    "printing is working again now",
    "ya funciona",
    "läuft wieder",
    "ça marche maintenant",
)

WITHDRAWN = (
    "never mind",
    "nvm",
    "Never mind, figured it out",
    "forget it",
    "please ignore my last message",
    "figured it out",
    "no longer needed",
    "wrong channel, sorry",
    "olvídalo",
    "hat sich erledigt",
    "laisse tomber",
    "laat maar",
)

MOVED = (
    "sent you a DM",
    "I'll call you",
    "let's hop on a quick call",
    "replied by email",
    "https://meet.google.com/abc-defg-hij",
    "let's take this offline",
    "check your inbox",
)

BARE = (
    "",
    "   ",
    "good morning all",
    "Hi Bea",
    "🎉🎉",
    ":tada:",
    "lol",
    "haha nice",
    "great!",
    "hmm",
    "@Bea",
    "that's interesting",
    "oops",
    "buenos días",
    "Guten Morgen",
)

STATEMENTS = (
    "The backup ran at three and took forty minutes.",
    "It is in eu-west-1.",
    "Yes",
    "no, only on weekdays",
    "Both",
    "about three weeks",
    "I have added Ana to the list.",
    "Let me know if anything is unclear.",
    "Feel free to call me whenever you like.",
    "Happy to help if you need anything else.",
    "Please note that the office is closed on Friday.",
    "Please find attached the minutes.",
    "Please don't hesitate to contact us.",
    "Should you need a second key, ask at the desk.",
    "If you need anything, we are here.",
    "No need to do anything.",
    "What a mess.",
    "which is what we agreed in March",
    "> is it fixed?\nIt is, since noon.",
    'The form asks "Is this your main address?" on page two.',
    "see https://example.com/search?q=where+is+it",
    "we filter with `status == open ? 1 : 0` now",
    "```\nwhy? because\n```",
    "The method foo?bar returns nil.",
    "Quedamos a su disposición.",
    "N'hésitez pas à nous appeler.",
    "Had we known, we would have waited.",
    "According to the guard it stopped at two.",
    "-----Original message-----\nFrom: tom@example.com\nCan you call me?",
)

RHETORICAL = (
    "right?",
    "ok?",
    "really?",
    "Isn't it?",
    "who cares",
    "why on earth would they",
    "Lovely weather, isn't it",
    "You two have met, haven't you?",
)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_expects_an_answer(text: str) -> None:
    verdict = hear(text)
    assert verdict.asks, verdict.why
    assert verdict.kind == "question"
    assert not any((verdict.ack, verdict.thanks, verdict.bare))


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_expects_an_action(text: str) -> None:
    verdict = hear(text)
    assert verdict.asks, verdict.why
    assert verdict.kind == "request", verdict.why


@pytest.mark.parametrize("text", PROBLEMS)
def test_a_problem_told_does_not_ask_by_its_words_alone(text: str) -> None:
    verdict = hear(text)
    assert (verdict.asks, verdict.kind) == (False, "problem"), verdict.why


@pytest.mark.parametrize("text", PINGS)
def test_a_ping_chases(text: str) -> None:
    verdict = hear(text)
    assert verdict.ping
    assert verdict.asks


@pytest.mark.parametrize("text", ACKNOWLEDGEMENTS)
def test_an_acknowledgement_or_a_promise_is_no_answer(text: str) -> None:
    verdict = hear(text)
    assert verdict.ack
    assert not verdict.asks
    assert not verdict.answers


@pytest.mark.parametrize("text", THANKS)
def test_thanks_neither_ask_nor_answer(text: str) -> None:
    verdict = hear(text)
    assert verdict.thanks
    assert not verdict.asks
    assert not verdict.answers


@pytest.mark.parametrize("text", WORKING)
def test_it_works_again(text: str) -> None:
    assert hear(text).works


@pytest.mark.parametrize(
    "text", ["it is not working again", "still not solved", "das geht wieder nicht", "ça marche pas"]
)
def test_what_does_not_work_is_not_solved(text: str) -> None:
    assert not hear(text).works


@pytest.mark.parametrize("text", WITHDRAWN)
def test_never_mind_takes_it_back(text: str) -> None:
    verdict = hear(text)
    assert verdict.withdraws
    assert not verdict.asks


@pytest.mark.parametrize("text", MOVED)
def test_the_talk_goes_on_elsewhere(text: str) -> None:
    assert hear(text).moves


@pytest.mark.parametrize("text", BARE)
def test_a_greeting_or_a_reaction_is_nothing(text: str) -> None:
    verdict = hear(text)
    assert verdict.bare
    assert not verdict.asks
    assert not verdict.answers


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_an_offer_or_a_quoted_question_does_not_ask(text: str) -> None:
    verdict = hear(text)
    assert not verdict.asks, verdict.why
    assert verdict.kind is None, verdict.why


@pytest.mark.parametrize("text", RHETORICAL)
def test_a_tag_or_a_rhetorical_question_does_not_ask(text: str) -> None:
    assert not hear(text).asks


@pytest.mark.parametrize(
    "text",
    ["have you tried another browser?", "Did you check the spam folder?", "how about Tuesday?", "please refresh"],
)
def test_a_proposal_is_not_a_question_back(text: str) -> None:
    verdict = hear(text)
    assert verdict.proposes
    assert not verdict.counter
    assert verdict.answers


@pytest.mark.parametrize(
    "text",
    [
        "which browser do you use?",
        "can you share the serial number?",
        "Strange. Which version is that?",
        "how many, and by when?",
        "which group are you in, `af-viewer` or `af-ops`?",
        'what does "held" mean?',
    ],
)
def test_asking_for_information_is_a_question_back(text: str) -> None:
    assert hear(text).counter


@pytest.mark.parametrize(
    "text",
    [
        "It is in the cellar behind the lift. Which key have you got?",
        "Tuesday morning suits, but please warn the porter",
        "it's `af-ops`, which one did you try?",
        "`af-ops`, which one did you try?",
        "which of these lines is new?\n```\n12 ok\n13 failed\n```",
        "did you read https://example.com/upgrade ?",
        "no I am not",
    ],
)
def test_an_answer_that_ends_in_a_question_is_an_answer(text: str) -> None:
    verdict = hear(text)
    assert not verdict.counter
    assert verdict.answers


def test_a_file_is_something_of_substance() -> None:
    assert hear("", files=1).answers
    assert hear("attached", files=1).answers
    assert not hear("").answers


def test_what_is_asked_and_taken_back_in_one_message_says_nothing() -> None:
    verdict = hear("how do I mute the siren? oh, forget it")
    assert not verdict.asks
    assert not verdict.withdraws


def test_a_question_after_never_mind_is_asked() -> None:
    assert hear("Never mind the first one. Which colour for the second?").asks


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("When does the crew arrive?", "time"),
        ("ETA for the cement please", "time"),
        ("Is the gate open?", "yes"),
        ("Is it steel or wood?", ""),
        ("could you repaint the door", "deed"),
        ("which door", ""),
    ],
)
def test_it_knows_what_would_answer(text: str, wants: str) -> None:
    assert hear(text).wants == wants


def test_the_reason_names_the_phrase_that_asked() -> None:
    assert hear("could you repaint the door").why == "asks with 'could you'"
    assert hear("The door is blue.").why == "says nothing that asks"


def test_masked_text_leaves_only_what_the_author_says() -> None:
    plain = normalise("> old?\nBea: see `a?b` and https://x.example/?q=1 :tada: ok")
    assert [sentence.clauses for sentence in plain.sentences] == [(("see", "and", "ok"),)]
    assert plain.label == "bea"
    assert plain.pasted
    assert not plain.marked


HUGE = {
    "question marks": "?" * 40_000,
    "one letter": "a" * 40_000,
    "newlines": "\n" * 40_000,
    "right to left": "שלום? مرحبا؟ " * 3_000,
    "emoji": "😀👍🏽🎉" * 10_000,
    "back quotes": "`a" * 20_000,
    "quotes": '"a' * 20_000,
    "brackets": "> " * 20_000,
    "colons": ":a" * 20_000,
    "mentions": "@." * 20_000,
    "requests": "could you please " * 2_500,
    "reminders": "have you had a chance " * 2_000,
    "mail": "From: x\nOn " + "b" * 60 + "\n" * 600,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_a_huge_text_is_heard_quickly(text: str) -> None:
    hear(text)
    began = time.perf_counter()
    hear(text)
    assert time.perf_counter() - began < 0.1


def test_the_end_of_a_long_message_is_heard() -> None:
    assert hear("It all began in March. " * 1_000 + "Which month should we start with?").asks


@given(st.text())
def test_any_text_is_judged_and_always_the_same(text: str) -> None:
    verdict = hear(text)
    assert 0 <= verdict.expects <= 1
    assert verdict == hear(text)


CHAT = st.lists(
    st.sampled_from(
        [
            "could",
            "you",
            "please",
            "?",
            "which",
            "never",
            "mind",
            ",",
            ":",
            "@bea",
            "thanks",
            "\n",
            "`",
            ">",
            "will",
            "…",
            "👍",
        ]
    )
)


@given(CHAT.map(" ".join))
def test_any_mix_of_known_words_is_judged(text: str) -> None:
    verdict = hear(text)
    if verdict.asks:
        assert not any((verdict.ack, verdict.thanks, verdict.bare))


# One message in its place --------------------------------------------------------------------------------------------

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SIDES = {"bea": Side.CLIENT, "carl": Side.CLIENT, "asha": Side.VENDOR, "tom": Side.VENDOR, "guest": None}
PEOPLE = {
    PersonId(f"room:{name}"): Person(PersonId(f"room:{name}"), f"{name.title()} Smith", HumanId(n), side)
    for n, (name, side) in enumerate(SIDES.items())
}
PARTIES = [Party(side, side.value, Calendar.__new__(Calendar), MappingProxyType({})) for side in Side]
PAIR = Relationship(
    id=RelationshipId(1),
    client=PARTIES[0],
    vendor=PARTIES[1],
    people=MappingProxyType(PEOPLE),
    agreement=Agreement(1, SideTerms(), SideTerms()),
    settings=Settings(NOON, live=frozenset(Side)),
    operator="vendor",
)
SHARED = Place(PlaceId("room:1"), "migration")
CLOSING = {Sign.ANSWERED, Sign.WITHDRAWN, Sign.MOVED_ELSEWHERE, Sign.INTERNAL}


@dataclass
class Talk:
    """A place in which people talk; it keeps the items as the engine would."""

    place: Place = SHARED
    at: datetime = NOON
    window: list[Said] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def say(self, who: str, text: str, *, after: float = 10, thread: int | None = None, files: int = 0) -> Reading:
        """One more message, so many minutes later; `thread` is the number of the message it replies to."""
        self.at += timedelta(minutes=after)
        mentions = [name for name in SIDES if f"@{name.title()} Smith" in text]
        event = MessagePosted(
            id=f"e{len(self.window)}",
            at=self.at,
            place=self.place.id,
            message=MessageId(str(len(self.window))),
            author=PersonId(f"room:{who}"),
            text=text,
            thread=None if thread is None else MessageId(str(thread)),
            mentions=tuple(PersonId(f"room:{name}") for name in mentions),
            files=files,
        )
        reading = read(event, self.case(event))
        self.keep(event, reading)
        return reading

    def case(self, event: MessagePosted) -> Case:
        near = [item for item in self.items if (item.thread == event.thread if event.thread else item.in_channel)]
        return Case(PAIR, self.place, ItemNumber(len(self.items)), tuple(near), window=tuple(self.window[-50:]))

    def keep(self, event: MessagePosted, reading: Reading) -> None:
        for item, sign in reading.signs:
            self.items = [each for each in self.items if each.number != item.number]
            if sign not in CLOSING:
                self.items.append(turned(item, sign, event))
        if reading.asks:
            self.items.append(opened(event, reading))
        self.window.append(Said(event.message, event.thread, event.author, event.at, event.text))


def turned(item: Item, sign: Sign, event: MessagePosted) -> Item:
    if sign not in (Sign.TURNED, Sign.RETURNED):
        return item
    side = item.asker_side if sign is Sign.TURNED else item.asker_side.other
    return replace(item, turns=(*item.turns, Turn(event.at, Holder(side), sign.value)))


def opened(event: MessagePosted, reading: Reading) -> Item:
    side = PAIR.side_of(event.author)
    assert side
    return Item(
        number=ItemNumber(int(event.message)),
        kind=Kind.QUESTION,
        place=event.place,
        message=event.message,
        thread=event.thread or event.message,
        in_channel=event.thread is None,
        asker=event.author,
        asker_side=side,
        text=event.text,
        opened_at=event.at,
        targets=MappingProxyType({}),
        turns=(Turn(event.at, Holder(side.other, reading.addressee), "asked"),),
        clock_at=event.at,
        progress=reading.progress,
    )


def signs(reading: Reading) -> list[tuple[int, Sign]]:
    return [(item.number, sign) for item, sign in reading.signs]


QUESTION = "Which colour should the cabin doors have?"


@pytest.fixture
def talk() -> Talk:
    """Asha of the vendor has asked the client something, in the open channel."""
    asked = Talk()
    assert asked.say("asha", QUESTION).asks
    return asked


def test_a_question_opens_an_item_for_the_other_side(talk: Talk) -> None:
    assert [item.asker for item in talk.items] == ["room:asha"]
    assert talk.items[0].progress.words


def test_somebody_without_a_side_neither_asks_nor_answers(talk: Talk) -> None:
    reading = talk.say("guest", "Which doors do you mean? Green would be nice.", thread=0)
    assert not reading.asks
    assert reading.signs == ()


def test_nothing_is_asked_in_a_private_place() -> None:
    assert not Talk(place=Place(PlaceId("room:2"), "ours", private_to=Side.VENDOR)).say("asha", QUESTION).asks


# Whom it is addressed to


@pytest.mark.parametrize(
    "text",
    [
        "Bea, which doors do you mean?",
        "Hi Bea, which doors?",
        "hi bea which doors?",
        "@Bea Smith which doors?",
        "bea: which doors?",
        "Hi Bea Smith, which doors?",
    ],
)
def test_a_name_at_the_beginning_or_a_mention_addresses(text: str) -> None:
    reading = Talk().say("asha", text)
    assert reading.asks
    assert reading.addressee == "room:bea"
    assert reading.progress.called == "room:bea"


def test_a_question_to_nobody_in_the_open_channel_is_addressed_to_nobody(talk: Talk) -> None:
    talk.say("bea", "We moved the crates to the other hall.")
    assert talk.say("tom", "Which hall will you use next week?").addressee is None


def test_in_a_thread_it_is_addressed_to_who_of_the_other_side_spoke_there_last(talk: Talk) -> None:
    talk.say("carl", "Green as the fence.", thread=0)
    reading = talk.say("asha", "And the window frames, should they match?", thread=0)
    assert reading.asks
    assert reading.addressee == "room:carl"
    assert reading.progress.called is None


# Answers in a thread


@pytest.mark.parametrize(
    "text",
    [
        "Green as the fence.",
        "green",
        "Have you tried the green of the fence?",
        "yes. And how many coats will it take?",
        "71",
    ],
)
def test_a_reply_of_substance_from_the_other_side_answers_in_the_thread(talk: Talk, text: str) -> None:
    assert signs(talk.say("bea", text, thread=0)) == [(0, Sign.ANSWERED)]


def test_a_file_answers(talk: Talk) -> None:
    assert signs(talk.say("bea", "", thread=0, files=1)) == [(0, Sign.ANSWERED)]


@pytest.mark.parametrize("text", ["thanks", "good morning!", "haha", "@Carl Smith", "🎉", "isn't it lovely, isn't it?"])
def test_thanks_greetings_and_tags_do_not_answer(talk: Talk, text: str) -> None:
    reading = talk.say("bea", text, thread=0)
    assert reading.signs == ()
    assert not reading.asks


@pytest.mark.parametrize("text", ["looking into it", "I'll ask our architect", "noted", "👍", "will send it by Friday"])
def test_an_acknowledgement_only_acknowledges(talk: Talk, text: str) -> None:
    assert signs(talk.say("bea", text, thread=0)) == [(0, Sign.ACKNOWLEDGED)]


def test_after_a_promise_a_later_word_of_substance_answers(talk: Talk) -> None:
    talk.say("bea", "I'll ask our architect", thread=0)
    assert signs(talk.say("bea", "Green as the fence.", thread=0)) == [(0, Sign.ANSWERED)]


def test_all_that_is_open_in_a_thread_is_answered_together(talk: Talk) -> None:
    talk.say("asha", "And the frames?", thread=0)
    assert signs(talk.say("bea", "Everything green.", thread=0)) == [(0, Sign.ANSWERED), (1, Sign.ANSWERED)]


def test_of_two_questions_in_a_thread_the_one_that_fits_is_answered(talk: Talk) -> None:
    talk.say("asha", "Where do the ladders go at night?", thread=0)
    assert signs(talk.say("bea", "The ladders stay in the yard.", thread=0)) == [(1, Sign.ANSWERED)]


def test_a_yes_answers_a_yes_or_no_question_and_only_acknowledges_a_request() -> None:
    polar, request = Talk(), Talk()
    polar.say("asha", "Is it fine to start on Monday?")
    assert signs(polar.say("bea", "sure", thread=0)) == [(0, Sign.ANSWERED)]
    request.say("asha", "Could you open the gate on Monday?")
    assert signs(request.say("bea", "sure", thread=0)) == [(0, Sign.ACKNOWLEDGED)]


def test_a_promise_with_a_date_answers_a_question_for_a_date() -> None:
    talk = Talk()
    talk.say("bea", "When will the painters come?")
    assert signs(talk.say("asha", "They'll come on Thursday", thread=0)) == [(0, Sign.ANSWERED)]


def test_calling_a_colleague_is_no_answer_and_no_question(talk: Talk) -> None:
    reading = talk.say("bea", "@Carl Smith can you tell them?", thread=0)
    assert reading.signs == ()
    assert not reading.asks


# Turning the ball


def test_a_question_back_turns_the_ball_and_the_reply_returns_it(talk: Talk) -> None:
    back = talk.say("bea", "Which cabin do you mean?", thread=0)
    assert signs(back) == [(0, Sign.TURNED)]
    assert not back.asks
    assert back.signs[0][0].progress.asked_back == "room:bea"
    told = talk.say("asha", "The one by the lake.", thread=0)
    assert signs(told) == [(0, Sign.RETURNED)]
    assert told.signs[0][0].progress.asked_back is None
    assert signs(talk.say("bea", "Blue then.", thread=0)) == [(0, Sign.ANSWERED)]


def test_a_colleague_of_the_asker_may_return_the_ball(talk: Talk) -> None:
    talk.say("bea", "Which cabin do you mean?", thread=0)
    assert signs(talk.say("tom", "The one by the lake.", thread=0)) == [(0, Sign.RETURNED)]


def test_a_question_back_in_the_open_channel_turns_the_ball(talk: Talk) -> None:
    assert signs(talk.say("bea", "Which cabin do you mean?")) == [(0, Sign.TURNED)]
    assert signs(talk.say("asha", "The one by the lake.")) == [(0, Sign.RETURNED)]


def test_what_was_asked_back_may_be_told_in_words_that_complain(talk: Talk) -> None:
    assert signs(talk.say("bea", "Does the big lift run?")) == [(0, Sign.TURNED)]
    assert signs(talk.say("asha", "No, it doesn't work since Monday.")) == [(0, Sign.RETURNED)]


def test_what_works_for_its_asker_answers_nobody_else(talk: Talk) -> None:
    assert talk.say("bea", "The small crane fails with an error", after=60).asks
    assert signs(talk.say("bea", "It works now, the cabin doors were in its way")) == [(1, Sign.ANSWERED)]


def test_a_question_about_something_else_is_a_new_one(talk: Talk) -> None:
    reading = talk.say("bea", "By the way, who pays for the scaffold?")
    assert reading.signs == ()
    assert reading.asks


def test_an_acknowledgement_while_the_ball_is_with_the_asker_is_only_noted(talk: Talk) -> None:
    talk.say("bea", "Which cabin do you mean?", thread=0)
    assert signs(talk.say("bea", "one sec", thread=0)) == [(0, Sign.NOTED)]


def test_never_mind_after_a_question_back_takes_back_that_one() -> None:
    talk = Talk()
    talk.say("asha", QUESTION)
    talk.say("bea", "The big crane fails with an error.")
    assert signs(talk.say("asha", "Bea, which crane do you mean?")) == [(1, Sign.TURNED)]
    assert (0, Sign.WITHDRAWN) not in signs(talk.say("asha", "never mind, figured it out: the brake was on."))


# What the asker says next


@pytest.mark.parametrize("text", ["never mind", "Never mind, figured it out", "forget it", "no longer needed"])
def test_never_mind_withdraws(talk: Talk, text: str) -> None:
    assert signs(talk.say("asha", text)) == [(0, Sign.WITHDRAWN)]
    assert talk.items == []


def test_after_never_mind_another_question_may_follow(talk: Talk) -> None:
    reading = talk.say("asha", "Never mind the doors. Who has the key to the barn?")
    assert signs(reading) == [(0, Sign.WITHDRAWN)]
    assert reading.asks


def test_whoever_asked_back_may_take_it_back(talk: Talk) -> None:
    talk.say("bea", "Which cabin do you mean?", thread=0)
    assert signs(talk.say("bea", "never mind, figured it out", thread=0)) == [(0, Sign.RETURNED)]


def test_only_the_asker_withdraws(talk: Talk) -> None:
    assert talk.say("bea", "never mind", thread=0).signs == ()


def test_an_asker_who_goes_on_with_the_answer_withdraws(talk: Talk) -> None:
    assert signs(talk.say("asha", "ah, it says so on the plan", after=1)) == [(0, Sign.WITHDRAWN)]


@pytest.mark.parametrize("text", ["works now, thanks", "solved!", "all good now"])
def test_it_works_now_closes(text: str) -> None:
    talk = Talk()
    talk.say("bea", "The lift fails with an error")
    assert signs(talk.say("bea", text)) == [(0, Sign.ANSWERED)]


def test_thanks_in_the_same_breath_closes_nothing(talk: Talk) -> None:
    reading = talk.say("asha", "thanks!", after=1)
    assert reading.signs == ()
    assert not reading.asks


def test_thanks_after_a_reply_closes(talk: Talk) -> None:
    talk.say("tom", "Who has the ladder?")
    talk.say("bea", "Sandra painted a sample on the wall of the barn.")
    assert (0, Sign.ANSWERED) in signs(talk.say("asha", "thanks Bea!"))


def test_thanks_after_a_promise_closes_nothing(talk: Talk) -> None:
    talk.say("bea", "will check", thread=0)
    assert talk.say("asha", "thank you", thread=0).signs == ()


def test_thanks_never_reopens(talk: Talk) -> None:
    talk.say("bea", "Green.", thread=0)
    reading = talk.say("asha", "thanks!", thread=0)
    assert not reading.asks
    assert talk.items == []


@pytest.mark.parametrize("text", ["any update?", "bump", "?", "gentle reminder", "anyone?", "still waiting on this"])
@pytest.mark.parametrize("who", ["asha", "tom"])
def test_chasing_ages_the_first_question(talk: Talk, who: str, text: str) -> None:
    for thread in (0, None):
        reading = talk.say(who, text, after=100, thread=thread)
        assert signs(reading) == [(0, Sign.PINGED)]
        assert not reading.asks


def test_a_ping_about_something_else_is_a_question(talk: Talk) -> None:
    reading = talk.say("asha", "Any news from the crane driver about Tuesday?")
    assert reading.signs == ()
    assert reading.asks


def test_the_same_question_again_is_the_first_one(talk: Talk) -> None:
    reading = talk.say("asha", "So which colour for the cabin doors?", after=500)
    assert signs(reading) == [(0, Sign.PINGED)]
    assert not reading.asks


def test_a_burst_is_one_question() -> None:
    talk = Talk()
    said = [talk.say("asha", text, after=1) for text in ("Hi Bea", "quick one", "which region?", "and which size?")]
    assert [reading.asks for reading in said] == [False, False, True, False]
    assert signs(said[3]) == [(2, Sign.CONTINUED)]
    assert "size" in said[3].signs[0][0].progress.words


def test_after_three_minutes_it_is_another_question(talk: Talk) -> None:
    assert talk.say("asha", "And how many ladders have you got?", after=4).asks


def test_a_burst_ends_when_somebody_speaks_between(talk: Talk) -> None:
    talk.say("bea", "good morning", after=1)
    assert talk.say("asha", "And how many ladders have you got?", after=1).asks


def test_in_the_same_breath_somebody_else_may_be_asked() -> None:
    talk = Talk()
    talk.say("asha", "Bea, which region?")
    reading = talk.say("asha", "Carl, who signs the permit?", after=1)
    assert reading.asks
    assert reading.addressee == "room:carl"


# One side among itself


def test_a_colleague_who_answers_directly_makes_it_internal(talk: Talk) -> None:
    assert signs(talk.say("tom", "The cabin doors are green, see the plan.")) == [(0, Sign.INTERNAL)]
    assert talk.items == []


def test_a_colleague_who_only_takes_up_a_word_settles_nothing(talk: Talk) -> None:
    assert talk.say("tom", "Not the doors again!").signs == ()


def test_a_colleague_who_answers_in_the_thread_makes_it_internal(talk: Talk) -> None:
    assert signs(talk.say("tom", "Asha, the doors are green.", thread=0)) == [(0, Sign.INTERNAL)]


def test_a_question_to_the_other_side_by_name_stays_whatever_a_colleague_says() -> None:
    talk = Talk()
    talk.say("asha", "Bea, which colour should the cabin doors have?")
    assert talk.say("tom", "The doors are green, I think.").signs == ()


def test_a_colleague_with_the_same_problem_settles_nothing() -> None:
    talk = Talk()
    talk.say("bea", "The lift fails with an error")
    assert talk.say("carl", "same error on the other lift").signs == ()


@pytest.mark.parametrize("text", ["@Tom Smith can you measure the doors?", "Tom, who has the ladder?"])
def test_a_question_to_a_colleague_only_is_none_between_the_sides(text: str) -> None:
    assert not Talk().say("asha", text).asks


def test_a_question_to_both_sides_by_name_is_one_between_them() -> None:
    reading = Talk().say("asha", "@Tom Smith @Bea Smith who has the ladder?")
    assert reading.asks
    assert reading.addressee == "room:bea"


def test_a_thread_of_one_side_alone_is_its_own_talk() -> None:
    talk = Talk()
    talk.say("asha", "Lunch is at noon today.")
    talk.say("tom", "Great, I am hungry.", thread=0)
    assert not talk.say("asha", "What do they serve?", thread=0).asks


def test_a_thread_whose_root_nobody_knows_is_not_taken_for_own_talk() -> None:
    talk = Talk()
    talk.say("tom", "We moved the crates.", thread=77)
    assert talk.say("asha", "Which hall do we use next?", thread=77).asks


# Moved elsewhere


@pytest.mark.parametrize("text", ["sent you a DM", "let's hop on a call", "https://meet.google.com/abc-defg-hij"])
@pytest.mark.parametrize("who", ["asha", "bea"])
def test_what_moved_elsewhere_is_not_chased(talk: Talk, who: str, text: str) -> None:
    assert signs(talk.say(who, text, thread=0)) == [(0, Sign.MOVED_ELSEWHERE)]


# Answers in the open channel


def test_the_next_message_of_the_other_side_answers(talk: Talk) -> None:
    assert signs(talk.say("bea", "Green as the fence.")) == [(0, Sign.ANSWERED)]


def test_a_mention_of_the_asker_answers_the_asker() -> None:
    talk = Talk()
    talk.say("asha", QUESTION)
    talk.say("tom", "Who has the key to the barn?")
    assert signs(talk.say("bea", "@Asha Smith green as the fence.")) == [(0, Sign.ANSWERED)]


def test_words_in_common_beat_the_nearest_question() -> None:
    talk = Talk()
    talk.say("asha", QUESTION)
    talk.say("tom", "Who has the key to the barn?")
    assert signs(talk.say("bea", "All cabin doors are green.")) == [(0, Sign.ANSWERED)]
    assert signs(talk.say("carl", "The key hangs behind the barn.")) == [(1, Sign.ANSWERED)]


def test_a_question_to_somebody_else_by_name_is_not_answered_by_chance() -> None:
    talk = Talk()
    talk.say("asha", "Carl, which colour should the cabin doors have?")
    assert talk.say("bea", "We had rain all morning.").signs == ()
    assert signs(talk.say("bea", "The cabin doors will be green.")) == [(0, Sign.ANSWERED)]


def test_a_question_called_by_name_prefers_its_addressee() -> None:
    talk = Talk()
    talk.say("asha", "Carl, what shall we order for Tuesday?")
    talk.say("tom", "Bea, what shall we order for Thursday?")
    assert signs(talk.say("carl", "Soup.")) == [(0, Sign.ANSWERED)]


def test_who_promised_is_heard_out() -> None:
    talk = Talk()
    talk.say("bea", "The lift fails with an error")
    talk.say("tom", "on it")
    talk.say("carl", "We had a nice party on Sunday by the way.")
    assert signs(talk.say("tom", "Fixed, the door sensor was dirty and is new now.")) == [(0, Sign.ANSWERED)]


@pytest.mark.parametrize("text", ["good morning!", "haha", "🎉", "nice"])
def test_a_greeting_never_answers(talk: Talk, text: str) -> None:
    assert talk.say("bea", text).signs == ()


def test_the_afterthought_of_an_own_question_answers_nothing(talk: Talk) -> None:
    talk.say("bea", "By the way, who pays for the scaffold?")
    assert talk.say("bea", "because it stays until May", after=1).signs[0][1] is Sign.CONTINUED
    assert [item.asker for item in talk.items] == ["room:asha", "room:bea"]


# Problems


def test_a_problem_of_the_client_asks_as_a_root_in_a_shared_place() -> None:
    reading = Talk().say("bea", "The lift fails with an error since this morning")
    assert reading.asks
    assert reading.verdict.kind == "problem"
    assert reading.progress.problem


def test_a_problem_in_a_thread_or_of_the_vendor_does_not_ask(talk: Talk) -> None:
    assert not talk.say("tom", "The lift fails with an error since this morning").asks
    assert not talk.say("carl", "The lift fails with an error since this morning", thread=1).asks


@pytest.mark.parametrize(
    "text",
    ["Please note that the lift is out of order.", "Let me know if anything fails.", "thanks, the error is gone"],
)
def test_notices_and_offers_open_nothing(text: str) -> None:
    assert not Talk().say("bea", text).asks


# What is remembered


def test_progress_is_small_and_flat() -> None:
    talk = Talk()
    talk.say("asha", "Which " + " ".join(f"antidisestablishmentarian{n}ism" for n in range(300)) + " colour?")
    talk.say("bea", "which of these " + "words " * 200 + "?", thread=0)
    stored = asdict(talk.items[0].progress)
    assert len(json.dumps(stored)) <= 2_000
    assert all(isinstance(value, str | bool | float | tuple | None) for value in stored.values())
    assert all(isinstance(word, str) for word in stored["words"])


def test_every_field_of_progress_has_a_default() -> None:
    assert Progress() == Progress(**{each.name: each.default for each in fields(Progress)})  # type: ignore[arg-type]


def test_an_item_opened_by_a_command_is_answered_too(talk: Talk) -> None:
    talk.items = [replace(talk.items[0], progress=Progress())]
    assert signs(talk.say("bea", "Green as the fence.", thread=0)) == [(0, Sign.ANSWERED)]


LINES = st.tuples(
    st.sampled_from(sorted(SIDES)),
    st.one_of(
        st.text(max_size=40),
        st.sampled_from([QUESTION, "thanks", "on it", "any update?", "never mind", "Hi Bea", "green", "@Bea Smith ?"]),
    ),
    st.sampled_from([0.5, 5, 500]),
    st.sampled_from([None, 0, 1]),
)


def played(lines: Iterable[tuple[str, str, float, int | None]]) -> list[Reading]:
    talk = Talk()
    return [talk.say(who, text, after=after, thread=thread) for who, text, after, thread in lines]


@settings(max_examples=60)
@given(st.lists(LINES, max_size=12))
def test_any_talk_is_read_and_always_the_same(lines: list[tuple[str, str, float, int | None]]) -> None:
    readings = played(lines)
    assert readings == played(lines)
    for reading in readings:
        numbers = [item.number for item, _ in reading.signs]
        assert len(numbers) == len(set(numbers)), "an item appears once"


def test_reading_a_huge_message_is_quick(talk: Talk) -> None:
    began = time.perf_counter()
    for text in HUGE.values():
        talk.say("bea", text)
    assert time.perf_counter() - began < 1
