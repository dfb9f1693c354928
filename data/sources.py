"""SOURCES.toml: which files make a snapshot, of which kind and date."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import SCHOOL_YEAR_STARTS
from accessibility.errors import DataError, TableError
from data.doubt_kinds import ACCEPT_OPTION, accept_faults
from data.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ENDINGS: Final = (
    ".csv", ".csv.gz", ".txt", ".zip", ".parquet", ".gpkg", ".geojson", ".json",
    ".pbf", ".osm", ".graphml", ".xlsx",
)  # fmt: skip
_KNOWN_KEYS: Final = (
    "kind", "path", "date", "columns", "options", "licence", "maker",
)  # fmt: skip
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})-(\d{2})|\s*[-/]\s*(\d{2}|\d{4}))?")


@dataclass(frozen=True)
class SourceFile:
    """One `[[source]]`: a file, what it is, and the date it holds for.

    `columns` maps our column names to the file's own; `options` are those of the kind.
    `licence` and `maker` are the kind's, unless SOURCES.toml says otherwise.
    """

    kind: str
    path: Path
    date: str
    columns: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    licence: str = ""
    maker: str = ""


@dataclass(frozen=True)
class Sources:
    """A whole SOURCES.toml.

    `date` decides which STO-regio's are valid; empty means: that of the offers.
    """

    name: str
    files: tuple[SourceFile, ...]
    date: str = ""

    def of_kind(self, kind: str) -> tuple[SourceFile, ...]:
        """Return the files of a kind, newest first."""
        files = [file for file in self.files if file.kind == kind]
        return tuple(sorted(files, key=lambda file: first_day(file.date), reverse=True))

    def counting(self, kind: str) -> tuple[SourceFile, ...]:
        """Return the files of a kind that count, newest first: all, or the newest."""
        files = self.of_kind(kind)
        return files if KINDS[kind].together else files[:1]


def read_sources(path: Path) -> Sources:
    """Read SOURCES.toml.

    Parameters
    ----------
    path
        The file. Paths in it are relative to its folder.

    Raises
    ------
    DataError
        If the file is missing or is not TOML.
    TableError
        With every fault of every source: unknown kinds, files that are not there,
        missing or unreadable dates.
    """
    content = _toml(path)
    entries = content.get("source", [])
    if not isinstance(entries, list):
        entries = [entries]
    faults = list(_top_level_faults(content, entries))
    for number, entry in enumerate(entries, start=1):
        faults += [f"source {number}: {f}" for f in _faults(entry, path.parent)]
    if faults:
        raise TableError(str(path), faults)
    files = tuple(_source_file(entry, path.parent) for entry in entries)
    return Sources(
        str(content.get("name", path.resolve().parent.name)),
        files,
        str(content.get("date", "")),
    )


def first_day(date: str) -> dt.date:
    """Return the first day a date, year or school year stands for.

    Examples
    --------
    >>> first_day("2019-10-01"), first_day("2023"), first_day("2023/2024")
    (datetime.date(2019, 10, 1), datetime.date(2023, 1, 1), datetime.date(2023, 8, 1))
    """
    match = _DATE.fullmatch(date.strip())
    if match is None:
        message = f"date {date!r} is not a date, a year or a school year"
        raise DataError(message)
    year, month, day, second = match.groups()
    if month:
        return dt.date(int(year), int(month), int(day))
    return dt.date(int(year), SCHOOL_YEAR_STARTS if second else 1, 1)


def last_day(date: str) -> dt.date:
    """Return the last day a date, year or school year stands for.

    Examples
    --------
    >>> last_day("2024"), last_day("2023/2024")
    (datetime.date(2024, 12, 31), datetime.date(2024, 7, 31))
    """
    first = first_day(date)
    if first.month == 1 and _is_year(date):
        return dt.date(first.year, 12, 31)
    match = _DATE.fullmatch(date.strip())
    if match is not None and match[4]:
        return dt.date(first.year + 1, SCHOOL_YEAR_STARTS, 1) - dt.timedelta(days=1)
    return first


def school_year_start(date: str, *, counted_in: str = "autumn") -> int:
    """Return the calendar year in which the school year of a date began.

    Parameters
    ----------
    date
        An ISO date, a year or a school year such as `2022-2023`.
    counted_in
        What a bare year means: `autumn` (pupils counted on 1 October) or `summer`
        (exams at the end of the school year).
    """
    first = first_day(date)
    if _is_year(date):
        return first.year - (counted_in == "summer")
    return first.year - (first.month < SCHOOL_YEAR_STARTS)


def _is_year(date: str) -> bool:
    return re.fullmatch(r"\s*\d{4}\s*", date) is not None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        message = f"{path}: there is no such file; expected a SOURCES.toml"
        raise DataError(message) from None
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read ({error}); expected a text file in TOML"
        raise DataError(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: not valid TOML: {error}"
        raise DataError(message) from error


def _top_level_faults(content: Mapping[str, Any], entries: list[Any]) -> Iterator[str]:
    if not entries:
        yield "no [[source]] found; list at least one file with kind, path and date"
    for key in content:
        if key not in {"name", "date", "source"}:
            yield f"{key!r} is not understood; expected name, date and [[source]]"
    if "date" in content:
        yield from _date_faults(content["date"])


def _faults(entry: object, folder: Path) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "expected a table [[source]] with kind, path and date"
        return
    for key in entry:
        if key not in _KNOWN_KEYS:
            yield f"{key!r} is not understood; expected {', '.join(_KNOWN_KEYS)}"
    yield from _kind_faults(entry)
    yield from _path_faults(entry, folder)
    if "date" not in entry:
        yield f"{entry.get('path', 'file')} has no date; add date = 2019-10-01 or such"
    else:
        yield from _date_faults(entry["date"])
    for key in ("columns", "options"):
        if not isinstance(entry.get(key, {}), dict):
            yield f"{key} must be a table, as in {key} = {{ name = 'value' }}"
    yield from _option_faults(entry)


def _kind_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    kind = entry.get("kind")
    if kind not in KINDS:
        found = "has no kind" if kind is None else f"kind {kind!r} is unknown"
        yield f"{found}; choose one of {', '.join(KINDS)}"


def _option_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    kind, given = KINDS.get(entry.get("kind", "")), entry.get("options")
    if kind is None or not isinstance(given, dict):
        return
    known = ", ".join(kind.options) or "none"
    for name in given:
        if name == ACCEPT_OPTION:
            yield from accept_faults(given[name])
        elif name not in kind.options:
            yield f"option {name!r} of kind {kind.name} is unknown; known are: {known}"


def _path_faults(entry: Mapping[str, Any], folder: Path) -> Iterator[str]:
    if "path" not in entry:
        yield "has no path"
        return
    path = folder / str(entry["path"])
    kind = KINDS.get(entry.get("kind", ""))
    if kind is not None and kind.is_folder and path.is_dir():
        return
    if not path.is_file():
        yield f"there is no file {path}"
    elif not path.name.lower().endswith(ENDINGS):
        yield f"{path} has an unknown ending; expected one of {', '.join(ENDINGS)}"


def _date_faults(date: object) -> Iterator[str]:
    try:
        first_day(str(date))
    except (DataError, ValueError):
        yield (
            f"date {str(date)!r} is not understood; expected a date such as "
            "2019-10-01, a year such as 2021 or a school year such as 2023-2024"
        )


def _source_file(entry: Mapping[str, Any], folder: Path) -> SourceFile:
    kind = KINDS[entry["kind"]]
    return SourceFile(
        kind.name,
        folder / str(entry["path"]),
        str(entry["date"]).strip(),
        {name: str(own) for name, own in entry.get("columns", {}).items()},
        dict(entry.get("options", {})),
        str(entry.get("licence", kind.licence)),
        str(entry.get("maker", kind.maker)),
    )
