"""`/v1/taken`: long work, accepted with 202, with progress, cancelling and a result."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.service.ahead import OrderKeys, OutlookKeys
from api.service.asking import NoKeys, ReachKeys, question_of
from api.service.callers import require
from api.service.dossiers import ZIP_TYPE
from api.service.jobs import Job, JobStatus
from api.service.keys import Role
from api.service.linking import base_of
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.siting import SitingKeys
from api.service.touring import CALENDAR, CALENDAR_TYPE, BudgetKeys, TourKeys

router = APIRouter(prefix="/taken", tags=["taken"])
_ERRORS = documented(400, 401, 403, 404, 429, 503)
_FOR_PLANNERS = ("rondrit", "besteding")
Identifier = Annotated[UUID, Path(description="id of the job")]


class Work(BaseModel):
    """What is to be done."""

    model_config = ConfigDict(extra="forbid")

    soort: Literal[
        "bereik",
        "effect",
        "vestigingskeuze",
        "rondrit",
        "besteding",
        "vooruitzicht",
        "sluitingen",
    ] = Field(
        description="bereik: shares of a question; effect: what a scenario "
        "changes; vestigingskeuze: where new hotspots and techlabs should come; "
        "rondrit: a term of the mobile techlab; besteding: one budget for sites "
        "and buses; these two need a key with role planner; vooruitzicht: students "
        "and access in years to come; sluitingen: which cost least"
    )
    vraag: ReachKeys = Field(
        default=ReachKeys(), examples=[{"gebiedsindeling": "pc4", "leerweg": "gl"}]
    )
    scenario: UUID | None = Field(default=None, description="for soort effect")
    keuze: SitingKeys = Field(
        default=SitingKeys(),
        description="for soort vestigingskeuze; of vraag only the snapshot counts then",
        examples=[{"aantal": 3, "binnen": 6000, "modus": "fiets"}],
    )
    rit: TourKeys | None = Field(
        default=None,
        description="for soort rondrit; vorm json can be played at /plannen",
        examples=[
            {
                "eersteDag": "2026-01-05",
                "laatsteDag": "2026-02-20",
                "gebied": "Overijssel",
            }
        ],
    )
    besteding: BudgetKeys | None = Field(
        default=None,
        description="for soort besteding",
        examples=[{"budget": 500, "kostenPlek": 120, "kostenBus": 150}],
    )
    vooruit: OutlookKeys = Field(
        default=OutlookKeys(),
        description="for soort vooruitzicht",
        examples=[{"tot": 2028, "stap": 3, "profiel": "PIE", "leerweg": "gl"}],
    )
    sluiting: OrderKeys = Field(
        default=OrderKeys(),
        description="for soort sluitingen",
        examples=[{"sluiten": 4, "gebied": "Zeeland", "toon": "plannen"}],
    )
    vorm: Literal["csv", "xlsx", "json", "ics"] = Field(
        default="csv", description="ics: a calendar, for soort rondrit"
    )


class JobListKeys(NoKeys):
    """Which are listed."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[
        int, Field(ge=0, le=1_000_000, description="how many newer ones are passed by")
    ] = 0


class JobDetail(BaseModel):
    """Where a job stands."""

    id: str
    soort: str
    status: JobStatus
    voortgang: float = Field(ge=0, le=1)
    melding: str
    pogingen: int = Field(description="how many workers have tried it")
    gemaakt: str
    gewijzigd: str
    href: str
    resultaat: str | None = Field(description="where the result is, once it is there")


class Jobs(BaseModel):
    """Your jobs, the newest first."""

    aantal: int = Field(description="how many there are in all")
    taken: list[JobDetail]


@router.post(
    "",
    status_code=202,
    response_model=JobDetail,
    responses=documented(400, 401, 403, 404, 413, 429, 503, 507),
)
def accept(
    request: Request,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
    work: Work,
) -> Response:
    """Accept long work; follow it at the address in the header Location."""
    return accepted(request, begun(request, work, {}))


def begun(request: Request, work: Work, beside: Mapping[str, Any]) -> Job:
    """Return a new job, if the caller may have it done.

    Parameters
    ----------
    request
        Of the caller.
    work
        What is to be done.
    beside
        What is kept with the job beside that.

    Raises
    ------
    ProblemError
        400 if the work contradicts itself; 401 or 403 if the caller may not; 429 for
        more jobs than one may have waiting.
    """
    needed = Role.PLANNER if work.soort in _FOR_PLANNERS else Role.LEZER
    caller = require(request, needed)
    service = service_of(request)
    _check(work)
    if work.soort == "effect":
        service.scenarios.get(caller, str(work.scenario))
    asked = work.model_dump(mode="json") | {"owner": caller.owner, **beside}
    service.jobs.keep_newest(caller, service.settings.kept_jobs)
    job = service.jobs.add(caller, work.soort, asked)
    service.runner.wake()
    return job


def _check(work: Work) -> None:
    """Refuse at once what no worker could do.

    Raises
    ------
    ProblemError
        400 if keys contradict each other, or those of the kind are left out, or its
        form is that of another kind.
    """
    question_of(work.vraag)
    _ = work.vooruit.asked, work.sluiting.asked
    needs = {"rondrit": ("rit", work.rit), "besteding": ("besteding", work.besteding)}
    name, given = needs.get(work.soort, ("", work))
    if given is None:
        message = f"soort={work.soort} needs {name} in the body."
        raise ProblemError(400, message)
    if work.vorm == CALENDAR and work.soort != "rondrit":
        message = f"vorm=ics is of soort rondrit, not of {work.soort}."
        raise ProblemError(400, message)
    if isinstance(given, (TourKeys, BudgetKeys)):
        _ = given.question


@router.get("", responses=documented(400, 401, 403, 429, 503))
def listed(request: Request, keys: Annotated[JobListKeys, Query()]) -> Jobs:
    """List your jobs."""
    caller = require(request, Role.LEZER)
    own, count = service_of(request).jobs.listed(
        caller, limit=keys.limit, offset=keys.offset
    )
    return Jobs(aantal=count, taken=[job_detail(request, job) for job in own])


@router.get("/{taak}", responses=_ERRORS)
def follow(
    request: Request,
    taak: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> JobDetail:
    """Tell where a job stands."""
    caller = require(request, Role.LEZER)
    return job_detail(request, service_of(request).jobs.get(caller, str(taak)))


@router.get(
    "/{taak}/resultaat",
    response_class=Response,
    responses={
        200: {
            "description": "What the job brought forth.",
            "content": {
                MEDIA_TYPES[form].partition(";")[0]: {}
                for form in (Form.CSV, Form.XLSX, Form.JSON)
            }
            | {ZIP_TYPE: {}, CALENDAR_TYPE.partition(";")[0]: {}},
        },
        **documented(400, 401, 403, 404, 409, 429, 503),
    },
)
def result(
    request: Request,
    taak: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> Response:
    """Give what a finished job brought forth."""
    caller = require(request, Role.LEZER)
    done = service_of(request).jobs.result(caller, str(taak))
    return Response(done.body, media_type=done.media_type)


@router.delete("/{taak}", status_code=204, responses=_ERRORS)
def cancel(
    request: Request,
    taak: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> None:
    """Cancel a job, or delete one that has ended."""
    caller = require(request, Role.LEZER)
    service_of(request).jobs.cancel(caller, str(taak))


def accepted(request: Request, job: Job) -> Response:
    """Return 202 with a new job."""
    content = job_detail(request, job)
    return Response(
        content.model_dump_json(),
        202,
        headers={"Location": content.href, "Retry-After": "1"},
        media_type=MEDIA_TYPES[Form.JSON],
    )


def job_detail(request: Request, job: Job) -> JobDetail:
    """Return a job as its owner reads it."""
    address = f"{base_of(request)}/taken/{job.id}"
    is_done = job.status is JobStatus.DONE
    return JobDetail(
        id=job.id,
        soort=job.kind,
        status=job.status,
        voortgang=job.progress,
        melding=job.message,
        pogingen=job.attempts,
        gemaakt=job.created,
        gewijzigd=job.changed,
        href=address,
        resultaat=f"{address}/resultaat" if is_done else None,
    )
