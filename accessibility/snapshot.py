"""A snapshot: every table of one moment, with the dates and sources behind it."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import AreaKind, Mode
from accessibility.errors import MissingDataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from accessibility.roads import RoadNetwork
    from accessibility.transit import TransitDay

FORMAT_VERSION: Final = 1
"""Version of the folder layout; a reader refuses a newer one."""

ACCEPTED: Final = "accepted on purpose"
"""What a line of the build report says of a doubtful file that was let through."""

METHOD_VERSION: Final = "3"
"""Version of the computing methods; rises when an answer could change."""


@dataclass(frozen=True)
class Source:
    """One input file: what it is, its date, its fingerprint, and what it feeds.

    Parameters
    ----------
    kind, file, date, sha256, licence
        As SOURCES.toml names it, with the fingerprint of its bytes.
    tables
        The tables of the snapshot that hold something of it: none where a newer file
        counts instead. None where it is not known.
    title
        What it is, in Dutch; empty for the name of its kind.
    maker
        Who publishes it.
    """

    kind: str
    file: str
    date: str
    sha256: str
    licence: str = ""
    tables: tuple[str, ...] | None = None
    title: str = ""
    maker: str = ""


@dataclass(frozen=True)
class Finding:
    """One line of the build report: what happened to how many rows, and examples."""

    table: str
    what: str
    count: int
    why: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """Where a snapshot comes from.

    `dates` has the keys of `accessibility.codes.ROLES` as far as the snapshot holds
    them, each an ISO date or a school year.
    """

    name: str
    example: bool
    dates: Mapping[str, str]
    sources: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    format_version: int = FORMAT_VERSION
    method_version: str = METHOD_VERSION

    @property
    def accepted(self) -> tuple[str, ...]:
        """What was doubtful in the files and let through on purpose, a note each."""
        return tuple(
            f"{ACCEPTED}: {one.why}" for one in self.findings if one.what == ACCEPTED
        )


@dataclass(frozen=True)
class Snapshot:
    """Tables of one moment by name, as described by `accessibility.tables.SCHEMAS`.

    Values are read-only by agreement: a scenario makes a new snapshot.

    Parameters
    ----------
    manifest
        Where the tables come from.
    tables
        By name; may be read from disk when first used.
    folder
        Where it was read from; None for one in memory.
    roads
        Road networks by mode; may be mapped into memory when first used.
    transit
        What runs on one day, under `Mode.OV`; empty without a timetable. May be
        mapped into memory when first used.
    """

    manifest: Manifest
    tables: Mapping[str, pd.DataFrame]
    folder: Path | None = None
    roads: Mapping[Mode, RoadNetwork] = field(default_factory=dict)
    transit: Mapping[Mode, TransitDay] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the mappings."""
        object.__setattr__(self, "transit", MappingProxyType(self.transit))
        object.__setattr__(self, "tables", MappingProxyType(self.tables))
        object.__setattr__(self, "roads", MappingProxyType(self.roads))

    def table(self, name: str) -> Any:  # noqa: ANN401 - a frame with or without geometry
        """Return a table.

        Raises
        ------
        MissingDataError
            If the snapshot was built without a source for it.
        """
        if name not in self.tables:
            held = ", ".join(sorted(self.tables))
            message = (
                f"snapshot {self.manifest.name!r} holds no table {name!r} (it holds "
                f"{held}); add a source for it to SOURCES.toml and build again"
            )
            raise MissingDataError(message)
        return self.tables[name]

    def has(self, name: str) -> bool:
        """Tell whether a table is present and holds rows."""
        return name in self.tables and len(self.tables[name]) > 0

    @property
    def vestigingen(self) -> gpd.GeoDataFrame:
        """School sites."""
        return self.table("vestigingen")

    @property
    def offers(self) -> pd.DataFrame:
        """Vestiging x profiel x leerweg."""
        offers: pd.DataFrame = self.table("offers")
        return offers

    @property
    def postcodes(self) -> gpd.GeoDataFrame:
        """Postcode areas with their representative point."""
        return self.table("postcodes")

    def areas(self, kind: AreaKind) -> gpd.GeoDataFrame:
        """Return code, name and polygon of each area of a kind.

        Parameters
        ----------
        kind
            `pc4` gives the postcode polygons, any other the rows of `areas`.
        """
        if kind is AreaKind.PC4:
            polygons = self.table("pc4_areas")
            return polygons.assign(area_code=polygons.pc4, area_name=polygons.pc4)
        table = self.table("areas")
        return table[table.area_kind == kind.value]

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes in which a way can be measured: straight, and what there is."""
        held = {Mode.STRAIGHT, *self.roads}
        # To and from stops one walks over the streets.
        held |= set(self.transit) if Mode.WALK in self.roads else set()
        return tuple(mode for mode in Mode if mode in held)

    def network(self, mode: Mode) -> RoadNetwork:
        """Return the road network of a mode.

        Raises
        ------
        MissingDataError
            If the snapshot was built without roads for it.
        """
        if mode not in self.roads:
            raise MissingDataError(missing_mode(self, mode))
        return self.roads[mode]

    @property
    def timetable(self) -> TransitDay:
        """What runs on one day.

        Raises
        ------
        MissingDataError
            If the snapshot was built without a timetable.
        """
        if Mode.OV not in self.transit:
            raise MissingDataError(missing_mode(self, Mode.OV))
        return self.transit[Mode.OV]

    def edited(self, **tables: pd.DataFrame) -> Snapshot:
        """Return a new snapshot with some tables replaced."""
        # A chain, not a copy: tables not yet read from disk stay unread. It is only
        # read from, so the mapping below need not be mutable.
        both: Mapping[str, pd.DataFrame] = ChainMap(tables, self.tables)  # type: ignore[arg-type] # never written to
        return replace(self, tables=both)


def not_held(mode: Mode, held: Iterable[Mode]) -> str:
    """Say that there is nothing to measure a mode with, and what modes there are."""
    what = "timetable" if mode is Mode.OV else "roads"
    there = ", ".join(one.value for one in held)
    return f"this snapshot holds no {what} for {mode.value}; there is {there}"


def missing_mode(snapshot: Snapshot, mode: Mode) -> str:
    """Say that a snapshot cannot be asked for a mode, and what to do."""
    needs = "a timetable" if mode is Mode.OV else "roads"
    kinds = mode.record.source
    if mode is Mode.OV and Mode.WALK not in snapshot.roads:
        kinds += f" and one of kind {Mode.WALK.record.source} to walk to stops"
    return (
        f"mode {mode.value!r} needs {needs}, and snapshot {snapshot.manifest.name!r} "
        f"has none for it: build it with a source of kind {kinds}, or use --mode "
        "straight"
    )
