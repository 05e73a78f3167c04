"""The `rapport` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from bot import replay_command, serve_command
from bot.config import BadSettings, settings_from

EXIT_BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 done, 2 what was asked for makes no sense."""
    given = _parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except BadSettings as error:
        print(f"rapport: {error}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except BrokenPipeError:
        # Whoever read our output stopped reading; say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rapport", description="Nobody waits in silence: Rapport for a client and its vendor."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    replay_command.add_to(commands)
    serve_command.add_to(commands, lambda: settings_from(os.environ))
    return parser
