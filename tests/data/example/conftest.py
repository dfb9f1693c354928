"""What the example country is made of, for the tests of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from data.example.gazetteer import places
from data.example.land import land_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot


@pytest.fixture(scope="session")
def truth(country_and_truth: tuple[Snapshot, pd.DataFrame]) -> pd.DataFrame:
    return country_and_truth[1]


@pytest.fixture(scope="session")
def towns() -> pd.DataFrame:
    return places()


@pytest.fixture(scope="session")
def land(towns: pd.DataFrame) -> NDArray[np.object_]:
    return land_of(towns)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)
