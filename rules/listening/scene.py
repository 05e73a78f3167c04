"""Who speaks to whom: what one message looks like among those just before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from rules.events import MessagePosted
from rules.listening.content import COMMON, content, stem
from rules.listening.hear import Verdict, judge
from rules.listening.normalise import Plain, Sentence, normalise
from rules.model import Case, Item, MessageId, Person, PersonId, Said, Side

BREATH = timedelta(minutes=3)
"""What one author says within this time of the last word, nobody between, is one turn (listening.md, "hard cases")."""
PAUSE = timedelta(minutes=30)
"""After so long a silence in the open channel a message opens a talk."""
LANGUAGE_FROM = 12
"""Messages before it that show the language of one that does not show its own."""
SPOKE_JUST_NOW = 20
GREETINGS = frozenset(
    "hi hey hello hallo dear morning hola oi olá bonjour salut ciao buongiorno moin cześć hoi".split()
)
DAYTIMES = frozenset("good guten morning afternoon evening tag".split())


@dataclass(frozen=True, slots=True)
class Scene:
    """One message in its conversation: its thread, or the open channel."""

    event: MessagePosted
    case: Case
    side: Side
    plain: Plain
    verdict: Verdict
    called: tuple[PersonId, ...]
    """Whom it names: those mentioned, then those it calls by their first name."""
    words: tuple[str, ...]
    """What it is about, the people named included: who answers may speak of them."""
    flow: tuple[Said, ...]
    """The conversation before it, latest first."""

    @property
    def in_thread(self) -> bool:
        return self.event.thread is not None

    def calls(self, side: Side) -> tuple[PersonId, ...]:
        """Those of one side whom it names."""
        return tuple(who for who in self.called if self.case.relationship.side_of(who) is side)

    def own_turn(self) -> tuple[Said, ...]:
        """What its author said just before, in the same breath and with nobody between; latest first."""
        turn: list[Said] = []
        later = self.event.at
        for said in self.flow:
            if said.author != self.event.author or later - said.at >= BREATH:
                break
            turn.append(said)
            later = said.at
        return tuple(turn)

    def last_of(self, side: Side) -> PersonId | None:
        """Who of a side spoke last in this conversation."""
        side_of = self.case.relationship.side_of
        return next((said.author for said in self.flow if side_of(said.author) is side), None)

    def since(self, message: MessageId) -> tuple[Said, ...] | None:
        """What was said in the conversation since that message, latest first; None where it is out of sight."""
        at = next((n for n, said in enumerate(self.flow) if said.message == message), None)
        return None if at is None else self.flow[:at]

    def shares(self, item: Item) -> int:
        """How many content words, or names, it has in common with a question."""
        return len(set(self.words).intersection(item.progress.words)) if item.progress.words else 0


def scene_of(event: MessagePosted, case: Case, side: Side) -> Scene:
    """Look around: take out the names, find the conversation, judge the words."""
    plain = normalise(_without_mentions(event, case))
    plain, by_name = _take_out_names(plain, case)
    called = tuple(who for who in dict.fromkeys((*event.mentions, *by_name)) if who != event.author)
    flow = _flow(event, case)
    return Scene(
        event=event,
        case=case,
        side=side,
        plain=plain,
        verdict=judge(
            plain,
            event.text,
            case.ear,
            files=event.files,
            place=where(event, case, side, called, flow),
            before=(said.text for said in flow[:LANGUAGE_FROM]),
        ),
        called=called,
        words=_names(called, case) + content(plain),
        flow=flow,
    )


def where(
    event: MessagePosted, case: Case, side: Side, called: tuple[PersonId, ...], flow: tuple[Said, ...]
) -> list[str]:
    """Where a message stands, in words the learnt layer knows."""
    side_of = case.relationship.side_of
    last = flow[0] if flow else None
    opens = event.thread is None and (last is None or event.at - last.at > PAUSE)
    owes = last is not None and any(item.message == last.message and item.asker_side is not side for item in case.items)
    facts = {
        "in a thread": event.thread is not None,
        "of the client": side is Side.CLIENT,
        "opens a talk": opens,
        "the client opens a talk": opens and side is Side.CLIENT,
        "calls the other side": any(side_of(who) is side.other for who in called),
        "calls a colleague": any(side_of(who) is side for who in called),
        "goes on": last is not None and last.author == event.author and event.at - last.at < BREATH,
        "right after a question": owes,
        "with a file": event.files > 0,
    }
    return [fact for fact, is_so in facts.items() if is_so]


def _names(called: tuple[PersonId, ...], case: Case) -> tuple[str, ...]:
    people = [case.relationship.people.get(who) for who in called]
    return tuple([stem(first_name(person)) for person in people if person])


def _flow(event: MessagePosted, case: Case) -> tuple[Said, ...]:
    if event.thread is None:
        return tuple([said for said in reversed(case.window) if said.thread is None])
    root = event.thread
    return tuple([said for said in reversed(case.window) if root in (said.thread, said.message)])


def _without_mentions(event: MessagePosted, case: Case) -> str:
    """Mentions as a bare `@`: a name of two words would otherwise leave its second in the sentence."""
    text = event.text
    for who in event.mentions:
        person = case.relationship.people.get(who)
        if person:
            text = text.replace(f"@{person.name}", "@")
    return text


def _take_out_names(plain: Plain, case: Case) -> tuple[Plain, tuple[PersonId, ...]]:
    """The people it calls at its beginning ("Bea, …", "bea: …", "Hi Bea …"), and the message without their names."""
    if plain.label and (people := _named(plain.label, case)):
        return plain, people
    if not plain.sentences:
        return plain, ()
    words = plain.sentences[0].clauses[0]
    start = _greeted(words)
    if not start and len(words) > 2:
        return (_without(plain, 0, 1), speaker) if (speaker := _speaker(words[0], case)) else (plain, ())
    for end in range(min(start + 2, len(words)), start, -1):
        if words[start] not in COMMON and (people := _named(" ".join(words[start:end]), case)):
            return _without(plain, start, end), people
    return plain, ()


def _speaker(word: str, case: Case) -> tuple[PersonId, ...]:
    """Without a comma the first word is a name only if somebody of that name has just been speaking."""
    if word in COMMON or len(word) < 3:
        return ()
    recent = {said.author for said in case.window[-SPOKE_JUST_NOW:]}
    return tuple([who for who in _named(word, case) if who in recent])


def _greeted(words: tuple[str, ...]) -> int:
    """How many words of the clause greet."""
    if words[0] in GREETINGS:
        return 1
    return 2 if words[0] in DAYTIMES and len(words) > 1 and words[1] in DAYTIMES else 0


def _named(called: str, case: Case) -> tuple[PersonId, ...]:
    """Everybody of the relationship who goes by that name."""
    return tuple([person.id for person in case.relationship.people.values() if _goes_by(person, called)])


def first_name(person: Person) -> str:
    """The first word of their name, in small letters."""
    return person.name.lower().partition(" ")[0]


def _goes_by(person: Person, called: str) -> bool:
    name = person.name.lower()
    if not name.startswith(called):
        return False
    return name == called or not name[len(called)].isalnum()


def _without(plain: Plain, start: int, end: int) -> Plain:
    first, *others = plain.sentences
    words = first.clauses[0][:start] + first.clauses[0][end:]
    clauses = ((words,) if words else ()) + first.clauses[1:]
    if not clauses:
        return replace(plain, sentences=tuple(others))
    return replace(plain, sentences=(Sentence(clauses, first.asked), *others))
