"""What several points per postcode change in table B3.6, and what they cost.

    python -m benchmarks.points_of_postcodes SNAPSHOT [--students MODEL]

Table B3.6 is always made with one point per postcode; here each of its cells stands
beside the share by several points, with its likely and guaranteed ends. Writes
benchmarks/results/points_of_postcodes.md.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from accessibility.codes import PROFIEL_CHOICES, TECHNIEK
from accessibility.questions import AUTO, CENTRE, Question
from accessibility.study import Study
from benchmarks.machine import write_result
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from accessibility.snapshot import Snapshot

KEYS: Final = ["profiel", "leerweg"]
PROFIELEN: Final = tuple(one for one in PROFIEL_CHOICES if one != TECHNIEK)


def cells_of(snapshot: Snapshot, students: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the cells of the table by one point and by several, and what they cost.

    Parameters
    ----------
    snapshot
        Of the country.
    students
        A demand model.

    Returns
    -------
    tuple
        Columns `KEYS`, `share_centre`, then the share by several points with all its
        ends; and a line on each layout with the seconds it took.
    """
    tables, lines = [], []
    for points in (CENTRE, AUTO):
        question = Question(students=students, points=points, profielen=PROFIELEN)
        study = Study(snapshot)
        wall, processor = time.perf_counter(), time.process_time()
        tables.append(study.answer(question).table)
        took = time.perf_counter() - wall, time.process_time() - processor
        layout = study.students_for(question).layout
        lines.append(
            f"`{layout}`: {took[0]:.1f} s by the clock, {took[1]:.1f} s of both cores."
        )
    first, second = tables
    centre = first[[*KEYS, "share"]].rename(columns={"share": "share_centre"})
    return centre.merge(second, on=KEYS), lines


def lines_of(cells: pd.DataFrame, costs: Sequence[str]) -> list[str]:
    """Return the page."""
    apart = (cells.share - cells.share_centre).abs()
    rows = [
        f"| {row.profiel} | {row.leerweg} | {100 * row.share_centre:.2f} | "
        f"{100 * row.share:.2f} | {100 * (row.share - row.share_centre):+.2f} | "
        f"{100 * row.likely_low:.1f}-{100 * row.likely_high:.1f} | "
        f"{100 * row.share_low:.1f}-{100 * row.share_high:.1f} |"
        for row in cells.itertuples()
    ]
    return [
        (
            "Of all third-years together, within 10 km in a straight line, every "
            "profiel in every leerweg. " + " ".join(costs)
        ),
        "",
        (
            f"Several points change a cell by {100 * apart.mean():.2f} points on "
            f"average and {100 * apart.max():.2f} at most."
        ),
        "",
        "| profiel | leerweg | one point | several | change | likely | guaranteed |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write `benchmarks/results/points_of_postcodes.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--students", default="inhabitants:10-14")
    options = parser.parse_args(arguments)
    found = cells_of(read_snapshot(options.snapshot), options.students)
    path = write_result("points_of_postcodes", "Points of postcodes", lines_of(*found))
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
