"""Where the next hotspots and techlabs should come: the question and its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Unit
from accessibility.errors import UsageError
from accessibility.places import points_of
from accessibility.planning.overlap import without_overlap
from accessibility.planning.points import (
    Places,
    amounts_of,
    area_name_of_rows,
    area_numbers,
    candidate_places,
    existing_places,
    joined_places,
    planning_schools,
)
from accessibility.planning.site_people import expected_at, reached_by
from accessibility.planning.way import AS_THE_CROW_FLIES, FARTHEST, TravelMeasure
from accessibility.regions import find_region
from accessibility.siting import (
    DEFAULT_LIMITS,
    SitingProblem,
    candidates_of,
    fewest_sites,
    least_travel,
    marginal_gains,
    most_balanced,
    most_expected,
    most_within,
    plans_side_by_side,
    pupils_within,
    sites_table,
    smallest_worst,
    threshold_sensitivity,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from accessibility.counting import SolverLimits
    from accessibility.planning.points import PlanningSchools
    from accessibility.regions import Region
    from accessibility.siting import SitingPlan
    from accessibility.snapshot import Snapshot

WITHIN: Final = {Unit.METRES: 6_000.0, Unit.SECONDS: 1_200.0}
"""What counts as near where it is not told."""

_SWEEP: Final = (0.5, 1.0, 1.5, 2.0)


class Objective(StrEnum):
    """The objective of a siting plan."""

    MOST = "most"
    FEWEST = "fewest"
    TRAVEL = "travel"
    WORST = "worst"
    BALANCED = "balanced"


_BY_DISTANCE: Final = (Objective.TRAVEL, Objective.WORST)


class SitesView(StrEnum):
    """Which table is wanted."""

    SITES = "sites"
    GAINS = "gains"
    ALTERNATIVES = "alternatives"
    THRESHOLDS = "thresholds"


@dataclass(frozen=True)
class SitesQuestion:
    """Where new sites should come, and what binds.

    Parameters
    ----------
    n_new
        Most new sites; None for no limit.
    within
        Largest way that counts as near, inclusive; the usual one if None.
    way
        How the way is measured.
    area_name
        Name or code of an area; the whole country for None.
    objective
        What the plan should be best at.
    candidates
        Where new sites may come.
    keep_existing
        Keep the hotspots and techlabs there are.
    forced, forbidden
        Places that get a site, and that do not.
    capacity, smallest_group, budget, cost, backup
        As in `SitingProblem`.
    decay
        b of `exp(-b d)`, the part of the pupils that comes from d kilometres or
        minutes; 0 if all within reach do.
    overlap
        Most of the pupils in reach of a new site that an existing lab reaches too, as
        a share; None for no limit.
    share
        Part of the pupils that the fewest sites must serve.
    balance
        Division for the balanced and the fairest plan.
    limits
        Time per search.
    """

    n_new: int | None = None
    within: float | None = None
    way: TravelMeasure = AS_THE_CROW_FLIES
    area_name: str | None = None
    objective: Objective = Objective.MOST
    candidates: Places = Places.PC4
    keep_existing: bool = True
    forced: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    capacity: float = np.inf
    smallest_group: float = 0.0
    budget: float | None = None
    cost: float = 1.0
    backup: int = 1
    decay: float = 0.0
    overlap: float | None = None
    share: float = 1.0
    balance: AreaKind = AreaKind.GEMEENTE
    limits: SolverLimits = DEFAULT_LIMITS

    @property
    def near_is(self) -> float:
        """Largest distance or time that counts as near."""
        return WITHIN[self.way.unit] if self.within is None else self.within

    @property
    def farthest(self) -> float:
        """How far travel must be known for the objective, in the unit."""
        if self.objective in _BY_DISTANCE:
            return FARTHEST[self.way.unit]
        return 2 * self.near_is


@dataclass(frozen=True)
class SitesAsked:
    """A siting problem with the tables behind it, and what is wanted of it.

    `areas` names the area of the division `balance` in which each school lies;
    `own_places` is true where places came from a list of one's own.
    """

    question: SitesQuestion
    problem: SitingProblem
    schools: PlanningSchools
    places: gpd.GeoDataFrame
    region: Region
    areas: pd.Series
    notes: tuple[str, ...]
    own_places: bool = False

    def used(self, view: SitesView) -> frozenset[str]:
        """Return the tables of the snapshot that a view of the plan rests on."""
        question = self.question
        there = ("facilities",) if question.keep_existing else ()
        fair = question.objective is Objective.BALANCED
        by_area = ("postcodes",) if fair or view is SitesView.ALTERNATIVES else ()
        places = () if self.own_places else (question.candidates.table,)
        return question.way.tables(
            self.region, "basisscholen", *places, *there, *by_area
        )

    @property
    def share_before(self) -> float:
        """Share of the pupils within reach of a site that exists."""
        near, problem = self.question.near_is, self.problem
        return pupils_within(problem, problem.candidates.existing, near) / problem.total

    def share_after(self, plan: SitingPlan) -> float:
        """Return the share of the pupils within reach under a plan."""
        near, problem = self.question.near_is, self.problem
        return pupils_within(problem, plan.is_open, near) / problem.total

    def names_of(self, plan: SitingPlan) -> list[str]:
        """Return the identifiers of the new sites of a plan."""
        return [str(site) for site in self.problem.candidates.ids[plan.new_sites]]


def sites_asked(
    snapshot: Snapshot, question: SitesQuestion, own: gpd.GeoDataFrame | None = None
) -> SitesAsked:
    """Gather the schools, places and travel of a siting question.

    Parameters
    ----------
    snapshot
        What is planned with.
    question
        What is asked.
    own
        Places of one's own where a site may come, instead of those of the question:
        `id`, `naam`, `cost`, `capacity` (NaN for those of the question), geometry.

    Raises
    ------
    UsageError
        If nothing limits the sites, the area is unknown, or the way cannot be
        measured so.
    MissingDataError
        If the snapshot has no primary schools there.
    InfeasibleError
        If constraints clash on sight.
    """
    region = find_region(snapshot, question.area_name)
    if own is None:
        fresh = candidate_places(snapshot, region, question.candidates)
        return _gathered(snapshot, question, region, fresh)
    return replace(_gathered(snapshot, question, region, own), own_places=True)


def _gathered(
    snapshot: Snapshot, question: SitesQuestion, region: Region, fresh: gpd.GeoDataFrame
) -> SitesAsked:
    """Gather the siting problem for some candidates."""
    bounded = question.n_new is not None or question.budget is not None
    if question.decay and question.objective is not Objective.MOST:
        message = f"--decay is of objective most, not of {question.objective.value}"
        raise UsageError(message)
    if question.objective is not Objective.FEWEST and not bounded:
        message = "say how many new sites may come (-k 3) or their --budget"
        raise UsageError(message)
    schools = planning_schools(snapshot, region).shielded
    there = existing_places(snapshot).iloc[: None if question.keep_existing else 0]
    places = joined_places(there, fresh)
    travel = question.way.between(
        snapshot, schools.points, points_of(places, "id"), question.farthest
    )
    sites = candidates_of(
        places["id"].to_numpy(dtype=np.str_),
        existing=there["id"].to_numpy(dtype=np.str_),
        forced=np.array(question.forced, dtype=np.str_),
        forbidden=np.array(question.forbidden, dtype=np.str_),
        capacity=amounts_of(places, "capacity", question.capacity),
        cost=amounts_of(places, "cost", question.cost),
    )
    rules = (question.n_new, question.budget, question.smallest_group, question.backup)
    division = area_numbers(snapshot, schools.table, question.balance)
    problem = without_overlap(
        SitingProblem(travel.pairs, schools.weight, sites, *rules, division),
        question.near_is,
        question.overlap,
    )
    notes = (*schools.notes, *travel.notes)
    areas = area_name_of_rows(snapshot, schools.table, question.balance)
    return SitesAsked(question, problem, schools, places, region, areas, notes)


def best_sites(asked: SitesAsked) -> SitingPlan:
    """Return the plan that is best at the objective.

    Raises
    ------
    InfeasibleError
        If no plan satisfies all constraints.
    """
    question, problem = asked.question, asked.problem
    near, limits = question.near_is, question.limits
    if question.decay:
        return most_expected(problem, near, question.decay, limits=limits)
    if question.objective is Objective.FEWEST:
        return fewest_sites(problem, near, share=question.share, limits=limits)
    if question.objective is Objective.BALANCED:
        return most_balanced(problem, near, limits=limits)
    if question.objective is Objective.TRAVEL:
        return least_travel(problem, limits=limits)
    if question.objective is Objective.WORST:
        return smallest_worst(problem, limits=limits)
    return most_within(problem, near, limits=limits)


def sites_answer(asked: SitesAsked, plan: SitingPlan, view: SitesView) -> pd.DataFrame:
    """Return the table that was asked of a plan."""
    problem, near = asked.problem, asked.question.near_is
    limits = asked.question.limits
    if asked.question.decay and view is not SitesView.SITES:
        message = f"--show {view.value} counts whoever is near: leave --decay out"
        raise UsageError(message)
    if view is SitesView.ALTERNATIVES:
        return plans_side_by_side(problem, near, limits=limits)[0]
    if view is SitesView.THRESHOLDS:
        sweep = [near * factor for factor in _SWEEP]
        return threshold_sensitivity(problem, sweep, limits=limits)[0]
    table = (
        marginal_gains(problem, plan, near)
        if view is SitesView.GAINS
        else sites_table(problem, plan)
    )
    if view is SitesView.SITES:
        table = table.join(reached_by(problem, plan, near), on="site")
        if asked.question.decay:
            table = table.join(expected_at(problem, plan, asked.question.decay), "site")
        table = table[table["new"] | (table["schools"] > 0)].reset_index(drop=True)
    names = asked.places.set_index("id")["naam"]
    table.insert(1, "naam", table["site"].map(names))
    return table


@dataclass(frozen=True)
class Trial:
    """What new sites at given places would bring, one after another.

    Parameters
    ----------
    places
        One row per place in the order given: `id`, `naam`, `gain` (pupils added after
        those before it), `schools` (added), `alone` (pupils it would add alone), and
        geometry.
    schools
        One row per school: `brin6`, `naam`, `plaats`, `pupils_low`, `pupils`,
        `pupils_high`, `site` (the nearest open one, empty for none within reach),
        `travel`, `state` (`reached` before, `gained` or `out`), `by` (which new place
        brought it first), geometry.
    total, before, after
        Pupils in all, and within reach before and after.
    """

    asked: SitesAsked
    places: gpd.GeoDataFrame
    schools: gpd.GeoDataFrame
    total: float
    before: float
    after: float


def sites_trial(snapshot: Snapshot, question: SitesQuestion) -> Trial:
    """Tell what new sites at the places of `forced` would bring, in their order.

    A place may lie outside the area: its schools can be nearest all the same.

    Raises
    ------
    UsageError
        If a place occurs twice or is a site already.
    TableError
        If a place is no candidate.
    """
    wanted = question.forced
    if len(set(wanted)) < len(wanted):
        message = "a place can be tried once: one occurs twice"
        raise UsageError(message)
    everywhere = candidate_places(
        snapshot, find_region(snapshot, None), question.candidates
    )
    fresh = everywhere[everywhere["id"].isin(wanted)].reset_index(drop=True)
    region = find_region(snapshot, question.area_name)
    asked = _gathered(snapshot, replace(question, n_new=len(wanted)), region, fresh)
    problem = asked.problem
    rows = _rows_to_try(problem, wanted)
    pairs = problem.pairs.within(question.near_is)
    reach = pairs.incidence().T.tocsr()
    first = (reach.T @ problem.candidates.existing.astype(float)) > 0
    by, gains = _gains(problem, reach[rows].toarray() > 0, first)
    is_open = problem.candidates.existing.copy()
    is_open[rows] = True
    places = asked.places.iloc[rows].reset_index(drop=True).join(gains)
    schools = _tried(asked, pairs.nearest(is_open), first, by)
    weight = problem.weight
    before, after = float(weight @ first), float(weight @ (first | (by >= 0)))
    return Trial(asked, places, schools, problem.total, before, after)


def _rows_to_try(problem: SitingProblem, wanted: tuple[str, ...]) -> list[int]:
    row_of = {site: row for row, site in enumerate(problem.candidates.ids.tolist())}
    rows = [row_of[site] for site in wanted]
    taken = problem.candidates.existing[rows]
    if taken.any():
        name = wanted[int(np.argmax(taken))]
        message = f"place {name!r} is a hotspot or techlab already"
        raise UsageError(message)
    return rows


def _gains(
    problem: SitingProblem, near: NDArray[np.bool_], first: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """Return which place brings each school within reach, and what each brings.

    Parameters
    ----------
    problem
        With the pupils of the schools.
    near
        Which schools lie near each place, shape `(n_places, n_schools)`.
    first
        Which are within reach already.
    """
    reached, by = first.copy(), np.full(len(first), -1)
    rows = []
    for order, here in enumerate(near):
        new = here & ~reached
        by[new] = order
        reached |= here
        weight = problem.weight
        rows.append((weight @ new, int(new.sum()), weight @ (here & ~first)))
    return by, pd.DataFrame(rows, columns=["gain", "schools", "alone"])


def _tried(
    asked: SitesAsked,
    nearest: tuple[NDArray[np.int64], NDArray[np.float64]],
    first: NDArray[np.bool_],
    by: NDArray[np.int64],
) -> gpd.GeoDataFrame:
    """Return the schools with what a trial does to each."""
    site, travel = nearest
    ids = np.append(asked.problem.candidates.ids, "")
    low, pupils, high = asked.schools.pupils
    return asked.schools.table[["brin6", "naam", "plaats", "geometry"]].assign(
        pupils_low=low,
        pupils=pupils,
        pupils_high=high,
        site=ids[site],
        travel=travel,
        state=np.select([first, by >= 0], ["reached", "gained"], "out"),
        by=np.append(np.array(asked.question.forced, dtype=object), "")[by],
    )
