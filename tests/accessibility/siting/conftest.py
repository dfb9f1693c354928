"""Small siting problems made on the spot, and their solution by trying everything."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from accessibility.places import Points
from accessibility.roads.travel_pairs import pairs_of
from accessibility.siting.siting_problem import SitingProblem, candidates_of
from accessibility.straight_line import straight_line_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from accessibility.roads.travel_pairs import TravelPairs

_MARKS = ("existing", "forced", "forbidden", "capacity", "cost")


def _points(name: str, places: list[list[float]]) -> Points:
    xy = np.array(places, dtype=float).reshape(-1, 2)
    ids = np.array([f"{name}{i}" for i in range(len(xy))])
    return Points(ids, xy[:, 0], xy[:, 1])


def _pairs(schools: list[list[float]], sites: list[list[float]]) -> TravelPairs:
    table = straight_line_table(
        _points("s", schools), _points("c", sites), limit_m=100_000.0
    )
    return pairs_of(table)


@pytest.fixture(scope="session")
def make_pairs() -> Callable[..., TravelPairs]:
    return _pairs


@pytest.fixture(scope="session")
def random_problem() -> Callable[..., SitingProblem]:
    def make(
        seed: int,
        n_schools: int = 25,
        n_sites: int = 8,
        **options: Any,  # noqa: ANN401  # whatever a candidate or a problem takes
    ) -> SitingProblem:
        rng = np.random.default_rng(seed)
        schools = rng.uniform(0, 20_000, (n_schools, 2)).tolist()
        pairs = _pairs(schools, rng.uniform(0, 20_000, (n_sites, 2)).tolist())
        weight = rng.integers(1, 60, n_schools).astype(float)
        marks = {key: options.pop(key) for key in _MARKS if key in options}
        places = candidates_of(pairs.destination_ids, **marks)
        return SitingProblem(pairs, weight, places, **options)

    return make


@pytest.fixture(scope="session")
def distance_m() -> Callable[[SitingProblem], NDArray[np.float64]]:
    def table(problem: SitingProblem) -> NDArray[np.float64]:
        """Return the whole table of distances, schools in rows."""
        pairs = problem.pairs
        full = np.full((pairs.n_origins, pairs.n_destinations), np.inf)
        full[pairs.origin, pairs.destination] = pairs.amount
        return full

    return table


@pytest.fixture(scope="session")
def all_plans() -> Callable[[SitingProblem], Iterator[NDArray[np.bool_]]]:
    def plans(problem: SitingProblem) -> Iterator[NDArray[np.bool_]]:
        """Yield the flags of every set of sites that the site rules allow."""
        sites = problem.candidates
        free = np.flatnonzero(sites.free & ~sites.forced)
        sizes = range(len(free) + 1)
        for extra in chain.from_iterable(combinations(free, n) for n in sizes):
            is_open = sites.existing | sites.forced
            is_open[list(extra)] = True
            new = is_open & ~sites.existing
            too_many = problem.n_new is not None and new.sum() > problem.n_new
            price = sites.cost[new].sum()
            too_dear = problem.budget is not None and price > problem.budget
            if not too_many and not too_dear:
                yield is_open

    return plans
