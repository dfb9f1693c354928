"""What is known of regions beside their schools: budget, and how they work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.cell_numbers import whole_numbers
from data.column_faults import column_faults
from data.readings import Reading, finding, happened
from data.text_tables import Wanted, read_text_table, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    Wanted(
        "region", ("REGIO", "STO REGIO", "REGIONAAM", "REGIO NAAM", "TECHNIEKREGIO")
    ),
    Wanted("scheme", ("REGELING", "SUBSIDIEREGELING", "PERIODE"), required=False),
    Wanted(
        "budget_eur",
        ("BUDGET", "BEDRAG", "MAXIMUM BEDRAG", "SUBSIDIEBEDRAG", "MAXIMAAL BEDRAG"),
        required=False,
    ),
    Wanted("techniekluw", ("TECHNIEKLUW",), required=False),
    Wanted("techkwadraat", ("TECHKWADRAAT",), required=False),
    Wanted("beheer", ("BEHEER", "VERDELING"), required=False),
)
YES_NO: Final = ("ja", "nee")
_KEYS: Final = ["region", "scheme"]
_TEXTS: Final = ("techniekluw", "techkwadraat", "beheer")


def read_region_attributes(source: SourceFile) -> Reading:
    """Read attributes to the table `region_attributes`: a row per region and regeling.

    A budget is in whole euros for all years of its regeling, as bijlage 3 of the
    Subsidieregeling sterk techniekonderwijs 2025-2028 gives the most per region.

    Raises
    ------
    TableError
        On an unknown header, a budget that is no amount, an answer that is not `ja` or
        `nee`, or a region twice in one regeling.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    texts = frame.reindex(columns=[*_KEYS, *_TEXTS], fill_value="")
    rows = texts.apply(lambda column: column.str.strip())
    told = frame.get("budget_eur", pd.Series("", frame.index)).str.strip()
    amount = told.str.replace("€", "").str.replace(",00", "").str.strip()
    rows["budget_eur"] = pd.to_numeric(whole_numbers(amount), errors="coerce")
    for name in ("techniekluw", "techkwadraat"):
        rows[name] = rows[name].str.casefold()
    checks = (
        (rows.region == "", "region", "the name or code of a region"),
        ((told != "") & rows.budget_eur.isna(), "budget", "whole euros: 1.250.000"),
        *(
            (~rows[name].isin((*YES_NO, "")), name, "ja or nee")
            for name in ("techniekluw", "techkwadraat")
        ),
        (rows.duplicated(_KEYS, keep=False), "region", "a region once per regeling"),
    )
    faults = [*column_faults(checks, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    blank = rows[[*_TEXTS]]
    out = rows.assign(**blank.mask(blank == "")).reset_index(drop=True)
    what = f"lines of {source.path.name}"
    found = (finding("region_attributes", "read", len(out), what), *table.findings)
    return Reading(check_table("region_attributes", out), happened(found))
