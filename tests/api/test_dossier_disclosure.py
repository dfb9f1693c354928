"""Nothing that a dossier hands out tells of a small group of pupils."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Leerweg, Profiel
from accessibility.questions import AUTO, CENTRE
from accessibility.scenario import Scenario
from accessibility.scenario.edits import (
    CloseVestiging,
    Forecast,
    FoundVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from api.dossiers import LEERWEG, DossierRequest, make_dossier
from data.snapshots import write_snapshot
from data.studies import read_study
from tests.read_sheets import read_sheets
from tests.small_country import whole_country

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASE: Final = 10
EDITS = (
    CloseVestiging("X00002"),
    OpenOffer("X00001", Profiel.MT, Leerweg.GL),
    FoundVestiging(
        "XNEW01",
        "Nieuw",
        Place(121_000.0, 421_000.0),
        (PlannedOffer(Profiel.PIE, Leerweg.GL),),
    ),
)
SCENARIO = Scenario("Sluiten en stichten", "small", EDITS)
STUDENT_SHEETS = ("landelijk", "provincies", "gemeenten", "geslacht", "andere grenzen")
STUDENT_COLUMNS = ("students", "before", "after", "gained", "lost")
GROUP_SHEETS = ("groepen", "groepen leerwegen samen", "sto-regio's")


def files_of(
    folder: Path, few: float, scenario: Scenario = SCENARIO, points: str = CENTRE
) -> dict[str, bytes]:
    """Return the files of a dossier on a land whose smallest groups have `few`.

    With one point per postcode every number is a sum of rounded counts, so that
    multiples of the base can be looked for.
    """
    snapshot_path = whole_country(example=False)
    names = ["students_low", "students", "students_high"]
    for table in ("offers", "pupils"):
        frame = snapshot_path.table(table)
        small = (frame.students_high <= 4) & (frame.students_high > 0)
        columns = {name: frame[name].mask(small, few) for name in names}
        snapshot_path = snapshot_path.edited(**{table: frame.assign(**columns)})
    path = write_snapshot(snapshot_path, folder / f"land-{few:.0f}")
    request = DossierRequest(scenario, replace(LEERWEG, students="own", points=points))
    return dict(make_dossier(read_study(path), request).files)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return files_of(tmp_path_factory.mktemp("few"), 2.0)


@pytest.fixture(scope="module")
def sheets(files: Mapping[str, bytes]) -> dict[str, pd.DataFrame]:
    return read_sheets(io.BytesIO(files["dossier.xlsx"]))


@pytest.mark.parametrize("name", STUDENT_SHEETS)
def test_students_in_the_workbook_are_rounded(
    sheets: Mapping[str, pd.DataFrame], name: str
) -> None:
    table = sheets[name]
    figures = [
        column
        for column in table.columns
        if column.startswith(STUDENT_COLUMNS) and not column.endswith(("_low", "_high"))
    ]
    assert len(figures) >= 7
    for column in figures:
        values = table[column].dropna()
        assert (values % BASE == 0).all(), column


def test_choice_is_rounded_as_well(sheets: Mapping[str, pd.DataFrame]) -> None:
    table = sheets["keuze"]
    assert ((table[["before", "after"]] % BASE) == 0).all().all()


@pytest.mark.parametrize("name", GROUP_SHEETS)
def test_groups_of_one_to_four_are_only_known_as_such(
    sheets: Mapping[str, pd.DataFrame], name: str
) -> None:
    table = sheets[name]
    assert len(table) > 0
    for side in ("before", "after"):
        low, high = table[f"{side}_low"], table[f"{side}_high"]
        exact = (low - high).abs() < 1e-9
        assert not (exact & (low > 0) & (low < 5)).any()


def test_maps_hold_geometry_and_no_counts(
    files: Mapping[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "postcodes.gpkg"
    path.write_bytes(files["postcodes.gpkg"])
    columns = set(gpd.read_file(path).columns) - {"geometry"}
    features = json.loads(files["postcodes.geojson"])["features"]
    assert columns == set(features[0]["properties"])
    assert not any(column.startswith(STUDENT_COLUMNS[0]) for column in columns)
    with sqlite3.connect(path) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert not any("leerling" in table for table in tables)


def test_no_sentence_counts_fewer_than_ten(
    files: Mapping[str, bytes], tmp_path: Path
) -> None:
    page = files["kaart-na.html"].decode()
    texts = [re.sub(r"<[^>]+>", " ", page)]
    if shutil.which("pdftotext"):
        path = tmp_path / "d.pdf"
        path.write_bytes(files["dossier.pdf"])
        found = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True
        )
        texts.append(found.stdout.decode())
    counts = [
        int(number.replace(".", ""))
        for text in texts
        for number in re.findall(
            r"(?<![\d,.])(\d[\d.]*) (?:leerlingen|derdejaars)", text
        )
    ]
    assert counts
    assert all(count == 0 or count >= BASE for count in counts), counts


def test_three_pupils_cannot_be_told_from_two(
    files: Mapping[str, bytes],
    sheets: Mapping[str, pd.DataFrame],
    tmp_path: Path,
) -> None:
    _same(files, sheets, files_of(tmp_path, 3.0))


def test_nor_by_several_points_per_postcode(tmp_path: Path) -> None:
    two = files_of(tmp_path, 2.0, points=AUTO)
    _same(
        two,
        read_sheets(io.BytesIO(two["dossier.xlsx"])),
        files_of(tmp_path, 3.0, points=AUTO),
    )


def _same(
    files: Mapping[str, bytes],
    sheets: Mapping[str, pd.DataFrame],
    other: Mapping[str, bytes],
) -> None:
    for name in ("postcodes.geojson", "postcodes.gpkg", "kaart-na.html"):
        assert other[name] == files[name], name
    again = read_sheets(io.BytesIO(other["dossier.xlsx"]))
    for name in (*STUDENT_SHEETS, *GROUP_SHEETS, "keuze", "afstand"):
        pd.testing.assert_frame_equal(again[name], sheets[name])


def test_a_forecast_of_rounded_counts_stays_rounded(tmp_path: Path) -> None:
    doubled = Scenario("Dubbel", "small", (Forecast(AreaKind.NL, "NL", 2.0),))
    files = files_of(tmp_path, 2.0, doubled)
    sheets = read_sheets(io.BytesIO(files["dossier.xlsx"]))
    national = sheets["landelijk"]
    assert (national.students % (2 * BASE) == 0).all()
    assert (national.before % BASE == 0).all()
