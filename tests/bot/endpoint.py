"""A stand-in for the judge's endpoint: it speaks as much of OpenAI's chat completions as is asked, over real HTTP."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def completion(content: Any) -> bytes:
    """What comes back where the model says this."""
    said = {"role": "assistant", "content": content}
    return json.dumps({"object": "chat.completion", "choices": [{"index": 0, "message": said}]}).encode()


def answer(word: str) -> bytes:
    return completion(json.dumps({"answer": word}))


@dataclass
class Endpoint:
    """Says yes, until a test wants something else."""

    url: str = ""
    status: int = 200
    body: bytes = answer("yes")
    after: float = 0.0
    """Seconds before it answers."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    async def complete(self, request: Request) -> Response:
        self.keys.append(request.headers.get("authorization"))
        self.asked.append(await request.json())
        status, body = self.status, self.body
        await asyncio.sleep(self.after)
        return Response(body, status, media_type="application/json", headers={"location": f"{self.url}/elsewhere"})

    @property
    def shown(self) -> list[str]:
        """Everything it was ever sent, as text."""
        return [json.dumps(each, ensure_ascii=False) for each in self.asked]


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """In a thread of its own."""
    it = Endpoint()
    app = Starlette(routes=[Route("/v1/chat/completions", it.complete, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    it.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/v1"
    try:
        yield it
    finally:
        server.should_exit = True
        thread.join()
