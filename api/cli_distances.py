"""`bereik distances`: ways over the road between two lists of points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np
import typer

from accessibility.codes import Mode, Unit
from accessibility.errors import DataError, UsageError
from accessibility.roads import distances as measured
from accessibility.roads import uncertain_pairs
from api.road_choice import (
    At,
    Ferries,
    FerryWait,
    Pushing,
    Rules,
    SignalSeconds,
    Speed,
    Trunk,
    WalkOnCycleways,
    chosen,
    tell_roads,
)
from data.exports import text_of, write_table
from data.osm import osm_network, read_osm, road_lines
from data.osmnx_graphs import network_from_graphml
from data.point_lists import in_metres, metric_system, read_places
from data.road_options import rules_of
from data.roads import GRAPHML
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork

_LIST_ENDINGS: Final = (".csv", ".parquet")

Roads = Annotated[
    Path,
    typer.Argument(help="OpenStreetMap (.osm.pbf), osmnx (.graphml), or a snapshot."),
]


def distances(
    roads: Roads,
    *,
    origins: Annotated[Path, typer.Option(help="CSV with id, lon, lat.")],
    destinations: Annotated[Path, typer.Option(help="CSV with id, lon, lat.")],
    mode: Annotated[Mode, typer.Option(help="bike, walk or car.")] = Mode.BIKE,
    cost: Annotated[Unit, typer.Option(help="What is minimised.")] = Unit.METRES,
    limit: Annotated[
        float | None,
        typer.Option(
            help="Largest cost looked for, in that unit.", show_default="none"
        ),
    ] = None,
    crs: Annotated[
        int | None,
        typer.Option(help="EPSG code of a system in metres.", show_default="by place"),
    ] = None,
    rules: Rules = None,
    pushing: Pushing = None,
    trunk: Trunk = None,
    walk_on_cycleways: WalkOnCycleways = None,
    at: At = None,
    ferries: Ferries = None,
    ferry_wait_min: FerryWait = None,
    signal_s: SignalSeconds = None,
    kmh: Speed = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="CSV or .parquet to write.")
    ] = None,
) -> None:
    """Measure the way over the road between two lists of points, pair by pair.

    For example:

      bereik distances porto.osm.pbf --origins homes.csv --destinations schools.csv
      --mode bike --cost m -o distances.csv

      bereik distances porto.osm.pbf --origins homes.csv --destinations schools.csv
      --mode bike --pushing --at "2026-06-13 14:00"
    """
    _check(mode, limit, output)
    given = rules, pushing, trunk, walk_on_cycleways, at, ferries, ferry_wait_min
    choices = chosen(mode, *given, signal_s, kmh)
    homes, sites = read_places(origins), read_places(destinations)
    network = network_of(roads, mode, crs or metric_system(homes, sites), choices)
    ends = in_metres(homes, network.epsg), in_metres(sites, network.epsg)
    most = np.inf if limit is None else limit
    table = measured(network, *ends, unit=cost, limit=most)
    if cost is Unit.METRES:
        tell_edge(uncertain_pairs(network, *ends, table.distance_m, limit=most))
    _hand_over(table, output)


def _hand_over(table: pd.DataFrame, output: Path | None) -> None:
    if output is None:
        typer.echo(text_of(table, "csv", {}), nl=False)
        return
    kind = "parquet" if output.suffix == ".parquet" else "csv"
    write_table(table, output, file_format=kind, about={})
    typer.echo(f"{output}: {len(table)} pairs", err=True)


def _check(mode: Mode, limit: float | None, output: Path | None) -> None:
    """Refuse before the work what could only fail after it."""
    if mode is Mode.STRAIGHT:
        message = "distances are measured over the road: --mode bike, walk or car"
        raise UsageError(message)
    if limit is not None and not limit > 0:
        message = f"--limit must be a number above 0, not {limit:g}"
        raise UsageError(message)
    if output is not None and output.suffix not in _LIST_ENDINGS:
        message = f"--output must end in {' or '.join(_LIST_ENDINGS)}, not {output}"
        raise UsageError(message)


def tell_edge(marked: NDArray[np.bool_]) -> None:
    """Say how many pairs roads beyond the edge of the file could change."""
    if marked.any():
        typer.echo(
            f"note: {int(marked.sum())} of {len(marked)} pairs lie so near the edge of "
            "the road file that a shorter way may lead outside it; a file of a larger "
            "region settles them",
            err=True,
        )


def network_of(
    roads: Path, mode: Mode, epsg: int, choices: Mapping[str, Any]
) -> RoadNetwork:
    """Return the network of a mode from an OpenStreetMap file or a snapshot.

    Raises
    ------
    DataError
        If there is no such file, or it is neither.
    UsageError
        If choices are made about roads that were read before.
    """
    if choices and (roads.is_dir() or roads.suffix == GRAPHML):
        message = (
            f"{', '.join(choices)}: choices about roads are made when an OpenStreetMap "
            f"file is read, and {roads} holds roads that were read before"
        )
        raise UsageError(message)
    if roads.is_dir():
        return read_snapshot(roads).network(mode)
    if not roads.exists():
        message = f"{roads}: there is no such file or folder"
        raise DataError(message)
    if roads.suffix == GRAPHML:
        return network_from_graphml(roads, mode=mode, epsg=epsg)
    read, rules = read_osm(roads), rules_of(choices, mode)
    tell_roads(road_lines(read, rules))
    return osm_network(read, mode, rules=rules, epsg=epsg)
