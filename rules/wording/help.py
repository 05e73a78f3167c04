"""What is said about the commands themselves: the overview, one word's help, and the answer to an unknown word."""

from __future__ import annotations

from rules.commands import BY_NAME
from rules.message import Message, say

SHOWN = 30
"""Characters of an unknown word that are repeated."""

_HELP = {
    "home": ("Shows what waits on you, and these commands.", "/rapport"),
    "help": ("Shows the commands, or tells more about one of them.", "help snooze"),
    "waiting": ("Lists what waits on either company, the longest wait first.", "waiting client"),
    "status": ("Shows how things stand here: what waits, the agreement, and what I listen to.", "status"),
    "ask": (
        "Keeps track of a question to the other company, by a day or before work stops if you say so.",
        "ask @bea Which region should the bucket be in? +by fri",
    ),
    "answered": (
        "Says that a question is settled. Of a question that is not yours I ask whoever asked it.",
        "answered q17 by phone",
    ),
    "snooze": ("Leaves an item alone for a while; its clock and its history stay as they are.", "snooze q17 until fri"),
    "withdraw": ("Closes a question that you, or your company, need no longer.", "withdraw q17"),
    "reopen": ("Opens a closed item again, its clock as before.", "reopen q17"),
    "why": ("Tells why an item waits on whom it does, and by which promise, clock and calendar.", "why q17"),
    "undo": ("Takes back your last command.", "undo"),
    "did": (
        "Logs what you did for the other company: beyond the agreement, round a procedure, seen by its customers.",
        "did restarted the feed +seen +extra gladly",
    ),
    "deeds": ("Lists what was done, or shows one; “deeds drop d12” takes yours back.", "deeds vendor"),
    "thanks": (
        "Thanks somebody of the other company for a deed or an answer; they hear it from me.",
        "thanks @bea for q17",
    ),
    "trusted": (
        "Shows what the vendor may do without asking; the client’s go-between adds and removes.",
        "trusted add restart the feed",
    ),
    "digest": (
        "Tells when the next digest comes; shows it as it stands, or posts it at once, which a go-between may.",
        "digest preview",
    ),
    "feedback": (
        "Shows how the rounds of feedback stand and gives your answer; a go-between starts one, or names whom to ask.",
        "feedback give",
    ),
    "voice": (
        "Passes on what the client’s customers say; the client owes what it did with it.",
        "voice three callers could not find the new form",
    ),
    "people": (
        "Shows who belongs to which company, and whom to turn to; a go-between names their own company’s.",
        "people go-between @ben +topic billing +deputy @carl",
    ),
    "side": ("Says which company somebody belongs to.", "side @bea client"),
    "away": (
        "Tells me that you are away, and who answers for you; “away off” when you are back.",
        "away until 12 may +deputy @ben",
    ),
    "hours": (
        "Shows the working hours by which I count; changes yours or, as its go-between, your company’s.",
        "hours Mon-Fri 9-17",
    ),
    "holidays": (
        "Shows the holidays of both companies that come next; a go-between changes their own company’s.",
        "holidays +2026-12-24",
    ),
    "settings": (
        "Shows how I behave here, for both companies to see; a go-between of either changes it.",
        "settings listening suggest",
    ),
    "pause": ("Stops what I say of my own accord: to you, to your company, or in this channel.", "pause me"),
    "resume": ("Ends a pause.", "resume me"),
    "quiet": ("Ends my private messages to you. What waits on you stays on the lists.", "quiet me"),
    "data": ("Shows what I hold about you.", "my data"),
    "export": ("Sends you everything that both companies may see, as a file.", "export"),
    "forget": ("Takes a name and its words out of everything I hold. The figures stay.", "forget me"),
    "setup": ("Opens the forms that set up two companies and the channels they share.", "setup"),
    "agreement": ("Shows what the two companies expect of each other, and lets you propose a change.", "agreement"),
}
"""For each word what it does, in a sentence or two, and an example."""

_GROUPS = (
    ("What waits", ("waiting", "status", "ask")),
    ("One item", ("answered", "snooze", "withdraw", "reopen", "why")),
    ("What was done", ("did", "deeds", "thanks", "trusted", "voice", "digest", "feedback")),
    ("You", ("away", "quiet", "pause", "resume", "data", "forget", "undo")),
    ("Both companies", ("people", "side", "agreement", "hours", "holidays", "settings", "export", "setup")),
)
"""What the overview shows, in this order."""


def overview() -> Message:
    """The first thing somebody sees who asks for help."""
    return say(
        "I keep track of what the two companies ask each other, so that nobody waits in silence.",
        *(f"{group}: {', '.join(_typed(name) for name in names)}" for group, names in _GROUPS),
        "More about a word: “help ask”. It works as a slash command, after my name, and in a private message to me.",
    )


def of_word(name: str) -> Message:
    """More about one word of `commands.WORDS`."""
    what, example = _HELP[name]
    usage = BY_NAME[name].usage
    return say(*([f"“{usage}”"] if usage else []), what, f"For example: “{example}”")


def unknown(word: str, nearest: str | None) -> Message:
    """To somebody whose words begin with no command."""
    shown = word if len(word) <= SHOWN else f"{word[: SHOWN - 1]}…"
    guess = f" Did you mean “{_typed(nearest)}”?" if nearest else ""
    return say(f"I do not know “{shown}”.{guess}", "What I know: “help”. A question to the others: “ask …”")


def _typed(name: str) -> str:
    """A word as people type it: `quiet me`, `my data`."""
    return {"quiet": "quiet me", "data": "my data"}.get(name, name)
