"""The school holidays of the schools of a plan: their regions, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import AreaKind
from accessibility.planning.points import area_name_of_rows
from accessibility.tours import HOLIDAY_SOURCE, holiday_regions, school_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from accessibility.snapshot import Snapshot
    from accessibility.tours import HolidayRegion, Term


def regions_of_schools(
    snapshot: Snapshot, table: gpd.GeoDataFrame
) -> tuple[frozenset[HolidayRegion], ...]:
    """Return the holiday regions of schools, by the gemeente of their postcode."""
    gemeenten = area_name_of_rows(snapshot, table, AreaKind.GEMEENTE)
    provincies = area_name_of_rows(snapshot, table, AreaKind.PROVINCIE)
    return tuple(map(holiday_regions, gemeenten, provincies))


def holiday_notes(
    term: Term, regions: Iterable[frozenset[HolidayRegion]]
) -> tuple[str, ...]:
    """Say in which holidays no school is visited, and whose dates they are."""
    kinds = set(regions)
    if not kinds:
        return ()
    every = sorted(frozenset().union(*kinds))
    said = [
        f"{period.name} {period.first} to {period.last} ({region.value})"
        for region in every
        for period in school_holidays(region, term.first, term.last)
    ]
    held = "; ".join(said) or f"none in this term ({', '.join(every)})"
    kept = (
        "no school is visited in the school holidays of its own region, found by its "
        f"gemeente: {held}; {HOLIDAY_SOURCE}"
    )
    if not any(len(kind) > 1 for kind in kinds):
        return (kept,)
    return kept, (
        "schools in a gemeente that lies in two holiday regions, or is not known, are "
        "visited when all those regions have school"
    )
