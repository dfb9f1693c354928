"""Thirty shares, two denominators, the published figure, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.errors import TableError
from maps.demand_figure import denominator_dots

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest


@pytest.fixture
def shares() -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "profiel": ["PIE", "BWI", "PIE"],
            "leerweg": ["gl", "gl", "bl"],
            "common": [0.55, 0.42, 0.91],
            "leerweg_share": [0.51, 0.44, 0.92],
            "published": [0.583, np.nan, 0.913],
        }
    )
    for name in ("common", "leerweg"):
        middle = frame.leerweg_share if name == "leerweg" else frame.common
        frame[f"{name}_low"], frame[f"{name}_high"] = middle - 0.02, middle + 0.03
    return frame


def test_the_title_tells_what_gl_pupils_miss(
    shares: pd.DataFrame, manifest: Manifest
) -> None:
    drawing = denominator_dots(shares, manifest=manifest, how_known="geteld")
    assert "1 van de 2 profielen minder vaak dichtbij" in drawing.title
    assert "4,0 procentpunt" in drawing.title
    svg = drawing.svg().decode("utf-8")
    for words in ("PIE gl", "BWI gl", "PIE bl", "gepubliceerd (B3.6", "geteld", "60%"):
        assert words in svg
    assert svg.index("PIE bl") < svg.index("PIE gl")


def test_no_finding_gives_a_plain_title(
    shares: pd.DataFrame, manifest: Manifest
) -> None:
    drawing = denominator_dots(shares[1:], manifest=manifest)
    assert drawing.title.startswith("Bereik van alle leerlingen")


def test_faults_are_told_together(shares: pd.DataFrame, manifest: Manifest) -> None:
    with pytest.raises(TableError, match=r"(?s)'common' is missing.*'published' is mi"):
        denominator_dots(
            shares.drop(columns=["common", "published"]), manifest=manifest
        )
    with pytest.raises(TableError, match="no rows"):
        denominator_dots(shares.iloc[:0], manifest=manifest)
