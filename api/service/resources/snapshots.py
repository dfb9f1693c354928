"""`/v1/snapshots`: where a number comes from: dates, sources, licences, methods."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field

from accessibility.reports import is_provisional
from api.service.asking import NoKeys
from api.service.describing import dutch_source, header_of_all
from api.service.models import About
from api.service.problems import documented
from api.service.reaching import service_of
from api.service.release import API_VERSION, program_version
from api.service.served import Served
from api.service.vocabulary import MODUS_OF

router = APIRouter(prefix="/snapshots", tags=["snapshots"])


class Found(BaseModel):
    """What happened to how many rows when the snapshot was built."""

    tabel: str
    wat: str
    aantal: int
    waarom: str


class SnapshotSummary(About):
    """A snapshot in service."""

    actueel: bool = Field(description="true for the one that answers by default")
    modi: list[str] = Field(description="ways to school that it can be asked for")
    voorlopig: bool = Field(description="true if counts of its year may still change")


class SnapshotDetail(SnapshotSummary):
    """A snapshot with everything its figures rest on."""

    formaatversie: int
    programmaversie: str
    interfaceversie: str
    rijen: dict[str, int] = Field(description="rows per table")
    bevindingen: list[Found]


class Snapshots(BaseModel):
    """The snapshots in service: the current one, the one before it, and other years."""

    snapshots: list[SnapshotSummary]


@router.get("", responses=documented(400, 401, 429))
def snapshots(request: Request, keys: Annotated[NoKeys, Query()]) -> Snapshots:  # noqa: ARG001 - refuses others
    """List the snapshots in service."""
    holder = service_of(request).snapshots
    return Snapshots(
        snapshots=[
            SnapshotSummary(**_summary(served, current=served is holder.current))
            for served in holder.held
        ]
    )


@router.get("/{snapshot}", responses=documented(400, 401, 404, 429))
def snapshot(
    request: Request,
    snapshot: Annotated[str, Path(pattern="^(?:actueel|[0-9a-f]{8,64})$")],
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> SnapshotDetail:
    """Tell where the figures of a snapshot come from."""
    service = service_of(request)
    served = service.served(snapshot)
    manifest = served.snapshot.manifest
    hashed = {
        "bronnen": [
            {**dutch_source(source), "sha256": source.sha256}
            for source in manifest.sources
        ]
    }
    return SnapshotDetail(
        **{**_summary(served, current=served is service.snapshots.current), **hashed},
        formaatversie=manifest.format_version,
        programmaversie=program_version(),
        interfaceversie=API_VERSION,
        rijen={
            name: len(served.snapshot.table(name))
            for name in sorted(served.snapshot.tables)
        },
        bevindingen=[
            Found(tabel=f.table, wat=f.what, aantal=f.count, waarom=f.why)
            for f in manifest.findings
        ],
    )


def _summary(served: Served, *, current: bool) -> dict[str, Any]:
    return {
        **header_of_all(served),
        "actueel": current,
        "modi": [MODUS_OF[mode].value for mode in served.study.modes],
        "voorlopig": is_provisional(served.snapshot.manifest),
    }
