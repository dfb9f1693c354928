"""`bereik groups`: small groups, the nearest alternative, and what is ahead of them."""

from __future__ import annotations

from typing import Annotated

import typer

from accessibility.codes import TECHNIEK
from accessibility.reports import GroupsQuestion, groups_answer
from api.answers import TABLE, check_format, deliver
from api.options import (
    AreaName,
    Leerwegen,
    Output,
    Profielen,
    SnapshotFolder,
    offers_asked,
)
from api.planning_options import TableFormat
from data.studies import read_study

Most = Annotated[int, typer.Option(min=1, help="Most third-years of a small group.")]
Together = Annotated[
    bool,
    typer.Option("--combined", help="The leerwegen of a profiel are one group."),
]
Every = Annotated[bool, typer.Option("--all", help="Groups that are not small too.")]
InYear = Annotated[
    int | None,
    typer.Option(
        "--year", help="Also the expected size in a year, and with what chance."
    ),
]


def groups(
    snapshot: SnapshotFolder,
    *,
    most: Most = 10,
    combined: Together = False,
    every: Every = False,
    year: InYear = None,
    area_name: AreaName = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """List small technical groups, hard to organise, with the nearest alternative.

    For example:

      bereik groups demo/land

      bereik groups demo/land --profiel PIE --leerweg gl --all

      bereik groups demo/land --combined --most 10 -o groepen.xlsx

      bereik groups demo/land --in Zeeland --year 2029
    """
    written = check_format(file_format, output)
    offers = offers_asked(profiel or [TECHNIEK], leerweg)
    asked = GroupsQuestion(most, combined, every, year, area_name, **offers)
    deliver(groups_answer(read_study(snapshot), asked), written)
