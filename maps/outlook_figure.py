"""The view ahead as a figure: demography, a likely band, and what if a norm holds."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from accessibility.errors import UsageError
from accessibility.outlook import NO_FORECAST
from maps.axes import canvas, percent_axis
from maps.figures import Drawing, house_style
from maps.palette import INK, LEERWEG_LINE, SOFT

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.snapshot import Manifest
    from maps.subject import Subject

_HEIGHT_IN: Final = 5.2
_NOTE_SIGNS: Final = 100


def view_ahead(table: pd.DataFrame, *, subject: Subject, manifest: Manifest) -> Drawing:
    """Plot the layers of a view ahead over the years, each named.

    Parameters
    ----------
    table
        Rows of a view ahead, of one area, profiel and leerweg.
    subject
        What was asked.
    manifest
        Dates, sources, and whether the data are an example.

    Raises
    ------
    UsageError
        If the rows are of several, of one year only, or too few to show.
    """
    rows = table.sort_values("year").reset_index(drop=True)
    _check(rows)
    title = _title(rows, subject)
    colour, _ = LEERWEG_LINE[subject.leerweg]
    norm, say = int(rows.norm.iloc[0]), subject.say
    with house_style():
        figure, axes = canvas(title, manifest, height_in=_HEIGHT_IN, say=say)
        low, high = rows.access_likely_p10, rows.access_likely_p90
        axes.fill_between(
            rows.year,
            low,
            high,
            color=colour,
            alpha=0.2,
            linewidth=0,
            label=say("ahead_band"),
        )
        middle = rows.access_likely_p50
        axes.plot(
            rows.year, middle, color=colour, linewidth=2, label=say("ahead_middle")
        )
        lines = (
            ("access_demography", "-", INK, say("ahead_only_pupils")),
            ("access_if_norm", "--", SOFT, say("ahead_if_norm", norm=norm)),
            ("access_if_norm_combined", ":", SOFT, say("ahead_if_norm_together")),
        )
        for name, dash, ink, words in lines:
            axes.plot(rows.year, rows[name], dash, color=ink, linewidth=1, label=words)
        axes.set_xticks(rows.year, [str(year) for year in rows.year])
        percent_axis(
            axes,
            say("ahead_axis", offer=subject.offer, within=subject.threshold),
        )
        axes.legend(loc="lower left", frameon=False, fontsize=8)
        note = "\n".join(textwrap.wrap(say.of(NO_FORECAST), _NOTE_SIGNS))
        axes.text(0.0, 1.02, note, transform=axes.transAxes, fontsize=7, va="bottom")
    return Drawing(title, figure)


def _check(rows: pd.DataFrame) -> None:
    parts = rows[["area_code", "profiel", "leerweg"]].drop_duplicates()
    if len(parts) != 1 or rows.year.nunique() < 2:  # noqa: PLR2004 - a line
        message = (
            "a figure of the view ahead is of one area, profiel and leerweg and of at "
            "least two years: name them with --profiel and --leerweg"
        )
        raise UsageError(message)
    if rows.suppressed.any():
        message = "too few students to draw: the figures of this area are hidden"
        raise UsageError(message)


def _title(rows: pd.DataFrame, subject: Subject) -> str:
    """Say what is likely in the last year, as a range and no forecast."""
    last = rows.iloc[-1]
    ends = [
        subject.say.percentage(float(last[name]))
        for name in ("access_likely_p10", "access_likely_p90")
    ]
    return subject.say(
        "ahead_figure",
        area=subject.area_name,
        year=last.year,
        offer=subject.offer,
        within=subject.threshold,
        low=ends[0],
        high=ends[1],
        who=subject.who,
    )
