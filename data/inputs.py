"""All files of a SOURCES.toml, read: by kind, newest first, with their fingerprints."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.errors import DataError
from accessibility.snapshot import Source
from data.areas import read_gebieden, read_pc4_areas
from data.basisscholen import read_basisscholen, read_po_leerlingen
from data.declared_offers import read_declared_offers
from data.duo_examens import read_duo_examens
from data.duo_herkomst import read_duo_herkomst
from data.duo_leerlingen import read_duo_leerlingen
from data.duo_licenties import read_duo_licenties
from data.duo_vestigingen import read_duo_vestigingen
from data.facilities import read_facilities
from data.inhabitants import read_inhabitants
from data.locations import read_locations
from data.own_students import read_own_students
from data.postcodes import read_postcodes
from data.readings import finding
from data.region_division import read_region_division
from data.sto_regios import read_sto_regios

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pandas as pd

    from accessibility.snapshot import Finding
    from data.readings import Reading
    from data.sources import SourceFile, Sources

    Reader = Callable[[SourceFile], Reading]
    Progress = Callable[[str, int, int], None]

READERS: Final[dict[str, Reader]] = {
    "duo-leerlingen": read_duo_leerlingen,
    "duo-examens": read_duo_examens,
    "duo-vestigingen": read_duo_vestigingen,
    "locations": read_locations,
    "pc4-areas": read_pc4_areas,
    "gebieden": read_gebieden,
    "postcodes": read_postcodes,
    "inhabitants": read_inhabitants,
    "leerlingen": read_own_students,
    "duo-herkomst": read_duo_herkomst,
    "duo-licenties": read_duo_licenties,
    "aanbod": read_declared_offers,
    "sto-regios": read_sto_regios,
    "regio-indeling": read_region_division,
    "basisscholen": read_basisscholen,
    "po-leerlingen": read_po_leerlingen,
    "facilities": read_facilities,
}
"""One reader per kind of source."""

_CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class Inputs:
    """What was read, per kind, newest file first."""

    files: tuple[SourceFile, ...]
    readings: Mapping[str, tuple[tuple[SourceFile, Reading], ...]]

    def frames(self, kind: str) -> list[pd.DataFrame]:
        """Return the tables of all files of a kind, newest first."""
        return [reading.frame for _, reading in self.readings.get(kind, ())]

    def newest(self, kind: str) -> pd.DataFrame | None:
        """Return the table of the newest file of a kind; None if there is none."""
        frames = self.frames(kind)
        return frames[0] if frames else None

    def date(self, kind: str) -> str:
        """Return the date of the newest file of a kind; empty if there is none."""
        readings = self.readings.get(kind, ())
        return readings[0][0].date if readings else ""

    def findings(self) -> list[Finding]:
        """Return the lines of the build report of all readers, in order of kind."""
        return [
            line
            for readings in self.readings.values()
            for _, reading in readings
            for line in reading.findings
        ]

    def older(self, kind: str) -> list[Finding]:
        """Say which files of a kind were left out because a newer one is there."""
        names = [file.path.name for file, _ in self.readings.get(kind, ())[1:]]
        why = f"of several files of kind {kind} the newest counts"
        return [finding(kind, "older file left out", len(names), why, names)]


def read_inputs(sources: Sources, progress: Progress) -> Inputs:
    """Read every file of a SOURCES.toml.

    Raises
    ------
    DataError
        With the faults of all files that cannot be read.
    """
    readings: dict[str, tuple[tuple[SourceFile, Reading], ...]] = {}
    errors: list[DataError] = []
    done = 0
    for kind, reader in READERS.items():
        for file in sources.of_kind(kind):
            progress(f"reading {file.path.name}", done, len(sources.files))
            done += 1
            try:
                reading = reader(file)
            except DataError as error:
                errors.append(error)
            else:
                readings[kind] = (*readings.get(kind, ()), (file, reading))
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise DataError("\n".join(map(str, errors)))
    return Inputs(sources.files, readings)


def fingerprints(inputs: Inputs) -> tuple[Source, ...]:
    """Return name, date and SHA-256 of every file, in the order of SOURCES.toml."""
    return tuple(
        Source(file.kind, file.path.name, file.date, _sha256(file.path), file.licence)
        for file in inputs.files
    )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
