"""The roads of the example country: nodes, and edges with tags as OSM has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Delaunay

from accessibility.codes import ROAD_MODES, Mode
from accessibility.roads import network_from_tables
from data.example.crossings import bridges, ferries, motorways
from data.example.streets import street_junctions, streets_between

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork
    from accessibility.snapshot import Snapshot
    from data.inputs import Progress

SEED: Final = 20_231_002
EDGE_COLUMNS: Final = (
    "from_node", "to_node", "length_m", "highway", "oneway", "bicycle", "foot",
    "motor_vehicle", "bridge", "ferry_minutes",
)  # fmt: skip

_N_CITIES: Final = 28
_TOWN_PEOPLE: Final = 6_000
_TOWNS_APART_M: Final = 25_000.0
_TOWNS_AT_ONCE: Final = 40
# What a through road seems to be long, beside a street: traffic gathers on it.
_TAGS: Final = {Mode.CAR: "motor_vehicle", Mode.BIKE: "bicycle", Mode.WALK: "foot"}
_CAR_KMH: Final = {
    "motorway": 100.0,
    "motorway_link": 50.0,
    "primary": 70.0,
    "secondary": 55.0,
    "residential": 28.0,
}
_NO_BIKES: Final = ("motorway", "motorway_link")
_NO_CARS: Final = ("cycleway",)
_FERRY_WAIT_MIN: Final = 15.0


@dataclass(frozen=True)
class ExampleRoads:
    """Nodes and edges of a made-up road network, for all modes together.

    Parameters
    ----------
    nodes
        Columns `node_id`, `x_m`, `y_m` (EPSG:28992).
    edges
        The columns of `EDGE_COLUMNS`: tags as OpenStreetMap has them, `oneway` for
        cars, `ferry_minutes` missing where there is no ferry. An edge is at least as
        long as the straight line between its ends.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame

    def of_mode(
        self, mode: Mode, *, ferry_wait_min: float = _FERRY_WAIT_MIN
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the nodes, and the edges that a mode may use, with travel times.

        Parameters
        ----------
        mode
            Walking, cycling or by car.
        ferry_wait_min
            Minutes of waiting added to every crossing.

        Returns
        -------
        tuple
            Nodes; and edges with `from_node`, `to_node`, `length_m`, `time_s`,
            `oneway` and `is_street` (false on ferries, bridges and motorways: nobody
            lives there).
        """
        tag = _TAGS[mode.like]
        edges = self.edges[self.edges[tag]]
        one_speed = mode.record.kmh
        speed_kmh = (
            edges.highway.map(_CAR_KMH)
            if one_speed is None
            else pd.Series(one_speed, edges.index)
        )
        sailing_s = 60 * (edges.ferry_minutes + ferry_wait_min)
        afloat = edges.ferry_minutes.notna()
        return self.nodes, pd.DataFrame(
            {
                "from_node": edges.from_node,
                "to_node": edges.to_node,
                "length_m": edges.length_m,
                "time_s": sailing_s.where(afloat, edges.length_m / speed_kmh * 3.6),
                "oneway": edges.oneway & (mode.like is Mode.CAR),
                "is_street": ~(afloat | edges.bridge | edges.highway.isin(_NO_BIKES)),
            }
        ).reset_index(drop=True)


def example_roads(snapshot: Snapshot) -> ExampleRoads:
    """Make the roads of the example country: the same bytes every time.

    Parameters
    ----------
    snapshot
        The example country: its postcodes, their areas and inhabitants.

    Returns
    -------
    ExampleRoads
        About 110 000 nodes: streets within every postcode, through roads between
        towns, motorways between cities, bridges over the rivers far apart, and two
        ferries; the island is reached by ferry only.
    """
    rng = np.random.default_rng(SEED)
    cells = snapshot.table("pc4_areas")
    land = shapely.get_parts(shapely.coverage_union_all(cells.geometry.to_numpy()))
    land = land[np.argsort(-shapely.area(land))]
    people = _people(snapshot)
    junctions = street_junctions(snapshot.postcodes, cells, people, rng)
    xy = junctions[["x_m", "y_m"]].to_numpy()
    streets = streets_between(junctions, land, rng)
    per_junction = _shared_out(people, junctions.postcode_row.to_numpy())
    over = bridges(xy, _piece_of(xy, land), per_junction)
    joined = pd.concat([streets, over, ferries(xy)], ignore_index=True)
    towns = _town_rows(snapshot, people)
    joined["highway"] = _with_through_roads(joined, xy, towns)
    lanes, fast = motorways(xy[towns[:_N_CITIES]], xy, land)
    nodes = pd.DataFrame(np.concatenate([xy, lanes]), columns=["x_m", "y_m"])
    nodes.insert(0, "node_id", np.arange(len(nodes)))
    return ExampleRoads(nodes, _tagged(pd.concat([joined, fast], ignore_index=True)))


def _people(snapshot: Snapshot) -> NDArray[np.float64]:
    """Inhabitants per postcode, of all ages."""
    total = snapshot.table("inhabitants").groupby("pc4").inhabitants.sum()
    people: NDArray[np.float64] = total[snapshot.postcodes.pc4].to_numpy(np.float64)
    return people


def _shared_out(
    people: NDArray[np.float64], row: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Spread inhabitants over the junctions of their postcode."""
    spread: NDArray[np.float64] = (people / np.bincount(row))[row]
    return spread


def _piece_of(xy: NDArray[np.float64], land: NDArray[np.object_]) -> NDArray[np.int64]:
    """Row of the piece of land nearest to each junction."""
    tree = shapely.STRtree(land)
    nearest: NDArray[np.int64] = tree.nearest(shapely.points(xy))
    return nearest


def _town_rows(snapshot: Snapshot, people: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the most central postcode of every town, largest town first.

    Postcodes are the first junctions, so that these rows are nodes too.
    """
    places = pd.DataFrame({"plaats": snapshot.postcodes.plaats, "people": people})
    points = snapshot.postcodes.geometry
    groups = places.groupby("plaats").people.sum()
    large = groups[groups >= _TOWN_PEOPLE].sort_values(ascending=False, kind="stable")
    rows = []
    for plaats in large.index:
        own = np.flatnonzero((places.plaats == plaats).to_numpy())
        x_m, y_m = points.x.to_numpy()[own], points.y.to_numpy()[own]
        away_m = np.hypot(x_m - np.median(x_m), y_m - np.median(y_m))
        rows.append(own[np.argmin(away_m)])
    return np.array(rows)


def _with_through_roads(
    edges: pd.DataFrame, xy: NDArray[np.float64], towns: NDArray[np.int64]
) -> NDArray[np.object_]:
    """Make through roads of the shortest ways between neighbouring towns."""
    n_nodes = len(xy)
    ends = edges[["from_node", "to_node"]].to_numpy()
    is_path = (edges.highway == "cycleway").to_numpy()
    length_m = edges.length_m.to_numpy() * np.where(is_path, 3.0, 1.0)
    graph = coo_array((length_m, (ends[:, 0], ends[:, 1])), shape=(n_nodes, n_nodes))
    on_the_way = _walked(graph.tocsr(), xy, towns)
    mine = ends.min(axis=1) * n_nodes + ends.max(axis=1)
    is_through = np.isin(mine, on_the_way) & ~is_path
    highway = edges.highway.to_numpy(dtype=object)
    return np.where(is_through & (highway == "residential"), "secondary", highway)


def _walked(
    graph: coo_array, xy: NDArray[np.float64], towns: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the edges, as low x n + high, on shortest ways between towns."""
    n_nodes = len(xy)
    neighbours = _town_pairs(xy[towns])
    found = [np.empty(0, np.int64)]
    for first in range(0, len(towns), _TOWNS_AT_ONCE):
        some = np.arange(first, min(first + _TOWNS_AT_ONCE, len(towns)))
        _, before = dijkstra(
            graph,
            directed=False,
            indices=towns[some],
            return_predecessors=True,
            limit=_TOWNS_APART_M,
        )
        pairs = neighbours[np.isin(neighbours[:, 0], some)]
        tree, node = pairs[:, 0] - first, towns[pairs[:, 1]].astype(np.int64)
        while len(node):
            earlier = before[tree, node].astype(np.int64)
            on = earlier >= 0
            tree, node, earlier = tree[on], node[on], earlier[on]
            low, high = np.minimum(node, earlier), np.maximum(node, earlier)
            found.append(low * n_nodes + high)
            node = earlier
    return np.unique(np.concatenate(found))


def _town_pairs(xy: NDArray[np.float64]) -> NDArray[np.int64]:
    corners = Delaunay(xy).simplices
    sides = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    pairs: NDArray[np.int64] = np.unique(np.sort(sides, axis=1), axis=0)
    return pairs.astype(np.int64)


def _tagged(edges: pd.DataFrame) -> pd.DataFrame:
    """Add who may use what, as OpenStreetMap's access tags would say."""
    walkable = ~edges.highway.isin(_NO_BIKES)
    return edges.assign(
        highway=edges.highway.astype("str"),
        bicycle=walkable,
        foot=walkable,
        motor_vehicle=~edges.highway.isin(_NO_CARS)
        & edges.motor_vehicle.ne(other=False),
        bridge=edges.bridge.eq(other=True),
        length_m=edges.length_m.round(2),
    )[list(EDGE_COLUMNS)]


def example_network(roads: ExampleRoads, mode: Mode) -> RoadNetwork:
    """Return the road network of one mode over the example country's roads.

    Parameters
    ----------
    roads
        As `example_roads` makes them.
    mode
        Walking, cycling or by car.
    """
    return network_from_tables(*roads.of_mode(mode), mode=mode)


def with_roads(snapshot: Snapshot, progress: Progress | None = None) -> Snapshot:
    """Return the example country with a road network for each mode.

    Parameters
    ----------
    snapshot
        As `data.example.example_country` returns it.
    progress
        Called with what is being done, the steps done and the number of steps.
    """
    if progress is not None:
        progress("laying the example's roads", 1, 2)
    roads = example_roads(snapshot)
    networks = {mode: example_network(roads, mode) for mode in ROAD_MODES}
    dates = {**snapshot.manifest.dates, "network": snapshot.manifest.dates["areas"]}
    manifest = replace(snapshot.manifest, dates=dates)
    if progress is not None:
        progress("built the example country", 2, 2)
    return replace(snapshot, manifest=manifest, roads=networks)
