"""The `rapport` command."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from bot import doctor_command, listen_command, replay_command, serve_command, slack_command, try_command
from bot.config import BadSettings, settings_from

EXIT_BAD_INPUT = 2
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 done, 2 what was asked for makes no sense or cannot be written."""
    # A terminal that lacks a letter shows a question mark for it, and all the others.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    given = _parser().parse_args(arguments)
    try:
        status: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has read enough.
        _say_no_more()
        return 0
    except (BadSettings, OSError) as error:
        _say_no_more()
        print(f"rapport: {error}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return status


def _say_no_more() -> None:
    """What is still in the buffer would fail again when the process ends, with a traceback."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rapport", description="Nobody waits in silence: Rapport for a client and its vendor."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    replay_command.add_to(commands)
    try_command.add_to(commands)
    listen_command.add_to(commands)
    serve_command.add_to(commands, lambda: settings_from(os.environ))
    slack_command.add_to(commands)
    doctor_command.add_to(commands, lambda: settings_from(os.environ))
    return parser
