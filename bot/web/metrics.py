"""/metrics: a few numbers that say whether anything is stuck, in the text format of Prometheus.

(prometheus.io/docs/instrumenting/exposition_formats) Numbers only: no names, no ids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number as it now stands."""

    name: str
    what: str
    value: float

    def __str__(self) -> str:
        return f"# HELP {self.name} {self.what}\n# TYPE {self.name} gauge\n{self.name} {self.value:.15g}\n"


def metrics_route(read: Callable[[], Sequence[Gauge]]) -> Route:
    """Where a monitor fetches them; 503 while the database does not answer."""

    def metrics(_request: Request) -> Response:
        try:
            return PlainTextResponse("".join(map(str, read())), media_type=TEXT_FORMAT)
        except DBAPIError:
            return PlainTextResponse("", 503, media_type=TEXT_FORMAT)

    return Route("/metrics", metrics)
