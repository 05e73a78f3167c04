"""One text alone: does it expect an answer, and if not, what does it do?

Known phrases and their place in the sentence say what it may be; what was learnt (`ear.py`) weighs what they say. How
well: docs/listening-model.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rules.listening.bands import PUBLIC_FROM, Band, band_of
from rules.listening.clues import clues
from rules.listening.deeds import deed_clues
from rules.listening.ear import UNTAUGHT, Clues, Ear, Layer
from rules.listening.language import languages
from rules.listening.lexicon import Cue
from rules.listening.normalise import Plain, Sentence, normalise
from rules.listening.putoffs import putoff_clues
from rules.listening.sentence import ASKING_FROM, HARDLY, NOT, PERHAPS, Ask, AskKind, Grasped, Wants, grasp

MEETINGS = (
    "meet.google.com/",
    "zoom.us/",
    "teams.microsoft.com/l/meetup",
    "teams.live.com/meet",
    "whereby.com/",
    "webex.com/",
)
PROMISES = frozenset(
    """
    will i'll we'll he'll she'll they'll going let gonna check look try tomorrow today tonight soon later monday tuesday
    wednesday thursday friday eod eow voy vamos mañana lunes martes miércoles jueves viernes vou vamos amanhã segunda
    terça quarta quinta sexta werde werden morgen gleich nachher montag dienstag mittwoch donnerstag freitag vais allons
    demain lundi mardi mercredi jeudi vendredi domani appena oggi lunedì martedì venerdì zal zullen ga gaan straks
    maandag dinsdag woensdag donderdag vrijdag jutro zaraz poniedziałek wtorek środę czwartek piątek kal shaam abhi
    karta karti dekhta dekhti bhejta bhejti karunga karenge denge dunga
    """.split()
)
"""What makes an acknowledgement a promise: something is still to be done."""
BARELY, FAINTLY = 0.45, 0.6
"""The most that a rhetorical question, and the least that a faint one expects, whatever was learnt."""
REMEMBERED, REMEMBERED_UP_TO = 2_000, 2_000
"""Verdicts, and the characters of a text whose verdict is remembered."""
DEED_FROM = 0.5
"""How likely a message has to tell of a deed for its author to be asked whether it is one."""
PUT_OFF_FROM = 0.5
"""How likely words that no phrase knows have to put an answer off."""
NO_PUT_OFF = frozenset({Cue.OFFER, Cue.RHETORIC, Cue.WORKS, Cue.PROBLEM, Cue.MOVED, Cue.WITHDRAWN})
"""What was learnt does not overrule these."""
ASIDE = 1
"""So many content words before a question ("Bea, which version?") do not make it more than a question."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message is, taken alone."""

    expects: float = 0.0
    """How likely it is that its author expects an answer or an action; 0.5 and more counts as asking."""
    kind: AskKind | None = None
    """What sort of asking it is. A `problem` stays below one half: only its place can say that it asks."""
    ack: bool = False
    """Nothing but an acknowledgement or a promise."""
    thanks: bool = False
    """Nothing but thanks, or thanks with an acknowledgement."""
    works: bool = False
    withdraws: bool = False
    ping: bool = False
    """Chases something asked before."""
    moves: bool = False
    """The talk goes on in a call, a mail, a direct message."""
    bare: bool = False
    """Nothing but greetings, emoji, names, a reaction: neither asks nor answers."""
    counter: bool = False
    """Asks for information back, and tells nothing before that."""
    new_topic: bool = False
    """It says that it turns to something else."""
    proposes: bool = False
    """Asks in form, advises in fact: "have you tried X?", "please refresh"."""
    consents: bool = False
    """Agrees in a word: answers a yes-or-no question, only acknowledges a request."""
    wants: Wants = ""
    """What would answer it, where that is plain: a time, a yes or no, something done."""
    deed: float = 0.0
    """How likely it is that it tells of something its author has done."""
    promise: bool = False
    """It says that its author will do something."""
    why: str = "says nothing that asks"

    @property
    def asks(self) -> bool:
        return self.expects >= ASKING_FROM

    @property
    def band(self) -> Band:
        """How loudly a nudge about it may be said."""
        return band_of(self.expects)

    @property
    def answers(self) -> bool:
        """It holds something that may be an answer."""
        return not (self.ack or self.thanks or self.bare or self.counter or self.ping)

    @property
    def opens_a_topic(self) -> bool:
        """It asks or complains: without a word in common it hardly answers what was asked before."""
        return self.new_topic or (self.kind is not None and not self.proposes)


def hear(text: str, ear: Ear = UNTAUGHT, *, files: int = 0) -> Verdict:
    """Judge one text alone. The same words are asked about again and again, while they stand in a place's window."""
    return _remembered(text, ear, files) if len(text) <= REMEMBERED_UP_TO else _judged(text, ear, files)


def _judged(text: str, ear: Ear, files: int) -> Verdict:
    return judge(normalise(text), text, ear, files=files)


_remembered = lru_cache(maxsize=REMEMBERED)(_judged)


def judge(
    plain: Plain, text: str, ear: Ear, *, files: int = 0, place: Iterable[str] = (), before: Iterable[str] = ()
) -> Verdict:
    """Judge what is already normalised; the text itself is only searched for the address of a meeting.

    `place` says where it stands ("in a thread"), for the learnt layer; `before` is what was said there, for its
    language.
    """
    spoken = languages_of(plain, before)
    heard, ask = by_phrases(plain, spoken)
    deed = deed_of(plain, spoken, ear)
    cues = frozenset[Cue]().union(*(each.cues for each in heard))
    if ear.asks:
        found = clues(plain, heard, ask, ear, spoken=spoken, place=place, deed=deed)
        ask = _weighed(ask, ear.asks, found, abroad=len(spoken) > 1 and "begins with yes" not in found)
    asks = ask is not None and ask.asks
    matter = sum([each.matter for each in heard if not _hardly(each)]) + 3 * (plain.pasted or files > 0)
    idle = not asks and not matter
    consents = Cue.CONSENT in cues and not asks and not sum(each.beyond_yes for each in heard)
    puts_off = putoff_of(plain, heard, spoken, ear, deed=deed)
    only_yes = consents and Cue.ACK not in cues
    no_put_off = asks or only_yes or plain.pasted or files or not cues.isdisjoint(NO_PUT_OFF)
    ack = (idle and Cue.ACK in cues) or (puts_off >= PUT_OFF_FROM and matter > 0 and not no_put_off)
    moves = Cue.MOVED in cues or _invites(text)
    return Verdict(
        expects=ask.expects if ask else NOT,
        kind=ask.kind if ask and (asks or ask.kind == "problem") else None,
        ack=ack,
        thanks=idle and Cue.THANKS in cues,
        works=Cue.WORKS in cues and not asks,
        withdraws=Cue.WITHDRAWN in cues and _takes_back_before(heard),
        ping=asks and (Cue.PING in cues or not matter),
        moves=moves,
        bare=idle and not moves and not cues & {Cue.ACK, Cue.THANKS, Cue.WORKS},
        counter=asks and _first_asks(heard, plain) and not plain.shown and not files,
        new_topic=Cue.NEW_TOPIC in cues,
        proposes=ask is not None and ask.aim == "proposal",
        consents=consents,
        wants=ask.wants if ask and asks else "",
        deed=deed,
        promise=ack and any(map(_promises, plain.sentences)),
        why=ask.why if ask else "says nothing that asks",
    )


def languages_of(plain: Plain, before: Iterable[str] = ()) -> tuple[str, ...]:
    """Which languages it may be in; `before` is what was said there before."""
    words = (word for sentence in plain.sentences for clause in sentence.clauses for word in clause)
    return languages(words, before)


def by_phrases(plain: Plain, spoken: Iterable[str]) -> tuple[list[Grasped], Ask | None]:
    """Its sentences cut open, and what the known phrases alone say."""
    heard = [grasp(sentence, spoken) for sentence in plain.sentences]
    ask = _mark_alone(plain) or _strongest(heard)
    if ask and ask.kind == "problem" and any(Cue.WORKS in each.cues for each in heard):
        ask = None  # "thanks, the error is gone"
    return heard, ask


def _weighed(ask: Ask | None, layer: Layer, found: Clues, *, abroad: bool) -> Ask | None:
    """What the phrases say, as likely as the learnt layer finds it. It overrules them both ways, and says so."""
    expects = _kept_in_bounds(layer.probability(found), ask, abroad=abroad)
    if expects < ASKING_FROM:
        if ask and ask.asks:
            return Ask(expects, ask.kind, f"{ask.why}, but here that rarely asks", aim=ask.aim)
        return replace(ask, expects=expects) if ask else Ask(expects, "question", "says nothing that asks")
    if ask:
        return replace(ask, expects=expects)
    return Ask(expects, "question", "sounds like a question")


def _kept_in_bounds(expects: float, ask: Ask | None, *, abroad: bool) -> float:
    """A rhetorical question is never nudged about, a need that names the reader always asks, and so does what the
    phrases of another language find: for that there is too little to learn from."""
    if ask and ask.expects == HARDLY:
        return min(expects, BARELY)
    if ask and ask.expects == PERHAPS:
        return max(expects, FAINTLY)
    if ask and ask.asks and abroad:
        return max(expects, PUBLIC_FROM)
    return expects


def _strongest(heard: list[Grasped]) -> Ask | None:
    """The sentence that asks most; "never mind" takes back what was asked before it."""
    asks: list[Ask] = []
    for n, each in enumerate(heard):
        if Cue.WITHDRAWN in each.cues:
            asks.clear()
        if each.ask:
            asks.append(_answered_itself(each.ask) if _says_why(heard[n : n + 2]) else each.ask)
    return max(asks, key=lambda ask: ask.expects, default=None)


def _says_why(heard: list[Grasped]) -> bool:
    """ "Why did it fail? Because the disk was full."."""
    return len(heard) == 2 and Cue.WHY in heard[0].cues and Cue.BECAUSE in heard[1].cues


def _answered_itself(ask: Ask) -> Ask:
    return replace(ask, expects=HARDLY, why="answers itself")


def _takes_back_before(heard: list[Grasped]) -> bool:
    """ "How do I … oh, forget it" takes back only itself, "never mind" at the beginning what was asked before."""
    first = next(each for each in heard if (each.ask and each.ask.asks) or Cue.WITHDRAWN in each.cues)
    return Cue.WITHDRAWN in first.cues


def deed_of(plain: Plain, spoken: Sequence[str], ear: Ear) -> float:
    """How likely it is that a message tells of something its author has done."""
    found = deed_clues(plain, spoken) if ear.deeds else {}
    return ear.deeds.probability(found) if ear.deeds and found else 0.0


def putoff_of(plain: Plain, heard: Sequence[Grasped], spoken: Sequence[str], ear: Ear, *, deed: float) -> float:
    """How likely it is that a message only puts an answer off: promises one, or tells of work on it."""
    return ear.putoffs.probability(putoff_clues(plain, heard, spoken, deed=deed)) if ear.putoffs else 0.0


def _promises(sentence: Sentence) -> bool:
    return any(not PROMISES.isdisjoint(clause) for clause in sentence.clauses)


def _invites(text: str) -> bool:
    return "://" in text and any(address in text for address in MEETINGS)


def _mark_alone(plain: Plain) -> Ask | None:
    """ "?" and "@bea ??" chase an answer."""
    return Ask(PERHAPS, "question", "nothing but a question mark") if plain.marked and not plain.sentences else None


def _first_asks(heard: list[Grasped], plain: Plain) -> bool:
    """The first sentence of substance wants to be told something; what follows only says why.

    Where it names code or quotes, nothing may stand before the question: "it's `ops`, is that any help?".
    """
    for each in heard:
        if each.ask and each.ask.asks:
            return each.ask.aim == "information" and (each.at_once if plain.pasted else each.before <= ASIDE)
        if each.matter:
            return False
    return False


def _hardly(sentence: Grasped) -> bool:
    """A tag or a rhetorical question says nothing, though it has words."""
    return sentence.ask is not None and sentence.ask.expects == HARDLY
