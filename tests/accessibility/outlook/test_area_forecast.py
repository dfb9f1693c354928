"""A regional forecast over the cohorts: gemeenten grow as it says, postcodes differ."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from accessibility.outlook.area_forecast import area_forecast
from accessibility.outlook.cohorts import cohorts_of
from accessibility.outlook.view import outlook_answer
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from tests.accessibility.outlook.made_ground import land
from tests.accessibility.outlook.test_view import ASKED

TABLE = pd.DataFrame(
    {
        "gemeente": ["GM0001", "GM0001", "GM0002"],
        "year": [2019, 2025, 2025],
        "age": 14,
        "persons": [200.0, 150.0, 90.0],
    }
)


def foretold() -> Snapshot:
    """The small country in gemeenten with codes of CBS, two of them forecast."""
    country = land()
    homes = country.postcodes.copy()
    homes["gemeente"] = homes.gemeente.map({"G0": "GM0001", "G1": "GM0002"})
    return country.edited(postcodes=homes, area_forecasts=TABLE)


def test_a_gemeente_grows_as_forecast_and_its_postcodes_differ() -> None:
    snapshot = foretold()
    pc4 = snapshot.postcodes.pc4.to_numpy(str)
    cohorts = cohorts_of(snapshot, pc4)
    plain = replace(cohorts, forecast=None)
    factor, own = cohorts.factor(2019, 2025), plain.factor(2019, 2025)
    first = (snapshot.postcodes.gemeente == "GM0001").to_numpy()
    children = cohorts.children(2019)
    grown = (children * factor)[first].sum() / children[first].sum()
    assert grown == pytest.approx(0.75)
    apart = factor[first] / own[first]
    assert apart == pytest.approx(np.full(first.sum(), apart[0]))
    # Of the second the year of the offers is not told, of the third nothing.
    assert factor[~first] == pytest.approx(own[~first])


def test_a_gemeente_without_children_stays_as_it_is() -> None:
    forecast = area_forecast(TABLE, np.array(["GM0001", "elders"]))
    ratio = forecast.laid_over(
        np.array([0.9, 1.1]), np.zeros(2), np.array([0.5, np.nan])
    )
    assert ratio[1] == 1.1
    assert np.isfinite(ratio).all()


def test_the_answer_names_the_forecast() -> None:
    notes = outlook_answer(Study(foretold()), ASKED).header.notes
    assert any(note.startswith("1 gemeenten grow as") for note in notes)
