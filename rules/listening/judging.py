"""What a judge beside may see of what listening is unsure about, and what it may answer (docs/listening-model.md).

It sees the message and the few lines before it, and nobody in them: people are a side and a letter, in the order in
which they come; code, addresses and long numbers are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from rules.model import PersonId, Relationship, Said, Side

LINES_BEFORE = 5
"""Of the same thread, or of the open channel."""
LONGEST_LINE = 600
"""Characters."""

_LEFT_OUT = re.compile(
    r"(?P<code>```.*?(?:```|\Z)|`[^`\n]+`)|(?P<address>(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]+\.\w+)"
    r"|(?P<number>\+?\d(?:[\s().\-/]{0,2}\d){6,})",
    re.DOTALL,
)


class Opinion(StrEnum):
    """Whether somebody waits for an answer, as the judge sees it. There is no other answer."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


def shown(said: Sequence[Said], relationship: Relationship) -> tuple[str, ...]:
    """The last of these, and what came before it: `client A: Could you tell vendor B which door it is?`"""
    labels = _Labels(relationship)
    return tuple(f"{labels.of(each.author)}: {labels.hide(each.text)}" for each in said[-LINES_BEFORE - 1 :])


class _Labels:
    """Who is called what, in one conversation."""

    def __init__(self, relationship: Relationship) -> None:
        self._relationship = relationship
        self._given: dict[PersonId, str] = {}
        self._called = dict(_called(relationship))
        names = "|".join(re.escape(name) for name in sorted(self._called, key=len, reverse=True))
        self._names = re.compile(rf"(?<!\w)@?(?P<name>{names})(?!\w)", re.IGNORECASE)

    def of(self, person: PersonId) -> str:
        if person not in self._given:
            side = self._relationship.side_of(person)
            self._given[person] = f"{side.value if side else 'someone'} {_letter(len(self._given))}"
        return self._given[person]

    def hide(self, text: str) -> str:
        if len(text) > 2 * LONGEST_LINE:  # at a word's end, so that no half of an address is left
            text = text[: 2 * LONGEST_LINE].rpartition(" ")[0]
        kept = _LEFT_OUT.sub(lambda found: f"[{found.lastgroup}]", text)
        return " ".join(self._names.sub(self._label, kept).split())[:LONGEST_LINE]

    def _label(self, found: re.Match[str]) -> str:
        who = self._called.get(found["name"].casefold())
        if who is None:  # a letter whose other case is another word
            return "someone"
        return f"the {who.value}" if isinstance(who, Side) else self.of(who)


def _called(relationship: Relationship) -> Iterator[tuple[str, PersonId | Side]]:
    """Every name people may be called by there, whole and in its parts, and both companies'."""
    for person in relationship.people.values():
        parts = [part for part in person.name.split() if len(part) > 1]
        is_somebody = parts[:1] != ["someone"]  # whoever was forgotten is "someone at Contoso"
        yield from ((name.casefold(), person.id) for name in (*parts, person.name) if is_somebody)
    yield from ((relationship.party(side).company.casefold() or f"the {side}", side) for side in Side)


def _letter(number: int) -> str:
    """A to Z, then A1 …: of a few lines nobody needs more."""
    return f"{chr(ord('A') + number % 26)}{number // 26 or ''}"
