"""What becomes of a channel on its platform: it is called something else, has another id, or is closed.

Nothing is asked and nothing is said about it here. What was asked in a closed channel waits as in a paused one
(rules/owed/nudging.py), and goes on where it stood once it is open again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from rules.effects import Answer, Effect, KeepPlace, MovePlace
from rules.events import Event, PlaceChanged
from rules.model import Case

NAME = "places"


def decide(event: Event, case: Case, _now: datetime) -> Iterable[Effect | Answer]:
    """Write down what is new about the channel."""
    if not isinstance(event, PlaceChanged):
        return
    place = case.place
    changed = replace(
        place,
        name=event.name or place.name,
        closed=place.closed if event.closed is None else event.closed,
    )
    if changed != place:
        yield KeepPlace(changed)
    if event.moved_to and event.moved_to != place.id:
        yield MovePlace(place.id, event.moved_to)
