"""`bereik facilities`: where is nothing, whose labs overlap, and who needs a bus."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessibility.codes import Mode
from accessibility.planning import (
    TECHLABS,
    FacilityQuestion,
    FacilityView,
    Origins,
    facility_answer,
)
from api.answers import TABLE, check_format, deliver
from api.options import (
    AreaName,
    Output,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
    numbers_of,
)
from api.planning_answers import plain_question, planning_answer
from api.planning_options import (
    TableFormat,
    travel_asked,
)
from data.studies import read_study

if TYPE_CHECKING:
    from accessibility.planning import FacilityAnswer


class Kind(StrEnum):
    """What counts as a facility."""

    HOTSPOT = "hotspot"
    TECHLAB = "techlab"
    EVENT = "event"
    MBO = "mbo"


FromWhere = Annotated[
    Origins,
    typer.Option(
        "--schools",
        help="Primary schools with groups 7 and 8, vestigingen with the third- and "
        "fourth-years of bl, kl and gl, or homes: postcodes with inhabitants of 10 to "
        "14.",
    ),
]
Kinds = Annotated[
    list[Kind] | None,
    typer.Option(
        "--kind", help="What counts.", show_default=" and ".join(TECHLABS) + "s"
    ),
]
Wanted = Annotated[
    FacilityView,
    typer.Option(
        help="Reach per threshold; every school; what owners share and reach alone; "
        "schools with nothing near, most pupils first; trips that need a bus; or the "
        "register of facilities and initiatives."
    ),
]
Ways = Annotated[
    list[str] | None,
    typer.Option(
        help="Threshold(s) for reach, inclusive.",
        show_default="3000,6000,10000 m, or 600,1200,1800 s",
    ),
]
BusAbove = Annotated[
    float | None,
    typer.Option(
        min=1,
        help="Above this a bus is needed; near is up to this.",
        show_default="6000 m, or 1200 s",
    ),
]


def facilities(
    snapshot: SnapshotFolder,
    *,
    origins: FromWhere = Origins.BASISSCHOLEN,
    kind: Kinds = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: WayUnit = None,
    within: Ways = None,
    bus_above: BusAbove = None,
    area_name: AreaName = None,
    show: Wanted = FacilityView.REACH,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Tell which schools have a hotspot or techlab near, and where is nothing.

    For example:

      bereik facilities demo/land --mode bike --within 3000,6000,10000

      bereik facilities demo/land --show bus --in Overijssel -o bussen.xlsx
      --format xlsx

      bereik facilities demo/land --schools vestigingen --kind techlab --show blank

      bereik facilities demo/land --mode bike --unit s --within 900,1800

      bereik facilities demo/land --show register -o register.json

      bereik facilities demo/land --kind mbo --schools homes --in Overijssel
    """
    written = check_format(file_format, output)
    travel = travel_asked(mode, unit)
    question = FacilityQuestion(
        view=show,
        origins=origins,
        kinds=tuple(one.value for one in kind or ()) or TECHLABS,
        way=travel.way,
        thresholds=travel.amounts(numbers_of(within) if within else ()),
        near=travel.amount(bus_above),
        area_name=area_name,
    )
    study = read_study(snapshot)
    found = facility_answer(study.snapshot, question)
    answer = planning_answer(
        study.snapshot,
        found.table,
        found.used,
        question=_asked(question),
        title=_title(found, question),
        notes=found.notes,
    )
    deliver(answer, written)


def _asked(question: FacilityQuestion) -> dict[str, Any]:
    """Return the question in plain values, with the thresholds that its view takes."""
    plain = plain_question(question, thresholds=None, near=None)
    if question.view is FacilityView.REGISTER:
        return {"view": plain["view"], "area": question.area_name or "NL"}
    if question.view is FacilityView.REACH:
        return {**plain, "within": list(question.ladder)}
    return {**plain, "near": question.near_is}


def _title(found: FacilityAnswer, question: FacilityQuestion) -> str:
    if question.view is FacilityView.REGISTER:
        return f"{found.region.name}: {found.n_facilities} facilities and initiatives"
    way = question.way
    reach = question.view is FacilityView.REACH
    near = "" if reach else f", near up to {way.amount(question.near_is)}"
    return (
        f"{found.region.name}: {question.origins.value} to {found.n_facilities} "
        f"facilities, {way.words}{near}"
    )
