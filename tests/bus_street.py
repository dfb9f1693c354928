"""A snapshot along one street with a bus: the made day, two homes and two schools.

    x (m)    0       1000   3000   9000   9300
    homes    h0(10)         h1(20)
    stops            s0     s1     s2
    schools                               00BB00: PIE gl
                            00AA00 at 3 300: BWI gl

The bus leaves s0 every 20 minutes and takes 5 minutes from stop to stop; home h2 (30)
lies 60 km away, where nothing is known of buses.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.codes import DEFAULT_BELLS, BellRule, Mode
from accessibility.counting.students import Students
from accessibility.places import RD_NEW, points_of
from accessibility.snapshot import Manifest, Snapshot
from accessibility.study import Study
from data.roads import road_reach
from data.transit_reach import transit_journey, transit_reach
from tests.made_days import X_M, Y_M, made_day, street

HOMES = {"1000": (0.0, 10.0), "1001": (3_000.0, 20.0), "1002": (60_000.0, 30.0)}
SCHOOLS = {"00AA00": (3_300.0, "BWI"), "00BB00": (9_300.0, "PIE")}


def bus_postcodes() -> gpd.GeoDataFrame:
    """Three postcodes along the street."""
    x_m = [X_M + at for at, _ in HOMES.values()]
    return gpd.GeoDataFrame(
        {
            "pc4": list(HOMES),
            "plaats": ["Aa", "Bee", "Ver"],
            "gemeente": ["Nabij", "Nabij", "Ver"],
            "provincie": "P",
            "corop": None,
            "rmc": None,
            "sto_regio": "R",
            "sto_regio_how": "table",
        },
        geometry=gpd.points_from_xy(x_m, [Y_M] * len(x_m)),
        crs=RD_NEW,
    )


def bus_students() -> Students:
    """All of them in gl."""
    postcodes = bus_postcodes()
    total = np.array([people for _, people in HOMES.values()])
    counts = pd.DataFrame(
        {
            "pc4": postcodes.pc4,
            "leerweg": "gl",
            "students_low": total,
            "students": total,
            "students_high": total,
        }
    )
    return Students(
        points=points_of(postcodes, "pc4"),
        point_pc4=np.arange(3),
        point_weight=np.ones(3),
        postcodes=postcodes,
        counts=counts,
        method="own",
        date="2019-10-01",
    )


def bus_snapshot() -> Snapshot:
    """Street, bus, homes and schools."""
    sites = gpd.GeoDataFrame(
        {
            "brin6": list(SCHOOLS),
            "naam": ["School A", "School B"],
            "plaats": ["Bee", "Cee"],
            "postcode": None,
            "pc4": ["1001", "1002"],
            "gemeente": "Nabij",
            "provincie": "P",
            "corop": None,
            "rmc": None,
            "sto_regio": "R",
            "bestuur": None,
            "denominatie": None,
            "structuur": None,
            "placed": "address",
        },
        geometry=gpd.points_from_xy(
            [X_M + at for at, _ in SCHOOLS.values()], [Y_M] * len(SCHOOLS)
        ),
        crs=RD_NEW,
    )
    offers = pd.DataFrame(
        {
            "brin6": list(SCHOOLS),
            "profiel": [profiel for _, profiel in SCHOOLS.values()],
            "leerweg": "gl",
            "evidence": "pupils",
            "students_low": 5.0,
            "students": 5.0,
            "students_high": 5.0,
        }
    )
    own = bus_students().counts.assign(profiel="", sex="")
    dates = {
        "students": "2019-10-01",
        "own_students": "2019-10-01",
        "offers": "2019-10-01",
        "network": "2020-01-01",
        "timetable": "2019-10-01",
    }
    return Snapshot(
        Manifest("bus", example=False, dates=dates),
        {
            "vestigingen": sites,
            "offers": offers,
            "postcodes": bus_postcodes(),
            "own_students": own,
        },
        roads={mode: street(mode, length_m=61_000) for mode in (Mode.WALK, Mode.BIKE)},
        transit={Mode.OV: made_day()},
    )


def bus_study(
    snapshot: Snapshot | None = None, bells: BellRule = DEFAULT_BELLS
) -> Study:
    """Ask the street by bus."""
    return Study(
        snapshot or bus_snapshot(),
        road_reach=road_reach,
        transit_reach=transit_reach,
        transit_journey=transit_journey,
        everyone=bus_students(),
        bells=bells,
    )
