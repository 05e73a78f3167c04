"""A Slack export as a stream of events, in the order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from adapters.archive.complaints import Complaint, counted
from adapters.archive.inbound import posted, reacted, reactions_of
from adapters.archive.layout import layout
from adapters.archive.reader import Progress, Reader
from adapters.archive.source import NotAnExport, source_at
from adapters.archive.staging import Spoken, Staging, needing_room
from adapters.base import Profile
from adapters.mrkdwn.ids import moment, person_id, place_id
from adapters.mrkdwn.markup import Names
from rules.events import MessagePosted, Reacted
from rules.model import PersonId, PlaceId


@dataclass(frozen=True, slots=True)
class ArchivedPlace:
    """A place in which somebody wrote."""

    id: PlaceId
    name: str
    members: tuple[PersonId, ...]
    """By id; empty where the export does not say."""
    speakers: tuple[PersonId, ...]
    """Who wrote there, by id; some may have left since."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An export, read once; its messages wait on disk until `close`."""

    places: tuple[ArchivedPlace, ...]
    messages: int
    """Distinct messages of humans."""
    first: datetime | None
    """When the first of them was written (aware UTC), None if there are none; `last` likewise."""
    last: datetime | None
    complaints: tuple[Complaint, ...]
    _profiles: tuple[Profile, ...]
    _names: Names
    _channels: tuple[str, ...]
    _spoke_last: Mapping[tuple[int, str], int]
    """(place, user) → when they last wrote there; empty where nobody reacted to anything."""
    _staging: Staging

    @classmethod
    def open(cls, path: Path, progress: Progress | None = None) -> Self:
        """Reads the export at `path`, a zip or a folder.

        Raises `NotAnExport` where nothing of it can be read, OSError where the disk has no room to stage it.
        """
        with closing(source_at(path)) as source, needing_room(), ExitStack() as undo:
            staging = undo.enter_context(closing(Staging()))
            reader = Reader(source, layout(source.entries), staging, progress or _silently)
            reader.read()
            if not reader.files_read:
                raise NotAnExport(_why_nothing(path, reader))
            archive = cls._of(reader, tuple(staging.spoken()))
            undo.pop_all()
            return archive

    @classmethod
    def _of(cls, reader: Reader, spoken: Sequence[Spoken]) -> Self:
        seen = _messages_by_author(spoken)
        members = (member for place in reader.places.by_id.values() for member in place.members)
        profiles = reader.people.profiles(seen, members)
        _complain_of_unknown(profiles, reader)
        return cls(
            places=tuple(_places(reader, spoken)),
            messages=seen.total(),
            first=moment(min(one.first for one in spoken)) if spoken else None,
            last=moment(max(one.last for one in spoken)) if spoken else None,
            complaints=tuple(reader.complaints),
            _profiles=profiles,
            _names=Names(reader.people.names(), {place.id: place.name for place in reader.places.by_id.values()}),
            _channels=tuple(place.id for place in reader.numbered),
            _spoke_last=_last_words(spoken),
            _staging=reader.staging,
        )

    def roster(self) -> Sequence[Profile]:
        """Everybody the export lists, everybody who wrote and every member of a place, by id; no bots."""
        return self._profiles

    def events(self) -> Iterator[MessagePosted | Reacted]:
        """Every message of a human and every reaction to one, by time, then place.

        An export does not say when somebody reacted. It counts as done when they next wrote in the place, just before
        that; or, if they never did, right after the message itself.
        """
        to_come: dict[tuple[int, str], list[tuple[str, str]]] = {}
        with needing_room():
            for place, message in self._staging.in_order():
                author, channel, at = message.author or "", self._channels[place], moment(message.at)
                for ts, emoji in to_come.pop((place, author), ()):
                    yield reacted(ts, channel, emoji, author, at)
                yield posted(message, channel, self._names)
                for emoji, user in reactions_of(message):
                    if self._spoke_last.get((place, user), 0) > message.at:
                        to_come.setdefault((place, user), []).append((message.ts, emoji))
                    else:
                        yield reacted(message.ts, channel, emoji, user, at)

    def close(self) -> None:
        """Drops what was staged; `events` gives no more."""
        self._staging.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _silently(done: int, total: int) -> None:
    """Progress nobody watches."""


def _why_nothing(path: Path, reader: Reader) -> str:
    messages = {entry.name for entries in reader.layout.folders.values() for entry in entries}
    for complaint in reader.complaints:
        if complaint.file in messages:
            return f"Nothing in {path} can be read ({complaint.file}: {complaint.what})."
    return f"{path} is not a Slack export: it has no folder of messages (one .json file a day) for any channel."


def _messages_by_author(spoken: Iterable[Spoken]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for one in spoken:
        seen[one.author] += one.messages
    return seen


def _complain_of_unknown(profiles: Iterable[Profile], reader: Reader) -> None:
    unknown = sum(profile.id == person_id(profile.name) for profile in profiles)
    if unknown:
        reader.complaints.add("users.json", counted(unknown, "person is", "people are") + " known only by their id")


def _places(reader: Reader, spoken: Iterable[Spoken]) -> Iterator[ArchivedPlace]:
    people: dict[str, PersonId] = {}
    speakers: dict[int, list[PersonId]] = {}
    for one in spoken:
        speakers.setdefault(one.place, []).append(people.setdefault(one.author, person_id(one.author)))
    for number, place in enumerate(reader.numbered):
        if number in speakers:
            members = tuple(people.setdefault(id_, person_id(id_)) for id_ in place.members)
            yield ArchivedPlace(place_id(place.id), place.name, members, tuple(sorted(speakers[number])))


def _last_words(spoken: Sequence[Spoken]) -> dict[tuple[int, str], int]:
    if not any(one.with_reactions for one in spoken):
        return {}
    return {(one.place, one.author): one.last for one in spoken}
