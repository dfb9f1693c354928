"""School boards by name: DUO's addresses of besturen, of which no more is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.column_faults import column_faults
from data.readings import Reading, finding, happened
from data.text_tables import Wanted, read_text_table, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    Wanted("bestuur", ("BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAG_CODE", "BESTUUR")),
    Wanted("naam", ("BEVOEGD GEZAG NAAM", "BEVOEGD_GEZAG_NAAM", "NAAM")),
)


def read_boards(source: SourceFile) -> Reading:
    """Read school boards to the table `boards`: the number and name of each.

    Raises
    ------
    TableError
        On an unknown header, a board without number or name, or one that has two names.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    rows = frame[["bestuur", "naam"]].apply(lambda column: column.str.strip())
    checks = (
        (rows.bestuur == "", "bestuur", "the number of a board"),
        (rows.naam == "", "naam", "the name of a board"),
    )
    faults = [*column_faults(checks, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    once = rows.drop_duplicates(ignore_index=True)
    what = f"lines of {source.path.name}"
    found = (finding("boards", "read", len(rows), what), *table.findings)
    return Reading(check_table("boards", once), happened(found))
