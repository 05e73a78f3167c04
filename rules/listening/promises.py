"""When somebody says they will: "by Friday", "tomorrow EOD", "in an hour", in the speaker's own calendar."""

from __future__ import annotations

import re
from datetime import datetime

from rules.dates import read_moment
from rules.worktime import Calendar, NoWorkingTime

_DAYS = {
    "monday": "monday mon lunes segunda montag lundi lunedì maandag poniedziałek poniedziałku",
    "tuesday": "tuesday tue martes terça dienstag mardi martedì dinsdag wtorek wtorku",
    "wednesday": "wednesday wed miércoles quarta mittwoch mercredi mercoledì woensdag środa środę środy",
    "thursday": "thursday thu jueves quinta donnerstag jeudi giovedì donderdag czwartek czwartku",
    "friday": "friday fri viernes sexta freitag vendredi venerdì vrijdag piątek piątku",
    "tomorrow": "tomorrow tmrw mañana amanhã demain domani jutro jutra",
    "today": "today tonight eod cob hoy hoje heute aujourd'hui oggi vandaag dzisiaj dziś stasera",
    "end of week": "eow",
}
_DAY_OF = {word: day for day, words in _DAYS.items() for word in words.split()}
_MOMENT = re.compile(
    r"\b(?:in (?:an?|half an|\d{1,2})|half an) (?:hour|hours|hrs?|h|min|mins|minutes|days?|weeks?)\b"
    rf"|\b(?:{'|'.join(sorted(_DAY_OF, key=len, reverse=True))})\b(?: (?:at|by|before) | )?"
    r"(?:\d{1,2}(?::\d{2})? ?(?:am|pm)|\d{1,2}:\d{2})?"
    r"|\b(?:by|at|before) (?:\d{1,2}(?::\d{2})? ?(?:am|pm)|\d{1,2}:\d{2}|noon)\b",
    re.IGNORECASE,
)


def promised_for(text: str, at: datetime, calendar: Calendar) -> datetime | None:
    """The first moment a promise names that can be meant; None where it names none."""
    for found in _MOMENT.finditer(text[:300]):
        try:
            return read_moment(_plainly(found[0]), at, calendar).at
        except (ValueError, NoWorkingTime):
            continue
    return None


def _plainly(words: str) -> str:
    """As `dates` reads it: English days, the hour last, no little words."""
    words = words.lower().replace("half an hour", "30 min").replace("noon", "12:00").strip()
    kept = [_DAY_OF.get(word, word) for word in words.split() if word not in {"by", "before", "at"}]
    return " ".join(kept)
