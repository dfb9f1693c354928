"""From a region view to a drawing: what to call it, and what to draw beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd

from accessibility.codes import AreaKind, Mode, Unit
from accessibility.places import points_of
from accessibility.roads import service_area
from maps.dutch import demand_words
from maps.extras import Extras
from maps.gap_words import why
from maps.overlays import choices, circles, facilities, road_areas
from maps.region_map import RegionMap, region_map
from maps.report_map import report_map
from maps.subject import Subject

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.region_view import RegionView, View
    from accessibility.snapshot import Snapshot
    from maps.figures import Drawing
    from maps.overlays import Overlay

REPORT_ENDINGS = (".pdf", ".png", ".svg")


@dataclass(frozen=True)
class Picture:
    """A region view with its words: ready to be drawn for screen or for paper."""

    postcodes: gpd.GeoDataFrame
    told: RegionView
    subject: Subject
    extras: Extras
    snapshot: Snapshot

    def for_screen(self) -> RegionMap:
        """Return the page that opens in a browser."""
        return region_map(
            self.postcodes,
            self.told.vestigingen,
            subject=self.subject,
            manifest=self.snapshot.manifest,
            extras=self.extras,
        )

    def for_paper(self) -> Drawing:
        """Return the drawing for a report."""
        return report_map(
            self.postcodes,
            self.told.vestigingen,
            subject=self.subject,
            manifest=self.snapshot.manifest,
            extras=self.extras,
        )


def picture_of(
    told: RegionView, view: View, students: Students, snapshot: Snapshot
) -> Picture:
    """Put words and layers to a region view."""
    subject = Subject(
        profiel=view.profiel,
        leerweg=view.leerweg,
        area_name=told.region.name,
        mode=view.mode,
        within=view.within,
        unit=view.unit,
        denominator=view.denominator,
        people="" if students.tells_leerweg else "jongeren",
        searched=told.searched,
    )
    overlays = []
    if view.unit is Unit.METRES:
        overlays.append(circles(told.vestigingen, subject))
    overlays += _road_area(told, view, subject, snapshot)
    overlays.append(choices(told.postcodes))
    if snapshot.has("facilities"):
        overlays.append(facilities(snapshot.table("facilities")))
    extras = Extras(
        shares=told.shares,
        places=told.places,
        surroundings=told.land,
        overlays=overlays,
        assumption=demand_words(students.method),
    )
    postcodes = told.postcodes.assign(why=why(told.postcodes, subject))
    return Picture(postcodes, told, subject, extras, snapshot)


def _road_area(
    told: RegionView, view: View, subject: Subject, snapshot: Snapshot
) -> list[Overlay]:
    """Return what the threshold really covers over the road, where there are roads.

    For a straight line the bicycle shows the difference. The whole country is too
    large to be drawn street by street.
    """
    mode = Mode.BIKE if view.mode is Mode.STRAIGHT else view.mode
    if mode not in snapshot.modes or told.region.kind is AreaKind.NL:
        return []
    west, south, east, north = told.postcodes.total_bounds
    sites = told.vestigingen[told.vestigingen.offers == "pair"]
    if sites.empty:
        return []
    area = service_area(
        snapshot.network(mode),
        points_of(sites, "brin6"),
        within=view.within,
        unit=view.unit,
        box=(west, south, east, north),
    )
    frame = gpd.GeoDataFrame(geometry=[area], crs=told.postcodes.crs)
    return [road_areas(frame, replace(subject, mode=mode))]
