"""What is said about somebody of whom nobody has said which side they are on."""

from __future__ import annotations

from rules.message import Button, Buttons, Line, Message, Words, say
from rules.model import Person, Relationship, Side

LONGEST_LABEL = 75
"""Characters of a button, as on Slack."""


def whose_is(person: Person, relationship: Relationship) -> Message:
    """To a go-between: the account does not say of which company they are."""
    about = f"{relationship.id}:side:{person.id}"
    sides = [(relationship.party(side).company, f"side.{side}") for side in Side]
    buttons = [Button(label[:LONGEST_LABEL], action, about) for label, action in (*sides, ("Neither", "side.neither"))]
    return Message(
        (
            Line(
                (
                    Words(
                        f"{person.name} is in the channel, and I cannot tell of which company: their account does not "
                        "say. Until somebody does, I keep track of nothing they ask."
                    ),
                )
            ),
            Buttons(tuple(buttons)),
        )
    )


def of_neither(name: str) -> Message:
    return say(f"Noted: {name} is of neither company. I keep track of nothing they ask.")


def passed_on(company: str) -> Message:
    """Whose it is to decide is asked."""
    return say(f"That is for {company} to say. I asked its go-between.")


def joined(company: str, number: int) -> Message:
    """Both sides read it; nobody is named."""
    who, are = ("one more person", "is") if number == 1 else (f"{number} more people", "are")
    return say(
        f"By their accounts {who} here {are} of {company}. “people” shows who is on which side, “side” mends it."
    )
