"""What a road file covers: the build report says of whom and where nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting import areas_of, protected, threshold_for
from accessibility.demand import default_choice, students_of
from accessibility.errors import MissingDataError, UsageError
from accessibility.places import points_of
from data.readings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from accessibility.codes import Mode
    from accessibility.counting import Students
    from accessibility.roads import RoadNetwork
    from accessibility.snapshot import Finding, Snapshot

NEAR_EDGE_M: Final = 10_000.0
"""The usual threshold: beyond this from the edge, answers up to it are certain."""

_ALL: Final = 0.9995
"""A provincie of which so much is covered is whole: 100,0 %."""


def coverage_findings(
    networks: Mapping[Mode, RoadNetwork], snapshot: Snapshot
) -> list[Finding]:
    """Tell of which students and vestigingen the roads are known, per mode.

    A way that leaves the file goes at least to its edge: within `NEAR_EDGE_M` of it a
    way of that length may be shorter over roads that are not in the file. Outside it
    nothing is known at all.
    """
    students = shown_students(snapshot) if networks else None
    lines: list[Finding] = []
    for mode, network in networks.items():
        if students is not None:
            lines += _of_students(mode, network, students, snapshot)
        lines += _of_vestigingen(mode, network, snapshot)
    return lines


def shown_students(snapshot: Snapshot) -> Students | None:
    """Return the students as they may be shown; None where nothing tells of them."""
    try:
        students = students_of(snapshot, default_choice(snapshot, whole=True))
    except (MissingDataError, UsageError):
        return None
    return protected(students, threshold=threshold_for(students))


def _of_students(
    mode: Mode, network: RoadNetwork, students: Students, snapshot: Snapshot
) -> Iterator[Finding]:
    # Only builds with roads wait for the compiled search to be imported.
    from accessibility.roads import coverage_of, is_covered  # noqa: PLC0415 - see above

    number = students.by_postcode(Denominator.COMMON, Leerweg.BL)[1]
    placed = number * students.reached_fraction(students.points.is_placed)
    covered = is_covered(students.points, coverage_of(network))
    known = number * students.reached_fraction(covered)
    if placed.sum() == 0:
        return
    why = (
        f"the {mode.value} roads cover {100 * known.sum() / placed.sum():.1f} % of the "
        f"{placed.sum():.0f} students with a known home ({students.method}); of the "
        "others nothing is known over the road: they count as outside"
    )
    places = _partly_covered(students, snapshot, placed, known)
    yield finding("roads", "students covered", round(known.sum()), why, places)


def _partly_covered(
    students: Students,
    snapshot: Snapshot,
    placed: NDArray[np.float64],
    known: NDArray[np.float64],
) -> list[str]:
    """Return the provincies that are not wholly covered, each with its share."""
    try:
        codes, (area, _) = areas_of(students, AreaKind.PROVINCIE)
    except UsageError:
        return []
    named: dict[str, str] = {}
    if snapshot.has("areas"):
        table = snapshot.areas(AreaKind.PROVINCIE)
        named = dict(zip(table.area_code, table.area_name, strict=True))
    total, part = (np.bincount(area, some) for some in (placed, known))
    share = np.divide(part, total, out=np.ones(len(codes)), where=total > 0)
    return [
        f"{named.get(code, code)} {100 * one:.1f} %"
        for code, one in zip(codes.tolist(), share.tolist(), strict=True)
        if one < _ALL
    ]


def _of_vestigingen(
    mode: Mode, network: RoadNetwork, snapshot: Snapshot
) -> Iterator[Finding]:
    from accessibility.roads import coverage_of, to_edge_m  # noqa: PLC0415 - see above

    sites = points_of(snapshot.vestigingen, "brin6")
    way_m = to_edge_m(sites, coverage_of(network))
    outside = np.isnan(way_m) & sites.is_placed
    near = way_m < NEAR_EDGE_M
    why = f"of {len(sites)} vestigingen, where no {mode.value} roads are known"
    yield finding("roads", "outside", outside.sum(), why, sites.ids[outside])
    why = (
        f"of {len(sites)} vestigingen, within {NEAR_EDGE_M / 1000:g} km of the "
        f"edge of the {mode.value} roads: ways of that length are upper bounds "
        "there, as roads outside the file are not known"
    )
    yield finding("roads", "near edge", near.sum(), why, sites.ids[near])
