"""One GTFS feed to plain tables: a zip or a folder, everything as text.

The Dutch feed has 17.6 million stop times: the small tables are read first, and of the
stop times only those of trips that run on the day, block by block.
"""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from accessibility.errors import DataError, TableError
from data.readings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    from accessibility.snapshot import Finding

MISSING: Final = -1
"""Stands for a time that is not given, and for a stop that is not known."""

_BLOCK_BYTES: Final = 1 << 25
_MOST_EXAMPLES: Final = 3
_WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
STOP_TIMES: Final = "stop_times"

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "stops": ("stop_id",),
    "routes": ("route_id", "route_type"),
    "trips": ("route_id", "service_id", "trip_id"),
    STOP_TIMES: (
        "trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence",
    ),
}  # fmt: skip
"""Columns without which a feed cannot be read, per file that must be there."""

USED: Final[Mapping[str, tuple[str, ...]]] = {
    "stops": (
        "stop_id", "stop_name", "stop_lat", "stop_lon", "location_type",
        "parent_station",
    ),
    "routes": ("route_id", "route_short_name", "route_long_name", "route_type"),
    "trips": ("route_id", "service_id", "trip_id", "block_id"),
    "calendar": ("service_id", *_WEEKDAYS, "start_date", "end_date"),
    "calendar_dates": ("service_id", "date", "exception_type"),
    "frequencies": ("trip_id", "start_time", "end_time", "headway_secs", "exact_times"),
    "transfers": (
        "from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time",
        "from_route_id", "to_route_id", "from_trip_id", "to_trip_id",
    ),
    STOP_TIMES: (
        *NEEDED[STOP_TIMES], "pickup_type", "drop_off_type", "shape_dist_traveled",
    ),
}  # fmt: skip
"""Columns that are used, per file; an absent one is empty."""


class Calls(NamedTuple):
    """Stop times of some trips, in the order of the file.

    Parameters
    ----------
    trip
        Row among the trips asked for, int32.
    stop
        Row in the feed's stops, `MISSING` if it is not among them, int32.
    sequence
        `stop_sequence`, int64.
    arrive_s, depart_s
        Seconds after midnight of the service day, `MISSING` if not given, int32.
    pickup, drop_off
        0 to 3, as GTFS counts, uint8.
    travelled
        `shape_dist_traveled`, NaN if not given.
    """

    trip: NDArray[np.int32]
    stop: NDArray[np.int32]
    sequence: NDArray[np.int64]
    arrive_s: NDArray[np.int32]
    depart_s: NDArray[np.int32]
    pickup: NDArray[np.uint8]
    drop_off: NDArray[np.uint8]
    travelled: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Feed:
    """The tables of a feed, all but the stop times, which are read when asked for.

    Parameters
    ----------
    path
        A zip file or a folder.
    tables
        By name without ending, columns as in `USED`, all text.
    findings
        What was found on reading; readings of stop times add to it.
    """

    path: Path
    tables: Mapping[str, pd.DataFrame]
    findings: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name of the file or folder, without ending."""
        return self.path.stem

    def calls(self, trip_ids: NDArray[Any]) -> Calls:
        """Read the stop times of some trips.

        Raises
        ------
        DataError
            If the file cannot be read.
        """
        trips = pa.array(trip_ids.tolist(), pa.string())
        stops = pa.array(self.tables["stops"].stop_id.tolist(), pa.string())
        with _table_reader(self.path, STOP_TIMES, self.findings) as batches:
            parts = [_calls(batch, trips, stops) for batch in batches]
        return Calls(*(np.concatenate(some) for some in zip(*parts, strict=True)))


def read_feed(path: Path) -> Feed:
    """Read the small tables of a feed.

    Parameters
    ----------
    path
        A zip file, also with one folder inside, or a folder.

    Raises
    ------
    TableError
        If files or columns are missing.
    DataError
        If the file is no zip, or a table in it cannot be read.
    """
    names = _members(path)
    faults = [f"has no {name}.txt" for name in NEEDED if name not in names]
    if "calendar" not in names and "calendar_dates" not in names:
        faults.append("has neither calendar.txt nor calendar_dates.txt")
    if faults:
        raise TableError(str(path), faults)
    findings: list[Finding] = []
    tables = {}
    for name in USED:
        if name == STOP_TIMES:
            continue
        if name not in names:
            tables[name] = pd.DataFrame(columns=list(USED[name]), dtype="str")
            continue
        with _table_reader(path, name, findings) as batches:
            frames = [batch.to_pandas() for batch in batches]
        whole = pd.concat(frames, ignore_index=True)
        tables[name] = whole.reindex(columns=list(USED[name]), fill_value="").astype(
            str
        )
    return Feed(path, tables, findings)


def _members(path: Path) -> dict[str, str]:
    """Return the files of a feed: name without ending to place."""
    if path.is_dir():
        return {one.stem: one.name for one in path.glob("*.txt")}
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile) as error:
        message = f"{path}: not a readable zip file ({error}); fetch it again"
        raise DataError(message) from error
    texts = [name for name in names if name.endswith(".txt")]
    return {name.rsplit("/", 1)[-1].removesuffix(".txt"): name for name in texts}


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BinaryIO]:
    place = _members(path)[name]
    if path.is_dir():
        with (path / place).open("rb") as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as archive, archive.open(place) as inside:
        yield io.BufferedReader(inside)  # type: ignore[type-var] # reads as a raw file


@contextmanager
def _table_reader(
    path: Path, name: str, findings: list[Finding]
) -> Iterator[Iterator[pa.RecordBatch]]:
    """Read a table block by block; lines that do not fit the header are counted."""
    columns = _header(path, name)
    missing = [one for one in NEEDED.get(name, ()) if one not in columns]
    if missing:
        where = f"{path}, {name}.txt"
        raise TableError(where, [f"has no column {one!r}" for one in missing])
    bad: list[int] = []

    def skip(row: Any) -> str:  # noqa: ANN401 - pyarrow has no types
        bad.append(row.number or 0)
        return "skip"

    parse = pa_csv.ParseOptions(
        newlines_in_values=name != STOP_TIMES, invalid_row_handler=skip
    )
    with _opened(path, name) as stream:
        stream.readline()
        try:
            yield _batches(stream, columns, USED[name], parse)
        except pa.ArrowInvalid as error:
            message = f"{path}, {name}.txt: cannot be read as a table ({error})"
            raise DataError(message) from error
    why = f"lines of {name}.txt with more or fewer fields than its header, left out"
    if bad:
        findings.append(finding("transit", "broken rows", len(bad), why))


def _batches(
    stream: BinaryIO,
    columns: list[str],
    used: tuple[str, ...],
    parse: pa_csv.ParseOptions,
) -> Iterator[pa.RecordBatch]:
    """Yield the rows block by block; at least one block, which may be empty."""
    names = [one for one in used if one in columns]
    schema = pa.schema([(one, pa.string()) for one in names])
    yield pa.RecordBatch.from_pylist([], schema=schema)
    if not stream.peek(1):  # type: ignore[attr-defined] # both kinds are buffered
        return
    yield from pa_csv.open_csv(
        stream,
        read_options=pa_csv.ReadOptions(block_size=_BLOCK_BYTES, column_names=columns),
        parse_options=parse,
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()),
            include_columns=names,
            strings_can_be_null=False,
        ),
    )


def _header(path: Path, name: str) -> list[str]:
    with _opened(path, name) as stream:
        first = stream.readline().decode("utf-8-sig", errors="replace")
    return [cell.strip() for cell in next(csv.reader([first]), [])]


def _calls(batch: pa.RecordBatch, trips: pa.Array, stops: pa.Array) -> Calls:
    """Take the stop times of the trips from a block."""
    row = pc.index_in(_trimmed(batch, "trip_id"), trips)
    mine = batch.filter(row.is_valid())
    return Calls(
        _as_numpy(row.drop_null(), np.int32),
        _as_numpy(pc.index_in(_trimmed(mine, "stop_id"), stops), np.int32),
        _numbers(mine, "stop_sequence", pa.int64(), MISSING).astype(np.int64),
        seconds_of(_trimmed(mine, "arrival_time")),
        seconds_of(_trimmed(mine, "departure_time")),
        _numbers(mine, "pickup_type", pa.uint8(), 0).astype(np.uint8),
        _numbers(mine, "drop_off_type", pa.uint8(), 0).astype(np.uint8),
        _numbers(mine, "shape_dist_traveled", pa.float64(), np.nan).astype(np.float64),
    )


def _trimmed(batch: pa.RecordBatch, name: str) -> pa.Array:
    if name not in batch.schema.names:
        return pa.array([""] * len(batch), pa.string())
    return pc.utf8_trim_whitespace(batch.column(name))


def _as_numpy(values: pa.Array, kind: type) -> NDArray[Any]:
    filled: NDArray[Any] = values.fill_null(MISSING).to_numpy(zero_copy_only=False)
    return filled.astype(kind)


_NUMBER: Final = r"^-?\d+(\.\d*)?([eE][-+]?\d+)?$"
_CLOCK: Final = r"^\d{1,3}:\d\d:\d\d$"


def _numbers(
    batch: pa.RecordBatch, name: str, kind: pa.DataType, absent: float
) -> NDArray[Any]:
    """Return a column as numbers; what is none counts as absent."""
    text = _trimmed(batch, name)
    pattern = _NUMBER if pa.types.is_floating(kind) else r"^\d{1,9}$"
    is_number = pc.match_substring_regex(text, pattern)
    numbers = pc.cast(pc.if_else(is_number, text, None), kind, safe=False)
    filled: NDArray[Any] = numbers.to_numpy(zero_copy_only=False)
    if numbers.null_count:
        filled = np.where(is_number.to_numpy(zero_copy_only=False), filled, absent)
    return filled


def seconds_of(clock: pa.Array) -> NDArray[np.int32]:
    """Return times such as `7:05:00` or `25:10:00` in seconds, `MISSING` for others.

    Parameters
    ----------
    clock
        Text; hours go beyond 24.
    """
    is_time = pc.match_substring_regex(clock, _CLOCK)
    padded = pc.utf8_lpad(pc.if_else(is_time, clock, "0:00:00"), 9, "0")
    hours, minutes, seconds = (
        pc.cast(pc.utf8_slice_codeunits(padded, first, last), pa.int32())
        for first, last in ((0, 3), (4, 6), (7, 9))
    )
    total = pc.add(pc.add(pc.multiply(hours, 3600), pc.multiply(minutes, 60)), seconds)
    known = pc.if_else(is_time, total, MISSING)
    out: NDArray[np.int32] = known.to_numpy(zero_copy_only=False).astype(np.int32)
    return out


def examples_of(ids: Iterator[Any] | NDArray[Any] | pd.Series) -> list[str]:
    """Return the first three, for a finding."""
    return [str(one) for one in list(ids)[:_MOST_EXAMPLES]]
