"""What speaks for and against a message of the open channel being about a certain question (listening.md, 5.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import log2

from rules.listening.content import stem
from rules.listening.ear import Clues
from rules.listening.normalise import Plain
from rules.listening.scene import BREATH, Scene, first_name
from rules.model import Item, MessageId, PersonId, Said

LOOK_BACK = 12
"""Messages in which it is looked who talks with whom."""
SHORT, LONG = 2, 12
"""Words of a message that says little, and of one that says much."""

_TIMES = frozenset(
    """today tomorrow tonight now soon noon morning afternoon evening monday tuesday wednesday thursday friday saturday
    sunday week month hour hours minute minutes mañana hoy amanhã hoje morgen heute demain domani vandaag jutro dziś
    kal aaj eod eow cob""".split()
)
_YES_OR_NO = frozenset(
    """yes yep yeah yup no nope nah sure correct exactly ja nein nee doch sí si não sim oui non nie tak haan nahi both
    neither either""".split()
)
_REPLIES = frozenset("you your you're you'll you'd try use yes no if".split())


@dataclass(frozen=True, slots=True)
class Partners:
    """Whom the author of a message was talking with, by the names that were called."""

    called_by: PersonId | None
    """Who called the author last, since they spoke."""
    called: PersonId | None
    """Whom the author called last."""


def partners_in(scene: Scene) -> Partners:
    """Looks back a few messages, only at how they begin."""
    author, called_by = scene.event.author, None
    names = {first_name(person): who for who, person in scene.case.relationship.people.items()}
    for said in scene.flow[:LOOK_BACK]:
        called = _called_at_the_beginning(said.text, names)
        if said.author == author:
            if called:
                return Partners(called_by, called)
        elif called == author and called_by is None:
            called_by = said.author
    return Partners(called_by, None)


def _called_at_the_beginning(text: str, names: Mapping[str, PersonId]) -> PersonId | None:
    first = text[:40].lower().lstrip("@ ").partition(" ")[0].rstrip(":,;-")
    return names.get(first)


def fit_clues(scene: Scene, item: Item, items: Sequence[Item], partners: Partners) -> Clues:
    """By name; `items` are all the open questions it may be about."""
    since = since_asked(scene, item)
    found: dict[str, float | bool] = {
        **_words(scene, item, items),
        **_names(scene, item),
        **_said(scene, item),
        **_wait(scene, item),
        "the only one open": len(items) == 1,
        "a newer one is open": any(other.opened_at > item.opened_at for other in items),
        "promised it": scene.event.author == item.progress.promised,
        "asked back": scene.event.author == item.progress.asked_back,
        "own question open": any(mine.asker == scene.event.author for mine in scene.case.items),
        "a problem": item.progress.problem,
        "called by the asker": partners.called_by == item.asker,
        "called by another": partners.called_by not in (None, item.asker),
        "called the asker before": partners.called == item.asker,
        "called another before": partners.called not in (None, item.asker),
    }
    found.update({"out of sight": True} if since is None else _place(scene, item, since))
    return {name: float(much) for name, much in found.items() if much}


def _words(scene: Scene, item: Item, items: Sequence[Item]) -> dict[str, float | bool]:
    shared = scene.shares(item)
    most = max(scene.shares(other) for other in items)
    return {
        "shares a word": shared > 0,
        "shares words": min(shared, 4) / 2,
        "shares most": shared > 0 and shared == most,
        "another shares more": most > shared,
        "share of its words": shared / max(1, len(item.progress.words)),
    }


def _names(scene: Scene, item: Item) -> dict[str, float | bool]:
    called = item.progress.called
    theirs = scene.calls(scene.side.other)
    return {
        "names the asker": item.asker in theirs,
        "names another": bool(theirs) and item.asker not in theirs,
        "was called": called == scene.event.author,
        "another was called": called is not None and called != scene.event.author,
        "names whom was called": called is not None and _speaks_of(scene, PersonId(called)),
    }


def _speaks_of(scene: Scene, who: PersonId) -> bool:
    person = scene.case.relationship.people.get(who)
    return person is not None and who != scene.event.author and stem(first_name(person)) in scene.words


def _said(scene: Scene, item: Item) -> dict[str, float | bool]:
    heard, words = scene.verdict, _all_words(scene.plain)
    return {
        "asks": heard.asks,
        "tells of a problem": heard.kind == "problem",
        "proposes": heard.proposes,
        "turns elsewhere": heard.new_topic,
        "thanks": heard.thanks,
        "says little": len(words) <= SHORT,
        "says much": len(words) > LONG,
        "speaks to somebody": not _REPLIES.isdisjoint(words),
        "tells of itself": bool(words) and words[0] in {"i", "i'm", "i've", "my", "we"},
        "pasted": scene.plain.pasted,
        "suits": suits(scene, item),
        "tells of a deed": heard.deed >= 0.5,
        "tells of a deed, one was wanted": heard.deed >= 0.5 and item.progress.wants == "deed",
        "says yes or no": _says_yes_or_no(scene.plain),
    }


def _all_words(plain: Plain) -> list[str]:
    return [word for sentence in plain.sentences for clause in sentence.clauses for word in clause]


def _wait(scene: Scene, item: Item) -> dict[str, float | bool]:
    """How long it took, and whether the talk has turned to somebody else meanwhile."""
    waited = scene.event.at - item.opened_at
    other = next((said for said in scene.flow if said.author != scene.event.author), None)
    elsewhere = other is not None and other.author != item.asker and item.opened_at < other.at
    unrelated = not scene.shares(item) and item.asker not in scene.called
    slow = _doublings(waited, max(usual_gap(scene), timedelta(seconds=20)))
    return {
        "half an hour later": waited > timedelta(minutes=30),
        "a day later": waited > timedelta(days=1),
        "sooner than usual": min(0.0, slow),
        "later than usual": max(0.0, slow),
        "another talk is nearer": _doublings(waited, scene.event.at - other.at) if other and elsewhere else 0.0,
        "nothing in common, not after the asker": unrelated and (other is None or other.author != item.asker),
    }


def _place(scene: Scene, item: Item, since: tuple[Said, ...]) -> dict[str, float | bool]:
    """`since` is what was said after the question, latest first."""
    author = scene.event.author
    others = [said for said in since if said.author not in (item.asker, author)]
    asker_went_on = [said for said in since if said.author == item.asker]
    last = scene.flow[0] if scene.flow else None
    return {
        "directly after it": not since,
        "after the asker's words": last is not None and last.author == item.asker,
        "after own words": last is not None and last.author == author and scene.event.at - last.at < BREATH,
        "messages between": log2(1 + len(since)),
        "others between": log2(1 + len(others)),
        "people between": log2(1 + len({said.author for said in others})),
        "the asker went on": bool(asker_went_on),
        "spoke since": any(said.author == author for said in since),
        "the asker spoke after them": _in_dialogue(since, item.asker, author),
        "far, and nothing in common": len(since) > 3 and not scene.shares(item) and item.asker not in scene.called,
        "near": len(since) < 2,
    }


def _in_dialogue(since: Sequence[Said], asker: PersonId, author: PersonId) -> bool:
    """The asker has spoken since this author did: they are talking to each other."""
    first = next((said.author for said in since if said.author in (asker, author)), None)
    return first == asker and any(said.author == author for said in since)


def _doublings(waited: timedelta, short: timedelta) -> float:
    """How much longer it took than a short time did, in pairs of doublings."""
    least = timedelta(seconds=5)
    return max(-2.0, min(8.0, log2(max(waited, least) / max(short, least)))) / 2


def usual_gap(scene: Scene) -> timedelta:
    """Half of the latest gaps of the conversation are shorter."""
    times = [scene.event.at, *(said.at for said in scene.flow[:12])]
    gaps = sorted(later - earlier for later, earlier in pairwise(times))
    return gaps[len(gaps) // 2] if gaps else timedelta(days=1)


def since_asked(scene: Scene, item: Item) -> tuple[Said, ...] | None:
    """What was said since it was asked, or asked again, latest first; None where that is out of sight."""
    return scene.since(MessageId(item.progress.again) if item.progress.again else item.message)


def suits(scene: Scene, item: Item) -> bool:
    """A question for a yes or a time, and a message that says one."""
    match item.progress.wants:
        case "yes":
            return scene.verdict.consents or _says_yes_or_no(scene.plain)
        case "time":
            return names_a_time(scene.plain)
        case _:
            return False


def _says_yes_or_no(plain: Plain) -> bool:
    return any(clause[0] in _YES_OR_NO for sentence in plain.sentences for clause in sentence.clauses)


def names_a_time(plain: Plain) -> bool:
    """It says when: a number, a day, "soon"."""
    return any(word[0].isdigit() or word in _TIMES for word in _all_words(plain))
