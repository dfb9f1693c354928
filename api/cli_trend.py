"""`bereik trend`: the shares within reach over the years, as a table and a plot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.codes import (
    TECHNIEK,
    Leerweg,
    Mode,
    profielen_of,
)
from accessibility.errors import UsageError
from accessibility.questions import AUTO, Answer, Question
from accessibility.regions import asked_in, find_region
from accessibility.reports import Change, over_years
from api.answers import TABLE, check_format, deliver
from api.asked_area import only_asked
from api.of_whom import of_whom
from api.options import (
    AreaName,
    DemandModel,
    Format,
    OfWhom,
    OneProfiel,
    PointLayout,
    Smallest,
    WayOfTravel,
    WayThreshold,
    WayUnit,
    asked_way,
)
from api.terminal import percent, print_table
from data.snapshots import snapshot_folders
from data.studies import read_study
from maps.plots import trend as plotted
from maps.subject import Subject

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.study import Study
    from maps.figures import Drawing

_DRAWN = (".svg", ".png", ".pdf")

Years = Annotated[
    list[Path],
    typer.Argument(help="Snapshots, one per year, or a folder that holds them."),
]
BaseYear = Annotated[
    int | None,
    typer.Option(help="Year in which the school year to compare with began."),
]
ChangeIn = Annotated[
    Change,
    typer.Option(
        help="Tell changes in points of the share, students, or % of students."
    ),
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
    within: WayThreshold = None,
    unit: WayUnit = None,
    denominator: OfWhom = None,
    students: DemandModel = AUTO,
    area_name: AreaName = None,
    base: BaseYear = None,
    change: ChangeIn = Change.POINTS,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    file_format: Format = TABLE,
    output: PlotOutput = None,
) -> None:
    """Tell how the share within reach changed from year to year.

    With --base each year is compared with one, and the change is parted: what the
    offer of the year does for the students of the base, and what the students do.

    For example:

      bereik trend nl-2019 nl-2020 --profiel PIE -o verloop.svg

      bereik trend nl-2019 nl-2020 --in Zeeland

      bereik trend nl-2019 nl-2022 nl-2023 --base 2019 --change students
    """
    drawn = output is not None and output.suffix.lower() in _DRAWN
    written = check_format(file_format, output, drawn=_DRAWN)
    profielen_of(profiel)
    numbers, in_unit = asked_way(mode, (within,) if within else None, unit)
    studies = _studies(snapshots)
    question = Question(
        mode=mode,
        within=numbers,
        unit=in_unit,
        denominator=of_whom(denominator, studies[0], students),
        profielen=(profiel,),
        students=students,
        smallest=smallest,
        points=points,
    )
    region = find_region(studies[0].snapshot, area_name)
    question = asked_in(question, region)
    answer = over_years(studies, question, base=base, change=change)
    answer = only_asked(studies[0], question, answer, region)
    deliver(answer, written, show=lambda: _print(answer.table, change))
    if drawn and output is not None:
        drawing = _plot(studies[0], answer, question, leerweg)
        typer.echo(drawing.title, err=file_format != TABLE)
        typer.echo(f"plot: {drawing.save(output)}", err=file_format != TABLE)


def _studies(snapshots: list[Path]) -> list[Study]:
    folders = snapshot_folders(snapshots)
    if len({folder.resolve() for folder in folders}) < 2:  # noqa: PLR2004 - two years
        message = "a trend needs the snapshots of at least two years"
        raise UsageError(message)
    return [read_study(folder) for folder in folders]


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
    shares = _marked(answer.table, "voorlopig")
    return plotted(shares, subject=subject, manifest=first.snapshot.manifest)


def _marked(shares: pd.DataFrame, word: str) -> pd.DataFrame:
    """Return shares of which provisional years are called so."""
    marked = shares.year + f" ({word})"
    return shares.assign(year=shares.year.where(~shares.provisional, marked))


def _print(shares: pd.DataFrame, change: Change) -> None:
    leerwegen = [leerweg.value for leerweg in Leerweg]
    marked = _marked(shares, "provisional")
    rows = [
        [str(year), *(percent(float(one)) for one in row[leerwegen])]
        for year, row in _pivot(marked, "share").iterrows()
    ]
    names = [f"{leerweg} %" for leerweg in leerwegen]
    print_table(["year", *names], rows, title="Share within reach", numbers=names)
    if "change" in shares:
        _print_changes(marked, change)


def _print_changes(shares: pd.DataFrame, change: Change) -> None:
    parts = ("change", "change_by_offer", "change_by_students")
    rows = []
    digits = 0 if change is Change.STUDENTS else 1
    for row in shares.sort_values(["leerweg", "year"]).to_dict("records"):
        values = [f"{row[column]:+.{digits}f}" for column in parts]
        rows.append([row["leerweg"], row["year"], *values])
    title = f"Change since {shares.base.iloc[0]}, in {change.value}"
    columns = ["total", "by offer", "by students"]
    print_table(["leerweg", "year", *columns], rows, title=title, numbers=columns)


def _pivot(shares: pd.DataFrame, values: str) -> pd.DataFrame:
    return shares.pivot_table(
        index="year", columns="leerweg", values=values
    ).sort_index()
