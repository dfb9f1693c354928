"""One round with more than two visits a day as a routing problem, solved by PyVRP.

Every visit is a client that may be visited in any part of the day; every day of a bus
is a vehicle. Pupils weigh more than any detour, so that first as many pupils as
possible are visited and then as little as possible is driven. A heuristic search: good,
but without proof; days of at most two visits are solved exactly instead.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from pyvrp import (
    Client,
    ClientGroup,
    Depot,
    Location,
    PenaltyParams,
    ProblemData,
    SolveParams,
    VehicleType,
    solve,
)
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.stop import MaxIterations

from accessibility.tours.day_route import day_route
from accessibility.tours.tour_problem import NO_ROAD

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyvrp import Route

    from accessibility.tours.day_route import DayRoute, Visits
    from accessibility.tours.rounds import DayKind
    from accessibility.tours.tour_problem import TourProblem

DEFAULT_ITERATIONS: Final = 2_000
_MAX_PENALTY: Final = 1e8
"""High enough that no prize pays for breaking a limit."""


def routes_of_round(
    problem: TourProblem,
    visits: Visits,
    kinds: tuple[DayKind, ...],
    *,
    iterations: int = DEFAULT_ITERATIONS,
    seed: int = 1,
) -> tuple[DayRoute, ...]:
    """Return the routes of one round: most pupils first, then least driving.

    Parameters
    ----------
    problem
        What binds.
    visits
        The half-days wanted; those that fit no day are left out.
    kinds
        The kinds of days in a round and how many there are.
    iterations
        Steps of the search. Counted, not timed, so that the same question has the
        same answer on every machine.
    seed
        Start of the random numbers.
    """
    if len(visits) == 0:
        return ()
    with warnings.catch_warnings():
        # Every answer is checked below, so that the solver need not warn of doubt.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = solve(
            _routing_data(problem, visits, kinds),
            MaxIterations(iterations),
            seed=seed,
            collect_stats=False,
            display=False,
            params=SolveParams(penalty=PenaltyParams(max_penalty=_MAX_PENALTY)),
        )
    n_parts = len(problem.rules.half_days)
    days = [_chosen(route, len(kinds), n_parts) for route in result.best.routes()]
    routes = [day_route(problem, visits, v, bus=b, kind=k) for v, b, k in days]
    return tuple(route for route in routes if route is not None)


def _drive_seconds(problem: TourProblem, kind: DayKind) -> NDArray[np.int64]:
    """Return driving times on a kind of day.

    A missing road, and one to a school that is closed, is longer than any working day.
    """
    seconds = problem.drives.seconds
    missing = seconds == NO_ROAD
    closed = problem.school_stop[~problem.open_schools(kind.open_in)]
    missing[:, closed] = True
    np.fill_diagonal(missing, val=False)
    return np.where(missing, 2 * problem.rules.max_working_s + 1, seconds)


def _routing_data(
    problem: TourProblem, visits: Visits, kinds: tuple[DayKind, ...]
) -> ProblemData:
    depots = [Depot(int(stop)) for stop in problem.depot_stop]
    clients, groups = _clients(problem, visits)
    # PyVRP annotates its matrices as `ndarray[int]`, which no array of mypy is.
    matrices: list[Any] = [_drive_seconds(problem, kind) for kind in kinds]
    return ProblemData(
        locations=[Location(0, 0) for _ in range(len(problem.drives.ids))],
        clients=clients,
        depots=depots,
        vehicle_types=_vehicles(problem, kinds),
        # The driving limit is held as a limit on 'distance', counted in seconds.
        distance_matrices=matrices,
        duration_matrices=matrices,
        groups=groups,
    )


def _clients(
    problem: TourProblem, visits: Visits
) -> tuple[list[Client], list[ClientGroup]]:
    """Return a client per visit and half-day, grouped so that one of them is chosen."""
    rules, stops = problem.rules, problem.school_stop
    n_halves = len(rules.half_days)
    clients, groups = [], []
    for v, (school, pupils) in enumerate(
        zip(visits.school, visits.pupils, strict=True)
    ):
        first = v * n_halves
        groups.append(ClientGroup(list(range(first, first + n_halves)), required=False))
        for h, half in enumerate(rules.half_days):
            start = half.start_s - rules.setup_s
            clients.append(
                Client(
                    int(stops[school]),
                    delivery=[int(h == other) for other in range(n_halves)],
                    service_duration=half.end_s - start,
                    tw_early=start,
                    tw_late=start,
                    prize=round(float(pupils) * rules.max_driving_s),
                    required=False,
                    group=v,
                )
            )
    return clients, groups


def _vehicles(problem: TourProblem, kinds: tuple[DayKind, ...]) -> list[VehicleType]:
    rules = problem.rules
    return [
        VehicleType(
            num_available=kind.n_days,
            capacity=[int(h in kind.half_days) for h in range(len(rules.half_days))],
            start_depot=b,
            end_depot=b,
            shift_duration=rules.max_working_s,
            max_distance=rules.max_driving_s,
            profile=k,
        )
        for b in range(len(problem.buses))
        for k, kind in enumerate(kinds)
    ]


def _chosen(
    route: Route, n_kinds: int, n_halves: int
) -> tuple[list[tuple[int, int]], int, int]:
    """Return the visits with their parts of the day, the bus and the kind of day."""
    clients = [step.idx for step in route.schedule() if step.is_client()]
    bus, kind = divmod(route.vehicle_type(), n_kinds)
    return [divmod(client, n_halves) for client in clients], bus, kind
