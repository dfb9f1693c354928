"""Maps of the plans that the benchmark of planning makes, to be looked at."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from accessibility.codes import Unit
from accessibility.places import RD_NEW
from accessibility.snapshot import Manifest, Source
from maps.planning_map import SitingSubject, siting_map, tour_map

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.siting.siting_plan import SitingPlan
    from accessibility.siting.siting_problem import SitingProblem
    from accessibility.tours.term_plan import (
        TourPlan,
    )
    from accessibility.tours.tour_problem import TourProblem
    from benchmarks.planning_country import Country


BUS_PROVINCE = "Friesland"
WITHIN_M = 6_000.0
MANIFEST = Manifest(
    name="basisscholen",
    example=False,
    dates={"students": "2024-10-01", "vestigingen": "2024-11-22"},
    sources=(
        Source("basisscholen", "scholen20241122.geo.zip", "2024-11-22", "", "CC0"),
        Source("pc4-areas", "geo_postcodes4.gpkg", "2021", "", "CC BY 4.0"),
    ),
)


def draw_sites(
    folder: Path, name: str, area: Country, problem: SitingProblem, plan: SitingPlan
) -> None:
    """Draw a plan of sites."""
    schools = area.schools.assign(reached=plan.served > 0)
    chosen = area.postcodes.iloc[plan.new_sites]
    sites = gpd.GeoDataFrame(
        {
            "naam": chosen["pc4"].to_numpy(),
            "new": True,
            "pupils": plan.load[plan.new_sites],
        },
        geometry=chosen.geometry.to_numpy(),
        crs=RD_NEW,
    ).sort_values("pupils", ascending=False)
    subject = SitingSubject(
        name,
        WITHIN_M,
        Unit.METRES,
        plan.value / problem.total,
        "bewezen de beste" if plan.proven else "niet bewezen de beste",
    )
    drawing = siting_map(
        schools, sites, area.provinces, subject=subject, manifest=MANIFEST
    )
    drawing.save(folder / f"siting-{name.lower()}.png")


def straight_legs(
    plan: TourPlan, problem: TourProblem, stops: gpd.GeoSeries
) -> gpd.GeoDataFrame:
    """Return the legs of a term as straight lines: there are no roads here."""
    depots = {bus.name: bus.depot for bus in problem.buses}
    ordered = plan.visits.sort_values("start_s").groupby(["date", "bus"])["school"]
    rows = [
        (day, bus, False, shapely.LineString(stops.loc[list(leg)].tolist()))
        for (day, bus), schools in ordered
        for leg in pairwise([depots[bus], *schools, depots[bus]])
    ]
    names = ["date", "bus", "on_road", "geometry"]
    return gpd.GeoDataFrame(rows, columns=names, crs=RD_NEW)


def draw_tour(
    folder: Path,
    country: Country,
    problem: TourProblem,
    plan: TourPlan,
    places: gpd.GeoSeries,
) -> None:
    """Draw a term of one bus."""
    stops = gpd.GeoSeries(places.to_numpy(), index=problem.drives.ids, crs=RD_NEW)
    legs = straight_legs(plan, problem, stops)
    schools = gpd.GeoDataFrame(
        {
            "pupils": problem.pupils,
            "visited": np.isin(problem.schools, plan.visits["school"].unique()),
        },
        geometry=stops.loc[problem.schools].to_numpy(),
        crs=RD_NEW,
    )
    land = country.part(BUS_PROVINCE).provinces
    drawing = tour_map(
        legs,
        schools,
        stops.loc[[bus.depot for bus in problem.buses]],
        land,
        area_name=BUS_PROVINCE,
        manifest=MANIFEST,
    )
    drawing.save(folder / f"tour-{BUS_PROVINCE.lower()}.png")
