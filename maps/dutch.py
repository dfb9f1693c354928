"""How Dutch readers see numbers, dates and the field's words (level B1)."""

from __future__ import annotations

from typing import Final

from accessibility.codes import TECHNIEK, TECHNISCH, Leerweg, Mode, Profiel
from accessibility.counting import Words
from maps.tongue import Tongue

_WORDS: Final = {
    "no_data": "geen gegevens",
    "hidden": "afgeschermd",
    "example": "Voorbeeldgegevens: geen echte scholen of leerlingen",
    "months": "januari februari maart april mei juni juli augustus september oktober "
    "november december",
    "counting": "geen een twee drie vier vijf zes zeven acht negen tien",
    "minute": "minuut",
    "minutes": "minuten",
    "between": "tussen {low} en {high}",
    "likely_ends": "waarschijnlijk {words}",
    "certain_ends": "zeker is alleen: {words}",
    "and": " en ",
    "offer": "{what} in de {leerweg}",
    "a_technical_one": "een technisch profiel",
    "ahead_band": "waarschijnlijk (8 van de 10)",
    "ahead_middle": "het midden ervan",
    "ahead_only_pupils": "alleen minder of meer leerlingen",
    "ahead_if_norm": "als groepen onder {norm} sluiten",
    "ahead_if_norm_together": "idem, leerwegen samen",
    "ahead_axis": "deel met {offer} binnen {within}",
    "ahead_figure": "{area}, {year}: {offer} binnen {within} waarschijnlijk voor {low} "
    "tot {high} van de {who}",
    "sources": "Bronnen: {sources}",
    "let_through": "met opzet toegelaten: {doubt}",
    "counted_by_own": "Geteld zijn derdejaars naar de postcode waar zij wonen.",
    "counted_by_herkomst": "Geschat uit het aantal leerlingen per school en "
    "woonpostcode (DUO): aangenomen is dat de leerweg binnen een school niet afhangt "
    "van de postcode.",
    "counted_by_gravity": "Geschat uit het aantal leerlingen per school, de inwoners "
    "per postcode en de afstand, zo dat 95% van alle derdejaars binnen 10 km naar "
    "school gaat: waar leerlingen echt wonen, is niet openbaar.",
    "counted_by_inhabitants": "Inwoners van {youngest} tot en met {oldest} jaar staan "
    "voor de leerlingen: aangenomen is dat overal hetzelfde deel naar het vmbo gaat.",
}
DUTCH: Final = Tongue("nl", _WORDS)

number = DUTCH.number
percentage = DUTCH.percentage
distance = DUTCH.distance
duration = DUTCH.duration
cost = DUTCH.cost
threshold = DUTCH.threshold
date = DUTCH.date
between = DUTCH.between
between_people = DUTCH.between_people
likely = DUTCH.likely
certain = DUTCH.certain
people = DUTCH.people
offer_words = DUTCH.offer_words
joined = DUTCH.joined
demand_words = DUTCH.demand_words

NO_DATA: Final = DUTCH("no_data")
CANNOT_SAY: Final = "niet te zeggen"
"""There are data, and they are too coarse to tell one number."""
HIDDEN: Final = DUTCH("hidden")
UNREACHABLE: Final = "niet bereikbaar"
EXAMPLE: Final = DUTCH("example")

MODE_WORDS: Final = {mode: mode.record.nl.along for mode in Mode}
"""How far something is, as in '10 km hemelsbreed'."""
UNKNOWN: Final = {
    mode: f"niet te berekenen (geen {mode.record.nl.needs})" for mode in Mode
}
"""What stands where nothing is known of the ways that a mode goes."""

PUPILS: Final = Words("leerlingen", "leerling", "leerlingen")
"""Pupils of whom no more is known than that they are."""

N_TECHNISCH: Final = DUTCH.few(len(TECHNISCH))
"""How many technical profielen there are, in a word."""


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


def first_capital(text: str) -> str:
    """Begin a text with a capital, leaving the rest as it is.

    Examples
    --------
    >>> first_capital("vmbo-leerlingen")
    'Vmbo-leerlingen'
    """
    return text[:1].upper() + text[1:]
