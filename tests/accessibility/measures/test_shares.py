"""Access: every share read off the drawing; nobody is lost; more never reaches less."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import AreaKind, Denominator, Leerweg, Unit
from accessibility.counting.bounds import FillingBounds
from accessibility.counting.grades import Graded, Grades
from accessibility.counting.students import Students
from accessibility.errors import UsageError
from accessibility.measures.shares import (
    ACCESS_COLUMNS,
    access,
    known_grades,
    share_known,
    with_area_names,
)
from accessibility.places import Points
from accessibility.reach_table import ReachTable
from accessibility.straight_line import straight_line_table
from accessibility.study import Study
from tests.small_country import country, students

GL_PIE = [("PIE", Leerweg.GL)]


def _parts(table: pd.DataFrame) -> pd.Series:
    return table.reached + table.beyond + table.unreachable + table.unsnapped


def test_shares_can_be_read_off_the_drawing(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = access(
        line_reach,
        line_offers,
        line_students,
        within=(9_999.9, 10_000.0, 20_000.0),
        pairs=GL_PIE,
    )
    assert tuple(table.columns) == ACCESS_COLUMNS
    assert table.reached.tolist() == [10, 30, 60]
    assert table.share.tolist() == pytest.approx([10 / 65, 30 / 65, 60 / 65])
    assert table.beyond.tolist() == [50, 30, 0]
    assert table.unsnapped.tolist() == [5, 5, 5]
    assert not table.suppressed.any()


def test_students_are_counted_and_not_points(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = access(line_reach, line_offers, line_students, pairs=GL_PIE)
    assert table.share.item() != pytest.approx(2 / 4)
    assert table.share.item() == pytest.approx(30 / 65)


def test_denominator_leerweg_counts_its_own(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = access(
        line_reach,
        line_offers,
        line_students,
        pairs=GL_PIE,
        denominator=Denominator.LEERWEG,
    )
    assert table.students.item() == pytest.approx(6.5)
    assert table.reached.item() == pytest.approx(3.0)


def test_areas_add_up_to_the_country(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    country = access(line_reach, line_offers, line_students)
    for kind in (AreaKind.GEMEENTE, AreaKind.PROVINCIE, AreaKind.PC4):
        parts = access(line_reach, line_offers, line_students, per=kind)
        sums = parts.groupby(["profiel", "leerweg"])[["students", "reached"]].sum()
        whole = country.set_index(["profiel", "leerweg"])
        for name in ("students", "reached"):
            difference = sums[name] - whole[name].reindex(sums.index)
            assert difference.abs().max() < 1e-9


def test_seconds_are_refused_on_a_straight_line(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    with pytest.raises(UsageError, match="no travel times"):
        access(line_reach, line_offers, line_students, unit=Unit.SECONDS)


def test_inputs_are_left_unchanged(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    offers, counts = line_offers.copy(), line_students.counts.copy()
    access(line_reach, line_offers, line_students)
    pd.testing.assert_frame_equal(offers, line_offers)
    pd.testing.assert_frame_equal(counts, line_students.counts)


def test_area_names_fall_back_on_codes(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = access(line_reach, line_offers, line_students, per=AreaKind.GEMEENTE)
    named = with_area_names(table, {"West": "Westdorp"})
    assert set(named.area_name) == {"Westdorp", "Oost", "onbekend"}


def test_bounds_are_attained_by_a_filling_of_the_masks(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    pc4 = line_students.postcodes.pc4
    low, high = np.array([1.0, 6.0, 1.0, 1.0]), np.array([4.0, 6.0, 4.0, 4.0])
    counts = pd.DataFrame({"pc4": pc4, "leerweg": "gl", "students": (low + high) / 2})
    counts = counts.assign(students_low=low, students_high=high)
    masked = dataclasses.replace(line_students, counts=counts)
    row = access(line_reach, line_offers, masked, pairs=GL_PIE).iloc[0]
    reached = np.array([True, True, False, False])
    cells = [range(int(a), int(b) + 1) for a, b in zip(low, high, strict=True)]
    shares = [np.array(f)[reached].sum() / sum(f) for f in itertools.product(*cells)]
    assert row.share_low == pytest.approx(min(shares))
    assert row.share_high == pytest.approx(max(shares))


@st.composite
def _lands(draw: st.DrawFn) -> tuple[Students, Points, pd.DataFrame]:
    n, m = draw(st.integers(1, 8)), draw(st.integers(1, 5))
    spot = st.integers(0, 40_000).map(float)
    x = np.array(
        draw(st.lists(st.one_of(spot, st.just(np.nan)), min_size=n, max_size=n))
    )
    pc4 = np.array([f"{1000 + k}" for k in range(n)])
    low = np.array(draw(st.lists(st.integers(0, 9), min_size=n, max_size=n)), float)
    high = low + np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    counts = pd.DataFrame({"pc4": pc4, "leerweg": "gl", "students": (low + high) / 2})
    students = Students(
        points=Points(pc4, x, np.where(np.isnan(x), np.nan, 0.0)),
        point_pc4=np.arange(n),
        point_weight=np.ones(n),
        postcodes=pd.DataFrame({"pc4": pc4}),
        counts=counts.assign(students_low=low, students_high=high),
        method="own",
    )
    brin6 = np.array([f"00AA0{j}" for j in range(m)])
    at = np.array(draw(st.lists(spot, min_size=m, max_size=m)))
    offering = draw(st.lists(st.booleans(), min_size=m, max_size=m))
    offers = pd.DataFrame({"brin6": brin6[offering], "profiel": "PIE", "leerweg": "gl"})
    return students, Points(brin6, at, np.zeros(m)), offers


@settings(deadline=None, max_examples=60)
@given(_lands(), st.integers(1, 30_000), st.integers(0, 15_000))
def test_nobody_is_lost_and_further_never_reaches_less(
    town: tuple[Students, Points, pd.DataFrame], near_m: int, more_m: int
) -> None:
    students, sites, offers = town
    reach = straight_line_table(students.points, sites, limit_m=50_000)
    table = access(
        reach, offers, students, within=(near_m, near_m + more_m), pairs=GL_PIE
    )
    assert (_parts(table) - table.students).abs().max() < 1e-9
    assert table.reached.iloc[0] <= table.reached.iloc[1] + 1e-9
    known = table.dropna(subset="share")
    assert (known.share_low <= known.share + 1e-9).all()
    assert (known.share <= known.share_high + 1e-9).all()


@settings(deadline=None, max_examples=40)
@given(_lands(), st.integers(1, 30_000))
def test_another_offer_never_lowers_access(
    town: tuple[Students, Points, pd.DataFrame], within_m: int
) -> None:
    students, sites, offers = town
    reach = straight_line_table(students.points, sites, limit_m=50_000)
    everyone = pd.DataFrame({"brin6": sites.ids, "profiel": "PIE", "leerweg": "gl"})
    before = access(reach, offers, students, within=(within_m,), pairs=GL_PIE)
    after = access(reach, everyone, students, within=(within_m,), pairs=GL_PIE)
    assert after.reached.item() >= before.reached.item() - 1e-9


def test_an_isolated_point_never_raises_the_share(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    before = access(line_reach, line_offers, line_students, pairs=GL_PIE).share.item()
    status = line_reach.status.copy()
    status[0] = 2
    keep = line_reach.point != 0
    site = np.repeat(np.arange(3), np.diff(line_reach.indptr))[keep]
    cut = dataclasses.replace(
        line_reach,
        status=status,
        point=line_reach.point[keep],
        distance_cm=line_reach.cost(Unit.METRES)[keep],
        indptr=np.searchsorted(site, np.arange(4)).astype(np.int64),
        point_component=np.array([-1, 0, 0, -1], np.int32),
        destination_component=np.zeros(3, np.int32),
    )
    row = access(cut, line_offers, line_students, pairs=GL_PIE).iloc[0]
    assert row.share < before
    assert row.unreachable == 10
    assert row.unsnapped == 5


def test_a_model_of_homes_gives_no_share_where_it_knows_too_little() -> None:
    snapshot = country()
    people = students(snapshot)
    some = people.by_postcode(Denominator.LEERWEG, Leerweg.GL)[1]
    fillings = {w.value: np.stack([some, some[::-1]]) for w in Leerweg}
    model = dataclasses.replace(people, bounds=FillingBounds(fillings, is_model=True))
    reach = Study(snapshot).reach(model)

    def asked(metres: float, denominator: Denominator) -> pd.DataFrame:
        return access(
            reach,
            snapshot.offers,
            model,
            within=(metres,),
            denominator=denominator,
            pairs=[("PIE", Leerweg.GL)],
        )

    near = asked(2_999.0, Denominator.LEERWEG)
    assert near[["share", "likely_low", "likely_high"]].isna().all(axis=None)
    assert near[["share_low", "share_high", "reached", "missed"]].notna().all(axis=None)
    assert asked(2_999.0, Denominator.COMMON).share.notna().all()
    assert asked(20_000.0, Denominator.LEERWEG).share.notna().all()


def test_one_in_a_hundred_beyond_the_roads_leaves_a_share() -> None:
    reached, other = np.array([50.0, 50.0]), np.array([49.0, 49.0])
    share = share_known(reached, other, np.array([1.0, 1.1]))
    assert share[0] == pytest.approx(50 / 99)
    assert np.isnan(share[1])


def test_likely_ends_hold_a_share_of_those_whose_roads_are_known() -> None:
    grades = Grades(*np.array([[0.2], [0.4], [0.499], [0.5], [0.6]]))
    counts = Grades(*np.array([[50.0]] * 5))
    missed = Grades(*np.array([[50.2]] * 5))
    found = Graded(np.array([[100.2]] * 3), counts, missed, grades)
    told, _ = known_grades(found, np.array([0.9]), np.array([False]))
    share = 50 / (50 + 50.2 - 0.9)
    assert told.estimate.item() == pytest.approx(share)
    assert told.likely_low.item() == 0.4
    assert told.likely_high.item() == pytest.approx(share)
