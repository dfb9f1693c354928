"""`bereik attendance`: whose own vestiging lies within reach of home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from accessibility.codes import ROADS, Leerweg, Mode, Profiel
from accessibility.counting import concealed
from accessibility.demand import ASSUMPTION, LAYOUT_TABLES, pupil_flows, smallest_shown
from accessibility.headers import points_note, snapshot_header
from accessibility.measures import attendance as attending
from accessibility.measures import beside_nearest
from accessibility.questions import AUTO, Answer, Question
from api.answers import TABLE, check_format, deliver
from api.options import (
    Format,
    Output,
    PointLayout,
    SnapshotFolder,
    WayOfTravel,
    WayThreshold,
    WayUnit,
    asked_way,
)
from api.reach_screen import measure_words
from api.terminal import percent, print_table, whole
from data.studies import read_study

if TYPE_CHECKING:
    import pandas as pd

_USED = ("herkomst", "pupils", "offers", "vestigingen", "postcodes")
_BESIDE_NOTE: Final = (
    "ways are means, in metres or seconds, over pupils of whom both are known "
    "(known): own is to the vestiging they attend, nearest to the nearest with the same"
)
_NOTE = "attending: the pupil's own vestiging is near, whatever else is nearer"


BesideNearest = Annotated[
    bool,
    typer.Option(
        "--beside-nearest",
        help="The way to pupils' own vestiging beside that to the nearest with the "
        "same profiel and leerweg.",
    ),
]


def attendance(
    snapshot: SnapshotFolder,
    *,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: WayThreshold = None,
    unit: WayUnit = None,
    points: PointLayout = AUTO,
    nearest: BesideNearest = False,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Compute which share of a profiel's pupils attends within reach of home.

    The monitor's table B3.6 read as *volgt* instead of *kan volgen*. Needs homes by
    vestiging (source kind duo-herkomst).

    For example:

      bereik attendance demo/land

      bereik attendance demo/land --beside-nearest
    """
    written = check_format(file_format, output)
    (limit,), in_unit = asked_way(mode, (within,) if within else None, unit)
    study = read_study(snapshot)
    flows = pupil_flows(study.snapshot)
    asked = Question(
        mode=mode,
        within=(limit,),
        unit=in_unit,
        students="herkomst",
        smallest=0,
        points=points,
    )
    homes = study.students_for(asked)
    reach = study.reach(homes, mode, in_unit, limit)
    table = attending(reach, flows, homes, within=limit, unit=in_unit)
    smallest = smallest_shown(study.snapshot)
    if nearest:
        least = study.nearest(homes, mode, in_unit)
        table = beside_nearest(reach, least, flows, homes)
        # Means are over those whose ways are known: of few of many pupils, perhaps.
        table = concealed(table, threshold=smallest, students="known")
    ways = () if mode is Mode.STRAIGHT else (ROADS,)
    header = snapshot_header(
        study.snapshot,
        {*_USED, *LAYOUT_TABLES[homes.layout], *ways},
        question={"mode": mode.value, "within": limit, "unit": in_unit.value},
        students_date=homes.date,
        notes=(_BESIDE_NOTE if nearest else _NOTE, ASSUMPTION, points_note(homes)),
    )
    answer = Answer(
        concealed(_in_order(table), threshold=smallest, students="pupils"),
        header,
        _title(mode, measure_words((limit,), in_unit), nearest=nearest),
    )
    deliver(answer, written, show=None if nearest else lambda: _print(answer))


def _title(mode: Mode, within: str, *, nearest: bool) -> str:
    if nearest:
        return f"Pupils' own vestiging beside the nearest ({mode.value})"
    return f"Pupils whose own vestiging is within {within} ({mode.value})"


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order of the codes."""
    order = [one.value for one in (*Profiel, *Leerweg)]
    return table.sort_values(
        ["profiel", "leerweg"],
        key=lambda names: names.map(order.index),
        ignore_index=True,
    )


def _print(answer: Answer) -> None:
    rows = [
        [
            *(row["profiel"], row["leerweg"]),
            *(whole(row[name], "suppressed") for name in ("pupils", "attending")),
            percent(row["share"]),
        ]
        for row in answer.table.to_dict("records")
    ]
    header = ["profiel", "leerweg", "pupils", "attending", "%"]
    print_table(header, rows, title=answer.title, numbers=header[2:])
