"""Which press opens a form: told from the press alone. Such a press reads and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rules.events import ButtonPressed
from rules.message import Form
from rules.wording import presses as wording

Builder = Callable[[ButtonPressed], Form]

FORMS: dict[str, Builder] = {
    "nudge.promise": lambda press: wording.promise_form(press.about, press.card),
    "nudge.elsewhere": lambda press: wording.elsewhere_form(press.about, press.card),
    "nudge.someone": lambda press: wording.someone_form(press.about, press.card),
    "nudge.need": lambda press: wording.need_form(press.about, press.card),
}
"""By the button's action. A form that begins with what stands is opened by rules/orders, which looks."""


def form_opened_by(event: ButtonPressed, operator: str = "") -> Form | None:
    """The form this press opens; None for a press that does something. Above its first field: who runs this."""
    builder = FORMS.get(event.action)
    if builder is None:
        return None
    return opened(builder(event), event, operator)


def opened(form: Form, event: ButtonPressed, operator: str) -> Form:
    """As it opens: above its first field stands who runs this."""
    return replace(form, intro=(wording.who_runs_this(operator), *form.intro), card=event.card)
