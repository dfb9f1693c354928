"""The constraint rows of the siting models: sites, coverage, assignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from accessibility.counting import Rows, single_row, widened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads import TravelPairs
    from accessibility.siting.siting_problem import SitingProblem


@dataclass(frozen=True)
class ServicePart:
    """The variables and rows that say which part of each demand point is served.

    The first variables are the sites, in order: 1 open, 0 not.

    Parameters
    ----------
    upper, integral
        Upper bound and wholeness per variable, shape `(n_variables,)`.
    rows
        Groups of rows over all variables.
    served
        Fraction served per demand point as a linear form, shape
        `(n_demand, n_variables)`.
    flow_pairs
        The pairs behind the variables after the sites if pupils are sent somewhere;
        None if only coverage counts.
    """

    upper: NDArray[np.float64]
    integral: NDArray[np.int64]
    rows: tuple[Rows, ...]
    served: sparse.csr_array
    flow_pairs: TravelPairs | None = None

    @property
    def n_variables(self) -> int:
        """Number of variables."""
        return len(self.upper)

    def site_form(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a value per site as a value per variable."""
        return np.concatenate([values, np.zeros(self.n_variables - len(values))])


def service_part(
    problem: SitingProblem, pairs: TravelPairs, *, with_flows: bool | None = None
) -> ServicePart:
    """Return coverage, or flows where capacity or a smallest group asks for them.

    Parameters
    ----------
    problem
        What binds.
    pairs
        The pairs that count: those within the threshold.
    with_flows
        Say who goes where even if nothing asks for it (travel must be summed).
    """
    flows = problem.needs_flows if with_flows is None else with_flows
    return _flows(problem, pairs) if flows else _coverage(problem, pairs)


def _coverage(problem: SitingProblem, pairs: TravelPairs) -> ServicePart:
    """Count a point as covered if `backup` sites in reach are open."""
    n_sites, n_demand = pairs.n_destinations, pairs.n_origins
    total = n_sites + n_demand
    covered = sparse.csr_array(sparse.eye_array(n_demand))
    link = sparse.hstack([-pairs.incidence(), problem.backup * covered], format="csr")
    name = "a point counts as reached only if enough sites near it are open"
    # With one site asked, whole sites make coverage whole by themselves.
    whole = np.full(n_demand, int(problem.backup > 1))
    rows = (*_site_rows(problem, total), Rows(name, link, -np.inf, 0.0))
    return ServicePart(
        upper=np.ones(total),
        integral=np.concatenate([np.ones(n_sites, np.int64), whole]),
        rows=rows,
        served=widened(covered, n_sites, total),
    )


def _flows(problem: SitingProblem, pairs: TravelPairs) -> ServicePart:
    """Send fractions of every point over pairs; a school may be divided."""
    n_sites, n_pairs = pairs.n_destinations, len(pairs.cost)
    total = n_sites + n_pairs
    column = np.arange(n_pairs)
    ones = np.ones(n_pairs)
    sent = sparse.csr_array(
        (ones, (pairs.origin, column)), shape=(pairs.n_origins, n_pairs)
    )
    received = sparse.csr_array(
        (problem.weight[pairs.origin], (pairs.destination, column)),
        shape=(n_sites, n_pairs),
    )
    at = sparse.csr_array(
        (-ones, (column, pairs.destination)), shape=(n_pairs, n_sites)
    )
    unit = sparse.csr_array(sparse.eye_array(n_pairs))
    served = widened(sent, n_sites, total)
    open_only = sparse.hstack([at, unit], format="csr")
    rows = (
        *_site_rows(problem, total),
        Rows("no pupil is served twice", served, -np.inf, 1.0),
        Rows("pupils go to open sites only", open_only, -np.inf, 0.0),
        *_load_rows(problem, received),
    )
    whole = np.concatenate([np.ones(n_sites, np.int64), np.zeros(n_pairs, np.int64)])
    return ServicePart(np.ones(total), whole, rows, served, pairs)


def _load_rows(problem: SitingProblem, received: sparse.csr_array) -> list[Rows]:
    """Hold every site between the smallest group and its capacity."""
    sites = problem.candidates
    rows = []
    bound = np.flatnonzero(np.isfinite(sites.capacity))
    if len(bound):
        limit = sparse.diags_array(-sites.capacity[bound], shape=None)
        pick = _picked(len(sites), bound)
        matrix = sparse.hstack([limit @ pick, received[bound]], format="csr")
        rows.append(Rows("the capacity of the sites", matrix, -np.inf, 0.0))
    new = np.flatnonzero(~sites.existing)
    if problem.minimum_pupils > 0 and len(new):
        need = -problem.minimum_pupils * _picked(len(sites), new)
        matrix = sparse.hstack([need, received[new]], format="csr")
        name = f"at least {problem.minimum_pupils:g} pupils at every new site"
        rows.append(Rows(name, matrix, 0.0, np.inf))
    return rows


def _picked(n_columns: int, columns: NDArray[np.intp]) -> sparse.csr_array:
    """Return the rows of the identity that belong to some columns."""
    place = (np.arange(len(columns)), columns)
    shape = (len(columns), n_columns)
    return sparse.csr_array((np.ones(len(columns)), place), shape=shape)


def _site_rows(problem: SitingProblem, total: int) -> list[Rows]:
    """Return what binds the choice of sites, each group under its own name."""
    sites = problem.candidates
    rows = [
        _fixed("the existing sites stay", sites.existing, total, value=1.0),
        _fixed("the forced sites", sites.forced, total, value=1.0),
        _fixed("the forbidden places", sites.forbidden, total, value=0.0),
    ]
    new = (~sites.existing).astype(np.float64)
    if problem.n_new is not None:
        name = f"at most {problem.n_new} new sites"
        rows.append(_at_most(name, new, total, float(problem.n_new)))
    if problem.budget is not None:
        name = f"a budget of {problem.budget:g}"
        rows.append(_at_most(name, new * sites.cost, total, problem.budget))
    name = "another plan than those found before"
    for plan in problem.not_again:
        again = plan & ~sites.existing
        rows.append(_at_most(name, again.astype(float), total, again.sum() - 1.0))
    return [group for group in rows if group.matrix.shape[0]]


def _fixed(name: str, flags: NDArray[np.bool_], total: int, *, value: float) -> Rows:
    return Rows(name, _picked(total, np.flatnonzero(flags)), value, value)


def _at_most(name: str, form: NDArray[np.float64], total: int, most: float) -> Rows:
    return Rows(name, widened(single_row(form), 0, total), -np.inf, most)
