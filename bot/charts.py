"""Charts as PNG: who waited by week, and a round's scores over time. Imported where one is drawn (bot/pictures.py).

Okabe and Ito's colours, which nearly everybody can tell apart (jfly.uni-koeln.de/color), and a marker of its own for
each line, for whoever cannot. Drawn for a telephone: shown 360 pixels wide, its letters are 12 pixels high.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from rules.message import Picture

WIDTH, HEIGHT, DPI = 720, 480, 100
LETTERS = 24 * 72 / DPI
"""Points: 24 pixels of 720, so 12 of 360."""
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
MARKERS = ("o", "s", "^", "D", "v", "P")
INK, SOFT = "#202020", "#767676"
MOST_LABELS = 4
"""Dates below the chart that stand beside each other without touching."""
LONGEST_NAME = 26
TITLES = {"waiting": "Hours until half were answered", "round": "Scores, 1 to 5"}

matplotlib.rcParams["text.parse_math"] = False  # a dollar in a company's name is a dollar


def png(picture: Picture) -> bytes:
    """The chart; the same figures give the same bytes."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, layout="constrained", facecolor="white")
    axes = figure.add_subplot()
    for number, (_, values) in enumerate(picture.series):
        _line(axes, values, number)
    _agreed(axes, picture)
    _scales(axes, picture)
    _legend(figure, axes, picture)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter the font lacks; the picture's words say it too
        FigureCanvasAgg(figure)
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _line(axes: Axes, values: Sequence[float | None], number: int) -> None:
    """What is not known leaves a gap."""
    heights = [float("nan") if value is None else value for value in values]
    axes.plot(
        range(len(heights)),
        heights,
        color=COLOURS[number % len(COLOURS)],
        marker=MARKERS[number % len(MARKERS)],
        markersize=11,
        linewidth=3.5,
        clip_on=False,
        zorder=3,
    )


def _agreed(axes: Axes, picture: Picture) -> None:
    """One line where both agreed on the same, else one for each in its colour."""
    known = [target for target in picture.targets if target is not None]
    if known and len(set(known)) == 1:
        axes.axhline(known[0], color=SOFT, linewidth=2.5, linestyle=(0, (4, 3)), zorder=2)
        return
    for number, target in enumerate(picture.targets):
        if target is not None:
            colour = COLOURS[number % len(COLOURS)]
            axes.axhline(target, color=colour, linewidth=2.5, linestyle=(0, (4, 3)), zorder=2)


def _scales(axes: Axes, picture: Picture) -> None:
    if picture.kind == "round":
        axes.set_ylim(0.8, 5.2)
        axes.set_yticks(range(1, 6))
    else:
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    count = len(picture.labels)
    axes.set_xlim(-0.4, max(count - 0.6, 0.4))
    every = max(1, -(-count // MOST_LABELS))
    shown = list(range(count - 1, -1, -every))[::-1]  # the latest always
    axes.set_xticks(shown, [picture.labels[n] for n in shown])
    axes.tick_params(labelsize=LETTERS, colors=INK, length=0)
    axes.grid(axis="y", color="#DDDDDD", linewidth=1.5)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)


def _legend(figure: Figure, axes: Axes, picture: Picture) -> None:
    axes.set_title(TITLES.get(picture.kind, ""), fontsize=LETTERS, color=INK, loc="left", pad=14)
    lines = list(axes.get_lines())
    names = [_short(name) for name, _ in picture.series]
    if any(target is not None for target in picture.targets):
        agreed = Line2D([], [], color=SOFT, linewidth=2.5, linestyle=(0, (4, 3)))
        lines, names = [*lines[: len(picture.series)], agreed], [*names, "agreed"]
    columns = 1 if max(map(len, names), default=0) > LONGEST_NAME // 2 else 3
    figure.legend(lines, names, loc="outside lower left", ncols=columns, fontsize=LETTERS, frameon=False)


def _short(name: str) -> str:
    """A legend leaves out what begins with a dash below."""
    words = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
    return f" {words}" if words.startswith("_") else words
