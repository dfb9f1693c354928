"""DUO addresses of vestigingen, with the regions each lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from data.cell_numbers import MISSING
from data.readings import Reading, finding, happened
from data.school_codes import BRIN, NAME, PLACE, VESTIGING, brin6_of, key_faults, pc4_of
from data.text_tables import TextTable, Wanted, lines, read_text_table, rename_columns

if TYPE_CHECKING:
    from accessibility.snapshot import Finding
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    NAME,
    PLACE,
    Wanted("straat", ("STRAATNAAM", "STRAATNAAM VESTIGING"), required=False),
    Wanted(
        "huisnummer",
        ("HUISNUMMER-TOEVOEGING", "HUISNUMMER", "HUISNUMMER VESTIGING"),
        required=False,
    ),
    Wanted("postcode", ("POSTCODE", "POSTCODE VESTIGING")),
    Wanted("gemeente", ("GEMEENTENAAM", "GEMEENTE"), required=False),
    Wanted("provincie", ("PROVINCIE",), required=False),
    Wanted("corop", ("COROPGEBIED NAAM", "COROP"), required=False),
    Wanted("rmc", ("RMC-REGIO CODE", "RMC REGIO CODE", "RMC"), required=False),
    Wanted("rmc_naam", ("RMC-REGIO NAAM", "RMC REGIO NAAM"), required=False),
    Wanted(
        "bestuur",
        ("BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG NAAM", "BESTUUR"),
        required=False,
    ),
    Wanted("denominatie", ("DENOMINATIE", "DENOMINATIE VESTIGING"), required=False),
    Wanted("structuur", ("ONDERWIJSSTRUCTUUR", "STRUCTUUR"), required=False),
)
COLUMNS: Final = (
    "brin6", "naam", "adres", "plaats", "postcode", "pc4", "gemeente", "provincie",
    "corop", "rmc", "rmc_naam", "bestuur", "denominatie", "structuur",
)  # fmt: skip
_WIDTH: Final = {"rmc": 2}
"""Codes with leading zeros, which a spreadsheet or Parquet file may have dropped."""


def read_duo_vestigingen(source: SourceFile) -> Reading:
    """Read an address file: one row per vestiging with the columns of `COLUMNS`.

    Empty cells are missing values. `rmc` is a code of two digits.

    Raises
    ------
    TableError
        On an unknown header, keys that are no BRIN6, or a vestiging that occurs more
        than once with different particulars.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    frame.insert(0, "brin6", brin6_of(frame.get("brin"), frame.vestiging))
    frame["pc4"] = pc4_of(frame.postcode)
    frame["naam"] = frame.get("naam", frame.brin6)
    frame["adres"] = _addresses(frame)
    frame, padded = _with_zeros(frame.reindex(columns=list(COLUMNS), fill_value=""))
    single = frame.drop_duplicates()
    faults = [*key_faults(single.brin6, table.row_word), *_twice(table, single)]
    if faults:
        raise TableError(str(source.path), faults)
    no_code = single.pc4 == ""
    findings = (
        finding("vestigingen", "read", len(frame), f"lines of {source.path.name}"),
        finding(
            "vestigingen",
            "duplicate",
            len(frame) - len(single),
            "lines that repeat another one, dropped",
            frame.brin6[frame.duplicated()],
        ),
        *padded,
        finding(
            "vestigingen",
            "no postcode",
            int(no_code.sum()),
            "address without a postcode of four digits",
            single.brin6[no_code],
        ),
        *table.findings,
    )
    filled = single.mask(single.isin(MISSING)).reset_index(drop=True)
    return Reading(filled, happened(findings))


def _addresses(frame: pd.DataFrame) -> pd.Series:
    """Return street and number of each vestiging, empty where the file has none."""
    empty = pd.Series("", frame.index, dtype="str")
    street, number = frame.get("straat", empty), frame.get("huisnummer", empty)
    return (street + " " + number).str.strip()


def _twice(table: TextTable, frame: pd.DataFrame) -> list[str]:
    twice = frame[frame.brin6.duplicated(keep=False)]
    return [
        f"vestiging {brin6}: {lines(rows.index, table.row_word)} differ; expected one "
        "line per vestiging, delete the wrong one"
        for brin6, rows in twice.groupby("brin6")
    ]


def _with_zeros(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    findings = []
    for column, width in _WIDTH.items():
        codes = frame[column]
        short = codes.str.fullmatch(r"\d+").astype(bool) & (codes.str.len() < width)
        frame = frame.assign(**{column: codes.mask(short, codes.str.zfill(width))})
        what, why = "leading zero lost", f"codes in column {column} padded to {width}"
        findings.append(
            finding("vestigingen", what, int(short.sum()), why, codes[short].unique())
        )
    return frame, findings
