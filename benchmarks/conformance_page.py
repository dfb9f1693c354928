"""The page that says how near three engines are: metres, minutes, and differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from benchmarks.conformance import Comparison, Difference

CLOSE_TIME: Final = (0.05, 0.10)
PERCENTILES: Final = (1, 5, 25, 50, 75, 95, 99)
_INTRO: Final = (
    "The way between random places, Bereik against Valhalla and OSRM, from the same "
    "OpenStreetMap file. The places lie on streets that all three may use, so that "
    "ways are compared and not how far each looks for a road. *Metres* are those of "
    "the shortest way of each, *close* is within 2% or 50 m, or no way by either. "
    "*Minutes* are those of each engine's usual, quickest way. Differences are Bereik "
    "minus the other, in % of the other. Rules `nl` are Bereik's defaults; `osrm` and "
    "`valhalla` mean what those engines mean."
)


def report(comparisons: list[Comparison]) -> list[str]:
    """Return the lines of `benchmarks/results/conformance.md`."""
    lines = [_INTRO, "", "## Metres", "", *_metre_lines(comparisons)]
    lines += ["", "## Minutes", "", *_minute_lines(comparisons)]
    for one in comparisons:
        if one.largest:
            lines += ["", *_largest_lines(one)]
    return lines


def _metre_lines(comparisons: list[Comparison]) -> Iterator[str]:
    columns = "file | mode | against | rules | close | no way: Bereik, other"
    yield f"| {columns} | {_head()} |"
    yield "|---|---|---|---|---|---|" + "---|" * len(PERCENTILES)
    for one in comparisons:
        ours, theirs = one.ours.metres, one.theirs.metres
        none = int((~np.isfinite(ours)).sum()), int(np.isnan(theirs).sum())
        yield (
            f"| {_whose(one)} | {one.share_close:.1%} | {none[0]}, {none[1]} | "
            f"{_spread(ours, theirs)} |"
        )


def _minute_lines(comparisons: list[Comparison]) -> Iterator[str]:
    shares = " | ".join(f"within {share:.0%}" for share in CLOSE_TIME)
    yield f"| file | mode | against | rules | {shares} | {_head()} |"
    yield "|---|---|---|---|---|---|" + "---|" * len(PERCENTILES)
    for one in comparisons:
        timely = " | ".join(f"{one.share_timely(share):.1%}" for share in CLOSE_TIME)
        spread = _spread(one.ours.seconds, one.theirs.seconds)
        yield f"| {_whose(one)} | {timely} | {spread} |"


def _largest_lines(one: Comparison) -> Iterator[str]:
    yield (
        f"## The {len(one.largest)} largest differences: {one.name}, {one.mode.value}, "
        f"against {one.engine}"
    )
    yield ""
    yield "| from (lat, lon) | to | Bereik m | other m | roads of one only |"
    yield "|---|---|---|---|---|"
    for difference in one.largest:
        yield _told(difference)


def _told(one: Difference) -> str:
    start, goal = (f"{lat:.6f}, {lon:.6f}" for lon, lat in (one.start, one.goal))
    return f"| {start} | {goal} | {one.ours_m:.0f} | {one.theirs_m:.0f} | {one.why} |"


def _whose(one: Comparison) -> str:
    return f"{one.name} | {one.mode.value} | {one.engine} | {one.rules}"


def _head() -> str:
    return " | ".join(f"p{percent}" for percent in PERCENTILES)


def _spread(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> str:
    both = np.isfinite(ours) & np.isfinite(theirs) & (theirs > 0)
    percent = 100 * (ours - theirs)[both] / theirs[both]
    return " | ".join(f"{p:.1f}" for p in np.percentile(percent, PERCENTILES))
