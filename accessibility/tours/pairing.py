"""One round of the mobile techlab solved exactly: a day holds one or two visits.

With at most two half-days a day, a round is a choice of single visits and pairs of
visits, as many as there are bus days. HiGHS chooses among columns; those worth adding
are priced over all pairs, so that the bound holds for every possible plan.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from accessibility.counting import PROOF_GAP, LinearModel, Rows, SolverLimits, solve
from accessibility.tours.day_route import day_route
from accessibility.tours.tour_problem import NO_ROAD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.tours.day_route import DayRoute, Visits
    from accessibility.tours.rounds import DayKind
    from accessibility.tours.tour_problem import TourProblem

    Whole = NDArray[np.int64]
    Amounts = NDArray[np.float64]

DEFAULT_LIMITS: Final = SolverLimits(time_limit_s=60.0, gap=1e-7)
_NONE: Final = -1
_FIRST_PARTNERS: Final = 10
_MOST_ADDED: Final = 4_000
_MOST_STEPS: Final = 100
_PRICE_TOLERANCE: Final = 1e-4


@dataclass(frozen=True)
class DayChoices:
    """Possible days: which bus and kind, which one or two schools, what it is worth.

    Parameters
    ----------
    place
        Row of the pair of bus and kind of day, bus by bus.
    first, second
        Row of the school in each half-day; -1 for none.
    worth
        Pupils, weighed, less minutes of driving.
    """

    place: Whole
    first: Whole
    second: Whole
    worth: Amounts

    def taken(self, keep: NDArray[np.bool_] | Whole) -> DayChoices:
        """Return some of the choices."""
        return DayChoices(
            self.place[keep], self.first[keep], self.second[keep], self.worth[keep]
        )


@dataclass(frozen=True)
class PairedRound:
    """The days chosen for one round, and how good the choice provably is.

    Parameters
    ----------
    routes
        One per bus day on the road.
    driving_bound_s
        Least driving of any round that visits at least as many pupils.
    gap
        How far the driving lies above that bound, as a fraction of it.
    seconds
        Time of the search.
    """

    routes: tuple[DayRoute, ...]
    driving_bound_s: float
    gap: float
    seconds: float


@dataclass(frozen=True)
class _Worths:
    """Worth of every single visit and every pair, per place; -inf where not allowed."""

    single: tuple[Amounts, ...]
    pair: tuple[Amounts, ...]


def best_round(
    problem: TourProblem,
    visits: Visits,
    kinds: tuple[DayKind, ...],
    *,
    limits: SolverLimits = DEFAULT_LIMITS,
) -> PairedRound:
    """Return the days that visit most pupils and, after that, need least driving.

    Parameters
    ----------
    problem
        What binds; at most two half-days a day.
    visits
        The half-days wanted; those of one school are alike.
    kinds
        The kinds of days in a round and how many there are.
    limits
        Time and gap at which to stop.

    References
    ----------
    Pairs by column generation: Desaulniers et al. (2005), ISBN 978-0-387-25486-9.
    """
    start = time.perf_counter()
    schools = np.unique(visits.school)
    worths = _worths(problem, schools, kinds)
    room = np.array([k.n_days for _ in problem.buses for k in kinds], float)
    needed = problem.visits_needed[schools].astype(float)
    columns, bound = _priced(worths, needed, room)
    if len(columns.worth) == 0:
        return PairedRound((), 0.0, 0.0, time.perf_counter() - start)
    matrix = _uses(columns, len(needed), len(room))
    rows = Rows("visits and days", matrix, -np.inf, np.concatenate([needed, room]))
    most = np.where(columns.second == columns.first, needed[columns.first] // 2, np.inf)
    upper = np.minimum(most, np.minimum(needed[columns.first], room[columns.place]))
    whole = np.ones(len(upper), np.int64)
    solution = solve(LinearModel(-columns.worth, upper, whole, (rows,)), limits)
    times = np.round(solution.x).astype(np.int64)
    chosen = columns.taken(np.repeat(np.arange(len(times)), times))
    routes = _routes(problem, visits, kinds, schools, chosen)
    driving_s = sum(route.driving_s for route in routes)
    # No plan is worth more than the bound: one with as many pupils drives no less.
    least_s = max(0.0, driving_s - 60 * (bound - float(chosen.worth.sum())))
    gap = (driving_s - least_s) / max(least_s, 1e-9)
    proven = gap if gap > PROOF_GAP else 0.0
    return PairedRound(routes, least_s, proven, time.perf_counter() - start)


def _routes(
    problem: TourProblem,
    visits: Visits,
    kinds: tuple[DayKind, ...],
    schools: Whole,
    chosen: DayChoices,
) -> tuple[DayRoute, ...]:
    """Hand the visits of every school out over the days chosen for it."""
    waiting = {int(s): list(np.flatnonzero(visits.school == s)) for s in schools}
    routes = []
    for place, *rows in zip(chosen.place, chosen.first, chosen.second, strict=True):
        bus, kind = divmod(int(place), len(kinds))
        names = [int(schools[row]) for row in rows if row != _NONE]
        picked = [int(waiting[school].pop(0)) for school in names]
        # A single visit takes the first part of the day in which it fits.
        for half in kinds[kind].half_days:
            day = [(v, half + n) for n, v in enumerate(picked)]
            route = day_route(problem, visits, day, bus=bus, kind=kind)
            if route is not None:
                routes.append(route)
                break
    return tuple(routes)


def _worths(
    problem: TourProblem, schools: Whole, kinds: tuple[DayKind, ...]
) -> _Worths:
    """Weigh every possible day: a pupil outweighs any amount of driving."""
    per_visit = problem.pupils[schools] / problem.visits_needed[schools]
    value = per_visit * problem.rules.max_driving_s / 60
    single, pair = [], []
    for depot in problem.depot_stop:
        alone, together = _driving_minutes(problem, schools, int(depot))
        both = value[:, None] + value - together
        for kind in kinds:
            shut = ~problem.open_schools(kind.open_in)[schools]
            ends = [alone[half] for half in kind.half_days]
            single.append(np.where(shut, -np.inf, value - np.min(ends, axis=0)))
            two = len(kind.half_days) == 2  # noqa: PLR2004  # a pair of half-days
            never = (shut[:, None] | shut) if two else np.ones_like(both, dtype=bool)
            pair.append(np.where(never, -np.inf, both))
    return _Worths(tuple(single), tuple(pair))


def _driving_minutes(
    problem: TourProblem, schools: Whole, depot: int
) -> tuple[Amounts, Amounts]:
    """Return minutes of driving of single visits and of ordered pairs.

    Infinite where a limit of the day is broken or a road is missing; singles per
    half-day, shape `(n_half_days, n)`; pairs with the first school in rows.
    """
    rules, stops = problem.rules, problem.school_stop[schools]
    known = np.where(problem.drives.seconds == NO_ROAD, np.inf, problem.drives.seconds)
    out, back = known[depot, stops], known[stops, depot]
    between = known[np.ix_(stops, stops)]
    driving = out + back
    spans = [h.end_s - h.start_s + rules.setup_s for h in rules.half_days]
    alone = np.array([_held(driving, driving + span, problem) for span in spans])
    if len(rules.half_days) == 1:
        return alone, np.full_like(between, np.inf)
    morning, afternoon = rules.half_days
    driving = out[:, None] + between + back
    working = out[:, None] + back + afternoon.end_s - morning.start_s + rules.setup_s
    pause = afternoon.start_s - rules.setup_s - morning.end_s
    pairs = np.where(between <= pause, _held(driving, working, problem), np.inf)
    return alone, pairs


def _held(driving_s: Amounts, working_s: Amounts, problem: TourProblem) -> Amounts:
    rules = problem.rules
    within = (driving_s <= rules.max_driving_s) & (working_s <= rules.max_working_s)
    return np.where(within, driving_s / 60, np.inf)


def _priced(
    worths: _Worths, needed: Amounts, room: Amounts
) -> tuple[DayChoices, float]:
    """Return columns enough for the best fractional round, and its worth: the bound."""
    columns = _first_columns(worths, needed)
    bound = 0.0
    for _ in range(_MOST_STEPS):
        if len(columns.worth) == 0:
            return columns, 0.0
        high = np.concatenate([needed, room])
        answer = linprog(
            -columns.worth, A_ub=_uses(columns, len(needed), len(room)), b_ub=high
        )
        price = -answer.ineqlin.marginals
        better = _better_pairs(worths, needed, price)
        bound = float(-answer.fun)
        if len(better.worth) == 0:
            return columns, bound
        columns = _joined(columns, better)
    # Out of steps: what the dearest day left out could add on every day there is.
    best = max(float(better.worth.max() * room.sum()), 0.0)
    return columns, bound + best


def _first_columns(worths: _Worths, needed: Amounts) -> DayChoices:
    """Start with every single visit and the best partners of every school."""
    parts = []
    n = len(needed)
    for place, (single, pair) in enumerate(
        zip(worths.single, worths.pair, strict=True)
    ):
        rows = np.flatnonzero(np.isfinite(single))
        none = np.full(len(rows), _NONE)
        parts.append(DayChoices(np.full(len(rows), place), rows, none, single[rows]))
        if np.isfinite(pair).any():
            partners = np.argsort(-pair, axis=1)[:, :_FIRST_PARTNERS]
            first = np.repeat(np.arange(n), partners.shape[1])
            found = _pair_choices(
                place, first, partners.ravel(), pair[first, partners.ravel()]
            )
            parts.append(_allowed(found, needed))
    return _joined(*parts)


def _pair_choices(
    place: int, first: NDArray[np.intp], second: NDArray[np.intp], worth: Amounts
) -> DayChoices:
    one, other = first.astype(np.int64), second.astype(np.int64)
    return DayChoices(np.full(len(first), place), one, other, worth)


def _allowed(choices: DayChoices, needed: Amounts) -> DayChoices:
    """Drop what breaks a limit, and a second visit to a school that needs one."""
    twice = choices.first == choices.second
    fine = ~twice | (needed[choices.first] > 1)
    return choices.taken(np.isfinite(choices.worth) & fine)


def _better_pairs(worths: _Worths, needed: Amounts, price: Amounts) -> DayChoices:
    """Return the pairs worth more than what they cost in visits and days."""
    n = len(needed)
    parts = []
    for place, pair in enumerate(worths.pair):
        if not np.isfinite(pair).any():
            continue
        profit = pair - price[:n, None] - price[:n] - price[n + place]
        first, second = np.nonzero(profit > _PRICE_TOLERANCE)
        order = np.argsort(-profit[first, second], kind="stable")[:_MOST_ADDED]
        first, second = first[order], second[order]
        found = _pair_choices(place, first, second, pair[first, second])
        parts.append(_allowed(found, needed))
    return _joined(*parts)


def _joined(*parts: DayChoices) -> DayChoices:
    """Put choices together, each once."""
    if not parts:
        nothing = np.empty(0, np.int64)
        return DayChoices(nothing, nothing, nothing, np.empty(0))
    place = np.concatenate([p.place for p in parts])
    first = np.concatenate([p.first for p in parts])
    second = np.concatenate([p.second for p in parts])
    worth = np.concatenate([p.worth for p in parts])
    key = np.column_stack([place, first, second])
    _, once = np.unique(key, axis=0, return_index=True)
    return DayChoices(place, first, second, worth).taken(once)


def _uses(columns: DayChoices, n_schools: int, n_places: int) -> sparse.csr_array:
    """Return how often each column uses each school and each place."""
    n = len(columns.worth)
    column = np.arange(n)
    two = columns.second != _NONE
    row = np.concatenate(
        [columns.first, columns.second[two], n_schools + columns.place]
    )
    at = np.concatenate([column, column[two], column])
    shape = (n_schools + n_places, n)
    return sparse.csr_array((np.ones(len(row)), (row, at)), shape=shape)
