"""DUO 02: pupils per vestiging, home postcode and leerjaar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.counting import sum_counts
from accessibility.errors import TableError
from accessibility.tables import check_table
from data.count_cells import four_is_mask, melt_counts
from data.count_doubts import count_doubts
from data.doubts import judged
from data.readings import Reading, finding, happened
from data.school_codes import BRIN, VESTIGING, brin6_of, key_faults, pc4_of
from data.text_tables import (
    Wanted,
    read_text_table,
    rename_columns,
)
from data.year_columns import year_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    Wanted("postcode", ("POSTCODE LEERLING", "POSTCODE", "PC4 LEERLING", "PC4")),
)
KEY: Final = ("brin6", "pc4", "leerjaar")


def read_duo_herkomst(source: SourceFile) -> Reading:
    """Read pupils by home postcode to the table `herkomst`.

    The file has no leerweg and no profile. Pupils whose postcode is not Dutch or not
    known are left out and counted.

    Raises
    ------
    TableError
        On an unknown header, keys that are no BRIN6, or cells that are no counts.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    keys = pd.DataFrame(
        {
            "brin6": brin6_of(frame.get("brin"), frame.vestiging),
            "pc4": pc4_of(frame.postcode),
        }
    )
    faults = [*key_faults(keys.brin6, table.row_word)]
    columns = {
        name: {"leerjaar": column.leerjaar}
        for name, column in year_columns(table).items()
        if not column.sex
    }
    if not columns:
        found = ", ".join(map(str, table.frame.columns))
        faults.append(f"no column 'LEER- OF VERBLIJFSJAAR 3'; found: {found}")
    if faults:
        raise TableError(str(source.path), faults)
    others = [name for name in table.frame.columns if name not in columns]
    doubts = count_doubts(table, source, [*columns], key=others)
    accepted = judged(source, "herkomst", doubts)
    melted = melt_counts(table, keys, columns, four_masks=four_is_mask(source))
    homeless = melted.pc4.isin(["", "0000"])
    known = melted[~homeless]
    herkomst = sum_counts(known, KEY).astype({"leerjaar": "int64"})
    low, high = (melted[c][homeless].sum() for c in ("students_low", "students_high"))
    lost = f"pupils ({low:g} to {high:g}) with no Dutch postcode of four digits"
    found_ = (
        finding("herkomst", "read", len(frame), f"lines of {source.path.name}"),
        finding("herkomst", "masked", known.masked.sum(), "cells taken as 1 to 4"),
        finding("herkomst", "left out", high, lost),
        *accepted,
        *table.findings,
    )
    return Reading(check_table("herkomst", herkomst), happened(found_))
