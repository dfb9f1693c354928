"""Profielen and leerwegen: a line for each holds all that anything knows of it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, Self

from accessibility.errors import UsageError


class Leerweg(StrEnum):
    """The beroepsgerichte leerwegen of vmbo (WVO 2020 art 2.22)."""

    # Code, full name, letters in the name of a programme, and spellings in files.
    _value_: str
    full_name: str
    letters: str
    spellings: tuple[str, ...]

    BL = (
        "bl",
        "basisberoepsgerichte leerweg",
        "BB",
        ("BL", "BBL", "B", "BASIS", "BASISBEROEPSGERICHT"),
    )
    KL = (
        "kl",
        "kaderberoepsgerichte leerweg",
        "KB",
        ("KL", "KBL", "K", "KADER", "KADERBEROEPSGERICHT"),
    )
    GL = (
        "gl",
        "gemengde leerweg",
        "GL",
        ("G", "GEMENGD", "GEMENGDE"),
    )

    # Only members are made; the defaults let `Leerweg("gl")` find one.
    def __new__(
        cls,
        code: str,
        full_name: str = "",
        letters: str = "",
        spellings: tuple[str, ...] = (),
    ) -> Self:
        """Make a member whose value is its code."""
        one = str.__new__(cls, code)
        one._value_ = code
        one.full_name = full_name
        one.letters = letters
        one.spellings = (letters, *spellings)
        return one


class Profiel(StrEnum):
    """The vmbo profiles (WVO 2020 art 2.26), the technical ones first."""

    # Code, full name, that name in English, whether it is technical, and what files
    # call it beside its code and name, as letters only.
    _value_: str
    full_name: str
    english: str
    is_technical: bool
    spellings: tuple[str, ...]

    BWI = "BWI", "Bouwen, Wonen en Interieur", "Building, Living and Interior", True
    MAT = "MaT", "Maritiem en Techniek", "Maritime and Technology", True, ("mte",)
    MVI = (
        "MVI",
        "Media, Vormgeving en ICT",
        "Media, Design and ICT",
        True,
        ("mediavormgevingenenict",),
    )
    MT = "M&T", "Mobiliteit en Transport", "Mobility and Transport", True, ("mtr",)
    PIE = (
        "PIE",
        "Produceren, Installeren en Energie",
        "Producing, Installing and Energy",
        True,
    )
    DP = "D&P", "Dienstverlening en Producten", "Services and Products"
    EO = "E&O", "Economie en Ondernemen", "Economics and Enterprise"
    GROEN = "Groen", "Groen", "Green", False, ("g",)
    HBR = (
        "HBR",
        "Horeca, Bakkerij en Recreatie",
        "Hospitality, Bakery and Recreation",
        False,
        ("horecabakkerijrecreatie",),
    )
    ZW = "Z&W", "Zorg en Welzijn", "Care and Welfare", False, ("zwe",)

    # Only members are made; the defaults let `Profiel("PIE")` find one.
    def __new__(
        cls,
        code: str,
        full_name: str = "",
        english: str = "",
        is_technical: bool = False,  # noqa: FBT001, FBT002 - a column of the lines above
        spellings: tuple[str, ...] = (),
    ) -> Self:
        """Make a member whose value is its code."""
        one = str.__new__(cls, code)
        one._value_ = code
        one.full_name = full_name
        one.english = english
        one.is_technical = is_technical
        one.spellings = spellings
        return one


TECHNISCH: Final = tuple(profiel for profiel in Profiel if profiel.is_technical)
"""The technical profiles."""

TECHNIEK: Final = "techniek"
"""Stands for any of the technical profiles where a profiel is asked."""

COMBINATIONS: Final[dict[str, tuple[Profiel, ...]]] = {
    "BWI en PIE": (Profiel.BWI, Profiel.PIE)
}
"""Combined programmes, by what pupils follow one: who follows it counts once, and for
access and offer it is each of its profiles."""

COMBINATION_YEARS: Final = range(2022, 2028)
"""Calendar years in which the school years of the experiment PIE/BWI begin."""

PROFIEL_CHOICES: Final = (*(p.value for p in Profiel), TECHNIEK)


def _squeeze(text: str) -> str:
    """Lower case, '&' and 'en' alike, letters only: years spell names differently."""
    return re.sub(r"[^a-z]", "", text.lower().replace("&", " en "))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _spellings() -> dict[str, Profiel]:
    """Return every spelling as letters: names, codes, and what files call them."""
    known: dict[str, Profiel] = {}
    for one in Profiel:
        code = one.value
        own = (_squeeze(one.full_name), _squeeze(code), _letters(code))
        known |= dict.fromkeys((*own, *one.spellings), one)
    return known


_SPELLINGS: Final = _spellings()


def profiel_of(text: str) -> Profiel | None:
    """Return the profile a name or code stands for, or None if it is none of them.

    Examples
    --------
    >>> profiel_of("Produceren, installeren en energie")
    <Profiel.PIE: 'PIE'>
    >>> profiel_of("MTR")
    <Profiel.MT: 'M&T'>
    >>> profiel_of("Vakmanschapsroute Techniek") is None
    True
    """
    # "M&T" squeezes to "ment": the code itself is looked up by its letters too.
    return _SPELLINGS.get(_squeeze(text)) or _SPELLINGS.get(_letters(text))


def combination_of(text: str) -> str | None:
    """Return the combined programme that a name stands for, or None.

    Examples
    --------
    >>> combination_of("Experiment PIE/BWI")
    'BWI en PIE'
    >>> combination_of("Bouwen, wonen en interieur") is None
    True
    """
    words, letters = re.findall(r"[a-z&]+", text.lower()), _squeeze(text)
    for name, members in COMBINATIONS.items():
        if all(
            member.value.lower() in words or _squeeze(member.full_name) in letters
            for member in members
        ):
            return name
    return None


def profielen_of(choice: str) -> tuple[Profiel, ...]:
    """Return the profiles that a choice stands for: one, or the technical ones.

    Raises
    ------
    UsageError
        If the choice is neither one of the profiles nor `techniek`.
    """
    if choice == TECHNIEK:
        return TECHNISCH
    try:
        return (Profiel(choice),)
    except ValueError:
        message = (
            f"profiel {choice!r} is unknown; choose one of {', '.join(PROFIEL_CHOICES)}"
        )
        raise UsageError(message) from None
