"""How the button of an offer names the message it is about: `7:offer:room:shared|m12`."""

from __future__ import annotations

from rules.model import MessageId, PlaceId, RelationshipId

_MARK = "offer:"


def about(relationship: RelationshipId, place: PlaceId, message: MessageId) -> str:
    """What the button says."""
    return f"{relationship}:{_MARK}{place}|{message}"


def message_of(about: str) -> tuple[PlaceId, MessageId] | None:
    """The place and the message; None for a button about anything else. No id has a bar in it."""
    _, _, subject = about.partition(":")
    place, _, message = subject.removeprefix(_MARK).rpartition("|")
    return (PlaceId(place), MessageId(message)) if subject.startswith(_MARK) and place and message else None


def key(relationship: RelationshipId, place: PlaceId, message: MessageId) -> str:
    """Under which the offer is laid: once for a message."""
    return f"offer:{relationship}:{place}:{message}"
