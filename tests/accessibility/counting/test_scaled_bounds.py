"""Intervals under a forecast: 1.0 changes nothing, and what is scaled stays whole."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import ROUTE, AreaKind, Denominator, Leerweg
from accessibility.counting.bounds import AreaBounds, Bounds, Division, FillingBounds
from accessibility.counting.disclosure import protected
from accessibility.counting.margin_bounds import MarginBounds
from accessibility.counting.scaled_bounds import Rescaling, ScaledBounds, rescaled
from accessibility.counting.students import Students
from accessibility.scenario import Scenario, forecast_students
from accessibility.scenario.edits import Forecast, OwnCount
from tests.small_country import country, students

TOTAL = 5
MOST = 3


def margins() -> MarginBounds:
    """Three postcodes of 0 to 3 pupils each, of whom five follow gl."""
    columns = np.array([[0.0, 0.0, TOTAL, 0.0]])
    many = columns + np.array([[0.0, 0.0, 0.0, 9.0]])
    highs = np.full(3, float(MOST))
    return MarginBounds(
        np.arange(3), np.zeros(3, np.int64), np.zeros(3), highs, columns, many
    )


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(*[st.sampled_from([0.5, 1.0, 2.0])] * 3),
    st.sampled_from([None, 0, 2]),
    st.sampled_from([(0.0, 1.0, 1.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)]),
    st.sampled_from([(0, 0, 0), (0, 0, 1)]),
)
def test_every_possible_truth_lies_between_the_ends(
    factors: tuple[float, ...],
    own: int | None,
    fraction: tuple[float, ...],
    area: tuple[int, ...],
) -> None:
    change = Rescaling.none(3)
    for row, factor in enumerate(factors):
        change = change.multiplied(np.arange(3) == row, factor, None)
    if own is not None:
        change = change.replaced(own, Leerweg.GL, 7.0)
    bounds = rescaled(margins(), change)
    assert bounds is not None
    division = Division(np.array(fraction), np.array(area), 2)
    ends = bounds.of_areas(division, Denominator.LEERWEG, Leerweg.GL)
    truths = [
        x for x in itertools.product(range(MOST + 1), repeat=3) if sum(x) == TOTAL
    ]
    seen = []
    for truth in truths:
        x = np.array(truth) * change.factor[Leerweg.GL] + change.added[Leerweg.GL]
        whole, reached = division.sums(x), division.sums(x * division.fraction)
        seen.append((whole, reached, whole - reached))
        some = whole > 0
        share = reached[some] / whole[some]
        assert (ends.share[0][some] <= share + 1e-9).all()
        assert (ends.share[1][some] >= share - 1e-9).all()
    for k, held in enumerate((ends.students, ends.reached, ends.other)):
        found = np.array([row[k] for row in seen])
        assert (held[0] <= found.min(axis=0) + 1e-9).all()
        assert (held[1] >= found.max(axis=0) - 1e-9).all()
        if len(set(change.factor[Leerweg.GL])) == 1:
            np.testing.assert_allclose(held, [found.min(axis=0), found.max(axis=0)])


def filled(people: Students) -> Bounds:
    """Return three fillings of the counts of some students."""
    each = {w: people.by_postcode(Denominator.LEERWEG, w) for w in Leerweg}
    return FillingBounds({w.value: np.stack(list(each[w])) for w in Leerweg})


def spread(people: Students) -> Bounds:
    """Return margins of one vestiging over all postcodes."""
    n = people.n_postcodes
    ends = np.array([[20.0, 20.0, 40.0, 0.0]]), np.array([[60.0, 60.0, 90.0, 30.0]])
    block = np.zeros(n, np.int64)
    return MarginBounds(np.arange(n), block, np.zeros(n), np.full(n, 9.0), *ends)


def people_of(kind: str) -> Students:
    """Return students whose intervals hang together in some way."""
    plain = students(country())
    if kind == "free":
        return plain
    if kind == "rounded":
        return protected(plain, threshold=10)
    bounds = spread(plain) if "margins" in kind else filled(plain)
    held = replace(plain, bounds=bounds)
    return protected(held, threshold=10) if "outward" in kind else held


def ends_of(people: Students, denominator: Denominator) -> list[AreaBounds]:
    n = people.n_postcodes
    codes, area = np.unique(people.area_codes(AreaKind.GEMEENTE), return_inverse=True)
    fraction = (np.arange(n) % 4) / 3
    division = Division(fraction, area, len(codes))
    return [people.area_bounds(division, denominator, w) for w in Leerweg]


KINDS = ["free", "rounded", "fillings", "margins", "outward fillings"]


@pytest.mark.parametrize("kind", [*KINDS, "outward margins"])
@pytest.mark.parametrize("denominator", list(Denominator))
@pytest.mark.parametrize("factor", [1.0, 0.5])
def test_a_forecast_of_the_country_scales_ends_and_keeps_shares(
    kind: str, denominator: Denominator, factor: float
) -> None:
    people = people_of(kind)
    scenario = Scenario("t", "small", (Forecast(AreaKind.NL, "NL", factor),))
    after = forecast_students(people, scenario)
    for leerweg in Leerweg:
        before = people.by_postcode(denominator, leerweg)
        np.testing.assert_array_equal(
            after.by_postcode(denominator, leerweg), factor * before
        )
    pairs = zip(ends_of(people, denominator), ends_of(after, denominator), strict=True)
    for old, new in pairs:
        np.testing.assert_allclose(new.students, factor * old.students)
        np.testing.assert_allclose(new.reached, factor * old.reached)
        np.testing.assert_allclose(new.other, factor * old.other)
        np.testing.assert_allclose(new.share, old.share)


@pytest.mark.parametrize("kind", KINDS)
def test_a_forecast_elsewhere_leaves_an_area_alone(kind: str) -> None:
    people = people_of(kind)
    edits = (
        Forecast(AreaKind.GEMEENTE, "G1", 1.5),
        Forecast(AreaKind.GEMEENTE, "G1", 2.0, Leerweg.GL),
        OwnCount("A001", Leerweg.GL, 12.0),
    )
    after = forecast_students(people, Scenario("t", "small", edits))
    pairs = zip(
        ends_of(people, Denominator.LEERWEG),
        ends_of(after, Denominator.LEERWEG),
        strict=True,
    )
    for leerweg, (old, new) in zip(Leerweg, pairs, strict=True):
        for name in ("students", "reached", "other", "share"):
            one, other = getattr(old, name), getattr(new, name)
            np.testing.assert_allclose(other[:, [0, 2]], one[:, [0, 2]])
        if leerweg is not Leerweg.GL:
            np.testing.assert_allclose(new.students[:, 1], 1.5 * old.students[:, 1])
    # Leerwegen that change differently are added up for the common share.
    for ends in ends_of(after, Denominator.COMMON):
        estimate = after.by_postcode(Denominator.COMMON, Leerweg.GL)[1].sum()
        assert ends.students[1].sum() >= estimate - 1e-9


def test_an_own_count_has_no_interval_left() -> None:
    people = people_of("margins")
    edits = tuple(OwnCount(pc4, Leerweg.GL, 4.0) for pc4 in people.postcodes.pc4)
    after = forecast_students(people, Scenario("t", "small", edits))
    gl = ends_of(after, Denominator.LEERWEG)[list(Leerweg).index(Leerweg.GL)]
    np.testing.assert_array_equal(gl.students[0], gl.students[1])
    assert gl.students[0].sum() == 4.0 * people.n_postcodes


def with_routes() -> FillingBounds:
    """Two countries of three postcodes; in one of them nobody follows a route."""
    of_three = {w.value: np.array([[4.0, 2.0, 6.0], [5.0, 1.0, 6.0]]) for w in Leerweg}
    return FillingBounds({**of_three, ROUTE: np.array([[2.0, 1.0, 0.0], [0.0] * 3])})


def test_a_forecast_of_one_leerweg_leaves_the_routes_as_they_are() -> None:
    everywhere = np.ones(3, np.bool_)
    change = Rescaling.none(3).multiplied(everywhere, 0.5, None)
    change = change.multiplied(everywhere, 4.0, Leerweg.GL)
    scaled = rescaled(with_routes(), change)
    assert isinstance(scaled, FillingBounds)
    assert scaled.fillings[ROUTE].tolist() == [[1.0, 0.5, 0.0], [0.0] * 3]
    division = Division(np.array([1.0, 0.0, 0.5]), np.zeros(3, np.int64), 1)
    common = scaled.of_areas(division, Denominator.COMMON, Leerweg.GL).students
    others = scaled.of_areas(division, Denominator.PROFIELEN, Leerweg.GL).students
    assert (common - others)[:, 0].tolist() == [0.0, 1.5]


def test_routes_are_not_lost_where_leerwegen_change_apart() -> None:
    columns = np.array([[2.0, 3.0, 4.0, 5.0, 0.0]])
    rows = np.array([6.0, 8.0])
    inner = MarginBounds(
        np.arange(2), np.zeros(2, np.int64), rows, rows, columns, columns
    )
    change = Rescaling.none(2).multiplied(np.array([True, True]), 2.0, Leerweg.GL)
    division = Division(np.array([1.0, 0.0]), np.zeros(2, np.int64), 1)
    common = Denominator.COMMON, Leerweg.BL
    lost, whole = (
        ScaledBounds(inner, change, routes=routes).of_areas(division, *common)
        for routes in (False, True)
    )
    assert lost.students[1] == 2 + 3 + 2 * 4
    assert whole.students[0] <= 2 + 3 + 2 * 4 + 5 <= whole.students[1]


def test_routes_that_change_apart_are_held_area_by_area() -> None:
    """Of the routes in two areas, those of one half are doubled."""
    columns = np.array([[2.0, 3.0, 4.0, 5.0, 0.0]])
    columns, rows = np.repeat(columns, 2, axis=0), np.full(4, 14.0)
    inner = MarginBounds(
        np.arange(4), np.array([0, 0, 1, 1]), rows * 0, rows, columns, columns
    )
    change = Rescaling.none(4).multiplied(np.arange(4) == 3, 2.0, None)
    change = change.multiplied(np.ones(4, np.bool_), 3.0, Leerweg.GL)
    division = Division(np.ones(4), np.array([0, 0, 1, 1]), 2)
    bounds = ScaledBounds(inner, change, routes=True)
    got = bounds.of_areas(division, Denominator.COMMON, Leerweg.BL).students
    # Whose route was doubled may be any of the second area: its pupils, or none.
    assert got[:, 0].tolist() == [22.0, 22.0]
    assert got[0, 1] <= 22.0
    assert got[1, 1] >= 44.0
