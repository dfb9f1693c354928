"""The doubts about a file of counts: lines twice, years, blanks, and its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.doubt_kinds import DoubtKind
from data.doubts import Doubt
from data.text_tables import lines, squeeze_header
from data.told_years import agrees, contradiction, years_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from data.sources import SourceFile
    from data.text_tables import TextTable
    from data.told_years import ToldYear

YEAR_HEADERS: Final = frozenset(
    {
        "PEILJAAR", "PEILDATUM", "JAAR", "SCHOOLJAAR", "STUDIEJAAR", "TELDATUM",
        "TELJAAR", "PERIODE", "PERIODEN", "KALENDERJAAR", "EXAMENJAAR", "YEAR",
    }
)  # fmt: skip
"""Columns that tell of which year a line is, squeezed."""

_NOBODY: Final = frozenset({"0", ""})
_MASK_WORDS: Final = ("<5", "< 5", "x", "X")
_MOST_BLANK: Final = 0.5


def count_doubts(
    table: TextTable,
    source: SourceFile,
    counted: Sequence[str],
    *,
    key: Sequence[str] = (),
    each_row_counts_once: bool = True,
    blank_is_nobody: bool = False,
) -> Iterator[Doubt]:
    """Yield the doubts about a file of counts.

    Parameters
    ----------
    table
        The file, as text.
    source
        What SOURCES.toml says of it.
    counted
        Its columns of counts.
    key
        Columns that tell lines apart; a line that repeats them is doubtful whatever
        it counts. Empty if only whole lines that repeat are.
    each_row_counts_once
        False for a file with a row per pupil: two of them may well be alike.
    blank_is_nobody
        True for a file in which a blank is not a masked count.
    """
    if each_row_counts_once:
        yield from _repeated(table, counted, key)
    yield from _years(table, source)
    yield from _declared(table, source)
    if not blank_is_nobody:
        yield from _blanks(table, counted)


def _repeated(
    table: TextTable, counted: Sequence[str], key: Sequence[str]
) -> Iterator[Doubt]:
    frame = table.frame
    same = frame.duplicated(list(key) or None)
    if counted:
        same &= (~frame[list(counted)].isin(_NOBODY)).any(axis=1)
    if same.any():
        what = "about the same" if key else "the same"
        yield Doubt(
            DoubtKind.REPEATED_ROWS,
            int(same.sum()),
            f"{lines(frame.index[same], table.row_word)}: {what} as an earlier line; "
            "those pupils would count twice: delete what is double",
        )


def _years(table: TextTable, source: SourceFile) -> Iterator[Doubt]:
    for name in _year_columns(table):
        cells = table.frame[name]
        told = {text: years_told(text)[:1] for text in cells.unique()}
        years = {year for one in told.values() for year in one}
        if len(years) > 1:
            yield _several(table, cells, told, name)
        elif years and not agrees(next(iter(years)), source):
            first = lines(cells.index[:1], table.row_word)
            yield Doubt(
                DoubtKind.OTHER_DATE,
                len(cells),
                f"column {name!r}, {first} and on: tells of {_words(years.pop())}, "
                f"SOURCES.toml of {source.date}; set the date right",
            )


def _year_columns(table: TextTable) -> list[str]:
    return [c for c in table.frame.columns if squeeze_header(c) in YEAR_HEADERS]


def _several(
    table: TextTable, cells: pd.Series, told: dict[str, list[ToldYear]], name: str
) -> Doubt:
    first = next(year for text in cells for year in told[text])
    others = cells.map(lambda text: bool(told[text]) and told[text] != [first])
    where = lines(cells.index[others.to_numpy(dtype=bool)], table.row_word)
    return Doubt(
        DoubtKind.SEVERAL_YEARS,
        int(others.sum()),
        f"column {name!r}, {where}: of another year than {_words(first)}, which the "
        "first line is of; keep the lines of one year",
    )


def _words(year: ToldYear) -> str:
    if year.first == year.last:
        return str(year.first)
    return f"{year.first}-{year.last}"


def _declared(table: TextTable, source: SourceFile) -> Iterator[Doubt]:
    """Hold the date against the name of the file, and against its headers."""
    headers = map(str, table.frame.columns)
    for what, texts in (
        ("the name of the file", [source.path.name]),
        ("the header", headers),
    ):
        other = contradiction(texts, source)
        if other:
            yield Doubt(
                DoubtKind.OTHER_DATE,
                len(table.frame),
                f"{what} ({other}, line 1) tells of another year than the date "
                f"{source.date} in SOURCES.toml; set the date right",
            )


def _blanks(table: TextTable, counted: Sequence[str]) -> Iterator[Doubt]:
    """Doubt blanks that cannot all be masks.

    They are most of a column, or the file has a word for a mask already.
    """
    cells = table.frame[list(counted)]
    if cells.empty:
        return
    blank = cells == ""
    columns = blank.mean() > _MOST_BLANK
    if cells.isin(_MASK_WORDS).to_numpy().any():
        columns |= blank.any()
    if columns.any():
        names = list(cells.columns[columns])
        rows = blank[names].any(axis=1)
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield Doubt(
            DoubtKind.BLANK_COUNTS,
            int(blank[names].to_numpy().sum()),
            f"column {names[0]!r}{more}, {lines(cells.index[rows], table.row_word)}: "
            "blank, which counts as a masked group of 1 to 4; write 0 where there is "
            "nobody",
        )
