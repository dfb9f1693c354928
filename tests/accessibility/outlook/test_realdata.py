"""The view ahead on the open data of 2019 and the primary pupils of 2024."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Denominator
from accessibility.outlook.asked import TECHNICAL
from accessibility.outlook.chances import USUAL_SIZES
from accessibility.outlook.closing_sets import closing_sets, units_of
from accessibility.outlook.closures import free_closures
from accessibility.outlook.ground import KEYS, Ground, ground_of
from accessibility.outlook.layers import norm_access
from accessibility.outlook.norm import ClosingOrder, Norm
from accessibility.outlook.sizes import chance_below
from accessibility.questions import CENTRE, Question
from accessibility.study import Study
from data.po_ages import read_po_ages
from data.snapshots import read_snapshot
from data.sources import SourceFile

pytestmark = pytest.mark.realdata

QUESTION = Question(profielen=TECHNICAL, points=CENTRE)


@pytest.fixture(scope="module")
def study(nl_2019: Path, realdata: Path) -> Study:
    path = realdata / "duo" / "po_pc4_20241001_all.csv.gz"
    pupils = read_po_ages(SourceFile("po-leeftijden", path, "2024-10-01")).frame
    snapshot = read_snapshot(nl_2019).edited(primary_ages=pupils)
    dates = {**snapshot.manifest.dates, "primary_ages": "2024-10-01"}
    manifest = replace(snapshot.manifest, dates=dates)
    return Study(replace(snapshot, manifest=manifest))


@pytest.fixture(scope="module")
def ground(study: Study) -> Ground:
    return ground_of(study, QUESTION)


def by_provincie(study: Study, ground: Ground) -> np.ndarray:
    areas = study.snapshot.areas(AreaKind.PROVINCIE).set_index("area_code").area_name
    codes = pd.Series(ground.students.area_codes(AreaKind.PROVINCIE))
    return codes.map(areas).fillna(codes).to_numpy(str)


def test_cohorts_shrink_as_measured(study: Study, ground: Ground) -> None:
    before = ground.cohorts.children(2019)
    years = [ground.cohorts.children(year) for year in (2030, 2031, 2032)]
    after = np.mean(years, axis=0)
    name = by_provincie(study, ground)
    expected = {"Overijssel": 0.86, "Drenthe": 0.87, "Zeeland": 0.90}
    for provincie, factor in expected.items():
        here = name == provincie
        found = after[here].sum() / before[here].sum()
        assert found == pytest.approx(factor, abs=0.012)
    assert after.sum() / before.sum() == pytest.approx(0.92, abs=0.01)
    left_out = ground.cohorts.pc4[ground.cohorts.left_out]
    assert {"2981", "2988"} <= set(left_out)


def test_below_six_as_it_was_said_in_2019(ground: Ground) -> None:
    norm = Norm(6, order=ClosingOrder.ALL_AT_ONCE)
    table = norm_access(ground, QUESTION, norm, (2019,))
    access = table.set_index(["profiel", "leerweg"]).access
    said = {("PIE", "gl"): 37.6, ("BWI", "gl"): 20.9, ("BWI", "kl"): 80.2}
    for pair, percent in said.items():
        assert 100 * access[pair] == pytest.approx(percent, abs=0.4)


def test_small_groups_of_2031(study: Study, ground: Ground) -> None:
    """With the counts of 1 to 4 as they are, which no answer uses."""
    exact = study.snapshot.offers.set_index(KEYS).students
    size = exact.reindex(pd.MultiIndex.from_frame(ground.offers[KEYS]))
    mean = USUAL_SIZES.expected(size.to_numpy(float))
    factors = [ground.site_factor(year) for year in (2030, 2031, 2032)]
    mean = mean * np.mean(factors, axis=0)[ground.offers.site]
    below = {norm: chance_below(norm, mean) for norm in (6, 11)}
    assert below[6].sum() == pytest.approx(391, abs=6)
    assert below[11].sum() == pytest.approx(744, abs=6)
    assert (below[6] >= 0.9).sum() == 0
    assert (below[11] >= 0.9).sum() == pytest.approx(208, abs=4)


@pytest.mark.parametrize(
    ("provincie", "offers", "sets", "free"),
    [("Drenthe", 43, 52, 9), ("Zeeland", 24, 34, 2), ("Limburg", 65, 106, 11)],
)
def test_what_could_close_with_nobody_losing(
    study: Study, ground: Ground, provincie: str, offers: int, sets: int, free: int
) -> None:
    names = study.snapshot.areas(AreaKind.PROVINCIE).set_index("area_name").area_code
    area = study.snapshot.vestigingen.set_index("brin6").provincie
    choice = (area.reindex(ground.offers.brin6) == names[provincie]).to_numpy(bool)
    units, _ = units_of(ground, choice, whole_vestigingen=False)
    found = closing_sets(
        ground,
        2031,
        choice=choice,
        units=units,
        denominator=Denominator.COMMON,
        per=AreaKind.GEMEENTE,
    )
    assert found.n_units == offers
    assert len(found.students) == sets
    assert free_closures(found).sum() == free
