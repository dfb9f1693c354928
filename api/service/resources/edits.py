"""`/v1/wijzigingen`: the edits of a link, judged one by one."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.service.answering import answered
from api.service.asking import Keys
from api.service.describing import header_using
from api.service.judged_edits import FAULT_WORDS, JudgedEdit, judged_edits
from api.service.models import About
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import documented
from api.service.rendered import Rendered, rendered
from api.service.resources.effect import EditsKey
from api.service.served import Served

router = APIRouter(tags=["effect"])


class EditKeys(Keys):
    """The edits that are judged."""

    als: EditsKey


class EditFault(BaseModel):
    """What is wrong with an edit."""

    soort: str = Field(examples=["nothing"])
    nl: str = Field(examples=["dit verandert niets: zo is het al"])
    en: str


class OneEdit(BaseModel):
    """One edit of a link."""

    tekst: str = Field(examples=["sluit-XA0000-PIE-gl"])
    soort: str = Field(
        description="sluit, open, nieuw, samen, verplaats, wegdicht or wegerbij; or "
        "empty"
    )
    waar: str = Field(description="vestiging, postcode or mode", examples=["XA0000"])
    wat: list[str] = Field(
        description="profiel and leerweg; or the one vestiging or postcode that "
        "another goes to; or two places, longitude and latitude times 100 000",
        examples=[["PIE", "gl"]],
    )
    fout: EditFault | None = Field(description="null if the edit can be made")


class JudgedAnswer(About):
    """The edits in the order of the link, and what is offered after them."""

    wijzigingen: list[OneEdit]
    geldig: str = Field(description="the edits that can be made, as a link holds them")
    aanbod: dict[str, list[str] | None] = Field(
        description="what each vestiging that is touched offers after them, and each "
        "new place by its postcode; null where it is closed",
        examples=[{"XA0000": ["PIE-kl", "BWI-gl"]}],
    )


@router.get(
    "/wijzigingen",
    response_model=JudgedAnswer,
    summary="What a few edits say, and what is wrong with each",
    responses=documented(400, 401, 404, 429, 503),
)
def edits(request: Request, keys: Annotated[EditKeys, Query()]) -> Response:
    """Judge each edit after those before it; one that cannot be made is skipped.

    `/v1/effect` with `fouten=overslaan` works out those that are left.
    """
    return answered(
        request,
        keys,
        ("wijzigingen", keys.als),
        lambda served: _judged(served, keys.als),
    )


def _judged(served: Served, text: str) -> Rendered:
    judged = judged_edits(text, served.snapshot, served.study.start)
    content = {
        **header_using(served, "offers", "vestigingen", "postcodes"),
        "wijzigingen": [_told(one) for one in judged.edits],
        "geldig": judged.valid,
        "aanbod": judged.offers,
    }
    return rendered(json.dumps(content, ensure_ascii=False), MEDIA_TYPES[Form.JSON])


def _told(one: JudgedEdit) -> dict[str, Any]:
    kind, where, *what = one.parts or ("", "")
    fault = {"soort": one.fault, **FAULT_WORDS[one.fault]} if one.fault else None
    return {
        "tekst": one.text,
        "soort": kind,
        "waar": where,
        "wat": what,
        "fout": fault,
    }
