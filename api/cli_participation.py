"""`bereik participation`: which schools take part always, sometimes, never."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.codes import AreaKind, Mode
from accessibility.counting import OWN_THRESHOLD
from accessibility.planning import (
    ParticipationQuestion,
    ParticipationView,
    existing_places,
    participation_answer,
    participation_of,
)
from api.answers import TABLE, check_format, deliver
from api.options import AreaName, SnapshotFolder, WayOfTravel, WayUnit
from api.planning_answers import outline_of, plain_question, planning_answer
from api.planning_options import (
    TableFormat,
    Within,
    travel_asked,
)
from data.planning_files import read_targets, read_visits
from data.studies import read_study
from maps.files import write_whole
from maps.participation_page import participation_page
from maps.participation_sheet import ParticipationSubject, participation_sheet

if TYPE_CHECKING:
    from accessibility.planning import Participation
    from accessibility.snapshot import Snapshot

_DRAWN = (".html", ".pdf", ".png", ".svg")

Visits = Annotated[
    Path,
    typer.Argument(help="File of visits: date, activity, school (BRIN), pupils."),
]
Years = Annotated[
    list[str] | None,
    typer.Option("--year", help="School year(s).", show_default="all in the file"),
]
Per = Annotated[
    ParticipationView,
    typer.Option(
        "--show",
        help="Schools; by distance, size or area; near but never; far but came; "
        "pupils per year (rounded); targets beside results.",
    ),
]
Division = Annotated[AreaKind, typer.Option(help="Division for --show area.")]
Targets = Annotated[
    Path | None, typer.Option(help="File of targets: year, indicator, target, set_on.")
]
Smallest = Annotated[
    int,
    typer.Option("--round-to", min=0, help="Numbers of pupils are rounded to this."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="File to write: a table, or the map with bars as .html, .png, .svg or "
        ".pdf.",
    ),
]


def take_part(
    snapshot: SnapshotFolder,
    visits: Visits,
    *,
    year: Years = None,
    show: Per = ParticipationView.DISTANCE,
    within: Within = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: WayUnit = None,
    area_name: AreaName = None,
    area: Division = AreaKind.GEMEENTE,
    targets: Targets = None,
    smallest: Smallest = OWN_THRESHOLD,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Tell which schools take part always, sometimes and never, and where.

    For example:

      bereik participation demo/land bezoeken.csv --show near-never

      bereik participation demo/land bezoeken.csv --mode bike --show distance

      bereik participation demo/land bezoeken.csv --in gemeente:Utrecht -o deelname.html
    """
    drawn = output is not None and output.suffix.lower() in _DRAWN
    written = check_format(file_format, output, drawn=_DRAWN)
    travel = travel_asked(mode, unit)
    question = ParticipationQuestion(
        view=show,
        years=tuple(year or ()),
        way=travel.way,
        within=travel.amount(within),
        area_name=area_name,
        division=area,
        smallest=smallest,
    )
    study = read_study(snapshot)
    found = participation_of(study.snapshot, read_visits(visits), question)
    if drawn and output is not None:
        _draw(study.snapshot, found, output)
        return
    goals = read_targets(targets) if targets is not None else None
    told = participation_answer(study.snapshot, found, goals)
    plain = plain_question(question, within=question.near_is, years=list(found.years))
    answer = planning_answer(
        study.snapshot,
        told.table,
        told.used,
        question=plain,
        title=f"Participation in {', '.join(found.years)}; ways {question.way.words}",
        notes=told.notes,
    )
    deliver(answer, written)


def _draw(snapshot: Snapshot, found: Participation, output: Path) -> None:
    """Write the map of who takes part with its bars; as a page with the tables too."""
    way = found.question.way
    subject = ParticipationSubject(found.region.name, found.years, way.mode, way.unit)
    drawing = participation_sheet(
        found.schools.table.assign(kind=found.table["kind"].to_numpy()),
        existing_places(snapshot).geometry,
        outline_of(snapshot, found.region),
        (found.by_distance, found.by_size),
        subject=subject,
        manifest=snapshot.manifest,
    )
    if output.suffix.lower() == ".html":
        page = participation_page(
            found,
            found.by_area(snapshot),
            drawing,
            subject=subject,
            manifest=snapshot.manifest,
        )
        write_whole(output, page.encode())
    else:
        drawing.save(output)
    typer.echo(f"{output}: {drawing.title}", err=True)
    for note in found.notes:
        typer.echo(f"note: {note}", err=True)
