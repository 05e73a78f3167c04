"""One message in its place: what it means for the open questions around it, and whether it asks a new one.

Plain and honest first version (listening.md, 5.4): structure first (side, thread, who spoke last, who is named), then
words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from rules.events import MessagePosted
from rules.listening.fit import names_a_time, partners_in, suits
from rules.listening.hear import Verdict, hear
from rules.listening.matching import best, fitting
from rules.listening.progress import WORDS_KEPT, Progress
from rules.listening.scene import BREATH, Scene, scene_of
from rules.model import Case, Item, PersonId, Side

SELF_ANSWER = timedelta(minutes=2)
"""An author who goes on with the answer within this time asked only themselves (listening.md, "hard cases")."""
BY_ITS_PLACE = 0.65
"""How likely a problem that a client tells in the open channel expects an answer."""
UNSURE = 0.45
UNKNOWN = Progress()
REPEATED = 0.6
"""Share of a question's words that make another question the same one again."""


class Sign(StrEnum):
    """What a message says about an open item."""

    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    TURNED = "turned"
    """The holder asks back: the ball goes to the asker."""
    RETURNED = "returned"
    """The asker's side gave what was asked back: the ball returns."""
    WITHDRAWN = "withdrawn"
    MOVED_ELSEWHERE = "moved_elsewhere"
    PINGED = "pinged"
    """The asker, or their side, chases: the first question ages, no new item."""
    CONTINUED = "continued"
    """The asker goes on in the same breath: part of the same question."""
    INTERNAL = "internal"
    """A colleague of the asker answered: it never was an item between the sides."""
    NOTED = "noted"
    """Something was learnt about it, nothing else."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message means for the items around it."""

    verdict: Verdict
    signs: tuple[tuple[Item, Sign], ...] = ()
    """The items it says something about, each once, with their progress advanced."""
    asks: bool = False
    """It opens a new item."""
    addressee: PersonId | None = None
    """The person of the other side it is addressed to."""
    progress: Progress = UNKNOWN
    """What to remember of the new item."""


def read(event: MessagePosted, case: Case) -> Reading:
    """Somebody whose side nobody has named neither asks nor answers."""
    side = case.relationship.side_of(event.author)
    if side is None:
        return Reading(hear(event.text, case.ear, files=event.files))
    scene = scene_of(event, case, side)
    signs = (*_of_their_own(scene), *_of_the_others(scene))
    if not _opens(scene, signs):
        return Reading(scene.verdict, signs)
    return _asking(scene, signs)


def read_as_asking(event: MessagePosted, case: Case) -> Reading:
    """A message that asks because somebody says so: only whom it addresses, and what to remember of it."""
    side = case.relationship.side_of(event.author)
    if side is None:
        return Reading(hear(event.text, case.ear))
    scene = scene_of(event, case, side)
    return Reading(scene.verdict, asks=True, addressee=_addressee(scene), progress=_first_progress(scene))


def _asking(scene: Scene, signs: tuple[tuple[Item, Sign], ...]) -> Reading:
    verdict = scene.verdict if scene.verdict.asks else _asks_by_its_place(scene)
    progress = replace(_first_progress(scene), band=verdict.band.value)
    return Reading(verdict, signs, asks=True, addressee=_addressee(scene), progress=progress)


def _asks_by_its_place(scene: Scene) -> Verdict:
    """Told in the middle of a quick talk a problem may as well be part of it: too unsure to nudge anybody about."""
    if scene.flow and scene.event.at - scene.flow[0].at < BREATH:
        return replace(scene.verdict, expects=max(scene.verdict.expects, UNSURE))
    why = f"{scene.verdict.why}, told to the other side"
    return replace(scene.verdict, expects=max(scene.verdict.expects, BY_ITS_PLACE), why=why)


# Items that the author's own side asked ------------------------------------------------------------------------------


def _of_their_own(scene: Scene) -> Iterable[tuple[Item, Sign]]:
    ours = [item for item in scene.case.items if item.asker_side is scene.side]
    mine = [item for item in ours if item.asker == scene.event.author]
    heard = scene.verdict
    if mine and (_withdraws(scene) or _answers_itself(scene, mine)):
        return _each(_meant(scene, mine), Sign.WITHDRAWN)
    if heard.works and (mine or scene.in_thread):
        return _each(_meant(scene, mine or ours), Sign.ANSWERED)
    if heard.moves and not heard.asks:
        return _each(_meant(scene, mine or ours), Sign.MOVED_ELSEWHERE)
    if heard.thanks:
        return _each(_meant(scene, [item for item in mine if _was_replied_to(scene, item)]), Sign.ANSWERED)
    return _going_on(scene, mine) or _chasing(scene, ours) or _telling(scene, ours)


def _withdraws(scene: Scene) -> bool:
    """ "Never mind" is about what its author asked last, which may be what they asked back."""
    asked_back = any(item.progress.asked_back == scene.event.author for item in scene.case.items)
    return scene.verdict.withdraws and not asked_back


def _answers_itself(scene: Scene, mine: list[Item]) -> bool:
    """ "Ah, it was the proxy": the asker's next words, soon and with nobody between, are the answer."""
    turn = scene.own_turn()
    if not turn or scene.verdict.asks or scene.event.at - turn[0].at > SELF_ANSWER:
        return False
    first = next((clause[0] for sentence in scene.plain.sentences for clause in sentence.clauses), "")
    return first in {"ah", "ahh", "aha", "oh", "ohh"} and any(item.message == turn[-1].message for item in mine)


def _was_replied_to(scene: Scene, item: Item) -> bool:
    """Somebody of the other side has said something of substance since; what is out of sight is taken to be that."""
    since = scene.since(item.message)
    if since is None:
        return True
    side_of = scene.case.relationship.side_of
    return any(hear(said.text, scene.case.ear).answers for said in since if side_of(said.author) is scene.side.other)


def _going_on(scene: Scene, mine: list[Item]) -> tuple[tuple[Item, Sign], ...]:
    """The same breath is the same question, unless it turns to somebody else by name."""
    breath = {said.message for said in scene.own_turn()}
    called = set(scene.calls(scene.side.other))
    same = [item for item in mine if item.message in breath and (not called or item.progress.called in called)]
    return tuple((_widened(item, scene), Sign.CONTINUED) for item in same[-1:])


def _chasing(scene: Scene, ours: list[Item]) -> tuple[tuple[Item, Sign], ...]:
    """ "Any update?", or the same question again."""
    if not scene.verdict.asks:
        return ()
    again = [item for item in ours if _repeats(scene, item)]
    if not again and scene.verdict.ping and (scene.in_thread or len(scene.words) < 2):
        again = ours
    elif not again and scene.verdict.ping:
        again = [item for item in ours if scene.shares(item)]
    return tuple((_asked_again(item, scene), Sign.PINGED) for item in best(scene, again))


def _repeats(scene: Scene, item: Item) -> bool:
    shared = scene.shares(item)
    return shared >= 3 and shared >= REPEATED * min(len(scene.words), len(item.progress.words))


def _telling(scene: Scene, ours: list[Item]) -> tuple[tuple[Item, Sign], ...]:
    """Somebody of the asker's side says something of substance: what was asked back, which may sound like a problem,
    or the answer itself."""
    heard = scene.verdict
    if not heard.answers or heard.new_topic or heard.asks:
        return ()
    asked_back = [item for item in ours if item.holder.side is scene.side]
    if asked_back:
        told = best(scene, [item for item in asked_back if _tells_back(scene, item)])
        return tuple(
            (_widened(replace(item, progress=replace(item.progress, asked_back=None)), scene), Sign.RETURNED)
            for item in told
        )
    if heard.opens_a_topic:
        return ()
    return _each(best(scene, [item for item in ours if _settled_at_home(scene, item)]), Sign.INTERNAL)


def _tells_back(scene: Scene, item: Item) -> bool:
    """In the thread anything does; in the open channel it follows who asked back, or names them."""
    who = item.progress.asked_back
    recent = [said.author for said in scene.flow[:6]]
    return scene.in_thread or who in recent or who in scene.called


def _settled_at_home(scene: Scene, item: Item) -> bool:
    """A colleague answers a question that called nobody of the other side, directly after it or in its thread."""
    if item.asker == scene.event.author or item.progress.called or item.progress.problem or item.progress.promised:
        return False
    directly = bool(scene.flow) and scene.flow[0].message == item.message
    if scene.in_thread and (item.asker in scene.called or scene.shares(item)):
        return True
    called = item.asker in scene.called or partners_in(scene).called_by == item.asker
    return directly and (called or suits(scene, item) or scene.shares(item) > 1)


# Items that the other side asked -------------------------------------------------------------------------------------


def _of_the_others(scene: Scene) -> Iterable[tuple[Item, Sign]]:
    theirs = [item for item in scene.case.items if item.asker_side is not scene.side]
    if not theirs or _among_themselves(scene) or _explains_itself(scene) or _closes_their_own(scene):
        return ()
    return _answers(scene, fitting(scene, theirs))


def _among_themselves(scene: Scene) -> bool:
    """It names colleagues only, and asks them: "@Bea can you look?" answers nobody."""
    return scene.verdict.asks and bool(scene.calls(scene.side)) and not scene.calls(scene.side.other)


def _explains_itself(scene: Scene) -> bool:
    """It goes on with a question of its own author: "… because we print on Monday"."""
    breath = {said.message for said in scene.own_turn()}
    return any(item.message in breath for item in scene.case.items if item.asker == scene.event.author)


def _closes_their_own(scene: Scene) -> bool:
    """ "Works now" is about what its author asked, where they did."""
    return scene.verdict.works and any(item.asker == scene.event.author for item in scene.case.items)


def _answers(scene: Scene, items: Iterable[Item]) -> Iterator[tuple[Item, Sign]]:
    """What a message that is about these items does to each."""
    for item in items:
        sign = _reply(scene, item)
        match sign:
            case None:
                continue
            case Sign.TURNED:
                words = (*item.progress.words, *scene.words)[:WORDS_KEPT]
                progress = replace(item.progress, asked_back=scene.event.author, words=words)
            case Sign.RETURNED:
                progress = replace(item.progress, asked_back=None)
            case Sign.ACKNOWLEDGED | Sign.NOTED:
                progress = replace(item.progress, promised=scene.event.author)
            case _:
                progress = item.progress
        yield replace(item, progress=progress), sign


def _asks_the_asker(scene: Scene, item: Item) -> bool:
    """A question that calls others of that side by name is one of its own."""
    called = scene.calls(item.asker_side)
    return not called or item.asker in called


def _reply(scene: Scene, item: Item) -> Sign | None:
    heard, wants = scene.verdict, item.progress.wants
    holds_the_ball = item.holder.side is scene.side
    if heard.moves and (heard.proposes or not heard.asks):
        return Sign.MOVED_ELSEWHERE
    if heard.withdraws and item.progress.asked_back == scene.event.author:
        return Sign.ANSWERED if heard.answers else Sign.RETURNED
    if heard.counter:
        return Sign.TURNED if holds_the_ball and _asks_the_asker(scene, item) else None
    if heard.consents and wants == "yes":
        return Sign.ANSWERED
    if heard.ack and wants == "time" and names_a_time(scene.plain):
        return Sign.ANSWERED
    if heard.ack or (heard.consents and wants == "deed"):
        return Sign.ACKNOWLEDGED if holds_the_ball else Sign.NOTED
    return Sign.ANSWERED if heard.answers else None


# A new item ----------------------------------------------------------------------------------------------------------


def _opens(scene: Scene, signs: Iterable[tuple[Item, Sign]]) -> bool:
    """It asks the other side something that is not part of an open item already."""
    if scene.case.place.private_to is not None or _own_talk(scene):
        return False
    said = {sign for _, sign in signs}
    if said & {Sign.TURNED, Sign.PINGED, Sign.CONTINUED}:
        return False
    if scene.verdict.asks:
        return not (scene.verdict.proposes and Sign.ANSWERED in said)
    return scene.verdict.kind == "problem" and scene.side is Side.CLIENT and not said and not scene.in_thread


def _own_talk(scene: Scene) -> bool:
    """Two people of one side talking is never an item: it calls colleagues only, or the thread is theirs alone."""
    if scene.calls(scene.side.other):
        return False
    return bool(scene.calls(scene.side)) or _thread_of_their_own(scene)


def _thread_of_their_own(scene: Scene) -> bool:
    """At least two of the author's side in it, nobody of the other, and its root known."""
    if not scene.flow or scene.flow[-1].message != scene.event.thread:
        return False
    people = {scene.event.author, *(said.author for said in scene.flow)}
    side_of = scene.case.relationship.side_of
    return len(people) > 1 and all(side_of(who) is scene.side for who in people)


def _addressee(scene: Scene) -> PersonId | None:
    """Whom it names on the other side; in a thread also who of them spoke there last."""
    called = scene.calls(scene.side.other)
    if called:
        return called[0]
    return scene.last_of(scene.side.other) if scene.in_thread else None


def _first_progress(scene: Scene) -> Progress:
    called = scene.calls(scene.side.other)
    return Progress(
        words=scene.words[:WORDS_KEPT],
        wants=scene.verdict.wants,
        problem=scene.verdict.kind == "problem",
        called=called[0] if called else None,
    )


# Small things --------------------------------------------------------------------------------------------------------


def _meant(scene: Scene, items: list[Item]) -> Iterable[Item]:
    """In a thread a remark is about all that is open there; in the open channel about one."""
    return items if scene.in_thread else best(scene, items)


def _each(items: Iterable[Item], sign: Sign) -> tuple[tuple[Item, Sign], ...]:
    return tuple((item, sign) for item in items)


def _asked_again(item: Item, scene: Scene) -> Item:
    return replace(item, progress=replace(item.progress, again=scene.event.message))


def _widened(item: Item, scene: Scene) -> Item:
    words = tuple(dict.fromkeys((*item.progress.words, *scene.words)))[:WORDS_KEPT]
    wants = item.progress.wants or scene.verdict.wants
    return replace(item, progress=replace(item.progress, words=words, wants=wants, again=scene.event.message))
