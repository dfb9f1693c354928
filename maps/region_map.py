"""A region map: one HTML file that opens anywhere, also without internet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import folium

from maps.files import write_whole
from maps.layers import (
    name_layer,
    outline_layer,
    overlay_layer,
    panes,
    pattern_layers,
    postcode_layer,
    site_layers,
    surroundings_layer,
)
from maps.postcodes import described
from maps.region_page import region_page
from maps.shapes import bounds_in_degrees, dissolved, simplified

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from accessibility.snapshot import Manifest
    from maps.overlays import Overlay
    from maps.subject import Subject

AROUND_M: Final = 20_000.0
"""How far around the region vestigingen are still drawn."""

_LAND_AROUND: Final = 0.8
"""How far around land is drawn, of the region's own extent: fills a wide window."""

_SURROUNDING_VERTICES: Final = 8_000


@dataclass(frozen=True)
class Extras:
    """What a region map may show beyond its postcodes and vestigingen.

    Parameters
    ----------
    shares
        Rows of `access` for the region: the table of profielen by leerweg, and the
        total if it holds the pair asked for.
    places
        Points with `naam`, the most important first, written on the map.
    surroundings
        Polygons of land, of which the part around the region is drawn lightly.
    overlays
        Further layers: circles, road areas, facilities.
    assumption
        What the counts of students take for granted, in one Dutch sentence.
    background
        Address of a tile service with `{z}/{x}/{y}`; empty for none. The map stays
        whole if it cannot be reached.
    background_credit
        Who made the background.
    """

    shares: pd.DataFrame | None = None
    places: gpd.GeoDataFrame | None = None
    surroundings: gpd.GeoDataFrame | None = None
    overlays: Sequence[Overlay] = field(default=())
    assumption: str = ""
    background: str = ""
    background_credit: str = ""


@dataclass(frozen=True)
class RegionMap:
    """A finished map: its title, the share it tells, and the page itself."""

    title: str
    missed_share: float
    missed: float
    html: str

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page, whole or not at all.

        Raises
        ------
        DataError
            If the file cannot be written.
        """
        return write_whole(path, self.html.encode("utf-8"))


def region_map(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    *,
    subject: Subject,
    manifest: Manifest,
    extras: Extras = Extras(),
) -> RegionMap:
    """Draw who lives too far from an offer, postcode by postcode.

    Parameters
    ----------
    postcodes
        The postcodes of the region; columns as `maps.postcodes.described` tells.
    vestigingen
        Points of the whole country; columns `naam`, `offers` (`pair`, `profiel` or
        `none`), optional `plaats`. Those near the region are drawn.
    subject
        What the map is about.
    manifest
        Dates, sources, and whether the data are an example.
    extras
        Tables and layers beyond these.

    Returns
    -------
    RegionMap
        The same inputs give the same bytes.

    Raises
    ------
    TableError
        If a table lacks columns.
    CrsError
        If geometry is not in a system in metres.
    """
    told = described(postcodes, subject)
    drawn, decimals = simplified(told)
    canvas = _canvas(extras)
    for pane in panes():
        pane.add_to(canvas)
    for layer in _layers(drawn, vestigingen, subject, extras, decimals=decimals):
        layer.add_to(canvas)
    folium.LayerControl(collapsed=True).add_to(canvas)
    return RegionMap(
        *region_page(
            canvas,
            told,
            bounds=bounds_in_degrees(drawn),
            subject=subject,
            manifest=manifest,
            extras=extras,
        )
    )


def _canvas(extras: Extras) -> folium.Map:
    canvas = folium.Map(
        tiles=None,
        zoom_control=False,
        zoom_snap=0.1,
        # Keys move the map once it has the focus; Tab leaves it again.
        keyboard=True,
    )
    if extras.background:
        folium.TileLayer(
            extras.background,
            attr=extras.background_credit,
            name="Achtergrondkaart",
            overlay=True,
            show=False,
        ).add_to(canvas)
    return canvas


def _layers(
    drawn: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    extras: Extras,
    *,
    decimals: int,
) -> list[folium.GeoJson]:
    region = dissolved(drawn)
    layers: list[folium.GeoJson] = []
    if extras.surroundings is not None:
        layers.append(surroundings_layer(_around(extras.surroundings, region)))
    layers.append(postcode_layer(drawn, subject, decimals=decimals))
    layers += pattern_layers(drawn, decimals=decimals)
    layers.append(outline_layer(drawn, decimals=decimals))
    layers += [overlay_layer(overlay) for overlay in extras.overlays]
    layers += site_layers(_near(vestigingen, region), subject)
    if extras.places is not None:
        layers.append(name_layer(extras.places))
    return layers


def _around(land: gpd.GeoDataFrame, region: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    west, south, east, north = region.total_bounds
    margin = max(AROUND_M, _LAND_AROUND * max(east - west, north - south))
    part = land[["geometry"]].clip_by_rect(
        west - margin, south - margin, east + margin, north + margin
    )
    frame = land[["geometry"]].set_geometry(part)
    held = frame[~(frame.geometry.is_empty | frame.geometry.isna())]
    return simplified(held, most_vertices=_SURROUNDING_VERTICES)[0]


def _near(sites: gpd.GeoDataFrame, region: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    west, south, east, north = region.total_bounds
    return sites.cx[
        west - AROUND_M : east + AROUND_M, south - AROUND_M : north + AROUND_M
    ]
