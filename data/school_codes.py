"""Codes of schools, places and regions as files spell them, brought to one form."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from accessibility.codes import ROUTE, Leerweg, Profiel, combination_of, profiel_of
from accessibility.tables import BRIN6
from data.text_tables import Wanted, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

BRIN: Final = Wanted(
    "brin", ("BRIN NUMMER", "INSTELLINGSCODE", "INSTELLING", "BRIN"), required=False
)
VESTIGING: Final = Wanted(
    "vestiging",
    ("VESTIGINGSCODE", "VESTIGINGSNUMMER", "VESTIGING", "BRIN6", "VESTIGINGS CODE"),
)
NAME: Final = Wanted(
    "naam",
    (
        "VESTIGINGSNAAM",
        "INSTELLINGSNAAM VESTIGING",
        "NAAM VESTIGING",
        "INSTELLINGSNAAM",
        "NAAM",
    ),
    required=False,
)
PLACE: Final = Wanted(
    "plaats",
    ("PLAATSNAAM", "PLAATSNAAM VESTIGING", "PLAATS", "GEMEENTENAAM VESTIGING"),
    required=False,
)

_ROUTE: Final = re.compile(r"vakmanschap|beroepsroute", re.IGNORECASE)
_TECHNICAL: Final = re.compile(
    r"tech|bouw|metaal|metal|ele[kc]tr|install|voertuig|transport|mobil|grafi"
    r"|media|marit|scheep|haven|hout|schild|\bict\b|\bpie\b|\bbwi\b|\bmvi\b",
    re.IGNORECASE,
)
_AFDELING: Final = re.compile(
    r"bouwtechniek|bouw[- ]?breed|metaaltechniek|metalektro|ele[ck]trotechniek"
    r"|installatietechniek|instalektro|voertuigentechniek|transport en logistiek"
    r"|grafimedia|grafische techniek|techniek[- ]breed|haven ?- ?en vervoer"
    r"|rijn-? ?(?:en|,) ?binnen|intersector|sectorprogramma|technologie en|ict-?route",
    re.IGNORECASE,
)
_LEERWEG_TOKENS: Final = {
    **{leerweg.value: leerweg.spellings for leerweg in Leerweg},
    "tl": ("TL", "T", "THEORETISCH", "THEORETISCHE", "MAVO"),
}
_TOKEN_OF: Final = {
    token: leerweg for leerweg, tokens in _LEERWEG_TOKENS.items() for token in tokens
}
_PREFIX: Final = re.compile(
    r"^(?:(?:VMBO[\s-]+[BKGT]|VMBO|LWOO|LWT|ENT|BB|KB|GL|TL|BL|KL|BBL|KBL|PRF|PROFIEL)\b[\s:-]*)+",
    re.IGNORECASE,
)
_POSTCODE: Final = r"^([1-9A-Z]\d{3})(?:[A-Z]{2})?$"
_SCIENTIFIC: Final = r"\d(?:[.,]\d+)?E\+?\d+"
_SAME_AREA: Final = {"fryslan": "friesland"}


def brin6_of(brin: pd.Series | None, vestiging: pd.Series) -> pd.Series:
    """Return the six-character key of each vestiging.

    Parameters
    ----------
    brin
        The four-character code of the institution, or None if the file has none.
    vestiging
        Either the whole key of six characters, or the number of the vestiging of one
        or two characters (a leading zero may have been lost). A whole key must begin
        with the code of its institution.

    Returns
    -------
    pandas.Series
        Text; not a key where the parts do not make one (see `key_faults`).
    """
    own = vestiging.str.upper().str.replace(r"\s", "", regex=True)
    if brin is None:
        return own
    code = brin.str.upper().str.strip()
    number = code + own.str.zfill(2)
    is_number = own.str.fullmatch(r"\d{1,2}").astype(bool)
    whole = own.where(own.str[:4] == code, "")
    return number.where(is_number, whole)


def key_faults(keys: pd.Series, word: str = "line") -> Iterator[str]:
    """Say which keys are no BRIN6, by line."""
    wrong = ~keys.str.fullmatch(BRIN6).astype(bool)
    number = keys.str.fullmatch(_SCIENTIFIC).astype(bool)
    if number.any():
        yield (
            f"{lines(keys.index[number], word)}: a spreadsheet made a number of a code "
            "such as 01E2; type it anew in a column that is set to text"
        )
    wrong &= ~number
    if wrong.any():
        yield (
            f"{lines(keys.index[wrong], word)}: no key of a vestiging; expected four "
            "characters and two digits such as 00AH01, in one column or in two"
        )


def pc4_of(postcode: pd.Series) -> pd.Series:
    """Return the four-character part of postcodes; empty where there is none.

    A postcode has four digits, or in example data a letter and three digits, and may
    have two letters after it.
    """
    squeezed = postcode.str.upper().str.replace(r"\s", "", regex=True)
    squeezed = squeezed.str.replace(r"\.0+$", "", regex=True)
    return squeezed.str.extract(_POSTCODE, expand=False).fillna("").astype("str")


def leerweg_of(text: str) -> str:
    """Return `bl`, `kl`, `gl` or `tl`, or empty if a text names none or several.

    Examples
    --------
    >>> leerweg_of("VMBO KL lj 3-4"), leerweg_of("VMBO-BB"), leerweg_of("HAVO lj 4-5")
    ('kl', 'bl', '')
    """
    words = re.findall(r"[A-Z]+", text.upper())
    found = {_TOKEN_OF[word] for word in words if word in _TOKEN_OF}
    return found.pop() if len(found) == 1 else ""


def programme_of(text: str) -> str | None:
    """Return the profile a department or programme name stands for, or `route`.

    A combined programme gives its own name, as in `accessibility.codes.COMBINATIONS`.
    LWOO, LWT and ENT variants belong to their profile. None if it is neither.

    Examples
    --------
    >>> programme_of("LWOO BB LWT Bouwen, wonen en interieur")
    'BWI'
    >>> programme_of("VMBO BB Vakmanschapsroute Techniek Niveau-2")
    'route'
    """
    if _ROUTE.search(text):
        return ROUTE
    found = profiel_of(text) or profiel_of(_PREFIX.sub("", text))
    return found.value if isinstance(found, Profiel) else combination_of(text)


def looks_technical(text: str) -> bool:
    """Tell whether a name could be that of a technical programme nobody knows.

    The departments that the profiles replaced in 2016 look technical and are known.

    Examples
    --------
    >>> looks_technical("Ruimtevaarttechniek"), looks_technical("VMBO BB Metalektro")
    (True, False)
    """
    return _TECHNICAL.search(text) is not None and _AFDELING.search(text) is None


def area_key(name: str) -> str:
    """Return the letters and digits of an area's name, for comparing spellings.

    Examples
    --------
    >>> area_key("'s-Gravenhage") == area_key("S GRAVENHAGE")
    True
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = re.sub(r"[^0-9a-z]", "", plain.lower())
    return _SAME_AREA.get(key, key)
