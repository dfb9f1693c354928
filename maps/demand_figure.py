"""The figure of both denominators: thirty shares with intervals, beside table B3.6."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.ticker import FuncFormatter

from accessibility.codes import Leerweg
from accessibility.errors import TableError
from maps import dutch
from maps.axes import BOTTOM_IN, TOP_IN, canvas, percent
from maps.figures import Drawing, house_style
from maps.palette import ACCENT, CLASS_FILL, INK, LINE, SOFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from accessibility.snapshot import Manifest

_NEEDED: Final = (
    "profiel",
    "leerweg",
    "common_low",
    "common",
    "common_high",
    "leerweg_low",
    "leerweg_share",
    "leerweg_high",
    "published",
)
_ROW_IN: Final = 0.22
_NAMES_IN: Final = 1.1
_LEGEND_IN: Final = 0.25
_NOTE_ROWS: Final = 1.2
"""Room under the last row for how it is known where pupils live."""

_APART: Final = 0.18
_BLUE: Final = CLASS_FILL["k3"]
_SERIES: Final = (
    ("common", _BLUE, _APART, "van alle leerlingen van de drie leerwegen"),
    ("leerweg", ACCENT, -_APART, "van de leerlingen van de leerweg zelf"),
)


def denominator_dots(
    shares: pd.DataFrame,
    *,
    manifest: Manifest,
    threshold: str = "10 km hemelsbreed",
    how_known: str = "",
) -> Drawing:
    """Plot each profiel and leerweg with both shares, their intervals and B3.6.

    Parameters
    ----------
    shares
        One row per profiel and leerweg of one area: the columns that
        `accessibility.measures.denominators.by_denominator` gives, and `published`,
        the figure of table B3.6 as a fraction (NaN where there is none).
    manifest
        Dates, sources, and whether the data are an example.
    threshold
        Within which distance, for the label of the axis.
    how_known
        How it is known where pupils live, such as 'geschat uit ...'; written under
        the rows, as the intervals mean nothing without it.

    Raises
    ------
    TableError
        If a column is missing or there are no rows.
    """
    _check(shares)
    rows = _ordered(shares)
    title = _title(rows)
    height_in = TOP_IN + BOTTOM_IN + _LEGEND_IN + _ROW_IN * (rows.place.max() + 2)
    with house_style():
        figure, axes = canvas(title, manifest, height_in=height_in, left_in=_NAMES_IN)
        for name, colour, offset, words in _SERIES:
            middle = "leerweg_share" if name == "leerweg" else name
            y = rows.place.to_numpy(dtype=np.float64) - offset
            axes.hlines(
                y, rows[f"{name}_low"], rows[f"{name}_high"], color=colour, linewidth=3
            )
            axes.plot(rows[middle], y, "o", color=colour, markersize=4, label=words)
        axes.plot(
            rows.published,
            rows.place,
            "D",
            markerfacecolor="none",
            markeredgecolor=INK,
            markersize=5,
            label="gepubliceerd (B3.6, 2023/2024)",
        )
        _name_rows(axes, rows)
        label = f"deel met het profiel in de leerweg binnen {threshold}"
        axes.set_xlabel(label, labelpad=0, fontsize=8)
        if how_known:
            words = f"waar leerlingen wonen: {how_known}"
            below = float(rows.place.max()) + _NOTE_ROWS
            axes.text(0.01, below, words, va="center", fontsize=7, color=SOFT)
    return Drawing(title, figure)


def _ordered(shares: pd.DataFrame) -> pd.DataFrame:
    """Give every row its place, with an empty place between leerwegen."""
    order = {leerweg.value: k for k, leerweg in enumerate(Leerweg)}
    block = shares.leerweg.map(order)
    rows = shares.assign(block=block).sort_values("block", kind="stable")
    return rows.assign(place=np.arange(len(rows)) + rows.block)


def _name_rows(axes: Axes, rows: pd.DataFrame) -> None:
    names = rows.profiel + " " + rows.leerweg
    axes.set_yticks(rows.place.to_list(), labels=names.to_list())
    axes.set_ylim(float(rows.place.max()) + _NOTE_ROWS + 0.5, -0.7)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(FuncFormatter(percent))
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.1, 1.0),
        ncols=3,
        frameon=False,
        fontsize=7,
        labelcolor=SOFT,
        handletextpad=0.3,
        columnspacing=1.0,
    )


def _title(rows: pd.DataFrame) -> str:
    gl = rows[rows.leerweg == Leerweg.GL.value]
    gap = _points(gl.leerweg_share - gl.common)
    worse = int((gap < 0).sum())
    if not worse:
        return "Bereik van alle leerlingen en van de leerlingen van de leerweg zelf"
    return (
        f"Gl-leerlingen zelf hebben {worse} van de {len(gl)} profielen minder vaak "
        f"dichtbij dan tabel B3.6 doet denken: gemiddeld "
        f"{dutch.number(-float(gap[gap < 0].mean()), 1)} procentpunt"
    )


def _points(difference: pd.Series) -> NDArray[np.float64]:
    return np.round(100 * difference.to_numpy(dtype=np.float64), 1)


def _check(shares: pd.DataFrame, needed: Sequence[str] = _NEEDED) -> None:
    missing = [column for column in needed if column not in shares]
    if missing:
        table = "shares to plot"
        raise TableError(table, [f"column {c!r} is missing" for c in missing])
    if shares.empty:
        table = "shares to plot"
        raise TableError(table, ["there are no rows"])
