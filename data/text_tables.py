"""Text tables as published: delimiter, quotes, encoding and header sorted out once.

Everything is read as text. A row keeps its line number in the file as its index, so
that every later complaint can name the line.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from accessibility.errors import DataError, TableError
from data.readings import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from accessibility.snapshot import Finding

DELIMITERS: Final = (";", ",", "\t", "|")
_BINARY: Final = {
    b"PK\x03\x04": "a zip or Excel file",
    b"%PDF": "a PDF file",
    b"\x1f\x8b": "a gzip file without the ending .gz",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
}
_MOST_LINES: Final = 5
_SEPARATOR_LINE: Final = re.compile(r'\s*"?sep=(.)"?(?=\r?\n)', re.IGNORECASE)

csv.field_size_limit(1_000_000)


@dataclass(frozen=True)
class TextTable:
    """A file as a frame of text.

    Parameters
    ----------
    path
        The file.
    frame
        All columns as published, as text without outer spaces; the index is the line
        (or, for Parquet, row) number.
    findings
        What was repaired on reading.
    row_word
        What the index counts: `line` or `row`.
    """

    path: Path
    frame: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    row_word: str = "line"


@dataclass(frozen=True)
class Wanted:
    """A column a reader needs: our name, and the names it has had over the years."""

    name: str
    aliases: tuple[str, ...]
    required: bool = True


def squeeze_header(name: str) -> str:
    """Return a header in one spelling: capitals, single spaces, no signs.

    Examples
    --------
    >>> squeeze_header("Leer-_of_verblijfsjaar 3 - Man")
    'LEER OF VERBLIJFSJAAR 3 MAN'
    """
    return re.sub(r"[^0-9A-Z<>&]+", " ", name.upper()).strip()


def read_text_table(path: Path) -> TextTable:
    """Read delimited text (also .gz, or alone in a .zip), Parquet, or a workbook.

    A first line such as `sep=;`, which spreadsheets write, says what separates fields.
    Of a workbook the only sheet that is filled is read.

    Raises
    ------
    DataError
        If the file cannot be read as a table.
    TableError
        If lines have more or fewer fields than the header; all are named.
    """
    if path.suffix == ".parquet":
        return _read_parquet(path)
    if path.suffix == ".xlsx":
        return _read_workbook(path)
    text = _decode(path, _bytes_of(path))
    return _parse(path, text)


def rename_columns(
    table: TextTable, wanted: Sequence[Wanted], own: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the wanted columns under our names; absent optional ones are left out.

    Parameters and errors are those of `find_columns`.
    """
    names = find_columns(table, wanted, own)
    return table.frame[list(names.values())].set_axis(list(names), axis=1)


def find_columns(
    table: TextTable, wanted: Sequence[Wanted], own: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the name in the file of each wanted column that is there.

    Parameters
    ----------
    table
        The file.
    wanted
        Columns to look for. Spaces, underscores, hyphens and capitals do not matter.
    own
        Own names from SOURCES.toml: our name to the file's name.

    Raises
    ------
    TableError
        With every required column that the file lacks, what it has, and the names
        that would have been understood.
    """
    own = dict(own or {})
    present = {squeeze_header(str(c)): c for c in reversed(table.frame.columns)}
    faults = list(_unknown_own(own, wanted))
    picked: dict[str, str] = {}
    for column in wanted:
        names = (own[column.name],) if column.name in own else column.aliases
        hit = next((n for n in map(squeeze_header, names) if n in present), None)
        if hit is not None:
            picked[column.name] = present[hit]
        elif column.required or column.name in own:
            faults.append(_missing(column.name, names, table.frame.columns))
    if faults:
        raise TableError(str(table.path), faults)
    return picked


def lines(index: Iterable[object], word: str = "line") -> str:
    """Name the first lines of an index, and how many more there are."""
    numbers = [str(number) for number in index]
    more = len(numbers) - _MOST_LINES
    shown = ", ".join(numbers[:_MOST_LINES])
    return f"{word} {shown}" + (f" and {more} more" if more > 0 else "")


def _unknown_own(own: Mapping[str, str], wanted: Sequence[Wanted]) -> Iterator[str]:
    known = [column.name for column in wanted]
    for name in own:
        if name not in known:
            yield (
                f"columns.{name} in SOURCES.toml is no column of this kind; choose "
                f"from {', '.join(known)}"
            )


def _missing(name: str, names: Sequence[str], found: Iterable[object]) -> str:
    expected = " or ".join(repr(n) for n in names)
    header = ", ".join(map(str, found))
    return (
        f"no column {expected}; found: {header}. If it has another name, add "
        f'columns = {{ {name} = "its name" }} to the source'
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.suffix == ".gz":
            return gzip.decompress(path.read_bytes())
        if path.suffix == ".zip":
            return _only_member(path)
        return path.read_bytes()
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        message = f"{path}: cannot be read ({error}); fetch the file again"
        raise DataError(message) from error


def _only_member(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.lower().endswith((".csv", ".txt"))]
        if len(names) != 1:
            message = f"{path}: expected one .csv or .txt inside, found {len(names)}"
            raise DataError(message)
        return archive.read(names[0])


def _decode(path: Path, raw: bytes) -> str:
    """Decode as UTF-8 (or UTF-16 with a mark), else as Windows-1252."""
    for magic, what in _BINARY.items():
        if raw.startswith(magic):
            message = f"{path}: this is {what}, expected a text table; save it as CSV"
            raise DataError(message)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(path, raw, "utf-16")
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        message = (
            f"{path}, line {line}: holds a NUL byte, expected text (UTF-8 or cp1252)"
        )
        raise DataError(message)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(path, raw, "cp1252")


def _decoded(path: Path, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = (
            f"{path}, line {line}: byte 0x{raw[error.start]:02x} is neither UTF-8 nor "
            f"{encoding}; save the file as UTF-8"
        )
        raise DataError(message) from error


def _parse(path: Path, text: str) -> TextTable:
    told = _SEPARATOR_LINE.match(text)
    if told is not None:
        # Its line stays, empty, so that the others keep their numbers.
        text = text[told.end() :]
    header = text.lstrip().split("\n", 1)[0]
    if not header.strip():
        message = f"{path}: the file is empty, expected a header and rows"
        raise DataError(message)
    delimiter = told[1] if told is not None else max(DELIMITERS, key=header.count)
    quoted_first = header.lstrip().startswith('"') or delimiter == ","
    attempts: list[Literal[0, 3]] = [csv.QUOTE_MINIMAL, csv.QUOTE_NONE]
    best: _Rows | None = None
    for quoting in attempts if quoted_first else attempts[::-1]:
        rows = _rows_of(text, delimiter, quoting)
        if best is None or len(rows.bad) < len(best.bad):
            best = rows
        if not best.bad:
            break
    assert best is not None  # noqa: S101 - two attempts were made
    if best.bad:
        raise TableError(str(path), _title_lines(text) or _bad_lines(best))
    return TextTable(path, _frame(best), _repairs(path, best))


@dataclass(frozen=True)
class _Rows:
    header: list[str]
    cells: list[list[str]]
    numbers: list[int]
    bad: list[tuple[int, int]]
    joined: list[int]


def _rows_of(text: str, delimiter: str, quoting: Literal[0, 3]) -> _Rows:
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting
    )
    out = _Rows(next(_filled(reader)), [], [], [], [])
    width = len(out.header)
    for row in reader:
        fitted = row if len(row) == width else _fit(row, width)
        if fitted is None:
            out.bad.append((reader.line_num, len(row)))
        elif fitted:
            out.cells.append(fitted)
            out.numbers.append(reader.line_num)
            if len("".join(row)) != len("".join(fitted)) or len(row) > width:
                out.joined.append(reader.line_num)
    return out


def _filled(reader: Iterable[list[str]]) -> Iterator[list[str]]:
    return iter(row for row in reader if any(cell.strip() for cell in row))


def _fit(row: list[str], width: int) -> list[str] | None:
    """Fit a line to the header if there is no doubt how; None if there is.

    An empty line gives an empty list. Empty fields at the end are dropped. A field
    that begins with a space belongs to the one before: unquoted text with a comma.
    """
    if not any(cell.strip() for cell in row):
        return []
    if len(row) < width:
        return None
    if not any(cell.strip() for cell in row[width:]):
        return row[:width]
    joined: list[str] = []
    for cell in row:
        if joined and cell.startswith(" ") and cell.strip():
            joined[-1] += f",{cell}"
        else:
            joined.append(cell)
    return joined if len(joined) == width else None


def _title_lines(text: str) -> list[str]:
    """Say which lines stand above the header and below the rows, if any do.

    StatLine writes a title and the choices made above a table, and its source below.
    """
    widths = _widths(text)
    usual = max(set(widths), key=widths.count, default=0)
    if usual < 2 or widths[0] == usual:  # noqa: PLR2004 - a table has two columns
        return []
    first = widths.index(usual) + 1
    below = [n for n, width in enumerate(widths, start=1) if 0 < width < usual]
    below = [number for number in below if number > first]
    fault = (
        f"line 1 to {first - 1} stand above the header, as a title; delete them, so "
        f"that line {first} comes first"
    )
    source = f"{lines(below)}: no row, as the source below a table; delete it"
    return [fault, source] if below else [fault]


def _widths(text: str) -> list[int]:
    """Return how many fields each line has, by the sign that is found most."""
    delimiter = max(DELIMITERS, key=text.count)
    return [len(row) for row in csv.reader(text.splitlines(), delimiter=delimiter)]


def _bad_lines(rows: _Rows) -> list[str]:
    width = len(rows.header)
    faults = [
        f"line {number}: {found} fields, expected {width} as in the header"
        for number, found in rows.bad[:_MOST_LINES]
    ]
    more = len(rows.bad) - _MOST_LINES
    if more > 0:
        numbers = [number for number, _ in rows.bad[_MOST_LINES:]]
        faults.append(f"and {more} more such lines: {lines(numbers)}")
    return faults


def _frame(rows: _Rows) -> pd.DataFrame:
    header = [_unquoted(cell) for cell in rows.header]
    columns = list(zip(*rows.cells, strict=True)) or [()] * len(header)
    series = [_clean(pd.Series(list(column), dtype="str")) for column in columns]
    frame = pd.concat(series, axis=1, keys=range(len(header)))
    frame.columns = pd.Index(header)
    frame.index = pd.Index(rows.numbers, name="line", dtype="int64")
    return frame


def _unquoted(cell: str) -> str:
    return cell.strip().strip('"').strip().lstrip("\ufeff")


def _clean(cells: pd.Series) -> pd.Series:
    """Strip spaces and, where a file was read without quoting, outer quotes."""
    stripped = cells.str.strip()
    quoted = stripped.str.startswith('"') & stripped.str.endswith('"')
    if quoted.any():
        inner = stripped.str.replace(r'^"(.*)"$', r"\1", regex=True)
        stripped = inner.str.replace('""', '"', regex=False).str.strip()
    return stripped


def _repairs(path: Path, rows: _Rows) -> tuple[Finding, ...]:
    if not rows.joined:
        return ()
    why = "more fields than the header; a field after a comma and a space was joined"
    return (finding(path.name, "lines repaired", len(rows.joined), why, rows.joined),)


def _read_parquet(path: Path) -> TextTable:
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        message = f"{path}: not a readable Parquet file ({reason}); fetch it again"
        raise DataError(message) from error
    text = frame.apply(_as_text)
    text.index = pd.RangeIndex(1, len(text) + 1, name="row")
    return TextTable(path, text, row_word="row")


def _read_workbook(path: Path) -> TextTable:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = {sheet.title: _filled_rows(sheet) for sheet in book.worksheets}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, InvalidFileException):
        message = f"{path}: not a readable workbook; save the sheet as CSV"
        raise DataError(message) from None
    filled = {title: rows for title, rows in sheets.items() if rows}
    if len(filled) != 1:
        found = ", ".join(filled) or "none"
        message = (
            f"{path}: expected one sheet that is filled, found {found}; save the sheet "
            "that counts as a file of its own"
        )
        raise DataError(message)
    (_, header), *below = next(iter(filled.values()))
    width = max(k for k, cell in enumerate(header, start=1) if cell)
    frame = pd.DataFrame(
        [cells[:width] for _, cells in below],
        columns=pd.Index(header[:width]),
        index=pd.Index([number for number, _ in below], name="row", dtype="int64"),
        dtype="str",
    )
    return TextTable(path, frame, row_word="row")


def _filled_rows(sheet: Any) -> list[tuple[int, list[str]]]:  # noqa: ANN401 - untyped
    """Return the rows that hold something, as text, each with its number."""
    rows = [
        (number, [_cell_text(value) for value in row])
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
    ]
    return [(number, cells) for number, cells in rows if any(cells)]


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()


def _as_text(cells: pd.Series) -> pd.Series:
    """Write numbers without a decimal point where they are whole, missing as empty."""
    if pd.api.types.is_float_dtype(cells):
        whole = (cells.dropna() % 1 == 0).all()
        if whole:
            cells = cells.astype("Int64")
    return cells.astype("str").where(cells.notna(), "").str.strip()
