"""`/v1/vestigingen/{brin6}`: one school site with what it offers."""

import json
from typing import Annotated, Any

import numpy as np
import pandas as pd
from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.counting import MASK_HIGH, MASK_LOW, is_small
from api.service.asking import Keys
from api.service.callers import caller_of
from api.service.describing import header_using
from api.service.features import CRS84_URI, KINDS
from api.service.keys import Role
from api.service.models import About
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.rendered import rendered
from api.service.responses import snapshot_response
from api.service.served import Served

router = APIRouter(tags=["vestigingen"])


class SiteOffer(BaseModel):
    """A profiel and leerweg that is offered, with its third-years as an interval."""

    profiel: str
    leerweg: str
    grond: str = Field(
        description="what the offer is known from: pupils, exams or declared"
    )
    leerlingenLaag: float | None
    leerlingen: float | None
    leerlingenHoog: float | None
    afgeschermd: bool


class Site(About):
    """A school site."""

    vestiging: str = Field(examples=["00AB01"])
    eigenschappen: dict[str, Any]
    punt: dict[str, Any] | None = Field(description="GeoJSON point, CRS84")
    aanbod: list[SiteOffer]


@router.get(
    "/vestigingen/{brin6}",
    response_model=Site,
    responses=documented(400, 401, 404, 429),
)
def vestiging(
    request: Request,
    brin6: Annotated[str, Path(pattern="^[0-9A-Z]{6}$", examples=["00AB01"])],
    keys: Annotated[Keys, Query()],
) -> Response:
    """Give a vestiging with what it offers and how many third-years each offer has.

    Fewer than five third-years are shown as 1 to 4 unless a key with role lezer is
    given.
    """
    served = service_of(request).served(keys.snapshot)
    exact = caller_of(request).may(Role.LEZER)
    content = _content(served, brin6, exact=exact)
    body = json.dumps(content, ensure_ascii=False)
    one = rendered(body, MEDIA_TYPES[Form.JSON])
    key = ("vestiging", brin6, exact)
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=exact
    )


def _content(served: Served, brin6: str, *, exact: bool) -> dict[str, Any]:
    table = served.features("vestigingen")
    row = table.row_of(brin6)
    if row is None:
        message = "There is no vestiging with this BRIN6 in the snapshot in service."
        raise ProblemError(404, message)
    feature = json.loads(table.geojson(np.array([row]), CRS84_URI)[0])
    lists = KINDS["vestigingen"].lists
    offers = served.snapshot.offers
    return {
        **header_using(served, "vestigingen", "offers"),
        "vestiging": brin6,
        "eigenschappen": {
            k: v for k, v in feature["properties"].items() if k not in lists
        },
        "punt": feature["geometry"],
        "aanbod": [
            _offer(offer, exact=exact)
            for offer in offers[offers.brin6 == brin6].itertuples()
        ],
    }


def _offer(offer: Any, *, exact: bool) -> dict[str, Any]:  # noqa: ANN401 - a row
    counts = (offer.students_low, offer.students, offer.students_high)
    interval = [None if pd.isna(count) else float(count) for count in counts]
    few = bool(is_small(offer.students)) and not exact
    if few:
        interval = [float(MASK_LOW), None, float(MASK_HIGH)]
    return {
        "profiel": offer.profiel,
        "leerweg": offer.leerweg,
        "grond": offer.evidence,
        "leerlingenLaag": interval[0],
        "leerlingen": interval[1],
        "leerlingenHoog": interval[2],
        "afgeschermd": few,
    }
