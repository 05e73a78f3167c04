"""`rapport slack manifest`: what an app has to be, for the page at https://api.slack.com/apps that creates one."""

from __future__ import annotations

import argparse
import json
import sys
from urllib.parse import urlsplit

from bot.app import slack_manifest


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    slack = commands.add_parser("slack", help="what Slack has to be told of Rapport")
    what = slack.add_subparsers(title="commands", required=True, metavar="COMMAND")
    parser = what.add_parser(
        "manifest",
        help="print the app manifest",
        description="Print the app manifest as JSON, to paste at https://api.slack.com/apps › Create New App › From a"
        " manifest. Socket Mode needs no address; without it, say at which one Slack reaches this server.",
    )
    parser.add_argument("--socket", action="store_true", help="for Socket Mode: we reach Slack, it need not reach us")
    parser.add_argument("--url", metavar="URL", help="where Slack reaches this server: https://rapport.example.com")
    parser.set_defaults(run=lambda given: _print(given.url, given.socket))


def _print(url: str | None, socket: bool) -> int:
    """Exit status: 0 done, 2 no address where one is needed, or one that Slack would not take."""
    if url and not is_address(url):
        return _refuse(f"{url} is not an address that Slack takes; it has to be like https://rapport.example.com")
    if not (url or socket):
        return _refuse("say --url https://… where Slack reaches this server, or --socket where it need not")
    print(json.dumps(slack_manifest(url, socket), indent=2, ensure_ascii=False))
    return 0


def is_address(url: str) -> bool:
    """Whether Slack could call it: https, a host, and nothing behind the path."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not (parts.query or parts.fragment or parts.username)


def _refuse(why: str) -> int:
    print(f"rapport slack manifest: {why}", file=sys.stderr)
    return 2
