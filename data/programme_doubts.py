"""Names of programmes that nobody knows, and a combined one out of its years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import COMBINATION_YEARS, COMBINATIONS
from accessibility.counting import COUNT_COLUMNS
from data.doubt_kinds import DoubtKind
from data.doubts import Doubt
from data.readings import finding
from data.sources import school_year_start
from data.text_tables import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from accessibility.snapshot import Finding
    from data.sources import SourceFile


def programme_doubts(
    technical: pd.Series, profiel: pd.Series, source: SourceFile, row_word: str
) -> Iterator[Doubt]:
    """Yield the doubts about the programmes of a file.

    Parameters
    ----------
    technical
        Names that look technical and stand for no profile, indexed by line.
    profiel
        Profile of every line.
    source
        The file and its date.
    row_word
        What the index counts: `line` or `row`.
    """
    if len(technical):
        named = ", ".join(repr(name) for name in sorted(technical.unique())[:5])
        yield Doubt(
            DoubtKind.UNKNOWN_TECHNICAL,
            len(technical),
            f"{lines(technical.index, row_word)}: {named} looks technical and is no "
            "profile that is known, so it would count in none; put the name of the "
            "profile in its place",
        )
    combined = profiel.index[profiel.isin(COMBINATIONS)]
    summer = "summer" if source.kind == "duo-examens" else "autumn"
    start = school_year_start(source.date, counted_in=summer)
    if len(combined) and start not in COMBINATION_YEARS:
        first, last = COMBINATION_YEARS[0], COMBINATION_YEARS[-1] + 1
        yield Doubt(
            DoubtKind.OTHER_DATE,
            len(combined),
            f"{lines(combined, row_word)}: a combined programme in {start}/{start + 1};"
            f" it is there from {first} to {last}: set the date right",
        )


def combination_findings(table: str, counted: pd.DataFrame) -> Iterator[Finding]:
    """Say how many pupils follow a combined programme: they count once."""
    for name, members in COMBINATIONS.items():
        rows = counted[counted.profiel == name]
        low, _, high = (int(rows[column].sum()) for column in COUNT_COLUMNS)
        yield finding(
            table,
            f"combined programme {name}",
            high,
            f"pupils ({low} to {high}) counted once; an offer of "
            f"{' and of '.join(member.value for member in members)}",
        )
