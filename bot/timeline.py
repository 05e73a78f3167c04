"""The transcript of a replay, with Rapport's lines in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import IO, assert_never

from adapters.base import Profile
from bot.replay import Watch
from rules.effects import Post, Reply, Revise, Speech, Tell
from rules.events import Event, MessagePosted, Reacted
from rules.message import plain
from rules.model import PersonId, PlaceId


class Timeline(Watch):
    """Prints each message and each nudge when its time comes; times are UTC."""

    def __init__(self, out: IO[str], place_names: Mapping[PlaceId, str], people: Iterable[Profile]) -> None:
        self._out = out
        self._places = place_names
        self._names = {profile.id: profile.name for profile in people}

    def heard(self, event: Event) -> None:
        match event:
            case MessagePosted():
                into = "↳ " if event.thread else ""
                files = " 📎" * event.files
                self._line(event.at, event.place, f"{into}{self._name(event.author)}: {event.text}{files}")
            case Reacted():
                self._line(event.at, event.place, f"{self._name(event.person)} :{event.emoji}:")
            case _:
                pass

    def said(self, speech: Speech, at: datetime) -> None:
        match speech:
            case Tell():
                self._line(
                    at, speech.near, f"Rapport → {self._name(speech.person)}, privately: {plain(speech.message)}"
                )
            case Reply():
                self._line(at, speech.place, f"↳ Rapport: {plain(speech.message)}")
            case Post():
                self._line(at, speech.place, f"Rapport: {plain(speech.message)}")
            case Revise():
                pass  # a card edited in place is no new line
            case _:
                assert_never(speech)

    def _line(self, at: datetime, place: PlaceId, words: str) -> None:
        first, *more = words.split("\n")
        self._out.write(f"{at:%Y-%m-%d %H:%M}  #{self._places[place]}  {first}\n")
        self._out.writelines(f"{'':18}{line}\n" for line in more)

    def _name(self, person: PersonId) -> str:
        return self._names.get(person, "someone")
