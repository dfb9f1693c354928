"""`/v1/kwetsbaarheid`: what the closure of each offer or vestiging would cost."""

from enum import StrEnum
from typing import Annotated

import pandas as pd
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.effects import hanging, offer_closures, vestiging_closures
from api.service.asking import Asked, OfferKeys, WayKeys, asked_of
from api.service.callers import require
from api.service.effects import about_effect
from api.service.keys import Role
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reaching import service_of
from api.service.representations import represent
from api.service.responses import Rendered, snapshot_response
from api.service.served import Served
from api.service.vocabulary import Noemer, dutch

router = APIRouter(tags=["kwetsbaarheid"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.HTML)


class Soort(StrEnum):
    """What is closed, one at a time."""

    VESTIGINGEN = "vestigingen"
    AANBOD = "aanbod"


class ClosureKeys(WayKeys):
    """What is closed, within which threshold, and of whom."""

    soort: Annotated[
        Soort,
        Field(description="close one vestiging whole, or one offer of a vestiging"),
    ] = Soort.VESTIGINGEN
    drempel: Annotated[
        int,
        Field(
            ge=1,
            le=30_000,
            description="threshold, inclusive; at most 30000 m or 7200 s",
            examples=[10_000],
        ),
    ] = 10_000
    noemer: Annotated[
        Noemer,
        Field(description="leerweg counts students of it; gezamenlijk counts all once"),
    ] = Noemer.LEERWEG
    f: FormKey = None


class Closure(BaseModel):
    """What one closure would cost, in students; the worst closure comes first."""

    model_config = ConfigDict(extra="allow")

    vestiging: str = Field(examples=["XA0000"])
    naam: str
    plaats: str | None
    profiel: str | None = Field(default=None, description="for soort aanbod")
    leerweg: str | None = Field(default=None, description="for soort aanbod")
    enigeKwijtLaag: float | None
    enigeKwijt: float | None = Field(
        description="students who lose their only option", examples=[41.0]
    )
    enigeKwijtHoog: float | None
    techniekKwijt: float | None = Field(
        default=None,
        description="for soort vestigingen: those of them who lose their last "
        "technical offer",
    )


class Closures(About):
    """Every single closure, ranked by the students who lose their only option."""

    rijen: list[Closure]


@router.get(
    "/kwetsbaarheid",
    response_model=Closures,
    summary="Which closures would cost students their only option",
    responses={
        **described(FORMS, "One row per vestiging or offer, the worst first."),
        **documented(400, 401, 403, 404, 406, 429, 503),
    },
)
def closures(request: Request, keys: Annotated[ClosureKeys, Query()]) -> Response:
    """Rank the closure of every vestiging, or of every offer, one at a time.

    A student whose only offer of a profiel within the threshold is closed loses it.
    Two closures together are ranked by `bereik fragile`.
    """
    asked = asked_of(
        OfferKeys(
            modus=keys.modus,
            eenheid=keys.eenheid,
            leerlingen=keys.leerlingen,
            afscherming=keys.afscherming,
            drempel=str(keys.drempel),
            noemer=keys.noemer,
        )
    )
    if asked.exact:
        require(request, Role.LEZER)
    form = chosen_form(request, keys.f, FORMS)
    served = service_of(request).served(keys.snapshot)
    key = ("kwetsbaarheid", keys.soort, form, asked)
    one = served.remembered(key, lambda: _rendered(served, asked, keys.soort, form))
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=asked.exact
    )


def _rendered(served: Served, asked: Asked, soort: Soort, form: Form) -> Rendered:
    with served.gate.slot():
        table = _ranked(served, asked, soort)
    sites = served.snapshot.vestigingen.set_index("brin6")[["naam", "plaats"]]
    named = table[["brin6"]].join(sites, on="brin6").join(table.drop(columns="brin6"))
    about = about_effect(served, asked)
    return represent(dutch(named), form, about, name=f"kwetsbaarheid-{soort.value}")


def _ranked(served: Served, asked: Asked, soort: Soort) -> pd.DataFrame:
    base = served.effect_base(asked)
    found = hanging(base)
    if soort is Soort.AANBOD:
        return offer_closures(base, found)
    return vestiging_closures(base, found)
