"""Deeds, thanks and trust in the ledger: rows into nouns, nouns into rows, and what an event may look at of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot import records
from bot.tables import deeds, heard, nudges, places, relationships, thanks, trusted
from rules.commands import Command, parse
from rules.effects import DropThanks, KeepDeed, KeepHook, KeepThanks, KeepTrusted
from rules.model import MessageId, PersonId, PlaceId, RelationshipId, Side, Told
from rules.record import Deed, DeedNumber, DeedState, Extra, How, Thanks, Trusted
from rules.rhythm.deeds import PROCEDURE_AGAIN, PROMPT_EVERY

DeedEffect = KeepDeed | KeepTrusted | KeepThanks | DropThanks | KeepHook

MOST_LISTED = 100
"""Deeds that a list looks at; it shows fewer, and counts these."""
MOST_ROUND = 200
"""Ways round procedures that are looked at."""
_LABELS = re.compile(r"(?<!\w)#?d(\d{1,9})(?!\w)", re.IGNORECASE)
_ANY_LABEL = re.compile(r"(?<!\w)#?([a-z]\d{1,9})(?!\w)", re.IGNORECASE)

_of = deeds.c.relationship_id == bindparam("of")
_where_both_read = select(places.c.id).where(places.c.relationship_id == bindparam("of"), places.c.private_to.is_(None))
_on_record = and_(deeds.c.state == DeedState.LOGGED.value, deeds.c.place_id.in_(_where_both_read))
_KEPT = select(relationships.c.deeds_kept).where(relationships.c.id == bindparam("of"))
_OF_MESSAGE = select(deeds).where(_of, deeds.c.place_id == bindparam("place"), deeds.c.message == bindparam("which"))
_NUMBERED = select(deeds).where(_of, deeds.c.number.in_(bindparam("numbers", expanding=True)))
_LATEST = select(deeds).where(_of, _on_record).order_by(deeds.c.number.desc()).limit(MOST_LISTED)
_ALL = select(deeds).where(_of, _on_record).order_by(deeds.c.number)
_BETWEEN = (
    select(deeds)
    .where(_of, _on_record, deeds.c.kept_at >= bindparam("since"), deeds.c.kept_at < bindparam("until"))
    .order_by(deeds.c.number)
)
_ROUND_PROCEDURES = (
    select(deeds)
    .where(_of, _on_record, deeds.c.workaround != "", deeds.c.kept_at > bindparam("since"))
    .order_by(deeds.c.number.desc())
    .limit(MOST_ROUND)
)
_ASKED_ABOUT = select(deeds.c.text).where(
    deeds.c.place_id == bindparam("place"),
    deeds.c.message == bindparam("which"),
    deeds.c.state == DeedState.OFFERED.value,
)
_TRUSTED = (
    select(trusted)
    .where(trusted.c.relationship_id == bindparam("of"), trusted.c.until.is_(None))
    .order_by(trusted.c.id)
)
_TRUSTED_AT = select(trusted).where(
    trusted.c.relationship_id == bindparam("of"),
    trusted.c.since <= bindparam("at"),
    or_(trusted.c.until.is_(None), trusted.c.until > bindparam("at")),
)
_THANKS_FOR = (
    select(thanks)
    .where(thanks.c.relationship_id == bindparam("of"), thanks.c.about.in_(bindparam("labels", expanding=True)))
    .order_by(thanks.c.id)
)
_THANKS_OF = select(thanks).where(thanks.c.relationship_id == bindparam("of")).order_by(thanks.c.id)
_THANKS_BETWEEN = (
    select(thanks)
    .where(
        thanks.c.relationship_id == bindparam("of"),
        thanks.c.at >= bindparam("since"),
        thanks.c.at < bindparam("until"),
    )
    .order_by(thanks.c.id)
)
_PROMPTED = select(nudges).where(
    nudges.c.relationship_id == bindparam("of"),
    nudges.c.why == "note",
    nudges.c.key.startswith(bindparam("begins")),
    or_(nudges.c.fate == "waiting", nudges.c.told_at > bindparam("since")),
)
_BY_HOOK = select(relationships.c.id, relationships.c.hook_secret).where(relationships.c.hook == bindparam("mark"))
_HOOK = (
    update(relationships)
    .where(relationships.c.id == bindparam("of"))
    .values(hook=bindparam("mark"), hook_secret=bindparam("closed"))
)
_COUNT = (
    update(relationships)
    .where(relationships.c.id == bindparam("of"), relationships.c.deeds_kept < bindparam("number"))
    .values(deeds_kept=bindparam("number"))
)


def _keep(statement: Any) -> Any:
    """A deed as it now is, whether it is new or not."""
    keys = ("relationship_id", "number")
    changed = {column.name: statement.excluded[column.name] for column in deeds.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=changed)


_KEEP = {"sqlite": _keep(sqlite.insert(deeds)), "postgresql": _keep(postgresql.insert(deeds))}


# For others ----------------------------------------------------------------------------------------------------------


def deeds_between(connection: Connection, of: RelationshipId, since: datetime, until: datetime) -> tuple[Deed, ...]:
    """What was logged from `since` on and before `until`, of both sides, in order of its number."""
    rows = connection.execute(_BETWEEN, {"of": of, "since": since, "until": until})
    return tuple(deed_from(row) for row in rows)


def thanks_between(connection: Connection, of: RelationshipId, since: datetime, until: datetime) -> tuple[Thanks, ...]:
    """Who thanked from `since` on and before `until`, in order. To whom and in which words is for the thanked alone."""
    rows = connection.execute(_THANKS_BETWEEN, {"of": of, "since": since, "until": until})
    return tuple(thanks_from(row) for row in rows)


def trusted_at(connection: Connection, of: RelationshipId, at: datetime) -> tuple[Trusted, ...]:
    """What the vendor might do without asking then: two moments show its growth."""
    return tuple(trusted_from(row) for row in connection.execute(_TRUSTED_AT, {"of": of, "at": at}))


def relationship_of_hook(connection: Connection, mark: str) -> tuple[RelationshipId, str] | None:
    """Whose ticket system reports here, and the secret as it is kept."""
    row = connection.execute(_BY_HOOK, {"mark": mark}).first()
    return (RelationshipId(row.id), row.hook_secret) if row else None


def label_of_report(connection: Connection, of: RelationshipId, mark: MessageId) -> str | None:
    """The deed that a ticket system reported under this id."""
    found = connection.scalar(
        select(deeds.c.number).where(_of, deeds.c.message == bindparam("which")), {"of": of, "which": mark}
    )
    return f"d{found}" if found is not None else None


# What an event may look at -------------------------------------------------------------------------------------------


class DeedRecords:
    """Reads and writes deeds in one transaction; the relationship is locked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_message(self, of: RelationshipId, place: PlaceId, message: MessageId) -> dict[str, Any]:
        """For what happens to a message: the deed it tells of, and what a new one needs."""
        return {
            "deeds": self._deeds(_OF_MESSAGE, {"of": of, "place": place, "which": message}),
            "deeds_kept": self._kept(of),
            "trusted": self._trusted(of),
        }

    def of_report(self, of: RelationshipId, place: PlaceId, mark: MessageId, at: datetime) -> dict[str, Any]:
        """For what a ticket system reports."""
        found = self.of_message(of, place, mark)
        return {**found, "deeds": found["deeds"] + self._round_procedures(of, at)}

    def of_alarm(self, of: RelationshipId, at: datetime) -> dict[str, Any]:
        """For the prompt to thank: the deeds of its time, and whether somebody was asked lately."""
        since = at - PROMPT_EVERY
        prompted = {"of": of, "begins": f"note:{of}:client:thank:", "since": since}
        rows = self._connection.execute(_PROMPTED, prompted)
        return {
            "deeds": self._deeds(_BETWEEN, {"of": of, "since": since, "until": at}),
            "prompted": tuple(records.nudge_from(row) for row in rows),
        }

    def of_press(
        self,
        of: RelationshipId,
        action: str,
        about: str,
        offered: tuple[PlaceId, MessageId] | None,
        undo: str | None,
    ) -> dict[str, Any]:
        """For a button: of the message it offers to log, of the deed it names, or of what is taken back."""
        if action == "undo":
            return self.of_command(of, "undo", undo, None, None)
        if not action.startswith("deed."):
            return {}
        if offered:
            return self.of_message(of, *offered)
        return self._named(of, about.partition(":")[2])

    def of_command(
        self,
        of: RelationshipId,
        text: str,
        undo: str | None,
        said: tuple[PlaceId, MessageId] | None,
        at: datetime | None,
    ) -> dict[str, Any]:
        """For a command, by its word; nothing for most."""
        understood = parse(text)
        word = understood.word if isinstance(understood, Command) else ""
        match word:
            case "did":
                found = self.of_message(of, *said) if said else self._new(of)
                options = understood.options if isinstance(understood, Command) else {}
                more = self._round_procedures(of, at) if at and "workaround" in options else ()
                return {**found, "deeds": (*found["deeds"], *more)}
            case "deeds":
                named = self._deeds(_NUMBERED, {"of": of, "numbers": _numbers(text)})
                latest = self._deeds(_LATEST, {"of": of})
                return {"deeds": tuple({deed.number: deed for deed in (*named, *latest[::-1])}.values())}
            case "thanks":
                return self._named(of, text)
            case "trusted":
                return {"trusted": self._trusted(of)}
            case "data" | "export":
                every = {"of": of}
                return {
                    "deeds": self._deeds(_ALL, every),
                    "trusted": self._trusted(of),
                    "thanks": self._thanks(_THANKS_OF, every),
                }
            case "undo":
                return {**self._named(of, undo or ""), "trusted": self._trusted(of)}
            case _:
                return {}

    def _named(self, of: RelationshipId, text: str) -> dict[str, Any]:
        labels = [label.lower() for label in _ANY_LABEL.findall(text)]
        return {
            "deeds": self._deeds(_NUMBERED, {"of": of, "numbers": _numbers(text)}),
            "thanks": self._thanks(_THANKS_FOR, {"of": of, "labels": labels}),
        }

    def _new(self, of: RelationshipId) -> dict[str, Any]:
        return {"deeds": (), "deeds_kept": self._kept(of), "trusted": self._trusted(of)}

    def asked_about(self, place: PlaceId, message: str) -> str:
        """The words of what its author is asked about, where the message is older than what is remembered."""
        return self._connection.scalar(_ASKED_ABOUT, {"place": place, "which": message}) or ""

    def _deeds(self, statement: Any, parameters: Mapping[str, Any]) -> tuple[Deed, ...]:
        return tuple(deed_from(row) for row in self._connection.execute(statement, parameters))

    def _round_procedures(self, of: RelationshipId, at: datetime) -> tuple[Deed, ...]:
        """Of twice the time in which they are counted: so it can be told when somebody was asked last."""
        return self._deeds(_ROUND_PROCEDURES, {"of": of, "since": at - 2 * PROCEDURE_AGAIN})

    def _thanks(self, statement: Any, parameters: Mapping[str, Any]) -> tuple[Thanks, ...]:
        return tuple(thanks_from(row) for row in self._connection.execute(statement, parameters))

    def _trusted(self, of: RelationshipId) -> tuple[Trusted, ...]:
        return tuple(trusted_from(row) for row in self._connection.execute(_TRUSTED, {"of": of}))

    def _kept(self, of: RelationshipId) -> int:
        return self._connection.scalar(_KEPT, {"of": of}) or 0

    # Writing -------------------------------------------------------------------------------------------------------

    def write(self, of: RelationshipId, effect: DeedEffect) -> None:
        match effect:
            case KeepDeed(deed):
                row = {"relationship_id": of, "number": deed.number, **deed_values(deed)}
                self._connection.execute(_KEEP[self._connection.dialect.name], row)
                self._connection.execute(_COUNT, {"of": of, "number": deed.number})
            case KeepTrusted(entry, until):
                self._keep_trusted(of, entry, until)
            case KeepThanks(said):
                self._connection.execute(insert(thanks).values(relationship_id=of, **thanks_values(said)))
            case DropThanks(said):
                same = [thanks.c[name] == value for name, value in thanks_values(said).items()]
                self._connection.execute(delete(thanks).where(thanks.c.relationship_id == of, *same))
            case KeepHook(hook):
                closed = {"mark": hook and hook.mark, "closed": hook and hook.closed}
                self._connection.execute(_HOOK, {"of": of, **closed})

    def off_the_record(self, of: RelationshipId, place: PlaceId, thread: MessageId) -> None:
        """What was told in a thread that is off the record never was a deed, as far as its messages are remembered."""
        said = select(heard.c.message).where(
            heard.c.place_id == place, or_(heard.c.thread == thread, heard.c.message == thread)
        )
        told = or_(deeds.c.message == thread, deeds.c.message.in_(said))
        self._connection.execute(delete(deeds).where(deeds.c.relationship_id == of, deeds.c.place_id == place, told))

    def _keep_trusted(self, of: RelationshipId, entry: Trusted, until: datetime | None) -> None:
        if until is None:
            self._connection.execute(insert(trusted).values(relationship_id=of, text=entry.text, since=entry.since))
            return
        same = and_(trusted.c.relationship_id == of, trusted.c.text == entry.text, trusted.c.until.is_(None))
        self._connection.execute(update(trusted).where(same).values(until=until))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _LABELS.findall(text)]


# Rows and nouns ------------------------------------------------------------------------------------------------------


def deed_from(row: Row[Any]) -> Deed:
    return Deed(
        number=DeedNumber(row.number),
        place=PlaceId(row.place_id),
        by=PersonId(row.by_id) if row.by_id else None,
        side=Side(row.side),
        text=row.text,
        at=row.at,
        kept_at=row.kept_at,
        how=How(row.how),
        state=DeedState(row.state),
        message=MessageId(row.message) if row.message else None,
        asked_by=PersonId(row.asked_by_id) if row.asked_by_id else None,
        extra=Extra(row.extra) if row.extra else None,
        workaround=row.workaround,
        seen_by_customers=row.seen_by_customers,
        undoable=row.undoable,
        link=row.link,
        trusted=row.trusted,
        seen_at=row.seen_at,
        thanked_at=row.thanked_at,
    )


def deed_values(deed: Deed) -> dict[str, Any]:
    """The columns of a deed, but for the key."""
    return {
        "place_id": deed.place,
        "message": deed.message,
        "by_id": deed.by,
        "side": deed.side.value,
        "text": deed.text,
        "at": deed.at,
        "kept_at": deed.kept_at,
        "how": deed.how.value,
        "state": deed.state.value,
        "asked_by_id": deed.asked_by,
        "extra": deed.extra and deed.extra.value,
        "workaround": deed.workaround,
        "seen_by_customers": deed.seen_by_customers,
        "undoable": deed.undoable,
        "link": deed.link,
        "trusted": deed.trusted,
        "seen_at": deed.seen_at,
        "thanked_at": deed.thanked_at,
    }


def thanks_from(row: Row[Any]) -> Thanks:
    return Thanks(
        by=PersonId(row.by_id or ""),
        side=Side(row.side),
        to=PersonId(row.to_id) if row.to_id else None,
        about=row.about,
        at=row.at,
        words=row.words,
    )


def thanks_values(said: Thanks) -> dict[str, Any]:
    return {
        "by_id": said.by or None,
        "side": said.side.value,
        "to_id": said.to,
        "about": said.about,
        "at": said.at,
        "words": said.words,
    }


def trusted_from(row: Row[Any]) -> Trusted:
    return Trusted(row.text, row.since)


# Forgetting ----------------------------------------------------------------------------------------------------------

NAMING = (deeds.c.text, deeds.c.workaround, trusted.c.text, thanks.c.words)
"""Where people may have named somebody."""


def forget_deeds(connection: Connection, who: PersonId, where: Sequence[int]) -> None:
    """Their words and their name go from what they did, asked for and thanked for; that it was done stays."""
    here = deeds.c.relationship_id.in_(where)
    own = update(deeds).where(here, deeds.c.by_id == who).values(by_id=None, text="", workaround="", link="")
    asked = update(deeds).where(here, deeds.c.asked_by_id == who).values(asked_by_id=None)
    thanking = update(thanks).where(thanks.c.relationship_id.in_(where), thanks.c.by_id == who)
    thanked = update(thanks).where(thanks.c.relationship_id.in_(where), thanks.c.to_id == who)
    statements = (own, asked, thanking.values(by_id=None, words=""), thanked.values(to_id=None))
    for statement in statements:
        connection.execute(statement)
    _take_back_thanks(connection, who, where)


def _take_back_thanks(connection: Connection, who: PersonId, where: Sequence[int]) -> None:
    """What lies in trays of their thanks; what was told stays told, and is not told again."""
    laid = select(nudges.c.id, nudges.c.body).where(
        nudges.c.relationship_id.in_(where), nudges.c.why == Told.THANKS.value
    )
    of_theirs = [row.id for row in connection.execute(laid) if row.body and row.body.get("by") == who]
    connection.execute(update(nudges).where(nudges.c.id.in_(of_theirs)).values(body=null()))


_theirs = select(relationships.c.id).where(relationships.c.retention_days == bindparam("days"))
_OLD_WORDS = (
    update(deeds)
    .where(
        deeds.c.relationship_id.in_(_theirs),
        deeds.c.kept_at < bindparam("before"),
        or_(deeds.c.text != "", deeds.c.by_id.is_not(None), deeds.c.asked_by_id.is_not(None)),
    )
    .values(text="", workaround="", link="", by_id=None, asked_by_id=None),
    update(thanks)
    .where(
        thanks.c.relationship_id.in_(_theirs),
        thanks.c.at < bindparam("before"),
        or_(thanks.c.words != "", thanks.c.by_id.is_not(None), thanks.c.to_id.is_not(None)),
    )
    .values(words="", by_id=None, to_id=None),
    update(trusted)
    .where(trusted.c.relationship_id.in_(_theirs), trusted.c.until < bindparam("before"), trusted.c.text != "")
    .values(text=""),
)
_UNANSWERED = (
    update(deeds)
    .where(deeds.c.state == DeedState.OFFERED.value, deeds.c.kept_at < bindparam("before"))
    .values(state=DeedState.DENIED.value, text="", workaround="", link="")
)
ASKED_FOR = timedelta(days=14)
"""So long an author is asked whether something was a deed; then it was none."""


def sweep_deeds(connection: Connection, now: datetime, retentions: Iterable[int]) -> None:
    """Words and names go after as long as the settings say; that something was done, and thanked for, stays."""
    connection.execute(_UNANSWERED, {"before": now - ASKED_FOR})
    for days in retentions:
        for statement in _OLD_WORDS:
            connection.execute(statement, {"days": days, "before": now - timedelta(days=days)})
