"""Profielen: every spelling the files use, and nothing else."""

from __future__ import annotations

import pytest

from accessibility.codes import (
    TECHNISCH,
    Profiel,
    profiel_of,
    profielen_of,
)
from accessibility.errors import UsageError


@pytest.mark.parametrize("profiel", list(Profiel))
def test_profiel_is_known_by_code_and_name_whatever_the_case(profiel: Profiel) -> None:
    assert profiel_of(profiel.value) is profiel
    assert profiel_of(profiel.full_name) is profiel
    assert profiel_of(profiel.full_name.upper()) is profiel


@pytest.mark.parametrize(
    ("spelling", "profiel"),
    [
        ("MTE", Profiel.MAT),
        ("MTR", Profiel.MT),
        ("DP", Profiel.DP),
        ("EO", Profiel.EO),
        ("G", Profiel.GROEN),
        ("ZWE", Profiel.ZW),
        ("Media, vormgeving en ICT", Profiel.MVI),
        ("Horeca, bakkerij en recreatie", Profiel.HBR),
        ("Dienstverlening & Producten", Profiel.DP),
    ],
)
def test_exam_codes_and_spellings(spelling: str, profiel: Profiel) -> None:
    assert profiel_of(spelling) is profiel


@pytest.mark.parametrize("text", ["", "N.v.t.", "Vakmanschapsroute Techniek", "Techn"])
def test_other_names_are_no_profiel(text: str) -> None:
    assert profiel_of(text) is None


def test_techniek_stands_for_the_technical_ones() -> None:
    assert profielen_of("techniek") == TECHNISCH
    assert profielen_of("M&T") == (Profiel.MT,)


def test_unknown_profiel_names_the_choices() -> None:
    with pytest.raises(UsageError, match=r"'PYE' is unknown; choose one of BWI, MaT"):
        profielen_of("PYE")
