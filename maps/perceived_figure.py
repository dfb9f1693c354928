"""Marks of regions beside the share measured, as a figure: a dot per region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matplotlib.ticker import FuncFormatter

from accessibility.errors import UsageError
from maps import dutch
from maps.axes import canvas, percent
from maps.figures import Drawing, house_style
from maps.palette import ACCENT, INK, LINE, SOFT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from accessibility.reports import Perceived
    from accessibility.snapshot import Manifest
    from maps.subject import Subject

_HEIGHT_IN: Final = 5.2
_MOST_NAMES: Final = 30
_WEAK: Final = 0.2
_CHANCE: Final = 0.05


def perceived_dots(
    found: Perceived, *, subject: Subject, manifest: Manifest
) -> Drawing:
    """Plot the mark of each region against the share of students within reach.

    Parameters
    ----------
    found
        Marks beside shares, and how far they go together. A thick line through a dot
        runs over what the share is likely to be, a thin one over what it may be.
    subject
        What was asked.
    manifest
        Dates, sources, and whether the data are an example.

    Raises
    ------
    UsageError
        If no region has both a mark and a share that may be shown.
    """
    rows = found.table[found.table.share.notna()]
    if rows.empty:
        message = "no region has both a mark and a share that may be shown"
        raise UsageError(message)
    title = _title(found, len(rows), subject)
    with house_style():
        figure, axes = canvas(title, manifest, height_in=_HEIGHT_IN)
        axes.hlines(rows.score, rows.share_low, rows.share_high, color=LINE)
        likely = (rows.likely_low, rows.likely_high)
        axes.hlines(rows.score, *likely, color=SOFT, linewidth=3)
        axes.plot(rows.share, rows.score, "o", color=ACCENT, markeredgecolor="white")
        _named(axes, rows)
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter(FuncFormatter(percent))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: dutch.number(y, 1)))
        axes.set_xlabel(
            f"deel van de {subject.who} met {subject.offer} binnen {subject.threshold}"
        )
        axes.set_ylabel("cijfer dat de regio kreeg")
    return Drawing(title, figure)


def _named(axes: Axes, rows: pd.DataFrame) -> None:
    """Write the names beside the dots, where they are few enough to be read."""
    if len(rows) > _MOST_NAMES:
        return
    for row in rows.to_dict("records"):
        axes.annotate(
            str(row["region_name"]),
            (float(row["share"]), float(row["score"])),
            xytext=(4, 4),
            textcoords="offset points",
            fontsize=7,
            color=INK,
        )


def _title(found: Perceived, regions: int, subject: Subject) -> str:
    """Say how far marks and shares go together, and of how many regions."""
    beside = f"cijfer en bereik van {subject.offer} binnen {subject.threshold}"
    if found.correlation != found.correlation:
        return f"{regions} regio's: te weinig om {beside} te vergelijken"
    told = f"rangcorrelatie {dutch.number(found.correlation, 2)}, {regions} regio's"
    if abs(found.correlation) < _WEAK or found.chance > _CHANCE:
        return f"{beside[0].upper()}{beside[1:]} gaan niet aantoonbaar samen ({told})"
    verb = "gaan samen" if found.correlation > 0 else "gaan tegen elkaar in"
    return f"{beside[0].upper()}{beside[1:]} {verb} ({told})"
