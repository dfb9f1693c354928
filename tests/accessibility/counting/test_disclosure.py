"""Disclosure control: how counts are rounded, and what is hidden."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting.bounds import Division
from accessibility.counting.disclosure import (
    ROW_KEYS,
    as_masked,
    concealed,
    protected,
    round_counts,
    threshold_for,
)
from accessibility.counting.margin_bounds import MarginBounds
from accessibility.counting.rounded_bounds import RoundedBounds
from accessibility.errors import UsageError
from tests.pupils_on_a_line import (
    BEFORE,
    KINDS,
    THRESHOLD,
    N,
    country,
    everything,
)

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=40)


@given(COUNTS, st.integers(2, 12))
def test_every_stretch_stays_near_the_truth(numbers: list[int], base: int) -> None:
    frame = pd.DataFrame({"leerweg": "gl", "at": range(len(numbers))})
    for column in ("students_low", "students", "students_high"):
        frame[column] = np.array(numbers, float)
    got = round_counts(frame, base=base, rows=["leerweg"], order=["at"])
    assert (got.students % base == 0).all()
    error = np.cumsum(np.append(0, got.students - frame.students))
    # The largest difference of two running errors is that of the worst stretch.
    assert error.max() - error.min() <= base - 1 + 1e-9
    total = sum(numbers)
    assert got.students.sum() == total - total % base
    assert (got.students_low <= frame.students).all()
    assert (got.students_high >= frame.students).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 500), st.lists(st.booleans(), min_size=N, max_size=N))
def test_intervals_hold_the_truth(seed: int, is_near: list[bool]) -> None:
    students = country(seed)
    safe = protected(students, threshold=THRESHOLD)
    codes, area = np.unique(students.area_codes(AreaKind.GEMEENTE), return_inverse=True)
    division = Division(np.array(is_near, float), area, len(codes))
    for denominator in Denominator:
        exact = students.area_bounds(division, denominator, Leerweg.GL)
        got = safe.area_bounds(division, denominator, Leerweg.GL)
        for name in ("students", "reached", "share"):
            true, ends = getattr(exact, name)[0], getattr(got, name)
            known = ~np.isnan(true)
            assert (ends[0][known] <= true[known] + 1e-9).all()
            assert (ends[1][known] >= true[known] - 1e-9).all()


def test_same_counts_are_rounded_the_same_whatever_their_order() -> None:
    students = country(3)
    shuffled = replace(students, counts=students.counts.sample(frac=1, random_state=1))
    first, second = (protected(s, threshold=5).counts for s in (students, shuffled))
    pd.testing.assert_frame_equal(first, second)


def test_rounding_adds_no_column() -> None:
    frame = pd.DataFrame({"leerweg": "gl", "pc4": ["b", "a"], "students": 3.0})
    frame = frame.assign(students_low=3.0, students_high=3.0)
    got = round_counts(frame, base=5, rows=["leerweg"], order=["pc4"])
    assert sorted(got.columns) == sorted(frame.columns)
    assert got.index.tolist() == [0, 1]
    assert got.pc4.tolist() == ["a", "b"]


def test_neighbours_in_the_rounding_are_of_one_gemeente() -> None:
    """Codes that jump to and fro between gemeenten leave each off only at its ends."""
    students = country(3)
    places = students.postcodes.assign(
        gemeente=[f"G{i % 2}" for i in range(N)], provincie="P"
    )
    mixed = replace(students, postcodes=places)
    counts = protected(mixed, threshold=THRESHOLD).counts.query("leerweg == 'gl'")
    gemeente = counts.pc4.map(places.set_index("pc4").gemeente)
    assert gemeente.is_monotonic_increasing


def test_rounding_twice_changes_nothing_and_another_multiple_is_refused() -> None:
    safe = protected(country(3), threshold=5)
    assert protected(safe, threshold=5) is safe
    with pytest.raises(UsageError, match="already rounded to 5"):
        protected(safe, threshold=10)


def test_areas_add_up_before_and_after_disclosure_control() -> None:
    for students in (country(4), protected(country(4), threshold=THRESHOLD)):
        table = everything(students, BEFORE)
        keys = ["threshold", "denominator", "profiel", "leerweg"]
        figures = ["students", "reached", "beyond", "unreachable", "unsnapped"]
        by_kind = [
            table[table.area_kind == kind.value].groupby(keys)[figures].sum()
            for kind in KINDS
        ]
        for other in by_kind[1:]:
            pd.testing.assert_frame_equal(by_kind[0], other)
        rest = table.reached + table.beyond + table.unreachable + table.unsnapped
        assert (rest == table.students).all()


def test_leerwegen_add_up_to_the_common_denominator() -> None:
    safe = protected(country(4), threshold=THRESHOLD)
    own = sum(safe.by_postcode(Denominator.LEERWEG, w)[1] for w in Leerweg)
    together = safe.by_postcode(Denominator.COMMON, Leerweg.GL)[1]
    assert (own == together).all()


def test_groups_are_rounded_with_their_total() -> None:
    students = country(5)
    halves = [
        students.counts.assign(
            sex=sex,
            students=half,
            students_low=half,
            students_high=half,
        )
        for sex, half in (
            ("v", students.counts.students // 2),
            ("m", students.counts.students - students.counts.students // 2),
        )
    ]
    by_sex = replace(students, counts=pd.concat(halves, ignore_index=True))
    safe = protected(by_sex, threshold=THRESHOLD)
    girls, boys = safe.only(sex="v"), safe.only(sex="m")
    whole = Division(np.ones(N), np.zeros(N, np.int64), 1)
    both = safe.area_bounds(whole, Denominator.COMMON, Leerweg.GL).students
    assert both[1, 0] - both[0, 0] <= 2 * 3 * (THRESHOLD - 1)
    added = girls.counts.students.sum() + boys.counts.students.sum()
    assert added == safe.counts.students.sum()
    true_girls = by_sex.only(sex="v").counts.students.sum()
    ends = girls.area_bounds(whole, Denominator.COMMON, Leerweg.GL).students[:, 0]
    assert ends[0] <= true_girls <= ends[1]
    with pytest.raises(UsageError, match="not known by origin"):
        safe.only(origin="z")


def test_afgeschermd_is_neither_zero_nor_no_data() -> None:
    table = pd.DataFrame(
        {
            "area_code": ["few", "many"],
            "students": [0.0, 20.0],
            "share": [np.nan, 0.5],
            "beyond": [0.0, 10.0],
        }
    )
    hidden = concealed(table, threshold=10)
    assert hidden.suppressed.tolist() == [True, False]
    assert hidden.loc[0, ["students", "share", "beyond"]].isna().all()
    assert hidden.area_code.tolist() == ["few", "many"]
    public = concealed(table, threshold=0)
    assert public.students.tolist() == [0.0, 20.0]
    assert not public.suppressed.any()


def test_threshold_by_method() -> None:
    students = country(1)
    assert threshold_for(students) == 10
    assert threshold_for(replace(students, method="herkomst")) == 5
    assert threshold_for(replace(students, method="gravity")) == 0
    assert threshold_for(replace(students, method="inhabitants:10-14")) == 0
    assert threshold_for(students, example=True) == 0
    with pytest.raises(UsageError, match="no disclosure rule"):
        threshold_for(replace(students, method="guess"))


def test_modelled_bounds_are_shown_as_multiples_just_outside() -> None:
    students = country(1)
    margins = MarginBounds(
        np.arange(N),
        np.zeros(N, np.int64),
        np.full(N, 3.0),
        np.full(N, 3.0),
        np.array([[10.0, 12.0, 13.0, 13.0]]),
        np.array([[10.0, 12.0, 13.0, 13.0]]),
    )
    safe = protected(replace(students, bounds=margins), threshold=5)
    division = Division(np.array([1.0] * 14 + [0.0] * 2), np.zeros(N, np.int64), 1)
    inner = margins.masked(5).of_areas(division, Denominator.LEERWEG, Leerweg.GL)
    got = safe.area_bounds(division, Denominator.LEERWEG, Leerweg.GL)
    assert (got.reached % 5 == 0).all()
    assert got.reached[0, 0] <= inner.reached[0, 0]
    assert got.reached[1, 0] >= inner.reached[1, 0]
    assert got.share[0, 0] <= inner.share[0, 0] <= inner.share[1, 0] <= got.share[1, 0]


def test_what_if_tables_hide_small_areas_too() -> None:
    table = pd.DataFrame(
        {"students": [0.0, 30.0], "before": [0.0, 20.0], "lost_only": [0.0, 10.0]}
    )
    hidden = concealed(table, threshold=THRESHOLD)
    assert hidden.before.isna().tolist() == [True, False]
    assert hidden.lost_only.isna().tolist() == [True, False]


def test_the_smallest_number_that_may_be_shown_is_shown() -> None:
    table = pd.DataFrame({"students": [9.0, 10.0, 11.0]})
    hidden = concealed(table, threshold=10)
    assert hidden.suppressed.tolist() == [True, False, False]
    assert hidden.students.isna().tolist() == [True, False, False]


def test_a_column_that_nobody_thought_of_is_hidden() -> None:
    table = pd.DataFrame(
        {
            "pc4": ["few", "many"],
            "students": [0.0, 20.0],
            "mean_nearest_3_m": [812.5, 900.0],
            "n_reached": [3, 4],
            "all_reached": [True, False],
            "told": pd.Series([3, "20"], dtype="object"),
            "size": pd.Categorical([1, 2]),
            "since": pd.to_datetime(["2019-10-01", "2020-10-01"]),
        }
    )
    hidden = concealed(table, threshold=10)
    figures = list(table.columns.drop("pc4").astype(str))
    assert hidden.loc[0, figures].isna().all()
    assert hidden.loc[1, figures].notna().all()
    assert hidden.pc4.tolist() == ["few", "many"]


def test_what_is_declared_a_key_stays() -> None:
    table = pd.DataFrame(
        {"students": [0.0], "threshold": [10_000.0], "n_profiles": [3], "bus": [7]}
    )
    assert {"threshold", "n_profiles"} == ROW_KEYS
    hidden = concealed(table, threshold=10, keys=["bus"])
    assert hidden.loc[0, ["threshold", "n_profiles", "bus"]].notna().all()
    assert concealed(table, threshold=10)["bus"].isna().all()


def test_text_and_shapes_are_no_figures() -> None:
    table = gpd.GeoDataFrame(
        {
            "students": [0.0],
            "leerweg": pd.Categorical(["gl"]),
            "name": pd.Series(["A"], dtype="object"),
            "unknown": pd.Series([None], dtype="object"),
        },
        geometry=[Point(0, 0)],
    )
    hidden = concealed(table, threshold=10)
    assert (hidden["leerweg"][0], hidden["name"][0]) == ("gl", "A")
    assert hidden["geometry"].iloc[0] == Point(0, 0)


def test_hiding_twice_hides_what_was_hidden() -> None:
    table = pd.DataFrame({"students": [0.0, 20.0], "share": [0.25, 0.5]})
    once = concealed(table, threshold=10)
    pd.testing.assert_frame_equal(concealed(once, threshold=10), once)


def test_an_exact_count_of_nobody_is_shown() -> None:
    table = pd.DataFrame({"pupils": [0.0, 1.0, 4.5, 5.0], "groups": [0, 1, 1, 1]})
    hidden = concealed(table, threshold=5, students="pupils", exact=True)
    assert hidden.suppressed.tolist() == [False, True, True, False]
    assert hidden.groups.isna().tolist() == [False, True, True, False]


def test_a_threshold_below_two_hides_nothing() -> None:
    table = pd.DataFrame({"students": [0.0, 1.0], "share": [np.nan, 1.0]})
    for threshold in (0, 1):
        shown = concealed(table, threshold=threshold)
        pd.testing.assert_frame_equal(shown, table.assign(suppressed=False))
    assert concealed(table, threshold=2).suppressed.all()


def test_counts_of_one_to_four_are_known_only_as_such() -> None:
    given = [0.0, 1.0, 4.0, 5.0, np.nan]
    got = as_masked(np.array([given] * 3))
    assert got[0].tolist()[:4] == [0.0, 1.0, 1.0, 5.0]
    assert got[1].tolist()[:4] == [0.0, 2.5, 2.5, 5.0]
    assert got[2].tolist()[:4] == [0.0, 4.0, 4.0, 5.0]
    assert np.isnan(got[:, 4]).all()


FIGURE = st.one_of(
    st.integers(-(2**40), 2**40), st.floats(width=32), st.booleans(), st.none()
)


@given(
    names=st.lists(st.text(min_size=1), min_size=1, max_size=4, unique=True),
    data=st.data(),
)
def test_no_undeclared_number_is_left_in_a_suppressed_row(
    names: list[str], data: st.DataObject
) -> None:
    names = [n for n in names if n not in {*ROW_KEYS, "students", "suppressed"}]
    size = data.draw(st.integers(1, 5))
    students = data.draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
    table = pd.DataFrame({"students": [5.0 * n for n in students]})
    for name in names:
        cells = data.draw(st.lists(FIGURE, min_size=size, max_size=size))
        table[name] = pd.Series(cells)
    before = table.copy()
    hidden = concealed(table, threshold=THRESHOLD)
    few = table.students < THRESHOLD
    assert hidden.suppressed.tolist() == few.tolist()
    assert hidden.loc[few, ["students", *names]].isna().all(axis=None)
    shown = hidden.loc[~few, ["students", *names]].to_numpy(dtype=object)
    told = table.loc[~few, ["students", *names]].to_numpy(dtype=object)
    assert ((shown == told) | (pd.isna(shown) & pd.isna(told))).all()
    pd.testing.assert_frame_equal(table, before)


def test_rounded_counts_are_numbered_in_the_order_of_rounding() -> None:
    students = country(3)
    shuffled = replace(students, counts=students.counts.sample(frac=1, random_state=1))
    counts = protected(shuffled, threshold=THRESHOLD).counts
    assert counts.index.tolist() == list(range(len(Leerweg) * N))
    assert counts.leerweg.is_monotonic_increasing
    assert counts.students.sum() > 0
    # Postcodes without a count have a row too.
    assert set(counts.pc4) == set(students.postcodes.pc4)


def test_a_name_that_is_missing_elsewhere_does_not_hide_the_others() -> None:
    table = pd.DataFrame(
        {"naam": ["West", None], "students": [0.0, 50.0], "deel": [0.5, 0.5]}
    )
    hidden = concealed(table.astype({"naam": object}), threshold=5).iloc[0]
    assert hidden.naam == "West"
    assert pd.isna(hidden.deel)


def test_that_one_of_few_counts_is_masked_does_not_show() -> None:
    many = protected(country(3), threshold=THRESHOLD)
    safe = protected(country(3, n=1), threshold=THRESHOLD)
    assert isinstance(many.bounds, RoundedBounds)
    assert isinstance(safe.bounds, RoundedBounds)
    assert many.bounds.room is None
    assert safe.bounds.room is not None


def test_sums_of_several_masks_have_more_room_than_a_mask() -> None:
    single = country(3)
    counts = single.counts.assign(students_low=1.0, students=2.5, students_high=4.0)
    several = counts.copy()
    several.loc[0, ["students", "students_high"]] = [5.0, 8.0]
    rooms = []
    for one in (counts, several):
        safe = protected(replace(single, counts=one), threshold=THRESHOLD).bounds
        assert isinstance(safe, RoundedBounds)
        assert safe.room is not None
        rooms.append(safe.room)
    # Somebody who knows of one sum cannot tell the masks beside it from sums.
    assert rooms[0].max() < rooms[1].min()
