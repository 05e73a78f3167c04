"""How much Slack takes, and how a text is cut to that. In characters, as Slack counts them after escaping.

Sources: docs.slack.dev/reference/block-kit (blocks, block elements, composition objects) and /reference/views.
What is not written there says where it is from.
"""

from __future__ import annotations

import re

BLOCKS = 50
"""Of a message."""
VIEW_BLOCKS = 100
"""Of a modal or of App Home."""
ALL_TEXT = 11_000
"""Of all blocks of a message together. Slack says no (`msg_blocks_too_long`) above 12,000 and "a buffer for block
containers", and has said it at 11,341 (github.com/slackapi/bolt-js, issues 2509 and 2867); no page tells."""
TEXT = 3_000
"""Of a section, of a footnote, of what stands in a notification, of what is typed into a field."""
BLOCK_ID = 255
BUTTON = 75
"""Of the label of a button or of an option."""
OPTION_VALUE = 150
OVERFLOW = 5
"""Options behind the three dots."""
RADIO = 10
"""Options to choose from without opening a menu."""
SELECT = 100
"""Options of a menu."""
TITLE = 24
"""Of a modal, and of the button that sends it."""
LABEL = 2_000
"""Of a field, and of the words below it."""
PLACEHOLDER = 150
ALT = 2_000
"""Of what an image block says to whoever does not see it."""

CUT = "…"
"""Stands where something does not fit."""

_TORN_ENTITY = re.compile(r"&[a-z]{0,3}\Z")


def escaped(text: str) -> str:
    """Words as Slack shows them as they are: without a mention, a link or a command in them.

    Rule: docs.slack.dev/messaging/formatting-message-text, "Escaping text".
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, most: int) -> str:
    """At most so many characters of plain words."""
    return text if len(text) <= most else text[: most - len(CUT)] + CUT


def shortened_markup(text: str, most: int) -> str:
    """At most so many characters of escaped words, without an entity torn in two."""
    return text if len(text) <= most else beginning(text, most - len(CUT)) + CUT


def beginning(markup: str, most: int) -> str:
    """The first characters of escaped words; an entity that would be torn in two is left out."""
    return _TORN_ENTITY.sub("", markup[:most])
