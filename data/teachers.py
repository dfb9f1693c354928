"""Teachers of technical programmes per school (BRIN4): context, and no finer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import TECHNIEK, profiel_of
from accessibility.errors import TableError
from accessibility.tables import check_table
from data.cell_numbers import decimals, people
from data.column_faults import column_faults
from data.readings import Reading, finding, happened
from data.text_tables import (
    Wanted,
    find_columns,
    read_text_table,
    rename_columns,
)

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    Wanted("brin4", ("INSTELLINGSCODE", "BRIN NUMMER", "BRIN", "BRIN4", "SCHOOL")),
    Wanted("profiel", ("PROFIEL", "VAK", "PROGRAMMA"), required=False),
    Wanted("persons", ("PERSONEN", "AANTAL PERSONEN", "AANTAL")),
    Wanted("fte", ("FTE", "FTES", "FTE'S", "AANTAL FTE"), required=False),
)
BRIN4: Final = r"[0-9A-Z]{4}"


def read_teachers(source: SourceFile) -> Reading:
    """Read teachers to the table `teachers`: per school and profiel, or techniek.

    IPTO and DUO's staff files know schools, not vestigingen: a code of six characters
    is refused, since what it would tell is not in them.

    Raises
    ------
    TableError
        On an unknown header, a code below BRIN4, a profiel that is none, or cells that
        are no number.
    """
    table = read_text_table(source.path)
    names = find_columns(table, WANTED, source.columns)
    frame = rename_columns(table, WANTED, source.columns)
    code = frame.brin4.str.strip().str.upper()
    told = frame.get("profiel", pd.Series("", frame.index)).str.strip()
    known = told.map(lambda text: str(profiel_of(text) or ""))
    whole = (told == "") | (told.str.casefold() == TECHNIEK)
    fte = frame.get("fte", pd.Series("", frame.index)).str.strip()
    checks = (
        (
            ~code.str.fullmatch(BRIN4).astype(bool),
            "brin4",
            "a school of four characters: teachers are known per BRIN4, not below",
        ),
        (~whole & (known == ""), "profiel", "one of the profielen, or techniek"),
        ((fte != "") & decimals(fte).isna(), "fte", "a number such as 12,5"),
    )
    faults = [*column_faults(checks, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    rows = pd.DataFrame(
        {
            "brin4": code,
            "profiel": known.mask(whole, TECHNIEK),
            "persons": people(table, table.frame[names["persons"]]),
            "fte": decimals(fte),
        }
    )
    keys = ["brin4", "profiel"]
    sums = rows.groupby(keys, as_index=False)[["persons", "fte"]].sum(min_count=1)
    what = f"lines of {source.path.name}"
    found = (finding("teachers", "read", len(rows), what), *table.findings)
    return Reading(check_table("teachers", sums), happened(found))
