"""A message as it stands in the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rules.message import Button, Buttons, Message
from rules.model import MessageId, PersonId, PlaceId


@dataclass(frozen=True, slots=True)
class Standing:
    """What people read: their own words or Rapport's. An edit makes another of the same id."""

    id: MessageId
    place: PlaceId
    at: datetime
    message: Message
    author: PersonId | None = None
    """None: Rapport."""
    thread: MessageId | None = None
    only: PersonId | None = None
    """Nobody else sees it."""
    pinned: bool = False
    keys: tuple[str, ...] = ()
    """Of the speech it is, and of each that has replaced it since."""

    @property
    def key(self) -> str:
        """What a press of one of its buttons calls the card."""
        return self.keys[0] if self.keys else self.id

    def is_for(self, person: PersonId) -> bool:
        return self.only in (None, person)

    def buttons(self) -> list[Button]:
        """All its buttons, those behind *More* too."""
        rows = [part for part in self.message.parts if isinstance(part, Buttons)]
        return [button for row in rows for button in (*row.shown, *row.more)]
