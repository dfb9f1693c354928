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
from accessibility.errors import DataError, TableError, UsageError
from accessibility.questions import CENTRE, Question
from accessibility.reports import Impact, impact_of
from accessibility.scenario import (
    NO_FACTS,
    LicenceFacts,
    Scenario,
    parse_scenario,
    scenario_document,
)
from api.dossier_files import dossier_files
from data.bundles import json_bytes, relative_folder, write_files
from data.snapshots import snapshot_hash
from data.studies import read_study
from maps.dossier.front import NOBODY, Front
from maps.dossier.report import Provenance
from maps.dossier.typeset import typesetter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

FORMAT_VERSION: Final = 1
DOCUMENT: Final = "dossier.json"
IDENTICAL: Final = "identical"
_LIBRARIES: Final = ("numpy", "pandas", "geopandas", "matplotlib", "typst")


LEERWEG: Final = Question(denominator=Denominator.LEERWEG)
"""What a dossier asks if nothing else is told."""


@dataclass(frozen=True)
class DossierRequest:
    """What a dossier is asked of; together with the snapshot it fixes every byte.

    Parameters
    ----------
    scenario
        What would change.
    question
        How reach is measured, and of whom; at one threshold.
    facts
        What the legal checks need beyond the data.
    front
        Who asks for the dossier, for whom, and when.
    """

    scenario: Scenario
    question: Question = LEERWEG
    facts: LicenceFacts = NO_FACTS
    front: Front = NOBODY


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
        given = dict(document["question"])
        facts = msgspec.convert(given.pop("facts"), LicenceFacts)
        front = Front(**document.get("front", {}))
        return DossierRequest(scenario, _question_of(given), facts, front)
    except TableError:
        raise
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        message = f"{DOCUMENT}: damaged ({error!r}); make the dossier again"
        raise DataError(message) from error


def _question_of(given: Mapping[str, Any]) -> Question:
    """Read a question back from plain values, as `_asked` gives them."""
    return Question(
        mode=Mode(given["mode"]),
        within=(given["within"],),
        unit=Unit(given["unit"]),
        denominator=Denominator(given["denominator"]),
        students=given["students"],
        smallest=given["smallest"],
        # Dossiers made before it could be asked are of one point per postcode.
        points=given.get("points", CENTRE),
    )


def _asked(request: DossierRequest) -> dict[str, Any]:
    """Return a question as plain values: what a dossier is asked beside a scenario."""
    question = request.question
    return {
        "students": question.students,
        "smallest": question.smallest,
        "points": question.points,
        "mode": question.mode.value,
        "within": question.threshold,
        "unit": question.unit.value,
        "denominator": question.denominator.value,
        "facts": msgspec.to_builtins(request.facts),
    }


def make_dossier(
    study: Study, request: DossierRequest, *, home: Path | None = None
) -> Dossier:
    """Compute every file of a dossier, in memory.

    Parameters
    ----------
    study
        Of a snapshot read from a folder: its hash goes into the dossier.
    request
        What is asked.
    home
        Folder in which the dossier will stand, so that it can tell where the
        snapshot is from there; None if that means nothing, as over HTTP.

    Raises
    ------
    UsageError
        If the scenario was drawn up on another snapshot, or the question does not
        fit the data.
    TableError
        With every fault of the scenario.
    MissingPackageError
        Before anything is computed, if what writes the PDF is not installed.
    """
    typesetter()
    snapshot = study.snapshot
    if request.scenario.snapshot != snapshot.manifest.name:
        message = (
            f"the scenario is drawn up on snapshot {request.scenario.snapshot!r}, not "
            f"on {snapshot.manifest.name!r}: use that one, or change it in the scenario"
        )
        raise UsageError(message)
    impact = impact_of(study, request.scenario, request.question, facts=request.facts)
    inputs = _inputs(snapshot, request)
    provenance = Provenance(software(), inputs, f"bereik replay {DOCUMENT}")
    files = dossier_files(study, impact, provenance, request.front)
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
        "front": asdict(request.front),
        "question": _asked(request),
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


def replay(path: Path, *, snapshot_folder: Path | None = None) -> list[str]:
    """Compute a dossier again and tell what differs.

    Parameters
    ----------
    path
        A `dossier.json`; its other files stand beside it.
    snapshot_folder
        Where the snapshot is now; by default where the document says.

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
    study = read_study(folder)
    recorded = document["snapshot"]["sha256"]
    if snapshot_hash(folder) != recorded:
        difference = (
            f"the snapshot in {folder} is not the one this dossier was made from: "
            f"its SHA-256 should be {recorded}"
        )
        return [difference]
    again = make_dossier(study, request_of(document), home=path.parent)
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
