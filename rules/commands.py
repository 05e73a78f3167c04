"""The one grammar of commands, for slash command, mention and DM (product.md, Commands).

A command is a word, what it is about, and trailing options: `ask @bea Which region? +by fri +blocked 12 may the move`.
`+by` begins an option only where the word has an option of that name, and never inside code: prose stays prose.
Whoever takes the text from a platform has already taken off the name of Rapport.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from rules.dates import counts_time
from rules.model import ItemNumber, Kind


@dataclass(frozen=True, slots=True)
class Word:
    """A command that exists. Its sentences stand in `rules/wording/help.py`."""

    name: str
    usage: str
    """As it is typed; `[…]` may be left out, `a|b` is a choice."""
    options: tuple[str, ...] = ()
    """Names of its trailing options, without the plus."""
    prose: bool = False
    """What follows are somebody's words, which are kept to the letter."""


WORDS = (
    Word("home", ""),
    Word("help", "help [word]"),
    Word("waiting", "waiting [client|vendor]"),
    Word("status", "status"),
    Word("ask", "ask [@who] … [+by fri] [+blocked 12 may …] [+topic billing]", ("by", "blocked", "topic"), prose=True),
    Word("answered", "answered q17 [how]", prose=True),
    Word("snooze", "snooze q17 [until fri]"),
    Word("withdraw", "withdraw q17"),
    Word("reopen", "reopen q17"),
    Word("why", "why q17"),
    Word("undo", "undo"),
    Word(
        "did",
        "did … [+extra gladly|once] [+workaround procedure] [+seen] [+asked @who] [+undoable] [+link https://…]",
        ("extra", "workaround", "seen", "asked", "undoable", "link"),
        prose=True,
    ),
    Word("deeds", "deeds [client|vendor|d12|suggest on|suggest off]"),
    Word("thanks", "thanks [@who] for d12 [words]", prose=True),
    Word("trusted", "trusted [add|remove …]", prose=True),
    Word("voice", "voice …", prose=True),
    Word("digest", "digest [preview|now]"),
    Word("feedback", "feedback [give|start|people @who]"),
    Word("people", "people [go-between|sponsor @who] [+topic billing] [+deputy @who]", ("topic", "deputy")),
    Word("side", "side [@who] client|vendor"),
    Word("away", "away [until fri|off] [+deputy @who]", ("deputy",)),
    Word("hours", "hours [my side] [Mon-Fri 9-17|zone Europe/Berlin|off]"),
    Word("holidays", "holidays [DE-BY|+2026-12-24|-2026-10-03|off]"),
    Word(
        "settings",
        "settings [listening flagged|suggest|auto] [public|webhook on|off] [retention 90]"
        " [digest fri 15:00|off|quiet line|silent] [feedback 4|off]",
    ),
    Word("pause", "pause [me|my side|here]"),
    Word("resume", "resume [me|my side|here]"),
    Word("quiet", "quiet me"),
    Word("data", "my data"),
    Word("export", "export"),
    Word("forget", "forget me|@who"),
    Word("setup", "setup"),
    Word("agreement", "agreement [judge on|off]"),
)
"""Every word of this release: help and the nearest word come from here."""

BY_NAME: Mapping[str, Word] = {word.name: word for word in WORDS}

ALIASES: Mapping[str, str] = {
    "?": "help",
    "my data": "data",
    "list": "waiting",
    "done": "answered",
    "cancel": "withdraw",
    "back": "away off",
    "stop": "quiet me",
}
"""What people also type, and the command it is taken for. Few, so that `help` stays true."""

NEAR = 0.75
"""How alike two words must be (difflib) for the one to be offered for the other."""
LONGEST_WORD = 20
"""Characters; nothing longer is a slip of a finger on one of ours."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command that was understood."""

    word: str
    """A name in `WORDS`."""
    rest: str = ""
    """What it is about: the text between the word and the first option."""
    options: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name without the plus; the text up to the next option, empty if there is none."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A text that begins with no word of ours."""

    word: str
    nearest: str | None
    """The name in `WORDS` that looks most like it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What names an item: its number, its place in the last list, or being the one of this thread."""

    number: ItemNumber | None = None
    nth: int | None = None
    """From 1."""
    this: bool = False


@dataclass(frozen=True, slots=True)
class References:
    """The items named at the beginning of a text."""

    items: tuple[Reference, ...]
    """As they were named, links left out; none at all means "this"."""
    links: int
    """How many links there were among them; `CommandGiven.links` says where the first so many lead."""
    rest: str
    """The words after them."""

    @property
    def none(self) -> bool:
        """Nothing was named: inside a thread its own item is meant."""
        return not self.items and not self.links


_PAIRS = {'"': '"', "'": "'", "`": "`", "“": "”", "„": "“", "‘": "’", "«": "»", "*": "*", "_": "_"}
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""What has no width or steers the direction of writing: it comes along when people copy."""
_HEAD = re.compile(rf"(?:\s|{_UNSEEN.pattern})*(?:/\s*(?:rapport\b)?\s*)?", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\s*(\S*)\s*(.*)", re.DOTALL)
_AROUND_WORD = "\"'`“”„‘’«»*_~.,:;!?…¡¿()[]{}<>/|\\-–—"
_CODE = re.compile("`[^`]*`")
_OPTION = re.compile(r"(?<!\S)\+([a-z]+)[:=]?(?!\S)", re.IGNORECASE)

_NAMED = re.compile(r"<?(?P<link>https?://\S+)|this one\b|[^\s,;]+", re.IGNORECASE)
_LABEL = re.compile(rf"(?:#?[{''.join(sorted({kind.value[0] for kind in Kind}))}]|#)(?P<number>[0-9]{{1,9}})")
_AROUND_NAME = "\"'`“”‘’*_.:!?()[]<>-–—"
_JOINING = frozenset({"and", "&", "+"})


def parse(text: str) -> Command | Unknown:
    """What a text asks for. No text at all is `home`. Never raises."""
    typed, rest = _first_word(_bare(text))
    if not typed:
        return Command("home")
    name = _name(typed)
    second, after = _first_word(rest)
    both = f"{name} {_name(second)}"
    if both in ALIASES:
        return parse(f"{ALIASES[both]} {after}")
    if name in ALIASES:
        return parse(f"{ALIASES[name]} {rest}")
    if name in BY_NAME:
        return _command(BY_NAME[name], rest)
    return Unknown(_seen(typed), _nearest(name))


def sets_up(text: str) -> bool:
    """Whether a text is the command `setup`: then it matters who else is present."""
    understood = parse(text)
    return isinstance(understood, Command) and understood.word == "setup"


def references(rest: str) -> References:
    """Which items a text names before it says anything else: `q17, q18 and 3 by phone`."""
    items: list[Reference] = []
    links = end = 0
    names = list(_NAMED.finditer(rest))
    for name, following in zip(names, [*(each[0] for each in names[1:]), ""], strict=False):
        reference = _reference(name[0], following)
        if reference:
            items.append(reference)
        elif name["link"]:
            links += 1
        elif name[0].casefold() in _JOINING:
            continue
        else:
            break
        end = name.end()
    return References(tuple(items), links, rest[end:].lstrip(" \n\t,;:.–—-").rstrip())


# From the text to its word --------------------------------------------------------------------------------------------


def _bare(text: str) -> str:
    """Without a slash before it, or quotation marks around all of it."""
    text = text.strip()
    if len(text) > 1 and _PAIRS.get(text[0]) == text[-1] and not {text[0], text[-1]} & set(text[1:-1]):
        text = text[1:-1]
    head = _HEAD.match(text)
    return text[head.end() if head else 0 :].rstrip()


def _first_word(text: str) -> tuple[str, str]:
    found = _FIRST_WORD.match(text)
    return (found[1], found[2]) if found else ("", "")


def _seen(word: str) -> str:
    """Without marks around it; what consists of marks stays as it is."""
    visible = _UNSEEN.sub("", word)
    return visible.strip(_AROUND_WORD) or visible


def _name(word: str) -> str:
    return _seen(word).casefold()


def _nearest(name: str) -> str | None:
    if not 3 <= len(name) <= LONGEST_WORD:
        return None
    known = [*(word for word in BY_NAME if word != "home"), *ALIASES]
    begun = [word for word in known if word.startswith(name)]
    near = begun if len(begun) == 1 else get_close_matches(name, known, n=1, cutoff=NEAR)
    meant = parse(near[0]) if near else None
    return meant.word if isinstance(meant, Command) else None


# What follows the word ------------------------------------------------------------------------------------------------


def _command(word: Word, rest: str) -> Command:
    without_code = _CODE.sub(lambda code: "`" * len(code[0]), rest)
    found = [option for option in _OPTION.finditer(without_code) if option[1].lower() in word.options]
    begins = [option.start() for option in found] + [len(rest)]
    values = [rest[option.end() : end].strip() for option, end in zip(found, begins[1:], strict=True)]
    about = rest[: begins[0]]
    return Command(
        word.name,
        about.strip() if word.prose else _tidied(about),
        {option[1].lower(): value for option, value in zip(found, values, strict=True)},
    )


def _tidied(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split()).rstrip(" .,;:!?…")


def _reference(name: str, following: str) -> Reference | None:
    plain = _UNSEEN.sub("", name).strip(_AROUND_NAME).casefold()
    label = _LABEL.fullmatch(plain)
    if label:
        return Reference(number=ItemNumber(int(label["number"])))
    if re.fullmatch("[0-9]{1,4}", plain) and not counts_time(following.strip(_AROUND_NAME)):
        return Reference(nth=int(plain))
    return Reference(this=True) if plain in ("this", "this one", "it") else None
