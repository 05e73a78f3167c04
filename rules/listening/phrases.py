"""Finding known phrases in a clause, in one pass over its words, however many phrases are known.

A phrase is written as words: `could|can you` (either), `any (other) news` (may be left out), `have * signed` (any one
word), `please <try>` (any word of a group), `^ thanks` (only at the beginning of the clause), `solved $` (only at its
end), `will check …` (and whatever follows).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import Generic, NamedTuple, TypeVar

ANY, BEGIN, END, REST = "*", "^", "$", "…"

Cue = TypeVar("Cue", bound=StrEnum)


@dataclass(slots=True)
class _Node(Generic[Cue]):
    """A word of a phrase: what may follow, and what is meant if the phrase ends here."""

    follows: dict[str, _Node[Cue]] = field(default_factory=dict)
    means: list[Cue] = field(default_factory=list)


class Found(NamedTuple, Generic[Cue]):
    """A phrase in a clause: what it means and which words it takes, `start` to before `end`.

    A named tuple, because several are made for every message heard.
    """

    cue: Cue
    start: int
    end: int


class Phrasebook(Generic[Cue]):
    """All phrases of all languages as one tree; built once, only read afterwards."""

    def __init__(self, groups: Mapping[str, str], *languages: Mapping[Cue, str]) -> None:
        self._root: _Node[Cue] = _Node()
        self._groups = {f"<{name}>": "|".join(words.split()) for name, words in groups.items()}
        for language in languages:
            for cue, lines in language.items():
                for line in filter(None, map(str.strip, lines.splitlines())):
                    self._learn(line, cue)
        # Phrases with choices in them end alike many times over: one tenth of the nodes is enough.
        self._root = _shared(self._root, {})

    def anywhere(self, words: tuple[str, ...]) -> list[Found[Cue]]:
        """Every phrase in the clause that is not bound to its beginning."""
        roots = self._root.follows
        found: list[Found[Cue]] = []
        for at, word in enumerate(words):
            if word in roots:
                _walk(roots[word], words, at, at + 1, found)
        return found

    def beginning(self, words: tuple[str, ...], at: int = 0) -> list[Found[Cue]]:
        """Every phrase bound to the beginning of the clause, which is at `at` if others only lead in ("hi", "so")."""
        found: list[Found[Cue]] = []
        if BEGIN in self._root.follows:
            _walk(self._root.follows[BEGIN], words, at, at, found)
        return found

    def _learn(self, line: str, cue: Cue) -> None:
        for name, words_of in self._groups.items():
            line = line.replace(name, words_of)
        for words in _spelled_out(line):
            node = self._root
            for word in words:
                node = node.follows.setdefault(word, _Node())
            if cue not in node.means:
                node.means.append(cue)


def _shared(node: _Node[Cue], known: dict[object, _Node[Cue]]) -> _Node[Cue]:
    """The same tree in which equal branches are one."""
    for word, further in node.follows.items():
        node.follows[word] = _shared(further, known)
    alike = (tuple(node.means), tuple(sorted((word, id(further)) for word, further in node.follows.items())))
    return known.setdefault(alike, node)


def _spelled_out(line: str) -> Iterator[tuple[str, ...]]:
    """`can|could (you) go` → can go, could go, can you go, could you go."""
    choices = [
        ("", *part[1:-1].split("|")) if part.startswith("(") else tuple(part.split("|")) for part in line.split()
    ]
    for words in product(*choices):
        yield tuple(filter(None, words))


def _walk(node: _Node[Cue], words: tuple[str, ...], start: int, at: int, found: list[Found[Cue]]) -> None:
    """Follow the words from `at`; every node that means something is a find."""
    if node.means:
        found.extend(Found(cue, start, at) for cue in node.means)
    follows = node.follows
    if not follows:
        return
    if REST in follows:
        found.extend(Found(cue, start, len(words)) for cue in follows[REST].means)
    if at == len(words):
        if END in follows:
            found.extend(Found(cue, start, at) for cue in follows[END].means)
        return
    word = words[at]
    if word in follows:
        _walk(follows[word], words, start, at + 1, found)
    if ANY in follows:
        _walk(follows[ANY], words, start, at + 1, found)
