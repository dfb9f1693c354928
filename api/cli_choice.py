"""`bereik choice`: how many technical profielen students can choose from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from accessibility.codes import TECHNISCH, AreaKind, Denominator, Leerweg, Mode, Unit
from accessibility.questions import AUTO, DEFAULT_WITHIN_M, Question
from api.answers import TABLE, check_format, deliver, polygons_of
from api.options import (
    DemandModel,
    Division,
    Format,
    Leerwegen,
    OfWhom,
    Output,
    Smallest,
    SnapshotFolder,
    Threshold,
    ThresholdUnit,
    WayOfTravel,
)
from api.terminal import print_table
from data.studies import read_study

if TYPE_CHECKING:
    from accessibility.questions import Answer


def choice(
    snapshot: SnapshotFolder,
    *,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Threshold = DEFAULT_WITHIN_M,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.COMMON,
    students: DemandModel = AUTO,
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
    written = check_format(file_format, output)
    question = Question(
        mode=mode,
        within=(within,),
        unit=unit,
        denominator=denominator,
        per=area,
        leerwegen=tuple(dict.fromkeys(leerweg or Leerweg)),
        students=students,
        smallest=smallest,
    )
    study = read_study(snapshot)
    answer = study.choice(question)
    deliver(
        answer,
        written,
        show=lambda: _print(answer, question),
        areas=polygons_of(study.snapshot, area),
    )


def _print(answer: Answer, question: Question) -> None:
    """Print a row per area and leerweg, with a column per number of profielen."""
    many = [str(n) for n in range(len(TECHNISCH) + 1)]
    lines: dict[tuple[str, str], list[str]] = {}
    for row in answer.table.to_dict("records"):
        line = lines.setdefault((row["area_name"], row["leerweg"]), [])
        line.append(_cell(row["share"], suppressed=row["suppressed"]))
    rows = [[*line, *cells] for line, cells in lines.items()]
    title = (
        f"Students, %, by the number of technical profielen within "
        f"{question.threshold:g} {question.unit.value} ({question.mode.value}, "
        f"denominator {question.denominator.value})"
    )
    print_table(["area", "leerweg", *many], rows, title=title, numbers=many)


def _cell(share: float, *, suppressed: bool) -> str:
    if suppressed:
        return "suppressed"
    return "nobody" if math.isnan(share) else f"{100 * share:.1f}"
