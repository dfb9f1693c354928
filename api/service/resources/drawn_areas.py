"""`POST /v1/gebieden/bereik`: the shares of the students inside a polygon."""

from typing import Annotated, Any

import shapely
from fastapi import APIRouter, Body, Query, Request
from pydantic import Field
from starlette.responses import Response

from accessibility.measures import SHARES
from accessibility.questions import Question
from accessibility.reports import drawn_area
from api.service.answering import permitted_question, served_for
from api.service.asking import OfferKeys
from api.service.describing import dutch_header
from api.service.drawn import MOST_VERTICES, drawn_shape, posted_crs
from api.service.measure_models import answer_model
from api.service.models import described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reach_tables import as_read
from api.service.rendered import Rendered
from api.service.representations import represent
from api.service.served import Served
from api.service.vocabulary import dutch

router = APIRouter(prefix="/gebieden", tags=["bereik"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX)
_EXAMPLE = {
    "type": "Polygon",
    "coordinates": [[[5.0, 52.0], [5.2, 52.0], [5.2, 52.2], [5.0, 52.0]]],
}


class DrawnKeys(OfferKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


class DrawnAnswer(answer_model(SHARES)):  # type: ignore[misc] # made from the record
    """Shares of the students inside the polygon."""

    postcodes: list[str] = Field(
        description="whose point lies inside; each counts whole"
    )


@router.post(
    "/bereik",
    response_model=DrawnAnswer,
    summary="Which share of the students inside a polygon can reach an offer",
    responses={
        **described(FORMS, "One row per profiel and leerweg."),
        **documented(400, 401, 403, 404, 406, 413, 429, 503),
    },
)
def drawn(
    request: Request,
    keys: Annotated[DrawnKeys, Query()],
    document: Annotated[
        dict[str, Any],
        Body(
            description=f"a GeoJSON Polygon or MultiPolygon of at most {MOST_VERTICES} "
            "vertices, or a Feature; in CRS84, or in RD New with the header "
            "Content-Crs",
            examples=[_EXAMPLE],
        ),
    ],
) -> Response:
    """Compute the shares of the students in the postcodes whose point lies inside.

    The figures are sums of counts that were protected per postcode beforehand: two
    polygons that differ a little show nothing that the figures per postcode do not.
    """
    question = permitted_question(request, keys)
    form = chosen_form(request, keys.f, FORMS)
    shape = drawn_shape(document, posted_crs(request))
    served = served_for(request, keys, question)
    one = _rendered(served, question, form, shape)
    headers = {
        **one.headers,
        "Bereik-Snapshot": served.identity,
        "Cache-Control": "private, no-store",
    }
    return Response(one.body, headers=headers, media_type=one.media_type)


def _rendered(
    served: Served, question: Question, form: Form, shape: shapely.Geometry
) -> Rendered:
    with served.gate.slot():
        area = drawn_area(served.study, shape, question)
    inside = list(area.pc4) if form is Form.JSON else len(area.pc4)
    about = {**dutch_header(served, area.answer.header), "postcodes": inside}
    return represent(
        dutch(as_read(area.answer.table, form)), form, about, name="bereik"
    )
