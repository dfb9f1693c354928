"""Keuzevakken by their name, per vestiging: no open file tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import profiel_of
from accessibility.errors import TableError
from accessibility.tables import check_table
from data.column_faults import column_faults
from data.readings import Reading, finding, happened
from data.school_codes import BRIN, VESTIGING, brin6_of, key_faults
from data.text_tables import Wanted, read_text_table, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    Wanted("keuzevak", ("KEUZEVAK", "NAAM KEUZEVAK", "VAK")),
    Wanted("profiel", ("PROFIEL", "AANGEBODEN DOOR PROFIEL"), required=False),
)


def read_keuzevakken(source: SourceFile) -> Reading:
    """Read keuzevakken to the table `keuzevakken`: `brin6`, `keuzevak`, `profiel`.

    A keuzevak twice at a vestiging counts once. Names are told apart as they are
    written, but for capitals and spaces.

    Raises
    ------
    TableError
        On an unknown header, keys that are no BRIN6, a row without a name, or a
        profiel that is none.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    brin6 = brin6_of(frame.get("brin"), frame.vestiging)
    told = frame.get("profiel", pd.Series("", frame.index)).str.strip()
    known = told.map(lambda text: (profiel_of(text) or "") if text else "")
    name = frame.keuzevak.str.split().str.join(" ")
    checks = (
        (name == "", "keuzevak", "the name of a keuzevak"),
        ((told != "") & (known == ""), "profiel", "one of the profielen, or nothing"),
    )
    faults = [
        *key_faults(brin6, table.row_word),
        *column_faults(checks, table.row_word),
    ]
    if faults:
        raise TableError(str(source.path), faults)
    # A name in other capitals is the same: it is written as it was first.
    first = name.groupby(name.str.casefold()).transform("first")
    rows = pd.DataFrame({"brin6": brin6, "keuzevak": first, "profiel": known.map(str)})
    once = rows.drop_duplicates(["brin6", "keuzevak"]).reset_index(drop=True)
    out = once.assign(profiel=once.profiel.mask(once.profiel == ""))
    what = f"lines of {source.path.name}"
    found = (
        finding("keuzevakken", "read", len(rows), what),
        finding("keuzevakken", "names", first.nunique(), "different keuzevakken"),
        *table.findings,
    )
    return Reading(check_table("keuzevakken", out), happened(found))
