"""What Rapport knows: `case_for` reads it for one event, `apply` writes what was decided; all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import Connection

from bot import digest_records, records, round_records
from bot import statements as sql
from bot.blank import found_blank
from bot.cases import WINDOW_AGE, Cases, Held, Memory
from bot.unwritten import Unwritten
from rules.effects import (
    Answer,
    Bounce,
    ClearAlarm,
    Consult,
    DropCorrections,
    DropThanks,
    Effect,
    EraseAnswers,
    Fault,
    Forget,
    ForgetPerson,
    HavePatience,
    Keep,
    KeepAnswer,
    KeepAsked,
    KeepCorrection,
    KeepDeed,
    KeepHook,
    KeepParty,
    KeepPerson,
    KeepPlace,
    KeepProposal,
    KeepRound,
    KeepSettings,
    KeepThanks,
    KeepTold,
    KeepTrusted,
    Lay,
    Listed,
    LookAgainAt,
    MarkTold,
    MarkWrong,
    MovePlace,
    OffTheRecord,
    Post,
    PutOff,
    Reply,
    Retract,
    Revise,
    SetAlarm,
    Settle,
    Speech,
    TakeOut,
    Tell,
    TrayEffect,
    Undoable,
)
from rules.events import (
    AlarmRang,
    ButtonPressed,
    CommandGiven,
    DeedReported,
    Event,
    FormSent,
    Judged,
    MemberChanged,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PlaceChanged,
    Reacted,
)
from rules.message import to_json
from rules.model import (
    Case,
    HumanId,
    Item,
    Level,
    MessageId,
    PersonId,
    PlaceId,
    Relationship,
    RelationshipId,
    Said,
    asked_under,
    is_asked_under,
    item_number,
)

TEXT_KEPT = 4_000
"""Characters of a message that the window keeps; a longer one is an attachment by another name."""
__all__ = ["WINDOW_AGE", "Ledger", "Memory"]


class Ledger(Cases):
    """One transaction on the ledger. Not for sharing between threads."""

    def __init__(self, connection: Connection, memory: Memory, unwritten: Unwritten | None = None) -> None:
        """With `unwritten`, which watches the connection, what can wait is written together; else at once."""
        super().__init__(connection, memory)
        self._dialect = connection.dialect.name
        self._looked_for: frozenset[str] = frozenset()
        self._waits = unwritten is not None
        self._unwritten = unwritten or Unwritten()
        self._seen: set[str] = set()
        """Of what was looked for: what was seen before, here or by anybody."""
        self.spoke = False
        """Whether something new waits in the outbox."""
        self.earliest_alarm: datetime | None = None
        """The earliest alarm set through this ledger: a simulated clock must not run past it."""

    def first_time(self, event: Event, now: datetime) -> bool:
        """Mark the event as seen; False if it was seen before. An alarm is seen once because ringing deletes it.

        What a platform says of a person holds however often it says it; and nothing is written of strangers.
        """
        if isinstance(event, AlarmRang | MemberChanged):
            return True
        mark = {"key": natural_key(event), "at": now}
        if mark["key"] not in self._looked_for:
            return self.connection.execute(sql.SEE[self._dialect], mark).first() is not None
        is_new = mark["key"] not in self._seen
        self._seen.add(mark["key"])
        if is_new:
            self._unwritten.seen[mark["key"]] = mark
            self._at_once_unless_it_waits()
        return is_new

    def look_for(self, keys: Collection[str]) -> None:
        """Find out at once which of these were seen; their marks can wait to be written.

        After the locks. Whoever else sees one of them first makes the commit fail, and it is decided again.
        """
        self._looked_for = frozenset(keys)
        if keys:
            self._seen.update(self.connection.execute(sql.SEEN, {"keys": sorted(keys)}).scalars())

    def _at_once_unless_it_waits(self) -> None:
        if not self._waits:
            self._unwritten.write(self.connection)

    def judge_anew(self, event: ButtonPressed) -> None:
        """A press that changed nothing may be repeated: what was not theirs to say may be theirs by then."""
        key = natural_key(event)
        self._seen.discard(key)
        if self._unwritten.seen.pop(key, None) is None:
            self.connection.execute(sql.UNSEE, {"which": key})

    def finish(self) -> None:
        """Before the commit: write what was only counted. Once for a group, not once for each message."""
        self._unwritten.write(self.connection)
        altered = {number: held for number, held in self._held.items() if held.changed or held.moved}
        if altered:
            self.connection.execute(sql.TALLY, [_counts(number, held) for number, held in altered.items()])
        for number, held in altered.items():
            now_touched = held.touched + held.changed
            talks = self.memory.talks.get(number)
            if talks and (talks.version, talks.touched) == (held.version, held.touched):
                talks.touched = now_touched
            held.touched, held.changed, held.moved = now_touched, False, False

    def found_here(self, event: CommandGiven, now: datetime, operator: str) -> None:
        """A new relationship for a place that belongs to none: `setup` fills it in."""
        found_blank(self.connection, event.place, now, operator)
        self.memory.forget()

    # Writing -------------------------------------------------------------------------------------------------------

    def note(self, event: Event, case: Case) -> None:
        """Keep the place's recent window in step with what was said, edited and deleted; and who was there lately."""
        self._note_active(event, case)
        match event:
            case MessagePosted() if case.place.hears is Level.OFF:
                pass  # nothing is heard before both sides said yes (product.md, "Listening levels")
            case MessagePosted():
                self._hear(
                    Said(event.message, event.thread, event.author, event.at, event.text[:TEXT_KEPT]), event.place
                )
                self._tally(case, messages=1)
            case MessageEdited():
                words = {"place": event.place, "which": event.message, "words": event.text[:TEXT_KEPT]}
                self._change_heard(sql.REWORD, words, case)
            case MessageDeleted():
                self._change_heard(sql.UNHEAR, {"place": event.place, "which": event.message}, case)
            case Reacted() | CommandGiven() | ButtonPressed() | FormSent() | AlarmRang():
                pass
            case MemberChanged() | PlaceChanged() | DeedReported() | Judged():
                pass
            case _:
                assert_never(event)

    def _change_heard(self, statement: Any, which: dict[str, Any], case: Case) -> None:
        if self.connection.execute(statement, which).rowcount:
            self._no_longer_remembered(case.relationship.id, which["place"])

    def _hear(self, said: Said, place: PlaceId) -> None:
        row = {
            "place_id": place,
            "message": said.message,
            "thread": said.thread,
            "author_id": said.author,
            "at": said.at,
            "text": said.text,
        }
        self._unwritten.heard.append(row)
        self._at_once_unless_it_waits()
        if talk := self._talk(place):
            talk.hear(said)

    def _note_active(self, event: Event, case: Case) -> None:
        """A round asks whoever wrote or acted lately. Where nothing is heard, nothing of the kind is noted either."""
        match event:
            case MessagePosted() if case.place.hears is not Level.OFF:
                who = event.author
            case Reacted() if case.place.hears is not Level.OFF:
                who = event.person
            case CommandGiven():
                who = event.author
            case ButtonPressed() | FormSent():
                who = event.person
            case _:
                return
        key, day = (case.relationship.id, who), event.at.date()
        if self.memory.active.get(key) != day and who in case.relationship.people:
            round_records.note_active(self.connection, *key, event.at)
            self.memory.active[key] = day

    def _tally(self, case: Case, *, messages: int = 0, lines: int = 0) -> None:
        held = self._held[case.relationship.id]
        held.changed = True
        if case.place.private_to is None:
            held.messages, held.lines = held.messages + messages, held.lines + lines

    def _no_longer_remembered(self, of: RelationshipId, place: PlaceId) -> None:
        """What was said or is open there is read anew, by every process."""
        self._held[of].changed = True
        if talks := self.memory.talks.get(of):
            talks.forget(place)

    def _moved(self, of: RelationshipId, effects: Sequence[Effect]) -> None:
        """What was read beside the lock is out of date once anything is decided."""
        if any(not isinstance(effect, Fault) for effect in effects):
            self._held[of].moves += 1
            self._held[of].moved = True

    def apply(self, case: Case, effects: Sequence[Effect], now: datetime) -> None:
        """Carry out a decision: state, alarms, trays and outbox rows, all in this transaction."""
        relationship = case.relationship.id
        self._moved(relationship, effects)
        for effect in effects:
            match effect:
                case Keep(item):
                    self._keep(relationship, item)
                case Forget(item):
                    self._forget(relationship, item, now)
                case SetAlarm(rule, subject, at):
                    self.set_alarm(relationship, rule, subject, at)
                case ClearAlarm(rule, subject):
                    self._unwritten.alarms[relationship, rule, subject] = None
                    self._at_once_unless_it_waits()
                case Reply():
                    self._say(relationship, effect, now)
                    self._tally(case, lines=0 if is_asked_under(effect.key) else 1)
                case Post() | Tell():
                    self._say(relationship, effect, now)
                case Retract(key):
                    self.connection.execute(sql.MARK_RETRACTED, {"which": key})
                    self.connection.execute(sql.RETRACT, {"which": key})
                case Lay() | TakeOut() | PutOff() | Settle() | MarkWrong() | HavePatience():
                    self._into_tray(relationship, effect, now)
                case Consult():
                    pass  # after the commit, by the handler
                case Fault():
                    pass  # the caller logs it: a decision says what it is about, an effect does not
                case _:
                    self._write_down(case.relationship, effect, now)

    def _into_tray(
        self,
        relationship: RelationshipId,
        effect: Lay | TakeOut | PutOff | Settle | MarkWrong | HavePatience,
        now: datetime,
    ) -> None:
        match effect:
            case Lay(nudge):
                self.trays.lay(relationship, effect, now)
                if nudge.item:
                    self._talks(relationship).untold.discard(nudge.item)
                    self._held[relationship].changed = True
            case TakeOut(item):
                if item in self._talks(relationship).untold:
                    return
                self.trays.take_out(relationship, effect, now)
            case PutOff():
                self.trays.put_off(relationship, effect, now)
            case Settle(key):
                self.trays.settle(key, now)
            case MarkWrong():
                self.trays.mark_wrong(relationship, effect)
            case HavePatience(human, patience, until):
                self.trays.have_patience(human, patience, until)
                self._reread()
            case _:
                assert_never(effect)
        self._tray_moved(now)

    def _write_down(self, relationship: Relationship, effect: Record | Amendment, now: datetime) -> None:
        match effect:
            case KeepTold() | KeepCorrection() | DropCorrections():
                digest_records.write(self.connection, relationship.id, effect)
            case KeepRound() | KeepAnswer() | EraseAnswers() | KeepAsked():
                round_records.write(self.connection, relationship.id, effect)
            case KeepDeed() | KeepTrusted() | KeepThanks() | DropThanks():
                self._deeds.write(relationship.id, effect)
            case Listed():
                self._amendments.listed(relationship, effect)
            case Undoable():
                self._amendments.undoable(relationship, effect)
            case _:
                self._amend(relationship, effect, now)

    def _amend(self, relationship: Relationship, effect: Amendment, now: datetime) -> None:
        """Changes to who is who and to what is agreed; every process reads the relationship anew."""
        match effect:
            case KeepPerson():
                self._amendments.person(relationship, effect)
            case KeepPlace():
                self._amendments.place(effect)
            case MovePlace(place, to):
                self._amendments.move(place, to)
            case KeepSettings(settings):
                self._amendments.settings(relationship, settings)
            case KeepParty():
                self._amendments.party(relationship, effect)
            case KeepProposal():
                self._amendments.proposal(relationship, effect, now)
            case ForgetPerson():
                self._amendments.forget(relationship, effect)
            case OffTheRecord(place, thread):
                self._off_the_record(relationship.id, place, thread, now)
            case KeepHook():
                self._deeds.write(relationship.id, effect)
            case _:
                assert_never(effect)
        self._amendments.changed(relationship)
        self._reread()

    def _off_the_record(self, of: RelationshipId, place: PlaceId, thread: MessageId, now: datetime) -> None:
        where = {"place": place, "which": thread}
        for item in self._items(of, sql.ITEMS_OF_THREAD, where):
            self._forget(of, item, now)
            self.connection.execute(sql.CLEAR_ALL, {"of": of, "about": item.subject})
        self._deeds.off_the_record(of, place, thread)
        self.connection.execute(sql.UNHEAR_THREAD, where)
        self._no_longer_remembered(of, place)
        self.connection.execute(sql.DROP_RECORD[self._dialect], {"place_id": place, "thread": thread})

    def apply_to_tray(self, human: HumanId, effects: Sequence[TrayEffect], now: datetime) -> None:
        """Carry out what was decided about a human's tray."""
        for effect in effects:
            match effect:
                case Tell():
                    self._say(None, effect, now)
                case Revise():
                    self._revise(effect, now)
                case MarkTold():
                    self.trays.told(human, effect)
                case LookAgainAt(at):
                    self.trays.look([human], at)
                    self._note_alarm(at)
                case Bounce():
                    self.trays.bounce(effect, self.set_alarm, now)
                case HavePatience(_, patience, until):
                    self.trays.have_patience(human, patience, until)
                case Fault():
                    pass
                case _:
                    assert_never(effect)

    def answered_before(self, event: ButtonPressed | FormSent) -> Answer | None:
        """What this very press was answered: a repeated one hears the same."""
        stored = self.connection.scalar(sql.PRESSED, {"which": natural_key(event)})
        return records.answer_from(stored) if stored else None

    def press(self, event: ButtonPressed | FormSent, of: RelationshipId, answer: Answer | None, changed: bool) -> None:
        """Every press is kept, for a while with who pressed (product.md, "Buttons")."""
        row = {
            "key": natural_key(event) if changed else None,
            "relationship_id": of,
            "number": item_number(f"item:{event.about.partition(':')[2]}"),
            "person_id": event.person,
            "action": event.action,
            "at": event.at,
            "answer": records.answer_values(answer) if answer and changed else None,
        }
        self.connection.execute(sql.PRESS[self._dialect], row)
        self.connection.execute(sql.HEEDED, {"keys": [event.card]})

    def stands(self, key: str, message: MessageId) -> None:
        """What was posted under this key is the question's own message from now on: it is answered there."""
        of, number = asked_under(key)
        self.connection.execute(sql.TOUCH, {"which": of})
        self.memory.talks.pop(of, None)
        self.connection.execute(sql.STANDS, {"of": of, "which": number, "posted": key, "stands_as": message})

    def no_road(self, person: PersonId, card: str, now: datetime) -> None:
        """A platform said that nothing private can reach this person."""
        self.trays.no_road(person, card, now)
        self.memory.forget()
        self._tray_moved(now)

    def _keep(self, relationship: RelationshipId, item: Item) -> None:
        held = self._held[relationship]
        values = records.item_values(item)
        if item.number > held.opened:
            self._unwritten.open((relationship, item.number), values)
            self._talks(relationship).opened(item.number)
            held.opened = item.number
            if not self._waits:
                self.connection.execute(sql.COUNT, {"which": relationship, "opened": item.number})
        else:
            self._unwritten.change((relationship, item.number), values)
        self._append_turns(relationship, item)
        self._at_once_unless_it_waits()
        held.changed = True
        if talk := self._talk(item.place):
            talk.keep(item)

    def _append_turns(self, relationship: RelationshipId, item: Item) -> None:
        kept = self._turns_kept.get((relationship, item.number), 0)
        for seq, turn in enumerate(item.turns[kept:], start=kept):
            self._unwritten.turns.append(records.turn_values(relationship, item.number, seq, turn))
        self._turns_kept[relationship, item.number] = len(item.turns)

    def _forget(self, relationship: RelationshipId, item: Item, now: datetime) -> None:
        self._no_longer_remembered(relationship, item.place)
        self.trays.unlay(relationship, item.number, now)
        self._tray_moved(now)
        self.connection.execute(sql.MARK_UNSAID, {"of": relationship, "which": item.number})
        self.connection.execute(sql.UNSAY, {"of": relationship, "which": item.number})
        self.connection.execute(sql.DROP, {"of": relationship, "which": item.number})

    def set_alarm(self, relationship: RelationshipId, rule: str, subject: str, at: datetime) -> None:
        """Look again at `at`, instead of whenever this rule wanted to look at this subject before."""
        self._unwritten.alarms[relationship, rule, subject] = at
        self._at_once_unless_it_waits()
        self._note_alarm(at)

    def _tray_moved(self, now: datetime) -> None:
        self._note_alarm(now)

    def _note_alarm(self, at: datetime | None) -> None:
        if at and (self.earliest_alarm is None or at < self.earliest_alarm):
            self.earliest_alarm = at

    def _say(self, relationship: RelationshipId | None, speech: Speech, now: datetime) -> None:
        row = {
            "key": speech.key,
            "relationship_id": relationship,
            "number": None if isinstance(speech, Revise) else speech.about,
            "place_id": speech.near if isinstance(speech, Tell | Revise) else speech.place,
            "person_id": speech.person if isinstance(speech, Tell | Revise) else None,
            "thread": speech.thread if isinstance(speech, Reply) else None,
            "pin": isinstance(speech, Post) and speech.pin,
            "revises": speech.revises if isinstance(speech, Revise) else None,
            "body": _body(speech),
            "state": "ready",
            "made_at": now,
            "due_at": now,
            "attempts": 0,
            "fence": 0,
        }
        self.connection.execute(sql.SPEAK[self._dialect], row)
        self.spoke = True

    def _revise(self, speech: Revise, now: datetime) -> None:
        """What still waits to be said is said as it now is; what stands is edited, by the newest revision only."""
        self.trays.revised(speech.revises, speech.key)
        waits = {"which": speech.revises, "words": _body(speech)}
        if self.connection.execute(sql.REWRITE, waits).rowcount:
            return
        self.connection.execute(sql.SUPERSEDE, {"what": speech.revises})
        self._say(None, speech, now)


def _counts(number: RelationshipId, held: Held) -> dict[str, Any]:
    return {
        "which": number,
        "heard": held.messages,
        "said": held.lines,
        "opened": held.opened,
        "now_touched": held.touched + held.changed,
        "moved": held.moves,
    }


def _body(speech: Speech) -> str:
    return json.dumps(to_json(speech.message), ensure_ascii=False)


def natural_key(event: Event) -> str:
    """What makes this event this event. A message has a name of its own, whatever the event about it is called."""
    match event:
        case MessagePosted():
            return f"posted:{event.place}:{event.message}"
        case ButtonPressed():
            return f"press:{event.person}:{event.card}:{event.action}:{event.about}"
        case _:
            return event.id


Amendment = (
    KeepPerson
    | KeepPlace
    | MovePlace
    | KeepSettings
    | KeepParty
    | KeepProposal
    | ForgetPerson
    | OffTheRecord
    | KeepHook
)
Record = (
    KeepDeed
    | KeepTrusted
    | KeepThanks
    | DropThanks
    | KeepTold
    | KeepCorrection
    | DropCorrections
    | KeepRound
    | KeepAnswer
    | EraseAnswers
    | KeepAsked
    | Listed
    | Undoable
)
"""What changes nothing about the relationship itself: nobody has to read it anew."""
