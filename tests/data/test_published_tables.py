"""What leaves a snapshot for SQL is what its description says, and rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Mode, Unit
from accessibility.errors import MissingDataError
from accessibility.places import RD_NEW
from accessibility.study import Study
from data.published_tables import SCHEMA, published_tables, with_points

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_tables_have_the_columns_described(country: Snapshot) -> None:
    published = published_tables(Study(country))
    assert list(published.tables) == list(SCHEMA)
    for name, columns in SCHEMA.items():
        assert list(published.tables[name].columns) == [one.name for one in columns]
        assert len(published.tables[name])
    assert published.header.example
    assert published.header.dates["students"]


def test_students_are_the_rounded_ones(country: Snapshot) -> None:
    study = Study(country)
    told = published_tables(study, students="own", smallest=10).tables["students"]
    assert (told.students % 10 == 0).all()
    again = study.students("own", smallest=10).counts.students.sum()
    assert told.students.sum() == again


def test_reach_is_that_of_the_study(country: Snapshot) -> None:
    study = Study(country)
    table = published_tables(study).tables["reach"]
    reach = study.reach(study.students())
    assert len(table) == len(reach.point)
    told = np.sort(table.distance_cm.to_numpy(np.int32))
    assert np.array_equal(told, np.sort(reach.cost(Unit.METRES)))
    assert not table.duplicated(["point_id", "brin6", "mode"]).any()


def test_points_are_those_of_the_study_and_weigh_one(country: Snapshot) -> None:
    study = Study(country)
    for layout in ("centre", "area"):
        told = published_tables(study, points=layout)
        points = told.tables["points"]
        assert len(points) == len(study.students(points=layout).points)
        assert points.groupby("pc4").weight.sum().to_numpy() == pytest.approx(1.0)
        assert set(told.tables["reach"].point_id) <= set(points.point_id)
        assert told.header.question["points"] == layout


def test_places_are_points_in_metres(country: Snapshot) -> None:
    table = published_tables(Study(country)).tables["postcodes"]
    table.loc[0, ["x_m", "y_m"]] = np.nan
    placed = with_points(table)
    assert placed.crs == RD_NEW
    assert placed.geometry.isna().tolist() == [True] + [False] * (len(table) - 1)
    assert placed.geometry.x[1] == table.x_m[1]


def test_a_mode_without_roads_is_refused(country: Snapshot) -> None:
    with pytest.raises(MissingDataError, match="bike"):
        published_tables(Study(country), modes=(Mode.BIKE,))
