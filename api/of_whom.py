"""Of whom a share is taken, the same in every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.demand import usual_denominator

if TYPE_CHECKING:
    from accessibility.codes import Denominator
    from accessibility.study import Study


def of_whom(asked: Denominator | None, study: Study, students: str) -> Denominator:
    """Return the denominator of a question: as asked, or the usual one.

    Parameters
    ----------
    asked
        What `--denominator` says; None if it is left out.
    study
        Knows what its students tell.
    students
        The demand model, as `--students` names it.
    """
    return asked or usual_denominator(students, study.snapshot)
