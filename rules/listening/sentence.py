"""What one sentence does: asks, reacts, or says something. Known phrases, their place, and the question mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rules.listening.content import FILLERS
from rules.listening.lexicon import ENGLISH, GROUPS, Cue
from rules.listening.normalise import Sentence
from rules.listening.phrases import Found, Phrasebook
from rules.listening.tongues import TONGUES

AskKind = Literal["question", "request", "problem"]
Wants = Literal["", "time", "yes", "deed"]
Aim = Literal["information", "deed", "proposal"]
"""Whether it wants to be told something, or something done, or gives advice in the form of a question."""

SURE, LIKELY, PERHAPS = 0.95, 0.8, 0.6
"""How strongly a sentence that asks expects an answer."""
TOLD, HARDLY, NOT = 0.4, 0.3, 0.02
"""And one that does not: a problem told, a rhetorical question, anything else."""
ASKING_FROM = 0.5


@cache
def book_of(language: str) -> Phrasebook[Cue]:
    """The phrases of one language, made when it is first heard."""
    return Phrasebook(GROUPS, ENGLISH if language == "en" else TONGUES[language])


SPENT = frozenset({Cue.OPENER, Cue.ACK, Cue.THANKS, Cue.WORKS, Cue.WITHDRAWN, Cue.MOVED, Cue.REACTION, Cue.PING})
"""Words of these phrases answer nothing."""
ASKING = frozenset({Cue.QUESTION, Cue.WH, Cue.POLAR, Cue.REQUEST, Cue.TELL, Cue.ORDER, Cue.WONDER, Cue.PROPOSAL})
SELDOM_ASKS = frozenset({"nicht wahr", "n'est ce pas", "niet waar", "nietwaar", "nieprawdaż", "non è vero"})
"""Tags that want no answer, like all English ones with a negation ("isn't it")."""
CONJUNCTIONS = frozenset(
    """
    cuando donde como quando onde dove come quand où wo wanneer waar kiedy gdzie jak jab wenn falls sobald weil als
    zodra omdat
    """.split()
)
"""What begins a clause beside another, though some of it asks elsewhere: "quando arrivano, li scansioniamo"."""
NEGATIONS = frozenset("not isn't aren't doesn't don't didn't never still no nicht niet nie non pas".split())
"""Beside one of these nothing works now."""
SUBJECTS = frozenset("i i'm i've we we're we've it it's he she they they're that that's you but the this".split())
AGREED = SPENT | {Cue.CONSENT}


@dataclass(frozen=True, slots=True)
class Ask:
    """How a sentence asks."""

    expects: float
    kind: AskKind
    why: str
    wants: Wants = ""
    aim: Aim = "information"

    @property
    def asks(self) -> bool:
        return self.expects >= ASKING_FROM


@dataclass(frozen=True, slots=True)
class Grasped:
    """What listening makes of one sentence."""

    cues: frozenset[Cue]
    matter: int
    """Content words that no reaction takes up."""
    beyond_yes: int
    """The same, with words of consent taken up too; not 0 where there are none."""
    before: int
    """Content words before the clause that asks: "the tenth suits, but please warn the porter" says something first."""
    at_once: bool
    """Its first clause asks."""
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    words: tuple[str, ...]
    found: list[Found[Cue]]
    cues: frozenset[Cue]

    def phrase(self, *cues: Cue) -> str:
        """The words that gave one of these cues, for the reason."""
        found = next(found for found in self.found if found.cue in cues)
        return " ".join(self.words[found.start : found.end])


def grasp(sentence: Sentence, languages: Iterable[str]) -> Grasped:
    """Cut open one sentence, which may be in any of these languages."""
    books = [book_of(language) for language in languages]
    clauses = [_clause(words, books) for words in sentence.clauses]
    cues = frozenset[Cue]().union(*(clause.cues for clause in clauses))
    matter = [_left(clause, SPENT) for clause in clauses]
    asking = next((n for n, clause in enumerate(clauses) if clause.cues & ASKING), 0)
    return Grasped(
        cues=cues,
        matter=sum(matter),
        before=sum(matter[:asking]),
        at_once=asking == 0,
        beyond_yes=sum([_left(clause, AGREED) for clause in clauses]) if Cue.CONSENT in cues else 1,
        ask=_asked(clauses, cues) if sentence.asked else _unmarked(clauses),
    )


def _clause(words: tuple[str, ...], books: Sequence[Phrasebook[Cue]]) -> _Clause:
    found = [each for book in books for each in (*book.anywhere(words), *book.beginning(words))]
    begin = _after_openers(found)
    if begin:
        found += [each for book in books for each in book.beginning(words, begin)]
    found = [each for each in found if not (each.cue is Cue.PROBLEM and _says_no(words[each.start : each.end]))]
    cues = frozenset([each.cue for each in found])
    return _Clause(words, found, cues - {Cue.WORKS} if Cue.WORKS in cues and not NEGATIONS.isdisjoint(words) else cues)


def _says_no(phrase: tuple[str, ...]) -> bool:
    """ "No internet" is a problem, "no I am not" an answer."""
    return len(phrase) == 2 and phrase[0] == "no" and phrase[1] in SUBJECTS


def _after_openers(found: Iterable[Found[Cue]]) -> int:
    """Where the clause really begins, after "hi", "ok so" and "quick question"."""
    begin = 0
    for start, end in sorted([(each.start, each.end) for each in found if each.cue is Cue.OPENER]):
        if start <= begin < end:
            begin = end
    return begin


def _left(clause: _Clause, spent: frozenset[Cue]) -> int:
    """How many content words are left when the phrases of these cues are taken out."""
    taken = [False] * len(clause.words)
    for cue, start, end in clause.found:
        if cue in spent:
            taken[start:end] = [True] * (end - start)
    return sum([word not in FILLERS for word, gone in zip(clause.words, taken, strict=True) if not gone])


def _asked(clauses: list[_Clause], cues: frozenset[Cue]) -> Ask:
    """It ends in a question mark: it asks, unless the mark only seeks agreement or vents."""
    if Cue.TAG in clauses[-1].cues:
        return _tagged(clauses)
    if Cue.RHETORIC in cues:
        return Ask(HARDLY, "question", "a rhetorical question", aim="proposal")
    asking = next((clause for clause in clauses if clause.cues & {Cue.REQUEST, Cue.TELL, Cue.ORDER}), None)
    if asking:
        return _requested(asking, SURE, cues)
    return Ask(SURE, "question", "ends in a question mark", _wants(clauses, cues), _aim(cues))


def _tagged(clauses: list[_Clause]) -> Ask:
    """ "Right?" alone is no question; after a statement "right?" asks for a yes and "isn't it?" does not."""
    tag = clauses[-1].phrase(Cue.TAG)
    if len(clauses) == 1 or _seldom_asks(tag):
        return Ask(HARDLY, "question", f"only a tag, '{tag}'", aim="proposal")
    return Ask(PERHAPS, "question", f"asks for agreement with '{tag}'", "yes", "proposal")


def _seldom_asks(tag: str) -> bool:
    return "'t" in tag or tag in SELDOM_ASKS


def _unmarked(clauses: list[_Clause]) -> Ask | None:
    """No question mark: one clause must ask by its words. The strongest one counts."""
    reported = any(Cue.REPORTED in clause.cues for clause in clauses)
    asks = [
        ask
        for n, clause in enumerate(clauses)
        if (ask := _clause_asks(clause, clauses[:n], stated=reported or _subordinate(clause, clauses[n + 1 :])))
    ]
    return max(asks, key=lambda ask: ask.expects, default=None)


def _subordinate(clause: _Clause, after: list[_Clause]) -> bool:
    """ "quando arrivano, li scansioniamo"."""
    return bool(after) and clause.words[0] in CONJUNCTIONS


def _clause_asks(clause: _Clause, before: list[_Clause], *, stated: bool) -> Ask | None:
    cues = clause.cues
    if Cue.TAG in cues and _seldom_asks(clause.phrase(Cue.TAG)):
        return _tagged([clause])
    if Cue.RHETORIC in cues:
        return Ask(HARDLY, "question", "a rhetorical question", aim="proposal")
    if Cue.OFFER in cues:
        return None
    if cues & {Cue.REQUEST, Cue.TELL, Cue.ORDER}:
        return _requested(clause, LIKELY, cues)
    stated = stated or Cue.STATEMENT in cues
    if not stated and (cues & {Cue.POLAR, Cue.QUESTION} or (Cue.WH in cues and _leads(before))):
        why = f"asks with '{clause.phrase(Cue.POLAR, Cue.QUESTION, Cue.WH)}'"
        return Ask(LIKELY, "question", why, _wants([clause], cues), _aim(cues))
    if cues & {Cue.WONDER, Cue.PING}:
        return Ask(PERHAPS, "question", f"asks with '{clause.phrase(Cue.WONDER, Cue.PING)}'")
    return _lacks(clause)


def _leads(before: list[_Clause]) -> bool:
    """ "Bea, which one" and "for lunch, which one" ask; "the pump, which is new" and "wenn ja, gehen wir" do not."""
    if not before:
        return True
    return len(before) == 1 and len(before[0].words) <= 3 and before[0].words[0] not in CONJUNCTIONS


def _lacks(clause: _Clause) -> Ask | None:
    if Cue.NEED in clause.cues and Cue.TO_YOU in clause.cues:
        return Ask(PERHAPS, "request", f"needs something: '{clause.phrase(Cue.NEED)}'", "deed")
    if clause.cues & {Cue.NEED, Cue.UNSURE, Cue.PROBLEM}:
        return Ask(TOLD, "problem", f"tells of a problem: '{clause.phrase(Cue.NEED, Cue.UNSURE, Cue.PROBLEM)}'")
    return None


def _requested(clause: _Clause, expects: float, cues: frozenset[Cue]) -> Ask:
    phrase = clause.phrase(Cue.TELL, Cue.ORDER, Cue.REQUEST)
    wants: Wants = "" if Cue.TELL in cues else "deed"
    return Ask(expects, "request", f"asks with '{phrase}'", "time" if Cue.TIME in cues else wants, _aim(cues))


def _aim(cues: frozenset[Cue]) -> Aim:
    if Cue.TELL in cues:
        return "information"
    if cues & {Cue.PROPOSAL, Cue.ORDER}:
        return "proposal"
    return "deed" if Cue.REQUEST in cues else "information"


def _wants(clauses: list[_Clause], cues: frozenset[Cue]) -> Wants:
    if Cue.TIME in cues:
        return "time"
    either = any("or" in clause.words for clause in clauses)
    return "yes" if not either and (Cue.POLAR in cues or not cues & {Cue.QUESTION, Cue.WH}) else ""
