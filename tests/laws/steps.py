"""What may happen: steps drawn at random. A step is a few numbers, which mean something in every chat.

So a history can be run again, and again with any of its steps left out: that is how a short one is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from rules.model import PlaceId
from tests.laws.world import BACK, INSIDE, NORTH, SHARED, SOUTH

STEPS_A_HISTORY = 40

TEXTS = (
    "Which region should the new {} bucket be in?",
    "could you send us the signed {} lease?",
    "When do you open the {} hall on Sunday?",
    "Who pays the billing of the {} poster?",
    "Is the {} poster final",
    "The {} printer in hall 3 is not working",
    "eu-west-1, the region of all the other {} buckets.",
    "Here is the signed {} lease, and the poster is final.",
    "Sunday at ten",
    "Yes",
    "Looking into it",
    "I'll check the {} one tomorrow",
    "Which of the two {} ones do you mean?",
    "The one in Mill Street.",
    "Any update?",
    "Thanks!",
    "Never mind, found it.",
    "Sent you a DM.",
    "Let's jump on a call",
    "It works now",
    "Good morning all",
    "We have restarted the {} feed",
    "The {} export is green again.",
    "👍",
)
"""`{}` takes the canary of the place."""
ASKS = 6
"""So many of them ask, from the first on."""
EMOJI = (
    "white_check_mark", "white_check_mark", "eyes", "question", "no_entry_sign", "no_entry_sign", "tada",
    "zipper_mouth_face", "memo", "memo",
)  # fmt: skip
PLACES: tuple[PlaceId, ...] = (SHARED, SHARED, SHARED, SHARED, SHARED, NORTH, NORTH, INSIDE, BACK, SOUTH)
WHENS = ("tomorrow", "fri", "in 2 hours", "tomorrow 14:00", "3 nov", "next week", "12 may", "yesterday", "soon", "")
COMMANDS = (
    "",
    "help",
    "waiting",
    "waiting vendor",
    "status",
    "people",
    "settings",
    "hours",
    "holidays",
    "agreement",
    "my data",
    "export",
    "undo",
    "undo",
    "did restarted the {here} feed",
    "did moved the {here} export +extra +seen +workaround {here} board",
    "did this",
    "deeds",
    "deeds drop {deed}",
    "thanks for {deed}, the {form} one",
    "thanks @{who} for {item}",
    "trusted add restart the {here} feed",
    "trusted remove restart the {here} feed",
    "voice three callers of {here} could not find it",
    "digest",
    "digest preview",
    "digest preview",
    "digest now",
    "settings digest mon 9",
    "settings digest quiet silent",
    "why {item}",
    "why 1",
    "answered {item}",
    "answered {item} by phone, the {form} one",
    "answered {item}",
    "snooze {item}",
    "snooze {item} until {when}",
    "withdraw {item}",
    "reopen {item}",
    "reopen {item}",
    "ask @{who} Which of the {here} buckets is the one we pay for?",
    "ask @{who} May the {here} hall be painted? +by {when}",
    "ask Which {here} door is it? +blocked {when} the {here} move",
    "ask @{who} Which {here} door is it? +blocked {day}",
    "ask this",
    "ask @{who} Is the {here} gate open? +by {when} +blocked {day} the {here} opening",
    "away until {when}",
    "away until {when} +deputy @{who}",
    "away off",
    "quiet me",
    "pause me",
    "resume me",
    "pause my side",
    "resume my side",
    "pause here",
    "resume here",
    "hours {hours}",
    "hours my side {hours}",
    "hours off",
    "holidays +{date}",
    "people go-between @{who}",
    "people go-between @{who} +deputy @{whom}",
    "people go-between @{who} +topic billing",
    "people sponsor @{who}",
    "settings listening {level}",
    "settings public off",
    "settings public on",
    "settings feedback 1",
    "settings feedback off",
    "feedback",
    "feedback give",
    "feedback start",
    "feedback people @{who} @{whom}",
    "feedback people all",
    "setup",
    "side @{who} client",
    "side @{who} vendor",
    "forget me",
    "forget @{who}",
    "gibberish {here}",
)
"""What people type at Rapport."""
LOOK_UPS = (
    "",
    "",
    "waiting",
    "waiting client",
    "waiting vendor",
    "export",
    "export",
    "export",
    "export",
    "my data",
    "status",
    "deeds",
    "deeds",
    "deeds d1",
    "deeds d2",
    "why q1",
    "why q2",
    "why q6",
    "why 1",
    "why {nudged}",
    "why {nudged}",
    "why {nudged}",
    "feedback",
    "feedback people",
    "feedback people",
    "feedback give",
)
"""What they type to read what is kept; some of it is not theirs to read (tests/laws/world.py, `KEPT_IN_PRIVATE`)."""
WHISPERS = (
    "did moved the {here} export +extra +seen +workaround {here} board",
    "did restarted the {here} feed",
    "did this",
    "ask @{who} Which {here} door is it? +blocked fri the {here} move",
    "ask @{who} Is the {here} gate open?",
    "ask this",
)
"""What they type in a place of their own side, and what goes only where both read."""
HOURS = ("Mon-Fri 10:00-16:00", "Mon-Sat 06:00-09:00,20:00-23:00", "Tue 13:00-14:00", "zone Asia/Tokyo", "Mon-Fri 9-17")
HOMES = ("T1", "T2", None)
DOMAINS = ("con.example", "north.example", "gmail.com", None)
"""What accounts say of people, in any combination."""
DATES = ("2026-10-26", "2026-11-02", "2026-11-03", "2026-12-01")
LEVELS = ("flagged", "suggest", "auto", "auto")
DAYS = ("tomorrow", "fri", "mon", "30 oct", "wed")

WEIGHTS = {
    "say": 7,
    "ask": 7,
    "answer": 5,
    "edit": 1,
    "delete": 1,
    "react": 4,
    "press": 10,
    "misuse": 2,
    "send": 7,
    "order": 6,
    "meet": 1,
    "archive": 1,
    "wait": 4,
    "be_down": 1,
    "be_faster": 2,
    "start_round": 1,
    "answer_round": 4,
    "correct": 1,
    "read_digest": 1,
    "look_up": 1,
    "whisper": 1,
    "repeat": 2,
    "ring_for_nothing": 1,
}
"""How often each kind of step is drawn; `Chat` has a method for each."""
ROUNDS = {
    **WEIGHTS,
    "start_round": 6,
    "answer_round": 32,
    "correct": 9,
    "read_digest": 9,
    "look_up": 12,
    "whisper": 4,
    "ring_for_nothing": 0,
}
"""The same for histories that are about rounds of feedback and digests."""

MINUTE, HOUR, DAY = 60, 3_600, 86_400
PAUSES = (20, 90, 600, HOUR, 2 * HOUR, 3 * HOUR, 5 * HOUR, 11 * HOUR, 18 * HOUR, 23 * HOUR, 70 * HOUR)
LONG_PAUSES = (DAY, DAY, 2 * DAY, 4 * DAY, 9 * DAY, 40 * DAY)
LAGS = (0, 0, 0, 0, 0, 2 * MINUTE, 4 * HOUR)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens: what kind, after how long, told how late, and three numbers to choose by."""

    kind: str
    after: timedelta
    lag: timedelta
    a: int
    b: int
    c: int


def steps(random: Random, count: int = STEPS_A_HISTORY, weights: Mapping[str, int] = WEIGHTS) -> list[Step]:
    kinds = random.choices(tuple(weights), tuple(weights.values()), k=count)
    return [_step(kind, random) for kind in kinds]


def _step(kind: str, random: Random) -> Step:
    after = random.choice(LONG_PAUSES if kind == "wait" else PAUSES)
    return Step(
        kind,
        timedelta(seconds=after),
        timedelta(seconds=random.choice(LAGS)),
        random.randrange(1 << 16),
        random.randrange(1 << 16),
        random.randrange(1 << 16),
    )
