"""Nothing published gives back a small group, whatever an attacker works out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from accessibility.codes import Denominator, Leerweg, Unit
from accessibility.counting.disclosure import (
    concealed,
    protected,
)
from accessibility.counting.margin_bounds import MarginBounds
from accessibility.counting.students import Students
from accessibility.measures.shares import access
from accessibility.places import Points
from accessibility.straight_line import straight_line_table
from tests.disclosure_audit import Statements, is_exposed, undone
from tests.pupils_on_a_line import (
    AFTER,
    BEFORE,
    KINDS,
    THRESHOLD,
    N,
    country,
    everything,
    reach_of,
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
        distance_cm[reach.point[here], j] = reach.cost(Unit.METRES)[here]
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
            [row["denominator"] != "leerweg" or w == row["leerweg"] for w in Leerweg]
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
    table = everything(safe, *offers)
    return concealed(table, threshold=THRESHOLD, keys=["scenario"])


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
    table = everything(safe, BEFORE, AFTER)
    table = concealed(table, threshold=5, keys=["scenario"])
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
