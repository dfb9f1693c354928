"""Processes and their jobs as OGC API Processes writes them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.service.jobs import Job, JobStatus
from api.service.models import Link

OUTPUT: Final = "resultaat"
STATUS_OF: Final = {
    JobStatus.WAITING: "accepted",
    JobStatus.RUNNING: "running",
    JobStatus.DONE: "successful",
    JobStatus.FAILED: "failed",
    JobStatus.CANCELLED: "dismissed",
}
INPUTS: Final = {
    "bereik": ("vraag", "vorm"),
    "effect": ("vraag", "scenario", "vorm"),
    "vestigingskeuze": ("keuze", "vraag", "vorm"),
    "rondrit": ("rit", "vraag", "vorm"),
    "besteding": ("besteding", "vraag", "vorm"),
}
"""Kinds of jobs that are processes, and the members of a job that each takes."""

NEEDED: Final = ("scenario", "rit", "besteding")
"""Inputs that a process cannot do without."""

TITLES: Final = {
    "bereik": ("Bereik", "Shares of students within reach."),
    "effect": ("Effect", "What a scenario changes."),
    "vestigingskeuze": (
        "Vestigingskeuze",
        "Where new hotspots and techlabs should come.",
    ),
    "rondrit": ("Rondrit", "A term of the mobile techlab; needs role planner."),
    "besteding": ("Besteding", "One budget for sites and buses; needs role planner."),
}
_Address = Annotated[str, Field(max_length=2_000, pattern=r"^https?://")]


class ProcessSummary(BaseModel):
    """A process in the list of them."""

    id: str = Field(examples=["bereik"])
    version: str
    title: str
    description: str
    jobControlOptions: list[str]
    outputTransmission: list[str]
    links: list[Link]


class Processes(BaseModel):
    """All processes."""

    processes: list[ProcessSummary]
    links: list[Link]


class Process(ProcessSummary):
    """A process with what it takes and gives."""

    inputs: dict[str, Any]
    outputs: dict[str, Any]


class Subscriber(BaseModel):
    """Who is told that the job has ended; the operator allows which hosts."""

    model_config = ConfigDict(extra="forbid")

    successUri: _Address
    inProgressUri: _Address | None = Field(
        default=None, description="accepted; nothing is sent there"
    )
    failedUri: _Address | None = None


class Execute(BaseModel):
    """What a process is to do."""

    model_config = ConfigDict(extra="forbid")

    inputs: dict[str, Any] = Field(
        default={},
        examples=[{"vraag": {"gebiedsindeling": "gemeente"}, "vorm": "csv"}],
    )
    outputs: dict[str, Any] = Field(
        default={}, description="accepted as the standard asks; there is one output"
    )
    response: Literal["raw", "document"] = "raw"
    subscriber: Subscriber | None = None


class StatusInfo(BaseModel):
    """Where a job stands."""

    processID: str
    type: Literal["process"] = "process"
    jobID: str
    status: Literal["accepted", "running", "successful", "failed", "dismissed"]
    message: str
    progress: int = Field(ge=0, le=100)
    created: str
    updated: str
    links: list[Link]


class JobList(BaseModel):
    """Your jobs, the newest first."""

    jobs: list[StatusInfo]
    links: list[Link]


def status_info(job: Job, base: str) -> StatusInfo:
    """Return a job as its owner reads it.

    Parameters
    ----------
    job
        As it is kept.
    base
        Address of the interface.
    """
    address = f"{base}/jobs/{job.id}"
    links = [Link(href=address, rel="self", title="Status")]
    if job.status is JobStatus.DONE:
        rel = "http://www.opengis.net/def/rel/ogc/1.0/results"
        kind = job.media_type
        links.append(Link(href=f"{address}/results", rel=rel, type=kind))
    return StatusInfo.model_validate(
        {
            "processID": job.kind,
            "jobID": job.id,
            "status": STATUS_OF[job.status],
            "message": job.message,
            "progress": round(100 * job.progress),
            "created": job.created,
            "updated": job.changed,
            "links": links,
        }
    )
