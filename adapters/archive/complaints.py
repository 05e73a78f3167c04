"""What was wrong with an export, file by file. Nothing of it stops the reading of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.mrkdwn.fields import words

MOST = 200
"""Complaints kept one by one; a thoroughly broken export must not fill the memory or the screen."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that was wrong: where, and in words for people. Never any message text."""

    file: str
    what: str


class Complaints:
    """Collects complaints, the first `MOST` of them in full."""

    def __init__(self) -> None:
        self._kept: list[Complaint] = []
        self._left_out = 0

    def add(self, file: str, what: str) -> None:
        if len(self._kept) < MOST:
            self._kept.append(Complaint(words(file), what))
        else:
            self._left_out += 1

    def __iter__(self) -> Iterator[Complaint]:
        yield from self._kept
        if self._left_out:
            yield Complaint("…", f"{self._left_out:,} more complaints are left out here")


def counted(number: int, one: str, many: str) -> str:
    """`1 message is …` or `1,200 messages are …`."""
    return f"{number:,} {one if number == 1 else many}"
