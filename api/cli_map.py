"""`bereik map`: a region map as one HTML file that opens without internet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.codes import AreaKind, Denominator, Leerweg, Mode, Unit
from accessibility.errors import UsageError
from accessibility.region_view import RegionView, View, find_region, region_view
from api.demand_choice import students_by_choice
from api.options import (
    DemandModel,
    OfWhom,
    Smallest,
    SnapshotFolder,
    ThresholdUnit,
    WayOfTravel,
)
from data.snapshots import read_snapshot
from maps.dutch import demand_words
from maps.extras import Extras
from maps.region_map import RegionMap, region_map
from maps.subject import Subject

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest
    from accessibility.students import Students

AreaName = Annotated[
    str | None,
    typer.Option(
        "--area-name",
        "--gebied",
        help="Name or code of a provincie, gemeente or region.",
        show_default="the whole country",
    ),
]


def draw_map(
    snapshot: SnapshotFolder,
    *,
    profiel: Annotated[str, typer.Option(help="Profiel, or techniek.")] = "techniek",
    leerweg: Annotated[Leerweg, typer.Option(help="Leerweg.")] = Leerweg.GL,
    area_name: AreaName = None,
    area: Annotated[
        AreaKind | None, typer.Option(help="Division, if the name occurs in several.")
    ] = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Annotated[float, typer.Option(help="Threshold, inclusive.")] = 10_000.0,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.LEERWEG,
    students: DemandModel = "auto",
    smallest: Smallest = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="HTML file to write.")
    ] = None,
) -> None:
    """Draw where students live too far from an offer, postcode by postcode.

    For example:

      bereik map demo/land --leerweg gl --profiel PIE -o kaart.html

      bereik map nl-2019 --area-name Zeeland --leerweg gl -o zeeland.html
    """
    if output is None:
        message = "say where to write the map: -o FILE.html"
        raise UsageError(message)
    land = read_snapshot(snapshot)
    view = View(profiel, leerweg, mode, within, unit, denominator)
    region = find_region(land, area_name, area)
    whole = denominator is Denominator.COMMON
    who = students_by_choice(land, students, whole=whole, smallest=smallest)
    told = region_view(land, who, region, view)
    drawn = map_of(told, view, who, land.manifest)
    path = drawn.save(output)
    typer.echo(drawn.title)
    typer.echo(f"map: {path}")


def map_of(
    told: RegionView, view: View, students: Students, manifest: Manifest
) -> RegionMap:
    """Return the drawing of a region view."""
    subject = Subject(
        profiel=view.profiel,
        leerweg=view.leerweg,
        area_name=told.region.name,
        mode=view.mode,
        within=view.within,
        unit=view.unit,
        denominator=view.denominator,
        people="" if students.tells_leerweg else "jongeren",
        searched=told.searched,
    )
    extras = Extras(
        shares=told.shares,
        places=told.places,
        surroundings=told.land,
        assumption=demand_words(students.method),
    )
    return region_map(
        told.postcodes,
        told.vestigingen,
        subject=subject,
        manifest=manifest,
        extras=extras,
    )
