"""Primary pupils by home and age: masks counted, coarse postcodes spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.po_ages import read_po_ages
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

HEADER = "POSTCODE_LEERLING;VESTIGINGSCODE;LEEFTIJD_JONGER;LEEFTIJD_4;LEEFTIJD_7"


def read(folder: Path, *rows: str, header: str = HEADER) -> pd.DataFrame:
    path = folder / "po.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return read_po_ages(SourceFile("po-leeftijden", path, "2024-10-01")).frame


def test_known_and_masked_add_up_per_home_and_age(tmp_path: Path) -> None:
    table = read(tmp_path, "2272;00AA00;9;10;<5", "2272;00BB00;9;6;<5")
    told = {(r.pc4, r.age): (r.known, r.masked) for r in table.itertuples()}
    assert told == {("2272", 4): (16.0, 0.0), ("2272", 7): (0.0, 2.0)}


def test_a_postcode_of_two_digits_is_spread(tmp_path: Path) -> None:
    rows = ("2272;00AA00;0;30;0", "2273;00AA00;0;10;0", "22;00AA00;0;8;0")
    table = read(tmp_path, *rows).set_index("pc4")
    assert table.known.to_dict() == {"2272": 36.0, "2273": 12.0}


def test_no_ages_is_a_fault_with_the_columns_found(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="LEEFTIJD_4 to LEEFTIJD_11; found: POSTCODE"):
        read(tmp_path, "2272;1", header="POSTCODE;AANTAL")
