"""The names of denominators and divisions are what is written and asked."""

from __future__ import annotations

from accessibility.codes.groups import AreaKind, Denominator


def test_denominators_are_written_as_they_are_asked() -> None:
    assert [one.value for one in Denominator] == ["common", "leerweg", "profielen"]


def test_the_country_is_the_widest_division_and_a_postcode_the_narrowest() -> None:
    kinds = [kind.value for kind in AreaKind]
    between = ["provincie", "gemeente", "corop", "rmc", "sto-regio"]
    assert kinds == ["nl", *between, "pc4"]
