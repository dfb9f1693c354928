"""The codes of the interface in words, Dutch and English, as a page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import (
    ROLES,
    TECHNIEK,
    TECHNISCH,
    AreaKind,
    Leerweg,
    Mode,
    ModeRecord,
    Profiel,
    Unit,
)
from api.service.vocabulary import Noemer

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = dict[str, str]
"""What a thing is called, by language: `nl` and `en`."""

NOEMER_PHRASES: Final[Mapping[Noemer, Words]] = {
    Noemer.LEERWEG: {
        "nl": "de leerlingen van deze leerweg",
        "en": "the students of this leerweg",
    },
    Noemer.GEZAMENLIJK: {
        "nl": "alle drie de leerwegen samen (zoals tabel B3.6 van de STO-monitor)",
        "en": "all three leerwegen together (as table B3.6 of the STO monitor)",
    },
    Noemer.PROFIELEN: {
        "nl": "alle vmbo-leerlingen in een profiel (zonder vakmanschapsroute)",
        "en": "all vmbo students in a profile (without the vakmanschapsroute)",
    },
}
"""Of whom a share is taken: share of ..."""

UNIT_WORDS: Final[Mapping[Unit, Words]] = {
    Unit.METRES: {"nl": "meter", "en": "metres"},
    Unit.SECONDS: {"nl": "seconden", "en": "seconds"},
}

AREA_WORDS: Final[Mapping[AreaKind, Words]] = {
    AreaKind.NL: {"nl": "heel het land", "en": "the whole country"},
    AreaKind.PROVINCIE: {"nl": "provincie", "en": "provincie"},
    AreaKind.GEMEENTE: {"nl": "gemeente", "en": "gemeente"},
    AreaKind.COROP: {"nl": "COROP-gebied", "en": "COROP area"},
    AreaKind.RMC: {"nl": "RMC-regio", "en": "RMC region"},
    AreaKind.STO_REGIO: {"nl": "STO-regio", "en": "STO region"},
    AreaKind.PC4: {"nl": "postcode", "en": "postcode"},
}


def date_codes() -> list[dict[str, object]]:
    """Return of what answers tell the date, in the order in which it is told."""
    return [
        {
            "code": role.key,
            "nl": role.title,
            "en": role.english,
            "kort": role.in_brief,
        }
        for role in ROLES.values()
    ]


def profiel_codes() -> list[dict[str, object]]:
    """Return what can be asked as a profiel: any technical one, then each."""
    any_technical: dict[str, object] = {
        "code": TECHNIEK,
        "technisch": True,
        "staatVoor": [one.value for one in TECHNISCH],
        "nl": "een technisch profiel",
        "en": "a technical profiel",
    }
    return [any_technical, *(_profiel_code(one) for one in Profiel)]


def _profiel_code(one: Profiel) -> dict[str, object]:
    return {
        "code": one.value,
        "technisch": one.is_technical,
        "staatVoor": [one.value],
        "nl": _coded(one.value, one.full_name),
        "en": _coded(one.value, one.english),
    }


def _coded(code: str, name: str) -> str:
    return code if name == code else f"{code} ({name})"


def leerweg_codes() -> list[dict[str, object]]:
    """Return the leerwegen; their names are names in English too."""
    return [
        {"code": one.value, "nl": one.full_name, "en": one.full_name} for one in Leerweg
    ]


def mode_codes() -> list[dict[str, object]]:
    """Return the modes with the units in which each is measured."""
    return [_mode_code(mode.record) for mode in Mode]


def _mode_code(record: ModeRecord) -> dict[str, object]:
    return {
        "code": record.key,
        "eenheden": [unit.value for unit in record.units],
        "nl": record.nl.choice,
        "en": record.en.choice,
        "middel": {"nl": record.nl.by, "en": record.en.by},
    }
