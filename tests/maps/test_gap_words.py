"""Reasons of a gap, in Dutch."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Leerweg, Mode, Unit
from maps.gap_words import reason_rows, why
from maps.subject import Subject

SUBJECT = Subject("PIE", Leerweg.GL, "Ergens")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", ""),
        ("unknown", "Van deze postcode is de plaats niet bekend."),
        (
            "leerweg-missing",
            "PIE wordt op 3,9 km wel aangeboden (De Vaart), maar niet in de gl.",
        ),
        ("just-beyond", "Het aanbod ligt er net buiten: De Vaart, op 3,9 km."),
        (
            "profiel-missing",
            "Op 3,9 km ligt wel een vmbo-school (De Vaart), maar zonder PIE.",
        ),
        ("no-vestiging", "Binnen 10 km hemelsbreed ligt geen enkele vmbo-school."),
    ],
)
def test_a_reason_is_a_sentence(reason: str, words: str) -> None:
    near = 3_900.0 if reason not in ("", "unknown", "no-vestiging") else np.nan
    row = {"reason": [reason], "near_naam": ["De Vaart"], "near_distance_m": [near]}
    assert why(pd.DataFrame(row), SUBJECT).tolist() == [words]


def test_any_technical_profile_is_said_in_words() -> None:
    row = {"reason": ["leerweg-missing"], "near_naam": ["A"], "near_distance_m": [1e3]}
    sentence = why(pd.DataFrame(row), Subject("techniek", Leerweg.GL, "Ergens")).item()
    assert sentence.startswith("Een technisch profiel wordt op 1,0 km wel aangeboden")


@pytest.mark.parametrize(
    ("mode", "needs"), [(Mode.BIKE, "wegen"), (Mode.OV, "dienstregeling")]
)
def test_what_is_not_known_is_what_the_mode_goes_by(mode: Mode, needs: str) -> None:
    row = {"reason": ["outside"], "near_naam": [""], "near_time_s": [np.nan]}
    subject = Subject("PIE", Leerweg.GL, "Ergens", mode, 2_700.0, Unit.SECONDS)
    sentence = why(pd.DataFrame(row), subject).item()
    assert sentence == f"Niet te berekenen: geen {needs} bekend."


def test_reasons_in_brief_count_people_and_never_the_protected() -> None:
    frame = pd.DataFrame(
        {
            "missed_reason": ["leerweg-missing", "leerweg-missing", "outside", ""],
            "missed": [40.0, 7.0, 0.0, 0.0],
            "suppressed": [False, True, False, False],
            "is_missed": [True, True, False, False],
            "is_outside": [False, False, True, False],
        }
    )
    school, unknown = reason_rows(frame, SUBJECT)
    assert school.why == "De school is er, maar niet in de gl"
    assert (school.people, school.postcodes) == ("40", "2")
    assert school.remedy == "die school biedt het ook in de gl aan"
    assert unknown.why.startswith("Niet te zeggen")
    assert unknown.remedy == ""
