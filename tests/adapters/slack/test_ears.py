"""What Rapport hears on Slack: who is there and who is only spoken of, what Slack is asked for, how it stops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from adapters.slack import Slack, ears
from adapters.slack.manifest import EVENTS
from bot import database, schema
from bot.story import read_story
from rules.effects import Answer
from rules.events import CommandGiven, Event, MemberChanged, PlaceChanged, Reacted
from rules.message import say
from tests.adapters.slack.bench import Kept, Now, installed, person
from tests.adapters.slack.fake import FakeSlack
from tests.adapters.slack.sender import Sender, as_json
from tests.adapters.slack.stage import Seconds, Town, answered, play, slack_in, town
from tests.adapters.slack.trouble import Fault
from tests.adapters.slack.workspace import ARUN, ASHA, BEA, BEN, SHARED, VENDOR, contoso_and_northwind
from tests.bot.world import on_sqlite

POST, MEMBERS, REPLIES, NAMED = (
    "chat.postMessage",
    "conversations.members",
    "conversations.replies",
    "conversations.info",
)


@dataclass
class Decided:
    """Stands where Rapport decides: keeps what it hears."""

    heard: list[Event] = field(default_factory=list)
    answer: Answer | None = None
    broken: bool = False

    async def __call__(self, event: Event) -> Answer | None:
        self.heard.append(event)
        if self.broken and isinstance(event, Reacted):
            raise ConnectionError
        return self.answer

    @property
    def met(self) -> list[tuple[str, bool]]:
        """Who was told of, and whether as somebody present."""
        told = [event for event in self.heard if isinstance(event, MemberChanged)]
        return [(event.person.partition(":")[2], event.present) for event in told]


@dataclass
class Here:
    """Contoso and Northwind, who installed it, and Slack's other half."""

    slack: FakeSlack
    ours: Slack
    sender: Sender
    decided: Decided


@pytest.fixture(scope="module")
def shared() -> Iterator[Town]:
    with town() as made:
        yield made


@pytest.fixture(autouse=True)
def at_once(shared: Town) -> Iterator[None]:
    yield
    shared.slack.faults.latency = (0, 0)


@asynccontextmanager
async def listening(shared: Town) -> AsyncIterator[Here]:
    clock, decided = Now(), Decided()
    shared.begin(contoso_and_northwind(clock), seconds := Seconds(clock))
    ours = slack_in(shared, Kept({VENDOR: installed(shared.slack)}), decided, clock, seconds)
    here = Here(shared.slack, ours, Sender(shared.slack, f"{shared.url}{EVENTS}", shared.client), decided)
    async with ours.running():
        yield here


# Who is there --------------------------------------------------------------------------------------------------------


def test_whoever_is_only_mentioned_is_not_said_to_be_there_until_they_write(shared: Town) -> None:
    async def scenario() -> None:
        async with listening(shared) as here:
            await here.sender.says(ASHA, SHARED, f"<@{BEN}> knows, ask <@{BEN}>")
            assert here.decided.met == [(ASHA, True), (BEN, False)]
            await here.sender.says(ASHA, SHARED, f"<@{BEN}>?")
            assert here.decided.met == [(ASHA, True), (BEN, False)]
            await here.sender.says(BEN, SHARED, "me?")
            assert here.decided.met == [(ASHA, True), (BEN, False), (BEN, True)]
            await here.sender.says(ASHA, SHARED, f"yes, <@{BEN}>")
            assert here.decided.met == [(ASHA, True), (BEN, False), (BEN, True)]

    shared.beside.do(scenario())


def test_whoever_comes_in_reacts_or_gives_a_command_is_there(shared: Town) -> None:
    async def scenario() -> None:
        async with listening(shared) as here:
            said = here.slack.workspace.say(ASHA, SHARED, "Which region?")
            await here.sender.joins(BEA, SHARED)
            await here.sender.reacts(BEN, said, SHARED, "eyes")
            await here.sender.gives_slash(ASHA, SHARED, f"ask <@{ARUN}> when?")
            assert here.decided.met == [(BEA, True), (BEN, True), (ASHA, True), (ARUN, False)]

    shared.beside.do(scenario())


def test_a_profile_that_changed_says_nothing_of_where_they_are(shared: Town) -> None:
    async def scenario() -> None:
        async with listening(shared) as here:
            await here.sender.profile_changes(BEA, real_name="Bea Miller", name="Bea Miller")
            [told] = here.decided.heard
            assert isinstance(told, MemberChanged)
            assert (told.person, told.place, told.present) == (person(BEA), None, False)

    shared.beside.do(scenario())


def test_no_bot_is_ever_met(shared: Town) -> None:
    async def scenario() -> None:
        async with listening(shared) as here:
            team = here.slack.workspace.teams[VENDOR]
            here.slack.workspace.person("U0OTHERBOT", VENDOR, "deploy", is_bot=True)
            here.slack.workspace.channels[SHARED].members.append("U0OTHERBOT")
            text = f"why does <@U0OTHERBOT> not ask <@{team.bot_user}>, <@USLACKBOT>?"
            await here.sender.says(ASHA, SHARED, text)
            await here.sender.joins("U0OTHERBOT", SHARED)
            assert here.decided.met == [(ASHA, True)]

    shared.beside.do(scenario())


# What Slack is asked for ---------------------------------------------------------------------------------------------


def test_a_mention_that_is_told_of_twice_at_once_asks_slack_once_and_is_handed_on_twice(shared: Town) -> None:
    async def scenario() -> None:
        async with listening(shared) as here:
            bot = here.slack.workspace.teams[VENDOR].bot_user
            said = here.slack.workspace.say(ASHA, SHARED, f"<@{bot}> setup")
            channel = here.slack.workspace.channels[SHARED]
            both = (here.sender.posted(said, SHARED), here.sender.app_mention(said, SHARED))
            await asyncio.gather(*(here.sender.event(event, channel) for event in both))
            await answered(here.ours)
            first, second = [event for event in here.decided.heard if isinstance(event, CommandGiven)]
            assert first == second
            assert {who for who, _ in first.present} == {person(who) for who in (BEA, BEN, ASHA, ARUN)}
            assert len(here.slack.called(MEMBERS)) == len(here.slack.called(NAMED)) == 1
            assert [event.name for event in here.decided.heard if isinstance(event, PlaceChanged)] == ["shared"]

    shared.beside.do(scenario())


def test_what_is_told_again_because_it_could_not_be_decided_asks_slack_once(shared: Town) -> None:
    async def scenario() -> None:
        async with listening(shared) as here:
            old = here.slack.workspace.say(BEA, SHARED, "The contract for 2027")
            here.decided.broken = True
            channel, react = here.slack.workspace.channels[SHARED], reaction(ASHA, old.ts)
            request = as_json(here.sender.envelope(react, channel))
            assert (await here.sender.send(request)).status_code == 503
            here.decided.broken = False
            assert (await here.sender.again(request)).status_code == 200
            heard = [event for event in here.decided.heard if isinstance(event, Reacted)]
            assert [event.said.text for event in heard if event.said] == ["The contract for 2027"] * 2
            assert len(here.slack.called(REPLIES)) == 1

    shared.beside.do(scenario())


def test_so_many_are_remembered_and_no_more(shared: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        monkeypatch.setattr(ears, "MOST_COMPLETED", 2)
        async with listening(shared) as here:
            old = [here.slack.workspace.say(BEA, SHARED, f"number {n}") for n in range(3)]
            channel = here.slack.workspace.channels[SHARED]
            for said in (*old, old[2], old[0]):
                await here.sender.event(reaction(ASHA, said.ts), channel)
            assert [call.arguments["ts"] for call in here.slack.called(REPLIES)] == [
                *(said.ts for said in old),
                old[0].ts,
            ]
            assert len([event for event in here.decided.heard if isinstance(event, Reacted)]) == 5

    shared.beside.do(scenario())


def reaction(who: str, ts: str, emoji: str = "question") -> dict[str, object]:
    item = {"type": "message", "channel": SHARED, "ts": ts}
    return {"type": "reaction_added", "user": who, "reaction": emoji, "item": item, "event_ts": "1759651200.000900"}


# What is older than Rapport remembers --------------------------------------------------------------------------------

OFF_THE_RECORD = """
starts = 2026-10-05
[client]
name = "Contoso"
people = ["Bea"]
[vendor]
name = "Northwind"
people = ["Asha"]
---
Mon 5 Oct 09:10 Asha: @Bea Is your manager leaving the company?
Mon 09:12 Bea ↳ @Bea Is your: Let me ask her.
Mon 09:13 Asha: @Bea Which region should the bucket be in?
Mon 09:14 Bea ↳ @Bea Which region: Let me see.
= q1 open, with Bea
Tue 6 Oct 13:00 bot → Bea: 2 things wait for you.
  | …
Thu 8 Oct 13:00 bot ↳ @Bea Is your: This one still waits for Contoso, …
  | …
Thu 8 Oct 13:00 bot ↳ @Bea Which region: This one still waits for Contoso, …
  | …
Fri 9 Oct 09:12 Bea reacts :zipper_mouth_face: to Let me ask her
= q2 open, with Bea
Fri 09:20 Asha ↳ @Bea Is your: @Bea who takes over then?
Fri 09:21 Asha commands: ask <link to @Bea Is your>
Fri 09:21 bot ⇒ This thread is off the record, so I keep track of nothing in it. Ask in the channel.
Fri 09:22 Asha commands on @Bea Is your: ask this
Fri 09:22 bot ⇒ This thread is off the record, so I keep track of nothing in it. Ask in the channel.
Fri 09:23 Asha commands on Let me ask her: ask this
Fri 09:23 bot ⇒ This thread is off the record, so I keep track of nothing in it. Ask in the channel.
Fri 09:24 Asha commands: ask @Bea Is all well? See <link to @Bea Is your>
Fri 09:24 bot ⇒ Noted as q3. …
Fri 09:24 bot posts: Asha (Northwind) asks Bea: “Is all well? See https://…
"""


@on_sqlite
def test_an_old_reply_takes_its_whole_thread_off_the_record(shared: Town, database_url: str) -> None:
    """Slack is asked which thread it is of; what was asked in another one stays."""
    engine = database.writer(database_url)
    schema.migrate(engine)
    stage = play(read_story(OFF_THE_RECORD.strip()), shared, database_url)
    assert list(stage.accounts(None)[1]) == ["q2", "q3"]
    assert shared.complaints() == []
    engine.dispose()


# Stopping ------------------------------------------------------------------------------------------------------------


def test_a_stop_waits_until_whoever_is_being_answered_has_their_answer(shared: Town) -> None:
    async def scenario() -> None:
        async with listening(shared) as here:
            here.slack.faults.latency = (0.3, 0.3)
            here.decided.answer = Answer(say("Nothing waits on you."))
            await here.sender.says(BEA, SHARED, f"<@{here.slack.workspace.teams[VENDOR].bot_user}>")
            assert here.slack.workspace.direct_messages(BEA) == []
        assert {message.text for message in here.slack.workspace.direct_messages(BEA)} == {"Nothing waits on you."}

    shared.beside.do(scenario())


def test_a_stop_does_not_wait_for_ever(shared: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        monkeypatch.setattr(ears, "LAST_WORDS", 0.2)
        async with listening(shared) as here:
            here.decided.answer = Answer(say("Nothing waits on you."))
            here.slack.faults.script("chat.postEphemeral", Fault.HANG)
            await here.sender.says(ASHA, SHARED, f"<@{here.slack.workspace.teams[VENDOR].bot_user}>")
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 5

    shared.beside.do(scenario())
