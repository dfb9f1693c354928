"""People: the students of a snapshot, fit to be shown, at the points asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.counting import one_multiple, protected, threshold_for
from accessibility.demand import (
    default_choice,
    laid_out,
    made_anew,
    students_of,
    usual_layout,
)
from accessibility.memory import Memo
from accessibility.questions import AUTO

if TYPE_CHECKING:
    from accessibility.counting import MultipleNote, Students
    from accessibility.demand import KeptFillings
    from accessibility.memory import Pool
    from accessibility.snapshot import Snapshot

_MOST_STUDENTS: Final = 12


class People:
    """The students of a snapshot, with a memory.

    Parameters
    ----------
    snapshot
        Tells who lives where.
    multiples
        Remembers to which multiple counts were rounded.
    fillings
        Keeps what kinds of a demand model found.
    pool
        What its memory draws on.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        multiples: MultipleNote,
        fillings: KeptFillings = made_anew,
        pool: Pool | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._fillings = fillings
        self._multiples = multiples
        self._held: Memo[Students] = Memo(pool, _MOST_STUDENTS, grows=True)

    def students(
        self, model: str, points: str, *, whole: bool, smallest: int | None
    ) -> Students:
        """Return the students by a demand model, fit to be shown.

        Parameters
        ----------
        model
            As `accessibility.demand.students_of` takes it; `AUTO` is the one that
            knows most.
        points
            Which points stand for a postcode, as `accessibility.demand.laid_out`
            takes it; `AUTO` for those that know most.
        whole
            Shares will be taken of all leerwegen together: `AUTO` depends on it.
        smallest
            Smallest number that may be shown; None for the rule of the model, 0 for
            the counts as they are.

        Raises
        ------
        UsageError
            If the same counts were rounded to another multiple before.
        """
        snapshot = self._snapshot
        name = default_choice(snapshot, whole=whole) if model == AUTO else model
        exact = self._held.get(name, lambda: self._exact(name))
        rule = threshold_for(exact, example=snapshot.manifest.example)
        multiple = one_multiple(self._multiples, name, asked=smallest, rule=rule)
        key = (name, multiple)
        shown = self._held.get(key, lambda: protected(exact, threshold=multiple))
        layout = usual_layout(snapshot) if points == AUTO else points
        return self._held.get((*key, layout), lambda: laid_out(shown, snapshot, layout))

    def _exact(self, name: str) -> Students:
        return students_of(self._snapshot, name, kept=self._fillings)
