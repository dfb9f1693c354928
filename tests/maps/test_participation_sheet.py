"""The sheet of who takes part: its finding, its marks, its bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from accessibility.errors import TableError
from accessibility.places import RD_NEW
from accessibility.planning.participants import participation_by
from maps.participation_sheet import ParticipationSubject, participation_sheet

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest

SUBJECT = ParticipationSubject("Streek", ("2023/24", "2024/25"))


def _schools() -> gpd.GeoDataFrame:
    spots = [shapely.Point(150_000 + 4_000 * k, 450_000 + 3_000 * k) for k in range(4)]
    kinds = ["always", "sometimes", "never", "never"]
    return gpd.GeoDataFrame({"kind": kinds}, geometry=spots, crs=RD_NEW)


def _bars(schools: gpd.GeoDataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    near = pd.Series(["0 - 3", "0 - 3", "> 3", "> 3"])
    return participation_by(schools, near, "km"), participation_by(
        schools, pd.Series(["0 - 25"] * 4), "pupils"
    )


def test_the_finding_counts_schools(manifest: Manifest) -> None:
    schools = _schools()
    drawing = participation_sheet(
        schools,
        schools.geometry.iloc[:1],
        schools.iloc[:0],
        _bars(schools),
        subject=SUBJECT,
        manifest=manifest,
    )
    assert drawing.title == (
        "Van de 4 basisscholen deden er in 2023/24 en 2024/25 1 elk jaar mee, 1 soms "
        "en 2 nooit (Streek)"
    )
    svg = drawing.svg().decode()
    for words in ("doet nooit mee (2)", "doet altijd mee (1)", "50%", "100%"):
        assert words in svg
    assert "kilometer hemelsbreed tot techlab of hotspot" in svg
    assert "<pattern" in svg  # kinds differ in grey too


def test_a_missing_column_is_named(manifest: Manifest) -> None:
    schools = _schools()
    with pytest.raises(TableError, match="'kind' is missing"):
        participation_sheet(
            schools.drop(columns="kind"),
            schools.geometry,
            schools,
            _bars(schools),
            subject=SUBJECT,
            manifest=manifest,
        )
