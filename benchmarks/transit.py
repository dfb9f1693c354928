"""Public transport at national size: reading a feed, one bell, the spread, nigiri.

    python -m benchmarks.transit [--stop-times 17600000]

The timetable is made: it has the size of the Dutch one, and says nothing about it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from accessibility.codes import BellRule
from accessibility.transit import Changes, Legs, Service, Ways, leads, timetable_of
from accessibility.transit.search import turned
from accessibility.transit.timetable import changes_of
from benchmarks.machine import forget_peak, memory_mb, timed, write_result
from benchmarks.synthetic_timetable import (
    BIKE_M_S,
    DETOUR,
    WALK_M_S,
    SyntheticTimetable,
    synthetic_timetable,
    write_gtfs,
)
from data.sources import SourceFile
from data.transit import transit_of

N_SCHOOLS, N_HOMES = 562, 4_067
ONE_BELL = BellRule(bells_s=(8 * 3600 + 1800,))
SEVEN_BELLS = BellRule()
MANY_BELLS = BellRule(bells_s=tuple(range(29_700, 31_501, 90)))
N_ASKED = 60
MEAN_CALLS = 16
ORACLE = Path(__file__).parents[1] / "tests" / "nigiri_oracle.py"


def main() -> None:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stop-times", type=int, default=17_600_000)
    parser.add_argument("--read", type=Path, help="Read this feed, and nothing else.")
    options = parser.parse_args()
    if options.read:
        _read(options.read)
        return
    made = synthetic_timetable(
        n_stops=20_426, n_lines=4_520, n_trips=38_666, hours=(5.0, 10.0)
    )
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            *_search_lines(made, Path(folder)),
            *_reading_lines(options.stop_times, Path(folder)),
        ]
    print("\n".join(lines))
    write_result("transit", "Public transport", lines)


def _places(made: SyntheticTimetable) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    schools, homes = (
        made.xy[rng.choice(len(made.xy), n)] + rng.normal(0, off_m, (n, 2))
        for n, off_m in ((N_SCHOOLS, 300), (N_HOMES, 800))
    )
    return schools, homes


def _search_lines(made: SyntheticTimetable, folder: Path) -> list[str]:
    schools, homes = _places(made)
    start = time.process_time()
    timetable = timetable_of(made.trips(), len(made.xy))
    arrays_s = time.process_time() - start
    changes = _changes(made)
    legs = made.near(homes, 2_500, BIKE_M_S), made.near(schools, 1_000, WALK_M_S)
    none = Legs(np.zeros(N_SCHOOLS + 1, np.int64), *(np.empty(0, np.int32),) * 2)
    status = np.zeros(N_HOMES, np.uint8)
    ways = Ways(turned(legs[0], len(made.xy)), legs[1], none, status)
    size = (
        f"A made morning: {timetable.n_patterns} patterns, "
        f"{timetable.n_trips.sum()} trips, {len(timetable.arrive_s)} stop times, "
        f"{len(made.xy)} stops, {len(changes.foot_s)} walks, {N_SCHOOLS} schools x "
        f"{N_HOMES} homes; patterns made in {arrays_s:.2f} CPU s. One thread, up to "
        "90 minutes:"
    )
    bells = [
        _row(Service(timetable, changes), ways, rule)
        for rule in (ONE_BELL, SEVEN_BELLS, MANY_BELLS)
    ]
    alone = changes_of(changes.change_s, *(np.empty(0, np.int32),) * 3)
    ours_s = _used(Service(timetable, alone), ways, ONE_BELL)[0] / N_SCHOOLS / N_HOMES
    theirs_s = _nigiri_s(made, folder, legs)
    beside = (
        f"nigiri, the same morning without walks between stops, {N_ASKED} pairs: "
        f"{1e3 * theirs_s:.1f} ms a pair for one latest departure (it searches "
        f"forward, so it is asked some twelve times); here {1e6 * ours_s:.2f} "
        f"microseconds a pair in the whole matrix: {theirs_s / ours_s:,.0f} times."
    )
    heads = ["| bells | CPU s | pairs found | peak MB more |", "|---|---|---|---|"]
    return [size, "", *heads, *bells, "", beside, ""]


def _changes(made: SyntheticTimetable) -> Changes:
    near = cKDTree(made.xy).query_pairs(400, output_type="ndarray").astype(np.int32)
    away_m = np.hypot(*(made.xy[near[:, 0]] - made.xy[near[:, 1]]).T)
    walk_s = np.ceil(away_m * DETOUR / WALK_M_S).astype(np.int32)
    both = np.concatenate([near, near[:, ::-1]])
    change_s = np.full(len(made.xy), 120, np.int32)
    return changes_of(change_s, both[:, 0], both[:, 1], np.tile(walk_s, 2))


def _used(service: Service, ways: Ways, rule: BellRule) -> tuple[float, int]:
    """Return CPU seconds, once compiled, and the pairs found."""
    leads(service, ways, ONE_BELL)
    start = time.process_time()
    found = leads(service, ways, rule)
    return time.process_time() - start, len(found.home)


def _row(service: Service, ways: Ways, rule: BellRule) -> str:
    forget_peak()
    before = memory_mb("VmRSS")
    used_s, n_pairs = _used(service, ways, rule)
    more = max(memory_mb("VmHWM") - before, 0)
    return f"| {len(rule.bells_s)} | {used_s:.2f} | {n_pairs} | {more:.0f} |"


def _nigiri_s(made: SyntheticTimetable, folder: Path, legs: tuple[Legs, Legs]) -> float:
    """Return seconds per pair: all pairs less the loading of the feed."""
    write_gtfs(made, folder / "morning")
    rng = np.random.default_rng(9)
    asked = [
        {
            "start": _ends(legs[0], int(rng.integers(N_HOMES))),
            "goal": _ends(legs[1], int(rng.integers(N_SCHOOLS))),
            "deadline": 8 * 3600 + 1500,
            "rides": 4,
            "horizon_s": 5_400,
        }
        for _ in range(N_ASKED)
    ]
    asked = [one for one in asked if one["start"] and one["goal"]]
    loading, whole = (_ask(folder / "morning", some) for some in (asked[:1], asked))
    return (whole - loading) / max(len(asked) - 1, 1)


def _ends(legs: Legs, row: int) -> list[tuple[str, int]]:
    some = slice(legs.ptr[row], legs.ptr[row + 1])
    pairs = zip(legs.other[some], legs.seconds[some], strict=True)
    return [(f"s{stop}", int(seconds)) for stop, seconds in pairs]


def _ask(feed: Path, questions: list[dict[str, Any]]) -> float:
    """Return the CPU seconds of a process that loads the feed and answers."""
    code = (
        "import resource, runpy, sys; sys.argv = sys.argv[1:]; "
        "runpy.run_path(sys.argv[0], run_name='__main__'); "
        "u = resource.getrusage(resource.RUSAGE_SELF); "
        "open(sys.argv[2] + '.cpu', 'w').write(str(u.ru_utime + u.ru_stime))"
    )
    out = feed.parent / "answers.json"
    subprocess.run(
        [sys.executable, "-c", code, str(ORACLE), str(feed), str(out)],
        input=json.dumps({"day": "20231003", "questions": questions}),
        check=True,
        capture_output=True,
        text=True,
    )
    return float(Path(f"{out}.cpu").read_text())


def _reading_lines(n_stop_times: int, folder: Path) -> list[str]:
    made = synthetic_timetable(
        n_stops=50_000,
        n_lines=9_000,
        n_trips=n_stop_times // 3 // MEAN_CALLS,
        hours=(5.0, 24.0),
    )
    written = write_gtfs(made, folder / "whole", n_services=3)
    size_mb = (folder / "whole" / "stop_times.txt").stat().st_size / 1e6
    run = timed(
        [sys.executable, "-m", "benchmarks.transit", "--read", str(folder / "whole")]
    )
    told = (
        f"Reading a made feed of {written / 1e6:.1f} million stop times "
        f"({size_mb:.0f} MB), a third of which run on the day, to patterns in memory: "
        f"{run.cpu_s:.1f} CPU s, {run.wall_s:.1f} s, {run.peak_mb:.0f} MB in all."
    )
    return [told, ""]


def _read(folder: Path) -> None:
    day, findings = transit_of([SourceFile("gtfs", folder, "2023-10-01")])
    print(day.date, len(day.timetable.arrive_s), *(f.what for f in findings))


if __name__ == "__main__":
    main()
