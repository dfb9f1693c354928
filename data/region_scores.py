"""Marks that people gave regions: how covering the technical offer is felt to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from data.cell_numbers import decimal_numbers
from data.text_tables import (
    Wanted,
    find_columns,
    lines,
    read_text_table,
    rename_columns,
)

if TYPE_CHECKING:
    from pathlib import Path

WANTED: Final = (
    Wanted("region", ("REGIO", "STO REGIO", "REGIONAAM", "REGION", "GEBIED")),
    Wanted("score", ("SCORE", "CIJFER", "OORDEEL", "RAPPORTCIJFER")),
)


def read_region_scores(path: Path) -> pd.DataFrame:
    """Read a mark per region: columns `region` and `score`.

    Raises
    ------
    DataError
        If the file cannot be read.
    TableError
        On an unknown header, a mark that is no number, or a region that occurs twice.
    """
    table = read_text_table(path)
    names = find_columns(table, WANTED, {})
    frame = rename_columns(table, WANTED, {})
    scores = pd.DataFrame(
        {
            "region": frame.region.str.strip(),
            "score": decimal_numbers(table, table.frame[names["score"]]),
        }
    )
    twice = scores.region.str.casefold().duplicated(keep=False)
    if twice.any():
        where = lines(scores.index[twice], table.row_word)
        raise TableError(str(path), [f"{where}: the same region more than once"])
    return scores
