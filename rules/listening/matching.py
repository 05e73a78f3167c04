"""Which open question a message is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.listening.content import stem
from rules.listening.ear import Layer
from rules.listening.fit import fit_clues, partners_in, since_asked, suits
from rules.listening.scene import Scene, first_name
from rules.model import Item, PersonId

NEAR = 1
"""Messages between a question and what may be its answer by its place alone, in the open channel."""
IN_SIGHT, A_SENTENCE = 4, 6
"""The same where nothing else is open, and the words such a message must have."""
ENOUGH = 2
"""Points from which a message of the open channel is taken for an answer."""
LIKELY_ENOUGH = 0.26
"""How likely a message has to be about a question to answer it, in the open channel."""
SURE = 0.5
"""How likely it has to be about one more question of the same asker, without a word in common."""
A_WORD = 12
"""Characters of a message too short to turn the talk to something else."""


def best(scene: Scene, items: Sequence[Item]) -> tuple[Item, ...]:
    """The one it shares most words with; the latest of them where that is no help."""
    return (max(items, key=lambda item: (scene.shares(item), item.opened_at)),) if items else ()


def fitting(scene: Scene, items: Sequence[Item]) -> Iterable[Item]:
    """The other side's questions that a message is about; in the open channel those of one asker."""
    if scene.in_thread:
        return _in_thread(scene, items)
    if scene.case.ear.replies and scene.verdict.answers:
        return _by_what_was_learnt(scene, items, scene.case.ear.replies)
    to_asker = [item for item in items if item.asker in scene.called]
    if to_asker:
        return best(scene, to_asker)
    points = {item.number: _points(scene, item, only=len(items) == 1) for item in items}
    fits = [item for item in items if points[item.number] >= ENOUGH]
    if not fits:
        return ()
    best_fit = max(fits, key=lambda item: (points[item.number], item.opened_at))
    return [item for item in fits if item is best_fit or (item.asker == best_fit.asker and scene.shares(item))]


def _by_what_was_learnt(scene: Scene, items: Sequence[Item], layer: Layer) -> Iterable[Item]:
    """The likeliest; with it what the same asker asked besides, where it speaks of that too."""
    partners = partners_in(scene)
    likely = {item.number: layer.probability(fit_clues(scene, item, items, partners)) for item in items}
    fits = [item for item in items if likely[item.number] >= LIKELY_ENOUGH]
    if not fits:
        return ()
    likeliest = max(fits, key=lambda item: (likely[item.number], item.opened_at))
    besides = [item for item in fits if scene.shares(item) or likely[item.number] >= SURE]
    return [item for item in fits if item is likeliest or (item.asker == likeliest.asker and item in besides)]


def _in_thread(scene: Scene, items: Sequence[Item]) -> Iterable[Item]:
    """All that is open there; of several those it has words in common with, if any. One is asked back about one."""
    if scene.verdict.counter:
        return best(scene, items)
    return [item for item in items if scene.shares(item)] or items


def _points(scene: Scene, item: Item, *, only: bool) -> int:
    """How well a message of the open channel fits a question, nobody's name said."""
    points = 3 * min(scene.shares(item), 2) + suits(scene, item) + _called(scene, item)
    if _directly_after(scene, item) or (only and _still_near(scene, item)):
        points += 2
    if scene.event.author in (item.progress.promised, item.progress.asked_back):
        points += 1
    if scene.calls(scene.side.other):
        points -= 2
    if scene.verdict.opens_a_topic and not _asks_back(scene, item):
        points -= 2
    return points


def _called(scene: Scene, item: Item) -> int:
    """Whoever was called by name answers; another only in their place ("Jon is away, Mia has the key")."""
    called = item.progress.called
    if called is None:
        return 0
    if called == scene.event.author:
        return 2
    person = scene.case.relationship.people.get(PersonId(called))
    return 0 if person and stem(first_name(person)) in scene.words else -4


def _asks_back(scene: Scene, item: Item) -> bool:
    """A question put to the asker's face, nobody between, and not about something else by its own words."""
    directly = bool(scene.flow) and scene.flow[0].author == item.asker
    return directly and scene.verdict.counter and not scene.verdict.new_topic


def _directly_after(scene: Scene, item: Item) -> bool:
    """Nobody else of the asker's side has turned the talk to something else since."""
    since = since_asked(scene, item)
    if since is None or len(since) > NEAR:
        return False
    side_of = scene.case.relationship.side_of
    others = (said for said in since if side_of(said.author) is item.asker_side and said.author != item.asker)
    return all(len(said.text) <= A_WORD for said in others)


def _still_near(scene: Scene, item: Item) -> bool:
    """A whole sentence, soon enough to be about the only question there is."""
    since = since_asked(scene, item)
    words = sum([len(clause) for sentence in scene.plain.sentences for clause in sentence.clauses])
    return since is not None and len(since) <= IN_SIGHT and words > A_SENTENCE
