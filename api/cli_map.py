"""`bereik map`: region maps as files that open without internet."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from accessibility.codes import TECHNIEK, AreaKind, Leerweg, Mode
from accessibility.errors import UsageError
from accessibility.headers import country_name
from accessibility.questions import AUTO, Question
from accessibility.regions import find_region, regions_of
from accessibility.reports import region_view, region_views
from api.drawing import REPORT_ENDINGS, picture_of
from api.of_whom import of_whom
from api.options import (
    AreaName,
    DemandModel,
    OfWhom,
    OneProfiel,
    PointLayout,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
    WayThreshold,
    WayUnit,
    asked_way,
    check_ending,
)
from api.terminal import progress
from data.studies import read_study
from maps.region_index import region_index

if TYPE_CHECKING:
    from accessibility.regions import Region
    from accessibility.study import Study
    from maps.region_map import RegionMap

MapOutput = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="File to write: .html for the screen, .pdf, .png or .svg for a "
        "report; with --all a folder.",
    ),
]
EveryArea = Annotated[
    bool,
    typer.Option(
        "--all", help="A map of every area of the division, with a list of them."
    ),
]


_SHARES: Final = "; bereik reach -o FILE.gpkg writes the shares with their areas"


def draw_map(
    snapshot: SnapshotFolder,
    *,
    profiel: OneProfiel = TECHNIEK,
    leerweg: Annotated[Leerweg, typer.Option(help="Leerweg.")] = Leerweg.GL,
    area_name: AreaName = None,
    area: Annotated[
        AreaKind | None, typer.Option(help="Division, for --all or a double name.")
    ] = None,
    every: EveryArea = False,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: WayThreshold = None,
    unit: WayUnit = None,
    denominator: OfWhom = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    output: MapOutput = None,
) -> None:
    """Draw where students live too far from an offer, postcode by postcode.

    For example:

      bereik map demo/land --leerweg gl --profiel PIE -o kaart.html

      bereik map nl-2019 --in Zeeland --leerweg gl -o zeeland.pdf

      bereik map demo/land --all --area provincie -o kaarten
    """
    if output is None:
        message = "say where to write the map: -o FILE.html"
        raise UsageError(message)
    if not every:
        check_ending(output, (".html", *REPORT_ENDINGS), "the map", _SHARES)
    study = read_study(snapshot)
    numbers, in_unit = asked_way(mode, (within,) if within else None, unit)
    question = Question(
        mode=mode,
        within=numbers,
        unit=in_unit,
        denominator=of_whom(denominator, study, students),
        profielen=(profiel,),
        leerwegen=(leerweg,),
        students=students,
        smallest=smallest,
        points=points,
    )
    if every:
        draw_every(study, question, area or AreaKind.PROVINCIE, output)
        return
    draw_one(study, question, find_region(study.snapshot, area_name, area), output)


def draw_one(study: Study, question: Question, region: Region, output: Path) -> None:
    """Write the map of one area to a file, for the screen or for a report."""
    picture = picture_of(study, region_view(study, region, question), question)
    if output.suffix.lower() in REPORT_ENDINGS:
        path = picture.for_paper().save(output)
    else:
        drawn = picture.for_screen()
        path = drawn.save(output)
        typer.echo(drawn.title)
    typer.echo(f"map: {path}")


def draw_every(study: Study, question: Question, kind: AreaKind, folder: Path) -> None:
    """Write a map of every area of a division to a folder, and a list of them."""
    regions = regions_of(study.snapshot, kind)
    maps: dict[str, RegionMap] = {}
    files: dict[str, str] = {}
    picture = None
    folder.mkdir(parents=True, exist_ok=True)
    with progress() as report:
        for view in region_views(study, regions, question):
            name = view.region.name
            report(name, len(maps), len(regions))
            picture = picture_of(study, view, question)
            maps[name] = picture.for_screen()
            files[name] = f"{file_name(view.region.code)}.html"
            maps[name].save(folder / files[name])
    if picture is None:
        message = f"this snapshot has no areas of the division {kind.value}"
        raise UsageError(message)
    name = country_name(study.snapshot)
    whole = dataclasses.replace(picture.subject, area_name=name)
    index = region_index(maps, files=files, subject=whole, manifest=picture.manifest)
    typer.echo(index.title)
    typer.echo(f"maps: {index.save(folder / 'index.html')}")


def file_name(code: str) -> str:
    """Return a code as the name of a file: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", code).strip("-").lower()
