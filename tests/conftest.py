"""Fixtures that several rooms share: a line of homes and schools on paper.

    x (km)   0      5      10     15     20     25
    homes    A(10)         B(20)         C(30)        D has no place (5)
    schools  S1            S2                   S3
    offers   S1: gl PIE, bl PIE     S2: bl PIE, gl BWI     S3: kl PIE, gl MVI

Every distance can be read off the drawing.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from accessibility.counting.students import Students
from accessibility.places import RD_NEW, Points, points_of
from accessibility.snapshot import Manifest, Snapshot
from accessibility.straight_line import straight_line_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from accessibility.reach_table import ReachTable

KM = 1_000.0
Y_M = 450_000.0
X_M = 150_000.0


def _place(km: float | None) -> shapely.Point | None:
    return None if km is None else shapely.Point(X_M + km * KM, Y_M)


@pytest.fixture
def line_postcodes() -> gpd.GeoDataFrame:
    """Four postcodes on a line; the last has no place."""
    return gpd.GeoDataFrame(
        {
            "pc4": ["1001", "1002", "1003", "1004"],
            "plaats": ["Aa", "Bee", "Cee", None],
            "gemeente": ["West", "West", "Oost", None],
            "provincie": ["P", "P", "P", "P"],
            "corop": None,
            "rmc": None,
            "sto_regio": ["R1", "R1", "R2", None],
            "sto_regio_how": ["table", "nearest", "nearest", "none"],
        },
        geometry=[_place(0), _place(10), _place(20), None],
        crs=RD_NEW,
    )


@pytest.fixture
def line_students(line_postcodes: gpd.GeoDataFrame) -> Students:
    """Ten, twenty, thirty and five students; a tenth of each in gl, kl the rest."""
    total = np.array([10.0, 20.0, 30.0, 5.0])
    frames = [
        pd.DataFrame(
            {
                "pc4": line_postcodes.pc4,
                "leerweg": leerweg,
                "students_low": part * total,
                "students": part * total,
                "students_high": part * total,
            }
        )
        for leerweg, part in (("bl", 0.4), ("kl", 0.5), ("gl", 0.1))
    ]
    return Students(
        points=points_of(line_postcodes, "pc4"),
        point_pc4=np.arange(4),
        point_weight=np.ones(4),
        postcodes=line_postcodes,
        counts=pd.concat(frames, ignore_index=True),
        method="own",
        date="2019-10-01",
    )


@pytest.fixture
def line_offers() -> pd.DataFrame:
    """What the three schools offer."""
    rows = [
        ("00AA00", "PIE", "gl", 6.0),
        ("00AA00", "PIE", "bl", 12.0),
        ("00BB00", "PIE", "bl", 3.0),
        ("00BB00", "BWI", "gl", 9.0),
        ("00CC00", "PIE", "kl", 31.0),
        ("00CC00", "MVI", "gl", 2.0),
    ]
    frame = pd.DataFrame(rows, columns=["brin6", "profiel", "leerweg", "students"])
    frame["evidence"] = "pupils"
    return frame.assign(students_low=frame.students, students_high=frame.students)


@pytest.fixture
def line_vestigingen() -> gpd.GeoDataFrame:
    """Three schools on the line."""
    return gpd.GeoDataFrame(
        {
            "brin6": ["00AA00", "00BB00", "00CC00"],
            "naam": ["School A", "School B", "School C"],
            "plaats": ["Aa", "Bee", "Dee"],
            "postcode": ["1001AA", "1002AA", None],
            "pc4": ["1001", "1002", None],
            "gemeente": ["West", "West", "Oost"],
            "provincie": "P",
            "corop": None,
            "rmc": None,
            "sto_regio": ["R1", "R1", "R2"],
            "bestuur": None,
            "denominatie": None,
            "structuur": None,
            "placed": "address",
        },
        geometry=[_place(0), _place(10), _place(25)],
        crs=RD_NEW,
    )


@pytest.fixture
def line_reach(
    line_students: Students, line_vestigingen: gpd.GeoDataFrame
) -> ReachTable:
    """Straight-line distances on the line, up to 30 km."""
    sites: Points = points_of(line_vestigingen, "brin6")
    return straight_line_table(line_students.points, sites)


@pytest.fixture
def line_snapshot(
    line_postcodes: gpd.GeoDataFrame,
    line_vestigingen: gpd.GeoDataFrame,
    line_offers: pd.DataFrame,
    line_students: Students,
) -> Snapshot:
    """The line as a snapshot, with its students as own counts."""
    own = line_students.counts.assign(profiel="", sex="")
    gemeenten = pd.DataFrame(
        {
            "area_kind": "gemeente",
            "area_code": ["West", "Oost"],
            "area_name": ["Westdorp", "Oostdorp"],
            "geometry": None,
        }
    )
    pupils = line_offers.rename(columns={"evidence": "soort"}).assign(
        soort="VMBO", leerjaar=3, sex="m"
    )
    return Snapshot(
        Manifest(
            name="line",
            example=False,
            dates={"students": "2019-10-01", "offers": "2019-10-01"},
        ),
        {
            "postcodes": line_postcodes,
            "vestigingen": line_vestigingen,
            "offers": line_offers,
            "own_students": own,
            "pupils": pupils,
            "areas": gpd.GeoDataFrame(gemeenten, geometry="geometry", crs=RD_NEW),
        },
    )


_UNUSED_FEATURES: Final = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("HttpsUpgrades", "MediaRouter", "OptimizationHints", "PaintHolding", "Translate"),
)
"""Of the browser's own window, not of a page: it draws the list under its address bar
as a page of its own for each visitor, a fifth of the processor time of a visit. The
others are what Playwright leaves out, whose list is replaced by this one."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's own Chromium, drawing in software as without a graphics card."""
    executable = os.environ.get("BEREIK_CHROMIUM") or shutil.which("chromium")
    if executable is None:
        pytest.skip("Chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api")
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--enable-unsafe-swiftshader",
        "--use-angle=swiftshader",
        f"--disable-features={','.join(_UNUSED_FEATURES)}",
        # The last of V8's compilers pays off over minutes, not over a visit of seconds:
        # without it a visit takes a fifth less processor time.
        "--js-flags=--no-turbofan",
    ]
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=flags)
        yield chromium
        chromium.close()
