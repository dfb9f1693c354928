"""Show how the kinds of gravity model settle, what they find, and whether they hold.

Run from the root, with a snapshot of the country without own counts:

    python -m benchmarks.demand_kinds SNAPSHOT > benchmarks/results/demand_kinds.md

For each kind: rounds, seconds, and the share of gl pupils near an offer. Then the
example country, where the truth is known: in how many intervals it lies.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import AreaKind, Denominator, Leerweg, Profiel
from accessibility.counting.bounds import Division
from accessibility.demand import students_of
from accessibility.demand.balancing import balance
from accessibility.demand.enrolment import enrolment_per_leerweg
from accessibility.demand.homes import homes_of
from accessibility.demand.inhabitants import inhabitants_of_age
from accessibility.demand.model_kinds import KINDS
from accessibility.demand.trips import sides_of
from accessibility.measures.nearest import nearest_offers
from accessibility.measures.shares import access
from accessibility.study import Study
from data.example import example_country
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.snapshot import Snapshot

PAIRS = [(name, Leerweg.GL) for name in ("PIE", "techniek", "Z&W")]
THIRTY = [(profiel.value, leerweg) for profiel in Profiel for leerweg in Leerweg]
SCALE_KM = 2.02
FEWEST = 20
"""Students of a cell whose share is worth comparing."""


def main() -> None:
    """Print all parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", type=Path)
    snapshot = read_snapshot(parser.parse_args().snapshot)
    students = students_of(snapshot, "gravity")
    print("# Kinds of demand model\n")
    print(f"{students.assumption}\n")
    _tell_rounds(snapshot)
    _tell_shares(snapshot, students)
    _tell_recovery()


def _tell_rounds(snapshot: Snapshot) -> None:
    """Print rounds and seconds of each kind over all third-years, to a millionth."""
    enrolment = enrolment_per_leerweg(snapshot.table("pupils"), all_schools=True)
    people = inhabitants_of_age(snapshot.table("inhabitants"), (10, 14))
    homes = homes_of(snapshot, people.pc4)
    sides = sides_of(snapshot, homes, people, enrolment)
    print(
        "| kind (all third-years as destinations) | rounds | seconds |\n|---|---|---|"
    )
    for kind in KINDS:
        if not kind.own_only:
            start = time.perf_counter()
            kernel = kind.kernel(sides.distance_km, SCALE_KM)
            done = balance(sides.people, sides.pupils, kernel, theta=kind.theta)
            spent = time.perf_counter() - start
            print(f"| {kind.name} | {done.rounds} | {spent:.1f} |")


def _tell_shares(snapshot: Snapshot, students: Students) -> None:
    """Print the share of gl pupils near an offer: estimate, kinds, with the margin."""
    reach = Study(snapshot).reach(students)
    nearest = nearest_offers(reach, snapshot.offers, pairs=PAIRS)
    runs = students.bounds.fillings["gl"]  # type: ignore[union-attr] # of gravity
    n = students.n_postcodes
    print(
        "\n| gl within 10 km | estimate | kinds | with the margin |\n|---|---|---|---|"
    )
    for k, (profiel, leerweg) in enumerate(PAIRS):
        near = students.reached_fraction(nearest.reached(10_000)[k])
        shares = 100 * (runs @ near) / runs.sum(axis=1)
        division = Division(near, np.zeros(n, np.int64), 1)
        ends = students.area_bounds(division, Denominator.LEERWEG, leerweg).share
        low, high = 100 * ends[:, 0]
        print(
            f"| {profiel} | {shares[0]:.1f} | {shares.min():.1f} - {shares.max():.1f} "
            f"| {low:.1f} - {high:.1f} |"
        )


def _tell_recovery() -> None:
    """Print in how many intervals of the example country the truth lies."""
    country = example_country()
    known = {name: students_of(country, name) for name in ("own", "gravity")}
    print("\n| example country | cells | truth inside | error |\n|---|---|---|---|")
    for per in (AreaKind.NL, AreaKind.PROVINCIE, AreaKind.GEMEENTE):
        true, found = (
            access(
                Study(country).reach(students),
                country.offers,
                students,
                denominator=Denominator.LEERWEG,
                per=per,
                pairs=THIRTY,
            )
            for students in known.values()
        )
        keys = ["area_code", "profiel", "leerweg"]
        both = true.merge(found, on=keys, suffixes=("_true", ""))
        both = both[both.students_true >= FEWEST]
        inside = both.share_true.between(both.share_low, both.share_high)
        off = 100 * (both.share - both.share_true).abs().mean()
        print(f"| {per.value} | {len(both)} | {inside.mean():.1%} | {off:.1f} points |")


if __name__ == "__main__":
    main()
