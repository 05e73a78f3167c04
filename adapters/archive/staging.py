"""The messages of an export, put down in the order of the files and taken up again in the order of time.

They lie in SQLite's private on-disk database (the empty file name): it grows beyond a small cache into a file without
a name, which is gone with the connection, even after a crash (sqlite.org/inmemorydb.html, "Temporary Databases").
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from adapters.archive.inbound import Written

_SCHEMA = """
PRAGMA temp_store = FILE;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -8192;
CREATE TABLE message (
    place INTEGER NOT NULL,
    ts TEXT NOT NULL,
    at INTEGER NOT NULL,
    author TEXT,
    thread TEXT,
    text TEXT NOT NULL,
    files INTEGER NOT NULL,
    reactions TEXT,
    edited INTEGER NOT NULL,
    PRIMARY KEY (place, ts)
) WITHOUT ROWID;
BEGIN;
"""
_INSERT = "INSERT OR IGNORE INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
# Of two copies of one message a human's wins, then the later edited, then the longer; what follows only makes the
# choice the same whichever was read first.
_BETTER = """
INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (place, ts) DO UPDATE SET author = excluded.author, thread = excluded.thread, text = excluded.text,
    files = excluded.files, reactions = excluded.reactions, edited = excluded.edited
WHERE (
    excluded.author IS NOT NULL, excluded.edited, length(excluded.text), excluded.text,
    coalesce(excluded.author, ''), coalesce(excluded.thread, ''), excluded.files, coalesce(excluded.reactions, '')
) > (
    message.author IS NOT NULL, message.edited, length(message.text), message.text,
    coalesce(message.author, ''), coalesce(message.thread, ''), message.files, coalesce(message.reactions, '')
)
"""
_SPOKEN = """
SELECT place, author, count(*), min(at), max(at), count(reactions) FROM message WHERE author IS NOT NULL
GROUP BY place, author
"""
_ROOTLESS = """
SELECT place, count(DISTINCT thread) FROM message AS reply
WHERE author IS NOT NULL AND thread IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM message AS root WHERE root.place = reply.place AND root.ts = reply.thread)
GROUP BY place
"""
_IN_ORDER = """
SELECT place, ts, at, author, thread, text, files, reactions FROM message WHERE author IS NOT NULL
ORDER BY at, place, ts
"""


@contextmanager
def needing_room() -> Iterator[None]:
    """Says where the room was missing if the disk is full."""
    try:
        yield
    except sqlite3.OperationalError as full:
        what = f"There is no room to put down the messages of the export ({full})"
        raise OSError(f"{what}: set SQLITE_TMPDIR to a folder on a larger disk.") from full


class Spoken(NamedTuple):
    """What one person wrote in one place."""

    place: int
    author: str
    messages: int
    first: int
    """Microseconds since 1970, UTC, like `last`."""
    last: int
    with_reactions: int


class Staging:
    """Every readable message once. Places go by numbers, in the order of their ids."""

    def __init__(self) -> None:
        # One thread at a time uses it, not always the one that opened the archive.
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.executescript(_SCHEMA)

    def add(self, place: int, messages: Sequence[Written]) -> int:
        """Puts messages down and returns how many of them were there already."""
        rows = [(place, *message) for message in messages]
        known = len(rows) - self._connection.executemany(_INSERT, rows).rowcount
        if known:
            self._connection.executemany(_BETTER, rows)
        return known

    def spoken(self) -> Iterator[Spoken]:
        return map(Spoken._make, self._connection.execute(_SPOKEN))

    def rootless(self) -> Iterator[tuple[int, int]]:
        """(place, number of threads whose root is not there)."""
        return iter(self._connection.execute(_ROOTLESS))

    def in_order(self) -> Iterator[tuple[int, Written]]:
        """(place, message) of every human message, by time, then place, then `ts`."""
        for place, *columns in self._connection.execute(_IN_ORDER):
            yield place, Written(*columns)

    def close(self) -> None:
        self._connection.close()
