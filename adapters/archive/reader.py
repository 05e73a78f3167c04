"""Reads the files of an export into the staging area, and complains of what it cannot take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from itertools import islice
from typing import TypeVar

from adapters.archive.complaints import Complaints, counted
from adapters.archive.elements import CHUNK, Broken, Decoded, elements
from adapters.archive.inbound import Written, written
from adapters.archive.layout import PEOPLE, PLACES, Layout
from adapters.archive.people import People
from adapters.archive.places import Listed, Places
from adapters.archive.source import UNREADABLE, Entry, Source
from adapters.archive.staging import Staging
from adapters.mrkdwn.fields import Payload
from adapters.mrkdwn.markup import LONGEST, cut

Progress = Callable[[int, int], None]
"""Told after every file of messages: files read so far, files in all."""

_BATCH = 2_000
Taken = TypeVar("Taken")


@dataclass(slots=True)
class Tally:
    """What was odd in one file; the names are in `_ODDITIES`."""

    replaced: int = 0
    strange: int = 0
    timeless: int = 0
    long: int = 0
    doubled: int = 0


_ODDITIES = {
    "replaced": ("character is not UTF-8 and was replaced", "characters are not UTF-8 and were replaced"),
    "strange": ("entry is not a message and was skipped", "entries are not messages and were skipped"),
    "timeless": ("message has no usable ts and was skipped", "messages have no usable ts and were skipped"),
    "long": (f"message was cut at {LONGEST:,} characters", f"messages were cut at {LONGEST:,} characters"),
    "doubled": ("message is there twice; one copy is kept", "messages are there twice; one copy of each is kept"),
}


@dataclass(slots=True)
class Reader:
    """One pass over an export."""

    source: Source
    layout: Layout
    staging: Staging
    progress: Progress
    people: People = field(default_factory=People)
    places: Places = field(default_factory=Places)
    complaints: Complaints = field(default_factory=Complaints)
    numbered: tuple[Listed, ...] = ()
    """The places that have a folder, by id; staging knows each by its index here."""
    files_read: int = 0

    def read(self) -> None:
        """Lists first: who is a bot must be known before the first message is judged."""
        self._read_lists(PEOPLE, self.people.enlist)
        self._read_lists(PLACES, self.places.enlist)
        if not self.layout.lists.keys() & set(PEOPLE):
            self.complaints.add("users.json", "missing; people are known by what their messages say of them")
        self._read_folders()
        for number, threads in self.staging.rootless():
            missing = counted(threads, "thread lacks its first message", "threads lack their first message")
            self.complaints.add(self.numbered[number].name, f"{missing}; the replies were read")

    def _read_lists(self, names: Iterable[str], enlist: Callable[[Payload], bool]) -> None:
        for entry in (self.layout.lists[name] for name in names if name in self.layout.lists):
            self._complaining(entry, partial(self._read_list, entry, enlist))

    def _read_list(self, entry: Entry, enlist: Callable[[Payload], bool]) -> None:
        listed = self._elements(entry, Tally())
        without_id = sum(not (isinstance(one, dict) and enlist(one)) for one in listed)
        if without_id:
            self.complaints.add(entry.name, counted(without_id, "entry has no id", "entries have no id"))

    def _complaining(self, entry: Entry, read: Callable[[], None]) -> None:
        """A broken file is complained of and skipped; the others are still read."""
        try:
            read()
        except Broken as broken:
            self.complaints.add(entry.name, f"{broken}; the file was skipped")
        except UNREADABLE as unreadable:
            self.complaints.add(entry.name, f"cannot be read ({unreadable}); the file was skipped")

    def _read_folders(self) -> None:
        homes = {folder: self.places.of(folder) for folder in self.layout.folders}
        self.numbered = tuple(sorted(set(homes.values()), key=lambda place: place.id))
        numbers = {place: number for number, place in enumerate(self.numbered)}
        self._complain_of_unlisted([folder for folder, place in homes.items() if place.id not in self.places.by_id])
        files = [(folder, entry) for folder, entries in self.layout.folders.items() for entry in entries]
        for done, (folder, entry) in enumerate(files, start=1):
            self._complaining(entry, partial(self._read_messages, entry, numbers[homes[folder]]))
            self.progress(done, len(files))

    def _complain_of_unlisted(self, unlisted: Sequence[str]) -> None:
        if not unlisted:
            return
        some = ", ".join(unlisted[:3]) + (", …" if len(unlisted) > 3 else "")
        what = counted(len(unlisted), "folder is in no list", "folders are in no list")
        lost = "" if PLACES[0] in self.layout.lists else "missing; "
        self.complaints.add(PLACES[0], f"{lost}{what} ({some}); read under the folder's own name")

    def _read_messages(self, entry: Entry, place: int) -> None:
        tally = Tally()
        for batch in _batches(self._kept(self._elements(entry, tally), place, tally)):
            tally.doubled += self.staging.add(place, batch)
        self.files_read += 1
        for oddity in fields(tally):
            if number := getattr(tally, oddity.name):
                self.complaints.add(entry.name, counted(number, *_ODDITIES[oddity.name]))

    def _kept(self, messages: Iterable[object], place: int, tally: Tally) -> Iterator[Written]:
        for payload in messages:
            if not isinstance(payload, dict):
                tally.strange += 1
            elif (message := written(payload, self.people.bots)) is None:
                tally.timeless += 1
            else:
                if message.author is not None:
                    self.people.hear(message.author, payload, (message.at, self.numbered[place].id))
                yield self._shortened(message, tally)

    def _shortened(self, message: Written, tally: Tally) -> Written:
        if len(message.text) <= LONGEST:
            return message
        tally.long += 1
        return message._replace(text=cut(message.text))

    def _elements(self, entry: Entry, tally: Tally) -> Iterable[object]:
        """What the file lists, once it is known to be sound: a broken file is skipped as a whole.

        So a file too large to be held is read twice.
        """
        if entry.size < CHUNK:
            return list(self._scanned(entry, tally))
        for _ in self._scanned(entry, tally):
            pass
        return self._scanned(entry, Tally())

    def _scanned(self, entry: Entry, tally: Tally) -> Iterator[object]:
        with self.source.open(entry) as stream:
            # Reading makes a buffer of the size asked for: a megabyte for every small file is slow.
            text = Decoded(stream, min(entry.size + 1, CHUNK))
            yield from elements(text)
            tally.replaced += text.replaced


def _batches(messages: Iterator[Taken]) -> Iterator[list[Taken]]:
    while batch := list(islice(messages, _BATCH)):
        yield batch
