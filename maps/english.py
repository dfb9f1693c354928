"""How English readers see numbers, dates and the field's words."""

from __future__ import annotations

from typing import Final

from maps.tongue import Tongue

_WORDS: Final = {
    "no_data": "no data",
    "hidden": "hidden",
    "example": "Example data: no real schools or pupils",
    "months": "January February March April May June July August September October "
    "November December",
    "counting": "no one two three four five six seven eight nine ten",
    "minute": "minute",
    "minutes": "minutes",
    "between": "between {low} and {high}",
    "likely_ends": "likely {words}",
    "certain_ends": "certain is only: {words}",
    "and": " and ",
    "offer": "{what} in {leerweg}",
    "a_technical_one": "a technical profiel",
    "ahead_band": "likely (8 in 10)",
    "ahead_middle": "the middle of it",
    "ahead_only_pupils": "only fewer or more pupils",
    "ahead_if_norm": "if groups below {norm} close",
    "ahead_if_norm_together": "the same, leerwegen together",
    "ahead_axis": "share with {offer} within {within}",
    "ahead_figure": "{area}, {year}: {offer} within {within} likely for {low} to "
    "{high} of the {who}",
    "sources": "Sources: {sources}",
    "let_through": "let through on purpose: {doubt}",
    "counted_by_own": "Counted are third-years by the postcode where they live.",
    "counted_by_herkomst": "Estimated from the pupils per school and home postcode "
    "(DUO): within a school the leerweg is taken not to depend on the postcode.",
    "counted_by_gravity": "Estimated from the pupils per school, the inhabitants per "
    "postcode and the distance, so that 95% of all third-years go to school within "
    "10 km: where pupils really live is not public.",
    "counted_by_inhabitants": "Inhabitants aged {youngest} to {oldest} stand for the "
    "pupils: the same part is taken to go to vmbo everywhere.",
}
ENGLISH: Final = Tongue("en", _WORDS)
