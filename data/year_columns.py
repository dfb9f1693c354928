"""Columns per leerjaar, as DUO's wide files head them: with or without the sex."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from data.text_tables import squeeze_header

if TYPE_CHECKING:
    from data.text_tables import TextTable

_YEAR: Final = re.compile(
    r"(?:LEER OF VERBLIJFS ?JAAR|LEERJAAR|VERBLIJFSJAAR) (\d)(?: (MAN|VROUW)\w*)?"
)
_SEX: Final = {"MAN": "m", "VROUW": "v", None: ""}


class YearColumn(NamedTuple):
    """What a column is of: a leerjaar, and `m`, `v` or nothing for both."""

    leerjaar: int
    sex: str


def year_columns(table: TextTable) -> dict[str, YearColumn]:
    """Return the columns of a table that are of one leerjaar, by their own names.

    Parameters
    ----------
    table
        A file, read as text.
    """
    columns = {}
    for name in table.frame.columns:
        match = _YEAR.fullmatch(squeeze_header(name))
        if match is not None:
            columns[name] = YearColumn(int(match[1]), _SEX[match[2]])
    return columns
