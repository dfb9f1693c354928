"""Two other opinions on real roads: `python -m benchmarks.conformance [PART ...]`.

The way between random places by Bereik, Valhalla and OSRM, from the same file: metres
of the shortest and minutes of the usual way, by Bereik's default rules and by those
that mean the same. Needs BEREIK_REALDATA and the dependency group `conformance`. A part
is a file and a mode, `porto_portugal-bike`; all if none is named. `BEREIK_CONFORMANCE`
names a folder in which parts are kept, so that the page is of all that were measured.
Writes `benchmarks/results/conformance.md`.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Mode
from benchmarks.conformance_page import report
from benchmarks.conformance_ways import our_shape, our_ways, shared_places
from benchmarks.machine import write_result
from benchmarks.osrm_engine import Osrm
from benchmarks.road_differences import WayIndex
from benchmarks.valhalla_engine import Valhalla
from data.access import RULE_SETS
from data.osm import osm_network, read_osm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork
    from benchmarks.conformance_ways import Ways

    Ends = tuple[NDArray[np.float64], NDArray[np.float64]]

FILES: Final = ("liechtenstein-latest", "porto_portugal")
MODES: Final = (Mode.BIKE, Mode.WALK, Mode.CAR)
PAIRS: Final = 1_000
SEED: Final = 7
CLOSE_SHARE: Final = 0.02
CLOSE_M: Final = 50.0
GOAL: Final = 0.97
"""Share of pairs within 2 % or 50 m by the rules that mean the same."""
LARGEST: Final = 10


class Difference(NamedTuple):
    """One pair on which two engines differ, and the roads that only one of them uses.

    Parameters
    ----------
    start, goal
        Longitude and latitude.
    ours_m, theirs_m
        Metres of each way.
    why
        Roads of one only, in Markdown.
    """

    start: NDArray[np.float64]
    goal: NDArray[np.float64]
    ours_m: float
    theirs_m: float
    why: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both answers for random pairs on one file by one mode, and the largest explained.

    Infinite or NaN where there is no way.
    """

    name: str
    mode: Mode
    engine: str
    rules: str
    ours: Ways
    theirs: Ways
    largest: list[Difference] = field(default_factory=list)

    @property
    def is_alike(self) -> bool:
        """True if the rules mean what the engine means."""
        return self.rules == self.engine

    @property
    def share_close(self) -> float:
        """Share of all pairs that are close in metres."""
        ours, theirs = self.ours.metres, self.theirs.metres
        off = np.abs(ours - theirs)
        both = np.isfinite(ours) & np.isfinite(theirs)
        close = both & ((off <= CLOSE_SHARE * theirs) | (off <= CLOSE_M))
        neither = ~np.isfinite(ours) & ~np.isfinite(theirs)
        return float((close | neither).mean())

    def share_timely(self, within: float) -> float:
        """Share of pairs with a way by both whose minutes differ by less than that."""
        ours, theirs = self.ours.seconds, self.theirs.seconds
        both = np.isfinite(ours) & np.isfinite(theirs)
        off = np.abs(ours - theirs)[both]
        return float((off <= within * theirs[both]).mean())


def compare(folder: Path, name: str, mode: Mode, built: Path) -> Iterator[Comparison]:
    """Yield the comparisons of a mode on a file, engine by engine, rules by rules."""
    path = folder / f"{name}.osm.pbf"
    roads = read_osm(path)
    networks = {
        rules: osm_network(roads, mode, rules=RULE_SETS[rules]) for rules in RULE_SETS
    }
    rng = np.random.default_rng(SEED)
    start, goal = (shared_places([*networks.values()], PAIRS, rng) for _ in range(2))
    ours = {rules: our_ways(networks[rules], start, goal) for rules in RULE_SETS}
    theirs = {
        "valhalla": Valhalla(path, built / name).ways(start, goal, mode),
        "osrm": _by_osrm(path, built / name, mode, (start, goal)),
    }
    for engine, found in theirs.items():
        for rules in ("nl", engine):
            yield Comparison(
                name,
                mode,
                engine,
                rules,
                ours[rules],
                found,
                _largest(
                    WayIndex(roads, mode, RULE_SETS[rules], engine),
                    networks[rules],
                    (start, goal),
                    (ours[rules], found),
                )
                if rules == engine
                else [],
            )


def _by_osrm(path: Path, built: Path, mode: Mode, ends: Ends) -> Ways:
    """Return the shortest ways of OSRM, and the seconds of those it likes best."""
    with Osrm(path, built, mode, shortest=True) as engine:
        shortest = engine.ways(*ends)
    with Osrm(path, built, mode, shortest=False) as engine:
        usual = engine.ways(*ends)
    return shortest._replace(seconds=usual.seconds)


def _largest(
    index: WayIndex, network: RoadNetwork, ends: Ends, both: tuple[Ways, Ways]
) -> list[Difference]:
    """Walk the largest differences in metres."""
    ours, theirs = both
    gap = np.abs(ours.metres - theirs.metres) / theirs.metres
    order = np.argsort(-np.nan_to_num(gap, nan=np.inf, posinf=np.inf))
    return [
        Difference(
            ends[0][i],
            ends[1][i],
            float(ours.metres[i]),
            float(theirs.metres[i]),
            index.difference(
                our_shape(network, (ends[0][i], ends[1][i])), theirs.shapes[i]
            ),
        )
        for i in order[:LARGEST].tolist()
    ]


def main(chosen: Sequence[str] = ()) -> list[Comparison]:
    """Compare on some files and modes, all if none is named, and write the page."""
    folder = Path(os.environ["BEREIK_REALDATA"]) / "osm"
    parts = {f"{name}-{mode.value}": (name, mode) for name in FILES for mode in MODES}
    made: dict[str, list[Comparison]] = {}
    with tempfile.TemporaryDirectory() as built:
        kept = Path(os.environ.get("BEREIK_CONFORMANCE", built))
        for part, (name, mode) in parts.items():
            path = kept / f"{part}.pickle"
            if not chosen or part in chosen:
                made[part] = [*compare(folder, name, mode, Path(built))]
                path.write_bytes(pickle.dumps(made[part]))
            elif path.exists():
                made[part] = pickle.loads(path.read_bytes())  # noqa: S301 - our own
            every = [one for found in made.values() for one in found]
            if every:
                title = "Second opinions on real roads"
                write_result("conformance", title, report(every))
    return every


if __name__ == "__main__":
    print("\n".join(report(main(sys.argv[1:]))))
