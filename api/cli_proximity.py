"""`bereik proximity`: how far the nearest vmbo is, how many are near, as CBS tells."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind, Denominator, Mode, Unit
from accessibility.counting import concealed
from accessibility.headers import (
    notes_of,
    people_asked,
    snapshot_header,
    tables_behind,
)
from accessibility.measures import NEAR_KM, proximity, with_area_names
from accessibility.questions import AUTO, CENTRE, Answer, Question
from api.answers import TABLE, check_format, deliver
from api.options import (
    DemandModel,
    Division,
    Format,
    Output,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
)
from api.terminal import print_table
from data.studies import read_study

if TYPE_CHECKING:
    from accessibility.study import Study

_FARTHEST_M: Final = 200_000.0
"""From anywhere in the Netherlands a school lies nearer than this."""

_NOTE: Final = (
    "averages over persons, of the nearest vestiging with third-years, whatever it "
    "offers; as in CBS's Nabijheid voorzieningen, which has addresses where these have "
    "one point per postcode"
)
_WITHIN: Final = [f"within_{km}_km" for km in NEAR_KM]


def nearby(
    snapshot: SnapshotFolder,
    *,
    area: Division = AreaKind.GEMEENTE,
    mode: WayOfTravel = Mode.CAR,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Tell how far the nearest vmbo is, and how many are near, per gemeente.

    The columns of CBS's *Nabijheid voorzieningen*: kilometres to the nearest
    vestiging with third-years of vmbo, and how many lie within 3, 5 and 10 km;
    averages over all third-years of the three leerwegen together, each at the middle
    of the postcode. CBS measures over roads for cars: see the source kind nwb.

    For example:

      bereik proximity demo/land --mode bike
    """
    written = check_format(file_format, output)
    study = read_study(snapshot)
    study.require_mode(mode)
    answer = _answer(study, area, mode, students, smallest)
    deliver(answer, written, show=lambda: _print(answer))


def _answer(
    study: Study, area: AreaKind, mode: Mode, model: str, smallest: int | None
) -> Answer:
    people = study.students(
        model, denominator=Denominator.COMMON, smallest=smallest, points=CENTRE
    )
    reach = study.reach(people, mode, Unit.METRES, _FARTHEST_M)
    schools = set(study.snapshot.offers.brin6)
    table = proximity(reach, schools, people, per=area)
    shown = concealed(table, threshold=people.rounded_to)
    named = with_area_names(shown, study.area_names(area))
    named.insert(2, "area_name", named.pop("area_name"))
    question = Question(
        mode=mode,
        denominator=Denominator.COMMON,
        students=model,
        per=area,
        points=CENTRE,
    )
    header = snapshot_header(
        study.snapshot,
        tables_behind(question, people),
        question={
            "mode": mode.value,
            "denominator": question.denominator.value,
            "area": area.value,
            "students": people.method,
            "points": CENTRE,
        },
        students_date=people.date,
        people=people_asked(question, people),
        notes=(*notes_of(study.snapshot, people, question), _NOTE),
    )
    told = f"{mode.value}, denominator {question.denominator.value}"
    title = f"Kilometres to the nearest vmbo, and how many are near ({told})"
    return Answer(named, header, title)


def _print(answer: Answer) -> None:
    rows = [
        [
            row["area_name"],
            _number(row["students"], 0),
            _number(row["distance_km"], 1),
            *(_number(row[name], 1) for name in _WITHIN),
        ]
        for row in answer.table.to_dict("records")
    ]
    header = ["area", "students", "km", *(f"within {km} km" for km in NEAR_KM)]
    print_table(header, rows, title=answer.title, numbers=header[1:])


def _number(value: float, digits: int) -> str:
    return "-" if math.isnan(value) else f"{value:,.{digits}f}".replace(",", " ")
