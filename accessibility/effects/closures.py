"""Every closure of a snapshot at once: offers, vestigingen, and two of either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind
from accessibility.effects.fragile import (
    offer_closures,
    offer_pair_closures,
    pair_closures,
    vestiging_closures,
)

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from accessibility.effects.base import EffectBase

CLOSURES: Final = ("aanbod", "vestigingen", "paren", "aanbodparen")
"""Names of the tables: of one offer, one vestiging, two vestigingen, two offers."""


def closure_tables(
    base: EffectBase, vestigingen: gpd.GeoDataFrame, region: AreaKind
) -> dict[str, pd.DataFrame]:
    """Rank every closure by the students who lose their only option.

    Parameters
    ----------
    base
        The state before.
    vestigingen
        Tells name, place and region of each.
    region
        Division within which two are closed together.

    Returns
    -------
    dict
        A table for each of `CLOSURES`, the worst first.
    """
    column = vestigingen[region.column]
    known = column.notna()
    region_of = dict(zip(vestigingen.brin6[known], column[known], strict=True))
    names = vestigingen.set_index("brin6")[["naam", "plaats"]]

    def both(pairs: pd.DataFrame) -> pd.DataFrame:
        named = pairs.join(names, on="brin6")
        return named.join(names.add_suffix("_other"), on="other")

    tables = (
        offer_closures(base).join(names, on="brin6"),
        vestiging_closures(base).join(names, on="brin6"),
        both(pair_closures(base, region_of)),
        both(offer_pair_closures(base, region_of)),
    )
    return dict(zip(CLOSURES, tables, strict=True))


def usual_region(vestigingen: gpd.GeoDataFrame) -> AreaKind:
    """Return the division of closures by two: the STO-regio where it is known."""
    known = vestigingen.sto_regio.notna().any()
    return AreaKind.STO_REGIO if known else AreaKind.RMC
