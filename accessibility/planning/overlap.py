"""How much of what a new site reaches is reached by the labs there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.siting import SitingProblem


def overlap_with_existing(
    problem: SitingProblem, threshold: float
) -> NDArray[np.float64]:
    """Return per place which part of the pupils in its reach an existing lab reaches.

    Parameters
    ----------
    problem
        With existing sites and candidates.
    threshold
        Largest cost that counts as within reach, inclusive.

    Returns
    -------
    numpy.ndarray
        Fraction 0 to 1, shape `(n_places,)`; 0 where nobody is in reach.
    """
    reach = problem.pairs.within(threshold).incidence().T.tocsr()
    served = (reach.T @ problem.candidates.existing.astype(float)) > 0
    everyone = reach @ problem.weight
    shared = np.asarray(reach @ (problem.weight * served), np.float64)
    found = np.zeros(len(everyone))
    np.divide(shared, everyone, out=found, where=everyone > 0)
    return found


def without_overlap(
    problem: SitingProblem, threshold: float, most: float | None
) -> SitingProblem:
    """Return a problem in which no site may come that shares too much with labs.

    Raises
    ------
    UsageError
        If the most is no share.
    InfeasibleError
        If a place that must get a site shares more.
    """
    if most is None:
        return problem
    if not 0 <= most <= 1:
        message = f"--overlap is a share, 0 to 1, not {most:g}"
        raise UsageError(message)
    sites = problem.candidates
    shares = overlap_with_existing(problem, threshold) > most
    forbidden = sites.forbidden | (shares & ~sites.existing)
    return replace(problem, candidates=replace(sites, forbidden=forbidden))
