"""Axes in the house style: the finding as title, units, direct labels, source."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.ticker import FuncFormatter

from maps import dutch
from maps.dutch import DUTCH
from maps.figures import band, blank
from maps.palette import INK, LEERWEG_LINE, LINE, SOFT
from maps.sources import dates_line, source_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from accessibility.codes import Leerweg
    from accessibility.snapshot import Manifest
    from maps.tongue import Tongue

WIDTH_IN: Final = 7.0
HEIGHT_IN: Final = 4.4
TOP_IN: Final = 0.95
_TITLE_LINES: Final = 2
"""So many fit above the axes; the figure grows with more."""
_TITLE_LINE_IN: Final = 0.19
_BAND_IN: Final = 0.25
BOTTOM_IN: Final = 0.95
_LEFT_IN: Final = 0.95
_RIGHT_IN: Final = 0.75
_MARGIN_IN: Final = 0.12
_TITLE_SIGNS: Final = 68
_SOURCE_SIGNS: Final = 125
_USUAL_LINES: Final = 3
_LINE_IN: Final = 0.125
_LABEL_GAP: Final = 0.045


def canvas(
    title: str,
    manifest: Manifest,
    *,
    height_in: float = HEIGHT_IN,
    left_in: float = _LEFT_IN,
    say: Tongue = DUTCH,
) -> tuple[Figure, Axes]:
    """Return a figure with its title, source and empty axes.

    Parameters
    ----------
    title
        The finding, one sentence; wrapped over at most a few lines.
    manifest
        Dates and sources, written underneath.
    height_in
        Height of the whole figure in inches, where its title and its sources take few
        lines; the figure grows with more of them.
    left_in
        Room left of the axes in inches, for the names on the vertical axis.
    say
        The language of dates and sources.
    """
    sources = source_text(manifest, _SOURCE_SIGNS, say)
    wrapped = textwrap.fill(title, _TITLE_SIGNS, break_on_hyphens=False)
    rise_in = _TITLE_LINE_IN * max(len(wrapped.splitlines()) - _TITLE_LINES, 0)
    more_in = source_rise_in(manifest, say)
    height_in, bottom_in = height_in + more_in + rise_in, BOTTOM_IN + more_in
    figure = blank(WIDTH_IN, height_in)
    axes = figure.add_axes(
        (
            left_in / WIDTH_IN,
            bottom_in / height_in,
            1 - (left_in + _RIGHT_IN) / WIDTH_IN,
            1 - (TOP_IN + rise_in + bottom_in) / height_in,
        )
    )
    axes.set_axisbelow(True)
    side = _MARGIN_IN / WIDTH_IN
    figure.text(
        side,
        1 - (_MARGIN_IN + _BAND_IN * manifest.example) / height_in,
        wrapped,
        va="top",
        fontsize=11,
        fontweight="bold",
    )
    figure.text(
        side,
        _MARGIN_IN / height_in,
        sources,
        va="bottom",
        fontsize=7,
        color=SOFT,
    )
    band(figure, say, example=manifest.example)
    return figure, axes


def source_rise_in(manifest: Manifest, say: Tongue = DUTCH) -> float:
    """Return how much more room than usual the sources take, in inches."""
    lines = source_text(manifest, _SOURCE_SIGNS, say).count("\n") + 1
    return max(0, lines - _USUAL_LINES) * _LINE_IN


def source_text(manifest: Manifest, signs: int, say: Tongue = DUTCH) -> str:
    """Return dates and sources, wrapped for under a drawing."""
    sources = "; ".join(source_lines(manifest, say))
    told = say("sources", sources=sources) if sources else ""
    parts = [dates_line(manifest, say), told]
    return textwrap.fill(" · ".join(part for part in parts if part), signs)


def percent_axis(axes: Axes, label: str) -> None:
    """Let the vertical axis run from 0 to 100%, with quiet lines across."""
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(FuncFormatter(percent))
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_ylabel(label)


def percent(share: float, _position: int | None = None) -> str:
    """Write a tick as a whole percentage."""
    return dutch.percentage(share, 0)


def label_lines(
    axes: Axes, at: float, shares: Mapping[Leerweg, float], *, down: float = 0.0
) -> None:
    """Write each leerweg and its share beside its line, kept apart.

    Parameters
    ----------
    axes
        Where the lines stand.
    at
        Place on the horizontal axis of which the shares are given.
    shares
        Share per leerweg; what is not known is not written.
    down
        How far below the line to write, where the line would cross the words.
    """
    known = {leerweg: share for leerweg, share in shares.items() if np.isfinite(share)}
    order = sorted(known, key=lambda leerweg: known[leerweg])
    lines = np.array([known[leerweg] for leerweg in order])
    heights = spread(lines - down, _LABEL_GAP)
    for leerweg, height in zip(order, heights, strict=True):
        axes.plot(at, known[leerweg], "o", color=LEERWEG_LINE[leerweg][0])
        axes.annotate(
            f"{leerweg.value} {dutch.percentage(known[leerweg], 0)}",
            (at, float(height)),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            annotation_clip=False,
            color=LEERWEG_LINE[leerweg][0] if leerweg.value == "gl" else INK,
            fontweight="bold",
        )


def spread(heights: NDArray[np.float64], gap: float) -> NDArray[np.float64]:
    """Push sorted heights apart until neighbours differ by at least the gap.

    Examples
    --------
    >>> [round(float(h), 2) for h in spread(np.array([0.5, 0.5, 0.9]), 0.1)]
    [0.45, 0.55, 0.9]
    """
    apart = heights.copy()
    # Each pass shares the shortage between two neighbours; n passes settle n labels.
    for _ in range(len(apart)):
        short = np.clip(gap - np.diff(apart), 0.0, None)
        apart[:-1] -= short / 2
        apart[1:] += short / 2
    return apart
