"""Roads of the Nationaal Wegenbestand: carriageways and car ferries of the Netherlands.

A licence-clean network for cars, and the ground under a run as CBS does it: over Dutch
roads only, one-way streets obeyed, ferries taken, addresses set perpendicular on the
road. Roads meet where they share a junction, not where they cross.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyogrio
import shapely

from accessibility.codes import Mode
from accessibility.errors import NetworkError, TableError
from accessibility.places import RD_NEW
from accessibility.roads import (
    CLOSED,
    KMH_PER_M_S,
    Corners,
    RoadNetwork,
    Segments,
    network_of_whole,
)
from data.point_files import read_geometries
from data.readings import finding, happened
from data.text_tables import (
    TextTable,
    Wanted,
    lines,
    rename_columns,
    squeeze_header,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

    Whole = NDArray[np.int32]

_WANTED: Final = (
    Wanted("wegvak", ("WVK_ID",)),
    Wanted("from", ("JTE_ID_BEG",)),
    Wanted("to", ("JTE_ID_END",)),
    Wanted("direction", ("RIJRICHTNG", "RIJRICHTING"), required=False),
    Wanted("keeper", ("WEGBEHSRT",), required=False),
    Wanted("kind", ("BST_CODE", "BAANSUBSRT"), required=False),
)
DIRECTIONS: Final = {"H": (True, False), "T": (False, True)}
"""Whether one may drive from begin to end, and back; otherwise both ways."""
BOTH_WAYS: Final = frozenset({"B", ""})

NOT_FOR_CARS: Final = frozenset(
    {"FP", "VP", "VZ", "RP", "BU", "BUS", "OVB", "CADO", "VDF", "VDV"}
)
"""Paths of cyclists, walkers and riders; bus lanes; openings for emergencies; ferries
that take no cars."""
FERRIES: Final = frozenset({"VD"})
MAIN: Final = frozenset({"HR"})
SLIPS: Final = frozenset(
    {"AFR", "OPR", "PST", "VBD", "VBI", "VBK", "VBR", "VBS", "VBW"}
)
"""Slip roads and links between main roads: like these, nobody lives there."""

KEEPER_KMH: Final = {"R": 80.0, "P": 60.0, "W": 45.0, "G": 30.0, "T": 15.0}
"""Usual speed by who keeps a road: the file holds no speeds."""
MAIN_KMH, SLIP_KMH, USUAL_KMH, FERRY_KMH = 100.0, 60.0, 30.0, 10.0
_FERRY_WAIT_S: Final = 600.0
_APART_CM: Final = 100
"""Ends of roads at one junction lie nearer together than this."""


class Junctions(NamedTuple):
    """Junctions of roads: which each begins and ends at, and where they lie in cm."""

    start: Whole
    end: Whole
    x_cm: Whole
    y_cm: Whole


class Shape(NamedTuple):
    """Corners of all roads in a row: first and last of each, and places in cm."""

    first: Whole
    last: Whole
    x_cm: Whole
    y_cm: Whole


@dataclass(frozen=True, eq=False)
class Roads:
    """Roads of a file, with the columns that were found, as text."""

    frame: pd.DataFrame
    lines: NDArray[np.object_]

    def column(self, name: str) -> pd.Series[str]:
        """Return a column, empty where the file has none."""
        if name in self.frame:
            return self.frame[name].str.upper()
        return pd.Series("", index=self.frame.index)

    def where(self, keep: pd.Series[bool]) -> Roads:
        """Return the marked roads."""
        return Roads(self.frame[keep], self.lines[keep.to_numpy()])


def read_nwb(
    source: SourceFile, say: Callable[[str], None]
) -> tuple[dict[Mode, RoadNetwork], list[Finding]]:
    """Read the roads for cars of a file of wegvakken.

    Parameters
    ----------
    source
        A GeoPackage, shapefile (also zipped), GML or GeoJSON. `options.ferries` may
        leave out car ferries, `options.crs` tells the system of a file that does not.
    say
        Called with what is done next.

    Raises
    ------
    DataError
        If the file cannot be read or lacks a column.
    TableError
        If a road has no junctions, or an option is wrong.
    NetworkError
        If no road is for cars.
    """
    ferries = source.options.get("ferries", True)
    if not isinstance(ferries, bool):
        fault = f"options.ferries must be true or false, not {ferries!r}"
        raise TableError(str(source.path), [fault])
    read = _read(source)
    for_cars = ~read.column("kind").isin(NOT_FOR_CARS)
    is_ferry = read.column("kind").isin(FERRIES)
    open_roads = for_cars & (~is_ferry | ferries)
    is_whole = pd.Series(shapely.get_type_id(read.lines) == 1, index=read.frame.index)
    roads = read.where(open_roads & is_whole)
    if not len(roads.frame):
        message = f"{source.path}: holds no road for cars"
        raise NetworkError(message)
    say(f"making the roads for {Mode.CAR.value}")
    shape = _shape(roads.lines)
    junctions = _junctions(roads, shape)
    network = network_of_whole(
        junctions.x_cm,
        junctions.y_cm,
        _segments(roads, shape, junctions),
        mode=Mode.CAR,
        epsg=RD_NEW,
    )
    told = _findings(source.path, read, open_roads, is_whole)
    told += _far_ends(roads, shape, junctions)
    return {Mode.CAR: network}, list(happened(told))


def _read(source: SourceFile) -> Roads:
    """Read the columns that matter: a country has a million roads with fifty."""
    wanted = _columns_of(source.path, source.columns.values())
    system = source.options.get("crs")
    frame = read_geometries(source.path, columns=wanted, system=system)
    table = TextTable(source.path, frame.drop(columns="geometry"), row_word="row")
    columns = rename_columns(table, _WANTED, source.columns)
    bare = (columns["from"] == "") | (columns["to"] == "")
    if bare.any():
        fault = f"{lines(columns.index[bare], 'row')}: no JTE_ID_BEG or JTE_ID_END"
        raise TableError(str(source.path), [fault])
    merged = shapely.line_merge(shapely.force_2d(frame.geometry.to_numpy()))
    # A line that is put together may have been turned round by it.
    single = shapely.get_num_geometries(frame.geometry.to_numpy()) == 1
    own = shapely.get_geometry(shapely.force_2d(frame.geometry.to_numpy()), 0)
    return Roads(columns, np.where(single, own, merged))


def _columns_of(path: Path, own: Any) -> list[str] | None:  # noqa: ANN401 - names of columns
    """Return the columns of a file that are read; None for all."""
    if path.suffix == ".parquet":
        return None
    try:
        fields = [str(name) for name in pyogrio.read_info(path)["fields"]]
    except pyogrio.errors.DataSourceError:
        # Told where the file is read.
        return None
    known = {alias for one in _WANTED for alias in one.aliases} | set(own)
    squeezed = {squeeze_header(alias) for alias in known}
    return [name for name in fields if squeeze_header(name) in squeezed]


def _shape(roads: NDArray[np.object_]) -> Shape:
    """Return the corners of roads in whole centimetres."""
    place, road = shapely.get_coordinates(roads, return_index=True)
    ptr = np.searchsorted(road, np.arange(len(roads) + 1)).astype(np.int32)
    x_cm, y_cm = np.rint(place.T * 100).astype(np.int32)
    return Shape(ptr[:-1], ptr[1:] - 1, x_cm, y_cm)


def _junctions(roads: Roads, shape: Shape) -> Junctions:
    """Return the junctions by their identifier, each where its first road has it."""
    ends = pd.concat([roads.frame["from"], roads.frame["to"]])
    number, known = pd.factorize(ends)
    at = np.concatenate([shape.first, shape.last])
    row = np.full(len(known), -1, np.int64)
    row[number[::-1]] = at[::-1]
    start, end = np.split(number.astype(np.int32), 2)
    return Junctions(start, end, shape.x_cm[row], shape.y_cm[row])


def _segments(roads: Roads, shape: Shape, junctions: Junctions) -> Segments:
    """Return the roads as segments between their junctions."""
    there, back = _paces(roads)
    kind = roads.column("kind")
    return Segments(
        junctions.start,
        junctions.end,
        there,
        back,
        (~kind.isin(FERRIES | MAIN | SLIPS)).to_numpy(),
        shapely.length(roads.lines),
        Corners(
            shape.first,
            shape.last,
            (shape.x_cm, shape.y_cm),
            (junctions.x_cm, junctions.y_cm),
            lambda x_cm, y_cm: (x_cm, y_cm),
        ),
    )


def _paces(roads: Roads) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return seconds per metre there and back."""
    kind, keeper = roads.column("kind"), roads.column("keeper")
    kmh = keeper.map(KEEPER_KMH).fillna(USUAL_KMH).to_numpy(np.float64)
    for kinds, usual in ((SLIPS, SLIP_KMH), (MAIN, MAIN_KMH), (FERRIES, FERRY_KMH)):
        kmh = np.where(kind.isin(kinds), usual, kmh)
    pace = KMH_PER_M_S / kmh
    length_m = np.maximum(shapely.length(roads.lines), 0.01)
    pace = pace + np.where(kind.isin(FERRIES), _FERRY_WAIT_S / length_m, 0.0)
    both = roads.column("direction").map(DIRECTIONS)
    there, back = (
        np.array([one[way] if isinstance(one, tuple) else True for one in both])
        for way in (0, 1)
    )
    return np.where(there, pace, CLOSED), np.where(back, pace, CLOSED)


def _findings(
    path: Path, read: Roads, is_open: pd.Series[bool], is_whole: pd.Series[bool]
) -> list[Finding]:
    """Say what was read, and what was left out or not understood."""
    direction = read.column("direction")
    odd = ~direction.isin(BOTH_WAYS | DIRECTIONS.keys())
    return [
        finding("roads", "read", len(read.frame), f"wegvakken of {path.name}"),
        _told(
            read,
            ~is_open,
            "not for cars",
            "wegvakken are paths, bus lanes or ferries without cars, by BST_CODE",
        ),
        _told(
            read,
            is_open & ~is_whole,
            "in pieces",
            "wegvakken have no line, or one in several pieces: left out",
        ),
        finding(
            "roads",
            "unknown direction",
            int(odd.sum()),
            "wegvakken have a RIJRICHTNG other than H, T or B: open both ways",
            sorted(direction[odd].unique()),
        ),
    ]


def _told(read: Roads, which: pd.Series[bool], what: str, why: str) -> Finding:
    """Return a line with the kilometres it is about."""
    km = float(shapely.length(read.lines[which.to_numpy()]).sum()) / 1_000
    examples = read.frame.wegvak[which]
    return finding("roads", what, int(which.sum()), f"{why}; {km:.1f} km", examples)


def _far_ends(roads: Roads, shape: Shape, junctions: Junctions) -> list[Finding]:
    """Say which roads end away from their junction."""
    away = np.zeros(len(roads.frame), np.bool_)
    for junction, corner in _ends(shape, junctions):
        east = shape.x_cm[corner].astype(np.int64) - junctions.x_cm[junction]
        north = shape.y_cm[corner].astype(np.int64) - junctions.y_cm[junction]
        away |= np.hypot(east, north) > _APART_CM
    why = "wegvakken end more than a metre from their junction: joined all the same"
    names = roads.frame.wegvak[away]
    return [finding("roads", "end apart", int(away.sum()), why, names)]


def _ends(shape: Shape, junctions: Junctions) -> Iterator[tuple[Whole, Whole]]:
    yield junctions.start, shape.first
    yield junctions.end, shape.last
