"""Dutch words of the view ahead: its tables, their columns, and what can be asked."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.outlook import Closable, ClosingOrder, OrderView, PupilsGo
from accessibility.reports import Case, RegionTable

if TYPE_CHECKING:
    import pandas as pd


class Volgorde(StrEnum):
    """In which order groups below the norm close."""

    KLEINSTE_EERST = "kleinsteEerst"
    ALLE_TEGELIJK = "alleTegelijk"


class Heen(StrEnum):
    """Where pupils of a closed group go."""

    DICHTSTBIJ = "dichtstbij"
    EIGEN_VESTIGING = "eigenVestiging"
    WEG = "weg"


class Wat(StrEnum):
    """What closes as one."""

    AANBOD = "aanbod"
    VESTIGINGEN = "vestigingen"


class SluitingToon(StrEnum):
    """Which table of closures."""

    STAPPEN = "stappen"
    PLANNEN = "plannen"
    SPIJT = "spijt"
    SAMENVOEGEN = "samenvoegen"


class RegioToon(StrEnum):
    """Which table of regions."""

    AANBOD = "aanbod"
    OMVANG = "omvang"
    CLUSTERS = "clusters"
    GRENZEN = "grenzen"
    GESTOPT = "gestopt"
    EEN_LEERWEG = "eenLeerweg"
    KENMERKEN = "kenmerken"
    LADDER = "ladder"
    LESGEVENDEN = "lesgevenden"


CLOSING_ORDER: Final = dict(zip(Volgorde, ClosingOrder, strict=True))
PUPILS_GO: Final = dict(zip(Heen, PupilsGo, strict=True))
CLOSABLE: Final = dict(zip(Wat, Closable, strict=True))
ORDER_VIEW: Final = dict(zip(SluitingToon, OrderView, strict=True))
REGION_TABLE: Final = {
    RegioToon.AANBOD: RegionTable.OFFERS,
    RegioToon.OMVANG: RegionTable.SIZES,
    RegioToon.CLUSTERS: RegionTable.CLUSTERS,
    RegioToon.GRENZEN: RegionTable.BORDERS,
    RegioToon.GESTOPT: RegionTable.DROPPED,
    RegioToon.EEN_LEERWEG: RegionTable.JOINED,
    RegioToon.KENMERKEN: RegionTable.ATTRIBUTES,
    RegioToon.LADDER: RegionTable.LADDER,
    RegioToon.LESGEVENDEN: RegionTable.TEACHERS,
}
"""Marks of regions come from a file of one's own, and are not asked over HTTP."""


_COLUMNS: Final = {
    "access_demography": "bereikDemografie",
    "access_if_norm": "bereikAlsNorm",
    "access_if_norm_combined": "bereikAlsNormSamen",
    "access_likely_p10": "bereikWaarschijnlijkP10",
    "access_likely_p50": "bereikWaarschijnlijkP50",
    "access_likely_p90": "bereikWaarschijnlijkP90",
    "alternative": "alternatief",
    "alternative_m": "alternatiefM",
    "alternative_naam": "alternatiefNaam",
    "alternative_sto_regio": "alternatiefStoRegio",
    "area_code": "gebied",
    "area_kind": "gebiedsindeling",
    "area_name": "naam",
    "below_75": "onder75",
    "brin4": "school",
    "brin6": "vestiging",
    "budget_eur": "budgetEuro",
    "case": "geval",
    "certain": "zeker",
    "chance_below_11": "kansOnder11",
    "chance_below_6": "kansOnder6",
    "chance_gone_in_3_years": "kansWeg3Jaar",
    "difference": "verschil",
    "displaced": "verplaatst",
    "displaced_if_norm": "verplaatstAlsNorm",
    "displaced_if_norm_combined": "verplaatstAlsNormSamen",
    "displaced_so_far": "verplaatstTotNu",
    "enough": "genoeg",
    "euro_per_reached": "euroPerBereikt",
    "euro_per_reached_high": "euroPerBereiktHoog",
    "euro_per_reached_low": "euroPerBereiktLaag",
    "expected": "verwacht",
    "expected_below_11": "verwachtOnder11",
    "expected_below_6": "verwachtOnder6",
    "expected_below_75": "verwachtOnder75",
    "expected_p10": "verwachtP10",
    "expected_p90": "verwachtP90",
    "expected_students": "verwachteLeerlingen",
    "expected_students_high": "verwachteLeerlingenHoog",
    "expected_students_low": "verwachteLeerlingenLaag",
    "home_region": "woonregio",
    "home_region_name": "woonregioNaam",
    "likely_below_11": "waarschijnlijkOnder11",
    "likely_below_6": "waarschijnlijkOnder6",
    "likely_high": "vermoedelijkHoog",
    "likely_low": "vermoedelijkLaag",
    "edit": "wijziging",
    "indicator": "indicator",
    "keeps": "houdt",
    "keeps_dp": "houdtDP",
    "keeps_profiel": "houdtProfiel",
    "keeps_technical": "houdtTechniek",
    "lost": "verloren",
    "lost_here": "hierVerloren",
    "lost_so_far": "verlorenTotNu",
    "met": "gehaald",
    "naam": "naam",
    "nearest_outside": "dichtstbijBuiten",
    "nearest_outside_m": "dichtstbijBuitenM",
    "nearest_outside_naam": "dichtstbijBuitenNaam",
    "nearest_outside_region": "dichtstbijBuitenRegio",
    "nearest_region": "regioDichtstbij",
    "nearest_region_name": "regioDichtstbijNaam",
    "norm": "norm",
    "offers": "aanbod",
    "offers_now": "aanbodNu",
    "only": "enige",
    "others_change_percent": "andereVerschilProcent",
    "others_now": "andereNu",
    "others_then": "andereToen",
    "persons": "personen",
    "reached": "bereikt",
    "reached_high": "bereiktHoog",
    "reached_low": "bereiktLaag",
    "region": "regio",
    "region_name": "regioNaam",
    "rung": "trede",
    "scheme": "regeling",
    "set_beforehand": "voorafGesteld",
    "set_by": "gesteldDoor",
    "set_on": "gesteldOp",
    "share": "deel",
    "share_high": "deelHoog",
    "share_low": "deelLaag",
    "small": "klein",
    "small_groups": "kleineGroepen",
    "spared": "gespaard",
    "step": "stap",
    "sto_regio": "stoRegio",
    "students": "leerlingen",
    "students_per_fte": "leerlingenPerFte",
    "students_from": "leerlingenUit",
    "students_high": "leerlingenHoog",
    "students_likely_high": "leerlingenVermoedelijkHoog",
    "students_likely_low": "leerlingenVermoedelijkLaag",
    "students_low": "leerlingenLaag",
    "suppressed": "afgeschermd",
    "target": "doel",
    "technical_change_percent": "technischVerschilProcent",
    "technical_now": "technischNu",
    "technical_then": "technischToen",
    "together": "samen",
    "value": "waarde",
    "value_high": "waardeHoog",
    "value_low": "waardeLaag",
    "words": "woorden",
    "worst_area": "zwaarstGebied",
    "worst_per_student": "zwaarstPerLeerling",
    "worst_regret": "spijtHoogstens",
    "year": "jaar",
}
_SAME: Final = {
    *("naam", "plaats", "profiel", "leerweg", "status", "vestigingen", "cluster"),
    *("plan", "gl", "kl", "norm"),
    *("techniekluw", "techkwadraat", "beheer", "fte"),
}
_REGRET: Final = "regret_"
_PLANS: Final = {
    "by-lot": "loting",
    "smallest-first": "kleinsteEerst",
    "greedy": "stapVoorStap",
    "fairest": "eerlijkste",
    "best": "beste",
    "close nothing": "nietsSluiten",
}
_CASES: Final = {
    Case.APART.value: "gl",
    Case.JOINED.value: "gl en tl",
    Case.TAUGHT.value: "gl en tl, waar het profiel gegeven wordt",
    Case.EVERYWHERE.value: "gl en tl, op elke vestiging",
}
_BEST_FOR: Final = "best for "
_SOURCES: Final = {
    "primary_ages": "basisschoolleerlingen",
    "inhabitants": "inwoners",
}


def dutch_ahead(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of the view ahead with Dutch names and words."""
    plain = table.replace([np.inf, -np.inf], np.nan)
    if "plan" in plain:
        plain["plan"] = plain["plan"].map(_plan)
    if "case" in plain:
        plain["case"] = plain["case"].map(_CASES)
    if "students_from" in plain:
        plain["students_from"] = plain["students_from"].map(_SOURCES)
    return plain.rename(columns={name: column_name(str(name)) for name in plain})


def _plan(name: str) -> str:
    if name.startswith(_BEST_FOR):
        return f"besteVoor{name.removeprefix(_BEST_FOR)}"
    return _PLANS[name]


def column_name(name: str) -> str:
    """Return the Dutch name of a column.

    Examples
    --------
    >>> column_name("regret_2031"), column_name("plaats"), column_name("step")
    ('spijt2031', 'plaats', 'stap')
    """
    if name.startswith(_REGRET):
        return f"spijt{name.removeprefix(_REGRET)}"
    return name if name in _SAME else _COLUMNS[name]
