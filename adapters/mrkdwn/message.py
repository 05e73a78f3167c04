"""What one message says, and who wrote it: the same in an export and in an event.

Which messages count as a human's: docs.slack.dev/reference/events/message, "Message subtypes".
"""

from __future__ import annotations

from collections.abc import Container

from adapters.mrkdwn.blocks import markup_of
from adapters.mrkdwn.fields import Payload, child, children, words
from adapters.mrkdwn.ids import instant
from adapters.mrkdwn.markup import upload_comment

HUMAN = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes a person writes; all others are Slack's own notices or a bot's."""
SLACKBOT = "USLACKBOT"


def author_of(message: Payload, bots: Container[str]) -> str | None:
    """The user id of the human who wrote it; None where none did, or where it is not to be seen."""
    if message.get("bot_id") or message.get("bot_profile") or message.get("hidden"):
        return None
    if message.get("subtype") not in HUMAN:
        return None
    author = words(message.get("user"))
    return None if not author or author in bots or author == SLACKBOT else author


def thread_of(message: Payload, ts: str) -> str | None:
    """The `ts` of the root it replies to; None in the open channel and for a root itself."""
    root = instant(message.get("thread_ts"))
    return root[0] if root and root[0] != ts else None


def markup_in(message: Payload) -> str:
    """The words of a message in Slack's markup: its text, else its blocks; of an old upload only the comment."""
    text = words(message.get("text")).replace("\r\n", "\n")
    if message.get("subtype") == "file_share" and (comment := upload_comment(text)) is not None:
        return comment or _initial_comment(message)
    return text or markup_of(message) or _initial_comment(message)


def _initial_comment(message: Payload) -> str:
    files = [child(message, "file"), *children(message, "files")]
    said = (words(child(file, "initial_comment").get("comment")) for file in files)
    return next((comment for comment in said if comment), "")


def files_of(message: Payload) -> int:
    return len(children(message, "files")) or int(bool(child(message, "file")))
