"""The voedingsgebied: postcodes that are partly inside count."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
from shapely.geometry import box

from accessibility.licence.catchment import invitation_check, voedingsgebied
from accessibility.licence.check import Outcome
from accessibility.places import Points

YES, NO, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED


def test_the_voedingsgebied_counts_postcodes_that_are_partly_inside() -> None:
    areas = gpd.GeoDataFrame(
        {"pc4": ["A001", "A002", "A003"]},
        geometry=[
            box(0, 0, 1_000, 1_000),
            box(15_000, 0, 40_000, 10),
            box(15_001, 0, 40_000, 10),
        ],
        crs=28992,
    )
    sites = gpd.GeoDataFrame(
        {"brin6": ["X1", "X2"], "pc4": ["A002", "A003"], "bestuur": ["B1", "B2"]},
        geometry=gpd.points_from_xy([1, 2], [1, 2]),
        crs=28992,
    )
    place = Points(np.array(["p"]), np.array([0.0]), np.array([0.0]))
    area = voedingsgebied(place, areas, sites, name="V", origin="address")
    assert area.pc4 == ("A001", "A002")
    assert area.boards == ("B1",)
    assert invitation_check(area).outcome is OPEN


def test_the_remark_tells_of_boards_that_are_not_known() -> None:
    areas = gpd.GeoDataFrame({"pc4": ["A001"]}, geometry=[box(0, 0, 1, 1)], crs=28992)
    sites = gpd.GeoDataFrame(
        {"brin6": ["X1", "X2"], "pc4": ["A001", "A001"], "bestuur": ["B1", None]},
        geometry=gpd.points_from_xy([1, 2], [1, 2]),
        crs=28992,
    )
    place = Points(np.array(["p"]), np.array([0.0]), np.array([9.0]))
    near = voedingsgebied(place, areas, sites, name="V", origin="pc4", radius_m=8)
    check = invitation_check(near)
    assert check.title == "Uitnodigen voor overleg rond V, vanaf het postcodegebied"
    assert [fact.value for fact in check.facts] == ["1", "2", "1"]
    assert check.remark == "1 vestigingen zonder bekend bestuur"
    known = voedingsgebied(place, areas, sites[:1], name="V", origin="address")
    assert "niet uit deze gegevens" in invitation_check(known).remark
    far = voedingsgebied(place, areas, sites, name="V", origin="address", radius_m=7.9)
    assert far.pc4 == ()
