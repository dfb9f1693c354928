"""`/v1/tabellen`: the monitor's tables from this snapshot, beside what was printed."""

from typing import Annotated, Any

import pandas as pd
from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.codes import Profiel
from accessibility.monitor import (
    NORM_M,
    PUBLISHED_YEAR,
    TABLE_NAMES,
    computable,
    monitor_table,
)
from accessibility.questions import Question
from api.service.asking import Asked, Keys
from api.service.describing import about_snapshot
from api.service.linking import base_of
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.representations import represent
from api.service.responses import Rendered, snapshot_response
from api.service.served import AUTO, Served
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
    _, why = _computable(served)
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
    return Tables(**about_snapshot(served), tabellen=links)


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
    served = service_of(request).served(keys.snapshot)
    key = ("tabel", tabel, form)
    one = served.remembered(key, lambda: _rendered(served, tabel, form))
    return snapshot_response(request, served, one, key, pinned=keys.is_pinned)


def _rendered(served: Served, slug: str, form: Form) -> Rendered:
    about: dict[str, Any] = {
        **about_snapshot(served),
        "gepubliceerdOver": PUBLISHED_YEAR,
    }
    name = SLUGS[slug]
    return represent(dutch(_computed(served, name)), form, about, name=f"tabel-{slug}")


def _computed(served: Served, name: str) -> pd.DataFrame:
    land = served.snapshot
    regions, why = _computable(served)
    if name in why:
        message = f"Table {name} {why[name]}."
        raise ProblemError(404, message)
    shares = None
    if name == "B3.6":
        every = tuple(profiel.value for profiel in Profiel)
        question = Question(within=(NORM_M,), profielen=every)
        shares = served.answer(Asked(question, AUTO)).table
    with served.gate.slot():
        return monitor_table(
            name,
            offers=land.offers,
            pupils=land.table("pupils") if land.has("pupils") else None,
            region_of=regions or None,
            shares=shares,
        )


def _computable(served: Served) -> tuple[dict[str, str], dict[str, str]]:
    """Return the STO-regio of each vestiging, and why tables cannot be computed."""
    known = served.snapshot.vestigingen.dropna(subset="sto_regio")
    regions = dict(zip(known.brin6, known.sto_regio, strict=True))
    _, why = computable(
        has_pupils=served.snapshot.has("pupils"), has_regions=bool(regions)
    )
    return regions, why
