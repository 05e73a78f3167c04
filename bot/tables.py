"""Every table and index, on one page. `migrations/` follows it; a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
    literal_column,
    true,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """An aware UTC instant, to the microsecond. SQLite keeps no zone, so the column type gives it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _relationship(**more: Any) -> Column[int]:
    return Column("relationship_id", ForeignKey("relationships.id", ondelete="CASCADE"), **more)


def _person(name: str, **more: Any) -> Column[str]:
    return Column(name, ForeignKey("people.id", onupdate="CASCADE"), **more)


# Who ---------------------------------------------------------------------------------------------------------------

humans = Table(
    "humans",
    metadata,
    Column("id", Integer, primary_key=True),
    # When to look into their tray; an index of what is due, as that of alarms.
    Column("look_at", Utc, index=True),
    # Where it is looked into only to edit a card: when it would have been otherwise.
    Column("next_at", Utc),
    Column("quiet", Boolean, nullable=False, server_default=false()),
    Column("away_until", Utc),
    # They are not asked whether what they wrote was a deed.
    Column("no_suggestions", Boolean, nullable=False, server_default=false()),
    Column("patience", String),
    Column("patience_until", Utc),
)
"""A human may be several people: one on each platform and in each workspace."""

people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("human_id", ForeignKey("humans.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("zone", String),
    Column("hours", String),
    Column("reachable", Boolean, nullable=False, server_default=true()),
    # What their platform says of them (`Facts`).
    Column("home", String),
    Column("company", String),
    Column("domain", String),
    Column("guest", Boolean, nullable=False, server_default=false()),
    Column("home_zone", String),
    # They were taken out of everything: what their platform says of them is not kept any more.
    Column("forgotten", Boolean, nullable=False, server_default=false()),
)

relationships = Table(
    "relationships",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("operator", String, nullable=False),
    # Raised with every change to sides, people, places or agreement: what processes remember of them hangs on it.
    Column("version", Integer, nullable=False, default=1),
    Column("items_opened", Integer, nullable=False, default=0),
    # Raised with every change to what is heard or owed: what processes remember of the talk hangs on it (bot/talk.py).
    Column("touched", Integer, nullable=False, server_default="0"),
    # What people wrote in shared places and how often Rapport spoke there: it keeps the one small beside the other.
    Column("messages", Integer, nullable=False, server_default="0"),
    Column("lines", Integer, nullable=False, server_default="0"),
    Column("began_at", Utc, nullable=False),
    Column("client_live", Boolean, nullable=False, server_default=false()),
    Column("vendor_live", Boolean, nullable=False, server_default=false()),
    Column("public_lines", Boolean, nullable=False, server_default=true()),
    Column("client_paused", Boolean, nullable=False, server_default=false()),
    Column("vendor_paused", Boolean, nullable=False, server_default=false()),
    Column("hushed_until", Utc),
    Column("retention_days", Integer, nullable=False, server_default="365"),
    Column("deeds_kept", Integer, nullable=False, server_default="0"),
    Column("rounds_opened", Integer, nullable=False, server_default="0"),
    Column("feedback_weeks", Integer, nullable=False, server_default="4"),  # 0: no rounds
    # Raised with whatever a decision changes: what was read beside the lock is out of date then.
    Column("moves", Integer, nullable=False, server_default="0"),
    Column("digest_at", String, nullable=False, server_default="Fri 15:00"),  # in the client's zone; empty: none
    Column("client_quiet_weeks", Boolean, nullable=False, server_default=true()),  # a line in a week without news
    Column("vendor_quiet_weeks", Boolean, nullable=False, server_default=true()),
    Column("hook", String),  # what a ticket system's address ends in
    Column("hook_secret", String),  # what it signs with
)

sides = Table(
    "sides",
    metadata,
    _relationship(primary_key=True),
    Column("side", String, primary_key=True),
    Column("company", String, nullable=False),
    _person("sponsor_id"),
)

members = Table(
    "members",
    metadata,
    _relationship(primary_key=True),
    _person("person_id", primary_key=True),
    Column("side", String),
    # Somebody said that they are on no side: then nothing their platform says of them puts them on one.
    Column("kept_out", Boolean, nullable=False, server_default=false()),
    Column("stand_in_id", String),
    Column("active_on", Date),  # when they were last seen to write or act, by UTC: a round asks who lately did
    Column("asked", Boolean, nullable=False, server_default=false()),  # a go-between named them for rounds
    Column("listed", JSON),  # item numbers of the last list they saw
    Column("undo", String),  # the command that takes back their last one
)

go_betweens = Table(
    "go_betweens",
    metadata,
    _relationship(primary_key=True),
    Column("side", String, primary_key=True),
    Column("topic", String, primary_key=True, default=""),
    _person("person_id", nullable=False),
    _person("deputy_id"),
)

agreements = Table(
    "agreements",
    metadata,
    _relationship(primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("made_at", Utc, nullable=False),
    Column("terms", JSON, nullable=False),
    _person("client_confirmed_by"),
    Column("client_confirmed_at", Utc),
    _person("vendor_confirmed_by"),
    Column("vendor_confirmed_at", Utc),
)

places = Table(
    "places",
    metadata,
    Column("id", String, primary_key=True),
    _relationship(nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("private_to", String),
    Column("level", String, nullable=False, server_default="auto"),
    Column("client_agreed", Boolean, nullable=False, server_default=false()),
    Column("vendor_agreed", Boolean, nullable=False, server_default=false()),
    Column("paused", Boolean, nullable=False, server_default=false()),
    # Archived, deleted, no longer shared: nothing can be said there.
    Column("closed", Boolean, nullable=False, server_default=false()),
    # A gap in hearing that is not caught up with: what was said from then on may be missing; and when we noticed.
    Column("behind_from", Utc),
    Column("behind_since", Utc, index=True),
    # Not before then is its platform asked again what was missed; whoever is asking has so long for it.
    Column("catch_up_at", Utc),
)

# What --------------------------------------------------------------------------------------------------------------

items = Table(
    "items",
    metadata,
    _relationship(nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("place_id", ForeignKey("places.id", onupdate="CASCADE"), nullable=False),
    Column("message", String, nullable=False),
    Column("thread", String, nullable=False),
    Column("in_channel", Boolean, nullable=False),
    _person("asker_id", nullable=False),
    Column("asker_side", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("client_target", Integer, nullable=False),  # seconds of working time
    Column("vendor_target", Integer, nullable=False),
    Column("clock_at", Utc, nullable=False),
    Column("clock_moved", Boolean, nullable=False),
    # The asker stands for their company: nobody is named as asking.
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    Column("climbed", Integer, nullable=False),
    Column("climbed_at", Utc),
    Column("state", String, nullable=False),
    Column("closed_at", Utc),
    _person("closed_by"),
    Column("closing", String),
    Column("progress", Text, nullable=False),
    Column("topic", String),
    Column("blocked_on", Date),
    Column("holds_up", Text, nullable=False, server_default=""),
    Column("wanted_by", Utc),
    Column("promised_for", Utc),
    Column("snoozed_until", Utc),
    Column("alive_at", Utc),
    Column("claimed", String),
    Column("claimed_by", String),
    Column("claimed_at", Utc),
    Column("claim_words", Text),
    Column("claim_confirmed", Boolean),
    PrimaryKeyConstraint("relationship_id", "number"),
)
# Written out, not bound: a partial index serves a query only if the database can see that one implies the other.
IS_OPEN = items.c.state == literal_column("'open'")
Index("ix_items_open_in_thread", items.c.place_id, items.c.thread, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
Index(
    "ix_items_open_in_channel",
    items.c.place_id,
    items.c.opened_at,
    sqlite_where=IS_OPEN & items.c.in_channel,
    postgresql_where=IS_OPEN & items.c.in_channel,
)
# The digest reads what is open, and what was closed lately, without looking at the rest of a long history.
Index("ix_items_owed", items.c.relationship_id, items.c.opened_at, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
Index("ix_items_closed", items.c.relationship_id, items.c.closed_at)
Index("ix_items_message", items.c.place_id, items.c.message)
Index("ix_items_closing", items.c.place_id, items.c.closing)

turns = Table(
    "turns",
    metadata,
    Column("relationship_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("side", String),
    _person("person_id"),
    Column("third_party", String),
    Column("reason", String, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("relationship_id", "number", "seq"),
    ForeignKeyConstraint(["relationship_id", "number"], ["items.relationship_id", "items.number"], ondelete="CASCADE"),
)

heard = Table(
    "heard",
    metadata,
    Column("place_id", ForeignKey("places.id", onupdate="CASCADE", ondelete="CASCADE"), nullable=False),
    Column("message", String, nullable=False),
    Column("thread", String),
    Column("author_id", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("text", Text, nullable=False),
    PrimaryKeyConstraint("place_id", "message"),
    # Every message reads its place's window. So the rows of a place lie side by side, and the index below, which then
    # ends in the key, has them in the very order of the window: nothing is sorted.
    sqlite_with_rowid=False,
)
Index("ix_heard_lately", heard.c.place_id, heard.c.at)
Index(None, heard.c.at)

off_record = Table(
    "off_record",
    metadata,
    Column("place_id", ForeignKey("places.id", onupdate="CASCADE", ondelete="CASCADE"), primary_key=True),
    Column("thread", String, primary_key=True),
)
"""Threads that somebody took off the record: nothing in them is heard."""

# When and what is said ---------------------------------------------------------------------------------------------

alarms = Table(
    "alarms",
    metadata,
    _relationship(nullable=False),
    Column("rule", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("at", Utc, nullable=False, index=True),
    PrimaryKeyConstraint("relationship_id", "rule", "subject"),
)

nudges = Table(
    "nudges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    _relationship(nullable=False),
    Column("why", String, nullable=False),
    Column("number", Integer),
    Column("turn", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("side", String),
    Column("person_id", String),
    Column("human_id", ForeignKey("humans.id")),
    Column("laid_at", Utc, nullable=False),
    Column("show_from", Utc, nullable=False),
    Column("told_at", Utc),
    Column("fate", String, nullable=False),
    Column("wrong", Boolean, nullable=False, server_default=false()),
    Column("message", String),
    Column("place_id", String),
    Column("body", JSON),
    Column("card", String),
)
"""What was laid into trays. A human's tray is what waits there, and what was told and is not settled."""
Index("ix_nudges_tray", nudges.c.human_id, nudges.c.fate, nudges.c.told_at)
Index("ix_nudges_item", nudges.c.relationship_id, nudges.c.number)
Index("ix_nudges_card", nudges.c.card)
Index("ix_nudges_lately", nudges.c.relationship_id, nudges.c.told_at)

cards = Table(
    "cards",
    metadata,
    Column("key", String, primary_key=True),
    Column("human_id", ForeignKey("humans.id"), nullable=False),
    Column("person_id", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("why", String, nullable=False),
    Column("heeded", Boolean, nullable=False, server_default=false()),
    Column("revision", Integer, nullable=False, server_default="0"),
)
"""Private messages of Rapport's own accord: what the budgets count."""
Index("ix_cards_human", cards.c.human_id, cards.c.at)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    _relationship(),  # none of a card, which may be about several
    Column("number", Integer),
    Column("place_id", String, nullable=False),
    Column("person_id", String),
    Column("thread", String),
    Column("pin", Boolean, nullable=False, server_default=false()),
    Column("revises", String, index=True),  # the key of what is edited in place
    Column("body", Text),  # erased once sent
    Column("state", String, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("fence", Integer, nullable=False, default=0),
    Column("attempted_at", Utc),
    Column("lease_until", Utc),  # nobody else takes it up before then; of what is ready: it is not its turn before
    Column("ref", String),
    Column("why", String),
    Column("retracted", Boolean, nullable=False, default=False),
)
Index("ix_outbox_waiting", outbox.c.state, outbox.c.due_at)
Index("ix_outbox_item", outbox.c.relationship_id, outbox.c.number)

seen = Table("seen", metadata, Column("key", String, primary_key=True), Column("at", Utc, nullable=False, index=True))
"""Events already acted on: a platform sends again what it thinks we missed."""

presses = Table(
    "presses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, unique=True, index=True),  # who pressed what on which card; goes with the name
    _relationship(nullable=False),
    Column("number", Integer),
    Column("person_id", String),  # goes after a while; the press stays
    Column("action", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("answer", JSON),
)
Index("ix_presses_item", presses.c.relationship_id, presses.c.number)

# What comes round --------------------------------------------------------------------------------------------------

deeds = Table(
    "deeds",
    metadata,
    _relationship(nullable=False),
    Column("number", Integer, nullable=False),
    Column("place_id", ForeignKey("places.id", onupdate="CASCADE"), nullable=False),
    Column("message", String),
    Column("by_id", String),
    Column("side", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("kept_at", Utc, nullable=False),
    Column("how", String, nullable=False),
    Column("state", String, nullable=False),
    Column("asked_by_id", String),
    Column("extra", String),
    Column("workaround", Text, nullable=False, server_default=""),
    Column("seen_by_customers", Boolean, nullable=False, server_default=false()),
    Column("undoable", Boolean),
    Column("link", Text, nullable=False, server_default=""),
    Column("trusted", Boolean, nullable=False, server_default=false()),
    Column("seen_at", Utc),
    Column("thanked_at", Utc),
    PrimaryKeyConstraint("relationship_id", "number"),
)
Index("ix_deeds_lately", deeds.c.relationship_id, deeds.c.at)
Index("ix_deeds_message", deeds.c.place_id, deeds.c.message)

trusted = Table(
    "trusted",
    metadata,
    Column("id", Integer, primary_key=True),
    _relationship(nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("since", Utc, nullable=False),
    Column("until", Utc),
)
"""What the vendor may do without asking. What was taken off the list stays, for its growth to be shown."""

thanks = Table(
    "thanks",
    metadata,
    Column("id", Integer, primary_key=True),
    _relationship(nullable=False),
    Column("by_id", String),
    Column("side", String, nullable=False),
    Column("to_id", String),
    Column("about", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
)
Index("ix_thanks_lately", thanks.c.relationship_id, thanks.c.at)

rounds = Table(
    "rounds",
    metadata,
    _relationship(nullable=False),
    Column("number", Integer, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("closes_at", Utc, nullable=False),
    Column("revealed_at", Utc),
    Column("scores", JSON),
    Column("changes", JSON),
    PrimaryKeyConstraint("relationship_id", "number"),
)

respondents = Table(
    "respondents",
    metadata,
    Column("relationship_id", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    _person("person_id", nullable=False),
    Column("side", String, nullable=False),
    Column("reminders", Integer, nullable=False, server_default="0"),
    Column("answered_at", Utc),
    Column("skipped", Boolean, nullable=False, server_default=false()),
    Column("answer", JSON),  # read for their own form and for the reveal, and never else; erased with the reveal
    Column("short", Boolean, nullable=False, server_default=false()),  # scores, and not a word
    PrimaryKeyConstraint("relationship_id", "round", "person_id"),
    ForeignKeyConstraint(["relationship_id", "round"], ["rounds.relationship_id", "rounds.number"], ondelete="CASCADE"),
)

corrections = Table(
    "corrections",
    metadata,
    _relationship(primary_key=True),
    Column("subject", String, primary_key=True),
    Column("side", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
)
"""What go-betweens want the coming digest to say otherwise; they go once it is posted."""

told = Table(
    "told",
    metadata,
    _relationship(primary_key=True),
    Column("subject", String, primary_key=True),  # `item:17`, `deed:12`, `round:3`, `digest`
    Column("at", Utc, nullable=False),
    Column("mark", String, nullable=False),  # how it stood then: it is told again only where that changed
)
"""What digests have told."""
Index("ix_told_lately", told.c.relationship_id, told.c.at)

# Platforms ---------------------------------------------------------------------------------------------------------

installations = Table(
    "installations",
    metadata,
    Column("id", String, primary_key=True),  # the platform's: a team or an enterprise
    Column("bot_user", String, nullable=False),
    Column("bot", String, nullable=False),
    Column("app", String, nullable=False),
    Column("enterprise", String),
    Column("name", String, nullable=False),
    Column("url", String, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("token", Text, nullable=False),  # encrypted, as is the next
    Column("refresh_token", Text),
    Column("expires_at", Utc),
    Column("refreshing_until", Utc),  # who refreshes its token has so long for it
    Column("installed_at", Utc, nullable=False),
)
"""Workspaces that installed Rapport."""

roads = Table(
    "roads",
    metadata,
    Column("place_id", String, primary_key=True),
    Column("installation_id", ForeignKey("installations.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Utc, nullable=False),
)
"""Through which installations a place is reached. Both companies may have installed Rapport."""

pulses = Table(
    "pulses",
    metadata,
    Column("name", String, primary_key=True),
    Column("since", Utc, nullable=False),
    Column("at", Utc, nullable=False),
)
"""A platform was heard without a gap from `since` to `at`."""
