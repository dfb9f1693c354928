"""The example country, built once for all tests of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from data.example import example_country, example_truth
from data.example.gazetteer import places
from data.example.land import land_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot


@pytest.fixture(scope="session")
def country() -> Snapshot:
    return example_country()


@pytest.fixture(scope="session")
def truth() -> pd.DataFrame:
    return example_truth()


@pytest.fixture(scope="session")
def towns() -> pd.DataFrame:
    return places()


@pytest.fixture(scope="session")
def land(towns: pd.DataFrame) -> NDArray[np.object_]:
    return land_of(towns)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)
