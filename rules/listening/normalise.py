"""What was said, without what was pasted: code, addresses, quotes, forwarded mail, names called and emoji do not ask.

A message becomes sentences, a sentence clauses, a clause its lower-case words (listening.md, 5.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAD, TAIL = 3_000, 1_000
"""Of a longer text only the beginning and the end are heard: that is where people ask."""

NAMED = 40
"""Characters of code that may be no more than the name of something."""
THUMB = "+1"
"""The word that stands for a thumbs-up, by whatever emoji."""

SHORT = {
    "u": "you", "r": "are", "ur": "your", "pls": "please", "plz": "please", "plss": "please",
    "thx": "thanks", "tks": "thanks", "thnx": "thanks", "thanx": "thanks", "ty": "thanks", "thank": "thanks",
    "im": "i'm", "ive": "i've", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't",
    "cannot": "can't", "couldnt": "couldn't", "wont": "won't", "isnt": "isn't", "arent": "aren't",
    "wasnt": "wasn't", "whats": "what's", "wheres": "where's", "hows": "how's", "whos": "who's", "lets": "let's",
    "thats": "that's", "theres": "there's", "anybody": "anyone", "someone": "anyone", "somebody": "anyone",
    "okay": "ok", "okey": "ok", "k": "ok", "kk": "ok", "okk": "ok", "oki": "ok",
}  # fmt: skip
"""How people write in chat, and what they mean: it halves the phrases to know."""

_PIECE = re.compile(
    r"[^\W_]+(?:'[^\W_]+)*|@(?:[\w.\-]*\w)?|\+1\b|[?!](?=[^\w/=&]|[A-Z]|$)[?!]*|[.:](?=\s|$)|,(?!\d)|[;–—\n]|(?<=\s)-+(?=\s)"
)
_STOPS = frozenset(".:!;–—-\n")

_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_CODE = re.compile(r"`[^`\n]{1,400}`")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_QUOTED = re.compile(r"^[ \t]{0,8}(?:>|&gt;).*$", re.MULTILINE)
_CALLED = re.compile(r"\s*([\w.\-|\[\]^]{1,30}): ")
_FORWARDED = re.compile(
    r"^(?:-{2,20} ?(?:original|forwarded) message|on [^\n]{5,80} wrote:[ \t]*$|(?:from|von|de|da): [^\n]{0,80}@).*",
    re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
_SAID = re.compile(r"[\"“„«][^\"“”„«»\n]{1,300}[\"”“»]")
_SHORTCODE = re.compile(r":[a-z+][a-z0-9_+\-']{0,40}:")
_SMILEY = re.compile(r"(?<!\w)[:;=8][-']?[?)(/\\|pdo3*](?!\w)", re.IGNORECASE)
_THUMBS = re.compile(r"👍|👌|🆗|✅|☑️|✔️|:(?:\+1|thumbsup|thumbs_up|ok_hand|ok|white_check_mark|heavy_check_mark):")
_MARKS = str.maketrans({"’": "'", "´": "'", "？": "?", "؟": "?", "¿": "\n", "¡": "\n", "！": "!", "。": ".", "…": ","})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: the words of each clause, and whether it ends in a question mark."""

    clauses: tuple[tuple[str, ...], ...]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Plain:
    """A message as listening hears it."""

    sentences: tuple[Sentence, ...]
    label: str = ""
    """What stood before a colon at the very beginning: a name called ("bea: …") or a topic."""
    marked: bool = False
    """It holds a question mark, which may be all it holds."""
    pasted: bool = False
    """It holds code, an address, a quotation or a file: content, though none that asks."""
    shown: bool = False
    """What it holds of these is more than a name in passing: it stands first, is long, or leads elsewhere."""


def normalise(text: str) -> Plain:
    """Mask, cut into sentences and clauses, write out what chat shortens."""
    kept = _cut(text)
    kept = without_pasted(kept)
    if not kept.isascii():
        kept = kept.translate(_MARKS)
    if not kept.isascii() or ":" in kept or ";" in kept:
        kept = _SMILEY.sub(" ", _SHORTCODE.sub(" ", _THUMBS.sub(f" {THUMB} ", kept)))
    called = _CALLED.match(kept) if ":" in kept else None
    pieces = _PIECE.findall(kept, called.end() if called else 0)
    return Plain(
        sentences=_sentences(pieces),
        label=called[1].lower() if called else "",
        marked="?" in kept,
        pasted="`" in kept or "📎" in kept,
        shown="``" in kept or "📎" in kept or kept.lstrip().startswith("`"),
    )


def _cut(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"


def without_pasted(text: str) -> str:
    """Each pattern runs only where its sign is; a back quote stays behind for every piece taken out, or two."""
    if "`" in text:
        text = _CODE.sub(_left_behind, _FENCE.sub(" `` ", text))
    if "://" in text or "www." in text:
        text = _LINK.sub(" `` ", text)
    if ">" in text or "&gt;" in text:
        text = _QUOTED.sub("", text)
    if "\n" in text:
        text = _FORWARDED.sub("", text)
    if '"' in text or "“" in text or "„" in text or "«" in text:
        text = _SAID.sub(" ` ", text)
    return text


def _left_behind(code: re.Match[str]) -> str:
    return " ` " if len(code[0]) <= NAMED else " `` "


def _sentences(pieces: list[str]) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    clauses: list[tuple[str, ...]] = []
    words: list[str] = []
    for piece in (*pieces, "\n"):
        if piece == ",":
            _close(words, clauses)
        elif piece in _STOPS or piece[0] in "?!":
            _close(words, clauses)
            _end(clauses, sentences, asked="?" in piece)
        elif piece[0] != "@":
            word = piece.lower()
            words.append(SHORT.get(word, word))
    return tuple(sentences)


def _close(words: list[str], clauses: list[tuple[str, ...]]) -> None:
    if words:
        clauses.append(tuple(words))
        words.clear()


def _end(clauses: list[tuple[str, ...]], sentences: list[Sentence], *, asked: bool) -> None:
    """A mark that stands alone ("the logo : ?") belongs to what came before."""
    if clauses:
        sentences.append(Sentence(tuple(clauses), asked))
        clauses.clear()
    elif asked and sentences:
        sentences[-1] = Sentence(sentences[-1].clauses, asked=True)
