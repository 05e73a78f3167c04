"""Alembic's entry: migrations run on the connection `bot/schema.py` hands over, in its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from bot.tables import Utc, metadata


def _render(kind: str, thing: Any, _autogenerate: Any) -> str | Literal[False]:
    """A migration names the database's own type: ours may change after it was written."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Utc) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
