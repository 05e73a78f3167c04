"""What a platform must be able to do for Rapport. Adapters know the rules' types and their own SDK, nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import NewType, Protocol

from rules.effects import Answer, Post, Reply, Revise, Speech, Tell
from rules.events import Event
from rules.message import Picture
from rules.model import MessageId, PersonId, PlaceId

Clock = Callable[[], datetime]
"""What gives the present instant, aware UTC."""

Draw = Callable[[Picture], Awaitable[bytes | None]]
"""What makes a PNG of a picture; None where it cannot: then the picture's words stand in its place."""

Ref = NewType("Ref", str)
"""The platform's own id of something Rapport said there."""


async def no_pictures(_: Picture) -> bytes | None:
    """Where nothing draws."""
    return None


class Undeliverable(Exception):
    """The platform said no. Whatever else goes wrong while delivering leaves us not knowing whether it was said."""

    def __init__(self, why: str, *, permanent: bool = False, retry_after: timedelta | None = None) -> None:
        super().__init__(why)
        self.permanent = permanent
        self.retry_after = retry_after


class NotYet(Undeliverable):
    """It is not its turn: the platform lets so much through and no more. That is no attempt, and none is used up."""

    def __init__(self, why: str, *, retry_after: timedelta) -> None:
        super().__init__(why, retry_after=retry_after)


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


class Handle(Protocol):
    """How an adapter hands on what it hears. When it returns, the decision is committed: acknowledge then.

    Raises what the database raised: then nothing happened; let the platform send again.
    """

    async def __call__(self, event: Event) -> Answer | None: ...


@dataclass(frozen=True, slots=True)
class Installation:
    """A workspace, or a whole organisation, that installed Rapport, with the key to it."""

    id: str
    """The team's id, or the enterprise's where it is installed for a whole organisation."""
    bot_user: str
    """The user id of Rapport there: what people mention."""
    bot: str = ""
    """Its bot id there."""
    app: str = ""
    enterprise: str | None = None
    name: str = ""
    """What the workspace is called."""
    url: str = ""
    """Where it is in the browser, with a slash at the end."""
    scopes: str = ""
    token: str = field(default="", repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    """When the token runs out; None: never."""


class Installations(Protocol):
    """Keeps installations and the roads to places; the tokens are encrypted at rest. Kept by `bot/installations.py`."""

    async def all(self) -> Sequence[Installation]: ...

    async def keep(self, installation: Installation) -> None:
        """A new one, or the newer word about one that is known."""
        ...

    async def drop(self, id: str) -> None:
        """It was uninstalled: the tokens are gone for good. Its roads go too."""
        ...

    async def roads(self) -> Sequence[tuple[PlaceId, str]]:
        """Through which installations each place is reached, the oldest first."""
        ...

    async def keep_road(self, place: PlaceId, installation: str) -> None: ...

    async def drop_road(self, place: PlaceId, installation: str) -> None: ...

    async def once(self, mark: str) -> bool:
        """Whether this mark is made for the first time: for what may be used once, as the `state` of OAuth."""
        ...

    async def may_refresh(self, id: str) -> bool:
        """Claim the refreshing of this installation's token for a minute: a refresh token can be used once."""
        ...


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

    async def find(self, speech: Speech, since: datetime) -> Ref | Found:
        """Whether something said under this key since then stands there: for a delivery nobody saw the end of."""
        ...

    def message_of(self, ref: Ref) -> MessageId:
        """By which id people's words and reactions name what stands there."""
        ...

    async def lookup(self, person: PersonId) -> Profile | None:
        """What the platform says of one person now; None if it knows nobody of that id."""
        ...

    def roster(self) -> Sequence[Profile]:
        """The people this platform knows of."""
        ...

    def hears(self) -> bool:
        """Whether what people say reaches it now: False while its connection is down, and before it is up."""
        ...

    def missed(self, place: PlaceId, since: datetime, threads: Sequence[MessageId]) -> AsyncIterator[Event]:
        """What was said in a place since then, and in these threads of it, oldest first: after a gap in hearing.

        Raises `Undeliverable`: permanent where the platform will never tell, else with the time to ask again.
        """
        ...
