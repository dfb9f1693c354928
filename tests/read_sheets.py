"""The sheets of a dossier's workbook, read back with the names the code uses."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

import pandas as pd

from maps.dossier.sheets import ENDS, column_words
from maps.dossier.speech import NL

if TYPE_CHECKING:
    from pathlib import Path

_COLUMN: Final = "column_"
_NAMES: Final = {
    column_words(name, NL): name
    for key in NL.words
    if key.startswith(_COLUMN)
    for base in (key.removeprefix(_COLUMN),)
    for name in (base, *(f"{base}_{end}" for end in ENDS))
}


def read_sheets(book: Path | IO[bytes]) -> dict[str, pd.DataFrame]:
    """Read every sheet, its columns under the names of the tables behind it."""
    sheets = pd.read_excel(book, sheet_name=None)
    return {name: sheet.rename(columns=_NAMES) for name, sheet in sheets.items()}
