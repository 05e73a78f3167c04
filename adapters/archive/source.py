"""Where the files of an export lie: a zip, read in place and never unpacked, or a folder."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import Path
from typing import IO, NamedTuple, Protocol

UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, LZMAError, NotImplementedError)
"""What reading one file may raise: the disk, a damaged entry, a compression this Python does not know."""

_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


class NotAnExport(Exception):
    """This cannot be read as a Slack export; the message is one sentence for people."""


class Entry(NamedTuple):
    """One `.json` file of an export."""

    name: str
    """Its path inside the zip or folder, with `/`."""
    size: int
    """Bytes, unpacked, as far as is known beforehand."""
    position: int = 0
    """Which of a zip's entries it is: names need not be unique there."""


class Source(Protocol):
    """A zip or a folder."""

    entries: list[Entry]

    def open(self, entry: Entry) -> IO[bytes]:
        """Its bytes; raises one of `UNREADABLE`, as does reading them."""
        ...

    def close(self) -> None: ...


def source_at(path: Path) -> Source:
    """The zip or folder at `path`, or `NotAnExport`."""
    if not path.exists():
        raise NotAnExport(f"{path}: there is no such file or folder.")
    try:
        return Folder(path) if path.is_dir() else Zip(path)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as broken:
        raise NotAnExport(f"{path} is neither a folder nor a readable zip file ({broken}).") from broken
    except OSError as refused:
        raise NotAnExport(f"{path} cannot be read: {refused.strerror or refused}.") from refused


class Folder:
    """An export that was unpacked."""

    def __init__(self, path: Path) -> None:
        self._path = os.fspath(path)
        self.entries = sorted(self._found())

    def _found(self) -> Iterator[Entry]:
        for folder, folders, files in os.walk(self._path):
            folders[:] = [name for name in folders if not _litter(name)]
            for name in (name for name in files if _is_json(name) and not _litter(name)):
                whole = os.path.join(folder, name)
                known = os.stat(whole)
                # A pipe or a device under this name would be waited for, or never end.
                if stat.S_ISREG(known.st_mode):
                    yield Entry(os.path.relpath(whole, self._path).replace(os.sep, "/"), known.st_size)

    def open(self, entry: Entry) -> IO[bytes]:
        return open(os.path.join(self._path, entry.name), "rb")

    def close(self) -> None:
        """Nothing is held open."""


class Zip:
    """An export as Slack hands it out. Whatever an entry's name claims, it is only ever read, never written."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self._infos = self._zip.infolist()
        self.entries = sorted(self._found())
        if any(self._infos[entry.position].flag_bits & _ENCRYPTED for entry in self.entries):
            self.close()
            raise NotAnExport(f"{path} is encrypted: unpack it with its password and give the folder.")

    def _found(self) -> Iterator[Entry]:
        for index, info in enumerate(self._infos):
            if _is_json(info.filename) and not any(map(_litter, info.filename.split("/"))):
                yield Entry(_name(info), info.file_size, index)

    def open(self, entry: Entry) -> IO[bytes]:
        return self._zip.open(self._infos[entry.position])

    def close(self) -> None:
        self._zip.close()


def _name(info: zipfile.ZipInfo) -> str:
    """Slack writes names in UTF-8 without the flag that says so, and `zipfile` then reads them as code page 437."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_json(name: str) -> bool:
    return name.lower().endswith(".json")


def _litter(name: str) -> bool:
    """What macOS leaves in folders and zips: `__MACOSX`, `._2026-01-05.json`."""
    return name == "__MACOSX" or (name.startswith(".") and name not in (".", ".."))
