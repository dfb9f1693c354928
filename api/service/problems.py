"""Problems: every error as `application/problem+json` (RFC 9457), in one table."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from accessibility.errors import (
    BereikError,
    CrsError,
    DataError,
    InfeasibleError,
    MissingDataError,
    NetworkError,
    SnapshotError,
    TableError,
    UsageError,
)
from api.service.database import is_full
from api.service.release import PREFIX, template_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.types import Scope, Send

PROBLEM_JSON: Final = "application/problem+json"
_LONGEST_ECHO: Final = 40

STATUS_OF: Final[tuple[tuple[type[Exception], int], ...]] = (
    (UsageError, 400),
    (InfeasibleError, 409),
    (MissingDataError, 404),
    (CrsError, 400),
    (TableError, 400),
    (SnapshotError, 503),
    (NetworkError, 503),
    (DataError, 400),
    (BereikError, 500),
)
"""Status of each error of the core; the first that fits counts."""

# What the command line calls an option the service calls a query key.
_KEY_OF_OPTION: Final = {
    "--unit": "eenheid",
    "--denominator": "noemer",
    "--students": "leerlingen",
    "--within": "drempel",
    "--area": "gebiedsindeling",
    "--mode": "modus",
}


class ProblemError(Exception):
    """An answer other than success, decided by the service itself.

    Parameters
    ----------
    status
        HTTP status.
    detail
        A sentence that says what was wrong and what to do.
    headers
        Headers that belong to the answer.
    errors
        One entry per fault, where there are several.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: list[dict[str, str]] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.errors = errors


class Fault(BaseModel):
    """One fault of a request."""

    location: str = Field(
        alias="in", examples=["query"], description="query, path, header or body"
    )
    name: str = Field(examples=["drempel"])
    detail: str


class Problem(BaseModel):
    """What went wrong, for machine and person (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Bad Request"])
    status: int = Field(examples=[400])
    detail: str = Field(
        examples=["drempl is not a query key here; it takes drempel, eenheid, ..."]
    )
    instance: str | None = Field(
        default=None,
        examples=["urn:uuid:8a7b6c5d-1111-4222-8333-444455556666"],
        description="the request id, as in the header X-Request-Id",
    )
    errors: list[Fault] | None = None


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of problem answers."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {
                PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
        for status in statuses
    }


def problem_body(
    status: int,
    detail: str,
    *,
    request_id: str | None = None,
    errors: list[dict[str, str]] | None = None,
) -> bytes:
    """Return the JSON of a problem."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if request_id:
        content["instance"] = f"urn:uuid:{request_id}"
    if errors:
        content["errors"] = errors
    return json.dumps(content, ensure_ascii=False).encode()


def problem_response(
    request: Request,
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> Response:
    """Return a problem as a response, never to be stored."""
    request_id = request.scope.get("bereik.request_id")
    body = problem_body(status, detail, request_id=request_id, errors=errors)
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(body, status, headers=kept, media_type=PROBLEM_JSON)


async def send_problem(
    scope: Scope,
    send: Send,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send a problem from outside the application, where there is no request yet."""
    body = problem_body(status, detail, request_id=scope["bereik.request_id"])
    raw = [
        (b"content-type", PROBLEM_JSON.encode()),
        (b"content-length", str(len(body)).encode()),
        *((k.lower().encode(), v.encode()) for k, v in (headers or {}).items()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def add_handlers(app: FastAPI) -> None:
    """Make every error of the application a problem."""
    app.add_exception_handler(ProblemError, _own)
    app.add_exception_handler(BereikError, _of_the_core)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _of_the_framework)
    for database_error in (OperationalError, DBAPIError, PoolTimeoutError):
        app.add_exception_handler(database_error, _no_database)


def _own(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - what it is registered for
    return problem_response(
        request,
        error.status,
        error.detail,
        headers=error.headers,
        errors=error.errors,
    )


def _of_the_core(request: Request, error: Exception) -> Response:
    status = next(code for kind, code in STATUS_OF if isinstance(error, kind))
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem_response(request, status, UNEXPECTED)
    if isinstance(error, TableError):
        return _faulty(request, status, error)
    detail = str(error)
    for option, key in _KEY_OF_OPTION.items():
        detail = detail.replace(option, key)
    headers = {"Retry-After": "10"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return problem_response(request, status, detail, headers=headers)


def _faulty(request: Request, status: int, error: TableError) -> Response:
    """Name every fault of a table or document, each on its own."""
    detail = f"{error.table}: {'; '.join(error.faults)}"
    faults = [{"in": "body", "name": error.table, "detail": f} for f in error.faults]
    return problem_response(request, status, detail, errors=faults)


UNEXPECTED: Final = (
    "Something went wrong in the service itself. It has been logged under the request "
    "id in this answer; please report it with that id."
)


def _of_the_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    detail = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND and detail == "Not Found":
        detail = "There is nothing at this address. The resources are listed at /v1."
        if request.url.path.endswith("/") and len(request.url.path) > 1:
            detail += " Addresses here do not end in a slash."
    elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (error.headers or {}).get("Allow", "")
        detail = f"This address does not take {request.method}; it takes {allowed}."
    return problem_response(request, error.status_code, detail, headers=error.headers)


def _no_database(request: Request, error: Exception) -> Response:
    if isinstance(error, DBAPIError) and is_full(error):
        detail = "The disk of the database is full: nothing was written."
        return problem_response(request, 507, detail)
    detail = (
        "The database of scenarios, jobs and keys cannot be used at this moment. "
        "Figures can still be read without a key."
    )
    return problem_response(request, 503, detail, headers={"Retry-After": "10"})


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    faults = [_fault(one, request) for one in error.errors()]
    detail = "; ".join(f"{fault['name']}: {fault['detail']}" for fault in faults)
    return problem_response(request, 400, detail + ".", errors=faults)


def _fault(one: Mapping[str, Any], request: Request) -> dict[str, str]:
    """Return one fault without the value that was sent: it may be private."""
    where, *path = one["loc"]
    name = ".".join(str(step)[:_LONGEST_ECHO] for step in path) or str(where)
    kind, context = one["type"], one.get("ctx", {})
    if kind == "extra_forbidden":
        detail = "is not known here" + _allowed(request, str(where))
    elif kind == "string_pattern_mismatch":
        detail = f"must look like {_readable(str(context.get('pattern', '')))}"
    elif kind == "json_invalid":
        name, detail = "body", "is not valid JSON"
    else:
        detail = str(one["msg"])
    return {"in": str(where), "name": name, "detail": detail}


def _allowed(request: Request, where: str) -> str:
    """Name the query keys of the address, as its description does."""
    path = template_of(request.scope).removeprefix(PREFIX) or "/"
    described = request.app.openapi()["paths"].get(path, {})
    operation = described.get(request.method.lower())
    if where != "query" or operation is None:
        return ""
    parameters = operation.get("parameters", [])
    keys = [one["name"] for one in parameters if one["in"] == "query"]
    return f"; allowed are {', '.join(keys)}" if keys else "; no keys are taken here"


def _readable(pattern: str) -> str:
    return re.sub(r"\?:", "", pattern.strip("^$"))
