"""`bereik reach`: the shares of students within reach, as a long table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

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
from accessibility.errors import UsageError
from accessibility.questions import EXAMPLE_LABEL, Answer, Question, answer
from api.demand_choice import students_by_choice
from api.options import (
    AtLeast,
    DemandModel,
    Division,
    Format,
    Group,
    Leerwegen,
    OfWhom,
    Output,
    Profielen,
    Smallest,
    SnapshotFolder,
    Thresholds,
    ThresholdUnit,
    WayOfTravel,
    numbers_of,
)
from api.reach_screen import print_answer, print_verdicts
from data.exports import FORMATS, TEXT_FORMATS, text_of, write_table
from data.roads import road_tables
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

TABLE: Final = "table"


def reach(
    snapshot: SnapshotFolder,
    *,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Thresholds = None,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.COMMON,
    students: DemandModel = "auto",
    smallest: Smallest = None,
    sex: Group = None,
    at_least: AtLeast = None,
    area: Division = AreaKind.NL,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Compute which share of the students has an offer within reach of home.

    For example:

      bereik reach demo/land

      bereik reach demo/land --area gemeente --leerweg gl --format csv -o gl.csv

      bereik reach nl-2019 --within 5000,10000,15000 --students inhabitants:10-14
    """
    _check_format(file_format, output)
    profielen = tuple(dict.fromkeys(profiel or PROFIEL_CHOICES))
    for choice in profielen:
        profielen_of(choice)
    question = Question(
        mode=mode,
        within=numbers_of(within or ["10000"]),
        unit=unit,
        denominator=denominator,
        per=area,
        profielen=profielen,
        leerwegen=tuple(dict.fromkeys(leerweg or Leerweg)),
    )
    land = read_snapshot(snapshot)
    whole = denominator is Denominator.COMMON
    who = students_by_choice(land, students, whole=whole, smallest=smallest)
    if sex is not None:
        who = who.only(sex=sex)
    result = answer(land, who, question, road_tables=road_tables)
    _deliver(land, result, question, file_format, output)
    if at_least is not None:
        print_verdicts(result.table, at_least)


def _check_format(file_format: str, output: Path | None) -> None:
    """Refuse before the work what could only fail after it."""
    if file_format != TABLE and file_format not in FORMATS:
        known = ", ".join((TABLE, *FORMATS))
        message = f"--format {file_format!r} is unknown; choose one of {known}"
        raise UsageError(message)
    if file_format in FORMATS and file_format not in TEXT_FORMATS and output is None:
        message = f"--format {file_format} writes a file: name it with -o FILE"
        raise UsageError(message)


def _deliver(
    land: Snapshot,
    result: Answer,
    question: Question,
    file_format: str,
    output: Path | None,
) -> None:
    if file_format == TABLE and output is None:
        print_answer(result, question)
        return
    written = "csv" if file_format == TABLE else file_format
    about = about_of(land, result)
    if output is None:
        typer.echo(text_of(result.table, written, about), nl=False)
        return
    polygons = None
    if written == "gpkg" and question.per is not AreaKind.NL:
        polygons = land.areas(question.per)
    write_table(result.table, output, file_format=written, about=about, areas=polygons)
    typer.echo(f"{output}: {len(result.table)} rows", err=True)
    print_notes_to_stderr(result)


def about_of(land: Snapshot, result: Answer) -> dict[str, Any]:
    """Return what a reader of a file must know, ready for JSON or a sheet."""
    about: dict[str, Any] = {"snapshot": land.manifest.name}
    if result.example:
        about["label"] = EXAMPLE_LABEL
    about["dates"] = dict(result.dates)
    about["method_version"] = land.manifest.method_version
    about["notes"] = list(result.notes)
    about["sources"] = [
        f"{s.file} ({s.date}) {s.licence}" for s in land.manifest.sources
    ]
    return about


def print_notes_to_stderr(result: Answer) -> None:
    """Say the notes where they do not end up in a file of figures."""
    for note in result.notes:
        typer.echo(f"note: {note}", err=True)
    if result.example:
        typer.echo(f"{EXAMPLE_LABEL}: no real schools or students", err=True)
