"""Reads a story: a transcript anyone can read, of what people did and what Rapport said.

Above the line `---` stands who is who, as in a sides file, and before that a few keys of the story's own. Below it each
line is a moment (a weekday goes on to the next such day, a date beside it is checked) and what happens:

    Mon 09:00 Asha: Which region should the bucket be in?       in the open channel; ⏎ begins a new line
    Mon 09:05 Bea ↳ Which region: eu-west-1                     in the thread of the message that starts so, or of q1
    Mon 09:06 Bea reacts :eyes: to Which region
    Mon 09:07 Asha edits Which region: Which region, by the way?
    Mon 09:08 Asha deletes Which region
    Mon 09:09 Asha commands: ask @Bea Which size?               typed for Rapport alone; `commands ↳ q1: …` in a thread
    Mon 09:09 bot posts: Asha (Northwind) asks Bea: “Which size?” (q2)   nobody else read it
    Mon 09:09 Ben commands on Which region: ask this            chosen from the menu of that message
    Mon 09:09 Asha: @Rapport waiting                            a command that everybody can read
    Mon 09:09 Asha commands in private: answered <link to Which region>
    Mon 09:09 bot ⇒ Noted as q2. …                              said at once to whoever acted; … is the rest
    Tue 5 May 10:00 bot → Bea: Asha (Northwind) needs one…      private
      | Why this? It has waited 8 h …                           its further lines, as far as they matter
      | …                                                       any number of them
      | [I’ll answer by…] [Answered elsewhere] …
    Tue 10:05 Bea presses [Answered elsewhere] on q1            of the newest message that has it; or: presses 2
    Tue 10:05 bot ⇒ form "Answered elsewhere"                   a form opens; need not be told if it is filled in next
    Tue 10:06 Bea fills: how = by phone; when = today           the form that is open, by name or label of its fields
    Tue 10:06 bot edits → Bea: Nothing waits.                   a card that changed in place; need not be told
    Wed 10:00 bot ↳ Which region: This one still waits…         in the thread
    Wed 10:00 bot posts: Listening from now on.                 in the open channel; `bot pins` keeps it in sight
    Wed 10:01 bot edits pins: How the two work together, …      what stands there changed in place; need not be told
    Thu 10:00 #north Asha: Good morning                         in another channel: before anything that happens there
    Thu 10:01 Bea has no private road                           from now on
    Thu 10:02 the channel is deleted
    Thu 10:02 the channel is called planning                    from now on; also: is archived, is open again
    Thu 10:02 Dana joins                                        is met in the channel, with what their account says
    Thu 10:03 both agree: client answers in 2h                  a new version of the agreement
    Thu (quiet)                                                 nothing is said until that day is over
    4 weeks (quiet)                                             nothing is said for so long
    = q1 answered by Bea, waited 5 min                          what the ledger holds
    = q1 open, with Bea, waited 5 h (client 3 h, vendor 2 h)
    = q1 lay with Bea (asked), Asha (asked back)
    = nothing open                                              also: nothing was ever owed

What Rapport says must stand in the story, in the minute in which it is said; what it edits need not. A line that begins
with # is a remark, as is everything behind three spaces and a #. `>` may stand for ↳ and `->` for →.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.story_head import Head, NotAStory, read_head

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DIVIDER = "---"


# What people do ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    who: str
    thread: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    who: str
    message: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletes:
    who: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacts:
    who: str
    emoji: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    who: str
    private: str | None
    thread: str | None
    on: str | None
    """The message from whose menu it was chosen."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses:
    """A button by its label, on the newest message that has it; or by number, on the newest that has any."""

    who: str
    label: str | None
    item: str | None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fills:
    who: str
    values: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LosesRoad:
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelGone:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChanges:
    """It is called something else, is archived, or is open again."""

    name: str | None
    closed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree:
    side: str
    target: str


Act = (
    Says
    | Edits
    | Deletes
    | Reacts
    | Commands
    | Presses
    | Fills
    | LosesRoad
    | ChannelGone
    | ChannelChanges
    | Joins
    | Agree
)

_THREAD = r"(?: (?:↳|>) (?P<thread>[^:]+))?"
_ACTS: tuple[tuple[type[Act], re.Pattern[str]], ...] = (
    (Reacts, re.compile(r"(?P<who>\w+) reacts :(?P<emoji>[\w+-]+): to (?P<message>.+)")),
    (Edits, re.compile(r"(?P<who>\w+) edits (?P<message>[^:]+): (?P<words>.+)")),
    (
        Commands,
        re.compile(
            rf"(?P<who>\w+) commands(?P<private> in private)?{_THREAD}(?: on (?P<on>[^:]+))?:(?: (?P<words>.*))?"
        ),
    ),
    (
        Presses,
        re.compile(r"(?P<who>\w+) presses (?:\[(?P<label>.+)\](?: on (?P<item>[a-z]\d+))?|(?P<number>\d{1,2}))"),
    ),
    (Fills, re.compile(r"(?P<who>\w+) fills:(?: (?P<values>.*))?")),
    (LosesRoad, re.compile(r"(?P<who>\w+) has no private road")),
    (ChannelGone, re.compile(r"the channel is deleted")),
    (ChannelChanges, re.compile(r"the channel is (?:called (?P<name>[\w-]+)|(?P<closed>archived)|open again)")),
    (Joins, re.compile(r"(?P<who>\w+) joins")),
    (Agree, re.compile(r"both agree: (?P<side>client|vendor) answers in (?P<target>\w+)")),
    (Says, re.compile(rf"(?P<who>\w+){_THREAD}: (?P<words>.+)")),
    (Deletes, re.compile(r"(?P<who>\w+) deletes (?P<message>.+)")),
)


# What Rapport says ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """A message to one person; `edits`: one that changed in place."""

    edits: str | None
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InThread:
    thread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InChannel:
    edits: str | None
    verb: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce:
    """To whoever acted."""


Address = Private | InThread | InChannel | AtOnce

_BOT = re.compile(r"bot (?P<address>[^:]+): (?P<words>.+)")
_AT_ONCE = re.compile(r"bot (?:⇒|=>):? (?P<words>.+)")
_ADDRESSES: tuple[tuple[type[Address], re.Pattern[str]], ...] = (
    (Private, re.compile(r"(?P<edits>edits )?(?:→|->) (?P<person>\w+)")),
    (InThread, re.compile(r"(?:↳|>) (?P<thread>[^:]+)")),
    (InChannel, re.compile(r"(?P<edits>edits )?(?P<verb>posts|pins)")),
)


# Lines ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day on the next such weekday; on that date, where one is given."""

    day: str
    clock: time
    date: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Happens:
    """Somebody does something, in the channel of that name or (None) in the first one."""

    when: Moment
    channel: str | None
    act: Act
    written: str
    """As it stands in the story, without the moment."""


@dataclass(frozen=True, slots=True)
class Told:
    """Rapport says this; `further` are lines of the same message, as far as they are given."""

    when: Moment
    channel: str | None
    address: Address
    first: str
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuietDay:
    when: Moment


@dataclass(frozen=True, slots=True)
class QuietWeeks:
    weeks: int


@dataclass(frozen=True, slots=True)
class Holds:
    """What the ledger holds, in the words of the story."""

    channel: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """The small print of what was just said."""

    words: str


Step = Happens | Told | QuietDay | QuietWeeks | Holds | Footnote


@dataclass(frozen=True, slots=True)
class Line:
    """A step of a story as it was written."""

    number: int
    text: str
    step: Step


@dataclass(frozen=True, slots=True)
class Story:
    """Who is who, and what happens."""

    head: Head
    lines: tuple[Line, ...]


def read_story(text: str) -> Story:
    """Reads a whole story; raises `NotAStory` with the line it is about."""
    above, divider, below = text.replace("\r\n", "\n").partition(f"\n{DIVIDER}\n")
    if not divider:
        raise NotAStory(f"there is no line {DIVIDER}; above it stands who is who, below it what happens.")
    head = read_head(above)
    first = above.count("\n") + 3
    return Story(head, tuple(_lines(enumerate(below.split("\n"), first), head)))


def read_act(text: str) -> Act | None:
    """What somebody does, without a moment; None where these words are no such thing."""
    return next((kind(**found.groupdict()) for kind, form in _ACTS if (found := form.fullmatch(text))), None)


def _lines(numbered: Iterable[tuple[int, str]], head: Head) -> Iterator[Line]:
    last: Line | None = None
    for number, raw in numbered:
        text = raw.partition("   #")[0].strip()
        if not text or text.startswith("#"):
            continue
        if last and _continues(raw, last):
            last = _with_further(last, text)
            continue
        if last:
            yield last
        last = Line(number, text, _step(number, text, head))
    if last:
        yield last


def _continues(raw: str, last: Line) -> bool:
    return raw.lstrip().startswith("|") or (raw[:1].isspace() and isinstance(last.step, Told))


def _with_further(last: Line, text: str) -> Line:
    if not isinstance(last.step, Told):
        raise NotAStory(f"line {last.number}: nothing that Rapport says comes before {_quoted(text)}.")
    told, words = last.step, text.removeprefix("|").strip()
    more = Told(told.when, told.channel, told.address, told.first, (*told.further, words))
    return Line(last.number, last.text, more)


_MOMENT = re.compile(
    rf"(?P<day>{'|'.join(DAYS)})(?: (?P<date>\d+) (?P<month>{'|'.join(MONTHS)}))?"
    r" (?:(?P<hour>\d{1,2}):(?P<minute>\d\d) (?:#(?P<channel>[\w-]+) )?(?P<what>.+)|\(quiet\))"
)
_WEEKS = re.compile(r"(\d+) weeks? \(quiet\)")
_HOLDS = re.compile(r"= (?:#(?P<channel>[\w-]+) )?(?P<claim>.+)")


def _step(number: int, text: str, head: Head) -> Step:
    try:
        return _read(text, head)
    except NotAStory as error:
        raise NotAStory(f"line {number}: {_quoted(text)} {error}") from None


def _read(text: str, head: Head) -> Step:
    if holds := _HOLDS.fullmatch(text):
        return Holds(_channel(holds["channel"], head), holds["claim"])
    if text.startswith("Why this?"):
        return Footnote(text)
    if weeks := _WEEKS.fullmatch(text):
        return QuietWeeks(int(weeks[1]))
    moment = _MOMENT.fullmatch(text)
    if moment is None:
        raise NotAStory("is not a line a story knows.")
    if moment["what"] is None:
        return QuietDay(_moment(moment, time(23, 59)))
    when, channel = _moment(moment, _clock(moment["hour"], moment["minute"])), _channel(moment["channel"], head)
    if moment["what"].startswith("bot "):
        return _told(moment["what"], when, channel, head)
    act = _known(read_act(moment["what"]), head)
    return Happens(when, channel, act, f"#{channel} {moment['what']}" if channel else moment["what"])


def _moment(moment: re.Match[str], clock: time) -> Moment:
    return Moment(moment["day"], clock, (int(moment["date"]), moment["month"]) if moment["date"] else None)


def _clock(hour: str, minute: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise NotAStory("has no such time of day.") from None


def _channel(name: str | None, head: Head) -> str | None:
    if name and name not in head.channels:
        raise NotAStory(f"speaks of #{name}; the channels are {', '.join(f'#{known}' for known in head.channels)}.")
    return name


def _told(what: str, when: Moment, channel: str | None, head: Head) -> Told:
    if answer := _AT_ONCE.fullmatch(what):
        return Told(when, channel, AtOnce(), answer["words"])
    if told := _BOT.fullmatch(what):
        for kind, form in _ADDRESSES:
            if found := form.fullmatch(told["address"]):
                address = kind(**found.groupdict())
                if isinstance(address, Private):
                    _must_know(address.person, head)
                return Told(when, channel, address, told["words"])
    raise NotAStory("does not say to whom; write bot → Bea: …, bot ↳ beginning: …, bot posts: … or bot ⇒ ….")


def _known(act: Act | None, head: Head) -> Act:
    if act is None:
        raise NotAStory("is not something that can happen.")
    who = getattr(act, "who", None)
    if who is not None:
        _must_know(who, head)
    return act


def _must_know(name: str, head: Head) -> None:
    if name not in head.names:
        raise NotAStory(f"speaks of {name}; the people are {', '.join(head.names)}.")


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= 80 else f"“{text[:79]}…”"


def next_moment(moment: Moment, now: datetime, zone: tzinfo) -> datetime:
    """When the clock next shows this; now, within the minute that is now. ValueError where the date is another."""
    today = now.astimezone(zone).date()
    on = today + timedelta(days=(DAYS.index(moment.day) - today.weekday()) % 7)
    this_minute = now.replace(second=0, microsecond=0)
    at = _instant(on, moment.clock, zone)
    if at < this_minute:
        on += timedelta(days=7)
        at = _instant(on, moment.clock, zone)
    if moment.date and (on.day, MONTHS[on.month - 1]) != moment.date:
        raise ValueError(f"the next {moment.day} is {on}")
    return max(at, now) if at == this_minute else at


def _instant(on: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(on, clock, zone).astimezone(UTC)
