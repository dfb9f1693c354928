"""All files of a SOURCES.toml, read: by kind, newest first, with their fingerprints."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from accessibility.errors import DataError
from accessibility.snapshot import Source
from data.doubt_kinds import DoubtKind
from data.doubts import Doubt, judged
from data.kinds import KINDS
from data.readings import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pandas as pd

    from accessibility.snapshot import Finding
    from data.readings import Reading
    from data.sources import SourceFile, Sources

    Progress = Callable[[str, int, int], None]

_CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class Inputs:
    """What was read, per kind, newest file first."""

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


def left_out(sources: Sources) -> list[Finding]:
    """Say which files were left out because a newer one of their kind is there."""
    lines = []
    for kind in KINDS:
        counting = sources.counting(kind)
        files = sources.of_kind(kind)
        names = [file.path.name for file in files if file not in counting]
        why = f"of several files of kind {kind} the newest counts"
        lines.append(finding(kind, "older file left out", len(names), why, names))
    return lines


def role_dates(sources: Sources) -> dict[str, str]:
    """Return the date of each role that a kind of source gives."""
    dates: dict[str, str] = {}
    for kind in KINDS.values():
        files = sources.of_kind(kind.name)
        if kind.role and files:
            dates.setdefault(kind.role, files[0].date)
    return dates


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
    for kind in KINDS.values():
        for file in sources.of_kind(kind.name) if kind.makes_table else ():
            progress(f"reading {file.path.name}", done, len(sources.files))
            done += 1
            try:
                reading = _with_rows(file, kind.load()(file))
            except DataError as error:
                errors.append(error)
            else:
                readings[kind.name] = (*readings.get(kind.name, ()), (file, reading))
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise DataError("\n".join(map(str, errors)))
    return Inputs(readings)


def _with_rows(file: SourceFile, reading: Reading) -> Reading:
    """Return a reading that holds something, or that was let through empty."""
    if len(reading.frame):
        return reading
    kind = KINDS[file.kind]
    doubt = Doubt(
        DoubtKind.EMPTY,
        0,
        f"no line below the header (line 1) counts: expected {kind.holds}; fetch the "
        "file again",
    )
    accepted = judged(file, kind.table or kind.name, [doubt])
    return replace(reading, findings=(*reading.findings, *accepted))


def fingerprints(sources: Sources) -> tuple[Source, ...]:
    """Return what every file is, with its SHA-256, in the order of SOURCES.toml."""
    return tuple(
        Source(
            file.kind,
            file.path.name,
            file.date,
            _sha256(file.path),
            file.licence,
            KINDS[file.kind].tables if file in sources.counting(file.kind) else (),
            KINDS[file.kind].title,
            file.maker,
        )
        for file in sources.files
    )


def _sha256(path: Path) -> str:
    """Return the fingerprint of a file; of a folder that of its files, by name."""
    digest = hashlib.sha256()
    if path.is_dir():
        for one in sorted(path.iterdir()):
            digest.update(f"{one.name} {_sha256(one)}\n".encode())
        return digest.hexdigest()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
