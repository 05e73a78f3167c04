"""The signed webhook: what a ticket system of the vendor reports is logged once, and nothing else is taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, select, update

from bot.handler import Handler
from bot.hooks import Hooks
from bot.tables import deeds, places, relationships
from bot.web import web_app
from bot.web.hooks import GOOD_FOR, HEADER, LARGEST, MOST_A_MINUTE, hooks_route, signature
from bot.writer import Writer
from rules.effects import Answer
from rules.events import CommandGiven
from rules.message import plain
from rules.model import MessageId, PersonId
from tests.bot.world import ARUN, ASHA, BEA, MONDAY, SHARED

KEY = Fernet.generate_key().decode()
REPORT: dict[str, Any] = {"id": "INC-1", "text": "Restarted the feed"}


@dataclass
class Server:
    """Rapport with its webhook, and a ticket system that may know the secret."""

    engine: Engine
    keys: tuple[str, ...] = (KEY,)
    now: datetime = MONDAY
    address: str = ""
    secret: str = ""
    writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        self.writer = Writer(self.engine)
        self.hooks = Hooks(self.writer, self.engine, self.keys, "https://rapport.example")
        self.handler = Handler(self.writer, lambda: self.now)
        self.app = web_app(dict, [hooks_route(self.hooks, self.handler.handle, lambda: self.now)])
        self.writer.start()

    async def commands(self, who: PersonId, text: str) -> Answer:
        given = CommandGiven(
            id=f"c:{text}:{self.now}", at=self.now, place=SHARED, author=who, text=text, message=MessageId("c1")
        )
        answer = await self.handler.handle(given)
        assert answer
        return answer

    async def switch_on(self) -> None:
        said = plain((await self.commands(ASHA, "settings webhook on")).message or pytest.fail("no answer"))
        self.address = said.split("Its address: ")[1].split("\n")[0]
        self.secret = said.split("What it signs with: ")[1].split("\n")[0]
        self.now += timedelta(seconds=1)

    async def sends(self, report: Any, **changes: Any) -> httpx.Response:
        body = report if isinstance(report, bytes) else json.dumps(report).encode()
        at = changes.get("at", self.now)
        headers = {HEADER: changes.get("header", signature(changes.get("secret", self.secret), body, at))}
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.post(changes.get("address", self.address), content=body, headers=headers)

    def kept(self) -> list[Any]:
        with self.engine.connect() as connection:
            return list(connection.execute(select(deeds).order_by(deeds.c.number)).all())


@contextmanager
def serving(engine: Engine, **more: Any) -> Iterator[Server]:
    server = Server(engine, **more)
    try:
        yield server
    finally:
        server.writer.stop()


def run(engine: Engine, work: Callable[[Server], Awaitable[None]]) -> None:
    async def switched_on(server: Server) -> None:
        await server.switch_on()
        await work(server)

    with serving(engine) as server:
        asyncio.run(switched_on(server))


def test_what_is_reported_is_logged_with_everything_said_of_it(engine: Engine) -> None:
    async def work(server: Server) -> None:
        said = REPORT | {"by": "arun", "asked_by": "bea", "extra": "once", "workaround": "change board", "seen": True}
        said |= {"undoable": False, "link": "https://tickets.example/1", "at": "2026-10-05T09:00:00+02:00"}
        answer = await server.sends(said)
        assert (answer.status_code, answer.json()) == (201, {"deed": "d1"})

    run(engine, work)
    with engine.connect() as connection:
        row = connection.execute(select(deeds)).one()
    assert (row.text, row.by_id, row.asked_by_id, row.side, row.how) == (
        "Restarted the feed", ARUN, BEA, "vendor", "webhook",
    )  # fmt: skip
    assert (row.extra, row.workaround, row.seen_by_customers, row.undoable) == ("once", "change board", True, False)
    assert row.at == datetime.fromisoformat("2026-10-05T07:00:00+00:00")


def test_the_same_id_is_logged_once_however_often_it_is_sent(engine: Engine) -> None:
    async def work(server: Server) -> None:
        for days, status in ((0, 201), (0, 200), (9, 200), (9, 200)):
            server.now = MONDAY + timedelta(days=days, seconds=2)
            answer = await server.sends(REPORT)
            assert (answer.status_code, answer.json()) == (status, {"deed": "d1"})
        both = await asyncio.gather(server.sends(REPORT | {"id": "2"}), server.sends(REPORT | {"id": "2"}))
        assert [each.json() for each in both] == [{"deed": "d2"}] * 2
        assert len(server.kept()) == 2

    run(engine, work)


def test_of_somebody_nobody_knows_the_company_did_it(engine: Engine) -> None:
    async def work(server: Server) -> None:
        await server.sends(REPORT | {"by": "robot 7", "asked_by": "asha"})
        assert [(row.by_id, row.asked_by_id) for row in server.kept()] == [(None, None)]

    run(engine, work)


@pytest.mark.parametrize("off", [-GOOD_FOR, GOOD_FOR])
def test_a_signature_is_good_for_five_minutes(engine: Engine, off: timedelta) -> None:
    async def work(server: Server) -> None:
        assert (await server.sends(REPORT, at=server.now + off)).status_code == 201
        again = REPORT | {"id": "2"}
        late = await server.sends(again, at=server.now + off * 1.01)
        assert (late.status_code, len(server.kept())) == (401, 1)
        assert "five minutes" in late.json()["error"]

    run(engine, work)


@pytest.mark.parametrize(
    "header",
    ["", "t=1,v1=", "v1=00", "t=x,v1=00", f"t={int(MONDAY.timestamp())},v1={'0' * 64}", f"t={'9' * 12},v1=00", "é"],
)
def test_what_is_not_signed_is_not_taken(engine: Engine, header: str) -> None:
    async def work(server: Server) -> None:
        answer = await server.sends(REPORT, header=header.encode())
        assert answer.status_code == 401
        assert answer.json()["error"]
        assert not server.kept()

    run(engine, work)


def test_a_changed_body_or_another_secret_does_not_fit(engine: Engine) -> None:
    async def work(server: Server) -> None:
        signed = signature(server.secret, json.dumps(REPORT).encode(), server.now)
        for answer in (
            await server.sends(REPORT | {"text": "Deleted the feed"}, header=signed),
            await server.sends(REPORT, secret="another"),
        ):
            assert answer.status_code == 401
        assert not server.kept()

    run(engine, work)


@pytest.mark.parametrize(
    "report",
    [
        b"", b"{", b"[]", b"null", b"\xff", b"[" * 16_000, {}, {"id": "1"}, {"text": "x"}, REPORT | {"id": " "},
        REPORT | {"id": 7}, REPORT | {"text": None}, REPORT | {"text": "x" * 501}, REPORT | {"more": 1},
        REPORT | {"seen": "yes"}, REPORT | {"undoable": 1}, REPORT | {"extra": "always"}, REPORT | {"extra": ["once"]},
        REPORT | {"link": "javascript:x"}, REPORT | {"at": "yesterday"}, REPORT | {"at": "2026-10-05T09:00:00"},
        REPORT | {"at": "2027-10-05T09:00:00Z"}, REPORT | {"at": "1999-10-05T09:00:00Z"}, REPORT | {"at": 7},
        REPORT | {"text": "\x00\x07"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_answered_with_one_sentence(engine: Engine, report: Any) -> None:
    async def work(server: Server) -> None:
        answer = await server.sends(report)
        assert answer.status_code == 400
        assert list(answer.json()) == ["error"]
        assert answer.json()["error"].endswith(".")
        assert not server.kept()

    run(engine, work)


def test_too_much_at_once_is_not_taken(engine: Engine) -> None:
    async def work(server: Server) -> None:
        assert (await server.sends(b"x" * (LARGEST + 1))).status_code == 413
        for number in range(MOST_A_MINUTE):
            assert (await server.sends(REPORT | {"id": str(number)})).status_code == 201
        full = await server.sends(REPORT | {"id": "one more"})
        assert (full.status_code, full.headers["Retry-After"]) == (429, "61")
        server.now += timedelta(seconds=61)
        assert (await server.sends(REPORT | {"id": "one more"})).status_code == 201

    run(engine, work)


def test_an_address_nobody_made_is_nobodys(engine: Engine) -> None:
    async def work(server: Server) -> None:
        for token in ("x", "a" * 32, "é" * 20, "a" * 900):
            assert (await server.sends(REPORT, address=f"https://r.example/hooks/deeds/{token}")).status_code == 404

    run(engine, work)


def test_a_new_address_ends_the_old_one_and_off_ends_both(engine: Engine) -> None:
    async def work(server: Server) -> None:
        old = {"address": server.address, "secret": server.secret}
        await server.switch_on()
        assert (await server.sends(REPORT, **old)).status_code == 404
        assert (await server.sends(REPORT)).status_code == 201
        await server.commands(ASHA, "settings webhook off")
        assert (await server.sends(REPORT | {"id": "2"})).status_code == 404

    run(engine, work)


def test_only_the_vendor_switches_it_on_and_only_they_are_told(engine: Engine) -> None:
    async def work(server: Server) -> None:
        told = (await server.commands(BEA, "settings webhook on")).text
        assert "what the vendor does" in told
        assert "/hooks/" not in told

    run(engine, work)


def test_nothing_in_the_database_gives_address_or_secret_away(engine: Engine) -> None:
    async def work(server: Server) -> None:
        with server.engine.connect() as connection:
            row = connection.execute(select(relationships.c.hook, relationships.c.hook_secret)).one()
            dump = "\n".join(
                str(line)
                for table in relationships.metadata.sorted_tables
                for line in connection.execute(select(table)).all()
            )
        assert row.hook
        assert row.hook_secret
        assert server.secret not in dump
        assert server.address.rpartition("/")[2] not in dump

    run(engine, work)


def test_without_keys_it_cannot_be_switched_on(engine: Engine) -> None:
    async def work(server: Server) -> None:
        told = (await server.commands(ASHA, "settings webhook on")).text
        assert "RAPPORT_SECRET_KEYS" in told

    with serving(engine, keys=()) as server:
        asyncio.run(work(server))


def test_a_new_key_takes_over_and_the_old_one_may_go(engine: Engine) -> None:
    newer = Fernet.generate_key().decode()
    known: dict[str, str] = {}

    async def before(server: Server) -> None:
        await server.switch_on()
        known.update(address=server.address, secret=server.secret)

    async def renewed(server: Server) -> None:
        await server.hooks.renew()

    async def after(server: Server) -> None:
        assert (await server.sends(REPORT, **known)).status_code == 201

    async def with_the_wrong_one(server: Server) -> None:
        await server.hooks.renew()
        assert (await server.sends(REPORT, **known)).status_code == 503

    other = Fernet.generate_key().decode()
    for keys, work in (((KEY,), before), ((newer, KEY), renewed), ((newer,), after), ((other,), with_the_wrong_one)):
        with serving(engine, keys=keys) as server:
            asyncio.run(work(server))


def test_without_a_shared_channel_there_is_nobody_to_tell(engine: Engine) -> None:
    async def work(server: Server) -> None:
        with server.engine.begin() as connection:
            connection.execute(update(places).values(private_to="vendor"))
            connection.execute(update(relationships).values(version=relationships.c.version + 1))
        assert (await server.sends(REPORT)).status_code == 409

    run(engine, work)
