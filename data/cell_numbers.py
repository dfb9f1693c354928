"""Numbers and ages as cells spell them: one way to read each, for every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from data.text_tables import lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.text_tables import TextTable

MISSING: Final = ("", "NA", "NaN", "nan", "null", "-", ".")
"""How files write that a value is not there."""

OLDEST: Final = 130
"""Upper bound of an open age group such as `95+`."""

TOTAL_AGES: Final = r"(?i)totaal(?:\s+(?:leeftijd|leeftijden))?|alle leeftijden|T\d{6}"
"""An age that stands for all of them together."""

_THOUSANDS: Final = r"-?\d{1,3}(?:[.\s]\d{3})+"
_SPREADSHEET: Final = r"^(-?\d+)[.,]0{1,2}$"
UNCLEAR: Final = r"-?\d{1,3}(?:,\d{3})+"
"""A comma before three digits: thousands in English, decimals in Dutch."""

_AGE: Final = (
    r"(?i)(?P<first>\d{1,3})(?:\s*(?P<joint>-|\u2013|tot en met|t/m|tot|to)\s*"
    r"(?P<last>\d{1,3})|(?P<open>\s*(?:\+|(?:jaar\s+)?(?:of|en)\s+ouder|plus)))?"
    r"(?:\s*jaar(?P<older>\s+(?:of|en)\s+ouder)?)?"
)


def whole_numbers(cells: pd.Series) -> pd.Series:
    """Return cells with whole numbers as digits alone; other cells as they are.

    A point or a space before each three digits is a Dutch thousands sign, `12.0` is
    what a spreadsheet makes of 12. `1,234` may be either and stays as it is.

    Examples
    --------
    >>> whole_numbers(pd.Series(["1.234", "2 000", "12,0", "1,234", "<5"])).tolist()
    ['1234', '2000', '12', '1,234', '<5']
    """
    text = cells.astype("str").str.strip()
    grouped = text.str.fullmatch(_THOUSANDS).fillna(value=False).astype(bool)
    joined = text.str.replace(r"[.\s]", "", regex=True)
    return text.mask(grouped, joined).str.replace(_SPREADSHEET, r"\1", regex=True)


def people(table: TextTable, cells: pd.Series) -> pd.Series:
    """Return a column of numbers of people; missing where a cell says so.

    Raises
    ------
    TableError
        With the lines of cells that are no number, or could be two.
    """
    text = whole_numbers(cells)
    unclear = text.str.fullmatch(UNCLEAR).fillna(value=False).astype(bool)
    return _checked(table, cells, decimals(text).mask(unclear))


def decimal_numbers(table: TextTable, cells: pd.Series) -> pd.Series:
    """Return a column of decimal numbers, such as coordinates, with point or comma.

    Raises
    ------
    TableError
        With the lines of cells that are no number.
    """
    return _checked(table, cells, decimals(cells))


def decimals(text: pd.Series) -> pd.Series:
    """Return cells as decimal numbers, with point or comma; missing where none is."""
    dotted = text.str.replace(",", ".", regex=False)
    return pd.to_numeric(dotted, errors="coerce").astype("float64")


def _checked(table: TextTable, cells: pd.Series, parsed: pd.Series) -> pd.Series:
    wrong = parsed.isna() & ~cells.isin(MISSING)
    if wrong.any():
        where = lines(cells.index[wrong], table.row_word)
        fault = f"column {cells.name!r}, {where}: expected a number"
        raise TableError(str(table.path), [f"{fault} such as 1234, 1.234 or 12,5"])
    return parsed


def ages_of(texts: Iterable[str]) -> pd.DataFrame:
    """Return the first and last age, inclusive, that each label stands for.

    `10-14` is 10 to 14; of `10 tot 15` the last is 14, since *tot* means up to;
    `12` is one year and `95+` goes on to 130. Both are missing where a text is no age.

    Examples
    --------
    >>> ages_of(["10-14", "10 tot 15 jaar", "95 jaar of ouder"]).to_numpy().tolist()
    [[10.0, 14.0], [10.0, 14.0], [95.0, 130.0]]
    """
    text = pd.Series(list(texts), dtype="str").str.strip()
    parts = text.str.fullmatch(_AGE).fillna(value=False).astype(bool)
    found = text.where(parts).str.extract(_AGE)
    first = pd.to_numeric(found["first"]).astype("float64")
    last = pd.to_numeric(found["last"]).astype("float64")
    last -= (found["joint"].str.lower() == "tot").astype("float64")
    is_open = found["open"].notna() | found["older"].notna()
    last = last.fillna(first).mask(is_open, OLDEST)
    backwards = last < first
    frame = pd.DataFrame({"first": first, "last": last}).mask(backwards)
    return frame.set_index(pd.Index(text))
