"""A user's own regions: two columns, by postcode or by gemeente."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from accessibility.errors import TableError
from data.area_files import empty_areas
from data.region_division import divided, read_region_division
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path


def source(folder: Path, text: str) -> SourceFile:
    path = folder / "regios.csv"
    path.write_text(text, encoding="utf-8")
    return SourceFile("regio-indeling", path, "2024")


def places() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "pc4": ["A001", "A002", "A003", None],
            "gemeente": ["GM01", "GM01", "GM02", None],
            "sto_regio": [None, "R9", None, None],
        },
        dtype="str",
    )


def gebieden() -> gpd.GeoDataFrame:
    columns = {"area_kind": "gemeente", "area_code": ["GM01"], "area_name": "'s-Hier"}
    return gpd.GeoDataFrame(columns, geometry=[box(0, 0, 1, 1)], crs=28992)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("postcode;regio\nA001;Noord\nA002;Noord\n", ["Noord", "R9", None, None]),
        ("gemeente,regio\nS HIER,Noord\nGM02,Zuid\n", ["Noord", "R9", "Zuid", None]),
        ("GEMEENTECODE,STO REGIO\nGM01,7\nGM01,7\n", ["7", "R9", None, None]),
    ],
)
def test_a_place_takes_the_region_of_its_postcode_or_gemeente(
    tmp_path: Path, text: str, regions: list[str | None]
) -> None:
    division = read_region_division(source(tmp_path, text)).frame
    frame, findings = divided(places(), division, gebieden(), "vestigingen")
    found = [None if pd.isna(value) else value for value in frame.sto_regio]
    assert found == regions
    assert findings[0].count == sum(r not in {None, "R9"} for r in regions)


def test_a_gemeente_that_is_nowhere_is_told(tmp_path: Path) -> None:
    text = "gemeente;regio\nNergens;Noord\nGM02;Zuid\n"
    division = read_region_division(source(tmp_path, text)).frame
    _, findings = divided(places(), division, empty_areas(), "postcodes")
    assert (findings[1].count, findings[1].examples) == (1, ("Nergens",))


def test_faults_are_told_all_at_once(tmp_path: Path) -> None:
    wrong = "postcode;regio\n12;Noord\n1001;\n1002;Noord\n1002;Zuid\n"
    with pytest.raises(TableError) as caught:
        read_region_division(source(tmp_path, wrong))
    text = str(caught.value)
    assert "3 fault(s)" in text
    assert "line 2: expected a postcode" in text
    assert "line 3: expected a region" in text
    assert "the same pc4 in different regions" in text


@pytest.mark.parametrize("header", ["regio;naam", "postcode;gemeente;regio"])
def test_the_header_names_one_kind_of_place(tmp_path: Path, header: str) -> None:
    row = ";".join("1" for _ in header.split(";"))
    with pytest.raises(TableError, match="one of the columns"):
        read_region_division(source(tmp_path, f"{header}\n{row}\n"))
