"""Masked counts give away no small group, whatever their number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting.bounds import Division
from accessibility.counting.disclosure import concealed, protected
from tests.disclosure_audit import is_exposed, undone
from tests.masked_counts import (
    ENDS,
    SHARES,
    proven,
    told_by_rounding,
    with_masks,
    without_small,
)
from tests.pupils_on_a_line import AFTER, BEFORE, THRESHOLD, N, country, everything

if TYPE_CHECKING:
    from accessibility.counting.students import Students

SEEDS = (1, 2)


def masked_country(seed: int, share: float) -> Students:
    students = country(seed)
    return replace(students, counts=with_masks(students.counts, share, seed))


def published(students: Students) -> pd.DataFrame:
    safe = protected(students, threshold=THRESHOLD)
    table = everything(safe, BEFORE, AFTER)
    return concealed(table, threshold=THRESHOLD, keys=["scenario"])


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_row_proves_a_small_group(seed: int, share: float) -> None:
    table = published(masked_country(seed, share))
    for name in ("students", "reached"):
        assert not proven(table, threshold=THRESHOLD, name=name).any()


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_country_without_small_groups_looks_the_same(seed: int, share: float) -> None:
    """Whatever is computed of it: every number follows from the rounded counts."""
    safe = protected(masked_country(seed, share), threshold=THRESHOLD)
    for spare in (0, 7):
        other = without_small(safe, is_masked=share > 0, spare=spare)
        again = protected(other, threshold=THRESHOLD)
        pd.testing.assert_frame_equal(safe.counts, again.counts)
        pd.testing.assert_frame_equal(
            everything(safe, BEFORE, AFTER), everything(again, BEFORE, AFTER)
        )


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_ends_hold_every_truth(seed: int, share: float) -> None:
    """The lowest, the highest and the true filling of the masks lie inside."""
    true, students = country(seed), masked_country(seed, share)
    fillings = [true.counts.students, students.counts.students_low]
    fillings.append(students.counts.students_high)
    safe = protected(students, threshold=THRESHOLD)
    codes, area = np.unique(true.area_codes(AreaKind.GEMEENTE), return_inverse=True)
    near = np.random.default_rng(seed).integers(0, 3, N) / 2
    division = Division(near, area, len(codes))
    for filling in fillings:
        counts = true.counts.assign(**dict.fromkeys(ENDS, filling))
        exact = replace(true, counts=counts)
        for denominator in Denominator:
            wanted = exact.area_bounds(division, denominator, Leerweg.KL)
            got = safe.area_bounds(division, denominator, Leerweg.KL)
            for name in ("students", "reached", "other"):
                low, high = getattr(got, name)
                value = getattr(wanted, name)[0]
                assert (low <= value + 1e-9).all()
                assert (high >= value - 1e-9).all()


def rounded_thrice(counts: pd.DataFrame) -> pd.DataFrame:
    """Round low, estimate and high each on its own, as was done once: a wrong way."""
    table = counts.sort_values(["leerweg", "pc4"], ignore_index=True)
    rounded = {}
    for name in ENDS:
        running = table.groupby("leerweg")[name].cumsum() + 3
        steps = np.floor(running / THRESHOLD) * THRESHOLD
        rounded[name] = steps.groupby(table.leerweg).diff().fillna(steps)
    table = table.assign(**rounded)
    return table.assign(
        students_low=np.maximum(table.students_low - (THRESHOLD - 1), 0.0),
        students_high=np.maximum(table.students_high + (THRESHOLD - 1), table.students),
        suppressed=table.students < THRESHOLD,
    )


def test_three_roundings_of_one_table_are_caught() -> None:
    """Broken on purpose: without masks nothing is found, with masks a lot."""
    found = {
        share: sum(
            int(proven(table, threshold=THRESHOLD).sum())
            for seed in range(20)
            for table in [rounded_thrice(masked_country(seed, share).counts)]
        )
        for share in SHARES
    }
    assert found[0.0] == 0
    assert 0 < found[0.1] < found[1.0]
    for seed in range(20):
        safe = protected(masked_country(seed, 1.0), threshold=THRESHOLD)
        shown = safe.counts.assign(suppressed=safe.counts.students < THRESHOLD)
        assert not proven(shown, threshold=THRESHOLD).any()


@pytest.mark.parametrize("share", SHARES)
def test_a_solver_finds_no_small_count(share: float) -> None:
    """From the rounded counts, which tell at least as much as what follows of them."""
    true, students = country(3), masked_country(3, share)
    safe = protected(students, threshold=THRESHOLD)
    for leerweg in Leerweg:
        rounded = safe.by_postcode(Denominator.LEERWEG, leerweg)[1]
        truth = true.by_postcode(Denominator.LEERWEG, leerweg)[1]
        known = told_by_rounding(
            rounded, truth.sum(), threshold=THRESHOLD, is_masked=share > 0
        )
        few = np.flatnonzero((truth > 0) & (truth < THRESHOLD))
        assert len(few) > 4
        ends = undone(known, few)
        assert not is_exposed(ends, threshold=THRESHOLD).any()


def test_one_mask_among_few_counts_is_not_told_of() -> None:
    """Three counts, two of them surely large: a hint of a mask would mean the third."""
    pc4 = ["A000", "A001", "A002"]
    base = country(1, 3)
    tables = []
    for few in ((1.0, 2.5, 4.0), (3.0, 3.0, 3.0), (0.0, 0.0, 0.0)):
        counts = pd.DataFrame({"pc4": pc4, "leerweg": "gl"})
        for name, end in zip(ENDS, few, strict=True):
            counts[name] = [41.0, end, 45.0]
        safe = protected(replace(base, counts=counts), threshold=THRESHOLD)
        room = safe.counts.students_high - safe.counts.students
        tables.append(room.tolist())
    assert tables[0] == tables[1] == tables[2]
