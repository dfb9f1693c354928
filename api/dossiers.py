"""Dossiers: everything about a scenario in one folder, and computing it again."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

import msgspec

from accessibility.codes import Denominator, Mode, Unit
from accessibility.effects import Impact, Way, impact_of
from accessibility.errors import DataError, TableError, UsageError
from accessibility.scenario import (
    NO_FACTS,
    LicenceFacts,
    Scenario,
    parse_scenario,
    scenario_document,
)
from api.demand_choice import AUTO, students_by_choice
from api.dossier_files import dossier_files
from data.bundles import json_bytes, relative_folder, write_files
from data.snapshots import read_snapshot, snapshot_hash
from maps.dossier.report import Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from accessibility.counting import Students
    from accessibility.questions import RoadTables
    from accessibility.snapshot import Snapshot

FORMAT_VERSION: Final = 1
DOCUMENT: Final = "dossier.json"
IDENTICAL: Final = "identical"
_LIBRARIES: Final = ("numpy", "pandas", "geopandas", "matplotlib", "reportlab")


@dataclass(frozen=True)
class DossierRequest:
    """What a dossier is asked of; together with the snapshot it fixes every byte.

    Parameters
    ----------
    scenario
        What would change.
    students
        A demand model, or `auto`.
    smallest
        Smallest number of students that may be shown; None for the rule of the model.
    mode, within, unit, denominator
        How reach is measured, and of whom.
    facts
        What the legal checks need beyond the data.
    """

    scenario: Scenario
    students: str = AUTO
    smallest: int | None = None
    mode: Mode = Mode.STRAIGHT
    within: float = 10_000.0
    unit: Unit = Unit.METRES
    denominator: Denominator = Denominator.LEERWEG
    facts: LicenceFacts = NO_FACTS

    @property
    def way(self) -> Way:
        """How reach is measured."""
        return Way(self.mode, self.within, self.unit, self.denominator)


@dataclass(frozen=True)
class Dossier:
    """A finished dossier: the content of each file by its name, `dossier.json` last."""

    impact: Impact
    files: Mapping[str, bytes]


def request_of(document: Mapping[str, Any]) -> DossierRequest:
    """Read a request back from the document of a dossier.

    Raises
    ------
    DataError
        If the document is damaged.
    TableError
        If its scenario has faults.
    """
    try:
        scenario = parse_scenario(json.dumps(document["scenario"]))
        given = {**document["question"], "scenario": scenario}
        facts = msgspec.convert(given.pop("facts"), LicenceFacts)
        return DossierRequest(
            **{
                **given,
                "facts": facts,
                "mode": Mode(given["mode"]),
                "unit": Unit(given["unit"]),
                "denominator": Denominator(given["denominator"]),
            }
        )
    except TableError:
        raise
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        message = f"{DOCUMENT}: damaged ({error!r}); make the dossier again"
        raise DataError(message) from error


def dossier_students(snapshot: Snapshot, request: DossierRequest) -> Students:
    """Return whose counts a dossier shows."""
    whole = request.denominator is Denominator.COMMON
    return students_by_choice(
        snapshot, request.students, whole=whole, smallest=request.smallest
    )


def make_dossier(
    snapshot: Snapshot,
    request: DossierRequest,
    *,
    home: Path | None = None,
    road_tables: RoadTables | None = None,
) -> Dossier:
    """Compute every file of a dossier, in memory.

    Parameters
    ----------
    snapshot
        Read from a folder: its hash goes into the dossier.
    request
        What is asked.
    home
        Folder in which the dossier will stand, so that it can tell where the
        snapshot is from there; None if that means nothing, as over HTTP.
    road_tables
        Gives reach tables over the road.

    Raises
    ------
    UsageError
        If the scenario was drawn up on another snapshot, or the question does not
        fit the data.
    TableError
        With every fault of the scenario.
    """
    if request.scenario.snapshot != snapshot.manifest.name:
        message = (
            f"the scenario is drawn up on snapshot {request.scenario.snapshot!r}, not "
            f"on {snapshot.manifest.name!r}: use that one, or change it in the scenario"
        )
        raise UsageError(message)
    impact = impact_of(
        request.scenario,
        snapshot,
        dossier_students(snapshot, request),
        way=request.way,
        facts=request.facts,
        road_tables=road_tables,
    )
    inputs = _inputs(snapshot, request)
    provenance = Provenance(software(), inputs, f"bereik replay {DOCUMENT}")
    files = dossier_files(impact, provenance, road_tables=road_tables)
    document = _document(snapshot, request, files, home)
    return Dossier(impact, {**files, DOCUMENT: json_bytes(document)})


def software() -> dict[str, str]:
    """Return the versions of what computes a dossier."""
    try:
        own = version("bereik")
    except PackageNotFoundError:
        own = "source tree"
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"bereik": own, "python": platform.python_version(), **libraries}


def _inputs(snapshot: Snapshot, request: DossierRequest) -> dict[str, str]:
    scenario = json_bytes(scenario_document(request.scenario))
    inputs = {}
    if snapshot.folder is not None:
        inputs["momentopname"] = snapshot_hash(snapshot.folder)
    inputs["scenario"] = _sha256(scenario)
    return inputs


def _document(
    snapshot: Snapshot,
    request: DossierRequest,
    files: Mapping[str, bytes],
    home: Path | None,
) -> dict[str, Any]:
    folder = snapshot.folder
    where = "" if folder is None or home is None else relative_folder(folder, home)
    manifest = snapshot.manifest
    question = {
        name: value
        for name, value in msgspec.to_builtins(request).items()
        if name not in {"scenario", "facts"}
    }
    return {
        "format": FORMAT_VERSION,
        "example": manifest.example,
        "software": software(),
        "method_version": manifest.method_version,
        "snapshot": {
            "name": manifest.name,
            "folder": where,
            "sha256": "" if folder is None else snapshot_hash(folder),
            "dates": dict(manifest.dates),
            "sources": [asdict(source) for source in manifest.sources],
        },
        "question": {**question, "facts": msgspec.to_builtins(request.facts)},
        "scenario": scenario_document(request.scenario),
        "inputs": _inputs(snapshot, request),
        "outputs": {
            name: {"sha256": _sha256(content), "bytes": len(content)}
            for name, content in files.items()
        },
    }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_dossier(dossier: Dossier, folder: Path) -> list[Path]:
    """Write a dossier into a folder, `dossier.json` last.

    Raises
    ------
    DataError
        If a file cannot be written.
    """
    return write_files(dossier.files, folder)


def replay(
    path: Path,
    *,
    snapshot_folder: Path | None = None,
    road_tables: RoadTables | None = None,
) -> list[str]:
    """Compute a dossier again and tell what differs.

    Parameters
    ----------
    path
        A `dossier.json`; its other files stand beside it.
    snapshot_folder
        Where the snapshot is now; by default where the document says.
    road_tables
        Gives reach tables over the road.

    Returns
    -------
    list of str
        One sentence per difference; empty if every byte is the same.

    Raises
    ------
    DataError
        If the document cannot be read or is of another format.
    """
    document = _read_document(path)
    folder = snapshot_folder or path.parent / document["snapshot"]["folder"]
    snapshot = read_snapshot(folder)
    recorded = document["snapshot"]["sha256"]
    if snapshot_hash(folder) != recorded:
        difference = (
            f"the snapshot in {folder} is not the one this dossier was made from: "
            f"its SHA-256 should be {recorded}"
        )
        return [difference]
    again = make_dossier(
        snapshot, request_of(document), home=path.parent, road_tables=road_tables
    )
    return [
        *_software_differences(document),
        *_file_differences(document, again, path.parent),
    ]


def _read_document(path: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror or error})"
        raise DataError(message) from error
    except ValueError as error:
        message = f"{path}: not a dossier ({error})"
        raise DataError(message) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT_VERSION:
        message = f"{path}: not a dossier of format {FORMAT_VERSION}"
        raise DataError(message)
    return document


def _software_differences(document: Mapping[str, Any]) -> list[str]:
    """Name other versions: they explain, and by themselves change nothing computed."""
    then, now = document["software"], software()
    return [
        f"made with {name} {then.get(name, 'unknown')}, replayed with {now[name]}"
        for name in now
        if then.get(name) != now[name]
    ]


def _file_differences(
    document: Mapping[str, Any], again: Dossier, folder: Path
) -> list[str]:
    differences = []
    recorded = document["outputs"]
    computed = {name: c for name, c in again.files.items() if name != DOCUMENT}
    for name in sorted(set(recorded) | set(computed)):
        if name not in computed or name not in recorded:
            differences.append(f"{name}: only in one of the two")
            continue
        if _sha256(computed[name]) != recorded[name]["sha256"]:
            differences.append(f"{name}: computed again it differs from the record")
        file = folder / name
        if not file.is_file():
            differences.append(f"{name}: the file is missing")
        elif _sha256(file.read_bytes()) != recorded[name]["sha256"]:
            differences.append(f"{name}: the file was changed after it was made")
    return differences
