"""`/v1/scenarios/toetsen`: the legal checks of a scenario while one fills it in."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.licence import Check
from accessibility.reports import legal_checks
from api.service.answering import permitted_question, served_for
from api.service.asking import GroupKeys
from api.service.describing import header_using
from api.service.models import About
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import documented
from api.service.rendered import rendered
from api.service.resources.scenarios import Document
from api.service.scenario_documents import scenario_of

router = APIRouter(prefix="/scenarios", tags=["scenarios"])
_USED: Final = ("pupils", "licences", "areas")


class JudgedCheck(BaseModel):
    """One legal check; no legal advice."""

    toets: str
    artikel: str
    uitkomst: str = Field(description="voldoet, voldoet niet or niet te bepalen")
    ingevuld: bool = Field(description="it rests on facts of the scenario")
    opmerking: str = Field(description="what a reader must know, or what is missing")
    invoer: dict[str, str]


class Checks(About):
    """The legal checks that a scenario calls for."""

    toetsen: list[JudgedCheck]


@router.post(
    "/toetsen",
    response_model=Checks,
    responses=documented(400, 401, 403, 404, 413, 429, 503),
)
def checks(
    request: Request, keys: Annotated[GroupKeys, Query()], document: Document
) -> Response:
    """Judge a scenario by the law, without keeping it or making a dossier.

    What no open data tell stands in member `facts` of the document; a check without its
    facts is `niet te bepalen`, and says what to fill in.
    """
    question = permitted_question(request, keys)
    served = served_for(request, keys, question)
    scenario = scenario_of(served, document)
    with served.gate.slot():
        review = legal_checks(served.study, scenario, question)
    told = [
        _told(check, is_given=review.rests_on_facts(check)) for check in review.checks
    ]
    body = json.dumps({**header_using(served, *_USED), "toetsen": told})
    one = rendered(body, MEDIA_TYPES[Form.JSON])
    headers = {"Bereik-Snapshot": served.identity}
    return Response(one.body, headers=headers, media_type=one.media_type)


def _told(check: Check, *, is_given: bool) -> dict[str, Any]:
    return {
        "toets": check.title,
        "artikel": check.article,
        "uitkomst": check.outcome.value,
        "ingevuld": is_given,
        "opmerking": check.remark,
        "invoer": {fact.name: fact.value for fact in check.facts},
    }
