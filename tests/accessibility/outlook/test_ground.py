"""The ground of a view ahead: every offer once, homes that add up, factors of one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from accessibility.outlook.ground import KEYS, _parts, scaled
from tests.accessibility.outlook.made_ground import ground, land


def test_each_offer_is_there_or_absent() -> None:
    there = ground()
    every = pd.concat([there.offers[KEYS], there.absent[KEYS]])
    assert not every.duplicated().any()
    assert len(every) == len(there.sites) * 5 * 3


def test_the_homes_of_a_vestiging_add_up() -> None:
    there = ground()
    assert np.asarray(there.homes.sum(axis=1)).ravel() == pytest.approx(1.0)


def test_alike_children_leave_all_as_it_is() -> None:
    there = ground(alike=True)
    assert there.site_factor(2031) == pytest.approx(there.site_factor(2031)[0])
    assert there.site_factor(2019) == pytest.approx(1.0)
    assert there.students_in(2019) is there.students


def test_students_are_multiplied_where_they_live() -> None:
    there = ground()
    factor = np.where(np.arange(there.students.n_postcodes) == 0, 2.0, 1.0)
    more = scaled(there.students, factor)
    first = there.students.counts.pc4 == there.students.postcodes.pc4[0]
    before = there.students.counts.students
    assert more.counts.students[first].equals(2.0 * before[first])
    assert more.counts.students[~first].equals(before[~first])


def test_near_is_what_the_offers_of_a_snapshot_say() -> None:
    there = ground()
    assert set(there.offers.brin6) <= set(land().offers.brin6)
    assert there.near.shape == (len(there.students.point_pc4), len(there.sites))


def test_where_nobody_lives_no_site_has_a_part_of_them() -> None:
    nobody = sparse.csr_array((2, 3))
    assert not _parts(nobody).toarray().any()
    one = sparse.csr_array(([1.0, 3.0], ([0, 0], [0, 2])), shape=(2, 3))
    assert _parts(one).toarray().tolist() == [[0.25, 0.0, 0.75]] * 2
