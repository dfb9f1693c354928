"""Who asks, and what that caller may do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from starlette.requests import Request  # noqa: TC002 - FastAPI reads it

from api.service.database import seconds_of_today
from api.service.keys import ANYONE, Caller, Role
from api.service.problems import ProblemError
from api.service.reaching import service_of

if TYPE_CHECKING:
    from api.service.service import Service

_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="bereik"'}


def admit(request: Request) -> None:
    """Let a request in: known caller, within the limits, every query key once.

    Raises
    ------
    ProblemError
        401 for a key that is not valid, 429 beyond the limit, 400 for a key of the
        query that is given twice.
    """
    service = service_of(request)
    address = request.client.host if request.client else "unknown"
    try:
        caller = _caller(request, service)
    except ProblemError:
        _charge(service, address)
        raise
    _charge(service, caller.owner or address)
    _refuse_repeated(request)
    request.state.caller = caller


def caller_of(request: Request) -> Caller:
    """Return who asks, after `admit`."""
    caller: Caller = request.state.caller
    return caller


def require(request: Request, needed: Role) -> Caller:
    """Return the caller if it has a role.

    Raises
    ------
    ProblemError
        401 without a key, 403 with one that may not.
    """
    caller = caller_of(request)
    if caller.may(needed):
        return caller
    if caller.role is None:
        message = (
            f"This needs an API key with role {needed.value}, in the header "
            "Authorization: Bearer KEY. Keys are made with 'bereik keys make'."
        )
        raise ProblemError(401, message, headers=_CHALLENGE)
    message = f"This needs role {needed.value}; this key has role {caller.role.value}."
    raise ProblemError(403, message)


def _caller(request: Request, service: Service) -> Caller:
    header = request.headers.get("authorization")
    if header is None:
        if service.settings.open_writing:
            return Caller(ANYONE, Role.PLANNER)
        return Caller()
    scheme, _, text = header.partition(" ")
    key = service.keys.known(text.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        message = (
            "The API key in the header Authorization is not valid. Write it as "
            "Authorization: Bearer brk_..., or leave the header out to read open "
            "figures."
        )
        raise ProblemError(401, message, headers=_CHALLENGE)
    if key.is_spent:
        message = (
            f"This key may make {key.per_day} requests a day (UTC) and has made them."
        )
        wait = {"Retry-After": str(seconds_of_today())}
        raise ProblemError(429, message, headers=wait)
    return Caller(key.id, key.role)


def _charge(service: Service, who: str) -> None:
    wait_s = service.rate.charge(who)
    if wait_s > 0:
        seconds = math.ceil(wait_s)
        message = f"Too many requests; ask again in {seconds} s."
        raise ProblemError(429, message, headers={"Retry-After": str(seconds)})


def _refuse_repeated(request: Request) -> None:
    names = [name for name, _ in request.query_params.multi_items()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        shown = ", ".join(name[:40] for name in twice)
        message = f"{shown}: given more than once; write several values with commas."
        raise ProblemError(400, message)
