"""From a region view to a drawing: what to call it, and what to draw beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd

from accessibility.codes import ROADS, AreaKind, Mode, Unit
from accessibility.headers import used_manifest
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
    from accessibility.questions import Question
    from accessibility.reports import RegionView
    from accessibility.snapshot import Manifest, Snapshot
    from accessibility.study import Study
    from maps.figures import Drawing
    from maps.overlays import Overlay

REPORT_ENDINGS = (".pdf", ".png", ".svg")


@dataclass(frozen=True)
class Picture:
    """A region view with its words: ready to be drawn for screen or for paper."""

    postcodes: gpd.GeoDataFrame
    view: RegionView
    subject: Subject
    extras: Extras
    manifest: Manifest

    def for_screen(self) -> RegionMap:
        """Return the page that opens in a browser."""
        return region_map(
            self.postcodes,
            self.view.vestigingen,
            subject=self.subject,
            manifest=self.manifest,
            extras=self.extras,
        )

    def for_paper(self) -> Drawing:
        """Return the drawing for a report."""
        return report_map(
            self.postcodes,
            self.view.vestigingen,
            subject=self.subject,
            manifest=self.manifest,
            extras=self.extras,
        )


def picture_of(study: Study, view: RegionView, question: Question) -> Picture:
    """Put words and layers to a region view.

    Parameters
    ----------
    study, question
        What was asked of what.
    view
        What came back.
    """
    snapshot, students = study.snapshot, study.students_for(question)
    profiel, leerweg = question.pair
    subject = Subject(
        profiel=profiel,
        leerweg=leerweg,
        area_name=view.region.name,
        mode=question.mode,
        within=question.threshold,
        unit=question.unit,
        denominator=question.denominator,
        method=students.method,
        searched=view.searched,
    )
    overlays = []
    if question.unit is Unit.METRES:
        overlays.append(circles(view.vestigingen, subject))
    over_roads = _road_area(view, question, subject, snapshot)
    overlays += over_roads
    overlays.append(choices(view.postcodes))
    if snapshot.has("facilities"):
        overlays.append(facilities(snapshot.table("facilities")))
    extras = Extras(
        shares=view.shares,
        places=view.places,
        surroundings=view.surroundings,
        overlays=overlays,
        turned=frozenset(view.vestigingen.offers) & {"opened", "closed"},
        assumption=demand_words(students.method),
    )
    postcodes = view.postcodes.assign(why=why(view.postcodes, subject))
    beside = {"facilities", *([ROADS] if over_roads else [])}
    manifest = used_manifest(snapshot, view.header, beside)
    return Picture(postcodes, view, subject, extras, manifest)


def _road_area(
    view: RegionView, question: Question, subject: Subject, snapshot: Snapshot
) -> list[Overlay]:
    """Return what the threshold really covers over the road, where there are roads.

    For a straight line the bicycle shows the difference. The whole country is too
    large to be drawn street by street.
    """
    mode = Mode.BIKE if question.mode is Mode.STRAIGHT else question.mode
    if mode not in snapshot.roads or view.region.kind is AreaKind.NL:
        return []
    west, south, east, north = view.postcodes.total_bounds
    sites = view.vestigingen[view.vestigingen.offers == "pair"]
    if sites.empty:
        return []
    area = service_area(
        snapshot.network(mode),
        points_of(sites, "brin6"),
        within=question.threshold,
        unit=question.unit,
        box=(west, south, east, north),
    )
    frame = gpd.GeoDataFrame(geometry=[area], crs=view.postcodes.crs)
    return [road_areas(frame, replace(subject, mode=mode))]
