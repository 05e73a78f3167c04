"""Sends Rapport what nobody should send, and what Slack itself might by mistake; nothing may come of it.

    python bench/hostile.py --platform slack --cases 1000 [--seed 7]

    cases=1000 server_errors=0 state_changes=0 leaks=0        the last line; exit status 1 if one of them is not 0

A server error is a status of 500 or more, no answer at all, or an error in the log. The state is every row of every
table but `seen`, `pulses`, two counters of changes, and what `presses` keeps of a press that changed nothing; it is
looked at after every lot of cases. A leak is a word of another relationship, of a private place or of a secret, in an
answer or in a call of the Web API.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import copy
import json
import logging
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).parent.parent))

import httpx
from sqlalchemy import Select, Table, select

from bot import database
from bot.tables import metadata, presses, relationships
from rules.model import Side
from tests.adapters.slack.fake import Called, FakeSlack, in_thread
from tests.adapters.slack.methods import OpenView
from tests.adapters.slack.sender import Request, Sender, as_form, as_json, interaction, signed
from tests.adapters.slack.served import Server, place, profiles, settings_for, write_relationship
from tests.adapters.slack.workspace import ARUN, ASHA, BEA, BEN, OURS, SHARED, VENDOR, Json, contoso_and_northwind

LOT = 20
"""Cases between two looks at the state."""
FABRIKAM, NORTH = "T0FABRIKAM", "C0NORTH"
OUTSIDERS = tuple(f"U0NORA{number:02}" for number in range(20))
"""People of Fabrikam, Northwind's other client."""
SHARED_WORD, NORTH_WORD, OURS_WORD = "zirconium", "molybdenum", "praseodymium"
WORDS = {SHARED_WORD: SHARED, NORTH_WORD: NORTH, OURS_WORD: OURS}
"""Each is said in one place only: whoever is not there must not read it, and nobody in the answer to a request."""
SHOWN, LONGEST = 10, 9_000
"""Findings of a sort that are told, and characters of each."""
ACTIONS = (
    "agreement.change agreement.confirm claim.not_yet claim.yes forget.yes notice.yes nudge.elsewhere nudge.need "
    "nudge.not_question nudge.promise nudge.snooze nudge.someone nudge.why offer.no offer.track patience.keep "
    "patience.later patience.stop run.on setup.begin setup.terms side.client side.neither side.vendor undo"
).split()
FORMS = ("nudge.elsewhere", "nudge.need", "nudge.promise", "nudge.someone", "setup.begin", "setup.terms")
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, "", " ", "x" * 5_000, "\ud800", "\x00", "💥", [], {}, [[]], [None],
    {"a": {}}, ["a", 1], {"id": []}, {"id": {"id": 1}}, {"type": "plain_text"}, "null", "-1", "NaN", "1e400", "../."
)  # fmt: skip
"""What may stand where something else belongs."""


def main() -> int:
    wanted = arguments()
    print(f"seed={wanted.seed}", flush=True)
    logging.disable()
    with Stage() as stage:
        found = asyncio.run(Attack(stage, random.Random(wanted.seed)).run(wanted.cases))
        found.tell(stage.server.said())
    counts = (found.cases, len(found.errors), len(found.changes), len(found.leaks))
    print("cases={} server_errors={} state_changes={} leaks={}".format(*counts))
    return 1 if any(counts[1:]) else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platform", choices=["slack"], default="slack")
    parser.add_argument("--cases", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    return parser.parse_args()


# What there is to harm -----------------------------------------------------------------------------------------------


class Stage(ExitStack):
    """The fake Slack, a database with two relationships of Northwind's, and the server."""

    def __enter__(self) -> Stage:
        super().__enter__()
        self.slack = FakeSlack(contoso_and_northwind())
        self._meet_fabrikam()
        self.beside = self.enter_context(in_thread(self.slack))
        folder = Path(self.enter_context(tempfile.TemporaryDirectory(prefix="hostile-")))
        url = f"sqlite:///{folder / 'ledger.db'}"
        self._found(url)
        self.reader = database.reader(url)
        self.callback(self.reader.dispose)
        self.server = Server(url, settings_for(self.slack), folder / "serve.log")
        self.callback(self.server.kill)
        self.server.start()
        return self

    def _meet_fabrikam(self) -> None:
        here = self.slack.workspace
        here.team(FABRIKAM, "Fabrikam")
        for id in OUTSIDERS:
            here.person(id, FABRIKAM, id.removeprefix("U0").lower())
        bot = here.teams[VENDOR].bot_user
        here.channel(NORTH, "north", [VENDOR, FABRIKAM], [*OUTSIDERS, ASHA, bot])

    def _found(self, url: str) -> None:
        here = self.slack.workspace
        own = [place(here, SHARED), place(here, OURS, Side.VENDOR)]
        write_relationship(url, profiles(here, [BEA, BEN, ASHA, ARUN]), [BEA, BEN], [ASHA, ARUN], own)
        write_relationship(url, profiles(here, [*OUTSIDERS, ASHA]), list(OUTSIDERS), [ASHA], [place(here, NORTH)])

    def state(self) -> set[str]:
        """Every row that counts."""
        with self.reader.connect() as connection:
            tables = (table for table in metadata.sorted_tables if table.name not in ("seen", "pulses"))
            return {f"{table.name} {row}" for table in tables for row in connection.execute(_that_count(table))}


def _that_count(table: Table) -> Select[Any]:
    """Of a relationship not by what processes notice that they may have to read it again: it may be as it was."""
    if table is relationships:
        return select(*(column for column in table.c if column.name not in ("touched", "moves")))
    return select(table).where(presses.c.key.is_not(None)) if table is presses else select(table)


@dataclass
class Found:
    """What went wrong; nothing should."""

    cases: int = 0
    errors: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    calls: int = 0

    def tell(self, log: str) -> None:
        trouble = [line for line in log.splitlines() if " ERROR " in line or line.startswith("Traceback")]
        self.errors += trouble
        if trouble:
            print(log[-5_000:])
        for findings in (self.errors, self.changes, self.leaks):
            for finding in findings[:SHOWN]:
                print(finding[:LONGEST])
        print(f"{dict(self.kinds)}\n{dict(self.statuses)} and {self.calls} calls of the Web API")


# The cases -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One request: `raw` is what goes over the wire."""

    kind: str
    raw: bytes
    may_hang_up: bool = False
    """Whether it is no whole request: then no answer is one."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.raw[:400]!r}"


Make = Callable[["Attack", str], Case]


class Attack:
    """Makes cases of every kind, sends them, and looks what came of them."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.stage = stage
        self.slack = stage.slack
        self.chance = chance
        self.secret = stage.slack.signing_secret
        self.found = Found()
        self.heard: list[Request] = []
        """What was sent before, and is known: sent again it changes nothing."""

    async def run(self, cases: int) -> Found:
        async with httpx.AsyncClient(trust_env=False) as client:
            await set_up(Recorder(self.slack, self.stage.server.events_url, client, kept=self.heard))
        await self._settle()
        while self.found.cases < cases:
            await self._lot(min(LOT, cases - self.found.cases))
        return self.found

    async def _lot(self, size: int) -> None:
        """So many cases at once; then a look at what they changed and what was said to whom."""
        cases = [self._make(self.chance.choice((BEA, self.chance.choice(OUTSIDERS)))) for _ in range(size)]
        before, known = self.stage.state(), len(self.slack.calls)
        answers = await asyncio.gather(*(self._send(case) for case in cases))
        await self._settle()
        if changed := sorted(before ^ self.stage.state()):
            among = "\n  ".join(str(case) for case in cases)
            self.found.changes.append("\n".join(changed) + f"\nchanged by one of\n  {among}")
        for case, answer in zip(cases, answers, strict=True):
            self._look_for_leaks(answer.decode(errors="replace"), WORDS, str(case))
        for call in self.slack.calls[known:]:
            words = json.dumps([call.method, call.arguments], ensure_ascii=False)
            self._look_for_leaks(words, self._hidden_from(call), "a case of the last lot")
            self.found.calls += 1

    def _make(self, person: str) -> Case:
        make: Make = self.chance.choices(list(KINDS), list(KINDS.values()))[0]
        case = make(self, person)
        self.found.cases += 1
        self.found.kinds[case.kind] += 1
        return case

    def _hidden_from(self, call: Called) -> set[str]:
        """What whoever reads this must not read."""
        given = call.arguments
        trigger = self.slack.whose(str(given.get("trigger_id")))
        person = str(given.get("user") or given.get("user_id") or given.get("users") or trigger or "")
        channel = self.slack.workspace.channels.get(str(given.get("channel")))
        readers = [person] if person in self.slack.workspace.people else channel.members if channel else []
        return {word for word, where in WORDS.items() if any(not self._is_in(each, where) for each in readers)}

    def _is_in(self, person: str, channel: str) -> bool:
        return person in self.slack.workspace.channels[channel].members

    def _look_for_leaks(self, words: str, hidden: Iterable[str], after: str) -> None:
        secret = (self.secret, self.slack.workspace.teams[VENDOR].token)
        if any(word in words for word in (*hidden, *secret)):
            self.found.leaks.append(f"{words[:1_000]} after {after}")

    async def _send(self, case: Case) -> bytes:
        """What came back, all of it."""
        try:
            patience = 1 if case.may_hang_up else 30
            answer = await asyncio.wait_for(exchange(self.stage.server.port, case.raw), patience)
        except (OSError, TimeoutError) as error:
            answer, why = b"", type(error).__name__
        else:
            why = "hung up"
        status = int(answer[9:12]) if answer[9:12].isdigit() else 0
        self.found.statuses[status] += 1
        if status >= 500 or (status == 0 and not case.may_hang_up):
            self.found.errors.append(f"{status or why} for {case}")
        return answer

    async def _settle(self) -> None:
        """Until no call has come for a while: answers are given after the acknowledgement."""
        known, until = -1, time.monotonic() + 6
        while known != len(self.slack.calls) and time.monotonic() < until:
            known = len(self.slack.calls)
            await asyncio.sleep(0.15)

    # Requests

    def request(self, request: Request, **headers: str) -> bytes:
        """Signed now, as Slack would."""
        return raw(request, signed(self.secret, request.body, now()) | headers)

    def sender(self) -> Sender:
        """To make payloads with; it sends nothing."""
        return Sender(self.slack, "", None)  # type: ignore[arg-type]

    def any_known(self) -> Request:
        return self.chance.choice(self.heard)

    def noise(self, most: int) -> bytes:
        return self.chance.randbytes(self.chance.randrange(most))


def now() -> int:
    return int(time.time())


def raw(request: Request, headers: Mapping[str, str | bytes], start: str = "POST /slack/events HTTP/1.1") -> bytes:
    """A whole request, byte by byte."""
    given: dict[str, str | bytes] = {"Content-Type": request.content_type, "Content-Length": str(len(request.body))}
    lines = [start.encode(), b"Host: rapport", b"Connection: close"]
    for name, value in {**given, **headers}.items():
        lines.append(
            name.encode() + b": " + (value if isinstance(value, bytes) else value.encode("latin-1", "replace"))
        )
    return b"\r\n".join([*lines, b"", request.body])


async def exchange(port: int, request: bytes) -> bytes:
    """Send bytes; everything that comes back until they hang up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        with contextlib.suppress(ConnectionError):  # whoever has read enough hangs up
            writer.write(request)
            await writer.drain()
        with contextlib.suppress(ConnectionError):
            return await reader.read()
        return b""
    finally:
        writer.close()


@dataclass
class Recorder(Sender):
    """Sends, and keeps what it sent."""

    kept: list[Request] = field(default_factory=list)

    async def send(self, request: Request, *, retry: int = 0, timestamp: int | None = None) -> httpx.Response:
        self.kept.append(request)
        response = await super().send(request, retry=retry, timestamp=timestamp)
        assert response.is_success, (response.status_code, request.body)
        return response


async def set_up(sender: Sender) -> None:
    """A little talk in every place, and each sort of request once: valid, and acted on."""
    asked, _ = await sender.says(ASHA, SHARED, f"<@{BEA}> Which {SHARED_WORD} should it be?")
    mine, _ = await sender.says(BEA, SHARED, f"<@{ASHA}> When does the {SHARED_WORD} come?")
    gone, _ = await sender.says(BEN, SHARED, "Good morning")
    await sender.says(ARUN, SHARED, "Good morning")
    await sender.says(ARUN, OURS, f"<@{ASHA}> Do they pay for the {OURS_WORD}?")
    for person in OUTSIDERS:
        await sender.says(person, NORTH, "Good morning")
    await sender.says(ASHA, NORTH, f"<@{OUTSIDERS[0]}> Which {NORTH_WORD} should it be?")
    await sender.edits(mine, SHARED, f"<@{ASHA}> When does the {SHARED_WORD} come, please?")
    await sender.reacts(BEN, asked, SHARED, "wave")
    await sender.deletes(gone, SHARED)
    # Not by a mention: without its words that would be another message, and rightly heard.
    await sender.tells_the_bot(BEA, "status")
    await sender.gives_slash(ASHA, SHARED, "status")
    await sender.chooses(ASHA, mine, SHARED, "nobody knows this")
    await sender.joins(BEN, SHARED)
    await sender.renames(SHARED, "shared")
    await sender.opens_home(BEA)
    await sender.verifies()
    await sender.limits()


# Not Slack's ---------------------------------------------------------------------------------------------------------


def wrong_signature(attack: Attack, _person: str) -> Case:
    request = attack.any_known()
    right = signed(attack.secret, request.body, now())["X-Slack-Signature"]
    wrong = attack.chance.choice(
        [
            signed("another secret", request.body, now())["X-Slack-Signature"],
            signed(attack.secret, request.body + b" ", now())["X-Slack-Signature"],
            signed(attack.secret, request.body, now() + 1)["X-Slack-Signature"],
            right.upper(),
            right[:-1],
            right.replace("v0=", "v1="),
            right.removeprefix("v0="),
            f"v0={attack.chance.getrandbits(256):064x}",
            "",
            "v0=",
        ]
    )
    return Case("wrong signature", attack.request(request, **{"X-Slack-Signature": wrong}))


def odd_headers(attack: Attack, _person: str) -> Case:
    """Signed, or as good as: what the headers hold is nothing that can be read."""
    request = attack.any_known()
    odd: Sequence[bytes] = [b"", b"\xff\xfe", "é".encode(), b"-1", b"1e9", b"NaN", b"9" * 5_000, b"0x10", b" "]
    headers: dict[str, str | bytes] = dict(signed(attack.secret, request.body, now()))
    headers[attack.chance.choice(list(headers))] = attack.chance.choice(odd)
    if attack.chance.random() < 0.3:
        headers["Content-Type"] = attack.chance.choice([b"", b"\xff", b"text/html", b"multipart/form-data", b"a" * 900])
    return Case("odd headers", raw(request, headers))


def old_timestamp(attack: Attack, _person: str) -> Case:
    request = attack.any_known()
    then = now() + attack.chance.choice([-301, -3_600, -86_400, 301, 86_400, -now(), 10**11])
    return Case("old timestamp", raw(request, signed(attack.secret, request.body, then)))


def other_paths(attack: Attack, _person: str) -> Case:
    request = attack.any_known()
    path = attack.chance.choice(
        ["/slack/events/", "/slack/events/..", "//slack/events", "/slack/events?x=%ff", "/%00", "/slack"]
    )
    verb = attack.chance.choice(["GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "PROPFIND", "POST"])
    verb = "GET" if path == "/slack/events?x=%ff" else verb
    return Case("other paths", raw(request, signed(attack.secret, request.body, now()), f"{verb} {path} HTTP/1.1"))


def no_http(attack: Attack, _person: str) -> Case:
    whole = attack.request(attack.any_known())
    cut = attack.chance.randrange(len(whole))
    return Case("no HTTP", attack.chance.choice([attack.noise(900), whole[:cut] + b"\xff\r\n\r\n"])[:9_000], True)


# Slack's, but nothing that makes sense -------------------------------------------------------------------------------


def replayed(attack: Attack, _person: str) -> Case:
    return Case("replayed", attack.request(attack.any_known(), **{"X-Slack-Retry-Num": "1"}))


def broken_json(attack: Attack, _person: str) -> Case:
    known = attack.any_known()
    cut = attack.chance.randrange(len(known.body))
    body = attack.chance.choice(
        [
            known.body[:cut],
            known.body[:cut] + attack.noise(20) + known.body[cut:],
            b"[" * 100_000,
            b'{"a":' * 50_000,
            b"9" * 5_000,
            b'{"type":' + b"9" * 9_000 + b"}",
            b"",
            b"null",
            b"[]",
            b'"\\ud800"',
            b"NaN",
            b'{"type": "event_callback", "event": Infinity}',
            b"payload=",
            b"payload=%7B",
            b"payload=[]",
            b"payload=%ff%fe",
            b"payload=" + b"%5B" * 50_000,
            b"command=",
            b"\xff\xfe\x00",
        ]
    )
    kinds = (known.content_type, "application/json", "application/x-www-form-urlencoded")
    return Case("broken JSON", attack.request(Request(body, attack.chance.choice(kinds))))


def huge(attack: Attack, _person: str) -> Case:
    known = attack.any_known()
    body = known.body + b" " * attack.chance.choice([1_000_000, 1_100_000, 3_000_000])
    if attack.chance.random() < 0.3:
        told = {"Content-Length": attack.chance.choice(["99999999999", "-1", "1000001", "9" * 400])}
        return Case("huge", attack.request(known, **told), may_hang_up=True)
    return Case("huge", attack.request(Request(body, known.content_type)), may_hang_up=True)


def wrong_types(attack: Attack, _person: str) -> Case:
    """A request that was acted on, with something in it that is missing or of another type."""
    request = attack.any_known()
    payload, pack = opened(request)
    wrong = copy.deepcopy(payload)
    holder, key = attack.chance.choice(list(spots(wrong)))
    if attack.chance.random() < 0.25:
        del holder[key]
    else:
        holder[key] = attack.chance.choice([each for each in STRANGE if type(each) is not type(holder[key])])
    return Case("wrong types", attack.request(pack(wrong)))


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in it where something stands."""
    each = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, inside in each:
        yield value, key
        yield from spots(inside)


def opened(request: Request) -> tuple[Json, Callable[[Json], Request]]:
    """The payload of a request, and how to pack another one like it."""
    if request.content_type == "application/json":
        return json.loads(request.body), as_json
    fields = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    if "payload" in fields:
        return json.loads(fields["payload"]), interaction
    return dict(fields), lambda changed: as_form({name: as_text(value) for name, value in changed.items()})


def as_text(value: Any) -> str:
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace").decode()


def unknown_ids(attack: Attack, person: str) -> Case:
    """Buttons, forms, shortcuts and events that are none of ours."""
    sender, odd = attack.sender(), attack.chance.choice(["", "x", "nudge", "drop table", "💥", "a" * 255])
    channel = SHARED if person == BEA else NORTH
    message = next(attack.slack.workspace.channels[SHARED].standing())
    button: Json = {"type": "button", "action_id": odd, "block_id": odd, "value": odd}
    carries = {"block_id": f"1|{odd}", "value": json.dumps({"a": odd, "b": attack.chance.choice(["1:1", "", odd])})}
    item = f"{OWN[person == BEA]}:1"
    payload = attack.chance.choice(
        [
            sender.block_actions(person, message, channel, button),
            sender.block_actions(person, message, channel, button | carries),
            sender.shortcut(ASHA, message, SHARED, odd),
            sender.shortcut(ASHA, message, SHARED, "track") | {"type": odd},
            sender.shortcut(ASHA, message, SHARED, "track") | {"type": "shortcut"},
            form(attack, person, odd, item),
            form(attack, person, "nudge.elsewhere", item) | {"type": "view_closed"},
            as_event(attack, {"type": odd or "nothing", "user": person, "channel": channel}),
        ]
    )
    return Case("unknown ids", attack.request(as_json(payload) if "event" in payload else interaction(payload)))


def as_event(attack: Attack, event: Json) -> Json:
    return attack.sender().envelope(event | {"event_ts": attack.slack.workspace.stamp()})


# Slack's, but of somebody who may not --------------------------------------------------------------------------------

OWN = {True: "1", False: "2"}
"""The relationship Bea is in, and the one the outsiders are in."""


def foreign_items(attack: Attack, person: str) -> Case:
    """A button or a form of ours, where the person is, that carries the item of another relationship or of none."""
    other = OWN[person != BEA]
    nobodys = ["99:1", ":1", "", "0:0", "x:y", f"{'9' * 30}:1", "-1:1", "1e0:1", "1 :1", "true:1", " "]
    what = attack.chance.choice([f"{other}:{number}" for number in (1, 1, 2, 2, 3, "x", "")] + nobodys)
    if attack.chance.random() < 0.4:
        return Case(
            "foreign items", attack.request(interaction(form(attack, person, attack.chance.choice(FORMS), what)))
        )
    return Case("foreign items", attack.request(press(attack, person, attack.chance.choice(ACTIONS), what)))


def wrong_side(attack: Attack, _person: str) -> Case:
    """Bea's company has the first question and asked the second: what only the other company may do with them."""
    action, what = attack.chance.choice([("nudge.snooze", "1:2"), ("claim.yes", "1:1"), ("claim.not_yet", "1:1")])
    return Case("wrong side", attack.request(press(attack, BEA, action, what)))


def press(attack: Attack, person: str, action: str, what: str) -> Request:
    here = attack.slack.workspace
    channel = attack.chance.choice([here.direct(VENDOR, person).id, SHARED if person == BEA else NORTH])
    message = next(here.channels[SHARED].standing())
    card = attack.chance.choice(["card:1", "nudge:1:1:1:1", "", "answer:x", "a" * 250])
    pressed = {
        "type": "button",
        "action_id": "x",
        "block_id": f"1|{card}",
        "value": json.dumps({"a": action, "b": what}),
    }
    return interaction(attack.sender().block_actions(person, message, channel, pressed))


def form(attack: Attack, person: str, action: str, what: str) -> Json:
    """A form of ours that was sent; nobody has to have opened it."""
    place = f"slack:{SHARED if person == BEA else NORTH}"
    carried = json.dumps({"about": what, "card": "card:1", "place": attack.chance.choice([place, None, "x", 1])})
    values = attack.chance.choice([{}, {"words": "secret"}, {"how": "phone"}, {"when": "tomorrow"}, {"x": "y" * 3_000}])
    view: Json = {"type": "modal", "callback_id": action, "private_metadata": carried, "blocks": []}
    opened_view = OpenView(f"V{attack.chance.getrandbits(40):X}", VENDOR, person, view, "hash")
    payload = attack.sender().submission(opened_view, {})
    entered = {name: {"value": {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    payload["view"]["state"]["values"] = entered
    return payload


def foreign_commands(attack: Attack, person: str) -> Case:
    """What is not theirs, what their company may not say, and what nobody understands."""
    foreign = link(attack, NORTH if person == BEA else SHARED)
    texts = [
        f"{verb} {item}" for verb in ("why", "reopen", "answered") for item in (foreign, "q99", "q\x00", "q" * 900)
    ]
    texts += ["\ud800", "💥" * 500, "<!channel>", f"why <@{ASHA}|q1>", "withdraw q1", "settings no such thing"]
    return Case("foreign commands", attack.request(said_to_the_bot(attack, person, attack.chance.choice(texts))))


def said_to_the_bot(attack: Attack, person: str, text: str) -> Request:
    here, sender = attack.slack.workspace, attack.sender()
    direct = here.direct(VENDOR, person)
    mention = f"<@{here.teams[VENDOR].bot_user}> {text}"
    if attack.chance.random() < 0.5:
        message = here.say(person, direct.id, text)
        return as_json(sender.envelope(sender.posted(message, direct.id), direct))
    channel = SHARED if person == BEA else NORTH
    message = here.say(person, channel, mention)
    here.channels[channel].messages.remove(message)
    return as_json(sender.envelope(sender.app_mention(message, channel), here.channels[channel]))


def link(attack: Attack, channel: str) -> str:
    standing = list(attack.slack.workspace.channels[channel].standing())
    ts = attack.chance.choice(standing).ts
    return f"<https://northwind.slack.com/archives/{channel}/p{ts.replace('.', '')}>"


KINDS: Mapping[Make, int] = {
    wrong_signature: 6,
    odd_headers: 8,
    old_timestamp: 4,
    other_paths: 4,
    no_http: 4,
    replayed: 8,
    broken_json: 12,
    huge: 2,
    wrong_types: 40,
    unknown_ids: 12,
    foreign_items: 25,
    wrong_side: 5,
    foreign_commands: 15,
}
"""How often each comes."""


if __name__ == "__main__":
    sys.exit(main())
