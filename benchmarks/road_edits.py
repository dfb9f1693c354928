"""What-ifs on roads at the size of the country.

    python -m benchmarks.road_edits SNAPSHOT [--nodes N] [--edits N]

Streets are made up around the postcodes of a snapshot, as many as the Netherlands has.
Roads anywhere among them are cut, closed and joined, one at a time: the effect is timed
against computing everything again, and compared with it to the last bit.
Writes benchmarks/results/road_edits.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Mode
from accessibility.effects import Effect, effect_between
from accessibility.places import points_of
from accessibility.questions import Question
from accessibility.roads import road_reach_table, spot_at
from accessibility.scenario import AddLink, CloseLink, Place, Scenario
from accessibility.study import Study
from benchmarks.machine import write_result
from benchmarks.synthetic_network import DUTCH_NODES, synthetic_roads
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from accessibility.codes import Unit
    from accessibility.counting import Students
    from accessibility.reach_table import ReachTable
    from accessibility.roads import RoadNetwork
    from accessibility.scenario import Edit
    from accessibility.snapshot import Snapshot

EDITS: Final = 30
COMPARED: Final = 2
"""Of each kind, how many are computed again as a whole."""
_KM: Final = 1_000.0


class Took(NamedTuple):
    """Milliseconds by the clock, and of both cores together."""

    wall_ms: float
    processor_ms: float


class Timed(NamedTuple):
    """The effects of edits of one kind: how long each took, and some as a whole."""

    kind: str
    quick: list[Took]
    whole: list[Took]
    pairs: int


def measured(
    snapshot: Snapshot, people: Students, mode: Mode, unit: Unit, limit: float
) -> ReachTable:
    """Measure over the roads of a snapshot, and keep nothing."""
    sites = points_of(snapshot.vestigingen, "brin6")
    network = snapshot.network(mode)
    return road_reach_table(network, people.points, sites, unit=unit, limit=limit)


def with_streets(snapshot: Snapshot, nodes: int) -> Snapshot:
    """Return a snapshot with made-up streets around its postcodes."""
    placed = snapshot.postcodes[snapshot.postcodes.geometry.notna()]
    roads = synthetic_roads(nodes, around=points_of(placed, "pc4"))
    return dataclasses.replace(
        snapshot, roads={Mode.BIKE: roads.network()}, folder=None
    )


def edits_of(network: RoadNetwork, n: int) -> dict[str, list[Edit]]:
    """Return edits anywhere on the roads, by kind."""
    rng = np.random.default_rng(4)
    links = rng.integers(0, network.n_links, (3, 9 * n))
    middles = (network.vertex_ptr[links] + network.vertex_ptr[links + 1] - 1) / 2

    def place(kind: int, k: int, away_m: float = 0.0) -> Place:
        at = middles[kind, k]
        x, y = (
            (column[int(at)] + column[int(np.ceil(at))]) / 200
            for column in (network.vertex_x_cm, network.vertex_y_cm)
        )
        return Place(float(x) + away_m, float(y))

    laid: list[Edit] = [
        AddLink(Mode.BIKE, place(2, k), end, 15 / 3.6)
        for k in range(9 * n)
        for end in [place(2, k, _KM)]
        if spot_at(network, end.x_m, end.y_m) is not None
    ]
    return {
        "a road cut on the spot": [
            CloseLink(Mode.BIKE, at=place(0, k)) for k in range(n)
        ],
        "200 m of road closed": [
            CloseLink(Mode.BIKE, at=place(1, k), metres=200.0) for k in range(n)
        ],
        "a straight link of 1 km laid": laid[:n],
    }


def timed(study: Study, question: Question, kind: str, edits: list[Edit]) -> Timed:
    """Time the effects of edits, and compare some with a whole computation."""
    quick: list[Took] = []
    whole: list[Took] = []
    pairs = 0
    for k, edit in enumerate(edits):
        scenario = Scenario(kind, study.snapshot.manifest.name, (edit,))
        effect, took = _timed(lambda s=scenario: study.effect(s, question))  # type: ignore[misc]  # bound now
        quick.append(took)
        pairs += len(effect.changes)
        if k < COMPARED:
            anew, took = _timed(lambda s=scenario: _whole(study, s, question))  # type: ignore[misc]  # bound now
            whole.append(took)
            _same(effect, anew)
    return Timed(kind, quick, whole, pairs)


def _timed(work: Callable[[], Effect]) -> tuple[Effect, Took]:
    wall, processor = time.perf_counter(), time.process_time()
    effect = work()
    took = time.perf_counter() - wall, time.process_time() - processor
    return effect, Took(*(1_000 * seconds for seconds in took))


def _whole(study: Study, scenario: Scenario, question: Question) -> Effect:
    base = study.effect_base(question)
    after = study.beside(study.applied(scenario).snapshot, everyone=base.students)
    return effect_between(base, after.effect_base(question))


def _same(quick: Effect, whole: Effect) -> None:
    """Check that two effects are one, point by point."""
    for one, other in zip(quick.changes, whole.changes, strict=True):
        for field in dataclasses.fields(one):
            both = getattr(one, field.name), getattr(other, field.name)
            if not np.array_equal(*both):
                message = f"{field.name} of pair {one.pair} differs"
                raise AssertionError(message)


def lines_of(network: RoadNetwork, study: Study, rows: list[Timed]) -> list[str]:
    """Return the page."""
    n_sites, n_edits = len(study.snapshot.vestigingen), len(rows[0].quick)
    lines = [
        (
            f"{network.n_nodes} junctions, {network.n_links} links, {n_sites} "
            f"vestigingen, by bicycle, 10 km, all profielen and leerwegen; {n_edits} "
            "edits of each kind at random places. The effect is everything a scenario "
            "tells: applied, measured, and compared with before. Milliseconds by the "
            "clock, on cores shared with other work, and of both cores together."
        ),
        "",
        (
            "| edit | median | 95th percentile | most | cores, median | cores, 95th | "
            "all anew | cores, all anew |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        wall, cores = (sorted(took[k] for took in row.quick) for k in range(2))
        tail = int(0.95 * (len(wall) - 1))
        anew = (statistics.median(took[k] for took in row.whole) for k in range(2))
        figures = (
            *(statistics.median(wall), wall[tail], wall[-1]),
            *(statistics.median(cores), cores[tail], *anew),
        )
        told = " | ".join(f"{figure:.0f}" for figure in figures)
        lines.append(f"| {row.kind} | {told} |")
    compared = sum(len(row.whole) for row in rows)
    pairs = sum(row.pairs for row in rows)
    return [
        *lines,
        "",
        (
            f"{compared} of these were computed again as a whole: the same to the last "
            f"bit. The edits changed {pairs} times the reach of a profiel in a leerweg."
        ),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and write `benchmarks/results/road_edits.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--nodes", type=int, default=DUTCH_NODES)
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--students", default="inhabitants:10-14")
    options = parser.parse_args(arguments)
    snapshot = with_streets(read_snapshot(options.snapshot), options.nodes)
    study = Study(snapshot, road_reach=measured)
    question = Question(mode=Mode.BIKE, within=(10_000.0,), students=options.students)
    network = snapshot.network(Mode.BIKE)
    kinds = edits_of(network, options.edits)
    # Once to make ready what every edit starts from.
    first = Scenario("x", snapshot.manifest.name, tuple(next(iter(kinds.values()))[:1]))
    study.effect(first, question)
    rows = [timed(study, question, kind, edits) for kind, edits in kinds.items()]
    path = write_result(
        "road_edits", "What-ifs on roads", lines_of(network, study, rows)
    )
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
