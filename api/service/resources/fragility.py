"""`/v1/kwetsbaarheid`: what the closure of each offer or vestiging would cost."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.questions import Question
from accessibility.reports import Closing, closures
from api.service.answering import answered_question, permitted_question
from api.service.asking import (
    ALL_LEERWEGEN,
    ALL_PROFIELEN,
    OfferKeys,
    WayKeys,
    WhichLeerwegen,
    WhichProfielen,
)
from api.service.describing import dutch_header
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reach_tables import as_read
from api.service.rendered import Rendered
from api.service.representations import represent
from api.service.served import Served
from api.service.vocabulary import Noemer, dutch

router = APIRouter(tags=["kwetsbaarheid"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.HTML)


class Soort(StrEnum):
    """What is closed, one at a time."""

    VESTIGINGEN = "vestigingen"
    AANBOD = "aanbod"


_CLOSING = {Soort.VESTIGINGEN: Closing.VESTIGINGEN, Soort.AANBOD: Closing.OFFERS}


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
    profiel: WhichProfielen = ALL_PROFIELEN
    leerweg: WhichLeerwegen = ALL_LEERWEGEN
    noemer: Annotated[
        Noemer,
        Field(description="leerweg counts students of it; gezamenlijk counts all once"),
    ] = Noemer.LEERWEG
    f: FormKey = None

    @property
    def offers(self) -> OfferKeys:
        """The question about offers that these keys stand for."""
        ways = {name: getattr(self, name) for name in WayKeys.model_fields}
        if "noemer" in self.model_fields_set:
            ways["noemer"] = self.noemer
        ways |= {"profiel": self.profiel, "leerweg": self.leerweg}
        return OfferKeys(**ways, drempel=str(self.drempel))


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
    enigeKwijtHoog: float | None = Field(
        description="guaranteed, wherever in their postcode students live; so is Laag"
    )
    enigeKwijtVermoedelijkLaag: float | None = Field(
        default=None, description="very likely at least; Hoog: at most"
    )
    enigeKwijtVermoedelijkHoog: float | None = None
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
def ranked(request: Request, keys: Annotated[ClosureKeys, Query()]) -> Response:
    """Rank the closure of every vestiging, or of every offer, one at a time.

    A student whose only offer of a profiel within the threshold is closed loses it.
    Two closures together are ranked by `bereik fragile`.
    """
    question = permitted_question(request, keys.offers)
    form = chosen_form(request, keys.f, FORMS)
    return answered_question(
        request,
        keys,
        question,
        ("kwetsbaarheid", keys.soort, form),
        lambda served: _rendered(served, question, keys.soort, form),
    )


def _rendered(served: Served, question: Question, soort: Soort, form: Form) -> Rendered:
    with served.gate.slot():
        answer = closures(served.study, question, _CLOSING[soort])
    about = dutch_header(served, answer.header)
    name = f"kwetsbaarheid-{soort.value}"
    return represent(dutch(as_read(answer.table, form)), form, about, name=name)
