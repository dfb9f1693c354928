"""Seen from home: how far each vestiging lies, for whatever of them may close."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.places import points_of
from accessibility.position import SiteSpans
from accessibility.reach_table import whole_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from accessibility.effects import EffectBase
    from accessibility.from_home.seen import FromHome
    from accessibility.questions import Question


def ready_to_close(
    base: EffectBase,
    seen: FromHome,
    question: Question,
    base_of: Callable[[Question], EffectBase],
) -> EffectBase:
    """Return a base that knows what may be lost anywhere in a postcode, when asked.

    Parameters
    ----------
    base
        The state before.
    seen
        The same snapshot, seen from home.
    question
        What the base answers.
    base_of
        Gives the base of the same question by other points.
    """
    if not seen.knows_land(question):
        return base
    usual = replace(question, points=seen.model_layout(question, base.students))
    same = usual.points == base.students.layout
    return replace(
        base,
        site_spans=lambda: _site_spans(base, seen, question),
        modelled=None if same else lambda: base_of(usual),
    )


def _site_spans(base: EffectBase, seen: FromHome, question: Question) -> SiteSpans:
    """Measure from every vestiging that offers something, one at a time."""
    students, most = base.students, whole_units(max(question.within), question.unit)
    rows = np.flatnonzero(base.offered.any(axis=0))
    places = _places(seen, base.reach.destination_ids[rows])
    known = np.isfinite(places).all(axis=1)
    has_land = seen.has_land(students)
    found = []
    for row, place in zip(rows[known], places[known], strict=True):
        span = seen.measured(question, students, place[np.newaxis])
        near = np.flatnonzero(span.possibly(most) & has_land)
        site = np.full(len(near), row)
        found.append(np.stack([site, near, span.least[near], span.most[near]]))
    site, postcode, *costs = np.concatenate([np.empty((4, 0)), *found], axis=1)
    least, most_ = (cost.astype(np.int32) for cost in costs)
    return SiteSpans(
        site.astype(np.int64), postcode.astype(np.int64), least, most_, ~has_land
    )


def _places(seen: FromHome, brin6: NDArray[np.str_]) -> NDArray[np.float64]:
    """Return where vestigingen lie, in metres; NaN where that is not known."""
    there = points_of(seen.snapshot.vestigingen, "brin6")
    at = np.column_stack([there.x_m, there.y_m])
    at[~there.is_placed] = np.nan
    row = {code: k for k, code in enumerate(there.ids.tolist())}
    return at[[row[code] for code in brin6.tolist()]]
