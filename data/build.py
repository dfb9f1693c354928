"""From SOURCES.toml to a snapshot: read every file, join, and report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.snapshot import Manifest, Snapshot
from data.assembly import assemble, evidence_of
from data.inputs import fingerprints, read_inputs
from data.readings import happened
from data.roads import check_near, edge_findings, roads_of
from data.sources import read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.codes import Mode
    from accessibility.roads import RoadNetwork
    from accessibility.snapshot import Finding
    from data.inputs import Inputs, Progress
    from data.sources import Sources

_STUDENT_KINDS: Final = ("leerlingen", "duo-herkomst", "inhabitants", "duo-leerlingen")
ROAD_KIND: Final = "osm"
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
    networks, road_lines = _roads(sources, tell)
    tell("placing schools and joining areas", n_files, steps)
    tables, findings = assemble(inputs, sources.date)
    road_lines += edge_findings(networks, tables["vestigingen"])
    tell("taking fingerprints", steps - 1, steps)
    manifest = Manifest(
        sources.name,
        example=False,
        dates=_dates(inputs) | _road_date(sources),
        sources=fingerprints(inputs),
        findings=happened([*inputs.findings(), *findings, *road_lines]),
        rows={name: len(table) for name, table in tables.items()},
    )
    snapshot = Snapshot(manifest, tables, roads=networks)
    check_near(networks, snapshot)
    tell("built", steps, steps)
    return snapshot


def _roads(
    sources: Sources, tell: Progress
) -> tuple[dict[Mode, RoadNetwork], list[Finding]]:
    """Read the newest file of kind osm, if there is one."""
    files = sources.of_kind(ROAD_KIND)
    if not files:
        return {}, []
    n_files = len(sources.files)
    tell(f"reading roads of {files[0].path.name}", n_files - 1, n_files + 2)
    return roads_of(files[0])


def _road_date(sources: Sources) -> dict[str, str]:
    files = sources.of_kind(ROAD_KIND)
    return {"network": files[0].date} if files else {}


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
        "sto_regios": inputs.date("sto-regios") or inputs.date("regio-indeling"),
    }
    return {role: date for role, date in roles.items() if date}
