"""`bereik reach`: the shares of students within reach, as a long table."""

from __future__ import annotations

from accessibility.codes import (
    PROFIEL_CHOICES,
    AreaKind,
    Denominator,
    Leerweg,
    Mode,
    Unit,
    profielen_of,
)
from accessibility.questions import AUTO, Question
from api.answers import TABLE, check_format, deliver, polygons_of
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
from data.studies import read_study


def reach(
    snapshot: SnapshotFolder,
    *,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Thresholds = None,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.COMMON,
    students: DemandModel = AUTO,
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
    written = check_format(file_format, output)
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
        students=students,
        smallest=smallest,
        sex=sex,
    )
    study = read_study(snapshot)
    answer = study.answer(question)
    deliver(
        answer,
        written,
        show=lambda: print_answer(answer, question),
        areas=polygons_of(study.snapshot, area),
    )
    if at_least is not None:
        print_verdicts(answer.table, at_least)
