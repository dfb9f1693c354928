"""The places are real, and the small islands are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def test_places_are_many_and_peopled(towns: pd.DataFrame) -> None:
    assert len(towns) > 1_900
    assert (towns.inhabitants >= 500).all()
    assert towns.provincie.nunique() == 12
    assert towns.inhabitants.is_monotonic_decreasing


def test_a_known_place_lies_where_it_lies(towns: pd.DataFrame) -> None:
    utrecht = towns[towns.plaats == "Utrecht"].iloc[0]
    # The Dom tower stands at RD 136 890, 455 850.
    assert np.hypot(utrecht.x_m - 136_890, utrecht.y_m - 455_850) < 2_000


def test_one_island_is_kept(towns: pd.DataFrame) -> None:
    names = set(towns.plaats)
    assert "Den Burg" in names
    assert not names & {"Oost-Vlieland", "West-Terschelling", "Hollum"}
