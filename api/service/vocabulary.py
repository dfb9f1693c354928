"""The Dutch words of the interface, and what each stands for in the core."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import (
    PROFIEL_CHOICES,
    ROLES,
    AreaKind,
    Denominator,
    Leerweg,
    Mode,
)
from accessibility.measures import EITHER_WAY, MEASURES, ByWay, graded_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd


class Modus(StrEnum):
    """How the way to school is measured."""

    # Its members are the modes of the core, by their names over HTTP.
    _ignore_ = "members one"
    members = vars()
    for one in Mode:
        members[one.name] = one.record.key


class Noemer(StrEnum):
    """Of whom: all leerwegen together, the leerweg, or all who follow a profiel."""

    GEZAMENLIJK = "gezamenlijk"
    LEERWEG = "leerweg"
    PROFIELEN = "profielen"


MODE_OF: Final = {Modus(mode.record.key): mode for mode in Mode}
MODUS_OF: Final = {mode: modus for modus, mode in MODE_OF.items()}
HEMELSBREED: Final = MODUS_OF[Mode.STRAIGHT]

DENOMINATOR_OF: Final = {
    Noemer.GEZAMENLIJK: Denominator.COMMON,
    Noemer.LEERWEG: Denominator.LEERWEG,
    Noemer.PROFIELEN: Denominator.PROFIELEN,
}
NOEMER_OF: Final = {
    denominator: noemer for noemer, denominator in DENOMINATOR_OF.items()
}

DATE_NAMES: Final = {name: role.key for name, role in ROLES.items()}
"""Dutch name of each date of an answer."""

_QUESTION_NAMES: Final = {
    "mode": "modus",
    "within": "drempel",
    "unit": "eenheid",
    "denominator": "noemer",
    "area": "gebiedsindeling",
    "students": "leerlingen",
    "points": "punten",
    "or_else": "of",
    "table": "tabel",
    "in": "gebied",
    "close": "sluiten",
    "what": "wat",
    "year": "jaar",
    "years": "jaren",
    "show": "toon",
    "order": "volgorde",
    "draws": "trekkingen",
    "seed": "zaad",
    "most": "hoogstens",
    "combined": "samen",
    "every": "alle",
}


def graded_names(name: str, key: str) -> dict[str, str]:
    """Return the Dutch name of each column of a figure with its ends."""
    return {one.name: one.dutch for one in graded_columns(name, key, "")}


COLUMN_NAMES: Final = {
    **graded_names("reached", "bereikt"),
    **{
        one.name: one.dutch
        for measure in (EITHER_WAY, *MEASURES)
        for one in measure.columns
    },
    "pc4": "postcode",
    "brin6": "vestiging",
    "naam": "naam",
    "plaats": "plaats",
    "evidence": "bewijs",
    "nearest_of": "dichtstbijVan",
    "distance_m": "afstandM",
    "time_s": "reistijdS",
    "status": "status",
    "is_gap": "witteVlek",
    "reason": "reden",
    "missed_reason": "redenNietBereikt",
    "near_brin6": "redenVestiging",
    "near_distance_m": "redenAfstandM",
    "near_time_s": "redenReistijdS",
    **graded_names("before", "voor"),
    **graded_names("after", "na"),
    **graded_names("share_before", "deelVoor"),
    **graded_names("share_after", "deelNa"),
    **graded_names("difference", "verschil"),
    **graded_names("gained_first", "eersteErbij"),
    **graded_names("gained_second", "tweedeErbij"),
    **graded_names("lost_only", "enigeKwijt"),
    **graded_names("lost_other", "andereKwijt"),
    **graded_names("lost_techniek", "techniekKwijt"),
    "n_technical": "technischeProfielen",
    "by_way": "bereiktMet",
    "table": "tabel",
    "item": "grootheid",
    "value": "waarde",
    "published": "gepubliceerd",
    "note": "opmerking",
}
"""Dutch name of each column of the core's tables."""

REASON_NAMES: Final = {
    "": "",
    "unknown": "onbekend",
    "outside": "buitenWegen",
    "no-road": "geenWeg",
    "leerweg-missing": "leerwegOntbreekt",
    "just-beyond": "netVerder",
    "profiel-missing": "profielOntbreekt",
    "no-vestiging": "geenVestiging",
}
"""Why a postcode is a gap; empty where it is none."""

BY_WAY_NAMES: Final = {
    ByWay.BOTH: "beide",
    ByWay.FIRST: "eerste",
    ByWay.SECOND: "tweede",
    ByWay.NEITHER: "geen",
    ByWay.UNKNOWN: "",
}
"""By which of two ways a postcode is reached; empty where that is not known."""

STATUS_NAMES: Final = {
    "ok": "bereikt",
    "beyond": "verder",
    "unreachable": "onbereikbaar",
    "unsnapped": "nietGeplaatst",
    "outside": "buitenWegen",
}


def dutch_question(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question as the core tells it, with Dutch names and codes."""
    codes = {
        **{mode.value: modus.value for mode, modus in MODUS_OF.items()},
        **{d.value: noemer.value for d, noemer in NOEMER_OF.items()},
    }
    said: dict[str, Callable[[str], str]] = {
        "mode": codes.__getitem__,
        "denominator": codes.__getitem__,
        "or_else": _dutch_way,
    }
    return {
        _QUESTION_NAMES.get(name, name): said[name](value) if name in said else value
        for name, value in question.items()
    }


def _dutch_way(told: str) -> str:
    """Return a second way as the key `of` takes it, from `2700 s ov`."""
    within, unit, mode = told.split()
    return f"{MODUS_OF[Mode(mode)]}-{within}{unit}"


def dutch(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of the core with Dutch names and codes, in the same order."""
    modes = {mode.value: modus.value for mode, modus in MODUS_OF.items()}
    changes: dict[str, Mapping[Any, str]] = {
        **dict.fromkeys(("mode", "first_mode", "second_mode"), modes),
        "denominator": {d.value: noemer.value for d, noemer in NOEMER_OF.items()},
        "status": STATUS_NAMES,
        "reason": REASON_NAMES,
        "missed_reason": REASON_NAMES,
        "by_way": BY_WAY_NAMES,
    }
    codes = {name: table[name].map(to) for name, to in changes.items() if name in table}
    return table.assign(**codes).rename(columns=COLUMN_NAMES)


def any_of(choices: tuple[str, ...]) -> str:
    """Return the pattern of one or more choices with commas between them."""
    one = "(?:" + "|".join(choices) + ")"
    return f"^{one}(?:,{one})*$"


PROFIELEN: Final = any_of(PROFIEL_CHOICES)
LEERWEGEN: Final = any_of(tuple(leerweg.value for leerweg in Leerweg))
_THRESHOLD: Final = "(?:[1-9][0-9]{0,3}|[12][0-9]{4}|30000)"
OTHER_WAY: Final = f"^(?:(?:{'|'.join(Modus)})-[1-9][0-9]{{0,4}}[ms])?$"
"""A mode with a threshold in its unit, or nothing."""

THRESHOLDS: Final = r"^[1-9][0-9]{0,4}(?:,[1-9][0-9]{0,4}){0,59}$"
"""One to sixty whole numbers; those beyond the limit get a sentence of their own."""

THRESHOLDS_DESCRIBED: Final = {"pattern": f"^{_THRESHOLD}(?:,{_THRESHOLD}){{0,59}}$"}
"""What the description says of them: up to the limit in metres."""

AREA_CODES: Final = r"^[^,\x00-\x1f]{1,80}(?:,[^,\x00-\x1f]{1,80}){0,99}$"
STUDENTS: Final = (
    r"^(?:auto|own|herkomst|gravity(?::[0-9.]{1,8}(?:km)?|:herkomst)?"
    r"|inhabitants(?::[0-9]{1,2}-[0-9]{1,2})?)$"
)
DIVISIONS: Final = tuple(kind.value for kind in AreaKind)
