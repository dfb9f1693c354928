"""`/v1/processes` and `/v1/jobs`: the jobs of `/v1/taken` by OGC API Processes."""

import base64
import json
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.responses import Response

from api.service.asking import NoKeys
from api.service.callbacks import refuse_unless_allowed
from api.service.callers import require
from api.service.jobs import Done
from api.service.keys import Role
from api.service.linking import base_of, link
from api.service.models import Link
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import ProblemError, documented
from api.service.process_models import (
    INPUTS,
    NEEDED,
    OUTPUT,
    TITLES,
    Execute,
    JobList,
    Process,
    Processes,
    ProcessSummary,
    StatusInfo,
    status_info,
)
from api.service.reaching import service_of
from api.service.release import API_VERSION
from api.service.resources.jobs import JobListKeys, Work, begun

router = APIRouter(tags=["processes"])
_ERRORS = documented(400, 401, 403, 404, 429, 503)
_EXECUTE = "http://www.opengis.net/def/rel/ogc/1.0/execute"
_OUTPUTS = (Form.CSV, Form.XLSX, Form.JSON)
Name = Annotated[str, Path(max_length=40, examples=["bereik"])]
Identifier = Annotated[UUID, Path(description="id of the job")]


@router.get("/processes", responses=documented(400, 401, 429))
def processes(request: Request, keys: Annotated[NoKeys, Query()]) -> Processes:  # noqa: ARG001 - refuses others
    """List the processes."""
    base = base_of(request)
    here = Link.model_validate(link(f"{base}/processes", "self", "Processes"))
    listed = [ProcessSummary(**_summary(base, name)) for name in INPUTS]
    return Processes(processes=listed, links=[here])


@router.get("/processes/{proces}", responses=documented(400, 401, 404, 429))
def process(
    request: Request,
    proces: Name,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> Process:
    """Tell what a process takes and gives."""
    base = base_of(request)
    members = request.app.openapi()["components"]["schemas"]["Work"]["properties"]
    inputs = {one: _input(base, one, members[one]) for one in _inputs_of(proces)}
    kinds = [{"type": "string", "contentMediaType": MEDIA_TYPES[f]} for f in _OUTPUTS]
    outputs = {OUTPUT: {"title": "Result", "schema": {"oneOf": kinds}}}
    return Process(**_summary(base, proces), inputs=inputs, outputs=outputs)


@router.post(
    "/processes/{proces}/execution",
    status_code=201,
    response_model=StatusInfo,
    responses=documented(400, 401, 403, 404, 413, 429, 503, 507),
)
def execute(
    request: Request,
    proces: Name,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
    asked: Execute,
) -> Response:
    """Accept a job; follow it at the address in the header Location."""
    members = _inputs_of(proces)
    other = sorted(set(asked.inputs) - set(members))
    if other:
        message = (
            f"inputs: {other[0][:40]!r} is not known here; did you mean "
            f"{', '.join(members)}?"
        )
        raise ProblemError(400, message)
    extra: dict[str, Any] = {"response": asked.response}
    if asked.subscriber is not None:
        extra["subscriber"] = asked.subscriber.model_dump()
        hosts = service_of(request).settings.callback_hosts
        for address in filter(None, extra["subscriber"].values()):
            refuse_unless_allowed(address, hosts)
    job = begun(request, _work(proces, asked.inputs), extra)
    content = status_info(job, base_of(request))
    headers = {"Location": content.links[0].href, "Retry-After": "1"}
    text = content.model_dump_json()
    return Response(text, 201, headers=headers, media_type=MEDIA_TYPES[Form.JSON])


@router.get("/jobs", responses=documented(400, 401, 403, 429, 503))
def listed(request: Request, keys: Annotated[JobListKeys, Query()]) -> JobList:
    """List your jobs."""
    caller = require(request, Role.LEZER)
    own, count = service_of(request).jobs.listed(
        caller, limit=keys.limit, offset=keys.offset
    )
    base = base_of(request)
    links = [link(f"{base}/jobs", "self", "Jobs")]
    after = keys.offset + keys.limit
    if after < count:
        address = f"{base}/jobs?limit={keys.limit}&offset={after}"
        links.append(link(address, "next", "Jobs"))
    return JobList(
        jobs=[status_info(job, base) for job in own],
        links=[Link.model_validate(one) for one in links],
    )


@router.get("/jobs/{taak}", responses=_ERRORS)
def follow(
    request: Request,
    taak: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> StatusInfo:
    """Tell where a job stands."""
    caller = require(request, Role.LEZER)
    job = service_of(request).jobs.get(caller, str(taak))
    return status_info(job, base_of(request))


@router.get(
    "/jobs/{taak}/results",
    response_class=Response,
    responses={
        200: {
            "description": "What the job brought forth.",
            "content": {MEDIA_TYPES[form].partition(";")[0]: {} for form in _OUTPUTS}
            | {"application/zip": {}},
        },
        **documented(400, 401, 403, 404, 409, 429, 503),
    },
)
def results(
    request: Request,
    taak: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> Response:
    """Give what a finished job brought forth, as it was asked for."""
    caller = require(request, Role.LEZER)
    jobs = service_of(request).jobs
    done = jobs.result(caller, str(taak))
    asked = json.loads(jobs.get(caller, str(taak)).request)
    if asked.get("response") == "document":
        text = json.dumps({OUTPUT: _in_a_document(done)}, ensure_ascii=False)
        return Response(text, media_type=MEDIA_TYPES[Form.JSON])
    return Response(done.body, media_type=done.media_type)


@router.delete("/jobs/{taak}", responses=_ERRORS)
def dismiss(
    request: Request,
    taak: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> StatusInfo:
    """Stop a job, or remove one that has ended."""
    caller = require(request, Role.LEZER)
    job = service_of(request).jobs.cancel(caller, str(taak))
    told = status_info(job, base_of(request))
    return told.model_copy(update={"status": "dismissed"})


def _inputs_of(name: str) -> tuple[str, ...]:
    if name not in INPUTS:
        message = f"There is no such process; there are {', '.join(INPUTS)}."
        raise ProblemError(404, message)
    return INPUTS[name]


def _summary(base: str, name: str) -> dict[str, Any]:
    title, description = TITLES[name]
    address = f"{base}/processes/{name}"
    return {
        "id": name,
        "version": API_VERSION,
        "title": title,
        "description": description,
        "jobControlOptions": ["async-execute", "dismiss"],
        "outputTransmission": ["value"],
        "links": [
            Link.model_validate(one)
            for one in (
                link(address, "self", title),
                link(f"{address}/execution", _EXECUTE, title),
            )
        ],
    }


def _input(base: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return an input as the description of the interface has it."""
    whole = f"{base}/openapi.json#/components"
    text = json.dumps(schema).replace("#/components", whole)
    title = schema.get("description") or name
    least = 1 if name in NEEDED else 0
    return {"title": title, "minOccurs": least, "schema": json.loads(text)}


def _work(name: str, inputs: dict[str, Any]) -> Work:
    try:
        return Work.model_validate({"soort": name, **inputs})
    except ValidationError as error:
        faults = [
            {**one, "loc": ("body", "inputs", *one["loc"])} for one in error.errors()
        ]
        raise RequestValidationError(faults) from error


def _in_a_document(done: Done) -> dict[str, Any]:
    """Return a result as a value in JSON, with its media type."""
    kind = done.media_type.partition(";")[0]
    if kind == MEDIA_TYPES[Form.JSON]:
        return {"mediaType": kind, "value": json.loads(done.body)}
    if kind.startswith("text/"):
        return {"mediaType": kind, "value": done.body.decode("utf-8")}
    value = base64.b64encode(done.body).decode("ascii")
    return {"mediaType": kind, "encoding": "base64", "value": value}
