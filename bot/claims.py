"""What a story claims of the ledger: `q1 answered by Bea, waited 5 min`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.app import name_in
from bot.figures import Account
from rules.model import Holder, PersonId, Relationship, Side, State
from rules.worktime import parse_duration

_HOLDS = re.compile(
    r"(?P<label>[a-z]\d+) (?:lay with (?P<path>.+)|(?P<state>\w+)(?: by (?P<by>\w+))?(?:, with (?P<holder>\w+))?"
    r"(?:, waited (?P<waited>[^(]+?)(?: \(client (?P<client>.+), vendor (?P<vendor>.+)\))?)?)"
)


def check(claim: str, relationship: Relationship, found: Mapping[str, Account]) -> str:
    """What is otherwise than claimed; nothing if all is so."""
    if claim == "nothing open":
        still = [label for label, account in found.items() if account.item.state is State.OPEN]
        return f"open: {still}" if still else ""
    if claim == "nothing was ever owed":
        return f"owed: {sorted(found)}" if found else ""
    wanted = _HOLDS.fullmatch(claim)
    if wanted is None:
        return "This is not a claim that a story knows."
    if wanted["label"] not in found:
        return f"there is only {sorted(found)}"
    facts = _facts(found[wanted["label"]], relationship)
    claimed = {name: wanted[name] for name in facts if wanted[name] is not None}
    return ", ".join(f"{name}: {facts[name]}" for name, claim in claimed.items() if not _is_so(facts[name], claim))


def _facts(account: Account, relationship: Relationship) -> dict[str, str | timedelta]:
    """What may be claimed of an item, and how it stands."""
    item = account.item
    return {
        "state": item.state.value,
        "by": _name(item.closed_by),
        "holder": _holder(item.holder, relationship),
        "path": ", ".join(f"{_holder(turn.holder, relationship)} ({turn.reason})" for turn in item.turns),
        "waited": account.all_waited,
        **{side.value: account.waited[side] for side in Side},
    }


def _is_so(fact: str | timedelta, claimed: str) -> bool:
    if isinstance(fact, timedelta):
        return abs(fact - parse_duration(claimed)) < timedelta(minutes=1)
    return fact == claimed


def _holder(holder: Holder, relationship: Relationship) -> str:
    """The person, else the company."""
    if holder.person or holder.side is None:
        return _name(holder.person) or str(holder.third_party)
    return relationship.party(holder.side).company


def _name(person: PersonId | None) -> str:
    return name_in(person) if person else ""
