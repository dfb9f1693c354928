"""One budget for fixed sites and for buses: the question and its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.places import points_of
from accessibility.planning.points import (
    Places,
    amounts_of,
    candidate_places,
    existing_places,
    joined_places,
    planning_schools,
)
from accessibility.planning.sites import WITHIN
from accessibility.planning.way import AS_THE_CROW_FLIES, PlanningAnswer, TravelMeasure
from accessibility.regions import find_region
from accessibility.siting import (
    DEFAULT_LIMITS,
    BusOffer,
    JointPlan,
    SitingProblem,
    candidates_of,
    sites_and_buses,
    sites_table,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from accessibility.counting import SolverLimits
    from accessibility.planning.points import PlanningSchools
    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot

_BUDGETS: Final = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class BudgetView(StrEnum):
    """Which table is wanted."""

    SITES = "sites"
    BUS = "bus"
    BUDGETS = "budgets"


@dataclass(frozen=True)
class BudgetQuestion:
    """How a budget is divided over fixed sites and buses.

    Parameters
    ----------
    budget, site_cost, bus_cost
        What may be spent together, and what each costs.
    n_sites, n_buses
        Most new sites, None for no limit, and most buses.
    visits, group_size, groups_per_visit
        Half-days a bus makes in a term, pupils in a group, groups in a half-day.
    within, way, area_name, candidates
        As for sites.
    limits
        Time of the search.
    """

    budget: float
    site_cost: float
    bus_cost: float
    n_sites: int | None = None
    n_buses: int = 10
    visits: int = 60
    group_size: int = 25
    groups_per_visit: int = 2
    within: float | None = None
    way: TravelMeasure = AS_THE_CROW_FLIES
    area_name: str | None = None
    candidates: Places = Places.PC4
    limits: SolverLimits = DEFAULT_LIMITS

    @property
    def near_is(self) -> float:
        """Largest distance or time that counts as near."""
        return WITHIN[self.way.unit] if self.within is None else self.within


@dataclass(frozen=True)
class BudgetAsked:
    """The input of a budget plan: siting problem, bus, and the tables behind them."""

    question: BudgetQuestion
    problem: SitingProblem
    bus: BusOffer
    schools: PlanningSchools
    places: gpd.GeoDataFrame
    region: Region
    notes: tuple[str, ...]

    @property
    def used(self) -> frozenset[str]:
        """The tables of the snapshot that the plan rests on."""
        question = self.question
        return question.way.tables(
            self.region, "basisscholen", "facilities", question.candidates.table
        )

    def plan(self) -> JointPlan:
        """Divide the budget.

        Raises
        ------
        InfeasibleError
            If nothing satisfies all constraints.
        """
        return sites_and_buses(
            self.problem, self.bus, self.question.near_is, limits=self.question.limits
        )


def budget_asked(
    snapshot: Snapshot, question: BudgetQuestion, own: gpd.GeoDataFrame | None = None
) -> BudgetAsked:
    """Gather the schools, places and travel of a budget question.

    Parameters
    ----------
    snapshot
        What is planned with.
    question
        What is asked.
    own
        Places of one's own where a site may come, as `sites_asked` takes them.

    Raises
    ------
    UsageError
        If the area is unknown or the way cannot be measured so.
    MissingDataError
        If the snapshot has no primary schools there.
    """
    region = find_region(snapshot, question.area_name)
    schools = planning_schools(snapshot, region).shielded
    there = existing_places(snapshot)
    fresh = (
        candidate_places(snapshot, region, question.candidates) if own is None else own
    )
    places = joined_places(there, fresh)
    travel = question.way.between(
        snapshot, schools.points, points_of(places, "id"), question.near_is
    )
    sites = candidates_of(
        places["id"].to_numpy(dtype=np.str_),
        existing=there["id"].to_numpy(dtype=np.str_),
        cost=amounts_of(places, "cost", question.site_cost),
    )
    problem = SitingProblem(
        travel.pairs, schools.weight, sites, question.n_sites, question.budget
    )
    needed = _visits_needed(schools.weight, question)
    bus = BusOffer(
        question.bus_cost,
        question.visits,
        needed,
        schools.weight > 0,
        question.n_buses,
    )
    notes = (*schools.notes, *travel.notes)
    return BudgetAsked(question, problem, bus, schools, places, region, notes)


def _visits_needed(
    pupils: NDArray[np.float64], question: BudgetQuestion
) -> NDArray[np.int64]:
    """Return the half-days each school needs for all its groups."""
    groups = np.ceil(pupils / question.group_size)
    return np.ceil(groups / question.groups_per_visit).astype(np.int64)


def budget_answer(
    asked: BudgetAsked, plan: JointPlan, view: BudgetView
) -> PlanningAnswer:
    """Return the table that was asked of a budget."""
    table = _table(asked, plan, view)
    return PlanningAnswer(table, asked.region, asked.notes, asked.used)


def _table(asked: BudgetAsked, plan: JointPlan, view: BudgetView) -> pd.DataFrame:
    if view is BudgetView.BUDGETS:
        return _budgets(asked)
    if view is BudgetView.BUS:
        rows = np.flatnonzero(plan.by_bus)
        schools = pd.DataFrame(asked.schools.table[["brin6", "naam", "plaats"]])
        return schools.iloc[rows].assign(
            pupils=asked.schools.weight[rows], visits=asked.bus.visits_needed[rows]
        )
    table = sites_table(asked.problem, plan.sites)
    table = table[table["new"] | (table["schools"] > 0)].reset_index(drop=True)
    names = asked.places.set_index("id")["naam"]
    table.insert(1, "naam", table["site"].map(names))
    return table


def _budgets(asked: BudgetAsked) -> pd.DataFrame:
    """Return what other budgets would buy, from a quarter to twice this one."""
    rows = []
    for part in _BUDGETS:
        problem = replace(asked.problem, budget=part * (asked.problem.budget or 0.0))
        plan = replace(asked, problem=problem).plan()
        rows.append(
            {
                "budget": problem.budget,
                "spent": plan.cost,
                "new_sites": int(plan.sites.is_new.sum()),
                "buses": plan.n_buses,
                "pupils_by_site": plan.pupils_by_site,
                "pupils_by_bus": plan.pupils_by_bus,
                "share": (plan.pupils_by_site + plan.pupils_by_bus) / problem.total,
                "gap": plan.sites.gap,
            }
        )
    return pd.DataFrame(rows)
