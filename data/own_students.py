"""Own counts of third-years per home postcode and leerweg."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import Leerweg, profiel_of
from accessibility.counting import sum_counts
from accessibility.demand import counts_of_pupils
from accessibility.errors import TableError
from accessibility.tables import check_table
from data.column_faults import column_faults
from data.count_cells import count_column, four_is_mask
from data.count_doubts import count_doubts
from data.doubts import judged
from data.readings import Reading, finding, happened
from data.school_codes import leerweg_of, pc4_of
from data.text_tables import (
    TextTable,
    Wanted,
    find_columns,
    read_text_table,
    rename_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.sources import SourceFile

WANTED: Final = (
    Wanted("pc4", ("POSTCODE", "PC4", "POSTCODE LEERLING", "POSTCODE4")),
    Wanted("leerweg", ("LEERWEG", "LEERWEG VMBO")),
    Wanted("students", ("AANTAL", "LEERLINGEN", "AANTAL LEERLINGEN", "STUDENTS")),
    Wanted("profiel", ("PROFIEL", "AFDELING"), required=False),
    Wanted("sex", ("GESLACHT", "SEX"), required=False),
)
ROWS_OPTION: Final = "rows"
ROWS: Final = ("counts", "pupils")
KEY: Final = ("pc4", "leerweg", "profiel", "sex")
_SEX: Final = {"m": "m", "man": "m", "j": "m", "v": "v", "vrouw": "v", "f": "v", "": ""}


def read_own_students(source: SourceFile) -> Reading:
    """Read own counts, or one row per pupil, to the table `own_students`.

    A postcode may have four or six characters; rows of one key add up. With
    `options.rows = "pupils"` every row is one pupil: rows are counted as they are read
    and nothing of them is kept.

    Raises
    ------
    TableError
        With the lines (never the content) of every cell that is not understood.
    """
    per_pupil = _is_per_pupil(source)
    wanted = tuple(w for w in WANTED if not (per_pupil and w.name == "students"))
    table = read_text_table(source.path)
    names = find_columns(table, wanted, source.columns)
    frame = rename_columns(table, wanted, source.columns)
    nothing = pd.Series("", index=frame.index, dtype="str")
    profiel = frame.get("profiel", nothing)
    rows = pd.DataFrame(
        {
            "pc4": pc4_of(frame.pc4),
            "leerweg": frame.leerweg.map(leerweg_of),
            "profiel": profiel.map(lambda text: str(profiel_of(text) or "")),
            "sex": frame.get("sex", nothing).str.lower().map(_SEX),
        }
    )
    faults = [*_faults(table, rows, profiel)]
    if faults:
        raise TableError(str(source.path), faults)
    counted = [] if per_pupil else [names["students"]]
    doubts = count_doubts(table, source, counted, each_row_counts_once=not per_pupil)
    accepted = judged(source, "own_students", doubts)
    if per_pupil:
        own, masked = counts_of_pupils(rows), 0.0
    else:
        cells = table.frame[names["students"]]
        counts = count_column(table, cells, four_masks=four_is_mask(source))
        full = rows.join(counts)
        own = sum_counts(full[full.students_high > 0], KEY)
        masked = float(counts.masked.sum())
    found = (
        finding("own_students", "read", len(frame), f"lines of {source.path.name}"),
        finding("own_students", "masked", int(masked), "taken as 1 to 4"),
        *accepted,
        *table.findings,
    )
    return Reading(check_table("own_students", own), happened(found))


def _is_per_pupil(source: SourceFile) -> bool:
    given = source.options.get(ROWS_OPTION, "counts")
    if given not in ROWS:
        fault = f"options.rows must be one of {', '.join(ROWS)}, not {given!r}"
        raise TableError(str(source.path), [fault])
    return bool(given == "pupils")


def _faults(table: TextTable, rows: pd.DataFrame, profiel: pd.Series) -> Iterator[str]:
    checks = (
        (rows.pc4 == "", "pc4", "a Dutch postcode"),
        (~rows.leerweg.isin([w.value for w in Leerweg]), "leerweg", "bl, kl or gl"),
        ((rows.profiel == "") & (profiel != ""), "profiel", "one of the vmbo profiles"),
        (rows.sex.isna(), "sex", "m or v"),
    )
    yield from column_faults(checks, table.row_word)
