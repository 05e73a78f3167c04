"""Which place a folder's messages belong to."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass, field

from adapters.mrkdwn.fields import Payload, texts, words


@dataclass(frozen=True, slots=True)
class Listed:
    """A place as a list of the export names it."""

    id: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(slots=True)
class Places:
    """The places the lists name, found by the name of their folder."""

    by_id: dict[str, Listed] = field(default_factory=dict)
    _by_folder: dict[str, Listed] = field(default_factory=dict)

    def enlist(self, payload: Payload) -> bool:
        """Takes one entry of `channels.json` or its like; False if it has no id."""
        id_ = words(payload.get("id"))
        if not id_:
            return False
        name = words(payload.get("name")) or id_
        place = self.by_id.setdefault(id_, Listed(id_, name, _members(payload)))
        for folder in (name, id_):
            self._by_folder.setdefault(_folded(folder), place)
        return True

    def of(self, folder: str) -> Listed:
        """A channel's folder has its name, a direct message's its id; one that no list knows stands for itself."""
        return self._by_folder.get(_folded(folder)) or Listed(words(folder), words(folder))


def _members(payload: Payload) -> tuple[str, ...]:
    """Interned: a thousand channels with the same eighty members hold eighty ids, not eighty thousand."""
    return tuple(sorted(map(sys.intern, texts(payload, "members"))))


def _folded(name: str) -> str:
    """macOS takes `é` apart in the names of folders; the lists keep it whole."""
    return unicodedata.normalize("NFC", name)
