"""Who has a stop near: the build report says it, and which stops nobody walks to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import DEFAULT_BELLS, Denominator, Leerweg, Mode, Unit
from accessibility.places import Points
from data.readings import finding
from data.road_coverage import shown_students

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.snapshot import Finding, Snapshot

TRANSIT: Final = "transit"


def stop_findings(snapshot: Snapshot) -> list[Finding]:
    """Tell how many students have a stop near, and which stops lie far from a street.

    Parameters
    ----------
    snapshot
        With a timetable; one without, or without streets to walk on, tells nothing.
    """
    if not snapshot.transit or Mode.WALK not in snapshot.roads:
        return []
    # Only builds with a timetable wait for the compiled search to be imported.
    from accessibility.transit import is_near_street  # noqa: PLC0415 - see above

    day, walk = snapshot.timetable, snapshot.network(Mode.WALK)
    used = np.flatnonzero(day.is_used | day.is_left)
    places = _some(day.stops.points, used)
    near = is_near_street(places, walk, DEFAULT_BELLS)
    why = (
        f"of {len(used)} stops in use, more than {DEFAULT_BELLS.snap_m:g} m from any "
        "street: nobody walks there"
    )
    far = day.stops.names[used[~near]]
    line = finding(TRANSIT, "stops far from a road", len(far), why, far)
    return [line, *_of_students(snapshot, _some(places, np.flatnonzero(near)))]


def _of_students(snapshot: Snapshot, stops: Points) -> Iterator[Finding]:
    from accessibility.roads import road_reach_table  # noqa: PLC0415 - see above

    students = shown_students(snapshot)
    if students is None:
        return
    number = students.by_postcode(Denominator.COMMON, Leerweg.BL)[1]
    placed = number * students.reached_fraction(students.points.is_placed)
    if placed.sum() == 0:
        return
    table = road_reach_table(
        snapshot.network(Mode.WALK),
        students.points,
        stops,
        unit=Unit.METRES,
        limit=DEFAULT_BELLS.walk_m,
    )
    has_stop = np.zeros(len(students.points), np.bool_)
    has_stop[table.point] = True
    near = number * students.reached_fraction(has_stop)
    why = (
        f"{100 * near.sum() / placed.sum():.1f} % of the {placed.sum():.0f} students "
        f"with a known home ({students.method}) have a stop within "
        f"{DEFAULT_BELLS.walk_m:g} m over the streets"
    )
    yield finding(TRANSIT, "students near a stop", round(near.sum()), why)


def _some(points: Points, rows: NDArray[np.int64]) -> Points:
    return Points(points.ids[rows], points.x_m[rows], points.y_m[rows], points.epsg)
