"""Third-years are those of B3.1, in the groups of B3.3, with the girls of B3.13."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.example.pupils import group_sizes
from data.example.targets import GIRLS, GROUP_SIZES, OFFERING, SIZE_CLASSES

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.codes import Leerweg, Profiel
    from accessibility.snapshot import Snapshot

_B3_1 = {
    "BWI": (1383, 2126, 505),
    "MaT": (52, 98, 53),
    "MVI": (274, 760, 537),
    "M&T": (539, 818, 153),
    "PIE": (1504, 2643, 715),
    "D&P": (3249, 6234, 7473),
    "E&O": (1331, 2945, 1173),
    "Groen": (2685, 3819, 3109),
    "HBR": (884, 1530, 342),
    "Z&W": (4238, 7359, 1887),
}


def _third(country: Snapshot) -> pd.DataFrame:
    pupils = country.table("pupils")
    beroepsgericht = pupils.leerweg.isin(["bl", "kl", "gl"])
    third: pd.DataFrame = pupils[(pupils.leerjaar == 3) & beroepsgericht]
    return third


def test_third_years_are_exactly_those_of_b3_1(country: Snapshot) -> None:
    third = _third(country).groupby(["profiel", "leerweg"]).students.sum()
    found = {p: tuple(int(third[p, w]) for w in ("bl", "kl", "gl")) for p in _B3_1}
    assert found == _B3_1
    assert third.sum() == 60_418


def test_girls_are_those_of_b3_13(country: Snapshot) -> None:
    third = _third(country)
    total = third.groupby(["profiel", "leerweg"]).students.sum()
    girls = third[third.sex == "v"].groupby(["profiel", "leerweg"]).students.sum()
    for pair, share in GIRLS.items():
        assert girls[pair] == round(share * total[pair])


@pytest.mark.parametrize("pair", list(GROUP_SIZES), ids="-".join)
def test_group_sizes_fall_in_the_classes_of_b3_3(
    country: Snapshot, pair: tuple[Profiel, Leerweg]
) -> None:
    third = _third(country)
    hit = (third.profiel == pair[0]) & (third.leerweg == pair[1])
    size = third[hit].groupby("brin6").students.sum().to_numpy()
    counts = np.array([((size >= a) & (size <= b)).sum() for a, b in SIZE_CLASSES])
    percent = np.array(GROUP_SIZES[pair])
    # Largest remainders: each class is off by less than one vestiging.
    expected = percent / percent.sum() * OFFERING[pair]
    assert (np.abs(counts - expected) < 1).all()


def test_offers_carry_their_third_years(country: Snapshot) -> None:
    third = _third(country).groupby(["brin6", "profiel", "leerweg"]).students.sum()
    offers = country.offers.set_index(["brin6", "profiel", "leerweg"]).students
    assert offers.sort_index().equals(third.sort_index())


def test_other_school_types_are_there(country: Snapshot) -> None:
    pupils = country.table("pupils")
    years = pupils.groupby("soort").leerjaar.unique().map(sorted)
    assert years["Brugjaar 1-2"] == [1, 2]
    assert years["VMBO TL lj 3-4"] == [3, 4]
    assert years["VWO lj 4-6"] == [4, 5, 6]
    with_vwo = set(pupils.brin6[pupils.soort == "VWO lj 4-6"])
    assert with_vwo <= set(pupils.brin6[pupils.soort == "HAVO/VWO lj 3"])


@given(st.sampled_from(sorted(OFFERING)), st.integers(0, 2**31))
@settings(max_examples=40, deadline=None)
def test_group_sizes_add_up(pair: tuple[Profiel, Leerweg], seed: int) -> None:
    size = group_sizes(pair, OFFERING[pair], np.random.default_rng(seed))
    column = ("bl", "kl", "gl").index(pair[1])
    assert size.sum() == _B3_1[pair[0]][column]
    assert size.min() >= 1
    assert (np.diff(size) <= 0).all()
