"""Makes a large Slack export out of the texts of a real one, the same every time for the same arguments.

    python bench/make_export.py OUT --messages 1000000 --places 1000 --sample EXPORT

OUT becomes an unpacked export: two companies (team ids T0CLIENT and T0VENDOR, 40 people each) that talk in shared
channels on working days, 09:00-17:00 UTC, one file a day and place. Half of the messages belong to a thread, one in
ten asks, and one in twenty of those (half a percent of all) is never answered.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import accumulate
from pathlib import Path

from adapters.archive import Archive
from rules.events import MessagePosted

FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""A Monday."""
DAY = 8 * 3600
"""Seconds of a working day."""
PEOPLE_A_SIDE = 40
SPEAKERS_A_SIDE = 5
"""People of one side who talk in one place."""
NEVER_ANSWERED = 0.05
"""Of the questions."""
LINK = re.compile(r"https?://[^\s<>]+")


@dataclass(frozen=True, slots=True)
class Texts:
    """What people of the sample said, in Slack's markup."""

    asking: Sequence[str]
    telling: Sequence[str]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a side."""

    id: str
    name: str
    team: str


@dataclass(frozen=True, slots=True)
class Line:
    """A message to be: `after` working seconds from the first day's start, `root` the thread's first line."""

    after: int
    author: Person
    text: str
    root: int | None = None


def main() -> None:
    wanted = _arguments()
    texts = _texts(wanted.sample)
    clients, vendors = _team("T0CLIENT", "UC"), _team("T0VENDOR", "UV")
    wanted.out.mkdir(parents=True)
    _write(wanted.out / "users.json", [_user(person) for person in (*clients, *vendors)])
    channels = []
    for number in range(wanted.places):
        rng = random.Random(wanted.seed * 1_000_003 + number)
        sides = [rng.sample(team, SPEAKERS_A_SIDE) for team in (clients, vendors)]
        room = Room(rng, sides, texts, last_start=(wanted.days - 2) * DAY)
        share = wanted.messages * (number + 1) // wanted.places - wanted.messages * number // wanted.places
        channels.append(_channel(number, [person.id for side in sides for person in side]))
        _write_days(wanted.out / channels[-1]["name"], _messages(rng, room.talk(share)))
    _write(wanted.out / "channels.json", channels)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=1_000)
    parser.add_argument("--days", type=int, default=90, help="working days the talk is spread over")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=Path, required=True, help="the export whose texts are used")
    return parser.parse_args()


def _texts(sample: Path) -> Texts:
    with Archive.open(sample) as archive:
        said = {event.text for event in archive.events() if isinstance(event, MessagePosted)}
    # An addressee is added here; a bare link tells nobody anything.
    said = {text for text in said if 15 <= len(text) <= 400 and "@" not in text and not text.startswith("http")}
    marked = sorted(LINK.sub(r"<\g<0>>", escape(text, quote=False)) for text in said)
    return Texts([text for text in marked if text.endswith("?")], [text for text in marked if "?" not in text])


def _team(team: str, prefix: str) -> list[Person]:
    name = team.removeprefix("T0").lower()
    return [Person(f"{prefix}{number:08}", f"{name}.{number:02}", team) for number in range(PEOPLE_A_SIDE)]


@dataclass(frozen=True, slots=True)
class Room:
    """A place, the people of both sides who talk there, and what they may say."""

    rng: random.Random
    sides: Sequence[Sequence[Person]]
    texts: Texts
    last_start: int
    """Working seconds after which no exchange begins."""

    def talk(self, count: int) -> list[Line]:
        """`count` lines: of every hundred 10 ask, 50 belong to threads, and half a line stays unanswered."""
        lines: list[Line] = []
        # Rounded at random, so that ten places of five lines ask as often as one of fifty.
        for number in range(int(count / 10 + self.rng.random())):
            lines += self._question(len(lines), threaded=number % 2 == 0)
        while len(lines) < count:
            lines += self._remark(len(lines), replies=4 if self.rng.random() < 0.15 else 0)
        return lines[:count]

    def _question(self, root: int, *, threaded: bool) -> list[Line]:
        """One side asks; the other answers within the hour in the channel, within a working day in a thread."""
        askers, holders = self.rng.sample(self.sides, 2)
        asker, holder = self.rng.choice(askers), self.rng.choice(holders)
        text = self.rng.choice(self.texts.asking)
        start = self._start()
        asked = Line(start, asker, f"<@{holder.id}> {text}" if self.rng.random() < 0.5 else text)
        if self.rng.random() < NEVER_ANSWERED:
            return [asked]
        answered = start + self.rng.randrange(60, DAY if threaded else 3600)
        if not threaded:
            return [asked, self._told(answered, [holder])]
        thanked = answered + self.rng.randrange(30, 3600)
        return [asked, self._told(answered, [holder], root), self._told(thanked, [asker], root)]

    def _remark(self, root: int, *, replies: int) -> list[Line]:
        """Somebody tells something; in a thread, others go on about it."""
        people = [person for side in self.sides for person in side]
        start = self._start()
        pauses = accumulate(self.rng.randrange(30, 1800) for _ in range(replies))
        return [self._told(start, people), *(self._told(start + pause, people, root) for pause in pauses)]

    def _told(self, after: int, authors: Sequence[Person], root: int | None = None) -> Line:
        return Line(after, self.rng.choice(authors), self.rng.choice(self.texts.telling), root)

    def _start(self) -> int:
        return self.rng.randrange(self.last_start)


def _messages(rng: random.Random, lines: Sequence[Line]) -> list[dict[str, object]]:
    """The lines as Slack exports them, by time; roots know that they have a thread, as they do there."""
    stamps = [_ts(rng, line.after) for line in lines]
    roots = {line.root for line in lines}
    messages = []
    for number, line in enumerate(lines):
        root = number if number in roots else line.root
        messages.append(_message(rng, line, stamps[number], None if root is None else stamps[root]))
    return sorted(messages, key=lambda message: str(message["ts"]))


def _ts(rng: random.Random, after: int) -> str:
    """Working seconds → the moment, with six random decimals, as no two messages of a place share theirs."""
    day, second = divmod(after, DAY)
    weeks, weekday = divmod(day, 5)
    at = FIRST_DAY + timedelta(days=7 * weeks + weekday, seconds=second)
    return f"{int(at.timestamp())}.{rng.randrange(1_000_000):06}"


def _message(rng: random.Random, line: Line, ts: str, thread: str | None) -> dict[str, object]:
    message: dict[str, object] = {
        "client_msg_id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "type": "message",
        "user": line.author.id,
        "text": line.text,
        "ts": ts,
        "team": line.author.team,
        "user_team": line.author.team,
        "source_team": line.author.team,
        "user_profile": {"name": line.author.name, "team": line.author.team},
    }
    return message if thread is None else {**message, "thread_ts": thread}


def _write_days(folder: Path, messages: Sequence[dict[str, object]]) -> None:
    days = defaultdict(list)
    for message in messages:
        days[datetime.fromtimestamp(float(str(message["ts"])), UTC).date()].append(message)
    folder.mkdir()
    for day, written in days.items():
        _write(folder / f"{day}.json", written)


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _channel(number: int, members: Sequence[str]) -> dict[str, object]:
    return {"id": f"C{number:08}", "name": f"shared-{number:04}", "is_archived": False, "members": members}


def _user(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "deleted": False,
        "is_bot": False,
        "profile": {
            "real_name": person.name.replace(".", " ").title(),
            "display_name": "",
            "email": f"{person.name}@{person.team.lower()}.example",
        },
    }


if __name__ == "__main__":
    main()
