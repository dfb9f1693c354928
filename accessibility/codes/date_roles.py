"""Dates: of what an answer tells the date, a record for each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ROADS: Final = "roads"
"""Stands for the road networks among the tables of a snapshot."""

TIMETABLE: Final = "timetable"
"""Stands for what runs on one day among the tables of a snapshot."""


@dataclass(frozen=True)
class DateRole:
    """One of the dates of a snapshot: what it is the date of.

    Parameters
    ----------
    key
        Its name over HTTP.
    title, english
        What it is the date of, in Dutch and in English.
    tables
        The tables it is the date of; for the students the best known first.
    in_brief
        True if the line of dates of page, map and dossier names it.
    """

    key: str
    title: str
    english: str
    tables: tuple[str, ...]
    in_brief: bool = False


ROLES: Final[Mapping[str, DateRole]] = {
    "students": DateRole(
        "leerlingen",
        "leerlingen",
        "students",
        ("own_students", "herkomst", "pupils", "inhabitants"),
        in_brief=True,
    ),
    "inhabitants": DateRole(
        "inwoners", "inwoners", "inhabitants", ("inhabitants",), in_brief=True
    ),
    "offers": DateRole("aanbod", "aanbod", "offer", ("offers",), in_brief=True),
    "vestigingen": DateRole(
        "vestigingen",
        "adressen van scholen",
        "addresses of schools",
        ("vestigingen",),
        in_brief=True,
    ),
    "areas": DateRole(
        "gebieden",
        "gebieden",
        "areas",
        ("pc4_areas", "postcodes", "areas"),
        in_brief=True,
    ),
    "points": DateRole(
        "woonplekken",
        "plekken waar mensen wonen",
        "places where people live",
        ("points",),
    ),
    "basisscholen": DateRole(
        "basisscholen", "basisscholen", "primary schools", ("basisscholen",)
    ),
    "basisschool_pupils": DateRole(
        "leerlingenBasisscholen",
        "leerlingen van basisscholen",
        "pupils of primary schools",
        ("basisscholen",),
    ),
    "primary_ages": DateRole(
        "leeftijdenBasisscholen",
        "leerlingen van basisscholen naar leeftijd",
        "pupils of primary schools by age",
        ("primary_ages",),
    ),
    "school_forecasts": DateRole(
        "prognoses",
        "leerlingenprognoses",
        "forecasts of pupils",
        ("school_forecasts",),
    ),
    "area_forecasts": DateRole(
        "bevolkingsprognose",
        "bevolkingsprognose",
        "forecast of inhabitants",
        ("area_forecasts",),
    ),
    "facilities": DateRole(
        "faciliteiten", "hotspots en techlabs", "hotspots and techlabs", ("facilities",)
    ),
    "region_attributes": DateRole(
        "kenmerkenRegios",
        "kenmerken van regio's",
        "attributes of regions",
        ("region_attributes",),
    ),
    "targets": DateRole(
        "streefwaarden", "streefwaarden", "targets set before", ("targets",)
    ),
    "initiatives": DateRole(
        "initiatieven", "initiatieven", "initiatives", ("initiatives",)
    ),
    "keuzevakken": DateRole(
        "keuzevakken", "keuzevakken", "keuzevakken", ("keuzevakken",)
    ),
    "boards": DateRole(
        "besturen", "besturen van scholen", "school boards", ("boards",)
    ),
    "teachers": DateRole("lesgevenden", "lesgevenden", "teachers", ("teachers",)),
    "mbo_sites": DateRole(
        "mbo", "opleidingen van het mbo", "programmes of mbo", ("mbo_sites",)
    ),
    "network": DateRole("wegen", "wegen", "roads", (ROADS,), in_brief=True),
    "timetable": DateRole(
        "dienstregeling", "dienstregeling", "timetable", (TIMETABLE,), in_brief=True
    ),
    "pupils": DateRole(
        "leerlingenPerVestiging",
        "leerlingen per school",
        "students per school",
        ("pupils",),
    ),
    "exams": DateRole("examens", "examens", "exams", ("offers",)),
    "herkomst": DateRole(
        "herkomst", "herkomst van leerlingen", "homes of students", ("herkomst",)
    ),
    "own_students": DateRole(
        "eigenTelling", "eigen telling", "own count", ("own_students",)
    ),
    "sto_regios": DateRole("stoRegios", "STO-regio's", "STO regions", ("sto_regios",)),
    "licences": DateRole("licenties", "licenties", "licences", ("licences",)),
}
"""The dates of a snapshot. One that is not here is the date of the table it names."""


def dates_in_brief(dates: Mapping[str, str]) -> list[tuple[DateRole, str]]:
    """Return the dates that page, map and dossier name in one line, by their role.

    Parameters
    ----------
    dates
        Of a header, by the name of the role.
    """
    return [
        (role, dates[name])
        for name, role in ROLES.items()
        if role.in_brief and dates.get(name)
    ]
