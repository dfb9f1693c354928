"""`/v1/tabellen`: the monitor's tables from this snapshot, beside what was printed."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.monitor import PUBLISHED_YEAR, TABLE_NAMES
from accessibility.reports import missing_for_tables, monitor_answer
from api.service.answering import answered
from api.service.asking import Keys
from api.service.describing import dutch_header, header_of_all
from api.service.linking import base_of
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.rendered import Rendered
from api.service.representations import represent
from api.service.served import Served
from api.service.vocabulary import dutch

router = APIRouter(prefix="/tabellen", tags=["tabellen"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.HTML)
SLUGS = {name.replace("Figure ", "figuur-"): name for name in TABLE_NAMES}
_ERRORS = documented(400, 401, 404, 406, 429, 503)


class TableKeys(Keys):
    """How a table is written."""

    f: FormKey = None


class TableLink(BaseModel):
    """A table that can or cannot be computed from this snapshot."""

    naam: str = Field(examples=["B3.6"])
    href: str
    beschikbaar: bool
    reden: str = Field(description="why it cannot be computed; empty where it can")


class Tables(About):
    """The tables of the monitor."""

    tabellen: list[TableLink]


class Cell(BaseModel):
    """One number of a table beside the printed one; null where none is printed."""

    model_config = ConfigDict(extra="allow")

    tabel: str
    leerweg: str
    profiel: str
    grootheid: str
    waarde: float | None
    gepubliceerd: float | None
    verschil: float | None
    opmerking: str


class Table(About):
    """A table of the monitor."""

    gepubliceerdOver: str = Field(examples=["2023/2024"])
    rijen: list[Cell]


@router.get("", responses=documented(400, 401, 404, 429))
def tables(request: Request, keys: Annotated[Keys, Query()]) -> Tables:
    """List the tables of the monitor and which of them this snapshot can give."""
    served = service_of(request).served(keys.snapshot)
    why = missing_for_tables(served.snapshot)
    base = base_of(request)
    links = [
        TableLink(
            naam=name,
            href=f"{base}/tabellen/{slug}",
            beschikbaar=name not in why,
            reden=why.get(name, ""),
        )
        for slug, name in SLUGS.items()
    ]
    return Tables(**header_of_all(served), tabellen=links)


@router.get(
    "/{tabel}",
    response_model=Table,
    responses={**described(FORMS, "One row per number."), **_ERRORS},
)
def table(
    request: Request,
    tabel: Annotated[
        str, Path(examples=["B3.6"], json_schema_extra={"enum": list(SLUGS)})
    ],
    keys: Annotated[TableKeys, Query()],
) -> Response:
    """Give a table of the monitor, computed from the snapshot in service."""
    if tabel not in SLUGS:
        message = f"There is no such table; there are {', '.join(SLUGS)}."
        raise ProblemError(404, message)
    form = chosen_form(request, keys.f, FORMS)
    key = ("tabel", tabel, form)
    return answered(request, keys, key, lambda one: _rendered(one, tabel, form))


def _rendered(served: Served, slug: str, form: Form) -> Rendered:
    with served.gate.slot():
        answer = monitor_answer(served.study, SLUGS[slug])
    about = {
        **dutch_header(served, answer.header),
        "gepubliceerdOver": ", ".join(
            filter(None, answer.table.published_year.unique())
        )
        or PUBLISHED_YEAR,
    }
    return represent(dutch(answer.table), form, about, name=f"tabel-{slug}")
