"""A region map: one HTML file that opens anywhere, also without internet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import folium

from maps.extras import NOTHING_EXTRA, Extras
from maps.files import write_whole
from maps.ground import beneath
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
from maps.shapes import bounds_in_degrees, near, simplified
from maps.story import story

if TYPE_CHECKING:
    import os
    from pathlib import Path

    import geopandas as gpd

    from accessibility.snapshot import Manifest
    from maps.subject import Subject

_DENSE: Final = 1_000


@dataclass(frozen=True)
class RegionMap:
    """A finished map.

    Parameters
    ----------
    title
        The finding, one sentence.
    missed_share
        Share of the students beyond the threshold, NaN where nobody lives.
    missed
        How many they are (estimate).
    html
        The whole page.
    """

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
    extras: Extras = NOTHING_EXTRA,
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
    land = extras.surroundings
    below = None if land is None else beneath(land, drawn)
    tale = story(told, subject=subject, manifest=manifest, extras=extras, below=below)
    canvas = _canvas(extras)
    for pane in panes():
        pane.add_to(canvas)
    if below is not None:
        surroundings_layer(below).add_to(canvas)
    for layer in _layers(drawn, vestigingen, subject, extras, decimals=decimals):
        layer.add_to(canvas)
    folium.LayerControl(collapsed=True).add_to(canvas)
    page = region_page(
        canvas,
        tale,
        bounds=bounds_in_degrees(drawn),
        is_dense=len(drawn) > _DENSE,
        background=extras.background,
    )
    return RegionMap(tale.title, tale.share, tale.missed, page)


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
    layers = [postcode_layer(drawn, subject, decimals=decimals)]
    layers += pattern_layers(drawn, decimals=decimals)
    layers.append(outline_layer(drawn, decimals=decimals))
    layers += [overlay_layer(overlay) for overlay in extras.overlays]
    layers += site_layers(near(vestigingen, drawn), subject)
    if extras.places is not None:
        layers.append(name_layer(extras.places))
    return layers
