"""`bereik attendance`: whose own vestiging lies within reach of home."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from accessibility.codes import AreaKind, Leerweg, Mode, Profiel, Unit
from accessibility.counting import concealed
from accessibility.demand import ASSUMPTION, pupil_flows, smallest_shown, students_of
from accessibility.measures import attendance as attending
from accessibility.questions import Answer, dates_of, reach_for
from api.answers import TABLE, Written, check_format, deliver
from api.options import (
    Format,
    Output,
    SnapshotFolder,
    ThresholdUnit,
    WayOfTravel,
)
from api.terminal import print_footnotes, print_table
from data.roads import road_tables
from data.snapshots import read_snapshot

_NOTE = "attending: the pupil's own vestiging is near, whatever else is nearer"


def attendance(
    snapshot: SnapshotFolder,
    *,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Annotated[float, typer.Option(help="Threshold, inclusive.")] = 10_000.0,
    unit: ThresholdUnit = Unit.METRES,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Compute which share of a profiel's pupils attends within reach of home.

    The monitor's table B3.6 read as *volgt* instead of *kan volgen*. Needs homes by
    vestiging (source kind duo-herkomst).

    For example:

      bereik attendance demo/land
    """
    check_format(file_format, output)
    land = read_snapshot(snapshot)
    flows = pupil_flows(land)
    who = students_of(land, "herkomst")
    reach = reach_for(
        land, who, mode=mode, unit=unit, limit=within, road_tables=road_tables
    )
    table = attending(reach, flows, who, within=within, unit=unit)
    order = [one.value for one in (*Profiel, *Leerweg)]
    table = table.sort_values(
        ["profiel", "leerweg"],
        key=lambda names: names.map(order.index),
        ignore_index=True,
    )
    result = Answer(
        table=concealed(table, threshold=smallest_shown(land), students="pupils"),
        dates=dates_of(land, who, mode),
        notes=(_NOTE, ASSUMPTION),
        example=land.manifest.example,
    )
    written = Written(file_format, output, AreaKind.NL)
    title = (
        f"Pupils whose own vestiging is within {within:g} {unit.value} ({mode.value})"
    )
    deliver(land, result, written, lambda: _print(result, title))


def _print(result: Answer, title: str) -> None:
    rows = [
        [row["profiel"], row["leerweg"], *map(_whole, counts), _percent(row["share"])]
        for row in result.table.to_dict("records")
        if (counts := (row["pupils"], row["attending"]))
    ]
    header = ["profiel", "leerweg", "pupils", "attending", "%"]
    print_table(header, rows, title=title, numbers=header[2:])
    print_footnotes(result.dates, result.notes, example=result.example)


def _whole(number: float) -> str:
    return "suppressed" if math.isnan(number) else f"{number:,.0f}".replace(",", " ")


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.1f}"
