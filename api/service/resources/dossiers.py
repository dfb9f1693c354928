"""`/v1/scenarios/{id}/dossier`: the dossier of a scenario, made by a job."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Path, Query, Request
from starlette.responses import Response

from api.service.asking import NoKeys
from api.service.callers import require
from api.service.dossiers import (
    FILE_TYPES,
    KIND,
    MOST_KEPT,
    Bestand,
    DossierBody,
    file_in,
    request_of,
)
from api.service.jobs import JobStatus
from api.service.keys import Caller, Role
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.resources.jobs import JobDetail, accepted
from api.service.scenario_documents import scenario_of
from api.service.scenarios import StoredScenario

router = APIRouter(prefix="/scenarios/{scenario}/dossier", tags=["scenarios"])
_USUAL = DossierBody()
Identifier = Annotated[UUID, Path(description="id of the scenario")]


@router.post(
    "",
    status_code=202,
    response_model=JobDetail,
    summary="Have the dossier of a scenario made",
    responses=documented(400, 401, 403, 404, 413, 429, 503, 507),
)
def make(
    request: Request,
    scenario: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
    body: Annotated[DossierBody, Body()] = _USUAL,
) -> Response:
    """Accept the making of a dossier; follow it at the address in the header Location.

    The files are at `dossier/{bestand}` and all together at the result of the job. Of
    finished dossiers the newest ten are kept.
    """
    caller, stored = _own(request, scenario)
    service = service_of(request)
    served = service.snapshots.current
    question = request_of(scenario_of(served, stored.document), body).question
    served.require_mode(question.mode)
    service.jobs.keep_newest(caller, MOST_KEPT - 1, KIND)
    asked = {
        "scenario": stored.id,
        "snapshot": served.identity,
        "owner": caller.owner,
        "wens": body.model_dump(mode="json"),
    }
    return accepted(request, service.jobs.add(caller, KIND, asked))


@router.get(
    "/{bestand}",
    response_class=Response,
    summary="A file of the newest dossier of a scenario",
    responses={
        200: {
            "description": "The file.",
            "content": {kind.partition(";")[0]: {} for kind in FILE_TYPES.values()},
        },
        **documented(400, 401, 403, 404, 409, 429, 503),
    },
)
def read(
    request: Request,
    scenario: Identifier,
    bestand: Annotated[Bestand, Path(description="name of the file")],
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> Response:
    """Give a file of the newest finished dossier, or `dossier.zip` with all of them."""
    caller, stored = _own(request, scenario)
    store = service_of(request).jobs
    jobs = store.own(caller, KIND, stored.id)
    done = next((job for job in jobs if job.status is JobStatus.DONE), None)
    if done is None:
        raise _no_dossier([job.status for job in jobs])
    content = file_in(store.result(caller, done.id).body, bestand)
    headers = {
        # Never shown inside the pages of the service: the map brings its own scripts.
        "Content-Disposition": f'attachment; filename="{bestand.value}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=FILE_TYPES[bestand])


def _own(request: Request, scenario: UUID) -> tuple[Caller, StoredScenario]:
    """Return the caller, a planner, with a scenario of its own."""
    caller = require(request, Role.PLANNER)
    stored = service_of(request).scenarios.get(caller, str(scenario))
    if stored.owner != caller.owner:
        message = "Only who made this scenario may have a dossier of it."
        raise ProblemError(403, message)
    return caller, stored


def _no_dossier(statuses: list[JobStatus]) -> ProblemError:
    if not statuses:
        message = "There is no dossier of this scenario; ask for one with POST."
        return ProblemError(404, message)
    message = (
        "There is no finished dossier of this scenario; the status of the newest job "
        f"is {statuses[0].value}. See /v1/taken."
    )
    return ProblemError(409, message)
