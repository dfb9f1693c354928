"""Pupil loss: the regulation's worked examples, and the three methods beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Leerweg, Unit
from accessibility.licence.neighbours import (
    REFUSAL_PERCENT,
    YearGroups,
    choice_shares,
    loss_by_regulation,
    loss_shares,
    loss_table,
    modelled_origins,
    postcode_costs,
    year_groups_of,
)
from accessibility.places import points_of
from accessibility.straight_line import straight_line_table
from tests.small_country import country, students


def test_the_first_worked_example_of_the_regulation() -> None:
    loss = loss_by_regulation(34 / 200, [200, 2 / 3 * 360], 660)
    assert (loss.lost, loss.percent) == (75, 11)
    assert loss_by_regulation(34 / 200, [200], 200).percent == 17


def test_another_richting_takes_a_quarter_off_after_rounding() -> None:
    loss = loss_by_regulation(34 / 200, [200, 240], 660, other_richting=True)
    assert loss.percent == 8
    assert loss.share == pytest.approx(0.0852, abs=1e-4)


def test_the_second_worked_example_of_the_regulation() -> None:
    loss = loss_by_regulation(80 / 400, [89, 300], 1260)
    assert (loss.lost, loss.percent) == (78, 6)


def test_whole_postcodes_go_to_the_nearest_and_stay_at_a_tie() -> None:
    origins = np.array([[10.0], [20.0], [30.0]])
    old_m = np.array([[5_000.0], [5_000.0], [5_000.0]])
    new_m = np.array([4_999.0, 5_000.0, np.inf])
    assert loss_shares(origins, old_m, new_m) == pytest.approx([10 / 60])


def test_choice_splits_evenly_between_equals() -> None:
    origins = np.array([[10.0, 6.0]])
    shares = choice_shares(origins, np.array([[3e3, 3e3]]), np.array([3e3]))
    assert shares == pytest.approx([1 / 3, 1 / 3])


def test_choice_never_takes_more_from_farther_away() -> None:
    origins = np.ones((50, 1))
    new_m = np.linspace(0, 20_000, 50)
    shares = [
        choice_shares(origins, np.full((50, 1), 5_000.0), new_m + shift)[0]
        for shift in (0, 1_000, 5_000)
    ]
    assert shares[0] > shares[1] > shares[2] > 0


def test_modelled_origins_add_up_to_the_enrolment() -> None:
    snapshot = country()
    people = students(snapshot, points_per_pc4=3)
    sites = points_of(snapshot.vestigingen, "brin6")
    reach = straight_line_table(people.points, sites, limit_m=80_000)
    cost = postcode_costs(reach, people, sites.ids.tolist())
    assert np.isfinite(cost).all()
    pupils = np.arange(1.0, len(sites) + 1)
    origins = modelled_origins(people, cost, pupils, leerweg=Leerweg.GL)
    np.testing.assert_allclose(origins.sum(axis=0), pupils)


def test_enrolment_splits_shared_years_in_the_proportions_of_the_bovenbouw() -> None:
    rows = [
        ("X00001", "gl", "PIE", 3, 30.0),
        ("X00001", "gl", "PIE", 4, 30.0),
        ("X00001", "tl", "", 3, 60.0),
        ("X00001", "", "", 1, 50.0),
        ("X00001", "", "", 2, 50.0),
    ]
    columns = ["brin6", "leerweg", "profiel", "leerjaar", "students"]
    pupils = pd.DataFrame(rows, columns=columns)
    found = year_groups_of(pupils, ["X00001", "X00002"], [("PIE", "gl")])
    assert found.bovenbouw.tolist() == [60, 0]
    assert found.onderbouw.tolist() == [50, 0]
    assert found.everybody.tolist() == [220, 0]


def test_the_table_lists_only_who_loses_the_hardest_hit_first() -> None:
    enrolment = YearGroups(
        np.array([200.0, 100.0, 50.0]), np.array([240.0, 0, 0]), np.full(3, 660.0)
    )
    shares = {
        "regulation": np.array([0.17, 0.0, 0.9]),
        "choice": np.array([0.1, 0.0, 0.1]),
    }
    table = loss_table(["a", "b", "c"], shares, enrolment)
    assert table.brin6.tolist() == ["a", "c"]
    assert table.regulation_lost.tolist() == [75, 45]
    assert table.regulation_percent.tolist() == [11, 7]


def test_a_table_in_which_nobody_loses_is_empty() -> None:
    enrolment = YearGroups(np.ones(2), np.ones(2), np.ones(2))
    assert loss_table(["a", "b"], {"regulation": np.zeros(2)}, enrolment).empty


def test_only_the_third_and_fourth_year_are_bovenbouw() -> None:
    rows = [(leerjaar, 10.0 * leerjaar) for leerjaar in range(1, 7)]
    pupils = pd.DataFrame(rows, columns=["leerjaar", "students"])
    pupils = pupils.assign(brin6="X00001", leerweg="gl", profiel="PIE")
    found = year_groups_of(pupils, ["X00001"], [("PIE", "gl")])
    assert found.bovenbouw.tolist() == [70]
    # Of years 3 to 6 together, 180, these are 70: so of years 1 and 2, 30, too.
    assert found.onderbouw.tolist() == pytest.approx([30 * 70 / 180])
    assert found.everybody.tolist() == [210]


def test_half_of_a_postcode_within_the_limit_is_enough() -> None:
    snapshot = country(n_postcodes=1)
    people = students(snapshot, points_per_pc4=2)
    sites = points_of(snapshot.vestigingen, "brin6")
    far = straight_line_table(people.points, sites, limit_m=90_000)
    first = sites.ids.tolist()[0]
    entries = far.entries([0])
    nearer, farther = sorted(far.cost(Unit.METRES)[entries].tolist())
    assert nearer < farther
    limit_m = nearer / 100 + 0.01
    half = straight_line_table(people.points, sites, limit_m=limit_m)
    assert postcode_costs(half, people, [first]).tolist() == [[nearer / 100]]
    none = straight_line_table(people.points, sites, limit_m=nearer / 100 - 0.01)
    assert np.isinf(postcode_costs(none, people, [first, "XXXXXX"])).all()


def test_nobody_at_a_vestiging_is_no_loss() -> None:
    assert loss_by_regulation(0.5, [0.0], 0.0).share == 0
    assert loss_shares(np.zeros((1, 1)), np.ones((1, 1)), np.zeros(1)).tolist() == [0]


def test_the_regulation_refuses_above_ten_per_cent() -> None:
    assert REFUSAL_PERCENT == 10


def test_the_hardest_hit_by_any_method_comes_first() -> None:
    enrolment = YearGroups(
        np.array([100.0, 100.0]), np.zeros(2), np.array([100.0, 100.0])
    )
    shares = {"regulation": np.array([0.1, 0.2]), "road": np.array([0.5, 0.0])}
    table = loss_table(["A", "B"], shares, enrolment)
    assert table.brin6.tolist() == ["A", "B"]
    assert table.road_lost.tolist() == [50, 0]
    assert table.regulation_share.tolist() == pytest.approx([0.1, 0.2])


def test_a_kilometre_more_is_three_tenths_less_attractive() -> None:
    old_m, new_m = np.array([[1_000.0]]), np.array([2_000.0])
    share = choice_shares(np.array([[10.0]]), old_m, new_m)
    assert share == pytest.approx([0.7 / 1.7], abs=1e-3)
