"""Which file of an export is what: lists at its root, one folder of messages a place (platform-slack.md 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from adapters.archive.source import Entry

PEOPLE = ("users.json", "org_users.json")
PLACES = ("channels.json", "groups.json", "mpims.json", "dms.json")
_LISTS = frozenset(PEOPLE + PLACES)

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of an export by what they hold."""

    lists: dict[str, Entry] = field(default_factory=dict)
    folders: dict[str, list[Entry]] = field(default_factory=dict)
    """Folder name → its files, in order of their names. How they are named says nothing about what they hold."""


def layout(entries: Sequence[Entry]) -> Layout:
    """Sorts the files. What else lies at the root (`integration_logs.json`, `canvases.json`) is not ours."""
    depth = _root_depth(entries)
    found = Layout()
    for entry in entries:
        match _parts(entry.name)[depth:]:
            case (name,):
                if name in _LISTS:
                    found.lists.setdefault(name, entry)
            case (folder, *_):
                found.folders.setdefault(folder, []).append(entry)
    return found


def _parts(name: str) -> Parts:
    """The path without what would lead out of the export; Windows tools write `\\` into zips."""
    return tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))


def _root_depth(entries: Sequence[Entry]) -> int:
    """How many folders deep the export's root lies: people re-zip the folder an export was unpacked into."""
    depth = 0
    while _wrapped(_parts(entry.name)[depth:] for entry in entries):
        depth += 1
    return depth


def _wrapped(paths: Iterable[Parts]) -> bool:
    """Whether everything lies in one folder that is itself the export rather than its only channel."""
    tops, lists, shallow, deep = set(), False, False, False
    for path in paths:
        tops.add(path[0])
        shallow |= len(path) < 3
        deep |= len(path) >= 3
        lists |= len(path) == 2 and path[1] in _LISTS
        if len(path) == 1 or len(tops) > 1:
            return False
    return deep and (lists or not shallow)
