"""What choices about roads change: `python -m benchmarks.road_choices`.

Which of the default rules for bicycles part from those of the comparison with
Valhalla, and what the turn restrictions that Bereik does not model do to ways by car.
Needs BEREIK_REALDATA and the dependency group `conformance`. Writes
`benchmarks/results/road_choices.md`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Mode
from benchmarks.conformance import (
    CLOSE_M,
    CLOSE_SHARE,
    FILES,
    SEED,
)
from benchmarks.conformance_ways import our_ways, random_places
from benchmarks.machine import write_result
from benchmarks.valhalla_engine import METRES_PER_KM, Valhalla
from data.access import RoadRules
from data.osm import osm_network, read_osm

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIRS: Final = 200
RULES: Final = RoadRules(pushing=True, trunk=True)
CHOICES: Final = {
    "by default": RoadRules(),
    "pushed where one may walk": RoadRules(pushing=True),
    "ridden on trunk roads": RoadRules(trunk=True),
}


def rule_lines(folder: Path) -> list[str]:
    """Compare ways by bicycle under some rules with those that ask for both."""
    lines = [
        "## Default rules for bicycles",
        "",
        (
            "The comparison with Valhalla pushes bicycles and rides on trunk roads, as "
            f"Valhalla does; by default Bereik does neither. {PAIRS} random pairs: how "
            "many ways are within 2 % or 50 m of those with both, and how much longer "
            "they are on average."
        ),
        "",
        "| file | bicycles are | close | longer |",
        "|---|---|---|---|",
    ]
    for name in FILES:
        roads = read_osm(folder / f"{name}.osm.pbf")
        both = osm_network(roads, Mode.BIKE, rules=RULES)
        rng = np.random.default_rng(SEED)
        start, goal = (random_places(both, PAIRS, rng) for _ in range(2))
        known = our_ways(both, start, goal).metres
        for choice, rules in CHOICES.items():
            network = osm_network(roads, Mode.BIKE, rules=rules)
            told = our_ways(network, start, goal).metres
            longer = (told / known)[np.isfinite(told)].mean() - 1
            share = _share_close(told, known)
            lines.append(f"| {name} | {choice} | {share:.1%} | {longer:.1%} |")
    return lines


def turn_lines(folder: Path) -> list[str]:
    """Ask Valhalla for ways by car with turn restrictions obeyed and ignored."""
    name = FILES[-1]
    path = folder / f"{name}.osm.pbf"
    network = osm_network(read_osm(path), Mode.CAR, rules=RULES)
    rng = np.random.default_rng(SEED)
    start, goal = (random_places(network, PAIRS, rng) for _ in range(2))
    with tempfile.TemporaryDirectory() as tiles:
        obeyed, ignored = (
            _their_distances(Valhalla(path, Path(tiles), turns=turns), start, goal)
            for turns in (True, False)
        )
    differ = np.abs(obeyed - ignored) > 1
    return [
        "## Turn restrictions, by car",
        "",
        (
            f"Valhalla on {name}, {PAIRS} random pairs, shortest way by car, with turn "
            "restrictions obeyed and ignored: "
            f"{1 - _share_close(obeyed, ignored):.1%} of the ways differ by more than "
            f"2 % and 50 m, {differ.mean():.1%} by more than a metre; on average a way "
            f"becomes {np.nanmean(obeyed / ignored) - 1:.2%} longer. Bereik obeys "
            "those at a junction, and counts those over a way."
        ),
    ]


def _their_distances(
    engine: Valhalla, start: NDArray[np.float64], goal: NDArray[np.float64]
) -> NDArray[np.float64]:
    trips = [
        engine.route(tuple(a), tuple(b), Mode.CAR)
        for a, b in zip(start, goal, strict=True)
    ]
    return np.array(
        [
            np.nan if trip is None else trip["summary"]["length"] * METRES_PER_KM
            for trip in trips
        ]
    )


def _share_close(told: NDArray[np.float64], known: NDArray[np.float64]) -> float:
    # Pairs without a way either time count as alike.
    off = np.abs(np.nan_to_num(told, nan=-1.0) - np.nan_to_num(known, nan=-1.0))
    return float(((off <= CLOSE_SHARE * known) | (off <= CLOSE_M)).mean())


def main() -> None:
    """Measure, and write the page."""
    folder = Path(os.environ["BEREIK_REALDATA"]) / "osm"
    lines = [*rule_lines(folder), "", *turn_lines(folder)]
    path = write_result("road_choices", "What choices about roads change", lines)
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
