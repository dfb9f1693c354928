"""Bereik in Python: one name, one land, and answers that geopandas draws.

Examples
--------
>>> import bereik
>>> land = bereik.open("demo/land")  # doctest: +SKIP
>>> land.reach(within=10_000, per="gemeente")  # doctest: +SKIP
"""

from bereik.land import Land, open_land

__all__ = ["Land", "open"]

open = open_land  # noqa: A001 - `bereik.open(path)` reads like the `open` of rasterio and fiona
