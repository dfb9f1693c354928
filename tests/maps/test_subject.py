"""What a drawing is about, in words."""

from __future__ import annotations

from accessibility.codes import Denominator, Leerweg, Mode, Unit
from maps.subject import Subject


def test_a_distance_and_a_time_read_differently() -> None:
    near = Subject("PIE", Leerweg.GL, "X")
    quick = Subject("techniek", Leerweg.BL, "X", Mode.BIKE, 1_800.0, Unit.SECONDS)
    assert near.beyond == "verder dan 10 km hemelsbreed"
    assert quick.beyond == "meer dan 30 minuten over de fietsroute"
    assert quick.offer == "een technisch profiel in de bl"
    assert "basisberoepsgerichte leerweg" in quick.abbreviations


def test_people_are_called_what_the_demand_model_counts() -> None:
    common = Subject("PIE", Leerweg.GL, "X", denominator=Denominator.COMMON)
    assert common.who == "derdejaars van bl, kl en gl"
    children = Subject("PIE", Leerweg.GL, "X", method="inhabitants:10-14")
    assert children.who == "kinderen van 10-14"
