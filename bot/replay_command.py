"""`rapport replay`: what Rapport would have done with the history of a channel."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace as changed
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy.exc import OperationalError
from tqdm import tqdm

from adapters.base import Profile
from bot.app import Archive, ArchivedPlace, Complaint, NotAnExport
from bot.digest_page import DigestPage
from bot.figures import Account, Totals, accounts, cards_sent
from bot.page import Page
from bot.records import read_relationship
from bot.replay import History, Watch, replay
from bot.replay_record import Record
from bot.report import JsonReport, Period, Summary
from bot.sides import Sides, SidesError, people_listing, sides_file, sides_named
from bot.timeline import Timeline
from rules.events import Event, MessagePosted
from rules.model import Place, Side

YEARS = (1990, 2990)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "replay",
        help="read a Slack export: who waited for whom, how long, and which nudges Rapport would have sent",
        description="Read a Slack export through the same rules as the live app, on a ledger that is thrown away.",
    )
    parser.add_argument("export", type=Path, metavar="EXPORT", help="the export: a zip file or a folder")
    parser.add_argument(
        "--sides", type=Path, metavar="FILE", help="a TOML file that says who is the client and who the vendor"
    )
    for side in Side:
        parser.add_argument(
            f"--{side.value}",
            action="append",
            default=[],
            metavar="WHO",
            help="user names, ids, e-mail domains or team ids",
        )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write every item and the sums as JSON")
    parser.add_argument("--html", type=Path, metavar="OUT", help="write one page for the browser")
    parser.add_argument(
        "--digest", type=Path, metavar="OUT", help="write the weekly digests, with their pictures, as one page"
    )
    parser.add_argument("--timeline", action="store_true", help="print the transcript with Rapport's lines in it")
    parser.add_argument("--until", type=_instant, metavar="ISO", help="measure up to here (default: the last message)")
    parser.add_argument("--quiet", action="store_true", help="print neither progress nor summary")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Exit status: 0 done, 2 not an export, or sides that make no sense."""
    try:
        with _open(given) as archive:
            roster = archive.roster()
            sides = _sides(given, roster)
            if sides is None:
                print(people_listing(roster))
            else:
                _replay(given, archive, roster, sides)
            _complain(archive)
    except BrokenPipeError:
        raise
    except (NotAnExport, SidesError, OSError) as error:
        print(f"rapport replay: {error}", file=sys.stderr)
        return 2
    except OperationalError as error:
        print(f"rapport replay: no room for the ledger among the temporary files ({error.orig})", file=sys.stderr)
        return 2
    return 0


def _open(given: argparse.Namespace) -> Archive:
    with tqdm(desc="reading", unit="file", disable=given.quiet, leave=False) as bar:

        def progress(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        return Archive.open(given.export, progress=progress)


def _sides(given: argparse.Namespace, roster: Sequence[Profile]) -> Sides | None:
    if given.sides and (given.client or given.vendor):
        raise SidesError("give either --sides or --client and --vendor, not both")
    if given.sides:
        return sides_file(given.sides, roster)
    if given.client or given.vendor:
        return sides_named(_words(given.client, roster), _words(given.vendor, roster), roster)
    return None


class Output(Protocol):
    """One form in which a replay is told."""

    def add(self, account: Account) -> None:
        """Take one more item into account."""

    def close(self, totals: Totals) -> None:
        """Say the sums, and end."""


def _replay(given: argparse.Namespace, archive: Archive, roster: Sequence[Profile], sides: Sides) -> None:
    if archive.first is None or archive.last is None:
        raise NotAnExport(f"{given.export} holds no message that a person wrote.")
    sides, notes = _with_stand_ins(sides, roster)
    places = [_place(place, sides) for place in archive.places]
    names = {place.id: place.name for place in places}
    writers = sum(profile.messages > 0 for profile in roster)
    until = given.until or archive.last
    if until < archive.first:
        raise NotAnExport(
            f"{given.export} begins after --until: its first message is of {archive.first:%Y-%m-%d %H:%M} UTC."
        )
    period = Period(archive.messages, len(places), writers, archive.first, until)
    with ExitStack() as files:
        # Opened first: nobody should wait for a long replay to learn that its report cannot be written.
        to_json, to_html, to_digests = (_opened(path, files) for path in (given.json, given.html, given.digest))
        watch = Record(Timeline(sys.stdout, names, roster) if given.timeline else Watch())
        history = History(roster, places, _watched(archive, given.quiet), until)
        connection, number = files.enter_context(replay(history, sides, watch))
        relationship = read_relationship(connection, number)
        outputs: list[Output] = []
        if to_json:
            outputs.append(JsonReport(to_json, period, names, watch))
        if to_html:
            outputs.append(Page(to_html, relationship, names, period, notes, _said(archive.complaints)))
        if to_digests:
            outputs.append(DigestPage(to_digests, relationship, names, period, watch.digests))
        if not given.quiet:
            outputs.append(Summary(sys.stdout, relationship, period, notes))
        totals = Totals(cards=cards_sent(connection, number))
        _tell(accounts(connection, relationship, until), totals, outputs)


def _words(given: Sequence[str], roster: Sequence[Profile]) -> list[str]:
    """`--client bea,carl` says the same as `--client bea --client carl`; unless somebody's name has a comma in it."""
    names = {alias.casefold() for profile in roster for alias in (profile.name, *profile.aliases)}
    whole = [[each] if each.casefold() in names else each.split(",") for each in given]
    return [word.strip() for several in whole for word in several if word.strip()]


def _opened(path: Path | None, files: ExitStack) -> IO[str] | None:
    return files.enter_context(path.open("w", encoding="utf-8")) if path else None


def _tell(found: Iterable[Account], totals: Totals, outputs: Sequence[Output]) -> None:
    for account in found:
        totals.add(account)
        for output in outputs:
            output.add(account)
    for output in outputs:
        output.close(totals)


def _with_stand_ins(sides: Sides, roster: Sequence[Profile]) -> tuple[Sides, list[str]]:
    """A replay needs somebody on each side to turn to: where none is named, whoever wrote most stands in."""
    notes: list[str] = []
    for side in Side:
        party = sides.of(side)
        if party.go_between is None:
            busiest = max((p for p in roster if p.id in party.people), key=lambda p: (p.messages, p.id))
            sides = changed(sides, **{side.value: changed(party, go_between=busiest.id)})
            notes.append(f"No go-between is named for {party.company}; {busiest.name} stands in.")
    return sides, notes


def _place(found: ArchivedPlace, sides: Sides) -> Place:
    """A place is private to a side where, as far as the export says, nobody of the other was ever in it."""
    present = {sides.side_of(person) for person in (*found.members, *found.speakers)} - {None}
    alone = next(iter(present)) if found.members and len(present) == 1 else None
    return Place(found.id, found.name, alone)


def _watched(archive: Archive, quiet: bool) -> Iterator[Event]:
    with tqdm(desc="replaying", total=archive.messages, unit="msg", disable=quiet, leave=False) as bar:
        for event in archive.events():
            yield event
            if isinstance(event, MessagePosted):
                bar.update()


def _complain(archive: Archive) -> None:
    if archive.complaints:
        print("\nNot everything in the export could be read as it stands:", file=sys.stderr)
    for line in _said(archive.complaints):
        print(f"  {line}", file=sys.stderr)


def _said(complaints: Sequence[Complaint]) -> list[str]:
    return [f"{complaint.file}: {complaint.what}" for complaint in complaints]


def _instant(text: str) -> datetime:
    """An ISO date or time of the years in which there are chats; without a zone it is UTC."""
    with suppress(ValueError):
        at = datetime.fromisoformat(text)
        if YEARS[0] <= at.year < YEARS[1]:
            return at if at.tzinfo else at.replace(tzinfo=UTC)
    raise argparse.ArgumentTypeError(f"{text!r} is not a date or time such as 2026-10-05T17:00Z")
