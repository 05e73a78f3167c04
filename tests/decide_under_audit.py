"""Decide ten thousand times, and look into as many trays, under an audit hook: nothing outside the process is touched.

    python tests/decide_under_audit.py 10000        prints decisions=10000 touched=none

A script, because an audit hook stays for the life of a process.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice, product
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.calendars import calendar_for
from rules.effects import (
    Bounce,
    ClearAlarm,
    Fault,
    Keep,
    Lay,
    LookAgainAt,
    MarkTold,
    MarkWrong,
    PutOff,
    Reply,
    Retract,
    Revise,
    SetAlarm,
    TakeOut,
    Tell,
)
from rules.engine import decide, decide_tray
from rules.events import ButtonPressed, Event, FormSent, TrayRang
from rules.model import (
    Case,
    Claim,
    Claimed,
    Desk,
    Fate,
    GoBetween,
    Holder,
    Item,
    MessageId,
    PersonId,
    Relationship,
    Side,
    SideTerms,
    State,
    Told,
)
from tests.rules.cases import (
    ARUN,
    ASHA,
    BEA,
    BEN,
    CARL,
    DANA,
    HOUR,
    M1,
    MONDAY,
    QUESTION,
    card,
    case,
    command,
    deleted,
    desk,
    edited,
    entry,
    nudge,
    posted,
    question,
    rang,
    reacted,
    relationship,
    said,
    told,
    turned,
)

WARM_UP = 500
TOUCHES = ("open", "socket.", "sqlite3.", "subprocess.", "os.")

TEXTS = (
    QUESTION,
    "could you send us the signed lease, please",
    "Bea, when do you open on Sunday?",
    "¿Cuándo llega el pedido? 📦",
    "מתי מגיעים האורחים?",
    "The printer in hall 3 is not working",
    "eu-west-1, the region of the other buckets.",
    "Which of the two do you mean?",
    "Looking into it",
    "Any update?",
    "Thanks!",
    "Never mind, found it.",
    "Let's jump on a call",
    "```\nTraceback (most recent call last):\n  ...\n``` any idea?",
    "see https://example.org/a?b=c " + "and so on " * 500,
    "",
)
PRESSES = ("nudge.snooze", "nudge.not_question", "nudge.why", "claim.yes", "claim.not_yet", "patience.later")
FORMS = {
    "nudge.promise": {"when": "fri 14:00"},
    "nudge.elsewhere": {"how": "phone", "words": "the first one"},
    "nudge.someone": {"who": "Carl"},
    "nudge.need": {"what": "The account"},
}
EMOJI = ("zipper_mouth_face", "white_check_mark", "eyes", "question", "no_entry_sign", "tada")


def companies() -> Relationship:
    berlin = calendar_for(SideTerms("Europe/Berlin", "Mon-Thu 09:00-12:00,13:00-17:00; Fri 09:00-15:00", ("DE-BY",)))
    pune = calendar_for(SideTerms("Asia/Kolkata", "Mon-Sat 10:00-18:00", ("IN",)))
    own = {BEN: calendar_for(SideTerms("Europe/Berlin", "Mon-Wed 14:00-20:00"))}
    return relationship(client=berlin, vendor=pune, go_betweens=[GoBetween(BEN, CARL)], own=own)


def stages() -> Iterator[Item]:
    """One question at every stage of its life."""
    yield from (replace(question(), climbed=climbed) for climbed in range(4))
    yield replace(question(), clock_moved=True)
    yield replace(question(), turns=(replace(question().turns[0], holder=Holder(Side.CLIENT)),))
    yield turned(question(), MONDAY + HOUR, Holder(Side.VENDOR, ASHA))
    yield turned(question(), MONDAY + HOUR, Holder(None, BEN, "the landlord"))
    yield replace(question(), blocked_on=(MONDAY + 100 * HOUR).date(), promised_for=MONDAY + 30 * HOUR)
    yield replace(
        question(), state=State.ANSWERED, closed_at=MONDAY + HOUR, claim=Claim(Claimed.ANSWERED, BEA, MONDAY + HOUR)
    )
    yield replace(question(), state=State.ANSWERED, closed_at=MONDAY + HOUR, closing=MessageId("m2"))


def happenings(who: PersonId, text: str, when: datetime, emoji: str) -> Iterator[Event]:
    """One of every kind."""
    yield posted(who, text, when)
    yield posted(who, text, when, M1)
    yield edited(who, text, when)
    yield edited(who, text, when, MessageId("m2"))
    yield deleted(when)
    yield deleted(when, MessageId("m2"))
    yield reacted(who, emoji, when)
    yield reacted(who, emoji, when, MessageId("m3"))
    for typed in (f"ask {text}", "waiting", "answered q1 by phone", "snooze q1 until fri", "why q1", "side client"):
        yield command(who, typed, when)
    for action in PRESSES:
        yield ButtonPressed(id="p", at=when, person=who, action=action, about="7:1", card="card:1")
    for action, values in FORMS.items():
        yield FormSent(id="f", at=when, person=who, action=action, about="7:1", values=values)
    yield rang(when)
    yield rang(when, rule="claims")


def scenes() -> Iterator[tuple[Event, Case]]:
    """Every person says every text at every stage, at moments spread over months and both changes of the clocks."""
    of, items = companies(), list(stages())
    window = [
        said(ASHA, QUESTION),
        said(BEN, "Good morning", message="m3"),
        said(BEA, "Yes", message="m2", thread="m1"),
    ]
    varied = product((BEA, BEN, ASHA, ARUN, DANA), TEXTS, items, EMOJI)
    for n, (who, text, item, emoji) in enumerate(varied):
        when = MONDAY + n * timedelta(hours=1, minutes=17)
        for event in happenings(who, text, when, emoji):
            yield event, case(item, item=item, window=window, of=of)


def trays() -> Iterator[tuple[TrayRang, Desk]]:
    """A human's tray at moments spread over months: told before, done, waiting; three cards nobody touched."""
    of = companies()
    for n, (item, why) in enumerate(product(stages(), Told)):
        when = MONDAY + n * timedelta(hours=5, minutes=17)
        laid = replace(nudge(item, when=when, why=why), id=1, body=[], place=item.place, message=item.message)
        before = told(replace(laid, id=2, why=Told.NUDGE), when - HOUR)
        over = replace(told(replace(laid, id=3), when - HOUR), fate=Fate.DONE)
        cards = [replace(card(when - days * timedelta(days=1)), key=f"card:{days}", heeded=False) for days in (3, 2, 1)]
        entries = [entry(each, item, of, quote=QUESTION) for each in (laid, before, over)]
        for late in range(24):
            yield TrayRang(at=when + late * HOUR, human=BEAS), desk(*entries, cards=cards)


BEAS = desk().human
EXPECTED = {Keep, SetAlarm, ClearAlarm, Retract, Reply, Lay, TakeOut, PutOff, MarkWrong}
FROM_TRAYS = {Tell, MarkTold, LookAgainAt, Bounce, Revise}


def main(wanted: int) -> int:
    every, desks = list(scenes()), list(trays())
    Random(2026).shuffle(every)
    given = list(islice(cycle(every), wanted + WARM_UP))
    for event, around in given[:WARM_UP]:
        decide(event, around, event.at)
    for rung, tray in desks[:WARM_UP]:
        decide_tray(rung, tray, rung.at)

    touched: Counter[str] = Counter()
    sys.addaudithook(lambda name, _: touched.update([name]) if name.startswith(TOUCHES) else None)
    made = [decide(event, around, event.at).effects for event, around in given[WARM_UP:]]
    looked = [decide_tray(rung, tray, rung.at) for rung, tray in islice(cycle(desks), wanted)]
    seen = ", ".join(sorted(touched)) or "none"

    sys.stdout.write(f"decisions={len(made)} touched={seen}\n")
    effects = Counter(type(effect) for decision in (*made, *looked) for effect in decision)
    with open(os.devnull):
        watches = touched["open"] > 0  # a hook that sees nothing proves nothing
    if not watches or Fault in effects or not effects.keys() >= EXPECTED | FROM_TRAYS:
        sys.stderr.write(f"the decisions show nothing: the hook watches: {watches}, effects: {effects}\n")
        return 2
    return 1 if seen != "none" else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
