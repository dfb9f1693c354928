"""Facilities near homes and schools: technical mbo counts, and no way is endless."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from accessibility.errors import MissingDataError
from accessibility.places import RD_NEW
from accessibility.planning import (
    FacilityQuestion,
    FacilityView,
    Origins,
    facility_answer,
)
from accessibility.planning.points import existing_places
from accessibility.snapshot import Snapshot
from tests.small_country import country

FAR_M = 600_000


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    """A country of 40 km with a technical mbo in a corner, and one of other domains."""
    land = country()
    sites = gpd.GeoDataFrame(
        {
            "site": ["M1", "M2", "M3"],
            "naam": ["ROC", "ROC", "ROC"],
            "plaats": ["Hoek", "Midden", None],
            "postcode": ["1000AA", "1001AA", "1002AA"],
            "programmes": [3, 2, 1],
            "technical": [1, 0, 1],
            "placed": ["address", "address", "none"],
        },
        geometry=gpd.GeoSeries.from_xy(
            [100_000, 120_000, np.nan], [400_000, 420_000, np.nan]
        ).to_numpy(),
        crs=RD_NEW,
    )
    sites.loc[2, "geometry"] = None
    ages = pd.DataFrame(
        {"pc4": land.postcodes.pc4[:-1], "age_from": 10, "age_to": 14}
    ).assign(inhabitants=40.0)
    return land.edited(mbo_sites=sites, inhabitants=ages)


def _asked(view: FacilityView, origins: Origins = Origins.HOMES) -> FacilityQuestion:
    return FacilityQuestion(view=view, origins=origins, kinds=("mbo",))


def test_mbo_counts_where_it_is_technical_and_placed(snapshot: Snapshot) -> None:
    assert existing_places(snapshot, ("mbo",)).id.tolist() == ["M1"]
    assert len(existing_places(snapshot)) == 0


def test_from_each_home_the_way_is_told(snapshot: Snapshot) -> None:
    found = facility_answer(snapshot, _asked(FacilityView.SCHOOLS))
    homes = snapshot.postcodes
    corner = gpd.GeoSeries.from_xy([100_000], [400_000], crs=RD_NEW)[0]
    expected = homes.geometry.distance(corner).round(2)
    assert found.table.school.tolist() == homes.pc4.tolist()
    np.testing.assert_allclose(found.table.travel, expected, atol=0.01)
    assert found.table.facility.unique().tolist() == ["ROC, Hoek"]
    assert found.table.pupils.isna().sum() == 1
    assert {"mbo_sites", "postcodes", "inhabitants"} <= found.used
    assert any("techniek-indicatie" in note for note in found.notes)


def test_shares_are_of_the_inhabitants_of_10_to_14(snapshot: Snapshot) -> None:
    found = facility_answer(snapshot, _asked(FacilityView.REACH)).table
    assert found.share.is_monotonic_increasing
    assert (found.pupils_reached % 40 == 0).all()


def test_what_lies_farther_than_was_looked_is_empty_and_said(
    snapshot: Snapshot,
) -> None:
    sites = snapshot.table("mbo_sites").iloc[[0]]
    away = sites.set_geometry(sites.geometry.translate(FAR_M, 0))
    land = snapshot.edited(mbo_sites=away)
    for origins in (Origins.HOMES, Origins.VESTIGINGEN):
        found = facility_answer(land, _asked(FacilityView.SCHOOLS, origins))
        assert found.table.travel.isna().all()
        assert any("have none within 400000 m" in note for note in found.notes)


def test_without_mbo_there_is_a_sentence() -> None:
    with pytest.raises(MissingDataError, match="no facility of kind mbo"):
        facility_answer(country(), _asked(FacilityView.SCHOOLS))
