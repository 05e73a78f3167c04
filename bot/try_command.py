"""`rapport try`: a shared channel of your own, with a clock you can move; or a story, played from a file."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.player import OffScript, Player, Rehearsal, play
from bot.prompt import Prompt
from bot.stage import Stage, staged
from bot.story import DIVIDER, read_story
from bot.story_head import Head, NotAStory, read_head

EXIT_OFF_SCRIPT = 1
EXIT_NOT_A_STORY = 2
CAST = """\
starts = 2026-10-05
zone = "Europe/Berlin"
[client]
name = "Contoso"
people = ["Bea", "Ben"]
go_between = "Ben"
zone = "Europe/Berlin"
[vendor]
name = "Northwind"
people = ["Asha", "Arun"]
go_between = "Arun"
zone = "Europe/Berlin"
"""
WELCOME = """\
A channel shared by Contoso, the client (Bea; Ben is its go-between), and Northwind, the vendor (Asha; Arun is its
go-between). Everybody is you. Nothing is kept. For example:
  Asha: @Bea Which region should the new bucket be in?
  next
Type help for the rest, quit to end."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "try",
        help="a shared channel on this machine: speak for both companies, and move the clock",
        description="Try Rapport in a channel on this machine, with a clock you can move. Nothing is kept.",
    )
    parser.add_argument("--script", type=Path, metavar="FILE", help="play a story instead, and check what Rapport says")
    parser.add_argument("--show", action="store_true", help="with --script: show what Rapport says, and check nothing")
    parser.add_argument("--cast", type=Path, metavar="FILE", help="who is who: a story, or what stands above its line")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 Rapport said something else than the story tells, 2 the file is no story."""
    # What cannot be delivered is part of what is tried; what breaks is not.
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    file = given.script or given.cast
    try:
        text = file.read_text(encoding="utf-8-sig") if file else CAST
        if given.script:
            return _play(text, given.show)
        return _talk(read_head(_above(text)), "" if file else WELCOME)
    except (NotAStory, UnicodeDecodeError) as error:
        why = "it is not UTF-8." if isinstance(error, UnicodeDecodeError) else error
        print(f"rapport try: {file} is no story: {why}", file=sys.stderr)
        return EXIT_NOT_A_STORY


def _above(text: str) -> str:
    return text.partition(f"\n{DIVIDER}\n")[0]


# A story -------------------------------------------------------------------------------------------------------------


def _play(text: str, only_show: bool) -> int:
    story = read_story(text)
    with _on_stage(story.head) as stage:
        try:
            play(
                story,
                stage,
                happens=lambda written: print(stage.clock(), written),
                player=Rehearsal if only_show else Player,
            )
        except OffScript as error:
            sys.stdout.flush()
            print(f"rapport try: {error}", file=sys.stderr)
            return EXIT_OFF_SCRIPT
    return 0


@contextmanager
def _on_stage(head: Head) -> Iterator[Stage]:
    def tell(moment: str, lines: Sequence[str]) -> None:
        print(f"{moment} {lines[0]}", *lines[1:], sep="\n")

    with (
        TemporaryDirectory(prefix="rapport-try-") as folder,
        staged(head, f"sqlite:///{Path(folder) / 'ledger.db'}", tell) as stage,
    ):
        yield stage


# A talk --------------------------------------------------------------------------------------------------------------


def _talk(head: Head, welcome: str) -> int:
    typing = sys.stdin.isatty()
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - lines can be edited and called back
    with _on_stage(head) as stage, asyncio.Runner() as loop:
        prompt = Prompt(stage, print, echo=not typing)
        loop.run(prompt.begin())
        if welcome and typing:
            print(welcome)
        for line in _typed(stage, typing):
            if line.strip().casefold() in ("quit", "exit"):
                break
            loop.run(prompt.typed(line))
    return 0


def _typed(stage: Stage, typing: bool) -> Iterator[str]:
    """Line by line, until the input ends."""
    if not typing:
        yield from sys.stdin
        return
    with suppress(EOFError):
        while True:
            yield input(f"{stage.clock()}> ")
