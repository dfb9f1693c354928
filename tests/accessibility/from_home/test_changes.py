"""Only where something comes or goes are spans measured again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest

from accessibility.codes import Leerweg, Mode, Unit
from accessibility.from_home import FromHome, span_changes
from accessibility.questions import Question
from accessibility.scenario import AddLink, CloseLink, Place, Scenario
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from tests.small_country import country, whole_country
from tests.street_grid import STEP_M, grid

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot

ASKED = Question(students="own", within=(5_000.0,), points="area")
UNITS = 500_000


def _seen(study: Study) -> FromHome:
    return FromHome(
        study.snapshot,
        lambda question, people: study.reach(people, question.mode, question.unit),
    )


def _with_streets(small: Snapshot) -> Snapshot:
    """Return a country whose schools stand on streets, and whose land has some."""
    north_m = 50_000.0
    areas, sites = small.table("pc4_areas"), small.vestigingen
    wide = areas.set_geometry(areas.translate(0, north_m).buffer(1_200.0))
    east_m = (sites.geometry.x / STEP_M).round() * STEP_M
    there = gpd.points_from_xy(east_m, sites.geometry.y + north_m, crs=sites.crs)
    moved = small.edited(pc4_areas=wide, vestigingen=sites.set_geometry(there))
    return replace(moved, roads={Mode.BIKE: grid(21, 21)})


def _never(question: Question, people: Students) -> ReachTable:
    message = f"nobody asked for ways {question.mode} of {people.method}"
    raise AssertionError(message)


def test_elsewhere_the_span_stays_and_near_it_is_that_of_the_edited_snapshot() -> None:
    study = Study(whole_country())
    offers, pair = study.snapshot.offers, ("PIE", Leerweg.GL)
    asked = (offers.profiel == pair[0]) & (offers.leerweg == pair[1])
    closed = CloseVestiging(str(offers.brin6[asked].iloc[0]))
    later = study.beside(study.applied(Scenario("t", "small", (closed,))).snapshot)
    before, after = _seen(study), _seen(later)
    students = study.students_for(ASKED)
    changes = span_changes(before, after, ASKED, students, same_ways=True)
    assert changes is not None
    sites = [len(seen.sites_offering(pair)) for seen in (before, after)]
    assert sites[1] == sites[0] - 1
    change = changes(pair)
    assert changes(pair) is change
    assert change.touched.any()
    assert not change.touched.all()
    np.testing.assert_array_equal(
        change.after.least[~change.touched], change.before.least[~change.touched]
    )
    anew = after.span(ASKED, students, pair)
    np.testing.assert_array_equal(change.after.surely(UNITS), anew.surely(UNITS))
    np.testing.assert_array_equal(change.after.possibly(UNITS), anew.possibly(UNITS))
    assert change.come is not None
    assert not change.come.possibly(UNITS).any()


def test_without_land_nothing_is_known_of_where_in_a_postcode() -> None:
    study = Study(country())
    seen = _seen(study)
    people = Study(whole_country()).students_for(ASKED)
    assert span_changes(seen, seen, ASKED, people, same_ways=True) is None


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("seed", range(4))
def test_after_an_edit_of_roads_the_span_is_that_of_the_whole_country_anew(
    seed: int, unit: Unit
) -> None:
    land = _with_streets(whole_country(seed))
    study = Study(land)
    within = 6_000.0 if unit is Unit.METRES else 1_500.0
    asked = replace(ASKED, mode=Mode.BIKE, unit=unit, within=(within,))
    place = Place(119_000.0, 466_000.0 + STEP_M * seed)
    beside = Place(place.x_m + 1_500.0, place.y_m + 1_000.0)
    edits = (
        CloseLink(Mode.BIKE, at=place, metres=300.0),
        AddLink(Mode.BIKE, place, beside, 5.0),
        CloseVestiging(str(land.offers.brin6.iloc[seed])),
    )
    edited = study.applied(Scenario("t", "small", edits)).snapshot
    before = _seen(study)
    after = FromHome(edited, _never, before=before)
    # Where nobody lives is not asked here, so that no way from a point is measured.
    students = study.students_for(replace(asked, mode=Mode.STRAIGHT, unit=Unit.METRES))
    changes = span_changes(before, after, asked, students, same_ways=False)
    assert changes is not None
    some = False
    units = round(within) * (100 if unit is Unit.METRES else 10)
    for pair in asked.pairs:
        change, anew = changes(pair), after.span(asked, students, pair)
        was = before.span(asked, students, pair)
        np.testing.assert_array_equal(change.after.surely(units), anew.surely(units))
        np.testing.assert_array_equal(
            change.after.possibly(units), anew.possibly(units)
        )
        other = (was.surely(units) != anew.surely(units)) | (
            was.possibly(units) != anew.possibly(units)
        )
        assert not (other & ~change.touched).any()
        some |= bool(change.touched.any() and not change.touched.all())
    assert some
