"""DUO's files 01 and 02 of the example country: split, masked, and still true."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from accessibility.counting.counts import parse_counts
from data.example.duo_files import HOMES_FILE, PUPILS_FILE, write_duo_files
from data.inputs import read_inputs
from data.sources import read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", encoding="cp1252", dtype="str")


def _counts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.filter(like="LEER- OF VERBLIJFSJAAR ").filter(regex="[0-9]")


@pytest.fixture(scope="module")
def folder(country: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("duo") / "new" / "folder"
    write_duo_files(country, path / "masked")
    write_duo_files(country, path / "whole", masked=False)
    return path


@pytest.mark.parametrize(
    ("kind", "table", "keys"),
    [
        ("duo-leerlingen", "pupils", ["brin6", "soort", "leerweg", "profiel", "sex"]),
        ("duo-herkomst", "herkomst", ["brin6", "pc4"]),
    ],
)
def test_the_readers_give_intervals_around_the_truth(
    country: Snapshot, folder: Path, kind: str, table: str, keys: list[str]
) -> None:
    inputs = read_inputs(read_sources(folder / "masked" / "SOURCES.toml"), _silent)
    found = inputs.newest(kind)
    assert found is not None
    both = found.merge(
        country.table(table),
        on=[*keys, "leerjaar"],
        suffixes=("", "_true"),
        how="outer",
    )
    assert len(both) == len(found) == len(country.table(table))
    assert (both.students_low <= both.students_true).all()
    assert (both.students_high >= both.students_true).all()


def _silent(text: str, done: int, total: int) -> None:
    """Tell nobody."""


def test_sources_list_both_files(folder: Path) -> None:
    content = tomllib.loads((folder / "masked" / "SOURCES.toml").read_text("utf-8"))
    kinds = {source["kind"]: source["path"] for source in content["source"]}
    assert kinds == {"duo-leerlingen": PUPILS_FILE, "duo-herkomst": HOMES_FILE}


@pytest.mark.parametrize(
    ("name", "table"), [(PUPILS_FILE, "pupils"), (HOMES_FILE, "herkomst")]
)
def test_whole_files_hold_every_pupil(
    country: Snapshot, folder: Path, name: str, table: str
) -> None:
    counts = _counts(_read(folder / "whole" / name)).astype(int)
    assert counts.to_numpy().sum() == country.table(table).students.sum()


@pytest.mark.parametrize("name", [PUPILS_FILE, HOMES_FILE])
def test_masks_hide_one_to_four_and_nothing_else(folder: Path, name: str) -> None:
    masked = _counts(_read(folder / "masked" / name)).melt().value
    whole = _counts(_read(folder / "whole" / name)).melt().value.astype(int)
    assert ((masked == "<5") == whole.between(1, 4)).all()
    counts, wrong = parse_counts(masked)
    assert not wrong.any()
    assert (counts.students_low <= whole).all()
    assert (counts.students_high >= whole).all()
    assert (masked == "<5").any()


def test_file_01_splits_programmes_as_duo_does(folder: Path) -> None:
    lines = _read(folder / "whole" / PUPILS_FILE)
    pie = lines[
        (lines.AFDELING == "Produceren, Installeren en Energie")
        & (lines["ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR"] == "VMBO GL lj 3-4")
    ]
    third = pie[[f"LEER- OF VERBLIJFSJAAR 3 - {sex}" for sex in ("MAN", "VROUW")]]
    assert third.astype(int).to_numpy().sum() == 715
    assert set(pie["VMBO SECTOR"]) == {"Techniek"}


def test_file_02_names_neither_leerweg_nor_profiel(folder: Path) -> None:
    lines = _read(folder / "masked" / HOMES_FILE)
    assert not lines.duplicated(
        ["INSTELLINGSCODE", "VESTIGINGSCODE", "POSTCODE LEERLING"]
    ).any()
    assert not lines.columns.str.contains("VMBO|PROFIEL|AFDELING").any()
