"""`bereik sharing`: vestigingen near enough to share a keuzevak."""

from __future__ import annotations

from typing import Annotated

import typer

from accessibility.codes import Mode
from accessibility.planning import (
    SharingQuestion,
    SharingView,
    sharing_answer,
)
from api.answers import TABLE, check_format, deliver
from api.options import (
    AreaName,
    Output,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
)
from api.planning_answers import plain_question, planning_answer
from api.planning_options import (
    TableFormat,
    travel_asked,
)
from data.studies import read_study

Wanted = Annotated[
    SharingView,
    typer.Option(
        help="What each vestiging gains; the ways between them; separate groups; "
        "every possible largest group; or keuzevakken by their name."
    ),
]
Within = Annotated[
    float | None,
    typer.Option(
        help="Longest way, inclusive, measured as --mode and --unit say.",
        show_default="5000 m, or 1200 s",
    ),
]


def sharing(
    snapshot: SnapshotFolder,
    *,
    within: Within = None,
    area_name: AreaName = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: WayUnit = None,
    show: Wanted = SharingView.CHOICES,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Find the vestigingen that lie near enough to share a common afternoon.

    For example:

      bereik sharing demo/land --in Zeeland --within 8000 --show groups

      bereik sharing demo/land --in provincie:Utrecht --mode bike --unit s --within 1200
    """
    written = check_format(file_format, output)
    travel = travel_asked(mode, unit)
    question = SharingQuestion(show, travel.way, travel.amount(within), area_name)
    study = read_study(snapshot)
    found = sharing_answer(study.snapshot, question)
    near = question.way.amount(question.near_is)
    answer = planning_answer(
        study.snapshot,
        found.table,
        found.used,
        question=plain_question(question, within=question.near_is),
        title=f"{found.region.name}: sharing within {near}, {question.way.words}",
        notes=found.notes,
    )
    deliver(answer, written)
