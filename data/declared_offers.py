"""Declared offers: what a vestiging says it offers, whatever the counts say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import COMBINATIONS, ROUTE, Leerweg
from accessibility.errors import TableError
from data.readings import Reading, finding, happened
from data.school_codes import (
    BRIN,
    VESTIGING,
    brin6_of,
    key_faults,
    leerweg_of,
    programme_of,
)
from data.text_tables import Wanted, lines, read_text_table, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    Wanted("profiel", ("PROFIEL", "AFDELING")),
    Wanted("leerweg", ("LEERWEG", "LEERWEG VMBO")),
)


def read_declared_offers(source: SourceFile) -> Reading:
    """Read declared offers: columns `brin6`, `profiel`, `leerweg`.

    Raises
    ------
    TableError
        With every key, profile or leerweg that is not understood.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    rows = pd.DataFrame(
        {
            "brin6": brin6_of(frame.get("brin"), frame.vestiging),
            "profiel": frame.profiel.map(lambda text: programme_of(text) or ""),
            "leerweg": frame.leerweg.map(leerweg_of),
        }
    )
    faults = [*key_faults(rows.brin6, table.row_word)]
    for column, wrong in (
        ("profiel", rows.profiel.isin(["", ROUTE])),
        ("leerweg", ~rows.leerweg.isin([w.value for w in Leerweg])),
    ):
        if wrong.any():
            where = lines(rows.index[wrong], table.row_word)
            faults.append(f"column {column!r}, {where}: not understood")
    if faults:
        raise TableError(str(source.path), faults)
    members = {name: [p.value for p in of] for name, of in COMBINATIONS.items()}
    each = rows.assign(profiel=rows.profiel.map(lambda name: members.get(name, name)))
    single = each.explode("profiel").drop_duplicates().reset_index(drop=True)
    found = (
        finding("offers", "read", len(rows), f"lines of {source.path.name}"),
        *table.findings,
    )
    return Reading(single, happened(found))
