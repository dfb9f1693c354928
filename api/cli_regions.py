"""`bereik regions`: what regions offer, how large they are, and their borders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accessibility.codes import TECHNIEK, AreaKind, Denominator, Leerweg, Mode
from accessibility.questions import AUTO, Question
from accessibility.reports import RegionsQuestion, RegionTable, regions_answer
from api.answers import TABLE, check_format, deliver
from api.options import (
    DemandModel,
    Leerwegen,
    OfWhom,
    Output,
    PointLayout,
    Profielen,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
    profielen_asked,
    way_asked,
)
from api.planning_options import TableFormat
from data.region_scores import read_region_scores
from data.studies import read_study

Wanted = Annotated[
    RegionTable,
    typer.Option(
        help="What each offers, absent first, with the nearest across the border; "
        "technical third-years, against 75; clusters of growth since --before; where "
        "the nearest offer of those who live there lies; offers that are gone since "
        "--before at vestigingen that go on; marks of a file beside the share; what if "
        "gl and tl become one leerweg; attributes of "
        "regions and reach per euro; every number on its rung of the impact ladder, "
        "beside targets set before; or teachers per school (BRIN4), and no finer."
    ),
]
PerRegion = Annotated[
    AreaKind | None,
    typer.Option(
        "--area", help="Division.", show_default="sto-regio if known, else rmc"
    ),
]
Ahead = Annotated[
    int | None, typer.Option("--year", help="With sizes: also as expected in a year.")
]
Since = Annotated[
    Path | None,
    typer.Option(
        "--before",
        help="With clusters and dropped: the snapshot of an earlier year.",
    ),
]
Scores = Annotated[
    Path | None,
    typer.Option(
        help="With perceived: a CSV file with columns regio and score (a mark)."
    ),
]


def regions(
    snapshot: SnapshotFolder,
    *,
    show: Wanted = RegionTable.OFFERS,
    area: PerRegion = None,
    year: Ahead = None,
    since: Since = None,
    scores: Scores = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: WayUnit = None,
    denominator: OfWhom = Denominator.COMMON,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Tell what regions offer and lack, how large they are, and across their borders.

    For example:

      bereik regions demo/land

      bereik regions demo/land --show sizes --year 2029

      bereik regions demo/land --show borders --profiel PIE --leerweg gl

      bereik regions demo/land --show joined --area provincie --profiel PIE
    """
    written = check_format(file_format, output)
    question = Question(
        **way_asked(mode, None, unit),
        denominator=denominator,
        profielen=profielen_asked(profiel or [TECHNIEK]),
        leerwegen=tuple(leerweg or Leerweg),
        students=students,
        smallest=smallest,
        points=points,
    )
    asked = RegionsQuestion(show, area, year, question)
    older = None if since is None else read_study(since)
    marks = None if scores is None else read_region_scores(scores)
    deliver(regions_answer(read_study(snapshot), asked, older, marks), written)
