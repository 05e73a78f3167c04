"""Text out of blocks, for the messages that carry their words there only (rich text, sections).

The result is Slack's own markup (`<@U1>`, `<url|label>`, `&amp;`), so that one normaliser serves both.
Layout of the elements: docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.mrkdwn.fields import Payload, child, children, words

_POINTERS = {
    "user": ("@", "user_id"),
    "channel": ("#", "channel_id"),
    "usergroup": ("!subteam^", "usergroup_id"),
    "broadcast": ("!", "range"),
}
"""What a span points at → how Slack's markup marks it, and the key of its id."""


def markup_of(message: Payload) -> str:
    """What the blocks of a message say, one block a line; "" where they say nothing."""
    lines = [line for block in children(message, "blocks") for line in _lines(block)]
    return "\n".join(lines).strip("\n")


def _lines(block: Payload) -> Iterator[str]:
    match block.get("type"):
        case "rich_text":
            for element in children(block, "elements"):
                yield from _rich_lines(element)
        case "section":
            yield from _section_lines(block)


def _section_lines(block: Payload) -> Iterator[str]:
    for part in (child(block, "text"), *children(block, "fields")):
        if text := words(part.get("text")):
            yield text if part.get("type") == "mrkdwn" else _escaped(text)


def _rich_lines(element: Payload) -> Iterator[str]:
    match element.get("type"):
        case "rich_text_section":
            yield _inline(element)
        case "rich_text_list":
            yield from _list_lines(element)
        case "rich_text_quote":
            yield from (f"&gt; {line}" for line in _inline(element).split("\n"))
        case "rich_text_preformatted":
            yield f"```\n{_inline(element)}\n```"


def _list_lines(element: Payload) -> Iterator[str]:
    ordered = element.get("style") == "ordered"
    for number, entry in enumerate(children(element, "elements"), start=1):
        yield f"{number}. {_inline(entry)}" if ordered else f"• {_inline(entry)}"


def _inline(element: Payload) -> str:
    return "".join(_span(span) for span in children(element, "elements"))


def _span(span: Payload) -> str:
    kind = words(span.get("type"))
    if kind in _POINTERS:
        mark, key = _POINTERS[kind]
        return _angled(mark + words(span.get(key)))
    if kind == "link":
        return _angled(words(span.get("url")).replace("|", "%7C"), words(span.get("text")))
    if kind == "emoji":
        return f":{words(span.get('name'))}:"
    return _styled(span)


def _styled(span: Payload) -> str:
    """Plain words; what we do not know (a date) shows its fallback."""
    text = _escaped(words(span.get("text")) or words(span.get("fallback")))
    return f"`{text}`" if child(span, "style").get("code") else text


def _angled(target: str, label: str = "") -> str:
    return f"<{_escaped(target)}|{_escaped(label)}>" if label else f"<{_escaped(target)}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
