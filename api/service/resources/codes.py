"""`/v1/codes`: what can be asked, by code and in words."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.service.asking import NoKeys
from api.service.code_words import (
    AREA_WORDS,
    NOEMER_PHRASES,
    UNIT_WORDS,
    date_codes,
    leerweg_codes,
    mode_codes,
    profiel_codes,
)
from api.service.judged_edits import FAULT_WORDS
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import documented
from api.service.rendered import Rendered, rendered
from api.service.responses import release_etag, release_response
from api.service.short_edits import FORMS, MOST_SHORT, SHORT_EDITS

router = APIRouter(tags=["dienst"])


class Words(BaseModel):
    """What a thing is called."""

    nl: str
    en: str


class Code(Words):
    """A code and what it is called."""

    code: str


class ProfielCode(Code):
    """A profiel that can be asked."""

    technisch: bool = Field(description="true for the technical ones")
    staatVoor: list[str] = Field(description="the profielen it stands for")


class ModeCode(Code):
    """A mode that can be asked, where the snapshot holds its roads."""

    eenheden: list[str] = Field(examples=[["m", "s"]])
    middel: Words = Field(description="how one goes: 12 km ...")


class DateCode(Code):
    """Something of which an answer tells the date."""

    kort: bool = Field(description="true if page, map and dossier name it in one line")


class EditCodes(BaseModel):
    """How edits are written in an address."""

    hoogstens: int = Field(description="edits in one address")
    patroon: str = Field(description="what the text of all edits looks like")
    vormen: list[str] = Field(examples=[["sluit-BRIN6"]])
    fouten: list[Code] = Field(description="what can be wrong with one")


class Codes(BaseModel):
    """Every code of the questions of this interface."""

    profielen: list[ProfielCode]
    leerwegen: list[Code]
    modi: list[ModeCode]
    eenheden: list[Code]
    noemers: list[Code]
    gebiedsindelingen: list[Code]
    peildata: list[DateCode]
    wijzigingen: EditCodes


@router.get(
    "/codes",
    response_model=Codes,
    summary="What can be asked, by code and in words",
    responses=documented(400, 401, 429),
)
def codes(request: Request, keys: Annotated[NoKeys, Query()]) -> Response:  # noqa: ARG001 - refuses others
    """List profielen, leerwegen, modes, units, denominators, divisions and edits.

    Which modes a snapshot can be asked for stands in `/v1/snapshots`.
    """
    one = _codes()
    return release_response(request, one, release_etag(one))


@cache
def _codes() -> Rendered:
    plain: dict[str, Mapping[Any, Mapping[str, str]]] = {
        "eenheden": UNIT_WORDS,
        "noemers": NOEMER_PHRASES,
        "gebiedsindelingen": AREA_WORDS,
    }
    every = Codes.model_validate(
        {
            "profielen": profiel_codes(),
            "leerwegen": leerweg_codes(),
            "modi": mode_codes(),
            **{name: _coded(table) for name, table in plain.items()},
            "peildata": date_codes(),
            "wijzigingen": {
                "hoogstens": MOST_SHORT,
                "patroon": SHORT_EDITS,
                "vormen": FORMS,
                "fouten": _coded(FAULT_WORDS),
            },
        }
    )
    return rendered(every.model_dump_json(), MEDIA_TYPES[Form.JSON])


def _coded(table: Mapping[Any, Mapping[str, str]]) -> list[dict[str, str]]:
    return [{"code": str(code), **words} for code, words in table.items()]
