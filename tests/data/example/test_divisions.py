"""Divisions nest as in a real country, and their codes say that they are examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import AreaKind
from data.example.divisions import area_code

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (AreaKind.PROVINCIE, 12, 12),
        (AreaKind.COROP, 40, 40),
        (AreaKind.GEMEENTE, 330, 342),
        (AreaKind.RMC, 39, 39),
        (AreaKind.STO_REGIO, 78, 78),
    ],
)
def test_as_many_areas_as_in_truth(
    country: Snapshot, kind: AreaKind, least: int, most: int
) -> None:
    areas = country.areas(kind)
    assert least <= len(areas) <= most
    assert areas.area_code.str.startswith("VB-").all()
    assert areas.area_name.is_unique
    used = country.postcodes[kind.value.replace("-", "_")]
    assert set(used) == set(areas.area_code)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("gemeente", "corop"),
        ("gemeente", "provincie"),
        ("corop", "provincie"),
        ("gemeente", "rmc"),
    ],
)
def test_small_areas_lie_in_one_large_one(
    country: Snapshot, inner: str, outer: str
) -> None:
    assert (country.postcodes.groupby(inner)[outer].nunique() == 1).all()


def test_areas_are_unions_of_postcodes(country: Snapshot) -> None:
    whole = country.table("pc4_areas").area.sum()
    for kind in ("provincie", "gemeente", "corop", "rmc", "sto-regio"):
        assert np.isclose(country.areas(AreaKind(kind)).area.sum(), whole)


def test_code_has_a_mark_and_a_number() -> None:
    assert area_code(AreaKind.GEMEENTE, np.array([0, 41])).tolist() == [
        "VB-GM001",
        "VB-GM042",
    ]
