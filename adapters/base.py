"""What a platform must be able to do for Rapport. Adapters know the rules' types and their own SDK, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import NewType, Protocol

from rules.effects import Post, Reply, Revise, Speech, Tell
from rules.model import PersonId

Ref = NewType("Ref", str)
"""The platform's own id of something Rapport said there."""


class Undeliverable(Exception):
    """The platform said no. Whatever else goes wrong while delivering leaves us not knowing whether it was said."""

    def __init__(self, why: str, *, permanent: bool = False, retry_after: timedelta | None = None) -> None:
        super().__init__(why)
        self.permanent = permanent
        self.retry_after = retry_after


class Found(Enum):
    """What a platform can say of a message it may or may not have taken."""

    ABSENT = "absent"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform says of a person."""

    id: PersonId
    name: str
    """What people there call them: the display name, else the user name."""
    aliases: frozenset[str] = field(default_factory=frozenset)
    """Every other way to name them: id, user name, real name."""
    team: str | None = None
    """Their home organisation's id on the platform."""
    domain: str | None = None
    """The part of their e-mail address behind the @, in lower case."""
    messages: int = 0
    """How many messages of theirs were seen, where that is known."""


class Adapter(Protocol):
    """One platform: it delivers speech, and can look whether it did. What it hears it hands on as events."""

    name: str
    """The platform's part of every id: `slack` in `slack:C061A0WJG`."""

    async def deliver(self, speech: Post | Reply | Tell) -> Ref:
        """Say it now and return the platform's id of it, or raise `Undeliverable`."""
        ...

    async def revise(self, ref: Ref, speech: Revise) -> Ref:
        """Put this in the place of what stands under `ref`, without a new message; or raise `Undeliverable`."""
        ...

    async def find(self, speech: Speech) -> Ref | Found:
        """Whether something said, or revised, under this key stands there: for a delivery nobody saw the end of."""
        ...

    async def lookup(self, person: PersonId) -> Profile | None:
        """What the platform says of one person now; None if it knows nobody of that id."""
        ...

    def roster(self) -> Sequence[Profile]:
        """The people this platform knows of."""
        ...
