"""`bereik map`: region maps as files that open without internet."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.codes import AreaKind, Denominator, Leerweg, Mode, Unit
from accessibility.errors import UsageError
from accessibility.region_view import (
    View,
    find_region,
    region_view,
    region_views,
    regions_of,
)
from api.demand_choice import students_by_choice
from api.drawing import REPORT_ENDINGS, picture_of
from api.options import (
    DemandModel,
    OfWhom,
    Smallest,
    SnapshotFolder,
    ThresholdUnit,
    WayOfTravel,
)
from api.terminal import progress
from data.roads import road_tables
from data.snapshots import read_snapshot
from maps.region_index import region_index

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.snapshot import Snapshot
    from maps.region_map import RegionMap

AreaName = Annotated[
    str | None,
    typer.Option(
        "--area-name",
        "--gebied",
        help="Name or code of a provincie, gemeente or region.",
        show_default="the whole country",
    ),
]
EveryArea = Annotated[
    bool,
    typer.Option(
        "--all", help="A map of every area of the division, with a list of them."
    ),
]


def draw_map(
    snapshot: SnapshotFolder,
    *,
    profiel: Annotated[str, typer.Option(help="Profiel, or techniek.")] = "techniek",
    leerweg: Annotated[Leerweg, typer.Option(help="Leerweg.")] = Leerweg.GL,
    area_name: AreaName = None,
    area: Annotated[
        AreaKind | None, typer.Option(help="Division, for --all or a double name.")
    ] = None,
    every: EveryArea = False,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Annotated[float, typer.Option(help="Threshold, inclusive.")] = 10_000.0,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.LEERWEG,
    students: DemandModel = "auto",
    smallest: Smallest = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="File to write: .html for the screen, .pdf, .png or .svg for a "
            "report; with --all a folder.",
        ),
    ] = None,
) -> None:
    """Draw where students live too far from an offer, postcode by postcode.

    For example:

      bereik map demo/land --leerweg gl --profiel PIE -o kaart.html

      bereik map nl-2019 --area-name Zeeland --leerweg gl -o zeeland.pdf

      bereik map demo/land --all --area provincie -o kaarten
    """
    if output is None:
        message = "say where to write the map: -o FILE.html"
        raise UsageError(message)
    land = read_snapshot(snapshot)
    view = View(profiel, leerweg, mode, within, unit, denominator)
    whole = denominator is Denominator.COMMON
    who = students_by_choice(land, students, whole=whole, smallest=smallest)
    if every:
        draw_every(land, who, view, area or AreaKind.PROVINCIE, output)
        return
    region = find_region(land, area_name, area)
    told = region_view(land, who, region, view, road_tables=road_tables)
    picture = picture_of(told, view, who, land)
    if output.suffix.lower() in REPORT_ENDINGS:
        path = picture.for_paper().save(output)
    else:
        drawn = picture.for_screen()
        path = drawn.save(output)
        typer.echo(drawn.title)
    typer.echo(f"map: {path}")


def draw_every(
    land: Snapshot, students: Students, view: View, kind: AreaKind, folder: Path
) -> None:
    """Write a map of every area of a division to a folder, and a list of them."""
    regions = regions_of(land, kind)
    maps: dict[str, RegionMap] = {}
    files: dict[str, str] = {}
    subject = None
    folder.mkdir(parents=True, exist_ok=True)
    with progress() as report:
        for told in region_views(
            land, students, regions, view, road_tables=road_tables
        ):
            name = told.region.name
            report(name, len(maps), len(regions))
            picture = picture_of(told, view, students, land)
            subject = picture.subject
            maps[name] = picture.for_screen()
            files[name] = f"{file_name(told.region.code)}.html"
            maps[name].save(folder / files[name])
    if subject is None:
        message = f"this snapshot has no areas of the division {kind.value}"
        raise UsageError(message)
    country = find_region(land, None).name
    whole = dataclasses.replace(subject, area_name=country)
    index = region_index(maps, files=files, subject=whole, manifest=land.manifest)
    typer.echo(index.title)
    typer.echo(f"maps: {index.save(folder / 'index.html')}")


def file_name(code: str) -> str:
    """Return a code as the name of a file: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", code).strip("-").lower()
