"""`rapport serve` and `rapport migrate`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Callable, Generator
from typing import Any

import uvicorn
from sqlalchemy.exc import DBAPIError

from bot import database, schema
from bot.app import Rapport
from bot.clock import utc_now
from bot.config import Settings
from bot.web import web_app

FINISH_REQUESTS = 10
"""Seconds a stopping server waits for requests under way."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser], settings: Callable[[], Settings]) -> None:
    serve = commands.add_parser("serve", help="run the engine and its web server until told to stop")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=_port, default=8080, help="port to listen on (default: %(default)s)")
    serve.set_defaults(run=lambda given: _serve(settings(), given.host, given.port))
    migrate = commands.add_parser("migrate", help="bring the database to this release's schema, then stop")
    migrate.set_defaults(run=lambda _given: _migrate(settings()))


def _serve(settings: Settings, host: str, port: int) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it would report every readiness check
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would report every request
    rapport = Rapport(settings, utc_now)
    config = uvicorn.Config(
        web_app(rapport.ready, rapport.routes),
        host=host,
        port=port,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # nobody asks where a request came from
        timeout_graceful_shutdown=FINISH_REQUESTS,
    )
    try:
        asyncio.run(_run(rapport, _Server(config)))
    except _REFUSALS as error:
        return _refuse(error)
    return 0


async def _run(rapport: Rapport, server: uvicorn.Server) -> None:
    async with rapport.running():
        settle_memory()
        await server.serve()


def settle_memory() -> None:
    """What is there by now stays: the collector need not walk through it again, for a tenth of a second each time."""
    gc.collect()
    gc.freeze()


def _migrate(settings: Settings) -> int:
    engine = database.writer(settings.database_url)
    try:
        with database.only_process(settings.database_url):
            schema.migrate(engine)
    except _REFUSALS as error:
        return _refuse(error)
    finally:
        engine.dispose()
    return 0


_REFUSALS = (database.Busy, schema.NewerSchema, DBAPIError, OSError)


def _refuse(error: Exception) -> int:
    """One line; a database's own error text may hold its address, so only its cause is shown."""
    why = f"the database cannot be opened: {error.orig}" if isinstance(error, DBAPIError) else str(error)
    print(f"rapport: {' '.join(why.split())}", file=sys.stderr)
    return 2


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65_536:
        raise ValueError
    return port


class _Server(uvicorn.Server):
    """uvicorn, but a stop that was asked for and went well is a success: it would exit as if killed by the signal."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        yield

    def _stop(self, *_: Any) -> None:
        """The first signal drains and stops, the second stops at once: the outbox survives either."""
        self.force_exit = self.should_exit
        self.should_exit = True
