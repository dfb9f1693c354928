"""`bereik regions`: what regions offer, how large they are, and their borders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from accessibility.codes import TECHNIEK, AreaKind, Mode
from accessibility.headers import used_manifest
from accessibility.questions import AUTO, Question
from accessibility.reports import (
    RegionsQuestion,
    RegionTable,
    perceived,
    regions_answer,
)
from api.answers import TABLE, check_format, deliver
from api.of_whom import of_whom
from api.options import (
    AreaName,
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
    offers_asked,
    way_asked,
)
from api.planning_options import TableFormat
from data.region_scores import read_region_scores
from data.studies import read_study
from maps.perceived_figure import perceived_dots
from maps.subject import Subject

if TYPE_CHECKING:
    from accessibility.questions import Answer
    from accessibility.reports import Perceived
    from accessibility.study import Study

_DRAWN: Final = (".svg", ".png", ".pdf", ".html")

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
        help="With perceived: a CSV file with columns regio and score (a mark); -o "
        "ending in .svg, .png, .pdf or .html draws a dot per region."
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
    area_name: AreaName = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: WayUnit = None,
    denominator: OfWhom = None,
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

      bereik regions demo/land --in Zeeland --show sizes

      bereik regions demo/land --show borders --profiel PIE --leerweg gl

      bereik regions demo/land --show joined --area provincie --profiel PIE
    """
    drawn = show is RegionTable.PERCEIVED
    written = check_format(file_format, output, drawn=_DRAWN if drawn else ())
    offers = offers_asked(profiel or [TECHNIEK], leerweg)
    study = read_study(snapshot)
    question = Question(
        **way_asked(mode, None, unit),
        denominator=of_whom(denominator, study, students),
        **offers,
        students=students,
        smallest=smallest,
        points=points,
    )
    asked = RegionsQuestion(show, area, year, question, area_name)
    older = None if since is None else read_study(since)
    marks = None if scores is None else read_region_scores(scores)
    answer = regions_answer(study, asked, older, marks)
    deliver(answer, written)
    if drawn and marks is not None and output is not None:
        per = AreaKind(answer.header.question["area"])
        found = perceived(study, replace(question, per=per), marks)
        _draw(found, answer, (study, question), output)


def _draw(
    found: Perceived, answer: Answer, asked: tuple[Study, Question], output: Path
) -> None:
    """Draw marks beside shares, if the name of the file asks for a figure."""
    if output.suffix.lower() not in _DRAWN:
        return
    study, question = asked
    subject = Subject(
        *question.pair,
        study.snapshot.manifest.name,
        question.mode,
        question.threshold,
        question.unit,
        question.denominator,
        study.students_for(question).method,
    )
    used = used_manifest(study.snapshot, answer.header)
    drawing = perceived_dots(found, subject=subject, manifest=used)
    typer.echo(f"figure: {drawing.save(output)}", err=True)
