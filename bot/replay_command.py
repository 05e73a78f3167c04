"""`rapport replay`: what Rapport would have done with the history of a channel."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from tqdm import tqdm

from adapters.base import Profile
from bot.app import Archive, ArchivedPlace, Complaint, NotAnExport
from bot.figures import Account, Longest, Totals, accounts
from bot.page import Page
from bot.records import read_relationship
from bot.replay import History, Watch, replay
from bot.report import LONGEST_SHOWN, JsonReport, Period, summary
from bot.sides import Sides, SidesError, people_listing, sides_file, sides_named
from bot.timeline import Timeline
from rules.events import Event, MessagePosted
from rules.model import Place, Side


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
            help="a user name, id, e-mail domain or team id",
        )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write every item and the sums as JSON")
    parser.add_argument("--html", type=Path, metavar="OUT", help="write one page for the browser")
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
    except (NotAnExport, SidesError, OSError) as error:
        print(f"rapport replay: {error}", file=sys.stderr)
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
        return sides_named(given.client, given.vendor, roster)
    return None


def _replay(given: argparse.Namespace, archive: Archive, roster: Sequence[Profile], sides: Sides) -> None:
    if archive.first is None or archive.last is None:
        raise NotAnExport(f"{given.export} holds no message that a person wrote.")
    until = given.until or archive.last
    places = [_place(place, sides) for place in archive.places]
    names = {place.id: place.name for place in places}
    period = Period(archive.messages, len(places), sum(p.messages > 0 for p in roster), archive.first, archive.last)
    watch = Timeline(sys.stdout, names, roster) if given.timeline else Watch()
    history = History(roster, places, _watched(archive, given.quiet), until)
    with replay(history, sides, watch) as (connection, number), ExitStack() as files:
        relationship = read_relationship(connection, number)
        totals, longest = Totals(), Longest(LONGEST_SHOWN)
        takers: list[Callable[[Account], None]] = [totals.count, longest.count]
        if given.json:
            report = JsonReport(files.enter_context(given.json.open("w", encoding="utf-8")), period, names)
            takers.append(report.add)
        if given.html:
            page = Page(relationship, names, until)
            takers.append(page.add)
        for account in accounts(connection, relationship, until):
            for take in takers:
                take(account)
        if given.json:
            report.close(totals)
        if given.html:
            given.html.write_text(page.render(period, totals, _said(archive.complaints)), encoding="utf-8")
        if not given.quiet:
            print(summary(period, relationship, totals, longest.accounts(), until))


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
    """An ISO date or time; without a zone it is UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date or time such as 2026-10-05T17:00Z") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
