"""What the pages say to somebody who adds Rapport to their workspace, or tried to."""

from __future__ import annotations

from rules.message import Message, say


def installed(company: str) -> Message:
    """It went well."""
    return say(
        f"Rapport is installed in {company}.",
        "It hears nothing until it is in a channel. Invite it where your two companies meet, and type"
        " /rapport setup there.",
    )


def declined() -> Message:
    """They said no to Slack, or closed its page."""
    return say("Rapport is not installed, and nothing was kept. Whenever you like, you can begin again.")


def out_of_time() -> Message:
    """The way through Slack took too long, or was gone twice."""
    return say("This page holds for ten minutes and works once, so nothing was installed. Please begin again.")


def other_browser() -> Message:
    """They began somewhere else, or cookies are off."""
    return say(
        "I cannot tell that it was you who began, so nothing was installed."
        " Please begin again in this browser; it has to take a cookie for ten minutes."
    )


def not_confirmed() -> Message:
    """Slack said no, or nothing."""
    return say("Slack did not confirm the installation, so nothing was kept. Please begin again in a minute.")


def not_kept() -> Message:
    """Slack said yes, and our database did not take it."""
    return say(
        "Slack confirmed the installation, and I could not write it down."
        " Please begin again in a few minutes; what Slack has of it already does no harm."
    )


def begin_again() -> str:
    """The link under each of them that went wrong."""
    return "Begin again"
