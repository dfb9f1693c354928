"""Two other opinions on real roads: `python -m benchmarks.conformance`.

The way between random places by Bereik, Valhalla and OSRM, from the same file: metres
of the shortest and minutes of the usual way, by Bereik's default rules and by those
that mean the same. Needs BEREIK_REALDATA and the dependency group `conformance`.
Writes `benchmarks/results/conformance.md`.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from pyproj import Transformer

from accessibility.codes import Mode, Unit
from accessibility.places import CRS84, Points
from accessibility.roads import distance_matrix, route, snap
from benchmarks.machine import write_result
from benchmarks.osrm_engine import Osrm
from benchmarks.road_differences import WayIndex
from benchmarks.valhalla_engine import METRES_PER_KM, Valhalla
from data.access import RULE_SETS, RoadRules
from data.osm import OsmRoads, osm_network, read_osm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork

    Ways = tuple[NDArray[np.float64], NDArray[np.float64]]

FILES: Final = ("liechtenstein-latest", "porto_portugal")
MODES: Final = (Mode.BIKE, Mode.WALK, Mode.CAR)
PAIRS: Final = 1_000
SEED: Final = 7
CLOSE_SHARE: Final = 0.02
CLOSE_M: Final = 50.0
CLOSE_TIME: Final = (0.05, 0.10)
GOAL: Final = 0.97
"""Share of pairs within 2 % or 50 m by the rules that mean the same."""
LARGEST: Final = 10
PERCENTILES: Final = (1, 5, 25, 50, 75, 95, 99)
_INTRO: Final = (
    "The way between random places on streets, Bereik against Valhalla and OSRM, from "
    "the same OpenStreetMap file. *Metres* are those of the shortest way of each, "
    f"*close* is within {CLOSE_SHARE:.0%} or {CLOSE_M:.0f} m, or no way by either. "
    "*Minutes* are those of each engine's usual, quickest way. Differences are Bereik "
    "minus the other, in % of the other. Rules `nl` are Bereik's defaults; `osrm` and "
    "`valhalla` mean what those engines mean."
)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both answers for random pairs on one file by one mode, and the largest explained.

    Infinite or NaN where there is no way.
    """

    name: str
    mode: Mode
    engine: str
    rules: str
    ours_m: NDArray[np.float64]
    theirs_m: NDArray[np.float64]
    ours_s: NDArray[np.float64]
    theirs_s: NDArray[np.float64]
    largest: list[str]

    @property
    def share_close(self) -> float:
        """Share of all pairs that are close in metres."""
        ours, theirs = self.ours_m, self.theirs_m
        off = np.abs(ours - theirs)
        both = np.isfinite(ours) & np.isfinite(theirs)
        close = both & ((off <= CLOSE_SHARE * theirs) | (off <= CLOSE_M))
        neither = ~np.isfinite(ours) & ~np.isfinite(theirs)
        return float((close | neither).mean())

    def share_timely(self, within: float) -> float:
        """Share of pairs with a way by both whose minutes differ by less than that."""
        both = np.isfinite(self.ours_s) & np.isfinite(self.theirs_s)
        off = np.abs(self.ours_s - self.theirs_s)[both]
        return float((off <= within * self.theirs_s[both]).mean())


def compare(folder: Path, name: str, mode: Mode, built: Path) -> Iterator[Comparison]:
    """Yield the comparisons of a mode on a file, engine by engine, rules by rules."""
    path = folder / f"{name}.osm.pbf"
    roads = read_osm(path)
    network = osm_network(roads, mode)
    rng = np.random.default_rng(SEED)
    start, goal = (random_places(network, PAIRS, rng) for _ in range(2))
    ours = {
        rules: our_ways(osm_network(roads, mode, rules=RULE_SETS[rules]), start, goal)
        for rules in RULE_SETS
    }
    engine = Valhalla(path, built / name)
    trips = [
        engine.route(tuple(a), tuple(b), mode) for a, b in zip(start, goal, strict=True)
    ]
    theirs = {
        "valhalla": (
            np.array([np.nan if t is None else _length_m(t) for t in trips]),
            np.array(
                [
                    engine.seconds(tuple(a), tuple(b), mode)
                    for a, b in zip(start, goal, strict=True)
                ]
            ),
        ),
        "osrm": _by_osrm(path, built / name, mode, (start, goal)),
    }
    for other, (metres, seconds) in theirs.items():
        for rules in ("nl", other):
            our_m, our_s = ours[rules]
            largest = (
                _largest(
                    roads, mode, RULE_SETS[rules], (start, goal), (our_m, metres), trips
                )
                if (other, rules) == ("valhalla", "valhalla")
                else []
            )
            yield Comparison(
                name, mode, other, rules, our_m, metres, our_s, seconds, largest
            )


def _by_osrm(path: Path, built: Path, mode: Mode, ends: Any) -> Ways:  # noqa: ANN401 - two arrays
    with Osrm(path, built, mode, shortest=True) as engine:
        metres, _ = engine.ways(*ends)
    with Osrm(path, built, mode, shortest=False) as engine:
        _, seconds = engine.ways(*ends)
    return metres, seconds


def _length_m(trip: dict[str, Any]) -> float:
    return float(trip["summary"]["length"]) * METRES_PER_KM


def random_places(
    network: RoadNetwork, n: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return places on streets of the largest part, by length; lon, lat."""
    usable = network.link_is_street & (network.link_component == 0)
    chance = network.link_length_cm * usable
    link = rng.choice(network.n_links, n, p=chance / chance.sum())
    vertex = rng.integers(network.vertex_ptr[link], network.vertex_ptr[link + 1] - 1)
    part = rng.random(n)
    x, y = (
        (values[vertex] * (1 - part) + values[vertex + 1] * part) / 100
        for values in (network.vertex_x_cm, network.vertex_y_cm)
    )
    to_degrees = Transformer.from_crs(network.epsg, CRS84, always_xy=True)
    # Six decimals: what goes over the wire.
    return np.round(np.column_stack(to_degrees.transform(x, y)), 6)


def _points(network: RoadNetwork, places: NDArray[np.float64]) -> Points:
    to_metres = Transformer.from_crs(CRS84, network.epsg, always_xy=True)
    x, y = to_metres.transform(*places.T)
    return Points(np.arange(len(x)).astype(np.str_), x, y, network.epsg)


def our_ways(
    network: RoadNetwork, start: NDArray[np.float64], goal: NDArray[np.float64]
) -> Ways:
    """Return metres of the shortest, seconds of the quickest way of each pair."""
    origins = snap(_points(network, start), network)
    goals = snap(_points(network, goal), network)
    none = np.iinfo(np.int32).max
    cm = distance_matrix(network, origins, goals).distance_cm.diagonal()
    ds = distance_matrix(network, origins, goals, unit=Unit.SECONDS).time_ds.diagonal()
    return np.where(cm == none, np.inf, cm / 100), np.where(ds == none, np.inf, ds / 10)


def our_distances(
    network: RoadNetwork, start: NDArray[np.float64], goal: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return metres from each place to the goal in the same row, infinite for none."""
    return our_ways(network, start, goal)[0]


def _largest(
    roads: OsmRoads,
    mode: Mode,
    rules: RoadRules,
    ends: Ways,
    metres: Ways,
    trips: list[dict[str, Any] | None],
) -> list[str]:
    """Return rows that walk the ten largest differences."""
    ours, theirs = metres
    gap = np.nan_to_num(np.abs(ours - theirs) / theirs, nan=np.inf, posinf=np.inf)
    network = osm_network(roads, mode, rules=rules)
    index = WayIndex(roads, mode, rules)
    return [
        _explained(
            index, network, (ends[0][i], ends[1][i]), (ours[i], theirs[i]), trips[i]
        )
        for i in np.argsort(-gap)[:LARGEST]
    ]


def _explained(
    index: WayIndex,
    network: RoadNetwork,
    pair: Ways,
    metres: tuple[float, float],
    trip: dict[str, Any] | None,
) -> str:
    """Return a row that says on which roads the two ways differ."""
    places = [snap(_points(network, place[None, :]), network) for place in pair]
    ours = route(network, *places)
    to_degrees = Transformer.from_crs(network.epsg, CRS84, always_xy=True)
    shape: list[tuple[float, float]] = []
    if ours is not None:
        shape = [*zip(*to_degrees.transform(ours.x_m, ours.y_m), strict=True)]
    why = index.difference(shape[1:-1], trip)
    start, goal = (f"{lat:.6f}, {lon:.6f}" for lon, lat in pair)
    return f"| {start} | {goal} | {metres[0]:.0f} | {metres[1]:.0f} | {why} |"


def report(comparisons: list[Comparison]) -> list[str]:
    """Return the page that `benchmarks/results/conformance.md` shows."""
    head = " | ".join(f"p{p}" for p in PERCENTILES)
    lines = [_INTRO, "", "## Metres", ""]
    lines.append(
        f"| file | mode | against | rules | close | no way: Bereik, other | {head} |"
    )
    lines.append("|---|---|---|---|---|---|" + "---|" * len(PERCENTILES))
    for c in comparisons:
        none = int((~np.isfinite(c.ours_m)).sum()), int(np.isnan(c.theirs_m).sum())
        lines.append(
            f"| {c.name} | {c.mode.value} | {c.engine} | {c.rules} | "
            f"{c.share_close:.1%} | {none[0]}, {none[1]} | "
            f"{_spread(c.ours_m, c.theirs_m)} |"
        )
    lines += ["", "## Minutes", ""]
    shares = " | ".join(f"within {share:.0%}" for share in CLOSE_TIME)
    lines.append(f"| file | mode | against | rules | {shares} | {head} |")
    lines.append("|---|---|---|---|---|---|" + "---|" * len(PERCENTILES))
    for c in comparisons:
        timely = " | ".join(f"{c.share_timely(share):.1%}" for share in CLOSE_TIME)
        lines.append(
            f"| {c.name} | {c.mode.value} | {c.engine} | {c.rules} | {timely} | "
            f"{_spread(c.ours_s, c.theirs_s)} |"
        )
    for c in comparisons:
        if c.largest:
            lines += [
                "",
                (
                    f"## The {LARGEST} largest differences: {c.name}, {c.mode.value}, "
                    f"against {c.engine}"
                ),
                "",
                "| from (lat, lon) | to | Bereik m | other m | roads of one only |",
                "|---|---|---|---|---|",
                *c.largest,
            ]
    return lines


def _spread(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> str:
    both = np.isfinite(ours) & np.isfinite(theirs) & (theirs > 0)
    percent = 100 * (ours - theirs)[both] / theirs[both]
    return " | ".join(f"{p:.1f}" for p in np.percentile(percent, PERCENTILES))


def main() -> list[Comparison]:
    """Compare on all files and modes, and write the page."""
    folder = Path(os.environ["BEREIK_REALDATA"]) / "osm"
    made: list[Comparison] = []
    with tempfile.TemporaryDirectory() as built:
        for name in FILES:
            for mode in MODES:
                made += compare(folder, name, mode, Path(built))
                write_result(
                    "conformance", "Second opinions on real roads", report(made)
                )
    return made


if __name__ == "__main__":
    print("\n".join(report(main())))
