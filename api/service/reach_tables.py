"""Answers about reach in one of their representations, for resources and jobs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import AreaKind
from accessibility.counting import whole_people
from accessibility.reports import changes_of
from api.service.describing import dutch_header
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.rendered import rendered
from api.service.representations import json_rows, represent
from api.service.vocabulary import dutch

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from accessibility.measures import Measure
    from accessibility.questions import Question
    from accessibility.scenario import Scenario
    from api.service.asking import Areas
    from api.service.rendered import Rendered
    from api.service.served import Served


_READ: Final = frozenset({Form.CSV, Form.XLSX, Form.HTML})
"""Forms that people open: CSV is written for Excel."""


def measure_rendered(
    served: Served, measure: Measure, question: Question, areas: Areas, form: Form
) -> Rendered:
    """Return what a measure answers.

    Raises
    ------
    ProblemError
        404 if an area is not one of the division.
    """
    answer = served.answer(question, measure)
    return represent(
        dutch(as_read(areas.among(answer.table).of(answer.table), form)),
        form,
        dutch_header(served, answer.header),
        name=measure.key,
        polygons=polygons_for(served, areas.kind, form),
    )


def effect_rendered(
    served: Served,
    scenario: Scenario,
    question: Question,
    areas: Areas,
    form: Form,
    *,
    also: Mapping[str, Any] | None = None,
) -> Rendered:
    """Return what a scenario changes in access; as JSON also in choice.

    Parameters
    ----------
    served, scenario, question, areas, form
        What answers what, and how it is written.
    also
        Further members of the JSON.
    """
    with served.gate.slot():
        changes = changes_of(served.study, scenario, question)
    if areas.kind is not AreaKind.NL:
        areas = areas.among(served.snapshot.areas(areas.kind))
    table = dutch(as_read(areas.of(changes.access.table), form))
    about = dutch_header(served, changes.access.header)
    if form is not Form.JSON:
        polygons = polygons_for(served, question.per, form)
        return represent(table, form, about, name="effect", polygons=polygons)
    choices = dutch(areas.of(changes.choice))
    about |= {**(also or {}), "keuze": json.loads(choices.to_json(orient="records"))}
    return rendered(json_rows(table, about), MEDIA_TYPES[form])


def as_read(table: pd.DataFrame, form: Form) -> pd.DataFrame:
    """Return a table with whole people in the forms that people read.

    Machines get numbers of people as they were computed, in persons.
    """
    return whole_people(table) if form in _READ else table


def polygons_for(
    served: Served, kind: AreaKind, form: Form
) -> tuple[gpd.GeoDataFrame, int] | None:
    """Return the polygons of a division where the form shows any."""
    if form is not Form.GEOJSON or kind is AreaKind.NL:
        return None
    return served.polygons(kind)
