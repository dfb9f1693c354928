"""Nothing published gives back a small group: by property and by attack."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from accessibility.audit import Statements, is_exposed, undone
from accessibility.bounds import Division
from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.disclosure import (
    concealed,
    protected,
    round_counts,
    threshold_for,
)
from accessibility.errors import UsageError
from accessibility.margin_bounds import MarginBounds
from accessibility.measures.access import access
from accessibility.places import Points
from accessibility.reach_table import ReachTable
from accessibility.straight_line import straight_line_table
from accessibility.students import Students

THRESHOLD = 10
KINDS = (AreaKind.NL, AreaKind.PROVINCIE, AreaKind.GEMEENTE, AreaKind.PC4)
N = 16
BEFORE = pd.DataFrame(
    [
        ("X1", "PIE", "gl"),
        ("X2", "PIE", "gl"),
        ("X3", "BWI", "gl"),
        ("X1", "BWI", "bl"),
        ("X4", "PIE", "bl"),
    ],
    columns=["brin6", "profiel", "leerweg"],
)
AFTER = BEFORE.iloc[1:]
"""The same country with one offer less."""


def country(seed: int, n: int = N) -> Students:
    """Make postcodes on a line with small counts per leerweg."""
    rng = np.random.default_rng(seed)
    pc4 = np.array([f"A{i:03d}" for i in range(n)])
    postcodes = pd.DataFrame(
        {
            "pc4": pc4,
            "gemeente": [f"G{i // 4}" for i in range(n)],
            "provincie": [f"P{i // 8}" for i in range(n)],
        }
    )
    cells = [
        (code, leerweg.value, float(number))
        for leerweg in Leerweg
        for code, number in zip(pc4, rng.integers(0, 14, n), strict=True)
        if number
    ]
    counts = pd.DataFrame(cells, columns=["pc4", "leerweg", "students"])
    counts["students_low"] = counts["students_high"] = counts.students
    points = Points(pc4, np.arange(0.0, n * 2_000.0, 2_000.0), np.zeros(n))
    ones = np.ones(n)
    return Students(points, np.arange(n), ones, postcodes, counts, "own")


def reach_of(students: Students) -> ReachTable:
    x_m = np.array([1_000.0, 9_000.0, 15_000.0, 26_000.0])
    sites = Points(np.array(["X1", "X2", "X3", "X4"]), x_m, np.zeros(4))
    return straight_line_table(students.points, sites)


def everything(students: Students, *offers: pd.DataFrame) -> pd.DataFrame:
    """Compute every table of shares that the service would give."""
    reach = reach_of(students)
    pairs = [(p, w) for p in ("PIE", "BWI", "techniek") for w in Leerweg]
    return pd.concat(
        [
            access(
                reach,
                offer,
                students,
                within=(5_000, 10_000),
                denominator=denominator,
                per=per,
                pairs=pairs,
            ).assign(scenario=k)
            for k, offer in enumerate(offers)
            for denominator in Denominator
            for per in KINDS
        ],
        ignore_index=True,
    )


@dataclass(frozen=True)
class Sums:
    """Which counts each published row adds up; anybody can work this out."""

    students: NDArray[np.float64]
    reached: NDArray[np.float64]


def sums_of(table: pd.DataFrame, students: Students, *offers: pd.DataFrame) -> Sums:
    """Find the counts (leerweg after leerweg, postcode by postcode) of each row."""
    pc4 = students.postcodes.pc4.to_numpy()
    reach = reach_of(students)
    distance_cm = np.full((len(pc4), reach.n_destinations), 10**9)
    for j in range(reach.n_destinations):
        here = slice(reach.indptr[j], reach.indptr[j + 1])
        distance_cm[reach.point[here], j] = reach.distance_cm[here]
    area = {kind.value: students.area_codes(kind) for kind in KINDS}
    whole, part = [], []
    for row in table.to_dict("records"):
        offer = offers[int(row["scenario"])]
        wanted = offer[offer.leerweg == row["leerweg"]]
        if row["profiel"] != "techniek":
            wanted = wanted[wanted.profiel == row["profiel"]]
        near = distance_cm[:, np.isin(reach.destination_ids, wanted.brin6)]
        is_near = (near <= row["threshold"] * 100).any(axis=1)
        inside = area[str(row["area_kind"])] == row["area_code"]
        counted = np.array(
            [row["denominator"] == "common" or w == row["leerweg"] for w in Leerweg]
        )
        whole.append(np.outer(counted, inside).ravel())
        part.append(np.outer(counted, inside & is_near).ravel())
    return Sums(np.array(whole, float), np.array(part, float))


def truth_of(students: Students) -> NDArray[np.float64]:
    return np.concatenate(
        [students.by_postcode(Denominator.LEERWEG, w)[1] for w in Leerweg]
    )


def small(truth: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.flatnonzero((truth > 0) & (truth < THRESHOLD))


def attack_on_rounding(
    table: pd.DataFrame, sums: Sums, totals: NDArray[np.float64]
) -> Statements:
    """Write down all that follows from the published rows and from the method.

    Unknown are the counts, the rounded counts, and the shift of each leerweg. The
    attacker knows how rounding works and the exact total of each leerweg.
    """
    n, k = sums.students.shape[1], len(Leerweg)
    nothing = np.zeros
    shown = ~table.suppressed.to_numpy()
    rows, low, high = [], [], []

    def state(of_counts, of_rounded, of_shift, least, most) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - four arrays
        rows.append(np.hstack([of_counts, of_rounded, of_shift]))
        low.append(np.broadcast_to(least, len(of_counts)))
        high.append(np.broadcast_to(most, len(of_counts)))

    for matrix, name in ((sums.students, "students"), (sums.reached, "reached")):
        # What is shown is a sum of rounded counts; what is not is below the threshold.
        seen, hidden = matrix[shown], matrix[~shown]
        value = table[name].to_numpy()[shown]
        state(nothing(seen.shape), seen, nothing((len(seen), k)), value, value)
        state(nothing(hidden.shape), hidden, nothing((len(hidden), k)), 0, 9)
        ends = [table[f"{name}_{end}"].to_numpy()[shown] for end in ("low", "high")]
        state(seen, nothing(seen.shape), nothing((len(seen), k)), *ends)
    running = np.kron(np.eye(k), np.tril(np.ones((n // k, n // k))))
    shift = np.repeat(np.eye(k), n // k, axis=0)
    state(running, -running, shift, 0, THRESHOLD - 1)
    state(nothing((k, n)), nothing((k, n)), np.eye(k), 0, THRESHOLD - 1)
    country_total = np.repeat(np.eye(k), n // k, axis=1)
    state(country_total, nothing((k, n)), nothing((k, k)), totals, totals)
    return Statements(np.vstack(rows), np.concatenate(low), np.concatenate(high))


def publish(students: Students, *offers: pd.DataFrame) -> pd.DataFrame:
    safe = protected(students, threshold=THRESHOLD)
    return concealed(everything(safe, *offers), threshold=THRESHOLD)


@pytest.mark.parametrize(("seed", "offers"), [(1, (BEFORE, AFTER)), (2, (BEFORE,))])
def test_attack_finds_no_small_count(
    seed: int, offers: tuple[pd.DataFrame, ...]
) -> None:
    students = country(seed)
    table = publish(students, *offers)
    truth = truth_of(students)
    totals = truth.reshape(len(Leerweg), -1).sum(axis=1)
    known = attack_on_rounding(table, sums_of(table, students, *offers), totals)
    ends = undone(known, small(truth))
    assert not is_exposed(ends, threshold=THRESHOLD).any()
    assert (ends[0] <= truth[small(truth)] + 1e-6).all()
    assert (ends[1] >= truth[small(truth)] - 1e-6).all()


def attack_on_exact(table: pd.DataFrame, sums: Sums) -> Statements:
    """Take what is shown as exact sums of the counts."""
    parts = []
    for matrix, name in ((sums.students, "students"), (sums.reached, "reached")):
        shown = table[name].notna().to_numpy()
        value = table[name].to_numpy()[shown]
        parts.append((matrix[shown], value, value))
    return Statements(*(np.concatenate(p) for p in zip(*parts, strict=True)))


def test_attack_catches_leaving_out_small_rows_only() -> None:
    """Broken on purpose: exact counts, with the small ones left out."""
    students = country(1)
    table = everything(students, BEFORE)
    for name in ("students", "reached"):
        table[name] = table[name].mask(table[name] < THRESHOLD)
    truth = truth_of(students)
    known = attack_on_exact(table, sums_of(table, students, BEFORE))
    exposed = is_exposed(undone(known, small(truth)), threshold=THRESHOLD)
    assert exposed.mean() > 0.3


@pytest.mark.parametrize(("is_rounded", "is_caught"), [(False, True), (True, False)])
def test_attack_on_before_and_after_of_a_what_if(
    *, is_rounded: bool, is_caught: bool
) -> None:
    """Three postcodes of 20, 3 and 20; closing X1 takes the second out of reach."""
    pc4 = np.array(["A001", "A002", "A003"])
    counts = pd.DataFrame({"pc4": pc4, "leerweg": "gl", "students": [20.0, 3.0, 20.0]})
    counts["students_low"] = counts["students_high"] = counts.students
    homes = Points(pc4, np.array([0.0, 9_000.0, 30_000.0]), np.zeros(3))
    postcodes = pd.DataFrame({"pc4": pc4})
    students = Students(homes, np.arange(3), np.ones(3), postcodes, counts, "own")
    if is_rounded:
        students = protected(students, threshold=THRESHOLD)
    sites = Points(np.array(["X1", "X2"]), np.array([0.0, -9_000.0]), np.zeros(2))
    reach = straight_line_table(homes, sites)
    offers = pd.DataFrame({"brin6": ["X1", "X2"], "profiel": "PIE", "leerweg": "gl"})
    rows = pd.concat(
        access(reach, offers.iloc[k:], students, pairs=[("PIE", Leerweg.GL)])
        for k in (0, 1)
    )
    # Every row alone passes any rule on its size and on that of its complement.
    assert (rows.reached >= THRESHOLD).all()
    assert (rows.beyond >= THRESHOLD).all()
    sums = np.array([[1.0, 1, 1], [1, 1, 0], [1, 0, 0]])
    shown = np.array([rows.students.iloc[0], *rows.reached])
    known = Statements(sums, shown, shown)
    if is_rounded:
        low = [rows.students_low.iloc[0], *rows.reached_low]
        high = [rows.students_high.iloc[0], *rows.reached_high]
        known = Statements(sums, np.array(low), np.array(high))
    ends = undone(known, [1])
    assert is_exposed(ends, threshold=THRESHOLD).tolist() == [is_caught]


def by_margins(seed: int) -> tuple[Students, NDArray[np.float64]]:
    """Make students known by the margins of two vestigingen, and the truth."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 6, (2, N, 4)).astype(np.float64)
    rows, columns = truth.sum(axis=2), truth.sum(axis=1)
    margins = MarginBounds(
        np.tile(np.arange(N), 2),
        np.repeat([0, 1], N),
        rows.ravel(),
        rows.ravel(),
        columns,
        columns,
    )
    even = rows[:, :, None] * columns[:, None, :] / rows.sum(axis=1)[:, None, None]
    students = country(seed)
    counts = pd.concat(
        pd.DataFrame(
            {
                "pc4": students.postcodes.pc4,
                "leerweg": leerweg.value,
                "students": even.sum(axis=0)[:, k],
            }
        )
        for k, leerweg in enumerate(Leerweg)
    )
    counts = counts.assign(
        students_low=0.0, students_high=counts.students + 20
    ).reset_index(drop=True)
    known = replace(students, counts=counts, bounds=margins, method="herkomst")
    return known, truth.sum(axis=0)[:, :3].T.ravel()


def test_attack_on_herkomst_finds_no_small_count() -> None:
    """What is shown of the bounds, before and after a what-if, pins down nobody."""
    students, truth = by_margins(1)
    safe = protected(students, threshold=5)
    table = concealed(everything(safe, BEFORE, AFTER), threshold=5)
    sums = sums_of(table, students, BEFORE, AFTER)
    shown = ~table.suppressed.to_numpy()
    parts = [
        (matrix[shown], *(table[f"{name}_{end}"][shown] for end in ("low", "high")))
        for matrix, name in ((sums.students, "students"), (sums.reached, "reached"))
    ]
    known = Statements(*(np.concatenate(p) for p in zip(*parts, strict=True)))
    few = np.flatnonzero((truth > 0) & (truth < 5))
    assert len(few) > 10
    assert not is_exposed(undone(known, few), threshold=5).any()


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
    students = protected(country(1), threshold=THRESHOLD)
    table = pd.DataFrame(
        {"students": [0.0, 30.0], "before": [0.0, 20.0], "lost_only": [0.0, 10.0]}
    )
    hidden = concealed(
        table, threshold=students.rounded_to, figures=["students", "before"]
    )
    assert hidden.before.isna().tolist() == [True, False]
    assert hidden.lost_only.tolist() == [0.0, 10.0]
