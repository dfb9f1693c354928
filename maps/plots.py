"""Plots of shares: by threshold, by area, by year, and of detours.

Each is one pure function: a table in, a drawing out, with the finding as title, units
at the axes, the norm marked and the source underneath.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.ticker import FuncFormatter, MultipleLocator

from accessibility.codes import TECHNIEK, Leerweg, Mode, Unit
from accessibility.errors import TableError
from maps import dutch
from maps.axes import (
    BOTTOM_IN,
    TOP_IN,
    canvas,
    label_lines,
    percent,
    percent_axis,
)
from maps.figures import Drawing, house_style
from maps.palette import ACCENT, CLASS_FILL, INK, LEERWEG_LINE, LINE, SOFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

    from accessibility.snapshot import Manifest
    from maps.subject import Subject

_ROW_IN: Final = 0.19
_FEWEST_ROWS: Final = 4
_NAMES_IN: Final = 1.9
_HALF: Final = 0.5
_BELOW: Final = 0.05
_FACTOR_STEP: Final = 0.05
_MOST_FACTOR: Final = 3.0
_TICK_FACTOR: Final = 0.5
_M_PER_KM: Final = 1_000.0
_S_PER_MINUTE: Final = 60.0


def reach_curve(
    shares: pd.DataFrame, *, subject: Subject, manifest: Manifest
) -> Drawing:
    """Plot the share reached against the threshold, one line per leerweg.

    Parameters
    ----------
    shares
        Columns `leerweg`, `threshold` (in the unit of the subject), `share_low`,
        `share`, `share_high` (fractions): `access` for several thresholds and one
        profiel and area.
    subject
        Profiel, area and the norm, which is marked.
    manifest
        Dates, sources, and whether the data are an example.

    Raises
    ------
    TableError
        If a column is missing or there are no rows.
    """
    _check(shares, ("leerweg", "threshold", "share_low", "share", "share_high"))
    title = _curve_title(_shares_at(shares, subject.within), subject)
    per_unit = _M_PER_KM if subject.unit is Unit.METRES else _S_PER_MINUTE
    with house_style():
        figure, axes = canvas(title, manifest)
        for leerweg, rows in _per_leerweg(shares, "threshold"):
            colour, dash = LEERWEG_LINE[leerweg]
            at = rows.threshold / per_unit
            axes.fill_between(at, rows.share_low, rows.share_high, color=LINE)
            axes.plot(at, rows.share, dash, color=colour, linewidth=2)
        at_norm = _shares_at(shares, subject.within)
        label_lines(axes, subject.within / per_unit, at_norm, down=_BELOW)
        _mark_norm(axes, subject.within / per_unit, f"norm {subject.threshold}")
        axes.set_xlim(0, float(shares.threshold.max()) / per_unit)
        axes.set_xlabel(_cost_label(subject))
        percent_axis(axes, f"deel met {_profiel(subject)} binnen bereik")
    return Drawing(title, figure)


def region_dots(
    shares: pd.DataFrame, *, subject: Subject, manifest: Manifest
) -> Drawing:
    """Plot the share reached per area as sorted dots, with their intervals.

    Parameters
    ----------
    shares
        Columns `area_name`, `share_low`, `share`, `share_high` (fractions): `access`
        per area, for one profiel, leerweg and threshold.
    subject
        What was asked.
    manifest
        Dates, sources, and whether the data are an example.

    Raises
    ------
    TableError
        If a column is missing or there are no rows.
    """
    _check(shares, ("area_name", "share_low", "share", "share_high"))
    rows = shares[shares.share.notna()].sort_values(
        ["share", "area_name"], ascending=[True, False]
    )
    title = _dots_title(int((rows.share < _HALF).sum()), len(rows), subject)
    height_in = TOP_IN + BOTTOM_IN + _ROW_IN * max(len(rows), _FEWEST_ROWS)
    with house_style():
        figure, axes = canvas(title, manifest, height_in=height_in, left_in=_NAMES_IN)
        _dots(axes, rows)
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter(FuncFormatter(percent))
        axes.set_xlabel(
            f"deel van de {subject.who} met {subject.offer} binnen "
            f"{subject.threshold} {dutch.MODE_WORDS[subject.mode]}"
        )
    return Drawing(title, figure)


def trend(shares: pd.DataFrame, *, subject: Subject, manifest: Manifest) -> Drawing:
    """Plot the share reached per year, one line per leerweg; two years give slopes.

    Parameters
    ----------
    shares
        Columns `year` (text that sorts in time), `leerweg`, `share` (fraction).
    subject
        What was asked; the title tells the change for its leerweg.
    manifest
        Dates, sources, and whether the data are an example.

    Raises
    ------
    TableError
        If a column is missing or there are no rows.
    """
    _check(shares, ("year", "leerweg", "share"))
    years = sorted(shares.year.unique())
    title = _trend_title(shares, years, subject)
    with house_style():
        figure, axes = canvas(title, manifest)
        ends: dict[Leerweg, float] = {}
        for leerweg, rows in _per_leerweg(shares, "year"):
            colour, dash = LEERWEG_LINE[leerweg]
            share = rows.set_index("year").share.reindex(years)
            axes.plot(range(len(years)), share, dash, color=colour, linewidth=2)
            axes.plot(range(len(years)), share, "o", color=colour)
            ends[leerweg] = float(share.iloc[-1])
        label_lines(axes, len(years) - 1, ends)
        axes.set_xticks(range(len(years)), [str(year) for year in years])
        axes.set_xlabel("schooljaar")
        percent_axis(axes, f"deel met {_profiel(subject)} binnen {subject.threshold}")
    return Drawing(title, figure)


def detour_factors(
    factors: ArrayLike, students: ArrayLike, *, mode: Mode, manifest: Manifest
) -> Drawing:
    """Plot how much longer the road is than the straight line, weighted by students.

    Parameters
    ----------
    factors
        Road distance divided by straight-line distance per postcode, shape `(n,)`;
        values that are not finite are left out.
    students
        Students per postcode, shape `(n,)`.
    mode
        How the road distance was measured.
    manifest
        Dates, sources, and whether the data are an example.

    Raises
    ------
    TableError
        If no postcode has both a factor and students.
    """
    factor = np.asarray(factors, dtype=float)
    weight = np.asarray(students, dtype=float)
    held = np.isfinite(factor) & (weight > 0)
    if not held.any():
        where = "detour factors"
        raise TableError(where, ["no postcode has both a road and students"])
    middle = _weighted_median(factor[held], weight[held])
    title = (
        f"Voor de helft van de leerlingen is de weg {dutch.MODE_WORDS[mode]} minstens "
        f"{dutch.number(middle, 2)} keer zo lang als hemelsbreed"
    )
    with house_style():
        figure, axes = canvas(title, manifest)
        _histogram(axes, factor[held], weight[held])
        _mark_norm(axes, middle, f"midden {dutch.number(middle, 2)}")
    return Drawing(title, figure)


def _histogram(
    axes: Axes, factor: NDArray[np.float64], weight: NDArray[np.float64]
) -> None:
    edges = np.arange(1.0, _MOST_FACTOR + _FACTOR_STEP / 2, _FACTOR_STEP)
    axes.hist(
        np.clip(factor, edges[0], edges[-1]),
        bins=edges.tolist(),
        weights=weight,
        color=CLASS_FILL["k2"],
        edgecolor="white",
        linewidth=0.5,
    )
    axes.set_xlim(edges[0], edges[-1])
    axes.xaxis.set_major_locator(MultipleLocator(_TICK_FACTOR))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: dutch.number(x, 1)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: dutch.number(y)))
    most = dutch.number(_MOST_FACTOR)
    axes.set_xlabel(
        f"omwegfactor: weg gedeeld door hemelsbreed (laatste balk: {most} en meer)"
    )
    axes.set_ylabel("aantal leerlingen")


def _dots(axes: Axes, rows: pd.DataFrame) -> None:
    at = np.arange(len(rows))[::-1]
    share = rows.share.to_numpy(dtype=float)
    axes.hlines(at, 0, 1, color=LINE, linewidth=0.5)
    axes.hlines(at, rows.share_low, rows.share_high, color=SOFT, linewidth=3)
    few = share < _HALF
    # Hollow and filled beside the colours: it must read in grey too.
    axes.plot(share[few], at[few], "o", color=ACCENT, markeredgecolor="white")
    axes.plot(
        share[~few], at[~few], "o", color="white", markeredgecolor=CLASS_FILL["k3"]
    )
    axes.set_yticks(at, [str(name) for name in rows.area_name])
    axes.set_ylim(-0.6, max(len(rows), 1) - 0.4)
    axes.tick_params(axis="y", length=0)


def _mark_norm(axes: Axes, at: float, words: str) -> None:
    axes.axvline(at, color=INK, linewidth=1, linestyle=":")
    axes.annotate(
        words,
        (at, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
    )


def _per_leerweg(
    shares: pd.DataFrame, order: str
) -> list[tuple[Leerweg, pd.DataFrame]]:
    parts = [(w, shares[shares.leerweg == w.value].sort_values(order)) for w in Leerweg]
    return [(leerweg, rows) for leerweg, rows in parts if len(rows)]


def _shares_at(shares: pd.DataFrame, within: float) -> dict[Leerweg, float]:
    at = shares[np.isclose(shares.threshold, within)]
    return {
        leerweg: float(rows.share.iloc[0])
        for leerweg, rows in _per_leerweg(at, "threshold")
    }


def _curve_title(at_norm: dict[Leerweg, float], subject: Subject) -> str:
    if subject.leerweg not in at_norm:
        return f"Hoe dichtbij {_profiel(subject)} is, per leerweg"
    own = dutch.percentage(at_norm[subject.leerweg], 0)
    others = [
        f"{dutch.percentage(share, 0)} in de {leerweg.value}"
        for leerweg, share in at_norm.items()
        if leerweg is not subject.leerweg
    ]
    beside = f", tegen {dutch.joined(others)}" if others else ""
    return (
        f"{dutch.first_capital(_profiel(subject))} binnen {subject.threshold}: {own} "
        f"in de {subject.leerweg.value}{beside} ({subject.area_name})"
    )


def _dots_title(below: int, areas: int, subject: Subject) -> str:
    return (
        f"In {below} van de {areas} gebieden heeft minder dan de helft van de "
        f"{subject.who} {subject.offer} binnen {subject.threshold}"
    )


def _trend_title(shares: pd.DataFrame, years: Sequence[str], subject: Subject) -> str:
    own = shares[shares.leerweg == subject.leerweg.value].set_index("year").share
    ends = [float(own.get(year, np.nan)) for year in (years[0], years[-1])]
    if not np.isfinite(ends).all():
        return f"{subject.offer} binnen {subject.threshold}, per jaar"
    first, last = (dutch.percentage(end, 0) for end in ends)
    verb = "steeg" if ends[1] > ends[0] else "daalde"
    if first == last:
        return (
            f"Het deel met {subject.offer} binnen {subject.threshold} bleef {first} "
            f"({years[0]} tot {years[-1]})"
        )
    return (
        f"Het deel met {subject.offer} binnen {subject.threshold} {verb} van {first} "
        f"in {years[0]} naar {last} in {years[-1]}"
    )


def _cost_label(subject: Subject) -> str:
    way = dutch.MODE_WORDS[subject.mode]
    if subject.unit is Unit.SECONDS:
        return f"reistijd {way} (minuten)"
    return f"afstand {way} (km)"


def _profiel(subject: Subject) -> str:
    return "techniek" if subject.profiel == TECHNIEK else subject.profiel


def _weighted_median(
    values: NDArray[np.float64], weights: NDArray[np.float64]
) -> float:
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(below, below[-1] / 2)])


def _check(shares: pd.DataFrame, needed: Sequence[str]) -> None:
    faults = [
        f"column {name!r} is missing; found: {', '.join(map(str, shares.columns))}"
        for name in needed
        if name not in shares.columns
    ]
    if not faults and shares.empty:
        faults = ["it holds no rows"]
    if faults:
        where = "shares to plot"
        raise TableError(where, faults)
