"""Slack, live (docs/slack.md)."""

from adapters.slack.slack import Options, Slack

__all__ = ["Options", "Slack"]
