"""How sure a cohort is: families move, the more so the younger the children are.

Measured on the same children at two dates, 3.75 years apart, the country's level taken
out: between which ratios eight of ten areas lie, by division and number of children.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import AreaKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

TESTED_YEARS: Final = 3.75

_OF_KIND: Final = {
    AreaKind.NL: (1.0, 1.0),
    AreaKind.PROVINCIE: (0.979, 1.020),
}
_OTHERS: Final = (0.953, 1.067)
"""Of gemeenten, and of regions, of which it was not measured apart."""

_OF_PC4: Final = (
    (0.0, 0.80, 1.42),
    (50.0, 0.90, 1.29),
    (100.0, 0.88, 1.21),
    (200.0, 0.88, 1.14),
    (400.0, 0.82, 1.09),
)


def cohort_range(
    per: AreaKind, children: NDArray[np.float64], years_ahead: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return likely ends of a cohort as parts of its estimate, each of shape `(n,)`.

    Longer than was tested the logarithms are taken wider by the square root of the
    years: an assumption.

    Parameters
    ----------
    per
        Division that the areas are of.
    children
        Children of five birth years in each area.
    years_ahead
        Years between the count of the children and their third year.
    """
    wider = np.sqrt(max(years_ahead, 0.0) / TESTED_YEARS)
    if per is AreaKind.PC4:
        from_children = np.array([one[0] for one in _OF_PC4])
        row = np.searchsorted(from_children, children, side="right") - 1
        low, high = (np.array([one[k] for one in _OF_PC4])[row] for k in (1, 2))
    else:
        ends = _OF_KIND.get(per, _OTHERS)
        low, high = (np.full(len(children), end) for end in ends)
    return low**wider, high**wider
