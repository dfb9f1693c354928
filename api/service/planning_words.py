"""Dutch names of the planning tables, and the forms they are given in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.planning import (
    ALWAYS,
    NEVER,
    SOMETIMES,
    FacilityView,
    Origins,
    ParticipationView,
    SharingView,
)

if TYPE_CHECKING:
    import pandas as pd


class FacilityToon(StrEnum):
    """Which table of schools and facilities."""

    BEREIK = "bereik"
    SCHOLEN = "scholen"
    EIGENAREN = "eigenaren"
    LEEG = "leeg"
    BUS = "bus"
    REGISTER = "register"


class Vanuit(StrEnum):
    """Where trips start."""

    BASISSCHOLEN = "basisscholen"
    VESTIGINGEN = "vestigingen"
    WONINGEN = "woningen"


class SharingToon(StrEnum):
    """Which table of vestigingen that can share."""

    KEUZES = "keuzes"
    WEGEN = "wegen"
    GROEPEN = "groepen"
    MOGELIJK = "mogelijk"
    KEUZEVAKKEN = "keuzevakken"


class ParticipationToon(StrEnum):
    """Which table of who takes part."""

    SCHOLEN = "scholen"
    AFSTAND = "afstand"
    OMVANG = "omvang"
    GEBIED = "gebied"
    NOOIT_DICHTBIJ = "nooitDichtbij"
    WEL_VER = "welVer"
    LEERLINGEN = "leerlingen"
    DOELEN = "doelen"


FACILITY_VIEW: Final = dict(zip(FacilityToon, FacilityView, strict=True))
ORIGINS: Final = dict(zip(Vanuit, Origins, strict=True))
SHARING_VIEW: Final = dict(zip(SharingToon, SharingView, strict=True))
PARTICIPATION_VIEW: Final = dict(zip(ParticipationToon, ParticipationView, strict=True))

_COLUMNS: Final = {
    "activity": "activiteit",
    "alone": "alleen",
    ALWAYS: "altijd",
    "brin6": "school",
    "budget": "budget",
    "bus": "bus",
    "buses": "bussen",
    "date": "datum",
    "difference": "verschil",
    "end": "tot",
    "extra": "erbij",
    "facilities": "faciliteiten",
    "facility": "faciliteit",
    "gain": "erbij",
    "gap": "verschilHoogstens",
    "group": "groep",
    "groups": "groepen",
    "id": "plek",
    "kind": "deelname",
    "km": "afstandKm",
    "longest": "langsteWeg",
    "met": "gehaald",
    "min": "reistijdMin",
    "n_own": "aantalEigen",
    "n_reachable": "aantalBereikbaar",
    "nearest": "dichtstbij",
    NEVER: "nooit",
    "new": "nieuw",
    "new_sites": "nieuwePlekken",
    "other": "andere",
    "own": "eigen",
    "owner": "eigenaar",
    "owners": "eigenaren",
    "pupils": "leerlingen",
    "pupils_by_bus": "leerlingenPerBus",
    "pupils_by_site": "leerlingenPerPlek",
    "pupils_high": "leerlingenHoog",
    "pupils_low": "leerlingenLaag",
    "pupils_reached": "bereikt",
    "pupils_reached_high": "bereiktHoog",
    "pupils_reached_low": "bereiktLaag",
    "result": "uitkomst",
    "round": "ronde",
    "rung": "trede",
    "schools": "scholen",
    "schools_reached": "scholenBereikt",
    "set_beforehand": "voorafGesteld",
    "set_on": "gesteldOp",
    "share": "deel",
    "share_high": "deelHoog",
    "share_low": "deelLaag",
    "share_taking_part": "deelMee",
    "site": "plek",
    "size": "omvang",
    SOMETIMES: "soms",
    "spent": "uitgegeven",
    "start": "van",
    "students": "leerlingen",
    "students_high": "leerlingenHoog",
    "students_low": "leerlingenLaag",
    "target": "doel",
    "threshold": "drempel",
    "travel": "weg",
    "register": "register",
    "target_group": "doelgroep",
    "until": "totEnMet",
    "uncounted": "zonderTelling",
    "visit": "bezoek",
    "visits": "bezoeken",
    "year": "schooljaar",
    "years_in": "jarenMee",
}
REGISTER_NAMES: Final = {"id": "nummer", "kind": "soort", "date": "datum"}
"""Names in the register of what other tables of planning call otherwise."""

_KINDS: Final = {ALWAYS: "altijd", SOMETIMES: "soms", NEVER: "nooit"}


def dutch_planning(table: pd.DataFrame, **other: str) -> pd.DataFrame:
    """Return a planning table with Dutch names; ways without end are unknown.

    Parameters
    ----------
    table
        A table of the core.
    other
        Names that differ in this table.
    """
    plain = table.replace([np.inf, -np.inf], np.nan)
    if "kind" in plain:
        plain["kind"] = plain["kind"].map(_KINDS)
    for name in ("date", "set_on"):
        if name in plain:
            plain[name] = plain[name].astype("str")
    bands = plain.select_dtypes("category").columns
    plain = plain.astype(dict.fromkeys(bands, "str"))
    return plain.rename(columns=_COLUMNS | other)
