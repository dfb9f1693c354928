"""One region seen from one question: everything a map or a report page of it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import (
    PROFIEL_CHOICES,
    AreaKind,
    Denominator,
    Leerweg,
    Mode,
    Unit,
    profielen_of,
)
from accessibility.counting import COUNT_COLUMNS, WHOLE_COUNTRY, concealed
from accessibility.errors import UsageError
from accessibility.measures import gaps, nearest_offers, profiles_per_postcode
from accessibility.questions import DEFAULT_WITHIN_M, Question, answer, reach_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    import pandas as pd

    from accessibility.counting import Students
    from accessibility.questions import RoadTables
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot

_NAMED_KINDS: Final = (
    AreaKind.PROVINCIE,
    AreaKind.GEMEENTE,
    AreaKind.STO_REGIO,
    AreaKind.COROP,
    AreaKind.RMC,
)
_MOST_PLACES: Final = 12
_MOST_SUGGESTIONS: Final = 5


@dataclass(frozen=True)
class Region:
    """An area of one division."""

    kind: AreaKind
    code: str
    name: str


@dataclass(frozen=True)
class View:
    """What is asked of a region: which offer, how near, of whom."""

    profiel: str
    leerweg: Leerweg
    mode: Mode = Mode.STRAIGHT
    within: float = DEFAULT_WITHIN_M
    unit: Unit = Unit.METRES
    denominator: Denominator = Denominator.LEERWEG

    def question(self, per: AreaKind) -> Question:
        """Return the question about every profiel and leerweg of a division."""
        return Question(
            mode=self.mode,
            within=(self.within,),
            unit=self.unit,
            denominator=self.denominator,
            per=per,
            profielen=PROFIEL_CHOICES,
        )


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
        interval counts `students*` and `reached*`, and `n_technical`: how many
        technical profiles lie within the threshold.
    vestigingen
        Points of the whole country with `naam`, `plaats` and `offers`: `pair`,
        `profiel` (in another leerweg) or `none`.
    shares
        Rows of `access` for the region.
    places
        Points of the largest places, with `naam`.
    land
        Postcode polygons of the whole country, for the surroundings.
    without_polygon
        Students (estimate) of postcodes that have no polygon to be drawn.
    searched
        How far offers were searched, in the unit of the question.
    """

    region: Region
    postcodes: gpd.GeoDataFrame
    vestigingen: gpd.GeoDataFrame
    shares: pd.DataFrame
    places: gpd.GeoDataFrame
    land: gpd.GeoDataFrame
    without_polygon: float
    searched: float


def find_region(
    snapshot: Snapshot, name: str | None, kind: AreaKind | None = None
) -> Region:
    """Return the region with a name or code, whatever its division or case.

    Parameters
    ----------
    snapshot
        Holds the areas.
    name
        Name or code; None for the whole country.
    kind
        The division, where a name occurs in several.

    Raises
    ------
    UsageError
        If there is no such region, or more than one; the message lists near names.
    """
    if name is None:
        country = "Voorbeeldland" if snapshot.manifest.example else "Nederland"
        return Region(AreaKind.NL, WHOLE_COUNTRY, country)
    found = [
        Region(area_kind, row.area_code, row.area_name)
        for area_kind in ([kind] if kind else _NAMED_KINDS)
        for row in snapshot.areas(area_kind).itertuples()
        if name.casefold() in (row.area_name.casefold(), row.area_code.casefold())
    ]
    if len(found) == 1:
        return found[0]
    if found:
        kinds = ", ".join(region.kind.value for region in found)
        message = f"area {name!r} is a {kinds}: say which with --area"
        raise UsageError(message)
    raise UsageError(_no_such_region(snapshot, name))


def _no_such_region(snapshot: Snapshot, name: str) -> str:
    names = snapshot.table("areas").area_name
    near = names[names.str.contains(name[:4], case=False, regex=False)]
    hint = ", ".join(sorted(set(near))[:_MOST_SUGGESTIONS])
    return f"area {name!r} is unknown" + (f"; did you mean {hint}?" if hint else "")


def regions_of(snapshot: Snapshot, kind: AreaKind) -> tuple[Region, ...]:
    """Return every region of a division, by name."""
    areas = snapshot.areas(kind).sort_values(["area_name", "area_code"])
    return tuple(
        Region(kind, code, name)
        for code, name in zip(areas.area_code, areas.area_name, strict=True)
    )


def region_view(
    snapshot: Snapshot,
    students: Students,
    region: Region,
    view: View,
    *,
    road_tables: RoadTables | None = None,
) -> RegionView:
    """Compute what a map of a region shows.

    Parameters
    ----------
    snapshot, students
        The data and the demand model.
    region
        As `find_region` returns it.
    view
        What is asked.
    road_tables
        Gives reach tables over the road; needed for every mode but `straight`.

    Raises
    ------
    UsageError
        If the question does not fit the data, or nothing of the region can be drawn.
    """
    views = region_views(snapshot, students, [region], view, road_tables=road_tables)
    return next(views)


def region_views(
    snapshot: Snapshot,
    students: Students,
    regions: Sequence[Region],
    view: View,
    *,
    road_tables: RoadTables | None = None,
) -> Iterator[RegionView]:
    """Compute what the maps of several regions show; the country is searched once.

    Parameters are those of `region_view`.
    """
    told, searched = _told(snapshot, students, view, road_tables)
    sites = _sites(snapshot, view)
    shares = {
        kind: answer(
            snapshot, students, view.question(kind), road_tables=road_tables
        ).table
        for kind in {region.kind for region in regions}
    }
    for region in regions:
        inside = told[students.area_codes(region.kind) == region.code]
        drawn = snapshot.table("pc4_areas")[["pc4", "geometry"]].merge(inside, on="pc4")
        if not len(drawn):
            message = f"no postcode with a polygon lies in {region.name!r}"
            raise UsageError(message)
        rows = shares[region.kind]
        yield RegionView(
            region=region,
            postcodes=drawn,
            vestigingen=sites,
            shares=rows[rows.area_code == region.code].reset_index(drop=True),
            places=_places(snapshot, drawn),
            land=snapshot.table("pc4_areas"),
            without_polygon=float(inside.students.sum() - drawn.students.sum()),
            searched=searched,
        )


def _told(
    snapshot: Snapshot,
    students: Students,
    view: View,
    road_tables: RoadTables | None,
) -> tuple[pd.DataFrame, float]:
    """Return a row per postcode, and how far was searched.

    Each row tells its people, the way to the nearest offer, why it is a gap, and how
    many of its people reach an offer.
    """
    reach = _reach(snapshot, students, view, road_tables)
    nearest = nearest_offers(reach, snapshot.offers, unit=view.unit)
    straight = None
    if view.mode is not Mode.STRAIGHT and view.unit is Unit.METRES:
        crow = reach_for(snapshot, students, mode=Mode.STRAIGHT, limit=view.within)
        straight = nearest_offers(crow, snapshot.offers)
    pair = (view.profiel, view.leerweg)
    frame = gaps(
        nearest, reach, students, pair=pair, within=view.within, straight=straight
    )
    names = snapshot.vestigingen.set_index("brin6").naam
    cost = "distance_m" if view.unit is Unit.METRES else "time_s"
    for column in (cost, f"near_{cost}"):
        frame[column] = frame[column].replace(np.inf, np.nan)
    frame["nearest"] = frame.brin6.map(names)
    frame["near_naam"] = frame.near_brin6.map(names)
    frame["plaats"] = students.postcodes.plaats.to_numpy()
    row = nearest.pairs.index(pair)
    frame["is_unreachable"] = students.reached_fraction(nearest.unreachable[row]) == 1
    part = students.reached_fraction(nearest.reached(view.within)[row])
    counts = students.by_postcode(view.denominator, view.leerweg)
    for column, count in zip(COUNT_COLUMNS, counts, strict=True):
        frame[column] = count
        frame[column.replace("students", "reached")] = count * part
    frame["n_technical"] = profiles_per_postcode(
        nearest, students, leerweg=view.leerweg, within=view.within
    )
    return concealed(frame, threshold=students.rounded_to), reach.limit


def _reach(
    snapshot: Snapshot, students: Students, view: View, road_tables: RoadTables | None
) -> ReachTable:
    return reach_for(
        snapshot,
        students,
        mode=view.mode,
        unit=view.unit,
        limit=view.within,
        road_tables=road_tables,
    )


def _sites(snapshot: Snapshot, view: View) -> gpd.GeoDataFrame:
    offers, sites = snapshot.offers, snapshot.vestigingen
    has_profiel = offers.profiel.isin([p.value for p in profielen_of(view.profiel)])
    has_pair = has_profiel & (offers.leerweg == view.leerweg.value)
    kind = np.select(
        [
            sites.brin6.isin(offers.brin6[has_pair]),
            sites.brin6.isin(offers.brin6[has_profiel]),
        ],
        ["pair", "profiel"],
        "none",
    )
    offering = sites.brin6.isin(offers.brin6) & sites.geometry.notna()
    told = sites.assign(offers=kind)[offering]
    return told[["brin6", "naam", "plaats", "offers", "geometry"]]


def _places(snapshot: Snapshot, drawn: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the places where most students of the region live, as points."""
    points = snapshot.postcodes[["pc4", "geometry"]].merge(
        drawn[["pc4", "plaats", "students"]], on="pc4"
    )
    points = points[points.geometry.notna() & points.plaats.notna()]
    largest = points.sort_values("students", ascending=False, kind="stable")
    total = points.groupby("plaats").students.sum()
    named = largest.drop_duplicates("plaats")
    order = named.plaats.map(total).sort_values(ascending=False, kind="stable").index
    top = named.loc[order].head(_MOST_PLACES)
    return top.rename(columns={"plaats": "naam"})[["naam", "geometry"]]
