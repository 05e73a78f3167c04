"""What a replay writes down as it goes: the deeds that were logged or would have been suggested, and the digests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.replay import Watch
from rules.effects import Effect, KeepDeed, Lay, Post, Speech
from rules.events import Event, MessagePosted
from rules.message import Message
from rules.model import MessageId, PersonId, PlaceId, Told
from rules.record import DeedState, How

LONGEST = 200
"""Characters of a message that stand for the deed it tells of."""


@dataclass(frozen=True, slots=True)
class ToldDeed:
    """A deed: by whom it was done, and how it came to be known."""

    place: PlaceId
    message: MessageId | None
    by: PersonId | None
    text: str
    how: How


@dataclass(frozen=True, slots=True)
class ToldDigest:
    """A digest that would have been posted."""

    place: PlaceId
    at: datetime
    message: Message


class Record(Watch):
    """Collects while somebody else watches, too. The words of a deed are kept, and nothing else of what was said."""

    def __init__(self, other: Watch) -> None:
        self._other = other
        self._deeds: dict[tuple[PlaceId, MessageId | None, int], ToldDeed] = {}
        self.digests: list[ToldDigest] = []

    @property
    def deeds(self) -> Sequence[ToldDeed]:
        return tuple(self._deeds.values())

    def heard(self, event: Event) -> None:
        self._other.heard(event)

    def said(self, speech: Speech, at: datetime) -> None:
        if isinstance(speech, Post) and speech.key.startswith("digest:"):
            self.digests.append(ToldDigest(speech.place, at, speech.message))
        self._other.said(speech, at)

    def decided(self, event: Event, effects: Sequence[Effect]) -> None:
        for effect in effects:
            match effect:
                case KeepDeed(deed) if deed.state is DeedState.LOGGED:
                    told = ToldDeed(deed.place, deed.message, deed.by, deed.text, deed.how)
                    self._deeds[deed.place, deed.message, deed.number] = told
                case KeepDeed(deed):
                    self._deeds.pop((deed.place, deed.message, deed.number), None)
                case Lay(nudge) if nudge.why is Told.DEED and not nudge.step and isinstance(event, MessagePosted):
                    offered = ToldDeed(event.place, event.message, event.author, event.text[:LONGEST], How.SUGGESTED)
                    self._deeds[event.place, event.message, 0] = offered
                case _:
                    pass
