"""Everything a map or report page of one region shows, for one question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np

from accessibility.codes import (
    PROFIEL_CHOICES,
    Leerweg,
    Unit,
    profielen_of,
    short_name,
)
from accessibility.errors import UsageError
from accessibility.measures import MOST_OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from accessibility.counting import Students
    from accessibility.questions import Header, Question
    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

_MOST_PLACES: Final = 18


@dataclass(frozen=True)
class RegionView:
    """A region's postcodes, the vestigingen, and the shares around them.

    Parameters
    ----------
    region
        The region.
    postcodes
        Polygons, EPSG:28992, with `pc4`, `plaats`, the way to the nearest offer
        (`distance_m` or `time_s`, NaN beyond the search limit), `nearest` (its
        name), `reason` (a `GapReason`) with `near_naam` and its way, `is_unreachable`,
        `is_outside` (no roads known), interval counts `students*` and `reached*`, and
        `n_technical`: how many technical profiles lie within the threshold.
    vestigingen
        Points of the whole country with `naam`, `plaats` and `offers`: `pair`,
        `profiel` (in another leerweg) or `none`.
    shares
        Rows of `access` for the region.
    places
        Points of the largest places, with `naam`.
    surroundings
        Postcode polygons of the whole country, for the surroundings.
    without_polygon
        Students (estimate) of postcodes that have no polygon to be drawn.
    searched
        How far offers were searched, in the unit of the question.
    header
        Dates and sources of what was really used.
    """

    region: Region
    postcodes: gpd.GeoDataFrame
    vestigingen: gpd.GeoDataFrame
    shares: pd.DataFrame
    places: gpd.GeoDataFrame
    surroundings: gpd.GeoDataFrame
    without_polygon: float
    searched: float
    header: Header


def region_view(study: Study, region: Region, question: Question) -> RegionView:
    """Compute what a map of a region shows.

    Parameters
    ----------
    study
        Answers.
    region
        As `accessibility.regions.find_region` returns it.
    question
        About one profiel, one leerweg and one threshold; its division does not matter.

    Raises
    ------
    UsageError
        If the question does not fit the data, or nothing of the region can be drawn.
    """
    return next(region_views(study, [region], question))


def region_views(
    study: Study, regions: Sequence[Region], question: Question
) -> Iterator[RegionView]:
    """Compute what the maps of several regions show; the country is searched once.

    Parameters are those of `region_view`.
    """
    snapshot, students = study.snapshot, study.students_for(question)
    every_postcode = _postcodes(study, students, question)
    sites = _sites(snapshot, question)
    shares = {
        kind: study.answer(
            replace(
                question, per=kind, profielen=PROFIEL_CHOICES, leerwegen=tuple(Leerweg)
            )
        )
        for kind in {region.kind for region in regions}
    }
    for region in regions:
        inside = every_postcode[students.area_codes(region.kind) == region.code]
        drawn = snapshot.table("pc4_areas")[["pc4", "geometry"]].merge(inside, on="pc4")
        if not len(drawn):
            message = f"no postcode with a polygon lies in {region.name!r}"
            raise UsageError(message)
        rows = shares[region.kind].table
        yield RegionView(
            region=region,
            postcodes=drawn,
            vestigingen=sites,
            shares=rows[rows.area_code == region.code].reset_index(drop=True),
            places=_places(snapshot, drawn),
            surroundings=snapshot.table("pc4_areas"),
            without_polygon=float(inside.students.sum() - drawn.students.sum()),
            searched=study.reach(students, question.mode, question.unit).limit,
            header=shares[region.kind].header,
        )


def _postcodes(study: Study, students: Students, question: Question) -> pd.DataFrame:
    """Return a row per postcode, with the names of schools and places."""
    frame = study.postcodes(question).table
    names = study.snapshot.vestigingen.set_index("brin6").naam.map(short_name)
    cost = "distance_m" if question.unit is Unit.METRES else "time_s"
    ways = {
        name: frame[name].replace(np.inf, np.nan) for name in (cost, f"near_{cost}")
    }
    nearest = study.nearest(students, question.mode, question.unit)
    unreachable = nearest.unreachable[nearest.pairs.index(question.pair)]
    outside = students.reached_fraction(nearest.outside)
    return frame.assign(
        **ways,
        nearest=frame.brin6.map(names),
        near_naam=frame.near_brin6.map(names),
        plaats=students.postcodes.plaats.to_numpy(),
        is_unreachable=students.reached_fraction(unreachable) == 1,
        is_outside=outside > MOST_OUTSIDE,
    )


def _sites(snapshot: Snapshot, question: Question) -> gpd.GeoDataFrame:
    profiel, leerweg = question.pair
    offers, sites = snapshot.offers, snapshot.vestigingen
    has_profiel = offers.profiel.isin([p.value for p in profielen_of(profiel)])
    has_pair = has_profiel & (offers.leerweg == leerweg.value)
    kind = np.select(
        [
            sites.brin6.isin(offers.brin6[has_pair]),
            sites.brin6.isin(offers.brin6[has_profiel]),
        ],
        ["pair", "profiel"],
        "none",
    )
    offering = sites.brin6.isin(offers.brin6) & sites.geometry.notna()
    told = sites.assign(offers=kind, naam=sites.naam.map(short_name))[offering]
    return told[["brin6", "naam", "plaats", "offers", "geometry"]]


def _places(snapshot: Snapshot, drawn: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the places of most postcodes, and of those of most students, as points.

    A town stays a town where few of this leerweg are estimated. It stands where most
    of its postcodes lie, not halfway its fields.
    """
    points = snapshot.postcodes[["pc4", "geometry"]].merge(
        drawn[["pc4", "plaats", "students"]], on="pc4"
    )
    points = points[points.geometry.notna() & points.plaats.notna()]
    places = (
        points.assign(x=points.geometry.x, y=points.geometry.y)
        .groupby("plaats")
        .agg(
            n=("pc4", "size"),
            students=("students", "sum"),
            x=("x", "median"),
            y=("y", "median"),
        )
        .sort_values(["n", "students"], ascending=False, kind="stable")
        .head(_MOST_PLACES)
        .reset_index(names="naam")
    )
    return gpd.GeoDataFrame(
        places[["naam"]],
        geometry=gpd.points_from_xy(places.x, places.y),
        crs=snapshot.postcodes.crs,
    )
