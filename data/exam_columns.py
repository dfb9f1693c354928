"""Which columns of an exam file hold the candidates: of one year, or of one of five."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from accessibility.errors import TableError
from data.sources import school_year_start
from data.text_tables import squeeze_header

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.sources import SourceFile
    from data.text_tables import TextTable

CANDIDATES: Final = "kandidaten"
"""Our name of the column of candidates, for `columns` in SOURCES.toml."""

_HEADER: Final = re.compile(r"EXAMEN ?KANDIDA\w*|KANDIDATEN")
_OF_A_YEAR: Final = re.compile(r"SCHOOLJAAR ((?:19|20)\d\d) (?:20)?\d\d\b")


class Candidates(NamedTuple):
    """The columns that together hold all candidates of the year that is wanted.

    `of_five_years` is true for `examenkandidaten-en-geslaagden`, in which a programme
    that was not there in a year is blank.
    """

    columns: list[str]
    of_five_years: bool = False


def candidates(
    table: TextTable, named: Mapping[str, str], source: SourceFile
) -> Candidates:
    """Return the columns of candidates of an exam file.

    Parameters
    ----------
    table
        The file.
    named
        The columns that were found, by our names.
    source
        Its date chooses the school year in a file of several.

    Raises
    ------
    TableError
        If no column or more than one could be it, or the year is not in the file.
    """
    if CANDIDATES in named:
        return Candidates([named[CANDIDATES]])
    squeezed = {
        squeeze_header(column): column
        for column in map(str, table.frame.columns)
        if _HEADER.search(squeeze_header(column))
    }
    by_year: dict[int, dict[str, str]] = {}
    for header, column in squeezed.items():
        match = _OF_A_YEAR.search(header)
        if match is not None:
            by_year.setdefault(int(match[1]), {})[header] = column
    if not by_year:
        return Candidates(_whole_or_sexes(table, squeezed))
    start = school_year_start(source.date, counted_in="summer")
    if start not in by_year:
        held = ", ".join(f"{year}-{year + 1}" for year in sorted(by_year))
        fault = (
            f"line 1: holds the school years {held}, and SOURCES.toml dates it "
            f"{source.date}; choose one of them as its date"
        )
        raise TableError(str(table.path), [fault])
    return Candidates(_whole_or_sexes(table, by_year[start]), of_five_years=True)


def _whole_or_sexes(table: TextTable, named: Mapping[str, str]) -> list[str]:
    """Take the one column, or the one that says TOTAAL, or those of men and women."""
    if len(named) == 1:
        return list(named.values())
    totals = [column for name, column in named.items() if "TOTAAL" in name.split()]
    if len(totals) == 1:
        return totals
    men = [column for name, column in named.items() if re.search(r"\bMAN", name)]
    women = [column for name, column in named.items() if re.search(r"\bVROUW", name)]
    if len(men) == len(women) == 1:
        return [*men, *women]
    found = ", ".join(map(str, table.frame.columns))
    several = f"; it could be any of {', '.join(named.values())}" if named else ""
    fault = (
        f"no single column 'EXAMENKANDIDATEN'{several}; found: {found}. Name it with "
        f'columns = {{ {CANDIDATES} = "its name" }}'
    )
    raise TableError(str(table.path), [fault])
