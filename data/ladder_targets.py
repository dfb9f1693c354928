"""Targets for rungs of the impact ladder, set before: by whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.cell_numbers import UNCLEAR, decimals, whole_numbers
from data.column_faults import column_faults
from data.readings import Reading, finding, happened
from data.text_tables import Wanted, read_text_table, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    Wanted("indicator", ("INDICATOR",)),
    Wanted("leerweg", ("LEERWEG",), required=False),
    Wanted("region", ("REGIO", "GEBIED"), required=False),
    Wanted("year", ("SCHOOLJAAR", "JAAR", "YEAR")),
    Wanted("target", ("DOEL", "STREEFWAARDE", "TARGET")),
    Wanted("set_on", ("GESTELD OP", "SET ON")),
    Wanted("set_by", ("GESTELD DOOR", "DOOR", "SET BY")),
)
_KEYS: Final = ["indicator", "leerweg", "region", "year"]


def read_ladder_targets(source: SourceFile) -> Reading:
    """Read targets to the table `targets`: what, where, for which year, by whom, when.

    A region or leerweg that is left empty stands for the whole country, or for each
    leerweg. A share is a fraction (`0,6`) or a percentage (`60%`).

    Raises
    ------
    TableError
        On an unknown header, a target that is no number, a year or date that is none,
        a target of nobody, or one that is set twice.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    texts = frame.reindex(columns=[one.name for one in WANTED], fill_value="")
    rows = texts.apply(lambda column: column.str.strip())
    rows["leerweg"] = rows.leerweg.str.lower()
    day = pd.to_datetime(rows.set_on, errors="coerce", format="%Y-%m-%d")
    target = _numbers(rows.target)
    school_year = rows.year.str.fullmatch(r"\d{4}/\d{2}").astype(bool)
    checks = (
        (rows.indicator == "", "indicator", "what is to be reached"),
        (
            ~rows.leerweg.isin(("", "bl", "kl", "gl")),
            "leerweg",
            "bl, kl, gl or nothing",
        ),
        (~school_year, "schooljaar", "a school year such as 2026/27"),
        (target.isna(), "doel", "a number, or a percentage such as 60%"),
        (day.isna(), "gesteld op", "a date such as 2026-05-01"),
        (rows.set_by == "", "gesteld door", "who set it"),
        (rows.duplicated(_KEYS, keep=False), "indicator", "one target per year"),
    )
    faults = [*column_faults(checks, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    out = rows.assign(target=target).reset_index(drop=True)
    what = f"lines of {source.path.name}"
    found = (finding("targets", "read", len(out), what), *table.findings)
    return Reading(check_table("targets", out), happened(found))


def _numbers(cells: pd.Series) -> pd.Series:
    """Return targets as numbers; `60%` is 0.6, and what could be two is missing."""
    percent = cells.str.endswith("%")
    text = whole_numbers(cells.str.removesuffix("%").str.strip())
    unclear = text.str.fullmatch(UNCLEAR).astype(bool)
    number = decimals(text).mask(unclear)
    return number.where(~percent, number / 100)
