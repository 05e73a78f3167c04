"""A room, a ledger of its own and a clock that moves: the whole of Rapport, for a story or for somebody who tries it.

Real handler, real database, real adapter. Only the clock is ours: every part of the engine reads it, and it moves from
alarm to alarm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import Connection, Engine, insert, select, update

from bot import alarms, database, schema, tables
from bot.app import (
    Change,
    Malformed,
    Room,
    Standing,
    answer_lines,
    channel,
    conversation,
    lines,
    link_to,
    name_in,
    person_id,
)
from bot.figures import Account, accounts
from bot.handler import Handler
from bot.outbox import PostRoom
from bot.records import agreement_from, agreement_values, read_relationship
from bot.story import (
    Act,
    Agree,
    ChannelChanges,
    ChannelGone,
    Commands,
    Deletes,
    Edits,
    Fills,
    Joins,
    LosesRoad,
    Presses,
    Reacts,
    Says,
)
from bot.story_head import SHARED, Head
from bot.sweep import sweep
from bot.writer import Rank, Writer
from rules.message import Button, ChoiceField, Field, Form
from rules.model import Item, Kind, MessageId, PersonId, PlaceId, Relationship, RelationshipId, Side
from rules.worktime import parse_duration

BOT = "@Rapport"
SWEEP_EVERY = timedelta(days=1)
MOST_AT_ONCE = 500
"""Rings in one and the same moment, after which something rings for ever."""

_LABEL = re.compile(r"[a-z]\d{1,9}")
_LINK = re.compile(r"<link to ([^>]+)>")
_REPEATED = re.compile(r"(.+) \[repeated to ([\d,]+) characters\]")

Payload = dict[str, Any]


class Impossible(Exception):
    """What somebody was to do cannot be done as things stand. One sentence for people."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something Rapport said, or an edit of it: where, and line by line."""

    at: datetime
    place: PlaceId
    thread: MessageId | None
    only: PersonId | None
    pinned: bool
    edited: bool
    lines: tuple[str, ...]


Tell = Callable[[str, Sequence[str]], None]
"""Hears what Rapport says when it says it: the moment, and line by line what a story writes."""


class Stage:
    """Where a story happens. `said` and `edited` grow with what Rapport says; whoever plays the story empties them."""

    def __init__(
        self, head: Head, engine: Engine, writer: Writer, relationships: dict[str, RelationshipId], tell: Tell
    ) -> None:
        self.head = head
        self.now = head.starts
        self.said: list[Heard] = []
        self.edited: list[Heard] = []
        self._engine = engine
        self._writer = writer
        self._relationships = relationships
        self._tell = tell
        self._swept = head.starts
        self._texts: list[tuple[str, MessageId, MessageId | None]] = []
        """Every text with the id of its message and its thread, the newest last; an edit is one more."""
        clock = lambda: self.now  # noqa: E731 - the one datetime every part of the engine reads
        self.room = Room(head.people, [place.id for place in head.places], clock, self._changed, head.accounts)
        self._handler = Handler(writer, clock, operator=head.operator)
        self._bell = alarms.Bell(writer, clock)
        self._post_room = PostRoom(writer, {self.room.name: self.room}, clock)

    # The clock -------------------------------------------------------------------------------------------------------

    async def until(self, at: datetime) -> bool:
        """Ring every alarm at its own time until Rapport says something; False if it did not before the time came."""
        said, rings = len(self.said), 0
        while len(self.said) == said:
            due = await self.next_due()
            if due is None or due > at:
                self.now = max(self.now, at)
                await self._sweep()
                return False
            rings = rings + 1 if due <= self.now else 0
            if rings > MOST_AT_ONCE:
                raise RuntimeError(f"something rings for ever at {self.now}")
            self.now = max(self.now, due)
            await self._sweep()
            await self._bell.ring()
            await self._speak()
        return True

    async def move_to(self, at: datetime) -> None:
        """As `until`, whatever is said on the way."""
        while await self.until(at):
            pass

    def clock(self) -> str:
        """`Tue 6 Oct 10:12`, as a story writes it."""
        local = self.now.astimezone(self.head.zone)
        return f"{local:%a} {local.day} {local:%b %H:%M}"

    async def next_due(self) -> datetime | None:
        """When Rapport will next look at something."""
        return await self._writer.write(alarms.earliest)

    async def _speak(self) -> None:
        while await self._post_room.drain():
            pass

    async def _sweep(self) -> None:
        if self.now - self._swept >= SWEEP_EVERY:
            self._swept = self.now
            await self._writer.write(lambda ledger: sweep(ledger, self._swept), rank=Rank.ALARM)

    # What people do --------------------------------------------------------------------------------------------------

    async def perform(self, act: Act, in_channel: str | None = None) -> list[str]:
        """Let it happen now; what whoever acted reads at once, line by line. Raises `Impossible`."""
        where = in_channel or SHARED
        match act:
            case Agree(side=side, target=target):
                with self._engine.begin() as connection:
                    self._agree(connection, self._relationship(where), Side(side), parse_duration(target))
                answer: list[str] = []
            case ChannelGone():
                self.room.close(channel(where))
                answer = []
            case LosesRoad(who=who):
                self.room.part(person_id(who))
                answer = []
            case _:
                answer = await self._happen({"id": self._id, **self._payload(act, where)})
        self.now += timedelta(seconds=1)
        await self.move_to(self.now)
        return answer

    @property
    def _id(self) -> str:
        """Of what happens now: a second passes between any two things that do."""
        return f"{self.now.timestamp():.6f}"

    async def _happen(self, payload: Payload) -> list[str]:
        try:
            event = self.room.take(payload)
        except Malformed as wrong:
            raise Impossible(f"That cannot be: {wrong}.") from None
        if payload["type"] in ("message", "edit"):
            self._texts.append(
                (payload["text"], MessageId(str(payload.get("message", payload["id"]))), payload["thread"])
            )
        if event is None:
            return []
        answer = await self._handler.handle(event)
        self.room.answer(event, answer)
        read = answer_lines(answer)
        if read:
            self._tell(self.clock(), _with_bars("bot ⇒", read))
        await self._speak()
        return read

    def _payload(
        self,
        act: Says | Edits | Deletes | Reacts | Commands | Presses | Fills | ChannelChanges | Joins,
        where: str,
    ) -> Payload:
        match act:
            case Says(who=who, thread=thread, words=words):
                return {"type": "message", "person": who, "place": where, **self._spoken(words, thread, where)}
            case Commands(who=who, private=None, thread=thread, on=on, words=words):
                menu = {"on": self._find(on, where)[0]} if on else {}
                spoken = self._spoken(words or "", thread, where)
                return {"type": "command", "person": who, "place": where, **spoken, **menu}
            case Commands(who=who, words=words):
                return {"type": "message", "person": who, "place": _dm(who), **self._spoken(words or BOT, None, where)}
            case Reacts(who=who, emoji=emoji, message=message):
                found, _ = self._find(message, where)
                return {"type": "reaction", "person": who, "place": where, "message": found, "emoji": emoji}
            case Edits(who=who, message=message, words=words):
                found, thread_of = self._find(message, where)
                return {
                    "type": "edit",
                    "person": who,
                    "place": where,
                    "message": found,
                    "thread": thread_of,
                    "text": written_out(words),
                }
            case Deletes(who=who, message=message):
                found, _ = self._find(message, where)
                return {"type": "delete", "person": who, "place": where, "message": found}
            case Joins(who=who):
                return {"type": "joins", "person": who, "place": where}
            case ChannelChanges(name=name, closed=closed):
                return {"type": "channel", "place": where, **({"name": name} if name else {"closed": bool(closed)})}
            case Presses():
                return self._press(act, where)
            case Fills(who=who, values=values):
                return self._form(who, values or "")
            case _:
                assert_never(act)

    def _spoken(self, words: str, thread: str | None, where: str) -> Payload:
        root = self._root(thread, where) if thread else None
        for beginning in _LINK.findall(words):
            found, _ = self._find(beginning, where)
            words = words.replace(f"<link to {beginning}>", link_to(channel(where), found))
        return {"thread": root, "text": written_out(words)}

    def _root(self, beginning: str, where: str) -> MessageId:
        message, thread = self._find(beginning, where)
        return thread or message

    def _find(self, beginning: str, where: str) -> tuple[MessageId, MessageId | None]:
        """The message by which the item of this name was asked, or the newest that starts so; with its thread."""
        if item := self._item(beginning, where):
            return item.message, None if item.thread == item.message else item.thread
        found = [(message, thread) for text, message, thread in self._texts if text.startswith(beginning)]
        if not found:
            raise Impossible(f"Nobody said “{beginning}”.")
        return found[-1]

    def _item(self, label: str, where: str) -> Item | None:
        if not _LABEL.fullmatch(label):
            return None
        account = self.accounts(where)[1].get(label)
        return account.item if account else None

    # Buttons and forms -----------------------------------------------------------------------------------------------

    def buttons(self, who: str) -> list[tuple[Standing, Button]]:
        """The buttons of the newest message that has any and that this person sees, those behind *More* too."""
        for standing in reversed(self.room.seen_by(person_id(who))):
            if found := standing.buttons():
                return [(standing, button) for button in found]
        return []

    def _press(self, act: Presses, where: str) -> Payload:
        if act.number:
            found = self.buttons(act.who)[int(act.number) - 1 : int(act.number)]
        else:
            seen = reversed(self.room.seen_by(person_id(act.who)))
            every = ((standing, button) for standing in seen for button in standing.buttons())
            found = [each for each in every if _is_meant(each[1], act, where, self._relationship)][:1]
        if not found:
            which = f"[{act.label}]" if act.label else f"number {act.number}"
            raise Impossible(f"{act.who} sees no button {which}{f' on {act.item}' if act.item else ''}.")
        return self._pressed(act.who, *found[0])

    def _pressed(self, who: str, standing: Standing, button: Button) -> Payload:
        return {
            "type": "press",
            "person": who,
            "action": button.action,
            "about": button.about,
            "card": standing.key,
            "place": name_in(standing.place),
        }

    def _form(self, who: str, values: str) -> Payload:
        form = self.room.forms.get(person_id(who))
        if form is None:
            raise Impossible(f"{who} has no form open.")
        return {
            "type": "form",
            "person": who,
            "action": form.action,
            "about": form.about,
            "values": filled(form, values),
            "card": form.card or None,
            "place": self._place_of(form.card, who),
        }

    def _place_of(self, card: str, who: str) -> str | None:
        """Where the button stands that opened a form."""
        return next((name_in(each.place) for each in self.room.seen_by(person_id(who)) if each.key == card), None)

    # What Rapport says -----------------------------------------------------------------------------------------------

    def _changed(self, change: Change, standing: Standing) -> None:
        """What is said at once to somebody who acted is an answer, and no speech."""
        if standing.author is not None or change is Change.DELETED or not standing.keys:
            return
        heard = Heard(
            at=self.now,
            place=standing.place,
            thread=standing.thread,
            only=standing.only,
            pinned=standing.pinned,
            edited=change is Change.EDITED,
            lines=tuple(lines(standing.message)),
        )
        self._texts += [(heard.lines[0], standing.id, standing.thread)] if standing.only is None else []
        (self.edited if heard.edited else self.said).append(heard)
        self._tell(self.clock(), self.shown(heard))

    def shown(self, heard: Heard) -> list[str]:
        """What Rapport said, as a story writes it, without the moment."""
        place = name_in(heard.place)
        where = "" if heard.only or place == SHARED else f"#{place} "
        if heard.only:
            to = f"{'edits ' if heard.edited else ''}→ {name_in(heard.only)}"
        elif heard.thread:
            to = f"↳ {self._beginning(heard.thread)}"
        else:
            to = f"{'edits ' if heard.edited else ''}{'pins' if heard.pinned else 'posts'}"
        return _with_bars(f"{where}bot {to}:", heard.lines)

    def _beginning(self, message: MessageId) -> str:
        """How a story names this message: its first words."""
        text = next((text for text, id, _ in reversed(self._texts) if id == message), "")
        first = re.split(r"[:\n]", text)[0]
        return first if len(first) <= 30 else first[:30].rpartition(" ")[0] or first[:30]

    def is_in_thread(self, heard: Heard, beginning: str, in_channel: str | None) -> bool:
        """Whether a story calls the thread so: by the first words of its root, or of a message in it, or by an item."""
        try:
            return heard.thread == self._root(beginning, in_channel or SHARED)
        except Impossible:
            return False

    # What the ledger holds -------------------------------------------------------------------------------------------

    def accounts(self, in_channel: str | None) -> tuple[Relationship, dict[str, Account]]:
        """The items of a relationship, by label."""
        with self._engine.connect() as connection:
            relationship = read_relationship(connection, self._relationship(in_channel or SHARED))
            found = accounts(connection, relationship, self.now)
            return relationship, {account.item.label: account for account in found}

    def _relationship(self, where: str) -> RelationshipId:
        """Whose channel it is; somebody may have set it up since."""
        if where not in self._relationships:
            with self._engine.connect() as connection:
                whose = select(tables.places.c.relationship_id).where(tables.places.c.id == channel(where))
                found = connection.scalar(whose)
            if found is None:
                raise Impossible(f"Nobody has set anything up in #{where}.")
            self._relationships[where] = RelationshipId(found)
        return self._relationships[where]

    def _agree(self, connection: Connection, relationship: RelationshipId, side: Side, target: timedelta) -> None:
        of = tables.agreements.c
        newest = select(tables.agreements).where(of.relationship_id == relationship).order_by(of.version.desc())
        row = connection.execute(newest.limit(1)).one()
        agreement = agreement_from(row.version, row.terms)
        terms = agreement.of(side)
        terms = replace(terms, targets={**terms.targets, Kind.QUESTION: target})
        newer = replace(agreement, client=terms) if side is Side.CLIENT else replace(agreement, vendor=terms)
        values = {
            **{column.name: row._mapping[column.name] for column in tables.agreements.columns},
            "version": row.version + 1,
            "made_at": self.now,
            "terms": agreement_values(newer),
            **{f"{each.value}_confirmed_at": self.now for each in Side},
        }
        connection.execute(insert(tables.agreements).values(values))
        raised = tables.relationships.c.version + 1
        connection.execute(
            update(tables.relationships).where(tables.relationships.c.id == relationship).values(version=raised)
        )


def _with_bars(opening: str, said: Sequence[str]) -> list[str]:
    first, *further = said
    return [f"{opening} {first}", *(f"  | {line}" for line in further)]


def _dm(who: str) -> str:
    return name_in(conversation(person_id(who)))


def _is_meant(button: Button, act: Presses, where: str, relationship: Callable[[str], RelationshipId]) -> bool:
    """By its label, in full or up to …; where an item is named, on that."""
    label, wanted = _typed(button.label), _typed(act.label or "")
    is_it = label.startswith(wanted) if (act.label or "").endswith("…") else label == wanted
    if not is_it:
        return False
    return act.item is None or button.about == f"{relationship(where)}:{act.item[1:]}"


def _typed(label: str) -> str:
    """As somebody types it who has no curly apostrophe at hand."""
    return label.replace("’", "'").rstrip("… ").casefold()


def filled(form: Form, values: str) -> dict[str, str]:
    """`how = by phone; when = today`, by name or label of the fields; what is not named stays as it was."""
    names = {name: field for field in form.fields for name in (field.name, field.label)}
    ahead = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = list(re.finditer(rf"(?:^|; ?)({ahead}) = ?", values)) if ahead else []
    if values.strip() and (not found or found[0].start()):
        raise Impossible(f"The form asks for {', '.join(field.name for field in form.fields)}.")
    ends = [each.start() for each in found[1:]] + [len(values)]
    given = {
        names[each[1]].name: written_out(values[each.end() : end].strip())
        for each, end in zip(found, ends, strict=False)
    }
    return {field.name: _chosen(field, given.get(field.name, field.initial)) for field in form.fields}


def _chosen(field: Field, words: str) -> str:
    """A choice may be given by its label."""
    if isinstance(field, ChoiceField):
        return next((value for value, label in field.options if words in (value, label)), words)
    return words


def written_out(words: str) -> str:
    """What a line of a story stands for: several lines, or a text nobody wants to read in full."""
    if repeated := _REPEATED.fullmatch(words):
        length = int(repeated[2].replace(",", ""))
        words = (f"{repeated[1]} " * length)[:length]
    return words.replace("⏎", "\n")


@contextmanager
def staged(head: Head, database_url: str, tell: Tell = lambda _moment, _lines: None) -> Iterator[Stage]:
    """A stage on an empty database."""
    engine = database.writer(database_url)
    schema.migrate(engine)
    with engine.begin() as connection:
        relationships = head.found(connection)
    writer = Writer(engine)
    writer.start()
    try:
        yield Stage(head, engine, writer, relationships, tell)
    finally:
        writer.stop()
        engine.dispose()
