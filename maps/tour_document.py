"""The term of a mobile techlab as a JSON document that the web page plays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import shapely

from accessibility.codes import Mode
from accessibility.counting import is_small
from accessibility.planning import clock
from accessibility.projection import to_lonlat

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.planning import Tour
    from accessibility.snapshot import Manifest

KIND: Final = "rondrit"
VERSION: Final = 1
_DECIMALS: Final = 5
_MINUTE_S: Final = 60
_REASONS: Final = {
    "beyond the roads": "buitenWegen",
    "no road": "geenWeg",
    "closed for holidays": "vakantie",
    "the drive there and back": "teLangRijden",
    "the drive and one half-day": "teLangeDag",
    "no half-day left": "geenPlek",
}
"""How the reasons of a plan begin, and what they are called in the document."""


def tour_document(
    tour: Tour, legs: gpd.GeoDataFrame, manifest: Manifest
) -> dict[str, Any]:
    """Return all that is needed to show a term day by day.

    Parameters
    ----------
    tour
        The term.
    legs
        As `tour_legs` returns them.
    manifest
        Name and dates of the snapshot.

    Returns
    -------
    dict
        Dutch names; coordinates are longitude and latitude. Counts of fewer than 5
        pupils are null and marked `afgeschermd`.
    """
    plan = tour.plan
    spots = stop_spots(tour)
    return {
        "soort": KIND,
        "versie": VERSION,
        "naam": manifest.name,
        "voorbeeldgegevens": manifest.example,
        "peildata": dict(manifest.dates),
        "gebied": tour.region.name,
        "overDeWeg": tour.mode is Mode.CAR,
        "standplaatsen": [
            {"bus": bus.name, "plek": bus.depot, "punt": spots[bus.depot]}
            for bus in tour.problem.buses
        ],
        "dagen": _days(tour, legs, spots),
        "nietBezocht": _left_out(tour, spots),
        "scholen": len(tour.problem.schools),
        "schooldagen": len(tour.problem.days),
        "rijuren": round(plan.driving_s / 3600, 1),
        "toelichting": list(tour.notes),
    }


def document_text(document: dict[str, Any]) -> str:
    """Return a document as it is written to a file."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def stop_spots(tour: Tour) -> dict[str, list[float]]:
    """Return longitude and latitude of every stop."""
    stops = tour.stops
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(stops.x_m, stops.y_m), crs=stops.epsg
    )
    degrees = shapely.get_coordinates(to_lonlat(points).geometry.to_numpy())
    pairs = degrees.round(_DECIMALS).tolist()
    return dict(zip(stops.ids.tolist(), pairs, strict=True))


def _days(
    tour: Tour, legs: gpd.GeoDataFrame, spots: dict[str, list[float]]
) -> list[dict[str, Any]]:
    degrees = to_lonlat(legs) if len(legs) else legs
    ways = dict(list(degrees.groupby(["date", "bus"], sort=False)))
    visits = dict(list(tour.plan.visits.groupby(["date", "bus"], sort=False)))
    names = tour.schools.table.set_index("brin6")[["naam", "plaats"]]
    return [
        {
            "datum": str(day["date"]),
            "bus": day["bus"],
            "vertrek": clock(day["depart_s"]),
            "terug": clock(day["back_s"]),
            "rijminuten": round(day["driving_s"] / _MINUTE_S),
            "bezoeken": [
                _visit(row, names, spots)
                for row in _rows(visits[day["date"], day["bus"]], "start_s")
            ],
            "ritten": [_leg(row) for row in _rows(ways[day["date"], day["bus"]])],
        }
        for day in _rows(tour.plan.days)
    ]


def _rows(table: pd.DataFrame, by: str = "") -> list[dict[str, Any]]:
    """Return a table as records, in order of a column."""
    ordered = table.sort_values(by) if by else table
    return [{str(k): v for k, v in row.items()} for row in ordered.to_dict("records")]


def _leg(row: dict[str, Any]) -> dict[str, Any]:
    line = shapely.get_coordinates(row["geometry"]).round(_DECIMALS).tolist()
    return {"overDeWeg": bool(row["on_road"]), "lijn": line}


def _visit(
    row: dict[str, Any], names: pd.DataFrame, spots: dict[str, list[float]]
) -> dict[str, Any]:
    return {
        **_school(row["school"], names, spots),
        "van": clock(row["start_s"]),
        "tot": clock(row["end_s"]),
        "groepen": int(row["groups"]),
        **_pupils(row["pupils"]),
        "ronde": int(row["round"]),
        "bezoek": int(row["visit"]),
    }


def _left_out(tour: Tour, spots: dict[str, list[float]]) -> list[dict[str, Any]]:
    names = tour.schools.table.set_index("brin6")[["naam", "plaats"]]
    return [
        {
            **_school(row["school"], names, spots),
            **_pupils(row["pupils"]),
            "bezoekenNodig": int(row["visits_needed"]),
            "bezoekenGepland": int(row["visits_planned"]),
            "reden": _reason(row["reason"]),
        }
        for row in _rows(tour.plan.left_out)
    ]


def _school(
    school: str, names: pd.DataFrame, spots: dict[str, list[float]]
) -> dict[str, Any]:
    naam, plaats = names.loc[school]
    place = plaats if isinstance(plaats, str) else ""
    return {"school": school, "naam": naam, "plaats": place, "punt": spots[school]}


def _pupils(pupils: float) -> dict[str, Any]:
    few = bool(is_small(pupils))
    return {"leerlingen": None if few else round(pupils), "afgeschermd": few}


def _reason(text: str) -> str:
    found = [code for start, code in _REASONS.items() if text.startswith(start)]
    return found[0] if found else text
