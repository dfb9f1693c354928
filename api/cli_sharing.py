"""`bereik sharing`: vestigingen near enough to share a keuzevak."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import pandas as pd
import typer

from accessibility.codes import Mode
from accessibility.keuzevak_sharing import (
    largest_groups,
    reachable_choices,
    separate_groups,
    vestiging_travel,
)
from accessibility.places import points_of
from accessibility.planning_points import Places, candidate_places
from accessibility.planning_travel import travel_between
from accessibility.region_view import find_region
from api.options import Output, SnapshotFolder, WayOfTravel
from api.planning_options import AreaName, TableFormat, Within, deliver, measured_by
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot
    from accessibility.travel_pairs import TravelPairs


class View(StrEnum):
    """Which table is wanted."""

    CHOICES = "choices"
    TRAVEL = "travel"
    GROUPS = "groups"
    POSSIBLE = "possible"


Wanted = Annotated[
    View,
    typer.Option(
        help="What each vestiging gains; the ways between them; separate groups; or "
        "every possible largest group."
    ),
]


def sharing(
    snapshot: SnapshotFolder,
    *,
    within: Within = 5_000.0,
    area_name: AreaName = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    show: Wanted = View.CHOICES,
    file_format: TableFormat = "table",
    output: Output = None,
) -> None:
    """Find the vestigingen that lie near enough to share a common afternoon.

    For example:

      bereik sharing demo/land --area-name Zeeland --within 8000 --show groups

      bereik sharing demo/land --area-name Utrecht --mode bike
    """
    land = read_snapshot(snapshot)
    region = find_region(land, area_name)
    places = candidate_places(land, region, Places.VESTIGINGEN)
    points = points_of(places, "id")
    travel = travel_between(land, points, points, mode=mode, limit_m=within)
    table = _table(land, travel.pairs, within, show)
    names = places.set_index("id")["naam"]
    if "brin6" in table:
        table.insert(1, "naam", table["brin6"].map(names))
    deliver(
        table,
        land,
        file_format=file_format,
        output=output,
        title=f"{region.name}: sharing within {within:g} m, {measured_by(mode)}",
        notes=travel.notes,
    )


def _table(
    land: Snapshot, pairs: TravelPairs, within_m: float, show: View
) -> pd.DataFrame:
    if show is View.TRAVEL:
        return vestiging_travel(pairs, within_m)
    if show is View.GROUPS:
        return separate_groups(pairs, within_m)
    if show is View.POSSIBLE:
        groups = largest_groups(pairs, within_m)
        rows = [(n, len(g), " ".join(g)) for n, g in enumerate(groups, start=1)]
        return pd.DataFrame(rows, columns=["group", "size", "vestigingen"])
    offers = land.offers[["brin6", "profiel"]].drop_duplicates()
    table = reachable_choices(pairs, offers, within_m)
    for column in ("own", "extra"):
        table[column] = table[column].map(" ".join)
    return table
