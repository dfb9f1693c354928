"""Years to come: three layers, the best order of closures, small groups, regions."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from api.service.ahead import (
    GroupsKeys,
    OrderKeys,
    OutlookKeys,
    RegionsKeys,
    asked_of,
    check_open,
    groups_rendered,
    order_rendered,
    outlook_rendered,
    regions_rendered,
)
from api.service.answering import answered, permitted_question, served_for
from api.service.asking import EXACT
from api.service.callers import caller_of
from api.service.keys import Role
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reaching import service_of

router = APIRouter(tags=["vooruit"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.HTML)
_ERRORS = documented(400, 401, 403, 404, 406, 429, 503)


class AheadRow(BaseModel):
    """A row; its columns depend on what is shown."""

    model_config = ConfigDict(extra="allow")


class AheadTable(About):
    """A table about years to come; no forecast."""

    rijen: list[AheadRow]


class _OutlookKeys(OutlookKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


class _OrderKeys(OrderKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


class _GroupsKeys(GroupsKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


class _RegionsKeys(RegionsKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


@router.get(
    "/vooruitzichten",
    response_model=AheadTable,
    summary="Students and access in years to come, in three layers",
    responses={**described(FORMS, "One row per year, area and pair."), **_ERRORS},
)
def outlook(request: Request, keys: Annotated[_OutlookKeys, Query()]) -> Response:
    """Look ahead: no forecast, and three layers that are never mixed.

    Demography (homes change, offers stay), likely (offers go and come at measured
    rates, drawn many times), and what if a norm holds. All pairs at once are a job of
    soort vooruitzicht.
    """
    asked = keys.asked
    question = permitted_question(request, keys)
    if not caller_of(request).may(Role.LEZER):
        check_open(asked)
    served_for(request, keys, question)
    form = chosen_form(request, keys.f, FORMS)
    key = ("vooruitzichten", asked_of(keys), form)
    return answered(
        request,
        keys,
        key,
        lambda served: outlook_rendered(served, keys, form),
        private=question.smallest == EXACT,
    )


@router.get(
    "/sluitingen",
    response_model=AheadTable,
    summary="Which closures cost the fewest students an option, if some must close",
    responses={**described(FORMS, "One row per step, plan or group."), **_ERRORS},
)
def closures(request: Request, keys: Annotated[_OrderKeys, Query()]) -> Response:
    """Find the best order, proven; what would cost least, not what will happen."""
    question = permitted_question(request, keys)
    served_for(request, keys, question)
    form = chosen_form(request, keys.f, FORMS)
    return answered(
        request,
        keys,
        ("sluitingen", asked_of(keys), form),
        lambda served: order_rendered(served, keys, form),
        private=question.smallest == EXACT,
    )


@router.get(
    "/groepen",
    response_model=AheadTable,
    summary="Small technical groups, and the nearest alternative of each",
    responses={**described(FORMS, "One row per group, small ones first."), **_ERRORS},
)
def groups(request: Request, keys: Annotated[_GroupsKeys, Query()]) -> Response:
    """List groups of few third-years per vestiging, profiel and leerweg."""
    form = chosen_form(request, keys.f, FORMS)
    return answered(
        request,
        keys,
        ("groepen", asked_of(keys), form),
        lambda served: groups_rendered(served, keys, form),
    )


@router.get(
    "/regios",
    response_model=AheadTable,
    summary="What regions offer and lack, how large they are, and their borders",
    responses={**described(FORMS, "One row per region and what is told."), **_ERRORS},
)
def regions(request: Request, keys: Annotated[_RegionsKeys, Query()]) -> Response:
    """Tell of regions by school: sto-regio's where they are known."""
    question = permitted_question(request, keys)
    served_for(request, keys, question)
    form = chosen_form(request, keys.f, FORMS)
    older = service_of(request).served(keys.sinds) if keys.sinds else None
    identity = older.identity if older else ""
    return answered(
        request,
        keys,
        ("regios", asked_of(keys), identity, form),
        lambda served: regions_rendered(served, older, keys, form),
        private=question.smallest == EXACT,
    )
