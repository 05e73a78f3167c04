"""The weekly digests of a replay, as one page for the browser: as they would have been posted, with their pictures.

The page is a file of its own and fetches nothing; its pictures are in it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, assert_never

from bot.figures import Account, Totals
from bot.page import template
from bot.picture import day_said
from bot.pictures import draw
from bot.replay_record import ToldDigest
from bot.report import Period
from rules.message import Buttons, Line, Message, Part, Picture, Small, plain
from rules.model import PlaceId, Relationship
from rules.wording.digest import BULLET
from rules.worktime import WEEKDAYS

MOST = 260
"""Digests on the page: five years. The JSON report has them all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of a digest: what it is, what it says, and of a picture the picture."""

    kind: str
    """`head`, `line`, `item`, `small`, `buttons` or `picture`."""
    text: str
    labels: Sequence[str] = ()
    png: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A digest as the page shows it."""

    when: str
    place: str
    parts: Sequence[Shown]


class DigestPage:
    """Written at the end; of the items it shows nothing but what the digests say."""

    def __init__(
        self,
        out: IO[str],
        relationship: Relationship,
        place_names: Mapping[PlaceId, str],
        period: Period,
        digests: Sequence[ToldDigest],
    ) -> None:
        self._out = out
        self._relationship = relationship
        self._place_names = place_names
        self._period = period
        self._digests = digests

    def add(self, account: Account) -> None:
        """The digests tell of it themselves."""

    def close(self, _totals: Totals) -> None:
        """Write the whole page, as HTML."""
        zone = self._relationship.client.calendar.zone
        page = template("digests.html").stream(
            client=self._relationship.client.company,
            vendor=self._relationship.vendor.company,
            first=self._period.first.astimezone(zone).date(),
            last=self._period.until.astimezone(zone).date(),
            digests=map(self._entry, self._digests[-MOST:]),
            shown=min(len(self._digests), MOST),
            number=len(self._digests),
        )
        self._out.writelines(page)

    def _entry(self, digest: ToldDigest) -> Entry:
        local = digest.at.astimezone(self._relationship.client.calendar.zone)
        when = f"{WEEKDAYS[local.weekday()]} {day_said(local)}, {local:%H:%M}"
        return Entry(when, self._place_names[digest.place], tuple(_shown(digest.message)))


def _shown(message: Message) -> Iterator[Shown]:
    for number, part in enumerate(message.parts):
        yield _part(part, is_first=number == 0)


def _part(part: Part, is_first: bool) -> Shown:
    text = plain(Message((part,)))
    match part:
        case Line():
            if text.startswith(BULLET):
                return Shown("item", text.removeprefix(BULLET))
            return Shown("head" if text.endswith(":") or is_first else "line", text)
        case Small():
            return Shown("small", text)
        case Buttons(shown, more):
            return Shown("buttons", "", [button.label for button in (*shown, *more)])
        case Picture():
            return Shown("picture", part.alt, png=b64encode(draw(part)).decode())
        case _:
            assert_never(part)
