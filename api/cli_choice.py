"""`bereik choice`: how many technical profielen students can choose from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.codes import TECHNISCH, AreaKind, Denominator, Leerweg, Mode, Unit
from accessibility.questions import Question, choice_answer
from api.answers import TABLE, Written, check_format, deliver
from api.demand_choice import students_by_choice
from api.options import (
    DemandModel,
    Division,
    Format,
    Leerwegen,
    OfWhom,
    Output,
    Smallest,
    SnapshotFolder,
    ThresholdUnit,
    WayOfTravel,
)
from api.terminal import print_footnotes, print_table
from data.roads import road_tables
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from accessibility.questions import Answer


def choice(
    snapshot: SnapshotFolder,
    *,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Annotated[float, typer.Option(help="Threshold, inclusive.")] = 10_000.0,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.COMMON,
    students: DemandModel = "auto",
    smallest: Smallest = None,
    area: Division = AreaKind.NL,
    leerweg: Leerwegen = None,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Count how many of the five technical profielen lie within reach of home.

    For example:

      bereik choice demo/land --leerweg gl

      bereik choice nl-2019 --area gemeente --format csv -o keuze.csv
    """
    check_format(file_format, output)
    question = Question(
        mode=mode,
        within=(within,),
        unit=unit,
        denominator=denominator,
        per=area,
        leerwegen=tuple(dict.fromkeys(leerweg or Leerweg)),
    )
    land = read_snapshot(snapshot)
    whole = denominator is Denominator.COMMON
    who = students_by_choice(land, students, whole=whole, smallest=smallest)
    result = choice_answer(land, who, question, road_tables=road_tables)
    written = Written(file_format, output, area)
    deliver(land, result, written, lambda: _print(result, question))


def _print(result: Answer, question: Question) -> None:
    """Print a row per area and leerweg, with a column per number of profielen."""
    many = [str(n) for n in range(len(TECHNISCH) + 1)]
    lines: dict[tuple[str, str], list[str]] = {}
    for row in result.table.to_dict("records"):
        line = lines.setdefault((row["area_name"], row["leerweg"]), [])
        line.append(_cell(row["share"], suppressed=row["suppressed"]))
    rows = [[*line, *cells] for line, cells in lines.items()]
    title = (
        f"Students, %, by the number of technical profielen within "
        f"{question.within[0]:g} {question.unit.value} ({question.mode.value}, "
        f"denominator {question.denominator.value})"
    )
    print_table(["area", "leerweg", *many], rows, title=title, numbers=many)
    print_footnotes(result.dates, result.notes, example=result.example)


def _cell(share: float, *, suppressed: bool) -> str:
    if suppressed:
        return "suppressed"
    return "nobody" if math.isnan(share) else f"{100 * share:.1f}"
