"""Which class a postcode gets, and when it is a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Leerweg, Mode, Unit
from accessibility.errors import CrsError, TableError
from maps.postcodes import CUT_OFF, EMPTY, described, largest_gaps, total_share
from maps.subject import Subject

if TYPE_CHECKING:
    import geopandas as gpd


def test_classes_follow_the_distance(
    postcodes: gpd.GeoDataFrame, subject: Subject
) -> None:
    told = described(postcodes, subject).set_index("pc4")
    assert told.klass["N001"] == EMPTY
    assert list(told.klass[["N005", "N006", "N007", "N008"]]) == [
        "k0",
        "k1",
        "k2",
        "k3",
    ]
    assert told.klass["N016"] == CUT_OFF


@pytest.mark.parametrize(
    ("distance_m", "klass", "is_gap"),
    [
        (5_000.0, "k0", False),
        (9_999.9, "k1", False),
        (10_000.0, "k1", False),
        (10_000.1, "k2", True),
        (15_000.1, "k3", True),
        (np.nan, "k3", True),
    ],
)
def test_bounds_are_inclusive_and_not_found_is_far(
    postcodes: gpd.GeoDataFrame,
    subject: Subject,
    distance_m: float,
    klass: str,
    is_gap: bool,  # noqa: FBT001 - a column of the table of cases
) -> None:
    postcodes.loc[4, "distance_m"] = distance_m
    row = described(postcodes, subject).set_index("pc4").loc["N005"]
    assert (row.klass, row.is_gap) == (klass, is_gap)


def test_empty_postcodes_are_no_gap_but_suppressed_ones_may_be(
    postcodes: gpd.GeoDataFrame, subject: Subject
) -> None:
    postcodes.loc[0, "distance_m"] = 99_000.0
    told = described(postcodes, subject).set_index("pc4")
    assert not told.is_gap["N001"]
    assert told.is_gap["N015"]


def test_input_stays_as_it_was(postcodes: gpd.GeoDataFrame, subject: Subject) -> None:
    before = postcodes.copy()
    described(postcodes, subject)
    assert before.equals(postcodes)


def test_missed_students_and_their_share(
    postcodes: gpd.GeoDataFrame, subject: Subject
) -> None:
    share, missed = total_share(described(postcodes, subject))
    far = [12, 13, 16, 17, 20, 21, 3, 25]
    near = [0, 11, 14, 15, 18, 19, 22, 23]
    assert missed == sum(far)
    assert share == pytest.approx([sum(far) / (sum(far) + sum(near))] * 3)


def test_who_is_missed_in_a_postcode_reached_in_part_is_missed_there(
    postcodes: gpd.GeoDataFrame, subject: Subject
) -> None:
    in_part = described(postcodes.assign(missed=0.0, missed_high=3.0), subject)
    assert not in_part.is_missed[~in_part.suppressed].any()
    in_part = described(postcodes.assign(missed=0.25, missed_high=3.0), subject)
    shown = in_part[~in_part.suppressed]
    assert shown.is_missed.all()
    assert not shown.is_gap.all()
    gaps, more = largest_gaps(in_part, 3)
    assert len(gaps) + more == in_part.is_missed.sum()


def test_place_in_the_list_does_not_betray_a_suppressed_count(
    postcodes: gpd.GeoDataFrame, subject: Subject
) -> None:
    postcodes.loc[14, ["students_low", "students", "students_high"]] = 999.0
    gaps, more = largest_gaps(described(postcodes, subject), 8)
    assert list(gaps.pc4) == [
        "N016",
        "N012",
        "N011",
        "N008",
        "N007",
        "N004",
        "N003",
        "N015",
    ]
    assert more == 0


def test_a_threshold_in_seconds_uses_times(
    postcodes: gpd.GeoDataFrame,
) -> None:
    bike = Subject("PIE", Leerweg.GL, "X", Mode.BIKE, 1_800.0, Unit.SECONDS)
    frame = postcodes.assign(time_s=1_801.0)
    told = described(frame, bike)
    assert told.is_gap[4]
    assert told.klass[4] == "k2"


def test_all_missing_columns_are_named_at_once(
    postcodes: gpd.GeoDataFrame, subject: Subject
) -> None:
    with pytest.raises(TableError) as error:
        described(postcodes.drop(columns=["distance_m", "students"]), subject)
    assert len(error.value.faults) == 2


def test_degrees_are_refused(postcodes: gpd.GeoDataFrame, subject: Subject) -> None:
    with pytest.raises(CrsError, match="metres"):
        described(postcodes.set_crs(4326, allow_override=True), subject)
