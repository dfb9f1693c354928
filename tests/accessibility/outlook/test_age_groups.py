"""Age groups split into single years: totals stay, birthdays fall where they do."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from accessibility.errors import UsageError
from accessibility.outlook.age_groups import AgeGroups

PC4 = np.array(["1000", "2000"])


def groups(*, date: str = "2021-01-01") -> AgeGroups:
    rows = [
        ("1000", first, first + 4, number)
        for first, number in ((0, 50.0), (5, 60.0), (10, 70.0), (15, 90.0))
    ]
    rows += [
        ("2000", first, first + 4, number)
        for first, number in ((0, 150.0), (5, 60.0), (10, 30.0), (15, 110.0))
    ]
    columns = ["pc4", "age_from", "age_to", "inhabitants"]
    return AgeGroups(pd.DataFrame(rows, columns=columns), date, PC4)


def test_the_years_of_a_group_add_up_to_it() -> None:
    # On 1 October 2020 those of 5 to 9 on 1 January 2021 were three quarters younger:
    # a year of 14 in October lies a quarter in the next group.
    made = groups(date="2020-10-01")
    ages = [made.of_october(2020, age) for age in range(5, 10)]
    assert np.sum(ages, axis=0) == pytest.approx([60.0, 60.0], rel=1e-2)


def test_homes_are_those_of_the_group() -> None:
    ten = groups(date="2020-10-01").of_october(2020, 12)
    assert ten[0] / ten[1] == pytest.approx(70 / 30)


def test_homes_of_who_left_home_are_those_of_children() -> None:
    old = groups().of_october(2019, 14)
    assert old[0] / old[1] == pytest.approx(70 / 30)


def test_who_is_born_in_2016_is_mostly_of_2030() -> None:
    """Born October 2015 to September 2016, so of 4.25 to 5.25 on 1 January 2021."""
    young = groups().of_october(2030, 14)
    # Three quarters in the group 0-4 (1 to 3), one quarter in 5-9 (1 to 1).
    share = young / young.sum()
    assert 0.25 < share[0] < 0.5


def test_the_unborn_are_not_told() -> None:
    with pytest.raises(UsageError, match="newer source of kind po-leeftijden"):
        groups().of_october(2035, 14)
