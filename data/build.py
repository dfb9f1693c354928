"""From SOURCES.toml to a snapshot: read every file, join, and report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.snapshot import Manifest, Snapshot
from data.assembly import assemble, evidence_of
from data.inputs import fingerprints, read_inputs
from data.readings import happened
from data.sources import read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from data.inputs import Inputs, Progress

_STUDENT_KINDS: Final = ("leerlingen", "duo-herkomst", "inhabitants", "duo-leerlingen")
_STEPS_AFTER_READING: Final = 2


def build_snapshot(sources_file: Path, progress: Progress | None = None) -> Snapshot:
    """Build a snapshot from the files that a SOURCES.toml lists.

    Parameters
    ----------
    sources_file
        The SOURCES.toml.
    progress
        Called with a text, the steps done and the number of steps.

    Returns
    -------
    Snapshot
        In memory, everything spatial in EPSG:28992; its manifest reports what was
        read, masked, placed by fallback and dropped.

    Raises
    ------
    DataError
        With every fault of SOURCES.toml, or of the files it lists.
    """
    sources = read_sources(sources_file)
    n_files = len(sources.files)
    steps = n_files + _STEPS_AFTER_READING
    tell = progress or _silent
    inputs = read_inputs(sources, lambda text, done, _: tell(text, done, steps))
    tell("placing schools and joining areas", n_files, steps)
    tables, findings = assemble(inputs, sources.date)
    tell("taking fingerprints", steps - 1, steps)
    manifest = Manifest(
        sources.name,
        example=False,
        dates=_dates(inputs),
        sources=fingerprints(inputs),
        findings=happened([*inputs.findings(), *findings]),
        rows={name: len(table) for name, table in tables.items()},
    )
    tell("built", steps, steps)
    return Snapshot(manifest, tables)


def _silent(text: str, done: int, total: int) -> None:
    """Tell nobody."""


def _dates(inputs: Inputs) -> dict[str, str]:
    roles = {
        "students": next((d for k in _STUDENT_KINDS if (d := inputs.date(k))), ""),
        "offers": evidence_of(inputs).newest_date,
        "vestigingen": inputs.date("duo-vestigingen") or inputs.date("locations"),
        "areas": inputs.date("pc4-areas") or inputs.date("postcodes"),
        "pupils": inputs.date("duo-leerlingen"),
        "exams": inputs.date("duo-examens"),
        "herkomst": inputs.date("duo-herkomst"),
        "own_students": inputs.date("leerlingen"),
        "inhabitants": inputs.date("inhabitants"),
        "sto_regios": inputs.date("sto-regios"),
    }
    return {role: date for role, date in roles.items() if date}
