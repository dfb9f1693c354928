"""Primary pupils by home postcode and age: who are third-years in years to come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.count_cells import four_is_mask, melt_counts
from data.count_doubts import count_doubts
from data.doubts import judged
from data.readings import Reading, finding, happened
from data.school_codes import pc4_of
from data.text_tables import Wanted, find_columns, read_text_table, squeeze_header

if TYPE_CHECKING:
    from data.sources import SourceFile

AGES: Final = range(4, 12)
"""Ages at which nearly all children are at a primary school."""

HOME: Final = Wanted(
    "pc4", ("POSTCODE LEERLING", "POSTCODE", "PC4", "PC4 LEERLING", "POSTCODE4")
)
_AGE_COLUMN: Final = re.compile(r"LEEFTIJD (\d+)")
_COARSE: Final = r"\d{2}"
_NUMBERS: Final = ["known", "masked"]


def read_po_ages(source: SourceFile) -> Reading:
    """Read primary pupils to the table `primary_ages`: known counts and masked cells.

    All schools and kinds of primary education add up. Rows of a postcode of two digits
    are spread over the postcodes that begin so, as the known pupils of an age are.

    Raises
    ------
    TableError
        On an unknown header, or cells that are no counts.
    """
    table = read_text_table(source.path)
    home = table.frame[find_columns(table, (HOME,), source.columns)["pc4"]]
    columns: dict[str, dict[str, int | str]] = {
        name: {"age": int(match[1])}
        for name in table.frame.columns
        if (match := _AGE_COLUMN.fullmatch(squeeze_header(name)))
        and int(match[1]) in AGES
    }
    if not columns:
        names = ", ".join(map(str, table.frame.columns))
        fault = f"expected columns LEEFTIJD_4 to LEEFTIJD_11; found: {names}"
        raise TableError(str(source.path), [fault])
    others = [c for c in table.frame.columns if not _is_age(c)]
    doubts = count_doubts(table, source, [*columns], key=others)
    accepted = judged(source, "primary_ages", doubts)
    keys = pd.DataFrame({"pc4": pc4_of(home), "coarse": home.str.strip()})
    cells = melt_counts(table, keys, columns, four_masks=four_is_mask(source))
    cells["known"] = cells.students.where(~cells.masked, 0.0)
    cells["masked"] = cells.masked.astype("float64")
    ages = _placed(cells)
    homeless = cells[(cells.pc4 == "") & ~cells.coarse.str.fullmatch(_COARSE)]
    why = "pupils whose home postcode is no Dutch one, left out"
    findings = (
        finding(
            "primary_ages", "read", len(table.frame), f"lines of {source.path.name}"
        ),
        finding("primary_ages", "masked", cells.masked.sum(), "cells of 1 to 4 pupils"),
        finding("primary_ages", "without postcode", len(homeless), why),
        finding(
            "primary_ages",
            "postcode of two digits",
            int(cells.coarse.str.fullmatch(_COARSE).sum()),
            "spread over the postcodes that begin so",
        ),
        *accepted,
        *table.findings,
    )
    return Reading(check_table("primary_ages", ages), happened(findings))


def _is_age(name: str) -> bool:
    return squeeze_header(name).startswith("LEEFTIJD ")


def _placed(cells: pd.DataFrame) -> pd.DataFrame:
    """Return counts per postcode and age, those of coarse postcodes spread."""
    exact = cells[cells.pc4 != ""].groupby(["pc4", "age"], as_index=False)[_NUMBERS]
    fine = exact.sum()
    coarse = cells[(cells.pc4 == "") & cells.coarse.str.fullmatch(_COARSE)]
    if coarse.empty:
        return fine
    coarse = coarse.groupby(["coarse", "age"], as_index=False)[_NUMBERS].sum()
    weight = fine.known + fine.masked
    begin = fine.pc4.str[:2]
    part = weight / weight.groupby([begin, fine.age]).transform("sum")
    spread = fine[["pc4", "age"]].assign(coarse=begin, part=part)
    spread = spread.merge(coarse, on=["coarse", "age"])
    for name in _NUMBERS:
        spread[name] *= spread.part
    both = pd.concat([fine, spread[["pc4", "age", *_NUMBERS]]])
    return both.groupby(["pc4", "age"], as_index=False)[_NUMBERS].sum()
