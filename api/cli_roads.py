"""`bereik distances` and `bereik compare`: ways over the road, beside the crow's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
import pandas as pd
import typer

from accessibility.codes import (
    PROFIEL_CHOICES,
    AreaKind,
    Denominator,
    Leerweg,
    Mode,
    Unit,
    profielen_of,
)
from accessibility.counting import concealed
from accessibility.errors import DataError, UsageError
from accessibility.measures import (
    all_pairs,
    detour_factors,
    detours_per_area,
    flips,
    nearest_offers,
)
from accessibility.questions import EXAMPLE_LABEL, area_names, reach_for
from accessibility.roads import distances as measured
from accessibility.roads import uncertain_pairs
from api.demand_choice import students_by_choice
from api.options import (
    DemandModel,
    Division,
    Format,
    Leerwegen,
    OfWhom,
    Output,
    Profielen,
    Smallest,
    SnapshotFolder,
    numbers_of,
)
from api.terminal import print_footnotes, print_table
from data.exports import FORMATS, text_of, write_table
from data.osm import read_osm
from data.osm_network import osm_network
from data.osmnx_graphs import network_from_graphml
from data.point_lists import in_metres, metric_system, read_places
from data.roads import GRAPHML, road_tables
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.reach_table import ReachTable
    from accessibility.roads import RoadNetwork
    from accessibility.snapshot import Snapshot

_TWO: Final = 2
_LIST_ENDINGS: Final = (".csv", ".parquet")
_SHOWN_FLIPS: Final = 25
_NUMBERS: Final = ("postcodes", "students", "pairs", "p10", "p25", "p50", "p75", "p90")


def distances(
    roads: Annotated[
        Path,
        typer.Argument(
            help="OpenStreetMap (.osm.pbf), osmnx (.graphml), or a snapshot."
        ),
    ],
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
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="CSV or .parquet to write.")
    ] = None,
) -> None:
    """Measure the way over the road between two lists of points, pair by pair.

    For example:

      bereik distances porto.osm.pbf --origins homes.csv --destinations schools.csv
      --mode bike --cost m -o distances.csv
    """
    if mode is Mode.STRAIGHT:
        message = "distances are measured over the road: --mode bike, walk or car"
        raise UsageError(message)
    if limit is not None and not limit > 0:
        message = f"--limit must be a number above 0, not {limit:g}"
        raise UsageError(message)
    if output is not None and output.suffix not in _LIST_ENDINGS:
        message = f"--output must end in {' or '.join(_LIST_ENDINGS)}, not {output}"
        raise UsageError(message)
    homes, sites = read_places(origins), read_places(destinations)
    network = network_of(roads, mode, crs or metric_system(homes, sites))
    ends = in_metres(homes, network.epsg), in_metres(sites, network.epsg)
    most = np.inf if limit is None else limit
    table = measured(network, *ends, unit=cost, limit=most)
    if cost is Unit.METRES:
        tell_edge(uncertain_pairs(network, *ends, table.distance_m, limit=most))
    if output is None:
        typer.echo(text_of(table, "csv", {}), nl=False)
        return
    kind = "parquet" if output.suffix == ".parquet" else "csv"
    write_table(table, output, file_format=kind, about={})
    typer.echo(f"{output}: {len(table)} pairs", err=True)


def tell_edge(marked: NDArray[np.bool_]) -> None:
    """Say how many pairs roads beyond the edge of the file could change."""
    if marked.any():
        typer.echo(
            f"note: {int(marked.sum())} of {len(marked)} pairs lie so near the edge of "
            "the road file that a shorter way may lead outside it; a file of a larger "
            "region settles them",
            err=True,
        )


def network_of(roads: Path, mode: Mode, epsg: int) -> RoadNetwork:
    """Return the network of a mode from an OpenStreetMap file or a snapshot.

    Raises
    ------
    DataError
        If there is no such file, or it is neither.
    """
    if roads.is_dir():
        return read_snapshot(roads).network(mode)
    if not roads.exists():
        message = f"{roads}: there is no such file or folder"
        raise DataError(message)
    if roads.suffix == GRAPHML:
        return network_from_graphml(roads, mode=mode, epsg=epsg)
    return osm_network(read_osm(roads), mode, epsg=epsg)


def compare(
    snapshot: SnapshotFolder,
    *,
    modes: Annotated[
        str, typer.Option(help="Two modes, the first as the base.")
    ] = "straight,bike",
    within: Annotated[float, typer.Option(help="Threshold in metres.")] = 10_000.0,
    denominator: OfWhom = Denominator.COMMON,
    students: DemandModel = "auto",
    smallest: Smallest = None,
    area: Division = AreaKind.PROVINCIE,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    file_format: Format = "table",
    output: Output = None,
) -> None:
    """List the postcodes that flip between two modes, and the detours per area.

    A postcode flips if an offer lies within the threshold by one mode and not by the
    other. The table on screen sums them per profiel and leerweg; a file lists them.

    For example:

      bereik compare demo/land --modes straight,bike --profiel PIE --leerweg gl

      bereik compare demo/land --modes straight,car --format csv -o flips.csv
    """
    base, other = modes_of(modes)
    profielen = tuple(profiel or PROFIEL_CHOICES)
    for choice in profielen:
        profielen_of(choice)
    land = read_snapshot(snapshot)
    whole = denominator is Denominator.COMMON
    who = students_by_choice(land, students, whole=whole, smallest=smallest)
    tables = [_table(land, who, mode, within) for mode in (base, other)]
    pairs = all_pairs(profielen, leerweg or Leerweg)
    first, second = (nearest_offers(t, land.offers, pairs=pairs) for t in tables)
    flipped = flips(first, second, who, within=within, denominator=denominator)
    flipped = concealed(flipped, threshold=who.rounded_to)
    about = {"snapshot": land.manifest.name, "modes": f"{base.value},{other.value}"}
    if land.manifest.example:
        about["label"] = EXAMPLE_LABEL
    if output is not None:
        kind = "csv" if file_format == "table" else file_format
        write_table(flipped, output, file_format=kind, about=about)
        typer.echo(f"{output}: {len(flipped)} postcodes x pairs flip", err=True)
    elif file_format in FORMATS:
        typer.echo(text_of(flipped, file_format, about), nl=False)
    else:
        print_flips(flipped, land, (base, other), within)
        if Mode.STRAIGHT in (base, other):
            road = other if base is Mode.STRAIGHT else base
            print_detours(land, who, road, area)
        print_footnotes(land.manifest.dates, (), example=land.manifest.example)


def modes_of(text: str) -> tuple[Mode, Mode]:
    """Return the two modes of a text such as `straight,bike`.

    Raises
    ------
    UsageError
        If there are not two different ones, or one is unknown.
    """
    known = [mode.value for mode in Mode]
    words = [word.strip() for word in text.split(",")]
    if len(words) != _TWO or len(set(words)) != _TWO or not set(words) <= set(known):
        message = f"--modes takes two of {', '.join(known)}, not {text!r}"
        raise UsageError(message)
    return Mode(words[0]), Mode(words[1])


def _table(land: Snapshot, who: Students, mode: Mode, within: float) -> ReachTable:
    (threshold,) = numbers_of([str(within)])
    return reach_for(land, who, mode=mode, limit=threshold, road_tables=road_tables)


def print_flips(
    flipped: pd.DataFrame, land: Snapshot, modes: tuple[Mode, Mode], within: float
) -> None:
    """Print how many flip per profiel and leerweg, and the largest postcodes."""
    base, other = (mode.value for mode in modes)
    keys = ["profiel", "leerweg", "change"]
    sums = flipped.groupby(keys, sort=False).agg(
        postcodes=("pc4", "size"), students=("students", "sum")
    )
    rows = [
        [*map(str, key), str(row["postcodes"]), f"{row['students']:.0f}"]
        for key, row in zip(sums.index, sums.to_dict("records"), strict=True)
    ]
    title = f"Within {within:g} m by {base}; lost by {other}, or gained"
    print_table([*keys, "postcodes", "students"], rows, title=title, numbers=_NUMBERS)
    names = area_names(land, AreaKind.PC4)
    top = flipped.nlargest(_SHOWN_FLIPS, "students")
    rows = [
        [
            f"{row['pc4']} {names.get(row['pc4'], '')}",
            row["profiel"],
            row["leerweg"],
            row["change"],
            "suppressed" if row["suppressed"] else f"{row['students']:.0f}",
        ]
        for row in top.to_dict("records")
    ]
    header = ["postcode", "profiel", "leerweg", "change", "students"]
    print_table(header, rows, title="Most students", numbers=_NUMBERS)


def print_detours(land: Snapshot, who: Students, mode: Mode, area: AreaKind) -> None:
    """Print the distribution of detour factors per area."""
    straight = reach_for(land, who, mode=Mode.STRAIGHT)
    road = reach_for(land, who, mode=mode, road_tables=road_tables)
    table = detours_per_area(detour_factors(straight, road), who, per=area)
    names = area_names(land, area)
    quantiles = [
        name for name in table.columns if name.startswith("p") and name != "pairs"
    ]
    rows = [
        [
            names.get(row["area_code"], row["area_code"]),
            str(row["pairs"]),
            *(f"{row[name]:.2f}" for name in quantiles),
        ]
        for row in table.to_dict("records")
    ]
    title = (
        f"Detour factor of {mode.value}: road over straight line, quantiles of pairs"
    )
    print_table(["area", "pairs", *quantiles], rows, title=title, numbers=_NUMBERS)
