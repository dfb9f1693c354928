"""Problems: every error as `application/problem+json` (RFC 9457), in one table."""

from __future__ import annotations

import json
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
    MissingPackageError,
    NetworkError,
    SnapshotError,
    TableError,
    UsageError,
)
from api.service.database import is_full
from api.service.faults import faults_of
from api.service.problem_words import detail_in, fault_in, language_of, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.types import Scope, Send

PROBLEM_JSON: Final = "application/problem+json"

STATUS_OF: Final[tuple[tuple[type[Exception], int], ...]] = (
    (UsageError, 400),
    (InfeasibleError, 409),
    (MissingDataError, 404),
    (MissingPackageError, 501),
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
    "--points": "punten",
    "--smallest": "afscherming",
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
    language: str,
    *,
    request_id: str | None = None,
    errors: list[dict[str, str]] | None = None,
) -> bytes:
    """Return the JSON of a problem that is told in a language."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": title_of(status, language),
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
    is_told: bool = False,
) -> Response:
    """Return a problem as a response, never to be stored, as the caller reads it.

    `is_told` means that the detail is in the language of the caller already.
    """
    language = language_of(request.scope)
    body = problem_body(
        status,
        detail if is_told else detail_in(language, status, detail),
        language,
        request_id=request.scope.get("bereik.request_id"),
        errors=errors,
    )
    kept = {"Cache-Control": "no-store", **_spoken(language), **(headers or {})}
    return Response(body, status, headers=kept, media_type=PROBLEM_JSON)


def _spoken(language: str) -> dict[str, str]:
    return {"Content-Language": language, "Vary": "Accept-Language"}


async def send_problem(
    scope: Scope,
    send: Send,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send a problem from outside the application, where there is no request yet."""
    language = language_of(scope)
    body = problem_body(
        status,
        detail_in(language, status, detail),
        language,
        request_id=scope["bereik.request_id"],
    )
    raw = [
        (b"content-type", PROBLEM_JSON.encode()),
        (b"content-length", str(len(body)).encode()),
        *(
            (k.lower().encode(), v.encode())
            for k, v in (_spoken(language) | dict(headers or {})).items()
        ),
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
    language = language_of(request.scope)
    faults = [
        {"in": "body", "name": error.table, "detail": fault_in(language, one)}
        for one in error.faults
    ]
    detail = f"{error.table}: {'; '.join(one['detail'] for one in faults)}"
    return problem_response(request, status, detail, errors=faults, is_told=True)


UNEXPECTED: Final = (
    "Something went wrong in the service itself. It has been logged under the request "
    "id in this answer; please report it with that id."
)


UNREADABLE: Final = (
    "The body cannot be read: send JSON in UTF-8, not compressed and not nested deeply."
)


def _of_the_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    detail = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND and detail == "Not Found":
        detail = "There is nothing at this address. The resources are listed at /v1."
        if request.url.path.endswith("/") and len(request.url.path) > 1:
            detail += " Addresses here do not end in a slash."
    elif error.status_code == HTTPStatus.BAD_REQUEST:
        # All that the framework itself refuses so.
        detail = UNREADABLE
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
    faults = faults_of(error.errors(), request)
    language = language_of(request.scope)
    told = [{**one, "detail": fault_in(language, one["detail"])} for one in faults]
    detail = "; ".join(f"{one['name']}: {one['detail']}" for one in told)
    return problem_response(request, 400, detail + ".", errors=told, is_told=True)
