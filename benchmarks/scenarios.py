"""What-ifs on the schools of the Netherlands: one edit, and every closure.

Run with a snapshot of the whole country:

    python benchmarks/scenarios.py SNAPSHOT [--students inhabitants:10-14]

Writes benchmarks/results/scenarios.md: the effect of one edit against computing
everything again, in the same run, and the scan for single points of failure.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from accessibility.codes import AreaKind, Denominator
from accessibility.demand import students_of
from accessibility.effects import (
    access_changes,
    effect_base,
    effect_between,
    effect_of,
)
from accessibility.effects.fragile import (
    hanging,
    offer_closures,
    offer_pair_closures,
    pair_closures,
    vestiging_closures,
)
from accessibility.scenario import Scenario, apply, fresh_columns, start_of
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from benchmarks.machine import write_result
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.counting.students import Students
    from accessibility.effects import Effect, EffectBase
    from accessibility.snapshot import Snapshot

ROUNDS = 60


def median_ms(work: Callable[[int], object], rounds: int) -> tuple[float, float]:
    """Return median and 95th percentile of the time of some work, milliseconds."""
    times = []
    for i in range(rounds):
        before = time.perf_counter()
        work(i)
        times.append(1_000 * (time.perf_counter() - before))
    ranked = sorted(times)
    return statistics.median(ranked), ranked[int(0.95 * (len(ranked) - 1))]


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--students", default="inhabitants:10-14")
    options = parser.parse_args()
    snapshot = read_snapshot(options.snapshot)
    people = students_of(snapshot, options.students)
    base = base_of(snapshot, people)
    write_result(
        "scenarios",
        "What-ifs on the whole country",
        [
            *about(snapshot, base),
            "",
            *one_edit(snapshot, people, base),
            "",
            *scan(snapshot, base),
        ],
    )


def base_of(snapshot: Snapshot, people: Students) -> EffectBase:
    """Return the state before: straight line, 10 km, all 33 pairs."""
    reach = Study(snapshot).reach(people)
    return effect_base(reach, snapshot.offers, people, denominator=Denominator.COMMON)


def about(snapshot: Snapshot, base: EffectBase) -> list[str]:
    """Say how large the case is."""
    return [
        (
            f"Snapshot {snapshot.manifest.name}: "
            f"{len(snapshot.vestigingen)} vestigingen, "
            f"{len(snapshot.offers)} offers, {base.reach.n_points} student points, "
            f"{len(base.reach.point)} distances, {len(base.pairs)} pairs; "
            f"straight line, 10 km, students {base.students.method}."
        ),
    ]


def one_edit(snapshot: Snapshot, people: Students, base: EffectBase) -> list[str]:
    """Close one vestiging after another: by increments, and all anew."""
    start = start_of(snapshot)
    codes = sorted(set(snapshot.offers.brin6))

    def effect(i: int) -> Effect:
        code = codes[i * 7 % len(codes)]
        scenario = Scenario("x", snapshot.manifest.name, (CloseVestiging(code),))
        applied = apply(scenario, snapshot, start=start)
        fresh = fresh_columns(base.reach, applied, people.points)
        return effect_of(base, applied, fresh)

    def shares(i: int) -> object:
        found = effect(i)
        return [access_changes(found, per=k) for k in (AreaKind.NL, AreaKind.GEMEENTE)]

    def anew(i: int) -> object:
        code = codes[i * 7 % len(codes)]
        scenario = Scenario("x", snapshot.manifest.name, (CloseVestiging(code),))
        after = apply(scenario, snapshot, start=start).snapshot
        found = effect_between(base, base_of(after, people))
        return [access_changes(found, per=k) for k in (AreaKind.NL, AreaKind.GEMEENTE)]

    shares(0)
    rows = [
        ("effect of closing one vestiging, all pairs", median_ms(effect, ROUNDS)),
        ("the same with national and gemeente tables", median_ms(shares, ROUNDS)),
        ("everything computed again, same tables", median_ms(anew, 5)),
    ]
    lines = ["| work | median ms | 95th percentile ms |", "|---|---|---|"]
    lines += [f"| {name} | {m:.1f} | {p:.1f} |" for name, (m, p) in rows]
    ratio = rows[2][1][0] / rows[1][1][0]
    return [*lines, "", f"Ratio of the last two: {ratio:.0f}."]


def scan(snapshot: Snapshot, base: EffectBase) -> list[str]:
    """Find every single closure and every pair within a region."""
    sites = snapshot.vestigingen
    region = sites.sto_regio if sites.sto_regio.notna().any() else sites.rmc
    region_of = dict(zip(sites.brin6, region, strict=True))
    before = time.perf_counter()
    found = hanging(base)
    offers, single = offer_closures(base, found), vestiging_closures(base, found)
    pairs = pair_closures(base, found, region_of)
    two = offer_pair_closures(base, found, region_of)
    seconds = time.perf_counter() - before
    return [
        (
            f"Scan: {len(offers)} single offers, {len(single)} vestigingen with a "
            f"technical offer, {len(pairs)} pairs of them within a region, and "
            f"{len(two)} pairs of offers of the same profiel and leerweg within one: "
            f"{seconds:.2f} s in all."
        ),
    ]


if __name__ == "__main__":
    main()
