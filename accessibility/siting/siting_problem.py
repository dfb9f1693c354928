"""A siting problem: demand points, candidate sites, travel and constraints."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.errors import InfeasibleError, TableError, UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads import TravelPairs

    Flags = NDArray[np.bool_]
    Amounts = NDArray[np.float64]

_SHOWN = 5


@dataclass(frozen=True)
class Candidates:
    """The places where a site is, must, may or must not come.

    Parameters
    ----------
    ids
        Identifiers in the order of the destinations of the travel pairs, shape `(n,)`.
    existing
        Sites that are there already: open in every plan, not counted, not paid.
    forced
        New sites that must be in the plan.
    forbidden
        Places where no site may come.
    capacity
        Most pupils a site can receive; infinite where nothing binds.
    cost
        Cost of opening a new site, in the unit of the budget; 1 each if not given.
    """

    ids: NDArray[np.str_]
    existing: Flags
    forced: Flags
    forbidden: Flags
    capacity: Amounts
    cost: Amounts

    def __len__(self) -> int:
        """Return the number of candidates."""
        return len(self.ids)

    @property
    def free(self) -> Flags:
        """True where a new site may come."""
        return ~self.existing & ~self.forbidden

    def named(self, rows: NDArray[np.intp]) -> str:
        """Return the identifiers of some rows for a message, at most five."""
        names = ", ".join(str(name) for name in self.ids[rows[:_SHOWN]])
        return names + (" ..." if len(rows) > _SHOWN else "")


def candidates_of(
    ids: NDArray[np.str_],
    *,
    existing: NDArray[np.str_] | None = None,
    forced: NDArray[np.str_] | None = None,
    forbidden: NDArray[np.str_] | None = None,
    capacity: Amounts | float = np.inf,
    cost: Amounts | float = 1.0,
) -> Candidates:
    """Return candidates from lists of identifiers.

    Raises
    ------
    TableError
        If a listed identifier is no candidate, or an amount is negative.

    Examples
    --------
    >>> import numpy as np
    >>> sites = candidates_of(np.array(["a", "b"]), existing=np.array(["b"]))
    >>> sites.free
    array([ True, False])
    """
    lists = {"existing": existing, "forced": forced, "forbidden": forbidden}
    given = {name: np.asarray([]) if v is None else v for name, v in lists.items()}
    faults = [
        f"{name} site {place!s} is not among the {len(ids)} candidates"
        for name, places in given.items()
        for place in np.setdiff1d(places, ids)
    ]
    amounts = {"capacity": capacity, "cost": cost}
    wide = {
        n: np.broadcast_to(np.asarray(v, float), ids.shape) for n, v in amounts.items()
    }
    faults += [
        f"a {name} is negative or no number"
        for name, values in wide.items()
        if not (values >= 0).all()
    ]
    if faults:
        table = "candidates"
        raise TableError(table, faults)
    flags = {name: np.isin(ids, places) for name, places in given.items()}
    return Candidates(
        ids,
        flags["existing"],
        flags["forced"],
        flags["forbidden"],
        wide["capacity"],
        wide["cost"],
    )


@dataclass(frozen=True)
class SitingProblem:
    """The demand, candidates, travel and constraints of a siting plan.

    Parameters
    ----------
    pairs
        Travel from demand points (schools) to candidates.
    weight
        Pupils per demand point, shape `(n_demand,)`.
    candidates
        The places where sites are or may come.
    n_new
        Most new sites; None for as many as the objective asks.
    budget
        Most that the new sites may cost together.
    minimum_pupils
        Fewest pupils a new site must serve; at most 10 is hard to organise.
    backup
        A demand point counts as covered with this many open sites in reach.
    region
        Number of the region of each demand point, for the balanced objective.
    not_again
        Plans that must not come out again, as flags per candidate.
    """

    pairs: TravelPairs
    weight: Amounts
    candidates: Candidates
    n_new: int | None = None
    budget: float | None = None
    minimum_pupils: float = 0.0
    backup: int = 1
    region: NDArray[np.int64] | None = None
    not_again: tuple[Flags, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse what cannot be a problem, and constraints that clash on sight."""
        _check_shapes(self)
        _check_numbers(self)
        _check_clashes(self)

    @property
    def needs_flows(self) -> bool:
        """True if it matters which pupils go where: capacity or a smallest group."""
        return bool(np.isfinite(self.candidates.capacity).any()) or (
            self.minimum_pupils > 0
        )

    @property
    def total(self) -> float:
        """All pupils."""
        return float(self.weight.sum())

    def without(self, plan: Flags) -> SitingProblem:
        """Return the problem in which one plan, as flags, may not come out again."""
        return replace(self, not_again=(*self.not_again, plan))


def _check_shapes(problem: SitingProblem) -> None:
    pairs, sites = problem.pairs, problem.candidates
    faults = []
    if len(problem.weight) != pairs.n_origins:
        faults.append(f"{len(problem.weight)} weights for {pairs.n_origins} points")
    if not (np.isfinite(problem.weight) & (problem.weight >= 0)).all():
        faults.append("a weight is negative or no number")
    if not np.array_equal(sites.ids, pairs.destination_ids):
        faults.append("the candidates are not the destinations of the travel pairs")
    if problem.region is not None and len(problem.region) != pairs.n_origins:
        faults.append(f"{len(problem.region)} regions for {pairs.n_origins} points")
    if faults:
        table = "siting problem"
        raise TableError(table, faults)


def _check_numbers(problem: SitingProblem) -> None:
    wrong = {
        f"the number of new sites must be 0 or more, not {problem.n_new}": (
            problem.n_new is not None and problem.n_new < 0
        ),
        f"the budget must be 0 or more, not {problem.budget}": (
            problem.budget is not None and not problem.budget >= 0
        ),
        f"backup coverage must be 1 or more sites, not {problem.backup}": (
            problem.backup < 1
        ),
        f"the smallest group must be 0 or more, not {problem.minimum_pupils}": (
            not problem.minimum_pupils >= 0
        ),
        "backup coverage cannot be combined with a capacity or a smallest group: a "
        "pupil then goes to one site only": problem.backup > 1 and problem.needs_flows,
    }
    for message, is_wrong in wrong.items():
        if is_wrong:
            raise UsageError(message)


def _check_clashes(problem: SitingProblem) -> None:
    """Name the constraints that clash without any search."""
    sites = problem.candidates
    both = np.flatnonzero(sites.forced & sites.forbidden)
    stays = np.flatnonzero(sites.existing & sites.forbidden)
    new = sites.forced & ~sites.existing
    price = float(sites.cost[new].sum())
    clashes = [
        f"{sites.named(both)} is both forced and forbidden" if len(both) else "",
        f"{sites.named(stays)} is both existing and forbidden" if len(stays) else "",
        f"{int(new.sum())} sites are forced but at most {problem.n_new} new sites may "
        "come"
        if problem.n_new is not None and new.sum() > problem.n_new
        else "",
        f"the forced sites cost {price:g} and the budget is {problem.budget:g}"
        if problem.budget is not None and price > problem.budget
        else "",
    ]
    found = [clash for clash in clashes if clash]
    if found:
        message = "no plan possible because " + "; and ".join(found)
        raise InfeasibleError(message)
