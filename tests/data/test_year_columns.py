"""One way to read columns per leerjaar, whatever the publisher called them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.text_tables import read_text_table
from data.year_columns import YearColumn, year_columns

if TYPE_CHECKING:
    from pathlib import Path


def test_every_spelling_of_a_leerjaar_is_one(tmp_path: Path) -> None:
    header = {
        "LEER- OF VERBLIJFSJAAR 3 - MAN": YearColumn(3, "m"),
        "leer_of_verblijfsjaar 3 - vrouw": YearColumn(3, "v"),
        "LEERJAAR 4": YearColumn(4, ""),
        "VERBLIJFSJAAR 1": YearColumn(1, ""),
    }
    other = ["LEERJAAR", "LEERJAAR 12", "POSTCODE"]
    path = tmp_path / "a.csv"
    row = ";".join("1" for _ in [*header, *other])
    path.write_text(";".join([*header, *other]) + f"\n{row}\n", "utf-8")
    assert year_columns(read_text_table(path)) == header
