"""`bereik site`: where the next hotspots and techlabs should come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from accessibility.codes import AreaKind, Mode, Unit
from accessibility.errors import UsageError
from accessibility.linear_model import SolverLimits
from accessibility.places import points_of
from accessibility.planning_points import (
    Places,
    area_numbers,
    candidate_places,
    existing_places,
    joined_places,
    planning_schools,
)
from accessibility.planning_travel import travel_between
from accessibility.region_view import find_region
from accessibility.siting.alternatives import (
    marginal_gains,
    plans_side_by_side,
    pupils_within,
    threshold_sensitivity,
)
from accessibility.siting.coverage import fewest_sites, most_balanced, most_within
from accessibility.siting.distance import least_travel, smallest_worst
from accessibility.siting.plan import sites_table
from accessibility.siting.problem import SitingProblem, candidates_of
from api.options import Output, SnapshotFolder, WayOfTravel
from api.planning_options import (
    AreaName,
    MapFile,
    TableFormat,
    TimeLimit,
    Within,
    deliver,
    ids_of,
    land_of,
    measured_by,
)
from data.snapshots import read_snapshot
from maps.planning_map import SitingSubject, siting_map

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from accessibility.planning_points import PlanningSchools
    from accessibility.planning_travel import Measured
    from accessibility.region_view import Region
    from accessibility.siting.plan import SitingPlan
    from accessibility.siting.problem import Candidates
    from accessibility.snapshot import Snapshot


class Objective(StrEnum):
    """What a plan of sites should be best at."""

    MOST = "most"
    FEWEST = "fewest"
    TRAVEL = "travel"
    WORST = "worst"
    BALANCED = "balanced"


_FAR_M = 60_000.0
_BY_DISTANCE = (Objective.TRAVEL, Objective.WORST)


class Show(StrEnum):
    """Which table is wanted."""

    SITES = "sites"
    GAINS = "gains"
    ALTERNATIVES = "alternatives"
    THRESHOLDS = "thresholds"


NewSites = Annotated[int | None, typer.Option("-k", min=0, help="Most new sites.")]
BestAt = Annotated[
    Objective,
    typer.Option(
        help="most pupils within reach; fewest sites for all; least travel; smallest "
        "worst trip; balanced between areas."
    ),
]
Where = Annotated[Places, typer.Option(help="Where new sites may come.")]
KeepExisting = Annotated[
    bool, typer.Option(help="Keep the hotspots and techlabs there are.")
]
Forced = Annotated[list[str] | None, typer.Option(help="Place(s) that get a site.")]
Forbidden = Annotated[list[str] | None, typer.Option(help="Place(s) that do not.")]
Capacity = Annotated[float, typer.Option(help="Most pupils a site can receive.")]
Smallest = Annotated[float, typer.Option(help="Fewest pupils of a new site.")]
Budget = Annotated[
    float | None, typer.Option(help="Most that new sites may cost together.")
]
Cost = Annotated[float, typer.Option(help="Cost of a new site.")]
Backup = Annotated[
    int, typer.Option(min=1, help="Sites in reach before a school counts.")
]
ShareServed = Annotated[
    float, typer.Option(help="Part of the pupils that `fewest` must serve.")
]
Balance = Annotated[
    AreaKind, typer.Option(help="Division for balanced and the fairest plan.")
]
Wanted = Annotated[
    Show,
    typer.Option(
        help="The sites; what each adds; the best beside next best, fairest and "
        "greedy; or plans for half, one and a half and twice the threshold."
    ),
]


@dataclass(frozen=True)
class _Asked:
    """A siting problem with the tables behind it, and what is wanted of it."""

    problem: SitingProblem
    schools: PlanningSchools
    places: gpd.GeoDataFrame
    region: Region
    within_m: float
    objective: Objective
    share: float
    limits: SolverLimits


def site(
    snapshot: SnapshotFolder,
    *,
    k: NewSites = None,
    within: Within = 6_000.0,
    mode: WayOfTravel = Mode.STRAIGHT,
    area_name: AreaName = None,
    objective: BestAt = Objective.MOST,
    candidates: Where = Places.PC4,
    existing: KeepExisting = True,
    force: Forced = None,
    forbid: Forbidden = None,
    capacity: Capacity = np.inf,
    smallest_group: Smallest = 0.0,
    budget: Budget = None,
    cost: Cost = 1.0,
    backup: Backup = 1,
    share: ShareServed = 1.0,
    balance: Balance = AreaKind.GEMEENTE,
    show: Wanted = Show.SITES,
    time_limit: TimeLimit = 60.0,
    map_file: MapFile = None,
    file_format: TableFormat = "table",
    output: Output = None,
) -> None:
    """Choose the places of new hotspots and techlabs, proven best or with the gap.

    For example:

      bereik site demo/land -k 3 --area-name Zeeland --map plekken.png

      bereik site demo/land -k 5 --show alternatives

      bereik site demo/land -k 3 --area-name Zeeland --mode bike

      bereik site demo/land --objective fewest --share 0.9 --candidates vestigingen
    """
    _check_bounded(objective, k, budget)
    land = read_snapshot(snapshot)
    region = find_region(land, area_name)
    schools = planning_schools(land, region)
    there = existing_places(land).iloc[: None if existing else 0]
    places = joined_places(there, candidate_places(land, region, candidates))
    sites = _sites(places, there, force, forbid, capacity, cost)
    far_m = _FAR_M if objective in _BY_DISTANCE else 2 * within
    travel = _travel(land, schools, places, mode, far_m)
    rules = (k, budget, smallest_group, backup)
    division = area_numbers(land, schools.table, balance)
    problem = SitingProblem(travel.pairs, schools.weight, sites, *rules, division)
    limits = SolverLimits(time_limit_s=time_limit)
    asked = _Asked(problem, schools, places, region, within, objective, share, limits)
    plan = _solved(asked)
    deliver(
        _table(asked, plan, show),
        land,
        file_format=file_format,
        output=output,
        title=_title(asked, plan),
        notes=(*schools.notes, *travel.notes),
    )
    if map_file is not None:
        _draw(land, asked, plan, map_file)


def _sites(
    places: gpd.GeoDataFrame,
    existing: gpd.GeoDataFrame,
    forced: list[str] | None,
    forbidden: list[str] | None,
    capacity: float,
    cost: float,
) -> Candidates:
    return candidates_of(
        places["id"].to_numpy(dtype=np.str_),
        existing=existing["id"].to_numpy(dtype=np.str_),
        forced=ids_of(forced),
        forbidden=ids_of(forbidden),
        capacity=capacity,
        cost=cost,
    )


def _travel(
    land: Snapshot,
    schools: PlanningSchools,
    places: gpd.GeoDataFrame,
    mode: Mode,
    limit_m: float,
) -> Measured:
    sites = points_of(places, "id")
    return travel_between(land, schools.points, sites, mode=mode, limit_m=limit_m)


def _check_bounded(objective: Objective, k: int | None, budget: float | None) -> None:
    """Refuse a question to which 'everywhere' is the answer."""
    if objective is not Objective.FEWEST and k is None and budget is None:
        message = "say how many new sites may come (-k 3) or their --budget"
        raise UsageError(message)


def _solved(asked: _Asked) -> SitingPlan:
    problem, within_m, limits = asked.problem, asked.within_m, asked.limits
    if asked.objective is Objective.FEWEST:
        return fewest_sites(problem, within_m, share=asked.share, limits=limits)
    if asked.objective is Objective.BALANCED:
        return most_balanced(problem, within_m, limits=limits)
    if asked.objective is Objective.TRAVEL:
        return least_travel(problem, limits=limits)
    if asked.objective is Objective.WORST:
        return smallest_worst(problem, limits=limits)
    return most_within(problem, within_m, limits=limits)


def _table(asked: _Asked, plan: SitingPlan, show: Show) -> pd.DataFrame:
    problem, within_m = asked.problem, asked.within_m
    if show is Show.ALTERNATIVES:
        return plans_side_by_side(problem, within_m, limits=asked.limits)[0]
    if show is Show.THRESHOLDS:
        sweep = [within_m * factor for factor in (0.5, 1.0, 1.5, 2.0)]
        return threshold_sensitivity(problem, sweep, limits=asked.limits)[0]
    table = (
        marginal_gains(problem, plan, within_m)
        if show is Show.GAINS
        else sites_table(problem, plan)
    )
    if show is Show.SITES:
        table = table[table["new"] | (table["schools"] > 0)].reset_index(drop=True)
    names = asked.places.set_index("id")["naam"]
    table.insert(1, "naam", table["site"].map(names))
    return table


def _title(asked: _Asked, plan: SitingPlan) -> str:
    """Say what was found and how sure that is."""
    problem = asked.problem
    reached = pupils_within(problem, plan.is_open, asked.within_m)
    before = pupils_within(problem, problem.candidates.existing, asked.within_m)
    total = problem.total
    proof = "proven best" if plan.proven else f"at most {plan.gap:.2%} from the best"
    return (
        f"{asked.region.name}: {len(plan.new_sites)} new sites, {plan.objective}: "
        f"{before / total:.1%} -> {reached / total:.1%} of the pupils within "
        f"{asked.within_m:g} m, {measured_by(problem.pairs.mode)}; {proof}; "
        f"{plan.seconds:.1f} s"
    )


def _draw(land: Snapshot, asked: _Asked, plan: SitingPlan, map_file: Path) -> None:
    reached = np.isfinite(plan.travel) & (plan.travel <= asked.within_m)
    schools = asked.schools.table.assign(reached=reached)
    near = np.bincount(plan.site[reached], minlength=len(plan.is_open)) > 0
    shown = np.flatnonzero(plan.is_new | (plan.is_open & near))
    sites = asked.places.iloc[shown].assign(
        new=plan.is_new[shown], pupils=plan.load[shown]
    )
    share = asked.schools.weight[reached].sum() / asked.problem.total
    proof = "bewezen de beste keuze" if plan.proven else "niet bewezen de beste keuze"
    subject = SitingSubject(
        asked.region.name,
        asked.within_m,
        Unit.METRES,
        float(share),
        proof,
        asked.problem.pairs.mode,
    )
    drawing = siting_map(
        schools,
        sites.sort_values("pupils", ascending=False),
        land_of(land, asked.region),
        subject=subject,
        manifest=land.manifest,
    )
    drawing.save(map_file)
    typer.echo(f"{map_file}: {drawing.title}", err=True)
