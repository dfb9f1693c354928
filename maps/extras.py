"""Optional parts of a region map, beside its postcodes and vestigingen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

    from maps.overlays import Overlay


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
    turned
        What a scenario does to vestigingen: `opened`, `closed`, both or neither.
    assumption
        What the counts of students take for granted, in one Dutch sentence.
    background
        Address of a tile service with `{z}/{x}/{y}`; empty for none. The map stays
        whole if it cannot be reached.
    background_credit
        Who made the background; its licence asks for it.

    Raises
    ------
    UsageError
        If there is a background without a credit.
    """

    shares: pd.DataFrame | None = None
    places: gpd.GeoDataFrame | None = None
    surroundings: gpd.GeoDataFrame | None = None
    overlays: Sequence[Overlay] = field(default=())
    turned: frozenset[str] = frozenset()
    assumption: str = ""
    background: str = ""
    background_credit: str = ""

    def __post_init__(self) -> None:
        """Refuse a background whose maker is not named."""
        if self.background and not self.background_credit:
            message = "a background map must name its maker: its licence asks for it"
            raise UsageError(message)


NOTHING_EXTRA: Final = Extras()
"""A map of postcodes and vestigingen alone."""
