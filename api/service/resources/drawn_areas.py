"""`POST /v1/gebieden/bereik`: the shares of the students inside a polygon."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from pydantic import Field
from starlette.responses import Response

from accessibility.counting import concealed
from accessibility.measures import access_inside
from accessibility.questions import dates_of, notes_of
from api.service.asking import Asked, OfferKeys, asked_of
from api.service.callers import require
from api.service.describing import about_snapshot, dutch_dates
from api.service.drawn import MOST_VERTICES, drawn_shape, posted_crs
from api.service.keys import Role
from api.service.models import described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reaching import service_of
from api.service.representations import represent
from api.service.resources.reach import Bereik
from api.service.responses import Rendered
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


class DrawnAnswer(Bereik):
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
    asked = asked_of(keys)
    if asked.exact:
        require(request, Role.LEZER)
    form = chosen_form(request, keys.f, FORMS)
    shape = drawn_shape(document, posted_crs(request))
    served = service_of(request).served(keys.snapshot)
    one = _rendered(served, asked, form, shape)
    headers = {
        **one.headers,
        "Bereik-Snapshot": served.identity,
        "Cache-Control": "private, no-store",
    }
    return Response(one.body, headers=headers, media_type=one.media_type)


def _rendered(served: Served, asked: Asked, form: Form, shape: Any) -> Rendered:  # noqa: ANN401 - shapely has no types
    question = asked.question
    with served.gate.slot():
        students = served.students_of(asked)
        inside = served.inside(students, shape)
        table = access_inside(
            served.reach(students, question.mode, question.unit),
            served.snapshot.offers,
            students,
            inside=inside,
            within=question.within,
            unit=question.unit,
            denominator=question.denominator,
            pairs=question.pairs,
        )
    table = concealed(table, threshold=students.rounded_to)
    about = {
        **about_snapshot(served),
        "peildata": dutch_dates(dates_of(served.snapshot, students, question.mode)),
        "toelichting": list(notes_of(served.snapshot, students, question)),
        "postcodes": students.postcodes.pc4[inside].tolist(),
    }
    if form is not Form.JSON:
        about["postcodes"] = len(about["postcodes"])
    return represent(dutch(table), form, about, name="bereik")
