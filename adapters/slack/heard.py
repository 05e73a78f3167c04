"""What a payload may turn out to be beside an event of the rules: something about people, the app or its home page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from adapters.mrkdwn.fields import Payload
from rules.events import Event
from rules.model import PlaceId


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came into a channel where Rapport is."""

    user: str
    """Their id on Slack, as in all of these."""
    place: PlaceId
    at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Left:
    """Rapport of this installation is no longer in a channel; that of another company may still be."""

    place: PlaceId
    at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """What Slack says of a person changed."""

    user: str
    payload: Payload = field(repr=False)
    """As Slack sent it: a user object (docs.slack.dev/reference/objects/user-object)."""


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """Somebody looks at the app's home tab."""

    user: str
    place: PlaceId
    """Their conversation with Rapport."""
    at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """A company took Rapport out of its workspace."""

    team: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """Tokens of these bot users no longer work."""

    team: str
    users: tuple[str, ...]


Heard = Event | Joined | Left | ProfileChanged | HomeOpened | Uninstalled | Revoked
