"""Whose counts are shown: the demand model behind `auto`, and what may leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.demand import default_choice, students_of
from accessibility.disclosure import protected, threshold_for

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot
    from accessibility.students import Students

AUTO: Final = "auto"
MONITOR_AGES: Final = "inhabitants:10-14"


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
        All leerwegen are asked for together: where nothing tells where pupils of a
        leerweg live, inhabitants of 10-14 are a better stand-in than a model of it.
    smallest
        Smallest number of students that may be shown; None for the rule of the
        model (10 for own counts, 5 for counts from DUO's files).
    """
    named = choice if choice != AUTO else _best(snapshot, whole=whole)
    students = students_of(snapshot, named)
    if smallest is None:
        smallest = threshold_for(students, example=snapshot.manifest.example)
    return protected(students, threshold=smallest)


def _best(snapshot: Snapshot, *, whole: bool) -> str:
    best = default_choice(snapshot)
    if whole and best not in ("own", "herkomst") and snapshot.has("inhabitants"):
        return MONITOR_AGES
    return best
