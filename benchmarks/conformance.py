"""A second opinion on real roads: `python -m benchmarks.conformance`.

The shortest way between random places by Bereik and by Valhalla, from the same file,
with rules as alike as the two allow. Needs BEREIK_REALDATA and the dependency group
`conformance`. Writes `benchmarks/results/conformance.md`.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from pyproj import Transformer

from accessibility.codes import Mode
from accessibility.places import CRS84, Points
from accessibility.roads.distance_lists import distance_matrix
from accessibility.roads.door_to_door import route
from accessibility.roads.snapping import snap
from benchmarks.machine import write_result
from benchmarks.road_differences import WayIndex
from benchmarks.valhalla_engine import METRES_PER_KM, Valhalla
from data.osm import read_osm
from data.osm_network import osm_network
from data.osm_rules import RoadRules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.network import RoadNetwork

FILES: Final = ("liechtenstein-latest", "porto_portugal")
MODES: Final = (Mode.BIKE, Mode.CAR)
PAIRS: Final = 2_000
SEED: Final = 7
CLOSE_SHARE: Final = 0.02
CLOSE_M: Final = 50.0
GOAL: Final = 0.95
LARGEST: Final = 10
# As Valhalla goes by bicycle: it pushes, and uses trunk roads abroad.
RULES: Final = RoadRules(pushing=True, slow_on_trunks=True)
PERCENTILES: Final = (1, 5, 25, 50, 75, 95, 99)
_INTRO: Final = (
    "Shortest way between random places, Bereik against Valhalla, from the same "
    f"OpenStreetMap file. Goal: {GOAL:.0%} of pairs within {CLOSE_SHARE:.0%} or "
    f"{CLOSE_M:.0f} m. The difference is Bereik minus Valhalla, in % of that of "
    "Valhalla; its middle lies just below zero because Bereik measures in the "
    "metric system of the map (UTM here), Valhalla on the globe.\n\n"
    "Both go where the tags let them, with Valhalla's road hierarchy switched off. "
    "What remains has four causes: Valhalla obeys turn restrictions and does not "
    "turn round in the road, which Bereik does not model (road_choices.md tells how "
    "little that is); it avoids passing through "
    "roads for destination traffic only, Bereik does not; it may use a private road "
    "at either end, which Bereik holds closed; and where roads run side by side a "
    "place can be put on another one of them. The last column of the tables below "
    "names the roads that only one of the two used; where no tag there tells the "
    "difference, it is a turn."
)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both answers for random pairs on one file by one mode, and the largest explained.

    `ours_m` is infinite and `theirs_m` NaN where there is no way.
    """

    name: str
    mode: Mode
    ours_m: NDArray[np.float64]
    theirs_m: NDArray[np.float64]
    largest: list[str]

    @property
    def answered(self) -> NDArray[np.bool_]:
        """True for pairs that both found a way for."""
        return np.isfinite(self.ours_m) & np.isfinite(self.theirs_m)

    @property
    def share_close(self) -> float:
        """Share of all pairs within 2 % or 50 m, or without a way for both."""
        off = np.abs(self.ours_m - self.theirs_m)
        close = self.answered & (
            (off <= CLOSE_SHARE * self.theirs_m) | (off <= CLOSE_M)
        )
        neither = ~np.isfinite(self.ours_m) & ~np.isfinite(self.theirs_m)
        return float((close | neither).mean())


def compare(folder: Path, name: str, mode: Mode, tiles: Path, pairs: int) -> Comparison:
    """Ask both engines for the shortest way between random places on streets.

    Parameters
    ----------
    folder
        Where the OpenStreetMap files are.
    name
        Name of the file without its ending.
    mode
        By car or by bicycle.
    tiles
        Where Valhalla's own files are built.
    pairs
        Number of pairs.
    """
    path = folder / f"{name}.osm.pbf"
    roads = read_osm(path)
    network = osm_network(roads, mode, rules=RULES)
    engine = Valhalla(path, tiles / name)
    rng = np.random.default_rng(SEED)
    start, goal = (random_places(network, pairs, rng) for _ in range(2))
    ours = our_distances(network, start, goal)
    trips = [
        engine.route(tuple(a), tuple(b), mode) for a, b in zip(start, goal, strict=True)
    ]
    theirs = np.array([np.nan if t is None else _length_m(t) for t in trips])
    gap = np.nan_to_num(np.abs(ours - theirs) / theirs, nan=np.inf, posinf=np.inf)
    index = WayIndex(roads, mode, RULES)
    largest = [
        _explained(index, network, (start[i], goal[i]), (ours[i], theirs[i]), trips[i])
        for i in np.argsort(-gap)[:LARGEST]
    ]
    return Comparison(name, mode, ours, theirs, largest)


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


def our_distances(
    network: RoadNetwork, start: NDArray[np.float64], goal: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return metres from each place to the goal in the same row, infinite for none."""
    origins = snap(_points(network, start), network)
    goals = snap(_points(network, goal), network)
    cm = distance_matrix(network, origins, goals).distance_cm.diagonal()
    return np.where(cm == np.iinfo(np.int32).max, np.inf, cm / 100)


def _explained(
    index: WayIndex,
    network: RoadNetwork,
    pair: tuple[NDArray[np.float64], NDArray[np.float64]],
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
    lines = [
        _INTRO,
        "",
        f"| file | mode | pairs | close | no way: Bereik, Valhalla | {head} |",
        "|---|---|---|---|---|" + "---|" * len(PERCENTILES),
    ]
    for c in comparisons:
        percent = 100 * (c.ours_m - c.theirs_m)[c.answered] / c.theirs_m[c.answered]
        spread = " | ".join(f"{p:.2f}" for p in np.percentile(percent, PERCENTILES))
        lines.append(
            f"| {c.name} | {c.mode.value} | {len(c.ours_m)} | {c.share_close:.1%} | "
            f"{int(np.isinf(c.ours_m).sum())}, {int(np.isnan(c.theirs_m).sum())} | "
            f"{spread} |"
        )
    for c in comparisons:
        lines += [
            "",
            f"## The {LARGEST} largest differences: {c.name}, {c.mode.value}",
            "",
            "| from (lat, lon) | to | Bereik m | Valhalla m | roads used by one only |",
            "|---|---|---|---|---|",
            *c.largest,
        ]
    return lines


def main(pairs: int = PAIRS) -> list[Comparison]:
    """Compare on all files and modes, and write the page."""
    folder = Path(os.environ["BEREIK_REALDATA"]) / "osm"
    with tempfile.TemporaryDirectory() as tiles:
        made = [
            compare(folder, name, mode, Path(tiles), pairs)
            for name in FILES
            for mode in MODES
        ]
    path = write_result("conformance", "A second opinion on real roads", report(made))
    print(path.read_text(encoding="utf-8"))
    return made


if __name__ == "__main__":
    main()
