"""`bereik sharing`: vestigingen near enough to share a keuzevak."""

from __future__ import annotations

from typing import Annotated

import typer

from accessibility.codes import Mode, Unit
from accessibility.planning import SharingQuestion, SharingView, Way, sharing_answer
from api.options import Output, SnapshotFolder, ThresholdUnit, WayOfTravel
from api.planning_options import AreaName, TableFormat, deliver
from data.snapshots import read_snapshot

Wanted = Annotated[
    SharingView,
    typer.Option(
        help="What each vestiging gains; the ways between them; separate groups; or "
        "every possible largest group."
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
    unit: ThresholdUnit = Unit.METRES,
    show: Wanted = SharingView.CHOICES,
    file_format: TableFormat = "table",
    output: Output = None,
) -> None:
    """Find the vestigingen that lie near enough to share a common afternoon.

    For example:

      bereik sharing demo/land --area-name Zeeland --within 8000 --show groups

      bereik sharing demo/land --area-name Utrecht --mode bike --unit s --within 1200
    """
    question = SharingQuestion(show, Way(mode, unit), within, area_name)
    land = read_snapshot(snapshot)
    answer = sharing_answer(land, question)
    near = question.way.amount(question.near_is)
    deliver(
        answer.table,
        land,
        file_format=file_format,
        output=output,
        title=f"{answer.region.name}: sharing within {near}, {question.way.words}",
        notes=answer.notes,
    )
