"""The sheets of a dossier's workbook, read back with the names the code uses."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

import pandas as pd

from maps.dossier.sheets import ENDS, WORDS, column_words

if TYPE_CHECKING:
    from pathlib import Path

_NAMES: Final = {
    column_words(name): name
    for base in WORDS
    for name in (base, *(base + e for e in ENDS))
}


def read_sheets(book: Path | IO[bytes]) -> dict[str, pd.DataFrame]:
    """Read every sheet, its columns under the names of the tables behind it."""
    sheets = pd.read_excel(book, sheet_name=None)
    return {name: sheet.rename(columns=_NAMES) for name, sheet in sheets.items()}
