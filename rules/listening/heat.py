"""How heated a message is, and whether it blames somebody. No rule asks yet: `rapport listen --explain` tells it.

Heat is anger, a threat to take it higher, a count of how often it was said, shouting. Blame says that somebody did
harm, is at fault or never acts. Disappointment said politely, a joke, or heat that is aimed at a thing ("this stupid
laptop") is no blame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rules.listening.hear import languages_of
from rules.listening.normalise import Sentence, normalise, without_pasted
from rules.listening.phrases import Phrasebook
from rules.listening.tempers import GROUPS, TEMPERS, Tone

WEIGHT = {Tone.ANGRY: 0.6, Tone.CURSES: 0.5, Tone.ESCALATES: 0.5, Tone.BLAMES: 0.2}
SHOUTING, MARKS = 0.5, 0.2
"""What capitals and "!!!" add."""
HEATED_FROM = 0.5
NEVER = frozenset(
    "never always keep nunca siempre sempre nie immer jamais toujours mai nooit altijd nigdy zawsze kabhi".split()
)
"""With one of these a question still blames: "why do you never answer?", not "did you delete it?"."""
_SHOUTS = re.compile(r"(?:\b[^\W\d_a-zß-öø-ÿ]{2,}\b[ ,]+){2,}\b[^\W\d_a-zß-öø-ÿ]{2,}\b")
"""Three words in capitals: "ASAP", "PLEASE NOTE" and "JSON API" shout at nobody."""
_MARKED = re.compile(r"!{3,}|\?!\?|!\?!")
_JOKES = re.compile(r"[😂🤣😄😆😅😉😜😁🙃]|(?<!\w)[;:]-?[)pd](?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heat:
    """The temper of one message."""

    level: float = 0.0
    """From 0, calm, to 1; what is heated has `HEATED_FROM` and more."""
    blames: bool = False
    why: tuple[str, ...] = ()

    @property
    def heated(self) -> bool:
        return self.level >= HEATED_FROM


def heat_of(text: str, before: Iterable[str] = ()) -> Heat:
    """The temper of one text; `before` is what was said before, for its language. A joke has none."""
    plain = normalise(text)
    books = [_book_of(language) for language in languages_of(plain, before)]
    tones: dict[Tone, str] = {}
    for sentence in plain.sentences:
        tones = _tones(sentence, books) | tones
    if Tone.PLEASED in tones or _JOKES.search(text):
        return Heat()
    found = [(f"{tone.value}: '{tones[tone]}'", weight) for tone, weight in WEIGHT.items() if tone in tones]
    found += _loudness(without_pasted(text))
    level = min(1.0, round(sum([weight for _, weight in found]), 2))
    return Heat(level, Tone.BLAMES in tones, tuple([why for why, _ in found]))


def _tones(sentence: Sentence, books: Sequence[Phrasebook[Tone]]) -> dict[Tone, str]:
    """Each tone with the first words that gave it."""
    tones: dict[Tone, str] = {}
    for words in sentence.clauses:
        found = [each for book in books for each in (*book.anywhere(words), *book.beginning(words))]
        spared = any(each.cue in (Tone.SPARES, Tone.SUPPOSES) for each in found)
        for tone, start, end in found:
            asks = sentence.asked and NEVER.isdisjoint(words)
            if not (tone is Tone.BLAMES and (spared or asks)):
                tones.setdefault(tone, " ".join(words[start:end]))
    return tones


def _loudness(text: str) -> list[tuple[str, float]]:
    found = []
    if _SHOUTS.search(text):
        found.append(("shouts", SHOUTING))
    if _MARKED.search(text):
        found.append(("many exclamation marks", MARKS))
    return found


@cache
def _book_of(language: str) -> Phrasebook[Tone]:
    return Phrasebook(GROUPS, TEMPERS[language])
