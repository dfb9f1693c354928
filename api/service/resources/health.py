"""`/v1/livez`, `/v1/readyz` and `/v1/metrics`: for those who run the service."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.service.asking import NoKeys
from api.service.callers import admit, require
from api.service.keys import Role
from api.service.problems import documented
from api.service.reaching import service_of
from api.service.standing import state_of

router = APIRouter(tags=["dienst"])


class Alive(BaseModel):
    """The process runs."""

    status: Literal["ok"] = "ok"


class Ready(Alive):
    """The service can answer; without its database it only reads."""

    snapshot: str = Field(description="identity of the snapshot in service")
    database: Literal["ok", "onbereikbaar"]


@router.get("/livez", responses=documented(400))
def livez(keys: Annotated[NoKeys, Query()]) -> Alive:  # noqa: ARG001 - refuses others - refuses others
    """Tell that the process runs."""
    return Alive()


@router.get("/readyz", responses=documented(400, 503))
def readyz(request: Request, keys: Annotated[NoKeys, Query()]) -> Ready:  # noqa: ARG001 - refuses others
    """Tell whether questions can be answered now, and with which snapshot."""
    service = service_of(request)
    return Ready(
        snapshot=service.snapshots.current.identity,
        database="ok" if service.database.is_there() else "onbereikbaar",
    )


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"description": "Figures for Prometheus.", "content": {"text/plain": {}}},
        **documented(400, 401, 403, 429),
    },
)
def metrics(request: Request, keys: Annotated[NoKeys, Query()]) -> Response:  # noqa: ARG001 - refuses others
    """Give figures about the service itself, for Prometheus."""
    service = service_of(request)
    admit(request)
    if not service.settings.metrics_open:
        require(request, Role.BEHEERDER)
    service.metrics.tell(state_of(service))
    return Response(service.metrics.text(), media_type=CONTENT_TYPE_LATEST)
