"""Two snapshots three years apart, of which the chances are known."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.codes import Leerweg
from accessibility.outlook.chances import MEASURED
from accessibility.snapshot import Manifest, Snapshot

N_SITES = 400
KEYS = ["brin6", "profiel", "leerweg"]


def years(seed: int = 3) -> tuple[Snapshot, Snapshot]:
    """Return a snapshot, and one of which offers went as was measured."""
    rng = np.random.default_rng(seed)
    codes = [f"{j // 26 + 10:02d}A{chr(65 + j % 26)}00" for j in range(N_SITES)]
    sites = gpd.GeoDataFrame(
        {"brin6": codes},
        geometry=gpd.points_from_xy(np.arange(N_SITES) * 5_000.0, np.zeros(N_SITES)),
        crs=28992,
    )
    rows = [
        (code, profiel, leerweg.value, float(rng.integers(1, 25)))
        for code in codes
        for profiel in ("PIE", "BWI")
        for leerweg in Leerweg
        if rng.random() < 0.7
    ]
    offers = pd.DataFrame(rows, columns=[*KEYS, "students"])
    offers = offers.assign(
        evidence="pupils", students_low=offers.students, students_high=offers.students
    )
    together = offers.groupby(["brin6", "profiel"]).students.transform("sum")
    chance = MEASURED.gone(offers.students, together, offers.leerweg == "gl")
    kept = offers[rng.random(len(offers)) >= chance].reset_index(drop=True)
    tables = {"vestigingen": sites, "offers": offers}
    first = Manifest("oud", example=True, dates={"offers": "2019-10-01"})
    old = Snapshot(first, tables)
    later = replace(old.manifest, name="nieuw", dates={"offers": "2022-10-01"})
    return old, replace(old.edited(offers=kept), manifest=later)
