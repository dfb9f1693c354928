"""Regions: found by name or code, whatever the division or case."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.errors import UsageError
from accessibility.regions import find_region, regions_of
from accessibility.snapshot import Snapshot


@pytest.mark.parametrize("name", ["Westdorp", "westdorp", "West"])
def test_a_region_is_found_by_name_or_code(line_snapshot: Snapshot, name: str) -> None:
    region = find_region(line_snapshot, name)
    assert (region.kind, region.code, region.name) == (
        AreaKind.GEMEENTE,
        "West",
        "Westdorp",
    )


def test_an_unknown_region_suggests_near_names(line_snapshot: Snapshot) -> None:
    with pytest.raises(UsageError, match="'Westdrop' is unknown; did you mean West"):
        find_region(line_snapshot, "Westdrop")


def test_a_name_in_two_divisions_must_be_told_apart(line_snapshot: Snapshot) -> None:
    areas = line_snapshot.table("areas")
    twice = pd.concat([areas, areas.assign(area_kind="provincie")])
    both = line_snapshot.edited(areas=twice)
    with pytest.raises(UsageError, match="say which with --area"):
        find_region(both, "Westdorp")
    assert find_region(both, "Westdorp", AreaKind.PROVINCIE).kind is AreaKind.PROVINCIE


def test_regions_of_a_division_are_sorted_by_name(line_snapshot: Snapshot) -> None:
    names = [region.name for region in regions_of(line_snapshot, AreaKind.GEMEENTE)]
    assert names == ["Oostdorp", "Westdorp"]
