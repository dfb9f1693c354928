"""`bereik trend`: the shares within reach over the years, as a table and a plot."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pandas as pd
import typer

from accessibility.codes import (
    TECHNIEK,
    Denominator,
    Leerweg,
    Mode,
    Unit,
    profielen_of,
)
from accessibility.errors import UsageError
from accessibility.headers import joined_header
from accessibility.questions import AUTO, DEFAULT_WITHIN_M, Answer, Question
from api.answers import TABLE, check_format, deliver
from api.options import (
    DemandModel,
    Format,
    OfWhom,
    OneProfiel,
    Smallest,
    Threshold,
    ThresholdUnit,
    WayOfTravel,
)
from api.terminal import print_table
from data.snapshots import snapshot_folders
from data.studies import read_study
from maps.plots import trend as plotted
from maps.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.study import Study
    from maps.figures import Drawing

_DRAWN = (".svg", ".png", ".pdf")
_SUMMER_ENDS = 8

Years = Annotated[
    list[Path],
    typer.Argument(help="Snapshots, one per year, or a folder that holds them."),
]
PlotOutput = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="File to write: a plot as .svg, .png or .pdf, or the table.",
    ),
]


def trend(
    snapshots: Years,
    *,
    profiel: OneProfiel = TECHNIEK,
    leerweg: Annotated[
        Leerweg, typer.Option(help="Leerweg that the title speaks of.")
    ] = Leerweg.GL,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Threshold = DEFAULT_WITHIN_M,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.LEERWEG,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    file_format: Format = TABLE,
    output: PlotOutput = None,
) -> None:
    """Tell how the share within reach changed from year to year.

    For example:

      bereik trend nl-2019 nl-2020 --profiel PIE -o verloop.svg
    """
    drawn = output is not None and output.suffix.lower() in _DRAWN
    written = check_format(file_format, None if drawn else output)
    folders = snapshot_folders(snapshots)
    if len({folder.resolve() for folder in folders}) < 2:  # noqa: PLR2004 - two years
        message = "a trend needs the snapshots of at least two years"
        raise UsageError(message)
    profielen_of(profiel)
    question = Question(
        mode=mode,
        within=(within,),
        unit=unit,
        denominator=denominator,
        profielen=(profiel,),
        students=students,
        smallest=smallest,
    )
    studies = [read_study(folder) for folder in folders]
    answer = _over_years(studies, question)
    deliver(answer, written, show=lambda: _print(answer.table))
    if drawn and output is not None:
        drawing = _plot(studies[0], answer, question, leerweg)
        typer.echo(drawing.title, err=file_format != TABLE)
        typer.echo(f"plot: {drawing.save(output)}", err=file_format != TABLE)


def _plot(
    first: Study, answer: Answer, question: Question, leerweg: Leerweg
) -> Drawing:
    """Draw the shares over the years; the title speaks of one leerweg."""
    subject = Subject(
        question.profielen[0],
        leerweg,
        str(answer.table.area_name.iloc[0]),
        question.mode,
        question.threshold,
        question.unit,
        question.denominator,
    )
    return plotted(answer.table, subject=subject, manifest=first.snapshot.manifest)


def _over_years(studies: list[Study], question: Question) -> Answer:
    """Return the shares of every snapshot with the school year it is of."""
    answers = [study.answer(question) for study in studies]
    frames = [
        answer.table.assign(year=school_year(study.snapshot.manifest.dates))
        for study, answer in zip(studies, answers, strict=True)
    ]
    shares = pd.concat(frames, ignore_index=True)
    if shares.duplicated(["year", "leerweg"]).any():
        message = "two of these snapshots are of the same school year: give one of each"
        raise UsageError(message)
    return Answer(shares, joined_header([answer.header for answer in answers]))


def school_year(dates: Mapping[str, str]) -> str:
    """Return the school year in which students were counted, as in 2019/20.

    Raises
    ------
    UsageError
        If a snapshot does not tell when that was.
    """
    found = re.match(r"(\d{4})-(\d{2})", dates.get("students", ""))
    if found is None:
        message = (
            "a snapshot does not tell on which day its students were counted; "
            "name the date in its SOURCES.toml and build it again"
        )
        raise UsageError(message)
    first = int(found[1]) - (int(found[2]) < _SUMMER_ENDS)
    return f"{first}/{(first + 1) % 100:02d}"


def _print(shares: pd.DataFrame) -> None:
    leerwegen = [leerweg.value for leerweg in Leerweg]
    rows = [
        [str(year), *(f"{100 * float(one):.1f}" for one in row[leerwegen])]
        for year, row in shares.pivot_table(
            index="year", columns="leerweg", values="share"
        )
        .sort_index()
        .iterrows()
    ]
    names = [f"{leerweg} %" for leerweg in leerwegen]
    print_table(["year", *names], rows, title="Share within reach", numbers=names)
