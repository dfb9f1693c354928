"""Initiatives for the register: what is done, by whom, for whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.column_faults import column_faults
from data.readings import Reading, finding, happened
from data.text_tables import Wanted, read_text_table, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    Wanted("initiative_id", ("ID", "CODE", "NUMMER"), required=False),
    Wanted("naam", ("NAAM", "NAME", "TITEL")),
    Wanted("kind", ("SOORT", "KIND", "TYPE"), required=False),
    Wanted("owner", ("EIGENAAR", "OWNER", "ORGANISATIE"), required=False),
    Wanted("date", ("VAN", "DATUM", "DATE", "BEGIN"), required=False),
    Wanted("until", ("TOT", "TOT EN MET", "UNTIL", "EINDE"), required=False),
    Wanted("target_group", ("DOELGROEP", "TARGET GROUP"), required=False),
    Wanted("rung", ("TREDE", "RUNG"), required=False),
    Wanted("pc4", ("POSTCODE", "PC4"), required=False),
    Wanted("plaats", ("PLAATS", "PLAATSNAAM"), required=False),
    Wanted("website", ("WEBSITE", "URL"), required=False),
)
_DATES: Final = {"date": "van", "until": "tot"}


def read_initiatives(source: SourceFile) -> Reading:
    """Read initiatives to the table `initiatives`.

    Without a column of identifiers rows are numbered. Dates are `2026-03-12`.

    Raises
    ------
    TableError
        On an unknown header, a row without a name, a date or rung that is none, a
        postcode that is not Dutch, or an identifier that occurs twice.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    texts = frame.reindex(columns=[one.name for one in WANTED], fill_value="")
    rows = texts.apply(lambda column: column.str.strip())
    rows["pc4"] = rows.pc4.str.replace(" ", "").str.upper()
    if "initiative_id" not in frame:
        stem = source.path.stem
        rows["initiative_id"] = [f"{stem}-{n}" for n in range(1, len(rows) + 1)]
    postcode = rows.pc4.str.fullmatch(r"([1-9A-Z]\d{3}([A-Z]{2})?)?").astype(bool)
    checks = (
        (rows.naam == "", "naam", "a name"),
        *(
            (~_is_date(rows[name]), word, "a date such as 2026-03-12")
            for name, word in _DATES.items()
        ),
        (~rows.rung.str.fullmatch("[0-7]?").astype(bool), "trede", "0 to 7"),
        (~postcode, "postcode", "a Dutch postcode"),
        (rows.initiative_id.duplicated(keep=False), "id", "an identifier once"),
    )
    faults = [*column_faults(checks, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    out = rows.assign(pc4=rows.pc4.str[:4]).reset_index(drop=True)
    what = f"lines of {source.path.name}"
    found = (finding("initiatives", "read", len(out), what), *table.findings)
    return Reading(check_table("initiatives", out.mask(out == "")), happened(found))


def _is_date(cells: pd.Series) -> pd.Series:
    days = pd.to_datetime(cells, errors="coerce", format="%Y-%m-%d")
    return days.notna() | (cells == "")
