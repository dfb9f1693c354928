"""Inhabitants per postcode and age group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.cell_numbers import TOTAL_AGES, ages_of, people
from data.count_doubts import count_doubts
from data.doubts import judged
from data.readings import Reading, finding, happened
from data.school_codes import pc4_of
from data.text_tables import (
    Wanted,
    find_columns,
    lines,
    read_text_table,
    rename_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.sources import SourceFile
    from data.text_tables import TextTable

WANTED: Final = (
    Wanted("pc4", ("POSTCODE", "PC4", "POSTCODE4")),
    Wanted("age", ("LEEFTIJD", "LEEFTIJDSGROEP", "AGE")),
    Wanted(
        "inhabitants",
        ("INWONERS", "AANTAL", "BEVOLKING", "AANTAL INWONERS", "BEVOLKING 1"),
    ),
    Wanted("sex", ("GESLACHT", "SEX"), required=False),
)
_BOTH: Final = r"(?i)totaal.*|T\d{6}|"
_WHOLE_COUNTRY: Final = r"(?i)nederland|totaal|NL\d\d"


def read_inhabitants(source: SourceFile) -> Reading:
    """Read inhabitants per postcode and age group to the table `inhabitants`.

    `10-14` becomes 10 to 14 inclusive, `10 tot 15` the same, `12` one year, `95+` 95
    to 130. Rows of two or three digits, of the country and of all ages together are
    left out; where rows of both sexes together are there, so are those of each.

    Raises
    ------
    TableError
        On an unknown header, ages or numbers that cannot be read, ages of a postcode
        that overlap, or a postcode and age that occur twice.
    """
    table = read_text_table(source.path)
    names = find_columns(table, WANTED, source.columns)
    frame = rename_columns(table, WANTED, source.columns)
    counted = names["inhabitants"]
    accepted = judged(source, "inhabitants", count_doubts(table, source, [counted]))
    left_out = _left_out(frame)
    whole = ~pd.concat(left_out, axis=1).any(axis=1)
    kept = frame[whole]
    count = people(table, table.frame[counted][whole])
    known = count >= 0
    rows = _rows(table, kept, count, names["age"])
    faults = [*_overlaps(rows, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    rows = rows[known].drop(columns="sex")
    rows = rows.groupby(["pc4", "age_from", "age_to"], as_index=False).sum()
    findings = (
        finding("inhabitants", "read", len(frame), f"lines of {source.path.name}"),
        *(
            finding("inhabitants", str(one.name), int(one.sum()), "left out")
            for one in left_out
        ),
        finding(
            "inhabitants", "secret or missing", int((~known).sum()), "empty or negative"
        ),
        *accepted,
        *table.findings,
    )
    return Reading(check_table("inhabitants", rows), happened(findings))


def _left_out(frame: pd.DataFrame) -> list[pd.Series]:
    """Tell of each line whether it is a total of others, by what it is a total of."""
    pc4 = frame.pc4.str.replace(r"\.0+$", "", regex=True)
    coarse = (pc4.str.len() < len("1234")) | pc4.str.fullmatch(_WHOLE_COUNTRY)
    ages = frame.age.str.fullmatch(TOTAL_AGES).astype(bool)
    one_sex = pd.Series(data=False, index=frame.index)
    if "sex" in frame:
        both = frame.sex.str.fullmatch(_BOTH).astype(bool)
        one_sex = ~both & bool(both.any())
    return [
        coarse.astype(bool).rename("coarser area"),
        ages.rename("all ages together"),
        one_sex.rename("one sex, beside both together"),
    ]


def _rows(
    table: TextTable, kept: pd.DataFrame, count: pd.Series, age_name: str
) -> pd.DataFrame:
    ages = ages_of(kept.age.unique())
    wrong = kept.age.map(ages["first"]).isna()
    pc4 = pc4_of(kept.pc4)
    faults = []
    if wrong.any():
        where = lines(kept.index[wrong], table.row_word)
        expected = "expected an age as 10-14, 10 tot 15, 12 or 95+"
        faults.append(f"column {age_name!r}, {where}: {expected}")
    if (pc4 == "").any():
        where = lines(kept.index[pc4 == ""], table.row_word)
        faults.append(f"column 'pc4', {where}: expected a postcode of four digits")
    if faults:
        raise TableError(str(table.path), faults)
    return pd.DataFrame(
        {
            "pc4": pc4,
            "age_from": kept.age.map(ages["first"]).astype("int64"),
            "age_to": kept.age.map(ages["last"]).astype("int64"),
            "inhabitants": count,
            "sex": kept.get("sex", pd.Series("", index=kept.index)),
        }
    )


def _overlaps(rows: pd.DataFrame, word: str) -> Iterator[str]:
    """Say which lines count ages that another line of their postcode counts too."""
    keys = ["pc4", "sex"]
    ordered = rows.sort_values([*keys, "age_from"], kind="stable")
    before = ordered.groupby(keys).age_to.shift(fill_value=-1)
    twice = ordered[ordered.age_from <= before]
    if len(twice):
        yield (
            f"{lines(sorted(twice.index), word)}: ages that another line of the same "
            "postcode counts too; keep one division of ages"
        )
