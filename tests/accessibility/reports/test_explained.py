"""Explaining a number: what it rests on adds up to it, and hides what is small."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.errors import UsageError
from accessibility.questions import Question
from accessibility.regions import find_region
from accessibility.reports.explained import explanation
from accessibility.study import Study
from tests.small_country import whole_country

ASKED = Question(
    denominator=Denominator.LEERWEG,
    profielen=("PIE",),
    leerwegen=(Leerweg.GL,),
    students="own",
)


@pytest.mark.parametrize("name", [None, "gemeente:G1"])
def test_postcodes_add_up_to_the_figure(name: str | None) -> None:
    study = Study(whole_country())
    region = find_region(study.snapshot, name)
    found = explanation(study, ASKED, region)
    told = found.postcodes
    for column in ("students", "reached"):
        assert told[column].sum() == pytest.approx(found.figure[column])
    homes = study.snapshot.postcodes
    if region.kind is not AreaKind.NL:
        assert set(told.pc4) <= set(homes.pc4[homes.gemeente == region.code])


def test_schools_are_those_that_are_nearest() -> None:
    study = Study(whole_country())
    found = explanation(study, ASKED, find_region(study.snapshot, None))
    nearest = found.postcodes.brin6.dropna()
    assert set(found.schools.brin6) == set(nearest)
    assert found.schools.nearest_of.sum() == len(nearest)
    assert set(found.schools.profiel) == {"PIE"}
    small = found.schools.students_low.between(1, 4)
    assert (found.schools[small].students_high == 4).all()


def test_one_number_at_a_time() -> None:
    study = Study(whole_country())
    region = find_region(study.snapshot, None)
    for several in (
        replace(ASKED, profielen=("PIE", "BWI")),
        replace(ASKED, within=(5_000.0, 10_000.0)),
    ):
        with pytest.raises(UsageError, match="one number"):
            explanation(study, several, region)
