"""Slack's message format: messages, their markup and blocks, ids. An export is written in it, and so is live Slack."""
