"""The table of postcodes: which gemeente, provincie and COROP each lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.errors import TableError
from data.cell_numbers import MISSING
from data.readings import Reading, finding, happened
from data.school_codes import pc4_of
from data.text_tables import Wanted, lines, read_text_table, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    Wanted("pc4", ("POSTCODE", "PC4", "POSTCODE4", "PC4CODE")),
    Wanted("plaats", ("PLAATS", "WOONPLAATS", "PLAATSNAAM"), required=False),
    Wanted("gemeente", ("GEMEENTE", "GEMEENTENAAM"), required=False),
    Wanted("provincie", ("PROVINCIE", "PROVINCIENAAM"), required=False),
    Wanted("corop", ("COROP", "NUTS3", "COROPGEBIED", "COROPNAAM"), required=False),
    Wanted("rmc", ("RMC", "RMC REGIO", "RMC REGIO CODE"), required=False),
    Wanted("sto_regio", ("STO REGIO", "STOREGIO", "STO REGIO CODE"), required=False),
)
AREA_COLUMNS: Final = ("gemeente", "provincie", "corop", "rmc", "sto_regio")


def read_postcodes(source: SourceFile) -> Reading:
    """Read a table of postcodes: `pc4`, `plaats` and the columns of `AREA_COLUMNS`.

    Rows of two or three digits (larger areas) are left out. Empty cells are missing.

    Raises
    ------
    TableError
        On an unknown header, or a postcode that occurs twice with different areas.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    whole = frame.pc4.str.replace(r"\.0+$", "", regex=True)
    coarse = whole.str.len() < len("1234")
    single = frame[~coarse].assign(pc4=pc4_of(frame.pc4[~coarse])).drop_duplicates()
    wrong = single.pc4 == ""
    twice = single.pc4.duplicated(keep=False) & ~wrong
    faults = []
    if wrong.any():
        where = lines(single.index[wrong], table.row_word)
        faults.append(f"{where}: expected a postcode of four digits")
    if twice.any():
        where = lines(single.index[twice], table.row_word)
        faults.append(f"{where}: a postcode occurs twice with different areas")
    if faults:
        raise TableError(str(source.path), faults)
    findings = (
        finding("postcodes", "read", len(frame), f"lines of {source.path.name}"),
        finding(
            "postcodes",
            "coarser area",
            int(coarse.sum()),
            "two or three digits, left out",
        ),
    )
    full = single.reindex(columns=["pc4", "plaats", *AREA_COLUMNS], fill_value="")
    return Reading(
        full.mask(full.isin(MISSING)).reset_index(drop=True), happened(findings)
    )
