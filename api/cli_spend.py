"""`bereik spend`: one budget for fixed sites and for buses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import numpy as np
import pandas as pd
import typer

from accessibility.codes import Mode
from accessibility.linear_model import SolverLimits
from accessibility.places import points_of
from accessibility.planning_points import (
    Places,
    candidate_places,
    existing_places,
    joined_places,
    planning_schools,
)
from accessibility.planning_travel import travel_between
from accessibility.region_view import find_region
from accessibility.siting.plan import sites_table
from accessibility.siting.problem import SitingProblem, candidates_of
from accessibility.siting.sites_and_buses import BusOffer, JointPlan, sites_and_buses
from api.options import Output, SnapshotFolder, WayOfTravel
from api.planning_options import (
    AreaName,
    TableFormat,
    TimeLimit,
    Within,
    deliver,
    measured_by,
)
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from accessibility.planning_points import PlanningSchools

_BUDGETS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class View(StrEnum):
    """Which table is wanted."""

    SITES = "sites"
    BUS = "bus"
    BUDGETS = "budgets"


Budget = Annotated[float, typer.Option(min=0, help="What may be spent together.")]
SiteCost = Annotated[float, typer.Option(min=0, help="Cost of a new site.")]
BusCost = Annotated[float, typer.Option(min=0, help="Cost of a bus.")]
MostSites = Annotated[int | None, typer.Option("-k", min=0, help="Most new sites.")]
MostBuses = Annotated[int, typer.Option("-m", min=0, help="Most buses.")]
Visits = Annotated[
    int, typer.Option(min=1, help="Half-day visits one bus makes in a term.")
]
GroupSize = Annotated[int, typer.Option(min=1, help="Pupils in a group.")]
PerVisit = Annotated[int, typer.Option(min=1, help="Groups in one half-day.")]
Where = Annotated[Places, typer.Option(help="Where new sites may come.")]
Wanted = Annotated[
    View,
    typer.Option(
        help="The sites; the schools a bus visits; or what other budgets would buy."
    ),
]


@dataclass(frozen=True)
class _Asked:
    """A budget to spend: the problem, the bus, and the tables behind them."""

    problem: SitingProblem
    bus: BusOffer
    schools: PlanningSchools
    places: gpd.GeoDataFrame
    within_m: float
    limits: SolverLimits


def spend(
    snapshot: SnapshotFolder,
    *,
    budget: Budget,
    site_cost: SiteCost,
    bus_cost: BusCost,
    k: MostSites = None,
    m: MostBuses = 10,
    visits: Visits = 60,
    group_size: GroupSize = 25,
    groups_per_visit: PerVisit = 2,
    within: Within = 6_000.0,
    mode: WayOfTravel = Mode.STRAIGHT,
    area_name: AreaName = None,
    candidates: Where = Places.PC4,
    show: Wanted = View.SITES,
    time_limit: TimeLimit = 60.0,
    file_format: TableFormat = "table",
    output: Output = None,
) -> None:
    """Divide one budget over fixed sites and buses, so that most pupils are served.

    Schools within reach of a site go there; a bus visits others, each school as often
    as its groups need. Whether the roads allow it `bereik tour` tells.

    For example:

      bereik spend demo/land --budget 500 --site-cost 120 --bus-cost 150
      --area-name Zeeland --mode bike

      bereik spend demo/land --budget 500 --site-cost 120 --bus-cost 150 --show budgets
    """
    land = read_snapshot(snapshot)
    region = find_region(land, area_name)
    schools = planning_schools(land, region)
    there = existing_places(land)
    places = joined_places(there, candidate_places(land, region, candidates))
    travel = travel_between(
        land, schools.points, points_of(places, "id"), mode=mode, limit_m=within
    )
    sites = candidates_of(
        places["id"].to_numpy(dtype=np.str_),
        existing=there["id"].to_numpy(dtype=np.str_),
        cost=site_cost,
    )
    problem = SitingProblem(travel.pairs, schools.weight, sites, k, budget)
    needed = _visits_needed(schools.weight, group_size, groups_per_visit)
    bus = BusOffer(bus_cost, visits, needed, schools.weight > 0, m)
    limits = SolverLimits(time_limit_s=time_limit)
    asked = _Asked(problem, bus, schools, places, within, limits)
    plan = sites_and_buses(problem, bus, within, limits=limits)
    deliver(
        _table(asked, plan, show),
        land,
        file_format=file_format,
        output=output,
        title=f"{region.name}: {_title(asked, plan)}, {measured_by(mode)}",
        notes=(*schools.notes, *travel.notes),
    )


def _visits_needed(
    pupils: NDArray[np.float64], group_size: int, groups_per_visit: int
) -> NDArray[np.int64]:
    """Return the half-days each school needs for all its groups."""
    groups = np.ceil(pupils / group_size)
    return np.ceil(groups / groups_per_visit).astype(np.int64)


def _table(asked: _Asked, plan: JointPlan, show: View) -> pd.DataFrame:
    if show is View.BUDGETS:
        return _budgets(asked)
    if show is View.BUS:
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


def _budgets(asked: _Asked) -> pd.DataFrame:
    """Return what other budgets would buy, from a quarter to twice this one."""
    rows = []
    for part in _BUDGETS:
        problem = replace(asked.problem, budget=part * (asked.problem.budget or 0.0))
        plan = sites_and_buses(problem, asked.bus, asked.within_m, limits=asked.limits)
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


def _title(asked: _Asked, plan: JointPlan) -> str:
    """Say what is bought and how sure it is that nothing better is to be had."""
    total = asked.problem.total
    sites = plan.sites
    proof = "proven best" if sites.proven else f"at most {sites.gap:.2%} from the best"
    return (
        f"{len(sites.new_sites)} new sites and {plan.n_buses} buses for {plan.cost:g} "
        f"of {asked.problem.budget:g}; {plan.pupils_by_site / total:.1%} of the pupils "
        f"within {asked.within_m:g} m of a site, {plan.pupils_by_bus / total:.1%} "
        f"visited by a bus; {proof}"
    )
