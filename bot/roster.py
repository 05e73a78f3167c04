"""The people a platform knows of: found by whatever somebody types, and listed for somebody who must name the sides."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches

from adapters.base import Profile
from rules.model import PersonId

CANDIDATES = 5
"""People an error names where a word fits several."""
WIDEST = 32
"""Characters of a name in a table."""

People = frozenset[PersonId]
NOBODY: People = frozenset()


class Directory:
    """A roster by every word for its people; capitals and a leading @ do not matter. Raises ValueErrors for people."""

    def __init__(self, roster: Sequence[Profile]) -> None:
        self._names = {profile.id: profile.name for profile in roster}
        self._by_id = _index((word, p) for p in roster for word in (p.id, p.id.partition(":")[2]))
        self._by_name = _index((word, p) for p in roster for word in (p.name, *p.aliases))
        self._by_domain = _index((p.domain, p) for p in roster if p.domain)
        self._by_team = _index((p.team, p) for p in roster if p.team)

    def person(self, word: str) -> PersonId:
        """The one person called so."""
        found = self._called(word)
        if not found:
            raise ValueError(f'nobody here is called "{word}"{nearest(word, self._by_name)}')
        if len(found) > 1:
            raise ValueError(f'"{word}" may be {self.named(found, " or ")}; write the id.')
        return next(iter(found))

    def domain(self, word: str) -> People:
        """Everybody with an e-mail address there."""
        found = self._by_domain.get(_folded(word))
        if not found:
            raise ValueError(f'nobody here has an e-mail address at "{word}"{nearest(word, self._by_domain)}')
        return found

    def team(self, word: str) -> People:
        """Everybody whose home team has this id."""
        found = self._by_team.get(_folded(word))
        if not found:
            raise ValueError(f'nobody here belongs to the team "{word}"{nearest(word, self._by_team)}')
        return found

    def anybody(self, word: str) -> tuple[People, People]:
        """(named, matched): the person the word means, else everybody of the domain or team of that name."""
        if self._called(word):
            return frozenset({self.person(word)}), NOBODY
        matched = self._by_domain.get(_folded(word), NOBODY) | self._by_team.get(_folded(word), NOBODY)
        if not matched:
            known = {**self._by_name, **self._by_domain, **self._by_team}
            raise ValueError(f'nobody here is called "{word}", nor is it a domain or team here{nearest(word, known)}')
        return NOBODY, matched

    def named(self, people: Iterable[PersonId], last: str = " and ") -> str:
        """`bea (U1), sam (U2) and zoe (U3)`, the first few of them."""
        listed = sorted(f"{self._names[person]} ({person.partition(':')[2]})" for person in people)
        if len(listed) > CANDIDATES:
            listed[CANDIDATES:] = [f"{len(listed) - CANDIDATES} more"]
        return last.join(filter(None, (", ".join(listed[:-1]), listed[-1])))

    def _called(self, word: str) -> People:
        """An id means its person, even where somebody else took it for a name."""
        return self._by_id.get(_folded(word)) or self._by_name.get(_folded(word), NOBODY)


def nearest(word: str, known: Iterable[str], otherwise: str = ".") -> str:
    """How a sentence about an unknown word ends: `; did you mean "bea"?`, or `otherwise` if nothing is near."""
    near = get_close_matches(_folded(word), known, n=1)
    return f'; did you mean "{near[0]}"?' if near else otherwise


def _index(entries: Iterable[tuple[str, Profile]]) -> Mapping[str, People]:
    found: dict[str, set[PersonId]] = {}
    for word, profile in entries:
        found.setdefault(_folded(word), set()).add(profile.id)
    return {word: frozenset(people) for word, people in found.items()}


def _folded(word: str) -> str:
    return word.strip().removeprefix("@").casefold()


def people_listing(roster: Sequence[Profile]) -> str:
    """Who was found, by team and domain and then by how much they wrote, and how to say who is on which side."""
    parts = [_people(roster), _sums("Teams", roster, lambda p: p.team), _sums("Domains", roster, lambda p: p.domain)]
    return "\n\n".join([*parts, _how_to_name_the_sides(roster)])


def _people(roster: Sequence[Profile]) -> str:
    found = sorted(roster, key=lambda p: (p.team or "", p.domain or "", -p.messages, p.name, p.id))
    rows = [(_short(p.name), p.id.partition(":")[2], p.team or "–", p.domain or "–", f"{p.messages:,}") for p in found]
    return (
        _counted(len(roster), "person", "people")
        + ":\n\n"
        + _table([("name", "id", "team", "domain", "messages"), *rows])
    )


def _short(name: str) -> str:
    """On one line, and not as wide as people like to make it."""
    name = " ".join(name.split())
    return name if len(name) <= WIDEST else name[: WIDEST - 1] + "…"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Columns under their heads, the last one (figures) to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            ["", *(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)), row[-1].rjust(widths[-1])]
        )
        for row in rows
    )


def _sums(title: str, roster: Sequence[Profile], of: Callable[[Profile], str | None]) -> str:
    """People and messages by team or domain, the most talkative first."""
    if not any(of(profile) for profile in roster):
        return f"{title}: none is known here."
    rows = [
        (name or "(none)", _counted(people, "person", "people"), _counted(messages, "message", "messages"))
        for name, people, messages in _grouped(roster, of)
    ]
    return f"{title}:\n\n{_table(rows)}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _grouped(roster: Iterable[Profile], of: Callable[[Profile], str | None]) -> list[tuple[str, int, int]]:
    """(name, people, messages) of each group; the people without one last."""
    groups: dict[str, list[int]] = {}
    for profile in roster:
        groups.setdefault(of(profile) or "", []).append(profile.messages)
    sums = [(name, len(counts), sum(counts)) for name, counts in groups.items()]
    return sorted(sums, key=lambda group: (not group[0], -group[2], -group[1], group[0]))


def _how_to_name_the_sides(roster: Sequence[Profile]) -> str:
    key, client, vendor = _example(roster)
    return f"""\
Say who is the client and who the vendor, for example:

  rapport replay EXPORT --client {shlex.quote(client)} --vendor {shlex.quote(vendor)}

Each may be a user name, an id, an e-mail domain or a team id, and may be given several times.
Or write a file and give it as `rapport replay EXPORT --sides sides.toml`:

  [client]
  name = "the client"
  {key} = [{_quoted(client)}]
  zone = "Europe/Berlin"
  hours = "Mon-Fri 09:00-17:00"
  holidays = ["DE"]

  [vendor]
  name = "the vendor"
  {key} = [{_quoted(vendor)}]"""


def _example(roster: Sequence[Profile]) -> tuple[str, str, str]:
    """(key of the sides file, client, vendor): two that are really here, by what tells most people apart."""
    kinds: dict[str, Callable[[Profile], str | None]] = {
        "teams": lambda p: p.team,
        "domains": lambda p: p.domain,
        "people": lambda p: p.id.partition(":")[2] if p.name == p.id else p.name,
    }
    for key, of in kinds.items():
        # A name that several people share would tell nothing.
        names = [name for name, people, _ in _grouped(roster, of) if name and (key != "people" or people == 1)]
        if len(names) > 1:
            return key, names[0], names[1]
    return "people", "bea", "asha"


def _quoted(word: str) -> str:
    """As TOML writes a text; JSON's way is a part of it."""
    return json.dumps(word, ensure_ascii=False)
