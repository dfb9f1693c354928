"""Whose counts are shown: the demand model behind `auto`, and what may leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.counting import protected, threshold_for
from accessibility.demand import default_choice, students_of

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.snapshot import Snapshot

AUTO: Final = "auto"


def students_by_choice(
    snapshot: Snapshot,
    choice: str,
    *,
    whole: bool = False,
    smallest: int | None = None,
) -> Students:
    """Return students whose counts may be shown, by a named model or by the best one.

    Parameters
    ----------
    snapshot
        Holds what the models need.
    choice
        A model as `accessibility.demand.students_of` takes it, or `auto`.
    whole
        As for `accessibility.demand.default_choice`.
    smallest
        Smallest number of students that may be shown; None for the rule of the
        model (10 for own counts, 5 for counts from DUO's files).
    """
    named = choice if choice != AUTO else default_choice(snapshot, whole=whole)
    students = students_of(snapshot, named)
    if smallest is None:
        smallest = threshold_for(students, example=snapshot.manifest.example)
    return protected(students, threshold=smallest)
