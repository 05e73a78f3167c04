"""`rapport slack manifest`: what an app has to be, for the page at https://api.slack.com/apps that creates one."""

from __future__ import annotations

import argparse
import json
import sys
from urllib.parse import urlsplit

from bot.app import slack_manifest

EXAMPLE = "https://rapport.example.com"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    slack = commands.add_parser("slack", help="what Slack has to be told of Rapport")
    what = slack.add_subparsers(title="commands", required=True, metavar="COMMAND")
    parser = what.add_parser(
        "manifest",
        help="print the app manifest",
        description="Print the app manifest as JSON, to paste at https://api.slack.com/apps › Create New App › From a"
        " manifest. Socket Mode needs no address; without it, say at which one Slack reaches this server, or put it in"
        f" yourself where {EXAMPLE} stands.",
    )
    parser.add_argument("--socket", action="store_true", help="for Socket Mode: we reach Slack, it need not reach us")
    parser.add_argument("--url", metavar="URL", help=f"where Slack reaches this server: {EXAMPLE}")
    parser.set_defaults(run=lambda given: _print(given.url, given.socket))


def _print(url: str | None, socket: bool) -> int:
    """Exit status: 0 done, 2 an address that Slack would not take."""
    if url and not is_address(url):
        return _refuse(f"{url} is not an address that Slack takes; it has to be like {EXAMPLE}")
    if not (url or socket):
        url = EXAMPLE
        _say(f"{EXAMPLE} stands where your server's address belongs: say --url, or --socket, which needs none")
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
    _say(why)
    return 2


def _say(what: str) -> None:
    print(f"rapport slack manifest: {what}", file=sys.stderr)
