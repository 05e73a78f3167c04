"""What is said to somebody whose command or press cannot be carried out at all."""

from __future__ import annotations

from rules.message import Message, say


def stranger() -> Message:
    """To somebody Rapport knows no relationship of."""
    return say("I do not know you here yet. Write to me in the channel the two companies share; `setup` begins there.")


def broken() -> Message:
    """Where a rule of ours broke."""
    return say("Something went wrong on my side, and nothing came of it. Please try once more in a while.")
