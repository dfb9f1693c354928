"""How a way is measured is told in words, and which tables it rests on."""

from __future__ import annotations

import pytest

from accessibility.codes import ROADS, AreaKind, Mode, Unit
from accessibility.planning.way import AS_THE_CROW_FLIES, TravelMeasure
from accessibility.regions import Region

RIDING = TravelMeasure(Mode.BIKE, Unit.SECONDS)


def test_a_measure_has_words_and_amounts() -> None:
    assert AS_THE_CROW_FLIES.words == "hemelsbreed"
    assert AS_THE_CROW_FLIES.amount(6_000.0) == "6000 m"
    assert (RIDING.words, RIDING.amount(900.0)) == ("by bike", "900 s")


@pytest.mark.parametrize(
    ("kind", "areas"),
    [
        (AreaKind.NL, set()),
        (AreaKind.GEMEENTE, {"areas", "postcodes"}),
        (AreaKind.STO_REGIO, {"areas", "postcodes", "sto_regios"}),
    ],
)
def test_the_tables_are_those_of_the_region_and_the_way(
    kind: AreaKind, areas: set[str]
) -> None:
    region = Region(kind, "x", "X")
    assert AS_THE_CROW_FLIES.tables(region, "facilities") == {"facilities", *areas}
    assert RIDING.tables(region) == {ROADS, *areas}
