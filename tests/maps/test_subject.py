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


def test_people_have_their_own_name_or_that_of_the_denominator() -> None:
    common = Subject("PIE", Leerweg.GL, "X", denominator=Denominator.COMMON)
    assert common.who == "vmbo-leerlingen"
    assert Subject("PIE", Leerweg.GL, "X", people="jongeren").who == "jongeren"
