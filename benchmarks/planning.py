"""Siting and tours on the schools of the Netherlands: time, gap, ratio to spopt.

Run with the open data files:

    BEREIK_REALDATA=/folder python -m benchmarks.planning [--maps FOLDER]

Writes benchmarks/results/planning.md; with --maps also the maps, to be looked at.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import warnings
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pulp
from spopt.locate import MCLP

from accessibility.places import RD_NEW, Points
from accessibility.roads.travel_pairs import TravelPairs, pairs_of
from accessibility.siting.alternatives import plans_side_by_side
from accessibility.siting.coverage import fewest_sites, most_within
from accessibility.siting.distance import least_travel, smallest_worst
from accessibility.siting.greedy import greedy_within
from accessibility.siting.siting_problem import SitingProblem, candidates_of
from accessibility.straight_line import straight_line_table
from accessibility.tours.day_route import visits_of
from accessibility.tours.free_periods import FreePeriod
from accessibility.tours.rounds import day_kinds
from accessibility.tours.term_days import Term, school_days
from accessibility.tours.term_plan import (
    TourPlan,
    dated_plan,
    plan_tour,
    return_gaps,
    unreachable_reason,
)
from accessibility.tours.tour_bounds import naive_routes
from accessibility.tours.tour_problem import Bus, TourProblem, straight_drives
from benchmarks.machine import write_result
from benchmarks.planning_country import Country, read_country
from benchmarks.planning_maps import BUS_PROVINCE, WITHIN_M, draw_sites, draw_tour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.siting.siting_plan import SitingPlan

PROVINCE = "Gelderland"
SIZES = (100, 1_000, 4_000)
TERM = Term(
    date(2026, 1, 5),
    date(2026, 7, 3),
    free=(
        FreePeriod(date(2026, 2, 21), date(2026, 3, 1), "voorjaarsvakantie"),
        FreePeriod(date(2026, 4, 25), date(2026, 5, 3), "meivakantie"),
    ),
)


def points_of_frame(frame: gpd.GeoDataFrame, prefix: str) -> Points:
    """Return points named by their row."""
    ids = np.array([f"{prefix}{i}" for i in range(len(frame))])
    return Points(ids, frame.geometry.x.to_numpy(), frame.geometry.y.to_numpy())


def pairs_between(
    schools: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, limit_m: float
) -> TravelPairs:
    """Return straight lines from schools to candidates."""
    origins, places = points_of_frame(schools, "s"), points_of_frame(sites, "c")
    return pairs_of(straight_line_table(origins, places, limit_m=limit_m))


def problem_of(
    schools: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
    n_new: int | None,
    *,
    limit_m: float = WITHIN_M,
) -> SitingProblem:
    """Return the problem of new labs among some candidates."""
    pairs = pairs_between(schools, sites, limit_m)
    weight = schools["pupils"].to_numpy(float)
    return SitingProblem(pairs, weight, candidates_of(pairs.destination_ids), n_new)


def told(name: str, problem: SitingProblem, plan: SitingPlan, unit: float = 1) -> str:
    """Return one row of the table of answers."""
    sites = f"{len(problem.weight)} x {len(problem.candidates)}"
    proof = "proven" if plan.proven else f"{plan.gap:.2%}"
    return (
        f"| {name} | {sites} | {len(problem.pairs.cost)} | {len(plan.new_sites)} | "
        f"{plan.value / unit:,.1f} | {proof} | {plan.seconds:.1f} |"
    )


def by_size(country: Country, most_spopt: int) -> Iterator[str]:
    """Measure coverage against the number of candidates, beside spopt."""
    yield "| candidates | schools | pairs | ours s | gap | spopt s | ratio | equal |"
    yield "|---|---|---|---|---|---|---|---|"
    rng = np.random.default_rng(1)
    for size in SIZES:
        rows = rng.choice(len(country.postcodes), size, replace=False)
        sites = country.postcodes.iloc[np.sort(rows)]
        problem = problem_of(country.schools, sites, 10)
        start = time.perf_counter()
        plan = most_within(problem, WITHIN_M)
        ours_s = time.perf_counter() - start
        row = f"| {size} | {len(problem.weight)} | {len(problem.pairs.cost)} | "
        row += f"{ours_s:.2f} | {plan.gap:.2%} | "
        if size > most_spopt:
            yield row + "not run | | |"
            continue
        other_s, value = spopt_within(country.schools, sites, problem)
        equal = "yes" if abs(value - plan.value) < 1 else "NO"
        yield row + f"{other_s:.1f} | {other_s / ours_s:.0f} | {equal} |"


def spopt_within(
    schools: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, problem: SitingProblem
) -> tuple[float, float]:
    """Solve the same instance with spopt and the same solver; its own whole matrix."""
    x, y = schools.geometry.x.to_numpy(), schools.geometry.y.to_numpy()
    start = time.perf_counter()
    table = np.hypot(
        x[:, None] - sites.geometry.x.to_numpy(),
        y[:, None] - sites.geometry.y.to_numpy(),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        model = MCLP.from_cost_matrix(table, problem.weight, WITHIN_M, p_facilities=10)
        model = model.solve(pulp.HiGHS(msg=False, threads=1))
    return time.perf_counter() - start, float(pulp.value(model.problem.objective))


def answers(country: Country, maps: Path | None) -> Iterator[str]:
    """Answer the questions a planner asks, for one province and the country."""
    yield "| question | schools x candidates | pairs | new | value | gap | s |"
    yield "|---|---|---|---|---|---|---|"
    part = country.part(PROVINCE)
    for name, area in ((PROVINCE, part), ("Nederland", country)):
        problem = problem_of(area.schools, area.postcodes, 10)
        plan = most_within(problem, WITHIN_M)
        yield told(f"{name}: most pupils within 6 km, PC4 points", problem, plan)
        greedy = greedy_within(problem, WITHIN_M)
        share = greedy.value / plan.value
        yield (
            f"| {name}: the same, greedy ({share:.2%} of the best) | | "
            f"| {len(greedy.new_sites)} | {greedy.value:,.1f} | "
            f"{greedy.gap:.2%} (own bound) | {greedy.seconds:.2f} |"
        )
        if maps is not None:
            draw_sites(maps, name, area, problem, plan)
    at_schools = problem_of(country.schools, country.schools, 10)
    plan = most_within(at_schools, WITHIN_M)
    yield told("Nederland: the same, at schools", at_schools, plan)
    many = problem_of(country.schools, country.postcodes, 50, limit_m=10_000.0)
    plan, greedy = most_within(many, 10_000.0), greedy_within(many, 10_000.0)
    yield told("Nederland: 50 sites within 10 km", many, plan)
    yield (
        f"| Nederland: the same, greedy ({greedy.value / plan.value:.2%} of the best) "
        f"| | | {len(greedy.new_sites)} | {greedy.value:,.1f} | - | "
        f"{greedy.seconds:.2f} |"
    )
    far = problem_of(part.schools, part.postcodes, 10, limit_m=60_000.0)
    plan = least_travel(far)
    yield told(f"{PROVINCE}: least pupil-km, 10 sites", far, plan, 1_000)
    yield told(f"{PROVINCE}: smallest longest trip (m)", far, smallest_worst(far))
    cover = problem_of(part.schools, part.postcodes, None)
    plan = fewest_sites(cover, WITHIN_M, share=0.95)
    yield told(f"{PROVINCE}: fewest sites for 95% of pupils", cover, plan)


def side_by_side(country: Country) -> Iterator[str]:
    """Show the best beside the next best, the fairest and the greedy plan."""
    part = country.part(PROVINCE)
    pairs = pairs_between(part.schools, part.postcodes, WITHIN_M)
    # Four quarters of the province stand for regions.
    x, y = part.schools.geometry.x, part.schools.geometry.y
    region = (2 * (x > x.median()) + (y > y.median())).to_numpy(np.int64)
    problem = SitingProblem(
        pairs,
        part.schools["pupils"].to_numpy(float),
        candidates_of(pairs.destination_ids),
        n_new=10,
        region=region,
    )
    table, _ = plans_side_by_side(problem, WITHIN_M)
    yield "| plan | pupils | share | worst quarter | mean m | gap | s |"
    yield "|---|---|---|---|---|---|---|"
    for row in table.to_dict("records"):
        gap = "-" if np.isnan(row["gap"]) else f"{row['gap']:.2%}"
        yield (
            f"| {row['plan']} | {row['pupils']:,.0f} | {row['share']:.1%} | "
            f"{row['worst_region_share']:.1%} | {row['mean_travel']:,.0f} | {gap} | "
            f"{row['seconds']:.1f} |"
        )


def bus_problem(
    country: Country, n_buses: int, rounds: int
) -> tuple[TourProblem, gpd.GeoSeries]:
    """Return the tour of schools out of reach of three labs in a province."""
    part = country.part(BUS_PROVINCE)
    problem = problem_of(part.schools, part.postcodes, 3)
    plan = most_within(problem, WITHIN_M)
    out = part.schools[plan.served == 0].reset_index(drop=True)
    labs = part.postcodes.iloc[plan.new_sites[:n_buses]]
    depots = [f"lab {pc4}" for pc4 in labs["pc4"]]
    both = gpd.GeoSeries([*labs.geometry, *out.geometry], crs=RD_NEW)
    names = np.array([*depots, *(f"s{i}" for i in range(len(out)))])
    stops = Points(names, both.x.to_numpy(), both.y.to_numpy())
    buses = tuple(Bus(f"bus {n + 1}", depot) for n, depot in enumerate(depots))
    problem = TourProblem(
        drives=straight_drives(stops),
        schools=names[n_buses:],
        pupils=out["pupils"].to_numpy(float),
        buses=buses,
        days=school_days(TERM),
        rounds=rounds,
    )
    return problem, both


def tours(country: Country, maps: Path | None) -> Iterator[str]:
    """Plan a term with one bus once, and with two buses twice."""
    yield (
        "| tour | schools | half-days needed | visits | pupils (bound) | "
        "hours at the wheel (bound) | gap | s | naive: pupils, hours |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for n_buses, rounds in ((1, 1), (2, 2)):
        problem, places = bus_problem(country, n_buses, rounds)
        start = time.perf_counter()
        plan = plan_tour(problem)
        seconds = time.perf_counter() - start
        kinds = day_kinds(problem.days, rounds)
        able = np.flatnonzero(unreachable_reason(problem) == "")
        visits = visits_of(problem, able)
        by_hand = naive_routes(problem, visits, kinds)
        naive = dated_plan(problem, visits, kinds, by_hand)
        yield tour_row(problem, plan, naive, seconds)
        if maps is not None and rounds == 1:
            draw_tour(maps, country, problem, plan, places)
        gaps = return_gaps(plan)
        if len(gaps):
            yield f"\nDays between two visits: {gaps.days.min()} to {gaps.days.max()}."


def tour_row(
    problem: TourProblem, plan: TourPlan, naive: TourPlan, seconds: float
) -> str:
    """Return one row of the table of tours."""
    return (
        f"| {len(problem.buses)} bus, {problem.rounds} round | "
        f"{len(problem.schools)} | {problem.visits_needed.sum()} | "
        f"{len(plan.visits)} | "
        f"{plan.pupils:,.0f} ({plan.pupils_bound:,.0f}) | "
        f"{plan.driving_s / 3600:.1f} ({plan.driving_bound_s / 3600:.1f}) | "
        f"{plan.gap:.2%} | {seconds:.1f} | {naive.pupils:,.0f}, "
        f"{naive.driving_s / 3600:.1f} |"
    )


def main() -> None:
    """Measure everything and write the page of results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--maps", type=Path, help="folder to draw maps in")
    parser.add_argument(
        "--spopt", type=int, default=1_000, help="most candidates spopt is given"
    )
    chosen = parser.parse_args()
    folder = os.environ.get("BEREIK_REALDATA")
    if not folder:
        sys.exit("set BEREIK_REALDATA to the folder with the open data files")
    if chosen.maps:
        chosen.maps.mkdir(parents=True, exist_ok=True)
    country = read_country(Path(folder))
    unknown = int((~country.schools["known"]).sum())
    about = (
        f"{len(country.schools)} basisscholen (November 2024) with pupils of 10 to 12 "
        f"years (1 October 2024), {country.schools['pupils'].sum():,.0f} pupils; "
        f"{unknown} schools without a count take the mean. Straight lines."
    )
    parts = {
        "Coverage, 10 sites within 6 km, against the number of candidates": by_size(
            country, chosen.spopt
        ),
        "Answers": answers(country, chosen.maps),
        f"Plans side by side, {PROVINCE}, 10 sites within 6 km": side_by_side(country),
        f"A term of the mobile techlab, {BUS_PROVINCE}": tours(country, chosen.maps),
    }
    lines = [about]
    for title, rows in parts.items():
        lines += ["", f"## {title}", ""]
        for row in rows:
            lines.append(row)
            print(row, flush=True)
    write_result("planning", "Planning: sites and tours", lines)


if __name__ == "__main__":
    main()
