"""Layers that a reader may switch on: circles, road areas, hotspots and techlabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from accessibility.codes import Unit
from accessibility.errors import UsageError
from maps import dutch
from maps.shapes import dissolved

if TYPE_CHECKING:
    import geopandas as gpd

    from maps.subject import Subject

Look = Literal["circle", "road", "facility", "choice"]


@dataclass(frozen=True)
class Overlay:
    """One more layer, off until the reader wants it.

    Parameters
    ----------
    name
        Name in the list of layers and in the legend, in Dutch.
    frame
        Polygons (`circle`, `road`) or points (`facility`) in any known system, with
        an optional column `naam` that is shown at the pointer.
    look
        `circle` is a dashed line, `road` a light fill, `facility` a square; `choice`
        fills each row by its own column `klass`.
    show
        True if it is on from the start.
    """

    name: str
    frame: gpd.GeoDataFrame
    look: Look
    show: bool = False

    @property
    def signs(self) -> list[tuple[str, str]]:
        """What the legend shows of it: class names and words."""
        if self.look == "choice":
            return list(zip(self.frame.klass, self.frame.naam, strict=True))
        return [(self.look, self.name)]


def circles(vestigingen: gpd.GeoDataFrame, subject: Subject) -> Overlay:
    """Draw what a straight line of the threshold around every offer covers.

    Parameters
    ----------
    vestigingen
        Points in metres; those whose `offers` is `pair` count.
    subject
        Its threshold must be in metres.

    Raises
    ------
    UsageError
        If the threshold is a time.
    """
    if subject.unit is not Unit.METRES:
        message = "circles need a threshold in metres, not a travel time"
        raise UsageError(message)
    sites = vestigingen[vestigingen.offers == "pair"]
    discs = sites.set_geometry(sites.geometry.buffer(subject.within))
    return Overlay(
        f"{subject.threshold} hemelsbreed om {subject.offer}",
        dissolved(discs),
        "circle",
    )


def road_areas(areas: gpd.GeoDataFrame, subject: Subject) -> Overlay:
    """Draw what the threshold over the road really covers.

    Parameters
    ----------
    areas
        Polygons in metres, one per vestiging or per offer; drawn as one shape.
    subject
        Gives the words.
    """
    way = dutch.MODE_WORDS[subject.mode]
    return Overlay(
        f"{subject.threshold} {way} naar {subject.offer}",
        dissolved(areas[~(areas.geometry.isna() | areas.geometry.is_empty)]),
        "road",
    )


def choices(postcodes: gpd.GeoDataFrame) -> Overlay:
    """Draw how many technical profiles there are to choose from.

    Parameters
    ----------
    postcodes
        Polygons with `n_technical`, `students_high`, `suppressed` and optional
        `is_outside`; where nobody lives, or no roads are known, nothing is drawn.
    """
    told = postcodes.suppressed | (postcodes.students_high > 0)
    if "is_outside" in postcodes:
        told &= ~postcodes.is_outside.astype(bool)
    lived = postcodes[told]
    parts = [
        dissolved(part).assign(
            klass=f"keuze p{count}",
            naam=f"{count} technisch{'' if count == 1 else 'e'} "
            f"profiel{'' if count == 1 else 'en'} te kiezen",
        )
        for count, part in lived.groupby("n_technical")
    ]
    whole = (
        pd.concat(parts, ignore_index=True)
        if parts
        else lived.assign(klass="", naam="")
    )
    return Overlay("Aantal technische profielen te kiezen", whole, "choice")


def facilities(places: gpd.GeoDataFrame) -> Overlay:
    """Draw hotspots and techlabs: points with `naam`."""
    return Overlay("Hotspots en techlabs", places[["naam", "geometry"]], "facility")
