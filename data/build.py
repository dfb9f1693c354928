"""From SOURCES.toml to a snapshot: read every file, join, and report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import ROLES, Mode
from accessibility.snapshot import Manifest, Snapshot
from data.assembly import assemble, evidence_of
from data.inputs import fingerprints, left_out, read_inputs, role_dates
from data.kinds import KINDS
from data.readings import finding, happened
from data.road_coverage import coverage_findings
from data.roads import check_near
from data.sources import read_sources
from data.stop_coverage import stop_findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from accessibility.roads import RoadNetwork
    from accessibility.snapshot import Finding
    from accessibility.transit import TransitDay
    from data.inputs import Inputs, Progress
    from data.sources import SourceFile, Sources

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
    days, day_lines = _timetable(sources, tell)
    tell("placing schools and joining areas", n_files, steps)
    tables, findings = assemble(inputs, sources.date)
    tell("taking fingerprints", steps - 1, steps)
    manifest = Manifest(
        sources.name,
        example=False,
        dates=_dates(sources, inputs),
        sources=fingerprints(sources),
        findings=happened(
            [*inputs.findings(), *left_out(sources), *findings, *road_lines, *day_lines]
        ),
        rows={name: len(table) for name, table in tables.items()},
    )
    snapshot = Snapshot(manifest, tables, roads=networks, transit=days)
    check_near(networks, snapshot)
    covered = happened(
        [*coverage_findings(networks, snapshot), *stop_findings(snapshot)]
    )
    told = replace(manifest, findings=(*manifest.findings, *covered))
    snapshot = replace(snapshot, manifest=told)
    tell("built", steps, steps)
    return snapshot


def _roads(
    sources: Sources, tell: Progress
) -> tuple[dict[Mode, RoadNetwork], list[Finding]]:
    """Read the files of roads that count, if there are any."""
    networks: dict[Mode, RoadNetwork] = {}
    lines: list[Finding] = []
    n_files = len(sources.files)

    def say(text: str) -> None:
        tell(text, n_files - 1, n_files + _STEPS_AFTER_READING)

    for kind in (kind for kind in KINDS.values() if kind.makes_roads):
        for file in sources.counting(kind.name):
            say(f"reading roads of {file.path.name}")
            read, found = kind.load()(file, say)
            lines += [*found, *_replaced(file, networks, read)]
            networks |= read
    return networks, lines


def _replaced(
    file: SourceFile, known: Mapping[Mode, RoadNetwork], read: Mapping[Mode, Any]
) -> Iterator[Finding]:
    """Say of which modes a file gives the roads, though another gave them already."""
    both = [mode.value for mode in read if mode in known]
    why = f"modes have two files of roads: those of {file.path.name} count"
    yield finding("roads", "two files", len(both), why, both)


def _timetable(
    sources: Sources, tell: Progress
) -> tuple[dict[Mode, TransitDay], list[Finding]]:
    """Read the timetables that count, all together, if there are any."""
    n_files = len(sources.files)
    for kind in (kind for kind in KINDS.values() if kind.makes_timetable):
        files = sources.counting(kind.name)
        if files:
            names = ", ".join(file.path.name for file in files)
            steps = n_files + _STEPS_AFTER_READING
            tell(f"reading the timetable of {names}", n_files - 1, steps)
            day, lines = kind.load()(files)
            return {Mode.OV: day}, list(lines)
    return {}, []


def _silent(text: str, done: int, total: int) -> None:
    """Tell nobody."""


def _dates(sources: Sources, inputs: Inputs) -> dict[str, str]:
    """Return the date of every role; students are of the best that tells of them."""
    dates = role_dates(sources)
    known = (dates[name] for name in ROLES["students"].tables if name in dates)
    dates = {
        "students": next(known, ""),
        "offers": evidence_of(inputs).newest_date,
        **dates,
    }
    return {role: date for role, date in dates.items() if date}
