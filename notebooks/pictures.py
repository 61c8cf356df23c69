"""The pictures of the notebooks: everything that a line or a box means is written beside it.

Solid is only what a court found, what was upheld or what an official record holds, and only where
nobody contests it. Everything else is dashed; what editors infer is dotted; a gap is drawn as a
gap. All in one ink: nothing hangs on colour.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, PAPER = "#1a1a1a", "#ffffff"
_CONTESTED = {"proceeds_of": "where it came from is", "reason": "the stated reason is"}
_SOLID = {"found", "upheld", "official_record"}
_LONG = 58  # letters of a name that need a third line in its box
_BOX = {"boxstyle": "round,pad=0.45", "edgecolor": INK, "facecolor": PAPER, "linewidth": 1.1}


def line_of(reading: Mapping[str, Any]) -> tuple[str, str]:
    """How a line is drawn, and the words that go with it."""
    words = reading["standing"].replace("_", " ")
    if reading.get("inferred"):
        return ":", "inferred by the editors, shown by no source"
    if reading.get("contested"):
        words += ", contested"
    for name in reading.get("contested_fields", ()):
        words += f", {_CONTESTED.get(name, name.replace('_', ' '))} contested"
    words += "".join(f", {flag.replace('_', ' ')}" for flag in reading.get("flags", ()))
    solid = reading["standing"] in _SOLID and not reading.get("contested")
    return ("-" if solid else "--"), words


def _blank(width: float, height: float) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(width, height))
    axes.set_axis_off()
    return figure, axes


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width))


def fan(
    subject: str, rows: Sequence[tuple[str, str, str, Mapping[str, Any]]], title: str
) -> Figure:
    """Who is linked to one party, a row each.

    Args:
        subject: The name of the party.
        rows: For each link the other's name, what links them in words, what is said against it,
            and the edge's reading.
        title: Above the picture.
    """
    height = float(len(rows))
    figure, axes = _blank(12.5, 0.9 * len(rows) + 1.0)
    middle = height / 2
    for number, (name, words, against, reading) in enumerate(rows):
        y = height - number - 0.5
        style, standing = line_of(reading)
        standing = "; ".join(filter(None, [standing, against]))
        axes.plot([1.9, 2.6, 8.3], [middle, y, y], linestyle=style, color=INK, linewidth=1.3)
        axes.text(
            2.65, y + 0.06, _wrapped(words, 62), fontsize=9, va="bottom", ha="left", color=INK
        )
        axes.text(2.65, y - 0.08, _wrapped(standing, 78), fontsize=8, va="top", ha="left",
                  color=INK, style="italic")  # fmt: skip
        axes.text(8.4, y, _wrapped(name, 44), fontsize=9, va="center", ha="left", color=INK,
                  bbox=_BOX)  # fmt: skip
    axes.text(1.0, middle, _wrapped(subject, 16), fontsize=11, va="center", ha="center",
              color=INK, weight="bold", bbox={**_BOX, "linewidth": 1.8})  # fmt: skip
    axes.set_xlim(0, 12.4)
    axes.set_ylim(0, height)
    axes.set_title(title, fontsize=12, loc="left", color=INK)
    return figure


def trail(
    rows: Sequence[tuple[str, ...] | tuple[str, str, Mapping[str, Any]]], title: str
) -> Figure:
    """A trail from top to bottom, broken where the sources break off.

    Args:
        rows: In order: `("who", name)`, a party; `("hop", words, reading)`, what joins the party
            above to the one below; `("gap", words)`, a place where nothing joins them.
        title: Above the picture.
    """
    sizes = {"who": 0.8, "hop": 1.05, "gap": 1.25}
    room = [sizes[row[0]] + (row[0] == "who") * 0.22 * (len(row[1]) > _LONG) for row in rows]
    height = sum(room)
    figure, axes = _blank(10.5, 0.82 * height + 0.6)
    y = height
    for row, needed in zip(rows, room, strict=True):
        top, y = y, y - needed
        here = (top + y) / 2
        if row[0] == "who":
            axes.text(2.6, here, _wrapped(row[1], 34), fontsize=10, va="center", ha="center",
                      color=INK, bbox=_BOX)  # fmt: skip
        elif row[0] == "hop":
            style, standing = line_of(row[2])
            axes.annotate(
                "", xy=(2.6, y - 0.02), xytext=(2.6, top + 0.02),
                arrowprops={"arrowstyle": "-|>", "linestyle": style, "color": INK,
                            "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0},
            )  # fmt: skip
            axes.text(2.85, here, f"{_wrapped(row[1], 62)}\n{_wrapped(standing, 70)}", fontsize=9,
                      va="center", ha="left", color=INK)  # fmt: skip
        else:
            _break(axes, top, y, row[1])
    axes.set_xlim(0, 10)
    axes.set_ylim(0, height)
    axes.set_title(title, fontsize=12, loc="left", color=INK)
    return figure


def _break(axes: Axes, top: float, bottom: float, words: str) -> None:
    """A torn edge above and below an empty band, and why it is empty."""
    across = [0.9 + 0.17 * n for n in range(21)]
    for y in (top - 0.1, bottom + 0.1):
        axes.plot(across, [y + (0.05 if n % 2 else -0.05) for n in range(21)], color=INK,
                  linewidth=1.0)  # fmt: skip
    middle = (top + bottom) / 2
    axes.text(2.6, middle, "GAP", fontsize=11, va="center", ha="center", color=INK, weight="bold")
    axes.text(4.6, middle, _wrapped(words, 62), fontsize=9, va="center", ha="left", color=INK)


def spans(
    rows: Iterable[tuple[str, Mapping[str, Any] | None, Mapping[str, Any]]], title: str
) -> Figure:
    """Dates as the intervals that they are: the event lies somewhere on its bar.

    Args:
        rows: For each record what it is, its date as the wire carries it, and its reading.
        title: Above the picture.
    """
    rows = list(rows)
    figure, axes = plt.subplots(figsize=(10.5, 0.55 * len(rows) + 1.2))
    for number, (words, when, reading) in enumerate(rows):
        y = len(rows) - number
        style, standing = line_of(reading)
        if when is None or "earliest" not in when or "latest" not in when:
            continue
        first, last = date.fromisoformat(when["earliest"]), date.fromisoformat(when["latest"])
        # Dashes so fine that a month still shows some.
        dashes = {"--": (0, (1.5, 1.5)), ":": (0, (0.5, 1.5))}.get(style, style)
        axes.hlines(y, first, last, linestyle=dashes, color=INK, linewidth=2)
        axes.plot([first, last], [y, y], linestyle="", marker="|", color=INK, markersize=11)
        axes.text(mdates.date2num(first), y + 0.2, f"{words} ({standing})", fontsize=8.5,
                  va="bottom", ha="left", color=INK)  # fmt: skip
    axes.set_yticks([])
    axes.set_ylim(0.5, len(rows) + 0.9)
    axes.xaxis.set_major_locator(mdates.YearLocator())
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.set_title(title, fontsize=12, loc="left", color=INK)
    return figure


def counts(buckets: Sequence[Any], title: str) -> Figure:
    """How much lies in each year: filled what surely does, hatched what may."""
    figure, axes = plt.subplots(figsize=(10.5, 3.6))
    places = range(len(buckets))
    sure = [one.certain for one in buckets]
    axes.bar(places, sure, color="#555555", edgecolor=INK, label="surely in this year")
    axes.bar(
        places, [one.possible + one.open for one in buckets], bottom=sure, color=PAPER,
        edgecolor=INK, hatch="////", label="may be in this year, or in another one",
    )  # fmt: skip
    axes.set_xticks(places, [one.start for one in buckets], rotation=90, fontsize=8)
    axes.set_ylabel("dated lines")
    for side in ("right", "top"):
        axes.spines[side].set_visible(False)
    axes.legend(frameon=False, fontsize=9)
    axes.set_title(title, fontsize=12, loc="left", color=INK)
    return figure


def meter(rows: Sequence[tuple[str, float, str, Mapping[str, Any] | None]], title: str) -> Figure:
    """How much of a sum is explained at each place, as a bar out of a hundred.

    Args:
        rows: For each place its name, the percentage that is explained, what there is to say, and
            the reading of what explains it; none where nothing does.
        title: Above the picture.
    """
    figure, axes = _blank(10.5, 1.15 * len(rows) + 0.9)
    for number, (name, percent, words, reading) in enumerate(rows):
        y = len(rows) - number - 0.5
        axes.barh(y, 100, height=0.3, color=PAPER, edgecolor=INK, linewidth=1.1, linestyle=":")
        if percent and reading is not None:
            style, standing = line_of(reading)
            sure = {"color": "#555555"} if style == "-" else {"color": PAPER, "hatch": "////"}
            axes.barh(y, percent, height=0.3, edgecolor=INK, linewidth=1.3, **sure)
        else:
            standing = ""
        told = "; ".join(filter(None, [words, standing]))
        axes.text(-2, y, _wrapped(name, 26), fontsize=9.5, va="center", ha="right", color=INK)
        axes.text(0, y - 0.2, _wrapped(told, 92), fontsize=8.5, va="top", ha="left", color=INK)
    axes.set_xlim(-38, 101)
    axes.set_ylim(-0.25, len(rows))
    axes.set_title(title, fontsize=12, loc="left", color=INK)
    return figure


_HATCHES = ("", "////", "....", "xxxx", "----")


def by_rule(table: Mapping[str, Mapping[str, float]], title: str) -> Figure:
    """The same money under each rule: a bar each, divided by where it ended.

    Args:
        table: For each rule, how much ended where.
        title: Above the picture.
    """
    figure, axes = plt.subplots(figsize=(10.5, 0.62 * len(table) + 1.3))
    places = list(next(iter(table.values())))
    for number, (rule, ended) in enumerate(table.items()):
        left = 0.0
        for place, hatch in zip(places, _HATCHES, strict=False):
            size = ended[place]
            if size:
                axes.barh(-number, size, 0.66, left, color=PAPER, edgecolor=INK, hatch=hatch)
                axes.text(left + size / 2, -number, f" {size:g} in {place} ", fontsize=9,
                          va="center", ha="center", color=INK, backgroundcolor=PAPER)  # fmt: skip
            left += size
        axes.text(-0.4, -number, rule, fontsize=9.5, va="center", ha="right", color=INK)
    axes.set_yticks([])
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.set_title(title, fontsize=12, loc="left", color=INK)
    return figure
