"""Nearest offer: read off the drawing, censored, and free of order."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from accessibility.codes import Leerweg
from accessibility.counting.students import Students
from accessibility.measures.nearest import nearest_offers, nearest_per_postcode
from accessibility.reach_table import NOT_FOUND, ReachTable

GL_PIE = ("PIE", Leerweg.GL)
GL_ANY = ("techniek", Leerweg.GL)


def test_distances_can_be_read_off_the_drawing(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nearest = nearest_offers(line_reach, line_offers, pairs=[GL_PIE, GL_ANY])
    table = nearest_per_postcode(nearest, line_reach, line_students)
    pie = table[table.profiel == "PIE"]
    assert pie.distance_m.tolist() == [0, 10_000, 20_000, np.inf]
    assert pie.status.tolist() == ["ok", "ok", "ok", "unsnapped"]
    assert pie.brin6.tolist() == ["00AA00", "00AA00", "00AA00", ""]
    any_technical = table[table.profiel == "techniek"]
    assert any_technical.distance_m.tolist() == [0, 0, 5_000, np.inf]
    assert any_technical.brin6.tolist() == ["00AA00", "00BB00", "00CC00", ""]


def test_beyond_the_limit_is_infinitely_far(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    only_c = line_offers[line_offers.brin6 == "00CC00"]
    pairs = [("MVI", Leerweg.GL)]
    near = dataclasses.replace(line_reach)
    nearest = nearest_offers(near, only_c, pairs=pairs)
    table = nearest_per_postcode(nearest, near, line_students)
    assert table.distance_m.tolist() == [25_000, 15_000, 5_000, np.inf]
    none = nearest_offers(near, only_c, pairs=[GL_PIE])
    assert (none.cost == NOT_FOUND).all()
    table = nearest_per_postcode(none, near, line_students)
    assert table.status.tolist() == ["beyond", "beyond", "beyond", "unsnapped"]


def test_offers_of_unknown_vestigingen_reach_nobody(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    stray = line_offers.assign(brin6="99ZZ99")
    nearest = nearest_offers(line_reach, stray, pairs=[GL_PIE])
    assert (nearest.destination == -1).all()


def test_the_order_of_offers_does_not_matter(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    forwards = nearest_offers(line_reach, line_offers)
    backwards = nearest_offers(line_reach, line_offers.iloc[::-1])
    assert (forwards.cost == backwards.cost).all()
    assert (forwards.destination == backwards.destination).all()


def test_several_points_give_the_weighted_median(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    one = dataclasses.replace(
        line_students,
        postcodes=line_students.postcodes.iloc[:1],
        counts=line_students.counts[line_students.counts.pc4 == "1001"],
        point_pc4=np.zeros(4, np.int64),
        point_weight=np.array([0.2, 0.2, 0.6, 0.0]),
    )
    nearest = nearest_offers(line_reach, line_offers, pairs=[GL_PIE])
    table = nearest_per_postcode(nearest, line_reach, one)
    assert table.distance_m.tolist() == [20_000]
