"""How Dutch readers see numbers, dates and the field's words (level B1)."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from accessibility.codes import TECHNIEK, TECHNISCH, Leerweg, Mode, Profiel, Unit
from accessibility.counting import Words, percent_of, rounded_up

if TYPE_CHECKING:
    from decimal import Decimal

NO_DATA: Final = "geen gegevens"
CANNOT_SAY: Final = "niet te zeggen"
"""There are data, and they are too coarse to tell one number."""
HIDDEN: Final = "afgeschermd"
UNREACHABLE: Final = "niet bereikbaar"
EXAMPLE: Final = "Voorbeeldgegevens: geen echte scholen of leerlingen"

MODE_WORDS: Final = {mode: mode.record.nl.along for mode in Mode}
"""How far something is, as in '10 km hemelsbreed'."""
UNKNOWN: Final = {
    mode: f"niet te berekenen (geen {mode.record.nl.needs})" for mode in Mode
}
"""What stands where nothing is known of the ways that a mode goes."""

_DEMAND: Final = {
    "own": "Geteld zijn derdejaars naar de postcode waar zij wonen.",
    "herkomst": (
        "Geschat uit het aantal leerlingen per school en woonpostcode (DUO): "
        "aangenomen is dat de leerweg binnen een school niet afhangt van de postcode."
    ),
    "gravity": (
        "Geschat uit het aantal leerlingen per school, de inwoners per postcode en de "
        "afstand, zo dat 95% van alle derdejaars binnen 10 km naar school gaat: waar "
        "leerlingen echt wonen, is niet openbaar."
    ),
}

_MONTHS: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_NUMBERS: Final = (
    "geen",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
)
PUPILS: Final = Words("leerlingen", "leerling", "leerlingen")
"""Pupils of whom no more is known than that they are."""

N_TECHNISCH: Final = _NUMBERS[len(TECHNISCH)]
"""How many technical profielen there are, in a word."""

_METRES_PER_KM: Final = 1_000
_SECONDS_PER_MINUTE: Final = 60
_ISO: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_SWAP: Final = str.maketrans(",.", ".,")


def number(value: float, decimals: int = 0) -> str:
    """Write a number with a point per thousand and a decimal comma.

    Examples
    --------
    >>> number(1234.5, 1)
    '1.234,5'
    >>> number(float("nan"))
    'geen gegevens'
    """
    if not math.isfinite(value):
        return NO_DATA
    return _written(rounded_up(value, decimals))


def _written(value: Decimal) -> str:
    return f"{value:,f}".translate(_SWAP)


def percentage(share: float, decimals: int = 1) -> str:
    """Write a fraction of 0-1 as a percentage.

    Examples
    --------
    >>> percentage(0.381)
    '38,1%'
    """
    if not math.isfinite(share):
        return NO_DATA
    return f"{_written(percent_of(share, decimals))}%"


def distance(metres: float, decimals: int = 1) -> str:
    """Write metres as kilometres.

    Examples
    --------
    >>> distance(12_500)
    '12,5 km'
    """
    if not math.isfinite(metres):
        return NO_DATA
    return f"{number(metres / _METRES_PER_KM, decimals)} km"


def duration(seconds: float) -> str:
    """Write seconds as whole minutes.

    Examples
    --------
    >>> duration(2_700)
    '45 minuten'
    """
    if not math.isfinite(seconds):
        return NO_DATA
    minutes = round(seconds / _SECONDS_PER_MINUTE)
    return f"{number(minutes)} {'minuut' if minutes == 1 else 'minuten'}"


def cost(value: float, unit: Unit) -> str:
    """Write a distance in metres or a travel time in seconds, as the unit says."""
    return distance(value) if unit is Unit.METRES else duration(value)


def threshold(value: float, unit: Unit) -> str:
    """Write a threshold without needless decimals.

    Examples
    --------
    >>> threshold(10_000, Unit.METRES)
    '10 km'
    >>> threshold(12_500, Unit.METRES)
    '12,5 km'
    """
    if unit is Unit.SECONDS:
        return duration(value)
    whole = value % _METRES_PER_KM == 0
    return distance(value, 0 if whole else 1)


def date(text: str) -> str:
    """Write an ISO date in Dutch; leave a year or school year as it is.

    Examples
    --------
    >>> date("2019-10-01")
    '1 oktober 2019'
    >>> date("2026-06")
    'juni 2026'
    >>> date("2019/20")
    '2019/20'
    """
    found = _ISO.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= len(_MONTHS):
        return text
    month_and_year = f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
    return f"{int(found[3])} {month_and_year}" if found[3] else month_and_year


def between(low: float, high: float, *, decimals: int = 1) -> str:
    """Write an interval of shares in words; empty if both ends read the same.

    Examples
    --------
    >>> between(0.549, 0.562)
    'tussen 54,9 en 56,2%'
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    ends = percentage(low, decimals), percentage(high, decimals)
    if ends[0] == ends[1]:
        return ""
    return f"tussen {ends[0].removesuffix('%')} en {ends[1]}"


def between_people(low: float, high: float) -> str:
    """Write an interval of people in words; empty if both ends read the same.

    Examples
    --------
    >>> between_people(1434.6, 1481.2)
    'tussen 1.435 en 1.481'
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    ends = number(low), number(high)
    return "" if ends[0] == ends[1] else f"tussen {ends[0]} en {ends[1]}"


def likely(words: str) -> str:
    """Say of an interval in words that it is likely; nothing of none.

    Examples
    --------
    >>> likely(between(0.549, 0.562))
    'waarschijnlijk tussen 54,9 en 56,2%'
    """
    return f"waarschijnlijk {words}" if words else ""


def certain(words: str) -> str:
    """Say of an interval in words that it is all that is guaranteed.

    Examples
    --------
    >>> certain(between(0.455, 0.644))
    'zeker is alleen: tussen 45,5 en 64,4%'
    """
    return f"zeker is alleen: {words}" if words else ""


def certain_share(low: float, high: float) -> str:
    """Say of a share between what it certainly lies; not from nothing to all.

    Examples
    --------
    >>> certain_share(0.455, 0.644)
    'zeker is alleen: tussen 45,5 en 64,4%'
    >>> certain_share(0.0, 1.0)
    'zeker is het niet: waar precies leerlingen wonen is niet bekend'
    """
    if low <= 0.0 and high >= 1.0:
        return "zeker is het niet: waar precies leerlingen wonen is niet bekend"
    return certain(between(low, high))


def estimate(low: float, middle: float, high: float) -> str:
    """Write a count with its interval, if it has any width.

    Examples
    --------
    >>> estimate(6, 10, 14)
    '10 (6-14)'
    >>> estimate(12, 12, 12)
    '12'
    """
    ends = number(low), number(high)
    inside = "" if ends[0] == ends[1] else f" ({ends[0]}-{ends[1]})"
    return f"{number(middle)}{inside}"


def people(count: float, who: Words) -> str:
    """Write a whole number of people with what they are called.

    Examples
    --------
    >>> from accessibility.codes import Denominator
    >>> from accessibility.counting import people_of
    >>> people(7080.4, people_of("inhabitants:10-14", Denominator.COMMON).nl)
    '7.080 kinderen van 10-14'
    """
    if not math.isfinite(count):
        return NO_DATA
    text = number(count)
    return f"{text} {who.one if text == '1' else who.plural}"


def profiel_name(choice: str) -> str:
    """Return the full name of a profiel code, or of `techniek`.

    Examples
    --------
    >>> profiel_name("PIE")
    'Produceren, Installeren en Energie'
    """
    if choice == TECHNIEK:
        return f"minstens één van de {N_TECHNISCH} technische profielen"
    return Profiel(choice).full_name


def leerweg_name(leerweg: Leerweg) -> str:
    """Return the full name of a leerweg.

    Examples
    --------
    >>> leerweg_name(Leerweg.GL)
    'gemengde leerweg'
    """
    return leerweg.full_name


def offer_words(choice: str, leerweg: Leerweg) -> str:
    """Name an offer so that it fits after 'een school met'.

    Examples
    --------
    >>> offer_words("PIE", Leerweg.GL)
    'PIE in de gl'
    """
    what = "een technisch profiel" if choice == TECHNIEK else choice
    return f"{what} in de {leerweg.value}"


def joined(words: list[str]) -> str:
    """Join words as in a sentence: commas, and 'en' before the last.

    Examples
    --------
    >>> joined(["bl", "kl", "gl"])
    'bl, kl en gl'
    """
    return " en ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def first_capital(text: str) -> str:
    """Begin a text with a capital, leaving the rest as it is.

    Examples
    --------
    >>> first_capital("vmbo-leerlingen")
    'Vmbo-leerlingen'
    """
    return text[:1].upper() + text[1:]


def demand_words(method: str) -> str:
    """Say in one sentence how it is known who lives where.

    Parameters
    ----------
    method
        Name of a demand model, as `Students.method` gives it.

    Examples
    --------
    >>> demand_words("inhabitants:10-14")[:32]
    'Inwoners van 10 tot en met 14 ja'
    """
    name, _, ages = method.partition(":")
    if name == "inhabitants":
        youngest, _, oldest = ages.partition("-")
        return (
            f"Inwoners van {youngest} tot en met {oldest} jaar staan voor de "
            "leerlingen: aangenomen is dat overal hetzelfde deel naar het vmbo gaat."
        )
    return _DEMAND.get(name, "")
