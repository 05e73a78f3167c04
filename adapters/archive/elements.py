"""The elements of a JSON array in a file of any size, one at a time, in bounded memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO

CHUNK = 1 << 20
"""Bytes read at once. A file this small is parsed whole, which is faster."""
LONGEST = 16 << 20
"""Characters one element may take before the file counts as broken."""

_SPACE = re.compile(r"[ \t\n\r]*")
_REPLACEMENT = "\ufffd"


class Broken(Exception):
    """Why a file cannot be taken, and where it broke."""


class Decoded:
    """A file's text, piece by piece. What is not UTF-8 becomes U+FFFD and is counted."""

    def __init__(self, stream: IO[bytes], chunk: int = CHUNK) -> None:
        self._stream = stream
        self._chunk = chunk
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._tail = b""
        self.ended = False
        self.replaced = 0

    def read(self) -> str:
        raw = self._stream.read(self._chunk)
        self.ended = len(raw) < self._chunk
        text = self._decoder.decode(raw, self.ended)
        if _REPLACEMENT in text:
            # Those that stood in the file as such are no damage; one of them may lie across two pieces.
            self.replaced += text.count(_REPLACEMENT) - (self._tail + raw).count(_REPLACEMENT.encode())
        self._tail = raw[-2:]
        return text


def elements(text: Decoded) -> Iterator[object]:
    """Each element of the array, or `Broken`; of a large file, elements before the break have then been given."""
    first = text.read()
    return iter(_whole(first)) if text.ended else _Scanner(text, first).elements()


def _whole(text: str) -> list[object]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise Broken(_broken(error.msg, error.lineno, error.colno)) from error
    except (RecursionError, ValueError) as error:
        raise Broken(f"not usable JSON ({error})") from error
    if not isinstance(value, list):
        raise Broken("not a list")
    return value


def _broken(what: str, line: int, column: int) -> str:
    return f"not valid JSON ({what}: line {line}, column {column})"


class _Scanner:
    """Walks along an array that is longer than what is kept of it."""

    def __init__(self, text: Decoded, first: str) -> None:
        self._text = text
        self._held = first
        self._at = 0
        self._line = 1
        self._column = 1
        self._decode = json.JSONDecoder().raw_decode

    def elements(self) -> Iterator[object]:
        if self._peek() != "[":
            raise Broken("not a list")
        self._at += 1
        if self._peek() == "]":
            self._at += 1
        else:
            yield self._value()
            while self._separator() == ",":
                self._peek()
                yield self._value()
        if self._peek():
            raise self._error("Extra data", self._at)

    def _separator(self) -> str:
        mark = self._peek()
        if mark not in (",", "]"):
            raise self._error("Expecting ',' delimiter", self._at)
        self._at += 1
        return mark

    def _peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            self._at = _SPACE.match(self._held, self._at).end()  # type: ignore[union-attr]  # it always matches
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def _value(self) -> object:
        """The element that begins here; one that seems broken may only be cut off by the end of the piece."""
        while True:
            try:
                value, end = self._decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if len(self._held) - self._at > LONGEST or not self._more():
                    raise self._error(error.msg, error.pos) from error
                continue
            except (RecursionError, ValueError) as error:
                raise Broken(f"not usable JSON ({error})") from error
            # A number at the end of the piece may go on in the next, even after a point or an `e+`.
            if end + 2 < len(self._held) or not self._more():
                self._at = end
                return value

    def _more(self) -> bool:
        """Drops what was read and holds at least twice as much of the rest; False at the end of the file."""
        if self._text.ended:
            return False
        self._forget()
        wanted = 2 * len(self._held)
        pieces = [self._held]
        while not self._text.ended and sum(map(len, pieces)) <= wanted:
            pieces.append(self._text.read())
        self._held = "".join(pieces)
        return True

    def _forget(self) -> None:
        self._line, self._column = self._position(self._at)
        self._held = self._held[self._at :]
        self._at = 0

    def _position(self, at: int) -> tuple[int, int]:
        lines = self._held.count("\n", 0, at)
        if not lines:
            return self._line, self._column + at
        return self._line + lines, at - self._held.rindex("\n", 0, at)

    def _error(self, what: str, at: int) -> Broken:
        return Broken(_broken(what, *self._position(at)))
