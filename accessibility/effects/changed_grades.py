"""People whom a change concerns, per area, in five grades computed together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.counting import Areas, Grades, five, graded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Graded, Part, Students, Whom


def people_in(students: Students, part: Part, areas: Areas, whom: Whom) -> Grades:
    """Return how many students of each area belong to a part of their postcode.

    Only postcodes where anybody may belong to it count: those of an area that a change
    does not touch say nothing about how many it does.

    Parameters
    ----------
    students
        How many live where.
    part
        Who belongs to it.
    areas, whom
        As `accessibility.counting.graded` takes them.
    """
    touched = (part.high > 0) | (part.estimate > 0)
    if not touched.any():
        return Grades(*(np.zeros(areas.n_areas) for _ in Grades._fields))
    return _only(students, part, touched, areas, whom).reached


def net_of(students: Students, net: Part, areas: Areas, whom: Whom) -> Grades:
    """Return the students who gain less those who lose, from a net from 0 to 1."""
    touched = (net.low < 0.5) | (net.high > 0.5)  # noqa: PLR2004 - a half is nothing
    if not touched.any():
        return Grades(*(np.zeros(areas.n_areas) for _ in Grades._fields))
    # Reached are half of all and half of the net; missed are what is left.
    found = _only(students, net, touched, areas, whom)
    both = zip(found.reached, found.missed[::-1], strict=True)
    return Grades(*(gained - lost for gained, lost in both))


def _only(
    students: Students,
    part: Part,
    touched: NDArray[np.bool_],
    areas: Areas,
    whom: Whom,
) -> Graded:
    """Return the grades of each area over some of its postcodes."""
    n = areas.n_areas
    within = Areas(np.where(touched, areas.area, n), n + 1)
    found = graded(students, part, within, whom)
    return found._replace(
        reached=Grades(*(values[:n] for values in found.reached)),
        missed=Grades(*(values[:n] for values in found.missed)),
    )


def difference_of(
    net: Grades, sides: tuple[Grades, Grades], students: NDArray[np.float64]
) -> Grades:
    """Return a difference of shares, with the ends that the net people give it.

    Parameters
    ----------
    net
        From `net_of`.
    sides
        Share before and after, NaN where there is none to give.
    students
        Low, estimate and high of all students, shape `(3, n_areas)`.
    """
    fewest, usual, most = students
    before, after = sides
    middle = after.estimate - before.estimate
    # Whoever it is that changes, the share after lies between its own ends as well.
    low = np.fmax(
        _share_of(net.low, np.where(net.low < 0, fewest, most)), after.low - before.high
    )
    high = np.fmin(
        _share_of(net.high, np.where(net.high > 0, fewest, most)),
        after.high - before.low,
    )
    likely = [_share_of(one, usual) for one in (net.likely_low, net.likely_high)]
    known = np.where(np.isnan(middle), np.nan, 0.0)
    return five(middle, np.stack(likely) + known, (low, high))


def _share_of(
    people: NDArray[np.float64], students: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return people as a share; one who may be all there is, is all there is."""
    share = np.sign(people)
    np.divide(people, students, out=share, where=students > 0)
    return np.clip(share, -1.0, 1.0)
