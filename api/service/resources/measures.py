"""The measures of students within reach, each made from its record.

`/v1/bereik` is the first of them: the shares of table B3.6.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from accessibility.measures import EITHER_WAY, MEASURES, SHARES, Measure
from api.service.answering import answered_question, permitted_question
from api.service.asking import EitherReachKeys, ReachGroupKeys
from api.service.measure_models import answer_model
from api.service.models import described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import ProblemError, documented
from api.service.reach_tables import measure_rendered

router = APIRouter(tags=["bereik"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.GEOJSON, Form.HTML)


class MeasureKeys(EitherReachKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


class MeasureGroupKeys(ReachGroupKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


def _model_of(measure: Measure) -> Any:  # noqa: ANN401 - a model, or one of two
    """Return the shape of an answer; shares have another one where two ways do."""
    usual = answer_model(measure)
    return usual | answer_model(EITHER_WAY) if measure is SHARES else usual


def _add(measure: Measure) -> None:
    """Serve a measure at its own address."""
    keys_of_measure = MeasureKeys if measure.asks_profiel else MeasureGroupKeys

    @router.get(
        f"/{measure.key}",
        name=measure.key,
        response_model=_model_of(measure),
        summary=measure.summary,
        description=measure.summary,
        responses={
            **described(FORMS, measure.title),
            **documented(400, 401, 403, 404, 406, 429, 503),
        },
    )
    def answer(
        request: Request,
        keys: Annotated[keys_of_measure, Query()],  # type: ignore[valid-type] # of the measure
    ) -> Response:
        asked: MeasureKeys | MeasureGroupKeys = keys
        question = permitted_question(request, asked)
        single = measure.one_threshold or question.or_else is not None
        if single and len(question.within) != 1:
            message = "Give exactly one drempel."
            raise ProblemError(400, message)
        form = chosen_form(request, asked.f, FORMS)
        return answered_question(
            request,
            asked,
            question,
            (measure.key, form, asked.areas),
            lambda served: measure_rendered(
                served, measure, question, asked.areas, form
            ),
        )


for _measure in MEASURES:
    _add(_measure)
