"""The one ASGI app: health, and every adapter's routes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, Router

Check = Callable[[], dict[str, bool]]


def web_app(ready: Check, routes: Sequence[BaseRoute] = ()) -> Router:
    """`ready` says, check by check, whether the process can do its work now."""

    def healthz(_request: Request) -> Response:
        """The process lives. It asks the database nothing: a restart would not mend that."""
        return JSONResponse({"alive": True})

    def readyz(_request: Request) -> Response:
        checks = ready()
        return JSONResponse(checks, 200 if all(checks.values()) else 503)

    return Router([*routes, Route("/healthz", healthz), Route("/readyz", readyz)])  # in order: the busiest first
