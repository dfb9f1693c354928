"""Roads of a snapshot: from an OpenStreetMap file, and the reach tables over them.

The readers of roads and the compiled search take seconds to import. Commands that ask
for a straight line must not wait for them, so they are imported where they are used.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import ROAD_MODES, Mode, Unit
from accessibility.errors import DataError, TableError
from accessibility.places import RD_NEW, points_of
from accessibility.reach_table import CM_PER_M
from data.readings import finding
from data.road_options import option_faults, rules_of, strip_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from accessibility.counting import Students
    from accessibility.places import Points
    from accessibility.reach_table import ReachTable
    from accessibility.roads import RoadNetwork
    from accessibility.snapshot import Finding, Snapshot
    from data.sources import SourceFile

    Say = Callable[[str], None]

REACH: Final = "reach"
GRAPHML: Final = ".graphml"
_FARTHEST_M: Final = 50_000.0
"""A network whose box lies farther than this from every school is of another place."""

_TOLD_EVERY: Final = 50_000_000
"""Bytes of a road file after which is told how far its reading is."""
_MB: Final = 1e6


def silent(_text: str) -> None:
    """Tell nobody."""


def roads_of(
    file: SourceFile, say: Say = silent
) -> tuple[dict[Mode, RoadNetwork], list[Finding]]:
    """Read the road networks of an OpenStreetMap file or an osmnx graph, in RD New.

    `options.modes` names the modes (all by default); the others are those of
    `data.road_options`.

    Parameters
    ----------
    file
        What to read.
    say
        Called with what is done next, and how far into the file it is.

    Raises
    ------
    DataError
        If the file is no OpenStreetMap file, is cut short, or holds no roads.
    TableError
        If an option has a wrong value.
    """
    options = _checked(file)
    modes = tuple(Mode(text) for text in options.get("modes", ROAD_MODES))
    if file.path.suffix == GRAPHML:
        from data.osmnx_graphs import network_from_graphml

        networks = {
            mode: network_from_graphml(file.path, mode=mode, epsg=RD_NEW)
            for mode in modes
        }
        told: list[Finding] = []
    else:
        networks, told = _of_osm(file, modes, options, say)
    lines = [
        finding("roads", "read", len(net.node_x_cm), f"junctions of {mode.value} roads")
        for mode, net in networks.items()
    ]
    return networks, [*lines, *told]


def _of_osm(
    file: SourceFile, modes: tuple[Mode, ...], options: Mapping[str, Any], say: Say
) -> tuple[dict[Mode, RoadNetwork], list[Finding]]:
    """Return the networks of an OpenStreetMap file, and what was found in it."""
    from data.osm import osm_network, read_osm, road_lines

    said = in_megabytes(file.path.name, say)
    roads = read_osm(file.path, strip=strip_of(options), progress=said)
    rules = {mode: rules_of(options, mode) for mode in modes}
    networks = {}
    for mode in modes:
        say(f"making the roads for {mode.value}")
        networks[mode] = osm_network(roads, mode, rules=rules[mode], epsg=RD_NEW)
    told = road_lines(roads, next(iter(rules.values())))
    return networks, [finding("roads", *line) for line in told]


def in_megabytes(name: str, say: Say) -> Callable[[int, int], None]:
    """Return a progress that says from time to time how far a file has been read.

    Parameters
    ----------
    name
        Of the file.
    say
        Called with a text.

    Examples
    --------
    >>> tell = in_megabytes("nl.osm.pbf", print)
    >>> for done in (1_000, 60_000_000, 70_000_000, 120_000_000):
    ...     tell(done, 120_000_000)
    reading roads of nl.osm.pbf: 60 of 120 MB
    reading roads of nl.osm.pbf: 120 of 120 MB
    """
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done - told >= _TOLD_EVERY:
            told = done
            say(f"reading roads of {name}: {done / _MB:.0f} of {total / _MB:.0f} MB")

    return tell


def _checked(file: SourceFile) -> Mapping[str, Any]:
    known = [mode.value for mode in ROAD_MODES]
    faults = [
        f"options.modes: {mode!r} is not one of {', '.join(known)}"
        for mode in file.options.get("modes", known)
        if mode not in known
    ]
    faults += option_faults(file.options)
    if faults:
        raise TableError(str(file.path), faults)
    return file.options


def check_near(networks: Mapping[Mode, RoadNetwork], snapshot: Snapshot) -> None:
    """Refuse roads of another place than the schools.

    Raises
    ------
    DataError
        If no vestiging lies in or near the box around a network.
    """
    sites = points_of(snapshot.vestigingen, "brin6")
    for mode, network in networks.items():
        x_m, y_m = network.node_x_cm / CM_PER_M, network.node_y_cm / CM_PER_M
        near = (
            (sites.x_m > x_m.min() - _FARTHEST_M)
            & (sites.x_m < x_m.max() + _FARTHEST_M)
            & (sites.y_m > y_m.min() - _FARTHEST_M)
            & (sites.y_m < y_m.max() + _FARTHEST_M)
        )
        if not near.any():
            message = (
                f"the roads for {mode.value} lie far from every vestiging: is the OSM "
                "file of another country?"
            )
            raise DataError(message)


def road_reach(
    snapshot: Snapshot, students: Students, mode: Mode, unit: Unit, limit: float
) -> ReachTable:
    """Return the reach table over the road of a snapshot, kept beside it on disk.

    It is computed once per network, points, vestigingen, unit and limit, stored under
    the fingerprint of those, and mapped into memory. Where the snapshot's folder
    cannot be written, or it has none, the table is computed and not kept.

    Raises
    ------
    MissingDataError
        If the snapshot holds no roads for the mode.
    """
    from accessibility.roads import road_reach_table

    network = snapshot.network(mode)
    sites = points_of(snapshot.vestigingen, "brin6")
    points = students.points

    def compute() -> ReachTable:
        return road_reach_table(network, points, sites, unit=unit, limit=limit)

    place = reach_place(snapshot, points, mode, unit, limit)
    return compute() if place is None else _kept(place.parent, place.name, compute)


def reach_place(
    snapshot: Snapshot, points: Points, mode: Mode, unit: Unit, limit: float
) -> Path | None:
    """Return where the reach table over the road from some points is kept.

    None for a snapshot that lies in no folder.

    Raises
    ------
    MissingDataError
        If the snapshot holds no roads for the mode.
    """
    from accessibility.roads import DEFAULT_SNAP
    from data.network_store import network_digest
    from data.reach_store import reach_key

    if snapshot.folder is None:
        return None
    key = reach_key(
        network_digest(snapshot.network(mode)),
        points,
        points_of(snapshot.vestigingen, "brin6"),
        unit=unit,
        limit=limit,
        rule=DEFAULT_SNAP,
    )
    return snapshot.folder / REACH / key


def _kept(folder: Path, key: str, compute: Any) -> ReachTable:  # noqa: ANN401 - a call
    from data.reach_store import stored_reach

    try:
        return stored_reach(folder, key, compute)
    except OSError:
        # A read-only or full disk costs time, not the answer.
        table: ReachTable = compute()
        return table
