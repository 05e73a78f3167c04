"""The phrases of other languages, each looked for only where the language may be spoken (`language.py`)."""

from __future__ import annotations

from rules.listening.tongues.dutch import DUTCH
from rules.listening.tongues.french import FRENCH
from rules.listening.tongues.german import GERMAN
from rules.listening.tongues.hinglish import HINGLISH
from rules.listening.tongues.italian import ITALIAN
from rules.listening.tongues.polish import POLISH
from rules.listening.tongues.portuguese import PORTUGUESE
from rules.listening.tongues.spanish import SPANISH

TONGUES = {
    "es": SPANISH,
    "pt": PORTUGUESE,
    "de": GERMAN,
    "fr": FRENCH,
    "it": ITALIAN,
    "nl": DUTCH,
    "pl": POLISH,
    "hi-Latn": HINGLISH,
}
