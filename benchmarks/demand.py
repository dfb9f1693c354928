"""Time the national run with intervals and disclosure control, and show gl.

Run from the root, with a snapshot of the country:

    python -m benchmarks.demand SNAPSHOT [--figure gl.svg] [--rounds 3]

It times demand model, rounding, and access for all areas and postcodes x 33 pairs,
tells what disclosure control costs, and prints the thirty shares by both
denominators beside table B3.6. Without a snapshot it takes the example country, where
the truth is known, and tells how well `herkomst` recovers it.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Denominator, Leerweg, Profiel
from accessibility.counting.disclosure import concealed, protected
from accessibility.counting.subpoints import area_points
from accessibility.demand import students_of
from accessibility.demand.models import METHODS
from accessibility.measures.denominators import by_denominator
from accessibility.measures.nearest import all_pairs
from accessibility.measures.sensitivity import point_sensitivity
from accessibility.measures.shares import access
from accessibility.monitor.published import B3_6
from accessibility.study import Study
from data.example import example_country
from data.snapshots import read_snapshot
from maps.demand_figure import denominator_dots

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.snapshot import Snapshot

KINDS = (AreaKind.NL, AreaKind.PROVINCIE, AreaKind.GEMEENTE, AreaKind.PC4)
THIRTY = tuple((profiel.value, leerweg) for profiel in Profiel for leerweg in Leerweg)
THRESHOLDS = {"own": 10, "herkomst": 5}


def main() -> None:
    """Run all parts that the snapshot allows."""
    options = _options()
    snapshot = (
        read_snapshot(options.snapshot) if options.snapshot else example_country()
    )
    held = [
        name for name, needs in METHODS.items() if all(snapshot.has(n) for n in needs)
    ]
    for name in held:
        choice = "inhabitants:10-14" if name == "inhabitants" else name
        _time_national(snapshot, choice, options.rounds)
    if "own" in held:
        _tell_cost(snapshot)
    if "gravity" in held:
        table = _tell_denominators(snapshot)
        if options.figure:
            how = "geschat uit inwoners van 10-14 jaar, grootte en afstand van scholen"
            drawing = denominator_dots(table, manifest=snapshot.manifest, how_known=how)
            print(f"figure: {drawing.save(options.figure)}")
    if snapshot.has("pc4_areas"):
        _tell_points(snapshot, "gravity" if "gravity" in held else "inhabitants:10-14")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", nargs="?", type=Path)
    parser.add_argument("--figure", type=Path, help="where to save the figure")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _time_national(snapshot: Snapshot, choice: str, rounds: int) -> None:
    """Time the whole country: all kinds of area x 33 pairs, intervals, rounding."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        start = time.perf_counter()
        students = students_of(snapshot, choice)
        modelled = time.perf_counter()
        safe = protected(students, threshold=THRESHOLDS.get(choice, 0))
        rounded = time.perf_counter()
        rows = len(_national(snapshot, safe))
        done = time.perf_counter()
        spans = {
            "model": modelled - start,
            "rounding": rounded - modelled,
            "access": done - rounded,
            "total": done - start,
        }
        best = min(best or spans, spans, key=lambda s: s["total"])
    told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in best.items())
    print(f"{choice}: {rows} rows: {told} (best of {rounds}, budget 10 s)")


def _national(snapshot: Snapshot, students: Students) -> pd.DataFrame:
    reach = Study(snapshot).reach(students)
    denominator = Denominator.LEERWEG if students.tells_leerweg else Denominator.COMMON
    tables = [
        concealed(
            access(
                reach,
                snapshot.offers,
                students,
                denominator=denominator,
                per=kind,
                pairs=all_pairs(),
            ),
            threshold=students.rounded_to,
        )
        for kind in KINDS
    ]
    return pd.concat(tables, ignore_index=True)


def _tell_cost(snapshot: Snapshot) -> None:
    """Tell what rounding own counts costs: cells lost, and error of the shares."""
    exact = students_of(snapshot, "own")
    for threshold in (5, 10):
        table = _national(snapshot, protected(exact, threshold=threshold))
        true = _national(snapshot, exact)
        for kind in KINDS:
            here = (table.area_kind == kind.value) & (true.students > 0)
            error = (table.share - true.share).abs()[here] * 100
            lost = true.students[here & table.suppressed].sum()
            width = (table.share_high - table.share_low)[here] * 100
            print(
                f"own, threshold {threshold}, per {kind.value}: "
                f"{table.suppressed[here].mean():.1%} of {here.sum()} cells lost "
                f"({lost / true.students[here].sum():.1%} of students), "
                f"share off by {error.mean():.2f} points on average, "
                f"interval {width.mean():.1f} points wide"
            )


def _tell_denominators(snapshot: Snapshot) -> pd.DataFrame:
    """Print the thirty shares by both denominators beside table B3.6."""
    students = students_of(snapshot, "gravity")
    reach = Study(snapshot).reach(students)
    table = by_denominator(reach, snapshot.offers, students, pairs=THIRTY)
    published = [
        B3_6[Leerweg(w)][Profiel(p)] / 100
        for p, w in zip(table.profiel, table.leerweg, strict=True)
    ]
    table = table.assign(published=published)
    columns = ["published", "common_low", "common", "common_high"]
    columns += ["leerweg_low", "leerweg_share", "leerweg_high", "difference"]
    print(students.assumption)
    print((table.set_index(["profiel", "leerweg"])[columns] * 100).round(1).to_string())
    for column in ("common", "leerweg_share"):
        off = (table[column] - table.published).abs().mean() * 100
        print(f"{column}: {off:.2f} points from table B3.6 on average")
    return table


def _tell_points(snapshot: Snapshot, choice: str) -> None:
    """Print what one point per postcode does to the answer."""
    points = area_points(snapshot.table("pc4_areas"))
    many = snapshot.edited(points=points)
    by = (students_of(snapshot, choice), students_of(many, choice))
    # The same students at other points: the model must not move them too.
    by = (by[0], replace(by[0], **_points_of(by[1], by[0])))
    reaches = tuple(Study(snapshot).reach(s) for s in by)
    table = point_sensitivity(
        (reaches[0], reaches[1]),
        snapshot.offers,
        by,
        denominator=Denominator.COMMON,
        pairs=THIRTY,
    )
    print(f"points: {len(points)} instead of {len(by[0].points)}")
    print(table.set_index(["profiel", "leerweg"]).round(4).to_string())
    print(f"largest difference {np.abs(table.difference).max() * 100:.2f} points")


def _points_of(source: Students, like: Students) -> dict[str, object]:
    if not source.postcodes.pc4.equals(like.postcodes.pc4):
        message = "the two runs list different postcodes"
        raise ValueError(message)
    names = ("points", "point_pc4", "point_weight")
    return {name: getattr(source, name) for name in names}


if __name__ == "__main__":
    main()
