"""What speaks for and against a message expecting an answer: the clues the learnt layer weighs (listening.md, 5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.listening.ear import Clues, Ear
from rules.listening.normalise import Plain
from rules.listening.sentence import Ask, Grasped

LONGEST = 8
"""Sentences of a message that are weighed; who writes more asks at the beginning or the end."""
BEGINNINGS = {
    **dict.fromkeys("i i'm i've i'd i'll".split(), "I"),
    **dict.fromkeys("we we're we've we'd we'll".split(), "we"),
    **dict.fromkeys("yes yep yeah no nope nah sure ja nein sí si sim não oui non tak nie nee haan nahi".split(), "yes"),
    **dict.fromkeys("the this that it it's that's there".split(), "a thing"),
    **dict.fromkeys("if when because so then and but or".split(), "a joint"),
    **dict.fromkeys("you your".split(), "you"),
}
LIKELY_DONE = 0.5
"""From here on a message counts as telling of a deed: what it requests besides is seldom waited for."""
WORDS = frozenset("you your i me my we us our if or not please need".split())


def clues(
    plain: Plain,
    heard: Sequence[Grasped],
    ask: Ask | None,
    ear: Ear,
    *,
    spoken: Sequence[str],
    place: Iterable[str],
    deed: float,
) -> Clues:
    """Everything about one message, by name."""
    found: Clues = dict.fromkeys(place, 1.0)
    found.update(_said(ask), **_marks(plain), **_size(plain, heard))
    if len(spoken) == 1:  # how a question sounds was learnt from English alone
        found.update(_sound(plain, ear))
    else:
        found["another language"] = 1.0
    if deed >= LIKELY_DONE:
        found["tells of a deed"] = 1.0
        if ask and ask.kind == "request":
            found["tells of a deed and requests"] = 1.0
    for n, each in enumerate(heard):
        for cue in each.cues:
            found[f"cue {cue.name}"] = 1.0
            if n == len(heard) - 1:
                found[f"last {cue.name}"] = 1.0
    return found


def _said(ask: Ask | None) -> Clues:
    if ask is None:
        return {"no phrase asks": 1.0}
    return {f"{ask.kind} {ask.expects}": 1.0, f"aims at {ask.aim}": 1.0}


def _marks(plain: Plain) -> Clues:
    asked = [sentence.asked for sentence in plain.sentences]
    found = {
        "marked": float(plain.marked),
        "no sentence marked": float(not any(asked)),
        "marked last": float(bool(asked) and asked[-1]),
        "marked only before": float(any(asked) and not asked[-1]),
        "only a mark": float(plain.marked and not asked),
        "pasted": float(plain.pasted),
    }
    return {name: much for name, much in found.items() if much}


def _size(plain: Plain, heard: Sequence[Grasped]) -> Clues:
    words = [word for sentence in plain.sentences for clause in sentence.clauses for word in clause]
    found: Clues = {f"holds {word}": 1.0 for word in WORDS.intersection(words)}
    if words and words[0] in BEGINNINGS:
        found[f"begins with {BEGINNINGS[words[0]]}"] = 1.0
    longest = next((name for most, name in ((2, "2"), (5, "5"), (12, "12"), (30, "30")) if len(words) <= most), "more")
    found[f"words up to {longest}"] = 1.0
    found["sentences"] = min(len(plain.sentences), 5) / 5
    found["nothing said"] = float(not sum(each.matter for each in heard))
    return found


def _sound(plain: Plain, ear: Ear) -> Clues:
    """How it sounds without its marks; what is marked is weighed apart, where the sound may speak against it."""
    sentences = plain.sentences if len(plain.sentences) <= LONGEST else (*plain.sentences[:4], *plain.sentences[-4:])
    sounds = [(_within(ear.sounds_asking(sentence.clauses)), sentence.asked) for sentence in sentences]
    marked = [sound for sound, asked in sounds if asked]
    unmarked = [sound for sound, asked in sounds if not asked]
    found: Clues = {}
    if marked:
        found["sound, marked"] = max(marked)
    if unmarked:
        found["sound, unmarked"] = max(unmarked)
        if not marked:
            found["sounds asking, no mark"] = max(0.0, *unmarked)
            found["sound of the last, no mark"] = unmarked[-1]
    return found


def _within(sound: float) -> float:
    return max(-2.0, min(2.0, sound / 2))
