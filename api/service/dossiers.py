"""Dossiers over HTTP: what is asked of one, and its files in one bounded archive."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from accessibility.codes import Unit
from accessibility.errors import TableError, UsageError
from accessibility.questions import AUTO, Question
from accessibility.scenario import facts_of
from api.dossiers import DossierRequest, make_dossier
from api.service.asking import Eenheid, Punten, checked_unit, thresholds_of
from api.service.problems import ProblemError
from api.service.rendered import Rendered
from api.service.vocabulary import (
    DENOMINATOR_OF,
    HEMELSBREED,
    MODE_OF,
    STUDENTS,
    Modus,
    Noemer,
)
from data.snapshots import snapshot_hash
from maps.dossier.front import Front

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.scenario import Scenario
    from accessibility.study import Study
    from api.service.served import Served

KIND: Final = "dossier"
ZIP_TYPE: Final = "application/zip"
MOST_BYTES: Final = 64 * 1_048_576
"""Largest archive that is kept."""

MOST_KEPT: Final = 10
"""Finished dossiers that are kept per owner."""

_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


class Bestand(StrEnum):
    """The files of a dossier, and all of them in one."""

    ALL = "dossier.zip"
    DOCUMENT = "dossier.json"
    REPORT = "dossier.pdf"
    WORKBOOK = "dossier.xlsx"
    GEOJSON = "postcodes.geojson"
    GEOPACKAGE = "postcodes.gpkg"
    MAP = "kaart-na.html"


FILE_TYPES: Final = {
    Bestand.ALL: ZIP_TYPE,
    Bestand.DOCUMENT: "application/json",
    Bestand.REPORT: "application/pdf",
    Bestand.WORKBOOK: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    Bestand.GEOJSON: "application/geo+json",
    Bestand.GEOPACKAGE: "application/geopackage+sqlite3",
    Bestand.MAP: "text/html; charset=utf-8",
}


class DossierBody(BaseModel):
    """How reach is measured in a dossier, and what the legal checks need."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"modus": "hemelsbreed", "drempel": 10_000}]},
    )

    modus: Modus = HEMELSBREED
    eenheid: Eenheid = Eenheid.METRES
    drempel: int = Field(default=10_000, ge=1, le=30_000)
    noemer: Noemer = Noemer.LEERWEG
    leerlingen: Annotated[str, Field(pattern=STUDENTS, max_length=60)] = "auto"
    punten: Punten = AUTO
    feiten: dict[str, Any] = Field(
        default={},
        description="what the legal checks need beyond the data, of the form of "
        "member `facts` of a scenario; counts before the scenario's own",
        examples=[{"rpo_gemeenten": ["GM9001"], "rpo_boards": ["B1"]}],
    )
    aanvrager: str = Field(default="", max_length=120, description="who asks for it")
    voor: str = Field(default="", max_length=120, description="for whom it is")
    datum: str = Field(
        default="",
        pattern=r"^(\d{4}-\d{2}-\d{2})?$",
        description="date on page one; the clock is not asked",
        examples=["2026-11-26"],
        json_schema_extra={"format": "dag-of-leeg"},
    )
    taal: Literal["nl", "en"] = Field(
        default="nl", description="language of the dossier"
    )


def request_of(scenario: Scenario, body: DossierBody) -> DossierRequest:
    """Return what the body of a request means to the core.

    Raises
    ------
    ProblemError
        400 if the body contradicts itself, asks beyond the limit, or its facts are
        not of the form that the legal checks take.
    """
    unit = checked_unit(body.modus, Unit(body.eenheid.value))
    try:
        facts = facts_of(body.feiten, where="feiten")
    except TableError as error:
        message = f"{error}\nSee member 'facts' of a scenario."
        raise ProblemError(400, message) from error
    question = Question(
        mode=MODE_OF[body.modus],
        within=thresholds_of(str(body.drempel), unit),
        unit=unit,
        denominator=DENOMINATOR_OF[body.noemer],
        students=body.leerlingen,
        points=body.punten,
    )
    try:
        front = Front(body.aanvrager, body.voor, body.datum, body.taal)
    except UsageError as error:
        raise ProblemError(400, str(error)) from error
    return DossierRequest(scenario, question, facts, front)


def dossier_rendered(served: Served, scenario: Scenario, body: DossierBody) -> Rendered:
    """Compute a dossier; small groups are protected as on the command line.

    Raises
    ------
    ProblemError
        507 if the archive is larger than may be kept.
    """
    dossier = make_dossier(_as_read(served), request_of(scenario, body))
    archive = archived(dossier.files)
    if len(archive) > MOST_BYTES:
        message = (
            f"The dossier takes {len(archive)} bytes, more than the {MOST_BYTES} that "
            "are kept; make it with 'bereik what-if'."
        )
        raise ProblemError(507, message)
    return Rendered(archive, ZIP_TYPE)


def archived(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def file_in(archive: bytes, name: Bestand) -> bytes:
    """Return one file of an archive, or the archive itself.

    Raises
    ------
    ProblemError
        404 if this dossier has no such file.
    """
    if name is Bestand.ALL:
        return archive
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        names = files.namelist()
        if name.value not in names:
            message = f"This dossier has no {name.value}; it has {', '.join(names)}."
            raise ProblemError(404, message)
        return files.read(name.value)


def _as_read(served: Served) -> Study:
    """Return the study, of no folder if another snapshot stands there by now."""
    folder = served.snapshot.folder
    if folder is None or (folder.is_dir() and snapshot_hash(folder) == served.identity):
        return served.study
    # The dossier names the snapshot by the hash of its folder: never a wrong one.
    return served.study.beside(replace(served.snapshot, folder=None))
