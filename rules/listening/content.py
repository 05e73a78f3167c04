"""What a message is about: its content words, cut to stems, to see whether two messages speak of the same thing."""

from __future__ import annotations

from rules.listening.normalise import Plain

STEM = 5
"""Letters of a word that count, so that invoice, invoices and invoiced, Rechnung and Rechnungen are one."""

FILLERS = frozenset(
    """
    a an the i you we he she it they me us him her them my your our his their this that these those to of on in
    at for from with by as is are was were be been am it's i'm i've we're there here then now just very much so
    too also really again and or but if sir mam guys team please before one's un une le la les el los der die
    das ein eine het een de il lo gli o os na w z i do że
    """.split()
)
"""Words that alone say nothing."""

COMMON = FILLERS | frozenset(
    """
    gentle friendly kind reminder bump ping nudge chase news status progress waiting all both what when where
    which who whose why how can could would will shall should may might must do does did done doing have has had
    having get got getting give given need needs want wants know knows think like let make made take any some
    anyone thing things something anything nothing one two more most much many few less other another same such
    only still yet already even ever never always not don't doesn't didn't isn't aren't can't couldn't won't yes
    yep yeah nope hey hello morning good great thanks sorry ok sure fine right well about after before because
    between during into out over under until than while what's that's there's let's i'll we'll i'd we'd you're
    they're who's today tomorrow yesterday week day time first last next new old check look off 00 see say said
    tell ask asked send sent share update updates question answer come comes going goes back work works working
    per via etc und oder aber nicht ist sind wir ihr sie ich mit für von auf bei zum zur noch schon mal bitte
    danke que por para con una los las del como más está hay pero sin sobre não uma com dos das mais para você
    vocês pour dans avec est sont nous vous pas plus sur mais qui che per non con una sono della del anche voor
    van met niet wel nog ook maar zijn heeft jullie się nie jest czy dla jak tak już hai nahi kya kar mein aur
    bhi
    """.split()
)
"""Words that any two messages may share."""


def content(plain: Plain) -> tuple[str, ...]:
    """The stems of the content words, in order, each once."""
    words = (word for sentence in plain.sentences for clause in sentence.clauses for word in clause)
    return tuple(dict.fromkeys([stem(word) for word in words if word not in COMMON and _telling(word)]))


def stem(word: str) -> str:
    """The beginning of a word, without what hangs on it: `bea's` is about Bea."""
    return word.partition("'")[0][:STEM]


def _telling(word: str) -> bool:
    """A word of three letters, or a number of two digits (an order, a version, an error)."""
    return len(word) > 2 or (len(word) > 1 and word.isdigit())
