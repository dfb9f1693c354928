"""The shares of the students inside a polygon that somebody drew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from accessibility.counting import concealed
from accessibility.measures import inside_by_nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.questions import Answer, Question
    from accessibility.study import Study


@dataclass(frozen=True)
class DrawnArea:
    """Shares inside a polygon, and the postcodes that count as inside."""

    answer: Answer
    pc4: tuple[str, ...]


def drawn_area(study: Study, shape: shapely.Geometry, question: Question) -> DrawnArea:
    """Compute the shares of the students in the postcodes whose point lies inside.

    Parameters
    ----------
    study
        Answers.
    shape
        In metres, EPSG:28992.
    question
        Its division does not matter.
    """
    basis = study.basis(question)
    students = basis.students
    inside = _inside(study, students, shape)
    pc4 = tuple(students.postcodes.pc4[inside].tolist())
    table = inside_by_nearest(
        basis.nearest(question.pairs),
        students,
        inside=inside,
        within=question.within,
        denominator=question.denominator,
        whereabouts=basis.whereabouts(question.pairs),
    )
    safe = concealed(table, threshold=students.rounded_to)
    return DrawnArea(study.told(safe, question, students), pc4)


def _inside(
    study: Study, students: Students, shape: shapely.Geometry
) -> NDArray[np.bool_]:
    """Tell which postcodes of the students have their point inside a shape."""
    places = study.snapshot.postcodes.set_index("pc4").geometry
    points = places.reindex(students.postcodes.pc4)
    shapely.prepare(shape)
    return np.asarray(
        shapely.intersects_xy(shape, points.x.to_numpy(), points.y.to_numpy()), np.bool_
    )
