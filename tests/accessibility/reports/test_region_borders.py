"""Borders: everybody is in some row, and mostly at home."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.codes import AreaKind, Leerweg
from accessibility.reports.region_borders import border_matrix
from accessibility.study import Study
from tests.accessibility.outlook.made_ground import QUESTION
from tests.accessibility.reports.test_offered_by_region import land

REGIO = AreaKind.STO_REGIO
ASKED = replace(QUESTION, profielen=("PIE",), leerwegen=(Leerweg.KL,))


def test_nobody_is_lost_between_regions() -> None:
    study = Study(land())
    table = border_matrix(study, ASKED, REGIO)
    students = study.students_for(ASKED)
    everyone = students.counts[students.counts.leerweg == "kl"].students.sum()
    assert table.students.sum() == pytest.approx(everyone)
    shares = table.groupby("home_region").share.sum()
    assert shares.to_numpy() == pytest.approx(1.0)


def test_the_region_is_that_of_the_nearest_offer() -> None:
    study = Study(land())
    table = border_matrix(study, ASKED, REGIO)
    assert set(table.nearest_region) <= {"G0", "G1", "G2", "geen binnen bereik"}
    assert set(table.home_region) == {"G0", "G1", "G2"}


def test_few_students_are_hidden() -> None:
    country = land()
    real = replace(country, manifest=replace(country.manifest, example=False))
    table = border_matrix(Study(real), ASKED, REGIO)
    assert table[table.suppressed].students.isna().all()
