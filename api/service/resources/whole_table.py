"""`/alles.parquet` and `/alles.xlsx`: every area, profiel and leerweg in one file."""

from typing import Final

import pandas as pd
from fastapi import APIRouter, Request
from starlette.responses import Response

from accessibility.codes import PROFIEL_CHOICES, AreaKind, Denominator, Leerweg
from accessibility.questions import Question
from accessibility.regions import regions_of
from api.service.answering import answered
from api.service.asking import Keys
from api.service.describing import dutch_header
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.reach_tables import as_read
from api.service.rendered import Rendered, rendered
from api.service.representations import file_name, represent
from api.service.served import Served
from api.service.vocabulary import dutch
from data.exports import parquet_bytes

router = APIRouter(include_in_schema=False)

NAME: Final = "alles"
KINDS: Final = (
    AreaKind.NL,
    AreaKind.PROVINCIE,
    AreaKind.COROP,
    AreaKind.RMC,
    AreaKind.STO_REGIO,
    AreaKind.GEMEENTE,
)
"""Divisions in the file, the largest areas first."""


@router.get(f"/{NAME}.parquet")
def as_parquet(request: Request) -> Response:
    """Give the file for programs, with dates, sources and method in its metadata."""
    form = Form.GEOPARQUET
    return answered(request, Keys(), (NAME, form), _parquet)


@router.get(f"/{NAME}.xlsx")
def as_workbook(request: Request) -> Response:
    """Give the file for people, with dates, sources and method on its first sheet."""
    return answered(request, Keys(), (NAME, Form.XLSX), _workbook)


def _parquet(served: Served) -> Rendered:
    table, about = _whole(served)
    called = f'attachment; filename="{file_name(NAME, about)}.parquet"'
    return rendered(
        parquet_bytes(dutch(table), about),
        MEDIA_TYPES[Form.GEOPARQUET],
        {"Content-Disposition": called},
    )


def _workbook(served: Served) -> Rendered:
    table, about = _whole(served)
    return represent(dutch(as_read(table, Form.XLSX)), Form.XLSX, about, name=NAME)


def _whole(served: Served) -> tuple[pd.DataFrame, dict[str, object]]:
    """Return the shares of every area that the snapshot knows, and what they are."""
    answers = [served.answer(_question(kind)) for kind in KINDS if _has(served, kind)]
    about = dutch_header(served, answers[0].header)
    asked = {k: v for k, v in about["vraag"].items() if k != "gebiedsindeling"}
    table = pd.concat([one.table for one in answers], ignore_index=True)
    return table, about | {"vraag": asked}


def _has(served: Served, kind: AreaKind) -> bool:
    return kind is AreaKind.NL or bool(regions_of(served.snapshot, kind))


def _question(kind: AreaKind) -> Question:
    return Question(
        profielen=PROFIEL_CHOICES,
        leerwegen=tuple(Leerweg),
        denominator=Denominator.LEERWEG,
        per=kind,
    )
